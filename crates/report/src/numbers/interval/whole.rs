//! How long the incident as a whole lasted, by a sentence, against the times of the head and the rows that say to be its ends:
//! `The degradation lasted 4 hours 43 minutes` over `Degraded: 0412Z – 0755Z`.

use std::sync::LazyLock;

use regex::Regex;

use super::stated::{Stated, place};
use crate::{
    document::{Document, FactKey, LineIndex, Moment, SectionKind},
    import::{fact::rows, time::duration},
    numbers::{
        Contradiction, Place, between, differs,
        event::resolve::Events,
        place_of,
        reading::{hand_slip, sentence},
    },
};

static SAID: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?i)\b(?:outage|incident|disruption|downtime|degradation|impact|interruption|unavailability|event|blackout|failure|problem)\b(?: itself| as a whole| in all)?,? (?:lasted|went on|continued|persisted|ran|took|was|of|has lasted|lasting)(?: for)?(?: about| around| just over| roughly| some| a total of| in all)? ?$|\b(?:unavailable|down|offline|degraded|read-only|unreachable|unable to [a-z ]{3,24}|out of service)(?: for)(?: about| around| just over| roughly| some| a total of)? ?$|^(?:for|in all,? for)(?: about| around| just over| roughly| some| a total of)? ?$",
    )
    .expect("the pattern is a constant that the tests use")
});
static JAPANESE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:障害|停止|影響|不通|中断|断|遅延|不具合)(?:時間|の時間|の長さ|の影響時間)?(?:は|が)、?(?:全体で|合計で?|約|計|およそ|のべ)* ?$").expect("the pattern is a constant that the tests use")
});

/// A month of a year, or one that came before: the sentence may be of another case than the one the head dates.
static DATED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)\d{4} ?年 ?\d{1,2} ?月の|先々?月|一昨年|\b(?:the|that|our|in|of) (?:january|february|march|april|may|june|july|august|september|october|november|december)(?: \d{4})? (?:outage|incident|disruption|one)\b|\bin (?:january|february|march|april|may|june|july|august|september|october|november|december)(?: \d{4})?,")
        .expect("the pattern is a constant that the tests use")
});

/// Checks title, summary and impact.
pub(in crate::numbers) fn check(document: &Document, events: &Events<'_>, out: &mut Vec<Contradiction>) {
    use SectionKind as K;
    let lines = LineIndex::new(document.source());
    let Some((seconds, unit_s, derived)) = whole(document) else { return };
    let is_whole = |kind| matches!(kind, K::Title | K::Summary | K::Impact | K::Other);
    for told in sentence::told(document).filter(|told| is_whole(told.passage.section)) {
        let span = told.passage.text.span;
        let is_row = sentence::is_in_row(document, span);
        if is_row || sentence::is_of_other_case(told.text) || DATED.is_match(told.text) {
            continue;
        }
        let all = duration::all(told.text);
        let Some(found) = all.first().filter(|_| all.len() == 1) else { continue };
        let stated = Stated::new(told.text, *found);
        let front = told.text.get(..found.start).unwrap_or_default();
        let is_said = SAID.is_match(front) || (JAPANESE.is_match(front) && is_closed(stated.behind));
        // A part of it, or a part of those who felt it.
        let is_part = PART.iter().any(|word| told.text.to_lowercase().contains(word));
        if !is_said || is_part || stated.holds(seconds, unit_s) || is_given(document, events, &stated) {
            continue;
        }
        let said = place(document, told.passage, stated.said, &lines);
        let is_near = hand_slip::is_mistakable(stated.seconds, seconds, hand_slip::NEAR_OF_ROLES);
        if said.line != derived.line && is_near {
            out.push(differs(said, derived.clone(), stated.seconds, seconds));
        }
    }
}

/// Words of a part of the whole, or of those who felt it.
pub(super) const PART: [&str; 24] = [
    "each",
    "some ",
    "partly",
    "partial",
    "fully down",
    "first ",
    "second ",
    "per ",
    "at most",
    "longest",
    "worst",
    "average",
    "another",
    "further",
    "of them",
    "of it",
    "of which",
    "うち",
    "一部",
    "最長",
    "平均",
    "最大",
    "さらに",
    "それぞれ",
];

fn is_closed(behind: &str) -> bool {
    let behind = behind.trim_start();
    behind.is_empty()
        || ["。", "、", "で", "に及", "に渡", "にわた", "続", "間続", "継続", "だ", "と", "）"]
            .iter()
            .any(|word| behind.starts_with(word))
}

/// Seconds of the incident, their unit, and where they stand: a range of the head, its start and end, or the rows of its ends.
fn whole(document: &Document) -> Option<(f64, f64, Place)> {
    let apart = |from: &Moment, to: &Moment| {
        between(from, to).or_else(|| {
            let seconds = from.time?.duration_until(to.time?).as_secs_f64().rem_euclid(86_400.0);
            Some((seconds, from.precision.seconds().max(to.precision.seconds()) as f64))
        })
    };
    let head = document.facts.iter().filter(|fact| !fact.label.is_empty());
    let range = head.clone().find_map(|fact| {
        let moment = fact.moment.as_ref().filter(|moment| moment.time.is_some() && !moment.approximate)?;
        let end = moment.end.as_deref().filter(|end| end.time.is_some())?;
        matches!(
            fact.key,
            FactKey::Start | FactKey::Resolved | FactKey::Date | FactKey::Duration | FactKey::Impact | FactKey::Other
        )
        .then_some(())?;
        let (seconds, unit_s) = apart(moment, end)?;
        Some((seconds, unit_s, place_of(fact)))
    });
    let labelled = |key: FactKey| {
        let mut facts = head
            .clone()
            .filter(|fact| fact.key == key && fact.moment.as_ref().is_some_and(|m| m.time.is_some() && !m.approximate));
        facts.next().filter(|_| facts.next().is_none())
    };
    let ends = || {
        let (start, end) = labelled(FactKey::Start).zip(labelled(FactKey::Resolved))?;
        let (seconds, unit_s) = apart(start.moment.as_ref()?, end.moment.as_ref()?)?;
        let text = format!("{} – {}", start.value.text, end.value.text);
        Some((seconds, unit_s, Place { text, ..place_of(end) }))
    };
    let by_rows = || {
        let only = |words: &[&str]| {
            let mut told = document
                .timeline
                .iter()
                .take(500)
                .filter(|row| rows::says(&row.event.text, words) && !row.moment.approximate);
            told.next().filter(|_| told.next().is_none())
        };
        let (from, to) = only(&rows::BEGINS).zip(only(&rows::ENDS))?;
        let (seconds, unit_s) = apart(&from.moment, &to.moment)?;
        let text = format!("{} – {}", from.moment.text, to.moment.text);
        Some((seconds, unit_s, Place { line: to.line, span: to.span, text }))
    };
    range.or_else(ends).or_else(by_rows).filter(|(seconds, ..)| *seconds > 0.0 && *seconds < 30.0 * 86_400.0)
}

/// Whether another fact says so, or the length lies between the first rows and the last ones.
fn is_given(document: &Document, events: &Events<'_>, stated: &Stated<'_>) -> bool {
    let by_fact = document
        .facts
        .iter()
        .any(|fact| !fact.label.is_empty() && fact.duration_s.is_some_and(|seconds| stated.holds(seconds, 60.0)));
    let ends = events.anchors.len().saturating_sub(5);
    let by_rows = events.anchors.iter().take(5).any(|from| {
        events
            .anchors
            .iter()
            .skip(ends)
            .any(|to| between(from.moment, to.moment).is_some_and(|(s, unit_s)| s > 0.0 && stated.holds(s, unit_s)))
    });
    by_fact || by_rows
}

#[cfg(test)]
mod tests {
    use crate::{document::Document, numbers::contradictions};

    #[test]
    fn the_whole_is_as_long_as_its_ends_say() {
        let found = |head: &str, said: &str| {
            contradictions(&Document::parse(&format!("# T\n\n{head}\n\n## Summary\n\n{said}\n")), None).len()
        };
        let range = "**Degraded from/to:** 04:12 – 07:55";
        assert_eq!(found(range, "The degradation lasted 3 hours 43 minutes."), 0);
        assert_eq!(found(range, "The degradation lasted 4 hours 43 minutes."), 1);
        assert_eq!(found(range, "For some users the degradation lasted 20 minutes."), 0);
        assert_eq!(found(range, "In September 2024, an outage lasted 3 hours."), 0);
        assert_eq!(found(range, "2024 年 9 月の接続断は 3 時間。"), 0);
        let ends = "**Start:** 15:05\n**End:** 17:20";
        assert_eq!(found(ends, "The call lasted 2 h 30 min."), 0);
        let share = "A missing hour is 4 of 100 values on that day of 25\nhours, and for 40 % of the meters this makes 1.6 % at most.";
        assert_eq!(found(ends, share), 0);
        let rows = "## Timeline (UTC, 2025-03-01)\n\n- 09:17 OUTAGE BEGINS\n- 09:30 page\n- 10:19 OUTAGE ENDS\n";
        assert_eq!(found(rows, "Thumbnails were down for 62 minutes after a rotation."), 0);
        assert_eq!(found(rows, "Thumbnails were down for 52 minutes after a rotation."), 1);
    }
}
