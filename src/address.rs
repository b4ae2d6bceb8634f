//! Decides whether an address is one of the web. For every stage that reads or writes addresses.

use url::Url;

/// Whether an address is one that a browser fetches from a server.
pub(crate) fn is_web(address: &Url) -> bool {
    matches!(address.scheme(), "http" | "https")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_web_has_two_schemes() {
        for (address, web) in [
            ("HTTPS://example.org/", true),
            ("http://example.org/", true),
            ("mailto:a@example.org", false),
            ("javascript:alert(1)", false),
            ("data:text/html,a", false),
            ("file:///a", false),
        ] {
            assert_eq!(is_web(&Url::parse(address).unwrap()), web, "{address}");
        }
    }
}
