//! Decides whether a line that says what chrome says belongs to the text after all: "Privacy" above what a report says of it,
//! "Log in" in a list of what to do, "Sign in:" above a command. For the pass that drops page chrome.

use std::sync::LazyLock;

use super::chrome::{KINDS, leads};
use super::{Verdicts, View};
use crate::block::{Block, Kind};
use crate::page::Flags;
use crate::phrases::Phrases;
use crate::tag::Tag;

/// Kinds of chrome that name what people do and what a text may be about; nobody writes of "Advertisement" so.
static TELLING: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::all(&[
        "share",
        "social_name",
        "newsletter",
        "consent",
        "print",
        "search",
        "login",
        "feedback",
        "copyright",
        "legal",
    ])
});

/// Kinds that name what a list may hold as well: sections of a paper and fields of a form are kinds of anything.
static NAMING: LazyLock<Phrases> = LazyLock::new(|| {
    let usual = ["live", "breadcrumb", "comment", "related_heading", "menu", "pager", "listen"];
    *TELLING | Phrases::all(&usual)
});

/// Blocks on either side of an item that are looked at, and how many of them must be steps that are told.
const BESIDE: u32 = 4;
const TOLD: usize = 2;
/// Elements from an item's text up to the item.
const INSIDE: usize = 3;

/// Whether a block is a heading that is as probable as text must be, right above kept prose. With each of two draws seven or
/// eight gold pages are better and four worse, all by 0.001 at most.
pub fn is_section(view: &View<'_>, at: u32, verdicts: &Verdicts) -> bool {
    let blocks = view.context.blocks;
    let is_telling = || view.context.phrases(at).line.meets(*TELLING);
    let is_probable = || view.score(at) >= view.cut.threshold;
    blocks.get(at).is_some_and(|block| block.links == 0 && leads(block, at, verdicts))
        && is_telling()
        && is_probable()
        && blocks.get(at + 1).is_some_and(Block::is_long)
}

/// The same of items that are links, for which lists of other stories and menus are made, too.
const TOLD_OF_LINKS: usize = 4;

/// Whether a block is an item among others that no phrase of chrome says, or says what the sample behind it is for. Eight gold
/// pages are better, by 0.006 at most, and four worse by 0.002; of 950 pages of sites that gold has none of 65 lost items of their
/// lists, "Country" or "Sports", before any phrase was looked at so.
pub fn is_step(view: &View<'_>, at: u32, verdicts: &Verdicts) -> bool {
    let context = view.context;
    // The labels of a form stand in lists, too.
    let may_be = |block: &&Block| !block.flags.meets(Flags::FORM | Flags::BUTTON);
    let Some(block) = context.blocks.get(at).filter(may_be) else { return false };
    let is_sample = |next: &Block| next.kind == Kind::Code && verdicts.keeps(at + 1);
    let line = context.phrases(at).line;
    if !line.meets(*NAMING) {
        return false;
    }
    let is_telling = || block.links == 0 && line.meets(*TELLING);
    if context.text(at).ends_with(':') && is_telling() && context.blocks.get(at + 1).is_some_and(is_sample) {
        return true;
    }
    let Some(list) = list_of(view, block) else { return false };
    let told = if block.links > 0 { TOLD_OF_LINKS } else { TOLD };
    let tells = |other: &u32| {
        let is_item = |known: &Block| (known.links == 0 || block.links > 0) && list_of(view, known) == Some(list);
        let is_chrome = || context.phrases(*other).line.meets(KINDS.certain | KINDS.usual);
        *other != at && verdicts.keeps(*other) && context.blocks.get(*other).is_some_and(is_item) && !is_chrome()
    };
    (at.saturating_sub(BESIDE)..=at.saturating_add(BESIDE)).filter(tells).count() >= told
}

/// Words of the longest answer that buttons say, too.
const LONGEST_ANSWER: u32 = 3;
/// Signs that end what somebody says.
const SAID: [char; 11] = ['.', '!', '?', '…', '。', '！', '？', '"', '”', '“', '»'];

/// Whether a block is what somebody says in a word, between two paragraphs and with a full stop, or what a kept term means: "No."
/// is what a button says as well. Five gold products are better, by a thousandth, and none is worse.
pub fn is_answer(view: &View<'_>, at: u32, verdicts: &Verdicts) -> bool {
    let context = view.context;
    let kept = |at: Option<u32>| at.filter(|at| verdicts.keeps(*at)).and_then(|at| context.blocks.get(at));
    let may_be = |block: &&Block| {
        let is_short = block.counts.words <= LONGEST_ANSWER && block.links == 0;
        is_short && !block.flags.meets(Flags::FORM | Flags::BUTTON)
    };
    let Some(block) = context.blocks.get(at).filter(may_be) else { return false };
    if block.kind == Kind::Description {
        return kept(at.checked_sub(1)).is_some_and(|term| term.kind == Kind::Term);
    }
    let parent = |block: &Block| context.page.row(block.row).parent;
    let is_beside = |other: &Block| other.kind == Kind::Paragraph && other.links == 0 && parent(other) == parent(block);
    block.kind == Kind::Paragraph
        && context.text(at).ends_with(SAID)
        && kept(at.checked_sub(1)).is_some_and(is_beside)
        && kept(at.checked_add(1)).is_some_and(is_beside)
}

/// The list in one of whose items a block stands.
fn list_of(view: &View<'_>, block: &Block) -> Option<u32> {
    let page = view.context.page;
    let mut inside = page.upwards(block.row).take(if block.kind == Kind::Item { INSIDE } else { 0 });
    inside.find(|row| page.row(*row).tag == Tag::Li).map(|item| page.row(item).parent)
}

#[cfg(test)]
mod tests {
    use crate::article::PageType;
    use crate::judge::tests::{STORY, left};

    fn kept(html: &str, line: &str, score: f32) -> bool {
        let page = format!("{STORY}{html}");
        let texts = left(&page, PageType::Article, |text| if text == line { score } else { 1.0 });
        texts.iter().any(|text| text == line)
    }

    #[test]
    fn sections_may_be_called_like_chrome() {
        let prose =
            "<p>Nothing is written down about who asks for a tide, and nobody can remember why the old computer did.";
        for line in ["Privacy", "Search", "Newsletter"] {
            assert!(kept(&format!("<h2>{line}</h2>{prose}"), line, 1.0), "{line}");
            assert!(!kept(&format!("<h2>{line}</h2>{prose}"), line, 0.2), "{line}");
            assert!(!kept(&format!("<h2>{line}</h2><p>Type here"), line, 1.0), "{line}");
            assert!(!kept(&format!("<p>{line}</p>{prose}"), line, 1.0), "{line}");
        }
    }

    #[test]
    fn answers_may_be_what_buttons_say() {
        let talk = "<p>Did you ever drop one?<p>No.<p>Never?";
        assert!(kept(talk, "No.", 1.0));
        assert!(!kept(&talk.replace("No.", "No"), "No", 1.0));
        assert!(!kept("<p>Did you ever drop one?<p>No.", "No.", 1.0));
        assert!(kept("<dl><dt>May I smoke?<dd>No</dl>", "No", 1.0));
    }

    #[test]
    fn steps_may_be_called_like_buttons() {
        let steps = "<ol><li>Log in<li>Open the month that you want<li>Click Print</ol>";
        assert!(kept(steps, "Log in", 1.0));
        assert!(!kept(&steps.replace("Log in", "Advertisement"), "Advertisement", 1.0));
        assert!(!kept(&format!("<form>{steps}</form>"), "Log in", 1.0));
        assert!(!kept("<ul><li>Log in<li>Share<li>Print</ul>", "Log in", 1.0));
        assert!(!kept("<ul><li>Log in<li><a href=/a>Harbour</a><li><a href=/b>Tides</a></ul>", "Log in", 1.0));
        assert!(kept("<p>Sign in:</p><pre>wharf login</pre>", "Sign in:", 1.0));
        assert!(!kept("<p>Sign in:</p><p>Name", "Sign in:", 1.0));
    }
}
