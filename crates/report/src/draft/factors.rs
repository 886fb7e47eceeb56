//! Contributing factors in three layers. A layer without a factor asks the review.

use backstory_model::{Confidence, Factor, FactorCategory, Layer};

use super::pen::Pen;

pub(super) fn write(pen: &Pen<'_>) -> String {
    let layers = [
        ("section-immediate", "factors-ask-immediate", Layer::Immediate),
        ("section-contributing", "factors-ask-contributing", Layer::Contributing),
        ("section-systemic", "factors-ask-systemic", Layer::Systemic),
    ];
    let mut blocks = Vec::new();
    for (heading, question, layer) in layers {
        let factors = pen.analysis.factors.iter().filter(|f| f.layer == layer);
        let mut lines: Vec<String> = factors.map(|factor| line(pen, factor)).collect();
        if layer == Layer::Contributing {
            lines.extend(unread_signals(pen));
        }
        if lines.is_empty() {
            lines.push(pen.question(question));
        }
        let lines = lines.iter().enumerate().map(|(n, line)| match layer {
            Layer::Contributing => format!("{}. {line}", n + 1),
            Layer::Immediate | Layer::Systemic => format!("- {line}"),
        });
        blocks.push(format!("### {}\n\n{}", pen.text(heading), lines.collect::<Vec<_>>().join("\n")));
    }
    if pen.analysis.factors.len() == 1 {
        blocks.push(pen.sentence(&pen.text("factors-single"), &[]));
    }
    blocks.join("\n\n")
}

fn line(pen: &Pen<'_>, factor: &Factor) -> String {
    let mut statement = pen.statement(&factor.statement, factor.phrase.as_ref());
    if factor.layer == Layer::Contributing {
        let category = pen.text(category_key(factor.category));
        statement = pen.around("category-label", &[("category", &category), ("statement", &statement)]);
    }
    let sentence = pen.sentence(&statement, &factor.evidence);
    let is_open = factor.confidence == Confidence::Low || factor.evidence.is_empty();
    if is_open { pen.to_confirm(&sentence) } else { sentence }
}

/// Signals that no alert read, where no factor tells of detection already.
fn unread_signals(pen: &Pen<'_>) -> Vec<String> {
    if pen.analysis.factors.iter().any(|f| f.category == FactorCategory::Detection) {
        return Vec::new();
    }
    let category = pen.text("category-detection");
    let gaps = pen.analysis.gaps_in_detection.iter().take(3);
    gaps.map(|gap| {
        let note = pen.statement(&gap.note, gap.phrase.as_ref());
        let statement = pen.around("category-label", &[("category", &category), ("statement", &note)]);
        pen.to_confirm(&pen.sentence(&statement, &[]))
    })
    .collect()
}

/// The name of a category in the catalogue.
pub(crate) fn category_key(category: FactorCategory) -> &'static str {
    match category {
        FactorCategory::Change => "category-change",
        FactorCategory::Capacity => "category-capacity",
        FactorCategory::Dependency => "category-dependency",
        FactorCategory::Configuration => "category-configuration",
        FactorCategory::Detection => "category-detection",
        FactorCategory::Response => "category-response",
        FactorCategory::Process => "category-process",
        FactorCategory::Environment => "category-environment",
    }
}
