//! Whether dates like `10/04/2026` begin with the day or with the month: one line cannot tell, all of them mostly can.

use super::calendar;
use super::reading::{Civil, Written};

/// What comes first in a date of three numbers with the year at the end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum DateOrder {
    #[default]
    MonthFirst,
    DayFirst,
    /// Nothing tells; such dates are read with the month first.
    Either,
}

/// How much shorter the log is in one order for that to tell.
const SHORTER: i64 = 3;

/// What the dates of a log show.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Orders {
    days_first: u64,
    months_first: u64,
    /// Dates of which not even AM or PM speaks for the month.
    is_open: bool,
    /// Days since 1970 of the first and the last date, by the order they are read in.
    by_month: Option<(i64, i64)>,
    by_day: Option<(i64, i64)>,
}

impl Orders {
    /// Takes a date of which one of the numbers is no month, or one that can be read both ways.
    pub(super) fn add(&mut self, civil: &Civil) {
        let Some(year) = civil.year else { return };
        match civil.written {
            Written::Once => return,
            Written::DayFirst => self.days_first += 1,
            Written::MonthFirst => self.months_first += 1,
            Written::Either => self.is_open = true,
            // AM and PM are used with the month first, but not only.
            Written::EitherOfHalves => {}
        }
        let is_either = matches!(civil.written, Written::Either | Written::EitherOfHalves);
        let by_month = calendar::days_from_civil(year, civil.month, civil.day);
        let by_day = if is_either { calendar::days_from_civil(year, civil.day, civil.month) } else { by_month };
        self.by_month = wider(self.by_month, by_month);
        self.by_day = wider(self.by_day, by_day);
    }

    pub(super) fn order(&self) -> Option<DateOrder> {
        let length = |span: (i64, i64)| span.1 - span.0 + 1;
        let (by_month, by_day) = (length(self.by_month?), length(self.by_day?));
        Some(if self.days_first > 0 && self.months_first == 0 {
            DateOrder::DayFirst
        } else if self.months_first > 0 {
            DateOrder::MonthFirst
        } else if by_day * SHORTER < by_month {
            DateOrder::DayFirst
        } else if by_month * SHORTER < by_day || !self.is_open {
            DateOrder::MonthFirst
        } else {
            DateOrder::Either
        })
    }
}

fn wider(span: Option<(i64, i64)>, day: Option<i64>) -> Option<(i64, i64)> {
    let Some(day) = day else { return span };
    Some(span.map_or((day, day), |(first, last)| (first.min(day), last.max(day))))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::Clock;

    #[test]
    fn all_dates_together_tell_their_order() {
        let order = |dates: &[&str]| {
            let mut clock = Clock::new(None);
            for date in dates {
                let text = if date.ends_with('M') { format!("{date} x") } else { format!("{date} 09:00:00 x") };
                assert!(clock.read(text.as_bytes()).is_some(), "{date}");
            }
            clock.seen_order()
        };
        for (dates, expected) in [
            (&["10/04/2026", "13/04/2026"][..], Some(DateOrder::DayFirst)),
            (&["04/10/2026", "04/13/2026"], Some(DateOrder::MonthFirst)),
            // Three days, or three months.
            (&["10/04/2026", "11/04/2026", "12/04/2026"], Some(DateOrder::DayFirst)),
            (&["04/10/2026", "04/11/2026", "04/12/2026"], Some(DateOrder::MonthFirst)),
            (&["03/04/2026", "03/04/2026"], Some(DateOrder::Either)),
            (&["3/4/2026 9:00:00 AM", "3/4/2026 9:00:01 AM"], Some(DateOrder::MonthFirst)),
            (&["10/04/2026 9:00:00 AM", "11/04/2026 9:00:01 AM", "12/04/2026 9:00:01 AM"], Some(DateOrder::DayFirst)),
            (&["2026-04-10"], None),
        ] {
            assert_eq!(order(dates), expected, "{dates:?}");
        }
        let mut clock = Clock::new(None);
        clock.order(DateOrder::DayFirst);
        let april = clock.read(b"2026-04-03 09:00:00").unwrap().0;
        assert_eq!(clock.read(b"03/04/2026 09:00:00").unwrap().0, april);
        assert_eq!(clock.read(b"03/04/2026 09:00:00 AM").unwrap().0, april);
    }
}
