//! Times of the head, completed by what the rest of the document says: its day, its year, its zone, the order of its dates.

use crate::document::{DateFrom, Document, Fact, FactKey, ZoneFrom};
use crate::import::{
    Context,
    time::{date::DateWords, incident_day, moment, resolve, zone_note},
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
        // `Start time (JST)`: the label of the fact names its zone.
        let own =
            fact.moment.as_ref().and_then(|moment| moment.zone.as_ref()).map(|z| (z.label.clone(), z.from, z.line));
        let around = resolve::Around {
            day: day.map(|day| (day, DateFrom::Head)),
            year: day.map(jiff::civil::Date::year),
            local,
            zone: own.or_else(|| zone.clone()),
        };
        let moment = resolve::complete(context, &raw, span.start, &around);
        let is_better = fact.moment.as_ref().is_none_or(|known| known.instant.is_none() || known.date != moment.date);
        if is_better && moment.date.is_some() {
            fact.moment = Some(moment);
        }
    }
}

/// Reads `04/05/2024` of the head again where the dates of the rows and the head prove an order of day and month.
pub(in crate::import) fn reorder<'r>(
    context: &Context<'_>,
    document: &mut Document,
    rows: impl Iterator<Item = &'r DateWords>,
) {
    let raw = |fact: &Fact| {
        moment::at_start(fact.value.span.of(context.source))
            .filter(|raw| raw.date.as_ref().is_some_and(|date| date.local.is_some() && date.year.is_some()))
    };
    let own: Vec<DateWords> = document.facts.iter().filter_map(|fact| raw(fact)?.date).collect();
    if own.is_empty() {
        return;
    }
    let all: Vec<DateWords> = rows.cloned().chain(own).collect();
    let (local, is_guess) = resolve::order(resolve::declared(document), all.iter(), None);
    if is_guess {
        return;
    }
    for fact in document.facts.iter_mut().filter(|fact| fact.moment.is_some()) {
        let Some(raw) = raw(fact) else { continue };
        let zone =
            fact.moment.as_ref().and_then(|moment| moment.zone.as_ref()).map(|z| (z.label.clone(), z.from, z.line));
        let around = resolve::Around { day: None, year: None, local, zone };
        fact.moment = Some(resolve::complete(context, &raw, fact.value.span.start, &around));
    }
}

fn is_time(key: FactKey) -> bool {
    matches!(key, FactKey::Start | FactKey::Detected | FactKey::Acknowledged | FactKey::Mitigated | FactKey::Resolved)
}
