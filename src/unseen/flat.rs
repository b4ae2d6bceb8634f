//! Decides how flattened state becomes a tree again: a list whose members name each other by position, as several
//! frameworks serialise graphs. For the search for a body in embedded state.

use super::tree::{Kind, MOST_NODES, Tree};
use crate::page::Span;

/// Bytes of a string that may be written for every reference to it; a longer one is written once, so that references
/// cannot multiply the page.
const LONGEST_REPEATED: usize = 200;

enum Step {
    Visit { at: usize, key: Span },
    Close,
}

/// The tree that a flattened list stands for; none when it is an ordinary list.
pub(super) fn unflatten(flat: &Tree) -> Option<Tree> {
    let top = (0..flat.len()).find(|at| flat.kind(*at) == Kind::List && flat.children(*at).nth(8).is_some())?;
    let members: Vec<u32> = flat.children(top).collect();
    let first = *members.first()?;
    let refers = |at: u32| match flat.kind(at) {
        Kind::Object | Kind::List => {
            flat.children(at).next().is_some()
                && flat.children(at).all(|child| {
                    index(flat, child).is_some() || flat.kind(child) == Kind::Text && flat.key(child).is_empty()
                })
                && flat.children(at).any(|child| index(flat, child).is_some())
        }
        _ => false,
    };
    // Nothing but references in every container: the root alone could be a list of numbers.
    if !members.iter().all(|at| {
        matches!(flat.kind(*at), Kind::Text | Kind::Number | Kind::Name) || refers(*at) || flat.end(*at) == at + 1
    }) || !refers(first)
    {
        return None;
    }
    let mut tree = Tree::default();
    let mut seen = vec![false; members.len()];
    let mut stored: Vec<Option<Span>> = vec![None; members.len()];
    // However often a member is named, as a value or as a key, its characters are stored once.
    let mut store = |tree: &mut Tree, at: usize, node: u32| match stored.get_mut(at) {
        Some(Some(span)) => *span,
        Some(none) => *none.insert(tree.store(flat.value(node))),
        None => Span::default(),
    };
    let mut steps = vec![Step::Visit { at: 0, key: Span::default() }];
    while let Some(step) = steps.pop() {
        match step {
            Step::Close => tree.close(),
            Step::Visit { at, key } => {
                let (Some(node), Some(seen)) = (members.get(at).copied(), seen.get_mut(at)) else { continue };
                if tree.nodes.len() >= MOST_NODES / 2 {
                    continue;
                }
                let kind = flat.kind(node);
                if matches!(kind, Kind::Text | Kind::Number | Kind::Name) {
                    if !*seen || flat.value(node).len() <= LONGEST_REPEATED {
                        let value = store(&mut tree, at, node);
                        tree.leaf(kind, key, value);
                    }
                    *seen = true;
                    continue;
                }
                if std::mem::replace(seen, true) {
                    continue;
                }
                tree.open(kind, key);
                steps.push(Step::Close);
                let mut inside = Vec::new();
                for child in flat.children(node) {
                    let Some(target) = index(flat, child) else { continue };
                    // A key such as `_12` is itself a position.
                    let name = flat.key(child);
                    let named = name.strip_prefix('_').and_then(|number| number.parse::<usize>().ok());
                    let named = named.and_then(|at| Some((at, *members.get(at)?)));
                    // A long text is no key; every key is read again wherever it stands.
                    let key = match named.filter(|(_, node)| flat.value(*node).len() <= LONGEST_REPEATED) {
                        Some((at, node)) => store(&mut tree, at, node),
                        None => tree.store(name),
                    };
                    inside.push(Step::Visit { at: target, key });
                }
                steps.extend(inside.into_iter().rev());
            }
        }
    }
    Some(tree)
}

/// The position a number names; negative ones stand for `undefined` and its like.
fn index(flat: &Tree, at: u32) -> Option<usize> {
    if flat.kind(at) != Kind::Number {
        return None;
    }
    let value = flat.value(at);
    if value.starts_with('-') { Some(usize::MAX) } else { value.parse().ok() }
}

#[cfg(test)]
mod tests {
    use super::super::literal;
    use super::*;

    fn strings(source: &str) -> Option<Vec<String>> {
        let mut flat = Tree::default();
        literal::read(source, &mut flat);
        let tree = unflatten(&flat)?;
        let texts = (0..tree.len()).filter(|at| tree.kind(*at) == Kind::Text);
        Some(texts.map(|at| format!("{}={}", tree.key(at), tree.value(at))).collect())
    }

    #[test]
    fn positions_are_followed_and_circles_end() {
        let found = strings(
            r#"[["Reactive",1],{"data":2,"self":1},{"post":3},{"title":4,"body":5,"tags":6},"Rain","It rained.",[4,4],7,8]"#,
        );
        assert_eq!(found.unwrap_or_default(), ["title=Rain", "body=It rained.", "=Rain", "=Rain"]);
        let found = strings(r#"[{"_1":2},"post",{"_3":4,"_5":6},"title","Rain","body","Snow",null,-5]"#);
        assert_eq!(found.unwrap_or_default(), ["title=Rain", "body=Snow"]);
    }

    #[test]
    fn ordinary_lists_are_left_alone() {
        assert_eq!(strings(r#"[{"a":"b"},1,2,3,4,5,6,7,8]"#), None);
        assert_eq!(strings("[1,2,3,4,5,6,7,8,9,10]"), None);
    }
}
