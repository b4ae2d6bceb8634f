//! Decides which encoding a written label means, from a bare label or a `Content-Type` value, for the caller's hint and the page's own declaration.

use encoding_rs::{Encoding, REPLACEMENT, WINDOWS_1252, X_USER_DEFINED};

/// The encoding that a caller's hint names: a bare label or a whole `Content-Type` value.
pub fn from_hint(hint: &str) -> Option<&'static Encoding> {
    let hint = hint.as_bytes();
    let named = from_content_type(hint)
        .or_else(|| from_label(hint.trim_ascii()))
        .or_else(|| from_label(unquoted(hint.trim_ascii())));
    named.filter(|&encoding| encoding != REPLACEMENT)
}

/// The encoding of a bare label, white space around it ignored.
pub fn from_label(label: &[u8]) -> Option<&'static Encoding> {
    // Pages that declare x-user-defined wanted raw bytes for a script; the standard reads their markup as windows-1252.
    match Encoding::for_label(label)? {
        encoding if encoding == X_USER_DEFINED => Some(WINDOWS_1252),
        encoding => Some(encoding),
    }
}

/// The encoding after `charset=` in a `Content-Type` value, by the standard's algorithm for the `content` of a `meta`.
pub fn from_content_type(value: &[u8]) -> Option<&'static Encoding> {
    let mut rest = value;
    loop {
        rest = after_charset(rest)?.trim_ascii_start();
        if let Some(value) = rest.strip_prefix(b"=") {
            rest = value.trim_ascii_start();
            break;
        }
    }
    let label = match rest.split_first()? {
        (quote @ (b'"' | b'\''), quoted) => {
            let end = quoted.iter().position(|byte| byte == quote)?;
            quoted.get(..end)?
        }
        _ => rest.split(|&byte| byte == b';' || byte.is_ascii_whitespace()).next()?,
    };
    from_label(label)
}

/// What follows the first `charset`, in any case.
fn after_charset(value: &[u8]) -> Option<&[u8]> {
    const NAME: &[u8] = b"charset";
    let start = value.windows(NAME.len()).position(|window| window.eq_ignore_ascii_case(NAME))?;
    value.get(start.saturating_add(NAME.len())..)
}

fn unquoted(label: &[u8]) -> &[u8] {
    match label {
        [b'"', inner @ .., b'"'] | [b'\'', inner @ .., b'\''] => inner,
        _ => label,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hint(text: &str) -> Option<&'static str> {
        from_hint(text).map(Encoding::name)
    }

    #[test]
    fn a_bare_label_is_read_in_any_case_with_space_and_quotes() {
        assert_eq!(hint("shift_jis"), Some("Shift_JIS"));
        assert_eq!(hint(" Latin1\n"), Some("windows-1252"));
        assert_eq!(hint("'koi8-r'"), Some("KOI8-R"));
    }

    #[test]
    fn a_content_type_is_read() {
        assert_eq!(hint("text/html; charset=\"windows-1251\""), Some("windows-1251"));
        assert_eq!(hint("text/html;Charset = big5; boundary=x"), Some("Big5"));
        assert_eq!(hint("charset=euc-kr"), Some("EUC-KR"));
    }

    #[test]
    fn a_charset_that_is_not_followed_by_an_equals_sign_is_passed_over() {
        assert_eq!(hint("charset charset=gbk"), Some("GBK"));
    }

    #[test]
    fn hints_that_name_nothing_are_none() {
        for text in ["", "text/html", "klingon", "charset=", "charset=\"utf-8", "iso-2022-kr", "\""] {
            assert_eq!(hint(text), None, "{text}");
        }
    }

    #[test]
    fn x_user_defined_is_read_as_windows_1252() {
        assert_eq!(hint("x-user-defined"), Some("windows-1252"));
    }
}
