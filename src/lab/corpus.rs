//! Decides which expectations of a corpus case an extraction meets, from the case's `expected.json`. For the
//! laboratory, and for `tests/corpus.rs`, which includes this file. What the keys mean stands in `corpus/README.md`.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use dechrome::template::{Learner, Templates};
use dechrome::{Article, Extractor, Options};
use serde_json::{Map, Value};

/// One folder of the corpus.
pub struct Case {
    /// The folder's name.
    pub name: String,
    page: PathBuf,
    /// Further pages of its site, by name.
    site: Vec<PathBuf>,
    expected: Map<String, Value>,
}

/// One thing a case expects.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expectation {
    /// Its name, such as `title` or `with[3]`.
    pub name: String,
    /// What is wrong; nothing when it is met.
    pub failure: Option<String>,
}

impl Expectation {
    /// Whether the article is as expected.
    pub fn is_met(&self) -> bool {
        self.failure.is_none()
    }
}

/// Every case below a folder, by name.
pub fn cases(corpus: &Path) -> Result<Vec<Case>, String> {
    let listing = fs::read_dir(corpus).map_err(|error| format!("{}: {error}", corpus.display()))?;
    let mut folders: Vec<PathBuf> = listing.filter_map(|entry| Some(entry.ok()?.path())).collect();
    folders.retain(|path| path.is_dir());
    folders.sort();
    folders.iter().map(|folder| Case::read(folder)).collect()
}

impl Case {
    fn read(folder: &Path) -> Result<Case, String> {
        let name = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let page = ["page.html", "page.txt"].map(|file| folder.join(file)).into_iter().find(|path| path.is_file());
        let page = page.ok_or_else(|| format!("{name}: neither page.html nor page.txt"))?;
        let expected = fs::read_to_string(folder.join("expected.json"))
            .map_err(|error| error.to_string())
            .and_then(|json| serde_json::from_str(&json).map_err(|error| error.to_string()))
            .map_err(|error| format!("{name}/expected.json: {error}"))?;
        let listing = fs::read_dir(folder.join("site")).into_iter().flatten();
        let mut site: Vec<PathBuf> = listing.filter_map(|entry| Some(entry.ok()?.path())).collect();
        site.sort();
        Ok(Case { name, page, site, expected })
    }

    /// Whether there are further pages of its site.
    #[allow(dead_code, reason = "only the test asks")]
    pub fn has_site(&self) -> bool {
        !self.site.is_empty()
    }

    /// Learns the template of the page's site from all its pages.
    fn templates(&self) -> Result<Templates, String> {
        let mut learner = Learner::default();
        for path in self.site.iter().chain([&self.page]) {
            let bytes = fs::read(path).map_err(|error| format!("{}: {error}", path.display()))?;
            learner.add(&path.to_string_lossy(), Extractor::default().outline_bytes(&bytes, None));
        }
        Ok(learner.learn())
    }

    /// Extracts the page as a caller would who knows its address, and checks the article.
    pub fn run(&self) -> Result<Vec<Expectation>, String> {
        let templates = if self.site.is_empty() { None } else { Some(Arc::new(self.templates()?)) };
        self.run_with(templates)
    }

    /// The same with other templates than those of its own site.
    pub fn run_with(&self, templates: Option<Arc<Templates>>) -> Result<Vec<Expectation>, String> {
        let bytes = fs::read(&self.page).map_err(|error| format!("{}: {error}", self.page.display()))?;
        let mut options = Options::default();
        if let Some(url) = self.expected.get("url").and_then(Value::as_str) {
            options = options.url(url);
        }
        options.templates = templates;
        let article = Extractor::new(options).extract_bytes(&bytes, None);
        check(&self.expected, &article).map_err(|error| format!("{}/expected.json: {error}", self.name))
    }
}

/// The floor as a file: one line for each case with expectations that are not met.
pub fn floor_file(missed: &[(String, Vec<String>)]) -> String {
    let lines: Vec<String> =
        missed.iter().filter(|(_, names)| !names.is_empty()).map(|(case, names)| floor_line(case, names)).collect();
    if lines.is_empty() { "{}\n".to_owned() } else { format!("{{\n{}\n}}\n", lines.join(",\n")) }
}

/// A case's line of the floor, without the comma.
pub fn floor_line(case: &str, names: &[String]) -> String {
    let names: Vec<String> = names.iter().map(|name| format!("\"{name}\"")).collect();
    format!("  \"{case}\": [{}]", names.join(", "))
}

/// Checks an article against the content of an `expected.json`. An error says that the file itself makes no sense.
pub fn check(expected: &Map<String, Value>, article: &Article) -> Result<Vec<Expectation>, String> {
    let found = serde_json::to_value(article).map_err(|error| error.to_string())?;
    let mut checker = Checker { found: &found, text: fold(&article.text), list: Vec::new() };
    for (key, value) in expected {
        match key.as_str() {
            // The one is for people, the other was given to the extraction.
            "about" | "url" => {}
            "page_type" | "title" | "published" | "modified" | "site_name" | "dateline" | "language" | "direction"
            | "method" => checker.same(key, value, &found[key]),
            "authors" => checker.same_list(key, value, "name")?,
            "related" => checker.same_list(key, value, "title")?,
            "comments" => checker.same_list(key, value, "text")?,
            "tags" => checker.same_list(key, value, "")?,
            "image" => checker.image(value),
            "with" => checker.with(&strings(key, value)?),
            "without" => checker.without(&strings(key, value)?),
            "once" => checker.once(&strings(key, value)?),
            "blocks" => checker.blocks(value)?,
            "exactly" => checker.exactly(value)?,
            "markdown" => checker.markdown(value, &dechrome::write::to_markdown(article))?,
            "empty" => checker.empty(value)?,
            _ => return Err(format!("unknown key {key}")),
        }
    }
    if checker.list.is_empty() { Err("expects nothing".to_owned()) } else { Ok(checker.list) }
}

struct Checker<'a> {
    /// The article as JSON.
    found: &'a Value,
    /// Its text, folded.
    text: String,
    list: Vec<Expectation>,
}

impl Checker<'_> {
    fn push(&mut self, name: String, met: bool, failure: impl FnOnce() -> String) {
        self.list.push(Expectation { name, failure: (!met).then(failure) });
    }

    fn same(&mut self, name: &str, expected: &Value, found: &Value) {
        let met = folded(expected) == folded(found);
        self.push(name.to_owned(), met, || format!("expected {}, found {}", shown(expected), shown(found)));
    }

    /// A list of texts, to which the article has either texts or objects with the text under `field`.
    fn same_list(&mut self, key: &str, expected: &Value, field: &str) -> Result<(), String> {
        strings(key, expected)?;
        let list = self.found[key].as_array().into_iter().flatten();
        let found = list.map(|entry| if field.is_empty() { entry } else { &entry[field] }).cloned().collect();
        self.same(key, expected, &Value::Array(found));
        Ok(())
    }

    fn image(&mut self, expected: &Value) {
        let image = &self.found["image"];
        match expected {
            Value::Object(fields) => {
                for (key, value) in fields {
                    self.same(&format!("image.{key}"), value, &image[key]);
                }
            }
            _ => self.same("image", expected, image),
        }
    }

    /// Snippets in the order of the text. One that is not found leaves the others where they are.
    fn with(&mut self, snippets: &[String]) {
        let mut from = 0;
        for (index, snippet) in snippets.iter().enumerate() {
            let at = self.text.get(from..).and_then(|rest| rest.find(snippet.as_str()));
            from = at.map_or(from, |at| from + at + snippet.len());
            let elsewhere = self.text.contains(snippet.as_str());
            self.push(format!("with[{index}]"), at.is_some(), || {
                format!("{} the text: {}", if elsewhere { "out of order in" } else { "not in" }, cut(snippet))
            });
        }
    }

    /// Snippets that stand neither in the text nor in any block.
    fn without(&mut self, snippets: &[String]) {
        let mut places = vec![self.text.clone()];
        for block in self.found["blocks"].as_array().into_iter().flatten() {
            places.extend(texts_of(block));
        }
        for (index, snippet) in snippets.iter().enumerate() {
            let place = places.iter().find(|place| place.contains(snippet.as_str()));
            self.push(format!("without[{index}]"), place.is_none(), || {
                format!("{} is in {}", cut(snippet), around(place.map_or("", String::as_str), snippet))
            });
        }
    }

    fn once(&mut self, snippets: &[String]) {
        for (index, snippet) in snippets.iter().enumerate() {
            let times = self.text.matches(snippet.as_str()).count();
            self.push(format!("once[{index}]"), times == 1, || format!("{times} times in the text: {}", cut(snippet)));
        }
    }

    /// Blocks that the output has in this order, with any others between them.
    fn blocks(&mut self, expected: &Value) -> Result<(), String> {
        let found = self.found;
        let found: Vec<&Value> = found["blocks"].as_array().into_iter().flatten().collect();
        let mut from = 0;
        for (index, block) in expected.as_array().ok_or("blocks is no list")?.iter().enumerate() {
            let fields = block.as_object().filter(|fields| fields.contains_key("type"));
            let fields = fields.ok_or_else(|| format!("blocks[{index}] has no type"))?;
            let fits = |found: &&Value| fields.iter().all(|(key, value)| has_field(found, key, value));
            let at = found.iter().skip(from).position(fits);
            from = at.map_or(from, |at| from + at + 1);
            let elsewhere = found.iter().any(fits);
            self.push(format!("blocks[{index}]"), at.is_some(), || {
                format!("{}: {}", if elsewhere { "out of order" } else { "no such block" }, shown(block))
            });
        }
        Ok(())
    }

    /// The output's blocks and no others, byte for byte.
    fn exactly(&mut self, expected: &Value) -> Result<(), String> {
        let expected = expected.as_array().ok_or("exactly is no list")?;
        let found: Vec<Value> = self.found["blocks"].as_array().into_iter().flatten().map(essentials).collect();
        for (index, block) in expected.iter().enumerate() {
            let other = found.get(index).cloned().unwrap_or(Value::Null);
            self.push(format!("exactly[{index}]"), *block == other, || format!("expected {block}, found {other}"));
        }
        let more = found.get(expected.len());
        self.push("exactly".to_owned(), more.is_none(), || {
            format!("another block: {}", shown(more.unwrap_or(&Value::Null)))
        });
        Ok(())
    }

    /// The article as Markdown, line by line.
    fn markdown(&mut self, expected: &Value, found: &str) -> Result<(), String> {
        let lines = expected.as_array().ok_or("markdown is no list")?.iter().map(Value::as_str);
        let mut expected =
            lines.collect::<Option<Vec<&str>>>().ok_or("markdown holds something that is no text")?.join("\n");
        expected.push('\n');
        self.push("markdown".to_owned(), expected == found, || format!("expected\n{expected}\nfound\n{found}"));
        Ok(())
    }

    /// Empty text, and at least one warning that says so.
    fn empty(&mut self, expected: &Value) -> Result<(), String> {
        if expected != &Value::Bool(true) {
            return Err("empty is either true or left out".to_owned());
        }
        let warned = self.found["warnings"].as_array().is_some_and(|warnings| !warnings.is_empty());
        let (met, text) = (self.text.is_empty() && warned, cut(&self.text));
        self.push("empty".to_owned(), met, || {
            if warned { format!("the text is {text}") } else { format!("no warning, and the text is {text}") }
        });
        Ok(())
    }
}

/// A block without what is null, without the parts of its texts, which its Markdown shows, and without the text of what
/// lies in items, entries or cells.
fn essentials(block: &Value) -> Value {
    let whole = ["items", "entries", "rows"].iter().any(|key| block.get(*key).is_some());
    without_parts(block, if whole { "text" } else { "" })
}

fn without_parts(value: &Value, besides: &str) -> Value {
    match value {
        Value::Object(fields) => {
            let kept = fields
                .iter()
                .filter(|(key, value)| !value.is_null() && !key.ends_with("spans") && key.as_str() != besides);
            kept.map(|(key, value)| (key.clone(), without_parts(value, ""))).collect::<Map<String, Value>>().into()
        }
        Value::Array(list) => list.iter().map(|value| without_parts(value, "")).collect(),
        _ => value.clone(),
    }
}

/// Whether a block of the output has what an expected one asks for: its text begins so, other fields are equal.
fn has_field(found: &Value, key: &str, expected: &Value) -> bool {
    let found = &found[key];
    match (key, expected.as_str(), found.as_str()) {
        ("text", Some(expected), Some(found)) => fold(found).starts_with(&fold(expected)),
        _ => folded(expected) == folded(found),
    }
}

/// Every text of a block, folded: its own, its items' or entries', its cells'.
fn texts_of(block: &Value) -> Vec<String> {
    let mut texts = vec![&block["text"]];
    for key in ["items", "entries"] {
        for entry in block[key].as_array().into_iter().flatten() {
            texts.extend([&entry["text"], &entry["term"], &entry["description"]]);
        }
    }
    texts.extend(block["header"].as_array().into_iter().flatten());
    for row in block["rows"].as_array().into_iter().flatten() {
        texts.extend(row.as_array().into_iter().flatten());
    }
    texts.into_iter().filter_map(Value::as_str).map(fold).collect()
}

/// A value with the white space of its texts folded, which is how everything is compared.
fn folded(value: &Value) -> Value {
    match value {
        Value::String(text) => Value::String(fold(text)),
        Value::Array(list) => list.iter().map(folded).collect(),
        _ => value.clone(),
    }
}

fn fold(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A list of texts of `expected.json`, folded.
fn strings(key: &str, value: &Value) -> Result<Vec<String>, String> {
    let list = value.as_array().ok_or_else(|| format!("{key} is no list"))?;
    let texts: Option<Vec<String>> = list.iter().map(|entry| entry.as_str().map(fold)).collect();
    let texts = texts.filter(|texts| texts.iter().all(|text| !text.is_empty()));
    texts.ok_or_else(|| format!("{key} holds something that is no text"))
}

/// A value for a message.
fn shown(value: &Value) -> String {
    cut(&value.to_string())
}

/// A text for a message; 160 characters tell one snippet from another.
fn cut(text: &str) -> String {
    let mut cut: String = text.chars().take(160).collect();
    if cut.len() < text.len() {
        cut.push('…');
    }
    format!("`{cut}`")
}

/// A snippet with 40 characters on either side, enough to recognise the place.
fn around(text: &str, snippet: &str) -> String {
    let (before, after) = text.split_once(snippet).unwrap_or_default();
    let skip = before.chars().count().saturating_sub(40);
    let (before, after): (String, String) = (before.chars().skip(skip).collect(), after.chars().take(40).collect());
    cut(&format!("{before}{snippet}{after}"))
}
