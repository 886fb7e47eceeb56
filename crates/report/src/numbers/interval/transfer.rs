//! How long so many bytes take at a rate: `420 GB at 100 MB/s in 70 minutes`.

use std::sync::LazyLock;

use regex::Regex;

use crate::numbers::{Contradiction, differs, interval::stated::place, reading::sentence};
use crate::{
    document::{Document, LineIndex},
    import::time::duration,
};

static SIZE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?P<number>[0-9]+(?:\.[0-9]+)?) ?(?P<unit>[MGT])(?P<binary>i)?B\b(?P<rate>/s| per second| ?/ ?sec)?")
        .expect("the pattern is a constant that the tests use")
});
static RATE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?P<number>[0-9]+(?:\.[0-9]+)?) ?(?P<unit>[MG])(?P<kind>i?B|bit|b|bps)(?:/s|ps| per second)?\b")
        .expect("the pattern is a constant that the tests use")
});

/// Share that a rounded length of time may be off.
const ROUNDED: f64 = 0.15;

/// Checks sentences with one size and one length of time, with the rate in them or in front of them. What is slower than
/// its link is no contradiction; what is faster is.
pub(in crate::numbers) fn check(document: &Document, out: &mut Vec<Contradiction>) {
    let lines = LineIndex::new(document.source());
    for told in sentence::told(document) {
        let sizes: Vec<_> = SIZE.captures_iter(told.text).filter(|found| found.name("rate").is_none()).collect();
        let [size] = sizes.as_slice() else { continue };
        let Some(whole) = size.get(0) else { continue };
        let Some(bytes) = bytes(size) else { continue };
        let behind = told.text.get(whole.end()..).unwrap_or_default();
        let Some(length) = duration::all(behind).into_iter().next().filter(|found| found.start < 60) else { continue };
        let own = rates(told.text);
        let is_own = !own.is_empty();
        let rates = if is_own { own } else { rates(told.before) };
        let [(at, rate)] = rates.as_slice() else { continue };
        let expected = bytes / rate;
        let is_at = is_own && told.text.get(..*at).is_some_and(|head| head.trim_end().ends_with("at"));
        let ratio = length.seconds / expected;
        let is_wrong = ratio < 1.0 - ROUNDED || (is_at && ratio > 1.0 + ROUNDED);
        if !is_wrong || !(0.1..10.0).contains(&ratio) {
            continue;
        }
        let said = behind.get(length.start..length.end).unwrap_or_default();
        let stated = place(document, told.passage, said, &lines);
        let derived = place(document, told.passage, whole.as_str(), &lines);
        out.push(differs(stated, derived, length.seconds, expected));
    }
}

fn bytes(found: &regex::Captures<'_>) -> Option<f64> {
    let number: f64 = found.name("number")?.as_str().parse().ok()?;
    let power = match found.name("unit")?.as_str() {
        "M" => 2,
        "G" => 3,
        _ => 4,
    };
    let step: f64 = if found.name("binary").is_some() { 1_024.0 } else { 1_000.0 };
    Some(number * step.powi(power))
}

/// Rates in bytes a second and where they stand.
fn rates(text: &str) -> Vec<(usize, f64)> {
    RATE.captures_iter(text)
        .filter_map(|found| {
            let whole = found.get(0)?;
            let kind = found.name("kind")?.as_str();
            let is_rate = kind == "bps" || ["/s", "ps", " per second"].iter().any(|end| whole.as_str().ends_with(end));
            let number: f64 = found.name("number")?.as_str().parse().ok()?;
            let factor = if found.name("unit")?.as_str() == "M" { 1e6 } else { 1e9 };
            let bits = if kind.ends_with('B') { 1.0 } else { 8.0 };
            is_rate.then_some((whole.start(), number * factor / bits))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use crate::{document::Document, numbers::contradictions};

    #[test]
    fn a_transfer_takes_its_size_by_its_rate() {
        let found = |text: &str| contradictions(&Document::parse(&format!("# T\n\n## Impact\n\n{text}\n")), None).len();
        for sound in [
            "The restore ran at 100 MB/s: 420 GB in 70 minutes.",
            "The link has 100 Mbit/s. 96 GB over such a link takes 2 h 8 min at best.",
            "The link has 100 Mbit/s. The 96 GB over it took 10 hours.",
        ] {
            assert_eq!(found(sound), 0, "{sound}");
        }
        assert_eq!(found("The restore ran at 100 MB/s: 420 GB in 95 minutes."), 1);
        assert_eq!(found("The link has 100 Mbit/s. 96 GB over such a link takes some 77 minutes at best."), 1);
    }
}
