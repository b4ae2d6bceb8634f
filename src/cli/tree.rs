//! Decides under which name a page's article is written into a directory, that nothing is written outside of it, and what
//! an earlier run has done already. For `run` and `work`.

use std::collections::HashSet;
use std::ffi::{OsStr, OsString};
use std::fs;
use std::hash::{BuildHasher, RandomState};
use std::io::{self, Write};
use std::path::{Component, Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::SystemTime;

use super::decompress::{COMPRESSED, plain_name};
use super::target::Draft;
use super::task::Place;

/// A directory that gets one file a page.
#[derive(Debug)]
pub struct Tree {
    root: PathBuf,
    extension: &'static str,
    force: bool,
    /// Directories that are known to be there and to be no links.
    made: Mutex<HashSet<PathBuf>>,
    /// Hashes of the names given in this run; the names themselves would be long.
    given: Mutex<HashSet<u64>>,
    hasher: RandomState,
}

/// Extensions of pages that give way to the output's, in the order of precedence.
const PAGES: [&str; 5] = ["html", "htm", "xhtml", "shtml", "txt"];

impl Tree {
    /// Makes the directory where it is missing, and sees that it can be written to.
    pub fn open(root: &Path, extension: &'static str, force: bool) -> io::Result<Tree> {
        match fs::metadata(root) {
            Ok(there) if !there.is_dir() => {
                return Err(io::Error::other("is not a directory, which several pages need"));
            }
            Ok(_) => {}
            Err(error) if error.kind() == io::ErrorKind::NotFound => fs::create_dir_all(root)?,
            Err(error) => return Err(error),
        }
        let root = root.canonicalize()?;
        drop(Draft::beside(&root.join("probe"), None)?);
        let made = Mutex::new(HashSet::from([root.clone()]));
        Ok(Tree { root, extension, force, made, given: Mutex::default(), hasher: RandomState::new() })
    }

    /// The directory as a canonical path.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The file that a page's article belongs into, or why there is none.
    fn target(&self, place: &Place) -> Result<PathBuf, String> {
        let relative = match &place.root {
            Some(root) => place.path.strip_prefix(root).unwrap_or(&place.path),
            None => &place.path,
        };
        // What leads out of the directory is left away, be it `/`, `..` or a drive.
        let inside = relative.components().filter(|part| matches!(part, Component::Normal(_)));
        let mut target: PathBuf = std::iter::once(Component::CurDir).chain(inside).skip(1).collect();
        let Some(name) = output_name(&place.path) else {
            return Err("has no name".to_owned());
        };
        target.set_file_name(fitting(name, self.extension));
        Ok(self.root.join(target))
    }

    /// The file that a page's article is written to, or why there is none. Asked once for each page, in the order of the
    /// input.
    pub fn give(&self, place: &Place) -> Result<PathBuf, String> {
        let target = self.target(place)?;
        let mut given = self.given.lock().unwrap_or_else(PoisonError::into_inner);
        if given.insert(self.hasher.hash_one(&target)) {
            Ok(target)
        } else {
            Err("its article would be written over that of another input".to_owned())
        }
    }

    /// Whether an earlier run has written the article of a page that was changed last at this time.
    pub fn is_done(&self, target: &Path, changed: Option<SystemTime>) -> bool {
        // The output bears the time of its page, so a page that was put back to an older state is seen too.
        let done = || fs::symlink_metadata(target).ok().filter(fs::Metadata::is_file)?.modified().ok();
        !self.force && changed.is_some() && done() == changed
    }

    /// The same for a page that was given no file yet.
    pub fn is_left(&self, place: &Place) -> bool {
        let changed = fs::metadata(&place.path).and_then(|page| page.modified()).ok();
        self.target(place).is_ok_and(|target| !self.is_done(&target, changed))
    }

    /// Writes an article; under its name is either the whole of it or what was there before.
    pub fn write(&self, target: &Path, document: &str, changed: Option<SystemTime>) -> io::Result<()> {
        if let Some(directory) = target.parent() {
            self.make(directory)?;
        }
        let mut draft = Draft::beside(target, None)?;
        draft.writer.write_all(document.as_bytes())?;
        if !document.is_empty() && !document.ends_with('\n') {
            draft.writer.write_all(b"\n")?;
        }
        draft.writer.flush()?;
        if let Some(changed) = changed {
            // Without the time the page is only done again by the next run.
            let _ = draft.writer.get_ref().set_modified(changed);
        }
        draft.commit(target)
    }

    fn make(&self, directory: &Path) -> io::Result<()> {
        let mut made = self.made.lock().unwrap_or_else(PoisonError::into_inner);
        let missing: Vec<&Path> = directory.ancestors().take_while(|path| !made.contains(*path)).collect();
        for path in missing.into_iter().rev() {
            match fs::symlink_metadata(path) {
                Ok(there) if there.is_dir() => {}
                // A link could lead anywhere.
                Ok(_) => return Err(io::Error::other("a file or link stands where the output needs a directory")),
                Err(error) if error.kind() == io::ErrorKind::NotFound => match fs::create_dir(path) {
                    Err(error) if error.kind() != io::ErrorKind::AlreadyExists => return Err(error),
                    _ => {}
                },
                Err(error) => return Err(error),
            }
            made.insert(path.to_owned());
        }
        Ok(())
    }
}

/// Bytes of a file's name on all common file systems.
const LONGEST_NAME: usize = 255;

/// A name with the output's extension. One that would be too long for a file system ends with the hash of the whole instead,
/// so that every page has an output and each run gives it the same.
fn fitting(stem: OsString, extension: &str) -> OsString {
    let room = LONGEST_NAME - extension.len() - 1;
    let mut name = if stem.len() <= room { stem } else { shortened(&stem, room) };
    name.push(".");
    name.push(extension);
    name
}

fn shortened(stem: &OsStr, room: usize) -> OsString {
    // FNV-1a in 64 bits: the standard library's hashes may differ between its versions, and names outlive those.
    let hash = stem
        .as_encoded_bytes()
        .iter()
        .fold(0xCBF2_9CE4_8422_2325_u64, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01B3));
    let mark = format!("~{hash:016x}");
    let start = stem.to_string_lossy();
    let ends = start.char_indices().map(|(at, letter)| at + letter.len_utf8());
    let end = ends.take_while(|end| end + mark.len() <= room).last().unwrap_or(0);
    let mut name = OsString::from(start.get(..end).unwrap_or_default());
    name.push(mark);
    name
}

/// The name of the output without its extension: `a` for `a.html`. Where two files of a directory would share it, such as
/// `a.html` and `a.htm.gz`, the first by precedence has it and the others keep their whole names.
fn output_name(path: &Path) -> Option<OsString> {
    let name = path.file_name()?;
    let plain = plain_name(Path::new(name));
    let page = plain.extension().is_some_and(|extension| PAGES.iter().any(|page| extension.eq_ignore_ascii_case(page)));
    let stem = if page { plain.with_extension("") } else { plain };
    if stem.as_os_str().is_empty() || stem.as_os_str() == name {
        return Some(name.to_owned());
    }
    let candidate = |extension: &str, compressed: &str| {
        let mut name = stem.clone().into_os_string();
        for part in [extension, compressed].into_iter().filter(|part| !part.is_empty()) {
            name.push(".");
            name.push(part);
        }
        name
    };
    let extensions = PAGES.into_iter().chain([""]);
    let candidates = extensions
        .flat_map(|extension| [""].into_iter().chain(COMPRESSED).map(move |compressed| (extension, compressed)));
    let mut before =
        candidates.map(|(extension, compressed)| candidate(extension, compressed)).take_while(|other| other != name);
    let taken = before.any(|other| fs::symlink_metadata(path.with_file_name(other)).is_ok_and(|there| there.is_file()));
    Some(if taken { name.to_owned() } else { stem.into_os_string() })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tree(test: &str) -> Tree {
        let folder = std::env::temp_dir().join(format!("dechrome-tree-{}-{test}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        Tree::open(&folder, "json", false).unwrap()
    }

    fn give(tree: &Tree, path: &str, root: Option<&str>) -> Result<String, String> {
        let place = Place { path: path.into(), root: root.map(PathBuf::from) };
        let root = tree.root().to_owned();
        tree.give(&place).map(|target| target.strip_prefix(root).unwrap().to_str().unwrap().to_owned())
    }

    #[test]
    fn names_are_mirrored_and_stay_inside() {
        let tree = tree("names");
        for (path, root, expected) in [
            ("pages/a/b.html", Some("pages"), "a/b.json"),
            ("pages/a/c.html.gz", Some("pages"), "a/c.json"),
            ("pages/index.php", Some("pages"), "index.php.json"),
            ("pages/.html", Some("pages"), ".html.json"),
            ("/etc/d.htm", None, "etc/d.json"),
            ("../../e.html", None, "e.json"),
            ("./f", None, "f.json"),
        ] {
            assert_eq!(give(&tree, path, root), Ok(expected.to_owned()), "{path}");
        }
        assert!(give(&tree, "..", None).is_err());
        assert!(give(&tree, "../e.html", None).is_err(), "its name is given already");
        fs::remove_dir_all(tree.root()).unwrap();
    }

    #[test]
    fn a_name_that_would_be_too_long_ends_with_a_hash() {
        let tree = tree("long");
        let page = |letter: &str, times: usize, end: &str| format!("{}{end}", letter.repeat(times));
        let fits = page("a", 250, ".html");
        assert_eq!(give(&tree, &fits, None), Ok(page("a", 250, ".json")));
        let (one, other) = (page("b", 254, "c"), page("b", 254, "d"));
        let names = [&one, &other].map(|name| give(&tree, name, None).unwrap());
        assert_eq!(names[0], format!("{}~{}.json", "b".repeat(233), "ca8bf7e2e6b069f2"));
        assert_ne!(names[0], names[1]);
        assert!(give(&tree, &one, None).is_err(), "it is the same name every time");
        // A letter is never cut.
        for letter in ["é", "字"] {
            let name = give(&tree, &page(letter, 85, "x"), None).unwrap();
            assert!(name.len() <= 255 && name.starts_with(letter), "{name}");
        }
        let long = give(&tree, &format!("x{}", page("字", 84, "ab")), None).unwrap();
        assert!((250..=255).contains(&long.len()) && !long.contains('\u{fffd}'), "{long}");
        fs::remove_dir_all(tree.root()).unwrap();
    }

    #[test]
    fn of_two_files_with_one_stem_the_second_keeps_its_name() {
        let tree = tree("stems");
        let pages = tree.root().to_owned();
        for name in ["a.html", "a.htm", "a.txt.gz", "b.htm", "b.json"] {
            fs::write(pages.join(name), "").unwrap();
        }
        let root = pages.to_str();
        for (name, expected) in [("a.html", "a"), ("a.htm", "a.htm"), ("a.txt.gz", "a.txt.gz"), ("b.htm", "b")] {
            let path = pages.join(name);
            assert_eq!(give(&tree, path.to_str().unwrap(), root), Ok(format!("{expected}.json")), "{name}");
        }
        fs::remove_dir_all(tree.root()).unwrap();
    }

    #[test]
    fn a_page_is_done_until_it_changes() {
        let tree = tree("done");
        let target = tree.root().join("a/b.json");
        let changed = SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(1_000_000_000);
        assert!(!tree.is_done(&target, Some(changed)));
        tree.write(&target, "{}", Some(changed)).unwrap();
        assert_eq!(fs::read_to_string(&target).unwrap(), "{}\n");
        assert!(tree.is_done(&target, Some(changed)));
        assert!(!tree.is_done(&target, Some(changed - std::time::Duration::from_secs(9))));
        fs::remove_dir_all(tree.root()).unwrap();
    }
}
