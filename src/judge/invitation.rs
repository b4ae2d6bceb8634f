//! Drops invitations from articles: paragraphs that ask the reader to subscribe, to follow somebody or to share the page. They
//! stand among those of the text and read like them; what tells them is how one of their sentences begins or how the last ends.

use std::sync::LazyLock;

use super::{Verdicts, View};
use crate::article::PageType;
use crate::block::{Block, Kind};
use crate::phrases::{self, Phrases};

/// Words of the longest invitation; at 80 no other gold page is better.
const LONGEST: u32 = 45;
/// Bytes of the longest; a line of nothing but signs has no words, and would be read again behind each of them.
const LONGEST_TEXT: usize = 1_024;
/// From here on a block is surely content: "Don't miss the market" in a guide begins as invitations do. Of 23 invitations on gold
/// and on pages from elsewhere one is as probable.
const SURE: f32 = 0.96;
/// Signs behind which a sentence, or what a label announces, begins.
const ENDS: [char; 6] = ['.', '!', '?', '…', ':', '。'];

/// Kinds whose first or last words nothing but an invitation has: on gold articles 1.5 % of such blocks are content.
static INVITES: LazyLock<Phrases> = LazyLock::new(|| Phrases::all(&["newsletter", "share", "social_name"]));

/// Looks at every short paragraph of an article. With each of three draws of the weights nine to eleven gold articles are
/// better by up to 0.018, one worse by 0.002; of 2,002 others, most of them from elsewhere, ten lose such a paragraph, and
/// nothing else. On other types of pages they may be what the page is for.
pub fn pass(view: &View<'_>, verdicts: &mut Verdicts) {
    if view.page_type != PageType::Article {
        return;
    }
    for (at, block) in (0_u32..).zip(&view.context.blocks.list) {
        if verdicts.keeps(at) && view.score(at) < SURE && may_invite(block) && invites(view, at) {
            verdicts.drop(at, "an invitation to subscribe, to follow or to share");
        }
    }
}

fn may_invite(block: &Block) -> bool {
    matches!(block.kind, Kind::Paragraph | Kind::Cell) && block.counts.words <= LONGEST
}

/// Whether a paragraph begins or ends as an invitation does, or one of its sentences begins so.
fn invites(view: &View<'_>, at: u32) -> bool {
    let found = view.context.phrases(at);
    let text = view.context.text(at);
    let begins = |(end, sign): (usize, &str)| {
        let rest = text.get(end + sign.len()..).filter(|rest| rest.starts_with(char::is_whitespace));
        rest.is_some_and(|rest| phrases::read(rest).start.meets(*INVITES))
    };
    let asks_inside = || text.len() <= LONGEST_TEXT && text.match_indices(ENDS).any(begins);
    (found.start | found.end).meets(*INVITES) || asks_inside()
}

#[cfg(test)]
mod tests {
    use crate::article::PageType;
    use crate::judge::tests::{STORY, left};

    fn kept(line: &str, page_type: PageType) -> bool {
        kept_if(line, page_type, 0.9)
    }

    fn kept_if(line: &str, page_type: PageType, score: f32) -> bool {
        left(&format!("<div>{STORY}<p>{line}</p></div>"), page_type, |_| score).len() == 3
    }

    #[test]
    fn an_invitation_leaves_an_article() {
        for line in [
            "Subscribe to our letter from the harbour.",
            "Tired of the rain? Sign up for our letter from the harbour, which comes on Sundays.",
            "The harbour's news, every Sunday, straight to your inbox.",
            "Folgen Sie uns auf Instagram",
        ] {
            assert!(!kept(line, PageType::Article), "{line}");
        }
        assert!(kept("Tired of the rain? Sign up for our letter from the harbour.", PageType::Service));
    }

    #[test]
    fn what_is_told_of_subscribing_stays() {
        for line in [
            "The harbour office asked them to sign up for a berth before the winter.",
            "A reader may subscribe to the harbour's letter, which comes on Sundays.",
        ] {
            assert!(kept(line, PageType::Article), "{line}");
        }
        assert!(kept_if("Don't miss the market on the quay.", PageType::Article, 0.98));
    }
}
