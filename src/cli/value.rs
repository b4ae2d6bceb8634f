//! Decides how the value of an option is read, and what is wrong with one that cannot be: addresses, encodings, sizes and
//! times. For `arguments`.

use std::time::Duration;

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

/// A number of seconds above zero, with or without a fraction.
pub fn seconds(written: &str) -> Result<Duration, String> {
    let seconds = written.parse().map_err(|_| "not a number of seconds")?;
    Duration::try_from_secs_f64(seconds).ok().filter(|time| !time.is_zero()).ok_or_else(|| "not above zero".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_have_units() {
        assert_eq!(size("12"), Ok(12));
        assert_eq!(size("2k"), Ok(2048));
        assert_eq!(size("3MiB"), Ok(3 << 20));
        assert_eq!(size("1G"), Ok(1 << 30));
    }
}
