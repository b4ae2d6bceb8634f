//! Whom a page names as its authors, by what it shows and what it declares.

use crate::article::PageType;
use crate::block;
use crate::chosen::Chosen;
use crate::meta::gather;
use crate::meta::tests::{BODY, meta, names};
use crate::page;

#[test]
fn bylines_and_dates_of_other_stories_and_replies_do_not_count() {
    let found = meta(&format!(
        "<div class=related><span class=author>Bo Moss</span><time datetime=2011-01-01>x</time></div><h1>Rain over Velmora</h1>
         <div class=byline>By <a href=/people/ann>Ann Lee</a></div><time datetime=2020-05-03>May</time>{BODY}
         <div class=comments><span class=author>Cy Dorn</span><time datetime=2020-05-09>x</time></div>"
    ));
    assert_eq!(names(&found), ["Ann Lee"]);
    assert_eq!(
        found.authors.first().and_then(|author| author.url.as_deref()),
        Some("https://www.slowpost.example.org/people/ann")
    );
    assert_eq!(found.published.as_deref(), Some("2020-05-03"));
}

#[test]
fn visible_bylines_are_read_in_many_languages() {
    for line in [
        "By Ann Lee",
        "Von Ann Lee",
        "Par Ann Lee",
        "Por Ann Lee",
        "Di Ann Lee",
        "Автор: Ann Lee",
        "Door Ann Lee",
        "Autor: Ann Lee",
        "Text: Ann Lee",
        "Interview: Ann Lee",
        "Av Ann Lee",
        "Af Ann Lee",
        "Kirjoittaja: Ann Lee",
        "Yazan: Ann Lee",
        "Szerző: Ann Lee",
        "Oleh Ann Lee",
        "Γράφει η Ann Lee",
        "Napsala: Ann Lee",
        "Напис: 3 травня 2020 - Автор: Ann Lee",
        "A cura di Ann Lee",
        "Escrito por Ann Lee",
        "Propos recueillis par Ann Lee",
        "بقلم Ann Lee",
        "מאת Ann Lee",
        "โดย Ann Lee",
        "लेखक: Ann Lee",
        "記者：Ann Lee",
        "文/Ann Lee",
    ] {
        let found = meta(&format!("<h1>Rain over Velmora</h1><p>{line}</p>{BODY}"));
        assert_eq!(names(&found), ["Ann Lee"], "{line}");
    }
    for (line, name) in [
        ("文/林小雨", "林小雨"),
        ("作者：林小雨", "林小雨"),
        ("기자 김하늘", "김하늘"),
        ("بقلم: مهتاب رودبار", "مهتاب رودبار"),
    ] {
        let found = meta(&format!("<h1>Rain over Velmora</h1><p>{line}</p>{BODY}"));
        assert_eq!(names(&found), [name], "{line}");
    }
}

#[test]
fn an_element_that_is_called_a_name_holds_all_of_it() {
    let line = "<div class=byline><span class=byline-name>By Ann Lee</span> <span class=byline-title>Harbour reporter, Slow \
        News</span> <a href=/archive>Archive</a></div>";
    assert_eq!(names(&meta(&format!("<h1>Rain over Velmora</h1>{line}{BODY}"))), ["Ann Lee"]);
    let two = "<div class=byline><span class=name>Ann Lee</span> <span class=name>Bo Nord</span></div>";
    assert_ne!(names(&meta(&format!("<h1>Rain over Velmora</h1>{two}{BODY}"))), ["Ann Lee"]);
}

#[test]
fn a_byline_behind_the_text_counts_when_its_label_says_so() {
    let body = BODY.repeat(12);
    for line in ["<p>Text: Ann Lee</p>", "<p>Written by Ann Lee</p>", "<h4>Article by</h4><p>Ann Lee</p>"] {
        assert_eq!(names(&meta(&format!("<h1>Rain over Velmora</h1>{body}{line}"))), ["Ann Lee"], "{line}");
    }
    assert_eq!(names(&meta(&format!("<h1>Rain over Velmora</h1>{body}<p>By Monday Market</p>"))), [""; 0]);
}

#[test]
fn a_person_beside_the_headline_goes_before_a_users_name_in_the_head() {
    let head = "<meta name=author content=alee7><h1>Rain over Velmora</h1>";
    assert_eq!(names(&meta(&format!("{head}<p class=byline>By Ann Lee</p>{BODY}"))), ["Ann Lee"]);
    assert_eq!(names(&meta(&format!("{head}{BODY}"))), ["alee7"]);
}

#[test]
fn what_is_done_by_a_thing_is_no_byline() {
    let authors = |line: &str| meta(&format!("<h1>Rain over Velmora</h1><p>{line}</p>{BODY}")).authors.len();
    assert_eq!([authors("by the United Harbours"), authors("by Ada Holm"), authors("by The Slow Post")], [0, 1, 1]);
}

#[test]
fn a_user_is_named_by_the_profile_that_fills_a_byline() {
    let byline = "<span class='author vcard'><a href=/author/7>tidewatch</a></span>";
    assert_eq!(names(&meta(&format!("<h1>Rain over Velmora</h1>{byline}{BODY}"))), ["tidewatch"]);
}

#[test]
fn labels_of_fields_and_heads_of_columns_are_nobody() {
    let heading = "<h1>Rain over Velmora</h1>";
    for nobody in [
        "<form><p class=author>Login name<p><input></form>",
        "<label class=author>Login name</label>",
        "<table><tr><th>Author</th><th>Message</th></tr></table>",
        "<aside><span class=user>Profile</span></aside>",
    ] {
        let found = meta(&format!("{heading}{nobody}{BODY}"));
        assert!(names(&found).is_empty(), "{nobody}: {:?}", names(&found));
    }
    // A board's form for moderators holds its posts, too.
    let found = meta(&format!("<form>{heading}<p class=author>Ann Lee</p>{BODY}</form>"));
    assert_eq!(names(&found), ["Ann Lee"]);
}

#[test]
fn the_site_is_no_author_beside_its_people() {
    let head =
        "<meta property=og:site_name content='The Slow Post'><meta name=author content='Ann Lee, The Slow Post'>";
    assert_eq!(names(&meta(&format!("{head}<h1>Rain over Velmora</h1>{BODY}"))), ["Ann Lee"]);
}

#[test]
fn the_name_of_the_site_is_an_author_only_when_nothing_else_is() {
    let site = "<meta property='og:site_name' content='The Slow Post'><meta name=author content='The Slow Post'>";
    assert_eq!(names(&meta(&format!("{site}<h1>Rain over Velmora</h1><p>By Ann Lee</p>{BODY}"))), ["Ann Lee"]);
    assert_eq!(names(&meta(&format!("{site}<h1>Rain over Velmora</h1>{BODY}"))), ["The Slow Post"]);
}

#[test]
fn what_stands_behind_a_broad_slash_is_no_name() {
    assert_eq!(names(&meta(&format!("<h1>Rain</h1><p>記者王小明／山城報導</p>{BODY}"))), ["王小明"]);
}

#[test]
fn what_looks_like_a_byline_on_a_page_of_goods_is_none() {
    let authors = |html: &str, page_type| {
        let page = page::laid_out(&format!("<h1>Umbrella</h1>{html}{BODY}"));
        gather(&page, &block::cut(&page), None, page_type, &Chosen::default(), &[]).authors.len()
    };
    let column = "<div class=author>Tides</div>";
    let person = "<div class=author>Ann Lee</div>";
    let declared = "<meta name=author content='Umbrella Makers'>";
    for (html, page_type, count) in [
        (column, PageType::Article, 1),
        (column, PageType::Product, 0),
        (person, PageType::Service, 1),
        (declared, PageType::Product, 1),
        ("<code class='member user'>get_rain</code>", PageType::Documentation, 0),
        ("<p>By Ann Lee and The Velmora Weather Project Team</p>", PageType::Documentation, 2),
    ] {
        assert_eq!(authors(html, page_type), count, "{html}");
    }
}

#[test]
fn an_organisation_is_the_author_where_nobody_else_is() {
    let found = |author: &str, shown: &str| {
        let script = format!(r#"{{"@type":"Article","headline":"Rain","author":{author}}}"#);
        let found = meta(&format!("<script type='application/ld+json'>{script}</script><h1>Rain</h1>{shown}{BODY}"));
        names(&found).into_iter().map(str::to_owned).collect::<Vec<_>>()
    };
    let house = r#"{"@type":"Organization","name":"Harbour Office"}"#;
    assert_eq!(found(house, ""), ["Harbour Office"]);
    assert_eq!(found(house, "<p>By Ann Lee</p>"), ["Ann Lee"]);
    assert_eq!(found(&format!(r#"[{house},{{"@type":"Person","name":"Ann Lee"}}]"#), ""), ["Ann Lee"]);
    let many = r#"{"@type":"Organization","name":"Contributors to the harbour"}"#;
    assert_eq!(found(many, ""), [""; 0]);
}

#[test]
fn who_made_the_site_wrote_none_of_its_pages() {
    let authors = |page_type: PageType, name: &str| {
        let page = page::laid_out(&format!(
            "<meta property='og:site_name' content=Slowpost><meta name=author content='{name}'><h1>Opening hours</h1>{BODY}"
        ));
        let address = Some("https://www.slowpost.example.org/hours");
        let found = gather(&page, &block::cut(&page), address, page_type, &Chosen::default(), &[]);
        names(&found).into_iter().map(str::to_owned).collect::<Vec<_>>()
    };
    for name in ["Larkfield Web Studio Ltd", "Tug & Pan s.r.o.", "The Zen Cart Team"] {
        assert_eq!(authors(PageType::Article, name), [""; 0], "{name}");
    }
    for name in ["tugshop.de", "tugshop.de AG"] {
        assert_eq!(authors(PageType::Product, name), [""; 0], "{name}");
    }
    // A house may sign with the form of its firm, and a site's story with its address.
    assert_eq!(authors(PageType::Article, "Slowpost Inc."), ["Slowpost Inc."]);
    assert_eq!(authors(PageType::Article, "tugnews.de"), ["tugnews.de"]);
}
