//! Decides what a file of site rules says: TOML, with a table for each host or pattern of hosts. For the arguments; an error
//! names the line it is about.

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::Path;

use dechrome::selector::{Rules, Selection, Selector, SelectorError};
use serde::Deserialize;
use toml::Spanned;

use super::input;
use super::message;

/// What a table holds.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Site {
    keep: Vec<Spanned<String>>,
    drop: Vec<Spanned<String>>,
    only: Vec<Spanned<String>>,
    title: Vec<Spanned<String>>,
    author: Vec<Spanned<String>>,
    date: Vec<Spanned<String>>,
}

/// Reads a file of rules.
pub fn read(path: &str) -> Result<Rules, String> {
    let text = input::text(Path::new(path)).map_err(|error| message::reason(&error))?;
    parse(&text)
}

fn parse(text: &str) -> Result<Rules, String> {
    let at = |span: Range<usize>, reason: &str| {
        let line = text.get(..span.start).unwrap_or(text).matches('\n').count() + 1;
        format!("line {line}: {reason}")
    };
    let sites: BTreeMap<String, Spanned<Site>> = toml::from_str(text).map_err(|error| {
        let reason = error.message().lines().next().unwrap_or_default();
        error.span().map_or_else(|| reason.to_owned(), |span| at(span, reason))
    })?;
    // In the order of the file, which is that of the sites' places in it.
    let mut sites: Vec<(String, Spanned<Site>)> = sites.into_iter().collect();
    sites.sort_by_key(|(_, site)| site.span().start);
    sites.into_iter().try_fold(Rules::default(), |rules, (pattern, site)| {
        let span = site.span();
        let Site { keep, drop, only, title, author, date } = site.into_inner();
        let mut selection = Selection::default();
        for (list, into) in [
            (keep, &mut selection.keep),
            (drop, &mut selection.drop),
            (only, &mut selection.only),
            (title, &mut selection.title),
            (author, &mut selection.author),
            (date, &mut selection.date),
        ] {
            for written in list {
                let selector: Result<Selector, SelectorError> = written.get_ref().parse();
                into.push(selector.map_err(|error| at(written.span(), &error.to_string()))?);
            }
        }
        rules.site(&pattern, selection).map_err(|error| at(span, &error.to_string()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_for_each_host_holds_lists_of_selectors() {
        let rules = parse(
            "['*.example.org']\ndrop = ['.promo', 'aside']\nkeep = [\"figure\"]\n\n['example.com']\nonly = ['.story']\ntitle = ['h2']\n",
        );
        let expected = Rules::default()
            .site(
                "*.example.org",
                Selection::default().keep("figure").unwrap().drop(".promo").unwrap().drop("aside").unwrap(),
            )
            .unwrap()
            .site("example.com", Selection::default().only(".story").unwrap().title("h2").unwrap())
            .unwrap();
        assert_eq!(rules, Ok(expected));
        assert_eq!(parse(""), Ok(Rules::default()));
    }

    #[test]
    fn an_error_names_its_line_and_what_is_wrong() {
        for (text, parts) in [
            ("['a.example']\ndrop = ['.b']\n\n['c.example']\ndorp = ['.d']\n", ["line 5", "unknown field `dorp`"]),
            ("['a.example']\ndrop = [\n  '.b',\n  '..c',\n]\n", ["line 4", "`..c`, column 2"]),
            ("['a.example']\n\n['https://b.example']\nkeep = []\n", ["line 3", "is no host"]),
            ("['a.example'\n", ["line 1", ""]),
            ("['a.example']\ndrop = '.b'\n", ["line 2", "invalid type"]),
            ("['a.example']\n['a.example']\n", ["line 2", "duplicate key"]),
        ] {
            let error = parse(text).unwrap_err();
            assert!(parts.iter().all(|part| error.contains(part)) && !error.contains('\n'), "{text}: {error}");
        }
    }
}
