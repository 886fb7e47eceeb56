//! Passwords that stand somewhere behind the word for one, on its line: `the password was changed from … to …`.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

/// How far behind the word, in bytes.
const FARTHEST: usize = 160;
const WORD: &str = r"(?i)(?-u:\b)(?:pass(?:word|wd|phrase|code)s?|pwd?|creds?|credentials?)(?-u:\b)|パスワード|パスフレーズ|認証情報|資格情報";

/// Ranges of words with letters, digits and a sign that only passwords have, near the word that makes one of them.
pub(crate) fn passwords(text: &str) -> Vec<(usize, usize)> {
    static WORDS: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(WORD).ok());
    let Some(words) = WORDS.as_ref() else { return Vec::new() };
    let mut found: Vec<(usize, usize)> = Vec::new();
    for word in words.find_iter(text) {
        let rest = text.get(word.end()..).unwrap_or_default();
        let line = rest.find('\n').unwrap_or(rest.len()).min(FARTHEST);
        let line = (0..=line).rev().find(|at| rest.is_char_boundary(*at)).unwrap_or(0);
        for token in tokens(text, word.end()..word.end() + line) {
            let is_new = found.last().is_none_or(|(_, end)| *end <= token.start);
            let is_set = text
                .get(..token.start)
                .is_some_and(|before| before.trim_end_matches(['"', '`', '“', '\'']).ends_with(" to "));
            if is_new
                && text.get(token.clone()).is_some_and(|value| is_chosen(value) || is_set && is_of_all_kinds(value))
            {
                found.push((token.start, token.end));
            }
        }
    }
    found
}

/// Words between blanks, quotes, brackets and Japanese, without the marks that close a sentence.
fn tokens(text: &str, within: Range<usize>) -> Vec<Range<usize>> {
    let divides = |c: char| {
        c.is_whitespace()
            || matches!(
                c,
                '"' | '\'' | '`' | '“' | '”' | '‘' | '’' | '(' | ')' | '<' | '>' | ',' | ';' | '|' | '‹' | '›'
            )
            || c >= '\u{3000}'
    };
    let part = text.get(within.clone()).unwrap_or_default();
    let mut at = within.start;
    let mut found = Vec::new();
    for piece in part.split(divides) {
        let token = piece.trim_end_matches(['.', ':', '?', '*']);
        found.push(at..at + token.len());
        at += piece.len();
        at += text.get(at..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
    }
    found
}

/// `changed it to Maple-Syrup9`: what a password is set to needs no sign to be one.
fn is_of_all_kinds(token: &str) -> bool {
    let has = |is: fn(&u8) -> bool| token.bytes().any(|b| is(&b));
    token.is_ascii()
        && (8..=64).contains(&token.len())
        && has(u8::is_ascii_digit)
        && has(u8::is_ascii_uppercase)
        && has(u8::is_ascii_lowercase)
        && !token.contains(['/', '=', '{'])
}

fn is_chosen(token: &str) -> bool {
    let count = |is: fn(&u8) -> bool| token.bytes().filter(is).count();
    let digits = count(u8::is_ascii_digit);
    let has_letters = count(u8::is_ascii_alphabetic) > 0;
    let signs = count(|b| matches!(b, b'!' | b'#' | b'$' | b'%' | b'^' | b'&' | b'*' | b'?'));
    // `svc@host.example` is where somebody logs in.
    let at_sign = token.contains('@') && !token.contains('.') && (digits > 1 || count(u8::is_ascii_uppercase) > 0);
    let is_other = token.starts_with(['@', '#', '$', '-', '[']) || token.contains(['/', '=', '{']);
    let plain = token.trim_end_matches('!').trim_start_matches('v');
    let is_version = plain.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    token.is_ascii()
        && (5..=64).contains(&token.len())
        && digits > 0
        && has_letters
        && (signs > 0 || at_sign)
        && !is_other
        && !is_version
}
