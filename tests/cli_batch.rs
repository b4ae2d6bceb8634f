//! Runs the built tool on directories: what is read, what is written where, and what a second run does.

#![cfg(feature = "cli")]

mod support;

use std::fs::{self, File};
use std::time::{Duration, SystemTime};

use serde_json::Value;
use support::{code, folder, json_file, lines, messages, out, page, pipe, run, site, tree};

#[test]
fn a_directory_is_mirrored() {
    let folder = site("mirror");
    let output = run(&folder, &["pages", "-o", "out"]);
    assert_eq!((code(&output), messages(&output)), (0, "dechrome: 3 ok, 0 failed, 0 skipped\n"));
    assert_eq!(tree(&folder.join("out")), ["a.json", "sub/b.json", "sub/deep/c.json"]);
    let article = json_file(&folder.join("out/sub/b.json"));
    assert_eq!(article["id"], "pages/sub/b.html");
    assert!(article["text"].as_str().unwrap().contains("of b took"));
    for (format, extension) in [("text", "txt"), ("markdown", "md")] {
        let name = format!("out-{format}");
        assert_eq!(code(&run(&folder, &["pages", "-t", format, "-o", &name])), 0);
        assert!(tree(&folder.join(name)).contains(&format!("sub/b.{extension}")));
    }
}

#[test]
fn a_directory_can_be_a_stream_or_a_file_of_lines() {
    let folder = site("stream");
    let ids = |articles: &[Value]| articles.iter().map(|article| article["id"].clone()).collect::<Vec<_>>();
    let expected = ["pages/a.html", "pages/sub/b.html", "pages/sub/deep/c.html"];
    let output = run(&folder, &["-t", "jsonl", "pages"]);
    assert_eq!(code(&output), 0);
    assert_eq!(ids(&lines(&output)), expected);
    assert_eq!(code(&run(&folder, &["-t", "jsonl", "pages", "-o", "pages/all.jsonl"])), 0);
    assert_eq!(fs::read_to_string(folder.join("pages/all.jsonl")).unwrap(), out(&output));
    // The file stands among the pages now and is not one of them.
    assert_eq!(code(&run(&folder, &["-t", "jsonl", "pages", "-o", "pages/all.jsonl", "--include", "*"])), 0);
    assert_eq!(fs::read_to_string(folder.join("pages/all.jsonl")).unwrap(), out(&output));
}

#[test]
fn globs_choose_files_and_directories() {
    let folder = site("globs");
    fs::write(folder.join("pages/.hidden.html"), page("hidden")).unwrap();
    fs::write(folder.join("pages/style.css"), "p { color: red }").unwrap();
    fs::write(folder.join("pages/story.php"), page("story")).unwrap();
    let ids = |arguments: &[&str]| {
        let output = run(&folder, &[&["-t", "jsonl", "pages"], arguments].concat());
        lines(&output).iter().map(|line| line["id"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(ids(&[]), ["pages/a.html", "pages/story.php", "pages/sub/b.html", "pages/sub/deep/c.html"]);
    assert_eq!(ids(&["--include", "*.php"]), ["pages/story.php"]);
    assert_eq!(ids(&["--exclude", "sub", "--exclude", "*.php"]), ["pages/a.html"]);
    assert_eq!(ids(&["--hidden", "--exclude", "sub"]), ["pages/.hidden.html", "pages/a.html", "pages/story.php"]);
    let bad = run(&folder, &["pages", "--include", "a[", "-o", "out"]);
    assert_eq!((code(&bad), messages(&bad).lines().count()), (2, 1));
}

#[test]
fn any_number_of_threads_gives_the_same() {
    let folder = folder("threads");
    fs::create_dir(folder.join("pages")).unwrap();
    for number in 0..60 {
        fs::write(folder.join(format!("pages/{number}.html")), page(&format!("p{number}")).repeat(number % 7)).unwrap();
    }
    let one = run(&folder, &["-j", "1", "-t", "jsonl", "pages"]);
    for jobs in ["2", "3", "16"] {
        let more = run(&folder, &["-j", jobs, "-t", "jsonl", "pages"]);
        assert_eq!(out(&more), out(&one), "{jobs}");
        assert_eq!((code(&more), messages(&more)), (code(&one), messages(&one)));
    }
    assert_eq!(lines(&one).len(), 60);
}

#[test]
fn a_second_run_does_what_is_missing_or_changed() {
    let folder = site("resume");
    assert_eq!(code(&run(&folder, &["pages", "-o", "out"])), 0);
    let again = run(&folder, &["pages", "-o", "out"]);
    assert_eq!((code(&again), messages(&again)), (0, "dechrome: 0 ok, 0 failed, 3 skipped\n"));
    fs::remove_file(folder.join("out/a.json")).unwrap();
    fs::write(folder.join("pages/sub/b.html"), page("changed")).unwrap();
    let third = run(&folder, &["pages", "-o", "out"]);
    assert_eq!(messages(&third), "dechrome: 2 ok, 0 failed, 1 skipped\n");
    assert!(json_file(&folder.join("out/sub/b.json"))["text"].as_str().unwrap().contains("of changed took"));
    // A page that is put back to an older state has changed as well.
    let older = SystemTime::now() - Duration::from_secs(3600);
    File::options().write(true).open(folder.join("pages/a.html")).unwrap().set_modified(older).unwrap();
    assert_eq!(messages(&run(&folder, &["pages", "-o", "out"])), "dechrome: 1 ok, 0 failed, 2 skipped\n");
    assert_eq!(messages(&run(&folder, &["pages", "-o", "out", "--force"])), "dechrome: 3 ok, 0 failed, 0 skipped\n");
}

#[test]
fn failures_are_reported_and_can_be_fed_back() {
    let folder = site("report");
    fs::write(folder.join("pages/sub/bad.html.gz"), b"\x1f\x8b\x08\x00broken").unwrap();
    fs::write(folder.join("pages/empty.html"), "").unwrap();
    let output = run(&folder, &["pages", "-o", "out", "--report", "failed"]);
    assert_eq!(code(&output), 1);
    assert!(messages(&output).ends_with("dechrome: 3 ok, 2 failed (1 without an article), 0 skipped\n"));
    let report = fs::read_to_string(folder.join("failed")).unwrap();
    let report: Vec<Value> = report.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let paths: Vec<_> = report.iter().map(|failure| failure["path"].as_str().unwrap()).collect();
    assert_eq!(paths, ["pages/empty.html", "pages/sub/bad.html.gz"]);
    assert!(report.iter().all(|failure| !failure["error"].as_str().unwrap().is_empty()));
    // Mended, they are done, at their place in the mirror.
    fs::write(folder.join("pages/sub/bad.html.gz"), page("mended")).unwrap();
    fs::write(folder.join("pages/empty.html"), page("filled")).unwrap();
    let output = run(&folder, &["--files-from", "failed", "-o", "out", "--report", "failed"]);
    assert_eq!((code(&output), messages(&output)), (0, "dechrome: 2 ok, 0 failed, 0 skipped\n"));
    assert!(json_file(&folder.join("out/sub/bad.json"))["text"].as_str().unwrap().contains("of mended took"));
    assert_eq!(fs::read_to_string(folder.join("failed")).unwrap(), "", "the report is the last run's");
}

#[test]
fn several_directories_do_not_meet() {
    let folder = site("several_directories");
    fs::create_dir(folder.join("more")).unwrap();
    fs::write(folder.join("more/a.html"), page("other")).unwrap();
    assert_eq!(code(&run(&folder, &["pages", "more", "-o", "out"])), 0);
    assert!(tree(&folder.join("out")).starts_with(&["more/a.json".to_owned(), "pages/a.json".to_owned()]));
}

#[test]
fn pages_with_one_stem_do_not_overwrite_each_other() {
    let folder = folder("stems");
    fs::create_dir(folder.join("pages")).unwrap();
    for name in ["a.html", "a.htm", "a"] {
        fs::write(folder.join("pages").join(name), page(&name.replace('.', "-"))).unwrap();
    }
    assert_eq!(code(&run(&folder, &["pages", "-o", "out"])), 1, "the page without extension finds its name taken");
    assert_eq!(tree(&folder.join("out")), ["a.htm.json", "a.json"]);
}

#[test]
fn compressed_pages_are_read_as_they_are() {
    let folder = folder("compressed");
    fs::create_dir(folder.join("pages")).unwrap();
    let zstd = zstd::stream::encode_all(page("zstd").as_bytes(), 0).unwrap();
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    std::io::Write::write_all(&mut gzip, page("gzip").as_bytes()).unwrap();
    fs::write(folder.join("pages/a.html.gz"), gzip.finish().unwrap()).unwrap();
    fs::write(folder.join("pages/b.html.zst"), zstd).unwrap();
    let output = run(&folder, &["pages", "-o", "out"]);
    assert_eq!(code(&output), 0, "{}", messages(&output));
    assert_eq!(tree(&folder.join("out")), ["a.json", "b.json"]);
    assert!(json_file(&folder.join("out/b.json"))["text"].as_str().unwrap().contains("of zstd took"));
}

#[test]
fn mails_and_saved_pages_are_read_like_the_pages_in_them() {
    let folder = folder("mail");
    fs::create_dir(folder.join("pages")).unwrap();
    let head = "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n--b\r\nContent-Type: text/html; \
                charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\nContent-Location: https://example.org/a\r\n\r\n";
    let image = "\r\n--b\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\n";
    let packed = page("café").replace('=', "=3D").replace('é', "=C3=\r\n=A9");
    let saved = format!("{head}{packed}{image}{}\r\n--b--", "QUJDREVGR0hJ\r\n".repeat(999));
    fs::write(folder.join("pages/a.mhtml"), &saved).unwrap();
    let output = run(&folder, &["-t", "jsonl", "pages/a.mhtml"]);
    let article = lines(&output).remove(0);
    assert_eq!((article["title"].as_str(), article["url"].as_str()), (Some("café"), Some("https://example.org/a")));
    assert!(!out(&output).contains("QUJD"));
    assert_eq!(pipe(&folder, &saved, &["-t", "jsonl"]).stdout, output.stdout);
    // What the user says goes before what the file says.
    let told = run(&folder, &["-t", "jsonl", "--url", "https://example.org/b", "pages/a.mhtml"]);
    assert_eq!(lines(&told)[0]["url"], "https://example.org/b");
    let html = out(&run(&folder, &["-t", "jsonl", "-f", "html", "pages/a.mhtml"])).to_owned();
    assert!(html.contains("QUJD"), "asked for as it stands");
}

#[test]
fn what_a_mail_says_of_its_text_fills_what_that_leaves_open() {
    let folder = folder("sender");
    let text = "The boats came back at noon, and the whole harbour went down to see them. ".repeat(4);
    let head = "Subject: =?utf-8?q?Caf=C3=A9s?= reopen\r\nFrom: Ann Lee <ann@example.org>\r\nDate: Tue, 3 Mar 2026 09:15:00 \
                +0100\r\nMIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\n\r\n";
    let fields = |mail: &str, more: &[&str]| {
        let article = lines(&pipe(&folder, mail, &[&["-t", "jsonl"], more].concat())).remove(0);
        (
            article["title"].clone(),
            article["authors"][0]["name"].clone(),
            article["published"].clone(),
            article["warnings"].clone(),
        )
    };
    let (title, author, published, warnings) = fields(&format!("{head}<p>{text}</p>"), &[]);
    assert_eq!((title, author), ("Cafés reopen".into(), "Ann Lee".into()));
    assert_eq!(published, "2026-03-03T09:15:00+01:00");
    assert_eq!(warnings, Value::Array(Vec::new()));
    let own = "<title>Fog</title><meta name=author content='Bo Ek'><meta name=date content='2026-03-01'>";
    let (title, author, published, _) = fields(&format!("{head}{own}<p>{text}</p>"), &[]);
    assert_eq!((title, author, published), ("Fog".into(), "Bo Ek".into(), "2026-03-01".into()));
    let warnings = fields(&format!("{head}<p>{text}</p>{text}"), &["--max-input", "400"]).3;
    assert_eq!(warnings[0], "input limit of 400 bytes reached: the rest was not read");
}

#[test]
fn duplicates_are_marked_or_left_out() {
    let folder = site("dedup");
    fs::write(folder.join("pages/copy.html"), page("a").replace("<body>", "<body class=copy>")).unwrap();
    let marked = run(&folder, &["-t", "jsonl", "--dedup", "mark", "pages"]);
    let marks: Vec<_> = lines(&marked).iter().map(|line| line["duplicate_of"].clone()).collect();
    assert_eq!(marks[..2], [Value::Null, "pages/a.html".into()]);
    assert_eq!(code(&run(&folder, &["--dedup", "skip", "pages", "-o", "out"])), 0);
    assert!(!tree(&folder.join("out")).contains(&"copy.json".to_owned()));
    // What was left out is left out again.
    assert_eq!(code(&run(&folder, &["--dedup", "skip", "pages", "-o", "out"])), 0);
    assert!(!tree(&folder.join("out")).contains(&"copy.json".to_owned()));
    assert_eq!(code(&run(&folder, &["--dedup", "mark", "-t", "text", "pages"])), 2);
}

#[test]
fn the_manual_and_completions_are_printed() {
    let folder = folder("manual");
    let manual = run(&folder, &["--man"]);
    assert!(code(&manual) == 0 && out(&manual).contains(".TH dechrome 1"), "{}", out(&manual));
    for shell in ["bash", "zsh", "fish"] {
        let completions = run(&folder, &["--completions", shell]);
        assert!(code(&completions) == 0 && out(&completions).contains("files-from"), "{shell}");
    }
}
