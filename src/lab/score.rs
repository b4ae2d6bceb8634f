//! Decides how near a prediction comes to the gold, with exactly the measures of the gold sets' reference scorer: words
//! as multisets, snippets, segments and metadata. For eval.

use std::collections::HashMap;

use dechrome::Article;
use icu_properties::CodePointMapData;
use icu_properties::props::{GeneralCategory, GeneralCategoryGroup};

use crate::gold::Record;

/// How the words of a prediction meet those of the gold.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct WordScore {
    /// Share of predicted words that are gold.
    pub precision: f64,
    /// Share of gold words that were predicted.
    pub recall: f64,
    /// The harmonic mean of the two.
    pub f1: f64,
    /// Words of the gold.
    pub gold: usize,
    /// Words predicted.
    pub predicted: usize,
}

/// Snippets of one page: found of those that must appear, and of those that must not.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Snippets {
    /// Found among those that must appear.
    pub with: usize,
    /// How many must appear.
    pub all_with: usize,
    /// Found among those that must not appear.
    pub without: usize,
    /// How many must not appear.
    pub all_without: usize,
}

/// Metadata of one page: `None` where the gold says nothing, else whether the prediction meets it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Metadata {
    /// The headline.
    pub title: Option<bool>,
    /// All authors.
    pub author: Option<bool>,
    /// The day of publication.
    pub date: Option<bool>,
}

/// Compares two texts as multisets of words. An empty prediction scores 0, or 1 if the gold is empty too.
pub fn word_score(predicted: &str, gold: &str) -> WordScore {
    let (predicted, gold) = (predicted.to_lowercase(), gold.to_lowercase());
    let mut left: HashMap<&str, usize> = HashMap::new();
    for word in words(&gold) {
        *left.entry(word).or_default() += 1;
    }
    let sizes = (words(&predicted).count(), words(&gold).count());
    let mut score = WordScore { predicted: sizes.0, gold: sizes.1, ..WordScore::default() };
    if sizes.0 == 0 || sizes.1 == 0 {
        let value = if sizes == (0, 0) { 1.0 } else { 0.0 };
        (score.precision, score.recall, score.f1) = (value, value, value);
        return score;
    }
    let mut common = 0;
    for word in words(&predicted) {
        if let Some(count) = left.get_mut(word).filter(|count| **count > 0) {
            *count -= 1;
            common += 1;
        }
    }
    score.precision = common as f64 / sizes.0 as f64;
    score.recall = common as f64 / sizes.1 as f64;
    if common > 0 {
        score.f1 = 2.0 * score.precision * score.recall / (score.precision + score.recall);
    }
    score
}

/// Looks for the snippets of a full-text set: case aside, white space as it stands.
pub fn snippets(text: &str, record: &Record) -> Snippets {
    let text = text.to_lowercase();
    count(record, |snippet| text.contains(&snippet.to_lowercase()))
}

/// Looks for the segments of a segment set: white space folded, case kept.
pub fn segments(text: &str, record: &Record) -> Snippets {
    let text = fold(text);
    count(record, |segment| text.contains(&fold(segment)))
}

fn count(record: &Record, found: impl Fn(&str) -> bool) -> Snippets {
    let found = |list: &[String]| list.iter().filter(|snippet| found(snippet)).count();
    Snippets {
        with: found(&record.with),
        all_with: record.with.len(),
        without: found(&record.without),
        all_without: record.without.len(),
    }
}

/// Compares metadata: title and authors by their words, case aside; the date by its first ten characters.
pub fn metadata(article: &Article, record: &Record) -> Metadata {
    let authors: Vec<&str> = article.authors.iter().map(|author| author.name.as_str()).collect();
    let same_words = |gold: &str, predicted: &str| flat(gold) == flat(predicted);
    let same_day = |gold: &str, predicted: &str| gold.chars().take(10).eq(predicted.chars().take(10));
    fn known(gold: &Option<String>) -> Option<&str> {
        gold.as_deref().filter(|gold| !gold.is_empty())
    }
    Metadata {
        title: known(&record.title).map(|gold| same_words(gold, article.title.as_deref().unwrap_or_default())),
        author: known(&record.author).map(|gold| same_words(gold, &authors.join(", "))),
        date: known(&record.date).map(|gold| same_day(gold, article.published.as_deref().unwrap_or_default())),
    }
}

/// The words of a text: runs of letters, numbers and underscores, as Python's `\w+` has them. Combining marks end a
/// word there, although Rust calls some of them alphanumeric.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|character| !is_word(character)).filter(|word| !word.is_empty())
}

fn is_word(character: char) -> bool {
    if character.is_ascii() {
        return character.is_ascii_alphanumeric() || character == '_';
    }
    let category = CodePointMapData::<GeneralCategory>::new().get(character);
    GeneralCategoryGroup::Letter.contains(category) || GeneralCategoryGroup::Number.contains(category)
}

/// The words of a text in lower case with one space between them.
fn flat(text: &str) -> String {
    words(&text.to_lowercase()).collect::<Vec<_>>().join(" ")
}

/// Folds white space as Python does, which counts the four ASCII separators in.
fn fold(text: &str) -> String {
    let is_space = |character: char| character.is_whitespace() || ('\u{1C}'..='\u{1F}').contains(&character);
    text.split(is_space).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(with: &[&str], without: &[&str]) -> Record {
        let owned = |list: &[&str]| list.iter().map(|snippet| (*snippet).to_owned()).collect();
        Record { with: owned(with), without: owned(without), ..Record::default() }
    }

    #[test]
    fn words_are_compared_as_multisets() {
        let score = word_score("Rain, rain and snow", "rain snow snow");
        assert_eq!((score.predicted, score.gold), (4, 3));
        assert_eq!((score.precision, score.recall), (0.5, 2.0 / 3.0));
        assert!((score.f1 - 4.0 / 7.0).abs() < 1e-12);
    }

    #[test]
    fn an_empty_prediction_is_right_only_for_an_empty_gold() {
        assert_eq!(word_score("", " - ").f1, 1.0);
        assert_eq!(word_score("a", "").f1, 0.0);
        assert_eq!(word_score("", "a").f1, 0.0);
    }

    #[test]
    fn words_are_those_of_the_reference_scorer() {
        let found: Vec<&str> = words("don't x_1 ½Ⅷ² हिन्दी 日本 ⓐ").collect();
        assert_eq!(found, ["don", "t", "x_1", "½Ⅷ²", "ह", "न", "द", "日本"]);
    }

    #[test]
    fn snippets_ignore_case_and_segments_ignore_white_space() {
        let snippet = record(&["RAIN fell", "rain  fell"], &["fell"]);
        assert_eq!(snippets("Rain fell", &snippet), Snippets { with: 1, all_with: 2, without: 1, all_without: 1 });
        let segment = record(&["Rain \n fell", "rain fell"], &["snow"]);
        assert_eq!(segments("Rain\tfell", &segment), Snippets { with: 1, all_with: 2, without: 0, all_without: 1 });
    }

    #[test]
    fn metadata_is_met_word_by_word_and_day_by_day() {
        let mut article = dechrome::extract("");
        article.title = Some("Rain – again!".to_owned());
        article.published = Some("2021-03-04T05:06:07Z".to_owned());
        let gold = |text: &str| Some(text.to_owned());
        let record =
            Record { title: gold("rain again"), author: gold("A. Bee"), date: gold("2021-03-04"), ..record(&[], &[]) };
        assert_eq!(metadata(&article, &record), Metadata { title: Some(true), author: Some(false), date: Some(true) });
        article.authors = vec![dechrome::article::Author { name: "A Bee".to_owned(), url: None }];
        assert_eq!(metadata(&article, &record).author, Some(true));
        assert_eq!(metadata(&article, &Record { title: gold(""), ..Record::default() }), Metadata::default());
    }
}
