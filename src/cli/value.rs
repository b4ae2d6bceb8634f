//! Decides how the value of an option is read, and what is wrong with one that cannot be: addresses, encodings, sizes and
//! times. For `arguments`.

use std::time::Duration;

use dechrome::options::Limits;

/// A page's address is echoed as given; it is only looked at to refuse what cannot resolve a link.
pub fn page_address(value: &str) -> Result<String, String> {
    let url = url::Url::parse(value).map_err(|error| format!("{error}; an address begins with https:// or http://"))?;
    match url.scheme() {
        "http" | "https" => Ok(value.to_owned()),
        scheme => Err(format!("an address begins with https:// or http://, not {scheme}:")),
    }
}

/// The library ignores a label it does not know, for servers send nonsense; somebody who types one wants to be told.
pub fn encoding_label(value: &str) -> Result<String, String> {
    match encoding_rs::Encoding::for_label(value.as_bytes()) {
        Some(_) => Ok(value.to_owned()),
        None => Err("no such encoding; known are labels such as utf-8, windows-1252, shift_jis".to_owned()),
    }
}

/// A number of bytes: digits, then nothing or a unit of 1,024, 1,024² or 1,024³.
pub fn size(value: &str) -> Result<usize, String> {
    let digits = value.trim_end_matches(|letter: char| !letter.is_ascii_digit());
    let shift = match value.get(digits.len()..).unwrap_or_default().to_ascii_lowercase().as_str() {
        "" | "b" => 0,
        "k" | "kb" | "kib" => 10,
        "m" | "mb" | "mib" => 20,
        "g" | "gb" | "gib" => 30,
        unit => return Err(format!("unknown unit '{unit}'; use K, M or G")),
    };
    let number: usize = digits.parse().map_err(|_| "not a number of bytes".to_owned())?;
    match number.checked_mul(1 << shift) {
        Some(0) => Err("nothing would be read".to_owned()),
        Some(bytes) => Ok(bytes),
        None => Err("more bytes than this machine can address".to_owned()),
    }
}

/// One of the library's limits, as `NAME=NUMBER`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limit {
    name: &'static str,
    most: usize,
}

/// The names of the limits that have no option of their own.
const LIMITS: [&str; 9] =
    ["depth", "attributes", "formatting", "nodes", "density", "json-ld", "json-levels", "output", "explained"];

/// Reads a limit. 0 is none for the density and nothing at all for the others, which is as it says.
pub fn limit(written: &str) -> Result<Limit, String> {
    let (name, number) =
        written.split_once('=').ok_or_else(|| "not a name and a number, as in depth=512".to_owned())?;
    let known = LIMITS.into_iter().find(|known| *known == name);
    let name = known.ok_or_else(|| format!("no limit '{name}'; there are {}", LIMITS.join(", ")))?;
    let most = if number == "0" { 0 } else { size(number)? };
    Ok(Limit { name, most })
}

impl Limit {
    /// Sets it.
    pub fn set(self, limits: &mut Limits) {
        let limit = match self.name {
            "depth" => &mut limits.depth,
            "attributes" => &mut limits.attributes,
            "formatting" => &mut limits.formatting,
            "nodes" => &mut limits.nodes,
            "density" => &mut limits.density,
            "json-ld" => &mut limits.json_ld,
            "json-levels" => &mut limits.json_levels,
            "explained" => &mut limits.explained,
            _ => &mut limits.output,
        };
        *limit = self.most;
    }
}

/// A number of seconds above zero, with or without a fraction.
pub fn seconds(written: &str) -> Result<Duration, String> {
    let seconds = written.parse().map_err(|_| "not a number of seconds")?;
    Duration::try_from_secs_f64(seconds).ok().filter(|time| !time.is_zero()).ok_or_else(|| "not above zero".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_limit_can_be_set_and_alone() {
        let mut all = Limits::default();
        for name in LIMITS {
            let mut limits = Limits::default();
            limit(&format!("{name}=7k")).unwrap().set(&mut limits);
            assert_ne!(limits, Limits::default(), "{name}");
            limit(&format!("{name}=3")).unwrap().set(&mut all);
        }
        // The one that is left has an option of its own.
        assert_eq!(format!("{all:?}").split(',').filter(|limit| !limit.contains(": 3")).count(), 1, "{all:?}");
        assert_eq!(limit("density=0").unwrap().most, 0);
        for wrong in ["depth", "depth=", "deep=3", "depth=-1", "depth=x"] {
            assert!(limit(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn sizes_have_units() {
        assert_eq!(size("12"), Ok(12));
        assert_eq!(size("2k"), Ok(2048));
        assert_eq!(size("3MiB"), Ok(3 << 20));
        assert_eq!(size("1G"), Ok(1 << 30));
    }
}
