//! The time at the start of a row, also where it is only a sign for the one above.

use super::Reader;
use crate::import::time::{
    moment::{self, Raw},
    vague,
};

impl Reader<'_, '_> {
    /// The time at the start of a row.
    pub(super) fn start(&self, words: &str) -> Option<Raw> {
        // `2024-07-02 15:05` below `1430` begins with a year.
        let dated = self.is_bare.then(|| moment::at_start(words)).flatten();
        let dated = dated.filter(|raw| raw.date.as_ref().is_some_and(|date| date.year.is_some()));
        dated
            .or_else(|| self.is_bare.then(|| vague::bare_clock(words)).flatten())
            .or_else(|| vague::at_start(words))
            .or_else(|| self.ditto(words))
            .or_else(|| self.dotted(words))
    }

    /// `〃`, `同上`: the time of the row above.
    pub(super) fn ditto(&self, words: &str) -> Option<Raw> {
        let lead = words.len() - words.trim_start_matches([' ', '*', '`']).len();
        let mark = ["〃", "同上", "々", "\"\"", "''"]
            .into_iter()
            .find(|mark| words.get(lead..).is_some_and(|w| w.starts_with(mark)))?;
        let above = self.drafts.iter().rev().find(|draft| draft.is_row())?.raw.as_ref()?;
        let clock = above.clock.filter(|clock| clock.hour.is_some())?;
        Some(Raw {
            start: lead,
            end: lead + mark.len(),
            clock: Some(clock),
            zone: above.zone.clone(),
            ..Raw::default()
        })
    }

    /// `15.45 done` among rows that begin with times: one of them has another sign between hour and minute.
    pub(super) fn dotted(&self, words: &str) -> Option<Raw> {
        const LEAST: usize = 2;
        let bare = words.trim_start_matches(['*', '`', ' ']);
        let digits = bare.split([' ', '\u{3000}', ':', '：', '*', '`']).next()?;
        let is_clock = digits.len() == 5 && digits.as_bytes().get(2) == Some(&b'.');
        let timed = self.drafts.iter().filter(|draft| draft.is_timed_row()).take(LEAST).count();
        if is_clock && timed == LEAST { vague::bare_clock(words) } else { None }
    }
}
