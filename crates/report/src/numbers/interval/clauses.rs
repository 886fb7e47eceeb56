//! Clauses of an English sentence around a length of time.

/// Words in front of a duration that only say how exact it is.
const FILLS: [&str; 38] = [
    "a further",
    "close to",
    "nearly",
    "almost",
    "another",
    "about",
    "around",
    "roughly",
    "some",
    "only",
    "just",
    "exactly",
    "a full",
    "full",
    "fully",
    "a mere",
    "mere",
    "at most",
    "at least",
    "less than",
    "more than",
    "no more than",
    "under",
    "over",
    "well over",
    "well under",
    "approximately",
    "approx.",
    "barely",
    "precisely",
    "then",
    "a good",
    "good",
    "little over",
    "a little over",
    "the next",
    "not even",
    "a total of",
];

/// The text without the words that say how exact the number behind it is.
pub(super) fn unfilled(front: &str) -> &str {
    let mut front = front.trim_end();
    loop {
        let lower = front.to_lowercase();
        let fill = FILLS.iter().find(|fill| {
            lower.strip_suffix(**fill).is_some_and(|head| !head.ends_with(|c: char| c.is_ascii_alphanumeric()))
        });
        let Some(fill) = fill else { return front };
        // Lower case may be longer than the text.
        let Some(shorter) = front.len().checked_sub(fill.len()).and_then(|length| front.get(..length)) else {
            return front;
        };
        front = shorter.trim_end().trim_end_matches('~');
    }
}

/// What stands between two clauses, whichever of them is asked for.
const MARKS: [&str; 13] =
    [", ", ". ", "; ", ": ", " (", ") ", " – ", " — ", " while ", " whereas ", " although ", " but ", " because "];

/// The clause that a text begins with.
pub(super) fn clause(text: &str) -> &str {
    const MORE: [&str; 6] = [" - ", " and then ", " since ", " which ", " who ", " so that "];
    let lower = text.to_ascii_lowercase();
    let end = MARKS.iter().chain(&MORE).filter_map(|mark| lower.find(mark)).min().unwrap_or(text.len());
    text.get(..end).unwrap_or(text).trim_end_matches(['.', ',', ';', ')', ':', '!'])
}

/// The clause that a text ends with.
pub(super) fn last_clause(text: &str) -> &str {
    let lower = text.to_ascii_lowercase();
    let behind = |mark: &&str| lower.rfind(*mark).map(|at| at + mark.len());
    let from = MARKS.iter().chain(&[" and "]).filter_map(behind).max().unwrap_or(0);
    text.get(from..).unwrap_or(text).trim()
}

/// Whether a text has a word that may name an event.
pub(super) fn is_event(text: &str) -> bool {
    text.split(|c: char| !c.is_ascii_alphanumeric()).any(|word| word.len() >= 3)
}

/// The part of a sentence behind its last colon or semicolon; the colon of a time of day is none.
pub(super) fn last_sentence(text: &str) -> &str {
    let from = ["; ", ": "].iter().filter_map(|mark| text.rfind(mark).map(|at| at + mark.len())).max().unwrap_or(0);
    text.get(from..).unwrap_or(text).trim()
}

/// The subject of the clause in front of `and`, where the verb behind it has none: `The alarm followed the drop and came …`.
pub(super) fn elided(front: &str) -> Option<&str> {
    const VERBS: [&str; 16] = [
        "was", "were", "came", "is", "fires", "fired", "rang", "went", "began", "had", "has", "took", "sent", "got",
        "did", "gave",
    ];
    let (head, _) = front.rsplit_once(" and ")?;
    let clause = last_clause(head);
    let mut length = 0;
    for (at, word) in clause.split(' ').enumerate() {
        if at > 0 && (VERBS.contains(&word) || (word.ends_with("ed") && word.len() > 4)) {
            return clause.get(..length).map(str::trim).filter(|subject| is_event(subject));
        }
        length += word.len() + 1;
        if at > 5 {
            break;
        }
    }
    None
}

pub(super) fn ends_with_word(text: &str, word: &str) -> bool {
    strip_word(text, word).len() < text.trim_end().len()
}

/// The text without a word at its end.
pub(super) fn strip_word<'t>(text: &'t str, word: &str) -> &'t str {
    let text = text.trim_end();
    match text.strip_suffix(word) {
        Some(head) if !head.ends_with(|c: char| c.is_ascii_alphanumeric()) => head.trim_end(),
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clauses_are_cut_from_sentences() {
        assert_eq!(clause("the alarm, against a contractual 45."), "the alarm");
        assert_eq!(last_clause("We waited, and the vendor joined"), "the vendor joined");
        assert_eq!(unfilled("The alarm came about a further"), "The alarm came");
        assert_eq!(elided("The alarm followed the drop and came"), Some("The alarm"));
        assert_eq!(last_sentence("At 13:27 we replied"), "At 13:27 we replied");
    }
}
