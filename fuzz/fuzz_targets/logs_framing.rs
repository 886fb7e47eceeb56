//! Any bytes, plain or compressed, end in records and a summary; every line is in one record at most.
#![no_main]

use backstory_logs::{Options, ReadOptions, read_records, summarise};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    const MOST: u64 = 1 << 22;
    let mut lines = 0;
    let mut next = 1;
    let options = ReadOptions { max_bytes: MOST, ..ReadOptions::default() };
    let report = read_records(bytes, &options, |record| {
        assert!(record.line >= next);
        next = record.line + u64::from(record.line_count);
        lines += u64::from(record.line_count);
    });
    if let Ok(report) = report {
        assert!(lines <= report.lines);
    }
    if let Ok(summary) = summarise(bytes, &Options { year: 2026, max_bytes: MOST }) {
        let templates = summary.templates();
        assert!(templates.iter().map(|template| template.count).sum::<u64>() <= summary.records);
        if let Some((before, during)) = summary.default_spans() {
            drop(summary.changes_of(&templates, before, during));
        }
    }
});
