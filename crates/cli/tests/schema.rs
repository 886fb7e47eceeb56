//! The committed JSON Schemas are what the types say.

#![expect(clippy::unwrap_used, reason = "in a test a panic is the report")]

use std::path::Path;

use schemars::JsonSchema;

fn check<T: JsonSchema>(name: &str) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../schema").join(name);
    let mut current = serde_json::to_string_pretty(&schemars::schema_for!(T)).unwrap();
    current.push('\n');
    if std::env::var_os("UPDATE_SCHEMA").is_some() {
        std::fs::write(&file, &current).unwrap();
    }
    let committed = std::fs::read_to_string(&file).unwrap_or_default();
    assert_eq!(committed, current, "{} is not what the types say; run `make schema`", file.display());
}

#[test]
fn the_analysis_schema_is_committed() {
    check::<backstory_model::Analysis>("backstory.analysis-1.schema.json");
}

#[test]
fn the_manifest_schema_is_committed() {
    check::<backstory_evidence::Manifest>("backstory.manifest-1.schema.json");
}
