//! Whether rows give a length after all: what words tie to the wrong rows is no contradiction where others lie just so far apart.

use super::apart::apart;
use crate::{
    document::{Document, LineIndex},
    import::time::duration,
    numbers::{
        Contradiction, ContradictionKind,
        event::{
            resolve::{Anchor, Events},
            words,
        },
        moment::slip,
        reading::{bound::Bound, hand_slip},
    },
};

/// Rows up to which each is held against each.
const MOST: usize = 120;

/// `wrong for 3 hours and 26 minutes, from 13:07 to 16:33`: a length whose two ends stand behind it is of what these ends tell.
fn is_beside_its_range(
    document: &Document,
    lines: &LineIndex,
    found: &Contradiction,
    stated: &duration::Found,
) -> bool {
    const BEHIND: usize = 4;
    let rest = document.source().get(found.stated.span.end..).unwrap_or_default();
    let line = rest.lines().next().unwrap_or_default();
    let clocks = slip::clocks(line);
    let [from, to, ..] = clocks.as_slice() else { return false };
    let length = from.time.duration_until(to.time).as_secs_f64().rem_euclid(86_400.0);
    let words = line.get(..from.start).unwrap_or_default().split_whitespace().count();
    let is_joined = line.get(from.end..to.start).is_some_and(|gap| gap.chars().count() <= 10);
    let is_other_line = found.derived.line != lines.line(found.stated.span.start);
    words <= BEHIND && is_joined && is_other_line && (length - stated.seconds).abs() < stated.unit_s.max(60.0)
}

/// Takes back lengths that two moments give to the minute, unless the length which was found is the stated one but for a slip.
pub(in crate::numbers) fn take_back(document: &Document, events: &Events<'_>, out: &mut Vec<Contradiction>) {
    if events.anchors.len() > MOST {
        return;
    }
    let lines = LineIndex::new(document.source());
    out.retain(|found| {
        if found.kind != ContradictionKind::Duration || found.derived.line == 0 {
            return true;
        }
        let stated = duration::at_start(&found.stated.text);
        // The measured length as the message tells it.
        let measured = found.message.rsplit_once(" gives ").and_then(|(_, length)| duration::at_start(length));
        let (Some(stated), Some(measured)) = (stated, measured) else { return true };
        let is_slip = |by_s: f64| hand_slip::of_lengths(stated.seconds, measured.seconds + by_s);
        if is_beside_its_range(document, &lines, found, &stated) {
            return false;
        }
        if stated.unit_s > 60.0 || [0.0, -60.0, 60.0].into_iter().any(is_slip) {
            return true;
        }
        let from = lines.start(found.stated.line);
        let line = document.source().get(from..).and_then(|rest| rest.lines().next()).unwrap_or_default();
        // `within 10 minutes` is no length that rows give.
        let at = found.stated.span.start.saturating_sub(from);
        let behind = at + found.stated.span.len();
        let bound = Bound::of(line.get(..at).unwrap_or_default(), line.get(behind..).unwrap_or_default());
        if matches!(bound, Bound::AtMost | Bound::AtLeast) {
            return true;
        }
        let own = words::all(line);
        let is_tied = |anchor: &&Anchor<'_>| {
            words::all(anchor.text).iter().any(|word| {
                own.iter().any(|o| o.stem == word.stem || o.kinds.iter().any(|kind| word.kinds.contains(kind)))
            })
        };
        let tied: Vec<&Anchor<'_>> = events.anchors.iter().filter(is_tied).collect();
        let gives = |from: &Anchor<'_>, to: &Anchor<'_>| {
            apart(from.moment, to.moment).is_some_and(|(s, _)| s > 0.0 && (s - stated.seconds).abs() < 30.0)
        };
        !tied.iter().any(|from| tied.iter().any(|to| gives(from, to)))
    });
}
