//! Decides how a page writes its dates: which number is the day, and in which language the month is said. From the page's language,
//! host and title, for the reading of dates.

/// Which number is what in `3/4/2020` and `20-3-4`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Order {
    /// Day first, as most of the world writes.
    #[default]
    Day,
    /// Month first, as the United States write.
    Month,
    /// Month first whatever sign stands between, as other dates of the page show.
    EveryMonth,
    /// Year first, even a year of two digits, as East Asia writes.
    Year,
}

impl Order {
    /// The order used where a language is spoken. Plain `en` is mostly the American web, unless the host lies in a country
    /// that writes the day first. A title in Chinese, Japanese or Korean says more than a template's declaration.
    pub(crate) fn of(language: Option<&str>, host: Option<&str>, title: &str) -> Order {
        if title.chars().take(TITLE).any(is_east_asian) {
            return Order::Year;
        }
        let country = host.and_then(|host| host.rsplit('.').next()).unwrap_or_default();
        match language.map(str::to_ascii_lowercase).as_deref() {
            None | Some("en" | "en-us" | "en_us" | "en-ph") if !DAY_FIRST.contains(&country) => Order::Month,
            Some(language) if EAST_ASIA.iter().any(|of| language.starts_with(of)) => Order::Year,
            _ => Order::Day,
        }
    }
}

/// How a page writes its dates: in which order, and in which language where that is declared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Manner {
    pub order: Order,
    /// The two letters of the language.
    language: Option<[u8; 2]>,
}

impl Manner {
    /// The manner of a page in a language, on a host, with a title.
    pub(crate) fn of(language: Option<&str>, host: Option<&str>, title: &str) -> Manner {
        let letters = language.and_then(|language| language.trim().as_bytes().first_chunk::<2>());
        let language_of = letters.map(|letters| letters.map(|letter| letter.to_ascii_lowercase()));
        Manner { order: Order::of(language, host, title), language: language_of }
    }

    /// Whether the language is one of some, which are named with spaces between them.
    pub(super) fn speaks(self, languages: &str) -> bool {
        self.language.is_some_and(|own| languages.split_whitespace().any(|language| language.as_bytes() == own))
    }
}

impl From<Order> for Manner {
    fn from(order: Order) -> Manner {
        Manner { order, language: None }
    }
}

/// Languages of East Asia, where Hungarian and others that write the year first write it in full.
const EAST_ASIA: &[&str] = &["zh", "ja", "ko"];

/// Characters of a title that are looked at.
const TITLE: usize = 100;

fn is_east_asian(character: char) -> bool {
    matches!(character, '\u{3040}'..='\u{30FF}' | '\u{4E00}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7AF}')
}

/// Domains of countries that publish in English and write the day first.
const DAY_FIRST: &[&str] = &["uk", "ie", "au", "nz", "in", "za", "sg", "my", "ng", "ke", "pk", "mt", "eu"];
