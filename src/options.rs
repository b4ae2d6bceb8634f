//! Decides nothing itself: says what a caller may choose for one extraction, with the limits that keep it bounded.
//! Read by the stages that honour each choice; the command line fills it from its arguments.

use std::sync::Arc;
use std::time::Duration;

#[cfg(feature = "selectors")]
use crate::selector::{Rules, Selection, SelectorError};
use crate::template::Templates;

/// What the input is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum Source {
    /// HTML when the input holds a tag, plain text otherwise.
    #[default]
    Auto,
    /// A web page, whole or a fragment.
    Html,
    /// Text that another extractor left behind, one line a block.
    Text,
}

/// What turns a page into tokens. Both give the same tree; html5ever's tree builder makes it of either's tokens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum Parser {
    /// Our own tokenizer, which reads the page as a whole.
    #[default]
    WholeInput,
    /// html5ever's tokenizer, several times slower and without [`Limits::attributes`]: for comparison, and for whoever
    /// trusts nothing else. A page that something without an end hides is not read again with it.
    Html5ever,
}

/// Which mistake to avoid rather than the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum Favour {
    /// As many words right as can be expected.
    #[default]
    Balance,
    /// Rather leave a paragraph out than keep a piece of chrome.
    Precision,
    /// Rather keep a piece of chrome than leave a paragraph out.
    Recall,
}

impl Favour {
    /// The factor of the threshold's odds: a block must then be three times as probable as usual, or a third of it.
    pub(crate) fn odds(self) -> f32 {
        match self {
            Favour::Balance => 1.0,
            Favour::Precision => 3.0,
            Favour::Recall => 1.0 / 3.0,
        }
    }
}

/// The choices of one extraction. Build it from [`Options::default`] and the setters.
#[derive(Debug, Clone, Default, PartialEq)]
#[non_exhaustive]
pub struct Options {
    /// What the input is; [`Source::Auto`] looks.
    pub source: Source,
    /// The page's address, if known. It is echoed in `url` and resolves relative links, which the address
    /// that the page declares as its own does otherwise; nothing is fetched.
    pub url: Option<String>,
    /// A record's name, echoed in `id`.
    pub id: Option<String>,
    /// Whether the article carries `explain`: every block with its score, evidence and verdict.
    pub explain: bool,
    /// Which mistake to avoid. But for selectors and [`Options::templates`] no other choice changes which blocks are kept.
    pub favour: Favour,
    /// Bounds on input, tree and output.
    pub limits: Limits,
    /// What the page's site says on its other pages, which is then left out; see [`template`](crate::template).
    pub templates: Option<Arc<Templates>>,
    /// The site that the page belongs to where neither `url` nor the page itself tells its host: any name that its other
    /// pages have too.
    pub site: Option<String>,
    /// What the caller knows of the page from elsewhere, such as from the head of the mail that it came in.
    pub known: Known,
    /// What turns the page into tokens.
    pub parser: Parser,
    /// Time that one extraction may take from its call on; none by default. A page that takes longer is read as far as a
    /// fifth of the time reaches, and of its text 256 KiB with 3 MB for each second; if the rest of the time is used up too,
    /// the article is empty. A warning says so. It is looked at between stages and within reading and weighing, the longest
    /// ones. With a deadline the article depends on the clock.
    pub deadline: Option<Duration>,
    /// What the caller knows about the elements of the page; an exception to what [`Options::favour`] says.
    #[cfg(feature = "selectors")]
    pub selection: Selection,
    /// The same for the pages of certain hosts. The host is that of `url`, else of the address that the page declares for
    /// itself.
    #[cfg(feature = "selectors")]
    pub rules: Rules,
}

#[cfg(feature = "selectors")]
impl Options {
    /// Keeps the text of the elements that a CSS selector means, however it is judged. May be said several times.
    ///
    /// ```
    /// use dechrome::{Extractor, Options};
    ///
    /// let options = Options::default().drop(".promo")?.keep("figure.chart, .price")?;
    /// let article = Extractor::new(options).extract("<p class=price>9 crowns</p><p class=promo>Subscribe now!</p>");
    /// assert_eq!(article.text, "9 crowns");
    /// # Ok::<(), dechrome::selector::SelectorError>(())
    /// ```
    pub fn keep(mut self, css: &str) -> Result<Self, SelectorError> {
        self.selection = self.selection.keep(css)?;
        Ok(self)
    }

    /// Takes the elements that a CSS selector means out before anything is weighed. May be said several times.
    pub fn drop(mut self, css: &str) -> Result<Self, SelectorError> {
        self.selection = self.selection.drop(css)?;
        Ok(self)
    }

    /// Restricts the article to what is found in the elements that a CSS selector means. Said several times, it is
    /// restricted to all of them.
    pub fn only(mut self, css: &str) -> Result<Self, SelectorError> {
        self.selection = self.selection.only(css)?;
        Ok(self)
    }

    /// Gives selections for the pages of certain hosts.
    #[must_use]
    pub fn rules(mut self, rules: Rules) -> Self {
        self.rules = rules;
        self
    }

    /// Whether nothing is said about elements.
    pub(crate) fn selects_nothing(&self) -> bool {
        self.selection.is_empty() && self.rules.is_empty()
    }
}

impl Options {
    /// Says what the input is.
    #[must_use]
    pub fn source(mut self, source: Source) -> Self {
        self.source = source;
        self
    }

    /// Gives the page's address.
    #[must_use]
    pub fn url(mut self, url: impl Into<String>) -> Self {
        self.url = Some(url.into());
        self
    }

    /// Gives the record's name.
    #[must_use]
    pub fn id(mut self, id: impl Into<String>) -> Self {
        self.id = Some(id.into());
        self
    }

    /// Asks for the explanation of every verdict.
    #[must_use]
    pub fn explain(mut self, explain: bool) -> Self {
        self.explain = explain;
        self
    }

    /// Chooses which mistake to avoid.
    #[must_use]
    pub fn favour(mut self, favour: Favour) -> Self {
        self.favour = favour;
        self
    }

    /// Gives the templates of sites.
    #[must_use]
    pub fn templates(mut self, templates: Arc<Templates>) -> Self {
        self.templates = Some(templates);
        self
    }

    /// Names the site of pages that do not tell theirs.
    #[must_use]
    pub fn site(mut self, site: impl Into<String>) -> Self {
        self.site = Some(site.into());
        self
    }

    /// Says what is known of the page from elsewhere.
    #[must_use]
    pub fn known(mut self, known: Known) -> Self {
        self.known = known;
        self
    }

    /// Chooses the tokenizer.
    #[must_use]
    pub fn parser(mut self, parser: Parser) -> Self {
        self.parser = parser;
        self
    }

    /// Sets the time that one extraction may take.
    #[must_use]
    pub fn deadline(mut self, deadline: Duration) -> Self {
        self.deadline = Some(deadline);
        self
    }

    /// Sets the limits.
    #[must_use]
    pub fn limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }
}

/// What somebody other than the page says of it. Each fills its field where the page itself says nothing.
///
/// ```
/// use dechrome::options::{Known, Options};
///
/// let known = Known::default().author("Ann Lee").published("Tue, 3 Mar 2026 09:15:00 +0100");
/// let article = dechrome::Extractor::new(Options::default().known(known)).extract("<p>It rained all day in the harbour.</p>");
/// assert_eq!((article.authors[0].name.as_str(), article.published.as_deref()), ("Ann Lee", Some("2026-03-03T09:15:00+01:00")));
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Known {
    /// What it is called.
    pub title: Option<String>,
    /// Who wrote it, one name.
    pub author: Option<String>,
    /// When it was published, in any form that says the month by name or the year first.
    pub published: Option<String>,
}

impl Known {
    /// Says what it is called.
    #[must_use]
    pub fn title(mut self, title: impl Into<String>) -> Self {
        self.title = Some(title.into());
        self
    }

    /// Says who wrote it.
    #[must_use]
    pub fn author(mut self, author: impl Into<String>) -> Self {
        self.author = Some(author.into());
        self
    }

    /// Says when it was published.
    #[must_use]
    pub fn published(mut self, published: impl Into<String>) -> Self {
        self.published = Some(published.into());
        self
    }
}

/// Bounds that no real page was seen to reach; each one reached is named in `warnings`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Limits {
    /// Bytes of input read; the rest is cut off. 64 MiB: two hundred times the average page.
    pub input: usize,
    /// Open elements. 512, as browsers have; real pages are at most 56 deep.
    pub depth: usize,
    /// Attributes read of one tag. 1,024.
    pub attributes: usize,
    /// Open formatting elements (`b`, `i`, `font`, ...). 32: each is copied into every following paragraph.
    pub formatting: usize,
    /// Nodes of the tree. 4 million.
    pub nodes: usize,
    /// Bytes of the page that each element needs, beyond the first 131,072 elements. 40; real pages have 53 and more. 0 for no
    /// such limit. What goes are tags, and behind them short texts that had just been said; 512 elements of each kind stay, and
    /// those whose own text is as long.
    pub density: usize,
    /// Bytes of one JSON-LD script that is read; a longer one is passed over. 4 MiB.
    pub json_ld: usize,
    /// Levels of one JSON-LD script; a deeper one is passed over. 128, and no more are ever read.
    pub json_levels: usize,
    /// Bytes of `text` written, cut on a character boundary. 16 MiB.
    pub output: usize,
    /// Blocks that [`Options::explain`] lists. 8,000: the largest of 1,896 real pages has 6,220, and as a page for people each
    /// takes 2 kB.
    pub explained: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Limits {
            input: 64 << 20,
            depth: 512,
            attributes: 1024,
            formatting: 32,
            nodes: 4_000_000,
            density: 40,
            json_ld: 4 << 20,
            json_levels: 128,
            output: 16 << 20,
            explained: 8_000,
        }
    }
}

impl Limits {
    /// What `warnings` say of a page of which no more than [`Limits::input`] bytes were read. For those who cut a page
    /// themselves before they pass it on.
    #[must_use]
    pub fn input_warning(&self) -> String {
        format!("input limit of {} bytes reached: the rest was not read", self.input)
    }
}
