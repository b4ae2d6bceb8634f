//! Runs the built tool in batches where something is wrong: with the files, the output, the disk, or the patience of the
//! user. One bad thing never stops the rest, and what is written is whole.

#![cfg(all(feature = "cli", unix))]

mod support;

use std::ffi::OsStr;
use std::fs::{self, Permissions};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::os::unix::net::UnixListener;
use std::process::{Command, Stdio};

use serde_json::Value;
use support::{code, folder, json_file, lines, many, messages, out, page, pipe, run, site, tool, tree};

#[test]
fn what_is_no_regular_file_is_a_failure_and_the_rest_is_done() {
    let folder = site("special");
    let _socket = UnixListener::bind(folder.join("pages/socket")).unwrap();
    let fifo = Command::new("mkfifo").arg(folder.join("pages/fifo")).status().is_ok_and(|status| status.success());
    let output = run(&folder, &["pages", "-o", "out", "--report", "failed"]);
    assert_eq!(code(&output), 1);
    assert!(messages(&output).contains("dechrome: pages/socket: is a socket"));
    assert!(!fifo || messages(&output).contains("dechrome: pages/fifo: is a named pipe"));
    let failed = 1 + usize::from(fifo);
    assert!(messages(&output).ends_with(&format!("dechrome: 3 ok, {failed} failed, 0 skipped\n")));
    assert_eq!(fs::read_to_string(folder.join("failed")).unwrap().lines().count(), failed);
    assert_eq!(tree(&folder.join("out")).len(), 3);
}

#[test]
fn links_are_followed_on_request_and_loops_end() {
    let folder = site("links");
    fs::create_dir(folder.join("elsewhere")).unwrap();
    fs::write(folder.join("elsewhere/d.html"), page("d")).unwrap();
    symlink("../elsewhere", folder.join("pages/linked")).unwrap();
    symlink("..", folder.join("pages/sub/loop")).unwrap();
    symlink("nowhere", folder.join("pages/dangling.html")).unwrap();
    let without = run(&folder, &["pages", "-o", "out"]);
    assert_eq!((code(&without), messages(&without)), (0, "dechrome: 3 ok, 0 failed, 0 skipped\n"));
    let with = run(&folder, &["-L", "pages", "-o", "out"]);
    assert_eq!(code(&with), 1);
    assert!(messages(&with).contains("dechrome: pages/dangling.html: no such file"));
    assert!(messages(&with).contains("dechrome: pages/sub/loop: is a link to a directory that it stands in"));
    assert!(messages(&with).ends_with("dechrome: 1 ok, 2 failed, 3 skipped\n"));
    assert!(folder.join("out/linked/d.json").is_file());
}

#[test]
fn what_cannot_be_read_is_named() {
    let folder = site("unreadable");
    fs::set_permissions(folder.join("pages/a.html"), Permissions::from_mode(0o000)).unwrap();
    fs::set_permissions(folder.join("pages/sub/deep"), Permissions::from_mode(0o000)).unwrap();
    let powerful = fs::read(folder.join("pages/a.html")).is_ok();
    let output = run(&folder, &["pages", "-o", "out"]);
    fs::set_permissions(folder.join("pages/sub/deep"), Permissions::from_mode(0o755)).unwrap();
    // The administrator reads everything.
    if !powerful {
        assert_eq!(code(&output), 1);
        assert!(messages(&output).contains("dechrome: pages/a.html: permission denied"));
        assert!(messages(&output).contains("dechrome: pages/sub/deep: permission denied"));
        assert_eq!(tree(&folder.join("out")), ["sub/b.json"]);
    }
}

#[test]
fn names_can_be_anything() {
    let folder = folder("names");
    fs::create_dir(folder.join("pages")).unwrap();
    let long = format!("{}.html", "x".repeat(250));
    for name in [&b"caf\xe9.html"[..], b"red\x1b[31m\nline.html", "back\u{202e}.html".as_bytes(), long.as_bytes()] {
        // Some file systems accept only UTF-8.
        let _ = fs::write(folder.join("pages").join(OsStr::from_bytes(name)), page("named"));
    }
    fs::write(folder.join("pages").join("bad\u{1b}[0m\n.html"), "").unwrap();
    let output = run(&folder, &["pages", "-o", "out", "--report", "failed"]);
    assert_eq!(code(&output), 1);
    let said = String::from_utf8(output.stderr.clone()).unwrap();
    assert!(said.contains("dechrome: pages/bad\\u001b[0m\\u000a.html: no article found"), "{said}");
    assert!(!said.contains(['\u{1b}', '\u{202e}']));
    let written: Vec<_> = fs::read_dir(folder.join("out")).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert!(written.iter().any(|name| name.as_bytes() == b"red\x1b[31m\nline.json"));
    assert!(written.iter().all(|name| name.as_bytes().ends_with(b".json")), "no draft is left");
    let report = fs::read_to_string(folder.join("failed")).unwrap();
    assert!(report.lines().all(|line| serde_json::from_str::<Value>(line).is_ok()), "{report}");
}

#[test]
fn a_name_that_is_not_text_can_be_fed_back() {
    let folder = folder("bytes");
    fs::create_dir(folder.join("pages")).unwrap();
    let path = folder.join("pages").join(OsStr::from_bytes(b"caf\xe9.html"));
    if fs::write(&path, "").is_err() {
        return;
    }
    assert_eq!(code(&run(&folder, &["pages", "-o", "out", "--report", "failed"])), 1);
    fs::write(&path, page("filled")).unwrap();
    let output = run(&folder, &["--files-from", "failed", "-o", "out"]);
    assert_eq!((code(&output), messages(&output)), (0, "dechrome: 1 ok, 0 failed, 0 skipped\n"));
    assert!(folder.join("out").join(OsStr::from_bytes(b"caf\xe9.json")).is_file());
}

#[test]
fn output_inside_the_input_is_not_read_again() {
    let folder = site("inside");
    for format in ["json", "text"] {
        for _ in 0..2 {
            assert_eq!(code(&run(&folder, &["pages", "-t", format, "-o", "pages/out"])), 0, "{format}");
        }
        assert_eq!(tree(&folder.join("pages/out")).len(), 3);
        fs::remove_dir_all(folder.join("pages/out")).unwrap();
    }
    // Pages and articles in one directory could not be told apart.
    assert_eq!(code(&run(&folder, &["pages", "-t", "text", "-o", "pages"])), 2);
    assert_eq!(tree(&folder.join("pages")).len(), 3);
}

#[test]
fn an_output_that_cannot_be_is_two() {
    let folder = site("no_output");
    fs::write(folder.join("file"), "mine").unwrap();
    for target in ["file", "file/out", "/dev/null", "/proc/out"] {
        let output = run(&folder, &["pages", "-o", target]);
        assert_eq!((code(&output), messages(&output).lines().count()), (2, 1), "{target}: {}", messages(&output));
    }
    assert_eq!(fs::read_to_string(folder.join("file")).unwrap(), "mine");
    fs::create_dir(folder.join("closed")).unwrap();
    fs::set_permissions(folder.join("closed"), Permissions::from_mode(0o555)).unwrap();
    let powerful = fs::write(folder.join("closed/probe"), "").is_ok();
    assert!(powerful || code(&run(&folder, &["pages", "-o", "closed"])) == 2);
    assert_eq!(code(&run(&folder, &["pages", "-o", "out", "--report", "no/such/folder/report"])), 2);
}

#[test]
fn nothing_is_written_outside_the_output() {
    let folder = site("outside");
    fs::create_dir_all(folder.join("out")).unwrap();
    fs::create_dir_all(folder.join("elsewhere")).unwrap();
    // Somebody laid links where the mirror would go.
    symlink("../elsewhere", folder.join("out/sub")).unwrap();
    fs::write(folder.join("victim"), "mine").unwrap();
    symlink("../victim", folder.join("out/a.json")).unwrap();
    let output = run(&folder, &["pages", "-o", "out"]);
    assert_eq!(code(&output), 1);
    assert_eq!(fs::read_to_string(folder.join("victim")).unwrap(), "mine");
    assert!(tree(&folder.join("elsewhere")).is_empty());
    assert!(messages(&output).ends_with("dechrome: 1 ok, 2 failed, 0 skipped\n"), "{}", messages(&output));
    let output = pipe(&folder, "../outside/pages/../../../outside/pages/a.html", &["--files-from", "-", "-o", "new"]);
    assert!(code(&output) <= 1 && !tree(&folder.join("new")).iter().any(|path| path.contains("..")));
}

#[test]
fn a_reader_that_has_seen_enough_and_a_full_device() {
    let folder = site("pipe");
    let records: String =
        (0..400).map(|id| format!("{{\"id\":{id},\"html\":\"<p>{}\"}}\n", page("x").replace('"', ""))).collect();
    fs::write(folder.join("records.jsonl"), records).unwrap();
    for input in ["pages", "records.jsonl"] {
        let mut child =
            tool(&folder, &["-q", "-t", "jsonl", input]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        assert_eq!((code(&output), messages(&output)), (0, ""), "{input}");
        let Ok(full) = fs::OpenOptions::new().write(true).open("/dev/full") else {
            continue;
        };
        let output = tool(&folder, &["-t", "jsonl", input]).stdout(full).output().unwrap();
        assert_eq!(code(&output), 2, "{input}");
        assert!(
            messages(&output).to_lowercase().starts_with("dechrome: standard output: no space left"),
            "{}",
            messages(&output)
        );
    }
}

#[test]
fn a_report_that_cannot_be_written_is_two_and_a_device_stays_one() {
    let folder = site("report");
    fs::write(folder.join("pages/empty.html"), "").unwrap();
    let Ok(full) = fs::metadata("/dev/full") else {
        return;
    };
    let output = run(&folder, &["pages", "-o", "out", "--report", "/dev/full"]);
    assert_eq!(code(&output), 2);
    assert!(messages(&output).to_lowercase().contains("dechrome: /dev/full: no space left"), "{}", messages(&output));
    let output = run(&folder, &["pages", "-t", "jsonl", "-o", "/dev/full"]);
    assert_eq!(code(&output), 2);
    assert!(messages(&output).to_lowercase().contains("dechrome: /dev/full: no space left"), "{}", messages(&output));
    // An administrator could replace a device by a file, and would never be forgiven.
    assert_eq!(fs::metadata("/dev/full").unwrap().file_type(), full.file_type());
    assert_eq!(code(&run(&folder, &["pages", "-o", "other", "--report", "/dev/null"])), 1);
    assert!(!fs::metadata("/dev/null").unwrap().is_file());
    let output = run(&folder, &["pages", "-o", "third", "--report", "-"]);
    assert_eq!(lines(&output)[0]["path"], "pages/empty.html");
}

#[test]
fn a_file_that_never_ends_sets_up_no_run() {
    let folder = site("endless");
    for option in ["--rules", "--templates"] {
        let output = run(&folder, &["pages", "-t", "jsonl", option, "/dev/zero"]);
        assert_eq!((code(&output), out(&output)), (2, ""), "{option}");
        assert!(messages(&output).contains("is larger than 256 MiB"), "{}", messages(&output));
    }
}

#[test]
fn a_full_disk_ends_the_run_with_whole_files() {
    let folder = many("full_disk");
    fs::create_dir(folder.join("small")).unwrap();
    let mount = |words: &[&str]| Command::new(words[0]).args(&words[1..]).current_dir(&folder).output();
    let made = mount(&["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", "small"]);
    if !made.is_ok_and(|output| output.status.success()) {
        return;
    }
    let output = run(&folder, &["pages", "-o", "small/out"]);
    let files = tree(&folder.join("small/out"));
    let whole = files.iter().all(|file| {
        file.ends_with(".json")
            && fs::read(folder.join("small/out").join(file)).is_ok_and(|text| text.ends_with(b"}\n"))
    });
    let _ = mount(&["umount", "small"]);
    assert_eq!(code(&output), 2, "{}", messages(&output));
    assert!(messages(&output).to_lowercase().contains("no space left"), "{}", messages(&output));
    assert!(!files.is_empty() && whole, "{files:?}");
}

#[test]
fn a_bad_page_among_good_ones_is_a_line() {
    let folder = site("bad_line");
    fs::write(folder.join("pages/cut.html.gz"), b"\x1f\x8b\x08\x00\x00").unwrap();
    let output = run(&folder, &["-t", "jsonl", "pages"]);
    let records = lines(&output);
    assert_eq!((code(&output), records.len()), (1, 4));
    assert_eq!(records[1]["id"], "pages/cut.html.gz");
    assert!(!records[1]["error"].as_str().unwrap().is_empty());
    assert!(out(&output).ends_with('\n'));
}

#[test]
fn a_device_is_a_failure_and_the_rest_is_done() {
    let folder = site("device");
    let names = "/dev/zero\npages/a.html\n/dev/null\n";
    let output = pipe(&folder, names, &["--files-from", "-", "-t", "jsonl"]);
    assert_eq!(code(&output), 1);
    let records = lines(&output);
    assert_eq!(records[0]["error"], "is a device, not a file");
    assert_eq!(records[2]["error"], "is a device, not a file");
    assert!(records[1]["text"].as_str().unwrap().contains("of a took"));
}

#[test]
fn a_page_that_is_too_large_is_cut_and_the_rest_is_whole() {
    let folder = site("large");
    let more = "<p>It rained on the ferry, on the harbour and on the men who mended the nets.</p>".repeat(9000);
    fs::write(folder.join("pages/sub/large.html"), page("large") + &more).unwrap();
    let output = run(&folder, &["pages", "-o", "out", "--max-input", "64K", "-v"]);
    assert_eq!(code(&output), 0);
    assert!(messages(&output).contains("pages/sub/large.html: warning: input limit of 65536 bytes reached"));
    assert!(messages(&output).ends_with("dechrome: 4 ok, 0 failed, 0 skipped\n"));
    assert!(json_file(&folder.join("out/sub/large.json"))["text"].as_str().unwrap().contains("of large took"));
}

#[test]
fn a_small_file_that_unpacks_to_a_large_one_is_cut() {
    let folder = site("bomb");
    let mut writer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    std::io::Write::write_all(&mut writer, page("bomb").as_bytes()).unwrap();
    for _ in 0..64 {
        std::io::Write::write_all(&mut writer, &[b' '; 1 << 20]).unwrap();
    }
    fs::write(folder.join("pages/bomb.html.gz"), writer.finish().unwrap()).unwrap();
    let output = run(&folder, &["pages", "-o", "out", "--max-input", "1M", "-v"]);
    assert_eq!(code(&output), 0);
    assert!(messages(&output).contains("pages/bomb.html.gz: warning: input limit of 1048576 bytes reached"));
    assert!(messages(&output).ends_with("dechrome: 4 ok, 0 failed, 0 skipped\n"));
}

#[test]
fn what_was_compressed_and_cut_gives_what_is_whole_and_one_failure() {
    let folder = site("cut_gzip");
    let record = |id: usize| format!("{{\"id\":{id},\"html\":\"<p>{}\"}}\n", page("x").replace('"', ""));
    let mut writer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::none());
    for id in 0..3 {
        std::io::Write::write_all(&mut writer, record(id).as_bytes()).unwrap();
    }
    let mut bytes = writer.finish().unwrap();
    bytes.truncate(bytes.len() - 200);
    fs::write(folder.join("records.jsonl.gz"), bytes).unwrap();
    let output = run(&folder, &["records.jsonl.gz", "pages/a.html", "-t", "jsonl"]);
    assert_eq!(code(&output), 1, "{}", messages(&output));
    let records = lines(&output);
    let failed: Vec<usize> = (0..records.len()).filter(|at| records[*at]["error"].is_string()).collect();
    assert_eq!((failed, records.len()), (vec![2], 4));
    assert!(records[2]["error"].as_str().unwrap().contains("ends too early"));
}

#[test]
fn a_compressed_page_that_was_cut_gives_what_stands_before_that() {
    let folder = folder("cut_page");
    let whole = format!(
        "{}{}",
        page("first"),
        "<p>And so it went on, from one hour of the day to the next one.</p>".repeat(400)
    );
    let mut writer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::none());
    std::io::Write::write_all(&mut writer, whole.as_bytes()).unwrap();
    let bytes = writer.finish().unwrap();
    let warns =
        |output: &std::process::Output| lines(output)[0]["warnings"].to_string().contains("only what stands before");
    let mut broken = bytes.clone();
    let last = broken.len() - 6;
    broken[last] ^= 1;
    for (name, bytes, damaged) in
        [("a.gz", &bytes[..], false), ("b.gz", &bytes[..bytes.len() - 200], true), ("c.gz", &broken, true)]
    {
        fs::write(folder.join(name), bytes).unwrap();
        let output = run(&folder, &[name, "-t", "jsonl"]);
        assert_eq!((code(&output), warns(&output)), (0, damaged), "{name}");
        assert!(out(&output).contains("firstword7"), "{name}");
        assert_eq!(warns(&pipe(&folder, bytes, &["-t", "jsonl"])), damaged, "{name}");
    }
}

#[test]
fn an_output_on_a_disk_for_reading_only_is_two() {
    let folder = site("read_only");
    fs::create_dir(folder.join("disk")).unwrap();
    let mount = |words: &[&str]| Command::new(words[0]).args(&words[1..]).current_dir(&folder).output();
    let made = mount(&["mount", "-t", "tmpfs", "-o", "ro,size=256k", "tmpfs", "disk"]);
    if !made.is_ok_and(|output| output.status.success()) {
        return;
    }
    let outputs = ["disk", "disk/out", "disk/articles.jsonl"].map(|target| {
        let to = if target.ends_with("jsonl") { "jsonl" } else { "json" };
        run(&folder, &["pages", "-t", to, "-o", target])
    });
    let _ = mount(&["umount", "disk"]);
    for output in outputs {
        assert_eq!((code(&output), messages(&output).lines().count()), (2, 1), "{}", messages(&output));
        assert!(messages(&output).to_lowercase().contains("read-only"), "{}", messages(&output));
    }
}

#[test]
fn a_file_over_the_systems_limit_of_size_is_an_error_and_not_the_end() {
    let folder = many("file_size");
    // A block of the shell is 512 or 1,024 bytes.
    let command = format!("ulimit -f 16; exec {} -t jsonl pages -o out.jsonl", env!("CARGO_BIN_EXE_dechrome"));
    let output = Command::new("sh").args(["-c", &command]).current_dir(&folder).output().unwrap();
    assert_eq!(code(&output), 2);
    assert!(messages(&output).contains("dechrome: out.jsonl: File too large"), "{}", messages(&output));
    assert!(!folder.join("out.jsonl").exists());
}

#[test]
fn a_name_as_long_as_can_be_has_its_article() {
    let folder = folder("longest");
    fs::create_dir(folder.join("pages")).unwrap();
    for end in ["a", "b"] {
        fs::write(folder.join("pages").join("x".repeat(254) + end), page(end)).unwrap();
    }
    let output = run(&folder, &["pages", "-o", "out"]);
    assert_eq!((code(&output), messages(&output)), (0, "dechrome: 2 ok, 0 failed, 0 skipped\n"));
    let again = run(&folder, &["pages", "-o", "out"]);
    assert_eq!((code(&again), messages(&again)), (0, "dechrome: 0 ok, 0 failed, 2 skipped\n"));
    assert_eq!(tree(&folder.join("out")).len(), 2);
}

#[test]
fn the_systems_limit_on_the_stack_is_not_met() {
    let folder = site("stack");
    for words in ["-t jsonl pages", "--help", "--nonsense"] {
        let command = format!("ulimit -s 64; exec {} {words}", env!("CARGO_BIN_EXE_dechrome"));
        let output = Command::new("sh").args(["-c", &command]).current_dir(&folder).output().unwrap();
        let expected = if words == "--nonsense" { 2 } else { 0 };
        assert_eq!(output.status.code(), Some(expected), "{words}: {}", messages(&output));
    }
}

#[test]
fn any_number_of_threads_can_be_asked_for() {
    let folder = site("threads");
    let output = run(&folder, &["-j", &usize::MAX.to_string(), "pages", "-o", "out"]);
    assert_eq!((code(&output), messages(&output)), (0, "dechrome: 3 ok, 0 failed, 0 skipped\n"));
}
