//! Decides what of an element's attributes outlives the tree, and which cues, flags and kin its row has by them: class words
//! are turned into cues once per distinct value. For settle.

use super::{LONGEST_VALUE, Settler, flags, position};
use crate::cues::{self, Cues};
use crate::dom::Element;
use crate::hidden::{Hidden, Signs};
use crate::page::{Attribute, Flags, Name, Span};
use crate::table;
use crate::tag::Tag;
use crate::words;

/// What a row is made of besides its place.
pub struct Parts {
    pub attributes: Span,
    pub cues: Cues,
    pub flags: Flags,
    pub kin: u32,
}

impl Settler {
    /// Reads an element's attributes in one pass: keeps those that a later stage reads, and works out cues and flags.
    pub fn read(&mut self, element: &Element<'_>, parent: u32) -> Parts {
        let start = position(self.page.attributes.len());
        let mut cues = Cues::NONE;
        let mut kin = u64::from(element.tag as u8);
        if matches!(element.tag, Tag::Custom | Tag::Unknown) {
            kin = table::hash(element.name.as_bytes(), 0);
        }
        let mut own = flags::of_tag(element.tag);
        let mut signs = Signs::default();
        for (known, value) in element.attributes() {
            if let Some(sign) = known.sign {
                signs.take(sign, value);
            }
            let Some(name) = known.name else { continue };
            let value = words::cut(value, LONGEST_VALUE);
            match name {
                Name::Class => {
                    cues = cues | self.cues_of(value);
                    kin = table::hash(first_word(value), kin);
                }
                Name::Id => cues = cues | self.cues_of(value),
                // "suggestedAnswer" is one of those to the page's question, and no other story that a site suggests.
                Name::ItemProperty => cues = cues | self.cues_of(value.trim_start_matches("suggested")),
                Name::Role => {
                    cues = cues | self.cues_of(value);
                    own = own | flags::of_role(value);
                }
                Name::Href if element.tag == Tag::A => own = own | Flags::LINK,
                _ => {}
            }
            let from = position(self.page.values.len());
            self.page.values.push_str(value);
            let span = Span { start: from, end: position(self.page.values.len()) };
            self.page.attributes.push(Attribute { name, value: span });
        }
        if signs.is_shadow_root(element.tag) {
            own = Flags::default();
        }
        let hidden = match signs.judge(element.tag) {
            Hidden::No => Flags::default(),
            Hidden::FromEveryone => Flags::HIDDEN,
            Hidden::FromScreenReaders => Flags::ARIA_HIDDEN,
        };
        let flags = self.page.row(parent).flags | own | hidden;
        let kin = (kin ^ (kin >> 32)) as u32;
        Parts { attributes: Span { start, end: position(self.page.attributes.len()) }, cues, flags, kin }
    }

    /// The cues of an attribute's value, looked up once for each distinct value.
    #[inline]
    fn cues_of(&mut self, value: &str) -> Cues {
        let key = table::hash(value.as_bytes(), 0);
        *self.known_cues.entry(key).or_insert_with(|| cues::read(value))
    }
}

/// The first of the words of an attribute's value.
fn first_word(value: &str) -> &[u8] {
    let words = value.as_bytes().trim_ascii_start();
    let usual = words::of_names(words);
    let more = words.get(usual..).unwrap_or_default().iter().take_while(|byte| !byte.is_ascii_whitespace()).count();
    words.get(..usual + more).unwrap_or_default()
}
