//! Decides which words of a text are formulas in TeX that the page leaves to a script to set: by the marks around them,
//! `\(x\)`, `\[x\]` and `$$x$$`, or by what their element is called. From a block's text and the rows in it, for inline.

use super::verse::called;
use crate::page::{Flags, Page, Span};
use crate::tag::Tag;

/// The formulas that stand between marks in a text, as bytes of the text, marks included. What stands in a line between
/// `\(` and `\)` touches both; a single `$` is a price wherever nobody says otherwise.
pub(super) fn formulas(text: &str) -> Vec<Span> {
    let mut found = Vec::new();
    let mut open: Option<(Mark, usize)> = None;
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(next) = memchr::memchr2(b'\\', b'$', bytes.get(at..).unwrap_or_default()) {
        at += next;
        let (mark, opens, length) = mark_at(bytes, at);
        if let Some(mark) = mark {
            let inner = |start: usize| text.get(start + MARK..at).unwrap_or_default();
            match open.filter(|(known, _)| *known == mark) {
                Some((_, start)) if mark == Mark::Dollars || !opens => {
                    if is_formula(mark, inner(start)) {
                        found.push(Span { start: start as u32, end: (at + MARK) as u32 });
                    }
                    open = None;
                }
                _ if opens => open = Some((mark, at)),
                _ => {}
            }
        }
        at += length;
    }
    found
}

/// Bytes of a mark.
const MARK: usize = 2;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mark {
    /// `\(` and `\)`.
    Line,
    /// `\[` and `\]`.
    Display,
    /// `$$`.
    Dollars,
}

/// The mark at a backslash or a dollar, whether it may open a formula, and how many bytes are looked at with that. A
/// backslash takes from what follows it its meaning as a mark.
fn mark_at(bytes: &[u8], at: usize) -> (Option<Mark>, bool, usize) {
    let behind = bytes.get(at..).unwrap_or_default();
    match behind {
        [b'\\', b'(', ..] => (Some(Mark::Line), true, MARK),
        [b'\\', b')', ..] => (Some(Mark::Line), false, MARK),
        [b'\\', b'[', ..] => (Some(Mark::Display), true, MARK),
        [b'\\', b']', ..] => (Some(Mark::Display), false, MARK),
        [b'\\', b'\\' | b'$', ..] => (None, false, MARK),
        [b'$', ..] => {
            let count = behind.iter().take_while(|byte| **byte == b'$').count();
            (Some(Mark::Dollars).filter(|_| count == MARK), true, count)
        }
        _ => (None, false, 1),
    }
}

/// Whether what stands between two marks is a formula. Marks of Markdown that were not read as such look the same around
/// words ("\[edit\]"), and two dollars may be a price or the number of a process.
fn is_formula(mark: Mark, inner: &str) -> bool {
    let signed = inner.contains(['\\', '^', '_', '=', '{']);
    match mark {
        Mark::Line => {
            let touches = !inner.starts_with(char::is_whitespace) && !inner.ends_with(char::is_whitespace);
            let longest = inner.split(|sign: char| !sign.is_alphabetic()).map(|word| word.chars().count()).max();
            !inner.is_empty() && touches && (signed || longest.is_none_or(|longest| longest < WORD))
        }
        Mark::Display | Mark::Dollars => signed,
    }
}

/// Letters of the shortest word of prose; names in a formula without any other sign of TeX are shorter.
const WORD: usize = 3;

/// Bytes of the longest formula that an element holds, as of those in annotations.
const LONGEST: usize = 8 << 10;

/// Class words of elements that hold a formula for a script to set, in small letters.
const HOLDERS: [&str; 11] = [
    "arithmatex",
    "katex",
    "kdmath",
    "latex",
    "math",
    "math-container",
    "math-tex",
    "mathjax",
    "mathjax-tex",
    "tex",
    "tex2jax_process",
];
/// Marks around a formula in such an element, which may stand without any.
const MARKS: [(&str, &str); 4] = [("$$", "$$"), ("\\(", "\\)"), ("\\[", "\\]"), ("$", "$")];

/// The words of an element that says that it holds a formula and holds nothing else, without the white space around them.
pub(super) fn held(page: &Page, row: u32) -> Option<Span> {
    let own = page.row(row);
    let may_hold = matches!(own.tag, Tag::Span | Tag::Div | Tag::P | Tag::Em | Tag::Custom | Tag::Unknown);
    // In code the class is the name of a language.
    if !may_hold || own.flags.meets(Flags(Flags::VERBATIM.0 | Flags::CODE.0)) {
        return None;
    }
    if !called(page, row, &HOLDERS) {
        return None;
    }
    // Elements may hold the same words many times over, so all of these are read only where they may be a formula.
    let text = page.text.get(own.text.range())?;
    let formula = text.trim();
    let start = own.text.start + (text.len() - text.trim_start().len()) as u32;
    let is_marked = bare(formula).len() < formula.len();
    let is_bare = || own.end == row + 1 && formula.contains(['\\', '^', '_', '{']);
    let is_formula = formula.len() <= LONGEST && (is_marked || is_bare()) && !formula.contains('\n');
    is_formula.then_some(Span { start, end: start + formula.len() as u32 })
}

/// A formula without the marks around it.
pub(super) fn bare(formula: &str) -> &str {
    let inner = MARKS.iter().find_map(|(open, close)| formula.strip_prefix(open)?.strip_suffix(close));
    inner.map(str::trim).filter(|inner| !inner.is_empty()).unwrap_or(formula)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::laid_out;

    fn found(text: &str) -> Vec<&str> {
        formulas(text).into_iter().map(|span| &text[span.range()]).collect()
    }

    #[test]
    fn marks_of_tex_stand_around_formulas() {
        assert_eq!(found(r"odds \(2.6\) of \(\theta\) and \(n\)"), [r"\(2.6\)", r"\(\theta\)", r"\(n\)"]);
        assert_eq!(found(r"so \[ a = b \\[4pt] c \] and $$x^2$$."), [r"\[ a = b \\[4pt] c \]", "$$x^2$$"]);
        assert_eq!(found(r"a \( b \(c\) d"), [r"\(c\)"]);
        assert_eq!(found("$$ a_1\n+ a_2 $$"), ["$$ a_1\n+ a_2 $$"]);
    }

    #[test]
    fn prices_and_escaped_signs_are_none() {
        for text in [
            r"see \[edit\] and \(see below\) or \( x \)",
            r"from $5 to $10, $$ to $$$",
            "echo $$ and kill $$",
            "inns ($$ 11-30, $$$ 31-60)",
            r"C:\(x86) \) \]",
            r"\\(a\\)",
            "$$$a_1$$$",
        ] {
            assert!(found(text).is_empty(), "{text}");
        }
    }

    #[test]
    fn an_element_says_that_it_holds_a_formula() {
        let of = |html: &str| {
            let page = laid_out(html);
            let found = (1..page.rows.len() as u32).find_map(|row| held(&page, row));
            found.map(|span| bare(page.slice(span)).to_owned())
        };
        assert_eq!(of("a <span class=math-container>$k$</span>").as_deref(), Some("k"));
        assert_eq!(of("a <span class='math inline'>\\( k \\)</span>").as_deref(), Some("k"));
        assert_eq!(of("a <span class='math inline'>x_1</span>").as_deref(), Some("x_1"));
        assert_eq!(of("<div class='math notranslate'>\\[w_n = 2^n\\]</div>").as_deref(), Some("w_n = 2^n"));
        assert_eq!(of("a <span class='math inline'><i>x</i>_2</span>"), None);
        assert_eq!(of("a <span class=price>$5 to 6$</span>"), None);
        assert_eq!(of("<div class=math>Sums for all</div>"), None);
        assert_eq!(of("<code class=latex><span class=math>$a$</span></code>"), None);
    }
}
