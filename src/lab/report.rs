//! Decides how figures are put together and shown: tables by page type, the worst pages, the corpus by kind of
//! expectation; and the same as JSON. For eval.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::io::{self, Write};

use serde_json::{Map, Value, json};

use crate::eval::{Checked, Page, Scored};
use crate::score::Metadata;

/// Means over pages with full text.
struct Means {
    pages: usize,
    precision: f64,
    recall: f64,
    f1: f64,
    with: f64,
    without: f64,
    /// Share of pages whose type was recognised.
    page_type: f64,
}

impl Means {
    /// The means, as the reference scorer has them: a page without snippets counts as having them all and none to shun.
    fn of<'a>(pages: impl Iterator<Item = &'a Page>) -> Means {
        let mut sum = Means { pages: 0, precision: 0.0, recall: 0.0, f1: 0.0, with: 0.0, without: 0.0, page_type: 0.0 };
        for page in pages {
            let words = page.words.unwrap_or_default();
            sum.pages += 1;
            sum.precision += words.precision;
            sum.recall += words.recall;
            sum.f1 += words.f1;
            sum.with += share(page.snippets.with, page.snippets.all_with, 1.0);
            sum.without += share(page.snippets.without, page.snippets.all_without, 0.0);
            sum.page_type += f64::from(page.page_type.as_deref() == Some(page.predicted_type));
        }
        let pages = sum.pages.max(1) as f64;
        Means {
            pages: sum.pages,
            precision: sum.precision / pages,
            recall: sum.recall / pages,
            f1: sum.f1 / pages,
            with: sum.with / pages,
            without: sum.without / pages,
            page_type: sum.page_type / pages,
        }
    }

    fn json(&self) -> Value {
        json!({
            "n": self.pages, "P": self.precision, "R": self.recall, "F1": self.f1, "with": self.with,
            "without": self.without, "type": self.page_type,
        })
    }
}

/// Sums over all segments of a set.
struct Segments {
    precision: f64,
    recall: f64,
    f1: f64,
    accuracy: f64,
}

impl Segments {
    fn of(pages: &[Page]) -> Segments {
        let sum = |part: fn(&Page) -> usize| pages.iter().map(part).sum::<usize>();
        let (found, wanted) = (sum(|page| page.snippets.with), sum(|page| page.snippets.all_with));
        let (wrong, shunned) = (sum(|page| page.snippets.without), sum(|page| page.snippets.all_without));
        let precision = found as f64 / (found + wrong).max(1) as f64;
        let recall = found as f64 / wanted.max(1) as f64;
        Segments {
            precision,
            recall,
            f1: 2.0 * precision * recall / (precision + recall).max(1e-9),
            accuracy: share(found + shunned - wrong, wanted + shunned, 0.0),
        }
    }
}

/// What the trainer says about the shipped weights: their data, and their score by cross-validation.
fn about_weights() -> impl Iterator<Item = &'static str> {
    include_str!("../weigh/weights.txt").lines().map_while(|line| line.strip_prefix("# "))
}

/// Prints a set's figures and its worst pages.
pub fn set(out: &mut impl Write, set: &Scored, worst: usize) -> io::Result<()> {
    writeln!(out, "{}: {} pages", set.name, set.pages.len())?;
    if has_text(set) {
        full_text(out, set, worst)?
    } else {
        segments(out, set, worst)?
    }
    let figures: Vec<String> = metadata(&set.pages)
        .into_iter()
        .map(|(name, met, have)| format!("{name} {:.3} (n {have})", share(met, have, 0.0)))
        .collect();
    writeln!(out, "metadata: {}\n", figures.join("  "))
}

fn full_text(out: &mut impl Write, set: &Scored, worst: usize) -> io::Result<()> {
    writeln!(out, "{:<34}{:>7}{:>7}{:>7}{:>7}{:>8}{:>7}{:>6}", "", "P", "R", "F1", "with", "without", "type", "n")?;
    for (name, means) in by_type(set.pages.iter().collect()) {
        row(out, &name, &means)?;
    }
    writeln!(
        out,
        "The shipped weights have seen the pages they were learned from; on those only a run with --folds is fair."
    )?;
    for line in about_weights() {
        writeln!(out, "  {line}")?;
    }
    let (full, empty): (Vec<&Page>, Vec<&Page>) = set.pages.iter().partition(|page| gold_words(page) > 0);
    if !empty.is_empty() {
        writeln!(out, "without the {} pages whose gold is empty", empty.len())?;
        for (name, means) in by_type(full) {
            row(out, &name, &means)?;
        }
    }
    let mut pages: Vec<&Page> = set.pages.iter().collect();
    pages.sort_by(|a, b| f1(a).partial_cmp(&f1(b)).unwrap_or(Ordering::Equal));
    writeln!(out, "the worst {}", worst.min(pages.len()))?;
    writeln!(out, "{:<20}{:<14}{:>6}{:>7}{:>7}{:>7}{:>7}  url", "id", "type", "P", "R", "F1", "gold", "words")?;
    for page in pages.iter().take(worst) {
        let words = page.words.unwrap_or_default();
        let page_type = page.page_type.as_deref().unwrap_or("-");
        write!(out, "{:<20}{page_type:<14}{:>6.3}{:>7.3}{:>7.3}", page.id, words.precision, words.recall, words.f1)?;
        writeln!(out, "{:>7}{:>7}  {}", words.gold, words.predicted, page.url)?;
    }
    Ok(())
}

fn row(out: &mut impl Write, name: &str, means: &Means) -> io::Result<()> {
    write!(out, "{name:<34}{:>7.3}{:>7.3}{:>7.3}", means.precision, means.recall, means.f1)?;
    writeln!(out, "{:>7.3}{:>8.3}{:>7.3}{:>6}", means.with, means.without, means.page_type, means.pages)
}

fn segments(out: &mut impl Write, set: &Scored, worst: usize) -> io::Result<()> {
    let sums = Segments::of(&set.pages);
    write!(out, "P {:.3}  R {:.3}  F1 {:.3}  ", sums.precision, sums.recall, sums.f1)?;
    writeln!(out, "accuracy {:.3}", sums.accuracy)?;
    let mistakes = |page: &Page| page.snippets.all_with - page.snippets.with + page.snippets.without;
    let mut pages: Vec<&Page> = set.pages.iter().collect();
    pages.sort_by_key(|page| std::cmp::Reverse(mistakes(page)));
    writeln!(out, "the worst {}", worst.min(pages.len()))?;
    writeln!(out, "{:<20}{:>8}{:>9}  url", "id", "missed", "wrong")?;
    for page in pages.iter().take(worst) {
        let found = &page.snippets;
        let (missed, wrong) = (found.all_with - found.with, found.without);
        let (missed, wrong) = (format!("{missed}/{}", found.all_with), format!("{wrong}/{}", found.all_without));
        writeln!(out, "{:<20}{missed:>8}{wrong:>9}  {}", page.id, page.url)?;
    }
    Ok(())
}

/// Prints how much of the corpus is as expected.
pub fn corpus(out: &mut impl Write, cases: &[Checked], worst: usize) -> io::Result<()> {
    let whole = cases.iter().filter(|case| missed(case) == 0).count();
    writeln!(out, "corpus: {whole} of {} cases wholly as expected", cases.len())?;
    for (kind, (met, all)) in by_kind(cases) {
        writeln!(out, "{kind:<34}{:>7.3}  {met} of {all}", share(met, all, 0.0))?;
    }
    let mut cases: Vec<&Checked> = cases.iter().filter(|case| missed(case) > 0).collect();
    cases.sort_by_key(|case| std::cmp::Reverse(missed(case)));
    cases.truncate(worst);
    writeln!(out, "the worst {}", cases.len())?;
    for case in cases {
        writeln!(out, "{:<34}{:>7}  of {} not met", case.name, missed(case), case.expectations.len())?;
    }
    Ok(())
}

/// A set's figures with every page.
pub fn set_json(set: &Scored) -> Value {
    let mut figures = Map::new();
    figures.insert("n".to_owned(), json!(set.pages.len()));
    if has_text(set) {
        let full = set.pages.iter().filter(|page| gold_words(page) > 0).collect();
        let table = |pages| by_type(pages).into_iter().map(|(name, means)| (name, means.json())).collect::<Value>();
        figures.insert("means".to_owned(), table(set.pages.iter().collect()));
        figures.insert("means_without_empty_gold".to_owned(), table(full));
    } else {
        let sums = Segments::of(&set.pages);
        let sums = json!({"P": sums.precision, "R": sums.recall, "F1": sums.f1, "accuracy": sums.accuracy});
        figures.insert("segments".to_owned(), sums);
    }
    let met = metadata(&set.pages).into_iter();
    let met = met.map(|(name, met, have)| (name.to_owned(), json!(share(met, have, 0.0)))).collect();
    figures.insert("metadata".to_owned(), met);
    figures.insert("shipped_weights".to_owned(), about_weights().collect());
    figures.insert("pages".to_owned(), set.pages.iter().map(page_json).collect());
    Value::Object(figures)
}

fn page_json(page: &Page) -> Value {
    let words = page.words.unwrap_or_default();
    let found = &page.snippets;
    json!({
        "id": page.id, "url": page.url, "type": page.page_type, "predicted_type": page.predicted_type,
        "P": words.precision, "R": words.recall, "F1": words.f1, "gold": words.gold, "words": words.predicted,
        "with": [found.with, found.all_with], "without": [found.without, found.all_without],
        "title": page.metadata.title, "author": page.metadata.author, "date": page.metadata.date,
        "panicked": page.panicked,
    })
}

/// The corpus figures with every expectation that is not met.
pub fn corpus_json(cases: &[Checked]) -> Value {
    let kinds = by_kind(cases).into_iter().map(|(kind, (met, all))| (kind.to_owned(), json!([met, all])));
    let failing = cases.iter().filter(|case| missed(case) > 0).map(|case| {
        let names = case.expectations.iter().filter(|expectation| !expectation.is_met());
        (case.name.clone(), names.map(|missed| json!(missed.name)).collect::<Value>())
    });
    json!({"kinds": kinds.collect::<Value>(), "not_met": failing.collect::<Value>()})
}

fn missed(case: &Checked) -> usize {
    case.expectations.iter().filter(|expectation| !expectation.is_met()).count()
}

/// Met and all expectations, together and by kind: `with[3]` and `image.url` count as `with` and `image`.
fn by_kind(cases: &[Checked]) -> Vec<(&str, (usize, usize))> {
    let mut kinds: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    let mut total = (0, 0);
    for expectation in cases.iter().flat_map(|case| &case.expectations) {
        let kind = expectation.name.split(['[', '.']).next().unwrap_or_default();
        for count in [kinds.entry(kind).or_default(), &mut total] {
            count.0 += usize::from(expectation.is_met());
            count.1 += 1;
        }
    }
    [("all", total)].into_iter().chain(kinds).collect()
}

/// Met and known values of each metadata field that the gold has.
fn metadata(pages: &[Page]) -> Vec<(&'static str, usize, usize)> {
    type Field = fn(&Metadata) -> Option<bool>;
    let fields: [(&str, Field); 3] =
        [("title", |found| found.title), ("author", |found| found.author), ("date", |found| found.date)];
    let mut figures = Vec::new();
    for (name, field) in fields {
        let known: Vec<bool> = pages.iter().filter_map(|page| field(&page.metadata)).collect();
        if !known.is_empty() {
            figures.push((name, known.iter().filter(|met| **met).count(), known.len()));
        }
    }
    figures
}

/// The means of all pages, then of each page type, the most frequent first.
fn by_type(pages: Vec<&Page>) -> Vec<(String, Means)> {
    let mut types: BTreeMap<&str, Vec<&Page>> = BTreeMap::new();
    for page in &pages {
        types.entry(page.page_type.as_deref().unwrap_or("-")).or_default().push(page);
    }
    let mut types: Vec<_> = types.into_iter().collect();
    types.sort_by_key(|(_, pages)| std::cmp::Reverse(pages.len()));
    let all = [("all", pages)].into_iter();
    all.chain(types).map(|(name, pages)| (name.to_owned(), Means::of(pages.into_iter()))).collect()
}

fn has_text(set: &Scored) -> bool {
    set.pages.iter().any(|page| page.words.is_some())
}

fn gold_words(page: &Page) -> usize {
    page.words.map_or(0, |words| words.gold)
}

fn f1(page: &Page) -> f64 {
    page.words.map_or(0.0, |words| words.f1)
}

fn share(part: usize, all: usize, of_none: f64) -> f64 {
    if all == 0 { of_none } else { part as f64 / all as f64 }
}
