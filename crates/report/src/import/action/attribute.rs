//! What a bullet says about its action: owner, deadline, priority, status, with a key or without.

use crate::document::Span;
use crate::import::{
    action::attribute_words::{
        is_certain_name, is_date, is_name, is_plain_word, is_term, opens_with_date, without_role,
    },
    time::moment,
};

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

/// What stands without a key: `… by May 20`, `… (H. Abe, 2025-02-10)`, `… — Facilities — 2 Sept 2025`.
fn loose(words: &str, out: &mut Vec<Found>) {
    let has = |out: &[Found], kind| out.iter().any(|found| found.kind == kind);
    if !has(out, Attribute::Deadline)
        && let Some(found) = dated_word(words)
    {
        out.push(found);
    }
    if has(out, Attribute::Owner) {
        return;
    }
    if arrow(words, out) {
        return;
    }
    let Some((start, parts)) = tail(words) else { return };
    let parts = with_years(words, parts);
    let all = parts.len();
    // A state beside them, or a pair with a key, says nothing about who and when.
    let is_key = |part: &Span| keyed(part.of(words), 0).is_some();
    let parts: Vec<Span> = parts.into_iter().filter(|part| !is_state(part.of(words)) && !is_key(part)).collect();
    let dates = parts.iter().filter(|part| is_date(part.of(words))).count();
    let terms = parts.iter().filter(|part| !is_date(part.of(words)) && is_term(part.of(words))).count();
    let is_person = |part: &&Span| {
        let text = part.of(words);
        let is_person =
            is_name(text) || (is_certain_name(text) && !text.contains(' ')) || (dates > 0 && is_plain_word(text));
        !is_term(text) && !is_date(text) && is_person
    };
    let names: Vec<Span> = parts.iter().filter(is_person).map(|part| without_role(words, *part)).collect();
    let has_role = parts.iter().any(|part| without_role(words, *part) != *part);
    let is_attributes = dates + terms + names.len() == parts.len() && names.len() <= 2;
    // A name alone must look like one: most words in brackets are not about people.
    let is_certified = dates + terms > 0 || parts.len() < all || has_role;
    if !is_attributes || (!is_certified && !names.iter().all(|name| is_certain_name(name.of(words)))) {
        if let Some(date) =
            parts.first().filter(|part| opens_with_date(part.of(words)) && !has(out, Attribute::Deadline))
        {
            let length = moment::at_start(date.of(words)).map_or(0, |raw| raw.end);
            out.push(Found { kind: Attribute::Deadline, start, value: Span::new(date.start, date.start + length) });
        }
        return;
    }
    if let (Some(first), Some(last)) = (names.first(), names.last()) {
        out.push(Found { kind: Attribute::Owner, start, value: Span::new(first.start, last.end) });
    }
    let term = || parts.iter().find(|part| is_term(part.of(words)));
    if let Some(date) = parts.iter().find(|part| is_date(part.of(words))).or_else(term)
        && !has(out, Attribute::Deadline)
    {
        out.push(Found { kind: Attribute::Deadline, start, value: *date });
    }
}

/// `… → 蓮見 12/19`, `… -> mona`: who, and when, behind an arrow.
fn arrow(words: &str, out: &mut Vec<Found>) -> bool {
    let Some((at, sign)) = ["→", "⇒", " -> "].iter().filter_map(|sign| Some((words.rfind(sign)?, sign))).max()
    else {
        return false;
    };
    let from = at + sign.len();
    let rest = words.get(from..).unwrap_or_default();
    let lead = rest.len() - rest.trim_start().len();
    let rest = rest.trim();
    if rest.is_empty() || rest.chars().count() > 32 || rest.contains(['(', '（', '。', '`', '"']) {
        return false;
    }
    let (name, date) = match rest.rsplit_once([' ', '\u{3000}', ',', '、']) {
        Some((name, date)) if is_date(date) => (name.trim_end_matches([' ', ',', '、']), Some(date)),
        _ => (rest, None),
    };
    if !(is_name(name) || is_plain_word(name)) {
        return false;
    }
    let start = from + lead;
    out.push(Found { kind: Attribute::Owner, start: at, value: Span::new(start, start + name.len()) });
    if let Some(date) = date.filter(|_| !out.iter().any(|f| f.kind == Attribute::Deadline)) {
        let end = start + rest.len();
        out.push(Found { kind: Attribute::Deadline, start: at, value: Span::new(end - date.len(), end) });
    }
    true
}

/// `by 20 May`, `due 2025-03-28`, `5月20日まで`.
fn dated_word(words: &str) -> Option<Found> {
    for (at, word) in words.match_indices(char::is_whitespace).map(|(at, _)| at + 1).filter_map(|at| {
        let rest = words.get(at..)?;
        let word = ["by", "due", "until", "before", "nlt"].into_iter().find(|word| {
            rest.get(..word.len()).is_some_and(|head| head.eq_ignore_ascii_case(word))
                && rest.get(word.len()..).is_some_and(|after| after.starts_with(' '))
        })?;
        Some((at, word))
    }) {
        let from = at + word.len();
        let date = words.get(from..)?;
        let lead = date.len() - date.trim_start_matches([' ', '*', '_']).len();
        let date = date.get(lead..)?;
        let Some(raw) = moment::at_start(date).filter(|raw| raw.date.is_some()) else { continue };
        return Some(Found {
            kind: Attribute::Deadline,
            start: at,
            value: Span::new(from + lead, from + lead + raw.end),
        });
    }
    // `〆9/8`
    if let Some(at) = words.find('〆') {
        let date = words.get(at + '〆'.len_utf8()..)?.trim_start_matches(['切', ':', '：', ' ']);
        let from = words.len() - date.len();
        let raw = moment::at_start(date).filter(|raw| raw.date.is_some() && raw.start == 0)?;
        return Some(Found { kind: Attribute::Deadline, start: at, value: Span::new(from, from + raw.end) });
    }
    if let Some(found) = behind_mention(words) {
        return Some(found);
    }
    let until = words.find("まで")?;
    let head = words.get(..until)?.trim_end();
    let until = head.len();
    let starts = head.char_indices().rev().take(12).map(|(at, _)| at);
    starts
        .filter_map(|at| Some((at, moment::at_start(head.get(at..)?)?)))
        .filter(|(at, raw)| raw.date.is_some() && raw.start == 0 && at + raw.end == until)
        .last()
        .map(|(at, _)| Found { kind: Attribute::Deadline, start: at, value: Span::new(at, until) })
}

/// `… @mei 2025-03-07` at the end.
fn behind_mention(words: &str) -> Option<Found> {
    let mut head = words.trim_end();
    // Tags that close are no words.
    while let Some(open) = head.ends_with('>').then(|| head.rfind("</")).flatten() {
        head = head.get(..open)?.trim_end();
    }
    let start = head.rfind([' ', '>']).map(|at| at + 1)?;
    let is_mentioned = head.get(..start)?.contains('@');
    let last = head.get(start..)?;
    let value = Span::new(start, head.len());
    (is_mentioned && is_date(last)).then_some(Found { kind: Attribute::Deadline, start, value })
}

/// The last brackets, or what stands behind dashes; where it begins, and its parts.
fn tail(words: &str) -> Option<(usize, Vec<Span>)> {
    let mut trimmed = words.trim_end().trim_end_matches(['.', '。', '*', '_', ' ']);
    // A state in brackets of its own stands behind who and when: `（@kondo／7月末）【完了】`.
    if let Some((head, inside)) = trimmed.strip_suffix(['】', ']', ')', '）']).and_then(|w| {
        let open = w.rfind(['【', '[', '(', '（'])?;
        Some((w.get(..open)?, w.get(open..)?.trim_start_matches(['【', '[', '(', '（'])))
    }) && is_state(inside)
        && head.trim_end().ends_with([')', '）', ']', '】'])
    {
        trimmed = head.trim_end();
    }
    for (open, close) in [('(', ')'), ('（', '）'), ('【', '】'), ('[', ']')] {
        if let Some(inner) = trimmed.strip_suffix(close)
            && let Some(start) = inner.rfind(open)
            // The brackets of a link hold its address.
            && !inner.get(..start).is_some_and(|head| head.ends_with(']'))
        {
            let from = start + open.len_utf8();
            return Some((
                start,
                split(words, Span::new(from, inner.len()), &[",", ";", "、", "，", "・", " / ", "／", " - ", " – "]),
            ));
        }
    }
    // `…, [~ganesh.k], 05/Dec/25`
    if let Some(start) = trimmed.rfind(", [~").filter(|_| !trimmed.ends_with(')')) {
        let whole = Span::new(start + 2, trimmed.len());
        return Some((start, split(words, whole, &[","])));
    }
    let dash = [" — ", " – ", " -- ", " - ", r" \- ", " / ", "／", " | ", "｜"]
        .into_iter()
        .find(|dash| trimmed.contains(dash))?;
    let start = trimmed.find(dash)?;
    let whole = Span::new(start + dash.len(), trimmed.len());
    let parts = with_years(words, split(words, whole, &[dash, ",", ";", "、"]));
    // Only the last ones can be attributes; the words before belong to the action.
    let is_attribute = |part: &Span| {
        let text = part.of(words);
        is_date(text)
            || is_state(text)
            || is_term(text)
            || is_name(text)
            || (is_certain_name(text) && !text.contains(' '))
    };
    let mut counted = 0;
    let run = parts.iter().rev().take_while(|part| {
        counted += usize::from(!is_state(part.of(words)));
        is_attribute(part) && counted <= 2
    });
    let kept = run.count().max(parts.len().min(2));
    let begin = parts.iter().rev().nth(kept).map_or(start, |part| part.end);
    Some((begin, parts.into_iter().rev().take(kept).rev().collect()))
}

/// Joins `Nov 7` and `2025`, which the comma of the date divides.
fn with_years(words: &str, parts: Vec<Span>) -> Vec<Span> {
    let mut out: Vec<Span> = Vec::new();
    for part in parts {
        let text = part.of(words);
        let is_year = text.len() == 4 && text.starts_with("20") && text.bytes().all(|b| b.is_ascii_digit());
        match out.last_mut().filter(|last| is_year && is_date(last.of(words))) {
            Some(last) => last.end = part.end,
            None => out.push(part),
        }
    }
    out
}

fn is_state(words: &str) -> bool {
    crate::import::action::state::of_cell(words).is_some()
}

fn split(words: &str, span: Span, marks: &[&str]) -> Vec<Span> {
    let mut parts = vec![span];
    for mark in marks {
        parts = parts
            .into_iter()
            .flat_map(|part| {
                let mut at = part.start;
                let text = part.of(words);
                // The comma of `July 3, 2025` is inside a date.
                let pieces: Vec<&str> = if is_date(text) { vec![text] } else { text.split(mark).collect() };
                pieces
                    .into_iter()
                    .map(|piece| {
                        let from = at;
                        at += piece.len() + mark.len();
                        let lead = piece.len() - piece.trim_start().len();
                        Span::new(from + lead, from + lead + piece.trim().len())
                    })
                    .collect::<Vec<_>>()
            })
            .collect();
    }
    parts
}

fn keyed(rest: &str, at: usize) -> Option<Found> {
    let (word, kind) =
        KEYS.iter().find(|(word, _)| rest.get(..word.len()).is_some_and(|h| h.eq_ignore_ascii_case(word)))?;
    let tail = rest.get(word.len()..)?;
    let value = tail.trim_start_matches(['*', '_', ' ']);
    let value = value.strip_prefix([':', '：', '='])?.trim_start_matches(['*', '_', ' ', '\u{3000}']);
    let start = at + rest.len() - value.len();
    let stop = |(i, c): (usize, char)| {
        let after = value.get(i + c.len_utf8()..).unwrap_or_default();
        // A bracket that the value opens is its own: `Supplier (Northlight Marine)`.
        let is_own = matches!(c, ')' | '）') && value.get(..i).is_some_and(|v| v.contains(['(', '（']));
        let ends = !is_own && matches!(c, ',' | ';' | '、' | ')' | '）' | ']' | '|' | '／' | '·' | '\n' | '\r')
            || (matches!(c, '.' | '。') && !is_initial(value.get(..i).unwrap_or_default()) && (after.is_empty() || after.starts_with(char::is_whitespace)))
            || (c == ' ' && ["- ", "-- ", "– ", "— "].iter().any(|s| after.starts_with(s)))
            // `owner=Ilse Park due=2025-04-09`: the next key ends the value.
            || (matches!(c, ' ' | '\u{3000}') && starts_with_key(after));
        // A comma inside a date (`Oct 3, 2025`) does not end it.
        ends && !(c == ',' && *kind == Attribute::Deadline && after.trim_start().starts_with("20"))
    };
    let end = value.char_indices().find(|c| stop(*c)).map_or(value.len(), |(i, _)| i);
    let length = value.get(..end)?.trim_end().len();
    let found = Found { kind: *kind, start: at, value: Span::new(start, start + length) };
    (length > 0).then_some(found)
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
            && text.get(word.len()..).is_some_and(|rest| rest.starts_with([':', '：', '=']))
    })
}

/// `[P1]`, `(P2)`, `P0:`.
fn bracketed_priority(rest: &str, at: usize) -> Option<Found> {
    let digit = rest.strip_prefix(['P', 'p'])?.chars().next().filter(|c| ('0'..='5').contains(c))?;
    let after = rest.get(1 + digit.len_utf8()..)?.chars().next();
    after.is_none_or(|c| matches!(c, ']' | ')' | ':' | ' ' | ',' | '）')).then(|| Found {
        kind: Attribute::Priority,
        start: at,
        value: Span::new(at, at + 2),
    })
}
