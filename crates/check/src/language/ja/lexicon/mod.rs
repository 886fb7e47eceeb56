//! Word lists, one file a class: blank-separated words, which may be patterns themselves.
//!
//! A dictionary of idioms rather than of sentences: every entry is a way of saying one thing, in all its spellings, and the
//! rules say what it means where.

mod conduct;
mod grade;
pub(super) mod organisation;
mod remorse;
mod sanction;
mod slip;
mod temper;
mod vow;
mod wish;

/// A list as an alternation.
pub(super) fn any_of(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join("|")
}

/// The list of a word class of this folder.
pub(super) fn class(name: &str) -> Option<String> {
    Some(any_of(match name {
        "slip" => slip::SLIPS,
        "harm" => slip::HARM,
        "act" => slip::ACTS,
        "mishandled" => slip::MISHANDLED,
        "left_undone" => slip::LEFT_UNDONE,
        "misnomer" => slip::SLIP_NOUNS,
        "quality" => temper::QUALITIES,
        "lacking" => temper::LACKING,
        "temper" => temper::TEMPERS,
        "idle_habit" => temper::HABITS,
        "conduct" => conduct::ADVERBS,
        "grade" => grade::GRADES,
        "graded_work" => grade::WORK,
        "bad_mark" => grade::MARKS,
        "vow" => vow::VOWS,
        "drill_people" => vow::TEACHING,
        "sanction" => sanction::SANCTIONS,
        "remorse" => remorse::REMORSE,
        "vague_end" => wish::VERBS,
        "vague_noun" => wish::NOUNS,
        _ => return None,
    }))
}
