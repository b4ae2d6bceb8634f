//! Decides the keywords and the section of a page, from what it declares and shows. For gather.

use std::sync::LazyLock;

use super::candidate::{Candidate, Field, Source};
use super::clean::{clean, essence};
use super::labels::{self, Purpose};
use super::{Found, Setting};
use crate::phrases::{self, Phrases};
use crate::words;

/// Keywords that are read and kept.
const MOST: usize = 50;
/// Bytes of one keyword; a longer one is a sentence.
const LONGEST: usize = 80;

/// The keywords of a line that is nothing else, as networks write them: "#rain #Velmora". A single one may head a part.
pub(crate) fn hashtags(text: &str) -> Option<Vec<String>> {
    let signs = ['#', '＃'];
    // Nearly every line is told by its first sign.
    if !text.starts_with(signs) || text.len() > LONGEST_LINE {
        return None;
    }
    let is_tag = |word: &str| word.starts_with(signs) && word.contains(char::is_alphabetic);
    let tags = || text.split_whitespace().map(|word| word.trim_matches(|sign| signs.contains(&sign) || sign == ','));
    (text.split_whitespace().all(is_tag) && tags().nth(1).is_some()).then(|| tags().map(str::to_owned).collect())
}

/// Bytes of the longest line of keywords.
const LONGEST_LINE: usize = 400;

/// What stands in trails and among keywords and is no subject: the way home, buttons, and "All categories".
static BUTTONS: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::all(&[
        "breadcrumb",
        "feedback",
        "loading",
        "login",
        "pager",
        "print",
        "reply_button",
        "search",
        "share",
        "skip",
        "tags_lead",
    ])
});

/// What only the menus of a site hold.
static MENUS: LazyLock<Phrases> =
    LazyLock::new(|| Phrases::all(&["legal", "login", "contact_heading", "cart", "share"]));

/// Whether a section or keyword names a subject.
fn is_subject(name: &str) -> bool {
    let arrow = |character: char| matches!(character, '«' | '»' | '‹' | '›' | '<' | '>' | '←' | '→');
    let trimmed = name.trim();
    trimmed.chars().any(char::is_alphabetic)
        && !trimmed.contains("://")
        && !trimmed.starts_with(arrow)
        // Data of a program, the place of a value in its template, and a note on something else.
        && !trimmed.starts_with(['{', '('])
        && !trimmed.starts_with("[object")
        && !trimmed.ends_with(arrow)
        && !phrases::line(trimmed).meets(*BUTTONS)
}

/// Whether a list of links is a menu of the site and no list of keywords: a fifth of it speaks of terms, carts and the like.
fn is_menu(names: &[String]) -> bool {
    let hits = names.iter().filter(|name| phrases::line(name).meets(*MENUS)).count();
    hits > 1 && hits * 5 >= names.len()
}

/// The sections of the best source that names any.
pub(crate) fn sections(categories: &Field<Vec<String>>) -> Vec<String> {
    let named = |names: &Vec<String>| names.iter().any(|name| is_subject(name));
    // A trail that ends in a network or at a login shows the menu.
    let is_menu = |candidate: &Candidate<Vec<String>>| {
        let is_elsewhere = |name: &String| labels::is(name, Purpose::Elsewhere);
        matches!(candidate.source, Source::Class | Source::Text) && candidate.value.iter().all(is_elsewhere)
    };
    let best = categories.best_where(|candidate| named(&candidate.value) && !is_menu(candidate));
    let names = best.map(|best| best.value.as_slice()).unwrap_or_default();
    // One text may name several: "Weather, Boats, Velmora". With a single comma it is one name.
    if let [one] = names
        && (is_joined(one)
            || one.matches(',').count() > 1 && one.split(',').all(|part| part.split_whitespace().count() <= MOST_WORDS))
    {
        return one.split(',').map(str::trim).filter(|name| is_subject(name)).map(str::to_owned).collect();
    }
    names.iter().filter(|name| is_subject(name)).cloned().collect()
}

/// Whether a text joins several names with commas and no spaces, as programs do: "sports,rowing".
fn is_joined(text: &str) -> bool {
    let mut behind = text.match_indices(',').map(|(at, _)| text.get(at + 1..).unwrap_or_default()).peekable();
    let is_near = |rest: &str| rest.is_empty() || rest.starts_with(|next: char| next.is_alphabetic() || next == '#');
    behind.peek().is_some() && behind.all(is_near)
}

/// Words of a section that stands among others in one text.
const MOST_WORDS: usize = 3;

/// The keywords of the best source, each once. `title` is no keyword when it is the only one.
pub(crate) fn choose(found: &Found, title: Option<&str>) -> Vec<String> {
    let mut seen: Vec<String> = Vec::new();
    let mut tags = Vec::new();
    let shown = |source| matches!(source, Source::Class | Source::Text);
    let best = found.tags.best_where(|candidate| !shown(candidate.source) || !is_menu(&candidate.value));
    let mut chosen = best.map(|best| best.value.clone()).unwrap_or_default();
    if best.is_some_and(|best| shown(best.source)) {
        chosen.retain(|tag| is_subject(tag) || tag.len() == 4);
    }
    if let ([one], Some(title)) = (chosen.as_slice(), title)
        && essence(one) == essence(title)
    {
        return tags;
    }
    // Where words are written without spaces, a space parts keywords.
    if let [one] = chosen.as_slice()
        && one.chars().any(words::is_spaceless)
    {
        chosen = one.split_whitespace().map(str::to_owned).collect();
    }
    // "rain 12", "snow 7": where each has a number behind it, it says how often the keyword was used.
    let counted = chosen.iter().filter(|tag| numbered(tag).is_some()).count();
    let is_counted =
        best.is_some_and(|best| shown(best.source)) && counted >= FEWEST_COUNTED && counted * 2 > chosen.len();
    for tag in &chosen {
        let tag = numbered(tag).filter(|_| is_counted).unwrap_or(tag);
        let tag = without_count(tag.trim_start_matches('#').trim());
        if is_count(tag) {
            continue;
        }
        let essence = essence(tag);
        if essence.is_empty() || tag.len() > LONGEST || seen.contains(&essence) || tags.len() >= MOST {
            continue;
        }
        seen.push(essence);
        tags.push(tag.to_owned());
    }
    tags
}

/// Keywords with a number from which the numbers are counts.
const FEWEST_COUNTED: usize = 3;

/// What stands before the number at the end of a keyword.
fn numbered(tag: &str) -> Option<&str> {
    let (before, number) = tag.trim().rsplit_once(char::is_whitespace)?;
    let is_number = number.bytes().all(|byte| byte.is_ascii_digit() || byte == b',');
    (is_number && before.contains(char::is_alphabetic)).then(|| before.trim_end())
}

/// A keyword without how often it was used: "rain (12)".
fn without_count(tag: &str) -> &str {
    let cut = tag.rsplit_once('(').filter(|(before, inside)| {
        let number = inside.strip_suffix(')').unwrap_or_default();
        !before.trim().is_empty() && !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())
    });
    cut.map_or(tag, |(before, _)| before.trim_end())
}

/// Whether a keyword only counts something, as the number of likes does, or "15 Comments". A year is a subject.
fn is_count(tag: &str) -> bool {
    let (number, unit) = tag.split_once(char::is_whitespace).unwrap_or((tag, ""));
    let digits = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit() || byte == b',' || byte == b'.');
    digits && (unit.is_empty() && number.len() != 4 || labels::is(unit, Purpose::Nobody))
}

/// The keywords that one text lists.
pub(crate) fn parted(text: &str) -> Vec<String> {
    text.split([',', ';', '、', '，']).take(MOST).filter_map(clean).collect()
}

/// Adds the section that a trail of breadcrumbs names: the last step before the page itself, the home page left out.
pub(crate) fn add_trail(names: &[String], source: Source, setting: &Setting<'_>, found: &mut Found) {
    let names: Vec<&String> = names.iter().filter(|name| name.len() <= LONGEST).collect();
    let shown = |name: &str| {
        let name = essence(name);
        setting.shown_titles.iter().any(|title| {
            !name.is_empty() && title.starts_with(&name) && name.chars().count() * 2 > title.chars().count()
        })
    };
    let section = names.iter().skip(1).rfind(|name| !shown(name));
    if let Some(section) = section {
        found.categories.add(source, 50, vec![(*section).clone()]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::meta::address::Resolver;
    use crate::meta::date::Order;

    #[test]
    fn counts_are_no_keywords() {
        let mut found = Found::default();
        let tags = ["129", "15 Comments", "rain (12)", "2024", "5 senses"].map(str::to_owned);
        found.tags.add(Source::Class, 30, tags.to_vec());
        assert_eq!(choose(&found, None), ["rain", "2024", "5 senses"]);
    }

    #[test]
    fn numbers_behind_all_keywords_are_counts() {
        let chosen = |tags: &[&str]| {
            let mut found = Found::default();
            found.tags.add(Source::Class, 30, tags.iter().map(|tag| (*tag).to_owned()).collect());
            choose(&found, None)
        };
        assert_eq!(chosen(&["rain 12", "snow 7", "hail 1,200"]), ["rain", "snow", "hail"]);
        assert_eq!(chosen(&["Tug 7", "snow", "hail"]), ["Tug 7", "snow", "hail"]);
    }

    #[test]
    fn sections_are_names_and_may_stand_in_one_text() {
        let of = |name: &str| {
            let mut sources = Field::default();
            sources.add(Source::Meta, 50, vec![name.to_owned()]);
            sections(&sources)
        };
        assert_eq!(of("Weather, Boats, Velmora"), ["Weather", "Boats", "Velmora"]);
        assert_eq!(of("Velmora, North"), ["Velmora, North"]);
        assert_eq!(of("https://example.org/weather/"), Vec::<String>::new());
    }

    #[test]
    fn keywords_come_once_whatever_their_case() {
        let mut found = Found::default();
        found.tags.add(Source::Meta, 30, vec!["#Rain".into(), "rain".into(), "Snow".into(), "x".repeat(100)]);
        assert_eq!(choose(&found, None), ["Rain", "Snow"]);
    }

    #[test]
    fn menus_buttons_and_the_title_are_no_keywords() {
        let mut found = Found::default();
        let list = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
        found.tags.add(Source::Class, 58, list(&["Rain", "Privacy policy", "Contact us"]));
        found.tags.add(Source::Text, 50, list(&["Rain", "Next »", "Print"]));
        assert_eq!(choose(&found, None), ["Rain"]);
        found.tags.add(Source::Meta, 80, list(&["Rain over Velmora"]));
        assert_eq!(choose(&found, Some("Rain over Velmora")), Vec::<String>::new());
    }

    #[test]
    fn the_way_home_is_no_section() {
        let mut sources = Field::default();
        sources.add(Source::Class, 60, vec!["Home".to_owned(), "Print".to_owned()]);
        sources.add(Source::Meta, 50, vec!["Weather".to_owned(), "18".to_owned()]);
        assert_eq!(sections(&sources), ["Weather"]);
    }

    #[test]
    fn a_trail_gives_the_step_before_the_page() {
        let setting = Setting {
            resolver: Resolver::default(),
            manner: Order::Day.into(),
            host: None,
            shown_titles: vec!["rainovervelmora".into()],
            own: Vec::new(),
            address: None,
            is_article: true,
            page_type: crate::article::PageType::Article,
            is_root: false,
        };
        let mut found = Found::default();
        add_trail(
            &["Home".into(), "Weather".into(), "Rain over Velmora".into()],
            Source::JsonLdOther,
            &setting,
            &mut found,
        );
        assert_eq!(found.categories.choose(), Some(vec!["Weather".to_owned()]));
    }

    #[test]
    fn sections_are_no_menus_and_no_data() {
        let of = |source: Source, name: &str| {
            let mut sources = Field::default();
            sources.add(source, 50, vec![name.to_owned()]);
            sections(&sources)
        };
        assert_eq!(of(Source::Meta, "sports,rowing"), ["sports", "rowing"]);
        assert_eq!(of(Source::Meta, "Rain,"), ["Rain"]);
        assert_eq!(of(Source::Meta, "Under 10,000 boats"), ["Under 10,000 boats"]);
        assert_eq!(of(Source::Meta, "Facebook"), ["Facebook"]);
        for name in ["Facebook", "Live Chat", "{\"name\":\"Rain\"}", "(10/1998 - 02/2009)", "[object Object]"] {
            assert_eq!(of(Source::Class, name), Vec::<String>::new(), "{name}");
        }
    }
}
