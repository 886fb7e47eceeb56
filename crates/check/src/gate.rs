//! The classic checklist before a post-mortem is done, answered one by one with the evidence.

use serde::Serialize;

use crate::{
    Finding, Language,
    reading::{FactKey, Reading},
    rule::Bilingual,
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
    pub fn word(self, language: Language) -> &'static str {
        let words = match self {
            Self::Yes => Bilingual { en: "yes", ja: "はい" },
            Self::No => Bilingual { en: "no", ja: "いいえ" },
            Self::CannotTell => Bilingual { en: "cannot tell", ja: "判断できない" },
        };
        words.get(language)
    }
}

/// One item of the checklist.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct GateItem {
    /// Stable id.
    pub id: &'static str,
    /// The question.
    pub question: &'static str,
    /// The answer.
    pub answer: Answer,
    /// What it rests on.
    pub evidence: String,
}

/// Answers the checklist for a report and its findings (before suppression by configuration).
pub fn gate(reading: &Reading<'_>, findings: &[Finding], language: Language) -> Vec<GateItem> {
    let count = |rules: &[&str]| findings.iter().filter(|f| rules.contains(&f.rule)).count();
    let lines = |rules: &[&str]| {
        let lines: Vec<String> =
            findings.iter().filter(|f| rules.contains(&f.rule)).filter_map(|f| f.line).map(|l| l.to_string()).collect();
        if lines.is_empty() {
            String::new()
        } else {
            format!("; {}", Bilingual { en: "lines ", ja: "行 " }.get(language)) + &lines.join(", ")
        }
    };
    let ask = |id, question: Bilingual, answer, evidence: String| GateItem {
        id,
        question: question.get(language),
        answer,
        evidence,
    };
    let decide = |known: bool, wrong: usize| match (known, wrong) {
        (false, _) => Answer::CannotTell,
        (true, 0) => Answer::Yes,
        (true, _) => Answer::No,
    };
    let en = language == Language::English;
    let n = |count: usize, en_noun: &str, ja_noun: &str| {
        if en { format!("{count} {en_noun}") } else { format!("{ja_noun}{count}件") }
    };
    let start = reading.fact(FactKey::Start).and_then(|f| f.moment.time);
    let end = reading.fact(FactKey::Resolved).and_then(|f| f.moment.time);
    let covers = |time: Option<jiff::civil::Time>| {
        time.is_some_and(|t| reading.rows.iter().any(|row| row.moment.time == Some(t)))
    };
    let complete = match (start.is_some() && end.is_some(), covers(start) && covers(end)) {
        (false, _) => Answer::CannotTell,
        (true, true) => Answer::Yes,
        (true, false) => Answer::No,
    };
    let order = ["report.timeline-order", "report.timeline-no-zone"];
    let owned =
        ["report.action-no-owner", "report.action-no-deadline", "report.action-no-priority", "report.no-actions"];
    let blameful = findings
        .iter()
        .filter(|f| {
            ["blame.", "judgement.", "hindsight.", "analysis.", "tone."].iter().any(|family| f.rule.starts_with(family))
                || f.rule == "action.punitive"
        })
        .count();
    let tracked =
        reading.actions.iter().filter(|a| reading.source.lines().nth(a.entry.line - 1).is_some_and(is_tracked)).count();
    let shared = reading
        .fact(FactKey::Shared)
        .zip(reading.fact(FactKey::Resolved))
        .is_some_and(|(a, b)| a.moment.date.is_some() && b.moment.instant().is_some());
    let follow_up = reading
        .fact(FactKey::FollowUp)
        .and_then(|f| f.moment.date)
        .zip(reading.fact(FactKey::Resolved).and_then(|f| f.moment.date));
    vec![
        ask(
            "timeline-complete",
            Bilingual {
                en: "Does the timeline reach from start to resolution?",
                ja: "タイムラインは開始から復旧までを含むか",
            },
            complete,
            n(reading.rows.len(), "rows", "行 "),
        ),
        ask(
            "timeline-order",
            Bilingual {
                en: "Is the timeline in order, with its zone?",
                ja: "タイムラインは時刻順で、タイムゾーンがあるか",
            },
            decide(!reading.rows.is_empty(), count(&order)),
            n(count(&order), "findings", "指摘 ") + &lines(&order),
        ),
        ask(
            "several-factors",
            Bilingual { en: "Are there several contributing factors?", ja: "寄与要因は複数あるか" },
            if reading.factors.is_empty() {
                Answer::CannotTell
            } else {
                decide(true, usize::from(reading.factors.len() < 2))
            },
            n(reading.factors.len(), "factors", "要因 "),
        ),
        ask(
            "actions-owned",
            Bilingual {
                en: "Does every action have owner, deadline and priority?",
                ja: "全アクションに担当・期限・優先度があるか",
            },
            decide(true, count(&owned)),
            n(reading.actions.len(), "actions", "アクション ") + &lines(&owned),
        ),
        ask(
            "blameless",
            Bilingual { en: "Is the wording blameless?", ja: "非難のない言葉で書かれているか" },
            decide(!reading.passages.is_empty(), blameful),
            n(blameful, "findings", "指摘 "),
        ),
        ask(
            "shared-in-time",
            Bilingual { en: "Was it shared within 48 hours?", ja: "48時間以内に共有されたか" },
            decide(shared, count(&["report.shared-late"])),
            reading.fact(FactKey::Shared).map_or_else(
                || Bilingual { en: "no sharing date in the report", ja: "共有日時の記載なし" }.get(language).to_owned(),
                |f| f.value.clone(),
            ),
        ),
        ask(
            "actions-tracked",
            Bilingual {
                en: "Are the actions in a tracker?", ja: "アクションは課題管理に登録されているか"
            },
            match (reading.actions.len(), tracked) {
                (0, _) | (_, 0) => Answer::CannotTell,
                (all, some) if all == some => Answer::Yes,
                _ => Answer::No,
            },
            format!("{tracked}/{}", reading.actions.len()),
        ),
        ask(
            "review-planned",
            Bilingual {
                en: "Is a review planned about four weeks later?",
                ja: "約4週間後のレビューが予定されているか",
            },
            match follow_up {
                Some((review, resolved)) => {
                    let days = review.since(resolved).map_or(0, |span| span.get_days());
                    if (7..=60).contains(&days) { Answer::Yes } else { Answer::No }
                }
                None => decide(true, count(&["report.no-follow-up-date"])),
            },
            reading.fact(FactKey::FollowUp).map_or_else(|| "-".to_owned(), |f| f.value.clone()),
        ),
    ]
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
