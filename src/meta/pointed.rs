//! Decides what the elements say that a caller's selectors point at for the title, the authors and the date of publication.
//! For gather: what is pointed at wins over every other source, and where it says nothing the others are asked.

use super::candidate::Source;
use super::clean::{self, clean};
use super::date::{self, Moment};
use super::{Found, Meta, Setting, author};
use crate::article::Author;
use crate::chosen::{Chosen, Mark};
use crate::page::{Name, Page};
use crate::tag::Tag;

/// The rank of what a caller points at: no source is trusted as far.
const RANK: u8 = 100;

/// What a caller's selectors found.
#[derive(Default)]
pub(super) struct Pointed {
    /// The title, and the row that it stands in.
    pub title: Option<(String, u32)>,
    authors: Vec<Author>,
    published: Option<Moment>,
}

impl Pointed {
    /// Reads the elements, and adds what they say to the candidates.
    pub fn read(page: &Page, chosen: &Chosen, setting: &Setting<'_>, found: &mut Found) -> Pointed {
        let title = chosen.title.iter().find_map(|mark| {
            let text = clean(value(page, mark))?;
            Some((clean::cut(&text, clean::LONGEST).to_owned(), mark.row))
        });
        let mut authors: Vec<Author> = Vec::new();
        author::add_to(&mut authors, chosen.author.iter().flat_map(|mark| people(page, mark, setting)), author::MOST);
        let published = chosen.date.iter().find_map(|mark| {
            let machine = page.attribute(mark.row, Name::Datetime).or_else(|| page.attribute(mark.row, Name::DataTime));
            machine.and_then(date::machine).or_else(|| date::read(value(page, mark), setting.manner))
        });
        if let Some((title, _)) = &title {
            found.titles.add(Source::Selector, RANK, title.clone());
        }
        if !authors.is_empty() {
            found.authors.add(Source::Selector, RANK, authors.clone());
        }
        if let Some(moment) = &published {
            found.published.add(Source::Selector, RANK, *moment);
        }
        Pointed { title, authors, published }
    }

    /// Puts it in the place of what was chosen.
    pub fn fill(self, meta: &mut Meta) {
        if !self.authors.is_empty() {
            meta.authors = self.authors;
        }
        if let Some(moment) = self.published {
            meta.published = Some(moment.to_string());
        }
    }
}

/// What an element says: the value that it declares, or else its text.
fn value<'a>(page: &'a Page, mark: &Mark) -> &'a str {
    page.attribute(mark.row, Name::Content).unwrap_or_else(|| page.text_of(mark.row))
}

/// The people whom an element names; one person in the words that stand there when they look like none.
fn people(page: &Page, mark: &Mark, setting: &Setting<'_>) -> Vec<Author> {
    let text = value(page, mark);
    let mut names = author::people(text);
    if names.is_empty() {
        names.extend(clean(author::without_labels(text)).map(|name| clean::cut(&name, LONGEST_NAME).to_owned()));
    }
    let alone = names.len() == 1;
    let mut rows = std::iter::once(mark.row).chain(page.descendants(mark.row)).filter(|at| page.row(*at).tag == Tag::A);
    let profile = rows.find_map(|at| setting.profile(page.attribute(at, Name::Href)?)).filter(|_| alone);
    names.into_iter().map(|name| Author { name, url: profile.clone() }).collect()
}

/// Bytes of a name that looks like none.
const LONGEST_NAME: usize = 200;
