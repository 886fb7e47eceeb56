//! Facts that only the prose of a head tells: from when to when, and for how long.
//!
//! Many reports have no table of facts; the first paragraph says `from 12:40 PDT to 15:11 PDT on October 12 (2 hours 31
//! minutes)`. What is read here fills the gaps of the head and replaces nothing.

use crate::document::{DateFrom, Document, Fact, FactKey, Moment, Passage, SectionKind, Span, Text, ZoneFrom};
use crate::import::{
    Context,
    fact::sentences,
    time::{duration, incident_day, moment, resolve},
};

/// Characters of a passage that are looked at.
const LOOKED_AT: usize = 1_200;

/// Passages that are looked at.
const MOST: usize = 40;

/// Adds start, end, duration and severity where the head has none and the prose names them.
pub(in crate::import) fn read(context: &Context<'_>, document: &mut Document) {
    use SectionKind as K;
    let is_row =
        |span: Span| document.timeline.iter().any(|row| row.span.start <= span.start && span.end <= row.span.end);
    let is_head = |(i, p): &(usize, &Passage)| {
        let is_early = *i < 8 && !matches!(p.section, K::Timeline | K::Actions | K::Lessons | K::FollowUp);
        is_early || matches!(p.section, K::Title | K::Summary | K::Impact | K::Facts)
    };
    let missing = |key| {
        !document.facts.iter().any(|fact| fact.key == key && fact.moment.as_ref().is_some_and(|m| m.time.is_some()))
    };
    let is_minutes = incident_day::is_minutes(document);
    let (no_start, no_end) = (missing(FactKey::Start), missing(FactKey::Resolved));
    let no_duration = !document.facts.iter().any(|fact| fact.key == FactKey::Duration && fact.duration_s.is_some());
    let mut found: Vec<Fact> = Vec::new();
    // A range beside a label of the head: `Window: 6:40 PM to 8:55 PM (2 hours and 15 minutes)`.
    let labelled = document
        .facts
        .iter()
        .filter(|fact| matches!(fact.key, FactKey::Duration | FactKey::Date | FactKey::Start | FactKey::Detected))
        .filter(|fact| !incident_day::is_of_meeting(&format!("{}:", fact.label), is_minutes));
    for span in labelled.map(|fact| fact.value.span) {
        if no_start && no_end && !found.iter().any(|f| f.key == FactKey::Start) {
            found.extend(ends(context, document, span));
        }
        if no_duration && !found.iter().any(|f| f.key == FactKey::Duration) {
            found.extend(length(context, span));
        }
    }
    if no_start && no_end {
        let first = document.passages.iter().take(6).filter(|p| !is_row(p.text.span));
        let told = first.filter(|p| {
            let lower = p.text.text.to_lowercase();
            let says = |words: &[&str]| words.iter().any(|word| lower.contains(word));
            says(&["began", "started", "beginning"]) && says(&["ended", "resolved", "until", "restored", "recovered"])
        });
        found.extend(told.filter_map(|p| sentences::ends(context, document, p.text.span)).take(1).flatten());
    }
    let passages = document.passages.iter().enumerate().filter(is_head).map(|(_, p)| p);
    let passages = passages.filter(|p| !is_row(p.text.span) && !incident_day::is_of_meeting(&p.text.text, is_minutes));
    for passage in passages.take(MOST) {
        if no_start && no_end && !found.iter().any(|f| f.key == FactKey::Start) {
            found.extend(ends(context, document, passage.text.span));
        }
        if no_duration && !found.iter().any(|f| f.key == FactKey::Duration) {
            found.extend(length(context, passage.text.span));
        }
    }
    if document.fact(FactKey::Severity).is_none() {
        found.extend(severity(context, document).or_else(|| graded(context, document)));
    }
    document.facts.extend(found);
    sentences::read(context, document);
}

/// `SEV1 · Author: …`, `sev-2 · 2023-03-07`, `here is the write-up of the incident (P2)` in the first lines.
fn severity(context: &Context<'_>, document: &Document) -> Option<Fact> {
    use SectionKind as K;
    let titles = document.sections.iter().take(2).map(|section| section.heading);
    let entries = document.front_matter.iter().flat_map(|front| &front.entries).map(|entry| entry.span);
    // The grades of actions, and the steps of a response, say nothing of the incident.
    let is_told = |p: &&Passage| {
        !matches!(
            p.section,
            K::Actions | K::Timeline | K::FollowUp | K::Prevention | K::Lessons | K::Resolution | K::Response
        )
    };
    let is_length = |p: &&Passage| {
        ["time in ", "minutes in ", "hours in "].iter().any(|w| p.text.text.to_lowercase().starts_with(w))
    };
    let passages =
        document.passages.iter().take(8).filter(is_told).filter(|p| !is_length(p)).map(|passage| passage.text.span);
    let titles = titles
        .filter(|heading| !crate::import::vocabulary::normalized(heading.of(context.source)).starts_with("action"));
    titles.chain(entries).chain(passages).find_map(|span| {
        let words = span.of(context.source);
        let mut from = 0;
        words
            .split(|c: char| {
                c.is_whitespace()
                    || matches!(c, '"' | '~' | '#' | ',' | '(' | ')' | '（' | '）' | '*' | '[' | ']' | '·' | '|' | '`')
            })
            .find_map(|word| {
                let at = words.get(from..)?.find(word)? + from;
                from = at + word.len();
                let trimmed = word.trim_end_matches(['.', ':', ';']);
                let around = (words.get(..at).unwrap_or_default(), words.get(at + trimmed.len()..).unwrap_or_default());
                (is_severity(trimmed) && (trimmed.len() > 2 || is_set_apart(around))).then(|| {
                    let value = Span::new(span.start + at, span.start + at + trimmed.len());
                    let line = context.lines.line(value.start);
                    let value_text = context.text(value);
                    Fact {
                        key: FactKey::Severity,
                        label: String::new(),
                        value: value_text,
                        span: value,
                        line,
                        moment: None,
                        duration_s: None,
                    }
                })
            })
    })
}

/// Whether `S3` or `P2` between two pieces of text is a grade and no name: in brackets or between signs, behind a word for
/// it, in front of `incident`.
fn is_set_apart((before, behind): (&str, &str)) -> bool {
    let before = before.trim_end_matches([' ', '*', '_']);
    let is_closed = behind.trim_start_matches(['*', '_']).starts_with(['.', ':', ';']);
    let behind = behind.trim_start_matches(['*', '_', ' ', ':', '.', ';']);
    let lower = behind.to_lowercase();
    let is_named = ["incident", "outage", "postmortem", "post-mortem", "event", "障害", "インシデント"]
        .iter()
        .any(|word| lower.starts_with(word));
    let word = before.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default().to_lowercase();
    // `its severity is S1`
    let mut earlier = before.rsplit(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let word = match word.as_str() {
        "is" | "was" | "as" | "a" | "at" | "of" | "to" => earlier.nth(1).unwrap_or_default().to_lowercase(),
        _ => word,
    };
    let is_introduced = ["severity", "sev", "priority", "level", "重大度", "優先度", "重要度", "レベル"]
        .iter()
        .any(|known| word.ends_with(known));
    let opens = before.ends_with(['(', '（', '[', '【', '"', '~', '#', '`', '·', '|', '・', ',', '、', '\n'])
        || before.is_empty();
    let closes = is_closed
        || behind.is_empty()
        || behind.starts_with([')', '）', ']', '】', '"', '`', '·', '|', '・', ',', '、', '-', '–', '—', '\n']);
    is_named || is_introduced || opens && closes
}

/// `class B`, `レベルB`, `Impact: major`: a word for the scale, and the place on it.
fn graded(context: &Context<'_>, document: &Document) -> Option<Fact> {
    const SCALES: [&str; 9] = [
        "class ",
        "incident level ",
        "severity level ",
        "severity ",
        "レベル",
        "ランク",
        "クラス",
        "障害区分",
        "重大度",
    ];
    const STATES: [&str; 4] = ["major", "minor", "critical", "partial outage"];
    let impact = document
        .facts
        .iter()
        .find(|fact| fact.key == FactKey::Impact && STATES.contains(&fact.value.text.trim().to_lowercase().as_str()));
    let place = impact.map(|fact| fact.value.span).or_else(|| {
        document.passages.iter().take(8).map(|passage| passage.text.span).find_map(|span| {
            let words = span.of(context.source);
            let lower = words.to_ascii_lowercase();
            SCALES.iter().flat_map(|scale| lower.match_indices(scale).take(4)).find_map(|(at, scale)| {
                let from = at + scale.len();
                let mut rest = words.get(from..)?.chars();
                let grade = rest.next().filter(|c| matches!(c, 'A'..='E' | '1'..='5'))?;
                let is_word = !rest.next().is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '%'));
                let begins = !words.get(..at)?.ends_with(|c: char| c.is_ascii_alphanumeric());
                (is_word && begins).then(|| Span::new(span.start + from, span.start + from + grade.len_utf8()))
            })
        })
    })?;
    Some(Fact {
        key: FactKey::Severity,
        label: String::new(),
        value: context.text(place),
        span: place,
        line: context.lines.line(place.start),
        moment: None,
        duration_s: None,
    })
}

/// `SEV1`, `sev-2`, `Sev.3`, `S3`, `P1`, `severity::2`.
fn is_severity(word: &str) -> bool {
    let is_digit = |rest: &str| rest.len() == 1 && rest.bytes().all(|b| b.is_ascii_digit());
    if let Some(rest) = word.get(..8).filter(|head| head.eq_ignore_ascii_case("severity")).and_then(|_| word.get(8..)) {
        return is_digit(rest.trim_start_matches([':', '/', '-']));
    }
    let rest = word.get(..3).filter(|head| head.eq_ignore_ascii_case("sev")).and_then(|_| word.get(3..));
    if let Some(rest) = rest {
        let digit = rest.strip_prefix(['-', '/', '.', ':']).unwrap_or(rest).trim_start_matches(':');
        return digit.len() == 1 && digit.bytes().all(|b| b.is_ascii_digit());
    }
    word.len() == 2 && word.starts_with(['P', 'S']) && word.ends_with(['0', '1', '2', '3', '4', '5'])
}

/// The first range of times of day in some words.
fn ends(context: &Context<'_>, document: &Document, span: Span) -> Vec<Fact> {
    let words = span.of(context.source);
    let day = incident_day::head_day(context, document);
    let zone = document.timeline.iter().find_map(|row| row.moment.zone.as_ref());
    let zone = zone
        .map(|z| (z.label.clone(), ZoneFrom::Head, z.line))
        .or_else(|| crate::import::time::zone_note::told(document));
    let declared = resolve::declared(document);
    let mut previous: Option<char> = None;
    // The last day that the words name in front of the range.
    let mut in_front = None;
    for (at, c) in words.char_indices().take(LOOKED_AT) {
        let begins = !previous.is_some_and(|p| p.is_ascii_alphanumeric() || matches!(p, ':' | '.' | '-' | '/'))
            && (c.is_ascii_alphanumeric() || duration::digit(c).is_some() || matches!(c, '午' | '令' | '平'));
        previous = Some(c);
        let Some(raw) = begins.then(|| words.get(at..).and_then(moment::at_start)).flatten() else { continue };
        if raw.date.as_ref().is_some_and(|date| date.local.is_none()) {
            in_front = raw.date.clone().or(in_front);
        }
        let is_range = raw.clock.is_some() && raw.until.as_ref().is_some_and(|until| until.clock.is_some());
        if !is_range || raw.unknown {
            continue;
        }
        // The day may stand behind the range: `from 12:40 to 15:11 on October 12, 2022`.
        let behind = words
            .get(at + raw.end..)
            .and_then(|rest| moment::at_start(rest.trim_start_matches([' ', ',', '、']).trim_start_matches("on ")));
        let of_rows = document.timeline.iter().find_map(|row| row.moment.date);
        let year = day.or(of_rows).map(jiff::civil::Date::year);
        let (local, _) = resolve::order(declared, raw.date.iter(), day);
        let behind = behind.filter(|raw| raw.clock.is_none()).and_then(|raw| {
            let around = resolve::Around { day: None, year, local, zone: None };
            resolve::complete(context, &raw, 0, &around).date
        });
        let around = |day: Option<jiff::civil::Date>| resolve::Around {
            day: day.map(|day| (day, DateFrom::Head)),
            year,
            local,
            zone: zone.clone(),
        };
        let until = raw.until.as_ref().and_then(|until| until.date.as_ref());
        let named = in_front.as_ref().or(until).and_then(|date| {
            let raw = moment::Raw { date: Some(date.clone()), ..moment::Raw::default() };
            resolve::complete(context, &raw, span.start, &around(day)).date
        });
        let start = resolve::complete(context, &raw, span.start + at, &around(behind.or(named).or(day)));
        let Some(end) = start.end.as_deref().cloned() else { continue };
        if start.date.is_none() {
            continue;
        }
        return vec![stated(context, FactKey::Start, start), stated(context, FactKey::Resolved, end)];
    }
    Vec::new()
}

pub(in crate::import) fn stated(context: &Context<'_>, key: FactKey, moment: Moment) -> Fact {
    let span = moment.span;
    Fact {
        key,
        label: String::new(),
        value: text(context, span),
        span,
        line: moment.line,
        moment: Some(moment),
        duration_s: None,
    }
}

fn text(context: &Context<'_>, span: Span) -> Text {
    context.text(span)
}

/// `for about 47 minutes`, `lasted 3 hours`, `(2 hours 31 minutes)`, `52分間`.
fn length(context: &Context<'_>, span: Span) -> Option<Fact> {
    let words: String = span.of(context.source).chars().take(LOOKED_AT).collect();
    let found = duration::all(&words).into_iter().find(|found| {
        let before = words
            .get(..found.start)
            .unwrap_or_default()
            .trim_end_matches(['*', '_', '~', '約', ' ', '\n', '\r'])
            .to_lowercase();
        let before = ["about", "around", "approximately", "roughly", "almost", "nearly", "over"]
            .iter()
            .find_map(|word| before.strip_suffix(word))
            .unwrap_or(&before)
            .trim_end();
        let own = words.get(found.start..found.end).unwrap_or_default();
        let behind = words.get(found.end..).unwrap_or_default();
        // `95 minutes (14:06–15:41 UTC)`, `From 08:47 to 10:02 UTC on 4 March, about an hour and a quarter,`
        let inside = behind.trim_start().strip_prefix(['(', '（']).and_then(moment::at_start);
        let has_range = inside.is_some_and(|raw| raw.clock.is_some() && raw.until.is_some());
        let sentence = before.rsplit(". ").next().unwrap_or_default();
        let follows = before.ends_with(',') && behind.starts_with([',', '.', ';']) && is_range(sentence);
        let opens_range = has_range
            || follows
            || before.strip_suffix(['(', '（']).is_some_and(|head| {
                behind.starts_with([')', '）', ',', '、'])
                    && head.trim_end().ends_with(|c: char| {
                        c.is_ascii_alphanumeric()
                            || duration::digit(c).is_some()
                            || matches!(c, '分' | '時' | '頃' | '日' | '間' | 'で')
                    })
            });
        // `24時間表記`, `24時間体制`: no length of anything.
        if ["表記", "体制", "営業", "対応", "監視", "稼働", "以内"].iter().any(|word| behind.starts_with(word))
        {
            return false;
        }
        // `検知から復旧まで約3時間` is a part of the incident.
        if before.ends_with("まで") {
            return opens_range;
        }
        // `(up to 4 hours)` is the worst of what many met.
        if ["up to", "at most", "as much as", "最大", "最長", "平均"].iter().any(|word| before.ends_with(word)) {
            return false;
        }
        let says_length = ["継続時間は", "停止時間は", "障害時間は", "影響時間は", "遅延は", "停止は"];
        opens_range
            || (before.ends_with("for") && tells_incident(before))
            || before.ends_with("lasted")
            || says_length.iter().any(|word| before.ends_with(word))
            || ["のあいだ", "の間"].iter().any(|word| behind.starts_with(word))
            || own.ends_with('間')
                && !behind.starts_with(['後', '前', '以', 'お', 'ご', 'に']) | behind.starts_with("にわた")
            || [
                "にわた",
                "続い",
                "停止",
                "の障害",
                "遅れ",
                "止ま",
                "止めま",
                "利用でき",
                "できません",
                "ログインができ",
            ]
            .iter()
            .any(|word| behind.starts_with(word))
    })?;
    // Words like `for 30 seconds` are about a step, not the incident.
    if found.seconds < 60.0 {
        return None;
    }
    let value = Span::new(span.start + found.start, span.start + found.end);
    Some(Fact {
        key: FactKey::Duration,
        label: String::new(),
        value: text(context, value),
        span: value,
        line: context.lines.line(value.start),
        moment: None,
        duration_s: Some(found.seconds),
    })
}

/// Whether a sentence up to its `for` is about what users met: the first words of it, or behind a verb of harm or state.
/// Caches live and retries wait `for` a while as well.
fn tells_incident(before: &str) -> bool {
    const HABITS: [&str; 14] = [
        "lives", "cache", "cached", "ttl", "timeout", "wait", "waits", "waited", "every", "each", "retry", "retries",
        "kept", "keeps",
    ];
    const HARM: [&str; 30] = [
        "down",
        "unavailable",
        "was",
        "were",
        "been",
        "returned",
        "served",
        "answered",
        "rejected",
        "failed",
        "lost",
        "offline",
        "slow",
        "broken",
        "stopped",
        "could",
        "couldn",
        "unable",
        "saw",
        "showed",
        "froze",
        "delayed",
        "degraded",
        "paused",
        "stuck",
        "reported",
        "errors",
        "outage",
        "sent",
        "had",
    ];
    let sentence = before.rsplit(['.', ';', '\n']).next().unwrap_or_default().trim_start();
    let words: Vec<&str> = sentence.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    words.len() <= 2 || (!words.iter().any(|w| HABITS.contains(w)) && words.iter().any(|w| HARM.contains(w)))
}

/// Whether a sentence names two times of day.
fn is_range(sentence: &str) -> bool {
    let is_clock = |word: &&str| {
        word.split_once(':').is_some_and(|(hour, minute)| {
            (1..=2).contains(&hour.len())
                && hour.bytes().all(|b| b.is_ascii_digit())
                && minute.get(..2).is_some_and(|m| m.bytes().all(|b| b.is_ascii_digit()))
        })
    };
    sentence.split(|c: char| c.is_whitespace() || matches!(c, '–' | '-' | '(' | ',')).filter(is_clock).count() >= 2
}
