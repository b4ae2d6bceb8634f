//! What the parts of a small page are in Markdown.

use super::*;
use crate::write::compose::tests::composed;

/// The Markdown of a page without its title.
fn markdown(html: &str) -> String {
    let mut article = crate::extract("");
    let content = composed(html);
    (article.text, article.blocks) = (content.text, content.blocks);
    to_markdown(&article)
}

#[test]
fn the_title_leads_and_is_not_said_twice() {
    let mut article = crate::extract("");
    article.title = Some("A *title*".to_owned());
    article.blocks = composed("<h1>A *title*</h1><h3>b #</h3><p>c<br>d").blocks;
    assert_eq!(to_markdown(&article), "# A \\*title\\*\n\n### b \\#\n\nc\\\nd\n");
    assert_eq!(to_markdown(&crate::extract("")), "");
}

#[test]
fn links_emphasis_and_code_stand_in_the_text() {
    for (html, expected) in [
        ("a <a href='/b (c)'>d [e]</a>", "a [d \\[e\\]](https://example.org/b%20%28c%29)\n"),
        ("<em>a</em> <strong>b <i>c</i></strong>", "*a* **b *c***\n"),
        ("re<b>mark</b>able, <b>(a)</b>b", "re**mark**able, <strong>(a)</strong>b\n"),
        ("<b>a</b><i>b</i>", "**a**<em>b</em>\n"),
        ("<code>a</code><code>b</code>", "`ab`\n"),
        ("<code>a*`b</code> <del>c</del> H<sub>2</sub>O", "``a*`b`` ~~c~~ H<sub>2</sub>O\n"),
        ("<b>a<br>b</b>", "**a**\\\n**b**\n"),
        ("<i># a</i>", "*\\# a*\n"),
        ("<a href='/x?a&amp;amp;b&amp;c'>a</a>", "[a](https://example.org/x?a\\&amp;b&c)\n"),
        ("$5 <a href=/x$>a</a>", "$5 [a](https://example.org/x\\$)\n"),
        ("<a href=/x><code>a|b</code></a>", "[`a|b`](https://example.org/x)\n"),
        ("a <math alttext='x_1'><mi>x</mi></math> b", "a $x_1$ b\n"),
        ("a <img class=tex alt=x src=x> b, <img class=tex alt=y src=y>, c", "a $x$ b, $y$, c\n"),
        // Nothing of a formula or of code can be escaped, and so the price before it is.
        ("$5, <math alttext='x_1'><mi>x</mi></math>", "\\$5, $x_1$\n"),
        ("<math alttext='x_1'><mi>x</mi></math> $5", "$x_1$ $5\n"),
        ("$5 <code>$a</code>", "\\$5 `$a`\n"),
        // Nor can the end of a link's label.
        ("[a<br><code>b]:c</code>", "\\[a\\\n`b]:c`\n"),
        ("[a <math alttext='x]:y'><mi>x</mi></math>", "\\[a $x]:y$\n"),
        ("[a<br><code>b</code>", "[a\\\n`b`\n"),
        // Beside a mark that is punctuation, emphasis inside a word is not read as such.
        ("a<i><code>b</code></i>c <b><i><code>d</code></i></b>", "a<em>`b`</em>c ***`d`***\n"),
        ("<b>a(<i>\"b\"</i>)</b>", "**a(<em>\"b\"</em>)**\n"),
        // Links inside code are links all the same.
        ("<code><a href=/x>a</a></code>", "[`a`](https://example.org/x)\n"),
        ("<code>a(b: <a href=/x>c</a> )</code>", "`a(b:` [`c`](https://example.org/x) `)`\n"),
    ] {
        assert_eq!(markdown(&format!("<p>{html}</p>")), expected, "{html}");
    }
    assert_eq!(markdown("<h2>a <a href=/x>b</a></h2>"), "## a [b](https://example.org/x)\n");
    assert_eq!(
        markdown("<table><tr><th>a<th>b<tr><td><b>c</b><td><code>d|e</code></table>"),
        "| a | b |\n| --- | --- |\n| **c** | `d\\|e` |\n"
    );
    assert_eq!(markdown("<ul><li><b>a</b> b<li><a href=/c>c</a></ul>"), "- **a** b\n- [c](https://example.org/c)\n");
}

#[test]
fn a_mark_at_the_end_of_a_line_stands_beside_the_break() {
    // The break opens with a sign, beside which the asterisk before it would open emphasis.
    assert_eq!(markdown("<p>a *<br>`<i>`</i>"), "a \\*\\\n\\`*\\`*\n");
    // Asterisks that stand alone would double the marks around a caption.
    assert_eq!(
        markdown("<p>a</p><figure><img src=i.jpg><figcaption>* b *</figcaption></figure><p>c"),
        "a\n\n![](https://example.org/i.jpg)\n\n*\\* b \\**\n\nc\n"
    );
    // A term and its description are one paragraph.
    assert_eq!(markdown("<dl><dt>$5<dd>not 6$</dl>"), "**\\$5**\\\nnot 6\\$\n");
}

#[test]
fn footnotes_stand_at_the_end() {
    let html = "<p>a<sup><a href=#n1 id=r1>1</a></sup></p><ol><li id=n1>b <a href=#r1>↩</a></ol><p>[^c]";
    assert_eq!(markdown(html), "a[^1]\n\n\\[^c]\n\n[^1]: b\n");
}

#[test]
fn a_list_may_begin_later() {
    assert_eq!(markdown("<ol start=4><li>a<li>b</ol>"), "4. a\n5. b\n");
    assert_eq!(markdown("<ul><li>a<ol start=4><li>b<li>c</ol><li>d</ul>"), "- a\n  4. b\n  5. c\n- d\n");
}

#[test]
fn lists_nest_by_indentation() {
    assert_eq!(
        markdown("<ol><li>a<ul><li>b<br>c<ol><li>d</ol></ul><li>e<ol><li>f</ol></ol><p>g</p><ul><li>h"),
        "1. a\n   - b\\\n     c\n     1. d\n2. e\n   1. f\n\ng\n\n- h\n"
    );
}

#[test]
fn an_item_goes_on_behind_its_inner_list() {
    assert_eq!(markdown("<ol><li>a<ul><li>b</ul># c<li>d</ol>"), "1. a\n   - b\n\n   \\# c\n2. d\n");
}

#[test]
fn lists_in_a_row_stay_apart() {
    assert_eq!(markdown("<ul><li>a<li>b</ul><ul><li>c</ul><ul class=x><li>d</ul>"), "- a\n- b\n\n* c\n\n- d\n");
    assert_eq!(markdown("<ol><li>a</ol><ol><li>b</ol>"), "1. a\n\n1) b\n");
}

#[test]
fn numbers_that_items_say_themselves_are_written_once() {
    assert_eq!(markdown("<ol><li>1. a<li><i>2.</i> <b>b</b></ol>"), "1. a\n2. **b**\n");
    assert_eq!(markdown("<ol><li>[4] a<li>[5] b</ol>"), "4. a\n5. b\n");
    assert_eq!(markdown("<ol><li>3. a<li>b</ol>"), "1. 3\\. a\n2. b\n");
    assert_eq!(markdown("<ul><li>1. a<li>2. b</ul>"), "- 1\\. a\n- 2\\. b\n");
    assert_eq!(markdown("<ol><li>1.5 m<li>b</ol>"), "1. 1.5 m\n2. b\n");
}

#[test]
fn a_footnote_does_not_say_its_label_again() {
    let mark = "<p>a<sup><a href=#n1 id=r1>1</a></sup></p>";
    for note in [
        "<p><a href=#r1 id=n1>[1]</a> The tide</p>",
        "<p><sup><a href=#r1 id=n1>1</a></sup>. The tide</p>",
        "<div><p id=n1><a href=#r1>1</a>The tide</p></div>",
        "<aside id=n1><span>[<a href=#r1>1</a>]</span><p>The tide</p></aside>",
    ] {
        assert_eq!(markdown(&format!("{mark}{note}")), "a[^1]\n\n[^1]: The tide\n", "{note}");
    }
    assert_eq!(markdown(&format!("{mark}<p id=n1>The tide of <a href=#r1>1</a>")), "a[^1]\n\n[^1]: The tide of 1\n");
}

#[test]
fn a_formula_that_is_a_paragraph_stands_on_a_line_of_its_own() {
    assert_eq!(markdown("<p>a \\(x_1\\) b</p><div class=math>\\[ x^2 \\]</div>"), "a $x_1$ b\n\n$$x^2$$\n");
    assert_eq!(markdown("<p>$$x^2$$"), "$$x^2$$\n");
    let numbered = "<table><tr><td><math alttext='x_1'><mi>x</mi></math><td>(2.1)</table>";
    assert_eq!(markdown(numbered), "$$x_1 \\tag{2.1}$$\n");
    assert_eq!(markdown("<p>a <math><mfrac><mi>k</mi><mi>A</mi></mfrac></math>"), "a $\\frac{k}{A}$\n");
    assert_eq!(markdown("<p><script type=math/tex>x^2</script> is"), "$x^2$ is\n");
}

#[test]
fn quotations_are_marked_on_every_line() {
    assert_eq!(markdown("<blockquote><p>a<p># b</blockquote>"), "> a\n>\n> \\# b\n");
}

#[test]
fn a_fence_is_longer_than_any_run_inside() {
    assert_eq!(markdown("<pre class=language-md>```\n  <b>*a*</pre>"), "````md\n```\n  *a*\n````\n");
    assert_eq!(markdown("<pre>a</pre>"), "```\na\n```\n");
}

#[test]
fn a_fence_names_the_language_once() {
    assert_eq!(markdown("<p>JS</p><pre class=language-js>a</pre><p>JS"), "```js\na\n```\n\nJS\n");
}

#[test]
fn tables_have_a_header_and_cells_on_one_line() {
    assert_eq!(
        markdown("<table><tr><th>a|b<th>c<tr><td>d<br>e<td>\\|<tr><td>f</table>"),
        "| a\\|b | c |\n| --- | --- |\n| d<br>e | \\\\\\| |\n| f |\n"
    );
    assert_eq!(markdown("<table><tr><td>a<td>b<tr><td>c<td>d</table>"), "| | |\n| --- | --- |\n| a | b |\n| c | d |\n");
}

#[test]
fn columns_that_say_nothing_are_left_out() {
    let html = "<table><tr><th><th>a<th><th colspan=2>b<tr><td><td>c<td> <td>d<td></table>";
    assert_eq!(markdown(html), "| a | b |\n| --- | --- |\n| c | d |\n");
    let corner = "<table><tr><th><th>a<tr><th>b<td>c</table>";
    assert_eq!(markdown(corner), "| | a |\n| --- | --- |\n| b | c |\n");
}

#[test]
fn boxes_are_named_once_and_hold_something() {
    let boxed = |inner: &str| markdown(&format!("<div class='admonition tip'><p>Tip:</p>{inner}</div>"));
    assert_eq!(boxed("<p>a<p>b"), "> [!TIP]\n> a\n>\n> b\n");
    assert_eq!(boxed("<ul><li>a</ul>"), "Tip:\n\n- a\n");
    assert_eq!(markdown("<div class='alert alert-info'><h4>Note:</h4><p>a</div>"), "> [!NOTE]\n> a\n");
    assert_eq!(markdown("<h4>Note:</h4><p>a"), "#### Note:\n\na\n");
}

#[test]
fn images_have_their_caption_below() {
    assert_eq!(
        markdown("<p>a</p><figure><img src='i (1).jpg' alt='b]'><figcaption>c*. © D</figcaption></figure><p>e"),
        "a\n\n![b\\]](https://example.org/i%20%281%29.jpg)\n\n*c\\*. © D*\n\ne\n"
    );
    let same = "<p>a</p><figure><img src=i.jpg alt=C><figcaption>c.</figcaption></figure>";
    assert_eq!(markdown(same), "a\n\n![](https://example.org/i.jpg)\n\n*c.*\n");
}

#[test]
fn definitions_are_bold_terms_with_text() {
    assert_eq!(markdown("<dl><dt>a<dd>b<dd>c<dt>d</dl>"), "**a**\\\nb\n\nc\n\n**d**\n");
}
