//! Decides which elements each selector means, in one look at the whole page, and lays the page out without what is to be
//! dropped. For extract, where a caller gave selectors.

use std::collections::HashSet;

use selectors::context::{
    MatchingContext, MatchingForInvalidation, MatchingMode, NeedsSelectorFlags, QuirksMode, SelectorCaches,
};
use selectors::matching::matches_selector_list;

use super::forest::Forest;
use super::{Chosen, Mark, Removed};
use crate::dom::Walk;
use crate::options::Options;
use crate::page::{NO_ROW, Page, Plan, settle_without};
use crate::selector::{Selection, Selector};

/// The attributes that selectors of these options ask for, on whatever page.
pub fn wanted(options: &Options) -> Vec<String> {
    let selections = std::iter::once(&options.selection).chain(options.rules.all());
    let names: HashSet<String> = selections.flat_map(Selection::all).flat_map(Selector::attributes).collect();
    let mut names: Vec<String> = names.into_iter().collect();
    // A page of any selectors is parsed with one list, whose order is that of the names.
    names.sort();
    names
}

/// Lays a page out as the selectors of the options have it.
pub fn settle(document: &impl Walk, options: &Options) -> (Page, Chosen) {
    let mut forest = Forest::new(&wanted(options), options.explain);
    document.walk(&mut forest);
    let address = options.url.as_deref().or(forest.canonical.as_deref());
    let host = address.and_then(|address| url::Url::parse(address).ok());
    let host = host.as_ref().and_then(url::Url::host_str);
    let rules: Vec<&Selection> = options.rules.of(host).collect();
    let mut search = Search { forest: &forest, warnings: Vec::new() };
    let keep = search.all(&options.selection.keep, rules.iter().flat_map(|rule| &rule.keep), "to keep");
    let drop = search.all(&options.selection.drop, rules.iter().flat_map(|rule| &rule.drop), "to drop");
    let only =
        search.all(&options.selection.only, rules.iter().flat_map(|rule| &rule.only), "to restrict the article to");
    let title = search.all(&options.selection.title, rules.iter().flat_map(|rule| &rule.title), "to be the title");
    let author = search.all(&options.selection.author, rules.iter().flat_map(|rule| &rule.author), "to name an author");
    let date = search.all(&options.selection.date, rules.iter().flat_map(|rule| &rule.date), "to be the date");
    let restricted = !options.selection.only.is_empty() || rules.iter().any(|rule| !rule.only.is_empty());
    let mut warnings = search.warnings;
    if restricted && only.is_empty() {
        warnings
            .push("no element is there that the article was to be restricted to: the whole page was judged".to_owned());
    }
    let places = forest.len() as usize;
    let mut plan = Plan { ends: forest.ends(), left_out: vec![false; places], asked: vec![false; places] };
    for (at, _) in title.iter().chain(&author).chain(&date) {
        if let Some(asked) = plan.asked.get_mut(*at as usize) {
            *asked = true;
        }
    }
    for (at, _) in &drop {
        if let Some(left_out) = plan.left_out.get_mut(*at as usize) {
            *left_out = true;
        }
    }
    let (page, rows) = settle_without(document, &plan);
    let row = |at: u32| rows.get(at as usize).copied().filter(|row| *row != NO_ROW);
    let removed = drop.iter().filter_map(|(at, selector)| {
        let (row, path, text) = (row(*at)?, forest.path(*at), forest.text_of(*at));
        Some(Removed { row, path, text, selector: (*selector).to_owned() })
    });
    let marks = |list: &[(u32, &str)]| {
        let left = list.iter().filter(|(at, _)| plan.left_out.get(*at as usize) == Some(&false));
        left.filter_map(|(at, selector)| Some(Mark { row: row(*at)?, selector: (*selector).to_owned() })).collect()
    };
    let chosen = Chosen {
        keep: marks(&keep),
        only: marks(&only),
        title: marks(&title),
        author: marks(&author),
        date: marks(&date),
        removed: removed.collect(),
        warnings,
    };
    (page, chosen)
}

/// Steps that one selector may take on a page, besides some for each element: enough for every ancestor of every element of
/// a large page, and far fewer than the squares that some selectors would take on a hostile one.
const STEPS: u64 = 4_000_000;
/// Further steps for each element.
const STEPS_EACH: u64 = 64;

/// A search for what selectors mean.
struct Search<'a> {
    forest: &'a Forest,
    warnings: Vec<String>,
}

impl Search<'_> {
    /// The elements that the caller's own selectors or those of rules mean, in reading order and none inside another, each
    /// with its selector. Rules are written for many pages, so of theirs it is not told when one means nothing.
    fn all<'s>(
        &mut self,
        own: &'s [Selector],
        rules: impl Iterator<Item = &'s Selector>,
        purpose: &str,
    ) -> Vec<(u32, &'s str)> {
        let mut found = Vec::new();
        for (selector, told) in own.iter().map(|own| (own, true)).chain(rules.map(|rule| (rule, false))) {
            let before = found.len();
            self.one(selector, &mut found);
            if !self.forest.has_steps() {
                found.truncate(before);
                let css = selector.as_str();
                self.warnings
                    .push(format!("limit of steps reached: `{css}` would take too long here and was left out"));
            } else if told && found.len() == before {
                self.warnings.push(format!("nothing {purpose}: no element is `{}`", selector.as_str()));
            }
        }
        found.sort_by_key(|(at, _)| *at);
        let mut end = 0;
        found.retain(|(at, _)| {
            let outermost = *at >= end;
            end = if outermost { self.forest.end(*at) } else { end };
            outermost
        });
        found
    }

    fn one<'s>(&self, selector: &'s Selector, found: &mut Vec<(u32, &'s str)>) {
        self.forest.allow(STEPS + STEPS_EACH * u64::from(self.forest.len()));
        let mut caches = SelectorCaches::default();
        let mut context = MatchingContext::new(
            MatchingMode::Normal,
            None,
            &mut caches,
            QuirksMode::NoQuirks,
            NeedsSelectorFlags::No,
            MatchingForInvalidation::No,
        );
        for at in 0..self.forest.len() {
            if !self.forest.has_steps() {
                return;
            }
            if matches_selector_list(selector.list(), self.forest.tree(at), &mut context) {
                found.push((at, selector.as_str()));
            }
        }
    }
}
