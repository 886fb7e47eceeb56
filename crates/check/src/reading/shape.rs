//! What a part is by its shape, where its heading says nothing known: rows with times, a list that is owned and dated.

use std::sync::LazyLock;

use regex::Regex;

use super::{
    SectionKind,
    action::{Field, field_of},
    line::{cells, clean, heading, item, starts_with_time, underline},
};

/// Headings, by line from 0, that open a timeline or a list of actions by their shape alone.
///
/// Asked only for kinds that no heading of the report announces.
pub(super) fn kinds(source: &str, announced: impl Fn(&str) -> Option<SectionKind>) -> Vec<(usize, SectionKind)> {
    let lines: Vec<&str> = source.lines().collect();
    let mut parts: Vec<(usize, &str, usize)> = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let trimmed = line.trim();
        if let Some((_, title)) = heading(trimmed) {
            parts.push((at, title, at + 1));
        } else if underline(trimmed).is_some()
            && let Some(title) = at.checked_sub(1).and_then(|above| lines.get(above)).filter(|t| !t.trim().is_empty())
        {
            parts.push((at - 1, title, at + 1));
        }
    }
    let known: Vec<Option<SectionKind>> = parts.iter().map(|(_, title, _)| announced(&clean(title))).collect();
    let mut found = Vec::new();
    for wanted in [SectionKind::Timeline, SectionKind::Actions] {
        if known.contains(&Some(wanted)) {
            continue;
        }
        for (index, &(at, _, body)) in parts.iter().enumerate() {
            let end = parts.get(index + 1).map_or(lines.len(), |&(next, ..)| next);
            let body = lines.get(body..end).unwrap_or_default();
            if known.get(index).is_some_and(Option::is_none) && has_shape(wanted, body) {
                found.push((at, wanted));
                break;
            }
        }
    }
    found
}

fn has_shape(wanted: SectionKind, body: &[&str]) -> bool {
    let body: Vec<&str> = body.iter().map(|line| line.trim()).filter(|line| !line.is_empty()).collect();
    if wanted == SectionKind::Timeline {
        let timed = body.iter().filter(|line| is_timed(line)).count();
        return timed >= 3 && timed * 3 >= body.len() * 2;
    }
    let columns = body
        .iter()
        .find(|line| line.starts_with('|'))
        .map(|line| cells(line, 0).iter().filter_map(|(text, _)| field_of(&clean(text))).collect::<Vec<_>>());
    let table = columns.is_some_and(|columns| {
        columns.contains(&Field::Owner) && (columns.contains(&Field::Deadline) || columns.contains(&Field::Priority))
    });
    let items: Vec<&str> =
        body.iter().filter_map(|line| item(line).and_then(|(marker, _)| line.get(marker..))).collect();
    let promised = items.iter().filter(|text| is_promise(text)).count();
    table || promised >= 2 && promised * 2 >= items.len()
}

/// A row of a list, of a table or of plain lines that begins with a time.
fn is_timed(line: &str) -> bool {
    if line.starts_with('|') {
        let cells = cells(line, 0);
        return cells.iter().take(2).any(|(text, _)| starts_with_time(text) && text.chars().count() < 30)
            || cells.iter().all(|(text, _)| text.bytes().all(|b| matches!(b, b'-' | b':' | b' ')));
    }
    let words = item(line).and_then(|(marker, _)| line.get(marker..)).unwrap_or(line);
    starts_with_time(&words.chars().take(24).collect::<String>())
}

/// Whether an item names who or how urgent beside a day.
fn is_promise(text: &str) -> bool {
    static DAY: LazyLock<Option<Regex>> = LazyLock::new(|| {
        crate::language::pattern::plain(
            r"(?i)\d{4}[-/年]\d{1,2}[-/月]\d{1,2}|\d{1,2}月\d{1,2}日|\d{1,2}/\d{1,2}\b|\b\d{1,2} (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]* \d{1,2}\b",
        )
    });
    static WHO: LazyLock<Option<Regex>> = LazyLock::new(|| {
        crate::language::pattern::plain(
            r"(?i)\bowner|\bassign|\bdri\b|@[a-z]|\bP[0-4]\b|\bpriority|\bdue\b|担当|優先|期限|〆",
        )
    });
    let is = |pattern: &LazyLock<Option<Regex>>| pattern.as_ref().is_some_and(|p| p.is_match(text));
    is(&DAY) && is(&WHO) && !starts_with_time(text)
}

#[cfg(test)]
mod tests {
    use super::{SectionKind, kinds};
    use crate::reading::section::kind_of;

    #[test]
    fn parts_are_known_by_their_shape() {
        let source = "# Outage\n\n## Protokoll\n\n- 10:00 up\n- 10:05 down\n- 10:09 up\n\n## Promised\n\n- [ ] Pin it (owner: ada, 2026-03-01)\n- [ ] Cap it (owner: bo, 2026-03-02)\n\n## Colours\n\n- red\n";
        assert_eq!(kinds(source, kind_of), [(2, SectionKind::Timeline), (8, SectionKind::Actions)]);
        let table = "## Wer macht was\n\n| Task | Owner | Due |\n|---|---|---|\n| Pin it | ada | 1 May |\n";
        assert_eq!(kinds(table, kind_of), [(0, SectionKind::Actions)]);
        assert_eq!(kinds("## Notes\n\nAt 10:00 it was up.\n\n## Timeline\n\n- 10:00 up\n", kind_of), []);
    }
}
