//! How long users went without, as title, summary or impact tell it in their own words, against the rows: `could not print for
//! 95 minutes` over rows from `OUTAGE BEGINS` to `OUTAGE ENDS`, `Search down for 54 minutes`, `80 分間閲覧できず`.
//!
//! Where no row says itself to be the beginning or the end, only what no early row and no late row give is called wrong.

use std::sync::LazyLock;

use regex::Regex;

use super::{
    apart::apart,
    stated::{Stated, place},
};
use crate::{
    document::{Document, FactKey, LineIndex, Moment, Passage, SectionKind, Span},
    import::{fact::rows as words_of_rows, first_moment, time::duration},
    numbers::{
        Contradiction, Place, differs,
        event::{
            kind::Kind,
            resolve::{Anchor, Events},
        },
        interval::whole::PART,
        place_of,
        reading::{bound::Bound, entry, hand_slip, sentence},
    },
};

const LEAST_ROWS: usize = 5;
const MOST_ROWS: usize = 300;

/// What was not possible, in front of `for` and a length.
static TROUBLE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)\b(?:could ?n[o']t|couldn't|unable|no longer|nobody|no one|unavailable|unreachable|inaccessible|unusable|down|offline|out|dark|black|blind|blocked|stuck|broken|failed|failing|fails|refused|rejected|stopped|stalled|lost|without|degraded|read-only|missing|impaired|wrong|unresponsive|timed out|halted|interrupted|frozen|silent|errors?|outage|interruption|disruption|downtime)\b")
        .expect("the pattern is a constant that the tests use")
});
static LED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)(?:\bfor|\blasted|\blasting)(?: (?:about|around|some|roughly|nearly|almost|just over|just under|close to|a total of|approximately|over|more than|at least|up to))?(?: a)? ?$")
        .expect("the pattern is a constant that the tests use")
});
static JAPANESE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^間?(?:にわたって?|にわたり|に渡って?|に渡り|ほど|も)?、?[^。、]{0,24}(?:でき(?:ず|な)|停止|止ま|見え(?:ず|な)|使え(?:ず|な)|つなが(?:らず|らな)|届か(?:ず|な)|表示され(?:ず|な)|利用できな|閲覧できな|不能|落ち|途絶|続い|続き|継続)")
        .expect("the pattern is a constant that the tests use")
});

/// Checks title, summary, impact and what stands in front of the first section.
pub(in crate::numbers) fn check(document: &Document, events: &Events<'_>, out: &mut Vec<Contradiction>) {
    let rows: Vec<&Anchor<'_>> = events.anchors.iter().filter(|anchor| anchor.row.is_some()).collect();
    let is_sound = rows.iter().all(|row| row.is_exact());
    if !(LEAST_ROWS..=MOST_ROWS).contains(&rows.len()) || rows.len() != document.timeline.len() || !is_sound {
        return;
    }
    let lines = LineIndex::new(document.source());
    let Some(window) = Window::of(document, &rows) else { return };
    facts(document, &window, out);
    let is_whole = |kind| matches!(kind, SectionKind::Title | SectionKind::Summary | SectionKind::Impact);
    let first_section = document.sections.iter().filter(|s| s.level > 1).map(|s| s.heading.start).min();
    let is_lead = |span: Span| first_section.is_some_and(|start| span.end <= start);
    let passages = document.passages.iter().filter(|p| is_whole(p.section) || is_lead(p.text.span)).take(60);
    for passage in passages.filter(|p| !document.timeline.iter().any(|row| row.span.contains(p.text.span))) {
        for text in sentence::split(&passage.text.text) {
            check_one(document, &window, passage, text, &lines, out);
        }
    }
    if let Some(title) = &document.title {
        let is_told = document.passages.iter().any(|p| p.text.span.contains(title.span));
        if !is_told {
            let passage = Passage { section: SectionKind::Title, text: title.clone() };
            check_one(document, &window, &passage, &title.text, &lines, out);
        }
    }
}

/// The duration of a head that does not tell its ends.
fn facts(document: &Document, window: &Window<'_>, out: &mut Vec<Contradiction>) {
    let has = |key: FactKey| {
        document
            .facts
            .iter()
            .any(|f| f.key == key && f.moment.as_ref().is_some_and(|m| m.time.is_some()) && !f.label.is_empty())
    };
    if has(FactKey::Start) || has(FactKey::Detected) {
        return;
    }
    for fact in document.facts.iter().filter(|f| f.key == FactKey::Duration && !f.label.is_empty()) {
        let Some(found) = duration::at_start(&fact.value.text) else { continue };
        let stated = Stated::new(&fact.value.text, found);
        let own = Passage { section: SectionKind::Summary, text: fact.value.clone() };
        let is_range = fact.moment.as_ref().is_some_and(|m| m.end.is_some());
        let is_told = out.iter().any(|o| o.stated.span == fact.value.span);
        if !is_range && !is_told && !window.holds(&stated) && !is_told_again(document, &own, &stated) {
            out.push(differs(place_of(fact), window.place.clone(), stated.seconds, window.seconds));
        }
    }
}

fn check_one(
    document: &Document,
    window: &Window<'_>,
    passage: &Passage,
    text: &str,
    lines: &LineIndex,
    out: &mut Vec<Contradiction>,
) {
    let lower = text.to_lowercase();
    if sentence::is_of_other_case(text) || PART.iter().any(|word| lower.contains(word)) {
        return;
    }
    let all = duration::all(text);
    let Some(found) = all.first().filter(|_| all.len() == 1) else { return };
    let stated = Stated::new(text, *found);
    let Some(front) = text.get(..found.start) else { return };
    let english = LED.is_match(front) && TROUBLE.is_match(front);
    let japanese = !text.is_ascii() && !front.ends_with("から") && JAPANESE.is_match(stated.behind);
    let is_near = hand_slip::is_mistakable(stated.seconds, window.seconds, hand_slip::NEAR);
    if !(english || japanese) || !is_near || window.holds(&stated) || is_told_again(document, passage, &stated) {
        return;
    }
    let said = place(document, passage, stated.said, lines);
    if said.line != window.place.line && !out.iter().any(|other| other.stated.span == said.span) {
        out.push(differs(said, window.place.clone(), stated.seconds, window.seconds));
    }
}

/// Whether another sentence or fact gives the same length: then the rows may leave something out.
fn is_told_again(document: &Document, own: &Passage, stated: &Stated<'_>) -> bool {
    let is_own = |span: Span| own.text.span.contains(span) || span.contains(own.text.span);
    let by_fact = document.facts.iter().filter(|fact| !is_own(fact.span) && !fact.label.is_empty()).any(|fact| {
        let range = fact.moment.as_ref().and_then(|m| apart(m, m.end.as_deref()?));
        let length = fact.duration_s.or(range.map(|(seconds, _)| seconds));
        length.is_some_and(|seconds| (seconds - stated.seconds).abs() < 60.0)
    });
    let by_range = entry::groups(document).iter().flatten().filter(|entry| !is_own(entry.span)).any(|entry| {
        let range = first_moment(&entry.value).and_then(|m| apart(&m, m.end.as_deref()?));
        range.is_some_and(|(seconds, _)| (seconds - stated.seconds).abs() < 60.0)
    });
    by_fact
        || by_range
        || document.passages.iter().filter(|p| !is_own(p.text.span) && p.section != SectionKind::Title).take(400).any(
            |passage| {
                duration::all(&passage.text.text)
                    .iter()
                    .take(20)
                    .any(|found| (found.seconds - stated.seconds).abs() < 30.0)
            },
        )
}

/// From when to when users went without, as the rows tell it.
struct Window<'d> {
    starts: Vec<&'d Moment>,
    stops: Vec<&'d Moment>,
    /// Whether rows or the head say so themselves.
    is_said: bool,
    seconds: f64,
    place: Place,
}

impl<'d> Window<'d> {
    fn of(document: &'d Document, rows: &[&Anchor<'d>]) -> Option<Self> {
        let only = |words: &[&str]| {
            let told: Vec<_> = rows.iter().filter(|row| words_of_rows::says(row.text, words)).collect();
            // `OUTAGE ENDS` and `INCIDENT ENDS` in one timeline: users went without in the outage.
            let outages: Vec<_> =
                told.iter().copied().filter(|row| row.text.to_lowercase().contains("outage")).collect();
            match (told.as_slice(), outages.as_slice()) {
                ([one], _) | (_, [one]) => Some(*one),
                _ => None,
            }
        };
        let labelled = |key: FactKey| {
            let mut facts = document
                .facts
                .iter()
                .filter(|f| f.key == key && !f.label.is_empty() && f.moment.as_ref().is_some_and(|m| m.time.is_some()));
            facts.next().filter(|_| facts.next().is_none())
        };
        if let (Some(from), Some(to)) = (only(&words_of_rows::BEGINS), only(&words_of_rows::ENDS)) {
            let (seconds, _) = apart(from.moment, to.moment).filter(|(s, _)| *s > 0.0)?;
            let text = format!("{} – {}", from.moment.text, to.moment.text);
            let place = Place { line: to.line, span: to.span, text };
            // What was mitigated before its end may have been over for users then.
            let is_before = |row: &&&Anchor<'_>| row.span.start < to.span.start && row.has_kind(Kind::Mitigate);
            let mitigated = rows.iter().filter(is_before).map(|row| row.moment);
            let stops = std::iter::once(to.moment).chain(mitigated).collect();
            return Some(Self { starts: vec![from.moment], stops, is_said: true, seconds, place });
        }
        if let (Some(from), Some(to)) = (labelled(FactKey::Start), labelled(FactKey::Resolved)) {
            let (start, stop) = from.moment.as_ref().zip(to.moment.as_ref())?;
            let (seconds, _) = apart(start, stop).filter(|(s, _)| *s > 0.0)?;
            let text = format!("{} – {}", from.value.text, to.value.text);
            let place = Place { text, ..place_of(to) };
            return Some(Self { starts: vec![start], stops: vec![stop], is_said: false, seconds, place });
        }
        let has = |row: &Anchor<'_>, kinds: &[Kind]| kinds.iter().any(|kind| row.has_kind(*kind));
        let noticed = rows.iter().position(|row| has(row, &[Kind::Alert, Kind::Page, Kind::Call, Kind::Report]))?;
        let over = rows.iter().rposition(|row| has(row, &[Kind::Recover]))?;
        if over < rows.len() / 2 || noticed >= over {
            return None;
        }
        let failed = rows.iter().take(noticed + 1).position(|row| has(row, &[Kind::Fail])).unwrap_or(noticed);
        let (from, to) = rows.get(failed).zip(rows.get(over))?;
        let (seconds, _) = apart(from.moment, to.moment).filter(|(s, _)| *s > 0.0)?;
        let text = format!("{} – {}", from.moment.text, to.moment.text);
        let place = Place { line: to.line, span: to.span, text };
        let starts = rows.iter().take(noticed + 2).map(|row| row.moment).collect();
        let stops = rows.iter().skip(rows.len() / 2).flat_map(|row| [Some(row.moment), row.moment.end.as_deref()]);
        Some(Self { starts, stops: stops.flatten().collect(), is_said: false, seconds, place })
    }

    fn holds(&self, stated: &Stated<'_>) -> bool {
        let main = stated.holds(self.seconds, 60.0);
        // Who adds up rows does so to the minute.
        let tolerance = if self.is_said || stated.bound != Bound::Exact || stated.unit_s > 60.0 { 60.0 } else { 30.0 };
        let holds = |seconds: f64| {
            if tolerance < 60.0 {
                (seconds - stated.seconds).abs() < tolerance
            } else {
                stated.holds(seconds, tolerance)
            }
        };
        main || self
            .starts
            .iter()
            .any(|from| self.stops.iter().any(|to| apart(from, to).is_some_and(|(s, _)| s > 0.0 && holds(s))))
    }
}

#[cfg(test)]
mod tests {
    use crate::{document::Document, numbers::contradictions};

    const ROWS: &str = "## Timeline (UTC, 2025-03-01)\n\n- 10:02 proxy 7.1 deployed\n- 10:09 uploads fail with 502\n- 10:21 alert on upload errors\n- 10:26 Marek picks up the page\n- 10:55 proxy 7.0 deployed again\n- 11:03 uploads work again\n";

    fn found(title: &str, said: &str) -> usize {
        contradictions(&Document::parse(&format!("# {title}\n\n## Summary\n\n{said}\n\n{ROWS}")), None).len()
    }

    #[test]
    fn users_went_without_as_long_as_the_rows_say() {
        for sound in [
            "Nobody could upload photos for 54 minutes.",
            "Uploads were down for about an hour.",
            "Uploads were broken for 61 minutes.",
            "Some users could not upload for 20 minutes.",
            "Last year uploads were down for 2 hours.",
        ] {
            assert_eq!(found("T", sound), 0, "{sound}");
        }
        assert_eq!(found("T", "Nobody could upload photos for 94 minutes."), 1);
        assert_eq!(found("Uploads down for 44 minutes", "Bad."), 1);
        assert_eq!(found("Uploads down for 54 minutes", "Bad."), 0);
        let head = |length: &str| {
            contradictions(&Document::parse(&format!("# T\n\n**Duration:** {length}\n\n{ROWS}")), None).len()
        };
        assert_eq!((head("54 min"), head("about 1 hour"), head("44 min")), (0, 0, 1));
    }

    #[test]
    fn what_was_mitigated_before_its_end_may_be_over_for_users() {
        let found = |length: &str| {
            let rows = "## Timeline (UTC, 2025-03-01)\n\n- 10:02 proxy 7.1 deployed\n- 10:09 **OUTAGE BEGINS** uploads fail\n- 10:21 alert on upload errors\n- 10:55 **INCIDENT MITIGATED** proxy 7.0 deployed again\n- 11:25 **OUTAGE ENDS** half an hour without errors\n";
            contradictions(
                &Document::parse(&format!("# T\n\n## Summary\n\nUploads down for {length}.\n\n{rows}")),
                None,
            )
            .len()
        };
        assert_eq!((found("76 minutes"), found("46 minutes"), found("58 minutes")), (0, 0, 1));
    }

    #[test]
    fn users_went_without_in_japanese() {
        let found = |said: &str| {
            let rows = "## 時系列（2025年3月1日、JST）\n\n- 10:02 プロキシ 7.1 を配備\n- 10:09 アップロードが失敗しはじめる\n- 10:21 警報\n- 10:26 当番が対応開始\n- 10:55 プロキシを 7.0 に戻す\n- 11:03 アップロードが正常に戻る\n";
            contradictions(&Document::parse(&format!("# 題\n\n## 概要\n\n{said}\n\n{rows}")), None).len()
        };
        assert_eq!(found("写真が54分間アップロードできなかった。"), 0);
        assert_eq!(found("写真が84分間アップロードできなかった。"), 1);
    }
}
