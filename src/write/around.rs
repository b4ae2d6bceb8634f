//! Decides what a block stands in that changes how it is read: a fold-out, a box set apart, the caption of a table; and
//! whom a quotation quotes. From the rows around the blocks, for compose.

use url::Url;

use super::{address, clean};
use crate::article::Role;
use crate::block::{Block, Blocks, Kind};
use crate::page::{Flags, Name, Page};
use crate::tag::Tag;

/// Elements around a paragraph in which a box is looked for: real pages wrap a box's text in up to four, and in seven where a table
/// sets a sign beside it.
const WRAPPERS: usize = 8;
/// Words of the longest attribution.
const LONGEST_ATTRIBUTION: u32 = 25;
/// Elements at the end of a quotation, or behind it, that are looked at; a quotation may be written in many pieces, and
/// each looks again.
const ENDING: usize = 32;
/// Blocks of the largest box; what holds more is a section.
const LARGEST_BOX: usize = 12;

/// Bytes of the longest word that says what kind of box one is.
const LONGEST_KIND: usize = 12;

/// What a word says of a box set apart.
fn box_named(word: &str) -> Option<Role> {
    Some(match word {
        "note" | "info" | "information" => Role::Note,
        "hint" | "tip" => Role::Tip,
        "important" => Role::Important,
        "warning" | "attention" => Role::Warning,
        "caution" | "danger" | "error" => Role::Caution,
        _ => return None,
    })
}

/// Whether a class word is one without which a plain word such as `note` means nothing.
fn marks_box(word: &str) -> bool {
    matches!(
        word,
        "admonition"
            | "admonitionblock"
            | "callout"
            | "alert"
            | "notice"
            | "message-box"
            | "markdown-alert"
            | "custom-block"
    )
}

/// Whether a word says so in one class word with the kind that stands behind it: `callout-note`, `aside--tip`, `macro-note`.
fn leads_kind(word: &str) -> bool {
    let names = ["admonition", "callout", "alert", "notice", "aside", "hint", "macro"];
    names.iter().any(|name| word.eq_ignore_ascii_case(name))
}

/// The kind of box that one class word names with the word for boxes before it: `theme-admonition-tip`, `alert--danger`.
fn named_whole(token: &str) -> Option<Role> {
    let mut before = "";
    token.split(['-', '_']).filter(|word| !word.is_empty()).find_map(|word| {
        let before = std::mem::replace(&mut before, word);
        // Sheets of styles call the green box so.
        let role = if word == "success" { Some(Role::Tip) } else { box_named(word) };
        role.filter(|_| leads_kind(before))
    })
}

/// Whether a line says nothing but what kind of box it stands in: "Note:".
pub(super) fn names_box(line: &str, role: Role) -> bool {
    let name = line.trim().trim_end_matches([':', '!']);
    name.len() <= LONGEST_KIND && box_named(name.to_ascii_lowercase().as_str()) == Some(role)
}

/// What a paragraph is besides running text.
pub(super) fn role(page: &Page, blocks: &Blocks, block: &Block) -> Option<Role> {
    match block.kind {
        Kind::Summary => return Some(Role::Summary),
        Kind::Caption => return Some(Role::Caption),
        _ => {}
    }
    let around = page.upwards(block.row).take(WRAPPERS);
    let boxed = around.take_while(|at| blocks.under(page, *at).len() <= LARGEST_BOX).find_map(|at| {
        page.attribute(at, Name::Class).and_then(|class| named(class).or_else(|| said(page, blocks, at, class)))
    });
    boxed.or_else(|| block.flags.meets(Flags::DETAILS).then_some(Role::Details))
}

/// The box that class words name: a kind of box alone says nothing, since `note` may be anything.
fn named(class: &str) -> Option<Role> {
    let (mut marked, mut any, mut whole) = (false, None, None);
    for word in class.split_ascii_whitespace() {
        marked |= marks_box(word);
        whole = whole.or_else(|| named_whole(word));
        any = any.or_else(|| box_named(word)).or(whole);
    }
    if marked { any } else { whole }
}

/// The box whose only class word is a kind of box, if it opens with a line that says the same: "Note".
fn said(page: &Page, blocks: &Blocks, row: u32, class: &str) -> Option<Role> {
    let class = Some(class.trim()).filter(|class| class.len() <= LONGEST_KIND)?;
    let role = box_named(class.to_ascii_lowercase().as_str())?;
    let held = blocks.under(page, row);
    let first = blocks.get(held.start).filter(|_| held.len() > 1)?;
    names_box(page.slice(first.text), role).then_some(role)
}

/// Whom a quotation quotes: a `cite` or `footer` at its end, or the caption of the figure around it.
pub(super) fn attribution(page: &Page, row: u32) -> Option<String> {
    let inside =
        page.descendants(row).rev().take(ENDING).find(|at| matches!(page.row(*at).tag, Tag::Cite | Tag::Footer));
    let ends = |at: &u32| page.row(row).text.end.saturating_sub(page.row(*at).text.end) <= 2;
    let caption = || {
        let figure = page.row(row).parent;
        let behind = page.row(row).end..page.row(figure).end;
        let held = if page.row(figure).tag == Tag::Figure { behind } else { 0..0 };
        held.take(ENDING).find(|at| page.row(*at).tag == Tag::Figcaption)
    };
    let found = inside.filter(ends).or_else(caption)?;
    let text = clean::line(page.text_of(found));
    let name = text.trim_start_matches(['—', '–', '-', '―', '~', ' ']);
    let whole = name.len() * 2 > page.text_of(row).len() && page.row(found).parent == row;
    (!name.is_empty() && !whole && crate::words::count(name).words <= LONGEST_ATTRIBUTION).then(|| name.to_owned())
}

/// Where a quotation is from: its `cite`, or for a post embedded from a network the last link in it.
pub(super) fn quoted_from(page: &Page, row: u32, base: Option<&Url>) -> Option<String> {
    let cited = page.attribute(row, Name::Cite).and_then(|cite| address::resolve(cite, base, false));
    cited.or_else(|| {
        let class = page.attribute(row, Name::Class)?;
        let post = |word: &str| matches!(word, "twitter-tweet" | "instagram-media" | "tiktok-embed" | "bluesky-embed");
        class.split_whitespace().any(post).then_some(())?;
        let link = page.descendants(row).rev().take(ENDING).find(|at| page.row(*at).tag == Tag::A)?;
        address::resolve(page.attribute(link, Name::Href)?, base, false)
    })
}

#[cfg(test)]
mod tests {
    use super::super::compose::tests::composed;
    use crate::article::{ContentBlock, Role};

    fn roles(html: &str) -> Vec<Option<Role>> {
        let roles = composed(html).blocks.into_iter().filter_map(|block| match block {
            ContentBlock::Paragraph { role, .. } => Some(role),
            _ => None,
        });
        roles.collect()
    }

    #[test]
    fn boxes_and_fold_outs_are_roles_of_their_paragraphs() {
        assert_eq!(
            roles("<details><summary>a</summary><p>b</p></details><p>c</p>"),
            [Some(Role::Summary), Some(Role::Details), None]
        );
        assert_eq!(roles("<div class='admonition warning'><p>a</p><p>b</p></div>"), [Some(Role::Warning); 2]);
        assert_eq!(roles("<div class='alert alert-danger'>a</div><p class=note>b"), [Some(Role::Caution), None]);
        for class in [
            "theme-admonition theme-admonition-danger admonition_x1Y alert alert--danger",
            "aside aside--caution",
            "Callout_callout__x1 Callout_error__y2",
            "caution custom-block",
            "hint hint-danger",
        ] {
            assert_eq!(
                roles(&format!("<div class='{class}'><div>a</div><p>b</div>")),
                [Some(Role::Caution); 2],
                "{class}"
            );
        }
        let sign = "<table><tr><td><div>a</div><td><div><p>b</div></table>";
        assert_eq!(roles(&format!("<div class='admonitionblock caution'>{sign}</div>")), [Some(Role::Caution); 2]);
        assert_eq!(roles("<div class=TIP><p>Tip:</p><p>b</div>"), [Some(Role::Tip); 2]);
        assert_eq!(roles("<div class=TIP><p>a</p><p>b</div><p class=price-alerts-error>c"), [None; 3]);
        assert_eq!(roles("<table><caption>a</caption><tr><th>b<th>c<tr><td>d<td>e</table>"), [Some(Role::Caption)]);
    }

    #[test]
    fn quotations_say_whom_they_quote() {
        let quote = |html: &str| match composed(html).blocks.into_iter().next() {
            Some(ContentBlock::Quote { attribution, url, .. }) => (attribution, url),
            other => panic!("{other:?}"),
        };
        let named = Some("Ada B.".to_owned());
        let words = "The wind turned and the boats came in.";
        assert_eq!(quote(&format!("<blockquote><p>{words}</p><footer>— Ada B.</footer></blockquote>")).0, named);
        assert_eq!(
            quote(&format!("<figure><blockquote>{words}</blockquote><figcaption>Ada B.</figcaption></figure>")).0,
            named
        );
        assert_eq!(quote(&format!("<blockquote>{words} <cite>a</cite> and more</blockquote>")).0, None);
        let (_, url) = quote(&format!(
            "<blockquote class=twitter-tweet>{words} <a href=https://t.example/1>May 1</a></blockquote>"
        ));
        assert_eq!(url.as_deref(), Some("https://t.example/1"));
        assert_eq!(
            quote(&format!("<blockquote cite=/src>{words}</blockquote>")).1.as_deref(),
            Some("https://example.org/src")
        );
    }
}
