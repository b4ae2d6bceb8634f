//! Decides for every block whether it is content, by a table of passes that read evidence and write verdicts.
//! A pass does not call another; each verdict names the pass that gave it last, so a person can see why a paragraph is
//! missing. For write, which composes what is kept.

mod chrome;
mod frame;
mod gap;
mod nothing;
mod repeat;
mod threshold;
mod whole;

use std::borrow::Cow;

use crate::weigh::{Context, Cut};

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
}

/// The verdicts so far, one a block.
#[derive(Debug, Default)]
pub struct Verdicts {
    list: Vec<Verdict>,
    by: &'static str,
}

impl Verdicts {
    /// Whether a block is kept so far.
    pub fn keeps(&self, at: u32) -> bool {
        self.list.get(at as usize).is_some_and(|verdict| verdict.keep)
    }

    fn set(&mut self, at: u32, keep: bool, reason: impl Into<Cow<'static, str>>) {
        if let Some(verdict) = self.list.get_mut(at as usize) {
            *verdict = Verdict { keep, by: self.by, reason: reason.into() };
        }
    }

    /// Keeps a block.
    pub fn keep(&mut self, at: u32, reason: impl Into<Cow<'static, str>>) {
        self.set(at, true, reason);
    }

    /// Drops a block.
    pub fn drop(&mut self, at: u32, reason: impl Into<Cow<'static, str>>) {
        self.set(at, false, reason);
    }
}

type Pass = fn(&View<'_>, &mut Verdicts);

/// The passes in order.
const PASSES: [(&str, Pass); 7] = [
    ("threshold", threshold::pass),
    ("gap", gap::pass),
    ("whole", whole::pass),
    ("frame", frame::pass),
    ("chrome", chrome::pass),
    ("repeat", repeat::pass),
    ("nothing", nothing::pass),
];

/// Judges every block.
pub fn judge(view: &View<'_>) -> Vec<Verdict> {
    let undecided = Verdict { keep: false, by: "none", reason: Cow::Borrowed("") };
    let mut verdicts = Verdicts { list: vec![undecided; view.context.blocks.list.len()], by: "" };
    for (name, pass) in PASSES {
        verdicts.by = name;
        pass(view, &mut verdicts);
    }
    verdicts.list
}
