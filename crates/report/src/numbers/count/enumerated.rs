//! A number of things and their names in the same sentence: `Three warehouses were affected: Malmö, Gdańsk, Rotterdam and Lyon`,
//! `four regions — a, b and c`, `影響は3拠点：札幌、仙台、東京、福岡`.

use std::sync::LazyLock;

use regex::Regex;

use crate::{
    document::{Document, LineIndex},
    numbers::{Contradiction, ContradictionKind, count::claimed, interval::stated::place, reading::sentence},
};

static FORMS: LazyLock<[Regex; 2]> = LazyLock::new(|| {
    let regex = |pattern: &str| Regex::new(pattern).expect("the pattern is a constant that the tests use");
    [
        regex(
            r"(?i)\b(?P<number>[2-9]|two|three|four|five|six|seven|eight|nine|ten) (?P<noun>(?:[a-z-]+ ){0,2}[a-z-]+s)(?P<said>(?: [a-z']+){0,5})(?:: | – | — |, namely )(?P<items>[^.:;()]{5,200})(?:[.;]|$)",
        ),
        regex(
            r"(?P<number>[2-9２-９]) ?(?P<noun>拠点|地域|社|店舗|店|倉庫|台|部門|サービス|リージョン|か所|箇所|カ所|施設|病棟|都市|路線|支店|県|つ)[^。：:、0-9]{0,14}(?:：|:|（|、すなわち|は、)(?P<items>[^。：:（）]{3,80})(?:）|。|$)",
        ),
    ]
});

/// Words of a list that is not the whole, or that tells something else.
const OPEN: [&str; 14] = [
    "e.g", "such as", "includ", "etc", "mainly", "mostly", "among", "other", "more", "など", "ほか", "等", "主に",
    "うち",
];
/// Words of a number that is not of all.
const PART: [&str; 8] = ["of the", "of our", "of these", "another", "other", "more", "further", "うち"];

/// Checks all sentences.
pub(in crate::numbers) fn check(document: &Document, out: &mut Vec<Contradiction>) {
    let lines = LineIndex::new(document.source());
    for told in sentence::told(document).filter(|told| !sentence::is_of_other_case(told.text)) {
        for found in FORMS.iter().filter_map(|form| form.captures(told.text)) {
            let (Some(all), Some(noun), Some(items)) = (found.get(0), found.name("noun"), found.name("items")) else {
                continue;
            };
            let front = told.text.get(..all.start()).unwrap_or_default().trim_end().to_lowercase();
            let said = found.name("said").map_or("", |said| said.as_str()).to_lowercase();
            let is_part = PART
                .iter()
                .any(|word| front.ends_with(word) || said.trim_start().starts_with(word) || said.contains(" of "));
            let Some(stated) = claimed::number(found.name("number")).filter(|_| !is_part && !is_unit(noun.as_str()))
            else {
                continue;
            };
            let Some(listed) = names(items.as_str()).filter(|listed| *listed != stated) else { continue };
            let claim = told.text.get(all.start()..noun.end()).unwrap_or_default();
            out.push(Contradiction {
                kind: ContradictionKind::Count,
                stated: place(document, told.passage, claim, &lines),
                derived: place(document, told.passage, items.as_str(), &lines),
                message: format!("`{claim}` says {stated}, but {listed} are named"),
            });
        }
    }
}

fn is_unit(noun: &str) -> bool {
    const UNITS: [&str; 14] = [
        "seconds",
        "minutes",
        "hours",
        "days",
        "weeks",
        "months",
        "years",
        "times",
        "ways",
        "things",
        "reasons",
        "steps",
        "questions",
        "percents",
    ];
    let noun = noun.to_lowercase();
    noun.split(' ').next_back().is_some_and(|last| UNITS.contains(&last))
}

/// How many names a list has; none where it is no list of names.
fn names(items: &str) -> Option<usize> {
    let lower = items.to_lowercase();
    if OPEN.iter().any(|word| lower.contains(word)) {
        return None;
    }
    let joined = items
        .trim()
        .replace(", and ", ",")
        .replace(" and ", ",")
        .replace(" & ", ",")
        .replace("、および", "、")
        .replace("および", "、");
    let joined = joined.trim_end_matches("の各").trim_end_matches("である").trim_end_matches("です");
    let parts: Vec<&str> = joined.split([',', '、', '，', '・']).map(str::trim).collect();
    let is_latin = items.is_ascii() || items.chars().any(|c| c.is_ascii_lowercase());
    let is_name = |part: &&str| {
        let first = part.trim_start_matches(['`', '"', '“']).chars().next();
        let is_short = part.split_whitespace().count() <= 3 && part.chars().count() <= 24;
        let opens = if is_latin {
            first.is_some_and(char::is_uppercase)
                || part.contains(['-', '_', '`'])
                || part.split_whitespace().count() == 1
        } else {
            !part.contains(['は', 'が', 'を', 'に', 'し', 'た'])
        };
        is_short && opens && !part.is_empty() && !first.is_some_and(|c| c.is_ascii_digit())
    };
    (parts.len() >= 2 && parts.iter().all(is_name)).then_some(parts.len())
}

#[cfg(test)]
mod tests {
    use crate::{document::Document, numbers::contradictions};

    #[test]
    fn as_many_are_named_as_the_sentence_says() {
        let found = |said: &str| contradictions(&Document::parse(&format!("# T\n\n## Impact\n\n{said}\n")), None).len();
        for sound in [
            "Four warehouses were affected: Malmö, Gdańsk, Rotterdam and Lyon.",
            "We learned three things: look at the data, ask the vendor and do not panic when the phone rings.",
            "Two of the four regions failed: eu-west, eu-north and parts of us-east.",
            "影響は4拠点：札幌、仙台、東京、福岡。",
            "影響は2拠点：札幌、仙台など。",
        ] {
            assert_eq!(found(sound), 0, "{sound}");
        }
        for wrong in [
            "Three warehouses were affected: Malmö, Gdańsk, Rotterdam and Lyon.",
            "It hit four regions — eu-west, eu-north and us-east.",
            "影響は3拠点：札幌、仙台、東京、福岡。",
        ] {
            assert_eq!(found(wrong), 1, "{wrong}");
        }
    }
}
