//! Decides which files and directories of a walk are looked at, from their names and what the arguments say. For `walk`.

use std::path::Path;

use globset::{GlobBuilder, GlobSet, GlobSetBuilder};

use super::arguments::Arguments;
use super::decompress::{COMPRESSED, plain_name};

/// What is read in directories.
#[derive(Debug)]
pub struct Globs {
    include: Option<GlobSet>,
    exclude: GlobSet,
    hidden: bool,
}

impl Globs {
    /// What the arguments ask for, or which pattern cannot be read.
    pub fn new(arguments: &Arguments) -> Result<Globs, globset::Error> {
        let include = if arguments.include.is_empty() { None } else { Some(set(&arguments.include)?) };
        Ok(Globs { include, exclude: set(&arguments.exclude)?, hidden: arguments.hidden })
    }

    /// Whether a directory is gone into; `path` is relative to the root of the walk.
    pub fn enters(&self, path: &Path) -> bool {
        (self.hidden || !is_hidden(path)) && !self.exclude.is_match(path)
    }

    /// Whether a file is read; `path` is relative to the root of the walk.
    pub fn reads(&self, path: &Path) -> bool {
        self.enters(path)
            && match &self.include {
                Some(include) => include.is_match(path),
                None => !is_no_page(path),
            }
    }
}

/// A pattern without a slash is held against the name, wherever the file is.
fn set(patterns: &[String]) -> Result<GlobSet, globset::Error> {
    let mut set = GlobSetBuilder::new();
    for pattern in patterns {
        let anchored = pattern.trim_start_matches("./").trim_end_matches('/');
        let pattern =
            if anchored.contains('/') { anchored.trim_start_matches('/').to_owned() } else { format!("**/{anchored}") };
        set.add(GlobBuilder::new(&pattern).literal_separator(true).build()?);
    }
    set.build()
}

fn is_hidden(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b"."))
}

/// Extensions of what is stored beside saved pages and is none: styles, scripts, images, fonts, sound, documents, archives,
/// and what this tool writes. A file without one of them may be a page, for servers name pages as they like.
const NO_PAGES: [&str; 64] = [
    "7z",
    "aac",
    "avi",
    "avif",
    "bin",
    "bmp",
    "bz2",
    "css",
    "csv",
    "db",
    "doc",
    "docx",
    "eot",
    "epub",
    "exe",
    "flac",
    "gif",
    "gz",
    "ico",
    "iso",
    "jar",
    "jpeg",
    "jpg",
    "js",
    "json",
    "log",
    "m3u8",
    "m4a",
    "m4v",
    "map",
    "md",
    "mjs",
    "mov",
    "mp3",
    "mp4",
    "mpeg",
    "odt",
    "ogg",
    "opus",
    "otf",
    "parquet",
    "pdf",
    "png",
    "ppt",
    "pptx",
    "py",
    "rar",
    "rss",
    "sqlite",
    "svg",
    "tar",
    "tgz",
    "tif",
    "tiff",
    "ttf",
    "wasm",
    "wav",
    "webm",
    "webmanifest",
    "webp",
    "woff",
    "woff2",
    "xls",
    "xz",
];

fn is_no_page(path: &Path) -> bool {
    let plain = plain_name(path);
    let Some(extension) = plain.extension() else {
        return false;
    };
    let extension = extension.to_string_lossy().to_ascii_lowercase();
    NO_PAGES.contains(&extension.as_str()) || COMPRESSED.contains(&extension.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::Parser;

    fn globs(words: &[&str]) -> Globs {
        Globs::new(&Arguments::parse_from(std::iter::once(&"dechrome").chain(words))).unwrap()
    }

    fn reads(words: &[&str], path: &str) -> bool {
        globs(words).reads(Path::new(path))
    }

    #[test]
    fn what_may_be_a_page_is_read() {
        for path in ["a.html", "a/b.HTM", "index.php", "story", "a.html.gz", "a.xhtml.br", "notes.txt", "x.warc.gz"] {
            assert!(reads(&[], path), "{path}");
        }
        for path in ["a.PNG", "style.css", "data.json", "site.css.gz", ".hidden.html", "book.tar.gz"] {
            assert!(!reads(&[], path), "{path}");
        }
    }

    #[test]
    fn patterns_without_a_slash_meet_names_and_others_paths() {
        assert!(reads(&["--include", "*.shtml"], "a/b/c.shtml"));
        assert!(!reads(&["--include", "*.shtml"], "a/b/c.html"));
        assert!(reads(&["--include", "*.css"], "a.css"), "what is asked for is read");
        assert!(reads(&["--include", "news/**/*.html"], "news/a/b.html"));
        assert!(!reads(&["--include", "news/*.html"], "news/a/b.html"));
        assert!(!reads(&["--exclude", "drafts"], "a/drafts"));
        assert!(!globs(&["--exclude", "drafts/"]).enters(Path::new("a/drafts")));
        assert!(reads(&["--hidden"], ".a.html"));
    }

    #[test]
    fn the_extensions_are_sorted() {
        assert!(NO_PAGES.is_sorted());
    }
}
