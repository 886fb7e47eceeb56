//! `blame.character`: skill, attention, diligence, attitude or morale of people is judged.
//!
//! People come to work to do a good job; what looks like a trait is mostly a situation (the fundamental attribution
//! error; S. Dekker, *Just Culture*, 2007). Capacity and exposure, stated with their systemic reason, are facts.

use std::{ops::Range, sync::LazyLock};

use crate::{
    language::{en, ja, pattern::Pattern},
    rule::{RuleInfo, SentenceRule, Severity},
    sentence::Context::{self, Action, Factor, Narrative},
};

/// The rule.
pub const RULE: SentenceRule = SentenceRule {
    info: RuleInfo { id: "blame.character", severity: Severity::Error },
    fires: &[
        (Narrative, "The incident shows how careless the night shift has become."),
        (Factor, "Inexperience of the person on duty."),
        (Narrative, "The whole team lacks the discipline to finish a checklist."),
        (Narrative, "There is a lack of ownership in the storage group."),
        (Narrative, "The responder was not paying attention to the graphs."),
        (Narrative, "The crew's minds were on the holiday."),
        (Narrative, "A shaky grasp of routing in the campus group prolonged the fault."),
        (Narrative, "The engineer is a loose cannon."),
        (Narrative, "It was naive of the group to rely on one key."),
        (Narrative, "The department is a bunch of prima donnas."),
        (Narrative, "背景には担当チームの慢心がある。"),
        (Factor, "作業者のスキル不足"),
        (Narrative, "集中力を欠いたまま作業が続けられた。"),
        (Narrative, "運用部門はぬるま湯に浸かっていた。"),
        (Narrative, "レビュアーには細部を見る根気がない。"),
        (Narrative, "現場監督は昔から大ざっぱだ。"),
        (Narrative, "若い社員にコスト感覚がない。"),
    ],
    passes: &[
        (Narrative, "The index uses lazy loading for cold segments."),
        (Narrative, "A sloppy quorum accepted both writes."),
        (Factor, "The responder had little experience with the tool, because it is used once a year."),
        (Narrative, "The attention head of the model ran out of memory."),
        (Narrative, "The sleepy watchdog fires every 60 s."),
        (Narrative, "The team lacked access to the carrier's portal, which is granted per person."),
        (Factor, "演習が年1回のみのため、当番は切り替えの経験が少なかった。"),
        (Narrative, "居眠り・不注意検知サービスの応答が遅れた。"),
        (Narrative, "ライセンスが不足し、起動を拒まれた。"),
        (Narrative, "画像がぼんやりしており、判定の確信度は0.31だった。"),
        (Narrative, "能力不足の予備電源が3分で落ちた。"),
    ],
    english,
    japanese,
};

fn english(sentence: &en::Sentence<'_>) -> Option<Range<usize>> {
    if sentence.context == Context::Action {
        return None;
    }
    static TRAIT: Pattern = LazyLock::new(|| {
        en::pattern(
            r"\b(?:carelessness|careless|carelessly|negligence|negligent|incompetence|incompetent|ineptitude|inept|laziness|lazy|lazily|inexperience|inexperienced|complacency|complacent|complacently|inattention|inattentive|inattentiveness|sloppiness|sloppy|recklessness|reckless|overconfidence|over-confidence|overconfident|over-confident|arrogance|arrogant|hubris|unprofessional|unprofessionalism|irresponsible|irresponsibility|clueless|unqualified|undisciplined|indiscipline|absent-minded|absentminded|absent-mindedness|half-asleep|forgetful|forgetfulness|apathy|apathetic|indifference|thoughtless|thoughtlessness|heedless|lackadaisical|lax|laxness|laxity|slapdash|cavalier|cowboy|gung-ho|amateurs|unskilled|ignorance|ignorant|stubborn|stubbornness|impatient|impatience|gullible|clumsy|clumsiness|unmotivated|demotivated|lethargic|lethargy|slack|slackness|slackers?|naivety|naïvety|foolish|foolishness|stupidity|stupid|hasty|haste|rushed attitude|ego|unreliable people|unfit for|out of (?:his|her|their|my|our) depth|in over (?:his|her|their) head|weak(?:est)? (?:engineer|member|performer)|mindset|attitude|work ethic|low morale|poor morale|morale|professionalism|tunnel vision|panicky|dozy|sleepy|distracted|daydreaming|fell asleep|asleep|hung ?over|inadequately skilled|under-?skilled|not up to the job|not up to (?:the|his|her|their) task|jaded|incapable|unwilling|unconcerned|uncaring|disengaged|oblivious|timid|cowardice|disorgani[sz]ed|scatterbrained|scatter-brained|unfocused|careful enough|diligent enough|attentive enough|thorough enough|vigilant enough|skilled enough|experienced enough|competent enough|knowledgeable enough|senior enough|too junior|too green|too inexperienced|too lazy|too confident|too busy chatting|too proud|too relaxed|too comfortable|too eager)\b",
        )
    });
    static LACK: Pattern = LazyLock::new(|| {
        en::pattern(
            r"\b(?:lack(?:s|ed|ing)?(?: of| in)?|insufficient|inadequate|poor|low|little|no|missing|absence of|deficits? in|deficient|weak|limited|lapses? (?:of|in)|without(?: any| enough| the)?|not have (?:the|enough)|not (?:showing|displaying|enough|sufficient)|bad|shortage of|questionable|wandering|waning|insufficiently)(?: [a-z]+(?:ly)?| the| any| basic| necessary| required| technical| proper| due| enough| sufficient){0,2} (?:nerve|courage|guts|stomach|resolve|backbone|tact|patience|instincts?|composure|imagination|humility|curiosity|maturity|self-control|care|attention|skills?|experience|discipline|diligence|knowledge|ownership|rigou?r|focus|motivation|judge?ment|professionalism|commitment|sense of (?:responsibility|ownership|urgency|duty)|competence|competency|concentration|vigilance|understanding|initiative|common sense|attitude|work ethic|morale|conscientiousness|expertise|aptitude|maturity|seniority|engagement|accountability|seriousness|foresight|urgency|awareness|talent|ability|abilities|craftsmanship|thoroughness|caution|interest|effort|integrity|training discipline|know-how|proficiency|literacy)\b",
        )
    });
    static PHRASE: Pattern = LazyLock::new(|| {
        en::pattern(
            r"\b(?:not|hardly|scarcely|never|no longer) (?:exactly |really |quite )?the (?:most [a-z-]+|best|sharpest|brightest|fastest|quickest|strongest|keenest|tidiest) (?:of|in|among|on|[a-z-]+ (?:of|in|among|on))\b|<person>(?: has| have| had| is| was| are| were)(?: simply| just| really)? (?:never been|not|no|hardly|never|not exactly|no longer)(?: much of| really| quite)? (?:an? |one for |the |known for |much of )(?:[a-z-]+ )?(?:person|details?|hero|genius|star|expert at|paperwork|checklists?|type|talent|asset|wizard|role model)\b|<person>(?:<gap>)? (?:still |rather |fairly |quite |very |too |so |a bit |somewhat |relatively )+(?:green|raw|wet behind the ears)\b|\bbeing (?:still |rather |fairly |quite |very |too |so |a bit |somewhat |relatively )+(?:green|raw|junior|fresh|new to (?:the job|all this|the team)|wet behind the ears),|\b(?:not|n't|n’t|hardly|scarcely|never|barely) (?:really |quite |yet )?(?:strong|skilled|experienced|good|deep|fluent|versed|proficient|knowledgeable|smart|clever|mature|sharp|bright|quick|tough|at home|firm)(?: enough)? (?:in|at|with|for the (?:job|role|task)|on)\b|\b(?:lost (?:all |his |her |their |any )*(?:interest|enthusiasm|motivation) in|stopped caring|gave up caring|mentally (?:gone|absent|elsewhere|checked out)|checked out (?:long|weeks|months|mentally))\b|\b(?:not|hardly|scarcely|never) (?:exactly |really |particularly )?(?:known|famous|noted) for (?:his|her|its|their|our)\b|(?:\b(?:not|wasn't|weren't|isn't|aren't|stopped|without|instead of|barely|hardly|never) (?:really |been )?(?:paying (?:enough |close |any |proper |sufficient )?attention|concentrating|focused|focus(?:ing|sed)|careful|diligent|attentive|vigilant|conscientious|competent|qualified|professional|serious|thorough|disciplined|alert|motivated|engaged|skilled|experienced|awake)\b)|\b(?:did(?: not|n't)|does(?: not|n't)|do(?: not|n't)) (?:even |really |seem to |appear to )?(?:care\b|take [^.;]{1,40} seriously|give a damn|pay (?:enough |close |proper |sufficient |any )?attention)|\b(?:more|better|less|very|an?|too) (?:experienced|careful|diligent|senior|attentive|competent|skilled|conscientious|junior|qualified|disciplined|knowledgeable|thoughtful|responsible|capable|seasoned|vigilant|alert) (?:<head>|\x01+|hand|pair of eyes)|\b(?:rookie|beginner's|beginners'|novice|schoolboy|amateur|newbie) (?:mistakes?|errors?|blunders?)|\bcould not be trusted|\bcannot be trusted|\bculture of (?:carelessness|sloppiness|complacency|indifference|laziness|corner-cutting|blame)|\b(?:known (?:for|to) (?:[a-z]+ing|cut|skip|rush|ignore|forget|take)|notorious(?:ly)? for|reputation for|(?:bad |sloppy |old )?habit of (?:[a-z]+ing)|rush(?:es|ed|ing) (?:his|her|their|through)|tends? to (?:forget|ignore|rush|skip|overlook|panic|cut)|always (?:late|forgets|ignores|skips|rushes)|never (?:listens|learns|reads|checks)|asleep at the wheel|off the ball|took (?:his|her|their|our) eyes? off|eye off the ball|going through the motions|phoning it in|phoned it in|on autopilot|switched off mentally|let (?:his|her|their) guard down|got (?:cocky|lazy|sloppy|careless|complacent)|paid too little attention|was in a rush|was in a hurry|were in a hurry|were in a rush|lost concentration|lost focus|lost (?:his|her|their|my|our) (?:nerve|head|heads|cool|composure|temper|patience)|(?:was|were|felt|got|became|seemed|looked) (?:clearly |visibly |simply |completely |totally |too )?(?:overwhelmed|flustered|rattled|panicked|bewildered|clueless|confused and|out of practice|rusty|unprepared|overstrained|burnt out|burned out|in over|bored|tired|exhausted|nervous|stressed|uninterested|disinterested|indifferent|half-hearted|arrogant|cocky|stubborn|lazy|sloppy|not (?:up to|cut out|fit for|suited))|(?:show(?:s|ed|n|ing)?|display(?:s|ed|ing)?|demonstrat(?:es?|ed|ing)|had|has|have|took|take|takes) (?:very |too |so )?(?:little|no|scant|zero|not much|hardly any) (?:interest|care|pride|concern|regard|respect|enthusiasm|initiative|sense|urgency|motivation|willingness|appetite|understanding|grasp|idea|clue|feeling)|(?:does|do|did) not (?:possess|have) the (?:[a-z]+ )?(?:skills?|competence|experience|knowledge|temperament|discipline|aptitude|maturity|ability|background)|(?:no|little|poor|limited|weak) (?:grasp|command|understanding) of|doesn't have the (?:skills?|experience|competence)|is (?:simply |just )?(?:not|too) (?:good enough|experienced enough|junior|inexperienced|careless|slow|lazy|unreliable|careful enough|reliable|competent|fit)|cannot be relied (?:up)?on|can't be relied (?:up)?on|could not be relied|cares? more about|did not care|could not care less|low standards|couldn't care less|took it easy|were tired|was tired|too tired|was bored|were bored|attention (?:had )?(?:lapsed|slipped|wandered|drifted)|concentration (?:had )?(?:lapsed|slipped))\b",
        )
    });
    static TECHNICAL_AFTER: Pattern = LazyLock::new(|| {
        en::pattern(
            r"^(?:ly)?[- ](?:load\w*|evaluat\w+|initiali[sz]\w+|quorum|quorums|allocation|expansion|migration|binding|import|imports|deletion|delete|free|fetch\w*|connect\w*|match\w*|phrase|query|join|restore|mode|space|capacity|bot|detection|detector|detect\w+|driving|classifier|model|service|module|feature|index\w*|build\w*|app|alarm|monitor|head|heads|layer|layers|mask|sensor|indicator|control|estimat\w+|radio|channel|theme|byte|time|variable|tables|bytes|json|yaml|xml|watchdog|process|thread|node|daemon|timer|poller|reader|client|server|task|service|cache|proxy|replica|parsing|parser|pirate|torque|whisper|in the (?:hash|pool|queue)|unmount|writing|writer|consensus|replication|compaction|cleanup|driver)\b",
        )
    });
    static MEDICAL: Pattern = LazyLock::new(|| {
        en::pattern(r"\b(?:[a-z]+(?:tropic|ical|al|ular|ary|ic|oral)|valve|immune|code for|diagnosis of) (?:[a-z]+ )?$")
    });
    static BEFORE: Pattern = LazyLock::new(|| en::pattern(r"(?:\b(?:slack channel|in|the|to|via|on) #?$)|\bslack-$"));
    let skip = |before: &str, found: &str, after: &str| {
        TECHNICAL_AFTER.is_match(after)
            || found == "incompetence" && MEDICAL.is_match(before)
            || is_title(sentence.text, before.len(), found.len())
            || found == "slack" && !before.ends_with("too ") && !before.ends_with("were ") && !before.ends_with("was ")
            || found == "slack" && BEFORE.is_match(before)
            || matches!(
                found,
                "asleep"
                    | "stupid"
                    | "foolish"
                    | "clumsy"
                    | "lax"
                    | "morale"
                    | "mindset"
                    | "unreliable"
                    | "lazily"
                    | "hasty"
                    | "ego"
            ) && !sentence.has_person()
                && !suggests_people(&sentence.plain)
    };
    let hit = sentence
        .find(&PHRASE)
        .or_else(|| sentence.find_plain_where(&LACK, |before, found, after| !about_things(before, found, after)))
        .or_else(|| sentence.find_plain_where(&TRAIT, |before, found, after| !skip(before, found, after)))
        .or_else(|| en::traits::character(sentence))?;
    // A pool is exhausted, a node overwhelmed.
    static LOADED: Pattern = LazyLock::new(|| en::pattern(r"\b(?:exhausted|overwhelmed|stressed|overstrained)$"));
    if !sentence.has_person() && LOADED.is_match(sentence.plain.get(hit.clone()).unwrap_or("")) {
        return None;
    }
    if sentence.subject_is_thing(hit.start)
        && !sentence.has_person()
        && is_adverb(sentence.plain.get(hit.clone()).unwrap_or(""))
    {
        return None;
    }
    if sentence.explains(&hit) { None } else { Some(hit) }
}

/// `Careless Whisper`: two capitals in a row are the name of something.
fn is_title(text: &str, start: usize, length: usize) -> bool {
    let capital = |words: Option<&str>| words.and_then(|w| w.chars().next()).is_some_and(char::is_uppercase);
    capital(text.get(start..)) && capital(text.get(start + length..).map(str::trim_start))
}

fn is_adverb(found: &str) -> bool {
    found.ends_with("ly")
}

fn suggests_people(plain: &str) -> bool {
    static SHIFT: Pattern = LazyLock::new(|| {
        en::pattern(r"\b(?:shift|team|staff|people|work|review|planning|department|culture|everyone)\b")
    });
    SHIFT.is_match(plain)
}

/// `no focus ring`, `low morale` are different; `limited experience in the field data` is about data.
fn about_things(before: &str, found: &str, after: &str) -> bool {
    static AFTER: Pattern = LazyLock::new(|| {
        en::pattern(
            r"^(?: (?:ring|window|field|check|checks|test|tests|map|score|api|service|model|layer|base article|base articles|transfer|id|flag|record|records|column|metadata|label|labels|file|entry)\b|-)",
        )
    });
    let weak = found.starts_with("no ")
        || found.starts_with("limited ")
        || found.starts_with("little ")
        || found.starts_with("without");
    AFTER.is_match(after)
        || weak
            && (found.ends_with("awareness")
                || found.ends_with("ownership") && before.ends_with("has ")
                || found.ends_with("effort")
                || found.ends_with("interest")
                || found.ends_with("knowledge"))
}

fn japanese(sentence: &ja::Sentence<'_>) -> Option<Range<usize>> {
    // What an action asks of people has a rule of its own.
    if sentence.context == Action {
        return None;
    }
    static TRAIT: Pattern = LazyLock::new(|| {
        ja::pattern(
            "(?:<quality>)(?:<lacking>)|(?:技術力|実力|力量|能力|経験値|練度|スキル|腕)(?:は|が)[^。]{0,14}(?:見合って|追いついて|届いて|及んで|達して)い(?:な|ま)|<idle_habit>|(?:几帳面さ|丁寧さ|慎重さ|誠実さ|真剣さ|緻密さ|謙虚さ|注意深さ|当事者意識|責任感|緊張感|集中力)(?:に|が|を|も)(?:欠|足り|乏し|不足|失)|(?:軽んじる|甘く見る|ないがしろにする|なおざりにする|軽視する|他人任せの|なれ合いの|馴れ合いの|事なかれの|無関心な|責任を押し付け合う|見て見ぬ振りの|たるんだ|緩んだ|弛んだ|だらけた)(?:空気|雰囲気|風潮|風土|文化|体質|傾向|癖|姿勢|態度|習慣)|気の緩|馴れ合い|なれ合い|事なかれ|当事者意識|責任(?:感|意識)の(?:な|欠|無)|(?:腰|動き|反応|飲み込み|足取り|頭)の(?:重さ|鈍さ|遅さ|悪さ|固さ|硬さ)|(?:基礎|基本|心構え)(?:が|も)[^、。]{0,4}(?:でき(?:てい)?な|なっていな|身に付い|身についていな)|(?:[^、。がは]力|能力|適性|資質|姿勢|態度|性格)に(?:難|不安|疑問|限界)(?:が|の|を)|(?:いい加減|ルーズ|だらしな|無責任|鈍|横柄|のんき)さ|自信過剰|過剰な自信|楽観(?:的な(?:姿勢|態度|性格|見方|見通し)|主義|視)|怠け癖|サボり癖|手抜き癖|段取りの悪さ|要領が悪|要領の悪|呑み込みが|飲み込みが|物覚え|のんき|呑気|注意(?:が|は)(?:散漫|それ|逸れ|行き届)|集中(?:が|は)(?:切れ|続か|途切れ)|疲れて(?:注意|集中|判断|頭)|判断力が鈍|冷静さを(?:欠|失)|動揺し|浮足立|浮き足立|覚悟が|熱意が|本気度|プロ意識|腕が(?:未熟|悪|な)|力量|素人|適任では|向いていな|不向き|頼りな|信用できな|任せられな|(?:スキル|技術力|技能|力量|技量|能力|知識|経験|理解力|注意力?|集中力|責任感|危機感|危機意識|当事者意識|問題意識|意識|自覚|緊張感|慎重さ|配慮|気配り|思慮|判断力|主体性|やる気|意欲|熱意|モチベーション|士気|リテラシー|モラル|倫理観|規律|プロ意識|想像力|勤勉さ|誠実さ|素養|適性|コミュニケーション能力|責任意識|品質意識|安全意識|コスト意識|オーナーシップ)(?:の)?(?:不足|が(?:[^、。がは]{0,6})?(?:足り|低|な[いかく]|無[いかく]|乏し|欠け|欠如|薄|希薄|浅|未熟|散漫|不十分|甘|緩|弱|落ち|劣|途切れ|切れ)|の(?:欠如|緩さ|悪さ|乱れ|欠落|緩み|鈍さ|弱さ|低さ|甘さ|浅さ|薄さ|無さ|なさ|低下|希薄さ|弱さ|欠落|乏しさ)|に(?:欠け|乏し|欠く|問題)|を(?:欠い|欠き|欠く|失っ)|(?:は|も)(?:低|足り|不足|な[かい]|欠け|浅))|経験(?:の)?(?:浅|未熟)|未熟(?:さ|な|だ|で|者)|力不足|実力不足|勉強不足|不勉強|認識不足|自覚不足|不注意|注意散漫|注意力散漫|慢心|油断|気の緩み|気の弛み|気が緩|気が弛|気の抜け|気を抜|たるみ|たるん|怠慢|怠惰(?:さ|だ|で|が|な(?:姿勢|態度|者|対応|担当))|怠け|横着|ずぼら|ズボラ|ルーズ|だらしな|いい加減な(?:性格|態度|姿勢|気持)|やっつけ仕事|投げやり|無頓着|無関心|無気力|無責任さ|軽率さ|軽率な(?:行動|性格|態度)|過信|うぬぼれ|思い上がり|傲慢|驕り|おごり|奢り|うっかり|そそっかし|おっちょこちょい|ぼんやり|寝ぼけ|なまけ|(?:姿勢|態度|心構え|意識|性格|資質|気持ち)(?:に|が|の)(?:問題|甘|悪|不十分|欠|緩|低|緩み)|だらけ|緊張感のな|気合いが|根性|甘え(?:が|の)|焦り(?:から|が|で|に)|腰が重|手癖|無神経|鈍感|傍観|他人事|他人任せ|人任せ|真剣さ|真面目さ|まじめさ|不真面目|不誠実|素人(?:同然|並|レベル)|ベテランなら|優秀な(?:者|人|エンジニア|担当)|(?:もっと|もう少し|より|今少し)(?:経験|注意深|慎重|優秀|真剣|丁寧|気を配)|プロとして|プロ失格|社会人として",
        )
    });
    static PRODUCT: Pattern = LazyLock::new(|| {
        ja::pattern(
            "^(?:灯|ランプ|表示灯|率|度|運転|検知|検出|警告|アラーム|モデル|サービス|機能|センサー|層|ヘッド|機構|喚起|書き|表示)",
        )
    });
    static CUSTOMER: Pattern = LazyLock::new(|| {
        ja::pattern(
            "^[いた]?(?:の)?(?:対戦|プレイヤー|プレーヤー|選手|ランク|利用者|受講者|児童|生徒|学生|患者|会員|顧客|キャラ)",
        )
    });
    static CAPACITY: Pattern = LazyLock::new(|| {
        ja::pattern(
            "機会がな|機会は|年に?[0-9一二]+回|のみで|[0-9一二三]名[^、。]{0,4}体制|体制が(?:な|整)|引き継がれ|割り当て|兼務|教材がな|環境がな|同時に",
        )
    });
    static TEMPER: Pattern = LazyLock::new(|| {
        ja::pattern("<person>(?:が|は|も|に|には|の中には|全体が|全体は|一同が)[^。]{0,40}?(?:<temper>)")
    });
    let hit = sentence.find_plain_where(&TRAIT, |before, found, after| {
        let data = found.starts_with("知識") && before.ends_with("ドメイン");
        // 配慮, 経験 and 能力 of software are specifications.
        let machine = found.starts_with("能力") && before.ends_with(['理', '送', '算', '電', '却']);
        // ライセンス, 患者の意識: other words.
        let longer = found.ends_with("うっかり") && after.starts_with("ミス")
            || found.starts_with("センス") && before.ends_with(|c: char| ('\u{30a0}'..='\u{30ff}').contains(&c))
            || found.contains("意識")
                && ["患者", "傷病者", "乗客", "利用者"].iter().any(|who| before.contains(who) || found.contains(who));
        !PRODUCT.is_match(after)
            && !ja::describes_machine(after)
            && !CUSTOMER.is_match(after)
            && !longer
            && !data
            && !machine
            && !of_image(before, found)
            && !of_thing(found, after)
    });
    let hit = hit.or_else(|| sentence.find_where(&TEMPER, |_, _, after| !PRODUCT.is_match(after)))?;
    if sentence.explains(&hit) || CAPACITY.is_match(&sentence.plain) { None } else { Some(hit) }
}

/// ぼんやり of a picture or a light is its look.
fn of_image(before: &str, found: &str) -> bool {
    static IMAGE: Pattern =
        LazyLock::new(|| ja::pattern("(?:像|画像|映像|画面|表示|文字|輪郭|光|色|灯|線|影)(?:が|は|も)?$"));
    found.starts_with("ぼんやり") && IMAGE.is_match(before)
}

/// 能力不足の電源: what a machine lacks is a figure.
fn of_thing(found: &str, after: &str) -> bool {
    static THING: Pattern =
        LazyLock::new(|| ja::pattern("^の(?:[^、。]{0,6})?(?:<thing>|電源|機|ポンプ|発電|弁|モーター|冷却)"));
    found.ends_with("不足") && THING.is_match(after)
}
