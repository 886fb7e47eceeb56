//! `judgement.value`: a decision, a design or a response gets a grade.
//!
//! A grade ("poor decision", "sloppy design") is the outcome read backwards (J. Baron and J. Hershey, "Outcome bias in
//! decision evaluation", 1988). Technical terms with the same words (bad sectors, naive estimator) and praise are fine.

use std::{ops::Range, sync::LazyLock};

use crate::{
    language::{en, ja, pattern::Pattern},
    rule::{RuleInfo, SentenceRule, Severity},
    sentence::Context::{Lesson, Narrative},
};

/// The rule.
pub const RULE: SentenceRule = SentenceRule {
    info: RuleInfo { id: "judgement.value", severity: Severity::Warning },
    fires: &[
        (Narrative, "Deploying before the holiday was a terrible idea."),
        (Narrative, "The failover design is amateurish."),
        (Lesson, "Our communication was a disaster."),
        (Narrative, "The migration was badly planned."),
        (Narrative, "Such a response time is inexcusable."),
        (Narrative, "Storing the seed in a spreadsheet was asinine."),
        (Narrative, "The alert text was utterly unhelpful."),
        (Narrative, "The rehearsal did not deserve the name."),
        (Lesson, "Giving the key to one person was a mistake."),
        (Narrative, "お粗末な手順だった。"),
        (Narrative, "連休前の配信は最悪の判断だった。"),
        (Lesson, "関係部署との連携がひどかった。"),
        (Narrative, "連絡体制はザルである。"),
        (Narrative, "継ぎ接ぎだらけの設計である。"),
        (Narrative, "この判断は賢明とは言えない。"),
        (Narrative, "レビュー体制は機能不全に陥っている。"),
    ],
    passes: &[
        (Narrative, "The disk reported 14 bad blocks."),
        (Narrative, "A naive Bayes filter scored the mails."),
        (Narrative, "The gateway answered 502 Bad Gateway."),
        (Narrative, "The signal quality was bad in tunnel 3."),
        (Narrative, "A joke API returned HTML."),
        (Lesson, "The early decision to close the queue was a good one."),
        (Narrative, "最悪値は 1,200 ms だった。"),
        (Narrative, "貪欲法による割り当てで、3台に負荷が寄った。"),
        (Narrative, "複雑な結合が4段ある。"),
        (Narrative, "品質の悪い回線では符号誤りが増える。"),
        (Narrative, "粗い粒度のロックが全体を止めた。"),
    ],
    english,
    japanese,
};

fn english(sentence: &en::Sentence<'_>) -> Option<Range<usize>> {
    static ATTRIBUTE: Pattern =
        LazyLock::new(|| en::pattern(r"\b(?:<grade>)(?: [a-z]+(?:ly)?| and [a-z-]+|, [a-z-]+){0,2} (?:<conduct>)\b"));
    static PREDICATE: Pattern = LazyLock::new(|| {
        en::pattern(
            r"\b(?:was|were|is|are|been|be|being|seems?|seemed|looks?|looked|remains?|remained|proved|felt|feels)(?: [a-z]+ly| quite| very| rather| simply| just| nothing short of| nothing less than| so| too| frankly| downright| far| also| not)* (?:an? |the )?(?:[a-z]+ly |complete |total |utter |real |absolute |bit of a |textbook |prime )*(?:<gradenoun>)\b",
        )
    });
    static SUBJECT: Pattern = LazyLock::new(|| {
        en::pattern(
            r"\b(?:<conduct>)(?: [^.;,]{1,40}?)? (?:was|were|is|are|has been|had been|seems|looked|remains)(?: [a-z]+ly| quite| very| rather| simply| just| so| too| frankly| downright| far| not)* (?:<grade>|not good|not good enough|below (?:par|standard|our standards)|beneath|far from (?:good|adequate|ideal|acceptable|professional)|less than (?:ideal|professional|stellar|adequate|impressive)|substandard|wanting|lacking|lamentable|laughable|poor|bad|slow and [a-z]+|late and [a-z]+|chaotic|weak)\b|\b(?:<conduct>) (?:left|leaves|leave) (?:much|a lot|something|everything) to be desired",
        )
    });
    static PHRASE: Pattern = LazyLock::new(|| {
        en::pattern(
            r"\b(?:not|hardly|scarcely|barely|far from|anything but|less than|nowhere near|short of) (?:an? |being )?(?:acceptable|adequate|professional|defensible|excusable|tolerable|satisfactory|justifiable|ideal|impressive|serious|competent|state of the art|up to (?:scratch|par|standard|the mark|our standards)|worthy of (?:us|the name|our))(?:$|[.,;:!]| given| for (?:a|an|our|any|us)\b| by any| in any| at all| of (?:us|our|a|an)\b)|\b(?:laughably|embarrassingly|shockingly|woefully|pitifully|ridiculously|absurdly|hopelessly|appallingly|shamefully|pathetically|dismally|abysmally) [a-z]+|\b(?:poorly|badly|sloppily|shoddily|terribly|horribly|clumsily|atrociously|appallingly|abysmally|dreadfully|ineptly|carelessly|lazily|amateurishly|stupidly|hopelessly)[ -](?:designed|handled|written|planned|managed|communicated|executed|implemented|thought[ -]out|thought through|documented|tested|coordinated|organi[sz]ed|conceived|built|maintained|reviewed|run|prepared|engineered|coded|configured|judged|timed|chosen|structured|architected|supervised|led|performed|done|made|set up|specified|carried out|rehearsed|staffed|informed|monitored|trained)\b|\b(?:unacceptable|inexcusable|unforgivable|indefensible|disgraceful|deplorable|shambolic|shameful|scandalous|embarrassing|appalling|atrocious|abysmal|unprofessional|amateurish|incompetent handling|half-baked|half-hearted|ill-conceived|ill-advised|ill-considered|ill-judged|ill-thought|misguided|wrongheaded|wrong-headed|hare-brained|harebrained|botched|bungled|haphazard|slipshod|slapdash|short-sighted|shortsighted|cavalier approach|spaghetti code|wishful thinking|pie in the sky|amateur hour|sheer (?:madness|folly|lunacy|guesswork|negligence|luck|stupidity)|(?:was|is|were|be) (?:pure |sheer |utter |complete |plain |outright )?(?:madness|folly|lunacy|idiocy|insanity|guesswork|nonsense|negligence|a gamble|a lottery|a joke)|(?:against|contrary to) (?:all|any|every|everybody's|everyone's|our|their|his|her) (?:better )?judge?ment|dumpster fire|train ?wreck|car crash|clown show|comedy of errors|can of worms|house of cards|a (?:complete |total |real |utter |bit of a |absolute )?(?:mess|joke|shambles|disgrace|fiasco|farce|debacle|travesty|disaster area|circus)|(?:is|was|are|were|be|been|utter|pure|complete|total|absolute|such|this|of) garbage|(?:handled|managed|communicated|executed|designed|planned|documented|coordinated|implemented|prepared|run|organi[sz]ed|built|tested|written) (?:very |rather |quite |extremely |so )?(?:poorly|badly|terribly|sloppily|clumsily|shoddily|ineptly|appallingly)|leaves? (?:much|a lot) to be desired|left (?:much|a lot) to be desired|not good enough|nowhere near good enough|(?:does|did|do) not meet (?:the|our|any|basic|professional|minimum|even)? ?(?:[a-z]+ )?standards?|beneath our standards|below our standards|fell (?:far |well )?short of (?:what|the standards?|our standards?|professional|expectations)|should be ashamed|bad practice|poor practice|worst practice|bad taste|poor form|bad form|inferior quality|shoddy)\b",
        )
    });
    static TECHNICAL: Pattern = LazyLock::new(|| {
        en::pattern(
            r"^ estimates? of [0-9]|^(?:[- ](?:sectors?|blocks?|requests?|gateway|checksums?|bits?|credentials|pages?|data|packets?|frames?|rows?|records?|entries|certificates?|config key|password|passwords|file descriptor|magic|signature|signal|reception|recall|locality|compression|connectivity|link|man's|bayes|estimator|implementation of|algorithm|matching|regex|regular|quantifier|terminal|pipe|references?|cipher|ciphers|consistency|window|ordering|topology|path|gc|collection|api|server|command|generator|feed)\b)",
        )
    });
    let attribute = |before: &str, found: &str, after: &str| {
        let word_after = found.split_once(' ').map_or(after, |(_, rest)| rest);
        !TECHNICAL.is_match(after)
            && !TECHNICAL.is_match(&format!(" {word_after}{after}"))
            && !possessed_by_thing(sentence, before)
            && !before.ends_with("not a ")
            && !before.ends_with("no ")
    };
    sentence
        .find_plain_where(&ATTRIBUTE, attribute)
        .or_else(|| sentence.find_plain_where(&SUBJECT, attribute))
        .or_else(|| {
            sentence.find_plain_where(&PHRASE, |before, found, after| {
                !TECHNICAL.is_match(after)
                    && !(before.ends_with("not ") && !found.starts_with("not"))
                    && !garbage(found, after)
            })
        })
        .or_else(|| {
            sentence
                .find_plain_where(&PREDICATE, |_, found, after| !TECHNICAL.is_match(after) && !garbage(found, after))
        })
        .or_else(|| en::grades::grade(sentence))
}

/// `the scheduler's decision` is arithmetic.
fn possessed_by_thing(sentence: &en::Sentence<'_>, before: &str) -> bool {
    before.ends_with("'s ") && !sentence.marked.get(..before.len()).unwrap_or("").ends_with("\u{1}'s ")
}

fn garbage(found: &str, after: &str) -> bool {
    found.ends_with("garbage") && (after.starts_with(" collect") || after.starts_with("-collect"))
}

fn japanese(sentence: &ja::Sentence<'_>) -> Option<Range<usize>> {
    static GRADE: Pattern = LazyLock::new(|| {
        ja::pattern(
            "<grade>|(?:<graded_work>)(?:そのもの|自体|として)?(?:は|が|も|の|に)(?:[^、。がはを]{0,10})?(?:<bad_mark>)|(?:笑える|笑ってしまう|呆れる|あきれる|恥ずかしい|情けない|目を覆う|目も当てられない)(?:ほど|くらい|ような)|(?:は|が|も)(?:最悪|最低|論外)(?:だった|である|であった|だ|でした)(?:。|$|と)|(?:メモ|記録|手順書|文書|連絡|引き継ぎ|引継ぎ|報告|対応|作業|設計|説明|コメント)[^、。]{0,6}(?:は|が|も)(?:雑|適当|いい加減|拙劣|稚拙)(?:で|だ|な|、)|使い物にならな|役に立たな(?:い|かった)(?:手順|文書|設計|画面)?。?$|体をなして(?:いな|おら)|(?:社会人|大人|技術者|専門家|プロ|企業|組織)と(?:は|して)(?:思えな|言えな|呼べな|失格|あるまじ|恥ず)|とは(?:思え|呼べ|言い難|いえ)な|言い難い(?:対応|判断|品質)|お世辞にも|目に余る|見るべきものがな|無責任(?:だ|で|と|極まり|すぎ|さ|の極)|遅すぎ(?:る|た|で)|早計(?:だ|で|に過|と)|軽率(?:だ|で)|(?:品質|質|水準|精度|完成度|練度|出来|レベル|透明性|信頼性)(?:が|は|も)(?:あまりに|非常に|極めて|かなり|著しく|到底)?(?:低|悪|劣|お粗末|粗|ひど|酷|不十分)|(?:遅|雑|甘|粗|軽|鈍|弱|拙|緩)すぎ(?:る|た|だ)|不合格|赤点|落第|失格|筋違い|筋が悪|筋の悪|悪(?:し|しき)|悪習|悪弊|悪夢|ふざけ|論ずるに|論じるまで|評する(?:しか|ほか)|(?:読む|聞く|見る)に(?:堪え|耐え)|というほかな|と言うほかな|としか言いよう|としか言えな|目を覆|開いた口|誉められ|ほめられ|ひどい(?:もの|話|有様|状態)|ひどすぎ|酷すぎ|残念な(?:出来|結果|対応)|見劣り|手抜かり|片手落ち|中途半端だ|ちぐはぐだ|非効率極まり|時代錯誤|時代遅れ(?:だ|も)|陳腐|粗悪|悪質|愚の骨頂|本末転倒|笑止|笑い話にもなら|噴飯|茶番|絵に描いた餅|机上の空論|杜撰|ずさん|論外|稚拙|お粗末|粗末な|粗雑|拙劣|拙い|拙かった|無責任な|言語道断|話にならな|お話にならな|許され(?:ない|る(?:もの|こと)ではな|ざる)|許しがた|許し難|弁解の余地|弁明の余地|言い訳の余地|恥ずべき|恥ずかし|恥の|みっともな|情けな|嘆かわし|愚か|馬鹿げ|馬鹿な|バカげ|いい加減な(?:設計|対応|運用|管理|判断|手順|実装|確認|テスト|計画)|いい加減(?:だった|であった|すぎ)|悪手|下策|愚策|失策|愚行|大失態|失態|醜態|体たらく|無能|素人(?:同然|並|仕事|の仕事|レベル|臭)|幼稚|後手後手|後手に回|場当たり的|行き当たりばったり|付け焼き刃|付け焼刃|無謀|無茶な|無理筋|乱暴な|拙速な|拙速だ|拙速に過|目に余|非常識|不誠実|無計画|無策|怠慢な|怠惰な(?:姿勢|態度|対応|運用|管理)|嘆息|呆れ(?:る|た)(?:ほど|ばかり|対応|設計)|あきれ(?:る|た)|褒められ(?:た|る)(?:もの)?で?は?な|評価に値しな|評価できな|感心でき|頂けな|いただけな|擁護でき|看過でき|見るに堪え|見るに耐え|目も当てられ|救いようが|どうしようもな|くだらな|ばかばかし|馬鹿馬鹿し|グダグダ|ぐだぐだ|めちゃくちゃ|滅茶苦茶|でたらめ|デタラメ|出鱈目|支離滅裂|やっつけ|手抜き工事|中途半端な(?:設計|対応|判断|運用|実装|計画)|不適切(?:な(?:判断|対応|設計|運用|意思決定|手順|処置|指示|管理|初動|実装|操作|行動|計画|やり方)|だった|であった|極まり|でした)|不十分極まり|不甲斐な|ふがいな|甚だ(?:しい|しく)?(?:不|遺|疑)|極めて遺憾|遺憾な(?:対応|判断|結果)|(?:質|品質|水準|レベル|完成度)の低い(?:設計|対応|判断|実装|コード|運用|手順|レビュー|仕事|計画)|低(?:レベル|次元|水準)(?:な(?:対応|判断|ミス|議論|設計|仕事)|だ(?:。|っ)|極ま)|初歩的な(?:ミス|誤り|見落とし|失敗|間違い|設計|問題)|プロの仕事では|プロとは(?:言え|いえ)|(?:見通し|見積もり|見積り|想定|認識|判断|設計|考え|管理|詰め|見込み|読み|計画|対応|レビュー|確認|チェック|検証|準備|運用|危機管理|脇|体制|説明|報告|連絡|コード|実装|テスト|指示|作業|引き継ぎ|初動)(?:が|の|は|も)(?:あまりに(?:も)?|非常に|極めて|かなり|明らかに)?(?:甘(?:い|かった|く|さ|すぎ)|雑|粗(?:い|かった|末)|お粗末|ひど|酷|悪(?:い|かった)|まず(?:い|かった)|不味|下手|弱腰|遅すぎ|最低|最悪|稚拙|無責任)|甘い(?:判断|設計|見積|見通し|想定|認識|管理|考え|計画)|(?:誤った|間違った)(?:判断|設計|対応|意思決定|決定|選択|方針|発想|進め方|やり方)|(?:悪い|まずい|下手な|ひどい|酷い|最悪の|最低の|最悪な|最低な|ありえない|あり得ない|雑な|粗い|粗雑な|安直な|安易な|軽率な|無謀な|無責任な|浅はかな|愚かな|疑問の残る|疑わしい|おかしな|劣悪な|貧弱な|貧相な|お粗末な|奇妙な|非合理な|見当違いの|見当外れの|的外れな|筋の悪い|危険な|不用意な|適当な|ちぐはぐな|時代遅れの|考えの足りない|考えの浅い|思慮の浅い|出来の悪い|悪質な|センスのない|低レベルな|弱い|無意味な|無駄な|残念な)(?:判断|設計|対応|意思決定|決定|選択|運用|管理|連携|計画|品質|実装|手順|体制|引き継ぎ|コード|やり方|進め方|レビュー|テスト|試験|準備|指示|処置|初動|アイデア|発想|方針|構成|作業|仕事|操作|行為|行動|説明|報告|連絡|会議|指揮|采配|応対|近道|手法|アーキテクチャ)|(?:判断|設計|対応|運用|管理|連携|計画|実装|手順|初動|品質|意思決定|手際|段取り|指揮|説明)(?:は|が|も)[^、。]{0,10}(?:ひどい|ひどかった|酷い|酷かった|最悪|最低|まずかった|お粗末|論外|失敗だった|間違い(?:だった|であった|でした)|誤り(?:だった|であった|でした)|悪かった|下手だった|ありえな|あり得な|疑問|問題外|粗末|なっていな|残念だ|残念で|混乱を極め|杜撰|落第|赤点|期待外れ|期待を下回)|(?:判断|設計|対応|決定|選択|方針|計画|発想|運用|考え)(?:は|が|も)[^、。]{0,8}(?:軽率|安直|短絡的|安易|浅慮|早計|勇み足|見当違い|的外れ|浅薄|拙速|乱暴|独りよがり)(?:だ|で|に過|すぎ|と言)|浅はか(?:だ|で|すぎ)|手際が悪|段取りが悪|期待外れ|期待はずれ|混乱を極め|惨憺|惨め|惨状|赤っ恥|落第点|及第点(?:に|を|とは)[^、。]{0,6}(?:な|ず)|水準に(?:達して|届いて|及ばな)|求められる水準|あるまじき|あってはならな|ありえない(?:ミス|対応|判断)|到底(?:容認|許容|納得|受け入れ)|容認でき|許容でき(?:ない(?:対応|判断|設計|遅))|受け入れがたい|受け入れ難い",
        )
    });
    static TECHNICAL: Pattern = LazyLock::new(|| {
        ja::pattern("^(?:検知|検出|モード|粒度|参照|防止|フラグ)|^な?(?:値|ケース|場合|ブロック|セクタ)")
    });
    static LINE: Pattern =
        LazyLock::new(|| ja::pattern("^(?:い|な)?(?:回線|電波|区間|通信|接続|画像|音声|映像|素材|紙|原稿|環境光)"));
    static SIGNAL: Pattern = LazyLock::new(|| {
        ja::pattern("(?:電波|信号|回線|通信|音声|画像|映像|受信|電源|データ|水|印刷)(?:の)?(?:品質|状態|感度)")
    });
    sentence.find_plain_where(&GRADE, |before, found, after| {
        !TECHNICAL.is_match(after)
            && !SIGNAL.is_match(&format!("{before}{found}"))
            && !LINE.is_match(after)
            && !ja::describes_machine(after)
            && !longer_word(before, found, after)
            // 無謀にも, 呆れたことに: adverbs; 回答をいただけなかった: a thing not received.
            && !after.starts_with("にも")
            && !after.starts_with("ことに")
            && !(found.starts_with("いただけな") && before.ends_with('を'))
            && !(found.starts_with("段取りの悪"))
            && !after.starts_with(|c: char| c.is_ascii_digit())
            && !(found.starts_with("無能") && after.starts_with('力'))
            && !(found.starts_with("危険な操作")
                || found.starts_with("弱い") && !before.is_empty() && before.ends_with('の'))
            && !(found.starts_with("危険な") && !sentence.has_person())
    })
}

/// 複雑, 混雑 and ライセンス hold shorter words that grade.
fn longer_word(before: &str, found: &str, after: &str) -> bool {
    let complex = ["複雑", "混雑", "煩雑", "雑音", "雑誌"].iter().any(|word| found.contains(word));
    complex
        || found.ends_with("陳腐") && after.starts_with('化')
        || found.starts_with('雑') && before.ends_with(['複', '混', '煩'])
        || found.starts_with("センス") && before.ends_with(|c: char| ('\u{30a0}'..='\u{30ff}').contains(&c))
}
