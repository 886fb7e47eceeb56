//! What stands around a word and tells whether it is a person: what only people do, and whom something is done with.

use super::around_words::{
    ASKS, BEFALLS, BEFORE, BEFORE_TWO, DETERMINERS, DOES, DONE_TO, IN_TIME, MONTHS, PAST, THINGS, THINKS,
};

fn has(list: &[&str], word: Option<&str>) -> bool {
    word.is_some_and(|word| list.contains(&word.to_lowercase().as_str()))
}

pub(super) fn is_month(lower: &str) -> bool {
    MONTHS.contains(&lower)
}

/// `Dr`, `Ms`.
pub(super) fn is_title(word: &str) -> bool {
    has(&["mr", "mrs", "ms", "dr", "prof", "mme"], Some(word))
}

pub(super) fn asks(lower: &str) -> bool {
    ASKS.contains(&lower)
}

/// What stands around some words in their sentence.
#[derive(Debug, Default)]
pub(super) struct Around<'t> {
    /// The words before, nearest first, up to the mark that ends another sentence or cell.
    pub(super) before: [Option<&'t str>; 2],
    /// The words behind, nearest first.
    pub(super) behind: [Option<&'t str>; 2],
    /// The mark directly before and behind, over blanks; nothing at the ends of the line.
    pub(super) mark_before: Option<char>,
    pub(super) mark_behind: Option<char>,
    /// Whether the line is a heading.
    pub(super) is_heading: bool,
    /// Whether the sentence ends with a question mark.
    pub(super) is_question: bool,
}

impl Around<'_> {
    /// Whether the words begin their sentence, cell or quote.
    pub(super) fn begins(&self) -> bool {
        self.before.iter().all(Option::is_none)
    }

    /// Whether the words are all of their cell, brackets or label.
    fn is_alone(&self) -> bool {
        let opens = self.mark_before.is_none_or(|c| {
            matches!(c, '|' | '(' | '[' | '-' | '*' | '–' | '—' | ':' | '：' | ',' | '/' | '&' | '<' | '・')
        });
        let closes = self
            .mark_behind
            .is_none_or(|c| matches!(c, '|' | ')' | ']' | ',' | '*' | '/' | '&' | '–' | '—' | '>' | '・'));
        self.begins() && opens && closes && self.behind.iter().all(Option::is_none)
            || (self.begins() && opens && matches!(self.mark_behind, Some(')' | '|')))
    }

    /// Whether a verb or title before the words is one that people follow.
    pub(super) fn follows(&self) -> bool {
        let two = match self.before {
            [Some(near), Some(far)] => BEFORE_TWO.contains(&format!("{far} {near}").to_lowercase().as_str()),
            _ => false,
        };
        two || has(&BEFORE, self.before[0])
    }

    pub(super) fn thinks(&self) -> bool {
        has(&THINKS, self.behind[0])
            || has(&["also", "then", "later", "first"], self.behind[0]) && has(&THINKS, self.behind[1])
    }

    pub(super) fn does(&self) -> bool {
        let adverb =
            has(&["also", "then", "later", "first", "quickly", "immediately", "manually", "and"], self.behind[0]);
        let is_done =
            has(&["was", "were", "is", "are", "got", "being"], self.behind[0]) && has(&DONE_TO, self.behind[1]);
        self.thinks() || is_done || has(&DOES, self.behind[0]) || adverb && has(&DOES, self.behind[1])
    }

    /// Whether what follows was done, so that no question begins: `Will rebooted`.
    pub(super) fn did(&self) -> bool {
        self.behind[0].is_some_and(|word| word.ends_with("ed") || PAST.contains(&word))
    }

    /// Whether a verb in the past follows that does not befall things.
    fn acts(&self) -> bool {
        let past = self.behind[0].is_some_and(|word| {
            let lower = word.to_lowercase();
            (lower.ends_with("ed") && lower.len() > 4 && !BEFALLS.contains(&lower.as_str()))
                || PAST.contains(&lower.as_str())
        });
        past || self.does()
    }

    pub(super) fn is_of_a_thing(&self) -> bool {
        has(&DETERMINERS, self.before[0]) || has(&THINGS, self.behind[0])
    }

    /// Whether a known name that is a word as well stands for a person here.
    pub(super) fn is_person(&self, lower: &str, owns: bool) -> bool {
        if self.is_heading && !owns && !self.follows() {
            return false;
        }
        if is_month(lower) {
            let is_time = has(&IN_TIME, self.before[0])
                || self.behind[0].is_some_and(|word| word.starts_with(|c: char| c.is_ascii_digit()));
            return self.is_alone() && !is_time
                || self.label()
                || !is_time && (owns || self.acts())
                || self.follows() && !is_time;
        }
        if has(&DETERMINERS, self.before[0]) {
            return false;
        }
        let mid = !self.begins() && !self.is_of_a_thing();
        owns || mid
            || self.follows()
            || self.acts()
            || self.is_alone()
            || self.label()
            || self.begins() && self.intends(lower)
    }

    /// `Doe: rotate the keys`.
    pub(super) fn label(&self) -> bool {
        self.begins() && matches!(self.mark_behind, Some(':' | '：'))
    }

    /// `Doe will`, `Doe to rotate`, `Doe and Roe`.
    fn intends(&self, lower: &str) -> bool {
        !asks(lower) && has(&["will", "to", "and", "is", "was", "has", "had", "can", "who"], self.behind[0])
    }

    /// Whether two words in capitals, of which one is a word, are somebody here.
    pub(super) fn is_somebody(&self) -> bool {
        self.follows()
            || self.acts()
            || self.is_alone()
            || self.label()
            || has(&["and", "or", "to", "will"], self.behind[0]) && !self.is_heading
            || matches!(self.mark_behind, Some('(' | ','))
    }
}
