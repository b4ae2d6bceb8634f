//! Decides what an input holds and what is known of it: a page as it stands, the one that a mail or a saved response holds,
//! or one that came in a record. For `work`, which makes an article of it, and for `learn`.

use std::io;
use std::path::Path;

use dechrome::options::Source;

use super::format::From;
use super::input::Unpacked;
use super::label::{Id, Label};
use super::record::{self, Body};
use super::response::Response;
use super::task::{Content, Task};
use super::work::Work;
use super::{decompress, input, mail, message};

/// An input that is read and not yet extracted.
pub struct Page {
    /// What is known of it.
    pub label: Label,
    /// What it holds, or why it cannot be read.
    pub body: Result<Body, String>,
    /// The encoding, as somebody named it.
    pub hint: Option<String>,
    /// What kind of input it is.
    pub source: Source,
    /// Why not all of it was read, where the library cannot know.
    pub lost: Option<String>,
}

impl Page {
    fn sent(label: Label, read: io::Result<Unpacked>, source: Source) -> Page {
        match read {
            Ok(Unpacked { bytes, damaged }) => {
                let lost = damaged.then(|| DAMAGED.to_owned());
                Page { label, body: Ok(Body::Bytes(bytes)), hint: None, source, lost }
            }
            Err(error) => Page::bad(label, message::reason(&error)),
        }
    }

    fn bad(label: Label, reason: String) -> Page {
        Page { label, body: Err(reason), hint: None, source: Source::Auto, lost: None }
    }
}

/// What is said of a page whose rest could not be unpacked.
const DAMAGED: &str = "it was cut or is damaged where it was packed: only what stands before that was read";

impl Work<'_> {
    /// Reads an input.
    pub fn read(&self, task: &Task) -> Page {
        let label = self.label(task);
        match &task.content {
            Content::Standard => {
                let read = decompress::page(io::stdin(), None).and_then(|page| input::gather(page, 0, self.limit));
                self.opened(label, read, None)
            }
            Content::File(place) => self.opened(label, input::page(&place.path, self.limit), Some(&place.path)),
            Content::Line(line) => {
                let record = record::read(line, self.arguments.carry);
                let source = if matches!(record.body, Ok(Body::Text(_))) { Source::Text } else { Source::Html };
                Page { label: record.label, body: record.body, hint: record.encoding, source, lost: None }
            }
            Content::Response(response) => {
                let page = Page::sent(label, response.page(self.limit), Source::Html);
                Page { hint: response.kind.clone(), ..page }
            }
            Content::Broken(_, reason) => Page::bad(label, reason.clone()),
        }
    }

    /// A page, or the one that a mail or a saved response holds.
    fn opened(&self, mut label: Label, read: io::Result<Unpacked>, path: Option<&Path>) -> Page {
        let opaque = read.as_ref().ok().filter(|_| self.arguments.from == From::Auto);
        if let Some(response) = opaque.and_then(|read| Response::saved(&read.bytes)) {
            let page = Page::sent(label, response.page(self.limit), self.extractor.options().source);
            return Page { hint: response.kind, ..page };
        }
        let part = opaque.and_then(|read| mail::part(&read.bytes, path));
        match part {
            Some(Ok(part)) => {
                // What the user says outranks what a mail says.
                label.url = label.url.or(part.url);
                label.known = part.known;
                let lost = match read {
                    Ok(read) if read.damaged => Some(DAMAGED.to_owned()),
                    // The part is shorter than the file, so the library does not meet the limit.
                    Ok(read) if read.bytes.len() > self.limit => Some(self.extractor.options().limits.input_warning()),
                    _ => None,
                };
                Page { label, body: Ok(Body::Bytes(part.body)), hint: part.kind, source: part.source, lost }
            }
            Some(Err(reason)) => Page::bad(label, reason),
            None => Page::sent(label, read, self.extractor.options().source),
        }
    }

    /// What is known of an input before it is read.
    pub fn label(&self, task: &Task) -> Label {
        let mut label = Label { url: self.arguments.url.clone(), ..Label::default() };
        match &task.content {
            Content::Standard if self.names => label.id = Some(Id::Text("-".to_owned())),
            Content::File(place) | Content::Broken(Some(place), _) if self.names => {
                label.id = Some(Id::Text(place.path.to_string_lossy().into_owned()));
            }
            Content::Response(response) => Response::clone_label(response, &mut label),
            _ => {}
        }
        label
    }
}

impl Response {
    fn clone_label(response: &Response, label: &mut Label) {
        label.id = response.id.clone().map(Id::Text);
        label.url = response.url.clone().or(label.url.take());
        label.date.clone_from(&response.date);
    }
}
