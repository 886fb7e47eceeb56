//! How a sentence names the two events that a duration lies between: `10 minutes from page to fix`, `From the page to the
//! fix it was 10 minutes`, `検知から10分以内に切り替えた`.

use crate::numbers::{event::role::Role, interval::stated::Stated, reading::sentence};

/// The two events that a duration lies between.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::numbers) enum Ends<'t> {
    /// Both are named.
    Both { from: &'t str, to: &'t str },
    /// Only the later one: the time counts from the start, as the writer saw it.
    Last { to: &'t str },
}

/// The events that the words around a duration name.
pub(in crate::numbers) fn ends<'t>(stated: &Stated<'t>) -> Option<Ends<'t>> {
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
    // `we had 25 minutes of errors` names no second event.
    let is_within = ["within", "inside", "in"].iter().any(|word| head.trim_end().ends_with(word));
    let from = rest.strip_prefix("after ").or_else(|| rest.strip_prefix("of ").filter(|_| is_within))?;
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
