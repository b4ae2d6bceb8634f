//! The command line (stub).
use std::io::Read;
fn main() {
    let mut bytes = Vec::new();
    let _ = std::io::stdin().read_to_end(&mut bytes);
    println!("{}", dechrome::write::to_json(&dechrome::extract_bytes(&bytes, None), false));
}
