//! What a unit is known by beside its evidence: the time of an event, the intent of an action, the question of a why.

use crate::{document::SectionKind, import::inline};

/// The time of day in front of an item: `- **14:27:32** paged`.
pub(super) fn time(words: &str) -> Option<String> {
    let bare = super::unit::without_bullet(words).trim_start_matches(['|', '*', '_', '~', '`', ' ']);
    // A date may stand before it.
    let bare = bare.get(..10).filter(|day| is_day(day)).map_or(bare, |_| bare.get(11..).unwrap_or_default());
    let end = bare.find(|c: char| !c.is_ascii_digit() && c != ':').unwrap_or(bare.len());
    let clock = bare.get(..end)?.trim_end_matches(':');
    (clock.contains(':') && clock.starts_with(|c: char| c.is_ascii_digit())).then(|| clock.to_owned())
}

fn is_day(word: &str) -> bool {
    let bytes = word.as_bytes();
    bytes.iter().enumerate().all(|(at, b)| if matches!(at, 4 | 7) { *b == b'-' } else { b.is_ascii_digit() })
}

/// Number and title of an action that is written as an item: `- [ ] **AI-003**: title (@mei)`.
pub(super) fn action(words: &str) -> Option<(String, String)> {
    let bare = super::unit::without_bullet(words);
    let bare = ["[ ]", "[x]", "[X]"].iter().find_map(|check| bare.strip_prefix(check)).unwrap_or(bare);
    let bare = bare.trim_start_matches(['*', '_', ' ']);
    let end = bare.find(|c: char| !c.is_ascii_alphanumeric() && c != '-').unwrap_or(bare.len());
    let (id, rest) = bare.split_at_checked(end)?;
    let (letters, digits) = id.rsplit_once('-')?;
    let is_id = letters.starts_with(|c: char| c.is_ascii_uppercase())
        && !digits.is_empty()
        && digits.bytes().all(|b| b.is_ascii_digit());
    let title = rest.trim_start_matches(['*', '_', ':', '：', ' ', '.', '-', '–', '—']);
    let title = title.rfind(" (").and_then(|at| title.get(..at)).unwrap_or(title);
    is_id.then(|| (id.to_owned(), title.to_owned()))
}

/// What an action is to reach, without the numbers that follow the evidence: the title up to how it is shown.
pub(super) fn intent(title: &str) -> String {
    let mut out = String::new();
    let (mut in_code, mut in_number) = (false, false);
    for c in inline_code(title) {
        match c {
            '`' => in_code = !in_code,
            ';' | '；' | '。' if !in_code => break,
            c if c.is_ascii_digit() => {
                if !in_number {
                    out.push('#');
                }
            }
            c => out.push(c),
        }
        in_number = c.is_ascii_digit();
    }
    inline::fold(&out).to_lowercase()
}

/// Characters of a title without footnotes and comments.
fn inline_code(title: &str) -> impl Iterator<Item = char> + '_ {
    let end = title.find("[^").or_else(|| title.find("<!--")).unwrap_or(title.len());
    title.get(..end).unwrap_or(title).chars()
}

/// The label of a statement in a list: the question of a why, the source of a gap, the name of a fact. The category in
/// front of a factor is shared by many and names none.
pub(super) fn of_statement(item: &str, section: Option<SectionKind>) -> Option<String> {
    use SectionKind as K;
    match section {
        Some(K::FiveWhys) => {
            let (question, _) = item.split_once(" — ").or_else(|| item.split_once(['?', '？']))?;
            Some(inline::plain(question))
        }
        Some(K::DataGaps) => {
            let (source, rest) = item.strip_prefix('`')?.split_once('`')?;
            rest.trim_start().starts_with([':', '：']).then(|| source.to_owned())
        }
        Some(K::Factors | K::ImmediateCause | K::ContributingFactors | K::SystemicIssues) => None,
        _ => super::unit::bold_label(item),
    }
}

/// Letters and digits only: words without the punctuation of their form.
pub(super) fn substance(words: &str) -> String {
    let kept: String = words.chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    inline::fold(&kept)
}

/// Whether an event is introduced by a name in bold: `**Recovered**: …`.
pub(super) fn has_milestone(words: &str) -> bool {
    words.split(" | ").any(|cell| {
        let cell = super::unit::without_bullet(cell);
        let rest = time(cell).and_then(|clock| cell.split_once(clock.as_str())).map_or(cell, |(_, rest)| rest);
        // The emphasis of the time closes behind it.
        let rest = if cell.starts_with("**") && rest.len() < cell.len() { rest.trim_start_matches("**") } else { rest };
        super::unit::bold_label(rest.trim_start_matches([' ', ':', '–', '—', '-'])).is_some()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_time_of_an_item_is_found_in_any_dress() {
        for (words, expected) in [
            ("- 14:27:32 paged", Some("14:27:32")),
            ("* **14:27** – paged", Some("14:27")),
            ("- 2026-11-23 14:27:32: paged", Some("14:27:32")),
            ("| 14:27:32 | paged |", Some("14:27:32")),
            ("- 20 replicas", None),
            ("- paged at 14:27", None),
        ] {
            assert_eq!(time(words).as_deref(), expected, "{words}");
        }
    }

    #[test]
    fn an_action_is_known_by_what_it_is_to_reach() {
        let first = "Page when `in_use > 16` holds for 15 s; it fires 22 s before the page";
        let later = "Page when `in_use > 18` holds for 30 s; it fires 40 s before the page[^e4]";
        assert_eq!(intent(first), intent(later));
        assert_ne!(intent(first), intent("A runbook for `in_use` says how to see the cause"));
        assert_eq!(intent("`a`が15秒続いたら呼び出す。今回は14:28に発報"), intent("`a`が30秒続いたら呼び出す。"));
        assert_eq!(
            action("- [ ] **AI-003**: retries stop (@dario, 2026-12-07)"),
            Some(("AI-003".to_owned(), "retries stop".to_owned()))
        );
        assert_eq!(action("- retries stop"), None);
    }

    #[test]
    fn the_form_of_an_event_is_not_its_substance() {
        assert_eq!(
            substance("14:27:32 | **Paged**: on-call | PagerDuty | -"),
            substance("14:27:32 – **Paged**: on-call (PagerDuty)")
        );
        assert!(has_milestone("14:27:32 | **Paged**: on-call | PagerDuty"));
        assert!(has_milestone("14:27:32 **Paged**: on-call") && has_milestone("**14:27:32** – **Paged**: on-call"));
        assert!(!has_milestone("14:27:32 | paged | **loud** alert"));
    }
}
