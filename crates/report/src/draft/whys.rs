//! Five Whys and the root cause, read off the factor graph.
//!
//! The chain starts at the immediate cause and follows "because" along the longest path. When the path has fewer
//! than five steps, factors that the steps also follow from are taken in before its end. The chain ends at a
//! condition of the system or at an open question, never at a person.

use std::collections::BTreeSet;

use backstory_model::{EvidenceId, Factor, FactorCategory, FactorId, Hypothesis, Layer, Outcome, Stance};

use super::pen::Pen;

/// Steps of a chain, the open question included.
const STEPS: usize = 5;

pub(super) fn write(pen: &Pen<'_>) -> String {
    let chain = chain(&pen.analysis.factors);
    if chain.is_empty() {
        return pen.question("whys-ask");
    }
    let mut lines = Vec::new();
    let mut asked_so_far = BTreeSet::new();
    for (at, factor) in chain.iter().enumerate() {
        let question = match at {
            0 if pen.analysis.outcome == Outcome::Incident => pen.text("why-impact"),
            0 if factor.layer == backstory_model::Layer::Immediate => pen.text("why-near-miss"),
            _ if factor.why.is_some() => factor.why.as_ref().map(|why| pen.words.render(why)).unwrap_or_default(),
            _ if asked_so_far.insert(factor.category) => pen.text(question_key(factor.category)),
            _ => pen.text("why-further"),
        };
        let answer = pen.statement(&factor.statement, factor.phrase.as_ref());
        let answer = pen.sentence(&answer, &factor.evidence);
        lines.push(pen.around("why-step", &[("question", &question), ("answer", &answer)]));
    }
    let open = chain.iter().rev().find_map(|f| asked(pen, f));
    let is_at_the_bottom = chain.last().is_some_and(|f| f.layer == Layer::Systemic) && chain.len() >= STEPS;
    if let Some(question) = open.or_else(|| (!is_at_the_bottom).then(|| pen.text("whys-ask"))) {
        let answer = pen.question_of(&question);
        lines.push(pen.around("why-step", &[("question", &pen.text("why-further")), ("answer", &answer)]));
    }
    lines.iter().enumerate().map(|(n, line)| format!("{}. {line}", n + 1)).collect::<Vec<_>>().join("\n")
}

fn asked(pen: &Pen<'_>, factor: &Factor) -> Option<String> {
    match (&factor.question, &factor.question_text) {
        (Some(question), _) => Some(pen.words.render(question)),
        (None, Some(text)) => Some(crate::markdown::words(text)),
        (None, None) => None,
    }
}

/// The sentence that joins what broke with the conditions that let it: a proposal for the review.
pub(super) fn root_cause(pen: &Pen<'_>) -> String {
    let factors = &pen.analysis.factors;
    let immediate = factors.iter().find(|f| f.layer == Layer::Immediate);
    let conditions =
        [FactorCategory::Capacity, FactorCategory::Dependency, FactorCategory::Configuration, FactorCategory::Process];
    let condition = factors.iter().find(|f| f.layer == Layer::Contributing && conditions.contains(&f.category));
    let systemic = factors.iter().find(|f| f.layer == Layer::Systemic);
    let sentences: Vec<String> = [immediate, condition, systemic]
        .into_iter()
        .flatten()
        .map(|f| pen.sentence(&pen.statement(&f.statement, f.phrase.as_ref()), &f.evidence))
        .collect();
    if sentences.is_empty() {
        return pen.question("root-cause-ask");
    }
    let proposed = format!("{}\n\n_{}_", pen.paragraph(&sentences), pen.sentence(&pen.text("root-cause-propose"), &[]));
    let considered = considered(pen);
    if considered.is_empty() { proposed } else { format!("{proposed}\n\n{}\n\n{considered}", pen.text("considered")) }
}

/// Explanations that were considered and do not stand, with the reason: nobody has to think of them again.
fn considered(pen: &Pen<'_>) -> String {
    let others = pen.analysis.hypotheses.iter().filter(|h| h.stance != Stance::Supported);
    let line = |h: &Hypothesis| {
        let cited: Vec<EvidenceId> = h.against.iter().chain(&h.supporting).cloned().collect();
        format!("- {}", pen.sentence(&pen.statement(&h.statement, h.phrase.as_ref()), &cited))
    };
    others.map(line).collect::<Vec<_>>().join("\n")
}

/// Factors from the surface down.
fn chain(factors: &[Factor]) -> Vec<&Factor> {
    let Some(start) = factors.iter().find(|f| f.layer == Layer::Immediate).or_else(|| factors.first()) else {
        return Vec::new();
    };
    let mut path = deepest(factors, start, &mut BTreeSet::new());
    let mut branches: Vec<&Factor> = Vec::new();
    for factor in &path {
        for id in &factor.because {
            if let Some(branch) = find(factors, id)
                && !path.iter().chain(&branches).any(|known| known.id == branch.id)
            {
                branches.push(branch);
            }
        }
    }
    let end = path.len().saturating_sub(1).max(1);
    let room = STEPS.saturating_sub(path.len() + 1);
    path.splice(end..end, branches.into_iter().take(room));
    path.truncate(STEPS + 1);
    path
}

fn find<'a>(factors: &'a [Factor], id: &FactorId) -> Option<&'a Factor> {
    factors.iter().find(|f| f.id == *id)
}

/// The longest way down from a factor; the first of several, and each factor once, for graphs can hold circles.
fn deepest<'a>(factors: &'a [Factor], from: &'a Factor, above: &mut BTreeSet<&'a FactorId>) -> Vec<&'a Factor> {
    above.insert(&from.id);
    let mut longest = Vec::new();
    // Deeper than this no reader follows, and a tangled graph stays cheap.
    if above.len() <= STEPS {
        for next in from.because.iter().filter_map(|id| find(factors, id)) {
            if !above.contains(&next.id) {
                let way = deepest(factors, next, above);
                if way.len() > longest.len() {
                    longest = way;
                }
            }
        }
    }
    above.remove(&from.id);
    longest.insert(0, from);
    longest
}

fn question_key(category: FactorCategory) -> &'static str {
    match category {
        FactorCategory::Change => "why-change",
        FactorCategory::Capacity => "why-capacity",
        FactorCategory::Dependency => "why-dependency",
        FactorCategory::Configuration => "why-configuration",
        FactorCategory::Detection => "why-detection",
        FactorCategory::Response => "why-response",
        FactorCategory::Process => "why-process",
        FactorCategory::Environment => "why-environment",
    }
}

#[cfg(test)]
mod tests {
    use backstory_model::Confidence;

    use super::*;

    fn factor(id: &str, layer: Layer, because: &[&str]) -> Factor {
        Factor {
            id: FactorId(id.to_owned()),
            layer,
            category: FactorCategory::Process,
            statement: id.to_owned(),
            phrase: None,
            service: None,
            change: None,
            confidence: Confidence::High,
            evidence: Vec::new(),
            because: because.iter().map(|b| FactorId((*b).to_owned())).collect(),
            why: None,
            question: None,
            question_text: None,
        }
    }

    fn ids(factors: &[Factor]) -> String {
        chain(factors).iter().map(|f| f.id.0.as_str()).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn the_longest_way_down_is_told_and_branches_fill_it() {
        let factors = [
            factor("a", Layer::Immediate, &["x", "b"]),
            factor("x", Layer::Contributing, &[]),
            factor("b", Layer::Contributing, &["c"]),
            factor("c", Layer::Systemic, &[]),
        ];
        assert_eq!(ids(&factors), "a b x c");
    }

    #[test]
    fn circles_end() {
        let factors = [factor("a", Layer::Immediate, &["b"]), factor("b", Layer::Contributing, &["a", "b", "none"])];
        assert_eq!(ids(&factors), "a b");
        assert_eq!(ids(&[]), "");
    }
}
