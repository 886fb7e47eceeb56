//! What only the makers may read, and what hides a value from the rules.

use std::sync::LazyLock;

use comrak::nodes::NodeValue;
use comrak::{Arena, Options};
use regex::{Captures, Regex};

use crate::document::LineIndex;

/// Fields of the analysis whose strings programs read: names of kinds, keys, numbers of parts.
pub(super) fn is_structure(field: &str) -> bool {
    matches!(
        field,
        "schema"
            | "outcome"
            | "kind"
            | "layer"
            | "milestone"
            | "priority"
            | "key"
            | "id"
            | "factor"
            | "time"
            | "start"
            | "end"
            | "deadline"
            | "sha256"
            | "type"
            | "status"
            | "role"
            | "confidence"
            | "direction"
            | "basis"
    )
}

/// Text without the comments in it. One that does not end hides the rest of the text from its readers.
pub(super) fn without_comments(text: &str) -> String {
    let told = crate::html::body::without_comments(text);
    told.split_once("<!--").map_or_else(|| told.clone(), |(before, _)| before.to_owned())
}

/// Text in which nothing hides a value from the rules: no invisible characters, no escapes inside a word.
pub(super) fn without_disguise(text: &str) -> String {
    let visible: String = text
        .chars()
        .filter(|c| !matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{ad}'))
        .collect();
    ["_", "-", ".", "@", "$", "#"].iter().fold(visible, |told, c| told.replace(&format!("\\{c}"), c))
}

/// The Markdown without what only the makers may read: foreign front matter, footnotes and their marks, code blocks,
/// HTML and comments, and the targets of links and images.
pub(super) fn without_evidence(markdown: &str) -> String {
    let mut options = Options::default();
    options.extension.table = true;
    options.extension.footnotes = true;
    options.extension.autolink = true;
    options.extension.front_matter_delimiter = Some("---".to_owned());
    let arena = Arena::new();
    let root = comrak::parse_document(&arena, markdown, &options);
    let lines = LineIndex::new(markdown);
    let mut cuts: Vec<(usize, usize, String)> = Vec::new();
    for node in root.descendants() {
        let data = node.data.borrow();
        let replacement = match &data.value {
            // Its place in the tree depends on blank lines after it; its text begins the document.
            NodeValue::FrontMatter(text) => {
                cuts.push((0, text.len(), kept_front_matter(text)));
                continue;
            }
            NodeValue::FootnoteDefinition(_)
            | NodeValue::FootnoteReference(_)
            | NodeValue::CodeBlock(_)
            | NodeValue::HtmlBlock(_)
            | NodeValue::HtmlInline(_) => String::new(),
            NodeValue::Link(_) | NodeValue::Image(_) => {
                let mut words = String::new();
                for inner in node.descendants() {
                    match &inner.data.borrow().value {
                        NodeValue::Text(text) => words.push_str(text),
                        NodeValue::Code(code) => words.push_str(&code.literal),
                        _ => {}
                    }
                }
                words
            }
            _ => continue,
        };
        let at = data.sourcepos;
        let start = lines.start(at.start.line) + at.start.column.saturating_sub(1);
        let end = lines.start(at.end.line) + at.end.column;
        cuts.push((start, end, replacement));
    }
    cuts.sort();
    let mut told = String::with_capacity(markdown.len());
    let mut done = 0;
    for (start, end, replacement) in cuts {
        if start < done || end < start {
            continue;
        }
        told.push_str(markdown.get(done..start).unwrap_or(""));
        told.push_str(&replacement);
        done = end;
    }
    told.push_str(markdown.get(done..).unwrap_or(""));
    // Definitions that nothing cites are paragraphs to the parser, reference links are nothing.
    let lines = told.split_inclusive('\n').filter(|line| {
        let line = line.trim_start();
        !(line.starts_with('[') && line.split_once("]:").is_some_and(|(label, _)| !label.contains("](")))
    });
    lines.collect()
}

/// What somebody wrote in chat or on the page, in the rows that quote it: all behind a colon, elsewhere what is as long as a
/// sentence.
static SAID: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r#"(?P<colon>[:：][ \t\u{3000}]?)?(?:(?P<open>[“「])(?P<words>[^“”「」\n|]{6,})(?P<close>[”」])|"(?P<plain>[^"\n|]{6,})")"#).ok()
});

/// Rows of tables and lists without the words of messages: they were written for colleagues.
pub(super) fn without_messages(markdown: &str) -> String {
    let is_row = |line: &str| {
        let line = line.trim_start();
        line.starts_with(['|', '-', '*', '+']) || line.starts_with(|c: char| c.is_ascii_digit())
    };
    let told = |line: &str| if is_row(line) { without_message(line) } else { line.to_owned() };
    markdown.split_inclusive('\n').map(told).collect()
}

/// A row without the words of the messages that it quotes.
pub(super) fn without_message(row: &str) -> String {
    let Some(said) = SAID.as_ref() else { return row.to_owned() };
    let told = said.replace_all(row, |c: &Captures<'_>| {
        let group = |name: &str| c.name(name).map_or("", |m| m.as_str());
        let words = if c.name("plain").is_some() { group("plain") } else { group("words") };
        let (colon, is_curly) = (group("colon"), c.name("open").is_some());
        match (colon.is_empty(), is_curly) {
            (false, true) => format!("{colon}{}…{}", group("open"), group("close")),
            (false, false) => format!("{colon}\"…\""),
            (true, true) if is_sentence(words) => format!("{}…{}", group("open"), group("close")),
            _ => group_whole(c).to_owned(),
        }
    });
    told.into_owned()
}

fn group_whole<'t>(captures: &Captures<'t>) -> &'t str {
    captures.get(0).map_or("", |m| m.as_str())
}

/// Whether quoted words are what somebody said, and no term.
fn is_sentence(words: &str) -> bool {
    words.split_whitespace().count() > 3 || words.chars().filter(|c| *c >= '\u{3040}').count() > 12
}

/// The language alone.
fn kept_front_matter(text: &str) -> String {
    let lang = text.lines().find(|line| line.starts_with("lang:")).map(|line| format!("---\n{line}\n---\n"));
    lang.unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_do_not_quote_colleagues() {
        for (row, expected) in [
            ("- 09:06 Ines: \"it is the cache\"\n", "- 09:06 Ines: \"…\"\n"),
            (
                "- “the vendor timed out again this morning”: ruled out, because “their p99 is fine, not them”.\n",
                "- “…”: ruled out, because “…”.\n",
            ),
            ("- 「先週もこの業者が朝から止まっていた」は否定された\n", "- 「…」は否定された\n"),
            ("| 10:00 | the “warm pool” and 「接続上限」 |\n", "| 10:00 | the “warm pool” and 「接続上限」 |\n"),
            ("Users read “we are having trouble right now”.\n", "Users read “we are having trouble right now”.\n"),
        ] {
            assert_eq!(without_messages(row), expected);
        }
    }
}
