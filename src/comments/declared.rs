//! Decides which comments a page's JSON-LD lists for its article, and which one answers which. For pages that show their
//! comments only when asked to.

use serde_json::{Map, Value};

use crate::article::Comment;
use crate::meta::clean::clean;
use crate::meta::date::{self, Order};
use crate::words;

/// Comments that are read; a page declares its newest ones.
const MOST: usize = 500;
/// Bytes of one comment; no site takes longer ones.
const LONGEST: usize = 20_000;

/// The comments under an article's node, in order, answers behind what they answer.
pub(crate) fn read(article: &Map<String, Value>, order: Order) -> Vec<Comment> {
    let mut list = Vec::new();
    let mut open: Vec<(&Value, u32)> = article.get("comment").map(|value| (value, 0)).into_iter().collect();
    let mut left = MOST * 4;
    while let Some((value, depth)) = open.pop() {
        let Some(rest) = left.checked_sub(1).filter(|_| list.len() < MOST) else { break };
        left = rest;
        match value {
            Value::Array(values) => open.extend(values.iter().take(MOST).rev().map(|value| (value, depth))),
            Value::Object(object) => {
                list.extend(comment(object, depth, order));
                open.extend(object.get("comment").map(|answers| (answers, depth + 1)));
            }
            _ => {}
        }
    }
    list
}

fn comment(object: &Map<String, Value>, depth: u32, order: Order) -> Option<Comment> {
    let text = ["text", "commentText", "description"].iter().find_map(|key| object.get(*key)?.as_str())?;
    let lines: Vec<String> = words::cut(text, LONGEST).lines().filter_map(clean).collect();
    let author = ["author", "creator"].iter().find_map(|key| match object.get(*key)? {
        Value::String(name) => clean(name),
        Value::Array(people) => people.first()?.get("name")?.as_str().and_then(clean),
        person => person.get("name")?.as_str().and_then(clean),
    });
    let published = ["datePublished", "dateCreated", "commentTime"]
        .iter()
        .find_map(|key| date::read(object.get(*key)?.as_str()?, order))
        .map(|moment| moment.to_string());
    (!lines.is_empty()).then(|| Comment { author, published, text: lines.join("\n"), depth })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn comments(script: &str) -> Vec<Comment> {
        let value: Value = serde_json::from_str(script).unwrap();
        read(value.as_object().unwrap(), Order::Day)
    }

    #[test]
    fn answers_follow_what_they_answer() {
        let list = comments(
            r#"{"comment":[
                {"author":{"name":"Ann Lee"},"datePublished":"2020-05-03","text":"Rain &amp; hail.\nHere too.","comment":{"text":"Sun.","author":"Bo"}},
                {"text":"Snow."}, {"text":3}, "odd", {"comment":[[]]}]}"#,
        );
        let shown: Vec<(u32, Option<&str>, Option<&str>, &str)> = list
            .iter()
            .map(|one| (one.depth, one.author.as_deref(), one.published.as_deref(), one.text.as_str()))
            .collect();
        assert_eq!(
            shown,
            [
                (0, Some("Ann Lee"), Some("2020-05-03"), "Rain & hail.\nHere too."),
                (1, Some("Bo"), None, "Sun."),
                (0, None, None, "Snow.")
            ]
        );
    }

    #[test]
    fn a_list_without_end_is_cut() {
        let many = vec![r#"{"text":"Rain."}"#; 3000].join(",");
        assert_eq!(comments(&format!(r#"{{"comment":[{many}]}}"#)).len(), MOST);
    }
}
