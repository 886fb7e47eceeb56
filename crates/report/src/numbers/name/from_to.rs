//! What a change went to: `its collector was changed from G1 to Shenandoah` over a row `switch from G1 to ZGC`, `raised from 100 to
//! 400` over `pool raised from 100 to 300`.
//!
//! Only a change of the same thing from the same state is compared, and only where what it is said to have gone to stands nowhere else.

use std::sync::LazyLock;

use regex::Regex;

use crate::{
    document::{Document, LineIndex},
    numbers::{
        Contradiction, ContradictionKind, Place,
        event::{
            resolve::{Anchor, Events},
            words,
        },
        interval::stated::place,
        reading::sentence,
    },
};

/// Claims up to which each is held against each row.
const MOST: usize = 60;

static FORMS: LazyLock<[Regex; 2]> = LazyLock::new(|| {
    let regex = |pattern: &str| Regex::new(pattern).expect("the pattern is a constant that the tests use");
    [
        regex(
            r"(?i)\bfrom (?P<a>[A-Za-z0-9][A-Za-z0-9_.:/-]*)(?P<unit> [a-z%]+)? to (?P<b>[A-Za-z0-9][A-Za-z0-9_.:/-]*)(?P<behind>[^A-Za-z0-9]|$)",
        ),
        regex(
            r"(?P<a>[A-Za-z0-9][A-Za-z0-9_.:/-]*)(?P<unit> ?[\u{4e00}-\u{9fff}ァ-ヶー]{1,3})?から ?(?P<b>[A-Za-z0-9][A-Za-z0-9_.:/-]*)(?P<behind>[^A-Za-z0-9]|$)",
        ),
    ]
});

/// Words of a deed that sets something; what moves by itself takes many values.
const SET: [&str; 24] = [
    "chang",
    "switch",
    "rais",
    "lower",
    "increas",
    "reduc",
    "set ",
    "upgrad",
    "updat",
    "bump",
    "mov",
    "migrat",
    "scal",
    "resiz",
    "doubl",
    "replac",
    "変更",
    "引き上げ",
    "引き下げ",
    "更新",
    "切り替",
    "切替",
    "移行",
    "増",
];

/// Words of what is planned, or of another time.
const OTHER: [&str; 15] = [
    "would",
    "should",
    "could",
    "planned",
    "propos",
    "want",
    "will ",
    "last year",
    "earlier",
    "previous",
    "later",
    "予定",
    "べき",
    "昨年",
    "以前",
];

/// Checks the prose beside the rows.
pub(in crate::numbers) fn check(document: &Document, events: &Events<'_>, out: &mut Vec<Contradiction>) {
    let rows: Vec<&Anchor<'_>> = events.anchors.iter().filter(|anchor| anchor.row.is_some()).collect();
    let told_by_rows: Vec<(&Anchor<'_>, Change<'_>)> = rows
        .iter()
        .filter(|row| is_set(row.text))
        .filter_map(|row| Some((*row, change(row.text)?)))
        .take(MOST)
        .collect();
    if told_by_rows.is_empty() {
        return;
    }
    let lines = LineIndex::new(document.source());
    for told in sentence::narrated(document).filter(|told| is_set(told.text)) {
        let lower = told.text.to_lowercase();
        let is_other = OTHER.iter().any(|word| lower.contains(word));
        let Some(own) = change(told.text).filter(|_| !is_other) else { continue };
        let same: Vec<&(&Anchor<'_>, Change<'_>)> =
            told_by_rows.iter().filter(|(row, other)| is_same(&own, other, told.text, row)).collect();
        let Some((row, other)) =
            same.first().filter(|_| same.iter().all(|(_, other)| !own.to.eq_ignore_ascii_case(other.to)))
        else {
            continue;
        };
        let stands = |word: &str| stands(document.source(), word);
        if stands(own.to) != 1 || told.text.contains(other.to) {
            continue;
        }
        let stated = place(document, told.passage, own.to, &lines);
        if out.iter().any(|o| o.stated.line == stated.line && o.kind == ContradictionKind::Name) {
            continue;
        }
        let message = format!("`{}` is stated, but the row of that change says `{}`", own.to, other.to);
        let derived = Place { line: row.line, span: row.span, text: row.text.to_owned() };
        out.push(Contradiction { kind: ContradictionKind::Name, stated, derived, message });
    }
}

#[derive(Debug, Clone, Copy)]
struct Change<'t> {
    from: &'t str,
    to: &'t str,
}

/// The only change of a text; times of day are none.
fn change(text: &str) -> Option<Change<'_>> {
    let mut all = FORMS.iter().flat_map(|form| form.captures_iter(text).take(3)).filter_map(|found| {
        let (from, to) = (found.name("a")?.as_str(), found.name("b")?.as_str());
        let (from, to) = (from.trim_end_matches(['.', ':', '-', '/']), to.trim_end_matches(['.', ':', '-', '/']));
        let is_named = |name: &str| {
            !name.contains(':')
                && name.contains(|c: char| c.is_ascii_digit() || c.is_ascii_uppercase())
                && name.len() <= 40
        };
        (is_named(from) && is_named(to)).then_some(Change { from, to })
    });
    all.next().filter(|_| all.next().is_none())
}

fn is_set(text: &str) -> bool {
    let lower = text.to_lowercase();
    SET.iter().any(|word| lower.contains(word))
}

/// Whether both start from the same state, go to the same kind of value, and speak of the same thing.
fn is_same(own: &Change<'_>, other: &Change<'_>, text: &str, row: &Anchor<'_>) -> bool {
    let is_number = |word: &str| word.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b','));
    if !own.from.eq_ignore_ascii_case(other.from) || is_number(own.to) != is_number(other.to) {
        return false;
    }
    // A name says of which thing it is; a number needs a word beside it.
    let states = [own.from, own.to, other.to].map(str::to_lowercase);
    let told = words::all(row.text);
    let shared = words::all(text).iter().any(|word| {
        let is_state = states.contains(&word.stem);
        !is_state && word.kinds.is_empty() && told.iter().any(|other| other.stem == word.stem)
    });
    !is_number(own.from) || shared
}

/// How often a word stands in a text by itself.
fn stands(text: &str, word: &str) -> usize {
    let is_part = |c: char| c.is_ascii_alphanumeric();
    text.match_indices(word)
        .filter(|(at, _)| {
            let (head, tail) = (text.get(..*at).unwrap_or_default(), text.get(at + word.len()..).unwrap_or_default());
            !head.ends_with(is_part) && !tail.starts_with(is_part)
        })
        .take(3)
        .count()
}

#[cfg(test)]
mod tests {
    use crate::{document::Document, numbers::contradictions};

    #[test]
    fn a_change_goes_to_what_its_row_says() {
        let rows = "## Timeline (UTC, 2025-03-01)\n\n- 12:06 release 812 (switch from G1 to ZGC)\n- 12:48 pool limit raised from 100 to 300\n- 13:00 error rate falls from 40 % to 2 %\n";
        let found = |said: &str| {
            contradictions(&Document::parse(&format!("# T\n\n## Analysis\n\n{said}\n\n{rows}")), None).len()
        };
        for sound in [
            "The collector was changed from G1 to ZGC.",
            "The pool limit was raised from 100 to 300.",
            "The queue limit had been raised from 100 to 500 a year ago, and the threads from 100 to 900.",
            "The number of workers was changed from 100 to 900.",
            "Errors fell from 40 % to 5 % at first.",
        ] {
            assert_eq!(found(sound), 0, "{sound}");
        }
        for wrong in
            ["The collector was changed from G1 to Shenandoah.", "The limit of the pool was raised from 100 to 400."]
        {
            assert_eq!(found(wrong), 1, "{wrong}");
        }
        let rows = "## タイムライン（JST、2025-03-01）\n\n- 12:06 接続数の上限を100から300に引き上げ\n- 12:48 回復\n- 13:00 収束\n";
        let found =
            |said: &str| contradictions(&Document::parse(&format!("# 題\n\n## 原因\n\n{said}\n\n{rows}")), None).len();
        assert_eq!(
            (found("接続数の上限を100から300に変更した。"), found("接続数の上限を100から400に変更した。")),
            (0, 1)
        );
    }
}
