//! Numbers of a card of facts that follow from each other: the share of two counts above it, the mean per user, parts below their
//! whole, the error budget of an objective.

use crate::{
    document::Document,
    import::time::duration,
    numbers::{
        Contradiction, ContradictionKind, Place,
        arithmetic::ratio,
        event::words,
        interval::budget,
        reading::{
            bound::Bound,
            entry::{self, Entry},
            quantity::{self, Quantity},
        },
    },
};

/// Entries of a group up to which each is held against each.
const MOST: usize = 24;
/// A result farther off follows from something else.
const NEAR: f64 = 4.0;

/// Checks all groups of labelled values.
pub(in crate::numbers) fn check(document: &Document, out: &mut Vec<Contradiction>) {
    for group in entry::groups(document).iter().filter(|group| group.len() <= MOST) {
        let counts: Vec<(&Entry, Quantity<'_>)> =
            group.iter().filter_map(|entry| Some((entry, count(entry)?))).collect();
        for entry in group {
            let found = share(entry, &counts).or_else(|| mean(entry, &counts)).or_else(|| allowance(entry, group));
            if let Some((kind, other, gives)) = found {
                push(entry, other, kind, &gives, out);
            }
        }
        parts(&counts, out);
    }
}

fn push(entry: &Entry, other: &Entry, kind: ContradictionKind, gives: &str, out: &mut Vec<Contradiction>) {
    let place = |entry: &Entry| Place { line: entry.line, span: entry.span, text: entry.value.clone() };
    let is_told = out.iter().any(|o| o.stated.span.contains(entry.span) || entry.span.contains(o.stated.span));
    if !is_told {
        let message = format!("`{}` is stated, but `{}` gives {gives}", entry.value, other.value);
        out.push(Contradiction { kind, stated: place(entry), derived: place(other), message });
    }
}

/// The count that a value begins with, where it is one and nothing else beside its unit and a remark.
fn count(entry: &Entry) -> Option<Quantity<'_>> {
    let first = quantity::all(&entry.value).into_iter().next().filter(|count| count.start == 0)?;
    let is_sole = ratio::percents(&entry.value).next().is_none_or(|(start, ..)| start > first.end);
    let rest = entry.value.get(first.end..)?;
    let is_range = rest.trim_start().starts_with(['–', '-', '〜', '～', '/']);
    (is_sole && !is_range && Bound::of("", rest) == Bound::Exact).then_some(first)
}

type Found<'e> = Option<(ContradictionKind, &'e Entry, String)>;

fn stems(label: &str) -> Vec<String> {
    const GENERAL: [&str; 14] = [
        "share", "rate", "ratio", "percent", "proport", "number", "count", "割合", "比率", "件数", "人数", "台数",
        "総数", "時間",
    ];
    words::all(label).into_iter().map(|word| word.stem).filter(|stem| !GENERAL.contains(&stem.as_str())).collect()
}

/// `Share wrongly held: 28 %` below what was held and what was checked.
fn share<'e>(entry: &'e Entry, counts: &[(&'e Entry, Quantity<'_>)]) -> Found<'e> {
    let mut percents = ratio::percents(&entry.value);
    let (start, end, percent) = percents.next().filter(|_| percents.next().is_none())?;
    let is_sole = entry.value.len() - (end - start) <= 6;
    if !is_sole || percent.bound != Bound::Exact || counts.len() < 2 {
        return None;
    }
    let tolerance = 10f64.powi(-percent.digits) * 1.01;
    let fits = |part: f64, whole: f64| {
        let share = part / whole * 100.0;
        [share, 100.0 - share, (whole - part) / part * 100.0].iter().any(|s| (s - percent.value).abs() <= tolerance)
    };
    let pairs =
        || counts.iter().flat_map(|a| counts.iter().map(move |b| (a, b))).filter(|(a, b)| a.1.value < b.1.value);
    if pairs().any(|(part, whole)| fits(part.1.value, whole.1.value)) {
        return None;
    }
    let own = stems(&entry.label);
    let shares = |label: &str, stems_of: &[String]| stems(label).iter().filter(|stem| stems_of.contains(stem)).count();
    // The part is named like the share; its whole has a noun of the part and stands beside it.
    let mut named = counts.iter().filter(|(part, _)| shares(&part.label, &own) > 0);
    let part = named.clone().max_by_key(|(part, _)| shares(&part.label, &own)).filter(|_| named.next().is_some())?;
    let of_part = stems(&part.0.label);
    let mut wholes = counts.iter().filter(|(whole, count)| {
        let is_kin = shares(&whole.label, &of_part) > 0 || (!count.unit.is_ascii() && count.unit == part.1.unit);
        count.value > part.1.value && is_kin
    });
    let whole = wholes.next().filter(|_| wholes.next().is_none())?;
    let gives = part.1.value / whole.1.value * 100.0;
    let is_near = gives < percent.value * NEAR && gives * NEAR > percent.value;
    is_near.then(|| (ContradictionKind::Percentage, part.0, format!("{gives:.1} %")))
}

/// `1 人あたり平均 5.4 通` below users and messages.
fn mean<'e>(entry: &'e Entry, counts: &[(&'e Entry, Quantity<'_>)]) -> Found<'e> {
    let lower = entry.label.to_lowercase();
    let is_mean = ["average", "mean ", " per ", "平均", "あたり", "当たり"].iter().any(|word| lower.contains(word));
    let stated = count(entry).filter(|stated| is_mean && stated.value > 0.0)?;
    let others: Vec<_> =
        counts.iter().filter(|(other, _)| other.span != entry.span && other.line.abs_diff(entry.line) <= 4).collect();
    let tolerance = stated.step * 1.01;
    let fits = |a: f64, b: f64| (a / b - stated.value).abs() <= tolerance;
    if others.iter().any(|(_, a)| others.iter().any(|(_, b)| fits(a.value, b.value))) {
        return None;
    }
    let is_per = |entry: &Entry, unit: &str| {
        if unit.is_empty() || unit.is_ascii() {
            let own = words::all(&entry.label);
            words::all(lower.rsplit(" per ").next().unwrap_or_default())
                .iter()
                .any(|word| own.iter().any(|o| o.stem == word.stem))
        } else {
            lower.contains(&format!("{unit}あたり")) || lower.contains(&format!("{unit}当たり"))
        }
    };
    let mut tops = others.iter().filter(|(_, top)| !top.unit.is_empty() && top.unit == stated.unit);
    let top = tops.next().filter(|_| tops.next().is_none())?;
    let mut bottoms = others
        .iter()
        .filter(|(other, bottom)| other.span != top.0.span && other.line < entry.line && is_per(other, &bottom.unit));
    let bottom = bottoms.next().filter(|_| bottoms.next().is_none())?;
    let gives = top.1.value / bottom.1.value;
    let is_near = gives < stated.value * NEAR && gives * NEAR > stated.value;
    is_near.then(|| (ContradictionKind::Count, top.0, format!("{gives:.2}")))
}

/// `Budget: 446 minutes` beside an objective and its period.
fn allowance<'e>(entry: &Entry, group: &'e [Entry]) -> Found<'e> {
    let lower = entry.label.to_lowercase();
    let is_budget = ["budget", "予算", "許容"].iter().any(|word| lower.contains(word))
        && !["left", "spent", "used", "remaining", "残", "消費", "使"].iter().any(|word| lower.contains(word));
    let stated = duration::at_start(&entry.value).filter(|_| is_budget)?;
    let (other, share) = group.iter().find_map(|other| {
        let lower = other.label.to_lowercase();
        let is_objective =
            ["slo", "objective", "target", "availability", "目標", "稼働率"].iter().any(|w| lower.contains(w));
        let (_, _, percent) = ratio::percents(&other.value).next().filter(|_| is_objective)?;
        (90.0..100.0).contains(&percent.value).then_some((other, percent.value))
    })?;
    let told: String = group.iter().map(|other| format!("{} {} ", other.label, other.value)).collect();
    let windows = budget::windows_s(&told);
    let allowed = |window: f64| window * (1.0 - share / 100.0);
    let fits = |window: &f64| (allowed(*window) - stated.seconds).abs() <= stated.unit_s.max(stated.seconds * 0.04);
    let nearest = windows.first().filter(|_| !windows.iter().any(fits))?;
    Some((ContradictionKind::Duration, other, crate::numbers::shown(allowed(*nearest))))
}

/// Parts below their whole, each marked as such.
fn parts(counts: &[(&Entry, Quantity<'_>)], out: &mut Vec<Contradiction>) {
    let mut at = 0;
    while let Some(((whole, total), rest)) = counts.get(at..).and_then(<[_]>::split_first) {
        let parts: Vec<_> = rest.iter().take_while(|(part, _)| part.is_part).collect();
        at += 1 + parts.len();
        let sum: f64 = parts.iter().map(|(_, part)| part.value).sum();
        let is_same = parts.iter().all(|(_, part)| part.unit == total.unit);
        // Parts may leave some out, but never give more; what is nearly the whole was meant to be it.
        let is_wrong = sum > total.value + 0.5 || (sum < total.value - 0.5 && sum > total.value * 0.95);
        if let Some((last, _)) = parts.last().filter(|_| parts.len() >= 2 && is_same && !whole.is_part && is_wrong) {
            push(whole, last, ContradictionKind::Count, &format!("{sum} with those above it"), out);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::{document::Document, numbers::contradictions};

    fn found(card: &str) -> usize {
        contradictions(&Document::parse(&format!("# T\n\n## Figures\n\n{card}\n")), None).len()
    }

    #[test]
    fn a_share_follows_from_its_card() {
        let card = |share: &str| {
            format!(
                "- Letters printed twice: 4,200\n- Letters printed that night: 60,000\n- Share printed twice: {share}"
            )
        };
        assert_eq!((found(&card("7 %")), found(&card("17 %")), found(&card("about 10 %"))), (0, 1, 0));
        let card = |share: &str| {
            format!(
                "| 項目 | 値 |\n|-|-|\n| 決済の総数 | 12,000 件 |\n| 失敗した決済 | 480 件 |\n| 決済の失敗率 | {share} |"
            )
        };
        assert_eq!((found(&card("4%")), found(&card("14%"))), (0, 1));
        assert_eq!(found("- Hosts: 40\n- Hosts drained: 10\n- CPU in use: 63 %"), 0);
    }

    #[test]
    fn a_mean_follows_from_its_card() {
        let card = |mean: &str| {
            format!(
                "| 指標 | 値 |\n|-|-|\n| 対象の会員 | 2,000 人 |\n| 送ったメール | 7,000 通 |\n| 1 人あたり平均 | {mean} 通 |"
            )
        };
        assert_eq!((found(&card("3.5")), found(&card("4.5"))), (0, 1));
    }

    #[test]
    fn parts_and_budgets_follow_from_their_card() {
        let card =
            |n: &str| format!("| | Count |\n|-|-|\n| Letters lost | 900 |\n| – to shops | 620 |\n| – to homes | {n} |");
        assert_eq!((found(&card("280")), found(&card("310")), found(&card("100"))), (0, 1, 0));
        let card = |n: &str| format!("| | |\n|-|-|\n| SLO | 99.5 % of minutes, 30 days |\n| Budget | {n} |");
        assert_eq!((found(&card("216 minutes")), found(&card("21 minutes"))), (0, 1));
    }
}
