//! Decides what passes of a page that has more elements than it may: some of each kind, and of the texts behind dropped tags
//! those that were not just said. For the guard.

use super::lookup;
use super::script::{Raw, raw_text_of};
use crate::table;
use crate::tag::Tag;

/// What is known of a page that is denser than it may be.
pub struct Dense {
    /// What is left of what is reserved for each kind of element.
    reserved: [u16; Tag::COUNT],
    /// The tag of a block that was dropped last, and behind which nothing came yet.
    pub waiting: Option<html5ever::tokenizer::Tag>,
    /// Whether the last token was a tag that was dropped.
    pub behind_dropped: bool,
    /// The last texts behind dropped tags, and the place of the next one.
    texts: [u64; REMEMBERED],
    next: usize,
    /// Bytes of such texts that were dropped because they had just been said.
    pub repeated: usize,
}

impl Default for Dense {
    fn default() -> Dense {
        Dense {
            reserved: [RESERVED; Tag::COUNT],
            waiting: None,
            behind_dropped: false,
            texts: [0; REMEMBERED],
            next: 0,
            repeated: 0,
        }
    }
}

impl Dense {
    /// Whether something is left for an element of this kind, which is then taken.
    pub fn takes_reserve(&mut self, tag: Tag) -> bool {
        let Some(left) = self.reserved.get_mut(tag as usize).filter(|left| **left > 0) else { return false };
        *left -= 1;
        true
    }

    /// Notes that something else came.
    pub fn forget(&mut self) {
        self.behind_dropped = false;
        self.waiting = None;
    }

    /// Notes that a tag was dropped.
    pub fn drop(&mut self, tag: &html5ever::tokenizer::Tag) {
        self.behind_dropped = true;
        // Its attributes wait with it, in its bundle or in the tree, up to the next tag.
        self.waiting = (lookup::tag(&tag.name).is_block() && raw_text_of(tag) == Raw::None).then(|| tag.clone());
    }

    /// Whether a text is short and one of the last few, among which it is remembered.
    pub fn is_repeated(&mut self, text: &str) -> bool {
        if text.len() > LONGEST_JUNK || text.trim_ascii().is_empty() {
            return false;
        }
        let hash = table::hash(text.as_bytes(), 1);
        if self.texts.contains(&hash) {
            self.repeated += text.len();
            return true;
        }
        if let Some(place) = self.texts.get_mut(self.next) {
            *place = hash;
        }
        self.next = (self.next + 1) % REMEMBERED;
        false
    }
}

/// Elements of one kind that a dense page may have beyond these all the same, with what they open again: a flood is of few
/// kinds, and an article behind it of others. With every kind of element they are half as many as any page may have.
const RESERVED: u16 = 512;

/// Texts remembered of those that stood behind dropped tags: floods take turns between a few.
const REMEMBERED: usize = 8;
/// Bytes of the longest text that can be junk: longer ones are never the same by chance, and a page may say them twice.
const LONGEST_JUNK: usize = 64;
