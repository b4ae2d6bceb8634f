//! Decides the exact text and the language of a block of code. From its kept blocks in reading order, for compose.

use super::{clean, list};
use crate::article::{ContentBlock, Inline, InlineKind};
use crate::block::{Block, Blocks};
use crate::page::{Flags, Name, Page, Row, Span};
use crate::tag::Tag;

/// Code being written.
pub(super) struct Code {
    row: u32,
    /// The index and the text of each kept block.
    parts: Vec<(u32, Span)>,
}

impl Code {
    pub fn new(row: u32) -> Code {
        Code { row, parts: Vec::new() }
    }

    /// Adds a block that stands in the code element.
    pub fn add(&mut self, at: u32, block: &Block) {
        self.parts.push((at, block.text));
    }

    /// The finished code; none when it was only the numbers of lines.
    pub fn finish(mut self, page: &Page, blocks: &Blocks) -> Option<ContentBlock> {
        let numbered = self.parts.len() > 1 && self.counts_lines(page);
        if numbered {
            self.parts.retain(|(_, span)| number(page.slice(*span)).is_none());
        }
        let numbers = line_numbers(page, self.row);
        let mut text = String::new();
        let mut last: Option<(u32, Span)> = None;
        for (at, span) in self.parts {
            if let Some((known, before)) = last {
                // Between neighbours stands the page's own white space; over a gap only the end of the line is known.
                let gap = page.slice(Span { start: before.end, end: span.start });
                text.push_str(if at == known + 1 && gap.contains('\n') { gap } else { "\n" });
            }
            if page.row(self.row).tag == Tag::Code {
                let deep = blocks.get(at).map_or(0, |block| lists_between(page, self.row, block.row));
                text.extend(std::iter::repeat_n(INDENT, deep));
            }
            page.push_without(&mut text, span, &numbers, "");
            last = Some((at, span));
        }
        let text = clean::clean(&text).into_owned();
        (!text.is_empty() && !is_gutter(&text))
            .then(|| ContentBlock::Code { text, language: language(page, blocks, self.row) })
    }

    /// Whether the blocks that are numbers count up by one from line to line.
    fn counts_lines(&self, page: &Page) -> bool {
        let numbers: Vec<u32> = self.parts.iter().filter_map(|(_, span)| number(page.slice(*span))).collect();
        numbers.len() * 2 >= self.parts.len()
            && numbers.windows(2).all(|pair| matches!(pair, [a, b] if a.checked_add(1) == Some(*b)))
    }
}

/// What each list around an item of code indents it by.
const INDENT: &str = "  ";
/// Elements between the code and the deepest item that is indented so.
const DEEPEST: usize = 32;

/// How many lists stand around a line of the code whose lines are their items.
fn lists_between(page: &Page, code: u32, row: u32) -> usize {
    let inside = page.upwards(row).take(DEEPEST).take_while(|at| *at != code);
    inside.filter(|at| matches!(page.row(*at).tag, Tag::Ul | Tag::Ol)).count()
}

fn number(text: &str) -> Option<u32> {
    text.trim().parse().ok()
}

/// Class words of the elements in code that hold the number of a line, as highlighters write them.
const NUMBERS: [&str; 7] = ["line-number", "linenos", "lineno", "linenumber", "ln", "lnt", "hljs-ln-n"];

/// Where in code the numbers of its lines stand, in order.
fn line_numbers(page: &Page, row: u32) -> Vec<Span> {
    let is_number = |at: &u32| {
        let is_named = || page.class_words(*at).any(|word| NUMBERS.contains(&word));
        !page.row(*at).tag.is_block() && is_named() && number(page.text_of(*at)).is_some()
    };
    page.descendants(row).filter(is_number).map(|at| page.row(at).text).collect()
}

/// Whether a text is nothing but line numbers, one a line: the column beside the code.
fn is_gutter(text: &str) -> bool {
    let mut lines = text.lines().map(number);
    let Some(Some(first)) = lines.next() else { return false };
    let mut expected = first;
    let mut more = false;
    for line in lines {
        more = true;
        match expected.checked_add(1) {
            Some(next) if line == Some(next) => expected = next,
            _ => return false,
        }
    }
    more
}

/// Whether an element that is no `pre` holds lines of code, each an element that keeps its white space.
pub(super) fn is_of_lines(page: &Page, row: u32) -> bool {
    let first = page.row(row + 1);
    let is_verbatim = |row: &Row| row.flags.meets(Flags::VERBATIM);
    first.parent == row && first.tag == Tag::Div && is_verbatim(first) && !is_verbatim(page.row(row))
}

/// Whether a `pre` holds paragraphs of prose: most of the first end as sentences do, and none as code does.
pub(super) fn is_prose(page: &Page, row: u32) -> bool {
    let inside = page.descendants(row).take(PARAGRAPHS);
    let paragraphs = || inside.clone().filter(|at| page.row(*at).tag == Tag::P && page.row(*at).parent == row);
    let last = |at: u32| page.text_of(at).chars().next_back();
    let count = |is_end: fn(char) -> bool| paragraphs().filter_map(last).filter(|sign| is_end(*sign)).count();
    let all = paragraphs().count();
    let sentences = count(|sign| matches!(sign, '.' | '!' | '?' | '…' | '"' | '”' | '»' | '。' | '！' | '？' | '」'));
    all > 0 && sentences * 2 > all && count(|sign| matches!(sign, ';' | '{' | '}' | ')' | '>')) == 0
}

/// Elements of a `pre` that are looked at for paragraphs.
const PARAGRAPHS: usize = 64;

/// Names that mean no language.
const NONE: [&str; 10] =
    ["none", "plain", "text", "txt", "plaintext", "default", "auto", "undefined", "nohighlight", "nolang"];
/// Longer names are no languages.
const LONGEST_NAME: usize = 24;
/// Elements around the code that may name the language.
const WRAPPERS: usize = 3;
/// Elements inside the code that may name it: line tables and wrappers stand before the `code` element.
const INSIDE: usize = 8;

/// The language that the element, the `code` in it or its wrappers name.
pub(super) fn language(page: &Page, blocks: &Blocks, row: u32) -> Option<String> {
    let inner = page.descendants(row).take(INSIDE).find(|at| page.row(*at).tag == Tag::Code);
    let class = |at: u32| page.attribute(at, Name::Class).unwrap_or_default();
    let own = inner
        .into_iter()
        .chain([row])
        .find_map(|at| page.attribute(at, Name::DataLanguage).and_then(name).or_else(|| by_class(class(at), true)))
        .or_else(|| inner.into_iter().chain([row]).find_map(|at| by_bare_class(class(at))));
    let held = blocks.under(page, row);
    // A wrapper speaks for the code only when it holds little else, such as a file's name and a button to copy.
    let wraps = |at: &u32| blocks.under(page, *at).len() <= held.len() + 2;
    own.or_else(|| {
        page.ancestors(row).take(WRAPPERS).take_while(wraps).find_map(|at| {
            let class = page.attribute(at, Name::Class).unwrap_or_default();
            page.attribute(at, Name::DataLanguage).and_then(name).or_else(|| by_class(class, false))
        })
    })
}

/// The language that class words name. `lang-` is believed on code alone, since elsewhere it names a human language.
fn by_class(class: &str, code: bool) -> Option<String> {
    let sphinx = class.split_whitespace().any(|word| word == "notranslate");
    let mut words = class.split_whitespace();
    while let Some(word) = words.next() {
        let found = word
            .strip_prefix("language-")
            .or_else(|| word.strip_prefix("lang-").filter(|_| code))
            .or_else(|| word.strip_prefix("highlight-source-"))
            .or_else(|| word.strip_prefix("highlight-").filter(|_| sphinx))
            .or_else(|| word.strip_prefix("brush:").filter(|rest| !rest.is_empty()))
            .or_else(|| if word == "brush:" { words.next() } else { None });
        if let Some(found) = found {
            return name(found);
        }
    }
    None
}

/// The language that a class word of the code itself is, as `rust` and `hljs javascript`, or ends with, as
/// `gatsby-code-jsx`.
fn by_bare_class(class: &str) -> Option<String> {
    class.split_whitespace().find_map(|word| {
        let last = word.rsplit('-').next().unwrap_or_default();
        spoken(word).or_else(|| spoken(last).filter(|_| last.len() > 2))
    })
}

/// The language that a word names, for words that need not mean one.
pub(super) fn spoken(word: &str) -> Option<String> {
    let word = word.trim();
    let word = if word.len() <= LONGEST_NAME { word.to_ascii_lowercase() } else { return None };
    LANGUAGES.binary_search(&word.as_str()).is_ok().then_some(word)
}

/// Names that mean a language even where nothing says so, in order; short ones that are also words of style sheets or
/// interfaces, such as "c", "go" before a button or "text", are left out.
const LANGUAGES: [&str; 46] = [
    "bash",
    "clojure",
    "cpp",
    "csharp",
    "css",
    "dart",
    "dockerfile",
    "elixir",
    "erlang",
    "fsharp",
    "golang",
    "graphql",
    "groovy",
    "haskell",
    "hcl",
    "html",
    "java",
    "javascript",
    "js",
    "json",
    "jsx",
    "julia",
    "kotlin",
    "latex",
    "lua",
    "matlab",
    "objectivec",
    "perl",
    "php",
    "powershell",
    "python",
    "ruby",
    "rust",
    "scala",
    "scss",
    "sh",
    "sql",
    "swift",
    "toml",
    "ts",
    "tsx",
    "typescript",
    "xml",
    "yaml",
    "yml",
    "zig",
];

fn name(found: &str) -> Option<String> {
    let name = found.trim().trim_end_matches(';').to_ascii_lowercase();
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'#' | b'-' | b'_' | b'.');
    (!name.is_empty() && name.len() <= LONGEST_NAME && name.bytes().all(plain) && !NONE.contains(&name.as_str()))
        .then_some(name)
}

/// Whether a paragraph is a piece of code of several lines: one element of code holds all of it, and breaks part its lines.
pub(super) fn is_listing(text: &str, spans: &[Inline]) -> bool {
    let whole =
        |length: u32| spans.iter().any(|span| span.kind == InlineKind::Code && span.start == 0 && span.end == length);
    text.contains('\n') && spans.iter().any(|span| span.kind == InlineKind::Code) && whole(text.chars().count() as u32)
}

/// The lines of such a paragraph, as they are indented.
pub(super) fn listing(text: &str) -> String {
    let text = clean::clean(text);
    list::join(text.lines().map(str::trim_end).filter(|line| !line.is_empty()), '\n')
}

#[cfg(test)]
mod tests {
    use super::super::compose::tests::composed;
    use crate::article::ContentBlock;

    #[test]
    fn a_language_may_be_a_class_of_its_own_or_the_line_above() {
        assert!(super::LANGUAGES.is_sorted());
        let named = |html: &str| code(html).remove(0).1;
        assert_eq!(named("<pre class='rust example-rendered'>a</pre>").as_deref(), Some("rust"));
        assert_eq!(named("<pre><code class='hljs javascript'>a</code></pre>").as_deref(), Some("javascript"));
        assert_eq!(named("<pre class=gatsby-code-jsx>a</pre>").as_deref(), Some("jsx"));
        assert_eq!(named("<p>JavaScript</p><pre>a</pre>").as_deref(), Some("javascript"));
        assert_eq!(named("<p>Use JavaScript</p><pre class='code wide'>a</pre>"), None);
    }

    #[test]
    fn an_element_of_code_over_several_lines_is_a_block_of_code() {
        assert_eq!(code("<p><tt><br>a = 1<br>b = 2<br></tt></p>"), [("a = 1\nb = 2".to_owned(), None)]);
        let indented = "<p><code>if a:<br>&nbsp; &nbsp;&nbsp;b<br>\n &nbsp;<i>&nbsp;c</i> <br>  d</code>";
        assert_eq!(code(indented), [("if a:\n    b\n  c\nd".to_owned(), None)]);
        assert_eq!(composed("<p>a<br>&nbsp;&nbsp;b").text, "a\nb");
        assert_eq!(composed("<p>a <code>b<br>&nbsp;&nbsp;c</code>").text, "a b\nc");
        let other = |html: &str| !composed(html).blocks.iter().any(|block| matches!(block, ContentBlock::Code { .. }));
        assert!(other("<p><code>a</code><br><code>b</code>") && other("<p>c <code>a<br>b</code>"));
    }

    fn code(html: &str) -> Vec<(String, Option<String>)> {
        let blocks = composed(html).blocks;
        let code = blocks.into_iter().filter_map(|block| match block {
            ContentBlock::Code { text, language } => Some((text, language)),
            _ => None,
        });
        code.collect()
    }

    fn text(html: &str) -> String {
        code(html).into_iter().map(|(text, _)| text).collect::<Vec<_>>().join("==")
    }

    #[test]
    fn lines_in_a_box_of_code_are_code() {
        let lines =
            "<div class=line><a href=#f>f</a>(1);</div>\n<div class='line hl'>  if (x)</div><div class=line>end</div>";
        assert_eq!(text(&format!("<div class=fragment>{lines}</div>")), "f(1);\n  if (x)\nend");
        assert!(code(&format!("<div class=poem>{lines}</div>")).is_empty());
    }

    #[test]
    fn items_of_lists_in_code_are_its_lines() {
        let items = "<button></button><b>{</b><ul><li>\"a\": 7,<li>\"b\": [<ul><li>8</ul>]</ul><b>}</b>";
        let lines = "{\n  \"a\": 7,\n  \"b\": [\n    8\n  ]\n}";
        assert_eq!(text(&format!("<div><code>{items}</code></div>")), lines);
        assert!(code(&format!("<div>See <code>{items}</code></div>")).is_empty());
    }

    #[test]
    fn several_lines_of_code_that_words_touch_stand_alone() {
        assert_eq!(composed("<div>a<br><code>b<br>c</code>Works").text, "a\n\nb\nc\n\nWorks");
        assert_eq!(text("<div>a<br><code>b<br>c</code>Works"), "b\nc");
        assert_eq!(composed("<div>a <code>b<br>c</code>Works").text, "a b\ncWorks");
    }

    #[test]
    fn prose_that_keeps_its_white_space_is_prose() {
        let prose = "<pre><p>The rope came up dry.</p><p>Ida looked at <b>it</b> for some time.</p></pre>";
        assert_eq!(composed(prose).text, "The rope came up dry.\n\nIda looked at it for some time.");
        assert!(code(prose).is_empty());
        assert_eq!(text("<pre><p>a = 1;</p><p>  b(2)</p></pre>"), "a = 1;\n  b(2)");
    }

    #[test]
    fn white_space_is_exact() {
        assert_eq!(text("<pre>\n  a\n\n\n\tb  c\n</pre>"), "  a\n\n\n\tb  c");
    }

    #[test]
    fn lines_that_are_elements_are_lines() {
        assert_eq!(text("<pre><code><div>a</div><div>  b</div><div>c</div></code></pre>"), "a\n  b\nc");
        assert_eq!(text("<pre><span>a</span><br><br><span>b</span><br></pre>"), "a\n\nb");
    }

    #[test]
    fn line_numbers_are_left_out() {
        let beside = "<table><tr><td><pre>1\n2\n3</pre><td><pre>a\n b\nc</pre></table>";
        assert_eq!(text(beside), "a\n b\nc");
        let inside = "<pre><table><tr><td>1<td>a<tr><td>2<td>  b</table></pre>";
        assert_eq!(text(inside), "a\n  b");
        let lines = "<table class=highlight><tr><td>1<td>a<tr><td>2<td>b</table>";
        assert_eq!(text(lines), "a\nb");
        assert_eq!(text("<pre>7</pre>"), "7");
        let named = "<pre><span class=linenos>1</span>a = 1\n<span class=linenos>2</span>  b <i>3</i></pre>";
        assert_eq!(text(named), "a = 1\n  b 3");
        assert_eq!(text("<pre><span class=ln>x</span> = <span class=mi>1</span></pre>"), "x = 1");
    }

    #[test]
    fn the_language_is_named_by_the_code_or_its_wrapper() {
        for (html, expected) in [
            ("<pre><code class='hljs language-rust'>a</code></pre>", Some("rust")),
            ("<pre class='lang-py s-code'>a</pre>", Some("py")),
            ("<pre class='brush: js notranslate'>a</pre>", Some("js")),
            ("<pre><code data-lang=C++>a</code></pre>", Some("c++")),
            ("<div class='highlight highlight-source-shell'><pre>a</pre></div>", Some("shell")),
            (
                "<div class='highlight-python3 notranslate'><div class=highlight><pre>a</pre></div></div>",
                Some("python3"),
            ),
            ("<div class='lang-en'><pre>a</pre></div>", None),
            ("<pre class=language-plaintext>a</pre>", None),
            ("<pre class='language-<script>'>a</pre>", None),
            ("<div class=language-go><p>a<p>b<p>c<pre>d</pre></div>", None),
        ] {
            assert_eq!(code(html)[0].1.as_deref(), expected, "{html}");
        }
    }
}
