//! Numbers of changes, tickets and issues, and names of alerts, that are written otherwise in another place: `PR #481`
//! over a row that says `PR #418`.

use std::{collections::BTreeMap, sync::LazyLock};

use regex::Regex;

use crate::document::{Document, LineIndex, Span};
use crate::numbers::{
    Contradiction, ContradictionKind, Place, event::role::Role, interval::stated::place, reading::sentence,
};

static NUMBERED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?P<mark>(?:[A-Z][A-Za-z]{0,9}[- ]?)?[#!]|(?-u:\b)[A-Z]{2,8}-?|(?-u:\b)v)(?P<number>[0-9]{3,9})(?-u:\b)",
    )
    .expect("the pattern is a constant that the tests use")
});
static ALERT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)\b(?:the )?alert `(?P<name>[A-Za-z][A-Za-z0-9_-]{4,})`|`(?P<name2>[A-Za-z][A-Za-z0-9_-]{4,})` (?:alert|alarm)\b|(?:アラート|警報|監視) ?[`「](?P<name3>[A-Za-z][A-Za-z0-9_-]{4,})[`」]")
        .expect("the pattern is a constant that the tests use")
});

/// Identifiers up to which each is held against each.
const MOST: usize = 400;

/// Checks numbers of which two digits are swapped, and the one alert that the head and the rows name.
pub(in crate::numbers) fn check(document: &Document, out: &mut Vec<Contradiction>) {
    swapped(document, out);
    alerts(document, out);
    versions(document, out);
}

static VERSION: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?-u:\b)v?(?P<number>[0-9]{1,4}(?:\.[0-9]{1,4}){1,3})(?-u:\b)")
        .expect("the pattern is a constant that the tests use")
});

/// `rolled back to 4.5.2` where the one row of a rollback says `4.5.3`, and 4.5.2 stands nowhere else.
fn versions(document: &Document, out: &mut Vec<Contradiction>) {
    const EARLIER: [&str; 8] = ["before", "earlier", "week", "yesterday", "day", "older", "since", "前"];
    let source = document.source();
    let lines = LineIndex::new(source);
    let numbers = |text: &str| -> Vec<String> {
        let has_parts = |number: &&str| number.matches('.').count() >= 2;
        VERSION
            .captures_iter(text)
            .take(6)
            .filter_map(|f| Some(f.name("number")?.as_str()))
            .filter(has_parts)
            .map(str::to_owned)
            .collect()
    };
    for told in sentence::told(document) {
        let is_row = document.timeline.iter().any(|row| row.span.contains(told.passage.text.span));
        let lower = told.text.to_lowercase();
        if is_row || sentence::is_of_other_case(told.text) || EARLIER.iter().any(|word| lower.contains(word)) {
            continue;
        }
        let found = numbers(told.text);
        let Some(role) = Role::of(told.text).filter(|role| matches!(role, Role::Deploy | Role::Rollback)) else {
            continue;
        };
        let [number] = found.as_slice() else { continue };
        if source.matches(number.as_str()).count() != 1 {
            continue;
        }
        let rows: Vec<_> = document
            .timeline
            .iter()
            .take(500)
            .filter(|row| role.is_named_by(&row.event.text))
            .map(|row| (row, numbers(&row.event.text)))
            .filter(|(_, numbers)| !numbers.is_empty())
            .collect();
        let [(row, others)] = rows.as_slice() else { continue };
        let [other] = others.as_slice() else { continue };
        let (own, told_parts): (Vec<&str>, Vec<&str>) = (number.split('.').collect(), other.split('.').collect());
        let differing = own.iter().zip(&told_parts).filter(|(a, b)| a != b).count();
        if own.len() == told_parts.len() && differing == 1 {
            let derived = Place { line: row.line, span: row.span, text: other.clone() };
            out.push(differs(place(document, told.passage, number, &lines), derived));
        }
    }
}

/// An identifier that occurs once and is another one with two neighbouring digits swapped.
fn swapped(document: &Document, out: &mut Vec<Contradiction>) {
    let source = document.source();
    let lines = LineIndex::new(source);
    let mut found: BTreeMap<(String, String), Vec<Span>> = BTreeMap::new();
    for all in NUMBERED.captures_iter(source).take(MOST) {
        let (Some(whole), Some(mark), Some(number)) = (all.get(0), all.name("mark"), all.name("number")) else {
            continue;
        };
        let mark: String = mark.as_str().chars().filter(|c| !matches!(c, ' ' | '-')).collect();
        // `PR #418` and `#418` are one.
        let mark = if mark.ends_with('#') { "#".to_owned() } else { mark };
        found.entry((mark, number.as_str().to_owned())).or_default().push(Span::new(whole.start(), whole.end()));
    }
    let is_row = |span: &Span| document.timeline.iter().any(|row| row.span.contains(*span));
    let is_prose = |span: &Span| document.passages.iter().any(|p| p.text.span.contains(*span)) && !is_row(span);
    let is_head = |span: &Span| document.facts.iter().any(|fact| fact.span.contains(*span));
    for ((mark, number), places) in &found {
        let [own] = places.as_slice() else { continue };
        if !is_prose(own) {
            continue;
        }
        let other = found.iter().find(|((m, n), spans)| {
            m == mark && is_swapped(number, n) && (spans.len() >= 2 || spans.iter().any(|s| is_row(s) || is_head(s)))
        });
        let Some(row) = other.and_then(|(_, spans)| spans.iter().find(|span| is_row(span)).or(spans.first())) else {
            continue;
        };
        let place = |span: &Span| Place { line: lines.line(span.start), span: *span, text: span.of(source).to_owned() };
        out.push(differs(place(own), place(row)));
    }
}

/// Whether two numbers differ by two neighbouring digits that are swapped, and by nothing else.
pub(in crate::numbers) fn is_swapped(a: &str, b: &str) -> bool {
    let differing: Vec<usize> =
        a.bytes().zip(b.bytes()).enumerate().filter(|(_, (x, y))| x != y).map(|(i, _)| i).collect();
    let [first, second] = differing.as_slice() else { return false };
    let (a_bytes, b_bytes) = (a.as_bytes(), b.as_bytes());
    a.len() == b.len()
        && second - first == 1
        && a_bytes.get(*first) == b_bytes.get(*second)
        && a_bytes.get(*second) == b_bytes.get(*first)
}

/// Names of alerts in a text.
fn names(text: &str) -> Vec<&str> {
    let name = |found: regex::Captures<'_>| {
        let group = ["name", "name2", "name3"].into_iter().find_map(|name| found.name(name))?;
        Some(group.range())
    };
    ALERT.captures_iter(text).take(10).filter_map(name).filter_map(|range| text.get(range)).collect()
}

/// `The alert X fired` where head and rows name one other alert, and X stands nowhere else.
fn alerts(document: &Document, out: &mut Vec<Contradiction>) {
    let source = document.source();
    let lines = LineIndex::new(source);
    let mut known: Vec<(String, Place)> = Vec::new();
    let facts = document.facts.iter().map(|fact| (fact.span, fact.line));
    let rows = document.timeline.iter().map(|row| (row.span, row.line));
    for (span, line) in facts.chain(rows).take(MOST) {
        let text = span.of(source);
        for name in names(text) {
            if !known.iter().any(|(other, _)| other == name) {
                known.push((name.to_owned(), Place { line, span, text: name.to_owned() }));
            }
        }
    }
    let [(one, derived)] = known.as_slice() else { return };
    for told in sentence::told(document) {
        let lower = told.text.to_lowercase();
        let is_fired = ["fired", "paged", "went off", "triggered", "caught", "発報", "検知", "鳴"]
            .iter()
            .any(|w| lower.contains(w));
        if !is_fired || sentence::is_of_other_case(told.text) || lower.contains("not ") || lower.contains("also") {
            continue;
        }
        let span = told.passage.text.span;
        // Code marks are gone from the words of a passage.
        for name in names(span.of(source)) {
            let is_own = told.text.contains(name) && name != one && source.matches(name).count() == 1;
            if is_own && !document.timeline.iter().any(|row| row.span.contains(span)) {
                out.push(differs(place(document, told.passage, name, &lines), derived.clone()));
            }
        }
    }
}

fn differs(stated: Place, derived: Place) -> Contradiction {
    let message = format!("`{}` is stated, but elsewhere it is `{}`", stated.text, derived.text);
    Contradiction { kind: ContradictionKind::Name, stated, derived, message }
}

#[cfg(test)]
mod tests {
    use crate::{document::Document, numbers::contradictions};

    fn found(head: &str, said: &str) -> usize {
        let rows = "## Timeline (UTC, 2025-03-01)\n\n- 10:00 alert fires\n- 10:20 fix merged (PR #418)\n- 10:30 PR #957 merged\n";
        contradictions(&Document::parse(&format!("# T\n\n{head}\n\n## Root cause\n\n{said}\n\n{rows}")), None).len()
    }

    #[test]
    fn swapped_digits_are_found() {
        assert_eq!(found("", "PR #418 renames the variable."), 0);
        assert_eq!(found("", "The follow-up is #420."), 0);
        assert_eq!(found("", "The variable was renamed by PR #481."), 1);
    }

    #[test]
    fn the_version_of_a_deed_is_that_of_its_row() {
        let rows = "## Timeline (UTC, 2025-03-01)\n\n- 10:00 4.6.0 deployed\n- 10:20 rolled back to 4.5.3\n";
        let found = |said: &str| {
            contradictions(&Document::parse(&format!("# T\n\n## Summary\n\n{said}\n\n{rows}")), None).len()
        };
        assert_eq!(found("We rolled back to 4.5.3."), 0);
        assert_eq!(found("The week before 4.5.2 had been deployed."), 0);
        assert_eq!(found("We rolled back to 4.5.2."), 1);
    }

    #[test]
    fn the_one_alert_has_one_name() {
        let head = "**Detected by**: alert `ApiErrorsHigh`";
        assert_eq!(found(head, "The alert `ApiErrorsHigh` fired at once."), 0);
        assert_eq!(found("", "The alert `NoLeader` fired at once."), 0);
        assert_eq!(found(head, "The alert `NoLeader` fired at once."), 1);
    }
}
