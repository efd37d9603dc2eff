//! How long the drawn map of a routemap takes to lay out, at 10 to 1,000 steps. Figures, not a test.
#![allow(clippy::unwrap_used)]

use routemaps::layout::{WIDEST, layout};

mod near_tree;

fn main() {
    divan::main();
}

/// One graph of so many steps after another, so that no lucky one gives the figure.
#[divan::bench(args = [10, 50, 100, 1000])]
fn a_map_laid_out(bencher: divan::Bencher, steps: usize) {
    let graphs: Vec<_> = (1..=20).map(|seed| near_tree::near_tree(seed, steps)).collect();
    assert_eq!(layout(&graphs[0], WIDEST).stations.len(), steps);
    let mut turns = graphs.iter().cycle();
    bencher.bench_local(move || layout(turns.next().unwrap(), WIDEST));
}
