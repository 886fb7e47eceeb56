//! Timeline rows as people left them.

use std::collections::{BTreeMap, BTreeSet};

use backstory_model::{Analysis, EvidenceId, TimelineEntry, TimelineKind};
use jiff::Timestamp;

use crate::document::{Document, TimelineRow};
use crate::merge::{Fate, Twins};

/// A row that a person wrote. `evidence` finds what a footnote of the document is in the analysis.
pub(super) fn written(
    id: String,
    time: Timestamp,
    row: &TimelineRow,
    evidence: &BTreeMap<&str, &EvidenceId>,
) -> TimelineEntry {
    let words = |text: &Option<crate::document::Text>| text.as_ref().map(|text| text.text.clone());
    let cited = |label: &String| {
        evidence.get(label.as_str()).map_or_else(|| EvidenceId(label.clone()), |known| EvidenceId::clone(known))
    };
    TimelineEntry {
        id,
        time,
        uncertainty_s: None,
        order_open: Vec::new(),
        text: row.event.text.clone(),
        phrase: None,
        source: words(&row.source).unwrap_or_else(|| "timeline".to_owned()),
        actor: words(&row.actor),
        service: None,
        kind: TimelineKind::Chat,
        milestone: None,
        salience: 0.5,
        count: 1,
        evidence: row.footnotes.iter().map(cited).collect(),
    }
}

/// The rows of the analysis as the document has them, and those that people added. A moment moves with its row.
pub(super) fn retold(
    analysis: &mut Analysis,
    fresh: &Document,
    document: &Document,
    twins: &Twins,
    evidence: &BTreeMap<&str, &EvidenceId>,
) {
    if fresh.timeline.len() != analysis.timeline.len() {
        // The draft has no table of rows, so nothing can be beside them.
        return;
    }
    let rows = std::mem::take(&mut analysis.timeline);
    for (mut entry, drafted) in rows.into_iter().zip(&fresh.timeline) {
        match twins.fate(drafted.span) {
            Fate::Untouched => {}
            Fate::Gone => continue,
            Fate::Reworded(now) => {
                let Some(row) = document.timeline.iter().find(|row| now.contains(row.span)) else { continue };
                entry.phrase = None;
                entry.text.clone_from(&row.event.text);
                let moved = row.moment.instant.filter(|time| time.as_second() != entry.time.as_second());
                if let Some(time) = moved {
                    entry.time = time;
                    let moment = entry.milestone.and_then(|kind| analysis.milestones.slot(kind).as_mut());
                    if let Some(moment) = moment {
                        moment.time = time;
                    }
                }
            }
        }
        analysis.timeline.push(entry);
    }
    let taken: BTreeSet<String> = analysis.timeline.iter().map(|row| row.id.clone()).collect();
    let ids = (1..).map(|n| format!("own{n}")).filter(|id| !taken.contains(id));
    let added = document.timeline.iter().filter(|row| !twins.is_drafted(row.span));
    let added = added.filter_map(|row| Some((row.moment.instant?, row))).zip(ids);
    analysis.timeline.extend(added.map(|((time, row), id)| written(id, time, row, evidence)));
    // Rows of one instant keep the order they had.
    analysis.timeline.sort_by_key(|row| row.time);
}
