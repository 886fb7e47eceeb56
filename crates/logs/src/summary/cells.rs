//! The counts of a span in cells of equal length.

use super::PerSecond;
use super::shift::Span;

/// Cells compared at most; longer spans are compared in steps of several seconds.
const MOST_CELLS: i64 = 100_000;

/// Seconds that a cell of a span stands for.
pub(super) fn step(span: Span) -> i64 {
    span.length() / MOST_CELLS + 1
}

/// The counts of a span, cell by cell; the last cell may reach over its end.
pub(super) fn cells(counts: &PerSecond, span: Span) -> Vec<f64> {
    let step = step(span);
    let mut cells = vec![0.0; usize::try_from((span.length() + step - 1) / step).unwrap_or(0)];
    for (second, count) in counts.iter().filter(|(second, _)| (span.from..span.to).contains(second)) {
        if let Some(cell) = usize::try_from((second - span.from) / step).ok().and_then(|at| cells.get_mut(at)) {
            *cell += f64::from(count);
        }
    }
    cells
}
