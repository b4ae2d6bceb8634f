//! Decides where in embedded state the body of the page stands: strings of prose or markup and rich texts, grouped by
//! their path of keys, the group with most to say first; what belongs to the page's own title outweighs the rest.
//! For the candidates of unseen content.

use std::collections::{HashMap, HashSet};

use super::keys::Keys;
use super::markup::{self, LEAST_PROSE, Measure};
use super::rich;
use super::title::Titles;
use super::tree::{Kind, Tree};
use crate::table;

/// A body that was found.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Body {
    pub markup: String,
    pub words: u32,
    /// Whether it stands in an object that has the page's own title or address.
    pub own: bool,
    /// Whether the nearest titled object above it is that one: nothing with a name of its own stands between.
    pub near: bool,
    /// How much speaks for it: its words, weighed.
    pub weight: f32,
    pub title: Option<String>,
}

/// Keys that name a part of a body.
const HEADING_KEYS: [&str; 8] =
    ["title", "heading", "headline", "question", "subheading", "subtitle", "header", "name"];

/// Words that an own body needs to outweigh whatever else there is.
const LEAST_OWN: u32 = 40;

/// Bodies of one tree that are put together: the second or third is only wanted when the first is known already.
const MOST_BODIES: usize = 3;

/// What holds for a value because of where it stands.
#[derive(Debug, Clone, Copy, Default)]
struct Place {
    /// Hash of the keys from the top, positions in lists left out.
    path: u64,
    foreign: bool,
    own: bool,
    /// Itself the list of a rich text's blocks.
    rich: bool,
    /// Inside a rich text.
    inside: bool,
    /// The weight of the keys: summaries less, bodies more.
    weight: f32,
}

/// A piece of text.
struct Unit {
    at: u32,
    markup: String,
    measure: Measure,
    rich: bool,
}

struct Group {
    path: u64,
    own: bool,
    words: u32,
    weight: f32,
    units: Vec<usize>,
}

/// The bodies of one tree, best first.
pub(super) fn bodies(tree: &Tree, titles: &Titles) -> Vec<Body> {
    let places = places(tree, titles);
    let units = units(tree, &places);
    let mut groups: Vec<Group> = Vec::new();
    let mut known: HashMap<(u64, bool), usize> = HashMap::new();
    let mut said: HashSet<u64> = HashSet::new();
    for (at, unit) in units.iter().enumerate() {
        let place = places.get(unit.at as usize).copied().unwrap_or_default();
        if !said.insert(table::hash(unit.markup.as_bytes(), place.path)) {
            continue;
        }
        let index = *known.entry((place.path, place.own)).or_insert(groups.len());
        if index == groups.len() {
            groups.push(Group { path: place.path, own: place.own, words: 0, weight: 0.0, units: Vec::new() });
        }
        let Some(group) = groups.get_mut(index) else { continue };
        group.words += unit.measure.words;
        // Markup and rich text are made to be shown; a bare string may be anything.
        let form = if unit.rich || markup::is_markup(&unit.markup) { 1.5 } else { 1.0 };
        group.weight += unit.measure.words as f32 * place.weight * form;
        group.units.push(at);
    }
    groups.retain(|group| group.words >= LEAST_PROSE);
    let owned = groups.iter().any(|group| group.own && group.words >= LEAST_OWN);
    groups.retain(|group| group.own || !owned);
    groups.sort_by(|left, right| right.weight.total_cmp(&left.weight));
    groups.truncate(MOST_BODIES);
    groups.iter().map(|group| assemble(tree, &places, &units, group, titles)).collect()
}

/// Says of every value what follows from the keys above it.
fn places(tree: &Tree, titles: &Titles) -> Vec<Place> {
    let mut places: Vec<Place> = Vec::with_capacity(tree.nodes.len());
    let mut keys = Keys::default();
    let mut at = 0;
    while at < tree.len() {
        let above = tree.parent(at).and_then(|parent| places.get(parent as usize)).copied();
        let mut place = above.unwrap_or(Place { weight: 1.0, ..Place::default() });
        let name = tree.key(at);
        if !name.is_empty() {
            let key = keys.of(name);
            place.path = table::hash(if key.identity { b"*" } else { name.as_bytes() }, place.path);
            place.foreign |= key.foreign;
            place.weight = key.weight.unwrap_or(place.weight);
        }
        place.rich = !place.foreign && rich::is_body(tree, at);
        place.own = place.own || !place.foreign && tree.kind(at) == Kind::Object && titles.own(tree, at);
        places.push(place);
        at += 1;
        // What is foreign is read no further, and a rich text is read as a whole.
        if place.foreign || place.rich {
            at = tree.end(at - 1);
            places.resize(at as usize, Place { rich: false, inside: place.rich, ..place });
        }
    }
    places
}

/// Bytes below which a string is not measured: 25 words of any language have more.
const SHORTEST: usize = 60;
/// Bytes of strings and rich texts of one tree that are looked at.
const MOST_BYTES: usize = 32 << 20;

fn units(tree: &Tree, places: &[Place]) -> Vec<Unit> {
    let mut units = Vec::new();
    let mut left = MOST_BYTES;
    let mut at = 0;
    while at < tree.len() {
        let place = places.get(at as usize).copied().unwrap_or_default();
        if place.foreign {
            at = tree.end(at);
            continue;
        }
        if place.rich {
            let markup = rich::render(tree, at);
            let measure = markup::measure(&markup);
            left = left.saturating_sub(markup.len());
            if measure.words >= LEAST_PROSE {
                units.push(Unit { at, markup, measure, rich: true });
            }
            at = tree.end(at);
            continue;
        }
        let value = tree.value(at);
        if tree.kind(at) == Kind::Text && value.len() >= SHORTEST && !is_other(value) {
            let markup = markup::unescaped(value);
            left = left.saturating_sub(markup.len());
            let measure = markup::measure(&markup);
            if measure.prose {
                units.push(Unit { at, markup: markup.into_owned(), measure, rich: false });
            }
        }
        if left == 0 {
            break;
        }
        at += 1;
    }
    units
}

/// Strings that are data, code or whole documents.
fn is_other(value: &str) -> bool {
    let start = value.trim_start();
    start.starts_with(['{', '[', '%', '#', '.', '@'])
        || start.starts_with("http")
        || start.starts_with("data:")
        || start.get(..5).is_some_and(|head| {
            matches!(head.to_ascii_lowercase().as_str(), "<svg " | "<scri" | "<styl" | "<!doc" | "<html" | "<ifra")
        })
}

/// Puts the pieces of a group together in order, with what stands beside them.
fn assemble(tree: &Tree, places: &[Place], units: &[Unit], group: &Group, titles: &Titles) -> Body {
    let mut markup = String::new();
    let mut headed: Option<u32> = None;
    // The members of an object are looked through once, however often pieces in it and below it take turns.
    let mut headings: HashMap<u32, Option<u32>> = HashMap::new();
    let known: HashMap<u32, &Unit> =
        group.units.iter().filter_map(|at| units.get(*at)).map(|unit| (unit.at, unit)).collect();
    let first = known.keys().min().copied().unwrap_or_default();
    let last = known.keys().max().copied().unwrap_or_default();
    let several = known.len() > 1;
    for at in first..=last {
        let place = places.get(at as usize).copied().unwrap_or_default();
        if place.path != group.path || place.foreign {
            continue;
        }
        let unit = known.get(&at);
        // Short strings on the same path are headings and short paragraphs between the long ones.
        let short = unit.is_none() && several && tree.kind(at) == Kind::Text && place.own == group.own && !place.inside;
        if unit.is_none() && !(short && tree.value(at).len() < SHORTEST) {
            continue;
        }
        let parent = tree.parent(at);
        if several && parent != headed {
            headed = parent;
            let heading = parent
                .and_then(|parent| *headings.entry(parent).or_insert_with(|| heading(tree, parent, titles)))
                .filter(|heading| *heading < at);
            if let Some(heading) = heading {
                markup.push_str("<h3>");
                markup::escape(tree.value(heading).trim(), &mut markup);
                markup.push_str("</h3>");
            }
        }
        match unit {
            Some(unit) if unit.rich => markup.push_str(&unit.markup),
            Some(unit) => markup.push_str(&markup::fragment(&unit.markup)),
            None => markup.push_str(&markup::fragment(tree.value(at))),
        }
        markup.push('\n');
    }
    let near = |at: u32| titles.is_near(tree, at);
    let near = group.own && near(first) && near(last);
    let title = titles.title_above(tree, first);
    Body { near, words: markup::measure(&markup).words, markup, own: group.own, weight: group.weight, title }
}

/// What the parts of the body in an object are headed by, where it stands before them.
fn heading(tree: &Tree, parent: u32, titles: &Titles) -> Option<u32> {
    if tree.kind(parent) != Kind::Object || titles.own(tree, parent) {
        return None;
    }
    tree.children(parent)
        .filter(|child| tree.kind(*child) == Kind::Text && HEADING_KEYS.contains(&tree.key(*child)))
        .find(|child| {
            let text = tree.value(*child).trim();
            text.contains(' ') && text.len() < 200 && !markup::is_markup(text)
        })
}

#[cfg(test)]
mod tests {
    use super::super::literal;
    use super::*;

    const RAIN: &str = "It rained all day in the harbour, and nobody went out to see the boats come in, although the \
                        band played on the pier until late in the evening.";
    const SNOW: &str = "Snow fell on the hills behind the town, and the children who had no sledges took the trays of \
                        the bakery, which the baker pretended not to see at all.";

    fn found(source: &str, title: &str) -> Vec<String> {
        let mut tree = Tree::default();
        literal::read(source, &mut tree);
        let page = crate::page::laid_out(&format!("<title>{title} | The Site</title>"));
        bodies(&tree, &Titles::of(&page)).into_iter().map(|body| body.markup.replace('\n', "")).collect()
    }

    #[test]
    fn pieces_on_one_path_are_one_body_with_the_headings_between() {
        let source = format!(
            r#"{{"story":{{"sections":[{{"html":"<p>{RAIN}</p>"}},{{"ad":"Buy"}},{{"html":"<h2>Later</h2>"}},{{"html":"<p>{SNOW}</p>"}}],"note":"{RAIN}"}}}}"#
        );
        assert_eq!(found(&source, "x")[0], format!("<p>{RAIN}</p><h2>Later</h2><p>{SNOW}</p>"));
        let source =
            format!(r#"[{{"heading":"What of rain?","answer":"{RAIN}"}},{{"heading":"And snow?","answer":"{SNOW}"}}]"#);
        assert_eq!(
            found(&source, "x"),
            [format!("<h3>What of rain?</h3><p>{RAIN}</p><h3>And snow?</h3><p>{SNOW}</p>")]
        );
    }

    #[test]
    fn the_object_with_the_title_of_the_page_outweighs_longer_ones() {
        let source = format!(
            r#"{{"posts":[{{"title":"Snow on the hills","body":"{SNOW} {SNOW}"}}],"entities":{{"Post:7":{{"title":"Rain in the harbour","body":"{RAIN} {RAIN}"}}}}}}"#
        );
        assert_eq!(found(&source, "Rain in the harbour"), [format!("<p>{RAIN} {RAIN}</p>")]);
    }

    #[test]
    fn what_the_site_says_everywhere_is_no_body() {
        for key in ["cookieBanner", "i18n", "related_posts", "footer"] {
            assert_eq!(found(&format!(r#"{{"{key}":{{"html":"<p>{RAIN}</p>"}}}}"#), "x"), Vec::<String>::new());
        }
        let code = "function a(b) { return c.d(b, e[0]); } ".repeat(9);
        assert_eq!(found(&format!(r#"{{"body":"{code}"}}"#), "x"), Vec::<String>::new());
    }

    #[test]
    fn what_follows_the_words_of_others_and_rich_text_is_read() {
        let rich = format!(r#"[{{"type":"paragraph","children":[{{"text":"{SNOW}"}}]}}]"#);
        for before in [format!(r#"{{"footer":{{"html":["{SNOW}"]}}}}"#), rich] {
            let source =
                format!(r#"{{"before":{before},"page":{{"title":"Rain in the harbour","text":"{RAIN} {RAIN}"}}}}"#);
            assert_eq!(found(&source, "Rain in the harbour"), [format!("<p>{RAIN} {RAIN}</p>")]);
        }
    }

    #[test]
    fn rich_text_is_one_piece() {
        let source = format!(
            r#"{{"page":{{"content":[{{"type":"paragraph","children":[{{"text":"{RAIN}"}}]}},{{"type":"list","children":[{{"type":"list-item","children":[{{"text":"a"}}]}}]}}]}}}}"#
        );
        assert_eq!(found(&source, "x"), [format!("<p>{RAIN}</p><ul><li>a</li></ul>")]);
    }
}
