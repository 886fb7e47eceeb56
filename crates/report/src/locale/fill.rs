//! Puts the words of a language into an analysis.

use backstory_model::{Analysis, Phrase};

use super::Catalogue;

/// Fills every sentence of the analysis that has a phrase with the words of the language. Sentences without one,
/// such as what a person wrote, stay as they are. Filling twice is filling once; filling in another language
/// replaces the words.
pub fn fill(analysis: &mut Analysis, catalogue: &Catalogue) {
    let say = |words: &mut String, phrase: &Option<Phrase>| {
        if let Some(phrase) = phrase {
            *words = catalogue.plain(phrase);
        }
    };
    say(&mut analysis.incident.title, &analysis.incident.phrase);
    for clock in &mut analysis.clocks {
        say(&mut clock.note, &clock.phrase);
    }
    for gap in &mut analysis.gaps {
        say(&mut gap.note, &gap.phrase);
    }
    for method in &mut analysis.impact.methods {
        say(&mut method.method, &method.phrase);
    }
    for row in &mut analysis.timeline {
        say(&mut row.text, &row.phrase);
    }
    for suspect in &mut analysis.suspects {
        say(&mut suspect.why, &suspect.phrase);
    }
    for factor in &mut analysis.factors {
        say(&mut factor.statement, &factor.phrase);
        if let Some(question) = &factor.question {
            factor.question_text = Some(catalogue.plain(question));
        }
    }
    for hypothesis in &mut analysis.hypotheses {
        say(&mut hypothesis.statement, &hypothesis.phrase);
    }
    for gap in &mut analysis.gaps_in_detection {
        say(&mut gap.note, &gap.phrase);
    }
    for action in &mut analysis.actions {
        say(&mut action.title, &action.phrase);
    }
}
