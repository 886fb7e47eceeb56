//! Any messages have templates, and counts that add up.
#![no_main]

use backstory_logs::layout::Layout;
use backstory_logs::template::Miner;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let lines: Vec<&[u8]> = bytes.split(|byte| *byte == b'\n').take(200).collect();
    let layout = Layout::learn(lines.iter().copied());
    let mut miner = Miner::with_capacity(50);
    for line in &lines {
        miner.add(layout.split(line).message);
    }
    let templates = miner.finish().templates();
    assert_eq!(templates.iter().map(|template| template.count).sum::<u64>(), lines.len() as u64);
});
