//! Files nobody would write: the checker answers, and neither crashes nor hangs.

use proptest::prelude::*;
use routemaps::check::{Suite, check};

use crate::today;

fn count(text: String) -> usize {
    let suite = Suite::read(vec![("example.toml".to_owned(), text)], Vec::new(), today());
    let found = check(&suite);
    routemaps::check::as_text(&found, &suite);
    found.len()
}

/// A small generator of noise that is the same every time.
fn noise(length: usize) -> Vec<u8> {
    let mut state = 0x2545_F491_4F6C_DD1D_u64;
    let next = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state.to_le_bytes()[3]
    };
    std::iter::repeat_with(next).take(length).collect()
}

#[test]
fn two_megabytes_of_noise_get_an_answer() {
    let text = String::from_utf8_lossy(&noise(2_000_000)).into_owned();
    assert!((1..=20).contains(&count(text)), "the first few faults are enough");
}

#[test]
fn a_deeply_nested_file_gets_an_answer() {
    assert!(count(format!("steps = {}", "[".repeat(200_000))) > 0);
    assert!(count(format!("a = {}1{}", "[".repeat(50_000), "]".repeat(50_000))) > 0);
    assert!(count(format!("{} = 1", vec!["a"; 50_000].join("."))) > 0);
    assert!(count("{a=".repeat(50_000)) > 0);
}

#[test]
fn a_routemap_of_ten_thousand_steps_is_checked() {
    let mut text = String::from("format = 1\nstart = \"s0\"\n");
    for n in 0..10_000 {
        let (next, back) = (n + 1, n / 2);
        text.push_str(&format!("[[steps]]\nid = \"s{n}\"\nkind = \"do\"\n[[steps.choices]]\nid = \"a\"\nlabel = \"On\"\nto = \"s{next}\"\n[[steps.choices]]\nid = \"b\"\nlabel = \"Back\"\nto = \"s{back}\"\n"));
    }
    assert!(count(text) > 10_000);
}

proptest! {
    #[test]
    fn any_text_gets_an_answer(text in "[a-z\\[\\]={}\"'#.\n 0-9é-]{0,300}") {
        count(text);
    }

    #[test]
    fn a_routemap_cut_anywhere_gets_an_answer(cut in 0..20_000_usize) {
        let whole = include_str!("../../routemaps/ehcna.toml");
        let cut: String = whole.chars().take(cut).collect();
        count(cut);
    }
}
