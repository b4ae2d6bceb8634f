//! Decides which lines are captions and credits of photos, and which of them belong to the lead image. From the words
//! of credits and what stands before them.

use super::kinds::KINDS;
use super::shape;
use super::sheet::{Sheet, Zone};
use crate::article::LeadImage;
use crate::block::Kind;
use crate::dateline;
use crate::phrases;
use crate::words;

/// Words of the longest credit line: agency, bureau and two names.
const LONGEST_CREDIT: u32 = 15;
/// Words of the shortest caption; fewer are a section's name.
const SHORTEST_CAPTION: u32 = 4;
/// Words of the longest caption; a longer text before a credit is a paragraph whose caption was lost.
const LONGEST_CAPTION: u32 = 70;
/// Words looked at from the end of a line for a credit in the same line.
const INLINE_WORDS: usize = 10;

/// Judges captions and credits.
pub(super) fn pass(sheet: &mut Sheet) {
    lead(sheet);
    for at in sheet.first..sheet.end {
        let after_text = at > 0 && sheet.is_open(at) && sheet.zone(at) == Zone::Body;
        if after_text && is_credit(sheet, at) {
            sheet.drop(at, "plain: credit", "a photo's credit");
        }
    }
}

/// Finds the lead image: the first credit before or right behind the first running text.
fn lead(sheet: &mut Sheet) {
    let last = (sheet.first + 1).min(sheet.end.saturating_sub(1));
    for at in 0..=last {
        if is_credit(sheet, at) {
            if at < sheet.first && is_caption_behind(sheet, at) {
                note(sheet, at, Some(at + 1));
                return;
            }
            let Some(caption) = at.checked_sub(1).filter(|before| is_caption(sheet, *before)) else {
                if at < sheet.first {
                    note(sheet, at, None);
                }
                return;
            };
            let was_prose = sheet.is_prose(caption);
            note(sheet, at, Some(caption));
            if was_prose {
                sheet.bound(at + 1);
            }
            return;
        }
        if at <= sheet.first && inline(sheet, at) {
            return;
        }
    }
}

fn note(sheet: &mut Sheet, credit: usize, caption: Option<usize>) {
    let image = LeadImage {
        caption: caption.map(|at| sheet.text(at).to_owned()),
        credit: Some(sheet.text(credit).to_owned()),
        ..LeadImage::default()
    };
    sheet.meta.image = Some(image);
    sheet.drop(credit, "plain: credit", "the lead image's credit");
    if let Some(at) = caption {
        sheet.drop(at, "plain: caption", "the lead image's caption: a credit follows");
    }
}

/// A caption that ends with its own credit: `A ferry at the pier © Meridian / Ada Fern`.
fn inline(sheet: &mut Sheet, at: usize) -> bool {
    let Some(line) =
        sheet.line(at).filter(|line| line.counts.words <= LONGEST_CAPTION && line.entry.kind == Kind::Paragraph)
    else {
        return false;
    };
    // A paragraph may end in such words by chance; only one that other running text follows can be a caption.
    let sign = sheet.text(at).contains('©');
    if line.prose && !(sign && has_more(sheet, at))
        || line.found.start.meets(KINDS.copyright)
        || line.found.end.meets(KINDS.copyright)
    {
        return false;
    }
    let text = sheet.text(at);
    let starts = text
        .char_indices()
        .filter(|(_, character)| words::is_space(*character) || *character == '(')
        .map(|(at, _)| at + 1);
    let starts: Vec<usize> = starts.collect();
    let found = starts.iter().rev().take(INLINE_WORDS).rev().find_map(|start| {
        let (caption, credit) = text.split_at_checked(*start)?;
        let credit = credit.trim_start_matches('(');
        let leads =
            credit.starts_with('©') || credit.contains([':', '：']) && phrases::read(credit).start.meets(KINDS.credit);
        let (caption, credit) = (caption.trim_end_matches(['(', ' ']), credit.trim_end_matches([')', ' ']));
        (leads && words::count(caption).words >= SHORTEST_CAPTION).then(|| (caption.to_owned(), credit.to_owned()))
    });
    let Some((caption, credit)) = found else { return false };
    let was_prose = line.prose;
    sheet.meta.image = Some(LeadImage { caption: Some(caption), credit: Some(credit), ..LeadImage::default() });
    sheet.drop(at, "plain: caption", "the lead image's caption with its credit");
    if was_prose {
        sheet.bound(at + 1);
    }
    true
}

fn has_more(sheet: &Sheet, at: usize) -> bool {
    at + 1 < sheet.end && sheet.lines.iter().skip(at + 1).any(|line| line.prose)
}

/// Whether the caption stands behind the credit: a long line without a sentence's end, longer than the line in front,
/// which then is the headline.
fn is_caption_behind(sheet: &Sheet, credit: usize) -> bool {
    let words = |at: usize| sheet.line(at).map_or(0, |line| line.counts.words);
    let front = credit.checked_sub(1).map_or(0, words);
    let Some(line) = sheet.line(credit + 1) else { return false };
    let long =
        line.counts.words >= 2 * SHORTEST_CAPTION && line.counts.words > front && line.counts.words <= LONGEST_CAPTION;
    let headline = credit > 0 && sheet.is_headline(credit - 1) && front >= SHORTEST_CAPTION;
    long && headline && !line.prose && credit + 1 < sheet.first && line.entry.kind == Kind::Paragraph
}

fn is_caption(sheet: &Sheet, at: usize) -> bool {
    let Some(line) = sheet.line(at) else { return false };
    let text = sheet.text(at);
    let sized = (SHORTEST_CAPTION..=LONGEST_CAPTION).contains(&line.counts.words);
    if !sized || line.entry.kind != Kind::Paragraph || line.verdict.is_some() || dateline::dateline(text).is_some() {
        return false;
    }
    if line.prose {
        return has_more(sheet, at);
    }
    // When nothing else could be the headline, this is the headline and the caption was lost.
    let other = (0..sheet.first).any(|other| {
        other != at
            && sheet.is_headline(other)
            && sheet.line(other).is_some_and(|line| line.counts.words >= SHORTEST_CAPTION)
    });
    let repeated = sheet.lines.iter().take(sheet.first).filter(|other| other.counts == line.counts).count() > 1
        && (0..sheet.first).any(|other| other != at && sheet.text(other) == text);
    !repeated && (other || line.counts.words > 25)
}

/// Whether a line is a credit and nothing else.
pub(super) fn is_credit(sheet: &Sheet, at: usize) -> bool {
    let Some(line) = sheet.line(at) else { return false };
    let text = sheet.text(at);
    let copyright =
        (line.found.start | line.found.end | line.found.line).meets(KINDS.copyright) || line.counts.digits >= 4;
    if copyright || line.counts.words > LONGEST_CREDIT || line.entry.kind != Kind::Paragraph {
        return false;
    }
    if text.starts_with(['©', '📷', '📸']) {
        return true;
    }
    let led = line.found.start.meets(KINDS.credit)
        && (text.contains([':', '：']) || text.contains('/') || line.counts.words <= 4);
    (led || line.found.line.meets(KINDS.credit)) && !shape::ends_sentence(text)
}

#[cfg(test)]
mod tests {
    use crate::plain::read;

    const STORY: &str = "The ferry came back at noon with all of its passengers, and the whole harbour rang its bells.\nNobody could say who had rung the first one, because everybody had been looking out to sea.";

    fn image(opening: &str) -> (Option<String>, Option<String>) {
        let image = read(&format!("{opening}\n{STORY}")).meta.image.unwrap_or_default();
        (image.caption, image.credit)
    }

    #[test]
    fn the_line_before_a_credit_is_the_caption() {
        let expected = (Some("Bells above the pier on Monday".to_owned()), Some("© Meridian / Ada Fern".to_owned()));
        assert_eq!(image("A Harbour Rings Its Bells\nBells above the pier on Monday\n© Meridian / Ada Fern"), expected);
        assert_eq!(image("A Harbour Rings Its Bells\nBells above the pier on Monday © Meridian / Ada Fern"), expected);
        assert_eq!(
            image("A Harbour Rings Its Bells\nBells above the pier on Monday (Photo: Ada Fern)").1.as_deref(),
            Some("Photo: Ada Fern")
        );
    }

    #[test]
    fn a_caption_may_stand_behind_its_credit() {
        let caption = "Bells above the pier on Monday, when the ferry came back to Velmora";
        let image = image(&format!("A Harbour Rings Its Bells\n© Meridian / Ada Fern\n{caption}"));
        assert_eq!(image, (Some(caption.to_owned()), Some("© Meridian / Ada Fern".to_owned())));
    }

    #[test]
    fn a_caption_may_be_a_sentence() {
        let caption = "The bells above the pier in Velmora rang for an hour on Monday, when the ferry came back.";
        let reading = read(&format!("A Harbour Rings Its Bells\n{caption}\n© Meridian / Ada Fern\n{STORY}"));
        assert_eq!(reading.meta.image.unwrap_or_default().caption.as_deref(), Some(caption));
        assert_eq!(reading.verdicts.iter().filter(|verdict| verdict.keep).count(), 2);
    }

    #[test]
    fn a_headline_before_a_credit_is_no_caption() {
        assert_eq!(
            image("A Harbour Rings Its Bells\n© Meridian / Ada Fern"),
            (None, Some("© Meridian / Ada Fern".to_owned()))
        );
    }

    #[test]
    fn a_copyright_note_is_no_credit() {
        assert_eq!(
            image("A Harbour Rings Its Bells\nBells above the pier\n© 2019 Meridian. All rights reserved."),
            (None, None)
        );
    }
}
