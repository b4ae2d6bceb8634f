//! Holds the plain-text cases of the corpus against their expected results.

use std::path::Path;

use super::*;

/// The texts of the blocks that are kept.
pub(super) fn kept(reading: &Reading) -> Vec<&str> {
    reading
        .blocks
        .list
        .iter()
        .zip(&reading.verdicts)
        .filter(|(_, verdict)| verdict.keep)
        .map(|(block, _)| reading.page.slice(block.text))
        .collect()
}

fn strings(value: &serde_json::Value) -> Vec<&str> {
    value.as_array().map(|list| list.iter().filter_map(serde_json::Value::as_str).collect()).unwrap_or_default()
}

fn check(case: &str) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus").join(case);
    let text = std::fs::read_to_string(folder.join("page.txt")).unwrap();
    let expected: serde_json::Value =
        serde_json::from_str(&std::fs::read_to_string(folder.join("expected.json")).unwrap()).unwrap();
    let reading = read(&text);
    let lines = kept(&reading);
    let article = lines.join("\n\n");
    let squeeze = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert_eq!(reading.meta.title.as_deref(), expected["title"].as_str(), "{case}: title");
    let dateline = lines.first().copied().and_then(crate::dateline::dateline);
    assert_eq!(dateline.as_deref(), expected["dateline"].as_str(), "{case}: dateline");
    let image = reading.meta.image.clone().unwrap_or_default();
    assert_eq!(image.caption.as_deref(), expected["image"]["caption"].as_str(), "{case}: caption");
    assert_eq!(image.credit.as_deref(), expected["image"]["credit"].as_str(), "{case}: credit");
    assert_eq!(reading.meta.tags, strings(&expected["tags"]), "{case}: tags");
    let related: Vec<&str> = reading.related.iter().map(|story| story.title.as_str()).collect();
    assert_eq!(related, strings(&expected["related"]), "{case}: related");
    for snippet in strings(&expected["with"]) {
        assert!(squeeze(&article).contains(&squeeze(snippet)), "{case}: missing {snippet}");
    }
    for snippet in strings(&expected["without"]) {
        let stray = lines
            .iter()
            .find(|line| line.contains(snippet) && !strings(&expected["with"]).iter().any(|with| line.contains(with)));
        assert_eq!(stray, None, "{case}: chrome {snippet}");
    }
    let blocks = expected["blocks"].as_array().unwrap();
    for block in blocks {
        let start = block["text"].as_str().unwrap();
        let found = reading.blocks.list.iter().find(|block| reading.page.slice(block.text).starts_with(start)).unwrap();
        assert_eq!(matches!(found.kind, Kind::Heading(_)), block["type"] == "heading", "{case}: {start}");
    }
}

#[test]
fn the_wire_story_as_text_gives_the_article() {
    check("wire-news-text");
}

#[test]
fn phrases_inside_sentences_and_another_order_of_chrome() {
    check("wire-news-text-phrases");
}

#[test]
fn the_german_wire_story_as_text() {
    check("wire-news-text-german");
}

#[test]
fn bad_input_of_the_corpus_is_refused() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    for (case, reason) in [
        ("bad-json", "looks like JSON"),
        ("bad-pdf", "looks like a PDF"),
        ("bad-binary", "binary data"),
        ("bad-empty", "empty input"),
        ("bad-white-space", "empty input"),
    ] {
        let bytes = std::fs::read(corpus.join(case).join("page.html")).unwrap();
        let decoded = crate::decode::decode(&bytes, None);
        assert_eq!(refusal(&decoded.text), Some(reason), "{case}");
    }
    for folder in std::fs::read_dir(&corpus).unwrap() {
        let folder = folder.unwrap().path();
        let name = folder.file_name().unwrap().to_string_lossy().into_owned();
        for (file, html) in [("page.html", true), ("page.txt", false)] {
            if let (Ok(bytes), false) = (std::fs::read(folder.join(file)), name.starts_with("bad-")) {
                let decoded = crate::decode::decode(&bytes, None);
                assert_eq!((refusal(&decoded.text), looks_like_html(&decoded.text)), (None, html), "{name}");
            }
        }
    }
}

#[test]
fn rows_and_blocks_agree_with_each_other() {
    let reading = read("# Tea\n- black\n- green\n\nIt is drunk hot.\n1. boil\n2. pour");
    assert_eq!(reading.page.row(0).end as usize, reading.page.rows.len());
    let lists: Vec<u32> = (0..reading.page.rows.len() as u32)
        .filter(|at| matches!(reading.page.row(*at).tag, Tag::Ul | Tag::Ol))
        .collect();
    let counts: Vec<usize> = lists.iter().map(|at| reading.blocks.under(&reading.page, *at).len()).collect();
    assert_eq!(counts, [2, 2]);
    assert_eq!(reading.blocks.total().blocks, 6);
    assert_eq!(reading.verdicts.len(), 6);
}

#[test]
fn empty_and_endless_inputs_are_read() {
    assert!(read("").blocks.list.is_empty() && read(" \r\n\r\n").blocks.list.is_empty());
    let long = read(&"word ".repeat(200_000));
    assert_eq!((long.blocks.len(), long.verdicts.first().map(|verdict| verdict.keep)), (1, Some(true)));
}
