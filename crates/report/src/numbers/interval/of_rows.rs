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
        reading::{bound::Bound, hand_slip},
    },
};

/// Rows up to which each is held against each.
const MOST: usize = 120;

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
