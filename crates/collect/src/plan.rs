//! What is to be collected, the same for every source.

use backstory_model::Window;
use jiff::{SignedDuration, Timestamp};

/// The stretch of time, and when we are asking.
#[derive(Debug, Clone, Copy)]
pub struct Plan {
    /// What is fetched: the window of the incident with its surroundings.
    pub window: Window,
    /// When the collecting began.
    pub now: Timestamp,
}

impl Plan {
    /// Pads the window of an incident, because a stated start is often later than the true one, and a baseline is needed.
    /// Nothing after `now` is asked for, so `None` means that the incident lies in the future.
    pub fn new(incident: Window, before: SignedDuration, after: SignedDuration, now: Timestamp) -> Option<Self> {
        let padded = incident.padded(before, after);
        let window = Window::new(padded.start, padded.end.min(now)).ok()?;
        Some(Self { window, now })
    }

    /// How long before `now` the window begins.
    pub(crate) fn age(&self) -> SignedDuration {
        self.now.duration_since(self.window.start)
    }
}
