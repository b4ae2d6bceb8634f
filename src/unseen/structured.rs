//! Decides what text a page's JSON-LD holds: bodies of articles, posts with their answers, reviews, questions, recipes,
//! instructions, offers of work and descriptions of products. For the candidates of unseen content.

use std::collections::HashSet;

use serde_json::{Map, Value};

use super::markup;
use super::state::Body;
use super::title::Titles;
use crate::deadline::Deadline;

pub(super) type Object = Map<String, Value>;

/// Objects of one page that are looked at; a page with more is a catalogue or an attack.
pub(super) const MOST_OBJECTS: usize = 20_000;

/// Bytes written of all nodes together. What a node says includes what stands below it, so posts that answer each other
/// and say too little to be a body are written again at each level.
const MOST_BYTES: usize = 32 << 20;

/// What kind of text a node holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    Article,
    Live,
    Post,
    Question,
    Questions,
    Recipe,
    Instructions,
    Job,
    Review,
    /// A product or another thing with a description.
    Thing,
}

/// The bodies of all JSON-LD nodes, best first, as far as they are reached in time.
pub(super) fn bodies(roots: &[Value], titles: &Titles, deadline: Deadline) -> Vec<Body> {
    let mut bodies = Vec::new();
    let mut open: Vec<&Value> = roots.iter().rev().collect();
    let mut left = MOST_OBJECTS;
    let mut bytes = MOST_BYTES;
    let mut said: HashSet<String> = HashSet::new();
    while let Some(value) = open.pop() {
        match value {
            Value::Array(values) => open.extend(values.iter().rev()),
            Value::Object(object) => {
                let Some(rest) = left.checked_sub(1).filter(|_| !deadline.is_over()) else { break };
                left = rest;
                let body = class_of(object).and_then(|class| body(object, class, titles, &mut bytes));
                match body {
                    // What a node says includes what stands below it.
                    Some(body) => {
                        if said.insert(body.markup.clone()) {
                            bodies.push(body);
                        }
                    }
                    None => open.extend(object.values().rev().filter(|value| value.is_object() || value.is_array())),
                }
            }
            _ => {}
        }
    }
    bodies.sort_by(|left, right| right.weight.total_cmp(&left.weight));
    bodies
}

/// The kind of text that a node of its type holds.
pub(super) fn class_of(object: &Object) -> Option<Class> {
    let names: Vec<&str> = match object.get("@type") {
        Some(Value::String(name)) => vec![name.as_str()],
        Some(Value::Array(names)) => names.iter().filter_map(Value::as_str).take(8).collect(),
        _ => Vec::new(),
    };
    names.iter().find_map(|name| {
        let name = name.rsplit(['/', '#', ':']).next().unwrap_or_default();
        Some(match name {
            "DiscussionForumPosting" | "SocialMediaPosting" | "Conversation" | "Comment" | "Message" => Class::Post,
            "LiveBlogPosting" => Class::Live,
            "Question" => Class::Question,
            "FAQPage" | "QAPage" => Class::Questions,
            "Recipe" => Class::Recipe,
            "HowTo" => Class::Instructions,
            "JobPosting" => Class::Job,
            "Review" | "UserReview" | "CriticReview" | "EmployerReview" => Class::Review,
            "BlogPosting" | "Report" | "CreativeWork" | "OpinionPiece" => Class::Article,
            name if name.ends_with("Article") => Class::Article,
            "Product"
            | "ProductGroup"
            | "Event"
            | "Course"
            | "Book"
            | "SoftwareApplication"
            | "VideoObject"
            | "Service"
            | "Movie"
            | "PodcastEpisode"
            | "Dataset"
            | "IndividualProduct"
            | "Hotel"
            | "LocalBusiness"
            | "Restaurant"
            | "TouristAttraction" => Class::Thing,
            _ => return None,
        })
    })
}

/// The body that a node is, as far as so many bytes are left to write.
fn body(object: &Object, class: Class, titles: &Titles, left: &mut usize) -> Option<Body> {
    if *left == 0 {
        return None;
    }
    let title = ["headline", "name", "title"].iter().find_map(|key| object.get(*key)?.as_str());
    let own = title.is_some_and(|title| titles.is_own(title));
    let markup = Speaker::default().say(object, class);
    *left = left.saturating_sub(markup.len());
    let words = markup::measure(&markup).words;
    if words < markup::LEAST_PROSE {
        return None;
    }
    // A body is made to be read; a description sums up; a question list or a review may stand beside the page's subject.
    let kind = match class {
        Class::Article | Class::Live | Class::Post | Class::Recipe | Class::Job => 1.5,
        Class::Question | Class::Instructions => 1.3,
        Class::Questions => 1.0,
        Class::Review | Class::Thing => 0.7,
    };
    let weight = words as f32 * kind * if own { 3.0 } else { 1.0 };
    Some(Body { markup, words, own, near: own, weight, title: title.map(str::to_owned) })
}

/// How a value is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// A text, or an object that holds one.
    Text,
    /// The members of a list as items.
    Items,
    /// Steps and sections of steps.
    Steps,
    /// Answers, comments and updates.
    Posts,
    /// Questions with their answers.
    Questions,
}

enum Step<'a> {
    Value(&'a Value, Part),
    Write(&'static str),
}

/// Writes what a node says.
#[derive(Default)]
pub(super) struct Speaker<'a> {
    out: String,
    steps: Vec<Step<'a>>,
}

impl<'a> Speaker<'a> {
    fn say(self, object: &'a Object, class: Class) -> String {
        let keys: &[(&str, Part)] = match class {
            Class::Article => {
                if object.contains_key("articleBody") {
                    &[("articleBody", Part::Text)]
                } else {
                    &[("text", Part::Text)]
                }
            }
            Class::Live => &[("articleBody", Part::Text), ("liveBlogUpdate", Part::Posts)],
            Class::Post if object.contains_key("articleBody") => {
                &[("articleBody", Part::Text), ("comment", Part::Posts)]
            }
            Class::Post => &[("text", Part::Text), ("comment", Part::Posts)],
            Class::Question => {
                &[("text", Part::Text), ("acceptedAnswer", Part::Posts), ("suggestedAnswer", Part::Posts)]
            }
            Class::Questions => &[("mainEntity", Part::Questions)],
            Class::Recipe => &[
                ("description", Part::Text),
                ("recipeIngredient", Part::Items),
                ("ingredients", Part::Items),
                ("recipeInstructions", Part::Steps),
            ],
            Class::Instructions => &[
                ("description", Part::Text),
                ("supply", Part::Items),
                ("tool", Part::Items),
                ("step", Part::Steps),
                ("steps", Part::Steps),
            ],
            Class::Job => &[
                ("description", Part::Text),
                ("responsibilities", Part::Text),
                ("qualifications", Part::Text),
                ("skills", Part::Text),
                ("experienceRequirements", Part::Text),
                ("educationRequirements", Part::Text),
                ("jobBenefits", Part::Text),
            ],
            Class::Review => &[("reviewBody", Part::Text), ("description", Part::Text)],
            Class::Thing => &[("description", Part::Text)],
        };
        self.say_keys(object, keys)
    }

    /// The markup of what a node says under some keys.
    pub(super) fn say_keys(mut self, object: &'a Object, keys: &[(&str, Part)]) -> String {
        self.push_keys(object, keys);
        while let Some(step) = self.steps.pop() {
            match step {
                Step::Write(text) => self.out.push_str(text),
                Step::Value(value, part) => self.value(value, part),
            }
        }
        self.out
    }

    fn push_keys(&mut self, object: &'a Object, keys: &[(&str, Part)]) {
        let found = keys.iter().rev().filter_map(|(key, part)| Some(Step::Value(object.get(*key)?, *part)));
        self.steps.extend(found);
    }

    fn value(&mut self, value: &'a Value, part: Part) {
        match (value, part) {
            (Value::String(text), Part::Items) => self.item(text),
            (Value::String(text), _) => self.out.push_str(&markup::fragment(text)),
            (Value::Array(values), part) => {
                // The steps of a list are popped in reverse, so the end is pushed first.
                let (before, behind) = match part {
                    Part::Items => ("<ul>", "</ul>"),
                    _ => ("", ""),
                };
                self.out.push_str(before);
                self.steps.push(Step::Write(behind));
                self.steps.extend(values.iter().rev().map(|value| Step::Value(value, part)));
            }
            (Value::Object(object), part) => self.object(object, part),
            _ => {}
        }
    }

    fn object(&mut self, object: &'a Object, part: Part) {
        match part {
            Part::Text => {
                self.push_keys(object, &[("@value", Part::Text), ("text", Part::Text), ("description", Part::Text)]);
            }
            Part::Items => {
                if let Some(name) = ["name", "text", "item"].iter().find_map(|key| object.get(*key)?.as_str()) {
                    self.item(name);
                }
            }
            Part::Steps => {
                let text = object.get("text").or(object.get("description")).and_then(Value::as_str);
                // A step is often named by the beginning of its own text.
                let name = object.get("name").and_then(Value::as_str);
                if let Some(name) =
                    name.filter(|name| text.is_none_or(|text| !text.starts_with(name.trim_end_matches('.'))))
                {
                    let tag = if object.contains_key("itemListElement") { "h3" } else { "p" };
                    self.wrapped(tag, name);
                }
                if let Some(text) = text {
                    self.out.push_str(&markup::fragment(text));
                }
                self.push_keys(object, &[("itemListElement", Part::Steps), ("steps", Part::Steps)]);
            }
            Part::Posts => {
                if let Some(headline) = object.get("headline").and_then(Value::as_str) {
                    self.wrapped("h3", headline);
                }
                let text = if object.contains_key("text") { "text" } else { "articleBody" };
                self.push_keys(object, &[(text, Part::Text), ("comment", Part::Posts)]);
            }
            Part::Questions => {
                if let Some(name) = object.get("name").and_then(Value::as_str) {
                    self.wrapped("h3", name);
                }
                let keys = [("text", Part::Text), ("acceptedAnswer", Part::Posts), ("suggestedAnswer", Part::Posts)];
                self.push_keys(object, &keys);
            }
        }
    }

    fn item(&mut self, text: &str) {
        self.wrapped("li", text);
    }

    fn wrapped(&mut self, tag: &str, text: &str) {
        self.out.push('<');
        self.out.push_str(tag);
        self.out.push('>');
        let text = markup::unescaped(text);
        markup::escape(&crate::meta::clean::unescape(&markup::plain(&text)), &mut self.out);
        self.out.push_str("</");
        self.out.push_str(tag);
        self.out.push('>');
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    const PROSE: &str = "It rained all day in the harbour, and nobody went out to see the boats come in, although the \
                         band played on the pier until late in the evening.";

    fn first(value: Value) -> String {
        bodies(&[value], &Titles::default(), Deadline::default())
            .into_iter()
            .next()
            .map(|body| body.markup)
            .unwrap_or_default()
    }

    #[test]
    fn bodies_of_articles_and_products_are_read() {
        let expected = format!("<p>{PROSE}</p>");
        for value in [
            json!({"@type": "NewsArticle", "articleBody": PROSE}),
            json!({"@graph": [{"@type": "WebSite"}, {"@type": ["Thing", "Product"], "description": PROSE}]}),
            json!({"@type": "WebPage", "mainEntity": {"@type": "schema:Review", "reviewBody": PROSE}}),
            json!({"@type": "JobPosting", "description": format!("&lt;p&gt;{PROSE}&lt;/p&gt;")}),
            json!({"@type": "CreativeWork", "text": {"@value": PROSE}}),
        ] {
            assert_eq!(first(value.clone()), expected, "{value}");
        }
    }

    #[test]
    fn posts_come_with_their_answers_in_order() {
        let value = json!({"@type": "QAPage", "mainEntity": {"@type": "Question", "name": "Rain?", "text": "Will it?",
            "acceptedAnswer": {"@type": "Answer", "text": PROSE}, "suggestedAnswer": [{"text": "No."}, {"text": "<p>Yes.</p>"}]}});
        assert_eq!(first(value), format!("<h3>Rain?</h3><p>Will it?</p><p>{PROSE}</p><p>No.</p><p>Yes.</p>"));
        let value = json!({"@type": "DiscussionForumPosting", "text": PROSE, "comment": [{"text": "a", "comment": {"text": "b"}}, {"text": "c"}]});
        assert_eq!(first(value), format!("<p>{PROSE}</p><p>a</p><p>b</p><p>c</p>"));
    }

    #[test]
    fn recipes_give_ingredients_and_steps() {
        let value = json!({"@type": "Recipe", "description": PROSE, "recipeIngredient": ["1 egg", "milk &amp; rye"],
            "recipeInstructions": [{"@type": "HowToSection", "name": "Dough", "itemListElement": [
                {"@type": "HowToStep", "name": "Mix", "text": "Stir it."}, {"@type": "HowToStep", "name": "Wait", "text": "Wait."}]}, "Bake."]});
        assert_eq!(
            first(value),
            format!(
                "<p>{PROSE}</p><ul><li>1 egg</li><li>milk &amp; rye</li></ul><h3>Dough</h3><p>Mix</p><p>Stir it.</p><p>Wait.</p><p>Bake.</p>"
            )
        );
    }

    #[test]
    fn short_descriptions_are_no_bodies() {
        assert_eq!(first(json!({"@type": "Product", "description": "A fine pump."})), "");
    }
}
