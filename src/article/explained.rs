//! The part of the output that is there only when it is asked for: what was decided about each block, about the page as a
//! whole and about its metadata, and from what. For people who ask why.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::PageType;

/// Why a block was kept or dropped.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ExplainedBlock {
    /// The block's words.
    pub text: String,
    /// The element it stands in, with its ancestors, such as `body > div.content > p`.
    pub path: String,
    /// Probability of being content, 0 to 1, before any pass: what the features say, moved towards what they say of the
    /// blocks on the same path.
    pub score: f64,
    /// Whether it is in the article.
    pub kept: bool,
    /// The pass that decided. It owns its name only where it was read from JSON: an explanation names the same few hundred
    /// thousands of times.
    pub by: Cow<'static, str>,
    /// The pass's reason in plain words.
    pub reason: String,
    /// The features that moved the score most, strongest first.
    pub evidence: Vec<Evidence>,
}

/// One feature's part in a score.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Evidence {
    /// The feature's name in the weights file; owned as [`ExplainedBlock::by`] is.
    pub feature: Cow<'static, str>,
    /// Its value for the block.
    pub value: f64,
    /// What it added to what the features say, in log-odds; negative speaks for chrome.
    pub effect: f64,
}

/// How the page as a whole was judged, and what its metadata was chosen from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Default)]
pub struct ExplainedPage {
    /// Probability from which a block is kept before any other pass; null for plain text, which is not weighed.
    pub threshold: Option<f64>,
    /// Every type of page with its probability, the most probable first; empty for plain text.
    pub page_types: Vec<TypeProbability>,
    /// What the fields of the metadata were chosen from, field by field in the order of the article's keys, and for each
    /// field the highest rank first.
    pub candidates: Vec<Candidate>,
}

/// A type of page and how probable it is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TypeProbability {
    /// The type.
    pub page_type: PageType,
    /// 0 to 1.
    pub probability: f64,
}

/// A value that a field of the metadata might have taken.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Candidate {
    /// The article's key, such as `title`.
    pub field: String,
    /// The value as text; several names or words are separated by commas. At most 400 bytes.
    pub value: String,
    /// Where it was found, such as `OpenGraph`.
    pub source: String,
    /// How far it is trusted, 0 to 100; null for a heading, which wins when it agrees with a declared title.
    pub rank: Option<u8>,
    /// Whether the article has this value.
    pub chosen: bool,
}
