//! Wholes and parts that one sentence tells, the whole first: `Of the 7,725 calls made in the window, 618 failed, which is
//! 12 %`, `予約 4,310 件のうち 862 件（32 %）`, `About 184,000 were affected: 96,000 of our own, 61,000 of resellers and 37,000 SIMs`.

use std::sync::LazyLock;

use regex::Regex;

use crate::document::{Document, LineIndex};
use crate::numbers::{
    Contradiction, ContradictionKind, arithmetic::ratio::number, interval::stated::place, reading::sentence,
};

static OF_WHOLE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)\b(?:out )?of (?:the |our |all |its |these |those |some |about )*(?P<whole>[0-9][0-9,]*[0-9]) (?P<things>[^.;:%0-9]*?),? (?P<part>[0-9][0-9,]*) (?P<deed>[^.;:%0-9]*?)(?:which is|that is|which makes|\bor\b|\(|=)\s*(?P<about>about |around |roughly |some |almost |nearly |just over |just under |over |under )?(?P<percent>[0-9]+(?:\.[0-9]+)?) ?%")
        .expect("the pattern is a constant that the tests use")
});
static OF_WHOLE_JA: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?P<whole>[0-9][0-9,]*[0-9]) ?(?P<unit>件|人|名|社|台|回|本|枚|通|店|拠点)?(?:の)?(?:うち|中)、?(?P<things>[^。%％0-9]*?)(?P<part>[0-9][0-9,]*) ?(?:件|人|名|社|台|回|本|枚|通|店|拠点)(?P<deed>[^。%％0-9]*?)[(（、](?P<about>約|およそ)?(?P<percent>[0-9]+(?:\.[0-9]+)?) ?[%％]")
        .expect("the pattern is a constant that the tests use")
});
static TOTAL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)(?P<about>about |around |roughly |some |約)?(?P<total>[0-9][0-9,]{2,}) ?(?P<things>[^.:。：;0-9%]{0,60}?)(?:: | — |：)(?P<rest>[^.。;:]+)")
        .expect("the pattern is a constant that the tests use")
});
static PART: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?:and |of which |それに)?(?P<part>[0-9][0-9,]*) ?(?P<unit>%|ms|s|min|h|分|秒|時)?")
        .expect("the pattern is a constant that the tests use")
});

/// A sum that misses its total by more was not meant as one.
const NEAR: f64 = 0.15;

/// Checks all sentences.
pub(in crate::numbers) fn check(document: &Document, out: &mut Vec<Contradiction>) {
    let lines = LineIndex::new(document.source());
    for told in sentence::told(document).filter(|told| !sentence::is_of_other_case(told.text)) {
        let found = share(told.text, &OF_WHOLE).or_else(|| share(told.text, &OF_WHOLE_JA)).or_else(|| sum(told.text));
        if let Some((kind, said, against, derived)) = found {
            out.push(Contradiction {
                kind,
                stated: place(document, told.passage, said, &lines),
                derived: place(document, told.passage, against, &lines),
                message: format!("`{said}` is stated, but `{against}` gives {derived}"),
            });
        }
    }
}

type Found<'t> = (ContradictionKind, &'t str, &'t str, String);

fn share<'t>(words: &'t str, pattern: &Regex) -> Option<Found<'t>> {
    let found = pattern.captures(words)?;
    let of = |name: &str| found.name(name).map(|m| m.as_str());
    let (whole, part, percent) = (number(of("whole")?)?, number(of("part")?)?, of("percent")?);
    let stated: f64 = percent.parse().ok()?;
    let decimals = percent.split_once('.').map_or(0, |(_, digits)| digits.len());
    let unit = 10_f64.powi(-i32::try_from(decimals).ok()?);
    // What rounds to the written digit, or is called about so much.
    let tolerance = if found.name("about").is_some() { (stated * 0.1).max(1.0) } else { unit * 0.6 };
    let derived = part / whole * 100.0;
    let is_part = whole >= 10.0 && part <= whole && part > 0.0;
    let against = words.get(found.name("whole")?.start()..found.name("part")?.end())?;
    let said = words.get(found.name("percent")?.start()..found.get(0)?.end())?;
    (is_part && (derived - stated).abs() > tolerance)
        .then(|| (ContradictionKind::Percentage, said, against, format!("{derived:.1} %")))
}

/// A total in front of a colon, and behind it nothing but parts, each with its number in front.
fn sum(words: &str) -> Option<Found<'_>> {
    let found = TOTAL.captures(words)?;
    let total = number(found.name("total")?.as_str())?;
    let rest = found.name("rest")?.as_str().trim_end_matches(['.', '。', ' ', '\n']);
    // The comma of `96,000` divides nothing.
    let parts: Vec<&str> = rest
        .split(", ")
        .flat_map(|part| part.split(" and "))
        .flat_map(|part| part.split('、'))
        .map(str::trim)
        .collect();
    let counts: Option<Vec<f64>> = parts
        .iter()
        .map(|part| {
            let found = PART.captures(part).filter(|found| found.name("unit").is_none())?;
            let behind = part.get(found.get(0)?.end()..)?;
            // A second number in the same part says what the first one is not.
            (!behind.contains(|c: char| c.is_ascii_digit())).then(|| number(found.name("part")?.as_str()))?
        })
        .collect();
    let counts = counts.filter(|counts| (2..=8).contains(&counts.len()))?;
    let derived: f64 = counts.iter().sum();
    let is_about = found.name("about").is_some();
    let tolerance = if is_about { total * 0.02 } else { 0.5 };
    let apart = (derived - total).abs();
    (apart > tolerance && apart <= total * NEAR)
        .then(|| (ContradictionKind::Count, found.name("total").map_or("", |m| m.as_str()), rest, format!("{derived}")))
}

#[cfg(test)]
mod tests {
    use crate::{document::Document, numbers::contradictions};

    fn count(sentence: &str) -> usize {
        contradictions(&Document::parse(&format!("# T\n\n## Summary\n\n{sentence}\n")), None).len()
    }

    #[test]
    fn wholes_and_their_parts_agree() {
        for (sentence, wrong) in [
            ("Of the 7,725 calls made in the window, 618 failed, which is 12 %.", 1),
            ("Of the 7,725 calls made in the window, 618 failed, which is 8 %.", 0),
            ("Of our 412 stores, 98 (about a quarter, 24 %) were closed.", 0),
            ("予約 4,310 件のうち 862 件が失敗した（32 %）。", 1),
            ("予約 4,310 件のうち 862 件が失敗した（20 %）。", 0),
            ("About 184,000 subscribers were affected: 96,000 of our own, 61,000 of resellers and 37,000 machines.", 1),
            ("About 194,000 subscribers were affected: 96,000 of our own, 61,000 of resellers and 37,000 machines.", 0),
            ("We saw 1,550 requests: 1,130 in Europe and 420 in Asia.", 0),
            ("We saw 1,500 requests: 1,130 in Europe and 420 in Asia.", 1),
            ("We saw 1,550 requests: 30 in Europe were slow, 20 in Asia failed.", 0),
        ] {
            assert_eq!(count(sentence), wrong, "{sentence}");
        }
    }
}
