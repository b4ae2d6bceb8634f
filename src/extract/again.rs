//! Decides whether a page of which the standard leaves little is read a second time. For extract: a `<textarea>`, a comment
//! or a quoted value that nothing ends hides all that follows, in every browser. The bytes still hold the article, so what
//! hides it is ended then, and what is found is taken if that is much more. No other page is changed by this.

use super::{Extractor, Findings};
use crate::article::Method;
use crate::deadline::Deadline;
use crate::options::Parser;
use crate::{dom, unseen};

/// What the second reading's expected F1 may be below the first's: a few sure lines in front of what is hidden are often
/// surer than a whole article.
const NEARLY: f32 = 0.15;

/// Bytes of text and expected F1 from which what was found is the article. Without this 93 of 1,896 gold pages are read
/// again, with it 63; none becomes another by either.
const ENOUGH: (usize, f32) = (2 << 10, 0.9);

impl Extractor {
    /// What a page says when nothing on it hides the rest without end; none if it has no such thing, or does not say more.
    pub(super) fn find_again(
        &self,
        text: &str,
        findings: &Findings,
        hides: bool,
        wanted: &[String],
        warnings: Vec<String>,
        deadline: Deadline,
    ) -> Option<Findings> {
        // Whoever chooses html5ever's tokenizer wants no other.
        let is_ours = self.options.parser == Parser::WholeInput;
        let enough = findings.content.text.len() >= ENOUGH.0 && findings.quality >= ENOUGH.1;
        let may_hide = hides && !enough || unseen::is_little(findings.seen());
        // A second reading takes as long as the first, and ends when that should.
        if !is_ours || !may_hide || deadline.ends_reading() {
            return None;
        }
        let document = dom::parse_mending(text, &self.options.limits, deadline, wanted)?;
        let mut again = self.find_in_document(document, warnings, deadline);
        // What a page teaches is what it teaches whoever only reads its outline.
        if let (Some((outline, _)), Some((first, _))) = (&mut again.early, &findings.early) {
            outline.clone_from(first);
        }
        let seen = findings.seen();
        // What was not seen at all was taken because the visible page said little.
        let little = findings.method != Method::Dom || unseen::is_little(seen);
        let longer = unseen::is_longer_by_far(again.seen().text, seen.text);
        (longer && (little || again.quality > findings.quality - NEARLY)).then_some(again)
    }
}

#[cfg(test)]
mod tests {
    use crate::deadline::Deadline;
    use crate::options::{Limits, Options, Parser};
    use crate::{Extractor, dom, extract};

    const STORY: &str = "<p>It rained all day in the harbour, and nobody went out to see the boats come in, although the \
        band played on the pier until late.</p><p>In the evening the wind turned, and the ferry from the island came \
        back with two passengers and a dog.</p>";

    fn page(before: &str) -> String {
        format!("<html><head><title>Rain</title></head><body><div>{before}</div><main>{STORY}</main></body></html>")
    }

    fn mended(page: &str) -> Option<String> {
        let article = extract(page);
        let found = article.text.contains("It rained") && article.text.contains("In the evening");
        let warning = article.warnings.into_iter().find(|warning| warning.contains("nothing else ends it"));
        assert!(found, "{page}");
        warning.and_then(|warning| Some(warning.rsplit_once(": ")?.1.to_owned()))
    }

    #[test]
    fn an_article_is_found_behind_what_hides_it_without_end() {
        for (before, named) in [
            ("<textarea name=q>", "textarea"),
            ("<textarea>a &amp; b", "textarea"),
            ("<iframe src=/a />", "iframe"),
            ("<iframe src=/a>", "iframe"),
            ("<style>p { color: red }", "style"),
            ("<script>var a = '<b>';", "script"),
            ("<script><!-- <script>", "script"),
            ("<noembed>", "noembed"),
            ("<!-- a > b", "comment"),
            ("<a href=\"/a>b</a>", "quoted value"),
            ("<a href='/a>b</a>", "quoted value"),
            ("<select><option>a", "select, option"),
            ("<svg><foreignObject>", "svg"),
            ("<svg><![CDATA[", "svg"),
        ] {
            assert_eq!(mended(&page(before)).unwrap_or_default(), named, "{before}");
        }
        let theirs = Extractor::new(Options::default().parser(Parser::Html5ever)).extract(&page("<textarea>"));
        assert!(theirs.text.is_empty(), "{}", theirs.text);
        let title = format!("<head><title>Rain<meta charset=utf-8></head><body>{STORY}");
        assert_eq!(mended(&title).as_deref(), Some("title"));
        assert_eq!(extract(&title).title.as_deref(), Some("Rain"));
        for element in ["audio", "video", "canvas", "datalist", "rt"] {
            assert_eq!(mended(&format!("<body><{element}>{STORY}")).as_deref(), Some(element));
        }
        let twice = format!("<body><select><option>a{STORY}<select><option>b</select>");
        assert_eq!(mended(&twice).as_deref(), Some("select, option"));
        // What is seen already stays what it is.
        assert_eq!(mended(&format!("<body><main>{STORY}</main><textarea><p>a<p>b")), None);
        let frames = format!("<frameset><frame src=/a><noframes><body>{STORY}</body></noframes></frameset>");
        assert_eq!(mended(&frames).as_deref(), Some("noframes"));
    }

    #[test]
    fn the_next_of_the_same_kind_is_no_end() {
        for (before, behind, named) in [
            ("<!-- a", "<!-- b -->", "comment"),
            ("<script>a();", "<script>b()</script>", "script"),
            ("<script src=/a.js />", "<script>b()</script>", "script"),
            ("<script>a = '<!-- <script>';</script>", "<!-- b --><script>c()</script>", "script"),
            ("<style>p { color: red }", "\n<style>i { color: red }</style>", "style"),
            ("<iframe src=/a>", "<iframe src=/b></iframe>", "iframe"),
            ("<textarea>", "<textarea></textarea>", "textarea"),
        ] {
            let page = format!("<body>{before}<main>{STORY}</main>{behind}");
            assert_eq!(mended(&page).as_deref(), Some(named), "{page}");
        }
    }

    #[test]
    fn scripts_in_strings_of_code_begin_nothing() {
        let page = r#"<script>a = {"b":"<p>c<\/p>\n<script src=\"/d.js\"><\/script>"};
<script src='/e.js'></script>"#;
        let mended = |page: &str| dom::parse_mending(page, &Limits::default(), Deadline::default(), &[]).is_some();
        assert!(mended(page));
        assert!(!mended(&page.replace("\n<script src='/e.js'>", "")));
    }

    #[test]
    fn what_says_enough_is_read_once_and_what_hides_little_too() {
        // Code and comments that hold markup.
        let further = "<script>var a = '<script>';</script><!-- <p>a</p> --><select><option>a<option>b</select>";
        for page in [format!("<main>{STORY}</main><!-- {STORY}"), format!("<main>{STORY}</main>{further}")] {
            assert_eq!(mended(&page), None, "{page}");
        }
    }
}
