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
    is_flattened(flat, &members).then(|| {
        let (seen, stored) = (vec![false; members.len()], vec![None; members.len()]);
        let mut growth = Growth { flat, members, tree: Tree::default(), seen, stored };
        growth.grow();
        growth.tree
    })
}

/// Whether the members of a list hold nothing but references in every container: the first alone could be a list of numbers.
fn is_flattened(flat: &Tree, members: &[u32]) -> bool {
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
    let may_be_member = |at: u32| {
        matches!(flat.kind(at), Kind::Text | Kind::Number | Kind::Name) || refers(at) || flat.end(at) == at + 1
    };
    members.iter().all(|at| may_be_member(*at)) && members.first().is_some_and(|first| refers(*first))
}

/// The tree while it is made of the members of a list.
struct Growth<'a> {
    flat: &'a Tree,
    members: Vec<u32>,
    tree: Tree,
    /// Which members stand in the tree.
    seen: Vec<bool>,
    /// Where the characters of members are: however often one is named, as a value or as a key, they are stored once.
    stored: Vec<Option<Span>>,
}

impl Growth<'_> {
    /// Follows the references from the first member on.
    fn grow(&mut self) {
        let mut steps = vec![Step::Visit { at: 0, key: Span::default() }];
        while let Some(step) = steps.pop() {
            match step {
                Step::Close => self.tree.close(),
                Step::Visit { at, key } => self.visit(at, key, &mut steps),
            }
        }
    }

    fn visit(&mut self, at: usize, key: Span, steps: &mut Vec<Step>) {
        let (Some(node), Some(seen)) = (self.members.get(at).copied(), self.seen.get_mut(at)) else { return };
        if self.tree.nodes.len() >= MOST_NODES / 2 {
            return;
        }
        let was_seen = std::mem::replace(seen, true);
        let kind = self.flat.kind(node);
        if matches!(kind, Kind::Text | Kind::Number | Kind::Name) {
            if !was_seen || self.flat.value(node).len() <= LONGEST_REPEATED {
                let value = self.store(at, node);
                self.tree.leaf(kind, key, value);
            }
            return;
        }
        if was_seen {
            return;
        }
        self.tree.open(kind, key);
        steps.push(Step::Close);
        let mut inside = Vec::new();
        for child in self.flat.children(node) {
            let Some(target) = index(self.flat, child) else { continue };
            inside.push(Step::Visit { at: target, key: self.key(self.flat.key(child)) });
        }
        steps.extend(inside.into_iter().rev());
    }

    /// What a child is called. A key such as `_12` is itself a position.
    fn key(&mut self, name: &str) -> Span {
        let named = name.strip_prefix('_').and_then(|number| number.parse::<usize>().ok());
        let named = named.and_then(|at| Some((at, *self.members.get(at)?)));
        // A long text is no key; every key is read again wherever it stands.
        match named.filter(|(_, node)| self.flat.value(*node).len() <= LONGEST_REPEATED) {
            Some((at, node)) => self.store(at, node),
            None => self.tree.store(name),
        }
    }

    fn store(&mut self, at: usize, node: u32) -> Span {
        match self.stored.get_mut(at) {
            Some(Some(span)) => *span,
            Some(none) => *none.insert(self.tree.store(self.flat.value(node))),
            None => Span::default(),
        }
    }
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
