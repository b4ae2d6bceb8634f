//! Decides which elements around some rows stand beside others of their kind: the cards of teasers, the records of comments.
//! From the rows alone, for whoever looks for what is alike where no class says what it is.

use std::collections::{BTreeMap, BTreeSet};

use super::Page;

/// Elements around a row, itself included, in which what holds it is looked for: cards of page builders wrap a text in up to
/// five, and a record of a comment no date in more.
const AROUND: usize = 6;
/// Elements alike that make a list; two may be alike by chance.
const FEWEST: usize = 3;

/// Elements of one kind in one element, which is the first.
pub type Siblings = (u32, BTreeSet<u32>);

impl Page {
    /// The elements alike that stand in one element and hold one of the rows each, in reading order of what is around them.
    /// From a row upwards elements are taken as far as `is_apart` holds of them.
    pub fn siblings_alike(&self, rows: impl Iterator<Item = u32>, is_apart: impl Fn(u32) -> bool) -> Vec<Siblings> {
        let mut alike: BTreeMap<(u32, u32), BTreeSet<u32>> = BTreeMap::new();
        for row in rows {
            for at in self.upwards(row).take(AROUND).take_while(|at| is_apart(*at)) {
                let own = self.row(at);
                alike.entry((own.parent, own.kin)).or_default().insert(at);
            }
        }
        let lists = alike.into_iter().filter(|(_, items)| items.len() >= FEWEST);
        lists.map(|((around, _), items)| (around, items)).collect()
    }
}

#[cfg(test)]
mod tests {
    use crate::page;
    use crate::tag::Tag;

    #[test]
    fn three_elements_of_one_kind_around_the_rows_are_alike() {
        let html = "<ul><li><p>a<li><p>b<li><p>c<li class=x><p>d<li>e</ul><div><p>f<p>g</div>";
        let page = page::laid_out(html);
        let found = |is_apart: fn(Tag) -> bool| {
            let rows = page.rows_of(Tag::P).iter().copied();
            let lists = page.siblings_alike(rows, |at| is_apart(page.row(at).tag));
            let texts = |items: &std::collections::BTreeSet<u32>| {
                items.iter().map(|at| page.text_of(*at)).collect::<Vec<_>>().concat()
            };
            lists.iter().map(|(around, items)| (page.row(*around).tag, texts(items))).collect::<Vec<_>>()
        };
        assert_eq!(found(|_| true), [(Tag::Ul, "abc".to_owned())]);
        assert_eq!(found(|tag| tag != Tag::Li), []);
    }
}
