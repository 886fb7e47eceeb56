//! Whether a series moved before the symptom did.

use backstory_signals::{SeriesView, Span, lead_lag};

use super::system::{Signal, System};

/// Longest lead looked for: what comes later after its cause is told by people.
const LONGEST_S: f64 = 900.0;

/// Seconds by which `signal` moved before the symptom; None when it did not, or not by a whole step of the coarser series.
pub(super) fn before_symptom(system: &System<'_>, felt: &Signal<'_>, signal: &Signal<'_>) -> Option<f64> {
    if signal.service == felt.service && signal.metric == felt.metric {
        return None;
    }
    let window = system.window_of(felt);
    // As much calm as trouble: a step shows only where both sides of it are seen.
    let seen = Span::new(window.start_s - window.length_s(), window.end_s);
    let own = SeriesView::new(&signal.times_s, &signal.values).within(seen);
    let symptom = SeriesView::new(&felt.times_s, &felt.values).within(seen);
    let found = lead_lag(own, symptom, LONGEST_S.min(window.length_s()))?;
    (found.lead_s >= found.resolution_s).then_some(found.lead_s)
}
