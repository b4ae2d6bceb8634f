//! Every family of hostile pages at a size and at twice of it, compared by what is counted and not by a clock: the steps
//! that the stages take, the pieces of memory that they and their libraries ask for, and the bytes of these.
//! `make linear` counts every instruction in the same way.

#[path = "reliability/families.rs"]
mod families;

use std::thread;

use allocation_counter::{AllocationInfo, measure};
use dechrome::{work, write};
use families::{FAMILIES, Family};

/// Room for the whole extraction without optimisation.
const STACK: usize = 2 << 20;
/// Bytes of the smaller page: some thousand elements, so that a step for each pair of them is noticed.
const SIZE: usize = 16_000;
/// How much more a page of twice the size may take. Doubling is 2; tables and buffers that grow by steps add to it.
const GROWTH: f64 = 2.3;

/// What one extraction took.
#[derive(Debug)]
struct Taken {
    steps: usize,
    memory: AllocationInfo,
}

fn extract(family: &Family, size: usize) -> Taken {
    let page = family.page(size);
    let work = move || {
        let _ = work::take();
        let memory = measure(|| {
            let article = dechrome::extract_bytes(page.as_bytes(), None);
            write::to_json(&article, false);
            write::to_markdown(&article);
        });
        Taken { steps: work::take(), memory }
    };
    thread::Builder::new().stack_size(STACK).spawn(work).expect("a thread").join().expect("no panic")
}

/// What a page of twice the size takes too much of.
fn excess(family: &Family, size: usize) -> Vec<String> {
    let (once, twice) = (extract(family, size), extract(family, 2 * size));
    let (held, held_twice) = (once.memory, twice.memory);
    // What any page takes, however small, is no growth.
    let counts = [
        ("steps", once.steps as u64, twice.steps as u64, 10_000),
        ("pieces of memory", held.count_total, held_twice.count_total, 500),
        ("bytes of memory", held.bytes_total, held_twice.bytes_total, 100_000),
        ("bytes at once", held.bytes_max, held_twice.bytes_max, 100_000),
    ];
    let grown =
        counts.into_iter().filter(|(_, once, twice, fixed)| *twice as f64 > GROWTH * *once as f64 + f64::from(*fixed));
    grown.map(|(what, once, twice, _)| format!("{}: {twice} {what} after {once}", family.name)).collect()
}

#[test]
fn twice_the_page_takes_twice_the_work() {
    let grown = FAMILIES.iter().filter_map(|family| {
        let mut found = Vec::new();
        // Below the limit on depth a nested page costs more for each byte of it, and below that on density one whose
        // attributes are copied; beyond, they must not.
        for size in [SIZE, 4 * SIZE, 32 * SIZE] {
            let excess = excess(family, size);
            if excess.is_empty() {
                return None;
            }
            found.push(excess);
        }
        Some(found)
    });
    assert_eq!(grown.collect::<Vec<_>>(), Vec::<Vec<Vec<String>>>::new());
}
