//! Decides what a record of JSON Lines asks for, and how its own fields come back in the output. For `work`.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap};
use std::fmt;
use std::sync::OnceLock;

use base64::Engine;
use base64::alphabet;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use serde::de::{Deserialize, DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::Map;
use serde_json::value::RawValue;

use super::input;
use super::label::{self, Fields, Id, Label};

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

    /// Lets it go, now that everything has been read.
    pub fn give_back(self) {
        if let Body::Bytes(bytes) = self {
            input::give_back(bytes);
        }
    }
}

/// Reads a line. With `carry`, fields that are not understood are kept for the output.
pub fn read(line: &[u8], carry: bool) -> Record {
    let line = line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(line).trim_ascii();
    let bad = |reason: String| Record { label: Label::default(), encoding: None, body: Err(reason) };
    if line.is_empty() {
        return bad("the line is empty".to_owned());
    }
    let mut json = serde_json::Deserializer::from_slice(line);
    let found = Reading { carry }.deserialize(&mut json).and_then(|found| json.end().map(|()| found));
    let Found { id, url, encoding, html, encoded, text, others } = match found {
        Ok(found) => found,
        Err(error) if error.is_data() => return bad("is no JSON object".to_owned()),
        Err(error) => return bad(format!("is not JSON: {error}")),
    };
    let (id, fields) = match known_as(id).and_then(|id| Ok((id, carried(others)?))) {
        Ok(both) => both,
        Err(error) => return bad(format!("is not JSON: {error}")),
    };
    let body = body(html, encoded, text);
    let (url, body) = match url {
        Text::Some(url) => (Some(url), body),
        Text::None => (None, body),
        Text::Other => (None, Err("'url' is not text".to_owned())),
    };
    let encoding = if let Text::Some(encoding) = encoding { Some(encoding) } else { None };
    Record { label: Label { id, url, fields, ..Label::default() }, encoding, body }
}

/// What of a line is wanted.
#[derive(Default)]
struct Found<'de> {
    id: Option<&'de RawValue>,
    url: Text,
    encoding: Text,
    html: Text,
    encoded: Text,
    text: Text,
    others: Vec<(String, &'de RawValue)>,
}

/// A field that should be text.
#[derive(Default)]
enum Text {
    Some(String),
    /// It is not there, or null, which means the same.
    #[default]
    None,
    /// Something else, which nobody wants and which would take dozens of times its line's memory.
    Other,
}

/// Reads the fields of an object that are understood, and with `carry` all others.
struct Reading {
    carry: bool,
}

impl<'de> DeserializeSeed<'de> for Reading {
    type Value = Found<'de>;

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<Self::Value, D::Error> {
        json.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Reading {
    type Value = Found<'de>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a JSON object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<Self::Value, A::Error> {
        let mut found = Found::default();
        while let Some(name) = object.next_key::<String>()? {
            match name.as_str() {
                "id" => found.id = Some(object.next_value()?),
                "url" => found.url = object.next_value()?,
                "encoding" => found.encoding = object.next_value()?,
                "html" => found.html = object.next_value()?,
                "html_base64" => found.encoded = object.next_value()?,
                "text" => found.text = object.next_value()?,
                _ if self.carry => found.others.push((name, object.next_value()?)),
                _ => drop(object.next_value::<IgnoredAny>()?),
            }
        }
        Ok(found)
    }
}

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(json: D) -> Result<Text, D::Error> {
        json.deserialize_any(AsText)
    }
}

struct AsText;

impl<'de> Visitor<'de> for AsText {
    type Value = Text;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a value")
    }
    fn visit_str<E>(self, text: &str) -> Result<Text, E> {
        Ok(Text::Some(text.to_owned()))
    }
    fn visit_unit<E>(self) -> Result<Text, E> {
        Ok(Text::None)
    }
    fn visit_bool<E>(self, _: bool) -> Result<Text, E> {
        Ok(Text::Other)
    }
    fn visit_i64<E>(self, _: i64) -> Result<Text, E> {
        Ok(Text::Other)
    }
    fn visit_u64<E>(self, _: u64) -> Result<Text, E> {
        Ok(Text::Other)
    }
    fn visit_f64<E>(self, _: f64) -> Result<Text, E> {
        Ok(Text::Other)
    }
    fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<Text, A::Error> {
        IgnoredAny.visit_seq(list).map(|_| Text::Other)
    }
    fn visit_map<A: MapAccess<'de>>(self, object: A) -> Result<Text, A::Error> {
        IgnoredAny.visit_map(object).map(|_| Text::Other)
    }
}

/// A value that is sound all through. One that is passed over as text may be deeper than any reader goes, and its strings may
/// hold half of a character.
struct Sound;

impl<'de> Deserialize<'de> for Sound {
    fn deserialize<D: Deserializer<'de>>(json: D) -> Result<Sound, D::Error> {
        json.deserialize_any(Sound)
    }
}

impl<'de> Visitor<'de> for Sound {
    type Value = Sound;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a value")
    }
    fn visit_str<E>(self, _: &str) -> Result<Sound, E> {
        Ok(Sound)
    }
    fn visit_unit<E>(self) -> Result<Sound, E> {
        Ok(Sound)
    }
    fn visit_bool<E>(self, _: bool) -> Result<Sound, E> {
        Ok(Sound)
    }
    fn visit_i64<E>(self, _: i64) -> Result<Sound, E> {
        Ok(Sound)
    }
    fn visit_u64<E>(self, _: u64) -> Result<Sound, E> {
        Ok(Sound)
    }
    fn visit_f64<E>(self, _: f64) -> Result<Sound, E> {
        Ok(Sound)
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Sound, A::Error> {
        while list.next_element::<Sound>()?.is_some() {}
        Ok(Sound)
    }
    fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<Sound, A::Error> {
        while object.next_entry::<Sound, Sound>()?.is_some() {}
        Ok(Sound)
    }
}

/// The id. One that is null is none.
fn known_as(id: Option<&RawValue>) -> serde_json::Result<Option<Id>> {
    let Some(json) = id.map(RawValue::get).filter(|json| *json != "null") else { return Ok(None) };
    if json.starts_with('"') {
        return serde_json::from_str(json).map(|text| Some(Id::Text(text)));
    }
    serde_json::from_str::<Sound>(json)?;
    Ok(Some(Id::Json(label::tame(json))))
}

/// The fields that are carried through. They must not stand beside an article's key of the same name: those are given
/// another. Of two fields of one name the last counts.
fn carried(others: Vec<(String, &RawValue)>) -> serde_json::Result<Fields> {
    let mut fields = Fields::default();
    let mut last: HashMap<&str, usize> = HashMap::new();
    last.extend(others.iter().enumerate().map(|(at, (name, _))| (name.as_str(), at)));
    for (at, (name, value)) in others.iter().enumerate() {
        serde_json::from_str::<Sound>(value.get())?;
        if last.get(name.as_str()) == Some(&at) {
            let taken = keys().contains(name);
            let name = if taken { Cow::Owned(format!("input_{name}")) } else { Cow::Borrowed(name.as_str()) };
            fields.add(&name, value.get());
        }
    }
    Ok(fields)
}

fn body(html: Text, encoded: Text, text: Text) -> Result<Body, String> {
    match (html, encoded, text) {
        (Text::Some(html), ..) => Ok(Body::Html(html)),
        (Text::Other, ..) => Err("'html' is not text".to_owned()),
        (Text::None, Text::Some(encoded), _) => BASE64
            .decode(encoded.trim_ascii())
            .map(Body::Bytes)
            .map_err(|error| format!("'html_base64' is no Base64: {error}")),
        (Text::None, Text::Other, _) => Err("'html_base64' is not text".to_owned()),
        (Text::None, Text::None, Text::Some(text)) => Ok(Body::Text(text)),
        (Text::None, Text::None, Text::Other) => Err("'text' is not text".to_owned()),
        (Text::None, Text::None, Text::None) => Err("has neither 'html' nor 'html_base64' nor 'text'".to_owned()),
    }
}

/// Writers differ on whether Base64 is padded; both are read.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &alphabet::STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// The keys that an output of ours can have.
fn keys() -> &'static BTreeSet<String> {
    static KEYS: OnceLock<BTreeSet<String>> = OnceLock::new();
    KEYS.get_or_init(|| {
        let article = serde_json::to_value(dechrome::extract("")).unwrap_or_default();
        let keys = article.as_object().into_iter().flat_map(Map::keys).cloned();
        keys.chain(["explain", "explain_page", "error", "duplicate_of", "warc_date"].map(str::to_owned)).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    use serde_json::Value;

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
    fn what_is_carried_is_sound_and_stays_as_it_came() {
        let with = |value: &str| read(format!("{{\"html\":\"\",\"x\":{value},\"x\":{value}}}").as_bytes(), true);
        let deep = format!("{}{}", "[".repeat(200), "]".repeat(200));
        for bad in ["\"\\ud800\"", "{\"\\ud800\":1}", deep.as_str(), "01", "\"\u{9}\""] {
            assert!(with(bad).body.is_err(), "{bad}");
            assert!(read(format!("{{\"html\":\"\",\"id\":{bad}}}").as_bytes(), false).body.is_err(), "{bad}");
        }
        for good in ["123456789012345678901234567890", "0.10", "{\"a\":[]}", "true", "null"] {
            assert_eq!(with(good).label.stamp("{\"y\":1}".to_owned(), false), format!("{{\"y\":1,\"x\":{good}}}"));
        }
    }

    #[test]
    fn unknown_fields_stay_behind_unless_asked_for() {
        assert!(read(br#"{"html":"","label":"a"}"#, false).label.fields.is_empty());
    }
}
