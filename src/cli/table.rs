//! Decides how articles become a Parquet table: which columns it has, of which types, and when rows are written out.
//! For `run`, with the feature `parquet`.
//!
//! The columns are the article's keys, with the same names and nesting; behind them come `error`, `warc_date`,
//! `duplicate_of` and `input`. Every column can be null, since an input that failed is a row too.

use std::io;
use std::path::PathBuf;
use std::sync::Arc;

use arrow_json::reader::{Decoder, ReaderBuilder};
use arrow_schema::{ArrowError, DataType, Field, Fields, Schema};
use dechrome::Article;
use parquet::arrow::ArrowWriter;
use parquet::basic::{Compression, ZstdLevel};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use serde::Serialize;

use super::label::Label;
use super::target::{Draft, Target};

/// An article, or an input that failed, on its way into the table.
#[derive(Debug)]
pub struct Row {
    label: Label,
    article: Option<Article>,
    error: Option<String>,
    /// The article that this one repeats.
    pub duplicate_of: Option<String>,
}

/// Rows that are turned into columns at a time.
const BATCH: usize = 256;
/// Bytes of such rows: a batch of long articles must not fill the memory.
const BATCH_BYTES: usize = 16 << 20;
/// Bytes of a row group, which is held in memory until it is written.
const GROUP_BYTES: usize = 32 << 20;

/// A Parquet file that is being written.
pub struct Table {
    path: PathBuf,
    writer: ArrowWriter<Draft>,
    decoder: Decoder,
    rows: Vec<Row>,
    bytes: usize,
}

impl Row {
    /// The row of an article.
    pub fn found(label: Label, mut article: Article) -> Row {
        // A column has one type, so an id that is a number becomes text.
        article.id = label.id_text();
        Row { label, article: Some(article), error: None, duplicate_of: None }
    }

    /// The row of an input that failed.
    pub fn failed(label: Label, reason: String) -> Row {
        Row { label, article: None, error: Some(reason), duplicate_of: None }
    }

    /// Memory that it holds, about: an article has its words in `text` and in `blocks`.
    pub fn weight(&self) -> usize {
        self.article.as_ref().map_or(0, |article| 3 * article.text.len()) + self.label.fields.len() + 1024
    }
}

impl Table {
    /// Begins the file; with `explain` it has that column too.
    pub fn open(path: &std::path::Path, explain: bool) -> io::Result<Table> {
        let (path, draft) = Target::replaced(path)?;
        let schema = Arc::new(schema(explain));
        let properties = WriterProperties::builder().set_compression(Compression::ZSTD(ZstdLevel::default())).build();
        let writer = ArrowWriter::try_new(draft, Arc::clone(&schema), Some(properties)).map_err(parquet_error)?;
        let decoder = ReaderBuilder::new(schema).with_batch_size(BATCH).build_decoder().map_err(arrow_error)?;
        Ok(Table { path, writer, decoder, rows: Vec::with_capacity(BATCH), bytes: 0 })
    }

    /// How messages call it.
    pub fn name(&self) -> String {
        super::message::name(self.path.as_os_str())
    }

    /// Adds a row.
    pub fn add(&mut self, row: Row) -> io::Result<()> {
        self.bytes += row.weight();
        self.rows.push(row);
        if self.rows.len() >= BATCH || self.bytes >= BATCH_BYTES { self.write_batch() } else { Ok(()) }
    }

    fn write_batch(&mut self) -> io::Result<()> {
        let rows: Vec<Flat> = self.rows.iter().map(Flat::of).collect();
        self.decoder.serialize(&rows).map_err(arrow_error)?;
        if let Some(batch) = self.decoder.flush().map_err(arrow_error)? {
            self.writer.write(&batch).map_err(parquet_error)?;
        }
        if self.writer.in_progress_size() >= GROUP_BYTES {
            self.writer.flush().map_err(parquet_error)?;
        }
        self.rows.clear();
        self.bytes = 0;
        Ok(())
    }

    /// Ends the file, which gets its name now.
    pub fn close(mut self) -> io::Result<()> {
        self.write_batch()?;
        let draft = self.writer.into_inner().map_err(parquet_error)?;
        draft.commit(&self.path)
    }
}

/// A row as its columns are named.
#[derive(Serialize)]
struct Flat<'a> {
    #[serde(flatten)]
    article: Option<&'a Article>,
    /// The id and the address of an input without an article.
    #[serde(flatten)]
    failed: Option<Failed<'a>>,
    error: Option<&'a str>,
    warc_date: Option<&'a str>,
    duplicate_of: Option<&'a str>,
    input: Option<String>,
}

#[derive(Serialize)]
struct Failed<'a> {
    id: Option<String>,
    url: Option<&'a str>,
}

impl<'a> Flat<'a> {
    fn of(row: &'a Row) -> Flat<'a> {
        let failed = || Failed { id: row.label.id_text(), url: row.label.url.as_deref() };
        let fields = &row.label.fields;
        Flat {
            article: row.article.as_ref(),
            failed: row.article.is_none().then(failed),
            error: row.error.as_deref(),
            warc_date: row.label.date.as_deref(),
            duplicate_of: row.duplicate_of.as_deref(),
            input: (!fields.is_empty()).then(|| fields.object()),
        }
    }
}

fn schema(explain: bool) -> Schema {
    let mut fields = vec![number("schema_version", DataType::UInt32)];
    fields.extend(texts(&[
        "id",
        "url",
        "canonical_url",
        "hostname",
        "site_name",
        "page_type",
        "declared_type",
        "title",
    ]));
    fields.push(structs("authors", texts(&["name", "url"])));
    fields.extend(texts(&["published", "modified", "dateline", "language", "direction", "description"]));
    fields.push(Field::new("image", DataType::Struct(texts(&["url", "alt", "caption", "credit"]).into()), true));
    fields.extend([list("categories", DataType::Utf8), list("tags", DataType::Utf8)]);
    fields.extend(texts(&["license", "text"]));
    fields.push(structs("blocks", block()));
    let mut comment = texts(&["author", "published", "text"]);
    comment.push(number("depth", DataType::UInt32));
    fields.push(structs("comments", comment));
    fields.push(structs("images", texts(&["url", "alt", "caption", "credit"])));
    fields.push(structs("links", texts(&["text", "url"])));
    fields.push(structs("related", texts(&["title", "url"])));
    fields.push(number("word_count", DataType::UInt32));
    fields.push(number("reading_minutes", DataType::Float64));
    fields.extend(texts(&["fingerprint"]));
    fields.push(number("quality", DataType::Float64));
    fields.extend(texts(&["method", "encoding", "encoding_source"]));
    fields.push(list("warnings", DataType::Utf8));
    if explain {
        fields.push(structs("explain", explained()));
        fields.push(Field::new("explain_page", DataType::Struct(explained_page().into()), true));
    }
    fields.extend(texts(&["error", "warc_date", "duplicate_of", "input"]));
    Schema::new(fields)
}

/// A block of any type: what a type does not have is null.
fn block() -> Vec<Field> {
    let mut fields = texts(&["type", "text"]);
    fields.extend([number("level", DataType::UInt8), Field::new("ordered", DataType::Boolean, true)]);
    let item =
        [texts(&["text"]), vec![number("depth", DataType::UInt8), Field::new("ordered", DataType::Boolean, true)]];
    fields.push(structs("items", item.concat()));
    fields.extend(texts(&["language"]));
    fields.push(list("header", DataType::Utf8));
    fields.push(list("rows", list("row", DataType::Utf8).data_type().clone()));
    fields.push(structs("entries", texts(&["term", "description"])));
    fields.extend(texts(&["url", "alt", "caption", "credit"]));
    fields
}

fn explained() -> Vec<Field> {
    let mut fields = texts(&["text", "path"]);
    fields.extend([number("score", DataType::Float64), Field::new("kept", DataType::Boolean, true)]);
    fields.extend(texts(&["by", "reason"]));
    let evidence = [texts(&["feature"]), vec![number("value", DataType::Float64), number("effect", DataType::Float64)]];
    fields.push(structs("evidence", evidence.concat()));
    fields
}

fn explained_page() -> Vec<Field> {
    let mut fields = vec![number("threshold", DataType::Float64)];
    let types = [texts(&["page_type"]), vec![number("probability", DataType::Float64)]];
    fields.push(structs("page_types", types.concat()));
    let mut candidate = texts(&["field", "value", "source"]);
    candidate.extend([number("rank", DataType::UInt8), Field::new("chosen", DataType::Boolean, true)]);
    fields.push(structs("candidates", candidate));
    fields
}

fn texts(names: &[&str]) -> Vec<Field> {
    names.iter().map(|name| Field::new(*name, DataType::Utf8, true)).collect()
}

fn number(name: &str, kind: DataType) -> Field {
    Field::new(name, kind, true)
}

fn list(name: &str, member: DataType) -> Field {
    Field::new(name, DataType::List(Arc::new(Field::new("item", member, true))), true)
}

fn structs(name: &str, fields: Vec<Field>) -> Field {
    list(name, DataType::Struct(Fields::from(fields)))
}

fn arrow_error(error: ArrowError) -> io::Error {
    match error {
        ArrowError::IoError(_, error) => error,
        error => io::Error::other(error.to_string()),
    }
}

fn parquet_error(error: ParquetError) -> io::Error {
    match error {
        ParquetError::External(error) => match error.downcast::<io::Error>() {
            Ok(error) => *error,
            Err(error) => io::Error::other(error.to_string()),
        },
        error => io::Error::other(error.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_of_an_article_is_a_column_and_in_its_order() {
        let article = serde_json::to_value(dechrome::extract("")).unwrap();
        let keys: Vec<&str> = article.as_object().unwrap().keys().map(String::as_str).collect();
        let schema = schema(false);
        let columns: Vec<&str> = schema.fields().iter().map(|field| field.name().as_str()).collect();
        assert_eq!(columns.strip_suffix(&["error", "warc_date", "duplicate_of", "input"]).unwrap(), keys);
    }
}
