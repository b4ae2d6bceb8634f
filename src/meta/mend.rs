//! Decides how a JSON-LD script is read when it is not quite JSON: wrapped in comments, escaped as HTML, with control
//! characters or trailing commas, or cut short. For the reader of JSON-LD; linear, and never recursive.

use serde_json::Value;

use super::clean;

/// Documents that one script may hold one after the other.
const MOST_DOCUMENTS: usize = 50;

/// The documents of all scripts that can be read.
pub(crate) fn parse(scripts: impl IntoIterator<Item: AsRef<str>>) -> Vec<Value> {
    let mut roots = Vec::new();
    for script in scripts {
        let bare = unwrap(script.as_ref());
        match serde_json::from_str(bare) {
            Ok(value) => roots.push(value),
            Err(_) => {
                let plain = if bare.trim_start_matches(['[', '{', ' ', '\n', '\t', '\r']).starts_with("&quot;") {
                    clean::unescape(bare)
                } else {
                    bare.into()
                };
                let mended = mend(&plain);
                let documents = serde_json::Deserializer::from_str(&mended).into_iter::<Value>();
                roots.extend(documents.take(MOST_DOCUMENTS).map_while(Result::ok));
            }
        }
    }
    roots
}

/// A script without the comment or CDATA marks around it.
fn unwrap(script: &str) -> &str {
    let mut text = script.trim();
    for mark in ["<!--", "//<![CDATA[", "// <![CDATA[", "/*<![CDATA[*/", "/* <![CDATA[ */", "<![CDATA[", "\u{FEFF}"] {
        text = text.strip_prefix(mark).unwrap_or(text).trim_start();
    }
    for mark in ["-->", "//]]>", "// ]]>", "/*]]>*/", "/* ]]> */", "]]>", "//", ";"] {
        text = text.strip_suffix(mark).unwrap_or(text).trim_end();
    }
    text
}

/// Mends what can be mended in one pass.
fn mend(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    let mut closers: Vec<char> = Vec::new();
    let mut inside = false;
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        if inside {
            match character {
                '"' => {
                    inside = false;
                    out.push('"');
                }
                '\\' => mend_escape(&mut characters, &mut out),
                '\n' | '\r' | '\t' => out.push(' '),
                character if character.is_control() => {}
                character => out.push(character),
            }
            continue;
        }
        match character {
            '"' => {
                inside = true;
                out.push('"');
            }
            '{' | '[' => {
                closers.push(if character == '{' { '}' } else { ']' });
                out.push(character);
            }
            '}' | ']' => {
                drop_comma(&mut out);
                closers.pop();
                out.push(character);
            }
            ';' => {}
            character if character.is_control() || character == '\u{A0}' => out.push(' '),
            character => out.push(character),
        }
    }
    if inside {
        out.push('"');
    }
    if !closers.is_empty() {
        drop_comma(&mut out);
        out.extend(closers.iter().rev());
    }
    out
}

fn mend_escape(characters: &mut std::iter::Peekable<std::str::Chars<'_>>, out: &mut String) {
    match characters.next() {
        Some(escaped @ ('"' | '\\' | '/' | 'b' | 'f' | 'n' | 'r' | 't' | 'u')) => {
            out.push('\\');
            out.push(escaped);
        }
        Some(other) if !other.is_control() => out.push(other),
        _ => {}
    }
}

/// Takes a comma away that nothing follows.
fn drop_comma(out: &mut String) {
    let kept = out.trim_end().len();
    if out.get(..kept).is_some_and(|text| text.ends_with(',')) {
        let text = out.get(..kept - 1).unwrap_or_default().len();
        while out.len() > text {
            out.pop();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn one(script: &str) -> Value {
        parse(&[script.to_owned()]).into_iter().next().unwrap_or_default()
    }

    #[test]
    fn slightly_broken_scripts_are_mended() {
        let good = json!({"a": "b c", "d": [1]});
        for script in [
            "{\"a\":\"b c\",\"d\":[1]}",
            "<!-- {\"a\":\"b c\",\"d\":[1]} -->",
            "//<![CDATA[\n{\"a\":\"b c\",\"d\":[1]}\n//]]>",
            "{\"a\":\"b\nc\",\"d\":[1,],}",
            "{\"a\":\"b\\ c\",\"d\":[1]};",
            "{&quot;a&quot;:&quot;b c&quot;,&quot;d&quot;:[1]}",
            "{\"a\":\"b c\",\"d\":[1",
        ] {
            assert_eq!(one(script), good, "{script}");
        }
    }

    #[test]
    fn hopeless_and_hostile_scripts_are_skipped_alone() {
        let deep = "[".repeat(100_000);
        let roots = parse(&[deep, "nonsense".to_owned(), "{\"a\":1}{\"b\":2}".to_owned()]);
        assert_eq!(roots, [json!({"a": 1}), json!({"b": 2})]);
    }
}
