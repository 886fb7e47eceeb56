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
    let found = rows("## Timeline\n\nUma  10:02 AM\nsearch is down\n\nVik  10:05 AM\nrolling back\n");
    assert_eq!(found.len(), 2, "{found:?}");
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
