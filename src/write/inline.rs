//! Decides what parts of a block's text are: links, emphasis, code, formulas, marks of footnotes. From the rows that stand
//! in it, in one walk along the page, for compose.

use url::Url;

use super::notes::Notes;
use super::{address, clean, mathml, tex, touching};
use crate::article::{Inline, InlineKind};
use crate::block::{Block, Blocks};
use crate::marks;
use crate::page::{Flags, Name, Page, Span};
use crate::table::Table;
use crate::tag::Tag;

/// Bytes of addresses written in all. A page may join one long base to a million short references.
pub(super) const ADDRESSES: usize = 8 << 20;
/// Elements around a formula that belong to it.
const WRAPPERS: usize = 3;
/// Class words of elements that hold a formula, once for machines and once for eyes.
const FORMULA_WRAPPERS: [&str; 5] = ["katex", "katex-display", "mwe-math-element", "MathJax", "mjx-container"];
/// Class words of images that are formulas.
const FORMULA_IMAGES: [&str; 6] =
    ["tex", "latex", "math", "mwe-math-fallback-image-inline", "mwe-math-fallback-image-display", "wp-katex-eq"];

/// The parts of the written blocks, found block by block in reading order.
pub(super) struct Inlines<'a> {
    page: &'a Page,
    blocks: &'a Blocks,
    base: Option<&'a Url>,
    notes: &'a Notes,
    /// The next row to look at.
    next: u32,
    /// Parts that may reach into the next block; at most one of a kind is open at any place.
    open: Vec<Open>,
    /// Where the part of each kind ends that reaches furthest.
    reach: [u32; KINDS],
    /// Rows before this one belong to a formula.
    formula: u32,
    /// Bytes of addresses that may still be written.
    budget: usize,
    /// The addresses of links by their rows, for whoever lists them.
    pub addresses: Table<String>,
}

/// Takes the brackets around the mark of a footnote into it: "[a]", of which the letter alone is the link.
fn bracketed(text: &str, parts: &mut [Inline]) {
    for part in parts.iter_mut().filter(|part| part.kind == InlineKind::NoteReference) {
        let before = text.get(..part.start as usize).and_then(|before| before.chars().next_back());
        let behind = text.get(part.end as usize..).and_then(|behind| behind.chars().next());
        if matches!((before, behind), (Some('['), Some(']')) | (Some('('), Some(')'))) {
            (part.start, part.end) = (part.start - 1, part.end + 1);
        }
    }
}

/// Kinds of parts.
const KINDS: usize = InlineKind::Math as usize + 1;

struct Open {
    text: Span,
    row: u32,
    kind: InlineKind,
    /// Whether it was a part already: a formula is written once, however many blocks it reaches into.
    told: bool,
}

impl<'a> Inlines<'a> {
    pub fn new(page: &'a Page, blocks: &'a Blocks, base: Option<&'a Url>, notes: &'a Notes) -> Inlines<'a> {
        Inlines {
            page,
            blocks,
            base,
            notes,
            next: 0,
            open: Vec::new(),
            reach: [0; KINDS],
            formula: 0,
            budget: ADDRESSES,
            addresses: Table::default(),
        }
    }

    /// The parts of the next block in reading order; positions are bytes of its text.
    pub fn of(&mut self, at: u32, block: &Block, parts: &mut Vec<Inline>) {
        parts.clear();
        let Span { start, end } = block.text;
        self.open.retain(|open| open.text.end > start);
        while let Some(row) = self.page.rows.get(self.next as usize).filter(|row| row.text.start < end) {
            let (row, tag) = (self.next, row.tag);
            self.next += 1;
            if row >= self.formula {
                self.meet(row, tag, start);
            }
        }
        for index in 0..self.open.len() {
            let Some(Open { text, row, kind, told }) = self.open.get_mut(index) else { break };
            let (text, row, kind) = (*text, *row, *kind);
            if std::mem::replace(told, true) && kind == InlineKind::Math {
                continue;
            }
            let (from, to) = (text.start.max(start) - start, text.end.min(end).saturating_sub(start));
            if text.start < end && from <= to {
                let part = Inline { start: from, end: to, kind, url: None, note: None, tex: None };
                parts.extend(self.filled(part, row, at));
            }
        }
        self.set_by_script(block, parts);
        bracketed(self.page.slice(block.text), parts);
        // The outer part comes first; of two that cover the same words that is the one met first.
        parts.sort_by_key(|part| (part.start, std::cmp::Reverse(part.end)));
        let notes: Vec<(u32, u32)> = parts
            .iter()
            .filter(|part| matches!(part.kind, InlineKind::NoteReference | InlineKind::BackReference))
            .map(|part| (part.start, part.end))
            .collect();
        // A mark is raised by being a mark.
        parts.retain(|part| {
            part.kind != InlineKind::Superscript || notes.binary_search(&(part.start, part.end)).is_err()
        });
        touching::join(parts);
        self.open.retain(|open| open.text.end > end);
    }

    /// Adds the formulas between marks of TeX, which a script sets where the reader has one. In code they are code.
    fn set_by_script(&mut self, block: &Block, parts: &mut Vec<Inline>) {
        if block.flags.meets(Flags(Flags::VERBATIM.0 | Flags::CODE.0)) {
            return;
        }
        let text = self.page.slice(block.text);
        let found = tex::formulas(text);
        if found.is_empty() {
            return;
        }
        let whole = |part: &&Inline| matches!(part.kind, InlineKind::Code | InlineKind::Math);
        let mut known: Vec<(u32, u32)> = parts.iter().filter(whole).map(|part| (part.start, part.end)).collect();
        known.sort_unstable();
        let is_free = |formula: &Span| {
            let next = known.partition_point(|(_, known)| *known <= formula.start);
            known.get(next).is_none_or(|(known, _)| *known >= formula.end)
        };
        let found: Vec<Span> = found.into_iter().filter(is_free).collect();
        // A part stays beside formulas or around them.
        parts.retain(|part| {
            let first = found.partition_point(|formula| formula.end <= part.start);
            let last = found.partition_point(|formula| formula.start < part.end);
            let inside = found.get(first..last).unwrap_or_default();
            inside.first().is_none_or(|formula| part.start <= formula.start)
                && inside.last().is_none_or(|formula| formula.end <= part.end)
        });
        parts.extend(found.into_iter().map(|formula| {
            let tex = clean::line(tex::bare(text.get(formula.range()).unwrap_or_default()));
            let Span { start, end } = formula;
            Inline { start, end, kind: InlineKind::Math, url: None, note: None, tex: Some(tex) }
        }));
    }

    fn meet(&mut self, row: u32, tag: Tag, start: u32) {
        if let Some(text) = tex::held(self.page, row) {
            self.formula = self.page.row(row).end;
            self.open.push(Open { text, row, kind: InlineKind::Math, told: false });
            return;
        }
        let Some(kind) = kind(tag) else { return };
        let mut text = self.page.row(row).text;
        if kind == InlineKind::Math {
            if tag == Tag::Img && !is_formula(self.page, self.blocks, row) {
                return;
            }
            let whole = self.page.ancestors(row).take(WRAPPERS).filter(|at| wraps_formula(self.page, *at)).last();
            let whole = whole.unwrap_or(row);
            self.formula = self.page.row(whole).end;
            text = self.page.row(whole).text;
            // What stands inside came last.
            let inside = |open: &mut Open| open.text.start >= text.start && open.text.end <= text.end;
            while self.open.pop_if(inside).is_some() {}
        }
        if kind == InlineKind::Math {
            if text.end >= start {
                self.open.push(Open { text, row, kind, told: false });
            }
            return;
        }
        // Inside another of its kind it says nothing new.
        let Some(reach) = self.reach.get_mut(kind as usize).filter(|reach| **reach < text.end) else { return };
        *reach = text.end;
        if text.end > start {
            self.open.push(Open { text, row, kind, told: false });
        }
    }

    /// A part with what belongs to its kind; none when it turns out to be nothing.
    fn filled(&mut self, part: Inline, row: u32, block: u32) -> Option<Inline> {
        match part.kind {
            InlineKind::Link => {
                if let Some(note) = self.notes.of_mark(row) {
                    return Some(Inline { kind: InlineKind::NoteReference, note: Some(note.clone()), ..part });
                }
                if self.leads_back(row, block) {
                    return Some(Inline { kind: InlineKind::BackReference, ..part });
                }
                let url = address::resolve(self.page.attribute(row, Name::Href)?, self.base, true)?;
                self.budget = self.budget.checked_sub(url.len())?;
                self.addresses.insert(row.into(), url.clone());
                Some(Inline { url: Some(url), ..part })
            }
            InlineKind::Math => Some(Inline { tex: Some(self.tex(row)?), ..part }),
            _ => Some(part),
        }
    }

    /// Whether a link in a footnote leads back to its mark: by its sign, by the label with which the footnote begins, or by where it
    /// leads from the end of the footnote.
    fn leads_back(&self, row: u32, block: u32) -> bool {
        let (page, text) = (self.page, self.page.row(row).text);
        let within = self.blocks.get(block).map_or(Span::default(), |block| block.text);
        let is_sign = || marks::leads_back(page, row, text);
        let returns = || self.notes.leads_to_mark(page, row);
        let is_word = || page.slice(text).trim().chars().all(|sign| sign.is_alphabetic() || sign == ' ');
        let ends = || !page.slice(Span { start: text.end, end: within.end }).contains(char::is_alphanumeric);
        match self.notes.of_block(block) {
            Some(note) => is_sign() || marks::is_label(page, row, within, note) || returns() && is_word() && ends(),
            None => is_sign() && returns(),
        }
    }

    /// The TeX of a formula: what its annotation says, its alternative text, or that of the image it is, and else what its
    /// elements come to.
    fn tex(&mut self, row: u32) -> Option<String> {
        let page = self.page;
        if let Some(text) = tex::held(page, row) {
            return Some(clean::line(tex::bare(page.slice(text))));
        }
        let annotation = page.descendants(row).find(|at| page.row(*at).tag == Tag::Annotation);
        let found = annotation
            .and_then(|at| page.attribute(at, Name::Value))
            .or_else(|| page.attribute(row, Name::AltText))
            .or_else(|| page.attribute(row, Name::Alt));
        let found = match found {
            Some(found) => clean::line(found),
            None => clean::line(&mathml::tex(page, row).filter(|_| page.row(row).tag == Tag::Math)?),
        };
        let bare = found.strip_prefix("{\\displaystyle").and_then(|rest| rest.strip_suffix('}'));
        let tex = bare.map_or(found.as_str(), str::trim);
        self.budget = self.budget.checked_sub(tex.len())?;
        (!tex.is_empty()).then(|| tex.to_owned())
    }
}

fn kind(tag: Tag) -> Option<InlineKind> {
    Some(match tag {
        Tag::A => InlineKind::Link,
        Tag::Em | Tag::I | Tag::Cite | Tag::Dfn | Tag::Var => InlineKind::Emphasis,
        Tag::Strong | Tag::B => InlineKind::Strong,
        Tag::Code | Tag::Kbd | Tag::Samp | Tag::Tt => InlineKind::Code,
        Tag::Del | Tag::S | Tag::Strike => InlineKind::Deleted,
        Tag::Sub => InlineKind::Subscript,
        Tag::Sup => InlineKind::Superscript,
        Tag::Q => InlineKind::Quotation,
        Tag::Math | Tag::Img => InlineKind::Math,
        _ => return None,
    })
}

fn named(page: &Page, row: u32, names: &[&str]) -> bool {
    page.class_words(row).any(|word| names.contains(&word))
}

fn wraps_formula(page: &Page, row: u32) -> bool {
    !page.row(row).tag.is_block() && named(page, row, &FORMULA_WRAPPERS)
}

/// Whether an image is a formula in a line of text; its alternative text is then its TeX. One that stands alone is an image.
pub(super) fn is_formula(page: &Page, blocks: &Blocks, row: u32) -> bool {
    let around = || page.ancestors(row).find(|at| page.row(*at).tag.is_block());
    named(page, row, &FORMULA_IMAGES)
        && page.attribute(row, Name::Alt).is_some_and(|alt| !alt.trim().is_empty())
        && around().is_some_and(|at| !blocks.under(page, at).is_empty())
}

#[cfg(test)]
mod tests {
    use super::super::compose::tests::composed;
    use crate::article::ContentBlock;

    /// The parts of the first paragraph: its words and what they are.
    fn parts(html: &str) -> Vec<String> {
        let content = composed(html);
        let Some(ContentBlock::Paragraph { text, spans, .. }) = content.blocks.first() else { panic!("{content:?}") };
        let words = |start: u32, end: u32| {
            text.chars().skip(start as usize).take(end.saturating_sub(start) as usize).collect::<String>()
        };
        let kind = |span: &_| serde_json::to_value(span).unwrap()["type"].as_str().unwrap().to_owned();
        spans
            .iter()
            .map(|span| {
                let more = span.url.as_deref().or(span.tex.as_deref()).unwrap_or_default();
                format!("{} {} {more}", words(span.start, span.end), kind(span)).trim_end().to_owned()
            })
            .collect()
    }

    #[test]
    fn inline_elements_are_parts_of_the_text() {
        assert_eq!(
            parts(
                "<p>é <a href=/x> b <em>c</em></a>, <b>d<strong>e</strong></b><br><code>f</code> <a href=#y>g</a> <i> </i>H<sub>2</sub>O"
            ),
            ["b c link https://example.org/x", "c emphasis", "de strong", "f code", "2 subscript"]
        );
        assert_eq!(
            parts("<p>a<s>b</s> 10<sup>3</sup> <q>c</q> <a href=javascript:d>e</a>"),
            ["b deleted", "3 superscript", "c quotation"]
        );
    }

    #[test]
    fn an_element_around_several_blocks_is_a_part_of_each() {
        let html = "<b>x<p>a</p><p>b <i>c</i></p></b><p>d</p>";
        let blocks = composed(html).blocks;
        let count = |block: &ContentBlock| match block {
            ContentBlock::Paragraph { spans, .. } => spans.len(),
            _ => 0,
        };
        assert_eq!(blocks.iter().map(count).collect::<Vec<_>>(), [1, 1, 2, 0]);
    }

    #[test]
    fn formulas_have_their_tex() {
        let math = "<math alttext=y><semantics><mi>x</mi><annotation encoding='application/x-tex'>x^2 </annotation></semantics></math>";
        assert_eq!(parts(&format!("<p>a {math} b")), ["x math x^2"]);
        assert_eq!(parts("<p>a <math alttext='{\\displaystyle y}'><mi>y</mi></math>"), ["y math y"]);
        let twice =
            format!("<p>a <span class=katex><span>{math}</span><span aria-hidden=true><i>x</i>2</span></span> b");
        assert_eq!(parts(&twice), ["x x2 math x^2"]);
        assert_eq!(parts("<p>a <img class=latex alt='z_1' src=z.png> b <b>c</b>"), [" math z_1", "c strong"]);
        assert_eq!(parts("<p>a <math><mi>y</mi></math>"), Vec::<String>::new());
    }

    #[test]
    fn formulas_may_stand_between_marks_and_hold_no_parts() {
        assert_eq!(
            parts("<p><b>a \\(x<i>_1</i>\\)</b> <a href=/x>b</a>"),
            ["a \\(x_1\\) strong", "\\(x_1\\) math x_1", "b link https://example.org/x"]
        );
        assert_eq!(parts("<p>a <code>\\(x\\)</code> $y$"), ["\\(x\\) code"]);
        assert_eq!(parts("<p>a <span class=math-container>$y$</span>"), ["$y$ math y"]);
    }

    #[test]
    fn a_formula_that_reaches_into_other_blocks_is_written_once() {
        let html = format!("<p>a <math><mtext>{}</mtext><mi>x</mi></math>", "<div>b</div>".repeat(3));
        let spans = |block: &ContentBlock| match block {
            ContentBlock::Paragraph { spans, .. } => spans.len(),
            _ => 0,
        };
        assert!(composed(&html).blocks.iter().map(spans).sum::<usize>() <= 1);
    }

    #[test]
    fn a_formula_that_stands_alone_is_an_image() {
        let blocks = composed("<p>a</p><dl><dd><img class=tex alt='x^2' src=x.png></dl><p>b").blocks;
        let [_, ContentBlock::Image { .. }, ContentBlock::Paragraph { spans, .. }] = blocks.as_slice() else {
            panic!("{blocks:?}")
        };
        assert!(spans.is_empty());
    }

    #[test]
    fn many_elements_around_many_blocks_cost_little() {
        let html = format!("{}{}", "<sub>".repeat(400), "<p>a</p>".repeat(20_000));
        let blocks = composed(&html).blocks;
        assert_eq!(blocks.len(), 20_000);
        assert!(blocks.iter().all(|block| matches!(block, ContentBlock::Paragraph { spans, .. } if spans.len() == 1)));
    }

    #[test]
    fn a_long_base_does_not_multiply() {
        let link = format!("<a href='/{}'><p>a</p><p>b</p></a>", "x".repeat(4000));
        let addresses: usize = composed(&link.repeat(3000))
            .blocks
            .iter()
            .map(|block| match block {
                ContentBlock::Paragraph { spans, .. } => {
                    spans.iter().filter_map(|span| span.url.as_ref()).map(String::len).sum()
                }
                _ => 0,
            })
            .sum();
        assert!(addresses <= super::ADDRESSES && addresses > super::ADDRESSES / 2, "{addresses}");
    }
}
