//! Decides how the text of a data script is read: JSON, JavaScript literals and whatever code stands around them, in one
//! forward pass that skips what it does not understand. For the search for a body in embedded state.

use std::collections::HashMap;

use super::tree::{Kind, Tree};
use crate::page::Span;
use crate::words;

/// Reads every value of a script into a tree.
pub(super) fn read(source: &str, tree: &mut Tree) {
    let first = tree.len();
    let mut reader = Reader { source, bytes: source.as_bytes(), at: 0, tree, key: Span::default(), last: Last::Mark };
    reader.run();
    fill_parameters(tree, first, source.len().saturating_mul(MOST_REPEATED));
}

/// How many times a script's own length its repeated arguments may be together, so that naming a long one over and over
/// cannot multiply the page. Stores pack what they say more than once, and say it a handful of times.
const MOST_REPEATED: usize = 4;

/// What stood before: it tells a regular expression from a division and a key from a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Last {
    /// A scalar that was just added.
    Leaf,
    /// A closing bracket.
    Close,
    /// Anything else.
    Mark,
}

struct Reader<'a> {
    source: &'a str,
    bytes: &'a [u8],
    at: usize,
    tree: &'a mut Tree,
    /// The key that waits for its value.
    key: Span,
    last: Last,
}

/// Bytes looked at for the end of a regular expression: none in a data script is longer, and looking to the end of the
/// script for each slash would take quadratic time.
const LONGEST_EXPRESSION: usize = 120;

impl Reader<'_> {
    fn run(&mut self) {
        let depth = self.tree.depth();
        while let Some(byte) = self.bytes.get(self.at).copied() {
            if self.tree.is_full() {
                break;
            }
            match byte {
                b'"' | b'\'' | b'`' => {
                    let text = self.string(byte);
                    self.leaf(Kind::Text, text);
                }
                b'{' => self.open(Kind::Object),
                b'[' => self.open(Kind::List),
                b'(' => self.open(Kind::Group),
                b'}' | b']' | b')' => {
                    self.at += 1;
                    if self.tree.depth() > depth {
                        self.tree.close();
                    }
                    self.key = Span::default();
                    self.last = Last::Close;
                }
                b':' | b'=' => {
                    self.at += 1;
                    if self.last == Last::Leaf {
                        self.key = self.tree.take_leaf();
                    }
                    self.last = Last::Mark;
                }
                b'/' => self.slash(),
                b'0'..=b'9' | b'-' | b'.' => self.word(Kind::Number),
                byte if byte.is_ascii_whitespace() => self.at += 1,
                byte if words::is_in_name(byte) => self.word(Kind::Name),
                _ => {
                    self.at += 1;
                    self.key = Span::default();
                    self.last = Last::Mark;
                }
            }
        }
        while self.tree.depth() > depth {
            self.tree.close();
        }
    }

    fn open(&mut self, kind: Kind) {
        self.at += 1;
        let key = std::mem::take(&mut self.key);
        self.tree.open(kind, key);
        self.last = Last::Mark;
    }

    fn leaf(&mut self, kind: Kind, value: Span) {
        let key = std::mem::take(&mut self.key);
        self.tree.leaf(kind, key, value);
        self.last = Last::Leaf;
    }

    /// A number, a variable or another run of word characters; of `a.b.c` the last part is what a key can be.
    fn word(&mut self, kind: Kind) {
        let start = self.at;
        self.at += 1;
        while self.bytes.get(self.at).is_some_and(|byte| words::is_in_name(*byte) || *byte == b'.') {
            self.at += 1;
        }
        let word = self.source.get(start..self.at).unwrap_or_default();
        let value = self.tree.store(if kind == Kind::Number { word } else { word.rsplit('.').next().unwrap_or(word) });
        self.leaf(kind, value);
    }

    /// A comment or a regular expression is skipped; a division means nothing.
    fn slash(&mut self) {
        let rest = self.source.get(self.at..).unwrap_or_default();
        if rest.starts_with("//") {
            self.at += rest.find('\n').unwrap_or(rest.len());
        } else if rest.starts_with("/*") {
            self.at += rest.find("*/").map_or(rest.len(), |end| end + 2);
        } else if self.last == Last::Mark {
            self.at += expression(rest.as_bytes());
        } else {
            self.at += 1;
            self.last = Last::Mark;
        }
    }

    /// A string with its escapes read.
    fn string(&mut self, quote: u8) -> Span {
        let start = self.tree.stored();
        self.at += 1;
        // Bytes at the start of a part that end nothing.
        let mut past = 0;
        loop {
            let rest = self.bytes.get(self.at..).unwrap_or_default();
            let length = past + part_length(quote, rest.get(past..).unwrap_or_default());
            self.tree.push(self.source.get(self.at..self.at + length).unwrap_or_default());
            self.at += length + 1;
            if rest.get(length) != Some(&b'\\') {
                return self.tree.since(start);
            }
            // A quote or slash stands for itself, so it is the first character of the next part.
            past = usize::from(matches!(self.bytes.get(self.at), Some(b'"' | b'\'' | b'/' | b'\\')));
            if past == 0 {
                self.escape();
            }
        }
    }

    /// An escape that stands for another character, or none.
    fn escape(&mut self) {
        let Some(character) = self.source.get(self.at..).and_then(|rest| rest.chars().next()) else { return };
        self.at += character.len_utf8();
        let meant = match character {
            'n' | 'v' => Some('\n'),
            't' => Some('\t'),
            'r' | 'b' | 'f' | '0' | '\n' => None,
            'x' => self.digits(2).and_then(char::from_u32),
            'u' => self.unit().map(|first| self.pair(first)),
            character => Some(character),
        };
        if let Some(meant) = meant {
            self.tree.push(meant.encode_utf8(&mut [0; 4]));
        }
    }

    /// The character of a unit of UTF-16, which may be the first of two.
    fn pair(&mut self, first: u32) -> char {
        let pair = (0xD800..0xDC00).contains(&first) && self.source.get(self.at..self.at + 2) == Some("\\u");
        let code = if pair {
            self.at += 2;
            let second = self.unit().unwrap_or_default();
            0x10000 + ((first - 0xD800) << 10) + second.wrapping_sub(0xDC00).min(0x3FF)
        } else {
            first
        };
        char::from_u32(code).unwrap_or('\u{FFFD}')
    }

    /// The number behind `\u`, with or without braces.
    fn unit(&mut self) -> Option<u32> {
        if self.bytes.get(self.at) != Some(&b'{') {
            return self.digits(4);
        }
        let rest = self.source.get(self.at + 1..self.at + 9).or(self.source.get(self.at + 1..)).unwrap_or_default();
        let (number, _) = rest.split_once('}')?;
        self.at += number.len() + 2;
        u32::from_str_radix(number, 16).ok()
    }

    fn digits(&mut self, count: usize) -> Option<u32> {
        let number = u32::from_str_radix(self.source.get(self.at..self.at + count)?, 16).ok()?;
        self.at += count;
        Some(number)
    }
}

/// Where the groups of eight bytes begin that are looked at before a search: the keys and escapes of state stand a few
/// bytes apart, and there a search costs more than it saves.
const NEAR: [usize; 2] = [0, 8];

/// Bytes of a string up to its end or the next escape.
fn part_length(quote: u8, bytes: &[u8]) -> usize {
    let (chunks, _) = bytes.as_chunks::<8>();
    for (chunk, start) in chunks.iter().zip(NEAR) {
        let eight = u64::from_le_bytes(*chunk);
        let ends = words::first_of(eight, quote) | words::first_of(eight, b'\\');
        if ends != 0 {
            return start + ends.trailing_zeros() as usize / 8;
        }
    }
    memchr::memchr2(quote, b'\\', bytes).unwrap_or(bytes.len())
}

/// Bytes of the regular expression at the start, 1 when there is none.
fn expression(bytes: &[u8]) -> usize {
    let mut inside = false;
    let mut at = 1;
    while let Some(byte) = bytes.get(at).filter(|_| at < LONGEST_EXPRESSION) {
        match byte {
            b'\n' => return 1,
            b'\\' => at += 1,
            b'[' => inside = true,
            b']' => inside = false,
            b'/' if !inside => return at + 1,
            _ => {}
        }
        at += 1;
    }
    1
}

/// Writes the arguments of `(function(a,b){return {…}}("x","y"))` where its parameters stand, as state that was packed
/// by naming each repeated value is unpacked, as far as so many bytes reach.
fn fill_parameters(tree: &mut Tree, first: u32, most: usize) {
    let Some(function) = (first..tree.len()).find(|at| {
        tree.kind(*at) == Kind::Name && tree.value(*at) == "function" && tree.kind(tree.end(*at)) == Kind::Group
    }) else {
        return;
    };
    let parameters = tree.end(function);
    let body = tree.end(parameters);
    let behind = tree.end(body);
    // The call's arguments follow the function itself, or the brackets around it.
    let arguments = if tree.kind(behind) == Kind::Group {
        behind
    } else {
        match tree.parent(function).map(|outer| tree.end(outer)) {
            Some(outer) => outer,
            None => return,
        }
    };
    let given: HashMap<String, u32> = tree
        .children(parameters)
        .zip(tree.children(arguments))
        .map(|(name, value)| (tree.value(name).to_owned(), value))
        .collect();
    let mut left = most;
    for at in body..tree.end(body) {
        if tree.kind(at) == Kind::Name
            && let Some(value) = given.get(tree.value(at))
            && let Some(rest) = left.checked_sub(tree.value(*value).len())
        {
            left = rest;
            tree.replace(at, *value);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every string with its path of keys.
    fn strings(source: &str) -> Vec<String> {
        let mut tree = Tree::default();
        read(source, &mut tree);
        (0..tree.len())
            .filter(|at| tree.kind(*at) == Kind::Text)
            .map(|at| {
                let mut path = vec![tree.key(at)];
                let mut here = at;
                while let Some(parent) = tree.parent(here) {
                    here = parent;
                    path.push(tree.key(here));
                }
                path.retain(|key| !key.is_empty());
                path.reverse();
                format!("{}={}", path.join("."), tree.value(at))
            })
            .collect()
    }

    #[test]
    fn json_and_literals_give_strings_under_their_keys() {
        assert_eq!(strings(r#"{"a":{"b":["x","y"]},"c":1,"d":"z"}"#), ["a.b=x", "a.b=y", "d=z"]);
        assert_eq!(
            strings("window.__S__ = {a:{'b':[`x`,-1.5,null]}, /* \"n\" */ c: /[\"/]/, d:'z',}; // 'n'\n f()"),
            ["__S__.a.b=x", "__S__.d=z"]
        );
    }

    #[test]
    fn escapes_are_read() {
        assert_eq!(strings(r#""\u003Cp\x3e\n\/\ud83d\ude00\u{e9}\'""#), ["=<p>\n/😀é'"]);
        assert_eq!(strings(r#""\ud83d\u12""#).len(), 1);
        assert_eq!(strings("\"\\ux\\"), ["=x"]);
    }

    #[test]
    fn escapes_and_ends_are_found_wherever_they_stand() {
        for length in 0..40 {
            let (plain, wide) = ("x".repeat(length), "é".repeat(length));
            assert_eq!(
                strings(&format!(r#"["{plain}\"{wide}\\{plain}","'{wide}\u00e9{plain}"]"#)),
                [format!("={plain}\"{wide}\\{plain}"), format!("='{wide}é{plain}")]
            );
        }
    }

    #[test]
    fn parameters_are_filled_with_arguments() {
        let expected = ["__N__.data.title=Rain", "__N__.data.lead=Snow"];
        let found = strings(r#"window.__N__=(function(a,b){return {data:[{title:a,lead:b}]}}("Rain","Snow"));"#);
        assert_eq!(&found[..2], expected);
        let found = strings(r#"window.__N__=(function(a,b){return {data:[{title:a,lead:b}]}})("Rain","Snow");"#);
        assert_eq!(&found[..2], expected);
    }

    #[test]
    fn broken_and_hostile_scripts_end() {
        for source in ["{\"a\":\"b", "}}}]]", "[".repeat(300_000).as_str(), "(function(", "a=/[".repeat(9_000).as_str()]
        {
            strings(source);
        }
    }
}
