//! What an effect before its cause shows about two clocks.
//!
//! A page is triggered by an alert, an alert fires after its rule has been true for its time. Where the effect was
//! written down earlier, the clocks of the two sources differ by at least that: a bound, no measurement, since how long
//! the effect took is not known. Times are left as they are.

use std::collections::BTreeMap;
use std::sync::Arc;

use backstory_model::{AlertEpisode, Citation, Page, PageEventKind};
use jiff::Timestamp;

/// Times of alerts are those of the evaluation or the scrape that saw them, and either is commonly a minute apart.
pub(crate) const RESOLUTION_S: f64 = 60.0;

/// An effect that was written down before its cause.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Bound {
    /// The artifact that tells the effects.
    pub(crate) source: Arc<str>,
    /// The artifact that tells the causes.
    pub(crate) against: Arc<str>,
    /// Seconds by which the clocks differ at least: those of the effect that is most too early.
    pub(crate) seconds: f64,
    /// Pairs of cause and effect that were compared.
    pub(crate) pairs: usize,
    /// The pair that shows it: effect, then cause.
    pub(crate) citations: [Citation; 2],
}

/// Pages that were triggered before the alert they tell of had fired, per pair of sources.
pub(crate) fn bounds(alerts: &[AlertEpisode], pages: &[Page]) -> Vec<Bound> {
    let mut found: BTreeMap<(Arc<str>, Arc<str>), Bound> = BTreeMap::new();
    for (page, triggered, citation) in pages.iter().filter_map(trigger) {
        let Some((fired, cause)) = alert_of(page, triggered, alerts) else { continue };
        let early = fired.duration_since(triggered).as_secs_f64();
        let key = (Arc::clone(&citation.artifact), Arc::clone(&cause.artifact));
        let bound = found.entry(key).or_insert_with(|| Bound {
            source: Arc::clone(&citation.artifact),
            against: Arc::clone(&cause.artifact),
            seconds: 0.0,
            pairs: 0,
            citations: [citation.clone(), cause.clone()],
        });
        bound.pairs += 1;
        if early > bound.seconds {
            bound.seconds = early;
            bound.citations = [citation.clone(), cause.clone()];
        }
    }
    // One source has one clock.
    found.into_values().filter(|b| b.source != b.against && b.seconds > RESOLUTION_S).collect()
}

fn trigger(page: &Page) -> Option<(&Page, Timestamp, &Citation)> {
    let event = page.events.iter().find(|e| e.kind == PageEventKind::Triggered)?;
    Some((page, event.time, &event.citation))
}

/// The firing of the alert that the page names. Of several the one that leaves the least to explain: the nearest.
fn alert_of<'a>(page: &Page, triggered: Timestamp, alerts: &'a [AlertEpisode]) -> Option<(Timestamp, &'a Citation)> {
    let named = |alert: &&AlertEpisode| {
        !alert.name.is_empty()
            && page.title.split(|c: char| !(c.is_alphanumeric() || c == '_' || c == '-')).any(|w| w == alert.name)
    };
    alerts
        .iter()
        .filter(named)
        .filter_map(|alert| Some((alert.fired?, alert.citations.first()?)))
        .min_by_key(|(fired, citation)| (fired.duration_since(triggered).abs(), Arc::clone(&citation.artifact)))
}

#[cfg(test)]
mod tests {
    use backstory_model::{Locator, PageEvent};
    use proptest::prelude::*;

    use super::*;

    fn cited(artifact: &str) -> Citation {
        Citation::new(&artifact.into(), Locator::Whole, "")
    }

    fn alert(name: &str, fired: i64) -> AlertEpisode {
        AlertEpisode {
            name: name.into(),
            labels: BTreeMap::new(),
            annotations: BTreeMap::new(),
            pending: None,
            fired: Timestamp::from_second(fired).ok(),
            resolved: None,
            notified: None,
            receivers: Vec::new(),
            citations: vec![cited("alerts.json")],
        }
    }

    fn page(title: &str, at: i64) -> Page {
        let event = PageEvent {
            time: Timestamp::from_second(at).unwrap(),
            kind: PageEventKind::Triggered,
            person: None,
            detail: String::new(),
            citation: cited("pager.json"),
        };
        Page {
            id: "P1".into(),
            number: None,
            title: title.into(),
            urgency: None,
            service: None,
            events: vec![event],
            citation: cited("pager.json"),
        }
    }

    #[test]
    fn only_what_cannot_be_is_claimed() {
        for (title, at, expected) in [
            // After its alert, and no earlier than an evaluation explains.
            ("[FIRING] HighErrors on web", 1030, None),
            ("[FIRING] HighErrors on web", 945, None),
            // Before it.
            ("[FIRING] HighErrors on web", 700, Some(300.0)),
            // Of another alert, or of one whose name is only part of a word.
            ("[FIRING] DiskFull on web", 700, None),
            ("NotHighErrorsAtAll", 700, None),
        ] {
            let found = bounds(&[alert("HighErrors", 1000)], &[page(title, at)]);
            assert_eq!(found.first().map(|b| b.seconds), expected, "{title} {at}");
        }
    }

    #[test]
    fn a_page_belongs_to_the_nearest_firing() {
        let alerts = [alert("HighErrors", 1000), alert("HighErrors", 9000)];
        assert_eq!(bounds(&alerts, &[page("HighErrors", 1020)]), []);
    }

    proptest! {
        #[test]
        fn a_pager_that_is_behind_is_found_and_shifting_both_changes_nothing(
            behind in 0_i64..5_000,
            took in 0_i64..50,
            by in -100_000_i64..100_000,
        ) {
            let told = |by: i64| {
                bounds(&[alert("A", 500_000 + by)], &[page("A", 500_000 + by + took - behind)])
            };
            prop_assert_eq!(told(0), told(by));
            // The bound never claims more than there is.
            let claimed = told(0).first().map_or(0.0, |b| b.seconds);
            prop_assert!(claimed <= behind as f64);
            if (behind - took) as f64 > RESOLUTION_S {
                prop_assert!((claimed - (behind - took) as f64).abs() < 1e-9);
            } else {
                prop_assert!(claimed == 0.0);
            }
        }
    }
}
