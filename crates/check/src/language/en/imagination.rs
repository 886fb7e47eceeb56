//! Ways to tell a world that did not happen other than "should have" and "if … had".
//!
//! A counterfactual can be imagined ("picture the standby warm"), wished for, put into a lost chance, into signs that were
//! there for all to see, into a question why nobody did it, or into the name of the better course.

use std::{ops::Range, sync::LazyLock};

use super::{Sentence, pattern};

static WORLDS: LazyLock<Vec<regex::Regex>> = LazyLock::new(|| {
    const BETTER: &str = "proper|right|correct|sensible|wise|prudent|obvious|natural|safer|better|logical|professional|responsible|sane|smart|smarter|wiser|sounder|decent|reasonable|textbook|honest";
    [
        // imagined, wished for, lived again
        r"(?:^|[.;:—–-] |\b(?:and|but|just|now|to) )(?:imagine|suppose|supposing|picture|envisage|visuali[sz]e|think what|assume for a (?:moment|second)|what if|just think)\b[^.;?]{1,90}? (?:had|were|was|hadn't|wasn't|weren't)\b",
        r"\bwhat if\b[^.;?]{1,90} (?:had|were|was|did|could)\b",
        r"\b(?:in (?:an ideal|a perfect|a better|another|a saner|a just|a parallel|a different|an alternate) (?:world|universe|life|timeline|reality)|turn(?:ed|ing)? (?:back (?:the )?(?:clock|time|hands)|the clock back|time back)|(?:had|have|given) our time (?:again|over)|(?:given|get|got|had) (?:a|another) second chance|do[- ]over|if we could (?:go back|start (?:over|again)|do (?:it|this|that) (?:all )?(?:over|again)|undo|rewind|live|choose again)|if we were to do (?:it|this) again|wise after the event|monday[- ]morning quarterback\w*|20[/-]20|twenty-twenty|easy to say now|(?:knowing|given|with|had we known) what we (?:know|have learned|have learnt|learned|learnt) (?:now|today|since)|had we but known|little did [a-z]+ know|looking (?:at (?:it|this|that|them|the [a-z]+) )(?:now|again|today)|seen from (?:today|here|now)|from today's (?:point of view|perspective|vantage|standpoint)|(?:in|by) the (?:cold )?light of (?:day|what)|after the event\b|on reflection|(?:on|upon) second thoughts?|as we now know|we now know (?:that )?(?:better|it)|(?:it|that|this) (?:is|was) (?:now )?(?:clear|plain|evident|obvious) (?:in|with|after|now) (?:hindsight|retrospect|the fact))\b",
        r"\b(?:wish(?:es|ed)?|would (?:that|to god)|if wishes) (?:that )?(?:the |our |an? |this |that |it |someone |somebody |anyone |we |they |i )?(?:[a-z'’-]+ ){0,5}(?:had|were|could|would)\b|\bwould that (?:the|we|someone|it)\b",
        // lost chances; signs
        r"\b(?:opportunit(?:y|ies)|chances?) (?:was |were |had been |has been )?(?:[a-z]+ly )?(?:missed|lost|wasted|squandered|gone begging|passed up|thrown away|let slip|not taken|gone)\b|\b(?:missed|lost|wasted|squandered|passed up|let slip|threw away|blew) (?:(?:the|an?|this|that|our|every|several|two|their|its|his|her|one|another) )?(?:[a-z]+ ){0,2}(?:chances?|opportunit(?:y|ies))\b",
        r"\b(?:the|all the|clear|plenty of|enough|early|ample|obvious|first|these|those|such) (?:warning )?(?:signs?|clues?|hints?|omens?|red flags?|portents?|writing) (?:was|were|had been|have been|lay|stood) (?:all |already |always |long |right |plainly |clearly |in fact )*(?:there|visible|present|plain|on the wall|in plain (?:sight|view)|for (?:all|everyone|anyone)|staring|clear|obvious|known|unmistakable|in front of|under)\b",
        r"\b(?:there|he|she|they|we|it|\x01+) (?:was|were|had been|had) (?:still |yet |then )?(?:ample |plenty of |enough |more than enough |still |every |no shortage of |many |several |more |three |two |all the )*(?:time|chances?|opportunit(?:y|ies)|occasions?|warnings?|reasons?|nothing to stop|room|information|evidence|data|knowledge|means|tools) (?:left |needed |in the world )?(?:to|for|he|she|they|we|at hand|in hand|to hand)\b (?:[a-z]+ly )?(?:stop|prevent|avoid|act|notice|react|see|save|roll|switch|halt|call|escalate|turn|fail|catch|abort|pull|undo|check|intervene|know|decide|revert|back|draw|warn|ask)\b",
        r"\b(?:was|were|lay|stood|is|are|had been) (?:all |right |always |also |only |still |already |just |readily |freely )*(?:there for the taking|on the table|within (?:easy )?reach|at (?:hand|(?:his|her|their|our) (?:disposal|fingertips|elbow))|only a (?:click|call|step|phone call|command) away|an? (?:[a-z]+ )?(?:click|call|command|phone call) away|there to be (?:used|seen|had|read|found))\b",
        r"\b(?:what a (?:pity|shame)|(?:it is|it's|it was) a (?:pity|shame)|a pity|too bad|pity) that (?:nobody|no one|none|the|a|we|they|it|\x01+|\x02+)|\bif (?:we|they|you|i|he|she|it|the [a-z]+|\x01+) (?:had|would|could) only\b",
        // the better course
        r"\b(?:the|a|the only|one) (?:{better}|best|safe|easy|simple|cleanest|simplest|easiest|cautious|standard) (?:course(?: of action)?|move|thing(?: to do)?|call|choice|step|decision|option|response|reaction|approach|answer|path|action|alternative|solution)(?: (?:at|on|in|for|after|by|here|there|then|that|of) ?[a-z0-9: ]{0,30}?)? (?:was|were|would be|would have been|had been|lay) (?:not |clearly |obviously |plainly |simply |of course |always )?(?:to|the|in|at|there|before|on|a|an|with|one)\b|\b(?:better|wiser|safer|smarter|sounder|kinder|cheaper) (?:had been|would have been|to have|still would)|\b(?:a|any) (?:{better}|good|competent|careful|prudent|sensible|serious|experienced|well-run|mature) (?:[a-z-]+ )?(?:<head>|team|engineer|operator|operation|organi[sz]ation|company|shop|design|process|procedure) would\b",
        // it need not have been
        r"\b(?:need not|needn't|need never|need hardly)(?: [a-z]+ly| ever)? have\b|\b(?:did not|didn't) (?:need|have) to (?:happen|come|be this|be like|end|last|go|take|turn out|get|reach)\b|\bneedless(?:ly)? (?:long|lengthy|prolonged|outage|loss|delay|damage|harm)\b|\bfor (?:the )?want of (?:an? |the )?[a-z]|\b(?:all|everything|anything) (?:that |which )?(?:it|this|that) (?:would have )?(?:needed|required|called for|took|taken|take) (?:was|would have been|to (?:catch|stop|prevent|avoid|see|find|notice|spot))|\bwas all (?:it|that|this|the) ?(?:would have|needed|took|was needed|it needed|was missing|it took)\b|\bwould have been all\b|\b(?:nothing|little) (?:stood in the way of|spoke against|prevented|would have prevented) (?:an? |the |[a-z]+ing)",
        r"\b(?:might|would|could|should)\b[^.;]{1,70}? had (?:the|an?|we|they|someone|somebody|anyone|it|this|that|our|he|she|one|two|either|both|its|\x01+|\x02+)\b[^.;]{1,60}? (?:been|[a-z]+ed|not|known|seen|done|made|read|put|kept|gone|come|run|held|taken|given)\b|\ball (?:one|anyone|you|we|they|it|\x01+) (?:had|needed|would have needed) to do\b|\b(?:one|you|we|\x01+) (?:is|are|am) left (?:to wonder|wondering|asking|to ask)\b|\b(?:begs|raises|poses) the question(?: of)? (?:why|how|whether)\b|\bhow (?:on earth|in the world|the hell|in heaven's name|come)\b|\b(?:was|were) (?:always |still |perfectly |at all times )?free to (?:stop|abort|refuse|call|ask|roll|cancel|halt|decline|wait|postpone|say)\b|\bideally,? [^.;]{1,60} would\b|\bcould and should\b|\bshould and could\b|\bwould have been (?:affordable|possible|trivial|feasible|cheap|easy|available|at hand|enough|doable|simple)\b",
        // why, oh why
        r"\b(?:it is|it's|it remains|it was|it seems|it stays|is|remains|was|seems) (?:simply |still |quite |rather |just |wholly |utterly )*(?:beyond (?:us|me|\x01+|belief|all|comprehension|understanding|anyone)|a (?:complete |total |real |bit of a )?(?:mystery|puzzle|riddle|wonder)|hard to (?:see|understand|believe|fathom|explain|justify|grasp)|difficult to (?:see|understand|believe|explain|grasp)|incomprehensible|puzzling|baffling|unfathomable|inexplicable|anyone's guess|anybody's guess|everybody's guess) (?:to (?:us|me|\x01+|anyone|everyone) )?(?:why|how|that)\b",
        r"\bwhat (?:on earth )?(?:kept|stopped|prevented|held|possessed|hindered|deterred|made|led) (?:the |an? |our )?(?:[a-z-]+ ){0,3}<head>(?: [^.;?]{1,30}?)? (?:back |from |to |not |think|believe|ignore|skip|wait)|\bhow hard (?:can|could|would) it (?:be|have)|\bwas (?:it|that|this) (?:really )?(?:so hard|too much to ask|necessary|asking too much)|\bwould it (?:really )?have (?:been|hurt|cost|killed)|\bis it (?:really )?too much to (?:ask|expect)|\bsurely (?:one|it|this|that|the|a|an|there|nobody|no one)\b[^.;]{1,60} (?:could|would|should|might|must) ",
        // a duty of people, met too late or not
        r"\b(?:was|were|had been|is|are)(?: [a-z]+ly| always)?(?: not| never)? (?:meant|supposed|due|expected|scheduled|obliged|required|instructed|told|asked) to (?:have )?(?:tell|told|call|called|phone|phoned|inform|notify|ask|read|sign|announce|warn|report|ring|hand|watch|look|review|approve|take place|be held|happen (?:in|on|by|before)|be (?:replaced|renewed|rehearsed|practi[sc]ed|serviced|rotated|inspected|finished|completed|ready|delivered|handed over) (?:in|on|by|before|at)|escalate|wake|brief|inspect|supervise|double-check|stand by|stay|be (?:on duty|on site|on call|there|watching|told|informed|warned|checked|reviewed|read|at (?:his|her|their)))\b",
        r"\b(?:was|were) (?:not|never|n't) (?:meant|supposed|intended|allowed|to be)(?: to)? (?:be|have been|happen|occur|run|go|start|get|reach|touch|leave|take) ?[a-z]*",
        r"\b(?:would|could|might|should) have [^.;]{1,60}, (?:had|if|were|but for|given)\b",
    ]
    .iter()
    .map(|template| pattern(&template.replace("{better}", BETTER)))
    .collect()
});
/// `Why the reviewer let it through is anyone's guess`: a question of people or of what was not done.
static WHY: LazyLock<regex::Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?:why|how)\b[^.?;]{2,110}? (?:is|remains|was|seems|stays|will remain) (?:still |quite |simply |rather |very |now |something )*(?:a (?:complete |total |real )?(?:mystery|puzzle|riddle|wonder)|any(?:one|body)'s guess|beyond|hard to|difficult to|impossible to|unfathomable|incomprehensible|inexplicable|puzzling|baffling|open to question|\x01+ guess|a question|we (?:cannot|do not) understand|not to be understood|to this day)",
    )
});

/// Finds the words that tell what did not happen.
pub(crate) fn imagined(sentence: &Sentence<'_>) -> Option<Range<usize>> {
    let factor = sentence.context == crate::Context::Factor;
    WORLDS
        .iter()
        .find_map(|pattern| {
            let keep = |before: &str, found: &str, _: &str| {
                !before.ends_with("by default ")
                    && !(factor && (found.contains(" not meant") || found.contains(" never meant")))
                    && !(found.contains("allowed") && !found.contains("have been"))
            };
            sentence.find_either(pattern, keep)
        })
        .or_else(|| {
            sentence.find_where(&WHY, |_, found, _| {
                found.bytes().any(|b| b <= 2)
                    || [" not ", "n't ", "n’t ", " never ", " could "].iter().any(|word| found.contains(word))
            })
        })
}
