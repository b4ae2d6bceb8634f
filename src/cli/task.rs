//! Decides nothing itself: says what one piece of work is, from any source. Made by `source`, done by `work`.

use std::path::{Path, PathBuf};

use super::message;
use super::response::Response;

/// One input: a page, or a record that holds one.
#[derive(Debug)]
pub struct Task {
    /// How messages call it.
    pub name: String,
    /// What there is to read.
    pub content: Content,
}

/// What there is to read.
#[derive(Debug)]
pub enum Content {
    /// The page that is piped in.
    Standard,
    /// A file that holds one page.
    File(Place),
    /// A line of JSON.
    Line(Vec<u8>),
    /// A response of a web archive.
    Response(Box<Response>),
    /// Something that can be told only to be bad, such as a directory that cannot be read, and why.
    Broken(Option<Place>, String),
}

/// Where a file is.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Place {
    /// Its path, as a message shows it and as `id` gives it.
    pub path: PathBuf,
    /// The directory it was found in by walking, against which its place in the output is reckoned.
    pub root: Option<PathBuf>,
}

impl Place {
    /// What a file in a directory has in common with the other pages of its site, where the pages themselves do not tell:
    /// the first directory on its way, as programs that copy sites lay them out; files beside each other have the root.
    pub fn site(&self) -> Option<String> {
        let inside = self.path.strip_prefix(self.root.as_ref()?).ok()?;
        let mut parts = inside.components();
        let first = parts.next()?;
        let directory = if parts.next().is_some() { Path::new(&first) } else { Path::new(".") };
        Some(directory.to_string_lossy().into_owned())
    }
}

impl Task {
    /// A file that holds one page.
    pub fn file(place: Place) -> Task {
        Task { name: message::name(place.path.as_os_str()), content: Content::File(place) }
    }

    /// A file or directory that cannot be read.
    pub fn broken(place: Place, reason: String) -> Task {
        Task { name: message::name(place.path.as_os_str()), content: Content::Broken(Some(place), reason) }
    }

    /// The place, if it is one that can be named again.
    pub fn place(&self) -> Option<&Place> {
        match &self.content {
            Content::File(place) | Content::Broken(Some(place), _) => Some(place),
            _ => None,
        }
    }
}
