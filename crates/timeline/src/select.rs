//! Merges what is told twice and selects the rows that tell the story.

use backstory_model::{MilestoneKind, TimelineKind};
use jiff::SignedDuration;

use crate::candidate::Candidate;

/// More rows than this are a log, not a story.
const MOST: usize = 30;
/// Rows that a reader takes in at once; beyond them only what weighs much is added.
const COMFORTABLE: usize = 22;
/// Fewer rows than this leave the story untold, so weaker ones are let in.
const FEWEST: usize = 5;
/// What a row must weigh to be told at all.
const WORTH: f64 = 0.3;
/// What a row must weigh to be told beyond the comfortable number.
const WORTH_MORE: f64 = 0.6;

/// Returns 5 to 30 rows (fewer only when there are no more), in order of time.
pub(crate) fn select(candidates: Vec<Candidate>) -> Vec<Candidate> {
    let mut rows = merge(candidates);
    rows.sort_by(|a, b| {
        b.milestone
            .is_some()
            .cmp(&a.milestone.is_some())
            .then(b.salience.total_cmp(&a.salience))
            .then(a.time.cmp(&b.time))
    });
    let mut taken = Vec::new();
    for row in rows {
        let wanted = match taken.len() {
            _ if row.milestone.is_some() => true,
            n if n < FEWEST => true,
            n if n < COMFORTABLE => row.salience >= WORTH,
            _ => row.salience >= WORTH_MORE,
        };
        if wanted && taken.len() < MOST {
            taken.push(row);
        }
    }
    sort(&mut taken);
    taken
}

/// Orders by time; rows of one instant in the order the milestones usually come, then by weight.
fn sort(rows: &mut [Candidate]) {
    rows.sort_by(|a, b| {
        let rank = |row: &Candidate| row.milestone.map_or(u8::MAX, rank_of);
        a.time
            .cmp(&b.time)
            .then(rank(a).cmp(&rank(b)))
            .then(b.salience.total_cmp(&a.salience))
            .then(a.phrase.key.cmp(&b.phrase.key))
    });
}

fn rank_of(kind: MilestoneKind) -> u8 {
    MilestoneKind::ALL.iter().position(|k| *k == kind).and_then(|p| u8::try_from(p).ok()).unwrap_or(u8::MAX)
}

/// Folds rows that tell one thing into one row with the evidence of all.
fn merge(mut candidates: Vec<Candidate>) -> Vec<Candidate> {
    sort(&mut candidates);
    let mut rows: Vec<Candidate> = Vec::new();
    for candidate in candidates {
        // Only rows near in time can tell the same thing; look back a little.
        let twin = rows.iter_mut().rev().take(12).find(|row| tells_the_same(row, &candidate));
        match twin {
            Some(row) => fold(row, candidate),
            None => rows.push(candidate),
        }
    }
    rows
}

fn tells_the_same(row: &Candidate, other: &Candidate) -> bool {
    let apart = other.time.duration_since(row.time).abs();
    let near = |seconds: i64| apart <= SignedDuration::from_secs(seconds);
    // Two milestones stay two rows, whatever they have in common.
    if row.milestone.is_some() && other.milestone.is_some() {
        return false;
    }
    if row.phrase == other.phrase && row.actor == other.actor {
        return near(60);
    }
    if row.kind == other.kind
        && row.phrase.key == other.phrase.key
        && row.service == other.service
        && row.service.is_some()
    {
        return match row.kind {
            TimelineKind::Cluster
            | TimelineKind::Log
            | TimelineKind::Metric
            | TimelineKind::Chat
            | TimelineKind::Change => false,
            TimelineKind::Alert | TimelineKind::Page | TimelineKind::Impact => near(30),
        };
    }
    let keys = (row.phrase.key.as_str(), other.phrase.key.as_str());
    match keys {
        ("timeline-mitigated", "timeline-mitigation-said-done") => near(90),
        // The end of a change that has no beginning of its own.
        ("timeline-mitigated", _) => is_of_change(row, other) && near(1),
        (_, "timeline-mitigated") => is_of_change(other, row) && near(1),
        // An alert and the page it causes.
        ("timeline-alert-fired" | "timeline-alert-fired-for", "timeline-paged") => near(30) && shares_title(row, other),
        ("timeline-paged", "timeline-alert-fired" | "timeline-alert-fired-for") => near(10) && shares_title(other, row),
        // What people say while they do it.
        (_, "timeline-mitigation-started") => row.kind == TimelineKind::Change && near(60),
        ("timeline-mitigation-started", _) => other.kind == TimelineKind::Change && near(60),
        ("timeline-page-resolved", "timeline-declared-resolved")
        | ("timeline-declared-resolved", "timeline-page-resolved") => near(60),
        _ => false,
    }
}

/// Whether a row tells of the change whose end another tells.
fn is_of_change(end: &Candidate, row: &Candidate) -> bool {
    row.kind == TimelineKind::Change && end.citations.first() == row.citations.first()
}

/// Whether the page's title names the alert.
fn shares_title(alert: &Candidate, page: &Candidate) -> bool {
    let word = |row: &Candidate, name: &str| match row.phrase.args.get(name) {
        Some(backstory_model::PhraseArg::Code(text)) => text.clone(),
        _ => String::new(),
    };
    let (alert, page) = (word(alert, "alert"), word(page, "title"));
    !alert.is_empty() && page.contains(&alert)
}

/// Folds a row into another: the stronger sentence stays, the evidence of both is kept.
fn fold(row: &mut Candidate, other: Candidate) {
    let other_leads = match (row.milestone.is_some(), other.milestone.is_some()) {
        (true, false) => false,
        (false, true) => true,
        _ => other.salience > row.salience,
    };
    let same_thing = row.phrase.key == other.phrase.key;
    let (mut lead, follow) = if other_leads { (other, row.clone()) } else { (row.clone(), other) };
    if same_thing && lead.milestone.is_none() {
        lead.time = lead.time.min(follow.time);
        lead.count += follow.count;
    }
    for source in follow.sources {
        if !lead.sources.contains(&source) {
            lead.sources.push(source);
        }
    }
    for citation in follow.citations.iter().take(4) {
        lead.also(citation);
    }
    lead.actor = lead.actor.or(follow.actor);
    *row = lead;
}
