//! The kept sentences, judged: a floor under precision and recall that a change of a rule must not break.
//!
//! `sentences.jsonl` and `sentences-en.jsonl` hold sentences written for this test: paradigms of each rule, and look-alikes of each.

mod labelled;

use backstory_check::{Language, judge};
use labelled::Labelled;

#[test]
fn kept_sentences_are_judged_as_labelled() {
    for language in [Language::English, Language::Japanese] {
        let sentences: Vec<Labelled> = labelled::read(include_str!("sentences.jsonl"))
            .chain(labelled::read(include_str!("sentences-en.jsonl")))
            .filter(|s| s.lang == language)
            .collect();
        let (mut hits, mut missed, mut noise) = (0, Vec::new(), Vec::new());
        for sentence in &sentences {
            let found = !judge(language, sentence.context, &sentence.text).is_empty();
            match (found, sentence.labels.is_empty()) {
                (true, false) => hits += 1,
                (false, false) => missed.push(&sentence.text),
                (true, true) => noise.push(&sentence.text),
                (false, true) => {}
            }
        }
        let clean = sentences.iter().filter(|s| s.labels.is_empty()).count();
        assert!(hits * 100 >= (hits + missed.len()) * 97, "{language:?} missed: {missed:#?}");
        assert!(noise.len() * 100 <= clean * 2, "{language:?} noise: {noise:#?}");
    }
}
