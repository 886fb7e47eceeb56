//! People named by where they sit: offices, desks, departments, suppliers; and people named with a title.
//!
//! "Pharmacy IT let the licence run out" and "the carrier's provisioning desk sent the wrong list" speak of people as
//! surely as "the engineer" does. A bare department ("dispatch", "marketing") is also a thing, so it counts only where
//! it opens a clause and does something.

use std::{ops::Range, sync::LazyLock};

use crate::language::pattern::{Pattern, compile};

/// Nouns for a place of work that stand for the people in it when a determiner or an attribute stands before.
const OFFICE: &str = "desk|office|bureau|authority|ministry|agency|depot|headquarters|hq|workshop|registry|secretariat|directorate|administration|\
back office|front office|head office|control room|control centre|control center|call centre|call center|operations centre|operations center|contact centre|\
carrier|reseller|distributor|manufacturer|integrator|consultancy|firm|company|contracting firm|outsourcer|service provider|provider|hoster|supplier|subsidiary|\
project office|steering group|task force|working group|gang|corps|side|contingent|faction|trio|duo|pair on call|household|workforce|personnel|cooperative|co-operative|association|society|union|chain|club|orchestra|rank and file|\
board of directors|board|council|leadership team|unit commander|opposite number";

/// Departments without a determiner, as subjects.
const DEPARTMENT: &str = "procurement|purchasing|marketing|legal|sales|finance|accounting|accounts|payroll|billing|treasury|compliance|facilities|logistics|dispatch|\
despatch|operations|ops|engineering|platform engineering|network engineering|site reliability|security|infosec|product|product management|management|upper management|\
middle management|senior management|project management|line management|leadership|development|support|customer care|customer service|customer support|customer success|\
first-line support|second-line support|first line|second line|quality assurance|qa|hr|human resources|recruiting|it|central it|corporate it|group it|hospital it|infrastructure|networking|netops|secops|devops|\
data science|data engineering|research|research and development|r&d|design|editorial|production control|maintenance|housekeeping|reception|admissions|pharmacy|radiology|\
nursing|warehousing|freight|procurement and it|internal audit|audit|risk|communications|comms|public relations|pr|head office|headquarters|hq|catering|stores|planning|scheduling|release management|\
change management|incident management|vendor management|dev|infra|backend|frontend|mobile|analytics";

/// What people in an office do, and programs of that name do not.
const ACT: &str = "did not|didn't|didn’t|never|had not|hadn't|hadn’t|has not|hasn't|had|has|failed to|neglected|forgot|let|sat on|sat|told|asked|insisted|wanted|decided|chose|refused|declined|promised|\
knew|thought|assumed|believed|ignored|overlooked|dragged|waved|shrugged|dropped the ball|messed|botched|bungled|mixed|confused|swapped|sent|put|left|kept|gave|took|made|went|set|ran|cut|shut|wrote|\
typed|keyed|entered|uploaded|mailed|e-mailed|phoned|called|answered|replied|signed|approved|rejected|cancelled|canceled|postponed|delayed|moved|shipped|launched|released|rolled|pushed|merged|\
deployed|changed|edited|removed|deleted|dropped|disabled|switched|turned|closed|opened|booked|ordered|bought|granted|revoked|renewed|published|posted|announced|misread|misjudged|mislaid|lost|broke|\
pulled|unplugged|held|rushed|skipped|missed|scheduled|planned|misunderstood|underestimated|loads|loaded|restores|restored|reruns|reran|restarts|restarted|presses|pressed|pastes|pasted|deploys|drops|pulls|uploads|sends|puts|pushes|applies|applied|\
(?:is|was|were|are) (?:to blame|at fault|asleep|late|slow|unaware|adamant|told|informed|careless|sloppy|lazy|complacent|too [a-z]+|not told|not informed|aware)";

/// An office behind its determiner: the nearest one and, as `the carrier's provisioning desk` has two, the farthest.
static OFFICES: LazyLock<[regex::Regex; 2]> = LazyLock::new(|| ["?", ""].map(office));

fn office(nearest: &str) -> regex::Regex {
    compile(
        &format!(
            r"\b(?:the|a|an|our|their|its|his|her|my|this|that|another|one|every|each|both|two|three|[a-z-]+'s|[a-z-]+s'|[a-z-]+’s|of|at|by|from)(?: [a-z'’&-]+){{0,4}}{nearest} (?P<office>{OFFICE})\b"
        ),
        |_| None,
    )
}
static DEPARTMENTS: LazyLock<regex::Regex> = LazyLock::new(|| {
    compile(
        &format!(
            r"(?:^\W*|[.;:,–—-] |\b(?:because|and|but|that|while|when|since|as|after|before|until|although|though|with|by|yet|so|then|(?:\d\d:\d\d(?: ?[a-z0-9+:-]{{1,6}})?)) )(?:the )?(?P<office>(?:(?:harbour|campus|hospital|branch|city|school|plant|store|regional|central|local|group|corporate|university|county|airport|port|ward|pharmacy|warehouse|ship|station|library|court|clinic|factory|field|night|day|weekend|our|baggage|freight) )?(?:{DEPARTMENT})) (?:[a-z]+ly |also |again |then |simply |just )*(?:{ACT})\b"
        ),
        |_| None,
    )
});
/// `Pharmacy IT`, in capitals, with a verb behind it.
static DEPARTMENT_IT: Pattern = LazyLock::new(|| {
    compile(
        r"\b[A-Za-z-]+ (?P<office>IT) (?:had|has|have|did|didn['’]t|let|was|were|is|are|[a-z]+ed|[a-z]+es|[a-z]{2,}s|sent|put|left|told|forgot|never|sat|kept|gave|took|ran|set|made|cut|shut|went|wrote|lost|broke)\b",
        |_| None,
    )
});
/// The actor of a timeline row: up to three words and one that is a person there.
static ROW: Pattern = LazyLock::new(|| {
    compile(
        r"^\W*(?:\d{4}-\d\d-\d\d[t ])?\d{1,2}[:.h]\d\d(?::\d\d)?(?: ?(?:z|utc(?:[+-]\d+)?|gmt|[a-z]{2,5}|[+-]\d\d:?\d\d))?(?: ?[-:|\u{2013}\u{2014}])? (?P<office>(?:[a-z-]+ ){0,3}?(?:lead|ops|desk|it|tech|techs|dispatch|office|support|hq|noc|billing|security|qa|infra|crew|captain|duty|oncall|on-call|cabler|hall|bridge|depot|yard|control|reception|pharmacy|logistics|marketing|facilities|operations|warehouse|procurement|finance|payroll|legal|sales|registry|admissions|maintenance|housekeeping|catering|helpdesk|editorial|carrier|vendor|supplier)) (?:[a-z]+ly |now |then |again )?(?:[a-z]+(?:s|ed)|ran|sent|put|cut|took|gave|went|left|told|forgot|kept|set|shut|made|wrote|pulled|saw|lost|broke)\b",
        |_| None,
    )
});
/// `Mr Okonkwo`, `Dr Lindholm`.
static TITLED: Pattern = LazyLock::new(|| {
    compile(
        r"\b(?P<office>(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Captain|Capt|Sister|Nurse|Officer|Sergeant|Sgt|Lieutenant|Lt|Herr|Frau|Sir|Madam|Señor|Señora|Monsieur|Madame|Father|Rev|Judge|Inspector|Engineer)\.? \p{Lu}[\p{L}'’-]+(?: \p{Lu}[\p{L}'’-]+)?)",
        |_| None,
    )
});
/// Words behind an office that make it the attribute of a thing.
static COMPOUND: Pattern = LazyLock::new(|| {
    compile(
        r"^[ -](?:phone|phones|number|network|lan|printer|printers|building|hours|suite|door|server|servers|system|systems|software|app|portal|site|page|link|code|id|ids|name|names|list|table|feed|api|mailbox|inbox|queue|clock|door|light|lamp|lock|panel|room|floor|router|switch|record|records|account|accounts|key|keys|budget|equipment|landscape|infrastructure|asset|assets|channel|window|tool|tools|firmware|bulletin|meeting|pack|paper|papers)\b",
        |_| None,
    )
});

/// Ranges of the words that stand for people, in `masked` and its original `text`.
pub(super) fn find(text: &str, masked: &str) -> Vec<Range<usize>> {
    let in_masked = OFFICES.iter().chain([&*DEPARTMENTS, &*ROW]).flat_map(|pattern| pattern.captures_iter(masked));
    let in_text = [&*DEPARTMENT_IT, &*TITLED].into_iter().flat_map(|pattern| pattern.captures_iter(text));
    in_masked
        .chain(in_text)
        .filter_map(|found| found.name("office"))
        .map(|found| found.range())
        // Hidden words stay hidden, whichever text matched.
        .filter(|range| masked.get(range.clone()).is_some_and(|words| !words.contains(crate::mask::QUOTED)))
        .filter(|range| !COMPOUND.is_match(masked.get(range.end..).unwrap_or("")))
        .collect()
}
