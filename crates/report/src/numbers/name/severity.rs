//! The severity of the head against one told elsewhere: `SEV-2` over `handled as a severity 1 incident`.

use std::sync::LazyLock;

use regex::Regex;

use crate::document::{Document, Fact, FactKey, LineIndex, SectionKind, Span};
use crate::numbers::{
    Contradiction, ContradictionKind, Place, interval::stated::place, name::against_head, place_of, reading::sentence,
};

static LEVEL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)(?P<scale>(?-u:\b)sev(?:erity)?|(?-u:\b)priority|(?-u:\b)p|重大度|重要度|深刻度|優先度)(?: |-|:|：|は|レベル)*(?P<level>[0-9]|one|two|three|four|five)(?-u:\b)")
        .expect("the pattern is a constant that the tests use")
});

const WORDS: [&str; 5] = ["one", "two", "three", "four", "five"];

/// Words of a sentence that says what this incident was.
const SAID: [&str; 18] = [
    "graded",
    "ranked",
    "handled as",
    "treated as",
    "classified",
    "declared",
    "rated",
    "was a ",
    "incident was",
    "this sev",
    "this was",
    "this p",
    "として",
    "宣言",
    "分類",
    "扱",
    "判定",
    "である",
];
/// Words of a change of level, and of rules about levels.
const OTHER: [&str; 22] = [
    "raised",
    "upgrad",
    "downgrad",
    "lowered",
    "escalat",
    "at first",
    "initial",
    "originally",
    "until",
    "later",
    "changed",
    "policy",
    "require",
    "should",
    "would",
    "引き上げ",
    "引き下げ",
    "変更",
    "当初",
    "格上げ",
    "格下げ",
    "基準",
];

/// The scale and the level of a text: a `P2` is on another scale than a `SEV-1`.
fn levels(text: &str) -> Vec<(char, usize, usize, usize)> {
    LEVEL
        .captures_iter(text)
        .take(10)
        .filter_map(|found| {
            let (whole, level) = (found.get(0)?, found.name("level")?);
            let said = level.as_str().to_lowercase();
            let number = WORDS.iter().position(|word| *word == said).map(|at| at + 1).or_else(|| said.parse().ok())?;
            let scale = match found.name("scale")?.as_str().to_lowercase().as_str() {
                "p" | "priority" | "優先度" => 'p',
                _ => 's',
            };
            Some((scale, number, whole.start(), level.end()))
        })
        .collect()
}

/// The level of the head against the only one that a row declares, where nothing tells of a change.
fn declared(document: &Document, fact: &Fact, own: (char, usize), out: &mut Vec<Contradiction>) {
    const DECLARES: [&str; 10] =
        ["declar", "opened", "opens", "classified", "raised as", "宣言", "起票", "発令", "判定", "として扱"];
    let source = document.source().to_lowercase();
    let changes = [
        "upgrad",
        "downgrad",
        "escalated to",
        "raised to",
        "lowered",
        "引き上げ",
        "引き下げ",
        "格上げ",
        "格下げ",
        "再分類",
        "変更",
    ];
    let told: Vec<_> = document
        .timeline
        .iter()
        .take(500)
        .flat_map(|row| levels(&row.event.text).into_iter().map(move |(scale, level, ..)| (row, scale, level)))
        .filter(|(_, scale, _)| *scale == own.0)
        .collect();
    let Some((row, _, level)) = told.first() else { return };
    let lower = row.event.text.to_lowercase();
    let is_sure = told.iter().all(|(_, _, other)| other == level) && DECLARES.iter().any(|word| lower.contains(word));
    if !is_sure || *level == own.1 || changes.iter().any(|word| source.contains(word)) {
        return;
    }
    let derived = Place { line: row.line, span: row.span, text: row.event.text.clone() };
    let stated = place_of(fact);
    let message = format!("`{}` is stated, but the row says `{}`", stated.text, derived.text);
    out.push(Contradiction { kind: ContradictionKind::Name, stated, derived, message });
}

static HEAD: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?im)^[-*| \t]*(?:incident )?(?:severity|class|重大度|深刻度|重要度)[^:：|\n]{0,24}[:：|][* \t`]*(?P<level>s[0-5])\b")
        .expect("the pattern is a constant that the tests use")
});
static LETTER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)(?:treated|handled|declared|classified|rated|ranked|run|graded) (?:as )?(?:an? )?(?P<level>s[0-5])\b|(?P<jlevel>[sS][0-5]) ?(?:として|と判定|を宣言|に分類)")
        .expect("the pattern is a constant that the tests use")
});

/// `Severity: S2` over `treated as an S1 from the beginning to the end`.
fn by_letter(document: &Document, out: &mut Vec<Contradiction>) {
    let source = document.source();
    let mut heads = HEAD.captures_iter(source).filter_map(|found| found.name("level"));
    let Some(own) = heads.next().filter(|_| heads.next().is_none()) else { return };
    let lines = LineIndex::new(source);
    let is_row = |text: &str| document.timeline.iter().any(|row| row.event.text.to_lowercase().contains(text));
    for told in sentence::told(document) {
        let lower = told.text.to_lowercase();
        let Some(found) = LETTER.captures(told.text).filter(|_| !OTHER.iter().any(|word| lower.contains(word))) else {
            continue;
        };
        let Some(level) = found.name("level").or_else(|| found.name("jlevel")) else { continue };
        let stated = place(document, told.passage, level.as_str(), &lines);
        let line = lines.line(own.start());
        if level.as_str().eq_ignore_ascii_case(own.as_str())
            || is_row(&level.as_str().to_lowercase())
            || stated.line == line
        {
            continue;
        }
        let derived = Place { line, span: Span::new(own.start(), own.end()), text: own.as_str().to_owned() };
        let message = format!("`{}` is stated, but the head says `{}`", stated.text, derived.text);
        out.push(Contradiction { kind: ContradictionKind::Name, stated, derived, message });
    }
}

/// Checks sentences that say the level of this incident. A timeline that tells the other level has changed it.
pub(in crate::numbers) fn check(document: &Document, out: &mut Vec<Contradiction>) {
    by_letter(document, out);
    let mut facts = document.facts.iter().filter(|fact| fact.key == FactKey::Severity && !fact.label.is_empty());
    let Some(fact) = facts.next().filter(|_| facts.next().is_none()) else { return };
    let label = fact.label.to_lowercase();
    let own = levels(&fact.value.text).first().map(|(scale, level, ..)| (*scale, *level)).or_else(|| {
        let first = fact.value.text.trim().split(|c: char| !c.is_ascii_alphanumeric()).next()?;
        let scale = if label.contains("priority") || label.contains("優先") { 'p' } else { 's' };
        first.parse().ok().map(|level| (scale, level))
    });
    let Some(own) = own else { return };
    let is_told = |level: (char, usize)| {
        document.timeline.iter().any(|row| levels(&row.event.text).iter().any(|(s, l, ..)| (*s, *l) == level))
    };
    declared(document, fact, own, out);
    let lines = LineIndex::new(document.source());
    for told in sentence::told(document) {
        let lower = told.text.to_lowercase();
        let is_said = SAID.iter().any(|word| lower.contains(word)) && !OTHER.iter().any(|word| lower.contains(word));
        // `A Sev 1 by our scale, since …` opens a summary.
        let opens = matches!(told.passage.section, SectionKind::Summary | SectionKind::Title)
            && !OTHER.iter().any(|word| lower.contains(word))
            && levels(told.text).first().is_some_and(|(_, _, start, _)| {
                let head = lower.get(..*start).unwrap_or_default();
                ["a ", "an ", "our "].iter().any(|word| head.ends_with(word)) && head.split_whitespace().count() <= 2
            });
        if !(is_said || opens) || fact.span.contains(told.passage.text.span) {
            continue;
        }
        let found = levels(told.text);
        let [(scale, level, start, end)] = found.as_slice() else { continue };
        if *scale != own.0 || *level == own.1 || is_told((*scale, *level)) {
            continue;
        }
        let stated = place(document, told.passage, told.text.get(*start..*end).unwrap_or_default(), &lines);
        // The head itself may be read as prose.
        if stated.line == fact.line {
            continue;
        }
        out.push(against_head(stated, fact));
    }
}

#[cfg(test)]
mod tests {
    use crate::{document::Document, numbers::contradictions};

    #[test]
    fn the_level_of_the_head_is_that_of_the_text() {
        let found = |said: &str| {
            let rows = "## Timeline (UTC, 2025-03-01)\n\n- 10:00 SEV-3 declared\n- 10:20 raised to SEV-2\n";
            contradictions(
                &Document::parse(&format!("# T\n\n**Severity**: SEV-2\n\n## Summary\n\n{said}\n\n{rows}")),
                None,
            )
            .len()
        };
        for sound in [
            "It was handled as a severity 2 incident.",
            "It was declared a SEV-3 and raised to SEV-2.",
            "It was declared as SEV-3.",
            "Under our policy a SEV-1 is declared at 5 %.",
        ] {
            assert_eq!(found(sound), 0, "{sound}");
        }
        assert_eq!(found("It was handled as a severity 1 incident throughout."), 1);
        assert_eq!(found("本件は重大度1として扱った。"), 1);
    }

    #[test]
    fn a_declared_level_is_that_of_the_head() {
        let found = |head: &str, row: &str| {
            let rows = format!("## 経過（2025年3月1日）\n\n- 10:00 検知\n- 10:20 {row}\n- 11:00 復旧\n");
            contradictions(&Document::parse(&format!("# T\n\n**重大度**: {head}\n\n{rows}")), None).len()
        };
        assert_eq!(found("SEV3", "インシデントを宣言。重大度は SEV3"), 0);
        assert_eq!(found("SEV3", "インシデントを宣言。重大度は SEV2"), 1);
        assert_eq!(found("SEV3", "SEV2 を宣言、のちに SEV3 へ引き下げ"), 0);
        let letter = |said: &str| {
            contradictions(
                &Document::parse(&format!("# T\n\nSeverity by matrix: **S2** (one system)\n\n## Analysis\n\n{said}\n")),
                None,
            )
            .len()
        };
        assert_eq!(
            (letter("It was treated as an S2 all along."), letter("It was treated as an S1 all along.")),
            (0, 1)
        );
        assert_eq!(letter("It was first treated as an S1 and later downgraded."), 0);
    }
}
