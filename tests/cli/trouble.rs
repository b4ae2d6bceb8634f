//! Runs the built tool on what it cannot use: too much, too little, no pages, no files, and options that do not fit.

use super::*;

#[test]
fn input_over_the_limit_is_cut() {
    let folder = folder("limit");
    fs::write(folder.join("long.html"), long_page(500)).unwrap();
    let words = |output: &Output| json(output)["word_count"].as_u64().unwrap();
    let whole = run(&folder, &["long.html"]);
    let cut = run(&folder, &["--max-input", "2K", "long.html"]);
    assert_eq!((code(&whole), code(&cut)), (0, 0));
    assert!(words(&whole) > words(&cut));
    assert!(words(&cut) <= 2048 / 4, "more words than fit into the limit: {}", words(&cut));
    assert!(json(&cut)["warnings"].to_string().contains("2048"), "{}", json(&cut)["warnings"]);
    let at_limit = run(&folder, &["--max-input", &long_page(500).len().to_string(), "long.html"]);
    assert_eq!(json(&at_limit), json(&whole));
}

#[test]
fn a_missing_file_is_one_line_and_the_others_are_done() {
    let folder = pages("missing");
    let output = run(&folder, &["a.html", "gone.html", "b.html"]);
    assert_eq!((code(&output), messages(&output)), (1, "dechrome: gone.html: no such file\n"));
    assert_eq!(lines(&output).len(), 2);
    let alone = run(&folder, &["gone.html"]);
    assert_eq!((code(&alone), out(&alone), messages(&alone)), (1, "", "dechrome: gone.html: no such file\n"));
}

#[test]
fn quiet_leaves_the_exit_code_to_tell() {
    let folder = pages("quiet");
    let output = run(&folder, &["-q", "a.html", "gone.html", "."]);
    assert_eq!((code(&output), messages(&output)), (1, ""));
    let output = pipe("", &["-q"]);
    assert_eq!((code(&output), messages(&output)), (1, ""));
}

#[test]
fn input_without_an_article_is_an_empty_document_and_a_warning() {
    let cases = [("empty", ""), ("white space", " \n\t\r\n "), ("no words", "<html><body><p></p></body>")];
    for (case, input) in cases {
        let output = pipe(input, &[]);
        assert_eq!(code(&output), 1, "{case}");
        assert_eq!(json(&output)["text"], "", "{case}");
        assert!(messages(&output).starts_with("dechrome: standard input: no article found"), "{case}");
        assert_eq!(messages(&output).matches("no article found").count(), 1, "{case}");
        assert_eq!(messages(&output).lines().count(), 1, "{case}");
        let text = pipe(input, &["-t", "text"]);
        assert_eq!((code(&text), out(&text)), (1, ""), "{case}");
    }
}

#[test]
fn what_is_no_page_holds_no_article() {
    let random: Vec<u8> = (0..4096_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    let document = b"%PDF-1.4\n1 0 obj << /Type /Catalog >> endobj\n%%EOF\n";
    let record = br#"{"name": "ferry", "stops": ["harbour", "island"], "late": true}"#;
    for (case, input) in [("binary", &random[..]), ("pdf", document), ("json", record)] {
        let output = pipe(input, &[]);
        assert!(json(&output)["text"].as_str().unwrap().is_empty(), "{case}");
        assert_eq!(code(&output), 1, "{case}");
        assert_eq!(messages(&output).lines().count(), 1, "{case}");
    }
}

#[test]
fn binary_bytes_are_survived() {
    let bytes: Vec<u8> = (0..70_000_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    for source in ["auto", "html", "text"] {
        let output = pipe(&bytes, &["-f", source]);
        assert!(code(&output) < 2, "{source}");
        assert_eq!(json(&output)["schema_version"], 1, "{source}");
    }
}

#[test]
fn an_empty_page_does_not_stop_the_others() {
    let folder = pages("empty_among");
    fs::write(folder.join("empty.html"), "").unwrap();
    let output = run(&folder, &["a.html", "empty.html", "b.html"]);
    assert_eq!(code(&output), 1);
    let articles = lines(&output);
    assert_eq!(articles.len(), 3);
    assert_eq!((&articles[1]["id"], &articles[1]["text"]), (&"empty.html".into(), &"".into()));
}

#[test]
fn verbose_shows_the_warnings_of_an_article() {
    let arguments = ["--max-input", "2K"];
    assert_eq!(messages(&pipe(long_page(20), &arguments)), "");
    let output = pipe(long_page(20), &[&arguments[..], &["-v"]].concat());
    assert_eq!(code(&output), 0);
    let warnings = json(&output)["warnings"].as_array().unwrap().clone();
    let lines =
        warnings.iter().map(|warning| format!("dechrome: standard input: warning: {}\n", warning.as_str().unwrap()));
    assert_eq!(messages(&output), lines.collect::<String>());
    assert!(!warnings.is_empty());
}

#[test]
fn wrong_usage_is_two() {
    let folder = pages("usage");
    for arguments in [
        &["--no-such-option"][..],
        &["-t", "docx", "a.html"],
        &["-f", "pdf", "a.html"],
        &["--url", "not an address", "a.html"],
        &["--url", "https://example.org/", "a.html", "b.html"],
        &["--encoding", "klingon", "a.html"],
        &["--max-input", "many", "a.html"],
        &["--explain", "-t", "text", "a.html"],
        &["-", "-"],
        &["-o", ".", "a.html"],
        &["-o", "a.html", "a.html"],
    ] {
        let output = run(&folder, arguments);
        assert_eq!((code(&output), out(&output)), (2, ""), "{arguments:?}");
        assert!(!messages(&output).is_empty(), "{arguments:?}");
    }
    assert_eq!(fs::read_to_string(folder.join("a.html")).unwrap(), page("a"));
}
