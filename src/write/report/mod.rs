//! Decides how an explained article becomes one page that shows what was decided and why: the summary, the metadata with
//! its candidates, and every block with its verdict. For people who debug an extraction, in a browser.

mod blocks;
mod facts;
mod metadata;
mod strip;

use super::html::{attribute, escape};
use crate::address::is_web;
use crate::article::{Article, ExplainedBlock};

/// Everything that was decided about a page, as one HTML page for people: what was kept and dropped in reading order, with
/// score, pass, reason and evidence; the metadata with the candidates it was chosen from; the page's type and threshold.
///
/// The page needs nothing from outside and holds no script, and nothing of the extracted page in it is active. It tells as
/// much as the article does: without [`Options::explain`](crate::Options::explain) there are no blocks and no candidates.
///
/// ```
/// use dechrome::{Extractor, Options, write};
///
/// let page = "<h1>Rain</h1><p>It rained all day in the harbour, and nobody went out to see the boats come in.</p>";
/// let article = Extractor::new(Options::default().explain(true)).extract(page);
/// assert!(write::to_report(&article).contains("probable enough"));
/// ```
pub fn to_report(article: &Article) -> String {
    let mut report = Report { html: String::new(), article, language: language(article) };
    report.open();
    report.summary();
    report.html.push_str("<div class=\"columns\">\n");
    report.metadata();
    report.blocks();
    report.html.push_str("</div>\n</main>\n<footer><p>Written by dechrome ");
    report.html.push_str(env!("CARGO_PKG_VERSION"));
    report.html.push_str(". This page loads nothing and runs nothing.</p></footer>\n</body>\n</html>\n");
    report.html
}

/// Nothing may be loaded or run, whatever a browser makes of the text below.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";
const STYLE: &str = include_str!("style.css");

/// A report while it is written.
struct Report<'a> {
    html: String,
    article: &'a Article,
    /// The `lang` attribute of the page's own words.
    language: String,
}

impl Report<'_> {
    fn open(&mut self) {
        let title = self.article.title.as_deref().or(self.article.url.as_deref()).or(self.article.id.as_deref());
        self.html.push_str("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
        self.html.push_str("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        self.html.push_str(
            "<meta name=\"color-scheme\" content=\"light dark\">\n<meta name=\"referrer\" content=\"no-referrer\">\n",
        );
        self.html.push_str(&format!("<meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">\n<title>"));
        self.escape(title.unwrap_or("Untitled page"));
        self.html.push_str(" – dechrome report</title>\n<style>\n");
        self.html.push_str(STYLE);
        self.html.push_str("</style>\n</head>\n<body>\n<a class=\"skip\" href=\"#blocks\">Skip to the blocks</a>\n");
        self.html.push_str("<header>\n<p class=\"kicker\">What dechrome decided about</p>\n<h1>");
        self.own("span", "own", title.unwrap_or("an untitled page"));
        self.html.push_str("</h1>\n");
        if let Some(address) = self.article.url.as_deref().or(self.article.canonical_url.as_deref()) {
            self.html.push_str("<p class=\"address\">");
            self.link(address);
            self.html.push_str("</p>\n");
        }
        if let Some(id) = self.article.id.as_deref().filter(|id| Some(*id) != title) {
            self.html.push_str("<p class=\"address\">");
            self.own("span", "own", id);
            self.html.push_str("</p>\n");
        }
        self.html.push_str("</header>\n<main>\n");
    }

    fn escape(&mut self, text: &str) {
        escape(&mut self.html, text);
    }

    /// An element with words of the page, in their own language and direction.
    fn own(&mut self, element: &str, class: &str, text: &str) {
        self.html.push_str(&format!("<{element} class=\"{class}\" dir=\"auto\"{}>", self.language));
        self.escape(text);
        self.html.push_str(&format!("</{element}>"));
    }

    /// An address, which can be followed only to the web.
    fn link(&mut self, address: &str) {
        let web = url::Url::parse(address).is_ok_and(|url| is_web(&url));
        if web {
            self.html.push_str("<a rel=\"noopener noreferrer\" dir=\"ltr\"");
            attribute(&mut self.html, "href", address);
            self.html.push('>');
            self.escape(address);
            self.html.push_str("</a>");
        } else {
            self.own("span", "own", address);
        }
    }
}

/// The `lang` attribute of what the page says; a language is letters, digits and hyphens, and nothing else is written.
fn language(article: &Article) -> String {
    let fits = |language: &&String| {
        language.chars().all(|character| character.is_ascii_alphanumeric() || character == '-') && language.len() <= 35
    };
    article.language.as_ref().filter(fits).map(|language| format!(" lang=\"{language}\"")).unwrap_or_default()
}

/// How far from the threshold a block's odds may be to count as a close call: what `--precision` and `--recall` may turn.
const CLOSE: f64 = 3.0;

/// Whether a score is close to the threshold.
fn is_close(score: f64, threshold: f64) -> bool {
    let odds = |probability: f64| probability / (1.0 - probability).max(f64::EPSILON);
    let (score, threshold) = (odds(score), odds(threshold).max(f64::EPSILON));
    score * CLOSE >= threshold && score <= threshold * CLOSE
}

/// Whether a pass behind the threshold had the last word on a block.
fn is_overruled(block: &ExplainedBlock, threshold: Option<f64>) -> bool {
    threshold.is_some_and(|_| block.by != "threshold" && block.by != "none")
}

/// A number with its unit, in the plural unless it is one.
fn count(of: usize, unit: &str) -> String {
    let plural = if of == 1 { "" } else { "s" };
    format!("{} {unit}{plural}", number(of))
}

/// A number with commas between thousands.
fn number(of: usize) -> String {
    let digits = of.to_string();
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Extractor, Options};

    const RAIN: &str = "It rained all day in the harbour, and nobody went out to see the boats come in, although the \
                        band played on the pier until late in the evening.";

    fn report(page: &str) -> String {
        to_report(&Extractor::new(Options::default().explain(true)).extract(page))
    }

    #[test]
    fn every_block_is_there_in_order_with_verdict_pass_reason_and_evidence() {
        let page = report(&format!("<nav><a href=/>Home</a></nav><h1>Rain</h1><p>{RAIN}</p>"));
        let blocks: Vec<&str> = page.split("<li id=\"b").skip(1).collect();
        let of = |words: &str| blocks.iter().position(|block| block.contains(words)).unwrap();
        assert!(of("Home") < of(">Rain<") && of(">Rain<") < of("nobody went out"), "{page}");
        assert!(blocks[of("Home")].contains("class=\"dropped") && blocks[of("Home")].contains(">✕<"));
        let kept = blocks[of("nobody went out")];
        for part in ["class=\"kept", ">✓<", "<b>threshold</b> probable enough", "<details>", "log-odds"] {
            assert!(kept.contains(part), "{part}: {kept}");
        }
        // As many rows of evidence as the article has.
        assert_eq!(kept.matches("<th scope=\"row\">").count(), 6);
    }

    #[test]
    fn the_metadata_stands_beside_its_candidates() {
        let page = report(&format!(
            "<title>Rain | Example</title><meta name=author content='Ann Lee'><h1>Rain</h1><p>{RAIN}</p>"
        ));
        let row = "<td class=\"number\">50</td><td><span class=\"own\" dir=\"auto\" lang=\"en\">Rain | Example</span></td>\
                   <td>title element</td>";
        assert!(page.contains(row), "{page}");
        let chosen = "chosen: </span><span class=\"own\" dir=\"auto\" lang=\"en\">Ann Lee</span>";
        assert!(page.contains(chosen), "{page}");
    }

    #[test]
    fn nothing_of_the_page_is_markup_or_active() {
        let text = "&lt;/p>&lt;script>bad()&lt;/script> &lt;img src=x onerror=bad()> \u{202e}turned";
        let page = report(&format!(
            "<html lang='en\"><script>'><title>{text}</title><link rel=canonical href='javascript:bad()'>\
             <meta name=author content='\"><b onclick=bad()>{text}'><p class='&quot;>&lt;b'>{text} {RAIN}</p>"
        ));
        for active in ["<script", "<img", "<b onclick", "href=\"javascript", "\u{202e}"] {
            assert!(!page.contains(active), "{active}: {page}");
        }
        assert!(page.contains("&lt;script&gt;bad()"), "{page}");
        let mut article = crate::extract("");
        article.url = Some("javascript:bad()".to_owned());
        article.language = Some("en\" onclick=\"bad()".to_owned());
        assert!(!to_report(&article).contains("href=\"javascript") && !to_report(&article).contains("en\" onclick"));
    }

    #[test]
    fn what_was_decided_against_or_close_to_the_threshold_is_marked() {
        assert!(is_close(0.3, 0.5) && is_close(0.74, 0.5) && !is_close(0.2, 0.5) && !is_close(0.8, 0.5));
        assert!(is_close(0.5, 0.5) && !is_close(1.0, 0.5) && !is_close(0.0, 0.5));
        let page = report(&format!("<h1>Rain</h1><div><p>{RAIN}</p></div><div><p>{RAIN}</p></div>"));
        assert!(
            page.contains("overruled\">") && page.contains("<b>repeat</b> the same text was kept before"),
            "{page}"
        );
        assert!(page.contains("id=\"show-overruled\""), "{page}");
    }

    #[test]
    fn a_long_text_is_folded_and_nothing_of_it_lost() {
        let page = report(&format!("<h1>Rain</h1><p>{}the end.</p>", "é, ".repeat(1000)));
        let (shown, rest) = page.split_once("The rest of the text").unwrap();
        assert_eq!(shown.matches('é').count() + rest.matches('é').count(), 1000);
        assert!(rest.contains("the end."));
    }

    #[test]
    fn without_an_explanation_it_says_so() {
        let page = to_report(&crate::extract("<p>a"));
        assert!(page.contains("No explanation was asked for"), "{page}");
        let page = report("");
        assert!(page.contains("no article found: empty input"), "{page}");
    }

    #[test]
    fn numbers_are_grouped_and_units_agree() {
        assert_eq!(
            [count(0, "word"), count(1, "word"), count(1234567, "word")],
            ["0 words", "1 word", "1,234,567 words"]
        );
    }
}
