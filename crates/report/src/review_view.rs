//! The review view: what a person should look at before the report is shared, and none of it in the report itself.
//!
//! Statements that cite nothing, places where a person's words and the evidence differ, numbers that contradict each
//! other, rules that were silenced with their reason, questions left open, lines that were not understood. Each with its
//! line, so that the report stays as its people wrote it.

use backstory_model::Analysis;

use crate::document::{Document, Item, LineIndex, Remark};
use crate::locale::{Catalogue, Lang};
use crate::markdown;
use crate::merge::{MARK, Merged, without_bullet};
use crate::numbers::contradictions;

/// Characters of a quoted statement.
const QUOTED: usize = 160;

/// A finding that is allowed in place, with the reason given for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Allowed {
    /// Line of the comment that allows it, counted from 1.
    pub line: usize,
    /// The rule.
    pub rule: String,
    /// Why.
    pub reason: String,
}

/// What the view is made from, beside the document.
#[derive(Debug, Clone, Copy, Default)]
pub struct Beside<'r> {
    /// The analysis that the document was drafted from.
    pub analysis: Option<&'r Analysis>,
    /// The document merged with a fresh draft of the analysis: its conflicts and what it withholds are shown.
    pub merged: Option<&'r Merged>,
    /// Rules that are silenced in the document.
    pub allowed: &'r [Allowed],
}

/// A statement without evidence: a line, the section it stands in, its words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unsupported {
    /// Line of the statement, counted from 1.
    pub line: usize,
    /// Title of its section, empty above the first heading.
    pub section: String,
    /// Its words without markup.
    pub words: String,
}

/// Writes the view as Markdown. The same inputs give the same bytes.
pub fn review_view(document: &Document, beside: Beside<'_>, lang: Lang) -> String {
    let words = Catalogue::load(lang);
    let title = document.title.as_ref().map_or_else(String::new, |t| markdown::words(&t.text));
    let mut out =
        format!("# {}\n\n{}\n", words.compose("review-title", &[("title", &title)]), words.text("review-intro"));
    let (questions, unsupported): (Vec<_>, Vec<_>) = without_evidence(document).into_iter().partition(is_question);
    let said = |list: &[Unsupported]| -> Vec<String> {
        list.iter()
            .map(|s| entry(&words, s.line, &format!("{} — {}", markdown::words(&s.section), quoted(&s.words))))
            .collect()
    };
    part(&mut out, &words, "review-no-evidence", said(&unsupported));
    part(&mut out, &words, "review-conflicts", beside.merged.map_or_else(Vec::new, |m| conflicts(&words, m)));
    part(&mut out, &words, "review-numbers", numbers(&words, document, beside.analysis));
    part(&mut out, &words, "review-questions", said(&questions));
    part(&mut out, &words, "review-new", new_lines(&words, document));
    part(&mut out, &words, "review-gone", beside.merged.map_or_else(Vec::new, |m| gone(&words, m)));
    let allowed = beside.allowed.iter();
    let allowed =
        allowed.map(|a| entry(&words, a.line, &format!("{} — {}", markdown::code(&a.rule), quoted(&a.reason))));
    part(&mut out, &words, "review-allowed", allowed.collect());
    let remark = |r: &Remark| entry(&words, r.line, &markdown::words(&r.message));
    let (open, other): (Vec<&Remark>, Vec<&Remark>) =
        document.remarks.iter().partition(|remark| remark.kind.is_not_understood());
    part(&mut out, &words, "review-not-understood", open.into_iter().map(remark).collect());
    part(&mut out, &words, "review-remarks", other.into_iter().map(remark).collect());
    out
}

/// Statements that cite nothing, in the order they stand: rows of the timeline, impact, factors, whys, causes, summary.
pub fn without_evidence(document: &Document) -> Vec<Unsupported> {
    let lines = LineIndex::new(document.source());
    let row = document.timeline.iter().filter(|row| row.footnotes.is_empty());
    let mut found: Vec<(usize, String)> =
        row.map(|row| (row.span.start, format!("{} {}", row.moment.text, row.event.text))).collect();
    let factors = document.factors.iter().map(|factor| &factor.item);
    let parts = [&document.summary, &document.impact, &document.detection, &document.five_whys, &document.root_cause];
    let items = parts.into_iter().flatten().chain(factors);
    found.extend(items.filter(|item| is_bare(item)).map(|item| (item.text.span.start, item.text.text.clone())));
    found.sort();
    found.dedup();
    let section = |at: usize| {
        // Sections stand in order, and the last that began holds the place.
        let begun = document.sections.partition_point(|s| s.span.start <= at);
        let own = begun.checked_sub(1).and_then(|i| document.sections.get(i));
        own.map_or_else(String::new, |s| s.title.clone())
    };
    found
        .into_iter()
        .map(|(at, words)| Unsupported { line: lines.line(at), section: section(at), words: words.trim().to_owned() })
        .collect()
}

/// Whether an item says something and cites nothing. Lead-ins that only open a list say nothing of their own.
fn is_bare(item: &Item) -> bool {
    let words = item.text.text.trim();
    item.footnotes.is_empty() && !words.is_empty() && !words.ends_with([':', '：'])
}

/// A question to people, or a blank that nobody filled.
fn is_question(statement: &Unsupported) -> bool {
    let words = statement.words.trim_end_matches(['*', '_', ' ']);
    let blanks = Lang::ALL.iter().map(|lang| Catalogue::load(*lang).text("label-to-fill"));
    words.ends_with(['?', '？'])
        || words.ends_with("か。")
        || words.ends_with("か")
        || blanks.into_iter().any(|blank| words.contains(&blank))
}

fn part(out: &mut String, words: &Catalogue, key: &str, entries: Vec<String>) {
    let count = entries.len().to_string();
    out.push_str(&format!("\n## {}\n\n", words.compose(key, &[("count", &count)])));
    if entries.is_empty() {
        out.push_str(&format!("{}\n", words.text("review-nothing")));
    }
    for entry in entries {
        out.push_str(&format!("- {entry}\n"));
    }
}

fn entry(words: &Catalogue, line: usize, said: &str) -> String {
    words.compose("review-entry", &[("line", &line.to_string()), ("words", said)])
}

fn quoted(text: &str) -> String {
    markdown::words(&markdown::shortened(text, QUOTED))
}

fn conflicts(words: &Catalogue, merged: &Merged) -> Vec<String> {
    let one = |c: &crate::merge::Conflict| {
        let said = [
            ("yours", quoted(&crate::import::inline::plain(&c.yours))),
            ("proposed", quoted(&crate::import::inline::plain(&c.proposed))),
        ];
        let said = said.each_ref().map(|(name, value)| (*name, value.as_str()));
        entry(words, c.line_before, &words.compose("review-conflict", &said))
    };
    merged.conflicts.iter().map(one).collect()
}

fn numbers(words: &Catalogue, document: &Document, analysis: Option<&Analysis>) -> Vec<String> {
    contradictions(document, analysis)
        .iter()
        .map(|c| {
            let place = if c.derived.line == 0 {
                words.text("review-analysis")
            } else {
                words.compose("review-line", &[("line", &c.derived.line.to_string())])
            };
            entry(words, c.stated.line, &format!("{} ({place})", markdown::words(&c.message)))
        })
        .collect()
}

/// Lines that a re-draft added and nobody has accepted by deleting the mark.
fn new_lines(words: &Catalogue, document: &Document) -> Vec<String> {
    let lines = document.source().lines().enumerate().filter(|(_, line)| line.contains(MARK.trim()));
    lines.map(|(at, line)| entry(words, at + 1, &quoted(&crate::import::inline::plain(line)))).collect()
}

/// What the new draft no longer has, what a person deleted and the draft still has, and what has no section to stand in.
fn gone(words: &Catalogue, merged: &Merged) -> Vec<String> {
    let said = |unit: &str| quoted(&crate::import::inline::plain(without_bullet(unit)));
    let standing = merged.unsupported.iter().map(|unit| entry(words, unit.line_before, &said(&unit.words)));
    let replaced = merged.removed.iter().map(|unit| ("review-outdated", unit));
    let withheld = merged.withheld.iter().map(|unit| ("review-withheld", unit));
    let unplaced = merged.unplaced.iter().map(|unit| ("review-unplaced", unit));
    let told = replaced.chain(withheld).chain(unplaced);
    standing.chain(told.map(|(key, unit)| words.compose(key, &[("words", &said(unit))]))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::merge::{merge, seal};

    const DRAFT: &str = "# T\n\n**Duration**: 2 h\n\n## Timeline (UTC)\n\n- 2026-01-01 10:00 alert fired[^e1]\n- 10:35 resolved[^e2]\n\n## Root Cause\n\nThe pool was full.[^e1]\n\n[^e1]: a\n[^e2]: b\n";

    #[test]
    fn the_view_names_each_thing_with_its_line_and_leaves_the_text_alone() {
        let edited = seal(DRAFT)
            .replace("10:35 resolved", "10:35 resolved by a restart")
            .replace("## Root Cause\n\n", "## Root Cause\n\nWe think DNS helped.\n\nWho knew of the limit?\n\n");
        let fresh = DRAFT.replace("10:35 resolved", "10:35 errors are gone");
        let merged = merge(&edited, None, &fresh);
        let allowed = [Allowed { line: 3, rule: "report.no-severity".into(), reason: "a drill".into() }];
        let beside = Beside { analysis: None, merged: Some(&merged), allowed: &allowed };
        let view = review_view(&Document::parse(&edited), beside, Lang::En);
        for expected in [
            "line 12: Root Cause — We think DNS helped.",
            "line 14: Root Cause — Who knew of the limit?",
            "errors are gone",
            "a drill",
            "2 h",
        ] {
            assert!(view.contains(expected), "{expected} is missing in\n{view}");
        }
        assert!(!view.contains("The pool was full"), "{view}");
        assert!(merged.text.contains("10:35 resolved by a restart"));
    }

    #[test]
    fn every_language_has_the_view() {
        let document = Document::parse("# T\n\n## 経緯\n\n- 10:00 <script>x</script>\n");
        for lang in Lang::ALL {
            let view = review_view(&document, Beside::default(), *lang);
            assert!(!view.contains("review-") && !view.contains("<script>"), "{view}");
        }
    }
}
