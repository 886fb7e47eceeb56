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
        ("P0:\n- Dual gateways (@luc)\n", "Dual gateways", "@luc", "P0"),
        ("- 監視を追加（佐藤、6月20日、高）\n", "監視を追加", "佐藤", "高"),
    ] {
        assert_eq!(actions(bullet), one(title, owner, priority), "{bullet}");
    }
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
