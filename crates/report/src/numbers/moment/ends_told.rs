//! The time of day at which a sentence lets the incident begin or end, against the head and the rows: `It was over by 16:05` where
//! every row of a recovery is later, `発生 20:15、収束 21:27` over a row `21:17 収束を宣言`.
//!
//! Only times that stand nowhere else in the document are judged.

use std::sync::LazyLock;

use jiff::civil::Time;
use regex::Regex;

use crate::{
    document::{Document, FactKey, LineIndex, SectionKind},
    import::{fact::rows as words_of_rows, time::zone},
    numbers::{
        Contradiction, ContradictionKind, Place,
        event::{
            kind::Kind,
            resolve::{Anchor, Events},
        },
        interval::stated::place,
        moment::{
            slip::{self, Clock, differs_by_slip},
            zones::minutes,
        },
        place_of,
        reading::sentence,
    },
};

/// Minutes up to which a stated time is off by mistake, and not of another event.
const MOST_APART: i64 = 240;
/// Minutes that rounding may take.
const LEAST_APART: i64 = 2;
const DAY: i64 = 24 * 60;
/// Bytes of a document that a time is looked for in.
const LARGEST: usize = 2_000_000;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    Start,
    Stop,
}

static START_EN: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)\b(?:incident|outage|fault|problem|trouble|disruption|event|failure|impact|degradation|issue|interruption|it|this|errors|everything|all of it)\b[^.;,0-9]{0,24}?\b(?:began|begun|begins|started|starts|set in|first appeared)(?: (?:at|around|from))? ?$|\b(?:beginning|starting|onset)(?: (?:at|was|of)){0,2} ?$")
        .expect("the pattern is a constant that the tests use")
});
static STOP_EN: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)(?:\b(?:incident|outage|fault|problem|trouble|disruption|event|failure|impact|degradation|issue|interruption|it|this|all|everything)\b[^.;,0-9]{0,30}?|^[^.;,0-9]{0,16}\band )\b(?:was over|over|ended|ends|resolved|cleared|came to an end|restored|was back|back to normal|was closed out)(?: (?:again|for everyone|for all|completely))?(?: (?:by|at|around))? ?$|\b(?:all clear|fully recovered|fully restored|service was restored)(?: (?:by|at|around))? ?$|\b(?:incident|outage|fault|problem|disruption|degradation|impact)\b[^.;,0-9]{0,30}? (?:until|till) ?$")
        .expect("the pattern is a constant that the tests use")
});
static START_JA: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^ ?(?:ごろ|頃)?(?:に|から|より)?、?(?:障害が|本障害が|影響が|事象が)?(?:発生|始ま)")
        .expect("the pattern is a constant that the tests use")
});
static STOP_JA: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^ ?(?:ごろ|頃)?(?:に|には)?、?(?:すべて|全て|完全に|全面)?(?:復旧|収束|解消|終息|正常化|全面復旧)")
        .expect("the pattern is a constant that the tests use")
});
static BETWEEN: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)^(?: ?[A-Z]{2,4})? ?(?:to|until|till|and|–|—|-|~|〜|～|から) ?$")
        .expect("the pattern is a constant that the tests use")
});

/// Checks all prose that tells the incident as a whole.
pub(in crate::numbers) fn check(document: &Document, events: &Events<'_>, out: &mut Vec<Contradiction>) {
    let source = document.source();
    if document.timeline.len() < 3 || source.len() > LARGEST {
        return;
    }
    let lines = LineIndex::new(source);
    let rows: Vec<&Anchor<'_>> = events.anchors.iter().filter(|a| a.row.is_some()).collect();
    if !rows.iter().all(|row| row.is_exact()) || has_two_zones(document) {
        return;
    }
    head(document, &rows, out);
    for told in sentence::narrated(document) {
        if sentence::is_of_other_case(told.text) {
            continue;
        }
        let clocks = slip::clocks(told.text);
        for (at, clock) in clocks.iter().enumerate() {
            let Some((end, partner)) = end_of(told.text, &clocks, at, told.passage.section) else { continue };
            let own = told.text.get(clock.start..clock.end).unwrap_or_default();
            let is_new = source.matches(own).count() == 1
                && !rows.iter().any(|row| row.times().any(|t| apart(t, clock.time) <= 1));
            if !is_new || is_zoned_otherwise(document, told.text, clock) {
                continue;
            }
            let partner_is_row =
                partner.is_some_and(|partner| rows.iter().any(|row| row.times().any(|t| t == partner)));
            let clause = clause(told.text, &clocks, at);
            let Some((time, derived)) = known(document, &rows, end, clock.time, partner_is_row, (clause, told.text))
            else {
                continue;
            };
            let gap = apart(time, clock.time);
            let stated = place(document, told.passage, own, &lines);
            let is_told = out.iter().any(|o| o.stated.span.contains(stated.span));
            if (LEAST_APART..=MOST_APART).contains(&gap) && derived.line != stated.line && !is_told {
                let message = format!("`{own}` is stated, but `{}` tells it", derived.text);
                out.push(Contradiction { kind: ContradictionKind::Time, stated, derived, message });
            }
        }
    }
}

/// Start and end of the head that no row shows, where one row alone tells such an end at a time that a slip of the hand makes them.
fn head(document: &Document, rows: &[&Anchor<'_>], out: &mut Vec<Contradiction>) {
    let ends: [(FactKey, &[Kind]); 2] = [
        (FactKey::Start, &[Kind::Start, Kind::Fail]),
        (FactKey::Resolved, &[Kind::Recover, Kind::Close, Kind::Complete, Kind::Resume]),
    ];
    for (key, kinds) in ends {
        let mut facts = document.facts.iter().filter(|f| f.key == key && !f.label.is_empty());
        let Some(fact) = facts.next().filter(|_| facts.next().is_none()) else { continue };
        let Some(moment) = fact.moment.as_ref().filter(|m| !m.approximate && m.end.is_none()) else { continue };
        let Some(time) = moment.time else { continue };
        let zone = |row: &Anchor<'_>| row.moment.zone.as_ref().and_then(|z| z.offset_s);
        let own_zone = moment.zone.as_ref().and_then(|z| z.offset_s);
        let is_known = rows.iter().any(|row| row.times().any(|t| apart(t, time) <= 1));
        let is_again = document.source().matches(&format!("{}:{:02}", time.hour(), time.minute())).count() > 1;
        let mut same = rows.iter().filter(|row| {
            let is_day = row.moment.date.zip(moment.date).is_none_or(|(a, b)| a == b);
            let tells = kinds.iter().any(|kind| row.has_kind(*kind)) && is_day && zone(row) == own_zone;
            tells && row.moment.time.is_some_and(|t| differs_by_slip(time, t) && apart(t, time) <= MOST_APART)
        });
        let Some(row) = same.next().filter(|_| same.next().is_none() && !is_known && !is_again) else { continue };
        let stated = place_of(fact);
        if !out.iter().any(|o| o.stated.span == stated.span || o.derived.span == stated.span) {
            let message = format!("`{}` is stated, but the row of that event says `{}`", stated.text, row.moment.text);
            out.push(Contradiction { kind: ContradictionKind::Time, stated, derived: row.place(), message });
        }
    }
}

fn has_two_zones(document: &Document) -> bool {
    let mut zones = document.timeline.iter().filter_map(|row| row.moment.zone.as_ref()).map(|z| z.offset_s);
    let first = zones.next();
    first.is_some_and(|first| zones.any(|zone| zone != first))
}

/// Whether a label beside the time is of another zone than the rows.
fn is_zoned_otherwise(document: &Document, text: &str, clock: &Clock) -> bool {
    let behind = text.get(clock.end..).unwrap_or_default().trim_start();
    let label = zone::label_at(behind).and_then(|length| behind.get(..length));
    let row = document.timeline.first().and_then(|row| row.moment.zone.as_ref());
    match (label, row) {
        (Some(label), Some(zone)) => zone::readings(label, None).offset_s != zone.offset_s && zone.label != label,
        // A label that the rows write as well.
        (Some(label), None) => {
            !document.timeline.iter().take(20).any(|row| row.span.of(document.source()).contains(label))
        }
        _ => false,
    }
}

/// Which end of the incident a time is, and the other time of its range.
fn end_of(text: &str, clocks: &[Clock], at: usize, section: SectionKind) -> Option<(End, Option<Time>)> {
    let clock = clocks.get(at)?;
    let before_at = at.checked_sub(1).and_then(|i| clocks.get(i));
    let next = clocks.get(at + 1);
    let front = text.get(before_at.map_or(0, |c| c.end)..clock.start)?;
    let behind = text.get(clock.end..next.map_or(text.len(), |c| c.start))?;
    let is_whole =
        matches!(section, SectionKind::Title | SectionKind::Summary | SectionKind::Impact | SectionKind::Other);
    let lead = |front: &str| {
        let lower = front.trim_end().to_lowercase();
        lower.ends_with("from") || lower.ends_with("between") || lower.is_empty()
    };
    // `From 06:40 until 12:05 …`: the whole of it, where it is told as such.
    if let Some(next) = next.filter(|_| is_whole && BETWEEN.is_match(behind)) {
        let rest = text.get(next.end..)?.trim_start();
        if (behind.trim() == "から" && rest.starts_with("まで"))
            || (behind.trim() != "から" && lead(front) && text.starts_with(['F', 'B']))
        {
            return Some((End::Start, Some(next.time)));
        }
    }
    if let Some(previous) = before_at.filter(|_| is_whole && BETWEEN.is_match(front)) {
        let head = text.get(..previous.start)?;
        if (front.trim() == "から" && behind.starts_with("まで"))
            || (front.trim() != "から" && lead(head) && text.starts_with(['F', 'B']))
        {
            return Some((End::Stop, Some(previous.time)));
        }
    }
    let other = before_at.or(next).map(|c| c.time);
    if START_EN.is_match(front) || START_JA.is_match(behind) {
        Some((End::Start, other))
    } else if STOP_EN.is_match(front) || STOP_JA.is_match(behind) {
        Some((End::Stop, other))
    } else {
        None
    }
}

/// The moment that the head or the rows surely tell as this end.
fn known(
    document: &Document,
    rows: &[&Anchor<'_>],
    end: End,
    stated: Time,
    partner_is_row: bool,
    (clause, sentence): (&str, &str),
) -> Option<(Time, Place)> {
    let key = if end == End::Start { FactKey::Start } else { FactKey::Resolved };
    let mut facts = document
        .facts
        .iter()
        .filter(|f| f.key == key && !f.label.is_empty() && f.moment.as_ref().is_some_and(|m| m.time.is_some()));
    if let Some(fact) = facts.next().filter(|_| facts.next().is_none()) {
        let moment = fact.moment.as_ref().filter(|m| !m.approximate && m.end.is_none())?;
        return Some((moment.time?, place_of(fact)));
    }
    let words: &[&str] = if end == End::Start { &words_of_rows::BEGINS } else { &words_of_rows::ENDS };
    let told = |row: &&&Anchor<'_>| words_of_rows::says(row.text, words);
    let mut said = rows.iter().filter(told);
    if let Some(row) = said.next().filter(|_| said.next().is_none()) {
        return Some((row.moment.time?, row.place()));
    }
    let has = |row: &Anchor<'_>, kinds: &[Kind]| kinds.iter().any(|kind| row.has_kind(*kind));
    match end {
        End::Start if partner_is_row && noticed_before(rows, stated).is_some() => {
            noticed_before(rows, stated).and_then(|row| Some((row.moment.time?, row.place())))
        }
        End::Start => {
            // One row alone that tells of a beginning, at a time that a slip of the hand makes the stated one.
            let mut began = rows.iter().filter(|row| {
                has(row, &[Kind::Start, Kind::Fail])
                    && row.moment.time.is_some_and(|time| differs_by_slip(stated, time))
            });
            let row = began.next().filter(|_| began.next().is_none() && partner_is_row)?;
            (Events::shared_words(sentence, row) >= 1).then(|| Some((row.moment.time?, row.place())))?
        }
        End::Stop => {
            // A word of the end that one row alone has: `収束`.
            let by_word = ["収束", "終息", "全面復旧"].iter().filter(|word| clause.contains(**word)).find_map(|word| {
                let mut told = rows.iter().filter(|row| row.text.contains(word));
                told.next().filter(|_| told.next().is_none())
            });
            if let Some(row) = by_word.filter(|row| row.moment.time.is_some_and(|time| differs_by_slip(stated, time))) {
                return Some((row.moment.time?, row.place()));
            }
            if !partner_is_row {
                return None;
            }
            let over: Vec<&&Anchor<'_>> =
                rows.iter().filter(|row| has(row, &[Kind::Recover, Kind::Complete, Kind::Resume])).collect();
            let last = over.last()?;
            // Recovery went on behind it, row by row.
            let is_behind = |row: &&&&Anchor<'_>| {
                row.moment
                    .time
                    .is_some_and(|time| (LEAST_APART + 1..=MOST_APART).contains(&(minutes(time) - minutes(stated))))
            };
            let behind = over.iter().filter(is_behind).count();
            let is_later = behind == over.len() || behind >= 2;
            let is_inside =
                rows.first().and_then(|row| row.moment.time).is_some_and(|first| minutes(first) <= minutes(stated));
            let one_day = rows.iter().all(|row| row.moment.date == last.moment.date);
            (is_later && is_inside && one_day && over.len() * 3 <= rows.len() + 2)
                .then(|| Some((last.moment.time?, last.place())))?
        }
    }
}

/// The first row that tells of the trouble, where it was noticed or felt before the stated start: nobody reports what has not begun.
fn noticed_before<'a, 'd>(rows: &[&'a Anchor<'d>], stated: Time) -> Option<&'a Anchor<'d>> {
    const NOTICED: [Kind; 4] = [Kind::Alert, Kind::Page, Kind::Call, Kind::Report];
    const FELT: [&str; 6] = ["not delivered", "first fail", "first error", "begins to fail", "出る", "できない"];
    let is_before = |row: &&&Anchor<'_>| {
        row.moment.time.is_some_and(|time| (LEAST_APART + 1..=MOST_EARLY).contains(&(minutes(stated) - minutes(time))))
    };
    let one_day = rows.iter().all(|row| row.moment.date == rows.first().and_then(|row| row.moment.date));
    // A call or an alert tells of the trouble where nothing before it may be another matter.
    let people = rows.iter().filter(is_before).find(|row| {
        [Kind::Call, Kind::Page].iter().any(|kind| row.has_kind(*kind))
            && NOTICED.iter().any(|kind| row.has_kind(*kind))
    });
    let felt = rows.iter().filter(is_before).find(|row| {
        let lower = row.text.to_lowercase();
        row.has_kind(Kind::Fail) || FELT.iter().any(|word| lower.contains(word))
    });
    let first = people.or(felt)?;
    one_day.then(|| felt.filter(|felt| felt.moment.is_before(first.moment)).unwrap_or(first)).copied()
}

/// Minutes up to which a start may be told too late.
const MOST_EARLY: i64 = 60;

fn apart(a: Time, b: Time) -> i64 {
    let apart = (minutes(a) - minutes(b)).abs();
    apart.min(DAY - apart)
}

/// The words around a time, between the times beside it.
fn clause<'t>(text: &'t str, clocks: &[Clock], at: usize) -> &'t str {
    let from = at.checked_sub(1).and_then(|i| clocks.get(i)).map_or(0, |c| c.end);
    let to = clocks.get(at + 1).map_or(text.len(), |c| c.start);
    text.get(from..to).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use crate::{document::Document, numbers::contradictions};

    const ROWS: &str = "## Timeline (UTC, 2025-03-01)\n\n- 09:02 tariff file loaded\n- 09:10 quotes fail\n- 09:26 alert pages Ines\n- 09:58 cached tariff in use\n- 10:40 quotes normal again\n- 11:15 call ends\n";

    fn found(head: &str, said: &str) -> usize {
        contradictions(&Document::parse(&format!("# T\n\n{head}\n\n## Summary\n\n{said}\n\n{ROWS}")), None).len()
    }

    #[test]
    fn the_incident_begins_and_ends_when_head_and_rows_say() {
        let head = "- **Began:** 09:10\n- **Over:** 10:40\n";
        for sound in [
            "The outage started at 09:10 and was over by 10:40.",
            "From 09:10 until 10:40 nobody got a quote.",
            "If the outage had started at 07:00, nobody would have noticed.",
            "The call with the vendor ended at 10:05.",
        ] {
            assert_eq!(found(head, sound), 0, "{sound}");
        }
        assert_eq!(found(head, "The outage had begun at 08:55."), 1);
        assert_eq!(found("", "It began at 09:10 and was over by 10:05."), 1);
        assert_eq!(found("", "It was over by 10:41."), 0);
        assert_eq!(found("", "It was over by 11:30."), 0);
        assert_eq!(found("", "From 08:10 until 10:40 nobody got a quote."), 1);
        assert_eq!(found("", "From 08:10 until 10:02 the file was checked."), 0);
    }

    #[test]
    fn a_slip_in_the_head_is_found() {
        let head = |start: &str, end: &str| format!("- **Start:** {start}\n- **End:** {end}\n");
        assert_eq!(found(&head("09:10", "10:40"), "All was slow."), 0);
        assert_eq!(found(&head("09:05", "10:40"), "All was slow."), 0, "five minutes in front of the first row");
        assert_eq!(found(&head("09:10", "11:40"), "All was slow."), 1);
    }

    #[test]
    fn the_incident_begins_and_ends_in_japanese() {
        let found = |said: &str| {
            let rows = "## 経過（2025年3月1日）\n\n- 7:40 証明書の期限が切れる\n- 7:58 監視が検知\n- 8:31 旧証明書に差し替え\n- 9:12 収束を宣言\n";
            contradictions(&Document::parse(&format!("# 題\n\n## 概要\n\n{said}\n\n{rows}")), None).len()
        };
        assert_eq!(found("7:40 発生、9:12 収束。"), 0);
        assert_eq!(found("7:40 発生、9:22 収束。"), 1);
    }
}
