//! The safe fixes: order, zone label, ids. They never change meaning, and a second run changes nothing.

use crate::{
    reading::{FactKey, Reading, SectionKind},
    rules::report::{Setting, Spots, timeline_order},
};

/// The source with the safe fixes, or null when there is nothing to fix.
pub fn fix(source: &str) -> Option<String> {
    let sorted = sort_timeline(source);
    let labelled = label_zone(sorted.as_deref().unwrap_or(source));
    let zoned = labelled.or(sorted);
    number_actions(zoned.as_deref().unwrap_or(source)).or(zoned)
}

/// Sorts timeline rows that stand on one line each, if the rows are all one block of lines.
fn sort_timeline(source: &str) -> Option<String> {
    let reading = Reading::new(source);
    let mut spots = Spots::default();
    (timeline_order::RULE.check)(&reading, &Setting::default(), &mut spots);
    if spots.0.is_empty() {
        return None;
    }
    let lines: Vec<&str> = source.split_inclusive('\n').collect();
    let mut rows = Vec::new();
    for row in &reading.rows {
        let date = row.moment.date.or(reading.fact(FactKey::Start).and_then(|f| f.moment.date));
        let second = i64::from(row.moment.offset_s.unwrap_or(0));
        let time = row.moment.time?;
        rows.push((
            row.entry.line,
            (date, i64::from(time.hour()) * 3600 + i64::from(time.minute()) * 60 + i64::from(time.second()) - second),
        ));
    }
    // Rows over several lines, or with other text between, are left to a person. So is a night without dates.
    if rows.windows(2).any(|pair| matches!(pair, [a, b] if b.0 != a.0 + 1)) {
        return None;
    }
    // Rows of a table and of a list do not mix: each belongs below its own header, or behind its own mark.
    let shape = |line: usize| {
        let line = lines.get(line - 1).copied().unwrap_or("");
        let indent = line.len() - line.trim_start().len();
        (indent, line.trim_start().chars().next().filter(|c| !c.is_alphanumeric()), line.ends_with('\n'))
    };
    let first_shape = rows.first().map(|row| shape(row.0));
    if rows.iter().any(|row| Some(shape(row.0)) != first_shape) {
        return None;
    }
    let crosses_midnight = reading.fact(FactKey::Start).and_then(|f| f.moment.date)
        != reading.fact(FactKey::Resolved).and_then(|f| f.moment.date);
    if crosses_midnight && reading.rows.iter().any(|row| row.moment.date.is_none()) {
        return None;
    }
    let mut order: Vec<usize> = (0..rows.len()).collect();
    order.sort_by_key(|i| rows.get(*i).map(|r| r.1));
    let first = rows.first()?.0;
    let mut out = String::with_capacity(source.len());
    for (i, line) in lines.iter().enumerate() {
        let moved = (i + 1)
            .checked_sub(first)
            .and_then(|offset| order.get(offset))
            .and_then(|j| rows.get(*j))
            .and_then(|row| lines.get(row.0 - 1));
        out.push_str(moved.unwrap_or(line));
    }
    (out != source && same_parts(&reading, &Reading::new(&out))).then_some(out)
}

/// Whether two readings say the same, whatever the order of their rows: a line that runs on, a row that opens a quotation
/// or a block, would say something else in another place.
fn same_parts(a: &Reading<'_>, b: &Reading<'_>) -> bool {
    let parts = |reading: &Reading<'_>| {
        let mut rows: Vec<String> = reading.rows.iter().map(|row| row.entry.text.clone()).collect();
        rows.sort_unstable();
        let actions: Vec<String> = reading.actions.iter().map(|action| action.entry.text.clone()).collect();
        let factors: Vec<String> = reading.factors.iter().map(|factor| factor.text.clone()).collect();
        let facts: Vec<String> = reading.facts.iter().map(|fact| fact.value.clone()).collect();
        let titles: Vec<String> = reading.sections.iter().map(|section| section.title.clone()).collect();
        (rows, actions, factors, facts, titles)
    };
    parts(a) == parts(b)
}

/// Writes the zone into the heading of the timeline, when the head of the report names exactly one.
fn label_zone(source: &str) -> Option<String> {
    let reading = Reading::new(source);
    let section = reading.section(SectionKind::Timeline)?;
    let names = |text: &str| crate::reading::names_zone(text);
    if names(&section.title) || names(reading.body(section)) || reading.rows.is_empty() {
        return None;
    }
    let mut zones: Vec<&str> = reading
        .facts
        .iter()
        .filter(|fact| matches!(fact.key, FactKey::Start | FactKey::Resolved | FactKey::Detected))
        .filter_map(|fact| fact.value.rsplit(' ').next().filter(|word| names(word)))
        .collect();
    zones.sort_unstable();
    zones.dedup();
    let [zone] = zones.as_slice() else { return None };
    let before = source.get(..section.body.start)?;
    let after = source.get(section.body.start..)?;
    Some(format!("{} ({zone}){after}", before.trim_end_matches(' ')))
}

/// Gives actions of a table with an empty id column their ids: AI-001, AI-002, …
fn number_actions(source: &str) -> Option<String> {
    let reading = Reading::new(source);
    let taken: Vec<u32> =
        reading.actions.iter().filter_map(|a| a.id.as_deref()?.rsplit('-').next()?.parse().ok()).collect();
    let mut next = taken.iter().max().map_or(1, |n| n + 1);
    let mut out: Vec<String> = source.split_inclusive('\n').map(str::to_owned).collect();
    let mut changed = false;
    let id_columns = id_columns(source);
    for action in reading.actions.iter().filter(|a| a.id.is_none()) {
        let Some(line) = out.get_mut(action.entry.line - 1) else { continue };
        // Only where the first cell is an empty place for it.
        let Some(rest) = line.trim_start().strip_prefix('|') else { continue };
        let Some((cell, tail)) = rest.split_once('|') else { continue };
        if cell.trim().is_empty() && id_columns.get(action.entry.line - 1) == Some(&true) {
            *line = format!("| AI-{next:03} |{tail}");
            next += 1;
            changed = true;
        }
    }
    changed.then(|| out.concat())
}

/// For each line whether it stands in a table whose first column is for ids: in one without a head, an empty cell may be anything.
fn id_columns(source: &str) -> Vec<bool> {
    let mut head = None;
    source
        .lines()
        .map(|line| {
            let cells = line.trim_start().strip_prefix('|');
            let first = cells.and_then(|cells| cells.split('|').next());
            head = first.map(|cell| head.unwrap_or_else(|| crate::reading::names_id(cell)));
            head.unwrap_or(false)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::fix;

    const REPORT: &str = "# A\n\n- Severity: SEV-2\n- Start: 2026-01-02 10:00 UTC\n- Resolved: 2026-01-02 11:00 UTC\n\n## Timeline\n\n- 10:00 a\n- 10:30 c\n- 10:10 b\n\n## Actions\n\n| ID | Action | Owner |\n|---|---|---|\n| AI-004 | x y | z |\n|  | v w | u |\n";

    #[test]
    fn fixing_twice_equals_fixing_once() {
        let once = fix(REPORT).unwrap();
        assert!(once.contains("## Timeline (UTC)\n\n- 10:00 a\n- 10:10 b\n- 10:30 c\n"), "{once}");
        assert!(once.contains("| AI-005 | v w | u |"), "{once}");
        assert_eq!(fix("## Actions\n| AI-004 | x y | z |\n|  | v w | u |\n"), None, "a table without a head");
        assert_eq!(fix(&once), None);
    }
}
