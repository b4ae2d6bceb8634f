//! Decides which object of embedded data is about this page: one whose title, address or short name is the page's own.
//! For telling the story from the teasers of others beside it.

use memchr::memmem;

use super::tree::{Kind, Tree};
use crate::meta::clean::essence;
use crate::page::Page;
use crate::tag::Tag;

/// Keys of titles, and of addresses and short names.
const TITLE_KEYS: [&str; 8] = ["title", "headline", "name", "heading", "pageTitle", "seoTitle", "question", "subject"];
const ADDRESS_KEYS: [&str; 8] = ["slug", "url", "path", "permalink", "canonicalUrl", "canonical", "uri", "href"];

/// Letters of a title that is taken for one: shorter ones, such as a section's name, are met everywhere.
const SHORTEST: usize = 8;
/// Bytes of a title that is compared.
const LONGEST: usize = 400;

/// What the page calls itself.
#[derive(Debug, Clone, Default)]
pub(super) struct Titles {
    /// Titles in full: the declared one and the first-level headings.
    exact: Vec<String>,
    /// The title element, which may add the site's name behind.
    element: String,
    /// The last parts of its addresses.
    slugs: Vec<String>,
    /// The site's name, which is no page's title.
    site: String,
    /// Of each title the words that are written alike everywhere, and the last parts of the addresses.
    marks: Vec<Vec<String>>,
}

impl Titles {
    /// Reads what the page calls itself.
    pub fn of(page: &Page) -> Titles {
        let head = &page.head;
        let headings = page.rows_of(Tag::H1).iter().take(4).map(|at| page.text_of(*at));
        let declared = [head.meta("og:title"), head.meta("twitter:title")].into_iter().flatten();
        let titles = declared.chain(headings).filter(|title| title.len() <= LONGEST);
        let titles: Vec<(&str, String)> = titles.map(|title| (title, essence(title))).collect();
        let titles = || titles.iter().filter(|(_, essence)| long_enough(essence));
        let slugs: Vec<String> = head.addresses().filter_map(slug).map(str::to_owned).collect();
        let element = head.title.as_deref().map(essence).unwrap_or_default();
        let shown = head.title.as_deref().filter(|_| long_enough(&element));
        let words = titles().map(|(title, _)| *title).chain(shown.map(beginning)).map(plain_words);
        Titles {
            marks: slugs.iter().map(|slug| vec![slug.clone()]).chain(words).collect(),
            exact: titles().map(|(_, essence)| essence.clone()).collect(),
            element,
            slugs,
            site: head.meta("og:site_name").map(essence).unwrap_or_default(),
        }
    }

    /// Whether a text may hold an object that is about the page, as far as a look without reading it tells. Scripts escape what
    /// is not ASCII, each in its own way, so a title without any word of ASCII may be in every text: such pages are read,
    /// which takes longer, rather than missed.
    pub fn may_be_in(&self, text: &str) -> bool {
        let holds = |mark: &String| memmem::find(text.as_bytes(), mark.as_bytes()).is_some();
        self.marks.iter().any(|marks| marks.iter().all(holds))
    }

    /// Whether a title is the page's.
    pub fn is_own(&self, title: &str) -> bool {
        if title.len() > LONGEST || title.len() < SHORTEST {
            return false;
        }
        let title = essence(title);
        long_enough(&title) && title != self.site && (self.exact.contains(&title) || self.element.starts_with(&title))
    }

    /// Whether an object is about the page.
    pub fn own(&self, tree: &Tree, at: u32) -> bool {
        tree.children(at).any(|child| {
            let key = tree.key(child);
            match tree.kind(child) {
                Kind::Text if TITLE_KEYS.contains(&key) => self.is_own(tree.value(child)),
                Kind::Text if ADDRESS_KEYS.contains(&key) => self.is_slug(tree.value(child)),
                // Some systems wrap a title in an object with its rendered form.
                Kind::Object if key == "title" => {
                    tree.text_under(child, &["rendered"]).is_some_and(|title| self.is_own(title))
                }
                _ => false,
            }
        })
    }

    fn is_slug(&self, address: &str) -> bool {
        let found = slug(address).or(Some(address).filter(|address| !address.contains('/')));
        found.is_some_and(|found| self.slugs.iter().any(|own| own == found))
    }

    /// Whether the nearest object above a value that has a title or address is about the page.
    pub fn is_near(&self, tree: &Tree, at: u32) -> bool {
        let mut here = at;
        while let Some(parent) = tree.parent(here) {
            here = parent;
            if tree.kind(here) == Kind::Object {
                if self.own(tree, here) {
                    return true;
                }
                if tree.text_under(here, &TITLE_KEYS).or(tree.text_under(here, &ADDRESS_KEYS)).is_some() {
                    return false;
                }
            }
        }
        false
    }

    /// The nearest title above a value.
    pub fn title_above(&self, tree: &Tree, at: u32) -> Option<String> {
        let mut here = at;
        while let Some(parent) = tree.parent(here) {
            here = parent;
            if tree.kind(here) == Kind::Object
                && let Some(title) = tree.text_under(here, &TITLE_KEYS).filter(|title| title.len() <= LONGEST)
            {
                return Some(title.to_owned());
            }
        }
        None
    }
}

/// Letters that a title of a script without spaces needs; there a letter says more.
fn long_enough(essence: &str) -> bool {
    essence.len() >= SHORTEST
}

/// The words of a title that every script writes as they are.
fn plain_words(title: &str) -> Vec<String> {
    let words = title.split(|letter: char| !letter.is_alphanumeric());
    words.filter(|word| word.len() >= SHORTEST_WORD && word.is_ascii()).map(str::to_owned).collect()
}

/// The words at the beginning of a title that are in the shortest one that it can be taken for.
fn beginning(title: &str) -> &str {
    let mut letters = 0;
    let end = title.char_indices().find(|(_, letter)| {
        letters += usize::from(letter.is_alphanumeric());
        letters >= SHORTEST && !letter.is_alphanumeric()
    });
    end.and_then(|(end, _)| title.get(..end)).unwrap_or(title)
}

/// Letters of a word that tells.
const SHORTEST_WORD: usize = 4;

/// The last part of an address, where it is long enough to tell pages apart.
fn slug(address: &str) -> Option<&str> {
    let path = address.split(['?', '#']).next().unwrap_or(address).trim_end_matches('/');
    let (before, last) = path.rsplit_once('/')?;
    // A bare host has nothing but slashes before it.
    (last.len() >= 6 && !before.ends_with('/')).then_some(last)
}

#[cfg(test)]
mod tests {
    use super::Titles;
    use crate::page;

    #[test]
    fn a_look_leaves_out_only_what_cannot_be_about_the_page() {
        let may_be = |title: &str, script: &str| {
            let html = format!("<title>{title}</title><p>Rain");
            Titles::of(&page::laid_out(&html)).may_be_in(script)
        };
        assert!(may_be("Rain over Velmora", "a = {title: 'Rain over Velmora'}"));
        assert!(!may_be("Rain over Velmora", "a = {title: 'Boats at dawn'}"));
        // Whether this is the title cannot be told without reading the escapes.
        assert!(may_be("昨夜港口下了一场大雨", "a = {title: '\\u6628\\u591c'}"));
        // No object is known by a title as short as this.
        assert!(!may_be("FAQ", "a = {title: 'FAQ'}"));
    }
}
