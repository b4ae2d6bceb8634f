//! Decides how a page is settled of which some elements are left out: they and all below them never become rows, so that
//! nothing of them reaches any later stage. For selectors, which know the elements by their place in a walk.

use super::Page;
use super::settle::Settler;
use crate::dom::{Element, Visitor, Walk};

/// No row.
pub const NO_ROW: u32 = u32::MAX;

/// What a walk is told of each element that it meets, in the order of the walk.
#[derive(Debug, Default)]
pub struct Plan {
    /// The place behind the element's last descendant.
    pub ends: Vec<u32>,
    /// Whether the element is left out.
    pub left_out: Vec<bool>,
    /// Whether somebody asks what the element says, so that it has a row even where others of its kind have none.
    pub asked: Vec<bool>,
}

/// Lays a parsed page out without what the plan leaves out. Gives for each element of the walk its row; for one that is left
/// out, that of what comes next; and [`NO_ROW`] for one that has none.
pub fn settle_without(document: &impl Walk, plan: &Plan) -> (Page, Vec<u32>) {
    let mut taking = Taking { settler: Settler::begin(), plan, at: 0, rows: vec![NO_ROW; plan.ends.len()] };
    document.walk(&mut taking);
    (taking.settler.finish(), taking.rows)
}

struct Taking<'a> {
    settler: Settler,
    plan: &'a Plan,
    /// The place of the next element.
    at: u32,
    rows: Vec<u32>,
}

impl Visitor for Taking<'_> {
    fn open(&mut self, element: &Element<'_>) -> bool {
        let at = self.at as usize;
        let end = self.plan.ends.get(at).copied().unwrap_or(self.at + 1);
        let row = self.settler.rows();
        let left_out = self.plan.left_out.get(at).copied().unwrap_or(false);
        let entered = if left_out {
            self.settler.pass_by(element.tag);
            false
        } else {
            self.settler.ask(self.plan.asked.get(at).copied().unwrap_or(false));
            self.settler.open(element)
        };
        let has_row = left_out || self.settler.rows() > row;
        if let (true, Some(known)) = (has_row, self.rows.get_mut(at)) {
            *known = row;
        }
        // What is not entered is not walked either.
        self.at = if entered { self.at + 1 } else { end };
        entered
    }

    fn text(&mut self, text: &str) {
        self.settler.text(text);
    }

    fn close(&mut self) {
        self.settler.close();
    }
}
