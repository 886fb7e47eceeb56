//! `tone.apology`: remorse of staff, the letter of apology in place of an analysis.
//!
//! Remorse closes the matter and turns attention to feelings. What customers were told, when and by which channel, is a fact.

use std::{ops::Range, sync::LazyLock};

use crate::{
    language::{en, ja, pattern::Pattern},
    rule::{RuleInfo, SentenceRule, Severity},
    sentence::Context::{self, Action, Lesson, Narrative},
};

/// The rule.
pub const RULE: SentenceRule = SentenceRule {
    info: RuleInfo { id: "tone.apology", severity: Severity::Note },
    fires: &[
        (Narrative, "I am truly sorry for the trouble."),
        (Lesson, "We deeply regret letting our customers down."),
        (Lesson, "The team is ashamed of this result."),
        (Narrative, "It is with a heavy heart that we write this report."),
        (Lesson, "I blame myself every day."),
        (Lesson, "We shall do everything to win back your trust."),
        (Narrative, "関係者の皆様に心よりお詫び申し上げます。"),
        (Lesson, "担当者として深く反省しております。"),
        (Narrative, "弁解のしようもございません。"),
        (Lesson, "穴があったら入りたい気持ちだ。"),
    ],
    passes: &[
        (Narrative, "Support sent an apology with a voucher to 312 customers at 14:00 UTC."),
        (Narrative, "The proxy served the sorry page for nine minutes."),
        (Narrative, "The remorse period for online orders is 14 days."),
        (Narrative, "15時に、影響のあった312名へお詫びのメールを送信した。"),
        (Narrative, "sorryサーバーが9分間応答した。"),
        (Narrative, "お詫びの掲示は各駅に12枚ずつ貼られた。"),
        (Narrative, "利用者への謝罪メールは3,114通だった。"),
    ],
    english,
    japanese,
};

fn english(sentence: &en::Sentence<'_>) -> Option<Range<usize>> {
    // What is to be done about an apology is a task.
    if sentence.context == Context::Action {
        return None;
    }
    static REMORSE: Pattern = LazyLock::new(|| {
        en::pattern(
            r"\bh(?:ang|angs|ung|anging) (?:our|its|their|my|your) heads?\b|\b(?:(?:deeply|very|truly|so|really|terribly|sincerely|extremely|awfully|genuinely|profoundly|dreadfully|are|am|is|feel|feels|was|were) sorry|sorry (?:for|that|about|to)|(?:i|we|and|to|must|would like to|want to|wish to|team|sincerely|deeply|humbly|unreservedly|wholeheartedly|again|also|can only) apologi[sz]e[sd]?|apologi[sz]e (?:for|to|sincerely|deeply|unreservedly|profusely|wholeheartedly|again)|(?:our|my|sincere|sincerest|deepest|heartfelt|humble|profound|humblest|unreserved|please accept|full|many|offer an?|offers? (?:its|their|our|his|her)|owe [a-z ]{1,30} an?) (?:[a-z]+ )?apolog(?:y|ies)|apolog(?:y|ies) (?:for|from) (?:the|our|my|this|any|all|letting)|ashamed|shame on|humbled|mortified|remorse(?:ful)?|contrite|repent(?:ant|s)?|penitent|(?:deeply|sincerely|truly|very much|bitterly|greatly|i|we|and|profoundly|team|much|wholeheartedly|genuinely) regrets?(?:ted)?|regret (?:it|this|that|the|our|my|having|letting|what|any)|with (?:deep|great|profound|sincere|much) regret|regretful|forgive(?:ness)?|beg (?:your|the|for) |(?:feel|feels|felt|feeling) (?:[a-z]+ly |so |very |really |deep |great )*(?:bad|terrible|awful|guilty|guilt|ashamed|shame|embarrassed|responsible|dreadful|horrible|remorse|sorry)|(?:am|is|are|was|were) (?:[a-z]+ly |so |very |really |quite )*(?:embarrassed|guilty about|mortified|devastated|heartbroken|gutted|disappointed (?:in|with) (?:ourselves|myself|themselves|himself|herself))|reflect(?:s|ing|ed)? (?:deeply |seriously |sincerely |earnestly )*(?:on|upon) (?:my|our|his|her|their|own|what (?:i|we)) ?(?:conduct|behaviou?r|actions?|mistakes?|failings?|shortcomings?|failures?|did|have done|errors?|inadequacy)?|soul[- ]searching|make amends|make (?:it|this|things) (?:up to|right)|atone|let (?:you|everyone|everybody|our customers|our users|customers|users|the team|the company|my team|our partners|people) down|letting (?:you|everyone|everybody|our customers|our users|customers|users|the team|the company|my team|our partners|people|them) down|(?:promise|vow|pledge|swear)s? (?:that |to )?(?:this|it|i|we|never|not|such|do better)|(?:will|shall|must|should|to) never (?:happen|occur) again|never let (?:this|it) happen again|not (?:happen|occur) again, (?:i|we) promise|take (?:full |complete |personal )*responsibility (?:for|and)|win back|regain (?:your|their|the) trust|earn (?:back )?(?:your|their|back) ?(?:trust|confidence)|restore (?:your|their) (?:trust|faith|confidence)|trust (?:me|us) again|heavy heart|it (?:pains|grieves|saddens|hurts|shames) (?:us|me|the [a-z]+)|bows? (?:its|his|her|their|our|my) heads?|hang (?:our|my|their) heads?|inexcusable (?:on|of) (?:our|my)|no excuse|mea culpa|deserve better|our bad|my sincerest|sleepless nights|weighs? heavily|hearts? (?:goes|go) out|we (?:really )?(?:hate|hated) (?:that|letting|to)|thank you for your patience|how (?:very |deeply |truly )?sorry|words (?:can(?:not|'t)|fail)|from the bottom of our hearts?|with our tails?|blush(?:es)? with|red-faced|bow our heads?|unworthy|disgraced ourselves|disappointed everyone|cannot face|can't face|haunts? (?:me|us)|cannot forgive|can't forgive|hope (?:you|they|everyone|our [a-z]+) (?:can|will|could) (?:forgive|understand|excuse)|accept (?:our|my) (?:sincere |deepest |humble )?apolog(?:y|ies)|do better|(?:dis)?grace(?:d)? (?:ourselves|myself)|swear|no words)\b",
        )
    });
    static FACT: Pattern = LazyLock::new(|| {
        en::pattern(
            r"\b(?:apologi[sz]ed to [a-z0-9 ]{1,30} (?:by|via|on|at|with|in) |(?:said|says) sorry to (?:the |our |all |its |their )?[a-z]+|sent|sends|posted|published|issued|e-?mailed|delivered|displayed|served|serves|showed|shows|voucher|vouchers|credit note|credits|template|banner|page with|apology (?:e-?mail|mail|page|message|note|post|banner|letter went)|sorry[- ](?:page|server|servers)|at \d\d:\d\d)\b",
        )
    });
    sentence
        .find_plain_where(&REMORSE, |before, found, after| {
            let near = format!("{before}{found}{after}");
            let feeling = found.contains("ashamed") || found.contains("deeply") || found.contains("regret");
            (feeling || !FACT.is_match(&near))
                && !after.starts_with(" page")
                && !after.starts_with(" server")
                && ![" period", " table", " stage", " code", " flow", " form"]
                    .iter()
                    .any(|noun| after.starts_with(noun))
                && !after.starts_with('-')
                && !regrets_data(found, &near)
        })
        .or_else(|| en::remorse::remorse(sentence).filter(|_| !FACT.is_match(&sentence.plain)))
}

/// `regression`, `regret` in bandit algorithms: the noun of a measure.
fn regrets_data(found: &str, sentence: &str) -> bool {
    found.contains("regret")
        && (sentence.contains("cumulative") || sentence.contains("bandit") || sentence.contains("minimax"))
}

fn japanese(sentence: &ja::Sentence<'_>) -> Option<Range<usize>> {
    static REMORSE: Pattern = LazyLock::new(|| {
        ja::pattern(
            "<remorse>|自責の(?:念|思)|自分を責め|悔やまれ|悔いが残|胸が痛|心苦し|心が痛|身が引き締|(?:お|ご)?叱(?:り|責)を(?:受け|真摯)|ご批判|面汚し|懺悔|贖罪|罪を|償い|平身低頭|お恥ずかしい|恥(?:を|の)|恥じ入|情けない(?:限り|思い|気持ち|話)|責任を(?:感じ|痛感|重く)|重責|お許し|許しを|(?:ご)?寛大|信(?:頼|用)(?:を|の)(?:取り戻|回復|失墜|失い)|猛反省|深謝|謝意|謝り|謝る|謝ら|すみません|すまな|すみませ|面目(?:ない|なく)|反省の|反省点(?:として|ばかり)|申し開き|申訳|申し訳(?:な|ご|あり|ござ|無)|お?詫び(?:申し|し(?:たい|ます|なければ|、)|の(?:言葉|気持|しよう)|致|いた|いたし|する次第)|お詫び(?:。|$|したい|すると)|おわび(?:申し|し|いた|する)|陳謝|謝罪(?:し|いた|致|申|する|の(?:意|言葉|念))|深く(?:反省|お詫|陳謝|恥|遺憾)|心(?:より|から)(?:反省|お詫|おわ|申し訳|謝)|猛省|反省(?:し(?:て|、|ます|たい|なければ|きり)|する(?:次第|とともに|と共に|必要|ほか|ばかり|こと)|している|しきり|の(?:意|弁|念|上|気持|言葉|至り)|すべき|を(?:込|胸|深|踏まえ(?:、|て)(?:心|気|精)))|大いに反省|自省|自戒|恥じ(?:て|入|る)|恥ずかし(?:く思|い限り|い思い)|お恥ずかし|痛恨|慚愧|慙愧|不徳(?:の|と)|面目(?:な|次第)|汗顔|赤面|二度と(?:この|同|こ|繰|起|ない|あ)|(?:ご|お)?(?:信頼|信用)(?:の)?(?:回復|を(?:回復|取り戻))|ご迷惑(?:を|と)|ご不便を(?:お|おか)|ご心配(?:を|と)|多大な(?:る)?(?:ご)?(?:迷惑|心配|不便)|責任(?:を)?(?:を痛感|痛感|の重さ)|痛感し|肝に銘じ|重く(?:受け止め|受けとめ)|真摯に(?:受け止め|反省|受けとめ)|厳粛に受け止め|遺憾(?:に(?:存|思)|の意)|誠心誠意|精進|顔向け|合わせる顔|お許し|ご容赦|ご寛恕|罪悪感|後悔(?:し|の念)|悔やん(?:で|だ)|悔いて|忸怩|断腸|ざんき|慙愧|残念でな(?:ら|り)|無念でな(?:ら|り)|情けなく思|気持ちを(?:新たに|引き締)|襟を正|初心に返|ごめん",
        )
    });
    static FACT: Pattern = LazyLock::new(|| {
        ja::pattern(
            "声明|大臣|政府|相手国|(?:謝る|謝罪する|詫びる)(?:事例|場面|件|利用者|顧客|通話|やり取り)|(?:利用者|顧客|来客|乗客|受講者)(?:が|から)[^、。]{0,16}(?:謝|詫)|(?:お詫び|おわび|謝罪)(?:の|文の?|を)?(?:メール|案内|ページ|文|掲載|告知|通知|バナー|クーポン|ポイント|品)|(?:送信|掲載|配信|表示|公開|発行|付与)(?:した|され|し、)|sorry",
        )
    });
    if sentence.context == Action {
        return None;
    }
    sentence.find_plain_where(&REMORSE, |before, found, after| {
        let near = format!("{before}{found}{after}");
        // If only …, と悔やまれる: the hindsight is the finding.
        let wish = (found.starts_with("悔やまれ") || found.starts_with("残念でな"))
            && ["れば", "けば", "たら", "べき"].iter().any(|word| before.contains(word));
        !wish
            && (!FACT.is_match(&near) || found.contains("反省") || found.contains("猛省"))
            && !after.starts_with("ページ")
            && !after.starts_with("画面")
    })
}
