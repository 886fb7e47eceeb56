//! A half-open interval of time.

use jiff::{SignedDuration, Timestamp};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The interval `start <= t < end`, in UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
pub struct Window {
    /// First instant inside.
    pub start: Timestamp,
    /// First instant after.
    pub end: Timestamp,
}

/// Why two instants do not make a window.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the window ends at {end}, which is not after its start {start}")]
pub struct WindowError {
    /// The start that was given.
    pub start: Timestamp,
    /// The end that was given.
    pub end: Timestamp,
}

impl Window {
    /// Makes a window; an empty or reversed one is refused.
    pub fn new(start: Timestamp, end: Timestamp) -> Result<Self, WindowError> {
        if start < end { Ok(Self { start, end }) } else { Err(WindowError { start, end }) }
    }

    /// Whether `t` is inside.
    pub fn contains(&self, t: Timestamp) -> bool {
        self.start <= t && t < self.end
    }

    /// Whether the two share an instant.
    pub fn overlaps(&self, other: &Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The length.
    pub fn duration(&self) -> SignedDuration {
        self.end.duration_since(self.start)
    }

    /// The window grown by `before` at its start and `after` at its end, clamped to representable time.
    #[must_use]
    pub fn padded(&self, before: SignedDuration, after: SignedDuration) -> Self {
        Self {
            start: self.start.checked_sub(before).unwrap_or(Timestamp::MIN),
            end: self.end.checked_add(after).unwrap_or(Timestamp::MAX),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(s: &str) -> Timestamp {
        s.parse().unwrap()
    }

    #[test]
    fn end_is_outside() {
        let w = Window::new(at("2025-02-09T10:00:00Z"), at("2025-02-09T11:00:00Z")).unwrap();
        assert!(w.contains(at("2025-02-09T10:00:00Z")));
        assert!(!w.contains(at("2025-02-09T11:00:00Z")));
    }

    #[test]
    fn an_empty_window_is_refused() {
        let t = at("2025-02-09T10:00:00Z");
        assert_eq!(Window::new(t, t), Err(WindowError { start: t, end: t }));
    }
}
