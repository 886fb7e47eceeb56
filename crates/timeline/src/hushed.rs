//! Services whose logs or metrics fall wholly silent while those of others go on: what wrote them stopped or hangs, or
//! nobody collected them. The record alone does not tell which, so both are told.

use std::collections::{BTreeMap, BTreeSet};

use backstory_logs::PerSecond;
use backstory_model::{Citation, Gap, GapKind, Locator, MetricSeries, Phrase, PhraseArg, ServiceName, Window};
use jiff::{SignedDuration, Timestamp};

use crate::clock::Alignment;
use crate::history::second;
use crate::source_log::SourceLog;

/// A shorter silence is a pause: a collector that runs, a machine that is moved. Seconds.
const LEAST_S: i64 = 120;
/// At its usual rate the service would have written so many records meanwhile: the chance of none is e to the minus this.
const TELLING: f64 = 15.0;
/// A silence is so many times as long as the longest that the service is used to.
const BEYOND_HABIT: i64 = 4;
/// What was heard for a shorter time has shown no habit, seconds.
const HEARD_S: i64 = 300;
/// Share of the usual rate that a service writes at until it falls silent; what fades out is going home.
const STEADY: f64 = 0.5;
/// Part of the record before the silence by which a service may be late to write its first line. One that came later may
/// be a job that is done.
const LATE_PART: i64 = 10;
/// The same in any case, seconds.
const LATE_S: i64 = 60;
/// What falls silent so long before the trouble counts as its first sign.
const BEFORE: SignedDuration = SignedDuration::from_mins(2);

/// A service that fell silent.
#[derive(Debug, Clone, PartialEq)]
pub struct Hushed {
    /// Who wrote.
    pub service: ServiceName,
    /// The second of the last record before.
    pub last: Timestamp,
    /// The second of the first record after; none where the record ends without one.
    pub resumed: Option<Timestamp>,
    /// Until when it is known that others went on.
    pub until: Timestamp,
    /// Services whose logs went on meanwhile.
    pub others: usize,
    /// What fell silent.
    pub record: Record,
    /// Words for the source.
    pub source: String,
    /// The log, or a series.
    pub citation: Citation,
}

/// A record of a service that can fall silent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Record {
    /// Its log.
    Log,
    /// All of its metrics.
    Metrics,
    /// Both at about the same time.
    Both,
}

impl Hushed {
    /// Puts what every sentence about it needs to `key`.
    pub fn phrase(&self, key: &str) -> Phrase {
        let record = match self.record {
            Record::Log => "log",
            Record::Metrics => "metrics",
            Record::Both => "both",
        };
        Phrase::new(key)
            .text("service", self.service.as_str())
            .text("record", record)
            .with("from", PhraseArg::Time(self.last))
            .with("to", PhraseArg::Time(self.until))
            .number("others", self.others as f64)
    }

    /// The other reading: what was not collected. Where a log goes on later, its own fault tells it.
    pub(crate) fn gap(&self) -> Option<Gap> {
        (self.resumed.is_none() || self.record == Record::Metrics).then(|| Gap {
            source: self.citation.artifact.to_string(),
            kind: GapKind::Missing,
            from: Some(self.last),
            to: Some(self.until),
            note: String::new(),
            phrase: Some(self.phrase("gap-hushed")),
        })
    }
}

/// Everything a service wrote, by UTC second.
struct Voice {
    counts: PerSecond,
    source: String,
    citation: Citation,
}

type Voices<'a> = BTreeMap<&'a ServiceName, Voice>;

/// A stretch without a record: the last second before, the first after or the end of what is known, and whether it ended.
#[derive(Clone, Copy)]
struct Silence {
    from: i64,
    to: i64,
    is_over: bool,
}

/// Services that fell silent in the trouble, which begins at `cut` and is looked at until the end of `span`. `felt` is the
/// stretch in which users felt it, and `is_counted` tells whether users were counted at all: where nobody felt anything
/// while a service was silent that wrote again later, its log was not collected.
pub(crate) fn find(
    logs: &[SourceLog],
    clocks: &[Alignment],
    series: &[MetricSeries],
    cut: Timestamp,
    span: Window,
    (felt, is_counted): (Option<Window>, bool),
) -> Vec<Hushed> {
    let of = |record, voices: &Voices<'_>| silent(record, voices, cut, span, (felt, is_counted));
    let mut found = of(Record::Log, &voices(logs, clocks));
    for other in of(Record::Metrics, &measured(series)) {
        let near = |h: &&mut Hushed| h.service == other.service && h.last < other.until && other.last < h.until;
        match found.iter_mut().find(near) {
            Some(own) => own.record = Record::Both,
            None => found.push(other),
        }
    }
    found.sort_by(|a, b| a.last.cmp(&b.last).then_with(|| a.service.cmp(&b.service)));
    found
}

fn silent(
    record: Record,
    voices: &Voices<'_>,
    cut: Timestamp,
    span: Window,
    (felt, is_counted): (Option<Window>, bool),
) -> Vec<Hushed> {
    let (from, end) = ((cut - BEFORE).as_second(), span.end.as_second());
    let found: Vec<Hushed> = voices
        .iter()
        .filter_map(|(service, voice)| {
            let others: Vec<&Voice> = voices.iter().filter(|(s, _)| *s != service).map(|(_, v)| v).collect();
            let silence = longest(&voice.counts, &others, from, end)?;
            let is_felt = felt.is_some_and(|f| f.start.as_second() < silence.to && f.end.as_second() > silence.from);
            if !is_telling(&voice.counts, &others, silence) || (silence.is_over && is_counted && !is_felt) {
                return None;
            }
            Some(Hushed {
                service: (*service).clone(),
                last: second(silence.from),
                resumed: silence.is_over.then(|| second(silence.to)),
                until: second(silence.to),
                others: others.iter().filter(|o| goes_on(&o.counts, silence)).count(),
                record,
                source: voice.source.clone(),
                citation: voice.citation.clone(),
            })
        })
        .collect();
    // Where most fall silent at one time, the collector did.
    if found.len() * 2 > voices.len() { Vec::new() } else { found }
}

/// What each service wrote. Of a log that several write into, requests are not told apart by writer, so there the log as a
/// whole is the voice of its own service alone.
fn voices<'a>(logs: &'a [SourceLog], clocks: &[Alignment]) -> Voices<'a> {
    let mut voices = Voices::new();
    let mut add = |service: &'a ServiceName, log: &'a SourceLog, counts: &PerSecond| {
        let new = || Voice {
            counts: PerSecond::default(),
            source: log.label.clone(),
            citation: Citation::new(&log.path, Locator::Whole, ""),
        };
        voices.entry(service).or_insert_with(new).counts.merge(counts);
    };
    for (log, clock) in logs.iter().zip(clocks) {
        let requests = log.requests.iter().filter(|_| log.is_edge).flat_map(|r| &r.cells).map(|c| (c.0, c.3));
        let rest = requests.chain(log.others.iter().copied());
        let mut whole: PerSecond = rest.map(|(at, n)| (clock.utc_s(at), n)).collect();
        for template in &log.templates {
            let counts = template.seconds.iter().map(|(at, n)| (clock.utc_s(*at), *n)).collect();
            whole.merge(&counts);
            if let Some(writer) = template.service.as_ref().filter(|_| log.others.is_empty() && !log.is_edge) {
                add(writer, log, &counts);
            }
        }
        if let Some(service) = &log.service {
            add(service, log, &whole);
        }
    }
    voices.retain(|_, voice| voice.counts.span().is_some());
    voices
}

/// When each service was measured: a sample counts as a record.
fn measured(series: &[MetricSeries]) -> Voices<'_> {
    let mut voices = Voices::new();
    let mut seen = BTreeSet::new();
    for one in series {
        let Some(service) = &one.service else { continue };
        let mut present = one.samples.iter().filter(|s| s.value.is_finite()).map(|s| s.time);
        let (first, count) = (present.clone().next(), present.clone().count());
        // Of series that are sampled as often between the same ends, one will do.
        if !seen.insert((service, first, present.clone().next_back(), count)) {
            continue;
        }
        let new = || Voice {
            counts: PerSecond::default(),
            source: backstory_model::source_label(backstory_model::ArtifactKind::Metrics).to_owned(),
            citation: one.citation.clone(),
        };
        let counts: PerSecond = present.by_ref().map(|at| (at.as_second(), 1)).collect();
        voices.entry(service).or_insert_with(new).counts.merge(&counts);
    }
    voices.retain(|_, voice| voice.counts.span().is_some());
    voices
}

/// The longest stretch without a record that begins from `from` to `end`, up to where most of the others are known to go on.
fn longest(counts: &PerSecond, others: &[&Voice], from: i64, end: i64) -> Option<Silence> {
    let (_, last) = counts.span()?;
    let heard_before = |o: &&&Voice| o.counts.span().is_some_and(|(first, _)| first <= last - LATE_S);
    let mut ends: Vec<i64> =
        others.iter().filter(heard_before).filter_map(|o| o.counts.span()).map(|(_, last)| last.min(end)).collect();
    ends.sort_unstable();
    // Two in three go on at least until then.
    let known = ends.get(ends.len() / 3).copied();
    let seconds: Vec<i64> = counts.iter().map(|(at, _)| at).collect();
    let inner = seconds.iter().zip(seconds.iter().skip(1)).map(|(a, b)| Silence { from: *a, to: *b, is_over: true });
    let open = known.map(|to| Silence { from: last, to, is_over: false });
    inner.chain(open).filter(|s| (from..end).contains(&s.from)).max_by_key(|s| s.to - s.from)
}

/// Whether the silence says something: the service used to write steadily, and most of the others go on.
fn is_telling(counts: &PerSecond, others: &[&Voice], silence: Silence) -> bool {
    let Some((first, _)) = counts.span() else { return false };
    let (length, heard) = (silence.to - silence.from, silence.from - first);
    if length < LEAST_S || heard < HEARD_S.max(length / BEYOND_HABIT) {
        return false;
    }
    let rate = |from: i64| counts.between(from, silence.from + 1) as f64 / (silence.from + 1 - from).max(1) as f64;
    let seconds: Vec<i64> = counts.iter().map(|(at, _)| at).take_while(|at| *at <= silence.from).collect();
    let habit = seconds.iter().zip(seconds.iter().skip(1)).map(|(a, b)| b - a).max().unwrap_or(heard);
    let usual = rate(first);
    let watched = others.iter().filter_map(|o| o.counts.span()).map(|(first, _)| first).min().unwrap_or(first);
    let heard_of = others.iter().filter(|o| o.counts.span().is_some_and(|(first, _)| first <= silence.from - LATE_S));
    let go_on: Vec<bool> = heard_of.map(|other| goes_on(&other.counts, silence)).collect();
    let (known, on) = (go_on.len(), go_on.iter().filter(|goes_on| **goes_on).count());
    usual * length as f64 >= TELLING
        && habit * BEYOND_HABIT <= length
        && rate(silence.from - HEARD_S.min(length).min(heard)) >= STEADY * usual
        && first - watched <= LATE_S.max((silence.from - watched) / LATE_PART)
        && on > 0
        && on * 3 >= known * 2
}

/// Whether others wrote in the middle of a silence.
fn goes_on(counts: &PerSecond, silence: Silence) -> bool {
    let quarter = (silence.to - silence.from) / 4;
    counts.between(silence.from + quarter, silence.to - quarter) > 0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::{SourceClock, align};
    use crate::source_log::TemplateCount;

    const BEGIN: i64 = 1_700_000_000;

    fn log(service: &str, writes: impl Fn(i64) -> bool) -> SourceLog {
        let seconds: Vec<(i64, u32)> = (0..3_600).filter(|s| writes(*s)).map(|s| (BEGIN + s, 1)).collect();
        let nanos = |s: i64| s * 1_000_000_000;
        let covered = seconds.first().zip(seconds.last()).map(|(a, b)| (nanos(a.0), nanos(b.0)));
        SourceLog {
            path: service.into(),
            service: Some(ServiceName::new(service)),
            is_zoned: true,
            covered,
            templates: vec![TemplateCount { text: "done".into(), seconds, ..TemplateCount::default() }],
            ..SourceLog::default()
        }
    }

    fn found(logs: &[SourceLog], felt: Option<(i64, i64)>) -> Vec<(String, i64, Option<i64>)> {
        let sources: Vec<SourceClock<'_>> =
            logs.iter().map(|l| SourceClock { is_zoned: true, ids: &l.ids, covered: l.covered }).collect();
        let window = |from: i64, to: i64| Window { start: second(BEGIN + from), end: second(BEGIN + to) };
        let clocks = align(&sources, &[], None);
        let found = find(
            logs,
            &clocks,
            &[],
            second(BEGIN + 1_800),
            window(0, 3_600),
            (felt.map(|(a, b)| window(a, b)), felt.is_some()),
        );
        let since = |t: Timestamp| t.as_second() - BEGIN;
        found.into_iter().map(|h| (h.service.0.clone(), since(h.last), h.resumed.map(since))).collect()
    }

    #[test]
    fn a_log_that_falls_silent_while_others_go_on_is_told() {
        let others = || [log("cart", |s| s % 3 == 0), log("web", |s| s % 7 == 0)];
        let with = |one: SourceLog| [vec![one], others().to_vec()].concat();
        let stops = with(log("orders", |s| s % 5 == 0 && s <= 2_000));
        assert_eq!(found(&stops, None), [("orders".to_owned(), 2_000, None)]);
        let pauses = with(log("orders", |s| s % 5 == 0 && !(2_001..2_900).contains(&s)));
        assert_eq!(found(&pauses, Some((2_100, 2_800))), [("orders".to_owned(), 2_000, Some(2_900))]);
        assert!(found(&pauses, Some((3_100, 3_200))).is_empty(), "users were served: not collected");
    }

    #[test]
    fn a_service_of_which_nothing_is_measured_any_more_is_told_once_with_its_log() {
        let series = |service: &str, until: i64| MetricSeries {
            metric: "cpu".into(),
            labels: BTreeMap::new(),
            service: Some(ServiceName::new(service)),
            samples: (0..240)
                .map(|i| i * 15)
                .filter(|s| *s <= until)
                .map(|s| backstory_model::Sample { time: second(BEGIN + s), value: 1.0 })
                .collect(),
            query: None,
            step_s: Some(15.0),
            citation: Citation::new(&"m".into(), Locator::Whole, ""),
        };
        let span = Window { start: second(BEGIN), end: second(BEGIN + 3_600) };
        let all = [series("orders", 2_010), series("cart", 3_600), series("web", 3_600)];
        let told = |logs: &[SourceLog]| {
            let sources: Vec<SourceClock<'_>> =
                logs.iter().map(|l| SourceClock { is_zoned: true, ids: &l.ids, covered: l.covered }).collect();
            let clocks = align(&sources, &[], None);
            let found = find(logs, &clocks, &all, second(BEGIN + 1_800), span, (None, false));
            found.into_iter().map(|h| (h.service.0.clone(), h.record)).collect::<Vec<_>>()
        };
        assert_eq!(told(&[]), [("orders".to_owned(), Record::Metrics)]);
        let logs =
            [log("orders", |s| s % 5 == 0 && s <= 2_000), log("cart", |s| s % 3 == 0), log("web", |s| s % 7 == 0)];
        assert_eq!(told(&logs), [("orders".to_owned(), Record::Both)]);
    }

    #[test]
    fn pauses_jobs_and_what_all_logs_do_are_no_silence() {
        let with = |one: SourceLog| vec![one, log("cart", |s| s % 3 == 0), log("web", |s| s % 7 == 0)];
        for (name, logs) in [
            ("short", with(log("orders", |s| s % 5 == 0 && !(2_001..2_090).contains(&s)))),
            ("seldom", with(log("orders", |s| s % 400 == 0 && s <= 2_000))),
            ("long before", with(log("orders", |s| s % 5 == 0 && s <= 1_000))),
            ("a job", with(log("orders", |s| s % 5 == 0 && (1_500..2_000).contains(&s)))),
            ("habit", with(log("orders", |s| s % 5 == 0 && s % 900 < 500 && s <= 2_300))),
            ("alone", vec![log("orders", |s| s % 5 == 0 && s <= 2_000)]),
            ("all", ["a", "b", "c"].map(|name| log(name, |s| s % 5 == 0 && !(2_001..2_900).contains(&s))).to_vec()),
        ] {
            assert!(found(&logs, None).is_empty(), "{name}: {:?}", found(&logs, None));
        }
    }
}
