//! What stands behind an action without a key: `… by May 20`, `… (H. Abe, 2025-02-10)`, `… → mona`, `… 👤 [[Mei]] 📅 2025-03-07`.

use crate::document::Span;
use crate::import::{
    action::{
        attribute::{Attribute, Found, keyed},
        attribute_words::{
            is_certain_name, is_date, is_name, is_plain_word, is_priority, is_term, opens_with_date, without_role,
        },
        brackets::{bracketed, with_brackets_in_front},
        mention,
        signs::{arrow, assigned, behind_emoji, dated_word, in_front_of, without_until},
    },
    time::moment,
};

/// What stands without a key: `… by May 20`, `… (H. Abe, 2025-02-10)`, `… — Facilities — 2 Sept 2025`.
pub(in crate::import) fn loose(words: &str, out: &mut Vec<Found>) {
    let has = |out: &[Found], kind| out.iter().any(|found| found.kind == kind);
    let words = without_state(words);
    if let Some((start, owner, day)) = mention::dated(words).filter(|_| !has(out, Attribute::Deadline)) {
        out.push(Found { kind: Attribute::Deadline, start, value: day });
        if let Some(value) = owner.filter(|_| !has(out, Attribute::Owner)) {
            out.push(Found { kind: Attribute::Owner, start, value });
        }
    }
    if !has(out, Attribute::Deadline)
        && let Some(found) = dated_word(words)
    {
        out.push(found);
    }
    if has(out, Attribute::Owner) {
        return;
    }
    if arrow(words, out) {
        return;
    }
    if let Some(found) = behind_emoji(words, &["👤", "🧑", "👷", "🙋"]).or_else(|| assigned(words)) {
        out.push(found);
        return;
    }
    // `(Eva), due Dec 20`: a deadline at the end was read, who stands in front of it.
    let whole = words.trim_end_matches(['.', '。', '*', '_', ' ', ')', ']']).len();
    let due = out.iter().find(|found| found.kind == Attribute::Deadline && found.start > 0 && found.value.end >= whole);
    let head = due
        .and_then(|due| words.get(..due.start))
        .map(|head| head.trim_end_matches([',', ';', ' ', '、', '—', '–', '-']));
    let in_front = head.filter(|head| head.ends_with([')', '）', ']', '】'])).and_then(tail);
    let is_before_due = in_front.is_some();
    let Some((start, parts)) = in_front.or_else(|| tail(words)) else { return };
    let parts = with_years(words, parts);
    let all = parts.len();
    if let Some(grade) =
        parts.iter().find(|part| is_priority(part.of(words))).filter(|_| !has(out, Attribute::Priority))
    {
        // `優先度 高`, `priority: high`
        let text = grade.of(words);
        let label = ["優先度", "重要度", "緊急度", "priority", "Priority", "prio"]
            .iter()
            .find(|label| text.starts_with(**label));
        let bare =
            label.map_or(text, |label| text.get(label.len()..).unwrap_or(text).trim_start_matches([' ', ':', '：']));
        out.push(Found { kind: Attribute::Priority, start, value: Span::new(grade.end - bare.len(), grade.end) });
    }
    // A state beside them, or a pair with a key, says nothing about who and when.
    let is_key = |part: &Span| keyed(part.of(words), 0).is_some();
    let is_aside = |part: &Span| {
        let text = part.of(words);
        // `作成中`, `相談中`: how it goes, in words of their own.
        let is_going = text.ends_with('中') && text.chars().count() > 2 && !is_certain_name(text);
        is_going || is_state(text) || is_key(part) || is_priority(text) || is_reference(text) || text.starts_with('~')
    };
    let parts: Vec<Span> = parts.into_iter().filter(|part| !is_aside(part)).collect();
    if parts.is_empty() {
        // `(Farida K.) — **done**`: who stands in the brackets in front of how it goes.
        let head = words.get(..start).map(|head| head.trim_end_matches([' ', '*', '_', '—', '–', '-', ',']));
        if let Some(head) = head.filter(|head| head.ends_with([')', '）'])) {
            loose(head, out);
        }
        return;
    }
    let dates = parts.iter().filter(|part| is_date(part.of(words))).count();
    let terms = parts.iter().filter(|part| !is_date(part.of(words)) && is_term(part.of(words))).count();
    let is_person = |part: &&Span| {
        let text = part.of(words);
        let is_person =
            is_name(text) || (is_certain_name(text) && !text.contains(' ')) || (dates > 0 && is_plain_word(text));
        !is_term(text) && !is_date(text) && is_person
    };
    let names: Vec<Span> = parts.iter().filter(is_person).map(|part| without_role(words, *part)).collect();
    let has_role = parts.iter().any(|part| without_role(words, *part) != *part);
    let is_attributes = dates + terms + names.len() == parts.len() && names.len() <= 2;
    // A name alone must look like one: most words in brackets are not about people.
    let is_certified = dates + terms > 0 || is_before_due || parts.len() < all || has_role;
    if !is_attributes || (!is_certified && !names.iter().all(|name| is_certain_name(name.of(words)))) {
        if let Some(date) =
            parts.first().filter(|part| opens_with_date(part.of(words)) && !has(out, Attribute::Deadline))
        {
            let length = moment::at_start(date.of(words)).map_or(0, |raw| raw.end);
            out.push(Found { kind: Attribute::Deadline, start, value: Span::new(date.start, date.start + length) });
        }
        return;
    }
    if let (Some(first), Some(last)) = (names.first(), names.last()) {
        // Two names stand side by side; what a day divides from the first is no second one.
        let is_divided = parts.iter().any(|part| part.start > first.end && part.end < last.start);
        let last = if is_divided { first } else { last };
        out.push(Found { kind: Attribute::Owner, start, value: Span::new(first.start, last.end) });
    } else if let Some(found) = in_front_of(words, start).filter(|_| dates + terms > 0) {
        out.push(found);
    }
    let term = || parts.iter().find(|part| is_term(part.of(words)));
    if let Some(date) = parts.iter().find(|part| is_date(part.of(words))).or_else(term)
        && !has(out, Attribute::Deadline)
    {
        out.push(Found { kind: Attribute::Deadline, start, value: without_until(words, *date) });
    }
}

/// The words without a state in capitals behind their brackets: `Alert on lag (2025-03-09) DONE`.
fn without_state(words: &str) -> &str {
    let trimmed = words.trim_end_matches([' ', '*', '_', '`', '.']);
    let head = ["DONE", "TODO", "WIP", "CLOSED", "OPEN"].iter().find_map(|state| trimmed.strip_suffix(state));
    head.map(|head| head.trim_end_matches([' ', '*', '_', '`', '-', '–', '—']))
        .filter(|head| head.ends_with([')', ']', '）']))
        .unwrap_or(words)
}

/// The last brackets, or what stands behind dashes; where it begins, and its parts.
fn tail(words: &str) -> Option<(usize, Vec<Span>)> {
    let mut trimmed = words.trim_end().trim_end_matches(['.', '。', '*', '_', ' ']);
    // A state in brackets of its own stands behind who and when: `（@kondo／7月末）【完了】`.
    if let Some((head, inside)) = trimmed.strip_suffix(['】', ']', ')', '）']).and_then(|w| {
        let open = w.rfind(['【', '[', '(', '（'])?;
        Some((w.get(..open)?, w.get(open..)?.trim_start_matches(['【', '[', '(', '（'])))
    }) && is_state(inside)
        && head.trim_end().ends_with([')', '）', ']', '】'])
    {
        trimmed = head.trim_end();
    }
    for (open, close) in [('(', ')'), ('（', '）'), ('【', '】'), ('[', ']')] {
        if let Some(inner) = trimmed.strip_suffix(close)
            && let Some(start) = inner.rfind(open)
            // The brackets of a link hold its address.
            && !(open == '(' && inner.get(..start).is_some_and(|head| head.ends_with(']')))
        {
            let parts = bracketed(words, Span::new(start + open.len_utf8(), inner.len()));
            return Some(with_brackets_in_front(words, start, parts));
        }
    }
    // `…, [~ganesh.k], 05/Dec/25`
    if let Some(start) = trimmed.rfind(", [~").filter(|_| !trimmed.ends_with(')')) {
        let whole = Span::new(start + 2, trimmed.len());
        return Some((start, split(words, whole, &[","])));
    }
    let dash = [" — ", " – ", " -- ", " - ", r" \- ", " / ", "／", " | ", "｜", "  "]
        .into_iter()
        .find(|dash| trimmed.contains(dash))?;
    let start = trimmed.find(dash)?;
    // `PAY-12 – Alert on lag – Noor`: the number in front is no title.
    let start = if trimmed.get(..start).is_some_and(|head| is_reference(head.trim_matches(['[', ']', '*', ' ']))) {
        let from = start + dash.len();
        from + trimmed.get(from..)?.find(dash)?
    } else {
        start
    };
    let whole = Span::new(start + dash.len(), trimmed.len());
    let parts = with_years(words, split(words, whole, &[dash, ",", ";", "、"]));
    // Only the last ones can be attributes; the words before belong to the action.
    let is_attribute = |part: &Span| {
        let text = part.of(words);
        is_date(text)
            || is_state(text)
            || is_priority(text)
            || is_reference(text)
            || is_term(text)
            || is_name(text)
            || (is_certain_name(text) && !text.contains(' '))
    };
    let mut counted = 0;
    let run = parts.iter().rev().take_while(|part| {
        let text = part.of(words);
        counted += usize::from(!is_state(text) && !is_priority(text) && !is_reference(text));
        is_attribute(part) && counted <= 2
    });
    let kept = run.count().max(parts.len().min(2));
    let begin = parts.iter().rev().nth(kept).map_or(start, |part| part.end);
    Some((begin, parts.into_iter().rev().take(kept).rev().collect()))
}

/// `KAF-1`, `#123`, `web#12`: a ticket.
pub(super) fn is_reference(words: &str) -> bool {
    let words = words.trim_matches(['`', ' ', '*']);
    !words.contains(' ')
        && words.is_ascii()
        && !crate::import::action::reference::references(words).is_empty()
        && words.bytes().any(|b| b.is_ascii_digit())
}

/// Joins `Nov 7` and `2025`, which the comma of the date divides.
fn with_years(words: &str, parts: Vec<Span>) -> Vec<Span> {
    let mut out: Vec<Span> = Vec::new();
    for part in parts {
        let text = part.of(words);
        let is_year = text.len() == 4 && text.starts_with("20") && text.bytes().all(|b| b.is_ascii_digit());
        match out.last_mut().filter(|last| is_year && is_date(last.of(words))) {
            Some(last) => last.end = part.end,
            None => out.push(part),
        }
    }
    out
}

pub(in crate::import) fn is_state(words: &str) -> bool {
    crate::import::action::state::of_cell(words).is_some()
}

pub(super) fn split(words: &str, span: Span, marks: &[&str]) -> Vec<Span> {
    let mut parts = vec![span];
    for mark in marks {
        parts = parts
            .into_iter()
            .flat_map(|part| {
                let mut at = part.start;
                let text = part.of(words);
                // The comma of `July 3, 2025` is inside a date.
                let pieces: Vec<&str> = if is_date(text) { vec![text] } else { text.split(mark).collect() };
                pieces
                    .into_iter()
                    .map(|piece| {
                        let from = at;
                        at += piece.len() + mark.len();
                        let lead = piece.len() - piece.trim_start().len();
                        Span::new(from + lead, from + lead + piece.trim().len())
                    })
                    .collect::<Vec<_>>()
            })
            .collect();
    }
    parts
}

#[cfg(test)]
mod tests {
    use crate::{document::Document, import::action::attribute::Attribute};

    fn said(words: &str) -> (Option<&str>, Option<&str>) {
        let found = crate::import::action::attribute::attributes(words);
        let of = |kind| found.iter().find(|f| f.kind == kind).map(|f| f.value.of(words));
        (of(Attribute::Owner), of(Attribute::Deadline))
    }

    #[test]
    fn who_and_when_are_found_without_a_key() {
        for (words, owner, deadline) in [
            ("Put units in names [Anneke de Graaf] [due 2024-09-27]", Some("Anneke de Graaf"), Some("2024-09-27")),
            ("(1) Delete old windows. → **Anouk Bakker**, until 8 Nov 2024", Some("Anouk Bakker"), Some("8 Nov 2024")),
            ("(2) Remove the slot. → **Matteo Gallo**, already done", Some("Matteo Gallo"), None),
            ("Think about the wall clock. → open, no owner", None, None),
            ("Lower the limit — assigned to dkowal", Some("dkowal"), None),
            ("Quota alert #task 👤 [[Pål Nygård]] 📅 2024-04-19", Some("[[Pål Nygård]]"), Some("2024-04-19")),
            ("Second NTP provider (owner:: [[Siun Daly]]) 📅 2025-02-28", Some("Siun Daly"), Some("2025-02-28")),
            ("APIでも確認する — 小田切 萌(2024年2月2日)", Some("小田切 萌"), Some("2024年2月2日")),
            ("【進行中】構成管理に含める【西村/11月10日】", Some("西村"), Some("11月10日")),
            ("監視に加える。担当:江口。期限:令和7年8月8日。", Some("江口"), Some("令和7年8月8日")),
            ("負荷試験を加える【担当:神林/期日:2025-05-30/未着手】", Some("神林"), Some("2025-05-30")),
            ("TAX-190 Seed the table  Siosaia Mafi  17 Jan 2025", Some("Siosaia Mafi"), Some("17 Jan 2025")),
            ("Compare the sets (Estimated completion: 31 October 2025)", None, Some("31 October 2025")),
            ("導入します。【２０２４年１２月２７日予定】", None, Some("２０２４年１２月２７日")),
            ("Draw the number last @Yusuf Demirel → @June 21, 2024", Some("@Yusuf Demirel"), Some("June 21, 2024")),
            ("分散を検討する【広田／期限なし／未】", Some("広田"), Some("期限なし")),
            ("Same retention — *Lin Baptiste*, closed Jan 21", Some("*Lin Baptiste*"), None),
            ("Fix (Ann, 2024-06-01, P1)", Some("Ann"), Some("2024-06-01")),
            ("Fix (Ann, 2024-06-01, high)", Some("Ann"), Some("2024-06-01")),
            ("監視（佐藤、2024年6月20日、高）", Some("佐藤"), Some("2024年6月20日")),
            ("監視（開発部　3月15日まで）", Some("開発部"), Some("3月15日")),
            ("監視　【担当】木村 【期限】9月末 【優先度】中", Some("木村"), Some("9月末")),
            ("Fix **Owner:** Ben **Due:** 2024-02-15", Some("Ben"), Some("2024-02-15")),
            ("Fix [@bob] [2024-10-01] [P1]", Some("@bob"), Some("2024-10-01")),
            ("Fix [Rita][P0][2024-10-30]", Some("Rita"), Some("2024-10-30")),
            ("Fix (Owner: Matt; due Q1 2024)", Some("Matt"), Some("Q1 2024")),
            ("Fix (Eva), due Dec 20", Some("Eva"), Some("Dec 20")),
            ("Fix -> Ann (TICKET-4)", Some("Ann"), None),
            ("Fix (infra)", Some("infra"), None),
            ("Tune GC [Sam][P2]", Some("Sam"), None),
            ("索引を張る → 教務システム係 / 4月28日まで / 最優先", Some("教務システム係"), Some("4月28日")),
            ("Fix S `P2` `@ann` `2024-10-01`", None, Some("2024-10-01")),
            ("1) Set limit [Rita][P0][2024-10-30]", Some("Rita"), Some("2024-10-30")),
            ("チェックリスト（辻、6/14まで、作成中）", Some("辻"), Some("6/14")),
            ("Fix. Assigned to Ann. Deadline: 1 Oct.", Some("Ann"), Some("1 Oct")),
            ("ジョブの上限を設定(高橋/1月末/優先度:高)", Some("高橋"), Some("1月末")),
            ("手順書の整備:鈴木(〜2/29)", Some("鈴木"), Some("〜2/29")),
            ("Fix (Ann/5/20/high)", Some("Ann"), Some("5/20")),
            ("Fix (read/write split)", None, None),
            ("PAY-12 – Alert on lag – In Progress – Noor", Some("Noor"), None),
            ("Write runbook by end of March", None, Some("end of March")),
            ("Fix ~\"corrective action\" ~severity::3 @anna", None, None),
            ("Fix the timeout (optional)", None, None),
            ("Fix the retry (high load)", None, None),
            ("Route traffic from eu → us when lag grows past the limit of the other side", None, None),
        ] {
            assert_eq!(said(words), (owner, deadline), "{words}");
        }
    }

    #[test]
    fn mentions_hold_whole_names() {
        let source = "# T\n\n## Actions\n\n- [ ] Send alerts to #data @Dana Whitfield → March 15, 2024\n- [ ] Decide on vouchers @Head of Support\n- [ ] 手引きに書く @藤代 みのり 2025年6月20日\n- [ ] Ask @Yusuf about the old box\n";
        let actions = Document::parse(source).actions;
        let owners: Vec<_> = actions.iter().map(|a| a.owner.as_ref().map(|o| o.text.as_str())).collect();
        assert_eq!(owners, [Some("@Dana Whitfield"), Some("@Head of Support"), Some("@藤代 みのり"), Some("@Yusuf")]);
        let days: Vec<_> =
            actions.iter().map(|a| a.deadline.as_ref().and_then(|d| d.date).map(|d| d.to_string())).collect();
        assert_eq!(days, [Some("2024-03-15".into()), None, Some("2025-06-20".into()), None]);
    }

    #[test]
    fn a_term_and_its_definition_are_an_action() {
        let source = "# T\n\n## Follow-ups\n\nCheck that no rate moves by more than 10%\n: Sanjay Kulkarni, 15 December 2023, open\n\nContract test\n: nobody yet, open\n";
        let actions = Document::parse(source).actions;
        let first = &actions[0];
        assert_eq!(first.title.text, "Check that no rate moves by more than 10%");
        assert_eq!(first.owner.as_ref().map(|o| o.text.as_str()), Some("Sanjay Kulkarni"));
        assert_eq!(first.deadline.as_ref().and_then(|d| d.date), Some(jiff::civil::date(2023, 12, 15)));
        assert_eq!((first.is_done, actions[1].is_done, actions[1].owner.is_none()), (Some(false), Some(false), true));
    }
}
