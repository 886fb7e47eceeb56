//! Slips told without a word for error: things put in the wrong way round, a stray digit, the old version of something.
//!
//! "Keyed the date into the other field" names no fault, and everybody reads one. What tells is the complement: a wrong
//! place, a wrong direction, a wrong unit, an amount too much or too little, a version that was meant for something else.

use std::{ops::Range, sync::LazyLock};

use super::{Sentence, pattern};

/// Where something lands when it lands wrong: after `into the`, `to the`, `on the`.
const ASTRAY: &str = "wrong|other|neighbou?ring|adjacent|opposite|public|training|test|staging|external|demo|old|former|live|dead|unused|general|customer|incorrect|previous|next";

/// Acts by which something is put somewhere.
const PUT: &str = "keyed|keys|typed|types|entered|enters|put|puts|wrote|writes|pasted|pastes|scanned|scans|booked|books|filed|files|plugged|plugs|wired|wires|patched|patches|connected|connects|loaded|loads|sent|sends|mailed|e-mailed|\
posted|posts|copied|copies|routed|routes|pointed|points|shipped|tagged|saved|saves|stored|placed|moved|moves|dropped|dials|dialled|dialed|fed|poured|uploaded|uploads|imported|imports|filled|inserted|\
mounted|attached|fitted|installed|flashed|flashes|applied|applies|assigned|addressed|delivered|released|restored|restores|forwarded|published|logged|parked|steered|directed|labelled|labeled|set|hung|slotted|clamped|bolted|soldered|welded|drilled|cut|transferred|transfers|moves|hands|handed|passes|passed|routes|diverted|diverts|switched|patches|plugs|wires|sends|books";

/// A quantity that is off.
const OFF: &str = r"(?:an? |the |one |two |some )?(?:extra|stray|additional|superfluous|surplus|spurious|trailing|leading|missing|misplaced|doubled) (?:zeros?|zeroes|digits?|noughts?|commas?|dots?|spaces?|slash(?:es)?|lines?|characters?|letters?|rows?|minus(?: sign)?|dash(?:es)?|blanks?|tabs?|quotes?|brackets?|semicolons?|decimals?|points?|columns?|entry|entries|flag|item|colon|hyphen|star|asterisk|wildcard)\b|(?:zeros?|zeroes|digits?|noughts?|commas?|spaces?|characters?|letters?|rows?|days?|hours?|weeks?|months?|years?|minutes?|lines?|steps?) (?:too (?:many|few|long|short|early|late|soon|much|little|far|low|high|deep|wide|tight|loose|big|small)|short|off|out|over)\b|a factor of (?:[a-z]+|\d[\d,.]*)\b|the decimal (?:point|comma|separator)|an order of magnitude";

static SLIPS: LazyLock<Vec<regex::Regex>> = LazyLock::new(|| {
    [
        // the wrong way round
        r"<agent> [a-z-]+(?: [^.,;\x01\x02]{0,60}?)? (?:backwards?|back to front|upside down|the wrong way (?:round|around|up|about)|the other way (?:round|around|about)|inside out|in reverse(?: order)?|mixed up|muddled up|muddled|mixed|swapped|crossed|transposed|reversed|inverted|jumbled|wrong|all wrong|amiss|out of (?:order|sequence|turn))(?:$|[.,;:]| (?:in|at|on|and|during|when|while|for|so|as|again|by|before|after) )",
        r"<agent> (?:swapped|swaps|transposed|transposes|mixed|mixes|muddled|muddles|conflated|conflates|confused|confuses|crossed|crosses|interchanged|reversed|inverted|mistook|mistakes)(?: up)? (?:the |an? |our |its |his |her |two |both )?[^.,;\x01\x02]{1,40}? (?:and|with|for) ",
        r"<agent> (?:confused|confuses|muddled|muddles|transposed|conflated|mixed up) (?:the |an? |our |two |both |three )",
        r"<agent> (?:took|takes|taking|read|reads|mistook) [^.,;]{1,50}? (?:for (?:the |an? )[^.,;]{1,30}|as (?:meaning|an? (?:yes|no|go|all-clear|order|test|joke|false alarm)))",
        // a stray zero
        r"<agent> [a-z-]+(?: [^.;\x01\x02]{0,60}?)? (?:{off})",
        r"<agent> [a-z-]+(?: [^.;\x01\x02]{0,60}?)? (?:with|without|lacking|minus|missing|including) (?:an? |the |its |one |two |any )?(?:stray|missing|spare|surplus|misplaced|dangling|forgotten|leftover|left-over|bogus|(?:staging|test|testing|debug|draft|dummy|development|dev|demo|trial|old|half)(?: [a-z-]+){1,3} (?:still |left |baked |hard-?coded |switched |turned |built |compiled |in |on )+)",
        r"<agent> [a-z-]+ [^.;\x01\x02]{1,60}? with (?:an? |the |its |two |all )[a-z -]{1,30}? (?:in the wrong|out of (?:place|order|line)|missing|too many|left out|swapped|reversed)\b|<agent> (?:pressed|hit|clicked|used|chose|presses|hits) reply[- ]?(?:to[- ])?all\b|<agent> [a-z-]+ [^.;\x01\x02]{0,40}?(?:staging|test|testing|dev|development|draft|demo|training|sandbox|debug|old)(?: [a-z-]+){0,2} (?:to|in|into|on|onto|against|at|for|over) (?:the )?(?:prod|production|live|public|real)\b|<agent> [a-z-]+ [^.;\x01\x02]{1,50}? before (?:the |any |his |her |their )?(?:embargo|approval|go-ahead|all-clear|clearance|sign-off|green light|code review|deadline for|end of the (?:freeze|embargo))\b",
        // X where Y was meant; at noon rather than midnight
        r"<agent> [a-z-]+ (?:[^.;]|\.\d)+? (?:where|when|although|though|whereas|while) (?:[^.;]|\.\d)+?(?: was| were| had been| is| are| should be)(?: [a-z]+ly)? (?:meant|intended|asked for|needed|required|agreed|due|called for|correct|right|expected|wanted|specified|ordered|planned)\b",
        r"<agent> (?:scanned|keyed|uploaded|uploads|booked|published|loaded|loads|announced|called|phoned|tagged|mounted|connected|plugged|wired|set|closed|opened|shipped|flashed|installed|released|took|filled|fed|gave|wrote|put|used|uses|read|saved|turned|switched|shut|moved|copied|sent|entered|typed|restored|printed|posted|mailed|approved|signed|assigned|drained|cut|tested|patched|labelled) [^.;\x01\x02]{1,60}? (?:instead of|rather than|in place of|in lieu of) ",
        r"<agent> (?:[a-z]{2,}s|[a-z]+ed|put|set|sent|cut|hit|shut|drew|dialled) [^.;\x01\x02]{1,50}? instead of (?:the |an? |its |his |her |their |[a-z0-9_-]+(?: [a-z0-9_-]+)?(?:$|[.,;]| (?:and|so|on|in|at|for|to)\b))",
        r"<agent> (?:cancelled|canceled|removed|retired|sold|scrapped|returned|dropped|dismissed|withdrew|gave away|lent|left|went|took|switched off|turned off|disabled|closed) [^.;\x01\x02]{0,50}? ?without (?:a |any |the )?(?:replacement|stand-?in|successor|substitute|deputy|cover|spare|backup|fallback|handover|notice|word)\b",
        r"<agent> (?:let|opened|closed|started|released|switched|moved|pulled|sent|loaded|cut|drove|removed|raised|lowered|boarded|unlocked|restarted|left|reopened|resumed) [^.;\x01\x02]{1,50}? before (?:the |an? |all |both |any |it |they )[^.;]{1,40}? (?:was|were|had|is|are) (?:down|up|shut|closed|open|ready|safe|clear|out|in|over|done|finished|complete|empty|full|off|on|back|locked|checked|warm|cold|dry)\b",
        r"<agent> (?:clicked|clicks|opened|opens|followed|tapped) (?:on )?(?:the|an?) (?:link|attachment|invoice|button|file) in (?:the|an?) (?:phishing|spam|fake|malicious)|<agent> (?:forwarded|leaked|published|posted|mailed|sent|read out|showed|passed) [^.;\x01\x02]{0,20}?(?:embargoed|confidential|secret|private|internal|sealed|draft) [a-z]|<agent> (?:propped|wedged|jammed|taped|tied|clamped|held) (?:open|shut|down) |<agent> (?:took|takes) it upon (?:himself|herself|itself|themselves|myself|ourselves)|<agent> (?:each|both|all) (?:believed|assumed|thought|expected|supposed|waited for|relied on) (?:that )?(?:the other|each other|another|someone else|somebody else)|<agent> (?:did|does) (?:it|so|the same|this|that)(?: thing)? (?:again|once more|a second time)|<agent> [a-z]+ [^.;\x01\x02]{1,50}? (?:for (?:the|a|his|her|their) (?:vacuum|kettle|hoover|heater|fan|radio|lamp|coffee|phone|charger|toaster|microwave|christmas)|to (?:make room for|charge|plug in|boil|vacuum|save (?:time|himself|herself|themselves|a (?:click|minute|trip|walk))|get (?:it over|home|away|rid)|be done|please|impress|spite|avoid (?:the|a|an) (?:paperwork|walk|wait|queue|ticket|review)))\b",
        // in pounds
        r"<agent> (?:entered|enters|typed|types|keyed|keys|booked|recorded|wrote|gave|put)(?: in| down)? [^.;\x01\x02]{1,50}? in (?:pounds|feet|inches|miles|yards|ounces|stone|kilos?|grams?|cents|pence|dollars|euros|yen|local time|utc|seconds|minutes|hours|milliseconds|bytes|bits|fahrenheit|celsius|metres|meters|millimetres|the (?:old|other|wrong) (?:unit|format|currency|order))\b",
        // the old version
        r"<agent> (?:[a-z]+ )?(?:loaded|loads|loading|used|uses|using|fed|feeds|fills?|filled|overwrote|overwrites|handed|issued|announced|read out|read|wrote|booked|billed|charged|set|replaced|updated|seeded|primed|uploaded|uploads|entered|pasted|pastes|shipped|sent|sends|published|publishes|followed|follows|applied|applies|copied|copies|kept|printed|ran|runs|took|put|released|releases|worked (?:from|off)|works (?:from|off)|deployed|deploys|imported|imports|quoted|read|filled in|handed out|installed|installs|consulted|distributed|cut|built|tagged|merged|trained|planned)(?: [^.;,\x01\x02]{1,40}?)?(?: on| with| to| from| against| off)? (?:(?:the |an? |our |their )?(?:old|previous|obsolete|superseded|outdated|stale|draft|dirty|dummy|half-finished|unfinished|preliminary|retired|expired|discarded|abandoned|withdrawn|incomplete|first|test|training|sample|example|stray) (?:list|plan|version|table|code table|tariff|file|copy|sheet|form|template|map|drawing|tree|branch|build|key|card|draft|checklist|procedure|runbook|manual|config|configuration|image|schema|rota|roster|timetable|schedule|price list|export|data|values?|settings?|firmware|certificate|release|tag|commit|snapshot|batch)\b|(?:last|the previous|the past) (?:year|month|week|season|quarter|term|semester|spring|summer|autumn|winter|tuesday|friday|monday)(?:'s|s')? |yesterday's |[^.;,\x01\x02]{1,40} (?:of|from) (?:last|the previous|the wrong|another|an earlier|an older) (?:year|season|month|week|term|patient|customer|tenant|day|shift|quarter|release|version|batch|run|test|site|train|show|match|flight|course|client|project)\b)",
        // into the other field
        r"<agent> (?:{put}) [^.;\x01\x02]{1,70}? (?:into|in|to|onto|on|at|under|against|over|through|from|with) (?:the |an? |our |its |their |some |two |three )(?:[a-z-]+ )?(?:{astray}) [a-z]",
        r"<agent> (?:keyed|typed|entered|wrote|booked|scanned|pasted|filed|put|saved|logged) (?:the |an? |our |his |her |two |three |all )?[^.;,\x01\x02]{1,50}? into (?:the |an? )[a-z-]+ (?:field|column|box|row|cell|form|window|line|bin|slot|folder|sheet|tab|queue|channel|calendar|account),? (?:and|so)\b",
        // twice, too early, too much
        r"<agent> (?:hit|hits|pressed|presses|pushed|clicked|clicks|booked|sent|sends|ran|runs|charged|posted|submitted|scanned|entered|typed|paid|ordered|issued|counted|applied|loaded|started|released|printed|mailed|uploaded|billed|invoiced|fired|paid|pays|gave|gives|told|wrote|locked|opened|closed|dosed|fed|watered|filled|delivered) [^.;,\x01\x02]{1,40}? (?:twice|three times|again|two times|a second time|once too often|too (?:early|late|soon|often|many times|fast|hard|quickly|long))(?:$|[.,;]| (?:and|so|in|on|by|before|within|during|because|when) )",
        r"<agent> (?:over|under|double-|double|mis-?)(?:filled|filed|charged|booked|paid|counted|dosed|loaded|sold|tightened|billed|ordered|stocked|staffed|provisioned|sized|rated|heated|cooled|fed|cut|ran|wrote|shot|clocked|committed|promised|spent|posted|set|wound|counted|dialled|addressed|spelled|labelled|laid|read|timed)\b",
        r"<agent> [a-z-]+ [^.;\x01\x02]{0,60}? (?:far |much |way |a (?:day|week|minute|bit|little|month|year) |an hour |two [a-z]+ |\d+ [a-z]+ )?(?:too (?:early|late|soon|hastily)|ahead of (?:schedule|time|plan)|before (?:its|his|her|their|the) time|out of turn|prematurely)(?:$|[.,;]| )",
        r"<agent> (?:approved|reviewed|merged|signed off|signed|certified|countersigned|checked|audited|tested only|granted) (?:his|her|their|its|my|our) own\b",
        r"<agent> (?:silently|quietly|secretly|unilaterally|surreptitiously|covertly|tacitly|stealthily) (?:changed|altered|moved|removed|dropped|renamed|swapped|replaced|disabled|switched|turned|deleted|edited|pushed|released|deployed|merged|rolled|raised|lowered|reset|reordered|widened|tightened|retired|added|introduced|cancelled|stopped)\b",
        r"<agent> locked (?:himself|herself|themselves|itself|ourselves|myself|everyone|everybody|all|the whole|each other) out\b|<agent> (?:pulled|pulls) the (?:plug|rug)|<agent> (?:got|gets|had|has|tied) [^.;]{1,40} in (?:a (?:twist|knot|tangle|muddle|mess)|knots)",
        r"<agent> (?:commented out|comments out|unset|unmounted|unlocked|disarmed|bypassed|bridged|jumpered|hot-wired|disabled|switched off|turned off|took down|loosened|propped open|wedged open|blocked) [^.;]{1,50}? and (?:left|forgot|never|did not|didn't|went|kept)\b",
        r"<agent> (?:ran|put|led|plugged|wired|patched|hung|sent|routed|booked|charged|moved|parked|wrote|added|saved|filed|paid|posted|tied) [^.;\x01\x02]{1,50}? (?:into|in|to|onto|on|at|under|from) (?:the )?(?:neighbour|neighbor|previous|wrong|customer|competitor|tenant|other [a-z]+|next [a-z]+|previous [a-z]+)(?:'s|s') ",
        // wrong answer to a prompt; keys hit by chance
        r"<agent> (?:answered|answers|said|says|confirmed|replied|clicked|clicks|pressed|presses|typed|types|hit|hits) (?:yes|no|ok|y|enter|return|cancel|delete|send|stop|start|abort|all|continue|allow|deny|\x03+)\b[^.;\x01\x02]{0,40}? (?:to|on|at|in|by|before|instead|twice|too|without|unread) ",
        r"<agent> (?:leaned|leant|sat|stepped|fell|stumbled|tripped|knocked|bumped|brushed|backed|drove|drilled|dug|cut|spilt|spilled|poured|dropped|caught|kicked|elbowed) (?:on|onto|over|against|into|through|out|off|loose)?(?: ?the| a| an| his| her| their| our| two| one)? [^.;\x01\x02]{2,50}",
        r"<agent> (?:tripped|trips|tripping) (?:the|a|an|our|both|all|up|over)\b",
        r"<agent> (?:cut|cuts|drilled|dug|sawed|sliced|chopped|ploughed|burned|burnt|went|drove|clicked|clicks|raced|rushed|breezed|sailed|blundered|stumbled|flicked|tabbed) (?:straight |right |clean )?(?:through|past|over) ",
        r"<agent> (?:taped|papered|painted|pasted|glossed|skated|ran|drove|rode|walked|rolled|climbed|wrote) over ",
        r"<agent> (?:pulled|pulls|unplugged|unplugs|cut|cuts|switched off|switches off|shut off|shuts off|shut down|shuts down|killed|kills|turned off|turns off|disconnected|took out|removed|isolated|tripped|powered off) (?:both|the last|the only|the live|all|every|the main|the good|the healthy|the active|the working|two|three|half)(?: of)? [a-z]",
    ]
    .iter()
    .map(|template| pattern(&template.replace("{off}", OFF).replace("{astray}", ASTRAY).replace("{put}", PUT)))
    .collect()
});

/// What is made good, or done on purpose and told so.
static RIGHT: LazyLock<regex::Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?:as (?:the|a|an|planned|agreed|intended|documented|asked|ordered|required|instructed)|on purpose|deliberately|to (?:see|test|rule out|confirm|compare|isolate|find|check|reproduce)|noticed|noticing|found|finds|spotted|spots|reported|reports|fixed|fixes|corrected|corrects|reverted|reverts|rolled|rolls|discovered|restored (?:service|traffic|power|the (?:backup|copy|data|last|previous))|in turn|according to|per the|called|told|paged|was (?:in|on|at|shown|given|left)|were (?:in|on|at|shown|given|left)|saw|seen|met|until it|wrote down|counted by hand|recovered|rescued|exercise|drill|in order)\b",
    )
});

/// Finds the words in which a person is told to have slipped.
pub(crate) fn slip(sentence: &Sentence<'_>) -> Option<Range<usize>> {
    SLIPS.iter().find_map(|pattern| {
        sentence.find_where(pattern, |before, found, after| {
            let near: String = found.chars().chain(after.chars().take(24)).collect();
            !RIGHT.is_match(&near) && !super::conduct::is_open(before)
        })
    })
}
