//! The two events that a Japanese sentence names around a duration: `検知から復旧まで14分`, `発報は配信の5分後だった`,
//! `電話はアラートより9分早い`, `復旧までさらに40分`.

use super::{
    said_between::{End, Ends},
    stated::Stated,
};

/// Words in front of a duration that only say how exact it is.
const FILLS: [&str; 22] = [
    "およそ",
    "おおよそ",
    "ちょうど",
    "わずか",
    "さらに",
    "ほぼ",
    "計",
    "実に",
    "約",
    "、",
    "　",
    " ",
    "最短で",
    "最長で",
    "ここまで",
    "合計",
    "ここでも",
    "丸",
    "なお",
    "都合",
    "最大",
    "たった",
];

/// The ends around a duration in Japanese.
pub(in crate::numbers) fn japanese<'t>(stated: &Stated<'t>) -> Option<Ends<'t>> {
    let start = stated.sentence.as_ptr() as usize;
    let at = (stated.said.as_ptr() as usize).checked_sub(start)?;
    let front = unfilled(stated.sentence.get(..at)?);
    let behind = stated.sentence.get(at + stated.said.len()..)?.trim_start();
    if front.is_ascii() && behind.is_ascii() {
        return None;
    }
    until(front)
        .or_else(|| earlier(front, behind))
        .or_else(|| later(front, behind))
        .or_else(|| within(front, behind))
        .or_else(|| gap(front))
        .or_else(|| turned(front))
}

/// `復旧まで、検知から40分`: the later one in front.
fn turned(front: &str) -> Option<Ends<'_>> {
    let own = front.strip_suffix("から")?;
    let sentence = own.rsplit(['。', '；', '\n', '「', '（']).next()?;
    let (to, from) = sentence.rsplit_once("まで")?;
    let from = from.trim_start_matches(['に', 'は', 'の', '、']);
    let to = clause(to);
    let is_short = from.chars().count() <= 20 && to.chars().count() <= 20;
    // `それから40分` counts from what was told last.
    let is_named = end(from) != End::Back;
    (is_event(from) && is_event(to) && is_short && is_named).then(|| Ends {
        from: end(from),
        to: end(to),
        is_pair: true,
    })
}

fn unfilled(front: &str) -> &str {
    let mut front = front;
    while let Some(shorter) = FILLS.iter().find_map(|fill| front.strip_suffix(fill)) {
        front = shorter;
    }
    front
}

/// The text behind the last end of a clause.
fn clause(text: &str) -> &str {
    text.rsplit(['。', '、', '（', '「', '」', '・', '；', '\n', '(', ',']).next().unwrap_or_default().trim()
}

/// The text up to the first end of a clause.
fn next_clause(text: &str) -> &str {
    text.split(['。', '、', '）', '」', '（', '\n', '(', ')']).next().unwrap_or_default().trim()
}

fn is_event(text: &str) -> bool {
    text.chars().filter(|c| !c.is_whitespace()).nth(1).is_some()
}

/// What was told last is meant by `そこ`, `それ`.
fn end(words: &str) -> End<'_> {
    let words = words.trim().trim_start_matches(['、', '。']);
    if ["そこ", "それ", "これ", "その", "そこから", ""].contains(&words) {
        End::Back
    } else {
        End::Phrase(words)
    }
}

/// `発生から検知まで`, `検知までに`, `警告から調査開始までは`.
fn until(front: &str) -> Option<Ends<'_>> {
    let particles = ["には", "では", "に", "は", "の", "が", "も"];
    // `までは` ends with `では` as well.
    let is_until = |own: &&str| own.ends_with("まで") || own.ends_with("間") || own.ends_with("所要");
    let own = particles.iter().filter_map(|word| front.strip_suffix(word)).find(is_until).unwrap_or(front);
    let own = ["の間", "の時間", "の所要時間", "の所要"].iter().find_map(|word| own.strip_suffix(word)).unwrap_or(own);
    let own = own.strip_suffix("まで").or_else(|| own.strip_suffix("までの間"))?;
    // Both ends may be split by a comma: `発生から、検知まで`.
    let sentence = own.rsplit(['。', '；', '\n', '「', '（']).next()?;
    if let Some((from, to)) = sentence.rsplit_once("から") {
        let (from, to) = (clause(from), to.trim_start_matches('、'));
        if is_event(from) && !to.contains('、') {
            let from = topic_gone(from);
            return Some(Ends { from: end(from), to: end(to), is_pair: true });
        }
    }
    let to = clause(own);
    is_event(to).then_some(Ends { from: End::Back, to: end(to), is_pair: false })
}

/// `当番が気づいたのは検知から`: what stands in front of a topic is not this end.
fn topic_gone(text: &str) -> &str {
    text.rsplit_once("のは").map_or(text, |(_, rest)| rest)
}

/// `電話はアラートの9分前`, `電話はアラートより9分早い`, `復旧の5分前に電話があった`.
fn earlier<'t>(front: &'t str, behind: &'t str) -> Option<Ends<'t>> {
    let rest = ["前", "早", "先"].iter().find_map(|word| behind.strip_prefix(word))?;
    let own =
        front.strip_suffix("の").or_else(|| front.strip_suffix("より")).or_else(|| front.strip_suffix("よりも"))?;
    let (topic, other) = topic(own, rest)?;
    Some(Ends { from: end(topic), to: end(other), is_pair: false })
}

/// `電話はアラートの9分後`, `発報の5分後に電話があった`, `9分後に`, `より9分遅い`.
fn later<'t>(front: &'t str, behind: &'t str) -> Option<Ends<'t>> {
    let rest = ["後", "遅", "のち", "あと"].iter().find_map(|word| behind.strip_prefix(word))?;
    // `その8分後に` counts from what was told last.
    let is_back = ["その", "それから", "そこから"].iter().any(|word| clause(front).ends_with(word));
    let own = ["より", "よりも", "から", "の"].iter().find_map(|word| front.strip_suffix(word)).filter(|_| !is_back);
    if let Some(own) = own {
        let (topic, other) = topic(own, rest)?;
        return Some(Ends { from: end(other), to: end(topic), is_pair: false });
    }
    // `その9分後に電話があった`, `9分後に`.
    let front = clause(front);
    // `履歴を消した9分後に電話があった`: what was done is what the length counts from.
    let is_done = ["た", "だ", "ってから", "てから", "から"].iter().any(|word| front.ends_with(word)) && !is_back;
    let next_event = next_clause(rest.trim_start_matches(['に', '、', 'は', 'で']));
    if is_done && is_event(front) && is_event(next_event) && !is_copula(next_event) {
        return Some(Ends { from: End::Phrase(front), to: End::Phrase(next_event), is_pair: true });
    }
    let subject = front.strip_suffix("その").unwrap_or(front);
    let next = next_clause(rest.trim_start_matches(['に', '、', 'は', 'で']));
    let to = if is_event(next) && !is_copula(next) { next } else { subject.trim_end_matches(['は', 'が', 'も']) };
    is_event(to).then_some(Ends { from: End::Back, to: End::Phrase(to), is_pair: false })
}

/// The topic of a sentence and the event that it is set against.
fn topic<'t>(own: &'t str, rest: &'t str) -> Option<(&'t str, &'t str)> {
    let sentence = own.rsplit(['。', '；', '\n', '（']).next()?;
    let other = clause(sentence);
    let next = next_clause(rest.trim_start_matches(['に', '、', 'く', 'は', 'で', 'い', 'の']));
    let split = other.rsplit_once("のは").or_else(|| other.split_once('は')).or_else(|| other.rsplit_once('が'));
    if let Some((topic, other)) = split.filter(|(topic, other)| is_event(topic) && is_event(other)) {
        return Some((topic, other));
    }
    if is_event(next) && !is_copula(next) {
        return is_event(other).then_some((next, other));
    }
    // `電話は、アラートの9分後である`.
    let topic = sentence.strip_suffix(other)?.trim_end_matches(['、', ' ']);
    let topic = topic.strip_suffix('は').or_else(|| topic.strip_suffix('が')).map(clause)?;
    (is_event(topic) && is_event(other)).then_some((topic, other))
}

fn is_copula(text: &str) -> bool {
    let copulas = [
        "だ",
        "であ",
        "でした",
        "です",
        "のこと",
        "となっ",
        "となる",
        "になっ",
        "になる",
        "と",
        "い",
        "かった",
        "く",
        "れた",
        "れ",
    ];
    copulas.iter().any(|word| text.starts_with(word) && text.chars().count() <= 8)
}

/// `検知から10分以内に切り替えた`, `検知から10分で切り替えた`.
fn within<'t>(front: &'t str, behind: &'t str) -> Option<Ends<'t>> {
    let rest = ["以内に", "以内で", "で", "以内"].iter().find_map(|word| behind.strip_prefix(word))?;
    let from = front.strip_suffix("から").or_else(|| front.strip_suffix("後"))?;
    let from = clause(from);
    let to = next_clause(rest.trim_start_matches('、'));
    let (subject, from) =
        from.rsplit_once("のは").or_else(|| from.split_once('は')).map_or(("", from), |(topic, from)| (topic, from));
    let to = if is_event(to) && !is_copula(to) { to } else { subject };
    (is_event(to) && is_event(from)).then(|| Ends { from: end(from), to: End::Phrase(to), is_pair: false })
}

/// `検知と応答の間は`, `検知と応答の差は`.
fn gap(front: &str) -> Option<Ends<'_>> {
    let own = ["には", "に", "は", "が", "も"].iter().find_map(|word| front.strip_suffix(word))?;
    let own = ["の間", "の差", "の間隔", "の開き", "の時間差"].iter().find_map(|word| own.strip_suffix(word))?;
    let (from, to) = clause(own).split_once('と')?;
    (is_event(from) && is_event(to)).then(|| Ends { from: end(from), to: end(to), is_pair: true })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::time::duration;

    fn shown(text: &str) -> String {
        let found = *duration::all(text).last().expect("every case has a duration");
        let name = |end: End<'_>| match end {
            End::Phrase(words) => words.to_owned(),
            End::Back => "<".to_owned(),
        };
        japanese(&Stated::new(text, found))
            .map_or("none".to_owned(), |ends| format!("{} > {}", name(ends.from), name(ends.to)))
    }

    #[test]
    fn sentences_name_their_ends() {
        for (text, expected) in [
            ("検知から復旧まで約14分。", "検知 > 復旧"),
            ("適用から警告まで 49 時間 30 分", "適用 > 警告"),
            ("判明までさらに 4 時間 40 分。", "< > 判明"),
            ("最初の電話は発報の12分後だった。", "発報 > 最初の電話"),
            ("発報の12分後に最初の電話があった。", "発報 > 最初の電話があった"),
            ("電話はアラートより9分早い。", "電話 > アラート"),
            ("その8分後に切り戻しを始めた。", "< > 切り戻しを始めた"),
            ("検知から10分以内に手動開放へ切り替えた。", "検知 > 手動開放へ切り替えた"),
            ("検知と応答の間は6分だった。", "検知 > 応答"),
            ("停止から、実際に窓口が回復するまでは27分かかった。", "停止 > 実際に窓口が回復する"),
            ("タイムアウトは30秒である。", "none"),
            ("復旧までは、検知から40分かかった。", "検知 > 復旧"),
            ("復旧までに、それから40分かかった。", "none"),
            ("証明書を差し替えた12分後に決済が戻った。", "証明書を差し替えた > 決済が戻った"),
        ] {
            assert_eq!(shown(text), expected, "{text}");
        }
    }
}
