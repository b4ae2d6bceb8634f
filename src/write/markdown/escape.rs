//! Decides which characters of plain text Markdown would take for markup, and escapes those alone. For every piece of
//! text that the Markdown writer lets through.

use crate::article::InlineKind;
use crate::write::clean;
use crate::write::spans::Located;

/// Escapes text that must stay on one line.
pub(super) fn inline(text: &str) -> String {
    one_line(text, ' ', Active::of(text, false))
}

/// Escapes an image's text, which ends at a bracket.
pub(super) fn alternative(text: &str) -> String {
    one_line(text, ' ', Active::of(text, true))
}

/// Escapes text on one line and writes it with emphasis as a whole.
pub(super) fn emphasized(text: &str) -> String {
    format!("*{}*", one_line(text, '*', Active::of(text, false).in_front_of('*')))
}

fn one_line(text: &str, before: char, active: Active) -> String {
    let line = clean::line(text);
    let mut escaped = String::with_capacity(line.len());
    push(&mut escaped, &line, before, active);
    escaped
}

/// Where in a line a backslash keeps it from opening a block.
pub(super) fn escaped_at(line: &str) -> Option<usize> {
    let rule = |character: char| matches!(character, '-' | '=' | '*' | '+' | '|' | ':' | ' ' | '\t');
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let behind = line.get(digits..).unwrap_or_default();
    let ends = |rest: &str| rest.is_empty() || rest.starts_with([' ', '\t']);
    if (1..=9).contains(&digits) && behind.starts_with(['.', ')']) && ends(behind.get(1..).unwrap_or_default()) {
        return Some(digits);
    }
    let marks = line.bytes().take_while(|byte| *byte == b'#').count();
    let heading = (1..=6).contains(&marks) && ends(line.get(marks..).unwrap_or_default());
    let bullet = line.starts_with(['-', '+', '*']) && ends(line.get(1..).unwrap_or_default());
    // A line of rules underlines a heading, divides the page or makes a table of the line above.
    let rules = !line.is_empty() && line.chars().all(rule);
    // What stands behind its brackets would be taken for a link's address, and not be shown at all.
    let address = line.starts_with('[') && line.contains("]:");
    (heading || bullet || rules || address || line.starts_with('>')).then_some(0)
}

/// Which marks are active by what else the text holds or where it stands.
#[derive(Clone, Copy)]
pub(super) struct Active {
    /// One tilde strikes nothing out without another.
    tildes: bool,
    /// Two dollars make a formula when nothing but their places speaks against it.
    dollars: bool,
    brackets: bool,
    /// What is written behind the line: beside a sign, other marks are active than beside white space.
    next: char,
}

impl Active {
    /// In a text that is written without parts.
    fn of(text: &str, brackets: bool) -> Active {
        Active { brackets, ..Active::among(text, &[]) }
    }

    /// In a text that is written with these parts.
    pub fn among(text: &str, parts: &[Located<'_>]) -> Active {
        let tildes = text.bytes().filter(|byte| *byte == b'~').take(2).count() == 2
            || parts.iter().any(|part| part.part.kind == InlineKind::Deleted);
        Active { tildes, dollars: holds_formula(text, parts), brackets: false, next: ' ' }
    }

    /// The same, in a line that this character is written behind.
    pub fn in_front_of(self, next: char) -> Active {
        Active { next, ..self }
    }
}

/// Escapes what is active inside a line.
fn push(escaped: &mut String, line: &str, mut before: char, active: Active) {
    for (at, character) in line.char_indices() {
        if is_active(character, before, line.get(at + character.len_utf8()..).unwrap_or_default(), active) {
            escaped.push('\\');
        }
        escaped.push(character);
        before = character;
    }
}

/// Whether Markdown would take a character for a mark, by what stands around it in its line.
pub(super) fn is_active(
    character: char,
    before: char,
    behind: &str,
    Active { tildes, dollars, brackets, next }: Active,
) -> bool {
    if character.is_alphanumeric() || character == ' ' {
        return false;
    }
    let after = behind.chars().next().unwrap_or(next);
    let spaced = before.is_whitespace() && after.is_whitespace();
    match character {
        '\\' => after.is_ascii_punctuation() || behind.is_empty(),
        '`' => true,
        '*' => !spaced,
        '_' => !(spaced || before.is_alphanumeric() && after.is_alphanumeric()),
        // Text in brackets is a link only with an address or a definition behind it.
        ']' => brackets || matches!(after, '(' | '[' | ':'),
        '[' => brackets || after == '^',
        '<' => after.is_ascii_alphabetic() || matches!(after, '/' | '!' | '?') || is_mail(behind),
        '&' => is_reference(behind),
        '~' => tildes && !spaced,
        '$' => dollars,
        _ => false,
    }
}

/// Whether a dollar opens a formula and a later one closes it: the first has no space behind it, the other none before it.
/// Dollars in code and those around the page's own formulas cannot be escaped, and close as well.
fn holds_formula(text: &str, parts: &[Located<'_>]) -> bool {
    let unescaped = |part: &&Located<'_>| match part.part.kind {
        InlineKind::Code => true,
        InlineKind::Math => part.part.tex.as_deref().is_some_and(|tex| !tex.contains('$')),
        _ => false,
    };
    let mut parts = parts.iter().filter(unescaped).peekable();
    let mut opened = false;
    let mut before = ' ';
    for (at, character) in text.char_indices() {
        while let Some(part) = parts.next_if(|part| part.start <= at) {
            if opened && part.part.kind == InlineKind::Math {
                return true;
            }
            // In front of the first sign of code stands a backtick.
            before = if part.start == at { '`' } else { before };
        }
        if character == '$' {
            if opened && !before.is_whitespace() {
                return true;
            }
            // At the end of a line a break is written, which is no space.
            let behind = text.get(at + 1..).unwrap_or_default();
            let next = behind.trim_start_matches([' ', '\t']);
            opened |= next.is_empty() || next.starts_with('\n') || next.len() == behind.len();
        }
        before = character;
    }
    opened && parts.any(|part| part.part.kind == InlineKind::Math)
}

/// Whether Markdown might take a character for a mark of its own when it stands beside a mark that was written.
pub(super) fn is_mark(character: char) -> bool {
    matches!(character, '\\' | '`' | '*' | '_' | '~' | '[' | ']' | '<' | '&' | '!' | '$')
}

/// Whether what follows an angle opens with a mail address, which becomes a link. The longest is 254 letters.
fn is_mail(behind: &str) -> bool {
    let within = |character: &char| !character.is_whitespace() && !matches!(character, '<' | '>');
    behind.chars().take(254).take_while(within).any(|at| at == '@')
}

/// Whether what follows an ampersand makes it a character reference.
pub(super) fn is_reference(behind: &str) -> bool {
    // The longest name of a character is 31 letters.
    let name = behind.bytes().take(34).take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'#').count();
    name > 0 && behind.as_bytes().get(name) == Some(&b';')
}

#[cfg(test)]
mod tests {
    use super::super::inline;
    use super::*;

    fn escape(text: &str, between: &str) -> String {
        inline::lines(text, &[], between, false)
    }

    fn item(text: &str, between: &str) -> String {
        inline::lines(text, &[], between, true)
    }

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
            ("$a$ or 5$", "\\$a\\$ or 5\\$"),
            ("$5 and $6", "$5 and $6"),
        ] {
            assert_eq!(escape(text, "\n"), expected, "{text}");
        }
    }

    #[test]
    fn brackets_do_not_end_an_images_text() {
        assert_eq!(alternative("a [b]\nc]"), "a \\[b\\] c\\]");
    }

    #[test]
    fn at_the_ends_of_a_line_marks_stand_beside_what_is_written_there() {
        for (text, between, expected) in [
            ("a *\nb", "\\\n", "a \\*\\\nb"),
            ("a *\n\nb\n", "\\\n", "a \\*\\\nb"),
            ("a _\n_ b", "<br>", "a \\_<br>\\_ b"),
            ("a *\n * b", "<br>", "a \\*<br>\\* b"),
            ("a *\nb *", " ", "a * b *"),
            ("a *\n", "\\\n", "a *"),
        ] {
            assert_eq!(escape(text, between), expected, "{text}");
        }
        assert_eq!(emphasized("* a *"), "*\\* a \\**");
    }

    #[test]
    fn an_item_is_no_task() {
        assert_eq!(item("[x] a", "\n"), "\\[x] a");
    }
}
