//! Decides what the weights file says: text that a person can read in a diff, written by the trainer, parsed once.
//! For weigh; a name in it that no feature has fails the build's tests, not a user's run.

use std::sync::LazyLock;

use super::features::{self, FAMILIES};
use super::lanes::Lanes;
use super::quality;
use super::trees::Trees;
use super::whole;
use crate::article::PageType;
use crate::cues;
use crate::phrases;
use crate::tag::Tag;

/// The learned weights.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Weights {
    /// For each family and bit of the sparse features what it adds.
    tokens: Vec<[f32; 128]>,
    /// Log-odds that a block is content.
    pub content: Trees,
    /// The same for many blocks at once.
    pub lanes: Lanes,
    /// For each page type, in the order of [`PageType::ALL`], what speaks for it.
    pub types: [Trees; 7],
    /// For each page type how much the threshold is raised or lowered.
    leans: [Option<f32>; 7],
    /// What is to be added to the F1 that the scores expect of a page.
    pub quality: Trees,
    /// The log-odds before the first tree.
    pub base: f32,
}

impl Weights {
    /// The weights that ship with the crate.
    pub fn shipped() -> &'static Weights {
        static SHIPPED: LazyLock<Weights> =
            LazyLock::new(|| Weights::read(include_str!("weights.txt")).unwrap_or_default());
        &SHIPPED
    }

    /// Reads a weights file.
    pub fn read(text: &str) -> Result<Weights, String> {
        let mut weights = Weights { tokens: vec![[0.0; 128]; FAMILIES.len()], ..Weights::default() };
        let mut section = "";
        for (number, line) in text.lines().enumerate() {
            let line = line.trim();
            let read = if line.is_empty() || line.starts_with('#') {
                Ok(())
            } else if let Some(name) = line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
                section = name;
                Ok(())
            } else {
                weights.take(section, line)
            };
            read.map_err(|error| format!("line {}: {error}", number + 1))?;
        }
        weights.lanes = weights.content.lanes();
        Ok(weights)
    }

    fn take(&mut self, section: &str, line: &str) -> Result<(), String> {
        if let Some(name) = section.strip_prefix("type ") {
            let at = PageType::ALL.iter().position(|known| known.as_str() == name).ok_or("no such page type")?;
            return self.types.get_mut(at).map_or(Ok(()), |trees| trees.add(line, whole::column));
        }
        match section {
            "tokens" => self.take_token(line),
            "base" => line.parse().map(|base| self.base = base).map_err(|_| format!("not a number: {line}")),
            "lean" => self.take_lean(line),
            "quality" => self.quality.add(line, quality::column),
            "content" => self.content.add(line, features::column),
            _ => Err(format!("no section {section}")),
        }
    }

    fn take_token(&mut self, line: &str) -> Result<(), String> {
        let mut words = line.split_ascii_whitespace();
        let (family, name, value) = (words.next(), words.next().unwrap_or_default(), words.next());
        let family = FAMILIES.iter().position(|known| Some(*known) == family).ok_or("no such family")?;
        let bit = bit_named(family, name).ok_or_else(|| format!("no {name} in its family"))?;
        let value = value.and_then(|value| value.parse().ok()).ok_or("not a number")?;
        if let Some(slot) = self.tokens.get_mut(family).and_then(|family| family.get_mut(bit)) {
            *slot = value;
        }
        Ok(())
    }

    fn take_lean(&mut self, line: &str) -> Result<(), String> {
        let (name, value) = line.split_once(' ').ok_or("no value")?;
        let at = PageType::ALL.iter().position(|known| known.as_str() == name).ok_or("no such page type")?;
        let value = value.parse().map_err(|_| format!("not a number: {value}"))?;
        if let Some(lean) = self.leans.get_mut(at) {
            *lean = Some(value);
        }
        Ok(())
    }

    /// The factor of the threshold for a page with these probabilities of its types.
    pub fn lean(&self, types: &[f32; 7]) -> f32 {
        self.leans.iter().zip(types).map(|(lean, probability)| lean.unwrap_or(1.0) * probability).sum()
    }

    /// What each sparse feature of a family adds, by its bit.
    pub fn family(&self, family: usize) -> &[f32; 128] {
        self.tokens.get(family).unwrap_or(&[0.0; 128])
    }
}

/// The bit of a sparse feature by its name.
fn bit_named(family: usize, name: &str) -> Option<usize> {
    bit_names(family).iter().position(|known| *known == name)
}

/// The names of a family's bits, in order.
pub fn bit_names(family: usize) -> Vec<&'static str> {
    match FAMILIES.get(family) {
        Some(&("cue_near" | "cue_middle" | "cue_far")) => cues::kinds().to_vec(),
        Some(&"path") => (0..Tag::COUNT).map(|at| Tag::nth(at).name()).collect(),
        Some(_) => phrases::kinds().to_vec(),
        None => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_weights_fit_the_features() {
        let weights = Weights::read(include_str!("weights.txt")).unwrap();
        assert_ne!(weights.content, Trees::default());
    }

    #[test]
    fn unknown_names_are_errors_with_their_line() {
        let error = Weights::read("[tokens]\ncue_near no_such_cue 1").unwrap_err();
        assert!(error.starts_with("line 2"), "{error}");
        assert!(Weights::read("[content]\nno_such_feature<=1 0 1").is_err());
    }
}
