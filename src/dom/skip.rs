//! Decides how much of a script or style sheet the tokenizer need not see. A third of the bytes of real pages is code that
//! no stage reads, and the tokenizer would take it character by character. For parse, which asks the guard whether a body
//! is code before it skips one, so that a `<script` inside a comment or an attribute is never mistaken for the element.

/// Splits a text behind the next start tag that looks like `<script` or `<style`. A spelling with capitals is not found,
/// and its body is tokenized as any other.
pub fn next_raw(text: &str) -> Option<(&str, &str)> {
    let finder = memchr::memmem::Finder::new(b"<s");
    let mut from = 0;
    loop {
        let at = from + finder.find(text.as_bytes().get(from..)?)?;
        let tail = text.get(at..)?;
        if tail.starts_with("<script") || tail.starts_with("<style") {
            let end = at + tail.find('>')? + 1;
            return text.split_at_checked(end);
        }
        from = at + 2;
    }
}

/// What follows a body of code: the text from its end tag on. A body that holds `<!--` is given back whole, because in it
/// an end tag may end nothing; so is one without an end.
pub fn behind_body(text: &str) -> &str {
    let mut from = 0;
    loop {
        let tail = text.as_bytes().get(from..).unwrap_or_default();
        let Some(at) = memchr::memchr(b'<', tail).map(|at| from + at) else { return text };
        let tail = text.get(at..).unwrap_or_default();
        if tail.starts_with("<!--") {
            return text;
        }
        let name = |name: &str| tail.get(2..2 + name.len()).is_some_and(|found| found.eq_ignore_ascii_case(name));
        if tail.starts_with("</") && (name("script") || name("style")) {
            return tail;
        }
        from = at + 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_text_is_split_behind_a_start_tag() {
        assert_eq!(next_raw("<span><script a>x"), Some(("<span><script a>", "x")));
        assert_eq!(next_raw("<s>a</s><style>"), Some(("<s>a</s><style>", "")));
        assert_eq!(next_raw("<section><script"), None);
    }

    #[test]
    fn a_body_ends_at_its_end_tag_in_any_case_and_comments_are_left_to_the_tokenizer() {
        assert_eq!(behind_body("if (a<b) {}</SCRIPT >z"), "</SCRIPT >z");
        assert_eq!(behind_body("<!-- </script>"), "<!-- </script>");
        assert_eq!(behind_body("no end"), "no end");
    }
}
