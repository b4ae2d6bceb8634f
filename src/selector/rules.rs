//! Decides which selections hold for a page, by the host that it is from. For callers who know many sites.

use std::fmt;
use std::sync::Arc;

use super::Selection;

/// Selections for the pages of certain hosts. All that hold for a page hold together.
///
/// ```
/// use dechrome::selector::{Rules, Selection};
///
/// let rules = Rules::default()
///     .site("*", Selection::default().drop(".newsletter").unwrap()).unwrap()
///     .site("*.example.org", Selection::default().only("article.story").unwrap()).unwrap();
/// ```
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Rules {
    sites: Arc<Vec<(Pattern, Selection)>>,
}

/// Which hosts are meant.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Pattern {
    Every,
    /// This one alone.
    Exact(String),
    /// Every host below this one.
    Below(String),
}

/// Why something is no pattern of hosts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PatternError(String);

impl fmt::Display for PatternError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "`{}` is no host; write example.org, *.example.org for every host below it, or * for all",
            self.0
        )
    }
}

impl std::error::Error for PatternError {}

impl Rules {
    /// The same rules and a selection for some hosts: `example.org` is that host with or without `www.`, `*.example.org`
    /// every host below it, `*` every host and pages without one.
    pub fn site(mut self, pattern: &str, selection: Selection) -> Result<Rules, PatternError> {
        let pattern = Pattern::read(pattern).ok_or_else(|| PatternError(pattern.to_owned()))?;
        Arc::make_mut(&mut self.sites).push((pattern, selection));
        Ok(self)
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.sites.is_empty()
    }

    /// The selections for a host.
    pub(crate) fn of<'a>(&'a self, host: Option<&str>) -> impl Iterator<Item = &'a Selection> {
        let host = host.map(|host| host.strip_prefix("www.").unwrap_or(host).to_owned());
        let holds = move |pattern: &Pattern| pattern.holds(host.as_deref());
        self.sites.iter().filter(move |(pattern, _)| holds(pattern)).map(|(_, selection)| selection)
    }

    /// All selections.
    pub(crate) fn all(&self) -> impl Iterator<Item = &Selection> {
        self.sites.iter().map(|(_, selection)| selection)
    }
}

impl Pattern {
    fn read(written: &str) -> Option<Pattern> {
        let host = |written: &str| {
            let host = url::Host::parse(written).ok()?.to_string();
            (!host.contains('*')).then(|| host.strip_prefix("www.").unwrap_or(&host).to_owned())
        };
        match written.strip_prefix("*.") {
            _ if written == "*" => Some(Pattern::Every),
            Some(above) => host(above).map(Pattern::Below),
            None => host(written).map(Pattern::Exact),
        }
    }

    fn holds(&self, host: Option<&str>) -> bool {
        match (self, host) {
            (Pattern::Every, _) => true,
            (Pattern::Exact(exact), Some(host)) => host == exact,
            (Pattern::Below(above), Some(host)) => {
                host.strip_suffix(above.as_str()).is_some_and(|rest| rest.len() > 1 && rest.ends_with('.'))
            }
            (_, None) => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_means_a_host_all_below_it_or_every_one() {
        let holds = |pattern: &str, host: Option<&str>| {
            let rules = Rules::default().site(pattern, Selection::default()).unwrap();
            rules.of(host).count() == 1
        };
        for (pattern, host, expected) in [
            ("example.org", Some("example.org"), true),
            ("example.org", Some("www.example.org"), true),
            ("www.Example.org", Some("example.org"), true),
            ("example.org", Some("news.example.org"), false),
            ("example.org", Some("badexample.org"), false),
            ("*.example.org", Some("news.example.org"), true),
            ("*.example.org", Some("a.b.example.org"), true),
            ("*.example.org", Some("example.org"), false),
            ("*.example.org", Some("badexample.org"), false),
            ("*", Some("example.org"), true),
            ("*", None, true),
            ("example.org", None, false),
            ("bücher.example", Some("xn--bcher-kva.example"), true),
        ] {
            assert_eq!(holds(pattern, host), expected, "{pattern} {host:?}");
        }
    }

    #[test]
    fn what_is_no_host_is_refused() {
        for pattern in ["", "https://example.org", "example.org/a", "a*.example.org", "*.", "*.*.org", "a b"] {
            let error = Rules::default().site(pattern, Selection::default()).unwrap_err();
            assert!(error.to_string().starts_with(&format!("`{pattern}` is no host")), "{pattern}");
        }
    }
}
