//! Decides whom an element that says it holds a byline names, with their profiles. One part of the pass over visible
//! elements.

use std::ops::Range;

use super::others::is_sentence;
use super::{BETWEEN, LONGEST_LINE, MARKED, MOST, Pass, RELATED, SOON};
use crate::article::{Author, PageType};
use crate::meta::candidate::Source;
use crate::meta::labels::{self, Purpose};
use crate::meta::{author, name};
use crate::page::{Flags, Name, Row};
use crate::tag::Tag;

/// Rows of a byline.
const BYLINE_ROWS: usize = 60;

/// People whom several bylines side by side name.
const MOST_TOGETHER: usize = 20;

/// How far an element is trusted whose class calls it an author's.
pub(super) const CLASSED: u8 = 45;

/// Links of a biography, at the least: one or two may be names behind words that are no label.
const FEW_LINKS: usize = 3;

/// The lowest rank that a byline may have. Below are users who are named beside the page or in its footer: of the 14 gold
/// pages that had no better name none had an author of that name, but "Join us", "Rate" and "Profile".
const LEAST: u8 = 20;

impl Pass<'_> {
    /// Reads a row that holds a byline.
    pub(super) fn byline(&mut self, at: u32, row: &Row, base: u8) {
        if at < self.author_end && base <= self.author_base
            || self.authors >= MOST
            // Who is named there took the picture.
            || row.flags.meets(Flags::FIGURE)
        {
            return;
        }
        if row.text.len() > LONGEST_LINE && base < MARKED {
            if base == CLASSED {
                self.author_box(at, row);
            }
            return;
        }
        self.authors += 1;
        let Some(people) = self.people(at, row, base) else {
            self.biography(row, base);
            return;
        };
        self.author_end = row.end;
        self.author_base = base;
        let footer = row.flags.meets(Flags::FOOTER) && !row.flags.meets(Flags::ARTICLE);
        let near = self.nearness(row);
        let rank = if footer || self.aside && base < MARKED {
            base / 2
        } else if base >= MARKED && near < SOON {
            // Far from the headline an author may be that of a reply.
            MARKED - SOON + near
        } else {
            base + near
        };
        if rank < LEAST {
            return;
        }
        let source = if base >= MARKED { Source::Microdata } else { Source::Class };
        self.join(at, row, people, source, rank);
    }

    /// Adds the people of a byline to those of the one beside it, or as a candidate of their own.
    fn join(&mut self, at: u32, row: &Row, people: Vec<Author>, source: Source, rank: u8) {
        // Two bylines side by side name the authors of one article; in a thread they are those of two posts.
        let is_between = self.nearness(row) == BETWEEN && self.setting.page_type != PageType::Forum;
        let last = self.found.authors.list.last_mut();
        let joined = last.filter(|last| last.source == source && last.rank == rank && is_between);
        // A single word beside people is the place or the paper they write from.
        let is_single = |people: &[Author]| people.iter().all(|person| !person.name.contains(char::is_whitespace));
        let is_single = is_single(&people) && joined.as_ref().is_some_and(|last| !is_single(&last.value));
        if is_single && people.iter().all(|person| is_capital(&person.name)) {
            return;
        }
        match joined {
            Some(last) => author::add_to(&mut last.value, people, MOST_TOGETHER),
            None => {
                self.note_signed(at, row);
                self.found.authors.add(source, rank, people);
            }
        }
    }

    /// The people whom a byline names: by the properties of microdata, by the class of a name, by its links or in words.
    fn people(&self, at: u32, row: &Row, base: u8) -> Option<Vec<Author>> {
        let page = self.page;
        if let Some(content) = page.attribute(at, Name::Content).filter(|_| base >= MARKED) {
            let people = author::unlinked(author::people(content));
            return (!people.is_empty()).then_some(people);
        }
        let rows = at..row.end.min(at.saturating_add(BYLINE_ROWS as u32));
        // Between the headline and the text a paper may sign as such.
        let is_house = || {
            let may_sign = self.nearness(row) == BETWEEN && row.tag != Tag::Table;
            !may_sign && self.is_card_of_house(rows.clone())
        };
        if base < MARKED && (self.is_of_reference(at) || self.is_mention(row, base) || is_house()) {
            return None;
        }
        if base >= MARKED
            && let Some(people) = self.marked(rows.clone())
        {
            return Some(people);
        }
        let named = self.named(at + 1..rows.end);
        if !named.is_empty() {
            return Some(named);
        }
        let text = if base >= CLASSED { self.seen(row.text) } else { page.text_of(at).into() };
        let text = &*text;
        if text.is_empty() || text.len() > LONGEST_LINE {
            return None;
        }
        // Where one link leads to a profile, the others lead to sections, networks and the like.
        let profiled = rows.clone().any(|below| page.row(below).tag == Tag::A && self.leads_to_profile(below));
        let linked = self.linked_people(rows, text, base, profiled);
        // In a sentence of a biography links lead to what its author made: they are neither first nor most of it.
        let first = linked.first().is_some_and(|first| author::without_labels(text).starts_with(&first.name));
        let length: usize = linked.iter().map(|author| author.name.len()).sum();
        if !first && !profiled && linked.len() >= FEW_LINKS && length * 2 < text.len() {
            return None;
        }
        in_words(text, base, linked)
    }

    /// The people of microdata, which says which part of a person is the name.
    fn marked(&self, mut rows: Range<u32>) -> Option<Vec<Author>> {
        let page = self.page;
        let is_name = |below: &u32| {
            page.attribute(*below, Name::ItemProperty)
                .is_some_and(|value| value.split_ascii_whitespace().any(|word| word == "name"))
        };
        let named = rows.clone().skip(1).find(is_name)?;
        let names = author::of_name(page.attribute(named, Name::Content).unwrap_or_else(|| page.text_of(named)));
        let alone = names.len() == 1;
        let url = rows.find_map(|below| self.link_of(below)).filter(|_| alone);
        (!names.is_empty()).then(|| names.into_iter().map(|name| Author { name, url: url.clone() }).collect())
    }

    /// The people whom links of a byline with this text name.
    fn linked_people(&self, rows: Range<u32>, text: &str, base: u8, profiled: bool) -> Vec<Author> {
        let page = self.page;
        let mut linked: Vec<Author> = Vec::new();
        for below in rows.filter(|below| page.row(*below).tag == Tag::A) {
            let is_profile = self.leads_to_profile(below);
            if profiled && !is_profile {
                continue;
            }
            let label = page.text_of(below);
            let url = self.link_of(below);
            // A profile that is all the byline holds may be that of a user with a small name.
            let user = base >= CLASSED
                && (is_profile || is_user_page(page.attribute(below, Name::Href)))
                && label.len() * 2 > text.len()
                && is_user(label);
            // A link leads to one person.
            let inverted =
                Some(label).filter(|label| base >= CLASSED && author::is_inverted(label)).map(author::given_first);
            if url.is_none() && !user && inverted.is_none()
                || label.starts_with('@')
                || !name::looks_like_name(label) && base < RELATED && !user
            {
                continue;
            }
            for name in author::people(inverted.as_deref().unwrap_or(label)) {
                if !linked.iter().any(|known| known.name == name) {
                    linked.push(Author { name, url: url.clone() });
                }
            }
        }
        linked
    }

    fn link_of(&self, row: u32) -> Option<String> {
        self.page.attribute(row, Name::Href).and_then(|href| self.setting.profile(href))
    }

    fn leads_to_profile(&self, row: u32) -> bool {
        self.page.attribute(row, Name::Href).is_some_and(is_profile)
    }
}

/// The people whom the words of a byline name, or those whom its links name.
fn in_words(text: &str, base: u8, linked: Vec<Author>) -> Option<Vec<Author>> {
    let labelled = labels::opening(text, Purpose::By).is_some();
    // The letters in place of a portrait are no name.
    if !labelled && text.len() <= 2 && text.bytes().all(|byte| byte.is_ascii_uppercase()) {
        return None;
    }
    // The first line that names somebody; where none does, all of them together may.
    let named = text.lines().map(author::people).find(|names| !names.is_empty());
    let names = named.unwrap_or_else(|| if text.contains('\n') { author::people(text) } else { Vec::new() });
    // Users are named one at a time: the halves of "Rain and Reason" are none.
    let is_joined = base < CLASSED && names.len() > 1 && names.iter().any(|name| !name.contains(' '));
    if !labelled && linked.is_empty() && (is_joined || is_sentence(text, &names)) {
        return None;
    }
    let plausible = !names.is_empty()
        && names.iter().all(|name| labelled || name::looks_like_name(name) || base < 30 && !name.contains(' '));
    // "Moss, Ann" in a link is one person, of whom the words alone make two.
    let is_parted = || {
        linked.iter().map(|known| known.name.split_whitespace().count()).sum::<usize>() == names.len()
            && names.iter().all(|name| linked.iter().any(|known| known.name.contains(name.as_str())))
    };
    if linked.is_empty() || plausible && labelled && names.len() > linked.len() && !is_parted() {
        if !plausible {
            return None;
        }
        let url = |name: &str| linked.iter().find(|known| known.name == name).and_then(|known| known.url.clone());
        return Some(names.into_iter().map(|name| Author { url: url(&name), name }).collect());
    }
    Some(linked)
}

impl Pass<'_> {
    /// The people whom the elements among these name whose classes call them names: beside them may stand what their owners
    /// do, and links to more. One may be a user's, several are those of people.
    fn named(&self, rows: Range<u32>) -> Vec<Author> {
        let page = self.page;
        let mut people: Vec<Author> = Vec::new();
        let mut end = 0;
        for at in rows.clone() {
            if at < end || people.len() > MOST_TOGETHER {
                continue;
            }
            let Some(called) = self.called_name(at) else { continue };
            end = page.row(at).end;
            // A link in it holds the name alone.
            let link = page.descendants(at).take(BYLINE_ROWS).find(|below| page.row(*below).tag == Tag::A);
            let text = page.text_of(link.unwrap_or(at)).trim();
            if text.len() > LONGEST_LINE {
                return Vec::new();
            }
            let user =
                (called == Called::User && is_user(text) && author::people(text).len() == 1).then(|| text.to_owned());
            let [name] = user.map_or_else(|| author::people(text), |user| vec![user]).try_into().unwrap_or_default();
            let is_alone = called == Called::User && people.is_empty();
            if !(name::looks_like_person(&name) || is_alone && is_user(&name)) {
                return Vec::new();
            }
            let mut links =
                rows.clone().filter(|below| page.row(*below).tag == Tag::A && page.text_of(*below).contains(&name));
            let url = links.find_map(|below| self.setting.profile(page.attribute(below, Name::Href)?));
            author::add_to(&mut people, [Author { name, url }], MOST_TOGETHER);
        }
        let is_person = |author: &Author| name::looks_like_person(&author.name);
        if people.len() > 1 && !people.iter().all(is_person) { Vec::new() } else { people }
    }

    /// Whether the class of a row calls it a name, and whose.
    fn called_name(&self, at: u32) -> Option<Called> {
        let parts =
            || self.page.class_words(at).flat_map(|class| class.split(|sign: char| !sign.is_ascii_alphanumeric()));
        let is_any = |names: &[&str]| parts().any(|part| names.iter().any(|name| part.eq_ignore_ascii_case(name)));
        if is_any(&["name", "fn", "personname", "fullname"]) {
            Some(Called::Person)
        } else if is_any(&["username", "nickname", "nick", "displayname"]) {
            Some(Called::User)
        } else {
            None
        }
    }

    /// Whether the class of a row says that it holds what a user is and has, and no name: a rank, a badge, a signature.
    pub(super) fn is_of_standing(&self, at: u32) -> bool {
        let last = |class: &str| {
            class.rsplit(|sign: char| !sign.is_ascii_alphanumeric()).next().unwrap_or_default().to_ascii_lowercase()
        };
        let mut words = self.page.class_words(at).take(MOST_WORDS);
        words.any(|class| STANDINGS.contains(&last(class).as_str()))
    }
}

/// Whose name a class calls an element.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Called {
    Person,
    User,
}

/// Words of a class that are looked at.
const MOST_WORDS: usize = 20;
/// Words at the end of a class for what a user is and has.
const STANDINGS: [&str; 8] = ["badge", "badges", "rank", "ranks", "usertitle", "reputation", "signature", "joined"];

/// Whether a name is written in capitals throughout.
fn is_capital(name: &str) -> bool {
    name.chars().any(char::is_uppercase) && !name.chars().any(char::is_lowercase)
}

/// Whether an address is that of a user of the site.
pub(super) fn is_user_page(href: Option<&str>) -> bool {
    let parts = href.unwrap_or_default().split(['/', '?', '=']);
    let named = |part: &str| matches!(part, "user" | "users" | "u" | "member" | "members");
    parts.into_iter().any(|part| named(part) || part.starts_with(['~', '@']) && part.len() > 1)
}

/// Whether a text has the shape of a user's name: one word of letters, digits and the signs between them.
pub(super) fn is_user(text: &str) -> bool {
    let sign = |character: char| character.is_alphanumeric() || matches!(character, '_' | '-' | '.');
    text.chars().count() >= 3 && text.chars().all(sign) && text.chars().any(char::is_alphabetic)
}

/// Whether an address looks like a person's page.
pub(super) fn is_profile(href: &str) -> bool {
    href.split(['/', '?', '=', '-']).any(|part| {
        matches!(
            part,
            "author"
                | "authors"
                | "autor"
                | "autoren"
                | "autore"
                | "auteur"
                | "auteurs"
                | "autores"
                | "profile"
                | "profiles"
                | "people"
                | "person"
                | "staff"
                | "contributors"
                | "contributor"
                | "by"
                | "journalist"
                | "journalists"
                | "writers"
                | "reporters"
                | "redaktion"
                | "redactie"
        )
    })
}
