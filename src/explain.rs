//! Decides how verdicts are explained: of each block its score, the features that moved it most and the pass that decided;
//! of the page its threshold and what it may be. For people who ask why a paragraph is missing; nothing else reads it.

use crate::article::{Evidence, ExplainedBlock, ExplainedPage, PageType, TypeProbability};
use crate::chosen::Removed;
use crate::deadline::Deadline;
use crate::judge::{Verdict, View};
use crate::weigh::{Weights, features};

/// Features named for each block: enough to see the reason, few enough to read.
const MOST: usize = 6;

/// Explains every block's verdict, as far as the limit and the deadline allow, and the page; a warning tells where the rest
/// of the blocks is not explained.
pub fn explain(
    view: &View<'_>,
    verdicts: &[Verdict],
    page: &[f32],
    weights: &Weights,
    most: usize,
    deadline: Deadline,
    warnings: &mut Vec<String>,
) -> (Vec<ExplainedBlock>, ExplainedPage) {
    let blocks = view.context.blocks;
    let explained = explain_blocks(view, verdicts, page, weights, most, deadline);
    if explained.len() < blocks.list.len().min(most) {
        warnings.push("deadline near: the rest of the blocks is not explained".to_owned());
    } else if blocks.list.len() > most {
        warnings.push(warning(most));
    }
    (with_removed(explained, blocks, &view.chosen.removed), explain_page(view))
}

/// What is told where only so many blocks are explained.
pub fn warning(most: usize) -> String {
    format!("explanation limit of {most} blocks reached: the rest is not explained")
}

fn explain_blocks(
    view: &View<'_>,
    verdicts: &[Verdict],
    page: &[f32],
    weights: &Weights,
    most: usize,
    deadline: Deadline,
) -> Vec<ExplainedBlock> {
    let context = view.context;
    (0_u32..)
        .zip(&context.blocks.list)
        .zip(view.scores.iter().zip(verdicts))
        .take(most)
        .take_while(|_| !deadline.ends_explaining())
        .map(|((at, block), (score, verdict))| ExplainedBlock {
            text: context.page.slice(block.text).to_owned(),
            path: context.page.path(block.row),
            score: round(*score),
            kept: verdict.keep,
            by: verdict.by.into(),
            reason: verdict.reason.to_string(),
            evidence: evidence(&features::of_block(context, weights, at, page), weights),
        })
        .collect()
}

/// What was taken out before there were blocks, told among them where it stood. Its score says nothing.
fn with_removed(
    explained: Vec<ExplainedBlock>,
    blocks: &crate::block::Blocks,
    removed: &[Removed],
) -> Vec<ExplainedBlock> {
    let mut removed = removed.iter().filter(|removed| !removed.text.is_empty()).peekable();
    if removed.peek().is_none() {
        return explained;
    }
    let mut all = Vec::with_capacity(explained.len());
    let mut rows = blocks.list.iter().map(|block| block.row);
    for block in explained {
        let row = rows.next().unwrap_or(u32::MAX);
        while let Some(removed) = removed.next_if(|removed| removed.row <= row) {
            all.push(taken_out(removed));
        }
        all.push(block);
    }
    all.extend(removed.map(taken_out));
    all
}

fn taken_out(removed: &Removed) -> ExplainedBlock {
    ExplainedBlock {
        text: removed.text.clone(),
        path: removed.path.clone(),
        score: 0.0,
        kept: false,
        by: "selector".into(),
        reason: format!("`{}` is to be dropped", removed.selector),
        evidence: Vec::new(),
    }
}

/// Explains how the page as a whole was judged; the candidates for its metadata and the encoding are others' to tell.
fn explain_page(view: &View<'_>) -> ExplainedPage {
    let types = PageType::ALL.into_iter().zip(&view.types);
    let mut page_types: Vec<TypeProbability> =
        types.map(|(page_type, probability)| TypeProbability { page_type, probability: round(*probability) }).collect();
    page_types.sort_by(|one, other| other.probability.total_cmp(&one.probability));
    ExplainedPage { threshold: Some(round(view.cut.threshold)), page_types, ..ExplainedPage::default() }
}

/// The verdicts of blocks that no weights scored.
pub fn explain_unweighed(
    context: &crate::page::Page,
    blocks: &crate::block::Blocks,
    verdicts: &[Verdict],
    most: usize,
) -> Vec<ExplainedBlock> {
    let pairs = blocks.list.iter().zip(verdicts).take(most);
    pairs
        .map(|(block, verdict)| ExplainedBlock {
            text: context.slice(block.text).to_owned(),
            path: String::new(),
            score: if verdict.keep { 1.0 } else { 0.0 },
            kept: verdict.keep,
            by: verdict.by.into(),
            reason: verdict.reason.to_string(),
            evidence: Vec::new(),
        })
        .collect()
}

fn evidence(row: &[f32], weights: &Weights) -> Vec<Evidence> {
    let mut effects = Vec::new();
    weights.content.effects(row, &mut effects);
    let mut sums = vec![0.0_f32; row.len()];
    for (column, effect) in effects {
        if let Some(sum) = sums.get_mut(column) {
            *sum += effect;
        }
    }
    let mut columns: Vec<usize> = (0..sums.len()).collect();
    let strength = |column: &usize| sums.get(*column).copied().unwrap_or(0.0).abs();
    columns.sort_by(|one, other| strength(other).total_cmp(&strength(one)));
    // Collecting would leave room for two more in each of thousands.
    let mut evidence = Vec::with_capacity(MOST);
    evidence.extend(columns.into_iter().take(MOST).filter(|column| strength(column) > 0.0).map(|column| Evidence {
        feature: features::names().get(column).map_or("", String::as_str).into(),
        value: round(row.get(column).copied().unwrap_or(0.0)),
        effect: round(sums.get(column).copied().unwrap_or(0.0)),
    }));
    evidence
}

/// Three decimals: more would only be noise in a report.
fn round(value: f32) -> f64 {
    (f64::from(value) * 1000.0).round() / 1000.0
}
