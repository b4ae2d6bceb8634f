//! Decides where the documents go: standard output, or a file that is replaced in one step once it is whole. For `output`.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

use super::interrupt;
use super::message;
use super::outlet::Outlet;

/// Where the documents go.
#[derive(Debug)]
pub enum Target {
    /// Standard output.
    Standard(Outlet),
    /// A device or a FIFO, which is written to as it stands: replacing it by a file would be a mischief.
    Special(PathBuf, Outlet),
    /// A file; nothing is there before the first document.
    Replaced(Replacement),
}

impl Target {
    /// The target that `-o` names; without it standard output.
    pub fn open(path: Option<&Path>) -> io::Result<Target> {
        let Some(path) = path.filter(|path| path.as_os_str() != "-") else {
            return Ok(Target::Standard(Outlet::new(io::stdout(), io::stdout().is_terminal())));
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
                let terminal = file.is_terminal();
                Ok(Target::Special(path.to_owned(), Outlet::new(file, terminal)))
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                Ok(Target::Replaced(Replacement::of(path.to_owned(), None)))
            }
            Err(error) => Err(error),
        }
    }

    /// Begins a file that can be nothing but a file, and says what name it gets.
    #[cfg(feature = "parquet")]
    pub fn replaced(path: &Path) -> io::Result<(PathBuf, Draft)> {
        match Target::open(Some(path))? {
            Target::Replaced(Replacement { path, permissions, .. }) => {
                let draft = Draft::beside(&path, permissions)?;
                Ok((path, draft))
            }
            Target::Standard(_) | Target::Special(..) => Err(io::Error::other("is not a regular file")),
        }
    }

    /// Where somebody may read along.
    pub fn outlet(&self) -> Option<&Outlet> {
        match self {
            Target::Standard(outlet) | Target::Special(_, outlet) => Some(outlet),
            Target::Replaced(_) => None,
        }
    }

    /// Whether a person reads it as it is written.
    pub fn is_terminal(&self) -> bool {
        self.outlet().is_some_and(Outlet::is_prompt)
    }

    /// How messages call it.
    pub fn name(&self) -> String {
        match self {
            Target::Standard(_) => "standard output".to_owned(),
            Target::Special(path, _) => message::name(path.as_os_str()),
            Target::Replaced(replacement) => message::name(replacement.path.as_os_str()),
        }
    }

    /// Writes the parts one after another. A reader need not wait for the next document; a file is seen when it is whole.
    pub fn write(&mut self, parts: &[&str]) -> io::Result<()> {
        match self {
            Target::Standard(outlet) | Target::Special(_, outlet) => outlet.write(parts),
            Target::Replaced(replacement) => {
                let writer = replacement.writer()?;
                parts.iter().try_for_each(|part| writer.write_all(part.as_bytes()))
            }
        }
    }

    /// Ends the writing; a file gets its name now, or stays as it was if no document was written.
    pub fn close(self) -> io::Result<()> {
        match self {
            Target::Standard(outlet) | Target::Special(_, outlet) => outlet.flush(),
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

    fn commit(self) -> io::Result<()> {
        self.draft.map_or(Ok(()), |draft| draft.commit(&self.path))
    }
}

/// A file that is not whole yet; unless it is committed, it goes.
#[derive(Debug)]
pub struct Draft {
    path: PathBuf,
    /// Writes into it.
    pub writer: BufWriter<File>,
    /// Whether it has its name.
    committed: bool,
}

impl Draft {
    /// Begins a file in the directory of the path whose name it shall get.
    pub fn beside(path: &Path, permissions: Option<fs::Permissions>) -> io::Result<Draft> {
        if path.file_name().is_none() {
            return Err(io::Error::other("is not the name of a file"));
        }
        // The process's number keeps two runs apart and the other one two threads; `create_new` never follows a link
        // somebody laid there. The name is short, since the one that the file gets may be as long as a name can be.
        for _ in 0..ATTEMPTS {
            let number = NUMBER.fetch_add(1, Ordering::Relaxed);
            let draft = path.with_file_name(format!("{DRAFT}{}-{number}.part", std::process::id()));
            interrupt::begun(&draft);
            match OpenOptions::new().write(true).create_new(true).open(&draft) {
                Ok(file) => {
                    if let Some(permissions) = permissions {
                        // A file system without permissions is no reason to write nothing.
                        let _ = file.set_permissions(permissions);
                    }
                    return Ok(Draft { path: draft, writer: BufWriter::new(file), committed: false });
                }
                Err(error) => {
                    interrupt::ended(&draft);
                    if error.kind() != io::ErrorKind::AlreadyExists {
                        return Err(error);
                    }
                }
            }
        }
        Err(io::Error::other("left-over files of earlier runs stand in the way"))
    }

    /// Gives the file, which is whole now, its name.
    pub fn commit(mut self, path: &Path) -> io::Result<()> {
        self.writer.flush()?;
        fs::rename(&self.path, path)?;
        self.committed = true;
        Ok(())
    }
}

impl Write for Draft {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.writer.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.writer.flush()
    }
}

impl Drop for Draft {
    /// Removes what was begun and not finished; what was committed has another name.
    fn drop(&mut self) {
        if !self.committed {
            // It can be gone already, and there is nobody to tell.
            let _ = fs::remove_file(&self.path);
        }
        interrupt::ended(&self.path);
    }
}

/// How the names of files begin that are not whole yet; they are hidden.
pub const DRAFT: &str = ".dechrome-";

static NUMBER: AtomicU64 = AtomicU64::new(0);

/// Left-overs of killed runs with the same process number are stepped over; more than a few mean something is wrong.
const ATTEMPTS: u32 = 64;
