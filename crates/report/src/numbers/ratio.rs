//! Shares and counts: `6,375 of 9,349 (68.2 %)`, `9,349件中6,375件（68.2%）`.

use backstory_model::Analysis;

use super::{Contradiction, ContradictionKind, Place, bound::Bound, phrase::place};
use crate::document::{Document, LineIndex, SectionKind, Span};

/// Checks shares whose two numbers stand in front of them, and failed requests against the analysis.
pub(super) fn check(document: &Document, analysis: Option<&Analysis>, out: &mut Vec<Contradiction>) {
    let lines = LineIndex::new(document.source());
    for passage in &document.passages {
        let words = passage.text.text.as_str();
        let Some(pair) = pair(words) else { continue };
        let counted = words.get(pair.start..pair.end).unwrap_or_default();
        if let Some((stated, digits, percent)) = percent_after(words, pair.end).filter(|_| pair.whole > 0.0) {
            let share = pair.part / pair.whole * 100.0;
            // Half of the last digit written, and a little for those who cut instead of rounding.
            if (share - stated).abs() > 10f64.powi(-digits) * 1.01 {
                out.push(Contradiction {
                    kind: ContradictionKind::Percentage,
                    stated: place(document, passage, percent, &lines),
                    derived: place(document, passage, counted, &lines),
                    message: format!("`{percent}` is stated, but `{counted}` is {share:.1} %"),
                });
            }
        }
        let Some(impact) = analysis.map(|a| &a.impact) else { continue };
        let lower = words.to_lowercase();
        let is_failed = ["failed", "failing", "失敗"].iter().any(|w| lower.contains(w));
        let is_requests = matches!(passage.section, SectionKind::Summary | SectionKind::Impact) && is_failed;
        let measured = impact.requests_failed.zip(impact.requests_total).filter(|_| is_requests);
        if let Some((failed, total)) = measured
            && ((pair.part - failed as f64).abs() > 0.5 || (pair.whole - total as f64).abs() > 0.5)
        {
            out.push(Contradiction {
                kind: ContradictionKind::Count,
                stated: place(document, passage, counted, &lines),
                derived: Place { line: 0, span: Span::default(), text: "analysis".to_owned() },
                message: format!("`{counted}` is stated, but the analysis counts {failed} of {total}"),
            });
        }
    }
}

/// `40 % of 3,200 requests`, `3,200件の40%`, against a count of the same whole that stands elsewhere: `980 of 3,200`.
pub(super) fn shares(document: &Document, out: &mut Vec<Contradiction>) {
    let lines = LineIndex::new(document.source());
    let counted: Vec<_> = document.passages.iter().filter_map(|p| Some((p, pair(&p.text.text)?))).collect();
    for passage in &document.passages {
        let Some(share) = share(&passage.text.text) else { continue };
        let same: Vec<_> = counted.iter().filter(|(_, pair)| (pair.whole - share.whole).abs() < 0.5).collect();
        let fits = |pair: &Pair| {
            let percent = pair.part / pair.whole * 100.0;
            let bound = Bound::of(share.before, "");
            bound.holds(share.percent, percent, 10f64.powi(-share.digits) * 1.01)
                || (100.0 - percent - share.percent).abs() <= 10f64.powi(-share.digits)
        };
        let Some((other, first)) = same.first().filter(|_| !same.iter().any(|(_, pair)| fits(pair))) else { continue };
        let text = other.text.text.get(first.start..first.end).unwrap_or_default();
        out.push(Contradiction {
            kind: ContradictionKind::Percentage,
            stated: place(document, passage, share.text, &lines),
            derived: place(document, other, text, &lines),
            message: format!("`{}` is stated, but `{text}` is {:.1} %", share.text, first.part / first.whole * 100.0),
        });
    }
}

/// A share of a number.
struct Share<'t> {
    percent: f64,
    digits: i32,
    whole: f64,
    before: &'t str,
    text: &'t str,
}

fn share(words: &str) -> Option<Share<'_>> {
    let at = words.find(['%', '％'])?;
    let sign = words.get(at..)?.chars().next()?.len_utf8();
    let head = words.get(..at)?;
    let start = head.trim_end().trim_end_matches(|c: char| c.is_ascii_digit() || c == '.').len();
    let number = words.get(start..at)?.trim();
    let digits = number.split_once('.').map_or(0, |(_, d)| d.len());
    let (percent, digits) = (number.parse().ok()?, i32::try_from(digits).ok()?);
    let rest = words.get(at + sign..)?;
    let joint = [" of the ", " of our ", " of all ", " of "].iter().find(|joint| rest.starts_with(**joint));
    if let Some(joint) = joint {
        let (length, whole) = number_after(rest.get(joint.len()..)?)?;
        let text = words.get(start..at + sign + joint.len() + length)?;
        return Some(Share { percent, digits, whole, before: words.get(..start)?, text });
    }
    let before = words.get(..start)?;
    let counted = before.trim_end_matches(['約', ' ', 'の']);
    let counted = ["件", "台", "人", "名", "回", "リクエスト"].iter().find_map(|unit| counted.strip_suffix(unit))?;
    let (from, whole) = number_before(counted)?;
    Some(Share { percent, digits, whole, before, text: words.get(from..at + sign)? })
}

struct Pair {
    part: f64,
    whole: f64,
    start: usize,
    end: usize,
}

/// The first `A of B` or `B件中A件` of a text.
fn pair(words: &str) -> Option<Pair> {
    for (joint, is_japanese) in [
        (" of the ", false),
        (" of our ", false),
        (" of all ", false),
        (" of ", false),
        (" out of ", false),
        ("件中", true),
        ("台中", true),
        ("人中", true),
        ("名中", true),
    ] {
        let Some(at) = words.find(joint) else { continue };
        let (before, first) = number_before(words.get(..at)?)?;
        let (after, second) = number_after(words.get(at + joint.len()..)?)?;
        let (part, whole) = if is_japanese { (second, first) } else { (first, second) };
        return Some(Pair { part, whole, start: before, end: at + joint.len() + after });
    }
    None
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || c == ','
}

fn number_before(text: &str) -> Option<(usize, f64)> {
    let start = text.trim_end_matches(is_digit).len();
    let number = text.get(start..)?.replace(',', "").parse().ok()?;
    // `1.5 of` and `v2 of` are no counts.
    let clean = !text.get(..start)?.ends_with(|c: char| c == '.' || c.is_ascii_alphabetic());
    clean.then_some((start, number))
}

fn number_after(text: &str) -> Option<(usize, f64)> {
    let length = text.len() - text.trim_start_matches(is_digit).len();
    let digits = text.get(..length)?.trim_end_matches(',');
    let number = digits.replace(',', "").parse().ok()?;
    (!text.get(digits.len()..)?.starts_with(['.', '%'])).then_some((digits.len(), number))
}

/// A percentage in brackets right behind: value, digits after the point, words.
fn percent_after(words: &str, end: usize) -> Option<(f64, i32, &str)> {
    let rest = words.get(end..)?;
    let open = rest
        .find(['(', '（'])
        .filter(|at| rest.get(..*at).is_some_and(|gap| gap.chars().count() <= 24 && !gap.contains(['%', '.', '。'])))?;
    let inside = rest.get(open..)?;
    let inside = inside.get(inside.chars().next()?.len_utf8()..)?;
    let length = inside.len() - inside.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.').len();
    let number = inside.get(..length)?;
    let tail = inside.get(length..)?;
    let gap = tail.len() - tail.trim_start().len();
    let sign = tail.trim_start().chars().next().filter(|c| matches!(c, '%' | '％'))?;
    let digits = number.split_once('.').map_or(0, |(_, d)| d.len());
    let text = inside.get(..length + gap + sign.len_utf8())?;
    Some((number.parse().ok()?, i32::try_from(digits).ok()?, text))
}
