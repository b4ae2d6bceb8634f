//! Decides nothing: writes what the extractor's own stages see of the gold pages as plain arrays, with labels, for the
//! trainer. Files: `names.txt`, `pages.jsonl`, and little-endian arrays, described where they are written.

use std::collections::HashMap;
use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::Path;

use dechrome::laboratory::{self, Observation};
use serde_json::Value;

use crate::label;

/// A sparse feature is written as family times this plus bit.
const FAMILY: u16 = 128;

struct Seen {
    observation: Observation,
    labels: Vec<f32>,
    /// Words of each block as the scorer sees them.
    words: Vec<Vec<String>>,
    gold: Vec<String>,
}

/// Observes the gold sets in a directory and writes the arrays to another.
pub fn run(gold: &Path, out: &Path) -> Result<(), Box<dyn std::error::Error>> {
    fs::create_dir_all(out)?;
    fs::write(out.join("names.txt"), laboratory::feature_names().join("\n"))?;
    fs::write(out.join("page_names.txt"), laboratory::page_feature_names().join("\n"))?;
    fs::write(out.join("tokens.json"), serde_json::to_string(&laboratory::token_names())?)?;
    let mut writer = Writer::new(out)?;
    for set in ["pages", "segments"] {
        let records: Vec<Value> = fs::read_to_string(gold.join(format!("{set}.jsonl")))?
            .lines()
            .map(serde_json::from_str)
            .collect::<Result<_, _>>()?;
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        for chunk in records.chunks(cores * 8) {
            let seen: Vec<Seen> = std::thread::scope(|scope| {
                let parts: Vec<_> = chunk
                    .chunks(chunk.len().div_ceil(cores))
                    .map(|part| {
                        scope.spawn(move || part.iter().map(|record| look(gold, set, record)).collect::<Vec<_>>())
                    })
                    .collect();
                parts.into_iter().flat_map(|part| part.join().unwrap_or_default()).collect()
            });
            for (record, seen) in chunk.iter().zip(&seen) {
                writer.page(set, record, seen)?;
            }
        }
    }
    writer.finish()
}

fn look(gold: &Path, set: &str, record: &Value) -> Seen {
    let id = record["id"].as_str().unwrap_or_default();
    let bytes = fs::read(gold.join(set).join(format!("{id}.html"))).unwrap_or_default();
    let observation = laboratory::observe(&bytes);
    let text = record["text"].as_str().unwrap_or_default();
    let labels =
        if set == "pages" { label::label(&observation.texts, text) } else { segments(record, &observation.texts) };
    let words = observation.texts.iter().map(|text| scorer_words(text)).collect();
    Seen { labels, words, gold: scorer_words(text), observation }
}

/// Labels from segments: 1 where a wanted one stands, 0 where an unwanted one does, -1 where nothing is known.
fn segments(record: &Value, texts: &[String]) -> Vec<f32> {
    let list = |key: &str| -> Vec<String> {
        record[key].as_array().map(|list| list.iter().filter_map(Value::as_str).map(fold).collect()).unwrap_or_default()
    };
    let (with, without) = (list("with"), list("without"));
    let stands = |text: &str, wanted: &[String]| {
        wanted.iter().any(|segment| text.contains(segment.as_str()) || text.len() >= 12 && segment.contains(text))
    };
    texts
        .iter()
        .map(|text| {
            let text = fold(text);
            match (stands(&text, &with), stands(&text, &without)) {
                (true, false) => 1.0,
                (false, true) => 0.0,
                _ => -1.0,
            }
        })
        .collect()
}

fn fold(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Words as the reference scorer splits them: runs of letters, digits and underscores of the lower-cased text.
fn scorer_words(text: &str) -> Vec<String> {
    let lower = text.to_lowercase();
    lower
        .split(|character: char| !character.is_alphanumeric() && character != '_')
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

struct Writer {
    values: BufWriter<File>,
    labels: BufWriter<File>,
    tokens: BufWriter<File>,
    token_counts: BufWriter<File>,
    words: BufWriter<File>,
    word_counts: BufWriter<File>,
    groups: BufWriter<File>,
    gold: BufWriter<File>,
    pages: BufWriter<File>,
    page_values: BufWriter<File>,
    ids: HashMap<String, u32>,
}

impl Writer {
    fn new(out: &Path) -> Result<Writer, Box<dyn std::error::Error>> {
        let open = |name: &str| File::create(out.join(name)).map(BufWriter::new);
        Ok(Writer {
            values: open("values.f32")?,
            labels: open("labels.f32")?,
            tokens: open("tokens.u16")?,
            token_counts: open("token_counts.u32")?,
            words: open("words.u32")?,
            word_counts: open("word_counts.u32")?,
            groups: open("groups.u32")?,
            gold: open("gold.u32")?,
            pages: open("pages.jsonl")?,
            page_values: open("page_values.f32")?,
            ids: HashMap::new(),
        })
    }

    fn page(&mut self, set: &str, record: &Value, seen: &Seen) -> Result<(), Box<dyn std::error::Error>> {
        for value in &seen.observation.values {
            self.values.write_all(&value.to_le_bytes())?;
        }
        for value in &seen.observation.page {
            self.page_values.write_all(&value.to_le_bytes())?;
        }
        for (group, words) in &seen.observation.groups {
            self.groups.write_all(&group.to_le_bytes())?;
            self.groups.write_all(&words.to_le_bytes())?;
        }
        for label in &seen.labels {
            self.labels.write_all(&label.to_le_bytes())?;
        }
        for tokens in &seen.observation.tokens {
            self.token_counts.write_all(&(tokens.len() as u32).to_le_bytes())?;
            for (family, bit) in tokens {
                self.tokens.write_all(&(u16::from(*family) * FAMILY + u16::from(*bit)).to_le_bytes())?;
            }
        }
        for words in &seen.words {
            self.word_counts.write_all(&(words.len() as u32).to_le_bytes())?;
            for word in words {
                let id = self.id(word);
                self.words.write_all(&id.to_le_bytes())?;
            }
        }
        for word in &seen.gold {
            let id = self.id(word);
            self.gold.write_all(&id.to_le_bytes())?;
        }
        let line = serde_json::json!({
            "set": set,
            "id": record["id"],
            "url": record["url"],
            "type": record["type"],
            "blocks": seen.labels.len(),
            "gold_words": seen.gold.len(),
        });
        writeln!(self.pages, "{line}")?;
        Ok(())
    }

    fn id(&mut self, word: &str) -> u32 {
        if let Some(id) = self.ids.get(word) {
            return *id;
        }
        let id = self.ids.len() as u32;
        self.ids.insert(word.to_owned(), id);
        id
    }

    fn finish(mut self) -> Result<(), Box<dyn std::error::Error>> {
        for file in [
            &mut self.values,
            &mut self.labels,
            &mut self.tokens,
            &mut self.token_counts,
            &mut self.words,
            &mut self.word_counts,
            &mut self.groups,
            &mut self.gold,
            &mut self.pages,
            &mut self.page_values,
        ] {
            file.flush()?;
        }
        Ok(())
    }
}
