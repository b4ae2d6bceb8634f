//! Tests of the choice of the headline, on whole small pages.

use crate::article::PageType;
use crate::block;
use crate::chosen::Chosen;
use crate::meta::gather;
use crate::meta::tests::{BODY, meta};
use crate::page;

#[test]
fn the_heading_that_agrees_with_the_title_is_the_headline() {
    let found = meta(&format!(
        "<title>Rain over Velmora | The Slow Post</title><h1>The Slow Post</h1><h1>Rain over Velmora</h1>{BODY}"
    ));
    assert_eq!(found.title.as_deref(), Some("Rain over Velmora"));
    let found = meta(&format!("<title>Rain over Velmora - Slow Post</title><h1>Slow Post</h1>{BODY}"));
    assert_eq!(found.title.as_deref(), Some("Rain over Velmora"));
    let name = "<meta property=og:site_name content='The Slow Post'><title>Rain over Velmora – The Slow Post</title>";
    let found = meta(&format!("{name}<h1>Rain over Velmora – The Slow Post</h1>{BODY}"));
    assert_eq!(found.title.as_deref(), Some("Rain over Velmora"));
    let found = meta(&format!("<h1>Rain over Velmora - Weather Forum</h1><h1>Rain over Velmora</h1>{BODY}"));
    assert_eq!(found.title.as_deref(), Some("Rain over Velmora"));
    let found = meta(&format!("<title>Rain and Hail Price Guide</title><h1>2025 Rain and Hail Price Guide</h1>{BODY}"));
    assert_eq!(found.title.as_deref(), Some("2025 Rain and Hail Price Guide"));
}

#[test]
fn a_heading_that_a_declared_title_repeats_loses_nothing() {
    let script = r#"<script type="application/ld+json">{"@type":"Article","headline":"Rain over Velmora"}</script>"#;
    let found = meta(&format!(
        "<title>Weather Two: Rain over Velmora</title>{script}<h1>Weather Two: Rain over Velmora</h1>{BODY}"
    ));
    assert_eq!(found.title.as_deref(), Some("Weather Two: Rain over Velmora"));
    let found = meta(&format!(
        "<title>Weather - Rain over Velmora</title>{script}<h1><span>Weather</span> Rain over Velmora</h1>{BODY}"
    ));
    assert_eq!(found.title.as_deref(), Some("Rain over Velmora"));
}

#[test]
fn a_heading_is_read_once_and_as_it_is_seen() {
    let title = |inside: &str| meta(&format!("<h1>{inside}</h1>{BODY}")).title.unwrap_or_default();
    assert_eq!(title("Rain over Velmora<span class=sr-only> (opens a window)</span>"), "Rain over Velmora");
    assert_eq!(title("<i>Rain over Velmora</i> <b>Rain over Velmora</b>"), "Rain over Velmora");
    assert_eq!(title("Duran Duran"), "Duran Duran");
}

#[test]
fn buttons_in_a_heading_are_not_its_words() {
    let found = meta(&format!("<h1>Rain over <em>Velmora</em><button>Copy link</button></h1>{BODY}"));
    assert_eq!(found.title.as_deref(), Some("Rain over Velmora"));
}

#[test]
fn a_slogan_behind_the_name_of_the_site_is_no_title() {
    let found = meta(&format!(
        "<meta property='og:site_name' content=Slowpost><title>Slowpost - News for patient people</title><h1>Rain over Velmora</h1>{BODY}"
    ));
    assert_eq!(found.title.as_deref(), Some("Rain over Velmora"));
    let named = "<meta property='og:site_name' content=Slowpost><meta name='twitter:title' content='Slowpost'><title>Rain over Velmora</title>";
    assert_eq!(meta(&format!("{named}{BODY}")).title.as_deref(), Some("Rain over Velmora"));
}

#[test]
fn a_service_is_named_by_its_declared_title() {
    let html = format!("<title>Boat Repair in Velmora | Slowpost</title><h1>We mend boats in every weather</h1>{BODY}");
    let title = |page_type| {
        let page = page::laid_out(&html);
        gather(&page, &block::cut(&page), None, page_type, &Chosen::default(), &[]).title
    };
    assert_eq!(title(PageType::Service).as_deref(), Some("Boat Repair in Velmora"));
    assert_eq!(title(PageType::Article).as_deref(), Some("We mend boats in every weather"));
}

#[test]
fn the_heading_of_the_main_part_goes_before_that_of_the_book() {
    let book = "<title>E7 - Index of errors</title><div><h1>Index of errors</h1></div><main><h1>Error E7</h1>";
    assert_eq!(meta(&format!("{book}{BODY}</main>")).title.as_deref(), Some("Error E7"));
    let question = "<title>Why rain? - Forum</title><div><h1>Why rain?</h1></div><main><h1>Rain, said at length</h1>";
    assert_eq!(meta(&format!("{question}{BODY}</main>")).title.as_deref(), Some("Why rain?"));
}

#[test]
fn the_title_knows_which_of_its_owners_sites_it_is() {
    let foot = "<footer>© 2026 Harbour Media</footer>";
    let site = |title: &str, foot: &str| meta(&format!("<title>{title}</title><h1>Rain</h1>{BODY}{foot}")).site_name;
    assert_eq!(site("Rain | The Harbour", foot).as_deref(), Some("Harbour Media"));
    assert_eq!(site("Rain | Example®", foot).as_deref(), Some("Example"));
    assert_eq!(site("Rain | Example.org: Umbrellas for patient people", foot).as_deref(), Some("Example.org"));
    assert_eq!(site("Rain", "<footer>© 2000-2024 by Ann Lee</footer>").as_deref(), Some("Ann Lee"));
    assert_eq!(site("Rain", "<footer>Powered by Board 3 © 2011 Board Makers</footer>"), None);
}

#[test]
fn a_sign_at_the_end_of_a_title_parts_it_from_nothing() {
    for (title, expected) in [("Rain over Velmora |", "Rain over Velmora"), ("Why rain? -", "Why rain?"), ("A-", "A-")]
    {
        assert_eq!(meta(&format!("<h1>{title}</h1>{BODY}")).title.as_deref(), Some(expected));
    }
}

#[test]
fn without_a_first_heading_a_lower_one_tells_the_headline_from_the_book() {
    for (title, shown) in [
        ("Rain Manual: moor() Function", "<h2>moor() Function</h2>"),
        ("moor() Function: Rain Manual", "<h2>moor() Function</h2>"),
        ("Rain: moor() Function", "<div class=title>moor() Function</div>"),
    ] {
        let found = meta(&format!("<title>{title}</title>{shown}{BODY}<h3>Gives back</h3>"));
        assert_eq!(found.title.as_deref(), Some("moor() Function"), "{title}");
    }
    for shown in ["<h1>Tides</h1><h2>moor() Function</h2>", "<div class=title>Tides</div>", "<nav><h2>Moor</h2></nav>"]
    {
        let found = meta(&format!("<title>Rain Manual: moor() Function</title>{shown}{BODY}"));
        assert_ne!(found.title.as_deref(), Some("moor() Function"), "{shown}");
    }
}

#[test]
fn a_second_line_inside_the_heading_is_not_the_title() {
    let og = "<meta property='og:title' content='Rain over Velmora'>";
    let title = |heading: &str| meta(&format!("{og}<h1>{heading}</h1>{BODY}")).title;
    assert_eq!(title("Rain over Velmora <a>Add to ...</a>").as_deref(), Some("Rain over Velmora"));
    assert_eq!(
        title("<span>Rain over Velmora</span><small>A letter from the pier</small>").as_deref(),
        Some("Rain over Velmora")
    );
    assert_eq!(title("Rain over Velmora <em>again</em>†").as_deref(), Some("Rain over Velmora again"));
}

#[test]
fn a_title_element_that_begins_with_a_sign_has_no_title() {
    let found = meta(&format!("<title>- The Slow Post</title><div><h1>Boats and rain</h1></div>{BODY}"));
    assert_eq!(found.title.as_deref(), Some("Boats and rain"));
}

#[test]
fn the_name_of_the_site_in_front_goes_where_another_title_has_none() {
    let named = "<meta property='og:site_name' content=Slowpost><meta property='og:title' content='Slowpost: Rain over Velmora'>";
    let title = |element: &str| meta(&format!("{named}<title>{element}</title>{BODY}")).title;
    assert_eq!(title("Rain over Velmora").as_deref(), Some("Rain over Velmora"));
    assert_eq!(title("Rain").as_deref(), Some("Slowpost: Rain over Velmora"));
}

#[test]
fn a_title_that_ends_with_the_headline_confirms_it() {
    let page = "<title>Rain in a suitcase : s/harbour</title><meta property=og:title content='s/harbour on Slowpost: Rain in a suitcase'>";
    let found = meta(&format!("{page}<h1>Rain in a suitcase</h1>{BODY}<h2>s/harbour</h2>{BODY}"));
    assert_eq!(found.title.as_deref(), Some("Rain in a suitcase"));
}

#[test]
fn the_sign_of_the_site_is_no_headline() {
    let sign = "<header><h1 class=logo><a href=/start>Slow Wiki</a></h1></header>";
    let page = |title: &str, sign: &str, heading: &str| {
        meta(&format!("<title>{title}</title>{sign}<main>{heading}{BODY}</main>")).title
    };
    let found = page("howto:rain [Slow Wiki]", sign, "<h1>Night of rain</h1>");
    assert_eq!(found.as_deref(), Some("Night of rain"));
    let found = page("Slow Wiki | Night of rain", "<h1><a href=/>Slow Wiki</a></h1>", "<h1>Night of rain</h1>");
    assert_eq!(found.as_deref(), Some("Night of rain"));
    let host = "<div><h1><a href='https://tidenotes.example/'>tidenotes</a></h1></div>";
    assert_eq!(page("tidenotes | Three knots", host, "<h3>Three knots</h3>").as_deref(), Some("Three knots"));
    assert_eq!(page("tidenotes Three knots", host, "<h3>Three knots</h3>").as_deref(), Some("Three knots"));
    // A site's entry is called as the site is.
    assert_eq!(page("tidenotes", host, "<h1>Rain and hail</h1>").as_deref(), Some("tidenotes"));
    let slogan = "<div><h1><a href=/>tidenotes</a></h1><h2>Of knots and rain</h2></div>";
    assert_eq!(page("tidenotes | Of knots and rain", slogan, "<h3>Rain</h3>").as_deref(), Some("tidenotes"));
}

#[test]
fn where_nothing_is_declared_the_first_heading_is_the_headline() {
    let trail = "<h2>Home &gt; Weather &gt; Rain</h2>";
    let found = meta(&format!("<title></title>{trail}<main><h2>Night of rain</h2>{BODY}<h2>Morning</h2></main>"));
    assert_eq!(found.title.as_deref(), Some("Night of rain"));
}

#[test]
fn the_lines_of_a_group_are_one_title() {
    let group = "<hgroup><h2>III</h2><p>In Which It Rains</p></hgroup>";
    let found = meta(&format!("<title>III: In Which It Rains</title>{group}{BODY}"));
    assert_eq!(found.title.as_deref(), Some("III: In Which It Rains"));
}

#[test]
fn a_question_among_others_is_not_the_headline() {
    let question = |name: &str| format!(r#"{{"@type":"Question","name":"{name}"}}"#);
    let list = [question("Does it rain in May?"), question("Is there hail?")].join(",");
    let script = format!(r#"<script type="application/ld+json">{{"@type":"FAQPage","mainEntity":[{list}]}}</script>"#);
    let found = meta(&format!(
        "<title>Questions | Slow Post</title>{script}<h1>Questions</h1><h3>Does it rain in May?</h3>{BODY}"
    ));
    assert_eq!((found.title.as_deref(), found.declared_type.as_deref()), (Some("Questions"), None));
}

#[test]
fn a_heading_below_the_menu_says_what_the_page_is() {
    let page = |title: &str, heading: &str| {
        let menu = "<ul><li><a href=/tugs>Tugs</a><li><a href=/pans>Pans</a></ul>";
        meta(&format!("<title>{title}</title>{menu}<h1>{heading}</h1>{BODY}")).title
    };
    assert_eq!(page("Sovereign Larch Boats | Row With Us", "Row With Us").as_deref(), Some("Row With Us"));
    let slogan = "Buy Tugs from the first shop for tugs | Tugs.example | Recover Password";
    assert_eq!(page(slogan, "Recover Password").as_deref(), Some("Recover Password"));
    let long =
        "It rained all day in the harbour of Velmora and nobody went out to see the boats come in before the evening";
    assert_eq!(page(&format!("{long} | Weather"), "Weather").as_deref(), Some(long));
}

#[test]
fn the_board_that_a_heading_leads_to_is_not_the_headline() {
    let title = |heading: &str, title: &str| {
        meta(&format!("<title>{title}</title><div>{heading}</div><p><a href=/r/1>Rain</a></p>{BODY}")).title
    };
    let board = "<h1><a href=/weather/>weather</a></h1>";
    let asked = title(board, "Why does it rain in Velmora all day? : weather");
    assert_eq!(asked.as_deref(), Some("Why does it rain in Velmora all day?"));
    assert_eq!(title(board, "Rain : weather").as_deref(), Some("weather"));
}

#[test]
fn what_two_titles_share_is_the_headline() {
    let title = |shared: &str, whole: &str| {
        meta(&format!("<meta property=og:title content='{shared}'><title>{whole}</title>{BODY}")).title
    };
    let found = title("r/weather - Why does it rain here?", "Why does it rain here? : weather");
    assert_eq!(found.as_deref(), Some("Why does it rain here?"));
}

#[test]
fn the_section_that_a_page_is_filed_under_is_no_part_of_its_title() {
    let trail = "<div class=breadcrumbs><a href=/>Home</a> » <a href=/rigging>Rigging</a> » Rope for boats</div>";
    let site = "<meta property=og:site_name content='Harbour Board'>";
    let title = |title: &str| meta(&format!("{site}<title>{title} - Harbour Board</title>{trail}{BODY}")).title;
    assert_eq!(title("Rope for boats - Rigging").as_deref(), Some("Rope for boats"));
    assert_eq!(title("Rope - Rigging").as_deref(), Some("Rope - Rigging"));
    assert_eq!(title("Rope for boats - Sails").as_deref(), Some("Rope for boats - Sails"));
}
