//! Decides how the page is drawn as one strip, in which each block is as wide as it has words: where the text lies is seen
//! at one glance.

use super::Report;
use crate::article::ExplainedBlock;
use crate::words;

/// Steps of the strip; finer ones would not be seen, and so the drawing is small for a page of any length.
const STEPS: usize = 1000;

impl Report<'_> {
    pub(super) fn strip(&mut self, blocks: &[ExplainedBlock]) {
        let widths: Vec<usize> = blocks.iter().map(|block| 1 + words::count(&block.text).words as usize).collect();
        let all: usize = widths.iter().sum();
        if all == 0 {
            return;
        }
        let mut paths = [String::new(), String::new()];
        let (mut before, mut from, mut at) = (0, 0, 0);
        while let Some(block) = blocks.get(at) {
            let run = blocks.iter().skip(at).take_while(|other| other.kept == block.kept).count();
            before += widths.iter().skip(at).take(run).sum::<usize>();
            at += run;
            let to = before * STEPS / all;
            if to > from {
                let [kept, dropped] = &mut paths;
                // What is dropped is a lower bar, so that the two differ without colour too.
                let (path, top, height) = if block.kept { (kept, 0, 24) } else { (dropped, 15, 9) };
                path.push_str(&format!("M{from} {top}h{}v{height}h-{}z", to - from, to - from));
                from = to;
            }
        }
        let [kept, dropped] = paths;
        self.html.push_str(&format!(
            "<svg class=\"strip\" viewBox=\"0 0 {STEPS} 24\" preserveAspectRatio=\"none\" role=\"img\" \
             aria-label=\"The page from its beginning to its end: high where blocks are kept, low where they are dropped\">\
             <path class=\"out\" d=\"{dropped}\"/><path class=\"in\" d=\"{kept}\"/></svg>\n"
        ));
    }
}
