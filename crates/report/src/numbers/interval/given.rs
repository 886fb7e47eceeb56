//! Whether rows that a sentence is about give a duration it states, whichever of them it means.
//!
//! Words find the rows of a sentence, and words can mislead: `from the change until it took effect` may share more of them
//! with a row that quotes the change than with the one that makes it. What some pair of those rows gives is not called wrong.

use std::collections::HashSet;

use jiff::civil::Time;

use crate::document::Document;
use crate::numbers::{interval::stated::Stated, moment::slip};

/// Rows looked at.
const MOST: usize = 200;
/// Letters of a word that must agree: `acknowledgement` and `acknowledges`.
const STEM: usize = 5;

/// Whether the times of two rows that share a word with the sentence lie so long apart.
pub(in crate::numbers) fn is_given(document: &Document, stated: &Stated<'_>) -> bool {
    const DAY_S: f64 = 86_400.0;
    let own = words(stated.sentence);
    let mut times: Vec<Time> = Vec::new();
    for row in document.timeline.iter().take(MOST).filter(|row| !own.is_disjoint(&words(&row.event.text))) {
        times.extend(row.moment.time);
        times.extend(row.moment.end.as_ref().and_then(|end| end.time));
        times.extend(slip::clocks(&row.event.text).into_iter().map(|clock| clock.time));
    }
    let holds = |from: &Time, to: &Time| {
        let apart = from.duration_until(*to).as_secs_f64().rem_euclid(DAY_S);
        apart > 0.0 && stated.holds(apart, 60.0)
    };
    times.iter().any(|from| times.iter().any(|to| holds(from, to)))
}

/// Stems of Latin words, and pairs of kanji and katakana.
fn words(text: &str) -> HashSet<String> {
    let lower = text.to_lowercase();
    let latin = lower.split(|c: char| !c.is_ascii_alphabetic()).filter(|word| word.len() >= 4);
    let mut out: HashSet<String> = latin.map(|word| word.get(..STEM).unwrap_or(word).to_owned()).collect();
    let is_sign = |c: &char| matches!(c, '\u{4e00}'..='\u{9fff}' | 'ァ'..='ヶ' | 'ー');
    let signs: Vec<char> = text.chars().collect();
    for pair in signs.windows(2).filter(|pair| pair.iter().all(is_sign)) {
        out.insert(pair.iter().collect());
    }
    out
}
