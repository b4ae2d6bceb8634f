//! The prescan against html5lib's tests of encodings, which `make test-html5lib` fetches. Not run by `cargo test` alone,
//! for the tests are not part of the repository.

use std::path::PathBuf;
use std::{env, fs};

use encoding_rs::{Encoding, WINDOWS_1252};

use super::prescan;

#[test]
#[ignore = "needs the tests of html5lib: make test-html5lib"]
fn declarations_are_those_of_the_tests() {
    let root = PathBuf::from(env::var_os("HTML5LIB").expect("HTML5LIB names the folder of the tests"));
    let (mut right, mut runs) = (0, 0);
    for name in ["tests1.dat", "tests2.dat", "test-yahoo-jp.dat"] {
        let file = fs::read(root.join("encoding").join(name)).expect("a test file");
        let text: String = file.iter().map(|byte| char::from(*byte)).collect();
        for part in format!("\n{text}").split("\n#data\n").skip(1) {
            let (data, encoding) = part.split_once("\n#encoding\n").expect("data and its encoding");
            let bytes: Vec<u8> = data.chars().map(|character| character as u8).collect();
            let label = encoding.lines().next().unwrap_or_default();
            // One page writes its declaration by a script, and nothing runs here. Where nothing is declared the tests expect what browsers of the West fall back to.
            let expected = Encoding::for_label(label.as_bytes()).expect("a label");
            if data.contains("document.write") {
                continue;
            }
            let marked = Encoding::for_bom(&bytes).map(|(encoding, _)| encoding);
            let found = marked.or_else(|| prescan::declaration(&bytes)).unwrap_or(WINDOWS_1252);
            runs += 1;
            if found == expected {
                right += 1;
            } else {
                println!("{name}: {data:?} is {} and not {}", found.name(), expected.name());
            }
        }
    }
    println!("encodings: {right} of {runs} right");
    assert_eq!(right, runs);
}
