//! Decides how the white space of a text is folded into the page's text, and which invisible characters are left out.
//! For settle, once for every text of the tree; most are ASCII and folded already, which is seen at a glance.

use super::Settler;
use crate::words;

impl Settler {
    /// Writes text with its white space folded.
    pub fn fold_text(&mut self, text: &str) {
        let spaced = if text.is_ascii() { self.fold_ascii(text) } else { self.fold_any(text) };
        self.space = spaced;
    }

    /// Folds ASCII text; says whether white space ended it.
    fn fold_ascii(&mut self, text: &str) -> bool {
        let mut spaced = self.space || text.as_bytes().first().is_some_and(u8::is_ascii_whitespace);
        let body = text.trim_ascii();
        if is_folded(body) {
            if !body.is_empty() {
                self.push_piece(body, spaced);
                spaced = true;
            }
        } else {
            for piece in body.split_ascii_whitespace() {
                self.push_piece(piece, spaced);
                spaced = true;
            }
        }
        let blank = text.as_bytes().last().is_none_or(u8::is_ascii_whitespace);
        if blank { spaced } else { false }
    }

    /// Folds text of any script, which may hold invisible characters; says whether white space stands behind the last
    /// character that is seen.
    fn fold_any(&mut self, text: &str) -> bool {
        let mut spaced = self.space || text.starts_with(words::is_space);
        for (at, piece) in text.split_ascii_whitespace().enumerate() {
            spaced |= at > 0;
            if !piece.bytes().any(may_fold) {
                self.push_piece(piece, spaced);
                spaced = false;
                continue;
            }
            for (at, piece) in piece.split(words::is_space).filter(|piece| !piece.is_empty()).enumerate() {
                spaced |= at > 0;
                let seen: String = piece.chars().filter(|character| !words::is_invisible(*character)).collect();
                if !seen.is_empty() {
                    self.push_piece(&seen, spaced);
                    spaced = false;
                }
            }
        }
        spaced || text.ends_with(words::is_space)
    }

    fn push_piece(&mut self, piece: &str, spaced: bool) {
        let buffer = &mut self.page.text;
        let indent = self.indent.take().unwrap_or(0);
        if indent > 0 && buffer.ends_with('\n') {
            buffer.extend(std::iter::repeat_n(' ', indent));
        }
        if spaced && buffer.as_bytes().last().is_some_and(|last| !matches!(last, b'\n' | b' ')) {
            buffer.push(' ');
        }
        buffer.push_str(piece);
    }
}

/// The columns by which no-break spaces indent a text: they stand as they are, and one space shows of others behind them.
pub fn indentation(text: &str) -> usize {
    let (mut columns, mut spaced) = (0_usize, true);
    for character in text.chars().take_while(|character| words::is_space(*character)) {
        let is_usual = character.is_ascii();
        columns += usize::from(!is_usual || !spaced);
        spaced = is_usual;
    }
    columns
}

/// Whether the white space between the words of ASCII text is single spaces, as it mostly is.
fn is_folded(body: &str) -> bool {
    let bytes = body.as_bytes();
    // All of it is looked at, which compiles to a few vector instructions; stopping early would cost more.
    let unfolded = |found, (one, other): (&u8, &u8)| found | (*one < b' ') | (*one == b' ' && *other == b' ');
    !bytes.iter().zip(bytes.get(1..).unwrap_or_default()).fold(false, unfolded)
}

/// Whether a byte may begin white space or an invisible character in UTF-8, besides the usual ASCII ones. It may also
/// begin a quotation mark or a character of Chinese, which then costs a closer look.
fn may_fold(byte: u8) -> bool {
    matches!(byte, b'\x0B' | 0xC2 | 0xE1 | 0xE2 | 0xE3 | 0xEF)
}
