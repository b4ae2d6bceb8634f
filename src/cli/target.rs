//! Decides where the documents go: standard output, or a file that is replaced in one step once it is whole. For `output`.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, IsTerminal, StdoutLock, Write};
use std::path::{Path, PathBuf};

use super::message;

/// Where the documents go.
#[derive(Debug)]
pub enum Target {
    /// Standard output.
    Standard(BufWriter<StdoutLock<'static>>),
    /// A device or a FIFO, which is written to as it stands: replacing it by a file would be a mischief.
    Special(PathBuf, BufWriter<File>),
    /// A file; nothing is there before the first document.
    Replaced(Replacement),
}

impl Target {
    /// The target that `-o` names; without it standard output.
    pub fn open(path: Option<&Path>) -> io::Result<Target> {
        let Some(path) = path.filter(|path| path.as_os_str() != "-") else {
            return Ok(Target::Standard(BufWriter::new(io::stdout().lock())));
        };
        match fs::metadata(path) {
            Ok(there) if there.is_dir() => Err(io::Error::other("is a directory, not a file")),
            Ok(there) if there.is_file() => {
                // A link stays a link: what it points to is replaced.
                let path = fs::canonicalize(path)?;
                Ok(Target::Replaced(Replacement::of(path, Some(there.permissions()))))
            }
            Ok(_) => {
                let file = OpenOptions::new().write(true).open(path)?;
                Ok(Target::Special(path.to_owned(), BufWriter::new(file)))
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                Ok(Target::Replaced(Replacement::of(path.to_owned(), None)))
            }
            Err(error) => Err(error),
        }
    }

    /// Whether a person reads it as it is written.
    pub fn is_terminal(&self) -> bool {
        match self {
            Target::Standard(_) => io::stdout().is_terminal(),
            Target::Special(_, writer) => writer.get_ref().is_terminal(),
            Target::Replaced(_) => false,
        }
    }

    /// How messages call it.
    pub fn name(&self) -> String {
        match self {
            Target::Standard(_) => "standard output".to_owned(),
            Target::Special(path, _) => message::name(path.as_os_str()),
            Target::Replaced(replacement) => message::name(replacement.path.as_os_str()),
        }
    }

    /// Writes the parts one after another and hands them on, so that a reader need not wait for the next document.
    pub fn write(&mut self, parts: &[&str]) -> io::Result<()> {
        let writer: &mut dyn Write = match self {
            Target::Standard(writer) => writer,
            Target::Special(_, writer) => writer,
            Target::Replaced(replacement) => replacement.writer()?,
        };
        for part in parts {
            writer.write_all(part.as_bytes())?;
        }
        writer.flush()
    }

    /// Ends the writing; a file gets its name now, or stays as it was if no document was written.
    pub fn close(self) -> io::Result<()> {
        match self {
            Target::Standard(mut writer) => writer.flush(),
            Target::Special(_, mut writer) => writer.flush(),
            Target::Replaced(replacement) => replacement.commit(),
        }
    }
}

/// A file that is written under another name beside its place and moved there when it is whole.
#[derive(Debug)]
pub struct Replacement {
    path: PathBuf,
    permissions: Option<fs::Permissions>,
    draft: Option<Draft>,
}

#[derive(Debug)]
struct Draft {
    path: PathBuf,
    writer: BufWriter<File>,
}

impl Replacement {
    fn of(path: PathBuf, permissions: Option<fs::Permissions>) -> Replacement {
        Replacement { path, permissions, draft: None }
    }

    fn writer(&mut self) -> io::Result<&mut BufWriter<File>> {
        let draft = match self.draft.take() {
            Some(draft) => draft,
            None => Draft::beside(&self.path, self.permissions.clone())?,
        };
        Ok(&mut self.draft.insert(draft).writer)
    }

    fn commit(mut self) -> io::Result<()> {
        let Some(mut draft) = self.draft.take() else {
            return Ok(());
        };
        let moved = draft.writer.flush().and_then(|()| fs::rename(&draft.path, &self.path));
        if moved.is_err() {
            self.draft = Some(draft);
        }
        moved
    }
}

impl Drop for Replacement {
    /// Removes what was begun and not finished.
    fn drop(&mut self) {
        if let Some(draft) = self.draft.take() {
            // It can be gone already, and there is nobody to tell.
            let _ = fs::remove_file(&draft.path);
        }
    }
}

impl Draft {
    fn beside(path: &Path, permissions: Option<fs::Permissions>) -> io::Result<Draft> {
        let Some(name) = path.file_name() else {
            return Err(io::Error::other("is not the name of a file"));
        };
        // The process's number keeps two runs apart; `create_new` never follows a link somebody laid there.
        for attempt in 0..ATTEMPTS {
            let mut hidden = std::ffi::OsString::from(".");
            hidden.push(name);
            hidden.push(format!(".{}-{attempt}.part", std::process::id()));
            let draft = path.with_file_name(hidden);
            match OpenOptions::new().write(true).create_new(true).open(&draft) {
                Ok(file) => {
                    if let Some(permissions) = permissions {
                        // A file system without permissions is no reason to write nothing.
                        let _ = file.set_permissions(permissions);
                    }
                    return Ok(Draft { path: draft, writer: BufWriter::new(file) });
                }
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                Err(error) => return Err(error),
            }
        }
        Err(io::Error::other("left-over files of earlier runs stand in the way"))
    }
}

/// Left-overs of killed runs with the same process number are stepped over; more than a few mean something is wrong.
const ATTEMPTS: u32 = 16;
