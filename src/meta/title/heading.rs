//! Decides which headings of a page may be its headline, and what each says: without buttons, once, as it is seen. For the
//! choice of the headline.

use std::borrow::Cow;
use std::sync::LazyLock;

use super::sign;
use crate::cues::Cues;
use crate::meta::clean::{LONGEST_RAW, essence, plain};
use crate::page::{Flags, Page, Row, Span};
use crate::tag::Tag;
use crate::words;

/// The headings of the page that may be its headline.
pub(crate) fn headings(page: &Page) -> Vec<Heading> {
    let (mut first, mut second) = (0, 0);
    let mut list = Vec::new();
    for at in page.rows_of_any(&[Tag::H1, Tag::H2, Tag::H3]) {
        let row = page.row(at);
        let room = if row.tag == Tag::H1 { &mut first } else { &mut second };
        if *room >= if row.tag == Tag::H1 { MOST_HEADINGS } else { MOST_SECOND } {
            continue;
        }
        let Some(heading) = Heading::of(page, at, row.tag.heading_level()) else { continue };
        *room += 1;
        list.push(heading);
    }
    if first == 0 {
        list.extend(titled(page));
    }
    doubt_outside_of_main(page, &mut list);
    note_below_menu(page, &mut list);
    list
}

/// A heading that may be the headline.
#[derive(Debug, Clone)]
pub(crate) struct Heading {
    pub row: u32,
    pub level: u8,
    pub text: String,
    pub(super) essence: String,
    /// What it says before an element inside it that ends with it: a second line, or a button.
    pub(super) lead: Option<String>,
    /// Hidden, or in a part of the page that holds no article.
    pub(super) poor: bool,
    /// Outside of the main part, which has a heading of the first level of its own.
    pub(super) outside: bool,
    /// The sign of the site: it leads to the site's entry, or it is called the sign and is a link.
    pub(super) sign: bool,
    /// All of it is a link.
    pub(super) linked: bool,
    /// The row of the element around it.
    pub(super) parent: u32,
    /// Below a menu and in no banner: there a page says what it is, and not whose it is.
    pub(super) below_menu: bool,
    /// What the group says as a whole whose first line it is.
    pub(super) group: Option<String>,
}

/// Headings that are compared with the declared titles; the headline is among the first of its level.
const MOST_HEADINGS: usize = 12;
/// Elements inside a heading that are looked at.
pub(super) const MOST_INSIDE: usize = 60;
/// Headings of the second level that are compared; they matter only where no first one agrees.
const MOST_SECOND: usize = 12;

impl Heading {
    fn of(page: &Page, at: u32, level: u8) -> Option<Heading> {
        let text = plain(&without_buttons(page, at))?;
        let text = once(text.trim_end_matches(['¶', '#', '§', '†', '‡', ' ', '\u{f0c1}']).trim()).to_owned();
        let essence = essence(&text);
        let beside = Flags::HIDDEN | Flags::NAVIGATION | Flags::DIALOG | Flags::FOOTER | Flags::ASIDE | Flags::TEMPLATE;
        let poor = page.row(at).flags.meets(beside);
        (!essence.is_empty()).then_some(Heading {
            row: at,
            level,
            text,
            essence,
            lead: lead(page, at),
            poor,
            outside: false,
            sign: sign::is_sign(page, at),
            linked: sign::link_of(page, at).is_some(),
            parent: page.row(at).parent,
            below_menu: false,
            group: group(page, at),
        })
    }
}

/// The essence of what a group of headings says as a whole: `hgroup` holds a heading and the lines that belong to it.
fn group(page: &Page, at: u32) -> Option<String> {
    let parent = page.row(at).parent;
    let is_first = page.row(parent).text.start == page.row(at).text.start;
    (page.row(parent).tag == Tag::Hgroup && is_first).then(|| essence(words::cut(page.text_of(parent), LONGEST_RAW)))
}

/// What a heading says before the first element inside it that stands at its end.
fn lead(page: &Page, at: u32) -> Option<String> {
    let span = page.row(at).text;
    let inside = page.descendants(at).take(MOST_INSIDE).map(|below| page.row(below).text);
    let last = inside
        .filter(|text| !text.is_empty() && text.start > span.start)
        .find(|text| page.slice(Span { start: text.end, end: span.end }).trim().is_empty())?;
    let text = words::cut(page.slice(Span { start: span.start, end: last.start }), LONGEST_RAW);
    plain(text)
}

/// Elements that only their class calls a title, on pages without a heading of the first level: manuals by Doxygen have
/// such. They count as headings of the second level, which must repeat what is declared.
fn titled(page: &Page) -> Vec<Heading> {
    let is_title = |row: &Row| {
        let is_short = (1..=LONGEST_TITLE).contains(&row.text.len());
        is_short && row.cues.meets(*TITLE) && row.tag.heading_level() == 0
    };
    let rows = (0_u32..).zip(&page.rows).filter(|(_, row)| is_title(row)).map(|(at, _)| at);
    rows.take(MOST_TITLED).filter_map(|at| Heading::of(page, at, 2)).collect()
}

static TITLE: LazyLock<Cues> = LazyLock::new(|| Cues::named("title"));
/// Bytes of a title's element.
const LONGEST_TITLE: usize = 200;
/// Elements called titles that are looked at.
const MOST_TITLED: usize = 3;

/// Where the main part of a page has a heading of the first level, one outside of it may be the site's or the book's.
fn doubt_outside_of_main(page: &Page, list: &mut [Heading]) {
    let in_main = |heading: &Heading| page.row(heading.row).flags.meets(Flags::MAIN);
    if list.iter().any(|heading| heading.level == 1 && !heading.poor && in_main(heading)) {
        for heading in list.iter_mut().filter(|heading| heading.level == 1 && !in_main(heading)) {
            heading.outside = true;
        }
    }
}

/// Notes which headings of the first level stand below a menu.
fn note_below_menu(page: &Page, list: &mut [Heading]) {
    let first = |tag: Tag| page.rows_of(tag).first().copied();
    let Some(menu) = first(Tag::Nav).into_iter().chain(first(Tag::Ul)).min() else { return };
    for heading in list.iter_mut().filter(|heading| heading.level == 1 && heading.row > menu) {
        heading.below_menu = !page.row(heading.row).flags.meets(Flags::HEADER);
    }
}

/// A heading said once: pages that move its letters hold it a second time for screen readers. Two words may be a name.
fn once(text: &str) -> &str {
    let words = text.split(' ').count();
    let half = text.len() / 2;
    match (text.get(..half), text.get(half + 1..)) {
        (Some(one), Some(other)) if words >= 6 && text.len() % 2 == 1 && one == other => one,
        _ => text,
    }
}

/// A heading's text without the labels of buttons in it, such as "Copy link", and without what nobody sees.
fn without_buttons(page: &Page, at: u32) -> Cow<'_, str> {
    let span = page.row(at).text;
    let rows = page.descendants(at).take(MOST_INSIDE).map(|below| page.row(below));
    let own = page.row(at).flags.meets(Flags::BUTTON);
    let buttons = rows.filter(|row| row.tag == Tag::Button && !own && !row.text.is_empty()).map(|row| row.text);
    let mut left_out: Vec<Span> = buttons.chain(page.unseen_in(span).iter().copied()).collect();
    if left_out.is_empty() {
        return page.text_of(at).into();
    }
    left_out.sort_unstable();
    left_out.push(Span { start: span.end, end: span.end });
    let mut text = String::new();
    let mut from = span.start;
    for out in &left_out {
        // What is longer is no heading, and in a page that is one heading in another each would be copied with the rest.
        text.push_str(words::cut(
            page.slice(Span { start: from, end: out.start }),
            LONGEST_RAW.saturating_sub(text.len()),
        ));
        from = from.max(out.end);
    }
    // A heading that is one button, as a fold-out's, has no other text.
    if text.trim().is_empty() { page.text_of(at).into() } else { text.into() }
}
