//! `judgement.adverb`: an adverb or phrase passes sentence on what somebody did.
//!
//! "Obviously", "simply", "blindly" say how the writer feels about the act, with the outcome known. The same words about
//! evidence ("the graph clearly shows"), labels or software qualify and do not judge.

use std::{ops::Range, sync::LazyLock};

use crate::{
    language::{en, ja, pattern::Pattern},
    rule::{RuleInfo, SentenceRule, Severity},
    sentence::Context::{self, Narrative, Timeline},
};

/// The rule.
pub const RULE: SentenceRule = SentenceRule {
    info: RuleInfo { id: "judgement.adverb", severity: Severity::Note },
    fires: &[
        (Narrative, "The team hastily restarted all brokers."),
        (Narrative, "Obviously, the flag belonged in the other file."),
        (Narrative, "For some inexplicable reason the standby was switched off by hand."),
        (Narrative, "They simply restarted the node and hoped for the best."),
        (Narrative, "Needless to say, the page came late."),
        (Narrative, "The board was, astonishingly, told by the press."),
        (Narrative, "The help desk rather too quickly closed the report."),
        (Narrative, "The router was simply switched off."),
        (Narrative, "No sane person would put both feeds in one duct."),
        (Narrative, "安易に再起動が選ばれた。"),
        (Narrative, "漫然と同じ手順が繰り返された。"),
        (Timeline, "11:02 なぜか当番が予備系を停止"),
        (Narrative, "性懲りもなく同じ構成で組まれている。"),
        (Narrative, "手順書も見ずに作業が始められた。"),
        (Narrative, "その場のノリで公開が決まった。"),
        (Narrative, "何食わぬ顔で配信を続けていた。"),
    ],
    passes: &[
        (Narrative, "The proxy simply forwards the header."),
        (Narrative, "The heat map clearly shows two bands."),
        (Narrative, "The retry came just after the timeout."),
        (Narrative, "The switch is clearly marked in red."),
        (Narrative, "The list of course codes ended at row 1,024."),
        (Narrative, "Naturally aligned structures avoid the trap."),
        (Narrative, "The wind was surprisingly strong for May."),
        (Narrative, "ログから、二つ目の接続が原因であることが明らかになった。"),
        (Narrative, "クライアントは失敗時に単に再送する。"),
        (Narrative, "処理は複雑に入り組み、計画が毎回変わる。"),
        (Narrative, "列車は惰性で進み、次の駅で止まった。"),
        (Narrative, "停止中は、もちろんメトリクスも届かない。"),
    ],
    english,
    japanese,
};

fn english(sentence: &en::Sentence<'_>) -> Option<Range<usize>> {
    if sentence.context == Context::Action {
        return None;
    }
    // Judge wherever they stand.
    static ALWAYS: Pattern = LazyLock::new(|| {
        en::pattern(
            r"\b(?:obviously|of course|needless to say|it goes without saying|goes without saying|as everyone knows|everyone knows|everybody knows|anyone knows|every engineer knows|as everybody knows|as any [a-z ]{1,30} knows|any competent|any (?:junior|intern|beginner|novice|child|fool|engineer|operator|reader|student|first-year [a-z]+) (?:could|would|can|knows|sees|will|should)|even (?:a|an) (?:junior|intern|beginner|novice|child|fool|first-year [a-z]+)|common sense|beggars belief|defies (?:belief|explanation|logic)|inexplicably|inexcusably|unforgivably|unbelievably|incredibly enough|astonishingly|amazingly|shockingly|bizarrely|ridiculously|absurdly|foolishly|stupidly|idiotically|carelessly|recklessly|negligently|irresponsibly|thoughtlessly|mindlessly|sloppily|shamefully|embarrassingly|disgracefully|unwisely|rashly|hastily|incompetently|ineptly|clumsily|cluelessly|senselessly|needlessly|unthinkingly|unprofessionally|haphazardly|casually|cheerfully|merrily|happily|blithely|half-heartedly|lackadaisically|lazily|unsurprisingly|predictably|naturally|conveniently|to nobody's surprise|to no one's surprise|unaccountably|incomprehensibly|for no (?:good |apparent |obvious |particular )?reason|for (?:some|whatever|unknown|unclear|inexplicable|mysterious) (?:[a-z]+ )?reasons?|for reasons (?:unknown|unclear|best known|that|nobody|no one)|without (?:even )?thinking|without a second thought|without (?:any |much )?thought|without (?:the )?slightest|without so much as|without bothering|without a moment's|with no thought|no less|yet again|once again failed|as usual|as always|typically enough|true to form|not even bother|even bother|bothered to|could not even|couldn't even|did not even|didn't even|had not even|even though (?:it was|this was|that was) (?:obvious|clear|plain|well known|common knowledge)|anyone (?:could|would|can) (?:see|have seen|know|have known)|plain to see|for all to see|should be obvious|was obvious(?:ly)?|blatantly|patently|glaringly|wilfully|willfully|stubbornly|arrogantly|ignorantly|naively|naïvely|overconfidently|impatiently|panickedly|in (?:a )?panic|in blind|haplessly|miserably|woefully|pathetically|laughably|surprisingly|remarkably|curiously enough|strangely enough|oddly enough|ironically|sadly|regrettably|rudely|lamely|meekly|timidly|nonchalantly|unadvisedly|unwittingly|brazenly|cavalierly|sheepishly|hurriedly|impulsively|impetuously|dismissively|wantonly|witlessly|obstinately|pig-headedly|flippantly|slavishly|lamentably|unnecessarily|inexcusably|incautiously|inconsiderately|indifferently|listlessly|flagrantly|grossly|utterly|hopelessly|unreasonably|inappropriately|injudiciously|imprudently|ill-advisedly|mistakenly believed|apparently unaware|evidently)\b",
        )
    });
    // Judge when a person, or nobody in particular, is the subject.
    static CONDUCT: Pattern = LazyLock::new(|| {
        en::pattern(
            r"\b(?:clearly|simply|blindly|merely|plainly|just|trivially|easily|hurriedly|lightly|freely|idly|quietly|actually|only too|really|readily|prematurely|sluggishly|passively|mechanically|routinely|automatically assumed)\b",
        )
    });
    static NEUTRAL: Pattern = LazyLock::new(|| {
        en::pattern(
            r"^ (?:labell?ed|marked|visible|documented|shows?|showed|shown|indicates?|indicated|separated|separates|distinguishable|defined|stated|states|identified|identifies|readable|legible|audible|written|described|points?|visible|reproducible|correlated?|correlates|attributable|communicated|structured|scoped|named)\b",
        )
    });
    static DEGREE: Pattern = LazyLock::new(|| {
        en::pattern(
            r"^ (?:in time|before|after|under|over|above|below|about|as|now|enough|one|two|three|\d|short|outside|inside|when|started|begun|finished|been|like|the same|at|past|a (?:few|second|minute)|released|deployed|completed|upgraded|migrated|joined|arrived|come|happened)\b|^-in-time",
        )
    });
    static PRAISE_OR_DATA: Pattern = LazyLock::new(|| {
        en::pattern(
            r"^ (?:loaded|load|loads|evaluated|initiali[sz]ed|created|allocated|expanded|expands|occurring|ordered|sorted|partitioned|distributed|deleted|freed|fetched|connected|replicated|keyed|low|high|fast|quick|short|small|stable|well|quickly|few|little|similar|strong|large|heavy|long|many|common|close|light|simple|often|good|warm|cold|wet|dry|windy|calm|robust|accurate|precise|even|uniform|constant|slow|easy|rare|mild)\b",
        )
    });
    static DATA_STATE: Pattern = LazyLock::new(|| {
        en::pattern(
            r"^ (?:corrupt(?:ed)?|broken|invalid|malformed|stale|duplicate|empty|truncated|impossible|outdated|damaged|incomplete|false|unreadable) (?:(?:[a-z]+ )?[a-z]+s|blocks?|rows?|files?|pages?|records?|entry|image|table|value|data)\b",
        )
    });
    if let Some(span) = sentence.find_plain_where(&ALWAYS, |before, found, after| {
        let soft = matches!(
            found,
            "naturally"
                | "lazily"
                | "surprisingly"
                | "predictably"
                | "happily"
                | "remarkably"
                | "casually"
                | "sadly"
                | "evidently"
                | "naively"
                | "naïvely"
                | "utterly"
                | "grossly"
                | "yet again"
                | "bothered to"
                | "ironically"
                | "regrettably"
                | "no less"
                | "inappropriately"
        );
        if soft && PRAISE_OR_DATA.is_match(after) {
            return false;
        }
        // `The list of course codes`: a course, not a comment.
        if found == "of course" && !sets_off(before, after) {
            return false;
        }
        // Obviously corrupt rows: what data look like.
        if (found == "obviously" || found == "evidently") && DATA_STATE.is_match(after) {
            return false;
        }
        // `Naturally aligned structures`; with a comma it is a comment on conduct.
        if found == "naturally" && !after.starts_with(',') && !after_person(sentence, before.len()) {
            return false;
        }
        if matches!(found, "no less") && after.starts_with(" than") {
            return false;
        }
        let position = before.len();
        // A passive without an agent hides a person: "the key was thoughtlessly reused".
        let (left, right) = (before.trim_end_matches([',', ' ']), after.trim_start_matches(','));
        if is_passive(&format!("{left} "), right)
            && (found.ends_with("ly") || found.starts_with("for "))
            && (!soft || matches!(found, "casually" | "happily" | "naively" | "naïvely" | "lazily"))
        {
            return true;
        }
        let software = sentence.subject_is_thing(position) && !matches!(found, "obviously" | "of course");
        !(software && soft
            || software
                && (found.ends_with("ly") || found.starts_with("for "))
                && !before.trim().is_empty()
                && !after_person(sentence, position))
    }) {
        return Some(span);
    }
    if let Some(span) = en::commentary::comment(sentence) {
        return Some(span);
    }
    sentence.find_plain_where(&CONDUCT, |before, found, after| {
        let position = before.len();
        let person_before = after_person(sentence, position);
        match found {
            "just" => {
                person_before
                    && !DEGREE.is_match(after)
                    && !before.ends_with("had ")
                    && !before.ends_with("has ")
                    && !before.ends_with("have ")
                    && follows_person(sentence, position)
            }
            "clearly" => {
                !NEUTRAL.is_match(after)
                    && !sentence.subject_is_thing(position)
                    && !before.ends_with("more ")
                    && !before.ends_with("most ")
                    && !before.ends_with("not ")
            }
            // `Simply connected regions`.
            "simply" | "merely" | "plainly" if before.trim().is_empty() && !sentence.has_person() => false,
            "simply" | "blindly" | "merely" | "plainly" => !sentence.subject_is_thing(position) || person_before,
            "easily" | "actually" | "really" | "quietly" | "freely" | "lightly" | "readily" | "trivially"
            | "only too" | "idly" | "hurriedly" | "prematurely" | "sluggishly" | "passively" | "mechanically"
            | "routinely" => {
                follows_person(sentence, position)
                    && matches!(found, "lightly" | "idly" | "hurriedly" | "only too" | "sluggishly" | "passively")
            }
            _ => false,
        }
    })
}

/// Whether commas or the ends of the sentence set an aside off, or a verb stands around it.
fn sets_off(before: &str, after: &str) -> bool {
    static VERB: Pattern = LazyLock::new(|| {
        en::pattern(r"\b(?:was|were|is|are|had|has|have|did|could|would|should|and|but|that|nobody|\x01+|\x02+)$")
    });
    static NOUN: Pattern = LazyLock::new(|| {
        en::pattern(
            r"^ (?:codes?|names?|numbers?|ids?|lists?|materials?|work|dates?|fees|credits?|catalogu?es?|pages?|data|records?|bookings?|changes|registrations?|titles?|correction|corrections|plots?|files?|units?)\b|^-",
        )
    });
    !NOUN.is_match(after)
        && (after.is_empty()
            || after.starts_with([',', '.', ';'])
            || before.trim().is_empty()
            || before.ends_with(", ")
            || VERB.is_match(before.trim_end()))
}

/// Whether an adverb stands in a passive that names no agent.
fn is_passive(before: &str, after: &str) -> bool {
    static PARTICIPLE: Pattern = LazyLock::new(|| {
        en::pattern(
            r"^ (?:and [a-z]+ly )?(?:[a-z-]+ed|[a-z-]+en|set|put|cut|left|sent|made|run|kept|given|done|built|hit|shut|brought|thrown|drawn|held|sold|told)\b(?P<rest>.*)",
        )
    });
    let be = [" was ", " were ", " been ", " being ", " got ", " is ", " are "].iter().any(|verb| {
        before.ends_with(verb) || before.ends_with(&format!("{verb}then ")) || before.ends_with(&format!("{verb}also "))
    });
    be && PARTICIPLE.captures(after).is_some_and(|c| !c.name("rest").is_some_and(|r| r.as_str().contains(" by ")))
}

/// Whether a person is mentioned in the clause before.
fn after_person(sentence: &en::Sentence<'_>, position: usize) -> bool {
    let before = sentence.marked.get(..position).unwrap_or("");
    let clause = before.rsplit(['.', ';', ':']).next().unwrap_or(before);
    clause.bytes().any(|b| b == 1 || b == 2)
}

/// Whether the words right before are a person, with at most an auxiliary.
fn follows_person(sentence: &en::Sentence<'_>, position: usize) -> bool {
    static SUBJECT: Pattern =
        LazyLock::new(|| en::pattern(r"(?:<person>|<nobody>)(?: did| had| has| was| were| then| also| and then)? $"));
    SUBJECT.is_match(sentence.marked.get(..position).unwrap_or(""))
}

fn japanese(sentence: &ja::Sentence<'_>) -> Option<Range<usize>> {
    static ALWAYS: Pattern = LazyLock::new(|| {
        ja::pattern(
            "<conduct>|早々と|さっさと|そそくさと|無造作に|無思慮に|無節操に|ぞんざいに|気まぐれに|闇雲に|投げやりに|いとも簡単に|やけに|妙に|なんと|何と(?:も)?、|よせばいいのに|あえて危険|図々しく|軽はずみに|早計に(?:も)?|無責任にも|軽率にも|拙速にも|不遜にも|厚かましく|馬鹿正直に|律儀にも|のこのこ|のんべんだらり|ただ漫然|何となく|なんとなく|惰性的に|言うに及ばず|論を待たず|論をまたない|いうまでもな[くい]|当たり前だが|当たり前のことだが|周知のとおり|周知の通り|ご存じのとおり|常識だが|理由もわからず|理由も分からず|わけもわからず|訳もなく|理解に苦しむことに|理解しがたいことに|理解に苦しむが|不思議なことだが|信じられないが|恐ろしいことに|あきれることに|唖然とすることに|お粗末にも|迂闊に|軽率に|無謀に|慌ただしく|安易にも|安直にも|易々と|やすやすと|むざむざと|あえなく|お約束の|いつものように(?:放置|無視|見過ご|遅)|安易に|安直に|漫然と|うっかり|不用意に|軽率に(?:も)?|無責任に(?:も)?|いい加減に|適当に|雑に|無闇に|むやみに|やみくもに|闇雲に|盲目的に|何も考えず(?:に)?|考えなしに|よく考えず(?:に)?|深く考えず(?:に)?|何の(?:根拠|考え|疑い|疑問|躊躇|ためらい|断り|確認|相談|準備|工夫)も(?:なく|せず|持たず|抱かず)|(?:さしたる|大した|確たる|特段の|たいした)(?:根拠|理由)も?なく|(?:根拠|理由|考え|断り)も(?:なく|なしに)|言うまでもな[くい]|言わずもがな|もちろん|無論|勿論|あろうことか|こともあろうに|よりによって|呆れたことに|あきれたことに|驚い?たことに|驚くべきことに|信じ(?:られない|がたい|難い)ことに|情けないことに|恥ずかしいことに|不思議なことに|不可解(?:にも|なことに)|残念(?:ながら|なことに)|遺憾ながら|愚かにも|迂闊にも|うかつにも|不注意にも|無謀にも|大胆にも|不覚にも|皮肉にも|案の定|またしても|またもや|またも|相変わらず|例によって|平然と|堂々と|のんきに|呑気に|のうのうと|ぼんやりと|惰性で|惰性的に|おざなりに|お座なりに|なおざりに|ろくに|ろくすっぽ|まともに[^、。]{0,12}(?:ず|な)|無批判に|鵜呑みに|場当たり的に|行き当たりばったり(?:に|で)|無神経に|無頓着に|性急に|拙速に|乱暴に|強引に|身勝手に|独善的に|気軽に|手軽に|軽々しく|軽い気持ちで|あっさりと?|しれっと|こっそり|だらだらと?|ずるずると?|みすみす|むざむざ|手をこまねいて|指をくわえて|悠長に|のんびりと?|平気で|当たり前のように|普通に考えれば|常識的に(?:考え|見|言|は)|常識で考えれば|誰が(?:見|考え|どう見)ても|誰の目にも|誰でも(?:わか|分か|気)|どう(?:見|考え)ても|なぜか|何故か|どういうわけか|わざわざ|無邪気に|無策のまま|慌てふためいて|慌てて|焦って|血迷って|不当に|思慮なく|熟慮せず|無分別に|浅はかに(?:も)?|ひどく(?:雑|甘|軽|お粗末|不十分|拙|杜撰|鈍|遅れ)|著しく(?:雑|甘|軽)|断じて|到底|驚くほど(?:雑|甘|お粗末|ずさん|杜撰)|せっかく|考えもせず|確かめもせず|知らん顔で|見て見ぬ(?:ふり|振り)",
        )
    });
    static CONDUCT: Pattern = LazyLock::new(|| {
        ja::pattern(
            "当然(?:ながら|のこと(?:ながら|として)|のように|、|(?:[^のなでだ]))|明らかに|単に|ただただ|ただ(?:黙って|見て|眺めて|待って|漫然)|勝手に|無断で|機械的に|形式的に|やはり|所詮|さすがに|単純に|簡単に(?:済ませ|片付け|見過ご|信じ|諦め|考え)",
        )
    });
    static EVIDENCE: Pattern = LazyLock::new(|| {
        ja::pattern(
            "^明らかに(?:な|し|す|異な|でき|増|減|高|低|遅|速|示|読み取|見て取|区別|判別|表示|記載|分か|わか|相関|壊れ|破損|不正な|無効な|異常な|欠け|重複|誤った(?:値|行|形式|日付))",
        )
    });
    static REMORSE_NEXT: Pattern = LazyLock::new(|| ja::pattern("^、?(?:申|お詫|恥|反省|感謝|頭)"));
    static CAN: Pattern = LazyLock::new(|| ja::pattern("^[^、。]{0,12}(?:でき|可能|使え|試せ|呼べ|相談|声)"));
    static REPORTED: Pattern = LazyLock::new(|| ja::pattern("と(?:いう|の)(?:報告|申告|問い合わせ|声|連絡|投稿)"));
    static PRESENT: Pattern = LazyLock::new(|| ja::pattern("(?:ない|[るうくすむぶつぐ]|ません|ます|い)。?$"));
    static THING_NEXT: Pattern =
        LazyLock::new(|| ja::pattern("^、?[^、。]{0,10}(?:<thing>|率|値|遅延|応答)[^、。]{0,10}(?:が|は|も)"));
    // 当然疑われる原因: what one thinks of first.
    static DEDUCED: Pattern = LazyLock::new(|| ja::pattern("^.?(?:われる|えられる|疑われ|考えられ|想定され|予想され)"));
    static GRADED: Pattern = LazyLock::new(|| {
        ja::pattern(
            "^[^、。]{0,12}(?:不足|不十分|怠|甘|悪|誤り|誤った|誤って|間違|無理|過ぎ|すぎ|べき|軽|雑|お粗末|遅れ|拙|不適切|手落ち|手抜|落ち度|失敗)",
        )
    });
    sentence
        .find_plain_where(&ALWAYS, |before, found, after| {
            let software = sentence.subject_is_thing(before.len());
            let soft = matches!(
                found,
                "あっさり"
                    | "あっさりと"
                    | "手軽に"
                    | "気軽に"
                    | "強引に"
                    | "ひどく"
                    | "慌てて"
                    | "焦って"
                    | "到底"
                    | "またも"
                    | "またもや"
                    | "またしても"
                    | "相変わらず"
                    | "なぜか"
                    | "何故か"
                    | "もちろん"
                    | "せっかく"
                    | "残念ながら"
                    | "不当に"
                    | "こっそり"
                    | "乱暴に"
                    | "適当に"
                    | "雑に"
                    | "盲目的に"
                    | "むやみに"
                    | "無闇に"
            );
            let compound = found == "もちろん" && before.ends_with('は');
            // もちろんメトリクスも届かない: what follows from how it is built.
            let follows =
                matches!(found, "もちろん" | "無論" | "勿論") && THING_NEXT.is_match(after) && !sentence.has_person();
            // 複雑に, 巧妙に, なんとか: longer words; 列車が惰性で走る: physics.
            let longer = found.starts_with("雑に") && before.ends_with(['複', '混', '煩', '乱'])
                || found == "妙に" && before.ends_with(['巧', '微', '絶', '奇'])
                || matches!(found, "なぜか" | "何故か") && REPORTED.is_match(after)
                || found == "うっかり"
                    && (after.starts_with("ミス") || after.starts_with('で') || after.starts_with('だ'))
                || found == "せっかく" && after.starts_with('の')
                || found == "ただただ" && REMORSE_NEXT.is_match(after)
                || found == "単に" && before.ends_with('簡')
                || matches!(found, "手軽に" | "気軽に") && CAN.is_match(after)
                || found == "なんと" && after.starts_with('か')
                || found.starts_with("惰性") && after.starts_with(['走', '進', '回']);
            let dish = found.starts_with("あっさり") && (after.starts_with('味') || after.starts_with("した"));
            !(software && soft)
                && !compound
                && !ja::describes_machine(after)
                && !longer
                && !follows
                && !dish
                && !after.starts_with("防止")
        })
        .or_else(|| {
            sentence.find_plain_where(&CONDUCT, |before, found, after| {
                let near = format!("{found}{}", after.chars().take(4).collect::<String>());
                if EVIDENCE.is_match(&near) {
                    return false;
                }
                if found == "単に" && before.ends_with('簡') {
                    return false;
                }
                let thing = sentence.subject_is_thing(before.len());
                if found.starts_with("当然") && DEDUCED.is_match(after) {
                    return false;
                }
                if found.starts_with("当然") {
                    // A passive without an agent hides a person.
                    let hides = ["無視され", "省略され", "省か", "放置され", "飛ばされ"];
                    let follows = THING_NEXT.is_match(after.trim_start_matches(['、', 'な', 'が', 'ら']))
                        && PRESENT.is_match(after);
                    return hides.iter().any(|verb| after.contains(verb))
                        || !(thing || follows)
                        || sentence.has_person();
                }
                if found == "明らかに" && !sentence.has_person() {
                    // What stands to see is evidence, unless it is graded.
                    return GRADED.is_match(after);
                }
                match found {
                    "単に" | "単純に" | "やはり" | "所詮" | "さすがに" | "機械的に" | "形式的に" => {
                        sentence.has_person() && !thing
                    }
                    _ => !thing,
                }
            })
        })
        .map(|span| {
            // The match of 当然 may take the next character along.
            let found = sentence.plain.get(span.clone()).unwrap_or("");
            if found.starts_with("当然") && !found.starts_with("当然な") && !found.starts_with("当然の") {
                span.start..span.start + "当然".len()
            } else {
                span
            }
        })
}
