//! Decides whether a line says whose the rights are and nothing else, from the sign that opens it or the words of such notices. For
//! the pass that drops chrome.

use std::sync::LazyLock;

use super::chrome::{is_line_of, is_short_of};
use crate::block::Block;
use crate::phrases::{Found, Phrases};

/// Words of the longest notice of rights that is nothing else.
const LONGEST: u32 = 20;

static COPYRIGHT: LazyLock<Phrases> = LazyLock::new(|| Phrases::named("copyright"));

/// Whether a block is a notice of rights: "© 2026 The Slow Post", "[ⓒ 새벽신문, 무단전재 및 재배포 금지]". On pages that are no prose
/// the sign itself must open it.
pub fn is_notice(text: &str, block: &Block, found: Found, is_prose: bool) -> bool {
    let is_signed = text.trim_start_matches(['[', '(', '<', ' ']).starts_with(['©', 'ⓒ']);
    let is_of_rights = (found.start | found.end).meets(*COPYRIGHT) && is_line_of(LONGEST, block);
    // "All rights reserved." behind the sign is a sentence.
    is_signed && is_short_of(LONGEST, block) || is_prose && is_of_rights
}

#[cfg(test)]
mod tests {
    use crate::article::PageType;
    use crate::judge::tests::{STORY, left};

    fn lines(notice: &str, page_type: PageType) -> usize {
        left(&format!("{STORY}<p>{notice}</p>"), page_type, |_| 1.0).len()
    }

    #[test]
    fn notices_of_rights_leave_and_sentences_on_rights_stay() {
        let notices =
            ["[ⓒ 새벽신문, 무단전재 및 재배포 금지]", "© 2026 The Slow Post", "© 2026 Post. All rights reserved."];
        for notice in notices {
            assert_eq!((lines(notice, PageType::Article), lines(notice, PageType::Service)), (2, 2), "{notice}");
        }
        let words = "Copyright 2026 The Slow Post";
        assert_eq!((lines(words, PageType::Article), lines(words, PageType::Service)), (2, 3));
        let told = "All rights reserved for members of the club end with the year they were given in.";
        assert_eq!(lines(told, PageType::Article), 3);
    }
}
