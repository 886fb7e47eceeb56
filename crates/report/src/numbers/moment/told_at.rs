//! The time of day that a sentence gives an event, against the one moment that tells this event: `it was reverted at 20:20 UTC`
//! over `18:20 reverted` in a zone three hours behind.
//!
//! Only times that stand nowhere else in the document are judged, and only where the words surely mean one moment.

use crate::{
    document::{Document, LineIndex, SectionKind},
    import::time::zone,
    numbers::{
        Contradiction, ContradictionKind, event::resolve::Events, interval::stated::place, moment::slip,
        reading::sentence,
    },
};

/// Share of the words of the clause that the moment must have.
const CLEAR: f64 = 0.7;
/// What opens or begins at a time every day is no event.
const HOURS: [&str; 6] = [" opens at", " closes at", " starts at", " ends at", " begins at", " runs at"];
/// Minutes up to which a time is off by mistake, and not of another event.
const MOST_APART: i64 = 240;
const DAY: i64 = 24 * 60;

/// Checks all prose that tells what happened.
pub(in crate::numbers) fn check(document: &Document, events: &Events<'_>, out: &mut Vec<Contradiction>) {
    if document.timeline.len() < 3 {
        return;
    }
    let lines = LineIndex::new(document.source());
    let is_told = |kind| {
        !matches!(kind, SectionKind::Timeline | SectionKind::Actions | SectionKind::Prevention | SectionKind::FollowUp)
    };
    for told in sentence::told(document).filter(|told| is_told(told.passage.section)) {
        let span = told.passage.text.span;
        let is_row = sentence::is_in_row(document, span);
        if is_row || sentence::is_of_other_case(told.text) {
            continue;
        }
        let all = slip::clocks(told.text);
        for clock in &all {
            // Two times in one clause are a range, or two zones.
            let clause = clause(told.text, clock.start, clock.end);
            if slip::clocks(clause).len() != 1
                || document.source().matches(told.text.get(clock.start..clock.end).unwrap_or_default()).count() != 1
            {
                continue;
            }
            let lead = told.text.get(..clock.start).unwrap_or_default().trim_end().to_lowercase();
            let behind = told.text.get(clock.end..).unwrap_or_default().trim_start();
            let is_at = lead.ends_with(" at") || behind.starts_with("に");
            let label = zone::label_at(behind).and_then(|length| zone::readings(behind.get(..length)?, None).offset_s);
            let phrase = clause.replace(told.text.get(clock.start..clock.end).unwrap_or_default(), " ");
            let meant = events.meant(&phrase);
            let [one] = meant.strong.as_slice() else { continue };
            let Some(anchor) = events.anchors.get(*one).filter(|anchor| anchor.is_exact() && anchor.row.is_some())
            else {
                continue;
            };
            let Some(time) = anchor.moment.time else { continue };
            let least = if label.is_some() { 1 } else { 2 };
            if !is_at
                || Events::shared_words(&phrase, anchor) < least
                || slip::is_another(clause)
                || meant.is_general
                || meant.score < CLEAR
                || anchor.ordinal_differs(&phrase)
                || HOURS.iter().any(|hours| format!(" {}", clause.to_lowercase()).contains(hours))
            {
                continue;
            }
            let own_offset = anchor.moment.zone.as_ref().and_then(|zone| zone.offset_s);
            let shift_s = match (label, own_offset) {
                (Some(label), Some(own)) => i64::from(label) - i64::from(own),
                (Some(_), None) => continue,
                (None, _) => 0,
            };
            let minutes = |time: jiff::civil::Time| i64::from(time.hour()) * 60 + i64::from(time.minute());
            let expected = (minutes(time) + shift_s / 60).rem_euclid(DAY);
            let apart = (minutes(clock.time) - expected).abs();
            let apart = apart.min(DAY - apart);
            let is_other =
                anchor.times().any(|other| (minutes(other) + shift_s / 60 - minutes(clock.time)).rem_euclid(DAY) <= 1);
            if apart <= 1 || apart > MOST_APART || is_other {
                continue;
            }
            let text = told.text.get(clock.start..clock.end).unwrap_or_default();
            let stated = place(document, told.passage, text, &lines);
            let derived = anchor.place();
            let message = format!("`{text}` is stated, but the row of that event says `{}`", derived.text);
            out.push(Contradiction { kind: ContradictionKind::Time, stated, derived, message });
        }
    }
}

/// The clause around a time.
fn clause(text: &str, start: usize, end: usize) -> &str {
    let marks = [", ", "; ", "、", "。", " (", "（", " and ", " but ", " – ", " — "];
    let from =
        marks.iter().filter_map(|mark| text.get(..start)?.rfind(mark).map(|at| at + mark.len())).max().unwrap_or(0);
    let to = marks.iter().filter_map(|mark| text.get(end..)?.find(mark).map(|at| end + at)).min().unwrap_or(text.len());
    text.get(from..to).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use crate::{document::Document, numbers::contradictions};

    #[test]
    fn an_event_is_told_at_the_time_of_its_row() {
        let rows = "## Timeline (all times UTC-3, 2025-03-01)\n\n- 15:41 template pushed to all cities\n- 16:31 alert `cancel-ratio`\n- 18:20 reverted: minutes shown as hours on older apps\n- 19:40 mapping service rebuilt from the old index\n";
        let found =
            |said: &str| contradictions(&Document::parse(&format!("# T\n\n## Cause\n\n{said}\n\n{rows}")), None).len();
        for sound in [
            "The template was reverted at 21:20 UTC.",
            "The mapping service was rebuilt at 19:40.",
            "The chef ate a mapping at 12:10.",
            "A partner's service went down at 19:55.",
        ] {
            assert_eq!(found(sound), 0, "{sound}");
        }
        assert_eq!(found("The mapping service was rebuilt at 19:52."), 1);
        assert_eq!(found("For half of them it was reverted at 20:20 UTC."), 1);
    }
}
