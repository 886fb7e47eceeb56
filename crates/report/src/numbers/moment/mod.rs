//! Times of day, dates and the order of events in the text against those of the rows.

pub(super) mod by_then;
pub(super) mod clock;
pub(super) mod day;
pub(super) mod deadline;
pub(super) mod ends_told;
pub(super) mod on_day;
pub(super) mod order;
pub(super) mod own_time;
pub(super) mod precedes;
pub(super) mod slip;
pub(super) mod told_at;
pub(super) mod two_places;
pub(super) mod weekday;
pub(super) mod zones;
