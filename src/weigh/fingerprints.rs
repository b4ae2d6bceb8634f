//! Decides which words and which runs of words are the same: 32-bit hashes of lower-cased words, one list for the whole
//! page. For features that compare texts: what was said before, what the title says.

use std::hash::BuildHasherDefault;

use crate::block::Blocks;
use crate::page::Page;
use crate::table::{self, Table};
use crate::words;

/// Hashes of the words of every block.
#[derive(Debug, Default)]
pub struct Fingerprints {
    words: Vec<u32>,
    /// For each block where its words begin, and where the last one's end.
    starts: Vec<u32>,
}

impl Fingerprints {
    /// Hashes the words of every block, in one pass over the text.
    pub fn of(page: &Page, blocks: &Blocks) -> Fingerprints {
        let words = blocks.total().words as usize;
        let mut prints =
            Fingerprints { words: Vec::with_capacity(words), starts: Vec::with_capacity(blocks.list.len() + 1) };
        for block in &blocks.list {
            prints.starts.push(prints.words.len() as u32);
            hash_words(page.slice(block.text), &mut prints.words);
        }
        prints.starts.push(prints.words.len() as u32);
        prints
    }

    /// The word hashes of a block.
    pub fn block(&self, at: usize) -> &[u32] {
        let place = |at: usize| self.starts.get(at).map(|start| *start as usize);
        let span = place(at).zip(place(at + 1));
        span.and_then(|(start, end)| self.words.get(start..end)).unwrap_or_default()
    }

    /// How many runs of words the blocks have.
    fn runs(&self) -> usize {
        let words = self.starts.iter().zip(self.starts.iter().skip(1)).map(|(start, end)| (end - start) as usize);
        words.map(|words| words.saturating_sub(RUN - 1)).sum()
    }
}

/// Appends the hashes of a text's words: runs of letters and digits, each letter of a spaceless script by itself.
pub fn hash_words(text: &str, out: &mut Vec<u32>) {
    const START: u32 = 0x811C_9DC5;
    let mix = |hash: u32, byte: u8| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
    let mut hash = START;
    let mut inside = false;
    let mut rest = text;
    loop {
        // Letters and digits of ASCII are most of most texts, and a table knows them.
        let mut ascii = 0;
        for folded in rest.bytes().map(words::folded).take_while(|folded| *folded != 0) {
            hash = mix(hash, folded);
            ascii += 1;
        }
        inside |= ascii > 0;
        let mut characters = rest.get(ascii..).unwrap_or_default().chars();
        let Some(character) = characters.next() else { break };
        rest = characters.as_str();
        if character.is_ascii() {
            // Ends a word.
        } else if words::is_spaceless(character) {
            if inside {
                out.push(hash);
            }
            out.push(mix_wide(START, character));
            hash = START;
            inside = false;
            continue;
        } else if words::is_alphanumeric(character) {
            words::lowered(character, |lower| hash = mix_wide(hash, lower));
            inside = true;
            continue;
        }
        if inside {
            out.push(hash);
            hash = START;
            inside = false;
        }
    }
    if inside {
        out.push(hash);
    }
}

fn mix_wide(hash: u32, character: char) -> u32 {
    (hash ^ character as u32).wrapping_mul(0x0100_0193)
}

/// Words in a run that is compared: four together are rarely chance.
const RUN: usize = 4;

/// For each block the share of its runs of four words that an earlier block holds too, and how often
/// its whole text occurs in the page.
#[derive(Debug, Default)]
pub struct Repeats {
    /// Share said in an earlier block, 0 to 1.
    pub earlier: Vec<f32>,
    /// Blocks with exactly this text before this one; from so many on it does not matter how many.
    pub same_before: Vec<u16>,
    /// For each block the place of its text among the different ones, and how many blocks have that.
    text_of: Vec<u32>,
    counts: Vec<u32>,
}

impl Repeats {
    /// Compares every block with those before it by their runs of words.
    pub fn of(prints: &Fingerprints, count: usize) -> Repeats {
        let heard = Heard::of(prints, count);
        // The block that says a run of words first; most runs have a pair of words of their own, and are not looked for.
        let mut first: Table<u32> = Table::with_capacity_and_hasher(prints.runs() / 2, BuildHasherDefault::default());
        let mut wholes: Table<u32> = Table::default();
        let mut repeats = Repeats {
            earlier: Vec::with_capacity(count),
            same_before: Vec::with_capacity(count),
            text_of: Vec::with_capacity(count),
            counts: Vec::with_capacity(count),
        };
        for at in 0..count {
            let words = prints.block(at);
            repeats.count(*wholes.entry(combine(words)).or_insert(repeats.counts.len() as u32));
            let said = heard.runs(words).filter(|run| *first.entry(combine(run)).or_insert(at as u32) < at as u32);
            let runs = words.len().saturating_sub(RUN - 1).max(1) as f32;
            repeats.earlier.push(said.count() as f32 / runs);
        }
        repeats
    }

    /// Counts a block whose text has this place among the different ones.
    fn count(&mut self, place: u32) {
        if place as usize == self.counts.len() {
            self.counts.push(0);
        }
        if let Some(count) = self.counts.get_mut(place as usize) {
            self.same_before.push(few(*count));
            *count += 1;
        }
        self.text_of.push(place);
    }

    /// Blocks with exactly the text of a block, itself included.
    pub fn same(&self, block: usize) -> u16 {
        let place = self.text_of.get(block).copied().unwrap_or(u32::MAX);
        self.counts.get(place as usize).map_or(0, |count| few(*count))
    }
}

/// Which pairs of words a page says more than once, or may say: pairs share their counts with others of the same bits. Prose
/// says most of its pairs once, and a run of words that holds such a one is said once too.
struct Heard(Vec<u8>);

/// Counts of pairs: few enough to stay in the first cache, enough for the pairs of most pages.
const COUNTS: usize = 1 << 14;

impl Heard {
    fn of(prints: &Fingerprints, count: usize) -> Heard {
        let mut counts = vec![0_u8; COUNTS];
        for words in (0..count).map(|at| prints.block(at)).filter(|words| words.len() >= RUN) {
            for pair in words.windows(2) {
                if let Some(count) = counts.get_mut(place(pair)) {
                    *count = count.saturating_add(1);
                }
            }
        }
        Heard(counts)
    }

    fn is_said_once(&self, pair: &[u32]) -> bool {
        self.0.get(place(pair)).is_some_and(|count| *count < 2)
    }

    /// The runs of words that may stand elsewhere too.
    fn runs<'a>(&self, words: &'a [u32]) -> impl Iterator<Item = &'a [u32]> {
        // How many of the pairs seen last may be said again.
        let mut shared = 0;
        words.windows(2).enumerate().filter_map(move |(at, pair)| {
            shared = if self.is_said_once(pair) { 0 } else { shared + 1 };
            if shared >= RUN - 1 { words.get(at + 2 - RUN..at + 2) } else { None }
        })
    }
}

/// The place of a pair of words among the counts.
#[inline]
fn place(pair: &[u32]) -> usize {
    pair.iter().fold(0, |place: u32, word| place.rotate_left(5) ^ word) as usize % COUNTS
}

fn few(count: u32) -> u16 {
    u16::try_from(count).unwrap_or(u16::MAX)
}

fn combine(words: &[u32]) -> u64 {
    words.iter().fold(table::START, |hash, word| table::step(hash, u64::from(*word)))
}

/// Different words of a text.
#[derive(Debug, Default)]
pub struct Vocabulary {
    /// Sorted.
    words: Vec<u32>,
    /// A bit for the lowest bits of each word, which tells of most words that they are not among them.
    bits: u64,
}

impl Vocabulary {
    /// The words of a text.
    pub fn of(text: &str) -> Vocabulary {
        let mut words = Vec::new();
        hash_words(text, &mut words);
        words.sort_unstable();
        words.dedup();
        let bits = words.iter().fold(0, |bits, word| bits | bit(*word));
        Vocabulary { words, bits }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// The share of some words that are among these.
    pub fn share(&self, part: &[u32]) -> f32 {
        if part.is_empty() {
            return 0.0;
        }
        let holds = |word: &u32| self.bits & bit(*word) != 0 && self.words.binary_search(word).is_ok();
        part.iter().filter(|word| holds(word)).count() as f32 / part.len() as f32
    }
}

fn bit(word: u32) -> u64 {
    1 << (word & 63)
}
