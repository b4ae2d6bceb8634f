//! Decides what links say of the page: licences, profiles of authors, keywords and the trail to its section. One part of the
//! pass over visible elements.

use super::byline::{is_profile, is_user, is_user_page};
use super::{FEW, MOST, PROFILED, Pass, RELATED, SOON};
use crate::article::{Author, PageType};
use crate::meta::candidate::Source;
use crate::meta::clean::{clean, cut};
use crate::meta::labels::{self, Purpose};
use crate::meta::name;
use crate::page::{Flags, Name, Row};
use crate::tag::Tag;

/// How far a link to a user's page is trusted that stands behind "by": below what is called a user's, because replies end with
/// such links, too.
const USERS: u8 = 24;
/// Categories of one page; the most of an encyclopedia's have some forty.
const MOST_CATEGORIES: usize = 50;
/// Bytes of the classes of an element around a link that are looked at, for each link again.
const LONGEST_CLASS: usize = 200;
/// Elements from a link up to the box of a wiki's categories.
const AROUND: usize = 5;

/// Elements from a keyword up to the card that it stands in.
const UP_TO_CARD: usize = 6;
/// Elements and bytes of the text of the largest card: headline, summary, author, date, keywords.
const MOST_ROWS: usize = 60;
const LONGEST_CARD: usize = 800;
/// Cards side by side among which another is looked for, so that no long list is walked for each of its links.
const MOST_CARDS: usize = 32;

impl Pass<'_> {
    /// Reads one word of a row's link relation.
    pub(super) fn relation(&mut self, name: &str, at: u32) {
        match name {
            "author" => {
                let row = self.page.row(at);
                self.byline(at, row, RELATED);
            }
            "tag" | "category" if self.page.row(at).tag == Tag::A && !self.is_of_card(at) => {
                if let Some(tag) = clean(self.page.text_of(at)) {
                    // A link to a category is also marked `rel="category tag"`, and is no keyword.
                    let both = self.page.attribute(at, Name::Rel).is_some_and(|rel| rel.contains("category"));
                    if both {
                        if self.found.categories.list.len() < 8 && name == "category" {
                            self.found.categories.add(Source::Class, 55, vec![tag]);
                        }
                    } else {
                        self.add_tag(tag, 60);
                    }
                }
            }
            // The link to the site's entry holds its name.
            "home" if self.found.homes.len() < MOST as usize => self.found.homes.extend(clean(self.page.text_of(at))),
            "license" => {
                if let Some(url) =
                    self.page.attribute(at, Name::Href).and_then(|href| self.setting.resolver.absolute(href))
                {
                    self.found.licenses.add(Source::Class, 60, url);
                }
            }
            _ => {}
        }
    }

    /// Reads a link: a licence by its address, or an author by the profile it leads to.
    pub(super) fn link(&mut self, at: u32, row: &Row) {
        if row.text.is_empty() || row.text.len() > 80 {
            return;
        }
        let Some(href) = self.page.attribute(at, Name::Href) else { return };
        if is_license(href)
            && let Some(url) = self.setting.resolver.absolute(href)
        {
            self.found.licenses.add(Source::Class, 40, url);
        }
        self.declared_author(at);
        if self.is_wiki && self.categories.len() < MOST_CATEGORIES && self.is_category(at) {
            self.categories.extend(clean(self.page.text_of(at)));
        }
        let near = self.place.nearness(row);
        if near >= SOON && at >= self.author_end && is_profile(href) && name::looks_like_name(self.page.text_of(at)) {
            self.byline(at, row, PROFILED);
        }
        if self.setting.page_type == PageType::Forum && at >= self.author_end {
            self.poster(at, row, href);
        }
        let text = self.page.text_of(at);
        if near >= SOON && self.authors < MOST && is_user_page(Some(href)) && is_user(text) && self.is_behind_by(row) {
            self.authors += 1;
            let people = vec![Author { name: text.to_owned(), url: self.setting.profile(href) }];
            self.found.authors.add(Source::Class, USERS + near, people);
        }
    }

    /// Reads the link to the page of whoever wrote a post, on a page of posts where nothing calls it a user's.
    fn poster(&mut self, at: u32, row: &Row, href: &str) {
        let text = self.page.text_of(at).trim();
        let near = self.nearness(row);
        let is_name = || (is_user(text) || name::looks_like_name(text)) && name::is_somebody(text);
        // Elsewhere the list of a board names who wrote last in each thread.
        let is_near = near >= SOON && self.place.heading.is_some();
        if is_near
            && self.found.authors.list.len() < FEW
            && !row.flags.meets(Flags::NAVIGATION)
            && is_member(href)
            && is_name()
        {
            let people = vec![Author { name: text.to_owned(), url: self.setting.profile(href) }];
            self.found.authors.add(Source::Class, MEMBER + near / 4, people);
        }
    }

    /// Whether the last word before a row is "by".
    fn is_behind_by(&self, row: &Row) -> bool {
        let last = self.line_before(row.text.start).split_whitespace().next_back();
        last.is_some_and(|word| labels::is(word, Purpose::By))
    }

    /// Whether a link of a wiki leads to a category that the page is filed under, and not one for those who tend the wiki.
    fn is_category(&self, at: u32) -> bool {
        let class = |at: &u32, name: &str| {
            let class = self.page.attribute(*at, Name::Class).unwrap_or_default();
            cut(class, LONGEST_CLASS).split_ascii_whitespace().any(|word| word == name)
        };
        let around = || self.page.ancestors(at).take(AROUND);
        let inside = |name: &str| around().any(|at| class(&at, name));
        around().next().is_some_and(|at| self.page.row(at).tag == Tag::Li)
            && inside("catlinks")
            && !inside("mw-hidden-catlinks")
    }

    /// Reads a trail of breadcrumbs.
    pub(super) fn trail(&mut self, at: u32, row: &Row) {
        self.trail_end = row.end;
        let page = self.page;
        let text = page.text_of(at);
        if text.is_empty() || text.len() > 500 {
            return;
        }
        let names: Vec<String> = text.split(['>', '»', '›', '\n', '/', '|', '→']).take(20).filter_map(clean).collect();
        let links: Vec<String> = page
            .descendants(at)
            .filter(|below| page.row(*below).tag == Tag::A)
            .take(20)
            .filter_map(|below| clean(page.text_of(below)))
            .collect();
        let names = if links.len() > 1 { links } else { names };
        crate::meta::tags::add_trail(&names, Source::Class, self.setting, self.found);
    }

    /// Reads a container of keywords: all its text stands in short links.
    pub(super) fn tag_links(&mut self, at: u32, row: &Row) {
        let page = self.page;
        if row.text.is_empty() || row.text.len() > 1500 || row.end - at > 200 || row.text.start < self.place.start {
            return;
        }
        let mut inside = 0;
        let mut tags = Vec::new();
        for below in at..row.end {
            let link = page.row(below);
            if link.tag == Tag::A && link.text.len() <= 60 {
                inside += link.text.len();
                tags.extend(clean(page.text_of(below)));
            }
        }
        // A label such as "Tags:" is all that may stand beside the links.
        if inside * 10 >= row.text.len() * 6 && !self.is_of_card(at) {
            for tag in tags {
                self.add_tag(tag, 58);
            }
        }
    }

    /// Whether a row stands in the card of another story: one of several small elements alike with a heading that is a link. The
    /// links of an article to the one before and the next have such headings too, but each once.
    fn is_of_card(&self, at: u32) -> bool {
        let page = self.page;
        for around in page.ancestors(at).take(UP_TO_CARD) {
            let inside = page.descendants(around);
            let has_own = self.place.heading.is_some_and(|own| inside.contains(&own));
            if has_own || inside.len() > MOST_ROWS || page.row(around).text.len() > LONGEST_CARD {
                return false;
            }
            // The nearest heading tells: "Tags" above an article's own is no link.
            let mut headings = inside.filter(|below| page.row(*below).tag.heading_level() > 0);
            if let Some(heading) = headings.next() {
                return self.leads_away(heading) && self.has_sibling(around);
            }
        }
        false
    }

    /// Whether a heading is a link or holds one.
    fn leads_away(&self, heading: u32) -> bool {
        let mut inside = self.page.descendants(heading).take(MOST_ROWS);
        let is_link = |at: u32| self.page.row(at).tag == Tag::A && self.page.attribute(at, Name::Href).is_some();
        self.page.row(heading).flags.meets(Flags::LINK) || inside.any(is_link)
    }

    /// Whether an element of the same kind stands beside one, among the first in the same parent.
    fn has_sibling(&self, at: u32) -> bool {
        let own = self.page.row(at);
        let parent = self.page.row(own.parent);
        let next = |child: &u32| Some(self.page.row(*child).end);
        let siblings = std::iter::successors(Some(own.parent + 1), next).take_while(|child| *child < parent.end);
        let mut others = siblings.take(MOST_CARDS).filter(|child| *child != at).map(|child| self.page.row(child));
        others.any(|other| (other.tag, other.kin) == (own.tag, own.kin))
    }

    fn add_tag(&mut self, tag: String, rank: u8) {
        if self.tags.len() < 60 && !labels::is(&tag, Purpose::Tags) {
            self.tags.push(tag);
            self.tag_rank = self.tag_rank.max(rank);
        }
    }
}

/// How far a link to a member's page is trusted: below all that is called a user's.
const MEMBER: u8 = 20;
/// Words of addresses for the pages of members, which are asked for by number: "profile.php?id=7", "home.php?uid=7".
const MEMBERS: [&str; 8] = ["profile", "member", "members", "memberlist", "user", "users", "userinfo", "uid"];

/// Whether an address asks for the page of a member by number.
fn is_member(href: &str) -> bool {
    let Some((_, query)) = href.split_once('?') else { return false };
    // "member.php?find=lastposter&f=7" asks for whoever wrote last in a board of that number.
    let first = query.split('&').next().unwrap_or_default();
    let is_asked = query.contains("viewprofile") || first.contains(|sign: char| sign.is_ascii_digit());
    let mut words = cut(href, LONGEST_CLASS).split(|sign: char| !sign.is_ascii_alphanumeric());
    is_asked && words.any(|word| MEMBERS.contains(&word))
}

/// Whether an address is that of a Creative Commons licence; looked at for every link, so it compares starts only.
fn is_license(href: &str) -> bool {
    let bytes = href.as_bytes();
    let slashes = memchr::memchr_iter(b'/', bytes).find(|at| bytes.get(at + 1) == Some(&b'/'));
    let host = slashes.and_then(|at| href.get(at + 2..)).unwrap_or_default();
    let path = host.strip_prefix("www.").unwrap_or(host).strip_prefix("creativecommons.org/");
    path.is_some_and(|path| path.starts_with("licenses/") || path.starts_with("publicdomain/"))
}

#[cfg(test)]
mod tests {
    use crate::article::PageType;
    use crate::chosen::Chosen;
    use crate::meta::gather;
    use crate::meta::tests::{BODY, meta, names};
    use crate::{block, page};

    #[test]
    fn a_user_behind_by_is_the_author() {
        let found = |line: &str| {
            let found = meta(&format!("<h1>Rain over Velmora</h1><p>7 points {line} | hide</p>{BODY}"));
            names(&found).into_iter().map(str::to_owned).collect::<Vec<_>>()
        };
        assert_eq!(found("by <a href='user?id=tide_9'>tide_9</a>"), ["tide_9"]);
        assert_eq!(found("to <a href='user?id=tide_9'>tide_9</a>"), [""; 0]);
    }

    #[test]
    fn whoever_wrote_the_first_post_has_a_page_among_the_members() {
        let found = |address: &str, page_type: PageType| {
            let posts =
                format!("<p><a href='{address}'>tide_9</a></p>{BODY}<p><a href='profile.php?id=8'>bo_8</a></p>{BODY}");
            let page = page::laid_out(&format!("<title>Rain - Board</title><h1>Rain</h1>{posts}"));
            let found = gather(&page, &block::cut(&page), None, page_type, &Chosen::default(), &[]);
            names(&found).into_iter().map(str::to_owned).collect::<Vec<_>>()
        };
        assert_eq!(found("profile.php?id=7", PageType::Forum), ["tide_9"]);
        assert_eq!(found("member.php?find=lastposter&f=7", PageType::Forum), ["bo_8"]);
        assert_eq!(found("profile.php?id=7", PageType::Article), [""; 0]);
    }

    #[test]
    fn the_site_is_called_what_its_title_and_its_links_home_say() {
        let found = |home: &str| {
            let head = "<title>Rain over Velmora – Salt &amp; Cedar</title>";
            meta(&format!("{head}{home}<h1>Rain over Velmora</h1>{BODY}")).site_name
        };
        assert_eq!(found("<a rel=home href=/>Salt &amp; Cedar</a>").as_deref(), Some("Salt & Cedar"));
        assert_eq!(found("<a rel=home href=/>Home</a>"), None);
        let feed = |title: &str| format!("<link rel=alternate type=application/rss+xml title='{title}' href=/feed>");
        assert_eq!(found(&feed("Salt &amp; Cedar » Feed")).as_deref(), Some("Salt & Cedar"));
        assert_eq!(found(&feed("RSS")), None);
    }

    #[test]
    fn keywords_of_other_stories_are_none_of_the_page() {
        let card = |name: &str| {
            format!("<li><h3><a href=/{name}>About {name}</a></h3><p><a rel=tag href=/t/{name}>{name}</a></p></li>")
        };
        let cards = format!("<ul>{}{}</ul>", card("tides"), card("tugs"));
        let own = "<footer><a rel=tag href=/t/weather>weather</a> <nav><h3><a href=/next>Snow</a></h3></nav></footer>";
        assert_eq!(meta(&format!("<h1>Rain</h1>{BODY}{own}{cards}")).tags, ["weather"]);
        assert!(meta(&format!("<h1>Rain</h1>{BODY}{cards}")).tags.is_empty());
        let named = format!("<section><h3>Tags:</h3>{own}</section>").replace("footer", "div");
        let beside = format!("<div><div>{named}</div>{cards}</div><div>{cards}</div>");
        assert!(meta(&format!("<h1>Rain</h1>{BODY}{beside}")).tags.contains(&"weather".to_owned()));
        let tiles = cards.replace("<p>", "<p class=tags>").replace("rel=tag ", "");
        assert!(meta(&format!("<h1>Rain</h1>{BODY}{tiles}")).tags.is_empty());
    }
}
