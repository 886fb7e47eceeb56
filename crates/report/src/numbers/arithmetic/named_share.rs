//! A share whose part and whole stand elsewhere and are known by their names alone: `お断りの割合は売り越し全体のおよそ24%` below
//! `売り越し 318 点` and `お断りしたもの 43 点`. Only a slip of a digit is told: names alone may mean other counts.

use std::sync::LazyLock;

use regex::Regex;

use crate::{
    document::{Document, LineIndex, SectionKind},
    numbers::{
        Contradiction, ContradictionKind, Place,
        event::words,
        interval::stated::place,
        reading::{hand_slip, quantity, sentence},
    },
};

/// Counts up to which each is held against each.
const MOST: usize = 80;

static NAMED: LazyLock<[Regex; 2]> = LazyLock::new(|| {
    let regex = |pattern: &str| Regex::new(pattern).expect("the pattern is a constant that the tests use");
    [
        regex(
            r"(?P<part>[^、。0-9]{2,16})の(?:割合|比率)は、?(?P<whole>[^、。0-9]{2,16}?)(?:全体)?の(?:約|およそ|ほぼ)? ?(?P<p>[0-9]+(?:\.[0-9]+)?) ?[%％]",
        ),
        regex(
            r"(?i)(?:share|proportion|percentage|portion) of (?:the )?(?P<part>[a-z -]{3,30}?) (?:among|in|of) (?:all |the )?(?P<whole>[a-z -]{3,30}?) (?:was|is|comes to|came to) (?:about |roughly |some )?(?P<p>[0-9]+(?:\.[0-9]+)?) ?%",
        ),
    ]
});

struct Count {
    value: f64,
    unit: String,
    front: Vec<String>,
    words: String,
    place: Place,
}

/// Checks all prose.
pub(in crate::numbers) fn check(document: &Document, out: &mut Vec<Contradiction>) {
    let lines = LineIndex::new(document.source());
    let is_told = |kind| !matches!(kind, SectionKind::Actions | SectionKind::Prevention | SectionKind::FollowUp);
    let mut counts: Option<Vec<Count>> = None;
    for told in sentence::told(document).filter(|told| is_told(told.passage.section)) {
        let Some(found) = NAMED.iter().find_map(|form| form.captures(told.text)) else { continue };
        let of = |name: &str| -> Vec<String> {
            words::all(found.name(name).map_or("", |m| m.as_str())).into_iter().map(|word| word.stem).collect()
        };
        let (part, whole) = (of("part"), of("whole"));
        let written = |name: &str| found.name(name).map_or("", |m| m.as_str().trim());
        let Some(percent) = found.name("p").map(|m| m.as_str()) else { continue };
        let Ok(stated) = percent.parse::<f64>() else { continue };
        let all = counts.get_or_insert_with(|| counted(document, &lines));
        let named = |names: &[String], text: &str| -> Vec<&Count> {
            let shared =
                |count: &&Count| names.iter().any(|name| count.front.contains(name)) || count.words.contains(text);
            all.iter().filter(shared).collect()
        };
        let decimals = percent.split_once('.').map_or(0, |(_, digits)| digits.len());
        let pairs: Vec<(&Count, &Count, f64)> = named(&part, written("part"))
            .into_iter()
            .flat_map(|a| named(&whole, written("whole")).into_iter().map(move |b| (a, b)))
            .filter(|(a, b)| a.value < b.value && a.unit == b.unit)
            .map(|(a, b)| (a, b, a.value / b.value * 100.0))
            .collect();
        let unit = 10f64.powi(-i32::try_from(decimals).unwrap_or(0)) * 1.01;
        let is_given = all.iter().any(|a| {
            all.iter().any(|b| a.unit == b.unit && b.value > 0.0 && (a.value / b.value * 100.0 - stated).abs() <= unit)
        });
        let shown = |share: f64| format!("{share:.decimals$}");
        let slipped = pairs.iter().find(|(_, _, share)| hand_slip::of_digits(&shown(*share), percent));
        let Some((a, _, share)) = slipped.filter(|_| !is_given && stated >= 10.0) else { continue };
        let stated = place(document, told.passage, found.name("p").map_or("", |m| m.as_str()), &lines);
        if out.iter().any(|o| o.stated.line == stated.line) {
            continue;
        }
        let message = format!("`{percent} %` is stated, but the counts of these names give {share:.1} %");
        out.push(Contradiction { kind: ContradictionKind::Percentage, stated, derived: a.place.clone(), message });
    }
}

/// All counts with the words right in front of them, or behind their unit.
fn counted(document: &Document, lines: &LineIndex) -> Vec<Count> {
    const NEAR: usize = 14;
    let mut out = Vec::new();
    for told in sentence::told(document) {
        for count in quantity::all(told.text) {
            let front = told.text.get(..count.start).unwrap_or_default();
            let clause = front.rsplit(['、', '。', ',', ';', '（', '(']).next().unwrap_or_default();
            let from = clause.char_indices().rev().nth(NEAR).map_or(0, |(at, _)| at);
            let own = if clause.is_ascii() { clause } else { clause.get(from..).unwrap_or(clause) };
            let behind = told.text.get(count.end..).unwrap_or_default();
            let behind =
                if own.is_ascii() { behind.split([',', '.', ';', '(']).next().unwrap_or_default() } else { "" };
            let around = format!("{own} {behind}");
            let front = words::all(&around).into_iter().map(|word| word.stem).collect();
            let place = place(document, told.passage, count.text, lines);
            out.push(Count { value: count.value, unit: count.unit, front, words: around, place });
            if out.len() >= MOST {
                return out;
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use crate::{document::Document, numbers::contradictions};

    #[test]
    fn a_share_is_of_what_its_names_count() {
        let found = |percent: &str| {
            let source = format!(
                "# 題\n\n## 影響\n\n- 二重請求 318 件、会員にして 290 名\n- 内訳は、返金で済んだもの 204 件、ポイントで補填 71 件、解約に至ったもの 43 件\n- 解約の割合は二重請求全体のおよそ {percent}\n"
            );
            contradictions(&Document::parse(&source), None).len()
        };
        assert_eq!((found("14%"), found("24%"), found("92%")), (0, 1, 0));
    }
}
