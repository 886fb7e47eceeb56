//! One time in two zones: `14:05 UTC (16:05 CEST)`, and tables with a column for each zone.

use std::sync::LazyLock;

use jiff::civil::Time;
use regex::Regex;

use crate::numbers::{Contradiction, ContradictionKind, Place, moment::slip};
use crate::{
    document::{Document, LineIndex, Span},
    import::{
        block::{self, BlockKind},
        inline, table,
        time::zone,
    },
};

const MINUTES: i64 = 24 * 60;

/// Checks all lines with two zones, and all tables.
pub(in crate::numbers) fn check(document: &Document, out: &mut Vec<Contradiction>) {
    let source = document.source();
    let lines = LineIndex::new(source);
    beside(document, &lines, out);
    if source.contains('|') && zone::label_in(source).is_some() || source.contains("UTC") {
        let start = document.front_matter.as_ref().map_or(0, |front| front.span.end);
        for table in block::blocks(source, start, &lines).iter().filter(|b| b.kind == BlockKind::Table) {
            columns(source, table, &lines, out);
        }
    }
}

static GAP: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?: ?[(（/=＝]|, i\.e\.| or| =) ?(?:i\.e\. )?$")
        .expect("the pattern is a constant that the tests use")
});

/// `14:05 UTC (16:05 CEST)`.
fn beside(document: &Document, lines: &LineIndex, out: &mut Vec<Contradiction>) {
    let mut from = 0;
    for line in document.source().split_inclusive('\n') {
        let at = from;
        from += line.len();
        if line.len() > 4_000 {
            continue;
        }
        let zoned: Vec<(slip::Clock, usize, i32)> = slip::clocks(line)
            .into_iter()
            .filter_map(|clock| {
                let rest = line.get(clock.end..)?;
                let lead = rest.len() - rest.trim_start_matches(' ').len();
                let label = rest.get(lead..)?;
                let length = zone::label_at(label)?;
                let read = zone::readings(label.get(..length)?, None);
                // What a label means in summer is not its word alone.
                let offset = read.offset_s.filter(|_| !read.is_ambiguous)?;
                Some((clock, clock.end + lead + length, offset))
            })
            .collect();
        for pair in zoned.windows(2) {
            let [(first, first_end, first_s), (second, second_end, second_s)] = pair else { continue };
            let Some(gap) = line.get(*first_end..second.start) else { continue };
            if !GAP.is_match(gap) || first_s == second_s {
                continue;
            }
            let expected = i64::from(second_s - first_s) / 60;
            let apart = (minutes(second.time) - minutes(first.time) - expected).rem_euclid(MINUTES);
            if apart == 0 {
                continue;
            }
            let stated = Span::new(at + second.start, at + second_end);
            let derived = Span::new(at + first.start, at + first_end);
            out.push(differs(document.source(), lines, stated, derived, &shifted(first.time, expected)));
        }
    }
}

/// A row whose zones lie otherwise apart than those of all other rows.
fn columns(source: &str, table: &block::Block, lines: &LineIndex, out: &mut Vec<Contradiction>) {
    let rows: Vec<Vec<Span>> = table.children.iter().take(2_000).map(|row| table::row_cells(source, row)).collect();
    let Some((header, rows)) = rows.split_first() else { return };
    let clock = |span: &Span| {
        let words = inline::plain(span.of(source));
        let found = slip::clocks(&words);
        match found.as_slice() {
            // Nothing but a time and a day beside it.
            [one] if words.len() - (one.end - one.start) <= 16 => Some(one.time),
            _ => None,
        }
    };
    let is_zone = |span: &Span| {
        let words = inline::plain(span.of(source));
        zone::label_in(&words).is_some() || ["local", "Local", "現地"].iter().any(|w| words.contains(w))
    };
    let zoned: Vec<usize> = header.iter().enumerate().filter(|(_, cell)| is_zone(cell)).map(|(i, _)| i).collect();
    for pair in zoned.windows(2) {
        let [a, b] = pair else { continue };
        let apart = |row: &Vec<Span>| {
            let (x, y) = row.get(*a).and_then(clock).zip(row.get(*b).and_then(clock))?;
            Some((minutes(y) - minutes(x)).rem_euclid(MINUTES))
        };
        let all: Vec<(i64, &Vec<Span>)> = rows.iter().filter_map(|row| Some((apart(row)?, row))).collect();
        let Some(usual) = all.iter().map(|(m, _)| *m).max_by_key(|m| all.iter().filter(|(o, _)| o == m).count()) else {
            continue;
        };
        let odd: Vec<_> = all.iter().filter(|(m, _)| *m != usual).collect();
        let ([(_, row)], true) = (odd.as_slice(), all.len() >= 4) else { continue };
        let Some(((stated, derived), time)) = row.get(*b).zip(row.get(*a)).zip(row.get(*a).and_then(clock)) else {
            continue;
        };
        out.push(differs(source, lines, *stated, *derived, &shifted(time, usual)));
    }
}

/// Minutes since midnight.
pub(super) fn minutes(time: Time) -> i64 {
    i64::from(time.hour()) * 60 + i64::from(time.minute())
}

fn shifted(time: Time, by: i64) -> String {
    let total = (minutes(time) + by).rem_euclid(MINUTES);
    format!("{:02}:{:02}", total / 60, total % 60)
}

fn differs(source: &str, lines: &LineIndex, stated: Span, derived: Span, expected: &str) -> Contradiction {
    let place = |span: Span| Place { line: lines.line(span.start), span, text: span.of(source).to_owned() };
    let (stated, derived) = (place(stated), place(derived));
    let message = format!("`{}` is stated, but `{}` is {expected} there", stated.text, derived.text);
    Contradiction { kind: ContradictionKind::Time, stated, derived, message }
}

#[cfg(test)]
mod tests {
    use crate::{document::Document, numbers::contradictions};

    fn found(source: &str) -> Vec<String> {
        contradictions(&Document::parse(source), None).into_iter().map(|c| c.message).collect()
    }

    #[test]
    fn a_time_is_the_same_in_both_zones() {
        assert_eq!(found("# T\n\n## Summary\n\nIt began at 14:05 UTC (16:05 CEST).\n"), Vec::<String>::new());
        assert_eq!(found("# T\n\n## Summary\n\n発生は 14:05 JST（05:05 UTC）である。\n"), Vec::<String>::new());
        assert_eq!(
            found("# T\n\n## Summary\n\nIt ran from 14:05 UTC, 16:30 CEST was the end.\n"),
            Vec::<String>::new()
        );
        let said = "`15:05 CEST` is stated, but `14:05 UTC` is 16:05 there";
        assert_eq!(found("# T\n\n## Summary\n\nIt began at 14:05 UTC (15:05 CEST).\n"), [said]);
    }

    #[test]
    fn columns_of_zones_lie_apart_by_one_length() {
        let table = |last: &str| {
            found(&format!(
                "# T\n\n## Timeline\n\n| UTC | CEST (UTC+2) | Event |\n|-|-|-|\n| 10:00 | 12:00 | a |\n| 10:20 | 12:20 | b |\n| 10:40 | 12:40 | c |\n| 11:10 | {last} | d |\n"
            ))
            .len()
        };
        assert_eq!((table("13:10"), table("12:10")), (0, 1));
    }
}
