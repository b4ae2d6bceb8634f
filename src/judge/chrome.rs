//! Drops short blocks that are chrome by their whole text, whatever stands around them: "Listen Live", "Get short URL",
//! share counters, comment widgets; and lead-ins such as "READ MORE:" with their link. A phrase inside a sentence is
//! never enough.

use std::sync::LazyLock;

use super::above::Above;
use super::{Verdicts, View, bar, rights, step, subjects};
use crate::article::PageType;
use crate::block::{Block, Kind};
use crate::meta::tags;
use crate::page::{Flags, Page};
use crate::phrases::{self, Found, Phrases};
use crate::tag::Tag;
use crate::weigh::Context;
use crate::words;

/// Kinds of whole lines that were kept in at most 1 % of cases on articles and 2.5 % on other gold pages.
const CERTAIN: [&str; 16] = [
    "live",
    "short_url",
    "share",
    "social_name",
    "reply_button",
    "newsletter",
    "consent",
    "breadcrumb",
    "print",
    "advertisement",
    "skip",
    "search",
    "login",
    "feedback",
    "copyright",
    "legal",
];
/// Kinds that are certain only for lines that are not headings of something kept: a forum's or a shop's own sections.
const USUAL: [&str; 5] = ["comment", "related_heading", "menu", "pager", "listen"];

pub(super) struct Kinds {
    pub certain: Phrases,
    pub usual: Phrases,
    pub clock: Phrases,
    cart: Phrases,
    credit: Phrases,
    pub tags: Phrases,
    read_more: Phrases,
    announcing: Phrases,
}

pub(super) static KINDS: LazyLock<Kinds> = LazyLock::new(|| Kinds {
    certain: Phrases::all(&CERTAIN),
    usual: Phrases::all(&USUAL),
    clock: Phrases::named("clock"),
    cart: Phrases::named("cart"),
    credit: Phrases::named("credit"),
    tags: Phrases::named("tags_lead"),
    read_more: Phrases::named("read_more_lead"),
    announcing: Phrases::all(&["read_more_lead", "related_heading"]),
});

/// Looks at every kept block.
pub fn pass(view: &View<'_>, verdicts: &mut Verdicts) {
    let context = view.context;
    let is_article = view.page_type == PageType::Article;
    let is_story = is_article || is_story(view, verdicts);
    // A manual has sections on copyright, security and names. Of 350 manuals seventeen get such headings back, and nothing else.
    let is_manual = view.page_type == PageType::Documentation;
    let mut above = Above::new(is_story, is_article);
    let mut last_announced = None;
    for (at, block) in (0_u32..).zip(&context.blocks.list) {
        let found = context.phrases(at);
        let is_text =
            || block.kind == Kind::Code || is_entry(view, at, verdicts) || step::is_answer(view, at, verdicts);
        let announced = last_announced;
        let is_tag = || is_story && subjects::is_one(context, at, block, announced);
        if !verdicts.keeps(at) || is_text() {
            if is_tag() {
                last_announced = Some(at);
            }
            continue;
        }
        let is_told = || is_manual && leads(block, at, verdicts) || step::is_section(view, at, verdicts);
        if found.line.meets(KINDS.certain) && !is_told() && !step::is_step(view, at, verdicts) {
            verdicts.drop(at, "the whole line is a phrase of page chrome");
        } else if found.line.meets(KINDS.usual) && !leads(block, at, verdicts) {
            verdicts.drop(at, "the whole line is a phrase of page chrome and heads nothing kept");
        } else if view.is_of_cards() && found.line.meets(KINDS.cart) && is_tool(block) {
            verdicts.drop(at, "the whole line is what a shop writes on its buttons");
        } else if is_markup(context.page, block) {
            verdicts.drop(at, "markup that a page saved from a browser shows as text");
        } else if is_data(context.page, block) {
            verdicts.drop(at, "data that scripts read, or a template that they fill");
        } else if speaks_without_scripts(view, block) {
            verdicts.drop(at, "a request to turn scripts on, or what a tool says without them");
        } else if bar::is_bar(context.page, block) {
            verdicts.drop(at, "a bar of buttons: every part of it is a phrase of page chrome or a count");
        } else if is_prompt(context, at, block, verdicts) {
            verdicts.drop(at, "the number of the sample behind it");
        } else if is_credit(block, found) {
            verdicts.drop(at, "a line that says whose picture it is");
        } else if is_tag() {
            verdicts.drop(at, "the article's tags");
            last_announced = Some(at);
        } else if !view.is_of_cards() && follows_lead(context, at, block, last_announced, is_story) {
            verdicts.drop(at, "a link to another story, announced by a line before it");
            // The front of a site consists of such lines and links.
            if is_story {
                last_announced = Some(at);
                drop_announcement(context, at, verdicts);
            }
        } else if points_elsewhere(context.text(at), block, found) {
            verdicts.drop(at, "a lead-in to another story, with its link");
        } else if rights::is_notice(context.text(at), block, found, is_story || view.is_prose()) {
            verdicts.drop(at, "a line that says whose the rights are");
        } else if is_story && (subjects::names(block, found) || tags::hashtags(context.text(at)).is_some()) {
            verdicts.drop(at, "the article's tags");
        } else if let Some(reason) = above.reason(context, at, block, found) {
            verdicts.drop(at, reason);
        }
        if verdicts.keeps(at) {
            above.go_past(block, context.headline() == Some(at));
        }
    }
}

/// Share of the kept words that stand in sentences from which on a page that was taken for a list is a story with little
/// around it: short news on pages whose class names say nothing are taken for lists of stories in half of the cases.
const STORY: f32 = 0.6;

/// Whether a page that was taken for a list is one story by what is kept of it.
fn is_story(view: &View<'_>, verdicts: &Verdicts) -> bool {
    if view.page_type != PageType::Listing {
        return false;
    }
    let (mut all, mut told) = (0, 0);
    for (block, _) in view.kept_blocks(verdicts) {
        all += block.counts.words;
        let is_told = block.counts.sentences > 0 && !block.is_of_links();
        told += if is_told { block.counts.words } else { 0 };
    }
    told as f32 > all as f32 * STORY
}

/// Whether a block may be a button of a shop, though it need be none: "Delivery" is a heading, and "In stock" a table's value.
/// Without them two gold pages are better and two worse, and listings gain 0.0002.
fn is_tool(block: &Block) -> bool {
    matches!(block.kind, Kind::Paragraph | Kind::Item | Kind::Button | Kind::Summary)
}

/// Whether a block is a line of at most so many words that tells nothing: a label, and what it is for.
pub(super) fn is_line_of(most: u32, block: &Block) -> bool {
    block.counts.sentences == 0 && is_short_of(most, block)
}

/// The same, or a sentence.
pub(super) fn is_short_of(most: u32, block: &Block) -> bool {
    block.counts.words <= most && matches!(block.kind, Kind::Paragraph | Kind::Cell)
}

/// Whether a block is markup told as text. A browser that runs scripts reads what `noscript` holds as plain text, and pages
/// saved from one have its tags escaped: `&lt;img src=...`.
fn is_markup(page: &Page, block: &Block) -> bool {
    let is_tag = |rest: &str| rest.starts_with(|first: char| first.is_ascii_alphabetic()) && rest.contains('>');
    block.flags.meets(Flags::NOSCRIPT) && page.slice(block.text).strip_prefix('<').is_some_and(is_tag)
}

/// Whether a block is an object as scripts write it, or a template without its values: `{"layout": 2}`, `{{ product.title }}`.
/// Three gold pages have such text outside of samples and cells, where it is content.
fn is_data(page: &Page, block: &Block) -> bool {
    let text = page.slice(block.text);
    let is_braced = text.starts_with('{') && text.ends_with('}') || text.starts_with("[{") && text.ends_with("}]");
    let is_told = !matches!(block.kind, Kind::Code | Kind::Cell);
    // What stands between two instructions of a template is told: `{% highlight %} ... {% endhighlight %}`.
    let is_between = text.starts_with("{%") && text.find("%}").is_some_and(|end| end + 2 < text.len());
    is_told && is_braced && !is_between && (text.starts_with("{{") || text.contains(':'))
}

/// Words of the largest element without scripts that says no more; Magento's has 19, and the longest seen had 52.
const LARGEST_WITHOUT_SCRIPTS: u32 = 80;

/// Whether a block stands among a few words for browsers without scripts, and asks for those or says what a tool is called. Of
/// 950 pages of shops and forums 45 asked so in the text. What replaces an article that scripts would show has more words.
fn speaks_without_scripts(view: &View<'_>, block: &Block) -> bool {
    let context = view.context;
    let page = context.page;
    if !block.flags.meets(Flags::NOSCRIPT) || block.counts.words > LARGEST_WITHOUT_SCRIPTS {
        return false;
    }
    let mut around = page.upwards(block.row);
    let holder = around.find(|row| page.row(*row).tag == Tag::Noscript);
    // Tools of shops say what they are called where scripts are off: "Product variants". Of five such gold pages with text of
    // that kind one and a half in a hundred words were content.
    holder.is_some_and(|row| context.blocks.tally(context.span(row)).words <= LARGEST_WITHOUT_SCRIPTS)
        && (view.is_of_cards() || names_scripts(page.slice(block.text)))
}

/// Whether a text names JavaScript, which all languages of the web call by that name.
fn names_scripts(text: &str) -> bool {
    let text = text.to_ascii_lowercase();
    text.contains("javascript") || text.contains("java script")
}

/// Whether a block is all of a cell beside a kept one: "Name" and "threads" head and fill tables, too. A cell with more in
/// it may be a column of the page. Or a term above its kept definition: "mode" is a parameter as well as fashion.
fn is_entry(view: &View<'_>, at: u32, verdicts: &Verdicts) -> bool {
    let context = view.context;
    let is = |at: u32, kind: Kind| context.blocks.get(at).is_some_and(|block| block.kind == kind);
    if is(at, Kind::Term) && is(at + 1, Kind::Description) && verdicts.keeps(at + 1) {
        return true;
    }
    // A paragraph or a box inside of a cell is usual; further up stand the columns of pages laid out in tables.
    let cell = |at: u32| view.cell(at, NESTED);
    let Some(own) = cell(at) else { return false };
    let table_row = |cell: u32| context.page.row(cell).parent;
    let beside = [at.checked_sub(1), at.checked_add(1)].into_iter().flatten();
    let mut cells = beside.filter_map(|other| Some((other, cell(other)?)));
    let is_alone = cells.clone().all(|(_, other)| other != own);
    is_alone && cells.any(|(at, other)| verdicts.keeps(at) && table_row(other) == table_row(own))
}

/// Elements that stand around a word within its cell, at most.
const NESTED: usize = 2;

/// Bytes of the longest number of a sample.
const LONGEST_PROMPT: usize = 12;

/// Whether a block numbers the kept sample behind it, as notebooks do: "In [3]:".
fn is_prompt(context: &Context<'_>, at: u32, block: &Block, verdicts: &Verdicts) -> bool {
    let number = context.text(at).strip_suffix("]:").and_then(|text| text.split_once('['));
    let is_number = |(name, count): (&str, &str)| {
        name.chars().all(|sign| sign.is_alphabetic() || sign == ' ')
            && count.chars().all(|sign| sign.is_ascii_digit() || matches!(sign, ' ' | '*'))
    };
    let is_sample = |next: &Block| next.kind == Kind::Code && verdicts.keeps(at + 1);
    block.text.len() <= LONGEST_PROMPT
        && number.is_some_and(is_number)
        && context.blocks.get(at + 1).is_some_and(is_sample)
}

/// Words of the longest line that is nothing but a credit: what leads in, and a name or two.
const LONGEST_CREDIT: u32 = 8;

/// Whether a block is the credit of a picture: "Photo: Ann Lee". In the figure's caption it stays with the picture.
fn is_credit(block: &Block, found: Found) -> bool {
    found.start.meets(KINDS.credit) && is_line_of(LONGEST_CREDIT, block)
}

/// Whether a block is a heading with kept text right behind it.
pub(super) fn leads(block: &Block, at: u32, verdicts: &Verdicts) -> bool {
    block.is_heading() && verdicts.keeps(at + 1)
}

/// Whether a block is one link right behind a line that is a lead-in and nothing else, or behind another such link. What a
/// story is about is told like that, too: "Topics", and a link for each.
fn follows_lead(context: &Context<'_>, at: u32, block: &Block, last_announced: Option<u32>, is_story: bool) -> bool {
    let Some(before) = at.checked_sub(1) else { return false };
    let line = context.phrases(before).line;
    let is_led = last_announced == Some(before) || line.meets(KINDS.announcing) || is_story && line.meets(KINDS.tags);
    is_led && block.links == 1 && block.link_words == block.counts.words && !matches!(block.kind, Kind::Item)
}

/// Drops the line that announced a link, which is the first behind it.
fn drop_announcement(context: &Context<'_>, link: u32, verdicts: &mut Verdicts) {
    let is_announcing = |at: &u32| context.phrases(*at).line.meets(KINDS.announcing);
    if let Some(before) = link.checked_sub(1).filter(is_announcing).filter(|before| verdicts.keeps(*before)) {
        verdicts.drop(before, "a line that announces other stories");
    }
}

/// Words of the longest lead-in with its link; a longer block tells something of its own. In scripts without spaces two letters
/// count as one word, of which they have four or five.
const LONGEST_POINTER: u32 = 40;
const LONGEST_SPACELESS_POINTER: u32 = 80;

/// Whether a block is a lead-in such as "READ MORE:" followed by a link that fills the rest of the line.
fn points_elsewhere(text: &str, block: &Block, found: Found) -> bool {
    let words = block.counts.words;
    if !found.start.meets(KINDS.read_more) || block.links == 0 || words > LONGEST_SPACELESS_POINTER {
        return false;
    }
    // The lead-in itself may stand outside the link, so half of the words are enough; a sentence that merely begins
    // with the words has no such link. A link of a word or two is less than half, but all that follows the lead-in.
    let lead = || words::how_many(phrases::normalise(text).get(..found.start_length).unwrap_or_default());
    let is_short = words <= LONGEST_POINTER || text.chars().any(words::is_spaceless);
    is_short && (block.link_words * 2 >= words || words.saturating_sub(block.link_words) <= lead())
}

#[cfg(test)]
mod tests {
    use crate::article::PageType;
    use crate::judge::tests::{STORY, left};

    fn kept(html: &str) -> Vec<String> {
        left(&format!("{STORY}{html}"), PageType::Article, |_| 1.0)
    }

    #[test]
    fn tags_and_bare_dates_leave_articles_and_ratings_stay() {
        assert!(
            !kept("<p>Tags: <a href=/f>ferry</a>, <a href=/h>Holm</a></p>").iter().any(|text| text.starts_with("Tags"))
        );
        assert!(!kept("<p>12 May 2023</p>").iter().any(|text| text.starts_with("12")));
        assert!(kept("<p>4/5</p>").contains(&"4/5".to_owned()));
        assert!(kept("<p>Tags: what they are for</p>").iter().any(|text| text.starts_with("Tags")));
    }

    #[test]
    fn what_a_shop_writes_on_its_buttons_leaves_pages_of_goods() {
        let page =
            format!("{STORY}<ul><li>Add to basket<li>Made of oak</ul><h2>Delivery</h2><p>By boat, on Mondays.</p>");
        let lines = |page_type| left(&page, page_type, |_| 1.0).len();
        assert_eq!((lines(PageType::Product), lines(PageType::Article)), (5, 6));
    }

    #[test]
    fn a_line_of_hashtags_leaves_and_one_alone_stays() {
        assert_eq!(kept("<p>#Holm #FerryRain</p>").len(), 2);
        assert_eq!(kept("<p>#Holm</p>").len(), 3);
        assert_eq!(kept("<p>#1 and #2 are the ferries of Holm</p>").len(), 3);
    }

    #[test]
    fn a_pointer_leaves_however_long_its_link_is() {
        assert_eq!(kept("<p>Lees ook: <a href=/v>Veerponten</a></p>").len(), 2);
        assert_eq!(kept(&format!("<p>延伸閱讀：<a href=/v>{}</a></p>", "港口的雨".repeat(20))).len(), 2);
        assert_eq!(kept("<p>Lees ook: <a href=/v>dit</a> voor je naar de haven van Holm gaat</p>").len(), 3);
    }

    #[test]
    fn links_behind_a_line_that_announces_them_leave_a_story_one_and_all() {
        let links = "<p><a href=//example.com/a>Boats come back</a><p><a href=//example.com/b>A harbour in winter</a>";
        assert_eq!(kept(&format!("<p>Also:</p>{links}")).len(), 2);
        assert_eq!(kept(links).len(), 4);
    }

    #[test]
    fn data_and_templates_leave_and_samples_stay() {
        assert_eq!(kept("<div>{\"layout\":2,\"align\":\"centre\"}</div><p>{{ product.title }}</p>").len(), 2);
        assert_eq!(kept("<pre>{\"layout\": 2}</pre><table><tr><th>Value<td>{ size: 10 }</table>").len(), 5);
        assert_eq!(kept("<p>{% mark loom %} thread: Silk = None {% endmark %}</p>").len(), 3);
        assert_eq!(kept("<p>{% load thread: silk %}</p>").len(), 2);
        assert_eq!(kept("<p>{sic} he wrote: there is no harbour in Holm {sic}.").len(), 3);
    }

    #[test]
    fn the_number_of_a_sample_leaves() {
        let cell = "<div>In [3]:</div><pre>boat.haul()</pre>";
        assert_eq!(kept(cell).iter().filter(|text| text.starts_with("In")).count(), 0);
        assert!(kept(&cell.replace("<pre>boat.haul()</pre>", "<p>It rained.")).contains(&"In [3]:".to_owned()));
        assert!(kept(&cell.replace("[3]", "[three]")).contains(&"In [three]:".to_owned()));
    }

    #[test]
    fn requests_to_turn_scripts_on_leave_and_a_lesson_on_scripts_stays() {
        let asked = "<noscript><div><p>Bitte aktivieren Sie JavaScript in Ihrem Browser.</div></noscript>";
        assert_eq!(kept(asked).len(), 2);
        assert_eq!(kept("<p>JavaScript is what most pages are written in.").len(), 3);
        let posts =
            "<p>In JavaScript a loop of this kind ends when its list does, not when the counter says so.".repeat(6);
        assert_eq!(kept(&format!("<noscript>{posts}</noscript>")).len(), 8);
    }

    #[test]
    fn sections_of_a_manual_may_be_called_like_chrome() {
        let page = format!("{STORY}<h2>Copyright</h2><p>Whoever keeps a copy keeps this notice with it.");
        let headed = |page_type| left(&page, page_type, |_| 1.0).contains(&"Copyright".to_owned());
        assert!(headed(PageType::Documentation) && !headed(PageType::Article));
    }

    #[test]
    fn a_phrase_of_chrome_is_dropped_but_not_out_of_a_table() {
        let table = "<table><tr><td>Login<td>The name that the harbour office knows.</table>";
        assert!(kept(table).contains(&"Login".to_owned()));
        assert!(!kept("<div>Login</div>").contains(&"Login".to_owned()));
        let terms = "<dl><dt>mode<dd>How the file is opened.</dl>";
        assert!(kept(terms).contains(&"mode".to_owned()));
        let answers = "<table><tr><td><p>Sails at night<td><div><p>Yes</div></table>";
        assert!(kept(answers).contains(&"Yes".to_owned()));
        let column = "<table><tr><td><p>Login<p>The boats came in.</table>";
        assert!(!kept(column).contains(&"Login".to_owned()));
    }
}
