//! Decides the order of the stages: eight calls from bytes to article. For callers of the library and the command line.

mod again;
mod base;
mod early;
mod finish;
mod front;
mod site;
mod text;
mod watch;
mod weighed;

use std::sync::Arc;

use markup5ever_rcdom::RcDom;
use url::Url;
use watch::Watcher;

pub use early::Early;
pub(crate) use watch::Step;

use crate::article::{Article, Comment, ExplainedBlock, ExplainedPage, Method, PageType, Related};
#[cfg(feature = "selectors")]
use crate::chosen;
use crate::chosen::Chosen;
use crate::deadline::Deadline;
use crate::head::Head;
use crate::judge::View;
use crate::options::{Options, Source};
use crate::page::Page;
use crate::template::{Exposed, Outline};
use crate::unseen::Seen;
use crate::weigh::{Context, Weights, features};
use crate::{block, comments, decode, dom, explain, judge, meta, page, plain, related, unseen, words, write};

/// Extracts the article of a page given as text, with default options.
///
/// ```
/// let article = dechrome::extract("<title>Rain</title><p>It rained all day in the harbour, and nobody went out to see the boats come in.</p>");
/// assert_eq!(article.title.as_deref(), Some("Rain"));
/// ```
pub fn extract(html: &str) -> Article {
    Extractor::default().extract(html)
}

/// Extracts the article of a page given as bytes. `hint` is a charset label or a `Content-Type` value, if one is known.
pub fn extract_bytes(bytes: &[u8], hint: Option<&str>) -> Article {
    Extractor::default().extract_bytes(bytes, hint)
}

/// Extracts the article of a page that is an RcDom already, with default options. The crates whose types this takes are
/// re-exported as [`html5ever`](crate::html5ever) and [`markup5ever_rcdom`](crate::markup5ever_rcdom).
///
/// ```
/// use dechrome::html5ever::{parse_document, tendril::TendrilSink};
/// use dechrome::markup5ever_rcdom::RcDom;
///
/// let html = "<title>Rain</title><p>It rained all day in the harbour, and nobody went out to see the boats come in.</p>";
/// let dom = parse_document(RcDom::default(), Default::default()).one(html);
/// assert_eq!(dechrome::extract_rcdom(&dom), dechrome::extract(html));
/// ```
pub fn extract_rcdom(dom: &RcDom) -> Article {
    Extractor::default().extract_rcdom(dom)
}

/// Extracts articles with one set of options; reusable, and shared freely between threads.
#[derive(Debug, Clone, Default)]
pub struct Extractor {
    options: Options,
    /// Weights other than those that ship, for the laboratory's cross-validation.
    weights: Option<Arc<Weights>>,
    watcher: Watcher,
    /// Whether it is noted what a template could change.
    early: bool,
}

/// What the stages found, before it becomes an article.
struct Findings {
    content: write::Content,
    meta: meta::Meta,
    related: Vec<Related>,
    comments: Vec<Comment>,
    page_type: PageType,
    method: Method,
    quality: f32,
    explain: Option<(Vec<ExplainedBlock>, ExplainedPage)>,
    warnings: Vec<String>,
    early: Option<(Outline, Exposed)>,
}

impl Extractor {
    /// An extractor with these options.
    pub fn new(options: Options) -> Extractor {
        Extractor { options, ..Extractor::default() }
    }

    /// The same extractor with weights of its own.
    #[cfg(feature = "lab")]
    #[doc(hidden)]
    pub fn with_weights(mut self, text: &str) -> Result<Extractor, String> {
        self.weights = Some(Arc::new(Weights::read(text)?));
        Ok(self)
    }

    /// The same extractor, which tells of every step.
    #[cfg(feature = "lab")]
    pub(crate) fn watched(self, told: impl Fn(&Step<'_>) + Send + Sync + 'static) -> Extractor {
        Extractor { watcher: Watcher::new(told), ..self }
    }

    /// An extractor with other options, such as the next page's address. It shares everything else, so making one for
    /// each page costs nothing.
    #[must_use]
    pub fn with_options(&self, options: Options) -> Extractor {
        Extractor { options, weights: self.weights.clone(), watcher: self.watcher.clone(), early: self.early }
    }

    /// The options it was made with.
    pub fn options(&self) -> &Options {
        &self.options
    }

    /// Extracts the article of a page given as text. Never fails: a page without an article gives empty text and a
    /// warning.
    pub fn extract(&self, text: &str) -> Article {
        let deadline = self.begin();
        let (text, warnings) = self.within_limit(text);
        self.finish(self.find(text, warnings, deadline))
    }

    /// Extracts the article of a page given as bytes, as [`extract_bytes`] does.
    pub fn extract_bytes(&self, bytes: &[u8], hint: Option<&str>) -> Article {
        self.read_bytes(bytes, hint).0
    }

    fn read_bytes(&self, bytes: &[u8], hint: Option<&str>) -> (Article, Option<(Outline, Exposed)>) {
        let deadline = self.begin();
        let cut = bytes.get(..self.options.limits.input);
        let decoded = decode::decode(cut.unwrap_or(bytes), hint);
        self.watcher.done("decode");
        let mut warnings: Vec<String> = cut
            .filter(|cut| cut.len() < bytes.len())
            .map(|_| self.options.limits.input_warning())
            .into_iter()
            .collect();
        if decoded.replaced > 0 {
            let (encoding, how) = (decoded.encoding, decoded.how.as_str());
            let bytes = if decoded.replaced == 1 { "byte is" } else { "bytes are" };
            warnings.push(format!("{} {bytes} no {encoding}, which was chosen by: {how}", decoded.replaced));
        }
        let mut findings = self.find(&decoded.text, warnings, deadline);
        let early = findings.early.take();
        let mut article = self.finish(findings);
        article.encoding = Some(decoded.encoding.to_owned());
        article.encoding_source = Some(decoded.how);
        self.watcher.done("write: the rest");
        (article, early)
    }

    /// Extracts the article of a page that is an RcDom already, as [`extract_rcdom`] does. The tree is taken as it is: the
    /// limits on input, depth and nodes are for parsing and bound nothing here.
    pub fn extract_rcdom(&self, dom: &RcDom) -> Article {
        let (mut page, chosen) = self.settle(&dom::Given(dom));
        let warnings = page.head.bound(&self.options.limits);
        self.finish(self.find_in_rows(&page, &chosen, warnings, self.begin()))
    }

    fn begin(&self) -> Deadline {
        Deadline::begin(self.options.deadline)
    }

    fn within_limit<'a>(&self, text: &'a str) -> (&'a str, Vec<String>) {
        let limit = self.options.limits.input;
        let warning = (text.len() > limit).then(|| self.options.limits.input_warning());
        (words::cut(text, limit), warning.into_iter().collect())
    }

    /// Chooses between HTML and plain text; input that is neither is refused with its reason.
    fn find(&self, text: &str, mut warnings: Vec<String>, deadline: Deadline) -> Findings {
        if let Some(reason) = plain::refusal(text) {
            warnings.push(format!("no article found: {reason}"));
            return Findings::nothing(warnings);
        }
        let plain = match self.options.source {
            Source::Auto => !plain::looks_like_html(text),
            Source::Text => true,
            Source::Html => false,
        };
        if plain { self.find_in_text(text, warnings, deadline) } else { self.find_in_page(text, warnings, deadline) }
    }

    fn find_in_page(&self, text: &str, mut warnings: Vec<String>, deadline: Deadline) -> Findings {
        let behind = front::behind_code(text);
        if behind.is_some() {
            warnings.push("the page begins inside of a style sheet or script, whose rest was left out".to_owned());
        }
        let text = behind.unwrap_or(text);
        #[cfg(feature = "selectors")]
        let wanted = chosen::wanted(&self.options);
        #[cfg(not(feature = "selectors"))]
        let wanted = Vec::new();
        let document = self.parse(text, &wanted, deadline);
        self.watcher.done("parse");
        let hides = document.hides;
        let findings = self.find_in_document(document, warnings.clone(), deadline);
        self.find_again(text, &findings, hides, &wanted, warnings, deadline).unwrap_or(findings)
    }

    fn find_in_document(&self, mut document: dom::Document, mut warnings: Vec<String>, deadline: Deadline) -> Findings {
        warnings.append(&mut document.warnings);
        let (mut page, chosen) = self.settle(&document);
        drop(document);
        self.watcher.done("settle");
        warnings.extend(page.head.bound(&self.options.limits));
        self.find_in_rows(&page, &chosen, warnings, deadline)
    }

    /// The stages behind settle, which do not know what the page was parsed from.
    fn find_in_rows(&self, page: &Page, chosen: &Chosen, mut warnings: Vec<String>, deadline: Deadline) -> Findings {
        warnings.extend(chosen.warnings.iter().cloned());
        let base = self.affordable_base(page, &mut warnings);
        let Some(mut findings) = self.read(page, &page.head, chosen, base.as_ref(), deadline, Method::Dom) else {
            warnings.push("no article found: the deadline was over before the page was weighed".to_owned());
            return Findings::nothing(warnings);
        };
        if deadline.is_over() {
            warnings.push("deadline over: nothing was looked for outside the visible page".to_owned());
        } else if chosen.is_pointed() {
            // Whoever points at elements means the visible page.
        } else if let Some(unseen) = self.find_unseen(page, &findings, base.as_ref(), deadline) {
            let place = if unseen.method == Method::StructuredData { "structured data" } else { "embedded state" };
            warnings.push(format!("text taken from {place}: the visible page says less"));
            // What the page says about itself still comes from the page.
            let mut meta = findings.meta;
            meta.title = meta.title.or(unseen.meta.title);
            findings = Findings { meta, early: findings.early, ..unseen };
        }
        self.watcher.done("unseen");
        warnings.append(&mut findings.warnings);
        findings.warnings = warnings;
        findings
    }

    fn parse(&self, text: &str, wanted: &[String], deadline: Deadline) -> dom::Document {
        dom::parse_with(text, &self.options.limits, self.options.parser, deadline, wanted)
    }

    /// Lays out what no selector of the caller's is for, without a deadline.
    fn lay_out(&self, text: &str) -> Page {
        page::settle(&self.parse(text, &[], Deadline::begin(None)))
    }

    /// Lays a page out, with what the caller's selectors mean on it.
    #[cfg(feature = "selectors")]
    fn settle(&self, document: &impl dom::Walk) -> (Page, Chosen) {
        if self.options.selects_nothing() {
            return (page::settle(document), Chosen::default());
        }
        chosen::settle(document, &self.options)
    }

    /// Lays a page out.
    #[cfg(not(feature = "selectors"))]
    fn settle(&self, document: &impl dom::Walk) -> (Page, Chosen) {
        (page::settle(document), Chosen::default())
    }

    /// The stages from cut to compose, for a page or for a fragment that was found elsewhere in it, whose head tells
    /// what kind of page that is; none when the time is over before there are verdicts.
    fn read(
        &self,
        page: &Page,
        head: &Head,
        chosen: &Chosen,
        base: Option<&Url>,
        deadline: Deadline,
        method: Method,
    ) -> Option<Findings> {
        if deadline.is_over() {
            return None;
        }
        let blocks = block::cut(page);
        self.watcher.done("cut");
        if deadline.is_over() {
            return None;
        }
        let context = Context::new(page, &blocks);
        self.watcher.done("weigh: context");
        if deadline.is_over() {
            return None;
        }
        let weighed = self.weigh(&context, head, chosen, deadline)?;
        let (page_type, types) = (weighed.page_type, weighed.types);
        let template = if method == Method::Dom { self.template(page, &blocks, page_type) } else { None };
        let is_declared = method == Method::StructuredData;
        let cut = weighed.cut.leaning(self.options.favour.odds());
        let scores = &weighed.scores;
        let view = View { context: &context, scores, cut, page_type, types, chosen, is_declared, template };
        let verdicts = judge::judge(&view);
        self.watcher.done("judge");
        if deadline.is_over() {
            return None;
        }
        let keep = verdicts.kept();
        let early = (self.early && method == Method::Dom).then(|| self.early(page, &blocks, page_type, &keep));
        let mut warnings: Vec<String> = verdicts.warning.map(str::to_owned).into_iter().collect();
        let related = related::related(&context, &keep, base);
        let comments = comments::comments(&context, &keep, page_type, page.head.language.as_deref());
        let quality = weighed.quality();
        let explain = self.options.explain.then(|| {
            let of_page = features::of_page(&weighed.whole, &types);
            let most = self.options.limits.explained;
            explain::explain(&view, &verdicts.into_list(), &of_page, weighed.weights, most, deadline, &mut warnings)
        });
        // The evidence is the larger part of what is held, and what follows does not need it.
        drop((context, weighed));
        self.watcher.done("related and comments");
        // The lead image may be one of the text's, so that comes first.
        let content = write::compose(page, &blocks, &keep, base);
        self.watcher.done("write: compose");
        let gather = if self.options.explain { meta::gather_listing } else { meta::gather };
        let meta = gather(page, &blocks, self.options.url.as_deref(), page_type, chosen, &content.images);
        self.watcher.done("gather");
        Some(Findings { content, related, comments, meta, page_type, method, quality, explain, warnings, early })
    }

    /// What the page holds outside its visible document, if that is better than what was found in it.
    fn find_unseen(
        &self,
        page: &Page,
        findings: &Findings,
        base: Option<&Url>,
        deadline: Deadline,
    ) -> Option<Findings> {
        let seen = findings.seen();
        let candidate = unseen::best(page, seen, deadline)?;
        let fragment = page::settle(&self.parse(&candidate.markup, &[], deadline));
        self.watcher.done("unseen");
        let mut read = self.read(&fragment, &page.head, &Chosen::default(), base, deadline, candidate.method)?;
        read.meta.title = candidate.title.clone();
        (!read.content.text.is_empty() && unseen::better(&candidate, read.quality, seen)).then_some(read)
    }
}

impl Findings {
    fn seen(&self) -> Seen<'_> {
        Seen { text: &self.content.text, quality: self.quality }
    }

    /// Nothing was found.
    fn nothing(warnings: Vec<String>) -> Findings {
        Findings {
            content: write::Content::default(),
            meta: meta::Meta::default(),
            related: Vec::new(),
            comments: Vec::new(),
            page_type: PageType::default(),
            method: Method::default(),
            quality: 0.0,
            explain: None,
            warnings,
            early: None,
        }
    }
}

#[cfg(test)]
mod tests;
