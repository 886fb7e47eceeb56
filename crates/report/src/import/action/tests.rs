//! Actions as people write them, in tables, bullets and groups; and what of them is no fact.

use crate::document::{Document, FactKey};

fn actions(body: &str) -> Vec<(String, Option<String>, Option<String>)> {
    let source = format!("# A\n\nDate: 2024-05-05\n\n## Action items\n\n{body}");
    let of = |text: &Option<crate::document::Text>| text.as_ref().map(|text| text.text.clone());
    let actions = Document::parse(&source).actions;
    actions.iter().map(|action| (action.title.text.clone(), of(&action.owner), of(&action.priority))).collect()
}

fn one(title: &str, owner: &str, priority: &str) -> Vec<(String, Option<String>, Option<String>)> {
    let some = |words: &str| Some(words.to_owned()).filter(|words| !words.is_empty());
    vec![(title.to_owned(), some(owner), some(priority))]
}

#[test]
fn notes_are_no_titles_and_grades_are_priorities() {
    for (table, title, owner, priority) in [
        (
            "| Priority | Deliverable | Owner | Notes |\n|---|---|---|---|\n| P1 | Disk alert | Ann | after the freeze of May |\n",
            "Disk alert",
            "Ann",
            "P1",
        ),
        ("| Improvement | Comment | Owner |\n|---|---|---|\n| Disk alert | | Ann |\n", "Disk alert", "Ann", ""),
        (
            "| Outcome | Remarks | Owner |\n|---|---|---|\n| Disk alert | after the freeze of May | Ann |\n",
            "Disk alert",
            "Ann",
            "",
        ),
        (
            "| 施策 | 備考 | 担当 | 重要度 |\n|---|---|---|---|\n| 監視追加 | 凍結が明けてから着手する | 佐藤 | 高 |\n",
            "監視追加",
            "佐藤",
            "高",
        ),
        ("| Action | Owner | P |\n|---|---|---|\n| Add quorum | oz | P1 |\n", "Add quorum", "oz", "P1"),
        ("| Action | Owner | Severity |\n|---|---|---|\n| Add quorum | oz | High |\n", "Add quorum", "oz", "High"),
    ] {
        assert_eq!(actions(table), one(title, owner, priority), "{table}");
    }
}

#[test]
fn grades_and_names_stand_where_people_put_them() {
    for (bullet, title, owner, priority) in [
        ("- [P1] [Ann] Fix Q\n", "Fix Q", "Ann", "P1"),
        ("- [P0] Set limit (Rita, 2024-10-30)\n", "Set limit", "Rita", "P0"),
        ("- Ann: Fix O\n", "Ann: Fix O", "Ann", ""),
        ("- (alice) [P2] Fix O — due 11/20\n", "Fix O", "alice", "P2"),
        ("- AI-7 (P3, Ann): Fix O, due on 4 April 2025\n", "Fix O", "Ann", "P3"),
        ("- Grow disks (@Li Wei, due 2024-03-05) **P1**\n", "Grow disks", "@Li Wei", "P1"),
        ("- **[P0] Fix O** (Owner: Noor, Due: 2025-03-18)\n", "Fix O", "Noor", "P0"),
        ("- **P0** Fix O - Noor - 2025-03-18\n", "Fix O", "Noor", "P0"),
        ("- [High] Fix O. Owner: Noor. Due: 2025-03-18.\n", "Fix O.", "Noor", "High"),
        ("- Fix O ([PAY-12](https://x/PAY-12), @noor, P1, due 3/18)\n", "Fix O", "@noor", "P1"),
        ("- PAY-12 – Fix O – In Progress – Noor\n", "PAY-12 – Fix O", "Noor", ""),
        ("- https://x/2 ~\"corrective action\" ~severity::3 @anna\n", "https://x/2", "@anna", "3"),
        ("- **Owner:** Noor\n  **Action:** Fix O\n  **Priority:** High\n", "Fix O", "Noor", "High"),
        ("- Review | Owner: ~~Sam~~ Kim | Priority: P1\n", "Review", "Kim", "P1"),
        ("- 上限を設定(高橋/1月末/優先度:高)\n", "上限を設定", "高橋", "高"),
        ("P0:\n- Dual gateways (@luc)\n", "Dual gateways", "@luc", "P0"),
        ("- 監視を追加（佐藤、6月20日、高）\n", "監視を追加", "佐藤", "高"),
    ] {
        assert_eq!(actions(bullet), one(title, owner, priority), "{bullet}");
    }
}

#[test]
fn what_is_done_or_given_up_is_not_open() {
    let source = "# A\n\n## Action items\n\n- [] a (Ken)\n- [-] b\n- [~] c\n- [ ] alert (owner: Ken Sato)\n-[ ] write a runbook — Ken — 5/15\n\n\
        | | Task | DRI | Status |\n|---|---|---|---|\n| [x] | d | ~~Sam~~ Kim | |\n| [ ] | e | Ola | |\n\n\
        | Title | Owner | Status |\n|---|---|---|\n| f | Kim | Not doing |\n| g | Kim | 見送り |\n";
    let found = Document::parse(source).actions;
    let shown: Vec<_> = found.iter().map(|a| (a.title.text.as_str(), a.is_done, a.is_given_up)).collect();
    let expected = [
        ("a (Ken)", Some(false), false),
        ("b", Some(false), true),
        ("c", Some(false), true),
        ("alert", Some(false), false),
        ("write a runbook", Some(false), false),
        ("d", Some(true), false),
        ("e", Some(false), false),
        ("f", Some(false), true),
        ("g", Some(false), true),
    ];
    assert_eq!(shown, expected);
    assert_eq!(found[5].owner.as_ref().map(|owner| owner.text.as_str()), Some("Kim"));
}

#[test]
fn owners_of_some_actions_are_known_in_front_of_others() {
    let found = actions(
        "- Fix O (Owner: Noor)\n- Noor: alert on lag (2025-03-18)\n- Noor to rotate logs by 2025-03-18\n- bob: rotate keys\n- TBD: who owns mail?\n",
    );
    let owners: Vec<_> = found.iter().map(|(_, owner, _)| owner.as_deref()).collect();
    assert_eq!(owners, [Some("Noor"), Some("Noor"), Some("Noor"), Some("bob"), None]);
}

#[test]
fn actions_and_words_of_services_give_no_facts() {
    for source in [
        "# A\n\nDate: 2024-03-03\n\n## Summary\n\nUploads to S3 failed. The P2 adapter is unrelated.\n",
        "# A\n\n## Action items\n\n- [P0] Set limit (Rita, 2024-10-30)\n",
        "# A\n\n## Action items\n\n### AI-2: Test\n\nOwner: Pim\nDue: 2024-05-01\n",
        "---\nactions:\n  - title: Fix A\n    owner: Ora\n---\n# A\n",
        "---\nincident:\n  lead: x\nactions:\n  - id: 1\n    severity: high\n---\n# A\n",
    ] {
        let document = Document::parse(source);
        let invented = [FactKey::Severity, FactKey::Owner, FactKey::Id, FactKey::Title];
        let found: Vec<_> = document.facts.iter().filter(|fact| invented.contains(&fact.key)).collect();
        assert!(found.is_empty(), "{source}: {found:?}");
    }
    let started = "# A\n\n## Timeline\n\n2015-10-21 (UTC)\n\n- 14:54 **OUTAGE BEGINS** — Search melts down\n- 16:00 **OUTAGE ENDS**, all is well\n";
    let facts = Document::parse(started).facts;
    assert!(facts.iter().all(|fact| fact.moment.is_some()), "{facts:?}");
    let graded = Document::parse("# A\n\n## Summary\n\nThis P2 incident was short. Its severity is S1.\n");
    assert_eq!(graded.fact(FactKey::Severity).map(|fact| fact.value.text.as_str()), Some("P2"));
}

#[test]
fn actions_stand_in_lines_cells_and_sentences() {
    let told = |body: &str| {
        let document = Document::parse(&format!("# T (2024-08-02)\n\n## Action items\n\n{body}"));
        let say = |action: &crate::document::ActionItem| {
            let owner = action.owner.as_ref().map_or("", |owner| owner.text.as_str());
            let due = action.deadline.as_ref().and_then(|due| due.date).map_or(String::new(), |date| date.to_string());
            let done = action.is_done.map_or("", |is_done| if is_done { "done" } else { "open" });
            format!("{}|{owner}|{due}|{done}", action.title.text)
        };
        document.actions.iter().map(say).collect::<Vec<_>>()
    };
    for (body, expected) in [
        (
            "DB-71 Alert on slots (Ondrej, 2024-08-09)\nDB-72 Keep less (Data team, 2024-08-16)\n",
            vec!["DB-71 Alert on slots|Ondrej|2024-08-09|", "DB-72 Keep less|Data team|2024-08-16|"],
        ),
        (
            "| Issue | Owner | Action items |\n|---|---|---|\n| Cache | Ann Lee | - [ ] Add eviction  - [x] Raise limit |\n",
            vec!["Add eviction|Ann Lee||open", "Raise limit|Ann Lee||done"],
        ),
        ("- [ ] Key on push @Bo Li @November 12, 2024\n", vec!["Key on push|@Bo Li|2024-11-12|open"]),
        (
            "- Alert on mounts (2024-09-09) DONE\n- Alert on lag\n",
            vec!["Alert on mounts||2024-09-09|done", "Alert on lag|||"],
        ),
        (
            "- 【完了】監視を追加する\n- 【9月5日】訓練を行う\n",
            vec!["監視を追加する|||done", "訓練を行う||2024-09-05|"],
        ),
        (
            "- 監視間隔の短縮は対応済みです\n- 手順を見直します\n",
            vec!["監視間隔の短縮は対応済みです|||done", "手順を見直します|||"],
        ),
        (
            "| 内容 | 担当 | 期限 |\n|---|---|---|\n| 警報を追加 | 橋本 | R6.9.30 |\n",
            vec!["警報を追加|橋本|2024-09-30|"],
        ),
        (
            "In the short term we have moved to larger hosts.\n\nWe are adding alarms on threads.\n\nWe are making several changes:\n",
            vec!["In the short term we have moved to larger hosts.|||done", "We are adding alarms on threads.|||"],
        ),
        ("- T38 Dry run for rules (Farida K.) — **done**\n", vec!["T38 Dry run for rules|Farida K.||done"]),
    ] {
        assert_eq!(told(body), expected, "{body}");
    }
}

#[test]
fn numbers_of_rows_are_no_ids() {
    let source = "# T\n\n## 対策\n\n### 暫定対策\n\n| No | 内容 | 担当 |\n|---|---|---|\n| 1 | 拡張 | 橋本 |\n\n### 恒久対策\n\n| No | 内容 | 担当 |\n|---|---|---|\n| 1 | 警報 | 村井 |\n";
    let document = Document::parse(source);
    assert_eq!(document.actions.len(), 2);
    assert!(document.remarks.is_empty(), "{:?}", document.remarks);
}
