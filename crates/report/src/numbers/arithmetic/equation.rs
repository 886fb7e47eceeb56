//! Sums, products and what is left, told in a sentence: `120 + 340 = 460`, `340 here and 215 there, 555 together`,
//! `45 a minute for 145 minutes, so 6,500 in all`, `400 枚のうち 340 枚を終え、残った 60 枚`.

use std::sync::LazyLock;

use regex::Regex;

use crate::numbers::{
    Contradiction, ContradictionKind,
    arithmetic::ratio,
    interval::stated::place,
    reading::{
        bound::Bound,
        quantity::{self, Quantity, is_made_of},
        sentence::{self, Sentence},
    },
};
use crate::{
    document::{Document, LineIndex},
    import::time::duration,
};

static EQUATION: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?P<left>[0-9][0-9,.]*(?: ?[a-zA-Z%]{0,12})(?: ?[-+−×*＋] ?(?:[a-zA-Z]{1,12} )?[0-9][0-9,.]*(?: ?[a-zA-Z%]{0,12})){1,8}) ?[=＝] ?(?P<right>[0-9][0-9,]*(?:\.[0-9]+)?)(?P<unit>[ a-zA-Z%]{0,3})")
        .expect("the pattern is a constant that the tests use")
});
static TERM: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?P<sign>[-+−×*＋])? ?(?:[a-zA-Z]{1,12} )?(?P<number>[0-9][0-9,]*(?:\.[0-9]+)?)")
        .expect("the pattern is a constant that the tests use")
});
static TOTAL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)(?P<behind>[0-9](?:[0-9,]*[0-9])?(?:\.[0-9]+)?)(?: [a-z]+)? (?:in total|in all|altogether|together)\b|(?:in total|in all|altogether|a total of|totals?|adds? up to|sum to|makes|making|合計で?は?|あわせて|合わせて|総計は?|計) ?(?:of )?(?P<front>[0-9０-９][0-9０-９,，]*(?:\.[0-9]+)?)")
        .expect("the pattern is a constant that the tests use")
});
static RATE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)(?P<rate>[0-9][0-9,]*)(?: (?P<noun>[a-z]+))? (?:a|an|per|each|every) (?P<unit>second|minute|hour)\b|毎(?P<junit>秒|分|時) ?(?:約|およそ)?(?P<jrate>[0-9０-９][0-9０-９,，]*)|(?P<kunit>1分|1秒|1時間)(?:あたり|に)(?:約)? ?(?P<krate>[0-9][0-9,]*)")
        .expect("the pattern is a constant that the tests use")
});
static LEFT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)(?:the remaining|the other|leaving|残り(?:の|は)?|残る|残った) ?(?:約)?(?P<number>[0-9０-９][0-9０-９,，]*)")
        .expect("the pattern is a constant that the tests use")
});

/// Share that a rounded product may be off.
const ROUNDED: f64 = 0.12;

/// Checks all sentences.
pub(in crate::numbers) fn check(document: &Document, out: &mut Vec<Contradiction>) {
    let lines = LineIndex::new(document.source());
    for told in sentence::told(document) {
        let found = equation(told.text).or_else(|| total(told)).or_else(|| product(told)).or_else(|| left(told));
        if let Some((said, against, derived)) = found {
            let shown = shown(derived);
            out.push(Contradiction {
                kind: ContradictionKind::Count,
                stated: place(document, told.passage, said, &lines),
                derived: place(document, told.passage, against, &lines),
                message: format!("`{said}` is stated, but the numbers beside it give {shown}"),
            });
        }
    }
}

fn shown(number: f64) -> String {
    let rounded = (number * 100.0).round() / 100.0;
    format!("{rounded}")
}

type Found<'t> = Option<(&'t str, &'t str, f64)>;

fn parse(text: &str) -> Option<f64> {
    text.replace([',', '，'], "").parse().ok().or_else(|| ratio::number(text))
}

/// `120 + 340 = 470`.
fn equation(text: &str) -> Found<'_> {
    let found = EQUATION.captures(text)?;
    let (left, right) = (found.name("left")?, found.name("right")?);
    if found.name("unit").is_some_and(|unit| unit.as_str().trim().starts_with('%')) {
        return None;
    }
    let front = text.get(..left.start())?;
    if front.trim_end().ends_with(['+', '-', '−', '×', '*', '(', '/', '÷', '.']) {
        return None;
    }
    let rest = text.get(right.end()..)?.trim_start();
    if rest.starts_with(['+', '×', '*', '/', '÷']) || left.as_str().contains(['%', ':']) {
        return None;
    }
    let mut sum = 0.0;
    let mut product: Option<(f64, f64)> = None;
    for term in TERM.captures_iter(left.as_str()) {
        let number = parse(term.name("number")?.as_str())?;
        match term.name("sign").map(|sign| sign.as_str()) {
            Some("×" | "*") => product = product.map(|(sign, value)| (sign, value * number)),
            sign => {
                sum += product.take().map_or(0.0, |(sign, value)| sign * value);
                product = Some((if matches!(sign, Some("-" | "−")) { -1.0 } else { 1.0 }, number));
            }
        }
    }
    sum += product.map_or(0.0, |(sign, value)| sign * value);
    let stated = parse(right.as_str())?;
    // Units may differ between the sides: only what is nearly right is a slip.
    let is_near = stated > sum * 0.5 && stated < sum * 2.0;
    ((stated - sum).abs() > 0.011_f64.max(sum.abs() * 0.006) && is_near).then_some((right.as_str(), left.as_str(), sum))
}

/// Parts and their total in one sentence.
fn total(told: Sentence<'_>) -> Found<'_> {
    let found = TOTAL.captures(told.text)?;
    let said = found.name("behind").or_else(|| found.name("front"))?;
    let stated = parse(said.as_str())?;
    let counts = quantity::all(told.text);
    let own = counts.iter().find(|count| count.end >= said.end() && count.start <= said.start())?;
    let front = told.text.get(..said.start())?;
    if Bound::of(front, told.text.get(said.end()..)?) != Bound::Exact || sentence::is_of_other_case(told.text) {
        return None;
    }
    // The parts stand in front of their total and are counted in the same way.
    let parts: Vec<f64> = counts
        .iter()
        .filter(|part| part.end <= said.start() && part.value > 0.0 && is_alike(part, own))
        .map(|part| part.value)
        .collect();
    let sum: f64 = parts.iter().sum();
    let around: Vec<f64> =
        quantity::all(told.before).iter().chain(&counts).filter(|c| c.start != own.start).map(|c| c.value).collect();
    let is_near = stated > sum * 0.6 && stated < sum * 1.6;
    (parts.len() >= 2 && is_near && !is_made_of(stated, &around)).then_some((said.as_str(), told.text, sum))
}

fn is_alike(part: &Quantity<'_>, total: &Quantity<'_>) -> bool {
    let is_counter = |unit: &str| !unit.is_ascii() || unit.starts_with(['£', '$', '€', '¥']);
    part.unit == total.unit || (!is_counter(&part.unit) && !is_counter(&total.unit))
}

/// A rate, how long it went on, and what came of it.
fn product(told: Sentence<'_>) -> Found<'_> {
    let found = RATE.captures(told.text)?;
    let whole = found.get(0)?;
    let rate = ["rate", "jrate", "krate"].iter().find_map(|name| found.name(name))?;
    let per_s =
        match ["unit", "junit", "kunit"].iter().find_map(|name| found.name(name))?.as_str().to_lowercase().as_str() {
            "second" | "秒" | "1秒" => 1.0,
            "minute" | "分" | "1分" => 60.0,
            _ => 3_600.0,
        };
    let rest = told.text.get(whole.end()..)?;
    let lengths = duration::all(rest);
    let length = lengths.first().filter(|_| lengths.len() == 1)?;
    let lead = rest.get(..length.start)?.to_lowercase();
    let is_for = lead.trim_end().ends_with("for")
        || lead.trim_end().ends_with("for the")
        || lead.contains("for ")
        || lead.contains('で');
    let behind = rest.get(length.end..)?;
    if !is_for || lead.chars().count() > 20 || sentence::is_of_other_case(told.text) {
        return None;
    }
    let marks =
        ["so that", "so ", "thus", "i.e.", "that is", "in total", "in all", "making", "comes to", "=", "計", "つまり"];
    let at = marks.iter().filter_map(|mark| behind.to_lowercase().find(mark)).min()?;
    let made = behind.get(at..)?;
    let counts = quantity::all(made);
    let noun = found.name("noun").map(|noun| noun.as_str().to_lowercase());
    let is_made = |count: &&Quantity<'_>| {
        noun.as_ref().is_none_or(|noun| noun.trim_end_matches('s') == count.unit || count.unit.is_empty())
    };
    let result = counts.iter().find(is_made)?;
    let expected = parse(rate.as_str())? * length.seconds / per_s;
    let is_near = result.value > expected * 0.3 && result.value < expected * 3.0;
    ((result.value - expected).abs() > expected * ROUNDED && is_near).then(|| (result.text, whole.as_str(), expected))
}

/// What remains of a whole.
fn left(told: Sentence<'_>) -> Found<'_> {
    let found = LEFT.captures(told.text)?;
    let said = found.name("number")?;
    let stated = parse(said.as_str())?;
    let own_counts = quantity::all(told.text);
    let own = own_counts.iter().find(|count| count.start <= said.start() && count.end >= said.end())?.clone();
    let before = quantity::all(told.before);
    let all: Vec<f64> = before
        .iter()
        .chain(&own_counts)
        .filter(|c| c.start != own.start || c.text != own.text)
        .map(|c| c.value)
        .collect();
    let same: Vec<f64> = before
        .iter()
        .chain(own_counts.iter().filter(|count| count.end <= own.start))
        .filter(|count| !own.unit.is_ascii() && count.unit == own.unit)
        .map(|count| count.value)
        .collect();
    // A part and its whole are told, or two counts with the same Japanese counter.
    let head = told.text.get(..said.start())?;
    let pair = ratio::pairs(head).pop().or_else(|| ratio::pairs(told.before).pop()).map(|pair| (pair.whole, pair.part));
    let counted = same.len().checked_sub(2).and_then(|from| same.get(from..)).and_then(|two| match two {
        [whole, part] if whole > part => Some((*whole, *part)),
        _ => None,
    });
    let (whole, part) = pair.or(counted)?;
    let is_told = is_made_of(stated, &all)
        || all.iter().any(|a| all.iter().any(|b| all.iter().any(|c| (a - b - c - stated).abs() < 0.5)));
    (stated < whole && !is_told && whole - part > 0.0).then_some((said.as_str(), told.text, whole - part))
}

#[cfg(test)]
mod tests {
    use crate::{document::Document, numbers::contradictions};

    #[test]
    fn sums_products_and_remainders_are_reckoned() {
        let found = |text: &str| contradictions(&Document::parse(&format!("# T\n\n## Impact\n\n{text}\n")), None).len();
        for sound in [
            "EU 120 + US 340 = 460 users.",
            "Trucks waiting: 340 at the north and 215 at the south, 555 together.",
            "処方 228 枚、検査 172 枚、あわせて 400 枚であった。",
            "We sorted 45 parcels a minute for 2 hours 25 minutes, so that some 6,500 parcels were saved.",
            "400 枚のうち 340 枚を終え、残った 60 枚は翌日に入力した。",
            "Of 400 forms, 340 were entered; the remaining 60 followed.",
            "We saw 12 alerts on 3 hosts, 40 in all since May.",
        ] {
            assert_eq!(found(sound), 0, "{sound}");
        }
        for wrong in [
            "EU 120 + US 340 = 470 users.",
            "Trucks waiting: 340 at the north and 215 at the south, 565 together.",
            "処方 228 枚、検査 172 枚、あわせて 420 枚であった。",
            "We sorted 45 parcels a minute for 2 hours 25 minutes, so that some 8,600 parcels were saved.",
            "400 枚の後入力のうち 340 枚を終えた。残った 40 枚は翌日に入力した。",
            "340 of 400 forms were entered; the remaining 40 followed.",
        ] {
            assert_eq!(found(wrong), 1, "{wrong}");
        }
    }
}
