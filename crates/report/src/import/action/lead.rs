//! What stands in front of an action: `[P1] [Ann] Fix`, `(alice) Fix`, `**P0** Fix`, `AI-7 (P3, Kofi): Fix`.

use super::{attribute_words as words_of, reference::leading_id, state};
use crate::document::Span;

/// The brackets and grades in front of an action. Offsets are bytes of its words.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Lead {
    /// Where the title begins.
    pub(super) title: usize,
    /// Up to where attributes are no end of the title: behind a `P1` that may belong to it.
    pub(super) skip: usize,
    pub(super) owner: Option<Span>,
    pub(super) priority: Option<Span>,
    /// `【6月中】`, `[by May 3]`.
    pub(super) deadline: Option<Span>,
}

const BRACKETS: [(char, char); 5] = [('[', ']'), ('【', '】'), ('［', '］'), ('(', ')'), ('（', '）')];

/// Reads the front of some words.
pub(super) fn read(words: &str) -> Lead {
    let mut lead = Lead::default();
    // `AI-7 (P3, Kofi): Drain script`: brackets between the number and the title.
    if let Some(id) = leading_id(words).filter(|id| words.starts_with(id.as_str())) {
        let rest = words.get(id.len()..).unwrap_or_default();
        let open = words.len() - rest.trim_start().len();
        let mut inner = Lead::default();
        let close = brackets(words, open, &mut inner);
        let close =
            close.filter(|at| words.get(*at..).is_some_and(|rest| rest.starts_with([':', '：', '-', '–', '—'])));
        if let Some(close) = close {
            let at = behind_signs(words, close);
            return Lead { title: at, skip: at, ..inner };
        }
        return lead;
    }
    loop {
        let rest = words.get(lead.title..).unwrap_or_default();
        let open = words.len() - rest.trim_start_matches(['*', '_', '`']).len();
        if let Some(close) = brackets(words, open, &mut lead) {
            lead.title = behind_signs(words, close);
            lead.skip = lead.title;
            continue;
        }
        let bare = words.get(open..).unwrap_or_default();
        let grade = bare.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
        if grade.len() != 2 || !words_of::is_priority(grade) || lead.priority.is_some() {
            break;
        }
        let end = open + grade.len();
        let behind = words.get(end..).unwrap_or_default();
        // `P0 alerts page nobody` is about alerts of that grade.
        let is_apart = open > lead.title
            || behind.trim_start().starts_with([':', '：', '-', '–', '—', '|'])
            || behind.trim_start().starts_with(|c: char| c.is_uppercase() || !c.is_ascii());
        lead.skip = end;
        if !is_apart {
            break;
        }
        lead.priority = Some(Span::new(open, end));
        lead.title = behind_signs(words, end);
        lead.skip = lead.title;
    }
    lead
}

/// Where brackets at `open` end that hold grades and names and nothing else; takes both.
fn brackets(words: &str, open: usize, lead: &mut Lead) -> Option<usize> {
    let rest = words.get(open..)?;
    let (opening, closing) = BRACKETS.into_iter().find(|(opening, _)| rest.starts_with(*opening))?;
    let (inner, behind) = rest.get(opening.len_utf8()..)?.split_once(closing)?;
    // The words of a link.
    if behind.starts_with('(') && opening == '[' || inner.trim().is_empty() {
        return None;
    }
    let (mut owner, mut priority, mut deadline) = (lead.owner, lead.priority, lead.deadline);
    let mut at = open + opening.len_utf8();
    for part in inner.split([',', '、', '/', '／', ';']) {
        let start = at + part.len() - part.trim_start().len();
        let span = Span::new(start, start + part.trim().len());
        at += part.len();
        at += words.get(at..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
        let part = part.trim();
        if words_of::is_priority(part) {
            priority = priority.or(Some(span));
        } else if words_of::is_date(part) || opening != '(' && words_of::is_term(part) {
            deadline = deadline.or(Some(span));
        } else if opening == '【' && state::of_cell(part).is_some() {
            // `【検討中】` is read as the state of the whole.
        } else if words_of::is_certain_name(part) || words_of::is_small_name(part) {
            owner = owner.or(Some(span));
        } else {
            return None;
        }
    }
    (lead.owner, lead.priority, lead.deadline) = (owner, priority, deadline);
    Some(open + opening.len_utf8() + inner.len() + closing.len_utf8())
}

/// Where the words begin behind emphasis that closes and signs that divide.
fn behind_signs(words: &str, at: usize) -> usize {
    let rest = words.get(at..).unwrap_or_default();
    let rest = if rest.starts_with(['*', '_', '`'])
        && rest.trim_start_matches(['*', '_', '`']).starts_with([' ', ':', '：'])
    {
        rest.trim_start_matches(['*', '_', '`'])
    } else {
        rest
    };
    words.len() - rest.trim_start_matches([' ', ':', '：', '\u{3000}', '-', '–', '—', '|']).len()
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn grades_and_names_in_front_are_read() {
        for (words, title, owner, priority) in [
            ("(alice) Alert on lag", "Alert on lag", Some("alice"), None),
            ("(alice) [P2] Alert on lag", "Alert on lag", Some("alice"), Some("P2")),
            ("AI-7 (P3, Alice): Drain it", "Drain it", Some("Alice"), Some("P3")),
            ("**[P0] Alert on lag** (x)", "Alert on lag** (x)", None, Some("P0")),
            ("**P0** Alert on lag", "Alert on lag", None, Some("P0")),
            ("`P1` 監視を追加", "監視を追加", None, Some("P1")),
            ("[High] Alert on lag", "Alert on lag", None, Some("High")),
            ("P0 alerts page nobody", "P0 alerts page nobody", None, None),
            ("（高、佐藤）監視を追加", "監視を追加", Some("佐藤"), Some("高")),
            ("(optional) Alert on lag", "(optional) Alert on lag", None, None),
            ("[OPS-1](https://x) Alert", "[OPS-1](https://x) Alert", None, None),
            ("[Ann](mailto:a@x) Alert", "[Ann](mailto:a@x) Alert", None, None),
            ("AI-8: Drain it", "AI-8: Drain it", None, None),
            ("【完了】監視を追加", "監視を追加", None, None),
            ("【6月中】監視を追加", "監視を追加", None, None),
        ] {
            let lead = read(words);
            let of = |span: Option<crate::document::Span>| span.map(|span| span.of(words));
            assert_eq!(
                (words.get(lead.title..).unwrap(), of(lead.owner), of(lead.priority)),
                (title, owner, priority),
                "{words}"
            );
        }
    }
}
