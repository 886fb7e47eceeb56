//! The footnotes: artifact, place, time collected, SHA-256 and excerpt of everything that was cited.

use backstory_model::Evidence;

use super::pen::{Pen, label};
use crate::locale::date_and_minute;
use crate::markdown;

/// An excerpt is cut to this many characters: a footnote shows, the artifact proves.
const EXCERPT: usize = 200;

pub(super) fn write(pen: &Pen<'_>) -> String {
    let cited = pen.cited();
    let find = |id| pen.analysis.evidence.iter().find(|e| e.id == id);
    cited.into_iter().filter_map(find).map(|evidence| note(pen, evidence)).collect()
}

fn note(pen: &Pen<'_>, evidence: &Evidence) -> String {
    let artifact = match markdown::code(&evidence.artifact) {
        none if none.is_empty() => super::source_name(pen.words, &evidence.source),
        artifact => artifact,
    };
    let mut place = artifact;
    let locator = markdown::one_line(&evidence.locator);
    if !locator.is_empty() {
        let is_plain = locator.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, ' ' | '-' | ','));
        let locator = if is_plain { locator } else { markdown::code(&markdown::shortened(&locator, EXCERPT)) };
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
