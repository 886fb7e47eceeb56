//! A count and its share of what the sentence in front counted: `9,000 letters went out twice. 1,350 of them, or 25 %, …`,
//! `対象は 4,000 件。このうち 600 件（25%）は …`.

use std::sync::LazyLock;

use regex::Regex;

use crate::{
    document::{Document, LineIndex},
    numbers::{
        Contradiction, ContradictionKind,
        arithmetic::ratio,
        interval::stated::place,
        reading::{bound::Bound, quantity, sentence},
    },
};

static ENGLISH: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)(?P<part>[0-9][0-9,]*) of (?:them|these|those|whom|which)(?P<gap>[^.;:0-9%]{0,40}?)(?:, or|, i\.e\.,?|, that is,?|, which is| \(|, about| –| —)\s*(?P<about>about |around |roughly |nearly |almost |some |just over |just under )?(?P<percent>[0-9]+(?:\.[0-9]+)?) ?(?:%|percent|per cent)")
        .expect("the pattern is a constant that the tests use")
});
static JAPANESE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:この|その)?うち、?(?P<gap>[^0-9。、（(]{0,16}?)(?P<part>[0-9][0-9,]*) ?(?P<unit>[^\s0-9。、（(]{1,3})[^0-9。、（(]{0,12}[（(、](?P<about>約|およそ)?(?P<percent>[0-9]+(?:\.[0-9]+)?) ?[%％]")
        .expect("the pattern is a constant that the tests use")
});

/// Checks all sentences whose whole stands in the sentence in front.
pub(in crate::numbers) fn check(document: &Document, out: &mut Vec<Contradiction>) {
    let lines = LineIndex::new(document.source());
    for told in sentence::told(document).filter(|told| !sentence::is_of_other_case(told.text)) {
        let Some(found) = ENGLISH.captures(told.text).or_else(|| JAPANESE.captures(told.text)) else { continue };
        let number = |name: &str| found.name(name).and_then(|m| ratio::number(m.as_str()));
        let (Some(part), Some(percent)) = (number("part"), found.name("percent")) else { continue };
        let Ok(stated) = percent.as_str().parse::<f64>() else { continue };
        let decimals = percent.as_str().split_once('.').map_or(0, |(_, digits)| digits.len());
        let unit = 10f64.powi(-i32::try_from(decimals).unwrap_or(0));
        let tolerance = if found.name("about").is_some() { (stated * 0.1).max(1.0) } else { unit * 1.01 };
        // The whole stands in front, in this sentence or the one before it.
        let front = found.get(0).and_then(|m| told.text.get(..m.start())).unwrap_or_default();
        let counter = found.name("unit").map(|m| m.as_str());
        let wholes = |text: &str| -> Vec<f64> {
            let counts = quantity::all(text).into_iter();
            let same = counts.filter(|count| {
                count.value > part && counter.is_none_or(|c| c.starts_with(&count.unit) && !count.unit.is_empty())
            });
            same.filter(|count| Bound::of(text.get(..count.start).unwrap_or_default(), "") == Bound::Exact)
                .map(|count| count.value)
                .collect()
        };
        let own = wholes(front);
        let candidates = if own.is_empty() { wholes(told.before) } else { own };
        let fits = |whole: &f64| (part / whole * 100.0 - stated).abs() <= tolerance;
        let Some(whole) = candidates.last().filter(|_| !candidates.iter().any(fits)) else { continue };
        let said = found.get(0).map_or("", |m| m.as_str());
        let gives = part / whole * 100.0;
        let stated = place(document, told.passage, said, &lines);
        if out.iter().any(|o| o.stated.span.contains(stated.span) || stated.span.contains(o.stated.span)) {
            continue;
        }
        let against = if told.before.is_empty() { told.text } else { told.before };
        out.push(Contradiction {
            kind: ContradictionKind::Percentage,
            stated,
            derived: place(document, told.passage, against, &lines),
            message: format!("`{said}` is stated, but of {whole} it is {gives:.1} %"),
        });
    }
}

#[cfg(test)]
mod tests {
    use crate::{document::Document, numbers::contradictions};

    #[test]
    fn a_share_is_of_what_was_counted_before() {
        let found = |said: &str| contradictions(&Document::parse(&format!("# T\n\n## Impact\n\n{said}\n")), None).len();
        for sound in [
            "9,000 letters went out twice. 1,350 of them, or 15 %, came back.",
            "9,000 letters went out twice. 1,350 of them (about 14 %) came back.",
            "Nearly 9,000 letters went out twice. 1,350 of them, or 25 %, came back.",
            "対象の注文は 4,000 件である。このうち 600 件（15%）は取り消された。",
        ] {
            assert_eq!(found(sound), 0, "{sound}");
        }
        for wrong in [
            "9,000 letters went out twice. 1,350 of them, or 25 %, came back.",
            "対象の注文は 4,000 件である。このうち 600 件（25%）は取り消された。",
        ] {
            assert_eq!(found(wrong), 1, "{wrong}");
        }
    }
}
