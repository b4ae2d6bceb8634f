//! The output: one [`Article`] a page, and as its documentation the JSON shape, version 1.
//! It is the only serialised type; the writers turn it into JSON, text and Markdown, and nothing else reads the page.

mod content;
mod explained;

use serde::{Deserialize, Serialize};

pub use content::{Cell, ContentBlock, Definition, Inline, InlineKind, ListItem, Role};
pub use explained::{Candidate, Evidence, ExplainedBlock, ExplainedPage, TypeProbability};

/// A clean article. As JSON every key is always present and in this order: an unknown scalar is null, a list is never
/// null, `text` may be empty. Additive changes keep `schema_version`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Article {
    /// Version of this shape: 1.
    pub schema_version: u32,
    /// Echoed from the caller's record; null when none was given.
    pub id: Option<String>,
    /// The page's address as the caller gave it.
    pub url: Option<String>,
    /// The address the page declares for itself, absolute; that of the original if the page is a copy in a web archive.
    pub canonical_url: Option<String>,
    /// Host of `url`, else of `canonical_url`, in lower case and without a leading `www.`; that of the original for a copy.
    pub hostname: Option<String>,
    /// The publication's name.
    pub site_name: Option<String>,
    /// What kind of page this is.
    pub page_type: PageType,
    /// What the page declares itself to be in its JSON-LD or microdata, by the name that schema.org has for it: `NewsArticle`, `Recipe`.
    pub declared_type: Option<String>,
    /// The headline, without the site's name.
    pub title: Option<String>,
    /// People or bodies, one entry each, without "By".
    pub authors: Vec<Author>,
    /// RFC 3339 or a date alone, with the precision and offset found; never the date of a change.
    pub published: Option<String>,
    /// The date of the last change, in the same forms; never the date of publication.
    pub modified: Option<String>,
    /// Place and agency that open a wire story, such as `VELMORA (Meridian)`; `text` keeps it.
    pub dateline: Option<String>,
    /// BCP 47 tag: as declared, unless the text is plainly in another language; else told from the text.
    pub language: Option<String>,
    /// `ltr` or `rtl`.
    pub direction: Option<Direction>,
    /// The page's own summary.
    pub description: Option<String>,
    /// The lead image.
    pub image: Option<LeadImage>,
    /// The section or sections the page is filed under.
    pub categories: Vec<String>,
    /// Keywords as the page shows or declares them.
    pub tags: Vec<String>,
    /// Licence name or address.
    pub license: Option<String>,
    /// The article as plain text: blocks separated by a blank line, list items and table rows by a newline, table
    /// cells by a tab.
    pub text: String,
    /// The same content as data.
    pub blocks: Vec<ContentBlock>,
    /// Reader comments, when the page is not itself a discussion.
    pub comments: Vec<Comment>,
    /// Images inside the kept content.
    pub images: Vec<Image>,
    /// Links inside the kept content, absolute where the page's address is known.
    pub links: Vec<Link>,
    /// READ MORE lines and related-story lists, taken out of the text.
    pub related: Vec<Related>,
    /// Words of `text`; in scripts without spaces two characters count as one word.
    pub word_count: u32,
    /// Minutes to read `text` at 238 words a minute (Brysbaert 2019), one decimal.
    pub reading_minutes: f64,
    /// Hash of the normalised text, 16 hexadecimal digits, for finding duplicates; similar texts differ in few bits.
    pub fingerprint: String,
    /// 0 to 1: the F1 this extraction is expected to reach against a person's choice of the content.
    pub quality: f64,
    /// Where the text came from.
    pub method: Method,
    /// The encoding the bytes were decoded with; null when the caller gave text.
    pub encoding: Option<String>,
    /// What that encoding was chosen by; null when the caller gave text.
    #[serde(default)]
    pub encoding_source: Option<EncodingSource>,
    /// Limits reached and fall-backs used, in plain words.
    pub warnings: Vec<String>,
    /// Why each block was kept or dropped; only when asked for.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub explain: Option<Vec<ExplainedBlock>>,
    /// How the page as a whole was judged and what its metadata was chosen from; only when asked for.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub explain_page: Option<ExplainedPage>,
}

/// What kind of page was seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Default, Hash, PartialOrd, Ord)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum PageType {
    /// News, blog post, essay: one text by somebody about something.
    #[default]
    Article,
    /// Posts of several people: forum thread, questions and answers.
    Forum,
    /// One thing for sale.
    Product,
    /// Many things for sale or many cards of one kind.
    Collection,
    /// Index of entries: jobs, events, archives, search results.
    Listing,
    /// Manual, reference, wiki page.
    Documentation,
    /// What an organisation offers: landing page, about page.
    Service,
}

impl PageType {
    /// Every type, in the order of the weights file.
    pub const ALL: [PageType; 7] = [
        PageType::Article,
        PageType::Forum,
        PageType::Product,
        PageType::Collection,
        PageType::Listing,
        PageType::Documentation,
        PageType::Service,
    ];

    /// The name used in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            PageType::Article => "article",
            PageType::Forum => "forum",
            PageType::Product => "product",
            PageType::Collection => "collection",
            PageType::Listing => "listing",
            PageType::Documentation => "documentation",
            PageType::Service => "service",
        }
    }
}

/// Reading direction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// Left to right.
    Ltr,
    /// Right to left.
    Rtl,
}

/// Where the text came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Default)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Method {
    /// The visible document.
    #[default]
    Dom,
    /// JSON-LD such as `articleBody`.
    StructuredData,
    /// A single-page application's embedded state.
    EmbeddedState,
    /// Input that was plain text.
    PlainText,
}

/// What the encoding of a page's bytes was chosen by, first the surest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum EncodingSource {
    /// The input opens with the mark of UTF-8 or UTF-16.
    ByteOrderMark,
    /// The caller named it.
    Hint,
    /// Every other byte is mostly NUL, as in UTF-16.
    #[serde(rename = "utf16_pattern")]
    Utf16Pattern,
    /// Escapes of ISO-2022-JP in bytes that are otherwise ASCII.
    #[serde(rename = "iso_2022_jp")]
    Iso2022Jp,
    /// The whole input is valid UTF-8 and not all of it is ASCII.
    #[serde(rename = "valid_utf8")]
    ValidUtf8,
    /// Mostly good UTF-8; the bad bytes are read as windows-1252.
    #[serde(rename = "nearly_utf8")]
    NearlyUtf8,
    /// A `meta` element or an XML declaration names it.
    Declared,
    /// Guessed from how often letters stand beside each other.
    Detected,
    /// All bytes are ASCII, which most encodings read alike.
    Ascii,
}

impl EncodingSource {
    /// The name used in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            EncodingSource::ByteOrderMark => "byte_order_mark",
            EncodingSource::Hint => "hint",
            EncodingSource::Utf16Pattern => "utf16_pattern",
            EncodingSource::Iso2022Jp => "iso_2022_jp",
            EncodingSource::ValidUtf8 => "valid_utf8",
            EncodingSource::NearlyUtf8 => "nearly_utf8",
            EncodingSource::Declared => "declared",
            EncodingSource::Detected => "detected",
            EncodingSource::Ascii => "ascii",
        }
    }
}

/// Somebody who wrote the article.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Author {
    /// The name, without "By", role or date.
    pub name: String,
    /// The profile page, absolute; null when unknown.
    pub url: Option<String>,
}

/// The lead image.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
pub struct LeadImage {
    /// Absolute address; null only for plain text, where a caption is all that is left.
    pub url: Option<String>,
    /// Text alternative.
    pub alt: Option<String>,
    /// The caption, without the credit.
    pub caption: Option<String>,
    /// Photographer or agency, as shown.
    pub credit: Option<String>,
}

/// An image inside the kept content.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Image {
    /// Absolute address.
    pub url: String,
    /// Text alternative.
    pub alt: Option<String>,
    /// Caption.
    pub caption: Option<String>,
    /// Photographer or agency.
    pub credit: Option<String>,
}

/// A link inside the kept content.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// Its words.
    pub text: String,
    /// Absolute address.
    pub url: String,
}

/// A story the page points to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Related {
    /// Its headline, without the lead-in such as "READ MORE:".
    pub title: String,
    /// Absolute address.
    pub url: Option<String>,
}

/// A reader's comment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Comment {
    /// Who wrote it.
    pub author: Option<String>,
    /// When, as in [`Article::published`].
    pub published: Option<String>,
    /// The comment.
    pub text: String,
    /// 0 for a comment on the article, 1 for a reply to it, and so on.
    pub depth: u32,
}
