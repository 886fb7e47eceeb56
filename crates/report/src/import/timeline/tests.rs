//! Timelines in odd forms.

use crate::document::Document;

fn rows(body: &str) -> Vec<(String, String)> {
    let source = format!("# T\n\nDate: 2024-07-02\n\n{body}");
    let rows = Document::parse(&source).timeline;
    rows.iter()
        .map(|row| (row.moment.civil().map_or("none".to_owned(), |at| at.to_string()), row.event.text.clone()))
        .collect()
}

#[test]
fn a_heading_that_says_when_all_happened_is_no_row() {
    for heading in [
        "Timeline (2024-03-14 09:00-10:00 UTC)",
        "Timeline: 2024-03-14 09:00 UTC onwards",
        "タイムライン（2024年3月14日 09:00～10:00 UTC）",
    ] {
        let found = rows(&format!("## {heading}\n\n- 09:00 fail\n- 10:00 fix\n"));
        assert_eq!(found.len(), 2, "{heading}: {found:?}");
        assert_eq!(found[0].0, "2024-03-14T09:00:00", "{heading}");
    }
    let zero = rows("## Timeline (T0 = 2024-03-14 09:00 UTC)\n\n- T-30m deploy\n- T+0 fail\n");
    assert_eq!(
        zero.iter().map(|row| row.0.as_str()).collect::<Vec<_>>(),
        ["2024-03-14T08:30:00", "2024-03-14T09:00:00"]
    );
    let own = rows("## Timeline\n\n### 10:00 - Database restarts\n\nwords\n\n### 10:05 - Alerts fire\n\nwords\n");
    assert_eq!(own.len(), 2);
}

#[test]
fn rows_of_odd_forms_have_their_times() {
    let found = rows("## Timeline\n\n- 1430 a\n- 1500 b\n- 1510 c\n- 2024-07-02 15:15 d\n");
    assert_eq!(found.last().map(|row| row.0.as_str()), Some("2024-07-02T15:15:00"));
    let found = rows("## Timeline\n\n- 15:30 a\n- 15:40 b\n- 15.45 c\n- 〃 d\n");
    assert_eq!(
        found[2..],
        [("2024-07-02T15:45:00".to_owned(), "c".to_owned()), ("2024-07-02T15:45:00".to_owned(), "d".to_owned())]
    );
    let found = rows("## Timeline\n\n7月2日\n- 23:50 a\n7月3日\n- 0:40 b\n");
    let shown: Vec<_> = found.iter().map(|row| (row.0.as_str(), row.1.as_str())).collect();
    assert_eq!(shown, [("2024-07-02T23:50:00", "a"), ("2024-07-03T00:40:00", "b")]);
    let found = rows("## Timeline\n\nUma  10:02 AM\nsearch is down\n\nVik  10:05 AM\nrolling back\n");
    assert_eq!(found.len(), 2, "{found:?}");
}

#[test]
fn days_in_brackets_stand_below_their_timeline() {
    let source = "# 停止の報告\n2023年10月12日 作成\n■ 時系列\n【10月10日】\n・8:30 検知\n・9:00 対策本部\n【10月11日】\n・1:30 修正\n・深夜 方針を変更\n■ 原因\nメモリ不足\n";
    let document = Document::parse(source);
    let shown: Vec<_> = document
        .timeline
        .iter()
        .map(|row| (row.moment.date.map(jiff::civil::Date::day), row.event.text.as_str()))
        .collect();
    let expected = [(Some(10), "検知"), (Some(10), "対策本部"), (Some(11), "修正"), (Some(11), "方針を変更")];
    assert_eq!(shown, expected);
    assert_eq!(document.root_cause.len(), 1);
}

#[test]
fn notes_on_the_zone_are_no_rows() {
    for note in ["2015-10-21 (_all times UTC_)", "2015-10-21（時間はすべて UTC）"] {
        let source = format!("# T\n\n## Timeline\n\n{note}\n\n- 14:51 first\n- 14:53 second\n");
        let rows = Document::parse(&source).timeline;
        let instants: Vec<_> = rows.iter().map(|row| row.moment.instant.map(|at| at.to_string())).collect();
        assert_eq!(
            instants,
            [Some("2015-10-21T14:51:00Z".to_owned()), Some("2015-10-21T14:53:00Z".to_owned())],
            "{note}"
        );
    }
}

#[test]
fn signs_and_pictures_are_no_words_of_an_event() {
    let found = rows(
        "## Timeline\n\n- **9:30 AM** \\- deploy of *a*\n- 9:40 AM: seen in the graph\n  ![cpu](https://x.example/a.png)\n- 9:45 AM ![graph](b.png)\n- 〃 9:50 pool full\n",
    );
    let events: Vec<_> = found.iter().map(|row| row.1.as_str()).collect();
    assert_eq!(events, ["deploy of a", "seen in the graph", "graph", "pool full"]);
    assert_eq!(found[3].0, "2024-07-02T09:50:00");
}

#[test]
fn a_winter_label_that_may_be_meant_as_summer_time_is_no_disorder() {
    let of = |rows: &str| {
        let document = Document::parse(&format!("# T\n\nDate: 2024-07-02\n\n## Timeline\n\n{rows}"));
        document.remarks.iter().filter(|remark| remark.kind == crate::document::RemarkKind::OutOfOrder).count()
    };
    assert_eq!(of("- 2:05 PM EST deploy\n- 2:20 PM EDT alert\n"), 0);
    assert_eq!(of("- 2:05 PM EST deploy\n- 1:00 PM EDT alert\n"), 1);
    assert_eq!(of("- 2:05 PM EST deploy\n- 1:40 PM EST alert\n"), 1);
}

#[test]
fn rows_without_a_zero_are_listed() {
    let of = |body: &str| {
        let document = Document::parse(&format!("# T\n\n## Timeline (UTC)\n\n{body}"));
        document.not_understood().map(|remark| remark.line).collect::<Vec<_>>()
    };
    assert_eq!(of("- 2024-07-02 10:00 a\n- T+25m: b\n- +1h: c\n"), [6, 7]);
    assert!(of("T0 = 2024-07-02 10:00 UTC\n\n- T+25m: b\n").is_empty());
}

#[test]
fn dates_of_the_head_are_read_in_the_order_that_the_rows_prove() {
    let source = "# T\n\nDate: 04/05/2024\n\n## Timeline (UTC)\n\n| Time | Event |\n|---|---|\n| 04/05/2024 23:10 | a |\n| 13/05/2024 09:00 | b |\n";
    let document = Document::parse(source);
    let days: Vec<_> = document.timeline.iter().map(|row| row.moment.date.map(|day| day.to_string())).collect();
    assert_eq!(days, [Some("2024-05-04".to_owned()), Some("2024-05-13".to_owned())]);
    assert_eq!(document.facts[0].moment.as_ref().and_then(|m| m.date), Some(jiff::civil::date(2024, 5, 4)));
}

#[test]
fn two_bullets_with_times_are_a_timeline() {
    let mail = "From: Ida <i@lists.example>\nDate: Wed, 6 Mar 2024 09:00:00 +0100\nSubject: Outage of the wiki\n\nYesterday the wiki was down.\n\nWhat happened:\n - 18:40Z disk full\n - 20:15Z wiki back\n";
    let rows = Document::parse(mail).timeline;
    let instants: Vec<_> = rows.iter().map(|row| row.moment.instant.map(|at| at.to_string())).collect();
    assert_eq!(instants, [Some("2024-03-05T18:40:00Z".to_owned()), Some("2024-03-05T20:15:00Z".to_owned())]);
    let told = mail.replace("Outage of the wiki", "Outage of the wiki 2024-03-04").replace("Yesterday the", "The");
    assert_eq!(Document::parse(&told).timeline[0].moment.date, Some(jiff::civil::date(2024, 3, 4)));
}

#[test]
fn parts_of_other_forms_are_read() {
    let folded = "<details>\n<summary>Timeline (UTC)</summary>\n\n- 08:00 purge\n- 08:30 fixed\n\n</details>\n\n<details><summary>Action items</summary>\n\n- Fix x (Ann, 2024-04-01)\n\n</details>\n";
    let document = Document::parse(&format!("# T\n\nDate: 2024-07-02\n\n{folded}"));
    assert_eq!((document.timeline.len(), document.actions.len()), (2, 1));
    assert!(document.timeline[0].moment.instant.is_some(), "the zone of the summary holds");
    let quoted = Document::parse(
        "# T\n\n## Action items\n\n> - Stage updates (Ida, 2024-08-15)\n> - Test more (Bob, 2024-08-15)\n",
    );
    assert_eq!(quoted.actions.len(), 2);
    let terms = Document::parse(
        "# A\n\nTimeline\n: 07:10 — queue grows\n: 09:40 — queue empty\n\nActions\n: Add disk alert (Hanna, 2023-11-30)\n",
    );
    assert_eq!((terms.timeline.len(), terms.actions.len()), (2, 1));
    assert_eq!(terms.timeline[0].event.text, "queue grows");
    let page = "---\ndate: 2024-03-01T09:00:00+09:00\n---\n# x\n\n## Timeline\n\n- 2024-02-29 08:00 errors\n";
    assert!(Document::parse(page).timeline[0].moment.zone.is_none(), "when a page was published says no zone of rows");
    let adoc = "= Postmortem\n\n== Summary\nIt ran twice.\n\n== Timeline\n|===\n|Time |Event\n\n|2024-04-03 01:00 UTC\n|Starts\n\n|2024-04-03 03:00 UTC\n|Killed\n|===\n";
    let adoc = Document::parse(adoc);
    assert!(adoc.sections.iter().any(|section| section.title == "Timeline"), "{:?}", adoc.sections);
    let mail = "From: ops@example.org\nTo: users@example.org\nSubject: Git server outage\n\nHi all,\n\nTIMELINE (UTC)\n\n13:02  resets\n13:04  pages\n";
    assert_eq!(Document::parse(mail).title.map(|title| title.text).as_deref(), Some("Git server outage"));
    let asked = Document::parse(
        "# A\n\nSeverity – 1\nAuthors – Rita, Sam\n\n**What went well?** Good comms.\n\n**What did not go well?** No runbook.\n",
    );
    assert_eq!((asked.went_well.len(), asked.went_wrong.len(), asked.facts.len()), (1, 1, 2));
}

#[test]
fn a_row_is_told_in_the_timeline_alone() {
    let source = "# Ingest delays on 2023-07-25\n\n## What happened (UTC)\n\n- 13:36 a deploy begins\n- 13:40 the alert pages\n- 13:58 we declare\n- 14:47 ingest recovers\n";
    let document = Document::parse(source);
    assert_eq!((document.timeline.len(), document.summary.len()), (4, 0));
    let comments = "# [OPS-1] Late\n\n## Comments\n\nWanda Kuhl added a comment - 2024-11-04 8:15 AM UTC\nLag of 40k.\n\nRafael Ortiz added a comment - 2024-11-04 9:02 AM UTC\nRestarted.\n\nRafael Ortiz added a comment - 2024-11-04 9:31 AM UTC\nRolled back.\n";
    let document = Document::parse(comments);
    let rows: Vec<_> = document
        .timeline
        .iter()
        .map(|row| (row.actor.as_ref().map_or("", |actor| actor.text.as_str()), row.event.text.as_str()))
        .collect();
    assert_eq!(rows, [("Wanda Kuhl", "Lag of 40k."), ("Rafael Ortiz", "Restarted."), ("Rafael Ortiz", "Rolled back.")]);
}
