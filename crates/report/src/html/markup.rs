//! The few tags of HTML that documents on GitHub and GitLab are written with: line breaks, small marks in a sentence, parts that
//! fold. They are told from all others by name and keep none of their attributes; what is no pair stays text.

use comrak::nodes::{AstNode, NodeValue};

use super::body::{is_harmless, without_comments};
use super::svg::escape;

/// Tags inside a sentence.
const INLINE: [&str; 21] = [
    "sup", "sub", "kbd", "b", "strong", "i", "em", "u", "s", "del", "ins", "mark", "small", "code", "q", "var", "samp",
    "abbr", "span", "font", "a",
];
/// Tags around whole parts.
const BLOCK: [&str; 24] = [
    "details",
    "summary",
    "p",
    "div",
    "center",
    "blockquote",
    "table",
    "thead",
    "tbody",
    "tr",
    "td",
    "th",
    "ul",
    "ol",
    "li",
    "dl",
    "dt",
    "dd",
    "h3",
    "h4",
    "h5",
    "h6",
    "pre",
    "figure",
];
/// Tags without an end.
const VOID: [&str; 4] = ["br", "hr", "wbr", "img"];
/// Tags that say nothing without their attributes.
const BARE: [&str; 4] = ["span", "font", "abbr", "center"];

/// Text and tags, in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Piece<'t> {
    Text(&'t str),
    Tag { name: &'static str, is_end: bool, source: &'t str },
}

/// Around the number of a part in the place of its tags, until the page is written: a character that no document uses.
const MARK: char = '\u{f8ff}';

/// Takes the tags below a node that a page shows, and leaves a mark for each; no attribute is kept but the harmless target of a
/// link. [`settled`] puts them in.
pub(super) fn admit<'a>(root: &'a AstNode<'a>) -> Vec<String> {
    let mut parts = Vec::new();
    let mut mark = |html: String| {
        parts.push(html);
        format!("{MARK}{}{MARK}", parts.len() - 1)
    };
    for node in root.descendants() {
        let children: Vec<&'a AstNode<'a>> = node.children().collect();
        let sources: Vec<Option<String>> = children.iter().map(|child| html_of(child)).collect();
        if sources.iter().all(Option::is_none) {
            continue;
        }
        let pieces: Vec<Vec<Piece<'_>>> =
            sources.iter().map(|source| source.as_deref().map_or_else(Vec::new, pieces_of)).collect();
        let paired = pairs(&pieces);
        for ((child, (pieces, paired)), source) in children.iter().zip(pieces.iter().zip(&paired)).zip(&sources) {
            let Some(source) = source else { continue };
            let has_tags = pieces.iter().any(is_tag);
            match &mut child.data.borrow_mut().value {
                NodeValue::HtmlInline(html) => {
                    *html = if has_tags { mark(shown(pieces, paired)) } else { source.clone() }
                }
                NodeValue::HtmlBlock(block) if has_tags => {
                    let is_block = |piece: &Piece<'_>| matches!(piece, Piece::Tag { name, .. } if BLOCK.contains(name));
                    let html = shown(pieces, paired);
                    let html = if pieces.iter().any(is_block) { html } else { format!("<p>{}</p>", html.trim()) };
                    block.literal = mark(html.trim_end().to_owned());
                }
                NodeValue::HtmlBlock(block) => block.literal.clone_from(source),
                _ => {}
            }
        }
    }
    parts
}

/// The page with the tags in the places of their marks.
pub(super) fn settled(html: &str, parts: &[String]) -> String {
    if parts.is_empty() {
        return html.to_owned();
    }
    let told = html.split(MARK).enumerate().map(|(n, piece)| {
        let part = (n % 2 == 1).then(|| piece.parse::<usize>().ok().and_then(|n| parts.get(n))).flatten();
        part.map_or(piece, String::as_str)
    });
    told.collect()
}

/// The words of HTML, without the tags that this page knows; line breaks are those of its parts.
pub(crate) fn words_of(html: &str) -> String {
    let mut words = String::new();
    for piece in pieces_of(&without_comments(html)) {
        match piece {
            Piece::Text(text) => words.push_str(text),
            Piece::Tag { name: "img", source, .. } => words.push_str(&picture(source)),
            Piece::Tag { name, is_end, .. } if name == "br" || is_end && BLOCK.contains(&name) => words.push('\n'),
            Piece::Tag { .. } => {}
        }
    }
    words
}

fn html_of<'a>(node: &'a AstNode<'a>) -> Option<String> {
    match &node.data.borrow().value {
        NodeValue::HtmlInline(html) => Some(without_comments(html)),
        NodeValue::HtmlBlock(html) => Some(without_comments(&html.literal)),
        _ => None,
    }
}

fn is_tag(piece: &Piece<'_>) -> bool {
    matches!(piece, Piece::Tag { .. })
}

fn pieces_of(html: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let (mut done, mut from) = (0, 0);
    while let Some(at) = html.get(from..).and_then(|rest| rest.find('<')).map(|at| from + at) {
        let rest = html.get(at..).unwrap_or_default();
        from = at + 1;
        let Some(end) = end_of_tag(rest) else { continue };
        let source = rest.get(..end).unwrap_or_default();
        let Some((name, is_end)) = known(source) else { continue };
        if at > done {
            pieces.push(Piece::Text(html.get(done..at).unwrap_or_default()));
        }
        pieces.push(Piece::Tag { name, is_end, source });
        done = at + end;
        from = done;
    }
    if done < html.len() {
        pieces.push(Piece::Text(html.get(done..).unwrap_or_default()));
    }
    pieces
}

/// Bytes of the tag at the start; a `>` in quotes does not end it.
fn end_of_tag(text: &str) -> Option<usize> {
    let mut quote = None;
    for (at, c) in text.char_indices() {
        match (c, quote) {
            ('"' | '\'', None) => quote = Some(c),
            (c, Some(open)) if c == open => quote = None,
            ('>', None) => return Some(at + 1),
            _ => {}
        }
    }
    None
}

fn known(tag: &str) -> Option<(&'static str, bool)> {
    let inside = tag.strip_prefix('<')?.strip_suffix('>')?;
    let (inside, is_end) = inside.strip_prefix('/').map_or((inside, false), |inside| (inside, true));
    let name = inside.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default().to_ascii_lowercase();
    let known = INLINE.iter().chain(&BLOCK).chain(&VOID).find(|known| **known == name)?;
    Some((*known, is_end))
}

/// Which tags have their other half among siblings; tags without an end are whole.
fn pairs(pieces: &[Vec<Piece<'_>>]) -> Vec<Vec<bool>> {
    let mut paired: Vec<Vec<bool>> = pieces.iter().map(|pieces| vec![false; pieces.len()]).collect();
    let mut open: Vec<(usize, usize, &str)> = Vec::new();
    for (n, pieces) in pieces.iter().enumerate() {
        for (k, piece) in pieces.iter().enumerate() {
            let Piece::Tag { name, is_end, .. } = piece else { continue };
            let mut set = |n: usize, k: usize| {
                if let Some(slot) = paired.get_mut(n).and_then(|row| row.get_mut(k)) {
                    *slot = true;
                }
            };
            if VOID.contains(name) {
                set(n, k);
            } else if !is_end {
                open.push((n, k, name));
            } else if let Some(at) = open.iter().rposition(|(.., known)| known == name) {
                let (other, place, _) = open.swap_remove(at);
                // What was opened in between and not closed stays text.
                open.truncate(at);
                set(other, place);
                set(n, k);
            }
        }
    }
    paired
}

fn shown(pieces: &[Piece<'_>], paired: &[bool]) -> String {
    let mut html = String::new();
    for (piece, is_paired) in pieces.iter().zip(paired) {
        match piece {
            Piece::Text(text) => html.push_str(&escape(text)),
            Piece::Tag { source, .. } if !is_paired => html.push_str(&escape(source)),
            Piece::Tag { name: "img", source, .. } => html.push_str(&escape(&picture(source))),
            Piece::Tag { name, .. } if BARE.contains(name) => {}
            Piece::Tag { name: "br", .. } => html.push_str("<br />"),
            Piece::Tag { name: "a", is_end: false, source } => {
                let target = attribute(source, "href").filter(|url| is_harmless(url)).unwrap_or_default();
                html.push_str(&format!("<a href=\"{}\">", escape(&target)));
            }
            // Nothing may be hidden on paper.
            Piece::Tag { name: "details", is_end: false, .. } => html.push_str("<details open>"),
            Piece::Tag { name, is_end, .. } => html.push_str(&format!("<{}{name}>", if *is_end { "/" } else { "" })),
        }
    }
    html
}

/// What stands for a picture, which would be a request to its server: its words and where it is.
fn picture(tag: &str) -> String {
    let [words, source] = ["alt", "src"].map(|name| attribute(tag, name).unwrap_or_default());
    if words.is_empty() {
        source
    } else if source.is_empty() {
        words
    } else {
        format!("{words} ({source})")
    }
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let lower = tag.to_ascii_lowercase();
    let at = lower.match_indices(name).map(|(at, _)| at).find(|at| {
        lower.get(..*at).is_some_and(|before| before.ends_with([' ', '\n', '\t', '"', '\'']))
            && lower.get(at + name.len()..).is_some_and(|behind| behind.trim_start().starts_with('='))
    })?;
    let value = tag.get(at + name.len()..)?.trim_start().strip_prefix('=')?.trim_start();
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''));
    let words = match quote {
        Some(quote) => value.get(1..)?.split(quote).next()?,
        None => value.split([' ', '>', '\n']).next()?,
    };
    Some(words.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_become_what_they_show() {
        for (html, expected) in [
            ("a<br/>b", "a\nb"),
            ("<details><summary>Log</summary>x</details>", "Log\nx\n"),
            ("<img alt=\"queue\" src='q.png'>", "queue (q.png)"),
            ("x < y <unknown> z", "x < y <unknown> z"),
        ] {
            assert_eq!(words_of(html), expected);
        }
        let pieces = pieces_of("<b onclick=\"x()\">a</b> <i>b <script>c</script><a href=\"javascript:x\">d</a>");
        let paired = pairs(std::slice::from_ref(&pieces));
        assert_eq!(
            shown(&pieces, paired.first().unwrap()),
            "<b>a</b> &lt;i&gt;b &lt;script&gt;c&lt;/script&gt;<a href=\"\">d</a>"
        );
    }
}
