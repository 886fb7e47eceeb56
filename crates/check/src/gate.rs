//! The classic checklist before a post-mortem is done, answered one by one with the evidence.

use fluent_bundle::FluentValue;
use jiff::civil::Time;
use jiff::{Timestamp, tz::TimeZone};
use serde::Serialize;

use crate::{
    Finding, Language,
    reading::{FactKey, Reading},
    words::say,
};

/// An answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the words say it")]
pub enum Answer {
    Yes,
    No,
    CannotTell,
}

impl Answer {
    /// The word for it.
    pub fn word(self, language: Language) -> String {
        let key = match self {
            Self::Yes => "gate-yes",
            Self::No => "gate-no",
            Self::CannotTell => "gate-cannot-tell",
        };
        say(language, key, &[])
    }
}

/// One item of the checklist.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct GateItem {
    /// Stable id.
    pub id: &'static str,
    /// The question.
    pub question: String,
    /// The answer.
    pub answer: Answer,
    /// What it rests on.
    pub evidence: String,
}

/// What an item says before its question is put into words.
type Judged = (Answer, String);

/// Answers the checklist for a report and its findings (before suppression by configuration).
pub fn gate(reading: &Reading<'_>, findings: &[Finding], language: Language) -> Vec<GateItem> {
    let gate = Gate { reading, findings, language };
    [
        ("timeline-complete", gate.timeline_complete()),
        ("timeline-order", gate.timeline_order()),
        ("several-factors", gate.several_factors()),
        ("actions-owned", gate.actions_owned()),
        ("blameless", gate.blameless()),
        ("shared-in-time", gate.shared_in_time()),
        ("actions-tracked", gate.actions_tracked()),
        ("review-planned", gate.review_planned()),
    ]
    .into_iter()
    .map(|(id, (answer, evidence))| GateItem {
        id,
        question: say(language, &format!("gate-{id}"), &[]),
        answer,
        evidence,
    })
    .collect()
}

struct Gate<'a> {
    reading: &'a Reading<'a>,
    findings: &'a [Finding],
    language: Language,
}

impl Gate<'_> {
    fn say(&self, key: &str, args: &[(&str, FluentValue<'_>)]) -> String {
        say(self.language, key, args)
    }

    fn counted(&self, key: &str, count: usize) -> String {
        self.say(key, &[("count", count.into())])
    }

    /// How often the rules fire.
    fn count(&self, rules: &[&str]) -> usize {
        self.findings.iter().filter(|finding| rules.contains(&finding.rule)).count()
    }

    /// `what`, and the lines on which the findings stand.
    fn at_lines(&self, what: String, is_meant: impl Fn(&Finding) -> bool) -> String {
        let mut lines: Vec<usize> = self.findings.iter().filter(|f| is_meant(f)).filter_map(|f| f.line).collect();
        lines.dedup();
        if lines.is_empty() {
            return what;
        }
        self.say("gate-at-lines", &[("what", what.into()), ("lines", join(&lines).into())])
    }

    fn timeline_complete(&self) -> Judged {
        let rows = self.counted("gate-rows", self.reading.rows.len());
        let time = |key| self.reading.fact(key).and_then(|fact| fact.moment.time);
        let covers = |time: Time| {
            let minute = |time: Time| (time.hour(), time.minute());
            self.reading.rows.iter().filter_map(|row| row.moment.time).any(|at| minute(at) == minute(time))
        };
        // The window is what was asked about: rows at its ends show that they are there, other rows show nothing.
        let drafted = || window(self.reading.source).filter(|(from, to)| covers(*from) && covers(*to));
        let Some((start, end)) = time(FactKey::Start).zip(time(FactKey::Resolved)).or_else(drafted) else {
            return (Answer::CannotTell, self.say("gate-no-start-or-end", &[("rows", rows.into())]));
        };
        let clock = |time: Time| time.strftime("%H:%M").to_string();
        let evidence = self.say(
            "gate-start-and-end",
            &[("rows", rows.into()), ("start", clock(start).into()), ("resolved", clock(end).into())],
        );
        (yes(covers(start) && covers(end)), evidence)
    }

    fn timeline_order(&self) -> Judged {
        let rules = ["report.timeline-order", "report.timeline-no-zone"];
        let wrong = self.count(&rules);
        let answer = if self.reading.rows.is_empty() { Answer::CannotTell } else { yes(wrong == 0) };
        (answer, self.at_lines(self.counted("gate-findings", wrong), |f| rules.contains(&f.rule)))
    }

    fn several_factors(&self) -> Judged {
        let factors = self.reading.factors.len();
        let is_single = self.count(&["report.single-factor"]) > 0;
        let answer = if factors == 0 && !is_single { Answer::CannotTell } else { yes(factors > 1 && !is_single) };
        (answer, self.counted("gate-factors", factors))
    }

    fn actions_owned(&self) -> Judged {
        let rules =
            ["report.action-no-owner", "report.action-no-deadline", "report.action-no-priority", "report.no-actions"];
        let actions = self.counted("gate-actions", self.reading.actions.len());
        (yes(self.count(&rules) == 0), self.at_lines(actions, |f| rules.contains(&f.rule)))
    }

    fn blameless(&self) -> Judged {
        let is_blame = |finding: &Finding| {
            let families = ["blame.", "judgement.", "hindsight.", "analysis.", "tone."];
            families.iter().any(|family| finding.rule.starts_with(family)) || finding.rule == "action.punitive"
        };
        let wrong = self.findings.iter().filter(|finding| is_blame(finding)).count();
        let answer = if self.reading.passages.is_empty() { Answer::CannotTell } else { yes(wrong == 0) };
        (answer, self.at_lines(self.counted("gate-findings", wrong), is_blame))
    }

    fn shared_in_time(&self) -> Judged {
        let Some(shared) = self.reading.fact(FactKey::Shared) else {
            return (Answer::CannotTell, self.say("gate-not-shared", &[]));
        };
        let resolved = self.reading.fact(FactKey::Resolved).and_then(|fact| fact.moment.instant());
        let Some(resolved) = resolved.filter(|_| shared.moment.date.is_some()) else {
            return (Answer::CannotTell, shared.value.clone());
        };
        let hours = shared.moment.instant().map(|at| (at.as_second() - resolved.as_second()) / 3600);
        let evidence = hours.map_or_else(
            || shared.value.clone(),
            |hours| self.say("gate-shared-after", &[("value", shared.value.as_str().into()), ("hours", hours.into())]),
        );
        (yes(self.count(&["report.shared-late"]) == 0), evidence)
    }

    fn actions_tracked(&self) -> Judged {
        let all = self.reading.actions.len();
        let line = |number: usize| self.reading.source.lines().nth(number.saturating_sub(1));
        let tracked = self.reading.actions.iter().filter(|a| line(a.entry.line).is_some_and(is_tracked)).count();
        let answer = if tracked == 0 { Answer::CannotTell } else { yes(tracked == all) };
        (answer, self.say("gate-tracked", &[("tracked", tracked.into()), ("all", all.into())]))
    }

    fn review_planned(&self) -> Judged {
        let review = self.reading.fact(FactKey::FollowUp);
        let dates = review
            .and_then(|fact| fact.moment.date)
            .zip(self.reading.fact(FactKey::Resolved).and_then(|fact| fact.moment.date));
        let value = review.map(|fact| fact.value.clone());
        match (dates, value) {
            (Some((day, resolved)), Some(value)) => {
                let days = day.since(resolved).map_or(0, |span| span.get_days());
                let evidence = self.say("gate-review-after", &[("value", value.into()), ("days", days.into())]);
                (yes((7..=60).contains(&days)), evidence)
            }
            (_, value) => {
                let planned = self.count(&["report.no-follow-up-date"]) == 0;
                let otherwise = if planned { "gate-review-in-text" } else { "gate-no-review" };
                (yes(planned), value.unwrap_or_else(|| self.say(otherwise, &[])))
            }
        }
    }
}

/// First and last instant that the front matter of a draft names, as times of day in UTC, the zone of its timeline.
fn window(source: &str) -> Option<(Time, Time)> {
    let front = source.strip_prefix("---")?.split("\n---").next()?;
    let value = front.lines().find_map(|line| line.strip_prefix("window:"))?;
    let instant =
        |text: &str| text.trim_matches(|c: char| c.is_whitespace() || "{},\"'".contains(c)).parse::<Timestamp>().ok();
    let (from, to) = value.split_once("from:")?.1.split_once("to:")?;
    let clock = |at: Timestamp| at.to_zoned(TimeZone::UTC).time();
    Some((clock(instant(from)?), clock(instant(to)?)))
}

fn join(lines: &[usize]) -> String {
    lines.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

fn yes(holds: bool) -> Answer {
    if holds { Answer::Yes } else { Answer::No }
}

/// A link or the key of an issue.
fn is_tracked(line: &str) -> bool {
    let key = |word: &str| {
        word.split_once('-').is_some_and(|(head, tail)| {
            head.len() >= 2
                && head != "AI"
                && head != "SEV"
                && head.bytes().all(|b| b.is_ascii_uppercase())
                && !tail.is_empty()
                && tail.bytes().all(|b| b.is_ascii_digit())
        })
    };
    line.contains("http://")
        || line.contains("https://")
        || line.split(|c: char| !c.is_ascii_alphanumeric() && c != '-' && c != '#').any(|word| {
            key(word) || word.strip_prefix('#').is_some_and(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()))
        })
}
