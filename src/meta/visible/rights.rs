//! Decides what the notice of rights at the page's end calls the site. One part of the pass over visible elements.

use super::{LONGEST_LINE, MOST, Pass};
use crate::meta::candidate::Source;
use crate::meta::clean::{clean, essence};
use crate::meta::labels::{self, Purpose};
use crate::meta::signed::without_form;
use crate::meta::{name, site};
use crate::page::Flags;

impl Pass<'_> {
    /// Reads the site's name from the copyright line at the page's end.
    pub(super) fn copyright(&mut self) {
        if !self.found.site_names.list.is_empty() {
            return;
        }
        let page = self.page;
        for block in self.blocks.list.iter().rev().take(MOST as usize) {
            let text = page.slice(block.text);
            let Some((before, rest)) = text.split_once('©').filter(|_| text.len() < LONGEST_LINE) else { continue };
            // "Powered by Harbour Board 3.6 © 2011 Harbour Software" speaks of a program's maker.
            if before.contains(" by ") {
                continue;
            }
            let years = rest.find(char::is_alphabetic).unwrap_or(rest.len());
            let (years, rest) = rest.split_at_checked(years).unwrap_or_default();
            // "© 2013-present The Slow Post"
            let now = labels::opening(rest, Purpose::Now).filter(|_| years.contains(is_digit));
            let rest = now.map_or(rest, |(_, rest)| rest);
            let by = rest.strip_prefix("by ");
            let rest = by.unwrap_or(rest);
            let name = notice_name(rest);
            // "The Author(s). Published by Harbour Press": papers are their authors' and stand on the site of who prints them.
            let name = if is_authors(name) { publisher(rest) } else { name };
            let name = clean(name).and_then(|name| site::owner(&name)).and_then(|name| site::bare_name(&name));
            let name = name.unwrap_or_default();
            let is_of_text =
                by.is_some() && years.contains(is_digit) && !block.flags.meets(Flags::FOOTER) && self.is_other(&name);
            if is_of_text || self.is_of_author(&name) {
                continue;
            }
            if name.len() > 1 && name.chars().count() <= MOST_LETTERS && name.split_whitespace().count() <= 4 {
                self.found.site_names.add(Source::Text, 10, name);
                return;
            }
        }
    }
}

impl Pass<'_> {
    /// Whether a name is none that the title says, which says another one beside the headline: below a text that somebody
    /// translated or lent stands "Copyright 1999 by Harbour Press".
    fn is_other(&self, name: &str) -> bool {
        let title = self.page.head.title.as_deref().unwrap_or_default();
        let said = essence(title);
        let is_firm = || without_form(name) != name;
        site::pieces(title).nth(1).is_some()
            && !is_firm()
            && !said.contains(&essence(name))
            && !site::agrees(name, self.setting)
    }

    /// Whether a name is only that of whoever wrote the page, and neither the title nor the host says that the site has it.
    fn is_of_author(&self, name: &str) -> bool {
        let mut people = self.found.authors.list.iter().flat_map(|candidate| &candidate.value);
        let title = self.page.head.title.as_deref().unwrap_or_default();
        name::looks_like_person(name)
            && people.any(|author| author.name == name)
            && !site::agrees(name, self.setting)
            && !title.contains(name)
    }
}

/// Letters of a site's name; a longer one is a sentence of the notice.
const MOST_LETTERS: usize = 40;

fn is_digit(character: char) -> bool {
    character.is_ascii_digit()
}

/// Whether a name only says that the rights are the authors': "The Author(s)", "Die Autoren".
fn is_authors(name: &str) -> bool {
    let mut words = name.split_whitespace();
    let last = words.next_back().unwrap_or_default();
    words.count() <= 1 && labels::is(last, Purpose::Heading)
}

/// Whoever a notice says published what is by its authors.
fn publisher(notice: &str) -> &str {
    let sentences = notice.split(". ").skip(1);
    let named = sentences.filter_map(|sentence| labels::opening(sentence, Purpose::By));
    named.filter(|(label, _)| label.contains(' ')).map(|(_, name)| notice_name(name)).next().unwrap_or_default()
}

/// What stands in a notice of rights before the sign that ends the name. The dots of an address and of "s.r.o." end none.
fn notice_name(notice: &str) -> &str {
    let ends = |(at, sign): &(usize, char)| match sign {
        '.' => {
            let behind = notice.get(at + 1..).unwrap_or_default();
            let word = notice.get(..*at).unwrap_or_default().rsplit(char::is_whitespace).next().unwrap_or_default();
            !behind.starts_with(char::is_alphabetic) && !is_abbreviated(word)
        }
        sign => [',', '|', '\n', '·', '–', '-', ';', '(', '。', '，'].contains(sign),
    };
    let end = notice.char_indices().find(ends).map_or(notice.len(), |(at, _)| at);
    notice.get(..end).unwrap_or_default()
}

/// Whether a word ends in a single letter behind a dot, as "s.r.o" and "S.p.A" do.
fn is_abbreviated(word: &str) -> bool {
    word.rsplit_once('.').is_some_and(|(_, last)| last.chars().count() == 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::meta::tests::{BODY, meta};

    #[test]
    fn a_site_is_not_called_after_the_authors_of_a_paper() {
        let site = |notice: &str| meta(&format!("<h1>Rain</h1>{BODY}<p>© 2022 {notice}</p>")).site_name;
        assert_eq!(site("The Author(s)."), None);
        assert_eq!(site("The Authors. Published by Harbour Press."), Some("Harbour Press".to_owned()));
        assert_eq!(site("The Slow Post."), Some("The Slow Post".to_owned()));
    }

    #[test]
    fn dots_inside_a_name_do_not_end_it() {
        for (notice, name) in [
            ("www.slowpost.example. All rights", "www.slowpost.example"),
            ("Harbour Tugs s.r.o. 2020", "Harbour Tugs s.r.o. 2020"),
            ("The Slow Post. All rights", "The Slow Post"),
            ("The Slow Post, Velmora", "The Slow Post"),
        ] {
            assert_eq!(notice_name(notice), name);
        }
    }

    #[test]
    fn who_lent_a_text_is_not_the_site() {
        let site =
            |title: &str, notice: &str| meta(&format!("<title>{title}</title><h1>Rain</h1>{BODY}{notice}")).site_name;
        let notice = "<p>Copyright © 1999 by Harbour Press. All rights reserved.</p>";
        assert_eq!(site("Rain - Tide Library", notice), None);
        assert_eq!(site("Rain", notice).as_deref(), Some("Harbour Press"));
        let firm = notice.replace("Press", "Ltd");
        assert_eq!(site("Rain - Tides", &firm).as_deref(), Some("Harbour Ltd"));
        assert_eq!(site("Rain - Tides", &format!("<footer>{notice}</footer>")).as_deref(), Some("Harbour Press"));
    }

    #[test]
    fn years_that_go_on_are_no_part_of_a_name() {
        for (notice, name) in [
            ("© 2013-présent Harbour Tugs", Some("Harbour Tugs")),
            ("© 2013-present Magento, Inc.", None),
            ("© Present Tugs", Some("Present Tugs")),
        ] {
            assert_eq!(meta(&format!("<h1>Rain</h1>{BODY}<p>{notice}</p>")).site_name.as_deref(), name, "{notice}");
        }
    }

    #[test]
    fn a_site_is_not_called_after_its_author() {
        let site = |title: &str| {
            let head = format!("<title>{title}</title><meta name=author content='Ann Lee'>");
            meta(&format!("{head}<h1>Rain</h1>{BODY}<p>© 2023, Ann Lee</p>")).site_name
        };
        assert_eq!(site("Rain"), None);
        assert_eq!(site("Rain - Ann Lee").as_deref(), Some("Ann Lee"));
    }
}
