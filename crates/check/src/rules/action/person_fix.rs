//! `action.person-fix`: the change is to people's care.
//!
//! "Be careful", "remind", "retrain" are the weakest of countermeasures: they rely on vigilance, which fades (the hierarchy
//! of intervention effectiveness of the Institute for Safe Medication Practices, 1999). Software that checks is another
//! matter, and so is a drill with an exit criterion.

use std::{ops::Range, sync::LazyLock};

use crate::{
    language::{en, ja, pattern::Pattern},
    rule::{RuleInfo, SentenceRule, Severity},
    sentence::Context::{self, Action, Lesson},
};

/// The rule.
pub const RULE: SentenceRule = SentenceRule {
    info: RuleInfo { id: "action.person-fix", severity: Severity::Warning },
    fires: &[
        (Action, "Remind all engineers to read the change calendar."),
        (Action, "Everyone must be more careful with production credentials."),
        (Action, "Send the database team to a refresher course."),
        (Lesson, "We need to pay closer attention during migrations."),
        (Action, "Double-check host names before rebooting."),
        (Action, "Hang a laminated warning over the breaker panel."),
        (Action, "Operators are to read the command aloud before pressing Enter."),
        (Action, "Have staff sign that they have read the new rule."),
        (Action, "Two pairs of eyes on every tariff upload."),
        (Lesson, "People have to learn to say no to late changes."),
        (Action, "作業前に接続先をよく確認する。"),
        (Action, "全員に手順の遵守を徹底する。"),
        (Lesson, "今後は慎重に作業したい。"),
        (Action, "作業前に必ず深呼吸する。"),
        (Action, "指示があいまいなときは聞き返す。"),
        (Action, "承認者は差分を隅々まで読む。"),
        (Lesson, "忙しい時ほど基本に忠実でありたい。"),
    ],
    passes: &[
        (Action, "Retrain the fraud model weekly and require recall >= 0.9 before it ships."),
        (Action, "The pipeline double-checks every host name against the inventory and stops on a mismatch."),
        (Action, "Run a failover drill every quarter until three people have finished it in under 10 minutes."),
        (Action, "Ask the carrier for a test number by 3 March and add it to runbook TEL-2; owner: voice; P3."),
        (Action, "類似画像モデルを毎週再学習し、再現率0.9未満なら公開しない。"),
        (Action, "接続先の照合をスクリプトが行い、不一致なら停止する。"),
        (Action, "研修用の環境を本番と別の配色にし、接続先を画面上部に固定表示する。(期限: 6/30)"),
        (Action, "初見の2名が30分以内に完走することを確かめる。"),
    ],
    english,
    japanese,
};

fn english(sentence: &en::Sentence<'_>) -> Option<Range<usize>> {
    static CARE: Pattern = LazyLock::new(|| {
        en::pattern(
            r"\b(?:make|making|keep|get) [^.;,]{1,50}? more (?:aware|careful|conscious|attentive|mindful|vigilant|cautious)\b|\b(?:be|being|stay|staying|remain|become|act) (?:(?:more|extra|very|especially|particularly|much more|a bit more|always|much) )*(?:careful|vigilant|mindful|aware|attentive|diligent|thorough|cautious|alert|focused|conscientious|disciplined|meticulous|conscious|on guard|watchful|patient|thoughtful|responsible|rigorous|considerate|sure to (?:check|read|follow|verify|think|ask|look))\b|\b(?:tak(?:e|es|ing)|exercis(?:e|es|ing)|show(?:ing)?|us(?:e|ing)|apply|applying) (?:(?:more|extra|greater|better|particular|special|due|utmost|the|full|appropriate|proper|necessary|needed|required|much more) )*(?:time and|concentration|composure|care|caution|diligence|vigilance|attention|ownership|responsibility|discipline|their time|your time|our time|more time when|judge?ment|common sense)\b|\b(?:pay(?:s|ing)?|giv(?:e|es|ing)|devot(?:e|ing)) (?:(?:more|closer|close|better|extra|special|greater|particular|full|careful|due|the|proper) )*(?:attention|heed)\b|\b(?:double|triple)[ -]?check(?:s|ed|ing)?\b|\bcheck(?:s|ing|ed)? (?:[a-z ]{1,40} )?(?:twice|carefully|manually|by eye|by hand|thoroughly|properly|again and again|very carefully|more carefully)\b|\b(?:read|review|verify|test|inspect|compare|examine|look|type|work|proceed|handle|think|follow|watch)(?:s|ing)? (?:[a-z -]{1,50} )?(?:twice|(?:more |very |extra |most )?(?:carefully|attentively|thoroughly|closely|diligently|conscientiously|cautiously|mindfully)|by eye|with (?:more |greater |extra |due )?(?:care|caution|attention))\b|\bmore (?:carefully|cautiously|attentively|diligently|conscientiously|thoughtfully|vigilantly)\b|\bthink(?:ing)? (?:twice|before|first|harder|carefully)\b|\b(?:slow(?:ing)? down|concentrat(?:e|ing) (?:more|better|harder)|avoid (?:making )?(?:mistakes|errors|carelessness|haste|rushing)|do not (?:rush|forget|assume|panic)|don't (?:rush|forget|assume|panic)|never (?:forget|rush|assume|again)|remember(?:s|ing)? to|keep in mind|bear in mind|not forget|try harder|make fewer mistakes|eyes open|take it seriously|take [a-z ]{1,30} (?:more )?seriously)\b|\b(?:visual(?:ly)? (?:check|inspect|verify|inspection|confirmation)|eyeball|manual(?:ly)? (?:double[- ]check|verify|check|inspect|verification|inspection|cross-check)|second pair of eyes|four[- ]eyes|two[- ]person (?:check|rule)|buddy (?:check|system)|pointing and calling|say (?:it )?(?:out loud|aloud))\b",
        )
    });
    static TEACH: Pattern = LazyLock::new(|| {
        en::pattern(
            r"\b(?:re-?train(?:s|ed|ing)?|train(?:s|ed|ing)?|(?:re-?)?educat(?:e|es|ed|ing|ion)|coach(?:es|ed|ing)?|teach(?:es|ing)?|lectur(?:e|es|ing)|mentor(?:ing)?|brief(?:s|ing)?|re-?brief|sensiti[sz]e|drill into|upskill(?:ing)?|familiari[sz]e|onboard again) (?:(?:all|the|our|every|each|new|junior|on-call|staff|of|whole|entire|any|everyone|more|more of|responsible|involved|night|day|shift) )*(?:[a-z-]+ ){0,2}?(?:<head>|on the importance|on (?:how|the|correct|proper|safe)|about|in (?:the|proper|correct|safe)|to (?:be|follow|check|read|avoid|use|pay|think))|\b(?:refresher|awareness|mandatory|additional|further|extra|more|better|staff|team|operator|engineer|security|compulsory|remedial|safety|repeat|annual|one-day|hands-on|in-house|internal|proper|appropriate|discipline|etiquette) (?:(?:training|awareness|e-learning) )?(?:training|course|courses|workshop|workshops|e-learning|seminar|seminars|education|coaching|lesson|lessons|sessions?|instruction)\b|\b(?:training|refresher|workshop|course|seminar|lecture|session|talk|coaching|lesson|lunch-and-learn|brown bag|town hall) (?:for|to|with|on|about|sessions? (?:for|on|about)|course for|courses? (?:for|on)) (?:(?:all|the|our|every|each|new|junior|on-call|being|more|how|careful|safe|proper|correct|attention|discipline|importance|whole|entire|involved|responsible) )*(?:[a-z-]+ ){0,3}?(?:<head>|careful|care|attention|carefulness|diligence|importance|discipline|the (?:runbook|procedure|process|change process|checklist))|\bretraining\b|\brefreshers?\b|\b(?:in|through|by|with|during|via) (?:an? |the |regular |internal )?(?:training|workshop|course|seminar|e-learning|lecture)\b|\b(?:refresh|deepen|improve|brush up) (?:the |our |their )?(?:[a-z]+ )?(?:<head>(?:'s|') )?(?:knowledge|skills?|understanding|awareness)\b|\b(?:be|to be) stricter\b",
        )
    });
    static TELL: Pattern = LazyLock::new(|| {
        en::pattern(
            r"\b(?:mentor|coach|tutor|supervise|shadow|accompany|watch over|hand-hold|baby-?sit|counsel) (?:[a-z-]+ ){0,3}<head>|<head> (?:will|must|should|shall|to|are to|is to)(?: [a-z]+ly)? (?:manually|personally|visually|by hand|by eye|double|cross)? ?[a-z-]+ [^.;]{1,60}? (?:line by line|by eye|by hand|one by one|word by word|with (?:great|full|more|due) care)\b|<head> (?:will|must|should|shall|to|are to|is to) (?:manually|visually|personally) [a-z-]+|\b(?:have|get|let|make) (?:two|both|a second|another|every|each|all|the|an? [a-z]+|three|at least two) ?(?:[a-z-]+ )?(?:<head>|person|colleague|pair of eyes)(?: [a-z]+ly)? (?:look|check|read|review|double|go|watch|sign|verify|confirm|inspect|proofread|glance)\b|\b(?:think|look|count to ten|breathe|pause) (?:twice|first|again|hard|carefully|it through|things through|ahead)? ?before\b|\b(?:send|enrol|enroll|register|sign|book|put|nominate|schedule) (?:up )?[^.;]{1,50}? (?:up )?(?:on|in|to|for|through|onto) (?:an? |the |another |our |some )?(?:[a-z-]+ ){0,3}(?:courses?|trainings?|workshops?|seminars?|class|classes|certification|certifications|bootcamp|refresher|webinar|e-learning|lessons)\b|\b(?:remind(?:s|ed|ing)?|reminders?|tell|telling|instruct(?:ing)?|admonish|urge|urging|exhort|ask|asking|encourag(?:e|ing)|advise|get|nudge|order|implore|request) (?:(?:all|the|our|every|each|new|whole|entire|to|for|to all|to the|of|again|once more|involved|both|responsible) )*(?:[a-z-]+ ){0,2}?<head>(?: [^.;]{1,60})?|\bsend (?:out )?(?:a |an |another |regular |monthly |weekly )?(?:[a-z]+ )?(?:reminder|reminders|mail|e-?mail|memo|note|message|circular|notice) (?:to|that|about|reminding|asking|telling)\b|\b(?:reminder|reminders|circulars?|memo) (?:to|for|at|in|about|that|mail|e-?mail)\b|\b(?:emphasi[sz](?:e|es|ing)|stress(?:es|ing)?|reiterat(?:e|es|ing)|reinforc(?:e|es|ing)|underlin(?:e|ing)|highlight(?:ing)?|drive home|impress|preach|communicate|repeat|restate|explain) (?:(?:again|to|on|all|the|our|team|teams|once|more|staff|everyone|\x01+) )*(?:importance|need (?:for|to)|necessity|message that|message to|fact that|rules?|polic(?:y|ies)|expectations?|standards?|discipline|obligation|duty|culture of|that (?:\x01+|all|everyone|they|it is))|\b(?:importance of (?:following|checking|reading|testing|being|care|attention|reviewing|communicating|verifying|double-checking|the))\b|(?:<head>|\beach [a-z]+|\ball [a-z]+)(?: on call| on duty)? (?:must|should|shall|will|has to|have to|needs? to|is to|are to|to|ought to|is asked to|are asked to|is expected to|are expected to|is reminded|are reminded)(?: always| now| also| again| strictly| henceforth| carefully| at all times| from now on| please| better)* (?:follow|read|re-?read|check|verify|remember|understand|know|memori[sz]e|respect|obey|adhere|comply|confirm|ask|look|communicate|think|learn|study|attend|watch|concentrate|sign|acknowledge that|take|pay|be |become|stay|avoid|never|not (?:forget|rush|assume|skip))\b|\b(?:follow|adhere to|comply with|obey|respect|stick to|observe|abide by|enforce) (?:[a-z]+ ){0,2}(?:runbooks?|procedures?|checklists?|process(?:es)?|rules?|polic(?:y|ies)|instructions|guidelines|change process|discipline)(?: (?:more|strictly|closely|to the letter|at all times|carefully|properly|without exception|from now on))|<person> (?:must|should|shall|need to|needs to|have to|has to|ought to|are to|is to|will)(?: always| now| also| all| please| henceforth)* (?:speak|ask|raise|say|escalate|react|respond|act|wait|think|listen|report|announce|tell|inform|notify|call|share|look|practise|practice|plan|prepare|slow|admit|help|try|challenge|question|coordinate|talk|discuss|consult|mind|care|focus|double|own up|inspect|compare|count|review|go through|walk|re-?check|note|mention|stick|behave|improve|learn|work|refrain|resist|hold|give|show|keep|use (?:more|common|better|the checklist|care))\b[^.;0-9]{0,60}$|<person> (?:must|should|shall|need to|needs to|have to|has to|ought to|are to|is to)(?: always| now| also)* (?:speak|ask|raise|react|respond|think|listen|slow|communicate|coordinate)\b|\bstrict(?:ly)? (?:adherence|compliance|follow|adhere|enforce|observance)|\b(?:ensure|make sure|see to it|guarantee) (?:that )?(?:everyone|everybody|all (?:[a-z-]+ )?<head>|<head>|the (?:[a-z-]+ )?<head>|each (?:[a-z-]+ )?<head>|people|we all|every (?:[a-z-]+ )?<head>) (?:is |are |has |have )?(?:reads?|knows?|follows?|understands?|remembers?|checks?|aware|careful|trained|familiar|pays?|reminded|takes?|internali[sz]ed|read|informed|briefed|fully|properly|mindful)|\b(?:rais\w+|increas\w+|improv\w+|heighten\w*|foster\w*|promot\w+|build\w*|creat\w+) (?:[a-z]+ ){0,3}(?:awareness|consciousness|discipline|mindfulness|vigilance|carefulness|sense of (?:responsibility|urgency|ownership)|attentiveness|culture of (?:care|vigilance|diligence|checking))\b|\bfoster (?:a )?(?:sense|culture)|\b(?:more|greater|better|increased|stricter|renewed|stronger) (?:discipline|diligence|vigilance|care|attention|caution|carefulness|self-discipline|concentration|alertness|mindfulness)\b|\b(?:lesson|learned) (?:is )?to be (?:more )?careful|\bwithout thinking\b|\bonly (?:the )?(?:senior|experienced|trained|qualified|certified|authori[sz]ed|selected|veteran|seasoned) (?:[a-z-]+ )?(?:<head>|\x01+)[^.;]{0,10}(?:may|can|should|must|are|is|shall|will|to)\b|\bonly <head> (?:may|can|should|are allowed|is allowed)\b|\bpost (?:a )?(?:sign|signs|notice|reminder)|\bwritten (?:pledge|commitment)|\bpledge\b",
        )
    });
    static MACHINE: Pattern = LazyLock::new(|| {
        en::pattern(
            r"\b(?:model|models|classifier|classifiers|estimator|detector|network|forecaster|regressor|embedding|embeddings|recommender|ranker|predictor|bot|ci\b|pipeline|script|linter|job|hook|webhook|automatically|automated|automate|admission|plugin|parser|checksums?|crc|cron|daily to the|queue daily|the tool|tooling|terminal prompt|prompt shows|banner|compiler|gate|wizard|dialog|scheduler|operator pattern|controller|system (?:rejects|blocks|asks|refuses|compares|checks)|policy engine|validator)\b",
        )
    });
    static MODEL: Pattern = LazyLock::new(|| {
        en::pattern(
            r"\b(?:model|models|classifier|classifiers|estimator|detector|forecaster|regressor|recommender|ranker|predictor|automat\w+|cron|bot)\b",
        )
    });
    static EXIT: Pattern = LazyLock::new(|| {
        en::pattern(
            r"\b(?:drill|drills|game day|gameday|exercise|exercises|simulation|rehearsal|tabletop|fire drill|dry run|shadow shift|shadowing|shadowed|each by|until|exit criterion|pass mark|within \d|in under \d|under \d+ (?:min|s|h)|at least \d)\b",
        )
    });
    if !matches!(sentence.context, Context::Action | Context::Lesson | Context::Narrative | Context::Factor) {
        return None;
    }
    if sentence.context != Context::Action && !about_future(&sentence.plain, sentence.context) {
        return None;
    }
    if (super::punitive::RULE.english)(sentence).is_some() {
        return None;
    }
    // A prohibition binds people; with a condition in it, it is an instruction for a procedure.
    static FORBID: Pattern = LazyLock::new(|| {
        en::pattern(
            r"^\W*(?:please )?(?:do not|don't|never|no one (?:may|shall)|nobody (?:may|shall)) (?:ever )?(?:run|execute|deploy|edit|change|touch|use|restart|delete|push|merge|release|make|leave|skip|click|work|perform|apply|start|modify|alter|open)\b",
        )
    });
    static CONDITION: Pattern = LazyLock::new(|| en::pattern(r"\b(?:until|unless|when|while|if|whose|before)\b|\d"));
    // A request to another company is a task like any other.
    static REQUEST: Pattern = LazyLock::new(|| {
        en::pattern(
            r"^\W*(?:ask|request|get|tell|order) (?:the |our |an? )?(?:vendor|supplier|provider|manufacturer|maintainers?|upstream|registrar|carrier|partner)[a-z' ]* (?:for|to|about) ",
        )
    });
    let forbidden = || {
        (sentence.context == Context::Action && !CONDITION.is_match(&sentence.plain))
            .then(|| sentence.find(&FORBID))
            .flatten()
    };
    // A pattern of programming.
    if sentence.plain.contains("double-checked lock") {
        return None;
    }
    let told = || sentence.find(&TELL).filter(|_| !REQUEST.is_match(&sentence.plain));
    let hit = sentence
        .find(&CARE)
        .or_else(|| sentence.find(&TEACH))
        .or_else(told)
        .or_else(forbidden)
        .or_else(|| appealed(sentence))
        .or_else(|| told_to_many(sentence))?;
    // A machine before or in the words does the work; one behind them may be only what the lesson is about.
    let until = sentence.plain.get(..hit.end).unwrap_or("");
    let taught = MODEL.is_match(&sentence.plain) || MACHINE.is_match(until);
    let appeal = CARE.is_match(sentence.marked.get(hit.clone()).unwrap_or(""));
    static PEOPLE_MUST: Pattern = LazyLock::new(|| {
        en::pattern(
            r"^\W*(?:(?:next time|in (?:the )?future|from now on|going forward|henceforth),? )?(?:<head>|all <head>|every <head>|each <head>|everyone|the <head>|(?:please )?(?:always|never|do not|don't|remember|be|stay|pay|take care|make sure|keep in mind|ask|tell|remind)\b)",
        )
    });
    let of_people = PEOPLE_MUST.is_match(&sentence.marked);
    if taught && !of_people || appeal && !of_people && MACHINE.is_match(&sentence.plain) {
        return None;
    }
    let drill = EXIT.is_match(&sentence.plain)
        && sentence.plain.bytes().any(|b| b.is_ascii_digit())
        && EXIT.find_iter(&sentence.plain).count() >= 2;
    (!drill).then_some(hit)
}

/// `Remind Xs to`, whoever the Xs are.
fn told_to_many(sentence: &en::Sentence<'_>) -> Option<Range<usize>> {
    static MANY: Pattern = LazyLock::new(|| {
        en::pattern(
            r"^\W*(?:please )?(?:re-?iterate|re-?state|hammer home|drum in|impress on|stress again|repeat) (?:the |our |this |all )+[a-z -]{2,40}? (?:convention|rule|policy|guideline|procedure|expectation|importance|message|instruction|principle)s?\b|^\W*(?:please )?(?:remind|brief|re-?brief|instruct|urge|coach|retrain|re-?educate|educate|sensiti[sz]e|admonish|exhort|warn|lecture|school) (?:all |the |our |every |each |both |new )*(?:[a-z-]+ )?[a-z]+s?(?: (?:in|at|on|of) [a-z ]+?)? (?:to|about|of|on|in|that|how|not|again|once)\b",
        )
    });
    (sentence.context == Context::Action).then(|| sentence.find_plain_where(&MANY, |_, _, _| true)).flatten()
}

/// A lesson talks of what people should do in its own words; a narrative rarely promises.
fn appealed(sentence: &en::Sentence<'_>) -> Option<Range<usize>> {
    matches!(sentence.context, Context::Action | Context::Lesson).then(|| en::care::appeal(sentence)).flatten()
}

/// Outside the list of actions, only what is meant for the future counts.
fn about_future(plain: &str, context: Context) -> bool {
    // What people have to do at a machine is how it works today.
    static TODAY: Pattern = LazyLock::new(|| en::pattern(r"\b(?:has to|have to|needs? to)\b"));
    static RESOLVE: Pattern = LazyLock::new(|| {
        en::pattern(
            r"\b(?:must|should|will|shall|going forward|next time|in (?:the )?future|from now on|henceforth|lesson|always|remember|let us|let's|learned|learnt|we can only)\b",
        )
    });
    if context != Context::Lesson && TODAY.is_match(plain) && !RESOLVE.is_match(plain) {
        return false;
    }
    static FUTURE: Pattern = LazyLock::new(|| {
        en::pattern(
            r"\b(?:must|should|need to|needs to|have to|has to|will|going forward|next time|in (?:the )?future|from now on|henceforth|lesson|always|remember|let us|let's|shall|we can only|learned|learnt)\b|^(?:be|pay|check|take|double|remind|remember|never|do not|don't|always|train|think|slow|read|make sure|ensure|follow)\b",
        )
    });
    FUTURE.is_match(plain)
        && !plain.contains("should have")
        && !plain.contains("would have")
        && !plain.contains("could have")
}

fn japanese(sentence: &ja::Sentence<'_>) -> Option<Range<usize>> {
    static CARE: Pattern = LazyLock::new(|| {
        ja::pattern(
            "<vow>|<drill_people>|(?:注意(?:する|して|を払|を促|を徹底|すること|したい|を怠ら|深く|を向け|事項を(?:読|確認|周知)|力を)|注意喚起(?:する|を行|を徹底|の(?:メール|連絡)|し)|注意を喚起|(?:気|き)を(?:つけ|付け|配|引き締|抜か)|気をつけ|心(?:が|掛)け|心がけ|心得|留意|配慮する|徹底|(?:再)?教育(?:する|を(?:実施|行|徹底|受け|強化)|・|計画|の(?:実施|徹底|強化)|訓練|し)|再教育|指導(?:する|を(?:強|厳|密|入|充|行|徹底|強化)|し)|研修(?:する|を(?:実施|行|受|開)|の(?:実施|受講))|講習(?:会)?(?:を|の)|勉強会を|説明会(?:を|の)|座学|eラーニング|意識(?:を(?:高|持|徹底|改)|の(?:向上|徹底|改革|醸成|共有)|する(?:よう|こと)|づけ|付け|改革|を新た)|周知(?:する|徹底|を(?:行|徹底|図)|し|の徹底)|目視(?:で|による|確認|チェック|点検)|(?:ダブル|トリプル|クロス)・?チェック|二重(?:に)?(?:チェック|確認)|二人(?:で|体制で)(?:確認|作業|チェック)|再確認(?:する|を(?:徹底|行)|し)|再度確認|(?:よく|十分|必ず|入念に|念入りに|しっかり(?:と)?|きちんと|十分に|慎重に|丁寧に|注意深く|自分の目で|その都度|都度|何度も|もう一度|各自|忘れずに|落ち着いて|声に出して|指差し)(?:[^、。]{0,14})?(?:確認|見[るてよ]|読[むみん]|チェック|点検|守[るりっ]|見直|考え|作業|操作|対応|行う|実施|見ること|復唱|レビュー|検証|目を通)|(?:より)?(?:慎重|丁寧|念入り|入念)(?:に|な)|落ち着いて|集中(?:する|して|力)|緊張感を|気を引き締|引き締め|油断(?:し|せ)|各自(?:が|で|の)|一人(?:ひと|一)り(?:が|の)|一人一人|全員(?:が|に|で)(?:[^、。]{0,16})?(?:確認|読|理解|認識|周知|徹底|守|受講|共有|意識|心|注意|再|暗記|把握|目を)|声(?:を)?(?:か|掛)け|指差(?:し|呼称)|肝に銘じ|(?:忘れ|怠ら|焦ら|慌て|思い込ま|油断し)ない(?:よう|こと)|(?:を)?(?:遵守|順守|厳守|守る|励行)(?:する|し|させ|を徹底|よう|こと|。|$)|責任感を|自覚を|反省(?:会|する|を|し)|朝礼|朝会で[^、。]{0,14}(?:読み上|唱和|注意|周知|共有)|唱和|読み合わせ|注意書き|張り紙|貼り紙|ポスター|標語|戒め|教訓を(?:胸|忘れ)|口頭で(?:確認|注意)|念を押|自戒|リマインド|リマインダ|促す|呼びか(?:け|ける)|呼び掛け|お願いする|言い聞かせ|申し渡|釘を刺|心構え|初心に|当事者意識|スキルアップ|スキル(?:を|の)(?:向上|高|磨)|習熟|能力(?:を|の)(?:向上|高)|モラル(?:を|の)|レビュー(?:を|は)(?:しっかり|丁寧|厳格|慎重)|(?:よう(?:に)?|ことを|旨を|と)(?:[^、。]{0,6})(?:伝える|伝え、|指示する|依頼する|頼む|言い渡|要請する|命じ|求める|申し入れ|念押し|働きか?け|徹底)|(?:全員|各自|各チーム|関係者|担当者|当番|作業者|作業員|エンジニア|開発者|レビュアー|メンバー|要員|オペレーター|夜勤者|新人|社員|スタッフ)(?:に|へ|には)[^。]{0,30}(?:求め|促|義務[づ付]け|要請|させる|してもらう|受けさせ|読ませ|学ばせ|覚えさせ)|目で(?:照合|確認|見|追|確かめ)|研修|熟読|暗記|よく読|忘れない|忘れず|忘れぬ|怠らず|怠らない|焦らず|慌てず|確実に(?:確認|実施|行う|遵守|守|読|見|連絡|報告)|目を(?:通|配|光らせ|皿に)|目配り|見落とさない|見逃さない|間違えない|ミスをしない|ミスを(?:な|減)|声を出|復唱|相互(?:に)?(?:確認|チェック|監視)|ペアで(?:確認|作業)|二人一組|立ち会|上長(?:が|の)(?:確認|立|承認を得)|経験者(?:が|の|に)|熟練者|ベテラン(?:が|の|に|のみ)|新人(?:には|に|は)|若手(?:には|に|は)|OJT|ojt|トレーニング|訓練を受け|受講|座学|テストを受け(?:させ|る)|理解度|理解を深め|理解を促|認識を(?:合わせ|改め|共有|新た)|気持ちを|気合い|危機感|緊張感|規律|自律|自己点検|セルフチェック|意識して|意識的に|意識し|気にかけ|気に(?:掛|留)|慎む|慎み|徹すること|相談しやすい|報連相|ほうれんそう|申し送りを(?:徹|確|しっか|丁寧))",
        )
    });
    static MACHINE: Pattern = LazyLock::new(|| {
        ja::pattern(
            "自動|スクリプト|(?:^|[^a-z])ci(?:[^a-z]|$)|パイプライン|機械(?:的|学習)|ハッシュ|crc|チェックサム|モデル|再学習|分類器|推定器|検出器|ボット|bot|フック|リンター|プラグイン|ジョブ|アドミッション|バナー|ツールが|ツールで|システムが|画面に|端末|背景|プロンプト|設定を配布|ポリシーエンジン|検証器|バリデータ|コンパイラ|拒否|強制|停止する|停止し|止める|適用しない|承認がない限り",
        )
    });
    static DRILL: Pattern = LazyLock::new(|| {
        ja::pattern(
            "(?:演習|訓練|ゲームデー|リハーサル|切り替え試験|シミュレーション|模擬)[^。]*(?:[0-90-9]+ ?(?:分|秒|回|名|人|時間)|まで|合格|完了条件|基準)|(?:まで|合格|完了条件|基準)[^。]*(?:演習|訓練)|[0-90-9]+ ?(?:分|秒|時間)(?:以内|未満)",
        )
    });
    static FUTURE: Pattern = LazyLock::new(|| {
        ja::pattern(
            "今後|次回|次から|これから|以後|以降は|二度と|再発|必要がある|必要だ|ならない|たい(?:。|$|と)|こと(?:。|$)|べき(?:だ|で|。|$)|大切|重要|心がけ|努め|していく|したい|しよう|教訓|学んだ|よう(?:に)?(?:する|し)|ましょう|ます(?:。|$)|る(?:。|$)",
        )
    });
    if matches!(sentence.context, Context::Timeline | Context::ChatQuote) {
        return None;
    }
    if sentence.context != Context::Action
        && (!FUTURE.is_match(&sentence.plain)
            || sentence.context != Context::Lesson && !explicit_future(&sentence.plain))
    {
        return None;
    }
    // 研修環境, 点呼システム, 注意喚起の文言: what a thing is for.
    static COMPOUND: Pattern = LazyLock::new(|| {
        ja::pattern(
            "^(?:表示|喚起の|用の?|環境|システム|サイト|端末|データ|アカウント|管理|記録|履歴|ログ|画面|ページ|アプリ|モード|速度|音声|エンジン|委員|機関|センター|庁|枠|室|棟|予約|申込|機能|結果|項目|欄)",
        )
    });
    let hit = sentence.find_led(&CARE, 12, |_, _, after| !COMPOUND.is_match(after))?;
    if (super::punitive::RULE.japanese)(sentence).is_some() {
        return None;
    }
    // Whoever has to remember, to pay attention or to be aware is a person, whatever they look at.
    static APPEAL: Pattern = LazyLock::new(|| {
        ja::pattern(
            "掲げ|貼り|札を|ポスター|標語|深呼吸|声に出|声を|指差|読み返|見返|見直|復唱|目を(?:凝|通|配|光|皿|離)|心(?:が|掛|得|に)|慎重に|丁寧に|落ち着|冷静|初心|油断|教育|研修|各自|一人ひとり|意識(?:を(?:高|持|徹底|改)|の(?:向上|徹底|改革|醸成)|づけ|付け|改革)|忘れ(?:ない|ず|ぬ)|注意を(?:払|向)|気を(?:つけ|付け|配)|(?:全員|各自|<person>)(?:が|は)",
        )
    });
    let machine =
        MACHINE.is_match(&sentence.plain) && !(APPEAL.is_match(&sentence.marked) && !sentence.plain.contains("自動"));
    if machine || DRILL.is_match(&sentence.plain) { None } else { Some(hit) }
}

fn explicit_future(plain: &str) -> bool {
    ["今後", "次回", "次から", "これから", "以後", "二度と"].iter().any(|word| plain.contains(word))
}
