//! The laboratory.
mod label;
mod observe;
fn main() {
    let args: Vec<String> = std::env::args().collect();
    if let Err(error) = observe::run(args[2].as_ref(), args[3].as_ref()) { eprintln!("{error}"); }
}
