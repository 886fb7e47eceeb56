//! Whether words tell that the trouble is gone: a thing that hurt, and that it went.

use super::{cues, mood};

/// Things that hurt.
const TROUBLES: &[&str] = &[
    "error",
    "errors",
    "5xx",
    "4xx",
    "500s",
    "502s",
    "503s",
    "504s",
    "500",
    "502",
    "503",
    "504",
    "timeouts",
    "failures",
    "exceptions",
    "alerts",
    "alarms",
    "lag",
    "backlog",
    "queue",
    "panics",
    "crashes",
    "エラー",
    "障害",
    "アラート",
    "タイムアウト",
    "警告",
    "例外",
    "遅延",
    "500",
    "503",
];
/// That they went.
const WENT: &[&str] = &[
    "gone",
    "stopped",
    "have cleared",
    "has cleared",
    "cleared up",
    "vanished",
    "disappeared",
    "at zero",
    "to zero",
    "drained",
    "消え",
    "なくなり",
    "無くなり",
    "止まり",
    "収まり",
    "出なくな",
    "解消し",
    "ゼロ",
];
/// That they did not.
const NOT_WENT: &[&str] = &["ません", "ない", "せず"];

/// Whether a clause of a text in lower case says so.
pub(super) fn trouble_is_gone(text: &str) -> bool {
    mood::stated(text).into_iter().any(|clause| {
        cues::any(clause, TROUBLES)
            && WENT.iter().any(|went| {
                cues::find(clause, went).is_some_and(|at| {
                    let after = clause.get(at + went.len()..).unwrap_or_default();
                    !mood::is_denied(clause, at) && !NOT_WENT.iter().any(|no| after.contains(no))
                })
            })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trouble_that_went_is_told_from_trouble_that_stays() {
        for (text, expected) in [
            ("500s are gone", true),
            ("traffic in us-east-1, errors gone", true),
            ("lag drained, all good", true),
            ("500エラーが消えました", true),
            ("エラーは出なくなりました", true),
            ("errors have not gone", false),
            ("if the errors are gone we close", false),
            ("the consumer stopped", false),
            ("エラーが消えません", false),
            ("エラーがなくなりません", false),
        ] {
            assert_eq!(trouble_is_gone(text), expected, "{text}");
        }
    }
}
