//! Decides whom a portrait with a name beside it names, whom the box of an author, whom the list below a heading such as
//! "Authors", and whose page the head calls the author's. One part of the pass over visible elements.

use super::byline::{CLASSED, is_profile, is_user, is_user_page};
use super::{INSIDE, KINDS, LONGEST_LINE, MOST, Pass, SOON};
use crate::article::Author;
use crate::meta::candidate::Source;
use crate::meta::clean::{clean, cut};
use crate::meta::labels::{self, Purpose};
use crate::meta::{author, date, name};
use crate::page::{Flags, Name, Row};
use crate::tag::Tag;

/// How far a portrait beside a name is trusted, and how far one behind the text.
const PORTRAIT: u8 = 32;
const BEHIND: u8 = 24;
/// Elements around a portrait that may say that it is an author's.
const AROUND: usize = 4;
/// Pixels of the longest side of a portrait in a byline.
const SMALL: f32 = 150.0;
/// Bytes of an author's box with a biography.
const LONGEST_BOX: usize = 1500;
/// Bytes of the shortest biography.
const SHORTEST_LIFE: usize = 40;
/// Bytes of a name.
const LONGEST_NAME: usize = 60;
/// Names below one heading.
const MOST_NAMES: usize = 20;
/// Rank of names below a heading: above users, below every byline beside the headline.
const HEADED: u8 = 40;
/// Rank of a link to the page that the head calls the author's.
const DECLARED: u8 = 66;

impl Pass<'_> {
    /// Reads a portrait whose text alternative is the name that stands behind it.
    pub(super) fn portrait(&mut self, at: u32, row: &Row) {
        let page = self.page;
        let Some(alt) = page.attribute(at, Name::Alt).filter(|alt| (5..=LONGEST_LINE / 2).contains(&alt.len())) else {
            return;
        };
        if row.flags.meets(Flags::FIGURE) {
            return;
        }
        let behind = cut(page.text.get(row.text.end as usize..).unwrap_or_default(), LONGEST_LINE).trim_start();
        let shown = behind.lines().next().unwrap_or_default();
        let alt = portrayed(alt);
        let rest = shown.strip_prefix(alt).filter(|rest| !rest.starts_with(char::is_alphanumeric));
        let Some(rest) = rest.filter(|_| is_person(alt)) else { return };
        let near = self.nearness(row);
        let is_authors = || {
            let cues = KINDS.author | KINDS.user;
            let around = page.ancestors(at).take(AROUND);
            let leads = |at: &u32| {
                let href = page.attribute(*at, Name::Href);
                href.is_some_and(is_profile) || is_user_page(href) || page.row(*at).cues.meets(cues)
            };
            let side = |name| page.attribute(at, name).and_then(|side| side.trim().parse::<f32>().ok());
            let small = [Name::Width, Name::Height].into_iter().filter_map(side).any(|side| side <= SMALL);
            let dated = [self.line_above(row.text.start), rest, behind.lines().nth(1).unwrap_or_default()]
                .into_iter()
                .any(|line| line.len() <= LONGEST_NAME && date::find(line, self.setting.manner).is_some());
            row.cues.meets(cues) || dated || small && near >= SOON || around.into_iter().any(|at| leads(&at))
        };
        if near != INSIDE && !self.aside && is_authors() {
            let rank = if near >= SOON { PORTRAIT + near } else { BEHIND };
            self.add_people(vec![alt.to_owned()], rank);
        }
    }

    /// The line above a place in the page's text.
    fn line_above(&self, place: u32) -> &str {
        // A page may be one long line, so only its end is looked at.
        let mut start = (place as usize).saturating_sub(LONGEST_LINE);
        while !self.page.text.is_char_boundary(start) {
            start += 1;
        }
        let before = self.page.text.get(start..place as usize).unwrap_or_default().trim_end();
        before.rsplit('\n').next().unwrap_or_default()
    }

    /// Reads the box of an author that holds a biography: the name stands first, and the biography says it again.
    pub(super) fn author_box(&mut self, at: u32, row: &Row) {
        if row.text.len() > LONGEST_BOX || self.aside || row.flags.meets(Flags::FOOTER) || self.boxes >= MOST {
            return;
        }
        self.boxes += 1;
        let text = self.page.text_of(at);
        let Some((first, rest)) = text.split_once('\n') else { return };
        let [name] = author::people(cut(first, LONGEST_LINE)).try_into().unwrap_or([String::new()]);
        let given = name.split_whitespace().next().unwrap_or_default();
        let again = || rest.lines().any(|line| line.strip_prefix(given).is_some_and(|rest| rest.starts_with(' ')));
        if first.len() <= LONGEST_NAME && name::looks_like_person(&name) && again() {
            self.author_end = row.end;
            let rank = if self.nearness(row) >= SOON { PORTRAIT } else { BEHIND };
            self.add_people(vec![name], rank);
        }
    }

    /// Reads the line above a biography: "About Ann Lee".
    pub(super) fn biography(&mut self, row: &Row, base: u8) {
        let above = self.line_above(row.text.start);
        if base != CLASSED || self.aside || row.flags.meets(Flags::FOOTER) || row.text.len() < SHORTEST_LIFE {
            return;
        }
        let Some((_, name)) = labels::opening(above, Purpose::About) else { return };
        if name::looks_like_person(name) && name.len() <= LONGEST_NAME {
            self.add_people(vec![name.to_owned()], BEHIND);
        }
    }

    /// Reads the names below a heading that says nothing but "Author".
    pub(super) fn headed(&mut self) {
        let page = self.page;
        let beside = Flags::NAVIGATION | Flags::HIDDEN | Flags::DIALOG | Flags::FOOTER;
        let headings = self.blocks.list.iter().enumerate().filter(|(_, block)| block.is_heading());
        let found = headings
            .filter(|(_, block)| block.text.len() <= 30 && !block.flags.meets(beside))
            .find(|(_, block)| labels::is(page.slice(block.text), Purpose::Heading));
        let Some((at, _)) = found else { return };
        let below = self.blocks.list.iter().skip(at + 1).take(MOST_NAMES);
        let names: Vec<String> = below
            .take_while(|block| !block.is_heading())
            .map_while(|block| {
                let [name] = author::people(cut(page.slice(block.text), LONGEST_LINE)).try_into().ok()?;
                (block.text.len() <= LONGEST_NAME && name::looks_like_person(&name)).then_some(name)
            })
            .collect();
        self.add_people(names, HEADED);
    }

    /// Reads a link to the page that the head gives as the author's.
    pub(super) fn declared_author(&mut self, at: u32) {
        if self.found.author_pages.is_empty() {
            return;
        }
        let address = self.page.attribute(at, Name::Href).and_then(|href| self.setting.profile(href));
        let Some(url) = address.filter(|address| self.found.author_pages.contains(address)) else { return };
        let Some(text) = clean(self.page.text_of(at)) else { return };
        if let [name] = author::people(&text).as_slice()
            && (name::looks_like_name(name) || is_user(name))
            && self.page.row(at).tag == Tag::A
        {
            self.found.authors.add(Source::Class, DECLARED, vec![Author { name: name.clone(), url: Some(url) }]);
        }
    }
}

/// Whether a text alternative is a person's name, and not what a button says.
fn is_person(alt: &str) -> bool {
    name::looks_like_person(alt) && name::is_somebody(alt) && !alt.contains('(')
}

/// Whom a text alternative says that a portrait shows.
fn portrayed(alt: &str) -> &str {
    let alt = alt.trim();
    let alt = labels::opening(alt, Purpose::Portrait).map_or(alt, |(_, rest)| rest);
    labels::without_portrait(alt).trim()
}

#[cfg(test)]
mod tests {
    use crate::meta::tests::{BODY, meta, names};

    fn authors(before: &str, behind: &str) -> Vec<String> {
        let found = meta(&format!("<h1>Rain over Velmora</h1>{before}{BODY}{behind}"));
        names(&found).into_iter().map(str::to_owned).collect()
    }

    #[test]
    fn a_portrait_in_a_byline_names_whom_it_shows() {
        for portrait in [
            "<p>3 May 2020</p><img src=a.png alt='Ann Lee'><p>Ann Lee</p>",
            "<a href=/author/7><img src=a.png alt='Photo of Ann Lee'></a><p>Ann Lee</p>",
            "<img width=48 src=a.png alt=\"Ann Lee's avatar\"><div>Ann Lee | keeper</div>",
        ] {
            assert_eq!(authors(portrait, ""), ["Ann Lee"], "{portrait}");
        }
        for portrait in [
            "<img src=a.png alt='Ann Lee'><p>Ann Lee</p>",
            "<p>3 May 2020</p><img src=a.png alt='Ann Lee'><p>Ann Leeward</p>",
            "<p>3 May 2020</p><figure><img src=a.png alt='Ann Lee'><p>Ann Lee</p></figure>",
        ] {
            assert_eq!(authors(portrait, ""), [""; 0], "{portrait}");
        }
    }

    #[test]
    fn the_box_of_an_author_begins_with_the_name() {
        let told = "Ann keeps the lighthouse of Velmora and writes of rain, hail and snow. ".repeat(4);
        let given = |name: &str| format!("<div class=author-box><h4>{name}</h4><p>{told}</p></div>");
        assert_eq!(authors("", &given("Ann Lee")), ["Ann Lee"]);
        assert_eq!(authors("", &given("Rain Today")), [""; 0]);
    }

    #[test]
    fn links_in_a_biography_are_no_names() {
        let life = "Keeper of <a href=https://a.example>Old Lighthouse</a> and <a href=https://b.example>New Lighthouse</a>. \
            Painted <a href=https://c.example>Rain</a> for years.";
        assert_eq!(authors("", &format!("<p>About Ann Lee</p><div class=author-bio>{life}</div>")), ["Ann Lee"]);
        assert_eq!(authors("", &format!("<p>About the harbour</p><div class=author-bio>{life}</div>")), [""; 0]);
    }

    #[test]
    fn names_stand_below_a_heading_that_says_author() {
        let below = |heading: &str| {
            authors("", &format!("<h6>{heading}</h6><ul><li>Ann Lee<li>Bo Moss</ul><h6>Related Rain</h6>"))
        };
        assert_eq!(below("Author(s)"), ["Ann Lee", "Bo Moss"]);
        assert_eq!(below("Keepers"), [""; 0]);
    }

    #[test]
    fn a_link_to_the_declared_page_of_the_author_is_the_name() {
        let page = "https://www.slowpost.example.org/~tide9";
        let head = format!("<meta property='article:author' content='{page}'><h1>Rain over Velmora</h1>");
        let found = meta(&format!("{head}<p>via <a href=/~tide9>tide9</a></p>{BODY}"));
        assert_eq!((names(&found), found.authors[0].url.as_deref()), (vec!["tide9"], Some(page)));
    }

    #[test]
    fn users_have_small_names() {
        for line in [
            "<p>by tidewatch</p>",
            "<li>Thread starter tide_9</li>",
            "<p>Discussion in 'Weather' started by tide9, May 3, 2020.</p>",
            "<p>submitted 3 hours ago by tide9</p>",
            "<p><a class=author href=/user/tide9>tide9</a></p>",
        ] {
            let found = authors(line, "");
            assert!(found.len() == 1 && found[0].starts_with("tide"), "{line}: {found:?}");
        }
        assert_eq!(authors("<p>from tidewatch</p>", ""), [""; 0]);
    }
}
