//! A number of things that number themselves elsewhere: `The three abends` over rows `First abend` and `Second abend`, `全3台` over a
//! row of `4号機`, `the seven offices listed here` behind a list of six.

use std::sync::LazyLock;

use regex::Regex;

use crate::{
    document::{Document, LineIndex, Span, TimelineRow},
    numbers::{
        Contradiction, ContradictionKind, Place,
        count::{claimed, list_total},
        event::words,
        interval::stated::place,
        reading::{bound::Bound, sentence},
    },
};

const NUMBER: &str = r"(?P<number>[2-9]|two|three|four|five|six|seven|eight|nine|ten)";
const ORDINALS: [&str; 6] = ["first", "second", "third", "fourth", "fifth", "sixth"];
const MOST_ROWS: usize = 300;

static PLURAL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(&format!(
        r"(?i)\b(?:the|all|these|those|our|after|its) {NUMBER} (?P<noun>[a-z]{{4,}})s\b(?P<behind>[^.;]{{0,16}})"
    ))
    .expect("the pattern is a constant that the tests use")
});
static LISTED: LazyLock<[Regex; 2]> = LazyLock::new(|| {
    let regex = |pattern: &str| Regex::new(pattern).expect("the pattern is a constant that the tests use");
    [
        regex(&format!(
            r"(?i)\b(?:the|all|these) {NUMBER} (?:[a-z]+ )?(?P<noun>[a-z]{{4,}}s) (?:listed|named|shown|given|mentioned)(?: here| above| there)?\b|\b{} (?:[a-z]+ )?(?P<noun2>[a-z]{{4,}}s) above\b",
            NUMBER.replace("number", "number2")
        )),
        regex(
            r"(?:上記|以上)の? ?(?P<number>[2-9２-９]|1[0-9]) ?(?:件|社|店|拠点|台|名|人|つ|点|項目|か所|箇所)(?P<noun>の|で|を|は|が|に)",
        ),
    ]
});
static UNITS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:全|計|合計)(?P<number>[2-9２-９]) ?(?P<noun>台|基|号機|系統|ノード)")
        .expect("the pattern is a constant that the tests use")
});
static UNIT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?P<number>[2-9２-９]) ?(?:号機|号系|号基|系)").expect("the pattern is a constant that the tests use")
});

/// Checks all prose.
pub(in crate::numbers) fn check(document: &Document, out: &mut Vec<Contradiction>) {
    let lines = LineIndex::new(document.source());
    for told in sentence::told(document).filter(|told| !sentence::is_of_other_case(told.text)) {
        let span = told.passage.text.span;
        let is_row = sentence::is_in_row(document, span);
        if is_row || document.timeline.len() > MOST_ROWS {
            continue;
        }
        let found = by_ordinals(document, told.text).or_else(|| by_units(document, told.text));
        if let Some((said, number, row)) = found {
            let stated = place(document, told.passage, said, &lines);
            let derived = Place { line: row.line, span: row.span, text: row.event.text.clone() };
            push(stated, derived, number, out);
        }
    }
    behind_lists(document, &lines, out);
}

fn push(stated: Place, derived: Place, told: usize, out: &mut Vec<Contradiction>) {
    let is_told = |o: &Contradiction| {
        o.kind == ContradictionKind::Count
            && (o.stated.span.contains(stated.span) || stated.span.contains(o.stated.span))
    };
    if out.iter().any(is_told) || stated.line == derived.line {
        return;
    }
    let message = format!("`{}` is stated, but `{}` makes it {told}", stated.text, derived.text);
    out.push(Contradiction { kind: ContradictionKind::Count, stated, derived, message });
}

/// Rows that number a thing from the first to the last, without a gap, and no row more that tells of it.
fn by_ordinals<'t, 'd>(document: &'d Document, text: &'t str) -> Option<(&'t str, usize, &'d TimelineRow)> {
    let found = PLURAL.captures(text)?;
    let stated = claimed::number(found.name("number"))?;
    let noun = found.name("noun")?.as_str().to_lowercase();
    let behind = found.name("behind").map_or("", |m| m.as_str()).trim_start();
    if behind.starts_with("of ") || Bound::of(text.get(..found.name("number")?.start())?, "") != Bound::Exact {
        return None;
    }
    let stem = words::stem(&noun);
    let numbered = |row: &&TimelineRow| {
        let lower = row.event.text.to_lowercase();
        let tokens: Vec<&str> = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
        tokens
            .windows(2)
            .any(|pair| matches!(pair, [ordinal, thing] if ORDINALS.contains(ordinal) && words::stem(thing) == stem))
    };
    let ordinal = |row: &TimelineRow| {
        let lower = row.event.text.to_lowercase();
        ORDINALS
            .iter()
            .rposition(|word| lower.split(|c: char| !c.is_alphanumeric()).any(|w| w == *word))
            .map(|at| at + 1)
    };
    let rows: Vec<&TimelineRow> = document.timeline.iter().filter(numbered).collect();
    let highest = rows.iter().filter_map(|row| ordinal(row)).max()?;
    let has_all = (1..=highest).all(|n| rows.iter().any(|row| ordinal(row) == Some(n)));
    let tells = |row: &&TimelineRow| words::all(&row.event.text).iter().any(|word| word.stem == stem);
    let tellers = document.timeline.iter().filter(tells).count();
    let said = found.get(0)?.as_str().strip_suffix(found.name("behind").map_or("", |m| m.as_str()))?;
    (has_all && highest >= 2 && stated > highest && tellers < stated.max(highest + 1))
        .then(|| Some((said, highest, *rows.last()?)))?
}

/// `全3台` where a row tells of the fourth of them.
fn by_units<'t, 'd>(document: &'d Document, text: &'t str) -> Option<(&'t str, usize, &'d TimelineRow)> {
    let found = UNITS.captures(text)?;
    let stated = claimed::number(found.name("number"))?;
    let own = words::all(text);
    let highest = |row: &TimelineRow| {
        UNIT.captures_iter(&row.event.text).filter_map(|found| claimed::number(found.name("number"))).max()
    };
    let row = document.timeline.iter().filter(|row| highest(row).is_some()).max_by_key(|row| highest(row))?;
    let is_same = words::all(&row.event.text).iter().any(|word| own.iter().any(|o| o.stem == word.stem));
    let number = highest(row)?;
    (is_same && number > stated).then(|| (found.get(0).map_or("", |m| m.as_str()), number, row))
}

/// `the seven offices listed here` behind a list of six.
fn behind_lists(document: &Document, lines: &LineIndex, out: &mut Vec<Contradiction>) {
    for (at, items) in list_total::lists(document) {
        let Some(passage) = document.passages.get(at + items.len()) else { continue };
        let (Some(first), Some(last)) = (items.first(), items.last()) else { continue };
        let is_near = lines.line(passage.text.span.start).saturating_sub(lines.line(last.text.span.end)) <= 3;
        if passage.section != first.section || !is_near {
            continue;
        }
        let words = passage.text.text.as_str();
        let Some(found) = LISTED.iter().find_map(|form| form.captures(words)) else { continue };
        let number = found.name("number").or_else(|| found.name("number2"));
        if claimed::number(number).is_none_or(|stated| stated == items.len()) {
            continue;
        }
        let said = found.get(0).map_or("", |m| m.as_str());
        let text = format!("{} items", items.len());
        let derived = Place {
            line: lines.line(last.text.span.start),
            span: Span::new(first.text.span.start, last.text.span.end),
            text,
        };
        push(place(document, passage, said, lines), derived, items.len(), out);
    }
}

#[cfg(test)]
mod tests {
    use crate::{document::Document, numbers::contradictions};

    #[test]
    fn things_number_themselves() {
        let rows = "## Timeline (UTC, 2025-03-01)\n\n- 20:11 job stops with a fault. First abend.\n- 20:40 restarted\n- 21:39 Second abend, same place\n- 22:10 record corrected\n";
        let found = |said: &str| {
            contradictions(&Document::parse(&format!("# T\n\n## Account\n\n{said}\n\n{rows}")), None).len()
        };
        assert_eq!(found("The two abends cost us the evening."), 0);
        assert_eq!(found("The three operators were tired."), 0);
        assert_eq!(found("The three abends cost us the evening."), 1);
        let rows = "## 経過（2025年3月1日）\n\n- 10:29 1号機へ配置\n- 10:38 2号機・3号機へ配置\n- 10:44 4号機へ配置\n";
        let found =
            |said: &str| contradictions(&Document::parse(&format!("# 題\n\n## 対応\n\n{said}\n\n{rows}")), None).len();
        assert_eq!((found("全4台に順次配置した。"), found("全3台に順次配置した。")), (0, 1));
    }

    #[test]
    fn a_list_has_as_many_items_as_the_text_behind_it_says() {
        let found = |n: &str| {
            let list = "- Tromsø\n- Bodø\n- Narvik\n- Alta\n";
            contradictions(
                &Document::parse(&format!(
                    "# T\n\n## Offices\n\nStaff without access:\n\n{list}\nThe {n} offices listed here are small.\n"
                )),
                None,
            )
            .len()
        };
        assert_eq!((found("four"), found("five")), (0, 1));
    }
}
