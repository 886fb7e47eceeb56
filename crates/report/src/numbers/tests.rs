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

/// Rows of an incident with a deploy, a page, a report, a fix.
fn told(section: &str, words: &str) -> Vec<(ContradictionKind, usize, usize)> {
    found(&format!("# T\n\n{ROWS}## {section}\n\n{words}\n"))
}

const DAY: &str = "## Timeline (UTC)\n\n- 2026-01-01 09:58 config bundle activated\n- 10:00 uploads begin to fail\n- 10:12 first report from a customer\n- 10:19 alert fires\n- 10:41 queue stopped on all relays\n- 10:50 uploads work again\n\n";

fn day(section: &str, words: &str) -> Vec<(ContradictionKind, usize, usize)> {
    found(&format!("# T\n\n{DAY}## {section}\n\n{words}\n"))
}

#[test]
fn ends_that_a_sentence_tells_in_its_own_words_are_measured() {
    let sound = [
        "Once the first report came in, the queue was stopped within 30 minutes.",
        "The problem was detected after about 20 minutes.",
        "It took 19 minutes to detect the problem.",
        "The alert fired seven minutes after the first report.",
        "A retry waits for 10 minutes.",
    ];
    for sound in sound {
        assert_eq!(day("What went well", sound), [], "{sound}");
    }
    let wrong = [
        ("Once the first report came in, the queue was stopped within 10 minutes.", 7),
        ("It took two minutes to recover.", 8),
        ("The problem was detected after 4 minutes.", 6),
        ("The alert fired half an hour after the first report.", 7),
    ];
    for (wrong, _) in wrong {
        let found = day("What went well", wrong);
        assert_eq!(
            found.iter().map(|f| (f.0, f.1)).collect::<Vec<_>>(),
            [(ContradictionKind::Duration, 14)],
            "{wrong}"
        );
    }
}

#[test]
fn ends_in_japanese_are_measured() {
    const ROWS: &str = "## 時系列（UTC）\n\n- 2026-01-01 09:55 設定を反映\n- 10:00 エラー発生\n- 10:05 アラートで検知\n- 10:31 全店に手動開放を指示\n- 11:30 復旧\n\n## 概要\n\n";
    let check = |words: &str| found(&format!("# T\n\n{ROWS}{words}\n")).len();
    for sound in [
        "検知から30分以内に手動開放へ切り替えた。",
        "発生から検知まで5分だった。",
        "検知から復旧まで約1時間半を要した。",
        "設定の10分後に検知した。",
        "検知まで5分を要した。",
    ] {
        assert_eq!(check(sound), 0, "{sound}");
    }
    for wrong in [
        "検知から10分以内に手動開放へ切り替えた。",
        "発生から検知まで20分だった。",
        "検知から復旧まで約3時間を要した。",
        "検知まで45分を要した。",
    ] {
        assert_eq!(check(wrong), 1, "{wrong}");
    }
}

#[test]
fn a_time_of_an_event_is_that_of_its_row() {
    assert_eq!(day("Summary", "The alert fired at 10:19."), []);
    assert_eq!(day("Summary", "The alert fired at 10:50 UTC."), [], "another row has that time");
    assert_eq!(told("Summary", "The on-call engineer was paged at 10:05 UTC."), []);
    assert_eq!(told("Summary", "The on-call engineer was paged at 10:11 UTC."), [(ContradictionKind::Time, 12, 6)]);
    assert_eq!(
        found(&format!("# T\n\n**Detected**: 2026-01-01 10:09 UTC\n\n{ROWS}")),
        [(ContradictionKind::Time, 3, 8)]
    );
}

#[test]
fn a_sentence_tells_events_in_the_order_of_the_rows() {
    assert_eq!(day("What went well", "The alert fired after the first customer report."), []);
    assert_eq!(
        day("What went well", "The alert fired before the first customer report."),
        [(ContradictionKind::Order, 14, 8)]
    );
    assert_eq!(day("What went well", "The alert should fire before customers report it."), []);
    assert_eq!(
        found(
            "# T\n\n## 時系列（UTC）\n\n- 2026-01-01 10:00 問い合わせ\n- 10:05 アラート\n\n## 概要\n\nアラートは問い合わせより先に発報した。\n"
        ),
        [(ContradictionKind::Order, 10, 6)]
    );
}

#[test]
fn claimed_counts_are_those_of_the_list() {
    let text = |s: &str| found(&format!("# T\n\n## Summary\n\n{s}\n"));
    assert_eq!(text("It hit three services (api, web and mail)."), []);
    assert_eq!(text("It hit three services (mainly api, web)."), []);
    assert_eq!(text("It hit three services (api, web)."), [(ContradictionKind::Count, 5, 5)]);
    assert_eq!(text("We changed the following two things:\n\n- a\n- b"), []);
    assert_eq!(text("We changed the following two things:\n\n- a\n- b\n- c"), [(ContradictionKind::Count, 5, 7)]);
    assert_eq!(text("影響は以下の3件である。\n\n- a\n- b\n- c"), []);
    assert_eq!(text("影響は以下の3件である。\n\n- a\n- b"), [(ContradictionKind::Count, 5, 7)]);
}

#[test]
fn a_column_adds_up_to_what_the_text_says_of_it() {
    let text = |n: &str| {
        found(&format!(
            "# T\n\n## Summary\n\nThe run charged {n} customers twice.\n\n## Impact\n\n| Plan | Customers charged twice |\n| - | - |\n| a | 2,480 |\n| b | 1,220 |\n"
        ))
    };
    assert_eq!(text("3,700"), []);
    assert_eq!(text("about 3,700"), []);
    assert_eq!(text("3,900"), [(ContradictionKind::Count, 5, 11)]);
}

#[test]
fn shares_of_all_follow_from_the_counts() {
    let text = |p: &str| {
        found(&format!(
            "# T\n\n## Impact\n\nShard 3 holds 9,600 of our 40,000 mailboxes. So {p} of all mailboxes received nothing.\n"
        ))
    };
    assert_eq!(text("about a quarter"), []);
    assert_eq!(text("24%"), []);
    assert_eq!(text("about 12%"), [(ContradictionKind::Percentage, 5, 5)]);
    let japanese =
        |n: &str| found(&format!("# T\n\n## 影響\n\n8,000人の40%が2枚受け取った。\n\n- 2枚受け取った人: {n}人\n"));
    assert_eq!(japanese("3,200"), []);
    assert_eq!(japanese("2,000"), [(ContradictionKind::Percentage, 5, 7)]);
    assert_eq!(found("# T\n\n## 影響\n\n1,200台のうち 300台（25%）が切れた。\n"), []);
    assert_eq!(
        found("# T\n\n## 影響\n\n1,200台のうち 300台（35%）が切れた。\n"),
        [(ContradictionKind::Percentage, 5, 5)]
    );
    assert_eq!(found("# T\n\n## Impact\n\n25% (300 of 1,200) failed.\n"), []);
    assert_eq!(found("# T\n\n## Impact\n\n35% (300 of 1,200) failed.\n"), [(ContradictionKind::Percentage, 5, 5)]);
}

#[test]
fn builds_and_pull_requests_named_as_cause_stand_in_the_timeline() {
    for (cause, is_known) in
        [("The deploy of build 8841", false), ("PR #4471, merged that morning,", false), ("The release v2.3.0", true)]
    {
        let found = told("Root cause", &format!("{cause} brought a slow query."));
        assert_eq!(found.is_empty(), is_known, "{cause}");
    }
}

#[test]
fn hours_are_rounded_to_the_nearest() {
    let head = |d: &str| {
        found(&format!(
            "# T\n\n- **Start**: 2026-03-03 10:00 UTC\n- **Resolved**: 2026-03-03 11:04 UTC\n- **Duration**: {d}\n"
        ))
    };
    assert_eq!(head("about an hour"), []);
    assert_eq!(head("1 hour"), []);
    assert_eq!(head("2 hours"), [(ContradictionKind::Duration, 5, 3)]);
}

const HEAD: &str = "# T\n\n- **Severity**: SEV-2\n- **Start**: 2025-03-12 14:05 UTC\n- **Resolved**: 2025-03-12 15:47 UTC\n\n## Timeline (UTC)\n\n- 13:58 checkout 2.14.0 deployed\n- 14:12 Alert `ErrorsHigh` fires\n- 14:14 Priya acknowledges the page\n- 14:31 Incident declared, SEV-2\n- 15:47 Error rate at baseline\n";

fn under_head(said: &str) -> usize {
    found(&format!("{HEAD}\n## Summary\n\n{said}\n")).len()
}

#[test]
fn other_cases_plans_and_limits_are_left_alone() {
    for sound in [
        "In January a similar outage lasted 4 hours.",
        "Our target is 15 minutes to mitigation.",
        "Detection would have taken 40 minutes without the alert.",
        "A retry waits 30 seconds, three times, before it gives up.",
        "If the alert had fired 20 minutes after the onset, nobody would have been awake.",
        "昨年の障害では復旧まで3時間かかった。",
        "目標は検知まで5分以内である。",
        "タイムアウトは30秒で、再試行は3回行う。",
    ] {
        assert_eq!(under_head(sound), 0, "{sound}");
    }
}

#[test]
fn the_start_of_the_head_is_an_end_of_durations() {
    for sound in [
        "The alert fired seven minutes after the onset.",
        "Detection took 7 minutes.",
        "It took 19 minutes from the alert to the declaration.",
        "The alert fired two minutes before the acknowledgement.",
        "発生から検知まで7分を要した。",
    ] {
        assert_eq!(under_head(sound), 0, "{sound}");
    }
    for wrong in [
        "The alert fired 17 minutes after the onset.",
        "It took 39 minutes from the alert to the declaration.",
        "Checkout recovered after all, and recovery took 122 minutes in all, from 14:05 to 15:47.",
    ] {
        assert_eq!(under_head(wrong), 1, "{wrong}");
    }
}
