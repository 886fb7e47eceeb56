//! What is said to have gone on at a moment, against the row that ends it: `The export was still running when the replica was
//! promoted` where the export had been stopped before, `検知した時点で、配信はまだ続いていた` over a range that ends earlier.

use std::sync::LazyLock;

use regex::Regex;

use crate::{
    document::{Document, LineIndex},
    numbers::{
        Contradiction, end_of,
        event::{
            kind::Kind,
            resolve::{Anchor, Events},
        },
        interval::stated::place,
        moment::order::told_reversed,
        reading::sentence,
    },
};

/// Passages that a person writes of one incident.
const MOST_PASSAGES: usize = 2_000;
/// Share of its words by which the moment must be known.
const CLEAR: f64 = 0.5;

static FORMS: LazyLock<[Regex; 3]> = LazyLock::new(|| {
    let regex = |pattern: &str| Regex::new(pattern).expect("the pattern is a constant that the tests use");
    [
        regex(
            r"(?i)^(?:[^,;:]{0,30}[,:] )?(?P<a>[^,;]{4,70}?) (?:was|were) still (?P<verb>[^,;]{2,40}?) (?:when|while|as|by the time|at the time|at the moment) (?P<b>[^,;.]{6,80})",
        ),
        regex(
            r"(?i)\b(?:when|by the time|while|at the time|the moment) (?P<b>[^,;]{6,80}), (?P<a>[^,;.]{4,70}?) (?:was|were) still (?P<verb>[^,;.]{2,40})",
        ),
        regex(
            r"(?:^|[、。])(?P<b>[^、。]{3,40}?)(?:時点|とき|頃|ころ)(?:で|に)?(?:は|も)?、?(?P<a>[^、。]{3,40}?)(?:は|が)、?(?:まだ|なお|依然|依然として|いまだに?|引き続き)(?P<verb>[^、。]{2,24})",
        ),
    ]
});

/// What ends a thing that goes on, and what ends a standstill.
const ENDS: [Kind; 6] = [Kind::Stop, Kind::Complete, Kind::Close, Kind::Block, Kind::Rollback, Kind::Recover];
const BEGINS: [Kind; 4] = [Kind::Start, Kind::Deploy, Kind::Resume, Kind::Replay];
const STANDSTILL: [&str; 14] = [
    "down",
    "stopped",
    "off",
    "blocked",
    "paused",
    "unavailable",
    "disabled",
    "closed",
    "止ま",
    "停止",
    "落ち",
    "不通",
    "無効",
    "閉じ",
];

/// Checks all prose that tells what happened.
pub(in crate::numbers) fn check(document: &Document, events: &Events<'_>, out: &mut Vec<Contradiction>) {
    if document.timeline.len() < 3 || document.passages.len() > MOST_PASSAGES {
        return;
    }
    let lines = LineIndex::new(document.source());
    for told in sentence::narrated(document) {
        let Some(found) = FORMS.iter().find_map(|form| form.captures(told.text)) else { continue };
        let of = |name: &str| found.name(name).map_or("", |m| m.as_str());
        let verb = of("verb").to_lowercase();
        let is_standstill = STANDSTILL.iter().any(|word| verb.contains(word));
        if is_standstill || sentence::is_of_other_case(found.get(0).map_or("", |m| m.as_str())) {
            continue;
        }
        let Some((end, moment)) = over_before(events, of("a"), of("b")) else { continue };
        let words = found.get(0).map_or("", |m| m.as_str()).trim_start_matches(['、', '。']).trim();
        let stated = place(document, told.passage, words, &lines);
        out.push(told_reversed(stated, words, end, moment));
    }
}

/// The row that ends a thing, and the moment that lies behind every such row.
fn over_before<'e, 'd>(events: &'e Events<'d>, thing: &str, moment: &str) -> Option<(&'e Anchor<'d>, &'e Anchor<'d>)> {
    let (thing, at) = (events.meant(thing), events.meant(moment));
    if at.is_general || at.score < CLEAR || at.strong.is_empty() {
        return None;
    }
    let of = |all: &[usize]| -> Vec<&'e Anchor<'d>> { all.iter().filter_map(|at| events.anchors.get(*at)).collect() };
    let moments = of(&at.strong);
    let rows: Vec<&Anchor<'_>> = of(&thing.weak).into_iter().filter(|anchor| anchor.row.is_some()).collect();
    let ends: Vec<&Anchor<'_>> = rows
        .iter()
        .copied()
        .filter(|row| row.moment.end.is_some() || ENDS.iter().any(|kind| row.has_kind(*kind)))
        .filter(|row| !moments.iter().any(|moment| moment.line == row.line))
        .collect();
    let end = ends.last()?;
    let is_over = ends.iter().all(|end| {
        let stop = end.row.map_or(end.moment, end_of);
        moments.iter().all(|moment| {
            stop.is_before(moment.moment) && (end.moment.end.is_some() || end.is_exact()) && moment.is_exact()
        })
    });
    // It may have begun again in between.
    let is_again = rows.iter().any(|row| {
        let is_between =
            end.moment.is_before(row.moment) && moments.iter().any(|moment| row.moment.is_before(moment.moment));
        is_between && BEGINS.iter().any(|kind| row.has_kind(*kind)) && row.line != end.line
    });
    (is_over && !is_again && !thing.is_general).then_some((*end, *moments.first()?))
}

#[cfg(test)]
mod tests {
    use crate::{document::Document, numbers::contradictions};

    #[test]
    fn what_goes_on_has_not_ended() {
        let rows = "## Timeline (UTC, 2025-03-01)\n\n- 08:12 nightly export starts\n- 08:41 export killed by hand\n- 08:55 replica promoted\n- 09:10 partner banks informed by mail\n";
        let found = |said: &str| {
            contradictions(&Document::parse(&format!("# T\n\n## Analysis\n\n{said}\n\n{rows}")), None).len()
        };
        assert_eq!(found("The replica was still lagging when the partner banks were informed."), 0);
        assert_eq!(found("The cook was still asleep when the replica was promoted."), 0);
        assert_eq!(found("The nightly export was still running when the replica was promoted."), 1);
        assert_eq!(found("When the partner banks were informed, the export was still going on."), 1);
    }

    #[test]
    fn what_goes_on_has_not_ended_in_japanese() {
        let rows = "## 経過（2025年3月1日）\n\n- 8:12〜8:40 返金ジョブが重複して実行される\n- 8:55 監視が残高の差異を検知\n- 9:10 提携銀行に連絡\n- 9:30 照合バッチを停止\n";
        let found =
            |said: &str| contradictions(&Document::parse(&format!("# 題\n\n## 分析\n\n{said}\n\n{rows}")), None).len();
        assert_eq!(found("提携銀行に連絡した時点で、照合バッチはまだ動いていた。"), 0);
        assert_eq!(found("監視が差異を検知した時点で、返金ジョブの重複はまだ続いていた。"), 1);
    }
}
