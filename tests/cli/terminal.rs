//! Runs the built tool on a terminal, which `script` of util-linux lends.

use super::*;

/// Runs a line of shell on a terminal, in the folder, where `$dechrome` is the tool; nothing where there is no `script`.
fn script(folder: &Path, line: &str) -> Option<Output> {
    let output = Command::new("script")
        .args(["-qec", line, "/dev/null"])
        .env("dechrome", env!("CARGO_BIN_EXE_dechrome"))
        .env("TERM", "xterm")
        .current_dir(folder)
        .stdin(Stdio::null())
        .output();
    output.ok()
}

#[test]
fn without_a_page_it_shows_help() {
    let folder = folder("terminal_help");
    let Some(output) = script(&folder, "\"$dechrome\" > out 2> err; echo $? > code") else {
        return;
    };
    let read = |name: &str| fs::read_to_string(folder.join(name)).unwrap();
    assert_eq!((read("code").as_str(), read("out").as_str()), ("2\n", ""), "{output:?}");
    assert!(read("err").contains("Usage: dechrome"));
}

#[test]
fn one_page_is_indented_and_several_are_lines() {
    let folder = pages("terminal_pretty");
    let Some(one) = script(&folder, "\"$dechrome\" a.html") else {
        return;
    };
    assert!(out(&one).contains("{\r\n  \"schema_version\": 1,\r\n"), "{}", out(&one));
    let Some(compact) = script(&folder, "\"$dechrome\" --compact a.html") else {
        return;
    };
    assert!(out(&compact).contains("{\"schema_version\":1,"));
    let Some(several) = script(&folder, "\"$dechrome\" a.html b.html") else {
        return;
    };
    assert_eq!(out(&several).matches("{\"schema_version\":1,").count(), 2);
}

#[test]
fn nothing_in_a_page_is_obeyed() {
    let folder = folder("terminal_controls");
    let words = FIRST.replace("doctor", "doc\u{9b}31m\u{202e}\u{7f}\u{1b}]0;title\u{7}tor");
    fs::write(folder.join("a.html"), page("Ferry").replace(FIRST, &words)).unwrap();
    for format in ["text", "markdown", "json"] {
        let Some(output) = script(&folder, &format!("\"$dechrome\" -t {format} a.html")) else {
            return;
        };
        let shown = String::from_utf8_lossy(&output.stdout).replace("\r\n", "\n");
        assert!(shown.contains("The ferry to the northern islands"), "{format}");
        assert!(!shown.contains(['\u{9b}', '\u{202e}', '\u{7f}', '\u{1b}', '\u{7}']), "{format}: {shown:?}");
    }
}
