//! Speed of the hot level: masking, and counting with a table of known lines.

use backstory_logs::layout::Layout;
use backstory_logs::template::{Miner, mask};
use divan::Bencher;
use divan::counter::BytesCount;

/// About 80 bytes, four parameters.
const MESSAGE: &[u8] = b"Received block blk_3587508140051953248 of size 67108864 from /10.251.42.84 in 131 ms";
const LINE: &[u8] = b"2024-05-01 10:00:00,123 INFO [worker-3] com.example.Store: Received block 17 of size 67108864";

fn main() {
    divan::main();
}

#[divan::bench]
fn mask_a_message(bencher: Bencher) {
    bencher.counter(BytesCount::of_slice(MESSAGE)).bench(|| mask::mask(divan::black_box(MESSAGE)));
}

#[divan::bench]
fn add_a_known_message(bencher: Bencher) {
    let mut miner = Miner::default();
    bencher.counter(BytesCount::of_slice(MESSAGE)).bench_local(|| miner.add(divan::black_box(MESSAGE)));
}

#[divan::bench]
fn split_a_line(bencher: Bencher) {
    let layout = Layout::learn(std::iter::repeat_n(LINE, 100));
    bencher.counter(BytesCount::of_slice(LINE)).bench(|| layout.split(divan::black_box(LINE)));
}
