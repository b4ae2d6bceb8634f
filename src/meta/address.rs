//! Decides the absolute address a reference in the page means, from `base`, the page's own address and the canonical one.
//! For every source of metadata; only http and https addresses come out.

use url::Url;

use crate::address::{LONGEST, is_web, joined, plainly};

/// Resolves references of one page.
#[derive(Debug, Clone, Default)]
pub(crate) struct Resolver {
    base: Option<Url>,
}

impl Resolver {
    /// `page` is the address the caller gave, `base` the page's `base` element, `declared` its canonical address.
    pub(crate) fn new(page: Option<&str>, base: Option<&str>, declared: Option<&str>) -> Resolver {
        let own = page.and_then(web).or_else(|| declared.and_then(web));
        let base = base.filter(|base| base.len() <= LONGEST && !base.is_empty());
        let moved = base.and_then(|base| match &own {
            Some(own) => own.join(base).ok().filter(is_web),
            None => web(base),
        });
        Resolver { base: moved.or(own) }
    }

    /// The address a reference means; none when it is no web address or relative to nothing.
    pub(crate) fn absolute(&self, reference: &str) -> Option<String> {
        let reference = reference.trim();
        if reference.is_empty() || reference.len() > LONGEST || reference.starts_with('#') {
            return None;
        }
        if let Some(address) = plainly(reference, self.base.as_ref()) {
            return Some(address);
        }
        let resolved = joined(reference, self.base.as_ref()).ok()?;
        (is_web(&resolved) && resolved.host_str().is_some_and(|host| !host.is_empty())).then(|| resolved.into())
    }
}

/// The address of the page that a web archive holds a copy of, or the address itself: archives write the time of the copy,
/// in fourteen digits, and the address behind it, as in `https://archive.example/web/20220724231339/https://example.org/`.
pub(crate) fn of_original(address: &str) -> &str {
    let starts = address.match_indices("/http").map(|(at, _)| at + 1).take(MOST_COPIES);
    let is_time = |part: &str| part.len() >= TIME && part.bytes().take(TIME).all(|byte| byte.is_ascii_digit());
    let is_copy = |at: &usize| address.get(..at - 1).and_then(|path| path.rsplit('/').next()).is_some_and(is_time);
    let original = starts.filter(is_copy).last().and_then(|at| address.get(at..));
    original.filter(|original| web(original).is_some()).unwrap_or(address)
}

/// Digits of the time of a copy, from the year to the second; behind them may stand in which form it is given.
const TIME: usize = 14;
/// Copies of copies that are looked through.
const MOST_COPIES: usize = 4;

/// The host of an address, or of what it is a copy of, without a leading `www.`.
pub(crate) fn host(address: &str) -> Option<String> {
    let address = web(of_original(address.trim()))?;
    let host = address.host_str()?;
    Some(host.strip_prefix("www.").unwrap_or(host).to_owned())
}

fn web(address: &str) -> Option<Url> {
    let address = address.trim();
    if address.len() > LONGEST {
        return None;
    }
    Url::parse(address).ok().filter(is_web)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_resolve_against_base_then_page_then_canonical() {
        let page = Some("https://example.org/a/b.html");
        assert_eq!(Resolver::new(page, None, None).absolute("c.png").as_deref(), Some("https://example.org/a/c.png"));
        assert_eq!(
            Resolver::new(page, Some("/x/"), None).absolute("c.png").as_deref(),
            Some("https://example.org/x/c.png")
        );
        assert_eq!(Resolver::new(None, None, page).absolute("/c").as_deref(), Some("https://example.org/c"));
        assert_eq!(Resolver::default().absolute("c.png"), None);
    }

    #[test]
    fn a_copy_in_an_archive_stands_for_its_original() {
        let copy = "https://archive.example/web/20220724231339id_/https://www.example.org/a?b=1";
        assert_eq!(of_original(copy), "https://www.example.org/a?b=1");
        assert_eq!(host(copy).as_deref(), Some("example.org"));
        for other in
            ["https://example.org/a", "https://example.org/2022/http-errors", "https://example.org/go/https://b.org"]
        {
            assert_eq!(of_original(other), other);
        }
    }

    #[test]
    fn only_web_addresses_come_out() {
        let resolver = Resolver::new(Some("https://example.org/"), Some("javascript:alert(1)"), None);
        for reference in
            ["javascript:alert(1)", "data:image/png;base64,AA", "mailto:a@example.org", "#top", "", "http://"]
        {
            assert_eq!(resolver.absolute(reference), None, "{reference}");
        }
        assert_eq!(host("https://www.example.org/x").as_deref(), Some("example.org"));
    }
}
