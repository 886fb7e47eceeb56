//! Brackets at the end of an action: their parts, and those in front of the last ones.

use crate::document::Span;
use crate::import::action::{
    attribute::keyed,
    attribute_words::{is_certain_name, is_date, is_name, is_priority, is_term},
    unkeyed::{is_reference, is_state, split},
};

/// The parts of what stands in brackets.
pub(super) fn bracketed(words: &str, inner: Span) -> Vec<Span> {
    let marks = [",", ";", "、", "，", "・", " / ", "／", " - ", " – ", "→", " | "];
    let parts = split(words, inner, &marks).into_iter().flat_map(|part| slashed(words, part)).collect::<Vec<_>>();
    // `開発部　3月15日まで`: a wide blank between who and when.
    let spaced = split(words, inner, &["\u{3000}"]);
    let has_date = spaced.len() > 1 && spaced.iter().any(|part| is_date(part.of(words)));
    if has_date && parts.len() == 1 { spaced } else { parts }
}

/// `西村/11月10日`, `高橋/1月末/優先度:高`: attributes divided by strokes, where a date may have strokes of its own.
fn slashed(words: &str, part: Span) -> Vec<Span> {
    const MOST: usize = 8;
    let text = part.of(words);
    let mut tokens: Vec<Span> = Vec::new();
    let mut at = part.start;
    for token in text.split('/').take(MOST + 1) {
        tokens.push(Span::new(at, at + token.len()));
        at += token.len() + 1;
    }
    if is_date(text) || !(2..=MOST).contains(&tokens.len()) {
        return vec![part];
    }
    let mut out: Vec<Span> = Vec::new();
    let mut from = 0;
    while let Some(first) = tokens.get(from) {
        let joined = [2, 1].into_iter().find_map(|more| {
            let whole = Span::new(first.start, tokens.get(from + more)?.end);
            is_date(whole.of(words)).then_some((whole, more + 1))
        });
        let (span, taken) = joined.unwrap_or((*first, 1));
        out.push(span);
        from += taken;
    }
    let is_told = |span: &Span| {
        let text = span.of(words);
        is_date(text) || is_term(text) || is_priority(text) || is_state(text) || keyed(text, 0).is_some()
    };
    let is_all = out.iter().all(|span| is_told(span) || is_name(span.of(words)));
    if out.len() > 1 && is_all && out.iter().any(is_told) { out } else { vec![part] }
}

/// `[@bob] [2024-10-01] [P1]`: brackets right in front of the last ones that hold nothing but attributes.
pub(super) fn with_brackets_in_front(words: &str, start: usize, parts: Vec<Span>) -> (usize, Vec<Span>) {
    const MOST: usize = 4;
    let (mut start, mut parts) = (start, parts);
    for _ in 0..MOST {
        let head = words.get(..start).unwrap_or_default().trim_end();
        let found = [('(', ')'), ('（', '）'), ('【', '】'), ('[', ']')].into_iter().find_map(|(open, close)| {
            let inner = head.strip_suffix(close)?;
            let at = inner.rfind(open)?;
            Some((at, bracketed(words, Span::new(at + open.len_utf8(), inner.len()))))
        });
        let is_attribute = |part: &Span| {
            let text = part.of(words);
            // `[Sam][P2]`: square brackets that each hold one thing.
            let is_one = head.ends_with(']') && is_name(text) && !text.contains(' ') && !is_state(text);
            is_one || is_date(text) || is_term(text) || is_priority(text) || is_reference(text) || is_certain_name(text)
        };
        let Some((at, more)) = found.filter(|(at, more)| *at > 0 && more.iter().all(is_attribute)) else { break };
        start = at;
        parts.splice(0..0, more);
    }
    (start, parts)
}
