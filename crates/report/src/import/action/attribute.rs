//! What a bullet says about its action: owner, deadline, priority, status, with a key or without.

use crate::document::Span;
use crate::import::action::unkeyed::{is_state, loose};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::import) enum Attribute {
    Owner,
    Deadline,
    Priority,
    Status,
}

#[derive(Debug)]
pub(in crate::import) struct Found {
    pub(in crate::import) kind: Attribute,
    pub(in crate::import) start: usize,
    pub(in crate::import) value: Span,
}

const KEYS: &[(&str, Attribute)] = &[
    ("owners", Attribute::Owner),
    ("owner", Attribute::Owner),
    ("owned by", Attribute::Owner),
    ("assignee", Attribute::Owner),
    ("assigned to", Attribute::Owner),
    ("dri", Attribute::Owner),
    ("action on", Attribute::Owner),
    ("responsible", Attribute::Owner),
    ("resp.", Attribute::Owner),
    ("resp", Attribute::Owner),
    ("spoc", Attribute::Owner),
    ("opr", Attribute::Owner),
    ("poc", Attribute::Owner),
    ("pic", Attribute::Owner),
    ("lead", Attribute::Owner),
    ("who", Attribute::Owner),
    ("assigned", Attribute::Owner),
    ("driver", Attribute::Owner),
    ("champion", Attribute::Owner),
    ("wer", Attribute::Owner),
    ("実施者", Attribute::Owner),
    ("主担当", Attribute::Owner),
    ("主管", Attribute::Owner),
    ("責任者", Attribute::Owner),
    ("担当者", Attribute::Owner),
    ("担当", Attribute::Owner),
    ("due date", Attribute::Deadline),
    ("due", Attribute::Deadline),
    ("deadline", Attribute::Deadline),
    ("estimated completion", Attribute::Deadline),
    ("expected completion", Attribute::Deadline),
    ("eta", Attribute::Deadline),
    ("target date", Attribute::Deadline),
    ("target", Attribute::Deadline),
    ("completion by", Attribute::Deadline),
    ("complete by", Attribute::Deadline),
    ("by", Attribute::Deadline),
    ("when", Attribute::Deadline),
    ("before", Attribute::Deadline),
    ("until", Attribute::Deadline),
    ("planned for", Attribute::Deadline),
    ("完了予定", Attribute::Deadline),
    ("予定日", Attribute::Deadline),
    ("実施時期", Attribute::Deadline),
    ("時期", Attribute::Deadline),
    ("期限日", Attribute::Deadline),
    ("期限", Attribute::Deadline),
    ("期日", Attribute::Deadline),
    ("締切", Attribute::Deadline),
    ("〆切", Attribute::Deadline),
    ("priority", Attribute::Priority),
    ("prio", Attribute::Priority),
    ("優先度", Attribute::Priority),
    ("優先順位", Attribute::Priority),
    ("優先", Attribute::Priority),
    ("重要度", Attribute::Priority),
    ("緊急度", Attribute::Priority),
    ("severity", Attribute::Priority),
    ("urgency", Attribute::Priority),
    ("status", Attribute::Status),
    ("progress", Attribute::Status),
    ("state", Attribute::Status),
    ("状況", Attribute::Status),
    ("進捗", Attribute::Status),
    ("状態", Attribute::Status),
];

/// `owner: x`, `Due: 2026-01-01`, `[P1]` in a bullet; each kind once, in order.
pub(in crate::import) fn attributes(words: &str) -> Vec<Found> {
    let mut out: Vec<Found> = Vec::new();
    let mut previous = None;
    for (at, c) in words.char_indices().take(20_000) {
        let begins = !previous.is_some_and(|p: char| p.is_ascii_alphanumeric() || p == '-');
        previous = Some(c);
        if !begins || out.last().is_some_and(|last| at < last.value.end) {
            continue;
        }
        let rest = words.get(at..).unwrap_or_default();
        if let Some(found) = keyed(rest, at).or_else(|| bracketed_priority(rest, at))
            && !out.iter().any(|f| f.kind == found.kind)
        {
            out.push(found);
        }
    }
    loose(words, &mut out);
    out
}

pub(in crate::import) fn keyed(rest: &str, at: usize) -> Option<Found> {
    let (word, kind) =
        KEYS.iter().find(|(word, _)| rest.get(..word.len()).is_some_and(|h| h.eq_ignore_ascii_case(word)))?;
    let tail = rest.get(word.len()..)?;
    let value = tail.trim_start_matches(['*', '_', ' ']);
    // `[due:: 2024-05-03]`, as notes with fields write it.
    // `【担当】木村`: the brackets around a key stand for its colon.
    let is_boxed = tail.starts_with(['】', '］']);
    let value = value.strip_prefix([':', '：', '=', '】', '］'])?.trim_start_matches([':', '*', '_', ' ', '\u{3000}']);
    // `owner:: [[Teo Valk]]`
    if let Some((name, _)) = value.strip_prefix("[[").and_then(|inner| inner.split_once("]]")) {
        let start = at + rest.len() - value.len() + 2;
        let value = Span::new(start, start + name.len());
        return (!name.is_empty()).then_some(Found { kind: *kind, start: at, value });
    }
    let start = at + rest.len() - value.len();
    let stop = |(i, c): (usize, char)| {
        let after = value.get(i + c.len_utf8()..).unwrap_or_default();
        // A bracket that the value opens is its own: `Supplier (Northlight Marine)`.
        let is_own = matches!(c, ')' | '）') && value.get(..i).is_some_and(|v| v.contains(['(', '（']));
        let ends = !is_own && matches!(c, ',' | ';' | '、' | ')' | '）' | ']' | '|' | '／' | '·' | '\n' | '\r')
            || c == '。'
            || c == '】'
            || (is_boxed && matches!(c, '【' | '［'))
            || (c == '/' && (starts_with_key(after) || is_state(after.split(['】', ']', ')', '/']).next().unwrap_or_default())))
            || (c == '.' && !is_initial(value.get(..i).unwrap_or_default()) && (after.is_empty() || after.starts_with(char::is_whitespace)))
            || (c == ' ' && ["- ", "-- ", "– ", "— "].iter().any(|s| after.starts_with(s)))
            // `~severity::3 @anna`, `Owner: Ida #infra`: a handle or a label of a tracker ends it.
            || (c == ' ' && ends_at_sign(after, *kind))
            // `owner=Ilse Park due=2025-04-09`: the next key ends the value.
            || (matches!(c, ' ' | '\u{3000}') && starts_with_key(after.trim_start_matches(['*', '_'])));
        // A comma inside a date (`Oct 3, 2025`) does not end it.
        ends && !(c == ',' && *kind == Attribute::Deadline && after.trim_start().starts_with("20"))
    };
    let end = value.char_indices().find(|c| stop(*c)).map_or(value.len(), |(i, _)| i);
    let length = value.get(..end)?.trim_end().trim_end_matches("**").trim_end().len();
    let found = Found { kind: *kind, start: at, value: Span::new(start, start + length) };
    (length > 0).then_some(found)
}

/// Whether a word begins that is a label of a tracker, or a handle behind what is no owner.
fn ends_at_sign(after: &str, kind: Attribute) -> bool {
    let is_word = |rest: &str| rest.starts_with(|c: char| c.is_alphabetic() || c == '"');
    let is_label = after.strip_prefix(['~', '#']).is_some_and(is_word);
    is_label || (kind != Attribute::Owner && after.strip_prefix('@').is_some_and(is_word))
}

/// Whether a single capital stands in front of the dot: `J. Cole`.
fn is_initial(before: &str) -> bool {
    let word = before.rsplit([' ', '-']).next().unwrap_or_default();
    word.chars().count() == 1 && word.chars().all(char::is_uppercase)
}

/// Whether a text goes on with a key and its sign: `due=…`, `期限：…`.
fn starts_with_key(text: &str) -> bool {
    KEYS.iter().any(|(word, _)| {
        text.get(..word.len()).is_some_and(|head| head.eq_ignore_ascii_case(word))
            && text
                .get(word.len()..)
                .is_some_and(|rest| rest.trim_start_matches(['*', '_']).starts_with([':', '：', '=']))
    })
}

/// `[P1]`, `(P2)`, `P0:`.
fn bracketed_priority(rest: &str, at: usize) -> Option<Found> {
    let digit = rest.strip_prefix(['P', 'p'])?.chars().next().filter(|c| ('0'..='5').contains(c))?;
    let after = rest.get(1 + digit.len_utf8()..)?.chars().next();
    after
        .is_none_or(|c| matches!(c, ']' | ')' | ':' | ' ' | ',' | '）' | '、' | ';' | '`' | '*' | '】'))
        .then(|| Found { kind: Attribute::Priority, start: at, value: Span::new(at, at + 2) })
}
