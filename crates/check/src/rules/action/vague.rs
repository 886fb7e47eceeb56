//! `action.vague`: an action without an object or a finish line.
//!
//! Nobody can tell when "improve monitoring" is done, so it is never done. An owner and a date do not help; an end that can
//! be checked does: a number, a gate that refuses, an alert with its threshold.

use std::{ops::Range, sync::LazyLock};

use crate::{
    language::{en, ja, pattern::Pattern},
    rule::{RuleInfo, SentenceRule, Severity},
    sentence::Context::{self, Action},
};

/// The rule.
pub const RULE: SentenceRule = SentenceRule {
    info: RuleInfo { id: "action.vague", severity: Severity::Warning },
    fires: &[
        (Action, "Enhance the alerting of the payment path; owner: payments; due 2026-04-01; P1."),
        (Action, "Look into connection pool settings."),
        (Action, "Review the runbooks regularly."),
        (Action, "Make the deploy process more robust."),
        (Action, "Update documentation as needed."),
        (Action, "Beef up the alerting; owner: NOC; due 12 June."),
        (Action, "Better dashboards for the control room; owner: obs; due 1 Apr."),
        (Action, "Get on top of alert noise."),
        (Action, "Alert tuning."),
        (Action, "Bring the documentation up to scratch; @lena; Q3; P3."),
        (Action, "検知の仕組みを改善する。担当: 基盤、期限: 2026-04-01。"),
        (Action, "手順書を見直す。"),
        (Action, "必要に応じて容量を増やす。"),
        (Action, "キャッシュまわりを何とかする"),
        (Action, "他チームと足並みをそろえる。"),
        (Action, "容量計画の精緻化"),
    ],
    passes: &[
        (Action, "Page the on-call when replication lag exceeds 30 s for 5 minutes; owner: data; due 2026-04-01."),
        (Action, "Reject plans that delete more than three resources without a second approval in the pipeline."),
        (Action, "Improve the checkout load test so that it replays 41,000 tenants and fails above a p99 of 800 ms."),
        (Action, "Review the 14 alert rules without a runbook link and add one to each; owner: sre; due 2026-04-01."),
        (Action, "Change the handle of the drain to a red wheel; owner: plant; due 2026-06-01; P1."),
        (Action, "複製の遅れが30秒を5分間超えたらページする。担当: 基盤、期限: 2026-04-01。"),
        (Action, "負荷試験を見直し、41,000テナントの再生でp99が800msを超えたら失敗させる。"),
        (Action, "確認メールと販促メールの送信元を分ける"),
        (Action, "片系停電試験で両系の継続を確認する。"),
    ],
    english,
    japanese,
};

fn english(sentence: &en::Sentence<'_>) -> Option<Range<usize>> {
    let body = en_body(&sentence.plain);
    if !matches!(sentence.context, Context::Action) {
        return None;
    }
    static AWARENESS: Pattern = LazyLock::new(|| {
        en::pattern(
            r"\b(?:rais\w+|increas\w+|creat\w+|build\w*|improv\w+|heighten\w*|foster\w*|promot\w+|spread\w*) (?:[a-z]+ ){0,3}(?:awareness|consciousness|mindfulness|sensitivity|vigilance)\b",
        )
    });
    static VERB: Pattern = LazyLock::new(|| {
        en::pattern(
            r"\bdo something (?:about|against|with)\b|\b(?:improv(?:e|es|ed|ing|ements?)|enhanc(?:e|es|ing|ements?)|strengthen(?:ing)?|bolster(?:ing)?|boost(?:ing)?|better (?:[a-z]+ coverage|monitoring|testing|documentation|communication|alerting|alerts|coordination|tooling|processes|process|planning|observability|visibility|logging|tests|reviews?|training|handling|understanding|runbooks?|handovers?|coverage|onboarding)|more (?:monitoring|tests|testing|alerts|alerting|documentation|reviews?|logging|checks|visibility|robust|resilient|resilience|reliable|proactive|often|frequent|automation|capacity|dashboards|observability|load testing|thorough|communication|coverage|runbooks|redundancy|headroom|careful)|investigat(?:e|ing|ions?)|look(?:ing)? (?:into|at|at ways)|(?:re)?consider(?:ing)?|explor(?:e|ing)|evaluat(?:e|ing)|assess(?:ing)?|think(?:ing)? about|discuss(?:ing)?|revisit(?:ing)?|re-?examin(?:e|ing)|examin(?:e|ing)|analy[sz](?:e|ing)|study|research|brainstorm|review(?:ing)?|rethink|monitor(?:ing)? (?:more|better|the|for|closely|our|it)|keep(?:ing)? (?:a (?:closer |close )?(?:eye|watch)|an eye|monitoring|watching|track)|watch (?:out|for|the|closely)|try(?:ing)? (?:to|harder|and)|aim(?:ing)? (?:to|for)|striv(?:e|ing)|endeavou?r|seek to|attempt to|work(?:ing)? (?:on|towards?|with|to)|optimi[sz](?:e|ing|ations?)|address(?:ing)?|tackle|deal with|handle|fix(?:ing)? (?:the|this|it|all|any|known|flaky|broken|remaining|open|various|some|bugs?|issues?|problems?|errors?|tests?)|resolv(?:e|ing)|solve|clean(?:ing)? up|tidy(?: up)?|refactor(?:ing)?|moderni[sz]e|streamline|harden(?:ing)?|stabili[sz]e|simplify|rationali[sz]e|communicat(?:e|ing)|coordinate (?:better|more)|collaborate|get better|do (?:better|more)|check(?:ing)? (?:other|all|for|if|whether|that|the|our|on) |clarify|verify (?:other|all|that|the|our)|be (?:more |better )?(?:proactive|prepared|faster|quicker|responsive)|becom(?:e|ing) (?:more|better)|plan (?:for|better|to|ahead)|continue|follow(?:ing)? up|prioriti[sz]e|encourage|promote|support|foster|ensure|mak(?:e|ing) sure|guarantee|prevent(?:ing)?|avoid(?:ing)?|reduc(?:e|ing)|minimi[sz](?:e|ing)|mitigat(?:e|ing)|increas(?:e|ing)|rais(?:e|ing) the (?:bar|quality)|mak(?:e|ing) [^.;]{1,50}? (?:more|better|robust|resilient|reliable|safer|easier|faster|clearer|scalable)|document(?:ing)? (?:[a-z -]{1,40} )?(?:better|properly|more)|document(?:ing)? (?:better|more|things|lessons|the (?:lessons|process|system|architecture|procedure))|updat(?:e|ing) (?:the |our |all )?(?:docs?|documentation|wiki|runbooks?|procedures?|process(?:es)?|playbooks?)|test(?:ing)? (?:more|better|thoroughly|properly|regularly)|automat(?:e|ing) (?:more|things|where|as much)|scale (?:better|up the)|upgrade (?:where|if|when)|adjust|tune|tweak|tighten|learn from|share (?:the )?(?:learnings?|lessons?)|hold (?:a |regular )?(?:meetings?|discussion)|schedule (?:a )?(?:discussion|meeting)|have a (?:think|discussion|chat|look)|take (?:measures|steps|action)|apply (?:best practices|lessons)|adopt best practices|best practices|introduce better|establish better|implement better|define better|find (?:a|a better|another|some|ways?) |come up with|figure out|identify (?:ways|areas|opportunities|improvements|gaps)|expand (?:the )?(?:test|monitoring|coverage)|extend (?:the )?(?:test|monitoring|coverage)|add (?:more|better|some|additional|further|proper|appropriate|adequate|sufficient|necessary) [a-z]+|add (?:monitoring|alerts?|alerting|tests?|logging|documentation|checks|metrics|dashboards?|observability|automation|redundancy)(?:$| ?[.;,]| where| as | if | to | for )|write (?:more|better|some) [a-z]+|create (?:better|more|some) [a-z]+|have better|set up better|provide better|deliver better|manage (?:better|more)|own it|stay on top|tbd|to be (?:determined|defined|decided|discussed|clarified)|standardi[sz]e|overhaul|rework|redesign|reorgani[sz]e|upskill|invest (?:in|more)|focus on|move (?:away from|towards?)|maintain (?:better|good|a high)|respond (?:faster|quicker|more)|react (?:faster|quicker)|detect (?:earlier|faster|sooner|such|this|these)|escalate (?:earlier|sooner|faster))\b",
        )
    });
    static HEDGE: Pattern = LazyLock::new(|| {
        en::pattern(
            r"\b(?:as (?:needed|necessary|required|appropriate|possible|soon as possible|time permits|and when)|asap|where(?:ver)? (?:appropriate|possible|necessary|needed|applicable|feasible|it makes sense)|if (?:necessary|needed|possible|required|appropriate|time permits|feasible)|when(?:ever)? (?:possible|necessary|needed|appropriate|time allows|time permits|convenient)|at some point|some ?day|sometime|eventually|in due course|over time|in the (?:near |long |medium )?(?:future|long run|long term)|going forward|from time to time|periodically|regularly|on a regular basis|etc\b|and so on|and the like|or similar|to the extent possible|best[- ]effort|gradually|step by step|in general|generally|appropriately|properly|adequately|sufficiently|suitably|accordingly|one day|soon|later on|ongoing|continuously|more broadly|somehow)\b",
        )
    });
    static SPECIFIC: Pattern = LazyLock::new(|| {
        en::pattern(
            r"\b(?:reject|rejects|block|blocks|fail|fails|refuse|refuses|abort|aborts|stop|stops|halt|halts|deny|denies|require|requires|page|pages|attach|attaches|timebox(?:ed)?|time-box(?:ed)?|write (?:the |a |up |down)|publish (?:the|a)|report (?:the )?(?:results?|findings?|outcome)|deliver(?:able)?|decide (?:between|whether|on)|reproduce|alert when|alerts when|fires? when|until|so that (?:it|the|a|every|each|no)|such that|in ci|updat(?:e|ing) [a-z -]{1,30} with (?:the|a|an|its|their|all|new|both|every|two|three)|verified by|measured by|exit criterion|done when|closed when|passes|pass in|by replaying|merge gate|pre-?merge|pre-?commit|every (?:deploy|merge|release|build|night|commit|run|pull request)|on every|each (?:deploy|merge|release|build|commit|run))\b",
        )
    });
    if let Some(span) = find_in(body, &AWARENESS) {
        return Some(span);
    }
    // An appeal to care is told by its own rule.
    if (super::person_fix::RULE.english)(sentence).is_some() {
        return None;
    }
    let has_number = has_measure(body);
    let specific = SPECIFIC.is_match(body);
    if let Some(found) = HEDGE.find(body)
        && !(has_number && specific)
        && !(has_number
            && matches!(
                found.as_str(),
                "regularly"
                    | "properly"
                    | "soon"
                    | "later on"
                    | "continuously"
                    | "going forward"
                    | "eventually"
                    | "generally"
                    | "periodically"
            ))
        && !(specific
            && !matches!(found.as_str(), "as needed" | "if necessary" | "where appropriate" | "at some point"))
    {
        return Some(found.range());
    }
    if has_number || specific {
        return None;
    }
    // What was done already is no promise.
    static DONE: Pattern = LazyLock::new(|| en::pattern(r"^\W*(?:we|i|they|the team) (?:have |has |had )?[a-z]+ed\b"));
    if DONE.is_match(body) {
        return None;
    }
    // "add a check that no topic has it set": a noun.
    static NOUN: Pattern = LazyLock::new(|| {
        en::pattern(r"\b(?:an?|the|this|that|every|each|health|ci|one|its|pre-[a-z]+) (?:[a-z-]+ )?$")
    });
    // What an action is good for is not the action.
    static PURPOSE: Pattern =
        LazyLock::new(|| en::pattern(r"^(?:prevent|avoid|reduc|minimi|mitigat|increas|support|ensur|mak)"));
    if let Some(found) = en::promises::promise(body) {
        return Some(found);
    }
    let found = VERB.find_iter(body).find(|found| {
        let before = body.get(..found.start()).unwrap_or("");
        let noun = NOUN.is_match(before)
            && ["check", "handle", "address", "support", "study", "research", "review", "plan", "promise", "continue"]
                .iter()
                .any(|word| found.as_str().starts_with(word));
        !noun && (before.split_whitespace().count() <= 5 || !PURPOSE.is_match(found.as_str()))
    })?;
    // The vague verb must be the promise itself, not a part of the object: near the beginning, or after a modal.
    let before = body.get(..found.start()).unwrap_or("");
    let words = before.split_whitespace().count();
    let promised = words <= 5
        || before.contains(" to ")
        || before.contains("should")
        || before.contains("will")
        || before.contains(" and ");
    promised.then(|| found.range())
}

fn find_in(body: &str, pattern: &Pattern) -> Option<Range<usize>> {
    pattern.find(body).map(|m| m.range())
}

/// The promise without its owner, date and priority, which make nothing specific.
fn en_body(plain: &str) -> &str {
    static TAIL: Pattern = LazyLock::new(|| {
        en::pattern(
            r"[;,.(|\[–—-]? ?(?:\b(?:owner|owners|owned by|assignee|assigned to|responsible|due|deadline|by (?:end of|q\d|\d{4}-\d\d|(?:\d{1,2} )?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*|next |the end of|friday|monday|tuesday|wednesday|thursday)|eta|target date|prio(?:rity)?|team:)[ :=]|\bp[0-4]\b|@[a-z]|\bq[1-4]\b|\b(?:\d{1,2}(?:st|nd|rd|th)? )?(?:jan|feb|mar|apr|may|june?|july?|aug|sep|oct|nov|dec)[a-z]*(?: \d{1,2})?(?:,? \d{4})?\.?$).*$",
        )
    });
    TAIL.find(plain).map_or(plain, |found| plain.get(..found.start()).unwrap_or(plain))
}

/// Whether a number is given that is not an id or a date.
fn has_measure(body: &str) -> bool {
    static NUMBER: Pattern = LazyLock::new(|| {
        en::pattern(
            r"(?:^|[^a-z0-9#_.-])(?:>=|<=|>|<|≥|≤|~)? ?\d[\d,.]*(?: ?%| ?(?:ms|s|sec|seconds?|m|min|minutes?|h|hours?|days?|weeks?|gb|mb|tb|kb|gib|mib|rps|qps|x|times|percent)\b|[ ,.;:)]|$)",
        )
    });
    static IDENTIFIER: Pattern = LazyLock::new(|| {
        en::pattern(
            r"(?:\bai-\d+|\b(?:hall|room|line|site|row|rack|panel|floor|gate|track|zone|tier|phase|level|unit|building|dock|node|pump|valve|feed|step|section|version|server|host|lane|platform|berth|terminal|ward|layer|station|line|door|shift|team|area|plant|region|cluster|layer|ipv|http/?|tls|layer|no\.?) ?\d+[a-z]?\b|\binc-?\d+|\b\d{4}-\d\d-\d\d|\bq[1-4]\b|\bsev-?\d|\bp[0-4]\b|^\s*\d+[.)]|^- |\b(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve|zero) )",
        )
    });
    let bare = IDENTIFIER.replace_all(body, " ");
    NUMBER.is_match(&bare)
        || body.contains(" two ")
        || body.contains(" three ")
        || body.contains(" zero ")
        || body.contains(" four ")
        || body.contains(" five ")
}

fn japanese(sentence: &ja::Sentence<'_>) -> Option<Range<usize>> {
    if sentence.context != Context::Action {
        return None;
    }
    static TAIL: Pattern = LazyLock::new(|| {
        ja::pattern(
            "[((][^()()]*(?:[0-9]{4}[-/年][0-9]{1,2}|[0-9]{1,2}/[0-9]{1,2}|[0-9]{1,2}月(?:[0-9]{1,2}日|末|中)?(?:まで|迄|期限)|優先度|担当|期限)[^()()]*[))]。?$|[、。,;((|]? ?(?:担当(?:者|チーム)?|責任者|オーナー|期限|期日|締切|納期|優先度|完了予定|p[0-4])(?: ?[::=]| ?は).*$|[、。((] ?p[0-4][))。]?$",
        )
    });
    static AWARENESS: Pattern = LazyLock::new(|| {
        ja::pattern(
            "周知徹底|周知を徹底|周知の徹底|意識(?:を|の)(?:高め|向上|徹底|改革|醸成)|意識向上|(?:意識|マインド|モラル)[^、。]{0,4}(?:醸成|向上|高め|改革)|意識づけ|意識付け|啓発|啓蒙|注意喚起を(?:行|徹底|図)",
        )
    });
    static VERB: Pattern = LazyLock::new(|| {
        ja::pattern(
            "(?:(?:<vague_end>)[^、。]{0,9}。?$|<vague_noun>)|(?:より[^、。]{1,10}(?:にする|くする|する|なる|なものに|できる)|(?:堅牢|強固|頑健|健全|確実|万全|適正|適切|円滑|安全|安定|盤石|柔軟|明確|迅速|正確|容易|信頼性|可用性|耐障害性|保守性|可観測性|運用性|品質|精度|性能)(?:に|を)(?:する|し|高|上|改|確保|なる|図|保|維持|担保|増)|問い合わせ|話をする|話す|考慮する|念頭|確保する|確保に|担保|底上げ|引き締め|見極め|見定め|注意深く|備え|底固め|定着|浸透|醸成|加速|追求|追及|究明|解明|テコ入れ|てこ入れ|抜本的|全面的に|総合的に|多角的に|包括的に|前向きに|視野に|棚卸し|対策(?:$|。|を)|レビュー(?:を|の)(?:強|充実|改善|しっかり)|ベストプラクティス|仕組み化|ルール化|マニュアル化|手順化|明確化|高度化|近代化|内製化|強靭化|耐障害性|冗長化を(?:検|進|考|図)|自動化を(?:検|進|考|図|推)|自動化する。?$|増や[すし]|減ら|抑え|抑制|軽減|縮小|避け|回避|なく(?:す|し)|撲滅|ゼロに|予防|改める|直してい|強化|改善|見直|検討|再検討|努め|努力|取り組|図る|図っ|高め|向上|充実|推進|促進|整備|拡充|拡大|徹底|最適化|効率化|簡素化|標準化|可視化|整理|洗い出|精査|議論|話し合|勉強|目指|考え|様子を(?:見|み)|注視|監視を続|監視する|見守|継続|修正する|修正を行|(?:を|も|は|から)直す|対策を(?:講|考|行|打|と|取)|対策する|対応する|対応を(?:行|進|検|考)|対処|調査|分析|解析|研究|評価する|把握|確認する|フォロー|共有する|共有を|連携(?:を(?:密|強|深|図|取|よ|良)|する|し(?:て|、)|強化|$|。)|密に|活用|工夫|再発防止|防止に努|防ぐ|防止する|減らす|削減|低減|短縮|迅速|早期|円滑|安定|品質|テストを(?:増|充|拡|追加)|監視を(?:増|追加|入れ)|アラートを(?:増|追加|入れ)|ドキュメントを(?:整|更|書|追|作)|文書化|手順(?:書)?を(?:整|作|更|見|改|用意)|仕組みを(?:考|作|検|導入|整)|体制を(?:作|整|構|強|見|築)|体制の|運用を(?:改|見|考)|リファクタ|刷新|ブラッシュアップ|チューニング|調整|相談|協議|模索|探る|進める|進めて|心がけ|意識する|増やす|増強|厚くする|丁寧に|きめ細|柔軟に|頑張|引き続き|今後も|順次)",
        )
    });
    static HEDGE: Pattern = LazyLock::new(|| {
        ja::pattern(
            "適宜|必要に応じ|必要なら|必要であれば|随時|適切[なに]|可能な(?:限り|範囲)|できる(?:だけ|限り)|なるべく|極力|いずれ|そのうち|追って|折を見て|機会を見て|機会があれば|時間があ(?:れば|るとき)|余裕があ(?:れば|るとき)|将来的に|中長期的に|今後(?:、|は|も|の)|しっかり|きちんと|ちゃんと|十分に|十分な|よりよ|より良|もっと|もう少し|さらなる|更なる|一層|より一層|定期的に|継続的に|できれば|場合によって|状況に応じ|柔軟に|速やかに|早急に|など(?:を|の|も)|等(?:を|の|も)|何らかの|なんらかの|検討中|未定|要検討|要調整|tbd",
        )
    });
    static END: Pattern = LazyLock::new(|| {
        ja::pattern(
            "まで[^、。]{0,20}(?:しない|させない|とみなさない|進めない|始めない|渡さない)|並べて(?:出|表示)|(?:^|[^a-z0-9_./#-])[0-9][0-9,.]*(?:[\\p{Han}--[年月号番版]]|[\\p{Katakana}a-z%])|(?:版|バージョン|ファームウェア|リリース) ?[0-9][0-9.]*(?:で|に)|[0-90-9][0-90-9,,.]*(?: ?(?:%|%|ms|ミリ秒|秒|分|時間|日|件|台|回|本|個|人|名|つ|gb|mb|tb|rps|qps|倍|割|テナント|行|項目|種|か所|箇所|ページ|以|世代|重|文字|字|点|月|週|ヶ月|カ月|か月|ポイント|バイト|段階|社|リージョン|ゾーン|系統|ノード|画面|ルール|サービス|リポジトリ)|/)|(?:超え|下回|上回|失敗し|成立し|不一致|なければ|ない限り|ない場合|場合は)[^、。]{0,20}(?:ページ|通知|停止|拒否|失敗|中断|遮断|止め|ブロック|警告|マージ)|(?:試験|演習|訓練|テスト|リハーサル|試行|ドリル)で[^。]{0,24}(?:確認|確かめ|示す|検証)|できなく(?:し|する)|無効に(?:し|する)|拒否(?:する|し)|失敗させ|ブロックする|遮断する|中断する|停止する|止める(?:。|$|設定|仕組)|必須(?:化|に|とする|項目)|(?:ciで|ciが|ci上|パイプラインで|マージ前に|デプロイ前に|毎回|毎晩|毎日|毎時|夜間に自動|リリースごとに|デプロイごとに)|添付|タイムボックス|結果を[^、。]{0,16}(?:記載|記録|報告|残)|再現(?:する|させ|し)|完了条件|合格基準|まで(?:繰り返|続け|減|縮|下げ|短)|から[^、。]{1,12}に(?:変更|引き上げ|引き下げ|下げ|上げ|切り替え|移)|(?:一|二|三|四|五|六|七|八|九|十)(?:つ|本|台|件|回|名|人目|段階|系統)(?:[^化]|$)",
        )
    });
    let body =
        TAIL.find(&sentence.plain).map_or(sentence.plain.as_str(), |m| sentence.plain.get(..m.start()).unwrap_or(""));
    static ID: Pattern = LazyLock::new(|| ja::pattern(r"(?:ai|inc|sev|ticket)-?[0-9]+|^\s*[0-9]+[.)]"));
    let bare = ID.replace_all(body, "").into_owned();
    if let Some(found) = AWARENESS.find(body) {
        return Some(found.range());
    }
    if END.is_match(&bare)
        || (super::person_fix::RULE.japanese)(sentence).is_some()
        || (super::punitive::RULE.japanese)(sentence).is_some()
    {
        return None;
    }
    let verb = || {
        let found = VERB.find(body)?;
        let words = body.get(..found.start())?.chars().rev().take(14).take_while(|c| !['、', '。'].contains(c));
        Some(found.start() - words.map(char::len_utf8).sum::<usize>()..found.end())
    };
    HEDGE.find(body).map(|m| m.range()).or_else(verb).or_else(|| bare_wish(&bare).then_some(0..body.len()))
}

/// A few words without a figure, a name in Latin letters, a quotation or a verb of handwork: no end that could be seen.
fn bare_wish(body: &str) -> bool {
    /// Longer actions say enough to be looked at.
    const FEW: usize = 20;
    static HANDWORK: Pattern = LazyLock::new(|| {
        ja::pattern(
            "(?:加え|分け|外[しす]|移[しす]|置き換え|取り替え|入れ替え|切り離|つな[ぎぐ]|貼[りる]|付け[るて]|取り付け|設け|設置|撤去|廃止|廃棄|交換|追加|削除|消[しす]|止め|停止|遮断|拒否|表示|送[りる]|送信|通知|登録|記録|保存|公開|配布|固定|制限|禁止|有効|無効|必須|二重化|多重化|冗長化|暗号化|初期化|自動化|失効|延ば|縮め|閉じ|開け|書き換え|書き直|変え|変更|移行|差し替え|付与|付番|採番|計測|測る|試験する)",
        )
    });
    let body = body.trim();
    let spoken = body.chars().any(|c| ('\u{3040}'..='\u{309f}').contains(&c) || ('\u{4e00}'..='\u{9fff}').contains(&c));
    let said = body.trim_end_matches('。').chars().next_back().is_some_and(|c| !('\u{30a0}'..='\u{30ff}').contains(&c));
    let named = body.chars().any(|c| c.is_ascii_alphanumeric() || ('0'..='z').contains(&c) || c == crate::mask::QUOTED);
    spoken && said && !named && body.chars().count() <= FEW && !HANDWORK.is_match(body)
}
