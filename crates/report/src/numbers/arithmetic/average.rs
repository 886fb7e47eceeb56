//! The mean and the share of columns of a table in the text: `the longest delays average out at 110 minutes`, `7.7 % of all
//! characters were affected`.

use crate::numbers::{
    Contradiction, ContradictionKind, Place,
    arithmetic::{ratio, sum::TOTALS},
    event::role::{is_form, runs, stems},
    interval::stated::place,
    reading::{
        bound::Bound,
        quantity,
        sentence::{self, Sentence},
    },
};
use crate::{
    document::{Document, LineIndex, Span},
    import::{
        block::{self, Block, BlockKind},
        inline, table,
    },
};

/// A column of counts, without its total.
struct Column {
    head: String,
    values: Vec<f64>,
    total: Option<f64>,
    span: Span,
}

/// Checks the sentences that name a column.
pub(in crate::numbers) fn check(document: &Document, out: &mut Vec<Contradiction>) {
    let source = document.source();
    if !source.contains('|') {
        return;
    }
    let names = ["average", "Average", "mean", "Mean", "平均", "%", "％", "percent"];
    let is_read = |told: &Sentence<'_>| names.iter().any(|word| told.text.contains(word));
    let read: Vec<Sentence<'_>> = sentence::told(document).filter(is_read).take(2_000).collect();
    if read.is_empty() {
        return;
    }
    let lines = LineIndex::new(source);
    let start = document.front_matter.as_ref().map_or(0, |front| front.span.end);
    for table in block::blocks(source, start, &lines).iter().filter(|b| b.kind == BlockKind::Table).take(50) {
        let is_taken = document.timeline.iter().any(|row| table.span.contains(row.span))
            || document.actions.iter().any(|action| table.span.contains(action.span));
        let columns = if is_taken { Vec::new() } else { columns(source, table) };
        if columns.is_empty() {
            continue;
        }
        for told in read.iter().copied().filter(|told| !table.span.contains(told.passage.text.span)) {
            let found = mean(&columns, told).or_else(|| share(&columns, told));
            if let Some((said, column, expected, kind)) = found {
                let derived = Place { line: lines.line(column.span.end), span: column.span, text: expected.clone() };
                out.push(Contradiction {
                    kind,
                    stated: place(document, told.passage, said, &lines),
                    derived,
                    message: format!("`{said}` is stated, but the column `{}` gives {expected}", column.head),
                });
            }
        }
    }
}

fn columns(source: &str, table: &Block) -> Vec<Column> {
    let rows: Vec<Vec<Span>> = table.children.iter().take(500).map(|row| table::row_cells(source, row)).collect();
    let Some((header, rows)) = rows.split_first().filter(|(_, rows)| rows.len() >= 2) else { return Vec::new() };
    let is_total = |row: &Vec<Span>| {
        row.first().is_some_and(|cell| TOTALS.contains(&inline::plain(cell.of(source)).to_lowercase().as_str()))
    };
    let value = |span: &Span| inline::plain(span.of(source)).replace(',', "").trim().parse::<f64>().ok();
    let parts: Vec<&Vec<Span>> = rows.iter().filter(|row| !is_total(row)).collect();
    let of = |(at, head): (usize, &Span)| {
        let values: Option<Vec<f64>> = parts.iter().map(|row| row.get(at).and_then(value)).collect();
        let (first, last) = (parts.first()?.get(at)?, parts.last()?.get(at)?);
        let total = rows.iter().find(|row| is_total(row)).and_then(|row| row.get(at)).and_then(value);
        let span = Span::new(first.start, last.end);
        Some(Column { head: inline::plain(head.of(source)), values: values.filter(|v| v.len() >= 2)?, total, span })
    };
    header.iter().enumerate().skip(1).filter_map(of).collect()
}

type Found<'c, 't> = Option<(&'t str, &'c Column, String, ContradictionKind)>;

/// `the longest delays average out at 98 minutes`.
fn mean<'c, 't>(columns: &'c [Column], told: Sentence<'t>) -> Found<'c, 't> {
    let lower = told.text.to_lowercase();
    let at = ["average", "mean", "平均"]
        .iter()
        .find_map(|word| lower.find(word))
        .filter(|_| lower.len() == told.text.len())?;
    let clause_end = told.text.get(at..)?.find([';', '。']).map_or(told.text.len(), |end| at + end);
    let clause = told.text.get(..clause_end)?;
    let column = columns.iter().find(|column| is_named(&column.head, clause))?;
    let rest = told.text.get(at..clause_end)?;
    let number = rest
        .split(|c: char| !(c.is_ascii_digit() || matches!(c, ',' | '.')))
        .find(|t| t.starts_with(|c: char| c.is_ascii_digit()))?;
    let number = number.trim_end_matches([',', '.']);
    let stated: f64 = number.replace(',', "").parse().ok()?;
    let expected = column.values.iter().sum::<f64>() / column.values.len() as f64;
    let front = rest.get(..rest.find(number)?)?;
    let is_near = stated > expected * 0.5 && stated < expected * 2.0;
    let holds = Bound::of(front, "").holds(stated, expected, 0.51_f64.max(expected * 0.01));
    (!holds && is_near && !sentence::is_of_other_case(told.text))
        .then(|| (number, column, format!("{expected:.1}"), ContradictionKind::Count))
}

/// `11.2 % of all characters were affected` over a column `Characters` and one other.
fn share<'c, 't>(columns: &'c [Column], told: Sentence<'t>) -> Found<'c, 't> {
    let [whole, part] = columns else { return None };
    let sum = |column: &Column| column.total.unwrap_or_else(|| column.values.iter().sum());
    let mut percents = ratio::percents(told.text);
    let (start, end, percent) = percents.next().filter(|_| percents.next().is_none())?;
    let behind = told.text.get(end..)?.to_lowercase();
    let of = behind.strip_prefix(" of all ")?;
    let word = of.split(|c: char| !c.is_ascii_alphanumeric()).next()?;
    let is_whole = whole.head.to_lowercase().trim_end_matches('s') == word.trim_end_matches('s');
    let expected = sum(part) / sum(whole) * 100.0;
    let others = [&whole.values, &part.values];
    let is_sound = others.iter().all(|values| values.iter().all(|v| *v >= 0.0)) && expected <= 100.0 && expected > 0.0;
    let tolerance = 10f64.powi(-percent.digits) * 1.01;
    let is_other = !quantity::all(told.text.get(..start)?).is_empty();
    (is_whole && is_sound && !is_other && !percent.bound.holds(percent.value, expected, tolerance)).then(|| {
        (told.text.get(start..end).unwrap_or_default(), part, format!("{expected:.1} %"), ContradictionKind::Percentage)
    })
}

/// Whether a clause has the words of a header, but for what stands in its brackets.
fn is_named(head: &str, clause: &str) -> bool {
    let head = head.split(['(', '（']).next().unwrap_or_default();
    let own_runs = runs(head);
    if !own_runs.is_empty() {
        return own_runs.iter().map(|run| run.chars().count()).sum::<usize>() >= 4
            && own_runs.iter().all(|run| clause.contains(run.as_str()));
    }
    let (own, other) = (stems(head), stems(clause));
    own.len() >= 2 && own.iter().all(|stem| other.iter().any(|o| o == stem || is_form(stem, o)))
}

#[cfg(test)]
mod tests {
    use crate::{document::Document, numbers::contradictions};

    #[test]
    fn a_column_has_its_mean_and_its_share() {
        let found = |said: &str| {
            let source = format!(
                "# T\n\n## Impact\n\n| Site | Characters | Longest delay (min) |\n|-|-|-|\n| a | 1,000 | 138 |\n| b | 1,000 | 102 |\n\n{said}\n"
            );
            contradictions(&Document::parse(&source), None).len()
        };
        assert_eq!(found("The longest delays average out at 120 minutes."), 0);
        assert_eq!(found("In all 12 % of all characters were affected."), 0);
        assert_eq!(found("The longest delays average out at 98 minutes."), 1);
        assert_eq!(found("In all 32 % of all characters were affected."), 1);
    }
}
