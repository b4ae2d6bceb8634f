//! Decides how learned templates are kept in a file: JSON Lines, a site a line, so that files of different sites are joined
//! by writing one behind the other. For users who learn once and extract on many machines.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::{Site, Templates};

/// A line of the file.
#[derive(Serialize, Deserialize)]
struct Line {
    /// What is said once is hashed with what this version knows of pages, so another version would find nothing.
    dechrome: String,
    site: String,
    /// The pages, as hexadecimal numbers.
    pages: Vec<String>,
    /// For each line of text, as a hexadecimal number, on how many of the pages it stands.
    lines: BTreeMap<String, u32>,
}

const VERSION: &str = env!("CARGO_PKG_VERSION");

impl Templates {
    /// The templates as a file's content: JSON Lines, a site a line, in the order of their names.
    pub fn to_lines(&self) -> String {
        let mut text = String::new();
        for (name, site) in &self.sites {
            let line = Line {
                dechrome: VERSION.to_owned(),
                site: name.clone(),
                pages: site.pages.iter().map(|page| format!("{page:016x}")).collect(),
                lines: site.lines.iter().map(|(line, count)| (format!("{line:08x}"), *count)).collect(),
            };
            // What holds only texts and numbers is always written.
            text.push_str(&serde_json::to_string(&line).unwrap_or_default());
            text.push('\n');
        }
        text
    }

    /// Reads what [`Templates::to_lines`] wrote. A site that stands on several lines, because it was learned in parts, is
    /// added up.
    ///
    /// # Errors
    /// Says which line is none of this kind, or was learned by another version.
    pub fn from_lines(text: &str) -> Result<Templates, String> {
        let mut templates = Templates::default();
        for (at, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
            let at = at + 1;
            let line: Line =
                serde_json::from_str(line).map_err(|error| format!("line {at} is no site's template: {error}"))?;
            if line.dechrome != VERSION {
                let learned = line.dechrome;
                return Err(format!(
                    "line {at} was learned by version {learned}, but this is {VERSION}: learn it anew"
                ));
            }
            let bad = |error| format!("line {at} holds a bad number: {error}");
            let numbers = line.pages.iter().map(|page| u64::from_str_radix(page, 16));
            let pages: BTreeSet<u64> = numbers.collect::<Result<_, _>>().map_err(bad)?;
            let numbers = line.lines.iter().map(|(line, count)| Ok((u32::from_str_radix(line, 16)?, *count)));
            let lines: BTreeMap<u32, u32> = numbers.collect::<Result<_, _>>().map_err(bad)?;
            templates.add(line.site, Site { pages, lines });
        }
        Ok(templates)
    }

    fn add(&mut self, name: String, site: Site) {
        let known = self.sites.entry(name).or_default();
        known.pages.extend(site.pages);
        for (line, count) in site.lines {
            let sum = known.lines.entry(line).or_default();
            *sum = sum.saturating_add(count);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn templates(site: &str, pages: &[u64], lines: &[(u32, u32)]) -> Templates {
        let mut templates = Templates::default();
        let site_ = Site { pages: pages.iter().copied().collect(), lines: lines.iter().copied().collect() };
        templates.add(site.to_owned(), site_);
        templates
    }

    #[test]
    fn a_file_holds_what_was_learned() {
        let learned = templates("example.org", &[u64::MAX, 3], &[(0xABC, 2)]);
        let text = learned.to_lines();
        assert!(text.ends_with("\"site\":\"example.org\",\"pages\":[\"0000000000000003\",\"ffffffffffffffff\"],\"lines\":{\"00000abc\":2}}\n"), "{text}");
        assert_eq!(Templates::from_lines(&text), Ok(learned));
        assert_eq!(Templates::from_lines("\n"), Ok(Templates::default()));
    }

    #[test]
    fn files_are_joined_one_behind_the_other() {
        let one = templates("a", &[1, 2], &[(1, 2)]).to_lines();
        let text = one.clone()
            + &templates("b", &[1, 2], &[(1, 2)]).to_lines()
            + &templates("a", &[4, 5], &[(1, 2), (6, 2)]).to_lines();
        let joined = Templates::from_lines(&text).unwrap();
        assert_eq!(joined.len(), 2);
        assert_eq!(joined.site("a"), templates("a", &[1, 2, 4, 5], &[(1, 4), (6, 2)]).site("a"));
    }

    #[test]
    fn what_is_no_template_is_told() {
        let good = templates("a", &[1], &[(1, 2)]).to_lines();
        for (text, word) in [
            ("{}".to_owned(), "line 1 is no"),
            (good.clone() + "[]", "line 2 is no"),
            (good.replace(VERSION, "0.0.7"), "version 0.0.7"),
            (good.replace("00000001", "0000000x"), "bad number"),
        ] {
            let error = Templates::from_lines(&text).unwrap_err();
            assert!(error.contains(word), "{error}");
        }
    }
}
