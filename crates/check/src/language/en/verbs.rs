//! Classes of verbs, with their forms made from the base.

/// Faults that only people commit: the verb alone tells.
const HUMAN_FAULTS: &str = "mishear:misheard:misheard misdial miscount mistype misread:misread:misread mistake:mistook:mistaken misjudge misunderstand:misunderstood:misunderstood misinterpret misdiagnose \
mishandle mismanage misclick mis-click fat-finger fatfinger forget:forgot:forgotten neglect botch bungle fumble blunder goof \
err disregard overlook dawdle procrastinate misconfigure mis-configure misspell mislabel:mislabelled:mislabelled mis-key mis-wire misprint misquote mistranslate mistranscribe misfigure misapply misassign misaddress misconnect misallocate mis-sell mis-size missize mis-scope misprovision misplug miscopy misenter mistranslate misplace mislay:mislaid:mislaid miscalculate \
misremember underestimate overestimate disobey flout shirk slack bluff cheat lie:lied:lied dither hesitate panic:panicked:panicked \
oversleep:overslept:overslept muddle mistime misreport miscommunicate misinform mistreat misuse mis-set:mis-set:mis-set mis-enter mistag misroute misfile";

/// What is a fault when a person does it, and an event when software does.
const FAULTS: &str = "fail ignore miss omit skip bypass break:broke:broken crash ruin wreck trash nuke clobber corrupt violate breach circumvent \
disrupt destroy cripple damage overload blow:blew:blown jeopardise jeopardize endanger sabotage compromise contravene confuse dismiss refuse \
tolerate downplay trivialise trivialize brick garble mangle hose";

/// Duties: what is a fault when it did not happen.
const DUTIES: &str = "check test verify validate confirm review read:read:read follow consult inspect examine notice realise realize recognise recognize \
respond react reply answer escalate communicate notify inform tell:told:told warn alert announce ask consider think:thought:thought bother care listen pay:paid:paid \
understand:understood:understood look watch monitor investigate update document write:wrote:written record report roll:rolled:rolled back:backed:backed take:took:taken \
make:made:made do:did:done perform complete finish carry plan prepare anticipate foresee:foresaw:foreseen expect coordinate hand:handed:handed page call \
rehearse practise practice train clean remove disable enable set:set:set rotate renew drain stop pause lock obtain seek:sought:sought request wait question challenge raise flag \
prioritise prioritize fix patch address act intervene attend show:showed:shown use apply adhere comply observe keep:kept:kept remember ensure heed log track \
escape limit run:ran:run start commit merge push deploy upgrade add include copy double-check cross-check sanity-check know:knew:known own \
see:saw:seen spot catch:caught:caught detect handle study acknowledge close open switch revert restore scale provision secure estimate measure calculate talk:talked:talked speak:spoke:spoken liaise prove:proved:proven arrange adapt agree discuss";

/// Reckless or complete ways to end a service.
const OUTAGES: &str = r"(?:took|takes|taking|brought|brings|bringing|knocked|knocking|tore|pulled) (?:[^.,;]{1,40}? )?(?:down|offline)\b|(?:knocked|knocking|wiped|blew) (?:[^.,;]{1,40}? )?(?:out|over)|(?:caused|causes|causing|triggered|provoked|produced|created|precipitated) (?:the|this|an?|our|another|all|most|these|two|three|several|both|yesterday's|last [a-z]+'s) (?:[a-z0-9-]+ ){0,4}(?:outage|incident|failure|problem|issue|disruption|downtime|crash|mess|damage|loss|error|errors|disaster|breach|leak|overload|degradation|cascade|corruption|deadlock|interruption|loop|storm|spike|alert|alarm)|introduced (?:the|this|an?) (?:[a-z-]+ ){0,3}(?:bug|bugs|defect|error|regression|fault|flaw|typo|mistake|vulnerability|problem|memory leak|leak)|let (?:the|a|an|it|this) [^.,;]{1,40}? (?:expire|lapse|through|slip|run out|fill up|fill|die|rot|grow)|allowed (?:the|a|an|it|this) [^.,;]{1,40}? to (?:expire|lapse|slip|run out|fill|grow|happen|fail)|left (?:the|a|an|it|this|our|their|two|three|debug|port|production|all) [^.,;]{0,40}?(?:open|exposed|running|enabled|disabled|unattended|unprotected|unlocked|undone|half|unfinished|public|in place|behind|broken|unpatched|unguarded|switched on|on|off|unmonitored|untested|stale|uncommitted|world-readable)|(?:messed|screwed|fouled|slipped|cocked|balled|stuffed|mucked|mixed|tripped|goofed|muddled) (?:[a-z ]{1,30} )?up|mixed (?:the )?[^.,;]{1,40} up|dropped the ball|dropped a clanger|jumped the gun|cut (?:a )?corners?|cutting corners|turned a blind eye|looked the other way|fell asleep|fell short|got (?:it|this|that|the [a-z ]{1,30}|them) wrong|went (?:ahead|rogue|wrong|live) (?:anyway|without)|made (?:a|an|the|some|several|two|another|his|her|their|our|this|that|one) (?:[a-z-]+ ){0,3}(?:mistakes?|errors?|slips?|typos?|blunders?|misjudge?ments?|oversights?|misstep|mess|miscalculation|bad call|assumption|omission)|committed (?:an?|the) (?:[a-z-]+ ){0,2}(?:mistake|error|blunder|fault)|lost (?:track|sight|control) of|paid no (?:attention|heed)|took (?:too long|far too long|a shortcut|shortcuts|no notice|no action|the easy way|forever|unnecessary risks?)|(?:waited|hesitated|dithered|sat) (?:far |much )?(?:too long|for too long)|acted (?:too (?:late|slowly|quickly|hastily|fast)|alone|prematurely|on (?:his|her|their) own)|reacted (?:far |much )?too (?:late|slowly|hastily)|(?:responded|escalated|noticed|reported|communicated|replied) (?:far |much |only )?too (?:late|slowly|little)|shot (?:himself|herself|themselves|ourselves|itself) in the foot|blew it|rubber-stamped|sat on (?:the|this|it|that|a|an)|went (?:back )?to (?:sleep|bed)|went home|overruled (?:the|a|all|every|this|that)|waved (?:it|the [a-z ]{1,30}) through|shrugged (?:it|the [a-z ]{1,30})? ?off|[a-z]+ed (?:[^.,;]{1,40} )?(?:anyway|regardless|nonetheless|without a word)|kept (?:quiet|silent)|(?:brushed|swept|pushed|put) (?:[^.,;]{1,40} )?(?:aside|under the rug|off)|took (?:a )?(?:gamble|gambles|chances|risks)|gambled|never bothered|pulled the wrong|hit the wrong|is on (?:me|us|him|her|them)|should know better|knew better";

/// Inflects one entry: `base`, or `base:past:participle`. Returns base, third person, past, participle, -ing.
fn forms(entry: &str) -> Vec<String> {
    let mut parts = entry.split(':');
    let base = parts.next().unwrap_or(entry);
    let past = parts.next().map_or_else(|| regular_past(base), str::to_owned);
    let participle = parts.next().map_or_else(|| past.clone(), str::to_owned);
    let third = if base.ends_with("ss") || base.ends_with('x') || base.ends_with("ch") || base.ends_with("sh") {
        format!("{base}es")
    } else if let Some(stem) = base.strip_suffix('y').filter(|s| !s.ends_with(['a', 'e', 'o', 'u'])) {
        format!("{stem}ies")
    } else {
        format!("{base}s")
    };
    vec![base.to_owned(), third, past, participle, gerund(base)]
}

/// Whether the last consonant doubles before an ending: `stop`, `omit`, `forget`.
fn doubles(base: &str) -> bool {
    const DOUBLING: [&str; 22] = [
        "stop", "omit", "forget", "commit", "plan", "set", "run", "skip", "err", "let", "log", "flag", "drop",
        "permit", "patch", "slip", "cut", "put", "get", "hit", "mis-set", "spot",
    ];
    base != "err" && base != "patch" && DOUBLING.contains(&base)
}

fn last(base: &str) -> &str {
    base.char_indices().next_back().and_then(|(i, _)| base.get(i..)).unwrap_or("")
}

fn regular_past(base: &str) -> String {
    if base.ends_with('e') {
        format!("{base}d")
    } else if let Some(stem) = base.strip_suffix('y').filter(|s| !s.ends_with(['a', 'e', 'o', 'u'])) {
        format!("{stem}ied")
    } else if doubles(base) {
        format!("{base}{}ed", last(base))
    } else {
        format!("{base}ed")
    }
}

fn gerund(base: &str) -> String {
    match base {
        "panic" => "panicking".to_owned(),
        "lie" => "lying".to_owned(),
        "see" | "foresee" => format!("{base}ing"),
        _ if base.ends_with("ee") => format!("{base}ing"),
        _ if base.ends_with('e') => format!("{}ing", base.trim_end_matches('e')),
        _ if doubles(base) => format!("{base}{}ing", last(base)),
        _ => format!("{base}ing"),
    }
}

fn choose(entries: &str, wanted: &[usize]) -> String {
    let mut words: Vec<String> = entries
        .split_whitespace()
        .flat_map(|entry| forms(entry).into_iter().enumerate())
        .filter(|(i, _)| wanted.contains(i))
        .map(|(_, w)| w)
        .collect();
    // Longest first: alternatives are tried in order.
    words.sort_by(|a, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
    words.dedup();
    words.join("|")
}

/// Every form of the verbs that are faults by themselves.
pub(crate) fn human_faults() -> String {
    choose(HUMAN_FAULTS, &[0, 1, 2, 3, 4])
}

/// Their participles, for the passive.
pub(crate) fn human_fault_participles() -> String {
    choose(HUMAN_FAULTS, &[3])
}

/// Their -ing forms.
pub(crate) fn fault_gerunds() -> String {
    format!("{}|{}", choose(HUMAN_FAULTS, &[4]), choose(FAULTS, &[4]))
}

/// Finite forms of what is a fault when a person does it.
pub(crate) fn faults() -> String {
    choose(FAULTS, &[0, 1, 2])
}

/// Base forms of duties, after `did not`.
pub(crate) fn duties() -> String {
    choose(DUTIES, &[0])
}

/// Past forms of duties, after `never` or `nobody`.
pub(crate) fn duties_past() -> String {
    choose(DUTIES, &[1, 2, 3])
}

/// Participles of duties, after `had not`, `was not`.
pub(crate) fn duty_participles() -> String {
    choose(DUTIES, &[3])
}

/// -ing forms of duties, after `without`, `instead of`.
pub(crate) fn duty_gerunds() -> String {
    choose(DUTIES, &[4])
}

/// Phrases for breaking things.
pub(crate) fn outages() -> String {
    OUTAGES.to_owned()
}

#[cfg(test)]
mod tests {
    use super::forms;

    #[test]
    fn regular_and_irregular_verbs_inflect() {
        for (entry, expected) in [
            ("skip", "skip skips skipped skipped skipping"),
            ("verify", "verify verifies verified verified verifying"),
            ("forget:forgot:forgotten", "forget forgets forgot forgotten forgetting"),
            ("ignore", "ignore ignores ignored ignored ignoring"),
            ("miss", "miss misses missed missed missing"),
            ("fail", "fail fails failed failed failing"),
            ("see:saw:seen", "see sees saw seen seeing"),
            ("omit", "omit omits omitted omitted omitting"),
        ] {
            assert_eq!(forms(entry).join(" "), expected);
        }
    }
}
