//! Decides which encoding a page declares, from the `meta` elements and the XML declaration at its front, by the prescan algorithm of the HTML standard.
//!
//! Every step moves forward and a search that finds nothing ends the scan, so the time is linear in the part looked at.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use super::label;

/// The standard asks for 1,024 bytes, but one page in ten declares later, behind scripts and styles.
/// 64 KiB is far into any head and still a fixed, small cost.
const REACH: usize = 64 * 1024;

/// The encoding that a page declares; UTF-16 becomes UTF-8, because a declaration that can be read as ASCII is not in UTF-16.
pub fn declaration(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..REACH).unwrap_or(bytes);
    meta(head).ok().or_else(|| xml_encoding(head)).map(|encoding| match encoding {
        utf16 if utf16 == UTF_16BE || utf16 == UTF_16LE => UTF_8,
        other => other,
    })
}

/// The bytes ran out, which ends the whole scan wherever it was.
#[derive(Debug)]
struct Ended;

/// The place of the scan.
struct Cursor<'a> {
    rest: &'a [u8],
}

/// A name and a value as written; comparisons ignore case.
#[derive(Default)]
struct Attribute<'a> {
    name: &'a [u8],
    value: &'a [u8],
}

fn meta(bytes: &[u8]) -> Result<&'static Encoding, Ended> {
    let mut cursor = Cursor { rest: bytes };
    loop {
        cursor.skip_until(|byte| byte == b'<')?;
        match cursor.rest {
            [b'<', b'!', b'-', b'-', ..] => cursor.comment()?,
            [_, tag @ ..] if opens_meta(tag) => {
                cursor.skip(b"<meta".len())?;
                if let Some(encoding) = cursor.meta_attributes()? {
                    return Ok(encoding);
                }
            }
            [_, b'/', letter, ..] | [_, letter, ..] if letter.is_ascii_alphabetic() => {
                cursor.skip_until(|byte| is_space(byte) || byte == b'>')?;
                while cursor.attribute()?.is_some() {}
            }
            [_, b'!' | b'/' | b'?', ..] => cursor.skip_until(|byte| byte == b'>')?,
            _ => {}
        }
        cursor.skip(1)?;
    }
}

/// Whether a tag, its `<` left out, is a `meta` and not only begins like one.
fn opens_meta(tag: &[u8]) -> bool {
    tag.get(..4).is_some_and(|name| name.eq_ignore_ascii_case(b"meta"))
        && tag.get(4).is_some_and(|&byte| is_space(byte) || byte == b'/')
}

/// White space as the standard counts it here: tab, line feed, form feed, carriage return, space.
fn is_space(byte: u8) -> bool {
    byte.is_ascii_whitespace()
}

impl<'a> Cursor<'a> {
    fn peek(&self) -> Result<u8, Ended> {
        self.rest.first().copied().ok_or(Ended)
    }

    fn skip(&mut self, count: usize) -> Result<(), Ended> {
        self.rest = self.rest.get(count..).ok_or(Ended)?;
        Ok(())
    }

    /// Moves to the first byte that fits and returns what was passed over.
    fn take_until(&mut self, fits: impl Fn(u8) -> bool) -> Result<&'a [u8], Ended> {
        let length = self.rest.iter().position(|&byte| fits(byte)).ok_or(Ended)?;
        let (passed, rest) = self.rest.split_at_checked(length).ok_or(Ended)?;
        self.rest = rest;
        Ok(passed)
    }

    fn skip_until(&mut self, fits: impl Fn(u8) -> bool) -> Result<(), Ended> {
        self.take_until(fits).map(|_| ())
    }

    fn skip_spaces(&mut self) -> Result<(), Ended> {
        self.skip_until(|byte| !is_space(byte))
    }

    /// Moves from `<!--` to the last byte of the comment; its end may share the hyphens of its start, as in `<!-->`.
    fn comment(&mut self) -> Result<(), Ended> {
        self.skip(b"<!".len())?;
        let end = self.rest.windows(3).position(|window| window == b"-->").ok_or(Ended)?;
        self.skip(end.saturating_add(2))
    }

    /// The encoding that the attributes of a `meta` declare together.
    fn meta_attributes(&mut self) -> Result<Option<&'static Encoding>, Ended> {
        let mut got_pragma = false;
        let mut need_pragma = false;
        // The outer level is whether a declaration was seen, the inner one whether its label is known.
        let mut declared: Option<Option<&'static Encoding>> = None;
        // Only the first attribute of a name counts. Three flags in place of a list of names keep this linear.
        let (mut seen_pragma, mut seen_content, mut seen_charset) = (false, false, false);
        while let Some(Attribute { name, value }) = self.attribute()? {
            if name.eq_ignore_ascii_case(b"http-equiv") && !seen_pragma {
                seen_pragma = true;
                got_pragma = value.eq_ignore_ascii_case(b"content-type");
            } else if name.eq_ignore_ascii_case(b"content") && !seen_content {
                seen_content = true;
                if declared.is_none()
                    && let Some(encoding) = label::from_content_type(value)
                {
                    declared = Some(Some(encoding));
                    need_pragma = true;
                }
            } else if name.eq_ignore_ascii_case(b"charset") && !seen_charset {
                seen_charset = true;
                declared = Some(label::from_label(value));
                need_pragma = false;
            }
        }
        Ok(declared.flatten().filter(|_| got_pragma || !need_pragma))
    }

    /// The next attribute of a tag, or none with the place at the tag's `>`.
    fn attribute(&mut self) -> Result<Option<Attribute<'a>>, Ended> {
        self.skip_until(|byte| !is_space(byte) && byte != b'/')?;
        if self.peek()? == b'>' {
            return Ok(None);
        }
        let start = self.rest;
        // An equals sign that stands first belongs to the name.
        self.skip(1)?;
        self.skip_until(|byte| is_space(byte) || matches!(byte, b'=' | b'/' | b'>'))?;
        let name = start.get(..start.len().saturating_sub(self.rest.len())).unwrap_or_default();
        self.skip_spaces()?;
        if self.peek()? != b'=' {
            return Ok(Some(Attribute { name, ..Attribute::default() }));
        }
        self.skip(1)?;
        self.skip_spaces()?;
        let value = self.value()?;
        Ok(Some(Attribute { name, value }))
    }

    fn value(&mut self) -> Result<&'a [u8], Ended> {
        match self.peek()? {
            quote @ (b'"' | b'\'') => {
                self.skip(1)?;
                let value = self.take_until(|byte| byte == quote)?;
                self.skip(1)?;
                Ok(value)
            }
            _ => self.take_until(|byte| is_space(byte) || byte == b'>'),
        }
    }
}

/// The encoding in an XML declaration, which must be the very first thing.
fn xml_encoding(bytes: &[u8]) -> Option<&'static Encoding> {
    const NAME: &[u8] = b"encoding";
    if !bytes.starts_with(b"<?xml") {
        return None;
    }
    let end = bytes.iter().position(|&byte| byte == b'>')?;
    let declaration = bytes.get(..end)?;
    let name = declaration.windows(NAME.len()).position(|window| window == NAME)?;
    let rest = declaration.get(name.saturating_add(NAME.len())..)?;
    let rest = trim_low(trim_low(rest).strip_prefix(b"=")?);
    let (quote, quoted) = rest.split_first()?;
    if !matches!(quote, b'"' | b'\'') {
        return None;
    }
    let length = quoted.iter().position(|byte| byte == quote)?;
    let label = quoted.get(..length)?;
    if label.iter().any(|&byte| byte <= b' ') {
        return None;
    }
    label::from_label(label)
}

/// The bytes from the first one above the space on; XML declarations count all lower bytes as white space.
fn trim_low(bytes: &[u8]) -> &[u8] {
    let start = bytes.iter().position(|&byte| byte > b' ');
    start.and_then(|start| bytes.get(start..)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn declared(page: &str) -> Option<&'static str> {
        declaration(page.as_bytes()).map(Encoding::name)
    }

    const LATIN2: Option<&str> = Some("ISO-8859-2");

    #[test]
    fn a_charset_attribute_is_read_however_it_is_written() {
        for page in [
            "<meta charset=iso8859-2>",
            "<meta charset='iso8859-2'>",
            "<META CharSet=\"ISO8859-2\">",
            "<meta charset = \n 'iso8859-2'>",
            "<meta charset=\"\niso8859-2\n\">",
            "<meta\ncharset=iso8859-2>",
            "<meta/charset=iso8859-2>",
            "<meta charset=iso8859-2 />",
            "<meta name charset=iso8859-2>",
            "<meta \" charset=iso8859-2>",
            "<meta test=x\" charset=iso8859-2>",
            "<meta test=\"\"charset=iso8859-2>",
            "<meta <meta charset=iso8859-2>",
            "<p title='x>'><meta charset=iso8859-2>",
            "<1><meta charset=iso8859-2>",
            "</><? ><!x><meta charset=iso8859-2>",
        ] {
            assert_eq!(declared(page), LATIN2, "{page}");
        }
        assert_eq!(declared("<meta charset=utf8>"), Some("UTF-8"));
    }

    #[test]
    fn what_only_looks_like_a_charset_attribute_is_not_read() {
        for page in [
            "<metacharset=iso8859-2>",
            "<meta charset=iso8859-2",
            "<meta charset=\"iso8859-2>",
            "<meta charset=iso8859-2\">",
            "<meta charset=iso8859-2/>",
            "<meta charset>",
            "<meta =charset=iso8859-2>",
            "<meta test=\" charset=iso8859-2>",
            "<p title=\"><meta charset=iso8859-2>",
            "<meta charset=bogus content='text/html; charset=iso8859-2' http-equiv=content-type>",
            "<meta",
            "<",
            "",
        ] {
            assert_eq!(declared(page), None, "{page}");
        }
    }

    #[test]
    fn a_pragma_is_read_in_either_order() {
        for page in [
            "<META HTTP-EQUIV=Content-Type CONTENT=\"text/html;charset=iso8859-2\">",
            "<meta content='text/html; charset = \"iso8859-2\"' http-equiv='content-type'>",
            "<meta http-equiv=content-type content=text/html; charset=iso8859-2>",
        ] {
            assert_eq!(declared(page), LATIN2, "{page}");
        }
    }

    #[test]
    fn content_counts_only_beside_the_pragma() {
        for page in [
            "<meta content='text/html; charset=iso8859-2'>",
            "<meta name=content-type content='text/html; charset=iso8859-2'>",
            "<meta http-equiv='content-type ' content='charset=iso8859-2'>",
            "<meta http-equiv=content-style-type content='charset=iso8859-2'>",
            "<meta http-equiv=content-type content='charset=\"iso8859-2'>",
        ] {
            assert_eq!(declared(page), None, "{page}");
        }
    }

    #[test]
    fn the_first_attribute_of_a_name_and_the_first_known_label_count() {
        assert_eq!(declared("<meta charset=iso8859-2 charset=gbk>"), LATIN2);
        assert_eq!(declared("<meta http-equiv=x http-equiv=content-type content='charset=gbk'>"), None);
        assert_eq!(declared("<meta charset=bogus><meta charset=iso8859-2><meta charset=gbk>"), LATIN2);
    }

    #[test]
    fn a_charset_attribute_goes_before_content() {
        let page = "<meta http-equiv=content-type content='charset=gbk' charset=iso8859-2>";
        assert_eq!(declared(page), LATIN2);
    }

    #[test]
    fn comments_are_passed_over() {
        for page in [
            "<!--<meta charset=gbk>--><meta charset=iso8859-2>",
            "<!--> <meta charset=iso8859-2>",
            "<!---><meta charset=iso8859-2>",
            "<!-- > -- > <meta charset=gbk> --><meta charset=iso8859-2>",
        ] {
            assert_eq!(declared(page), LATIN2, "{page}");
        }
        assert_eq!(declared("<!-- <meta charset=gbk>"), None);
    }

    #[test]
    fn utf16_becomes_utf8_and_x_user_defined_windows_1252() {
        assert_eq!(declared("<meta charset=utf-16be>"), Some("UTF-8"));
        assert_eq!(declared("<?xml encoding='utf-16le'?>"), Some("UTF-8"));
        assert_eq!(declared("<meta charset=x-user-defined>"), Some("windows-1252"));
    }

    #[test]
    fn an_xml_declaration_is_read_when_no_meta_is() {
        assert_eq!(declared("<?xml version='1.0' encoding = \"iso8859-2\"?><p>"), LATIN2);
        assert_eq!(declared("<?xml encoding='gbk'?><meta charset=iso8859-2>"), LATIN2);
        for page in [
            " <?xml encoding='gbk'?>",
            "<?xml encoding='gb k'?>",
            "<?xml encoding=gbk?>",
            "<?xml encoding='gbk",
            "<?xml version='1.0'?><p encoding='gbk'>",
        ] {
            assert_eq!(declared(page), None, "{page}");
        }
    }

    #[test]
    fn the_scan_stops_after_its_reach() {
        let page = |space: usize| format!("{}<meta charset=gbk>", " ".repeat(space));
        assert_eq!(declared(&page(40_000)), Some("GBK"));
        assert_eq!(declared(&page(REACH)), None);
    }
}
