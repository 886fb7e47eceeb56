//! Words of a line without their markup.

use crate::document::Span;

/// Brackets of one text that may turn out to open nothing before the rest is taken as it stands.
const MAX_FAILURES: usize = 2_000;

/// Text as a reader sees it: emphasis, code ticks, links, images, footnote marks, comments and tags removed,
/// white space folded.
pub(crate) fn plain(markdown: &str) -> String {
    let mut out = String::with_capacity(markdown.len());
    let mut rest = markdown;
    let mut failures = 0;
    while let Some(at) = rest.find(['*', '_', '`', '[', '!', '<', '\\', '~', '&', '\n', '\r', '\t']) {
        let Some((before, tail)) = rest.split_at_checked(at) else { break };
        out.push_str(before);
        let (taken, words) = if failures < MAX_FAILURES {
            token(tail, out.chars().next_back())
        } else {
            let first = tail.chars().next().unwrap_or(' ');
            (first.len_utf8(), first.into())
        };
        // A bracket that opens nothing was looked for to the end of its search; hostile text has millions of them.
        if taken == 1 && tail.starts_with(['[', '<', '!']) {
            failures += 1;
        }
        out.push_str(&words);
        rest = tail.get(taken..).unwrap_or_default();
    }
    out.push_str(rest);
    fold(&out)
}

/// Length of the token at the start of `text`, and the words it stands for.
fn token(text: &str, before: Option<char>) -> (usize, String) {
    let first = text.chars().next().unwrap_or(' ');
    let after = text.chars().nth(1);
    match first {
        '\\' if after.is_some_and(|c| c.is_ascii_punctuation()) => (2, after.into_iter().collect()),
        '*' => (1, if before.is_none_or(is_space) && after.is_none_or(is_space) { "*".into() } else { String::new() }),
        '~' if text.starts_with("~~") => (2, String::new()),
        // Inside a word an underscore is part of a name.
        '_' if before.is_some_and(char::is_alphanumeric) && after.is_some_and(char::is_alphanumeric) => (1, "_".into()),
        '_' => (1, String::new()),
        '`' => code(text),
        '!' if after == Some('[') => link(text, 1).unwrap_or((1, "!".into())),
        '[' if after == Some('^') => match text.find(']') {
            Some(end) if !text.get(..end).unwrap_or_default().contains(char::is_whitespace) => (end + 1, String::new()),
            _ => (1, "[".into()),
        },
        '[' if text.starts_with("[[") || text.starts_with("[~") => wiki_link(text).unwrap_or((1, "[".into())),
        '[' => link(text, 0).unwrap_or((1, "[".into())),
        '<' => tag(text).unwrap_or((1, "<".into())),
        '&' => entity(text),
        '\n' | '\r' | '\t' => (1, " ".into()),
        other => (other.len_utf8(), other.into()),
    }
}

/// `[[Page|words]]`, `[[Page]]`, `[~user]`.
fn wiki_link(text: &str) -> Option<(usize, String)> {
    const LONGEST: usize = 300;
    let (open, close) = if text.starts_with("[~") { ("[~", "]") } else { ("[[", "]]") };
    let inner = text.strip_prefix(open)?;
    let mut places = inner.char_indices().take(LONGEST).map(|(at, _)| at);
    let end = places.find(|at| inner.get(*at..).is_some_and(|rest| rest.starts_with(close)))?;
    let words = inner.get(..end).filter(|words| !words.contains(['[', '\n']))?;
    let words = words.rsplit_once('|').map_or(words, |(_, words)| words);
    Some((open.len() + end + close.len(), words.to_owned()))
}

fn is_space(c: char) -> bool {
    c.is_whitespace()
}

fn code(text: &str) -> (usize, String) {
    let run = text.bytes().take_while(|b| *b == b'`').count();
    let fence = text.get(..run).unwrap_or_default();
    let body = text.get(run..).unwrap_or_default();
    match body.find(fence) {
        Some(end) => (run + end + run, body.get(..end).unwrap_or_default().trim().replace("\\|", "|")),
        None => (run, fence.to_owned()),
    }
}

/// `[words](address)` and `[words][label]`; the words, their own markup removed.
fn link(text: &str, skip: usize) -> Option<(usize, String)> {
    let (close, target) = link_parts(text.get(skip..)?)?;
    let words = text.get(skip + 1..skip + close)?;
    // Nested brackets are rare; one more level is enough for an image inside a link.
    let words = if words.contains("](") || words.len() > 4_096 { words.to_owned() } else { plain(words) };
    Some((skip + target, words))
}

/// Offsets of the closing bracket and of the end of a link that starts at `[`.
fn link_parts(text: &str) -> Option<(usize, usize)> {
    let mut depth = 0usize;
    let mut close = None;
    for (at, byte) in text.bytes().enumerate().take(8_192) {
        match byte {
            b'[' => depth += 1,
            b']' => {
                depth -= 1;
                if depth == 0 {
                    close = Some(at);
                    break;
                }
            }
            _ => {}
        }
    }
    let close = close?;
    let rest = text.get(close + 1..)?;
    let end = match rest.bytes().next()? {
        b'(' => {
            let mut depth = 0usize;
            rest.bytes().take(8_192).position(|b| {
                match b {
                    b'(' => depth += 1,
                    b')' => depth = depth.saturating_sub(1),
                    _ => {}
                }
                depth == 0
            })?
        }
        b'[' => rest.find(']')?,
        _ => return None,
    };
    Some((close, close + 1 + end + 1))
}

/// `<tag …>`, `<https://…>` and comments.
fn tag(text: &str) -> Option<(usize, String)> {
    if let Some(comment) = text.strip_prefix("<!--") {
        return Some((comment.find("-->")? + 7, String::new()));
    }
    let head: String = text.chars().take(2_048).collect();
    let end = head.find('>')?;
    let body = head.get(1..end)?;
    if body.contains("://") && !body.contains(char::is_whitespace) {
        return Some((end + 1, body.to_owned()));
    }
    let name = body.trim_start_matches('/');
    name.starts_with(|c: char| c.is_ascii_alphabetic()).then(|| {
        (end + 1, if name.get(..2).is_some_and(|n| n.eq_ignore_ascii_case("br")) { " ".into() } else { String::new() })
    })
}

/// The character that an entity at the start of a text stands for, and the bytes it takes: `&plus;`, `&#8722;`, `&#x2b;`.
fn entity(text: &str) -> (usize, String) {
    const LONGEST: usize = 34;
    let found = || {
        let end = text.bytes().take(LONGEST).position(|b| b == b';')? + 1;
        let name = text.get(..end)?;
        if let Some(number) = name.strip_prefix("&#").and_then(|n| n.strip_suffix(';')) {
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => number.parse().ok()?,
            };
            return Some((end, char::from_u32(code).filter(|c| !c.is_control())?.to_string()));
        }
        let is_name = name.get(1..end - 1)?.bytes().all(|b| b.is_ascii_alphanumeric());
        let known = is_name.then(|| entities::ENTITIES.iter().find(|entity| entity.entity == name)).flatten()?;
        Some((end, known.characters.replace('\u{a0}', " ")))
    };
    found().unwrap_or((1, "&".into()))
}

/// A cell or value without the words struck through in front or at its end, where others are left: `~~Ann~~ Bob`.
pub(crate) fn live(source: &str, span: Span) -> Span {
    let mut span = span;
    let trimmed = |span: Span| {
        let words = span.of(source);
        let start = span.start + words.len() - words.trim_start().len();
        Span::new(start, start + words.trim().len())
    };
    while let Some((struck, rest)) = span.of(source).strip_prefix("~~").and_then(|rest| rest.split_once("~~")) {
        let rest = trimmed(Span::new(span.end - rest.len(), span.end));
        if struck.is_empty() || rest.is_empty() {
            break;
        }
        span = rest;
    }
    while let Some((rest, struck)) = span.of(source).strip_suffix("~~").and_then(|rest| rest.rsplit_once("~~")) {
        let rest = trimmed(Span::new(span.start, span.start + rest.len()));
        if struck.is_empty() || rest.is_empty() {
            break;
        }
        span = rest;
    }
    span
}

/// White space folded to single spaces, none at the ends.
pub(crate) fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

/// Labels of the footnotes cited, in order, each once.
pub(crate) fn footnotes(markdown: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for part in markdown.split("[^").skip(1) {
        if let Some((label, tail)) = part.split_once(']')
            && !label.is_empty()
            && !label.contains(char::is_whitespace)
            && !tail.starts_with(':')
            && !out.iter().any(|known| known == label)
        {
            out.push(label.to_owned());
        }
    }
    out
}

/// Addresses linked to, in order.
pub(crate) fn links(markdown: &str) -> Vec<String> {
    let mut out = Vec::new();
    let mut rest = markdown;
    while let Some(at) = rest.find("http") {
        rest = rest.get(at..).unwrap_or_default();
        if rest.starts_with("http://") || rest.starts_with("https://") {
            let end = rest
                .find(|c: char| c.is_whitespace() || matches!(c, ')' | '>' | '<' | '"' | '|' | ']' | '`'))
                .unwrap_or(rest.len());
            let address = rest.get(..end).unwrap_or_default().trim_end_matches(['.', ',', ';', ':']);
            out.push(address.to_owned());
            rest = rest.get(end..).unwrap_or_default();
        } else {
            rest = rest.get(4..).unwrap_or_default();
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_goes_and_words_stay() {
        for (markdown, expected) in [
            ("**Cause**: a_b *c* `x | y`[^e1]", "Cause: a_b c x | y"),
            ("[PR](https://x/y) and ![img](a.png \"t\")", "PR and img"),
            ("a <br/> b <!-- c --> d", "a b d"),
            ("5 < 6 and 7 * 8", "5 < 6 and 7 * 8"),
            ("_to fill_", "to fill"),
            ("cut [off", "cut [off"),
            ("`open", "`open"),
            ("\\| x", "| x"),
            ("[a [b] c](d)", "a [b] c"),
        ] {
            assert_eq!(plain(markdown), expected, "{markdown}");
        }
    }

    #[test]
    fn struck_words_give_way_to_those_that_replace_them() {
        for (words, expected) in [
            ("~~Ann~~ Bob", "Bob"),
            ("Bob ~~Ann~~", "Bob"),
            ("~~Ann~~", "~~Ann~~"),
            ("a ~~b~~ c", "a ~~b~~ c"),
            ("~~~~", "~~~~"),
        ] {
            assert_eq!(live(words, Span::new(0, words.len())).of(words), expected, "{words}");
        }
    }

    #[test]
    fn footnotes_and_links_are_found() {
        assert_eq!(footnotes("a[^e1][^e2] b[^e1]"), ["e1", "e2"]);
        assert_eq!(links("[x](https://a/b?c=d), http://e."), ["https://a/b?c=d", "http://e"]);
    }

    #[test]
    fn hostile_brackets_cost_no_more_than_their_length() {
        assert_eq!(plain(&"[".repeat(50_000)).len(), 50_000);
        assert_eq!(plain(&"`".repeat(50_001)).len(), 50_001);
    }
}
