//! Decides how near to the headline something stands, by where headline and running text are. For the pass over visible
//! elements, which trusts what stands near more.

use crate::block::Blocks;
use crate::page::{Flags, Page, Row};

/// Where the headline and the running text stand.
pub(crate) struct Place {
    /// The row of the headline.
    pub heading: Option<u32>,
    /// Text position of the headline.
    pub start: u32,
    pub end: u32,
    /// Text position of the first and behind the last running text that follows.
    pub body: u32,
    pub last: u32,
    /// How headline and running text are set: what stands in a table with one of them only stands on the page.
    pub set: Flags,
}

/// Bytes before the headline in which its byline or date may stand.
pub(super) const BEFORE: u32 = 500;
/// Bytes behind the beginning of the running text in which a byline or date line may stand.
pub(super) const AFTER: u32 = 800;
/// How near to the headline a text is that stands between it and the running text, soon above it, and soon behind where the
/// running text begins; in the middle of that, behind its end, and far above the headline.
pub(super) const BETWEEN: u8 = 20;
pub(super) const ABOVE: u8 = 14;
pub(super) const SOON: u8 = 12;
pub(super) const INSIDE: u8 = 7;
pub(super) const BEHIND: u8 = 5;
pub(super) const FAR: u8 = 2;
/// The same where no headline is known: before the running text, and behind where that begins.
pub(super) const BEFORE_TEXT: u8 = 8;
pub(super) const BEHIND_TEXT: u8 = 4;
impl Place {
    pub fn new(page: &Page, blocks: &Blocks, heading: Option<u32>) -> Place {
        let (start, end) = heading.map_or((0, 0), |row| (page.row(row).text.start, page.row(row).text.end));
        let long = |from: u32| blocks.list.iter().filter(move |block| block.is_long() && block.text.start >= from);
        let first = long(end).next();
        let body = first.map_or(end, |block| block.text.start);
        let set = first.map_or(Flags::default(), |block| block.flags);
        let set = heading.map_or(set, |row| Flags(set.0 | page.row(row).flags.0));
        let last = long(end).next_back().map_or(body, |block| block.text.end);
        Place { heading, start, end, body, last, set }
    }

    /// How near to the headline a text stands, 0 to 20: between headline and running text is where bylines belong.
    pub fn nearness(&self, row: &Row) -> u8 {
        let at = row.text.start;
        if self.heading.is_none() {
            return if at <= self.body { BEFORE_TEXT } else { BEHIND_TEXT };
        }
        if at >= self.end && at <= self.body {
            BETWEEN
        } else if at > self.body && at - self.body <= AFTER {
            // The first running text may be a summary above the byline.
            SOON
        } else if at < self.start {
            if self.start - at <= BEFORE { ABOVE } else { FAR }
        } else if at < self.last {
            INSIDE
        } else {
            BEHIND
        }
    }
}
