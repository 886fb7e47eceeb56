//! Flags, migrations, tickets of changes and commits that are named as cause and that no row shows: `The flag new-pricing was turned
//! on and doubled the queries` over rows that tell a deploy alone.
//!
//! Only where the rows tell some other change is the named one missed: a timeline without any change is short, and not wrong.

use std::sync::LazyLock;

use regex::Regex;

use super::{lacking, tells_cause};
use crate::{
    document::{Document, LineIndex, SectionKind},
    numbers::{
        Contradiction,
        event::{kind::Kind, words},
        interval::stated::place,
        reading::sentence,
    },
};

/// A class of changes that have names: how they are written, and the words of rows that may tell one without its name.
struct Class {
    form: LazyLock<Regex>,
    words: &'static [&'static str],
}

const NAME: &str = r"[`「]?(?P<name>[A-Za-z0-9]+(?:[-_./:][A-Za-z0-9]+)+)[`」]?";

static CLASSES: [Class; 5] = [
    Class {
        form: LazyLock::new(|| regex(&format!(r"(?i)(?:\b(?:flag|toggle)|フラグ) ?{NAME}"))),
        words: &["flag", "toggle", "フラグ"],
    },
    Class {
        form: LazyLock::new(|| regex(&format!(r"(?i){NAME} (?:flag|toggle)\b"))),
        words: &["flag", "toggle", "フラグ"],
    },
    Class {
        form: LazyLock::new(|| {
            regex(r"(?i)(?:\bmigration|マイグレーション) ?#?[`「]?(?P<name>[0-9]{3,}[A-Za-z0-9_-]*)")
        }),
        words: &["schema", "スキーマ"],
    },
    Class {
        form: LazyLock::new(|| regex(r"(?-u:\b)(?P<name>(?:CHG|CHANGE|CR|CM|RFC|MOP)[- ]?[0-9]{3,9})(?-u:\b)")),
        words: &[],
    },
    Class {
        form: LazyLock::new(|| regex(r"(?i)(?:\bcommit|コミット) ?[`「]?(?P<name>[0-9a-f]{7,40})(?-u:\b)")),
        words: &[],
    },
];

fn regex(pattern: &str) -> Regex {
    Regex::new(pattern).expect("the pattern is a constant that the tests use")
}

/// Words of a cause, where the section is not one of causes.
const CAUSED: [&str; 18] = [
    "caused",
    "cause",
    "broke",
    "triggered",
    "led to",
    "brought",
    "doubled",
    "turned on",
    "switched on",
    "enabled",
    "locked",
    "lock",
    "rolled out",
    "dropped",
    "原因",
    "引き起こ",
    "により",
    "有効",
];

/// Words of another change than the one that did it.
const OTHER: [&str; 16] = [
    "would",
    "should",
    "will ",
    "fix",
    "revert",
    "rolled back",
    "rollback",
    "not ",
    "previous",
    "since then",
    "planned",
    "べき",
    "切り戻",
    "ロールバック",
    "修正",
    "ではな",
];

/// Checks the sections that tell the cause.
pub(super) fn check(document: &Document, rows: &[String], out: &mut Vec<Contradiction>) {
    let tells_change = |row: &String| words::all(row).iter().any(|word| word.kinds.contains(&Kind::Deploy));
    if !rows.iter().any(tells_change) {
        return;
    }
    let lines = LineIndex::new(document.source());
    let mut seen: Vec<String> = Vec::new();
    for told in sentence::told(document)
        .filter(|told| tells_cause(told.passage) && told.passage.section != SectionKind::Factors)
    {
        // Code marks are gone from the words of a passage.
        let lower = told.text.to_lowercase();
        let is_cause = CAUSED.iter().any(|word| lower.contains(word));
        if !is_cause || OTHER.iter().any(|word| lower.contains(word)) {
            continue;
        }
        for class in &CLASSES {
            let Some(name) = class.form.captures(told.text).and_then(|found| found.name("name")) else { continue };
            let bare = name.as_str().to_lowercase();
            let is_told =
                rows.iter().any(|row| row.contains(&bare) || class.words.iter().any(|word| row.contains(word)));
            if is_told || seen.contains(&bare) || super::is_dated(told.text, name.as_str()) || in_head(document, &bare)
            {
                continue;
            }
            seen.push(bare);
            out.push(lacking(document, place(document, told.passage, name.as_str(), &lines)));
        }
    }
}

/// Whether the head names it: as the incident itself, or as the change that was the trouble.
fn in_head(document: &Document, name: &str) -> bool {
    document.facts.iter().any(|fact| fact.value.text.to_lowercase().contains(name))
}

#[cfg(test)]
mod tests {
    use crate::{document::Document, numbers::contradictions};

    fn found(change: &str, said: &str) -> usize {
        let rows = format!(
            "## Timeline (UTC, 2025-03-01)\n\n- 10:00 {change}\n- 10:05 errors above 10 %\n- 10:12 alert fires\n- 10:31 errors gone\n"
        );
        contradictions(&Document::parse(&format!("# T\n\n{rows}\n## Root Cause\n\n{said}\n")), None).len()
    }

    #[test]
    fn a_change_of_the_cause_is_in_the_timeline() {
        for (change, sound) in [
            ("Flag `new-pricing` enabled", "The flag `new-pricing` was turned on and doubled the queries."),
            ("Flag for the prices enabled, after a deploy", "The flag `new-pricing` doubled the queries."),
            ("Migration 0042 applied", "Migration 0042 took an exclusive lock on the orders."),
            ("Deploy of gateway 4.2", "The flag `new-pricing` would have doubled the queries."),
            ("traffic rises", "The flag `new-pricing` was turned on and doubled the queries."),
            ("Deploy of gateway 4.2", "The flag `new-pricing`, enabled on 3 February 2025, doubled the queries."),
        ] {
            assert_eq!(found(change, sound), 0, "{sound}");
        }
        for wrong in [
            "The flag `new-pricing` was turned on and doubled the queries.",
            "Migration 0043 took an exclusive lock on the orders.",
            "A change to the CDN (CHG-4411), rolled out that morning, broke the cache.",
            "The outage was caused by commit 9be0d17.",
            "機能フラグ `new-pricing` を有効にしたことで、クエリが倍増した。",
            "マイグレーション 0043 が注文表をロックしたことが原因である。",
        ] {
            assert_eq!(found("Deploy of gateway 4.2", wrong), 1, "{wrong}");
        }
    }
}
