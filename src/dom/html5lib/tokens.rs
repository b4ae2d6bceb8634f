//! Our tokenizer against html5lib's tests of tokenizing.

use std::env;

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{
    CharacterTokens, DoctypeToken, EndTag, NullCharacterToken, StartTag, TagToken, Token, TokenSink, TokenSinkResult,
};
use html5ever::{Attribute, LocalName};
use serde_json::Value;

use super::super::tokenizer::{self, Receive};
use super::files;

/// Tokens as the tests write them.
#[derive(Default)]
struct Recorder {
    tokens: std::cell::RefCell<Vec<Value>>,
}

impl Recorder {
    fn text(&self, text: &str) {
        let mut tokens = self.tokens.borrow_mut();
        if let Some(Value::Array(last)) = tokens.last_mut()
            && last.first().is_some_and(|kind| kind == "Character")
            && let Some(Value::String(before)) = last.get_mut(1)
        {
            before.push_str(text);
            return;
        }
        tokens.push(serde_json::json!(["Character", text]));
    }
}

impl TokenSink for Recorder {
    type Handle = ();

    fn process_token(&self, token: Token, _: u64) -> TokenSinkResult<()> {
        match token {
            CharacterTokens(text) => self.text(&text),
            NullCharacterToken => self.text("\0"),
            TagToken(tag) if tag.kind == StartTag => {
                let attributes: serde_json::Map<String, Value> = tag
                    .attrs
                    .iter()
                    .map(|attribute| (attribute.name.local.to_string(), Value::from(&*attribute.value)))
                    .collect();
                let mut token = vec![Value::from("StartTag"), Value::from(&*tag.name), Value::Object(attributes)];
                if tag.self_closing {
                    token.push(Value::from(true));
                }
                self.tokens.borrow_mut().push(Value::Array(token));
            }
            TagToken(tag) if tag.kind == EndTag => {
                self.tokens.borrow_mut().push(serde_json::json!(["EndTag", &*tag.name]));
            }
            DoctypeToken(doctype) => {
                let part = |part: &Option<StrTendril>| part.as_deref().map(str::to_owned);
                self.tokens.borrow_mut().push(serde_json::json!([
                    "DOCTYPE",
                    part(&doctype.name),
                    part(&doctype.public_id),
                    part(&doctype.system_id),
                    !doctype.force_quirks
                ]));
            }
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

impl Receive for Recorder {
    fn drops(&self, _: &str) -> bool {
        false
    }
    fn keep(&self, _: u8, _: &str) {}
    fn bundle(&self, _: &LocalName) -> Option<Attribute> {
        None
    }
}

/// Reads the escapes of a test that is escaped twice; none where it names half a surrogate pair, which text cannot hold.
fn unescaped(text: &str) -> Option<String> {
    serde_json::from_str(&format!("\"{}\"", text.replace('"', "\\\"").replace('\n', "\\n").replace('\r', "\\r"))).ok()
}

/// The expected tokens without comments and errors, with text in one piece.
fn expected_tokens(output: &[Value], twice: bool) -> Option<Vec<Value>> {
    let recorder = Recorder::default();
    for token in output {
        let kind = token.get(0).and_then(Value::as_str);
        match kind {
            None | Some("Comment") => {}
            Some("Character") => {
                let text = token.get(1)?.as_str()?;
                recorder.text(&if twice { unescaped(text)? } else { text.to_owned() });
            }
            Some(_) => recorder.tokens.borrow_mut().push(token.clone()),
        }
    }
    Some(recorder.tokens.into_inner())
}

#[test]
#[ignore = "needs the tests of html5lib: make test-html5lib"]
fn tokens_are_those_of_the_tests() {
    let (mut right, mut runs, mut left_out) = (0, 0, 0);
    for (path, file) in files("tokenizer", "test") {
        let file: Value = serde_json::from_str(&file).expect("a test file is JSON");
        for test in file.get("tests").and_then(Value::as_array).into_iter().flatten() {
            let twice = test.get("doubleEscaped").and_then(Value::as_bool).unwrap_or(false);
            let input = test.get("input").and_then(Value::as_str).expect("an input");
            let output = test.get("output").and_then(Value::as_array).expect("an output");
            let input = if twice { unescaped(input) } else { Some(input.to_owned()) };
            // The other states are entered by the tree builder alone.
            let data = test.get("initialStates").and_then(Value::as_array).is_none_or(|states| {
                states.iter().any(|state| state.as_str().is_some_and(|state| state.eq_ignore_ascii_case("data state")))
            });
            let (Some(input), Some(expected)) = (input.filter(|_| data), expected_tokens(output, twice)) else {
                left_out += 1;
                continue;
            };
            let recorder = Recorder::default();
            let options = tokenizer::Options { all_attributes: true, attributes: 1024, until: None };
            tokenizer::tokenize(&input, options, &recorder);
            let found = recorder.tokens.into_inner();
            runs += 1;
            if found == expected {
                right += 1;
            } else if env::var_os("HTML5LIB_SHOW").is_some() {
                println!("{path} {input:?}\n  found    {found:?}\n  expected {expected:?}");
            }
        }
    }
    println!("tokens: {right} of {runs} right, {left_out} left out");
    // One begins with a byte order mark, which the tests take for text and we for the mark.
    assert_eq!(runs - right, 1);
}
