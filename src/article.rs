//! The output: one [`Article`] a page, and as its documentation the JSON shape, version 1.
//! It is the only serialised type; the writers turn it into JSON, text and Markdown, and nothing else reads the page.

mod explained;

use serde::{Deserialize, Serialize};

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
    /// The address the page declares for itself, absolute.
    pub canonical_url: Option<String>,
    /// Host of `url`, else of `canonical_url`, in lower case and without a leading `www.`.
    pub hostname: Option<String>,
    /// The publication's name.
    pub site_name: Option<String>,
    /// What kind of page this is.
    pub page_type: PageType,
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
    /// BCP 47 tag.
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

/// One block of the content. As JSON an object whose `type` names the variant in snake case; every one has `text`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
#[non_exhaustive]
pub enum ContentBlock {
    /// A heading; `level` is 1 to 6.
    Heading {
        /// Its words.
        text: String,
        /// 1 to 6.
        level: u8,
        /// What parts of its text are.
        #[serde(skip_serializing_if = "Vec::is_empty", default)]
        spans: Vec<Inline>,
    },
    /// A paragraph.
    Paragraph {
        /// Its words; a line break inside it is a newline.
        text: String,
        /// What parts of its text are.
        #[serde(skip_serializing_if = "Vec::is_empty", default)]
        spans: Vec<Inline>,
        /// The label of the footnote that it is.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        note: Option<String>,
        /// What it is besides running text.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        role: Option<Role>,
    },
    /// A list, with nested lists as items of greater depth.
    List {
        /// The items, a line each.
        text: String,
        /// Whether its own items are numbered.
        ordered: bool,
        /// The items in order.
        items: Vec<ListItem>,
        /// The number of its first item, where that is not 1.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        start: Option<u32>,
    },
    /// A quotation.
    Quote {
        /// Its words, those that name who said them included where they stand in the quotation.
        text: String,
        /// What parts of its text are.
        #[serde(skip_serializing_if = "Vec::is_empty", default)]
        spans: Vec<Inline>,
        /// Who or what is quoted, as the page says.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        attribution: Option<String>,
        /// Where the words are quoted from, or the post that is embedded.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        url: Option<String>,
    },
    /// Code or other text whose white space counts.
    Code {
        /// The exact text.
        text: String,
        /// The programming language, where the page names one.
        language: Option<String>,
    },
    /// A table of data.
    Table {
        /// Rows a line each, cells separated by tabs, header included.
        text: String,
        /// The header row's cells; empty when there is none.
        header: Vec<String>,
        /// The other rows.
        rows: Vec<Vec<String>>,
        /// The cells that are more than their text.
        #[serde(skip_serializing_if = "Vec::is_empty", default)]
        cells: Vec<Cell>,
    },
    /// Terms and their descriptions.
    DefinitionList {
        /// Terms and descriptions, a line each.
        text: String,
        /// The entries in order.
        entries: Vec<Definition>,
    },
    /// A video, a player or a post of another site that the page shows in place, as a link.
    Embed {
        /// Nothing: the words of an embed are not the page's.
        text: String,
        /// Absolute address of what a reader would open.
        url: String,
        /// What the page calls it.
        title: Option<String>,
    },
    /// An image that stands as a block.
    Image {
        /// The caption, or nothing.
        text: String,
        /// Absolute address.
        url: String,
        /// Text alternative.
        alt: Option<String>,
        /// Caption.
        caption: Option<String>,
        /// Photographer or agency.
        credit: Option<String>,
    },
}

impl ContentBlock {
    /// The block's words, as they stand in [`Article::text`]; an image gives its caption, which `text` leaves out.
    pub fn text(&self) -> &str {
        match self {
            ContentBlock::Heading { text, .. }
            | ContentBlock::Paragraph { text, .. }
            | ContentBlock::List { text, .. }
            | ContentBlock::Quote { text, .. }
            | ContentBlock::Code { text, .. }
            | ContentBlock::Table { text, .. }
            | ContentBlock::DefinitionList { text, .. }
            | ContentBlock::Embed { text, .. }
            | ContentBlock::Image { text, .. } => text,
        }
    }
}

/// An item of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListItem {
    /// Its words.
    pub text: String,
    /// 0 for the list's own items, 1 for those of a list inside an item, and so on; at most 31.
    pub depth: u8,
    /// Whether the list it stands in is numbered.
    pub ordered: bool,
    /// Whether the task that it is has been done; only for tasks.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub checked: Option<bool>,
    /// What parts of its text are.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub spans: Vec<Inline>,
    /// The label of the footnote that it is.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub note: Option<String>,
}

/// A part of a text that is more than its words: a link, emphasis, code. Positions count characters (Unicode scalar
/// values, as Python and jq count them) of the text that it belongs to. The parts of one text come in order of their
/// beginning, the outer before the inner, and never overlap otherwise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Inline {
    /// The first character.
    pub start: u32,
    /// The character behind the last; the same as `start` for what has no words of its own.
    pub end: u32,
    /// What it is.
    #[serde(rename = "type")]
    pub kind: InlineKind,
    /// Where a link leads.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub url: Option<String>,
    /// The label of the footnote that a reference means.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub note: Option<String>,
    /// A formula in TeX.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub tex: Option<String>,
}

/// What a part of a text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum InlineKind {
    /// A link, with its address.
    Link,
    /// Emphasis, or what pages set in italics.
    Emphasis,
    /// Strong emphasis, or what pages set in bold.
    Strong,
    /// Code, keys and output.
    Code,
    /// Words struck out.
    Deleted,
    /// Letters below the line.
    Subscript,
    /// Letters above the line.
    Superscript,
    /// A quotation that the browser puts between marks.
    Quotation,
    /// The mark of a footnote, with the footnote's label.
    NoteReference,
    /// The sign that leads from a footnote back to its mark.
    BackReference,
    /// A formula, with its TeX.
    Math,
}

/// What a paragraph is besides running text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Role {
    /// The visible line of a fold-out.
    Summary,
    /// What a fold-out holds.
    Details,
    /// The caption of a table or of something that is no image.
    Caption,
    /// A box set apart: something worth noting.
    Note,
    /// A box set apart: advice.
    Tip,
    /// A box set apart: something that must be known.
    Important,
    /// A box set apart: something that may go wrong.
    Warning,
    /// A box set apart: something dangerous.
    Caution,
}

/// A cell of a table that is more than its text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cell {
    /// Its row, the header being row 0 where there is one.
    pub row: u32,
    /// Its place in the row, counted in cells.
    pub column: u32,
    /// The columns it spans; at most 1,000, as in HTML.
    #[serde(skip_serializing_if = "is_one", default = "one")]
    pub columns: u16,
    /// The rows it spans; never more than follow.
    #[serde(skip_serializing_if = "is_one", default = "one")]
    pub rows: u16,
    /// Whether it is a header outside the header row.
    #[serde(skip_serializing_if = "std::ops::Not::not", default)]
    pub header: bool,
    /// What parts of its text are.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub spans: Vec<Inline>,
}

fn one() -> u16 {
    1
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
fn is_one(number: &u16) -> bool {
    *number == 1
}

/// An entry of a definition list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Definition {
    /// The term; empty when a description follows another description.
    pub term: String,
    /// The description; empty when a term follows another term.
    pub description: String,
    /// What parts of the term are.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub term_spans: Vec<Inline>,
    /// What parts of the description are.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub description_spans: Vec<Inline>,
}
