//! Decides how what an input says of itself comes back in its output: its id, its address and fields that are carried through.
//! They stay text, as they came: the values of a line can take dozens of times its memory once they are read. For `work`.

use dechrome::options::Known;

use super::message;

/// What of an input comes back in its output.
#[derive(Debug, Default, Clone)]
pub struct Label {
    /// The id, of whatever type it is.
    pub id: Option<Id>,
    /// The page's address.
    pub url: Option<String>,
    /// The date of an archive's record.
    pub date: Option<String>,
    /// What the head of a mail says of its text.
    pub known: Known,
    /// Further fields of the output.
    pub fields: Fields,
}

/// What an input is called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Id {
    /// Text.
    Text(String),
    /// Anything else, as JSON.
    Json(String),
}

impl Id {
    /// The id where only text will do.
    pub fn text(&self) -> &str {
        match self {
            Id::Text(text) | Id::Json(text) => text,
        }
    }

    fn json(&self) -> String {
        match self {
            Id::Text(text) => quoted(text),
            Id::Json(json) => json.clone(),
        }
    }
}

/// Fields of JSON, as text: a line each, with a tab between name and value. JSON of ours holds neither.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Fields(String);

impl Fields {
    /// Adds a field whose value is JSON.
    pub fn add(&mut self, name: &str, json: &str) {
        self.0.push_str(&quoted(name));
        self.0.push('\t');
        self.0.push_str(&tame(json));
        self.0.push('\n');
    }

    /// Whether there is none.
    #[cfg(any(test, feature = "parquet"))]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Memory that they take.
    #[cfg(feature = "parquet")]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// All of them as one object.
    #[cfg(feature = "parquet")]
    pub fn object(&self) -> String {
        let mut json = String::with_capacity(self.0.len() + 2);
        let mut before = '{';
        for (name, value) in self.pairs() {
            json.push(before);
            json.push_str(name);
            json.push(':');
            json.push_str(value);
            before = ',';
        }
        json.push('}');
        json
    }

    fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.lines().filter_map(|line| line.split_once('\t'))
    }
}

impl Label {
    /// The id where only text will do.
    pub fn id_text(&self) -> Option<String> {
        self.id.as_ref().map(|id| id.text().to_owned())
    }

    /// The article's JSON with the id and the further fields in it.
    pub fn stamp(&self, mut json: String, pretty: bool) -> String {
        // Text is in the article already.
        if let Some(Id::Json(id)) = &self.id {
            // It is the first key that can be null, so nothing of the page can stand before it.
            let (null, key) = if pretty { ("\"id\": null", "\"id\": ") } else { ("\"id\":null", "\"id\":") };
            json = json.replacen(null, &format!("{key}{id}"), 1);
        }
        if let Some(date) = &self.date {
            append(&mut json, "warc_date", &quoted(date), pretty);
        }
        join(&mut json, self.fields.pairs(), pretty);
        json
    }

    /// The line of a record that failed.
    pub fn failure(&self, reason: &str) -> String {
        let or_null = |text: Option<String>| text.unwrap_or_else(|| "null".to_owned());
        let id = or_null(self.id.as_ref().map(Id::json));
        let url = or_null(self.url.as_deref().map(quoted));
        let json = format!("{{\"id\":{id},\"url\":{url},\"error\":{}}}", quoted(reason));
        Label { id: None, ..self.clone() }.stamp(json, false)
    }
}

/// Adds a key at the end of a JSON object; the value is JSON.
pub fn append(json: &mut String, name: &str, value: &str, pretty: bool) {
    join(json, std::iter::once((quoted(name).as_str(), value)), pretty);
}

/// Adds pairs of a quoted name and a value at the end of a JSON object.
fn join<'a>(json: &mut String, pairs: impl Iterator<Item = (&'a str, &'a str)>, pretty: bool) {
    let Some(open) = json.trim_end().strip_suffix('}').map(|open| open.trim_end().len()) else {
        return;
    };
    json.truncate(open);
    let (before, colon, end) = if pretty { (",\n  ", ": ", "\n}") } else { (",", ":", "}") };
    for (name, value) in pairs {
        for part in [before, name, colon, value] {
            json.push_str(part);
        }
    }
    json.push_str(end);
}

/// A text as JSON in which nothing is left that a terminal or a reader of lines would obey.
pub fn quoted(text: &str) -> String {
    message::one_line(&serde_json::Value::from(text).to_string()).into_owned()
}

/// The same of JSON. Between values white space is left out; inside of strings JSON allows no line break.
pub fn tame(json: &str) -> String {
    let mut tight = String::with_capacity(json.len());
    let (mut inside, mut escaped) = (false, false);
    for letter in json.chars() {
        let between = !inside && letter.is_ascii_whitespace();
        if !between {
            tight.push(letter);
        }
        inside ^= letter == '"' && !escaped;
        escaped = inside && letter == '\\' && !escaped;
    }
    match message::one_line(&tight) {
        std::borrow::Cow::Borrowed(_) => tight,
        std::borrow::Cow::Owned(tamed) => tamed,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_is_told_in_one_line_and_stays_the_same() {
        let json = "{ \"a \\\"b\\\\\" :\t[1 , \"\u{9b} \u{2028}\"],\r\"c\": null }";
        let tamed = tame(json);
        assert_eq!(tamed, "{\"a \\\"b\\\\\":[1,\"\\u009b \\u2028\"],\"c\":null}");
        let value = |json: &str| serde_json::from_str::<serde_json::Value>(json).unwrap();
        assert_eq!(value(&tamed), value(json));
    }

    #[test]
    fn fields_come_at_the_end_in_either_form() {
        let mut label = Label { date: Some("2026-01-02".to_owned()), ..Label::default() };
        label.fields.add("a:\t\"b\"", "[1, 2]");
        let end = r#","warc_date":"2026-01-02","a:\t\"b\"":[1,2]}"#;
        assert_eq!(label.stamp("{\"x\":1}".to_owned(), false), format!("{{\"x\":1{end}"));
        let pretty = label.stamp("{\n  \"x\": 1\n}".to_owned(), true);
        assert_eq!(pretty, "{\n  \"x\": 1,\n  \"warc_date\": \"2026-01-02\",\n  \"a:\\t\\\"b\\\"\": [1,2]\n}");
        assert_eq!(label.failure("bad"), format!("{{\"id\":null,\"url\":null,\"error\":\"bad\"{end}"));
    }
}
