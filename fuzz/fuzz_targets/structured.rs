//! Metadata of any shape: JSON-LD, embedded state, dates, names of authors and addresses, each at the places where pages
//! have them. The first byte chooses the place.
#![no_main]

#[path = "../properties.rs"]
mod properties;

use dechrome::options::{Options, Source};
use dechrome::Extractor;
use libfuzzer_sys::fuzz_target;

const TEXT: &str = "<h1>Rain in the harbour</h1><p>It rained all day in the harbour, and nobody went out to see the \
                    boats come in, although the band played on the pier until late in the evening.";

fuzz_target!(|bytes: &[u8]| {
    let Some((place, rest)) = bytes.split_first() else { return };
    let value = String::from_utf8_lossy(rest);
    let quoted = value.replace('"', "&quot;");
    let json = serde_json::to_string(&value).unwrap();
    let html = match place % 12 {
        0 => format!("<script type='application/ld+json'>{value}</script>{TEXT}"),
        1 => format!("<script>window.__STATE__ = {value}</script>{TEXT}"),
        2 => format!("<script>self.__next_f.push([1,{json}])</script>{TEXT}"),
        3 => format!("<meta property='article:published_time' content=\"{quoted}\">{TEXT}"),
        4 => format!("<meta name=author content=\"{quoted}\">{TEXT}"),
        5 => format!("{TEXT}<p class=byline>By {value}</p><time datetime=\"{quoted}\">{value}</time>"),
        6 => format!("<base href=\"{quoted}\"><link rel=canonical href=\"{quoted}\">{TEXT}<a href=\"{quoted}\">x</a><img src=\"{quoted}\" srcset=\"{quoted}\">"),
        7 => format!("<script type='application/ld+json'>{{\"@type\":\"NewsArticle\",\"headline\":{json},\"datePublished\":{json},\"author\":{json},\"image\":{json},\"articleBody\":{json}}}</script>"),
        8 => format!("<title>{value}</title><meta property='og:site_name' content=\"{quoted}\">{TEXT}"),
        9 => format!("<script id=__NUXT_DATA__ type='application/json'>{value}</script>{TEXT}"),
        10 => format!("<script type='application/json'>{{\"body\":{json},\"title\":{json}}}</script>"),
        _ => format!("<html lang=\"{quoted}\" dir=\"{quoted}\">{TEXT}<p>{value} (Reuters) - {value}"),
    };
    let options = Options::default().source(Source::Html).url("https://example.org/2024/05/06/rain");
    properties::hold(&Extractor::new(options).extract(&html));
});
