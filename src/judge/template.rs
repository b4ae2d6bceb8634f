//! Drops lines that other pages of the site have too: newsletter boxes, disclaimers, notes under every story, which read
//! like prose and which one page alone cannot tell from its article. Where the page's site has a template.

use std::collections::{BTreeMap, BTreeSet};

use super::{Verdicts, View};
use crate::block::{Block, Kind};
use crate::template::Template;

/// Share of the kept words that surely are the page's own, one in so many. It says how often the article itself stands
/// on other pages, and so at most three quarters of a text are ever dropped: short news under long notices.
const OWN: u32 = 4;

/// Looks at every kept block.
pub fn pass(view: &View<'_>, verdicts: &mut Verdicts) {
    let Some(template) = &view.template else {
        return;
    };
    let own = own(view, template, verdicts);
    if own > 0 {
        verdicts.warning =
            Some("most of the text stands on other pages of the site too: less of it was taken for the template");
    }
    let mut known = BTreeSet::new();
    // What a page says twice labels its records.
    let labels: BTreeSet<u32> = template.lines().filter(|line| !known.insert(*line)).collect();
    let is_sites = |at: u32| {
        let others = template.others(at);
        let score = view.score(at);
        others > 2 * own
            && outweighs(others, template.pages(), score)
            && template.line(at).is_some_and(|line| !labels.contains(&line))
            && view.context.headline() != Some(at)
    };
    let items = whole_lists(view, verdicts, &is_sites);
    for at in 0..view.context.blocks.len() {
        let drops = match view.context.blocks.get(at).map(|block| block.kind) {
            None | Some(Kind::Heading(_)) => false,
            Some(Kind::Item) => items.contains(&at),
            Some(_) => is_sites(at),
        };
        if verdicts.keeps(at) && drops {
            let reason = format!("on {} of {} other pages of its site", template.others(at), template.pages());
            verdicts.drop(at, reason);
        }
    }
    headings(view, template, verdicts);
}

/// On how many other pages the page's own text stands: on none, but for a page that was saved under two addresses, or
/// comes with a version to print. A page that is the same to the letter counts as one already.
fn own(view: &View<'_>, template: &Template<'_>, verdicts: &Verdicts) -> u32 {
    let mut words: BTreeMap<u32, u32> = BTreeMap::new();
    let mut total = 0;
    for (at, block) in (0_u32..).zip(&view.context.blocks.list) {
        if verdicts.keeps(at) {
            *words.entry(template.others(at)).or_default() += block.counts.words;
            total += block.counts.words;
        }
    }
    let mut sum = 0;
    for (others, words) in words {
        sum += words;
        if sum.saturating_mul(OWN) >= total {
            return others;
        }
    }
    0
}

/// Whether so many other pages outweigh the odds that a block is content. One page is worth e to 1; each doubling is worth
/// e times more, and twice that where a quarter of the site's pages have the line. So a doubtful line (0.7) goes when it
/// stands on one other page, and a sure paragraph (0.99) when it stands on four of five or on thirteen of a hundred.
/// A paragraph of an article that an archive or two repeat stays. Measured in docs/templates.md.
fn outweighs(others: u32, pages: usize, score: f32) -> bool {
    let odds = score / (1.0 - score).max(f32::EPSILON);
    let steps = if others as usize * 4 >= pages { 2.0 } else { 1.0 };
    others > 0 && odds.ln() < 1.0 + steps * (others as f32).log2()
}

/// The items of lists of which every kept item is the site's: one item alone ("200 g of flour") is in many lists.
fn whole_lists(view: &View<'_>, verdicts: &Verdicts, is_sites: &impl Fn(u32) -> bool) -> BTreeSet<u32> {
    let mut lists: BTreeMap<u32, Option<Vec<u32>>> = BTreeMap::new();
    for (at, block) in (0_u32..).zip(&view.context.blocks.list) {
        if block.kind == Kind::Item && verdicts.keeps(at) {
            let items = lists.entry(view.context.page.row(block.row).parent).or_insert_with(|| Some(Vec::new()));
            match items {
                Some(list) if is_sites(at) => list.push(at),
                _ => *items = None,
            }
        }
    }
    lists.into_values().flatten().flatten().collect()
}

/// Drops headings of the site under which everything that was kept is dropped: up to the next heading, and to the end of
/// the element that holds the heading.
fn headings(view: &View<'_>, template: &Template<'_>, verdicts: &mut Verdicts) {
    let by = verdicts.by;
    let block = |at: u32| view.context.blocks.get(at);
    let is_heading = |at: u32| block(at).is_some_and(Block::is_heading);
    for at in (0..view.context.blocks.len()).rev() {
        if !verdicts.keeps(at) || !is_heading(at) || template.others(at) == 0 || view.context.headline() == Some(at) {
            continue;
        }
        let holder = block(at).map_or(0, |block| view.context.page.row(block.row).parent);
        let mut dropped = false;
        let mut kept = false;
        for below in at + 1..view.context.span(holder).end {
            kept |= verdicts.keeps(below);
            dropped |= verdicts.get(below).is_some_and(|verdict| verdict.by == by);
            if kept || is_heading(below) {
                break;
            }
        }
        if dropped && !kept {
            verdicts.drop(at, "it heads only what was dropped, and other pages of its site have it too");
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use crate::template::{Learner, Templates};
    use crate::{Article, Extractor, Options};

    const STORY: [&str; 3] = [
        "The ferry to the northern islands left the harbour an hour late on Monday, because the crew had waited for a \
         doctor who was held up by snow.",
        "The passengers took it calmly, drank their coffee on deck, and watched how the gulls followed a trawler that came \
         in from the open sea.",
        "In the log the mate wrote that nothing had happened, put the book on its shelf, and went to sleep beside the \
         stove in the galley.",
    ];
    const NOTICE: &str = "Every Friday at noon we send a letter about the harbour to everybody who wants to know how the \
                          fish are, and it costs nothing.";

    fn page(paragraphs: &[&str]) -> String {
        let paragraphs: String = paragraphs.iter().map(|text| format!("<p>{text}</p>")).collect();
        format!("<html><title>Ferry</title><body><article><h1>Ferry</h1>{paragraphs}</article>")
    }

    /// Other stories, each with further paragraphs.
    fn others(count: usize, further: &[&str]) -> Vec<String> {
        let story = |at: usize| {
            let own = STORY.map(|text| text.replace("the", &format!("the {at}{at}th")));
            page(&[&[own[0].as_str(), &own[1], &own[2]], further].concat())
        };
        (0..count).map(story).collect()
    }

    fn templates(pages: &[String]) -> Arc<Templates> {
        let extractor = Extractor::new(Options::default().site("s"));
        let mut learner = Learner::default();
        for (name, page) in pages.iter().enumerate() {
            learner.add(&name.to_string(), extractor.outline(page));
        }
        Arc::new(learner.learn())
    }

    fn extract(page: &str, site: &[String]) -> Article {
        Extractor::new(Options::default().site("s").explain(true).templates(templates(site))).extract(page)
    }

    #[test]
    fn what_other_pages_have_too_is_dropped_and_explained() {
        let own = page(&[STORY[0], STORY[1], NOTICE, STORY[2]]);
        let site = [others(5, &[NOTICE]), vec![own.clone()]].concat();
        let article = extract(&own, &site);
        assert_eq!(article.text, STORY.join("\n\n"));
        let explained = article.explain.unwrap().into_iter().find(|block| block.text == NOTICE).unwrap();
        assert_eq!((explained.kept, &*explained.by), (false, "template"));
        assert_eq!(explained.reason, "on 5 of 5 other pages of its site");
        assert!(article.warnings.is_empty());
        // One other page is not enough for a paragraph like this.
        assert!(extract(&own, &[others(1, &[NOTICE]), vec![own.clone()]].concat()).text.contains(NOTICE));
    }

    #[test]
    fn a_page_saved_twice_stays_whole() {
        let own = page(&[STORY[0], STORY[1], STORY[2]]);
        let copies: Vec<String> =
            (0..6).map(|at| own.replace("</article>", &format!("</article><p>Copy {at} of this page"))).collect();
        let article = extract(&own, &copies);
        assert_eq!(article.text, STORY.join("\n\n"));
        assert_eq!(article.warnings.len(), 1, "{:?}", article.warnings);
        // What stands on far more pages than the copies do is the site's all the same.
        let own = page(&[STORY[0], STORY[1], NOTICE, STORY[2]]);
        let print = own.replace("<h1>", "<p>Printed on paper</p><h1>");
        let site = [others(8, &[NOTICE]), vec![own.clone(), print]].concat();
        assert_eq!(extract(&own, &site).text, STORY.join("\n\n"));
    }

    #[test]
    fn a_heading_goes_with_all_that_it_heads() {
        let notice = format!("</p><h2>Letters</h2><p>{NOTICE}");
        let site = others(6, &[&notice]);
        let own = page(&[STORY[0], STORY[1], STORY[2], &notice]);
        assert_eq!(extract(&own, &site).text, STORY.join("\n\n"));
        let more = format!("{notice}</p><p>{}", STORY[2]);
        let text = extract(&page(&[STORY[0], STORY[1], &more]), &site).text;
        assert!(text.contains("Letters") && !text.contains(NOTICE), "{text}");
    }

    #[test]
    fn items_go_when_their_whole_list_does() {
        let list = |items: &[&str]| {
            let items: String = items.iter().map(|item| format!("<li>{item}</li>")).collect();
            format!("</p><ul>{items}</ul><p>")
        };
        let both = ["Two pounds of flour from the mill", "One pint of cold milk and a lemon"];
        let site = others(6, &[&list(&both)]);
        let kept = |items: &[&str]| {
            let text = extract(&page(&[STORY[0], STORY[1], &list(items), STORY[2]]), &site).text;
            items.iter().filter(|item| text.contains(*item)).count()
        };
        assert_eq!(kept(&both), 0);
        assert_eq!(kept(&[both[0], "Nine eggs of the brown hen"]), 2);
    }

    #[test]
    fn pages_of_other_sites_tell_nothing() {
        let own = page(&[STORY[0], STORY[1], NOTICE, STORY[2]]);
        let templates = templates(&others(6, &[NOTICE]));
        let options = Options::default().url("https://example.org/").site("s").templates(templates);
        assert!(Extractor::new(options).extract(&own).text.contains(NOTICE));
    }
}
