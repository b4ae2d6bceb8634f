//! Laws of the forms that an article is written in: HTML is read again as what it says, and holds nothing that runs.

use std::fs;
use std::path::PathBuf;

use dechrome::html5ever::tendril::TendrilSink;
use dechrome::html5ever::{ParseOpts, parse_document};
use dechrome::markup5ever_rcdom::{Handle, NodeData, RcDom};
use dechrome::{Article, write};

fn articles() -> Vec<(PathBuf, Article)> {
    let folders = fs::read_dir("corpus").unwrap().map(|entry| entry.unwrap().path());
    let mut found: Vec<_> = folders
        .filter_map(|folder| {
            let page = fs::read(folder.join("page.html")).ok()?;
            Some((folder, dechrome::extract_bytes(&page, None)))
        })
        .filter(|(_, article)| !article.text.is_empty())
        .collect();
    found.sort_by(|(one, _), (other, _)| one.cmp(other));
    assert!(found.len() > 30, "the corpus is missing");
    found
}

fn words(text: &str) -> Vec<String> {
    let split = text.split(|character: char| !character.is_alphanumeric());
    split.filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
}

type Seen<'a> = dyn FnMut(&str, &[(String, String)]) + 'a;

/// Every element and attribute of a tree, and its text.
fn look(node: &Handle, seen: &mut Seen<'_>, text: &mut String) {
    match &node.data {
        NodeData::Element { name, attrs, .. } => {
            let attributes: Vec<_> =
                attrs.borrow().iter().map(|held| (held.name.local.to_string(), held.value.to_string())).collect();
            seen(&name.local, &attributes);
            text.push(' ');
        }
        NodeData::Text { contents } => text.push_str(&contents.borrow()),
        _ => {}
    }
    node.children.borrow().iter().for_each(|child| look(child, seen, text));
    text.push(' ');
}

#[test]
fn html_holds_only_what_is_allowed_and_every_word_of_the_text() {
    const ELEMENTS: &str = " html head body main article header h1 h2 h3 h4 h5 h6 p a em strong code del sub sup q span br time \
        ul ol li blockquote pre table thead tbody tr th td dl dt dd figure img figcaption details summary aside section div footer ";
    const ATTRIBUTES: &str = " href cite src alt title datetime class id start colspan rowspan open ";
    for (path, article) in articles() {
        let html = write::to_html(&article);
        let dom = parse_document(RcDom::default(), ParseOpts::default()).one(html.as_str());
        assert!(
            !dom.errors.borrow().iter().any(|error| !error.contains("DOCTYPE") && !error.contains("Unexpected token")),
            "{}: {:?}",
            path.display(),
            dom.errors
        );
        let mut text = String::new();
        let mut seen = |name: &str, attributes: &[(String, String)]| {
            assert!(ELEMENTS.contains(&format!(" {name} ")), "{}: {name}", path.display());
            for (attribute, value) in attributes {
                assert!(ATTRIBUTES.contains(&format!(" {attribute} ")), "{}: {attribute}", path.display());
                if ["href", "src", "cite"].contains(&attribute.as_str()) {
                    let scheme = value.split_once(':').map_or("", |(scheme, _)| scheme);
                    assert!(["", "http", "https", "mailto"].contains(&scheme) || scheme.contains('/'), "{value}");
                }
            }
        };
        look(&dom.document, &mut seen, &mut text);
        let squeezed = words(&text).concat();
        for word in words(&article.text) {
            assert!(squeezed.contains(&word), "{}: {word} is missing", path.display());
        }
    }
}

/// How many of some words are among others.
fn held(expected: &[String], found: &[String]) -> usize {
    let mut left = std::collections::HashMap::<&str, usize>::new();
    found.iter().for_each(|word| *left.entry(word).or_default() += 1);
    let take =
        |word: &&String| left.get_mut(word.as_str()).filter(|count| **count > 0).map(|count| *count -= 1).is_some();
    expected.iter().filter(take).count()
}

#[test]
fn html_is_extracted_again_as_the_same_text() {
    let (mut all, mut again, mut with_title) = (0, 0, 0);
    for (_, article) in articles() {
        let found = dechrome::extract(&write::to_html_page(&article));
        let expected = words(&article.text);
        let mut kept = words(&found.text);
        all += expected.len();
        again += held(&expected, &kept);
        kept.extend(found.title.iter().filter(|title| !found.text.contains(*title)).flat_map(|title| words(title)));
        with_title += held(&expected, &kept);
    }
    // The corpus holds many pages of a few short lines, which the extractor judges anew without what stood around them.
    // Most of what leaves the text is a headline that the page had twice, which then is the title alone.
    assert!(again * 1000 >= all * 990, "{again} of {all} words");
    assert!(with_title * 1000 >= all * 995, "{with_title} of {all} words");
}
