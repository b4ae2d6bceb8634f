//! Decides which players and foreign frames belong to the kept content, and what a reader would open for each. From the
//! page's rows and the kept blocks, for compose.

use std::collections::HashSet;

use url::Url;

use super::kept::Kept;
use super::{address, clean};
use crate::block::Blocks;
use crate::page::{Name, Page};
use crate::tag::Tag;

/// Elements around a player in which kept text is looked for.
const WRAPPERS: usize = 6;
/// Embeds of the longest list; what a page has beyond is left out.
const MOST: usize = 200;
/// Hosts whose frames show a video, a recording, a post or a map to readers; all others are mostly advertising.
const HOSTS: [&str; 22] = [
    "youtube.com",
    "youtube-nocookie.com",
    "youtu.be",
    "vimeo.com",
    "dailymotion.com",
    "twitch.tv",
    "ted.com",
    "soundcloud.com",
    "spotify.com",
    "bandcamp.com",
    "podcasts.apple.com",
    "twitter.com",
    "x.com",
    "instagram.com",
    "facebook.com",
    "tiktok.com",
    "bilibili.com",
    "rutube.ru",
    "codepen.io",
    "jsfiddle.net",
    "datawrapper.dwcdn.net",
    "archive.org",
];

/// Words of the names of frames that are buttons and boxes, and words that may stand beside them. Of 89 pages from elsewhere
/// with players or frames, 20 had such. Other words name what is to be seen: "why-we-like-boats".
const BUTTONS: [&str; 9] =
    ["button", "comments", "follow", "like", "likebox", "recommendations", "share", "subscribe", "tweet"];
const BESIDE_BUTTONS: [&str; 2] = ["box", "embed"];

/// A player or frame of the content and where it stands.
pub(super) struct Embed {
    /// Its row.
    pub row: u32,
    /// Where in the page's text it stands.
    pub at: u32,
    pub url: String,
    pub title: Option<String>,
}

/// Finds the players and frames between kept blocks, in page order, each address once.
pub(super) fn embeds(page: &Page, blocks: &Blocks, keep: &[bool], base: Option<&Url>) -> Vec<Embed> {
    let mut list = Vec::new();
    let mut seen = HashSet::new();
    let kept = Kept::of(keep);
    if kept.inside.is_empty() {
        return list;
    }
    for row in page.rows_of_any(&[Tag::Iframe, Tag::Video, Tag::Audio]) {
        let held = page.row(row);
        if list.len() >= MOST {
            break;
        }
        let next = blocks.between(row, row).start;
        // Inside the content, or right before it as a leading video is.
        let around = page.ancestors(row).take(WRAPPERS).find(|at| !blocks.under(page, *at).is_empty());
        let inside = (kept.inside.start..=kept.inside.end).contains(&next);
        let is_beside_kept = around.is_some_and(|at| kept.within(blocks.under(page, at)) > 0);
        if !inside || !is_beside_kept {
            continue;
        }
        let Some(url) = source(page, row, base).filter(|url| held.tag != Tag::Iframe || is_known(url)) else {
            continue;
        };
        let url = watched(&url).unwrap_or(url);
        let title = page.attribute(row, Name::Title).or_else(|| page.attribute(row, Name::AriaLabel));
        let title = title.map(clean::line).filter(|title| !title.is_empty());
        if seen.insert(url.clone()) {
            list.push(Embed { row, at: held.text.start, url, title });
        }
    }
    list
}

fn source(page: &Page, row: u32, base: Option<&Url>) -> Option<String> {
    let of = |at: u32| {
        let found = page.attribute(at, Name::DataSource).or_else(|| page.attribute(at, Name::Source))?;
        address::resolve(found, base, false)
    };
    of(row).or_else(|| page.descendants(row).filter(|at| page.row(*at).tag == Tag::Source).find_map(of))
}

fn is_known(url: &str) -> bool {
    let Ok(url) = Url::parse(url) else { return false };
    let Some(host) = url.host_str().filter(|_| !is_button(&url)) else { return false };
    HOSTS.iter().any(|known| host.strip_suffix(known).is_some_and(|rest| rest.is_empty() || rest.ends_with('.')))
}

/// Whether a frame is a button or a box of a network rather than something of its to see: the file's name says so, up to
/// the number of a version and the ending.
fn is_button(url: &Url) -> bool {
    let name = crate::address::file_name(url.path());
    let stem = name.split('.').next().unwrap_or_default();
    let words = || stem.split(['_', '-']);
    let is_beside = |word: &str| BUTTONS.contains(&word) || BESIDE_BUTTONS.contains(&word);
    name.ends_with(".js") || words().any(|word| BUTTONS.contains(&word)) && words().all(is_beside)
}

/// The page on which a video is watched, for a player's address.
fn watched(url: &str) -> Option<String> {
    let parsed = Url::parse(url).ok()?;
    let host = parsed.host_str()?;
    let id = |before: &str| {
        let id = parsed.path().strip_prefix(before)?.split('/').next()?;
        (!id.is_empty()).then(|| id.to_owned())
    };
    if host.ends_with("youtube.com") || host.ends_with("youtube-nocookie.com") {
        return id("/embed/").map(|id| format!("https://www.youtube.com/watch?v={id}"));
    }
    if host == "player.vimeo.com" { id("/video/").map(|id| format!("https://vimeo.com/{id}")) } else { None }
}

#[cfg(test)]
mod tests {
    use url::Url;

    use super::super::compose::tests::composed;
    use super::is_button;
    use crate::article::ContentBlock;

    #[test]
    fn buttons_are_named_by_nothing_else() {
        let is_button = |path: &str| is_button(&Url::parse(&format!("https://network.example/{path}")).unwrap());
        for path in [
            "plugins/like_box.php?id=1",
            "widgets/tweet_button.1a2b.en.html",
            "subscribe_embed",
            "sdk/follow.js",
            "like",
        ] {
            assert!(is_button(path), "{path}");
        }
        for path in ["embed/why-we-like-boats", "talks/ann_lee_why_we_share_boats", "like/embed", "embed", "embed/box"]
        {
            assert!(!is_button(path), "{path}");
        }
    }

    #[test]
    fn players_are_links_and_other_frames_are_nothing() {
        let content = composed(
            "<p>a</p><iframe src='//www.youtube.com/embed/x1?rel=0' title=' B c '></iframe><iframe src=https://ads.example/y></iframe>\
             <iframe src='//www.facebook.com/plugins/like.php?href=x'></iframe>\
             <video><source src=/v.mp4></video><video src=blob:z></video><p>d</p><div><p>DROP</p><iframe src=https://vimeo.com/9></iframe></div>",
        );
        assert_eq!(content.text, "a\n\nd");
        let found: Vec<_> = content
            .blocks
            .iter()
            .filter_map(|block| match block {
                ContentBlock::Embed { url, title, .. } => Some((url.as_str(), title.as_deref())),
                _ => None,
            })
            .collect();
        assert_eq!(found, [("https://www.youtube.com/watch?v=x1", Some("B c")), ("https://example.org/v.mp4", None)]);
    }
}
