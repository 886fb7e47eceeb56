//! Counts that are claimed against what is listed: `three services (api, web)`, `以下の3件` over four bullets, a total in the
//! text over a table whose column gives another.

use std::sync::LazyLock;

use regex::Regex;

use crate::document::{Document, LineIndex, Passage, Span, lines_of};
use crate::numbers::{Contradiction, ContradictionKind, Place, interval::stated::place};

/// A count of a few things.
const NUMBER: &str = r"(?P<number>[0-9]{1,2}|two|three|four|five|six|seven|eight|nine|ten)";

static CLAIMS: LazyLock<[Regex; 7]> = LazyLock::new(|| {
    let regex = |pattern: &str| Regex::new(pattern).expect("the pattern is a constant that the tests use");
    [
        regex(&format!(r"(?i)\b{NUMBER} (?P<noun>(?:[a-z-]+ ){{0,2}}[a-z-]+s) \((?P<items>[^()]{{3,200}})\)")),
        regex(
            r"(?P<number>[0-9０-９]{1,2})(?:つの|件の|個の|台の|社の|種類の)(?P<noun>[^\s（）()0-9、。]{1,12})（(?P<items>[^（）()]{3,120})）",
        ),
        regex(&format!(
            r"(?i)\b(?:the following|these|following) {NUMBER} (?P<noun>(?:[a-z-]+ ){{0,2}}[a-z-]+s)[^.:]{{0,40}}:$"
        )),
        // No length of time, and no share.
        regex(
            r"(?:以下|次|下記)の ?(?P<number>[0-9０-９]{1,2}) ?(?:つ|[\u{4e00}-\u{9fff}ァ-ヶー]{1,4})[^。：:0-9]{0,30}[。：:]?$",
        ),
        regex(&format!(r"(?i)\b{NUMBER} (?P<noun>(?:[a-z-]+ ){{0,1}}[a-z-]+s)(?P<said>(?: [a-z']+){{0,4}}):$")),
        // `We agreed on six action items at the meeting of 11 September:`
        regex(&format!(
            r"(?i)\b{NUMBER} (?P<noun>(?:[a-z-]+ )?(?:action items|actions|follow-ups|measures|recommendations|improvements|decisions|lessons))\b[^.:]{{0,60}}:$"
        )),
        // `There were four of them:` below a heading that names them.
        regex(&format!(
            r"(?i)^(?:there (?:were|are)|we (?:found|see|saw|count|counted)|in all,? there were) {NUMBER}(?: of them| in all)?:$"
        )),
    ]
});

/// Checks all claims.
pub(in crate::numbers) fn check(document: &Document, out: &mut Vec<Contradiction>) {
    let lines = LineIndex::new(document.source());
    let [english, japanese, english_list, japanese_list, english_names, actions, of_them] = &*CLAIMS;
    for passage in &document.passages {
        let words = passage.text.text.as_str();
        for found in english.captures_iter(words).chain(japanese.captures_iter(words)).take(10) {
            let (Some(all), Some(items)) = (found.get(0), found.name("items")) else { continue };
            if found.name("noun").is_some_and(|noun| is_no_thing(noun.as_str())) {
                continue;
            }
            let listed = listed(items.as_str());
            if let Some((stated, listed)) = number(found.name("number")).zip(listed).filter(|(a, b)| a != b) {
                out.push(differs(
                    place(document, passage, all.as_str(), &lines),
                    place(document, passage, items.as_str(), &lines),
                    stated,
                    listed,
                ));
            }
        }
        let named = english_names.captures(words.trim_end()).filter(|found| names_things(found, document, passage));
        let said = words.trim_end();
        let lists = [english_list, actions, of_them].into_iter().find_map(|form| form.captures(said));
        let is_time = |found: &regex::Captures<'_>| {
            let behind = found.name("number").and_then(|m| said.get(m.end()..)).unwrap_or_default().trim_start();
            ["分", "秒", "時", "日", "月", "年", "週", "回", "度"].iter().any(|unit| behind.starts_with(unit))
        };
        let lists = lists.into_iter().chain(japanese_list.captures(said).filter(|found| !is_time(found)));
        for found in lists.chain(named) {
            let Some(all) = found.get(0) else { continue };
            let listed =
                bullets(document, passage).filter(|(count, _)| *count > 0).or_else(|| table(document, passage));
            if let Some((stated, (listed, span))) =
                number(found.name("number")).zip(listed).filter(|(a, (b, _))| a != b)
            {
                let derived = Place { line: lines.line(span.start), span, text: format!("{listed} bullets") };
                out.push(differs(place(document, passage, all.as_str(), &lines), derived, stated, listed));
            }
        }
    }
}

/// Units, and words that only look like the name of several things.
const NO_THINGS: [&str; 16] = [
    "seconds", "minutes", "hours", "days", "weeks", "months", "years", "times", "reasons", "steps", "ways", "things",
    "as", "is", "was", "this",
];

fn is_no_thing(noun: &str) -> bool {
    let noun = noun.to_lowercase();
    noun.split(' ').next_back().is_some_and(|last| NO_THINGS.contains(&last))
}

/// `seven services could not start:` over a list of names: the list is of the things that were counted.
fn names_things(found: &regex::Captures<'_>, document: &Document, passage: &Passage) -> bool {
    const OTHER: [&str; 10] = ["did", "do", "following", "follows", "had", "said", "made", "were", "as", "because"];
    let noun = found.name("noun").map_or("", |noun| noun.as_str()).to_lowercase();
    let said = found.name("said").map_or("", |said| said.as_str()).to_lowercase();
    let is_unit = is_no_thing(&noun);
    let is_other = said.split(' ').any(|word| OTHER.contains(&word));
    let source = document.source();
    let short = bullets(document, passage).filter(|(count, _)| *count >= 2).is_some_and(|(_, span)| {
        lines_of(source, span).all(|(_, line)| line.split_whitespace().count() <= 5 && !line.trim_end().ends_with('.'))
    });
    !is_unit && !is_other && short
}

fn differs(stated: Place, derived: Place, said: usize, listed: usize) -> Contradiction {
    let message = format!("`{}` says {said}, but {listed} are listed", stated.text);
    Contradiction { kind: ContradictionKind::Count, stated, derived, message }
}

pub(in crate::numbers) fn number(found: Option<regex::Match<'_>>) -> Option<usize> {
    const WORDS: [&str; 9] = ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
    let text = found?.as_str().to_lowercase();
    WORDS.iter().position(|word| *word == text).map(|at| at + 2).or_else(|| {
        let digits: String = text.chars().filter_map(crate::import::time::duration::digit).collect();
        digits.parse().ok()
    })
}

/// How many things a bracket lists; none where it does something else, or says that it is not the whole.
fn listed(items: &str) -> Option<usize> {
    const OPEN: [&str; 15] = [
        "e.g",
        "such as",
        "including",
        "incl",
        "etc",
        "mainly",
        "mostly",
        "like ",
        "other",
        "more",
        "among",
        "…",
        "...",
        "など",
        "ほか",
    ];
    let lower = items.to_lowercase();
    if OPEN.iter().any(|word| lower.contains(word)) || items.contains(['=', ':', '：', ';', '%']) {
        return None;
    }
    // `the authentication and reverse-proxy path` is one thing with two sides.
    if lower.starts_with("the ") && !items.contains([',', '、']) {
        return None;
    }
    let joined = items.replace(", and ", ",").replace(" and ", ",").replace(" & ", ",");
    let parts: Vec<&str> = joined.split([',', '、', '，', '・']).map(str::trim).collect();
    let is_name = |part: &&str| {
        let first = part.chars().next();
        !part.is_empty()
            && part.split_whitespace().count() <= 3
            && !first.is_some_and(|c| c.is_ascii_digit() || matches!(c, '~' | '<' | '>' | '#'))
    };
    (parts.len() >= 2 && parts.iter().all(is_name)).then_some(parts.len())
}

/// The bullets that follow a passage, of its first level, and where they stand.
fn bullets(document: &Document, passage: &Passage) -> Option<(usize, Span)> {
    let source = document.source();
    let mut count = 0;
    let mut span: Option<Span> = None;
    let mut indent = None;
    for (line, words) in lines_of(source, Span::new(passage.text.span.end, source.len())).skip(1).take(200) {
        let trimmed = words.trim_start();
        let own = words.len() - trimmed.len();
        let rest = trimmed.trim_start_matches(|c: char| c.is_ascii_digit());
        let is_item = ["- ", "* ", "+ "].iter().any(|mark| trimmed.starts_with(mark))
            || (rest.len() < trimmed.len() && (rest.starts_with(". ") || rest.starts_with(") ")));
        if is_item && own <= *indent.get_or_insert(own) {
            count += 1;
            span = Some(span.map_or(line, |s: Span| Span::new(s.start, line.end)));
        } else if !trimmed.is_empty() && !is_item && own <= indent.unwrap_or(0) {
            break;
        }
    }
    Some((count, span?))
}

/// The rows of the table that follows a passage, but for those of totals, and where they stand.
fn table(document: &Document, passage: &Passage) -> Option<(usize, Span)> {
    let source = document.source();
    let mut rows: Vec<(Span, &str)> = Vec::new();
    for (span, line) in lines_of(source, Span::new(passage.text.span.end, source.len())).skip(1).take(60) {
        let trimmed = line.trim();
        match (trimmed.starts_with('|'), rows.is_empty()) {
            (true, _) => rows.push((span, trimmed)),
            (false, true) if trimmed.is_empty() => {}
            _ => break,
        }
    }
    let is_rule = |line: &str| line.chars().all(|c| matches!(c, '|' | '-' | ':' | ' '));
    rows.get(1).filter(|(_, line)| is_rule(line))?;
    let label = |line: &str| line.trim_start_matches('|').split('|').next().unwrap_or_default().trim().to_lowercase();
    let is_total = |line: &str| crate::numbers::arithmetic::sum::TOTALS.contains(&label(line).trim_matches('*'));
    let listed: Vec<&(Span, &str)> =
        rows.iter().skip(2).filter(|(_, line)| !is_total(line) && !label(line).is_empty()).collect();
    let (first, last) = listed.first().zip(listed.last())?;
    Some((listed.len(), Span::new(first.0.start, last.0.end)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_and_tables_have_as_many_as_are_announced() {
        let found =
            |text: &str| crate::numbers::contradictions(&Document::parse(&format!("# T\n\n{text}\n")), None).len();
        let rows = |n: usize| (0..n).map(|i| format!("| 営業所{i} | {i} 件 |\n")).collect::<String>();
        let table = |n: usize| {
            format!("## 影響\n\n遅れが出たのは次の {n} 営業所である。\n\n| 営業所 | 遅れ |\n|-|-|\n{}", rows(3))
        };
        assert_eq!((found(&table(3)), found(&table(4))), (0, 1));
        let total = format!("{}| 合計 | 3 件 |\n", table(3));
        assert_eq!(found(&total), 0);
        assert_eq!(found("## 影響\n\n停止は次の 5 分間である。\n\n- a\n- b\n"), 0);
        let list = |n: &str| format!("## Contributing factors\n\nThere were {n} of them:\n\n- no limit\n- no alarm\n");
        assert_eq!((found(&list("two")), found(&list("three"))), (0, 1));
    }

    #[test]
    fn brackets_list_names_or_something_else() {
        for (items, expected) in [
            ("api, web and mail", Some(3)),
            ("api、web", Some(2)),
            ("mainly api, web", None),
            ("10:05, 10:07", None),
            ("all of them in the region that was drained first", None),
        ] {
            assert_eq!(listed(items), expected, "{items}");
        }
    }
}
