//! Second level, first half: one sample message to literals and parameters.
//!
//! What is a parameter follows the conventions of the Loghub corrections (see the head of [`template`](super)):
//! whatever holds a digit, a whole path, an address, a truth value, a super-user's name. A short literal prefix before
//! `-` or `.` and a number stays (`jetty-<*>`), so do `:` `/` `@` `#` between parameters (`<*>:<*>`).

use super::fold::fold;
use super::names::{encoded_length, is_domain, is_program};
use super::parameter::is_colon_address;

/// A literal (words, one separator, or one space) or a parameter with its value.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Word {
    /// Raw text; the value if this is a parameter.
    pub(super) text: String,
    pub(super) is_parameter: bool,
}

impl Word {
    pub(super) fn literal(text: &str) -> Self {
        Self { text: text.to_owned(), is_parameter: false }
    }

    pub(super) fn parameter(text: &str) -> Self {
        Self { text: text.to_owned(), is_parameter: true }
    }

    /// What stands in the template.
    pub(super) fn shown(&self) -> &str {
        if self.is_parameter { "<*>" } else { &self.text }
    }
}

/// Cuts a message into words. Their texts joined are the message, but for runs of white space (one space) and
/// dates in words, which are one parameter.
pub(super) fn words(message: &str) -> Vec<Word> {
    let mut out = Vec::new();
    let mut chunks =
        message.split(|c: char| c.is_whitespace() || c.is_control()).filter(|chunk| !chunk.is_empty()).peekable();
    while let Some(chunk) = chunks.next() {
        let follows = chunks.peek().is_some();
        // A sentence begins with a capital and goes on with small letters.
        let continues = chunks
            .peek()
            .is_some_and(|next| !next.starts_with(char::is_uppercase) || !next.chars().skip(1).any(char::is_lowercase));
        if !out.is_empty() {
            out.push(Word::literal(" "));
        }
        if let "()" | "[]" | "<>" = chunk {
            // Brackets that stand alone can be empty once and filled in another line: a place for the value.
            let (open, close) = chunk.split_at(1);
            out.extend([open, "", close].map(Word::literal));
            continue;
        }
        let mut rest = chunk;
        let mut glued = false;
        while let Some(first) = rest.chars().next() {
            if let Some(tail) = rest.strip_prefix("\"\"") {
                out.extend(["\"", "", "\""].map(Word::literal));
                (rest, glued) = (tail, false);
                continue;
            }
            // `from=<>`, but not the binaries of Erlang (`<<>>`).
            if let Some(tail) = rest.strip_prefix("<>")
                && !tail.starts_with('>')
                && out.last().is_some_and(|word| word.text != "<")
            {
                out.extend(["<", "", ">"].map(Word::literal));
                (rest, glued) = (tail, false);
                continue;
            }
            if let Some(arrow) = ["-->", "->", "=>"].into_iter().find(|arrow| rest.starts_with(arrow)) {
                out.push(Word::literal(arrow));
                (rest, glued) = (rest.get(arrow.len()..).unwrap_or_default(), false);
                continue;
            }
            let (head, tail) = rest.split_at_checked(piece(rest, glued, out.last())).unwrap_or((rest, ""));
            if head.is_empty() {
                let (mark, tail) = rest.split_at_checked(first.len_utf8()).unwrap_or((rest, ""));
                out.push(Word::literal(mark));
                rest = tail;
                glued = false;
                continue;
            }
            classify(head, tail, (continues, follows), &mut out);
            rest = tail;
            glued = true;
        }
        // `name= age=7`: the place of a value that is not there.
        if matches!(out.as_slice(), [.., key, equals] if equals.text == "=" && key.text.ends_with(char::is_alphanumeric))
        {
            out.push(Word::literal(""));
        }
    }
    fold(out)
}

fn is_separator(c: char) -> bool {
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
            | '?'
    )
}

fn ends_path(c: char) -> bool {
    matches!(c, ',' | ';' | ':' | '(' | ')' | '[' | ']' | '<' | '>' | '"' | '\'' | '|')
}

/// Length of the piece at the start of a chunk; 0 if a separator stands there.
fn piece(rest: &str, glued: bool, before: Option<&Word>) -> usize {
    let until = |stop: fn(char) -> bool| rest.find(stop).unwrap_or(rest.len());
    let mut chars = rest.chars();
    let (first, second, third) = (chars.next(), chars.next(), chars.next());
    let after_key = before.is_some_and(|word| word.text == "=");
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
    // The brackets around an address of version 6 belong to it, as its port does not.
    if let Some(inner) = rest.strip_prefix('[')
        && let Some(end) = inner.find(']')
        && inner.get(..end).is_some_and(|inner| inner.parse::<std::net::Ipv6Addr>().is_ok())
    {
        return end + 2;
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
        return until(|c| matches!(c, ',' | ';' | '"' | '\'' | '(' | ')' | '[' | ']' | '<' | '>'));
    }
    if rest.starts_with("://") {
        return 3;
    }
    let grouped = grouped_length(rest);
    if !glued && grouped > 0 {
        return grouped;
    }
    let plain = until(is_separator);
    rest.find("->").filter(|arrow| *arrow > 0).map_or(plain, |arrow| plain.min(arrow))
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

/// Truth values, absence, and the accounts every system has.
fn is_constant_value(word: &str) -> bool {
    ["true", "false", "null", "root", "admin", "localhost"].iter().any(|known| word.eq_ignore_ascii_case(known))
}

fn has_digit(text: &str) -> bool {
    text.bytes().any(|byte| byte.is_ascii_digit())
}

fn classify(piece: &str, tail: &str, (continues, follows): (bool, bool), out: &mut Vec<Word>) {
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
    if piece.starts_with('[') || (!piece.is_empty() && encoded_length(piece) == piece.len()) {
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

/// A token with a slash inside: one slash separates two tokens, more make a path.
fn slashed(body: &str, tail: &str, out: &mut Vec<Word>) {
    match body.split_once('/') {
        Some((left, right)) if !right.contains('/') => {
            let dotted = |part: &str| part.contains('.') && !has_digit(part);
            if dotted(left) && dotted(right) {
                out.push(Word::parameter(body));
                return;
            }
            // What belongs to a name (`example.org/IN`); a unit stands behind words only.
            let is_name = |part: &str| part.contains(|c: char| c.is_ascii_alphabetic());
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

fn token(body: &str, tail: &str, out: &mut Vec<Word>) {
    if body.is_empty() {
        return;
    }
    if tail.starts_with('=') && is_key(body) {
        out.push(Word::literal(body));
        return;
    }
    let port_follows = || tail.strip_prefix(':').is_some_and(|port| port.starts_with(|c: char| c.is_ascii_digit()));
    let is_hex = body.len() >= 8 && body.bytes().all(|byte| byte.is_ascii_hexdigit());
    // Two dots or more and then a port: a host name.
    let is_host = || body.matches('.').count() >= 2 && port_follows();
    if is_constant_value(body) || is_hex || is_host() || address_follows(tail) || is_domain(body) || is_program(body) {
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
    let is_number = rest.starts_with(|c: char| c.is_ascii_digit())
        && rest.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'-'));
    let is_word = body.as_bytes().get(letters.checked_sub(1)?).is_some_and(u8::is_ascii_alphabetic);
    (letters >= 2 && is_word && prefix.ends_with(['-', '.']) && is_number).then_some(letters + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(message: &str, expected: &str) {
        let text: String = words(message).iter().map(Word::shown).collect();
        assert_eq!(text, expected, "{message}");
    }

    #[test]
    fn conventions() {
        for (message, expected) in [
            ("took 5 s, then  7.", "took <*> s, then <*>."),
            ("open /a/b.c: denied", "open <*>: denied"),
            ("to /10.0.0.1:80", "to <*>:<*>"),
            ("h1/10.0.0.1:80", "<*>/<*>:<*>"),
            ("proxy.example.org:80 open", "<*>:<*> open"),
            ("C:\\Temp\\x y", "<*> y"),
            ("x=true y=null", "x=<*> y=<*>"),
            ("jetty-6.1 core.12 cp-1.example", "jetty-<*> core.<*> <*>"),
            ("exception.......0", "exception.......<*>"),
            ("at Fri Jun 17 07:07:00 2005", "at <*>:<*>:<*>"),
            ("in May 7 cases", "in <*> cases"),
            ("by 10.0.0.1,10.0.0.2 \"GET", "by <*>,<*> \"GET"),
            ("to <ann@a.org> of <0.31.0> by <a/b>", "to <<*>> of <<*>> by <<*>>"),
            ("root@localhost 512-byte", "<*>@<*> <*>-byte"),
            ("<info> a <b", "<info> a <b"),
            ("from 10.0.0.1 () init()", "from <*> () init()"),
            ("delete 1 2 3 4 5 6 7 8 9 now", "delete <*> now"),
            ("fans 1 2 *** 4 5 6 now", "fans <*> now"),
            ("** BYE a1 ***", "** BYE <*> ***"),
            ("tag=\"a 7\" tag=\"a b\"", "tag=\"<*>\" tag=\"a b\""),
            ("regs 1 2 3 4", "regs <*> <*> <*> <*>"),
            ("save ./x to /a/b. then", "save <*> to <*> then"),
            ("\"GET /x HTTP/1.1\" 200", "\"GET <*>\" <*>"),
            ("FF:F2:9F:16:BF:6C up", "<*> up"),
            ("see hdfs://a:9000/b now", "see hdfs://<*> now"),
            ("read/write 50%", "read/write <*>%"),
            ("2017-05-16", "<*>-<*>-<*>"),
            ("delays=0.03/0.02/-1 at", "delays=<*>/<*>/<*> at"),
            ("www.example.org. A IN", "<*> A IN"),
            ("from=<> to mail[10.0.0.1]:25", "from=<> to <*>[<*>]:<*>"),
            ("by \"v1.9:go:cart\" at \"10.0.0.1:80\"", "by \"<*>\" at \"<*>:<*>\""),
            ("tsm1_level=3 name= age=4", "tsm1_level=<*> name= age=<*>"),
            ("on [::1]:80 and [::] now", "on <*>:<*> and <*> now"),
            ("took +3ms of www.example.org and java.net", "took <*> of <*> and java.net"),
            ("\"GET / HTTP/1.1\" 200", "\"GET <*>\" <*>"),
            ("took 644,130 ms for 1,0,2", "took <*> ms for <*>,<*>,<*>"),
            ("since 3/6/23 12:40 PM in 4 min 15 sec", "since <*>/<*>/<*> <*>:<*> in <*> sec"),
            ("row key=0|org.a.B|7|null at a | 7 | b", "row key=<*> at a | <*> | b"),
            ("with root cause of root and user root", "with root cause of <*> and user <*>"),
            ("in __offsets-7 of blk_-7", "in __offsets-<*> of <*>"),
            ("key mQ8fk3+Zr0Lw2Vb7Yx1Tn5cA9s= end", "key <*> end"),
        ] {
            check(message, expected);
        }
    }

    proptest! {
        #[test]
        fn no_text_panics_and_no_letter_is_lost(message in "\\PC{0,60}") {
            let kept: String = words(&message).iter().flat_map(|word| word.text.chars()).filter(|c| !c.is_whitespace()).collect();
            let given: String = message.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect();
            prop_assert_eq!(kept, given);
        }
    }
}
