//! Who and when behind a sign: `… → mona`, `… 👤 [[Mei]] 📅 2025-03-07`, `… by May 20`, `… assigned to Mei`.

use crate::document::Span;
use crate::import::{
    action::{
        attribute::{Attribute, Found},
        attribute_words::{is_certain_name, is_date, is_japanese_sign, is_name, is_plain_word, is_term},
        unkeyed::{is_reference, is_state},
    },
    time::moment,
};

/// `… — assigned to dkowal`, `… (assigned to Mei)`: a key without a colon, at the end.
pub(super) fn assigned(words: &str) -> Option<Found> {
    let lower = words.to_ascii_lowercase();
    let (start, key) =
        ["assigned to ", "owned by ", "taken by "].iter().filter_map(|key| Some((lower.rfind(key)?, key))).max()?;
    let from = start + key.len();
    // `Assigned to Ann. Deadline: 1 Oct.`
    let rest = words.get(from..)?;
    let end = [". ", ", ", "; "].iter().filter_map(|sign| rest.find(sign)).min().unwrap_or(rest.len());
    let name = rest.get(..end)?.trim_end_matches(['.', ')', ']', '*', '_', ' ']);
    let is_short = !name.is_empty() && name.split(' ').count() <= 3 && !name.contains([',', ';', '(', ':', '.']);
    is_short.then(|| Found { kind: Attribute::Owner, start, value: Span::new(from, from + name.len()) })
}

/// `… [Anneke de Graaf] [due 2024-09-27]`, `… — 小田切 萌（2024年2月2日）`: who stands in front of the last brackets, which
/// only say when.
pub(super) fn in_front_of(words: &str, open: usize) -> Option<Found> {
    let head = words.get(..open)?.trim_end();
    for (opening, closing) in [('[', ']'), ('(', ')'), ('（', '）'), ('【', '】')] {
        let Some(inner) = head.strip_suffix(closing) else { continue };
        let start = inner.rfind(opening)?;
        let from = start + opening.len_utf8();
        let name = inner.get(from..)?;
        let is_person = is_name(name) && !is_term(name) && !is_date(name) && !is_state(name);
        return is_person.then(|| Found { kind: Attribute::Owner, start, value: Span::new(from, inner.len()) });
    }
    let dash = [" — ", " – ", " - "].iter().filter_map(|dash| Some((head.rfind(dash)?, dash))).max();
    let Some((start, dash)) = dash else {
        // `手順書の整備:鈴木(〜2/29)`
        let (title, name) = head.rsplit_once([':', '：'])?;
        let lead = name.len() - name.trim_start().len();
        let name = name.trim();
        let is_person = is_certain_name(name)
            || !name.is_ascii()
                && (2..=6).contains(&name.chars().count())
                && name.chars().all(is_japanese_sign)
                && !is_state(name);
        let from = head.len() - head.get(title.len()..)?.chars().skip(1).map(char::len_utf8).sum::<usize>() + lead;
        let value = Span::new(from, from + name.len());
        return (is_person && !title.trim().is_empty()).then_some(Found {
            kind: Attribute::Owner,
            start: title.len(),
            value,
        });
    };
    let from = start + dash.len();
    let name = head.get(from..)?;
    let is_person = is_name(name) && !is_term(name) && !is_state(name) && name.split(' ').count() <= 3;
    is_person.then(|| Found { kind: Attribute::Owner, start, value: Span::new(from, head.len()) })
}

/// `… → 蓮見 12/19`, `… -> mona`, `… → **Anouk Bakker**, until 8 Nov 2024`: who, and when, behind an arrow.
pub(super) fn arrow(words: &str, out: &mut Vec<Found>) -> bool {
    let Some((at, sign)) = ["→", "⇒", " -> "].iter().filter_map(|sign| Some((words.rfind(sign)?, sign))).max()
    else {
        return false;
    };
    let from = at + sign.len();
    let rest = words.get(from..).unwrap_or_default();
    let lead = rest.len() - rest.trim_start_matches([' ', '\u{3000}', '*', '_']).len();
    let rest = rest.trim_matches([' ', '\u{3000}', '*', '_', '.', '\n']);
    // `-> Ann (TICKET-4)`
    let ticket = rest.strip_suffix([')', '）', ']']).and_then(|inner| inner.rsplit_once(['(', '（', '[']));
    let rest = ticket.filter(|(_, inside)| is_reference(inside)).map_or(rest, |(head, _)| head.trim_end());
    if rest.is_empty() || rest.chars().count() > 60 || rest.contains(['(', '（', '。', '`', '"']) {
        return false;
    }
    let start = from + lead;
    let lacks = |out: &[Found], kind| !out.iter().any(|found| found.kind == kind);
    // `@Yusuf Demir → March 8, 2024`, `→ @June 21, 2024`
    let (start, rest) = match rest.strip_prefix('@').filter(|day| is_date(day)) {
        Some(day) => (start + 1, day),
        None => (start, rest),
    };
    if is_date(rest) {
        if lacks(out, Attribute::Deadline) {
            out.push(Found { kind: Attribute::Deadline, start: at, value: Span::new(start, start + rest.len()) });
        }
        return false;
    }
    let (name, behind) = rest.split_once(" / ").or_else(|| rest.split_once([',', '、', ';'])).unwrap_or((rest, ""));
    let behind = behind.split(" / ").next().unwrap_or_default();
    let (name, date) = match name.rsplit_once([' ', '\u{3000}']) {
        Some((head, date)) if is_date(date) => (head, Some(date)),
        _ => (name, None),
    };
    let name = name.trim_end_matches([' ', '*', '_', ',', '、']);
    let behind = behind.trim();
    let is_told = behind.is_empty()
        || is_date(behind)
        || is_term(behind)
        || crate::import::action::marked::in_tail(behind).is_some();
    if !(is_name(name) || is_plain_word(name)) || is_state(name) || name.chars().count() > 32 || !is_told {
        return false;
    }
    out.push(Found { kind: Attribute::Owner, start: at, value: Span::new(start, start + name.len()) });
    let date = date.or_else(|| Some(behind).filter(|behind| is_date(behind) || is_term(behind)));
    if let Some(date) = date.filter(|_| lacks(out, Attribute::Deadline)) {
        let place = rest.rfind(date).unwrap_or(0);
        let value = Span::new(start + place, start + place + date.len());
        out.push(Found { kind: Attribute::Deadline, start: at, value });
    }
    true
}

/// `by 20 May`, `due 2025-03-28`, `5月20日まで`.
pub(super) fn dated_word(words: &str) -> Option<Found> {
    let starts = words.match_indices(|c: char| c.is_whitespace() || matches!(c, '(' | '[')).map(|(at, _)| at + 1);
    for (at, word) in starts.filter_map(|at| {
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
        let Some(raw) = moment::at_start(date).filter(|raw| raw.date.is_some()) else {
            // `due Q1 2024`, `due end of April`
            let end = date.find([')', ']', ',', ';', '|', '）', '】', '\n']).unwrap_or(date.len());
            let term = date.get(..end).unwrap_or_default().trim_end_matches(['.', '*', '_', ' ']);
            let lower = term.to_lowercase();
            // `by end of March`, `before next sprint`
            let opens = ["end of ", "the end of ", "early ", "mid ", "mid-", "late ", "next ", "this "];
            let is_due =
                word == "due" || term.starts_with(['Q', 'q']) || opens.iter().any(|open| lower.starts_with(open));
            if is_due && term.split(' ').count() <= 4 && (is_date(term) || is_term(term)) {
                let value = Span::new(from + lead, from + lead + term.len());
                return Some(Found { kind: Attribute::Deadline, start: at, value });
            }
            continue;
        };
        return Some(Found {
            kind: Attribute::Deadline,
            start: at,
            value: Span::new(from + lead, from + lead + raw.end),
        });
    }
    if let Some(found) = behind_emoji(words, &["📅", "🗓️", "🗓", "⏰"]) {
        let raw = moment::at_start(found.value.of(words)).filter(|raw| raw.date.is_some() && raw.start == 0);
        if let Some(raw) = raw {
            let value = Span::new(found.value.start, found.value.start + raw.end);
            return Some(Found { kind: Attribute::Deadline, start: found.start, value });
        }
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
    let until = words.find("まで").or_else(|| words.find("予定"))?;
    let head = words.get(..until)?.trim_end().trim_end_matches("に").trim_end_matches("完了").trim_end();
    let until = head.len();
    let starts = head.char_indices().rev().take(12).map(|(at, _)| at);
    starts
        .filter_map(|at| Some((at, moment::at_start(head.get(at..)?)?)))
        .filter(|(at, raw)| raw.date.is_some() && raw.start == 0 && at + raw.end == until)
        .last()
        .map(|(at, _)| Found { kind: Attribute::Deadline, start: at, value: Span::new(at, until) })
}

/// `👤 [[Mei]] 📅 2025-03-07`: what stands behind a sign, up to the next one.
pub(super) fn behind_emoji(words: &str, signs: &[&str]) -> Option<Found> {
    let (start, sign) = signs.iter().filter_map(|sign| Some((words.find(sign)?, sign))).min()?;
    let from = start + sign.len();
    let rest = words.get(from..)?;
    let is_sign = |c: char| matches!(c, '\u{2190}'..='\u{2bff}' | '\u{1f300}'..='\u{1faff}' | '#' | '\n');
    let value = rest.split(is_sign).next().unwrap_or_default();
    let lead = value.len() - value.trim_start().len();
    let length = value.trim().len();
    (length > 0).then(|| Found { kind: Attribute::Owner, start, value: Span::new(from + lead, from + lead + length) })
}

/// `… @mei 2025-03-07` at the end.
fn behind_mention(words: &str) -> Option<Found> {
    let mut head = words.trim_end();
    // Tags that close are no words.
    while let Some(open) = head.ends_with('>').then(|| head.rfind("</")).flatten() {
        head = head.get(..open)?.trim_end();
    }
    // `@Paul Adams March 10, 2024`: the longest end that is a day.
    let handle = head.rfind('@')?;
    let head = head.trim_end_matches(['`', '*', '_', ')', ']']);
    let mut starts = head.match_indices([' ', '>']).map(|(at, _)| at + 1).filter(|at| *at > handle);
    let start = starts
        .find(|at| head.get(*at..).is_some_and(|day| is_date(day) && !is_year(day) && !day.contains(['<', '='])))?;
    let start = start + head.get(start..)?.bytes().take_while(|b| matches!(b, b'`' | b'*' | b'_')).count();
    let value = without_until(words, Span::new(start, head.len()));
    let from = head.get(..start)?.trim_end_matches([' ', '→', '⇒', '—', '–', '-', '>', ',']).len();
    Some(Found { kind: Attribute::Deadline, start: from, value })
}

/// `12/20まで`: the day without the word for its end.
pub(super) fn without_until(words: &str, span: Span) -> Span {
    let text = span.of(words);
    let ends = ["までに完了", "までに", "まで", "完了予定", "予定", "目処", "目途"];
    let head = ends.iter().find_map(|end| text.strip_suffix(end)).unwrap_or(text).trim_end();
    Span::new(span.start, span.start + head.len())
}

/// `2024`, and nothing else.
fn is_year(words: &str) -> bool {
    words.len() == 4 && words.bytes().all(|b| b.is_ascii_digit())
}
