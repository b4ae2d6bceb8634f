//! Tests of the choice among all sources, on whole small pages.

use super::*;
use crate::{block, page};

pub(super) fn meta(html: &str) -> Meta {
    let page = page::laid_out(html);
    let blocks = block::cut(&page);
    gather(
        &page,
        &blocks,
        Some("https://www.slowpost.example.org/rain/today.html"),
        PageType::Article,
        &Chosen::default(),
        &[],
    )
}

pub(super) fn names(meta: &Meta) -> Vec<&str> {
    meta.authors.iter().map(|author| author.name.as_str()).collect()
}

/// Running text long enough to count as such.
pub(super) const BODY: &str = "<p>It rained all day in the harbour of Velmora, and nobody went out to see the boats come in before the evening bell.</p>";

#[test]
fn the_type_is_that_of_what_the_page_is_about() {
    let declared = |script: &str| {
        let page = "<title>Rain over Velmora</title><h1>Rain over Velmora</h1>";
        meta(&format!("{page}<script type=application/ld+json>{script}</script>{BODY}")).declared_type
    };
    for (script, expected) in [
        (r#"{"@type":"http://schema.org/NewsArticle","headline":"Another title"}"#, Some("NewsArticle")),
        (
            r#"{"@graph":[{"@type":"WebSite"},{"@type":["Recipe","NewsArticle"],"name":"Rain over Velmora"}]}"#,
            Some("Recipe"),
        ),
        (r#"{"@type":"Product","name":"Rain over Velmora"}"#, Some("Product")),
        (r#"{"@type":"Product","name":"Umbrella"}"#, None),
        (r#"{"@type":"news Article","headline":"Rain over Velmora"}"#, None),
        (r#"{"@type":"FAQPage","mainEntity":{"@type":"Question","name":"Is it wet?"}}"#, None),
        (r#"{"@type":"Organization","name":"Rain over Velmora"}"#, None),
    ] {
        assert_eq!(declared(script).as_deref(), expected, "{script}");
    }
}

#[test]
fn json_ld_is_read_in_every_shape() {
    let person = r##"{"@type":"Person","@id":"#ann","name":"Ann Lee","url":"/people/ann"}"##;
    for (author, script) in [
        ("string", r#"{"@type":"NewsArticle","headline":"Rain","author":"By Ann Lee"}"#.to_owned()),
        ("list", r#"[{"@type":"NewsArticle","author":[{"name":"Ann Lee"}]}]"#.to_owned()),
        ("reference", format!(r##"{{"@graph":[{{"@type":["Article"],"author":{{"@id":"#ann"}}}},{person}]}}"##)),
        (
            "nested",
            r#"{"@type":"WebPage","mainEntity":{"@type":"BlogPosting","author":{"name":["Ann Lee"]}}}"#.to_owned(),
        ),
        ("broken", "{\"@type\":\"Article\",\"author\":\"Ann\tLee\",}".to_owned()),
    ] {
        let found = meta(&format!("<script type='application/ld+json'>{script}</script>{BODY}"));
        assert_eq!(names(&found), ["Ann Lee"], "{author}");
    }
}

#[test]
fn the_node_about_this_page_wins_over_nodes_about_others() {
    let script = r#"{"@graph":[
        {"@type":"Article","headline":"Snow","author":"Bo Moss","datePublished":"2019-01-01"},
        {"@type":"Article","headline":"Rain","author":"Ann Lee","datePublished":"2020-05-03T10:00:00+02:00","mainEntityOfPage":"https://slowpost.example.org/rain/today.html"},
        {"@type":"ItemList","itemListElement":[{"@type":"Article","author":"Cy Dorn"}]}]}"#;
    let found = meta(&format!("<script type='application/ld+json'>{script}</script>{BODY}"));
    assert_eq!((names(&found), found.published.as_deref()), (vec!["Ann Lee"], Some("2020-05-03T10:00:00+02:00")));
}

#[test]
fn wrong_types_and_hostile_scripts_leave_the_rest_intact() {
    let deep = format!("{}1{}", "[".repeat(5000), "]".repeat(5000));
    for script in [
        deep.as_str(),
        r#"{"@type":7,"author":{"name":{"name":3}},"datePublished":[[]]}"#,
        r#"{"@type":"Article","headline":["a",{}],"image":[null],"keywords":{"a":1},"author":[1,null,[]]}"#,
        "\u{0}",
    ] {
        let found = meta(&format!(
            "<script type='application/ld+json'>{script}</script><meta name=author content='Ann Lee'><h1>Rain</h1>{BODY}"
        ));
        assert_eq!(names(&found), ["Ann Lee"], "{script:.40}");
    }
}

#[test]
fn published_and_modified_are_never_mixed_up() {
    let found = meta(&format!("<h1>Rain over Velmora</h1><p>Last updated: 4 May 2020</p>{BODY}"));
    assert_eq!((found.published, found.modified.as_deref()), (None, Some("2020-05-04")));
    let found = meta(&format!("<h1>Rain over Velmora</h1><p>Published 3 May 2020 | Updated 4 May 2020</p>{BODY}"));
    assert_eq!((found.published.as_deref(), found.modified.as_deref()), (Some("2020-05-03"), Some("2020-05-04")));
    let found = meta(&format!("<h1>Rain over Velmora</h1><p>Last updated</p><time>May 4, 2020</time>{BODY}"));
    assert_eq!((found.published, found.modified.as_deref()), (None, Some("2020-05-04")));
}

#[test]
fn a_time_that_is_called_updated_beside_a_published_one_is_that_of_a_change() {
    let dates = |times: &str| {
        let meta = meta(&format!("<h1>Rain over Velmora</h1><p>{times}</p>{BODY}"));
        (meta.published.is_some(), meta.modified)
    };
    let both = "<time class=published datetime=2021-03-14>14 March</time><time class=updated datetime=2021-03-15>15 March</time>";
    assert_eq!(dates(both), (true, Some("2021-03-15".to_owned())));
    assert_eq!(dates("<time class='entry-date updated' datetime=2021-03-14>14 March</time>"), (true, None));
}

#[test]
fn whoever_holds_the_rights_is_no_licence() {
    let licence = |rights: &str| meta(&format!("<meta name=dc.rights content='{rights}'>{BODY}")).license;
    assert_eq!(licence("The Slow Post Ltd."), None);
    assert_eq!(licence("CC BY 4.0").as_deref(), Some("CC BY 4.0"));
}

#[test]
fn a_second_description_of_the_page_fills_gaps() {
    let page = r#"{"@type":"WebPage","@id":"https://slowpost.example.org/rain/today.html","name":"Rain over Velmora","datePublished":"2020-05-03"}"#;
    let article =
        r#"{"@type":"NewsArticle","headline":"Rain over Velmora","author":"Ann Lee","datePublished":"2020-05-01"}"#;
    let script = |json: &str| format!("<script type='application/ld+json'>{json}</script>");
    let found = meta(&format!("{}{}<h1>Rain over Velmora</h1>{BODY}", script(page), script(article)));
    assert_eq!(names(&found), ["Ann Lee"]);
}

#[test]
fn day_and_month_are_exchanged_where_the_page_shows_them_in_words() {
    let declared =
        "<html lang=en-GB><meta property=article:published_time content='03-09-2026'><h1>Rain over Velmora</h1>";
    let found = meta(&format!("{declared}<p>Published March 9, 2026</p>{BODY}"));
    assert_eq!(found.published.as_deref(), Some("2026-03-09"));
    assert_eq!(meta(&format!("{declared}{BODY}")).published.as_deref(), Some("2026-09-03"));
}

#[test]
fn the_lead_image_has_its_caption_and_credit() {
    let found = meta(&format!(
        "<meta property='og:image' content='/img/tug-1200x800.jpg'><h1>Rain over Velmora</h1>
         <figure><img src='/img/tug-600x400.jpg' alt=Tug><figcaption>A tug at dawn. <span>© Meridian / Ann Lee</span></figcaption></figure>{BODY}"
    ));
    let image = found.image.unwrap_or_default();
    assert_eq!(image.url.as_deref(), Some("https://www.slowpost.example.org/img/tug-1200x800.jpg"));
    assert_eq!(
        (image.alt.as_deref(), image.caption.as_deref(), image.credit.as_deref()),
        (Some("Tug"), Some("A tug at dawn."), Some("© Meridian / Ann Lee"))
    );
}

#[test]
fn a_line_of_hashtags_names_keywords() {
    let found = meta(&format!("<h1>Rain over Velmora</h1>{BODY}<p>#Rain #Velmora</p>"));
    assert_eq!(found.tags, ["Rain", "Velmora"]);
}

#[test]
fn shown_keywords_go_before_declared_ones() {
    let found = meta(&format!(
        "<meta name=keywords content='news, weather'><h1>Rain over Velmora</h1>{BODY}<p>Tags: <a href=/t/rain>rain</a>, <a href=/t/velmora>Velmora</a></p>"
    ));
    assert_eq!(found.tags, ["rain", "Velmora"]);
}

#[test]
fn language_is_declared_or_read_from_the_text() {
    assert_eq!(meta("<html lang=en_us>x").language.as_deref(), Some("en-US"));
    assert_eq!(meta(&BODY.repeat(3)).language.as_deref(), Some("en"));
    assert_eq!(meta("<html lang=ar>x").direction, Some(Direction::Rtl));
    assert_eq!(meta("x").language, None);
}

#[test]
fn addresses_are_absolute_and_of_the_web() {
    let found = meta(
        "<link rel=canonical href='/rain'><link rel=license href='javascript:alert(1)'><meta property='og:image' content='data:image/png;base64,AA'>",
    );
    assert_eq!(found.canonical_url.as_deref(), Some("https://www.slowpost.example.org/rain"));
    assert_eq!(found.hostname.as_deref(), Some("slowpost.example.org"));
    assert_eq!((found.license, found.image), (None, None));
}

#[test]
fn huge_values_are_cut() {
    let found = meta(&format!(
        "<title>{}</title><meta name=author content='{}'>",
        "ä ".repeat(500_000),
        "Ann ".repeat(100_000)
    ));
    assert!(found.title.is_some_and(|title| title.len() <= clean::LONGEST));
}

#[test]
fn the_address_settles_which_number_is_the_month() {
    let page = page::laid_out(&format!("<html lang=en><h1>Rain over Velmora</h1><p class=date>03/10/2023</p>{BODY}"));
    let published = |url: &str| {
        gather(&page, &block::cut(&page), Some(url), PageType::Article, &Chosen::default(), &[])
            .published
            .unwrap_or_default()
    };
    assert_eq!(published("https://slowpost.com/rain"), "2023-03-10");
    assert_eq!(published("https://slowpost.co.uk/rain"), "2023-10-03");
    assert_eq!(published("https://slowpost.com/2023/october/03/rain"), "2023-10-03");
}

#[test]
fn tags_that_no_sign_parts_are_the_links() {
    let tags = "<div>Etiketler: <a href=/e/1>ekmek</a> <a href=/e/2>taş fırın</a></div>";
    assert_eq!(meta(&format!("<h1>Rain</h1>{BODY}{tags}")).tags, ["ekmek", "taş fırın"]);
    let ways = "<p><a href=/d/1>Previous: Install</a> <a href=/d/2>Next: Questions</a>";
    assert_eq!(meta(&format!("<h1>Rain</h1>{BODY}{ways}")).tags, [""; 0]);
}

#[test]
fn a_wiki_files_its_pages_under_categories() {
    let link = |name: &str| format!("<a href='/wiki/Category:{name}'>{name}</a>");
    let list = |class: &str, name: &str| {
        format!("<div class={class}>{}: <ul><li>{}</ul></div>", link("Categories"), link(name))
    };
    let links = format!("<div class=catlinks>{}{}</div>", list("normal", "Rain"), list("mw-hidden-catlinks", "Stubs"));
    let found =
        |generator: &str| meta(&format!("<meta name=generator content='{generator}'><h1>Fog</h1>{BODY}{links}"));
    assert_eq!(found("MediaWiki 1.45").categories, ["Rain"]);
    assert_eq!(found("Another").categories, [""; 0]);
}

#[test]
fn a_summary_that_repeats_the_title_is_none() {
    let found = meta(&format!("<meta name=description content='Rain.'><title>Rain</title><h1>Rain</h1>{BODY}"));
    assert_eq!(found.description, None);
    let summary = |text: &str| {
        let head =
            format!("<meta property='og:site_name' content='Slow Post'><meta name=description content='{text}'>");
        meta(&format!("{head}<title>Rain</title><h1>Rain</h1>{BODY}")).description
    };
    assert_eq!([summary("Slow post"), summary("null"), summary("-")], [None, None, None]);
    assert_eq!(summary("Rain fell.").as_deref(), Some("Rain fell."));
}

#[test]
fn a_job_says_when_it_was_posted_and_who_offers_it() {
    let job = r#"{"@type":"JobPosting","title":"Keeper","datePosted":"2024-03-18","hiringOrganization":{"name":"Harbour Office"}}"#;
    let found = meta(&format!("<script type='application/ld+json'>{job}</script><h1>Keeper</h1>{BODY}"));
    assert_eq!((found.published.as_deref(), found.site_name.as_deref()), (Some("2024-03-18"), Some("Harbour Office")));
}

#[test]
fn the_title_knows_the_site_better_than_a_publisher_of_another_name() {
    let found = |publisher: &str| {
        let script = format!(r#"{{"@type":"Article","publisher":{{"name":"{publisher}"}}}}"#);
        meta(&format!("<title>Rain - Example Post</title><script type='application/ld+json'>{script}</script>{BODY}"))
            .site_name
    };
    assert_eq!(found("Harbour Foundation, Inc.").as_deref(), Some("Example Post"));
    assert_eq!(found("Example Media").as_deref(), Some("Example Media"));
}

#[test]
fn of_the_dates_of_a_paper_the_earlier_is_its_own() {
    let dates = "<meta name=citation_online_date content=2024/03/11><meta name=citation_date content=2024/03/02>";
    assert_eq!(meta(&format!("{dates}<h1>Rain</h1>{BODY}")).published.as_deref(), Some("2024-03-02"));
}

#[test]
fn microdata_may_stand_in_a_title() {
    let date = "<abbr itemprop=datePublished title=2024-05-07T08:14:00-07:00>8:14 AM</abbr>";
    assert_eq!(meta(&format!("<h1>Rain</h1>{date}{BODY}")).published.as_deref(), Some("2024-05-07T08:14:00-07:00"));
}

#[test]
fn catalogues_name_the_family_first() {
    let page =
        |name: &str, content: &str| meta(&format!("<meta name='{name}' content='{content}'><h1>Rain</h1>{BODY}"));
    for (name, content, expected) in [
        ("dc.creator", "Moss, Martha Hale, 1841-1910", &["Martha Hale Moss"][..]),
        ("dc.creator", "Moss, Martha", &["Martha Moss"]),
        ("dc.creator", "Ann Lee, Bo Moss", &["Ann Lee", "Bo Moss"]),
        ("author", "Ann, Bo", &["Ann", "Bo"]),
    ] {
        assert_eq!(names(&page(name, content)), expected, "{content}");
    }
    let found = meta(&format!("<h1>Rain</h1>{BODY}<p>By <span property=author>Moss, Martha Hale</span></p>"));
    assert_eq!(names(&found), ["Martha Hale Moss"]);
}

#[test]
fn the_scheme_of_an_element_may_belong_to_its_name() {
    let found = meta(&format!(
        "<meta name=DC.contributor content='Ann Lee' scheme=inventor>
         <meta name=DC.date content=2018-04-03 scheme=dateSubmitted><meta name=DC.date content=2021-05-04 scheme=issue>
         <meta name=DC.language content=de scheme=rfc1766><h1>Folding pot</h1>{BODY}"
    ));
    assert_eq!((names(&found), found.published.as_deref()), (vec!["Ann Lee"], Some("2021-05-04")));
}

#[test]
fn an_office_program_says_when_a_text_was_changed() {
    let found = meta(&format!(
        "<meta name=created content=2021-05-03T10:11:12><meta name=changed content=2021-06-20T21:40:00><h1>Rain</h1>{BODY}"
    ));
    let dates = (found.published.as_deref(), found.modified.as_deref());
    assert_eq!(dates, (Some("2021-05-03"), Some("2021-06-20")));
}

#[test]
fn a_gallery_has_an_author_and_a_date() {
    let script = r#"<script type="application/ld+json">{"@type":"ImageGallery","headline":"Rain over Velmora",
        "datePublished":"2023-08-01","author":[{"@type":"Person","name":"Ann Lee"}]}</script>"#;
    let found = meta(&format!("<title>Rain over Velmora</title>{script}<h1>Rain over Velmora</h1>{BODY}"));
    assert_eq!((names(&found), found.published.as_deref()), (vec!["Ann Lee"], Some("2023-08-01")));
}

#[test]
fn hosts_are_written_without_accents() {
    let publisher =
        r#"{"@type":"Article","headline":"Rain","publisher":{"@type":"Organization","name":"Tug Foundation, Inc."}}"#;
    let html = format!(
        "<title>Rain — Tugipédia</title><script type='application/ld+json'>{publisher}</script><h1>Rain</h1>{BODY}"
    );
    let page = page::laid_out(&html);
    let address = Some("https://fr.tugipedia.org/rain");
    let found = gather(&page, &block::cut(&page), address, PageType::Article, &Chosen::default(), &[]);
    assert_eq!(found.site_name.as_deref(), Some("Tugipédia"));
}

#[test]
fn a_record_is_by_whoever_plays_on_it() {
    let album = r#"{"@type":"MusicAlbum","name":"Rain over Velmora","datePublished":"07 Oct 2022 00:00:00 GMT","byArtist":{"@type":"MusicGroup","name":"The Slow Tugs"}}"#;
    let site = "<meta property=og:site_name content='The Slow Tugs'>";
    let shown = "<div class=bio><p><span>The Slow Tugs</span> <span>Velmora, UK</span></p></div>";
    let script = format!("<script type=application/ld+json>{album}</script>");
    let found = meta(&format!("{site}{script}{shown}<h1>Rain over Velmora</h1>{BODY}"));
    assert_eq!((names(&found), found.published.as_deref()), (vec!["The Slow Tugs"], Some("2022-10-07T00:00:00Z")));
}

#[test]
fn readers_comments_are_signed_by_others() {
    let comment = "<p>It was wet.</p><p>Posted by: Bo Moss | 4 May 2020</p>";
    let found =
        meta(&format!("<h1>Rain over Velmora</h1><p>3 May 2020, by Ann Lee</p>{BODY}<h3>Comments</h3>{comment}"));
    assert_eq!(names(&found), ["Ann Lee"]);
}

#[test]
fn the_first_of_the_dates_of_posts_is_the_threads() {
    let post = |day: u8| format!("<div class=post><p>{day} May 2020</p>{BODY}</div>");
    let html = format!("<h1>Rain over Velmora</h1>{}{}{}", post(3), post(4), post(5));
    let page = page::laid_out(&html);
    let of = |page_type| gather(&page, &block::cut(&page), None, page_type, &Chosen::default(), &[]).published;
    assert_eq!(of(PageType::Forum).as_deref(), Some("2020-05-03"));
}
