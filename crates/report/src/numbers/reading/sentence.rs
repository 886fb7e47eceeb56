//! Sentences of the prose, and what they tell that is not of this incident: past cases, plans, limits, what might have been.

use crate::document::{Document, Passage, SectionKind, Span};

/// A sentence and where it stands.
#[derive(Debug, Clone, Copy)]
pub(in crate::numbers) struct Sentence<'d> {
    pub(in crate::numbers) passage: &'d Passage,
    pub(in crate::numbers) text: &'d str,
    /// The sentence in front of it in the same passage; empty where it is the first.
    pub(in crate::numbers) before: &'d str,
}

/// The sentences of all prose that tells what happened.
pub(in crate::numbers) fn told(document: &Document) -> impl Iterator<Item = Sentence<'_>> {
    let is_told = |kind| !matches!(kind, SectionKind::Actions | SectionKind::Prevention | SectionKind::FollowUp);
    document.passages.iter().filter(move |p| is_told(p.section)).flat_map(|passage| {
        let parts = split(&passage.text.text);
        let before: Vec<&str> = std::iter::once("").chain(parts.iter().copied()).collect();
        parts.into_iter().zip(before).map(move |(text, before)| Sentence { passage, text, before })
    })
}

/// Those that stand beside the rows of the timeline and beside the record of the review.
pub(in crate::numbers) fn narrated(document: &Document) -> impl Iterator<Item = Sentence<'_>> {
    let is_beside = |kind| !matches!(kind, SectionKind::Timeline | SectionKind::Review);
    told(document).filter(move |told| is_beside(told.passage.section) && !is_in_row(document, told.passage.text.span))
}

/// Whether a place and a row of the timeline have words in common.
pub(in crate::numbers) fn is_in_row(document: &Document, span: Span) -> bool {
    document.timeline.iter().any(|row| row.span.start < span.end && span.start < row.span.end)
}

/// Whether a place stands in a line of a table.
pub(in crate::numbers) fn is_in_table(source: &str, span: Span) -> bool {
    let from = source.get(..span.start).and_then(|head| head.rfind('\n')).map_or(0, |at| at + 1);
    source.get(from..).is_some_and(|line| line.trim_start().starts_with('|'))
}

/// A text cut behind full stops. `a.m.`, `e.g.` and `no. 4` end nothing.
pub(in crate::numbers) fn split(text: &str) -> Vec<&str> {
    let mut out = Vec::new();
    let mut from = 0;
    for (at, c) in text.char_indices() {
        let is_end = match c {
            '。' | '！' | '？' => true,
            '.' | '!' | '?' => {
                let mut rest = text.get(at + 1..).unwrap_or_default().chars();
                let is_gap = rest.next().is_some_and(char::is_whitespace);
                let opens = rest
                    .find(|c| !c.is_whitespace())
                    .is_some_and(|c| c.is_uppercase() || c.is_numeric() || matches!(c, '`' | '"' | '“' | '(' | '\''));
                let head = text.get(from..at).unwrap_or_default();
                let word = head.rsplit(|c: char| c.is_whitespace() || c == '(').next().unwrap_or_default();
                let is_short =
                    word.contains('.') || matches!(word.to_lowercase().as_str(), "no" | "approx" | "ca" | "vs");
                is_gap && opens && !is_short
            }
            _ => false,
        };
        if is_end {
            let end = at + c.len_utf8();
            out.extend(text.get(from..end).map(str::trim).filter(|part| !part.is_empty()));
            from = end;
        }
    }
    out.extend(text.get(from..).map(str::trim).filter(|part| !part.is_empty()));
    out
}

/// Words of what is not this incident as it was.
const OTHER_CASES: [&str; 62] = [
    "would ",
    "wouldn",
    "could have",
    "might",
    "if ",
    "should",
    "had we",
    "had the",
    "expected",
    "estimate",
    "planned",
    "plan ",
    "target",
    "objective",
    "goal",
    "standard",
    "policy",
    "promise",
    "agreement",
    "allows",
    "permits",
    "sla",
    "threshold",
    "timeout",
    "time-out",
    "timed out after",
    "limit",
    "last year",
    "last month",
    "previous",
    "earlier this",
    "comparable",
    "similar",
    "on that occasion",
    "at that time",
    "usually",
    "normally",
    "typical",
    "in theory",
    "drill",
    "rehears",
    "昨年",
    "前回",
    "前年",
    "先月",
    "過去",
    "以前",
    "同種",
    "目標",
    "予定",
    "想定",
    "計画",
    "契約",
    "上限",
    "しきい値",
    "閾値",
    "たら",
    "れば",
    "はず",
    "訓練",
    "通常",
    "平常",
];

/// Whether a sentence speaks of other cases, of plans or of limits as well.
pub(in crate::numbers) fn is_of_other_case(sentence: &str) -> bool {
    let lower = sentence.to_lowercase();
    let begins = |word: &str| {
        lower.match_indices(word).any(|(at, _)| {
            let head = lower.get(..at).unwrap_or_default();
            // `Had the page come sooner, …`, but not `The team had the page in hand`.
            let opens =
                head.trim_end().is_empty() || head.trim_end().ends_with([',', ';', ':', '(', '.', '—', '–', '"']);
            !head.ends_with(|c: char| c.is_ascii_alphanumeric()) && (opens || !word.starts_with("had "))
        })
    };
    OTHER_CASES.iter().any(|word| if word.is_ascii() { begins(word) } else { lower.contains(word) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn full_stops_end_sentences_and_abbreviations_do_not() {
        assert_eq!(
            split("It began at 3 p.m. on Monday. We saw 2.5 GB. Done."),
            ["It began at 3 p.m. on Monday.", "We saw 2.5 GB.", "Done."]
        );
        assert_eq!(split("検知した。復旧した。"), ["検知した。", "復旧した。"]);
    }

    #[test]
    fn other_cases_are_told_by_their_words() {
        for sentence in ["It would have taken 10 minutes.", "The target is 15 minutes.", "昨年の障害は6時間だった。"]
        {
            assert!(is_of_other_case(sentence), "{sentence}");
        }
        assert!(!is_of_other_case("The page was answered after 6 minutes."));
        assert!(is_of_other_case("Had the page come sooner, it would be otherwise."));
        assert!(!is_of_other_case("The team had the page in hand."));
    }
}
