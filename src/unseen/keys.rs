//! Decides what a key says about the value it stands before: whether it belongs to the page, whether it holds the text
//! or sums it up, whether it is a name at all. For the search for a body in embedded state.

use std::collections::HashMap;
use std::hash::BuildHasherDefault;
use std::sync::LazyLock;

use crate::table::{Bytes, Words};

/// Words of keys below which no body stands: what the site says everywhere, what others wrote, what is set. Sorted.
const FOREIGN: &str = "ad ads advert adverts author authors bio biography byline ccpa config configuration consent \
    contributors cookie cookies css dictionaries dictionary disclaimer error errors flags footer gdpr i18n intl l10n \
    labels lang legal locale locales localization menu menus messages meta metadata more nav navbar navigation newsletter \
    newsletters onetrust phrases policies popular popup privacy promo promos recommendations recommended related \
    reviews scripts seo settings sidebar similar strings styles svg teaser teasers terms theme translation \
    translations trending";

/// Words of keys of fields that sum a text up rather than hold it. Sorted.
const SUMMARY: &str = "abstract alt caption dek description excerpt lead preview schema snippet subtitle summary";

/// Words of keys of fields that hold the text itself. Sorted.
const BODY: &str = "article blocks body content cooked html paragraphs post rendered sections story text";

/// What the weight of a text is multiplied by for its key: enough to choose between fields of like length.
const SUMMARY_WEIGHT: f32 = 0.6;
const BODY_WEIGHT: f32 = 1.3;

/// What a key says.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Key {
    /// It names one thing among many: a number, an identifier, an address.
    pub identity: bool,
    /// What stands below it is not the page's.
    pub foreign: bool,
    /// How its texts are weighed, where it says so.
    pub weight: Option<f32>,
}

/// Judges keys, each once.
#[derive(Debug, Default)]
pub(super) struct Keys<'a> {
    known: HashMap<&'a str, Key, BuildHasherDefault<Bytes>>,
}

impl<'a> Keys<'a> {
    /// What a key says.
    pub fn of(&mut self, key: &'a str) -> Key {
        if let Some(known) = self.known.get(key) {
            return *known;
        }
        // Identifiers are all different, so keeping them would only cost memory.
        if is_identity(key) {
            return Key { identity: true, ..Key::default() };
        }
        let judged = judge(key);
        self.known.insert(key, judged);
        judged
    }
}

/// Which of the lists have a word.
#[derive(Debug, Clone, Copy, Default)]
struct Lists {
    foreign: bool,
    summary: bool,
    body: bool,
}

static LISTS: LazyLock<Words<Lists>> = LazyLock::new(|| {
    let mut words = Words::<Lists>::default();
    FOREIGN.split_whitespace().for_each(|word| words.entry(word).or_default().foreign = true);
    SUMMARY.split_whitespace().for_each(|word| words.entry(word).or_default().summary = true);
    BODY.split_whitespace().for_each(|word| words.entry(word).or_default().body = true);
    words
});

fn judge(key: &str) -> Key {
    let mut found = Lists::default();
    for_each_word(key, |word| {
        let lists = LISTS.get(word).copied().unwrap_or_default();
        found.foreign |= lists.foreign;
        found.summary |= lists.summary;
        found.body |= lists.body;
    });
    let weight = if found.summary {
        Some(SUMMARY_WEIGHT)
    } else if found.body {
        Some(BODY_WEIGHT)
    } else {
        None
    };
    Key { identity: false, foreign: found.foreign, weight }
}

/// Whether a key is made up rather than chosen by a programmer.
fn is_identity(key: &str) -> bool {
    let mut digits = 0;
    let mut marks = 0;
    for byte in key.bytes() {
        digits += usize::from(byte.is_ascii_digit());
        marks += usize::from(matches!(byte, b':' | b'/' | b'{' | b'('));
    }
    digits == key.len() || marks > 0 || key.len() > 12 && digits > 2
}

/// Calls `take` for the words of a key in lower case: `mostRead_list` is most, read, list.
fn for_each_word(key: &str, mut take: impl FnMut(&str)) {
    let mut word = String::with_capacity(key.len());
    let mut lower = false;
    for character in key.chars() {
        if !character.is_alphanumeric() || character.is_uppercase() && lower {
            take(&word);
            word.clear();
        }
        lower = character.is_lowercase();
        if character.is_ascii_alphanumeric() {
            word.push(character.to_ascii_lowercase());
        } else if character.is_alphanumeric() {
            word.extend(character.to_lowercase());
        }
    }
    take(&word);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_split_into_words_and_looked_up_whole() {
        let mut keys = Keys::default();
        for key in ["cookieBanner", "i18n", "moreByAuthor", "related_posts", "site-footer", "SEO"] {
            assert!(keys.of(key).foreign, "{key}");
        }
        for key in ["address", "adventure", "metal", "story", "Post:ads"] {
            assert!(!keys.of(key).foreign, "{key}");
        }
        assert_eq!(keys.of("articleBody").weight, Some(BODY_WEIGHT));
        assert_eq!(keys.of("metaDescription").weight, Some(SUMMARY_WEIGHT));
    }

    #[test]
    fn made_up_keys_are_known() {
        let mut keys = Keys::default();
        assert!(["12", "Post:7", "a1b2c3d4e5f6a7", "/news/rain"].iter().all(|key| keys.of(key).identity));
        assert!(["h2", "body", "section3"].iter().all(|key| !keys.of(key).identity));
    }

    #[test]
    fn lists_are_sorted_and_unique() {
        for list in [FOREIGN, SUMMARY, BODY] {
            assert!(list.split_whitespace().collect::<Vec<_>>().is_sorted_by(|left, right| left < right), "{list}");
        }
    }
}
