//! A release, build or change that is named as cause and that the timeline lacks.

mod named;
mod timed;

use crate::numbers::{Contradiction, ContradictionKind, Place, event::resolve::Events, interval::stated::place};
use crate::{
    document::{Document, LineIndex, Moment, Passage, SectionKind, TimelineRow},
    import::first_moment,
};

const CHANGES: [&str; 13] = [
    "deploy",
    "release",
    "rollout",
    "rolled out",
    "shipped",
    "merged",
    "pushed",
    "upgrade",
    "デプロイ",
    "リリース",
    "反映",
    "アップグレード",
    "アップデート",
];
const BACK: [&str; 6] = ["rollback", "rolled back", "rolling back", "revert", "ロールバック", "切り戻"];

/// Checks the sections that tell the cause.
pub(in crate::numbers) fn check(document: &Document, events: &Events<'_>, out: &mut Vec<Contradiction>) {
    if document.timeline.is_empty() {
        return;
    }
    let rows = rows(document);
    versioned(document, &rows, out);
    named::check(document, &rows, out);
    timed::check(document, events, out);
}

/// The words of each row and of the lines below it, in lower case.
fn rows(document: &Document) -> Vec<String> {
    let text = |row: &TimelineRow| {
        let more = row
            .details
            .iter()
            .map(|detail| detail.text.as_str())
            .chain(row.more.iter().map(|(_, cell)| cell.text.as_str()));
        format!("{} {}", row.event.text, more.collect::<Vec<_>>().join(" ")).to_lowercase()
    };
    document.timeline.iter().map(text).collect()
}

/// What is named as cause and stands in no row.
fn lacking(document: &Document, stated: Place) -> Contradiction {
    let message = format!("`{}` is named as cause, but no row of the timeline shows it", stated.text);
    Contradiction { kind: ContradictionKind::Cause, stated, derived: timeline(document), message }
}

/// Releases, builds, pull requests and commits by their numbers.
fn versioned(document: &Document, rows: &[String], out: &mut Vec<Contradiction>) {
    let lines = LineIndex::new(document.source());
    // A release of the cause is in the timeline: further versions are those it is compared with.
    let told = document.passages.iter().filter(|p| tells_cause(p) || p.section == SectionKind::Summary);
    if told
        .flat_map(|p| versions(&p.text.text))
        .any(|v| rows.iter().any(|row| row.contains(v.trim_start_matches(['v', '#']))))
    {
        return;
    }
    let mut seen: Vec<String> = Vec::new();
    let mut found = Vec::new();
    for passage in document.passages.iter().filter(|p| tells_cause(p)) {
        for sentence in passage.text.text.split_inclusive(['。', '\n']).flat_map(|s| s.split(". ")) {
            let lower = sentence.to_lowercase();
            // `PR #518 …` over rows that name pull requests.
            let is_pull = lower.contains("pr #") && rows.iter().any(|row| row.contains("pr #"));
            let is_change =
                is_pull || CHANGES.iter().any(|w| lower.contains(w)) || is_product(sentence, document, rows);
            if !is_change || BACK.iter().any(|w| lower.contains(w)) {
                continue;
            }
            let Some(version) = versions(sentence).next() else { continue };
            if is_dated(&passage.text.text, version) {
                continue;
            }
            let bare = version.trim_start_matches(['v', '#']).to_owned();
            if seen.contains(&bare) {
                continue;
            }
            seen.push(bare);
            found.push(lacking(document, place(document, passage, version, &lines)));
        }
    }
    out.append(&mut found);
}

/// `validator 5.2.0 was deployed on 3 February`: told with a day of its own, it is none of the rows.
fn is_dated(words: &str, version: &str) -> bool {
    const NEAR: usize = 100;
    let Some((_, behind)) = words.split_once(version) else { return false };
    let near: String = behind.chars().take(NEAR).collect();
    moments_behind_blanks(&near).any(|moment| moment.time.is_none())
}

/// What is read as a moment behind each blank of a text.
fn moments_behind_blanks(text: &str) -> impl Iterator<Item = Moment> + '_ {
    let starts = text.char_indices().filter(|(_, c)| c.is_whitespace()).map(|(at, c)| at + c.len_utf8());
    starts.filter_map(|at| first_moment(text.get(at..)?))
}

/// `docgen 3.3.0 で、既定が変わった`: a sentence that opens with a product of the rows, in a version that stands nowhere else.
fn is_product(sentence: &str, document: &Document, rows: &[String]) -> bool {
    let Some((name, rest)) = sentence.trim_start().split_once(' ') else { return false };
    let Some(version) = versions(rest).next().filter(|version| rest.starts_with(version)) else { return false };
    let name = name.to_lowercase();
    name.len() >= 3
        && name.is_ascii()
        && document.source().matches(version).count() == 1
        && rows.iter().any(|row| {
            row.split_once(&format!("{name} "))
                .is_some_and(|(_, rest)| versions(rest).next().is_some_and(|v| rest.starts_with(v)))
        })
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

/// `v2.3.0`, `1.270.0`: three numbers, or two behind a `v`; `release 5.4`, `build 8841`, `PR #4471`, `commit 3fa9c1d`.
fn versions(sentence: &str) -> impl Iterator<Item = &str> {
    let is_sign = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '#');
    // `PricingService 118`: the number of a release behind the name of what was released.
    let is_product = |before: &str| {
        let word = before.trim_end().rsplit(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
        let inner = word.chars().skip(1).any(char::is_uppercase) && word.chars().any(char::is_lowercase);
        word.starts_with(char::is_uppercase) && word.len() >= 5 && (inner || word.ends_with("Service"))
    };
    let named = |before: &str| {
        let word = before
            .trim_end_matches([' ', '　', '(', '（'])
            .rsplit(|c: char| !c.is_alphanumeric())
            .next()
            .unwrap_or_default();
        word.to_lowercase()
    };
    sentence.split(move |c: char| !is_sign(c)).map(|w| w.trim_matches(['.', '-'])).filter(move |word| {
        // The place of the word within its sentence.
        let at = (word.as_ptr() as usize).saturating_sub(sentence.as_ptr() as usize);
        let head = sentence.get(..at).unwrap_or_default();
        let before = named(head);
        let bare = word.strip_prefix('v').unwrap_or(word);
        let numbers: Vec<&str> = bare.split('.').collect();
        let is_numbers = numbers.iter().all(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()));
        let is_release =
            matches!(before.as_str(), "release" | "version" | "build" | "リリース" | "バージョン" | "ビルド");
        let is_change = matches!(before.as_str(), "pr" | "mr" | "request" | "change" | "changeset")
            || before.ends_with("プルリクエスト");
        // `v118`, but not `v2` of an interface.
        let is_counted = word.starts_with('v') && bare.len() >= 2 && numbers.len() == 1;
        let least = if is_counted {
            1
        } else if word.starts_with('v') || is_release || (before == "to" && head.to_lowercase().contains("upgrade")) {
            2
        } else {
            3
        };
        let is_version = (least..=3).contains(&numbers.len()) && is_numbers;
        let is_build = before == "build" && numbers.len() == 1 && is_numbers && word.len() >= 2;
        let number = word.strip_prefix(['#', '!']).unwrap_or(word);
        let is_number = number.len() >= 2 && number.bytes().all(|b| b.is_ascii_digit());
        let is_pull = is_change && is_number && (word.starts_with('#') || matches!(before.as_str(), "pr" | "mr"));
        let is_commit =
            before == "commit" && (7..=40).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_hexdigit());
        let is_numbered = is_product(head)
            && head.ends_with(' ')
            && (2..=5).contains(&word.len())
            && word.bytes().all(|b| b.is_ascii_digit());
        is_version || is_build || is_pull || is_commit || is_numbered
    })
}
