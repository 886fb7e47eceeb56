//! A time in UTC and in the time of some place that is named by no zone: `20:04 UTC, or 22:04 our time`, `at 09:30 its time (13:30
//! UTC)`, against the offsets that the document names.

use std::sync::LazyLock;

use regex::Regex;

use crate::{
    document::{Document, LineIndex, Span},
    numbers::{
        Contradiction, ContradictionKind, Place,
        moment::{slip, zones::minutes},
    },
};

const DAY: i64 = 24 * 60;
const LONGEST_LINE: usize = 4_000;

static FORMS: LazyLock<[Regex; 3]> = LazyLock::new(|| {
    let regex = |pattern: &str| Regex::new(pattern).expect("the pattern is a constant that the tests use");
    [
        regex(
            r"(?i)(?P<own>[0-9]{1,2}:[0-9]{2}(?: ?[ap]m)?) (?P<whose>our|its|their|local|the local)(?: local)?(?: time)?,? ?\(?(?:i\.e\. |or |that is,? |= ?)?(?P<utc>[0-9]{1,2}:[0-9]{2}) (?:UTC|GMT)",
        ),
        regex(
            r"(?i)(?P<utc>[0-9]{1,2}:[0-9]{2}) UTC,? ?\(?(?:i\.e\. |or |that is,? |which was |= ?)?(?P<own>[0-9]{1,2}:[0-9]{2}(?: ?[ap]m)?) (?P<whose>our|its|their|local)(?: local)?(?: time)?",
        ),
        regex(
            r"(?P<utc>[0-9]{1,2}:[0-9]{2}) ?UTC、?[（(]?(?P<whose>現地時間|当地時間|現地)(?:で|の|では)? ?(?P<own>[0-9]{1,2}:[0-9]{2})",
        ),
    ]
});
static OFFSET: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:UTC|GMT) ?(?P<sign>[+\-−–])(?P<hours>[0-9]{1,2})(?::?(?P<minutes>[0-9]{2}))?\b")
        .expect("the pattern is a constant that the tests use")
});

/// Checks all lines.
pub(in crate::numbers) fn check(document: &Document, out: &mut Vec<Contradiction>) {
    let source = document.source();
    let lines = LineIndex::new(source);
    let named: Vec<i64> = OFFSET
        .captures_iter(source)
        .take(40)
        .filter_map(|found| {
            let hours = found.name("hours")?.as_str().parse::<i64>().ok().filter(|hours| *hours <= 14)?;
            let minutes = found.name("minutes").map_or(Some(0), |m| m.as_str().parse::<i64>().ok())?;
            let sign = if found.name("sign")?.as_str() == "+" { 1 } else { -1 };
            Some(sign * (hours * 60 + minutes))
        })
        .collect();
    let rows = document.timeline.first().and_then(|row| row.moment.zone.as_ref()?.offset_s).map(|s| i64::from(s) / 60);
    let mut at = 0;
    for line in source.split_inclusive('\n') {
        let start = at;
        at += line.len();
        if line.len() > LONGEST_LINE {
            continue;
        }
        for found in FORMS.iter().filter_map(|form| form.captures(line)) {
            let (Some(own), Some(utc), Some(whose)) = (found.name("own"), found.name("utc"), found.name("whose"))
            else {
                continue;
            };
            let time = |m: regex::Match<'_>| slip::clocks(m.as_str()).first().map(|clock| minutes(clock.time));
            let Some((local, universal)) = time(own).zip(time(utc)) else { continue };
            let is_ours = whose.as_str().eq_ignore_ascii_case("our");
            // Our time is that of the rows, where they have one beside UTC.
            let offsets: Vec<i64> =
                rows.filter(|row| *row != 0 && is_ours).map_or_else(|| named.clone(), |row| vec![row]);
            let fits = |offset: &i64| (local - universal - offset).rem_euclid(DAY) == 0;
            let Some(offset) = offsets.first().filter(|_| !offsets.iter().any(fits)) else { continue };
            let expected = (universal + offset).rem_euclid(DAY);
            let place = |m: regex::Match<'_>| {
                let span = Span::new(start + m.start(), start + m.end());
                Place { line: lines.line(span.start), span, text: m.as_str().to_owned() }
            };
            let (stated, derived) = (place(own), place(utc));
            let message = format!(
                "`{}` is stated, but `{} UTC` is {:02}:{:02} there",
                stated.text,
                derived.text,
                expected / 60,
                expected % 60
            );
            out.push(Contradiction { kind: ContradictionKind::Time, stated, derived, message });
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::{document::Document, numbers::contradictions};

    #[test]
    fn times_of_a_place_lie_apart_as_its_offset_says() {
        let found = |head: &str, said: &str| {
            contradictions(&Document::parse(&format!("# T\n\n{head}\n\n## Summary\n\n{said}\n")), None).len()
        };
        let desk = "Times are in UTC. The desk in New York is on EST (UTC-5).";
        assert_eq!(found(desk, "The desk opens at 09:30 its time (14:30 UTC)."), 0);
        assert_eq!(found(desk, "The desk opens at 09:30 its time (13:30 UTC)."), 1);
        assert_eq!(
            found("Times are in UTC.", "The desk opens at 09:30 its time (13:30 UTC)."),
            0,
            "no offset is named"
        );
        assert_eq!(found("Times are CET (UTC+1).", "They put it at 20:04 UTC, or 22:04 our time."), 1);
        assert_eq!(found("Times are CET (UTC+1).", "They put it at 20:04 UTC, or 21:04 our time."), 0);
        assert_eq!(found("時刻は UTC+9。", "復旧は 20:04 UTC（現地時間 04:04）である。"), 1);
        assert_eq!(found("時刻は UTC+9。", "復旧は 20:04 UTC（現地時間 05:04）である。"), 0);
    }
}
