//! Decides which objects of a page's JSON-LD describe something, and what kind of thing. For the reading of what they state.

use std::collections::HashMap;

use serde_json::{Map, Value};

pub(super) type Object = Map<String, Value>;

/// The objects that stand on their own or under a known key, outer ones first, and all that have an identity.
pub(super) fn nodes(roots: &[Value]) -> (Vec<Node<'_>>, HashMap<&str, &Object>) {
    let mut nodes = Vec::new();
    let mut known: HashMap<&str, &Object> = HashMap::new();
    let mut open: Vec<(&Value, bool)> = roots.iter().rev().map(|root| (root, false)).collect();
    let mut left = MOST_OBJECTS;
    while let Some((value, aside)) = open.pop() {
        match value {
            Value::Array(values) => open.extend(values.iter().rev().map(|value| (value, aside))),
            Value::Object(object) => {
                let Some(rest) = left.checked_sub(1) else { break };
                left = rest;
                if let Some(id) = object.get("@id").and_then(Value::as_str) {
                    // A reference alone has no other key and must not hide the node it means.
                    if object.len() > 1 {
                        known.entry(id).or_insert(object);
                    }
                }
                let class = class_of(object);
                // What is asked on a page of questions is listed there, and none of it is what the page is about.
                let lists = type_of(object) == Some("FAQPage");
                if class != Class::Other {
                    nodes.push(Node { object, class, aside });
                }
                for (key, value) in object.iter().rev().filter(|(_, value)| value.is_object() || value.is_array()) {
                    let straight = matches!(key.as_str(), "@graph" | "mainEntity" | "mainEntityOfPage" | "breadcrumb");
                    let straight = straight && !(lists && key == "mainEntity");
                    open.push((value, aside || !straight));
                }
            }
            _ => {}
        }
    }
    (nodes, known)
}

/// Objects of one page that are looked at; a page with more is a catalogue or an attack.
const MOST_OBJECTS: usize = 20_000;

/// What kind of thing a node describes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    Article,
    Discussion,
    /// Something that can be a page's subject: a product, a recipe, an event.
    Thing,
    Page,
    Site,
    Organization,
    Breadcrumb,
    Other,
}

pub(super) struct Node<'a> {
    pub object: &'a Object,
    pub class: Class,
    /// It stands under a key that lists other things than the page's subject.
    pub aside: bool,
}

/// Whether an object is an organisation.
pub(super) fn is_organization(object: &Object) -> bool {
    class_of(object) == Class::Organization
}

/// The first name of an object's type, without the vocabulary that it is from.
pub(super) fn type_of(object: &Object) -> Option<&str> {
    let name = match object.get("@type")? {
        Value::String(name) => name.as_str(),
        Value::Array(names) => names.iter().find_map(Value::as_str)?,
        _ => return None,
    };
    name.rsplit(['/', '#', ':']).next()
}

fn class_of(object: &Object) -> Class {
    type_of(object).map_or(Class::Other, class_named)
}

/// What kind of thing a type is that is called so.
pub(super) fn class_named(name: &str) -> Class {
    match name {
        "DiscussionForumPosting" | "Question" | "QAPage" | "Conversation" => Class::Discussion,
        "Article" | "BlogPosting" | "Report" | "LiveBlogPosting" | "SocialMediaPosting" | "OpinionPiece" => {
            Class::Article
        }
        name if name.ends_with("Article") => Class::Article,
        "Recipe"
        | "Product"
        | "HowTo"
        | "Review"
        | "Event"
        | "JobPosting"
        | "Book"
        | "Course"
        | "SoftwareApplication"
        | "VideoObject"
        | "Movie"
        | "CreativeWork"
        | "PodcastEpisode"
        | "MusicRecording"
        | "MusicAlbum"
        | "TVEpisode"
        | "Episode"
        | "Dataset"
        | "ImageGallery"
        | "VideoGallery"
        | "ProductGroup"
        | "SoftwareSourceCode"
        | "Service" => Class::Thing,
        "WebSite" => Class::Site,
        "BreadcrumbList" => Class::Breadcrumb,
        name if name.ends_with("Event") => Class::Thing,
        name if name.ends_with("Page") => Class::Page,
        name if name.ends_with("Organization") => Class::Organization,
        _ => Class::Other,
    }
}
