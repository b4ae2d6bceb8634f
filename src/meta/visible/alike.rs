//! Decides which dates and bylines belong to the items of a list: three or more in elements alike are those of what a page
//! lists, an index, a search's results or replies, and say nothing of the page. One part of the pass over visible elements.

use super::Pass;
use crate::article::PageType;
use crate::meta::candidate::Source;
use crate::meta::clean::cut;
use crate::page::{Name, Row};
use crate::table;

/// Different dates from which what holds them is a list: an article may show that of its change as it shows its own.
const FEWEST: usize = 3;
/// Dates that are looked at: no more are candidates.
const MOST_ITEMS: usize = 64;
/// Elements from a date upwards that are compared: the date, its line and the item.
const LEVELS: usize = 3;
/// The lowest rank of a byline and of a date that is marked as such between the headline and the text; lines of text there
/// have less.
const BELOW: u8 = 60;
/// By how much it must be above the others: the second item of a list begins soon behind the first.
const APART: u8 = 8;
/// Bytes between two names of one byline, which may hold where somebody works.
const TOGETHER: u32 = 150;
/// Bytes of an element's classes that are compared.
const LONGEST_CLASS: usize = 100;

/// A byline that was read: in what elements, as which candidate, and where it stands in the page's text.
pub(super) struct Signed {
    shape: u64,
    place: usize,
    start: u32,
    end: u32,
}

impl Pass<'_> {
    /// Notes in what elements the date of publication stands that is added next.
    pub(super) fn note_item(&mut self, at: u32) {
        if self.items.len() < MOST_ITEMS {
            self.items.push((self.shape(at), self.found.published.list.len()));
        }
    }

    /// Notes in what elements the byline stands that is added next.
    pub(super) fn note_signed(&mut self, at: u32, row: &Row) {
        let place = self.found.authors.list.len();
        self.signed.push(Signed { shape: self.shape(at), place, start: row.text.start, end: row.text.end });
    }

    /// What the elements are like in which something stands.
    fn shape(&self, at: u32) -> u64 {
        self.page.upwards(at).take(LEVELS).fold(table::START, |hash, at| {
            let class = self.page.attribute(at, Name::Class).unwrap_or_default();
            // Items are often numbered in their classes.
            let letters = cut(class, LONGEST_CLASS).bytes().filter(|byte| !byte.is_ascii_digit());
            let tagged = table::step(hash, self.page.row(at).tag as u64);
            letters.fold(tagged, |hash, byte| table::step(hash, u64::from(byte)))
        })
    }

    /// Leaves out the dates of items.
    pub(super) fn leave_out_items(&mut self) {
        let items = std::mem::take(&mut self.items);
        let list = &self.found.published.list;
        let date = |at: usize| list.get(at).map(|candidate| candidate.value.date);
        // The first post of a thread looks as its replies do.
        let counts = |at: usize| {
            let is_text = list.get(at).is_some_and(|candidate| candidate.source == Source::Text);
            is_text || self.setting.page_type != PageType::Forum
        };
        let mut shapes: Vec<(u64, Vec<jiff::civil::Date>)> = Vec::new();
        for (shape, at) in items.iter().filter(|(_, at)| counts(*at)) {
            let Some(date) = date(*at) else { continue };
            match shapes.iter_mut().find(|(known, _)| known == shape) {
                Some((_, dates)) if !dates.contains(&date) => dates.push(date),
                Some(_) => {}
                None => shapes.push((*shape, vec![date])),
            }
        }
        // Alone between the headline and the text it is the page's own, and other stories stand elsewhere in the same shape.
        let rank = |at: usize| list.get(at).map_or(0, |candidate| candidate.rank);
        let is_alone = |shape: u64, at: usize| {
            rank(at) >= BELOW
                && items.iter().all(|(other, place)| {
                    *other != shape || date(*place) == date(at) || rank(*place) + APART < rank(at)
                })
        };
        // What the page also calls the day of its last change is its own.
        let is_confirmed = |at: usize| {
            let changes = &self.found.modified.list;
            changes.iter().any(|change| Some(change.value.date) == date(at))
        };
        let is_list = |shape: u64, at: usize| {
            shapes.iter().any(|(known, dates)| *known == shape && dates.len() >= FEWEST)
                && !is_alone(shape, at)
                && !is_confirmed(at)
        };
        // The first post of a thread is the oldest.
        let is_first = |shape: u64, at: usize| {
            let mut others = items.iter().filter(|(other, _)| *other == shape);
            self.setting.page_type == PageType::Forum
                && others.all(|(_, place)| *place >= at && date(*place) >= date(at))
        };
        let left_out: Vec<usize> = items
            .iter()
            .filter(|(shape, at)| counts(*at) && is_list(*shape, *at) && !is_first(*shape, *at))
            .map(|(_, at)| *at)
            .collect();
        self.found.lists_dates |= !left_out.is_empty();
        self.found.published.leave_out(&left_out);
    }

    /// Leaves out the bylines of items. People who wrote one text together are named one behind the other.
    pub(super) fn leave_out_signed(&mut self) {
        let signed = std::mem::take(&mut self.signed);
        if self.setting.page_type == PageType::Forum {
            return;
        }
        let list = &self.found.authors.list;
        let rank = |one: &Signed| list.get(one.place).map_or(0, |candidate| candidate.rank);
        let value = |one: &Signed| list.get(one.place).map(|candidate| &candidate.value);
        let is_list = |shape: u64| {
            let mut end = None;
            let mut apart: Vec<&Signed> = Vec::new();
            for one in signed.iter().filter(|one| one.shape == shape) {
                let is_apart = end.is_none_or(|end| one.start > end + TOGETHER);
                end = Some(one.end);
                if is_apart && !apart.iter().any(|other| value(other) == value(one)) {
                    apart.push(one);
                }
            }
            apart.len() >= FEWEST
        };
        let is_alone = |one: &Signed| {
            let same = |other: &&Signed| other.shape == one.shape && value(other) != value(one);
            rank(one) >= BELOW && signed.iter().filter(same).all(|other| rank(other) + APART < rank(one))
        };
        let mut lists: Vec<(u64, bool)> = Vec::new();
        for one in &signed {
            if !lists.iter().any(|(shape, _)| *shape == one.shape) {
                lists.push((one.shape, is_list(one.shape)));
            }
        }
        let left_out: Vec<usize> = signed
            .iter()
            .filter(|one| lists.contains(&(one.shape, true)) && !is_alone(one))
            .map(|one| one.place)
            .collect();
        self.found.authors.leave_out(&left_out);
    }
}

#[cfg(test)]
mod tests {
    use crate::meta::tests::{BODY, meta};

    #[test]
    fn bylines_in_elements_alike_are_those_of_a_list() {
        let list = |between: &str| {
            let items = ["Ann Lee", "Bo Moss", "Cy Dorn"].map(|name| format!("<p class=author>{name}</p>{between}"));
            meta(&format!("<h1>Rain over Velmora</h1><p>Of boats</p>{}{BODY}", items.concat())).authors.len()
        };
        assert_eq!(list(&BODY.repeat(2)), 0);
        assert_eq!(list(""), 3);
    }

    #[test]
    fn dates_in_elements_alike_are_those_of_a_list() {
        let list = |days: &[&str]| {
            let items = days.iter().map(|day| format!("<li><h3>Rain</h3><p class=date>{day}</p>{BODY}"));
            meta(&format!("<h1>Rain over Velmora</h1><ul>{}</ul>", items.collect::<String>())).published
        };
        assert_eq!(list(&["3 May 2020", "2 May 2020", "1 May 2020"]), None);
        assert_eq!(list(&["3 May 2020", "3 May 2020", "3 May 2020"]).as_deref(), Some("2020-05-03"));
        let beside = meta(&format!(
            "<h1>Rain</h1><div class=date>4 May 2020</div>{BODY}<ul><li class=date>3 May 2020<li class=date>2 May 2020<li class=date>1 May 2020</ul>"
        ));
        assert_eq!(beside.published.as_deref(), Some("2020-05-04"));
    }
}
