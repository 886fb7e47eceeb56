//! English: the marked sentence that rules match against, its word classes, and where a sentence gives a reason.
//!
//! There is no tagger. Post-mortem prose is regular enough that three questions decide nearly everything: is the subject a
//! person or a thing ([`people`], [`software`]), is the verb a fault, a duty or neutral ([`verbs`]), and does the sentence
//! name the condition behind the act ([`Sentence::explains`]).

pub(crate) mod care;
pub(crate) mod commentary;
pub(crate) mod conduct;
pub(crate) mod grades;
pub(crate) mod imagination;
mod names;
pub(crate) mod neglect;
mod occupations;
mod offices;
pub(crate) mod omissions;
mod ordinary;
mod people;
pub(crate) mod promises;
pub(crate) mod remorse;
pub(crate) mod sanctions;
pub(crate) mod slips;
pub(crate) mod software;
pub(crate) mod traits;
mod verbs;

use std::{ops::Range, sync::LazyLock};

use regex::Regex;

use crate::{
    language::pattern::{Pattern, compile},
    mask::mask,
    sentence::Context,
};

/// One English sentence, prepared.
#[derive(Debug)]
pub struct Sentence<'a> {
    /// Where it stands.
    pub context: Context,
    /// As written.
    pub text: &'a str,
    /// Lower-case, quotations blanked; same offsets.
    pub(crate) plain: String,
    /// Lower-case, quotations blanked, words for people replaced by markers; same offsets.
    pub(crate) marked: String,
}

impl<'a> Sentence<'a> {
    /// Prepares a sentence.
    pub fn new(context: Context, text: &'a str) -> Self {
        let plain = ordinary::hide(mask(text));
        let marked = people::mark(text, &plain);
        Self { context, text, plain, marked }
    }

    /// First match in the marked text.
    pub(crate) fn find(&self, pattern: &Regex) -> Option<Range<usize>> {
        pattern.find(&self.marked).map(|m| trimmed(&self.marked, m.range()))
    }

    /// First match in the marked text for which `keep` holds; it gets the words before, the match, and the words after.
    pub(crate) fn find_where(&self, pattern: &Regex, keep: impl Fn(&str, &str, &str) -> bool) -> Option<Range<usize>> {
        pattern
            .find_iter(&self.marked)
            .find(|m| {
                keep(self.marked.get(..m.start()).unwrap_or(""), m.as_str(), self.marked.get(m.end()..).unwrap_or(""))
            })
            .map(|m| trimmed(&self.marked, m.range()))
    }

    /// First match in the plain text for which `keep` holds.
    pub(crate) fn find_plain_where(
        &self,
        pattern: &Regex,
        keep: impl Fn(&str, &str, &str) -> bool,
    ) -> Option<Range<usize>> {
        pattern
            .find_iter(&self.plain)
            .find(|m| {
                keep(self.plain.get(..m.start()).unwrap_or(""), m.as_str(), self.plain.get(m.end()..).unwrap_or(""))
            })
            .map(|m| trimmed(&self.plain, m.range()))
    }

    /// First match in the marked text, or else in the plain one: pronouns are words in the one and markers in the other.
    pub(crate) fn find_either(&self, pattern: &Regex, keep: impl Fn(&str, &str, &str) -> bool) -> Option<Range<usize>> {
        // Without people the two are the same.
        self.find_where(pattern, &keep)
            .or_else(|| (self.marked != self.plain).then(|| self.find_plain_where(pattern, &keep)).flatten())
    }

    /// Whether a person is mentioned.
    pub(crate) fn has_person(&self) -> bool {
        self.marked.bytes().any(|b| b == people::PERSON)
    }

    /// Whether the words before `position`, up to the last clause boundary, have a thing as their subject and no person.
    pub(crate) fn subject_is_thing(&self, position: usize) -> bool {
        static THING: Pattern = LazyLock::new(|| pattern(r"\b<thing>(?:s|es)?\b"));
        let before = self.marked.get(..position).unwrap_or("");
        let clause = before.rsplit([',', ';', ':']).find(|c| c.trim().len() > 3).unwrap_or(before);
        !clause.bytes().any(|b| b == people::PERSON || b == people::NOBODY)
            && (THING.is_match(clause)
                || clause.split(' ').any(software::is_product)
                || clause.contains(crate::mask::QUOTED))
    }

    /// Whether the sentence, outside `span`, names a condition in the system, the tools or the information at hand that
    /// shaped the act: what turns an accusation into an explanation.
    pub(crate) fn explains(&self, span: &Range<usize>) -> bool {
        // In a step of a why-chain the question names the act to ask on; the answer is what the chain stands on.
        if self.context == Context::Factor && self.question_end().is_some_and(|end| span.end <= end) {
            return true;
        }
        static REASON: Pattern = LazyLock::new(|| {
            pattern(
                r"(?:^|[ ;(]|, ?)(?:on the basis of|based on|according to|in line with|because|since|as|given that|given|seeing that|owing to the fact that|due to the fact that|so|on account of|because of|due to|after|for|when|while|under|by|from|with|without|using|following|per|, and|, but|in) ",
            )
        });
        static STRONG: Pattern = LazyLock::new(|| {
            pattern(r"(?:because|since|, as|given that|seeing that|the fact that|because of|due to|owing to) $")
        });
        static SHOWN: Pattern = LazyLock::new(|| pattern(SHOWING));
        static FINITE: Pattern = LazyLock::new(|| {
            pattern(
                r"\b(?:is|was|were|are|be|has|had|have|does|did|do|can|could|cannot|will|would|may|might|must|[a-z]+ed|[a-z]{3,}s [a-z]+|shows?|ran|runs?|went|came|took|made|gave|kept|left|put|set|read|said|saw|knew|held|lost|sent|stood|meant)\b",
            )
        });
        static EXPLAINING: Pattern = LazyLock::new(|| {
            pattern(
                r"(?:, (?:which|where|whose|and|but|while|although)| on which| in which| from which| to which| whose| where|;|:| —| –| -|, the|, its|, a|, two|, both|, no) ",
            )
        });
        for found in REASON.find_iter(&self.marked) {
            let clause = self.clause_from(found.end());
            if found.start() < span.end && clause.end > span.start {
                continue;
            }
            let words = self.marked.get(clause.clone()).unwrap_or("");
            let strong = STRONG.is_match(found.as_str());
            // "since the last audit" tells when, not why.
            if found.as_str().contains("since") && !FINITE.is_match(words) {
                continue;
            }
            if words.starts_with(|c: char| c.is_ascii_digit()) {
                continue;
            }
            if strong && is_condition(words) || !strong && SHOWN.is_match(words) && is_condition(words) {
                return true;
            }
        }
        for found in EXPLAINING.find_iter(&self.marked) {
            let clause = self.clause_from(found.end());
            if found.start() < span.end && clause.end > span.start {
                continue;
            }
            let words = self.marked.get(clause).unwrap_or("");
            if SHOWN.is_match(words) && is_condition(words) {
                return true;
            }
        }
        false
    }

    /// Where the question of `Why …? Because …` ends, if it has an answer.
    pub(crate) fn question_end(&self) -> Option<usize> {
        static ASKS: Pattern = LazyLock::new(|| {
            pattern(r"^(?:\W|\d|(?:and|so|then|but)\b)*(?:why|how|what|where|when|who)\b[^?]{0,200}\? ")
        });
        let found = ASKS.find(&self.plain)?;
        let answer = self.plain.get(found.end()..)?;
        (answer.trim().len() > 8).then_some(found.end())
    }

    /// From `start` to the end of its clause.
    fn clause_from(&self, start: usize) -> Range<usize> {
        let rest = self.marked.get(start..).unwrap_or("");
        let end = rest.find([',', ';']).or_else(|| rest.find(". ")).unwrap_or(rest.len());
        start..start + end
    }
}

/// Verbs and phrases by which a tool, a document or an arrangement shows, hides or lacks something.
const SHOWING: &str = r"\b(?:show|shows|showed|shown|showing|display|displays|displayed|lists|listed|offers|offered|hides|hid|hidden|differ|differs|differed|identical|indistinguishable|alike|unlabelled|unlabeled|same (?:name|colour|color|prefix|shape|label|screen|menu|command|button)|defaults? to|default|averages?|averaged|says|said|names|named|reads|asks for|asked for|accepts|accepted|no (?:warning|confirmation|indication|prompt|way|access|field|step|check|alert|test|label|runbook|documentation|copy|sign|preview|validation|guard|option|marker|hint)|(?:has|had|have|gives?|gave|offers?|offered|provides?|provided|contains?|contained) no\b|(?:does|did|do) not (?:show|list|say|mention|warn|ask|display|distinguish|tell|include|contain|cover|state|require|reject|validate|check|indicate|explain|mark|exist)|(?:is|was|are|were) (?:exercised|only|not (?:shown|visible|listed|documented|marked|labelled|linked|mentioned|displayed|part of)|missing from|absent from|outdated|out of date|copied from|truncated|cut off|greyed|pre-?filled|preselected|generated|hard-?coded)|leaves? out|left out|omits?|omitted|cannot|could not (?:see|tell|know|reach|distinguish)|nowhere|one character|first \d+ characters|only (?:the|in|one|a|after|on|via|by)|without (?:a |any )?(?:warning|confirmation|prompt|preview|indication)|told|instructs?|instructed|looked (?:the same|normal|healthy|green)|looks? (?:the same|alike|normal|healthy|green)|green|(?:is|are|was|were|stand|stood|sit|sat|lie|lay) (?:neighbours|next to|adjacent|side by side|in the same|\d+ ?mm|under the same|on the same|of the same)|shares? (?:a|an|the|one|its|their)\b|the (?:highest|lowest|only|first|default) (?:value|entry|choice|option|line)|(?:is|was|are|were) (?:still |also |again )?(?:linked|pinned|printed|offered|preselected|suggested|recommended|described|stored|kept|cached)|still (?:points?|pointed|names?|named)|points? to)";

/// Whether a clause that is offered as a reason names a condition rather than somebody's act or trait.
fn is_condition(clause: &str) -> bool {
    static PERSONAL: Pattern = LazyLock::new(|| {
        pattern(
            r"^(?:[a-z'-]+ ){0,3}<person><gap> (?:[a-z]+ed\b|<humanfault>|<fault>|did not|didn't|had not|hadn't|never|was (?:not )?(?:careless|tired|lazy|busy|distracted|sure|confident|in a hurry|rushing|impatient|sloppy|inexperienced|new|junior|asleep|unaware|paying)|were (?:not )?(?:careless|tired|lazy|busy|distracted|in a hurry|rushing|complacent|unaware)|thought|wanted|chose|took|made|went|wrote|felt|knew|ran|forgot|is|are|lacks?)|^(?:of |the |a |an )*<person>|<nobody>|'s (?:fault|mistake|error|negligence|carelessness)",
        )
    });
    static FAULT: Pattern = LazyLock::new(|| {
        pattern(
            r"\b(?:human error|operator error|mistake|carelessness|negligence|inattention|complacency|laziness|haste|hurry|incompetence|inexperience|attitude|lack of (?:care|attention|skill|experience|discipline|ownership|diligence)|not (?:been )?(?:followed|checked|reviewed|consulted|tested|verified|read)|was (?:forgotten|overlooked|ignored|neglected)|were (?:forgotten|overlooked|ignored|neglected)|oversight|slip|careless|sloppy|should have|wrong (?:decision|call)|no (?:business|right|excuse|place))\b",
        )
    });
    static SITUATED: Pattern = LazyLock::new(|| {
        pattern(
            r"<person><gap> (?:could not|couldn't|had no|has no|have no|had only|only had|has only|was given|were given|was told|were told|had been told|was shown|were shown|is shown|had never been (?:given|shown|trained|told)|saw (?:only|a green|no|the same)|see only|sees only|was on call for|were on call for|was alone|had been (?:awake|on shift|on call|assigned)|receives?|gets?|got|work|works|share|shares|cover|covers|rotates?|needs?|need)",
        )
    });
    if clause.trim().len() < 8 {
        return false;
    }
    SITUATED.is_match(clause) || !PERSONAL.is_match(clause) && !FAULT.is_match(clause)
}

/// Compiles a pattern with the English word classes.
pub(crate) fn pattern(template: &str) -> Regex {
    // Both apostrophes are in use.
    // ASCII classes: the Unicode ones are large, and what they add does not occur in these words.
    let ascii = template.replace(r"\W", "[^a-zA-Z0-9_\u{1}\u{2}]").replace(r"\w", "[a-zA-Z0-9_]");
    compile(&unbounded(&ascii.replace('\'', "(?:'|’)")), |name| class(name).map(|body| unbounded(&body)))
}

/// Lifts the upper bound of lazy repetitions: `[^.;]{1,60}?` becomes `[^.;]+?`.
///
/// The bound says how far two words may stand apart; inside one clause it hardly ever decides, and sixty copies of a class
/// make the automaton sixty times as large.
fn unbounded(template: &str) -> String {
    static LAZY: LazyLock<Option<Regex>> =
        LazyLock::new(|| crate::language::pattern::plain(r"\]\{(?P<least>\d),\d+\}\?"));
    let Some(lazy) = LAZY.as_ref() else { return template.to_owned() };
    lazy.replace_all(template, |found: &regex::Captures<'_>| {
        if found.name("least").is_some_and(|least| least.as_str() == "0") { "]*?" } else { "]+?" }
    })
    .into_owned()
}

/// English word classes.
fn class(name: &str) -> Option<String> {
    Some(match name {
        "head" => r"\x01+(?: \x01+)*".to_owned(),
        // A person, with what may stand between the noun and its verb.
        "person" => r"\x01+(?: \x01+)*(?:(?:,| and| or| &)(?: and)? (?:the |a |an |our |their )?(?:[a-z-]+ )?\x01+)*(?: (?:on (?:duty|call|shift|the [a-z-]+(?: [a-z-]+)?|rotation|site)|in (?:charge(?: of [a-z -]{1,30}?)?|question|the [a-z]+|[a-z]+)|from (?:the )?[a-z-]+(?: [a-z-]+)?|of (?:the |that |this )?[a-z-]+(?: [a-z-]+)?|at (?:the )?[a-z-]+(?: [a-z-]+){0,2}|behind (?:the |this |that )?[a-z -]{1,30}?|with [a-z -]{1,30}?|responsible(?: for [a-z -]{1,40}?)?|assigned(?: to [a-z -]{1,30}?)?|involved|concerned|who [^,.;]{1,50}?|running [a-z -]{1,30}?|doing [a-z -]{1,30}?|performing [a-z -]{1,30}?|handling [a-z -]{1,30}?|reviewing [a-z -]{1,30}?|themselves|himself|herself|myself|\x01+))?(?: ?\([^)]+\))?(?:, [^,]+,)?".to_owned(),
        "nobody" => r"\x02+(?: (?:on|in|from|of|at) (?:the )?[a-z\x01-]+(?: [a-z\x01-]+)?)?".to_owned(),
        // A person as the subject of a verb, perhaps the second one: `X looked up and`.
        "agent" => r"<person>(?: [^.;:\x01\x02]{1,70}?,? (?:and|but|then|yet|or)(?: then| so| thus| promptly)?)?<gap>".to_owned(),
        // Adverbs and auxiliaries of an active verb. No negation: that is for rules to ask.
        "gap" => r"(?:,? (?:[a-z-]+ly|also|then|still|again|just|even|once|twice|later|first|soon|already|now|had|has|have|did|do|does|would|will|must|somehow|perhaps|maybe|both|all|too|therefore|thus|instead|clearly|quite|yet again|once again|once more|yet once more|time and again|again and again|over and over|for the second time|for the third time|in the process|in turn|in fact|at first|of course|needless to say|as usual|for some reason|unfortunately|sadly|may have|might have|must have|is|was|are|were|been|being|'s|'d|'ve|'ll|later on|managed to|contrived to|proceeded to|went on to|by mistake|in haste|in error|out of habit|without thinking|to have),?)*".to_owned(),
        "adv" => r"(?: (?:[a-z-]+ly|even|ever|once|first|again|also|really|actually|bother to|bothered to|think to|stop to|take the time to|have the sense to|manage to|care to|want to))*".to_owned(),
        "not" => r"did not|didn't|did n't|failed to|neglected to|omitted to|forgot to|had not|hadn't|has not|hasn't|have not|haven't|never|had never|has never|have never|was not|wasn't|were not|weren't|at no point|did nothing to|refused to|declined to|couldn't be bothered to|made no (?:attempt|effort) to|was unwilling to|were unwilling to|chose not to|decided not to|elected not to|opted not to|without".to_owned(),
        "humanfault" => verbs::human_faults(),
        "humanfaultpp" => verbs::human_fault_participles(),
        "faulting" => verbs::fault_gerunds(),
        "fault" => verbs::faults(),
        "duty" => verbs::duties(),
        "dutypast" => verbs::duties_past(),
        "dutypp" => verbs::duty_participles(),
        "dutying" => verbs::duty_gerunds(),
        "outage" => verbs::outages(),
        "thing" => software::NOUNS.to_owned(),
        "wrongly" => "wrongly|mistakenly|erroneously|incorrectly|accidentally|inadvertently|unintentionally|improperly|negligently|by mistake|by accident|in error|absent-mindedly|falsely".to_owned(),
        "grade" => "ill[- ]thought(?:[- ](?:out|through))?|badly thought(?:[- ](?:out|through))?|poorly thought(?:[- ](?:out|through))?|ill-prepared|ill-planned|ill-designed|ill-timed|badly designed|poorly designed|unsound|ludicrous|farcical|grotesque|sorry|chaotic|panicky|half-finished|half-cocked|ham-fisted|ham-handed|heavy-handed|tone-deaf|inadvisable|objectionable|unhelpful|unimpressive|underwhelming|inexpert|uninspired|unthinking|muddled|confused|incoherent|patchy|flimsy|shaky|threadbare|perfunctory|token|too slow|far too slow|much too slow|painfully slow|glacial|poor|poorer|poorest|bad|terrible|awful|horrible|horrendous|sloppy|lousy|shoddy|stupid|dumb|silly|idiotic|moronic|foolish|ridiculous|absurd|embarrassing|shameful|disgraceful|unacceptable|inexcusable|unforgivable|indefensible|appalling|abysmal|amateurish|half-baked|half-hearted|ill-conceived|ill-advised|ill-considered|ill-judged|misguided|questionable|dubious|reckless|irresponsible|crazy|insane|atrocious|dreadful|pathetic|laughable|deplorable|inept|clumsy|substandard|sub-standard|subpar|sub-par|mediocre|woeful|dismal|hopeless|inadequate|unprofessional|unwise|short-sighted|shortsighted|naive|naïve|negligent|lamentable|careless|hasty|rash|wrong|weak|worst|worse|disastrous|catastrophic|chaotic|messy|ugly|nonsensical|senseless|pointless|thoughtless|incompetent|amateur|lazy|slapdash|slipshod|haphazard|cavalier|unfortunate|regrettable|flawed|imprudent|injudicious|miserable|rotten|crappy|botched|bungled|wrong-headed|panicked|knee-jerk|feeble|lacklustre|lackluster|unsatisfactory|disappointing|unreasonable|irrational|unjustifiable|incomprehensible|inferior|obviously wrong|low-quality|poor-quality|second-rate|third-rate|childish|outrageous|scandalous|deficient|primitive|brain-dead|braindead|lame|cheap".to_owned(),
        "conduct" => "decisions?|designs?|choices?|judge?ment|judge?ment calls?|calls?|responses?|handling|planning|plan|plans|communications?|work|workmanship|craftsmanship|architecture|implementations?|code|coding|ideas?|practices?|management|process|processes|engineering|job|testing|execution|coordination|preparation|solutions?|reviews?|move|approach|attempts?|rollout|migration|advice|strategy|performance by|documentation|handover|handovers|hand-over|leadership|organi[sz]ation|behaviou?r of the (?:team|engineer|staff)|conduct|procedures?|workarounds?|hacks?|shortcuts?|policy|policies|reasoning|thinking|thought process|assumptions?|excuses?|staffing|supervision|discipline|housekeeping|hygiene|craft|effort|follow-up|triage|on-call practice|change management|incident management|quality of (?:the )?[a-z]+|trade-?offs?|compromise|deployment practices?|course of action|action plan|configuration management|reaction|training|rehearsal|judgment|oversight|priorit(?:y|ies|i[sz]ation)|estimat(?:e|es|ion)|response times?|piece of (?:code|work|engineering)|reply|replies|answers?|announcements?|wording|notices?|messaging|configuration|rollback plan|treatment|showing|outcome for a team".to_owned(),
        "gradenoun" => "useless|worthless|hopeless|pitiful|unacceptable|inexcusable|unforgivable|disgraceful|shambles|disaster|mess|joke|farce|fiasco|train ?wreck|debacle|embarrassment|disgrace|travesty|shame|scandal|nightmare|terrible|awful|horrible|appalling|pathetic|ridiculous|absurd|embarrassing|shameful|stupid|idiotic|foolish|reckless|irresponsible|amateurish|abysmal|atrocious|dreadful|unprofessional|laughable|deplorable|unwise|ill-advised|ill-considered|ill-conceived|misguided|short-sighted|crazy|insane|madness|folly|nonsense|stupidity|indefensible|sloppy|shoddy|substandard|poor|lousy|wrong-headed|low point|catastrophe of|no way to run|bad (?:idea|choice|decision|call|practice|judge?ment|move|design|plan)|poor (?:idea|choice|decision|call|judge?ment|design|plan)".to_owned(),
        // Participles of slips, after `was` or in a headline.
        "pslip" => format!("(?:was|were|been|being|got|are|is)(?: [a-z]+ly| simply| just| again| also)* (?:waved (?:away|aside|off|through)|brushed (?:off|aside)|laughed off|talked down|shrugged off|explained away|rubber-stamped|glossed over|played down|hushed up|swept (?:aside|under [a-z ]+)|ignored|overlooked|forgotten|neglected|missed|skipped|omitted|disregarded|dismissed|mishandled|bypassed|misread|misunderstood|misinterpreted|misjudged|botched|bungled|underestimated|mismanaged|misconfigured|mis-configured|mistyped|mixed up|confused|left out|left (?:enabled|disabled|open|running|in place|on|off|unattended|behind)|lost sight of|lost track of|brushed off|brushed aside|swept under|waved through|rushed|rushed through|rubber-stamped|pushed through|postponed|put off|deprioriti[sz]ed|shrugged off|taken too lightly|taken lightly|forced through|silenced and forgotten|acknowledged and forgotten|handled badly|badly handled|poorly handled|communicated (?:poorly|late|too late)|noticed (?:only |far |much )?too late|raised too late|escalated too late|{})", verbs::human_fault_participles()),
        // Participles after `have`.
        "pp" => r"[a-z]+ed|been|done|made|taken|given|seen|known|gone|come|run|read|set|put|cut|let|kept|left|lost|told|held|built|caught|thought|brought|bought|sent|spent|found|got|gotten|had|written|driven|chosen|broken|spoken|thrown|grown|shown|drawn|begun|understood|stood|stuck|hit|shut|split|spread|met|led|felt|paid|said|meant|dealt|sought|taught|foreseen|withdrawn|rerun|reset|rebuilt|undone|overridden|forgotten|frozen|risen|fallen|worn|won|become|heard|slept|hidden|saved|swept|sped|rung|struck|woken|awoken|swung|hung|shed|sprung|sunk|torn|bound|laid|beaten|bent|blown|crept|dug|drunk|flung|forbidden|ground|lent|lain|mistaken|overcome|proved|proven|rid|sat|shone|shot|shrunk|slid|spilt|spun|stung|strung|swum|undergone|undertaken|upheld|wept|wound|withheld|withstood|cost|forecast|burst|cast|upset|bid|fought|fed|fled|clung|leapt|learnt|spelt|burnt|lit|quit|bitten|eaten|flown|ridden|shaken|stolen|sworn".to_owned(),
        _ => return None,
    })
}

/// Leaves out blanks and commas at both ends.
fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let words = text.get(range.clone()).unwrap_or("");
    let start = range.start + (words.len() - words.trim_start_matches([' ', ',', ';']).len());
    let end = range.end - (words.len() - words.trim_end_matches([' ', ',', ';']).len());
    start..end.max(start)
}

#[cfg(test)]
mod tests {
    use super::Sentence;
    use crate::sentence::Context;

    #[test]
    fn a_reason_is_a_condition_and_not_another_fault() {
        for (text, act, expected) in [
            ("The engineer typed the wrong host because two hosts differ by one character.", "wrong host", true),
            ("The engineer typed the wrong host because she was careless.", "wrong host", false),
            ("The outage lasted long because the engineer ignored the page.", "ignored the page", false),
            ("The engineer picked the standby, which the console shows first.", "picked", true),
            ("The engineer ignored the page, and the disk filled up.", "ignored", false),
            ("The engineer has ignored the page since 10:04.", "ignored", false),
        ] {
            let sentence = Sentence::new(Context::Narrative, text);
            let start = sentence.plain.find(act).unwrap();
            assert_eq!(sentence.explains(&(start..start + act.len())), expected, "{text}");
        }
    }
}
