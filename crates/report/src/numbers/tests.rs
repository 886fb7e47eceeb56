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

#[test]
fn a_time_to_detect_follows_from_the_head_where_it_names_both_ends() {
    let head = |d: &str| {
        format!(
            "# T\n\n- **Start**: 2026-03-03 10:00 UTC\n- **Detected**: 2026-03-03 10:05 UTC\n- **Resolved**: 2026-03-03 11:00 UTC\n- **Time to detect**: {d}\n- **Time to resolve**: 55 min\n"
        )
    };
    assert_eq!(found(&head("5 min")), [], "and 55 min count from the detection");
    assert_eq!(found(&head("25 min")), [(ContradictionKind::Duration, 6, 4)]);
}

#[test]
fn rows_of_unknown_time_keep_the_head_from_being_judged() {
    assert_eq!(
        found(
            "# T\n\n**Duration**: 2 h\n\n## Timeline (UTC)\n\n- 2026-01-01 10:00 a\n- 2026-01-01 10:30 b\n- 2026-01-01 1?:?? c\n"
        ),
        []
    );
}

#[test]
fn bounds_and_what_comes_after_are_measured() {
    let text = |s: &str| format!("# T\n\n{ROWS}## What went well\n\n- {s}\n");
    for sound in [
        "We were paged within 5 minutes of the deploy.",
        "The fix came about 13 minutes after the page.",
        "Fixed within 20 minutes of the page.",
        "ページから復旧まで約14分。",
        "Users noticed 3 minutes after the cache was cleared.",
    ] {
        assert_eq!(found(&text(sound)), [], "{sound}");
    }
    for wrong in ["We were paged within 90 seconds of the deploy.", "It was fixed 25 minutes after the page."] {
        assert_eq!(
            found(&text(wrong)),
            [(ContradictionKind::Duration, 12, 5 + usize::from(wrong.contains("fixed")))],
            "{wrong}"
        );
    }
}

#[test]
fn a_range_in_front_gives_the_duration_in_brackets() {
    assert_eq!(
        found("# T\n\n## Impact\n\nErrors 10:05 – 10:47 UTC (42 minutes).\n影響期間 10:05〜10:47（42分）\n"),
        []
    );
    assert_eq!(
        found("# T\n\n## Impact\n\nErrors 10:05 – 10:47 UTC (32 minutes).\n"),
        [(ContradictionKind::Duration, 5, 5)]
    );
}

#[test]
fn a_sentence_and_the_head_say_the_same_duration() {
    let text = |d: &str| format!("# T\n\n**Duration**: 95 min\n\n## Summary\n\nThe outage lasted {d}.\n");
    assert_eq!(found(&text("about 1.5 hours")), []);
    assert_eq!(found(&text("35 minutes")), [(ContradictionKind::Duration, 7, 3)]);
    assert_eq!(found("# T\n\n**Duration**: 95 min\n\n## Summary\n\nThe first spike lasted 5 minutes.\n"), []);
}

#[test]
fn a_share_of_a_number_and_a_count_of_the_same_agree() {
    let text = |p: &str| {
        format!("# T\n\n## Summary\n\n{p} of 3,200 requests failed.\n\n## Impact\n\n980 of 3,200 requests failed.\n")
    };
    assert_eq!(found(&text("31 %")), []);
    assert_eq!(found(&text("About 30%")), []);
    assert_eq!(found(&text("40 %")), [(ContradictionKind::Percentage, 5, 9)]);
    assert_eq!(
        found("# T\n\n## 概要\n\n3,200件の40%が失敗した。\n\n## 影響\n\n3,200件中980件が失敗\n"),
        [(ContradictionKind::Percentage, 5, 9)]
    );
}

#[test]
fn totals_of_tables_are_added_up() {
    let table = |t: &str| {
        format!(
            "# T\n\n## Impact\n\n| Region | Down | Failed |\n| - | - | - |\n| eu | 20 min | 1,200 |\n| us | 15 min | 300 |\n| Total | {t} |\n"
        )
    };
    assert_eq!(found(&table("35 min | 1,500")), []);
    assert_eq!(found(&table("35 min | 1,400")), [], "one user may meet both rows");
    assert_eq!(
        found(&table("95 min | 1,900")),
        [(ContradictionKind::Duration, 9, 7), (ContradictionKind::Count, 9, 7)]
    );
}
