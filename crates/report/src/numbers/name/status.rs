//! The status of the head against a sentence that says otherwise: `Report status: closed` over `This report remains open`.

use std::sync::LazyLock;

use regex::Regex;

use crate::{
    document::{Document, Fact, FactKey, LineIndex},
    numbers::{
        Contradiction,
        interval::stated::place,
        name::against_head,
        reading::{entry, sentence},
    },
};

/// Words of a status that is over, and of one that is not.
const CLOSED: [&str; 9] = ["closed", "complete", "completed", "done", "完了", "クローズ", "終了", "対応済", "解決済"];
const OPEN: [&str; 13] = [
    "open",
    "in progress",
    "ongoing",
    "draft",
    "pending",
    "investigating",
    "対応中",
    "継続",
    "調査中",
    "未完了",
    "未対応",
    "オープン",
    "未了",
];

static SAID_OPEN: LazyLock<[Regex; 2]> = LazyLock::new(|| {
    let regex = |pattern: &str| Regex::new(pattern).expect("the pattern is a constant that the tests use");
    [
        regex(
            r"(?i)\b(?:this|the|our) (?:report|incident|case|ticket|review|post-?mortem|matter|document|investigation|file)(?: itself)? (?:remains?|stays?|is|is still|has to stay|will stay|will remain|is kept|was left|is being kept) (?:still |kept |left )?(?P<state>open|ongoing|unresolved|in progress|under investigation|a draft)\b",
        ),
        regex(
            r"(?:対応|本件|本障害|インシデント|チケット|調査|報告書?|本書)(?:そのもの)?[はも](?:、)?(?:まだ|現在も|なお|引き続き|いまも|今も)?(?P<state>継続中|対応中|未完了|未了|オープン|調査中|完了していない|終わっていない)",
        ),
    ]
});
static SAID_CLOSED: LazyLock<[Regex; 2]> = LazyLock::new(|| {
    let regex = |pattern: &str| Regex::new(pattern).expect("the pattern is a constant that the tests use");
    [
        regex(
            r"(?i)\b(?:this|the|our) (?:report|incident|case|ticket|review|post-?mortem|matter|document|investigation|file) (?:is|was|has been|is now|is therefore) (?:now |therefore |hereby )?(?P<state>closed|completed|complete|final|finished|no longer open)\b",
        ),
        regex(
            r"(?:対応|本件|本障害|インシデント|チケット|調査)は(?:すでに|既に|すべて|全て)?(?P<state>完了した|完了している|完了しており|終了した|終了している|クローズした|クローズ済み)",
        ),
    ]
});

/// Words of a condition, or of what is not this document.
const OTHER: [&str; 9] =
    ["until", "previous", "earlier case", "at the time", "was then", "まで", "次第", "当時", "前回"];

/// Checks the sentences that say how far the matter is.
pub(in crate::numbers) fn check(document: &Document, out: &mut Vec<Contradiction>) {
    let is_status = |fact: &&Fact| {
        let label = fact.label.to_lowercase();
        fact.key == FactKey::Status || ["status", "状態", "ステータス"].iter().any(|word| label.ends_with(word))
    };
    let mut facts = document.facts.iter().filter(|fact| !fact.label.is_empty()).filter(is_status);
    let first = facts.next().cloned();
    if first.is_some() && facts.next().is_some() {
        return;
    }
    let Some(fact) = first.or_else(|| by_label(document)) else { return };
    let fact = &fact;
    let status = fact.value.text.to_lowercase();
    let says = |words: &[&str]| {
        words.iter().any(|word| {
            if word.is_ascii() {
                status.split(|c: char| !c.is_ascii_alphabetic() && c != ' ').any(|part| part.trim().starts_with(word))
            } else {
                status.contains(word)
            }
        })
    };
    let (is_closed, is_open) = (says(&CLOSED) && !says(&OPEN), says(&OPEN) && !says(&CLOSED));
    let (forms, is_condition_told) = match (is_closed, is_open) {
        (true, false) => (&*SAID_OPEN, true),
        (false, true) => (&*SAID_CLOSED, false),
        _ => return,
    };
    let lines = LineIndex::new(document.source());
    // The last section of a document is where such a sentence stands, whatever its heading.
    for passage in &document.passages {
        if fact.span.contains(passage.text.span) {
            continue;
        }
        for part in sentence::split(&passage.text.text) {
            let lower = part.to_lowercase();
            if !is_condition_told && OTHER.iter().any(|word| lower.contains(word)) {
                continue;
            }
            let Some(found) = forms.iter().find_map(|form| form.find(part)) else { continue };
            let stated = place(document, passage, found.as_str(), &lines);
            if stated.line == fact.line || document.timeline.iter().any(|row| row.span.contains(stated.span)) {
                continue;
            }
            out.push(against_head(stated, fact));
        }
    }
}

/// `State of this report: open for comments`: a label that is no fact of incidents.
fn by_label(document: &Document) -> Option<Fact> {
    let is_status = |label: &str| {
        let lower = label.to_lowercase();
        let has = |word: &str| lower.split(|c: char| !c.is_ascii_alphabetic()).any(|w| w == word);
        let of = ["report", "review", "document", "paper", "incident", "case", "postmortem", "mortem", "ticket"];
        (has("status") || has("state")) && of.iter().any(|word| has(word))
            || ["報告の状態", "本書の状態", "報告書の状態", "文書の状態", "本書の位置づけ"].contains(&label)
    };
    let mut told = entry::groups(document).into_iter().flatten().filter(|entry| is_status(&entry.label));
    let entry = told.next().filter(|_| told.next().is_none())?;
    let value = crate::document::Text { text: entry.value, span: entry.span, line: entry.line };
    let (span, line) = (entry.span, entry.line);
    Some(Fact { key: FactKey::Status, label: entry.label, value, span, line, moment: None, duration_s: None })
}

#[cfg(test)]
mod tests {
    use crate::{document::Document, numbers::contradictions};

    #[test]
    fn a_document_is_open_or_closed() {
        let found = |status: &str, said: &str| {
            contradictions(&Document::parse(&format!("# T\n\n**Status:** {status}\n\n## Summary\n\n{said}\n")), None)
                .len()
        };
        assert_eq!(found("closed", "This report is closed."), 0);
        assert_eq!(found("open", "This report remains open until R1 is done."), 0);
        assert_eq!(found("closed", "The window remains open until R1 is done."), 0);
        assert_eq!(found("closed", "This report remains open until R1 is done."), 1);
        assert_eq!(found("in progress", "The incident is closed."), 1);
        let found_label = |value: &str, said: &str| {
            let source = format!("# T\n\nCode: X1\nState of this review: {value}\n\n## Summary\n\n{said}\n");
            contradictions(&Document::parse(&source), None).len()
        };
        assert_eq!(found_label("open for remarks", "This review is final."), 1);
        assert_eq!(found_label("open for remarks", "The migration is final."), 0);
        assert_eq!(found("対応完了", "対応は継続中であり、済みしだい完了とする。"), 1);
        assert_eq!(found("対応中", "対応は継続中である。"), 0);
    }
}
