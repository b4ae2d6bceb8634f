//! Decides which rows are elements of a tag: all of them are listed at once, when somebody asks first, so that whoever looks
//! for links, images or headings does not pass every row of the page.

use super::{Page, Row};
use crate::tag::Tag;

/// The rows of a page, ordered by their tags.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ByTag {
    /// For each tag where its rows begin in the list.
    starts: Vec<u32>,
    list: Vec<u32>,
}

impl ByTag {
    fn of(rows: &[Row]) -> ByTag {
        let mut starts = vec![0_u32; Tag::COUNT + 1];
        for row in rows {
            if let Some(count) = starts.get_mut(row.tag as usize + 1) {
                *count += 1;
            }
        }
        let mut sum = 0;
        for start in &mut starts {
            sum += *start;
            *start = sum;
        }
        let mut next = starts.clone();
        let mut list = vec![0_u32; rows.len()];
        for (at, row) in (0_u32..).zip(rows) {
            let Some(next) = next.get_mut(row.tag as usize) else { continue };
            if let Some(place) = list.get_mut(*next as usize) {
                *place = at;
            }
            *next += 1;
        }
        ByTag { starts, list }
    }

    fn rows(&self, tag: Tag) -> &[u32] {
        let start = |tag: usize| self.starts.get(tag).copied().unwrap_or_default() as usize;
        self.list.get(start(tag as usize)..start(tag as usize + 1)).unwrap_or_default()
    }
}

impl Page {
    /// The rows of a tag, in reading order.
    pub fn rows_of(&self, tag: Tag) -> &[u32] {
        self.by_tag.get_or_init(|| ByTag::of(&self.rows)).rows(tag)
    }

    /// The rows of several tags, in reading order.
    pub fn rows_of_any(&self, tags: &[Tag]) -> Vec<u32> {
        let mut rows: Vec<u32> = tags.iter().flat_map(|tag| self.rows_of(*tag)).copied().collect();
        rows.sort_unstable();
        rows
    }
}

#[cfg(test)]
mod tests {
    use crate::page;
    use crate::tag::Tag;

    #[test]
    fn rows_of_a_tag_are_those_that_have_it() {
        let page = page::laid_out("<p>a<h2>b</h2><p>c<a>d</a><h1>e</h1><p>f");
        for tag in (0..Tag::COUNT).map(Tag::nth) {
            let rows = (0_u32..).zip(&page.rows).filter(|(_, row)| row.tag == tag).map(|(at, _)| at);
            assert_eq!(page.rows_of(tag), rows.collect::<Vec<_>>(), "{tag:?}");
        }
        let headings: Vec<&str> =
            page.rows_of_any(&[Tag::H1, Tag::H2]).into_iter().map(|row| page.text_of(row)).collect();
        assert_eq!(headings, ["b", "e"]);
    }
}
