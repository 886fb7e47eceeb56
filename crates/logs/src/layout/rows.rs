//! The first fields of sample lines, and what nearly all of them have in common.

use std::collections::BTreeMap;

use super::field::{Field, Shape, fits, next_field, shape_of};
use super::{AGREEMENT, MAX_COLUMNS, MAX_UNTYPED};

/// The first fields of a sample line.
pub(super) struct Row<'a> {
    pub(super) fields: Vec<(Field<'a>, Shape)>,
}

impl<'a> Row<'a> {
    pub(super) fn text(&self, place: usize) -> Option<&'a [u8]> {
        self.fields.get(place).map(|(field, _)| field.text)
    }

    /// What follows a field.
    pub(super) fn tail(&self, place: usize) -> Option<&'a [u8]> {
        self.fields.get(place).map(|(field, _)| field.tail)
    }

    pub(super) fn shape(&self, place: usize) -> Option<Shape> {
        self.fields.get(place).map(|(_, shape)| *shape)
    }

    /// Does a field belong to a column of a shape?
    pub(super) fn has(&self, place: usize, column: Shape) -> bool {
        self.fields.get(place).is_some_and(|(field, shape)| fits(field.text, *shape, column))
    }
}

pub(super) fn row(line: &[u8], delimiter: Option<u8>) -> Row<'_> {
    let mut rest = line;
    let mut fields = Vec::new();
    while fields.len() < MAX_COLUMNS + MAX_UNTYPED
        && let Some(mut field) = next_field(rest, delimiter)
    {
        rest = field.tail;
        field.next = line.len() - rest.trim_ascii_start().len();
        fields.push((field, shape_of(field.text)));
    }
    Row { fields }
}

pub(super) fn share<'a, 'b: 'a>(rows: &'a [&'a Row<'b>], holds: impl Fn(&'a Row<'b>) -> bool) -> f64 {
    rows.iter().filter(|row| holds(row)).count() as f64 / rows.len().max(1) as f64
}

/// Share of the lines whose next field starts at the byte where most do.
pub(super) fn aligned(rows: &[&Row<'_>], place: usize) -> f64 {
    let mut starts: BTreeMap<usize, usize> = BTreeMap::new();
    for (field, _) in rows.iter().filter_map(|row| row.fields.get(place)) {
        *starts.entry(field.next).or_default() += 1;
    }
    starts.into_values().max().unwrap_or_default() as f64 / rows.len().max(1) as f64
}

/// Do enough rows have a shape at a column?
pub(super) fn agreed(rows: &[&Row<'_>], place: usize, needed: f64, shape: Shape) -> bool {
    !rows.is_empty() && share(rows, |row| row.has(place, shape)) >= needed
}

/// Lines from which on numbers that never fall are no coincidence.
const FEWEST_TIMES: usize = 8;

/// Are the numbers of a column a clock: do they grow from line to line, or are they as long as an epoch?
pub(super) fn tells_time(rows: &[&Row<'_>], place: usize) -> bool {
    let number = |text: &[u8]| -> Option<f64> {
        let text = std::str::from_utf8(text).ok()?;
        let text = text.trim_matches(|c: char| c.is_whitespace() || matches!(c, '[' | ']' | '(' | ')' | ':' | ','));
        let hex = || u64::from_str_radix(text.split('.').next()?, 16).ok().map(|number| number as f64);
        text.starts_with(|c: char| c.is_ascii_hexdigit()).then(|| text.parse().ok().or_else(hex))?
    };
    let most = |count: usize, of: usize| count as f64 >= AGREEMENT * of.max(1) as f64;
    // What counts from one without a fraction numbers things.
    let is_fraction = |row: &&&Row<'_>| row.text(place).is_some_and(|text| text.contains(&b'.'));
    let has_fraction = most(rows.iter().filter(is_fraction).count(), rows.len());
    let times: Vec<f64> = rows.iter().filter_map(|row| number(row.text(place)?)).collect();
    if rows.is_empty() || !most(times.len(), rows.len()) {
        return false;
    }
    let steps = || times.iter().zip(times.iter().skip(1));
    let grows = times.first() < times.last() && most(steps().filter(|(a, b)| a <= b).count(), times.len() - 1);
    // A year has 3e7 seconds, an epoch of today 1.7e9.
    times.iter().all(|time| *time >= 1e9) || (has_fraction && times.len() >= FEWEST_TIMES && grows)
}
