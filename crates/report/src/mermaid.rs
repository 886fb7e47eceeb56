//! Mermaid diagrams, which GitHub and GitLab draw inside Markdown: the timeline as a Gantt chart below the heading of
//! the timeline, the factors as a flowchart below theirs.
//!
//! Mermaid has directives, links and HTML labels; a word of a stranger must become none of them. So every character
//! that is no letter, digit or space is written as an entity code (`#58;`), which Mermaid decodes after it has
//! parsed the diagram. A fence longer than any run of backticks is not needed, for backticks are codes as well.

use std::collections::BTreeMap;

use backstory_model::{Analysis, FactorId, Layer, MilestoneKind, TimelineEntry, TimelineKind};

use crate::document::{Document, SectionKind};
use crate::locale::{Catalogue, Lang, source_name};
use crate::markdown::{one_line, shortened};
use crate::told::Told;

/// Marks in a Gantt chart; more would not be read.
const MOST_ROWS: usize = 24;
/// Characters of a label.
const LONGEST: usize = 80;

/// The document with its diagrams. Words of the document stay byte for byte.
pub fn illustrated(markdown: &str, told: &Told, lang: Lang) -> String {
    let words = Catalogue::load(lang);
    let document = Document::parse(markdown);
    let place = |kinds: &[SectionKind]| {
        let section = document.sections.iter().find(|s| s.level <= 3 && kinds.contains(&s.kind))?;
        let end = section.heading.end;
        let rest = markdown.get(end..)?;
        // The line end of the heading belongs to the heading.
        let is_open = !markdown.get(..end)?.ends_with('\n') && rest.starts_with('\n');
        Some(if is_open { end + 1 } else { end })
    };
    let factors = [SectionKind::Factors, SectionKind::ContributingFactors, SectionKind::RootCause];
    let mut inserts: Vec<(usize, String)> = Vec::new();
    inserts.extend(place(&[SectionKind::Timeline]).zip(gantt(&told.analysis, &words)));
    inserts.extend(place(&factors).zip(flowchart(told, &words)));
    inserts.sort();
    let mut out = String::with_capacity(markdown.len());
    let mut done = 0;
    for (at, diagram) in inserts {
        let before = markdown.get(done..at).unwrap_or("");
        out.push_str(before.trim_end_matches('\n'));
        out.push_str(&format!("\n\n```mermaid\n{diagram}```\n"));
        done = at;
        if !markdown.get(at..).is_some_and(|rest| rest.starts_with('\n')) {
            out.push('\n');
        }
    }
    out.push_str(markdown.get(done..).unwrap_or(""));
    out
}

/// Text in which nothing is syntax.
fn label(text: &str) -> String {
    let mut out = String::new();
    for c in shortened(&one_line(text), LONGEST).chars() {
        if c.is_alphanumeric() || c == ' ' {
            out.push(c);
        } else {
            out.push_str(&format!("#{};", u32::from(c)));
        }
    }
    out
}

/// Marks of the timeline in one section a source, and the impact as a bar.
fn gantt(analysis: &Analysis, words: &Catalogue) -> Option<String> {
    let rows: Vec<&TimelineEntry> = analysis.timeline.iter().filter(|row| is_shown(row)).take(MOST_ROWS).collect();
    let (first, last) = (rows.first()?.time, rows.last()?.time);
    let is_one_day = crate::locale::day(first) == crate::locale::day(last);
    let format = if is_one_day { "%H:%M:%S" } else { "%m-%d %H:%M" };
    let instant = |t: jiff::Timestamp| t.strftime("%Y-%m-%d %H:%M:%S").to_string();
    let mut out = format!("gantt\n    title {}\n", label(&words.text("html-timeline")));
    out.push_str(&format!("    dateFormat YYYY-MM-DD HH:mm:ss\n    axisFormat {format}\n"));
    let moment = |kind: MilestoneKind| analysis.milestones.time(kind);
    if let (Some(start), Some(end)) = (moment(MilestoneKind::ImpactStart), moment(MilestoneKind::Recovered))
        && start < end
    {
        let name = label(&words.text("section-impact"));
        out.push_str(&format!("    section {name}\n    {name} :crit, {}, {}\n", instant(start), instant(end)));
    }
    // Sections in the order of their first row; a row told by several sources is in that of the first.
    let mut lanes: Vec<(&str, String)> = Vec::new();
    for row in rows {
        let lane = row.source.split(", ").next().unwrap_or_default();
        let text = row.phrase.as_ref().map_or_else(|| one_line(&row.text), |phrase| words.plain(phrase));
        let line = format!("    {} :milestone, {}, 0s\n", non_empty(label(&text)), instant(row.time));
        match lanes.iter_mut().find(|(name, _)| *name == lane) {
            Some((_, lines)) => lines.push_str(&line),
            None => lanes.push((lane, line)),
        }
    }
    for (lane, lines) in lanes {
        let name = source_name(words, lane).replace(['`', '\\'], "");
        let name = if name.is_empty() { words.text("html-timeline") } else { name };
        out.push_str(&format!("    section {}\n{lines}", label(&name)));
    }
    Some(out)
}

fn is_shown(row: &TimelineEntry) -> bool {
    row.milestone.is_some()
        || matches!(row.kind, TimelineKind::Change | TimelineKind::Alert | TimelineKind::Page | TimelineKind::Impact)
}

/// What broke at the top, what each factor follows from below it.
fn flowchart(told: &Told, words: &Catalogue) -> Option<String> {
    let factors = &told.analysis.factors;
    if factors.len() < 2 {
        return None;
    }
    let ids: BTreeMap<&FactorId, usize> = factors.iter().enumerate().map(|(n, factor)| (&factor.id, n + 1)).collect();
    let mut out = String::from("flowchart TD\n");
    for (n, factor) in factors.iter().enumerate() {
        let text = factor.phrase.as_ref().map_or_else(|| one_line(&factor.statement), |p| words.plain(p));
        let name = label(&words.text(told.group(factor)));
        // Shapes tell the layers apart, not colours.
        let (open, close) = match factor.layer {
            Layer::Immediate => ("[\"", "\"]"),
            Layer::Contributing => ("(\"", "\")"),
            Layer::Systemic => ("([\"", "\"])"),
        };
        out.push_str(&format!("    f{}{open}{name}#58; {}{close}\n", n + 1, label(&text)));
    }
    for (n, factor) in factors.iter().enumerate() {
        for below in factor.because.iter().filter_map(|id| ids.get(id)) {
            out.push_str(&format!("    f{} --> f{below}\n", n + 1));
        }
    }
    Some(out)
}

/// A task needs a name.
fn non_empty(label: String) -> String {
    if label.trim().is_empty() { "#8230;".to_owned() } else { label }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_word_is_syntax() {
        for (text, expected) in [
            ("plain 復旧", "plain 復旧"),
            ("a:b;c#d", "a#58;b#59;c#35;d"),
            ("%%{init: {}}%%", "#37;#37;#123;init#58; #123;#125;#125;#37;#37;"),
            ("\"]; click f1 \"javascript:x\"", "#34;#93;#59; click f1 #34;javascript#58;x#34;"),
            ("```\n<b>", "#96;#96;#96; #60;b#62;"),
        ] {
            assert_eq!(label(text), expected, "{text}");
        }
    }
}
