//! Errors that change their face on the way out.

use backstory_model::{Citation, FactorCategory, Layer, Phrase};

use super::{FactorKind, Proposal, Scene};

/// A service in front that answers with another error class than the one behind it.
pub(super) fn propose(scene: &Scene<'_>) -> Vec<Proposal> {
    let main = |statuses: &std::collections::BTreeMap<u16, u64>| {
        statuses.iter().max_by_key(|(s, n)| (**n, **s)).map(|(s, n)| (*s, *n))
    };
    let Some(edge) = scene.edge.and_then(|e| scene.statuses.get(e)).and_then(main) else { return Vec::new() };
    let inner = scene
        .statuses
        .iter()
        .filter(|(service, _)| Some(*service) != scene.edge)
        .filter_map(|(service, statuses)| Some((service, main(statuses)?)))
        // A refusal for load or a gateway's own words are not hidden by passing on another refusal.
        .find(|(_, (status, count))| *status == 500 && *status != edge.0 && *count * 4 >= edge.1);
    let Some((service, (status, _))) = inner else { return Vec::new() };
    let citations: Vec<&Citation> = scene
        .logs
        .iter()
        .filter(|f| f.is_error && f.service.as_ref() == Some(service))
        .map(|f| &f.citation)
        .take(2)
        .collect();
    if citations.is_empty() {
        return Vec::new();
    }
    let phrase = Phrase::new("factor-masked-error")
        .text("service", service.0.clone())
        .number("inner", f64::from(status))
        .number("outer", f64::from(edge.0));
    vec![
        Proposal::new(
            FactorKind::MaskedError { outer: edge.0, inner: status },
            Layer::Contributing,
            FactorCategory::Dependency,
            phrase,
        )
        .of(Some(service))
        .citing(citations),
    ]
}
