//! Decides which forms input and output can have, and what follows from each: what the library takes the input for, whether
//! there are records, and which extension a page's own file gets. For `arguments` and all who ask them.

use clap::ValueEnum;
use dechrome::options::Source;

/// What the input is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum From {
    /// HTML when the input holds a tag, text otherwise; of a mail or a page saved as MHTML the part to read
    Auto,
    /// A web page, whole or a fragment
    Html,
    /// Text that another extractor left behind, one line a block
    #[value(alias = "txt")]
    Text,
    /// JSON Lines: on each line an object with `html`, `html_base64` or `text`, and perhaps `id`, `url` and `encoding`
    #[value(alias = "ndjson")]
    Jsonl,
    /// A web archive, whose HTML responses are read
    Warc,
}

/// In which form decisions are explained.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Explain {
    /// As keys of the article
    Json,
    /// As a page to look at in a browser
    Html,
}

/// What is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum To {
    /// The whole article with every field
    Json,
    /// The same, always on one line
    Jsonl,
    /// Only the words
    #[value(alias = "txt")]
    Text,
    /// The text with its headings, lists, code and tables
    #[value(alias = "md")]
    Markdown,
    /// A table for Arrow, pandas, DuckDB or Spark, with `-o FILE`
    #[cfg(feature = "parquet")]
    Parquet,
    /// Plain semantic elements; with `--standalone` a page to read
    Html,
    /// TEI, the XML of corpus linguists
    #[value(alias = "xmltei")]
    Tei,
    /// A table of metadata or of `--field`, one article a row
    Csv,
    /// The same with tabs
    Tsv,
}

impl From {
    /// What the library is told that the input is.
    pub fn source(self) -> Source {
        match self {
            From::Auto => Source::Auto,
            From::Html => Source::Html,
            From::Text => Source::Text,
            // Each record says what it holds.
            From::Jsonl | From::Warc => Source::Auto,
        }
    }
}

impl To {
    /// Whether articles become rows of a table.
    pub fn is_table(self) -> bool {
        #[cfg(feature = "parquet")]
        if self == To::Parquet {
            return true;
        }
        false
    }

    /// Whether articles become records, which can hold more than the words.
    pub fn is_record(self) -> bool {
        matches!(self, To::Json | To::Jsonl) || self.is_table()
    }

    /// The extension of a page's own file; none where all pages go into one.
    pub fn extension(self) -> Option<&'static str> {
        match self {
            To::Json => Some("json"),
            To::Text => Some("txt"),
            To::Markdown => Some("md"),
            To::Html => Some("html"),
            To::Tei => Some("xml"),
            To::Jsonl | To::Csv | To::Tsv => None,
            #[cfg(feature = "parquet")]
            To::Parquet => None,
        }
    }
}
