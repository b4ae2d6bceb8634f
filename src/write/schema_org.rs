//! Decides what an article is in the words of schema.org: of which type, and which of the type's properties say what. From
//! the article alone, for the shapes of other tools.

use serde_json::{Value, json};

use super::shape::{address, clear, image};
use crate::article::{Article, Author, PageType};

/// What properties a type has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Family {
    /// Those of an article.
    Article,
    /// Those of a work of any kind.
    Work,
    /// Those of a page, which says what it is about.
    Page,
    /// Those of a thing, which a page is about.
    Thing,
}

/// The types that are written as a page declares them; all others say less than the type of page that was found.
const TYPES: [(&str, Family); 44] = [
    ("AboutPage", Family::Page),
    ("AdvertiserContentArticle", Family::Article),
    ("AnalysisNewsArticle", Family::Article),
    ("Article", Family::Article),
    ("AskPublicNewsArticle", Family::Article),
    ("BackgroundNewsArticle", Family::Article),
    ("BlogPosting", Family::Article),
    ("Book", Family::Work),
    ("CollectionPage", Family::Page),
    ("ContactPage", Family::Page),
    ("Course", Family::Work),
    ("Dataset", Family::Work),
    ("DiscussionForumPosting", Family::Article),
    ("Event", Family::Thing),
    ("FAQPage", Family::Page),
    ("HowTo", Family::Work),
    ("ItemPage", Family::Page),
    ("JobPosting", Family::Thing),
    ("LiveBlogPosting", Family::Article),
    ("MedicalScholarlyArticle", Family::Article),
    ("MedicalWebPage", Family::Page),
    ("Movie", Family::Work),
    ("MusicRecording", Family::Work),
    ("NewsArticle", Family::Article),
    ("OpinionNewsArticle", Family::Article),
    ("PodcastEpisode", Family::Work),
    ("Product", Family::Thing),
    ("ProductGroup", Family::Thing),
    ("ProfilePage", Family::Page),
    ("QAPage", Family::Page),
    ("Question", Family::Work),
    ("Recipe", Family::Work),
    ("Report", Family::Article),
    ("ReportageNewsArticle", Family::Article),
    ("Review", Family::Work),
    ("ReviewNewsArticle", Family::Article),
    ("SatiricalArticle", Family::Article),
    ("ScholarlyArticle", Family::Article),
    ("Service", Family::Thing),
    ("SocialMediaPosting", Family::Article),
    ("SoftwareApplication", Family::Work),
    ("SoftwareSourceCode", Family::Work),
    ("TechArticle", Family::Article),
    ("VideoObject", Family::Work),
];

/// The article as JSON-LD.
pub(super) fn schema_org(article: &Article) -> Value {
    let (name, family) = type_of(article);
    let work = match family {
        Family::Thing => work(article, "WebPage", Family::Page),
        _ => work(article, name, family),
    };
    if family != Family::Thing {
        return with_context(work);
    }
    // A thing has neither author nor text; the page that is about it has.
    with_context(clear(json!({
        "@type": name,
        "name": article.title,
        "description": article.description,
        "image": image(article),
        "url": address(article),
        "subjectOf": work,
    })))
}

/// The type that the page declares where it is known, else one for the kind of page that it is.
fn type_of(article: &Article) -> (&'static str, Family) {
    let known = |name: &str| {
        let at = TYPES.binary_search_by(|(known, _)| (*known).cmp(name)).ok()?;
        TYPES.get(at).copied()
    };
    article.declared_type.as_deref().and_then(known).unwrap_or(match article.page_type {
        PageType::Article => ("Article", Family::Article),
        PageType::Forum => ("DiscussionForumPosting", Family::Article),
        PageType::Product => ("Product", Family::Thing),
        PageType::Collection | PageType::Listing => ("CollectionPage", Family::Page),
        PageType::Documentation => ("TechArticle", Family::Article),
        PageType::Service => ("WebPage", Family::Page),
    })
}

fn with_context(mut value: Value) -> Value {
    let mut whole = json!({"@context": "https://schema.org"});
    if let (Some(whole), Some(object)) = (whole.as_object_mut(), value.as_object_mut()) {
        whole.append(object);
    }
    whole
}

/// What was written, with everything that is known of it.
fn work(article: &Article, name: &str, family: Family) -> Value {
    let is_article = family == Family::Article;
    let of_article = |value: Value| if is_article { value } else { Value::Null };
    let of_work = |value: Value| if is_article { Value::Null } else { value };
    clear(json!({
        "@type": name,
        "headline": article.title,
        "name": of_work(json!(article.title)),
        "author": article.authors.iter().map(|author| person(article, author)).collect::<Vec<_>>(),
        "datePublished": article.published,
        "dateModified": article.modified,
        "publisher": article.site_name.as_ref().map(|name| json!({"@type": "Organization", "name": name})),
        "description": article.description,
        "image": image(article),
        "articleSection": of_article(json!(article.categories)),
        "genre": of_work(json!(article.categories)),
        "keywords": article.tags,
        "inLanguage": article.language,
        "license": article.license,
        "url": address(article),
        "wordCount": of_article(json!(article.word_count)),
        "articleBody": of_article(json!(article.text)),
        "text": of_work(json!(article.text)),
    }))
}

fn person(article: &Article, author: &Author) -> Value {
    // A site that signs its own articles is no person.
    let site = article.site_name.as_ref().is_some_and(|site| site.eq_ignore_ascii_case(&author.name));
    clear(json!({"@type": if site { "Organization" } else { "Person" }, "name": author.name, "url": author.url}))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn article() -> Article {
        let mut article = crate::extract("");
        article.title = Some("Rain".to_owned());
        article.text = "It rained.".to_owned();
        article.categories = vec!["Weather".to_owned()];
        article.authors = ["A", "B"].iter().map(|name| Author { name: (*name).to_owned(), url: None }).collect();
        article.site_name = Some("b".to_owned());
        article
    }

    #[test]
    fn a_site_that_signs_is_no_person_and_what_is_unknown_is_left_out() {
        let found = schema_org(&article());
        let kinds = (&found["author"][0]["@type"], &found["author"][1]["@type"]);
        assert_eq!(kinds, (&json!("Person"), &json!("Organization")));
        assert_eq!((&found["author"][1]["name"], found.get("license")), (&json!("B"), None));
    }

    #[test]
    fn a_page_is_what_it_declares_or_seems_to_be() {
        let mut article = article();
        for (declared, page_type, expected) in [
            (Some("NewsArticle"), PageType::Documentation, "NewsArticle"),
            (Some("Invented"), PageType::Documentation, "TechArticle"),
            (Some("WebPage"), PageType::Article, "Article"),
            (None, PageType::Forum, "DiscussionForumPosting"),
            (None, PageType::Listing, "CollectionPage"),
        ] {
            (article.declared_type, article.page_type) = (declared.map(str::to_owned), page_type);
            assert_eq!(schema_org(&article)["@type"], expected);
        }
    }

    #[test]
    fn every_type_has_properties_of_its_own() {
        let mut article = article();
        let mut of = |name: &str| {
            article.declared_type = Some(name.to_owned());
            schema_org(&article)
        };
        let found = of("BlogPosting");
        assert_eq!((&found["articleBody"], &found["articleSection"][0]), (&json!("It rained."), &json!("Weather")));
        assert!(found.get("text").is_none() && found.get("genre").is_none());
        let found = of("Recipe");
        assert_eq!((&found["text"], &found["genre"][0]), (&json!("It rained."), &json!("Weather")));
        assert!(["articleBody", "articleSection", "wordCount"].iter().all(|key| found.get(*key).is_none()));
        let found = of("Product");
        assert_eq!((&found["name"], &found["subjectOf"]["text"]), (&json!("Rain"), &json!("It rained.")));
        assert!(["text", "author", "headline"].iter().all(|key| found.get(*key).is_none()));
        assert_eq!(found["subjectOf"]["@type"], "WebPage");
    }

    #[test]
    fn the_types_are_sorted() {
        assert!(TYPES.is_sorted_by_key(|(name, _)| *name));
    }
}
