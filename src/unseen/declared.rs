//! Decides which parts of its visible text a page declares to be content: the ingredients and steps of its recipe, and its
//! questions with their answers. From JSON-LD, for the judge, which looks for them on the page.

use serde_json::Value;

use super::markup;
use super::structured::{Class, MOST_OBJECTS, Object, Part, Speaker, class_of};
use crate::head::Head;
use crate::meta::mend;

/// What a page declares.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Declared {
    /// The ingredients of recipes, one each.
    pub ingredients: Vec<String>,
    /// Steps, questions and answers, as many together as one node has.
    pub passages: Vec<String>,
}

/// What must stand in a script before it is worth parsing; most pages declare nothing of the kind.
const MARKS: [&str; 4] = ["ecipeIngredient\"", "ecipeInstructions\"", "FAQPage", "HowTo\""];

/// What the JSON-LD of a page declares.
pub(crate) fn declared(head: &Head) -> Declared {
    let mut declared = Declared::default();
    walk(head, &MARKS, |object| declared.take(object));
    declared
}

/// Where an article says in a sentence what it is about, and what then stands in the script.
const DESCRIBING: [&str; 2] = ["description", "alternativeHeadline"];
const DESCRIBED: [&str; 2] = ["description\"", "alternativeHeadline\""];

/// What the JSON-LD of a page says its articles are about, in a sentence each.
pub(crate) fn descriptions(head: &Head) -> Vec<String> {
    let mut found = Vec::new();
    walk(head, &DESCRIBED, |object| {
        let is_meant = matches!(class_of(object), Some(Class::Article | Class::Live | Class::Recipe));
        let texts = DESCRIBING.iter().filter(|_| is_meant).filter_map(|key| object.get(*key)?.as_str());
        found.extend(texts.map(|text| markup::plain(&markup::unescaped(text)).into_owned()));
    });
    found
}

/// Looks at every object of the scripts in which one of some marks stands.
fn walk(head: &Head, marks: &[&str], mut look: impl FnMut(&Object)) {
    let is_meant = |script: &&String| marks.iter().any(|mark| script.contains(mark));
    let roots = mend::parse(head.json_ld.iter().filter(is_meant));
    let mut open: Vec<&Value> = roots.iter().rev().collect();
    for _ in 0..MOST_OBJECTS {
        match open.pop() {
            Some(Value::Array(values)) => open.extend(values.iter().rev()),
            Some(Value::Object(object)) => {
                look(object);
                open.extend(object.values().rev().filter(|value| value.is_object() || value.is_array()));
            }
            Some(_) => {}
            None => break,
        }
    }
}

impl Declared {
    fn take(&mut self, object: &Object) {
        let keys: &[(&str, Part)] = match class_of(object) {
            Some(Class::Recipe) => &[("recipeInstructions", Part::Steps)],
            Some(Class::Instructions) => &[("step", Part::Steps), ("steps", Part::Steps)],
            Some(Class::Questions) => &[("mainEntity", Part::Questions)],
            _ => return,
        };
        let passage = markup::plain(&Speaker::default().say_keys(object, keys)).into_owned();
        if !passage.is_empty() {
            self.passages.push(passage);
        }
        let lists = ["recipeIngredient", "ingredients"].iter().filter_map(|key| object.get(*key)?.as_array());
        let texts = lists.flatten().filter_map(Value::as_str);
        self.ingredients.extend(texts.map(|text| markup::plain(&markup::unescaped(text)).into_owned()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(script: &str) -> Declared {
        let mut head = Head::default();
        head.json_ld.push(script.to_owned());
        declared(&head)
    }

    #[test]
    fn ingredients_steps_and_answers_are_declared() {
        let recipe = of(r#"{"@graph": [{"@type": "Recipe", "recipeIngredient": ["1 egg", "milk &amp; rye"],
            "recipeInstructions": [{"@type": "HowToStep", "text": "<p>Stir it.</p>"}, "Bake."]}]}"#);
        assert_eq!(recipe.ingredients, ["1 egg", "milk & rye"]);
        assert_eq!(recipe.passages[0].split_whitespace().collect::<Vec<_>>(), ["Stir", "it.", "Bake."]);
        let questions = of(r#"{"@type": "FAQPage", "mainEntity": {"@type": "Question", "name": "Why?",
            "acceptedAnswer": {"text": "It rained."}}}"#);
        assert_eq!(questions.passages[0].split_whitespace().collect::<Vec<_>>(), ["Why?", "It", "rained."]);
    }

    #[test]
    fn what_is_declared_of_others_is_left_alone() {
        for script in [
            r#"{"@type": "QAPage", "x": "FAQPage"}"#,
            r#"{"@type": "Product", "description": "recipeIngredient\""}"#,
            r#"{"@type": "Recipe", "recipeIngredient": 1}"#,
            "",
        ] {
            assert_eq!(of(script), Declared::default(), "{script}");
        }
    }
}
