//! Decides which sign at the beginning of a line of plain text, or which line drawn under it, says what the line is: a
//! heading, an item, a quotation. For `lines`.

use crate::block::Kind;

/// What the mark at a line's beginning says.
#[derive(Debug, Clone, Copy, Default)]
pub struct Mark {
    /// What the line is by it.
    pub kind: Option<Kind>,
    /// The number of a numbered item.
    pub number: u32,
    /// Bytes of the mark and the space behind it.
    pub bytes: usize,
    /// Whether it may be no mark: speech begins with a hyphen, a sentence with a number.
    pub doubtful: bool,
}

/// The mark at a line's beginning.
pub fn mark_of(line: &str) -> Mark {
    let mut characters = line.chars();
    let first = characters.next().unwrap_or_default();
    let bytes = first.len_utf8() + 1;
    let spaced = line.get(first.len_utf8()..).is_some_and(|rest| rest.starts_with(' ') && rest.len() > 1);
    match first {
        '#' => {
            let level = line.bytes().take_while(|byte| *byte == b'#').count();
            let heads = level <= 6 && line.get(level..).is_some_and(|rest| rest.starts_with(' '));
            if heads {
                Mark { kind: Some(Kind::Heading(level as u8)), bytes: level + 1, ..Mark::default() }
            } else {
                Mark::default()
            }
        }
        '•' | '◦' | '▪' | '‣' | '●' | '○' | '■' if spaced => {
            Mark { kind: Some(Kind::Item), bytes, ..Mark::default() }
        }
        // A hyphen opens speech in many languages as well.
        '-' | '*' | '+' | '·' if spaced => Mark { kind: Some(Kind::Item), bytes, doubtful: true, ..Mark::default() },
        '>' if spaced => Mark { kind: Some(Kind::Quote), bytes, ..Mark::default() },
        '0'..='9' => {
            let digits = line.bytes().take_while(u8::is_ascii_digit).count();
            let number = line.get(..digits).filter(|digits| digits.len() <= 3).and_then(|digits| digits.parse().ok());
            let rest = line.get(digits..).unwrap_or_default();
            match number {
                Some(number) if rest.len() > 2 && (rest.starts_with(". ") || rest.starts_with(") ")) => {
                    Mark { kind: Some(Kind::Item), number, bytes: digits + 2, doubtful: true }
                }
                _ => Mark::default(),
            }
        }
        _ => Mark::default(),
    }
}

/// Whether a line draws a rule with one sign, as under a heading.
pub fn underline(line: &str) -> Option<Kind> {
    let drawn = |sign: char| line.len() >= 3 && line.chars().all(|character| character == sign);
    if drawn('=') {
        Some(Kind::Heading(1))
    } else if drawn('-') {
        Some(Kind::Heading(2))
    } else {
        None
    }
}
