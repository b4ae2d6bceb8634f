//! Decides which fields what the caller knows of a page fills: those of which the page itself says nothing.
//! From the caller's options and the gathered metadata, for every way that an article is found.

use super::date::{self, Order};
use super::name::is_somebody;
use super::{Meta, clean};
use crate::article::Author;
use crate::options::Known;

/// Fills what the page leaves open.
pub(crate) fn fill(meta: &mut Meta, known: &Known) {
    meta.title = meta.title.take().or_else(|| known.title.as_deref().and_then(clean::plain));
    if meta.authors.is_empty() {
        let named = known.author.as_deref().and_then(clean::plain).filter(|name| is_somebody(name));
        // It is one name, also where it is written "Lee, Ann".
        meta.authors.extend(named.map(|name| Author { name, url: None }));
    }
    // Whoever knows a date from elsewhere has it from a machine, which names the month or writes the year first.
    let published = || date::read(clean::cut(known.published.as_deref()?, clean::LONGEST), Order::Day);
    meta.published = meta.published.take().or_else(|| published().map(|moment| moment.to_string()));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known() -> Known {
        Known::default().title("Rain\nover  the harbour").author("Ann Lee").published("Tue, 3 Mar 2026 09:15:00 +0100")
    }

    #[test]
    fn what_the_page_leaves_open_is_filled() {
        let mut meta = Meta::default();
        fill(&mut meta, &known());
        assert_eq!(meta.title.as_deref(), Some("Rain over the harbour"));
        assert_eq!(meta.authors, [Author { name: "Ann Lee".to_owned(), url: None }]);
        assert_eq!(meta.published.as_deref(), Some("2026-03-03T09:15:00+01:00"));
    }

    #[test]
    fn what_the_page_says_stands() {
        let own = Meta {
            title: Some("Fog".to_owned()),
            authors: vec![Author { name: "Bo Ek".to_owned(), url: None }],
            published: Some("2026-03-01".to_owned()),
            ..Meta::default()
        };
        let mut meta = own.clone();
        fill(&mut meta, &known());
        assert_eq!(meta, own);
    }

    #[test]
    fn a_name_in_two_parts_is_one_author() {
        let mut meta = Meta::default();
        fill(&mut meta, &Known::default().author("Lee, Ann"));
        assert_eq!(meta.authors, [Author { name: "Lee, Ann".to_owned(), url: None }]);
    }

    #[test]
    fn an_address_is_no_author_and_words_are_no_date() {
        let mut meta = Meta::default();
        fill(&mut meta, &Known::default().author("ann@example.org").published("soon"));
        assert_eq!(meta, Meta::default());
    }
}
