//! Second level: what a piece of a chunk is: a literal, a parameter, or several of both (`jetty-` and `6.1`).

use super::chains::{chain_length, image_length};
use super::names::{encoded_length, is_domain, is_program};
use super::parameter::is_colon_address;
use super::words::Word;
use crate::format::cisco;

/// Adds the words of a piece. `continues` says that the sentence goes on behind its chunk, `follows` that any chunk does.
pub(super) fn classify(piece: &str, tail: &str, (continues, follows): (bool, bool), out: &mut Vec<Word>) {
    if !piece.is_empty() && chain_length(piece).max(image_length(piece)) == piece.len() {
        let value = piece.strip_suffix('.').filter(|_| tail.is_empty() && !continues).unwrap_or(piece);
        out.push(Word::parameter(value));
        if value.len() < piece.len() {
            out.push(Word::literal("."));
        }
        return;
    }
    if piece == "://" || out.last().is_some_and(|word| word.text == "://") {
        match piece.rsplit_once(':') {
            _ if piece == "://" => out.push(Word::literal(piece)),
            // A host and a port only; with a path it is an address as a whole.
            Some((host, port)) if !host.is_empty() && port.bytes().all(|byte| byte.is_ascii_digit()) => {
                out.extend([Word::parameter(host), Word::literal(":"), Word::parameter(port)]);
            }
            _ => out.push(Word::parameter(piece)),
        }
        return;
    }
    if piece.starts_with('[')
        || piece.parse::<std::net::Ipv6Addr>().is_ok()
        || (!piece.is_empty() && encoded_length(piece) == piece.len())
    {
        out.push(Word::parameter(piece));
        return;
    }
    let body = piece.trim_end_matches('.');
    let dots = piece.get(body.len()..).unwrap_or_default();
    let is_relative = body.starts_with("./") || body.starts_with("../");
    let is_path =
        is_relative || body.starts_with('/') && body.len() > 1 || body.starts_with('\\') || body.contains(":\\");
    let after_key = out.last().is_some_and(|word| word.text == "=");
    if is_path || (body == "/" && after_key) || is_colon_address(body) {
        // A dot after a path ends a sentence only where the sentence can end.
        let of_path = is_path && continues && tail.is_empty();
        out.push(Word::parameter(if of_path { piece } else { body }));
        if of_path {
            return;
        }
    } else if let Some((left, right)) = body.split_once("..") {
        // A row of dots leads to a value.
        classify(left, "", (false, false), out);
        let value = right.trim_start_matches('.');
        let row = body.get(left.len()..body.len() - value.len()).unwrap_or_default();
        out.push(Word::literal(row));
        classify(value, tail, (continues, follows), out);
    } else if body.contains('/') {
        slashed(body, tail, out);
    } else if !dots.is_empty() && tail.is_empty() && follows && is_rooted(body, continues) {
        // The root of domain names: `www.example.org. A`.
        out.push(Word::parameter(piece));
        return;
    } else {
        token(body, tail, out);
    }
    if !dots.is_empty() {
        out.push(Word::literal(dots));
    }
}

/// Truth values, absence, and the accounts every system has.
fn is_constant_value(word: &str) -> bool {
    let is_written = |known: &&str| word.eq_ignore_ascii_case(known);
    // With a capital they are words of a sentence (`Admin console opened`), not accounts.
    ["true", "false", "null", "localhost"].iter().any(is_written) || matches!(word, "root" | "admin" | "ROOT" | "ADMIN")
}

fn has_digit(text: &str) -> bool {
    text.bytes().any(|byte| byte.is_ascii_digit())
}

/// A token with a slash inside: one slash separates two tokens, more make a path.
fn slashed(body: &str, tail: &str, out: &mut Vec<Word>) {
    match body.split_once('/') {
        Some((left, right)) if !right.contains('/') => {
            if body.eq_ignore_ascii_case("n/a") {
                out.push(Word::parameter(body));
                return;
            }
            // A network and how many bits of it count (`10.8.0.0/24`), not a port.
            if is_network(left, right) {
                out.push(Word::parameter(body));
                return;
            }
            // Who is at an address (`ann/10.0.0.7`).
            if !has_digit(left) && !left.is_empty() && right.parse::<std::net::Ipv4Addr>().is_ok() {
                out.extend([Word::parameter(left), Word::literal("/"), Word::parameter(right)]);
                return;
            }
            let dotted = |part: &str| part.contains('.') && !has_digit(part);
            if dotted(left) && dotted(right) {
                out.push(Word::parameter(body));
                return;
            }
            // What belongs to a name (`example.org/web`); a unit stands behind words only. The class or type of a name in
            // the domain name system is printed beside it (`example.org/IN`).
            let is_name = |part: &str| part.contains(|c: char| c.is_ascii_alphabetic());
            if is_domain(left) && right.bytes().all(|byte| byte.is_ascii_uppercase()) {
                out.extend([Word::parameter(left), Word::literal("/"), Word::literal(right)]);
                return;
            }
            if (is_domain(left) || (has_digit(left) && is_name(left))) && is_name(right) && !has_digit(right) {
                out.push(Word::parameter(body));
                return;
            }
            if !left.is_empty() {
                token(left, "", out);
            }
            out.push(Word::literal("/"));
            if !right.is_empty() {
                token(right, tail, out);
            }
        }
        _ if body.bytes().all(|byte| byte == b'/') => out.push(Word::literal(body)),
        // Numbers of one kind of thing each: `0.03/0.02/-1/0`.
        _ if body.split('/').all(is_number) => {
            for (place, part) in body.split('/').enumerate() {
                if place > 0 {
                    out.push(Word::literal("/"));
                }
                out.push(Word::parameter(part));
            }
        }
        _ => out.push(Word::parameter(body)),
    }
}

/// Is it a network (less than four numbers, or nothing in the last of them) and the length of its prefix?
fn is_network(address: &str, prefix: &str) -> bool {
    const MOST_BITS: u8 = 32;
    let numbers: Vec<&str> = address.split('.').collect();
    (2..=4).contains(&numbers.len())
        && numbers.iter().all(|number| number.parse::<u8>().is_ok())
        && (numbers.len() < 4 || numbers.last() == Some(&"0"))
        && prefix.parse::<u8>().is_ok_and(|bits| (8..=MOST_BITS).contains(&bits))
}

/// Stars that stand for a hidden value.
const SHORTEST_HIDDEN: usize = 3;

fn token(body: &str, tail: &str, out: &mut Vec<Word>) {
    if body.is_empty() {
        return;
    }
    let is_code = tail.starts_with(':') && cisco::is_code(body);
    // `user = *****`: what the program would not tell.
    let behind =
        |back: usize| out.len().checked_sub(back).and_then(|at| out.get(at)).map_or("", |word| word.text.as_str());
    let is_told = behind(1) == "=" || (behind(1) == " " && matches!(behind(2), "=" | ":"));
    if body.len() >= SHORTEST_HIDDEN && body.bytes().all(|byte| byte == b'*') && is_told {
        out.push(Word::parameter(body));
        return;
    }
    if let Some(number) = body.strip_prefix('~')
        && number.starts_with(|c: char| c.is_ascii_digit())
    {
        out.push(Word::literal("~"));
        token(number, tail, out);
        return;
    }
    if is_code || (tail.starts_with('=') && is_key(body)) {
        out.push(Word::literal(body));
        return;
    }
    let port_follows = || tail.strip_prefix(':').is_some_and(|port| port.starts_with(|c: char| c.is_ascii_digit()));
    let is_hex = body.len() >= 8 && body.bytes().all(|byte| byte.is_ascii_hexdigit());
    // Two dots or more and then a port: a host name.
    let is_host = || body.matches('.').count() >= 2 && port_follows();
    // `None of them` begins a sentence.
    let is_none = matches!(body, "None" | "nil") && !out.is_empty();
    if is_constant_value(body)
        || is_none
        || is_hex
        || is_host()
        || address_follows(tail)
        || is_domain(body)
        || is_program(body)
    {
        out.push(Word::parameter(body));
    } else if !has_digit(body) {
        out.push(Word::literal(body));
    } else if let Some(number) = body.strip_suffix('%') {
        out.push(Word::parameter(number));
        out.push(Word::literal("%"));
    } else if let Some((number, unit)) = number_before_word(body) {
        out.push(Word::parameter(number));
        out.push(Word::literal(unit));
    } else if is_date(body) {
        for (place, part) in body.split('-').enumerate() {
            if place > 0 {
                out.push(Word::literal("-"));
            }
            out.push(Word::parameter(part));
        }
    } else if let Some(cut) = prefix_length(body)
        && let Some((prefix, value)) = body.split_at_checked(cut)
    {
        out.push(Word::literal(prefix));
        out.push(Word::parameter(value));
    } else {
        out.push(Word::parameter(body));
    }
}

/// `512` and `-byte` of `512-byte`.
fn number_before_word(body: &str) -> Option<(&str, &str)> {
    let (number, unit) = body.split_at_checked(body.find('-')?)?;
    let is_number = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    (is_number && unit.len() >= 4 && unit.bytes().skip(1).all(|byte| byte.is_ascii_lowercase()))
        .then_some((number, unit))
}

/// Is it the name of a host when a dot and another word follow it?
fn is_rooted(body: &str, continues: bool) -> bool {
    let is_label = |label: &str| {
        !label.is_empty()
            && label.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
    };
    is_domain(body)
        || (continues
            && body.contains('.')
            && body.split('.').all(is_label)
            && body.contains(|c: char| c.is_ascii_lowercase()))
}

/// Letters and underscores with a digit or two among them, as keys have.
fn is_key(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | b'-'))
        && (1..=2).contains(&text.bytes().filter(u8::is_ascii_digit).count())
        && text.bytes().filter(u8::is_ascii_alphabetic).count() > 2
}

/// Digits with a sign before or a dot inside.
fn is_number(text: &str) -> bool {
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    digits.starts_with(|c: char| c.is_ascii_digit()) && digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
}

/// Does an address in brackets follow, as behind the name of its host (`mail[10.0.0.1]`)?
fn address_follows(tail: &str) -> bool {
    let Some(inner) = tail.strip_prefix('[') else { return false };
    let end = inner.find([']', ':']).unwrap_or(inner.len());
    inner.get(..end).is_some_and(|inner| inner.parse::<std::net::Ipv4Addr>().is_ok())
}

/// Four digits, two, two: the convention writes a date in three parameters.
fn is_date(body: &str) -> bool {
    body.split('-').map(str::len).eq([4, 2, 2]) && body.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-')
}

/// Length of a literal prefix with its `-` or `.`, when a number without words follows (`jetty-6.1.26`, `core.12`).
/// Words after the digits (`cp-1.example.org`) make it a name as a whole.
fn prefix_length(body: &str) -> Option<usize> {
    let letters = body.find(|c: char| !(c.is_ascii_alphabetic() || c == '_'))?;
    let (prefix, rest) = body.split_at_checked(letters + 1)?;
    // `web-02` and `db-1-41243` are names.
    let is_name = prefix.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-')
        && ((rest.starts_with('0') && rest.len() > 1 && !rest.contains('.')) || rest.contains('-'));
    let is_number = rest.starts_with(|c: char| c.is_ascii_digit())
        && !is_name
        && rest.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'-'));
    let is_word = body.as_bytes().get(letters.checked_sub(1)?).is_some_and(u8::is_ascii_alphabetic);
    (letters >= 2 && is_word && prefix.ends_with(['-', '.']) && is_number).then_some(letters + 1)
}
