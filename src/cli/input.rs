//! Decides which files may be opened at all, and how much of them is read. For `source` and `work`.
//!
//! Only regular files are: a FIFO would wait for a writer that never comes, and a device need not end. The one exception
//! is a pipe that the caller holds open already, as a shell's `<(…)` is.

use std::fs::{self, File, FileType, Metadata};
use std::io::{self, Read};
use std::path::Path;

use super::decompress::{self, Reader, Room};
use super::outlet::Outlets;

/// Opens a regular file.
pub fn open(path: &Path) -> io::Result<(File, Metadata)> {
    // Looked at before opening, for opening a FIFO already waits; and again after, for the name may have moved on.
    let given = is_given_pipe(path);
    let check = |kind: FileType| if given { Ok(()) } else { regular(kind) };
    check(fs::metadata(path)?.file_type())?;
    let file = File::open(path)?;
    let metadata = file.metadata()?;
    check(metadata.file_type())?;
    Ok((file, metadata))
}

/// Whether a path names a pipe that this process was given open. Opening that does not wait, and it is read once.
pub fn is_given_pipe(path: &Path) -> bool {
    #[cfg(unix)]
    {
        use std::os::unix::fs::FileTypeExt;
        let folders = [Path::new("/dev/fd"), Path::new("/proc/self/fd")];
        let is_descriptor = path.parent().is_some_and(|parent| folders.contains(&parent));
        (is_descriptor || path == Path::new("/dev/stdin"))
            && fs::metadata(path).is_ok_and(|metadata| metadata.file_type().is_fifo())
    }
    #[cfg(not(unix))]
    {
        let _ = path;
        false
    }
}

/// The plain content of a regular file that is read while answers are written.
pub fn plain(path: &Path, outlets: &Outlets) -> io::Result<Reader> {
    decompress::plain(outlets.before(open(path)?.0), Some(path))
}

/// The same of a file that holds records, and how long one of them may be.
pub fn records(path: &Path, outlets: &Outlets) -> io::Result<(Reader, Room)> {
    decompress::records(outlets.before(open(path)?.0), Some(path))
}

/// The plain content of a regular file that holds a page.
pub fn page(path: &Path) -> io::Result<impl Read> {
    decompress::page(open(path)?.0, Some(path))
}

/// A page's bytes, cut just behind the limit: one byte more than it lets the library see that there was more.
pub fn gather(source: impl Read, expected: u64, limit: usize) -> io::Result<Vec<u8>> {
    let most = (limit as u64).saturating_add(1);
    let mut bytes = Vec::new();
    // The size is only a hint, and a wrong one must not end the process: an allocation that fails here is an error.
    let hint = usize::try_from(expected.min(most)).unwrap_or(0);
    bytes.try_reserve_exact(hint)?;
    source.take(most).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Refuses what is not a regular file, in words.
pub fn regular(kind: FileType) -> io::Result<()> {
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
}
