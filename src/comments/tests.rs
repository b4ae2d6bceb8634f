//! Tests of the list of comments, on whole small pages.

use super::comments;
use crate::article::{Comment, PageType};
use crate::page::Flags;
use crate::weigh::Context;
use crate::{block, page};

/// The comments of a page whose text is what stands in `main`.
fn of_type(html: &str, page_type: PageType) -> Vec<Comment> {
    let page = page::laid_out(&format!("<main><h1>Rain over Velmora</h1><p>It rained all day.</p></main>{html}"));
    let blocks = block::cut(&page);
    let keep: Vec<bool> = blocks.list.iter().map(|block| block.flags.meets(Flags::MAIN)).collect();
    comments(&Context::new(&page, &blocks), &keep, page_type, Some("en"))
}

fn shown(html: &str) -> Vec<(u32, String, String, String)> {
    let list = of_type(html, PageType::Article).into_iter();
    list.map(|one| (one.depth, one.author.unwrap_or_default(), one.published.unwrap_or_default(), one.text)).collect()
}

fn row(depth: u32, author: &str, published: &str, text: &str) -> (u32, String, String, String) {
    (depth, author.to_owned(), published.to_owned(), text.to_owned())
}

#[test]
fn nested_lists_give_the_depth() {
    let html = "<div id=comments><h3>3 comments</h3><ol class=commentlist>
        <li class='comment depth-1' id=comment-7><div class=comment-body id=div-comment-7><div class=comment-author><cite class=fn>Ann Lee</cite> <span class=says>says:</span></div>
          <div class=comment-meta><a href='#comment-7'>3 May 2020 at 10:12</a></div><p>It rained here too.</p><div class=reply><a href=#r>Reply</a></div></div>
          <ul class=children><li class='comment depth-2' id=comment-8><div class=comment-body><cite class=fn>Bo Moss</cite><p>And in the next bay.</p></div></li></ul></li>
        <li class='comment depth-1' id=comment-9><div class=comment-body><cite class=fn>Cy Dorn</cite><p>Dry as a bone up here.</p></div></li></ol>
        <form id=commentform><p>Your email address will not be published.</p><textarea></textarea></form></div>";
    assert_eq!(
        shown(html),
        [
            row(0, "Ann Lee", "2020-05-03", "It rained here too."),
            row(1, "Bo Moss", "", "And in the next bay."),
            row(0, "Cy Dorn", "", "Dry as a bone up here."),
        ]
    );
}

#[test]
fn answers_beside_what_they_answer_are_deeper_too() {
    let one = |id: u32, text: &str| {
        format!(
            "<article class=comment id=comment-{id}><a class=username>Ann{id}</a><p class=comment-text>{text}</p></article>"
        )
    };
    let html = format!(
        "<section class=comments>{}<div class=indented>{}<div class=indented>{}</div></div>{}</section>",
        one(1, "It rained here too."),
        one(2, "And in the next bay."),
        one(3, "Not for long, though."),
        one(4, "Dry as a bone up here.")
    );
    let depths: Vec<u32> = of_type(&html, PageType::Article).iter().map(|comment| comment.depth).collect();
    assert_eq!(depths, [0, 1, 2, 0]);
}

#[test]
fn microdata_tells_author_date_and_text() {
    let html = "<div itemprop=comment itemscope itemtype='https://schema.org/Comment'><span itemprop=author>Ann Lee</span>
        <meta itemprop=dateCreated content='2020-05-03T10:12:00+02:00'><div itemprop=text><p>It rained here too.</p><p>For hours.</p></div><span>12 likes</span></div>";
    assert_eq!(shown(html), [row(0, "Ann Lee", "2020-05-03T10:12:00+02:00", "It rained here too.\nFor hours.")]);
}

#[test]
fn a_line_may_introduce_a_comment_by_date_and_name() {
    let html = "<ul><li id=comment7><h6><a href='#'>Report this Comment</a> On May 3, 2020, at 10:12 AM, <a href=/p><b>tidewatch</b></a> wrote:</h6>
        <div><p>It rained here too, on that day.</p></div></li></ul>";
    let list = shown(html);
    let [(_, author, published, text)] = list.as_slice() else { panic!("{list:?}") };
    assert_eq!((author.as_str(), text.as_str()), ("tidewatch", "It rained here too, on that day."));
    assert!(published.starts_with("2020-05-03"), "{published}");
}

#[test]
fn repeated_elements_with_a_time_are_comments_and_others_are_not() {
    let one = |name: &str, text: &str| {
        format!(
            "<div class=comment-item><b class=comment-user>{name}</b><time datetime=2020-05-03>then</time><p>{text}</p></div>"
        )
    };
    let html = format!("<section>{}{}</section>", one("ann77", "It rained here too."), one("bo", "Not here."));
    assert_eq!(
        shown(&html),
        [row(0, "ann77", "2020-05-03", "It rained here too."), row(0, "bo", "2020-05-03", "Not here.")]
    );
    assert_eq!(
        shown(
            "<div class=comment-rules><p>Be kind to each other.</p></div><div class=comment-rules><p>No links.</p></div>"
        ),
        []
    );
}

#[test]
fn lists_of_the_latest_comments_are_not_the_articles() {
    let html = "<aside class=sidebar><ul><li class=comment id=comment-1><b class=author>Ann</b> on <a href=/snow>Snow over Velmora</a></li>
        <li class=comment id=comment-2><b class=author>Bo</b> on <a href=/hail>Hail over Velmora</a></li></ul></aside>";
    assert_eq!(shown(html), []);
}

#[test]
fn thousands_of_nested_comments_take_linear_time() {
    let deep = "<div class=comment id=comment-1><b class=author>Ann</b><p>It rained here too.</p>".repeat(3000);
    assert!(of_type(&deep, PageType::Article).len() <= super::posts::MOST);
}

#[test]
fn a_page_of_posts_has_no_comments_and_kept_posts_are_none() {
    let html = "<li class=comment id=comment-1><b class=author>Ann</b><p>It rained here too.</p></li>";
    assert_eq!(of_type(html, PageType::Article).len(), 1);
    assert_eq!(of_type(html, PageType::Forum), []);
    assert_eq!(of_type(&format!("<main>{html}</main>"), PageType::Article), []);
}
