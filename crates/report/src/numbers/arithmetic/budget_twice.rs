//! How much of an error budget went, told twice: `more than half of the month's error budget` over `495,000 of 4.75 million, 10.4 % of
//! it`, and a multiple of an allowance: `許容される停止は 40.3 分。その 2 倍強` over a stop of 134 minutes.

use std::sync::LazyLock;

use regex::Regex;

use crate::{
    document::{Document, FactKey, LineIndex},
    import::time::duration,
    numbers::{
        Contradiction, ContradictionKind,
        arithmetic::{fraction, ratio},
        interval::stated::place,
        reading::{
            bound::Bound,
            sentence::{self, Sentence},
        },
    },
};

static BUDGET: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)\b(?:error|downtime|availability|monthly|month's|quarter's|slo) budget\b|\bbudget\b|エラーバジェット|エラー予算|予算")
        .expect("the pattern is a constant that the tests use")
});
static USED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)\b(?:used|spent|consumed|burn(?:t|ed)|ate|cost|took|gone|are|is|was|or)\b|消費|使|あた")
        .expect("the pattern is a constant that the tests use")
});
static MULTIPLE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)(?:その|許容(?:時間|値)?の|予算の) ?(?:約|およそ|ほぼ)? ?(?P<n>[0-9]+(?:\.[0-9]+)?) ?倍(?P<more>強|弱|以上|近く)?|(?P<lead>nearly|almost|about|roughly|more than|over|well over|just over)? ?(?P<word>twice|double|three times|four times|five times) (?:that|as much|as long|the (?:budget|allowance|limit)|what)")
        .expect("the pattern is a constant that the tests use")
});
static ALLOWS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)\ballow|\bbudget\b|\bpermit|許容|許され|予算")
        .expect("the pattern is a constant that the tests use")
});

/// What is not the share of this incident, or that of another time.
const OTHER: [&str; 21] = [
    "would",
    "last month",
    "previous",
    "so far",
    "already",
    "left",
    "remain",
    "残り",
    "先月",
    "前月",
    "january",
    "february",
    "march",
    "april",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// A part of the budget in percent: at least and at most.
struct Part<'t> {
    least: f64,
    most: f64,
    told: Sentence<'t>,
    said: String,
}

/// Checks all sentences.
pub(in crate::numbers) fn check(document: &Document, out: &mut Vec<Contradiction>) {
    let lines = LineIndex::new(document.source());
    let is_own = |told: &Sentence<'_>| !OTHER.iter().any(|word| told.text.to_lowercase().contains(word));
    let parts: Vec<Part<'_>> = sentence::told(document).filter(is_own).filter_map(part).take(20).collect();
    // The number that was reckoned stands against the one that was told in words.
    if let [a, b] = parts.as_slice()
        && (a.most < b.least || b.most < a.least)
    {
        let (loose, exact) = if a.most - a.least > b.most - b.least { (a, b) } else { (b, a) };
        let stated = place(document, loose.told.passage, &loose.said, &lines);
        let derived = place(document, exact.told.passage, &exact.said, &lines);
        if stated.line != derived.line
            && !out.iter().any(|o| o.stated.line == stated.line && o.kind == ContradictionKind::Percentage)
        {
            let message = format!("`{}` of the budget is stated, but elsewhere it is `{}`", loose.said, exact.said);
            out.push(Contradiction { kind: ContradictionKind::Percentage, stated, derived, message });
        }
    }
    for told in sentence::told(document) {
        if let Some((said, gives)) = multiple(document, told) {
            let stated = place(document, told.passage, said, &lines);
            let derived = place(document, told.passage, told.text, &lines);
            let message = format!("`{said}` is stated, but the lengths give {gives:.1} times");
            if !out.iter().any(|o| o.stated.line == stated.line) {
                out.push(Contradiction { kind: ContradictionKind::Percentage, stated, derived, message });
            }
        }
    }
}

/// The part of the budget that a sentence tells.
fn part(told: Sentence<'_>) -> Option<Part<'_>> {
    let budget = BUDGET.find(told.text);
    let is_meant = budget.is_some() || (BUDGET.is_match(told.before) && told.text.contains("of it"));
    if !is_meant || !USED.is_match(told.text) {
        return None;
    }
    let mut percents = ratio::percents(told.text).filter(|(_, end, percent)| {
        let behind = told.text.get(*end..).unwrap_or_default().trim_start();
        let is_objective = percent.value >= 90.0 && percent.value < 100.0;
        let is_of = ["of it", "of the", "of our", "of that", "of this", "を", "にあた", "に当た"]
            .iter()
            .any(|word| behind.starts_with(word));
        is_of && !is_objective
    });
    if let Some((_, _, percent)) = percents.next() {
        let unit = 10f64.powi(-percent.digits) * 1.01;
        let (least, most) = range(percent.bound, percent.value, unit);
        return percents.next().is_none().then(|| Part { least, most, told, said: percent.text.to_owned() });
    }
    let (words, value) = fraction::in_words(told.text)?;
    let at = told.text.to_lowercase().find(words)?;
    let behind = told.text.get(at + words.len()..)?.trim_start();
    let is_of = ["of the", "of our", "of this", "of that", "of it", "the "].iter().any(|word| behind.starts_with(word));
    let is_near = budget.is_some_and(|budget| budget.start().saturating_sub(at) <= 40);
    let bound = Bound::of(told.text.get(..at)?, "");
    let (least, most) = range(bound, value, value * 0.2);
    (is_of && is_near).then(|| Part { least, most, told, said: words.to_owned() })
}

fn range(bound: Bound, value: f64, unit: f64) -> (f64, f64) {
    match bound {
        Bound::Exact => (value - unit, value + unit),
        Bound::About => (value * 0.8, value * 1.2),
        Bound::AtLeast => (value - unit, f64::INFINITY),
        Bound::AtMost => (0.0, value + unit),
    }
}

/// A multiple of an allowance in time that no length of the document makes.
fn multiple<'t>(document: &Document, told: Sentence<'t>) -> Option<(&'t str, f64)> {
    let found = MULTIPLE.captures(told.text)?;
    let whole = found.get(0)?;
    let both = format!("{} {}", told.before, told.text.get(..whole.start())?);
    if !ALLOWS.is_match(&both) || sentence::is_of_other_case(found.get(0)?.as_str()) {
        return None;
    }
    let times = match found.name("word").map(|m| m.as_str().to_lowercase()).as_deref() {
        Some("twice" | "double") => 2.0,
        Some("three times") => 3.0,
        Some("four times") => 4.0,
        Some("five times") => 5.0,
        _ => found.name("n")?.as_str().parse::<f64>().ok()?,
    };
    let (least, most) =
        match found.name("more").or_else(|| found.name("lead")).map(|m| m.as_str().to_lowercase()).as_deref() {
            Some("強") => (times, times + 0.6),
            Some("more than" | "over" | "well over" | "just over") => (times, times + 0.95),
            Some("以上") => (times, f64::INFINITY),
            Some("弱" | "近く" | "nearly" | "almost") => (times - 0.6, times + 0.05),
            _ => (times * 0.8, times * 1.25),
        };
    let lengths: Vec<f64> =
        duration::all(&both).iter().filter(|found| found.unit_s <= 3_600.0).map(|found| found.seconds).collect();
    let allowed = *lengths.last().filter(|s| **s > 0.0)?;
    // Whatever length the document tells may be meant.
    let mut used: Vec<f64> = duration::all(document.source()).iter().take(400).map(|found| found.seconds).collect();
    let own = document.facts.iter().filter(|fact| fact.key == FactKey::Duration).find_map(|fact| fact.duration_s);
    used.extend(own);
    let ends = |key: FactKey| document.facts.iter().find(|f| f.key == key).and_then(|f| f.moment.as_ref()?.civil());
    let by_ends = ends(FactKey::Start).zip(ends(FactKey::Resolved)).map(|(a, b)| b.duration_since(a).as_secs_f64());
    used.extend(by_ends);
    let fits = |used: &f64| (least * 0.98..=most * 1.02).contains(&(used / allowed));
    let main = own.or(by_ends).filter(|main| *main > allowed)?;
    (!used.iter().any(fits)).then(|| (whole.as_str().trim(), main / allowed))
}

#[cfg(test)]
mod tests {
    use crate::{document::Document, numbers::contradictions};

    #[test]
    fn a_budget_is_used_up_once() {
        let found = |words: &str| {
            let source = format!(
                "# T\n\n## Summary\n\nThe outage used up {words} of the month's error budget.\n\n## Budget\n\nThe budget is 4.75 million failed requests. The 495,000 of the event are 10.4% of it.\n"
            );
            contradictions(&Document::parse(&source), None).len()
        };
        assert_eq!((found("a tenth"), found("about 10 %"), found("more than half")), (0, 0, 1));
    }

    #[test]
    fn an_allowance_is_used_so_many_times() {
        let found = |times: &str| {
            let source = format!(
                "# 題\n\n- 停止時間: 2時間14分\n- 件数: 12\n\n## 所見\n\n目標は 99.9% で、許容される停止は 40.3 分ほど。今回だけでその {times}を使い切った。\n"
            );
            contradictions(&Document::parse(&source), None).len()
        };
        assert_eq!((found("3 倍強"), found("約3.3 倍"), found("2 倍強")), (0, 0, 1));
    }
}
