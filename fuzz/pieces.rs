//! A page of pieces that make pages go wrong when they meet; every byte of the input picks one, so that the fuzzer finds
//! pages by changing single bytes.

/// Tags that are opened and closed.
const TAGS: &[&str] = &[
    "div", "p", "h1", "h2", "ul", "ol", "li", "dl", "dt", "dd", "blockquote", "a", "b", "i", "font", "nobr", "code",
    "span", "table", "caption", "colgroup", "tbody", "tr", "td", "th", "form", "button", "select", "option", "template",
    "svg", "math", "mi", "title", "foreignObject", "annotation-xml", "desc", "html", "head", "body", "frameset",
    "noscript", "script", "style", "textarea", "pre", "ruby", "rt", "details", "summary", "figure", "figcaption",
    "article", "nav", "aside", "main", "section", "iframe", "my-box", "marquee",
];

/// Everything else.
const REST: &[&str] = &[
    "<br>", "<hr>", "<br><br>", "<!--", "-->", "--!>", "<!---->", "<![CDATA[", "]]>", "<!doctype html>", "<?pi?>", "</", "<",
    ">", "&", "&amp;", "&#x0;", "&#8217;", "&nbsp;", "&notit;", "&lt;b>", "\0", "\r", "\r\n", "\n", " ", "\t", "\"", "'", "=", "/",
    " class=a", " style='display:none'", " hidden", " href=/x", " href='https://example.org/y'", "<a href='javascript:x'>",
    "<img src=x.jpg alt=boats>", "<img srcset='a.jpg 1x, b.jpg 2x'>", "<td colspan=1000000000>", "<input type=hidden>",
    "<script type='application/ld+json'>{\"@type\":\"Article\",\"headline\":\"Rain\",\"articleBody\":\"", "\"}",
    "<script>window.__x={\"body\":\"", "<script><!--<script>", "<body class='cookie consent'>", "<div class=related>",
    "<meta charset=utf-8>", "<time datetime=2024-05-06>", "<p class=byline>By Ada Miller</p>", "READ MORE: ", "Share",
    "12 Comments", "A sentence of some length that reads like the text of an article, as it should. ",
    "The boats came back at noon, and the whole harbour went down to see what they had caught that day. ",
    "日本語の文章です。", "نص عربي. ", "\u{202e}", "\u{feff}", "\u{ad}", "a\u{301}", "\u{9b}31m", "é", "word", "x", "1.", "-", "#", "*_`[](|)",
    "<table><tr><td>", "<ul><li>", "<svg><title>", "<math><mi>", "<plaintext>", "<b><p>", "<a><div><a>", "May 6, 2024",
];

/// The page of an input.
pub fn page(bytes: &[u8]) -> String {
    let mut page = String::new();
    for byte in bytes {
        let at = usize::from(*byte);
        match (TAGS.get(at), TAGS.get(at.wrapping_sub(TAGS.len())), REST.get(at.wrapping_sub(2 * TAGS.len()))) {
            (Some(tag), _, _) => page += &format!("<{tag}>"),
            (_, Some(tag), _) => page += &format!("</{tag}>"),
            (_, _, Some(text)) => page += text,
            // The same tags once more, left open: what follows is their attributes.
            _ => page += &format!("<{}", TAGS[at % TAGS.len()]),
        }
    }
    page
}
