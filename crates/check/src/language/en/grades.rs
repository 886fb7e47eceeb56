//! Verdicts on work: grades that need no noun of conduct beside them, and idioms that grade.
//!
//! [`judgement.value`](crate::rules::judgement::value) knows "poor decision"; here is what grades by itself ("asinine",
//! "a dog's breakfast", "not worth the paper") and the frames in which a soft word becomes a grade ("utterly unhelpful").

use std::{ops::Range, sync::LazyLock};

use super::{Sentence, pattern};

/// Adjectives that are verdicts whatever they stand beside.
const VERDICT: &str = "asinine|abysmal|appalling|atrocious|deplorable|pitiful|woeful|ludicrous|laughable|idiotic|moronic|imbecilic|shambolic|disgraceful|scandalous|farcical|lamentable|shoddy|inept|pathetic|unprofessional|amateurish|half-baked|half-arsed|half-assed|\
cack-handed|ham-fisted|harebrained|hare-brained|foolhardy|preposterous|nonsensical|brainless|witless|mindless|unspeakable|contemptible|indefensible|inexcusable|unforgivable|unpardonable|unconscionable|reprehensible|shameful|cringeworthy|execrable|ghastly|hideous|ill-starred|ill-fated|ill-conceived|ill-advised|ill-judged|ill-considered|misbegotten|misguided|wrong-headed|slapdash|slipshod|good-for-nothing|god-awful|third-rate|second-rate|bargain-basement|cobbled-together|thrown-together|wishy-washy|cockamamie|daft|dim-witted|short-sighted|shortsighted|penny-wise|pound-foolish|irresponsible|negligent|unworthy|unprincipled|tone-deaf|lacklustre|lackluster";

/// Nouns that are verdicts after `was a`.
const VERDICT_NOUN: &str = "crime|sin|crying shame|outrage|sacrilege|joke|shambles|mess|disaster|fiasco|farce|debacle|disgrace|travesty|embarrassment|catastrophe of planning|piece of (?:junk|rubbish|trash|garbage|nonsense|crap|work of|folly)|(?:pile|heap|load) of (?:junk|rubbish|trash|garbage|nonsense|rubble|scrap)|dog's (?:breakfast|dinner)|pig's ear|bodge|bodge job|botch|botch job|hatchet job|rush job|sham|charade|mockery|insult|slap in the face|cop-out|fig leaf|half measure|half-measure|afterthought|recipe for (?:disaster|trouble|chaos)|lottery|gamble|sorry (?:sight|tale|affair|story|state)|poor (?:showing|effort|substitute|excuse|joke|advert|advertisement|performance|piece)|patchwork|kludge|muddle|jumble|minefield|hornets' nest|ticking (?:time )?bomb|mistake|blunder|misstep|own goal|false economy|disservice|eyesore|bad (?:idea|one|joke|choice|call|move|decision|bargain|habit|sign of)|poor (?:one|idea|choice|call|move|decision)|terrible (?:one|idea)|wrong (?:one|call|choice|decision|move|idea|approach|tool for the job)|folly|madness|lunacy|insanity|idiocy|stupidity|nonsense|rubbish|junk|trash|drivel|gibberish|chaos|pandemonium|wishful thinking|pure fantasy|fantasy|guesswork|window dressing|box-ticking|lip service|theatre|security theatre|pot luck|luck|low point|new low|far cry|nightmare|abomination|monstrosity|white elephant|dead loss|waste of (?:time|money|effort|space)|non-starter|damp squib|comedy of errors|circus|zoo|amateur hour|child's play gone wrong";

/// Adjectives that grade when an adverb of degree or a negation says so, or when they stand with a noun of work.
const SOFT: &str = "unhelpful|poor|thin|patchy|chaotic|pointless|useless|worthless|clumsy|messy|muddled|inadequate|naive|naïve|optimistic|crude|sloppy|sketchy|half-hearted|ill-suited|ill-chosen|ill-prepared|underwhelming|unimpressive|disappointing|dismal|hopeless|miserable|confused|confusing|incoherent|unconvincing|unsatisfactory|lax|feeble|flimsy|shaky|careless|haphazard|perfunctory|superficial|toothless|bad|awful|terrible|dreadful|horrible|hasty|unwise|reckless|rash|silly|stupid|foolish|absurd|ridiculous|embarrassing|unacceptable|botched|bungled|rotten|lousy|mediocre|substandard|subpar|dire|primitive|unusable|slow-witted|wasteful|bureaucratic|heavy-handed|unreadable|wretched|woolly|vague|late and thin|incomplete and [a-z]+|disjointed|uncoordinated|disorganised|disorganized|unworkable|impractical|unrealistic|childish|inexpert";

/// Nouns of work that are too common elsewhere to grade with every adjective.
const WORK: &str = "arrangements?|set-?up|scheme|naming|excuses?|explanations?|showing|notices?|bridge call|crisis call|war room|status page|status updates?|minutes|escalation|split|division of labour|effort|attempt|ideas?|notions?|assumptions?|wiring|cabling|layout|structure|hand-?offs?|hand-?overs?|onboarding|cooperation|co-operation|collaboration|teamwork|reporting|record-keeping|bookkeeping|labelling|roster|rota|staffing|rehearsals?|timing|quality of [a-z ]{1,30}|choice of [a-z ]{1,30}|documentation|runbooks?|manuals?|test plans?|test coverage|coverage|plans?|planning|procedures?|process(?:es)?|communications?|communication with [a-z ]{1,40}|responses?|reactions?|handling(?: of [a-z ]{1,40})?|decisions?(?: to [a-z ]{1,40})?|choices?|designs?|architecture|coordination|preparations?|migration plan|rollback plan|governance|oversight|supervision|contingency plans?|fallback plans?|capacity plans?|alert texts?|error texts?|wording|wordings|comments?|commit messages?|policy|policies|patch notes|release notes|checklists?|mapping table|interface between [a-z ]{1,40}|contract|estimates?|training plan|drill|exercise|review|reviews|tests?|testing|monitoring|alerting|approach|strategy|tactic|tactics|workaround|fix|fixes|patchwork|compromise|trade-off|use of [a-z ]{1,30}|place to [a-z ]{1,40}|way to [a-z ]{1,40}|way of [a-z ]{1,40}|time to [a-z ]{1,40}|moment (?:to|for) [a-z ]{1,40}";

static GRADES: LazyLock<Vec<regex::Regex>> = LazyLock::new(|| {
    const DEGREE: &str = "utterly|hopelessly|simply|downright|plainly|frankly|painfully|woefully|embarrassingly|terribly|shockingly|ridiculously|absurdly|completely|totally|wholly|thoroughly|decidedly|distinctly|truly|really|rather|quite|very|too|so|pretty|singularly|spectacularly|depressingly|laughably|pitifully|dismally|criminally|borderline|plain|outright|flat-out|flatly|frighteningly|breathtakingly|staggeringly|unbelievably|incredibly|astonishingly|extremely|exceptionally|deeply|badly|seriously|hardly anything but";
    [
        r"\b(?:{verdict})\b",
        r"\b(?:was|were|is|are|been|be|remains|remained|proved|proved to be|turned out(?: to be)?|became|amounts? to|amounted to|looks? like|looked like|seems? like|felt like|smacks of|reeks of|bordered on|borders on|descended into|turned into|degenerated into|resembled|constitutes|represents)(?: [a-z]+ly| quite| rather| simply| just| never anything but| always| not only| also| frankly)* (?:nothing (?:but|short of|less than|more than) |little (?:more|better) than |no (?:more|better) than |something of |worse than |at best |best described as )?(?:an? |the |pure |sheer |one big |one great |such an? |our )*(?:[a-z]+ly |complete |total |utter |real |absolute |bit of an? |textbook |prime |perfect |proper |right |bad |big |huge |grave |serious |costly |expensive |classic |glorified |sick |running |standing |veritable |national |public |administrative )*(?:{noun})(?:$|[.,;:!?]| (?:from|for|of|to|that|by|in|and|with|at|on|given|when|as|because|all|waiting)\b)",
        r"\b(?:was|were|is|are|been|be|proved|looked|looks|seems|seemed|remains|remained|felt|sounds|sounded)(?: [a-z]+ly)? (?:{degree})(?: and (?:{degree}))? (?:{soft})\b",
        r"\b(?:{work})(?: [^.;,]{1,40}?)? (?:was|were|is|are|has been|had been|have been|proved|seems?|looks?|looked|remains?|reads?|felt|sounds?)(?: [a-z]+ly| quite| very| rather| simply| just| so| too| frankly| far| not only| also| all)* (?:{soft}|{verdict}|weak|slow and [a-z]+|wrong|a mess|wanting|lacking|lamentable|nowhere near (?:enough|good)|all over the place|below (?:par|standard|any|our|every|all|the|what|expectations?)|beneath|beyond (?:words|belief|the pale|bad)|no good|not (?:worth|good|up to|fit|what|thought|serious|sound)|neither here nor there|out of (?:touch|the ark|all proportion)|pie in the sky|for the birds|a long way (?:off|from|short))\b",
        r"\b(?:{degree}|{verdict}) (?:{soft}) (?:[a-z-]+ )?(?:{work})\b|\b(?:the |an? |our |this |that |such an? |their |its )(?:[a-z]+ly )?(?:{soft}) (?:arrangement|set-?up|scheme|excuse|explanation|showing|notice|escalation|effort|attempt|idea|notion|cabling|hand-?off|hand-?over|cooperation|teamwork|record-keeping|labelling|staffing|rehearsal|timing|wording|response|reaction|decision|choice|design|planning|plan|coordination|preparation|governance|supervision|workaround|compromise|trade-off|piece of (?:work|planning|code|engineering|advice))\b",
        // negated praise
        r"\b(?:not|hardly|scarcely|barely|never|n't|far from|anything but|less than|nowhere near|short of|no) (?:exactly |really |quite |precisely |particularly |an? |being |much of an? |the )*(?:sensible|good|wise|proper|professional|clever|smart|brilliant|bright|great|adequate|ideal|impressive|serious|sound|sane|decent|reasonable|competent|responsible|happy|fortunate|glorious|stellar|textbook|exemplary|well-thought-out|mature|thought-through|satisfactory|helpful|convincing|acceptable|fit) (?:time|way|place|idea|moment|choice|move|decision|design|plan|approach|response|practice|handling|work|job|thing|performance|effort|answer|solution|engineering|planning|communication|piece of [a-z]+|showing|advertisement|advert|example|start|sight|look|hour|reason|excuse|basis)\b|\b(?:not|hardly|scarcely|never|n't) (?:our|its|their|his|her|the [a-z]+'s) (?:finest|best|brightest|proudest|greatest) (?:hour|moment|work|day|piece|week|effort)\b|\bno way to (?:run|treat|manage|operate|design|handle|lead|build|communicate|plan)\b",
        // idioms
        r"\b(?:makes?|made|making) (?:no|little|absolutely no|zero|not the slightest) sense(?: (?:whatsoever|at all|to anyone))?(?:$|[.,;:])|\b(?:does|did|do|would|will) not (?:hold water|stand up to|bear (?:close )?(?:scrutiny|examination|looking)|deserve (?:the|its|that) name|do (?:us|justice)|inspire|pass muster|cut it|stand scrutiny|live up to|come up to|reflect well|cover itself)\b|\b(?:undeserving|unworthy|not worthy) of (?:the name|its name|us|our|the)\b|\bnot worth (?:the|its|a) (?:paper|name|salt|candle|effort|dime|penny)\b|\bin name only\b|\b(?:as if|as though) (?:an? |some )?(?:child|children|toddler|monkeys?|drunks?|amateur|schoolboy|intern|blind man|committee of [a-z]+)\b|\bwhat passe[ds] for\b|\bso-called (?:plan|review|test|design|procedure|strategy|expert|redundancy|fallback|rehearsal|documentation)\b|\b(?:an? )?worse (?:moment|time|way|place|choice|plan|design|day) (?:for [^.;]{1,40} )?(?:could|can) (?:not|hardly|scarcely)\b|\bcould (?:hardly|scarcely|not) have been (?:worse|more (?:poorly|badly|ill|clumsy|careless|confused|chaotic|inept)|less)|\b(?:one of )?the worst (?:possible |imaginable |conceivable )?(?:moment|time|way|place|choice|plan|design|day|decision|idea|kind|sort|of)\b|\bleft (?:much|a lot|a great deal|something|everything|plenty) to be desired\b|\bleaves? (?:much|a lot|a great deal|something|everything|plenty) to be desired\b|\b(?:below|beneath|under) (?:any|all|every|our own|our|the usual|basic|minimum|professional|even the lowest) (?:[a-z]+ )?(?:standards?|criticism|contempt|dignity|par|expectations?|level|bar)\b|\b(?:not|un)fit for purpose\b|\bleaves? (?:one|you|us|\x01+) speechless\b|\bbeggars? description\b|\bcries out for\b|\b(?:an|no) (?:excuse|insult) (?:for a|to)\b|\bhouse of cards\b|\b(?:flying|steering|driving|navigating) (?:blind|by the seat)\b|\bhope is not a (?:plan|strategy)\b|\bplayed? (?:russian roulette|with fire)\b|\basking for trouble\b|\bput the cart before the horse\b|\bthe blind leading the blind\b|\bbuilt on sand\b|\b(?:full of|riddled with|more) holes(?: than)?(?:$|[.,;]| a )|\b(?:insulting|an insult|a slap)(?:$|[.,;]| to| for)|\bdeserves? (?:an? |no )?(?:failing|low|poor|bad|zero|nothing|f\b|fail|marks?)|\bhow not to\b|\bplain wrong\b|\bsorry (?:excuse|example|substitute|state|affair|sight)\b|\bheld together (?:by|with) (?:tape|string|duct|chewing|hope|luck|prayer)",
    ]
    .iter()
    .map(|template| {
        pattern(
            &template
                .replace("{verdict}", VERDICT)
                .replace("{noun}", VERDICT_NOUN)
                .replace("{soft}", SOFT)
                .replace("{work}", WORK)
                .replace("{degree}", DEGREE),
        )
    })
    .collect()
});
/// Words that mean something else in the trade.
static TRADE: LazyLock<regex::Regex> = LazyLock::new(|| {
    pattern(
        r"^(?:naive|naïve|weak|bad|poor|wrong|optimistic|lax|crude|vague|late|confused|confusing|thin|luck|chaos|patchwork|lottery|joke|mistake)[ -](?:lock\w*|concurrency|bayes|sectors?|blocks?|gateway|requests?|pixels?|data|reception|signal|engineering|monkey|quilt|draws?|client|provision\w*|order|time zone|oil)|\bnegligent (?:loss|driving|homicide)|\bclinical(?:ly)? negligent|\bgarbage collect|\bpathetic fallacy|\b(?:optimistic|pessimistic|naive) (?:lock|update|concurrency|bayes)",
    )
});

/// What is measured good or bad.
static MEASURED: LazyLock<regex::Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?:links?|signals?|connections?|reception|pictures?|audio|lines?|video|throughput|latency|contrast|weather|visibility|voice|sound|gps|fix|coverage in [a-z0-9 ]+|quality in [a-z0-9 ]+|signal quality|image quality|water quality|air quality|compression|hit rate|locality|recall|precision|light|print|scan)$",
    )
});

/// Finds a verdict.
pub(crate) fn grade(sentence: &Sentence<'_>) -> Option<Range<usize>> {
    GRADES.iter().find_map(|pattern| {
        sentence.find_plain_where(pattern, |before, found, after| {
            let near: String = found.chars().chain(after.chars().take(24)).collect();
            !TRADE.is_match(&near)
                && !MEASURED.is_match(before.trim_end())
                && !before.ends_with("discipline ")
                && !(before.ends_with("not ") && !found.starts_with("not"))
                && !after.starts_with(" backoff")
                && !(found.ends_with("mistake") && after.starts_with(" counter"))
        })
    })
}
