//! What a sentence rule is: an id that never changes, its reason, its examples, and how it looks in each language.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::{
    language::{en, ja},
    sentence::{Context, Language},
    words,
};

/// How much a finding matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Worth a thought.
    Note,
    /// Should be changed before the report is shared.
    Warning,
    /// Undermines what the report is for.
    Error,
}

impl Severity {
    /// The word for it, as the configuration spells it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// What every rule says about itself.
#[derive(Debug, Clone, Copy)]
pub struct RuleInfo {
    /// `family.name`; stable for ever.
    pub id: &'static str,
    /// How much a finding matters unless the configuration says otherwise.
    pub severity: Severity,
}

impl RuleInfo {
    /// Why it matters, in one sentence.
    pub fn why(&self, language: Language) -> String {
        words::say(language, &self.key(), &[])
    }

    /// What to write instead, in one sentence.
    pub fn advice(&self, language: Language) -> String {
        words::attribute(language, &self.key(), "advice")
    }

    /// The key of its message: `blame-person`.
    pub(crate) fn key(&self) -> String {
        self.id.replace('.', "-")
    }
}

/// A sentence for the tests of a rule and for `--explain`.
pub type Example = (Context, &'static str);

/// A rule about the words of one sentence.
#[derive(Debug, Clone, Copy)]
pub struct SentenceRule {
    /// Id, severity, reasons.
    pub info: RuleInfo,
    /// Sentences that are findings, in either language.
    pub fires: &'static [Example],
    /// Look-alikes that are fine.
    pub passes: &'static [Example],
    /// Finds the words in question in an English sentence.
    pub english: fn(&en::Sentence<'_>) -> Option<Range<usize>>,
    /// Finds the words in question in a Japanese sentence.
    pub japanese: fn(&ja::Sentence<'_>) -> Option<Range<usize>>,
}

/// One rule that a sentence offends, with the words in question as a range of bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offence {
    /// The rule's id.
    pub rule: &'static str,
    /// Bytes of the sentence.
    pub span: Range<usize>,
}

/// Applies every sentence rule to one sentence. Order is that of [`crate::rules::SENTENCE_RULES`].
///
/// ```
/// use backstory_check::{Context, Language, judge};
/// let offences = judge(Language::English, Context::Narrative, "The on-call engineer forgot to drain the node.");
/// assert_eq!(offences[0].rule, "blame.person");
/// assert!(judge(Language::English, Context::Narrative, "The node was full.").is_empty());
/// ```
pub fn judge(language: Language, context: Context, text: &str) -> Vec<Offence> {
    let mut offences = Vec::new();
    let mut push = |rule: &SentenceRule, span: Option<Range<usize>>| {
        if let Some(span) = span.map(|s| to_char_boundaries(text, &s)) {
            offences.push(Offence { rule: rule.info.id, span });
        }
    };
    match language {
        Language::English => {
            let sentence = en::Sentence::new(context, text);
            for rule in crate::rules::SENTENCE_RULES {
                push(rule, (rule.english)(&sentence));
            }
        }
        Language::Japanese => {
            let sentence = ja::Sentence::new(context, text);
            for rule in crate::rules::SENTENCE_RULES {
                push(rule, (rule.japanese)(&sentence));
            }
        }
    }
    if let Some(more) = offences
        .iter()
        .find(|o| o.rule == "blame.passive")
        .and_then(|first| further_passive(language, context, text, first.span.end))
    {
        offences.push(more);
    }
    drop_repeats(&mut offences, text);
    offences
}

/// A second passive in the next clause is a second fault: "a mistake was made, and the checklist was not followed".
fn further_passive(language: Language, context: Context, text: &str, from: usize) -> Option<Offence> {
    let rule = &crate::rules::blame::passive::RULE;
    let rest = text.get(from..)?;
    let start = from
        + [", and ", ", but ", "; ", "、"].iter().filter_map(|mark| rest.find(mark).map(|at| at + mark.len())).min()?;
    let clause = text.get(start..)?;
    let span = match language {
        Language::English => (rule.english)(&en::Sentence::new(context, clause)),
        Language::Japanese => (rule.japanese)(&ja::Sentence::new(context, clause)),
    }?;
    let span = to_char_boundaries(clause, &span);
    Some(Offence { rule: rule.info.id, span: start + span.start..start + span.end })
}

/// One fault, one rule of the blame family: the label "human error" and a person's fault are more telling than the
/// passive or the adverb inside the same words.
fn drop_repeats(offences: &mut Vec<Offence>, text: &str) {
    let has = |offences: &[Offence], rule: &str| offences.iter().any(|o| o.rule == rule);
    if has(offences, "blame.human-error")
        || has(offences, "blame.person")
        || has(offences, "blame.character")
        || has(offences, "judgement.adverb")
    {
        offences.retain(|o| o.rule != "blame.passive");
    }
    let grade = offences.iter().find(|o| o.rule == "judgement.value").map(|o| o.span.clone());
    if let Some(grade) = grade {
        offences.retain(|o| o.rule != "blame.character" || o.span.end <= grade.start || o.span.start >= grade.end);
    }
    if has(offences, "blame.human-error") {
        let label = offences.iter().find(|o| o.rule == "blame.human-error").map(|o| o.span.clone());
        let own = |span: &Range<usize>| {
            text.get(span.clone()).is_some_and(|words| {
                ["私", "我々", "当方", "弊社"].iter().any(|me| words.starts_with(me))
                    || words.starts_with("my ")
                    || words.starts_with("My ")
            })
        };
        offences.retain(|o| {
            o.rule != "blame.person"
                || own(&o.span)
                || label.as_ref().is_none_or(|l| o.span.end <= l.start || o.span.start >= l.end)
        });
    }
}

/// Widens a range of the masked text, whose hidden parts are counted in bytes, to whole characters of the original.
fn to_char_boundaries(text: &str, span: &Range<usize>) -> Range<usize> {
    let mut start = span.start.min(text.len());
    while !text.is_char_boundary(start) {
        start -= 1;
    }
    let mut end = span.end.clamp(start, text.len());
    while !text.is_char_boundary(end) {
        end += 1;
    }
    start..end
}
