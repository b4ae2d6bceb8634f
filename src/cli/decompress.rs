//! Decides whether bytes are compressed, and reads them as if they were not. From how they begin, or from the name
//! where the format has no mark; for `input` and `source`.

use std::ffi::OsStr;
use std::io::{self, BufRead, BufReader, Cursor, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use brotli_decompressor::Decompressor;
use flate2::bufread::MultiGzDecoder;
use zstd::stream::read::Decoder;

/// A reader that may move to another thread.
pub type Reader = Box<dyn BufRead + Send>;

const GZIP: &[u8] = &[0x1f, 0x8b];
const ZSTD: &[u8] = &[0x28, 0xb5, 0x2f, 0xfd];
/// The frame that zstd readers skip and in which a `.warc.zst` holds the dictionary of its records.
const DICTIONARY: &[u8] = &[0x5d, 0x2a, 0x4d, 0x18];
/// A dictionary has 100 KiB or so; more than this would only fill the memory.
const LARGEST_DICTIONARY: u64 = 16 << 20;
/// Buffers of this size keep the system calls rare.
const BUFFER: usize = 64 << 10;

/// The plain content of what may be compressed; `path` is its name, if it has one.
pub fn plain(mut source: impl Read + Send + 'static, path: Option<&Path>) -> io::Result<Reader> {
    let mut head = Vec::with_capacity(4);
    source.by_ref().take(4).read_to_end(&mut head)?;
    let marked = |mark: &[u8]| head.starts_with(mark);
    let (gzip, zstd, dictionary) = (marked(GZIP), marked(ZSTD), marked(DICTIONARY));
    let mut whole = BufReader::with_capacity(BUFFER, Cursor::new(head).chain(source));
    if gzip {
        return Ok(buffered(MultiGzDecoder::new(whole)));
    }
    if dictionary {
        let dictionary = dictionary_of(&mut whole)?;
        return Ok(buffered(Decoder::with_dictionary(whole, &dictionary)?));
    }
    if zstd {
        return Ok(buffered(Decoder::with_buffer(whole)?));
    }
    if path.is_some_and(is_brotli) {
        return Ok(buffered(Decompressor::new(whole, BUFFER)));
    }
    Ok(Box::new(whole))
}

/// Whether the content of a file that begins like this is compressed.
pub fn is_packed(head: &[u8], path: &Path) -> bool {
    [GZIP, ZSTD, DICTIONARY].iter().any(|mark| head.starts_with(mark)) || is_brotli(path)
}

fn is_brotli(path: &Path) -> bool {
    extension(path) == Some("br".as_ref())
}

/// The plain content of a single page. An error where it is larger than any page becomes that was as small when it came: such
/// a file is made to fill a memory.
pub fn page(source: impl Read + Send + 'static, path: Option<&Path>) -> io::Result<impl Read> {
    let (plain, room) = records(source, path)?;
    Ok(Bounded { plain, room, gone: 0 })
}

/// The same for a body that has come as a whole.
pub fn bounded(plain: impl Read, came: usize) -> impl Read {
    Bounded { plain, room: Room::of(came), gone: 0 }
}

/// The plain content of a file of records, and how long one of them may be. The file as a whole may be packed as it likes,
/// for records can be much alike; one that is longer than all that came until then could be is made to fill a memory.
pub fn records(source: impl Read + Send + 'static, path: Option<&Path>) -> io::Result<(Reader, Room)> {
    let came = Arc::new(AtomicU64::new(0));
    let reader = plain(Counted { source, came: Arc::clone(&came) }, path)?;
    Ok((reader, Room(came)))
}

/// How much may become of what came.
#[derive(Debug, Clone)]
pub struct Room(Arc<AtomicU64>);

impl Room {
    /// Bytes of a record between two looks at whether it may go on.
    pub const STEP: usize = 1 << 20;

    /// Room for what was as large when it came.
    pub fn of(came: usize) -> Room {
        Room(Arc::new(AtomicU64::new(came as u64)))
    }

    /// An error when so much is more than any page becomes.
    pub fn check(&self, size: u64) -> io::Result<()> {
        let most = self.0.load(Ordering::Relaxed).saturating_mul(MOST_TIMES).max(UNSUSPICIOUS);
        if size > most {
            return Err(io::Error::other(format!("unpacks to more than {MOST_TIMES} times its size, as no page does")));
        }
        Ok(())
    }
}

/// Counts the bytes that come.
struct Counted<Source> {
    source: Source,
    came: Arc<AtomicU64>,
}

impl<Source: Read> Read for Counted<Source> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let size = self.source.read(buffer)?;
        self.came.fetch_add(size as u64, Ordering::Relaxed);
        Ok(size)
    }
}

/// Ends with an error when too much has become of what came.
struct Bounded<Plain> {
    plain: Plain,
    room: Room,
    gone: u64,
}

impl<Plain: Read> Read for Bounded<Plain> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let size = self.plain.read(buffer)?;
        self.gone += size as u64;
        self.room.check(self.gone)?;
        Ok(size)
    }
}

/// How many times larger than it came a page becomes. Of 499 real pages the one that zlib made smallest had 15 times its size.
const MOST_TIMES: u64 = 24;
/// Bytes that any page may become: they cost little.
const UNSUSPICIOUS: u64 = 2 << 20;

/// The path without the extension of a compressed file.
pub fn plain_name(path: &Path) -> PathBuf {
    match extension(path) {
        Some(extension) if COMPRESSED.iter().any(|compressed| extension == *compressed) => path.with_extension(""),
        _ => path.to_owned(),
    }
}

/// The extensions of compressed files.
pub const COMPRESSED: [&str; 3] = ["gz", "zst", "br"];

fn extension(path: &Path) -> Option<&OsStr> {
    path.extension()
}

fn buffered(reader: impl Read + Send + 'static) -> Reader {
    Box::new(BufReader::with_capacity(BUFFER, reader))
}

/// The dictionary in the frame at the beginning, which may be compressed itself.
fn dictionary_of(source: &mut impl Read) -> io::Result<Vec<u8>> {
    let mut head = [0; 8];
    source.read_exact(&mut head)?;
    let [_, _, _, _, size @ ..] = head;
    let size = u64::from(u32::from_le_bytes(size));
    if size > LARGEST_DICTIONARY {
        return Err(io::Error::other("the dictionary is too large"));
    }
    let mut dictionary = Vec::new();
    source.take(size).read_to_end(&mut dictionary)?;
    if !dictionary.starts_with(ZSTD) {
        return Ok(dictionary);
    }
    let mut plain = Vec::new();
    Decoder::with_buffer(dictionary.as_slice())?.take(LARGEST_DICTIONARY).read_to_end(&mut plain)?;
    Ok(plain)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    const TEXT: &[u8] = b"The ferry left the harbour an hour late.";

    fn read(bytes: Vec<u8>, path: &str) -> io::Result<Vec<u8>> {
        let mut text = Vec::new();
        plain(Cursor::new(bytes), Some(Path::new(path)))?.read_to_end(&mut text)?;
        Ok(text)
    }

    fn gzip() -> Vec<u8> {
        let mut writer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        writer.write_all(TEXT).unwrap();
        writer.finish().unwrap()
    }

    #[test]
    fn compressed_bytes_are_known_by_how_they_begin() {
        let zstd = zstd::stream::encode_all(TEXT, 0).unwrap();
        for bytes in [TEXT.to_vec(), gzip(), zstd, Vec::new()] {
            let expected = if bytes.is_empty() { &[] } else { TEXT };
            assert_eq!(read(bytes, "page.html").unwrap(), expected);
        }
    }

    #[test]
    fn a_page_that_unpacks_to_far_more_than_came_is_an_error() {
        let packed = |size: usize| {
            let mut writer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
            writer.write_all(&TEXT.repeat(size / TEXT.len())).unwrap();
            writer.finish().unwrap()
        };
        let unpack = |bytes: Vec<u8>, name: Option<&str>| {
            let mut text = Vec::new();
            page(Cursor::new(bytes), name.map(Path::new))?.take(64 << 20).read_to_end(&mut text)?;
            io::Result::Ok(text.len())
        };
        assert!(unpack(packed(1 << 20), None).unwrap() > 1_000_000);
        let zstd = zstd::stream::encode_all(TEXT.repeat(200_000).as_slice(), 0).unwrap();
        // Eight mebibytes of spaces, as Google's encoder packs them.
        let brotli = [0xcb, 0xff, 0xff, 0x3f, 0xf8, 0x25, 0x40, 0xe2, 0xb1, 0x40, 0x20, 0xf7, 0xfe, 0x6f];
        for (bomb, name) in [(packed(8 << 20), None), (zstd, None), (brotli.to_vec(), Some("page.html.br"))] {
            let size = bomb.len();
            assert!(unpack(bomb, name).unwrap_err().to_string().contains("24 times"), "{size}");
        }
        assert_eq!(read(brotli.to_vec(), "page.html.br").unwrap(), vec![b' '; 8 << 20]);
        // What was not packed is as large as it came.
        assert_eq!(unpack(vec![b' '; 8 << 20], None).unwrap(), 8 << 20);
    }

    #[test]
    fn members_one_after_another_are_all_read() {
        let twice = [gzip(), gzip()].concat();
        assert_eq!(read(twice, "a.gz").unwrap(), [TEXT, TEXT].concat());
    }

    #[test]
    fn brotli_is_known_by_its_name() {
        // An uncompressed block of three bytes and the empty last one, by the letter of RFC 7932.
        let bytes = vec![0x0b, 0x01, 0x80, b'a', b'b', b'c', 0x03];
        assert_eq!(read(bytes, "page.html.br").unwrap(), b"abc");
    }

    #[test]
    fn a_cut_stream_is_an_error() {
        let mut bytes = gzip();
        bytes.truncate(bytes.len() - 9);
        assert_eq!(read(bytes, "a.html.gz").unwrap_err().kind(), io::ErrorKind::UnexpectedEof);
    }

    #[test]
    fn a_dictionary_at_the_beginning_is_used() {
        let dictionary = TEXT.repeat(3);
        let mut encoder = zstd::stream::write::Encoder::with_dictionary(Vec::new(), 3, &dictionary).unwrap();
        encoder.write_all(TEXT).unwrap();
        let frame = encoder.finish().unwrap();
        let size = u32::try_from(dictionary.len()).unwrap().to_le_bytes();
        let bytes = [DICTIONARY, &size, &dictionary, &frame].concat();
        assert_eq!(read(bytes, "a.warc.zst").unwrap(), TEXT);
    }

    #[test]
    fn only_the_last_extension_goes() {
        assert_eq!(plain_name(Path::new("a/b.html.gz")), Path::new("a/b.html"));
        assert_eq!(plain_name(Path::new("a.gz/b.html")), Path::new("a.gz/b.html"));
    }
}
