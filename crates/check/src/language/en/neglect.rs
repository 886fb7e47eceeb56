//! Neglect told by an idiom, and blame that is put on somebody without a verb of error.
//!
//! English has hundreds of ways to say that somebody did not do what was theirs to do, or to put something at their door.
//! They are listed by what they say, so that the next idiom finds its line.

use std::{ops::Range, sync::LazyLock};

use super::{Sentence, pattern};

/// Things that stay behind on purpose.
static LEFT_WELL: LazyLock<regex::Regex> = LazyLock::new(|| {
    pattern(
        r"\bleft (?:an? |the |two |his |her |their |our )?(?:[a-z-]+ )?(?:note|notes|message|messages|comment|comments|voicemail|site|building|company|team|office|room|call|meeting|bridge|shift|trail|margin|country|copy|ticket open|instructions)\b|\b(?:on purpose|deliberately|as agreed|as planned|as the (?:runbook|procedure)|per the)\b",
    )
});
/// What people are praised for.
static CREDIT: LazyLock<regex::Regex> = LazyLock::new(|| {
    pattern(
        r" who (?:[a-z]+ly |first |then |also |had |later )*(?:noticed|found|saw|spotted|caught|called|suggested|fixed|stopped|restored|solved|identified|kept|raised|reported|realised|realized|discovered|rolled|proposed|recognised|recognized|helped|rang|phoned|escalated|traced|paged|joined|asked|confirmed|warned|saved|brought [^.;]{1,30} back|came up|got [^.;]{1,30} (?:back|running|working)|drove|took over|was on call|answered|worked out|is|are)\b",
    )
});
static NEGLECT: LazyLock<Vec<regex::Regex>> = LazyLock::new(|| {
    [
        // slept, looked away, did nothing
        r"<agent> (?:dozed|dozes|nodded|nods|drifted|drifts|switched|zoned) off\b|<agent> (?:sat|sits|slept|sleeps|stayed|stays|napped|dreamed) (?:on|through|by|idle|idly|tight|still|back|silent|quiet)\b|<agent> (?:twiddled|twiddles|twiddling|drummed) (?:his|her|their|its|our)? ?(?:thumbs|fingers)|<agent> (?:kept|keeps|held|hold|holds) (?:it|this|that|the [a-z ]{1,30}|quiet|mum|silent|back|everything|[a-z]+ to)(?: all)?(?: to (?:himself|herself|itself|themselves|ourselves|myself)| back| quiet| secret| under wraps| from )|<agent> (?:dragged|drags|dragging) (?:(?:his|her|their|its|our|my) )?(?:feet|heels)|<agent> (?:stood|looked|sat) (?:by|on|aside|away|idly|elsewhere)\b|<agent> (?:turned|turns|turning) (?:a |the )?(?:deaf|blind|other)\b|<agent> (?:buried|hid|stuck) (?:his|her|their|its|our) heads?\b|<agent> (?:was|were|is|are) (?:still )?(?:on mute|nowhere to be (?:found|seen)|miles away|out to lunch|missing in action|absent without|otherwise engaged|looking at the wrong|on the wrong|in the wrong|chatting|daydreaming|gossiping|playing|surfing|at lunch without|in the pub|in bed|glued to)\b",
        // did not get to it, did not pass it on
        r"<agent> (?:never|not|n't|hardly|barely|did not|didn't|had not|hadn't|have not|haven't|has not|hasn't)(?: even| ever| quite| once)* (?:got|get|gotten|getting) (?:round|around) to\b|<agent> (?:did not|didn't|had not|hadn't|never|failed to|has not|have not)(?: even| ever)* (?:do|done|did) (?:his|her|their|its|our|my|the) (?:homework|job|bit|part|duty|due diligence|sums|rounds|research|own)\b|<agent> (?:did not|didn't|never|had not|hadn't|has not|have not|would not|wouldn't|failed to)(?: even| ever| bother to| think to| [a-z]+ly)* (?:pass|passed|hand|handed|send|sent|forward|forwarded|relay|relayed|share|shared|give|gave|given|mention|mentioned|say|said|bring|brought|put|let|leave|left|look|looked|glance|listen|listened|lift|lifted|pick|picked|act|acted|move|moved|stir|budge|budged|react|reacted|step|stepped|own|owned|turn|turned|fill|filled|tick|ticked|sign|signed|match|matched|count|counted|weigh|weighed|compare|compared|ring|rang|phone|phoned|call|called|go|went|come|came|show|turn up|press|pressed|push|pushed|pull|pulled|hold|held|save|saved|store|stored|label|labelled|mark|marked|name|book|booked|order|ordered|plug|plugged|cross|heed|query|clear|cleared|empty|emptied|top|topped|swap|swapped|replace|replaced|tighten|tightened|reset|correct|corrected|catch|caught|think|thought|use|used|keep|kept|mind|trouble|insist|object|protest|speak|spoke|halt|slow|wake)\b[^.;,]{0,30}",
        r"<agent> (?:left|leaves|leaving)(?: [^.;,\x01\x02]{1,60}?)? (?:in|on|off|open|behind|enabled|disabled|running|unlocked|undone|out|swapped|plugged|unplugged|connected|disconnected|pointing|switched|half|idle|public|exposed|lying|sitting|blank|empty|hanging|waiting|unanswered|unread|unsigned|untouched|unplugged|unwatched|alone|until|for (?:days|weeks|months|hours|later|the next|another))\b",
        r"<agent> (?:skimped|skimps|skimping|economi[sz]ed) on\b|<agent> (?:passed|passes|passing) the buck|<agent> (?:took|takes|taking) [^.;]{1,40}(?:'s word|for granted|on trust|at face value|on faith|lightly)|<agent> (?:jumped|jumps|leapt) to (?:a |the |an? [a-z]+ )?conclusions?|<agent> (?:came|comes|coming) unstuck|<agent> (?:slipped|slips|trips|tripped|stumbled|stumbles|fumbled|fumbles|flailed|floundered|dithered|faltered) (?:up|over|on|with|about|around|through)\b|<agent> (?:got|gets|getting) (?:lost|confused|muddled|tangled|carried away|distracted|sidetracked|ahead of|cold feet|the wrong|[^.;,\x01\x02]{1,40} (?:wrong|confused|muddled|mixed up|backwards))\b|<agent> (?:lost|loses) (?:the plot|track|count|sight|the thread|interest|patience|the key|the keys|the slip|the note|the paper|the form|the list)\b|<agent> (?:brushed|brushes|waved|waves|shrugged|shrugs|laughed|laughs|batted|fobbed|palmed|talked|argued|explained) (?:[^.;,\x01\x02]{1,50}? )?(?:off|aside|away|through|down)\b",
        r"<agent> (?:had|has|kept|keeps|put|left) (?:his|her|their|its|the|both) [a-z ]{1,30}? (?:on|in|set to|switched to|off) ?(?:flight mode|silent|mute|do not disturb|vibrate|airplane mode|the charger at home|at home)\b|<agent> (?:kept|keeps|had|has|carried|carries) (?:it|them|this|that|everything|the [a-z ]{1,30}?)(?: only| all)? (?:in|inside) (?:his|her|their|its) (?:own )?(?:head|heads|memory|mind|notebook|drawer|pocket|bag|locker)\b",
        r"<agent> [a-z-]+(?: [^.;\x01\x02]{1,60}?)? and (?:then )?(?:left (?:for|it|the (?:building|room|desk|site|call))|went (?:home|off|to (?:lunch|bed|sleep)|on (?:leave|holiday))|walked (?:away|off|out)|drove (?:off|home|away)|logged off|signed off for|took (?:a|his|her) (?:break|lunch)|hung up)\b|<agent> (?:signed|signs|vouched|initialled|ticked) (?:for |off )?[^.;]{1,40}? (?:that|which)? ?(?:was|were|had) (?:not|never)\b",
        // let it slide, let somebody down
        r"<agent> (?:let|lets|letting|allowed) [^.;,]{1,50}? (?:slide|down|slip|lapse|pass|go|drop|through|sit|expire|run (?:out|down|dry|over)|die|rot|drift|fester|languish|gather dust|grow|pile up|fill|overflow|happen|escape|get away|get out of hand|fall)\b",
        // pressed on
        r"<agent> (?:pressed|presses|pushed|pushes|ploughed|plowed|carried|carries|soldiered|forged|barrelled|marched|went|goes|steamed|charged|blundered|kept|stumbled) (?:ahead|on|through|forward)\b[^.;]{0,60}?(?:\b(?:though|although|despite|even|in spite|regardless|anyway|all the same|nonetheless|nevertheless|undeterred|with (?:the|two|three|half|all|a|red)|without|while|when)\b)",
        r"<agent> [a-z-]+(?: [^.;\x01\x02]{0,70}?)? (?:all the same|anyway|anyhow|regardless|nonetheless|nevertheless|against (?:all|every|better|his|her|their|our|the) [a-z]+|off (?:his|her|their) own bat|on (?:his|her|their|its|our) own (?:initiative|authority|account|judge?ment)|behind [^.;]{1,30} back|without (?:telling|asking|warning|informing|clearing|checking|opening|reading|looking|testing|waiting|saying|so much as|a word|a glance|a look|a thought|as much as|thinking|permission|backup|clearance|knowing)[^.;]{0,40}|with (?:his|her|their) eyes shut|after (?:only )?a (?:glance|quick look|cursory|brief|short look|skim)[^.;]{0,40}|unread|unopened|unseen|sight unseen|untested|unchecked|blind|from memory|by guess(?:work|ing)?|on (?:a )?(?:guess|hunch|whim|sight)|in the heat of the moment|in (?:a |his |her |their )?(?:hurry|rush|haste|panic|temper|fluster|passing))(?:$|[.,;:]| (?:and|but|so|to|at|on|in|when|because|while) )",
        r"<agent> (?:skimmed|skims|rubber-?stamped|rubber-?stamps|nodded through|glossed over|hid|hides|concealed|covered up|hushed up|suppressed|withheld|withholds|sat out|bricked|bricks|fried|blew up|double-booked|overbooked|miscounted|flubbed|muffed|bodged|jury-rigged|cobbled|kludged|hacked together|threw together|bent the rules|broke ranks|forgets|strayed|wandered off|ran off|walked out|walked off|walked away|clammed up|stonewalled|overreacted|overdid|overshot|overstepped|jumped (?:in|the queue|ahead|straight)|rushed (?:in|into|out|ahead|to)|guessed|guesses|improvised|winged it|bluffed|fibbed|exaggerated|made (?:it|that|this|something|a number|the figure|the figures) up|fell (?:for|behind|over|short|into)|let fly|caved in|gave in|backed down|gave up|threw in|lost it|snapped|bolted)\b",
        r"<agent> (?:closed|closes|resolved|shut|cleared|acked|acknowledged|muted|silenced|dismissed|cancelled|canceled|ended|declared) [^.;,\x01\x02]{1,50}? (?:unread|too (?:early|soon|quickly|fast)|prematurely|early|and (?:went|forgot|moved|carried|turned|left|dozed)|with the (?:fault|alarm|error|problem) still)\b",
        r"<agent> (?:kept|keeps|keep) (?:on )?(?:click|press|ignor|silenc|mut|dismiss|retry|hitting|hammer|restart|promis|putting|push|swip|tapping|cancel|postpon|refus|insist|look(?:ing)? the other|quiet|mum|us(?:ing|e) the (?:old|wrong))",
        r"<agent> (?:talked|spoke|worked) past (?:each other|one another)|<agent> (?:did not|didn't|never|failed to) (?:see|look|go) (?:eye to eye|beyond|past|further than)",
        r"<agent> (?:did|does|do|had done|has done) nothing\b|<agent> (?:acked|acknowledged|silenced|muted|saw|read|noticed|heard|noted) [^.;\x01\x02]{1,40}? (?:and|but|yet) (?:then )?(?:did|took|gave|made|sent|said|told|left|kept|went|carried|moved|turned|never|not|no|nothing|didn't|did not|ignored|forgot)\b|<agent> (?:failed|fails|fail) (?:\x01+|us|the [a-z]+|his|her|their|its|our|everyone)\b|<agent> (?:kept|keeps|went on|continued|carried on) (?:pay|send|us|writ|feed|order|book|bill|charg|ship|load|run|call|page|mail|report|treat|deliver|work|rout|stor|copy|back|log)[a-z]*ing? ?(?:with |on |from |to |in |at )?(?:the |an? |our )?(?:old|wrong|former|previous|obsolete|closed|retired|dead|cancelled|expired|outdated|stale)\b",
        // only later, too slowly
        r"\bonly (?:after|at|on|when|two|three|four|ten|twenty|half|an hour|much|hours|days|later|the next|once)\b[^.;]{1,50}? (?:did|was|were|had|could) (?:the |an? |our |one )?(?:[a-z-]+ ){0,3}<head>(?: [^.;\x01\x02]{1,24}?)? (?:reali[sz]e|notice|see|understand|find|check|call|escalate|look|react|tell|aware|ask|read|think|page|ring|wake|respond|reach|connect|spot|discover)",
        r"<agent> (?:only|merely|belatedly|finally|at last) (?:then |later )?(?:noticed|notices|reali[sz]ed|reali[sz]es|saw|checked|called|escalated|looked|reacted|told|informed|understood|found out|responded|acted|answered|read|opened|woke)\b|\btook (?:the |an? |our |both |all )?(?:[a-z-]+ ){0,3}?<person> (?:[a-z]+ly |well |over |more than |nearly |almost |some |another |all of |the best part of |a full |fully )*(?:\d+|ages|forever|too long|an hour|hours|days|half|two|three|four|five|six|nine|ten|fifteen|twenty|forty|the whole|until|all)\b[^.;]{0,40} to (?:notice|reali[sz]e|react|see|understand|find|answer|call|check|look|pick|respond|escalate|wake|tell|admit|get|work out|join|read|acknowledge)|<agent> (?:was|were|is|are)(?: [a-z]+ly| too| very| far too| much too| so| rather| again| far)* (?:slow|late|reluctant|hesitant|unwilling|loath|tardy|unable to be bothered|quick|hasty|eager|happy|content|caught (?:out|napping|off guard|unawares)|out of (?:line|order)|in (?:breach|the wrong))(?: again| once more)? (?:to|in|with|at|on|off|by|for|when)\b",
        // went wrong at their hands
        r"\bby (?:[a-z]+ing (?:the |an? )?(?:wrong|untested|old)\b[^.;]{1,60}|(?:ignoring|skipping|forgetting|overlooking|neglecting|misreading|bypassing|omitting|mixing|confusing|swapping) [^.;]{1,60}), (?:the |an? |our |one |two )?(?:[a-z-]+ ){0,3}<head>",
        r"(?:^|[.;:] |\d\d:\d\d )(?:rather than|instead of|without(?: even| first| ever| so much as)?|despite|having (?:ignored|skipped|missed|forgotten|misread|overlooked|mixed|confused)|after (?:ignoring|misreading|skipping|missing|forgetting)) [^.;]{1,70}?, (?:the |an? |our |both |two )?(?:[a-z-]+ ){0,3}<person>",
        r"\bneither (?:the |an? |our |his |her )?[^.;,]{0,50}<head>[^.;,]{0,30}? nor (?:[^.;,]{0,40}? )?<head>(?: [^.;,]{0,30}?)? (?:[a-z]+ed|saw|did|read|knew|thought|had|took|felt|told|spoke|caught|gave|rang|went|came|lifted|was aware|were aware|bothered)\b",
    ]
    .iter()
    .map(|template| pattern(template))
    .collect()
});
static PUT_ON: LazyLock<Vec<regex::Regex>> = LazyLock::new(|| {
    const CULPRIT: &str = r"(?:the |an? |our |one |some |two |both |my |his |her |their )?(?:[a-z'’-]+ ){0,4}<head>";
    const LAPSE: &str = "typos?|mistakes?|errors?|slips?|slip-ups?|oversights?|blunders?|mix-?ups?|lapses?|misreading|misjudge?ments?|misunderstandings?|confusion|negligence|forgetfulness|failures?|omissions?|faults?|doing|handiwork|mess|miscalculation|gaffes?|howlers?|bungling|botched [a-z]+|hasty [a-z]+|refusal|tardiness|indecision|dithering|false alarm|bad call|wrong [a-z]+|misconfiguration|clumsiness|inaction|guess|guesswork|shortcuts?|half-measures|unannounced [a-z]+|unapproved [a-z]+|untested [a-z]+|sloppy [a-z]+|overeagerness|meddling|tinkering|interference|heavy hand|laxity|tunnel vision|misplaced [a-z]+|late (?:reply|call|answer|response)|delay in [a-z]+ing";
    [
        // at the door of, down to, on the conscience of
        r"\b(?:laid|lies?|lay|placed|put|left|belongs?|dropped) (?:[a-z]+ly )?(?:at|on) (?:the )?(?:door|doorstep|feet|desk|account|shoulders|head) of {culprit}",
        r"\b(?:laid|lies?|lay|placed|put|belongs?|rests?) (?:[a-z]+ly )?(?:at|on) {culprit}(?:'s|') (?:door|doorstep|feet|desk|account|shoulders|head|conscience)\b",
        r"\b(?:blame|fault|responsibility|culpability|guilt|liability|failure|outage|incident|mess|mistake|error|delay|loss|breach|problem|onus|buck|downtime)\b[^.;]{0,50}? (?:lies?|lay|rests?|rested|sits?|falls?|fell|belongs?|stops?|stopped|attach(?:es|ed)|can be (?:laid|traced|put|pinned)|must be (?:laid|sought|put)|has to be (?:laid|sought|put)|(?:is|was|are|were|can be|must be)(?: [a-z]+ly| all| to be)* (?:down|due|attributable|owed|owing|thanks|traceable|ascribed|attributed|on|pinned|sought|with|put down)) (?:[a-z]+ly )?(?:with|at|on|to|in|upon|among)? ?{culprit}",
        r"\b(?:is|was|are|were|be|been) (?:[a-z]+ly |all )*(?:the )?(?:work|doing|handiwork|fault|responsibility|making) of {culprit}",
        r"\b(?:goes back to|went back to|comes? down to|came down to|boils? down to|boiled down to|stems? from|stemmed from|arose from|results? from|resulted from|caused by|due to|because of|owing to|courtesy of|traced (?:back )?to|put down to|the (?:result|product|consequence) of) (?:an? |the |some )?(?:[a-z-]+ ){0,2}(?:bungled|botched|clumsy|hasty|careless|sloppy|rash|thoughtless|premature|ill-timed|wrong|misplaced|unannounced|unauthori[sz]ed) [^.;]{1,40}? (?:by|of|on the part of|from) {culprit}",
        r"<head>(?:'s|')(?: own)? (?:[a-z-]+ ){0,2}(?:{lapse})\b|<head>(?:'s|')(?: own)? [a-z]+ (?:of|in|on|to|at|into) (?:the |an? )?wrong ",
        r"\b(?:blame|fault|responsibility|guilt|error|mistake)\b[^.;]{0,50}? (?:is|was|are|were) (?:[a-z]+ly )?(?:the |an? |our |one )?(?:[a-z-]+ ){0,2}<head>(?:'s|')(?: alone| own| and [a-z']+)?(?:$|[.,;])|<agent> (?:cost|costs|costing) (?:us|\x01+|everyone|the [a-z]+) ",
        r"\b(?:an? |the |this |that |another |one )?(?:[a-z-]+ ){0,2}(?:{lapse}) (?:by|of|from|on the part of|made by|at the hands of|on behalf of) {culprit}",
        r"\b(?:{lapse}) (?:on|at|from) (?:our|their|his|her|my|your|its) (?:own )?(?:side|part|end|account|behalf)\b",
        r"<agent> (?:has|have|had) (?:(?:a lot|much|something|plenty|a good deal|some explaining|the [a-z ]{1,30}) )?to (?:answer for|explain itself|own up)|<agent> (?:has|have|had) (?:the |this |that )?[a-z -]{1,40} on (?:his|her|their|its|our|my) (?:conscience|hands|watch)|<head> (?:has|have|had) (?:nobody|no one|only|none)(?: but)? (?:himself|herself|themselves|ourselves|itself|myself) to blame|<head> (?:is|was|are|were) the (?:culprits?|guilty part(?:y|ies)|offenders?|weak link|one to blame|ones to blame|reason we|cause of|villain)|\b(?:the )?(?:culprits?|guilty party|offender|weak link|one to blame|villain) (?:is|was|turned out to be|were) {culprit}|\bwe have {culprit} to thank\b",
        r"\b(?:nobody|no one|none other|no other|who else) (?:but|than|except) {culprit} (?:is|was|are|were|can|could|has|had|did)\b|\x02+ (?:but|except|other than) {culprit} (?:is|was|are|were) (?:to blame|at fault|responsible)",
    ]
    .iter()
    .map(|template| pattern(&template.replace("{culprit}", CULPRIT).replace("{lapse}", LAPSE)))
    .collect()
});
static IT_WAS: LazyLock<regex::Regex> = LazyLock::new(|| {
    pattern(
        r"\bit (?:was|is|turned out to be) (?:none other than )?(?:the |our |an? |one of the |one of our )?(?:[a-z'’-]+ ){0,4}<head>(?: [^.;,\x01\x02]{1,30}?)?,? \x01+ [a-z]",
    )
});
static WHOEVER: LazyLock<regex::Regex> = LazyLock::new(|| {
    pattern(
        r"\bwhoever [^.;]{3,60}? (?:left|forgot|put|let|did not|didn't|never|had not|hadn't|must have|failed|overlooked|missed|thought|misread|broke|mixed|swapped|skipped|ignored|got|took|sat|cut|made|knew|was (?:careless|asleep|not)|twiddled|slept|wired|chose|set|had (?:not|never|forgotten|left|put|missed|overlooked|no)|should|could|ought|failed|was not|did)\b",
    )
});

/// Finds the words in which a person neglects something.
pub(crate) fn neglect(sentence: &Sentence<'_>) -> Option<Range<usize>> {
    NEGLECT
        .iter()
        .find_map(|pattern| {
            sentence
                .find_where(pattern, |before, found, _| !LEFT_WELL.is_match(found) && !super::conduct::is_open(before))
        })
        .or_else(|| sentence.find_plain_where(&WHOEVER, |before, _, _| !before.trim_end().ends_with("if")))
}

/// Finds the words that put the blame on a person.
pub(crate) fn put_on(sentence: &Sentence<'_>) -> Option<Range<usize>> {
    // `The payment operator's error code`: a value, not a fault.
    static VALUE: LazyLock<regex::Regex> = LazyLock::new(|| {
        pattern(
            r"^ (?:codes?|rates?|counts?|counters?|logs?|messages?|budgets?|pages?|class|classes|types?|handling|handler|queue|ids?|fields?|string|strings|responses?|domains?|modes?|tolerance|injection|reports?|metrics?|list|table|flag|state)\b",
        )
    });
    PUT_ON.iter().find_map(|pattern| sentence.find_where(pattern, |_, _, after| !VALUE.is_match(after))).or_else(|| {
        sentence.find_where(&IT_WAS, |_, found, after| {
            let near: String = found.chars().chain(after.chars().take(40)).collect();
            let told = sentence.plain.get(sentence.marked.find(found).unwrap_or(0)..).unwrap_or("");
            !CREDIT.is_match(told) && near.contains('\u{1}')
        })
    })
}
