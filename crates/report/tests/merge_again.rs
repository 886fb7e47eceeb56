//! Drafting again after new evidence, into documents as people leave them: every form, every heading, every half-read page.

#![expect(clippy::indexing_slicing, clippy::unwrap_used, reason = "a test may stop")]

use backstory_report::document::Document;
use backstory_report::merge::{MARK, Memory, Merged, merge, seal, unmarked};
use proptest::prelude::*;

const DRAFT: &str = include_str!("fixtures/merge/first.md");
const LATER: &str = include_str!("fixtures/merge/second.md");

fn again(existing: &str) -> Merged {
    let merged = merge(existing, None, LATER);
    let twice = merge(&merged.text, None, LATER);
    assert_eq!(twice.text, merged.text, "drafting twice is drafting once");
    assert!(twice.added.is_empty() && twice.updated.is_empty() && twice.removed.is_empty(), "{twice:#?}");
    merged
}

/// The document without marks, comment and footnote labels.
fn bare(text: &str) -> String {
    let text = unmarked(text);
    let mut parts = text.split("[^");
    let mut out = parts.next().unwrap().to_owned();
    for part in parts {
        out.push_str(part.split_once(']').map_or(part, |(_, rest)| rest));
    }
    out
}

/// Lines of a section of the second or third level.
fn section<'t>(text: &'t str, heading: &str) -> Vec<&'t str> {
    let rest = text.split_once(&format!("{heading}\n")).unwrap_or_else(|| panic!("{heading} in {text}")).1;
    rest.lines().take_while(|line| !line.starts_with('#')).filter(|line| !line.trim().is_empty()).collect()
}

/// `## Actions` to the end of the section.
fn body<'t>(text: &'t str, heading: &str) -> &'t str {
    let rest = text.split_once(&format!("{heading}\n")).unwrap_or_else(|| panic!("{heading} in {text}")).1;
    rest.split("\n#").next().unwrap()
}

#[test]
fn what_nobody_touched_reads_as_the_new_draft_does() {
    let text = bare(&again(&seal(DRAFT)).text);
    let fresh = bare(LATER);
    for heading in [
        "## Summary",
        "### Immediate Cause",
        "### Contributing Factors",
        "### Systemic Issues",
        "## Five Whys",
        "## Root Cause",
        "## What Went Well",
        "## Lessons Learned",
        "## Data Gaps",
    ] {
        assert_eq!(body(&text, heading), body(&fresh, heading), "{heading}");
    }
    assert!(text.contains("window: { from: 2026-11-23T14:27:25Z, to: 2026-11-23T14:33:24Z }\nlang: en"), "{text}");
    assert!(text.contains("severity: SEV-2\nstatus: draft"), "a pair that is new stands in its place: {text}");
}

#[test]
fn what_goes_is_told() {
    let merged = again(&seal(DRAFT));
    for gone in ["No metrics in the evidence", "Why did it grow by itself?", "no alert fired"] {
        assert!(merged.removed.iter().any(|unit| unit.contains(gone)), "{gone}: {:#?}", merged.removed);
        assert!(!merged.text.contains(gone));
    }
    assert!(merged.updated.iter().any(|unit| unit.contains("For 5 min")), "{:#?}", merged.updated);
    let stands: Vec<&str> = merged.unsupported.iter().map(|unit| unit.words.as_str()).collect();
    assert!(stands.iter().any(|unit| unit.contains("slow statement")), "an event was so: {stands:#?}");
    assert!(stands.iter().any(|unit| unit.contains("AI-001")), "an action may be taken up: {stands:#?}");
    for unit in &merged.unsupported {
        assert_eq!(merged.text.lines().nth(unit.line - 1), unit.words.lines().next());
    }
}

#[test]
fn statements_that_somebody_touched_stay_whatever_the_evidence_says() {
    let edited = seal(DRAFT)
        .replace("No metrics in the evidence.", "No metrics: the server was moved that week.")
        .replace("Why did it grow by itself? — ", "Why did it grow by itself? Because ")
        .replace("Orders waited", "Nobody could order. Orders waited");
    let merged = again(&edited);
    for words in ["the server was moved that week", "itself? Because", "Nobody could order."] {
        assert!(merged.text.contains(words), "{words}");
    }
    let conflicts: Vec<&str> = merged.conflicts.iter().map(|c| c.proposed.as_str()).collect();
    assert!(conflicts.iter().any(|proposed| proposed.contains("For 5 min")), "{conflicts:#?}");
    assert!(!merged.text.contains("For 5 min"), "one summary");
}

#[test]
fn an_action_keeps_its_number_and_a_number_its_action() {
    let edited =
        seal(DRAFT).replace("| AI-002 | orders retries less | _to fill_", "| AI-002 | orders retries less | @lena");
    let merged = again(&edited);
    let actions: Vec<String> =
        section(&bare(&merged.text), "## Action Items").iter().skip(2).map(|row| (*row).to_owned()).collect();
    let named = |id: &str| actions.iter().find(|row| row.contains(id)).cloned().unwrap_or_default();
    assert_eq!(actions.len(), 4, "{actions:#?}");
    assert!(named("AI-001").contains("the pool is larger") && named("AI-002").contains("| @lena |"), "{actions:#?}");
    assert!(named("AI-003").contains("an index on `lower(address)`") && named("AI-004").contains("a canary"));
    assert_eq!(merged.conflicts.len(), 1, "the owner alone: {:#?}", merged.conflicts);
    assert!(merged.text.contains("AI-003 and AI-004 keep it from happening again. AI-002 limits what it can do."));
    // A number that is gone from the table is not given again.
    let without: String = edited.lines().filter(|l| !l.starts_with("| AI-001")).flat_map(|l| [l, "\n"]).collect();
    let text = bare(&again(&without).text);
    assert!(text.contains("| AI-003 | an index") && !text.contains("| AI-001"), "{text}");
    // One that a person gave is taken, wherever it is named.
    let named = seal(DRAFT).replace("Follow-up review", "AI-003 is ours. Follow-up review");
    assert!(again(&named).text.contains("| AI-004 | an index"));
}

#[test]
fn a_deleted_action_stays_away_though_its_deadline_moved() {
    let edited: String = seal(DRAFT).lines().filter(|l| !l.starts_with("| AI-002")).flat_map(|l| [l, "\n"]).collect();
    let merged = again(&edited);
    assert!(!merged.text.contains("orders retries less"), "{}", merged.text);
    assert!(merged.withheld.iter().any(|unit| unit.contains("orders retries less")), "{:#?}", merged.withheld);
    let moved = LATER.replace("2026-12-07", "2027-01-31");
    let kept = merge(&seal(DRAFT), None, &moved).text;
    assert!(
        kept.contains("| AI-002 | orders retries less | @dario | 2026-12-07 |"),
        "a deadline that is set stays: {kept}"
    );
}

/// The times of the timeline as they stand, and whether all of it is one list or table.
fn times(text: &str) -> Vec<String> {
    Document::parse(text).timeline.iter().map(|row| row.moment.text.clone()).collect()
}

const ORDER: [&str; 8] =
    ["14:27:25", "14:27:32", "14:27:40", "14:27:41", "14:28:00", "14:28:23", "14:31:45", "14:33:24"];

#[test]
fn a_timeline_that_a_person_made_a_list_stays_one() {
    for (lead, gap) in [("- ", " "), ("* **", "** – "), ("- ", ": ")] {
        let rows = |text: &str| -> String {
            let item = |line: &str| -> String {
                let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
                format!("{lead}{}{gap}{} ({})\n", cells[0], cells[1], cells[2])
            };
            text.lines()
                .filter(|l| !l.starts_with("| Time"))
                .map(|l| if l.starts_with("| 14:") { item(l) } else { format!("{l}\n") })
                .collect()
        };
        let edited = rows(&seal(DRAFT))
            .replace("## Timeline (all times UTC)\n\n| --- | --- | --- | --- |\n", "## タイムライン (UTC)\n\n");
        let merged = again(&edited);
        let list = section(&merged.text, "## タイムライン (UTC)");
        assert_eq!(times(&merged.text), ORDER, "{}", merged.text);
        assert!(list.iter().all(|line| line.starts_with(lead)), "{list:#?}");
        assert!(merged.text.contains(&format!("{lead}14:28:23{gap}**Paged**")), "{list:#?}");
        // The form is no change of words: what the evidence refuted is gone.
        assert_eq!(merged.text.matches("**Cause introduced**").count(), 1, "{}", merged.text);
    }
}

#[test]
fn a_timeline_with_a_column_more_in_parts_stays_so() {
    let edited: String = seal(DRAFT)
        .lines()
        .map(|line| match line {
            "| Time | Event | Source | Actor |" => {
                "### Before\n\n| Time | Event | Comment | Source | Actor |\n".to_owned()
            }
            line if line.starts_with("| 14:27:41") => {
                format!(
                    "\n### During\n\n| Time | Event | Comment | Source | Actor |\n|---|---|---|---|---|\n{}\n",
                    widened(line)
                )
            }
            line if line.starts_with("| 14:") => format!("{}\n", widened(line)),
            line => format!("{line}\n"),
        })
        .collect::<String>()
        .replacen("| Actor |\n| --- | --- | --- | --- |", "| Actor |\n|---|---|---|---|---|", 1);
    let merged = again(&edited);
    assert_eq!(merged.text.matches("| Time | Event |").count(), 2, "{}", merged.text);
    assert_eq!(times(&merged.text), ORDER, "{}", merged.text);
    assert!(bare(&merged.text).contains("| 14:28:23 | **Paged**: on-call |  | PagerDuty | @kofi |"), "{}", merged.text);
    assert!(merged.conflicts.iter().any(|c| c.yours.contains("Cause introduced")), "{:#?}", merged.conflicts);
}

fn widened(row: &str) -> String {
    let cells: Vec<&str> = row.trim_matches('|').split('|').map(str::trim).collect();
    format!("| {} | {} | ok? | {} | {} |", cells[0], cells[1], cells[2], cells[3])
}

#[test]
fn a_timeline_that_runs_backwards_goes_on_so() {
    let mut lines: Vec<String> = seal(DRAFT).lines().map(str::to_owned).collect();
    let first = lines.iter().position(|l| l.starts_with("| 14:")).unwrap();
    let count = lines.iter().filter(|l| l.starts_with("| 14:")).count();
    lines[first..first + count].reverse();
    let merged = again(&(lines.join("\n") + "\n"));
    let mut expected = ORDER.to_vec();
    expected.reverse();
    assert_eq!(times(&merged.text), expected, "{}", merged.text);
}

#[test]
fn paragraphs_stand_apart_and_are_known_again() {
    let merged = again(&seal(DRAFT));
    assert!(
        merged.text.contains("review settles the words._\n\nConsidered besides: <!-- backstory:new -->\n\n- the api")
    );
    assert!(merged.text.contains("limits what it can do.\n\nFollow-up review"), "{}", merged.text);
    // A paragraph that a person joined with the next one is not deleted.
    let joined = merged.text.replace("words._\n\nConsidered", "words._\nConsidered");
    assert!(merge(&joined, None, LATER).withheld.is_empty());
}

#[test]
fn a_heading_in_other_words_takes_what_is_new() {
    let edited = seal(DRAFT)
        .replace("### Immediate Cause", "### What broke")
        .replace("### Systemic Issues", "### Deeper issues")
        .replace("## What Went Well", "## Was gut lief")
        .replace("## Data Gaps", "## Missing data");
    let merged = again(&edited);
    assert!(merged.unplaced.is_empty(), "{:#?}", merged.unplaced);
    let (text, fresh) = (bare(&merged.text), bare(LATER));
    for (theirs, ours) in [
        ("### What broke", "### Immediate Cause"),
        ("### Deeper issues", "### Systemic Issues"),
        ("## Was gut lief", "## What Went Well"),
        ("## Missing data", "## Data Gaps"),
    ] {
        assert_eq!(body(&text, theirs), body(&fresh, ours));
    }
}

#[test]
fn what_has_no_section_any_more_is_told_on_every_run() {
    let text = seal(DRAFT);
    let (head, tail) = text.split_once("### Systemic Issues").unwrap();
    let (_, whys) = tail.split_once("## Five Whys").unwrap();
    let edited = format!("{head}## Five Whys{whys}");
    let first = again(&edited);
    assert!(first.unplaced.iter().any(|unit| unit.contains("nothing shows its plan")), "{:#?}", first.unplaced);
    assert_eq!(merge(&first.text, None, LATER).unplaced, first.unplaced);
    assert!(first.withheld.iter().all(|unit| !unit.contains("nothing shows its plan")));
}

#[test]
fn a_numbered_list_in_which_a_person_wrote_goes_on_at_its_end() {
    let edited = seal(DRAFT).replace(
        "2. **Detection**: Users met failures and no alert fired.",
        "3. **Detection**: Nobody was told.\n2. **Process**: The load test knew no guests.",
    );
    let text = bare(&again(&edited).text);
    let list = section(&text, "### Contributing Factors");
    let numbers: Vec<&str> = list.iter().filter_map(|line| line.split('.').next()).collect();
    assert_eq!(numbers, ["1", "3", "2", "3", "4", "5"], "{list:#?}");
    assert!(list[2].contains("knew no guests") && list[3].contains("ran into its limit"), "{list:#?}");
}

#[test]
fn lines_of_conflicts_are_those_of_the_written_document() {
    let edited = seal(DRAFT)
        .replace("| AI-002 | orders retries less | _to fill_", "| AI-002 | orders retries less | @lena")
        .replace("Orders waited", "Nobody could order. Orders waited");
    let merged = again(&edited);
    assert_eq!(merged.conflicts.len(), 2, "{:#?}", merged.conflicts);
    for conflict in &merged.conflicts {
        assert_eq!(merged.text.lines().nth(conflict.line - 1), Some(conflict.yours.as_str()));
        assert_eq!(edited.lines().nth(conflict.line_before - 1), Some(conflict.yours.as_str()));
    }
}

#[test]
fn line_ends_are_those_of_the_document() {
    let lf = again(&seal(DRAFT)).text;
    for end in ["\r\n", "\r"] {
        let theirs = seal(&DRAFT.replace('\n', end));
        assert_eq!(theirs.replace(end, "\n"), seal(DRAFT));
        assert_eq!(again(&theirs).text, lf.replace('\n', end));
    }
}

#[test]
fn a_lost_memory_is_told() {
    let edited = unmarked(&seal(DRAFT)).replace("| 14:28:00 | slow statement[^e4] | PostgreSQL log | - |\n", "");
    let lost = merge(&edited, None, DRAFT);
    assert_eq!(lost.memory, Memory::Lost);
    assert!(lost.text.contains("slow statement"));
    let kept = merge(&edited, Some(DRAFT), DRAFT);
    assert_eq!(kept.memory, Memory::Sidecar);
    assert!(!kept.text.contains("slow statement"));
    // What people wrote alone is nobody's draft, and an analysis beside it does not make it one.
    let own = "# Outage\n\n## Summary\n\nIt was down.\n";
    for previous in [None, Some(DRAFT)] {
        let merged = merge(own, previous, DRAFT);
        assert_eq!(merged.memory, Memory::Nothing);
        assert!(merged.text.contains("slow statement"));
    }
    assert_eq!(again(&seal(DRAFT)).memory, Memory::Comment);
}

#[test]
fn what_readers_are_given_has_no_marks() {
    let merged = again(&seal(DRAFT));
    let told = unmarked(&merged.text);
    assert!(!told.contains("<!-- backstory") && merged.text.contains("backstory:new"), "{told}");
    assert_eq!(unmarked(DRAFT), DRAFT);
}

#[derive(Debug, Clone)]
enum Change {
    Reword(usize),
    Delete(usize),
    Swap(usize),
    Insert(usize),
    Accept,
}

fn change() -> impl Strategy<Value = Change> {
    prop_oneof![
        (0..80usize).prop_map(Change::Reword),
        (0..80usize).prop_map(Change::Delete),
        (0..80usize).prop_map(Change::Swap),
        (0..80usize).prop_map(Change::Insert),
        Just(Change::Accept),
    ]
}

fn is_content(line: &str) -> bool {
    let is_item =
        line.starts_with("- ") || line.split_once(". ").is_some_and(|(n, _)| n.bytes().all(|b| b.is_ascii_digit()));
    is_item || line.starts_with("| 14:") || line.starts_with("| AI-")
}

fn is_alike(a: &str, b: &str) -> bool {
    a.get(..1) == b.get(..1) && a.starts_with("| 14:") == b.starts_with("| 14:")
}

/// Edits of the body in one `round`; the lines that a person touched, and those that a person deleted.
fn edited(text: &str, round: usize, changes: &[Change]) -> (String, Vec<String>, Vec<String>) {
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let (mut own, mut deleted) = (Vec::new(), Vec::new());
    // Nobody writes one line, or gives one number to an action, in two rounds.
    for (n, change) in changes.iter().enumerate().map(|(n, change)| (round * 20 + n, change)) {
        let end = lines.iter().position(|l| l.starts_with("## Evidence")).unwrap_or(lines.len());
        let places: Vec<usize> = (0..end).filter(|i| is_content(&lines[*i])).collect();
        if places.is_empty() {
            break;
        }
        let at = |i: &usize| places[i % places.len()];
        match change {
            Change::Reword(i) => {
                let line = &mut lines[at(i)];
                *line = match line.rsplit_once(" |").filter(|_| line.starts_with('|')) {
                    Some((head, tail)) => format!("{head}, says Ines {n} |{tail}"),
                    None => format!("{line}, says Ines {n}"),
                };
                own.push(line.clone());
            }
            Change::Delete(i) => deleted.push(lines.remove(at(i))),
            Change::Swap(i) => {
                let (a, b) = (at(i), at(i) + 1);
                if lines.get(b).is_some_and(|next| is_alike(&lines[a], next)) {
                    lines.swap(a, b);
                }
            }
            Change::Insert(i) => {
                let place = at(i);
                let line = match &lines[place] {
                    row if row.starts_with("| 14:") => {
                        format!("| 14:29:{:02} | Ines writes {n} | phone | @ines |", n % 60)
                    }
                    row if row.starts_with("| AI-") => {
                        format!("| AI-1{n:02} | Ines does {n} | @ines | 2027-01-01 | Low |")
                    }
                    item if item.starts_with("- ") => format!("- Ines says {n}"),
                    _ => format!("9. Ines says {n}"),
                };
                own.push(line.clone());
                lines.insert(place + 1, line);
            }
            Change::Accept => lines = lines.iter().map(|l| l.replace(MARK, "")).collect(),
        }
    }
    own.retain(|line| lines.contains(line));
    deleted.retain(|line| !lines.contains(line));
    (lines.join("\n") + "\n", own, deleted)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn words_order_and_deletions_of_people_survive_evidence_that_refutes(
        first in prop::collection::vec(change(), 0..10),
        second in prop::collection::vec(change(), 0..6),
    ) {
        let mut text = seal(DRAFT);
        for (round, (changes, draft)) in [(first, LATER), (second, DRAFT), (Vec::new(), LATER)].into_iter().enumerate() {
            let (before, own, deleted) = edited(&text, round, &changes);
            let merged = merge(&before, None, draft);
            let said = |line: &str| line.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.').to_owned();
            for line in &deleted {
                let is_back = merged.text.lines().any(|l| said(l) == said(line)) && !before.lines().any(|l| said(l) == said(line));
                prop_assert!(!is_back, "came back: {}\n{}", line, merged.text);
            }
            // A person's lines stand, and all lines that stay keep their order; only statements of the machine that nobody
            // touched may go, numbers in front of items of its lists may change, and what it says may be updated.
            let bodies = [&before, &merged.text].map(|t| unmarked(t));
            let after: Vec<&str> = bodies[1].lines().collect();
            let mut at = 0;
            for line in bodies[0].lines().filter(|l| is_content(l)) {
                let is_own = own.iter().any(|own| own.replace(MARK, "") == line);
                let found = after[at..].iter().position(|l| *l == line);
                prop_assert!(!is_own || found.is_some(), "lost or moved: {}\n{}\n---\n{}", line, before, merged.text);
                at += found.map_or(0, |found| found + 1);
            }
            let again = merge(&merged.text, None, draft);
            prop_assert_eq!(&again.text, &merged.text);
            prop_assert!(again.added.is_empty() && again.removed.is_empty(), "{:#?}", again);
            // A number names one action.
            let ids: Vec<String> = Document::parse(&merged.text).actions.iter().filter_map(|a| a.id.clone()).collect();
            let mut once = ids.clone();
            once.sort();
            once.dedup();
            prop_assert_eq!(once.len(), ids.len(), "{:?}", ids);
            text = merged.text;
        }
    }
}
