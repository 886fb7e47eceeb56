//! A runbook for an alert that has none: what moved first, what it meant this time, what ended it and what did not.
//!
//! Only what the analysis cites is written down; the rest is a question for whoever owns the service.

use backstory_model::{Analysis, FactorCategory, Layer, MilestoneKind, PhraseArg, TimelineKind};

use crate::locale::{Catalogue, Lang};
use crate::markdown;

/// Signals and lines to look at: more than a handful is not looked at under pressure.
const LOOKS: usize = 4;

/// Alerts that the analysis found without a runbook, each with its draft in Markdown, in the order of the factors.
pub fn drafts(analysis: &Analysis, lang: Lang) -> Vec<(String, String)> {
    let words = Catalogue::load(lang);
    analysis
        .factors
        .iter()
        .filter_map(|factor| factor.phrase.as_ref().filter(|p| p.key == "factor-no-runbook"))
        .filter_map(|phrase| match phrase.args.get("alert") {
            Some(PhraseArg::Code(alert)) => Some(alert.clone()),
            _ => None,
        })
        .map(|alert| {
            let text = write(analysis, &alert, &words);
            (alert, text)
        })
        .collect()
}

fn write(analysis: &Analysis, alert: &str, words: &Catalogue) -> String {
    let say = |phrase: &backstory_model::Phrase| words.render(phrase);
    let mut out = format!("# {}\n\n", markdown::words(alert));
    out.push_str(&format!("{}\n", words.text("runbook-intro")));
    let mut section = |heading: &str, lines: Vec<String>, question: &str| {
        out.push_str(&format!("\n## {}\n\n", words.text(heading)));
        if lines.is_empty() {
            out.push_str(&format!("_{}_\n", words.text(question)));
        }
        for (n, line) in lines.iter().enumerate() {
            out.push_str(&format!("{}. {line}\n", n + 1));
        }
    };
    let looks: Vec<String> = analysis
        .timeline
        .iter()
        .filter(|row| matches!(row.kind, TimelineKind::Metric | TimelineKind::Log))
        .filter_map(|row| row.phrase.as_ref())
        .take(LOOKS)
        .map(say)
        .collect();
    section("runbook-look", looks, "runbook-look-ask");
    let meant: Vec<String> = analysis
        .factors
        .iter()
        .filter(|f| {
            f.layer == Layer::Immediate
                || f.layer == Layer::Contributing
                    && matches!(
                        f.category,
                        FactorCategory::Capacity | FactorCategory::Dependency | FactorCategory::Configuration
                    )
        })
        .filter_map(|f| f.phrase.as_ref())
        .take(LOOKS)
        .map(say)
        .collect();
    section("runbook-meant", meant, "runbook-meant-ask");
    let ended: Vec<String> = analysis
        .timeline
        .iter()
        .filter(|row| row.milestone == Some(MilestoneKind::Mitigated))
        .filter_map(|row| row.phrase.as_ref())
        .map(say)
        .collect();
    section("runbook-ended", ended, "runbook-ended-ask");
    let vain: Vec<String> = analysis
        .factors
        .iter()
        .filter_map(|f| f.phrase.as_ref().filter(|p| p.key == "factor-ineffective-step"))
        .map(say)
        .collect();
    if !vain.is_empty() {
        section("runbook-in-vain", vain, "runbook-ended-ask");
    }
    out
}
