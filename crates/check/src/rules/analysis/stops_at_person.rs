//! `analysis.stops-at-person`: a factor or root cause ends with a person's act, decision, trait or slip.
//!
//! The chain of whys must go on until it reaches something that can be changed: what made the act likely, or made sense
//! of it (J. Allspaw, "The Infinite Hows", 2014). With that condition named, the sentence is an explanation.

use std::{ops::Range, sync::LazyLock};

use crate::{
    language::{en, ja, pattern::Pattern},
    rule::{RuleInfo, SentenceRule, Severity},
    rules::blame,
    sentence::Context::{self, Factor, Narrative},
};

/// The rule.
pub const RULE: SentenceRule = SentenceRule {
    info: RuleInfo { id: "analysis.stops-at-person", severity: Severity::Error },
    fires: &[
        (Factor, "Why 5: because the engineer chose the larger batch size."),
        (Factor, "The root cause was a slip of the technician."),
        (Factor, "The checklist was not followed during the swap."),
        (Factor, "The lead decided to postpone the upgrade."),
        (Factor, "Final why: finance asked for the cut."),
        (Factor, "Root cause: the decision by the head of dispatch to run both shifts on one channel."),
        (Narrative, "The root cause is that the administrator disabled the guard."),
        (Factor, "なぜ5: 作業者が大きい値を入力したから。"),
        (Factor, "根本原因: 担当者の確認不足"),
        (Factor, "要因: 監督者の不在"),
        (Factor, "根本原因: 棚卸しをしたのが応援の職員だったため"),
        (Factor, "原因: 担当者による手動での切り替え"),
    ],
    passes: &[
        (Factor, "The engineer chose the larger batch size because the template carries 10,000 as its default."),
        (Factor, "The plan output does not show the retention period."),
        (Factor, "The alert routes to a channel that was archived in March."),
        (Factor, "Why was the step left out? Section 6 of the procedure is on the back of the page."),
        (Factor, "The clerk chose the entry from a list in which both names look the same."),
        (Factor, "計画の出力に保持期間が表示されないため、作業者は1日のまま適用した。"),
        (Factor, "既定の値は10,000で、テンプレートに説明がない。"),
        (Factor, "なぜ2: 当番が警報を切ったのは、1日に300回鳴っていたため。"),
        (Factor, "承認画面に差分が出ず、承認者には件数しか見えない。"),
    ],
    english,
    japanese,
};

fn english(sentence: &en::Sentence<'_>) -> Option<Range<usize>> {
    static ROOT: Pattern = LazyLock::new(|| {
        en::pattern(
            r"\b(?:root cause|underlying cause|main cause|primary cause|real cause|ultimate cause|actual cause|the cause|cause of (?:the|this) (?:outage|incident|failure|problem)|five whys|five-whys|5 whys|why \d|final why|last why|fifth why|contributing factor|causal factor|what led to (?:it|this|that)|what caused (?:it|this|that)|what (?:it )?(?:came|comes|boils|boiled) down to|origin of (?:the|this) (?:outage|incident|failure|problem)|reason for (?:the|this) (?:outage|incident|failure))\b(?: [^.;:]{0,60}?)?(?: is| was| were| are| lies| lay|:|,| turned out| came down| boils| comes)",
        )
    });
    static ACT: Pattern = LazyLock::new(|| {
        en::pattern(
            r"<person><gap> (?:decided|chose|elected|opted|preferred|wanted|agreed|insisted|thought|believed|assumed|expected|felt|considered|judged|guessed|trusted|relied|hoped|changed|edited|deleted|removed|dropped|disabled|enabled|turned|switched|set|raised|lowered|increased|decreased|merged|approved|deployed|pushed|shipped|released|ran|executed|applied|restarted|rebooted|stopped|killed|started|typed|entered|pasted|copied|selected|picked|clicked|pressed|pulled|unplugged|connected|configured|silenced|muted|acknowledged|postponed|delayed|deferred|waived|cancelled|canceled|granted|made|gave|put|left|used|added|created|moved|modified|altered|overrode|overwrote|uploaded|published|sent|wrote|hard-?coded|committed|rolled|scheduled|reverted|closed|opened|took|went|did|kept|ignored|skipped|signed|accepted|rejected|allowed|let|lost|shut|reset|truncated|purged|wiped|flushed|swapped|replaced|upgraded|downgraded|patched|tested|scaled|shared|exposed|hid|cut|pointed|routed|bypassed|named|treated|refused|declined|waited|resized|renamed|cleared|unlocked|drained|detached|attached|touched)\b|\b(?:a |the |an |one )?(?:(?:poor|bad|wrong|hasty|personal|conscious|deliberate|individual|manual|unilateral|ad[- ]hoc) )?(?:decisions?|choices?|actions?|acts?|slip|judge?ment|call|behaviou?r|habit|preference|order|instruction|oversight|inattention|attitude|mistakes?|edits?|change|error) (?:made |taken )?(?:by|of|from) (?:the |an? |our |one |some )?(?:[a-z-]+ ){0,3}<head>|<head>(?:'s|') (?:[a-z-]+ ){0,2}(?:decisions?|choices?|actions?|acts?|judge?ment|call|behaviou?r|habit|preference|order|instruction|edit|change|oversight|attitude|refusal|insistence|reluctance|wish|desire|plan|idea|request|hurry|haste|eagerness|silence|ambition|trust|assumption|belief)\b",
        )
    });
    static ANY_ACT: Pattern = LazyLock::new(|| {
        en::pattern(
            r"<person>(?: (?:[a-z]+ly|also|then|still|again|just|even|twice|later|first|soon|already|had|has|have|did|both|all|therefore|simply|once))* (?:[a-z]{3,}ed|bought|built|caught|drew|drove|fell|felt|fought|held|hung|led|meant|paid|rang|rode|said|sold|spoke|spent|stood|stuck|struck|taught|told|thought|threw|tore|woke|wore|withdrew|set|read|shook|slid|swung|dug|fed|fled|broke|blew|began|bent|bound|brought|burnt|came|dealt|drank|flew|forgot|froze|grew|hid|hit|laid|leant|lent|lit|quit|rose|rang|sank|sat|shot|slept|spilt|split|stole|swept|swore|trod|wound)\b",
        )
    });
    // What happens to people, and what they have.
    static STATE: Pattern = LazyLock::new(|| {
        en::pattern(
            r"^\x01[^.;]{0,60}? (?:needed|received|shared|covered|worked|owned|used to|lacked|based|required|trained|assigned|involved|noticed|experienced|expected|faced|numbered|consisted|belonged|lived|existed|suffered|waited for|depended|relied on (?:a|the) (?:tool|dashboard|runbook)|rotated|reported to|learned|learnt|retired|resigned|joined|arrived|seemed|appeared|concerned|affected|responded|answered|replied|confirmed|escalated|called|informed|paged|warned|alerted|acknowledged|declared|announced|detected|discovered|recovered|mitigated|restored|measured|counted|observed|read (?:only|the same)|held|stood|sat|felt)\b",
        )
    });
    // Acts that answer the incident are no causes of it.
    static RESPONSE: Pattern = LazyLock::new(|| {
        en::pattern(
            r"<person><gap> (?:was paged|were paged|paged|joined|declared|rolled (?:it )?back|failed over|is paged|are paged|was on call|were on call|was given|were given|was told|were told|was shown|is alone|share|shares|own|owns|work|works|was asleep in another|covers?|covered)\b",
        )
    });
    // Prose in a part about causes goes on to tell what was met and done about it.
    static TOLD: Pattern = LazyLock::new(|| {
        en::pattern(
            r"^\W*(?:to (?:mitigate|fix|resolve|recover|restore|work around|address|contain|stop|confirm|verify|rule out)|during|while|as (?:we|they|soon)|after|once|when|later|then|at \d|on \d|by \d)\b",
        )
    });
    static MET: Pattern = LazyLock::new(|| {
        en::pattern(
            r"<person><gap> (?:hit|met|processed|paused|resumed|identified|engaged|investigated|analy[sz]ed|reproduced|traced|narrowed|pinpointed|isolated|found|hypothesi[sz]ed|verified|tested|monitored|tracked|followed up|reached out|contacted|notified|published|reported|documented|learned)\b",
        )
    });
    // `whatever version they have installed`: a clause that only says which.
    static CLAUSE: Pattern = LazyLock::new(|| {
        en::pattern(
            r"(?:^|[.,;:\u{2014}\u{2013}-]|\b(?:because|that|and|but|or|so|when|as|while|since|though|although|if|after|before|where|then|why|which))\W*$",
        )
    });
    let is_factor = sentence.context == Context::Factor;
    let root = ROOT.find(&sentence.marked);
    if !is_factor && root.is_none() {
        return None;
    }
    for rule in [&blame::person::RULE, &blame::human_error::RULE, &blame::character::RULE, &blame::passive::RULE] {
        if let Some(span) = (rule.english)(sentence)
            && (is_factor || root.is_some_and(|m| m.start() <= span.start))
        {
            return Some(span);
        }
    }
    let from = if is_factor { 0 } else { root.map_or(0, |m| m.start()) };
    // The question names the act to ask on; the answer is what the chain stands on.
    let from = sentence.question_end().map_or(from, |end| from.max(end));
    let hit = sentence.find_where(&ACT, |before, found, _| before.len() >= from && !RESPONSE.is_match(found)).or_else(
        || {
            let is_told = root.is_none() && TOLD.is_match(&sentence.plain);
            sentence.find_where(&ANY_ACT, |before, found, after| {
                let pronoun = sentence.plain.get(before.len()..).unwrap_or("");
                let is_pronoun = ["they ", "we ", "he ", "she ", "i "].iter().any(|word| pronoun.starts_with(word));
                before.len() >= from
                    && !is_told
                    && !MET.is_match(found)
                    && (!is_pronoun || CLAUSE.is_match(before))
                    && !RESPONSE.is_match(found)
                    && !STATE.is_match(&format!("{found}{after}"))
            })
        },
    )?;
    if sentence.explains(&hit) { None } else { Some(hit) }
}

fn japanese(sentence: &ja::Sentence<'_>) -> Option<Range<usize>> {
    static ROOT: Pattern = LazyLock::new(|| {
        ja::pattern(
            "(?:根本原因|真因|真の原因|直接原因|主因|主な原因|主原因|発生原因|最終原因|原因|なぜなぜ分析|要因[0-9]*|なぜ[0-90-9])(?:は|として|:|:|の結論|を調べ|、|が)",
        )
    });
    static ACT: Pattern = LazyLock::new(|| {
        ja::pattern(
            "<person>(?:が|は|も)[^。]{0,60}?(?:当てた|ていた|てた|ねた|べた|びた|じた|ぎた|ちた|りた|いだ|した|しな(?:い|かった)|った|いた|んだ|せた|れた|した|決めた|選んだ|けた|げた|めた|えた|った|した|変えた|入れた|押した|抜いた|外した|切った|付けた|消した|出した|打った|書いた|置いた|渡した|任せた|止めた|始めた|る(?:という)?(?:判断|決定|決断|選択)|るこ?とに)(?:から|ため|ので|こと|の(?:が|だ|で)|だ|。|$|と|に)|(?:た|る)の(?:が|は)[^、。]{0,16}<person>(?:だった|である|であった|だ|で(?:。|$|す))|[たる]の(?:が|は)[^、。]{0,8}<person>|<person>(?:による)[^、。がは]{0,16}(?:切り替え|切替|操作|変更|作業|判断|設定|実行|投入|削除|停止|再起動|対応|決定|指示|入力|選択|交換|接続|適用|デプロイ|リリース|手配|差し替え|書き換え)(?:。|$|で|だ|が)|<person>(?:だけ|のみ)で[^、。]{0,20}(?:たこと|ていたこと|た|ため)|<person>の(?:判断|指示|独断|裁量|一存|一声|依頼|要望|都合|意向|方針|思惑|希望)で[^、。]{2,30}(?:た|ため|から|こと)|<person>の(?:不在|欠席|離席|遅刻|退職|異動|焦り|疲れ|疲労|睡眠不足|体調不良|忙しさ|多忙|慣れ|都合|好み|こだわり|性格|思惑|プライド)(?:。|$|で|だ|が|に|の)|<person>の(?:[^、。がはを]{0,10})?(?:判断|決定|決断|選択|行動|行為|操作|思い込み|裁量|独断|指示|変更|作業|意向|都合|怠り|習慣|対応|依頼|意識|姿勢|考え)(?:(?:で|が|に)?(?:ある|あった|よる|より|よって|だ|です|だった|。|$|から|ため|であ))",
        )
    });
    static REASON_END: Pattern =
        LazyLock::new(|| ja::pattern("(?:ため|から|ので)(?:で(?:ある|す|あった)|だ|だった)?。?$"));
    let is_factor = sentence.context == Context::Factor;
    let root = ROOT.find(&sentence.marked);
    if !is_factor && root.is_none() {
        return None;
    }
    for rule in [&blame::person::RULE, &blame::human_error::RULE, &blame::character::RULE, &blame::passive::RULE] {
        if let Some(span) = (rule.japanese)(sentence) {
            return Some(span);
        }
    }
    // 当番が警報を切ったのは、1日に300回鳴っていたため: the rest of the sentence is the condition.
    let because = |found: &str| {
        found.split_once("のは").is_some_and(|(_, reason)| {
            !reason.contains('\u{1}') && REASON_END.is_match(reason) && reason.chars().count() > 8
        })
    };
    let hit = sentence.find_where(&ACT, |_, found, after| {
        if because(found) || found.ends_with('と') && after.starts_with(['き', 'こ']) {
            return false;
        }
        let act = found
            .trim_end_matches(['。', 'だ'])
            .trim_end_matches("から")
            .trim_end_matches("ため")
            .trim_end_matches("ので");
        if found.contains("がなく") || found.contains("がいな") || found.contains("が不在") {
            return false;
        }
        // Being somewhere is a state, not an act.
        !(["だった", "であった", "あった", "なかった", "がいた", "にいた", "は居た"]
            .iter()
            .any(|state| act.ends_with(state)))
            || ["急", "焦", "疲", "慌", "忙", "知らな", "思って", "考えて", "油断"]
                .iter()
                .any(|word| found.contains(word))
            // 作業したのが委託先だった: the person is what it ends at.
            || found.contains("のが")
            || found.contains("の判断")
            || found.contains("しなかった")
            || found.contains("出なかった")
    })?;
    if sentence.explains(&hit) { None } else { Some(hit) }
}
