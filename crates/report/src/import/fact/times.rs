//! Times of the head, completed by what the rest of the document says: its day, its year, its zone, the order of its dates.

use crate::document::{DateFrom, Document, FactKey, ZoneFrom};
use crate::import::{
    Context,
    time::{incident_day, moment, resolve, zone_note},
};

/// Completes each time of a fact that lacks its day, its zone or the order of day and month.
pub(in crate::import) fn complete(context: &Context<'_>, document: &mut Document) {
    let day = incident_day::head_day(context, document);
    let by_rows = document
        .timeline
        .iter()
        .find_map(|row| row.moment.zone.as_ref())
        .map(|z| (z.label.clone(), ZoneFrom::Head, z.line));
    let zone = by_rows.or_else(|| zone_note::told(document));
    let words = |text: &str| moment::at_start(text).and_then(|raw| raw.date);
    let dates: Vec<_> = document
        .timeline
        .iter()
        .map(|row| row.moment.text.as_str())
        .chain(document.facts.iter().map(|fact| fact.value.text.as_str()))
        .filter_map(words)
        .collect();
    let (local, _) = resolve::order(resolve::declared(document), dates.iter(), None);
    for fact in document.facts.iter_mut().filter(|fact| is_time(fact.key)) {
        let span = fact.value.span;
        let Some(raw) = moment::at_start(span.of(context.source)).filter(|raw| raw.clock.is_some()) else { continue };
        let around = resolve::Around {
            day: day.map(|day| (day, DateFrom::Head)),
            year: day.map(jiff::civil::Date::year),
            local,
            zone: zone.clone(),
        };
        let moment = resolve::complete(context, &raw, span.start, &around);
        let is_better = fact.moment.as_ref().is_none_or(|known| known.instant.is_none() || known.date != moment.date);
        if is_better && moment.date.is_some() {
            fact.moment = Some(moment);
        }
    }
}

fn is_time(key: FactKey) -> bool {
    matches!(key, FactKey::Start | FactKey::Detected | FactKey::Acknowledged | FactKey::Mitigated | FactKey::Resolved)
}
