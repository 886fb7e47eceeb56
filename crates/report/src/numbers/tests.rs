//! Each kind of contradiction, and sound numbers that must stay silent.

use super::*;

fn found(source: &str) -> Vec<(ContradictionKind, usize, usize)> {
    contradictions(&Document::parse(source), None).iter().map(|c| (c.kind, c.stated.line, c.derived.line)).collect()
}

const ROWS: &str = "## Timeline (UTC)\n\n- 2026-01-01 10:00 v2.3.0 deployed\n- 10:05 on-call engineer paged\n- 10:19 rollback done, errors fixed\n- 10:35 incident closed\n\n";

#[test]
fn a_duration_longer_than_the_timeline_is_found_with_both_places() {
    let source = format!("# T\n\n**Duration**: 1 h 35 min\n\n{ROWS}");
    assert_eq!(found(&source), [(ContradictionKind::Duration, 3, 10)]);
    assert_eq!(found(&format!("# T\n\n**Duration**: 35 min\n\n{ROWS}")), []);
}

#[test]
fn start_and_resolved_give_the_duration() {
    let head = |d: &str| {
        format!("# T\n\n- **Start**: 2026-03-03 23:42 UTC\n- **Resolved**: 2026-03-04 01:05 UTC\n- **Duration**: {d}\n")
    };
    assert_eq!(found(&head("83 min")), []);
    assert_eq!(found(&head("90 min")), [(ContradictionKind::Duration, 5, 3)]);
    assert_eq!(
        found("---\n発生: 2026-05-29 09:50\n復旧: 2026-05-29 10:45\n継続時間: 95分\n---\n"),
        [(ContradictionKind::Duration, 4, 2)]
    );
}

#[test]
fn a_duration_between_two_named_rows_is_measured() {
    let text = |d: &str| format!("# T\n\n{ROWS}## What went well\n\n- Only {d} from page to fix.\n");
    assert_eq!(found(&text("10 minutes")), [(ContradictionKind::Duration, 12, 6)]);
    assert_eq!(found(&text("14 minutes")), []);
}

#[test]
fn a_range_in_brackets_gives_its_duration() {
    assert_eq!(found("# T\n\n## Impact\n\n5 hours 26 minutes (10:45 - 16:11 UTC)\n"), []);
    assert_eq!(found("# T\n\n## Impact\n\n4 hours (10:45 - 16:11 UTC)\n"), [(ContradictionKind::Duration, 5, 5)]);
}

#[test]
fn a_share_follows_from_its_numbers() {
    assert_eq!(found("# T\n\n## Impact\n\n6,375 of 9,349 (68.2 %) failed. 9,349件中6,375件（68.2%）\n"), []);
    assert_eq!(found("# T\n\n## Impact\n\n6,375 of 9,349 (71 %) failed\n"), [(ContradictionKind::Percentage, 5, 5)]);
    assert_eq!(found("# T\n\n## 影響\n\n9,349件中6,375件（86.2%）\n"), [(ContradictionKind::Percentage, 5, 5)]);
}

#[test]
fn a_release_named_as_cause_stands_in_the_timeline() {
    let text = |v: &str| format!("# T\n\n{ROWS}## Root cause\n\nThe release {v} brought a slow query.\n");
    assert_eq!(found(&text("v2.3.0")), []);
    assert_eq!(found(&text("v2.4.0")), [(ContradictionKind::Cause, 12, 3)]);
}

#[test]
fn rows_out_of_order_are_found() {
    assert_eq!(found("## Timeline\n\n- 10:20 a\n- 10:12 b\n"), [(ContradictionKind::Order, 4, 3)]);
    assert_eq!(found("## Timeline (UTC)\n\n- 2026-01-01 23:50 a\n- 00:10 b\n"), []);
}
