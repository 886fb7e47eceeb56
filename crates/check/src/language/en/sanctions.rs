//! Sanctions in everyday words: docked pay, a serious word, off the rota, heads that roll.
//!
//! A sanction is told by what is taken (money, access, a post, a name), by who talks to whom (HR, the board), or by an
//! idiom. The same verbs on keys, accounts and processes are technical, so most patterns want a person beside them.

use std::{ops::Range, sync::LazyLock};

use super::{Sentence, pattern};

/// What is taken away.
const GOODS: &str = "bonus(?:es)?|pay|salary|wages?|overtime|allowances?|premium|stipend|per diem|leave|holidays?|vacation|days off|promotion|raise|pay rise|access|access rights|rights?|privileges?|permissions?|log-?ins?|credentials|badge|key ?cards?|keys?|pass(?:es)?|root|sudo|admin(?: rights| access| status)?|approver rights|merge rights|commit (?:bit|rights|access)|deploy(?:ment)? (?:rights|rights|access)|licen[cs]e|certificat(?:e|ion)|company (?:car|phone)|parking (?:space|permit)|title|role|post|position|duties|responsibilities|seat|desk|home office|remote work(?:ing)?|flexitime|team lead|contract|assignment|mandate|retainer|fees?|commission";

static SANCTIONS: LazyLock<Vec<regex::Regex>> = LazyLock::new(|| {
    const WHOM: &str = r"(?:the |all |any |both |those |that |this |his |her |our |whichever |every |each |one of the )?(?:[a-z'’-]+ ){0,3}<head>";
    [
        // money and goods
        r"\b(?:withhold|dock|docks|docked|cut|cancel|forfeit|deduct|claw back|clawback of|reduce|freeze|suspend|stop|strike|scrap|halve|reclaim|recoup|garnish|strip|revoke|withdraw|confiscate|take(?: away| back)?|remove|pull|rescind|deny|refuse|retract|lift|seize|collect|impound|terminate|end|dissolve|discontinue|not (?:renew|extend|prolong)|downgrade|lower|do not (?:renew|extend))(?:ing)? [^.;]{0,40}?(?:{goods})\b[^.;]{0,30}? (?:of|from|for|with|to) {whom}",
        r"\b(?:withhold|dock|docks|docked|cut|cancel|forfeit|deduct|claw back|reduce|freeze|suspend|stop|strike|scrap|halve|reclaim|recoup|garnish|strip|revoke|withdraw|confiscate|take(?: away| back)?|remove|pull|rescind|deny|refuse|retract|seize|collect|terminate|end|dissolve|downgrade|lower|cap|limit|restrict)(?:ing)? {whom}(?:'s|s'|')? (?:[a-z-]+ ){0,3}(?:of (?:his|her|their|all|any|the) )?(?:[a-z-]+ ){0,2}(?:{goods}|rating|score|grade|appraisal)\b",
        r"\bstrip(?:ped|ping)? {whom} of\b|\b(?:relieve[ds]?|relieving) {whom} of\b|<head>(?: [^.;]{1,30})? (?:is|was|are|were|be|been|gets?|got) (?:[a-z]+ly )?(?:relieved of|sent home|sent packing|sent on (?:leave|gardening)|shown the door|let go|sacked|fired|dismissed|suspended|demoted|transferred|reassigned|moved to|put on (?:leave|notice|probation|a performance|a pip)|placed on|written up|reprimanded|disciplined|fined|charged|billed|invoiced|sued|blacklisted|banned|barred|stripped|docked|made to|forced to|taken off|removed from|replaced|downgraded|passed over|named in|reported to (?:hr|the board|management)|hauled|summoned|called (?:in|before|to))\b",
        r"\b(?:bill|billed|charge|charged|invoice|invoiced|sue|fine|fined|make [a-z ]{1,20} pay|recover [a-z ]{1,20} from|pass [a-z ]{1,20} on to)(?:ing)? (?:to )?{whom}\b[^.;]{0,40}|\bdeduct(?:ed|ing)? [^.;]{1,50} from {whom}(?:'s|s'|')?|\bas a (?:penalty|punishment|sanction|consequence|deterrent|warning|lesson to)\b|\bout of (?:his|her|their) (?:own )?(?:pocket|pay|salary)\b|\bat (?:his|her|their) (?:own )?expense\b|\bwithout pay\b|\bunpaid leave\b",
        // post and rota
        r"\b(?:replace|swap out|sack|fire|dismiss|demote|suspend|discharge|oust|expel|evict|sideline|bench|ban|bar|exclude|reassign|transfer|redeploy|relegate|banish|remove|release|let go of|lay off|part (?:ways )?with|get rid of|terminate|punish|penali[sz]e|discipline|reprimand|admonish|rebuke|censure|scold|berate|chastise|shame|name|denounce|blacklist|blocklist|fine|court-martial|report|escalate|caution|warn|write up|drop|oust|rotate out|move out|phase out|retire) {whom}(?:$|[.,;]| (?:who|that|from|to|at|by|for|with|as|after|in|on|until|whose|responsible|involved|concerned|immediately|pending|effective|officially|formally|before|and|because|off|out|of)\b)",
        r"\b(?:move|shift|transfer|relegate|confine|assign|send|put|limit|restrict) {whom}[^.;]{0,40}? (?:to|on|onto|into|in) (?:day (?:duty|shift)|desk (?:duty|work)|back office|documentation|paperwork|other duties|another (?:team|shift|department|post|role|project)|a (?:different|lesser|lower|junior|less|minor|non-critical|back-office) [a-z]+|less [a-z]+ [a-z]+|non-[a-z]+ [a-z]+|read-only|probation|notice|a (?:pip|performance)|the (?:penalty|naughty|sidelines|bench)|night duty|first-line|the help ?desk|supervised)\b",
        r"\b(?:no (?:more|further)|no longer any|not (?:any )?more|zero) (?:[a-z-]+ ){0,3}(?:on-call|deploys?|deployments?|root|sudo|admin|access|production access|merges?|releases?|overtime|home office|shifts?|changes?|privileges?|rights?|duties|business|orders?|contracts?|work) (?:for|from|by|to|with|of) {whom}",
        r"<head>(?: [^.;]{1,40}?)? (?:loses?|forfeits?|gives up|surrenders?|hands in|is to lose|will lose|shall lose|to lose|has lost|pays? for|is to pay|will pay|has to pay|goes|leaves|is out|is off|is gone)(?: (?:his|her|their|the|all|any|its|for) [^.;]{1,40}| out| off)?(?: until| for| as| after| next time|$|[.,;])",
        // talk, files, names
        r"\bhr\b(?: [a-z]+)? (?:to|will|shall|should|must|is to|needs to) (?:speak|talk|meet|deal|follow|see|have|hold|invite|interview|discuss|handle|decide|look|address|issue|take|open|be)|\b(?:report|refer|hand|pass|escalate|forward|take|send|name|notify|involve|inform|bring in|loop in)[^.;]{0,50}? (?:to|with|up to)? ?(?:hr|human resources|personnel|the disciplinary|the works council|the board of discipline|compliance for (?:action|sanction))\b|\b(?:personnel|hr|staff|employee|service|his|her|their|<head>(?:'s|')) (?:[a-z]+ )?(?:file|record|dossier|folder|appraisal|scorecard|assessment|evaluation|rating|performance (?:review|record|rating|goals?|objectives?))\b|\b(?:note|record|enter|log|document|mention|reflect|put|count|mark|register|consider|include|file|take)(?:ed|s)?(?: it| this| that| the [a-z]+| [a-z]+)? (?:down )?(?:in|on|into|against|towards|as part of) (?:<head>(?:'s|')|his|her|their|the [a-z]+'s|the personnel|the hr|the annual|the yearly) [a-z ]{0,20}(?:file|record|appraisal|review|evaluation|rating|assessment|score|goals|objectives|scorecard)\b",
        r"\b(?:serious|stern|firm|severe|strong|hard|sharp|frank|last|final|formal|one last|one final|private|quiet|clear the air) (?:word|words|talk|talking-to|conversation|chat|warning|chance|letter|reminder of (?:his|her|their) duties|reprimand|rebuke|meeting)\b(?: [a-z]+)? (?:with|to|for|of|from) {whom}|\b(?:one|a) (?:last|final) (?:chance|warning|opportunity)\b|\b(?:talking-to|dressing-?down|telling-off|carpeting|roasting|rap on the knuckles|slap on the wrist|rocket|wigging|ticking-off|tongue-lashing|earful|caning)\b|\bread (?:[a-z]+ ){0,4}the riot act\b|\b(?:haul|call|summon|cite|bring|invite)(?:ed|s|ing)? {whom} (?:in |up |over )?(?:before|to|in front of|over the coals|in for|onto the carpet)",
        r"\b(?:yellow|red) cards?\b|\b(?:black|penalty|demerit|bad|negative|minus) (?:marks?|points?|scores?)\b(?: (?:for|to|against|in)\b|$|[.,;])|\bthree[- ]strikes?\b|\b(?:wall|hall|list|board|page|table) of (?:shame|offenders|culprits|sinners)\b|\bleague table of (?:offenders|errors|mistakes|breakages)\b|\b(?:name|publish|post|circulate|announce|list|read out|disclose|display)(?:ing|s)? (?:the )?(?:names?|offenders?|culprits?|list of (?:offenders|names|those))\b[^.;]{0,30}|\bmake an example\b|\bpillor(?:y|ied)\b|\bscapegoat\b|\bcake fine\b|\bbuy(?:s)? (?:the )?(?:cake|doughnuts|donuts|beer|a round|drinks|breakfast|pizza)\b",
        // idioms
        r"\bheads? (?:must|will|should|have to|need to|are going to|has to|ought to) roll\b|\b(?:face|faces|facing|faced) (?:the )?(?:music|consequences|charges|a (?:hearing|tribunal|disciplinary|board)|sanctions?|dismissal|discipline|penalties|a fine|action)\b|\b(?:bear|bears|suffer|suffers|take|takes|feel|feels|reap) (?:the )?(?:consequences|full force|rap|fall)\b|\b(?:lead|leads|result|results|end|ends) (?:to|in) (?:instant |immediate |summary |his |her |their |a )?(?:dismissal|disciplinary [a-z]+|termination|a (?:warning|reprimand|fine|penalty|suspension|pay cut|written [a-z]+)|sanctions?|suspension|demotion|consequences (?:under|for)|measures under|loss of (?:access|rights|privileges|pay|bonus|the))\b|\bgrounds for (?:dismissal|termination|discipline|suspension)\b|\b(?:on pain of|under threat of|under penalty of)\b|\b(?:zero|no) tolerance\b|\bshow(?:n|ed|s)? (?:him|her|them|\x01+|someone|the [a-z]+) the door\b|\b(?:pack|clear|empty|clean out) (?:his|her|their) (?:bags?|desks?|things|locker)\b|\b(?:answer|account|pay|be held to account|stand trial|explain (?:himself|herself|themselves|itself|yourself)|justify (?:himself|herself|themselves)|apologi[sz]e (?:in public|publicly|in person|personally|in writing|to (?:the|all|every)))\b(?: for| to| before| in front| personally| publicly|$|[.,;])[^.;]{0,30}|\b(?:the )?(?:sack|boot|axe|chop|push)\b(?: for| to)? {whom}|\b(?:on|under) (?:probation|notice|caution|investigation by hr|disciplinary|a final warning)\b|\bgardening leave\b|\bgarden leave\b|\bsummary dismissal\b|\bbreach of contract (?:notice|claim|proceedings)\b|\b(?:legal|disciplinary|punitive) (?:action|steps|measures|proceedings|consequences)\b|\bcontract(?:ual)? penalt(?:y|ies)\b",
        r"\b(?:terminate|end|cancel|dissolve|rescind|quit|discontinue|let [^.;]{1,20} lapse|not (?:renew|extend))(?:s|ing|ed)? (?:the |our |his |her |their |this |that )?(?:[a-z-]+ )?(?:contract|contracts|employment|assignment|engagement|mandate|secondment|internship|apprenticeship|probation|collaboration|relationship|cooperation|agreement) (?:of|with|for) {whom}",
        r"\bwhoever [^.;]{2,60}? (?:loses?|forfeits?|pays?|will (?:be|have|lose|pay|face|answer|get)|gets? (?:a|the|no|his|her|their|written|reported|to)|is (?:off|out|to|banned|barred|suspended|sent|removed|taken|written|fined|sacked)|buys?|has to (?:answer|explain|pay|apologi[sz]e|buy|justify)|answers?|explains?|goes home|can (?:go|pack|leave|look))\b",
    ]
    .iter()
    .map(|template| pattern(&template.replace("{goods}", GOODS).replace("{whom}", WHOM)))
    .collect()
});
/// The same verbs in the trade, and tasks about people that are no sanctions.
static TECHNICAL: LazyLock<regex::Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?:leaked|stale|unused|expired|service accounts?|tokens?|departed|leavers?|left the company|offboard\w*|off-board\w*|least privilege|just-in-time|break-glass|idle|dormant|compromised|orphaned|linter|lint|compiler|job title|role change|no longer need|not need|shared|default|every night|nightly|automatic\w*|via the tool|role template|personal (?:one|account)|replace[ds]? (?:the )?(?:[a-z]+ )?(?:on-call phone|owner tag|manual)|owner tag|alert|alerts|paging|page)\b",
    )
});
/// Ordinary business with people.
static BUSINESS: LazyLock<regex::Regex> = LazyLock::new(|| {
    pattern(
        r"^(?:report|escalate|transfer|release|name|warn|move|drop|remove|replace|rotate out|retire|caution|charge|send|put|limit|assign|shift|restrict|phase out|move out)\b[^.;]* (?:to the (?:second|third|next|on-call|duty|vendor)|within|if|when|from the (?:mail|mailing|distribution|list|acl|group|channel|directory|inventory|catalog))\b",
    )
});

/// Finds the words of a sanction.
pub(crate) fn sanction(sentence: &Sentence<'_>) -> Option<Range<usize>> {
    if TECHNICAL.is_match(&sentence.plain) {
        return None;
    }
    SANCTIONS.iter().find_map(|pattern| {
        let keep = |_: &str, found: &str, _: &str| !BUSINESS.is_match(found);
        sentence.find_where(pattern, keep).or_else(|| {
            // `whoever` is a person in the marked text.
            pattern.as_str().contains("whoever").then(|| sentence.find_plain_where(pattern, keep)).flatten()
        })
    })
}
