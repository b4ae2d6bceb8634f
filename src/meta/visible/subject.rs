//! Decides what kind of thing microdata says that the page is about: the type of its only outermost item. One part of the pass
//! over visible elements.

use super::Pass;
use crate::meta::jsonld;
use crate::page::Row;

/// The outermost items of a page that can be what it is about.
#[derive(Debug, Default)]
pub(super) struct Subjects {
    /// The type of the first one.
    first: Option<String>,
    /// How many there are.
    count: u32,
    /// Rows before this one belong to an item that was read.
    end: u32,
}

impl Pass<'_> {
    /// Notes an item by its type. What stands inside of another one is a part of that; a page is what holds its subject.
    pub(super) fn subject(&mut self, name: &str, at: u32, row: &Row) {
        let name = name.rsplit('/').next().unwrap_or(name);
        if at < self.subjects.end || name.ends_with("Page") {
            return;
        }
        self.subjects.end = row.end;
        if jsonld::is_subject(name) {
            self.subjects.count += 1;
            self.subjects.first.get_or_insert_with(|| name.to_owned());
        }
    }

    /// Declares the subject of the page where JSON-LD does not. Several items are what the page lists.
    pub(super) fn declare_subject(&mut self) {
        if self.found.declared_type.is_none() && self.subjects.count == 1 {
            self.found.declared_type = self.subjects.first.take();
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::meta::tests::{BODY, meta};

    #[test]
    fn the_only_outermost_item_is_what_the_page_is_about() {
        let item = |kind: &str, inside: &str| {
            format!(
                "<div itemscope itemtype='https://schema.org/{kind}'><h1 itemprop=name>Tug</h1>{inside}{BODY}</div>"
            )
        };
        let declared = |html: &str| meta(html).declared_type;
        let review = "<div itemprop=review itemscope itemtype='http://schema.org/Review'>Good</div>";
        assert_eq!(declared(&item("Product", review)).as_deref(), Some("Product"));
        assert_eq!(declared(&item("ItemPage", &item("Product", ""))).as_deref(), Some("Product"));
        assert_eq!(declared(&(item("Product", "") + &item("Product", ""))), None);
        assert_eq!(declared(&item("Organization", "")), None);
        let script = r#"<script type="application/ld+json">{"@type":"NewsArticle","headline":"Tug"}</script>"#;
        assert_eq!(declared(&(script.to_owned() + &item("Product", ""))).as_deref(), Some("NewsArticle"));
    }
}
