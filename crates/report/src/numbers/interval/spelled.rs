//! A range of times of day and the length that stands behind it: `from 22:46 to 00:54, i.e. 2 hours 8 minutes`, `19:04 から
//! 20:03 まで 49 分`.

use super::stated::{Stated, place};
use crate::{
    document::{Document, LineIndex},
    import::time::duration,
    numbers::{Contradiction, differs, moment::slip, reading::sentence},
};

/// Words between the two times.
const JOINS: [&str; 16] = [
    "to",
    "until",
    "till",
    "and",
    "–",
    "—",
    "-",
    "~",
    "〜",
    "～",
    "から",
    "より",
    "から、",
    "utc to",
    "utc until",
    "through",
];
/// Letters between the range and its length.
const NEAR: usize = 16;

/// Checks all sentences.
pub(in crate::numbers) fn check(document: &Document, out: &mut Vec<Contradiction>) {
    let lines = LineIndex::new(document.source());
    for told in sentence::told(document).filter(|told| !sentence::is_of_other_case(told.text)) {
        let clocks = slip::clocks(told.text);
        if clocks.len() < 2 {
            continue;
        }
        for found in duration::all(told.text).into_iter().take(10) {
            let stated = Stated::new(told.text, found);
            let behind = clocks.iter().take_while(|clock| clock.end <= found.start).collect::<Vec<_>>();
            let [.., first, second] = behind.as_slice() else { continue };
            let (Some(join), Some(gap)) =
                (told.text.get(first.end..second.start), told.text.get(second.end..found.start))
            else {
                continue;
            };
            let is_range = JOINS.contains(&join.trim().to_lowercase().as_str());
            if !is_range
                || is_adjective(stated.said)
                || !is_link(gap)
                || stated.seconds >= 86_400.0
                || is_other(stated.behind)
            {
                continue;
            }
            let seconds = first.time.duration_until(second.time).as_secs_f64().rem_euclid(86_400.0);
            if stated.holds(seconds, 60.0) {
                continue;
            }
            let said = place(document, told.passage, stated.said, &lines);
            let against = told.text.get(first.start..second.end).unwrap_or_default();
            out.push(differs(said, place(document, told.passage, against, &lines), stated.seconds, seconds));
        }
    }
}

/// `a 20-minute break`.
fn is_adjective(said: &str) -> bool {
    said.is_ascii() && said.contains('-')
}

/// Whether the words between a range and a length say that one is the other.
fn is_link(gap: &str) -> bool {
    const OTHER: [&str; 17] = [
        "after",
        "before",
        "later",
        "every",
        "then",
        "plus",
        "of",
        "at",
        "within",
        "within",
        "さらに",
        "前",
        "後",
        "毎",
        "うち",
        "それ",
        "ごと",
    ];
    let lower = gap.to_lowercase().replace("i.e.", "that is");
    let has_other = |word: &str| {
        if word.is_ascii() {
            lower.split(|c: char| !c.is_ascii_alphabetic()).any(|w| w == word)
        } else {
            lower.contains(word)
        }
    };
    gap.chars().count() <= NEAR && !lower.contains(['.', ';', '。', '\n']) && !OTHER.iter().any(|word| has_other(word))
}

/// Whether a length goes on as one between two other events, or as a rate.
fn is_other(behind: &str) -> bool {
    let behind = behind.trim_start().to_lowercase();
    ["after", "before", "later", "from", "earlier", "long each", "後", "前", "ごと", "おき", "間隔", "以内", "遅", "早"]
        .iter()
        .any(|word| behind.starts_with(word))
}

#[cfg(test)]
mod tests {
    use crate::{document::Document, numbers::contradictions};

    #[test]
    fn a_range_is_as_long_as_its_ends_say() {
        let found =
            |said: &str| contradictions(&Document::parse(&format!("# T\n\n## Analysis\n\n{said}\n")), None).len();
        for sound in [
            "Voice was unavailable from 22:46 to 00:54, i.e. 2 hours 8 minutes.",
            "19:14 から 20:03 まで 49 分、広告が繰り返し流れた。",
            "We looked at it from 10:00 to 10:20, then 40 minutes at the rest.",
            "Between 10:00 and 10:20 a job ran every 5 minutes.",
            "10:00から10:20まで調査し、5分後に再開した。",
        ] {
            assert_eq!(found(sound), 0, "{sound}");
        }
        for wrong in [
            "Voice was unavailable from 22:46 to 00:54, i.e. 2 hours 28 minutes.",
            "19:04 から 20:03 まで 49 分、広告が繰り返し流れた。",
            "停止は10:00〜10:20の40分である。",
        ] {
            assert_eq!(found(wrong), 1, "{wrong}");
        }
    }
}
