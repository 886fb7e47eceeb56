//! Cue words, lower case, English and Japanese. A cue is matched at word borders in English and
//! anywhere in Japanese, which writes no spaces.

mod causes;
mod course;
mod lacks;
mod steps;

pub(super) use causes::{DIAGNOSIS, HYPOTHESIS, IN_VAIN, RULED_OUT};
pub(crate) use course::TROUBLE;
pub(super) use course::{COMMAND, RECOVERED, REPORT, RESOLVED};
pub(crate) use lacks::{NO_RUNBOOK, NOT_PAGED};
pub(crate) use steps::STEPS;
pub(super) use steps::{BARE_STEPS, FOLLOW_UP, MITIGATION_DONE, MITIGATION_START};

/// Words about a person instead of a system; such a clause is never quoted in a report.
pub(super) const ABOUT_PERSONS: &[&str] = &[
    "mine",
    "my fault",
    "my bad",
    "sorry",
    "should have",
    "shouldn't have",
    "without testing",
    "again?",
    "how does this keep",
    "blame",
    "stupid",
    "idiot",
    "careless",
    "forgot",
    "i broke",
    "i read",
    "i checked",
    "i just",
    "pushed this",
    "honestly",
    "your fault",
    "his fault",
    "her fault",
    "私のせい",
    "すみません",
    "ごめん",
    "申し訳",
    "べきだった",
    "忘れ",
    "ミス",
];

/// Whether any cue occurs in the lower-case text.
pub(super) fn any(text: &str, cues: &[&str]) -> bool {
    cues.iter().any(|cue| find(text, cue).is_some())
}

/// Byte position of the first occurrence of a cue at word borders (for cues in ASCII), or anywhere.
pub(super) fn find(text: &str, cue: &str) -> Option<usize> {
    // `DNS_PROBE_FINISHED` is one word, and says nothing of an end.
    let is_word = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let mut from = 0;
    while let Some(at) = text.get(from..)?.find(cue).map(|at| at + from) {
        let end = at + cue.len();
        let before = text.get(..at).and_then(|s| s.chars().next_back());
        let after = text.get(end..).and_then(|s| s.chars().next());
        let starts = !cue.starts_with(is_word) || !before.is_some_and(is_word);
        let ends = !cue.ends_with(is_word) || !after.is_some_and(is_word);
        if starts && ends {
            return Some(at);
        }
        from = end;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cue_is_a_whole_word() {
        assert!(any("we ran out of disk", &["ran out"]));
        assert!(!any("the brand outlet", &["ran out"]));
        assert!(any("原因は設定でした", DIAGNOSIS));
        assert!(!any("he canceled", &["cancel"]));
        assert!(!any("browser says dns_probe_finished_nxdomain", &["finished"]));
    }
}
