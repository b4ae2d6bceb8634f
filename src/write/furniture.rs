//! Decides whether an image is furniture of the page rather than a picture of the story: a button, a share icon, the site's
//! sign, an advertisement. From what its element, the link around it and its address say, for images.

use std::sync::LazyLock;

use url::Url;

use super::icon;
use crate::address;
use crate::cues::Cues;
use crate::page::{Flags, Name, Page};
use crate::phrases::{self, Phrases};
use crate::tag::Tag;

/// Sides up to this many pixels are icons, spacers and tracking pixels.
const ICON: f32 = 32.0;
/// Sides of which both are above this many pixels are those of a picture: signs of sites are wide, but not high.
const PICTURE: f32 = 200.0;
/// Elements between a link or a figure and its image.
const WRAPPERS: usize = 4;

struct Kinds {
    chrome: Cues,
    /// What an element is called that is made for a picture.
    picture: Cues,
    /// What a text alternative is that names a button or a label, and never what a picture shows.
    spoken: Phrases,
    /// What a text alternative is that names a network or a shop: a picture may show these, but a link away does not.
    named: Phrases,
}

static KINDS: LazyLock<Kinds> = LazyLock::new(|| Kinds {
    chrome: Cues::all(&[
        "author",
        "user",
        "share",
        "social",
        "advertisement",
        "promo",
        "related",
        "newsletter",
        "navigation",
        "comment",
        "counter",
    ]),
    picture: Cues::all(&["image", "caption"]),
    spoken: Phrases::all(&[
        "advertisement",
        "cart",
        "comment",
        "newsletter",
        "pager",
        "rating",
        "share",
        "short_url",
        "skip",
    ]),
    named: Phrases::all(&["app", "social_name"]),
});

/// The kinds of class words that chrome has.
pub(super) fn cues() -> Cues {
    KINDS.chrome
}

/// Whether an image is hidden, chrome or too small to show anything, as far as its element and its link say.
pub(super) fn is_furniture(page: &Page, row: u32, base: Option<&Url>) -> bool {
    let image = page.row(row);
    let sides = sides(page, row);
    let is_picture = || is_large(sides) || has_caption(page, row);
    image.flags.meets(Flags::HIDDEN | Flags::TEMPLATE | Flags::NAVIGATION)
        || image.flags.meets(Flags::BUTTON) && !is_enlarged(page, row, sides)
        || image.cues.meets(KINDS.chrome)
        || sides.into_iter().flatten().any(|side| side <= ICON)
        || alternative(page, row).meets(KINDS.spoken) && !is_picture()
        || link(page, row).is_some_and(|link| match own_path(link, base) {
            Some(path) => path == "/" && !is_picture(),
            None => is_network(page, row) && !icon::is_picture_file(link),
        })
}

/// The width and the height that an image says it has.
fn sides(page: &Page, row: u32) -> [Option<f32>; 2] {
    let side = |name| {
        let side = page.attribute(row, name).map(|value| value.trim().trim_end_matches("px"));
        side.and_then(|side| side.parse::<f32>().ok())
    };
    [side(Name::Width), side(Name::Height)]
}

/// Whether both sides are those of a picture.
fn is_large(sides: [Option<f32>; 2]) -> bool {
    sides.iter().all(|side| side.is_some_and(|side| side > PICTURE))
}

/// Whether the button around an image shows it larger: the image is all that it holds, and is large itself, or, where nobody
/// says how large it is, stands where pictures do and is no drawing.
fn is_enlarged(page: &Page, row: u32, sides: [Option<f32>; 2]) -> bool {
    let is_button = |at: &u32| page.row(*at).flags.meets(Flags::BUTTON);
    let Some(button) = page.ancestors(row).take(WRAPPERS + 1).take_while(is_button).last() else { return false };
    let known = || sides.into_iter().flatten();
    let is_large = known().next().is_some() && known().all(|side| side > PICTURE);
    // Words such as "Click to enlarge" tell what becomes of a figure's picture.
    let is_alone = says_nothing(page, button) || is_large && page.row(button).flags.meets(Flags::FIGURE);
    if is_button(&page.row(button).parent) || !is_alone {
        return false;
    }
    if known().next().is_some() {
        return is_large;
    }
    let is_drawing = page
        .attribute(row, Name::Source)
        .is_some_and(|source| address::ending(address::file_name(source)).eq_ignore_ascii_case("svg"));
    let mut near = page.upwards(button).take(WRAPPERS).map(|at| page.row(at));
    !is_drawing && near.any(|row| row.tag == Tag::Figure || row.cues.meets(KINDS.picture))
}

/// Bytes of the longest text that a button says only to those who listen.
const LONGEST_UNSEEN: usize = 200;

/// Whether an element has no words but those that nobody sees, such as "Open image".
fn says_nothing(page: &Page, row: u32) -> bool {
    let text = page.row(row).text;
    if text.len() > LONGEST_UNSEEN {
        return false;
    }
    let unseen: usize = page.unseen_in(text).iter().map(|span| page.slice(*span).trim().len()).sum();
    page.slice(text).trim().len() <= unseen
}

/// Whether an image stands in a figure that says something of it.
fn has_caption(page: &Page, row: u32) -> bool {
    let figure = page.ancestors(row).take(WRAPPERS).find(|at| page.row(*at).tag == Tag::Figure);
    figure.is_some_and(|figure| !page.text_of(figure).trim().is_empty())
}

/// What the text alternative of an image is as a whole.
fn alternative(page: &Page, row: u32) -> Phrases {
    page.attribute(row, Name::Alt).map_or(Phrases::NONE, |alt| phrases::line(alt.trim()))
}

/// The address that the link around an image leads to.
fn link(page: &Page, row: u32) -> Option<&str> {
    let link = page.ancestors(row).take(WRAPPERS).find(|at| page.row(*at).tag == Tag::A)?;
    page.attribute(link, Name::Href).map(str::trim)
}

/// The path of a link inside its own site, which is `/` for the link around the site's sign; none for one that leads away.
fn own_path<'a>(link: &'a str, base: Option<&Url>) -> Option<&'a str> {
    let rest = link.strip_prefix("https:").or(link.strip_prefix("http:")).unwrap_or(link);
    let Some(rest) = rest.strip_prefix("//") else {
        // What else has a scheme opens a mail or runs a script.
        let name = rest.split(['/', '?', '#']).next().unwrap_or_default();
        return (!name.contains(':')).then_some(rest);
    };
    let (host, path) = rest.split_at_checked(rest.find('/').unwrap_or(rest.len()))?;
    let bare = |host: &str| host.strip_prefix("www.").unwrap_or(host).to_ascii_lowercase();
    let is_own = base.and_then(Url::host_str).is_some_and(|own| bare(own) == bare(host));
    is_own.then_some(if path.is_empty() { "/" } else { path })
}

/// Whether an image is a drawing among the files of the site's look, or one without words among its signs; photographs stand there
/// too, on the pages of those who have a look made for them.
pub(super) fn is_of_design(page: &Page, row: u32, url: &str) -> bool {
    let Some((folders, file)) = address::path(url).rsplit_once('/') else { return false };
    let is_drawing = ["gif", "png", "svg"].iter().any(|ending| address::ending(file).eq_ignore_ascii_case(ending));
    let stands = |names: &[&str]| folders.split('/').any(|at| names.iter().any(|name| at.eq_ignore_ascii_case(name)));
    let is_silent = || page.attribute(row, Name::Alt).is_none_or(|alt| alt.trim().is_empty());
    let is_sign = || stands(&DESIGN) || is_silent() && stands(&SIGNS);
    is_drawing && is_sign() && !is_large(sides(page, row)) && !has_caption(page, row)
}

/// Folders of what belongs to the look of a site.
const DESIGN: [&str; 6] = ["skin", "skins", "template", "templates", "theme", "themes"];
/// Folders of signs.
const SIGNS: [&str; 7] = ["button", "buttons", "emoticons", "icon", "icons", "smileys", "smilies"];

/// Whether an image is the sign of a network, by its name or its alternative text.
fn is_network(page: &Page, row: u32) -> bool {
    let named = |name| page.attribute(row, name).is_some_and(icon::has_network_name);
    named(Name::Source) || named(Name::DataSource) || alternative(page, row).meets(KINDS.named)
}

/// Whether an address is that of a server of advertisements: a folder is called so, and no file of a picture stands there.
pub(super) fn is_advertisement(url: &str) -> bool {
    let path = url.split_once("//").map_or(url, |(_, rest)| rest);
    let Some((folders, name)) = address::path(path).rsplit_once('/').filter(|(_, name)| !icon::is_picture_file(name))
    else {
        return false;
    };
    if SCRIPTS.iter().any(|script| name.eq_ignore_ascii_case(script)) {
        return true;
    }
    // The first part is the host.
    let folders = || folders.split('/').skip(1);
    let called = |name: &str| folders().any(|folder| folder.eq_ignore_ascii_case(name));
    // Stores of files name their folders by the digits of a hash.
    let is_hash = |folder: &str| folder.len() == 2 && folder.bytes().all(|byte| byte.is_ascii_hexdigit());
    FOLDERS.iter().any(|name| called(name))
        || called("ad") && folders().filter(|folder| is_hash(folder)).all(|folder| folder.eq_ignore_ascii_case("ad"))
}

/// Folders of servers of advertisements. "ads" also holds the pictures of small ads, whose files end as pictures do.
const FOLDERS: [&str; 5] = ["ads", "adserv", "adserver", "adstream", "adx"];
/// Scripts by which servers of advertisements give out an image.
const SCRIPTS: [&str; 3] = ["avw.php", "adview.php", "adimage.php"];

#[cfg(test)]
mod tests {
    use super::super::compose::tests::composed;
    use super::*;

    fn is_left_out(image: &str) -> bool {
        composed(&format!("<p>a</p><div>{image}</div><p>b</p>")).images.is_empty()
    }

    #[test]
    fn what_the_link_leads_to_tells_signs_and_buttons() {
        for image in [
            "<a href=/><img src=h.gif></a>",
            "<a href='https://www.example.org'><span><img src=h.gif></span></a>",
            "<a href='https://x.example/share?u=1'><img src=i-facebook.png></a>",
        ] {
            assert!(is_left_out(image), "{image}");
        }
        for image in [
            "<a href='https://boats.example/'><img src=h.jpg></a>",
            "<a href=/tugs><img src=h.jpg></a>",
            "<a href=/2015/twitter.png><img src=/2015/twitter-300x200.png></a>",
            "<a href=/2015/twitter><img src=twitter.png alt=Twitter></a>",
            "<img src=facebook.png alt=Facebook>",
        ] {
            assert!(!is_left_out(image), "{image}");
        }
    }

    #[test]
    fn a_button_that_holds_nothing_but_a_picture_shows_it_larger() {
        for image in [
            "<figure><button aria-label=Open><img src=h.jpg></button><figcaption>The quay at dawn</figcaption></figure>",
            "<a role=button href=h-large.jpg><img src=h.jpg width=800 height=500></a>",
            "<figure><button>DROP Larger<img src=h.jpg width=800 height=500></button><figcaption>The quay</figcaption></figure>",
            "<div class=image-container><div role=button><span class=sr-only>Open</span><img src=h.jpg></div></div>",
        ] {
            assert!(!is_left_out(image), "{image}");
        }
        for image in [
            "<button><img src=h.jpg></button>",
            "<figure><button><img src=h.svg></button></figure>",
            "<figure><button><img src=h.jpg>DROP Next</button></figure>",
            "<figure><button><img src=h.jpg width=48 height=48></button></figure>",
        ] {
            assert!(is_left_out(image), "{image}");
        }
    }

    #[test]
    fn a_text_alternative_that_is_a_button_or_a_label_is_of_no_picture() {
        assert!(is_left_out("<img src=h.gif alt='Publicidad'>"));
        assert!(is_left_out("<img src=h.gif alt=' Share on Facebook '>"));
        assert!(!is_left_out("<img src=h.gif alt='An advertisement from 1920'>"));
    }

    #[test]
    fn large_pictures_and_those_with_a_caption_are_called_and_linked_as_they_like() {
        for image in [
            "<img src=h.jpg alt=Cart width=800 height=500>",
            "<a href=/><img src=h.jpg width=800px height=500px></a>",
            "<figure><img src=h.jpg alt=Cart><figcaption>A cart of fish on the quay</figcaption></figure>",
            "<figure><a href=/><img src=h.jpg></a><figcaption>The quay at dawn</figcaption></figure>",
        ] {
            assert!(!is_left_out(image), "{image}");
        }
        for image in [
            "<a href=/><img src=h.jpg width=400 height=80></a>",
            "<figure><a href=/><img src=h.jpg></a></figure>",
            "<img src=h.jpg alt=Cart width=800>",
        ] {
            assert!(is_left_out(image), "{image}");
        }
    }

    #[test]
    fn drawings_of_the_sites_look_are_furniture() {
        for image in [
            "<img src=/forum/Themes/old/images/off.gif alt='No new posts'>",
            "<img src=https://x.example/icons/gear.png>",
            "<img src=skins/2/h.svg width=80 height=30>",
        ] {
            assert!(is_left_out(image), "{image}");
        }
        for image in [
            "<img src=/themes/quay/h.jpg>",
            "<img src=/icons/saint.png alt='Saint Nicholas, about 1400'>",
            "<img src=/themes/quay/h.png width=800 height=500>",
            "<figure><img src=/themes/quay/h.png><figcaption>The quay at dawn</figcaption></figure>",
            "<img src=/files/styles/large/h.png>",
            "<img src=/themes/quay/grey.png data-src=/2015/h.png>",
        ] {
            assert!(!is_left_out(image), "{image}");
        }
    }

    #[test]
    fn servers_of_advertisements_have_folders_of_that_name() {
        for url in [
            "http://x.example/N39/ad/tides.articles/articles;sz=470x200?",
            "//x.example/adserv/3.0/1147/0/PLACE;loc=100",
            "http://x.example/www/delivery/avw.php?zoneid=1",
        ] {
            assert!(is_advertisement(url), "{url}");
        }
        for url in [
            "http://x.example/images/ads/12_t.jpg?v=1",
            "http://x.example/f/3b/ad/9c/picture",
            "http://ad.example/photo",
        ] {
            assert!(!is_advertisement(url), "{url}");
        }
    }
}
