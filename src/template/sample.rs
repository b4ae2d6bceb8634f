//! Decides which pages of which sites are remembered when there are more than memory should hold: by hashes of their
//! names, so that the choice is the same for any order of the pages, and that of two halves joined is that of the whole.

use std::collections::BTreeMap;

use crate::table;

/// Pages of a site that are still worth learning from.
const FEWEST: usize = 8;

/// The pages of sites that are remembered.
///
/// Of each site these are the ones with the smallest names. When all together are too many, each site gets half as many,
/// and at last half of the sites is left out, again and again. How many pages a step leaves over only grows with the
/// pages seen, so the last step is the same for any order.
#[derive(Debug, Clone)]
pub(super) struct Sample<T> {
    sites: BTreeMap<String, BTreeMap<u64, T>>,
    /// Pages remembered, and how many may be.
    count: usize,
    capacity: usize,
    /// Pages of a site that may be remembered.
    most: usize,
    /// How often half of the sites was left out.
    halvings: u32,
}

impl<T: Ord> Sample<T> {
    /// An empty sample of at most so many pages of a site and of all sites.
    pub(super) fn new(most: usize, capacity: usize) -> Sample<T> {
        Sample { sites: BTreeMap::new(), count: 0, capacity, most, halvings: 0 }
    }

    /// Remembers a page, if it belongs to the sample.
    pub(super) fn insert(&mut self, site: &str, name: u64, page: T) {
        if !is_in(site, self.halvings) {
            return;
        }
        // A site's name is copied only when it is new.
        if !self.sites.contains_key(site) {
            self.sites.insert(site.to_owned(), BTreeMap::new());
        }
        let Some(pages) = self.sites.get_mut(site) else { return };
        let before = pages.len();
        match pages.get_mut(&name) {
            // Of two pages of one name the smaller stays, whichever came first.
            Some(known) if page < *known => *known = page,
            Some(_) => {}
            None => {
                pages.insert(name, page);
            }
        }
        if pages.len() > self.most {
            pages.pop_last();
        }
        self.count = self.count + pages.len() - before;
        self.thin();
    }

    /// Remembers what another sample does.
    pub(super) fn merge(&mut self, other: Sample<T>) {
        self.most = self.most.min(other.most);
        self.halvings = self.halvings.max(other.halvings);
        self.cut();
        for (site, pages) in other.sites {
            for (name, page) in pages {
                self.insert(&site, name, page);
            }
        }
    }

    /// All sites with their pages.
    pub(super) fn sites(&self) -> impl Iterator<Item = (&str, &BTreeMap<u64, T>)> {
        self.sites.iter().map(|(site, pages)| (site.as_str(), pages))
    }

    fn thin(&mut self) {
        while self.count > self.capacity && self.halvings < u64::BITS {
            if self.most > FEWEST {
                self.most /= 2;
            } else {
                self.halvings += 1;
            }
            self.cut();
        }
    }

    fn cut(&mut self) {
        let Sample { most, halvings, .. } = *self;
        self.sites.retain(|site, pages| {
            while pages.len() > most {
                pages.pop_last();
            }
            is_in(site, halvings)
        });
        self.count = self.sites.values().map(BTreeMap::len).sum();
    }
}

/// Whether a site is left after so many halvings.
fn is_in(site: &str, halvings: u32) -> bool {
    let hash = table::hash(site.as_bytes(), 0).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    hash.leading_zeros() >= halvings
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample(pages: impl Iterator<Item = (usize, u64)>) -> Sample<u64> {
        let mut sample = Sample::new(32, 1000);
        pages.for_each(|(site, page)| sample.insert(&format!("{site}.example.org"), page, page * 3));
        sample
    }

    #[test]
    fn the_order_of_the_pages_does_not_count() {
        // So many that both ways of thinning are taken: 150 sites of 40 pages each.
        let pages: Vec<(usize, u64)> = (0..6000).map(|at| (at % 150, (at as u64 * 7919) % 6007)).collect();
        let one = sample(pages.iter().copied());
        let mut other = sample(pages.iter().rev().copied());
        assert_eq!((one.most, one.halvings > 0), (FEWEST, true));
        assert!(one.count <= 1000 && one.count > 300, "{}", one.count);
        assert_eq!(one.sites, other.sites);
        other.merge(sample(pages.iter().skip(3000).copied()));
        assert_eq!(one.sites, other.sites);
    }

    #[test]
    fn of_a_site_the_smallest_names_are_remembered() {
        let sample = sample((0..100).rev().map(|page| (1, page)));
        let pages = &sample.sites["1.example.org"];
        assert!(pages.keys().copied().eq(0..32));
    }

    #[test]
    fn of_two_pages_of_one_name_the_order_does_not_decide() {
        for pages in [[5, 4], [4, 5]] {
            let mut sample = Sample::new(32, 1000);
            pages.into_iter().for_each(|page| sample.insert("s", 1, page));
            assert_eq!((sample.count, &sample.sites["s"]), (1, &BTreeMap::from([(1, 4)])));
        }
    }
}
