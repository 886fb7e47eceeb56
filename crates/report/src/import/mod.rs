//! Reads what the world writes into typed parts.

use crate::document::Document;

/// Reads any text into a document.
pub(crate) fn read(source: &str) -> Document {
    Document {
        source: source.to_owned(),
        edits: Vec::new(),
        front_matter: None,
        title: None,
        facts: Vec::new(),
        sections: Vec::new(),
        summary: Vec::new(),
        impact: Vec::new(),
        detection: Vec::new(),
        timeline: Vec::new(),
        factors: Vec::new(),
        five_whys: Vec::new(),
        root_cause: Vec::new(),
        actions: Vec::new(),
        went_well: Vec::new(),
        went_wrong: Vec::new(),
        lucky: Vec::new(),
        lessons: Vec::new(),
        prevention: Vec::new(),
        follow_up: Vec::new(),
        review: Vec::new(),
        footnotes: Vec::new(),
        passages: Vec::new(),
        remarks: Vec::new(),
    }
}
