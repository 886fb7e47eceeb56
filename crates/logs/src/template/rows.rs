//! Joins the rows of a table whose first column is a name: `ReadStage 0 7 0`, `WriteStage 1 9 0`.

use std::collections::BTreeMap;

use super::group::{Group, gather, is_word};

/// Names from which on the first column is one of values.
const FEWEST: usize = 6;
/// Numbers behind the name.
const FEWEST_NUMBERS: usize = 2;

/// Joins groups.
pub(super) fn join(groups: BTreeMap<String, Group>) -> BTreeMap<String, Group> {
    let mut tables: BTreeMap<String, Vec<Group>> = BTreeMap::new();
    let mut joined = Vec::new();
    for group in groups.into_values() {
        let is_row = group.words.first().is_some_and(is_word)
            && group.words.get(1).is_some_and(|blank| blank.text == " ")
            && group
                .words
                .iter()
                .skip(1)
                .all(|word| word.is_parameter || matches!(word.text.as_str(), " " | "," | "/"))
            && group.words.iter().filter(|word| word.is_parameter).count() >= FEWEST_NUMBERS;
        if is_row {
            let marks = group.words.iter().skip(1).map(super::words::Word::shown).collect();
            tables.entry(marks).or_default().push(group);
        } else {
            joined.push(group);
        }
    }
    for mut rows in tables.into_values() {
        if rows.len() >= FEWEST {
            for name in rows.iter_mut().filter_map(|row| row.words.first_mut()) {
                name.is_parameter = true;
            }
        }
        joined.extend(rows);
    }
    gather(joined)
}

#[cfg(test)]
mod tests {
    use super::super::testing::check;

    #[test]
    fn a_column_of_names() {
        let names = ["ReadStage", "WriteStage", "cache", "gossip", "flush", "repair"];
        check(&names.map(|name| format!("{name}   0   71")), &["<*> <*> <*>"]);
        check(&["took 7 8", "left 7 8"], &["left <*> <*>", "took <*> <*>"]);
    }
}
