//! What must hold for any text: the check never panics, its places are whole characters, its fixes are safe.

use std::collections::BTreeMap;

use backstory_check::{
    check, fix,
    reading::Reading,
    rules::report::{REPORT_RULES, Setting},
};
use proptest::prelude::*;

/// Pieces of reports, hostile characters, and anything.
fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        prop::sample::select(vec![
            "# Outage\n",
            "## Timeline\n",
            "## Timeline (UTC)\n",
            "## タイムライン\n",
            "## Action items\n",
            "## Root causes\n",
            "## アクションアイテム\n",
            "**Impact:** some users\n",
            "**影響**: 一部\n",
            "- Start: 2026-01-02 10:00 UTC\n",
            "- 復旧: 2026-01-02 11:00\n",
            "- Duration: 3 h\n",
            "- 10:00 a\n",
            "- 10:10 b\n",
            "- 09:59 c\n",
            "- 2026-01-03 00:01 d\n",
            "| ID | Action | Owner |\n|---|---|---|\n",
            "| AI-004 | x y | z |\n",
            "|  | v w | u |\n",
            "| Time | Event |\n|---|---|\n",
            "| 10:30 | p |\n",
            "The engineer forgot to review the plan.\n",
            "担当者が確認を怠った。\n",
            "- [ ] Improve monitoring\n",
            "```\n",
            "<!--",
            "-->",
            "---\n",
            "> ",
            "\u{200b}",
            "\u{202e}",
            "\u{feff}",
            "e\u{301}",
            "👩‍🚒",
            "\r\n",
            "\0",
            "「",
            "」",
            "\"",
            "(",
            "|",
            "**",
            "[^",
            "](",
            "１０：００",
            "　",
            "\n\n",
            "<!-- backstory: allow blame.person because x -->\n",
        ])
        .prop_map(str::to_owned),
        any::<String>(),
        "[ -~\u{3041}-\u{3096}\u{4e00}-\u{4e40}]{0,40}\n",
    ]
}

fn text() -> impl Strategy<Value = String> {
    prop::collection::vec(piece(), 0..30).prop_map(|pieces| pieces.concat())
}

fn count<'a>(lines: impl Iterator<Item = &'a str>) -> BTreeMap<&'a str, usize> {
    let mut counted = BTreeMap::new();
    for line in lines {
        *counted.entry(line).or_default() += 1;
    }
    counted
}

/// What a report says, without where it stands: rows, actions, factors, facts.
fn parts(source: &str) -> (Vec<String>, Vec<String>, Vec<String>, Vec<String>) {
    let reading = Reading::new(source);
    let mut rows: Vec<String> = reading.rows.iter().map(|row| row.entry.text.clone()).collect();
    rows.sort();
    let actions = reading.actions.iter().map(|a| format!("{} {:?} {:?}", a.entry.text, a.owner, a.deadline)).collect();
    let factors = reading.factors.iter().map(|factor| factor.text.clone()).collect();
    let facts = reading.facts.iter().map(|fact| format!("{:?} {}", fact.key, fact.value)).collect();
    (rows, actions, factors, facts)
}

/// Holds the promises of `--fix` to a source.
fn fix_is_safe(source: &str) {
    let Some(fixed) = fix::fix(source) else { return };
    assert_eq!(fix::fix(&fixed), None, "a second run changes something");
    assert_eq!(parts(source), parts(&fixed), "a part of the report changed");
    // Lines move, get an id in an empty cell, or a zone at the end of a heading; no other line is touched.
    let (before, after) = (count(source.split_inclusive('\n')), count(fixed.split_inclusive('\n')));
    assert_eq!(before.values().sum::<usize>(), after.values().sum::<usize>(), "lines were lost or added");
    // Of two equal lines one may change: what counts is which lines there are more of.
    for (line, _) in after.iter().filter(|(line, times)| before.get(*line).unwrap_or(&0) < *times) {
        let trimmed = line.trim_start();
        assert!(
            trimmed.starts_with('#') || trimmed.starts_with('*') || trimmed.starts_with("| AI-"),
            "changed: {line:?}"
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn any_text_is_checked_and_places_are_whole_characters(source in text()) {
        for public in [false, true] {
            let strict = REPORT_RULES.iter().map(|rule| rule.info.id.to_owned()).collect();
            let setting = Setting { today: Some(jiff::civil::date(2026, 5, 1)), public, strict };
            for finding in check(&source, &setting, None) {
                if let Some(bytes) = finding.bytes {
                    prop_assert!(source.get(bytes.clone()).is_some(), "{} at {bytes:?}", finding.rule);
                }
                let line = finding.line.unwrap_or(1);
                prop_assert!((1..=source.split('\n').count().max(1)).contains(&line), "{} line {line}", finding.rule);
            }
        }
    }

    #[test]
    fn fixes_are_idempotent_and_keep_what_is_said(source in text()) {
        fix_is_safe(&source);
    }
}

#[test]
fn fixes_of_every_variant_of_the_example_reports_are_safe() {
    for rule in REPORT_RULES {
        for variant in rule.fires.iter().chain(rule.passes) {
            fix_is_safe(&variant.report());
        }
    }
}
