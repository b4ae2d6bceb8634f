//! Decides which data an ordinary script holds: objects and lists that it assigns or hands to a call, with sentences or
//! markup in their strings. For the guard, which lets only such scripts pass, and for the search for unseen content.

use memchr::{memchr2, memchr3, memmem};

use crate::words;

/// The literals of a script that may hold a body of so many bytes, each with the name in front of it.
pub fn literals(script: &str, least: usize) -> impl Iterator<Item = &str> {
    let bytes = if script.len() < SHORTEST || !holds_text(script) { &[] } else { script.as_bytes() };
    let mut from = 0;
    std::iter::from_fn(move || {
        while let Some(found) = memchr2(b'{', b'[', bytes.get(from..).unwrap_or_default()) {
            let open = from + found;
            from = open + 1;
            let Some(name) = name_before(bytes, open) else { continue };
            let literal = read(bytes, open);
            from = literal.end;
            if literal.is_whole && literal.end - open >= SHORTEST && literal.prose >= least.max(LEAST_PROSE) {
                return script.get(name..literal.end);
            }
        }
        None
    })
}

/// Whether a script holds what ends sentences and elements in strings, which is found much faster than the strings are: the
/// look at scripts takes a quarter of a hundredth of an extraction with it. Of 1,896 gold pages 135 have such literals.
fn holds_text(script: &str) -> bool {
    let mut met = 0;
    MARKS.iter().any(|mark| {
        met += memmem::find_iter(script.as_bytes(), mark).take(LEAST_MARKS - met).count();
        met >= LEAST_MARKS
    })
}

/// What stands at the end of sentences and elements, escaped or not.
const MARKS: [&str; 5] = [". ", "<\\/", "</", "\\u003", "。"];
/// How many of them a body has.
const LEAST_MARKS: usize = 3;

/// Bytes of a literal that may hold a body: shorter ones are settings and teasers.
const SHORTEST: usize = 2 << 10;
/// Bytes of a string that may be a sentence or markup, and of all such strings of a literal: less than the forty words that
/// the shortest body has.
const LONG: usize = 100;
const LEAST_PROSE: usize = 200;
/// Spaces, letters beyond ASCII and escapes in the first bytes of a string that reads like text: addresses and encoded data
/// have none.
const LEAST_APART: usize = 3;
/// Bytes looked at in front of a literal for the name that it is assigned to.
const LONGEST_NAME: usize = 80;

/// Where the name begins that a literal is assigned to or handed to; none if it is neither.
fn name_before(bytes: &[u8], open: usize) -> Option<usize> {
    let before = bytes.get(open.saturating_sub(LONGEST_NAME)..open)?;
    let trimmed = before.trim_ascii_end();
    let (sign, left) = trimmed.split_last()?;
    let left = left.trim_ascii_end();
    // `a == {` compares and `=> {` begins code; so does `) {`, which is no sign here.
    let is_assigned = *sign == b'=' && !matches!(left.last(), Some(b'=' | b'!' | b'<' | b'>'));
    if !is_assigned && *sign != b'(' {
        return None;
    }
    let length = left.iter().rev().take_while(|byte| words::is_in_name(**byte) || **byte == b'.').count();
    let start = open - before.len() + left.len() - length;
    // A name that begins before what is looked at is cut where a character begins.
    (start..=open).find(|at| bytes.get(*at).is_none_or(|byte| byte & 0xC0 != 0x80))
}

/// What was read of a literal.
struct Literal {
    /// Where it ends, or where it turned out to be code.
    end: usize,
    is_whole: bool,
    /// Bytes of its strings that read like text.
    prose: usize,
}

/// Reads a literal from its first bracket on. Operators, calls and statements make it code.
fn read(bytes: &[u8], open: usize) -> Literal {
    let mut literal = Literal { end: open, is_whole: false, prose: 0 };
    let mut depth = 0_usize;
    while let Some(byte) = bytes.get(literal.end).copied() {
        literal.end += 1;
        match byte {
            b'{' | b'[' => depth += 1,
            b'}' | b']' => {
                depth -= 1;
                if depth == 0 {
                    literal.is_whole = true;
                    break;
                }
            }
            b'"' | b'\'' | b'`' => {
                let start = literal.end;
                let Some(end) = end_of_string(bytes, start, byte) else { break };
                literal.end = end + 1;
                if end - start >= LONG && reads_like_text(bytes.get(start..start + LONG).unwrap_or_default()) {
                    literal.prose += end - start;
                }
            }
            b',' | b':' | b'.' | b'-' | b'+' | b'!' | 0 => {}
            byte if byte.is_ascii_whitespace() || words::is_in_name(byte) => {}
            _ => break,
        }
    }
    literal
}

/// Where the quotation mark stands that ends a string; only one in backticks goes on in the next line.
fn end_of_string(bytes: &[u8], start: usize, quote: u8) -> Option<usize> {
    let line = if quote == b'`' { quote } else { b'\n' };
    let mut at = start;
    loop {
        let rest = bytes.get(at..)?;
        at += match near(rest, quote, line) {
            Some(found) => found,
            None => memchr3(quote, b'\\', line, rest)?,
        };
        match bytes.get(at)? {
            byte if *byte == quote => return Some(at),
            b'\\' => at += 2,
            _ => return None,
        }
    }
}

/// Where in the first bytes something stands that may end a string: keys are short, and there a search costs more than it
/// saves.
fn near(bytes: &[u8], quote: u8, line: u8) -> Option<usize> {
    let (chunks, _) = bytes.get(..NEAR).unwrap_or_default().as_chunks::<8>();
    chunks.iter().zip([0, 8, 16]).find_map(|(chunk, start)| {
        let eight = u64::from_le_bytes(*chunk);
        let ends = words::first_of(eight, quote) | words::first_of(eight, b'\\') | words::first_of(eight, line);
        (ends != 0).then(|| start + ends.trailing_zeros() as usize / 8)
    })
}

/// Bytes looked at before a search, in groups of eight.
const NEAR: usize = 24;

fn reads_like_text(start: &[u8]) -> bool {
    start.iter().filter(|byte| matches!(**byte, b' ' | b'\\' | 0x80..)).count() >= LEAST_APART
}

#[cfg(test)]
mod tests {
    use super::*;

    fn body() -> String {
        let rain = "It rained all day in the harbour, and nobody went out to see the \\\"boats\\\" come in. ";
        format!("{{\"title\":\"Rain\",\"body\":\"<p>{}<\\/p>\",\"at\":[1,-2.5,null,!0]}}", rain.repeat(30))
    }

    fn found(script: &str) -> Vec<&str> {
        literals(script, 0).collect()
    }

    #[test]
    fn what_is_assigned_or_handed_over_is_found_with_its_name() {
        let body = body();
        let code = "function a(b){if(b=={}){return [c]}}";
        for (before, name) in
            [("var story = ", "story = "), ("a.b.story=", "a.b.story="), ("é.load(", "é.load("), ("x = [ ", "x = [ ")]
        {
            let behind = if name.ends_with("[ ") { "]" } else { "" };
            let script = format!("{code}\n{before}{body}{behind};{code}");
            assert_eq!(found(&script), [format!("{name}{body}{behind}")], "{before}");
        }
        let script = format!("a({body});b = {body}");
        assert_eq!(found(&script).len(), 2);
    }

    #[test]
    fn code_and_data_without_text_are_left() {
        let body = body();
        let text = "a(b, c); ".repeat(400);
        for script in [
            format!("$.ajax({{url:\"/a\",done:function(){{{text}}}}})"),
            format!("a = {{b:1,c:d(2),{}", body.get(1..).unwrap_or_default()),
            format!("if (a == {body}) {body}"),
            format!("a = {{\"b\":[{}]}}", "\"/news/rain-in-the-harbour-and-nobody-went-out-to-see\",".repeat(60)),
            format!("a = {{\"b\":\"{}\"}}", "QWxsIHdvcmsg".repeat(300)),
            "a = {\"b\":\"It rained all day in the harbour.\"}".to_owned(),
            format!("a = {}", body.get(..body.len() - 1).unwrap_or_default()),
            "=[\"".repeat(9_000),
        ] {
            assert_eq!(found(&script), Vec::<&str>::new(), "{script}");
        }
    }
}
