//! Decides whether the tokens are right: those of html5ever's tokenizer, on constructs by hand and on generated ones,
//! in text and in foreign elements, with the states of raw text that the tree builder asks for.

use std::cell::{Cell, RefCell};
use std::time::Instant;

use html5ever::buffer_queue::BufferQueue;
use html5ever::tokenizer::states::RawKind::{Rawtext, Rcdata, ScriptData};
use html5ever::tokenizer::{DoctypeToken, Tokenizer as Judge, TokenizerOpts};
use html5ever::{TokenizerResult, local_name};

use super::*;
use crate::dom::lookup;

/// Writes tokens down, and asks for raw text as a tree builder does.
#[derive(Default)]
struct Record {
    lines: RefCell<Vec<String>>,
    text: RefCell<String>,
    foreign: bool,
    ended: Cell<bool>,
    kept: RefCell<String>,
}

impl Record {
    fn line(&self, line: String) {
        let text = self.text.take();
        if !text.is_empty() {
            self.lines.borrow_mut().push(format!("{text:?}"));
        }
        self.lines.borrow_mut().push(line);
    }
}

impl TokenSink for Record {
    type Handle = ();

    fn process_token(&self, token: Token, _: u64) -> TokenSinkResult<()> {
        match token {
            CharacterTokens(text) => {
                assert!(!text.contains('\0'));
                *self.text.borrow_mut() += &text;
            }
            NullCharacterToken => self.text.borrow_mut().push('\0'),
            EOFToken => self.line("end".to_owned()),
            TagToken(tag) if tag.kind == StartTag => {
                let attributes: Vec<String> =
                    tag.attrs.iter().map(|one| format!("{}={:?}", one.name.local, &*one.value)).collect();
                self.line(format!("<{} {attributes:?} {}", tag.name, tag.self_closing));
                return match tag.name {
                    local_name!("script") => TokenSinkResult::RawData(ScriptData),
                    local_name!("title") | local_name!("textarea") => TokenSinkResult::RawData(Rcdata),
                    local_name!("style") | local_name!("iframe") => TokenSinkResult::RawData(Rawtext),
                    local_name!("plaintext") => TokenSinkResult::Plaintext,
                    _ => TokenSinkResult::Continue,
                };
            }
            TagToken(tag) => self.line(format!("</{}", tag.name)),
            DoctypeToken(doctype) => self.line(format!("{doctype:?}")),
            // Of comments only that they stand there is told, and of errors nothing.
            _ => {}
        }
        TokenSinkResult::Continue
    }

    fn end(&self) {
        self.ended.set(true);
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.foreign
    }
}

impl Receive for Record {
    fn drops(&self, _: &str) -> bool {
        false
    }
    fn keep(&self, number: u8, value: &str) {
        *self.kept.borrow_mut() += &format!(" {}={value:?}", lookup::known(number).spelling);
    }
    fn bundle(&self, _: &LocalName) -> Option<Attribute> {
        let kept = self.kept.take();
        if !kept.is_empty() {
            self.line(format!("kept{kept}"));
        }
        None
    }
}

fn compare(html: &str, foreign: bool) {
    let found = Record { foreign, ..Record::default() };
    let options = Options { all_attributes: true, attributes: usize::MAX, until: None };
    let outcome = tokenize(html, options, &found);
    assert_eq!(outcome, Outcome { hides: outcome.hides, ..Outcome::default() });
    let judge = Judge::new(Record { foreign, ..Record::default() }, TokenizerOpts::default());
    let queue = BufferQueue::default();
    queue.push_back(StrTendril::from(html));
    while !matches!(judge.feed(&queue), TokenizerResult::Done) {}
    judge.end();
    let (found, expected) = (found.lines.into_inner(), judge.sink.lines.into_inner());
    assert_eq!(found, expected, "{html:?}");
}

#[test]
fn constructs_give_the_tokens_of_html5ever() {
    for html in [
        "a<p>b</p>c<br/>d<br / >e",
        "<P CLASS=\"A B\" Id='c'  lang = de hidden data-X=1/>x",
        "<p a=1 A=2 b b=3 =x ==y '\"<=z>",
        "<p a=\"&amp;&copy=1&copy;\" b='&#65;' c=&lt;&gt d=a&b e=\"\0\">",
        "<a b=>c<a b= >d<a b=\"c\"d='e'f>",
        "<p\0q a\0b=c\0d>",
        "<p <b></p <i>>",
        "<",
        "</",
        "<p",
        "<p ",
        "<p a",
        "<p a ",
        "<p a=",
        "<p a='",
        "<p a='b'",
        "<p a=b",
        "<p/",
        "</p",
        "<!",
        "<!-",
        "<!--",
        "<!--a",
        "<!--a-",
        "<!--a--",
        "<!--a--!",
        "<?a",
        "</ a",
        "&",
        "&#",
        "&#x",
        "&a",
        "&amp",
        "a&",
        "a<",
        "<>a</>b< c</ d>e<?f>g<!h>i<!-j>k",
        "<!-->a<!--->b<!---->c<!----->d<!----!>e<!--!>f<!---!>g>h-->i<!--a--!b-->j<!--a--!-->k<!--a<!--b-->c",
        "a\r\nb\rc\n\r\nd<!--\r\n-->\r<p title='\r\n'>\r",
        "\u{FEFF}a\u{FEFF}",
        "<!doctype html>a<!DOCTYPE>b<!DOCTYPE \n>c<!doctypehtml>d<!doctype a\0B c>",
        "<!doctype html public>a",
        "<!doctype html public >a",
        "<!doctype html PUBLIC\"a\"\"b\">c",
        "<!doctype html public 'a' \"b\" c>d",
        "<!doctype html public 'a>b",
        "<!doctype html public 'a' 'b>c",
        "<!doctype html public 'a' b>c",
        "<!doctype html public 'a'>b",
        "<!doctype html public 'a",
        "<!doctype html public 'a'",
        "<!doctype html public 'a' ",
        "<!doctype html public a>",
        "<!doctype html public",
        "<!doctype html system>a",
        "<!doctype html system 'a'>b",
        "<!doctype html system 'a' b>c",
        "<!doctype html system 'a>b",
        "<!doctype html system 'a\0",
        "<!doctype html system 'a'",
        "<!doctype html system 'a' ",
        "<!doctype html system a",
        "<!doctype html publik 'a'>",
        "<!doctype",
        "<!doctype ",
        "<!doctype html",
        "<!doctype html ",
        "<!doctype html x",
        "<title>a<b>&amp;</titl></title >b<title>a</title/>b<title>c</TITLE x='>'>d<title>e&notit;\0</title",
        "<style>a<b>&amp;</styl></style>b<style>\0</style x><iframe><p></iframe><style>c</style",
        "<script>a<b</script>c<script>a<!--b</script>c<script><!--<script>a</script>b--></script>c",
        "<script><!--<script >a</script\t>b</script>c<script><!--><script></script>d",
        "<script><!---><script></script>d<script><!--<scriptx></script>e<script><!--<script--></script>f",
        "<script><!--a-</script>b<script><!--<script>--!></script>c--></script>d<script></scriptx></script>e",
        "<script><!--<script><!--</script></script>f<script>\0<!--\0-\0<script>\0</script",
        "<script>a",
        "<script><!-",
        "<script><!--",
        "<script><!--<script>",
        "<script><!--<",
        "<script></",
        "<script></script",
        "<plaintext>a</plaintext>\0&amp;<b",
        "&amp;&AMP&amp &notit;&notin;&NotEqualTilde;&x;&#65;&#x41&#65x&#x110000;&#0;&#128;&#xD800;&#13;&#xyz;&#;&;&é;&aé",
        "&ampamp;&ltx&CounterClockwiseContourIntegral;&CounterClockwiseContourIntegralx&#99999999999;",
    ] {
        compare(html, false);
    }
    for html in ["<![CDATA[a<b>&amp;]]>c", "<![CDATA[a]]b]>c]]]>d", "<![CDATA[", "<![CDATA[a\0b]]", "<![cdata[a]]>b"] {
        compare(html, true);
        compare(html, false);
    }
}

/// Pieces that meet in generated pages: each begins or ends some state.
const PIECES: &[&str] = &[
    "<",
    "</",
    ">",
    "/>",
    "/",
    "<!",
    "<!--",
    "--",
    "-->",
    "--!>",
    "-",
    "!",
    "?",
    "<?",
    "=",
    "\"",
    "'",
    " ",
    "\n",
    "\r",
    "\t",
    "\0",
    "&",
    "&amp",
    "amp;",
    ";",
    "#",
    "&#x",
    "41",
    "&#",
    "é",
    "漢",
    "a",
    "B",
    "x=1",
    " a=",
    " A='b'",
    "<p",
    "<P ",
    "</p>",
    "<script",
    "<script>",
    "</script",
    "</script>",
    "<SCRIPT ",
    "<title>",
    "</title>",
    "<style>",
    "</style ",
    "<textarea>",
    "</textarea>",
    "<iframe>",
    "</iframe>",
    "<![CDATA[",
    "]]>",
    "]",
    "<!doctype",
    "<!DOCTYPE html",
    " public ",
    "SYSTEM",
    "not",
    "&not",
    "in;",
    "copy",
    "&copy",
    "\u{FEFF}",
    "\x0C",
    "<a ",
    "<b\0",
];

/// A page made from a seed, the same everywhere (Knuth's MMIX constants).
fn page(mut seed: u64) -> String {
    let mut below = |limit: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) as usize % limit
    };
    (0..2 + below(24)).map(|_| PIECES[below(PIECES.len())]).collect()
}

#[test]
fn generated_pages_give_the_tokens_of_html5ever() {
    // Four million of them gave no difference; these take a second.
    for seed in 0..30_000 {
        compare(&page(seed), seed % 3 == 0);
    }
}

#[test]
fn a_tag_is_read_up_to_its_limit_of_attributes() {
    let html = format!("<p{}>x", " a=1 b=2 onclick=3".repeat(5));
    let record = Record::default();
    assert_eq!(
        tokenize(&html, Options { all_attributes: true, attributes: 4, until: None }, &record).dropped_attributes,
        11
    );
    assert_eq!(record.lines.into_inner(), [r#"<p ["a=\"1\"", "b=\"2\"", "onclick=\"3\""] false"#, "\"x\"", "end"]);
}

#[test]
fn attributes_that_nobody_reads_are_left_out() {
    let record = Record::default();
    let html = "<p class=a onclick=b CLASS=c data-src='d&amp;' type=e><b onclick=f><input type=a onclick=b>";
    tokenize(html, Options { all_attributes: false, attributes: 1024, until: None }, &record);
    // The tree builder compares formatting elements by all their attributes, and reads the type of an input.
    let expected = [
        r#"kept class="a" data-src="d&" type="e""#,
        "<p [] false",
        r#"<b ["onclick=\"f\""] false"#,
        r#"<input ["type=\"a\""] false"#,
        "end",
    ];
    assert_eq!(record.lines.into_inner(), expected);
    assert!(record.ended.get());
}

#[test]
fn reading_stops_inside_a_construct_that_is_as_long_as_the_page() {
    let long = |unit: &str| unit.repeat(2 * LONG_RUN);
    for html in [
        format!("<p {}><i>", long("a ")),
        format!("<title>{}</title><i>", long("&")),
        format!("<script>{}</script><i>", long("</")),
        format!("<style>{}</style><i>", long("</")),
    ] {
        let record = Record::default();
        let options = |until| Options { all_attributes: false, attributes: 1024, until };
        assert!(tokenize(&html, options(Some(Instant::now())), &record).stopped);
        let lines = record.lines.into_inner();
        assert!(lines.iter().all(|line| !line.starts_with("</") && !line.starts_with("<p")), "{:.20}", html);
        let record = Record::default();
        tokenize(&html, options(None), &record);
        assert!(record.lines.into_inner().iter().any(|line| line.starts_with("<i")), "{:.20}", html);
    }
}

#[test]
fn a_value_of_references_and_line_ends_are_read_as_far_as_the_time_reaches() {
    let options = |until| Options { all_attributes: false, attributes: 1024, until };
    let now = || Some(Instant::now());
    for html in [format!("<p id='{}'>x", "&amp;".repeat(LONG_RUN)), format!("<p>x{}", "\r".repeat(4 * LONG_RUN))] {
        let length = |until| {
            let record = Record::default();
            let stopped = tokenize(&html, options(until), &record).stopped;
            (stopped, record.lines.into_inner().iter().map(String::len).sum::<usize>())
        };
        let (whole, cut) = (length(None), length(now()));
        assert!(!whole.0 && cut.0 && cut.1 < whole.1 / 2, "{:.20}: {whole:?} {cut:?}", html);
    }
}
