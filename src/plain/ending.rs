//! Decides what becomes of the lines that no other pass decided: the tail behind the text goes once chrome begins there,
//! short lines between paragraphs are headings, and everything else stays. From place and neighbours, for read.

use super::pointers;
use super::shape;
use super::sheet::{Sheet, Zone};
use crate::block::Kind;

/// Words of the longest cross-head.
const LONGEST_CROSS_HEAD: u32 = 12;
/// Words of the shortest headline that is told from a section's name or a signature by its length.
const SHORTEST_RELATED: u32 = 4;

/// Judges the lines behind the text.
pub(super) fn tail(sheet: &mut Sheet) {
    let signs = ["plain: rule", "plain: address"];
    let begins = |line: &super::sheet::Line| {
        line.verdict.as_ref().is_some_and(|verdict| !verdict.keep && !signs.contains(&verdict.by))
    };
    let Some(chrome) = (sheet.end..sheet.lines.len()).find(|at| sheet.line(*at).is_some_and(begins)) else { return };
    headlines(sheet, chrome);
    let mut related = false;
    for at in chrome..sheet.lines.len() {
        let by = sheet.line(at).and_then(|line| line.verdict.as_ref()).map(|verdict| verdict.by);
        if by.is_none() {
            let text = sheet.text(at).to_owned();
            // Behind the related stories a short list between commas is the tags.
            if related && text.contains([',', '，']) && pointers::is_tag_list(&text) && sheet.meta.tags.is_empty() {
                pointers::take(sheet, "", &text);
                sheet.drop(at, "plain: tags", "a list of tags behind the related stories");
            } else {
                sheet.drop(at, "plain: tail", "behind the first chrome after the text");
            }
        }
        related = by == Some("plain: related");
    }
}

/// Takes headlines between the text and the first chrome: two or more of them are a list of other stories.
fn headlines(sheet: &mut Sheet, chrome: usize) {
    let is_story = |at: usize| {
        sheet.is_open(at)
            && sheet.is_headline(at)
            && sheet.line(at).is_some_and(|line| line.counts.words >= SHORTEST_RELATED)
    };
    let start = (sheet.end..chrome).rev().take_while(|at| is_story(*at)).last().unwrap_or(chrome);
    let introduced = start > 0 && shape::ends_open(sheet.text(start - 1));
    let unmarked = (start..chrome).all(|at| sheet.line(at).is_some_and(|line| line.entry.kind == Kind::Paragraph));
    if chrome - start < 2 || introduced || !unmarked {
        return;
    }
    for at in start..chrome {
        let title = sheet.text(at).to_owned();
        sheet.relate(&title);
        sheet.drop(at, "plain: related", "a run of headlines behind the text");
    }
}

/// Judges the rest.
pub(super) fn rest(sheet: &mut Sheet) {
    let count = sheet.lines.len();
    // What follows each line once the dropped ones are gone, so that a heading looks past an advertisement.
    let mut following = vec![count; count];
    let mut next = count;
    for at in (0..count).rev() {
        if let Some(slot) = following.get_mut(at) {
            *slot = next;
        }
        if !sheet.is_dropped(at) {
            next = at;
        }
    }
    let mut previous: Option<usize> = None;
    for at in 0..count {
        if sheet.is_dropped(at) {
            continue;
        }
        if sheet.is_open(at) {
            let next = following.get(at).copied().unwrap_or(count);
            judge_open(sheet, at, previous, next);
        }
        previous = Some(at);
    }
}

fn judge_open(sheet: &mut Sheet, at: usize, previous: Option<usize>, next: usize) {
    if is_cross_head(sheet, at, previous, next) {
        if let Some(line) = sheet.lines.get_mut(at) {
            line.entry.kind = Kind::Heading(2);
        }
        sheet.keep(at, "plain: heading", "a short line between paragraphs");
    } else if sheet.is_prose(at) {
        sheet.keep(at, "plain: prose", "reads as running text");
    } else {
        sheet.keep(at, "plain: line", "nothing says that it is chrome");
    }
}

fn is_cross_head(sheet: &Sheet, at: usize, previous: Option<usize>, next: usize) -> bool {
    let Some(line) = sheet.line(at) else { return false };
    let text = sheet.text(at);
    let stopped = shape::ends_open(text)
        || shape::ends_sentence(text) && !(text.ends_with(['?', '？', '؟']) && line.counts.words >= 3);
    let small = text
        .chars()
        .next()
        .is_none_or(|first| first.is_lowercase() || matches!(first, '"' | '„' | '“' | '«' | '-' | '–' | '—' | '('));
    let shaped = line.entry.kind == Kind::Paragraph
        && !line.prose
        && (1..=LONGEST_CROSS_HEAD).contains(&line.counts.words)
        && !stopped
        && !small;
    let lettered = line.counts.digits * 2 < line.counts.characters;
    if !shaped || !lettered || sheet.zone(at) != Zone::Body {
        return false;
    }
    let runs = |at: usize| {
        sheet.line(at).is_some_and(|line| {
            line.prose
                || matches!(line.entry.kind, Kind::Item | Kind::Quote)
                || line.counts.words >= 8 && shape::ends_sentence(sheet.text(at))
        })
    };
    let before = previous.is_some_and(|at| runs(at) || shape::ends_sentence(sheet.text(at)));
    before && runs(next)
}

#[cfg(test)]
mod tests {
    use crate::block::Kind;
    use crate::plain::read;
    use crate::plain::tests::kept;

    const FIRST: &str = "The ferry came back at noon with all of its passengers, and the whole harbour rang its bells.";
    const LAST: &str = "Nobody could say who had rung the first one, because everybody had been looking out to sea.";

    #[test]
    fn a_short_line_between_paragraphs_is_a_heading() {
        let reading = read(&format!("{FIRST}\nAdvertisement\nBells Instead of Horns\n{LAST}"));
        assert_eq!(kept(&reading), [FIRST, "Bells Instead of Horns", LAST]);
        assert_eq!(reading.blocks.list.get(2).map(|block| block.kind), Some(Kind::Heading(2)));
    }

    #[test]
    fn behind_the_first_chrome_of_the_tail_nothing_short_stays() {
        let reading = read(&format!("{FIRST}\n{LAST}\nBy hand, as always\nCommunity standards\nSeal Naps on Boat\n"));
        assert_eq!(kept(&reading), [FIRST, LAST, "By hand, as always"]);
    }

    #[test]
    fn a_run_of_headlines_before_the_chrome_of_the_tail_is_related() {
        let reading = read(&format!(
            "{FIRST}\n{LAST}\nBell Foundry to Close\nA Ferry Named After Goat\nbells, goats\nLeave a comment"
        ));
        assert_eq!(reading.related.len(), 0, "a list of tags stands between them and the chrome");
        let reading =
            read(&format!("{FIRST}\n{LAST}\nBell Foundry to Close\nA Ferry Named After Goat\nLeave a comment"));
        assert_eq!((reading.related.len(), kept(&reading).len()), (2, 2));
        let reading = read(&format!(
            "{FIRST}\n{LAST} They were:\nBell Foundry to Close\nA Ferry Named After Goat\nLeave a comment"
        ));
        assert_eq!((reading.related.len(), kept(&reading).len()), (0, 4));
    }

    #[test]
    fn a_text_without_chrome_stays_whole() {
        for text in [
            format!("{FIRST}\n{LAST}\nIvo Hallam\nVelmora, in May"),
            format!("Bells\n\n{FIRST}\n\nPart Two\n\n{LAST}\n\nThe End"),
            "Only one line here".to_owned(),
            FIRST.to_owned(),
            "Milk\nBread\nCandles for the harbour feast".to_owned(),
            "\"Why?\"\n\"No.\"\n\"Yes.\"\nHe left.".to_owned(),
        ] {
            let reading = read(&text);
            assert!(reading.verdicts.iter().all(|verdict| verdict.keep), "{text}: {:?}", reading.verdicts);
        }
    }
}
