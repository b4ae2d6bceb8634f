//! Decides the keywords and the section of a page, from what it declares and shows. For gather.

use super::candidate::Source;
use super::clean::essence;
use super::labels::{self, Purpose};
use super::{Found, Setting};
use crate::words;

/// Keywords that are kept.
const MOST: usize = 50;
/// Bytes of one keyword; a longer one is a sentence.
const LONGEST: usize = 80;

/// The keywords of the best source, each once.
pub(crate) fn choose(found: &Found) -> Vec<String> {
    let mut seen: Vec<String> = Vec::new();
    let mut tags = Vec::new();
    let mut chosen = found.tags.choose().unwrap_or_default();
    // Where words are written without spaces, a space parts keywords.
    if let [one] = chosen.as_slice()
        && one.chars().any(words::is_spaceless)
    {
        chosen = one.split_whitespace().map(str::to_owned).collect();
    }
    for tag in chosen {
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
        assert_eq!(choose(&found), ["rain", "2024", "5 senses"]);
    }

    #[test]
    fn keywords_come_once_whatever_their_case() {
        let mut found = Found::default();
        found.tags.add(Source::Meta, 30, vec!["#Rain".into(), "rain".into(), "Snow".into(), "x".repeat(100)]);
        assert_eq!(choose(&found), ["Rain", "Snow"]);
    }

    #[test]
    fn a_trail_gives_the_step_before_the_page() {
        let setting = Setting {
            resolver: Resolver::default(),
            order: Order::Day,
            host: None,
            shown_titles: vec!["rainovervelmora".into()],
            own: Vec::new(),
            address: None,
            is_article: true,
            is_shop: false,
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
}
