//! Decides which of an article's blocks is its headline, which the written title says already. For the forms that begin with
//! the title.

use crate::article::{Article, ContentBlock};

/// The first heading that says the title: one of the first level, or one that no text stands before; pictures, lists of
/// tabs and dates may. Word processors make the title a paragraph, which then comes first of all.
pub(super) fn headline(article: &Article) -> Option<usize> {
    let title = article.title.as_deref()?;
    let says = |text: &str| words(text).eq(words(title));
    let text = |block: &ContentBlock| matches!(block, ContentBlock::Paragraph { .. } | ContentBlock::Quote { .. });
    let begins = article.blocks.iter().position(text).unwrap_or(article.blocks.len());
    article.blocks.iter().enumerate().find_map(|(at, block)| match block {
        ContentBlock::Heading { text, level, .. } if says(text) && (*level == 1 || at < begins) => Some(at),
        ContentBlock::Paragraph { text, .. } if at == 0 && says(text) => Some(at),
        _ => None,
    })
}

/// The words of a line in small letters.
fn words(text: &str) -> impl Iterator<Item = String> + '_ {
    text.split_whitespace().map(str::to_lowercase)
}

#[cfg(test)]
mod tests {
    use super::super::compose::tests::composed;
    use super::*;

    #[test]
    fn the_heading_that_says_the_title_is_the_headline() {
        let at = |html: &str| {
            let content = composed(html);
            let mut article = crate::extract("");
            article.title = Some("The Fog".to_owned());
            article.blocks = content.blocks;
            headline(&article)
        };
        assert_eq!(at("<h1>The fog</h1><p>a"), Some(0));
        assert_eq!(at("<img src=i.jpg><ul><li>b</ul><h2>The  Fog</h2><p>a"), Some(2));
        assert_eq!(at("<p>a</p><h1>The Fog</h1><h1>The Fog</h1>"), Some(1));
        // Further down it is a section of the same name.
        assert_eq!(at("<p>a</p><h2>The Fog</h2><p>b"), None);
        assert_eq!(at("<h1>Fog</h1><p>a"), None);
        assert_eq!(at("<p>The Fog</p><p>a"), Some(0));
        assert_eq!(at("<p>a</p><p>The Fog</p>"), None);
    }
}
