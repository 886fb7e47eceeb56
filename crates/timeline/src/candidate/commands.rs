//! Commands that were run on a system around the first sign, by its own log.

use std::collections::BTreeMap;
use std::sync::Arc;

use backstory_model::{Citation, Locator, LoggedCommand, Phrase, TimelineKind, Window};
use jiff::{SignedDuration, Timestamp};

use super::Candidate;
use super::logs::shortened;
use crate::clock::{Alignment, SECOND, instant};
use crate::people::Directory;
use crate::source_log::SourceLog;

/// How long before the first sign a command of people is told.
const LOOK_BACK: SignedDuration = SignedDuration::from_mins(30);
/// The same for what the scheduler runs, which runs something every hour.
const SCHEDULED_BACK: SignedDuration = SignedDuration::from_mins(10);
/// What people run more often is a habit.
const RARE: usize = 3;
/// Rows at most; the nearest to the first sign.
const MOST: usize = 6;
/// What a row weighs: by hand before the first sign, by hand later, by the scheduler.
const WEIGHTS: [f64; 3] = [0.65, 0.5, 0.45];

/// Rows for what was run from half an hour before `onset` to the end of `span`: what people do now and then, and what the
/// scheduler ran once, just before.
pub(crate) fn rows(
    logs: &[SourceLog],
    clocks: &[Alignment],
    onset: Timestamp,
    span: Window,
    people: &Directory,
) -> Vec<Candidate> {
    let mut found: Vec<Candidate> = Vec::new();
    for (log, clock) in logs.iter().zip(clocks) {
        let mut times: BTreeMap<(Option<&str>, &str), usize> = BTreeMap::new();
        for one in &log.commands {
            *times.entry((one.actor.as_deref(), &one.command)).or_default() += 1;
        }
        let told = log.commands.iter().filter_map(|one| {
            let at = instant(clock.utc(one.nanos));
            let often = times.get(&(one.actor.as_deref(), one.command.as_str())).copied().unwrap_or(0);
            let is_told = if one.actor.is_some() {
                often <= RARE && at >= onset - LOOK_BACK && at < span.end
            } else {
                often == 1 && at >= onset - SCHEDULED_BACK && at <= onset
            };
            is_told.then(|| row(log, clock, one, at, onset, people))
        });
        found.extend(told);
    }
    found.sort_by_key(|row| (row.time.duration_since(onset).abs(), row.time));
    // Two sinks of one system write the same.
    let mut rows: Vec<Candidate> = Vec::new();
    for row in found {
        if !rows.iter().any(|told| (&told.phrase, &told.actor, told.time) == (&row.phrase, &row.actor, row.time)) {
            rows.push(row);
        }
    }
    rows.truncate(MOST);
    rows
}

fn row(
    log: &SourceLog,
    clock: &Alignment,
    one: &LoggedCommand,
    at: Timestamp,
    onset: Timestamp,
    people: &Directory,
) -> Candidate {
    let [before, later, scheduled] = WEIGHTS;
    let (key, weight) = match &one.actor {
        Some(_) => ("timeline-command", if at <= onset { before } else { later }),
        None => ("timeline-command-scheduled", scheduled),
    };
    let citation =
        Citation::new(&Arc::clone(&log.path), Locator::Line { line: one.line, offset: one.offset }, &one.words);
    let phrase = Phrase::new(key).code("command", shortened(&one.command));
    let mut row = Candidate::new(at, TimelineKind::Log, weight, phrase, &citation);
    row.actor = one.actor.as_deref().map(|name| people.handle(name));
    row.uncertainty_s =
        (clock.offset_ns != 0).then(|| clock.uncertainty_ns as f64 / SECOND as f64).filter(|u| *u > 1.0);
    row.sources.push(log.label.clone());
    row
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::{SourceClock, align};

    #[test]
    fn what_people_ran_near_the_first_sign_is_told_with_who_did() {
        let at = |minute: i64| Timestamp::from_second(1_700_000_000 + minute * 60).unwrap();
        let run = |minute: i64, actor: Option<&str>, command: &str| LoggedCommand {
            nanos: (1_700_000_000 + minute * 60) * SECOND,
            line: 1,
            offset: 0,
            command: command.into(),
            actor: actor.map(str::to_owned),
            words: String::new(),
        };
        let habit = (0..60).map(|minute| run(minute, Some("monitor"), "/bin/df"));
        let hourly = [run(0, None, "run-parts"), run(55, None, "run-parts")];
        let commands = [
            run(5, Some("alice"), "/bin/ls"),
            run(50, Some("alice"), "/bin/rm -rf /srv/x"),
            run(55, None, "/usr/bin/backup"),
            run(70, Some("bob"), "/bin/systemctl restart nginx"),
        ];
        let commands: Vec<LoggedCommand> = commands.into_iter().chain(habit).chain(hourly).collect();
        let log = SourceLog { is_zoned: true, commands, ..SourceLog::default() };
        let clocks = align(&[SourceClock { is_zoned: true, ids: &[], covered: None }], &[], None);
        let people = Directory::new(&[]);
        let mut rows = rows(&[log], &clocks, at(60), Window { start: at(0), end: at(100) }, &people);
        rows.sort_by_key(|row| row.time);
        let told: Vec<(Timestamp, Option<&str>, &str)> =
            rows.iter().map(|r| (r.time, r.actor.as_deref(), r.phrase.key.as_str())).collect();
        assert_eq!(
            told,
            [
                (at(50), Some("alice"), "timeline-command"),
                (at(55), None, "timeline-command-scheduled"),
                (at(70), Some("bob"), "timeline-command"),
            ]
        );
    }
}
