//! The name of what was changed, where the cause writes it otherwise than the rows that show it: `The flag
//! checkout_v3_total_tax was switched on` over `flag checkout_v3_totals turned on`, `the bundle that took us down was 2024.07.3`
//! over `Bundle 2024.07.2 released`.

use std::{collections::BTreeMap, sync::LazyLock};

use regex::Regex;

use crate::{
    document::{Document, LineIndex, SectionKind, TimelineRow},
    numbers::{
        Contradiction, ContradictionKind, Place,
        event::{kind::Kind, words},
        interval::stated::place,
        reading::sentence,
    },
};

/// Names with inner marks: of flags, models, jobs, modules, branches, bundles.
static NAME: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?-u:\b)(?:[A-Za-z][A-Za-z0-9]*(?:[-_.][A-Za-z0-9]+)+|v?[0-9]+(?:\.[0-9]+){2,})(?-u:\b)")
        .expect("the pattern is a constant that the tests use")
});

/// Shortest name, and the share of two names that must agree from their start.
const LEAST: usize = 8;
const ALIKE: f64 = 0.6;
/// Names up to which each is held against each.
const MOST: usize = 400;

/// Words of another one of the kind.
const OTHER: [&str; 18] = [
    "previous",
    "earlier",
    "older",
    "old",
    "instead",
    "replaced",
    "successor",
    "next",
    "newer",
    "also",
    "not",
    "unlike",
    "former",
    "旧",
    "前の",
    "以前",
    "代わり",
    "ではな",
];

/// Words of what brought the trouble.
const CAUSE: [&str; 13] = [
    "bad ",
    "faulty",
    "culprit",
    "caused by",
    "cause was",
    "took us down",
    "took it down",
    "that did it",
    "hidden behind",
    "to blame",
    "responsible for",
    "trigger",
    "原因",
];

/// Checks the names in sentences that tell the cause or the deed.
pub(in crate::numbers) fn check(document: &Document, out: &mut Vec<Contradiction>) {
    let source = document.source();
    let lines = LineIndex::new(source);
    let mut times: BTreeMap<&str, usize> = BTreeMap::new();
    for name in NAME.find_iter(source).take(MOST) {
        *times.entry(name.as_str()).or_default() += 1;
    }
    if times.len() < 2 {
        return;
    }
    let is_change = |text: &str| {
        words::all(text).iter().any(|word| {
            word.kinds.iter().any(|kind| matches!(kind, Kind::Deploy | Kind::Rollback | Kind::Failover | Kind::Restart))
        }) || ["turned on", "switched on", "enabled", "flag", "activated", "有効", "フラグ"]
            .iter()
            .any(|word| text.contains(word))
    };
    let is_cause = |kind| {
        matches!(
            kind,
            SectionKind::RootCause
                | SectionKind::ImmediateCause
                | SectionKind::Trigger
                | SectionKind::Factors
                | SectionKind::ContributingFactors
        )
    };
    for told in sentence::told(document) {
        let span = told.passage.text.span;
        let lower = told.text.to_lowercase();
        let is_row = sentence::is_in_row(document, span);
        let is_told = is_cause(told.passage.section) || CAUSE.iter().any(|word| lower.contains(word));
        if is_row || !is_told || sentence::is_of_other_case(told.text) || OTHER.iter().any(|word| has(&lower, word)) {
            continue;
        }
        for name in NAME.find_iter(told.text).map(|found| found.as_str()).filter(|name| name.len() >= LEAST).take(6) {
            if times.get(name) != Some(&1) || name.contains("..") {
                continue;
            }
            let all: Vec<(&TimelineRow, &str)> = document
                .timeline
                .iter()
                .take(500)
                .flat_map(|row| NAME.find_iter(&row.event.text).map(move |found| (row, found.as_str())))
                .filter(|(_, other)| is_alike(name, other))
                .collect();
            // The rows that change it, else those of several places: what is named once may be named by the way.
            let changes: Vec<_> = all.iter().copied().filter(|(row, _)| is_change(&row.event.text)).collect();
            let rows = if changes.is_empty() { all } else { changes };
            let is_known =
                |(row, other): &&(&TimelineRow, &str)| is_change(&row.event.text) || times.get(other) >= Some(&2);
            let Some((row, other)) = rows.first().filter(is_known) else { continue };
            if rows.iter().any(|(_, one)| one != other) {
                continue;
            }
            let derived = Place { line: row.line, span: row.span, text: (*other).to_owned() };
            let stated = place(document, told.passage, name, &lines);
            let message = format!("`{name}` is stated, but the row says `{other}`");
            out.push(Contradiction { kind: ContradictionKind::Name, stated, derived, message });
        }
    }
}

fn has(lower: &str, word: &str) -> bool {
    if word.is_ascii() {
        lower.split(|c: char| !c.is_ascii_alphanumeric()).any(|w| w == word)
    } else {
        lower.contains(word)
    }
}

/// Whether two names begin alike and differ in what follows.
fn is_alike(a: &str, b: &str) -> bool {
    let common = a.bytes().zip(b.bytes()).take_while(|(x, y)| x == y).count();
    let longest = a.len().max(b.len());
    let marks = |name: &str| name.bytes().find(|b| matches!(b, b'-' | b'_' | b'.'));
    let is_version = |name: &str| name.trim_start_matches('v').starts_with(|c: char| c.is_ascii_digit());
    let parts = |name: &str| name.matches('.').count();
    if is_version(a) != is_version(b) || (is_version(a) && parts(a) != parts(b)) {
        return false;
    }
    // `orders-service.yaml` is the file of `orders-service`.
    if a.starts_with(b) || b.starts_with(a) {
        return false;
    }
    a.len().abs_diff(b.len()) <= 6 && marks(a) == marks(b) && common as f64 >= longest as f64 * ALIKE
}

#[cfg(test)]
mod tests {
    use crate::{document::Document, numbers::contradictions};

    #[test]
    fn what_was_changed_has_one_name() {
        let rows = "## Timeline (UTC, 2025-03-01)\n\n- 12:06 flag `checkout_v3_totals` turned on\n- 12:48 first chat\n- 13:00 `ranker-2025-08-12a` promoted\n";
        let found = |said: &str| {
            contradictions(&Document::parse(&format!("# T\n\n## Root cause\n\n{said}\n\n{rows}")), None).len()
        };
        assert_eq!(found("The flag `checkout_v3_totals` was switched on too early."), 0);
        assert_eq!(found("The previous flag `checkout_v3_total_tax` had been switched on for a year."), 0);
        assert_eq!(found("The module `checkout_v1_parser` reads it."), 0);
        assert_eq!(found("The flag `checkout_v3_total_tax` was switched on too early."), 1);
        assert_eq!(found("The bad model was `ranker-2025-08-11b`."), 1);
        let rows = "## Timeline (UTC, 2025-03-01)\n\n- 12:06 Bundle 2024.07.2 released\n- 12:10 `tls-profile-7` at 50 %\n- 12:48 `tls-profile-7` at 100 %\n";
        let found = |said: &str| {
            contradictions(&Document::parse(&format!("# T\n\n## Root cause\n\n{said}\n\n{rows}")), None).len()
        };
        assert_eq!(found("Bundle 2024.07.2 took us down."), 0);
        assert_eq!(found("The cause stands in `tls-profile-7.yaml`."), 0);
        assert_eq!(found("The one that took us down was 2024.07.3."), 1);
        assert_eq!(found("A cipher suite is missing in `tls-profile-9`."), 1);
        assert_eq!(found("A cipher suite is missing in `tls-profile-7`, and not in the previous `tls-profile-6`."), 0);
    }
}
