//! The footnotes: artifact, place, time collected, SHA-256 and excerpt of everything that was cited.

use backstory_model::Evidence;

use super::pen::{Pen, label};
use crate::locale::date_and_minute;
use crate::markdown;

/// An excerpt is cut to this many characters: a footnote shows, the artifact proves.
const EXCERPT: usize = 200;

/// Kinds of items that readers of evidence name, and their catalogue keys.
const ITEMS: &[(&str, &str)] = &[
    ("column ", "evidence-column"),
    ("deployment ", "evidence-deployment"),
    ("incident ", "evidence-incident"),
    ("log entry ", "evidence-log-entry"),
    ("release ", "evidence-release"),
];

pub(super) fn write(pen: &Pen<'_>) -> String {
    let cited = pen.cited();
    let find = |id| pen.analysis.evidence.iter().find(|e| e.id == id);
    cited.into_iter().filter_map(find).map(|evidence| note(pen, evidence)).collect()
}

fn note(pen: &Pen<'_>, evidence: &Evidence) -> String {
    let artifact = match markdown::code(&evidence.artifact) {
        none if none.is_empty() => crate::locale::source_name(pen.words, &evidence.source),
        artifact => artifact,
    };
    let mut place = artifact;
    let locator = locator(pen, &evidence.locator);
    if !locator.is_empty() {
        place.push_str(&format!(", {locator}"));
    }
    let mut parts = vec![place];
    let artifact = pen.analysis.artifacts.iter().find(|a| a.path == evidence.artifact);
    if let Some(collected) = artifact.and_then(|a| a.collected) {
        parts.push(pen.around("evidence-collected", &[("time", &date_and_minute(collected))]));
    }
    let sha256: String = evidence.sha256.chars().filter(char::is_ascii_hexdigit).take(64).collect();
    if !sha256.is_empty() {
        parts.push(format!("sha256 {sha256}"));
    }
    let excerpt = markdown::code(&markdown::shortened(&markdown::one_line(&evidence.excerpt), EXCERPT));
    if !excerpt.is_empty() {
        parts.push(excerpt);
    }
    format!("[^{}]: {}\n", label(&evidence.id), parts.join("; "))
}

/// A place in an artifact; lines are named in the report's language, what the source itself says stays.
fn locator(pen: &Pen<'_>, locator: &str) -> String {
    let locator = markdown::one_line(locator);
    let is_number = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
    if locator == "whole file" {
        return pen.text("evidence-whole");
    }
    if let Some(line) = locator.strip_prefix("line ").filter(|n| is_number(n)) {
        return pen.around("evidence-line", &[("line", line)]);
    }
    if let Some((first, last)) = locator.strip_prefix("lines ").and_then(|l| l.split_once('-'))
        && is_number(first)
        && is_number(last)
    {
        return pen.around("evidence-lines", &[("first", first), ("last", last)]);
    }
    if let Some((key, name)) = ITEMS.iter().find_map(|(what, key)| Some((key, locator.strip_prefix(what)?))) {
        return pen.around(key, &[("name", &markdown::code(&markdown::shortened(name, EXCERPT)))]);
    }
    let is_plain = locator.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, ' ' | '-' | ','));
    if is_plain { locator } else { markdown::code(&markdown::shortened(&locator, EXCERPT)) }
}
