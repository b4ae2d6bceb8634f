//! Decides the items of a list. From its kept blocks in reading order, for compose.

use super::piece::{Marked, Piece};
use super::{task, typed};
use crate::article::{ContentBlock, ListItem};
use crate::page::{Name, Page};
use crate::tag::Tag;

/// Items of the shortest list of which one task alone is none.
const TASKS: usize = 3;

/// Deepest nesting written; a page that nests deeper is not understood better for it.
const DEEPEST: u16 = 31;

/// A list being written.
pub(super) struct List {
    ordered: bool,
    /// The number of its first item.
    start: u32,
    items: Vec<Open>,
    /// The items that the next block may stand in, from the outermost: their depths and rows.
    around: Vec<(u16, u32)>,
    /// The row of the last list that began.
    newest: u32,
}

/// The item that a block stands in.
pub(super) struct Item<'a> {
    /// Its row; 0 for none.
    pub row: u32,
    pub depth: u16,
    /// The row of its list.
    pub list: u32,
    /// The label of the footnote that it is.
    pub note: Option<&'a String>,
}

struct Open {
    row: u32,
    depth: u16,
    ordered: bool,
    checked: Option<bool>,
    start: Option<u32>,
    continues: bool,
    note: Option<String>,
    /// The number that the page gives it.
    value: Option<u32>,
    /// The number that it has.
    number: u32,
    piece: Piece,
}

impl List {
    pub fn new(page: &Page, row: u32) -> List {
        let start = start(page, row).unwrap_or(1);
        List { ordered: is_ordered(page, row), start, items: Vec::new(), around: Vec::new(), newest: row }
    }

    /// The same list going on behind what stood between its items, such as code.
    pub fn resume(page: &Page, row: u32, earlier: Progress) -> List {
        List { start: earlier.next, newest: earlier.newest.max(row), ..List::new(page, row) }
    }

    /// How far the list has come, for the case that it goes on.
    pub fn progress(&self) -> Progress {
        let least = self.items.iter().map(|item| item.depth).min().unwrap_or(0);
        let own = self.items.iter().filter(|item| item.depth == least && item.note.is_none() && !item.continues);
        Progress {
            next: self.start.saturating_add(own.count() as u32),
            last: self.items.last().map_or(0, |item| item.row),
            newest: self.newest,
        }
    }

    /// Adds a block that stands in an item. A block behind a nested list comes behind that, because the order of reading
    /// counts more than whose words they are; it continues its item.
    pub fn add(&mut self, page: &Page, item: Item<'_>, marked: Marked<'_>) {
        if let Some(last) = self.items.last_mut().filter(|last| item.row != 0 && item.row == last.row) {
            last.note = last.note.take().or_else(|| item.note.cloned());
            return last.piece.push(marked);
        }
        let Item { row, depth, list, note } = item;
        while self.around.pop_if(|(around, _)| *around > depth).is_some() {}
        let continues = row != 0 && self.around.last() == Some(&(depth, row));
        if !continues {
            self.around.pop_if(|(around, _)| *around == depth);
            self.around.push((depth, row));
        }
        let checked = task::task(page, row).filter(|_| !continues);
        // A list stands behind those that began before it.
        let begins = list > self.newest && !continues;
        self.newest = self.newest.max(list);
        let start = start(page, list).filter(|start| begins && *start != 1);
        let (ordered, note, piece) = (is_ordered(page, list), note.cloned(), Piece::of(marked));
        let value = page.attribute(row, Name::Value).filter(|_| ordered && !continues);
        let value = value.and_then(|value| value.trim().parse().ok());
        self.items.push(Open { row, depth, ordered, checked, start, continues, note, value, number: 0, piece });
    }

    /// The finished list. Depth counts from the shallowest item that was kept.
    pub fn finish(mut self) -> ContentBlock {
        let least = self.items.iter().map(|item| item.depth).min().unwrap_or(0);
        self.number(least);
        let start = self.start;
        let whole = self.items.iter().all(|item| item.depth == least);
        let ordered = if whole { self.items.iter().all(|item| item.ordered) } else { self.ordered };
        // Of a task list more than one item is a task; a box at one alone is a tool.
        let tasks = self.items.iter().filter(|item| item.checked.is_some()).count();
        let is_tool = tasks == 1 && self.items.len() >= TASKS;
        let items: Vec<ListItem> = self
            .items
            .into_iter()
            .map(|Open { depth, ordered, checked, start, continues, note, piece, .. }| {
                let Piece { text, spans, .. } = piece;
                let (text, spans) = match ordered {
                    true => (text, spans),
                    false => typed::without_bullet(text, spans),
                };
                let depth = depth.saturating_sub(least).min(DEEPEST) as u8;
                let checked = checked.filter(|_| !is_tool);
                ListItem { text, depth, ordered, checked, start, continues, spans, note }
            })
            .collect();
        let text = join(items.iter().map(|item| item.text.as_str()), '\n');
        ContentBlock::List { text, ordered, items, start: Some(start).filter(|start| ordered && *start != 1) }
    }
}

impl List {
    /// Gives the items the numbers that the page gives them, where those do not follow from the items before.
    fn number(&mut self, least: u16) {
        if let Some(value) = self.items.first().filter(|first| first.depth == least).and_then(|first| first.value) {
            self.start = value;
        }
        // The depths that are open, each with the number of its next item.
        let mut open: Vec<(u16, u32)> = vec![(least, self.start)];
        for item in self.items.iter_mut().filter(|item| !item.continues && item.note.is_none()) {
            while open.pop_if(|(depth, _)| *depth > item.depth).is_some() {}
            if open.last().is_none_or(|(depth, _)| *depth < item.depth) {
                open.push((item.depth, 1));
            }
            let Some((_, next)) = open.last_mut() else { continue };
            let number = item.value.or(item.start).unwrap_or(*next);
            if item.value.is_some() {
                item.start = Some(number).filter(|number| number != next);
            }
            *next = number.saturating_add(1);
            item.number = number;
        }
        self.leave_numbers_out();
    }

    /// Leaves out the numbers that the page says besides those of the list.
    fn leave_numbers_out(&mut self) {
        let own = |item: &&Open| item.ordered && !item.continues && item.note.is_none();
        let count = self.items.iter().filter(own).count();
        let begins = |item: &Open| behind_number(&item.piece.text, item.number, ' ').is_some();
        let all = count >= COUNTED && self.items.iter().filter(own).all(begins);
        for item in self.items.iter_mut().filter(|item| own(&&**item)) {
            let text = &item.piece.text;
            let rest = behind_number(text, item.number, '\n');
            let rest = rest.or_else(|| behind_number(text, item.number, ' ').filter(|_| all));
            if let Some(rest) = rest.map(str::to_owned) {
                // What is left out is digits and signs of one byte each.
                item.piece.spans = typed::behind(&item.piece.spans, (text.len() - rest.len()) as u32);
                item.piece.text = rest;
            }
        }
    }
}

/// Items of the shortest list whose items all begin with their own numbers; fewer may begin with amounts: "1 leek", "2 eggs".
const COUNTED: usize = 4;

/// The words of an item behind its number, which ends in a sign or so: "1", or on a line of its own "1.".
fn behind_number(text: &str, number: u32, end: char) -> Option<&str> {
    let (first, rest) = text.split_once(end)?;
    let digits = if end == '\n' { first.trim_end_matches(['.', ')']) } else { first };
    let is_number = digits.bytes().all(|byte| byte.is_ascii_digit()) && digits.parse() == Ok(number);
    is_number.then_some(rest).filter(|rest| !rest.trim().is_empty())
}

/// Where a list stands when something else comes between its items.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Progress {
    /// The number of its next item.
    next: u32,
    /// The row of its last item.
    last: u32,
    /// The row of the last list that began.
    newest: u32,
}

impl Progress {
    /// Whether an item is the one that was written last, so that what stands in it goes on with it.
    pub fn goes_on_in(self, item: u32) -> bool {
        item != 0 && item == self.last
    }
}

/// Whether a list is numbered.
fn is_ordered(page: &Page, list: u32) -> bool {
    page.row(list).tag == Tag::Ol
}

/// The number that a list says it begins with.
fn start(page: &Page, list: u32) -> Option<u32> {
    let start = page.attribute(list, Name::Start).filter(|_| is_ordered(page, list))?;
    start.trim().parse().ok()
}

/// Joins texts with a character between them.
pub(super) fn join<'a>(texts: impl Iterator<Item = &'a str>, between: char) -> String {
    let mut joined = String::new();
    for (at, text) in texts.enumerate() {
        if at > 0 {
            joined.push(between);
        }
        joined.push_str(text);
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::super::compose::tests::composed;
    use crate::article::ContentBlock;

    /// The items of the only block, each as depth, marker and text.
    fn items(html: &str) -> Vec<String> {
        let content = composed(html);
        let [ContentBlock::List { items, .. }] = content.blocks.as_slice() else { panic!("{:?}", content.blocks) };
        items
            .iter()
            .map(|item| format!("{}{}{}", item.depth, if item.ordered { '#' } else { '-' }, item.text))
            .collect()
    }

    #[test]
    fn numbers_on_lines_of_their_own_are_those_of_the_list() {
        assert_eq!(items("<ol><li><div>1</div>a<li><div>2.</div><p>b<li><div>4</div>c</ol>"), ["0#a", "0#b", "0#4\nc"]);
        assert_eq!(items("<ol start=3><li><div>3</div>a</ol>"), ["0#a"]);
        assert_eq!(items("<ul><li><div>1</div>a</ul>"), ["0-1\na"]);
        assert_eq!(items("<ol><li>1</ol>"), ["0#1"]);
        let four = "<ol><li><b>1</b> a<li>2 b<li>3 c<li>4 d";
        assert_eq!(items(four), ["0#a", "0#b", "0#c", "0#d"]);
        assert_eq!(items(&four.replace("<li>4 d", "")), ["0#1 a", "0#2 b", "0#3 c"]);
        assert_eq!(items(&four.replace("4 d", "6 d"))[3], "0#6 d");
    }

    #[test]
    fn nested_items_follow_their_parent() {
        let html = "<ul><li>a<ol><li>b<ul><li>c</ul><li>d</ol><li>e</ul>";
        assert_eq!(items(html), ["0-a", "1#b", "2-c", "1#d", "0-e"]);
        assert_eq!(composed(html).text, "a\nb\nc\nd\ne");
    }

    #[test]
    fn an_item_goes_on_behind_the_list_inside_it() {
        let html = "<ol><li>a<ul><li>b</ul>c<p>d</p><li>e<ol><li>f<ul><li>g</ul></ol>h</ol>";
        let content = composed(html);
        let [ContentBlock::List { items, .. }] = content.blocks.as_slice() else { panic!("{:?}", content.blocks) };
        let found: Vec<_> = items.iter().map(|item| (item.text.as_str(), item.depth, item.continues)).collect();
        let own = |text, depth| (text, depth, false);
        assert_eq!(
            found,
            [own("a", 0), own("b", 1), ("c\nd", 0, true), own("e", 0), own("f", 1), own("g", 2), ("h", 0, true)]
        );
    }

    #[test]
    fn what_goes_on_behind_code_is_a_paragraph() {
        let blocks = composed("<ol><li>a<pre>b</pre>c<p>d</p><li>e</ol>").blocks;
        let texts: Vec<_> = blocks.iter().map(ContentBlock::text).collect();
        assert_eq!(texts, ["a", "b", "c", "d", "e"]);
        assert!(matches!(blocks[2], ContentBlock::Paragraph { .. }));
        assert!(matches!(blocks[4], ContentBlock::List { start: Some(2), .. }));
    }

    #[test]
    fn an_item_joins_its_blocks() {
        assert_eq!(items("<ul><li><p>a<br>b</p><p>c</p><li>d</ul>"), ["0-a\nb\nc", "0-d"]);
    }

    #[test]
    fn depth_counts_from_the_shallowest_kept_item() {
        assert_eq!(items("<ul><li>DROP<ol><li>a<li>b</ol></ul>"), ["0#a", "0#b"]);
    }

    #[test]
    fn depth_is_bounded() {
        let html = format!("{}z", "<ul><li>a".repeat(1000));
        let items = items(&html);
        assert!(items.iter().all(|item| !item.starts_with("32")));
        assert!(items.last().unwrap().starts_with("31-"));
    }

    #[test]
    fn numbers_go_on_behind_what_stands_between_items() {
        let starts = |html: &str| -> Vec<Option<u32>> {
            let blocks = composed(html).blocks.into_iter();
            blocks
                .filter_map(|block| if let ContentBlock::List { start, .. } = block { Some(start) } else { None })
                .collect()
        };
        assert_eq!(starts("<ol><li>a<li>b<pre>c</pre><li>d<pre>e</pre><li>f</ol>"), [None, Some(3), Some(4)]);
        assert_eq!(starts("<ol start=5><li>a<pre>b</pre>c<li>d<pre>e</pre><li>f</ol>"), [Some(5), Some(6), Some(7)]);
        assert_eq!(starts("<ol><li>a</ol><ol><li>b</ol><ul><li>c<pre>d</pre><li>e</ul>"), [None; 4]);
    }

    #[test]
    fn a_list_inside_an_item_has_a_beginning_of_its_own() {
        let starts = |html: &str| -> Vec<Option<u32>> {
            let blocks = composed(html).blocks.into_iter();
            let items = blocks
                .filter_map(|block| if let ContentBlock::List { items, .. } = block { Some(items) } else { None });
            items.flatten().map(|item| item.start).collect()
        };
        let html = "<ol start=5><li>a<ol start=3><li>b<ul start=9><li>c</ul><li>d</ol><li>e<ol start=1><li>f</ol></ol>";
        assert_eq!(starts(html), [None, Some(3), None, None, None, None]);
        assert_eq!(starts("<ul><li>a<ol start=3><li>b<pre>c</pre><li>d</ol></ul>"), [None, Some(3), None]);
        assert_eq!(starts("<ul><li>a<ol start=3><li>b</ol><ol start=7><li>c</ol></ul>"), [None, Some(3), Some(7)]);
    }

    #[test]
    fn items_may_have_numbers_of_their_own() {
        let numbers = |html: &str| match composed(html).blocks.into_iter().next() {
            Some(ContentBlock::List { start, items, .. }) => {
                (start, items.iter().map(|item| item.start).collect::<Vec<_>>())
            }
            other => panic!("{other:?}"),
        };
        assert_eq!(numbers("<ol><li value=3>a<li value=4>b<li>c</ol>"), (Some(3), vec![None; 3]));
        assert_eq!(
            numbers("<ol><li>a<li value=7>b<li>c<li value=2>d</ol>"),
            (None, vec![None, Some(7), None, Some(2)])
        );
        assert_eq!(numbers("<ol><li>a<ol><li value=4>b<li value=5>c</ol></ol>"), (None, vec![None, Some(4), None]));
        assert_eq!(numbers("<ul><li value=3>a<li value=9>b</ul>"), (None, vec![None; 2]));
    }

    #[test]
    fn bullets_typed_into_items_are_no_words() {
        assert_eq!(items("<ul><li><span>•</span><p>a</p><li>• b<li>·</ul>"), ["0-a", "0-b", "0-·"]);
        assert_eq!(items("<ol><li>• a<li>b</ol>"), ["0#• a", "0#b"]);
    }

    #[test]
    fn two_lists_stay_two() {
        assert_eq!(composed("<ul><li>a<li>b</ul><ul><li>c</ul>").blocks.len(), 2);
    }

    #[test]
    fn steps_stay_a_list_around_a_box_in_one_of_them() {
        let tip = "<div><p>Row out at dawn</p><aside><h3>Tip</h3><p>Go slowly</p></aside></div>";
        let steps =
            |first: &str, rest: &str| format!("<ol><li>{first}</li>{}</ol>", format!("<li>{rest}</li>").repeat(7));
        let content = composed(&steps(tip, "<div>Wait</div>"));
        let [ContentBlock::List { items, ordered: true, .. }] = content.blocks.as_slice() else {
            panic!("{content:?}")
        };
        assert_eq!((items.len(), items[0].text.as_str()), (8, "Row out at dawn\nTip\nGo slowly"));
        let is_list = |html: &str| composed(html).blocks.iter().any(|block| matches!(block, ContentBlock::List { .. }));
        assert!(!is_list(&steps(tip, tip)), "sections");
        assert!(!is_list(&steps(tip, "<div>Ann Lee</div><div>3 May</div><div>Wait</div>")), "posts");
        assert!(!is_list(&steps(tip, "<div>Wait</div>").replace("ol>", "ul>")), "cards");
    }

    #[test]
    fn a_list_of_sections_is_layout() {
        let content = composed("<ul><li><h3>a</h3><p>b</p></li><li><h3>c</h3><p>d</p></li></ul>");
        let kinds: Vec<_> = content.blocks.iter().map(|block| matches!(block, ContentBlock::Heading { .. })).collect();
        assert_eq!(kinds, [true, false, true, false]);
    }
}
