//! A report in another language, as far as its words are not of people.
//!
//! The draft of the analysis exists in every language. A line of the document that stands as drafted is replaced by the same
//! line of the other draft; so is a cell of a row in which somebody changed another cell. Headings, heads of columns and labels that the
//! catalogues know are put into the other language wherever they stand, which is all that can be done for a report that was
//! imported. What people wrote stays in their words.

use std::collections::{BTreeMap, VecDeque};

use backstory_model::Analysis;

use crate::document::Document;
use crate::draft::{DraftOptions, closed, draft};
use crate::import::template::Template;
use crate::locale::{Catalogue, Lang, day, fill};
use crate::merge::MARK;

/// Names that documents and drafts share: headings, heads of columns, labels.
const NAMES: [&str; 33] = [
    "section-summary",
    "section-impact",
    "section-timeline",
    "section-factors",
    "section-immediate",
    "section-systemic",
    "section-whys",
    "section-root-cause",
    "section-actions",
    "section-went-well",
    "section-lessons",
    "section-prevention",
    "section-gaps",
    "section-evidence",
    "column-what",
    "column-value",
    "column-how",
    "column-measure",
    "column-time",
    "column-event",
    "column-source",
    "column-actor",
    "column-action",
    "column-owner",
    "column-deadline",
    "column-priority",
    "head-date",
    "head-duration",
    "head-severity",
    "head-services",
    "head-commander",
    "head-authors",
    "head-reviewed",
];

/// The document with what no person wrote in the language wanted. `drafted` is the analysis that it was drafted from.
pub fn translated(document: &Document, drafted: Option<&Analysis>, wanted: Lang) -> String {
    let own = Lang::of_document(document);
    if own == wanted {
        return document.source().to_owned();
    }
    let mut words = Words::of(own, wanted);
    if let Some(analysis) = drafted {
        words.learn(&in_language(analysis, own), &in_language(analysis, wanted));
    }
    let mut out = String::with_capacity(document.source().len());
    let mut is_code = false;
    for line in document.source().split_inclusive('\n') {
        let bare = line.trim_end_matches(['\n', '\r']);
        let is_fence = bare.trim_start().starts_with("```") || bare.trim_start().starts_with("~~~");
        is_code ^= is_fence;
        match words.line(bare).filter(|_| !is_code && !is_fence) {
            Some(told) => {
                out.push_str(&told);
                out.push_str(line.get(bare.len()..).unwrap_or_default());
            }
            None => out.push_str(line),
        }
    }
    out
}

/// What the machine would write of an analysis. Deadlines that it leaves open are counted from a day that nobody kept.
fn in_language(analysis: &Analysis, lang: Lang) -> String {
    let mut analysis = analysis.clone();
    fill(&mut analysis, &Catalogue::load(lang));
    let today = day(closed(&analysis));
    draft(&analysis, &DraftOptions { lang, today })
}

/// What stands for what in the other language.
struct Words {
    /// Lines of the drafts; one that stands several times has as many translations, in order.
    lines: BTreeMap<String, VecDeque<String>>,
    /// Cells of rows, where both drafts have as many.
    cells: BTreeMap<String, String>,
    /// Headings, heads of columns and labels, in lower case.
    names: BTreeMap<String, String>,
}

impl Words {
    fn of(own: Lang, wanted: Lang) -> Self {
        let (from, to) = (Catalogue::load(own), Catalogue::load(wanted));
        let known = NAMES.iter().map(|key| (from.text(key), to.text(key)));
        let of_templates = Template::ALL.iter().flat_map(|template| {
            let titles = template.sections(&from).into_iter().zip(template.sections(&to));
            titles.map(|((_, own), (_, wanted))| (own, wanted)).collect::<Vec<_>>()
        });
        let mut names = BTreeMap::new();
        for (own, wanted) in known.chain(of_templates) {
            names.entry(own.to_lowercase()).or_insert(wanted);
        }
        Self { lines: BTreeMap::new(), cells: BTreeMap::new(), names }
    }

    /// Takes the lines of two drafts of one analysis. Their sections stand in the same order.
    fn learn(&mut self, own: &str, wanted: &str) {
        for (own, wanted) in sections(own).into_iter().zip(sections(wanted)) {
            if own.len() != wanted.len() {
                continue;
            }
            for (own, wanted) in own.into_iter().zip(wanted) {
                let cells: (Vec<&str>, Vec<&str>) = (cells(own), cells(wanted));
                if cells.0.len() == cells.1.len() {
                    for (own, wanted) in cells.0.into_iter().zip(cells.1).filter(|(own, _)| !own.is_empty()) {
                        self.cells.entry(own.to_owned()).or_insert_with(|| wanted.to_owned());
                    }
                }
                if !own.trim().is_empty() {
                    self.lines.entry(own.to_owned()).or_default().push_back(wanted.to_owned());
                }
            }
        }
    }

    /// The line in the other language; none where it stays.
    fn line(&mut self, line: &str) -> Option<String> {
        let (bare, mark) = line.strip_suffix(MARK).map_or((line, ""), |bare| (bare, MARK));
        if let Some(told) = self.lines.get_mut(bare) {
            // The last translation serves all further lines that say the same.
            let told = if told.len() > 1 { told.pop_front() } else { told.front().cloned() };
            return told.map(|told| told + mark);
        }
        let row = cells(bare);
        if !row.is_empty() {
            return self.row(bare, &row);
        }
        let title = bare.trim_start_matches('#');
        if title.len() < bare.len() {
            let (marks, rest) = bare.split_at_checked(bare.len() - title.trim_start().len())?;
            return Some(format!("{marks}{}", self.name(rest.trim_end())?));
        }
        // `**Severity**: SEV-1`, `- **Severity:** SEV-1`
        let (before, rest) = bare.split_once("**")?;
        let (label, behind) = rest.split_once("**").filter(|_| before.trim_matches(['-', '*', ' ']).is_empty())?;
        let name = label.trim_end_matches([':', '：']);
        Some(format!("{before}**{}{}**{behind}", self.name(name)?, label.get(name.len()..)?))
    }

    fn row(&self, line: &str, row: &[&str]) -> Option<String> {
        let told: Vec<&str> = row
            .iter()
            .map(|cell| {
                let name = || self.names.get(&cell.to_lowercase());
                self.cells.get(*cell).or_else(name).map_or(*cell, String::as_str)
            })
            .collect();
        // The bytes of a row of which nothing is known stay.
        let is_changed = told.iter().zip(row).any(|(told, cell)| told != cell);
        let lead = line.get(..line.len() - line.trim_start().len())?;
        is_changed.then(|| format!("{lead}| {} |", told.join(" | ")))
    }

    fn name(&self, own: &str) -> Option<&str> {
        self.names.get(&own.trim().to_lowercase()).map(String::as_str)
    }
}

/// The lines of each section.
fn sections(text: &str) -> Vec<Vec<&str>> {
    let mut out: Vec<Vec<&str>> = vec![Vec::new()];
    for line in text.lines() {
        if line.starts_with("## ") {
            out.push(Vec::new());
        }
        if let Some(last) = out.last_mut() {
            last.push(line);
        }
    }
    out
}

/// The cells of a row between pipes; none where the line is no row, or the delimiter below a header.
fn cells(line: &str) -> Vec<&str> {
    let trimmed = line.trim();
    let inner = trimmed.strip_prefix('|').and_then(|rest| rest.strip_suffix('|'));
    let is_divider = trimmed.bytes().all(|b| matches!(b, b'|' | b'-' | b':' | b' '));
    let Some(inner) = inner.filter(|_| !is_divider) else { return Vec::new() };
    let mut out = Vec::new();
    let (mut from, mut is_escaped) = (0, false);
    for (at, c) in inner.char_indices() {
        if c == '|' && !is_escaped {
            out.push(inner.get(from..at).unwrap_or_default().trim());
            from = at + 1;
        }
        is_escaped = c == '\\' && !is_escaped;
    }
    out.push(inner.get(from..).unwrap_or_default().trim());
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_an_imported_report_are_put_into_the_other_language() {
        let source = "# Checkout down\n\n**Severity**: SEV-2\n\n## Summary\n\nIt was down.\n\n## Our own words\n\n## Timeline\n\n\
            | Time | Event |\n| --- | --- |\n| 10:00 | Summary sent |\n\n```\n## Summary\n```\n\n## Action items\n\n- [ ] Alert\n";
        let told = translated(&Document::parse(source), None, Lang::Ja);
        let expected = "# Checkout down\n\n**重大度**: SEV-2\n\n## 概要\n\nIt was down.\n\n## Our own words\n\n## タイムライン\n\n\
            | 時刻 | 事象 |\n| --- | --- |\n| 10:00 | Summary sent |\n\n```\n## Summary\n```\n\n## アクションアイテム\n\n- [ ] Alert\n";
        assert_eq!(told, expected);
        assert_eq!(translated(&Document::parse(source), None, Lang::En), source);
    }
}
