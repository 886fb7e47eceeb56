//! A date and a time of day in members of their own: `"date":"2025-02-09","time":"10:05:23"`.

use crate::time::{Clock, Stamp};

/// Date and time of day in members of their own.
#[derive(Debug, Default)]
pub(super) struct DateParts<'a> {
    date: Option<&'a [u8]>,
    time: Option<&'a [u8]>,
}

impl<'a> DateParts<'a> {
    /// Keeps what is a date alone or a time of day alone.
    pub(super) fn add(&mut self, text: &'a [u8]) {
        let shape = |mark: u8, at: usize| text.get(at) == Some(&mark) && text.first().is_some_and(u8::is_ascii_digit);
        if text.len() == 10 && (shape(b'-', 4) || shape(b'/', 4)) {
            self.date = self.date.or(Some(text));
        } else if (8..=24).contains(&text.len()) && shape(b':', 2) && shape(b':', 5) {
            self.time = self.time.or(Some(text));
        }
    }

    /// The time that both are together.
    pub(super) fn read(&self, clock: &mut Clock) -> Option<Stamp> {
        let mut both = [0_u8; 40];
        let (date, time) = (self.date?, self.time?);
        let both = both.get_mut(..date.len() + 1 + time.len())?;
        let bytes = date.iter().chain(b"T").chain(time);
        both.iter_mut().zip(bytes).for_each(|(slot, byte)| *slot = *byte);
        clock.read_whole(both)
    }
}
