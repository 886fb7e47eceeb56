//! How often something was done, or how many of a kind there were, against the rows that tell each of them: `three alerts` over
//! four rows `ALERT …`, `we restarted the load four times` over three restarts, `サーバを3回再起動` over two.

use std::sync::LazyLock;

use regex::Regex;

use crate::{
    document::{Document, LineIndex, Span},
    numbers::{
        Contradiction, ContradictionKind, Place,
        event::{
            kind::Kind,
            resolve::{Anchor, Events},
            words::{self, Word},
        },
        interval::stated::place,
        reading::{bound::Bound, sentence},
    },
};

/// Fewest rows that tell a deed for their number to count: one row may tell all of them at once.
const LEAST: usize = 2;
/// A number farther off counts something else.
const MOST_APART: usize = 3;
const MOST_ROWS: usize = 300;
/// Claims looked at: no person counts so much.
const MOST_CLAIMS: usize = 200;

const NUMBER: &str = r"(?P<number>[2-9]|two|three|four|five|six|seven|eight|nine)";

static FORMS: LazyLock<[Regex; 4]> = LazyLock::new(|| {
    let regex = |pattern: &str| Regex::new(pattern).expect("the pattern is a constant that the tests use");
    [
        // `restarted the load by hand four times`, `was rolled back twice`
        regex(&format!(
            r"(?i)\b(?P<verb>[a-z-]{{4,}}(?:ed|ran)?(?: back| over)?)(?P<what>(?: [a-z`'-]+){{0,6}}?) (?:{NUMBER} times|(?P<twice>twice|three times))(?P<rest>[^.;:]{{0,24}})"
        )),
        // `three alerts`, `two manual restarts`
        regex(&format!(
            r"(?i)\b{NUMBER}(?P<what>(?: [a-z-]+){{0,2}}?) (?P<verb>alert|alarm|page|rollback|restart|reboot|failover|redeploy|purge|escalation)s\b(?P<rest>[^.;:]{{0,24}})"
        )),
        // `rolled back three shards`
        regex(&format!(
            r"(?i)\b(?P<verb>rolled back|restarted|rebooted|reverted|failed over|purged|restored|drained|rebuilt) {NUMBER}(?P<what> [a-z-]+s)\b(?P<rest>[^.;:]{{0,24}})"
        )),
        // `サーバを3回再起動`, `再起動を 3 回行い`, `3 回の再起動`
        regex(
            r"(?:(?P<what>[^、。（）()「」\s0-9]{2,24}?)を ?)?(?P<number>[2-9２-９]) ?[回度](?:にわたり|も|の)?、?(?P<verb>再起動|再始動|切り戻し|切戻し|ロールバック|再実行|再送|フェイルオーバー|切り替え|呼び出し|通報|再試行|再投入|再開)(?P<rest>[^。]{0,12})",
        ),
    ]
});
static JAPANESE_TAIL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?P<what>[^、。（）()「」\s0-9]{0,16}?)の?(?P<verb>再起動|再始動|切り戻し|切戻し|ロールバック|再実行|再送|フェイルオーバー|再試行|再投入|アラート|警報|電話)(?:は|を|が)、?(?:全部で|合計で?|計|合わせて)? ?(?P<number>[2-9２-９]) ?[回度件本](?P<rest>[^。]{0,12})")
        .expect("the pattern is a constant that the tests use")
});

/// Deeds and signs that rows tell one by one.
const COUNTED: [Kind; 7] =
    [Kind::Alert, Kind::Page, Kind::Rollback, Kind::Restart, Kind::Failover, Kind::Replay, Kind::Escalate];

/// Words of a row that only speaks of a deed: it is over, wanted or not done.
const NO_DEED: [&str; 26] = [
    "complete",
    "finished",
    "done",
    "over",
    "asks",
    "asked",
    "suggest",
    "propos",
    "consider",
    "decid",
    "discuss",
    "prepar",
    "plan",
    "resolved",
    "clears",
    "cleared",
    "silenc",
    "acknowledg",
    "完了",
    "終了",
    "検討",
    "準備",
    "判断",
    "相談",
    "依頼",
    "提案",
];

/// Words of a number that is not of all, or not of this time.
const PART: [&str; 18] = [
    " of them",
    " of these",
    " of the",
    "per ",
    "each",
    "every",
    " a day",
    " a week",
    " a year",
    "in a row",
    "other ",
    "another",
    "ごと",
    "毎",
    "以上",
    "まで",
    "うち",
    "さらに",
];

/// Checks all prose.
pub(in crate::numbers) fn check(document: &Document, events: &Events<'_>, out: &mut Vec<Contradiction>) {
    let rows: Vec<&Anchor<'_>> = events.anchors.iter().filter(|anchor| anchor.row.is_some()).collect();
    if !(3..=MOST_ROWS).contains(&rows.len()) {
        return;
    }
    let lines = LineIndex::new(document.source());
    let mut claims = 0;
    for told in sentence::told(document).filter(|told| !sentence::is_of_other_case(told.text)) {
        let span = told.passage.text.span;
        if sentence::is_in_row(document, span) {
            continue;
        }
        for found in FORMS.iter().chain([&*JAPANESE_TAIL]).filter_map(|form| form.captures(told.text)) {
            claims += 1;
            if claims > MOST_CLAIMS {
                return;
            }
            let Some((claim, tellers)) = judged(&found, told.text, &rows) else { continue };
            let said = found.get(0).map_or("", |m| m.as_str());
            let rest = found.name("rest").map_or("", |m| m.as_str());
            let said = said.strip_suffix(rest).unwrap_or(said).trim();
            let stated = place(document, told.passage, said, &lines);
            if out.iter().any(|o| {
                o.kind == ContradictionKind::Count
                    && (o.stated.span.contains(stated.span) || stated.span.contains(o.stated.span))
            }) {
                continue;
            }
            let text = tellers.iter().map(|row| row.moment.text.as_str()).collect::<Vec<_>>().join(", ");
            let (line, span) = tellers.last().map_or((0, Span::default()), |row| (row.line, row.span));
            let message = format!("`{said}` says {claim}, but the rows tell {}", tellers.len());
            out.push(Contradiction {
                kind: ContradictionKind::Count,
                stated,
                derived: Place { line, span, text },
                message,
            });
            break;
        }
    }
}

/// The number that is claimed and the rows that tell another.
fn judged<'r, 'd>(
    found: &regex::Captures<'_>,
    text: &str,
    rows: &[&'r Anchor<'d>],
) -> Option<(usize, Vec<&'r Anchor<'d>>)> {
    let of = |name: &str| found.name(name).map_or("", |m| m.as_str());
    let all = found.get(0)?;
    let number = found.name("twice").map_or_else(
        || crate::numbers::count::claimed::number(found.name("number")),
        |m| Some(if m.as_str().eq_ignore_ascii_case("twice") { 2 } else { 3 }),
    )?;
    let front = text.get(..all.start())?;
    let number_at = found.name("number").or_else(|| found.name("twice"))?.start();
    let lead = text.get(..number_at)?;
    // What stands in brackets says something of its own.
    let rest = of("rest").split(['(', '（']).next().unwrap_or_default();
    let around =
        format!("{} {rest}", front.chars().rev().take(12).collect::<String>().chars().rev().collect::<String>())
            .to_lowercase();
    let claimed = text.get(all.start()..all.end() - of("rest").len()).unwrap_or_default().to_lowercase();
    let is_part = PART.iter().any(|word| around.contains(word) || claimed.contains(word))
        || ["of", "all", "of the", "of our", "last", "next", "first", "up to"]
            .iter()
            .any(|word| lead.trim_end().to_lowercase().ends_with(&format!(" {word}")));
    if is_part || Bound::of(lead, of("rest")) != Bound::Exact {
        return None;
    }
    let deed = words::all(of("verb"));
    let what: Vec<Word> = words::all(of("what")).into_iter().filter(|word| !is_manner(&word.stem)).collect();
    let has = |row: &Anchor<'_>, word: &Word| {
        let kinds: Vec<&Kind> = word.kinds.iter().filter(|kind| COUNTED.contains(kind)).collect();
        words::all(row.text)
            .iter()
            .any(|other| other.stem == word.stem || kinds.iter().any(|kind| other.kinds.contains(kind)))
    };
    let has_same = |row: &Anchor<'_>, word: &Word| words::all(row.text).iter().any(|other| other.stem == word.stem);
    let counted = deed.iter().any(|word| word.kinds.iter().any(|kind| COUNTED.contains(kind)));
    if deed.is_empty() || (!counted && what.is_empty()) {
        return None;
    }
    let tells = |row: &&&Anchor<'_>| {
        let shared = what.iter().filter(|word| has_same(row, word)).count();
        deed.iter().any(|word| has(row, word)) && shared * 2 >= what.len()
    };
    // `再実行` may be told as `実行`.
    let verb: Vec<char> = of("verb").chars().collect();
    let tail: String = verb.iter().skip(verb.len().saturating_sub(2)).collect();
    let tells_tail = |row: &&&Anchor<'_>| {
        let shared = what.iter().filter(|word| has_same(row, word)).count();
        tells(row) || (!tail.is_ascii() && row.text.contains(&tail) && shared * 2 >= what.len())
    };
    let wide: Vec<&Anchor<'_>> = rows.iter().filter(tells_tail).copied().collect();
    let is_deed = |row: &&Anchor<'_>| {
        let lower = row.text.to_lowercase();
        !NO_DEED.iter().any(|word| lower.contains(word))
    };
    // The deed is what the row is about where it stands at its head or in its main clause.
    let is_head = |row: &&Anchor<'_>| {
        let main = row.text.split([';', ';', '。']).next().unwrap_or(row.text);
        let head: String = main.split_whitespace().take(7).collect::<Vec<_>>().join(" ");
        let head = if main.is_ascii() { head } else { main.to_owned() };
        let told = words::all(&head);
        deed.iter().any(|word| {
            told.iter().any(|other| {
                other.stem == word.stem
                    || word.kinds.iter().any(|kind| COUNTED.contains(kind) && other.kinds.contains(kind))
            })
        })
    };
    let strict: Vec<&'r Anchor<'d>> = rows.iter().filter(tells).copied().filter(is_deed).filter(is_head).collect();
    let says_more = |row: &&Anchor<'_>| {
        row.text.contains(['×'])
            || ["both ", "twice", "three times"].iter().any(|w| row.text.to_lowercase().contains(w))
            || ["両", "全", "2台", "回"].iter().any(|w| row.text.contains(w) && !row.text.contains("回目"))
    };
    let is_sure = strict.len() >= LEAST && number.abs_diff(strict.len()) <= MOST_APART && !strict.iter().any(says_more);
    let is_wrong = number < strict.len() || number > wide.len();
    // A row of another kind may tell one more in words of its own; where the words are vague, only too few are wrong.
    (is_sure && is_wrong).then_some((number, strict))
}

/// Words that say how, not what.
fn is_manner(stem: &str) -> bool {
    ["hand", "manual", "more", "separat", "again", "total", "all", "own", "full", "differe", "consecu", "success"]
        .contains(&stem)
}

#[cfg(test)]
mod tests {
    use crate::{document::Document, numbers::contradictions};

    const ROWS: &str = "## Timeline (UTC, 2025-03-01)\n\n- 10:02 ALERT `disk_latency` on db-1\n- 10:09 ALERT `disk_latency` on db-2\n- 10:11 Restart of the exporter\n- 10:21 ALERT `write_errors`\n- 10:30 Restart of the exporter, on the spare host\n- 10:33 Restart of the exporter complete\n- 10:40 Replica on db-4 rebuilt\n- 10:55 Replica on db-5 rebuilt\n- 11:20 all quiet\n";

    fn found(said: &str) -> usize {
        contradictions(&Document::parse(&format!("# T\n\n## Detection\n\n{said}\n\n{ROWS}")), None).len()
    }

    #[test]
    fn rows_tell_how_often() {
        for sound in [
            "We had three alerts within twenty minutes.",
            "We restarted the exporter twice.",
            "We restarted the exporter three times.",
            "We rebuilt two replicas.",
            "Two of the alerts were about latency.",
            "The exporter is restarted four times a day.",
            "The cook restarted the oven four times.",
            "Last year the exporter was restarted five times.",
            "More than two alerts came in.",
        ] {
            assert_eq!(found(sound), 0, "{sound}");
        }
        for wrong in [
            "We had two alerts within twenty minutes.",
            "We restarted the exporter four times.",
            "We bounced the exporter four times that day (each of them in vain).",
            "In the end we rebuilt three replicas.",
        ] {
            assert_eq!(found(wrong), 1, "{wrong}");
        }
    }

    #[test]
    fn rows_tell_how_often_in_japanese() {
        let found = |said: &str| {
            let rows = "## 経過（2025年3月1日）\n\n- 7:40 受注バッチが失敗\n- 7:58 受注バッチを再実行、失敗\n- 8:20 在庫サーバを再起動\n- 8:31 受注バッチを再度再実行、失敗\n- 9:12 容量を追加し復旧\n";
            contradictions(&Document::parse(&format!("# 題\n\n## 所見\n\n{said}\n\n{rows}")), None).len()
        };
        assert_eq!(found("受注バッチを2回再実行したが、どちらも失敗した。"), 0);
        assert_eq!(found("受注バッチを4回再実行したが、どれも失敗した。"), 1);
        assert_eq!(found("毎日3回再実行している。"), 0);
    }
}
