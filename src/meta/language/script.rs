//! Decides in which script a text is written, from its letters alone, and which languages are usually written in that
//! script: many scripts belong to one language, and of the languages that share one some lack letters that others have.
//! For the language of a page.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::cues;
use crate::words;

/// A script: its name in language tags, where Unicode has its letters, and the languages that are usually written in it, those
/// that pages are written in most first.
#[derive(Debug)]
pub(super) struct Script {
    pub name: &'static str,
    ranges: &'static [(u32, u32)],
    languages: &'static str,
}

/// The scripts that living languages are written in. Japanese is written in two at once and has a line of its own, whose letters
/// are counted with the Han ones.
const SCRIPTS: [Script; 27] = [
    Script {
        name: "Latn",
        ranges: &[(0, 0x2AF), (0x1E00, 0x1EFF), (0xFF21, 0xFF5A)],
        languages: "en de fr es pt it nl sv da no nb nn fi pl cs sk sl hr bs sr hu ro mo ca gl eu tr az uz tk id ms vi \
                    et lv lt tl fil sw af sq is ga cy gd mt eo lb fy oc br co la jv su ceb ha yo ig zu xh st so om mg \
                    ht ku mi sm haw rw sn ny kk",
    },
    Script {
        name: "Cyrl",
        ranges: &[(0x400, 0x52F)],
        languages: "ru uk bg sr be mk kk ky mn tg tt uz az ba cv ce os sah bs tk mo ku",
    },
    Script { name: "Grek", ranges: &[(0x370, 0x3FF), (0x1F00, 0x1FFF)], languages: "el grc" },
    Script {
        name: "Arab",
        ranges: &[(0x600, 0x6FF), (0x750, 0x77F), (0x8A0, 0x8FF), (0xFB50, 0xFDFF), (0xFE70, 0xFEFE)],
        languages: "ar fa ur ps ckb ug sd ku pa ks az kk ky uz ms arz prs pnb glk mzn ary",
    },
    Script { name: "Hebr", ranges: &[(0x590, 0x5FF), (0xFB1D, 0xFB4F)], languages: "he yi iw ji" },
    Script { name: "Jpan", ranges: &[(0x3040, 0x30FF), (0x31F0, 0x31FF), (0xFF66, 0xFF9F)], languages: "ja" },
    Script {
        name: "Hani",
        ranges: &[(0x3400, 0x9FFF), (0xF900, 0xFAFF), (0x2_0000, 0x3_FFFF)],
        languages: "zh ja yue cmn nan wuu lzh hak",
    },
    Script { name: "Kore", ranges: &[(0xAC00, 0xD7AF), (0x1100, 0x11FF), (0x3130, 0x318F)], languages: "ko" },
    Script { name: "Thai", ranges: &[(0xE00, 0xE7F)], languages: "th" },
    Script { name: "Deva", ranges: &[(0x900, 0x97F)], languages: "hi mr ne sa bho mai kok new awa sd ks" },
    Script { name: "Beng", ranges: &[(0x980, 0x9FF)], languages: "bn as bpy mni" },
    Script { name: "Guru", ranges: &[(0xA00, 0xA7F)], languages: "pa" },
    Script { name: "Gujr", ranges: &[(0xA80, 0xAFF)], languages: "gu" },
    Script { name: "Orya", ranges: &[(0xB00, 0xB7F)], languages: "or" },
    Script { name: "Taml", ranges: &[(0xB80, 0xBFF)], languages: "ta" },
    Script { name: "Telu", ranges: &[(0xC00, 0xC7F)], languages: "te" },
    Script { name: "Knda", ranges: &[(0xC80, 0xCFF)], languages: "kn" },
    Script { name: "Mlym", ranges: &[(0xD00, 0xD7F)], languages: "ml" },
    Script { name: "Sinh", ranges: &[(0xD80, 0xDFF)], languages: "si" },
    Script { name: "Laoo", ranges: &[(0xE80, 0xEFF)], languages: "lo" },
    Script { name: "Tibt", ranges: &[(0xF00, 0xFFF)], languages: "bo dz" },
    Script { name: "Mymr", ranges: &[(0x1000, 0x109F)], languages: "my shn mnw" },
    Script { name: "Geor", ranges: &[(0x10A0, 0x10FF), (0x1C90, 0x1CBF)], languages: "ka xmf" },
    Script { name: "Ethi", ranges: &[(0x1200, 0x139F)], languages: "am ti gez" },
    Script { name: "Khmr", ranges: &[(0x1780, 0x17FF)], languages: "km" },
    Script { name: "Armn", ranges: &[(0x530, 0x58F)], languages: "hy hyw" },
    Script { name: "Thaa", ranges: &[(0x780, 0x7BF)], languages: "dv" },
];

/// Places of those that are not looked up by their ranges alone.
const LATIN: usize = 0;
const JAPANESE: usize = 5;
const HAN: usize = 6;

/// How many letters of each script a text has.
#[derive(Debug, Default)]
pub(super) struct Letters {
    counts: [usize; SCRIPTS.len()],
    /// Letters that some languages of a script lack.
    telling: HashMap<char, usize>,
    pub all: usize,
}

impl Letters {
    /// Counts the letters of the texts up to so many; of ASCII whole texts at a time.
    pub fn of<'a>(texts: impl Iterator<Item = &'a str>, most: usize) -> Letters {
        let mut letters = Letters::default();
        for text in texts {
            if text.is_ascii() {
                letters.add(LATIN, text.bytes().filter(u8::is_ascii_alphabetic).count());
            } else {
                letters.read(text, most);
            }
            if letters.all >= most {
                break;
            }
        }
        letters
    }

    fn read(&mut self, text: &str, most: usize) {
        for character in text.chars() {
            if (0x80..LAST_TELLING).contains(&(character as u32)) && TELLING.contains_key(&character) {
                *self.telling.entry(character).or_default() += 1;
            }
            if words::is_alphabetic(character) {
                self.add(script_of(character), 1);
            }
            if self.all >= most {
                break;
            }
        }
    }

    fn add(&mut self, script: usize, letters: usize) {
        self.all += letters;
        if let Some(count) = self.counts.get_mut(script) {
            *count += letters;
        }
    }

    /// The script of more than half of the letters.
    pub fn script(&self) -> Option<&'static Script> {
        let count = |place: usize| self.counts.get(place).copied().unwrap_or(0);
        // Japanese mixes kana with Han; a tenth of kana is far more than Chinese ever quotes.
        if count(JAPANESE) * 10 > self.all && (count(JAPANESE) + count(HAN)) * 2 > self.all {
            return SCRIPTS.get(JAPANESE);
        }
        self.counts.iter().position(|count| count * 2 > self.all).and_then(|place| SCRIPTS.get(place))
    }

    /// How many letters are of a script that the language of this tag is usually written in.
    pub fn of_language(&self, tag: &str) -> usize {
        let own = SCRIPTS.iter().zip(self.counts).filter(|(script, _)| script.may_write(tag));
        own.map(|(_, count)| count).sum()
    }

    /// The languages of a script that lack no letter of which the text has more than a few. Where letters tell the languages of a
    /// script apart, only those that they tell, but Latin ones are told by their words as well; of other scripts the first language
    /// has most pages by far.
    pub fn languages(&self, script: &'static Script) -> Vec<&'static str> {
        let is_told = |language: &&str| script.is_latin() || has_letters(language, script);
        let told: Vec<&str> = script.languages().filter(is_told).collect();
        let all = if told.is_empty() { script.languages().take(1).collect() } else { told };
        all.into_iter().filter(|language| self.lacking(language) * LACKING <= self.all).collect()
    }

    /// How many letters the alphabet of a language lacks.
    pub fn lacking(&self, language: &str) -> usize {
        let own = alphabet(language);
        // Of an alphabet in another script nothing is listed.
        let is_listed = |script: &usize| own.chars().any(|letter| TELLING.get(&letter) == Some(script));
        let lacks = |letter: &char| !own.contains(*letter) && TELLING.get(letter).is_some_and(is_listed);
        self.telling.iter().filter(|(letter, _)| lacks(letter)).map(|(_, count)| count).sum()
    }

    /// How many letters of a language, of those that others lack, the text has never.
    pub fn unseen(&self, language: &str, script: &Script) -> usize {
        let own = alphabet(language).chars().filter(|letter| script.holds(*letter));
        own.filter(|letter| !self.telling.contains_key(letter)).count()
    }
}

/// No alphabet of which letters are listed lies behind the extensions of Latin.
const LAST_TELLING: u32 = 0x1F00;

/// One in so many letters may be one that a language lacks: names from elsewhere have them.
const LACKING: usize = 100;

impl Script {
    /// The languages that are usually written in it.
    pub fn languages(&self) -> impl Iterator<Item = &'static str> {
        self.languages.split_whitespace()
    }

    /// Whether what a tag names may be written in this script. Of a language of no script in the list nothing is known.
    pub fn may_write(&self, tag: &str) -> bool {
        let mut parts = tag.split('-');
        let first = parts.next().unwrap_or_default();
        if let Some(named) = parts.find_map(|part| SCRIPTS.iter().find(|script| script.name == part)) {
            return named.name == self.name;
        }
        let has = |script: &Script| script.languages().any(|language| language == first);
        has(self) || !SCRIPTS.iter().any(has)
    }

    fn holds(&self, character: char) -> bool {
        let code = character as u32;
        self.ranges.iter().any(|(first, last)| (*first..=*last).contains(&code))
    }

    /// Whether it is the one that names and code are written in everywhere.
    pub fn is_latin(&self) -> bool {
        self.name == "Latn"
    }
}

/// The place of a letter's script; behind the last one where it has none of these.
fn script_of(character: char) -> usize {
    SCRIPTS.iter().position(|script| script.holds(character)).unwrap_or(SCRIPTS.len())
}

fn alphabets() -> impl Iterator<Item = (&'static str, &'static str)> {
    cues::lines(include_str!("letters.txt")).map(|(language, letters)| (language, letters.trim_start()))
}

/// The letters of a language that others of its script lack, with spaces between them.
fn alphabet(language: &str) -> &'static str {
    alphabets().find(|(name, _)| *name == language).map_or("", |(_, letters)| letters)
}

/// Whether letters of a language in this script are listed.
fn has_letters(language: &str, script: &Script) -> bool {
    alphabet(language).chars().any(|letter| !letter.is_ascii() && script.holds(letter))
}

/// The letters by which languages are told, and the script of each.
static TELLING: LazyLock<HashMap<char, usize>> = LazyLock::new(|| {
    let letters = alphabets().flat_map(|(_, letters)| letters.chars()).filter(|letter| !letter.is_whitespace());
    letters.map(|letter| (letter, script_of(letter))).collect()
});

#[cfg(test)]
mod tests {
    use super::*;

    fn languages(text: &str) -> Vec<&'static str> {
        let letters = Letters::of([text].into_iter(), 500);
        letters.script().map(|script| letters.languages(script)).unwrap_or_default()
    }

    #[test]
    fn letters_tell_languages_of_one_script_apart() {
        let has = |text: &str, language: &str| languages(text).contains(&language);
        assert!(has("Қазақстанда жаңа көпір ашылды", "kk") && !has("Қазақстанда жаңа көпір ашылды", "ru"));
        assert!(has("Вежу передадуть під музей історії", "uk") && !has("Вежу передадуть під музей історії", "bg"));
        assert!(has("یہ گاؤں بہت خوبصورت ہے", "ur") && !has("یہ گاؤں بہت خوبصورت ہے", "fa"));
        assert_eq!(languages("ভাসমান স্কুল চলে পদ্মার চরে"), ["bn"]);
        assert!(
            has("Ürgüp köyünde bağını çapalayan çiftçi", "tr") && !has("Ürgüp köyünde bağını çapalayan çiftçi", "de")
        );
    }

    #[test]
    fn tags_fit_the_scripts_of_their_languages() {
        let fits = |name: &str, tag: &str| SCRIPTS.iter().any(|script| script.name == name && script.may_write(tag));
        assert!(fits("Cyrl", "sr") && fits("Latn", "sr") && !fits("Latn", "sr-Cyrl-RS"));
        assert!(!fits("Taml", "en") && fits("Jpan", "ja") && fits("Hani", "zh-TW"));
        assert!(fits("Taml", "art"), "of other languages nothing is known");
    }

    #[test]
    fn the_places_are_those_of_the_list() {
        for (place, name) in [(LATIN, "Latn"), (JAPANESE, "Jpan"), (HAN, "Hani")] {
            assert_eq!(SCRIPTS.get(place).map(|script| script.name), Some(name));
        }
    }

    #[test]
    fn every_alphabet_is_of_a_language_in_the_list() {
        for (language, _) in alphabets() {
            assert!(SCRIPTS.iter().any(|script| script.languages().any(|known| known == language)), "{language}");
        }
    }
}
