//! The blocks of the content as data: headings, paragraphs, lists, tables, code, and what parts of their text are. For
//! [`Article::blocks`](super::Article::blocks) and the writers.

use serde::{Deserialize, Serialize};

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
        /// Its words, those that name who said them included where they stand in the quotation; between two paragraphs stands a
        /// blank line.
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
        /// Absolute address of the page that it leads to; a link to the picture's own file is none.
        link: Option<String>,
    },
}

impl ContentBlock {
    /// The block's words, as they stand in [`Article::text`](super::Article::text); an image gives its caption, which `text` leaves out.
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

    /// Whether its words stand in [`Article::text`](super::Article::text).
    pub(crate) fn is_in_text(&self) -> bool {
        !matches!(self, ContentBlock::Image { .. } | ContentBlock::Embed { .. })
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
    /// Its number, where that does not follow from the items before it: it is the first of a list inside an item and does not
    /// have 1, or the page counts on from another number.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub start: Option<u32>,
    /// Whether it is no item of its own but goes on with the last one of its depth, behind the list inside that.
    #[serde(skip_serializing_if = "std::ops::Not::not", default)]
    pub continues: bool,
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
