//! Decides whether what a page declares as its description is its text: a page that is built by scripts alone shows nothing, and
//! some declare a whole post. For a page that declares itself an article and of which nothing else is kept.

use crate::article::ContentBlock;
use crate::head::Head;
use crate::words;
use crate::write::{self, Content};

/// Words of the shortest description that is taken for a text: those that only tell what a page is about have fewer as a rule.
const FEWEST: u32 = 25;

/// The content that a head declares, if it is more than a summary that is cut off.
pub(super) fn content(head: &Head) -> Option<Content> {
    let is_article = head.meta("og:type").is_some_and(|kind| kind.trim().eq_ignore_ascii_case("article"));
    let declared = head.meta("og:description").filter(|_| is_article)?.trim();
    let found = words::count(declared);
    let is_cut = declared.ends_with(['…']) || declared.ends_with("...");
    if found.words < FEWEST || found.sentences == 0 || is_cut {
        return None;
    }
    let mut content = Content::default();
    for line in declared.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let mut text = line.split_whitespace().collect::<Vec<_>>().join(" ");
        write::retain_readable(&mut text);
        content.blocks.push(ContentBlock::Paragraph { text, spans: Vec::new(), note: None, role: None });
    }
    content.text = content.blocks.iter().map(ContentBlock::text).collect::<Vec<_>>().join("\n\n");
    Some(content)
}

#[cfg(test)]
mod tests {
    use crate::article::Method;

    const POST: &str = "I have walked past this door every day for nine years. Only today I noticed that the number above it, \
                        a brass 14, is screwed on upside down.";

    fn text(kind: &str, description: &str, body: &str) -> (String, Method) {
        let html = format!(
            "<head><meta property=og:type content={kind}><meta property=og:description content='{description}'></head><body>{body}"
        );
        let article = crate::extract(&html);
        (article.text, article.method)
    }

    #[test]
    fn a_post_that_a_page_only_declares_is_its_text() {
        let shell = "<noscript>Please enable JavaScript.</noscript>";
        assert_eq!(text("article", POST, shell), (POST.to_owned(), Method::StructuredData));
        assert_eq!(text("website", POST, shell).0, "");
        assert_eq!(text("article", &format!("{POST} And then…"), shell).0, "");
        assert_eq!(text("article", "A door with a number.", shell).0, "");
        let story = "<p>The number above the door has been screwed on again, and the neighbours came to look at it for an hour.</p>";
        assert!(!text("article", POST, &story.repeat(3)).0.contains("upside"));
    }
}
