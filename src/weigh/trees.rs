//! Decides a number from a row of features: a sum of regression trees, read from text in prefix notation and walked
//! without recursion. For the weights of blocks, of page types and of quality. Where the rows are many, `lanes` takes
//! several at a time.

use super::lanes::{Lanes, MOST_LEAVES, MOST_TREES};

/// A sum of trees.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Trees {
    nodes: Vec<Node>,
    roots: Vec<u32>,
}

/// A split, whose left branch is the next node, or a leaf.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Node {
    /// The threshold of a split, the value of a leaf.
    number: f32,
    /// The feature's column; [`LEAF`] for a leaf.
    column: u16,
    /// Distance to the right branch.
    right: u16,
}

const LEAF: u16 = u16::MAX;

impl Trees {
    /// Adds a tree in prefix notation: a split is `name<=threshold`, followed by its left and its right branch; a leaf is
    /// a number. `column` finds a feature's column by its name.
    pub fn add(&mut self, line: &str, column: impl Fn(&str) -> Option<usize>) -> Result<(), String> {
        let start = self.nodes.len();
        // Splits whose right branch has not begun, with whether their left one has.
        let mut open: Vec<(usize, bool)> = Vec::new();
        let mut done = false;
        for word in line.split_ascii_whitespace() {
            if done {
                return Err(format!("more behind the end of a tree: {word}"));
            }
            let at = self.nodes.len();
            if let Some((name, threshold)) = word.split_once("<=") {
                let column = column(name)
                    .and_then(|column| u16::try_from(column).ok())
                    .ok_or_else(|| format!("no feature {name}"))?;
                self.nodes.push(Node { number: number(threshold)?, column, right: 0 });
                open.push((at, false));
                continue;
            }
            self.nodes.push(Node { number: number(word)?, column: LEAF, right: 0 });
            // A finished branch is a left one, and the right one begins behind it, or it ends its split.
            loop {
                match open.pop() {
                    Some((split, false)) => {
                        let right = u16::try_from(self.nodes.len() - split).map_err(|_| "tree too large".to_owned())?;
                        if let Some(node) = self.nodes.get_mut(split) {
                            node.right = right;
                        }
                        open.push((split, true));
                        break;
                    }
                    Some((_, true)) => {}
                    None => {
                        done = true;
                        break;
                    }
                }
            }
        }
        if !done {
            return Err("a tree breaks off".to_owned());
        }
        let leaves = self.nodes.get(start..).unwrap_or_default().iter().filter(|node| node.column == LEAF).count();
        if leaves > MOST_LEAVES {
            return Err(format!("a tree of more than {MOST_LEAVES} leaves"));
        }
        if self.roots.len() >= MOST_TREES {
            return Err(format!("more than {MOST_TREES} trees"));
        }
        self.roots.push(start as u32);
        Ok(())
    }

    /// The trees as many rows at once are weighed by them.
    pub fn lanes(&self) -> Lanes {
        // The right branches that are still to come, each with its split.
        let mut open: Vec<(usize, usize)> = Vec::with_capacity(MOST_LEAVES);
        Lanes::of(|trees| {
            for root in &self.roots {
                trees.begin();
                let mut at = *root as usize;
                while let Some(node) = self.nodes.get(at) {
                    if node.column == LEAF {
                        trees.leaf(node.number);
                        let Some((right, split)) = open.pop() else { break };
                        trees.turn(split);
                        at = right;
                    } else {
                        let right = at.wrapping_add(usize::from(node.right));
                        open.push((right, trees.split(node.column, node.number)));
                        at += 1;
                    }
                }
            }
        })
    }

    /// The sum of the leaves that a row of features reaches.
    pub fn sum(&self, row: &[f32]) -> f32 {
        self.roots.iter().map(|root| self.leaf(*root as usize, row)).sum()
    }

    fn leaf(&self, root: usize, row: &[f32]) -> f32 {
        let mut at = root;
        loop {
            let Some(node) = self.nodes.get(at) else { return 0.0 };
            if node.column == LEAF {
                return node.number;
            }
            let value = row.get(node.column as usize).copied().unwrap_or(0.0);
            let step = if value <= node.number { 1 } else { node.right as usize };
            at = at.wrapping_add(step);
        }
    }

    /// What each feature on the way adds to the sum: at every split the change from the average of the branch's leaves,
    /// as Saabas (2014) assigns it. Pairs of column and effect, in no order.
    pub fn effects(&self, row: &[f32], effects: &mut Vec<(usize, f32)>) {
        for root in &self.roots {
            let mut at = *root as usize;
            let mut value = self.average(at);
            while let Some(node) = self.nodes.get(at).filter(|node| node.column != LEAF) {
                let column = node.column as usize;
                at += if row.get(column).copied().unwrap_or(0.0) <= node.number { 1 } else { node.right as usize };
                let next = self.average(at);
                effects.push((column, next - value));
                value = next;
            }
        }
    }

    /// The plain average of the leaves below a node. Only the explanation asks for it, so it is worked out each time.
    fn average(&self, at: usize) -> f32 {
        let (mut sum, mut count, mut open) = (0.0, 0.0, 1_u32);
        for node in self.nodes.get(at..).unwrap_or_default() {
            if node.column == LEAF {
                sum += node.number;
                count += 1.0;
                open -= 1;
                if open == 0 {
                    break;
                }
            } else {
                open += 1;
            }
        }
        if count > 0.0 { sum / count } else { 0.0 }
    }
}

fn number(word: &str) -> Result<f32, String> {
    word.parse().map_err(|_| format!("not a number: {word}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::weigh::features::Sink;
    use crate::weigh::lanes::{Group, LANES};

    fn column(name: &str) -> Option<usize> {
        ["a", "b"].iter().position(|known| *known == name)
    }

    #[test]
    fn a_tree_in_prefix_notation_reaches_the_right_leaf() {
        let mut trees = Trees::default();
        trees.add("a<=1 b<=2 10 20 30", column).unwrap();
        trees.add("b<=0 1 2", column).unwrap();
        for (row, sum) in [([1.0, 2.0], 12.0), ([1.0, 3.0], 22.0), ([2.0, 0.0], 31.0)] {
            assert_eq!(trees.sum(&row), sum);
        }
    }

    #[test]
    fn many_rows_at_once_reach_the_same_leaves_as_one() {
        let mut trees = Trees::default();
        trees.add("a<=1 b<=2 10 a<=-3 20 21 b<=5 a<=7 30 31 32", column).unwrap();
        trees.add("b<=0 1 2", column).unwrap();
        trees.add("3", column).unwrap();
        let rows: Vec<[f32; 2]> = (0..39_u8).map(|at| [f32::from(at) - 19.0, f32::from(at * 5 % 11) - 2.0]).collect();
        let one_by_one: Vec<f32> = rows.iter().map(|row| trees.sum(row)).collect();
        let lanes = trees.lanes();
        let by_group = |known: &[f32], rows: &[&[f32]]| -> Vec<f32> {
            let columns = 2 - known.len();
            let known = lanes.left_by(columns, known);
            let sums = rows.chunks(LANES).flat_map(|rows| {
                let mut group = Group::new(columns);
                for (at, row) in rows.iter().enumerate() {
                    let mut lane = group.lane(at);
                    row.iter().for_each(|value| lane.put("", *value));
                }
                lanes.sums(&mut group, rows.len(), &known).into_iter().take(rows.len())
            });
            sums.collect()
        };
        let both: Vec<&[f32]> = rows.iter().map(<[f32; 2]>::as_slice).collect();
        assert_eq!(by_group(&[], &both), one_by_one);
        // A row without numbers, by itself and among others.
        let missing = [f32::NAN, f32::NAN];
        assert_eq!(by_group(&[], &[&missing]), [trees.sum(&missing)]);
        for width in 1..4 {
            let mixed: Vec<&[f32]> = both.chunks(width).flat_map(|rows| [rows, &[&missing]].concat()).collect();
            let expected: Vec<f32> = mixed.iter().map(|row| trees.sum(row)).collect();
            assert_eq!(by_group(&[], &mixed), expected);
        }
        // With the second column known the rows are the first column alone.
        for second in [-1.0, 0.0, 2.0, 4.0, 9.0, f32::NAN] {
            let firsts: Vec<&[f32]> = rows.iter().map(|row| &row[..1]).collect();
            let expected: Vec<f32> = rows.iter().map(|row| trees.sum(&[row[0], second])).collect();
            assert_eq!(by_group(&[second], &firsts), expected, "{second}");
        }
    }

    #[test]
    fn a_tree_has_no_more_leaves_than_bits() {
        let tree = |leaves: usize| format!("{}1", "a<=0 1 ".repeat(leaves - 1));
        assert!(Trees::default().add(&tree(MOST_LEAVES), column).is_ok());
        assert!(Trees::default().add(&tree(MOST_LEAVES + 1), column).is_err());
    }

    #[test]
    fn effects_add_up_to_the_way_from_the_average_to_the_leaf() {
        let mut trees = Trees::default();
        trees.add("a<=1 b<=2 10 20 30", column).unwrap();
        let mut effects = Vec::new();
        trees.effects(&[0.0, 9.0], &mut effects);
        assert_eq!(effects, [(0, 15.0 - 20.0), (1, 20.0 - 15.0)]);
    }

    #[test]
    fn broken_trees_and_unknown_features_are_errors() {
        for line in ["a<=1 2", "a<=1 2 3 4", "c<=1 2 3", "x", ""] {
            assert!(Trees::default().add(line, column).is_err(), "{line}");
        }
    }
}
