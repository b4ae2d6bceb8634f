//! Decides which lines are chrome by what they say: known phrases, glued labels, counts, clocks, addresses, rules. From
//! the vocabulary and a line's place, for read.

use super::kinds::KINDS;
use super::labels::{self, Labels};
use super::sheet::{Sheet, Zone};
use super::{date, shape};
use crate::block::Kind;

/// Words of the longest line that a phrase at its beginning makes chrome.
const LONGEST_LED: u32 = 12;
/// Words of the longest notice in sentences.
const LONGEST_NOTICE: u32 = 80;

/// Judges every line that nothing was decided about.
pub(super) fn pass(sheet: &mut Sheet) {
    for at in 0..sheet.lines.len() {
        if sheet.deadline.is_over() {
            return;
        }
        if !sheet.is_open(at) || sheet.line(at).is_none_or(|line| line.entry.kind == Kind::Code) {
            continue;
        }
        if let Some((by, reason)) = signs(sheet, at).or_else(|| phrase(sheet, at)).or_else(|| labels(sheet, at)) {
            sheet.drop(at, by, reason);
        }
    }
    soft(sheet);
    widgets(sheet);
}

type Ruling = Option<(&'static str, &'static str)>;

/// Lines without words.
fn signs(sheet: &Sheet, at: usize) -> Ruling {
    let text = sheet.text(at);
    let edge =
        sheet.zone(at) != Zone::Body || sheet.end - sheet.first == sheet.lines.len() && !sheet.is_prose(sheet.first);
    let beside = |at: Option<usize>| at.is_some_and(|at| sheet.is_dropped(at));
    let beside_chrome = beside(at.checked_sub(1)) || at + 1 < sheet.lines.len() && is_known(sheet, at + 1);
    if shape::is_rule(text) {
        return Some(("plain: rule", "a line without a letter or digit"));
    }
    if date::is_running_clock(text) && (sheet.zone(at) != Zone::Body || beside_chrome) {
        return Some(("plain: clock", "the time now, not the article's"));
    }
    // In the text a number alone may be a chapter's, and in a table of lines a value.
    if shape::is_counter(text)
        && (sheet.zone(at) != Zone::Body && sheet.line(at).is_some_and(|line| line.entry.kind == Kind::Paragraph)
            || beside_chrome)
    {
        return Some(("plain: counter", "nothing but counts"));
    }
    let announced = at > 0 && shape::ends_open(sheet.text(at - 1));
    if shape::is_address(text) && !announced && (edge || beside_chrome || sheet.is_prose(sheet.first)) {
        return Some(("plain: address", "an address alone on its line"));
    }
    None
}

/// Lines that are, or begin or end with, a phrase of chrome.
fn phrase(sheet: &Sheet, at: usize) -> Ruling {
    let line = sheet.line(at)?;
    let text = sheet.text(at);
    let sentence = shape::ends_sentence(text);
    let body = sheet.zone(at) == Zone::Body;
    // Networks write their names with a capital; in the text a small `threads` is a word.
    let word = body && line.found.line.meets(KINDS.social) && text.starts_with(char::is_lowercase);
    if word {
        return None;
    }
    if line.found.line.meets(KINDS.hard) && !heads_text(sheet, at) && !(body && sentence && line.counts.words <= 3) {
        return Some(("plain: phrase", "a phrase of chrome alone on its line"));
    }
    if !body && line.found.line.meets(KINDS.soft) && !is_date_line(sheet, at) {
        return Some(("plain: phrase", "a phrase of chrome at the edge of the text"));
    }
    let led = line.found.start | line.found.end;
    if led.meets(KINDS.lead) && !sentence && line.counts.words <= LONGEST_LED && !heads_text(sheet, at) {
        return Some(("plain: phrase", "a short line that begins or ends with a phrase of chrome"));
    }
    if led.meets(KINDS.notice) && !body && line.counts.words <= LONGEST_NOTICE {
        return Some(("plain: phrase", "a notice at the edge of the text"));
    }
    None
}

/// Whether a single word of comment widgets stands where a heading stands: `Discussion` in a paper.
fn heads_text(sheet: &Sheet, at: usize) -> bool {
    let Some(line) = sheet.line(at) else { return false };
    let one = line.counts.words == 1 && line.found.line.meets(KINDS.comment);
    let followed = sheet.is_prose(at + 1) && sheet.is_prose(at + 2);
    matches!(line.entry.kind, Kind::Heading(_)) && followed || one && at > 0 && sheet.is_prose(at - 1) && followed
}

/// Dates are read with the opening, which drops them itself.
fn is_date_line(sheet: &Sheet, at: usize) -> bool {
    sheet.zone(at) == Zone::Opening && date::date(sheet.text(at)).is_some()
}

fn labels(sheet: &Sheet, at: usize) -> Ruling {
    let line = sheet.line(at).filter(|line| !line.prose && line.entry.kind == Kind::Paragraph)?;
    match labels::read(sheet.text(at)) {
        Labels::Known => Some(("plain: labels", "labels without anything between them")),
        Labels::Row if sheet.zone(at) != Zone::Body && line.counts.sentences == 0 => {
            Some(("plain: labels", "a row of labels at the edge of the text"))
        }
        _ => None,
    }
}

/// Whether a line is a phrase that is never text.
fn is_known(sheet: &Sheet, at: usize) -> bool {
    sheet.line(at).is_some_and(|line| line.found.line.meets(KINDS.hard))
}

/// Drops words of menus inside the text when they stand among chrome, three of them or more, or beside a dropped line;
/// one alone may head a part.
fn soft(sheet: &mut Sheet) {
    let is_soft = |sheet: &Sheet, at: usize| {
        let line = sheet.line(at);
        line.is_some_and(|line| {
            line.verdict.is_none() && line.entry.kind == Kind::Paragraph && line.found.line.meets(KINDS.soft)
        }) && !shape::ends_sentence(sheet.text(at))
    };
    let mut at = sheet.first;
    while at < sheet.end {
        let start = at;
        while at < sheet.end && is_soft(sheet, at) {
            at += 1;
        }
        let run = at - start;
        let beside = start > 0 && is_phrase_drop(sheet, start - 1) || is_phrase_drop(sheet, at);
        let heads = run == 1 && sheet.is_prose(at) && start > 0 && sheet.is_prose(start - 1);
        if run >= 3 || run > 0 && beside && !heads {
            for at in start..start + run {
                sheet.drop(at, "plain: phrase", "a phrase of chrome among others");
            }
        }
        at += usize::from(run == 0);
    }
}

fn is_phrase_drop(sheet: &Sheet, at: usize) -> bool {
    let by =
        sheet.line(at).and_then(|line| line.verdict.as_ref()).filter(|verdict| !verdict.keep).map(|verdict| verdict.by);
    matches!(by, Some("plain: phrase" | "plain: labels" | "plain: counter"))
}

/// Lines of a widget's own wording, such as the promise below `Subscribe`.
const WIDGET_LINES: usize = 2;

fn widgets(sheet: &mut Sheet) {
    for at in sheet.first..sheet.end {
        let head = sheet
            .line(at)
            .is_some_and(|line| (line.found.line | line.found.start | line.found.end).meets(KINDS.widget))
            && is_phrase_drop(sheet, at);
        if !head {
            continue;
        }
        for below in at + 1..=at + WIDGET_LINES {
            let label = sheet.line(below).is_some_and(|line| {
                line.verdict.is_none()
                    && !line.prose
                    && line.entry.kind == Kind::Paragraph
                    && (1..=LONGEST_LED).contains(&line.counts.words)
                    && line.counts.sentences == 0
            });
            // Two short lines before running text: the second is more likely a cross-head.
            if !label || shape::ends_open(sheet.text(below)) || below > at + 1 && sheet.is_prose(below + 1) {
                break;
            }
            sheet.drop(below, "plain: widget", "the wording of the widget above it");
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::plain::read;

    const FIRST: &str = "The ferry came back at noon with all of its passengers, and the whole harbour rang its bells.";
    const LAST: &str = "Nobody could say who had rung the first one, because everybody had been looking out to sea.";

    fn dropped_by(line: &str) -> Option<&'static str> {
        let reading = read(&format!("{FIRST}\n{line}\n{LAST}\n{FIRST}"));
        reading.verdicts.iter().find(|verdict| !verdict.keep).map(|verdict| verdict.by)
    }

    #[test]
    fn phrases_go_when_they_are_the_whole_line() {
        for line in ["Listen Live", "Get short URL", "ADVERTISEMENT", "Teilen", "Comment via Facebook", "Подписаться"]
        {
            assert_eq!(dropped_by(line), Some("plain: phrase"), "{line}");
        }
    }

    #[test]
    fn phrases_inside_sentences_stay() {
        for line in [
            "The card said Get short URL, Send It to Your Aunt.",
            "Share prices fell in the afternoon, and nobody knew why.",
            "No.",
            "They had to press Listen Live before the bells were heard in the kitchen of the lighthouse.",
            "Subscribe, she thought, and then she did not.",
        ] {
            assert_eq!(dropped_by(line), None, "{line}");
        }
    }

    #[test]
    fn a_word_that_also_heads_parts_of_a_text_stays_between_paragraphs() {
        for line in ["Discussion", "Weather", "Resources"] {
            assert_eq!(dropped_by(line), None, "{line}");
        }
        assert_eq!(dropped_by("News\nWeather\nResources"), Some("plain: phrase"));
    }

    #[test]
    fn counts_clocks_and_addresses_go() {
        assert_eq!(dropped_by("Share\n718\n0"), Some("plain: phrase"));
        assert_eq!(dropped_by("https://example.org/k7"), Some("plain: address"));
        assert_eq!(dropped_by("Community standardsDiscussion"), Some("plain: labels"));
        assert_eq!(dropped_by("* * *"), Some("plain: rule"));
        let reading = read(&format!("01:51 GMT +3 20 September 2019\n{FIRST}\n{LAST}"));
        assert_eq!((reading.verdicts[0].by, reading.meta.published), ("plain: clock", None));
    }

    #[test]
    fn a_number_or_an_announced_address_in_the_text_stays() {
        assert_eq!(dropped_by("2"), None);
        assert_eq!(dropped_by("The timetable is here:\nhttps://example.org/k7"), None);
    }

    #[test]
    fn a_widget_takes_its_promise_along_and_not_the_text() {
        let reading = read(&format!("{FIRST}\nSubscribe\nGet the harbour letter every Sunday\n{LAST}\n{FIRST}"));
        let by: Vec<_> = reading.verdicts.iter().map(|verdict| verdict.by).collect();
        assert_eq!(by.get(1..3), Some(["plain: phrase", "plain: widget"].as_slice()));
    }
}
