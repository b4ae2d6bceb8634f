//! Decides where the lines of a page end, before it is read: the standard knows only line feeds. For the tokenizer.

use std::borrow::Cow;

use memchr::memchr;

use super::{LONG_RUN, Options};

/// The text with line ends as the standard has them: CR LF and CR become LF. Also whether the time was over before that was
/// done, and the rest of the page left out.
pub fn normalise(text: &str, options: Options) -> (Cow<'_, str>, bool) {
    let mut rest = text;
    let mut looked = rest.len();
    let mut lines = String::new();
    while let Some((line, behind)) = memchr(b'\r', rest.as_bytes()).and_then(|end| rest.split_at_checked(end)) {
        if lines.is_empty() {
            lines.reserve(text.len());
        }
        lines.push_str(line);
        lines.push('\n');
        let behind = behind.strip_prefix('\r').unwrap_or(behind);
        rest = behind.strip_prefix('\n').unwrap_or(behind);
        if looked - rest.len() > LONG_RUN {
            looked = rest.len();
            if options.is_over() {
                return (lines.into(), true);
            }
        }
    }
    if lines.is_empty() {
        return (text.into(), false);
    }
    lines.push_str(rest);
    (lines.into(), false)
}
