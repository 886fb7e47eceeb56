//! Drafts the report: from an [`Analysis`] to Markdown that an engineer could send after ten minutes of editing.
//!
//! One file a section, in the order of the document. The draft claims only what cites evidence; where evidence
//! ends it asks the review a question, so that no section is empty. Durations are measured between the times as
//! the timeline prints them, so that a reader who subtracts gets the same number.

mod actions;
mod evidence;
mod factors;
mod gaps;
mod head;
mod impact;
mod learned;
mod pen;
mod summary;
mod timeline;
mod whys;

use std::collections::BTreeSet;

use backstory_model::{Analysis, MilestoneKind};
use jiff::Timestamp;
use jiff::civil::Date;

use crate::locale::{Catalogue, Lang};
use pen::Pen;

pub(crate) use factors::category_key;
pub use impact::milestone_key;
pub(crate) use summary::no_impact_key;

/// What a draft depends on besides the analysis.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DraftOptions {
    /// The language of the report.
    pub lang: Lang,
    /// The day of drafting: deadlines that the analysis leaves open are counted from it.
    pub today: Date,
}

/// Writes the report. The same analysis and options give the same bytes.
pub fn draft(analysis: &Analysis, options: &DraftOptions) -> String {
    draft_without(analysis, options, &BTreeSet::new())
}

/// Writes the report; what it says of the actions together names none of those that a person deleted.
pub fn draft_without(analysis: &Analysis, options: &DraftOptions, deleted: &BTreeSet<String>) -> String {
    let words = Catalogue::load(options.lang);
    let pen = Pen::new(analysis, &words);
    let sections = [
        ("section-summary", summary::write(&pen)),
        ("section-impact", impact::write(&pen)),
        ("section-timeline", timeline::write(&pen)),
        ("section-factors", factors::write(&pen)),
        ("section-whys", whys::write(&pen)),
        ("section-root-cause", whys::root_cause(&pen)),
        ("section-actions", actions::write(&pen, options.today)),
        ("section-went-well", learned::went_well(&pen)),
        ("section-lessons", learned::lessons(&pen)),
        ("section-prevention", actions::prevention(&pen, deleted)),
        ("section-gaps", gaps::write(&pen)),
    ];
    let mut out = head::front_matter(analysis, options.lang);
    out.push_str(&head::write(&pen));
    for (heading, body) in sections {
        out.push_str(&format!("\n## {}\n\n{}\n", words.text(heading), body.trim_end()));
    }
    let notes = evidence::write(&pen);
    if !notes.is_empty() {
        out.push_str(&format!("\n## {}\n\n{notes}", words.text("section-evidence")));
    }
    out
}

/// The moment after which the 48 hours run: resolved, else recovered, else the end of what was analysed.
pub(crate) fn closed(analysis: &Analysis) -> Timestamp {
    let m = &analysis.milestones;
    m.time(MilestoneKind::Resolved).or(m.time(MilestoneKind::Recovered)).unwrap_or(analysis.incident.window.end)
}

/// The day the incident is named after: that of its first effect, else of the cause, else of the window.
pub(crate) fn day_of(analysis: &Analysis) -> Date {
    let m = &analysis.milestones;
    let first = m.time(MilestoneKind::ImpactStart).or(m.time(MilestoneKind::Detected));
    crate::locale::day(first.unwrap_or(analysis.incident.window.start))
}
