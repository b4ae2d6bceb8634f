//! Decides where the pages of a run come from and which files may be opened at all. For `run`.
//!
//! Only regular files are: a FIFO would wait for a writer that never comes, and a device need not end.

use std::fs::{self, File, FileType};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use super::message;

/// Where a page comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    /// What is piped in.
    Standard,
    /// A file.
    File(PathBuf),
}

impl Input {
    /// The inputs that the paths name, in their order; without a path it is standard input.
    pub fn list(paths: &[PathBuf]) -> Vec<Input> {
        if paths.is_empty() {
            return vec![Input::Standard];
        }
        paths.iter().map(|path| Input::named(path)).collect()
    }

    fn named(path: &Path) -> Input {
        if path.as_os_str() == "-" { Input::Standard } else { Input::File(path.to_owned()) }
    }

    /// The page's bytes, cut just behind the limit: one byte more than it lets the library see that there was more.
    pub fn read(&self, limit: usize) -> io::Result<Vec<u8>> {
        match self {
            Input::Standard => gather(io::stdin().lock(), 0, limit),
            Input::File(path) => {
                // Looked at before opening, for opening a FIFO already waits; and again after, for the name may have moved on.
                regular(fs::metadata(path)?.file_type())?;
                let file = File::open(path)?;
                let metadata = file.metadata()?;
                regular(metadata.file_type())?;
                gather(file, metadata.len(), limit)
            }
        }
    }

    /// How messages call it.
    pub fn name(&self) -> String {
        match self {
            Input::Standard => "standard input".to_owned(),
            Input::File(path) => message::name(path.as_os_str()),
        }
    }

    /// The `id` of its article where there are several: the path as given.
    pub fn id(&self) -> String {
        match self {
            Input::Standard => "-".to_owned(),
            Input::File(path) => path.to_string_lossy().into_owned(),
        }
    }
}

fn gather(source: impl Read, expected: u64, limit: usize) -> io::Result<Vec<u8>> {
    let most = (limit as u64).saturating_add(1);
    let mut bytes = Vec::new();
    // The size is only a hint, and a wrong one must not end the process: an allocation that fails here is an error.
    let hint = usize::try_from(expected.min(most)).unwrap_or(0);
    bytes.try_reserve_exact(hint)?;
    source.take(most).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn regular(kind: FileType) -> io::Result<()> {
    if kind.is_file() { Ok(()) } else { Err(io::Error::other(refusal(kind))) }
}

fn refusal(kind: FileType) -> &'static str {
    if kind.is_dir() {
        return "is a directory, not a file";
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::FileTypeExt;
        if kind.is_fifo() {
            return "is a named pipe, not a file; pipe it in and read it as '-'";
        }
        if kind.is_socket() {
            return "is a socket, not a file";
        }
    }
    "is a device, not a file"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reading_stops_one_byte_behind_the_limit() {
        assert_eq!(gather(&b"abcdef"[..], 6, 3).unwrap(), b"abcd");
        assert_eq!(gather(&b"abc"[..], 0, 3).unwrap(), b"abc");
        assert_eq!(gather(&b"abc"[..], 3, usize::MAX).unwrap(), b"abc");
    }

    #[test]
    fn no_path_is_standard_input() {
        assert_eq!(Input::list(&[]), [Input::Standard]);
        assert_eq!(Input::list(&["-".into(), "./-".into()]), [Input::Standard, Input::File("./-".into())]);
    }
}
