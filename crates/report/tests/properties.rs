//! Laws of the document over random Markdown: bytes come back, an edit moves nothing else, templates lose nothing.

#![expect(clippy::indexing_slicing, clippy::string_slice, reason = "a test may stop")]

use backstory_report::document::{Document, Span};
use backstory_report::import::encoding::{decode, encode};
use backstory_report::import::template::{Template, convert};
use proptest::prelude::*;

/// One block of Markdown as people and machines write it, sound or not.
fn block() -> impl Strategy<Value = String> {
    let fixed = prop::sample::select(vec![
        "# Outage of orders\n",
        "Outage of orders\n======\n",
        "## Timeline (UTC)\n",
        "## Timeline\n\nAll times in CET.\n",
        "### 2026-03-02\n",
        "## Summary\n",
        "Impact\n------\n",
        "**Root cause**\n",
        "## Action Items\n",
        "## What went well?\n",
        "## 根本原因\n",
        "■ 経緯\n",
        "## Our own words\n",
        "| Time | Event |\n| --- | --- |\n| 10:00 | paged |\n| 10:05 | a | b | c |\n|\n",
        "| ID | Action | Owner |\n| - | - | - |\n| AI-001 | add a canary | @mei |\n| AI-001 | x \\| y |\n",
        "- 10:00 paged\n- ~10:1? looked\n  - nested\n",
        "7:32 PM - paged\n7:40 PM - found\n",
        "* [ ] add an alert (@mei, 2026-04-01) #12\n* [x] done\n",
        "1. Why? because\n2. Why? [^e1]\n",
        "> Ines: it was me\n> 10:02 rollback\n",
        "```\n10:00 in code\n```\n",
        "```\nnever closed\n",
        "<!-- never closed\n",
        "<details><summary>more</summary>\n\n- 10:07 inside\n\n</details>\n",
        "<script>alert(1)</script>\n",
        "[^e1]: `access.log`, lines 1-9\n",
        "**Severity**: SEV-2\n**Owner:** @mei\n",
        "![graph](a.png)\n",
        "---\n",
        "\n",
        "text with \u{202e}bidi, \u{200b}zero width and \u{0}NUL\n",
    ]);
    prop_oneof![8 => fixed.prop_map(str::to_owned), 1 => "\\PC{0,30}\n", 1 => "[|*#`<>~\\-: 0-9]{0,30}\n"]
}

fn document() -> impl Strategy<Value = String> {
    let front =
        prop::sample::select(vec!["", "", "---\ntitle: x\ndate: 2026-03-02\n---\n", "+++\nk = 1\n+++\n", "\u{feff}"]);
    let ends = prop::sample::select(vec!["\n", "\n", "\r\n", "\r"]);
    (front, prop::collection::vec(block(), 0..14), ends, any::<bool>()).prop_map(|(front, blocks, end, is_ended)| {
        let text = format!("{front}{}", blocks.concat());
        let text = if is_ended { text } else { text.trim_end_matches('\n').to_owned() };
        text.replace('\n', end)
    })
}

/// One with a title and timeline, and no other heading above the sections.
fn titled() -> impl Strategy<Value = String> {
    (document(), document()).prop_map(|(before, after)| {
        let end = if before.contains("\r\n") { "\r\n" } else { "\n" };
        let is_title = |line: &str| line.starts_with("# ") || line.starts_with("===");
        let body = |text: &str| {
            let text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n").replace('\r', "\n");
            let lines = text.lines().filter(|line| !is_title(line)).map(str::to_owned).collect::<Vec<_>>();
            lines.join(end)
        };
        let lines =
            ["# Outage of orders", "", &body(&before), "", "## Timeline (UTC)", "", "- 10:00 paged", "", &body(&after)];
        lines.join(end)
    })
}

/// Spans of the typed parts of a document.
fn parts(document: &Document) -> Vec<Span> {
    let rows = document.timeline.iter().map(|row| row.span);
    let actions = document.actions.iter().map(|action| action.span);
    let facts = document.facts.iter().map(|fact| fact.value.span);
    let passages = document.passages.iter().map(|passage| passage.text.span);
    rows.chain(actions).chain(facts).chain(passages).collect()
}

/// What headings of templates differ in, beside their case: `What went well?`, `**Root causes**`.
fn is_varied(c: char) -> bool {
    matches!(c, '?' | '*' | 's' | ' ')
}

/// The line without the name of a section in front: an underlined heading of a person's own words gets one.
fn unlabelled(line: &str) -> &str {
    let is_label = |label: &str| label.split(' ').count() <= 4 && label.chars().all(|c| c.is_alphabetic() || c == ' ');
    line.split_once(": ").filter(|(label, _)| is_label(label)).map_or(line, |(_, words)| words)
}

/// Lines that say something, but for headings and the marks of empty sections.
fn lines(text: &str) -> Vec<String> {
    let mut lines: Vec<String> = text
        .lines()
        .flat_map(|line| line.split('\r'))
        .map(str::trim)
        .filter(|line| !line.is_empty() && !line.starts_with('#') && *line != "<!-- backstory:to-fill -->")
        .map(|line| unlabelled(line).trim_matches(is_varied).to_lowercase())
        .collect();
    lines.sort();
    lines
}

const TEMPLATES: [Template; 5] =
    [Template::GoogleSre, Template::PagerDuty, Template::Atlassian, Template::GitLab, Template::Classic];

proptest! {
    #[test]
    fn bytes_come_back(text in document(), odd in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..4)) {
        let mut bytes = text.into_bytes();
        for (at, byte) in odd {
            bytes.insert(at.index(bytes.len() + 1), byte);
        }
        let (text, encoding, _) = decode(&bytes);
        prop_assert_eq!(encode(&Document::parse(&text).write(), encoding), bytes);
    }

    #[test]
    fn an_edit_moves_nothing_else(text in document(), which in any::<prop::sample::Index>()) {
        let mut document = Document::parse(&text);
        let parts = parts(&document);
        if parts.is_empty() {
            return Ok(());
        }
        let span = parts[which.index(parts.len())];
        document.replace(span, "other words").unwrap();
        prop_assert_eq!(document.write(), format!("{}other words{}", &text[..span.start], &text[span.end..]));
    }

    #[test]
    fn removing_a_row_removes_its_lines_and_no_others(text in titled(), which in any::<prop::sample::Index>()) {
        let mut document = Document::parse(&text);
        if document.timeline.is_empty() {
            return Ok(()); // an open fence before it
        }
        let span = document.timeline[which.index(document.timeline.len())].span;
        document.remove_lines(span).unwrap();
        let left = document.write();
        let (head, tail) = (&text[..span.start], &text[span.end..]);
        prop_assert!(left.len() <= head.len() + tail.len());
        let (kept_head, kept_tail) = (head.rfind(['\n', '\r']).map_or(0, |at| at + 1), tail.find(['\n', '\r']));
        prop_assert!(left.starts_with(&text[..kept_head]));
        prop_assert!(left.ends_with(kept_tail.map_or("", |at| tail[at..].trim_start_matches(['\n', '\r']))));
    }

    #[test]
    fn templates_lose_no_line_there_and_back(text in titled(), from in 0..5_usize, to in 0..5_usize) {
        let first = convert(&Document::parse(&text), TEMPLATES[from]).text;
        prop_assert_eq!(lines(&first), lines(&text));
        let second = convert(&Document::parse(&first), TEMPLATES[to]).text;
        prop_assert_eq!(lines(&second), lines(&text));
        let back = convert(&Document::parse(&second), TEMPLATES[from]).text;
        prop_assert_eq!(lines(&back), lines(&text));
    }
}
