//! Decides for every block whether it is content, by a table of passes that read evidence and write verdicts.
//! A pass does not call another; each verdict names the pass that gave it last, so a person can see why a paragraph is
//! missing. For write, which composes what is kept.

mod above;
mod announced;
mod bar;
mod buried;
mod chrome;
mod contents;
mod declared;
mod discussion;
mod ending;
mod form;
mod frame;
mod gap;
mod heading;
mod ingredients;
mod invitation;
mod majority;
mod moment;
mod notes;
mod nothing;
mod onwards;
mod orphan;
mod pairs;
mod paragraphs;
mod posts;
mod rail;
mod records;
mod repeat;
mod rights;
mod section;
mod selector;
mod shop;
mod small;
mod standfirst;
mod step;
mod stories;
mod subjects;
mod teaser;
mod template;
#[cfg(test)]
mod tests;
mod thread;
mod threshold;
mod whole;

pub use repeat::new_words;

use std::borrow::Cow;
use std::ops::{Add, Sub};

use crate::article::PageType;
use crate::block::Block;
use crate::chosen::Chosen;
use crate::page::Span;
use crate::template::Template;
use crate::weigh::{Context, Cut};

/// Reasons of one pass among which a verdict is searched for; a pass that makes its reasons up as it goes has no bound.
const REASONS: usize = 8;

/// Elements around a table or a list among which the first is looked for that holds more.
const WRAPPERS: usize = 4;

/// What was decided about a block, by whom and why.
#[derive(Debug, Clone, PartialEq)]
pub struct Verdict {
    /// Whether it is content.
    pub keep: bool,
    /// The pass that decided last.
    pub by: &'static str,
    /// Its reason in plain words.
    pub reason: Cow<'static, str>,
}

/// What the passes read.
pub struct View<'a> {
    /// The page and what was worked out about it.
    pub context: &'a Context<'a>,
    /// The probability of every block.
    pub scores: &'a [f32],
    /// The page's threshold.
    pub cut: Cut,
    /// The page's type.
    pub page_type: PageType,
    /// The probability of every type, in the order of [`PageType::ALL`].
    pub types: [f32; 7],
    /// What the caller's selectors mean.
    pub chosen: &'a Chosen,
    /// Whether the text is what the page's structured data declares, rather than what it shows.
    pub is_declared: bool,
    /// What the page's site says on its other pages, if that is known.
    pub template: Option<Template<'a>>,
}

impl View<'_> {
    /// Whether the page is of a type whose text is prose in one column, rather than cards, offers and their parts.
    fn is_prose(&self) -> bool {
        matches!(self.page_type, PageType::Article | PageType::Documentation | PageType::Forum)
    }

    /// Whether the page is of a type that consists of cards.
    fn is_of_cards(&self) -> bool {
        matches!(self.page_type, PageType::Collection | PageType::Product | PageType::Listing)
    }

    /// How probable it is that the page is of a type.
    fn probability(&self, of: PageType) -> f32 {
        let types = PageType::ALL.into_iter().zip(self.types);
        types.filter(|(page_type, _)| *page_type == of).map(|(_, probability)| probability).sum()
    }

    /// The words that are kept so far.
    fn kept_words(&self, verdicts: &Verdicts) -> Sums<u32> {
        self.words_of(|at, _| verdicts.keeps(at))
    }

    /// The words of the blocks that something is true of.
    fn words_of(&self, is_counted: impl Fn(u32, &Block) -> bool) -> Sums<u32> {
        let blocks = (0_u32..).zip(&self.context.blocks.list);
        Sums::of(blocks.map(|(at, block)| if is_counted(at, block) { block.counts.words } else { 0 }))
    }

    /// The words of all blocks, each weighed as is said.
    fn weighed_words(&self, weight: impl Fn(u32) -> f64) -> Sums<f64> {
        let blocks = (0_u32..).zip(&self.context.blocks.list);
        Sums::of(blocks.map(|(at, block)| weight(at) * f64::from(block.counts.words)))
    }

    /// The words of all blocks, each weighed by the share of the threshold that its block reaches.
    fn reached_words(&self) -> Sums<f64> {
        let threshold = f64::from(self.cut.threshold).max(f64::MIN_POSITIVE);
        self.weighed_words(|at| (f64::from(self.score(at)) / threshold).min(1.0))
    }

    /// Whether the block before an element or behind it is kept, and in the same container: the innermost one that holds more
    /// than the element, which pages wrap so that it can be scrolled.
    fn stands_beside_kept(&self, row: u32, verdicts: &Verdicts) -> bool {
        let span = self.context.span(row);
        let around = self.context.page.ancestors(row).take(WRAPPERS).map(|around| self.context.span(around));
        let container = around.into_iter().find(|around| *around != span).unwrap_or(span);
        let beside = [span.start.checked_sub(1), Some(span.end)].into_iter().flatten();
        beside.filter(|at| container.contains(*at)).any(|at| verdicts.keeps(at))
    }

    /// The cell of a table in which a block stands, so many elements around its own at most.
    fn cell(&self, at: u32, around: usize) -> Option<u32> {
        self.context.page.cell(self.context.blocks.get(at)?.row, 1 + around)
    }

    /// The probability of a block.
    fn score(&self, at: u32) -> f32 {
        self.scores.get(at as usize).copied().unwrap_or(0.0)
    }

    /// The blocks that are kept so far, with their scores.
    fn kept_blocks(&self, verdicts: &Verdicts) -> impl Iterator<Item = (&Block, f32)> {
        let scored = self.context.blocks.list.iter().zip(self.scores.iter().copied());
        (0_u32..).zip(scored).filter(|(at, _)| verdicts.keeps(*at)).map(|(_, scored)| scored)
    }
}

/// What blocks have, none of it less than nothing, added up before each block and before the page's end.
struct Sums<Value> {
    before: Vec<Value>,
}

impl<Value: Copy + Default + Add<Output = Value> + Sub<Output = Value>> Sums<Value> {
    fn of(values: impl Iterator<Item = Value>) -> Sums<Value> {
        let mut sum = Value::default();
        let mut before = vec![sum];
        before.extend(values.map(|value| {
            sum = sum + value;
            sum
        }));
        Sums { before }
    }

    fn within(&self, span: Span) -> Value {
        let before = |at: u32| self.before.get(at as usize).or(self.before.last()).copied().unwrap_or_default();
        before(span.end) - before(span.start.min(span.end))
    }
}

/// The verdicts so far, one a block. Most blocks share theirs, so each is held once.
#[derive(Debug, Default)]
pub struct Verdicts {
    /// For each block its verdict's place in the list.
    of_block: Vec<u32>,
    list: Vec<Verdict>,
    by: &'static str,
    /// Where in the list the verdicts of this pass begin.
    own: usize,
    /// What a caller should know about the passes' work.
    pub warning: Option<&'static str>,
}

impl Verdicts {
    fn undecided(blocks: usize) -> Verdicts {
        let undecided = Verdict { keep: false, by: "none", reason: Cow::Borrowed("") };
        Verdicts { of_block: vec![0; blocks], list: vec![undecided], by: "", own: 0, warning: None }
    }

    fn get(&self, at: u32) -> Option<&Verdict> {
        self.list.get(*self.of_block.get(at as usize)? as usize)
    }

    /// Whether a block is kept so far.
    pub fn keeps(&self, at: u32) -> bool {
        self.get(at).is_some_and(|verdict| verdict.keep)
    }

    /// Whether any block is kept so far.
    pub fn keeps_any(&self) -> bool {
        (0..self.of_block.len() as u32).any(|at| self.keeps(at))
    }

    /// For each block whether it is kept.
    pub fn kept(&self) -> Vec<bool> {
        let kept: Vec<bool> = self.list.iter().map(|verdict| verdict.keep).collect();
        self.of_block.iter().map(|verdict| kept.get(*verdict as usize) == Some(&true)).collect()
    }

    /// The verdict of every block.
    pub fn into_list(self) -> Vec<Verdict> {
        (0..self.of_block.len() as u32).filter_map(|at| self.get(at).cloned()).collect()
    }

    fn set(&mut self, at: u32, keep: bool, reason: impl Into<Cow<'static, str>>) {
        let Some(place) = self.of_block.get_mut(at as usize) else { return };
        let verdict = Verdict { keep, by: self.by, reason: reason.into() };
        // A pass has few reasons, and they come last.
        let own = self.list.get(self.own..).unwrap_or_default().iter().rev();
        let is_same = |known: &Verdict| known.keep == verdict.keep && known.reason == verdict.reason;
        let known = own.take(REASONS).position(is_same);
        *place = match known {
            Some(back) => (self.list.len() - 1 - back) as u32,
            None => {
                self.list.push(verdict);
                (self.list.len() - 1) as u32
            }
        };
    }

    /// Keeps a block.
    pub fn keep(&mut self, at: u32, reason: impl Into<Cow<'static, str>>) {
        self.set(at, true, reason);
    }

    /// Drops a block.
    pub fn drop(&mut self, at: u32, reason: impl Into<Cow<'static, str>>) {
        self.set(at, false, reason);
    }

    /// Keeps what is dropped so far of some blocks; why the others are kept has been said.
    pub fn keep_dropped(&mut self, blocks: impl IntoIterator<Item = u32>, reason: impl Into<Cow<'static, str>>) {
        let reason = reason.into();
        for at in blocks {
            if !self.keeps(at) {
                self.keep(at, reason.clone());
            }
        }
    }

    /// Drops what is kept so far of some blocks; why the others are dropped has been said.
    pub fn drop_kept(&mut self, blocks: impl IntoIterator<Item = u32>, reason: impl Into<Cow<'static, str>>) {
        let reason = reason.into();
        for at in blocks {
            if self.keeps(at) {
                self.drop(at, reason.clone());
            }
        }
    }
}

type Pass = fn(&View<'_>, &mut Verdicts);

/// The passes in order.
const PASSES: [(&str, Pass); 35] = [
    ("threshold", threshold::pass),
    ("majority", majority::pass),
    ("rail", rail::pass),
    ("buried", buried::pass),
    ("selector", selector::restrict),
    ("gap", gap::pass),
    ("paragraphs", paragraphs::pass),
    ("posts", posts::pass),
    ("section", section::pass),
    ("standfirst", standfirst::pass),
    ("records", records::pass),
    ("pairs", pairs::pass),
    ("whole", whole::pass),
    // Behind the passes that complete lists, which would take the items of a rail for most of it.
    ("announced", announced::pass),
    ("heading", heading::pass),
    ("frame", frame::pass),
    ("form", form::pass),
    ("discussion", discussion::pass),
    // Before the phrases of chrome are dropped, which small pages have, too.
    ("small", small::pass),
    ("chrome", chrome::pass),
    ("thread", thread::pass),
    ("shop", shop::pass),
    ("invitation", invitation::pass),
    ("stories", stories::pass),
    ("teaser", teaser::pass),
    ("onwards", onwards::pass),
    ("ending", ending::pass),
    ("declared", declared::pass),
    ("notes", notes::pass),
    ("repeat", repeat::pass),
    ("contents", contents::pass),
    ("orphan", orphan::pass),
    ("nothing", nothing::pass),
    // Behind the look for an article, which is not lost because its site says the same elsewhere.
    ("template", template::pass),
    ("selector", selector::keep),
];

/// Judges every block.
pub fn judge(view: &View<'_>) -> Verdicts {
    let mut verdicts = Verdicts::undecided(view.context.blocks.list.len());
    for (name, pass) in PASSES {
        verdicts.by = name;
        verdicts.own = verdicts.list.len();
        pass(view, &mut verdicts);
    }
    verdicts
}
