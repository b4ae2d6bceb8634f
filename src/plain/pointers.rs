//! Decides which lines point to other stories or name the tags, and takes what they say. From lead-ins, headings of
//! lists and the shape of the lines below them.

use super::kinds::KINDS;
use super::shape;
use super::sheet::{Sheet, Zone};
use crate::block::Kind;
use crate::phrases;
use crate::words;

/// Judges lead-ins such as `READ MORE:` in one line with a headline or alone before one.
pub(super) fn read_more(sheet: &mut Sheet) {
    for at in 0..sheet.lines.len() {
        if sheet.deadline.is_over() {
            return;
        }
        if !sheet.is_open(at) || sheet.line(at).is_none_or(|line| line.entry.kind == Kind::Code) {
            continue;
        }
        let Some(lead) = lead_in(sheet.text(at)) else { continue };
        if lead.rest.is_empty() {
            let listed = sheet.line(at).is_some_and(|line| line.found.line.meets(KINDS.related));
            if !listed && sheet.is_headline(at + 1) {
                let title = sheet.text(at + 1).to_owned();
                sheet.relate(&title);
                sheet.drop(at, "plain: read more", "a lead-in to another story");
                sheet.drop(at + 1, "plain: read more", "a headline behind a lead-in");
            }
            continue;
        }
        let counts = words::count(&lead.rest);
        let short = counts.words <= 12 || !shape::ends_sentence(&lead.rest) && counts.words <= 25;
        // Two words with a colon, or one in capitals, are a label even before a whole sentence.
        if short && counts.sentences <= 1 || lead.strong && counts.words <= 40 && counts.sentences <= 2 {
            sheet.relate(&lead.rest);
            sheet.drop(at, "plain: read more", "a lead-in and the headline of another story");
        }
    }
}

struct LeadIn {
    rest: String,
    strong: bool,
}

/// Bytes before the colon of the longest lead-in.
const LONGEST_LEAD: usize = 60;

fn lead_in(text: &str) -> Option<LeadIn> {
    let colon = text.char_indices().take(LONGEST_LEAD).find(|(_, character)| matches!(character, ':' | '：'));
    if let Some((at, sign)) = colon {
        let prefix = text.get(..at)?.trim();
        let rest = text.get(at + sign.len_utf8()..)?.trim();
        let several = prefix.split_whitespace().count() >= 2 || prefix.chars().all(words::is_spaceless);
        let loud = !prefix.chars().any(char::is_lowercase) && prefix.chars().any(char::is_uppercase);
        let found = phrases::read(&format!("{prefix}: x"));
        let whole = found.start_length >= phrases::normalise(prefix).len();
        let listed = found.start.meets(KINDS.read_more) && whole;
        // The same words without a colon are a button or a heading; the colon makes them a lead-in.
        let pointer = (several || loud) && phrases::line(prefix).meets(KINDS.pointer);
        return (listed || pointer).then(|| LeadIn { rest: rest.to_owned(), strong: several || loud });
    }
    let found = phrases::read(text);
    if !found.start.meets(KINDS.read_more) || shape::ends_sentence(text) {
        return None;
    }
    let taken = phrases::normalise(text).get(..found.start_length)?.split_whitespace().count();
    let rest: Vec<&str> = text.split_whitespace().skip(taken).take(26).collect();
    // Without a colon only a headline of some length, in capitals as headlines are, tells a pointer from a sentence.
    let capital = rest.first().is_some_and(|word| {
        word.starts_with(|first: char| first.is_uppercase() || matches!(first, '"' | '„' | '«' | '“'))
    });
    (capital && (3..=25).contains(&rest.len())).then(|| LeadIn { rest: rest.join(" "), strong: false })
}

/// Judges headings of lists of other stories and the headlines below them.
pub(super) fn lists(sheet: &mut Sheet) {
    let mut at = 0;
    while at < sheet.lines.len() {
        at += if is_list_heading(sheet, at) { list(sheet, at) } else { 1 };
    }
}

fn is_list_heading(sheet: &Sheet, at: usize) -> bool {
    let Some(line) = sheet.line(at).filter(|line| line.verdict.is_none() && !line.prose) else { return false };
    let whole = line.found.line.meets(KINDS.related);
    // `More from the coast` heads a list at the end of a page; in a text it may begin anything.
    let begun = line.found.start.meets(KINDS.related)
        && line.counts.words <= 6
        && sheet.zone(at) == Zone::Ending
        && !shape::ends_sentence(sheet.text(at));
    (whole || begun) && line.entry.kind != Kind::Code
}

/// Judges one list; says how many lines it takes.
fn list(sheet: &mut Sheet, heading: usize) -> usize {
    let mut end = heading + 1;
    let mut titles = Vec::new();
    while end < sheet.lines.len() {
        let text = sheet.text(end);
        if super::is_aside(text) {
            end += 1;
            continue;
        }
        if !sheet.is_open(end) || !sheet.is_headline(end) || super::is_chrome_line(sheet, end) {
            break;
        }
        titles.push(end);
        end += 1;
    }
    let in_text = sheet.zone(heading) == Zone::Body && sheet.zone(end) == Zone::Body;
    if in_text && sheet.is_prose(end) {
        if titles.is_empty() {
            // Between two paragraphs such a word may head a part of the text; the phrase pass looks on.
            return 1;
        }
        // The last short line before the text goes on is a cross-head.
        let short = titles.last().and_then(|at| sheet.line(*at)).is_some_and(|line| line.counts.words <= 6);
        if titles.len() > 1 && short {
            end = titles.pop().unwrap_or(end);
        }
    }
    let elsewhere = phrases::names_elsewhere(sheet.text(heading));
    sheet.drop(heading, "plain: related", "the heading of a list of other stories");
    for at in titles.into_iter().filter(|_| !elsewhere) {
        let title = sheet.text(at).to_owned();
        sheet.relate(&title);
    }
    for at in heading + 1..end {
        sheet.drop(at, "plain: related", "in a list of other stories");
    }
    end - heading
}

/// Judges lines of tags and takes the tags.
pub(super) fn tags(sheet: &mut Sheet) {
    for at in 0..sheet.lines.len() {
        let Some(line) =
            sheet.line(at).filter(|line| line.verdict.is_none() && !line.prose && line.entry.kind != Kind::Code)
        else {
            continue;
        };
        let alone = line.found.line.meets(KINDS.tags);
        let zone = sheet.zone(at);
        let text = sheet.text(at);
        if alone && (zone == Zone::Ending || text.ends_with([':', '：'])) {
            below(sheet, at);
            continue;
        }
        let Some((lead, rest)) = text.split_once([':', '：']) else { continue };
        let led = line.found.start.meets(KINDS.tags) || phrases::line(lead).meets(KINDS.tags);
        if led && lead.chars().count() <= LONGEST_LEAD && is_tag_list(rest) {
            let (lead, rest) = (lead.to_owned(), rest.to_owned());
            take(sheet, &lead, &rest);
            sheet.drop(at, "plain: tags", "a line of tags");
        }
    }
}

/// Takes the tags below a heading that stands alone: one line of them, or a line each.
fn below(sheet: &mut Sheet, heading: usize) {
    let lead = sheet.text(heading).to_owned();
    let first = sheet.text(heading + 1).to_owned();
    sheet.drop(heading, "plain: tags", "the heading of the tags");
    if !sheet.is_open(heading + 1) || super::is_chrome_line(sheet, heading + 1) {
        return;
    }
    if parts(&first).count() > 1 && is_tag_list(&first) {
        take(sheet, &lead, &first);
        sheet.drop(heading + 1, "plain: tags", "a line of tags below its heading");
        return;
    }
    // Tags a line each: few words, nothing that another phrase claims, and not in the text.
    let mut at = heading + 1;
    while at <= heading + MOST_TAGS && sheet.is_open(at) && sheet.zone(at) == Zone::Ending {
        let text = sheet.text(at).to_owned();
        if words::count(&text).words > LONGEST_TAG || shape::ends_sentence(&text) || super::is_chrome_line(sheet, at) {
            break;
        }
        take(sheet, &lead, &text);
        sheet.drop(at, "plain: tags", "a tag below the heading of the tags");
        at += 1;
    }
}

/// Words of the longest tag; names of laws and bodies reach this.
const LONGEST_TAG: u32 = 5;
/// Tags of one line; more are an index.
const MOST_TAGS: usize = 30;

fn parts(list: &str) -> impl Iterator<Item = &str> {
    let marked = list.contains([',', '，', '、', ';', '|', '،', '·']);
    let hashed = list.trim_start().starts_with('#');
    let split = list.split(move |character: char| {
        matches!(character, ',' | '，' | '、' | ';' | '|' | '،' | '·')
            || !marked && hashed && words::is_space(character)
    });
    split.map(|tag| tag.trim().trim_start_matches('#').trim_end_matches('.').trim()).filter(|tag| !tag.is_empty())
}

/// Whether a line is a list of tags: few words each, no sentence.
pub(super) fn is_tag_list(list: &str) -> bool {
    let fits = |tag: &str| words::count(tag).words <= LONGEST_TAG;
    let count = parts(list).take(MOST_TAGS + 1).count();
    (1..=MOST_TAGS).contains(&count) && parts(list).all(fits) && words::count(list).sentences <= 1
}

/// Beginnings of the words for "category" and "section", whose lists are not keywords.
const SECTIONS: &[&str] =
    &["categor", "kategor", "catégor", "rubri", "section", "ressort", "категор", "рубрик", "分类", "カテゴリ"];

pub(super) fn take(sheet: &mut Sheet, lead: &str, list: &str) {
    let lead = lead.to_lowercase();
    let section = SECTIONS.iter().any(|section| lead.contains(section));
    let held = if section { &mut sheet.meta.categories } else { &mut sheet.meta.tags };
    for tag in parts(list) {
        if held.len() < MOST_TAGS && !held.iter().any(|known| known == tag) {
            held.push(tag.to_owned());
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::plain::{Reading, read};

    const FIRST: &str = "The ferry came back at noon with all of its passengers, and the whole harbour rang its bells.";
    const LAST: &str = "Nobody could say who had rung the first one, because everybody had been looking out to sea.";

    fn related(reading: &Reading) -> Vec<&str> {
        reading.related.iter().map(|story| story.title.as_str()).collect()
    }

    fn kept(reading: &Reading) -> usize {
        reading.verdicts.iter().filter(|verdict| verdict.keep).count()
    }

    #[test]
    fn a_lead_in_takes_the_rest_of_its_line_or_the_next_line() {
        for middle in [
            "READ MORE: Ferry Bells to Ring Daily",
            "Read also:\nFerry Bells to Ring Daily",
            "MEHR LESEN: Ferry Bells to Ring Daily",
            "Also read Ferry Bells to Ring Daily",
        ] {
            let reading = read(&format!("{FIRST}\n{middle}\n{LAST}"));
            assert_eq!((related(&reading), kept(&reading)), (vec!["Ferry Bells to Ring Daily"], 2), "{middle}");
        }
    }

    #[test]
    fn a_sentence_that_begins_like_a_lead_in_stays() {
        for middle in [
            "Read more books, the teacher told them on the first day of the school year, and most of them did.",
            "More: the bells were heard in three villages on the far shore, where people thought of a wedding.",
            "Also read the small print before you sign",
        ] {
            let reading = read(&format!("{FIRST}\n{middle}\n{LAST}"));
            assert_eq!((related(&reading).len(), kept(&reading)), (0, 3), "{middle}");
        }
    }

    #[test]
    fn headlines_below_a_related_heading_are_taken_and_popular_ones_only_dropped() {
        let reading = read(&format!(
            "{FIRST}\n{LAST}\nRelated:\nBell Foundry to Close\n12 May 2019\nA Ferry Named After a Goat\nMost read\nSeal Naps on Boat\n"
        ));
        assert_eq!(related(&reading), ["Bell Foundry to Close", "A Ferry Named After a Goat"]);
        assert_eq!(kept(&reading), 2);
    }

    #[test]
    fn a_cross_head_below_an_inset_list_stays() {
        let reading = read(&format!(
            "{FIRST}\nRelated articles\nBell Foundry to Close Its Doors After Two Centuries\nThe First Bell\n{LAST}"
        ));
        assert_eq!(related(&reading), ["Bell Foundry to Close Its Doors After Two Centuries"]);
        assert_eq!(kept(&reading), 3);
    }

    #[test]
    fn tags_stand_behind_their_lead_in_or_below_it() {
        for tags in [
            "Tags: bells, Velmora, old ferries",
            "Tags:\nbells, Velmora, old ferries",
            "Tags\nbells\nVelmora\nold ferries",
        ] {
            let reading = read(&format!("{FIRST}\n{LAST}\n{tags}\n"));
            assert_eq!(
                (reading.meta.tags.clone(), kept(&reading)),
                (vec!["bells".to_owned(), "Velmora".to_owned(), "old ferries".to_owned()], 2),
                "{tags}"
            );
        }
        assert_eq!(read(&format!("{FIRST}\n{LAST}\nCategories: Harbour, Sea\n")).meta.categories, ["Harbour", "Sea"]);
    }
}
