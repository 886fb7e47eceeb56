//! Counts of things against the table that lists them: `512 volumes in five regions` over a table of four, `six wards
//! reverted to paper` over `Wards on paper` with five.

use std::sync::LazyLock;

use regex::Regex;

use crate::numbers::{
    Contradiction, ContradictionKind, Place, arithmetic::sum::TOTALS, count::claimed, interval::stated::place,
    reading::bound::Bound,
};
use crate::{
    document::{Document, LineIndex, Passage, SectionKind, Span},
    import::{block::Block, inline, table},
};

/// A number of things in a sentence that tells the incident as a whole.
#[derive(Debug)]
pub(in crate::numbers) struct Claim<'d> {
    passage: &'d Passage,
    text: &'d str,
    number: usize,
    /// In lower case, without its last `s`.
    noun: String,
}

impl<'d> Claim<'d> {
    pub(in crate::numbers) fn passage(&self) -> &'d Passage {
        self.passage
    }

    pub(in crate::numbers) fn text(&self) -> &'d str {
        self.text
    }

    pub(in crate::numbers) fn number(&self) -> usize {
        self.number
    }

    pub(in crate::numbers) fn noun(&self) -> &str {
        &self.noun
    }
}

static FORM: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)\b(?P<number>[0-9]{1,2}|two|three|four|five|six|seven|eight|nine|ten) (?P<noun>[a-z]{4,})s\b")
        .expect("the pattern is a constant that the tests use")
});

/// All claims of title, summary and impact.
pub(in crate::numbers) fn claims(document: &Document) -> Vec<Claim<'_>> {
    let is_whole = |kind| matches!(kind, SectionKind::Title | SectionKind::Summary | SectionKind::Impact);
    let passages = document.passages.iter().filter(|p| is_whole(p.section)).take(60);
    passages
        .flat_map(|passage| {
            let words = passage.text.text.as_str();
            FORM.captures_iter(words).filter_map(move |found| {
                let all = found.get(0)?;
                // `13,100 passengers` has more digits in front.
                let head = words.get(..all.start())?;
                let is_cut = head.ends_with(|c: char| c.is_ascii_digit() || matches!(c, ',' | '.' | '-'));
                // `two of our three regions` counts those that the table need not list.
                let is_whole =
                    ["of", "of our", "of the", "of all", "of its"].iter().any(|of| head.trim_end().ends_with(of));
                let is_exact = Bound::of(head, "") == Bound::Exact && !is_cut && !is_whole;
                let noun = found.name("noun")?.as_str().to_lowercase();
                let number = claimed::number(found.name("number")).filter(|_| is_exact)?;
                Some(Claim { passage, text: all.as_str(), number, noun })
            })
        })
        .collect()
}

/// A table whose first column is named like the things that are counted, and that lists all of them: its heading names them
/// as well, or the sentence gives the sum of a column.
pub(in crate::numbers) fn check(
    document: &Document,
    table: &Block,
    claims: &[Claim<'_>],
    lines: &LineIndex,
    out: &mut Vec<Contradiction>,
) {
    let source = document.source();
    let rows: Vec<Vec<Span>> = table.children.iter().map(|row| table::row_cells(source, row)).collect();
    let Some((header, rows)) = rows.split_first() else { return };
    let plain = |span: &Span| inline::plain(span.of(source)).to_lowercase();
    let Some(head) = header.first().map(plain) else { return };
    let noun = head.trim_end_matches('s');
    let told: Vec<&Claim<'_>> = claims.iter().filter(|claim| claim.noun == noun).collect();
    let Some(first) = told.first() else { return };
    let label = |row: &Vec<Span>| row.first().map(plain).unwrap_or_default();
    let listed: Vec<&Vec<Span>> =
        rows.iter().filter(|row| !label(row).is_empty() && !TOTALS.contains(&label(row).as_str())).collect();
    let mut names: Vec<String> = listed.iter().map(|row| label(row)).collect();
    names.sort();
    names.dedup();
    let is_list = names.len() == listed.len()
        && listed.len() >= 2
        && !names.iter().all(|n| n.starts_with(|c: char| c.is_ascii_digit()));
    if !is_list
        || told.iter().any(|claim| claim.number == listed.len())
        || first.passage.text.span.end > table.span.start
    {
        return;
    }
    let heading = document.sections.iter().filter(|s| s.body.start <= table.span.start && table.span.end <= s.body.end);
    let is_headed = heading.filter(|s| s.level > 1).any(|section| {
        section
            .title
            .to_lowercase()
            .split(|c: char| !c.is_alphanumeric())
            .any(|word| word.trim_end_matches('s') == noun)
    });
    let count = |span: &Span| plain(span).replace(',', "").parse::<u64>().ok();
    let sums = (1..header.len()).filter_map(|column| {
        let values: Option<Vec<u64>> = listed.iter().map(|row| row.get(column).and_then(count)).collect();
        values.map(|values| values.iter().sum::<u64>()).filter(|sum| *sum >= 10)
    });
    let sentence = first.passage.text.text.replace(',', "");
    let gives_sum = sums
        .into_iter()
        .any(|sum| sentence.split(|c: char| !c.is_ascii_digit()).any(|number| number == sum.to_string()));
    if !is_headed && !gives_sum {
        return;
    }
    let listed_span = listed.first().and_then(|row| row.first()).zip(listed.last().and_then(|row| row.first()));
    let Some((from, to)) = listed_span else { return };
    let span = Span::new(from.start, to.end);
    out.push(Contradiction {
        kind: ContradictionKind::Count,
        stated: place(document, first.passage, first.text, lines),
        derived: Place { line: lines.line(span.start), span, text: names.join(", ") },
        message: format!("`{}` says {}, but the table lists {}", first.text, first.number, listed.len()),
    });
}

#[cfg(test)]
mod tests {
    use crate::{document::Document, numbers::contradictions};

    fn found(summary: &str, heading: &str) -> Vec<String> {
        let source = format!(
            "# T\n\n## Summary\n\n{summary}\n\n## {heading}\n\n| Region | Volumes |\n|---|--:|\n| east | 310 |\n| west | 202 |\n| Total | 512 |\n"
        );
        contradictions(&Document::parse(&source), None).into_iter().map(|c| c.message).collect()
    }

    #[test]
    fn a_table_that_lists_all_is_held_against_their_number() {
        let said = "`three regions` says 3, but the table lists 2";
        assert_eq!(found("512 volumes in three regions became read-only.", "Impact"), [said]);
        assert_eq!(found("Volumes in three regions became read-only.", "Regions hit"), [said]);
        // The right number, one beside others, and one that the table need not be about.
        assert!(found("512 volumes in two regions became read-only.", "Impact").is_empty());
        assert!(found("512 volumes in two of our three regions became read-only.", "Impact").is_empty());
        assert!(found("We run in three regions.", "Impact").is_empty());
    }
}
