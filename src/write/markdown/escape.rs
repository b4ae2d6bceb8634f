//! Decides which characters of plain text Markdown would take for markup, and escapes those alone. For every piece of
//! text that the Markdown writer lets through.

use crate::write::clean::{self, clean};

/// Escapes lines of text; `between` is written between two lines.
pub(super) fn escape(text: &str, between: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + text.len() / 16);
    let active = Active::of(text, false);
    for line in clean(text).lines().map(str::trim).filter(|line| !line.is_empty()) {
        if !escaped.is_empty() {
            escaped.push_str(between);
        }
        let rest = open_line(&mut escaped, line);
        push(&mut escaped, rest, active);
    }
    escaped
}

/// Escapes text that must stay on one line.
pub(super) fn inline(text: &str) -> String {
    one_line(text, Active::of(text, false))
}

/// Escapes an image's text, which ends at a bracket.
pub(super) fn alternative(text: &str) -> String {
    one_line(text, Active::of(text, true))
}

fn one_line(text: &str, active: Active) -> String {
    let line = clean::line(text);
    let mut escaped = String::with_capacity(line.len());
    push(&mut escaped, &line, active);
    escaped
}

/// Escapes a list item's text; a box at its start would make it a task.
pub(super) fn item(text: &str, between: &str) -> String {
    let escaped = escape(text, between);
    let task = ["[ ]", "[x]", "[X]"].iter().any(|mark| escaped.starts_with(mark));
    if task { format!("\\{escaped}") } else { escaped }
}

/// Escapes a table cell's text.
pub(super) fn cell(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        if !escaped.is_empty() {
            escaped.push_str("<br>");
        }
        escaped.push_str(&inline(line).replace('|', "\\|"));
    }
    escaped
}

/// Writes what opens a line so that it opens no block, and gives the rest of the line.
fn open_line<'a>(escaped: &mut String, line: &'a str) -> &'a str {
    let rule = |character: char| matches!(character, '-' | '=' | '*' | '+' | '|' | ':' | ' ' | '\t');
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let (number, behind) = line.split_at_checked(digits).unwrap_or((line, ""));
    let ends = |rest: &str| rest.is_empty() || rest.starts_with([' ', '\t']);
    if (1..=9).contains(&digits) && behind.starts_with(['.', ')']) && ends(behind.get(1..).unwrap_or_default()) {
        escaped.push_str(number);
        escaped.push('\\');
        escaped.push_str(behind.get(..1).unwrap_or_default());
        return behind.get(1..).unwrap_or_default();
    }
    let marks = line.bytes().take_while(|byte| *byte == b'#').count();
    let heading = (1..=6).contains(&marks) && ends(line.get(marks..).unwrap_or_default());
    let bullet = line.starts_with(['-', '+', '*']) && ends(line.get(1..).unwrap_or_default());
    // A line of rules underlines a heading, divides the page or makes a table of the line above.
    if heading || bullet || line.starts_with('>') || line.chars().all(rule) {
        escaped.push('\\');
        escaped.push_str(line.get(..1).unwrap_or_default());
        return line.get(1..).unwrap_or_default();
    }
    line
}

/// Which marks are active by what else the text holds or where it stands.
#[derive(Clone, Copy)]
struct Active {
    /// One tilde strikes nothing out without another.
    tildes: bool,
    brackets: bool,
}

impl Active {
    fn of(text: &str, brackets: bool) -> Active {
        Active { tildes: text.bytes().filter(|byte| *byte == b'~').take(2).count() == 2, brackets }
    }
}

/// Escapes what is active inside a line.
fn push(escaped: &mut String, line: &str, Active { tildes, brackets }: Active) {
    let mut before = ' ';
    let mut characters = line.char_indices().peekable();
    while let Some((at, character)) = characters.next() {
        let after = characters.peek().map_or(' ', |(_, next)| *next);
        let behind = line.get(at + character.len_utf8()..).unwrap_or_default();
        let spaced = before.is_whitespace() && after.is_whitespace();
        let active = match character {
            '\\' => after.is_ascii_punctuation() || behind.is_empty(),
            '`' => true,
            '*' => !spaced,
            '_' => !(spaced || before.is_alphanumeric() && after.is_alphanumeric()),
            // Text in brackets is a link only with an address or a definition behind it.
            ']' => brackets || matches!(after, '(' | '[' | ':'),
            '[' => brackets,
            '<' => after.is_ascii_alphabetic() || matches!(after, '/' | '!' | '?'),
            '&' => is_reference(behind),
            '~' => tildes && !spaced,
            _ => false,
        };
        if active {
            escaped.push('\\');
        }
        escaped.push(character);
        before = character;
    }
}

/// Whether what follows an ampersand makes it a character reference.
fn is_reference(behind: &str) -> bool {
    // The longest name of a character is 31 letters.
    let name = behind.bytes().take(34).take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'#').count();
    name > 0 && behind.as_bytes().get(name) == Some(&b';')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_opens_a_block_is_escaped_at_the_start_of_a_line_alone() {
        for (text, expected) in [
            ("# a", "\\# a"),
            ("#a", "#a"),
            ("- a", "\\- a"),
            ("-5 degrees", "-5 degrees"),
            ("+ a", "\\+ a"),
            ("* a", "\\* a"),
            ("> a > b", "\\> a > b"),
            ("1. a", "1\\. a"),
            ("1990) a", "1990\\) a"),
            ("1.5 a", "1.5 a"),
            ("---", "\\---"),
            ("|--|:-:|", "\\|--|:-:|"),
            ("===", "\\==="),
            ("a - b # c 1. d", "a - b # c 1. d"),
        ] {
            assert_eq!(escape(text, "\n"), expected, "{text}");
        }
    }

    #[test]
    fn marks_inside_a_line_are_escaped_where_they_are_active() {
        for (text, expected) in [
            ("a *b* 2 * 3", "a \\*b\\* 2 * 3"),
            ("snake_case _b_", "snake_case \\_b\\_"),
            ("`a`", "\\`a\\`"),
            ("[a](b) [1]", "[a\\](b) [1]"),
            ("see [1] and [x]: y", "see [1] and [x\\]: y"),
            ("<b> a < b <http://a> </i", "\\<b> a < b \\<http://a> \\</i"),
            ("C:\\dir \\* a\\", "C:\\dir \\\\\\* a\\\\"),
            ("AT&T &amp; &#60;", "AT&T \\&amp; \\&#60;"),
            ("~5 to ~6 ~~a~~", "\\~5 to \\~6 \\~\\~a\\~\\~"),
            ("~5", "~5"),
        ] {
            assert_eq!(escape(text, "\n"), expected, "{text}");
        }
    }

    #[test]
    fn brackets_do_not_end_an_images_text() {
        assert_eq!(alternative("a [b]\nc]"), "a \\[b\\] c\\]");
    }

    #[test]
    fn an_item_is_no_task() {
        assert_eq!(item("[x] a", "\n"), "\\[x] a");
    }
}
