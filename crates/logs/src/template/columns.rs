//! Joins lines that are rows of values rather than sentences: `10.0.0.1:80 web app/a1 0/0/3 200 1698 - --NI "GET /"`.
//!
//! At least half of what stands between their blanks holds a parameter, so the words among them are values, too: of lines
//! with as many columns, those that differ in few of them are one row. Requests stay apart by their method, and what
//! begins with other words is another row.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::constants::Constants;
use super::corpus::Corpus;
use super::evidence::{METHODS, PREPOSITIONS, is_participle};
use super::group::{Group, Samples, gather, is_word, text_of};
use super::words::Word;

/// Columns of a row.
const FEWEST: usize = 6;
const MOST: usize = 64;
/// Share of columns that hold a parameter, and share in which two rows may differ.
const PARAMETERS: f64 = 0.5;
const DIFFERENT: f64 = 0.34;
/// Rows that others are compared with, for each number of columns.
const MOST_LEADERS: usize = 200;

/// A line in columns.
struct Row {
    group: Group,
    columns: Vec<Range<usize>>,
}

impl Row {
    fn words(&self, column: usize) -> &[Word] {
        self.columns.get(column).and_then(|range| self.group.words.get(range.clone())).unwrap_or_default()
    }

    /// Does a column hold a parameter, other than the value of a key?
    fn holds_parameter(&self, column: usize) -> bool {
        self.words(column).iter().any(|word| word.is_parameter) && !is_key(self.words(column))
    }

    /// Does a sentence tell about the values?
    fn is_sentence(&self) -> bool {
        // `worker(7): opened log`: a tag has its sentence behind it.
        let is_plain = |column: usize| matches!(self.words(column), [word] if is_word(word));
        let is_tag = |column: usize| {
            self.words(column).len() > 1 && self.words(column).last().is_some_and(|mark| mark.text == ":")
        };
        if (1..self.columns.len()).any(|column| is_tag(column) && is_plain(column + 1) && is_plain(column + 2)) {
            return true;
        }
        (0..self.columns.len()).any(|column| {
            matches!(self.words(column), [word, ..]
                if PREPOSITIONS.contains(&word.text.as_str()) || (is_word(word) && is_participle(&word.text)))
        })
    }

    /// Number of columns with a parameter, if they make a row of values.
    fn is_data(&self) -> bool {
        let count = self.columns.len();
        let parameters = (0..count).filter(|column| self.holds_parameter(*column)).count();
        (FEWEST..=MOST).contains(&count) && parameters as f64 >= PARAMETERS * count as f64 && !self.is_sentence()
    }

    /// Can it be the same row as another one?
    fn fits(&self, other: &Self, corpus: &Corpus) -> bool {
        let mut different = 0_usize;
        let mut words = 0;
        for column in 0..self.columns.len() {
            let (own, others) = (self.words(column), other.words(column));
            if text_of(own) == text_of(others) {
                continue;
            }
            different += 1;
            words += usize::from(is_small(own) && is_small(others));
            let is_label = |words: &[Word]| words.last().is_some_and(|word| word.text == ":") || is_key(words);
            let has_method = |words: &[Word]| words.iter().any(|word| METHODS.contains(&word.text.as_str()));
            let chooses = |row: &Self| match (row.columns.get(column), own, others) {
                (Some(range), [own], [other]) if is_word(own) && is_word(other) => {
                    let values = BTreeSet::from([own.text.as_str(), other.text.as_str()]);
                    corpus.branches(&row.group.words, range.start, &values)
                }
                _ => false,
            };
            if chooses(self) || chooses(other) {
                return false;
            }
            if column == 0 || is_label(own) || is_label(others) || has_method(own) || has_method(others) {
                return false;
            }
        }
        words <= 1 && different as f64 <= DIFFERENT * self.columns.len() as f64
    }
}

/// A word of small letters alone.
fn is_small(words: &[Word]) -> bool {
    matches!(words, [word] if is_word(word) && word.text.bytes().all(|byte| byte.is_ascii_lowercase()))
}

fn is_key(words: &[Word]) -> bool {
    matches!(words, [key, equals, ..] if is_word(key) && equals.text == "=")
}

fn columns(words: &[Word]) -> Vec<Range<usize>> {
    let mut columns = Vec::new();
    let mut start = 0;
    for end in 0..=words.len() {
        if words.get(end).is_none_or(|word| !word.is_parameter && word.text == " ") {
            columns.push(start..end);
            start = end + 1;
        }
    }
    columns
}

/// Rounds at most: what is a value in one row makes another one fit.
const ROUNDS: usize = 3;

/// Joins groups; their samples keep the shape of their words.
pub(super) fn join(
    mut groups: BTreeMap<String, Group>,
    samples: &mut Samples,
    constants: Constants,
) -> BTreeMap<String, Group> {
    for _ in 0..ROUNDS {
        let before = groups.len();
        groups = join_once(groups, samples, constants);
        if groups.len() == before {
            break;
        }
    }
    groups
}

fn join_once(groups: BTreeMap<String, Group>, samples: &mut Samples, constants: Constants) -> BTreeMap<String, Group> {
    let corpus = Corpus::of(&groups);
    let mut joined = Vec::new();
    let mut rows: BTreeMap<usize, Vec<Vec<Row>>> = BTreeMap::new();
    for group in groups.into_values() {
        let columns = columns(&group.words);
        let row = Row { group, columns };
        if !row.is_data() {
            joined.push(row.group);
            continue;
        }
        let known = rows.entry(row.columns.len()).or_default();
        let found = known.iter().position(|rows| rows.first().is_some_and(|leader| leader.fits(&row, &corpus)));
        if let Some(rows) = found.and_then(|found| known.get_mut(found)) {
            rows.push(row);
        } else if known.len() < MOST_LEADERS {
            known.push(vec![row]);
        } else {
            joined.push(row.group);
        }
    }
    for rows in rows.into_values().flatten() {
        joined.extend(one_row(rows, samples, constants));
    }
    gather(joined)
}

/// Makes parameters of the columns in which rows differ: word by word where their shapes agree, else as a whole.
fn one_row(mut rows: Vec<Row>, samples: &mut Samples, constants: Constants) -> impl Iterator<Item = Group> {
    let count = rows.first().map_or(0, |row| row.columns.len());
    for column in (0..count).rev() {
        let texts = || rows.iter().map(|row| text_of(row.words(column)));
        let Some(first) = texts().next() else { continue };
        if texts().all(|text| text == first) {
            continue;
        }
        let shapes: Vec<String> = rows.iter().map(|row| shape(row.words(column))).collect();
        let is_one_shape = shapes.iter().all(|shape| Some(shape) == shapes.first());
        for row in &mut rows {
            let Some(range) = row.columns.get(column).cloned() else { continue };
            if is_one_shape {
                for word in row.group.words.get_mut(range).unwrap_or_default() {
                    word.is_parameter |= is_word(word);
                }
            } else {
                row.group.collapse(&range, samples);
            }
        }
    }
    rows.into_iter().map(move |mut row| {
        // `REPORT : 7 9`: what the values are.
        let headings = usize::from(text_of(row.words(1)) == ":");
        for range in row.columns.into_iter().skip(headings).filter(|_| constants == Constants::Masked) {
            if let Some([word]) = row.group.words.get_mut(range) {
                word.is_parameter |= is_code(&word.text) || word.text.bytes().all(|byte| byte == b'-');
            }
        }
        row.group
    })
}

/// A code or a mark for what is absent, alone in its column, is a value that did not vary; a method is none.
fn is_code(text: &str) -> bool {
    text.len() > 1 && !METHODS.contains(&text) && text.bytes().all(|byte| byte.is_ascii_uppercase() || byte == b'_')
}

fn shape(words: &[Word]) -> String {
    words.iter().map(|word| if word.is_parameter || is_word(word) { "\u{1}" } else { word.text.as_str() }).collect()
}

#[cfg(test)]
mod tests {
    use super::super::testing::{check, check_labelled};

    #[test]
    fn rows_of_values_are_one() {
        check(
            &[
                "10.0.0.1:7 web app/a1 0/0/3 200 16 OK \"GET /a HTTP/1.1\"",
                "10.0.0.2:8 web static/b2 0/1/3 404 19 CD \"GET /b HTTP/1.1\"",
                "10.0.0.2:9 db db/<none> 0/1/3 404 19 PR-- \"GET /c HTTP/1.1\"",
            ],
            &["<*>:<*> <*> <*> <*>/<*>/<*> <*> <*> <*> \"GET <*>\""],
        );
    }

    #[test]
    fn rows_of_other_methods_and_labels_are_others() {
        let rows = ["10.0.0.1 7 8 9 a \"GET /a HTTP/1.1\"", "10.0.0.1 7 8 9 b \"PUT /a HTTP/1.1\""];
        check(&rows, &["<*> <*> <*> <*> a \"GET <*>\"", "<*> <*> <*> <*> b \"PUT <*>\""]);
        let rows = ["up: 1 2 3 4 5 6 x", "down: 1 2 3 4 5 6 x"];
        check(&rows, &["down: <*> x", "up: <*> x"]);
    }

    #[test]
    fn what_the_values_are_is_no_value() {
        check_labelled(&["REPORT : 4134 3015 126 240", "REPORT : 5092 3667 155 240"], &["REPORT : <*> <*> <*> <*>"]);
    }

    #[test]
    fn a_tag_has_its_sentence_behind_it() {
        let rows = ["worker(7) 8 9 x:1 sql(3): unknown user", "worker(7) 8 9 x:1 sql(3): refused entry"];
        check(
            &rows,
            &["worker(<*>) <*> <*> x:<*> sql(<*>): refused entry", "worker(<*>) <*> <*> x:<*> sql(<*>): unknown user"],
        );
    }
}
