//! Error budgets: `99.9 % over 30 days comes to 43 minutes`, `月間 99.95％の約束に対し、30日の月では 21.6 分`.

use std::sync::LazyLock;

use regex::Regex;

use crate::numbers::{Contradiction, differs, interval::stated::place, reading::sentence};
use crate::{
    document::{Document, LineIndex},
    import::time::duration,
};

static OBJECTIVE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?P<share>99(?:[.．][0-9]{1,3})?|9[5-8](?:[.．][0-9]{1,2})?) ?(?:%|％|パーセント|percent)")
        .expect("the pattern is a constant that the tests use")
});
static WINDOW: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)(?P<days>[0-9]{1,3})(?: |-)?(?:days?\b|日)|(?P<minutes>[0-9]{2},[0-9]{3}) ?(?:minutes|分)|(?P<quarter>quarter|四半期)|(?P<month>month|月間)|(?P<week>\bweek)")
        .expect("the pattern is a constant that the tests use")
});

/// Words behind which the allowance stands.
const ALLOWS: [&str; 20] = [
    "comes to",
    "amounts to",
    "allows",
    "allowance",
    "budget",
    "permits",
    "leaves",
    "may be",
    "i.e.",
    "that is",
    "which is",
    "=",
    "equals",
    "許容",
    "予算",
    "許す",
    "つまり",
    "すなわち",
    "以内",
    "まで",
];
/// Words of what was used or is left of it.
const USED: [&str; 12] =
    ["used", "consumed", "left", "remain", "spent", "incident", "残", "消費", "使", "今回", "障害", "停止した"];

/// Checks the first length of time behind an objective and its window.
pub(in crate::numbers) fn check(document: &Document, out: &mut Vec<Contradiction>) {
    let lines = LineIndex::new(document.source());
    for told in sentence::told(document) {
        out.extend(left(document, told, &lines));
        // The objective may stand in the sentence in front.
        let own = objective(told.text);
        let from = own.as_ref().and_then(|found| found.get(0)).map_or(0, |m| m.end());
        let Some(share) = own.or_else(|| objective(told.before)) else { continue };
        let Some(share) = share.name("share").and_then(|m| m.as_str().replace('．', ".").parse::<f64>().ok()) else {
            continue;
        };
        let rest = told.text.get(from..).unwrap_or_default();
        let windows = windows_s(&format!("{} {}", told.before, told.text));
        if windows.is_empty() || share >= 100.0 {
            continue;
        }
        let Some(found) = duration::all(rest).into_iter().find(|found| found.seconds < 86_400.0) else { continue };
        let lead = rest.get(..found.start).unwrap_or_default().to_lowercase();
        let behind: String =
            rest.get(found.end..).unwrap_or_default().chars().take(12).collect::<String>().to_lowercase();
        // Behind its own sentence an objective is only meant by words that say what it comes to.
        let is_near = from > 0;
        let is_said =
            ALLOWS.iter().any(|word| lead.contains(word) || (is_near && !word.is_ascii() && behind.contains(word)));
        let is_used = USED.iter().any(|word| lead.contains(word));
        if !is_said || is_used {
            continue;
        }
        let allowed = |window: f64| window * (1.0 - share / 100.0);
        let unit_s = found.unit_s.max(1.0);
        let fits = |window: &f64| (allowed(*window) - found.seconds).abs() <= unit_s.max(found.seconds * 0.04);
        let Some(nearest) = windows.first().filter(|_| !windows.iter().any(fits)) else { continue };
        let said = rest.get(found.start..found.end).unwrap_or_default();
        let stated = place(document, told.passage, said, &lines);
        let derived = place(document, told.passage, told.text, &lines);
        out.push(differs(stated, derived, found.seconds, allowed(*nearest)));
    }
}

static REST: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)残りの?(?:予算|許容時間)?は|残る(?:予算|許容時間)は|(?:leaves|leaving|remaining budget (?:is|was)|budget left (?:is|was))(?: us)?(?: with)? ?$")
        .expect("the pattern is a constant that the tests use")
});

/// `残りの予算は 27 分` behind a sentence that adds up what was used.
fn left(document: &Document, told: sentence::Sentence<'_>, lines: &LineIndex) -> Option<Contradiction> {
    const SUMS: [&str; 8] = ["合わせ", "あわせ", "合計", "累計", "in total", "in all", "together", "altogether"];
    let text = told.passage.text.text.as_str();
    let is_budget = ["予算", "許容", "許す", "budget", "allow"].iter().any(|word| text.to_lowercase().contains(word));
    let lower = told.before.to_lowercase();
    if !is_budget || !SUMS.iter().any(|word| lower.contains(word)) {
        return None;
    }
    let used = duration::all(told.before);
    let used = used.last()?;
    let said = duration::all(told.text);
    let [rest] = said.as_slice() else { return None };
    if !REST.is_match(told.text.get(..rest.start)?) {
        return None;
    }
    let unit_s = rest.unit_s.max(used.unit_s).min(60.0);
    let allowed: Vec<f64> =
        duration::all(text).into_iter().map(|found| found.seconds).filter(|s| *s > used.seconds).collect();
    let fits = |allowed: &f64| (allowed - used.seconds - rest.seconds).abs() <= unit_s;
    let nearest = allowed.iter().copied().fold(f64::MAX, f64::min);
    if allowed.is_empty() || allowed.iter().any(fits) {
        return None;
    }
    let stated = place(document, told.passage, told.text.get(rest.start..rest.end)?, lines);
    let derived = place(document, told.passage, told.before, lines);
    Some(differs(stated, derived, rest.seconds, nearest - used.seconds))
}

/// The first objective of a text; an availability that was measured is none.
fn objective(text: &str) -> Option<regex::Captures<'_>> {
    let is_measured = |found: &regex::Captures<'_>| {
        let head = found.get(0).and_then(|m| text.get(..m.start())).unwrap_or_default().to_lowercase();
        let near: String = head.chars().rev().take(20).collect::<Vec<_>>().into_iter().rev().collect();
        ["稼働率は", "実績", "availability was", "availability of", "uptime was", "comes out at", "measured"]
            .iter()
            .any(|word| near.contains(word))
    };
    OBJECTIVE.captures_iter(text).find(|found| !is_measured(found))
}

/// The windows that a text may mean, in seconds.
pub(in crate::numbers) fn windows_s(text: &str) -> Vec<f64> {
    const DAY_S: f64 = 86_400.0;
    let mut out = Vec::new();
    for found in WINDOW.captures_iter(text).take(12) {
        let number = |name: &str| found.name(name).and_then(|m| m.as_str().replace(',', "").parse::<f64>().ok());
        if let Some(days) = number("days").filter(|days| (1.0..=366.0).contains(days)) {
            out.push(days * DAY_S);
        } else if let Some(minutes) = number("minutes") {
            out.push(minutes * 60.0);
        } else if found.name("quarter").is_some() {
            out.extend([90.0, 91.0, 92.0].map(|days| days * DAY_S));
        } else if found.name("month").is_some() {
            out.extend([30.0, 31.0, 28.0, 29.0].map(|days| days * DAY_S));
        } else if found.name("week").is_some() {
            out.push(7.0 * DAY_S);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use crate::{document::Document, numbers::contradictions};

    #[test]
    fn an_allowance_follows_from_objective_and_window() {
        let found = |text: &str| contradictions(&Document::parse(&format!("# T\n\n## Impact\n\n{text}\n")), None).len();
        for sound in [
            "The objective is 99.9 % over 30 days. This comes to 43 minutes, of which 20 are left.",
            "The SLO of 99.95% over 28 days allows 20 minutes.",
            "月間 99.95％の約束に対し、30日の月では 21.6 分までが許容される。",
            "The objective is 99.9 % over 30 days, and the incident used 54 minutes.",
            "目標が許す停止は 223 分である。今回の 156 分と 3 日の 40 分を合わせた停止は 196 分になる。残りの予算は 27 分である。",
        ] {
            assert_eq!(found(sound), 0, "{sound}");
        }
        for wrong in [
            "The objective is 99.9 % over 28 days. This comes to roughly 60 minutes.",
            "The SLO of 99.95% over 28 days allows 40 minutes.",
            "目標が許す停止は 223 分である。今回の 156 分と 3 日の 40 分を合わせた停止は 196 分になる。残りの予算は 67 分である。",
            "月間 99.95％の約束に対し、30日の月では 43 分までが許容される。",
        ] {
            assert_eq!(found(wrong), 1, "{wrong}");
        }
    }
}
