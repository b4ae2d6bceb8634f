//! Decides how many of the blocks in a stretch are kept, and from where to where the kept ones reach. From the verdicts, for
//! images and embeds, which stand where they do by what is kept around them.

use crate::page::Span;

/// The kept blocks of a page.
pub(super) struct Kept {
    /// `sums[i]` counts the kept ones among the first `i` blocks.
    sums: Vec<u32>,
    /// The blocks from the first kept one up to behind the last.
    pub inside: Span,
}

impl Kept {
    /// Counts them once.
    pub fn of(keep: &[bool]) -> Kept {
        let mut sums = Vec::with_capacity(keep.len() + 1);
        let mut sum = 0;
        sums.push(sum);
        for keep in keep {
            sum += u32::from(*keep);
            sums.push(sum);
        }
        let first = keep.iter().position(|keep| *keep).unwrap_or(0);
        let last = keep.iter().rposition(|keep| *keep).map_or(0, |last| last + 1);
        Kept { sums, inside: Span { start: first as u32, end: last as u32 } }
    }

    /// How many blocks of a stretch are kept.
    pub fn within(&self, span: Span) -> u32 {
        let at = |index: u32| self.sums.get(index as usize).or(self.sums.last()).copied().unwrap_or(0);
        at(span.end).saturating_sub(at(span.start))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kept_blocks_are_counted_and_have_a_first_and_a_last() {
        let kept = Kept::of(&[false, true, false, true, false]);
        assert_eq!(kept.inside, Span { start: 1, end: 4 });
        let within = |start, end| kept.within(Span { start, end });
        assert_eq!([within(0, 5), within(1, 2), within(2, 3), within(4, 9), within(3, 1)], [2, 1, 0, 0, 0]);
        assert!(Kept::of(&[false; 3]).inside.is_empty() && Kept::of(&[]).inside.is_empty());
    }
}
