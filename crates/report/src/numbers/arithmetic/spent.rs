//! What is left of an allowance after all that was spent of it: `leaves us 43.2 minutes. Before, 10.2 minutes were spent. This took
//! another 36. So we ended with 3 minutes to spare`.

use std::sync::LazyLock;

use regex::Regex;

use crate::{
    document::{Document, LineIndex},
    numbers::{Contradiction, ContradictionKind, interval::stated::place, reading::sentence},
};

static ALLOWED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)(?:leaves us|leaves|allows|gives us|gives|permits|comes to|amounts to|budget (?:is|was|of)|allowance (?:is|was|of)|予算は|許容(?:時間)?は|許されるのは) ?(?:約 ?)?(?P<n>[0-9]+(?:\.[0-9]+)?) ?(?:minutes|min|分)")
        .expect("the pattern is a constant that the tests use")
});
static SPENT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)(?P<n>[0-9]+(?:\.[0-9]+)?) ?(?:minutes|min|分)?(?: of it| of them)? ?(?:were|was|had been|have been|を|は)? ?(?:already )?(?:spent|used|consumed|gone|burnt|burned|消費|使っ|使い)|(?:took|cost|used|spent|consumed)(?: us)?(?: another| a further| an additional)? (?P<m>[0-9]+(?:\.[0-9]+)?)(?: minutes| min)?(?:$|[ .,;])|さらに ?(?P<k>[0-9]+(?:\.[0-9]+)?) ?分")
        .expect("the pattern is a constant that the tests use")
});
static LEFT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)(?P<n>[0-9]+(?:\.[0-9]+)?)\s(?:minutes|min)\s(?:to\s+spare|left|remaining|to go|in hand)|(?:remaining|leaving(?: us)?|leaves(?: us)? with) (?P<m>[0-9]+(?:\.[0-9]+)?) (?:minutes|min)\b|残り(?:は|の予算は)? ?(?P<k>[0-9]+(?:\.[0-9]+)?) ?分")
        .expect("the pattern is a constant that the tests use")
});

/// Minutes that rounding may take.
const ROUNDED: f64 = 1.01;

/// Checks passages that tell an allowance, what was spent, and what is left.
pub(in crate::numbers) fn check(document: &Document, out: &mut Vec<Contradiction>) {
    let lines = LineIndex::new(document.source());
    for passage in &document.passages {
        let words = passage.text.text.as_str();
        let Some(left) = LEFT.captures(words) else { continue };
        let Some(allowed) = ALLOWED.captures(words) else { continue };
        let number = |found: &regex::Captures<'_>| {
            ["n", "m", "k"].iter().find_map(|name| found.name(name)).and_then(|m| m.as_str().parse::<f64>().ok())
        };
        let (Some(whole), Some(stated)) = (number(&allowed), number(&left)) else { continue };
        let (Some(from), Some(to)) = (allowed.get(0).map(|m| m.end()), left.get(0).map(|m| m.start())) else {
            continue;
        };
        let Some(between) = words.get(from..to) else { continue };
        let spent: Vec<f64> = SPENT.captures_iter(between).filter_map(|found| number(&found)).collect();
        let is_other = sentence::split(between).iter().any(|part| sentence::is_of_other_case(part));
        let rest = whole - spent.iter().sum::<f64>();
        if spent.is_empty() || is_other || (rest - stated).abs() <= ROUNDED {
            continue;
        }
        let (said, against) = (left.get(0).map_or("", |m| m.as_str()), allowed.get(0).map_or("", |m| m.as_str()));
        let gives = (rest * 10.0).round() / 10.0;
        out.push(Contradiction {
            kind: ContradictionKind::Duration,
            stated: place(document, passage, said, &lines),
            derived: place(document, passage, against, &lines),
            message: format!("`{said}` is stated, but what was spent leaves {gives}"),
        });
    }
}

#[cfg(test)]
mod tests {
    use crate::{document::Document, numbers::contradictions};

    #[test]
    fn what_is_left_is_what_was_not_spent() {
        let found = |said: &str| contradictions(&Document::parse(&format!("# T\n\n## Budget\n\n{said}\n")), None).len();
        let said = |left: &str| {
            format!(
                "Our objective leaves us 50 minutes a month. In May 12.5 minutes were spent before. This outage took another 30. So we close May with {left} minutes to spare."
            )
        };
        assert_eq!((found(&said("7.5")), found(&said("8")), found(&said("17"))), (0, 0, 1));
        let over = "The target leaves us 50 minutes. Before, 22 minutes were spent. This outage took another 33. So we ended with 5 minutes to spare.";
        assert_eq!(found(over), 1);
        assert_eq!(found("月の予算は 40 分である。これまでに 10 分を消費し、今回さらに 20 分。残りは 10 分。"), 0);
        assert_eq!(found("月の予算は 40 分である。これまでに 10 分を消費し、今回さらに 20 分。残りは 20 分。"), 1);
    }
}
