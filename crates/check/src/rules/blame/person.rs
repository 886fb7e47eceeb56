//! `blame.person`: a person, role, team or pronoun is the agent or owner of an error, omission or fault.
//!
//! Blame makes people hide what they saw, and the next team stands in the same trap (S. Dekker, *Just Culture*, 2007).
//! A neutral act is fine, software may fail as it likes, and an act with the condition that shaped it is an explanation.

use std::{ops::Range, sync::LazyLock};

use crate::{
    language::{en, ja, pattern::Pattern},
    rule::{RuleInfo, SentenceRule, Severity},
    sentence::Context::{self, ChatQuote, Factor, Narrative, Timeline},
};

/// The rule.
pub const RULE: SentenceRule = SentenceRule {
    info: RuleInfo { id: "blame.person", severity: Severity::Error },
    fires: &[
        (Narrative, "The database administrator dropped the wrong index during the clean-up."),
        (Narrative, "Paulina forgot to renew the wildcard certificate."),
        (Narrative, "It was the networking team's fault that the route leaked."),
        (Narrative, "I messed up the cut-over."),
        (Narrative, "The release manager did not read the change notes."),
        (Narrative, "The contractor ran the purge against production instead of staging."),
        (Narrative, "The outage was caused by an intern who had pasted the command into the wrong window."),
        (Narrative, "Responsibility for the data loss lies with the storage team."),
        (Narrative, "The reviewer approved the change without reading the diff."),
        (Narrative, "Due to the vendor's negligence the spare part was missing."),
        (Timeline, "09:12 UTC on-call missed the second page"),
        (ChatQuote, "After writing \"on it\", the responder ignored the runbook."),
        (Narrative, "We broke the search page."),
        (Narrative, "The support team waited too long before escalating."),
        (Narrative, "The depot's timetable desk typed 0.5 where 0.05 was meant."),
        (Narrative, "Two of the porters had propped open the door of the server room."),
        (Narrative, "Our ticketing crew printed the barcodes of last season."),
        (Narrative, "Neither the duty officer nor his deputy looked at the lamp."),
        (Narrative, "The lost bookings can be laid at the door of the integration squad."),
        (Timeline, "05:33 CET yard crew moves the wrong wagon"),
        (Narrative, "Only after an hour did the shift lead notice the red lamp."),
        (Narrative, "運用チームがバックアップの確認を怠った。"),
        (Narrative, "小川さんが宛先を間違えて配信した。"),
        (Narrative, "委託業者のせいで復旧が遅れた。"),
        (Narrative, "障害の責任は基盤チームにある。"),
        (Narrative, "私の判断ミスで停止が長引いた。"),
        (Narrative, "レビュアーが差分を読まずに承認した。"),
        (Factor, "開発者が本番の設定を壊した。"),
        (Narrative, "施工業者は養生を怠り、粉塵が機械室に入った。"),
        (Narrative, "当番は45分間も警報を放っておいた。"),
        (Narrative, "教務係が締切日の欄に前年度の日付を入れていた。"),
        (Narrative, "自分が書いた移行スクリプト、条件が抜けてました。"),
        (Narrative, "悪いのは、凍結期間中に変更を入れた基盤チームだ。"),
        (Narrative, "運転員は計器を見ずに弁を開けた。"),
        (Timeline, "07:48 配車係が便名を取り違えて手配"),
    ],
    passes: &[
        (Narrative, "The ingress controller failed to reload its configuration."),
        (Timeline, "10:02 UTC @lena restarted the consumer group"),
        (Narrative, "Paulina rolled the release back when the error rate passed 2 %."),
        (Narrative, "The Postgres operator failed to promote a standby."),
        (Narrative, "The team's runbook has no step for a full disk."),
        (Timeline, "14:20 UTC the platform team failed over to the second region"),
        (ChatQuote, "At 10:10 the responder wrote \"I broke it, sorry\" and rolled back."),
        (Factor, "The engineer chose the standby host because the inventory lists both under one name."),
        (Narrative, "The scheduler ignored the taint."),
        (Narrative, "Marta found the wrong DNS record and corrected it at 09:14."),
        (Narrative, "The integrator delivered the fix on the same evening."),
        (Timeline, "14:05 CET duty engineer swaps the optic"),
        (Narrative, "The payment operator's error code is mapped to a retry."),
        (Narrative, "当番は10時12分に切り戻しを開始した。"),
        (Narrative, "プロキシがタイムアウトの設定を無視した。"),
        (Narrative, "画面に台帳の名前しか表示されないため、作業者は同名の別ホストを選択した。"),
        (Timeline, "11:03 UTC 山下がフェイルオーバーを実行"),
        (ChatQuote, "小川は「私のミスです」と投稿し、切り戻した。"),
        (Narrative, "保守会社の技術者は13:10に入館し、電源ユニットを交換した。"),
        (Narrative, "検査員には、画面に出ない警告は見えない。"),
        (Narrative, "承認者の一覧は毎晩同期されています。"),
        (Narrative, "委託先は契約上、夜間の作業を行わない。"),
    ],
    english,
    japanese,
};

fn english(sentence: &en::Sentence<'_>) -> Option<Range<usize>> {
    static PATTERNS: LazyLock<Vec<regex::Regex>> = LazyLock::new(|| {
        [
            // X forgot; X, who …, misread
            r"<person><gap> (?:<humanfault>)\b",
            r"<person><gap>(?: to)?(?: be)? (?:<fault>)\b",
            r"<person><gap> (?:<outage>)",
            // X did not check
            r"<person><gap> (?:<not>)<adv>(?: (?:be|been|have|properly|correctly))* (?:<duty>|<dutypp>)\b",
            r"<person><gap> never<adv> (?:<dutypast>)\b",
            r"<person><gap> (?:<not>)<adv> (?:<dutying>)\b",
            // X acted, and forgot
            r"<person>(?: [^.;:\x01\x02]{1,70}?)?,? (?:and|but|then|yet|or)(?: then| so| thus| thereby)?<gap> (?:(?:<humanfault>)\b|(?:ignored|skipped|missed|bypassed|broke|failed to|crashed|violated) |did not(?:<adv>) (?:<duty>)\b|never<adv> (?:<dutypast>)\b|(?:<outage>))",
            // the present of a timeline row
            r"<person> (?:sleeps|slept) through\b",
            // X acks the page, misreads the graph; X wrote it and had not verified it
            r"<person> [^.;:\x01\x02]{1,70}?, (?:then )?(?:<humanfault>)\b",
            r"<person>(?: [^.;\x01\x02]{1,70}?)?,? (?:and|but|yet|while|although|though)(?: still| then)? (?:had|has|have) (?:not|never)(?:<adv>) (?:<dutypp>)\b",
            r"(?:^|[.,;] |\b(?:but|and|because|that|as|since) )(?:the )?(?:platform|infra|infrastructure|marketing|operations|engineering|security|networking|networks|finance|legal|sales|support|product|analytics|data|storage|payments|billing|compliance|procurement|logistics|facilities|accounting|hr|search|identity|frontend|front-end|backend|back-end|mobile|research|growth|hosting|middleware|release) (?:is to blame|are to blame|was to blame|were to blame|is at fault|was at fault|were at fault|forgot\b|did not (?:tell|inform|warn|ask|announce|bother)|didn't (?:tell|inform|warn|ask|announce|bother)|never (?:told|informed|warned|asked|announced|bothered))",
            // X wrongly assumed; X deleted the wrong
            r"<person><gap> (?:<wrongly>) [a-z]+",
            r"<person><gap> [a-z-]+(?: [^.,;\x01\x02]{0,60}?)? (?:<wrongly>)\b",
            r"<person><gap> (?:[a-z-]+ )?[a-z-]+(?:ed|d|t|n|ew|an|ook|oke|ot|ade|ave|ent|et|ose|an|id|ut|ing)?(?: [^.,;\x01\x02]{0,50}?)?(?: (?:the|an?|to|on|from|in|into|at|against|with|for|his|her|their|our|two|both))? (?:wrong|incorrect|mistaken|faulty|unreviewed|untested|unapproved|unauthori[sz]ed) ",
            // X acted, having overlooked the sign
            r"<person>(?: [^.;\x01\x02]{1,70}?)?,? having (?:overlooked|forgotten|neglected|missed|skipped|ignored|misread|failed to|not (?:read|checked|noticed|seen))\b",
            // X acted without asking; instead of checking
            r"<person><gap> [a-z-]+(?: [^.;\x01\x02]{0,70}?)? without (?:even |first |ever |any |a |an |the |proper |prior |due |explicit |his |her |their |so much as )*(?:(?:<dutying>)\b|mentioning|saying|naming|pointing|leaving word|opening|clearing|closing|waiting|having|looking|approval|review|permission|authori[sz]ation|sign-off|testing|tests|backup|verification|validation|consent|notice|warning|care|consultation|coordination|authority|second thought|backing)",
            r"<person><gap> [a-z-]+(?: [^.;\x01\x02]{0,70}?)? (?:instead of|rather than|despite|in spite of|against|in violation of|contrary to|ignoring|before)(?: the| a| an| his| her| their| our| any| all| having| being| clear| explicit| repeated)* (?:(?:<dutying>)\b|production|prod\b|staging|warnings?|instructions?|polic(?:y|ies)|rules?|procedures?|advice|protocol|agreements?|orders|guidelines|runbook|change freeze|freeze)",
            r"<person><gap> (?:ran|executed|applied|deployed|pushed|pointed|ran|launched|started|fired|issued|pasted|typed)(?: [^.;\x01\x02]{1,50}?)? (?:in|on|to|against|into) (?:production|prod|live)(?: \w+)? (?:instead|by mistake|rather)",
            r"<person><gap> (?:pulled|deleted|dropped|unplugged|removed|restarted|rebooted|stopped|killed|wiped|restored|overwrote|edited|merged|pushed|deployed|shut|disabled|swapped|replaced|cut|typed|entered|ran|promoted|truncated|sent|paged|copied|selected|picked|clicked|purged|flushed|revoked|disconnected|drained|formatted|pressed|uploaded) [^.,;\x01\x02]{1,60}? (?:instead of|rather than) (?:the|a|an|his|her|their|our|its|one|two) ",
            r"<person>(?: [^.;\x01\x02]{1,90}?)?,? (?:but|and|yet)(?: \x01+)? (?:did not|didn't|never did|failed to)(?:$|[.,;])",
            // X released while the check was red; X put one environment's setting into another; X hid it
            r"<person><gap> (?:merged|deployed|shipped|released|approved|pushed|promoted|launched|enabled|closed|rolled out) [^.;\x01\x02]{1,60}? (?:while|although|even though|despite) [^.;]{1,50}?\b(?:red|failing|pending|unresolved|unreviewed|untested|broken|missing|outstanding|unfinished|not finished)\b",
            r"<person><gap> (?:pasted|typed|committed|entered|loaded|copied) [^.;\x01\x02]{0,40}?(?:staging|test|dev|development|personal|private|production|debug) [^.;\x01\x02]{1,40}? (?:in|into|to) (?:the )?(?:production|prod|live|public)\b",
            r"<person>(?: [^.;:\x01\x02]{1,70}?)?,?(?: and| but)?<gap> (?:(?:tried|attempted|sought) to (?:hide|conceal|cover|play down|deny)|cover(?:ed|s) (?:it |this |that )?up|conceal(?:ed|s)|lied about)\b",
            // X was careless to; X had been warned
            r"<person>,?<gap> (?:had been warned|been warned|was warned|were warned|should know better|knew better|is to blame|are to blame|was to blame|were to blame|was at fault|were at fault|is at fault|are at fault|is responsible for (?:the|this) (?:outage|incident|failure|mess|problem|loss|damage|breakage|delay|error|mistake|downtime)|was responsible for (?:the|this) (?:outage|incident|failure|mess|problem|loss|damage|breakage|delay|error|mistake|downtime)|are responsible for (?:the|this) (?:outage|incident|failure|mess|loss|damage)|were responsible for (?:the|this) (?:outage|incident|failure|mess|loss|damage)|bears? (?:the |full |sole )*(?:blame|responsibility|fault)|bore (?:the |full |sole )*(?:blame|responsibility|fault)|were guilty|was guilty|is guilty|was negligent|were negligent|was the (?:culprit|cause|reason|weak link|one who)|is the (?:culprit|cause|reason|weak link)|were the (?:cause|reason|culprits)|was (?:too )?(?:slow|late) to|were (?:too )?(?:slow|late) to|was wrong|were wrong|was mistaken|were mistaken|was out of (?:line|his depth|her depth|their depth)|was asleep at|were asleep at|let (?:us|everyone|everybody|the team|the customer|the customers|customers|users|the company|you) down|take(?:s)? (?:full|all|the) (?:blame|responsibility)|took (?:full|all|the) (?:blame|responsibility)|own this|deserves? (?:the |some )*blame|could not be bothered|couldn't be bothered|got confused|got distracted|was confused|was distracted|lost (?:his|her|their) head|gave (?:the )?wrong|gave up|sat on|slept through|walked away|did nothing|stood by|was nowhere to be found|was unreachable|was awol|took (?:over |more than |about |nearly |almost )?[0-9a-z]+ (?:minutes|min|hours|hour|h|seconds|days) to (?:answer|respond|react|notice|acknowledge|escalate|reply|realise|realize|join|see|act|admit|report|tell|roll|find the)|kept (?:on )?[a-z]+ing\b[^.;]{0,30} (?:while|despite|although|even though|in spite|regardless)|got around to|did not get around to|(?:had been|were|was) (?:[a-z]+ly )?(?:told|warned|reminded|instructed|asked) (?:not to|never to|about|of|twice|repeatedly|several times|many times|before|again|more than once|often enough|time and again|in [a-z]+ (?:not )?to)|was not interested|(?:pressured|pushed|rushed|forced|talked|bullied) (?:the |an? |our )?(?:[a-z-]+ )?(?:\x01+|us|them|him|her) (?:into|to)|(?:pushed|deployed|committed|merged|released|shipped) (?:[^.,;]{1,30} )?(?:straight|directly) (?:to|into|on) (?:main|master|production|prod|live)|(?:committed|leaked|exposed|published|posted|checked in|printed|e-?mailed) (?:the|a|an|our|its|two|several) (?:[a-z-]+ )?(?:secret|secrets|password|passwords|key|keys|token|tokens|credential|credentials|private)|overwrote (?:the |our |a )?(?:production|prod|live|only|good|correct|working|existing|master)|is the way|never got)",
            r"\bnever<gap> (?:got|get) (?:around|round) to\b",
            r"\b(?:way|manner|how) <head> (?:runs?|handles?|does|did|works?|deploys?|operates?|manages?)\b",
            // X's mistake, my fault
            r"(?:<head>(?:'s|')|\b(?:my|our|his|her|their|your|whose|my own|our own|their own|entirely my|somebody else's))(?: own| (?:[a-z-]+)){0,2} (?:mistakes?|errors?|faults?|oversights?|negligence|carelessness|failures? to|failure|blunders?|slips?|slip-up|slipups|omissions?|misjudge?ments?|typos?|inaction|incompetence|inattention|screw-up|screwup|mess|misconduct|sloppiness|laziness|haste|recklessness|poor judge?ment|bad judge?ment|misreading|misconfiguration|wrong (?:call|decision|command|assumption)|lack of (?:care|attention|action|diligence|follow-up|response|communication))\b",
            r"\b(?:mistakes?|errors?|blunders?|slips?|typos?|oversights?|faults?|failures?|misjudge?ments?|omissions?|negligence|carelessness|inaction|screw-up)(?: made| committed)? (?:by|of|on the part of|from|on behalf of) (?:the |an? |our |one of (?:the |our )|some |this |that |his |her |their )?(?:[a-z-]+ ){0,3}<head>",
            r"\b(?:is|was|were|are) (?:all |entirely |solely |clearly |only |simply )?the (?:fault|doing|handiwork) of\b",
            // because of X; blame lies with X
            r"(?:\bthanks to|\bbecause of|\bdue to|\bcourtesy of|\bowing to|\bon account of|\bdown to|\b(?:is|was|were|been|be) (?:solely |entirely |directly |mainly )?caused by|\bbrought about by|\bblamed on|\bblame (?:it |this )?on|\battributable to|\battributed to|\bthe work of|\btriggered by|\bprovoked by|\bcaused by) (?:the |an? |our |one of (?:the |our )|some |this |that )?(?:[a-z-]+ ){0,3}<head>(?:$|[ .,;:)]|'s )",
            r"\b(?:blame|fault|responsibility|culpability|liability|guilt|accountability)(?: for [^.;]{1,50}?)? (?:lies|lie|lay|rests?|rested|falls?|fell|belongs?|is|was|sits?|must be placed|must be put)(?: [a-z]+ly)? (?:with|on|to|upon|at)(?: the door of)? (?:the |an? |our )?(?:[a-z-]+ ){0,3}<head>",
            r"\b(?:culprit|guilty party|person to blame|one to blame|offender|weak link|person responsible|party at fault|perpetrator)\b[^.;]{0,30}?(?:is|was|were|are|turned out to be|:)[^.;]{0,25}?<head>",
            r"\b(?:blame|to blame|fault) (?:is|are|was|were|for) (?:the |our )?(?:[a-z-]+ ){0,2}<head>",
            // by X, passive
            r"\b(?:was|were|been|being|got) (?:(?:<wrongly>) )?(?:broken|misconfigured|mistyped|misread|forgotten|overlooked|skipped|ignored|missed|neglected|mishandled|botched|messed up|screwed up|taken down|brought down|bungled|mixed up|fat-fingered|mislabel+ed|misrouted|omitted|bypassed|disregarded|corrupted) by (?:the |an? |our |one of (?:the |our )|some )?(?:[a-z-]+ ){0,3}<head>",
            r"\b(?:<wrongly>) [a-z-]+(?:ed|en|t|n) (?:[a-z]+ ){0,3}by (?:the |an? |our )?(?:[a-z-]+ ){0,3}<head>",
            r"\b(?:on|upon) (?:the |an? |our )?(?:[a-z-]+ ){0,2}(?:\x01+|me|us|him|them|my|our|his|her|their)(?:'s|')? watch\b|\b(?:my bad|mea culpa|on me entirely|all on me|that one is on me|this one is on me|that is on me|that's on me|i am to blame|guilty as charged|fault is mine|mistake was mine|error was mine|blame is mine|fault was mine|responsibility is mine|fault is ours|mistake was ours|fault was ours|blame me|blame us)\b",
            r"\bit was (?:the |an? |our |one of the )?(?:[a-z-]+ ){0,2}<person>(?: that)?<gap> (?:<humanfault>|<fault>|<outage>|did not|didn't|never|not|left|deleted|dropped|disabled|pushed|ran|started|approved|merged|turned|switched|pulled|unplugged|removed|shut|overwrote|wiped)\b",
            r"\b(?:outage|incident|failure|mess|one|delay|downtime|loss|breakage|disaster)(?: [a-z]+ly)? (?:is|was) (?:entirely |solely |squarely )?(?:on|down to) (?:the |an? |our )?(?:[a-z-]+ ){0,3}<head>",
            r"(?:\b(?:but|except|other than)|\x02+ but) (?:the |an? |our )?(?:[a-z-]+ ){0,2}<head> (?:is|are|was|were) to blame",
            r"\b(?:by|after|through|for) <person> (?:<faulting>|not (?:<dutying>)|<outage>)",
        ]
        .iter()
        .map(|template| en::pattern(template))
        .collect()
    });
    static NEUTRAL_AFTER: Pattern = LazyLock::new(|| {
        en::pattern(
            r"^(?:ed|s|ing)? ?(?:back|over|out|safe|closed|open|the (?:slo|target|objective|sla)|our (?:slo|target|sla)|lock|lock-step)\b",
        )
    });
    static NEUTRAL: Pattern = LazyLock::new(|| {
        en::pattern(
            r"(?:do not|don't|does not|doesn't|cannot|can't|did not|didn't|have not|has not) (?:yet )?(?:yet )?(?:know|understand|see (?:any|evidence|a)|find|measure|observe|expect)\b.*\b(?:yet|why|whether|how many|evidence|which)|\b(?:error rate|error budget|error budgets|error rates|error log|error logs|error count|error message|error messages|error handling|error page|error (?:codes?|class|classes|field|fields|string|strings|number|response|responses|body|type|types|status|budget|path|queue|topic|event|events|output|report|reports|text|code)|failure rate|failure domain|failure mode)|\bfail(?:ed|s|ing)? (?:back|over)\b|\b(?:is|are|was|were|be) missing\b|\btold by (?:the|its|a) |\bfault (?:domain|injection|tolerance)|\blost (?:the |all |our )?(?:connections?|contact|power|signal|links?|feeds?|network|heating|cooling|water|visibility|access|mains|telemetry|radio|phones?|internet|both)|\b(?:did not|didn't|do not|don't|could not|never) (?:see|find|observe|measure|detect|notice|record|log|receive|get|have) (?:any|a single|further|more|other|an? (?:change|effect|difference|error|loss))\b",
        )
    });
    // Finding and mending what is wrong is good conduct; so is going home when the work is done.
    static FOUND_OUT: Pattern = LazyLock::new(|| {
        en::pattern(
            r"^\x01[^.;]{0,60}? (?:found|finds|noticed|notices|spotted|spots|saw|sees|discovered|identified|reported|corrected|corrects|fixed|fixes|reverted|traced|diagnosed|flagged|caught|detected|rejected|undid|replaced the|removed the) (?:the |an? |two |three |its |all |our )?(?:[a-z-]+ )?(?:wrong|incorrect|mistaken|faulty|untested|unreviewed|unapproved|unauthori[sz]ed)\b",
        )
    });
    static WENT_OFF: Pattern =
        LazyLock::new(|| en::pattern(r"^ (?:at \d|after|when|by (?:train|bus|car)|on the last)"));
    // Most sentences of a report have no person in them; the patterns are many.
    static OWNED: Pattern = LazyLock::new(|| {
        en::pattern(
            r"\b(?:my|our|ours|his|her|hers|their|theirs|your|whose|mine|me|us|him|them|whoever|mea|blame\w*|fault|culprit|guilty|oversight|forgot|bother\w*|tell|told|inform\w*|warn\w*|ask\w*|announce\w*|doing|handiwork|job|attempt|work|handover|review|rollout|effort)\b",
        )
    });
    // What is to be done is no report of what was done.
    if sentence.context == Context::Action || !sentence.has_person() && !OWNED.is_match(&sentence.marked) {
        return None;
    }
    let hit = PATTERNS.iter().find_map(|pattern| {
        sentence.find_where(pattern, |before, found, after| {
            !NEUTRAL_AFTER.is_match(after)
                && !NEUTRAL.is_match(&format!("{found}{}", after.chars().take(30).collect::<String>()))
                && !FOUND_OUT.is_match(found)
                && !(found.ends_with("went home") && WENT_OFF.is_match(after))
                // Hindsight and passive voice have rules of their own.
                && !found.contains("should have")
                && !asks_or_supposes(before)
                && !(found.starts_with("thanks to") && !blames(before, after))
        })
    });
    let hit = hit
        .filter(|hit| !sentence.explains(hit))
        .or_else(|| en::conduct::bad_conduct(sentence).filter(|hit| !sentence.explains(hit)))
        .or_else(|| en::slips::slip(sentence).filter(|hit| !sentence.explains(hit)))
        .or_else(|| en::neglect::neglect(sentence).filter(|hit| !sentence.explains(hit)))
        .or_else(|| en::neglect::put_on(sentence).filter(|hit| !sentence.explains(hit)))?;
    // "We lost the connection": it was taken from them.
    static BEREFT: Pattern = LazyLock::new(|| {
        en::pattern(
            r"^\x01+(?: \x01+)*(?: also| then| again| both)? lost (?:the |all |our |their |both )?(?:connections?|contact|power|signals?|links?|feeds?|networks?|heating|cooling|water|visibility|access|mains|telemetry|radio|phones?|internet)\b",
        )
    });
    if BEREFT.is_match(sentence.marked.get(hit.start..).unwrap_or("")) {
        return None;
    }
    // "Calls of ten people froze": the calls did.
    let froze = sentence.plain.get(hit.clone()).is_some_and(|words| words.ends_with("froze"))
        && sentence.plain.get(..hit.start).is_some_and(|before| before.contains(" of "));
    (!froze).then_some(hit)
}

/// `Thanks to the vendor we were down` blames; `we give thanks to our partners` does not.
fn blames(before: &str, after: &str) -> bool {
    static GRATITUDE: Pattern = LazyLock::new(|| {
        en::pattern(r"\b(?:give|gives|gave|giving|many|our|special|with|say|said|sincere|big|sends?) $")
    });
    static HARM: Pattern = LazyLock::new(|| {
        en::pattern(
            r"\b(?:fail\w*|down|offline|outages?|lost|los[st]|delay\w*|late|later|broke\w*|wrong|missing|missed|expired?|crash\w*|errors?|no|not|never|without|longer|wasted?|stuck|stale|again|emptied|gone|had to|unusable|unavailable)\b",
        )
    });
    !GRATITUDE.is_match(before) && (HARM.is_match(before) || HARM.is_match(after))
}

/// Whether the words before make it a condition, a plan or a question about the future rather than a report.
fn asks_or_supposes(before: &str) -> bool {
    static OPEN: Pattern = LazyLock::new(|| {
        en::pattern(
            r"(?:\bif|\bwhen|\bwhenever|\bunless|\bin case|\beven if|\bso that|\blets?|\ballows?|\bprevents?|\bstops?|\bblocks?)(?: (?:the|an?|any|one|every))?(?: [a-z-]+){0,2} $",
        )
    });
    static PAST: Pattern =
        LazyLock::new(|| en::pattern(r"\b(?:happened|failed|was|were|had|outage|occurred|began|started)\b"));
    OPEN.is_match(before) && !PAST.is_match(before)
}

fn japanese(sentence: &ja::Sentence<'_>) -> Option<Range<usize>> {
    static OWNED: Pattern = LazyLock::new(|| {
        ja::pattern(
            "<person>の(?:[^、。がはを]{0,14})?(?:せい|責任|落ち度|過失|ミス|不手際|怠慢|誤り|誤操作|誤入力|誤判断|失態|失策|過ち|間違い|勘違い|見落とし|見逃し|確認不足|確認漏れ|連絡漏れ|不注意|失敗|怠り|独断|手落ち|手抜き|早とちり|早合点|独り合点|読み違い|聞き違い|見込み違い|詰めの甘さ|読みの甘さ|怠慢|油断|慢心|対応の遅れ|判断の誤り|判断ミス|操作ミス|設定ミス|凡ミス|うっかり|思い込み|失念|暴走|越権|違反|無視)|(?:責任|落ち度|非|過失|原因|落度|問題)(?:の[^、。]{1,8})?は、?[^。]{0,30}?<person>に(?:ある|あった|ありま|帰)|<person>の(?:対応|判断|初動|確認|連絡|作業|報告|指示|手際|動き|操作|設計|実装|レビュー|運用|管理|引き継ぎ)(?:は|が|も)[^、。]{0,10}(?:遅|まず|不十分|甘|悪|雑|不適切|誤|間違|ずさん|杜撰|足り|鈍|お粗末|拙|な(?:かった|い))|<person>(?:のせいで|のおかげで障害|が(?:悪い|悪かった|原因だ|原因で|原因であ|元凶|犯人|戦犯|しでかし))|(?:犯人|戦犯|元凶|張本人)は[^、。]{0,20}<person>|<person>(?:に|側に|にも)[^、。]{0,14}(?:非|落ち度|責任|過失|問題)が(?:ある|あった|ありま)|<person>によるミス|<person>による[^、。]{0,14}(?:ミス|誤り|誤操作|誤設定|誤削除|違反|怠慢|見落とし|失敗|過失|漏れ|忘れ|不備|間違い|誤記|誤植|打ち間違い|取り違え|桁違い)|(?:側|者|当事者|担当|チーム)(?:に|にも)[^、。]{0,14}(?:非|落ち度|責任)が(?:ある|あった|ありま)|<person>が(?:全|すべての|全ての)?責任を負う",
        )
    });
    static ACTS: Pattern = LazyLock::new(|| {
        ja::pattern(
            "<person><subject>[^。]{0,70}?(?:<humanfault>|<unmet>|(?:<duty>)(?:の[^、。がは]{0,6})?(?:を|が|は|も)?(?:<undone>))|<person><subject>[^。がは]{0,40}?(?:<fault>)|<person>によって[^。]{0,30}(?:<humanfault>|壊さ|誤っ)",
        )
    });
    static DIRECT: Pattern = LazyLock::new(|| {
        ja::pattern(
            "<person>(?:が|は|も)[^。]{0,40}?(?:誤った|間違った|別の|違う|無関係の)[^、。]{1,16}(?:を|に|へ)[^、。]{0,12}(?:実行|削除|投入|適用|選択|指定|選ん|入力|送信|配布|反映|設定|貼り|流し|打っ|押し|停止|再起動|抜い|接続|デプロイ)|<person>(?:が|は|も)[^。]{0,50}?(?:確認もせず|確認せず|許可なく|承認なく|承認を得ず|レビューなし|レビューを経ず|検証せず|テストせず|相談なく|相談せず|連絡なく|連絡せず|無許可|手順書を見ず|ろくに|きちんと[^、。]{0,12}な|ちゃんと[^、。]{0,12}な)",
        )
    });
    static SLIPPED: Pattern = LazyLock::new(|| {
        ja::pattern(
            "<person><subject>[^。]{0,60}?(?:<slip>|<mishandled>|(?:<act>)(?:なかった|て(?:い|は)?な(?:かった|い(?:。|$|こと|まま))|てお(?:ら|り)ず|ておらず|てい?ません|ずに|ず、|ないまま|ぬまま|ないで))|<person><subject>[^。]{0,40}?(?:<harm>)",
        )
    });
    // 悪いのは…だ, X がいじったせいで, X に勝手に消され: the fault is laid at a door.
    static LAID: Pattern = LazyLock::new(|| {
        ja::pattern(
            "(?:悪い|悪かった|いけない|いけなかった|まずかった|責められる(?:べき)?|責めを負う(?:べき)?|原因を(?:作った|つくった)|引き金を引いた|きっかけを(?:作った|つくった)|発端を(?:作った|つくった)|落とした|壊した|やらかした|しでかした|招いた|消した|怠った|忘れた|間違えた|誤った|取り違えた|急がせた|許した|放置した|見過ごした|見逃した|見落とした|漏らした)の(?:は|が)[^。]{0,50}?<person>(?:だ|で|。|$|の方|のほう)|(?:誤って|間違って|勝手に|無断で|うっかり|誤った|間違った)[^。]{0,40}のは[^。]{0,20}<person>|(?:張本人|犯人|戦犯|元凶|主犯|責め|落ち度)(?:は|が)[^、。は]{0,24}?<person>|<person>(?:が|は|も)[^。]{0,50}?(?:せいで|ばかりに|のが(?:いけな|まず|悪|間違い|そもそも|運の尽き|響い|災い|仇|裏目|致命|命取り))|のは(?:誰でもない|ほかでもない|他ならぬ|ほかならぬ)、?[^。]{0,20}<person>|<person>から[^。]{0,24}(?:いただけな|もらえな|してくれな)|<person>に[^、。]{1,20}を[^、。]{0,10}?(?:逆|勝手|無断|誤|間違|余計|黙って|うっかり)[^、。]{0,14}(?:れ(?:た|て|、)|られ)|<person>の(?:[^、。がはを]{0,14})?(?:思い違い|見立て違い|寝坊|遅刻|居眠り|不覚|不始末|監督不行き?届|指導不足|管理不足|準備不足|認識不足|理解不足|説明不足|連絡不足|勇み足|早とちり|さじ加減|出来心|サボり|手違い|取り違え|見間違い|打ち間違い|押し間違い|書き間違い|聞き間違い|[しりみきけえべれせ]忘れ|忘れ物|置き忘れ|手抜かり|ずさんさ|采配ミス|見通しの甘さ|詰めの甘さ|認識の甘さ|確認の甘さ|怠惰|無責任|無関心|無知|軽率さ)(?:が|で|に|の|を|だ|も|は|から|。|、|$)",
        )
    });
    // What somebody wrote has a hole in it: 自分が流した移行、条件が抜けていました.
    static OWN_WORK: Pattern = LazyLock::new(|| {
        ja::pattern(
            "<person>(?:が|の)[^。]{0,24}?(?:流した|書いた|入れた|作った|つくった|コピペした|貼った|設定した|直した|実装した|登録した|用意した|打った|入力した|作成した|追加した|変更した|マージした|出した|組んだ|渡した|上げた|投入した|配った|回した)[^、。]{1,20}?(?:、|に|は|が|の)[^。]{0,20}?(?:抜けて|漏れて|間違(?:って|い)|誤(?:って|り)|欠けて|混ざって|混じって|紛れ|余計な|余分な|逆に|逆だっ|タイポ|バグ|穴が|ミスが|不備が|壊れて)",
        )
    });
    static NEUTRAL: Pattern = LazyLock::new(|| {
        ja::pattern(
            "(?:ない|た|ている|てしまった)(?:場合|とき|際|なら)|ニアミス|無視でき|責任分界|責任範囲|ない限り|なければ|しないように|ずに済|ずにすむ|せずとも|失敗しても|まだ(?:わか|分か|把握)|失敗し(?:た場合|たら|ても)|忘れられない|防ぐ|防止",
        )
    });
    static REGARDLESS: Pattern = LazyLock::new(|| {
        ja::pattern(
            "<person>(?:が|は|も)[^。]{0,60}?(?:(?:赤い|失敗した|未完了の|未確認の|未承認の|壊れた|(?:終わら|済ま|読ま|見|知ら|直ら|揃わ|通ら)ない)まま|(?:知り|気付き|気づき|わかってい|分かってい)ながら|にもかかわらず|にも関わらず)[^。は]{0,30}?(?:マージ|デプロイ|リリース|公開|適用|承認|実行|投入|反映|進め|続け|開始|強行|切り替え|通し[たま])",
        )
    });
    // Most sentences of a report have no person in them; the patterns are many.
    if !sentence.has_person() && !["側", "者", "担当", "チーム"].iter().any(|who| sentence.plain.contains(who)) {
        return None;
    }
    let hit = [&*OWNED, &*DIRECT, &*ACTS, &*REGARDLESS, &*SLIPPED, &*LAID, &*OWN_WORK].iter().find_map(|pattern| {
        sentence.find_where(pattern, |_, found, after| {
            let around = format!("{found}{}", after.chars().take(8).collect::<String>());
            !NEUTRAL.is_match(&around) && !found.contains("誰も")
        })
    });
    if matches!(sentence.context, Context::Action) || sentence.asks_why() {
        return None;
    }
    hit.filter(|hit| !sentence.explains(hit))
        .or_else(|| ja::conduct::bad_conduct(sentence).filter(|hit| !sentence.explains(hit)))
}
