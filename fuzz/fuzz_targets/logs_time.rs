//! Any bytes are a stamp or none; a stamp read again is the same, and no longer than the bytes.
#![no_main]

use backstory_logs::time::Clock;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let mut clock = Clock::new(Some(2026));
    if let Some((stamp, length)) = clock.read(bytes) {
        assert!(length <= bytes.len());
        // December and January of a log without years follow each other, so only the day of the year is compared.
        let again = clock.read(bytes).map(|(again, length)| (again.is_zoned(), length));
        assert_eq!(again, Some((stamp.is_zoned(), length)));
    }
});
