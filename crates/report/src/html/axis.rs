//! The time axis that all drawings share: UTC, from shortly before the first row to shortly after the last.

use backstory_model::{Analysis, MilestoneKind};
use jiff::Timestamp;

use super::svg::escape;
use crate::locale::{day, time_of_day};

/// Width of the drawings, and the part of it that the axis takes, in SVG units.
/// Narrow, so that letters are still read on paper, where the whole width is 17 cm.
pub(crate) const WIDTH: i64 = 800;
pub(super) const LEFT: i64 = 142;
pub(super) const RIGHT: i64 = 786;

/// An interval of seconds since 1970, mapped onto the drawing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Axis {
    start: i64,
    end: i64,
}

impl Axis {
    pub(super) fn of(analysis: &Analysis) -> Self {
        let window = analysis.incident.window;
        let times = || {
            let rows = analysis.timeline.iter().map(|row| row.time.as_second());
            rows.chain(
                MilestoneKind::ALL.iter().filter_map(|kind| analysis.milestones.time(*kind)).map(Timestamp::as_second),
            )
        };
        let start = times().min().unwrap_or(window.start.as_second());
        let end = times().max().unwrap_or(window.end.as_second());
        let margin = ((end - start) / 30).max(15);
        Self { start: start - margin, end: end + margin }
    }

    pub(super) fn contains(self, t: Timestamp) -> bool {
        (self.start..=self.end).contains(&t.as_second())
    }

    /// The place of an instant.
    pub(super) fn x(self, t: Timestamp) -> i64 {
        let inside = t.as_second().clamp(self.start, self.end) - self.start;
        LEFT + inside * (RIGHT - LEFT) / (self.end - self.start).max(1)
    }

    /// The place of an instant as a share of the axis in millionths, for the script that zooms.
    pub(super) fn share(self, t: Timestamp) -> i64 {
        let inside = t.as_second().clamp(self.start, self.end) - self.start;
        inside * 1_000_000 / (self.end - self.start).max(1)
    }

    pub(super) fn bounds(self) -> (i64, i64) {
        (self.start, self.end)
    }

    /// Round instants, nine at most.
    pub(super) fn ticks(self) -> Vec<Timestamp> {
        const STEPS: [i64; 17] =
            [5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14_400, 21_600, 43_200, 86_400, 604_800];
        let span = self.end - self.start;
        let step = STEPS.into_iter().find(|step| span / step <= 8).unwrap_or((span / 8).max(1));
        let first = self.start.div_euclid(step) * step + step;
        (0..9)
            .map(|n| first + n * step)
            .filter(|t| *t <= self.end)
            .filter_map(|t| Timestamp::from_second(t).ok())
            .collect()
    }

    /// What stands under a tick: the day at midnight and where there is nothing else, seconds only where ticks have some.
    pub(super) fn label(self, t: Timestamp) -> String {
        const DAY: i64 = 86_400;
        if self.end - self.start < DAY {
            return time_of_day(t);
        }
        let day = day(t).to_string();
        let day = day.get(5..).unwrap_or_default();
        if t.as_second().rem_euclid(DAY) == 0 { day.to_owned() } else { time_of_day(t).chars().take(5).collect() }
    }

    /// Grid lines from `top` to `bottom` with the time under each.
    pub(super) fn grid(self, top: i64, bottom: i64) -> String {
        // Half of the widest label.
        const HALF: i64 = 30;
        let mark = |t: Timestamp| {
            let x = self.x(t);
            format!(
                "<line class=\"grid\" x1=\"{x}\" y1=\"{top}\" x2=\"{x}\" y2=\"{bottom}\"/>\
                 <text class=\"tick{}\" x=\"{x}\" y=\"{}\">{}</text>",
                if x > WIDTH - HALF { " last" } else { "" },
                bottom + 18,
                escape(&self.label(t))
            )
        };
        let marks: String = self.ticks().into_iter().map(mark).collect();
        format!(
            "<g class=\"axis\">{marks}<text class=\"tick\" x=\"{}\" y=\"{}\">UTC</text></g>",
            // A time under the first mark reaches half its width to the left of it.
            LEFT - 50,
            bottom + 18
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_have_dates() {
        let start = Timestamp::from_second(1_721_260_800).unwrap();
        let label = |hours: i64, span: i64| {
            let axis = Axis { start: start.as_second() - 60, end: start.as_second() + span };
            axis.label(Timestamp::from_second(start.as_second() + hours * 3600).unwrap())
        };
        assert_eq!([label(0, 200_000), label(12, 200_000), label(12, 50_000)], ["07-18", "12:00", "12:00:00"]);
    }

    #[test]
    fn ticks_are_round_and_few() {
        for span in [1, 30, 400, 5_000, 90_000, 10_000_000] {
            let axis = Axis { start: 1_000_003, end: 1_000_003 + span };
            let ticks = axis.ticks();
            assert!(ticks.len() <= 9, "{span}: {}", ticks.len());
            assert!(ticks.iter().all(|t| axis.contains(*t)));
        }
    }
}
