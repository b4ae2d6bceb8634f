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

/// What writers of manuals call an element that holds lines of code, and each of those.
const FRAGMENT: &str = "fragment";
const LINE: &[u8] = b"line";

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
            kin = named(element.name);
        }
        // What a page calls its own elements says what they are as a class does.
        if element.tag == Tag::Custom {
            cues = self.cues_of(element.name);
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
                    kin = classed(kin, value);
                    if element.tag == Tag::Div && first_word(value) == LINE && self.holds_code(parent) {
                        own = own | Flags::VERBATIM;
                    }
                }
                // An answer that microdata calls suggested is one of those to the question, and suggests nothing.
                Name::ItemProperty if value == "suggestedAnswer" => cues = cues | self.cues_of("answer"),
                Name::Id | Name::ItemProperty => cues = cues | self.cues_of(value),
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
        Parts { attributes: Span { start, end: position(self.page.attributes.len()) }, cues, flags, kin: folded(kin) }
    }

    /// Whether a box holds lines of code, each an element of its own.
    fn holds_code(&self, row: u32) -> bool {
        self.page.row(row).tag == Tag::Div && self.page.class_words(row).any(|word| word == FRAGMENT)
    }

    /// The cues of an attribute's value, looked up once for each distinct value.
    #[inline]
    fn cues_of(&mut self, value: &str) -> Cues {
        let key = table::hash(value.as_bytes(), 0);
        *self.known_cues.entry(key).or_insert_with(|| cues::read(value))
    }
}

/// The kin of a row whose element has a name of its own, with the value of its class: by it such elements are told apart,
/// whose names are not kept.
pub fn kin_of(name: &str, class: Option<&str>) -> u32 {
    let kin = named(name);
    folded(class.map_or(kin, |class| classed(kin, words::cut(class, LONGEST_VALUE))))
}

fn named(name: &str) -> u64 {
    table::hash(name.as_bytes(), 0)
}

fn classed(kin: u64, class: &str) -> u64 {
    table::hash(first_word(class), kin)
}

fn folded(kin: u64) -> u32 {
    (kin ^ (kin >> 32)) as u32
}

/// The first of the words of an attribute's value.
fn first_word(value: &str) -> &[u8] {
    let words = value.as_bytes().trim_ascii_start();
    let usual = words::of_names(words);
    let more = words.get(usual..).unwrap_or_default().iter().take_while(|byte| !byte.is_ascii_whitespace()).count();
    words.get(..usual + more).unwrap_or_default()
}
