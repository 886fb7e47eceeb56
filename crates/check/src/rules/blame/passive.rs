//! `blame.passive`: no agent is named, but a human duty or slip is meant.
//!
//! "The runbook was not followed" blames whoever should have followed it, and hides the question why following it was
//! hard. Software that was not reached, and passives with a technical agent or reason, are facts.

use std::{ops::Range, sync::LazyLock};

use crate::{
    language::{en, ja, pattern::Pattern},
    rule::{RuleInfo, SentenceRule, Severity},
    sentence::Context::{self, Factor, Narrative, Timeline},
};

/// The rule.
pub const RULE: SentenceRule = SentenceRule {
    info: RuleInfo { id: "blame.passive", severity: Severity::Warning },
    fires: &[
        (Narrative, "The rollback plan was not reviewed before the window."),
        (Narrative, "Two warnings went unnoticed for an hour."),
        (Narrative, "Nobody verified the export."),
        (Factor, "A step in the checklist was skipped."),
        (Narrative, "Mistakes were made when the firewall was changed."),
        (Timeline, "08:41 UTC disk alert overlooked"),
        (Narrative, "The change went live without anyone approving it."),
        (Narrative, "The request for more disk had been lying around since May."),
        (Narrative, "The alarm was put on silent and left like that."),
        (Narrative, "The second signature was dispensed with."),
        (Narrative, "The warning in the release notes went over everyone's head."),
        (Factor, "The torque values had not been written down."),
        (Factor, "Omitted re-test after the hotfix."),
        (Narrative, "移行手順の確認漏れがあった。"),
        (Narrative, "変更申請のルールが守られていなかった。"),
        (Narrative, "関係部署への連絡が行われていなかった。"),
        (Timeline, "09:20 ディスク警告が見過ごされた"),
        (Narrative, "不具合票は3週間たなざらしにされていた。"),
        (Narrative, "仮の設定は戻されずじまいだった。"),
        (Narrative, "承認を得ることなく設定が書き換えられた。"),
        (Narrative, "単独作業は禁じられていたのに、夜間に実施された。"),
    ],
    passes: &[
        (Narrative, "The header was ignored by the edge proxy."),
        (Narrative, "The heartbeat went unanswered for 30 s, which triggered the failover."),
        (Narrative, "The rule was never evaluated: the engine stops at the first match."),
        (Narrative, "Up to 90 doses could have been mislabelled."),
        (Narrative, "The health check was not executed, because the probe port defaults to 8080."),
        (Narrative, "Nobody was paged, because the alert routes to an archived channel."),
        (Narrative, "Three rows were skipped by the importer."),
        (Narrative, "The connection was not closed by the client library."),
        (Narrative, "エッジプロキシによってヘッダーが無視された。"),
        (Narrative, "接続の解放漏れでプールが枯渇した。"),
        (Narrative, "通知先が削除済みのため、警告は誰にも届かなかった。"),
        (Narrative, "放置された接続は600秒で切断される。"),
        (Narrative, "明らかな相関は見られなかった。"),
        (Narrative, "個人情報の漏えいは確認されていない。"),
        (Narrative, "監視の見落としを防ぐため、通知は2経路で送られる。"),
    ],
    english,
    japanese,
};

fn english(sentence: &en::Sentence<'_>) -> Option<Range<usize>> {
    if sentence.context == Context::Action {
        return None;
    }
    static NOBODY: Pattern = LazyLock::new(|| {
        en::pattern(
            r"<nobody><gap> (?:[a-z]+ed|<dutypast>|<humanfault>|bothered|thought|knew|took|spoke|felt|stopped|raised|cared|spotted|paid|did|kept|came|stepped|wanted|saw)\b[^.,;]{0,30}|\b(?:not|without|nor did|did not) (?:<head>|anyone|anybody|any one) (?:<dutying>|[a-z]+ing)\b|\bno <head> (?:[a-z]+ed|<dutypast>)\b|\b(?:did not|didn't|never|had not|hadn't|does not|doesn't) (?:even |seem to |apparently )*(?:occur(?:red)? to|cross(?:ed)?|enter(?:ed)?|dawn(?:ed)? on) (?:<head>|<nobody>|(?:anyone|anybody|us|them)\b)|\b(?:to|by|with) <nobody>(?:'s|')? (?:notice|attention|knowledge)\b|<nobody>(?:'s|') (?:job|business|responsibility|priority|mind|radar|list)\b",
        )
    });
    static UNDONE: Pattern = LazyLock::new(|| {
        en::pattern(
            r"[^.;:]{0,60}?\b(?:was|were|been|being|is|are|had been|got)(?: [a-z]+ly| even| ever| yet| at any point)* (?:not|never|n't|hardly|barely|insufficiently|inadequately|poorly|only partially|only partly|scarcely|rarely)(?: [a-z]+ly| even| ever| yet| been)* (?:followed|checked|tested|reviewed|verified|validated|consulted|read|updated|communicated|escalated|informed|notified|raised|reported|documented|performed|carried out|done|completed|taken|observed|respected|adhered to|complied with|acted (?:up)?on|noticed|considered|thought (?:through|about|of)|discussed|announced|coordinated|obtained|sought|given|double-checked|cross-checked|rehearsed|practi[sc]ed|maintained|cleaned up|requested|investigated|heeded|honou?red|prioriti[sz]ed|questioned|challenged|recogni[sz]ed|understood|anticipated|foreseen|planned|prepared|addressed|handled|followed up|caught|spotted|seen through|kept up to date|renewed|rotated|revoked|removed|backed up|shared|told|warned|briefed|consulted|asked|involved|approved|signed off|assessed|weighed|taken into account|taken seriously|inspected|examined|audited|proofread|answered|acknowledged|responded to|looked at|looked into|worn|looped in|closed out|recorded|logged|written down|handed over|passed on|listened to|budgeted|estimated|remembered|exercised|used|tracked|tried|opened|run by anyone|rotated|called|invoked|triggered|engaged|brought in|looped in|paid attention to|spoken about|thought of|cleared|enforced|completed|attempted|executed|escalated|applied|carried over|repeated|respected|kept|met|confirmed|cross-referenced|reconciled|observed|inspected|supervised|guarded|trained|flagged|reverted|restored|retested|assured|agreed|scheduled|staffed)\b|\b(?:wasn't|weren't|isn't|aren't|hasn't been|hadn't been|haven't been)(?: [a-z]+ly| even| ever)* (?:followed|checked|tested|reviewed|verified|validated|consulted|read|updated|communicated|escalated|informed|notified|raised|reported|documented|performed|carried out|done|taken|respected|adhered to|noticed|considered|discussed|announced|coordinated|heeded|renewed|rotated|approved|acknowledged|answered|shared|warned|told|used|tracked|run|tried|opened|called|applied|rehearsed|adhered|maintained|questioned|requested|prepared|planned|asked|involved)\b",
        )
    });
    static SLIP: Pattern = LazyLock::new(|| {
        en::pattern(
            r"[^.;:]{0,60}?\b(?:was|were|been|being|got|had|is|are)?(?: [a-z]+ly| simply| just| once again| again)*\b(?:<pslip>)\b|\b(?:was|were|been|being|got) (?:[a-z]+ly )?mis[a-z]{3,}ed\b|\b(?:[a-z-]+ )?(?:mistakes?|errors?|slips?|blunders?|wrong (?:decision|call|choice|assumption)s?|false assumptions?|wrong assumptions?|misjudge?ments?|oversights?|typos?|bad call) (?:was|were|had been|has been|got) (?:made|committed|introduced|allowed)\b|\b(?:there (?:was|were|has been|had been)|it was|this was|through|due to|by|owing to|because of|was|following|simply|pure|sheer|down to|caused by|represents) (?:an?|some|several|the|multiple|another|simple|clear|gross|serious)?(?: [a-z]+){0,2} ?\b(?:oversights?|lapses?|omissions?|slip-?ups?|failure to (?:<duty>)|failures to (?:<duty>)|misjudge?ments?|miscommunications?|misunderstandings?|blunders?|mix-?ups?|neglect|mistakes?|mishandling|mismanagement)\b|\b(?:a|the|an|repeated|this) (?:[a-z]+ )?failure to (?:<duty>)\b|\bdue diligence\b|\b(?:lack|absence) of (?:proper |adequate |sufficient |any |thorough |due )?(?:checking|double-checking|verification by|follow-up|followup|communication|coordination|oversight|supervision|preparation|planning|review by|testing by|diligence)\b|\b(?:insufficient|inadequate|poor|incomplete|improper|careless) (?:checking|double-checking|verification|follow-up|communication|coordination|supervision|preparation|oversight|handover|validation|proofreading|reviewing|care|attention)\b|\binsufficient care\b",
        )
    });
    static WRONG: Pattern = LazyLock::new(|| {
        en::pattern(
            r"\b(?:the|an?|two|three|four|several|both|some|many|obsolete) (?:wrong|incorrect|mistyped|misspelled|mistaken|invalid|outdated|untested) [a-z0-9 -]{1,40}? (?:was|were|had been|got|has been) (?:[a-z]+ly )?(?:flashed|installed|loaded|plugged(?: in)?|connected|mounted|shipped|assigned to|approved|published|written|burned|inserted|wired|activated|targeted|drained|cut|attached|detached|fitted|wiped|formatted|followed|uploaded|imported|committed|submitted|booked|called|tagged|labelled|provisioned|released|switched (?:on|off)|put (?:in|into|on)|typed in|signed|replaced|called up|dialled|paged|patched|upgraded|selected|chosen|deleted|entered|closed|opened|blocked|reserved|ordered|delivered|printed|mailed|locked|unlocked|isolated|powered (?:off|down|on)|turned (?:off|on)|announced|swapped|emptied|refuelled|filled|drilled|painted|fed|towed|parked|lowered|raised|moved|typed|pasted|picked|removed|set|used|run|executed|applied|merged|deployed|pushed|restarted|dropped|disabled|edited|copied|configured|given|sent|shut down|stopped|clicked|promoted|pulled|unplugged|restored|rebooted|revoked)\b|\b(?:was|were|been|being|got) (?:<wrongly>) (?:[a-z-]+(?:ed|en|t|n)|run|set|put|cut|left|sent|made|hit|shut down)\b|\b(?:was|were|been) (?:[a-z-]+(?:ed|en)|run|set|sent|pushed|put|laid|hung|cut|led|fed|read|wound|built) (?:[^.;,]{1,40} )?(?:by mistake|by accident|in error|prematurely|in haste|to the wrong|in the wrong|on the wrong|at the wrong|against the wrong|into the wrong|from the wrong|with the wrong|instead of being)\b",
        )
    });
    static UNATTENDED: Pattern = LazyLock::new(|| {
        en::pattern(
            r"\b(?:was|were|been|had been|has been|have been) never(?: [a-z]+ly| once| even)? (?:been )?(?:[a-z]+ed|read|run|done|paid|bought|met|held|shown|spoken|done|made|taken|given|told|sent|written|shown to|brought|put|drawn|sought|kept|rebuilt)\b|\b(?:never|not) (?:[a-z]+ly )?(?:answered|acknowledged|escalated|followed up|rehearsed|forwarded|communicated|acted (?:up)?on|investigated|looked into|passed on)\b|\b(?:and|but|then|only to be|before being|, later)(?: then| later| soon| subsequently| quickly| promptly| simply| quietly)* (?:be )?(?:forgotten|ignored|abandoned|neglected|overlooked|left to rot|never looked at|never opened|never followed|disregarded|shelved|brushed aside|swept aside)\b|\b(?:dropped|removed|struck|omitted|cut|left|missing|fell|taken) (?:out of|off|from|out from) (?:the )?(?:plan|agenda|list|scope|backlog|checklist|handover|schedule|roadmap|review|minutes|sprint|notes)\b|\b(?:an?|the|two|three|several) (?:[a-z-]+ )?(?:untested|unreviewed|unapproved|unauthori[sz]ed|unchecked|unverified|unannounced|unplanned|undocumented|uncoordinated) (?:[a-z-]+ ){1,3}(?:(?:was|were|had been|got) (?:[a-z]+ly )?(?:deployed|applied|merged|released|shipped|pushed|made|rolled|put|enabled|installed|started|launched|executed|run|promoted|used)|went (?:in|into|to|live|out)|reached production|made it (?:in|to|into)|slipped)|\b(?:went|gone|goes|going|left|remained|stayed|lay|sat|passed) (?:[a-z]+ly |completely |entirely |totally )*(?:unnoticed|unread|unanswered|unchecked|untested|ignored|unheeded|undetected by|unreviewed|unverified|unacknowledged|unattended|unaddressed|uninvestigated|unreported|unchallenged|untouched for|undone|unresolved because nobody|unmaintained|neglected|unquestioned|unremarked|unseen by|unmonitored by|forgotten|overlooked)\b|\b(?:was|were|been) allowed to (?:expire|lapse|grow|fill|drift|rot|slip|run out|linger|go stale|pile up)|\b(?:informed|told|notified|escalated|raised|communicated|reported|announced|warned|paged by hand|briefed|involved|consulted) (?:far |much |only |very |way )*(?:too )?late\b|\bwithout (?:[a-z]+ )?being (?:[a-z]+ly )?(?:[a-z]+(?:ed|en|n|t)|read|run|seen|done|made|told|put)\b|\b(?:had|has|have) (?:not|never)(?: [a-z]+ly| yet| ever)? been (?:ordered|paid|bought|maintained|written down|rehearsed|tested|reviewed|exercised|updated|checked|verified|practi[sc]ed|documented|validated|audited|approved|announced|read|discussed|considered|questioned|escalated|renewed|rotated|removed|cleaned up|raised|shared|communicated|planned|followed|consulted|tried|opened|looked at|touched|closed|signed off|fixed|addressed|acted on)\b|\b(?:testing|verification|validation|review|reviews|preparation|planning|communication|supervision|documentation|coordination|handover|oversight|checking|analysis of the risk|risk assessment|follow-up) (?:was|were|had been|has been) (?:[a-z]+ly )?(?:insufficient|inadequate|incomplete|lacking|poor|superficial|perfunctory|patchy|rushed|sketchy|missing|absent|deficient|neglected|lax|cursory)\b|\b(?:merged|deployed|released|shipped|approved|pushed|started|applied|continued) (?:[^.;,]{1,30} )?(?:despite|in spite of|regardless of|although|even though|in defiance of)\b|\b(?:rolled out|released|deployed|shipped|merged|applied|pushed|approved|accepted|went live|put into production|enabled|activated|launched|installed|imported|promoted) (?:[a-z]+ )?(?:untested|unreviewed|unchecked|unannounced|unapproved|unverified|unread|unvalidated|blind|sight unseen)\b|\b(?:was|were|been) left (?:(?:to|for) (?:expire|rot|run|lapse|fill|chance|grow|linger|later|itself|age|die|drift|wither|sort)|unattended|unlocked|unpatched|undone|half|unfinished|in (?:the (?:image|code|configuration|config|repository|open|dark|state)|place)|on the|behind|at the|as it was|as is|to rot)\b|\b(?:got|was|were) lost (?:in|during|between) (?:the )?(?:handover|hand-over|translation|shift change|shuffle|noise|communication)\b|\b(?:had |was |were |been )+(?:only |just )?(?:half|partly|partially|superficially|hastily|barely|never fully|not fully|incompletely) (?:completed|done|read|reviewed|tested|checked|followed|filled in|verified|implemented|finished)\b|\b(?:fell|slipped|slip|fall|falling|slipping) (?:through|between) the (?:cracks|net)\b|\bwithout (?:(?:the|any|a|an|proper|prior|required|necessary|mandatory|due|adequate|formal|explicit|prescribed|usual|having|being|been|ever|first|even|sufficient|agreed|second) )*(?:approval|review|sign-off|signoff|testing|permission|authori[sz]ation|verification|validation|consultation|coordination|care|checks?|checking|reviewing|verifying|consent|backup|rollback plan|risk assessment|change ticket|change request|peer review|second pair of eyes|notice|announcement|supervision|ticket|tickets|tests?|a plan|plan|dry run|rehearsal|agreement|second reviewer|reviewer|second look|asking|consulting|involving|briefing|considering|coordinating|telling|informing|notifying|warning|announcing|looking|reading|waiting|thinking|following|a fallback|fallback|rollback|regard for|regard to|discussion|communication|confirmation|oversight|clearance|change record|record|proof|evidence that|explanation|monitoring being|[a-z-]+ being (?:[a-z]+ly )?(?:[a-z]+ed|sought|given|done|taken|read|run|made))\b|\b(?:procedures?|process(?:es)?|polic(?:y|ies)|rules?|protocols?|guidelines?|standards?|instructions?|change freeze|freeze|checklist|safeguards?|best practices?|controls?|change management)\b[^.;,]{0,25}\b(?:was|were|been) (?:[a-z]+ly )?(?:violated|breached|circumvented|broken|flouted|bypassed|sidestepped|overridden|cut short|skirted|disobeyed|waived|dropped)\b|\b(?:sheets?|forms?|checklists?|columns?|fields?|boxes|box|templates?|section|sections|log ?books?|tickets?|sign-off) [^.;,]{0,20}\bleft (?:blank|empty|unfilled|unsigned|incomplete|half-filled)\b|\b(?:checks?|reviews?|tests?|rehearsals?|drills?|briefings?|hand-?overs?|approvals?|sign-offs?|verification|announcements?|dry runs?)\b[^.;,]{0,40}\b(?:did not|didn't|never) (?:take place|happen|occur)\b|\b(?:corners were cut|ball was dropped|balls were dropped|eye was taken off|a blind eye was turned|warning signs|red flags were|should not have been)\b|\bnot enough (?:care|attention|thought|diligence|testing|checking|effort) (?:was|were|had been|went)|\b(?:no|little|scant|too little|not much) (?:care|attention|thought|heed|diligence|effort|consideration|notice|action) (?:was|were|had been|has been) (?:taken|paid|given|made|put)|\bno (?:[a-z-]+ ){0,3}(?:check|review|test|backup|announcement|notification|verification|approval|risk assessment|warning|escalation|communication|handover|rollback plan|validation|action|follow-up|attempt|effort|update|ticket|sign-off|dry run|message|consultation) (?:was|were|had been|has been|took) (?:[a-z]+ly )?(?:made|done|performed|carried out|taken|sent|given|obtained|prepared|run|raised|written|conducted|held|requested|sought|place|filed|issued|completed|undertaken|posted|organi[sz]ed|recorded|opened)\b",
        )
    });
    static HEADLINE: Pattern = LazyLock::new(|| {
        en::pattern(
            r"^\W*(?:missing|omitted|skipped|forgotten|absent|late|delayed|overlooked|neglected|insufficient|inadequate|hasty|superficial|cursory|no|lacking|lack of|incomplete) (?:(?:and|or|a|an|the|prior|proper|formal|timely|peer|code|design|technical|second|four-eyes|change|risk|internal|external|manual|thorough|[a-z]+ing) ){0,3}(?:reviews?|sign-?offs?|approvals?|hand-?overs?|communication|escalations?|announcements?|follow-?ups?|rehearsals?|coordination|consultations?|verification|double-?checks?|cross-?checks?|briefings?|notice|due diligence|risk assessments?)\b(?: (?:on|of|for|before|between|by|to|with|during|in|after|from|at|among|about) [^.;]{1,70})?\W*$|\b(?:alerts?|alarms?|warnings?|pages?|notifications?|signals?|e-?mails?|tickets?|runbook|checklist|procedure|step|steps|messages?|calls?|reminder|hand-?over|review|check|test|drill|dry run|backup|announcement|approval|sign-off|briefing|verification|rehearsal|canary) (?:[a-z]+ly )?(?:overlooked|ignored|missed|skipped|forgotten|not followed|not escalated|not acknowledged|not noticed|not read|dismissed|neglected|disregarded|unanswered|unread|(?:(?:was |were )?not (?:answered|acknowledged|escalated|read|picked up|noticed|followed)))\b",
        )
    });
    // Singular faults that happen to things: requests are dropped, rows skipped, packets ignored.
    static DATA: Pattern = LazyLock::new(|| {
        en::pattern(
            r"\b(?:rows?|records?|requests?|packets?|messages? (?:in|on|from) the (?:queue|topic)|headers?|fields?|ttl|bytes?|events?|samples?|lines?|entries|values?|timestamps?|metrics?|frames?|retries|retry|duplicates?|tokens?|cookies?|parameters?|arguments?|annotations?|labels?|chunks?|segments?|partitions?|offsets?|keys?|cache entries|transactions|orders|payments|files|objects|keepalives?|heartbeats?|taints?|hints?|etags?|signals? from|locks?|connections?|sockets?|handles?|threads?|jobs?|pods?|nodes?|replicas?|ticks?|invoices?|emails?|temperatures?|readings?|measurements?|figures|positions?|scans?)\b[^.;,]{0,30}$",
        )
    });
    static AGENT: Pattern = LazyLock::new(|| {
        en::pattern(r"^[^.;,]{0,20}?\bby (?:the |an? |its |one |two |three |some |all |both |our )?[^.;,]{0,40}")
    });
    static BY_DESIGN: Pattern = LazyLock::new(|| {
        en::pattern(
            r"\b(?:(?:recorded|documented|listed|registered|shown|logged|written down|exported|captured|stored|mentioned|described|tracked) (?:[a-z]+ )?(?:in|by|on) (?:the|any|our|its|an?) (?:inventory|catalogu?e|register|registry|wiki|runbook|dashboard|diagram|metrics?|logs?|documentation|docs|handbook|spreadsheet|cmdb|repository|template|tool|schema)|by design|by default|as designed|as configured|is configured to|automatically|in this release|are not part of|out of scope|deliberately|on purpose|intentionally|at that time of day)\b",
        )
    });
    let keep = |before: &str, found: &str, after: &str| {
        let agent = AGENT.find(after).is_some_and(|m| {
            !m.as_str().bytes().any(|b| b <= 2)
                && !m.as_str().contains(" by mistake")
                && !m.as_str().contains(" by accident")
                && !m.as_str().contains("by hand")
        });
        let subject = format!("{before}{found}");
        let head = subject
            .rsplit_once(" was ")
            .or_else(|| subject.rsplit_once(" were "))
            .or_else(|| subject.rsplit_once(" been "))
            .map_or("", |(s, _)| s);
        // "the expiry date of the token" is a date.
        let head = head.split(" of ").next().unwrap_or(head);
        let head = head.split(" for ").next().unwrap_or(head);
        // "not checked by anyone": people are meant, whatever was not checked.
        let by_people = AGENT.find(after).is_some_and(|m| m.as_str().bytes().any(|b| b <= 2));
        !agent && (by_people || !DATA.is_match(head))
    };
    // "without a test stage": the stage is missing, not the test.
    static COMPOUND: Pattern = LazyLock::new(|| {
        en::pattern(
            r"^ (?:stages?|suites?|cases?|environments?|clusters?|beds?|data|systems?|queues?|tools?|bots?|fields?|columns?|pages?|steps?|gates?)\b",
        )
    });
    // Somebody or something unnamed acted: a passive, a participle, a person. A program that acts is a program.
    static ACTED: Pattern = LazyLock::new(|| {
        en::pattern(
            r"<head>|\b(?:was|were|been|being|got|went|gone|is|are|had|has|have|[a-z]+ed|made|put|cut|set|sent|built|ran|run)\b|^\W*$|(?:^|[:.] ?)[a-z ]{0,20}$",
        )
    });
    static ANY: Pattern = LazyLock::new(|| {
        en::pattern(r"^\W*(?:an?|any|every|each|no) (?:[a-z-]+ ){1,3}(?:that|which|whose) (?:[a-z]+ )?$")
    });
    static TO_DO: Pattern = LazyLock::new(|| en::pattern(r"\b(?:is|are|was|were) to [a-z]+ (?:[a-z]+ )?$"));
    // What a page, a parser or a filter gets wrong.
    static PRESENTED: Pattern = LazyLock::new(|| {
        en::pattern(
            r"\b(?:shown|displayed|counted|flagged|classified|rejected|reported|rendered|labell?ed|listed|treated|interpreted|parsed|computed|rounded|sorted|matched|routed|charged|billed|credited|cached|marked|tagged|translated|assumed by|identified|detected|decoded|encoded)$",
        )
    });
    static READ: Pattern = LazyLock::new(|| {
        en::pattern(
            r"\b(?:read|parsed|sorted|delivered|processed|evaluated|replayed|received|sent|merged|loaded|emitted|written|consumed)\b",
        )
    });
    // Who did it is told, and it is a program.
    let by_thing = |after: &str| {
        AGENT.find(after).is_some_and(|m| {
            !m.as_str().bytes().any(|b| b <= 2)
                && ![
                    " by mistake",
                    " by accident",
                    " by hand",
                    " by oversight",
                    "by the time",
                    "by then",
                    "by now",
                    " by default",
                ]
                .iter()
                .any(|words| m.as_str().contains(words))
        })
    };
    // What programs do or leave: a branch that was never taken, a rule that was never evaluated.
    static MECHANICAL: Pattern = LazyLock::new(|| {
        en::pattern(
            r"\bnever (?:been )?(?:[a-z]+ly )?(?:been )?(?:evaluated|reached|executed|called|invoked|triggered|loaded|freed|released|affected|exceeded|emitted|fired|hit|matched|entered|scheduled by|created|cached|indexed|replicated|flushed|committed|acknowledged by|delivered|sent|received|started|written to|persisted|populated|initiali[sz]ed|set|above|below|parsed|instantiated|garbage)$",
        )
    });
    // What machines send each other.
    static SIGNAL: Pattern = LazyLock::new(|| {
        en::pattern(
            r"\b(?:heartbeats?|requests?|probes?|packets?|calls|queries|query|pings?|hellos?|syns?|frames?|polls?|health checks?|challenges?|retries|connections?|datagrams?|beacons?|keep-?alives?|messages?|events?|rows?|records?|jobs?|files?|locks?)$",
        )
    });
    static LISTED: Pattern = LazyLock::new(|| {
        en::pattern(
            r"^\x02+ (?:is|are|was|were) (?:[a-z]+ )?(?:listed|named|shown|registered|recorded|mentioned|in|at|on)\b",
        )
    });
    // A state of today: "is not used in this region".
    static STATE: Pattern = LazyLock::new(|| {
        en::pattern(
            r"\b(?:is|are)(?: [a-z]+ly)? not (?:[a-z]+ly )?(?:used|read|sent|tracked|logged|recorded|called|triggered|executed|completed|applied|updated|confirmed|shared|observed|met|seen|taken|opened|run|done|enforced|closed|checked|validated|verified|required|exercised|removed|revoked|involved|approved|maintained)$",
        )
    });
    let hit = [
        sentence.find_where(&NOBODY, |before, found, _| {
            !before.ends_with("that ")
                && !before.ends_with("which ")
                && !before.ends_with("where ")
                && !found.contains(" paged")
                && !LISTED.is_match(found)
                && !found.contains(" owns")
                && !found.contains(" notified")
                && !found.contains(" hurt")
                && !found.contains("affected")
        }),
        sentence.find_where(&WRONG, |before, found, after| {
            // "Could have been printed with the wrong address": an upper bound.
            let bound = ["could have ", "may have ", "might have "].iter().any(|words| before.ends_with(words));
            // Data that a program reads in the wrong order.
            !bound
                && !(PRESENTED.is_match(found) && !sentence.has_person())
                && !(after.starts_with(" order") && READ.is_match(found))
                && !AGENT.find(after).is_some_and(|m| {
                    !m.as_str().bytes().any(|b| b <= 2)
                        && !m.as_str().contains(" by hand")
                        && !m.as_str().contains(" by mistake")
                })
        }),
        sentence.find_where(&UNATTENDED, |before, found, after| {
            // "The default is to overwrite without asking": what a thing does.
            if found.starts_with("without") && TO_DO.is_match(before) && !sentence.has_person() {
                return false;
            }
            // "A restore that has never been rehearsed": any, not this one.
            !ANY.is_match(before)
                && !by_thing(after)
                && !(MECHANICAL.is_match(found) && !sentence.has_person())
                && !(SIGNAL.is_match(before.trim_end()) && !found.starts_with("without"))
                && (!found.starts_with("without") || !COMPOUND.is_match(after) && ACTED.is_match(before))
        }),
        sentence.find_where(&UNDONE, |before, found, after| {
            !(STATE.is_match(found) && !sentence.has_person()) && keep(before, found, after)
        }),
        sentence.find_where(&SLIP, |before, found, after| {
            !(found.contains("postponed") && after.trim_start().starts_with("by ")) && keep(before, found, after)
        }),
        sentence.find(&HEADLINE),
        en::omissions::omission(sentence),
    ]
    .into_iter()
    .flatten()
    .map(|hit| narrow(sentence, hit))
    .min_by_key(|hit| hit.end)?;
    // "Up to 90 doses could have been mislabelled": an upper bound.
    let upper = ["could have been ", "may have been ", "might have been "]
        .iter()
        .any(|words| sentence.plain.get(..hit.end).unwrap_or("").contains(words));
    if upper || BY_DESIGN.is_match(&sentence.plain) || sentence.explains(&hit) { None } else { Some(hit) }
}

/// Drops the words before the subject's last three words.
fn narrow(sentence: &en::Sentence<'_>, span: Range<usize>) -> Range<usize> {
    let words = sentence.plain.get(span.clone()).unwrap_or("");
    let Some(verb) =
        [" was ", " were ", " been ", " wasn", " weren", " is ", " are "].iter().filter_map(|v| words.find(v)).min()
    else {
        return span;
    };
    let subject = words.get(..verb).unwrap_or("");
    let start = subject.rmatch_indices(' ').nth(2).map_or(0, |(i, _)| i + 1);
    span.start + start..span.end
}

fn japanese(sentence: &ja::Sentence<'_>) -> Option<Range<usize>> {
    if sentence.context == Context::Action || sentence.asks_why() {
        return None;
    }
    static SLIP: Pattern = LazyLock::new(|| {
        ja::pattern(
            "<left_undone>|(?:空白|空欄|未記入|未承認|未確認|未実施|未署名)のまま[^。、]{0,14}(?:進め|始め|公開|実施|適用|開始|配信|投入)(?:られ|され)|(?:<duty>|設定|手順|記載|登録|伝達|申し送り|引き継ぎ|作業|対応|更新|考慮|検討|観点|見積もり|見積り|記入|入力|反映|点検|認識|展開|マージ|切り替え|実装|試験項目|手続き|説明|周知|通知|配慮|想定|調整|根回し|後始末|仕様)(?:の)?(?:漏れ|もれ|モレ|忘れ|抜け|不足|抜け漏れ|の不徹底|不徹底|の甘さ|の怠り|の遅れ|を怠|が甘|が不十分|の不備|怠り|が(?:徹底され|行き届|足り)(?:ていな|ておら|な)|が漏れ|が抜け|に不備|に抜け|に漏れ)|(?:連絡|報告|周知|告知|引き継ぎ|申し送り|相談|エスカレーション|声掛け|声かけ|公表|宣言|意思疎通|情報共有)(?:が|は|も)[^、。]{0,12}(?:遅れ|遅かっ|遅すぎ|滞っ|途絶え|途切れ|なかった|無かった|ないまま|来なかった|欠けて|抜けて|後手)|(?:計画|予定|議題|一覧|手順|リスト|チェックリスト|対象|範囲|引き継ぎ|申し送り)から(?:抜け落ち|漏れ|外され|落と|落ちて|抜けて|こぼれ)|未(?:検証|承認|レビュー|テスト|確認|試験|許可|申請|調整|告知)の[^、。がは]{1,20}が[^、。]{0,30}(?:適用|配信|公開|投入|リリース|反映|出荷|使わ|使用|本番|展開|マージ|実行|デプロイ|導入|有効)|手落ち|手抜かり|手抜き|落ち度|不手際|手違い|(?:ミス|誤り|間違い|過ち|過失|見落とし|見逃し|思い違い|認識違い|認識の齟齬|伝達ミス|連絡ミス|失念)が(?:あった|ありました|生じ|重なっ|続い|発生)|見落とし|見逃し|不徹底|認識齟齬|認識のずれ|(?:<duty>|リハーサル|予行|点検|棚卸し|演習|引き継ぎ|申し送り)(?:の|が|は)?(?:未実施|未完了|未済|未了|未着手|未提出|未取得)(?:。|$|だった|であ|の(?:まま|ため)|が|により|で)|(?:手順|計画|結果|変更|影響|差分|条件|範囲|復元|関係者へ)[^、。]{0,10}(?:の|が|は)?未(?:確認|検証|周知|共有|連絡|報告|承認|レビュー|テスト|検討)(?:。|$|だった|であ|のまま|のため|が原因|により)|[いきしちにみりぎじびけえせてねべめれ]忘れ(?:。|$|が|に(?:よ|起)|で|だ|の(?:まま|ため))|(?:引き継ぎ|申し送り|事前告知|告知|事前連絡|連絡|確認|承認|レビュー|点検|試験)(?:は|が|も)?(?:なし|無し)(?:。|$|の(?:まま|ため))|(?:空欄|白紙|未記入|無記入|未署名|未捺印)の(?:まま|状態)|コミュニケーション不足|連携不足|準備不足|説明不足|検証不足|確認不足|調整不足|根回し不足",
        )
    });
    static PASSIVE: Pattern = LazyLock::new(|| {
        ja::pattern(
            "(?:無視され|放置され|見落とされ|見逃され|見過ごされ|(?:警報|警告|通知|呼び出し|呼出し|ページ|アラート|電話|申告|問い合わせ|チケット)(?:に|へ|への)?(?:は|も)?(?:応答|返信|反応|対応|返答|回答)(?:が|は|も)?(?:なし|無し|なく|無く|せず|されず|がない|がなかった)|過小評価され|過大評価され|楽観視され|甘く見られ|そのまま(?:放置|忘れ)|忘れられ|忘れ去られ|怠られ|省略され(?:た|て)|省かれ(?:た|て)|端折られ|はしょられ|抜かされ|割愛され|伏せられ|隠され|軽んじられ|怠られ|忘却され|取りこぼされ|使い回され|流用され|放って?おかれ|置き去りに|なし崩し|うやむやに|有名無実|おざなりに|手付かず|手つかず|野放し|先延ばしに?され|軽視され|後回しに(?:され|なっ)|先送りに?され|棚上げに?され|黙殺され|握りつぶされ|飛ばされ(?:た|て)|スキップされ(?:た|て)|おろそかに|疎かに|ないがしろに|蔑ろに|なおざりに|等閑に|うやむやに|形骸化し|形だけ(?:に|だ|の|で)|名ばかり|誤解され|破られ|生かされ(?:て|な|ず|ませ)|活かされ(?:て|な|ず|ませ)|守られ(?:て|な|ず|ませ)|従われ(?:て|な|ず|ませ)|遵守され(?:て|な|ず|ませ)|顧みられ|取り合われ|読まれ(?:てい)?な|見られ(?:てい)な|気付かれ|気づかれ|試され(?:てい)?な|使われ(?:てい)?ず|踏まれ(?:てい)?な|踏まれず|踏まれておら|経られ(?:てい)?な|尽くされ(?:てい)?な|伝えられ(?:てい)?な|知らされ(?:てい)?な|伝わっていな|共有されな|怠られ|(?:予行|演習|訓練|練習|棚卸し|手入れ|清掃|掃除|転送|申し送り|打ち合わせ|声掛け|監督|照会|追跡|後始末|保守|整備|交換|見積もり|リスク評価|評価|合意形成|議論|協議|フォロー|読み合わせ|読み返|承認|許可|事前告知|告知)(?:も|は|が|すら|さえ|まで)?[^、。]{0,10}(?:されな|されず|されていな|されておらず|されないまま|なされ(?:な|ず|ていな|ておら)|行われ(?:な|ず|ていな|ておら)|実施され(?:な|ず|ていな|ておら)|とられ(?:な|ず)|取られ(?:な|ず|ていな)|できていな)|(?:が|は|も)[^、。]{0,10}(?:読まれ|見られ|開かれ|使われ|問われ|顧みられ|手入れされ|点検され|触れられ|取り上げられ|引き継がれ|伝えられ|教えられ|知らされ)(?:ない|ず|ていな|ておら|なかった)|(?:<duty>|点検|手続き|引き継ぎ|作業|見直し|対応|講習|試験)(?:も|は|が|すら|さえ|まで)?(?:十分に|きちんと|適切に|正しく|まったく|全く|一切|一度も|事前に)*(?:されな|されず|されていな|されておらず|なされな|なされず|なされていな|なされておらず|行われな|行われず|行われていな|行われておらず|実施されな|実施されず|実施されていな|とられな|取られな|取られず|取られていな|尽くされ(?:てい)?な|できていな)|(?:手順|ルール|規則|規程|規定|方針|指示|約束|取り決め|申し合わせ|マニュアル|手順書|チェックリスト|凍結期間|基準|注意|教訓|指摘|警告|助言|提言|忠告)[^、。]{0,12}(?:逸脱し|逸脱が|破られ|無視し|守られ|沿わ|沿って(?:おら|いな)|反し(?:て|た)|従って(?:おら|いな)|従わ(?:ず|な)|違反し|聞き入れられ|届かな))",
        )
    });
    static NOBODY: Pattern = LazyLock::new(|| {
        ja::pattern(
            "(?:誰も|だれも|誰一人(?:として)?|一人も|誰ひとり|誰からも|どの\u{1}+も|どのチームも|いずれの\u{1}+も)[^。]{0,50}?(?:な(?:かった|い|く|いまま)|ず|ません)|誰にも[^。]{0,30}(?:[らかがさたなばま]れ|られ)(?:る(?:こと)?(?:も|が|は)?な|な(?:い|か|く)|ず|ていな|ておら)|誰にも[^。]{0,40}(?:されな|されず|共有|相談|確認|報告|連絡|伝え|引き継)[^。]{0,10}(?:な|ず)",
        )
    });
    static WRONG: Pattern = LazyLock::new(|| {
        ja::pattern(
            "(?:誤って|間違って|うっかり|手違いで|不用意に|勝手に|無断で|安易に)[^、。]{0,40}(?:され(?:た|て|、|る)|た(?:ことが原因|ため)|しまっ|れていた)|(?:誤った|間違った)(?:操作|作業|処理|手順|手続き)が(?:行われ|実施され|なされ)|(?:誤った|間違った|別の|違う|誤りのある)[^、。がは]{1,20}が[^、。]{0,20}(?:書き込|取り付け|挿入|接続|交換|承認|公開|送ら|送信|配ら|焼か|組み込|割り当て|登録|紐付け|紐づけ|読み込ま|ロード|起動|マージ|展開|リリース|導入|投じ|渡さ|抜き取|引き抜|電源|切断|切り離|復元|更新|有効化|無効化|クリック|打ち込|指示|引か(?:れた)|呼び出|選択|入力|設定|実行|削除|適用|指定|投入|配布|反映|選ば|貼り付け|使わ|使用|押さ|抜か|停止)[^、。]{0,6}(?:され|れ)(?:た|て)|(?:確認|検証|レビュー|承認|テスト|許可|合意|連絡|相談|周知|予告|バックアップ|精査|検討|申請)(?:も|を得|を取ら|を経|を待た|を行わ|を受け)?(?:の?ない|なし|ず|ぬ|されない|されぬ)?(?:まま|なく|ずに|なしに|なしで|せずに|せず|を経ずに)[^。]{0,40}(?:れ(?:た|て)|された|されて|てしまった|行われた|進められた)",
        )
    });
    static SOFTWARE_AGENT: Pattern = LazyLock::new(|| {
        ja::pattern(
            "(?:<thing>)[^、。]{0,6}(?:に(?:よって|より|よる)|側で|で|から|に)[^、。]{0,20}(?:無視|省略|スキップ|放置|拒否|破棄|検証|送信|飛ば)|(?:返し|閉じ|解放し|開放し|破棄し|クローズし)忘れ|(?:解放|メモリ|メモリー|接続|ハンドル|スレッド|コネクション|プール|記述子|ドライバー?|クローズ|ロック|ガス|冷媒|水|オイル|電波|光|データ|取りこぼし|検知)(?:の)?(?:漏れ|もれ|リーク)|漏れ電流|(?:パスワード|暗号|鍵|ハッシュ|署名)[^、。]{0,10}破られ|無視でき|ログに(?:は)?残|(?:見落とし|見逃し|誤り|漏れ|もれ|確認漏れ|検知漏れ)(?:の)?(?:率|件数|数|確率|割合|の(?:率|割合|確率))",
        )
    });
    static DATA: Pattern = LazyLock::new(|| {
        ja::pattern(
            "(?:行|レコード|リクエスト|要求|パケット|ヘッダー?|フィールド|イベント|メッセージ|ttl|値|応答|サンプル|トークン|パラメータ|ラベル|フラグ|フレーム|ジョブ|属性|オプション)(?:が|は|も)[^、。]{0,14}$",
        )
    });
    static DELAYED: Pattern = LazyLock::new(|| ja::pattern("[0-9] ?(?:秒|分|時間|日)(?:間)?遅れ$"));
    // 放置された接続, 見逃し配信: what data and products are called.
    static NAMED_THING: Pattern = LazyLock::new(|| {
        ja::pattern(
            "^(?:た|ている|ていた)?(?:(?:<thing>|パケット|桁|行|列|値|要求|フレーム|件数|データ|文字|区間|部分|取引|カート|引数|項目|ページ|タブ|カート|車両|荷物))|^(?:配信|サービス|動画|機能|番組|率|件数|数|検知|検出|防止)",
        )
    });
    // 漏れを防ぐ, 漏れがあると…を返す: what a check is made for.
    static GIVEN: Pattern =
        LazyLock::new(|| ja::pattern("^(?:は|が|も)[^、。]{0,16}(?:知らさ|渡さ|伝えら|教えら|与えら|配ら|聞かさ)れ"));
    static POTENTIAL: Pattern =
        LazyLock::new(|| ja::pattern("を[^、。が]{0,4}(?:見|開け|受け|続け|止め|伝え|確かめ)られ"));
    static FORESEEN: Pattern = LazyLock::new(|| {
        ja::pattern(
            "^の?[0-9]|^[^、。]{0,14}は(?:[^、。0-9]{0,4})?[0-9]|^を(?:見つけ|洗い|拾)|^し?やすい|^(?:い)?まま(?:届く|送られる|流れる|渡る)|^(?:い|かった)?(?:場合|とき|際|なら|限り|ことを確認|ことを確かめ|か(?:を|どうか))|^(?:を(?:防|検|減|補|訂正|前提|想定)|の(?:防止|検|ある(?:伝票|行|帳票|データ|申請|要求))|防止|が(?:あると|あれば|ある場合|ないか))",
        )
    });
    static SHOWN: Pattern = LazyLock::new(|| {
        ja::pattern(
            "(?:漏えい|漏洩|流出|影響|被害|異常|不正|改ざん|消失|欠落|損失|悪用|再発|問題|変化|関連|侵入|二次[^、。]{0,4})(?:は|も)[^、。]{0,8}確認され|(?:表示|送信|検知|検出|出力|記録|保存|通知|配信|更新|登録|適用|反映|取得|起動|実行|利用|使用|インストール|転送|復元)され(?:な|ず|てい|てお)|(?:推移|値|履歴|件数|詳細|内訳|一覧|映像|状態|効果|改善|変動|乱れ|相関|差|傾向|変化|異常|増加|減少|影響|兆候|違い|関係|規則性)(?:は|が|も)[^、。]{0,6}見られ",
        )
    });
    static DOCUMENT: Pattern = LazyLock::new(|| {
        ja::pattern(
            "手順|文書|台帳|図面|連絡網|連絡先|マニュアル|名簿|計画|資料|契約|資産|ランブック|wiki|引き継ぎ|変更票|規程|規定|誰|一度も|長らく|年以上|年間|策|約束|宿題|合意|関係者|部署|顧客|現場|上層|経営",
        )
    });
    let keep = |before: &str, found: &str, after: &str| {
        let context = format!("{before}{found}");
        if NAMED_THING.is_match(after) || FORESEEN.is_match(after) || found.contains("を拒否") || found.contains("を検")
        {
            return false;
        }
        // 更新されない is what software does, too; whose document it is, is the difference.
        if SHOWN.is_match(&context) && !DOCUMENT.is_match(&context) {
            return false;
        }
        // 担当が現在地を見られなかった: with a person before が it is what one could not do.
        // 気づかれなかった, 読まれない: only people do.
        let perceived = ["気づかれ", "気付かれ", "読まれ", "顧みられ", "見落とされ", "見過ごされ"]
            .iter()
            .any(|verb| found.contains(verb));
        // A delay in figures is a measurement.
        if DELAYED.is_match(found) {
            return false;
        }
        // 画面を見られない: with を it is what one cannot do.
        // 担当者は手順を知らされておらず: what a person was not given is a condition.
        if GIVEN.is_match(found) && before.ends_with('\u{1}') {
            return false;
        }
        let slipped = found.contains("を誤") || found.contains("を間違") || found.contains("を見誤");
        // 無視される。: what software does as a rule.
        let habit = after.starts_with('る')
            && ["無視", "省略", "スキップ", "飛ば"]
                .iter()
                .any(|verb| found.ends_with(&format!("{verb}され")) || found.ends_with(&format!("{verb}さ")));
        if habit || POTENTIAL.is_match(found) || slipped && sentence.subject_is_thing(before.len()) {
            return false;
        }
        let able = before.ends_with('\u{1}') && found.starts_with(['が', 'は', 'も']) && found.contains("られ");
        !able
            && !SOFTWARE_AGENT.is_match(&format!("{context}{}", after.chars().take(8).collect::<String>()))
            && (perceived || !(DATA.is_match(before) || found.chars().count() < 40 && data_subject(found)))
    };
    // Nobody was there, nobody uses it: a state.
    static ABSENT: Pattern = LazyLock::new(|| {
        ja::pattern(
            "誰も(?:い|お)(?:な|ら|ませ)|誰もいな|常駐|在席|詰めて|勤務|使(?:って|わ)(?:い)?な|利用(?:して|し)(?:い)?な|受け取(?:ら|れ)な|待って|乗って|住んで|けが|負傷|持って(?:い)?な",
        )
    });
    let hit = sentence
        .find_where(&NOBODY, |_, found, _| {
            !found.contains("届か")
                && !found.contains("通知さ")
                && !found.contains("呼び出さ")
                && !ABSENT.is_match(found)
        })
        .or_else(|| sentence.find(&WRONG))
        .or_else(|| sentence.find_marked_led(&PASSIVE, 24, keep))
        .or_else(|| sentence.find_where(&SLIP, keep))?;
    if sentence.explains(&hit) { None } else { Some(hit) }
}

fn data_subject(found: &str) -> bool {
    static SUBJECT: Pattern = LazyLock::new(|| {
        ja::pattern(
            "^[^、。]{0,12}(?:行|レコード|リクエスト|要求|パケット|ヘッダー?|フィールド|イベント|ttl|値|応答|サンプル|トークン|パラメータ|ラベル|フレーム|属性|オプション|キャッシュ|位置情報|画像|画面|表示|ノード|端末|プロセス|インスタンス|コンテナ|ポッド|pod)(?:が|は|も)|^(?:なぜ|何故)?(?:再起動|起動|再接続|再送|再開|復旧)され",
        )
    });
    SUBJECT.is_match(found)
}
