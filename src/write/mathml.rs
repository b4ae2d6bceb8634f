//! Decides how a formula in MathML that brings no TeX is written as TeX: fractions, roots, raised and lowered parts, rows
//! of a matrix. From the rows of the formula, in one walk without recursion, for inline.

use std::sync::LazyLock;

use crate::page::{self, Name, Page, Span};
use crate::table::Table;
use crate::tag::Tag;

/// A formula as TeX; none where its words say all of it in their order.
pub(super) fn tex(page: &Page, row: u32) -> Option<String> {
    let mut writer = Writer { page, written: String::new(), is_laid_out: false };
    let mut left = vec![Task::Element(row)];
    while let Some(task) = left.pop() {
        match task {
            Task::Say(words) => writer.written.push_str(words),
            Task::Element(row) => {
                let from = left.len();
                writer.element(row, &mut left);
                // What was added is done in its order.
                left.get_mut(from..).unwrap_or_default().reverse();
            }
        }
    }
    writer.is_laid_out.then_some(writer.written)
}

/// What is left to write.
#[derive(Clone, Copy)]
enum Task {
    Element(u32),
    Say(&'static str),
}

/// Elements whose parts stand otherwise than one behind the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Layout {
    Fraction,
    Root,
    NthRoot,
    Above,
    Below,
    Both,
    Over,
    Under,
    UnderOver,
    Fenced,
    Table,
    Line,
    Cell,
    Words,
    /// The first part stands for all others.
    First,
    Nothing,
}

const LAYOUTS: [(&str, Layout); 17] = [
    ("mfrac", Layout::Fraction),
    ("msqrt", Layout::Root),
    ("mroot", Layout::NthRoot),
    ("msup", Layout::Above),
    ("msub", Layout::Below),
    ("msubsup", Layout::Both),
    ("mover", Layout::Over),
    ("munder", Layout::Under),
    ("munderover", Layout::UnderOver),
    ("mfenced", Layout::Fenced),
    ("mtable", Layout::Table),
    ("mtr", Layout::Line),
    ("mtd", Layout::Cell),
    ("mtext", Layout::Words),
    ("ms", Layout::Words),
    ("semantics", Layout::First),
    ("mphantom", Layout::Nothing),
];

/// The layouts by the kin of a row without a class: what an element is called is not kept itself.
static BY_KIN: LazyLock<Table<Layout>> = LazyLock::new(|| {
    let mut table = Table::default();
    for (name, layout) in LAYOUTS {
        table.insert(u64::from(page::kin_of(name, None)), layout);
    }
    table
});

/// Signs above or below which something stands as a limit.
const LIMITS: [&str; 9] = ["∑", "∏", "∫", "⋃", "⋂", "lim", "max", "min", "sup"];
/// Accents above a letter, and their names.
const ACCENTS: [(&str, &str); 8] = [
    ("^", "\\hat{"),
    ("ˆ", "\\hat{"),
    ("~", "\\tilde{"),
    ("˜", "\\tilde{"),
    ("→", "\\vec{"),
    ("˙", "\\dot{"),
    ("¯", "\\overline{"),
    ("‾", "\\overline{"),
];

struct Writer<'a> {
    page: &'a Page,
    written: String,
    /// Whether something stands otherwise than in a line.
    is_laid_out: bool,
}

impl Writer<'_> {
    /// Writes an element that holds no other, or says in which order its parts are written.
    fn element(&mut self, row: u32, tasks: &mut Vec<Task>) {
        let layout = self.layout(row);
        if self.page.row(row).tag.is_skipped() || layout == Some(Layout::Nothing) {
            return;
        }
        if layout == Some(Layout::Words) {
            return self.words(row);
        }
        if self.children(row).next().is_none() {
            return self.leaf(row);
        }
        self.is_laid_out |= !matches!(layout, None | Some(Layout::First));
        self.parts(row, layout, tasks);
    }

    fn parts(&self, row: u32, layout: Option<Layout>, tasks: &mut Vec<Task>) {
        let mut parts = self.children(row);
        let (first, second, third) = (parts.next(), parts.next(), parts.next());
        let mut say = |pieces: &[(Option<u32>, &'static str)]| {
            for (part, words) in pieces {
                tasks.extend(part.map(Task::Element));
                tasks.push(Task::Say(words));
            }
        };
        // A base of one sign needs no braces.
        let (opens, closes) =
            if first.is_some_and(|at| self.is_sign(at)) { ("", ["^{", "_{"]) } else { ("{", ["}^{", "}_{"]) };
        let [raised, lowered] = closes;
        match layout {
            Some(Layout::Fraction) => say(&[(None, "\\frac{"), (first, "}{"), (second, "}")]),
            Some(Layout::NthRoot) => say(&[(None, "\\sqrt["), (second, "]{"), (first, "}")]),
            Some(Layout::Above) => say(&[(None, opens), (first, raised), (second, "}")]),
            Some(Layout::Below) => say(&[(None, opens), (first, lowered), (second, "}")]),
            Some(Layout::Both) => say(&[(None, opens), (first, lowered), (second, "}^{"), (third, "}")]),
            Some(Layout::Over) => match second.and_then(|at| self.accent(at)) {
                Some(accent) => say(&[(None, accent), (first, "}")]),
                None if first.is_some_and(|at| self.is_limited(at)) => {
                    say(&[(None, opens), (first, raised), (second, "}")]);
                }
                None => say(&[(None, "\\overset{"), (second, "}{"), (first, "}")]),
            },
            Some(Layout::Under) if first.is_some_and(|at| self.is_limited(at)) => {
                say(&[(None, opens), (first, lowered), (second, "}")]);
            }
            Some(Layout::Under) => say(&[(None, "\\underset{"), (second, "}{"), (first, "}")]),
            Some(Layout::UnderOver) => say(&[(None, opens), (first, lowered), (second, "}^{"), (third, "}")]),
            Some(Layout::First) => tasks.extend(first.map(Task::Element)),
            Some(Layout::Root) => self.row(row, "\\sqrt{", "", "}", tasks),
            Some(Layout::Fenced) => self.row(row, "(", ", ", ")", tasks),
            Some(Layout::Table) => self.row(row, "\\begin{matrix}", " \\\\ ", "\\end{matrix}", tasks),
            Some(Layout::Line) => self.row(row, "", " & ", "", tasks),
            _ => self.row(row, "", "", "", tasks),
        }
    }

    /// All parts of an element, with what stands before, between and behind them.
    fn row(&self, row: u32, before: &'static str, between: &'static str, behind: &'static str, tasks: &mut Vec<Task>) {
        tasks.push(Task::Say(before));
        for (at, part) in self.children(row).enumerate() {
            if at > 0 {
                tasks.push(Task::Say(between));
            }
            tasks.push(Task::Element(part));
        }
        tasks.push(Task::Say(behind));
    }

    /// The elements that stand in another, without those in them.
    fn children(&self, row: u32) -> impl Iterator<Item = u32> + '_ {
        let end = self.page.row(row).end;
        let mut at = row + 1;
        std::iter::from_fn(move || {
            let part = at;
            at = self.page.row(at).end.max(at + 1);
            (part < end).then_some(part)
        })
    }

    fn layout(&self, row: u32) -> Option<Layout> {
        let own = self.page.row(row);
        if own.tag != Tag::Unknown {
            return None;
        }
        let by_kin = BY_KIN.get(&u64::from(own.kin)).copied();
        by_kin.or_else(|| {
            let class = self.page.attribute(row, Name::Class)?;
            LAYOUTS.iter().find(|(name, _)| page::kin_of(name, Some(class)) == own.kin).map(|(_, layout)| *layout)
        })
    }

    /// Whether an element is one sign alone.
    fn is_sign(&self, row: u32) -> bool {
        self.children(row).next().is_none() && self.page.text_of(row).chars().count() == 1
    }

    fn is_limited(&self, row: u32) -> bool {
        self.page.row(row).text.len() <= LONGEST_NAME && LIMITS.contains(&self.page.text_of(row))
    }

    fn accent(&self, row: u32) -> Option<&'static str> {
        let text = if self.page.row(row).text.len() <= LONGEST_NAME { self.page.text_of(row) } else { "" };
        ACCENTS.iter().find(|(sign, _)| *sign == text).map(|(_, name)| *name)
    }

    /// Writes words that are no names of the formula.
    fn words(&mut self, row: u32) {
        let text = self.page.text_of(row);
        if text.is_empty() {
            self.written.push(' ');
            return;
        }
        // The space around such words parts them from the signs beside them.
        let Span { start, end } = self.page.row(row).text;
        let before = self.page.text.get(start as usize..).is_some_and(|rest| rest.starts_with(' '));
        let behind = self.page.text.get(end as usize..).is_some_and(|rest| rest.starts_with(' '));
        self.written.push_str(if before { "\\text{ " } else { "\\text{" });
        self.escaped(text);
        self.written.push_str(if behind { " }" } else { "}" });
    }

    /// Writes a name, a number or a sign: letters that stand together are one name.
    fn leaf(&mut self, row: u32) {
        let text = self.page.text_of(row);
        let is_name = text.chars().count() > 1 && text.chars().all(char::is_alphabetic);
        if is_name {
            self.written.push_str("\\mathrm{");
        }
        self.escaped(text);
        if is_name {
            self.written.push('}');
        }
    }

    fn escaped(&mut self, text: &str) {
        for sign in text.chars() {
            match sign {
                '\\' => self.written.push_str("\\backslash "),
                '$' | '%' | '#' | '&' | '_' | '{' | '}' => self.written.extend(['\\', sign]),
                // Signs that say how two others belong together and are not seen.
                '\u{2061}'..='\u{2064}' => {}
                _ => self.written.push(sign),
            }
        }
    }
}

/// Bytes of the longest name of a limit or an accent, with the white space around it.
const LONGEST_NAME: usize = 8;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::laid_out;

    fn of(inner: &str) -> Option<String> {
        let page = laid_out(&format!("<p>a <math>{inner}</math>"));
        let row = page.rows.iter().position(|row| row.tag == Tag::Math).unwrap();
        tex(&page, row as u32)
    }

    #[test]
    fn parts_that_stand_above_each_other_are_told_apart() {
        for (inner, expected) in [
            ("<mfrac><mi>k</mi><mi>A</mi></mfrac>", r"\frac{k}{A}"),
            ("<msup><mi>x</mi><mn>2</mn></msup>", "x^{2}"),
            ("<msub class=q><mi>x</mi><mrow><mi>i</mi><mo>+</mo><mn>1</mn></mrow></msub>", "x_{i+1}"),
            ("<msubsup><mrow><mi>a</mi><mi>b</mi></mrow><mn>1</mn><mn>2</mn></msubsup>", "{ab}_{1}^{2}"),
            ("<msqrt><mi>x</mi><mo>+</mo><mn>1</mn></msqrt>", r"\sqrt{x+1}"),
            ("<mroot><mi>x</mi><mn>3</mn></mroot>", r"\sqrt[3]{x}"),
            ("<munderover><mo>∑</mo><mn>0</mn><mi>n</mi></munderover><mi>i</mi>", "∑_{0}^{n}i"),
            ("<mover><mi>x</mi><mo>¯</mo></mover>", r"\overline{x}"),
            (
                "<mtable><mtr><mtd><mn>1</mn></mtd><mtd><mn>2</mn></mtd></mtr><mtr><mtd><mn>3</mn></mtd></mtr></mtable>",
                r"\begin{matrix}1 & 2 \\ 3\end{matrix}",
            ),
            (
                "<msup><mi>sin</mi><mn>2</mn></msup><mo>&ApplyFunction;</mo><mi>x</mi><mo>%</mo>",
                r"{\mathrm{sin}}^{2}x\%",
            ),
        ] {
            assert_eq!(of(inner).as_deref(), Some(expected), "{inner}");
        }
    }

    #[test]
    fn what_stands_in_a_line_is_its_words() {
        assert_eq!(of("<mi>A</mi>"), None);
        assert_eq!(of("<mrow><mi>A</mi><mo>=</mo><mn>2</mn></mrow>"), None);
    }

    #[test]
    fn depth_costs_no_stack() {
        let deep = format!("{}<mi>x</mi>", "<mfrac><mi>k</mi><mrow>".repeat(400));
        assert!(of(&deep).unwrap().starts_with(r"\frac{k}{\frac{k}{"));
    }
}
