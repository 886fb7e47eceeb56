//! A draft merged into any document: the same draft again changes nothing, and no line of a person is lost.

#![no_main]

use backstory_report::merge::{merge, seal};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let Ok(text) = std::str::from_utf8(data) else { return };
    // The first line that says so cuts the input into the document and the draft.
    let (existing, draft) = text.split_once("\n%%\n").unwrap_or((text, "# T\n\n## Timeline\n\n- 10:00 x[^e1]\n\n[^e1]: y\n"));
    let once = merge(existing, None, draft);
    let twice = merge(&once.text, None, draft);
    assert_eq!(twice.added, Vec::<String>::new(), "the same draft adds nothing the second time");
    assert_eq!(twice.text, once.text, "the same draft changes nothing the second time");
    if !existing.contains("backstory:") {
        for line in existing.lines().map(str::trim).filter(|line| !line.is_empty()) {
            assert!(once.text.contains(line), "{line:?} is lost");
        }
    }
    let _ = seal(draft);
});
