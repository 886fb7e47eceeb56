//! A release that is named as cause and that the timeline lacks.

use super::{Contradiction, ContradictionKind, Place, phrase::place};
use crate::document::{Document, LineIndex, Passage, SectionKind};

const CHANGES: [&str; 10] =
    ["deploy", "release", "rollout", "rolled out", "shipped", "merged", "pushed", "デプロイ", "リリース", "反映"];
const BACK: [&str; 6] = ["rollback", "rolled back", "rolling back", "revert", "ロールバック", "切り戻"];

/// Checks the sections that tell the cause.
pub(super) fn check(document: &Document, out: &mut Vec<Contradiction>) {
    if document.timeline.is_empty() {
        return;
    }
    let lines = LineIndex::new(document.source());
    let rows: Vec<String> = document
        .timeline
        .iter()
        .map(|r| {
            let details: Vec<&str> = r.details.iter().map(|d| d.text.as_str()).collect();
            format!("{} {}", r.event.text, details.join(" ")).to_lowercase()
        })
        .collect();
    // A release of the cause is in the timeline: further versions are those it is compared with.
    let told = document.passages.iter().filter(|p| tells_cause(p) || p.section == SectionKind::Summary);
    if told.flat_map(|p| versions(&p.text.text)).any(|v| rows.iter().any(|row| row.contains(v.trim_start_matches('v'))))
    {
        return;
    }
    let mut seen: Vec<String> = Vec::new();
    let mut found = Vec::new();
    for passage in document.passages.iter().filter(|p| tells_cause(p)) {
        for sentence in passage.text.text.split_inclusive(['。', '\n']).flat_map(|s| s.split(". ")) {
            let lower = sentence.to_lowercase();
            let is_change = CHANGES.iter().any(|w| lower.contains(w));
            if !is_change || BACK.iter().any(|w| lower.contains(w)) {
                continue;
            }
            let Some(version) = versions(sentence).next() else { continue };
            let bare = version.trim_start_matches('v').to_owned();
            if seen.contains(&bare) {
                continue;
            }
            seen.push(bare);
            found.push(Contradiction {
                kind: ContradictionKind::Cause,
                stated: place(document, passage, version, &lines),
                derived: timeline(document),
                message: format!("release `{version}` is named as cause, but no row of the timeline shows it"),
            });
        }
    }
    out.append(&mut found);
}

fn tells_cause(passage: &Passage) -> bool {
    use SectionKind as K;
    matches!(
        passage.section,
        K::RootCause | K::ImmediateCause | K::Factors | K::ContributingFactors | K::Trigger | K::FiveWhys
    )
}

/// The heading of the timeline, else its first row.
fn timeline(document: &Document) -> Place {
    if let Some(section) = document.section(SectionKind::Timeline) {
        return Place { line: section.line, span: section.heading, text: section.title.clone() };
    }
    document.timeline.first().map_or_else(
        || Place { line: 0, span: crate::document::Span::default(), text: String::new() },
        |row| Place { line: row.line, span: row.span, text: row.event.text.clone() },
    )
}

/// `v2.3.0`, `1.270.0`: three numbers, or two behind a `v`.
fn versions(sentence: &str) -> impl Iterator<Item = &str> {
    sentence.split(|c: char| !(c.is_ascii_alphanumeric() || c == '.' || c == '-')).map(|w| w.trim_matches('.')).filter(
        |word| {
            let bare = word.strip_prefix('v').unwrap_or(word);
            let numbers: Vec<&str> = bare.split('.').collect();
            let least = if word.starts_with('v') { 2 } else { 3 };
            (least..=3).contains(&numbers.len())
                && numbers.iter().all(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()))
        },
    )
}
