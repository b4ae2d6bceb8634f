//! Runs the built tool on records: JSON Lines, web archives, lists of files; and reads back the table it writes.

#![cfg(feature = "cli")]

mod support;

use std::fs;

use serde_json::{Value, json};
use support::{code, folder, lines, messages, out, page, pipe, run, site};

fn record(fields: Value) -> String {
    format!("{fields}\n")
}

#[test]
fn a_line_in_is_a_line_out_in_order() {
    let folder = folder("lines");
    let input = [
        record(json!({"id": "one", "url": "https://example.org/a", "html": page("one"), "label": "x"})),
        "not json\n".to_owned(),
        "{}\n".to_owned(),
        record(json!({"id": 4, "html": page("four")})),
        record(json!({"id": {"deep": [5]}, "html": 5})),
        record(json!({"text": format!("{}\nShare this\n", "A line of the text that another tool has left behind.")})),
        record(json!({"id": "last", "html_base64": "PHA+"})).trim_end().to_owned(),
    ];
    let output = pipe(&folder, input.concat(), &["-f", "jsonl", "-t", "jsonl"]);
    assert_eq!(code(&output), 1);
    let records = lines(&output);
    assert_eq!(records.len(), 7);
    let ids: Vec<&Value> = records.iter().map(|record| &record["id"]).collect();
    assert_eq!(json!(ids), json!(["one", null, null, 4, {"deep": [5]}, null, "last"]));
    let failed: Vec<bool> = records.iter().map(|record| record.get("error").is_some()).collect();
    assert_eq!(failed, [false, true, true, false, true, false, false]);
    assert_eq!(records[0]["hostname"], "example.org");
    assert_eq!(records[5]["method"], "plain_text");
    assert!(records[0].get("label").is_none());
    assert!(messages(&output).contains("dechrome: standard input line 2: is not JSON"));
    assert!(messages(&output).ends_with("skipped\n"));
    // The same for any number of threads.
    for jobs in ["1", "5"] {
        let again = pipe(&folder, input.concat(), &["-f", "jsonl", "-t", "jsonl", "-j", jobs]);
        assert_eq!(out(&again), out(&output));
    }
}

#[test]
fn a_blank_line_is_no_record() {
    let folder = folder("blank");
    let input = format!("\n \r\n{}\n\tno json\n\n", record(json!({"id": 1, "html": page("one")})));
    let output = pipe(&folder, input, &["-f", "jsonl", "-t", "jsonl"]);
    let ids: Vec<Value> = lines(&output).iter().map(|record| record["id"].clone()).collect();
    assert_eq!(ids, [json!(1), Value::Null]);
    assert!(messages(&output).starts_with("dechrome: standard input line 5: is not JSON"), "{}", messages(&output));
    assert!(messages(&output).ends_with("dechrome: 1 ok, 1 failed, 0 skipped\n"), "{}", messages(&output));
    let output = pipe(&folder, "\n".repeat(1 << 20), &["-f", "jsonl", "-t", "jsonl"]);
    assert_eq!((code(&output), out(&output)), (0, ""));
}

#[test]
fn unknown_fields_are_carried_on_request() {
    let folder = folder("carry");
    let good = record(json!({"id": 1, "html": page("a"), "label": "x\u{9b}", "title": "mine", "n": {"a": [1, null]}}));
    let bad = record(json!({"id": 2, "label": "y"}));
    let output = pipe(&folder, [good, bad].concat(), &["-f", "jsonl", "--carry"]);
    let records = lines(&output);
    assert_eq!((&records[0]["label"], &records[0]["n"]), (&json!("x\u{9b}"), &json!({"a": [1, null]})));
    assert_eq!((&records[0]["title"], &records[0]["input_title"]), (&json!("a"), &json!("mine")));
    assert_eq!((&records[1]["id"], &records[1]["label"]), (&json!(2), &json!("y")));
    assert!(!out(&output).contains('\u{9b}'));
}

#[test]
fn an_answer_comes_before_the_next_question() {
    use std::io::{BufRead, BufReader, Write};
    use std::process::Stdio;
    let folder = folder("prompt");
    let mut child = support::tool(&folder, &["-f", "jsonl", "-t", "jsonl", "-q"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let mut stdout = BufReader::new(child.stdout.take().unwrap());
    // A tool that waited for more input would hang here, and this test with it.
    for id in 0..3 {
        stdin.write_all(record(json!({"id": id, "html": page("a")})).as_bytes()).unwrap();
        let mut line = String::new();
        stdout.read_line(&mut line).unwrap();
        assert_eq!(serde_json::from_str::<Value>(&line).unwrap()["id"], id);
    }
    drop(stdin);
    assert!(child.wait().unwrap().success());
}

#[test]
fn lists_name_files() {
    let folder = site("lists");
    let ids = |input: &str, arguments: &[&str]| {
        let output = pipe(&folder, input, &[&["--files-from", "-", "-t", "jsonl"], arguments].concat());
        lines(&output).iter().map(|line| line["id"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(ids("pages/sub/b.html\npages/a.html\n", &[]), ["pages/sub/b.html", "pages/a.html"]);
    assert_eq!(ids("pages/a.html\0gone\nfile\0", &["-0"]), ["pages/a.html", "gone\nfile"]);
    assert_eq!(ids("pages/sub", &[]), ["pages/sub/b.html", "pages/sub/deep/c.html"]);
    let output = pipe(&folder, "pages/a.html\n../lists/pages/sub/b.html", &["--files-from", "-", "-o", "out"]);
    assert_eq!(code(&output), 0);
    assert_eq!(support::tree(&folder.join("out")), ["lists/pages/sub/b.json", "pages/a.json"]);
    assert_eq!(code(&run(&folder, &["--files-from", "gone"])), 2);
}

/// What a shell's `<(…)` and `/dev/stdin` are: a pipe that is open already, and can be read only once.
#[test]
fn a_pipe_that_is_open_is_a_list_or_a_page() {
    let folder = site("given_pipes");
    let output = pipe(&folder, "pages/a.html\npages/sub/b.html\n", &["--files-from", "/dev/fd/0", "-t", "jsonl"]);
    assert_eq!((code(&output), lines(&output).len()), (0, 2), "{}", messages(&output));
    for path in ["/dev/fd/0", "/proc/self/fd/0", "/dev/stdin"] {
        let output = pipe(&folder, page("piped"), &[path, "--field", "title", "-t", "text"]);
        assert_eq!((code(&output), out(&output)), (0, "piped\n"), "{path}: {}", messages(&output));
        let output = pipe(&folder, page("piped"), &[path, "pages/a.html", "--field", "title", "-t", "jsonl"]);
        assert_eq!((code(&output), lines(&output).len()), (0, 2), "{path}: {}", messages(&output));
    }
}

fn archive(pages: &[&str]) -> Vec<u8> {
    let mut bytes = b"WARC/1.1\r\nWARC-Type: warcinfo\r\nContent-Length: 4\r\n\r\nabcd\r\n\r\n".to_vec();
    for name in pages {
        let body = page(name).replace("ferry", "f\u{e9}rry");
        let body: Vec<u8> = body.chars().map(|letter| u8::try_from(u32::from(letter)).unwrap()).collect();
        let head = "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=iso-8859-1\r\n\r\n";
        let record = format!(
            "WARC/1.1\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:{name}>\r\nWARC-Target-URI: https://example.org/{name}\r\n\
             WARC-Date: 2026-01-02T03:04:05Z\r\nContent-Length: {}\r\n\r\n{head}",
            head.len() + body.len()
        );
        bytes.extend([record.as_bytes(), &body, b"\r\n\r\n"].concat());
    }
    bytes
}

#[test]
fn an_archive_gives_its_pages() {
    let folder = folder("archive");
    fs::write(folder.join("crawl.warc"), archive(&["one", "two"])).unwrap();
    let zstd = zstd::stream::encode_all(archive(&["three"]).as_slice(), 0).unwrap();
    fs::write(folder.join("more.warc.zst"), zstd).unwrap();
    let output = run(&folder, &["-t", "jsonl", "crawl.warc", "more.warc.zst"]);
    assert_eq!((code(&output), messages(&output)), (0, "dechrome: 3 ok, 0 failed, 0 skipped\n"));
    let articles = lines(&output);
    let of = |key: &str| articles.iter().map(|article| article[key].clone()).collect::<Vec<_>>();
    assert_eq!(of("id"), ["<urn:one>", "<urn:two>", "<urn:three>"]);
    assert_eq!(of("url")[2], "https://example.org/three");
    assert_eq!(of("warc_date")[0], "2026-01-02T03:04:05Z");
    assert_eq!(of("encoding")[0], "windows-1252");
    assert!(of("text")[0].as_str().unwrap().contains("f\u{e9}rry"));
    // The directory they are in gives the same, and so does standard input.
    assert_eq!(out(&run(&folder, &["-t", "jsonl", "."])), out(&output));
    let piped = pipe(&folder, archive(&["one", "two"]), &["-f", "warc"]);
    assert_eq!(lines(&piped), articles[..2]);
    // One file a page needs names, which records do not have.
    assert_eq!(code(&run(&folder, &[".", "-o", "out"])), 1);
}

#[test]
fn a_cut_archive_gives_what_is_whole_and_one_error() {
    let folder = folder("cut_archive");
    let whole = archive(&["one", "two"]);
    fs::write(folder.join("cut.warc"), &whole[..whole.len() - 200]).unwrap();
    fs::write(folder.join("whole.warc"), archive(&["three"])).unwrap();
    let output = run(&folder, &["cut.warc", "whole.warc", "--report", "failed"]);
    assert_eq!(code(&output), 1);
    let records = lines(&output);
    assert_eq!(records.len(), 3);
    assert!(records[1]["error"].as_str().unwrap().contains("too early"));
    assert!(messages(&output).contains("dechrome: cut.warc record 3: ends too early"));
    assert!(fs::read_to_string(folder.join("failed")).unwrap().contains("\"path\":\"cut.warc\""));
}

#[test]
fn a_cut_compressed_archive_gives_what_is_whole_and_one_error() {
    let folder = folder("cut_compressed");
    let gzip = |bytes: &[u8]| {
        let mut writer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        std::io::Write::write_all(&mut writer, bytes).unwrap();
        writer.finish().unwrap()
    };
    // A member for each record, as archives have it.
    let cut = |bytes: Vec<u8>| bytes[..bytes.len() - 20].to_vec();
    let two = [gzip(&archive(&["one"])), cut(gzip(&archive(&["two"])))].concat();
    fs::write(folder.join("cut.warc.gz"), two).unwrap();
    let frame = |name: &str| zstd::stream::encode_all(archive(&[name]).as_slice(), 0).unwrap();
    fs::write(folder.join("cut.warc.zst"), [frame("one"), cut(frame("two"))].concat()).unwrap();
    for path in ["cut.warc.gz", "cut.warc.zst"] {
        let output = run(&folder, &["-t", "jsonl", path]);
        assert_eq!(code(&output), 1, "{path}");
        let records = lines(&output);
        assert_eq!((records.len(), &records[0]["id"]), (2, &json!("<urn:one>")), "{path}");
        assert!(!records[1]["error"].as_str().unwrap().is_empty(), "{path}");
        assert!(messages(&output).ends_with("dechrome: 1 ok, 1 failed, 0 skipped\n"), "{path}: {}", messages(&output));
    }
}

#[cfg(feature = "parquet")]
#[test]
fn a_table_holds_what_the_lines_hold() {
    use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
    let folder = site("table");
    fs::write(folder.join("pages/bad.html.gz"), b"\x1f\x8b\x08\x00broken").unwrap();
    let expected = lines(&run(&folder, &["-t", "jsonl", "pages"]));
    let output = run(&folder, &["-t", "parquet", "pages", "-o", "table.parquet"]);
    assert_eq!(code(&output), 1);
    let file = fs::File::open(folder.join("table.parquet")).unwrap();
    let mut writer = arrow_json::LineDelimitedWriter::new(Vec::new());
    for batch in ParquetRecordBatchReaderBuilder::try_new(file).unwrap().build().unwrap() {
        writer.write(&batch.unwrap()).unwrap();
    }
    writer.finish().unwrap();
    let rows: Vec<Value> =
        serde_json::Deserializer::from_slice(&writer.into_inner()).into_iter().collect::<Result<_, _>>().unwrap();
    assert_eq!(rows.len(), expected.len());
    for (row, line) in rows.iter().zip(&expected) {
        for key in ["id", "url", "title", "text", "authors", "word_count", "quality", "warnings", "error"] {
            assert_eq!(row[key], line.get(key).cloned().unwrap_or_default(), "{key}");
        }
        let texts = |blocks: &Value| {
            blocks.as_array().into_iter().flatten().map(|block| block["text"].clone()).collect::<Vec<_>>()
        };
        assert_eq!(texts(&row["blocks"]), texts(line.get("blocks").unwrap_or(&Value::Null)));
    }
    assert_eq!(code(&run(&folder, &["-t", "parquet", "pages"])), 2, "a table needs a file");
}
