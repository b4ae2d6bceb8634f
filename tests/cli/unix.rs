//! Runs the built tool on what only Unix has: links, sockets, pipes, descriptors and signals.

use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{FileTypeExt, symlink};
use std::os::unix::net::UnixListener;

use super::*;

#[test]
fn only_regular_files_are_opened() {
    let folder = pages("not_files");
    symlink("loop", folder.join("loop")).unwrap();
    symlink("nowhere", folder.join("dangling")).unwrap();
    symlink("b.html", folder.join("link.html")).unwrap();
    let _socket = UnixListener::bind(folder.join("socket")).unwrap();
    // A tool that opened the FIFO would wait for ever, and this test with it.
    let fifo = Command::new("mkfifo").arg(folder.join("fifo")).status().is_ok_and(|status| status.success());
    let mut arguments = vec!["a.html", "loop", "dangling", "socket", "/dev/null", "link.html"];
    if fifo {
        arguments.insert(1, "fifo");
    }
    let output = run(&folder, &arguments);
    assert_eq!(code(&output), 1);
    let articles = lines(&output);
    assert_eq!(articles.len(), 2);
    assert!(articles[1]["text"].as_str().unwrap().contains("of b took"));
    let said: Vec<_> = messages(&output).lines().collect();
    assert_eq!(said.len(), arguments.len() - 2, "{said:?}");
    assert!(said.contains(&"dechrome: /dev/null: is a device, not a file"));
    assert!(said.contains(&"dechrome: socket: is a socket, not a file"));
    assert!(said.contains(&"dechrome: dangling: no such file"));
    assert!(!fifo || said[0].starts_with("dechrome: fifo: is a named pipe"));
}

#[test]
fn a_folder_on_standard_input_is_an_error() {
    let folder = folder("folder_on_stdin");
    let output = tool(&folder, &[]).stdin(fs::File::open(&folder).unwrap()).output().unwrap();
    assert_eq!((code(&output), out(&output)), (1, ""));
    assert_eq!(messages(&output).lines().count(), 1);
}

#[test]
fn file_names_are_shown_and_not_obeyed() {
    let folder = folder("names");
    let name = "red\u{1b}[31m\nnew\u{9b}line\u{202e}back.html";
    let missing = run(&folder, &[name]);
    let shown = "dechrome: red\\u001b[31m\\u000anew\\u009bline\\u202eback.html: no such file\n";
    assert_eq!((code(&missing), messages(&missing)), (1, shown));
    fs::write(folder.join(name), page("Name")).unwrap();
    let found = run(&folder, &[name, name]);
    assert_eq!(code(&found), 0);
    assert_eq!(lines(&found)[0]["id"], name);
    // Wrong usage quotes the argument.
    let option = run(&folder, &["--\u{1b}[31m\u{9b}\u{202e}"]);
    assert_eq!(code(&option), 2);
    assert!(!messages(&option).contains(['\u{1b}', '\u{9b}', '\u{202e}']));
}

#[test]
fn names_need_not_be_utf8() {
    let folder = folder("bytes");
    let name = OsStr::from_bytes(b"caf\xe9.html");
    let output = tool(&folder, &[]).args([name, name]).output().unwrap();
    let message = "dechrome: caf\\xe9.html: no such file\n";
    assert_eq!((code(&output), messages(&output)), (1, message.repeat(2).as_str()));
    // Some file systems accept only UTF-8.
    if fs::write(folder.join(name), page("Bytes")).is_ok() {
        let output = tool(&folder, &[]).args([name, name]).output().unwrap();
        assert_eq!(code(&output), 0);
        assert_eq!(lines(&output)[0]["id"], "caf\u{fffd}.html");
    }
}

#[test]
fn a_reader_that_has_seen_enough_is_no_error() {
    let folder = folder("broken_pipe");
    // More than a pipe holds, so that the tool is still writing when the reader goes.
    fs::write(folder.join("long.html"), long_page(2000)).unwrap();
    for arguments in [&["long.html", "long.html"][..], &["-t", "text", "long.html"], &["--help"]] {
        let mut child = tool(&folder, arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        assert_eq!((code(&output), messages(&output)), (0, ""), "{arguments:?}");
    }
}

#[test]
fn a_full_device_is_two() {
    let Ok(full) = fs::OpenOptions::new().write(true).open("/dev/full") else {
        return;
    };
    let folder = pages("full");
    for arguments in [&["a.html", "b.html"][..], &["--help"], &["--version"]] {
        let output = tool(&folder, arguments).stdout(full.try_clone().unwrap()).output().unwrap();
        assert_eq!(code(&output), 2, "{arguments:?}");
        assert!(messages(&output).starts_with("dechrome: standard output: "), "{}", messages(&output));
        assert_eq!(messages(&output).lines().count(), 1);
    }
    let output = run(&folder, &["-o", "/dev/full", "a.html"]);
    assert_eq!(code(&output), 2);
    assert!(messages(&output).starts_with("dechrome: /dev/full: "));
    assert!(fs::metadata("/dev/full").unwrap().file_type().is_char_device(), "it was replaced");
}

#[test]
fn a_link_stays_a_link_and_permissions_stay() {
    use std::os::unix::fs::PermissionsExt;
    let folder = pages("link");
    fs::write(folder.join("real.json"), "old").unwrap();
    fs::set_permissions(folder.join("real.json"), fs::Permissions::from_mode(0o640)).unwrap();
    symlink("real.json", folder.join("link.json")).unwrap();
    assert_eq!(code(&run(&folder, &["-o", "link.json", "a.html"])), 0);
    assert!(folder.join("link.json").is_symlink());
    assert!(fs::read_to_string(folder.join("real.json")).unwrap().contains("of a took"));
    assert_eq!(fs::metadata(folder.join("real.json")).unwrap().permissions().mode() & 0o777, 0o640);
}
