//! `Time to detect` and its kin in the head against the rows: `TTM: 56 min` where no row lies so long after any row that a team
//! may count from.

use crate::{
    document::{Document, Fact, FactKey, Moment, Text},
    import::time::duration,
    numbers::{
        Contradiction, Place, differs,
        event::{
            kind::Kind,
            resolve::{Anchor, Events},
        },
        interval::apart::apart,
        place_of,
        reading::{bound::Bound, entry},
    },
};

/// Fewest rows that tell an incident from its start to its end.
const LEAST_ROWS: usize = 4;
/// Most rows that are held against each other.
const MOST_ROWS: usize = 200;

/// What tells that somebody or something noticed.
const NOTICED: [Kind; 4] = [Kind::Alert, Kind::Page, Kind::Call, Kind::Report];
/// What tells that people are at work.
const AT_WORK: [Kind; 3] = [Kind::Acknowledge, Kind::Declare, Kind::Join];
const BEGINS: [Kind; 2] = [Kind::Start, Kind::Fail];

/// Checks the facts that say how long it took, where the head itself does not tell both ends.
pub(in crate::numbers) fn check(document: &Document, events: &Events<'_>, out: &mut Vec<Contradiction>) {
    let rows: Vec<&Anchor<'_>> = events.anchors.iter().filter(|anchor| anchor.row.is_some()).collect();
    let is_sound = rows.len() == document.timeline.len() && rows.iter().all(|row| row.is_exact());
    if !(LEAST_ROWS..=MOST_ROWS).contains(&rows.len()) || !is_sound {
        return;
    }
    for fact in document.facts.iter().filter(|fact| !fact.label.is_empty()) {
        let Some(stops) = stops(fact.key) else { continue };
        if out.iter().any(|other| other.stated.span == fact.value.span) {
            continue;
        }
        out.extend(against(document, &rows, fact, stops));
    }
    for fact in together(document) {
        let is_told = out.iter().any(|other| fact.value.span.contains(other.stated.span));
        let Some(stops) = stops(fact.key).filter(|_| !is_told) else { continue };
        out.extend(against(document, &rows, &fact, stops));
    }
}

/// `TTD / TTA / TTM | 13 min / 4 min / 132 min`: several in one line.
fn together(document: &Document) -> Vec<Fact> {
    let key = |label: &str| match label.trim().to_lowercase().as_str() {
        "ttd" | "mttd" | "time to detect" | "detect" | "detection" | "検知" => Some(FactKey::TimeToDetect),
        "tta" | "mtta" | "time to acknowledge" | "ack" | "acknowledge" | "応答" => Some(FactKey::TimeToAcknowledge),
        "ttm" | "mttm" | "time to mitigate" | "mitigate" | "mitigation" | "緩和" => Some(FactKey::TimeToMitigate),
        "ttr" | "mttr" | "time to recover" | "time to resolve" | "recover" | "resolve" | "復旧" => {
            Some(FactKey::TimeToRecover)
        }
        _ => None,
    };
    let mut out = Vec::new();
    for entry in entry::groups(document).into_iter().flatten().filter(|entry| entry.label.contains(['/', '／'])) {
        let labels: Vec<&str> = entry.label.split(['/', '／']).collect();
        let values: Vec<&str> = entry.value.split(['/', '／']).collect();
        if labels.len() != values.len() {
            continue;
        }
        for (label, value) in labels.iter().zip(values) {
            let (Some(key), Some(found)) = (key(label), duration::at_start(value)) else { continue };
            let value = Text { text: value.trim().to_owned(), span: entry.span, line: entry.line };
            out.push(Fact {
                key,
                label: label.trim().to_owned(),
                value,
                span: entry.span,
                line: entry.line,
                moment: None,
                duration_s: Some(found.seconds),
            });
        }
    }
    out
}

/// The kinds of rows that a time to something ends with.
fn stops(key: FactKey) -> Option<&'static [Kind]> {
    Some(match key {
        FactKey::TimeToDetect => &NOTICED,
        FactKey::TimeToAcknowledge => &[Kind::Acknowledge],
        FactKey::TimeToMitigate => &[Kind::Mitigate],
        FactKey::TimeToRecover => &[Kind::Recover, Kind::Close],
        _ => return None,
    })
}

fn against(document: &Document, rows: &[&Anchor<'_>], fact: &Fact, stops: &[Kind]) -> Option<Contradiction> {
    let stated = duration::at_start(&fact.value.text)?;
    let words = fact.value.text.as_str();
    let bound = Bound::of(words.get(..stated.start)?, words.get(stated.end..)?);
    let has = |anchor: &Anchor<'_>, kinds: &[Kind]| kinds.iter().any(|kind| anchor.has_kind(*kind));
    let noticed = rows.iter().position(|row| has(row, &NOTICED));
    // Teams count from the cause, the first symptom, the alert or the page: all rows up to the first that has people at work.
    let at_work = rows.iter().position(|row| has(row, &AT_WORK)).or(noticed)?;
    // Where the first row is that somebody noticed, what came before is not told.
    let has_start =
        document.facts.iter().any(|f| f.key == FactKey::Start && f.moment.as_ref().is_some_and(|m| m.time.is_some()));
    if noticed == Some(0) && !has_start && fact.key != FactKey::TimeToAcknowledge {
        return None;
    }
    let is_of_people = fact.key == FactKey::TimeToAcknowledge;
    let last = match fact.key {
        FactKey::TimeToDetect => noticed?,
        _ => at_work.max(noticed.unwrap_or(0)),
    };
    let is_detection = fact.key == FactKey::TimeToDetect;
    let mut starts: Vec<&Moment> = match detection(document, rows).filter(|_| !is_detection && !is_of_people) {
        // The head itself tells when it began and was detected.
        Some((from, to)) => vec![from, to],
        None => rows.iter().take(if is_detection { last } else { last + 1 }).map(|row| row.moment).collect(),
    };
    starts.extend(
        document
            .facts
            .iter()
            .filter(|f| matches!(f.key, FactKey::Start | FactKey::Detected))
            .filter_map(|f| f.moment.as_ref()),
    );
    if is_of_people {
        starts.extend(rows.iter().filter(|row| has(row, &NOTICED)).map(|row| row.moment));
    }
    let ends = document.facts.iter().filter(|f| {
        matches!(f.key, FactKey::Detected | FactKey::Acknowledged | FactKey::Mitigated | FactKey::Resolved)
    });
    let stop_moments: Vec<&Moment> = rows
        .iter()
        .flat_map(|row| [Some(row.moment), row.moment.end.as_deref()])
        .flatten()
        .chain(ends.filter_map(|f| f.moment.as_ref()))
        .collect();
    // Where rows tell who acknowledged, no other row is meant.
    let acked: Vec<&Moment> =
        rows.iter().filter(|row| is_of_people && row.has_kind(Kind::Acknowledge)).map(|row| row.moment).collect();
    let stop_moments = if acked.is_empty() { stop_moments } else { acked };
    let unit_s = if stated.unit_s >= 3_600.0 { stated.unit_s / 2.0 } else { stated.unit_s };
    let main: Vec<&Moment> = rows
        .iter()
        .filter(|row| has(row, &BEGINS))
        .chain(noticed.and_then(|at| rows.get(at)))
        .map(|row| row.moment)
        .chain(document.facts.iter().filter_map(|f| f.moment.as_ref()))
        .collect();
    let holds = |from: &Moment, to: &Moment| {
        apart(from, to).is_some_and(|(seconds, coarse_s)| {
            // From a row that hardly anybody counts from, only the very number is meant.
            let is_main = main.iter().any(|moment| moment.span == from.span);
            let tolerance = if is_main { unit_s.max(coarse_s) } else { unit_s.max(coarse_s) * 0.5 };
            seconds >= 0.0 && bound.holds(stated.seconds, seconds, tolerance)
        })
    };
    if starts.iter().any(|from| stop_moments.iter().any(|to| holds(from, to))) {
        return None;
    }
    // What the row of the deed gives from the first symptom, else from the first row.
    let stop = rows.iter().skip(1).filter(|row| has(row, stops)).copied();
    let stop = if matches!(fact.key, FactKey::TimeToRecover) { stop.clone().next_back() } else { stop.clone().next() }?;
    let from = rows
        .iter()
        .take(last + 1)
        .find(|row| has(row, &BEGINS))
        .or_else(|| rows.first())
        .filter(|row| row.line != stop.line && row.is_exact() && stop.is_exact())?;
    let (seconds, _) = apart(from.moment, stop.moment).filter(|(seconds, _)| *seconds > 0.0)?;
    let text = format!("{} – {}", from.moment.text, stop.moment.text);
    let derived = Place { line: stop.line, span: stop.span, text };
    Some(differs(place_of(fact), derived, stated.seconds, seconds))
}

/// Start and detection as the head's time to detect gives them, where two early rows alone lie so far apart.
fn detection<'d>(document: &'d Document, rows: &[&Anchor<'d>]) -> Option<(&'d Moment, &'d Moment)> {
    const EARLY: usize = 6;
    let fact = document.facts.iter().find(|f| f.key == FactKey::TimeToDetect && !f.label.is_empty())?;
    let stated = duration::at_start(&fact.value.text).filter(|found| found.unit_s <= 60.0)?;
    let early = || rows.iter().take(EARLY).enumerate();
    let mut pairs = early()
        .flat_map(|(at, from)| rows.iter().take(EARLY).skip(at + 1).map(move |to| (from, to)))
        .filter(|(from, to)| {
            apart(from.moment, to.moment).is_some_and(|(seconds, _)| (seconds - stated.seconds).abs() < 30.0)
        });
    let pair = pairs.next().filter(|_| pairs.next().is_none())?;
    Some((pair.0.moment, pair.1.moment))
}

#[cfg(test)]
mod tests {
    use crate::{document::Document, numbers::contradictions};

    fn found(head: &str) -> usize {
        let rows = "## Timeline (UTC, 2025-03-01)\n\n- 09:02 tariff file loaded\n- 09:10 quotes come out at zero\n- 09:26 sanity alert pages Ines\n- 09:29 Ines acknowledges\n- 09:58 quoting switched to the cached tariff (mitigated)\n- 10:40 tariff corrected and loaded, quotes normal again\n- 11:15 call ends\n";
        contradictions(&Document::parse(&format!("# T\n\n{head}\n\n{rows}")), None).len()
    }

    #[test]
    fn times_to_something_end_at_a_row() {
        for sound in [
            "- **TTD**: 16 min\n- **TTA**: 3 min\n- **TTM**: 48 min\n- **TTR**: 90 min",
            "- **TTR**: 74 min",
            "- **TTD**: 24 min",
            "- **TTM**: about 45 min",
            "- **TTR**: 1.5 h",
        ] {
            assert_eq!(found(sound), 0, "{sound}");
        }
        for wrong in ["- **TTD**: 6 min", "- **TTM**: 67 min", "- **TTR**: 57 min", "- **TTA**: 13 min"] {
            assert_eq!(found(wrong), 1, "{wrong}");
        }
    }

    #[test]
    fn several_times_stand_in_one_line() {
        let head = |tta: u32| {
            format!("| Key | Value |\n|-|-|\n| Level | 2 |\n| TTD / TTA / TTM | 16 min / {tta} min / 48 min |")
        };
        assert_eq!((found(&head(3)), found(&head(8))), (0, 1));
    }

    #[test]
    fn times_to_something_are_read_in_japanese() {
        let found = |head: &str| {
            let rows = "## 経過（2025年3月1日、JST）\n\n- 7:40 証明書の期限が切れる。決済に失敗しはじめる\n- 7:58 監視が検知し、当番を呼び出す\n- 8:04 当番が応答\n- 8:31 旧証明書に差し替え、影響を緩和\n- 9:12 復旧を確認\n";
            contradictions(&Document::parse(&format!("# 題\n\n{head}\n\n{rows}")), None).len()
        };
        assert_eq!(found("- 検知までの時間: 18 分\n- 緩和までの時間: 51 分"), 0);
        assert_eq!(found("- 検知までの時間: 28 分"), 1);
        assert_eq!(found("- 緩和までの時間: 61 分"), 1);
    }
}
