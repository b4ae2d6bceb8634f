//! Decides whether a line says when the article came out, and perhaps from whom: "Published: 02.10.2023 - 08:30, updated
//! 11:05". From its digits, so that it holds in languages without phrases, or where all of it or one of its parts is a date. For
//! the pass that drops page chrome.

use crate::block::{Block, Kind};
use crate::meta::date::{self, Order};

/// Words of the longest such line; scripts without spaces count two letters as one.
const LONGEST: u32 = 24;

/// Letters for each digit: labels and a name or two beside a date and a time have about two, a telling line has more.
const LETTERS_A_DIGIT: usize = 3;

/// Whether a line is a day with its year, or holds one and a time, or has one among its parts, and says little else.
pub fn tells_when(block: &Block, text: &str) -> bool {
    // Numbers of days end in a full stop in many languages, so that the count of sentences says nothing here.
    let is_sentence = text.ends_with(['.', '!', '?', '。', '।']);
    if block.counts.words > LONGEST || is_sentence || !is_of_a_line(block) || !has_year(text) {
        return false;
    }
    if is_day(text) || has_dated_part(text) {
        return true;
    }
    let letters = text.chars().filter(|letter| letter.is_alphabetic()).count();
    let digits = text.chars().filter(|letter| letter.is_numeric()).count();
    letters <= digits * LETTERS_A_DIGIT && text.split_whitespace().any(is_time)
}

/// Whether a block stands in an element in which pages say when and by whom: a heading or an item as well as a paragraph.
pub fn is_of_a_line(block: &Block) -> bool {
    matches!(block.kind, Kind::Paragraph | Kind::Cell | Kind::Heading(_) | Kind::Item)
}

/// Whether a line is a date and at most one word before it, that of the weekday: "Viernes, 30 de abril de 2021".
fn is_day(text: &str) -> bool {
    let found = (text.len() <= LONGEST_DAY).then(|| date::parted(text, Order::Day)).flatten();
    found.is_some_and(|(_, before, behind)| behind.is_empty() && before.split_whitespace().count() <= 1)
}

/// Whether a line has several parts of few words, set apart by signs, of which one is a date: from whom an article is, when it
/// came out, where it is filed and how long it takes.
fn has_dated_part(text: &str) -> bool {
    let parts = || text.split(SIGNS).map(str::trim).filter(|part| !part.is_empty());
    let is_short = |part: &str| part.split_whitespace().count() <= LONGEST_PART;
    text.contains(SIGNS)
        && parts().count() > 1
        && parts().all(is_short)
        && parts().any(|part| has_year(part) && is_day(part))
}

/// Signs that set the parts of such a line apart.
const SIGNS: [char; 3] = ['|', '·', '•'];
/// Words of the longest part: a name and what leads in, or a section.
const LONGEST_PART: usize = 6;

/// Bytes of the longest date that is written out.
const LONGEST_DAY: usize = 80;

/// "10:15", with whatever stands around it: "(10:15)," or "10:15:00", "07.30", "18h58", "09時20分".
fn is_time(word: &str) -> bool {
    let word = word.trim_matches(|sign: char| !sign.is_alphanumeric());
    let Some((hour, minute)) = word.split_once([':', '.', 'h', '時', '时', '點', '点', '시']) else {
        return false;
    };
    let digits = |text: &str| text.chars().take_while(|digit| digit.is_numeric()).take(3).count();
    (1..=2).contains(&digits(hour))
        && hour.chars().all(char::is_numeric)
        && digits(minute) >= 2
        && !word.contains(['/', '-'])
        && word.matches('.').count() < 2
}

/// Whether some number has four digits, as a year has in every calendar in use.
pub fn has_year(text: &str) -> bool {
    text.split(|sign: char| !sign.is_numeric()).any(|number| number.chars().count() == 4)
}

#[cfg(test)]
mod tests {
    use crate::article::PageType;
    use crate::judge::tests::{STORY, left};

    fn kept(line: &str) -> bool {
        left(&format!("<p>{line}</p>{STORY}"), PageType::Article, |_| 1.0).first().is_some_and(|first| first == line)
    }

    #[test]
    fn a_line_of_dates_and_times_leaves_an_article() {
        assert!(!kept("Giriş: 02.10.2023 - 08:30 Güncelleme: 02.10.2023 - 11:05 Kaynak: YP"));
        assert!(!kept("เผยแพร่: 12 มี.ค. 2565 10:15 ปรับปรุง: 12 มี.ค. 2565 11:00"));
        assert!(!kept("Ann Lee, 12 March 2019, 10:15"));
        assert!(!kept("02/01/2023 18h58 Atualizado"));
        assert!(!kept("Viernes, 30 de abril de 2021"));
        assert!(!kept("15 Dec, 2025") && !kept("Harbour office | Apr 21, 2017 | News of the bay"));
        assert!(!kept("Opdateret 9. april 2021 kl. 10.00"));
        assert!(!kept("更新 2022年11月5日 13時40分"));
        assert!(!kept("تاریخ انتشار: ۳۱ اردیبهشت ۱۴۰۳ - ۱۰:۱۵"));
    }

    #[test]
    fn what_is_told_stays() {
        assert!(kept("The gate opened at 10:15 on 3 May 2019."));
        assert!(kept("12 March 2019: the harbour freezes"));
        assert!(kept("The storm that nobody in the harbour forgets | 12 March 2019"));
        assert!(kept("Storm of 12 March 2019"));
        assert!(kept("Harbour, 12 March 2019, in ice"));
        assert!(kept("Doors 10:15, music from 11:00"));
    }
}
