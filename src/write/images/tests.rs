//! Tests of which images belong to the content, and of their captions.

use super::super::compose::tests::composed;
use crate::article::{ContentBlock, Image};

fn found(html: &str) -> Vec<Image> {
    composed(html).images
}

fn urls(html: &str) -> Vec<String> {
    found(html).into_iter().map(|image| image.url.replace("https://example.org/", "")).collect()
}

#[test]
fn an_image_between_kept_blocks_is_content() {
    assert_eq!(urls("<p>a</p><div><a href=/i><img src=i.jpg></a></div><p>b</p>"), ["i.jpg"]);
}

#[test]
fn a_picture_keeps_the_link_to_another_page() {
    let link = |image: &str| {
        let blocks = composed(&format!("<p>a</p>{image}<p>b</p>")).blocks;
        let [_, ContentBlock::Image { link, .. }, _] = blocks.as_slice() else { panic!("{image}: {blocks:?}") };
        link.as_deref().map(|link| link.replace("https://example.org/", ""))
    };
    assert_eq!(link("<a href=/tugs><img src=i.jpg></a>").as_deref(), Some("tugs"));
    assert_eq!(
        link("<figure><a href=/wiki/File:I.jpg><picture><img src=i.jpg></picture></a><figcaption>c</figure>")
            .as_deref(),
        Some("wiki/File:I.jpg")
    );
    for image in [
        "<img src=i.jpg>",
        "<a href='i.JPG?w=9'><img src=t.jpg></a>",
        "<a href='javascript:i()'><img src=i.jpg></a>",
        "<a href=#i><img src=i.jpg></a>",
    ] {
        assert_eq!(link(image), None, "{image}");
    }
}

#[test]
fn an_image_of_a_dropped_card_or_outside_the_content_is_not() {
    assert!(urls("<p>a</p><div><img src=i.jpg><p>DROP</p></div><p>b</p>").is_empty());
    assert!(
        urls("<header><img src=i.jpg><p>DROP</p></header><div><p>a</p></div><div><img src=j.jpg></div>").is_empty()
    );
}

#[test]
fn a_picture_in_two_sizes_is_one_image() {
    let slider = urls("<p>a</p><img src=/i-640x640.jpg><img src=/j.jpg><img src=/i.jpg><img src=/j-90x90.jpg><p>b</p>");
    assert_eq!(slider, ["i.jpg", "j.jpg"]);
    let sizes = "<img src=/4-3/i.jpg><div><img src=/16-9/i.jpg alt=Fog></div>";
    let images = found(&format!("<p>a</p>{sizes}<p>b</p><img src=/1-1/i.jpg><p>c</p>"));
    let said: Vec<_> = images.iter().map(|image| (image.url.as_str(), image.alt.as_deref())).collect();
    assert_eq!(said, [("https://example.org/16-9/i.jpg", Some("Fog")), ("https://example.org/1-1/i.jpg", None)]);
}

#[test]
fn a_lead_image_stands_in_the_head_of_its_article() {
    let html = "<main><header><h1>DROP</h1><figure><img src=i.jpg><figcaption>DROP c</figcaption></figure></header><p>a</p></main>";
    let images = found(html);
    assert_eq!(images[0].caption.as_deref(), Some("DROP c"));
}

#[test]
fn icons_pixels_avatars_and_data_are_left_out() {
    for image in [
        "<img src=i.jpg width=24>",
        "<img src=i.jpg height=1px>",
        "<img src=/img/spacer.gif>",
        "<img src='data:image/png;base64,AA'>",
        "<img class=avatar src=i.jpg>",
        "<div class=share-bar><img src=i.jpg></div>",
        "<button><img src=i.jpg></button>",
        "<div hidden><img src=i.jpg></div>",
    ] {
        assert!(urls(&format!("<p>a</p>{image}<p>b</p>")).is_empty(), "{image}");
    }
}

#[test]
fn a_noscript_copy_is_the_same_image() {
    let copy = "<noscript><img src=i-large.jpg></noscript>";
    assert_eq!(urls(&format!("<p>a</p><div><img data-src=i.jpg>{copy}</div><p>b</p>")), ["i.jpg"]);
    assert_eq!(urls(&format!("<p>a</p><div><img src='data:,'>{copy}</div><p>b</p>")), ["i-large.jpg"]);
    assert_eq!(urls("<p>a</p><img src=i.jpg><p>b</p><img src=i.jpg><p>c</p>"), ["i.jpg"]);
}

#[test]
fn a_text_alternative_does_not_say_what_a_click_does() {
    let alt = |alt: &str| found(&format!("<p>a</p><img src=i.jpg alt='{alt}'><p>b</p>"))[0].alt.clone();
    assert_eq!(alt("A tug - select to zoom").as_deref(), Some("A tug"));
    assert_eq!(alt("thumbnail"), None);
    assert_eq!(alt("The tug - a thumbnail sketch").as_deref(), Some("The tug - a thumbnail sketch"));
}

#[test]
fn captions_and_credits_are_told_apart() {
    for figure in [
        "<figure><img src=i.jpg><figcaption>A tug. <span class=credit>Photo: Ann Lee</span></figcaption></figure>",
        "<figure><img src=i.jpg><figcaption>A tug.</figcaption><div class=photo-credit>Photo: Ann Lee</div></figure>",
        "<div class=wp-caption><img src=i.jpg><p class=wp-caption-text>A tug. Photo: Ann Lee</p></div>",
    ] {
        let content = composed(&format!("<div><p>a</p>{figure}<p>b</p></div>"));
        let image = &content.images[0];
        let parts = (image.caption.as_deref(), image.credit.as_deref());
        assert_eq!(parts, (Some("A tug."), Some("Photo: Ann Lee")), "{figure}");
        assert_eq!(content.text, "a\n\nb", "{figure}");
    }
}

#[test]
fn a_caption_belongs_to_a_placeholder_too_and_may_stand_in_an_element_that_is_called_so() {
    let text = |figure: &str| composed(&format!("<div><p>a</p>{figure}<p>b</p></div>"));
    let bare = text("<div class=wp-caption><img src='data:,'><p class=wp-caption-text>A tug.</p></div>");
    assert_eq!((bare.text.as_str(), bare.images.len()), ("a\n\nb", 0));
    let card = text("<div><img src='data:,'><p class=caption><a href=/tug>A tug</a></p></div>");
    assert_eq!(card.text, "a\n\nA tug\n\nb");
    let twice = text("<img src=i.jpg><p>c</p><figure><img src=i.jpg><p>A quotation in a box.</p></figure>");
    assert_eq!(twice.text, "a\n\nc\n\nA quotation in a box.\n\nb", "nothing marks it as a caption");
    let lazy = "<img src='data:,'><noscript><img src=i.jpg></noscript>";
    for figure in [
        format!("<figure>{lazy}<figcaption>A tug.</figcaption></figure>"),
        "<div><img src=i.jpg><div class=image-caption><p>A tug.</p></div></div>".to_owned(),
        "<figure><a href=i.jpg><img src=/lazy/placeholder.gif></a><figcaption>A tug.</figcaption></figure>".to_owned(),
    ] {
        let content = text(&figure);
        let image = content.images.first().map(|image| (image.url.as_str(), image.caption.as_deref()));
        assert_eq!(image, Some(("https://example.org/i.jpg", Some("A tug."))), "{figure}");
        assert_eq!(content.text, "a\n\nb", "{figure}");
    }
}

#[test]
fn counts_and_what_else_can_be_done_with_a_picture_are_no_caption() {
    let counted = "<figcaption><b>3/4</b><p>A tug.</p><b>Photo: Ann Lee</b></figcaption>";
    let tools = "<a href=/i>Open in a new tab</a><figcaption>A tug. Photo: Ann Lee</figcaption>";
    for caption in [counted, tools] {
        let content = composed(&format!("<p>a</p><figure><img src=i.jpg>{caption}</figure><p>b</p>"));
        let [image] = content.images.as_slice() else { panic!("{:?}", content.images) };
        assert_eq!(
            (image.caption.as_deref(), image.credit.as_deref()),
            (Some("A tug."), Some("Photo: Ann Lee")),
            "{caption}"
        );
        assert_eq!(content.text, "a\n\nb", "{caption}");
    }
    let list = "<ul><li><a href=/i>DROP Download</a></ul>";
    let beside =
        format!("<p>a</p><figure><span><img src=i.jpg>{list}</span><p class=caption>A tug.</p></figure><p>b</p>");
    assert_eq!(found(&beside).first().and_then(|image| image.caption.as_deref()), Some("A tug."));
    let card = format!("<p>a</p><figure><a href=/x><img src=i.jpg>{list}</a><p>A tug.</p></figure><p>b</p>");
    assert!(found(&card.replace("<ul><li><a href=/i>DROP Download</a></ul>", "<p>DROP Tides</p>")).is_empty());
}

#[test]
fn pictures_with_a_name_of_their_own_are_images_once() {
    let copy = "<noscript><img src=j.jpg></noscript>";
    let images = found(&format!(
        "<p>a</p><figure><amp-img src=i.jpg alt=Tug width=400 height=300>{copy}</amp-img><figcaption>A tug.</figcaption></figure><p>b</p>"
    ));
    let [image] = images.as_slice() else { panic!("{images:?}") };
    assert_eq!((image.alt.as_deref(), image.caption.as_deref()), (Some("Tug"), Some("A tug.")));
    assert_eq!(found("<p>a</p><img data-delayed-url=i.jpg><p>b</p>").len(), 1);
}

#[test]
fn each_image_of_a_gallery_has_its_own_caption() {
    let images = found(
        "<div><p>a</p><figure><img src=i.jpg><img src=j.jpg><figcaption>c</figcaption><p class=caption>d</p></figure><p>b</p></div>",
    );
    let captions: Vec<_> = images.iter().map(|image| image.caption.as_deref()).collect();
    assert_eq!(captions, [Some("c"), Some("d")]);
}

#[test]
fn a_caption_may_stand_outside_of_what_holds_the_picture_and_its_credit() {
    let spoken = |text: &str| format!("<span class=visually-hidden>{text}</span>");
    let html = format!(
        "<p>a</p><figure><div><img src=i.jpg><p>{}<span>Getty Images</span></p></div><figcaption>{}<p>The quay at dawn</p></figcaption></figure><p>b</p>",
        spoken("Source of the picture, "),
        spoken("Caption, ")
    );
    let content = composed(&html);
    assert_eq!(content.text, "a\n\nb");
    let [image] = content.images.as_slice() else { panic!("{:?}", content.images) };
    assert_eq!((image.caption.as_deref(), image.credit.as_deref()), (Some("The quay at dawn"), Some("Getty Images")));
}

#[test]
fn what_is_called_the_description_of_a_picture_is_its_caption() {
    for html in [
        "<div><figure><img src=i.jpg></figure><p class=media__description>The quay at dawn</p></div>",
        "<span class=photo_org><div><img src=i.jpg></div><em class=img_desc>The quay at dawn</em></span>",
    ] {
        let content = composed(&format!("<main>{html}<p>a</p></main>"));
        assert_eq!(content.text, "a", "{html}");
        assert_eq!(content.images[0].caption.as_deref(), Some("The quay at dawn"));
    }
    assert_eq!(composed("<div><img src=i.jpg><p class=description>The quay</p></div><p>a</p>").text, "The quay\n\na");
    let broken =
        "<main><div><img src=i.jpg></div><em class=img_desc>The quay at dawn</em><br><br>a<br><br>b<br><br>c</main>";
    assert_eq!(composed(broken).text, "a\n\nb\n\nc");
}
