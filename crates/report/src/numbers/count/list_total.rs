//! The total of a list in the text beside it: bullets with an amount each, and `in all` behind them.

use crate::document::{Document, LineIndex, Passage, Span};
use crate::numbers::{
    Contradiction, ContradictionKind, Place,
    interval::stated::place,
    reading::{bound::Bound, hand_slip, quantity, sentence},
};

/// Words of a total.
const TOTALS: [&str; 16] = [
    "in all",
    "in total",
    "total",
    "together",
    "altogether",
    "add up",
    "added up",
    "adds up",
    "sum to",
    "sums to",
    "合計",
    "計",
    "総計",
    "総額",
    "あわせて",
    "合わせて",
];

/// Checks the sentences right behind a list, and the one that leads to it.
pub(in crate::numbers) fn check(document: &Document, out: &mut Vec<Contradiction>) {
    let lines = LineIndex::new(document.source());
    for (at, items) in lists(document) {
        let beside = at.checked_sub(1).into_iter().chain([at + items.len()]).filter_map(|i| document.passages.get(i));
        for passage in beside.filter(|passage| passage.section == items.first().map_or(passage.section, |i| i.section))
        {
            against(document, items, passage, &lines, out);
        }
        let lead = at.checked_sub(1).and_then(|i| document.passages.get(i));
        if let Some(lead) = lead.filter(|lead| items.first().is_some_and(|item| item.section == lead.section)) {
            announced(document, items, lead, &lines, out);
        }
    }
}

/// Passages that follow each other as bullets, with the place of the first of each list; no rows and no actions.
pub(in crate::numbers) fn lists(document: &Document) -> Vec<(usize, &[Passage])> {
    let source = document.source();
    let lines = LineIndex::new(source);
    let mut taken: Vec<Span> = document.timeline.iter().map(|row| row.span).collect();
    taken.extend(document.actions.iter().map(|action| action.span));
    taken.sort_by_key(|span| span.start);
    let is_taken = |span: Span| {
        let at = taken.partition_point(|own| own.start <= span.start);
        at.checked_sub(1).and_then(|at| taken.get(at)).is_some_and(|own| own.contains(span))
    };
    let is_item = |passage: &Passage| {
        let start = lines.start(lines.line(passage.text.span.start));
        let lead = source.get(start..passage.text.span.start).unwrap_or_default().trim();
        matches!(lead, "-" | "*" | "+" | "・" | "•") && !is_taken(passage.text.span)
    };
    let mut out = Vec::new();
    let mut from = 0;
    while let Some(rest) = document.passages.get(from..) {
        let Some(at) = rest.iter().position(is_item) else { break };
        let Some(list) = rest.get(at..) else { break };
        let length = list.iter().take_while(|passage| is_item(passage)).count();
        if let Some(items) = list.get(..length).filter(|items| (2..=40).contains(&items.len())) {
            out.push((from + at, items));
        }
        from += at + length;
    }
    out
}

/// Words by which a passage announces that the list behind it divides what it counted.
const LEADS: [&str; 14] = [
    "次のとおり",
    "次の通り",
    "以下のとおり",
    "以下の通り",
    "内訳",
    "as follows",
    "broken down",
    "break down",
    "breaks down",
    "breakdown",
    "split as",
    "split by",
    "made up of",
    "divided",
];

/// `会員は 96,000 名。区分ごとの人数は次のとおり。` over amounts that add up to another number.
fn announced(document: &Document, items: &[Passage], lead: &Passage, lines: &LineIndex, out: &mut Vec<Contradiction>) {
    let words = lead.text.text.as_str();
    let lower = words.to_lowercase();
    if sentence::is_of_other_case(words) {
        return;
    }
    if !LEADS.iter().any(|word| lower.contains(word)) {
        if words.trim_end().ends_with([':', '：']) {
            led(document, items, lead, lines, out);
        }
        return;
    }
    let counted: Vec<_> = items.iter().map(|item| quantity::all(&item.text.text)).collect();
    let Some(unit) = counted.first().and_then(|first| first.first()).map(|count| count.unit.as_str()) else { return };
    let one = |row: &Vec<quantity::Quantity<'_>>| {
        let mut same = row.iter().filter(|count| count.unit == unit);
        same.next().filter(|_| same.next().is_none() && !unit.is_empty()).map(|count| count.value)
    };
    let Some(parts) = counted.iter().map(one).collect::<Option<Vec<f64>>>() else { return };
    let sum: f64 = parts.iter().sum();
    let told = quantity::all(words);
    let own: Vec<_> = told.iter().filter(|count| count.unit == unit && count.value >= 10.0).collect();
    let [one] = own.as_slice() else { return };
    let bound = Bound::of(words.get(..one.start).unwrap_or_default(), words.get(one.end..).unwrap_or_default());
    let is_near = one.value > sum * 0.7 && one.value < sum * 1.4;
    // A list may leave some out where it does not say that it is of all.
    if bound != Bound::Exact || !is_near || (one.value - sum).abs() <= 0.5 || parts.contains(&one.value) {
        return;
    }
    let (Some(start), Some(end)) = (items.first(), items.last()) else { return };
    let span = Span::new(start.text.span.start, end.text.span.end);
    let shown = (sum * 100.0).round() / 100.0;
    out.push(Contradiction {
        kind: ContradictionKind::Count,
        stated: place(document, lead, one.text, lines),
        derived: Place { line: end.text.line, span, text: format!("{shown}") },
        message: format!("`{}` is stated, but the list adds up to {shown}", one.text),
    });
}

/// `2,750 of them were made by the coarser model. We compared them:` over items that begin with counts which nearly add up.
fn led(document: &Document, items: &[Passage], lead: &Passage, lines: &LineIndex, out: &mut Vec<Contradiction>) {
    /// Share of itself that the sum of a list may miss what it is meant to be.
    const NEAR: f64 = 0.04;
    let words = lead.text.text.as_str();
    let first = |item: &Passage| {
        let all = quantity::all(&item.text.text);
        all.first().filter(|count| count.start == 0 && count.value >= 1.0).map(|count| count.value)
    };
    let Some(parts) = items.iter().map(first).collect::<Option<Vec<f64>>>() else { return };
    let sum: f64 = parts.iter().sum();
    let told = quantity::all(words);
    let largest = parts.iter().copied().fold(0.0, f64::max);
    let is_told = told.iter().any(|count| (count.value - sum).abs() < 0.51);
    let digits = |value: f64| format!("{value}");
    let meant = told.iter().filter(|count| count.value > largest && count.value >= 20.0).find(|count| {
        (count.value - sum).abs() <= sum * NEAR || hand_slip::of_digits(&digits(count.value), &digits(sum))
    });
    let Some(one) = meant.filter(|_| !is_told && parts.len() >= 2) else { return };
    let bound = Bound::of(words.get(..one.start).unwrap_or_default(), words.get(one.end..).unwrap_or_default());
    let (Some(start), Some(end)) = (items.first(), items.last()) else { return };
    if bound != Bound::Exact {
        return;
    }
    let span = Span::new(start.text.span.start, end.text.span.end);
    out.push(Contradiction {
        kind: ContradictionKind::Count,
        stated: place(document, lead, one.text, lines),
        derived: Place { line: lines.line(end.text.span.start), span, text: digits(sum) },
        message: format!("`{}` is stated, but the list adds up to {sum}", one.text),
    });
}

fn against(document: &Document, items: &[Passage], passage: &Passage, lines: &LineIndex, out: &mut Vec<Contradiction>) {
    let counted: Vec<_> = items.iter().map(|item| quantity::all(&item.text.text)).collect();
    let Some(first) = counted.first() else { return };
    for said in sentence::split(&passage.text.text) {
        let lower = said.to_lowercase();
        if !TOTALS.iter().any(|word| lower.contains(word)) || sentence::is_of_other_case(said) {
            continue;
        }
        for column in first {
            let of_unit = |row: &Vec<quantity::Quantity<'_>>| {
                let mut same = row.iter().filter(|count| count.unit == column.unit);
                same.next().filter(|_| same.next().is_none()).map(|count| count.value)
            };
            let Some(parts) = counted.iter().map(of_unit).collect::<Option<Vec<f64>>>() else { continue };
            let sum: f64 = parts.iter().sum();
            let own = quantity::all(said);
            let told: Vec<_> =
                own.iter().filter(|count| count.unit == column.unit && !column.unit.is_empty()).collect();
            let is_sum = |value: f64| (value - sum).abs() <= 0.005_f64.max(sum * 1e-6);
            let near = told.iter().find(|count| count.value > sum * 0.7 && count.value < sum * 1.4);
            let Some(near) = near.filter(|count| {
                let front = said.get(..count.start).unwrap_or_default();
                !told.iter().any(|count| is_sum(count.value))
                    && Bound::of(front, "") == Bound::Exact
                    && !parts.contains(&count.value)
            }) else {
                continue;
            };
            let (Some(start), Some(end)) = (items.first(), items.last()) else { return };
            let span = Span::new(start.text.span.start, end.text.span.end);
            let shown = (sum * 100.0).round() / 100.0;
            out.push(Contradiction {
                kind: ContradictionKind::Count,
                stated: place(document, passage, near.text, lines),
                derived: Place { line: end.text.line, span, text: format!("{shown}") },
                message: format!("`{}` is stated, but the list adds up to {shown}", near.text),
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::{document::Document, numbers::contradictions};

    #[test]
    fn an_announced_division_adds_up() {
        let found = |n: &str| {
            let source = format!(
                "# 題\n\n## 影響\n\n未着の小包は {n} 個。地域ごとの内訳は以下のとおり。\n\n- 北　120 個\n- 南　80 個\n- 西　45 個\n"
            );
            contradictions(&Document::parse(&source), None).len()
        };
        assert_eq!((found("245"), found("255"), found("約 250")), (0, 1, 0));
        let found = |n: &str| {
            let source = format!(
                "# T\n\n## Impact\n\nThe run lost {n} parcels, broken down by hub:\n\n- North: 120 parcels\n- South: 80 parcels\n\nThe amounts add up to € 300.\n"
            );
            contradictions(&Document::parse(&source), None).len()
        };
        assert_eq!((found("200"), found("230")), (0, 1));
    }

    #[test]
    fn a_total_is_that_of_its_list() {
        let found = |said: &str| {
            let source = format!(
                "# T\n\n## Impact\n\nBy product:\n\n- Current — 21,340 postings, £6.12 m\n- Joint — 8,905 postings, £3.47 m\n- Charities — 400 postings, £0.15 m\n\n{said}\n"
            );
            contradictions(&Document::parse(&source), None).len()
        };
        assert_eq!(found("In all, 30,645 postings were doubled, with a value of £9.74 m."), 0);
        assert_eq!(found("In all, about 30,000 postings were doubled."), 0);
        assert_eq!(found("In all, 30,645 postings were doubled, with a value of £9.47 m."), 1);
        assert_eq!(found("In all, 31,645 postings were doubled."), 1);
    }
}
