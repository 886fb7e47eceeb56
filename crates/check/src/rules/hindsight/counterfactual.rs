//! `hindsight.counterfactual`: the sentence tells a world that did not happen.
//!
//! What should or could have been done is visible only with the outcome known (B. Fischhoff, "Hindsight ≠ foresight",
//! 1975; S. Dekker on counterfactual reasoning). A requirement for the future, an upper bound ("up to 300 orders could have
//! been affected") and a deduction are something else.

use std::{ops::Range, sync::LazyLock};

use crate::{
    language::{en, ja, pattern::Pattern},
    rule::{RuleInfo, SentenceRule, Severity},
    sentence::Context::{self, Action, Factor, Lesson, Narrative},
};

/// The rule.
pub const RULE: SentenceRule = SentenceRule {
    info: RuleInfo { id: "hindsight.counterfactual", severity: Severity::Warning },
    fires: &[
        (Narrative, "The rollback ought to have started ten minutes earlier."),
        (Narrative, "If the quota had been raised in spring, the queue would not have filled up."),
        (Narrative, "Had the standby been tested, the switch would have taken a minute."),
        (Narrative, "This outage was entirely avoidable."),
        (Narrative, "Why didn't the on-call look at the second dashboard?"),
        (Narrative, "In hindsight the symptoms pointed at the storage layer."),
        (Narrative, "Imagine the standby had been warm: the portal comes back in four minutes."),
        (Narrative, "There was still time to stop the batch at 21:50."),
        (Narrative, "How the planners could miss a public holiday is anyone's guess."),
        (Narrative, "The proper course was to roll back at the first red graph."),
        (Lesson, "If we had our time again, we would split the table first."),
        (Factor, "The engineer was supposed to rotate the key in May."),
        (Narrative, "容量を先に増やしておけば、待ち行列は溢れなかったはずだ。"),
        (Narrative, "警告が出た時点で切り戻すべきであった。"),
        (Narrative, "なぜ当番は二つ目の画面を見なかったのか。"),
        (Narrative, "今思えば、兆候は前日からあった。"),
        (Narrative, "一晩寝かせれば気づいた誤りである。"),
        (Narrative, "早い段階で外部に助けを求める手もあった。"),
        (Narrative, "監視項目に入れておくのが当たり前だった。"),
        (Narrative, "告知をもう1日早める必要がありました。"),
        (Narrative, "予兆は前週から出ており、察知できてもおかしくなかった。"),
    ],
    passes: &[
        (Narrative, "Up to 300 orders could have been charged twice."),
        (Action, "The page should fire within two minutes of the first failed probe; owner: core; due 2026-05-01."),
        (Lesson, "Each region should have two egress addresses."),
        (Narrative, "The packet must have taken the second path, because the first logs nothing."),
        (Narrative, "The cache was expected to be cold after the restart."),
        (Narrative, "If only one replica answers, the ledger drops to read-only."),
        (Narrative, "Why the fan stopped is still open; the vendor has the unit."),
        (Narrative, "A restart would have emptied the cache, so the team waited for the night."),
        (Lesson, "最大で300件の注文が二重に請求された可能性がある。"),
        (Action, "失敗した探査から2分以内にページするべきである。担当: 基盤、期限: 2026-05-01。"),
        (Lesson, "切り替えにより、店舗への影響は回避できた。"),
        (Narrative, "仕様では、認証に失敗すれば要求は拒否されることになっている。"),
        (Narrative, "遮断できたのは1,204件、WAFで防げたのは88件だった。"),
        (Narrative, "利用者は再読み込みすれば表示できた。"),
        (Narrative, "復旧には全台を再起動する必要があった。"),
    ],
    english,
    japanese,
};

fn english(sentence: &en::Sentence<'_>) -> Option<Range<usize>> {
    static SHOULD: Pattern = LazyLock::new(|| {
        en::pattern(
            r"(?:\x01+ |\x02+ )?\b(?:should|ought to|shouldn't|should not|oughtn't to|ought not to|needn't|need not|needed to|was to|were to|had better)(?: [a-z]+ly| also| at least| never| just| not| probably| really| perhaps| simply| instead| then| first| so| by now| by then| by rights| long since| long| very well| well| surely| still| all| both| even| too| rather| in fact| of course| at the very least| at the latest| ever| by that time| already| again| all along)* (?:have|'ve|of)(?: [a-z]+ly| never| not| at least| also| just| first| already)* (?:<pp>)\b|\b(?:should've|shoulda|shouldn't've|would've|could've|might've)\b",
        )
    });
    static COULD: Pattern = LazyLock::new(|| {
        en::pattern(
            r"\b(?:could|would|might|may well|wouldn't|couldn't|mightn't)(?: [a-z]+ly| also| at least| never| just| not| then| perhaps| all| both| even| still| well| have to| easily| so| very| quite| too| by now| by then| long since| long| instead| surely| rather| in fact| of course| at the very least| as well| just as| more| ever| already| again)* (?:have|'ve|of)(?: [a-z]+ly| never| not| at least| also| just| already| all)* (?:<pp>)\b",
        )
    });
    static IF_ONLY: Pattern = LazyLock::new(|| {
        en::pattern(
            r"\bif only\b[^.;?]{0,80}\b(?:had|could|would|were|was|knew|did)\b|\bif only\W*$|(?:^|[;:,.] |, and |\bbut |\d\d:\d\d(?: [a-z+0-9:]+)? )had (?:the |a |an |this |that |we|they|he|she|it|any|anyone|anybody|someone|somebody|no |our |its |their |his |her |there|\x01|\x02|[a-z'-]+ (?:[a-z-]+ ){0,3}(?:been|not|[a-z]+ed)\b)[^.;?]{0,80}|\b(?:wish|wishes|wished) (?:that )?(?:we|they|i|he|she|\x01+|someone|somebody) (?:had|could)|\bbut for (?:the|a|this) ",
        )
    });
    static JUDGED: Pattern = LazyLock::new(|| {
        en::pattern(
            r"\b(?:with (?:a (?:bit|little) |some |more |better |proper )*(?:of )?(?:foresight|planning|care|preparation|attention|communication|testing|thought)\b[^.;]{0,40}would|were it not for|had it not been for|(?:earlier|faster|better|quicker|sooner|prompt) [a-z]+ would have|(?:must|may) (?:not|never) have been (?:started|deployed|merged|approved|made|run|released)|there was no (?:good |valid )?(?:reason|excuse|need|justification) (?:to|for|not to)|needed to [^.;]{1,90},? (?:but|and|yet) (?:(?:\x01+|it|they|this|that) )?(?:did not|didn't|never|was not|were not)\b|preventable|avoidable|foreseeable|unnecessary (?:outage|incident|downtime|delay)|needless (?:outage|downtime|delay)|could be (?:easily )?(?:prevented|avoided)|(?:easily|entirely|completely|totally|fully) (?:prevented|avoided|predictable|predicted|foreseen)|in hindsight|with hindsight|hindsight (?:shows|is|tells|makes)|in retrospect|retrospectively|with the benefit of|looking back|after the fact it|(?:knowing|given|with) what we know (?:now|today)|missed (?:opportunity|opportunities|chances?)|(?:had|there was|there were) (?:every|ample|plenty of|enough|sufficient|more than enough) (?:chance|chances|opportunity|opportunities|time|warning|warnings|notice|signs) (?:to|for|of)|(?:would|might) (?:be|have been) (?:better|best|wiser|wise|prudent|safer|sensible|smarter|preferable|advisable|nice|easy|enough|trivial|simple|possible|sufficient|cheaper|faster|quicker|right)(?: if| to| had| for|[.,])|(?:better|wiser|smarter|safer|right) (?:choice|option|move|decision|course|call|thing to do|approach|response) (?:would|was to)|\bthe right (?:thing|move|call|choice|decision) (?:was|would have been) to|was (?:only )?a matter of time|an accident waiting to happen|waiting to happen|saw it coming|seen it coming|see this coming|saw this coming|writing (?:was )?on the wall|the signs were (?:all )?there|all the signs|knew or should|too little,? too late|for (?:\x01+|anyone|all|everyone|everybody|us|all of us) to (?:see|read|find|notice)|(?:knowing|given|seeing|considering) (?:the |how (?:it|this|things) |what )?(?:result|outcome|ended|turned out|happened|came (?:next|later|after))|as (?:it )?turned out,? (?:too late|wrong)|(?:everyone|anyone|anybody|everybody|we|they) could (?:see it|see this|see that|tell|have)|it was (?:clear|plain|evident|obvious|foreseeable|predictable|inevitable) (?:from the (?:start|outset|beginning)|that (?:this|it|the)|all along|long before|weeks before|days before)|all along|bound to (?:happen|fail|break|go wrong|end)|asking for trouble|surely (?:someone|somebody|anyone|they|we|the [a-z]+) (?:must|should|could|would|can)|must (?:surely |certainly |at least )?have (?:seen|known|noticed|realised|realized|heard)|should surely|was there not|is hard to (?:understand|explain|fathom|comprehend|justify)|beggars belief|beyond (?:me|comprehension|belief)|defies (?:belief|explanation)|one wonders (?:why|how)|how [a-z ]{1,30} (?:could|can) (?:miss|overlook|ignore)|invited trouble|doomed (?:to|from)|would have (?:been enough|sufficed|taken|cost|caught|shown|told|saved|spared|stopped|prevented|avoided|revealed|helped)|(?:saved|spared) (?:us )?(?:an? |the |two |hours )?[^.;]{0,20}(?:had|if) (?:we|they|anyone|someone)|could(?:n't| not)? (?:we|they|the team|anyone) not|if (?:we|they|he|she|anyone|someone|somebody|\x01+) (?:had|would have|'d)\b)",
        )
    });
    static ALTERNATIVE: Pattern =
        LazyLock::new(|| en::pattern(r"^ [^.;]{0,80}, (?:so|and so|hence|therefore|which is why) "));
    static CONDITIONAL: Pattern = LazyLock::new(|| {
        en::pattern(
            r"\bif (?:[^.;?]{0,60}?) ?had (?:[a-z]+ly |not |only |also |never |already |ever |at least )*(?:<pp>)\b|\bwould not (?:be (?:here|in this|where|writing|reading|talking|needed|necessary)|have happened|have occurred)\b",
        )
    });
    static SUPPOSED: Pattern = LazyLock::new(|| {
        en::pattern(
            r"(?:<person>|<nobody>)<gap>(?: not)? (?:supposed to|meant to|expected to|obliged to|required to|told to|asked to|instructed to|reminded to|due to|in a position to|able to have)\b|\b(?:was|were|been) (?:clearly |originally |always |really )?(?:supposed|meant) to (?:be|have been) [a-z]+(?:ed|en|n|t)\b|<person> (?:really )?ought to\b",
        )
    });
    static WHY_NOT: Pattern = LazyLock::new(|| {
        en::pattern(
            r"\b(?:why|how come|how could|how did|how was it possible that|what made|what stopped|what kept)(?: on earth| in the world| exactly)? (?:(?:did|does|do|was|were|had|has|could|can)(?: not|n't)?|is it that|it is that)? ?(?:(?:the |an? |our |any |one )?(?:[a-z-]+ ){0,2}?<person>|<nobody>|anyone)<gap>(?: not| never)? [a-z]+[^.?]{0,40}|\bwhy (?:(?:was|were|had|has|wasn't|weren't) (?:the |this |that |these |an? |our |no |any )?[^?.]{1,60}? (?:not|never|ignored|overlooked|skipped|missed|dismissed|forgotten|ignored)(?: been)?\b[^?.]{0,30}|(?:was|were) (?:there )?no [^?.]{1,40}|(?:didn't|did not) (?:we|they|anyone|anybody|the [a-z-]+)|was it not|was this not|was that not|not just|was the (?:change|runbook|procedure|plan|restore|test|ticket|warning|rollback|upgrade|backup|risk|checklist|release|migration) not (?:reviewed|followed|checked|tested|verified|escalated|rolled|started|done|read|raised|taken|announced|stopped|tried|rehearsed|considered))\b|\bhow could (?:this|that|it) (?:happen|be missed|go unnoticed|slip)",
        )
    });
    static UPPER_BOUND: Pattern = LazyLock::new(|| {
        en::pattern(
            r"\b(?:up to|at most|at worst|at its (?:peak|worst|height)|at the (?:peak|height)|as (?:many|much|large|big|high|long|deep|low|little|few|small|old|wide|far|short|late|early) as|worst case|in the worst case|maximum|no more than|at least \d|a total of|in theory|either|we cannot (?:tell|rule out|exclude)|cannot be (?:ruled out|excluded)|unknown|unclear|not known|possible that|it is possible|whether|in principle|potentially|anyone with|anyone who|an attacker|attacker|attackers|a third party|any of (?:the|three|two)|one of (?:the|two|three)|any (?:client|tenant|user|holder|host|node|process)|estimated|estimate|between \d+)\b",
        )
    });
    static COMPONENT: Pattern = LazyLock::new(|| {
        en::pattern(
            r"\b(?:by design|under (?:the|these|those) (?:old |new |current |former )?(?:rules|rule|law|contract|standard|agreement|protocol)|by law|according to|designed to|the specification|spec says|per spec)\b",
        )
    });
    static REQUIREMENT: Pattern =
        LazyLock::new(|| en::pattern(r"\b(?:every|each|all|any|from now on|in future|going forward|must)\b"));
    static NOTICED: Pattern = LazyLock::new(|| {
        en::pattern(
            r"^how did (?:we|they|you|it|the [a-z]+|he|she) (?:notice|find|detect|learn|recover|fix|respond|know|resolve|mitigate|react|discover|get back|come|work)",
        )
    });
    let not_bounded = |before: &str, found: &str, after: &str| {
        let near = format!("{}{found}{}", tail(before, 60), head(after, 60));
        !UPPER_BOUND.is_match(&near)
    };
    let past = |_: &str, found: &str, after: &str| {
        // `should have three replicas`, `should have limited scope`: a requirement, not a past.
        !after.starts_with(" to ") || !found.ends_with("need to")
    };
    if let Some(span) = sentence.find_where(&SHOULD, |before, found, after| {
        past(before, found, after)
            && !is_requirement(found, after)
            && !(sentence.context == Context::Action && REQUIREMENT.is_match(before))
    }) {
        return Some(span);
    }
    if let Some(span) = en::imagination::imagined(sentence) {
        return Some(span);
    }
    sentence
        .find_where(&IF_ONLY, |_, found, after| {
            !supposes_a_count(found) && (!found.contains("had ") || !is_inversion(found) || has_modal(found, after))
        })
        .or_else(|| {
            sentence.find_where(&COULD, |before, found, after| {
                not_bounded(before, found, after)
                    && !is_deduction(before, found, after)
                    && !is_routed(before)
                    && !(found.contains("would") && ALTERNATIVE.is_match(after))
                    && !excuses(before, found)
                    && !(found.ends_with("would have taken") && ALTERNATIVE.is_match(after))
            })
        })
        .or_else(|| {
            sentence.find(&CONDITIONAL).filter(|_| {
                sentence.plain.contains("would") || sentence.plain.contains("could") || sentence.plain.contains("might")
            })
        })
        .or_else(|| {
            let judged = |before: &str, found: &str, after: &str| {
                // The road not taken, with its cost: the reason of a decision.
                if found.ends_with("would have taken") && ALTERNATIVE.is_match(after) {
                    return false;
                }
                !(found.contains("avoidable") || found.contains("preventable") || found.contains("foreseeable"))
                    || (!before.ends_with("not ") && !before.ends_with("un"))
            };
            // Pronouns are words in the one text and markers in the other.
            sentence.find_either(&JUDGED, judged)
        })
        // The question itself is the method in a why-chain.
        .or_else(|| {
            let asked = || sentence.find_either(&WHY_NOT, |_, _, _| true);
            // "How did we notice?" heads a section.
            let heading = |hit: &Range<usize>| NOTICED.is_match(sentence.plain.get(hit.clone()).unwrap_or(""));
            (sentence.context != Context::Factor).then(asked).flatten().filter(|hit| !heading(hit))
        })
        .or_else(|| {
            sentence.find_where(&SUPPOSED, |_, found, _| {
                let duty = found.contains("supposed") || found.contains("meant");
                (duty
                    || sentence.context != Context::Action
                        && !found.contains("able to")
                        && !found.contains("due to")
                        && !found.contains("told")
                        && !found.contains("asked")
                        && !found.contains("required"))
                    && !COMPONENT.is_match(&sentence.plain)
            })
        })
}

/// `If only one replica answers`: a number, not a wish.
fn supposes_a_count(found: &str) -> bool {
    static COUNT: Pattern = LazyLock::new(|| {
        en::pattern(
            r"^\W*if only (?:one|two|three|four|half|some|part|a single|a few|a part|the first|the last|\d|\x03)",
        )
    });
    COUNT.is_match(found)
}

/// `Had the alarm fired …`: the inversion needs its main clause, or it is a sentence without a subject ("Had a look").
fn is_inversion(found: &str) -> bool {
    !found.contains("if only") && !found.contains("wish") && !found.contains("but for")
}

fn has_modal(found: &str, after: &str) -> bool {
    static MODAL: Pattern = LazyLock::new(|| {
        en::pattern(r"\b(?:would|could|might|should)(?:n't)?\b|'d |\b(?:nothing|none|no \w+) of this\b|…$")
    });
    MODAL.is_match(found) || MODAL.is_match(after)
}

/// "Since both probes were green, the fault would have been upstream": a place or a time that is reasoned out.
fn is_deduction(before: &str, found: &str, after: &str) -> bool {
    static REASON: Pattern = LazyLock::new(|| {
        en::pattern(
            r"\b(?:said|says|say|states?|stated|wrote|writes|announced|according to|told|reads?|mentioned|promised|reported) |(?:^|[.;,] )(?:since|as|given|because|from|judging|going by|if the [a-z ]+ (?:is|are)|that means|so|hence|therefore)\b",
        )
    });
    static PLACE: Pattern = LazyLock::new(|| {
        en::pattern(
            r"^ (?:(?:some(?:where|thing)|well|already|still|just|only|at (?:least|most)|about|around|roughly|no more than) )*(?:upstream|downstream|in|at|on|within|inside|outside|between|behind|before|after|beyond|near|from|above|below|under|over|one of|the (?:same|only|first|last)|an?|due to|lower|higher|older|newer|part of|[0-9])\b",
        )
    });
    found.ends_with("been") && PLACE.is_match(after) && REASON.is_match(before)
}

/// "Requests that would have gone to shard 3": what happens to traffic by rule, not what people might have done.
fn is_routed(before: &str) -> bool {
    static TRAFFIC: Pattern = LazyLock::new(|| {
        en::pattern(
            r"\b(?:requests?|traffic|calls|jobs?|messages?|orders?|packets?|writes|reads|events?|records?|load|queries|connections?|users|customers|sessions?|payments?|rows?|tasks?|e-?mails|pods?|writes|uploads?|parcels?|tickets|invoices?) (?:that|which|who) $",
        )
    });
    TRAFFIC.is_match(before)
}

/// "Stefan could not have known": what nobody could see is the opposite of hindsight.
fn excuses(before: &str, found: &str) -> bool {
    static UNKNOWABLE: Pattern = LazyLock::new(|| {
        en::pattern(
            r"\bcould(?: not|n't) (?:possibly )?have (?:known|seen|foreseen|guessed|told|noticed|read|heard|expected|predicted|anticipated)$",
        )
    });
    UNKNOWABLE.is_match(found) && !before.ends_with("they ") && !before.contains("how ")
}

/// After `should have`: a noun phrase that begins with a word that looks like a participle.
fn is_requirement(found: &str, after: &str) -> bool {
    static NOUN: Pattern = LazyLock::new(|| {
        en::pattern(
            r"^ (?:access|rights?|permissions?|credentials|values?|replicas?|limits?|owners?|copies|zones?|addresses|names?|labels?|scope|timeouts?|capacity)\b",
        )
    });
    let adjective = [
        "limited",
        "restricted",
        "dedicated",
        "named",
        "distinct",
        "fixed",
        "shared",
        "documented",
        "automated",
        "unlimited",
        "reserved",
        "signed",
        "encrypted",
        "replicated",
        "set",
        "read",
        "left",
    ];
    adjective.iter().any(|word| found.ends_with(word)) && NOUN.is_match(after)
}

fn tail(text: &str, bytes: usize) -> &str {
    let mut start = text.len().saturating_sub(bytes);
    while !text.is_char_boundary(start) {
        start += 1;
    }
    text.get(start..).unwrap_or("")
}

fn head(text: &str, bytes: usize) -> &str {
    let mut end = text.len().min(bytes);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(..end).unwrap_or("")
}

fn japanese(sentence: &ja::Sentence<'_>) -> Option<Range<usize>> {
    static SHOULD: Pattern = LazyLock::new(|| {
        ja::pattern(
            "べき(?:課題|作業|こと|対応|問題|点|項目|対策|事項|話|段階|場面|工程)(?:だった|であった|でした)|べき(?:では?な(?:かった|く)|だった|であった|でした|ところ(?:を|で|が|だ|、)|だったのに|は[^、。]{0,12}だった|時(?:に|点)|タイミング(?:で|に|は)|だと(?:わか|分か|気)|を(?:怠|し)|もの(?:を|だった)|点を)|べきを|(?:本来|当然|普通|通常)(?:であれば|なら(?:ば)?|は|的には)?[^。]{0,30}(?:べき|はず(?:だった|であった|でし)|必要があった|なければならなかった|ねばならなかった)|(?:した|し|ておく|おく)必要があった(?:[。、]|$|はず|のに|が|と)|なければならなかった|なければいけなかった|ねばならなかった|ないといけなかった|なくてはならなかった|(?:方|ほう)が(?:よかった|良かった|賢明だった|望ましかった|適切だった|妥当だった|安全だった|無難だった|早かった)|(?:ば|たら|と)(?:よかった|良かった|済んだ|済む話|足りた|防げ)|ことが(?:望ましかった|必要だった|求められた|求められていた)|(?:こと|の)が(?:筋|正解|正しかった|定石|常道)(?:だった|であった|でした)|(?:て|で)(?:い|お)(?:たら|いたら|れば|けば)と(?:思う|悔|考える)と?|て(?:欲し|ほし)かった|てもらいたかった",
        )
    });
    static IF: Pattern = LazyLock::new(|| {
        ja::pattern(
            "(?:て|で)(?:い|お|さえい|さえお)?(?:れば|けば|たら|いたら|いたなら|おいたら|いさえすれば|おきさえすれば|いれば|おけば)[^。]{0,50}(?:(?:た|る|だろう|であろう)(?:はず|だろう|であろう|と思|と考え|に違いな|かもしれ|可能性|話|ところ|もの(?:を|だ|の))|な(?:かった|い|くて)[^。]{0,6}(?:はず|だろう|であろう|と思|と考え|に違いな|かもしれ|済|よかっ|。|$|ため|とみ|と見|、)|防げ|避けられ|回避できた|回避でき(?:て|る)|防止でき|済ん|済み|起き(?:なかった|得なかった)|発生しな|気[付づ][けい]|検知でき|発見でき|見つ(?:け|か)|抑えられ|短縮|できていた|[えけげせてねべめれ]た(?:。|$|はず|だろう)|間に合|できた|食い止め|わかった|分かった|とどま|留ま|止め|違っ|小さ|短|早(?:く|か)|最小限)|[^、。]{0,24}であれば[^。]{0,30}(?:違って|異なって|変わって|済んで|なかった)|(?:なければ|であれば|だったら|なら(?:ば)?|があれば|がいれば|すれば|したら|れば|ったら)、?[^。]{0,50}(?:た|なかった|ていた|できた|られた|れた)(?:はず|だろう|であろう|に違いな|かもしれな|と思われ|と考えられ|のに)|(?:もし|仮に|せめて|もっと早く|もう少し早く|あと少し|最初から|もっと前に)[^。]{0,50}(?:れば|ていたら|たなら|ていれば|ておけば|べき|であれば|できた|できていれば)|さえ(?:し|すれ|てい|あれ|いれ|であ|押さ|見)[^。]{0,30}(?:ば|たら)|(?:て|で)(?:いれ|おけ)ば[^。]*|(?:があれば|がいれば|さえあれば|であれば|だったら|があったら|がいたら)、?[^。]{0,50}(?:済んだ|防げた|避けられた|気づけた|気付けた|早かった|短かった|違っていた|止められた|間に合った|できた|抑えられた|分かった|わかった)(?:。|$|はず|だろう)",
        )
    });
    static JUDGED: Pattern = LazyLock::new(|| {
        ja::pattern(
            "(?:て|で)(?:おけ|もらえ|やれ)?なかったものか|(?:でき|[えけせてねべめれげ])なかったものか|(?:ず|なく)(?:に)?済んだ(?:障害|事故|はず|もの|こと|だろう|。|$|の)|(?:の|こと)が(?:正しい|正解の|賢明な|妥当な|適切な|望ましい|最善の|当然の|筋の通った)(?:選択|判断|対応|行動|手順|策|処置|道)?(?:だった|であった|でした)|(?:が|は|も)[^。]{0,40}ことになって(?:いた|おり|い)|する(?:手はず|約束|決まり|予定|取り決め)(?:だった|であった|になっていた)|(?:未然に|容易に|簡単に|十分に|確実に|事前に|本来|完全に)(?:、)?(?:防げ|防ぐこと(?:が|は|も|の)(?:でき|可能)|防止(?:でき|可能)|避けられ|避けること(?:が|は|も|の)(?:でき|可能)|回避(?:でき|可能)|回避すること(?:が|は|も|の)(?:でき|可能)|予見(?:でき|可能)|予測(?:でき|可能)|予想(?:でき|可能)|想定(?:でき|可能)|検知できた)|(?:予見|予期)(?:でき(?:た|てい|たはず)|可能(?:だ|で|な)|し得た|されて(?:いた|しかる))|予測(?:できた|可能だった|可能であった|し得た)|予想(?:できた|され(?:ていた)?ことで|可能だった)|防げた(?:はず|もの|事|障|可|。|$|だろう|と|の|もの|インシ|トラ)|防げる(?:はず|もの|障害|事故|インシデント)(?:だった|であった|でした)|避けられた(?:はず|もの|事|障|可|。|$|だろう|と|の|インシ)|防止可能(?:だった|な(?:事|障|イン)|であった)|回避可能(?:だった|な(?:事|障|イン)|であった)|(?:気付|気づ)けた(?:はず|だろう|。|$|の)|(?:でき|れ|け|え|め|て|せ)たはず(?:だ|で|な|の|。|$)|できたであろう|(?:わか|分か)ったはず|(?:わか|分か)っていたはず|知っていたはず|はずだった(?:の|。|$|が)|はずであった|後知恵|後から(?:考え|見|思|振り返)れば|今(?:から|にして)?(?:思え|考え|振り返れ)ば|いま思えば|今となっては|振り返(?:れば|ってみれば|ると)|結果論|結果的に(?:見れ|言え|考え)ば|起こるべくして|起きるべくして|時間の問題|惜しまれる|悔やまれる|(?:機会|余地|時間|猶予|チャンス)(?:は|が)(?:十分|いくらでも|何度も|あった(?:はず|のに|にもかか))|わかりきって|分かりきって|目に見えて(?:い|た)|火を見るより|予兆はあった(?:のに|にも)|できたにもかかわらず|できたのに|のを見逃|機会を逸|機会を逃",
        )
    });
    static WHY_NOT: Pattern = LazyLock::new(|| {
        ja::pattern(
            "(?:なぜ|何故|どうして|なにゆえ|何で|なんで)[^。]{0,50}(?:なかったの(?:か|だ|で|。|$)|なかったか(?:。|$|と|が|は)|なかったんだ|なかったんでしょう|ないのか|ずに[^。]{0,20}のか|なかったのだろう|なかったのかが|のか、?(?:理解|疑問|不思議|首を|わからな|分からな)|したのか(?:理解|疑問))",
        )
    });
    // 分かっていない is what an investigation says; 理解に苦しむ is what a judge says.
    static OPEN_QUESTION: Pattern = LazyLock::new(|| {
        ja::pattern(
            "^(?:の)?(?:か)?(?:は|も|が|については|に関しては)?、?(?:まだ|今も|現時点で(?:は)?|いまだ(?:に)?|目下)?、?[^。]{0,12}(?:分か(?:ってい|ら)な|わか(?:ってい|ら)な|不明|調査中|調べて|未解明|特定でき|確認中|判明し)",
        )
    });
    static WISH: Pattern =
        LazyLock::new(|| ja::pattern("(?:て|で)(?:い(?:たら|れば|たなら)|お(?:いたら|けば|いたなら))(?:。|…|$)"));
    static SUCCESS: Pattern =
        LazyLock::new(|| ja::pattern("(?:により|によって|おかげで|結果|ことで|ため)、?[^、。]{0,30}$"));
    static BOUND: Pattern =
        LazyLock::new(|| ja::pattern("最大で|最悪の場合|上限|可能性がある|あり得た|ありえた|か否か|かどうか|不明"));
    static COUNTED: Pattern = LazyLock::new(|| ja::pattern("^[^、。]{0,8}は[^、。]{0,8}[0-9]"));
    static CONTEXTUAL: Pattern = LazyLock::new(|| {
        ja::pattern("理論上|計算上|カタログ|諸元|設計上|仕様上|仕様では|設定では|想定どおり|想定通り")
    });
    sentence
        .find_led(&SHOULD, 20, |_, _, _| true)
        .or_else(|| {
            sentence
                .find_plain_where(&WHY_NOT, |_, _, after| !OPEN_QUESTION.is_match(after))
                .filter(|_| sentence.context != Context::Factor)
        })
        .or_else(|| {
            sentence.find_plain_where(&JUDGED, |before, found, after| {
                let positive = SUCCESS.is_match(before)
                    && !found.contains("はず")
                    && (found.starts_with("未然")
                        || found.starts_with("防")
                        || found.starts_with("回避")
                        || found.starts_with("避け")
                        || found.starts_with("事前"));
                // 防げたのは1,204件: a count of what was averted.
                let counted = ["防", "避け", "回避", "予", "検知"].iter().any(|verb| found.starts_with(verb))
                    && COUNTED.is_match(after);
                !positive && !counted && !(CONTEXTUAL.is_match(before) && found.contains("はず"))
            })
        })
        .or_else(|| ja::unreal::unreal_past(sentence).filter(|_| !matches!(sentence.context, Context::Action)))
        .or_else(|| {
            // The wish alone, its outcome unsaid: "if only it had been opened earlier".
            sentence
                .find_led(&WISH, 24, |_, _, _| true)
                .filter(|_| !matches!(sentence.context, Context::Action | Context::Factor))
        })
        .or_else(|| {
            sentence.find_led(&IF, 24, |_, found, after| {
                let near = format!("{found}{after}");
                let conditional_only = !has_outcome(&near);
                !conditional_only && !BOUND.is_match(&near) && sentence.context != Context::Action
            })
        })
}

/// Whether the words after a condition tell a past that was not.
fn has_outcome(words: &str) -> bool {
    static OUTCOME: Pattern = LazyLock::new(|| {
        ja::pattern(
            "(?:かった|た|だ|だろう|であろう|はず|済|防げ|避けられ|できる)(?:話|もの|こと|ところ|はず|だろう|でしょう|であろう|に違|かもしれ|と思|と考え|と見|とみ|のに|も?の|。|$|と|可能性|、|ため)",
        )
    });
    OUTCOME.is_match(words)
}
