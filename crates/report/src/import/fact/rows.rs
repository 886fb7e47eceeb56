//! Start and end of the incident where only the rows tell them: a row that says so, or the two rows that lie a stated
//! duration apart.

use crate::document::{Document, Fact, FactKey, Moment, SectionKind, TimelineRow};
use crate::import::Context;

/// Rows whose pairs are looked at.
const MOST_ROWS: usize = 300;

/// Words of a row that begins the incident.
pub(crate) const BEGINS: [&str; 18] = [
    "outage begins",
    "outage starts",
    "outage started",
    "outage began",
    "incident begins",
    "incident starts",
    "incident started",
    "incident began",
    "impact begins",
    "impact starts",
    "impact started",
    "impact began",
    "start of impact",
    "start of the incident",
    "start of incident",
    "障害発生",
    "影響開始",
    "障害開始",
];
/// Words of one that ends it.
pub(crate) const ENDS: [&str; 25] = [
    "outage ends",
    "outage ended",
    "outage over",
    "incident ends",
    "incident ended",
    "incident over",
    "incident resolved",
    "incident closed",
    "issue resolved",
    "impact ends",
    "impact ended",
    "end of impact",
    "end of incident",
    "end of the incident",
    "end of outage",
    "all clear",
    "fully recovered",
    "full recovery",
    "service restored",
    "、復旧",
    "復旧完了",
    "全面復旧",
    "影響終了",
    "障害解消",
    "復旧を確認",
];

/// Adds what the head does not say.
pub(in crate::import) fn read(context: &Context<'_>, document: &mut Document) {
    let has = |document: &Document, key| {
        document.facts.iter().any(|f| f.key == key && f.moment.as_ref().is_some_and(|m| m.time.is_some()))
    };
    let (no_start, no_end) = (!has(document, FactKey::Start), !has(document, FactKey::Resolved));
    if !(no_start || no_end) {
        return;
    }
    let exact: Vec<&TimelineRow> =
        document.timeline.iter().filter(|r| r.moment.instant.is_some() && !r.moment.unknown_digits).collect();
    let told = |words: &[&str]| {
        let is_told = |row: &&&TimelineRow| {
            says(&row.event.text, words) || row.details.iter().any(|detail| says(&detail.text, words))
        };
        let mut rows = exact.iter().filter(is_told);
        rows.next().filter(|_| rows.next().is_none()).map(|row| row.moment.clone())
    };
    // `Resolved 2020-09-21 21:41`: a row that is a label of the head.
    let labelled = |key: FactKey| {
        let mut rows = exact.iter().filter(|row| crate::import::fact::words::fact_key(&row.event.text) == key);
        rows.next().filter(|_| rows.next().is_none()).map(|row| row.moment.clone())
    };
    let mut start = told(&BEGINS).or_else(|| labelled(FactKey::Start));
    let mut end = told(&ENDS).or_else(|| labelled(FactKey::Resolved));
    let stated = document.facts.iter().find(|f| f.key == FactKey::Duration).and_then(|f| f.duration_s);
    let told = || told_lengths(context, document);
    for seconds in stated.map_or_else(told, |seconds| vec![seconds]) {
        let known = |key| document.facts.iter().find(|f| f.key == key).and_then(|f| f.moment.as_ref()?.instant);
        let (from, to) = (known(FactKey::Start), known(FactKey::Resolved));
        // No person tells an incident in so many rows that a pair of them could be meant.
        let few = exact.get(..exact.len().min(MOST_ROWS)).unwrap_or_default();
        let pairs: Vec<(&Moment, &Moment)> = few
            .iter()
            .flat_map(|a| few.iter().map(move |b| (&a.moment, &b.moment)))
            .filter(|(a, b)| {
                let apart = a.instant.zip(b.instant).map(|(a, b)| b.duration_since(a).as_secs_f64());
                apart.is_some_and(|apart| (apart - seconds).abs() < 60.0)
                    && from.is_none_or(|from| a.instant == Some(from))
                    && to.is_none_or(|to| b.instant == Some(to))
            })
            .collect();
        // Several pairs so far apart leave open which is meant.
        if let [(a, b)] = pairs.as_slice() {
            start = Some((*a).clone());
            end = Some((*b).clone());
            break;
        }
    }
    start = start.or_else(|| zero(&exact));
    let add = |key, moment: Option<Moment>| {
        moment.map(|moment| Fact {
            key,
            label: String::new(),
            value: context.text(moment.span),
            span: moment.span,
            line: moment.line,
            moment: Some(moment),
            duration_s: None,
        })
    };
    let start = add(FactKey::Start, start.filter(|_| no_start));
    let end = add(FactKey::Resolved, end.filter(|_| no_end));
    document.facts.extend(start.into_iter().chain(end));
}

/// Drops the pairs below a row of a timeline that are said of the row: `Owner: Lee` under an event.
pub(in crate::import) fn release(document: &mut Document) {
    use FactKey as K;
    let is_said = |key: K| {
        matches!(
            key,
            K::Authors
                | K::Owner
                | K::Commander
                | K::Participants
                | K::Severity
                | K::Status
                | K::Services
                | K::Id
                | K::Title
                | K::Link
                | K::Category
                | K::Impact
                | K::Reviewed
        )
    };
    let is_in_timeline = |fact: &Fact| {
        let sections = document.sections.iter().filter(|section| section.kind == SectionKind::Timeline);
        sections.into_iter().any(|section| section.body.start <= fact.span.start && fact.span.end <= section.body.end)
    };
    let is_of_row = |fact: &Fact| {
        // Rows stand in the order of the document, but for timelines that are guessed.
        let place = document.timeline.partition_point(|row| row.span.start <= fact.span.start);
        let row = place.checked_sub(1).and_then(|place| document.timeline.get(place));
        row.is_some_and(|row| {
            let is_below = fact.line > row.line && fact.span.end <= row.span.end;
            is_below
                || row
                    .details
                    .iter()
                    .any(|detail| detail.span.start <= fact.span.start && fact.span.end <= detail.span.end)
        })
    };
    let kept: Vec<bool> =
        document.facts.iter().map(|fact| !(is_said(fact.key) && is_of_row(fact) && is_in_timeline(fact))).collect();
    let mut kept = kept.into_iter();
    document.facts.retain(|_| kept.next().unwrap_or(true));
}

/// What the summary says of how long it was: `kept the search slow until Wednesday, for 53 hours and 30 minutes`.
fn told_lengths(context: &Context<'_>, document: &Document) -> Vec<f64> {
    use crate::document::SectionKind as K;
    const LEAST_S: f64 = 600.0;
    let passages = document.passages.iter().filter(|p| matches!(p.section, K::Title | K::Summary | K::Impact)).take(20);
    passages
        .flat_map(|passage| {
            let words = passage.text.span.of(context.source);
            let said = crate::import::time::duration::all(words).into_iter().filter(|found| {
                let before = words.get(..found.start).unwrap_or_default().trim_end();
                let behind = words.get(found.end..).unwrap_or_default();
                let is_length =
                    ["for", "lasted", "took", "for about", "(", "（"].iter().any(|word| before.ends_with(word));
                found.seconds >= LEAST_S
                    && (is_length || ["遅れ", "止ま", "停止", "続い", "にわた"].iter().any(|w| behind.starts_with(w)))
            });
            said.map(|found| found.seconds).collect::<Vec<_>>()
        })
        .collect()
}

/// The row that others count from: `T`, `T0`, `+00:00`. Nearly always the beginning.
fn zero(rows: &[&TimelineRow]) -> Option<Moment> {
    let is_zero = |text: &str| {
        let bare = text.trim_matches(|c: char| matches!(c, '*' | '`' | '[' | ']' | ':' | '：' | ' '));
        !bare.is_empty()
            && bare.chars().all(|c| matches!(c, 'T' | 't' | '+' | '0' | ':' | '-'))
            && (bare.contains(['T', 't']) || bare.starts_with('+'))
    };
    rows.iter().find(|row| is_zero(&row.moment.text)).map(|row| row.moment.clone())
}

/// Whether an event has one of some words.
pub(crate) fn says(event: &str, words: &[&str]) -> bool {
    let lower = event.to_lowercase();
    words.iter().any(|word| lower.contains(word))
}

#[cfg(test)]
mod tests {
    use crate::document::{Document, FactKey};

    #[test]
    fn what_is_said_of_a_row_is_no_fact_of_the_document() {
        for body in [
            "- 2024-03-01 10:30 fixed\n  Owner: Lee\n  Severity: SEV3\n",
            "### 2024-03-01\n\n#### 10:30 UTC — Fixed\n\nThe pool is back.\n\nOwner: Lee\n",
        ] {
            let document = Document::parse(&format!("# T\n\n## Timeline (UTC)\n\n{body}"));
            let found: Vec<_> = document.facts.iter().map(|fact| fact.key).collect();
            assert!(!found.contains(&FactKey::Owner) && !found.contains(&FactKey::Severity), "{body}: {found:?}");
        }
    }
}
