//! A change that the cause puts at a time of day which no row shows: `A change to the firewall rules made at 09:55` over rows that
//! begin at 10:00 with another change.

use super::{lacking, moments_behind_blanks, tells_cause};
use crate::{
    document::{Document, LineIndex, SectionKind},
    import::first_moment,
    numbers::{
        Contradiction, ContradictionKind,
        event::{kind::Kind, resolve::Events, words},
        interval::stated::place,
        moment::slip,
        reading::sentence,
    },
};

/// Words of a change that somebody made.
const CHANGED: [&str; 17] = [
    "change",
    "deploy",
    "released",
    "rolled out",
    "upgrade",
    "migration",
    "merged",
    "pushed",
    "applied",
    "reconfigur",
    "変更",
    "デプロイ",
    "リリース",
    "適用",
    "更新",
    "反映",
    "切り替え",
];

/// Minutes that clocks of two writers may differ.
const NEAR: i64 = 2;

/// Checks the sections that tell the cause.
pub(super) fn check(document: &Document, events: &Events<'_>, out: &mut Vec<Contradiction>) {
    let rows: Vec<_> = events.anchors.iter().filter(|anchor| anchor.row.is_some()).collect();
    if rows.len() < 3 || !rows.iter().any(|row| row.has_kind(Kind::Deploy)) {
        return;
    }
    let lines = LineIndex::new(document.source());
    let minutes = |time: jiff::civil::Time| i64::from(time.hour()) * 60 + i64::from(time.minute());
    for told in sentence::told(document).filter(|told| {
        tells_cause(told.passage)
            && !matches!(told.passage.section, SectionKind::Factors | SectionKind::ContributingFactors)
    }) {
        let lower = told.text.to_lowercase();
        let is_change = CHANGED.iter().any(|word| lower.contains(word));
        if !is_change || sentence::is_of_other_case(told.text) || sentence::is_in_row(document, told.passage.text.span)
        {
            continue;
        }
        let clocks = slip::clocks(told.text);
        let [clock] = clocks.as_slice() else { continue };
        let Some(said) = told.text.get(clock.start..clock.end) else { continue };
        let lead = told.text.get(..clock.start).unwrap_or_default().trim_end().to_lowercase();
        let behind = told.text.get(clock.end..).unwrap_or_default().trim_start();
        let is_at = lead.ends_with(" at") || behind.starts_with('に') || behind.starts_with("の");
        // A day of its own is none of the rows.
        let is_dated = first_moment(told.text)
            .into_iter()
            .chain(moments_behind_blanks(told.text))
            .any(|moment| moment.date.is_some());
        let near = |time: jiff::civil::Time| {
            let apart = (minutes(time) - minutes(clock.time)).rem_euclid(24 * 60);
            apart <= NEAR || apart >= 24 * 60 - NEAR
        };
        let is_shown = events.anchors.iter().any(|anchor| anchor.times().any(near));
        let is_zoned = document.timeline.first().is_some_and(|row| row.moment.zone.is_some())
            && behind.starts_with(|c: char| c.is_ascii_uppercase());
        // A row that tells the same change at another time is the business of times.
        let own = words::all(told.text);
        let tells_same = rows.iter().any(|row| {
            let told = words::all(row.text);
            let is_change = told.iter().any(|word| word.kinds.contains(&Kind::Deploy));
            is_change && own.iter().filter(|o| o.kinds.is_empty() && told.iter().any(|w| w.stem == o.stem)).count() >= 1
        });
        let is_again = document.source().matches(said).count() > 1;
        if !is_at || is_dated || is_shown || is_zoned || tells_same || is_again {
            continue;
        }
        let stated = place(document, told.passage, said, &lines);
        if !out.iter().any(|o| o.kind == ContradictionKind::Cause && o.stated.line == stated.line) {
            out.push(lacking(document, stated));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::{document::Document, numbers::contradictions};

    #[test]
    fn a_change_at_a_time_is_in_the_timeline() {
        let rows = "## Timeline (UTC, 2025-03-01)\n\n- 10:00 Deploy of gateway 4.2\n- 10:05 errors above 10 %\n- 10:12 alert fires\n- 10:31 errors gone\n";
        let found = |said: &str| {
            contradictions(&Document::parse(&format!("# T\n\n{rows}\n## Root Cause\n\n{said}\n")), None).len()
        };
        for sound in [
            "A change to the firewall rules made at 10:01 blocked the traffic.",
            "A change to the firewall rules made on 27 February 2025 at 09:55 blocked the traffic.",
            "A backup began at 09:55 and took all of the disk.",
            "A change to the firewall rules would have been made at 09:55.",
        ] {
            assert_eq!(found(sound), 0, "{sound}");
        }
        assert_eq!(found("A change to the firewall rules made at 09:55 blocked the traffic."), 1);
        assert_eq!(found("9時55分に行われたファイアウォールの変更が通信を遮断した。"), 1);
    }
}
