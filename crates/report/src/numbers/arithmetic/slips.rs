//! Results that are right but for a slip of the hand: `The difference comes to $85,600` below `$302,400` and `$378,000`, `Still open |
//! 164,720` below what was sent and what came back, `12 % of it, so about 297,600`.
//!
//! A difference or a share of an amount is told without its terms beside it. Where no terms give the stated number, and terms
//! give one that a wrong digit makes the stated one, that is hardly chance for numbers of three significant digits.

use std::sync::LazyLock;

use regex::Regex;

use crate::{
    document::{Document, LineIndex, SectionKind, Span},
    numbers::{
        Contradiction, ContradictionKind, Place,
        arithmetic::ratio,
        interval::stated::place,
        reading::{
            entry::{self, Entry},
            hand_slip,
            quantity::{self, Quantity},
            sentence,
        },
    },
};

/// Significant digits from which a slip tells anything.
const LEAST_DIGITS: usize = 3;
/// Numbers that may be the terms of one result.
const MOST_TERMS: usize = 40;

static REST: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)\b(?:difference|still open|remaining|remainder|outstanding|unrecovered|left|left over|the rest|not returned|shortfall|balance|gap|net|lost for good|unresolved|pending)\b|差額|差分|差は|残り|残額|残高|残る|未回収|未処理|未返金|不足")
        .expect("the pattern is a constant that the tests use")
});

/// A number that may be a term or a result.
#[derive(Clone)]
struct Number {
    value: f64,
    unit: String,
    place: Place,
}

/// Checks labelled values and sentences.
pub(in crate::numbers) fn check(document: &Document, out: &mut Vec<Contradiction>) {
    for group in entry::groups(document) {
        of_entries(&group, out);
    }
    let lines = LineIndex::new(document.source());
    let labelled: Vec<Number> =
        entry::groups(document).iter().flatten().filter_map(of_entry).take(MOST_TERMS).collect();
    let is_told = |kind| !matches!(kind, SectionKind::Actions | SectionKind::Prevention | SectionKind::FollowUp);
    for told in sentence::told(document).filter(|told| is_told(told.passage.section)) {
        if sentence::is_of_other_case(told.text) {
            continue;
        }
        let number = |count: &Quantity<'_>| Number {
            value: count.value,
            unit: count.unit.clone(),
            place: place(document, told.passage, count.text, &lines),
        };
        let found = quantity::all(told.text);
        let own: Vec<Number> = found.iter().map(number).collect();
        let before: Vec<Number> = quantity::all(told.before).iter().map(number).collect();
        let is_rest = REST.find(told.text);
        for (count, result) in found.iter().zip(&own) {
            let others: Vec<&Number> =
                own.iter().chain(&before).filter(|n| n.place.span != result.place.span).collect();
            let found = if is_rest.is_some_and(|mark| mark.start() < count.start) {
                let terms: Vec<&Number> = others.iter().copied().chain(&labelled).collect();
                difference(result, &terms)
            } else {
                None
            };
            let found = found.or_else(|| share(told.text, count, result, &others));
            if let Some((gives, term)) = found {
                push(result, &term, gives, out);
            }
        }
    }
}

fn push(result: &Number, term: &Place, gives: f64, out: &mut Vec<Contradiction>) {
    let (own, other) = (&result.place, term);
    if out.iter().any(|o| o.stated.span.contains(own.span) || own.span.contains(o.stated.span)) {
        return;
    }
    let shown = (gives * 100.0).round() / 100.0;
    let message = format!("`{}` is stated, but `{}` and what stands with it give {shown}", own.text, other.text);
    out.push(Contradiction { kind: ContradictionKind::Count, stated: own.clone(), derived: other.clone(), message });
}

/// The count of a labelled value that is nothing else.
fn of_entry(entry: &Entry) -> Option<Number> {
    let value = entry.value.trim_start_matches(['R', '¥', '￥', ' ']);
    let all = quantity::all(value);
    let first = all
        .first()
        .filter(|count| count.start == 0 && ratio::percents(value).next().is_none_or(|(at, ..)| at > count.end))?;
    let is_clock = value.get(first.end..).is_some_and(|rest| rest.starts_with([':', '-', '–']));
    let place = Place { line: entry.line, span: entry.span, text: entry.value.clone() };
    (!is_clock).then(|| Number { value: first.value, unit: first.unit.clone(), place })
}

/// What is left, below what there was and what went of it.
fn of_entries(group: &[Entry], out: &mut Vec<Contradiction>) {
    let numbers: Vec<(&Entry, Number)> =
        group.iter().filter_map(|e| Some((e, of_entry(e)?))).take(MOST_TERMS).collect();
    for (entry, result) in &numbers {
        if !REST.is_match(&entry.label) {
            continue;
        }
        let terms: Vec<&Number> =
            numbers.iter().filter(|(other, _)| other.span != entry.span).map(|(_, number)| number).collect();
        if let Some((gives, term)) = difference(result, &terms) {
            push(result, &term, gives, out);
        }
    }
}

/// A difference or sum of two terms of its unit that is the result but for a slip.
fn difference(result: &Number, terms: &[&Number]) -> Option<(f64, Place)> {
    let terms: Vec<&&Number> = terms
        .iter()
        .filter(|term| term.unit == result.unit && term.place.span != Span::default())
        .take(MOST_TERMS)
        .collect();
    let pairs = || terms.iter().enumerate().flat_map(|(i, a)| terms.iter().skip(i + 1).map(move |b| (**a, **b)));
    let near = |value: f64| (value - result.value).abs() < 0.51;
    let is_given = terms.iter().any(|term| near(term.value))
        || pairs().any(|(a, b)| near((a.value - b.value).abs()) || near(a.value + b.value));
    if is_given {
        return None;
    }
    pairs().find_map(|(a, b)| {
        let gives = (a.value - b.value).abs();
        is_slip(result.value, gives)
            .then(|| (gives, if a.place.line > b.place.line { &a.place } else { &b.place }.clone()))
    })
}

/// `Commission is 12 % of it, so 297,600`: a share of an amount beside it.
fn share(text: &str, count: &Quantity<'_>, result: &Number, others: &[&Number]) -> Option<(f64, Place)> {
    let cues = [
        "so ",
        "thus",
        "hence",
        "makes",
        "which is",
        "that is",
        "i.e.",
        "comes to",
        "amounts to",
        "or ",
        "=",
        "つまり",
        "すなわち",
        "で、",
        "相当",
        "となる",
        "となり",
        "計",
    ];
    let lead = text.get(..count.start)?.to_lowercase();
    let percent = ratio::percents(text)
        .map(|(_, end, percent)| (end, percent.value))
        .filter(|(end, _)| *end <= count.start)
        .last()?;
    let is_cued = cues.iter().any(|cue| lead.get(percent.0..).is_some_and(|gap| gap.contains(cue)));
    if !is_cued {
        return None;
    }
    let of = |term: &&&Number| {
        let gives = term.value * percent.1 / 100.0;
        (gives, (term.unit == result.unit || result.unit.is_empty()) && term.value > result.value)
    };
    let is_given = others.iter().any(|term| {
        let (gives, _) = of(&term);
        (gives - result.value).abs() <= (result.value * 0.02).max(0.51) || (term.value - result.value).abs() < 0.51
    });
    if is_given {
        return None;
    }
    others.iter().find_map(|term| {
        let (gives, is_of) = of(&term);
        (is_of && is_slip(result.value, gives)).then(|| (gives, term.place.clone()))
    })
}

/// Whether a number is another one by a slip, and has digits enough for this to be no chance.
fn is_slip(stated: f64, gives: f64) -> bool {
    let text = |value: f64| format!("{}", (value * 100.0).round() / 100.0);
    let digits = |value: f64| text(value).replace('.', "").trim_end_matches('0').len();
    digits(stated) >= LEAST_DIGITS && stated >= 100.0 && hand_slip::of_digits(&text(stated), &text(gives))
}

#[cfg(test)]
mod tests {
    use crate::{document::Document, numbers::contradictions};

    fn found(said: &str) -> usize {
        contradictions(&Document::parse(&format!("# T\n\n## Cost\n\n{said}\n")), None).len()
    }

    #[test]
    fn differences_are_right_to_the_digit() {
        let table = |open: &str| {
            format!(
                "| Item | EUR |\n|-|-|\n| Paid twice | 1,870,720.00 |\n| Returned | 1,716,000.00 |\n| Still open | {open} |"
            )
        };
        assert_eq!((found(&table("154,720.00")), found(&table("164,720.00"))), (0, 1));
        let said = |n: &str| {
            format!(
                "| | |\n|-|-|\n| Orders | 3,150 |\n| Charged | $302,400 |\n| Meant | $378,000 |\n\nThe difference between what we charged and what we meant to charge comes to {n}."
            )
        };
        assert_eq!((found(&said("$75,600")), found(&said("$85,600"))), (0, 1));
        assert_eq!(found(&said("$12,300")), 0, "no slip: it may be of something else");
    }

    #[test]
    fn shares_of_an_amount_are_right_to_the_digit() {
        let said = |n: &str| {
            format!("That is €1,980,000 in lost sales. Commission on this is 12 %, so our own loss is about €{n}.")
        };
        assert_eq!((found(&said("237,600")), found(&said("238,000")), found(&said("297,600"))), (0, 0, 1));
    }
}
