//! Documents by a dozen conventions, each with what a reader finds in it.

use std::path::Path;

use backstory_report::document::Document;
use serde_json::Value;

fn text(value: Option<impl ToString>) -> Value {
    value.map_or(Value::Null, |value| Value::String(value.to_string()))
}

#[test]
fn documents_by_many_conventions_are_read_as_people_read_them() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/import");
    let mut names: Vec<_> = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    names.retain(|path| path.extension().is_some_and(|end| end == "md"));
    names.sort();
    assert!(names.len() >= 14);
    let mut wrong = Vec::new();
    for path in names {
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let source = std::fs::read_to_string(&path).unwrap();
        let expected: Value = serde_json::from_slice(&std::fs::read(path.with_extension("json")).unwrap()).unwrap();
        let document = Document::parse(&source);
        let mut check = |what: &str, found: Value, wanted: &Value| {
            if found != *wanted {
                wrong.push(format!("{name}: {what} is {found}, expected {wanted}"));
            }
        };
        check("rows", document.timeline.len().into(), &expected["rows"]);
        if let Some(instants) = expected["instants"].as_array() {
            let ends = [document.timeline.first(), document.timeline.last()];
            let found = ends.map(|row| text(row.and_then(|row| row.moment.instant)));
            check("first and last instant", found.to_vec().into(), &instants.clone().into());
        }
        if expected["ambiguous"] == true {
            let both = document.timeline.iter().all(|row| row.moment.other_instant.is_some());
            check("two readings", both.into(), &true.into());
        }
        let actions: Vec<Value> = document
            .actions
            .iter()
            .map(|action| {
                let owner = text(action.owner.as_ref().map(|owner| &owner.text));
                vec![owner, text(action.deadline.as_ref().and_then(|deadline| deadline.date))].into()
            })
            .collect();
        check("owners and deadlines", actions.into(), &expected["actions"]);
        if expected["done"].is_number() {
            let done = document.actions.iter().filter(|action| action.is_done == Some(true)).count();
            check("done actions", done.into(), &expected["done"]);
        }
        for section in expected["sections"].as_array().unwrap() {
            let kinds = document.sections.iter().map(|section| serde_json::to_value(section.kind).unwrap());
            check("a section", kinds.into_iter().any(|kind| kind == *section).into(), &true.into());
        }
        assert_eq!(document.write(), source);
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
