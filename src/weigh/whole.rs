//! Decides what the page is like as a whole, as named numbers: its sums, what its head declares, which cues, phrases and
//! elements its words stand in. For the judgements of page type and quality, and as features of every block.

use super::Context;
use super::features::{Sink, share};
use crate::cues;
use crate::head::Head;
use crate::page::Flags;
use crate::phrases;
use crate::tag::Tag;

/// The features of a page.
#[derive(Debug, Clone, Default)]
pub struct Whole {
    /// Values in the order of [`names`].
    pub values: Vec<f32>,
}

/// Words of JSON-LD that say what a page is about, and the feature each group feeds.
const DECLARED: [(&str, &[&str]); 8] = [
    ("ld_article", &["Article", "NewsArticle", "BlogPosting", "Report", "TechArticle", "Recipe"]),
    ("ld_product", &["Product", "ProductGroup", "Vehicle", "Book"]),
    ("ld_list", &["ItemList", "CollectionPage", "SearchResultsPage", "OfferCatalog"]),
    ("ld_forum", &["DiscussionForumPosting", "QAPage"]),
    ("ld_faq", &["FAQPage"]),
    ("ld_review", &["Review"]),
    ("ld_service", &["Service", "LocalBusiness", "SoftwareApplication"]),
    ("ld_comment", &["Comment"]),
];

impl Whole {
    /// Looks at the whole page. What it declares stands in `head`, which for a fragment is that of the page it is from.
    pub fn of(context: &Context<'_>, head: &Head) -> Whole {
        let mut values = Vec::with_capacity(names().len());
        fill(context, head, &mut values);
        Whole { values }
    }

    /// The value of a column.
    pub fn value(&self, column: usize) -> f32 {
        self.values.get(column).copied().unwrap_or(0.0)
    }
}

/// The names of a page's features.
pub fn names() -> &'static [String] {
    static NAMES: std::sync::LazyLock<Vec<String>> = std::sync::LazyLock::new(|| {
        let page = crate::page::Page::default();
        let blocks = crate::block::Blocks::default();
        let mut names = Vec::<String>::new();
        fill(&Context::new(&page, &blocks), &page.head, &mut names);
        names
    });
    &NAMES
}

/// The column of a page's feature.
pub fn column(name: &str) -> Option<usize> {
    names().iter().position(|known| known == name)
}

fn fill(context: &Context<'_>, head: &Head, sink: &mut impl Sink) {
    sums(context, sink);
    declared(head, sink);
    cue_shares(context, sink);
    phrase_counts(context, sink);
    element_shares(context, sink);
}

fn sums(context: &Context<'_>, sink: &mut impl Sink) {
    let (total, whole) = (&context.total, &context.whole);
    let words = total.words as f32;
    sink.put("page_words", words);
    sink.put("page_blocks", total.blocks as f32);
    sink.put("page_link_density", total.link_density());
    sink.put("page_average", share(words, total.blocks as f32));
    sink.put("page_long_share", share(total.long_words as f32, words));
    sink.put("page_long_words", total.long_words as f32);
    sink.put("page_long_blocks", whole.long_blocks as f32);
    sink.put("page_sentences", total.sentences as f32);
    sink.put("page_paragraphs", whole.paragraphs as f32);
    sink.put("page_items", share(whole.items as f32, words));
    sink.put("page_cells", share(whole.cells as f32, words));
    sink.put("page_code", share(whole.code as f32, words));
    sink.put("page_quotes", share(whole.quotes as f32, words));
    sink.put("page_headings", whole.headings as f32);
    sink.put("page_articles", whole.articles as f32);
    sink.put("page_forms", whole.forms as f32);
    sink.put("page_images", whole.images as f32);
    sink.put("page_prices", whole.prices as f32);
    sink.put("page_times", whole.times as f32);
    sink.put("page_longest", whole.longest as f32);
    sink.put("page_group_share", share(whole.largest_group, words));
    sink.put("page_years", share(whole.years as f32, total.blocks as f32));
    for (nth, container) in context.marks.containers.iter().enumerate() {
        let tally = context.blocks.tally(container.span);
        sink.put_nth("page_main", nth, "share", share(tally.words as f32, words));
        sink.put_nth("page_main", nth, "link_density", tally.link_density());
        sink.put_nth("page_main", nth, "average", share(tally.words as f32, tally.blocks as f32));
        sink.put_nth("page_main", nth, "headings", context.blocks.headings(container.span) as f32);
    }
}

fn declared(head: &Head, sink: &mut impl Sink) {
    let says = |name: &str| f32::from(u8::from(head.meta(name).is_some()));
    let open_graph = head.meta("og:type").map_or(0.0, |kind| match kind {
        "website" => 1.0,
        "article" | "blog" | "news" => 2.0,
        "product" | "og:product" | "product.item" => 3.0,
        "product.group" => 4.0,
        _ => 5.0,
    });
    sink.put("page_og_type", open_graph);
    sink.put("page_published", says("article:published_time"));
    sink.put("page_price_meta", says("product:price:amount").max(says("og:price:amount")));
    let mut found = [0_u32; DECLARED.len()];
    for script in &head.json_ld {
        for kind in kinds(script) {
            for (count, (_, words)) in found.iter_mut().zip(DECLARED) {
                *count += u32::from(words.contains(&kind));
            }
        }
    }
    for (count, (name, _)) in found.into_iter().zip(DECLARED) {
        sink.put_of("page", name, count as f32);
    }
}

/// The values of `@type` in a JSON-LD script, read without parsing it: a script that is cut off still tells its kind.
fn kinds(script: &str) -> impl Iterator<Item = &str> {
    script.split("\"@type\"").skip(1).filter_map(|rest| rest.split('"').nth(1))
}

fn cue_shares(context: &Context<'_>, sink: &mut impl Sink) {
    let mut near_words = [0_u32; 64];
    for (at, block) in context.blocks.list.iter().enumerate() {
        let [near, middle, _] = context.cues(at as u32);
        for bit in (near | middle).iter() {
            if let Some(words) = near_words.get_mut(bit) {
                *words += block.counts.words;
            }
        }
    }
    for (kind, words) in cues::kinds().iter().zip(near_words) {
        sink.put_of("page_cue", kind, share(words as f32, context.total.words as f32));
    }
}

fn phrase_counts(context: &Context<'_>, sink: &mut impl Sink) {
    let mut counts = [0_u32; 64];
    for at in 0..context.blocks.len() {
        let found = context.phrases(at);
        let mut set = (found.line | found.start).0;
        while set != 0 {
            if let Some(count) = counts.get_mut(set.trailing_zeros() as usize) {
                *count += 1;
            }
            set &= set - 1;
        }
    }
    for (kind, count) in phrases::kinds().iter().zip(counts) {
        sink.put_of("page_says", kind, count as f32);
    }
}

fn element_shares(context: &Context<'_>, sink: &mut impl Sink) {
    for (name, flag) in [
        ("article", Flags::ARTICLE),
        ("main", Flags::MAIN),
        ("table", Flags::TABLE),
        ("list", Flags::LIST),
        ("form", Flags::FORM),
        ("definition", Flags::DEFINITION),
        ("details", Flags::DETAILS),
        ("button", Flags::BUTTON),
        ("noscript", Flags::NOSCRIPT),
    ] {
        let inside = context.blocks.list.iter().filter(|block| block.flags.meets(flag));
        let words: u32 = inside.map(|block| block.counts.words).sum();
        sink.put_of("page_in", name, share(words as f32, context.total.words as f32));
    }
    for (name, tag) in
        [("inputs", Tag::Input), ("buttons", Tag::Button), ("selects", Tag::Select), ("tables", Tag::Table)]
    {
        sink.put_of("page_rows", name, context.page.rows_of(tag).len() as f32);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{block, page};

    #[test]
    fn kinds_of_json_ld_are_read_without_parsing() {
        let script = r#"{"@type" : "Product", "offers": {"@type":["Offer"], "#;
        assert_eq!(kinds(script).collect::<Vec<_>>(), ["Product", "Offer"]);
    }

    #[test]
    fn a_fragment_is_what_its_page_declares() {
        let html = "<meta property=og:type content=product><p>A lamp";
        let page = page::laid_out(html);
        let fragment = page::laid_out("<p>A lamp");
        let blocks = block::cut(&fragment);
        let declares =
            |head: &Head| Whole::of(&Context::new(&fragment, &blocks), head).value(column("page_og_type").unwrap_or(0));
        assert_eq!((declares(&page.head), declares(&fragment.head)), (3.0, 0.0));
    }

    #[test]
    fn every_feature_has_a_name_of_its_own() {
        let mut sorted = names().to_vec();
        sorted.sort();
        sorted.dedup();
        assert_eq!(sorted.len(), names().len());
    }
}
