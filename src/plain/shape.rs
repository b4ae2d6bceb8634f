//! Decides what a line looks like by its signs alone, before any word is known: a sentence, a headline, a count, an
//! address, a rule. For the passes over plain text.

use crate::words::{self, Counts};

/// Words of the shortest line that reads as a sentence of running text; shorter ones may be labels with a full stop.
const SHORTEST_PROSE: u32 = 12;
/// Words of the longest headline; German and Russian wire headlines reach twenty.
const LONGEST_HEADLINE: u32 = 25;
/// A line this long is text even when its end was lost.
const LONGEST_LABEL: u32 = 60;

/// Closing quotes and brackets, which may follow a sentence's end.
fn is_closing(character: char) -> bool {
    matches!(character, '"' | '\'' | '”' | '“' | '’' | '»' | '«' | '」' | '』' | '）' | ')' | ']' | '*' | '_')
}

/// Whether a line ends as a sentence does.
pub(super) fn ends_sentence(line: &str) -> bool {
    let end = line.trim_end().trim_end_matches(is_closing).chars().next_back();
    end.is_some_and(|end| matches!(end, '.' | '!' | '?' | '…' | '。' | '！' | '？' | '｡' | '।' | '؟' | '۔'))
}

/// Whether a line ends as neither a sentence nor a headline does: with a colon, a comma, a dash.
pub(super) fn ends_open(line: &str) -> bool {
    line.trim_end().ends_with([':', '：', ',', '，', '、', ';', '；', '-', '–', '—', '،'])
}

/// Whether a line reads as running text.
pub(super) fn is_prose(line: &str, counts: &Counts) -> bool {
    // A paragraph that introduces a list ends with a colon behind whole sentences.
    let ended = ends_sentence(line) || counts.sentences > 0 && ends_open(line);
    counts.words >= LONGEST_LABEL || counts.words >= SHORTEST_PROSE && ended
}

/// Whether a line could be a headline: a few words that no full stop, comma or colon ends.
pub(super) fn is_headline(line: &str, counts: &Counts) -> bool {
    let stopped =
        ends_open(line) || ends_sentence(line) && !line.ends_with(['?', '!', '？', '！', '؟', '”', '"', '»', '…', '“']);
    (2..=LONGEST_HEADLINE).contains(&counts.words) && !stopped && counts.digits * 2 < counts.characters
}

/// Whether a line is nothing but numbers, as share counters are: `0 12 3`, `1.4K`.
pub(super) fn is_counter(line: &str) -> bool {
    let mut digits = false;
    let mut letters = 0;
    for character in line.chars() {
        digits |= character.is_numeric();
        letters = if character.is_alphabetic() { letters + 1 } else { 0 };
        let part = character.is_numeric()
            || words::is_space(character)
            || matches!(character, '.' | ',' | '+' | '(' | ')' | 'k' | 'K' | 'm' | 'M' | '|' | '·' | '万' | '千');
        if !part || letters > 1 {
            return false;
        }
    }
    digits && line.len() <= 60
}

/// Whether a line is an address of the web and nothing else.
pub(super) fn is_address(line: &str) -> bool {
    if line.contains(words::is_space) || !line.is_ascii() || line.len() > 2000 {
        return false;
    }
    let rest = line.strip_prefix("https://").or(line.strip_prefix("http://")).or(line.strip_prefix("www."));
    if let Some(rest) = rest {
        return rest.contains('.');
    }
    // A short link often stands without its scheme: a host of two names or more, and a path.
    let Some((host, path)) = line.split_once('/') else { return false };
    let named = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    let last = host.rsplit('.').next().unwrap_or_default();
    host.contains('.')
        && host.split('.').all(named)
        && last.len() >= 2
        && last.bytes().all(|byte| byte.is_ascii_alphabetic())
        && !path.is_empty()
}

/// Whether a line holds no letter and no digit.
pub(super) fn is_rule(line: &str) -> bool {
    !line.chars().any(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quote_may_follow_the_end_of_a_sentence() {
        assert!(ends_sentence("He said: \"No.\"") && ends_sentence("“Why?”") && ends_sentence("好。」"));
        assert!(!ends_sentence("Ferries Instead of Lanes") && !ends_sentence("Related:"));
    }

    #[test]
    fn headlines_have_no_full_stop_and_prose_has_one() {
        let headline = |line: &str| is_headline(line, &words::count(line));
        assert!(headline("Port Counts Its Foghorns") && headline("Who Owns the Bridge?"));
        assert!(!headline("The bridge is closed.") && !headline("He wrote:") && !headline("2019 12 04"));
        let prose = |line: &str| is_prose(line, &words::count(line));
        assert!(prose("The hauliers said the detour over the valley adds an hour to every trip."));
        assert!(!prose("It rained."));
    }

    #[test]
    fn counters_hold_numbers_only() {
        assert!(is_counter("0 12 3") && is_counter("718") && is_counter("1.4K"));
        assert!(!is_counter("12 monkeys") && !is_counter("...") && !is_counter("Mk 2"));
    }

    #[test]
    fn addresses_stand_alone() {
        for address in ["https://a.example.org/x", "a.example.org/zz81", "www.example.org"] {
            assert!(is_address(address), "{address}");
        }
        for text in ["and/or", "see https://a.example.org", "1.5/2", "e.g./i.e."] {
            assert!(!is_address(text), "{text}");
        }
    }
}
