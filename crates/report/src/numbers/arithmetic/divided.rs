//! What a sentence or a list divides a count into: `Of the 212 machines, 207 came up by themselves, and seven needed a person`, `1,040
//! positive, 960 negative: 48 % positive`, and shares in words beside the count: `1.26 million, roughly one in four`.

use std::sync::LazyLock;

use regex::Regex;

use crate::{
    document::{Document, LineIndex},
    numbers::{
        Contradiction, ContradictionKind, Place,
        arithmetic::{fraction, ratio},
        count::claimed,
        event::words,
        interval::stated::place,
        reading::{
            bound::Bound,
            entry::{self, Entry},
            hand_slip,
            quantity::{self, Quantity},
            sentence::{self, Sentence},
        },
    },
};

const NUMBER: &str = r"[0-9][0-9,]*|two|three|four|five|six|seven|eight|nine|ten";
/// Share of the whole that its parts may miss for them to be meant as all of it.
const NEAR: f64 = 0.04;

static SPLIT: LazyLock<[Regex; 2]> = LazyLock::new(|| {
    let regex = |pattern: &str| Regex::new(pattern).expect("the pattern is a constant that the tests use");
    [
        regex(&format!(
            r"(?i)\bof (?:the |our |these |those |all )?(?P<n>[0-9][0-9,]*) [a-z][a-z -]*?,? (?P<a>{NUMBER}) [^.;:0-9]{{3,70}}?,? (?:and|while|but) (?:the other |only |another )?(?P<b>{NUMBER}) (?P<behind>[a-z][^.;:0-9]{{2,60}})"
        )),
        regex(
            r"(?P<n>[0-9][0-9,]*) ?(?P<u>件|人|名|台|社|店|枚|本|個|点)の?(?:うち|中)、?[^0-9。、]{0,20}?(?P<a>[0-9][0-9,]*) ?(?:件|人|名|台|社|店|枚|本|個|点)[^0-9。]{1,30}?、(?:残る|残り(?:の)?)?(?P<b>[0-9][0-9,]*) ?(?:件|人|名|台|社|店|枚|本|個|点)(?P<behind>[^0-9。]{1,30})",
        ),
    ]
});
static SIDES: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)(?P<a>[0-9][0-9, ]*) (?P<an>[a-z]+),? (?:and )?(?P<b>[0-9][0-9, ]*) (?P<bn>[a-z]+)(?:[:;,(]| –| —|, so|, i\.e\.)? ?(?P<p>[0-9]+(?:\.[0-9]+)?) ?% (?P<pn>[a-z]+)")
        .expect("the pattern is a constant that the tests use")
});

/// Checks all sentences and labelled values.
pub(in crate::numbers) fn check(document: &Document, out: &mut Vec<Contradiction>) {
    let lines = LineIndex::new(document.source());
    let mut push = |stated: Place, derived: Place, kind, gives: String| {
        if !out.iter().any(|o| o.stated.line == stated.line && o.kind == kind) {
            let message = format!("`{}` is stated, but `{}` gives {gives}", stated.text, derived.text);
            out.push(Contradiction { kind, stated, derived, message });
        }
    };
    for told in sentence::told(document).filter(|told| !sentence::is_of_other_case(told.text)) {
        if let Some((said, gives)) = halves(told) {
            let at = |text: &str| place(document, told.passage, text, &lines);
            push(at(said), at(told.text), ContradictionKind::Count, gives);
        }
    }
    let mut from = 0;
    for line in document.source().split_inclusive('\n').take(3_000) {
        let at = from;
        from += line.len();
        if let Some((range, gives)) = sides(line) {
            let span = crate::document::Span::new(at + range.start, at + range.end);
            let text = span.of(document.source()).to_owned();
            let stated = Place { line: lines.line(span.start), span, text };
            push(stated.clone(), stated, ContradictionKind::Percentage, gives);
        }
    }
    for group in entry::groups(document) {
        for entry in &group {
            if let Some((other, gives)) = in_words(entry, &group) {
                let at = |entry: &Entry| Place { line: entry.line, span: entry.span, text: entry.value.clone() };
                push(at(entry), at(other), ContradictionKind::Percentage, gives);
            }
        }
    }
}

/// Two parts that are nearly the whole, but not it.
fn halves(told: Sentence<'_>) -> Option<(&str, String)> {
    let found = SPLIT.iter().find_map(|form| form.captures(told.text))?;
    let number = |name: &str| {
        let m = found.name(name)?;
        ratio::number(m.as_str()).or_else(|| claimed::number(Some(m)).map(|n| n as f64))
    };
    let (whole, a, b) = (number("n")?, number("a")?, number("b")?);
    let behind = found.name("behind")?.as_str().trim_start();
    let is_share = ["of them", "of these", "of those", "of which", "percent", "minute", "hour"]
        .iter()
        .any(|w| behind.starts_with(w));
    let is_exact = ["n", "a", "b"].iter().all(|name| {
        found
            .name(name)
            .and_then(|m| told.text.get(..m.start()))
            .is_some_and(|front| Bound::of(front, "") == Bound::Exact)
    });
    let sum = a + b;
    let off = (sum - whole).abs();
    let text = |value: f64| format!("{value}");
    // One of the parts is nearly all: the other one is what is left.
    let is_meant = off <= (whole * NEAR).max(1.01)
        || hand_slip::of_digits(&text(b), &text(whole - a))
        || hand_slip::of_digits(&text(a), &text(whole - b));
    (off > 0.5 && is_meant && whole >= 20.0 && a < whole && b < whole && is_exact && !is_share)
        .then(|| (found.get(0).map_or("", |m| m.as_str()), text(sum)))
}

/// The share of one side of two.
fn sides(line: &str) -> Option<(std::ops::Range<usize>, String)> {
    let found = SIDES.captures(line)?;
    let number = |name: &str| found.name(name).and_then(|m| m.as_str().replace([',', ' '], "").parse::<f64>().ok());
    let (a, b) = (number("a")?, number("b")?);
    let percent = found.name("p")?;
    let of = |name: &str| found.name(name).map_or(String::new(), |m| m.as_str().to_lowercase());
    let part = if of("pn") == of("an") {
        a
    } else if of("pn") == of("bn") {
        b
    } else {
        return None;
    };
    let stated = percent.as_str().parse::<f64>().ok()?;
    let decimals = percent.as_str().split_once('.').map_or(0, |(_, d)| d.len());
    let share = part / (a + b) * 100.0;
    let tolerance = 10f64.powi(-i32::try_from(decimals).unwrap_or(0)) * 1.01;
    let of_other = part / if of("pn") == of("an") { b } else { a } * 100.0;
    let holds = (share - stated).abs() <= tolerance || (of_other - stated).abs() <= tolerance;
    (!holds && of("an") != of("bn")).then(|| (percent.range(), format!("{share:.1} %")))
}

/// A count and its share in words, where no whole of the group has such a part: `Stale: 1.26 million, roughly one in four`.
fn in_words<'g>(entry: &Entry, group: &'g [Entry]) -> Option<(&'g Entry, String)> {
    let all = quantity::all(&entry.value);
    let own = all.first().filter(|count| count.start == 0)?;
    let (said, percent) = fraction::in_words(entry.value.get(own.end..)?)?;
    let others: Vec<(&Entry, Quantity<'_>)> = group
        .iter()
        .filter(|other| other.span != entry.span)
        .filter_map(|other| quantity::all(&other.value).into_iter().next().filter(|c| c.start == 0).map(|c| (other, c)))
        .filter(|(_, count)| count.value > own.value)
        .collect();
    let share = |whole: f64| own.value / whole * 100.0;
    let fits = |whole: f64| (share(whole) - percent).abs() <= percent * 0.2;
    let stems: Vec<String> = words::all(&entry.label).into_iter().map(|w| w.stem).collect();
    let (nearest, count) = others.iter().min_by_key(|(other, _)| other.line.abs_diff(entry.line))?;
    let is_kin = nearest.line.abs_diff(entry.line) <= 2
        && (count.unit == own.unit || words::all(&nearest.label).iter().any(|w| stems.contains(&w.stem)));
    (is_kin && !said.is_empty() && !others.iter().any(|(_, c)| fits(c.value)))
        .then(|| (*nearest, format!("{:.1} %", share(count.value))))
}

#[cfg(test)]
mod tests {
    use crate::{document::Document, numbers::contradictions};

    fn found(said: &str) -> usize {
        contradictions(&Document::parse(&format!("# T\n\n## Impact\n\n{said}\n")), None).len()
    }

    #[test]
    fn parts_are_the_whole() {
        let said =
            |n: &str| format!("Of the 212 machines, 207 came up without anybody's help, and {n} needed a person.");
        assert_eq!((found(&said("five")), found(&said("seven"))), (0, 1));
        assert_eq!(found("Of the 212 machines, 40 were slow, and 12 needed a person."), 0);
        let said = |n: u32| format!("対象の 318 件のうち、手配できたものが 275 件、残る {n} 件はお断りした。");
        assert_eq!((found(&said(43)), found(&said(53))), (0, 1));
    }

    #[test]
    fn a_share_is_of_the_side_that_it_names() {
        let said = |n: u32| format!("- Reviews that day: 1 040 positive, 960 negative: {n}% positive\n- Tickets: 12");
        assert_eq!((found(&said(52)), found(&said(48))), (0, 1));
    }

    #[test]
    fn shares_in_words_are_of_the_whole_beside_them() {
        let said = |words: &str| {
            format!("- Reads in the window: 8.4 million\n- Stale reads: 1.26 million, roughly {words}\n- Teams: 12")
        };
        assert_eq!((found(&said("one in seven")), found(&said("one in four"))), (0, 1));
    }
}
