//! Facts: the pairs of the head.

pub(super) mod forms;
pub(super) mod meaning;
pub(super) mod parts;
pub(super) mod prose;
pub(crate) mod rows;
pub(super) mod sentences;
pub(super) mod times;
pub(crate) mod words;

use crate::document::{Document, Fact, FactKey, Moment, SectionKind, Span, Text, ZoneFrom, lines_of};
use crate::import::{
    Context,
    block::BlockKind,
    inline,
    section::Part,
    table,
    time::{duration, moment, resolve, zero, zone, zone_note},
};

/// Signs between several facts on one line.
const BETWEEN: [&str; 13] = [" · ", " ・ ", " • ", " | ", " ｜ ", " ／ ", "／", " / ", "/", ", ", ". ", "。", "　"];

/// Those of them that stand in no sentence: behind them any label begins a fact.
const COLUMNS: [&str; 4] = [" | ", " ｜ ", " · ", " • "];

/// Reads the facts of front matter, head, fact sections, and known labels elsewhere.
pub(crate) fn read(context: &Context<'_>, parts: &[Part<'_>], document: &mut Document) {
    let mut facts = Vec::new();
    if let Some(front) = &document.front_matter {
        for entry in &front.entries {
            let (key, unit_s) = words::with_unit(&entry.key);
            let span = Span::new(context.lines.start(entry.line), entry.span.end);
            let mut found = fact(context, key, &entry.key, entry.span, span);
            // Pairs below a key are facts of their own, and those of a list are of its members.
            let below = entry.value.lines().filter(|line| line.contains(": ")).count();
            let is_members = entry.value.lines().any(|line| line.trim_start().starts_with("- ") && line.contains(": "));
            let is_nested = context.lines.line(entry.span.start) > entry.line;
            if below > 0 && is_nested {
                found.key = FactKey::Other;
            }
            if is_members {
                facts.push(found);
                continue;
            }
            // Quotes belong to the syntax; a list or a nested value stays as it is written.
            if entry.items.is_empty() && !entry.value.contains('\n') {
                found.value.text = inline::fold(&entry.value);
            }
            // `duration_minutes: 50`
            let count = unit_s.and_then(|unit_s| Some(found.value.text.trim().parse::<f64>().ok()? * unit_s));
            found.duration_s = count.or(found.duration_s);
            facts.push(found);
            // `impact:` over `  started_at: …`: the pairs below a key.
            for (span, line) in lines_of(context.source, entry.span).filter(|_| is_nested) {
                let Some((label, value)) = line.split_once(':') else { continue };
                let key = words::fact_key(label.trim());
                let bare = value.trim().trim_matches(['"', '\'']);
                let start = span.start + line.len() - value.len() + value.find(bare).unwrap_or(0);
                let value = Span::new(start, start + bare.len());
                if key != FactKey::Other && !value.is_empty() {
                    facts.push(fact(context, key, label.trim(), value, span));
                }
            }
        }
    }
    for part in parts {
        let is_head = matches!(part.kind, SectionKind::Title | SectionKind::Facts);
        facts.extend(forms::section_fact(context, part, document));
        for block in &part.blocks {
            match block.kind {
                // `Owner: Pim` below an action is said of it; who wrote the whole may stand at the end.
                BlockKind::Paragraph if part.kind == SectionKind::Actions => {
                    let from = facts.len();
                    lines(context, block.span, is_head, &mut facts);
                    let own = facts.split_off(from);
                    facts.extend(own.into_iter().filter(|f| {
                        matches!(
                            f.key,
                            FactKey::Authors
                                | FactKey::Reviewed
                                | FactKey::FollowUp
                                | FactKey::Shared
                                | FactKey::ShareBy
                        )
                    }));
                }
                BlockKind::Paragraph => lines(context, block.span, is_head, &mut facts),
                BlockKind::Quote if is_head => {
                    for inner in block.children.iter().filter(|inner| inner.kind == BlockKind::Paragraph) {
                        lines(context, inner.span, is_head, &mut facts);
                    }
                }
                BlockKind::Code { .. } if is_head => forms::aligned(context, block.span, &mut facts),
                BlockKind::Html if part.kind != SectionKind::Timeline && part.kind != SectionKind::Actions => {
                    for row in crate::import::table::html::rows(context.source, block.span) {
                        if let [label, value] = row.cells.as_slice() {
                            let words = inline::plain(label.of(context.source));
                            let key = words::fact_key(&words);
                            if is_known(&words) && !value.is_empty() {
                                facts.push(fact(context, key, &words, *value, row.span));
                            }
                            facts.extend(forms::both_ends(context, &words, *value, row.span));
                        }
                    }
                }
                BlockKind::List if part.kind != SectionKind::Actions => {
                    for item in &block.children {
                        if let Some(first) = item.children.first().filter(|b| b.kind == BlockKind::Paragraph) {
                            lines(context, first.span, is_head, &mut facts);
                        }
                    }
                }
                BlockKind::Table if is_head && forms::lies_across(context, block, &mut facts) => {}
                BlockKind::Table if part.kind != SectionKind::Timeline && part.kind != SectionKind::Actions => {
                    for (place, row) in block.children.iter().enumerate() {
                        let cells = table::row_cells(context.source, row);
                        if place == 0 && forms::names_columns(context, &cells) {
                            continue;
                        }
                        if let [label, value, ..] = cells.as_slice() {
                            let words = inline::plain(label.of(context.source));
                            let key = words::fact_key(&words);
                            // The header names the columns, unless it is a pair itself.
                            // `Product | KL-40 | Severity class | B`: two pairs in a row.
                            if let [_, _, label, value] = cells.as_slice() {
                                let words = inline::plain(label.of(context.source));
                                let key = words::fact_key(&words);
                                if key != FactKey::Other && is_head && !value.is_empty() {
                                    facts.push(fact(context, key, &words, *value, row.span));
                                }
                            }
                            let is_pair =
                                cells.len() == 2 && is_head && place > 0 && !is_delimiter(value.of(context.source));
                            let ends = forms::both_ends(context, &words, *value, row.span);
                            if !ends.is_empty() {
                                facts.extend(ends);
                            } else if (key != FactKey::Other || is_pair) && !words.is_empty() {
                                facts.push(fact(context, key, &words, *value, row.span));
                            }
                        }
                    }
                }
                _ => {}
            }
        }
    }
    document.facts = facts;
}

fn is_delimiter(cell: &str) -> bool {
    cell.chars().all(|c| matches!(c, '-' | ':' | ' '))
}

fn lines(context: &Context<'_>, span: Span, is_head: bool, facts: &mut Vec<Fact>) {
    let mut term: Option<Span> = None;
    for (line, words) in lines_of(context.source, span) {
        // `Incident level` over `: 2`, as definition lists are written.
        let defined = words.strip_prefix(": ").map(str::trim_start).filter(|value| !value.is_empty());
        if let Some((value, label)) = defined.zip(term) {
            let words = inline::plain(label.of(context.source));
            let key = words::fact_key(&words);
            if key != FactKey::Other || zero::is_label(&words) {
                facts.push(fact(context, key, &words, Span::new(line.end - value.len(), line.end), line));
            }
            continue;
        }
        term = Some(line);
        // The marks of a quotation are not part of its lines.
        let bare = words.trim_start_matches(['>', ' ']);
        let line = if words.starts_with('>') { Span::new(line.end - bare.len(), line.end) } else { line };
        for part in split(context.source, line) {
            if let Some(found) = pair(context, part, is_head) {
                facts.push(found);
            }
        }
    }
}

/// Whether a label is that of a fact, or of the zone of the times.
fn is_known(label: &str) -> bool {
    words::fact_key(label) != FactKey::Other || zone_note::is_label(label)
}

/// Parts of a line that holds several facts, where each part after a sign has a label of its own.
fn split(source: &str, line: Span) -> Vec<Span> {
    let text = line.of(source);
    let mut cuts = vec![(0, 0)];
    for sign in BETWEEN {
        for (at, _) in text.match_indices(sign) {
            let rest = text.get(at + sign.len()..).unwrap_or_default();
            let known = || {
                let label =
                    rest.trim_start().split([':', '：']).next().filter(|label| label.len() < rest.trim_start().len());
                // `障害ランク:A/取りまとめ:早乙女`: a label of a few signs that nobody knows divides as well.
                let is_short = |label: &str| {
                    !label.is_ascii() && label.chars().count() <= 8 && label.chars().all(char::is_alphabetic)
                };
                // `IC: nadia | Scribe: petr | Comms: lou`
                let is_column = |label: &str| {
                    COLUMNS.contains(&sign)
                        && label.split_whitespace().count() <= 2
                        && label.len() <= 24
                        && rest.trim_start().get(label.len()..).is_some_and(|rest| rest.starts_with(": "))
                        && label.chars().all(|c| c.is_alphabetic() || c == ' ')
                };
                label.is_some_and(|label| {
                    label.len() <= 60 && (is_known(&inline::plain(label)) || is_short(label) || is_column(label))
                })
            };
            if rest.trim_start().starts_with("**") || known() {
                cuts.push((at, at + sign.len()));
            }
        }
    }
    // `**発生** 10:02 **復旧** 11:30`
    for (at, _) in text.match_indices(" **").take(20) {
        let label = text.get(at + 3..).and_then(|rest| rest.split_once("**")).map(|(label, _)| label);
        let is_known =
            label.is_some_and(|label| words::fact_key(label.trim_end_matches([':', '：'])) != FactKey::Other);
        if is_known && !cuts.iter().any(|(_, end)| *end == at + 1) {
            cuts.push((at, at + 1));
        }
    }
    cuts.sort_unstable();
    let ends = cuts.iter().skip(1).map(|c| c.0).chain([text.len()]);
    cuts.iter().zip(ends).map(|(cut, end)| Span::new(line.start + cut.1, line.start + end)).collect()
}

/// `**Key**: value`, `**Key:** value`, `Key: value`.
fn pair(context: &Context<'_>, span: Span, is_head: bool) -> Option<Fact> {
    let text = span.of(context.source);
    let trimmed = text.trim_start();
    let lead = text.len() - trimmed.len();
    // `:Severity: 2`, as reStructuredText writes it.
    let field = trimmed.strip_prefix(':').filter(|rest| rest.starts_with(char::is_alphabetic));
    let (trimmed, lead) = field.map_or((trimmed, lead), |rest| (rest, lead + 1));
    let is_bold = trimmed.starts_with("**") || trimmed.starts_with("__") || field.is_some();
    let sign = |signs: &[char]| {
        let found = trimmed.char_indices().take(60).find(|(_, c)| signs.contains(c));
        found.map(|(at, c)| (at, at + c.len_utf8()))
    };
    // `発生　　令和５年６月３０日`: wide space stands for the colon behind a label that is known.
    let wide = || {
        sign(&['\u{3000}']).filter(|(at, _)| {
            let value = trimmed.get(*at..).unwrap_or_default().trim_start();
            let is_label = trimmed.get(..*at).is_some_and(|l| words::fact_key(l) != FactKey::Other);
            is_label && !value.starts_with([':', '：'])
        })
    };
    // `Severity – 1`: a dash between blanks behind a label that is known, in the head.
    let dashed = || {
        let (at, dash) = [" – ", " — ", " - "].iter().filter_map(|dash| Some((trimmed.find(dash)?, dash))).min()?;
        let label = trimmed.get(..at).filter(|label| is_head && label.split(' ').count() <= 3)?;
        (words::fact_key(label) != FactKey::Other).then_some((at, at + dash.len()))
    };
    // `| start = 2022-08-16 11:02`, a parameter of a wiki template.
    let parameter = || sign(&['=']).filter(|_| trimmed.starts_with("| "));
    // `**発生** 2025/06/01 10:02`: emphasis closes a label that is known.
    let closed = || {
        let end = trimmed.strip_prefix("**")?.find("**")? + 2;
        let key = trimmed.get(2..end).map(words::fact_key).filter(|key| *key != FactKey::Other)?;
        // `14:54 **OUTAGE BEGINS** — Search backends …`: an event is no time, and no pair.
        let is_time =
            matches!(key, FactKey::Start | FactKey::Resolved | FactKey::Detected | FactKey::Date | FactKey::Duration);
        let value =
            trimmed.get(end + 2..).unwrap_or_default().trim_start_matches([' ', '—', '–', '-', ':', '：', '\u{3000}']);
        let is_told = duration::at_start(value).is_some() || crate::import::time::moment::at_start(value).is_some();
        (!is_time || is_told).then_some((end, end + 2))
    };
    let at = parameter()
        .or_else(|| {
            closed().filter(|_| {
                !sign(&[':', '：'])
                    .is_some_and(|(at, _)| at < 40 && trimmed.get(..at).is_some_and(|l| l.matches("**").count() != 2))
            })
        })
        .or_else(|| wide().filter(|wide| sign(&[':', '：']).is_none_or(|colon| wide.0 < colon.0)))
        .or_else(|| sign(&[':', '：']))
        .or_else(dashed)?;
    let label = inline::plain(trimmed.get(..at.0)?.trim_start_matches('|').trim());
    let key = words::fact_key(&label);
    let is_label = !label.is_empty()
        && label.split(' ').count() <= 5
        && !label.contains(['~', '"'])
        && !label.chars().all(|c| c.is_ascii_digit());
    let is_elsewhere = !is_head && words::is_of_head_only(&label);
    let is_zone = is_head && zone_note::is_label(&label);
    if !is_label || is_elsewhere || (key == FactKey::Other && !is_zone && !(is_head && is_bold)) {
        return None;
    }
    let rest = trimmed.get(at.1..)?;
    let value = rest.trim_start_matches(['*', '_']).trim_start();
    let value = value.trim_start_matches(':').trim_start();
    let start = span.start + lead + at.1 + (rest.len() - value.len());
    let value = Span::new(start, start + value.trim_end().trim_end_matches('\\').len());
    (!value.is_empty()).then(|| fact(context, key, &label, value, span))
}

/// The time at the start of a value, in the zone that brackets of its label name: `Start time (JST)`.
fn zoned(context: &Context<'_>, label: &str, value: Span) -> Option<Moment> {
    let raw = moment::at_start(value.of(context.source))?;
    let named = label.find(['(', '（', '[']).and_then(|open| zone::label_in(label.get(open..)?));
    let zone = named.map(|(_, zone)| (zone.to_owned(), ZoneFrom::Head, context.lines.line(value.start)));
    Some(resolve::alone_in(context, &raw, value.start, zone))
}

fn fact(context: &Context<'_>, key: FactKey, label: &str, value: Span, span: Span) -> Fact {
    /// Words of a number of an incident at most; more are its name.
    const MOST_OF_A_NUMBER: usize = 3;
    let value = inline::live(context.source, value);
    let words = value.of(context.source);
    let moment = zoned(context, label, value);
    // `From:` and `To:` are names of people in a letter, and times in a report.
    let is_time = moment.as_ref().is_some_and(|m| m.time.is_some() || m.date.is_some());
    let key = if words::is_time_only(label) && !is_time { FactKey::Other } else { key };
    let is_class = || {
        matches!(
            crate::import::vocabulary::normalized(label).as_str(),
            "classification" | "category" | "class" | "level" | "tier" | "type"
        )
    };
    let key = if meaning::is_severity(words) && is_class() { FactKey::Severity } else { key };
    // `Incident: Disk full on the reporting database`: its name, not its number.
    let is_name = key == FactKey::Id && words.split_whitespace().count() > MOST_OF_A_NUMBER;
    let key = if is_name { FactKey::Title } else { key };
    // `1h45` may be a time of day elsewhere.
    let length = (key == FactKey::Duration).then(|| duration::at_start(words)).flatten();
    let moment = moment.filter(|m| length.is_none() || m.date.is_some() || m.end.is_some() || m.zone.is_some());
    let duration_s = if moment.as_ref().is_some_and(|m| m.time.is_some() || m.date.is_some()) {
        None
    } else {
        duration::at_start(words).map(|found| found.seconds)
    };
    Fact {
        key,
        label: label.to_owned(),
        value: Text { text: inline::plain(words), span: value, line: context.lines.line(value.start) },
        span,
        line: context.lines.line(span.start),
        moment,
        duration_s,
    }
}
