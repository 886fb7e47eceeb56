//! Times, dates, durations and zones as people write them, and what completes them.

pub(super) mod bare_clock;
pub(super) mod clock_forms;
pub(super) mod date;
pub(crate) mod duration;
pub(super) mod incident_day;
pub(super) mod japanese_clock;
pub(crate) mod moment;
pub(super) mod other_day;
pub(super) mod problem;
pub(super) mod resolve;
pub(super) mod scan;
pub(super) mod special;
pub(super) mod vague;
pub(super) mod zero;
pub(crate) mod zone;
mod zone_labels;
pub(super) mod zone_note;
