//! Decides nothing: what hostile pages are made with, and the article that they stand beside. For the families.

/// An article that stands in front of the hostile part.
pub const ARTICLE: &str = "<h1>The boats came back at noon</h1>\
    <p>The boats came back at noon, and the whole harbour went down to see what they had caught that day.</p>\
    <p>Nobody had expected them before the evening, because the wind had turned in the night and stayed in the north.</p>\
    <p>The harbour master wrote the hour in his book, with the height of the tide and the number of the baskets.</p>";

/// Words of the article that no hostile part holds.
#[allow(dead_code, reason = "not everybody who makes these pages looks for the article")]
pub const FOUND: &str = "the whole harbour went down";

/// A unit over and over.
pub fn fill(unit: &str, size: usize) -> String {
    unit.repeat(size / unit.len() + 1)
}

/// Numbered units: the number stands for `#`.
pub fn count(unit: &str, size: usize) -> String {
    let mut page = String::with_capacity(size + 64);
    let mut number = 0_usize;
    while page.len() < size {
        page += &unit.replace('#', &number.to_string());
        number += 1;
    }
    page
}

/// The article with a hostile part behind it.
pub fn behind(part: &str) -> String {
    format!("<title>Rain</title><article>{ARTICLE}</article>{part}")
}

/// The article with a hostile part inside it.
pub fn inside(part: &str) -> String {
    format!("<title>Rain</title><article>{ARTICLE}<p>{part}</p>{ARTICLE}</article>")
}

/// The article with a hostile part open around it.
pub fn around(part: &str) -> String {
    format!("<title>Rain</title><body>{part}<article>{ARTICLE}</article>")
}

pub fn head(part: &str) -> String {
    format!("<head><title>Rain</title>{part}</head><body><article>{ARTICLE}</article>")
}

pub fn json(part: &str) -> String {
    head(&format!("<script type='application/ld+json'>{part}</script>"))
}

/// A script of embedded state.
pub fn state(part: &str) -> String {
    format!("<script>window.__STATE__={part}</script>")
}

/// State that was packed by naming a value that it repeats.
pub fn arguments(unit: &str, argument: &str, size: usize) -> String {
    state(&format!("(function(a){{return {{{}}}}}(\"{argument}\"))", fill(unit, size)))
}

/// A script of streamed flight data.
pub fn flight(part: &str) -> String {
    format!("<script>self.__next_f.push([1,\"{part}\"])</script>")
}

/// Opening units, then closing ones.
pub fn nested(open: &str, inner: &str, close: &str, size: usize) -> String {
    let times = size / (open.len() + close.len()) + 1;
    format!("{}{inner}{}", open.repeat(times), close.repeat(times))
}

pub const TEXT: &str = "It rained all day in the harbour, and nobody went out to see the boats. ";
