//! Looks for what may hurt a reader or hide words: hidden characters, active HTML, fences left open, loose footnotes.

use std::collections::{BTreeMap, BTreeSet};

use backstory_model::{Phrase, PhraseArg};

use crate::document::{Document, Remark, RemarkKind, Span, lines_of};
use crate::import::{
    Context,
    block::{Block, BlockKind},
    inline,
};

/// Remarks of one kind, at most; the last one says how many more there are.
const MOST: usize = 100;

/// Raw HTML that a blank line does not end, with what ends it (CommonMark 0.31, section 4.6, kinds 1 to 5).
const RAW_HTML: [(&str, &str); 8] = [
    ("<!--", "-->"),
    ("<?", "?>"),
    ("<![cdata[", "]]>"),
    ("<!", ">"),
    ("<script", "</script>"),
    ("<pre", "</pre>"),
    ("<style", "</style>"),
    ("<textarea", "</textarea>"),
];

/// Adds the remarks on the text as a whole.
pub(crate) fn read(context: &Context<'_>, blocks: &[Block], document: &Document, remarks: &mut Vec<Remark>) {
    hidden(context, remarks);
    let mut open: Vec<&Block> = blocks.iter().rev().collect();
    while let Some(block) = open.pop() {
        if let BlockKind::Code { closed: false } = block.kind {
            let message = "code fence is never closed: all that follows is read as code; close it with the same fence";
            remarks.push(context.remark(RemarkKind::Unclosed, block.span, message, Phrase::new("remark-open-fence")));
        }
        if block.kind == BlockKind::Html {
            let words = block.span.of(context.source).trim_start().to_ascii_lowercase();
            let opened = RAW_HTML.iter().find(|(start, _)| words.starts_with(start));
            if let Some((start, end)) = opened.filter(|(_, end)| !words.contains(end)) {
                let message = format!("`{start}` is never closed: all that follows is hidden; close it with `{end}`");
                let phrase = Phrase::new("remark-open-html").code("start", *start).code("end", *end);
                remarks.push(context.remark(RemarkKind::Unclosed, block.span, message, phrase));
            }
        }
        open.extend(block.children.iter().rev());
    }
    active_html(context, blocks, remarks);
    loose_footnotes(context, document, remarks);
    duplicate_sections(context, document, remarks);
}

/// Control characters of ASCII that no text needs.
fn is_control(byte: u8) -> bool {
    (byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0c)) || byte == 0x7f
}

fn hidden(context: &Context<'_>, remarks: &mut Vec<Remark>) {
    let whole = Span::new(0, context.source.len());
    let is_hidden = |c: char| matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{2069}' | '\u{feff}' | '\u{00ad}' | '\u{e0000}'..='\u{e007f}');
    let mut found = Vec::new();
    for (span, line) in lines_of(context.source, whole) {
        if line.is_ascii() && !line.bytes().any(is_control) {
            continue;
        }
        let skip = if span.start == 0 { line.len() - line.trim_start_matches('\u{feff}').len() } else { 0 };
        let body = line.get(skip..).unwrap_or(line);
        let mut previous = None;
        for (at, c) in body.char_indices() {
            // A joiner inside an emoji or a script that needs it hides nothing.
            let joins = matches!(c, '\u{200c}' | '\u{200d}') && previous.is_some_and(|p: char| !p.is_ascii());
            previous = Some(c);
            let is_hidden = is_hidden(c) || u8::try_from(c).is_ok_and(is_control);
            if is_hidden && !joins {
                let start = span.start + skip + at;
                let (what, key) = if matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}')
                {
                    ("changes the direction of the text around it", "remark-direction")
                } else {
                    ("is not visible", "remark-invisible")
                };
                let message = format!("character U+{:04X} {what}; kept, remove it if nobody wants it", u32::from(c));
                found.push(context.remark(
                    RemarkKind::HiddenCharacter,
                    Span::new(start, start + c.len_utf8()),
                    message,
                    Phrase::new(key).text("code", format!("{:04X}", u32::from(c))),
                ));
                break;
            }
        }
    }
    capped(found, remarks);
}

pub(super) fn capped(mut found: Vec<Remark>, remarks: &mut Vec<Remark>) {
    let more = found.len().saturating_sub(MOST);
    found.truncate(MOST);
    if let Some(last) = found.last_mut().filter(|_| more > 0) {
        last.message = format!("{} (and {more} more lines like it)", last.message);
        let told = PhraseArg::Phrase(Box::new(last.phrase.clone()));
        last.phrase = Phrase::new("remark-and-more").with("remark", told).text("more", more.to_string());
    }
    remarks.append(&mut found);
}

/// Tags and addresses that run or load something.
const ACTIVE: [&str; 12] = [
    "<script",
    "<iframe",
    "<object",
    "<embed",
    "<style",
    "<link",
    "<meta",
    "<form",
    "<base",
    "<svg",
    "javascript:",
    "vbscript:",
];

/// Looks for them outside code.
fn active_html(context: &Context<'_>, blocks: &[Block], remarks: &mut Vec<Remark>) {
    let mut found = Vec::new();
    for block in blocks.iter().filter(|b| !matches!(b.kind, BlockKind::Code { .. })) {
        for (span, line) in lines_of(context.source, block.span) {
            if !line.contains('<') && !line.contains("](") {
                continue;
            }
            let lower = line.to_ascii_lowercase();
            let is_handler =
                lower.contains('<') && lower.split_whitespace().any(|w| w.starts_with("on") && w.contains('='));
            if let Some(word) =
                ACTIVE.iter().find(|word| lower.contains(**word)).copied().or(is_handler.then_some("on…="))
            {
                let message =
                    format!("`{word}` may run or load something where the document is shown; kept as text, never run");
                let phrase = Phrase::new("remark-active-html").code("word", word);
                found.push(context.remark(RemarkKind::ActiveHtml, span, message, phrase));
            }
        }
    }
    capped(found, remarks);
}

fn loose_footnotes(context: &Context<'_>, document: &Document, remarks: &mut Vec<Remark>) {
    let mut defined: BTreeMap<&str, usize> = BTreeMap::new();
    for note in &document.footnotes {
        if let Some(first) = defined.get(note.label.as_str()) {
            let message = format!("footnote `{}` is already defined in line {first}", note.label);
            let phrase =
                Phrase::new("remark-footnote-again").code("label", &note.label).text("line", first.to_string());
            remarks.push(context.remark(RemarkKind::Duplicate, note.span, message, phrase));
        } else {
            defined.insert(&note.label, context.lines.line(note.span.start));
        }
    }
    let mut found = Vec::new();
    let mut seen: BTreeSet<String> = BTreeSet::new();
    for passage in &document.passages {
        let words = passage.text.span.of(context.source);
        if !words.contains("[^") {
            continue;
        }
        for label in inline::footnotes(words) {
            if !defined.contains_key(label.as_str()) && seen.insert(label.clone()) {
                let message = format!("footnote `{label}` is cited and nowhere defined");
                let phrase = Phrase::new("remark-footnote-undefined").code("label", label);
                found.push(context.remark(RemarkKind::UndefinedFootnote, passage.text.span, message, phrase));
            }
        }
    }
    capped(found, remarks);
}

fn duplicate_sections(context: &Context<'_>, document: &Document, remarks: &mut Vec<Remark>) {
    let mut seen: BTreeMap<(Option<usize>, &str), usize> = BTreeMap::new();
    let mut found = Vec::new();
    for section in &document.sections {
        match seen.get(&(section.parent, section.title.as_str())) {
            Some(first) => {
                let message = format!("heading `{}` already stands in line {first}; both are kept", section.title);
                let phrase =
                    Phrase::new("remark-heading-again").code("title", &section.title).text("line", first.to_string());
                found.push(context.remark(RemarkKind::Duplicate, section.heading, message, phrase));
            }
            None => {
                seen.insert((section.parent, &section.title), section.line);
            }
        }
    }
    capped(found, remarks);
}
