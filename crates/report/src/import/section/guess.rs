//! What the sections are about whose headings say nothing: by what stands in them and where they stand.
//!
//! Only parts that the document lacks otherwise are looked for, and each is given to one section at most.

use crate::document::{Section, SectionKind, Span};
use crate::import::{
    Context,
    block::{Block, BlockKind},
    section::{Part, meaning::is_beside},
};

/// Words of an introduction that serves as summary, and of a section that does.
const LEAST_WORDS: usize = 12;

const FELT_BY: &[&str] = &[
    "customer",
    "user",
    "people",
    "order",
    "account",
    "request",
    "merchant",
    "visitor",
    "passenger",
    "patient",
    "reader",
    "player",
    "member",
    "tenant",
    "client",
    "message",
    "payment",
    "人",
    "名",
    "件",
    "台",
    "社",
    "お客",
    "利用者",
    "ユーザー",
];
const HARM: &[&str] = &[
    "could not",
    "couldn't",
    "were not",
    "was not",
    "failed",
    "lost",
    "missing",
    "late",
    "delayed",
    "affected",
    "unable",
    "wrong",
    "without",
    "rejected",
    "unavailable",
    "できな",
    "失敗",
    "遅れ",
    "止まっ",
    "影響",
    "届か",
    "失わ",
    "誤っ",
];
const CAUSE: &[&str] = &[
    "because",
    "caused",
    "due to",
    "the reason",
    "turned out",
    "had never",
    "by default",
    "ため、",
    "ためで",
    "により",
    "原因",
    "ことから",
];

/// Gives a summary, an impact and a cause to a document whose headings name none.
pub(in crate::import) fn complete(context: &Context<'_>, sections: &mut [Section], parts: &mut [Part<'_>]) {
    use SectionKind as K;
    let has = |sections: &[Section], kinds: &[K]| sections.iter().any(|section| kinds.contains(&section.kind));
    let intro = parts.iter().take_while(|part| part.kind == K::Title).map(|part| words(context, part)).sum::<usize>();
    if !has(sections, &[K::Summary]) && intro < LEAST_WORDS {
        let later = [K::Timeline, K::RootCause, K::Actions, K::Impact, K::FiveWhys];
        let end = parts.iter().position(|part| later.contains(&part.kind)).unwrap_or(parts.len());
        let found = (0..end).find(|at| fits(context, sections, parts, *at, |_| true));
        take(sections, parts, found, K::Summary);
    }
    // `## Why` over questions that each answer opens: the chain of whys.
    if !has(sections, &[K::FiveWhys]) {
        let found = parts.iter().position(|part| part.kind == K::RootCause && is_chain(context, part));
        take(sections, parts, found, K::FiveWhys);
    }
    let counts = |text: &str| text.chars().any(|c| crate::import::time::duration::digit(c).is_some());
    if !has(sections, &[K::Impact]) {
        let is_impact = |text: &str| {
            counts(text) && FELT_BY.iter().any(|w| text.contains(w)) && HARM.iter().any(|w| text.contains(w))
        };
        let found = (0..parts.len()).find(|at| fits(context, sections, parts, *at, is_impact));
        take(sections, parts, found, K::Impact);
    }
    if !has(sections, &[K::RootCause, K::ImmediateCause, K::Trigger, K::FiveWhys, K::ContributingFactors]) {
        let from = parts.iter().position(|part| part.kind == K::Timeline).map_or(0, |at| at + 1);
        let is_cause = |text: &str| CAUSE.iter().any(|word| text.contains(word));
        let found = (from..parts.len()).find(|at| fits(context, sections, parts, *at, is_cause));
        take(sections, parts, found, K::RootCause);
    }
}

/// Whether a part is a section of prose that nothing is known of, and whose words pass a test.
fn fits(
    context: &Context<'_>,
    sections: &[Section],
    parts: &[Part<'_>],
    at: usize,
    test: impl Fn(&str) -> bool,
) -> bool {
    let Some(part) = parts.get(at).filter(|part| part.kind == SectionKind::Other) else { return false };
    let Some(section) = part.section.and_then(|i| sections.get(i)) else { return false };
    let is_top = section.parent.and_then(|i| sections.get(i)).is_none_or(|above| above.kind == SectionKind::Title);
    let first = part.blocks.first().map(|block| block.kind);
    let is_prose = matches!(first, Some(BlockKind::Paragraph | BlockKind::List));
    let text = part.blocks.iter().map(|block| block.span.of(context.source).to_lowercase()).collect::<Vec<_>>();
    is_top && is_prose && !is_beside(&section.title) && words(context, part) >= LEAST_WORDS && test(&text.join("\n"))
}

/// Whether a part is one list of questions, each nested in the answer to the one above.
fn is_chain(context: &Context<'_>, part: &Part<'_>) -> bool {
    const LEAST: usize = 3;
    let [list] = part.blocks.as_slice() else { return false };
    if list.kind != BlockKind::List || list.children.len() != 1 {
        return false;
    }
    let (mut asked, mut open) = (0, vec![*list]);
    while let Some(block) = open.pop() {
        if matches!(block.kind, BlockKind::Item { .. }) {
            let own = crate::import::item::own_span(context, block);
            asked += usize::from(crate::import::layer::asks(own.of(context.source)));
        }
        open.extend(&block.children);
    }
    asked >= LEAST
}

fn take(sections: &mut [Section], parts: &mut [Part<'_>], found: Option<usize>, kind: SectionKind) {
    let Some(part) = found.and_then(|at| parts.get_mut(at)) else { return };
    part.kind = kind;
    if let Some(section) = part.section.and_then(|i| sections.get_mut(i)) {
        section.kind = kind;
    }
}

/// Words of the paragraphs of a part; three characters of Japanese count as one.
fn words(context: &Context<'_>, part: &Part<'_>) -> usize {
    let is_prose = |block: &&&Block| matches!(block.kind, BlockKind::Paragraph | BlockKind::List);
    let of = |span: Span| {
        let text = span.of(context.source);
        text.split_whitespace().count() + text.chars().filter(|c| !c.is_ascii()).count() / 3
    };
    part.blocks.iter().filter(is_prose).map(|block| of(block.span)).sum()
}

#[cfg(test)]
mod tests {
    use crate::document::{Document, SectionKind as K};

    #[test]
    fn sections_are_known_by_what_stands_in_them() {
        let source = "# Shelves\n\n## Prologue\n\nOn a Monday the whole catalogue went dark and nobody could see what they had lent, which is the point of it.\n\n\
            ## Two thousand cards\n\n2,000 members could not see their cards for most of the day, and some of them had to come twice.\n\n\
            ## Timeline\n\n- 10:00 dark\n- 11:00 light\n\n## The old disk\n\nThe disk was full because the nightly job that empties it had been stopped by hand in May.\n";
        let kinds: Vec<K> = Document::parse(source).sections.iter().map(|section| section.kind).collect();
        assert_eq!(kinds, [K::Title, K::Summary, K::Impact, K::Timeline, K::RootCause]);
    }
}
