//! Japanese sentences by class, judged: how people, slips, grades and wishes are told in many trades, and words that look alike.
//!
//! A label says which fault the sentence was written for. Whether a sentence is a finding at all must hold for nearly every
//! one; which rule finds it may differ where two of them fit.

mod labelled;

use backstory_check::{Language, judge};
use labelled::Labelled;

#[test]
fn sentences_of_many_trades_are_told_apart() {
    let sentences: Vec<Labelled> = labelled::read(include_str!("japanese.jsonl")).collect();
    let (mut faults, mut missed, mut other_rule, mut clean, mut noise) = (0, Vec::new(), 0, 0, Vec::new());
    for sentence in &sentences {
        assert_eq!(sentence.lang, Language::Japanese);
        let found = judge(Language::Japanese, sentence.context, &sentence.text);
        if sentence.labels.is_empty() {
            clean += 1;
            if !found.is_empty() {
                noise.push(&sentence.text);
            }
            continue;
        }
        faults += 1;
        if found.is_empty() {
            missed.push(&sentence.text);
        } else if !sentence.labels.iter().any(|label| found.iter().any(|offence| offence.rule == label)) {
            other_rule += 1;
        }
    }
    assert!(missed.len() * 100 <= faults * 2, "missed: {missed:#?}");
    assert!(noise.len() * 100 <= clean * 2, "noise: {noise:#?}");
    assert!(other_rule * 100 <= faults * 6, "{other_rule} of {faults} by another rule");
}
