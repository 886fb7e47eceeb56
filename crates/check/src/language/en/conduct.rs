//! What a person did, judged by classes: the kind of verb, the kind of object, and what is said to follow.
//!
//! Lists of phrases end where the next writer begins. These patterns ask instead: was a duty denied (any verb after "did
//! not", except those for what reaches a person from outside), was something irreversible done to something in use, was a
//! defect put in, was it done against or without a safeguard, and does damage follow in the same sentence?

use std::{ops::Range, sync::LazyLock};

use super::{Sentence, pattern};
use crate::language::pattern::Pattern;

/// Verbs that cannot be taken back.
pub(super) const DESTRUCTIVE: &str = "formatted|wiped|erased|emptied|deleted|dropped|purged|truncated|overwrote|overwritten|unplugged|pulled|disconnected|unhooked|shut off|shut down|switched off|turned off|powered off|powered down|cut|destroyed|detached|decommissioned|uninstalled|reformatted|reimaged|re-imaged|removed|blanked|zeroed|killed|severed|exposed|leaked|discarded|scrapped|nuked|trashed|clobbered";

/// What is in use, or there only once.
pub(super) const VITAL: &str = "active|live|production|prod|only|last|shared|customers?|customer-facing|healthy|in-use|working|running|entire|whole|remaining|good|current|wrong|busy|serving|sole|surviving|authoritative|customers'|everyone's";

/// Adjectives of what is wrong with what was put in.
pub(super) const DEFECTIVE: &str = "wrong|incorrect|bad|invalid|faulty|broken|buggy|bogus|unindexed|untested|unreviewed|unapproved|unauthori[sz]ed|unsafe|insecure|mismatched|mistaken|erroneous|half-finished|unfinished|incomplete|unverified|unsigned|misspelled|misspelt|mistyped|swapped|non-existent|nonexistent|corrupt|corrupted|inverted";

/// States that things get into by themselves; who meets them mostly mends them, so the verb must put them to use.
const AGED: &str = "malformed|outdated|stale|obsolete|expired";

/// Nouns for a defect that somebody put in.
const DEFECT: &str = "bugs?|defects?|regressions?|race(?: condition)?s?|typos?|flaws?|memory leaks?|leaks?|off-by-one(?: error)?|deadlocks?|infinite loops?|endless loops?|security holes?|holes?|vulnerabilit(?:y|ies)|breaking changes?|syntax errors?|logic errors?|errors?|mistakes?|circular dependency|cyclic dependency|loops?|mess|backdoor|time bomb";

/// Safeguards that a person may override.
const SAFEGUARD: &str = "guards?|checks?|warnings?|alarms?|locks?|limits?|approvals?|gates?|protections?|safeguards?|interlocks?|reviews?|prompts?|confirmations?|freeze|polic(?:y|ies)|process|procedures?|rules?|controls?|validation|safety [a-z]+|brakes?|quorum|pipeline|four-eyes [a-z]+|sign-offs?";

/// Ways in which damage is told to follow.
const DAMAGE: &str = "broke|breaking|wiped|wiping|emptied|emptying|erased|erasing|destroyed|destroying|corrupted|corrupting|crashed|crashing|took down|taking down|took (?:the|our|all|every)[^.,;]{1,40} (?:down|offline|out)|taking (?:the|our|all|every)[^.,;]{1,40} (?:down|offline|out)|brought down|bringing down|knocked out|knocking out|locked (?:out|everyone|everybody|all|the|our)[^.,;]{0,30}|locking (?:out|everyone|everybody|all|the|our)[^.,;]{0,30}|clobbered|clobbering|lost (?:the|all|our|an?|two|three|several|\\d+)|losing (?:the|all|our|an?|two|three|several|\\d+)|leaked|leaking|exposed|exposing|flooded|flooding|swamped|swamping|overloaded|overloading|deleted (?:the|all|every|our)|deleting (?:the|all|every|our)|dropped (?:the|all|every|our)|dropping (?:the|all|every|our)|removed (?:the|all|every|our) [a-z]+|ruined|ruining|wrecked|wrecking|double-?charged|double-?charging|cut off|cutting off|severed|severing|triggered (?:the|an?)|triggering (?:the|an?)|caused|causing";

/// Finds the words in which a person acts badly, by the classes above.
pub(crate) fn bad_conduct(sentence: &Sentence<'_>) -> Option<Range<usize>> {
    static DENIED: Pattern = LazyLock::new(|| {
        pattern(
            r"<agent> (?:did not|didn't|never|had not|hadn't|has not|hasn't|have not|haven't|would not|wouldn't)(?: (?:even|ever|first|again|also|really|actually|once|[a-z]+ly))* [a-z-]+",
        )
    });
    static CLASSES: LazyLock<Vec<regex::Regex>> = LazyLock::new(|| {
        let fill = |template: &str| {
            pattern(
                &template
                    .replace("{destructive}", DESTRUCTIVE)
                    .replace("{vital}", VITAL)
                    .replace("{defective}", DEFECTIVE)
                    .replace("{aged}", AGED)
                    .replace("{defect}", DEFECT)
                    .replace("{safeguard}", SAFEGUARD)
                    .replace("{damage}", DAMAGE),
            )
        };
        [
            // irreversible, to what was in use
            r"<person>(?:<gap>| had to)? (?:{destructive}) (?:[^.,;]{1,30} (?:of|from|on|in) )?(?:the |an? |our |all |its |their |both |every |two |three )+(?:[a-z-]+ )?(?:{vital}) ",
            r"<person>(?:<gap>)? (?:wiped|erased|emptied|nuked|trashed|clobbered) (?:the|an?|our|all|every|two|three) ",
            r"<person>(?:<gap>)? (?:overrode|overrod|overridden|overruled|circumvented|defeated|disarmed|silenced|evaded|dodged|sidestepped|short-circuited|forced|worked around|went around|got around|skirted|undermined|disabled|suppressed|jumped) (?:the |an? |our |all |every |both |two |this |that )?(?:[a-z-]+ ){0,2}?(?:{safeguard})\b",
            // a defect put in
            r"<person>(?:<gap>)? (?:entered|keyed in|introduced|added|shipped|released|merged|committed|wrote|created|deployed|pushed|put|built|coded|planted|slipped|let|left|injected|produced|brought|had|made|typed|checked in|rolled out|hard-?coded)(?: in| through)? (?:the |an? |our |some |two |three |several |this |that |another )?(?:[a-z-]+ ){0,3}?(?:{defect})\b",
            r"<person>(?:<gap>)? [a-z-]+(?: (?:in|out|up|off|down|over))? (?:[^.,;\x01\x02]{0,40}? )?(?:the |an? |our |some |two |three |several |his |her |their )(?:[a-z-]+ )?(?:{defective}) [a-z]",
            r"<person>(?:<gap>)? (?:deployed|deploys|shipped|ships|pushed|merged|used|uses|kept|left|released|published|installed|loaded|entered|uploaded|committed|applied|sent|served|copied|restored|ran|handed|gave|trusted|relied on|relying on|followed|put|worked (?:from|with|off)|consulted|pasted|imported|signed) (?:[^.,;\x01\x02]{0,40}? )?(?:the |an? |our |some |two |three |several |his |her |their )(?:[a-z-]+ )?(?:{aged}) [a-z]",
            r"<person>(?:<gap>)? (?:{destructive}|restarted|rebooted|stopped|swapped|replaced|moved|drained) [^.,;\x01\x02]{1,50}? (?:that|which|while it|while they) (?:was|were|is|are) (?:still |already |currently |not yet )*(?:in use|live|serving|running|mounted|active|busy|healthy|attached|in production|being (?:written|read|used)|needed|taking (?:traffic|writes|orders))\b",
            r"(?:^|[.;] |\d\d:\d\d )(?:rather than|instead of|without(?: even| first| ever)?) [a-z]+ing [^.;,\x01\x02]{1,60}, (?:the |an? |our |both |two )?(?:[a-z-]+ ){0,2}?<person>",
            r"(?:^|[.;] )(?:ignoring|disregarding|overlooking|forgetting|skipping|misreading|misjudging|misunderstanding|neglecting|bypassing) [^.;,\x01\x02]{1,70}, (?:the |an? |our |both |two )?(?:[a-z-]+ ){0,2}?<person>",
            // against, without
            r"<person>(?:<gap>)? [a-z-]+(?: [^.;\x01\x02]{0,80}?)? (?:in spite of|despite|against|contrary to|ignoring|notwithstanding|regardless of|in defiance of|over the objections? of|in breach of|in violation of) (?:the |an? |our |all |any |his |her |their |several |two |three |repeated |explicit |clear |earlier |open )*(?:[a-z-]+ ){0,2}?(?:warnings?|advice|instructions?|objections?|blockers?|alerts?|alarms?|concerns?|rules?|polic(?:y|ies)|freeze|ban|failing|failed|red|signs?|evidence|knowing|being|having|guidance|recommendations?|protocol|procedures?|orders|fact|requests?|reminders?|tests?|findings?|doubts|note|notes|runbook|manual|documentation|agreement)\b",
            // damage follows
            r"<person>(?:<gap>)? [a-z-]+(?:ed|d|t|n|ew|an|ook|oke|ot|ade|ave|ent|et|ose|id|ut|ut|un|ang|ipped|lew)? [^.;\x01\x02]{3,90}?(?:,| and)(?: (?:and|which|thereby|thus|so|then|immediately|promptly|in the process|also))* (?:{damage})\b",
            r"<person>(?:<gap>)? [a-z-]+ (?:[^.;\x01\x02]{0,60} )?(?:so that|until|and) (?:the|our|all|every|half) [a-z -]{1,30} (?:went (?:down|dark|offline|cold|unanswered)|broke|collapsed|crashed|fell over|ran out|ran dry|was gone|were gone|was lost|were lost)\b",
            r"\b(?:incident|outage|failure|problem|loss|delay|downtime|breach|leak|disruption|breakage|crash|corruption|damage|mess|error|overload)(?: [a-z]+)? (?:happened|occurred|started|began|came about|arose|resulted|was|is|only happened|took place)(?: only| simply| just| solely| mainly)? (?:because|since) (?:the |an? |our |one |some )?(?:[a-z-]+ ){0,3}?<person><gap> [a-z]+",
            r"<person>(?:<gap>)? [a-z-]+(?: [^.;\x01\x02]{0,60}?)? before [^.;]{1,40} (?:had|has|was|were)(?: been)? (?:finished|complete|completed|ready|approved|tested|reviewed|over|done|verified|confirmed|signed|agreed|checked|drained|stopped)\b",
            r"\b(?:is|was|were|are) (?:[a-z]+ly )?(?:<head>(?:'s|')|my|our|his|her|their) (?:own )?(?:doing|handiwork|work|fault|making)\b",
            r"<head>(?:'s|') (?:decision|choice|wish|order|call|insistence|attempt|idea) to (?:skip|delay|postpone|ignore|bypass|omit|keep|wait|push|rush|ship|release|disable|defer|cut|save|work around|override|go ahead|deploy|merge)\b",
            // let it happen
            r"<person>(?:<gap>)? (?:let|allowed|left|permitted)(?: for)? [^.,;]{1,50}? (?:to )?(?:run (?:dry|out|empty|low|hot|wild|unattended)|expire|lapse|slip|rot|die|fill|grow|drift|age|fall|pile|burn|fester|linger|overflow|go (?:cold|stale|unanswered|unnoticed|unread|live|ahead)|ring|starve|decay|spread|escalate|stall|queue|sit|unread|unanswered|unattended|unopened|unmonitored|unpatched|unlocked|unresolved|idle for|to chance|for (?:last|later|too long))\b",
            // told nobody; thinking it was
            r"<person>(?: [^.;\x01\x02]{1,80}?)? (?:told|informed|asked|warned|consulted|notified|alerted|briefed|involved) <nobody>",
            r"<person>(?: [^.;\x01\x02]{1,60}?)? (?:unread|unseen|unchecked|unexamined|sight unseen|half-read|on autopilot|blindfolded|half asleep|on a whim|on a hunch|by guesswork|out of spite|out of laziness|out of convenience|for convenience|against (?:all |every |any |his |her |their |our |everybody's |everyone's |explicit |repeated )*(?:better )?(?:judge?ment|advice|warnings?))(?:$|[.,;])",
            r"<person>(?:<gap>)? (?:(?:took|takes|taking) (?:its|his|her|their|our) (?:sweet|own|good) time|(?:kept|left|leaves|keeps) (?:us|them|everyone|everybody|<head>|the [a-z -]{1,20}) (?:in the dark|guessing|hanging|waiting|uninformed|out of the loop|to (?:guess|fend))|never got the message|turned a deaf ear|looked away|(?:was|were) out of (?:his|her|their) element|had (?:no|little) idea (?:what|how|why)|(?:paid|lent) (?:lip service|little heed)|sat (?:idle|idly|back|still)|dropped (?:out of|off) the call|clammed up|passed the buck|kicked the can|pointed (?:the )?fingers?|stuck to (?:his|her|their) guns|dug in|refused|balked|dawdled|faffed|fudged|flubbed|flunked|muffed|fluffed|bottled it)\b",
            r"\bwhoever (?:[a-z]+ed|set|wrote|ran|put|made|left|cut|chose|built|did|sent|took|gave|shut|hit|drew|was|had|thought|forgot|wired|copied) [^.;]{3,}? (?:did|was|had|never|forgot|must|should|could|has|is|evidently|clearly|knew|thought|left|made|broke|took|put)\b",
            r"\b(?:(?:only|all|solely|exclusively|nowhere but) (?:existed |lived |kept |stored )?|(?:existed|lived|lives|was|is|kept|stored) (?:only |solely |exclusively |nowhere but )?)in (?:<head>(?:'s|')|his|her|their) (?:head|heads|memory|mind|notebook|drawer)\b",
            r"<person>,? (?:thinking|assuming|believing|mistaking|confusing|hoping|not reali[sz]ing|not knowing|not noticing|not checking|unaware|forgetting|oblivious|convinced|under the (?:false |wrong |mistaken )?impression|in (?:his|her|their|a) (?:haste|hurry|panic|rush|confusion|eagerness|impatience))\b",
            r"\b(?:mistake|error|fault|slip|oversight|blunder|typo|bug|outage|mess|one)(?: [a-z]+)? (?:is|was|were|are) (?:entirely |solely |clearly |all )?(?:<head>(?:'s|')|mine|ours|theirs|his|hers)",
            r"<person><gap> (?:kept|keeps|continued|continues|went on|carried on|persisted in|insisted on)(?: on| to)? (?:postpon|delay|putting|put off|ignor|defer|push|overlook|dismiss|silenc|skip|promis|refus|resist|den(?:y|ied)|argu|guess|click|hammer|retry|repeat|restart|cutting|making|downplay|treat|us(?:e|ing) the (?:wrong|old)|work(?:ing)? around|stall|hid)",
            r"<person><gap> mis(?:[a-z]{3,}(?:ed|ing)|read|set|took|understood|spelt|led|laid|heard|said|spoke|wrote|cast|dealt)\b",
            // idioms of slowness, neglect and confusion
            r"<person>(?:<gap>)? (?:dragged (?:his|her|their|its|our) (?:feet|heels)|lost (?:his|her|their|our) (?:nerve|heads?|cool|way|patience|temper)|w(?:ung|inged) it|jumped to (?:the |a )?(?:wrong )?conclusions?|went down the wrong|chased (?:the|a) (?:wrong|false|ghost)|barked up|looked in the wrong|looked the wrong way|wasted|squandered|spent (?:[^.,;]{1,30} )?(?:arguing|debating|looking in the wrong|chasing|blaming|bickering|quarrelling|hunting)|argued|quarrel+ed|bickered|froze\b|stalled|wavered|vacillated|procrastinated|gave in|talked past|forgets?|let (?:it|this|that|the [a-z ]{1,20}) slide|(?:was|were) (?:absent|asleep|oblivious|unprepared|overconfident|too (?:busy|eager|proud|confident|quick|late|slow|hasty|trusting|junior)|not at (?:his|her|their) desks?|out of (?:his|her|their|our) depth|caught (?:out|napping|off guard)|distracted|in the wrong|the weak|found wanting|under the (?:false|wrong|mistaken)|looking the other way|nowhere)|came (?:too )?late|arrived late|showed up late|turned up late|woke up (?:too )?late|called (?:in )?too late|paged too late|started (?:far |much )?too late|stopped too early|gave up (?:on|too)|rushed|hurried|bodged|winked|skimped|skimmed|glossed over|guessed|gambled|improvised|fiddled|tinkered|reversed the|swapped the|inverted the|switched the [a-z]+ and|kicked|yanked|nudged|bumped|dropped a|fumbled|stumbled|slipped up|slipped and|tripped over|knocked (?:over|against|out|loose)|spilled|mixed|transposed|confused|mislabel+ed|picked up the wrong|lost the|mislaid|sent (?:it|them|the [a-z ]{1,30}) to the wrong|(?:insisted on|pressed for|pressed on with|pushed for|demanded|argued for) (?:releasing|shipping|launching|keeping|going|skipping|deploying|(?:the |an? )?(?:release|launch|early|date)|an? (?:early|earlier|quick|immediate|friday))|never agreed|could not agree|couldn't agree|failed (?:in|at|the|us|our|miserably|again)\b|blew|screwed|goofed|erred|knew (?:about|of|that|perfectly|full well)[^.;]{1,60}(?:but|and|yet|without)|had (?:known|been aware)[^.;]{1,60}(?:but|and|yet|without))\b",
            r"\b(?:<head>(?:'s|')|my|our|his|her|their) (?:[a-z-]+ )?(?:refusal|reluctance|hesitation|inability|unwillingness|insistence|disregard|misunderstanding|confusion|silence|slowness|impatience|overconfidence|tardiness|late (?:reply|response|reaction|answer|page)|delay in|delays in|bad call|wrong guess|false assumption|wrong assumption|neglect|omission|misdiagnosis|inactivity|indecision|forgetfulness|short-?cut|careless [a-z]+|hasty [a-z]+|premature [a-z]+|botched [a-z]+|clumsy [a-z]+|sloppy [a-z]+|poor [a-z]+|bad [a-z]+)\b",
            r"\b(?:the |that |a )?(?:failure|refusal|inability|reluctance|unwillingness|neglect) of (?:the |our |one |an? )?(?:[a-z-]+ ){0,2}<head>",
            r"\b(?:did|made|wrote|left|gave|sent|used) (?:an? )?(?:bad|poor|terrible|lousy|half-hearted|sloppy|careless|incomplete|botched) (?:job|attempt|work|handover|review|rollout|effort)\b",
        ]
        .iter()
        .map(|template| fill(template))
        .collect()
    });
    sentence.find_where(&DENIED, is_denied_duty).or_else(|| {
        CLASSES.iter().find_map(|class| {
            sentence.find_where(class, |before, found, after| {
                !is_repair(found) && !is_open(before) && !planned(found, after)
            })
        })
    })
}

/// `did not` with a verb for what one does, rather than for what reaches one.
fn is_denied_duty(before: &str, found: &str, after: &str) -> bool {
    static RECEIVED: Pattern = LazyLock::new(|| {
        pattern(
            r"(?:not|n't|never)(?: [a-z]+ly| even| ever| yet| really| actually)* (?:been|receiv|get\b|got\b|have\b|had\b|need|find|found|lose|lost|suffer|experienc|feel|felt|exist|belong|require|observ|measur|cause|affect|includ|contain|cover|chang|touch|alter|modif|work|agree on a single|find|want\b|deploy any|know (?:yet|why|how|whether|which|of any)|see (?:any|a |the (?:alert|page|warning|error|change|message|banner|flag))|learn|reproduc|identif|confirm (?:that )?(?:the|any)|exclud|rule|expect|lead|play|occur|happen|arise|depend|differ|impact|return|reach the|hear|miss|fail|break|forget|skip|ignore|blame|believe|consider (?:this|it) )",
        )
    });
    static NEUTRAL: Pattern = LazyLock::new(|| {
        pattern(r"\b(?:any further|any other|anything|anyone else|any data|any orders|any customers?|until)\b")
    });
    let near: String = found.chars().chain(after.chars().take(30)).collect();
    !RECEIVED.is_match(&near) && !NEUTRAL.is_match(&near) && !is_open(before)
}

/// Finding, undoing and repairing what is wrong is good conduct.
fn is_repair(found: &str) -> bool {
    static REPAIR: Pattern = LazyLock::new(|| {
        pattern(
            r"\x01[^.,;]{0,40}? (?:[a-z]+ly )?(?:suspect\w*|find\w*|fix\w*|report\w*|identif\w+|isolat\w+|cordon\w*|replac\w+|revert\w*|sees?|spots?|detects?|confirms?|rolls?|found|fixed|reported|identified|replaced|reverted|corrected|(?:remov|delet|purg|kill|clean|clear|drop|evict|mov|terminat|reap|expir|renew|invalidat|flush)(?:e|es|ed|s) (?:up |out |away |aside )?(?:the |an? |all |two |three |its |our |this )?(?:[a-z-]+ )?(?:wrong|incorrect|bad|invalid|faulty|broken|bogus|malformed|stale|expired|obsolete|outdated|corrupt|corrupted|mismatched|incomplete)|noticed|saw|spotted|detected|blocked|rejected|discovered|isolated|repaired|received|got|followed|recognis\w+|recogniz\w+|confirmed|diagnosed|traced|reproduced|mitigated|stopped the|removed the (?:bad|faulty|broken|wrong|corrupt|stale|expired|defective)|deleted the (?:bad|faulty|corrupt|stale|expired|broken)|drained|restored|rolled|undid|cleared|quarantined|caught|announced|declared|is|are|was (?:shown|given|handed|told|paged|sent)|were (?:shown|given|handed|told|paged|sent)|own|owns|asked|measured|counted|analy[sz]ed|examined|compared|inspected|handled|dealt|resolved|closed|renewed|rotated|recovered|rebuilt)\b",
        )
    });
    REPAIR.is_match(found)
}

/// Whether the words before open a condition or a plan.
pub(super) fn is_open(before: &str) -> bool {
    static OPEN: Pattern = LazyLock::new(|| {
        pattern(
            r"\b(?:if|when|whenever|unless|in case|even if|so that|until|whether)(?: (?:the|an?|any|one|every|two))?(?: [a-z-]+){0,2} $",
        )
    });
    static FACT: Pattern =
        LazyLock::new(|| pattern(r"\b(?:happened|failed|was|were|had|outage|occurred|began|started)\b"));
    OPEN.is_match(before) && !FACT.is_match(before)
}

fn planned(found: &str, after: &str) -> bool {
    static PLANNED: Pattern = LazyLock::new(|| {
        pattern(
            r"\b(?:as planned|as agreed|as intended|planned|per the|following the|after (?:approval|the approval|review)|scheduled|on purpose|in agreement|as the runbook|as documented|to (?:contain|limit|protect|stop the|isolate|mitigate|relieve))\b",
        )
    });
    PLANNED.is_match(found) || PLANNED.is_match(after)
}
