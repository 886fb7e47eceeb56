//! Where in a text the rules find values.

use std::sync::LazyLock;

use regex::Regex;

use crate::Sensitive;
use crate::near_word::passwords;
use crate::rules::RULES;

/// Ranges to mask, in order, without overlap. An earlier rule wins over a later one, for it knows more,
/// unless a later secret holds all of it.
pub(crate) fn find(text: &str) -> Vec<(usize, usize, Sensitive)> {
    let mut found: Vec<(usize, usize, Sensitive)> = Vec::new();
    for rule in RULES.iter() {
        let mut from = 0;
        while let Some(captures) = rule.pattern.captures_at(text, from) {
            let Some(whole) = captures.get(0) else { break };
            let value = captures.get(1).unwrap_or(whole);
            let (start, end) = (value.start(), end_of(text, value.start(), value.end(), rule.kind));
            let holds = text.get(start..end).is_some_and(|value| !value.is_empty() && (rule.holds)(value))
                && stands_alone(text, start, rule.kind);
            // What is no value may itself begin with the word that tells one.
            from = if !holds && start > whole.start() { start } else { whole.end() };
            if holds {
                keep(&mut found, (start, end, rule.kind));
            }
            if whole.is_empty() || from >= text.len() {
                break;
            }
        }
    }
    for (start, end) in passwords(text) {
        keep(&mut found, (start, end, Sensitive::Secret));
    }
    again(text, &mut found);
    found.sort_unstable();
    found
}

/// A value that the text gives away as a secret in one place is one in every other.
fn again(text: &str, found: &mut Vec<(usize, usize, Sensitive)>) {
    const SHORTEST: usize = 8;
    const MOST: usize = 200;
    let values: std::collections::BTreeSet<&str> = found
        .iter()
        .filter(|(start, end, kind)| *kind == Sensitive::Secret && end - start >= SHORTEST)
        .filter_map(|(start, end, _)| text.get(*start..*end))
        .filter(|value| !value.contains(char::is_whitespace))
        .take(MOST)
        .collect();
    for value in values {
        for (start, _) in text.match_indices(value) {
            keep(found, (start, start + value.len(), Sensitive::Secret));
        }
    }
}

/// Where a value ends: before the marks that close its sentence, cell or code, and before Japanese, which follows without a
/// blank. What stands in quotes is whole.
fn end_of(text: &str, start: usize, end: usize, kind: Sensitive) -> usize {
    const QUOTES: [char; 8] = ['"', '\'', '“', '‘', '「', '『', '”', '’'];
    if kind != Sensitive::Secret {
        return end;
    }
    let Some(value) = text.get(start..end) else { return end };
    let is_quoted = text.get(..start).is_some_and(|before| before.ends_with(QUOTES))
        && text.get(end..).is_some_and(|rest| rest.starts_with(QUOTES));
    if is_quoted || !value.starts_with(|c: char| c.is_ascii()) || value.starts_with("-----BEGIN") {
        return end;
    }
    let cut = value.find(|c: char| matches!(c, '`' | '|' | '‹' | '›') || c >= '\u{3000}').unwrap_or(value.len());
    let closes = |c: char| matches!(c, '.' | ',' | ';' | ':' | ')' | ']' | '}' | '>' | '*' | '"' | '\'' | '”' | '’');
    start + value.get(..cut).unwrap_or(value).trim_end_matches(closes).len()
}

/// Adds a range where it overlaps none, or is a secret that holds all it overlaps.
fn keep(found: &mut Vec<(usize, usize, Sensitive)>, one: (usize, usize, Sensitive)) {
    let (start, end, kind) = one;
    let overlaps = |(s, e, _): &(usize, usize, Sensitive)| start < *e && *s < end;
    let is_inside = |(s, e, _): &(usize, usize, Sensitive)| start <= *s && *e <= end;
    if !found.iter().any(overlaps) {
        found.push(one);
    } else if kind == Sensitive::Secret && found.iter().filter(|f| overlaps(f)).all(is_inside) {
        found.retain(|f| !overlaps(f));
        found.push(one);
    }
}

/// Numbers and addresses do not begin inside a longer word.
fn stands_alone(text: &str, start: usize, kind: Sensitive) -> bool {
    if matches!(kind, Sensitive::Secret | Sensitive::Email) {
        return true;
    }
    let before = text.get(..start).unwrap_or_default();
    // Japanese has no blanks: a value may follow a letter of another script directly.
    let is_latin = |c: char| c.is_ascii_alphanumeric() || ('\u{c0}'..='\u{24f}').contains(&c);
    before
        .chars()
        .next_back()
        .is_none_or(|c| !is_latin(c) && !matches!(c, '.' | ':' | '_') || c == ':' && kind == Sensitive::Ip)
        && !(kind == Sensitive::Ip && is_version(before))
}

/// `version 10.2.3.4`, `versions 10.2.3.4 and 1.2.3.4`: four numbers that are no address, by the words before them.
fn is_version(before: &str) -> bool {
    const LONGEST: usize = 80;
    static WORDS: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r"(?i)(?:(?-u:\b)(?:versions?|ver\.?|releases?|charts?|firmware)|バージョン|リリース)[ :：=はを`*]*(?:v?[0-9]+(?:\.[0-9]+)+[ `]*(?:,|and|or|to|->|→|から|と|、|へ)[ `]*)*$").ok()
    });
    let near = before.char_indices().rev().map(|(at, _)| at).take(LONGEST).last().unwrap_or(0);
    WORDS.as_ref().is_some_and(|words| words.is_match(before.get(near..).unwrap_or_default()))
}
