//! An iCalendar file (RFC 5545) with the dates of a post-mortem.
//!
//! Each action is a task (VTODO) and a transparent all-day event (VEVENT), because Google Calendar and Outlook ignore tasks. UIDs come from
//! the ids of case and action, so publishing again moves an entry instead of adding one.
//!
//! Written here rather than with the `icalendar` crate: that one brings a second time library and gives every alarm a random
//! UID; a file with the same content must have the same bytes. Tests read what is written with that crate.

use std::fmt::Write as _;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use sha2::{Digest, Sha256};

use crate::{Case, deadline};

/// Longest line in octets, without its end.
const LINE_OCTETS: usize = 75;
/// Weekly reviews until the follow-up.
const WEEKS: u8 = 4;

/// A text of ours in the calendar, for its language to say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Word<'a> {
    /// Who does an action.
    Owner(Option<&'a str>),
    /// How much it matters.
    Priority(&'a str),
    /// Which case it belongs to.
    PostMortem(&'a Case),
    /// An action is due: its id and title.
    Due(&'a str),
    /// The weekly review.
    Review(&'a Case),
    /// What it asks.
    ReviewAbout(&'a Case),
    /// The look back after four weeks.
    FollowUp(&'a Case),
    /// What it asks.
    FollowUpAbout(&'a Case),
}

/// Writes the calendar of a case: deadlines, weekly reviews, the follow-up.
///
/// The words of ours in it are those of `say`. Nothing in it depends on the day it is written: DTSTAMP is the end of the incident, or 1970 without one. `sequence` is
/// to grow with every version that is sent out; the same version has the same number.
pub fn write(case: &Case, sequence: u32, say: impl Fn(Word<'_>) -> String) -> String {
    let stamp = case.resolved.unwrap_or(Timestamp::UNIX_EPOCH);
    let mut out = Lines { text: String::new(), stamp, sequence };
    for line in [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//backstory//post-mortem//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
    ] {
        out.line(line);
    }
    out.text("X-WR-CALNAME", &case.title);
    for action in &case.actions {
        let Some(day) = action.deadline else { continue };
        let summary = format!("{}: {}", action.id, action.title);
        let about = [
            say(Word::Owner(action.owner.as_deref())),
            say(Word::Priority(&action.priority)),
            say(Word::PostMortem(case)),
        ]
        .join("\n");
        out.begin("VTODO", case, &format!("{}-todo", action.id));
        out.text("SUMMARY", &summary);
        out.text("DESCRIPTION", &about);
        out.line(&format!("DUE;VALUE=DATE:{}", basic(day)));
        out.line(&format!(
            "PRIORITY:{}",
            match action.priority.to_lowercase().as_str() {
                "high" | "高" => 1,
                "low" | "低" => 9,
                _ => 5,
            }
        ));
        out.line(if action.is_done { "STATUS:COMPLETED" } else { "STATUS:NEEDS-ACTION" });
        if action.is_done {
            out.line("PERCENT-COMPLETE:100");
        } else {
            out.alarm(&summary);
        }
        out.line("END:VTODO");
        out.all_day(case, &format!("{}-day", action.id), day, &say(Word::Due(&summary)), &about, None);
    }
    if let Some(resolved) = case.resolved {
        let first = resolved.to_zoned(TimeZone::UTC).date().saturating_add(1.weeks());
        let about = say(Word::ReviewAbout(case));
        let rule = format!("RRULE:FREQ=WEEKLY;COUNT={WEEKS}");
        out.all_day(case, "weekly", first, &say(Word::Review(case)), &about, Some(&rule));
    }
    if let Some(day) = deadline::follow_up(case) {
        let about = say(Word::FollowUpAbout(case));
        out.all_day(case, "follow-up", day, &say(Word::FollowUp(case)), &about, None);
    }
    out.line("END:VCALENDAR");
    out.text
}

struct Lines {
    text: String,
    stamp: Timestamp,
    sequence: u32,
}

impl Lines {
    fn begin(&mut self, kind: &str, case: &Case, item: &str) {
        self.line(&format!("BEGIN:{kind}"));
        self.line(&format!("UID:{}@backstory", digest(&[&case.id, item])));
        let stamp = self.stamp.strftime("%Y%m%dT%H%M%SZ").to_string();
        self.line(&format!("DTSTAMP:{stamp}"));
        let sequence = self.sequence;
        self.line(&format!("SEQUENCE:{sequence}"));
    }

    fn all_day(&mut self, case: &Case, item: &str, day: Date, summary: &str, about: &str, rule: Option<&str>) {
        self.begin("VEVENT", case, item);
        self.line(&format!("DTSTART;VALUE=DATE:{}", basic(day)));
        self.line(&format!("DTEND;VALUE=DATE:{}", basic(day.saturating_add(1.day()))));
        if let Some(rule) = rule {
            self.line(rule);
        }
        self.text("SUMMARY", summary);
        self.text("DESCRIPTION", about);
        self.line("TRANSP:TRANSPARENT");
        self.line("END:VEVENT");
    }

    fn alarm(&mut self, summary: &str) {
        for line in ["BEGIN:VALARM", "ACTION:DISPLAY", "TRIGGER;RELATED=END:-P1D"] {
            self.line(line);
        }
        self.text("DESCRIPTION", summary);
        self.line("END:VALARM");
    }

    /// A property whose value is text: escaped.
    fn text(&mut self, name: &str, value: &str) {
        let mut line = format!("{name}:");
        for c in value.chars() {
            match c {
                '\\' | ';' | ',' => line.extend(['\\', c]),
                '\n' => line.push_str("\\n"),
                c if c.is_control() => {}
                c => line.push(c),
            }
        }
        self.line(&line);
    }

    /// A line, folded at 75 octets and never inside a character.
    fn line(&mut self, line: &str) {
        let mut octets = 0;
        for c in line.chars() {
            if octets + c.len_utf8() > LINE_OCTETS {
                self.text.push_str("\r\n ");
                octets = 1;
            }
            self.text.push(c);
            octets += c.len_utf8();
        }
        self.text.push_str("\r\n");
    }
}

fn basic(day: Date) -> String {
    day.strftime("%Y%m%d").to_string()
}

/// The first half of a SHA-256, as the id of something outside.
pub(crate) fn digest(parts: &[&str]) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update((part.len() as u64).to_le_bytes());
        hash.update(part);
    }
    hash.finalize().iter().take(16).fold(String::new(), |mut out, byte| {
        write!(out, "{byte:02x}").expect("a string takes any text");
        out
    })
}

#[cfg(test)]
mod tests {
    use icalendar::{Calendar, CalendarComponent, Component as _};
    use proptest::prelude::*;

    use super::*;
    use crate::case::tests::case as example;

    fn english(word: Word<'_>) -> String {
        match word {
            Word::Owner(owner) => format!("Owner: {}", owner.unwrap_or("nobody yet")),
            Word::Priority(priority) => format!("Priority: {priority}"),
            Word::PostMortem(case) => format!("Post-mortem: {} ({})", case.title, case.id),
            Word::Due(action) => format!("Due: {action}"),
            Word::Review(case) => format!("Review the actions: {}", case.title),
            Word::ReviewAbout(case) => format!("Which actions of {} are done, which are in the way?", case.id),
            Word::FollowUp(case) => format!("Follow-up: {}", case.title),
            Word::FollowUpAbout(case) => {
                format!("Four weeks after {}: did the actions work? What would happen today?", case.id)
            }
        }
    }

    #[test]
    fn another_reader_understands_it() {
        let text = write(&example(), 2, english);
        let calendar: Calendar = text.parse().unwrap();
        let (mut todos, mut events) = (Vec::new(), Vec::new());
        for component in &calendar.components {
            match component {
                CalendarComponent::Todo(todo) => todos.push(todo.get_summary().unwrap().to_owned()),
                CalendarComponent::Event(event) => {
                    assert_eq!(event.get_sequence(), Some(2));
                    events.push((
                        event.get_summary().unwrap().to_owned(),
                        event.property_value("RRULE").map(ToOwned::to_owned),
                    ));
                }
                _ => {}
            }
        }
        assert_eq!(todos, ["AI-001: Bound the `a|b` pool", "AI-003: Write the runbook"]);
        let weekly = Some("FREQ=WEEKLY;COUNT=4".to_owned());
        assert!(events.contains(&("Review the actions: Orders fail".to_owned(), weekly)), "{events:?}");
        assert_eq!(events.len(), 4);
    }

    #[test]
    fn the_same_case_has_the_same_bytes() {
        insta::assert_snapshot!(write(&example(), 0, english).replace("\r\n", "\n"));
    }

    proptest! {
        #[test]
        fn lines_are_short_and_titles_survive(title in "[a-zé日\\\\;,: ]{1,200}") {
            let mut case = example();
            case.actions.truncate(1);
            case.actions[0].title = format!("t{title}t");
            let text = write(&case, 0, english);
            prop_assert!(text.split("\r\n").all(|line| line.len() <= LINE_OCTETS));
            let calendar: Calendar = text.parse().unwrap();
            let found = calendar.components.iter().find_map(|c| match c { CalendarComponent::Todo(t) => t.get_summary().map(ToOwned::to_owned), _ => None });
            prop_assert_eq!(found.unwrap(), format!("AI-001: t{}t", title));
        }
    }
}
