//! Decides the language tag of a page and the direction of its script: declarations first, the text's own letters and
//! small words when nothing is declared, or what is declared is written in other letters. For gather.

mod script;

use std::sync::LazyLock;

use crate::article::Direction;
use crate::block::{Block, Blocks, Kind};
use crate::cues;
use crate::page::Page;
use crate::table::Words;
use crate::words;
use script::{Letters, Script};

/// A declared language as BCP 47 writes it: `en_US.UTF-8` becomes `en-US`.
pub(crate) fn normalise(declared: &str) -> Option<String> {
    let declared = declared.split(['.', ',', ';', '@', ' ']).find(|part| !part.is_empty())?;
    let mut parts = declared.split(['-', '_']);
    let first = parts.next()?;
    let letters = |part: &str| part.bytes().all(|byte| byte.is_ascii_alphabetic());
    if !(2..=3).contains(&first.len()) || !letters(first) {
        return None;
    }
    let mut tag = first.to_ascii_lowercase();
    // "utf-8" is an encoding.
    if matches!(tag.as_str(), "und" | "zxx" | "mul" | "xx" | "utf") {
        return None;
    }
    // Script, region and one variant are all that pages use.
    for part in parts.take(3) {
        let spelled = match part.len() {
            2 if letters(part) => part.to_ascii_uppercase(),
            3 if part.bytes().all(|byte| byte.is_ascii_digit()) => part.to_owned(),
            4 if letters(part) => {
                let (head, tail) = part.split_at_checked(1)?;
                head.to_ascii_uppercase() + &tail.to_ascii_lowercase()
            }
            5..=8 if part.bytes().all(|byte| byte.is_ascii_alphanumeric()) => part.to_ascii_lowercase(),
            _ => break,
        };
        tag.push('-');
        tag.push_str(&spelled);
    }
    Some(tag)
}

/// The language of a page: as it declares it, unless its text is written in other letters, or with the small words of
/// another language. Templates say `en` whatever is put into them.
pub(crate) fn choose(declared: Option<String>, page: &Page, blocks: &Blocks) -> Option<String> {
    let Some(tag) = declared else { return of_text(page, blocks) };
    let letters = Letters::of(Texts::of(page, blocks).iter(), MOST_LETTERS);
    let first = tag.split('-').next().unwrap_or_default();
    match letters.script().filter(|_| letters.all >= FEWEST_SIGNS) {
        // Names and code are in Latin letters everywhere.
        Some(script) if script.is_latin() && !script.may_write(&tag) => {
            let is_other = letters.of_language(&tag) * FEW < letters.all;
            is_other.then(|| of_text(page, blocks)).flatten().or(Some(tag))
        }
        Some(script) if !script.may_write(&tag) => of_text(page, blocks),
        Some(script) if script.is_latin() && has_others_words(page, blocks, first) => {
            of_text(page, blocks).or(Some(tag))
        }
        _ => Some(tag),
    }
}

/// One in so many letters of a text in another language may be of the script that the declared one is written in.
const FEW: usize = 20;

/// Whether the small words of a text are another language's: neighbours such as Danish and Norwegian share most of theirs.
fn has_others_words(page: &Page, blocks: &Blocks, declared: &str) -> bool {
    let Some(place) = cues::lines(include_str!("smallwords.txt")).position(|(name, _)| name == declared) else {
        return false;
    };
    // Most pages are in the language they declare, and their first words show it.
    let is_own = |word: &String| SMALL_WORDS.get(word.as_str()).is_some_and(|bits| bits >> place & 1 == 1);
    let texts = Texts::of(page, blocks);
    if texts.words(2).take(FIRST_WORDS).filter(is_own).take(OWN).count() == OWN {
        return false;
    }
    // Single letters are sizes and initials as often as words.
    let (counts, total) = texts.small_words(DOUBTING_WORDS, 2);
    let own = counts.get(place).copied().unwrap_or(0);
    let most = counts.iter().copied().max().unwrap_or(0);
    own * OTHERS < most && most * 100 >= total * ENOUGH && most >= FEWEST
}

/// Small words of its own among so many first ones by which a text is surely in its language: running text has 20 to 45
/// percent.
const OWN: usize = 10;
const FIRST_WORDS: usize = 60;

/// How many times as many small words another language must have: what is quoted in a text has fewer.
const OTHERS: usize = 3;
/// Small words that prove a language by themselves.
const FEWEST: usize = 20;
/// Words that are looked at on every page that declares its language.
const DOUBTING_WORDS: usize = 150;

/// Letters of running text that are looked at on every page that declares its language.
const MOST_LETTERS: usize = 500;

/// The direction in which a language is written.
pub(crate) fn direction(language: &str) -> Direction {
    let first = language.split('-').next().unwrap_or_default();
    let script = language.split('-').nth(1).unwrap_or_default();
    let left = matches!(
        first,
        "ar" | "arc"
            | "ckb"
            | "dv"
            | "fa"
            | "he"
            | "iw"
            | "ji"
            | "ks"
            | "nqo"
            | "ps"
            | "sd"
            | "syr"
            | "ug"
            | "ur"
            | "yi"
    );
    if left && script != "Latn" && script != "Cyrl" { Direction::Rtl } else { Direction::Ltr }
}

static SMALL_WORDS: LazyLock<Words<u64>> = LazyLock::new(|| {
    let mut list: Words<u64> = Words::default();
    for (at, (_, words)) in cues::lines(include_str!("smallwords.txt")).enumerate() {
        for word in words.split_whitespace() {
            *list.entry(word).or_default() |= 1_u64.checked_shl(at as u32).unwrap_or(0);
        }
    }
    list
});

/// Words of running text that are looked at; a few hundred tell languages apart.
const MOST_WORDS: usize = 600;
/// Share of small words that proves a language: running text has 20 to 45 percent of them.
const ENOUGH: usize = 10;

/// Letters that show the script of a text, and those that may hold its small words; and how many of these there must be, so that
/// no name decides.
const FEWEST_SIGNS: usize = 15;
const FEWEST_LETTERS: usize = 40;
const FEWEST_SMALL_WORDS: usize = 5;
/// How many prove it where no other language has half as many.
const FEWEST_ALONE: usize = 3;
/// Letters that a language lacks by which it is not that of a text, if another has them: Russian has two that Bulgarian lacks.
const FEWEST_ODD: usize = 3;
/// Letters of a word, on average: so many times as many letters as words are looked at.
const LETTERS_A_WORD: usize = 5;

/// The language that a page's text is written in, if its letters or small words show it: its running text, or, where that is
/// little and shows nothing, all of it, which holds few small words.
fn of_text(page: &Page, blocks: &Blocks) -> Option<String> {
    let running = || Texts { page, blocks, with_short: false };
    of_texts(&running()).or_else(|| {
        let all = Texts { with_short: true, ..running() };
        running().are_few().then(|| of_texts(&all)).flatten()
    })
}

fn of_texts(texts: &Texts<'_>) -> Option<String> {
    let letters = Letters::of(texts.iter(), MOST_WORDS * LETTERS_A_WORD);
    if letters.all < FEWEST_SIGNS {
        return None;
    }
    let script = letters.script()?;
    let able = letters.languages(script);
    if let ([only], false) = (able.as_slice(), script.is_latin()) {
        return Some((*only).to_owned());
    }
    if letters.all < FEWEST_LETTERS {
        return None;
    }
    let (counts, total) = texts.small_words(MOST_WORDS, 1);
    let languages = cues::lines(include_str!("smallwords.txt")).map(|(name, _)| name).zip(counts);
    let able: Vec<(&str, usize)> = languages.filter(|(name, _)| able.contains(name)).collect();
    let most = able.iter().map(|(_, count)| *count).max()?;
    // Where neighbours have about as many small words in common, letters that a text never has tell which of them it is not.
    let near = able.iter().filter(|(_, count)| count * 4 >= most * 3);
    let odd = |name: &str| letters.lacking(name).min(FEWEST_ODD);
    let best = near.min_by_key(|(name, count)| (odd(name), letters.unseen(name, script), usize::MAX - count))?;
    let rivals = able.iter().filter(|(name, count)| *name != best.0 && count * 2 > most).count();
    let fewest = if rivals == 0 { FEWEST_ALONE } else { FEWEST_SMALL_WORDS };
    if most * 100 >= total * ENOUGH && most >= fewest {
        return Some(best.0.to_owned());
    }
    (!script.is_latin()).then(|| by_letters(&letters, script)).flatten().map(str::to_owned)
}

/// The language of a script all but a few of whose letters a text has, if there is only one of which so few are missing. In Latin
/// letters a text may lack all that are not English.
fn by_letters(letters: &Letters, script: &'static Script) -> Option<&'static str> {
    let mut able: Vec<(usize, &str)> =
        letters.languages(script).into_iter().map(|name| (letters.unseen(name, script), name)).collect();
    able.sort_by_key(|(unseen, _)| *unseen);
    match able.as_slice() {
        [(least, name), (next, _), ..] if least < next => Some(*name),
        _ => None,
    }
}

/// Words of long blocks below which short ones are read too: a few dozen hold too few small words.
const FEW_WORDS: u32 = 60;

/// The texts that tell the language of a page.
struct Texts<'a> {
    page: &'a Page,
    blocks: &'a Blocks,
    /// Whether short blocks that are not mostly links are read as well as the long ones.
    with_short: bool,
}

impl<'a> Texts<'a> {
    /// The long blocks, and where they are few the short ones too.
    fn of(page: &'a Page, blocks: &'a Blocks) -> Texts<'a> {
        let running = Texts { page, blocks, with_short: false };
        Texts { with_short: running.are_few(), ..running }
    }

    /// Whether the long blocks are too few to go by alone.
    fn are_few(&self) -> bool {
        let long = self.blocks.list.iter().filter(|block| block.is_long() && block.kind != Kind::Code);
        long.map(|block| block.counts.words).fold(0, u32::saturating_add) < FEW_WORDS
    }

    fn iter(&self) -> impl Iterator<Item = &'a str> {
        let (page, with_short) = (self.page, self.with_short);
        let speaks = move |block: &&Block| {
            let is_short = with_short && block.link_words * 2 < block.counts.words;
            block.kind != Kind::Code && (is_short || block.is_long())
        };
        self.blocks.list.iter().filter(speaks).map(move |block| page.slice(block.text))
    }

    /// The words that have so many bytes at least.
    fn words(&self, shortest: usize) -> impl Iterator<Item = String> {
        self.iter().flat_map(words::tokens).filter(move |word| word.len() >= shortest)
    }

    /// How many small words of each language there are, and how many words were looked at: words of so many bytes at least.
    fn small_words(&self, most: usize, shortest: usize) -> ([usize; 64], usize) {
        let mut counts = [0_usize; 64];
        let mut total = 0;
        for word in self.words(shortest).take(most) {
            total += 1;
            let mut bits = SMALL_WORDS.get(word.as_str()).copied().unwrap_or(0);
            while bits != 0 {
                if let Some(count) = counts.get_mut(bits.trailing_zeros() as usize) {
                    *count += 1;
                }
                bits &= bits - 1;
            }
        }
        (counts, total)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::meta::tests::meta;

    #[test]
    fn tags_are_normalised() {
        for (declared, expected) in [
            ("en_US", Some("en-US")),
            ("DE", Some("de")),
            ("zh-hans-cn", Some("zh-Hans-CN")),
            ("pt_br.UTF-8", Some("pt-BR")),
            ("es-419", Some("es-419")),
            ("english", None),
            ("utf-8", None),
            ("und", None),
            ("", None),
            ("en, de", Some("en")),
        ] {
            assert_eq!(normalise(declared).as_deref(), expected, "{declared}");
        }
    }

    #[test]
    fn running_text_tells_the_language_whatever_stands_around_it() {
        let labels = "<p>Zip <p>Fax <p>Fedex <p>Visa <p>Jcb <p>Discover ".repeat(20);
        let html = format!(
            "<p>To make an account so that you find your old orders in the shop, please fill out the form.{labels}"
        );
        let page = crate::page::laid_out(&html);
        assert_eq!(of_text(&page, &crate::block::cut(&page)).as_deref(), Some("en"));
    }

    #[test]
    fn letters_that_a_neighbour_lacks_tell_russian_from_bulgarian() {
        let html = "<p>Паром в субботу утром вышел из гавани и не вернулся к вечеру, а на причале ждали до ночи и не знали, что \
            думать о такой погоде, которая стояла над заливом уже третий день.";
        let page = crate::page::laid_out(html);
        assert_eq!(of_text(&page, &crate::block::cut(&page)).as_deref(), Some("ru"));
    }

    #[test]
    fn some_scripts_run_from_the_right() {
        assert_eq!(direction("ar-EG"), Direction::Rtl);
        assert_eq!(direction("en"), Direction::Ltr);
        assert_eq!(direction("ur-Latn"), Direction::Ltr);
    }

    #[test]
    fn the_text_tells_its_language_where_a_template_is_mistaken() {
        let language = |declared: &str, text: &str| {
            meta(&format!("<html lang={declared}><h1>X</h1><p>{}</p>", text.repeat(8))).language.unwrap_or_default()
        };
        let spanish =
            "La rueda del molino de la vega giró por primera vez en el río, y los vecinos que la vieron no lo creían. ";
        let english =
            "The wheel of the mill turned for the first time in years, and those who saw it did not believe it. ";
        assert_eq!(language("en", spanish), "es");
        assert_eq!(language("de-AT", english), "en");
        assert_eq!(language("en-GB", english), "en-GB");
        assert_eq!(language("en", "昨夜港口下了一整夜的大雨，渔民们把船停在码头，等到傍晚风向转了才出海。"), "zh");
        assert_eq!(
            language("en", "New listing S size A print 8 x 11 Z O V listed I A S Z O V I print A S Z O V I size."),
            "en"
        );
        assert_eq!(language("br", spanish), "br", "of a language whose small words are not known nothing can be said");
    }

    #[test]
    fn letters_and_small_words_tell_the_language_whatever_is_declared() {
        let language = |attribute: &str, text: &str| {
            meta(&format!("<html {attribute}><h1>X</h1><p>{text}</p><p>{text}</p>")).language.unwrap_or_default()
        };
        for (expected, text) in [
            ("ta", "ஆற்றின் மேல் புதிய பாலம் நேற்று திறக்கப்பட்டது, மக்கள் மகிழ்ச்சி அடைந்தனர்."),
            ("bn", "নদীর উপর নতুন সেতু গতকাল খোলা হয়েছে এবং সবাই খুশি।"),
            ("ar", "افتتح الجسر الجديد فوق النهر أمس في المدينة القديمة وحضر الأهالي إلى الاحتفال."),
            ("hi", "नदी के ऊपर एक नया पुल कल से खुल गया है और लोग इस से बहुत खुश हैं."),
            ("mr", "नदीवर नवा पूल काल सुरू झाला आहे आणि लोक ते पाहून खूश झाले आहेत, तर मुले ही तेथे आली होती."),
            ("he", "שמעון לוי תיקן מטריות ברחוב אגריפס במשך שישים שנה ולא רצה לעזוב."),
            ("kk", "Өзен үстіндегі жаңа көпір кеше ашылды, қала тұрғындары қуанып жатыр."),
            ("sr", "Нови мост је јуче отворен и људи су дошли да га виде, а деца су певала на њему."),
            ("sw", "Daraja jipya la mto huo lilifunguliwa jana na watu wa kijiji walikuja kwa furaha ya siku hiyo."),
        ] {
            assert_eq!(language("", text), expected, "{text}");
            assert_eq!(language("lang=en", &text.repeat(4)), expected, "{text}");
            assert_eq!(language(&format!("lang={expected}-XX"), text), format!("{expected}-XX"));
        }
    }
}
