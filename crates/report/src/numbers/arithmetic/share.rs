//! Shares of a whole whose numbers stand elsewhere: `40 % of 3,200 requests` beside `980 of 3,200`, `12% of all mailboxes`
//! beside `9,600 of our 40,000 mailboxes`, `8,000人の40%が2枚受け取った` beside `2枚受け取った人: 2,000人`.

use std::sync::LazyLock;

use regex::Regex;

use crate::document::{Document, LineIndex, Passage, SectionKind};
use crate::numbers::{
    Contradiction, ContradictionKind,
    arithmetic::ratio::{Pair, Percent, number, pairs, percents},
    event::words,
    interval::stated::place,
};

/// A share, its whole where it is a number, and the words it is said of.
struct Share<'t> {
    percent: Percent<'t>,
    whole: Option<f64>,
    of: Vec<String>,
    is_all: bool,
    /// From the whole to the percentage.
    text: &'t str,
    behind: &'t str,
}

/// Checks all shares against the counts of the same whole.
pub(in crate::numbers) fn check(document: &Document, out: &mut Vec<Contradiction>) {
    let lines = LineIndex::new(document.source());
    let is_told =
        |p: &&Passage| !matches!(p.section, SectionKind::Actions | SectionKind::Prevention | SectionKind::FollowUp);
    let passages: Vec<&Passage> = document.passages.iter().filter(is_told).collect();
    let counted: Vec<(usize, Pair)> = passages
        .iter()
        .enumerate()
        .flat_map(|(i, p)| pairs(&p.text.text).into_iter().map(move |pair| (i, pair)))
        .collect();
    for (i, passage) in passages.iter().enumerate() {
        for share in shares(&passage.text.text) {
            let same: Vec<&(usize, Pair)> =
                counted.iter().filter(|(j, pair)| is_same(&share, pair, (i, *j), &passages)).collect();
            let first = same.first().filter(|_| !same.iter().any(|(_, pair)| fits(&share, pair)));
            let of_same = first.and_then(|(j, first)| {
                let other = *passages.get(*j)?;
                let text = other.text.text.get(first.start..first.end).unwrap_or_default();
                Some((other, text, first.part / first.whole * 100.0))
            });
            let found = of_same
                .or_else(|| same_deed(&share, i, &counted, &passages))
                .or_else(|| of_all(&share, i, &counted, &passages))
                .map(|found| (found, ""))
                .or_else(|| Some((counted_apart(&share, i, &passages)?, " of them")));
            let Some(((other, text, percent), of)) = found else { continue };
            out.push(Contradiction {
                kind: ContradictionKind::Percentage,
                stated: place(document, passage, share.text, &lines),
                derived: place(document, other, text, &lines),
                message: format!("`{}` is stated, but `{text}`{of} is {percent:.1} %", share.text),
            });
        }
    }
}

/// Whether a share and a pair are about the same whole.
fn is_same(share: &Share<'_>, pair: &Pair, (own, other): (usize, usize), passages: &[&Passage]) -> bool {
    if let Some(whole) = share.whole {
        return (pair.whole - whole).abs() < 0.5;
    }
    let is_noun = pair.noun.len() >= 4 && share.of.iter().any(|word| stem(word) == stem(&pair.noun));
    if !is_noun {
        return false;
    }
    let harm = |i: usize| passages.get(i).map(|p| harms(&p.text.text)).unwrap_or_default();
    let (own_harm, other_harm) = (harm(own), harm(other));
    let is_next = own.abs_diff(other) <= 1 && share.is_all;
    is_next
        || (share.is_all && !own_harm.is_empty() && !other_harm.is_empty())
        || own_harm.iter().any(|h| other_harm.contains(h))
}

fn fits(share: &Share<'_>, pair: &Pair) -> bool {
    let percent = pair.part / pair.whole * 100.0;
    let tolerance = 10f64.powi(-share.percent.digits) * 1.01;
    share.percent.bound.holds(share.percent.value, percent, tolerance)
        || share.percent.bound.holds(share.percent.value, 100.0 - percent, tolerance)
}

fn stem(word: &str) -> &str {
    word.trim_end_matches('s')
}

/// Words that say that something was hurt.
fn harms(text: &str) -> Vec<&'static str> {
    const HARMS: [&str; 20] = [
        "fail",
        "affected",
        "unable",
        "could not",
        "couldn't",
        "cannot",
        "locked out",
        "impacted",
        "received nothing",
        "timed out",
        "lost",
        " late",
        "missing",
        "delayed",
        "rejected",
        "refused",
        "twice",
        "dropped",
        "失敗",
        "影響",
    ];
    let lower = text.to_lowercase();
    HARMS.into_iter().filter(|word| lower.contains(word)).collect()
}

static WHOLE: LazyLock<[Regex; 3]> = LazyLock::new(|| {
    let regex = |pattern: &str| Regex::new(pattern).expect("the pattern is a constant that the tests use");
    [
        regex(
            r"(?i)^ of (?P<all>(?:all|the|our|its|their) )?(?:(?P<count>[0-9][0-9,]*)\b ?)?(?P<words>[a-z][a-z'’-]*(?: [a-z][a-z'’-]*){0,2})?",
        ),
        regex(
            r"(?P<count>[0-9０-９][0-9０-９,，]*)(?:件|台|人|名|回|社|店|枚|通|リクエスト|ユーザー)の(?:約|うち|およそ)?$",
        ),
        // `利用者の35%`
        regex(r"(?P<noun>[\u{4e00}-\u{9fff}ァ-ヶー]{2,8})の ?(?:約|うち|およそ)? ?$"),
    ]
});

fn shares(words: &str) -> Vec<Share<'_>> {
    let mut out = Vec::new();
    let [behind_form, before_form, noun_form] = &*WHOLE;
    for (start, end, percent) in percents(words).take(20) {
        let (Some(before), Some(behind)) = (words.get(..start), words.get(end..)) else { continue };
        if let Some(found) = behind_form.captures(behind) {
            let length = found.get(0).map_or(0, |m| m.end());
            let of = found.name("words").map_or("", |m| m.as_str()).to_lowercase();
            let whole = found.name("count").and_then(|m| number(m.as_str()));
            // `40% of the time`, `of 3.5 million`: no whole that is counted.
            let after_count = found.name("count").map_or(length, |m| m.end());
            let rest = behind.get(after_count..).unwrap_or_default();
            let is_fraction = rest.starts_with('.') && rest.chars().nth(1).is_some_and(|c| c.is_ascii_digit());
            let is_cut = whole.is_some() && (rest.starts_with('%') || is_fraction);
            if !is_cut && (whole.is_some() || !of.is_empty()) {
                let is_all = found
                    .name("all")
                    .is_some_and(|m| matches!(m.as_str().trim().to_lowercase().as_str(), "all" | "our"));
                let of = of.split(' ').map(str::to_owned).collect();
                let count = found.name("count").map_or(0, |m| m.end());
                let text = words.get(start..end + count).unwrap_or_default();
                out.push(Share { percent, whole, of, is_all, text, behind });
            }
        } else if let Some(found) = before_form.captures(before) {
            let from = found.get(0).map_or(start, |m| m.start());
            let whole = found.name("count").and_then(|m| number(m.as_str()));
            let text = words.get(from..end).unwrap_or_default();
            out.push(Share { percent, whole, of: Vec::new(), is_all: false, text, behind });
        } else if let Some(noun) = noun_form.captures(before).and_then(|found| found.name("noun")) {
            let text = words.get(noun.start()..end).unwrap_or_default();
            out.push(Share { percent, whole: None, of: vec![noun.as_str().to_owned()], is_all: false, text, behind });
        }
    }
    out
}

/// A count of the same deed of the same people elsewhere: `利用者の35%がチャットを送った` beside `利用者 6,000 人のうち、チャットを
/// 送った人 1,500 人`. The clause behind the share and the counted one share a long word beside the noun.
fn same_deed<'p>(
    share: &Share<'_>,
    own: usize,
    counted: &[(usize, Pair)],
    passages: &[&'p Passage],
) -> Option<(&'p Passage, &'p str, f64)> {
    const LONG: usize = 4;
    let [noun] = share.of.as_slice() else { return None };
    let clause = share.behind.split('。').next().filter(|_| !noun.is_ascii() && share.whole.is_none())?;
    let is_part = |c: char| matches!(c, '\u{4e00}'..='\u{9fff}' | 'ァ'..='ヶ' | 'ー');
    let runs: Vec<&str> =
        clause.split(|c| !is_part(c)).filter(|run| run.chars().count() >= LONG && run != noun).collect();
    let same: Vec<_> = counted
        .iter()
        .filter(|(i, _)| *i != own)
        .filter_map(|(i, pair)| {
            let passage = *passages.get(*i)?;
            let text = passage.text.text.as_str();
            let head = text.get(..pair.start)?;
            let inside = text.get(pair.start..pair.end)?;
            let is_same = head.trim_end().ends_with(noun.as_str()) && runs.iter().any(|run| inside.contains(run));
            is_same.then_some((passage, inside, pair))
        })
        .collect();
    let first = same.first().filter(|_| !same.iter().any(|(_, _, pair)| fits(share, pair)))?;
    Some((first.0, first.1, first.2.part / first.2.whole * 100.0))
}

/// The only pair elsewhere that counts what a share of all is said of: `影響を受けたボリュームは全体の18%` beside `影響ボリューム：全
/// 3,600 本のうち 540 本`.
fn of_all<'p>(
    share: &Share<'_>,
    own: usize,
    counted: &[(usize, Pair)],
    passages: &[&'p Passage],
) -> Option<(&'p Passage, &'p str, f64)> {
    const ALL: [&str; 4] = ["全体", "全数", "総数", "全件"];
    let [noun] = share.of.as_slice() else { return None };
    let text = passages.get(own)?.text.text.as_str();
    let at = (share.text.as_ptr() as usize).checked_sub(text.as_ptr() as usize)?;
    let clause = text.get(..at)?.rsplit(['。', '、']).next().filter(|_| ALL.contains(&noun.as_str()))?;
    let own_words: Vec<String> = words::all(clause).into_iter().map(|word| word.stem).collect();
    let same: Vec<_> = counted
        .iter()
        .filter(|(i, _)| *i != own)
        .filter_map(|(i, pair)| {
            let passage = *passages.get(*i)?;
            let text = passage.text.text.as_str();
            let head = text.get(..pair.start)?.rsplit('。').next()?;
            let told = words::all(head);
            let shared = own_words.iter().filter(|stem| told.iter().any(|word| word.stem == **stem)).count();
            (shared >= 2).then_some((passage, text.get(pair.start..pair.end)?, pair))
        })
        .collect();
    let [(passage, text, pair)] = same.as_slice() else { return None };
    (!fits(share, pair)).then(|| (*passage, *text, pair.part / pair.whole * 100.0))
}

static COUNT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^[^0-9０-９]{0,6}[:：はが] ?(?P<count>[0-9０-９][0-9０-９,，]*)(?:件|台|人|名|回|社|店|枚|通|リクエスト|ユーザー)")
        .expect("the pattern is a constant that the tests use")
});

/// A passage that counts what the share is said of, and the share that its count gives.
fn counted_apart<'p>(share: &Share<'_>, own: usize, passages: &[&'p Passage]) -> Option<(&'p Passage, &'p str, f64)> {
    let whole = share.whole?;
    let said = share.behind.strip_prefix(['が', 'は'])?.split(['。', '、', '（']).next()?;
    if said.chars().count() < 4 {
        return None;
    }
    let found: Vec<_> = passages
        .iter()
        .enumerate()
        .filter(|(i, _)| *i != own)
        .filter_map(|(_, passage)| {
            let words = passage.text.text.as_str();
            let at = words.find(said)? + said.len();
            let found = COUNT.captures(words.get(at..)?)?;
            let count = number(found.name("count")?.as_str()).filter(|count| *count <= whole)?;
            Some((*passage, words.get(..at + found.get(0)?.end())?, count / whole * 100.0))
        })
        .collect();
    let tolerance = 10f64.powi(-share.percent.digits) * 1.01;
    let is_told =
        found.iter().any(|(_, _, percent)| share.percent.bound.holds(share.percent.value, *percent, tolerance));
    found.into_iter().next().filter(|_| !is_told)
}

#[cfg(test)]
mod tests {
    use crate::{document::Document, numbers::contradictions};

    #[test]
    fn a_share_of_all_is_that_of_the_one_pair() {
        let found = |percent: &str| {
            let source = format!(
                "# T\n\n## 概要\n\n- 影響ボリューム：全 3,600 本のうち 540 本\n\n## 影響\n\n影響を受けたボリュームは全体の {percent} です。\n"
            );
            contradictions(&Document::parse(&source), None).len()
        };
        assert_eq!((found("15%"), found("18%")), (0, 1));
    }
}
