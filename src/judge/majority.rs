//! Lets blocks on the same path share their fate where that is in doubt: the names of a shop's goods, the prices below them, the
//! answers of a thread's list. Most of a group being kept, the others a little below the threshold are kept with it; and on
//! pages that are no lists, few of it being kept, those a little above it leave.

use super::{Verdicts, View};
use crate::article::PageType;

/// Blocks of the smallest group that has a majority.
const FEWEST: u32 = 4;
/// Share of a group that decides for the rest, kept or dropped.
const MOST: (u32, u32) = (3, 5);
/// How far from the threshold a block is in doubt, in probability.
const DOUBT: f32 = 0.1;

/// Looks at every group, but on threads, whose posts are paragraphs on one path of which some are quotations. With four draws
/// gold has 0.0008 more of F1 in the mean (0.0004, 0.0006, 0.0013 and 0.0008), products 0.003 and collections, listings 0.002;
/// dropping as well takes from collections and listings, whose fields are kept or left as the gold of each page has it.
pub fn pass(view: &View<'_>, verdicts: &mut Verdicts) {
    if view.page_type == PageType::Forum {
        return;
    }
    let may_drop = !matches!(view.page_type, PageType::Collection | PageType::Listing);
    let context = view.context;
    let row = |at: Option<u32>| at.and_then(|at| context.blocks.get(at)).map(|block| block.row);
    // Lines of one element are not alike: who parts paragraphs by `br` parts the footer from them so, too.
    let is_line = |at: u32| row(at.checked_sub(1)) == row(Some(at)) || row(at.checked_add(1)) == row(Some(at));
    let group =
        |at: u32| row(Some(at)).filter(|_| !is_line(at)).map_or(usize::MAX, |row| context.kin_group(row) as usize);
    let of: Vec<usize> = (0..context.blocks.len()).map(group).collect();
    let mut groups = vec![(0_u32, 0_u32); context.kin_groups()];
    for (at, group) in (0_u32..).zip(&of) {
        if let Some((all, kept)) = groups.get_mut(*group) {
            *all += 1;
            *kept += u32::from(verdicts.keeps(at));
        }
    }
    for (at, group) in (0_u32..).zip(&of) {
        let Some((all, kept)) = groups.get(*group).copied().filter(|(all, _)| *all >= FEWEST) else { continue };
        let (is_kept, score) = (verdicts.keeps(at), view.score(at));
        let is_most = |part: u32| part * MOST.1 >= all * MOST.0;
        if !is_kept && is_most(kept) && score >= view.cut.threshold - DOUBT {
            verdicts.keep(at, "most of the blocks like it are probable enough");
        } else if is_kept && may_drop && is_most(all - kept) && score < view.cut.threshold + DOUBT {
            verdicts.drop(at, "most of the blocks like it are not probable enough");
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::article::PageType;
    use crate::judge::tests::left_above;

    fn kept_of(page_type: PageType, tag: &str, scores: &[f32]) -> usize {
        let items: String = (0..scores.len()).map(|at| format!("{tag}Lamp {at}")).collect();
        let score = |text: &str| text.strip_prefix("Lamp ").map_or(1.0, |at| scores[at.parse::<usize>().unwrap()]);
        let words = "<h2>The rain over the boats and the harbour and the light on the pier</h2>".repeat(12);
        let left = left_above(0.5, &format!("{words}<div>{items}</div>"), page_type, score);
        left.iter().filter(|text| text.starts_with("Lamp")).count()
    }

    fn kept(page_type: PageType, scores: &[f32]) -> usize {
        kept_of(page_type, "<p>", scores)
    }

    #[test]
    fn most_of_a_group_decides_for_what_is_in_doubt() {
        assert_eq!(kept(PageType::Listing, &[0.8, 0.7, 0.8, 0.45, 0.2]), 4);
        assert_eq!(kept(PageType::Forum, &[0.8, 0.7, 0.8, 0.45, 0.2]), 3);
        assert_eq!(kept(PageType::Listing, &[0.8, 0.7, 0.45]), 2);
        assert_eq!(kept_of(PageType::Listing, "<br><br>", &[0.8, 0.7, 0.8, 0.45, 0.2]), 3);
        assert_eq!(kept(PageType::Listing, &[0.8, 0.7, 0.45, 0.45]), 2);
    }

    #[test]
    fn few_of_a_group_leave_with_the_rest_where_nothing_is_listed() {
        let scores = [0.55, 0.8, 0.2, 0.2, 0.2];
        assert_eq!(kept(PageType::Product, &scores), 1);
        assert_eq!(kept(PageType::Listing, &scores), 2);
    }
}
