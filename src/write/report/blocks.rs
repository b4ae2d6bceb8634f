//! Decides how the report shows the blocks in reading order: verdict, score, pass and reason on each, the evidence in a
//! fold-out.

use std::borrow::Cow;

use super::{Report, is_close, is_overruled};
use crate::article::{Evidence, ExplainedBlock};
use crate::words;

/// Bytes of a block's text that are shown at once; the rest is folded away, so that one endless block does not hide the
/// others.
const SHOWN: usize = 900;

/// What can be shown: class, name, and how many blocks.
type Choice = (&'static str, &'static str, usize);
/// The choices that are offered even when there is no such block; of the others people are told only when they help.
const ALWAYS: [&str; 3] = ["all", "kept", "dropped"];

impl Report<'_> {
    pub(super) fn blocks(&mut self) {
        let article = self.article;
        self.html.push_str(
            "<section class=\"page\" aria-labelledby=\"blocks\">\n<h2 id=\"blocks\">Blocks in reading order</h2>\n",
        );
        let blocks = article.explain.as_deref().unwrap_or_default();
        if blocks.is_empty() {
            let why = match article.explain {
                Some(_) => "The page holds no text.",
                None => "No explanation was asked for, or the input was refused before there were blocks.",
            };
            self.html.push_str(&format!("<p class=\"nothing\">{why}</p>\n</section>\n"));
            return;
        }
        let threshold = article.explain_page.as_ref().and_then(|page| page.threshold);
        let close = |block: &ExplainedBlock| threshold.is_some_and(|threshold| is_close(block.score, threshold));
        let counted = |meets: &dyn Fn(&ExplainedBlock) -> bool| blocks.iter().filter(|block| meets(block)).count();
        self.choices(&[
            ("all", "all", blocks.len()),
            ("kept", "kept", counted(&|block| block.kept)),
            ("dropped", "dropped", counted(&|block| !block.kept)),
            ("close", "close to the threshold", counted(&close)),
            ("overruled", "decided by a later pass", counted(&|block| is_overruled(block, threshold))),
        ]);
        let line = threshold.map_or_else(String::new, |threshold| format!(" style=\"--threshold:{threshold:.3}\""));
        self.html.push_str(&format!("<ol class=\"blocks\"{line}>\n"));
        for (at, block) in blocks.iter().enumerate() {
            self.block(at + 1, block, close(block), is_overruled(block, threshold), threshold.is_some());
        }
        self.html.push_str("</ol>\n</section>\n");
    }

    /// The choice of what is shown works by style alone.
    fn choices(&mut self, choices: &[Choice]) {
        self.html.push_str("<fieldset class=\"choice\"><legend>Show</legend>\n");
        for (class, name, count) in choices.iter().filter(|(class, _, count)| *count > 0 || ALWAYS.contains(class)) {
            let checked = if *class == "all" { " checked" } else { "" };
            self.html.push_str(&format!(
                "<label><input type=\"radio\" name=\"show\" id=\"show-{class}\"{checked}><span>{name} \
                 <span class=\"count\">{count}</span></span></label>\n"
            ));
        }
        self.html.push_str("</fieldset>\n");
    }

    fn block(&mut self, number: usize, block: &ExplainedBlock, close: bool, overruled: bool, weighed: bool) {
        let (verdict, sign) = if block.kept { ("kept", "✓") } else { ("dropped", "✕") };
        let mut class = verdict.to_owned();
        for (holds, name) in [(close, " close"), (overruled, " overruled")] {
            class.push_str(if holds { name } else { "" });
        }
        self.html.push_str(&format!(
            "<li id=\"b{number}\" class=\"{class}\"><div class=\"mark\"><a class=\"at\" href=\"#b{number}\">{number}</a>\
             <span class=\"sign\" title=\"{verdict}\"><span aria-hidden=\"true\">{sign}</span>\
             <span class=\"unseen\">{verdict}</span></span></div>\n<div class=\"what\">"
        ));
        let cut = self.text(block);
        self.html.push_str("</div>\n<div class=\"why\">");
        // What a selector took out was never weighed.
        if weighed && !(block.evidence.is_empty() && block.by == "selector") {
            self.html.push_str(&format!(
                "<span class=\"score\"><span class=\"bar\" aria-hidden=\"true\" style=\"--share:{0:.3}\"></span>\
                 <span class=\"unseen\">score </span>{0:.3}</span>",
                block.score
            ));
        }
        // A fold-out that holds nothing would only disappoint.
        let empty = block.path.is_empty() && block.evidence.is_empty() && cut.is_none();
        self.html.push_str(if empty { "<p class=\"reason\"><b>" } else { "<details><summary class=\"reason\"><b>" });
        self.escape(&block.by);
        self.html.push_str("</b> ");
        self.escape(&block.reason);
        if close {
            self.html.push_str(" <i>close call</i>");
        }
        if empty {
            self.html.push_str("</p></div></li>\n");
            return;
        }
        self.html.push_str("</summary>\n");
        self.path(&block.path);
        self.evidence(&block.evidence);
        if let Some(rest) = cut {
            self.html.push_str("<p class=\"label\">The rest of the text</p>\n");
            self.own("p", "rest", rest);
        }
        self.html.push_str("</details></div></li>\n");
    }

    /// Writes the text as the kind of thing it is, and gives back what is too long to be shown at once.
    fn text<'a>(&mut self, block: &'a ExplainedBlock) -> Option<&'a str> {
        let step = block.path.rsplit(" > ").next().unwrap_or_default();
        let kind = match step.split('.').next().unwrap_or_default() {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => "heading",
            "pre" | "code" | "textarea" => "code",
            "li" => "item",
            _ => "plain",
        };
        let shown = words::cut(&block.text, SHOWN);
        let rest = block.text.get(shown.len()..).filter(|rest| !rest.is_empty());
        let shown: Cow<'_, str> = if rest.is_some() { format!("{shown}…").into() } else { shown.into() };
        self.own("p", kind, &shown);
        rest
    }

    fn path(&mut self, path: &str) {
        if path.is_empty() {
            return;
        }
        self.html.push_str("<p class=\"path\"><span class=\"unseen\">element </span>");
        for (at, step) in path.split(" > ").enumerate() {
            if at > 0 {
                self.html.push_str(" <span class=\"step\">›</span> ");
            }
            self.html.push_str("<span dir=\"ltr\">");
            self.escape(step);
            self.html.push_str("</span>");
        }
        self.html.push_str("</p>\n");
    }

    fn evidence(&mut self, evidence: &[Evidence]) {
        if evidence.is_empty() {
            return;
        }
        let strongest = evidence.iter().map(|evidence| evidence.effect.abs()).fold(f64::MIN_POSITIVE, f64::max);
        self.html.push_str(
            "<table class=\"evidence\">\n<thead><tr><th scope=\"col\">feature</th><th scope=\"col\">value</th>\
             <th scope=\"col\">effect</th><td>in log-odds</td></tr></thead>\n<tbody>\n",
        );
        for Evidence { feature, value, effect } in evidence {
            let side = if *effect < 0.0 { "against" } else { "for" };
            let plus = if *effect < 0.0 { "" } else { "+" };
            self.html.push_str(&format!(
                "<tr class=\"{side}\" style=\"--share:{:.2}\"><th scope=\"row\">",
                effect.abs() / strongest
            ));
            self.escape(feature);
            let (value, effect) = (minus(&value.to_string()), minus(&format!("{effect:.3}")));
            self.html.push_str(&format!("</th><td>{value}</td><td>{plus}{effect}</td><td></td></tr>\n"));
        }
        self.html.push_str("</tbody>\n</table>\n");
    }
}

/// A number with the sign that is as wide as the plus, so that numbers stand under each other.
fn minus(number: &str) -> String {
    number.replace('-', "−")
}
