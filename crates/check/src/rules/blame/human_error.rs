//! `blame.human-error`: the label "human error" (operator error, a slip) is given as the explanation.
//!
//! A label is where the questions end; it names no condition that could be changed (J. Reason, *Human Error*, 1990;
//! S. Dekker, *The Field Guide to Understanding Human Error*, 2002). As the name of a metric or a message it is fine.

use std::{ops::Range, sync::LazyLock};

use crate::{
    language::{en, ja, pattern::Pattern},
    rule::{RuleInfo, SentenceRule, Severity},
    sentence::Context::{self, Factor, Narrative},
};

/// The rule.
pub const RULE: SentenceRule = SentenceRule {
    info: RuleInfo { id: "blame.human-error", severity: Severity::Error },
    fires: &[
        (Narrative, "The root cause was operator error."),
        (Factor, "Human error during the cable change."),
        (Narrative, "A fat-finger mistake emptied the table."),
        (Narrative, "We consider this a classic case of user error."),
        (Narrative, "We put the collision down to driver error."),
        (Narrative, "An error on the operator's part led to the stop."),
        (Narrative, "A wrong click in the console took the ring offline."),
        (Factor, "Typo in the firewall rule."),
        (Narrative, "原因は単純なヒューマンエラーである。"),
        (Factor, "手順実施時の操作ミス"),
        (Narrative, "人為的なミスにより設定が消えた。"),
        (Narrative, "発端は宛先の入れ間違いである。"),
        (Factor, "なぜ5: 手作業による転記ミス"),
        (Narrative, "人間系の失敗として処理した。"),
    ],
    passes: &[
        (Narrative, "The user error rate (4xx) stayed below 1 %."),
        (Narrative, "The Elasticsearch operator error log grew by 40 MB per minute."),
        (Narrative, "The form answers \"user error\" to every malformed date."),
        (Narrative, "The device driver error 43 was logged."),
        (Narrative, "The human genome index was rebuilt."),
        (Narrative, "ユーザーエラー率は1%未満だった。"),
        (Narrative, "画面には「操作ミスです」と表示される。"),
        (Narrative, "入力ミスを検出する検査は毎晩走る。"),
        (Narrative, "キャッシュミスの割合は12%だった。"),
    ],
    english,
    japanese,
};

fn english(sentence: &en::Sentence<'_>) -> Option<Range<usize>> {
    static LABEL: Pattern = LazyLock::new(|| {
        en::pattern(
            r"\bhuman performance (?:failure|issue|problem|error|deficiency|shortcoming)s?\b|\b(?:human|operator|user|pilot|dispatcher|crew|keying|key-in|mouse|clicking|transcription|transposition|copying|counting|wiring|cabling|plugging|labelling|switching|handwriting|spelling|retyping|typing-in|punching|clerk|controller's|signaller|nurse|driver's|planner|mis-keying|common|careless|silly|stupid|simple|basic|elementary|(?:plain|pure) human|engineer's|operator's|clerk's|human's|single-operator|attention|concentration|memory|reasoning|manual entry|hand-entry|hand-typed|double-entry|paperwork|bench|shift|staff-side|man-made|technologist|individual's|person-made|team|one-off human|workmanship|supervisory|managerial|admin-side|deployment engineer|configuration entry|copy/paste|cut-and-paste|cut and paste|copy-pasting|drag-and-drop|off-by-one human|inadvertent|unintentional|honest|genuine|innocent) (?:errors?|mistakes?|slips?|slip-ups?|blunders?|oversights?|lapses?|omissions?)\b|\b(?:human|operator|user|pilot|manual|engineer|admin|administrator|operational|operating|clerical|staff|employee|typing|keyboard|finger|people|personnel|individual|person's|technician|developer|personal|data entry|data-entry|copy-paste|copy-and-paste|copy and paste|handling|input|procedural|execution|honest|simple human|typist)[ -](?:(?:made|induced|caused|related|side|input|factor|entry|typing|handling) )?(?:errors?|mistakes?|slips?|slip-ups?|faults?|failings?|failures?|oversights?|blunders?|lapses?|fallibility|misjudge?ments?|mishaps?|missteps?|carelessness|negligence|misconfigurations?|omissions?)\b|\b(?:(?:errors?|mistakes?|slips?|lapses?|faults?|failures?|failings?|oversights?|blunders?) (?:on|at|from) (?:the )?(?:human|operator|operator's|user|user's|driver's|clerk's|dispatcher's|staff|personnel|people|worker's|engineer's)(?:'s|')? (?:part|side|end|level|hand|factor)|errors? (?:by|of|from|made by) (?:an? |the |one )?(?:humans?|human being|human hand|operators?|users?|personnel)|(?:mix-?ups?|slips?|mistakes?|errors?|fumbles?) (?:at|on|with) the (?:keyboard|mouse|console|keys|switchboard|panel|terminal|controls|counter|desk)|(?:a case of )(?:an? |some |the )?(?:person|operator|human|man|woman|engineer|clerk|user)s? (?:pressing|hitting|typing|clicking|choosing|picking|pulling|reading|entering|selecting)|(?:human|personal) being|handling errors?|wrong (?:clicks?|keystrokes?|keypress|key press|button press|mouse click)|(?:stray|errant|accidental|inadvertent|misplaced|careless|mistaken|slipped|unlucky|single|stray) (?:clicks?|keystrokes?|keypress(?:es)?|key press|paste|finger|drag|swipe|tap|mouse click|touch)|mis-?clicks?|mis-?keying|mis-?typing|slips? of the (?:pen|mouse|tongue|thumb|wrist|fingers?|hand|keyboard|mind)|between (?:the )?(?:keyboard|screen|desk|monitor|chair) and (?:the )?(?:keyboard|screen|desk|monitor|chair)|chair[-/ ](?:to[-/ ])?keyboard|the human (?:in the loop|component|side|link|variable|condition|touch|being in)|(?:was|were|being) only human|we are (?:all |only )?human|(?:humans?|people) make mistakes|human(?:s)? (?:will be|are) (?:human|fallible)|mistakes (?:happen|will happen)|someone's (?:slip|mistake|error|oversight|typo)|fumbled (?:keys|keystroke|copy|paste)|butterfingers|senior moment|blackout of attention|human factors?|human element|human weakness|human nature|human frailty|weakest link|pebkac|pebcak|layer[ -]8(?: problem| issue| error)?|id-?10-?t|chair and keyboard|keyboard and (?:the )?chair|finger trouble|fat[ -]finger(?:ed|ing|s)?(?: (?:error|mistake|typo|slip|incident))?|brain fade|wetware|cockpit error|error (?:is|was) human|to err is human|momentary lapse|lapse of (?:attention|concentration|judge?ment)|slip of the (?:finger|hand|keyboard|mouse)|typo by)\b",
        )
    });
    static METRIC_AFTER: Pattern = LazyLock::new(|| {
        en::pattern(
            r"^s?(?:[-_ ]|')?(?: ?\((?:http |status )?[45]xx[^)]*\)| (?:rates?|ratio|count|counts|counter|metrics?|logs?|codes?|class|classes|message|messages|budget|budgets|dashboard|panel|label|labels|field|fields|type|types|bucket|page|pages|event|events|tag|tags|category|categories|queue|series|handler|handling|tracking|reporting|analysis|review|rose|fell|grew|climbed|dropped|spiked|increased|decreased|went from|jumped|stayed|remained|peaked|per |as a discipline|engineering|team|specialists?|researchers?|study|training|workshop|assessment|checklist|literature|responses?|(?:was|were|is|are|gets?|got) (?:logged|returned|raised|emitted|thrown|counted|reported|shown|printed|answered|sent|caught|handled))\b)|^s? (?:\(|=)?(?:http )?[45]\d\d",
        )
    });
    static BEFORE: Pattern = LazyLock::new(|| {
        en::pattern(
            r"(?:\bnot (?:a |an |the |due to |caused by |because of |about )?|\brather than (?:a |an )?|% (?:of (?:them |these |those |the [a-z0-9 ]+ )?)?(?:is|are|was|were) (?:down to |due to |plain |ordinary )?|\binstead of (?:a |an )?|\bno (?:sign|evidence) of (?:a |an )?|\bfirst called (?:a |an )?|\bstop(?:s|ped)? at (?:a |an )?|\bcounts? as (?:a |an )?|\breturns? (?:a |an )?|\breturned (?:a |an )?|\bmaps? to (?:a |an )?|\b\d+ |\bper (?:minute|second|hour) (?:of )?|\b[45]xx |\bkubernetes |\bkafka |\bgo beyond |\bbeyond |\b(?:model|simulat|count|classif|inject|detect|handl|log|tolerat|track|measur|label|mask|filter|prevent|catch|correct|surviv|absorb)[a-z]* (?:for |against )?)$",
        )
    });
    static COUNTED: Pattern = LazyLock::new(|| {
        en::pattern(
            r"\b(?:errors (?:rose|fell|grew|climbed|dropped|spiked|increased|decreased|jumped|peaked)|from \d[\d,.]* to \d|per (?:minute|second|hour)|\d+ ?%)",
        )
    });
    // A driver is a program as often as a person: it counts where the label is given as the reason.
    static DRIVER: Pattern = LazyLock::new(|| {
        en::pattern(
            r"\b(?:down to|attributed to|ascribed to|caused by|due to|blamed on|blame|up to|because of|cause|category|cause was|cause is|reason|explained by|explained as|classified as|filed (?:as|under)|recorded as|called it|result of|stems from|chalked up to)(?: an?| the| a case of| plain| simple| mere| pure| obvious)* (?:driver|pilot|controller|agent|handler|installer|builder|dispatcher|conductor) (?:error|mistake|fault)\b",
        )
    });
    // A step of the chain that is nothing but the slip.
    static SLIP_ALONE: Pattern = LazyLock::new(|| {
        en::pattern(
            r"^\W*(?:(?:root cause|cause|factor|contributing factor|why)(?: [a-z0-9]+)?\W+)?(?:an? |the |simple |single |classic |plain |one )*(?:typos?|slips?|slip-ups?|mix-?ups?|mis-?clicks?|misreading|fat[- ]finger(?:ing)?|copy[- ]paste|mistyping|blunder|wrong (?:key|click|button|entry|keystroke|input)|transposed digits?)\b(?: (?:in|on|at|of|by|during|while|when|from|made|with|between)\b|\W*$)",
        )
    });
    if sentence.context == Context::Action {
        return None;
    }
    if sentence.context == Context::Factor
        && let Some(found) = sentence.find(&SLIP_ALONE)
    {
        return (!sentence.explains(&found)).then_some(found);
    }
    sentence
        .find_plain_where(&DRIVER, |_, found, after| !found.contains("device ") && !METRIC_AFTER.is_match(after))
        .or_else(|| {
            sentence.find_plain_where(&LABEL, |before, found, after| {
                let counted = found.ends_with("errors") && COUNTED.is_match(&format!("errors{after}"));
                !METRIC_AFTER.is_match(after) && !BEFORE.is_match(before) && !counted
            })
        })
}

fn japanese(sentence: &ja::Sentence<'_>) -> Option<Range<usize>> {
    static LABEL: Pattern = LazyLock::new(|| {
        ja::pattern(
            "(?:<misnomer>)(?:の|による|での|時の|上の|者の)?(?:単純な|うっかり|初歩的な)?(?:ミス|間違い|間違え|過ち|取り違え|手違い)(?:。|$|が|に(?:よ|起因)|で|だ|である|と|の(?:ため|結果))|(?:操作|作業|人|人間|個人|オペ|手作業|手動操作)(?:の|による|での)?(?:単純な)?(?:誤り|失敗)(?:。|$|が(?:原因|あ)|に(?:よ|起因)|で(?:あ|す|、)|だ)|人間?系の(?:失敗|ミス|エラー|要因)|(?:人間|人)(?:側)?の(?:うっかり|不注意|思い込み|見落とし)(?:。|で|が|に|だ)|使い方(?:の誤り|を誤|が誤|の間違い)|ヒューマン・?(?:エラー|ミス|ファクター)|(?:人為|人的)(?:的)?(?:な|による)?(?:[^、。がはを]{0,6})?(?:ミス|エラー|過誤|過失|誤り|要因|原因|不手際|失敗)|(?:操作|作業|運用|手順|入力|打鍵|転記|コピー|コピペ|手作業|オペレーション|オペレーター|オペレータ|オペ|ユーザー|ユーザ|タイプ|人間|人|打ち込み|貼り付け|認識|作業者|設定|選択|配線|手入力|命令|コマンド入力|手動操作|手動)(?:者|時|上|中)?(?:の|による|での|上の|に起因する)?(?:単純な|うっかり|初歩的な)?(?:ミス|エラー|過誤|誤り|手違い)|(?:打ち|書き|読み|聞き|押し|選び|貼り|入れ|挿し|付け|送り|渡し|つなぎ|繋ぎ|差し|見|言い|打鍵|入力|選択|転記)(?:間違い|違い|損じ|損ない|損ね|誤り)(?:。|$|が|に(?:よ|起因)|で|だ|である|の(?:ため|結果))|取り違え(?:。|$|が(?:原因|あっ|起)|に(?:よる|起因)|で(?:あ|。)|である)|(?:事務|手続き|機械|技術)的なミス|ケアレスミス|凡ミス|うっかりミス|単純(?:な)?ミス|オペミス|タイポ|誤操作|誤入力|手違い|人災|ポカ(?:ミス)?|チョンボ|イージーミス|ちょっとしたミス|些細なミス|小さなミス|つまらないミス|初歩的なミス|不注意によるミス|ついうっかり|指が滑|魔が差",
        )
    });
    static AFTER: Pattern = LazyLock::new(|| {
        ja::pattern(
            "^(?:の)?(?:率|数|件数|カウンタ|メトリクス|指標|コード|ログ|メッセージ|分類|区分|種別|ラベル|カテゴリ|クラス|画面|表示|ページ|予算|バジェット|検知|検出|を検出|を検知|を弾|を拒否|を補正|を訂正|を減ら|[((](?:http)?[ ]?[45]xx|[((]4|レスポンス|応答|が毎[分秒時]|は毎[分秒時]|を防|防止|の有無|対策|は[0-9]|が[0-9]+(?:件|回)|ではな|とはせず|の多い|が多い|の起き|しやすい|を招きやすい|を前提|を想定|を許容|判定|の?分析|に備え|に強い|[((]hf|で片付け|で終わらせ|と呼ば|という分類|学|研究)",
        )
    });
    static MACHINE: Pattern = LazyLock::new(|| {
        ja::pattern(
            "(?:ocr|api|エンジン|モデル|ジョブ|システム|分類器|センサー?|リーダー|スキャナー?|自動)(?:の|による)$",
        )
    });
    static BEFORE: Pattern = LazyLock::new(|| ja::pattern("(?:4xx|5xx|http|kubernetes|k8s|を|は)(?: |の)?$"));
    sentence.find_plain_where(&LABEL, |before, found, after| {
        let software = before.ends_with("kubernetes")
            || before.ends_with("k8s")
            || BEFORE.is_match(before) && before.ends_with("xx");
        // 設定の誤り is a fact about a file; 設定ミス is somebody's slip.
        let of_data = (found.ends_with("の誤り") || found.ends_with("のエラー"))
            && !found.starts_with("操作")
            && !found.starts_with("使い方")
            && !found.starts_with("作業")
            && !found.starts_with('人')
            && !found.starts_with("判断")
            && !found.starts_with("入力");
        // What users type is counted, not explained.
        let by_users =
            ["利用者の", "ユーザーの", "顧客の", "利用者による", "顧客による"].iter().any(|who| before.ends_with(who))
                && after.bytes().any(|b| b == b'%' || b.is_ascii_digit());
        // OCR の読み取りミス: a machine's.
        let machine = before.ends_with('の') && sentence.subject_is_thing(before.len()) || MACHINE.is_match(before);
        // 主任の判断ミス is the person's.
        let owned = sentence.marked.get(..before.len()).is_some_and(|words| words.ends_with("\u{1}の"))
            && ["判断", "連絡", "確認", "設計", "管理"].iter().any(|work| found.starts_with(work));
        !AFTER.is_match(after) && !machine && !owned && !software && !of_data && !by_users
    })
}
