//! Concrete rewrites, where the words allow one: the system becomes the subject, the fact stays.

use std::sync::LazyLock;

use regex::Regex;

use crate::{Language, words::say};

/// A rewrite of the sentence, if its form is one of those we can turn round without inventing facts.
pub(crate) fn suggest(rule: &str, language: Language, sentence: &str, words: &str) -> Option<String> {
    match (rule.split('.').next()?, language) {
        ("blame", Language::English) => english_duty(sentence),
        ("blame", Language::Japanese) => japanese_duty(sentence),
        ("hindsight", Language::English) => english_hindsight(words),
        ("judgement", _) if rule == "judgement.adverb" => {
            Some(say(language, "rewrite-adverb", &[("words", words.into())]))
        }
        _ => None,
    }
}

/// `X forgot to review the plan` -> `the change went on without the plan being reviewed`.
fn english_duty(sentence: &str) -> Option<String> {
    static DUTY: LazyLock<Option<Regex>> = LazyLock::new(|| {
        crate::language::pattern::plain(
            r"(?i)\b(?:forgot to|failed to|neglected to|omitted to|did not|didn't|never) (check|checked|review|reviewed|test|tested|verify|verified|validate|validated|follow|followed|update|updated|renew|renewed|rotate|rotated|escalate|escalated|document|documented|announce|announced|back up|monitor|monitored|read|consult|consulted|notify|notified|inform|informed|run|ran|remove|removed|restore|restored|rehearse|rehearsed|drain|drained|disable|disabled|enable|enabled|add|added|include|included|configure|configured|close|closed|mark|marked|raise|raised|attach|attached|save|saved|start|started|confirm|confirmed|compare|compared|apply|applied|merge|merged|pin|pinned) ((?:the|a|an|any|our|its|all|both|two|new|old)\s[^,.;]{2,60}|[a-z][a-z-]+s?(?: [a-z-]+){0,2})",
        )
    });
    let found = DUTY.as_ref()?.captures(sentence)?;
    let verb = found.get(1)?.as_str().to_lowercase();
    let object = found.get(2)?.as_str().trim();
    let participle = match verb.as_str() {
        "read" | "run" => verb.clone(),
        "ran" => "run".to_owned(),
        "back up" => "backed up".to_owned(),
        "pin" => "pinned".to_owned(),
        v if v.ends_with("ed") => v.to_owned(),
        v if v.ends_with('e') => format!("{v}d"),
        v if v.ends_with('y') => format!("{}ied", v.trim_end_matches('y')),
        v => format!("{v}ed"),
    };
    Some(say(Language::English, "rewrite-duty", &[("object", object.into()), ("done", participle.into())]))
}

/// `確認を怠った` -> a sentence about the missing arrangement.
fn japanese_duty(sentence: &str) -> Option<String> {
    static DUTY: LazyLock<Option<Regex>> = LazyLock::new(|| {
        crate::language::pattern::plain(
            r"([^、。がはも\s]{1,24}?)(?:を(?:怠|忘れ|失念|しな|せず|行わ|省)|(?:忘れ|漏れ|不足))",
        )
    });
    let duty = DUTY.as_ref()?.captures(sentence)?.get(1)?.as_str().trim_start_matches(['の', 'に', 'で']);
    (duty.chars().count() > 1).then(|| say(Language::Japanese, "rewrite-duty", &[("object", duty.into())]))
}

/// `the alert should have fired` -> what it is set to, and what it did.
fn english_hindsight(words: &str) -> Option<String> {
    static SHOULD: LazyLock<Option<Regex>> = LazyLock::new(|| {
        crate::language::pattern::plain(
            r"(?i)^(.*?)\s*(?:should|ought to|could|would)(?:n't| not)? (?:\w+ly )?have (\w+)",
        )
    });
    let found = SHOULD.as_ref()?.captures(words)?;
    let subject = found.get(1)?.as_str().trim();
    let verb = found.get(2)?.as_str();
    let subject = if subject.is_empty() { "it" } else { subject };
    Some(say(Language::English, "rewrite-should", &[("subject", subject.into()), ("verb", verb.into())]))
}

#[cfg(test)]
mod tests {
    use super::suggest;
    use crate::Language;

    #[test]
    fn the_system_becomes_the_subject() {
        let rewrite =
            suggest("blame.person", Language::English, "Dana forgot to review the query plan.", "Dana forgot").unwrap();
        assert!(rewrite.starts_with("the process went on without the query plan being reviewed"), "{rewrite}");
        for (sentence, done) in [
            ("Sam forgot to add the check.", "the check being added"),
            ("Kim failed to pin the image.", "the image being pinned"),
            ("Ola did not apply the patch.", "the patch being applied"),
        ] {
            let rewrite = suggest("blame.person", Language::English, sentence, "").unwrap();
            assert!(rewrite.contains(done), "{rewrite}");
        }
        assert!(
            suggest("blame.person", Language::Japanese, "担当者が更新確認を怠った。", "")
                .unwrap()
                .contains("更新確認なしでも")
        );
        assert_eq!(suggest("blame.character", Language::English, "A careless shift.", "careless"), None);
    }
}
