//! Laws of drafting again into a document whose headings were renamed, whose sections moved and whose times were typed anew.

#![expect(clippy::indexing_slicing, reason = "a test may stop")]

use backstory_report::merge::{merge, seal};
use proptest::prelude::*;

const DRAFT: &str = include_str!("fixtures/merge/draft.md");

/// After new evidence: a row and a bullet more.
fn later() -> String {
    DRAFT
        .replace("| 14:28:17 |", "| 14:27:40 | requests begin to wait[^e4] | Prometheus | - |\n| 14:28:17 |")
        .replace("- no canary stage[^e2]\n", "- no canary stage[^e2]\n- waiting requests page nobody[^e4]\n")
        .replace("[^e3]: `ALERTS`\n", "[^e3]: `ALERTS`\n[^e4]: `db_pool_connections`\n")
}

#[derive(Debug, Clone)]
enum Change {
    Rename(usize, &'static str),
    Move(usize, usize),
    Retype(usize),
}

fn change() -> impl Strategy<Value = Change> {
    let titles =
        prop::sample::select(vec!["What we saw", "Chronik", "時系列", "Timeline", "Our words", "Summary of events"]);
    prop_oneof![
        (0..9usize, titles).prop_map(|(i, title)| Change::Rename(i, title)),
        (0..9usize, 0..9usize).prop_map(|(a, b)| Change::Move(a, b)),
        (0..9usize).prop_map(Change::Retype),
    ]
}

/// The head and the sections of the second level; the comment of the machine stays with the last.
fn sections(text: &str) -> Vec<String> {
    let mut out = vec![String::new()];
    for line in text.split_inclusive('\n') {
        if line.starts_with("## ") {
            out.push(String::new());
        }
        let last = out.len() - 1;
        out[last].push_str(line);
    }
    out
}

fn apply(text: &str, changes: &[Change]) -> String {
    let (body, comment) = text.split_at(text.find("<!-- backstory:draft").unwrap_or(text.len()));
    let mut parts = sections(body);
    for change in changes {
        let count = parts.len() - 1;
        match change {
            Change::Rename(i, title) => {
                let part = &mut parts[1 + i % count];
                let rest = part.split_once('\n').map_or(String::new(), |(_, rest)| rest.to_owned());
                *part = format!("## {title}\n{rest}");
            }
            Change::Move(a, b) => {
                let part = parts.remove(1 + a % count);
                parts.insert(1 + b % count, part);
            }
            Change::Retype(i) => {
                let rows = ["| 14:27:25 |", "| 14:28:17 |", "| 14:31:45 |"];
                let row = rows[i % rows.len()];
                let typed = row.get(..7).map_or(String::new(), |minute| format!("{minute} UTC |"));
                for part in &mut parts {
                    *part = part.replace(row, &typed);
                }
            }
        }
    }
    format!("{}{comment}", parts.concat())
}

proptest! {
    #[test]
    fn renamed_headings_moved_sections_and_retyped_rows_stay_as_a_person_left_them(
        changes in prop::collection::vec(change(), 0..8),
    ) {
        let edited = apply(&seal(DRAFT), &changes);
        let merged = merge(&edited, None, &later());
        // Every line stands there still, in the order a person gave it.
        let body = edited.split("<!-- backstory:draft").next().unwrap_or_default();
        let mut after = merged.text.lines();
        for line in body.lines().filter(|line| !line.trim().is_empty()) {
            prop_assert!(after.any(|l| l == line), "lost or moved: {line}\n{}", merged.text);
        }
        // What is new is there once, and nothing that stood there stands there twice.
        for words in ["requests begin to wait", "waiting requests page nobody", "orders v2.3.0 deployed", "last failed request", "canary for ten minutes"] {
            prop_assert_eq!(merged.text.matches(words).count(), 1, "{}\n{}", words, merged.text);
        }
        // Drafting once more adds nothing.
        let again = merge(&merged.text, None, &later());
        prop_assert_eq!(&again.text, &merged.text);
        prop_assert!(again.added.is_empty());
    }
}
