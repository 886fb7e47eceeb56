//! What people did survives; what the machine adds is added once.

use proptest::prelude::*;

use super::*;

const DRAFT: &str = include_str!("../../tests/fixtures/merge/draft.md");

/// The same draft after new evidence: a row, a bullet, an action and a section more, footnotes numbered anew.
const LATER: &str = "# Post-Mortem: slow orders (2026-11-23)

**Severity**: SEV-2
**Authors**: _to fill_

## Summary

Orders failed for four minutes[^e2].

## Timeline (all times UTC)

| Time | Event | Source | Actor |
| --- | --- | --- | --- |
| 14:27:25 | orders v2.3.0 deployed[^e3] | deploys | @tomasz |
| 14:27:40 | requests begin to wait[^e1] | Prometheus | - |
| 14:28:17 | alert fires[^e4] | Prometheus | - |
| 14:31:45 | last failed request[^e2] | access log | - |

## Contributing Factors

- one pool serves all routes[^e4]
- no canary stage[^e3]
- waiting requests page nobody[^e1]

## Action Items

| ID | Action | Owner | Deadline | Priority |
| --- | --- | --- | --- | --- |
| AI-001 | page on waiting requests | @sunniva | 2026-11-30 | High |
| AI-002 | canary for ten minutes | @mei | 2026-12-07 | High |

## Data Gaps

- no statement history[^e1]

## Evidence

[^e1]: `db_pool_connections`
[^e2]: `access.log`, lines 1-9; collected 2026-11-24; sha256 bb
[^e3]: `deploys.jsonl` 88129744
[^e4]: `ALERTS`
";

#[test]
fn merging_the_same_draft_changes_nothing() {
    let sealed = seal(DRAFT);
    let merged = merge(&sealed, None, DRAFT);
    assert_eq!(merged.text, sealed);
    assert_eq!(seal(&sealed), sealed);
    assert!(merged.added.is_empty() && merged.conflicts.is_empty() && merged.updated.is_empty());
}

#[test]
fn only_what_is_new_is_added_with_the_labels_of_the_document() {
    let merged = merge(&seal(DRAFT), None, LATER);
    assert_eq!(merged.conflicts, []);
    assert_eq!(merged.added.len(), 4, "{:#?}", merged.added);
    let text = &merged.text;
    assert!(
        text.contains("| 14:27:40 | requests begin to wait[^e4] <!-- backstory:new --> | Prometheus | - |\n| 14:28:17"),
        "{text}"
    );
    assert!(
        text.contains("- no canary stage[^e2]\n- waiting requests page nobody[^e4] <!-- backstory:new -->\n"),
        "{text}"
    );
    assert!(text.contains("| AI-002 | page on waiting requests"), "a number in use is not used again:\n{text}");
    assert!(text.contains("## Data Gaps <!-- backstory:new -->\n\n- no statement history[^e4]"), "{text}");
    assert!(text.contains("[^e3]: `ALERTS`\n[^e4]: `db_pool_connections`\n"), "{text}");
    assert_eq!(merge(text, None, LATER).text, *text);
}

#[test]
fn what_a_person_deleted_stays_away_and_what_one_wrote_stays() {
    let edited = seal(DRAFT)
        .replace("| 14:28:17 | alert fires[^e3] | Prometheus | - |\n", "")
        .replace("orders v2.3.0 deployed[^e2]", "the release with the new query[^e2]")
        .replace("_to fill_", "Ines");
    let merged = merge(&edited, None, LATER);
    assert!(!merged.text.contains("alert fires"));
    assert!(merged.text.contains("the release with the new query[^e2]") && !merged.text.contains("v2.3.0 deployed"));
    assert!(merged.text.contains("**Authors**: Ines"));
    assert_eq!(merged.conflicts, []);
    assert_eq!(merged.withheld.len(), 1);
}

#[test]
fn a_conflict_is_shown_on_every_run_and_changes_no_word() {
    let edited = seal(DRAFT).replace("no canary stage[^e2]", "releases go to all replicas[^e2]");
    let draft = DRAFT.replace("no canary stage", "no canary and no pause");
    let first = merge(&edited, None, &draft);
    assert_eq!(first.conflicts.len(), 1);
    assert_eq!(first.conflicts[0].proposed, "- no canary and no pause[^e2]");
    assert_eq!(first.text, edited);
    assert_eq!(merge(&first.text, None, &draft).conflicts, first.conflicts);
}

#[test]
fn untouched_words_of_the_machine_follow_the_draft() {
    let draft = DRAFT.replace("four minutes", "five minutes");
    let merged = merge(&seal(DRAFT), None, &draft);
    assert!(merged.text.contains("failed for five minutes"));
    assert_eq!(merged.updated.len(), 1);
}

#[test]
fn a_timeline_in_another_zone_gets_new_rows_by_its_clock() {
    let sealed = seal(DRAFT);
    let moved = sealed
        .replace("## Timeline (all times UTC)", "## Timeline (all times CET)")
        .replace("| 14:2", "| 15:2")
        .replace("| 14:3", "| 15:3");
    let merged = merge(&moved, None, LATER);
    assert!(merged.text.contains("| 15:27:40 | requests begin to wait"), "{}", merged.text);
    assert!(!merged.text.contains("| 14:27"), "{}", merged.text);
    assert_eq!(merge(&merged.text, None, LATER).text, merged.text);
}

#[test]
fn an_action_that_a_person_rewrote_is_in_no_conflict_with_itself() {
    let sealed = seal(DRAFT);
    let row = DRAFT.lines().find(|line| line.starts_with("| AI-001")).unwrap();
    let cells: Vec<&str> = row.split('|').collect();
    let own = format!("|{}|{}| @ines | 2027-01-15 | P0 |", cells[1], cells[2]);
    let edited = sealed.replace(row, &own);
    assert_ne!(edited, sealed);
    // The next draft counts its deadline from another day.
    let next = DRAFT.replace(row, &row.replace(cells[4], " 2026-12-19 "));
    let merged = merge(&edited, None, &next);
    assert_eq!(merged.conflicts, []);
    assert!(merged.text.contains(&own), "{}", merged.text);
}

#[test]
fn actions_without_a_section_keep_their_numbers() {
    let sealed = seal(DRAFT);
    let (before, section) = sealed.split_once("## Action Items").unwrap();
    let (_, after) = section.split_once("\n## ").unwrap();
    let without = format!("{before}## {after}");
    let first = merge(&without, None, LATER);
    let second = merge(&first.text, None, LATER);
    assert_eq!(second.text, first.text);
    let absent = absent_actions(LATER, &first);
    assert_eq!(absent.len(), LATER.lines().filter(|line| line.starts_with("| AI-")).count(), "{absent:?}");
}

#[test]
fn citations_get_back_the_definitions_that_are_gone() {
    let sealed = seal(DRAFT);
    let (before, section) = sealed.split_once("## Evidence").unwrap();
    let (_, after) = section.split_once("<!-- backstory:draft").unwrap();
    let without = format!("{before}<!-- backstory:draft{after}");
    let merged = merge(&without, None, LATER);
    let (text, _) = unsealed(&merged.text);
    for label in crate::import::inline::footnotes(&text) {
        assert!(text.contains(&format!("[^{label}]: ")), "{label} in {text}");
    }
    assert_eq!(merge(&merged.text, None, LATER).text, merged.text);
}

#[test]
fn a_sidecar_does_what_the_comment_does() {
    let edited = DRAFT.replace("- no canary stage[^e2]\n", "");
    let merged = merge(&edited, Some(DRAFT), LATER);
    assert!(!merged.text.contains("no canary stage"));
    assert!(merge(&edited, None, LATER).text.contains("no canary stage"), "without either it is new");
}

#[derive(Debug, Clone)]
enum Change {
    Reword(usize),
    Delete(usize),
    Swap(usize, usize),
    Insert(usize),
}

fn change() -> impl Strategy<Value = Change> {
    prop_oneof![
        (0..40usize).prop_map(Change::Reword),
        (0..40usize).prop_map(Change::Delete),
        (0..40usize, 0..40usize).prop_map(|(a, b)| Change::Swap(a, b)),
        (0..40usize).prop_map(Change::Insert),
    ]
}

/// Lines a person edits: rows and bullets.
fn is_unit(line: &str) -> bool {
    line.starts_with("- ")
        || (line.starts_with("| ")
            && !line.starts_with("| ---")
            && !line.starts_with("| Time")
            && !line.starts_with("| ID"))
}

fn apply(text: &str, changes: &[Change]) -> String {
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    for (n, change) in changes.iter().enumerate() {
        let places: Vec<usize> = (0..lines.len()).filter(|i| is_unit(&lines[*i])).collect();
        if places.is_empty() {
            break;
        }
        let at = |i: &usize| places[i % places.len()];
        match change {
            Change::Reword(i) => {
                let line = &mut lines[at(i)];
                *line = match line.rfind("[^") {
                    Some(cut) => {
                        let (head, tail) = line.split_at(cut);
                        format!("{head} as a person says {n}{tail}")
                    }
                    None if line.starts_with("- ") => format!("{line} as a person says {n}"),
                    None => line.replacen(" | @", &format!(" as a person says {n} | @"), 1),
                };
            }
            Change::Delete(i) => drop(lines.remove(at(i))),
            Change::Swap(a, b) => {
                let (a, b) = (at(a), at(b));
                if lines[a].starts_with('-') == lines[b].starts_with('-') {
                    lines.swap(a, b);
                }
            }
            Change::Insert(i) => {
                let place = at(i);
                let line = if lines[place].starts_with('-') {
                    format!("- human bullet {n}")
                } else {
                    format!("| 14:29:{n:02} | human row {n} | chat | @kofi |")
                };
                lines.insert(place + 1, line);
            }
        }
    }
    lines.join("\n") + "\n"
}

proptest! {
    #[test]
    fn no_word_order_or_deletion_of_a_person_is_lost(changes in prop::collection::vec(change(), 0..12)) {
        let sealed = seal(DRAFT);
        let edited = apply(&sealed, &changes);
        let merged = merge(&edited, None, LATER);
        // Every line that stood there stands there still, in the same order (the comment is the machine's).
        let body = |text: &str| text.split("<!-- backstory:draft").next().unwrap_or_default().to_owned();
        let mut after = merged.text.lines();
        for line in body(&edited).lines().filter(|l| !l.trim().is_empty()) {
            prop_assert!(after.any(|l| l == line), "lost or moved: {line}\n{}", merged.text);
        }
        // A unit of the draft that is not in the edited text is not there afterwards either.
        for line in DRAFT.lines().filter(|l| is_unit(l)) {
            let words = line.trim_start_matches(['-', ' ', '|']).split("[^").next().unwrap_or_default();
            if !edited.contains(words) {
                prop_assert!(!merged.text.contains(words), "came back: {words}\n{}", merged.text);
            }
        }
        let again = merge(&merged.text, None, LATER);
        prop_assert_eq!(&again.text, &merged.text);
        prop_assert_eq!(again.conflicts.len(), merged.conflicts.len());
        prop_assert!(again.added.is_empty());
    }

    #[test]
    fn any_text_can_be_merged_with_any_other(a in "[\\PC\n|*#-]{0,200}", b in "[\\PC\n|*#-]{0,200}") {
        let once = merge(&a, None, &b).text;
        prop_assert_eq!(merge(&once, None, &b).text, once);
    }
}
