//! How many events of a kind there were, against the rows that tell them: `Pages sent: 4` over three pages, `In all four alerts
//! fired` over three, `再起動を 3 回行った` over two.

use std::sync::LazyLock;

use regex::Regex;

use crate::{
    document::{Document, LineIndex, SectionKind, Span, TimelineRow},
    numbers::{Contradiction, ContradictionKind, Place, count::claimed, interval::stated::place, reading::sentence},
};

/// The noun of a kind of events, its plural in sentences, and the beginnings of words that tell one in a row.
const NOUNS: [(&str, &[&str]); 14] = [
    ("page", &["page", "paged", "pages", "pager"]),
    ("alert", &["alert", "alerts", "alerted"]),
    ("alarm", &["alarm", "alarms"]),
    ("rollback", &["rollback", "rollbacks", "rolled", "roll", "revert", "reverted"]),
    ("restart", &["restart", "restarts", "restarted", "rebooted"]),
    ("reboot", &["reboot", "reboots", "rebooted", "restart", "restarted"]),
    ("failover", &["failover", "failovers", "failed"]),
    ("deploy", &["deploy", "deploys", "deployed", "deployment"]),
    ("hotfix", &["hotfix", "hotfixes", "hotfixed"]),
    ("再起動", &["再起動"]),
    ("切り戻し", &["切り戻", "切戻"]),
    ("ロールバック", &["ロールバック"]),
    ("フェイルオーバー", &["フェイルオーバー"]),
    ("アラート", &["アラート"]),
];

static LABELLED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?i)^(?:number of |total )?(?P<noun>page|alert|alarm|rollback|restart|reboot|failover|hotfix|再起動|切り戻し|ロールバック|フェイルオーバー|アラート)(?:s|es)?(?: sent| fired| raised| performed| tried)?(?:回数|件数|数)?(?: ?[:：|] ?)(?P<number>[0-9]{1,2})(?: ?回| ?件)?$",
    )
    .expect("the pattern is a constant that the tests use")
});
static SAID: LazyLock<[Regex; 3]> = LazyLock::new(|| {
    let regex = |pattern: &str| Regex::new(pattern).expect("the pattern is a constant that the tests use");
    [
        regex(
            r"(?i)\b(?:in all|in total|altogether|all in all),? (?P<number>[2-9]|two|three|four|five|six|seven|eight|nine) (?P<noun>page|alert|alarm|rollback|restart|reboot|failover|deploy|hotfix)(?:s|es)\b|\ball (?P<number2>[3-9]|three|four|five|six|seven|eight|nine) (?P<noun2>page|alert|alarm|rollback|restart|reboot|failover|hotfix)(?:s|es)\b",
        ),
        regex(
            r"(?i)\b(?:tried|needed|took|made|did|performed|attempted|issued|ran) (?P<number>[2-9]|two|three|four|five|six|seven|eight|nine) (?P<noun>rollback|restart|reboot|failover|hotfix)(?:s|es)\b|\b(?P<number2>[2-9]|two|three|four|five|six|seven|eight|nine) (?P<noun2>page|alert|alarm|rollback|restart|reboot|failover|hotfix)(?:s|es)(?: were| had)? (?:fired |sent |tried |needed |raised |made |performed )?(?:in all|in total|altogether)\b",
        ),
        regex(
            r"(?P<noun>再起動|切り戻し|ロールバック|フェイルオーバー|アラート)(?:は|を|が)?(?:全部で|合計で?|計|合わせて|あわせて|都合)? ?(?P<number>[2-9２-９]) ?(?:回|件)(?:行|実施|試|発報|出|届|繰|おこな|であった|だった|である)",
        ),
    ]
});

/// Words of a row that ends such an event, or that tells of one that was not.
const NO_EVENT: [&str; 23] = [
    "resolved",
    "clears",
    "cleared",
    "clear",
    "complete",
    "completed",
    "completes",
    "finished",
    "done",
    "decide",
    "decided",
    "decides",
    "decision",
    "plan",
    "planned",
    "ack",
    "acked",
    "acks",
    "acknowledged",
    "silenced",
    "closed",
    "status",
    "proposed",
];
const NO_EVENT_JA: [&str; 8] = ["完了", "解除", "判断", "決定", "検討", "見送", "予定", "収まる"];

/// Words in front of a number that is not of all, or not exact.
const PART: [&str; 12] =
    ["of the", "other", "another", "more", "further", "at least", "first", "about", "up to", "than", "over", "last"];

/// Checks the labels of the head and all prose that tells what happened.
pub(in crate::numbers) fn check(document: &Document, out: &mut Vec<Contradiction>) {
    if document.timeline.len() < 3 {
        return;
    }
    let lines = LineIndex::new(document.source());
    let is_row = |span: Span| sentence::is_in_row(document, span);
    for fact in document.facts.iter().filter(|fact| !fact.label.is_empty()).take(60) {
        let line = format!("{}: {}", fact.label.trim(), fact.value.text.trim());
        if let Some(found) = LABELLED.captures(&line) {
            let stated = Place { line: fact.line, span: fact.value.span, text: line.clone() };
            judge(document, &found, stated, out);
        }
    }
    let is_planned = |kind| matches!(kind, SectionKind::Actions | SectionKind::Prevention | SectionKind::FollowUp);
    for passage in document.passages.iter().filter(|p| !is_planned(p.section) && !is_row(p.text.span)) {
        let words = passage.text.text.trim();
        if let Some(found) = LABELLED.captures(words) {
            judge(document, &found, place(document, passage, words, &lines), out);
            continue;
        }
        for part in sentence::split(words).into_iter().filter(|part| !sentence::is_of_other_case(part)) {
            for found in SAID.iter().filter_map(|form| form.captures(part)) {
                let Some(all) = found.get(0) else { continue };
                let front = part.get(..all.start()).unwrap_or_default().trim_end().to_lowercase();
                if !PART.iter().any(|word| front.ends_with(word)) {
                    judge(document, &found, place(document, passage, all.as_str(), &lines), out);
                }
            }
        }
    }
}

fn judge(document: &Document, found: &regex::Captures<'_>, stated: Place, out: &mut Vec<Contradiction>) {
    let noun = found.name("noun").or_else(|| found.name("noun2")).map_or("", |noun| noun.as_str()).to_lowercase();
    let Some(number) = claimed::number(found.name("number").or_else(|| found.name("number2"))) else { return };
    let Some((_, words)) = NOUNS.iter().find(|(name, _)| *name == noun) else { return };
    let rows: Vec<&TimelineRow> =
        document.timeline.iter().take(500).filter(|row| tells(&row.event.text, words)).collect();
    // Rows that tell of several in one, or that may be of one and the same, count for nothing.
    let is_open = rows.iter().any(|row| has_several(&row.event.text, &noun));
    if rows.len() < 2 || is_open || rows.len() == number || rows.len().abs_diff(number) > 2 {
        return;
    }
    let numbered = highest(&rows);
    let told = numbered.unwrap_or(rows.len());
    if told == number {
        return;
    }
    let text = rows.iter().map(|row| row.moment.text.as_str()).collect::<Vec<_>>().join(", ");
    let Some(last) = rows.last() else { return };
    let message = format!("`{}` says {number}, but the rows tell {told}", stated.text);
    let derived = Place { line: last.line, span: last.span, text };
    out.push(Contradiction { kind: ContradictionKind::Count, stated, derived, message });
}

/// Whether a row tells an event by one of its words, and is not about its end.
fn tells(event: &str, words: &[&str]) -> bool {
    let lower = event.to_lowercase().replace("status page", " ").replace("landing page", " ");
    let tokens: Vec<&str> = lower.split(|c: char| !c.is_ascii_alphanumeric()).collect();
    if tokens.iter().any(|token| NO_EVENT.contains(token)) || NO_EVENT_JA.iter().any(|word| lower.contains(word)) {
        return false;
    }
    words.iter().any(|word| if word.is_ascii() { tokens.contains(word) } else { lower.contains(word) })
}

/// Whether a row tells of more than one: `both alerts`, `two restarts`.
fn has_several(event: &str, noun: &str) -> bool {
    const SEVERAL: [&str; 6] = ["both", "two", "three", "several", "again", "repeatedly"];
    let lower = event.to_lowercase();
    let plural = format!("{noun}s");
    let is_verb = noun == "page";
    let is_several = |word: &str| SEVERAL.contains(&word) || (!is_verb && word == plural);
    lower.split(|c: char| !c.is_ascii_alphanumeric()).any(is_several) || lower.contains("相次")
}

/// The highest number that rows give themselves: `再起動(2回目)`.
fn highest(rows: &[&TimelineRow]) -> Option<usize> {
    let text: String = rows.iter().map(|row| format!("{} ", row.event.text.to_lowercase())).collect();
    (2..=9).rev().find(|n| {
        [format!("{n}回目"), format!("{n} 回目"), format!("第{n}回")].iter().any(|form| text.contains(form.as_str()))
    })
}

#[cfg(test)]
mod tests {
    use crate::{document::Document, numbers::contradictions};

    #[test]
    fn events_of_a_kind_are_as_many_as_their_rows() {
        let rows = "## Timeline (UTC, 2025-03-01)\n\n- 10:00 PAGE to risk on-call\n- 10:10 Restart of node 2\n- 10:20 PAGE, second\n- 10:30 Restart of node 3, no effect\n- 10:31 PAGE to checkout on-call\n- 11:00 restart of node 3 complete\n";
        let found =
            |said: &str| contradictions(&Document::parse(&format!("# T\n\n## Meta\n\n{said}\n\n{rows}")), None).len();
        for sound in [
            "* Pages sent: 3",
            "In all three pages went out.",
            "We tried two restarts before we dared to do more.",
            "If we had tried three restarts, it would have been enough.",
            "Four pages of the wiki were wrong.",
        ] {
            assert_eq!(found(sound), 0, "{sound}");
        }
        for wrong in
            ["* Pages sent: 4", "In all four pages went out.", "We tried three restarts before we dared to do more."]
        {
            assert_eq!(found(wrong), 1, "{wrong}");
        }
        let rows = "## 時系列（2025年3月1日）\n\n- 9:10 エラー\n- 9:40 全サーバーを再起動\n- 10:05 全サーバーを再起動(2回目)、効果なし\n";
        let found =
            |said: &str| contradictions(&Document::parse(&format!("# T\n\n## 評価\n\n{said}\n\n{rows}")), None).len();
        assert_eq!((found("再起動を 2 回行った。"), found("再起動を 3 回行ったが、原因に触れていない。")), (0, 1));
    }
}
