//! The dates that a post-mortem sets: shared within 48 hours, actions by their deadline, a look back after four weeks.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, ToSpan};
use serde::Serialize;

use crate::Case;

/// Hours between the end of the incident and the day the post-mortem is to be shared.
pub const SHARE_WITHIN_HOURS: i64 = 48;

/// Where a case stands at an instant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Status {
    /// As [`Case::id`].
    pub id: String,
    /// As [`Case::title`].
    pub title: String,
    /// When the incident ended.
    pub resolved: Option<Timestamp>,
    /// When the post-mortem is to be shared at the latest.
    pub share_by: Option<Timestamp>,
    /// When it was shared.
    pub shared: Option<Timestamp>,
    /// Seconds left; negative when late; `None` once it was shared, or without an end.
    pub share_left_s: Option<i64>,
    /// Ids of the actions that are not done.
    pub open: Vec<String>,
    /// Ids of the actions that are not done and whose deadline has passed.
    pub overdue: Vec<String>,
    /// Ids of the actions that are not done and have no owner or no date.
    pub unassigned: Vec<String>,
    /// The day of the follow-up.
    pub follow_up: Option<Date>,
}

impl Status {
    /// The status of a case at `now`. Days end with the day in UTC.
    pub fn of(case: &Case, now: Timestamp) -> Self {
        let today = now.to_zoned(TimeZone::UTC).date();
        let share_by =
            case.resolved.and_then(|end| end.checked_add(SignedDuration::from_hours(SHARE_WITHIN_HOURS)).ok());
        let open = case.actions.iter().filter(|action| !action.is_done);
        let ids = |keep: &dyn Fn(&crate::CaseAction) -> bool| {
            open.clone().filter(|action| keep(action)).map(|action| action.id.clone()).collect()
        };
        Self {
            id: case.id.clone(),
            title: case.title.clone(),
            resolved: case.resolved,
            share_by,
            shared: case.shared,
            share_left_s: share_by.filter(|_| case.shared.is_none()).map(|by| by.duration_since(now).as_secs()),
            open: ids(&|_| true),
            overdue: ids(&|action| action.deadline.is_some_and(|day| day < today)),
            unassigned: ids(&|action| action.owner.is_none() || action.deadline.is_none()),
            follow_up: follow_up(case),
        }
    }

    /// Whether something is late.
    pub fn is_late(&self) -> bool {
        !self.overdue.is_empty() || self.share_left_s.is_some_and(|left| left < 0)
    }
}

/// The day of the look back: as the report plans it, else four weeks after the end of the incident.
pub fn follow_up(case: &Case) -> Option<Date> {
    if case.follow_up.is_some() {
        return case.follow_up;
    }
    case.resolved?.to_zoned(TimeZone::UTC).date().checked_add(4.weeks()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::case::tests::case as example;

    #[test]
    fn the_clock_runs_until_it_is_shared() {
        let mut case = example();
        let status = Status::of(&case, "2025-02-11T10:40:00Z".parse().unwrap());
        assert_eq!(status.share_left_s, Some(3600));
        assert_eq!((status.open.len(), status.overdue.len(), status.is_late()), (2, 0, false));
        assert_eq!(status.unassigned, ["AI-002"]);
        assert_eq!(status.follow_up.unwrap().to_string(), "2025-03-09");
        // The last day is still in time.
        assert!(Status::of(&case, "2025-02-16T23:00:00Z".parse().unwrap()).overdue.is_empty());
        assert_eq!(Status::of(&case, "2025-02-17T00:00:00Z".parse().unwrap()).overdue, ["AI-001"]);
        case.shared = Some("2025-02-10T00:00:00Z".parse().unwrap());
        assert!(!Status::of(&case, "2025-02-12T00:00:00Z".parse().unwrap()).is_late());
    }
}
