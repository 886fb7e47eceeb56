//! A statement that compares a function of a column, where the indexes hold the column itself.

use std::collections::BTreeSet;

use backstory_model::{ChangeKind, Commit, Confidence, FactorCategory, Layer, Phrase};

use super::{FactorKind, Proposal, Scene, name_change, testing::shipped};

/// Functions of SQL that take a column and give what only an index on the expression can find.
const FUNCTIONS: &[&str] = &[
    "lower",
    "upper",
    "trim",
    "ltrim",
    "rtrim",
    "date",
    "date_trunc",
    "to_char",
    "substr",
    "substring",
    "coalesce",
    "cast",
    "md5",
    "unaccent",
    "year",
    "month",
];

/// The suspected change compares an expression that no index of the repository serves, although one is on its column.
pub(super) fn propose(scene: &Scene<'_>) -> Option<Proposal> {
    let (_, change) = scene.guilty()?;
    if !matches!(change.kind, ChangeKind::Deploy | ChangeKind::Migration | ChangeKind::Other(_)) {
        return None;
    }
    let repository = scene.observations.repositories.first()?;
    let indexes: Vec<Index> = repository.commits.iter().flat_map(indexes).collect();
    let (expression, index) = shipped(scene).into_iter().flat_map(compared).find_map(|e| {
        let served = indexes.iter().any(|i| i.keys.contains(&e.text));
        let on_column = indexes.iter().find(|i| i.keys.contains(&e.column))?;
        (!served).then_some((e, on_column))
    })?;
    let phrase = name_change(Phrase::new("factor-index-mismatch"), change)
        .code("expression", expression.text.clone())
        .code("index", index.name.clone())
        .code("column", expression.column.clone());
    let kind = FactorKind::IndexMismatch { expression: expression.text };
    Some(
        Proposal::new(kind, Layer::Contributing, FactorCategory::Capacity, phrase)
            .of(change.service.as_ref())
            .sure(Confidence::Medium)
            .citing([&repository.citation])
            .asking(Phrase::new("question-plan")),
    )
}

/// A function of a column, in lower case and without blanks.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Expression {
    text: String,
    column: String,
}

/// An index and its keys, in lower case and without blanks.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Index {
    name: String,
    keys: BTreeSet<String>,
}

fn added(commit: &Commit) -> String {
    let lines = commit.diff.lines().filter(|l| l.starts_with('+') && !l.starts_with("+++"));
    lines.filter_map(|l| l.get(1..)).collect::<Vec<_>>().join("\n").to_lowercase()
}

/// Functions of columns on the left of a comparison in added lines.
fn compared(commit: &Commit) -> Vec<Expression> {
    let text = added(commit);
    let mut found = Vec::new();
    for name in FUNCTIONS {
        for (at, _) in text.match_indices(&format!("{name}(")) {
            let starts = text.get(..at).and_then(|s| s.chars().next_back()).is_none_or(|c| !is_word(c) && c != '.');
            let Some((inside, rest)) = text.get(at + name.len()..).and_then(bracket).filter(|_| starts) else {
                continue;
            };
            let rest = rest.trim_start();
            let compares =
                ["=", "<", ">", "like ", "ilike ", "in ", "in(", "between "].iter().any(|op| rest.starts_with(op));
            // In SQL one `=` compares; in code it gives a name, and two compare.
            let is_code = rest.starts_with("==") || rest.starts_with("=>");
            // The column is the last argument, before `as` of a cast; a place for a value is no column.
            let column = inside.split(',').next_back().and_then(|a| a.split_whitespace().next()).unwrap_or("");
            let column = column.rsplit('.').next().unwrap_or("");
            if compares && !is_code && is_column(column) {
                found.push(Expression { text: format!("{name}({})", squeezed(inside)), column: column.to_owned() });
            }
        }
    }
    found.sort();
    found.dedup();
    found
}

/// The indexes that a commit makes.
fn indexes(commit: &Commit) -> Vec<Index> {
    let text = added(commit);
    text.match_indices(" index ")
        .filter_map(|(at, word)| {
            let before = text.get(..at)?.split_whitespace().next_back()?;
            (matches!(before, "create" | "unique")).then_some(())?;
            let (head, rest) = text.get(at + word.len()..)?.split_once('(')?;
            let mut words = head.split_whitespace().filter(|w| !matches!(*w, "concurrently" | "if" | "not" | "exists"));
            let name = words.next()?.to_owned();
            words.any(|w| w == "on").then_some(())?;
            let rest: String = std::iter::once('(').chain(rest.chars().take(LONGEST)).collect();
            let (inside, _) = bracket(&rest)?;
            Some(Index { name, keys: keys(inside) })
        })
        .collect()
}

/// The keys of an index without order and operator class.
fn keys(inside: &str) -> BTreeSet<String> {
    let mut keys = BTreeSet::new();
    let (mut depth, mut key) = (0_usize, String::new());
    for c in inside.chars().chain([',']) {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            ',' if depth == 0 => {
                // `a desc`, `lower(a) text_pattern_ops`: the expression is what stands before the first blank outside.
                let bare = key.trim().trim_matches(|c| matches!(c, '"' | '`'));
                let end =
                    bare.find(')').map_or_else(|| bare.find(char::is_whitespace).unwrap_or(bare.len()), |at| at + 1);
                keys.insert(squeezed(bare.get(..end).unwrap_or(bare)));
                key.clear();
                continue;
            }
            _ => {}
        }
        key.push(c);
    }
    keys
}

/// Longest bracket read, in characters: more columns than any index has.
const LONGEST: usize = 1_000;

/// What stands in the bracket that a text begins with, and what follows it.
fn bracket(text: &str) -> Option<(&str, &str)> {
    let mut depth = 0_usize;
    for (at, c) in text.char_indices().take(LONGEST) {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.checked_sub(1)?,
            _ => {}
        }
        if depth == 0 {
            return Some((text.get(1..at)?, text.get(at + 1..)?));
        }
    }
    None
}

fn squeezed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

fn is_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_'
}

fn is_column(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_') && word.chars().all(is_word)
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::*;

    fn commit(diff: &str) -> Commit {
        Commit {
            sha: String::new(),
            parents: Vec::new(),
            author: String::new(),
            email: String::new(),
            committed: Timestamp::UNIX_EPOCH,
            subject: String::new(),
            body: String::new(),
            files: Vec::new(),
            diff: diff.into(),
        }
    }

    #[test]
    fn expressions_are_read_from_added_lines() {
        for (diff, expected) in [
            ("+   OR lower(u.email) = lower($2)", vec!["lower(u.email)"]),
            ("+ WHERE DATE_TRUNC('day', made_at) >= $1", vec!["date_trunc('day',made_at)"]),
            ("+ WHERE cast(number AS text) LIKE $1", vec!["cast(numberastext)"]),
            ("- WHERE lower(email) = $1", vec![]),
            ("+ WHERE email = lower($1)", vec![]),
            ("+ SELECT lower(email) FROM users", vec![]),
            ("+ if name.lower() == other:", vec![]),
            ("+ if lower(name) == other:", vec![]),
            ("+ WHERE lower(email", vec![]),
        ] {
            let found: Vec<String> = compared(&commit(diff)).into_iter().map(|e| e.text).collect();
            assert_eq!(found, expected, "{diff}");
        }
    }

    #[test]
    fn keys_of_indexes_are_read() {
        for (diff, name, expected) in [
            ("+CREATE INDEX by_day ON orders (customer_id, made_at DESC);", "by_day", vec!["customer_id", "made_at"]),
            (
                "+create unique index concurrently if not exists u on users using btree (\n+  lower(email) text_ops\n+);",
                "u",
                vec!["lower(email)"],
            ),
        ] {
            let found = indexes(&commit(diff));
            let keys: Vec<&str> = found.iter().flat_map(|i| &i.keys).map(String::as_str).collect();
            assert_eq!((found.first().map(|i| i.name.as_str()), keys), (Some(name), expected), "{diff}");
        }
        assert_eq!(indexes(&commit("+the index (see below) is full")), []);
    }
}
