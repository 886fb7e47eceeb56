//! A column of shares beside the two columns it follows from: `| Inbound | 40,000 | 12,000 | 40 % |` below rows that agree.

use crate::{
    document::{Document, LineIndex, Span},
    import::{
        block::{self, Block, BlockKind},
        inline, table,
    },
    numbers::{Contradiction, ContradictionKind, Place, arithmetic::ratio},
};

/// Checks all tables with a column of percentages.
pub(in crate::numbers) fn check(document: &Document, out: &mut Vec<Contradiction>) {
    let source = document.source();
    if !source.contains('|') || !source.contains(['%', '％']) {
        return;
    }
    let lines = LineIndex::new(source);
    let start = document.front_matter.as_ref().map_or(0, |front| front.span.end);
    for table in block::blocks(source, start, &lines).iter().filter(|b| b.kind == BlockKind::Table).take(50) {
        if !document.timeline.iter().any(|row| table.span.contains(row.span)) {
            rows(source, table, &lines, out);
        }
    }
}

/// Rows whose share is not that of two columns which give the share of every other row.
fn rows(source: &str, table: &Block, lines: &LineIndex, out: &mut Vec<Contradiction>) {
    let cells: Vec<Vec<Span>> =
        table.children.iter().skip(1).take(300).map(|row| table::row_cells(source, row)).collect();
    let width = cells.iter().map(Vec::len).max().unwrap_or(0);
    let count = |row: &Vec<Span>, at: usize| {
        let text = inline::plain(row.get(at)?.of(source)).replace([',', '，'], "");
        let text = text.trim();
        text.parse::<f64>().ok().or_else(|| {
            let digits = text.trim_end_matches(['件', '人', '台', '本', '名', '社', '店', '枚', ' ']);
            digits.parse().ok()
        })
    };
    let share = |row: &Vec<Span>, at: usize| {
        let text = inline::plain(row.get(at)?.of(source));
        let mut found = ratio::percents(&text);
        let (from, to, percent) = found.next().filter(|_| found.next().is_none())?;
        // Nothing but the share and a sign beside it.
        (text.trim().len() <= to - from + 4).then_some((percent.value, 10f64.powi(-percent.digits)))
    };
    for column in 1..width.min(12) {
        let told: Vec<(&Vec<Span>, f64, f64)> =
            cells.iter().filter_map(|row| share(row, column).map(|(v, unit)| (row, v, unit))).collect();
        if told.len() < 2 || told.len() * 2 < cells.len() {
            continue;
        }
        for whole in 1..width.min(12) {
            for part in (1..width.min(12)).filter(|part| *part != whole && *part != column && whole != column) {
                let fits = |row: &Vec<Span>, value: f64, unit: f64| {
                    let (whole, part) = count(row, whole).zip(count(row, part))?;
                    (whole > 0.0).then(|| ((part / whole * 100.0 - value).abs() <= unit * 1.01, part / whole * 100.0))
                };
                let judged: Vec<_> =
                    told.iter().filter_map(|(row, v, unit)| fits(row, *v, *unit).map(|f| (*row, f))).collect();
                let odd: Vec<_> = judged.iter().filter(|(_, (fits, _))| !fits).collect();
                let ([(row, (_, expected))], true) = (odd.as_slice(), judged.len() == told.len()) else { continue };
                // One row that agrees is proof enough where its share is no round number of chance.
                if judged.len() < 2 || *expected > 100.0 {
                    continue;
                }
                let Some((stated, from)) = row.get(column).zip(row.get(part.min(whole))) else { continue };
                let place =
                    |span: Span| Place { line: lines.line(span.start), span, text: inline::plain(span.of(source)) };
                let stated = place(*stated);
                let to = row.get(part.max(whole)).unwrap_or(from);
                let derived = place(Span::new(from.start, to.end));
                let message = format!("`{}` is stated, but the row gives {expected:.1} %", stated.text);
                out.push(Contradiction { kind: ContradictionKind::Percentage, stated, derived, message });
                return;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::{document::Document, numbers::contradictions};

    #[test]
    fn a_share_follows_from_its_row() {
        let found = |last: &str| {
            let source = format!(
                "# T\n\n## Volumes\n\n| Direction | Attempted | Failed | Share |\n|-|-|-|-|\n| Out | 84,000 | 54,600 | 65 % |\n| In | 40,000 | 12,000 | {last} |\n"
            );
            contradictions(&Document::parse(&source), None).len()
        };
        assert_eq!((found("30 %"), found("40 %")), (0, 1));
    }
}
