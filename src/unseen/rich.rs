//! Decides how trees of typed nodes become HTML: the rich text of editors and content systems, which all name a node's
//! kind and hold text in leaves, and elements as React writes them. For the search for a body in embedded state.

use super::markup::{escape, is_markup, unescaped};
use super::tree::{Kind, Tree};

/// What a node type stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// An element that holds text of its own.
    Block(&'static str),
    /// Text within a block, or a wrapper whose children are what counts.
    Inline,
    /// A forced line end.
    Break,
}

/// Keys that name the kind of a node.
const TYPE_KEYS: [&str; 12] = [
    "type",
    "nodeType",
    "_type",
    "tag",
    "tagName",
    "name",
    "component",
    "__component",
    "blockType",
    "kind",
    "__typename",
    "node",
];
/// Keys that hold a leaf's characters or a block's own markup.
const TEXT_KEYS: [&str; 11] =
    ["text", "value", "html", "content", "markup", "data", "code", "body", "rawHtml", "innerHTML", "literal"];
/// Keys that hold nodes.
const CHILD_KEYS: [&str; 18] = [
    "children",
    "content",
    "nodes",
    "blocks",
    "items",
    "model",
    "data",
    "attributes",
    "attrs",
    "innerBlocks",
    "root",
    "document",
    "body",
    "value",
    "fields",
    "rows",
    "cells",
    "json",
];

/// Bytes of a node type that is looked at, several times those of the longest that is known.
const LONGEST_NAME: usize = 40;

/// The role of a node type in any spelling: `heading_2`, `Heading2`, `core/heading`.
pub(super) fn role(name: &str) -> Option<Role> {
    if name.len() > LONGEST_NAME {
        return None;
    }
    let mut plain = [0; LONGEST_NAME];
    let mut length = 0;
    for byte in name.bytes() {
        if matches!(byte, b'/' | b'.' | b':') {
            length = 0;
        } else if byte.is_ascii_alphanumeric()
            && let Some(place) = plain.get_mut(length)
        {
            *place = byte.to_ascii_lowercase();
            length += 1;
        }
    }
    let plain = plain.get(..length).and_then(|plain| str::from_utf8(plain).ok())?;
    Some(match plain {
        "p" | "paragraph" | "unstyled" | "block" | "richtext" | "textblock" | "html" | "htmlblock" | "textelement"
        | "lead" | "intro" | "paragraphblock" | "rawhtml" | "markdown" => Role::Block("p"),
        "h1" | "headingone" | "headerone" | "heading1" => Role::Block("h1"),
        "h2" | "heading" | "header" | "headingtwo" | "headertwo" | "heading2" | "title" | "headline" => {
            Role::Block("h2")
        }
        "h3" | "headingthree" | "headerthree" | "heading3" | "subheading" | "subhead" | "crosshead" | "subheadline"
        | "subtitle" => Role::Block("h3"),
        "h4" | "headingfour" | "headerfour" | "heading4" => Role::Block("h4"),
        "h5" | "headingfive" | "headerfive" | "heading5" => Role::Block("h5"),
        "h6" | "headingsix" | "headersix" | "heading6" => Role::Block("h6"),
        "ul" | "list" | "bulletlist" | "bulletedlist" | "unorderedlist" | "listblock" => Role::Block("ul"),
        "ol" | "orderedlist" | "numberedlist" | "numberlist" => Role::Block("ol"),
        "li" | "listitem" | "unorderedlistitem" | "orderedlistitem" | "olistitem" | "bulletedlistitem"
        | "numberedlistitem" | "taskitem" => Role::Block("li"),
        "quote" | "blockquote" | "pullquote" | "quoteblock" => Role::Block("blockquote"),
        "code" | "codeblock" | "pre" | "preformatted" | "fencedcode" => Role::Block("pre"),
        "table" => Role::Block("table"),
        "tr" | "tablerow" => Role::Block("tr"),
        "td" | "tablecell" => Role::Block("td"),
        "th" | "tableheader" | "tableheadercell" => Role::Block("th"),
        "text" | "span" | "strong" | "em" | "b" | "i" | "u" | "link" | "a" | "hyperlink" | "fragment" | "inline"
        | "leaf" | "bold" | "italic" | "entryhyperlink" | "doc" | "root" | "document" | "element" | "textrun"
        | "autolink" => Role::Inline,
        "br" | "hardbreak" | "linebreak" | "break" => Role::Break,
        _ => return None,
    })
}

/// The role of an object, by the first of its keys that names a known kind; a portable-text block says its heading in
/// `style` and its list in `listItem`, a heading its level beside it.
pub(super) fn role_of(tree: &Tree, at: u32) -> Option<Role> {
    if tree.kind(at) != Kind::Object {
        return None;
    }
    let mut found = None;
    let mut style = None;
    let mut level = None;
    let mut item = false;
    for child in tree.children(at) {
        let key = tree.key(child);
        match tree.kind(child) {
            Kind::Text if TYPE_KEYS.contains(&key) => {
                let known = role(tree.value(child));
                // `type: element` and the like only wrap the name of the tag.
                if known.is_some() && (found.is_none() || found == Some(Role::Inline)) {
                    found = known;
                }
            }
            Kind::Text if key == "style" => style = role(tree.value(child)),
            Kind::Text if key == "listItem" => item = true,
            Kind::Number if key == "level" => level = Some(tree.value(child)),
            Kind::Object if matches!(key, "attrs" | "data" | "attributes") => {
                level = level.or_else(|| tree.member(child, "level").map(|level| tree.value(level)));
            }
            _ => {}
        }
    }
    match found {
        Some(Role::Block("p")) if item => Some(Role::Block("li")),
        Some(Role::Block("p")) => style.or(found),
        Some(Role::Block("h2")) => Some(Role::Block(match level {
            Some("1") => "h1",
            Some("3") => "h3",
            Some("4") => "h4",
            Some("5") => "h5",
            Some("6") => "h6",
            _ => "h2",
        })),
        found => found,
    }
}

/// Whether a list is the body of a rich text: at least half of its objects are blocks, and there is one.
pub(super) fn is_body(tree: &Tree, at: u32) -> bool {
    if tree.kind(at) != Kind::List {
        return false;
    }
    let mut blocks = 0_u32;
    let mut others = 0_u32;
    for child in tree.children(at) {
        match role_of(tree, child) {
            Some(Role::Block(_)) => blocks += 1,
            _ => others += 1,
        }
    }
    blocks > 0 && blocks >= others
}

enum Step {
    Visit(u32),
    Close(&'static str),
}

/// Writes the nodes below a value as HTML. Objects of unknown kind give nothing of their own but are looked into.
pub(super) fn render(tree: &Tree, top: u32) -> String {
    let mut out = String::new();
    let mut steps = vec![Step::Visit(top)];
    while let Some(step) = steps.pop() {
        match step {
            Step::Close(tag) => close(tag, &mut out),
            Step::Visit(at) => visit(tree, at, &mut steps, &mut out),
        }
    }
    out
}

fn close(tag: &str, out: &mut String) {
    out.push_str("</");
    out.push_str(tag);
    out.push('>');
}

fn visit(tree: &Tree, at: u32, steps: &mut Vec<Step>, out: &mut String) {
    match tree.kind(at) {
        Kind::List => {
            let children: Vec<u32> = tree.children(at).collect();
            steps.extend(children.into_iter().rev().map(Step::Visit));
        }
        Kind::Object => object(tree, at, steps, out),
        // A bare string in a list of nodes is text, as in the items of a list.
        Kind::Text if tree.parent(at).is_some_and(|parent| tree.kind(parent) == Kind::List) => {
            let bare = tree.key(tree.parent(at).unwrap_or(at));
            if bare == "items" {
                out.push_str("<li>");
            }
            write_text(tree.value(at), out);
        }
        _ => {}
    }
}

fn object(tree: &Tree, at: u32, steps: &mut Vec<Step>, out: &mut String) {
    let role = role_of(tree, at);
    let typed = role.is_some();
    let text = tree
        .children(at)
        .filter(|child| tree.kind(*child) == Kind::Text && TEXT_KEYS.contains(&tree.key(*child)))
        .find(|child| !tree.value(*child).is_empty());
    let below: Vec<u32> = tree
        .children(at)
        .filter(|child| matches!(tree.kind(*child), Kind::List | Kind::Object))
        .filter(|child| CHILD_KEYS.contains(&tree.key(*child)))
        .collect();
    if role == Some(Role::Break) {
        out.push_str("<br>");
        return;
    }
    let own = text.filter(|_| typed || is_leaf(tree, at)).map(|child| unescaped(tree.value(child)));
    let markup = own.as_deref().is_some_and(|own| is_markup(own) && is_block_markup(own));
    if let Some(Role::Block(tag)) = role
        && !markup
    {
        out.push('<');
        out.push_str(tag);
        out.push('>');
        steps.push(Step::Close(tag));
    }
    // A block that repeats its children's text beside them, as some systems do for search, says it once.
    let repeated = below.iter().any(|child| holds_text(tree, *child));
    let mut spent = None;
    if let Some(own) = own.filter(|_| !repeated) {
        write_text(&own, out);
    } else if let Some((wrapper, inner)) = data_text(tree, at).filter(|_| typed && !repeated) {
        write_text(&unescaped(inner), out);
        spent = Some(wrapper);
    }
    let first = steps.len();
    for child in below {
        if spent == Some(child) {
            let nested = tree.children(child).filter(|at| matches!(tree.kind(*at), Kind::List | Kind::Object));
            steps.extend(nested.map(Step::Visit));
        } else {
            steps.push(Step::Visit(child));
        }
    }
    if let Some(added) = steps.get_mut(first..) {
        added.reverse();
    }
}

/// An untyped leaf, as in Slate: an object whose only string is its text.
fn is_leaf(tree: &Tree, at: u32) -> bool {
    tree.children(at).any(|child| matches!(tree.key(child), "text" | "literal"))
        && !tree.children(at).any(|child| TYPE_KEYS.contains(&tree.key(child)))
}

/// The member `data`, `model` or `attributes` of a block, and the text that it holds.
fn data_text(tree: &Tree, at: u32) -> Option<(u32, &str)> {
    tree.children(at)
        .filter(|child| tree.kind(*child) == Kind::Object)
        .filter(|child| matches!(tree.key(*child), "data" | "model" | "attributes"))
        .find_map(|child| Some((child, tree.text_under(child, &TEXT_KEYS)?)))
}

/// Whether there are nodes with text among a value's members or one level below.
fn holds_text(tree: &Tree, at: u32) -> bool {
    let leaf = |at: u32| {
        tree.kind(at) == Kind::Object
            && (role_of(tree, at).is_some() || is_leaf(tree, at))
            && (tree.text_under(at, &TEXT_KEYS).is_some()
                || data_text(tree, at).is_some()
                || tree.children(at).any(|child| tree.kind(child) == Kind::List))
    };
    tree.children(at).any(|child| leaf(child) || tree.kind(child) == Kind::List && tree.children(child).any(leaf))
}

fn is_block_markup(text: &str) -> bool {
    let start = text.trim_start();
    ["<p", "<h", "<ul", "<ol", "<div", "<block", "<table", "<pre", "<section", "<figure"]
        .iter()
        .any(|tag| start.get(..tag.len()).is_some_and(|head| head.eq_ignore_ascii_case(tag)))
}

fn write_text(text: &str, out: &mut String) {
    if is_markup(text) { out.push_str(text) } else { escape(text, out) }
}

#[cfg(test)]
mod tests {
    use super::super::literal;
    use super::*;

    fn html(source: &str) -> String {
        let mut tree = Tree::default();
        literal::read(source, &mut tree);
        render(&tree, 0)
    }

    #[test]
    fn every_dialect_of_typed_nodes_becomes_the_same_html() {
        let expected = "<h2>Rain</h2><p>It rained.</p>";
        for source in [
            // Contentful.
            r#"{"nodeType":"document","content":[{"nodeType":"heading-2","content":[{"nodeType":"text","value":"Rain"}]},
                {"nodeType":"paragraph","content":[{"nodeType":"text","value":"It "},{"nodeType":"text","value":"rained."}]}]}"#,
            // Portable text.
            r#"[{"_type":"block","style":"h2","children":[{"_type":"span","text":"Rain"}]},
                {"_type":"block","style":"normal","children":[{"_type":"span","text":"It rained."}]}]"#,
            // ProseMirror.
            r#"{"type":"doc","content":[{"type":"heading","attrs":{"level":2},"content":[{"type":"text","text":"Rain"}]},
                {"type":"paragraph","content":[{"type":"text","text":"It rained."}]}]}"#,
            // Slate.
            r#"[{"type":"heading","children":[{"text":"Rain"}]},{"type":"paragraph","children":[{"text":"It rained."}]}]"#,
            // Lexical.
            r#"{"root":{"type":"root","children":[{"type":"heading","tag":"h2","children":[{"type":"text","text":"Rain"}]},
                {"type":"paragraph","children":[{"type":"text","text":"It rained."}]}]}}"#,
            // Editor.js.
            r#"{"blocks":[{"type":"header","data":{"text":"Rain","level":2}},{"type":"paragraph","data":{"text":"It rained."}}]}"#,
            // Draft.js.
            r#"{"blocks":[{"text":"Rain","type":"header-two"},{"text":"It rained.","type":"unstyled"}],"entityMap":{}}"#,
            // A syntax tree of HTML.
            r#"[{"type":"element","tagName":"h2","children":[{"type":"text","value":"Rain"}]},
                {"type":"element","tagName":"p","children":[{"type":"text","value":"It rained."}]}]"#,
            // Nested models that repeat their text.
            r#"[{"type":"heading","model":{"blocks":[{"type":"fragment","model":{"text":"Rain"}}]}},
                {"type":"paragraph","model":{"text":"It rained.","blocks":[{"type":"fragment","model":{"text":"It rained."}}]}}]"#,
        ] {
            assert_eq!(html(source), expected, "{source}");
        }
    }

    #[test]
    fn lists_and_markup_within_blocks_are_kept() {
        assert_eq!(
            html(
                r#"[{"type":"list","data":{"style":"ordered","items":["a","b"]}},{"type":"quote","html":"<p>c</p>"}]"#
            ),
            "<ul><li>a<li>b</ul><p>c</p>"
        );
        assert_eq!(html(r#"[{"type":"p","text":"a < b"},{"type":"advert","text":"Buy"}]"#), "<p>a &lt; b</p>");
    }

    #[test]
    fn deep_trees_are_rendered_without_recursion() {
        let deep = format!("{}1{}", r#"{"type":"p","children":["#.repeat(50_000), "]}".repeat(50_000));
        assert!(html(&deep).len() > 50_000);
    }
}
