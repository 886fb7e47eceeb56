//! Each format reads any line without a panic, and what it reads lies in the line.
#![no_main]

use backstory_logs::FormatKind;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|line: &[u8]| {
    for kind in FormatKind::CANDIDATES {
        if let Some(record) = kind.read(line, Some(2026)) {
            let within = line.as_ptr_range();
            let message = record.message.as_ptr_range();
            assert!(record.message.is_empty() || (within.start <= message.start && message.end <= within.end));
        }
    }
});
