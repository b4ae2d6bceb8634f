//! Decides which paragraphs are the items of a list whose bullets or numbers somebody typed: "• Rain", "• Hail"; "1" alone
//! above a step, "2" above the next. From the composed blocks, for compose.

use crate::article::{ContentBlock, Inline, ListItem};
use crate::words;

/// Signs that people type before the items of a list. Dashes and stars also open lines of speech and notes.
const BULLETS: [char; 14] = ['•', '●', '○', '▪', '■', '◦', '‣', '∙', '·', '▶', '✓', '✔', '➤', '➔'];

/// Makes lists of the paragraphs whose lines all begin with the same bullet, where there are two such lines in a row, and
/// of those that stand below the numbers from one on. Says whether it made any.
pub(super) fn make_lists(blocks: &mut Vec<ContentBlock>) -> bool {
    let numbered = number_steps(blocks);
    bullet_lines(blocks) || numbered
}

fn bullet_lines(blocks: &mut Vec<ContentBlock>) -> bool {
    if !blocks.iter().any(|block| bullet(block).is_some()) {
        return false;
    }
    let mut made = false;
    let mut written: Vec<ContentBlock> = Vec::with_capacity(blocks.len());
    let mut rest = std::mem::take(blocks).into_iter().peekable();
    while let Some(block) = rest.next() {
        let Some(sign) = bullet(&block) else {
            written.push(block);
            continue;
        };
        let mut run = vec![block];
        while let Some(next) = rest.next_if(|next| bullet(next) == Some(sign)) {
            run.push(next);
        }
        let lines: usize = run.iter().map(|block| block.text().lines().count()).sum();
        if lines < 2 {
            written.append(&mut run);
            continue;
        }
        made = true;
        let items: Vec<ListItem> = run.iter().flat_map(items).collect();
        let text = super::list::join(items.iter().map(|item| item.text.as_str()), '\n');
        written.push(ContentBlock::List { text, ordered: false, items, start: None });
    }
    *blocks = written;
    made
}

/// Steps of the shortest list of paragraphs below numbers: two may be the numbers of pages.
const FEWEST_STEPS: usize = 3;

/// Words of the shortest step: "Step 2" and "VARIATIONS" are labels.
const FEWEST_WORDS: u32 = 4;

/// Steps that so many numbers make even of fewer words, such as what is in a box: no page has so many labels that count on.
const MANY_STEPS: usize = 5;

/// Makes ordered lists of the paragraphs that stand one by one below the numbers 1, 2, 3 and so on.
fn number_steps(blocks: &mut Vec<ContentBlock>) -> bool {
    if !blocks.iter().any(|block| number(block) == Some(1)) {
        return false;
    }
    let mut made = false;
    let mut written: Vec<ContentBlock> = Vec::with_capacity(blocks.len());
    let mut rest = std::mem::take(blocks).into_iter().peekable();
    let mut run: Vec<ContentBlock> = Vec::new();
    while let Some(block) = rest.next() {
        let next = run.len() as u32 / 2 + 1;
        if number(&block) == Some(next) && rest.peek().is_some_and(is_step) {
            run.push(block);
            run.extend(rest.next());
            continue;
        }
        made |= end_steps(&mut run, &mut written);
        if number(&block) == Some(1) && rest.peek().is_some_and(is_step) {
            run.push(block);
            run.extend(rest.next());
        } else {
            written.push(block);
        }
    }
    made |= end_steps(&mut run, &mut written);
    *blocks = written;
    made
}

/// Writes the numbers and steps met: as a list, or as they are where they are too few.
fn end_steps(run: &mut Vec<ContentBlock>, written: &mut Vec<ContentBlock>) -> bool {
    let run = std::mem::take(run);
    let least = run.iter().filter(|block| is_step(block)).map(|block| words::count(block.text()).words).min();
    if !are_steps(run.len() / 2, least.unwrap_or(0)) {
        written.extend(run);
        return false;
    }
    let items: Vec<ListItem> = run.into_iter().filter(is_step).map(step).collect();
    let text = super::list::join(items.iter().map(|item| item.text.as_str()), '\n');
    written.push(ContentBlock::List { text, ordered: true, items, start: None });
    true
}

/// Whether so many numbers with paragraphs of so many words at least make a list.
pub(super) fn are_steps(count: usize, least: u32) -> bool {
    count >= FEWEST_STEPS && least >= FEWEST_WORDS || count >= MANY_STEPS
}

/// The number that is all a paragraph says: "1", "2.", "3)".
fn number(block: &ContentBlock) -> Option<u32> {
    let ContentBlock::Paragraph { text, note: None, role: None, .. } = block else { return None };
    let digits = text.strip_suffix(['.', ')']).unwrap_or(text);
    if digits.bytes().all(|byte| byte.is_ascii_digit()) { digits.parse().ok() } else { None }
}

fn is_step(block: &ContentBlock) -> bool {
    matches!(block, ContentBlock::Paragraph { note: None, role: None, .. }) && number(block).is_none()
}

fn step(block: ContentBlock) -> ListItem {
    let text = block.text().to_owned();
    let spans = if let ContentBlock::Paragraph { spans, .. } = block { spans } else { Vec::new() };
    item(text, true, spans)
}

fn item(text: String, ordered: bool, spans: Vec<Inline>) -> ListItem {
    ListItem { text, depth: 0, ordered, checked: None, start: None, continues: false, spans, note: None }
}

/// The bullet that every line of a paragraph begins with.
fn bullet(block: &ContentBlock) -> Option<char> {
    let ContentBlock::Paragraph { text, note: None, role: None, .. } = block else { return None };
    let sign = text.chars().next().filter(|first| BULLETS.contains(first))?;
    let is_item = |line: &str| line.strip_prefix(sign).is_some_and(|rest| rest.chars().any(char::is_alphanumeric));
    text.lines().all(is_item).then_some(sign)
}

/// The text of an item and its parts without the bullet that somebody typed into it beside the list's own.
pub(super) fn without_bullet(text: String, spans: Vec<Inline>) -> (String, Vec<Inline>) {
    let Some(rest) = text.strip_prefix(BULLETS).map(str::trim_start).filter(|rest| !rest.is_empty()) else {
        return (text, spans);
    };
    let gone = (text.chars().count() - rest.chars().count()) as u32;
    (rest.to_owned(), behind(&spans, gone))
}

/// The parts that stand behind so many characters of a text, as parts of the rest of it.
pub(super) fn behind(spans: &[Inline], gone: u32) -> Vec<Inline> {
    let moved = |span: &Inline| Inline {
        start: span.start.saturating_sub(gone),
        end: span.end.saturating_sub(gone),
        ..span.clone()
    };
    spans.iter().filter(|span| span.end > gone || span.start >= gone).map(moved).collect()
}

/// The items of a paragraph, without their bullets.
fn items(block: &ContentBlock) -> Vec<ListItem> {
    let ContentBlock::Paragraph { text, spans, .. } = block else { return Vec::new() };
    let mut start = 0_u32;
    let mut found = Vec::new();
    for line in text.lines() {
        let words = line.get(line.chars().next().map_or(0, char::len_utf8)..).unwrap_or_default().trim_start();
        let end = start + line.chars().count() as u32;
        let from = end - words.chars().count() as u32;
        let inside = spans.iter().filter(|span| span.start < end && span.end > from);
        let spans = inside.map(|span| Inline {
            start: span.start.max(from) - from,
            end: span.end.min(end) - from,
            ..span.clone()
        });
        found.push(item(words.to_owned(), false, spans.collect()));
        start = end + 1;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::super::compose::tests::composed;
    use crate::article::ContentBlock;

    #[test]
    fn lines_with_typed_bullets_are_a_list() {
        let content = composed("<p>a</p><p>• b <b>c</b><br>•d</p><p>• <i>e</i> f</p><p>g");
        let [_, ContentBlock::List { items, text, .. }, _] = content.blocks.as_slice() else { panic!("{content:?}") };
        assert_eq!((text.as_str(), content.text.as_str()), ("b c\nd\ne f", "a\n\nb c\nd\ne f\n\ng"));
        let spans: Vec<_> = items.iter().flat_map(|item| &item.spans).map(|span| (span.start, span.end)).collect();
        assert_eq!(spans, [(2, 3), (0, 1)]);
    }

    #[test]
    fn steps_below_numbers_are_a_list() {
        let steps = |last: &str| {
            format!("<p>x</p><div><i>1.</i></div><p>Row <b>out</b> at dawn</p><b>2.</b><p>Wait for the tide</p>{last}")
        };
        let content = composed(&steps("<div>3.</div><p>Row home with it<p>e"));
        assert_eq!(content.text, "x\n\nRow out at dawn\nWait for the tide\nRow home with it\n\ne");
        let ContentBlock::List { items, ordered: true, .. } = &content.blocks[1] else { panic!("{content:?}") };
        assert_eq!((items.len(), items[0].spans.len()), (3, 1));
        for others in
            ["", "<div>4.</div><p>Row home with it", "<p>d<div>3.</div><p>Row home with it", "<div>3.</div><p>Tides"]
        {
            let blocks = composed(&steps(others)).blocks;
            assert!(blocks.iter().all(|block| matches!(block, ContentBlock::Paragraph { .. })), "{others}");
        }
    }

    #[test]
    fn many_numbers_make_a_list_of_short_steps() {
        let steps = |count: u32| (1..=count).map(|at| format!("<p>{at}.<p>Rope {at}")).collect::<String>();
        assert!(matches!(composed(&steps(5)).blocks.as_slice(), [ContentBlock::List { ordered: true, .. }]));
        assert_eq!(composed(&steps(4)).blocks.len(), 8);
    }

    #[test]
    fn one_line_another_sign_or_other_lines_are_none() {
        for html in ["<p>• a</p><p>b", "<p>• a</p><p>● b", "<p>• a<br>b", "<p>- a</p><p>- b", "<p>•</p><p>•"]
        {
            let blocks = composed(html).blocks;
            assert!(blocks.iter().all(|block| matches!(block, ContentBlock::Paragraph { .. })), "{html}");
        }
    }
}
