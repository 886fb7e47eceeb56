//! The weekly review: what is late, what is due, what nobody owns or tracks, and what needs a sponsor.
//!
//! An action that misses its day is late; one that a weekly review has seen late and that is late still is *neglected*,
//! and somebody who can move priorities, an executive sponsor, is to be asked. High priority gets one review, the
//! rest two.

use jiff::ToSpan as _;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::Serialize;

use crate::{Case, CaseAction, deadline};

/// Days between two reviews.
const WEEK_DAYS: i32 = 7;

/// What the review of a day has to talk about, in the order of the cases.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Agenda {
    /// The day of the review, UTC.
    pub day: Date,
    /// Cases with something open, or with a look back that is due.
    pub cases: Vec<CaseAgenda>,
    /// How many cases have nothing to talk about.
    pub quiet: usize,
}

/// What is to be said of one case. An action may stand in several lists.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CaseAgenda {
    /// As [`Case::id`].
    pub id: String,
    /// As [`Case::title`].
    pub title: String,
    /// How many actions are done.
    pub done: usize,
    /// How many actions there are.
    pub total: usize,
    /// Open, and past their day; the latest first.
    pub overdue: Vec<OpenAction>,
    /// Open, and due until the next review.
    pub due: Vec<OpenAction>,
    /// Open, without owner or date.
    pub unassigned: Vec<OpenAction>,
    /// Open, and in no tracker that the report names.
    pub untracked: Vec<OpenAction>,
    /// Late for so long that a sponsor is to be asked, or is to be told when there is one.
    pub neglected: Vec<OpenAction>,
    /// The look back after four weeks.
    pub follow_up: Option<FollowUp>,
}

/// An action that is not done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OpenAction {
    /// As [`CaseAction::id`].
    pub id: String,
    /// As [`CaseAction::title`].
    pub title: String,
    /// As [`CaseAction::owner`].
    pub owner: Option<String>,
    /// As [`CaseAction::deadline`].
    pub deadline: Option<Date>,
    /// As [`CaseAction::priority`].
    pub priority: String,
    /// As [`CaseAction::sponsor`].
    pub sponsor: Option<String>,
    /// Days after the deadline, or without one after the day it was to be set; 0 when it is in time.
    pub days_late: i32,
}

/// The look back of a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct FollowUp {
    /// Its day.
    pub day: Date,
    /// Whether it is due until the next review.
    pub is_due: bool,
}

/// What the review of `day` has to talk about.
pub fn agenda(cases: &[Case], day: Date) -> Agenda {
    let all: Vec<CaseAgenda> = cases.iter().map(|case| of_case(case, day)).collect();
    let total = all.len();
    let cases: Vec<CaseAgenda> = all.into_iter().filter(CaseAgenda::has_a_topic).collect();
    Agenda { day, quiet: total - cases.len(), cases }
}

impl CaseAgenda {
    fn has_a_topic(&self) -> bool {
        self.done < self.total || self.follow_up.is_some_and(|follow_up| follow_up.is_due)
    }
}

impl Agenda {
    /// Neglected actions without a sponsor, with the case they belong to.
    pub fn without_sponsor(&self) -> impl Iterator<Item = (&CaseAgenda, &OpenAction)> {
        self.cases
            .iter()
            .flat_map(|case| case.neglected.iter().map(move |action| (case, action)))
            .filter(|(_, action)| action.sponsor.is_none())
    }

    /// Whether something is late.
    pub fn is_late(&self) -> bool {
        self.cases.iter().any(|case| !case.overdue.is_empty())
    }
}

fn of_case(case: &Case, day: Date) -> CaseAgenda {
    let closed = case.resolved.map(|end| end.to_zoned(TimeZone::UTC).date());
    let open: Vec<(&CaseAction, OpenAction)> = case
        .actions
        .iter()
        .filter(|action| !action.is_done)
        .map(|action| (action, open(action, closed, day)))
        .collect();
    let those = |keep: &dyn Fn(&CaseAction, &OpenAction) -> bool| -> Vec<OpenAction> {
        open.iter().filter(|(action, told)| keep(action, told)).map(|(_, told)| told.clone()).collect()
    };
    let next = day.saturating_add(WEEK_DAYS.days());
    let mut overdue = those(&|action, _| action.deadline.is_some_and(|deadline| deadline < day));
    overdue.sort_by(|a, b| b.days_late.cmp(&a.days_late).then_with(|| a.id.cmp(&b.id)));
    CaseAgenda {
        id: case.id.clone(),
        title: case.title.clone(),
        done: case.actions.len() - open.len(),
        total: case.actions.len(),
        overdue,
        due: those(&|action, _| action.deadline.is_some_and(|deadline| (day..next).contains(&deadline))),
        unassigned: those(&|action, _| action.owner.is_none() || action.deadline.is_none()),
        untracked: those(&|action, _| action.tracker.is_none()),
        neglected: those(&|action, told| told.days_late > reviews_granted(action) * WEEK_DAYS),
        // A look back that is weeks old was held, or is no longer worth a reminder each week.
        follow_up: deadline::follow_up(case)
            .filter(|planned| *planned >= day.saturating_sub(WEEK_DAYS.days()))
            .map(|planned| FollowUp { day: planned, is_due: planned < next }),
    }
}

/// Weekly reviews that an action may be late at before a sponsor is asked.
fn reviews_granted(action: &CaseAction) -> i32 {
    let priority = action.priority.to_lowercase();
    let is_high =
        ["high", "critical", "urgent", "p0", "p1", "高", "緊急", "至急"].iter().any(|word| priority.starts_with(word));
    if is_high { 1 } else { 2 }
}

fn open(action: &CaseAction, closed: Option<Date>, day: Date) -> OpenAction {
    // A day is to be set when the report is shared, two days after the end.
    let to_be_set = || closed.and_then(|closed| closed.checked_add(2.days()).ok());
    let days_late =
        action.deadline.or_else(to_be_set).and_then(|due| due.until(day).ok()).map_or(0, |span| span.get_days().max(0));
    OpenAction {
        id: action.id.clone(),
        title: action.title.clone(),
        owner: action.owner.clone(),
        deadline: action.deadline,
        priority: action.priority.clone(),
        sponsor: action.sponsor.clone(),
        days_late,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::case::tests::case as example;

    fn ids(actions: &[OpenAction]) -> Vec<&str> {
        actions.iter().map(|action| action.id.as_str()).collect()
    }

    fn on(case: &Case, day: &str) -> CaseAgenda {
        of_case(case, day.parse().unwrap())
    }

    #[test]
    fn an_action_is_due_then_late_then_neglected() {
        let case = example();
        let told = on(&case, "2025-02-10");
        assert_eq!((ids(&told.due), ids(&told.overdue)), (vec!["AI-001"], vec![]));
        // Its own day is in time.
        assert!(on(&case, "2025-02-16").overdue.is_empty());
        let told = on(&case, "2025-02-23");
        assert_eq!((ids(&told.overdue), told.overdue[0].days_late), (vec!["AI-001"], 7));
        assert!(!ids(&told.neglected).contains(&"AI-001"));
        assert!(ids(&on(&case, "2025-02-24").neglected).contains(&"AI-001"));
    }

    #[test]
    fn lower_priority_waits_a_week_longer() {
        let mut case = example();
        case.actions[0].priority = "Low".to_owned();
        assert!(!ids(&on(&case, "2025-02-24").neglected).contains(&"AI-001"));
        assert!(ids(&on(&case, "2025-03-03").neglected).contains(&"AI-001"));
    }

    #[test]
    fn what_nobody_owns_is_named_and_in_time_neglected() {
        let case = example();
        let told = on(&case, "2025-02-12");
        assert_eq!((ids(&told.unassigned), told.done, told.total), (vec!["AI-002"], 1, 3));
        assert!(told.neglected.is_empty());
        // Two days after the end it was to have a day; two reviews later it still has none.
        assert!(ids(&on(&case, "2025-02-26").neglected).contains(&"AI-002"));
    }

    #[test]
    fn a_sponsor_is_asked_for_once_there_is_none() {
        let mut case = example();
        let day: Date = "2025-03-03".parse().unwrap();
        assert_eq!(agenda(std::slice::from_ref(&case), day).without_sponsor().count(), 2);
        case.actions[0].sponsor = Some("vp".to_owned());
        assert_eq!(agenda(&[case], day).without_sponsor().count(), 1);
    }

    #[test]
    fn the_look_back_is_told_ahead_and_due_in_its_week() {
        let case = example();
        let follow_up = |day: &str| on(&case, day).follow_up.map(|f| (f.day.to_string(), f.is_due));
        assert_eq!(follow_up("2025-02-12"), Some(("2025-03-09".to_owned(), false)));
        assert_eq!(follow_up("2025-03-03"), Some(("2025-03-09".to_owned(), true)));
        assert_eq!(follow_up("2025-03-20"), None);
    }

    #[test]
    fn a_case_that_is_done_is_quiet() {
        let mut case = example();
        for action in &mut case.actions {
            action.is_done = true;
        }
        let told = agenda(&[case], "2025-02-12".parse().unwrap());
        assert_eq!((told.cases.len(), told.quiet), (0, 1));
    }
}
