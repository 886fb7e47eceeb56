//! What stands behind an action without labels: `(payments, 2026-08-21, P1)`, `· owner Gwen · 29 May · must`.

use std::sync::LazyLock;

use regex::Regex;

use super::{
    action::{Field, field_of, is_blank},
    when,
};

/// Longest name of an owner, in characters.
const LONGEST_NAME: usize = 30;

/// How urgent, as a word by itself.
static URGENCY: LazyLock<Option<Regex>> = LazyLock::new(|| {
    crate::language::pattern::plain(
        r"(?i)^(?:P[0-4]|prio(?:rity)?\.? ?[0-4a-c]|(?:(?:very )?high|medium|mid|low|critical|urgent|normal)(?: priority)?|must|should|could|won't|(?:優先度|優先順位|優先)[ :]?(?:最高|高|中|低|[A-DＡ-Ｄ]|[0-4])|最優先|最高|高|中|低)$",
    )
});
static PARTS: LazyLock<Option<Regex>> =
    LazyLock::new(|| crate::language::pattern::plain(r"[,;、，;·|\u{2502}\u{ff5c}・／]| / |/(?:\D|\d{4}|P\d)"));

/// Fields of the last bracket, or of what follows a dash or a middle dot.
pub(super) fn fields(text: &str, year: i16) -> Vec<(Field, String)> {
    let Some(tail) = tail(text) else { return Vec::new() };
    let parts = parts(tail);
    let mut fields = Vec::new();
    let mut names = Vec::new();
    for part in parts {
        let part = part.trim().trim_matches(['*', '`', '_', '.', '。', ' ']);
        if let Some((field, value)) = labelled(part) {
            fields.push((field, value.to_owned()));
        } else if is_blank(part) {
        } else if part.chars().count() <= 24 && when::date_near(part, year).is_some() {
            fields.push((Field::Deadline, part.to_owned()));
        } else if URGENCY.as_ref().is_some_and(|pattern| pattern.is_match(part)) {
            fields.push((Field::Priority, part.to_owned()));
        } else if part.chars().count() <= LONGEST_NAME && !part.chars().any(|c| c.is_ascii_digit()) {
            names.push(part.to_owned());
        }
    }
    // A name is one where something else in the same place is a day or a rank. Of two, the first is who, the second how urgent.
    let has = |wanted: Field| fields.iter().any(|(field, _)| *field == wanted);
    let (has_owner, has_rank) = (has(Field::Owner), has(Field::Priority));
    match names.as_slice() {
        [name] if !fields.is_empty() && !has_owner => fields.push((Field::Owner, name.clone())),
        [name, rank] if has(Field::Deadline) && !has_owner && !has_rank => {
            fields.extend([(Field::Owner, name.clone()), (Field::Priority, rank.clone())]);
        }
        _ => {}
    }
    fields
}

/// `owner Gwen`, `期限 9/4`: a label that no sign parts from its value.
fn labelled(part: &str) -> Option<(Field, &str)> {
    let (label, value) = part.split_once([' ', ':', '\u{ff1a}', '='])?;
    let field = field_of(label).filter(|field| !matches!(field, Field::Title | Field::Id))?;
    let value = value.trim();
    (!is_blank(value)).then_some((field, value))
}

fn parts(tail: &str) -> Vec<&str> {
    let Some(pattern) = PARTS.as_ref() else { return vec![tail] };
    let mut out = Vec::new();
    let mut from = 0;
    for found in pattern.find_iter(tail) {
        out.push(tail.get(from..found.start()).unwrap_or(""));
        // The sign alone is cut away, not what shows that it is one.
        let sign = found.as_str();
        let width = if sign.starts_with('/') { 1 } else { sign.len() };
        from = found.start() + width;
    }
    out.push(tail.get(from..).unwrap_or(""));
    out
}

/// Where such fields stand.
fn tail(text: &str) -> Option<&str> {
    let text = text.trim_end().trim_end_matches(['.', '。', ' ']);
    for (open, close) in [('(', ')'), ('\u{ff08}', '\u{ff09}'), ('[', ']'), ('【', '】'), ('{', '}')] {
        if let Some(inner) = text.strip_suffix(close)
            && let Some(at) = inner.rfind(open)
        {
            return inner.get(at + open.len_utf8()..);
        }
    }
    if let Some((_, tail)) = text.split_once(" · ") {
        return Some(tail);
    }
    [" → ", " — ", " – ", " ― ", " -- ", "――", " | "]
        .iter()
        .filter_map(|sign| text.rfind(sign).map(|at| at + sign.len()))
        .max()
        .and_then(|at| text.get(at..))
}

#[cfg(test)]
mod tests {
    use super::{Field, fields};

    #[test]
    fn fields_without_labels_are_told_by_what_they_are() {
        let told = |text: &str| {
            let mut fields = fields(text, 2026);
            fields.sort_by_key(|(field, _)| format!("{field:?}"));
            fields
        };
        let all = |owner: &str, due: &str, rank: &str| {
            vec![
                (Field::Deadline, due.to_owned()),
                (Field::Owner, owner.to_owned()),
                (Field::Priority, rank.to_owned()),
            ]
        };
        assert_eq!(told("Pin the roots (payments, 2026-08-21, P1)"), all("payments", "2026-08-21", "P1"));
        assert_eq!(told("Bind tables · owner Gwen · 29 May 2026 · must"), all("Gwen", "29 May 2026", "must"));
        assert_eq!(told("重複は拒否する [端末開発 / 2026-08-21 / P1]"), all("端末開発", "2026-08-21", "P1"));
        assert_eq!(told("順に固定する(情報政策課、2月27日、優先度A)"), all("情報政策課", "2月27日", "優先度A"));
        assert_eq!(told("Page on lag — @mina, 3 May, low"), all("@mina", "3 May", "low"));
        assert_eq!(told("Unique key on (shop, rule)"), []);
        assert_eq!(told("照会を分ける [担当未定 / 2026-07-31]"), [(Field::Deadline, "2026-07-31".to_owned())]);
    }
}
