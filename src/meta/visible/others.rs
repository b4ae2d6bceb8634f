//! Decides which elements that are called an author's name nobody who wrote the page: who is cited or spoken of, a place, a
//! sentence, and words that nobody sees. For the reading of bylines.

use std::borrow::Cow;
use std::ops::Range;

use super::byline::CLASSED;
use super::{KINDS, Pass};
use crate::meta::labels::{self, Purpose};
use crate::page::{Row, Span};
use crate::tag::Tag;

/// Elements around a name that may say that it stands in a list of references: its own, its item, and the list.
const AROUND: usize = 5;

/// Words of an unlabelled line for each name of one word in it: what is longer tells something.
const MOST_WORDS: usize = 7;

impl Pass<'_> {
    /// Whether a row stands in an item of a list of references, where those are named who wrote something else.
    pub(super) fn is_of_reference(&self, at: u32) -> bool {
        let page = self.page;
        let has = |is: &dyn Fn(&Row) -> bool| page.ancestors(at).take(AROUND).any(|around| is(page.row(around)));
        has(&|around| around.tag == Tag::Li) && has(&|around| around.cues.meets(KINDS.reference))
    }

    /// Whether a row is a name behind "@" in a line that says more: whoever wrote that speaks of somebody else.
    pub(super) fn is_mention(&self, row: &Row, base: u8) -> bool {
        let text = self.page.slice(row.text).trim();
        base < CLASSED && text.starts_with('@') && self.page.row(row.parent).text.len() > row.text.len() * 2
    }

    /// Whether a row is the card of an organisation or a place: microformats call its name both a name and an organisation's.
    pub(super) fn is_card_of_house(&self, mut rows: Range<u32>) -> bool {
        rows.any(|below| {
            let has = |name: &str| self.page.class_words(below).any(|word| word == name);
            has("fn") && has("org")
        })
    }

    /// A stretch without the words that are only spoken or hidden in it. A label that is only spoken stays.
    pub(super) fn seen(&self, text: Span) -> Cow<'_, str> {
        let page = self.page;
        let unseen = page.unseen_in(text);
        if unseen.iter().all(|span| labels::is(page.slice(*span), Purpose::By)) {
            return page.slice(text).trim().into();
        }
        let mut seen = String::with_capacity(text.len());
        page.push_without(&mut seen, text, unseen, "");
        seen.trim().to_owned().into()
    }
}

/// Whether a line tells something, of which what was taken for names are some of the first words.
pub(super) fn is_sentence(text: &str, names: &[String]) -> bool {
    let is_word = |name: &String| !name.contains(char::is_whitespace) && name.is_ascii();
    text.ends_with(['.', '!', '?', '…'])
        && names.iter().all(is_word)
        && text.split_whitespace().count() > MOST_WORDS * names.len().max(1)
}

#[cfg(test)]
mod tests {
    use crate::meta::tests::{BODY, meta, names};

    fn authors(between: &str, behind: &str) -> Vec<String> {
        let found = meta(&format!("<h1>Rain over Velmora</h1>{between}{BODY}{behind}{BODY}"));
        names(&found).into_iter().map(str::to_owned).collect()
    }

    #[test]
    fn who_is_cited_or_spoken_of_is_no_author() {
        let cited = "<ol class=references><li><div class=reference><p class=authors>Bo Moss</p>Of rain</div></ol>";
        let spoken = "<ul><li>The gate was mended by <a class=user-mention href=/bo9>@bo9</a> in May</ul>";
        let place = "<ul><li class=vcard><b class='fn org'>Low Light</b>, end of the quay</ul>";
        for behind in [cited, spoken, place] {
            assert_eq!(authors("", behind), [""; 0], "{behind}");
        }
        assert_eq!(authors("<p class='author vcard'><b class='fn org'>Slow Post</b></p>", ""), ["Slow Post"]);
        assert_eq!(authors("<ul><li class=author>Bo Moss</ul>", ""), ["Bo Moss"]);
    }

    #[test]
    fn ranks_and_cards_of_places_name_nobody() {
        let rank = "<b class=author-username>tide_9</b><p class=author-rank>Old Sailor</p>";
        assert_eq!(authors(&format!("<div class=post-author>{rank}</div>"), ""), ["tide_9"]);
        let card = "<table class='infobox vcard'><tr><th class='fn org'>Low Light<tr><td>Built 1791</table>";
        assert_eq!(authors(card, ""), [""; 0]);
    }

    #[test]
    fn several_names_in_one_byline_are_several_people() {
        let person = |name: &str, house: &str| {
            format!("<span class=creator><span class=personname>{name}</span> <i>{house}</i></span>")
        };
        let two = person("Ann Lee", "Office for Rain, Velmora") + &person("Bo Moss", "Office for Hail, Velmora");
        assert_eq!(authors(&format!("<div class=authors>{two}</div>"), ""), ["Ann Lee", "Bo Moss"]);
        let link = "<a href=/a>Moss, Ann</a>";
        assert_eq!(authors(&format!("<h5 class=author>By: {link}</h5>"), ""), ["Ann Moss"]);
    }

    #[test]
    fn what_is_only_spoken_names_nobody() {
        let spoken = "<span class=sr-only>Author links open in a panel</span>";
        assert_eq!(authors(&format!("<div class=author-group>{spoken}</div>"), ""), [""; 0]);
        assert_eq!(authors(&format!("<div class=author-group>{spoken}<b>Bo Moss</b></div>"), ""), ["Bo Moss"]);
    }

    #[test]
    fn a_sentence_is_no_name() {
        let note = "<div class=author-note><p>Chapters on Tuesday from now on, and thank you all.</p></div>";
        assert_eq!(authors(note, ""), [""; 0]);
        assert_eq!(authors("<div id=profile_top><b>Rain and Reason</b></div>", ""), [""; 0]);
        assert_eq!(authors("<div class=author-note><p>Tidewatch</p></div>", ""), ["Tidewatch"]);
    }
}
