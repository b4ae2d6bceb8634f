//! Decides how an element is laid out whose name does not say it: one with a name of the page's own, one that is part of a
//! table by its role, and a formula that is a script. For settle.

use super::{Joint, Settler, joint};
use crate::dom::{Element, Visitor};
use crate::page::{Name, Span};
use crate::tag::Tag;

/// Elements between one with a name of its own and the block that it stands in a line of.
const WRAPPERS: usize = 8;
/// How the class of an element begins that holds such a formula.
const SETTER: &str = "MathJax";
/// Elements between a part of a table and the one around it.
const TABLE: usize = 3;
/// Bytes of a line that are looked at for its words.
const LINE: usize = 128;
/// Words before such an element that are no label.
const FEWEST_WORDS: usize = 3;
/// Rows behind the beginning of a formula's neighbour: a script sets a formula in one element for each of its signs.
const SET: usize = 400;

impl Settler {
    /// The tag by which an element is laid out. A role may say of what table it is a part. One with a name of its own may be a picture, or stand in a line: a
    /// paragraph holds nothing that breaks lines, and behind words of its own a list item mostly goes on in the line.
    pub fn layout_of(&self, element: &Element<'_>, parent: u32, attributes: Span) -> Tag {
        match element.tag {
            Tag::Div | Tag::Span | Tag::Section | Tag::Ul | Tag::Li => {
                self.part_of_table(parent, attributes).unwrap_or(element.tag)
            }
            Tag::Custom if is_picture(element) => Tag::Img,
            Tag::Custom if self.stands_in_line(parent) => Tag::Unknown,
            tag => tag,
        }
    }

    /// The part of a table that an element is by its role, inside of an element that is a table by its own.
    fn part_of_table(&self, parent: u32, attributes: Span) -> Option<Tag> {
        let held = self.page.attributes.get(attributes.range()).unwrap_or_default();
        let role = self.page.value_of(held.iter().find(|attribute| attribute.name == Name::Role)?)?;
        let is_in = |tag: Tag| self.page.upwards(parent).take(TABLE).any(|at| self.page.row(at).tag == tag);
        match role {
            "table" => Some(Tag::Table),
            "rowgroup" if is_in(Tag::Table) => Some(Tag::Tbody),
            "row" if is_in(Tag::Table) => Some(Tag::Tr),
            "cell" if is_in(Tag::Tr) => Some(Tag::Td),
            "columnheader" | "rowheader" if is_in(Tag::Tr) => Some(Tag::Th),
            _ => None,
        }
    }

    fn stands_in_line(&self, parent: u32) -> bool {
        let mut around = self.page.upwards(parent).take(WRAPPERS);
        let block = around.find(|at| self.page.row(*at).tag.is_block());
        let Some(block) = block else { return false };
        match self.page.row(block).tag {
            Tag::P => true,
            Tag::Li | Tag::Dd | Tag::Dt | Tag::Td | Tag::Th => block == parent && self.is_behind_words(),
            _ => false,
        }
    }

    /// Whether words of the open element itself stand on the line just before, and more than a label such as "Updated".
    fn is_behind_words(&self) -> bool {
        if self.after_inline || self.joint != Joint::None {
            return false;
        }
        let line = joint::last_bytes(&self.page.text, LINE).rsplit('\n').next().unwrap_or_default();
        line.split(' ').filter(|word| !word.is_empty()).count() >= FEWEST_WORDS
    }

    /// Writes the formula that a script holds between the marks of TeX, unless what it was set as stands just before.
    pub fn set_formula(&mut self, kind: &str, tex: &str) {
        let tex = tex.trim();
        if tex.is_empty() || self.is_set() {
            return;
        }
        let is_display = kind.contains("display");
        let marked = if is_display { format!("\\[{tex}\\]") } else { format!("\\({tex}\\)") };
        self.text(&marked);
    }

    /// Whether the element just before is a formula that a script has set.
    fn is_set(&self) -> bool {
        let parent = self.parent();
        let rows = (0..self.page.rows.len() as u32).rev().take(SET);
        let last = rows.into_iter().find(|at| self.page.row(*at).parent == parent);
        let called = |at: u32| self.page.attribute(at, Name::Class).is_some_and(|class| class.starts_with(SETTER));
        last.is_some_and(|at| {
            let text = self.page.row(at).text;
            text.start < text.end && text.end == self.at() && called(at)
        })
    }
}

/// Whether an element is a picture by its name and has the address of one: `amp-img`.
fn is_picture(element: &Element<'_>) -> bool {
    let mut words = element.name.split('-');
    words.any(|word| matches!(word, "img" | "image"))
        && ["src", "srcset", "data-src"].iter().any(|name| element.attribute(name).is_some())
}

#[cfg(test)]
mod tests {
    use crate::page::laid_out;
    use crate::tag::Tag;

    fn text(html: &str) -> String {
        laid_out(html).text
    }

    #[test]
    fn elements_with_a_name_of_their_own_stand_in_the_line_of_a_paragraph() {
        assert_eq!(
            text("<p>The kettle of <claim-ref>claim 1</claim-ref>, which boils"),
            "The kettle of claim 1, which boils\n"
        );
        assert_eq!(text("<p>a <b>b <x-y>c</x-y></b>d"), "a b cd\n");
        assert_eq!(
            text("<ul><li>For more see <x-y>c</x-y> and d<li><x-y>e</x-y>f<li>Updated <x-y>g</x-y></ul>"),
            "For more see c and d\ne\nf\nUpdated\ng\n"
        );
    }

    #[test]
    fn elements_with_a_name_of_their_own_are_blocks_elsewhere() {
        assert_eq!(text("<div>a<x-y>b</x-y>c</div>"), "a\nb\nc\n");
        assert_eq!(text("<x-page>a<x-y><p>b</p></x-y></x-page>"), "a\nb\n");
        assert_eq!(text("<li>a <b>b</b><x-y>c</x-y>"), "a b\nc\n");
    }

    #[test]
    fn pictures_may_have_a_name_of_their_own() {
        let tags = |html: &str| laid_out(html).rows.iter().filter(|row| row.tag == Tag::Img).count();
        assert_eq!(tags("<amp-img src=a.jpg></amp-img><img-list><p>a</p></img-list><x-lightbox src=b>"), 1);
    }

    #[test]
    fn roles_make_a_table() {
        let row = |role: &str| format!("<div role=row><span role={role}>a</span><div role={role}>b</div></div>");
        let html = format!("<div role=table><div role=rowgroup>{}</div>{}</div>", row("columnheader"), row("cell"));
        let tags: Vec<Tag> =
            laid_out(&html).rows.iter().map(|row| row.tag).filter(|tag| *tag != Tag::Unknown).collect();
        let expected = [Tag::Table, Tag::Tbody, Tag::Tr, Tag::Th, Tag::Th, Tag::Tr, Tag::Td, Tag::Td];
        assert_eq!(tags.get(3..), Some(expected.as_slice()));
        assert!(laid_out(&row("cell")).rows.iter().all(|row| !matches!(row.tag, Tag::Tr | Tag::Td)));
    }

    #[test]
    fn scripts_of_formulas_are_written_between_marks() {
        assert_eq!(text("<p>so <script type=math/tex>x^2</script>, and"), "so \\(x^2\\), and\n");
        assert_eq!(text("<p><script type='math/tex; mode=display'>a < b</script>"), "\\[a < b\\]\n");
        assert_eq!(text("<p>so <span class=MathJax><b>x</b>2</span><script type=math/tex>x^2</script>"), "so x2\n");
    }
}
