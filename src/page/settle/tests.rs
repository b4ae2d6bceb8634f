//! What settle makes of small pages: white space, hidden text, joints between words.

use super::*;
use crate::deadline::Deadline;
use crate::dom;
use crate::options::{Limits, Parser};
use crate::page::laid_out;

#[test]
fn white_space_folds_and_blocks_break_lines() {
    assert_eq!(laid_out("<p> a \n b&nbsp;c </p><div>d<p>e</p>f</div>").text, "a b c\nd\ne\nf\n");
    assert_eq!(laid_out("a <b> b</b> c<i>d</i>e").text, "a b cde\n");
    assert_eq!(laid_out("a<br>b <br><br> c").text, "a\nb\n\nc\n");
}

#[test]
fn white_space_around_what_is_not_seen_parts_words() {
    for html in ["a<b></b>&shy; c", "a <i>&#8203;</i>c", "a<b></b>&shy; <b>c</b>", "a &shy;<b>c", "a&#8203; &nbsp;c"] {
        assert_eq!(laid_out(html).text, "a c\n", "{html}");
    }
    assert_eq!(laid_out("a&shy;<b>&shy;c").text, "ac\n");
}

#[test]
fn verbatim_text_keeps_its_white_space() {
    assert_eq!(laid_out("<p>a</p><pre>\n  x\n    y\n</pre><p>b").text, "a\n  x\n    y\nb\n");
}

#[test]
fn signs_that_link_a_heading_to_itself_are_no_text() {
    assert_eq!(laid_out("<h2>Start<a href='#start'>¶</a></h2><p><a href='#1'>1</a>").text, "Start\n1\n");
    assert_eq!(laid_out("<h2>Start<a href='#start'>\u{F0C1}</a></h2>").text, "Start\n");
    assert_eq!(laid_out("<h2>Start <a href='/tides/#start'>#</a></h2><p><a href='/tides/#1'>#</a>").text, "Start\n#\n");
}

#[test]
fn what_is_not_text_for_readers_is_left_out() {
    let page = laid_out(
        "<title>T</title>a<script>b</script><style>c</style><select><option>d</select><svg><title>e</title></svg><video>f</video>g",
    );
    assert_eq!(page.text, "ag\n");
    assert_eq!(page.head.title.as_deref(), Some("T"));
}

#[test]
fn rows_span_their_text_and_descendants() {
    let page = laid_out("<div id=x class='Comment-list'><p>a<b>b</b></p></div>c");
    let div = page.rows.iter().position(|row| row.tag == Tag::Div).unwrap() as u32;
    assert_eq!(page.text_of(div), "ab");
    assert_eq!(page.row(div).end, div + 3);
    assert_eq!(page.attribute(div, Name::Id), Some("x"));
    assert!(page.row(div).cues.meets(Cues::named("comment")));
    assert_eq!(page.path(div + 1), "body > div.Comment-list > p");
}

#[test]
fn hidden_rows_are_marked_and_streamed_ones_are_not() {
    let page = laid_out("<div style='display:none'><p>a</p></div><div hidden id='S:0'><p>b</p></div>");
    let flags: Vec<bool> =
        page.rows.iter().filter(|row| row.tag == Tag::P).map(|row| row.flags.meets(Flags::HIDDEN)).collect();
    assert_eq!(flags, [true, false]);
}

#[test]
fn data_scripts_are_kept_aside() {
    let page = laid_out(
        "<script type='application/ld+json'>{\"a\":1}</script><script id=__NEXT_DATA__ type='application/json'>{}</script><script>var x=1</script><script>window.__STATE__={}</script>",
    );
    assert_eq!(page.head.json_ld, ["{\"a\":1}"]);
    assert_eq!(page.head.states.len(), 2);
    assert_eq!(page.head.states[0].0, "__NEXT_DATA__");
    let remix = laid_out("<meta name='script:ld+json' content='{&quot;a&quot;:2}'>");
    assert_eq!(remix.head.json_ld, ["{\"a\":2}"]);
}

#[test]
fn both_tokenizers_keep_the_same_code() {
    let rain = "It rained all day in the harbour, and nobody went out to see the boats come in. ".repeat(30);
    let story = format!("a = {{\"body\": \"{rain}\"}};");
    let code = |html: &str, parser: Parser| {
        settle(&dom::parse_with(html, &Limits::default(), parser, Deadline::default(), &[])).head.code
    };
    for (script, count) in [
        (format!("<script>{story}</script>"), 1),
        (format!("<script type='text/javascript'>b();\r\n{story}</script><p>c<script>d()</script>"), 1),
        (format!("<script><!--\n{story}\n--></script><style>{story}</style><script>{story}"), 2),
        (format!("<script><!-- <script> {story} </script> {story} --></script><script>{story}</script>"), 2),
        (format!("<script>e = '<scr' + 'ipt>'; {story} f = \"</script>\"</script>"), 1),
        (format!("<svg><script>{story}</script></svg><template><script>{story}</script></template>"), 1),
        (format!("<script>g = 'é&amp;\0'; {story}</script>"), 1),
    ] {
        let ours = code(&script, Parser::WholeInput);
        assert_eq!(ours, code(&script, Parser::Html5ever), "{script}");
        assert_eq!(ours.len(), count, "{script}");
    }
}
