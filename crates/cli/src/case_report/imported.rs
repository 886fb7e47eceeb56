//! A case that was imported has a document and no analysis: what the document tells stands in for it in drawings and summaries.

use backstory_model::{Analysis, SCHEMA};
use backstory_report::document::{Document, FactKey};
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};

/// The head and the timeline of a document as an analysis that found nothing else. Null where it cannot be one, which a
/// document alone never brings about.
pub(crate) fn analysis_of(document: &Document) -> Option<Analysis> {
    let fact = |key| document.fact(key).map(|fact| fact.value.text.clone());
    let instant = |key| document.fact(key).and_then(|fact| fact.moment.as_ref()).and_then(|moment| moment.instant);
    let rows: Vec<(Timestamp, Value)> = document
        .timeline
        .iter()
        .filter_map(|row| Some((row.moment.instant?, row)))
        .enumerate()
        .map(|(index, (time, row))| {
            let words = |text: &Option<backstory_report::document::Text>| text.as_ref().map(|text| text.text.clone());
            let entry = json!({
                "id": format!("t{}", index + 1), "time": time, "text": row.event.text,
                "source": words(&row.source).unwrap_or_else(|| "timeline".to_owned()), "actor": words(&row.actor),
                "service": null, "kind": "chat", "milestone": null, "salience": 0.5, "evidence": [],
            });
            (time, entry)
        })
        .collect();
    let first = instant(FactKey::Start).into_iter().chain(rows.iter().map(|row| row.0)).min();
    let last = instant(FactKey::Resolved).into_iter().chain(rows.iter().map(|row| row.0)).max();
    let start = first.unwrap_or(Timestamp::UNIX_EPOCH);
    let end = last.unwrap_or(start).max(start).checked_add(SignedDuration::from_secs(1)).ok()?;
    let title = document.title.as_ref().map_or_else(String::new, |title| title.text.clone());
    let value = json!({
        "schema": SCHEMA, "outcome": "incident",
        "incident": {
            "id": fact(FactKey::Id), "title": title, "severity": fact(FactKey::Severity), "services": [],
            "commander": fact(FactKey::Commander), "window": { "start": start, "end": end }, "baseline": null,
        },
        "clocks": [], "gaps": [], "milestones": {}, "durations": {}, "impact": { "by_route": [] },
        "timeline": rows.into_iter().map(|row| row.1).collect::<Vec<_>>(),
        "suspects": [], "factors": [], "gaps_in_detection": [], "actions": [], "evidence": [],
    });
    serde_json::from_value(value).ok()
}

#[cfg(test)]
mod tests {
    use super::{Document, analysis_of};

    #[test]
    fn a_document_alone_is_enough_to_draw() {
        for (source, rows) in [
            (
                "# Outage\n\n- Severity: SEV-2\n\n## Timeline (UTC)\n\n- 2026-01-02 10:00 down\n- 2026-01-02 10:40 up\n",
                2,
            ),
            ("# Outage\n\nNo times.\n", 0),
            ("", 0),
        ] {
            let analysis = analysis_of(&Document::parse(source)).unwrap();
            assert_eq!(analysis.timeline.len(), rows, "{source}");
            assert!(analysis.incident.window.start < analysis.incident.window.end);
        }
    }
}
