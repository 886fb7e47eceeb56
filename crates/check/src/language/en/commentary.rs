//! Comments that a writer lets slip in: sentence adverbs and asides that judge what is told.
//!
//! "Incredibly," "of all places," "rather too quickly" add no fact. Adverbs of manner count when a person acts, or when a
//! passive hides the person; what they say of data and programs is a description.

use std::{ops::Range, sync::LazyLock};

use super::{Sentence, pattern};

/// Sentence adverbs: they comment on the whole, set off by commas or at the head.
const COMMENT: &str = "incredibly|unbelievably|astonishingly|astoundingly|amazingly|inevitably|predictably|unsurprisingly|surprisingly|oddly|strangely|curiously|weirdly|bizarrely|puzzlingly|bafflingly|mysteriously|\
inexplicably|incomprehensibly|unaccountably|typically|characteristically|ironically|tellingly|conveniently|absurdly|ludicrously|laughably|ridiculously|farcically|comically|tragically|sadly|regrettably|unfortunately enough|lamentably|shamefully|\
scandalously|outrageously|shockingly|alarmingly|worryingly|disturbingly|disappointingly|frustratingly|annoyingly|embarrassingly|disgracefully|unforgivably|inexcusably|unpardonably|evidently|obviously|plainly|naturally|patently|self-evidently|\
foolishly|stupidly|unwisely|rashly|recklessly|carelessly|negligently|wrongheadedly|perversely|unhelpfully|amusingly|funnily|interestingly|remarkably|notoriously|infamously|needlessly|unnecessarily|pointlessly|senselessly|mercifully late|true to form|true to type|as ever|as ever before|as always|as usual|per usual|as so often|as often|yet again|once again|once more|yet once more|not for the first time|for the umpteenth time|for the nth time|for once|of all (?:things|places|times|people|days|nights|hosts|machines)|in (?:his|her|their|its|our) (?:infinite )?wisdom|for want of anything better|for lack of anything better|to put it mildly|to say the least|to be blunt|to put it bluntly|believe it or not|lo and behold|surprise, surprise|if you please|no less|mind you|alas|would you believe(?: it)?|god knows why|heaven knows why|who knows why|quite frankly|frankly|to be (?:quite |perfectly )?(?:honest|frank)|let's face it|let us face it|to (?:no one|nobody|no-one)'s (?:great )?surprise|to everyone's (?:surprise|dismay|astonishment|amazement)|(?:as )?was to be expected|as expected of|as (?:one|you) (?:might|would) expect|as luck would have it|as fate would have it|with (?:crushing|depressing|wearying|sad|tragic) (?:inevitability|predictability)|(?:as|like) clockwork|without rhyme or reason|against all (?:reason|logic|sense)|for (?:god|heaven|goodness)(?:'s|') sake|more or less by chance|out of the blue and without reason|in all (?:innocence|naivety|seriousness)|hardly surprising(?:ly)?|small wonder(?: that)?|no wonder(?: that)?|little wonder(?: that)?|it is no (?:surprise|wonder|accident|coincidence) that";

/// Adverbs of manner that judge a person.
const MANNER: &str = "glibly|blithely|blindly|casually|cavalierly|carelessly|cluelessly|clumsily|cockily|complacently|dozily|dismissively|distractedly|dutifully and blindly|eagerly|feebly|flippantly|foolhardily|foolishly|frivolously|grudgingly|\
half-heartedly|haphazardly|hastily|haughtily|heedlessly|helplessly|high-handedly|hurriedly|idly|ignorantly|ill-advisedly|impatiently|imprudently|impulsively|inadvisably|inattentively|incautiously|incompetently|indifferently|indiscriminately|indolently|ineptly|injudiciously|\
irresponsibly|lackadaisically|lamely|languidly|lazily|leisurely|lethargically|light-heartedly|lightheartedly|light-mindedly|listlessly|mechanically|meekly|merrily|mindlessly|naively|naïvely|needlessly|negligently|nonchalantly|obediently|obliviously|obstinately|offhandedly|overconfidently|over-confidently|overeagerly|over-eagerly|\
overhastily|over-hastily|panickily|passively|perfunctorily|pig-headedly|precipitately|prematurely|presumptuously|rashly|recklessly|reflexively|ruthlessly|senselessly|shamelessly|sheepishly|shoddily|short-sightedly|single-handedly and rashly|slapdash|slavishly|sleepily|sloppily|slothfully|\
sluggishly|smugly|stubbornly|stupidly|superficially|tactlessly|tardily|thoughtlessly|timidly|trustingly|uncaringly|uncritically|unquestioningly|unreflectingly|unthinkingly|unwarily|unwisely|vacantly|vaguely|wantonly|wearily|wilfully|willfully|willy-nilly|gaily|gleefully|happily|cheerfully|cheerily|breezily|airily|lightly|jauntily|contentedly|optimistically|hopefully clicked|doggedly|dumbly|numbly|bravely but|crudely|roughly and|brusquely|hysterically|frantically|desperately|feverishly|headlessly|headlong|precipitously|needlessly|unceremoniously|summarily";

static ASIDE: LazyLock<regex::Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"(?:^|[.;:—–] |\b(?:and|but|because|that|was|were|is|are) |\d\d:\d\d(?: [a-z0-9+]{{1,6}})? )(?:,? ?)(?:{COMMENT})(?:,| –| —|$|[.;])|, ?(?:and |but |quite |rather |really |almost |somewhat |perhaps )?(?:{COMMENT})(?:,|\.|;|$| –)|^\W*(?:perhaps |somewhat |rather |quite |most |very |not )*(?:{COMMENT}),? (?:enough,? )?(?:the|a|an|no|nobody|this|that|it|our|we|they|he|she|one|two|both|all|someone|everyone|each|neither)\b"
    ))
});
static DEGREE: LazyLock<regex::Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?:all|far|much|rather|a (?:bit|little|touch|shade|tad)|somewhat|a good deal|altogether|only|clearly|perhaps|just a little|entirely|way|quite a bit) too (?:readily|quickly|quick|hastily|casually|easily|lightly|eagerly|eager|freely|slowly|willingly|willing|soon|happily|happy|late|rashly|trusting|trustingly|optimistic|optimistically|relaxed|sure|clever|long|leisurely|sloppily|generously|timidly|cautiously|aggressively|enthusiastically|keen)\b|\b(?:quite|rather|most|so|very|somewhat|a little|pretty|all too|fairly|remarkably|wholly|utterly|totally|entirely|completely|more than a little) (?:needlessly|hastily|casually|carelessly|recklessly|rashly|naively|naïvely|foolishly|lightly|unnecessarily|thoughtlessly|prematurely|unwisely|optimistically|sloppily|clumsily|blindly|pointlessly|gratuitously|arbitrarily)\b|\bin (?:a |an? )?(?:most |very |rather |such a |quite )?(?:slapdash|careless|casual|cavalier|hasty|sloppy|half-hearted|reckless|haphazard|slipshod|leisurely|offhand|amateurish|irresponsible|negligent|childish|thoughtless|foolhardy|perfunctory|lackadaisical|clumsy|unprofessional|rash|panicky|headlong) (?:manner|fashion|way|style|rush|hurry|mood|spirit)\b|\bwith (?:breathtaking|astonishing|remarkable|staggering|reckless|blithe|utter|complete|total|admirable|stunning|wilful|blissful|characteristic|the usual|their usual|its usual|sublime|wanton) (?:carelessness|indifference|nonchalance|abandon|disregard|ignorance|confidence|naivety|optimism|slowness|leisure|contempt|incompetence|haste|unconcern|recklessness|lack of [a-z]+|sloppiness)\b|\b(?:could not be bothered|couldn't be bothered|did not see fit|didn't see fit|did not deign|deigned|had the (?:nerve|gall|audacity|cheek)|saw fit|thought nothing of|in their haste|in (?:his|her|the|its|our) (?:haste|rush|eagerness|hurry|zeal|panic|excitement|enthusiasm))\b|\bany (?:sane|sensible|reasonable|half-awake|halfway|self-respecting|competent|sober|decent|thinking) [a-z]+|\bno (?:sane|sensible|reasonable|self-respecting|competent|sober|decent|thinking|serious|responsible) (?:person|engineer|team|operator|planner|company|human|mind|soul|<head>|\x01+)\b|\b(?:hardly|scarcely|barely) (?:needs? (?:saying|mentioning|stating)|worth (?:saying|mentioning))|\b(?:did not|didn't|never|without|not) (?:even )?so much as\b|\beven (?:a|an|the most|the greenest|the newest|the least|someone|somebody|my) (?:[a-z-]+ )?(?:intern|novice|child|beginner|trainee|layman|grandmother|newcomer|apprentice|rookie|schoolchild|schoolboy|first-year|amateur|toddler|five-year-old|blind man|fool|cursory|casual|superficial|quick|brief|fleeting)\b|\bas (?:any|every) (?:[a-z-]+ )?(?:<head>|fool|child|schoolchild|reader|textbook|beginner|novice) (?:knows|could|would|can|should|will)|\b(?:it (?:is|was) |should be |is |was )?(?:common knowledge|elementary|basic stuff|the most basic|the oldest trick|child's play|not rocket science|no rocket science|rocket science|a no-brainer|the abc of|textbook)\b|\b(?:simply|just|merely) (?:hoped|hopes|wanted|did not want|didn't want|didn't care|did not care|shrugged|assumed|guessed|gave up|walked|ignored|looked|trusted|could not be|refused|let it|left it|went|forgot|clicked|copied|pressed|turned it|pulled the|took the easy)\b",
    )
});
static ACTING: LazyLock<regex::Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"<agent>(?: (?:quite|rather|then|so|very|somewhat|far too|too|all too|had|has|a bit|most))* (?:{MANNER})\b|(?:^|[.;:] |\d\d:\d\d )(?:{MANNER})(?:,? (?:and [^.;,]{{1,50}})?,? ?)(?:the |an? |our |one |two )?(?:[a-z-]+ ){{0,3}}<head>|<person><gap> [a-z-]+(?: [^.;,\x01\x02]{{1,50}}?)? (?:{MANNER})(?:$|[.,;])"
    ))
});
static DONE: LazyLock<regex::Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"\b(?:was|were|been|being|got|gets) (?:then |also |all too |rather |quite |just |so |far too |too |very |somewhat |simply )*(?:{MANNER}) (?:and [a-z]+ly )?(?:[a-z-]+(?:ed|en|wn|ght)|set|put|cut|left|sent|made|run|kept|given|done|built|hit|shut|held|sold|told|reset)\b"
    ))
});
/// What people do, told as if it were nothing; and what took them so long.
static OFFHAND: LazyLock<regex::Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?:was|were|been|got) (?:simply|just|merely) (?:switched|turned|pulled|unplugged|restarted|rebooted|left|dismissed|forgotten|waved|assumed|thrown|shut off|shut down|powered|disconnected|walked|called off|swept|put off|given up)\b|<agent> (?:finally|at (?:long )?last|eventually|at length|in the end) (?:calls?|called|answers?|answered|repl(?:y|ies|ied)|responds?|responded|joins?|joined|reacts?|reacted|picks? up|picked up|acknowledges?|acknowledged|acks?|escalates?|escalated|looks?|looked|wakes?|woke|turns? up|turned up|shows? up|showed up|bothers?|bothered|deigns?|deigned|gets? round|got round|admits?|admitted|notices?|noticed|reali[sz]es?|reali[sz]ed)\b",
    )
});
/// What the adverbs say of things.
static OF_THINGS: LazyLock<regex::Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?:lazily|prematurely|mechanically|passively|vaguely|hopefully|optimistically|lightly|superficially|indiscriminately|naively|naïvely|eagerly|idly|roughly) (?:load|loaded|evaluated|initiali[sz]ed|locked|locking|created|allocated|expired|terminated|ended|closed|replicated|coated|loaded|fetched|ventilated|cooled|coupled|driven|latched|similar|dropped by|evicted|gcd|collected|scaled|deleted|bound)\b",
    )
});
static ONCE_MORE: LazyLock<regex::Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?:once again|once more|yet again|as usual|as always|typically|naturally|remarkably|interestingly|evidently|as ever|for once)\b",
    )
});

/// Finds a comment of the writer.
pub(crate) fn comment(sentence: &Sentence<'_>) -> Option<Range<usize>> {
    let things = |found: &str| OF_THINGS.is_match(found);
    sentence
        .find_plain_where(&DEGREE, |before, _, _| !before.ends_with("not "))
        .or_else(|| {
            sentence.find_plain_where(&ASIDE, |before, found, after| {
                // What happened again to a program is a count.
                let again = ONCE_MORE.is_match(found);
                let clause: &str = after.split(['.', ';']).next().unwrap_or("");
                let people = sentence.has_person();
                !(again && !people && !clause.contains(" was ") && !clause.contains(" were "))
                    && !(again && before.trim().is_empty() && !people && found.starts_with("once"))
            })
        })
        .or_else(|| sentence.find(&OFFHAND))
        .or_else(|| sentence.find_where(&ACTING, |_, found, after| !things(&format!("{found}{after}"))))
        .or_else(|| {
            sentence.find_where(&DONE, |_, found, after| {
                let agent = after.trim_start().starts_with("by ") && !after.chars().take(40).any(|c| c == '\u{1}');
                !things(found) && !agent
            })
        })
}
