//! Decides what the text of a block says of the ingredients that a page declares: one of them, an amount of one, or something
//! else. From the words of both, for the pass that keeps what is declared.

use std::collections::{BTreeMap, HashMap};

use crate::{table, words, work};

/// What is known of the ingredients.
pub struct Ingredients {
    /// The ingredients that hold a word.
    holding: HashMap<u64, Vec<u32>>,
    /// For every ingredient how many different words it has.
    lengths: Vec<usize>,
    /// For every ingredient how many of a block's words it holds, and how many of them tell something; between blocks nothing.
    counts: Vec<(usize, usize)>,
}

/// Ingredients that hold one word, of which so many are looked at.
const MOST: usize = 16;
/// Share of a block's words that one ingredient must hold: some sites add grams in brackets, or what may be bought.
const ALIKE: (usize, usize) = (3, 4);

impl Ingredients {
    /// Takes the ingredients in that a page declares.
    pub fn of(declared: &[String]) -> Ingredients {
        let mut holding: HashMap<u64, Vec<u32>> = HashMap::new();
        let mut lengths = Vec::new();
        for (at, ingredient) in (0..).zip(declared) {
            let words = names(ingredient);
            lengths.push(words.len());
            for (word, _) in words {
                let holders = holding.entry(word).or_default();
                if holders.len() < MOST {
                    holders.push(at);
                }
            }
        }
        Ingredients { counts: vec![(0, 0); lengths.len()], holding, lengths }
    }

    /// What the text of a block says of them.
    pub fn read(&mut self, text: &str) -> Says {
        let words = names(text);
        let telling = words.values().filter(|tells| **tells).count();
        let mut met: Vec<u32> = Vec::new();
        for (word, tells) in &words {
            let holders = self.holding.get(word).map_or(&[][..], Vec::as_slice);
            work::count(holders.len());
            for ingredient in holders {
                let Some((all, of_telling)) = self.counts.get_mut(*ingredient as usize) else { continue };
                if *all == 0 {
                    met.push(*ingredient);
                }
                *all += 1;
                *of_telling += usize::from(*tells);
            }
        }
        let mut best = (0, 0, 0);
        for ingredient in met {
            let (all, of_telling) = self.counts.get_mut(ingredient as usize).map(std::mem::take).unwrap_or_default();
            // Of equals the first.
            if of_telling > best.1 || of_telling == best.1 && ingredient < best.2 {
                best = (all, of_telling, ingredient);
            }
        }
        let (found, of_telling, ingredient) = best;
        if of_telling > 0 && is_most(of_telling, telling) {
            let is_whole = self.lengths.get(ingredient as usize).is_some_and(|all| is_most(found, *all));
            Says::Ingredient { ingredient, is_whole }
        } else if text.contains(char::is_alphanumeric) && words.keys().all(|word| self.holding.contains_key(word)) {
            Says::Amount
        } else {
            Says::Else
        }
    }
}

fn is_most(part: usize, all: usize) -> bool {
    part * ALIKE.1 >= all * ALIKE.0
}

/// What a block says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Says {
    /// An ingredient, and little else; perhaps without its amount.
    Ingredient {
        /// Its place among those declared.
        ingredient: u32,
        /// Whether the block says most of what was declared of it.
        is_whole: bool,
    },
    /// Nothing but numbers and words of ingredients, as an amount beside one does, or a line of their list.
    Amount,
    /// Anything else.
    Else,
}

impl Says {
    /// The place of the ingredient that it is, among those declared.
    pub fn named(&self) -> Option<u32> {
        match self {
            Says::Ingredient { ingredient, .. } => Some(*ingredient),
            Says::Amount | Says::Else => None,
        }
    }
}

/// The different words of a text as numbers, without the digits before them, for "200g" is said as "200 g" beside it; and of each
/// whether it tells something, which units of one letter do not. Equal by chance is equal enough here.
fn names(text: &str) -> BTreeMap<u64, bool> {
    let begin = || (table::START, 0);
    let take = |(number, bytes): &mut (u64, usize), letter: char| {
        if *bytes > 0 || !letter.is_numeric() {
            *number = table::step(*number, u64::from(letter));
            *bytes += letter.len_utf8();
        }
    };
    let words = words::tokens_as(text, begin, take).filter(|(_, bytes)| *bytes > 0);
    words.map(|(number, bytes)| (number, bytes > 1)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_block_says_an_ingredient_an_amount_or_something_else() {
        let declared = ["2 cups rye flour", "200 g sea salt"].map(str::to_owned);
        let mut ingredients = Ingredients::of(&declared);
        for (text, says) in [
            ("200g sea salt", Says::Ingredient { ingredient: 1, is_whole: true }),
            ("rye flour (240g)", Says::Ingredient { ingredient: 0, is_whole: false }),
            ("2 cups", Says::Ingredient { ingredient: 0, is_whole: false }),
            ("200 g", Says::Amount),
            ("4", Says::Amount),
            ("the sea is calm", Says::Else),
            ("", Says::Else),
        ] {
            assert_eq!(ingredients.read(text), says, "{text}");
        }
    }
}
