//! The two events that an English sentence names around a duration: `nine minutes after the alarm the first reseller called`,
//! `the alarm followed the drop by two minutes`, `From the discovery it took 23 minutes to republish`, `and 18 more until …`.

use super::{
    clauses::{clause, elided, ends_with_word, is_event, last_clause, last_sentence, strip_word, unfilled},
    stated::Stated,
};

/// One end of a duration.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::numbers) enum End<'t> {
    /// In words.
    Phrase(&'t str),
    /// What was told last: `later`, `after that`, `from there`.
    Back,
}

/// The ends that a sentence names, the earlier one first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::numbers) struct Ends<'t> {
    pub(in crate::numbers) from: End<'t>,
    pub(in crate::numbers) to: End<'t>,
    /// Whether both are told as a pair, and not as a clause and what it hangs on.
    pub(in crate::numbers) is_pair: bool,
}

/// The ends around a duration in English.
pub(in crate::numbers) fn english<'t>(stated: &Stated<'t>) -> Option<Ends<'t>> {
    let start = stated.sentence.as_ptr() as usize;
    let said = stated.said.as_ptr() as usize;
    let at = said.checked_sub(start)?;
    let front = unfilled(stated.sentence.get(..at)?);
    let behind = stated.sentence.get(at + stated.said.len()..)?.trim_start_matches(" more").trim_start();
    followed(front, behind)
        .or_else(|| pair_behind(front, behind))
        .or_else(|| hung(front, behind))
        .or_else(|| later(front, behind))
        .or_else(|| pair_in_front(front, behind))
        .or_else(|| apart(front, behind))
        .or_else(|| once(front, behind))
        .or_else(|| took(front, behind))
}

fn pair<'t>(from: &'t str, to: &'t str) -> Option<Ends<'t>> {
    let (from, to) = (end(from), end(to));
    (from != to).then_some(Ends { from, to, is_pair: true })
}

fn hanging<'t>(from: End<'t>, to: &'t str) -> Ends<'t> {
    Ends { from, to: End::Phrase(to.trim()), is_pair: false }
}

/// `there`, `that` and `it` are what was told last.
fn end(words: &str) -> End<'_> {
    let words = words.trim();
    let lower = words.to_lowercase();
    let back =
        ["there", "then", "that", "this", "it", "that moment", "that point", "which", "this point", "the former"];
    if back.contains(&lower.as_str()) { End::Back } else { End::Phrase(words) }
}

/// `10 minutes from page to fix`, `two hours passed between the alert and the page`.
fn pair_behind<'t>(_: &'t str, behind: &'t str) -> Option<Ends<'t>> {
    let verbs = ["passed ", "elapsed ", "went by ", "lay ", "lie ", "are ", "were lost ", "were spent "];
    let rest = verbs.iter().find_map(|verb| behind.strip_prefix(verb)).unwrap_or(behind);
    let both = |rest: &'t str, marks: &[&str]| {
        let (from, to) = marks.iter().filter_map(|mark| rest.split_once(mark)).min_by_key(|(from, _)| from.len())?;
        let is_short = from.split(' ').count() <= 14 && !from.contains([';', ':']);
        is_short.then(|| pair(from, clause(to)))?
    };
    let from = rest.strip_prefix("from ").and_then(|rest| both(rest, &[" to ", " until ", " till "]));
    from.or_else(|| rest.strip_prefix("between ").and_then(|rest| both(rest, &[" and "])))
}

/// `… nine minutes after the alarm`, `Nine minutes after the alarm, …`, `eight minutes before …`, `ten minutes into …`.
fn hung<'t>(front: &'t str, behind: &'t str) -> Option<Ends<'t>> {
    let after = ["after ", "since ", "behind ", "into ", "from ", "following ", "past "];
    let before = ["before ", "ahead of ", "prior to "];
    let of = ["within", "inside", "in"].iter().any(|word| ends_with_word(front, word)).then_some("of ");
    let find = |words: &[&'static str]| {
        words.iter().chain(of.as_ref().filter(|_| words.contains(&"after "))).find_map(|word| behind.strip_prefix(word))
    };
    let (rest, is_after) = find(&after).map(|rest| (rest, true)).or_else(|| find(&before).map(|rest| (rest, false)))?;
    if ["that ", "that,", "this,", "which "].iter().any(|word| rest.starts_with(word)) {
        return later(front, rest.split_once([' ', ',']).map_or("", |(_, rest)| rest)).filter(|_| is_after);
    }
    let verbless = ["within", "inside", "in", "came", "come"].iter().fold(front, |text, word| strip_word(text, word));
    let main = if verbless.ends_with(" and") { "" } else { last_clause(verbless) };
    // `The alerts came in a row, beginning nine minutes after the push`: a participle has the subject of the clause in front.
    // `It was only 40 minutes after the page that somebody looked at the console.`
    if is_after && let Some((hung, main)) = cleft(main, rest) {
        return Some(Ends { from: end(hung), to: End::Phrase(main), is_pair: true });
    }
    let main = match main.to_ascii_lowercase().as_str() {
        "beginning" | "starting" | "coming" | "arriving" | "firing" => {
            last_clause(verbless.get(..verbless.len().checked_sub(main.len())?)?.trim_end_matches([',', ' ']))
        }
        _ => main,
    };
    // `from end to end` is told as a pair, or not at all.
    if behind.starts_with("from ") && clause(rest).contains(" to ") {
        return None;
    }
    let (main, hung) = if is_event(main) {
        (main, clause(rest))
    } else if let Some(subject) = elided(front) {
        (subject, clause(rest))
    } else {
        // The sentence opens with the duration.
        let (hung, main) = rest.split_once(", ")?;
        (clause(main), hung)
    };
    if !is_event(hung) && !is_after {
        return None;
    }
    let (from, to) = if is_after { (hung, main) } else { (main, hung) };
    Some(Ends { from: end(from), to: End::Phrase(to), is_pair: false })
}

/// The two events of `It was only` and `the page that somebody looked at the console`.
fn cleft<'t>(main: &str, rest: &'t str) -> Option<(&'t str, &'t str)> {
    let lower = main.to_ascii_lowercase();
    let is_empty =
        ["it was", "it was only", "it was not until", "it took", "only", "it was fully", "and it was", "it was just"];
    let (hung, main) = rest.split_once(" that ")?;
    let main = clause(main);
    (is_empty.contains(&lower.trim()) && is_event(main) && hung.split(' ').count() <= 10).then_some((hung, main))
}

/// `… and 18 minutes later …`, `eight minutes on`, `twelve minutes after that`.
fn later<'t>(front: &'t str, behind: &'t str) -> Option<Ends<'t>> {
    let rest =
        ["later", "afterwards", "after", "on"].iter().find_map(|word| behind.strip_prefix(word)).unwrap_or(behind);
    let is_marked = rest.len() < behind.len();
    let is_closed = rest.is_empty() || rest.starts_with([',', '.', ';', ')', ':']);
    let opens = rest.starts_with(' ') && behind.starts_with("later");
    if !is_marked || !(is_closed || opens) {
        return None;
    }
    let main = last_clause(front);
    let next = clause(rest.trim_start_matches([',', ' ']));
    // `The vendor joined eight minutes later`, `Eight minutes later the vendor joined`.
    let to = if is_event(main) { main } else { next };
    is_event(to).then(|| hanging(End::Back, to))
}

/// `The alarm followed the drop by two minutes`, `preceded`, `the ticket trailed the alarm by …`.
fn followed<'t>(front: &'t str, _: &'t str) -> Option<Ends<'t>> {
    let own = front.strip_suffix("by").or_else(|| front.strip_suffix("By"))?.trim_end();
    let own = own.rsplit(['.', ';', ':', ',']).next()?;
    let forms: [(&str, bool); 12] = [
        (" followed ", true),
        (" trailed ", true),
        (" lagged behind ", true),
        (" lagged ", true),
        (" came after ", true),
        (" missed ", true),
        (" preceded ", false),
        (" beat ", false),
        (" led ", false),
        (" came before ", false),
        (" anticipated ", false),
        (" outran ", false),
    ];
    let (first, second, is_later) =
        forms.iter().find_map(|(verb, later)| own.split_once(verb).map(|(a, b)| (a, b, *later)))?;
    if is_later { pair(second, first) } else { pair(first, second) }
}

/// `From the page to the fix it was …`, `Between the page and the fix …`, `Page to acknowledgement took …`.
fn pair_in_front<'t>(front: &'t str, behind: &'t str) -> Option<Ends<'t>> {
    let sentence = last_sentence(front.trim_end_matches([':', ' ']));
    // `Alert to fix: 14 minutes.`
    let is_labelled = front.ends_with(':');
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
        "there were",
        "there was",
        "it was",
        "we lost",
        "comes to",
        "came to",
        "amounts to",
        "lasted",
        "cost us",
        "cost",
    ];
    let passes = ["passed", "went by", "elapsed", "lay", "were lost", "were spent", "had passed"]
        .iter()
        .any(|verb| behind.starts_with(verb));
    let stripped = verbs.iter().find_map(|verb| sentence.strip_suffix(verb).filter(|head| head.ends_with(' ')));
    let own = match stripped {
        Some(own) => own.trim_end(),
        None if passes || is_labelled => sentence.trim_end_matches(','),
        None => return None,
    };
    let own = [" it", " we", " there", " that", ",", " which"]
        .iter()
        .fold(own, |own, word| own.strip_suffix(word).unwrap_or(own));
    let own = own.trim_end_matches(',');
    let lower = own.to_ascii_lowercase();
    let at = ["from ", "between ", "time from ", "gap between "]
        .iter()
        .filter_map(|mark| {
            lower
                .rfind(mark)
                .filter(|at| *at == 0 || lower.get(..*at).is_some_and(|head| head.ends_with([' ', ','])))
                .map(|at| at + mark.len())
        })
        .min();
    let (from, to) = match at {
        Some(at) if lower.get(..at).is_some_and(|head| head.ends_with("between ")) => {
            own.get(at..)?.split_once(" and ")?
        }
        Some(at) => {
            let rest = own.get(at..)?;
            [" to ", " until ", " till "]
                .iter()
                .filter_map(|mark| rest.split_once(mark))
                .min_by_key(|(from, _)| from.len())?
        }
        None => {
            let (from, to) = own.split_once(" to ")?;
            let is_short = from.split(' ').count() <= 4 && to.split(' ').count() <= 5;
            is_short.then_some((from, to))?
        }
    };
    let is_short = from.split(' ').count() <= 12 && to.split(' ').count() <= 12 && !to.contains(", ");
    is_short.then(|| pair(from, to))?
}

/// `The alert and the first ticket were nine minutes apart`, `Nine minutes separate the alert from the ticket`.
fn apart<'t>(front: &'t str, behind: &'t str) -> Option<Ends<'t>> {
    if let Some(rest) =
        ["separate ", "separated ", "lie between ", "lay between "].iter().find_map(|verb| behind.strip_prefix(verb))
    {
        let (from, to) = rest.split_once(" from ").or_else(|| rest.split_once(" and "))?;
        return pair(from, clause(to));
    }
    if !behind.starts_with("apart") && !behind.starts_with("of each other") {
        return None;
    }
    let own = ["were", "are", "lay", "lie", "came", "within", "fell"]
        .iter()
        .fold(last_sentence(front), |text, word| strip_word(text, word));
    let (from, to) = own.split_once(" and ")?;
    pair(from, to)
}

/// `Once the first report came in, the queue was stopped within …`, `After the page the fix took …`.
fn once<'t>(front: &'t str, behind: &'t str) -> Option<Ends<'t>> {
    let is_closed = behind.is_empty() || behind.starts_with(['.', ',', ';', ')']);
    let own = last_sentence(front);
    let lower = own.to_ascii_lowercase();
    let word = ["once ", "after ", "when ", "as soon as "].iter().find(|word| lower.starts_with(**word))?;
    let (from, to) = own.get(word.len()..)?.split_once(", ")?;
    let to = ["within", "in", "inside", "after"].iter().find_map(|word| to.trim_end().strip_suffix(word))?;
    (is_closed && is_event(to)).then(|| pair(from, last_clause(to)))?
}

/// `From the discovery of the cause it took 23 minutes to republish`, `and 18 more until the errors were gone`.
fn took<'t>(front: &'t str, behind: &'t str) -> Option<Ends<'t>> {
    let to = ["to ", "until ", "till ", "before "].iter().find_map(|word| behind.strip_prefix(word))?;
    let to = clause(to);
    let to = to.split_once(" and ").map_or(to, |(to, _)| to);
    let own = last_sentence(front);
    let verbs = [
        "took", "takes", "needed", "required", "took us", "was", "were", "cost", "spent", "waited", "and", "a",
        "passed",
    ];
    let stripped = verbs
        .iter()
        .find_map(|verb| own.strip_suffix(verb).filter(|head| head.is_empty() || head.ends_with([' ', ','])));
    let own = stripped?.trim_end();
    let lower = own.to_ascii_lowercase();
    let at = ["from ", "after ", "once ", "when ", "as soon as "]
        .iter()
        .find(|mark| lower.starts_with(**mark))
        .map(|mark| mark.len());
    let from = at.and_then(|at| own.get(at..)).map(|from| {
        let from = from.strip_suffix(" it").or_else(|| from.strip_suffix(" we")).unwrap_or(from);
        // `the rollback the group` begins a new clause with its second article.
        let bare = ["the ", "our ", "a ", "an "].iter().find_map(|word| from.strip_prefix(word)).unwrap_or(from);
        let marks = [" the ", " our ", " we ", " it ", " they ", " this ", ", "];
        let is_new = |at: &usize| {
            let word = bare.get(..*at).and_then(|head| head.split(' ').next_back()).unwrap_or_default();
            !["of", "to", "in", "on", "by", "for", "with", "at", "from", "between", "and"].contains(&word)
        };
        let next = marks.iter().flat_map(|mark| bare.match_indices(mark).map(|(at, _)| at)).filter(is_new).min();
        end(next.and_then(|at| bare.get(..at)).unwrap_or(from).trim_end_matches([',', ' ']))
    });
    Some(hanging(from.unwrap_or(End::Back), to))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::time::duration;

    fn shown(text: &str) -> String {
        let found = duration::all(text)[0];
        let name = |end: End<'_>| match end {
            End::Phrase(words) => words.to_owned(),
            End::Back => "<".to_owned(),
        };
        english(&Stated::new(text, found))
            .map_or("none".to_owned(), |ends| format!("{} > {}", name(ends.from), name(ends.to)))
    }

    #[test]
    fn sentences_name_their_ends() {
        for (text, expected) in [
            ("Only 10 minutes from page to fix.", "page > fix"),
            ("The alarm followed the drop by two minutes and was good.", "the drop > The alarm"),
            ("The alert beat the first ticket by nine minutes.", "The alert > the first ticket"),
            ("The alarm came 9 minutes before the first reseller called.", "The alarm > the first reseller called"),
            ("Nine minutes after the alarm, the first reseller called.", "the alarm > the first reseller called"),
            (
                "The vendor was on the bridge 32 minutes after the alarm, against 45.",
                "the alarm > The vendor was on the bridge",
            ),
            ("The vendor joined eight minutes later.", "< > The vendor joined"),
            (
                "It was only 40 minutes after the page that somebody rang the vendor.",
                "the page > somebody rang the vendor",
            ),
            (
                "Once the mismatch was seen, it took 12 minutes to switch the feed.",
                "the mismatch was seen > switch the feed",
            ),
            ("Eight minutes later the vendor joined.", "< > the vendor joined"),
            (
                "From the discovery of the cause it took 23 minutes to republish.",
                "the discovery of the cause > republish",
            ),
            ("From the page to the fix it was 50 minutes.", "the page > the fix"),
            ("Between the alert and the page, 50 minutes went by.", "the alert > the page"),
            ("The alert and the first ticket were nine minutes apart.", "The alert > the first ticket"),
            (
                "The alarm followed the drop at once and came a quarter of an hour before the first reseller called.",
                "The alarm > the first reseller called",
            ),
            ("After the reply at 13:27 we needed 28 minutes to switch it off.", "the reply at 13:27 > switch it off"),
            ("After the rollback the group needed 21 minutes to become stable.", "rollback > become stable"),
            ("Alert to rollback: 14 minutes.", "Alert > rollback"),
            ("Ten minutes into the outage, the cache was cleared.", "the outage > the cache was cleared"),
            ("We acknowledged within 5 minutes of the page.", "the page > We acknowledged"),
            ("A retry waits 10 minutes.", "none"),
        ] {
            assert_eq!(shown(text), expected, "{text}");
        }
    }
}
