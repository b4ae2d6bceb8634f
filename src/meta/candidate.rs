//! Decides which of several candidates for one field wins: by rank, and among equals the first found.
//! From what the sources collected, for gather; the list itself stays readable for an explanation.

use std::fmt;

/// Where a candidate was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Source {
    /// What a caller's selector points at.
    Selector,
    /// The caller's address of the page.
    Address,
    /// `link` elements of the head.
    Link,
    /// JSON-LD, the node that describes the page's main entity.
    JsonLd,
    /// JSON-LD, other nodes.
    JsonLdOther,
    /// `og:` and `article:` properties.
    OpenGraph,
    /// Other names of `meta` elements.
    Meta,
    /// Microdata and RDFa on visible elements.
    Microdata,
    /// `time` elements.
    Time,
    /// Elements whose class names or relations say what they hold.
    Class,
    /// Visible text alone.
    Text,
    /// `html` and `body` attributes.
    Root,
    /// The `title` element.
    TitleElement,
}

impl fmt::Display for Source {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Source::Selector => "selector",
            Source::Address => "address",
            Source::Link => "link",
            Source::JsonLd => "JSON-LD",
            Source::JsonLdOther => "JSON-LD (other)",
            Source::OpenGraph => "OpenGraph",
            Source::Meta => "meta",
            Source::Microdata => "microdata",
            Source::Time => "time",
            Source::Class => "class",
            Source::Text => "text",
            Source::Root => "root",
            Source::TitleElement => "title element",
        })
    }
}

/// A value that a field may take.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Candidate<T> {
    /// The value, already clean.
    pub value: T,
    /// Where it was found.
    pub source: Source,
    /// How far it is trusted, 0 to 100.
    pub rank: u8,
}

/// The candidates for one field, in the order found.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Field<T> {
    pub list: Vec<Candidate<T>>,
}

impl<T> Default for Field<T> {
    fn default() -> Self {
        Field { list: Vec::new() }
    }
}

/// Candidates kept for one field: a page of ten thousand author elements says nothing more than its first ones.
const MOST: usize = 64;

impl<T> Field<T> {
    /// Adds a candidate.
    pub(crate) fn add(&mut self, source: Source, rank: u8, value: T) {
        if self.list.len() < MOST {
            self.list.push(Candidate { value, source, rank });
        }
    }

    /// Leaves the candidates at some places out.
    pub(crate) fn leave_out(&mut self, places: &[usize]) {
        let mut place = 0..;
        self.list.retain(|_| place.next().is_some_and(|place| !places.contains(&place)));
    }

    /// The candidate of the highest rank, the first of equals.
    pub(crate) fn best(&self) -> Option<&Candidate<T>> {
        self.best_where(|_| true)
    }

    /// The same among those that meet a condition.
    pub(crate) fn best_where(&self, meets: impl Fn(&Candidate<T>) -> bool) -> Option<&Candidate<T>> {
        self.list.iter().filter(|next| meets(next)).fold(None, |best: Option<&Candidate<T>>, next| match best {
            Some(best) if best.rank >= next.rank => Some(best),
            _ => Some(next),
        })
    }

    /// The best value.
    pub(crate) fn choose(&self) -> Option<T>
    where
        T: Clone,
    {
        self.best().map(|best| best.value.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_highest_rank_wins_and_the_first_of_equals() {
        let mut field = Field::default();
        field.add(Source::Meta, 3, "a");
        field.add(Source::Time, 5, "b");
        field.add(Source::Text, 5, "c");
        assert_eq!(field.choose(), Some("b"));
        assert_eq!(Field::<u8>::default().choose(), None);
    }
}
