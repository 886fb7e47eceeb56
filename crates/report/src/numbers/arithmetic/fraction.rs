//! Shares in words and in the clause behind their counts: `3,600 of 5,400, two thirds`, `Of 3,250 requests, 1,430 were
//! rejected, so that customers had a 44 % chance`, `fell from 81,000 to 54,000, i.e. by a third`, `96 台 … 147 台はその1.5倍`.

use std::sync::LazyLock;

use regex::Regex;

use crate::numbers::{
    Contradiction, ContradictionKind,
    arithmetic::ratio::{self, Pair},
    interval::stated::place,
    reading::{
        quantity,
        sentence::{self, Sentence},
    },
};
use crate::{
    document::{Document, LineIndex},
    import::time::duration::digit,
};

/// Shares in words, in percent; the longer words first.
const FRACTIONS: [(&str, f64); 35] = [
    ("two thirds", 66.7),
    ("two-thirds", 66.7),
    ("three quarters", 75.0),
    ("three-quarters", 75.0),
    ("two fifths", 40.0),
    ("three fifths", 60.0),
    ("four fifths", 80.0),
    ("a third", 33.3),
    ("one third", 33.3),
    ("a quarter", 25.0),
    ("one quarter", 25.0),
    ("a fifth", 20.0),
    ("one fifth", 20.0),
    ("a tenth", 10.0),
    ("half", 50.0),
    ("one in two", 50.0),
    ("one in three", 33.3),
    ("one in four", 25.0),
    ("one in five", 20.0),
    ("one in six", 16.7),
    ("one in seven", 14.3),
    ("one in eight", 12.5),
    ("one in nine", 11.1),
    ("one in ten", 10.0),
    ("one in twenty", 5.0),
    ("nine out of ten", 90.0),
    ("nine in ten", 90.0),
    ("four in five", 80.0),
    ("three in four", 75.0),
    ("two in three", 66.7),
    ("two in five", 40.0),
    ("3分の1", 33.3),
    ("3分の2", 66.7),
    ("4分の1", 25.0),
    ("半数", 50.0),
];

/// Words behind which a share sums up the counts in front.
const LINKS: [&str; 20] = [
    "so that",
    "hence",
    "thus",
    "i.e.",
    "that is",
    "that's",
    "meaning",
    "in other words",
    "which is",
    "or about",
    "or roughly",
    "or nearly",
    ": about",
    ", about",
    ", or ",
    ", nearly",
    ", a ",
    "つまり",
    "すなわち",
    "割合は",
];

/// Words of another number than the share of the counts.
const OTHER: [&str; 16] = [
    "above",
    "below",
    "than",
    "normal",
    "usual",
    "baseline",
    "rate",
    "capacity",
    "objective",
    "utili",
    "cpu",
    "memory",
    "load",
    "平常",
    "使用率",
    "稼働率",
];

/// Share of itself that a fraction in words may be off.
const LOOSE: f64 = 0.13;

static MULTIPLE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:その|の)(?:約|およそ|ほぼ)?(?P<times>[0-9０-９]+(?:[.．][0-9０-９]+)?) ?倍")
        .expect("the pattern is a constant that the tests use")
});
static CHANGE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)\bfrom (?:about |some |around )?(?P<from>[0-9][0-9,]*(?:\.[0-9]+)?)(?: ?[a-z%/]+){0,3}? to (?:about |some |around )?(?P<to>[0-9][0-9,]*(?:\.[0-9]+)?)(?P<rest>[^;。]{0,60})")
        .expect("the pattern is a constant that the tests use")
});

/// Checks all sentences.
pub(in crate::numbers) fn check(document: &Document, out: &mut Vec<Contradiction>) {
    let lines = LineIndex::new(document.source());
    for told in sentence::told(document) {
        if let Some((said, against, value)) = behind_pair(told).or_else(|| multiple(told)).or_else(|| change(told)) {
            out.push(Contradiction {
                kind: ContradictionKind::Percentage,
                stated: place(document, told.passage, &said, &lines),
                derived: place(document, told.passage, &against, &lines),
                message: format!("`{said}` is stated, but `{against}` is {value}"),
            });
        }
    }
}

/// The first share in words of a text, and its percentage: `roughly one in four`.
pub(in crate::numbers) fn in_words(text: &str) -> Option<(&'static str, f64)> {
    let lower = text.to_lowercase();
    let starts = |word: &str| {
        lower
            .find(word)
            .filter(|at| !lower.get(..*at).is_some_and(|f| f.ends_with(|c: char| c.is_ascii_alphanumeric())))
    };
    FRACTIONS
        .iter()
        .filter_map(|(word, percent)| Some((starts(word)?, *word, *percent)))
        .min_by_key(|(at, ..)| *at)
        .map(|(_, word, percent)| (word, percent))
}

type Found = Option<(String, String, String)>;

/// The one pair of a sentence, and the one share behind it.
fn behind_pair(told: Sentence<'_>) -> Found {
    let pairs = ratio::pairs(told.text);
    let first = pairs.first().filter(|pair| pair.whole >= 3.0)?;
    let is_one = |pair: &Pair| (pair.part - first.part).abs() < 0.5 && (pair.whole - first.whole).abs() < 0.5;
    if !pairs.iter().all(is_one) || sentence::is_of_other_case(told.text) {
        return None;
    }
    let end = pairs.iter().map(|pair| pair.end).max()?;
    let rest = told.text.get(end..)?;
    let share = first.part / first.whole * 100.0;
    let (at, said, value, tolerance) = said_in(rest)?;
    let lead = rest.get(..at)?.to_lowercase();
    // Other counts in between may be what the share is of.
    let is_linked = LINKS.iter().any(|link| lead.contains(link) || lead.trim_end().ends_with(link.trim_end()));
    let tail: String = rest.get(at + said.len()..)?.chars().take(24).collect();
    let has_other = |text: &str| {
        let text = text.to_lowercase();
        let begins = |word: &str| text.split(|c: char| !c.is_ascii_alphanumeric()).any(|w| w.starts_with(word));
        OTHER.iter().any(|word| if word.is_ascii() { begins(word) } else { text.contains(word) })
    };
    let is_other = has_other(&lead) || has_other(&tail);
    let has_counts =
        !quantity::all(rest.get(..at)?).is_empty() || !quantity::all(rest.get(at + said.len()..)?).is_empty();
    if !is_linked || is_other || has_counts {
        return None;
    }
    let fits = |share: f64| (share - value).abs() <= tolerance;
    let pair = told.text.get(first.start..first.end)?;
    let others = ["remain", "rest", "other", "succe", "went through", "survive", "healthy", "unaffected", "残", "成功"];
    let is_others = others.iter().any(|word| rest.to_lowercase().contains(word));
    (!(fits(share) || is_others && fits(100.0 - share)))
        .then(|| (said.to_owned(), pair.to_owned(), format!("{share:.1} %")))
}

/// The only share of a text, with its place, its percent and what it may be off.
fn said_in(text: &str) -> Option<(usize, &str, f64, f64)> {
    let lower = text.to_lowercase();
    let mut percents = ratio::percents(text);
    let percent = percents.next();
    let words = FRACTIONS.iter().find_map(|(word, value)| {
        let at = lower.find(word)?;
        let is_word = !lower.get(..at)?.ends_with(|c: char| c.is_ascii_alphabetic());
        is_word.then_some((at, *word, *value))
    });
    match (percent, words) {
        (Some((start, end, percent)), None) if percents.next().is_none() => {
            let tolerance = match percent.bound {
                crate::numbers::reading::bound::Bound::Exact => 10f64.powi(-percent.digits) * 1.01,
                crate::numbers::reading::bound::Bound::About => (percent.value * LOOSE).max(1.0),
                _ => return None,
            };
            Some((start, text.get(start..end)?, percent.value, tolerance))
        }
        (None, Some((at, word, value))) if lower.len() == text.len() => {
            let front = lower.get(..at)?.trim_end();
            let is_bound = ["than", "over", "under", "least", "first", "last", "second", "and"]
                .iter()
                .any(|word| front.ends_with(word));
            // `half an hour` is a length of time.
            let behind = lower.get(at + word.len()..)?.trim_start();
            let is_time = ["an hour", "hour", "of an hour", "past", "minute", "a day", "day"]
                .iter()
                .any(|w| behind.starts_with(w));
            (!is_bound && !is_time).then_some((at, text.get(at..at + word.len())?, value, value * LOOSE))
        }
        _ => None,
    }
}

/// `今回の 147 台はその約2倍` behind `96 台`.
fn multiple(told: Sentence<'_>) -> Found {
    let found = MULTIPLE.captures(told.text)?;
    let (whole, times) = (found.get(0)?, found.name("times")?);
    let plain: String = times.as_str().chars().map(|c| if c == '．' { '.' } else { digit(c).unwrap_or(c) }).collect();
    let times: f64 = plain.parse().ok()?;
    let own = quantity::all(told.text.get(..whole.start())?);
    let before = quantity::all(told.before);
    let [later] = own.as_slice() else { return None };
    let same: Vec<f64> =
        before.iter().filter(|count| count.unit == later.unit && !count.unit.is_empty()).map(|c| c.value).collect();
    let [earlier] = same.as_slice() else { return None };
    if *earlier <= 0.0 || sentence::is_of_other_case(told.text) || whole.start() - later.end > 40 {
        return None;
    }
    let ratio = later.value / earlier;
    ((ratio - times).abs() > times * LOOSE + 0.05)
        .then(|| (whole.as_str().trim_start_matches("その").to_owned(), told.text.to_owned(), format!("{ratio:.2}倍")))
}

/// `from 81,000 to 54,000, i.e. by a third`, `from 8 to 24, tripled`.
fn change(told: Sentence<'_>) -> Found {
    let found = CHANGE.captures(told.text)?;
    let (whole, rest) = (found.get(0)?, found.name("rest")?);
    let number = |name: &str| found.name(name)?.as_str().replace(',', "").parse::<f64>().ok();
    let (from, to) = number("from").zip(number("to")).filter(|(from, to)| *from > 0.0 && *to > 0.0)?;
    let front = told.text.get(..whole.start())?.to_lowercase();
    if sentence::is_of_other_case(told.text) || whole.as_str().contains([':', '：']) {
        return None;
    }
    let text = rest.as_str().to_lowercase();
    let words = [("doubl", 2.0), ("tripl", 3.0), ("trebl", 3.0), ("quadrupl", 4.0), ("halv", 0.5), ("tenfold", 10.0)];
    let near: String = front.chars().rev().take(24).collect::<Vec<_>>().into_iter().rev().collect();
    let is_close = |text: &str, word: &str| {
        text.split([',', '.']).take(2).any(|part| part.trim_start().split(' ').take(5).any(|w| w.starts_with(word)))
    };
    let stated = words.iter().find(|(word, _)| is_close(&text, word) || near.split(' ').any(|w| w.starts_with(word)));
    let ratio = to / from;
    let pair = whole.as_str().get(..whole.len() - rest.len())?.to_owned();
    if let Some((word, factor)) = stated {
        let as_written = told.text.split(|c: char| !c.is_alphabetic()).find(|w| w.to_lowercase().starts_with(word));
        let said = as_written.unwrap_or(word).to_owned();
        return ((ratio - factor).abs() > factor * LOOSE).then(|| (said, pair, format!("{ratio:.2} times")));
    }
    // `by 20 %`, `by a third`.
    let by = text.find("by ").filter(|at| *at < 24 && text.is_char_boundary(*at))?;
    let behind = rest.as_str().get(by + 3..)?;
    let (at, said, value, tolerance) = said_in(behind)?;
    let moved = (ratio - 1.0).abs() * 100.0;
    (at < 10 && (moved - value).abs() > tolerance.max(1.0)).then(|| (said.to_owned(), pair, format!("{moved:.1} %")))
}

#[cfg(test)]
mod tests {
    use crate::{document::Document, numbers::contradictions};

    #[test]
    fn shares_in_words_and_behind_follow_from_their_counts() {
        let found = |text: &str| contradictions(&Document::parse(&format!("# T\n\n## Impact\n\n{text}\n")), None).len();
        for sound in [
            "Of 3,250 completion requests, 1,430 were rejected, so that customers had a 44 % chance of being turned away.",
            "Of 3,250 requests, 1,430 were rejected, which is above the 5 % that we permit.",
            "We lost 3,600 of 5,400 holds, or two thirds.",
            "Players fell from 81,000 to 54,000, i.e. by a third.",
            "We scaled from 8 to 24 pods, tripling the tier.",
            "2023年は 96 台だった。今回の 144 台はその1.5倍にあたる。",
            "2 of 8 hosts failed within half an hour.",
        ] {
            assert_eq!(found(sound), 0, "{sound}");
        }
        for wrong in [
            "Of 3,250 completion requests, 1,430 were rejected, so that customers had a 54 % chance of being turned away.",
            "We lost 3,600 of 5,400 holds, or a third.",
            "Players fell from 81,000 to 54,000, i.e. by half.",
            "The queue doubled from 800 to 2,400 entries.",
            "2023年は 96 台だった。今回の 147 台はその約2倍にあたる。",
        ] {
            assert_eq!(found(wrong), 1, "{wrong}");
        }
    }
}
