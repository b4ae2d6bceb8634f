//! Decides which of the lines before the text is the headline, and what the others say: site, byline, dates, menus.
//! From repetition, shape and place, for read.

use std::collections::HashMap;

use super::kinds::KINDS;
use super::sheet::{Sheet, Zone};
use super::{date, shape};
use crate::article::Author;
use crate::block::Kind;
use crate::meta::{author, name};
use crate::words;

/// Lines of the opening that can be the headline; behind so many menu lines no text begins.
const MOST_CANDIDATES: usize = 400;

/// Judges the lines before the text. `clean` says that nothing in the whole text was found to be chrome.
pub(super) fn pass(sheet: &mut Sheet, clean: bool) {
    let end = opening_end(sheet);
    let title = find_title(sheet, end);
    if let Some(title) = &title {
        settle_title(sheet, title, clean);
    }
    let at_title = title.as_ref().map(|title| title.at);
    dates(sheet, end, at_title);
    byline(sheet, end);
    if !clean {
        leftovers(sheet, end, at_title);
    }
}

/// The line behind the opening. A text without any running text opens with its first lines up to the first sentence.
fn opening_end(sheet: &Sheet) -> usize {
    if sheet.first > 0 || sheet.is_prose(0) {
        return sheet.first;
    }
    let rest =
        sheet.lines.iter().enumerate().position(|(at, line)| {
            line.verdict.is_none() && shape::ends_sentence(sheet.text(at)) && line.counts.words > 3
        });
    rest.unwrap_or(1).min(sheet.lines.len())
}

struct Title {
    at: usize,
    text: String,
    site: Option<String>,
}

/// The line that reads most like a headline. Repetition says most: dumps hold the page's title and the headline.
fn find_title(sheet: &Sheet, end: usize) -> Option<Title> {
    let open = |at: &usize| {
        sheet.is_open(*at)
            && sheet.is_headline(*at)
            && sheet.line(*at).is_some_and(|line| line.entry.kind != Kind::Item)
    };
    let candidates: Vec<usize> = (0..end)
        .filter(open)
        .filter(|at| !is_byline(sheet, *at) && !is_dated(sheet.text(*at)))
        .take(MOST_CANDIDATES)
        .collect();
    let mut seen: HashMap<&str, usize> = HashMap::new();
    for at in &candidates {
        *seen.entry(sheet.text(*at)).or_default() += 1;
    }
    let mut best: Option<(u32, Title)> = None;
    for at in &candidates {
        let text = sheet.text(*at);
        let counts = sheet.line(*at).map(|line| line.counts).unwrap_or_default();
        let repeated = counts.words >= 3 && seen.get(text).is_some_and(|times| *times > 1);
        let site = suffix(text, |head, site| seen.contains_key(head) || names_site(sheet, *at, site));
        let twin = site.is_some_and(|(head, _)| seen.contains_key(head));
        let marked = sheet.line(*at).is_some_and(|line| line.entry.kind == Kind::Heading(1));
        let menu = text.contains('|') && site.is_none();
        let dated = (at + 1..=at + 3).any(|below| below < end && date::date(sheet.text(below)).is_some());
        // Captions and standfirsts are longer than most headlines.
        let sized = if counts.words > 18 { 3 } else { counts.words.min(4) };
        let points = sized + u32::from(dated) + 3 * u32::from(repeated) + 3 * u32::from(twin) + 4 * u32::from(marked)
            - if menu { 2.min(counts.words.min(4)) } else { 0 };
        if best.as_ref().is_none_or(|(most, _)| points > *most) {
            let (text, site) = site.map_or((text, None), |(head, site)| (head, Some(site)));
            best = Some((points, Title { at: *at, text: text.to_owned(), site: site.map(str::to_owned) }));
        }
    }
    best.map(|(_, title)| title)
}

fn is_dated(text: &str) -> bool {
    date::is_moment(text) || date::is_running_clock(text)
}

/// Signs between a headline and the site's name in a page's title.
const SEPARATORS: &[&str] = &[" - ", " | ", " – ", " — ", " :: ", " · ", " » "];

/// Headline and site of a page's title, cut at the separator for which `fits` holds.
fn suffix(text: &str, fits: impl Fn(&str, &str) -> bool) -> Option<(&str, &str)> {
    let cuts = SEPARATORS.iter().flat_map(|sign| text.rmatch_indices(sign).take(3).map(|(at, sign)| (at, sign.len())));
    cuts.map(|(at, length)| {
        (text.get(..at).unwrap_or_default().trim(), text.get(at + length..).unwrap_or_default().trim())
    })
    .find(|(head, site)| !head.is_empty() && !site.is_empty() && fits(head, site))
}

/// Whether a name stands elsewhere as the site's: alone on a line at an edge, or in the copyright note.
fn names_site(sheet: &Sheet, title: usize, name: &str) -> bool {
    if words::count(name).words > 5 {
        return false;
    }
    // The name stands in the first or the last lines; so few are compared that no text of many titles gets slow.
    const EDGE: usize = 20;
    let lines = sheet.lines.len();
    (0..lines.min(EDGE)).chain(lines.saturating_sub(EDGE)..lines).any(|at| {
        let text = sheet.text(at);
        let copyright = sheet.line(at).is_some_and(|line| (line.found.start | line.found.end).meets(KINDS.copyright));
        at != title && (text == name || copyright && text.contains(name))
    })
}

/// Takes the headline and drops its repetitions. In a text without chrome the line itself stays: nothing says that the
/// first line is not a line of the text.
fn settle_title(sheet: &mut Sheet, title: &Title, clean: bool) {
    let body = sheet.lines.iter().enumerate().any(|(at, line)| at != title.at && line.verdict.is_none());
    if !body {
        return;
    }
    let end = sheet.end.max(title.at + 1);
    let mut site = title.site.clone();
    for at in 0..end {
        let same = sheet.text(at) == title.text || suffix(sheet.text(at), |head, _| head == title.text).is_some();
        if !sheet.is_open(at) || at != title.at && !same || sheet.is_prose(at) {
            continue;
        }
        if site.is_none() {
            site = suffix(sheet.text(at), |head, _| head == title.text).map(|(_, site)| site.to_owned());
        }
        if clean && at == title.at {
            if let Some(line) = sheet.lines.get_mut(at) {
                line.entry.kind = Kind::Heading(1);
            }
            sheet.keep(at, "plain: title", "the headline of a text without chrome");
        } else {
            sheet.drop(at, "plain: title", "the headline, which the title holds");
        }
    }
    sheet.meta.site_name = site;
    sheet.meta.title = Some(title.text.clone());
}

/// Words of the longest line that is a date with its label.
const LONGEST_DATE: u32 = 14;

/// Reads the dates around the headline; one behind it counts before one in front.
fn dates(sheet: &mut Sheet, end: usize, title: Option<usize>) {
    let order = title.unwrap_or(0);
    let spans = (order..end).chain(0..order);
    for at in spans {
        let Some(line) = sheet
            .line(at)
            .filter(|line| !line.prose && line.counts.words <= LONGEST_DATE && line.entry.kind == Kind::Paragraph)
        else {
            continue;
        };
        let text = sheet.text(at);
        let Some(found) = date::date(text) else { continue };
        let alone = date::is_moment(text);
        let published = line.found.start.meets(KINDS.published);
        let modified = line.found.start.meets(KINDS.modified);
        let signed = at > order
            && line.counts.words <= LONGEST_DATE
            && text.split_whitespace().any(|word| word.eq_ignore_ascii_case("by"));
        let labelled = published || modified || signed || is_byline(sheet, at);
        if date::is_running_clock(text) || !(alone || labelled) || !(sheet.is_open(at) || labelled) {
            continue;
        }
        let change = (!modified).then(|| changed(text)).flatten();
        if modified {
            sheet.meta.modified.get_or_insert(found);
        } else {
            sheet.meta.published.get_or_insert(found);
        }
        if let Some(change) = change {
            sheet.meta.modified.get_or_insert(change);
        }
        if sheet.is_open(at) && !is_byline(sheet, at) {
            sheet.drop(at, "plain: date", "a date near the headline");
        }
    }
}

/// The date of the last change in a line that first gives the date of publication.
fn changed(text: &str) -> Option<String> {
    let starts = text.char_indices().filter(|(_, character)| matches!(character, '(' | '|' | ';' | ',' | '·'));
    starts.take(6).find_map(|(at, sign)| {
        let rest = text.get(at + sign.len_utf8()..)?.trim();
        crate::phrases::read(rest).start.meets(KINDS.modified).then(|| date::date(rest)).flatten()
    })
}

/// Words of the longest byline: lead-in, two names, a date.
const LONGEST_BYLINE: u32 = 14;

/// The people that a line names behind a byline's lead-in.
fn names(sheet: &Sheet, at: usize) -> Vec<String> {
    let led = |line: &&super::sheet::Line| {
        line.found.start.meets(KINDS.byline) && line.counts.words <= LONGEST_BYLINE && !line.prose
    };
    if sheet.line(at).filter(led).is_none() {
        return Vec::new();
    }
    let names = author::people(sheet.text(at));
    // Without markup only a first and a last name tell a person from any other word behind "by".
    let is_person = |name: &String| {
        name::looks_like_name(name) && (name.contains(' ') || words::is_spaceless(name.chars().next().unwrap_or(' ')))
    };
    if names.iter().all(is_person) { names } else { Vec::new() }
}

fn is_byline(sheet: &Sheet, at: usize) -> bool {
    // The first line of a text is sooner a headline that begins with "By" or "From".
    at > 0 && !names(sheet, at).is_empty() && !shape::ends_sentence(sheet.text(at))
}

fn byline(sheet: &mut Sheet, end: usize) {
    for at in 1..end {
        // A byline between other labels was dropped with them.
        let glued =
            sheet.line(at).and_then(|line| line.verdict.as_ref()).is_some_and(|verdict| verdict.by == "plain: labels");
        if (sheet.is_open(at) || glued) && is_byline(sheet, at) {
            if sheet.meta.authors.is_empty() {
                sheet.meta.authors = names(sheet, at).into_iter().map(|name| Author { name, url: None }).collect();
            }
            sheet.drop(at, "plain: byline", "who wrote it");
        }
    }
}

/// Words of the longest name of a section or menu entry that the vocabulary does not know.
const LONGEST_SECTION: u32 = 4;

/// Drops what is left of menus once other chrome was found: short lines before the headline, and the names of sections
/// behind it. Standfirsts and sentences stay.
fn leftovers(sheet: &mut Sheet, end: usize, title: Option<usize>) {
    for at in 0..end {
        let Some(line) = sheet.line(at).filter(|line| line.verdict.is_none() && sheet.zone(at) == Zone::Opening) else {
            continue;
        };
        let text = sheet.text(at);
        let before = title.is_some_and(|title| at < title);
        let longest = if before { LONGEST_SECTION * 2 } else { LONGEST_SECTION };
        let marked = matches!(line.entry.kind, Kind::Heading(2..) | Kind::Code | Kind::Quote);
        if !marked && line.counts.words <= longest && !shape::ends_sentence(text) && !shape::ends_open(text) {
            sheet.drop(at, "plain: opening", "a short line before the text, among chrome");
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::plain::read;
    use crate::plain::tests::kept;

    const STORY: &str = "The ferry came back at noon with all of its passengers, and the whole harbour rang its bells.\nNobody could say who had rung the first one, because everybody had been looking out to sea.";

    #[test]
    fn the_repeated_line_is_the_headline_and_its_suffix_the_site() {
        let reading = read(&format!(
            "Menu\nLowen Coast\nA Harbour Rings Its Bells - Meridian Coast\nLowen Coast\nA Harbour Rings Its Bells\nShare\n{STORY}"
        ));
        assert_eq!(reading.meta.title.as_deref(), Some("A Harbour Rings Its Bells"));
        assert_eq!(reading.meta.site_name.as_deref(), Some("Meridian Coast"));
        assert_eq!(reading.verdicts.iter().filter(|verdict| verdict.keep).count(), 2);
    }

    #[test]
    fn a_suffix_is_cut_only_when_the_site_is_named_elsewhere() {
        assert_eq!(
            read(&format!("Bells at Noon - A Love Story\n{STORY}")).meta.title.as_deref(),
            Some("Bells at Noon - A Love Story")
        );
        let reading = read(&format!("Bells at Noon | Meridian\n{STORY}\n© 2019 Meridian"));
        assert_eq!(
            (reading.meta.title.as_deref(), reading.meta.site_name.as_deref()),
            (Some("Bells at Noon"), Some("Meridian"))
        );
    }

    #[test]
    fn the_date_behind_the_headline_is_the_publication_and_the_clock_is_not() {
        let reading = read(&format!(
            "09:14 GMT +3 6 April 2011\nBells at Noon in Velmora\n01:12 05.04.2011(updated 01:15 07.04.2011)\nShare\n{STORY}"
        ));
        assert_eq!(
            (reading.meta.published.as_deref(), reading.meta.modified.as_deref()),
            (Some("2011-04-05"), Some("2011-04-07"))
        );
    }

    #[test]
    fn bylines_name_the_authors_and_headlines_that_begin_with_by_do_not() {
        let reading =
            read(&format!("Bells at Noon in Velmora\nBy Ada Fern and Ivo Hallam, 5 April 2011\nShare\n{STORY}"));
        let names: Vec<_> = reading.meta.authors.iter().map(|author| author.name.as_str()).collect();
        assert_eq!((names, reading.meta.published.as_deref()), (vec!["Ada Fern", "Ivo Hallam"], Some("2011-04-05")));
        let reading = read(&format!("By Ferry To Velmora\n{STORY}"));
        assert_eq!((reading.meta.title.as_deref(), reading.meta.authors.len()), (Some("By Ferry To Velmora"), 0));
    }

    #[test]
    fn a_standfirst_stays_and_section_names_go() {
        let standfirst = "Why a whole town went deaf for one afternoon and liked it";
        let reading = read(&format!("Viral\nBells at Noon in Velmora\n{standfirst}\nLowen Coast\nShare\n{STORY}"));
        let kept = kept(&reading);
        assert_eq!((kept.len(), kept.first().copied()), (3, Some(standfirst)));
    }
}
