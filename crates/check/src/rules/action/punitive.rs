//! `action.punitive`: a warning, discipline, a review score, or access taken away as a sanction.
//!
//! Punishing whoever was nearest to the failure buys silence (S. Dekker, *Just Culture*, 2007). Revoking a leaked key or
//! ending a process is a technical act.

use std::{ops::Range, sync::LazyLock};

use crate::{
    language::{en, ja, pattern::Pattern},
    rule::{RuleInfo, SentenceRule, Severity},
    sentence::Context::{Action, Narrative},
};

/// The rule.
pub const RULE: SentenceRule = SentenceRule {
    info: RuleInfo { id: "action.punitive", severity: Severity::Error },
    fires: &[
        (Action, "Issue a formal warning to the technician."),
        (Action, "Reflect the outage in the lead's yearly appraisal."),
        (Action, "Take production access away from the junior developers for three months."),
        (Narrative, "The two operators will be held accountable."),
        (Action, "Withhold the quarterly bonus of the network lead."),
        (Action, "The person who left the door open pays for the damage."),
        (Action, "Publish the names of those who skipped the drill."),
        (Narrative, "Heads must roll."),
        (Action, "担当者に始末書を提出させる。"),
        (Action, "当該メンバーを当番から外す。"),
        (Action, "担当者の夜勤手当を3か月停止する。"),
        (Action, "再発時は契約の更新を見送る。"),
        (Action, "違反者の氏名を社内に公表する。"),
    ],
    passes: &[
        (Action, "Revoke the leaked deploy key and issue one per repository; owner: platform; due 2026-04-01."),
        (Action, "The linter warns about unpinned images and fails the build; owner: ci; due 2026-04-01."),
        (Action, "Terminate idle connections after 300 s; owner: db; due 2026-04-01."),
        (Narrative, "The disciplinary register was restored on the second day."),
        (Narrative, "Demotion of the leader took 9 s."),
        (Action, "漏えいした鍵を失効させ、リポジトリごとに1本ずつ発行する。担当: 基盤、期限: 2026-04-01。"),
        (Action, "故障した媒体12本を処分する。担当: 施設、期限: 2026-04-01。"),
        (Action, "予備系を毎週自動で昇格させ、所要時間を記録する。"),
        (Narrative, "値引き処分の対象フラグが412品に立った。"),
    ],
    english,
    japanese,
};

fn english(sentence: &en::Sentence<'_>) -> Option<Range<usize>> {
    static SANCTION: Pattern = LazyLock::new(|| {
        en::pattern(
            r"\buntil (?:he|she|they) (?:ha(?:s|ve) )?(?:re-?)?earn(?:s|ed)? (?:it|them|trust|our trust)(?: back)?\b|\b(?:(?:verbal|written|formal|official|stern|disciplinary|oral|strong) (?:warnings?|caution|reprimands?|notice|admonition|rebuke)|(?:final|first|second|last) (?:warnings?|caution|reprimands?|admonition|rebuke)|(?:second|third|final|last|one more) strikes?|(?:means?|mean|is) (?:leaving|out of|the end of) (?:the |his |her |their )?(?:team|company|job|career|contract|rota|rotation)|shown? the door|pack (?:his|her|their) (?:bags|things)|personnel (?:board|committee|hearing|interview)|disciplinary (?:board|committee|hearing)|disciplin(?:e|ed|ing)(?: (?:the|all|both|any|for|those|whoever)| ?[.,;]|$)|disciplinary|reprimand(?:ed|ing|s)?|rebuke|admonish(?:ed|ment)?|performance (?:review|reviews|improvement plan|appraisal|rating|evaluation|record|conversation|plan|warning)|(?:annual|yearly|next|quarterly|mid-year|end-of-year|staff|personnel|employee|his|her|their|s|lead's|engineer's|person's) (?:[a-z]+ )?(?:appraisal|appraisals|evaluation|review score|performance|rating|personnel file|bonus|pay|salary|promotion)|appraisal|personnel (?:file|record)|hr (?:file|record|department|case|process|involvement|follow-up|review)|human resources|(?:to|with|involve|inform) hr\b|bonus(?:es)? (?:cut|reduction|withheld|will|is|are|deduction)|(?:cut|withhold|reduce|deduct|dock|docked|cancel|forfeit|lose|reduced) (?:[a-z' ]{0,30})?(?:bonus|bonuses|pay|salary|wages|leave days|privileges)|demot(?:e|ed|ion|ing)|dismissal|layoffs?|sack(?:ed|ing)?\b|let go\b|fired\b|termination of (?:employment|contract|the contract|his|her|their)|penali[sz](?:e|ed|ing)|penalt(?:y|ies) (?:for|to|on)|punish(?:ed|ment|ing|able)?|sanction(?:s|ed|ing)? (?:for|the|against|on|will|any|those)|name and shame|naming and shaming|wall of shame|hall of shame|blame list|put on notice|write[- ]?up (?:for|of the (?:engineer|operator))|letter of apology|apology letter|written apology|formal apology|personal apology|zero[- ]tolerance|consequences for|face consequences|(?:personal|individual|appropriate|further|clear|serious|formal|disciplinary|contractual|real) consequences|h[eo]ld (?:[a-z\x01-]+ ){0,4}(?:accountable|responsible|liable|to account)|holding (?:[a-z\x01-]+ ){0,4}(?:accountable|responsible|liable|to account)|call(?:ed)? to account|make an example|three[- ]strikes|strike (?:system|policy|against)|probation(?:ary)?|suspend(?:ed|ing)? (?:the |both |all |his |her |their )?(?:[a-z-]+ )?<head>|suspension (?:of|for) (?:the |both |all )?(?:[a-z-]+ )?<head>|(?:fire|terminate|dismiss|sack|demote|punish|fine|scold|chastise|berate|chide|censure|caution|warn|shame|charge|invoice|bill|sue|blame|penalize|oust|evict|replace|reassign|transfer|sideline|expel|ban) (?:the |both |all |any |whoever |those |that )?(?:responsible |[a-z-]+(?:'s)? |\x01+(?:'s)? )?<head>|(?:engineer|operator|person|developer|technician|employee|team)s? responsible (?:will|must|is to|are to|should|to) (?:be|explain|answer|apologi[sz]e|pay)|answer for (?:this|it|that|their|his|her|the)|answer to (?:the board|hr|management|the director)|explain (?:himself|herself|themselves|yourself)|justify (?:himself|herself|themselves)|(?:conversation|talk|talking-to|word|meeting) with (?:his|her|their|the (?:engineer|operator|person)'s) (?:manager|line manager|boss|supervisor)|talking-to|escalate to (?:his|her|their) (?:manager|line manager|boss)|dressing[- ]down|telling[- ]off|black mark|demerits?|blacklist(?:ed)? (?:the )?<head>|lose (?:his|her|their) (?:access|privileges|job|admin)|be fined|(?:is|are|was|were|get|gets|be) fined)(?:\b|[ .,;:]|$)",
        )
    });
    static ACCESS: Pattern = LazyLock::new(|| {
        en::pattern(
            r"\b(?:revok(?:e|es|ed|ing)|remov(?:e|es|ed|ing)|tak(?:e|es|ing) away|taken away|withdraw(?:s|n|ing)?|strip(?:ped|ping)?|suspend(?:ed|ing|s)?|cancel|den(?:y|ied|ying)|restrict(?:ed|ing)?|los(?:e|es|ing)|bar(?:red|ring)?|ban(?:ned|ning)?|exclud(?:e|ed|ing)|tak(?:e|en|ing)|pull(?:ed|ing)?|disabl(?:e|ed|ing)|freez(?:e|ing)|confiscat(?:e|ed|ing)|mov(?:e|ed|ing)|transfer(?:red|ring)?|reassign(?:ed|ing)?|kick(?:ed|ing)?|throw(?:n|ing)?|keep(?:ing)?|rotat(?:e|ed|ing)) (?:[^.;,]{0,40}?)<head>(?:(?:'s|')|[^.;,]{0,30}?)? ?(?:[a-z-]+ ){0,3}(?:access|privileges?|rights?|permissions?|credentials|admin|root|sudo|on-call|rotation|rota|merge|commit|from the (?:rotation|rota|team|project|on-call|roster)|(?:off|out of|from|away from) (?:the |our )?(?:[a-z-]+ )?(?:rotation|rota|team|project|on-call|roster|shift|account|\x01+)|from on-call|from (?:production|prod|deploying|merging))|\b(?:bar|ban|exclude|lock|throw|shut|kick|keep|remove|drop|expel|evict|pull|take) (?:out )?(?:the |all |any |both |those |his |her |our )?(?:[a-z-]+(?:\x27s)? ){0,2}<head>(?:[^.;,]{0,20})? (?:from|out of|off) [a-z]|<head>[^.;,]{0,40}? (?:loses?|forfeits?|gives? up|surrenders?|hands? (?:in|back)) (?:his |her |their |all |any |the )?(?:[a-z-]+ ){0,3}(?:access|rights?|privileges?|permissions?|badge|keys?|bonus|slot|role|title)\b|<head>(?: (?:in|on|of|from|at) [a-z -]{1,24})? (?:is|are|was|were|be|been|has been|have been|will be) (?:[a-z]+ly |now |hereby |temporarily )*(?:barred|banned|excluded|suspended|stripped|demoted|relieved|expelled|locked out|shut out|stood down|kept away|forbidden|disqualified|debarred) (?:from|of|to)\b|\bno (?:more|longer) (?:[a-z-]+ )*(?:access|rights|privileges|root|sudo|on-call)[^.;]{0,12} for [^.;]{0,24}<head>|\b(?:transfer|reassign|move|relegate|shift) (?:the |all |any |both |those )?(?:[a-z-]+ ){0,2}<head> (?:to|onto|into|away) (?:a |an |another|less|different|other|the )?|\b(?:revok(?:e|es|ed|ing)|remov(?:e|es|ed|ing)|tak(?:e|es|ing)|taken|withdraw(?:n|ing)?|strip(?:ped|ping)?|suspend(?:ed|ing)?) (?:all |the |any )?(?:[a-z-]+ ){0,4}(?:access|privileges?|rights?|permissions?|sudo|root|keys?)(?: away)? (?:from|of|for) (?:the |all |any |both |those |his |her )?(?:[a-z-]+ ){0,3}<head>",
        )
    });
    static TECHNICAL: Pattern = LazyLock::new(|| {
        en::pattern(
            r"\b(?:leaked|stale|unused|expired|service account|service accounts|token|tokens|departed|leavers?|left the company|offboard\w*|off-board\w*|least privilege|just-in-time|break-glass|idle|dormant|compromised|orphaned|default|linter|lint|compiler|build|mover|joiner|job title|role change|no longer need|not need|rotate|rotation of keys|ci\b)\b",
        )
    });
    static PERSON_ONLY: Pattern = LazyLock::new(|| {
        en::pattern(r"\b(?:warnings?|fired|sack|penalt|let go|replace|transfer|ban|terminate|fine|fines|performance)\b")
    });
    let hit = sentence
        .find_where(&SANCTION, |_, found, after| {
            let needs_person = PERSON_ONLY.is_match(found)
                && !found.contains('\u{1}')
                && !found.starts_with("his ")
                && !found.starts_with("her ")
                && !found.starts_with("their ");
            !(needs_person
                && !sentence.has_person()
                && !found.starts_with("formal")
                && !found.starts_with("written")
                && !found.starts_with("verbal")
                && !found.starts_with("final")
                && !found.contains("review")
                && !found.contains("appraisal"))
                && !(found.starts_with("replace") || found.starts_with("transfer")) | found.contains("responsible")
                && !(found == "fired" && !after.starts_with([' ', '.', ',', ';']))
        })
        .or_else(|| sentence.find(&ACCESS))
        .or_else(|| sanctioned(sentence))?;
    let found = sentence.plain.get(hit.clone()).unwrap_or("");
    // In running text a word of discipline alone may be the name of a form or the state of a replica.
    if sentence.context != crate::Context::Action && !is_imposed(sentence) {
        return None;
    }
    let alarm = (found == "fired" || found == "let go") && sentence.context != crate::Context::Action;
    if alarm || TECHNICAL.is_match(&sentence.plain) && !found.contains("disciplin") && !found.contains("warning") {
        None
    } else {
        Some(hit)
    }
}

/// Whether the sentence says that somebody gets the sanction.
fn is_imposed(sentence: &en::Sentence<'_>) -> bool {
    static IMPOSED: Pattern = LazyLock::new(|| {
        en::pattern(
            r"\b(?:will|must|should|shall|ought|have to|has to|to be|be|given|issued|received?|faces?|sent|got|gets?|loses?|lost|taken|without pay|relieved|has been|have been|had been|let's|need to|needs to|deserves?|punish\w*|name and|naming and)\b|<person>[^.;]{0,20} (?:was|were|is|are) ",
        )
    });
    IMPOSED.is_match(&sentence.marked)
}

/// In running text only what reads as a sanction without the frame of an action: people who were sent home, heads that roll.
fn sanctioned(sentence: &en::Sentence<'_>) -> Option<Range<usize>> {
    let hit = en::sanctions::sanction(sentence)?;
    static TOLD: Pattern = LazyLock::new(|| {
        en::pattern(
            r"\b(?:sent home|without pay|relieved of|must roll|will roll|face the music|faces? the consequences|will face|disciplin\w*|reprimand\w*|demoted|dismissed|sacked|fined|suspended|docked|stripped|shown the door|pay cut|unpaid|made an example|pilloried|scapegoat|riot act|blacklisted|banned|barred|penali[sz]ed|punished|hr\b|personnel file)",
        )
    });
    let told = || TOLD.is_match(sentence.plain.get(hit.clone()).unwrap_or(""));
    (sentence.context == crate::Context::Action || told()).then(|| hit.clone())
}

fn japanese(sentence: &ja::Sentence<'_>) -> Option<Range<usize>> {
    static SANCTION: Pattern = LazyLock::new(|| {
        ja::pattern(
            "<sanction>|<person>の(?:アカウント|権限|id|アクセス権?)[^、。]{0,10}を[^、。]{0,8}(?:停止|凍結|取り上げ|剥奪)|(?:(?:信用|信頼)を(?:取り戻す|回復する)まで[^。]{0,30}(?:取り上げ|停止|外す|制限)|締め出|立ち入り(?:を)?禁|追い出|出入りを禁|(?:最終|最後|正式|書面|口頭)(?:の)?(?:警告|通告|通達)|(?:賞与|給与|報酬|委託料|契約金)から|懲戒|(?:降格|異動|左遷)させ|(?:部署|部門|閑職|チーム|拠点)(?:へ|に)(?:異動|移|回す|飛ば)|厳重(?:に|な)?注意|叱り|きつく(?:叱|言|注意|申)|灸を据え|吊るし|糾弾|責め(?:る|立て)|追及する|降板|更迭|退場|左遷|失職|契約を切|違約金|弁償|減給|給与(?:を|から)|手当(?:を|の)(?:減|削|カット|停止|不支給)|インセンティブ(?:を|の)(?:減|削|停止)|成績(?:に|を)|人事考課|勤務評定|注意書(?:を(?:渡|交付|手渡|発行|書か)|の交付)|警告書|イエローカード|レッドカード|ブラックリストに(?:載せ|入れ|登録)|謹慎|自宅待機|出禁|接触を禁|作業(?:を)?(?:禁止|禁じ)(?:する)?。?$|(?:本人|担当者|当人|作業者|個人)(?:に|へ)(?:費用|損害|修復費|罰|負担)|(?:\u{1}+)を(?:外す|外し|降ろ|下ろ|替え|交代させ|代え|処)|始末書|顛末書|反省文|誓約書|念書|懲戒|減給|降格|降任|降職|解雇|免職|譴責|けん責|戒告|訓告|厳重注意|厳重に注意|厳しく注意|人事(?:評価|考課|査定|上の措置|記録|部に報告)|査定(?:に|を|で)|評価(?:を(?:下げ|引き下げ|減点)|に(?:反映|影響|響)|の(?:減点|引き下げ))|考課|賞与|ボーナス|昇給|昇進(?:を|から)|昇格を|減点|ペナルティ|罰(?:する|則|金|を)|処罰|制裁|叱責|叱る|懲罰|更迭|謹慎|出勤停止|停職|左遷|異動させ|配置転換|配置換え|責任(?:を(?:追及|取ら|問|明確にし(?:て|、)?処)|追及|の追及|者を(?:処|罰))|責めを負|(?:口頭|書面|文書|厳重|強く|正式)(?:で|に|による)?(?:の)?(?:警告|注意)|警告(?:書|処分)|(?:\u{1}+[^、。]{0,10})(?:に|へ)[^、。]{0,10}警告(?:する|を(?:与|出|行))|名指し|実名(?:を|で)|晒|さらし者|見せしめ|謝罪させ|謝罪(?:文|を求め)|面談で(?:注意|指導|叱|厳)|上司に報告し[^、。]{0,10}(?:注意|指導)|弁償|賠償させ|損害賠償を(?:本人|担当)|契約(?:を)?(?:打ち切|更新しない)|(?:業者|委託先|ベンダー?|会社)[^、。]{0,8}(?:と|との)[^、。]{0,4}取引(?:を)?(?:停止|打ち切)|出入り禁止|クビ|担当(?:から|を)(?:外|はず|降|下ろ)|(?:当番|ローテーション|チーム|プロジェクト|オンコール|メンバー|作業)から(?:外|はず|除外|降ろ|下ろ|排除)|を外す措置|(?:権限|アクセス権?|特権)を[^、。]{0,12}(?:剥奪|はく奪|取り上げ|没収|取り消|停止|召し上げ)|(?:権限|アクセス権?)(?:の)?(?:剥奪|はく奪|没収)|剥奪|はく奪|処分(?:する|を(?:検討|行|科|決|求|下)|対象|の対象|し|と))",
        )
    });
    static TECHNICAL: Pattern = LazyLock::new(|| {
        ja::pattern(
            "自動で|ip|アドレス|ドメイン|ジョブ|スクリプト|廃止予定|レプリカ|スタンバイ|予備系|待機系|主系|プライマリ|フォロワー|ノード|クラスタ|採点|減点(?:方式|ルール|処理|配分|項目)|(?:値引き|見切り|割引|廃棄|最終)処分|罰則(?:項|の重み|係数)|罰金項|ペナルティ(?:項|係数|値|の重み|関数)|謝罪(?:文|メール|広告|バナー)(?:を|の)?(?:掲載|送|配|公開|表示|出)|(?:機器|ディスク|媒体|サーバー?|部品|在庫|端末|データ|バッテリー|電池|ハードウェア|廃棄|ハード|ssd|hdd|テープ|装置|資産|古い|故障|退職|異動者|未使用|漏えい|漏洩|不要|サービスアカウント|トークン|鍵|証明書|期限切れ|最小権限|リンター|ビルド|ci|ボット|api)",
        )
    });
    static PERSONAL: Pattern = LazyLock::new(|| {
        ja::pattern(
            "始末書|反省文|懲戒|減給|降格|解雇|譴責|戒告|訓告|人事|査定|賞与|罰|叱|責任|本人|見せしめ|名指し|厳重",
        )
    });
    static TERM: Pattern =
        LazyLock::new(|| ja::pattern("罰則(?:項|の重み|係数)|罰金項|罰ゲーム|反省文(?:自動|採点|の自動|生成)"));
    if sentence.context == crate::Context::Timeline {
        return None;
    }
    // 解雇予告手当, 停職者の給与データ: what a payroll handles.
    static HANDLED: Pattern = LazyLock::new(|| {
        ja::pattern(
            "^(?:状|者|予告|手当|書|データ|システム|フラグ|届|通知|制度|規程|の?申込|の?申請)?(?:の|を|が|は)?[^、。]{0,10}(?:様式|書式|計算|データ|帳票|pdf|画面|フラグ|処理|登録|表示|検索|件数|入力|システム|受付)",
        )
    });
    let keep = |before: &str, found: &str, after: &str| {
        if sentence.context != crate::Context::Action && HANDLED.is_match(after) {
            return false;
        }
        let near = format!("{before}{found}{}", after.chars().take(8).collect::<String>());
        PERSONAL.is_match(found) && !found.contains("責任分界") && !TERM.is_match(&near) || !TECHNICAL.is_match(&near)
    };
    // 当番から外す: in the marked text 当番 is a person, in the plain text it is a duty.
    sentence.find_marked_led(&SANCTION, 12, keep).or_else(|| sentence.find_led(&SANCTION, 12, keep))
}
