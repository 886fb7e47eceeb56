//! What came first, in the forms that `order` does not read: `X went red first and Y only later`, `X was already rising when we did
//! Y`, `by the time Y, X had …`, `警報がメールより先だった`; and who noticed first, our own signs or people outside.

use std::sync::LazyLock;

use regex::Regex;

use crate::{
    document::{Document, LineIndex},
    numbers::{
        Contradiction, ContradictionKind,
        event::{
            kind::Kind,
            resolve::{Anchor, Events},
        },
        interval::stated::place,
        moment::order::told_reversed,
        reading::sentence,
    },
};

/// Passages that a person writes of one incident.
const MOST_PASSAGES: usize = 2_000;
/// Share of the words of a clause that a moment must have.
const CLEAR: f64 = 0.5;
/// The same where a clause only opens the sentence.
const SURE: f64 = 0.7;

static FORMS: LazyLock<[(Regex, bool); 15]> = LazyLock::new(|| {
    let regex = |pattern: &str| Regex::new(pattern).expect("the pattern is a constant that the tests use");
    [
        // The earlier one in front.
        (
            regex(
                r"(?i)^(?P<a>[^,;]{6,90}?) first,? (?:and|while|whereas|but|before) (?P<b>.{6,90}?) (?:only )?(?:later|afterwards|after that|followed|second|much later)\b",
            ),
            true,
        ),
        (
            regex(
                r"(?i)^(?:[^,;]{0,40}, )?(?P<a>[^,;]{4,70}?(?: was| were| had| has)) already (?P<a2>[^,;]{4,40}?) (?:when|by the time|as) (?P<b>[^,;.]{6,80})",
            ),
            true,
        ),
        (
            regex(
                r"(?i)\bby the time (?:that )?(?P<b>[^,;]{6,80}), (?P<a>[^,;.]{6,90}?\b(?:had|was|were)\b[^,;.]{3,60})",
            ),
            true,
        ),
        // `The operator had the page in hand by the time anybody wrote`
        (
            regex(
                r"(?i)^(?:[^,;:]{0,40}[,:] )?(?P<a>[^,;:]{4,90}?\b(?:had|was|were|already)\b[^,;0-9]{2,60}?) (?:by the time|before) (?:that )?(?P<b>[^,;.]{6,80})",
            ),
            true,
        ),
        // `When the vendor picked up, the pool had already been drained`
        (
            regex(
                r"(?i)^(?:[^,;]{0,30}, )?(?:when|as) (?P<b>[^,;.]{6,80}), (?P<a>[^,;.]{4,70}?(?: was| were| had| has)) already (?P<a2>[^,;.]{4,60})",
            ),
            true,
        ),
        // `Once the pool was drained, the vendor was called`
        (regex(r"(?i)^(?:only )?(?:after|once|as soon as) (?P<a>[^,;.0-9]{6,60}), (?P<b>[^,;.]{6,80})"), true),
        (regex(r"(?i)^(?:even |long |well |just )?before (?P<b>[^,;.0-9]{6,60}), (?P<a>[^,;.]{6,80})"), true),
        (
            regex(
                r"(?i)^(?:[^,;]{0,40}, )?(?P<b>[^,;]{6,80}?),? (?:and )?only (?:after|when|once) (?P<a>[^,;.]{6,80})",
            ),
            true,
        ),
        (
            regex(
                r"(?i)^(?P<a>[^,;]{6,80}?) (?:preceded|came ahead of|was ahead of|ran ahead of|came earlier than|was earlier than|was faster than|was quicker than) (?P<b>[^,;.]{6,80})",
            ),
            true,
        ),
        (
            regex(
                r"(?:^|[、。])(?P<a>[^、。]{2,30}?)(?:の(?:ほう|方))?(?:は|が)、?(?P<b>[^、。]{2,30}?)より(?:も|は)?[0-9]{0,3}分?(?:先だ|先で|先に|前だ|前で|早い|早か|早く)",
            ),
            true,
        ),
        (
            regex(
                r"(?:^|[、。])(?P<a>[^、。]{2,30}?)(?:は|が)、?(?P<b>[^、。]{2,30}?)より(?:も|は)?(?:後だ|後で|後に|遅い|遅か|遅く|あとだ|あとで|あとに)",
            ),
            false,
        ),
        // `手作業に切り替えたのは、原因が分かる前だった`
        (
            regex(
                r"(?:^|[、。）)])(?P<a>[^。、]{2,40}?)のは、?(?:[^。]{0,30}、)?(?P<b>[^。、]{2,50}?[^0-9分間日年月週以事直目、])(?:より|の)?前(?:だ|で|に|のこと|です)",
            ),
            true,
        ),
        (
            regex(
                r"(?:^|[、。）)])(?P<a>[^。、]{2,40}?)のは、?(?P<b>[^。]{2,50}?[^0-9分間日年月週以事直目そ、])(?:の|から|より)?(?:後|あと|のち)(?:だ|で|に|のこと|です)",
            ),
            false,
        ),
        (
            regex(r"(?:^|[、。）)])(?P<a>[^。、]{2,40}?)のは、?(?P<b>[^。]{3,50}?)(?:て|で)から(?:だ|で|のこと|です)"),
            false,
        ),
        // `掲載した時点で、業者はすでに到着していた`
        (
            regex(
                r"(?:^|[、。])(?P<b>[^、。]{3,40}?)(?:時点|とき|時|頃|ころ)(?:で|に)?(?:は|も)?、?(?P<a>[^、。]{2,30}?)(?:は|が|も)、?(?:すでに|既に|もう)(?P<a2>[^、。]{2,30})",
            ),
            true,
        ),
    ]
});

/// Words of a repetition, or of a state that goes on: the row that has the other words may be of another time.
const REPEATED: [&str; 14] = [
    "again",
    "still",
    "continu",
    "remain",
    "kept ",
    "keep ",
    "more ",
    "another",
    "further",
    "次の",
    "再び",
    "また",
    "再度",
    "引き続",
];

/// Words of what did not happen, or should.
const NOT_TOLD: [&str; 22] = [
    "should",
    "would",
    "could",
    "must",
    " if ",
    "next time",
    "will ",
    "ensure",
    "want",
    "need",
    "not ",
    "n't",
    "never",
    "aim",
    "instead of",
    "べき",
    "なかった",
    "ようにする",
    "たら",
    "れば",
    "より先に進",
    "はず",
];

/// Checks all prose that tells what happened.
pub(in crate::numbers) fn check(document: &Document, events: &Events<'_>, out: &mut Vec<Contradiction>) {
    if document.timeline.len() < 3 || document.passages.len() > MOST_PASSAGES {
        return;
    }
    let lines = LineIndex::new(document.source());
    for told in sentence::narrated(document) {
        let found = by_form(events, told.text).or_else(|| noticed_first(events, told));
        let Some((early, late, words)) = found else { continue };
        // What another clause of the sentence denies is another matter.
        let clause = told.text.find(words).and_then(|at| {
            let rest = told.text.get(at + words.len()..)?;
            let length = rest.find(['、', '。', ',', ';', '.']).unwrap_or(rest.len());
            told.text.get(at..at + words.len() + length)
        });
        let lower = clause.unwrap_or(words).to_lowercase();
        if sentence::is_of_other_case(&lower) || NOT_TOLD.iter().any(|word| lower.contains(word)) {
            continue;
        }
        let stated = place(document, told.passage, words, &lines);
        if out.iter().any(|o| {
            o.kind == ContradictionKind::Order
                && (o.stated.span.contains(stated.span) || stated.span.contains(o.stated.span))
        }) {
            continue;
        }
        out.push(told_reversed(stated, words, early, late));
    }
}

type Reversed<'e, 'd, 't> = Option<(&'e Anchor<'d>, &'e Anchor<'d>, &'t str)>;

/// The moments that are told the other way round: the earlier one, the later one, and the words.
fn by_form<'e, 'd, 't>(events: &'e Events<'d>, text: &'t str) -> Reversed<'e, 'd, 't> {
    FORMS.iter().find_map(|(form, is_first_in_front)| {
        let found = form.captures(text)?;
        let (a, b) = (found.name("a")?.as_str(), found.name("b")?.as_str());
        let more = found.name("a2").map_or("", |m| m.as_str());
        let a = format!("{a} {more}");
        let (first, second) = if *is_first_in_front { (a.as_str(), b) } else { (b, a.as_str()) };
        let both = found.get(0)?.as_str();
        let lower = both.to_lowercase();
        // A clause that only opens the sentence is tied to the rest by little.
        let opens =
            ["by the time ", "after ", "once ", "as soon as ", "only after", "before ", "even before", "when ", "as "];
        let is_loose = opens.iter().any(|word| lower.starts_with(word)) && !lower.contains(" already ");
        // `After approval, the operation itself is 7 minutes` says how things are, and not what came when.
        let is_general =
            [" is ", " are "].iter().any(|word| lower.contains(word)) || b.contains(|c: char| c.is_ascii_digit());
        if is_loose && is_general {
            return None;
        }
        if is_loose && REPEATED.iter().any(|word| lower.contains(word)) {
            return None;
        }
        let clear = if is_loose { SURE } else { CLEAR };
        let (late, early) = events.reversed(&events.meant(first), &events.meant(second), clear)?;
        let said = text.get(found.get(0)?.range())?.trim_start_matches(['、', '。']).trim();
        Some((early, late, said))
    })
}

/// Words of signs of our own, and of people outside who noticed.
static OWN_SIGN: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)\b(?:alert|alerts|alerting|alarm|alarms|monitor|monitors|monitoring|probe|probes|pager|paged|dashboard|we|our own (?:checks|systems|tools))\b|監視|警報|アラート|アラーム|検知バッチ|死活")
        .expect("the pattern is a constant that the tests use")
});
static OUTSIDE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)\b(?:customer|customers|user|users|player|players|client|clients|reseller|resellers|patient|patients|passenger|passengers|caller|callers|subscriber|subscribers|ticket|complaint|complaints|member|members|viewer|viewers|shopper|shoppers|merchant|merchants|community|staff|nurse|seller|sellers|anyone outside)\b|利用者|お客|顧客|ユーザー|問い合わせ|会員|店舗|申告|通報|苦情|現場|患者|乗客|出店者|視聴者")
        .expect("the pattern is a constant that the tests use")
});

static BEFORE: LazyLock<[Regex; 4]> = LazyLock::new(|| {
    let regex = |pattern: &str| Regex::new(pattern).expect("the pattern is a constant that the tests use");
    [
        regex(
            r"(?i)(?P<a>[^,;.]{2,80}?) (?:well |long |shortly |just |even )?(?:before|ahead of) (?P<b>(?:any|a single|a|the|the first|the very first|most|one|our)?(?: single| of our)? ?(?:[a-z]+ ){0,2}?(?:customer|user|player|client|reseller|patient|passenger|caller|subscriber|ticket|complaint|member|viewer|shopper|merchant|community|seller|staff|nurse|call)[a-z']*[^,;.]{0,50})",
        ),
        regex(
            r"(?i)(?P<a>[^,;.]{2,80}?),? and (?P<b>[^,;.]{2,60}?) (?:[a-z]+ )?only (?:after|afterwards|later|once|when)\b",
        ),
        regex(
            r"(?P<b>[^、。]{0,16}(?:利用者|お客さ[まん]|顧客|ユーザー|会員|店舗|現場|患者|乗客|出店者|視聴者|問い合わせ)[^、。]{0,16}?)(?:より(?:も)?(?:先|前|早)|の前に|前に|が来る前|する前|される前)[^。]{0,4}?、?(?P<a>[^、。]{2,30})",
        ),
        regex(
            r"(?P<a>[^、。]{0,20}(?:監視|警報|アラート|アラーム|検知)[^、。]{0,12}?)(?:の(?:ほう|方))?[はが]、?(?P<b>[^、。]{2,24}?)より(?:も|は)?[^、。]{0,5}?(?:先|前|早)",
        ),
    ]
});

/// `It caught the failure before any customer had to tell us` where the first row that tells of an alarm lies behind the first
/// that tells of a customer.
fn noticed_first<'e, 'd, 't>(events: &'e Events<'d>, told: sentence::Sentence<'t>) -> Reversed<'e, 'd, 't> {
    let found = BEFORE.iter().find_map(|form| form.captures(told.text))?;
    let (a, b) = (found.name("a")?.as_str(), found.name("b")?.as_str());
    // `It caught it`: what the sentence in front ended with.
    let is_back = ["it ", "this ", "they "].iter().any(|word| a.trim_start().to_lowercase().starts_with(word));
    let own = OWN_SIGN.is_match(a) || (is_back && OWN_SIGN.is_match(told.before));
    if !own || !OUTSIDE.is_match(b) || OUTSIDE.is_match(a) {
        return None;
    }
    let rows: Vec<&'e Anchor<'d>> =
        events.anchors.iter().filter(|anchor| anchor.row.is_some() && anchor.is_exact()).collect();
    let is_sign = |row: &&&Anchor<'_>| tells_sign(row.text);
    let is_outside = |row: &&&Anchor<'_>| tells_outside(row);
    let (sign, outside) = (rows.iter().find(is_sign)?, rows.iter().find(is_outside)?);
    // A row of both tells nothing of their order.
    let is_sound = !tells_sign(outside.text) && !tells_outside(sign) && sign.line != outside.line;
    let words = told.text.get(found.get(0)?.range())?.trim();
    (is_sound && outside.moment.is_before(sign.moment)).then_some((*outside, *sign, words))
}

fn tells_sign(text: &str) -> bool {
    static SIGN: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)\b(?:alert|alerts|alerted|alarm|alarms|monitor|monitoring|probe|page|pages|paged|pager)\b|監視|警報|アラート|アラーム|発報|検知バッチ")
            .expect("the pattern is a constant that the tests use")
    });
    SIGN.is_match(text)
}

/// Whether a row tells that somebody outside spoke up.
fn tells_outside(row: &Anchor<'_>) -> bool {
    static SPOKE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)\b(?:reports?|reported|complain\w*|complaints?|tickets?|calls?|called|rings?|rang|wrote|writes?|mails?|asks?|asked|posts?|posted|tells?|told|phones?|phoned|says?|said)\b|問い合わせ|申告|通報|苦情|電話|メール|連絡|投稿|一報|指摘")
            .expect("the pattern is a constant that the tests use")
    });
    let people = OUTSIDE.is_match(row.text);
    people && SPOKE.is_match(row.text) && !row.has_kind(Kind::Acknowledge)
}

#[cfg(test)]
mod tests {
    use crate::{document::Document, numbers::contradictions};

    #[test]
    fn what_came_first_is_told_in_many_forms() {
        let rows = "## Timeline (UTC, 2025-03-01)\n\n- 08:12 a merchant writes that refunds hang\n- 08:20 refund alarm goes off\n- 08:41 refund worker drained\n- 08:55 banner shown to merchants\n- 09:10 partner banks informed by mail\n- 09:24 refund volume rises\n";
        let found = |said: &str| {
            contradictions(&Document::parse(&format!("# T\n\n## Analysis\n\n{said}\n\n{rows}")), None).len()
        };
        for sound in [
            "The banner was shown first and the partner banks were informed only later.",
            "The worker was already drained when the partner banks were informed.",
            "By the time the refund volume rose, the partner banks had been informed.",
            "The alarm should go off before any merchant has to write.",
            "Had we looked, the alarm would have come before any customer complaint.",
            "We drained the worker before any partner bank was informed.",
        ] {
            assert_eq!(found(sound), 0, "{sound}");
        }
        for wrong in [
            "The partner banks were informed first and the banner was shown only later.",
            "The refund volume was already rising when we drained the worker.",
            "Our alarm went off before any merchant had to write to us.",
            "We watch refunds by the minute. It caught the fault well before the first merchant had written.",
        ] {
            let said = wrong.replace("We watch refunds by the minute.", "Our monitoring reads refunds by the minute.");
            assert_eq!(found(&said), 1, "{wrong}");
        }
    }

    #[test]
    fn what_came_first_is_told_in_japanese() {
        let rows = "## 経過（2025年3月1日）\n\n- 8:12 利用者から「返金が止まっている」と電話\n- 8:20 返金監視の警報\n- 8:41 返金ワーカーを停止\n- 9:10 提携銀行にメールで連絡\n";
        let found =
            |said: &str| contradictions(&Document::parse(&format!("# 題\n\n## 分析\n\n{said}\n\n{rows}")), None).len();
        assert_eq!(found("利用者の電話は警報より先だった。"), 0);
        assert_eq!(found("返金ワーカーの停止は提携銀行への連絡より先だった。"), 0);
        assert_eq!(found("警報は利用者の電話より先だったので、落ち着いて対応できた。"), 1);
        assert_eq!(found("監視が利用者より先に気づくべきである。"), 0);
    }
}
