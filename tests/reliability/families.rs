//! Decides what hostile pages look like: every family of input that made some extractor slow, large or wrong, at any size.
//! For the tests, which run them small, and for the example `hostile`, which measures them large.

/// An article that stands in front of the hostile part.
pub const ARTICLE: &str = "<h1>The boats came back at noon</h1>\
    <p>The boats came back at noon, and the whole harbour went down to see what they had caught that day.</p>\
    <p>Nobody had expected them before the evening, because the wind had turned in the night and stayed in the north.</p>\
    <p>The harbour master wrote the hour in his book, with the height of the tide and the number of the baskets.</p>";

/// Words of the article that no hostile part holds.
#[allow(dead_code, reason = "not everybody who makes these pages looks for the article")]
pub const FOUND: &str = "the whole harbour went down";

/// A family: its name and what it looks like, with about so many bytes.
pub struct Family {
    pub name: &'static str,
    make: fn(usize) -> String,
}

impl Family {
    /// A page of about this size.
    pub fn page(&self, size: usize) -> String {
        (self.make)(size)
    }
}

/// A unit over and over.
fn fill(unit: &str, size: usize) -> String {
    unit.repeat(size / unit.len() + 1)
}

/// Numbered units: the number stands for `#`.
fn count(unit: &str, size: usize) -> String {
    let mut page = String::with_capacity(size + 64);
    let mut number = 0_usize;
    while page.len() < size {
        page += &unit.replace('#', &number.to_string());
        number += 1;
    }
    page
}

/// The article with a hostile part behind it.
fn behind(part: &str) -> String {
    format!("<title>Rain</title><article>{ARTICLE}</article>{part}")
}

/// The article with a hostile part inside it.
fn inside(part: &str) -> String {
    format!("<title>Rain</title><article>{ARTICLE}<p>{part}</p>{ARTICLE}</article>")
}

/// The article with a hostile part open around it.
fn around(part: &str) -> String {
    format!("<title>Rain</title><body>{part}<article>{ARTICLE}</article>")
}

fn head(part: &str) -> String {
    format!("<head><title>Rain</title>{part}</head><body><article>{ARTICLE}</article>")
}

fn json(part: &str) -> String {
    head(&format!("<script type='application/ld+json'>{part}</script>"))
}

/// A script of embedded state.
fn state(part: &str) -> String {
    format!("<script>window.__STATE__={part}</script>")
}

/// State that was packed by naming a value that it repeats.
fn arguments(unit: &str, argument: &str, size: usize) -> String {
    state(&format!("(function(a){{return {{{}}}}}(\"{argument}\"))", fill(unit, size)))
}

/// A script of streamed flight data.
fn flight(part: &str) -> String {
    format!("<script>self.__next_f.push([1,\"{part}\"])</script>")
}

/// Opening units, then closing ones.
fn nested(open: &str, inner: &str, close: &str, size: usize) -> String {
    let times = size / (open.len() + close.len()) + 1;
    format!("{}{inner}{}", open.repeat(times), close.repeat(times))
}

const TEXT: &str = "It rained all day in the harbour, and nobody went out to see the boats. ";

macro_rules! families {
    ($($name:literal $make:expr,)*) => {
        /// Every family.
        pub const FAMILIES: &[Family] = &[$(Family { name: $name, make: $make },)*];
    };
}

families! {
    // Nesting.
    "nested div" |n| around(&fill("<div>", n)),
    "nested div with text" |n| around(&fill("<div>a word here ", n)),
    "nested div, closed" |n| around(&nested("<div>", "x", "</div>", n)),
    "nested span" |n| around(&fill("<span>", n)),
    "nested section" |n| around(&fill("<section class=content>", n)),
    "nested blockquote" |n| around(&fill("<blockquote>", n)),
    "nested ul li" |n| around(&fill("<ul><li>", n)),
    "nested ul li with text" |n| around(&fill("<ul><li>a word here ", n)),
    "nested ol" |n| around(&fill("<ol>", n)),
    "nested dl dd" |n| around(&fill("<dl><dd>", n)),
    "nested table" |n| around(&fill("<table><tr><td>", n)),
    "nested svg" |n| around(&fill("<svg>", n)),
    "nested svg g" |n| format!("{}<svg>{}", behind(""), fill("<g>", n)),
    "nested math" |n| behind(&format!("<math>{}", fill("<mrow>", n))),
    "nested foreignObject" |n| behind(&fill("<svg><foreignObject>", n)),
    "nested cells in svg" |n| behind(&fill("<table><svg><td>x", n)),
    "nested inputs in svg" |n| behind(&format!("<svg>{}", fill("<input><g>", n))),
    "nested template" |n| behind(&fill("<template>", n)),
    "nested noscript" |n| behind(&fill("<noscript>", n)),
    "nested select" |n| behind(&fill("<select><option>", n)),
    "nested button" |n| behind(&fill("<button>", n)),
    "nested form" |n| behind(&fill("<form><div>", n)),
    "nested object" |n| behind(&fill("<object>", n)),
    "nested ruby" |n| behind(&fill("<ruby><rt>", n)),
    "nested details" |n| behind(&fill("<details><summary>", n)),
    "nested figure" |n| behind(&fill("<figure><figcaption>", n)),
    "nested custom element" |n| behind(&fill("<my-box>", n)),
    "nested h1" |n| behind(&fill("<h1><div>", n)),
    "nested p in button" |n| behind(&fill("<p><button>", n)),
    "nested pre" |n| behind(&fill("<pre><code>", n)),
    "nested optgroup" |n| behind(&format!("<select>{}", fill("<optgroup><option>x", n))),
    "single-child chains" |n| behind(&fill(&format!("{}{TEXT}{}", "<div>".repeat(400), "</div>".repeat(400)), n)),
    "custom elements distinct" |n| around(&count("<x-#>x</x-#>", n)),
    // Formatting.
    "formatting p b" |n| around(&count("<p><b class=c#>", n)),
    "formatting b" |n| around(&fill("<b>", n)),
    "formatting b distinct" |n| around(&count("<b id=#>", n)),
    "formatting a b i" |n| around(&fill("<a href=/x><b><i>", n)),
    "formatting font p" |n| around(&count("<font size=#><p>x", n)),
    "formatting misnested" |n| around(&fill("<b><p></b>x</p>", n)),
    "formatting adoption" |n| around(&fill("<a><div>", n)),
    "formatting adoption deep" |n| around(&format!("{}{}", "<b>".repeat(20), fill("<div></b><b>x", n))),
    "formatting nobr" |n| around(&fill("<nobr>x", n)),
    "formatting closers" |n| around(&format!("{}{}", "<b><i><u><em>".repeat(8), fill("<p>x</b></i></u></em>", n))),
    "formatting in cells" |n| around(&format!("<table>{}", fill("<tr><td><b><i>x", n))),
    "formatting behind tables" |n| around(&format!("<div>{}</div>{}", count("<b class=c#><table></b></table>", 12_000), fill("<p>x</p>", n))),
    "formatting behind objects" |n| around(&count("<div><i id=#><object></i></object></div>", n)),
    "formatting long" |n| around(&format!("<div>{}</div>{}", format!("<b class={}>", fill("x", n / 64)).repeat(31), fill("<p>x</p>", n / 2))),
    "link around blocks" |n| inside(&format!("<a href='/{}'>{}", fill("x", n / 400), fill("<div>word here</div>", n))),
    "applet markers" |n| around(&fill("<applet><b>", n)),
    "end tags" |n| around(&fill("</div>", n)),
    "end tags p" |n| around(&fill("</p>", n)),
    "end tags br" |n| around(&fill("</br>", n)),
    "end tags unknown" |n| around(&format!("{}{}", "<div>".repeat(500), fill("</x>", n))),
    "end tags b unmatched" |n| around(&format!("{}{}", "<div>".repeat(500), fill("</b>", n))),
    "end tags in deep span" |n| around(&format!("{}{}", "<span>".repeat(500), fill("</x>", n))),
    "end tags in deep svg" |n| around(&format!("<svg>{}{}", "<g>".repeat(500), fill("</x>", n))),
    "end tags p in deep span" |n| around(&format!("{}{}", "<span>".repeat(500), fill("</p>", n))),
    "rules in deep span" |n| around(&format!("{}{}", "<span>".repeat(500), fill("<hr>", n))),
    "li in deep div" |n| around(&format!("{}{}", "<div>".repeat(500), fill("<li>x", n))),
    "p in deep span" |n| around(&format!("{}{}", "<span>".repeat(500), fill("<p>x", n))),
    // Tables.
    "foster text" |n| behind(&format!("<table>{}", fill("<tr>x", n))),
    "foster div" |n| behind(&format!("<table>{}", fill("<div>x</div>", n))),
    "foster p open" |n| behind(&format!("<table>{}", fill("<p>x", n))),
    "foster b" |n| behind(&format!("<table>{}", fill("<b>x<tr><td>y", n))),
    "foster nested" |n| behind(&fill("<table><b>", n)),
    "foster words" |n| behind(&format!("<table>{}", fill("word <tr><td>cell</td></tr>", n))),
    "huge spans" |n| inside(&format!("<table>{}</table>", fill("<tr><td colspan=1000000000 rowspan=1000000000>x", n))),
    "spans 65534" |n| inside(&format!("<table>{}</table>", fill("<tr><td rowspan=65534 colspan=1000>x", n))),
    "wide table row" |n| inside(&format!("<table><tr>{}</table>", fill("<td>x", n))),
    "tall table" |n| inside(&format!("<table>{}</table>", fill("<tr><td>cell one<td>cell two", n))),
    "one-cell tables" |n| inside(&fill("<table><tr><td>word</table>", n)),
    "ragged table" |n| inside(&format!("<table>{}</table>", count("<tr><td>#<td>b", n / 2) + &fill("<td>x", n / 2))),
    // Width.
    "paragraphs" |n| behind(&fill("<p>x", n)),
    "paragraphs of text" |n| behind(&fill(&format!("<p>{TEXT}"), n)),
    "paragraphs distinct" |n| behind(&count("<p>Number # went out to sea, and number # came back again.", n)),
    "paragraphs distinct and short" |n| around(&count("<p>x#", n)),
    "prose in cells" |n| behind(&format!("<table>{}</table>", count("<tr><td>Number # went out to sea, and number # came back again.<td>#", n))),
    "same prose in cells" |n| behind(&format!("<table>{}</table>", fill(&format!("<tr><td>{TEXT}</td>"), n))),
    "prose in items" |n| inside(&format!("<ol>{}</ol>", count("<li>Number # went out to sea, and number # came back again.", n))),
    "one paragraph before" |n| around(&format!("<p>{}</p>", fill("boat rain north tide basket ", n))),
    "one box before" |n| around(&format!("<div>{}</div>", count("Number # went out to sea, and number # came back again. ", n))),
    "divs closed" |n| behind(&fill("<div></div>", n)),
    "divs with text" |n| behind(&fill("<div>x</div>", n)),
    "br" |n| inside(&fill("<br>", n)),
    "words and br" |n| inside(&fill("word<br>", n)),
    "br br" |n| inside(&fill("a few words<br><br>", n)),
    "hr" |n| inside(&fill("<hr>", n)),
    "list items" |n| inside(&format!("<ul>{}</ul>", fill("<li>x", n))),
    "list items of text" |n| inside(&format!("<ol>{}</ol>", fill(&format!("<li>{TEXT}"), n))),
    "lists" |n| inside(&fill("<ul><li>x</ul>", n)),
    "definition list" |n| inside(&format!("<dl>{}</dl>", fill("<dt>a<dd>b", n))),
    "definition terms" |n| inside(&format!("<dl>{}</dl>", fill("<dt>a", n))),
    "headings" |n| inside(&fill("<h2>heading</h2>", n)),
    "headings distinct" |n| inside(&count("<h2>heading number #</h2>", n)),
    "headings of levels" |n| inside(&fill("<h1>a<h2>b<h3>c<h4>d<h5>e<h6>f", n)),
    "links" |n| inside(&fill("<a href=/x>x</a> ", n)),
    "links distinct" |n| inside(&count("<a href=/page/#>page #</a> ", n)),
    "links distinct in a list" |n| behind(&format!("<ul>{}</ul>", count("<li><a href=/page/#>Page number # of many</a>", n))),
    "related links" |n| behind(&format!("<h3>Related stories</h3><ul>{}</ul>", count("<li><a href=/page/#>The story of number # at sea</a>", n))),
    "read more" |n| inside(&count("<p>READ MORE: <a href=/#>The story of number #</a></p>", n)),
    "images" |n| inside(&count("<img src=/#.jpg alt='boat #'>", n)),
    "images lazy" |n| inside(&count("<img data-src=/#.jpg data-srcset='/#.jpg 1x, /#b.jpg 2x'>", n)),
    "images in figures" |n| inside(&count("<figure><img src=/#.jpg><figcaption>boat #</figcaption></figure>", n)),
    "figures without image" |n| inside(&fill("<figure><figcaption>boat</figcaption></figure>", n)),
    "captions deep" |n| inside(&format!("{}{}", "<div>".repeat(400), count("<img src=/#.jpg><p>x", n))),
    "srcset" |n| inside(&format!("<img srcset='{}'>", count("/#.jpg #w, ", n))),
    "picture sources" |n| inside(&format!("<picture>{}<img src=/x.jpg></picture>", count("<source srcset=/#.jpg>", n))),
    "quotes" |n| inside(&fill("<blockquote>said</blockquote>", n)),
    "code" |n| inside(&format!("<pre><code>{}</code></pre>", fill("let x = 1;\n", n))),
    "code blocks" |n| inside(&fill("<pre>x</pre>", n)),
    "code backticks" |n| inside(&format!("<pre>{}</pre>", fill("`", n))),
    "code lines of table" |n| inside(&format!("<table class=highlight>{}</table>", count("<tr><td>#<td><pre>x</pre>", n))),
    "forms" |n| behind(&fill("<form><input></form>", n)),
    "options" |n| behind(&format!("<select>{}</select>", fill("<option>x", n))),
    "options selected" |n| behind(&format!("<select><button><selectedcontent></button>{}</select>", fill("<option selected>x", n))),
    "bodies" |n| behind(&count("<body c#=x>", n)),
    "htmls" |n| behind(&count("<html c#=x lang=de>", n)),
    "framesets" |n| fill("<frameset><frame>", n),
    "times" |n| behind(&fill("<time datetime=2024-05-06>May 6, 2024</time> ", n)),
    "bylines" |n| behind(&count("<p class=byline>By Ada Miller # and Tom Reed</p>", n)),
    "one byline" |n| behind(&format!("<p class=byline>By {}</p>", count("Ada Miller #, ", n))),
    "templates" |n| behind(&fill("<template>x</template>", n)),
    "svgs" |n| behind(&fill("<svg><path/></svg>", n)),
    "iframes" |n| behind(&fill("<iframe>x</iframe>", n)),
    "inline elements" |n| inside(&fill("<span>word</span> ", n)),
    "inline letters" |n| inside(&fill("<i>w</i>", n)),
    "hidden" |n| behind(&fill("<div hidden>x</div>", n)),
    "classes" |n| behind(&count("<div class='related share content-# sidebar'>x</div>", n)),
    "same blocks" |n| behind(&fill(&format!("<div class=card><h3>Rain</h3><p>{TEXT}</div>"), n)),
    "comments section" |n| behind(&count("<div class=comment id=c#><p>Reader # says so, and says it again.</p></div>", n)),
    // Attributes.
    "attributes" |n| around(&format!("<div {}>", count(" a#=x", n))),
    "attributes same" |n| around(&format!("<div {}>", fill(" class=x", n))),
    "attributes of b" |n| around(&format!("<b {}>", count(" a#=x", n))),
    "attributes of many" |n| around(&fill(&format!("<p{}>", count(" a#=x", 4000)), n)),
    "attribute value" |n| around(&format!("<div class='{}'>", fill("x ", n))),
    "class names" |n| around(&format!("<div class='{}'>", count("share-# ", n))),
    "class word" |n| around(&format!("<div class='{}'>", fill("share", n))),
    "style value" |n| around(&format!("<div style='{}'>", fill("display:none;", n))),
    "style values" |n| around(&fill("<p style='color:red;display : block;margin:0'>x", n)),
    "attribute references" |n| around(&format!("<div title='{}'>", fill("&amp;", n))),
    "attribute slashes" |n| around(&format!("<div {}>", fill("/", n))),
    "attribute equals" |n| around(&format!("<div {}>", fill("=", n))),
    "attribute quotes" |n| around(&format!("<div {}>", fill("\"", n))),
    "href long" |n| inside(&format!("<a href='/{}'>x</a>", fill("x", n))),
    "href spaces" |n| inside(&format!("<a href='{}x'>x</a>", fill(" ", n))),
    "href dots" |n| inside(&format!("<a href='https://example.org/{}x'>x</a>", fill("../", n))),
    "href host" |n| inside(&format!("<a href='https://{}org/'>x</a>", fill("xn--a.", n))),
    "href unicode host" |n| inside(&format!("<a href='https://{}.org/'>x</a>", fill("ä", n))),
    "base long" |n| head(&format!("<base href='https://example.org/{}/'>", fill("x", n))),
    "base long with links" |n| format!("<head><base href='https://example.org/{}/'></head>{}", fill("x", n / 2), inside(&count("<a href=#>#</a> ", n / 2))),
    "alt long" |n| inside(&format!("<img src=/x.jpg alt='{}'>", fill(TEXT, n))),
    "id long many" |n| around(&count("<p id=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa#>x", n)),
    // Text.
    "no-break spaces" |n| inside(&fill("\u{A0}", n)),
    "no-break references" |n| inside(&fill("&nbsp;", n)),
    "references" |n| inside(&fill("&amp;&#8217;&notin;", n)),
    "references unknown" |n| inside(&fill("&nosuchthing;", n)),
    "references long" |n| inside(&format!("&#{};", fill("9", n))),
    "ampersands" |n| inside(&fill("&", n)),
    "openers" |n| inside(&fill("<", n)),
    "openers of tags" |n| inside(&fill("<a", n)),
    "openers of end tags" |n| inside(&fill("</", n)),
    "openers of comments" |n| inside(&fill("<!--", n)),
    "openers of CDATA" |n| inside(&fill("<![CDATA[", n)),
    "CDATA in svg" |n| behind(&format!("<svg>{}", fill("<![CDATA[", n))),
    "openers of doctypes" |n| inside(&fill("<!doctype ", n)),
    "openers of scripts" |n| behind(&fill("<script>", n)),
    "scripts escaped" |n| behind(&format!("<script>{}", fill("<!--<script>", n))),
    "scripts escaped, closed" |n| behind(&format!("<script>{}", fill("<!--<script></script>-->", n))),
    "script end openers" |n| behind(&format!("<script>{}", fill("</scrip", n))),
    "data script end openers" |n| behind(&format!("<script type='application/json'>{}", fill("</", n))),
    "openers of titles" |n| fill("<title>", n),
    "title end openers" |n| format!("<title>{}", fill("</titl", n)),
    "title references" |n| format!("<title>{}</title>{}", fill("&", n), ARTICLE),
    "openers of textareas" |n| behind(&fill("<textarea>", n)),
    "openers of styles" |n| behind(&fill("<style>", n)),
    "quotes unclosed" |n| inside(&fill("<a href='", n)),
    "comments" |n| inside(&fill("<!-- x -->", n)),
    "comment dashes" |n| inside(&format!("<!--{}", fill("-", n))),
    "comment bangs" |n| inside(&format!("<!--{}", fill("--!", n))),
    "processing instructions" |n| inside(&fill("<?x?>", n)),
    "xml declarations" |n| fill("<?xml ", n),
    "metas unclosed" |n| fill("<meta charset=", n),
    "metas" |n| head(&fill("<meta name=keywords content='boats, rain'>", n)),
    "metas of authors" |n| head(&count("<meta name=author content='Ada Miller #'>", n)),
    "metas of dates" |n| head(&count("<meta property='article:published_time' content='2024-05-06T07:08:09Z #'>", n)),
    "metas distinct" |n| head(&count("<meta name=thing# content='boats'>", n)),
    "meta keywords long" |n| head(&format!("<meta name=keywords content='{}'>", count("boat #, ", n))),
    "meta description long" |n| head(&format!("<meta name=description content='{}'>", fill(TEXT, n))),
    "meta date long" |n| head(&format!("<meta name=date content='{}'>", fill("2024-05-06 ", n))),
    "meta date digits" |n| head(&format!("<meta name=date content='{}'>", fill("1", n))),
    "meta author long" |n| head(&format!("<meta name=author content='{}'>", fill("Ada and ", n))),
    "links in head" |n| head(&count("<link rel=canonical href=/#>", n)),
    "title long" |n| format!("<title>{}</title>{ARTICLE}", fill(TEXT, n)),
    "title of separators" |n| format!("<title>{}</title>{ARTICLE}", fill("Rain - ", n)),
    "title of bars" |n| format!("<title>{}</title><meta property='og:site_name' content=Rain>{ARTICLE}", fill("Rain | ", n)),
    "h1 long" |n| format!("<title>Rain</title><h1>{}</h1>{ARTICLE}", fill(TEXT, n)),
    "h1 of words" |n| format!("<title>Rain</title><h1>{}</h1><article>{ARTICLE}</article>", count("boat# ", n)),
    "h2 long before" |n| around(&format!("<h2>{}</h2>", fill(TEXT, n))),
    "one word" |n| inside(&fill("x", n)),
    "one capital word" |n| inside(&fill("X", n)),
    "one number" |n| inside(&fill("1", n)),
    "one Chinese run" |n| inside(&fill("海", n)),
    "one Thai run" |n| inside(&fill("ก", n)),
    "one emoji run" |n| inside(&fill("😀", n)),
    "combining marks" |n| inside(&format!("a{}", fill("\u{301}", n))),
    "soft hyphens" |n| inside(&fill("\u{AD}", n)),
    "joiners" |n| inside(&fill("a'", n)),
    "hyphens" |n| inside(&fill("a-", n)),
    "stops" |n| inside(&fill(".", n)),
    "sentences" |n| inside(&fill("A. ", n)),
    "one paragraph of text" |n| inside(&fill(TEXT, n)),
    "text without markup" |n| fill(TEXT, n),
    "text without break" |n| fill("x", n),
    "text of lines" |n| fill("A line of text.\n", n),
    "text of short lines" |n| fill("x\n", n),
    "text of distinct lines" |n| count("Line # of the text that was left behind.\n", n),
    "text of read more" |n| count("READ MORE: The story of number #\n", n),
    "text of labels" |n| fill("Community standardsDiscussion\nShare\n", n),
    "text of captions" |n| fill("FILE PHOTO: A boat in the harbour. © Someone / Agency\n", n),
    "text of dates" |n| fill("Published May 6, 2024 10:00 GMT\n", n),
    "text of blank lines" |n| format!("{TEXT}\n{}", fill("\n", n)),
    "text of tabs" |n| fill("a\t", n),
    "white space" |n| inside(&fill(" ", n)),
    "line feeds" |n| inside(&fill("\n", n)),
    "carriage returns" |n| inside(&fill("\r", n)),
    "CR LF" |n| inside(&fill("\r\n", n)),
    "NULs" |n| inside(&fill("\0", n)),
    "NULs and letters" |n| inside(&fill("a\0", n)),
    "NULs in tags" |n| inside(&fill("<a\0 b\0=c\0>", n)),
    "controls" |n| inside(&fill("\u{1}\u{9B}", n)),
    "turned text" |n| inside(&fill("\u{202E}x", n)),
    "byte order marks" |n| inside(&fill("\u{FEFF}", n)),
    "replacement characters" |n| inside(&fill("\u{FFFD}", n)),
    "Markdown marks" |n| inside(&fill("*_`[](", n)),
    "brackets" |n| inside(&fill("(", n)),
    "dates in text" |n| inside(&fill("May 6, 2024 ", n)),
    "addresses in text" |n| inside(&fill("https://example.org/x ", n)),
    "dateline long" |n| inside(&format!("{} (Agency) - x", fill("NEW YORK, ", n))),
    "dateline brackets" |n| inside(&fill("LONDON (", n)),
    "labels" |n| inside(&fill("Share Tweet Email Print ", n)),
    "bars" |n| inside(&fill("Home | News | ", n)),
    // Data.
    "JSON-LD nested arrays" |n| json(&fill("[", n)),
    "JSON-LD nested objects" |n| json(&fill("{\"a\":", n)),
    "JSON-LD nested, closed" |n| json(&nested("[", "1", "]", n)),
    "JSON-LD long" |n| json(&format!("[{}1]", count("{\"@type\":\"NewsArticle\",\"headline\":\"Rain #\"},", n))),
    "JSON-LD many scripts" |n| head(&count("<script type='application/ld+json'>{\"@type\":\"Article\",\"headline\":\"Rain #\"}</script>", n)),
    "JSON-LD broken scripts" |n| head(&fill("<script type='application/ld+json'>{\"@type\":\"Article\",</script>", n)),
    "JSON-LD duplicate keys" |n| json(&format!("{{{}\"b\":1}}", fill("\"a\":1,", n))),
    "JSON-LD keys" |n| json(&format!("{{{}\"b\":1}}", count("\"a#\":1,", n))),
    "JSON-LD body" |n| json(&format!("{{\"@type\":\"Article\",\"articleBody\":\"{}\"}}", fill(TEXT, n))),
    "JSON-LD body of tags" |n| json(&format!("{{\"@type\":\"Article\",\"articleBody\":\"{}\"}}", fill("&lt;div>", n))),
    "JSON-LD bodies" |n| json(&format!("[{}1]", count("{\"@type\":\"Article\",\"articleBody\":\"It rained all day in the harbour, # times.\"},", n))),
    "JSON-LD authors" |n| json(&format!("{{\"@type\":\"Article\",\"author\":[{}\"x\"]}}", count("{\"name\":\"Ada Miller #\"},", n))),
    "JSON-LD graph of ids" |n| json(&format!("{{\"@graph\":[{}1]}}", count("{\"@type\":\"Article\",\"@id\":\"#\",\"author\":{\"@id\":\"#\"}},", n))),
    "JSON-LD escapes" |n| json(&format!("{{\"@type\":\"Article\",\"headline\":\"{}\"}}", fill("\\u0041", n))),
    "JSON-LD line feeds" |n| json(&format!("{{\"@type\":\"Article\",\"headline\":\"{}\"}}", fill("a\n", n))),
    "JSON-LD quotes" |n| json(&fill("\"", n)),
    "JSON-LD commas" |n| json(&format!("[{}]", fill(",", n))),
    "JSON-LD comments" |n| json(&fill("/*", n)),
    "JSON-LD digits" |n| json(&fill("1", n)),
    "state of objects" |n| behind(&format!("<script>window.__STATE__={}</script>", fill("{\"a\":", n))),
    "state of arrays" |n| behind(&format!("<script>window.__STATE__=[{}]</script>", fill("[],", n))),
    "state of strings" |n| behind(&format!("<script>window.__STATE__=[{}1]</script>", fill(&format!("\"{TEXT}\","), n))),
    "state of bodies" |n| behind(&format!("<script>window.__STATE__=[{}1]</script>", count(&format!("{{\"id\":#,\"title\":\"Rain #\",\"body\":\"<p>{TEXT}</p>\"}},"), n))),
    "state of markup" |n| behind(&format!("<script>window.__STATE__={{\"body\":\"{}\"}}</script>", fill("<div>", n))),
    "state of rich text" |n| behind(&format!("<script>window.__STATE__={{\"content\":{}</script>", fill("[{\"type\":\"paragraph\",\"children\":", n))),
    "state of paragraphs" |n| behind(&format!("<script>window.__STATE__={{\"content\":[{}1]}}</script>", fill(&format!("{{\"type\":\"paragraph\",\"text\":\"{TEXT}\"}},"), n))),
    "state scripts" |n| behind(&count("<script>window.__S#__={\"a\":1}</script>", n)),
    "state of escapes" |n| behind(&format!("<script>window.__STATE__=\"{}\"</script>", fill("\\\"", n))),
    "state in a string" |n| behind(&format!("<script>window.__STATE__=JSON.parse(\"{}\")</script>", fill("[\\\"a\\\",", n))),
    "flight pushes" |n| behind(&count("<script>self.__next_f.push([1,\"#:[\\\"$\\\",\\\"p\\\",null,{\\\"children\\\":\\\"It rained all day in the harbour\\\"}]\\n\"])</script>", n)),
    "flight references" |n| behind(&count("<script>self.__next_f.push([1,\"#:[\\\"$#\\\",\\\"$L1\\\"]\\n\"])</script>", n)),
    "flat state" |n| behind(&format!("<script id=__NUXT_DATA__ type='application/json'>[{}1]</script>", count("{\"a\":#},", n))),
    "flat state of one" |n| behind(&format!("<script id=__NUXT_DATA__ type='application/json'>[{{\"a\":1}},[{}1]]</script>", fill("1,", n))),
    "data scripts" |n| behind(&fill("<script type='application/json'>{\"a\":[1]}</script>", n)),
    // What is read only where the page says little, and what names one long thing over and over.
    "state openers" |n| behind(&state(&format!("[\"{}\"]", fill("<", n)))),
    "state escaped openers" |n| behind(&state(&format!("[\"{}\"]", fill("&lt;", n)))),
    "state taking turns" |n| behind(&state(&format!("{{\"body\":\"{TEXT}{TEXT}\",{}}}", fill("\"body\":[\"a b\"],\"body\":\"c d\",", n)))),
    "state of nested rich text" |n| behind(&state(&fill("{\"type\":\"p\",\"text\":\"x\",\"content\":[", n))),
    "state of nested bodies" |n| behind(&state(&fill(&format!("{{\"title\":\"x\",\"body\":\"{TEXT}{TEXT}\",\"c\":["), n))),
    "state of regular expressions" |n| behind(&state(&fill("/[/[", n))),
    "state of functions" |n| behind(&state(&fill("function(a,b)(", n))),
    "arguments as data" |n| behind(&arguments("k:a,", &format!("{{\\\"a\\\":\\\"{}\\\"}}", fill("x", n / 2)), n / 2)),
    "arguments in brackets" |n| behind(&arguments("k:a,", &format!("{{{}", fill("x", n / 2)), n / 2)),
    "arguments as addresses" |n| behind(&arguments("url:a,", &fill("x", n / 2), n / 2)),
    "arguments as rich text" |n| behind(&arguments("b:[{type:\"p\",text:a}],", &fill("x ", n / 2), n / 2)),
    "arguments of spaces" |n| behind(&arguments("k:a,", &format!("{}{{", fill(" ", n / 2)), n / 2)),
    "flat state of long keys" |n| behind(&state(&format!("[{{{}\"a\":2}},\"{}\",\"a b\",3,4,5,6,7,8,9]", fill("\"_1\":2,", n / 2), fill("x", n / 2)))),
    "flat state of one text" |n| behind(&state(&format!("[{{\"a\":1}},[{}2],\"{}\",3,4,5,6,7,8,9]", fill("2,", n), "x ".repeat(99)))),
    "flight without comma" |n| behind(&flight(&fill("1:T\\n", n))),
    "flight of circles" |n| behind(&flight(&count("#:[\\\"$\\\",\\\"p\\\",null,{\\\"children\\\":[\\\"a\\\",\\\"$L#\\\",\\\"$L0\\\"]}]\\n", n))),
    "flight nested" |n| behind(&flight(&format!("0:{}", fill("[\\\"$\\\",\\\"div\\\",null,{\\\"children\\\":", n)))),
    "JSON-LD answers" |n| json(&format!("{}{{\"text\":\"{}\"}}{}", "{\"@type\":\"Comment\",\"comment\":".repeat(100), fill("x", n), "}".repeat(100))),
    "JSON-LD people by name" |n| json(&format!("[{}{{\"@id\":\"#a\",\"@type\":\"Person\",\"x\":1,\"name\":[{}]}}]", fill("{\"@type\":\"WebPage\",\"author\":{\"@id\":\"#a\"}},", n / 2), vec!["\"Ada Lee\""; n / 20].join(","))),
    "JSON-LD comments" |n| format!("{}{}", json(&format!("{{\"@type\":\"Article\",\"comment\":[{}1]}}", count("{\"text\":\"It rained all day, # times.\"},", n / 2))), fill(TEXT, n / 2)),
    "quotes deep" |n| inside(&format!("{}{}", "<blockquote>".repeat(200), fill("<p>x y", n))),
    "list deep" |n| inside(&format!("{}{}", "<ul><li>".repeat(200), fill("<li>x y", n))),
    "row spans wide" |n| inside(&format!("<table><tr>{}{}</table>", fill("<td rowspan=60000>x", n / 2), fill("<tr><td>y", n / 2))),
    "tables in a cell" |n| inside(&format!("<table><tr><th>a<td>{}</table>", fill("<table><tr><th>x<td>y</table>", n))),
    "headings nested" |n| behind(&format!("{}{}", "<h1><div>".repeat(250), fill("! ", n))),
    "boxes of long classes" |n| inside(&fill(&format!("<div class='callout {}'>{}</div>", "ab-c ".repeat(200), "<p>some words here</p>".repeat(12)), n)),
    "footnotes" |n| inside(&format!("{}<ol>{}</ol>", count("<sup id=r#><a href=##f#>[#]</a></sup> ", n / 2), count("<li id=f#>note <a href=##r#>back</a>", n / 2))),
    "footnotes of one" |n| inside(&format!("{}<ol><li id=f1>note</ol>", count("<sup><a href=#f1>#</a></sup>", n))),
    "comments nested" |n| behind(&fill("<ol class=comments><li class=comment><p class=author>Ada</p><p>says this and that</p>", n)),
    "comments answering" |n| behind(&format!("<section id=comments>{}</section>", count("<div class=comment id=c#><b class=author>A#</b><p>@A# yes and no</p><a href=#c1>In reply to</a></div>", n))),
}
