//! Decides which files may be opened at all, and how much of them is read. For `source` and `work`.
//!
//! Only regular files are: a FIFO would wait for a writer that never comes, and a device need not end. The one exception
//! is a pipe that the caller holds open already, as a shell's `<(…)` is.

use std::cell::Cell;
use std::fs::{self, File, FileType, Metadata};
use std::io::{self, Cursor, Read};
use std::mem;
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

/// The bytes of a regular file that holds a page, cut just behind the limit as those of [`gather`].
pub fn page(path: &Path, limit: usize) -> io::Result<Unpacked> {
    let (file, metadata) = open(path)?;
    let most = most(limit);
    let mut bytes = SPARE.take();
    // A byte more than the file has, so that its end is met without more memory.
    reserve(&mut bytes, metadata.len().saturating_add(1).min(most))?;
    let mut start = file.take(most);
    start.read_to_end(&mut bytes)?;
    if !decompress::is_packed(&bytes, path) {
        return Ok(Unpacked { bytes, damaged: false });
    }
    let packed = Cursor::new(mem::take(&mut bytes)).chain(start.into_inner());
    gather(decompress::page(packed, Some(path))?, metadata.len(), limit)
}

/// Takes the bytes of a page back that nobody needs any more: the thread's next page is read into their memory. Memory that
/// is asked for anew is emptied by the system before it is given, which takes as long as reading the page.
pub fn give_back(mut bytes: Vec<u8>) {
    if bytes.capacity() <= LARGEST_SPARE {
        bytes.clear();
        SPARE.set(bytes);
    }
}

thread_local! {
    static SPARE: Cell<Vec<u8>> = const { Cell::new(Vec::new()) };
}

/// Bytes that a thread keeps for its next page: 99 % of the gold pages fit.
const LARGEST_SPARE: usize = 2 << 20;

/// A page's bytes.
#[derive(Debug, PartialEq, Eq)]
pub struct Unpacked {
    /// What there is of it.
    pub bytes: Vec<u8>,
    /// Whether it was packed and is cut off or broken, so that these are only those in front of that.
    pub damaged: bool,
}

/// A page's bytes, cut just behind the limit: one byte more than it lets the library see that there was more. Of a page whose
/// rest cannot be unpacked they are what stands before, as browsers show it.
pub fn gather(source: impl Read, expected: u64, limit: usize) -> io::Result<Unpacked> {
    use io::ErrorKind::{InvalidData, InvalidInput, UnexpectedEof};
    let most = most(limit);
    let mut bytes = Vec::new();
    reserve(&mut bytes, expected.min(most))?;
    let damaged = match source.take(most).read_to_end(&mut bytes) {
        Ok(_) => false,
        Err(error) => match error.kind() {
            UnexpectedEof | InvalidData | InvalidInput if !bytes.is_empty() => true,
            _ => return Err(error),
        },
    };
    Ok(Unpacked { bytes, damaged })
}

fn most(limit: usize) -> u64 {
    (limit as u64).saturating_add(1)
}

/// The size is only a hint, and a wrong one must not end the process: an allocation that fails here is an error.
fn reserve(bytes: &mut Vec<u8>, size: u64) -> io::Result<()> {
    Ok(bytes.try_reserve_exact(usize::try_from(size).unwrap_or(0))?)
}

/// The text of a file that a run is set up by, whatever kind of file it is; one that does not end is an error.
pub fn text(path: &Path) -> io::Result<String> {
    let mut text = String::new();
    File::open(path)?.take(LARGEST_TEXT + 1).read_to_string(&mut text)?;
    if text.len() as u64 > LARGEST_TEXT {
        return Err(io::Error::other(format!("is larger than {} MiB", LARGEST_TEXT >> 20)));
    }
    Ok(text)
}

/// Bytes of the templates of 65,536 pages with a hundred lines each, twice over; a file of rules has a thousandth.
const LARGEST_TEXT: u64 = 256 << 20;

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
        assert_eq!(gather(&b"abcdef"[..], 6, 3).unwrap().bytes, b"abcd");
        assert_eq!(gather(&b"abc"[..], 0, 3).unwrap().bytes, b"abc");
        assert_eq!(gather(&b"abc"[..], 3, usize::MAX).unwrap().bytes, b"abc");
    }

    #[test]
    fn what_stands_before_the_damage_is_read() {
        let gathered = |kind: io::ErrorKind, bytes: &'static [u8]| {
            let broken = Broken(kind);
            gather(bytes.chain(broken), 0, 9).ok()
        };
        let damaged = Some(Unpacked { bytes: b"abc".to_vec(), damaged: true });
        assert_eq!(gathered(io::ErrorKind::UnexpectedEof, b"abc"), damaged);
        assert_eq!(gathered(io::ErrorKind::InvalidInput, b"abc"), damaged);
        assert_eq!(gathered(io::ErrorKind::UnexpectedEof, b""), None);
        assert_eq!(gathered(io::ErrorKind::Other, b"abc"), None, "it may be a bomb, or a disk that fails");
    }

    struct Broken(io::ErrorKind);

    impl Read for Broken {
        fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
            Err(self.0.into())
        }
    }
}
