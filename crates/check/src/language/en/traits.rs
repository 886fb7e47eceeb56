//! Character told in everyday words: heads elsewhere, out of their depth, a loose cannon, no clue.
//!
//! The words of [`blame.character`](crate::rules::blame::character) are adjectives and nouns of character; here are the
//! idioms by which people are called careless, unable, unwilling, proud or tired without one.

use std::{ops::Range, sync::LazyLock};

use super::{Sentence, pattern};

/// Things that a person may lack through no trait of his own.
const MEANS: &str = "access|permissions?|rights?|credentials|documentation|tools?|tooling|capacity|information|data|time|staff|logs?|spares?|budget|means|context|visibility|authority|authorisation|authorization|keys?|phone|phones|numbers?|equipment|a (?:second|spare|radio|phone|key|copy|runbook|list|test|way|tool|view|map|third|backup|fallback|deputy|rehearsal|procedure)|an? [a-z-]+ (?:system|environment|tool|list|account|view)|any (?:way|tool|indication|signal|sign|view|data|information|record)|two of|one of|three of|cover|people|personnel|hands|headcount|funding|instructions?|guidance|feedback|a dashboard|dashboards";

static IDIOMS: LazyLock<Vec<regex::Regex>> = LazyLock::new(|| {
    const POSS: &str = "his|her|their|its|our|my|everyone's|everybody's";
    [
        // minds elsewhere, half asleep
        r"<person><gap> (?:(?:{poss}) )?(?:heads?|minds?|thoughts|eyes?|hearts?|attention)(?: [a-z]+ly)? (?:elsewhere|in the clouds|somewhere else|on (?:other|the|his|her|their|weekend|vacation|holiday)|not (?:in|on)|full of|in (?:another|other))\b|(?:<head>(?:'s|')|\b(?:{poss})) (?:[a-z]+ )?(?:heads?|minds?|hearts?|thoughts|eyes|attention) (?:was|were|is|are|had been|wasn't|weren't|seemed)(?: already| clearly| evidently| long)* (?:not |never |hardly |no longer |n't )?(?:elsewhere|somewhere else|in (?:it|the (?:job|work|clouds))|on (?:the|other|his|her|their|it|holiday|vacation|things)|already|far away|miles|wandering|at home|on the job)\b",
        r"<person>(?:<gap>)? (?:half|barely|hardly|scarcely|not (?:really|fully|quite)) (?:awake|there|present|listening|conscious|trying|sober|with it|bothered|interested)\b|<person>(?:<gap>)? (?:dead|asleep|out) on (?:his|her|their) feet\b|<person><gap> (?:in a (?:foul|bad|sour|huff|sulk|daze|world|mood|flap|tizzy|state)|hung ?over|drunk|tipsy|sulking|love-?struck|daydreaming|dozy|dopey|dazed|bleary-eyed|distracted|preoccupied|absent|absent-minded|bored|jaded|listless|sleepy|rattled|flustered|frazzled|hysterical|in panic|panicking|panicky|in a (?:great |tearing |mad )?(?:hurry|rush)(?: to)?|itching to|eager to (?:get|go|leave|be)|keen to (?:get|go|leave|be done)|impatient|fed up|tired of|sick of|too (?:busy|tired|proud|lazy|timid|shy|polite|junior|green|new|young|old|eager|confident|sure|trusting|slow|excited|cocky|soft|stubborn|vain|comfortable|cautious|nervous)[a-z -]{0,30})(?:$|[.,;:]| (?:to|and|for|with|at|by|that|when|on|in|about|after|from|of|mood)\b)",
        // ability
        r"<person>(?:<gap>)? (?:not |never |n't |hardly |no longer |clearly |simply |just )*(?:cut out|made|built|fit|ripe|ready) for (?:the|this|his|her|their|a|an|it|such|that)\b|<person><gap>(?: not| never| hardly)? (?:really |quite |yet |at all )*up to (?:the |a |an |his |her |their |it\b|such|this|that|live|running|much|speed on|handling)|<person><gap> (?:not|n't|hardly|barely|never|no longer)(?: [a-z]+ly| really| quite)* (?:grasp|grasped|master|mastered|understand|understood|get|got) (?:the (?:first|basics|point|idea|difference|gravity|seriousness|ins|concept)|how|what|that|even)\b",
        r"\bout of (?:{poss}|<head>(?:'s|')) (?:depth|league|element|comfort zone)\b|\bin over (?:{poss}) heads?\b|\b(?:has|have|had|with|having|without|lacks?|lacked) (?:what it takes|the (?:makings|stuff|head|feel|eye|touch|wit|wits|nous|chops|calibre|caliber|stature|stamina|grit|mettle|presence of mind|nerve|guts|backbone|stomach|sense|good sense|decency|courtesy|patience|humility))\b|\b(?:do|does|did) not have (?:what it takes|the (?:makings|stuff|head|feel|eye|touch|wit|wits|nous|chops|calibre|caliber|stature|stamina|grit|mettle|presence of mind|nerve|guts|backbone|stomach|sense|good sense|decency|courtesy|patience|humility|brains|competence|skills?|experience|maturity))\b",
        r"<person>(?:<gap>)?(?: still| evidently| clearly| obviously| really| simply)* (?:had|has|have|with|without) (?:absolutely |really |clearly |evidently )?(?:no|not an?|little|hardly any|only (?:a )?(?:vague|hazy|faint|dim|rudimentary)|neither|zero|not the (?:faintest|foggiest|slightest|first)|never had any)(?: real| great| particular| idea nor)? ?(?:clue|idea|notion|inkling|head for|feel for|feeling for|eye for|nose for|ear for|talent|flair|knack|gift|sense of|sense for|backbone|spine|nerve|stomach for|patience|interest in|respect for|regard for|appetite for|time for (?:rules|procedures|such|details)|business (?:touching|being|in|running|near)|grasp|grip|command|understanding|appreciation|concept|feeling)\b",
        r"\b(?:shaky|feeble|weak|loose|tenuous|flimsy|poor|limited|slim|superficial|hazy|rudimentary|patchy|dim|imperfect|faulty|scant|slight|uncertain|insufficient|deficient|sketchy|sorry) (?:grasp|command|hold|understanding|grip|mastery|appreciation|comprehension)\b|(?:<head>(?:'s|')|\b(?:{poss})) (?:[a-z-]+ )?(?:grasp|command|understanding|grip|mastery|knowledge|skills?|judge?ment|memory|sense|discipline|attitude|work ethic|commitment|attention span|eyesight|temper|manners|morale|standards) (?:of|for|in|towards?|on) [^.;]{1,40} (?:is|was|are|were|has been|remains|seems) (?:[a-z]+ly |rather |quite |very |too |so |not )*(?:feeble|shaky|poor|weak|thin|limited|patchy|rusty|sketchy|lacking|insufficient|low|bad|deficient|up to|good|non-existent|nonexistent|nil|loose|hazy|superficial|wanting|casual|lax)\b",
        // called names
        r"<person>(?:<gap>)? (?:an? |the |such an? |something of an? |a bit of an? |too much of an? |no |nothing but an? |more of an? |known as an? |always been an? |never been an? |quite an? |rather an? |also an? )(?:[a-z-]+ ){0,2}(?:loose cannon|maverick|lone wolf|cowboy|slowcoach|slowpoke|know-it-all|know-all|dreamer|bungler|amateurs?|dilettante|shirker|slacker|lightweight|passenger|liability|weak link|waste of space|law unto|hothead|daredevil|gambler|pushover|yes-man|box-ticker|clock-watcher|nine-to-fiver|prima donna|scatterbrain|chatterbox|fool|idiot|moron|clown|dunce|novice|beginner|greenhorn|rookie|rocket scientist|genius|team player|perfectionist|details? person|procrastinator|worrier|coward|bully|diva|bluffer|chancer|cynic|pessimist|optimist|careless [a-z]+|lazy [a-z]+|complacent [a-z]+|sloppy [a-z]+|slow [a-z]+|stubborn [a-z]+|happy-go-lucky [a-z]+|undisciplined [a-z]+|unreliable [a-z]+)\b",
        r"<person>(?:<gap>)?(?: [a-z]+ly| always| rather| somewhat| quite| very| a bit| too| so| fairly| simply| just| still| often| never| not| known to be| notoriously| chronically| frankly| always been| been| become| grown| gone| getting| got)* (?:slapdash|slipshod|happy-go-lucky|devil-may-care|blas[eé]|smug|slothful|workshy|work-shy|dozy|scatty|scatter-?brained|flighty|hot-?headed|pig-?headed|headstrong|obstinate|cocksure|overeager|over-eager|spineless|gutless|faint-?hearted|surly|sullen|slow on the uptake|slow-witted|uncooperative|obstructive|petty|cynical|disorgani[sz]ed|chaotic|unreliable|forgetful|scatterbrained|sloppy|lazy|careless|complacent|cavalier|unprofessional|undisciplined|inattentive|inexperienced|overconfident|over-confident|arrogant|cocky|gullible|na[iï]ve|impulsive|rash|reckless|lax|slack|indifferent|apathetic|unmotivated|demotivated|disengaged|ignorant|incompetent|inept|clumsy|hopeless|useless|clueless|lost|out of touch|out of practice|rusty|too green|too junior|wet behind the ears|green behind the ears|set in (?:his|her|their) ways|stuck in (?:his|her|their) ways|allergic to|prone to|given to|apt to|wont to|liable to (?:forget|skip|rush|panic)|inclined to (?:skip|rush|ignore|forget|cut|put|leave)|in the habit of|soft|fat|comfortable|numb|trigger-happy|click-happy|button-happy|thick-skinned|thin-skinned|short-tempered|narrow-minded|single-minded|easily (?:distracted|confused|led|bored|rattled)|hard to (?:reach|wake|rouse|teach|motivate|work with)|not (?:known for|much of|one for|one to|a great|the most|the brightest|the sharpest|the best|all that|overly|very|too|exactly|particularly) [a-z-]+)(?:$|[.,;:]| (?:with|about|at|in|to|when|and|that|for|on|by|of|towards?|over|as|under|since|after|during|from|rushing|forgetting|skipping|enough)\b)",
        r"<person><gap>(?: has| have| had)? (?:become|grown|got|turned|gone) (?:[a-z]+ly |rather |too |so |very |a bit )*(?:lazy|complacent|careless|soft|slack|sloppy|fat|cocky|comfortable|blas[eé]|numb|indifferent|lax|overconfident|stale|cynical|casual|deaf|blind)\b",
        r"\ban? (?:[a-z-]+ )?(?:complacent|lazy|careless|sloppy|undisciplined|disorgani[sz]ed|sorry|motley|clueless|overconfident|sleepy|unruly|smug|incompetent|work-shy|chaotic|demotivated|careless) (?:bunch|lot|crowd|shower|crew|gang|outfit|team|group|shift|department|squad)\b",
        // attitudes
        r"\b(?:not[- ]my[- ](?:job|problem|department)|nine[- ]to[- ]five|good[- ]enough|it'll be (?:fine|alright)|it will be fine|tick[- ]box|box[- ]ticking|who[- ]cares|couldn't[- ]care[- ]less|anything[- ]goes|laissez-?faire|happy[- ]go[- ]lucky|devil[- ]may[- ]care|gung-?ho|us[- ]and[- ]them|i[- ]know[- ]best|can't[- ]be[- ]bothered|never[- ]mind) (?:attitude|mentality|mindset|spirit|culture|thinking|approach)\b|\b(?:attitude|mentality|mindset|ethos|spirit|culture) (?:of|in|among|at) (?:the |our |this |that )?[^.;]{1,40} (?:is|was|left|leaves|needs|must)\b|\b(?:{poss}|<head>(?:'s|')) (?:[a-z-]+ )?(?:attitude|mindset|mentality|morale|laziness|sloppiness|arrogance|complacency|carelessness|stubbornness|ego|pride|vanity|impatience|timidity|overconfidence|hubris|indifference|nonchalance|inexperience|ignorance|incompetence|ineptitude|inattention|forgetfulness|negligence|apathy|lethargy|disregard|contempt|laxity|naivety|gullibility|haste|eagerness|zeal|temper|nerves|recklessness|indiscipline)\b",
        r"\b(?:certain|touch of|degree of|measure of|hint of|good deal of|great deal of|bit of|dose of|fair amount of|culture of|climate of|atmosphere of|air of|spirit of|general|prevailing|widespread|usual|mixture of|out of|sheer|pure|plain|mere|simple|sign of|from|through|by|to) (?:arrogance|laziness|sloppiness|complacency|carelessness|stubbornness|vanity|impatience|timidity|overconfidence|hubris|indifference|nonchalance|incompetence|ineptitude|inattention|forgetfulness|apathy|lethargy|naivety|gullibility|recklessness|indiscipline|wishful thinking|bravado|cowardice|spite|pride|vanity|stupidity|idleness|boredom|inertia|smugness|heedlessness|thoughtlessness|unprofessionalism|callousness|greed|conceit|pig-headedness|slackness|laxity|absent-mindedness)\b",
        r"<person><gap> (?:seem|seems|seemed|appear|appears|appeared|tend|tends|tended|like|likes|liked|prefer|prefers|love|loves|think|thinks|believe|believes)(?: to)? (?:think|believe|feel|forget|assume|take|consider|regard|be|rush|skip|ignore|cut corners|leave|put off|panic|guess|wing|improvise|coast|that)\b[^.;]{0,60}?\b(?:for (?:other people|others|someone else|somebody else|the birds|wimps|fools|beginners)|beneath (?:him|her|them)|optional|above|rather than|anything|everything|lightly|for granted|a game|beyond|not for|everyone else|easy way|corners|things? off|it)\b",
        r"(?:<person>|<nobody>)<gap>(?: not| never| hardly| n't)?(?: even| really)? (?:take|takes|took|taken|taking) (?:[a-z -]{1,40} )(?:seriously|lightly|to heart)\b|(?:<person>|<nobody>)(?:<gap>)?(?: do not| does not| did not| don't| doesn't| didn't| could not| couldn't| can't| cannot)?(?: really| even| much)? (?:care|give a (?:damn|hoot|fig)|be bothered|bring (?:himself|herself|themselves)|stand the sight)(?: less| much| enough)?(?:$|[.,;]| (?:about|for|whether|to|if|what)\b)|\bstopped caring\b|\b(?:takes?|took) no pride\b|\bno pride (?:in|left)\b|\b(?:little|no) pride\b|\b(?:thinks?|thought) (?:too )?(?:highly|much) of (?:himself|herself|themselves)|\bknows? no better\b|\bdoes not know (?:one end|his|her|their|the first)|\bcannot tell (?:a|one)\b[^.;]{1,30} from\b",
        r"\b(?:it )?takes? (?:more|a (?:certain|special|particular|rare) (?:kind|sort|degree|amount|measure|level)|a certain|some|real|true|a lot of) (?:of )?(?:care|curiosity|attention|discipline|courage|skill|stubbornness|talent|nerve|gall|arrogance|backbone|experience|diligence|rigour|rigor|patience|sloppiness|carelessness|ignorance|chutzpah|laziness|blindness|person|engineer|operator|mind|naivety|indifference)\b",
        r"<person><gap> lack(?:s|ed|ing)? (?:the |any |all |basic |even |sufficient |necessary |needed |a certain |some |much |real |every )*(?P<what>[a-z][a-z -]{2,40})",
        r"\b(?:more|better|less|most|least) (?:[a-z]+ly )?(?:seasoned|experienced|careful|diligent|senior|attentive|competent|skilled|conscientious|qualified|disciplined|thoughtful|responsible|capable|vigilant|alert|mature|rested|sober|awake|curious|humble|motivated|committed|dedicated|reliable|meticulous|observant|critical|circumspect|level-headed|cool-headed|astute) (?:and [a-z-]+ )?(?:<head>|hand|hands|pair of|eye|mind|colleague|crew)",
    ]
    .iter()
    .map(|template| pattern(&template.replace("{poss}", POSS)))
    .collect()
});
static OF_MEANS: LazyLock<regex::Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"\black(?:s|ed|ing)? (?:the |any |all |basic |even |sufficient |necessary |needed |a certain |some |much |real |every )*(?:[a-z-]+ ){{0,2}}(?:{MEANS})\b"
    ))
});
/// Praise, and what is not about people.
static KIND: LazyLock<regex::Regex> = LazyLock::new(|| {
    pattern(
        r"\bnot (?:lazy|careless|complacent|sloppy|to blame)\b|\black(?:ed|s)? (?:of )?(?:sleep|space|power|memory)\b",
    )
});

/// Finds the words that judge the character of people.
pub(crate) fn character(sentence: &Sentence<'_>) -> Option<Range<usize>> {
    if !sentence.has_person()
        && !sentence.marked.bytes().any(|b| b == super::people::NOBODY)
        && !tells_of_people(sentence)
    {
        return None;
    }
    IDIOMS.iter().find_map(|pattern| {
        sentence.find_where(pattern, |_, found, _| !OF_MEANS.is_match(found) && !KIND.is_match(found)).or_else(|| None)
    })
}

/// Possessives and nouns of attitude speak of people without naming one.
fn tells_of_people(sentence: &Sentence<'_>) -> bool {
    static PEOPLE: LazyLock<regex::Regex> = LazyLock::new(|| {
        pattern(
            r"\b(?:his|her|their|our|my|attitude|mentality|mindset|culture|arrogance|laziness|sloppiness|complacency|carelessness|stubbornness|indifference|apathy|hubris|overconfidence|grasp|bunch|crowd|thoughtlessness|inattention|recklessness|naivety|it takes)\b",
        )
    });
    PEOPLE.is_match(&sentence.plain)
}
