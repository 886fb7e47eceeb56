//! Second level: where a chunk of a message, as it stands between blanks, is cut. Separators are pieces of their own; paths,
//! addresses, encoded data and grouped numbers hold some and stay whole.

use super::chains::{chain_length, image_length};
use super::names::encoded_length;
use super::parameter::is_colon_address;
use super::words::Word;

/// Length of the piece at the start of a chunk; 0 if a separator stands there.
pub(super) fn piece(rest: &str, glued: bool, before: Option<&Word>) -> usize {
    let until = |stop: fn(char) -> bool| rest.find(stop).unwrap_or(rest.len());
    let mut chars = rest.chars();
    let (first, second, third) = (chars.next(), chars.next(), chars.next());
    let after_key = before.is_some_and(|word| word.text == "=");
    // Arguments in round brackets are values of their own.
    let is_link = before.is_some_and(|word| word.text == "://");
    if (!glued || is_link) && before.is_none_or(|word| word.text != "(") {
        let whole = chain_length(rest).max(image_length(rest));
        if whole > 0 {
            return whole;
        }
    }
    if first == Some('/') && !glued && (after_key || second.is_some_and(|c| c.is_alphanumeric() || "._-".contains(c))) {
        return until(ends_path);
    }
    // A Windows path: a drive, or a leading backslash.
    if !glued
        && ((first.is_some_and(|c| c.is_ascii_alphabetic())
            && second == Some(':')
            && matches!(third, Some('\\' | '/')))
            || (first == Some('\\') && second.is_some_and(|c| c != '"')))
    {
        let stop = |c: char| matches!(c, ',' | ';' | '"' | '\'' | '|' | '<' | '>' | ')' | ']');
        return rest.find(stop).unwrap_or(rest.len());
    }
    // The brackets around an address of version 6 belong to it where its port follows.
    if let Some(inner) = rest.strip_prefix('[')
        && let Some(end) = inner.find("]:")
        && inner.get(..end).is_some_and(|inner| inner.parse::<std::net::Ipv6Addr>().is_ok())
    {
        return end + 2;
    }
    if before.is_some_and(|word| word.text == "[")
        && let Some(end) = rest.find(']')
        && rest.get(..end).is_some_and(|inner| inner.parse::<std::net::Ipv6Addr>().is_ok())
    {
        return end;
    }
    let address = until(|c| !(c.is_ascii_hexdigit() || c == ':'));
    if let Some(candidate) = rest.get(..address) {
        let candidate = candidate.trim_end_matches(':');
        if !glued && is_colon_address(candidate) {
            return candidate.len();
        }
    }
    let encoded = encoded_length(rest);
    if !glued && encoded > 0 {
        return encoded;
    }
    // A scheme stays literal, what follows `://` is a path, unless it is a host and a port only.
    if before.is_some_and(|word| word.text == "://") {
        let end = until(|c| matches!(c, ',' | ';' | '"' | '\'' | '(' | ')' | '[' | ']' | '<' | '>'));
        // `Get http://a.example.org/b: refused`.
        return rest.get(..end).map_or(end, |link| link.trim_end_matches(':').len());
    }
    if rest.starts_with("://") {
        return 3;
    }
    let grouped = grouped_length(rest);
    if !glued && grouped > 0 {
        return grouped;
    }
    let plain = until(is_separator);
    // `注文1の`: without blanks, words end where the script changes.
    let is_ideographic = first.is_some_and(is_ideographic_letter);
    let script = rest.find(|c| is_ideographic_letter(c) != is_ideographic).unwrap_or(rest.len());
    let plain = plain.min(script);
    rest.find("->").filter(|arrow| *arrow > 0).map_or(plain, |arrow| plain.min(arrow))
}

/// Does a value that is not there stand in apostrophes (`channel ''`)?
pub(super) fn is_empty_quotes(rest: &str, before: Option<&Word>) -> bool {
    let opens = before.is_none_or(|before| !before.text.ends_with(char::is_alphanumeric));
    opens && rest.strip_prefix("''").is_some_and(|tail| !tail.starts_with(|c: char| c.is_alphanumeric() || c == '\''))
}

/// Is it a letter of Chinese, Japanese or Korean, which are written without blanks (or with particles glued behind)?
pub(super) fn is_ideographic_letter(c: char) -> bool {
    c >= '\u{2E80}'
}

/// Brackets and stops of Japanese and Chinese.
fn is_wide_mark(c: char) -> bool {
    matches!(c, '「' | '」' | '『' | '』' | '【' | '】' | '（' | '）' | '、' | '。' | '：' | '，' | '　')
}

fn is_separator(c: char) -> bool {
    if !c.is_ascii() {
        return is_wide_mark(c);
    }
    matches!(
        c,
        ',' | ';'
            | ':'
            | '='
            | '('
            | ')'
            | '['
            | ']'
            | '{'
            | '}'
            | '<'
            | '>'
            | '"'
            | '\''
            | '|'
            | '@'
            | '#'
            | '!'
            | '`'
            | '?'
    )
}

fn ends_path(c: char) -> bool {
    // A path ends before a particle.
    if matches!(c, '\u{3041}'..='\u{309F}') || is_wide_mark(c) {
        return true;
    }
    matches!(c, ',' | ';' | ':' | '(' | ')' | '[' | ']' | '<' | '>' | '"' | '\'' | '`' | '|')
}

/// Length of a number whose digits stand in groups of three (`644,130`) at the start of a text, 0 if there is none.
fn grouped_length(text: &str) -> usize {
    let end = text.find(|c: char| !(c.is_ascii_digit() || c == ',')).unwrap_or(text.len());
    let number = text.get(..end).unwrap_or_default().trim_end_matches(',');
    let mut groups = number.split(',');
    let is_head = groups.next().is_some_and(|head| (1..=3).contains(&head.len()) && !head.starts_with('0'));
    let is_number = is_head && number.contains(',') && groups.all(|group| group.len() == 3);
    if is_number { number.len() } else { 0 }
}
