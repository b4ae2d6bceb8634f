//! Decides how deep a page may be, and which elements still pass when it is as deep as that: those that add no depth. For
//! the guard.

use std::cell::{Cell, RefCell};
use std::marker::PhantomData;

use html5ever::interface::tree_builder::{ElemName, Tracer};
use html5ever::tokenizer::{StartTag, TagKind, TokenSink};
use html5ever::{LocalName, local_name};

use super::{Guard, Keep};
use crate::work;

/// Start tags between two counts of the open elements. Counting visits every open element, so it is done rarely; the depth
/// overshoots its limit by at most this many.
const COUNT_EVERY: usize = 64;

/// What tags may cost before the page is held to be deep everywhere: the tree builder visits up to every open element for
/// some of them, such as an end tag that ends nothing. Real pages are at most 56 elements deep and need a tenth of it.
const FREE_STEPS: usize = 1 << 24;
/// The same for each byte of the page: a real one, of tags 25 deep, takes two.
const STEPS_OF_A_BYTE: usize = 16;
/// Levels of a page that is deep everywhere.
const SHALLOW: usize = 32;

/// What is known of the depth.
#[derive(Default)]
pub struct Depth {
    since_count: Cell<usize>,
    /// How many elements were open when they were counted last.
    open: Cell<usize>,
    is_used_up: Cell<bool>,
    /// How many elements were open, summed over all tags.
    steps: Cell<usize>,
    is_shallow: Cell<bool>,
}

impl Depth {
    /// Whether no element may be nested any deeper.
    pub fn is_used_up(&self) -> bool {
        self.is_used_up.get()
    }
}

struct Count<Handle>(Cell<usize>, PhantomData<Handle>);
impl<Handle> Tracer for Count<Handle> {
    type Handle = Handle;
    fn trace_handle(&self, _: &Handle) {
        work::count(1);
        self.0.set(self.0.get() + 1);
    }
}

/// The elements that a tree builder holds: those that are open, then the formatting elements that it remembers.
pub(super) struct Handles<Handle>(pub(super) RefCell<Vec<Handle>>);
impl<Handle: Clone> Tracer for Handles<Handle> {
    type Handle = Handle;
    fn trace_handle(&self, handle: &Handle) {
        work::count(1);
        self.0.borrow_mut().push(handle.clone());
    }
}

impl<Sink: Keep> Guard<Sink> {
    /// The levels that the page may have.
    pub(super) fn most_levels(&self) -> usize {
        if self.depth.is_shallow.get() { self.limits.depth.min(SHALLOW) } else { self.limits.depth }
    }

    /// Counts a tag, and now and then the open elements.
    #[inline]
    pub(super) fn count_depth(&self, kind: TagKind, line: u64) {
        let depth = &self.depth;
        if kind == StartTag {
            depth.since_count.set(depth.since_count.get() + 1);
            if depth.since_count.get() >= COUNT_EVERY {
                self.count_open();
            }
        }
        let steps = depth.steps.get() + depth.open.get();
        depth.steps.set(steps);
        if steps > FREE_STEPS {
            self.close_if_deep(steps - FREE_STEPS, line);
        }
    }

    /// Closes every open element, once, where tags have cost too much for the bytes of the page.
    #[cold]
    fn close_if_deep(&self, steps: usize, line: u64) {
        if steps / STEPS_OF_A_BYTE > self.seen.get() && !self.depth.is_shallow.replace(true) {
            self.close_elements(line);
            self.count_open();
        }
    }

    fn count_open(&self) {
        let open = Count(Cell::new(0), PhantomData);
        self.builder.trace_handles(&open);
        self.depth.since_count.set(0);
        self.depth.open.set(open.0.get());
        self.depth.is_used_up.set(open.0.get() > self.most_levels());
    }

    /// So that what follows does not stand as deep.
    fn close_elements(&self, line: u64) {
        let handles = Handles(RefCell::default());
        self.builder.trace_handles(&handles);
        for name in self.names(handles, |_| true) {
            self.end_element(name, line);
        }
    }

    /// The names of elements, the last first. Those of the body and what holds it mean what follows, so they are left out.
    pub(super) fn names(&self, handles: Handles<Sink::Handle>, wanted: impl Fn(&LocalName) -> bool) -> Vec<LocalName> {
        let names = handles.0.into_inner().into_iter().rev();
        let nameless = |handle: &Sink::Handle| self.builder.sink.same_node(handle, &self.builder.sink.get_document());
        let names = names.filter(|handle| !nameless(handle));
        let names = names.map(|handle| self.builder.sink.elem_name(&handle).local_name().clone());
        names
            .filter(|name| !matches!(*name, local_name!("html") | local_name!("head") | local_name!("body")))
            .filter(wanted)
            .collect()
    }

    /// Whether an element adds no depth where it would stand.
    pub(super) fn stays_flat(&self, name: &LocalName) -> bool {
        if self.builder.adjusted_current_node_present_but_not_in_html_namespace() {
            return ends_foreign(name);
        }
        stays_flat(name)
    }
}

/// Elements that close their like, hold nothing or hold raw text. In SVG and MathML they are elements like any other.
fn stays_flat(name: &LocalName) -> bool {
    ends_foreign(name)
        || matches!(
            *name,
            local_name!("td")
                | local_name!("tr")
                | local_name!("input")
                | local_name!("link")
                | local_name!("wbr")
                | local_name!("area")
                | local_name!("base")
                | local_name!("col")
                | local_name!("source")
                | local_name!("track")
                | local_name!("script")
                | local_name!("style")
                | local_name!("title")
                | local_name!("textarea")
                | local_name!("iframe")
                | local_name!("noembed")
                | local_name!("noframes")
                | local_name!("xmp")
                | local_name!("plaintext")
        )
}

/// Of these, the ones that end SVG and MathML when they stand in it.
fn ends_foreign(name: &LocalName) -> bool {
    matches!(
        *name,
        local_name!("p")
            | local_name!("li")
            | local_name!("br")
            | local_name!("hr")
            | local_name!("img")
            | local_name!("meta")
            | local_name!("embed")
    )
}

#[cfg(test)]
mod tests {
    use crate::dom;
    use crate::options::{Limits, Parser};
    use crate::page;

    /// The depth of the last paragraph, and whether the page was held to be deep everywhere.
    fn depth_behind(html: &str, parser: Parser) -> (u16, bool) {
        let html = format!("<body>{html}<p>behind");
        let document = dom::parse_with(&html, &Limits::default(), parser, Default::default(), &[]);
        let is_shallow = document.warnings.iter().any(|warning| warning.contains("depth limit of 32"));
        (page::settle(&document).rows.last().map_or(0, |row| row.depth), is_shallow)
    }

    #[test]
    fn tags_that_visit_every_open_element_close_them_in_the_end() {
        for (open, unit) in [("<span>", "</x>"), ("<svg><g>", "</x>"), ("<div><span>", "</td>")] {
            for parser in [Parser::WholeInput, Parser::Html5ever] {
                let html = format!("{}{}", open.repeat(500), unit.repeat(60_000));
                assert!(depth_behind(&html, parser).0 < 10, "{open}{unit}");
                let html = format!("{html}{}", "<div>".repeat(500));
                let (depth, is_shallow) = depth_behind(&html, parser);
                assert!(depth < 110 && is_shallow, "{open}{unit}: {depth}");
            }
        }
    }

    #[test]
    fn a_page_that_is_deep_in_places_stays_as_it_is() {
        let html = format!("{}{}", "<div>".repeat(60), "<b>x</b></i>".repeat(20_000));
        assert_eq!(depth_behind(&html, Parser::WholeInput), (63, false));
        let html = format!("{}{}{}", "<p>x</p>".repeat(20_000), "<div>".repeat(400), "</x>".repeat(5_000));
        assert_eq!(depth_behind(&html, Parser::WholeInput), (403, false));
    }
}
