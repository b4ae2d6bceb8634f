//! Decides how the candidates for the fields are listed for somebody who asks why a field has its value: each as text,
//! with its source, its rank and whether the field has it. From what the sources collected; for the explanation.

use std::cmp::Reverse;

use super::candidate::Field;
use super::clean::cut;
use super::date::Moment;
use super::signed::{author_rank, is_own};
use super::title::Heading;
use super::{Found, Meta};
use crate::article::{Author, Candidate, LeadImage};

/// Bytes of a value: enough to tell two apart, and a page of long candidates stays readable.
const MOST: usize = 400;

/// The candidates of all fields in the order of the article's keys. `published` has the address's date too; `own` are
/// the essences of the site's own names.
pub(super) fn listed(
    found: &Found,
    headings: &[Heading],
    published: &Field<Moment>,
    own: &[String],
    meta: &Meta,
) -> Vec<Candidate> {
    let mut list = List::default();
    list.texts("canonical_url", &found.canonical, meta.canonical_url.as_deref());
    list.texts("site_name", &found.site_names, meta.site_name.as_deref());
    list.titles(found, headings, meta.title.as_deref());
    let authors = found.authors.list.iter().map(|candidate| {
        let holds = |authors: &[Author], name: &str| authors.iter().any(|author| author.name == name);
        // The article leaves the site's own name out where there are people.
        let has = !meta.authors.is_empty()
            && meta.authors.iter().all(|author| holds(&candidate.value, &author.name))
            && candidate.value.iter().all(|author| is_own(author, own) || holds(&meta.authors, &author.name));
        (names(&candidate.value), candidate.source.to_string(), Some(author_rank(candidate, own)), has)
    });
    list.add("authors", authors.collect());
    list.moments("published", published, meta.published.as_deref());
    list.moments("modified", &found.modified, meta.modified.as_deref());
    list.texts("language", &found.languages, meta.language.as_deref());
    list.texts("description", &found.descriptions, meta.description.as_deref());
    list.images(&found.images, meta.image.as_ref());
    list.words("categories", &found.categories, &meta.categories);
    list.words("tags", &found.tags, &meta.tags);
    list.texts("license", &found.licenses, meta.license.as_deref());
    list.candidates
}

fn names(authors: &[Author]) -> String {
    authors.iter().map(|author| author.name.as_str()).collect::<Vec<_>>().join(", ")
}

/// A candidate that is not yet one of a field: value, source, rank, and whether the field has it.
type Loose = (String, String, Option<u8>, bool);

#[derive(Default)]
struct List {
    candidates: Vec<Candidate>,
}

impl List {
    fn add(&mut self, field: &str, mut loose: Vec<Loose>) {
        loose.sort_by_key(|(_, _, rank, _)| Reverse(*rank));
        self.candidates.extend(loose.into_iter().map(|(value, source, rank, chosen)| Candidate {
            field: field.to_owned(),
            value: cut(&value, MOST).to_owned(),
            source,
            rank,
            chosen,
        }));
    }

    fn texts(&mut self, field: &str, found: &Field<String>, chosen: Option<&str>) {
        let of = |value: &String| (value.clone(), chosen.is_some_and(|chosen| chosen.eq_ignore_ascii_case(value)));
        self.values(field, found, of);
    }

    /// The declared titles, and behind them the headings that were compared with them.
    fn titles(&mut self, found: &Found, headings: &[Heading], chosen: Option<&str>) {
        self.texts("title", &found.titles, chosen);
        let shown = headings.iter().map(|heading| {
            let source = format!("heading h{}", heading.level);
            (heading.text.clone(), source, None, Some(heading.text.as_str()) == chosen)
        });
        self.add("title", shown.collect());
    }

    fn moments(&mut self, field: &str, found: &Field<Moment>, chosen: Option<&str>) {
        self.values(field, found, |moment| {
            let text = moment.to_string();
            let has = chosen == Some(text.as_str());
            (text, has)
        });
    }

    fn images(&mut self, found: &Field<LeadImage>, chosen: Option<&LeadImage>) {
        self.values("image", found, |image| {
            let has = image.url.is_some() && chosen.is_some_and(|chosen| chosen.url == image.url);
            (image.url.clone().or_else(|| image.caption.clone()).unwrap_or_default(), has)
        });
    }

    /// Lists of words; the field may have left some of a candidate's out.
    fn words(&mut self, field: &str, found: &Field<Vec<String>>, chosen: &[String]) {
        self.values(field, found, |words| {
            let has = !chosen.is_empty() && chosen.iter().all(|chosen| words.contains(chosen));
            (words.join(", "), has)
        });
    }

    fn values<T>(&mut self, field: &str, found: &Field<T>, of: impl Fn(&T) -> (String, bool)) {
        let loose = found.list.iter().map(|candidate| {
            let (value, has) = of(&candidate.value);
            (value, candidate.source.to_string(), Some(candidate.rank), has)
        });
        self.add(field, loose.collect());
    }
}

#[cfg(test)]
mod tests {
    use crate::{Extractor, Options};

    fn listed(page: &str, field: &str) -> Vec<(String, String, Option<u8>, bool)> {
        let options = Options::default().explain(true).url("https://example.org/2020/04/05/rain");
        let explained = Extractor::new(options).extract(page).explain_page.unwrap();
        let of_field = explained.candidates.into_iter().filter(|candidate| candidate.field == field);
        of_field.map(|candidate| (candidate.value, candidate.source, candidate.rank, candidate.chosen)).collect()
    }

    #[test]
    fn every_candidate_has_its_source_and_the_chosen_one_is_marked() {
        let page = "<meta name=author content='Ann Lee'><script type=application/ld+json>{\"@type\":\"Article\",\
                    \"author\":\"Bo Ray\"}</script><p>a</p>";
        let authors = listed(page, "authors");
        let of = |name: &str| authors.iter().find(|(value, ..)| value == name).unwrap();
        assert_eq!((of("Bo Ray").1.as_str(), of("Bo Ray").3), ("JSON-LD", true));
        assert_eq!((of("Ann Lee").1.as_str(), of("Ann Lee").3), ("meta", false));
        assert!(authors[0].2 >= authors[1].2, "{authors:?}");
    }

    #[test]
    fn headings_stand_beside_the_declared_titles() {
        let titles = listed("<title>Rain - Example</title><h1>Rain</h1><p>a</p>", "title");
        assert!(titles.contains(&("Rain".to_owned(), "heading h1".to_owned(), None, true)), "{titles:?}");
        assert!(titles.iter().any(|(value, source, ..)| value == "Rain - Example" && source == "title element"));
    }

    #[test]
    fn the_date_of_the_address_is_a_candidate() {
        assert_eq!(listed("<p>a</p>", "published"), [("2020-04-05".to_owned(), "address".to_owned(), Some(60), true)]);
    }

    #[test]
    fn a_long_value_is_cut() {
        let page = format!("<meta name=description content='{}'><p>a</p>", "rain and wind ".repeat(4000));
        assert!(listed(&page, "description").iter().all(|(value, ..)| value.len() <= 400));
    }
}
