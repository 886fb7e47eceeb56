//! The rows of the timeline, a line each.

use std::io;

use backstory_report::draft::milestone_key;
use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::{Digest, clean};

impl Digest<'_, '_> {
    pub(super) fn timeline(&mut self) -> io::Result<()> {
        for row in &self.analysis.timeline {
            let mark = row.milestone.map_or_else(String::new, |kind| {
                let name = self.words.text(milestone_key(kind)).to_lowercase();
                format!("{} ", self.strong(&format!("{name}:")))
            });
            let actor = row.actor.as_deref().map(|actor| format!(" (@{})", clean(actor))).unwrap_or_default();
            writeln!(self.context.out, "  {}  {mark}{}{actor}", clock(row.time), clean(&row.text))?;
        }
        Ok(())
    }
}

fn clock(time: Timestamp) -> String {
    time.to_zoned(TimeZone::UTC).strftime("%H:%M:%S").to_string()
}
