//! Decides what a record of JSON Lines asks for, and how its own fields come back in the output. For `work`.

use std::collections::BTreeSet;
use std::fmt;
use std::sync::OnceLock;

use base64::Engine;
use base64::alphabet;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, Visitor};
use serde_json::{Map, Value};

use super::message;

/// A record.
#[derive(Debug)]
pub struct Record {
    /// What is echoed: the id, the address, fields to carry.
    pub label: Label,
    /// The name of the page's encoding, if the record gives one.
    pub encoding: Option<String>,
    /// The page, or why there is none.
    pub body: Result<Body, String>,
}

/// What a record holds.
#[derive(Debug, PartialEq, Eq)]
pub enum Body {
    /// A page as text.
    Html(String),
    /// A page as it was sent.
    Bytes(Vec<u8>),
    /// Text that another extractor left behind.
    Text(String),
}

impl Body {
    /// Its size in bytes.
    pub fn len(&self) -> usize {
        match self {
            Body::Html(text) | Body::Text(text) => text.len(),
            Body::Bytes(bytes) => bytes.len(),
        }
    }
}

/// What of an input comes back in its output.
#[derive(Debug, Default, Clone)]
pub struct Label {
    /// The id, of whatever type it is.
    pub id: Option<Value>,
    /// The page's address.
    pub url: Option<String>,
    /// Further fields of the output.
    pub fields: Map<String, Value>,
}

/// Reads a line. With `carry`, fields that are not understood are kept for the output.
pub fn read(line: &[u8], carry: bool) -> Record {
    let line = line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(line).trim_ascii();
    let bad = |reason: String| Record { label: Label::default(), encoding: None, body: Err(reason) };
    if line.is_empty() {
        return bad("the line is empty".to_owned());
    }
    let mut json = serde_json::Deserializer::from_slice(line);
    let fields = Fields { carry }.deserialize(&mut json).and_then(|fields| json.end().map(|()| fields));
    let mut fields: Map<String, Value> = match fields {
        Ok(fields) => fields,
        Err(error) if error.is_data() => return bad("is no JSON object".to_owned()),
        Err(error) => return bad(format!("is not JSON: {error}")),
    };
    // A field that is null is one that is not there.
    let mut take = |name: &str| fields.shift_remove(name).filter(|value| !value.is_null());
    let id = take("id");
    let (url, encoding) = (take("url"), take("encoding"));
    let (html, encoded, text) = (take("html"), take("html_base64"), take("text"));
    let body = body(html, encoded, text);
    let (url, body) = match url {
        Some(Value::String(url)) => (Some(url), body),
        None => (None, body),
        Some(_) => (None, Err("'url' is not text".to_owned())),
    };
    let carried = if carry { fields } else { Map::new() };
    let encoding = encoding.and_then(|value| value.as_str().map(str::to_owned));
    Record { label: Label { id, url, fields: renamed(carried) }, encoding, body }
}

/// The fields that are understood.
const KNOWN: [&str; 6] = ["id", "url", "encoding", "html", "html_base64", "text"];

/// Reads the fields of an object that are understood, and with `carry` all others. Values that nobody wants can take dozens
/// of times the memory of their line.
struct Fields {
    carry: bool,
}

impl<'de> DeserializeSeed<'de> for Fields {
    type Value = Map<String, Value>;

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<Self::Value, D::Error> {
        json.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Fields {
    type Value = Map<String, Value>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a JSON object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<Self::Value, A::Error> {
        let mut fields = Map::new();
        while let Some(name) = object.next_key::<String>()? {
            if self.carry || KNOWN.contains(&name.as_str()) {
                fields.insert(name, object.next_value()?);
            } else {
                object.next_value::<IgnoredAny>()?;
            }
        }
        Ok(fields)
    }
}

fn body(html: Option<Value>, encoded: Option<Value>, text: Option<Value>) -> Result<Body, String> {
    match (html, encoded, text) {
        (Some(Value::String(html)), ..) => Ok(Body::Html(html)),
        (Some(_), ..) => Err("'html' is not text".to_owned()),
        (None, Some(Value::String(encoded)), _) => BASE64
            .decode(encoded.trim_ascii())
            .map(Body::Bytes)
            .map_err(|error| format!("'html_base64' is no Base64: {error}")),
        (None, Some(_), _) => Err("'html_base64' is not text".to_owned()),
        (None, None, Some(Value::String(text))) => Ok(Body::Text(text)),
        (None, None, Some(_)) => Err("'text' is not text".to_owned()),
        (None, None, None) => Err("has neither 'html' nor 'html_base64' nor 'text'".to_owned()),
    }
}

/// Writers differ on whether Base64 is padded; both are read.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &alphabet::STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// Carried fields must not stand beside an article's key of the same name: those are given another.
fn renamed(fields: Map<String, Value>) -> Map<String, Value> {
    let taken = |name: &str| keys().contains(name);
    fields.into_iter().map(|(name, value)| (if taken(&name) { format!("input_{name}") } else { name }, value)).collect()
}

/// The keys that an output of ours can have.
fn keys() -> &'static BTreeSet<String> {
    static KEYS: OnceLock<BTreeSet<String>> = OnceLock::new();
    KEYS.get_or_init(|| {
        let article = serde_json::to_value(dechrome::extract("")).unwrap_or_default();
        let keys = article.as_object().into_iter().flat_map(Map::keys).cloned();
        keys.chain(["explain", "explain_page", "error", "duplicate_of", "warc_date"].map(str::to_owned)).collect()
    })
}

impl Label {
    /// The id where only text will do.
    pub fn id_text(&self) -> Option<String> {
        self.id.as_ref().map(|id| id.as_str().map_or_else(|| id.to_string(), str::to_owned))
    }

    /// The article's JSON with the id and the further fields in it.
    pub fn stamp(&self, mut json: String, pretty: bool) -> String {
        // Text is in the article already.
        if let Some(id) = self.id.as_ref().filter(|id| !id.is_string()) {
            // It is the first key that can be null, so nothing of the page can stand before it.
            let (null, key) = if pretty { ("\"id\": null", "\"id\": ") } else { ("\"id\":null", "\"id\":") };
            json = json.replacen(null, &format!("{key}{}", shown(id)), 1);
        }
        for (name, value) in &self.fields {
            append(&mut json, name, value, pretty);
        }
        json
    }

    /// The line of a record that failed.
    pub fn failure(&self, reason: &str) -> String {
        let mut fields = Map::new();
        fields.insert("id".to_owned(), self.id.clone().unwrap_or_default());
        fields.insert("url".to_owned(), self.url.clone().map(Value::from).unwrap_or_default());
        fields.insert("error".to_owned(), reason.into());
        fields.extend(self.fields.clone());
        shown(&Value::Object(fields))
    }
}

/// Adds a key at the end of a JSON object.
pub fn append(json: &mut String, name: &str, value: &Value, pretty: bool) {
    let Some(open) = json.trim_end().strip_suffix('}').map(|open| open.trim_end().len()) else {
        return;
    };
    json.truncate(open);
    let (before, colon, end) = if pretty { (",\n  ", ": ", "\n}") } else { (",", ":", "}") };
    json.push_str(&format!("{before}{}{colon}{}{end}", shown(&name.into()), shown(value)));
}

/// JSON in which nothing is left that a terminal or a reader of lines would obey.
fn shown(value: &Value) -> String {
    message::one_line(&value.to_string()).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn label(line: &str) -> Label {
        read(line.as_bytes(), true).label
    }

    #[test]
    fn a_record_holds_a_page_or_text() {
        let body = |line: &str| read(line.as_bytes(), false).body;
        assert_eq!(body(r#"{"html":"<p>a","text":"b"}"#), Ok(Body::Html("<p>a".to_owned())));
        assert_eq!(body(r#"{"html":null,"text":"b"}"#), Ok(Body::Text("b".to_owned())));
        assert_eq!(body("\u{feff}{\"html_base64\":\"PHA+YQ==\"}\r\n"), Ok(Body::Bytes(b"<p>a".to_vec())));
        assert_eq!(body(r#"{"html_base64":"PHA+YQ"}"#), Ok(Body::Bytes(b"<p>a".to_vec())));
        for bad in ["", " \n", "{", "[]", "null", "{}", r#"{"html":1}"#, r#"{"html_base64":"?"}"#, r#"{"text":[]}"#] {
            assert!(body(bad).is_err(), "{bad}");
        }
        assert!(read(b"{\"html\":\"\xff\"}", false).body.is_err());
        assert!(body(&"[".repeat(100_000)).is_err());
        assert!(body(&format!("{{\"text\":\"b\",\"x\":{}", "[".repeat(100_000))).is_err());
        assert!(body("{\"text\":\"b\"} x").is_err());
        let reason = |line: &str| body(line).unwrap_err();
        assert_eq!((reason("[1]").as_str(), reason("7").as_str()), ("is no JSON object", "is no JSON object"));
        assert!(reason("{\"text\":").starts_with("is not JSON"));
    }

    #[test]
    fn a_bad_record_is_known_by_its_id() {
        let failure = label(r#"{"id":7,"url":"https://example.org/","x":1}"#).failure("bad");
        assert_eq!(failure, r#"{"id":7,"url":"https://example.org/","error":"bad","x":1}"#);
    }

    #[test]
    fn ids_and_fields_come_back_as_they_were() {
        let label = label(r#"{"id":7,"html":"","label":"a\u009b","title":"T"}"#);
        let article = r#"{"schema_version":1,"id":null,"text":"\"id\":null"}"#.to_owned();
        let expected = r#"{"schema_version":1,"id":7,"text":"\"id\":null","label":"a\u009b","input_title":"T"}"#;
        assert_eq!(label.stamp(article, false), expected);
        assert_eq!(label.id_text().as_deref(), Some("7"));
        let pretty = "{\n  \"id\": null\n}".to_owned();
        assert!(serde_json::from_str::<Value>(&label.stamp(pretty, true)).is_ok());
    }

    #[test]
    fn unknown_fields_stay_behind_unless_asked_for() {
        assert!(read(br#"{"html":"","label":"a"}"#, false).label.fields.is_empty());
    }
}
