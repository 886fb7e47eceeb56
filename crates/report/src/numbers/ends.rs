//! Durations between two events: `10 minutes from page to fix`, `paged within 5 minutes of the failure`, `Once the first
//! report came in, the queue was stopped within 10 minutes`, `検知から10分以内に手動開放へ切り替えた`, `detected after 40 minutes`.

use jiff::civil::Time;

use super::{
    Contradiction, Place, between,
    bound::Bound,
    differs,
    end::{self, Role},
    phrase::{Stated, place},
    sentence, slip,
};
use crate::document::{Document, FactKey, LineIndex, Moment, Passage, SectionKind, Span, TimelineRow};

/// The two events that a duration lies between.
#[derive(Debug, PartialEq, Eq)]
enum Ends<'t> {
    /// Both are named.
    Both { from: &'t str, to: &'t str },
    /// Only the later one: the time counts from the start, as the writer saw it.
    Last { to: &'t str },
}

/// Checks a duration whose ends are named and stand in the timeline. Several rows may tell an end: only what no pair of
/// them gives is called wrong.
pub(super) fn check(
    document: &Document,
    passage: &Passage,
    stated: &Stated<'_>,
    lines: &LineIndex,
) -> Option<Contradiction> {
    // What will be, should be or was in other cases is no statement about the rows.
    if matches!(passage.section, SectionKind::Actions | SectionKind::Prevention | SectionKind::FollowUp) {
        return None;
    }
    if sentence::is_of_other_case(clause_around(stated)) {
        return None;
    }
    let found = between_ends(document, passage, stated, lines)?;
    // The head and the prose tell ends that no row does.
    (!is_told_apart(document, stated)).then_some(found)
}

/// The sentence that a duration stands in.
fn clause_around<'t>(stated: &Stated<'t>) -> &'t str {
    stated.sentence
}

/// Whether the ends as the head and the prose tell them lie so long apart: a start may be told in the summary alone.
fn is_told_apart(document: &Document, stated: &Stated<'_>) -> bool {
    const DAY_S: f64 = 86_400.0;
    let (from, to) = match ends(stated) {
        Some(Ends::Both { from, to }) => (Some(from), to),
        Some(Ends::Last { to }) => (None, to),
        None => return false,
    };
    let told = |clause: &str| -> Vec<Time> {
        let keys: &[FactKey] = match Role::of(clause) {
            Some(Role::Start) => &[FactKey::Start, FactKey::Date],
            Some(Role::Detect | Role::Page | Role::Report) => &[FactKey::Detected],
            Some(Role::Acknowledge) => &[FactKey::Acknowledged],
            Some(Role::Fix | Role::Rollback) => &[FactKey::Mitigated, FactKey::Resolved],
            _ => &[],
        };
        let facts = document.facts.iter().filter(|fact| keys.contains(&fact.key));
        let facts = facts.filter_map(|fact| fact.moment.as_ref()?.time);
        let rows = end::rows(document, clause).unwrap_or_default();
        facts.chain(rows.into_iter().filter_map(|row| row.moment.time)).collect()
    };
    let mut starts = from.map(told).unwrap_or_default();
    if from.is_none_or(|from| Role::of(from) == Some(Role::Start)) {
        let prose = document.passages.iter().filter(|p| p.section != SectionKind::Timeline).take(12);
        let is_row = |p: &&Passage| {
            document.timeline.iter().any(|row| row.span.start < p.text.span.end && p.text.span.start < row.span.end)
        };
        starts.extend(
            prose.filter(|p| !is_row(p)).flat_map(|p| slip::clocks(&p.text.text)).map(|clock| clock.time).take(20),
        );
        starts
            .extend(document.facts.iter().filter(|f| f.key == FactKey::Start).filter_map(|f| f.moment.as_ref()?.time));
    }
    let holds = |from: &Time, to: &Time| stated.holds(from.duration_until(*to).as_secs_f64().rem_euclid(DAY_S), 60.0);
    told(to).iter().any(|to| starts.iter().any(|from| holds(from, to)))
}

fn between_ends(
    document: &Document,
    passage: &Passage,
    stated: &Stated<'_>,
    lines: &LineIndex,
) -> Option<Contradiction> {
    match ends(stated)? {
        Ends::Both { from, to } => {
            let starts = end::rows(document, from).filter(|starts| !starts.is_empty());
            match (starts, end::rows(document, to)) {
                (Some(starts), Some(stops)) => differing(document, passage, stated, lines, &starts, &stops),
                (Some(starts), None) => until_resolved(document, passage, stated, lines, (&starts, to)),
                // No row tells a start that is an event of incidents in these words: any may be meant.
                (None, _) if Role::of(from).is_some() || from.trim_start().starts_with("first") => {
                    since_any(document, passage, stated, lines, to)
                }
                (None, _) => None,
            }
        }
        Ends::Last { to } => since_any(document, passage, stated, lines, to),
    }
    .or_else(|| since_head(document, passage, stated, lines))
}

/// From the start that the head names to an event of the rows, where no row tells a start before it.
fn since_head(document: &Document, passage: &Passage, stated: &Stated<'_>, lines: &LineIndex) -> Option<Contradiction> {
    let Ends::Both { from, to } = ends(stated)? else { return None };
    let to_role = Role::of(to).filter(|role| *role != Role::Start)?;
    let fact =
        document.fact(FactKey::Start).filter(|fact| !fact.label.is_empty() && Role::of(from) == Some(Role::Start))?;
    let start = fact.moment.as_ref().filter(|moment| moment.time.is_some() && !moment.approximate)?;
    let stops = end::rows(document, to)?;
    let named: Vec<&TimelineRow> = stops.into_iter().filter(|row| to_role.is_named_by(&row.event.text)).collect();
    // A start that a row tells is judged with the rows.
    let starts = end::rows(document, from).unwrap_or_default();
    let mut nearest: Option<(f64, &TimelineRow)> = None;
    for stop in named {
        if starts.iter().any(|row| row.moment.is_before(&stop.moment)) || stop.moment.approximate {
            return None;
        }
        let Some((seconds, unit_s)) = between(start, &stop.moment).filter(|(s, _)| *s >= 0.0) else { continue };
        if stated.holds(seconds, unit_s) {
            return None;
        }
        nearest = nearest.or(Some((seconds, stop)));
    }
    let (seconds, stop) = nearest?;
    let text = format!("{} – {}", start.text, stop.moment.text);
    let derived = Place { line: stop.line, span: stop.moment.span, text };
    Some(differs(place(document, passage, stated.said, lines), derived, stated.seconds, seconds))
}

/// A duration up to an event, from whatever the writer counted.
fn since_any(
    document: &Document,
    passage: &Passage,
    stated: &Stated<'_>,
    lines: &LineIndex,
    to: &str,
) -> Option<Contradiction> {
    // `within` some time of an unnamed start says nothing that rows could deny.
    if stated.bound == Bound::AtMost {
        return None;
    }
    let stops = end::rows(document, to).filter(|stops| Role::of(to).is_some() || stops.len() == 1)?;
    let starts: Vec<&TimelineRow> = document.timeline.iter().take(200).collect();
    let by_head = document
        .facts
        .iter()
        .filter(|fact| matches!(fact.key, FactKey::Start | FactKey::Detected | FactKey::Acknowledged | FactKey::Date));
    let holds = |start: &Moment, stop: &TimelineRow| {
        between(start, &stop.moment).is_some_and(|(seconds, unit)| stated.holds(seconds, unit))
    };
    let is_told =
        by_head.filter_map(|fact| fact.moment.as_ref()).any(|start| stops.iter().any(|stop| holds(start, stop)));
    // Times that nobody knows could be the start.
    let is_open = document.timeline.iter().any(|row| row.moment.civil().is_none());
    (!is_told && !is_open).then(|| differing(document, passage, stated, lines, &starts, &stops))?
}

/// `The fix took 14 minutes` where no row speaks of a fix: the end that the head names, unless any row lies so much later.
fn until_resolved(
    document: &Document,
    passage: &Passage,
    stated: &Stated<'_>,
    lines: &LineIndex,
    (starts, to): (&[&TimelineRow], &str),
) -> Option<Contradiction> {
    Role::of(to).filter(|role| *role == Role::Fix)?;
    let resolved = document.fact(FactKey::Resolved)?;
    let moment = resolved.moment.as_ref()?;
    let is_told = starts.iter().any(|start| {
        let ends = document.timeline.iter().map(|row| &row.moment).chain([moment]);
        ends.filter_map(|end| between(&start.moment, end)).any(|(seconds, unit)| stated.holds(seconds, unit))
    });
    let start = starts.first().filter(|_| !is_told)?;
    let (seconds, _) = between(&start.moment, moment).filter(|(seconds, _)| *seconds > 0.0)?;
    let text = format!("{} – {}", start.moment.text, moment.text);
    let derived = Place { line: start.line, span: start.span, text };
    Some(differs(place(document, passage, stated.said, lines), derived, stated.seconds, seconds))
}

/// The nearest pair of rows, where none gives the stated duration.
fn differing(
    document: &Document,
    passage: &Passage,
    stated: &Stated<'_>,
    lines: &LineIndex,
    starts: &[&TimelineRow],
    stops: &[&TimelineRow],
) -> Option<Contradiction> {
    let mut nearest: Option<(f64, &TimelineRow, &TimelineRow)> = None;
    for start in starts {
        for stop in stops.iter().filter(|stop| stop.line != start.line) {
            let Some((seconds, unit)) = between(&start.moment, &stop.moment) else { continue };
            let is_doubtful = start.moment.approximate || stop.moment.approximate;
            if seconds >= 0.0 && (is_doubtful || stated.holds(seconds, unit)) {
                return None;
            }
            let distance = |s: f64| (s - stated.seconds).abs();
            if seconds >= 0.0 && nearest.is_none_or(|(best, ..)| distance(seconds) < distance(best)) {
                nearest = Some((seconds, start, stop));
            }
        }
    }
    let (seconds, start, stop) = nearest?;
    let derived = Place {
        line: start.line,
        span: Span::new(start.span.start.min(stop.span.start), start.span.end.max(stop.span.end)),
        text: format!("{} – {}", start.moment.text, stop.moment.text),
    };
    Some(differs(place(document, passage, stated.said, lines), derived, stated.seconds, seconds))
}

fn ends<'t>(stated: &Stated<'t>) -> Option<Ends<'t>> {
    let rest = stated.behind.trim_start();
    let head = stated.before;
    rest.strip_prefix("from ")
        .and_then(|r| [" to ", " until ", " till "].iter().find_map(|word| r.split_once(word)))
        .or_else(|| rest.strip_prefix("between ").and_then(|r| r.split_once(" and ")))
        .or_else(|| {
            ["passed between ", "elapsed between ", "went by between ", "lay between "]
                .iter()
                .find_map(|verb| rest.strip_prefix(verb))
                .and_then(|r| r.split_once(" and "))
        })
        .filter(|(from, _)| from.split(' ').count() <= 6)
        .map(|(from, to)| Ends::Both { from, to: first_words(clause(to), 5) })
        .or_else(|| in_front(head, rest))
        .or_else(|| japanese(head, rest))
        .or_else(|| after(head, rest))
        .or_else(|| before(head, rest))
        .or_else(|| once(head, rest))
        .or_else(|| last(head, rest))
}

/// The text up to the end of its clause.
fn clause(text: &str) -> &str {
    text.split([',', '.', ';', '(', ':', '。', '、', '（']).next().unwrap_or_default()
}

/// The text from the start of its clause.
fn clause_in_front(text: &str) -> &str {
    text.rsplit(['.', ',', ';', ':', '(', '。', '、', '（', '\n']).next().unwrap_or_default()
}

fn first_words(text: &str, count: usize) -> &str {
    let end = text.match_indices(' ').nth(count - 1).map_or(text.len(), |(at, _)| at);
    text.get(..end).unwrap_or(text)
}

/// `From first page to full recovery it was …`, `Between the page and the fix lay …`, `From there to closing the doors we
/// needed a further …`.
fn in_front<'t>(head: &'t str, rest: &str) -> Option<Ends<'t>> {
    let sentence = sentence::split(head).pop()?;
    let own = sentence.rsplit([';', ':']).next()?.trim();
    let verbs = [
        "was",
        "were",
        "took",
        "is",
        "are",
        "needed",
        "passed",
        "lay",
        "lie",
        "elapsed",
        "spent",
        "took us",
        "there are",
    ];
    let strip = |text: &'static str| move |own: &str| own.strip_suffix(text).map(str::len);
    let fills = [
        "a further",
        "close to",
        "nearly",
        "almost",
        "another",
        "about",
        "around",
        "roughly",
        "some",
        "only",
        "just",
        "exactly",
        "a full",
    ];
    let mut length = own.trim_end().len();
    for fill in fills {
        if let Some(shorter) = strip(fill)(own.get(..length)?.trim_end()) {
            length = shorter;
        }
    }
    let own = own.get(..length)?.trim_end();
    // `From the page to the fix, 50 minutes went by.`
    let passes = ["passed", "went by", "elapsed", "lay", "were lost"].iter().any(|verb| rest.starts_with(verb));
    let own = match verbs.iter().find_map(|verb| own.strip_suffix(verb)) {
        Some(own) => own.trim_end(),
        None if passes => own,
        None => return None,
    };
    let own =
        [" it", " we", " there", " that", ","].iter().fold(own, |own, word| own.strip_suffix(word).unwrap_or(own));
    // `Page to acknowledgement took …`
    let bare = || {
        let (from, to) = own.split_once(" to ")?;
        let is_short = from.split(' ').count() <= 3 && to.split(' ').count() <= 3;
        Role::of(from).zip(Role::of(to)).filter(|(a, b)| is_short && a != b).map(|_| (from, to))
    };
    let (from, to) = own
        .strip_prefix("From ")
        .and_then(|rest| rest.split_once(" to ").or_else(|| rest.split_once(" until ")))
        .or_else(|| own.strip_prefix("Between ").and_then(|rest| rest.split_once(" and ")))
        .or_else(bare)?;
    if from.split(' ').count() > 8 || to.split(' ').count() > 8 || to.contains(',') {
        return None;
    }
    let is_back = ["there", "then", "that", "that moment", "this"].contains(&from.trim());
    Some(if is_back { Ends::Last { to } } else { Ends::Both { from, to } })
}

/// `Errors began … after the deploy`, `acknowledged within … of the page`: the later end stands in front.
fn after<'t>(head: &'t str, rest: &'t str) -> Option<Ends<'t>> {
    let from = rest.strip_prefix("after ").or_else(|| rest.strip_prefix("of "))?;
    let from = from.strip_prefix("the ").or_else(|| from.strip_prefix("our ")).unwrap_or(from);
    // The verb stands right in front of the number: `recovered within`, `paged about`.
    let near = clause_in_front(head).split_whitespace().rev().find(|word| Role::of(word).is_some())?;
    let from = first_words(clause(from), 3);
    // `after the first 10 minutes of errors`: no event of its own.
    (Role::of(near) != Role::of(from)).then_some(Ends::Both { from, to: near })
}

/// `The alert fired … before the first report`: the earlier end stands in front.
fn before<'t>(head: &'t str, rest: &'t str) -> Option<Ends<'t>> {
    let to = rest.strip_prefix("before ").or_else(|| rest.strip_prefix("ahead of "))?;
    let near = clause_in_front(head).split_whitespace().rev().take(4).find(|word| Role::of(word).is_some())?;
    let to = first_words(clause(to), 5);
    let (first, second) = Role::of(near).zip(Role::of(to))?;
    (first != second).then_some(Ends::Both { from: near, to })
}

/// `Once the first report came in, the queue was stopped within …`.
fn once<'t>(head: &'t str, rest: &'t str) -> Option<Ends<'t>> {
    let sentence = head.rsplit(['.', '。', '\n']).find(|part| !part.trim().is_empty())?.trim_start();
    let is_closed = rest.is_empty() || rest.starts_with(['.', ',', ';', ')']);
    let words = ["once ", "after ", "when ", "as soon as "];
    let word =
        words.into_iter().find(|word| sentence.get(..word.len()).is_some_and(|h| h.eq_ignore_ascii_case(word)))?;
    let (from, to) = sentence.get(word.len()..)?.split_once(',')?;
    let to = ["within", "in", "inside", "took"].into_iter().find_map(|word| to.trim_end().strip_suffix(word))?;
    (is_closed && !to.contains(',')).then_some(Ends::Both { from, to })
}

/// `The problem was detected after 40 minutes`, `It took 40 minutes to detect it`, `40 minutes passed before anyone noticed`.
fn last<'t>(head: &'t str, rest: &'t str) -> Option<Ends<'t>> {
    let own = clause_in_front(head).trim_end();
    // `It took the on-call 12 minutes to acknowledge`
    let took = ["takes", "needed", "required"].iter().any(|word| own.ends_with(word))
        || own.split_whitespace().rev().take(4).any(|word| word == "took");
    // `Mitigation took 91 minutes from the onset`, `Detection took 7 minutes`
    let subject = own.strip_suffix("took").map(str::trim).filter(|subject| subject.split(' ').count() <= 3);
    let subject = subject
        .filter(|subject| Role::of(subject).is_some_and(|r| !matches!(r, Role::Rollback | Role::Deploy | Role::Start)));
    if let Some(to) = subject {
        let from = ["from ", "after "]
            .iter()
            .find_map(|word| rest.strip_prefix(word))
            .map(|from| first_words(clause(from), 4));
        return Some(from.map_or(Ends::Last { to }, |from| Ends::Both { from, to }));
    }
    if let Some(to) = rest.strip_prefix("to ").filter(|_| took) {
        return Some(Ends::Last { to: first_words(clause(to), 2) });
    }
    if let Some(to) = rest.strip_prefix("passed before ").or_else(|| rest.strip_prefix("went by before ")) {
        return Some(Ends::Last { to: clause(to) });
    }
    let closed = rest.is_empty() || rest.starts_with(['.', ',', ';', ')']);
    let verb = own.strip_suffix("after").or_else(|| own.strip_suffix(" in")).filter(|_| closed)?;
    let verb = verb.split_whitespace().next_back()?;
    verb.ends_with("ed").then_some(Ends::Last { to: verb })
}

/// Whether what stands in front of the rest was a length in days: the unit swallows its `間`.
fn stated_days(rest: &str) -> bool {
    !rest.starts_with(['で', 'は', 'が', 'と', 'を'])
}

/// `ページから復旧まで14分`, `検知から10分以内に切り替えた`, `デプロイの5分後に検知`, `検知まで40分`.
fn japanese<'t>(head: &'t str, rest: &'t str) -> Option<Ends<'t>> {
    let own = clause_in_front(head);
    // `障害までの15日間`: so long nobody looked, and it is no time to the event.
    if own.trim_end().ends_with("までの") && stated_days(rest) {
        return None;
    }
    let own = ["約", "およそ", "わずか", "ほぼ"]
        .iter()
        .fold(own, |own, word| own.trim_end().trim_end_matches(word))
        .trim_end();
    let bare = ["に", "は", "の", "には", "が"].iter().fold(own, |own, word| own.strip_suffix(word).unwrap_or(own));
    if let Some(to) = bare.strip_suffix("まで") {
        return Some(to.rsplit_once("から").map_or(Ends::Last { to }, |(from, to)| Ends::Both { from, to }));
    }
    // `問い合わせの5分前に発報した`: what follows is the earlier one.
    if let Some((to, from)) = own.strip_suffix("の").zip(rest.strip_prefix("前に").map(clause)) {
        let to = to.rsplit(['は', 'が']).next().unwrap_or(to);
        return Role::of(from).zip(Role::of(to)).filter(|(a, b)| a != b).map(|_| Ends::Both { from, to });
    }
    // `後に`, `以内に`, `で`: what follows is the later event.
    let later = ["後に", "以内に", "で", "後、"].iter().find_map(|word| rest.strip_prefix(word));
    let from = own.strip_suffix("から").or_else(|| own.strip_suffix("の")).or_else(|| own.strip_suffix("後"));
    let (from, to) = from.zip(later)?;
    // `停止を人が知ったのは打ち切りから`: what stands in front of the topic is not the start.
    let from = from.rsplit(['は', 'が']).next().unwrap_or(from);
    let to = clause(to);
    (!from.is_ascii() && !to.is_empty()).then_some(Ends::Both { from, to })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::time::duration;

    fn shown(text: &str) -> String {
        let found = duration::all(text)[0];
        let stated = Stated::new(text, found);
        match ends(&stated) {
            Some(Ends::Both { from, to }) => format!("{} > {}", from.trim(), to.trim()),
            Some(Ends::Last { to }) => format!("> {}", to.trim()),
            None => "none".to_owned(),
        }
    }

    #[test]
    fn sentences_name_their_ends() {
        for (text, expected) in [
            ("Only 10 minutes from page to fix.", "page > fix"),
            ("It was fixed 25 minutes after the page.", "page > fixed"),
            (
                "Once the first report came in, the queue was stopped within 10 minutes.",
                "the first report came in > the queue was stopped",
            ),
            ("The problem was detected after 40 minutes.", "> detected"),
            ("It took 40 minutes to detect the problem.", "> detect the"),
            ("検知から10分以内に手動開放へ切り替えた。", "検知 > 手動開放へ切り替えた"),
            ("検知までに約40分かかった", "> 検知"),
            ("デプロイの5分後にアラートが発報した", "デプロイ > アラートが発報した"),
            ("ページから復旧まで約14分。", "ページ > 復旧"),
            ("The first spike lasted 5 minutes.", "none"),
            ("Retries wait for 10 minutes.", "none"),
            ("From first page to full recovery it was 50 minutes.", "first page > full recovery"),
            ("From there to closing the doors we needed a further 25 minutes.", "> closing the doors"),
            ("Between the page and the fix, 50 minutes went by.", "the page > the fix"),
            ("Page to acknowledgement took 4 minutes.", "Page > acknowledgement"),
            ("The alert fired 8 minutes before the first report.", "alert > the first report"),
            ("It took the on-call 12 minutes to acknowledge.", "> acknowledge"),
            ("アラートは問い合わせの5分前に発報した", "none"),
            ("障害までの15日間だれも見ていない", "none"),
        ] {
            assert_eq!(shown(text), expected, "{text}");
        }
    }
}
