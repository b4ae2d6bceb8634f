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

#[test]
fn comments_stand_in_elements_of_the_pages_own_and_in_definition_lists() {
    let own = |author: &str, text: &str, inner: &str| {
        format!(
            "<x-comment author={author}><time datetime=2024-04-03>2y</time><div class=md><p>{text}</p></div>{inner}</x-comment>"
        )
    };
    let html = format!(
        "<x-comment-tree>{}{}</x-comment-tree>",
        own("ann", "It rained here too.", &own("bo", "And in the next bay.", "")),
        own("cy", "Dry as a bone up here.", "")
    );
    let day = "2024-04-03";
    let expected = [
        row(0, "ann", day, "It rained here too."),
        row(1, "bo", day, "And in the next bay."),
        row(0, "cy", day, "Dry as a bone up here."),
    ];
    assert_eq!(shown(&html), expected);
    let entry = |author: &str, text: &str| {
        format!(
            "<dt class=comment-author>{author} said...</dt><dd class=comment-body><p>{text}</p></dd><dd class=comment-footer>3 May 2020</dd>"
        )
    };
    let html =
        format!("<dl id=comments-block>{}{}</dl>", entry("Ann", "It rained here too."), entry("Bo", "Dry up here."));
    let found: Vec<_> = shown(&html).into_iter().map(|(_, author, _, text)| (author, text)).collect();
    let said = |author: &str, text: &str| (author.to_owned(), text.to_owned());
    assert_eq!(found, [said("Ann", "It rained here too."), said("Bo", "Dry up here.")]);
}

#[test]
fn one_comment_alone_is_one() {
    let html = "<div class=comments><h2>1 comment</h2><ul class=list-reply><li class='item comment'>
        <div class=comment-content><p>It rained here too.</p></div>
        <div class=comment-meta><span class=comment-author>Ann</span> <time datetime=2024-08-13>13 August</time></div></ul></div>";
    assert_eq!(shown(html), [row(0, "Ann", "2024-08-13", "It rained here too.")]);
    let nameless = html.replace("<span class=comment-author>Ann</span>", "");
    assert_eq!(shown(&nameless), [row(0, "", "2024-08-13", "It rained here too.")]);
    assert_eq!(shown(&nameless.replace("<time datetime=2024-08-13>13 August</time>", "")), []);
}

#[test]
fn comments_beside_an_article_that_was_taken_for_a_forums_are_not_lost() {
    let html = "<li class=comment id=comment-1><b class=author>Ann</b><p>It rained here too.</p></li>";
    let story = format!("<main><p>{}</p></main>{html}", "It rained on the harbour and on the boats. ".repeat(5));
    assert_eq!(of_type(&story, PageType::Forum).len(), 1);
}

#[test]
fn names_stand_in_classes_and_lines_of_their_own_and_without_badges() {
    let list = |comment: &str| format!("<section class=comments>{}</section>", comment.repeat(2));
    let first = |comment: &str| shown(&list(comment)).into_iter().next().unwrap_or_default();
    let day = "2020-05-03";
    for comment in [
        "<div class=comment><i class=comment-name>Ann</i><b class=comment-date>3 May 2020</b><p>It rained.</p></div>",
        "<div class=comment><b>Ann</b> <small>3 May 2020 10:12</small><p>It rained.</p></div>",
        "<div class=comment><div class=comment-text>It rained.</div><p class=comment-footer>Posted by: Ann | 3 May 2020</p></div>",
        "<div class=comment><p class=comment-meta>Submitted by Ann (not verified) on 3 May 2020</p><div class=comment-body>It rained.</div></div>",
        "<div class=comment><cite>Ann <span class=user-badge>Staff</span></cite> <time>3 May 2020</time><p>It rained.</p></div>",
    ] {
        assert_eq!(first(comment), row(0, "Ann", day, "It rained."), "{comment}");
    }
}

#[test]
fn parts_of_a_comment_are_none_and_classes_tell_how_deep_it_is() {
    let one = |id: u32| {
        format!(
            "<div class='comment level-{id}' id=comment-item-{id}><span class=comment-author>Ann</span><div class=comment-body id=comment-body-{id}>It rained.</div></div>"
        )
    };
    let found = shown(&format!(
        "<div id=comments><h4>Comments</h4>{}{}</div><div id=comments-footer>Feed</div>",
        one(1),
        one(2)
    ));
    assert_eq!(found, [row(0, "Ann", "", "It rained."), row(1, "Ann", "", "It rained.")]);
}
