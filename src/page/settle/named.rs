//! Decides how an element with a name of the page's own is laid out, and what stands in the text for a formula that is a
//! script. For settle.

use super::{Joint, Settler, joint};
use crate::dom::{Element, Visitor};
use crate::page::Name;
use crate::tag::Tag;

/// Elements between one with a name of its own and the block that it stands in a line of.
const WRAPPERS: usize = 8;
/// How the class of an element begins that holds such a formula.
const SETTER: &str = "MathJax";
/// Bytes of a line that are looked at for its words.
const LINE: usize = 128;
/// Words before such an element that are no label.
const FEWEST_WORDS: usize = 3;
/// Rows behind the beginning of a formula's neighbour: a script sets a formula in one element for each of its signs.
const SET: usize = 400;

impl Settler {
    /// The tag by which an element is laid out. One with a name of its own may be a picture, or stand in a line: a
    /// paragraph holds nothing that breaks lines, and behind words of its own a list item mostly goes on in the line.
    pub fn layout_of(&self, element: &Element<'_>, parent: u32) -> Tag {
        match element.tag {
            Tag::Custom if is_picture(element) => Tag::Img,
            Tag::Custom if self.stands_in_line(parent) => Tag::Unknown,
            tag => tag,
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
        let mut rows = (0..self.page.rows.len() as u32).rev().take(SET);
        let last = rows.find(|at| self.page.row(*at).parent == parent);
        let called = |at: u32| self.page.attribute(at, Name::Class).is_some_and(|class| class.starts_with(SETTER));
        last.is_some_and(|at| {
            let text = self.page.row(at).text;
            text.start < text.end && text.end == self.at() && called(at)
        })
    }
}

/// Pixels of a side of such a picture that is a sign of the site or a banner, of which a page has one for each width of a
/// screen. What is less says how the sides are to each other: 16 and 9, 3 and 2.
const SIZES: std::ops::Range<u32> = 20..150;

/// Whether an element is a picture by its name and has the address of one: `amp-img`.
fn is_picture(element: &Element<'_>) -> bool {
    let side = |name: &str| element.attribute(name).and_then(|side| side.trim().parse::<u32>().ok());
    if [side("width"), side("height")].into_iter().flatten().any(|side| SIZES.contains(&side)) {
        return false;
    }
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
        assert_eq!(tags("<amp-img src=a.jpg width=300 height=90></amp-img>"), 0);
    }

    #[test]
    fn scripts_of_formulas_are_written_between_marks() {
        assert_eq!(text("<p>so <script type=math/tex>x^2</script>, and"), "so \\(x^2\\), and\n");
        assert_eq!(text("<p><script type='math/tex; mode=display'>a < b</script>"), "\\[a < b\\]\n");
        assert_eq!(text("<p>so <span class=MathJax><b>x</b>2</span><script type=math/tex>x^2</script>"), "so x2\n");
    }
}
