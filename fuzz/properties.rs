//! What holds for every article, whatever it was made of.

use dechrome::{Article, write};

/// Asserts all of it.
pub fn hold(article: &Article) {
    json_is_safe(article);
    let texts = article.blocks.iter().map(|block| block.text());
    for text in texts.chain([article.text.as_str()]).chain(article.title.as_deref()) {
        assert!(!text.contains(forbidden), "{text:?}");
    }
    for link in &article.links {
        assert!(is_safe_address(&link.url), "{:?}", link.url);
    }
    for image in &article.images {
        assert!(is_safe_address(&image.url), "{:?}", image.url);
    }
    let markdown = write::to_markdown(article);
    assert!(!markdown.contains(forbidden), "{markdown:?}");
    assert!((0.0..=1.0).contains(&article.quality));
}

/// Asserts that the JSON is one strict line that reads back and that a terminal obeys nothing in.
pub fn json_is_safe(article: &Article) {
    let json = write::to_json(article, false);
    assert!(!json.contains(|character| forbidden(character) || matches!(character, '\n' | '\t')), "{json:?}");
    let read: Article = serde_json::from_str(&json).expect("the JSON reads back");
    assert_eq!(&read, article);
}

/// Controls other than newline and tab, and the marks that turn the reading direction around.
fn forbidden(character: char) -> bool {
    matches!(character, '\0'..='\u{8}' | '\u{B}'..='\u{1F}' | '\u{7F}'..='\u{9F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

fn is_safe_address(address: &str) -> bool {
    let scheme = address.split_once(':').map(|(scheme, _)| scheme.to_ascii_lowercase());
    match scheme {
        Some(scheme) if scheme.starts_with(|first: char| first.is_ascii_alphabetic()) && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte)) => {
            matches!(scheme.as_str(), "http" | "https" | "mailto")
        }
        _ => true,
    }
}
