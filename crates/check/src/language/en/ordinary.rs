//! English phrases that are never a finding.

use std::sync::LazyLock;

use regex::Regex;

use crate::language::ordinary;

static PHRASES: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    ordinary::phrases(&[
        // Somebody puts right or sees what was wrong.
        r"\b(?:cleaned up|cleans up|cleared|found|spotted|noticed|identified|discovered|corrected|fixed|reverted|replaced|caught) (?:all |the |every |several |some |most |an? |its |their )*(wrong|incorrect|faulty|invalid)\b",
        // What a client is answered.
        r"\b(?:received|receive|receives|got|get|gets|saw|see|sees|were shown|was shown|returned|returns|with) (?:an?|the) ((?:un|in|mis)[a-z]+ (?:error|message|page|response|status|answer|reply))\b",
        // An outage that happens to its owner.
        r"\b((?:experienced|experience|suffered|saw|faced|observed|encountered|had) (?:an? |another |some |several |the |intermittent |brief |short |momentary |partial |total |complete |severe |widespread |service |major |minor |[a-z-]+ )*(?:outages?|downtime|interruptions?|disruptions?|degradation|failures?)[^.;]{0,50}?, causing)\b",
        // A way of working, chosen.
        r"\b(instead of (?:doing|falling|using|sending|running|having|one|the (?:old|default|usual|primary|cached)))\b",
        r"\b(before (?:deploying|restarting|reverting|rolling|switching|sending|continuing|retrying))\b",
        r"\b(swapped out|swap out|swapping out)\b",
        r"\bno (?:[a-z-]+ ){0,4}(?:was|were|is|are) (left)\b",
        // Evidence, not conduct.
        r"\b(?:nothing|no [a-z]+|none|anything)(?: [a-z]+){0,2} (obviously|clearly|plainly|evidently)\b",
        // Purpose and design.
        r"\b((?:was|were|is|are) never intended to)\b",
        r"\b(?:so|so that|in order that) ((?:they|it|he|she|we|this|these|that|the [a-z]+) (?:would|could) (?:not|never|no longer) be)\b",
        r"\b((?:was|were|is|are|been) scheduled to (?:take place|run|start|begin|go live|happen|end|finish))\b",
        r"\b(as required by|as needed by)\b",
        r"\bnot (called out|mentioned|covered|listed) in the (?:documentation|docs|manual|release notes|spec|specification|changelog)\b",
        // What is missing is a line, not a word.
        r"\b(lack of communication) (?:redundanc|channels?|paths?|links?|tools?|infrastructure|fallback)",
        // What a backlog does to what waits in it.
        r"\b(would have had (?:delays?|stale|higher|increased|missing|outdated))\b",
        r"\b(should have been automatically (?:corrected|retried|replayed|processed|delivered|refunded|resolved|backfilled))\b",
        // What nobody could see, for a reason that is given.
        r"\b(?:since|because|as) [^.;]{3,80}? (we (?:were|are) blind to)\b",
        r"\b(humbled) by (?:the |your |this )?(?:excitement|support|response|interest|trust|patience|kindness)",
        // Thanks, and a bound on what somebody could know.
        r"\b((?:could|would)(?: not|n't|n’t) have [a-z]+ [^.;]{0,40}? without (?:the|their|your|his|her|its) (?:help|support|work|effort|efforts|patience|quick))\b",
        r"\bstill (had no idea|did not know|didn't know)\b",
        // Telling whom the law or the contract names.
        r"\b(?:standard practice|required by|obliged|by law|under the|policy)\b[^.;]{0,60}?,? ((?:we|i|the team) (?:have|had) (?:notified|informed|reported))\b",
        // What follows from facts: no act of anybody would have changed it.
        r"\b(?:since|because|as)\b [^.;]{0,60}?\b(would not have had (?:access|a copy|the key|the keys|permission))\b",
        r"\bstaff (slack)\b",
        // Codes, clauses and ledgers that are called like it.
        r"\b(operator error) (?:code |no\. ?|number )?[a-z]{0,3}-?\d",
        r"\b(negligence) (?:clauses?|claims?|insurance|suits?|law)\b",
        r"\b(?:on|off)[ -](chain)\b",
        // What things are read or typed by.
        r"\b((?:that|which) (?:people|users|customers|operators|engineers|staff|clients|humans) (?:read|see|use|type|enter|open|click|scan))\b",
        r"\b(could have been (?:difficult|hard|harder|tricky|a challenge) (?:since|because|as))\b",
        r"\bwould (?:normally|usually|typically|ordinarily|generally) (not have been|have been)\b",
    ])
});

/// Hides ordinary phrases in a lower-case text.
pub(super) fn hide(text: String) -> String {
    ordinary::hide(text, &PHRASES)
}

#[cfg(test)]
mod tests {
    use crate::{Context, Language, judge};

    #[test]
    fn ordinary_phrases_are_no_findings() {
        for text in [
            "@kira cleaned up all wrong pods and confirmed that the queue is empty.",
            "Subscribers could open the page but they received an unauthorized error.",
            "At 03:01 UTC we experienced a brief outage of the primary, causing some failed logins.",
            "We batched the rows and instead of doing one large update did 80 smaller ones.",
            "The routing engines were swapped out within 20 minutes.",
            "The site went down because no disk space was left on the node.",
            "The scan shows that nothing was obviously compromised.",
            "These commits were never intended to be pushed to the mirror.",
            "The credentials were moved to the vault so they would not be shown in logs.",
            "The reward run was scheduled to take place on 8 December.",
            "We couldn't have withstood the traffic without their help.",
            "At that point we still had no idea that the two networks were one.",
            "It could have been difficult since the service sits behind another proxy.",
        ] {
            let found = judge(Language::English, Context::Narrative, text);
            assert!(found.is_empty(), "{text}: {found:?}");
        }
        // The same words in a sentence that blames are still seen.
        for text in [
            "@kira deployed to the wrong cluster.",
            "Nobody looked before deploying, and the operator forgot the flag.",
        ] {
            assert!(!judge(Language::English, Context::Narrative, text).is_empty(), "{text}");
        }
    }
}
