//! Layers inside a part of causes: `Immediate cause: …`, `**Systemic:** …`, `間接原因：…`; and the chain of whys in nested bullets.

use crate::document::{FactorLayer, Item, SectionKind, Span, Text, lines_of};
use crate::import::{Context, inline, vocabulary::section_kind};

/// Longest label of a layer, in characters.
const LONGEST_LABEL: usize = 40;

/// An item, or its lines, each with the layer that a label in front of it names.
pub(super) fn split(context: &Context<'_>, item: Item) -> Vec<(Option<FactorLayer>, Item)> {
    let lines: Vec<Span> = lines_of(context.source, item.text.span).map(|(span, _)| span).collect();
    let labelled: Vec<_> = lines.iter().map(|line| label(context, *line)).collect();
    let count = labelled.iter().flatten().count();
    if count == 0 || (lines.len() > 1 && labelled.first().is_none_or(Option::is_none)) {
        return vec![(None, item)];
    }
    let mut out: Vec<(Option<FactorLayer>, Item)> = Vec::new();
    for (line, found) in lines.into_iter().zip(labelled) {
        match (found, out.last_mut()) {
            (Some((layer, words)), _) => {
                let text = words.of(context.source);
                let own = Item {
                    text: context.text(words),
                    span: line,
                    details: Vec::new(),
                    footnotes: inline::footnotes(text),
                    links: inline::links(text),
                };
                out.push((Some(layer), own));
            }
            // A line without a label goes on with the one above.
            (None, Some((_, above))) => {
                above.text = context.text(Span::new(above.text.span.start, line.end));
                above.span.end = line.end;
            }
            (None, None) => {}
        }
    }
    // `- Contributing causes:` over bullets of its own.
    let is_bare = out.len() == 1 && out.first().is_some_and(|(_, own)| own.text.text.is_empty());
    if is_bare {
        let layer = out.first().and_then(|(layer, _)| *layer);
        return item.details.into_iter().map(|detail| (layer, of_text(detail))).collect();
    }
    if let Some((_, last)) = out.last_mut() {
        last.span.end = last.span.end.max(item.span.end);
        last.details = item.details;
    }
    out
}

fn of_text(text: Text) -> Item {
    Item { span: text.span, text, ..Item::default() }
}

/// The layer that a label in front of a line names, and what stands behind it.
fn label(context: &Context<'_>, line: Span) -> Option<(FactorLayer, Span)> {
    let words = line.of(context.source);
    let (at, sign) = words.char_indices().take(LONGEST_LABEL).find(|(_, c)| matches!(c, ':' | '：'))?;
    let name = inline::plain(words.get(..at)?);
    let layer = layer(&name)?;
    let rest = words.get(at + sign.len_utf8()..)?;
    let behind = rest.trim_start_matches(['*', '_', ' ', '\u{3000}']);
    Some((layer, Span::new(line.end - behind.len(), line.end)))
}

fn layer(name: &str) -> Option<FactorLayer> {
    const MOST_WORDS: usize = 4;
    if name.split_whitespace().count() > MOST_WORDS {
        return None;
    }
    match name.to_lowercase().as_str() {
        "immediate" | "direct" | "proximate" => return Some(FactorLayer::Immediate),
        "contributing" | "indirect" | "secondary" | "背景" => return Some(FactorLayer::Contributing),
        "systemic" | "organisational" | "organizational" | "体制" => return Some(FactorLayer::Systemic),
        _ => {}
    }
    match section_kind(name) {
        SectionKind::ImmediateCause => Some(FactorLayer::Immediate),
        SectionKind::ContributingFactors => Some(FactorLayer::Contributing),
        SectionKind::SystemicIssues => Some(FactorLayer::Systemic),
        _ => None,
    }
}

/// Whether the items of a part of causes are a chain of whys: several ask, or one goes on with a chain above.
pub(super) fn is_chain(context: &Context<'_>, items: &[Item], goes_on: bool) -> bool {
    let asking: usize = items
        .iter()
        .map(|item| {
            let lines = lines_of(context.source, item.text.span);
            let asked = lines.filter(|(_, words)| is_question(&inline::plain(words))).count();
            asked.max(usize::from(is_question(&item.text.text)))
                + item.details.iter().filter(|detail| is_question(&detail.text)).count()
        })
        .sum();
    asking >= 2 || asking == 1 && goes_on
}

/// `Why did it stop?`, `なぜ1：…`: words that ask why and close as a question does, or are numbered as one of a chain.
fn is_question(words: &str) -> bool {
    let numbered = words.trim_start().strip_prefix("なぜ").is_some_and(|rest| {
        rest.starts_with(|c: char| crate::import::time::duration::digit(c).is_some() || matches!(c, '①'..='⑨'))
    });
    asks(words) && (numbered || words.contains(['?', '？']) || words.contains("のか"))
}

/// Whether words ask why.
pub(super) fn asks(words: &str) -> bool {
    let lower = words.trim_start_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    lower.starts_with("why") || lower.starts_with("なぜ") || lower.starts_with("何故")
}

/// The lines of a paragraph in which several ask: each question with the lines that go on with it.
fn asking_lines(context: &Context<'_>, item: &Item) -> Option<Vec<Item>> {
    let mut out: Vec<Item> = Vec::new();
    for (line, words) in lines_of(context.source, item.text.span) {
        if asks(&inline::plain(words)) {
            out.push(of_text(context.text(line)));
        } else {
            let last = out.last_mut()?;
            last.text = context.text(Span::new(last.text.span.start, line.end));
            last.span = last.text.span;
        }
    }
    (out.len() >= 2).then_some(out)
}

/// Questions nested in the answers of those above, each an item with its answer below; those of a paragraph, line by line.
pub(super) fn whys(context: &Context<'_>, item: Item) -> Vec<Item> {
    if let Some(lines) = asking_lines(context, &item) {
        return lines;
    }
    if !asks(&item.text.text) || !item.details.iter().any(|detail| asks(&detail.text)) {
        return vec![item];
    }
    let details = item.details.clone();
    let mut out = vec![Item { details: Vec::new(), ..item }];
    for detail in details {
        if asks(&detail.text) {
            out.push(of_text(detail));
        } else if let Some(last) = out.last_mut() {
            last.details.push(detail);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use crate::document::{Document, FactorLayer as L};

    fn factors(body: &str) -> Vec<(L, String)> {
        let document = Document::parse(&format!("# T\n\n## Summary\n\nx\n\n{body}"));
        document.factors.into_iter().map(|factor| (factor.layer, factor.item.text.text)).collect()
    }

    #[test]
    fn labels_give_factors_their_layers() {
        let expected = [(L::Immediate, "a"), (L::Contributing, "b; c"), (L::Systemic, "d")];
        for body in [
            "## Causes\n\nImmediate cause: a\n\nContributing causes: b; c\n\nSystemic: d\n",
            "## Root cause\n**Immediate:** a\n**Contributing:** b; c\n**Systemic:** d\n",
            "## 原因\n- 直接原因：a\n- 間接原因：b; c\n- 組織要因：d\n",
        ] {
            let found = factors(body);
            let found: Vec<_> = found.iter().map(|(layer, words)| (*layer, words.as_str())).collect();
            assert_eq!(found, expected, "{body}");
        }
        let nested = factors("## Causes\n\n- Contributing causes:\n  - b\n  - c\n");
        assert_eq!(nested, [(L::Contributing, "b".to_owned()), (L::Contributing, "c".to_owned())]);
        assert!(factors("## Root cause\n\nThe cause: a disk.\n").is_empty());
    }

    #[test]
    fn lines_that_ask_are_a_chain_wherever_they_stand() {
        for body in [
            "## Five whys\n\nWhy was it full? WAL was kept.\nWhy was it kept? A slot had\nno reader.\n",
            "## Root cause\n\nWhy was it full? WAL was kept.\nWhy was it kept? A slot had\nno reader.\n",
            "## なぜ起きたのか\n\nなぜ1: なぜ遅れたのか → 負荷\nなぜ2: なぜ負荷が増えたのか → 無効化\n",
        ] {
            let document = Document::parse(&format!("# T\n\n## Summary\n\nx\n\n{body}"));
            assert_eq!((document.five_whys.len(), document.root_cause.len()), (2, 0), "{body}");
        }
        let cause = Document::parse("# T\n\n## Root cause\n\nWhy it failed is a disk.\n");
        assert_eq!((cause.five_whys.len(), cause.root_cause.len()), (0, 1));
    }

    #[test]
    fn nested_whys_are_a_chain() {
        let source = "# T\n\n## Why\n\n- Why was it red?\n  - No disk\n    - Why no disk?\n      - Alerts were muted\n        - Why muted?\n          - They flapped\n";
        let whys = Document::parse(source).five_whys;
        let shown: Vec<_> = whys.iter().map(|why| (why.text.text.as_str(), why.details[0].text.as_str())).collect();
        assert_eq!(
            shown,
            [("Why was it red?", "No disk"), ("Why no disk?", "Alerts were muted"), ("Why muted?", "They flapped")]
        );
    }
}
