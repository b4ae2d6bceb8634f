//! Decides what a page's links to the entry of its site, and what is called its sign there, call the site, and which piece
//! of the title agrees with that. For gather, where nothing declares the site's name.

use super::candidate::Source;
use super::clean::{clean, cut, essence};
use super::labels::{self, Purpose};
use super::signed::without_form;
use super::site;
use super::{Found, Setting, address};
use crate::page::{Name, Page};
use crate::phrases::{self, Phrases};
use crate::tag::Tag;
use std::sync::LazyLock;

/// Links and images that are looked at: the sign stands among the first of a page, behind a menu for those who skip it.
const MOST: usize = 100;
/// Names of a site that are compared.
const MOST_NAMES: usize = 8;
/// Rows of a link that are looked at for an image.
const MOST_INSIDE: usize = 20;
/// Elements from an image upwards whose class may call it the sign.
const AROUND: usize = 3;
/// Bytes of the classes of an element that are looked at, for each image below it again.
const LONGEST_CLASS: usize = 200;
/// Bytes of what such a link says; a longer text holds a slogan or a story.
const LONGEST: usize = 120;
/// What a menu or a trail says and no site is called.
static MENU: LazyLock<Phrases> = LazyLock::new(|| Phrases::all(&["menu", "breadcrumb"]));

/// What the title calls the site, as its sign, its feeds or the notice of its firm agree.
pub(super) fn called(page: &Page, found: &Found, setting: &Setting<'_>) -> Option<String> {
    let title = page.head.title.as_deref()?;
    let mut names = found.homes.clone();
    names.extend(names_of(page, setting));
    // "Harbour Tugs Ltd" has the rights on "Harbour Tugs".
    let owners = found.site_names.list.iter().filter(|owner| owner.source == Source::Text);
    names.extend(owners.map(|owner| without_form(&owner.value).to_owned()));
    agreed(title, &names)
}

/// A title that no heading shows without what the site is called at its end. "Home" says less than the name does.
pub(super) fn without_name(title: String, called: impl Fn() -> Option<String>) -> String {
    let Some((before, name)) = site::last_parted(&title) else { return title };
    let says = |before: &str| before.chars().any(char::is_alphabetic) && phrases::line(before) == Phrases::NONE;
    let is_called = says(before) && called().is_some_and(|called| essence(&called) == essence(name));
    if is_called { before.trim_end().to_owned() } else { title }
}

/// What the links to the site's entry and its sign say.
fn names_of(page: &Page, setting: &Setting<'_>) -> Vec<String> {
    let links = page.rows_of(Tag::A).iter().take(MOST).copied();
    let home = links.filter(|at| page.attribute(*at, Name::Href).is_some_and(|href| is_home(href, setting)));
    let mut names: Vec<String> = Vec::new();
    for at in home.take(MOST_NAMES) {
        let images = page.descendants(at).take(MOST_INSIDE).filter(|below| page.row(*below).tag == Tag::Img);
        let alternatives = images.filter_map(|image| page.attribute(image, Name::Alt));
        let title = page.attribute(at, Name::Title);
        let said = std::iter::once(page.text_of(at)).chain(alternatives).chain(title);
        names.extend(said.filter(|said| said.len() <= LONGEST).filter_map(clean));
    }
    let images = page.rows_of(Tag::Img).iter().take(MOST).copied().filter(|at| is_sign(page, *at));
    let alternatives = images.take(MOST_NAMES).filter_map(|at| page.attribute(at, Name::Alt));
    names.extend(alternatives.filter(|said| said.len() <= LONGEST).filter_map(clean));
    names
}

/// Whether a reference is to the entry of this site, perhaps that in one language: "/", "/de/", "index.html".
fn is_home(reference: &str, setting: &Setting<'_>) -> bool {
    let reference = reference.trim();
    let path = match reference.split_once("//") {
        Some((_, rest)) => {
            let is_other =
                address::host(reference).is_some_and(|host| setting.host.as_ref().is_some_and(|own| *own != host));
            if is_other {
                return false;
            }
            rest.split_once('/').map_or("", |(_, path)| path)
        }
        None if reference.is_empty() || reference.starts_with('#') => return false,
        None => reference,
    };
    let path = path.trim_matches(['/', '.']);
    path.is_empty()
        || path.len() == 2 && path.bytes().all(|byte| byte.is_ascii_lowercase())
        || path.starts_with("index.")
}

/// Whether an image is called the sign, by its own class or that of the next elements around it.
fn is_sign(page: &Page, at: u32) -> bool {
    let mut around = page.upwards(at).take(AROUND);
    around.any(|at| {
        let class = page.attribute(at, Name::Class).unwrap_or_default();
        site::is_called_sign(cut(class, LONGEST_CLASS))
    })
}

/// The last or first piece of a title that agrees with one of these names, as the site is called then.
fn agreed(title: &str, names: &[String]) -> Option<String> {
    let title = clean(title)?;
    let pieces: Vec<&str> = site::pieces(&title).take(site::MOST_PIECES).collect();
    let [first, .., last] = pieces.as_slice() else { return None };
    let likely: Vec<&str> = [*last, *first].into_iter().filter(|piece| may_be_name(piece)).collect();
    let is_same = |piece: &&&str| names.iter().any(|name| essence(name) == essence(piece));
    let is_inside = |piece: &&&str| names.iter().any(|name| says_no_more(name, piece));
    if let Some(piece) = likely.iter().find(is_same).or_else(|| likely.iter().find(is_inside)) {
        return Some((*piece).to_owned());
    }
    let bare = likely.iter().filter_map(|piece| without_description(piece)).map(essence);
    bare.filter_map(|bare| names.iter().find(|name| essence(name) == bare)).next().cloned()
}

/// Whether a piece of a title may be a name: short, and not what every site says.
fn may_be_name(piece: &str) -> bool {
    let is_general =
        || labels::is_any(piece, &[Purpose::Site, Purpose::Nobody]) || phrases::line(piece) != Phrases::NONE;
    piece.len() <= site::LONGEST_NAME && piece.chars().any(char::is_alphanumeric) && !is_general()
}

/// Whether what a link says is a piece of the title with nothing beside it but what all such links say: "Logo of Velmora".
fn says_no_more(said: &str, piece: &str) -> bool {
    let is_apart = |sign: char| !sign.is_alphanumeric();
    let rest = said.strip_prefix(piece).or_else(|| said.strip_suffix(piece)).unwrap_or_default();
    let bare = rest.trim_matches(is_apart);
    bare.len() < rest.len() && (labels::is(bare, Purpose::Site) || phrases::line(bare).meets(*MENU))
}

/// A piece of a title without the words before or behind a site's name that say that it is a site: "official website".
fn without_description(piece: &str) -> Option<&str> {
    if let Some((_, rest)) = labels::opening(piece, Purpose::Site) {
        return Some(rest).filter(|rest| !rest.is_empty());
    }
    let mut ends = piece.char_indices().map(|(at, _)| at).skip(1);
    let end = ends.find(|at| piece.get(*at..).is_some_and(|rest| labels::is(rest, Purpose::Site)))?;
    piece.get(..end)
}

#[cfg(test)]
mod tests {
    use crate::meta::tests::{BODY, meta};

    fn site(title: &str, home: &str) -> Option<String> {
        let notice = "<footer><p>© 2020 Tug Works Ltd</p></footer>";
        meta(&format!("<title>{title}</title>{home}<h1>Rain over the pier</h1>{BODY}{notice}")).site_name
    }

    #[test]
    fn the_piece_of_the_title_that_the_sign_says_is_the_site() {
        let title = "Rain over the pier | Town of Velmora";
        for home in [
            "<a href=/>Town of Velmora</a>",
            "<a href=/><img alt='Town of Velmora'></a>",
            "<a href=/de/ title='Logo of Town of Velmora'><img src=a.png></a>",
            "<div class=site-logo><img alt='Town of Velmora - Logo'></div>",
            "<h2><a href=https://www.slowpost.example.org>Town of Velmora</a></h2>",
        ] {
            assert_eq!(site(title, home).as_deref(), Some("Town of Velmora"), "{home}");
        }
        assert_eq!(site("Town of Velmora: Rain", "<a href=/>Town of Velmora</a>").as_deref(), Some("Tug Works Ltd"));
        for home in [
            "<a href=/rain>Town of Velmora</a>",
            "<a href=https://velmora.example>Town of Velmora</a>",
            "<a href=/>Town of Velmora Bay</a>".replace(" Bay", "s").as_str(),
        ] {
            assert_eq!(site(title, home).as_deref(), Some("Tug Works Ltd"), "{home}");
        }
    }

    #[test]
    fn the_form_of_a_firm_is_no_part_of_the_name_that_the_title_says() {
        assert_eq!(site("Rain over the pier | Tug Works", "").as_deref(), Some("Tug Works"));
    }

    #[test]
    fn the_name_at_the_end_of_a_title_is_no_part_of_it() {
        let title = |title: &str| {
            meta(&format!("<title>{title}</title><a href=/>Pier</a><p>One line.</p>{BODY}")).title.unwrap_or_default()
        };
        assert_eq!(title("Tugs - Pier"), "Tugs");
        assert_eq!(title("Pier - Tugs"), "Pier - Tugs");
        assert_eq!(title("Home - Pier"), "Home - Pier");
    }

    #[test]
    fn words_of_menus_and_of_sites_are_no_name() {
        assert_eq!(site("Rain | Home", "<a href=/>Home</a>").as_deref(), Some("Tug Works Ltd"));
        let japanese = site("雨の港｜霧浜市公式ホームページ", "<a href=/>霧浜市</a>");
        assert_eq!(japanese.as_deref(), Some("霧浜市"));
        let official = site("Rain | Official website of Velmora", "<a href=/>Velmora</a>");
        assert_eq!(official.as_deref(), Some("Velmora"));
    }
}
