//! Decides in which order the parts of a text open and close when it is written. From a text and its parts, for the
//! writers of Markdown, HTML and TEI; parts that a caller made up and that overlap are cut.

use crate::article::{Inline, InlineKind};

/// A part with its place in bytes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Located<'a> {
    pub start: usize,
    pub end: usize,
    pub part: &'a Inline,
}

/// The parts of a text by their bytes: in order, outer before inner, each inside the one around it.
pub(super) fn located<'a>(text: &str, spans: &'a [Inline]) -> Vec<Located<'a>> {
    if spans.is_empty() {
        return Vec::new();
    }
    let mut wanted: Vec<u32> = spans.iter().flat_map(|span| [span.start, span.end]).collect();
    wanted.sort_unstable();
    wanted.dedup();
    let mut bytes = Vec::with_capacity(wanted.len());
    let mut next = wanted.iter().peekable();
    let ends = text.char_indices().map(|(at, _)| at).chain([text.len()]);
    for (count, at) in (0_u32..).zip(ends) {
        while next.next_if(|wanted| **wanted <= count).is_some() {
            bytes.push(at);
        }
    }
    let place =
        |at: u32| wanted.binary_search(&at).ok().and_then(|index| bytes.get(index)).copied().unwrap_or(text.len());
    let mut found: Vec<Located<'a>> = spans
        .iter()
        .map(|part| {
            let (start, end) = (place(part.start), place(part.end));
            let moved = if part.kind == InlineKind::Math && start == end { behind_space(text, start) } else { start };
            Located { start: moved, end: end.max(moved), part }
        })
        .collect();
    found.sort_by_key(|span| (span.start, std::cmp::Reverse(span.end)));
    let mut open: Vec<usize> = Vec::new();
    for span in &mut found {
        while open.last().is_some_and(|end| *end <= span.start) {
            open.pop();
        }
        if let Some(end) = open.last() {
            span.end = span.end.min(*end);
        }
        open.push(span.end);
    }
    found.retain(|span| span.start < span.end || span.part.kind == InlineKind::Math);
    found
}

/// Where a formula stands that has no words in the text: behind the space before a sign that ends something, because
/// that space stood before the formula.
fn behind_space(text: &str, at: usize) -> usize {
    let mut rest = text.get(at..).unwrap_or_default().chars();
    let moves = rest.next() == Some(' ') && matches!(rest.next(), Some(',' | '.' | ';' | ':' | '!' | '?' | ')' | ']'));
    at + usize::from(moves)
}

/// Whether a formula without words in the text needs a space between it and the character before it. The page's white
/// space on both sides of it became one space, which stands behind it.
pub(super) fn is_glued(before: char) -> bool {
    !before.is_whitespace() && !matches!(before, '(' | '[' | '{' | '«' | '“' | '„' | '"' | '\'' | '-' | '–' | '—' | '/')
}

/// Takes the links out of code, which would show their marks and not link: the code ends before a link and begins again
/// in it. So the signatures of an interface keep the links to their types.
pub(super) fn around_links<'a>(text: &str, parts: Vec<Located<'a>>) -> Vec<Located<'a>> {
    let links = |part: &Located<'_>| matches!(part.part.kind, InlineKind::Link | InlineKind::NoteReference);
    let code = |part: &Located<'_>| part.part.kind == InlineKind::Code;
    if !parts.iter().any(code) || !parts.iter().any(links) {
        return parts;
    }
    let mut found = Vec::with_capacity(parts.len());
    let piece = |whole: &Located<'a>, start: usize, end: usize| {
        let words = text.get(start..end).unwrap_or_default();
        let lead = words.len() - words.trim_start().len();
        let part = Located { start: start + lead, end: start + lead.max(words.trim_end().len()), ..*whole };
        (part.start < part.end).then_some(part)
    };
    let mut open: Option<(Located<'a>, usize)> = None;
    for part in parts {
        if let Some((whole, at)) = open.take_if(|(whole, _)| whole.end <= part.start) {
            found.extend(piece(&whole, at, whole.end));
        }
        match &mut open {
            Some((whole, at)) if links(&part) && part.start >= *at => {
                found.extend(piece(whole, *at, part.start));
                found.push(part);
                if part.part.kind == InlineKind::Link {
                    found.extend(piece(whole, part.start, part.end));
                }
                *at = part.end;
            }
            Some(_) => {}
            None if code(&part) => open = Some((part, part.start)),
            None => found.push(part),
        }
    }
    found.extend(open.and_then(|(whole, at)| piece(&whole, at, whole.end)));
    found
}

/// What happens at a place of a text.
#[derive(Debug, Clone, Copy)]
pub(super) enum Step<'a> {
    /// Words, up to the next step.
    Words(&'a str),
    Open(Located<'a>),
    Close(Located<'a>),
    /// A part that is written in one piece, with its words.
    Whole(Located<'a>, &'a str),
}

/// The steps in which a text is written. Formulas and the signs of footnotes are wholes, whatever stands in them.
pub(super) fn steps<'a>(text: &'a str, spans: &'a [Inline]) -> Vec<Step<'a>> {
    steps_in(text, located(text, spans))
}

/// The same, of parts that are in order and nest.
pub(super) fn steps_in<'a>(text: &'a str, located: Vec<Located<'a>>) -> Vec<Step<'a>> {
    let mut steps = Vec::new();
    let mut open: Vec<Located<'a>> = Vec::new();
    let mut at = 0;
    let words = |steps: &mut Vec<Step<'a>>, from: usize, to: usize| {
        if let Some(words) = text.get(from..to).filter(|words| !words.is_empty()) {
            steps.push(Step::Words(words));
        }
    };
    for span in located {
        while let Some(last) = open.pop_if(|last| last.end <= span.start) {
            words(&mut steps, at, last.end);
            at = at.max(last.end);
            steps.push(Step::Close(last));
        }
        if span.start < at {
            continue;
        }
        words(&mut steps, at, span.start);
        at = span.start;
        if matches!(span.part.kind, InlineKind::Math | InlineKind::NoteReference | InlineKind::BackReference) {
            let whole = text.get(span.start..span.end).unwrap_or_default();
            let before = text.get(..span.start).and_then(|before| before.chars().next_back());
            if span.part.kind == InlineKind::Math && whole.is_empty() && before.is_some_and(is_glued) {
                steps.push(Step::Words(" "));
            }
            steps.push(Step::Whole(span, whole));
            at = span.end;
        } else {
            steps.push(Step::Open(span));
            open.push(span);
        }
    }
    while let Some(last) = open.pop() {
        words(&mut steps, at, last.end);
        at = at.max(last.end);
        steps.push(Step::Close(last));
    }
    words(&mut steps, at, text.len());
    steps
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(start: u32, end: u32, kind: InlineKind) -> Inline {
        Inline { start, end, kind, url: None, note: None, tex: None }
    }

    #[test]
    fn parts_that_overlap_or_reach_too_far_are_cut() {
        let spans = [
            part(3, 9, InlineKind::Strong),
            part(0, 4, InlineKind::Emphasis),
            part(50, 60, InlineKind::Code),
            part(5, 5, InlineKind::Math),
        ];
        let found: Vec<_> = located("éöüabcd", &spans).iter().map(|span| (span.start, span.end)).collect();
        assert_eq!(found, [(0, 7), (6, 7), (8, 8)]);
    }

    #[test]
    fn steps_nest() {
        let spans =
            [part(0, 3, InlineKind::Strong), part(1, 2, InlineKind::Emphasis), part(3, 4, InlineKind::BackReference)];
        let written: String = steps("abcde", &spans)
            .iter()
            .map(|step| match step {
                Step::Words(words) => (*words).to_owned(),
                Step::Open(_) => "<".to_owned(),
                Step::Close(_) => ">".to_owned(),
                Step::Whole(_, words) => format!("[{words}]"),
            })
            .collect();
        assert_eq!(written, "<a<b>c>[d]e");
    }
}
