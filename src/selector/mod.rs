//! What somebody who knows a site says about its elements, as CSS selectors: keep these, drop these, restrict the article
//! to these, and here stand its title, authors and date. Read by parse, judge and gather; the command line and callers fill
//! it. Selectors are those of CSS, as far as they ask for the elements of a page that nobody looks at or clicks on: `:hover`
//! and `::before` mean nothing here.

mod grammar;
mod rules;

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

pub(crate) use grammar::{Grammar, Nothing, Word, hash};
pub use rules::{PatternError, Rules};

/// A CSS selector, or several separated by commas.
///
/// ```
/// use dechrome::selector::Selector;
///
/// assert!(".promo, aside:not(.map)".parse::<Selector>().is_ok());
/// let error = "div >> p".parse::<Selector>().unwrap_err();
/// assert_eq!(error.to_string(), "`div >> p`, column 5: a combinator such as '>' needs a selector behind it");
/// ```
#[derive(Clone)]
pub struct Selector {
    css: Arc<str>,
    list: Arc<selectors::SelectorList<Grammar>>,
}

impl Selector {
    /// As it was written.
    pub fn as_str(&self) -> &str {
        &self.css
    }

    pub(crate) fn list(&self) -> &selectors::SelectorList<Grammar> {
        &self.list
    }
}

impl FromStr for Selector {
    type Err = SelectorError;

    fn from_str(css: &str) -> Result<Selector, SelectorError> {
        let list = grammar::parse(css)?;
        Ok(Selector { css: css.into(), list: Arc::new(list) })
    }
}

impl fmt::Debug for Selector {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Selector({:?})", self.css)
    }
}

impl PartialEq for Selector {
    fn eq(&self, other: &Selector) -> bool {
        self.css == other.css
    }
}

/// Why a selector cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct SelectorError {
    /// The selector as it was written.
    pub selector: String,
    /// Where reading ended, in characters from 1.
    pub column: usize,
    /// What is wrong there, in plain words.
    pub reason: &'static str,
}

impl fmt::Display for SelectorError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "`{}`, column {}: {}", self.selector, self.column, self.reason)
    }
}

impl std::error::Error for SelectorError {}

/// What is said about the elements of a page. Where several speak of one element, `drop` beats `keep`, and `keep` beats
/// `only`: the article is what was found in the `only` elements, and what the `keep` elements hold.
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct Selection {
    /// The text of these elements is kept, however it was judged.
    pub keep: Vec<Selector>,
    /// These elements are taken out before anything is weighed: their text, images, links, comments and metadata.
    pub drop: Vec<Selector>,
    /// Only what stands in these elements may be in the article. It is judged as usual; where none of them is on the page,
    /// the whole page is.
    pub only: Vec<Selector>,
    /// The first of these elements on the page that says anything says the title: by its `content` or else its text.
    pub title: Vec<Selector>,
    /// These elements name the authors, in the same way.
    pub author: Vec<Selector>,
    /// The first of these elements on the page that holds a date says when the article was published: by its `datetime`,
    /// its `content` or its text.
    pub date: Vec<Selector>,
}

impl Selection {
    /// The same, and keeps these elements too.
    pub fn keep(mut self, css: &str) -> Result<Selection, SelectorError> {
        self.keep.push(css.parse()?);
        Ok(self)
    }

    /// The same, and drops these elements too.
    pub fn drop(mut self, css: &str) -> Result<Selection, SelectorError> {
        self.drop.push(css.parse()?);
        Ok(self)
    }

    /// The same, and restricts the article to these elements, or to those named before.
    pub fn only(mut self, css: &str) -> Result<Selection, SelectorError> {
        self.only.push(css.parse()?);
        Ok(self)
    }

    /// The same, and looks for the title there, or in those named before.
    pub fn title(mut self, css: &str) -> Result<Selection, SelectorError> {
        self.title.push(css.parse()?);
        Ok(self)
    }

    /// The same, and looks for authors there too.
    pub fn author(mut self, css: &str) -> Result<Selection, SelectorError> {
        self.author.push(css.parse()?);
        Ok(self)
    }

    /// The same, and looks for the date of publication there, or in those named before.
    pub fn date(mut self, css: &str) -> Result<Selection, SelectorError> {
        self.date.push(css.parse()?);
        Ok(self)
    }

    /// Whether nothing is said.
    pub fn is_empty(&self) -> bool {
        self.all().next().is_none()
    }

    /// Every selector in it.
    pub(crate) fn all(&self) -> impl Iterator<Item = &Selector> {
        let text = self.keep.iter().chain(&self.drop).chain(&self.only);
        text.chain(&self.title).chain(&self.author).chain(&self.date)
    }
}
