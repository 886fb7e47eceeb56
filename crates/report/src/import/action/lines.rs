//! Action items that stand as paragraphs: dashes that Markdown joins, sentences that promise, bold leads, labels.

use crate::document::{ActionItem, Shape, Span, lines_of};
use crate::import::{
    Context,
    action::{
        attribute, attribute_words,
        bullet::{bullet, from_details},
        reference::leading_id,
    },
    block::{Block, BlockKind},
    item,
};

/// A paragraph of the section: dashes that Markdown joins to the line above, a bold lead, a label.
pub(in crate::import) fn paragraph(
    context: &Context<'_>,
    block: &Block,
    is_alone: bool,
    group: Option<&str>,
    out: &mut Vec<ActionItem>,
) {
    let words = block.span.of(context.source);
    if let Some(action) = defined(context, block, group) {
        out.push(action);
        return;
    }
    let dashed: Vec<Span> =
        lines_of(context.source, block.span).fold(Vec::new(), |mut out: Vec<Span>, (span, line)| {
            match dashed(span, line) {
                Some(own) => out.push(own),
                // An indented line goes on with the one above.
                None if line.starts_with([' ', '\t']) => {
                    if let Some(own) = out.last_mut() {
                        own.end = span.end;
                    }
                }
                None => {}
            }
            out
        });
    let boxes = boxed(context, block.span);
    if !boxes.is_empty() && !is_alone {
        out.extend(boxes.into_iter().map(|own| of_line(context, own, group)));
        return;
    }
    if let Some(lines) = numbered_by_tracker(context, block.span) {
        out.extend(lines.into_iter().map(|own| of_line(context, own, group)));
        return;
    }
    let before = out.len();
    for own in marked_lines(context, block.span) {
        let line = context.lines.line(own.start);
        let own = Block { kind: BlockKind::Paragraph, span: own, line, children: Vec::new() };
        if let Some(mut action) = marked(context, &own, group) {
            action.shape = Shape::Line;
            out.push(action);
        }
    }
    if out.len() > before {
        return;
    }
    if is_alone && let Some(labels) = attribute_lines(context, block) {
        let own = item::without_task(context, Span::new(block.span.start, labels));
        let rest = numbered(own.of(context.source));
        let own = rest.map_or(own, |rest| Span::new(own.end - rest.trim_start().len(), own.end));
        let below = lines_of(context.source, Span::new(labels, block.span.end));
        let details = below.filter(|(_, line)| !line.trim().is_empty()).map(|(span, _)| context.text(span)).collect();
        let mut action = bullet(context, own, block, crate::import::action::state::boxed(words), group, details);
        from_details(context, &mut action);
        action.shape = Shape::Line;
        out.push(action);
    } else if is_alone && !dashed.is_empty() {
        out.extend(dashed.into_iter().map(|own| of_line(context, own, group)));
    } else if is_alone && let Some(lines) = promises(context, block) {
        for own in lines {
            let line = Block {
                kind: BlockKind::Paragraph,
                span: own,
                line: context.lines.line(own.start),
                children: Vec::new(),
            };
            let mut action = bullet(context, own, &line, None, group, Vec::new());
            action.shape = Shape::Line;
            // A promise told as past is kept.
            let is_past = own.of(context.source).trim_end().ends_with("ました。");
            action.is_done = action.is_done.or_else(|| is_past.then_some(true));
            out.push(action);
        }
    } else if is_alone && (has_bold_lead(words) && !is_speaker(context, words) || leading_id(words).is_some()) {
        let mut action = bullet(context, block.span, block, None, group, Vec::new());
        action.shape = Shape::Line;
        out.push(action);
    } else {
        label(context, block, group, out);
    }
}

/// The action that a line without its mark tells.
pub(super) fn of_line(context: &Context<'_>, own: Span, group: Option<&str>) -> ActionItem {
    let line = context.lines.line(own.start);
    let block = Block { kind: BlockKind::Paragraph, span: own, line, children: Vec::new() };
    let task = crate::import::action::state::boxed(own.of(context.source));
    bullet(context, item::without_task(context, own), &block, task, group, Vec::new())
}

/// Lines that each begin with the number of a ticket, with the lines that go on with them: `DB-71 Alert on slots` over `DB-72 …`.
fn numbered_by_tracker(context: &Context<'_>, span: Span) -> Option<Vec<Span>> {
    let mut out: Vec<Span> = Vec::new();
    for (line, words) in lines_of(context.source, span) {
        let lead = words.len() - words.trim_start().len();
        if leading_id(words.trim_start()).is_some() {
            out.push(Span::new(line.start + lead, line.end));
        } else {
            out.last_mut()?.end = line.end;
        }
    }
    (out.len() >= 2).then_some(out)
}

/// Lines that begin with a check box and lack the blank that makes them items: `-[ ] write a runbook`; without their dash.
pub(super) fn boxed(context: &Context<'_>, span: Span) -> Vec<Span> {
    let rest = |(line, words): (Span, &str)| {
        let rest = unspaced(words.trim())?;
        Some(Span::new(line.start + words.trim_end().len() - rest.len(), line.start + words.trim_end().len()))
    };
    lines_of(context.source, span).filter_map(rest).collect()
}

/// What stands behind the dash of `-[ ] x`.
fn unspaced(line: &str) -> Option<&str> {
    let rest = line.strip_prefix(['-', '*', '+'])?;
    ["[ ]", "[x]", "[X]", "[]"]
        .iter()
        .any(|mark| rest.strip_prefix(mark).is_some_and(|r| r.starts_with(' ')))
        .then_some(rest)
}

/// An action as the term of a definition list, and who, when and how far as what defines it.
fn defined(context: &Context<'_>, block: &Block, group: Option<&str>) -> Option<ActionItem> {
    let mut lines = lines_of(context.source, block.span);
    let (title, _) = lines.next()?;
    let mut action = bullet(context, title, block, None, group, Vec::new());
    let mut is_defined = false;
    for (line, words) in lines {
        let value = words.strip_prefix(':').filter(|rest| rest.starts_with(' '))?;
        is_defined = true;
        let mut at = line.end - value.len();
        for part in value.split([',', '、', ';']) {
            let lead = part.len() - part.trim_start().len();
            let span = Span::new(at + lead, at + lead + part.trim().len());
            at += part.len();
            at += context.source.get(at..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
            let part = part.trim();
            if let Some(state) = crate::import::action::state::of_cell(part) {
                action.is_done = action.is_done.or(Some(state));
            } else if attribute_words::is_date(part) || attribute_words::is_term(part) {
                action.deadline.get_or_insert_with(|| crate::import::action::deadline(context, span));
            } else if attribute_words::is_name(part) && crate::import::action::is_given(context, span) {
                action.owner.get_or_insert_with(|| context.text(span));
            }
        }
    }
    action.shape = Shape::Line;
    is_defined.then_some(action)
}

/// Words in front of an action that say its state.
const MARKS: [(&str, bool); 6] =
    [("TODO", false), ("DONE", true), ("FIXME", false), ("OPEN", false), ("WIP", false), ("CLOSED", true)];

/// Lines that begin with such a word, each with the lines that go on with it.
fn marked_lines(context: &Context<'_>, span: Span) -> Vec<Span> {
    let mut out: Vec<Span> = Vec::new();
    for (line, words) in lines_of(context.source, span) {
        let trimmed = words.trim_start();
        let start = line.end - trimmed.len();
        if MARKS
            .iter()
            .any(|(mark, _)| trimmed.strip_prefix(mark).is_some_and(|r| r.starts_with(['(', ':', ' ', '\t'])))
        {
            out.push(Span::new(start, line.end));
        } else if let Some(last) = out.last_mut() {
            last.end = line.end;
        } else {
            return Vec::new();
        }
    }
    out
}

/// `TODO(piet, 2024-06-28): alert on skew`, `DONE(yolanda): …`, `FIXME: …`: who and when stand in the brackets.
fn marked(context: &Context<'_>, block: &Block, group: Option<&str>) -> Option<ActionItem> {
    let words = block.span.of(context.source);
    let (mark, is_done) = MARKS.into_iter().find(|(mark, _)| words.starts_with(mark))?;
    let rest = words.get(mark.len()..)?;
    let (inside, task) = match rest.strip_prefix('(') {
        Some(rest) => rest.split_once(')')?,
        None => ("", rest),
    };
    let bare = || task.strip_prefix([' ', '\t']).filter(|_| inside.is_empty());
    let task = task.strip_prefix(':').or_else(|| task.strip_prefix(" -")).or_else(bare)?.trim_start();
    let own = Span::new(block.span.end - task.len(), block.span.end);
    let mut action = bullet(context, own, block, Some(is_done), group, Vec::new());
    let mut at = block.span.start + mark.len() + 1;
    for part in inside.split(',') {
        let lead = part.len() - part.trim_start().len();
        let span = Span::new(at + lead, at + lead + part.trim().len());
        at += part.len() + 1;
        if span.is_empty() || !crate::import::action::is_given(context, span) {
            continue;
        }
        if attribute_words::is_date(part.trim()) {
            action.deadline.get_or_insert_with(|| crate::import::action::deadline(context, span));
        } else {
            action.owner.get_or_insert_with(|| context.text(span));
        }
    }
    Some(action)
}

/// Sentences that say what will be done: each line where each is one, else the paragraph.
fn promises(context: &Context<'_>, block: &Block) -> Option<Vec<Span>> {
    let is_promise = |words: &str| {
        let words = words.trim().trim_start_matches(['*', '_']);
        let lower = words.to_lowercase();
        let english = [" will ", " shall ", " should ", "'ll ", "’ll "].iter().any(|word| lower.contains(word));
        let greetings = ["お願いいたします。", "お願いします。", "申し上げます。", "お詫びいたします。"];
        let bare = words.trim_end_matches('。');
        let bare = bare.strip_suffix('）').and_then(|w| w.rsplit_once('（')).map_or(bare, |(head, _)| head);
        let is_sentence = words.ends_with('。') && !greetings.iter().any(|end| words.ends_with(end));
        let ordinals = ["First,", "Second,", "Third,", "Fourth,", "Fifth,", "Finally,", "Lastly,", "Next,", "Also,"];
        let english = english || ordinals.iter().any(|word| words.starts_with(word)) || tells_doing(&lower);
        let japanese = is_sentence && ["ます", "ました", "する", "ません"].iter().any(|end| bare.ends_with(end));
        (english || japanese) && words.chars().count() <= 400 && !words.ends_with(['?', '？', ':', '：'])
    };
    let lines: Vec<(Span, &str)> = lines_of(context.source, block.span).collect();
    if lines.len() > 1 && lines.iter().all(|(_, line)| is_assigned(line)) {
        return Some(lines.into_iter().map(|(span, _)| span).collect());
    }
    let is_sentence = |line: &str| line.trim_end().ends_with(['.', '。']);
    if lines.len() > 1 && lines.iter().all(|(_, line)| is_sentence(line) && is_promise(line)) {
        return Some(lines.into_iter().map(|(span, _)| span).collect());
    }
    is_promise(block.span.of(context.source)).then(|| vec![block.span])
}

/// `We are adding alarms on …`, `In the short term we have moved to …`: what a team does or did about it.
fn tells_doing(lower: &str) -> bool {
    const MOST_WORDS_IN_FRONT: usize = 7;
    let doing = |rest: &str| rest.split([' ', ',']).next().is_some_and(|word| word.len() > 4 && word.ends_with("ing"));
    let done = |rest: &str| {
        let words = rest.split_whitespace().filter(|word| *word != "already" && *word != "also" && *word != "now");
        let first = words.clone().next().unwrap_or_default();
        ["ed", "en", "ut", "lt"].iter().any(|end| first.len() > 3 && first.ends_with(end))
    };
    let sentence = lower.split(". ").next().unwrap_or(lower);
    // `We are making several changes:` opens the list of them.
    if ["several ", "a number of", "the following", "many changes"].iter().any(|word| sentence.contains(word)) {
        return false;
    }
    let found = |verb: &str| {
        let at = sentence.find(verb)?;
        let is_near = sentence.get(..at)?.split_whitespace().count() <= MOST_WORDS_IN_FRONT
            && (at == 0 || sentence.get(..at)?.ends_with([' ', ',']));
        sentence.get(at + verb.len()..).filter(|_| is_near)
    };
    ["we are ", "we're ", "we are also "].iter().filter_map(|verb| found(verb)).any(doing)
        || ["we have ", "we've "].iter().filter_map(|verb| found(verb)).any(done)
}

/// `Ana to add a migration check`, `@bo will alert on errors`: who, and what.
fn is_assigned(line: &str) -> bool {
    let mut words = line.split_whitespace();
    let is_name = words.next().is_some_and(|name| {
        name.starts_with('@') || name.starts_with(char::is_uppercase) && name.chars().skip(1).all(char::is_lowercase)
    });
    let is_duty = matches!(words.next(), Some("to" | "will"));
    is_name && is_duty && words.next().is_some_and(|verb| verb.starts_with(char::is_lowercase))
}

/// Where lines of attributes begin: `Owner: …`, `By: …`, `担当: …` below the action.
fn attribute_lines(context: &Context<'_>, block: &Block) -> Option<usize> {
    let mut lines = lines_of(context.source, block.span);
    let (_, first) = lines.next()?;
    let is_attribute =
        |line: &str| attribute::attributes(line.trim_start()).first().is_some_and(|found| found.start <= 2);
    let (span, _) = lines.find(|(_, line)| is_attribute(line))?;
    (!is_attribute(first)).then_some(span.start)
}

/// What stands behind the dash of a line.
fn dashed(span: Span, line: &str) -> Option<Span> {
    let trimmed = line.trim_start();
    let marks = ["#. ", ": ", "- ", "* ", "• ", "・", "●", "○", "◯", "◆", "◇", "一、", "一　"];
    let rest = marks.iter().find_map(|mark| trimmed.strip_prefix(mark)).or_else(|| unspaced(trimmed));
    let rest = rest.or_else(|| numbered(trimmed));
    let rest = rest.or_else(|| lettered(trimmed)).or_else(|| drawn(trimmed))?;
    Some(Span::new(span.end - rest.trim_start().len(), span.end))
}

/// What stands behind `a)`, `(b)`, `ア　`, `イ．`.
fn lettered(line: &str) -> Option<&str> {
    let inner = line.trim_start_matches(['(', '（']);
    let first = inner.chars().next().filter(|c| c.is_ascii_lowercase() || "アイウエオカキクケコ".contains(*c))?;
    let rest = inner.get(first.len_utf8()..)?;
    let closed = rest.strip_prefix([')', '）']);
    closed.or_else(|| rest.strip_prefix(['\u{3000}', '．', '.']).filter(|_| !first.is_ascii()))
}

/// A line behind the drawing of its state: `✅ 上限を戻す`; the drawing stays, the state is read from it.
fn drawn(line: &str) -> Option<&str> {
    crate::import::action::state::boxed(line).is_some().then_some(line)
}

/// What stands behind `①`, `1.`, `1)`, `（1）`.
fn numbered(line: &str) -> Option<&str> {
    let first = line.chars().next()?;
    // `R1. The server shall …`, `D1: Font packages …` in formal reports.
    let lettered = line
        .strip_prefix(|c: char| c.is_ascii_uppercase())
        .filter(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    let line = lettered.unwrap_or(line);
    if matches!(first, '①'..='⑳') {
        return line.get(first.len_utf8()..);
    }
    let is_digit = |c: char| c.is_ascii_digit() || matches!(c, '０'..='９');
    let inner = line.trim_start_matches(['(', '（']);
    let rest = inner.trim_start_matches(is_digit);
    let has_number = (1..=6).contains(&(inner.len() - rest.len()));
    let colon = || rest.strip_prefix([':', '：']).filter(|_| lettered.is_some());
    let rest = rest.strip_prefix([')', '）', '.', '．', '、']).or_else(colon)?;
    // `1.5 seconds` is no number of a list.
    (has_number && !rest.starts_with(is_digit)).then_some(rest)
}

/// `**Architecture**: A redesign …`: a few bold words, then a sentence.
fn has_bold_lead(words: &str) -> bool {
    let Some((lead, rest)) = words.strip_prefix("**").and_then(|w| w.split_once("**")) else { return false };
    // A whole sentence in bold is what is promised; a few words are its name.
    let most = if lead.trim_end().ends_with('.') { 16 } else { 8 };
    let is_short = !lead.trim().is_empty() && lead.split_whitespace().count() <= most;
    let rest = rest.trim_start_matches([':', '：', '.', ' ', '-', '–', '—']);
    is_short && rest.split_whitespace().count() >= 2
}

/// Whether the bold lead of a paragraph opens many: then it is who speaks.
fn is_speaker(context: &Context<'_>, words: &str) -> bool {
    const LEAST: usize = 3;
    const LOOKED_AT: usize = 200_000;
    let end =
        (0..=LOOKED_AT.min(context.source.len())).rev().find(|at| context.source.is_char_boundary(*at)).unwrap_or(0);
    let source = context.source.get(..end).unwrap_or_default();
    let lead = words.strip_prefix("**").and_then(|w| w.split_once("**")).map(|(lead, _)| lead);
    let is_name = lead.filter(|lead| lead.len() <= 40 && lead.split_whitespace().count() <= 2);
    is_name.is_some_and(|lead| source.matches(&format!("**{lead}**")).take(LEAST).count() >= LEAST)
}

/// `**Action item:** …` as a paragraph, or a check mark in front of one.
fn label(context: &Context<'_>, block: &Block, group: Option<&str>, out: &mut Vec<ActionItem>) {
    let words = block.span.of(context.source);
    let trimmed = words.trim_start_matches(['*', '_']);
    let is_label = ["action item", "action:", "todo:", "アクション:"]
        .iter()
        .any(|word| trimmed.get(..word.len()).is_some_and(|head| head.eq_ignore_ascii_case(word)));
    if !is_label {
        return;
    }
    let Some((_, rest)) = words.split_once(':') else { return };
    let rest = rest.trim_start_matches(['*', '_', ' ']);
    let own = Span::new(block.span.end - rest.len(), block.span.end);
    let mut action = bullet(context, own, block, None, group, Vec::new());
    action.shape = Shape::Line;
    out.push(action);
}
