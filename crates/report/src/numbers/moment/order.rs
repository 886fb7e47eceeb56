//! Order that a sentence claims against the order of the rows: `We were paged before the first customer report`,
//! `アラートは問い合わせより先に発報した`.

use crate::document::{Document, LineIndex, SectionKind, Span, TimelineRow};
use crate::import::time::duration::digit;
use crate::numbers::{
    Contradiction, ContradictionKind, Place,
    event::{
        resolve::{Anchor, Events},
        role::{self, Role, rows},
    },
    interval::stated::place,
    reading::sentence,
};

/// Rows up to which clauses are held against each of them.
const MOST_ROWS: usize = 500;

/// Words of what did not happen, or should.
const NOT_TOLD: [&str; 18] = [
    "should",
    "would",
    "could",
    "must",
    "until",
    " if ",
    "next time",
    "will ",
    "can ",
    "ensure",
    "need",
    "べき",
    "なかった",
    "ない",
    "ようにする",
    "たら",
    "れば",
    "なら",
];

/// Words by which a claim of order denies itself.
const DENIED: [&str; 4] = ["not ", "not\n", "n't", "never"];

/// Checks the claims of all prose that tells what happened.
pub(in crate::numbers) fn check(document: &Document, events: &Events<'_>, out: &mut Vec<Contradiction>) {
    use SectionKind as K;
    if document.timeline.len() < 2 {
        return;
    }
    let lines = LineIndex::new(document.source());
    let is_told = |kind| {
        matches!(
            kind,
            K::Title
                | K::Summary
                | K::Impact
                | K::Detection
                | K::Response
                | K::Resolution
                | K::RootCause
                | K::ContributingFactors
                | K::Factors
                | K::WentWell
                | K::WentWrong
                | K::Lucky
                | K::Lessons
                | K::Trigger
                | K::FiveWhys
                | K::Other
        )
    };
    // `| Versions accepted before publishing was closed | 8,750 |` names a count.
    let is_cell = |span: Span| sentence::is_in_table(document.source(), span);
    for passage in document.passages.iter().filter(|p| is_told(p.section) && !is_cell(p.text.span)) {
        for sentence in passage.text.text.split_inclusive(['.', '。', ';', '\n']).take(60) {
            let Some((first, second, words)) = claim(sentence) else { continue };
            // Another clause of a Japanese sentence says nothing of this one.
            let lower = if words.is_ascii() { sentence.to_lowercase() } else { words.to_lowercase() };
            if NOT_TOLD.iter().any(|word| lower.contains(word)) {
                continue;
            }
            // What another clause of the sentence denies is another matter.
            let claimed = words.to_lowercase();
            if DENIED.iter().any(|word| claimed.contains(word)) {
                continue;
            }
            if let Some((late, early)) =
                reversed(document, first, second).or_else(|| alone(document, first, second, words))
            {
                let derived = Place {
                    line: late.line,
                    span: Span::new(late.span.start.min(early.span.start), late.span.end.max(early.span.end)),
                    text: format!("{} – {}", early.moment.text, late.moment.text),
                };
                let message = format!(
                    "`{}` is stated, but `{}` is at {} and `{}` at {}",
                    words.trim(),
                    early.event.text,
                    early.moment.text,
                    late.event.text,
                    late.moment.text
                );
                let stated = place(document, passage, words.trim(), &lines);
                out.push(Contradiction { kind: ContradictionKind::Order, stated, derived, message });
            } else if let Some((late, early)) = events.reversed(&events.meant(first), &events.meant(second), CLEAR) {
                let stated = place(document, passage, words.trim(), &lines);
                out.push(told_reversed(stated, words.trim(), early, late));
            }
        }
    }
}

/// The contradiction of words that tell two moments the other way round.
pub(super) fn told_reversed(stated: Place, words: &str, early: &Anchor<'_>, late: &Anchor<'_>) -> Contradiction {
    let derived = Place {
        line: late.line,
        span: Span::new(late.span.start.min(early.span.start), late.span.end.max(early.span.end)),
        text: format!("{} – {}", early.moment.text, late.moment.text),
    };
    let message = format!(
        "`{words}` is stated, but `{}` is at {} and `{}` at {}",
        early.text, early.moment.text, late.text, late.moment.text
    );
    Contradiction { kind: ContradictionKind::Order, stated, derived, message }
}

/// Share of the words of a clause that a moment must have.
const CLEAR: f64 = 0.55;

/// What is said to come first and second, and the words that say it.
fn claim(sentence: &str) -> Option<(&str, &str, &str)> {
    for (mark, is_first_in_front) in [(" before ", true), (" after ", false)] {
        let Some((head, rest)) = sentence.split_once(mark) else { continue };
        let start = head.rfind([',', ':', '(', ';']).map_or(0, |at| at + 1);
        let head = head.get(start..)?;
        // `before and after a deploy` puts nothing in order.
        if head.ends_with(" before and") || rest.starts_with("and after ") {
            return None;
        }
        // `10 minutes after` is a duration, `shortly after 10:05` a time.
        if head.chars().any(|c| c.is_ascii_digit()) || rest.starts_with(|c: char| c.is_ascii_digit()) {
            return None;
        }
        let end = rest.find([',', '(', ';', '.', ':']).unwrap_or(rest.len());
        let rest = rest.get(..end)?;
        let words = sentence.get(start..start + head.len() + mark.len() + end)?;
        return Some(if is_first_in_front { (head, rest, words) } else { (rest, head, words) });
    }
    japanese(sentence)
}

/// `アラートは問い合わせより先に発報した`, `メールより先に認証基盤を復旧させた`, `業者の到着前に手動給餌を始めた`, `切り戻しの後に復旧した`.
fn japanese(sentence: &str) -> Option<(&str, &str, &str)> {
    let words = sentence.trim_end_matches('。');
    // `最初に気づいたのは監視で、一報はその後だった`
    if let Some((_, rest)) = words.split_once("最初に").and_then(|(_, rest)| rest.split_once("のは"))
        && let Some((first, rest)) = rest.split_once("で、")
        && let Some((second, _)) = rest.split_once("はその後").or_else(|| rest.split_once("は後"))
    {
        return Some((first, second, words));
    }
    let marks = ["よりも先に", "より先に", "よりも前に", "より前に"];
    if let Some((head, rest)) = marks.iter().find_map(|mark| sentence.split_once(mark)) {
        let start = head.rfind(['、', '。']).map_or(0, |at| at + '、'.len_utf8());
        let head = head.get(start..)?;
        let end = rest.find(['、', '。']).map_or(sentence.len(), |at| sentence.len() - rest.len() + at);
        let words = sentence.get(start..end)?;
        return match head.split_once(['は', 'が']) {
            Some((first, second)) => (!rest.is_empty()).then_some((first, second, words)),
            None => Some((rest.split(['、', '。']).next()?, head, words)),
        };
    }
    for (mark, is_first_in_front) in
        [("する前に", false), ("の前に", false), ("前に", false), ("した後に", true), ("の後に", true), ("後に", true)]
    {
        let Some((head, rest)) = sentence.split_once(mark) else { continue };
        let head = head.rsplit(['、', '。', '「']).next()?;
        let rest = rest.trim_start_matches('、').split(['、', '。', '」']).next()?;
        // `10分前に`, `以前に`, `事前に` name no event.
        let is_event =
            head.chars().count() >= 3 && !head.ends_with(['分', '間', '日', '以', '事', '直', '年', '月', '週']);
        // `1時間以上前に` is a length.
        let is_length = head.ends_with("以上") || head.chars().any(|c| digit(c).is_some()) && head.contains("時間");
        if is_event && !is_length && rest.chars().count() >= 3 {
            return Some(if is_first_in_front { (head, rest, words) } else { (rest, head, words) });
        }
        return None;
    }
    None
}

/// The two rows that alone share the words of each clause, where the first is the later one.
fn alone<'d>(
    document: &'d Document,
    first: &str,
    second: &str,
    words: &str,
) -> Option<(&'d TimelineRow, &'d TimelineRow)> {
    let one = |clause: &str| {
        let timed = document.timeline.iter().filter(|row| row.moment.time.is_some() && !row.moment.approximate);
        let mut told = timed.filter(|row| role::is_closely_alike(clause, &row.event.text));
        told.next().filter(|_| told.next().is_none())
    };
    if document.timeline.len() > MOST_ROWS {
        return None;
    }
    // A short word that one row alone has: `監視`, `一報`.
    let by_word = |clause: &str| {
        let words = role::runs(clause);
        let mut told =
            document.timeline.iter().filter(|row| words.iter().any(|word| row.event.text.contains(word.as_str())));
        told.next().filter(|row| told.next().is_none() && row.moment.time.is_some() && !row.moment.approximate)
    };
    let is_first_said = words.contains("最初に");
    let by_words = || by_word(first).filter(|_| is_first_said).zip(by_word(second));
    let (late, early) = one(first).zip(one(second)).or_else(by_words)?;
    (late.line != early.line && early.moment.is_before(&late.moment)).then_some((late, early))
}

/// The two rows, where every row of the first event is later than every row of the second.
fn reversed<'d>(document: &'d Document, first: &str, second: &str) -> Option<(&'d TimelineRow, &'d TimelineRow)> {
    let (first_role, second_role) = Role::of(first).zip(Role::of(second))?;
    if first_role == second_role || [first_role, second_role].contains(&Role::Start) {
        return None;
    }
    let firsts: Vec<&TimelineRow> =
        rows(document, first)?.into_iter().filter(|row| first_role.is_named_by(&row.event.text)).collect();
    let seconds: Vec<&TimelineRow> =
        rows(document, second)?.into_iter().filter(|row| second_role.is_named_by(&row.event.text)).collect();
    let is_after = |a: &TimelineRow, b: &TimelineRow| {
        b.moment.is_before(&a.moment) && !a.moment.approximate && !b.moment.approximate
    };
    let is_reversed = firsts.iter().all(|a| seconds.iter().all(|b| a.line != b.line && is_after(a, b)));
    firsts.first().copied().zip(seconds.first().copied()).filter(|_| is_reversed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn claims_of_order_are_read() {
        assert_eq!(
            claim("We were paged before the first customer report."),
            Some(("We were paged", "the first customer report", "We were paged before the first customer report"))
        );
        assert_eq!(
            claim("Luckily, the rollback ran after the page, at once.").map(|c| (c.0, c.1)),
            Some(("the page", " the rollback ran"))
        );
        assert_eq!(claim("It was fixed 25 minutes after the page."), None);
        assert_eq!(
            claim("アラートは問い合わせより先に発報した。").map(|c| (c.0, c.1)),
            Some(("アラート", "問い合わせ"))
        );
    }
}
