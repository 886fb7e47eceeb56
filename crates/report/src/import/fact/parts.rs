//! Parts of a post-mortem that stand as pairs of the head: `- Summary: …`, `| Detection | … |`.

use crate::document::{Document, FactKey, Item, SectionKind};
use crate::import::{Context, inline, vocabulary};

/// Gives a part that no section holds the words of the pair that is named after it. The pair stays.
pub(in crate::import) fn fill(context: &Context<'_>, document: &mut Document) {
    use SectionKind as K;
    let front = document.front_matter.as_ref().map_or(0, |front| front.span.end);
    let mut found: Vec<(K, Item)> = Vec::new();
    for fact in document.facts.iter().filter(|fact| fact.key == FactKey::Other && fact.span.start >= front) {
        let kind = vocabulary::section_kind(&fact.label);
        let is_text = fact.value.text.split_whitespace().count() > 2 || !fact.value.text.is_ascii();
        if vocabulary::is_section_name(&fact.label) && is_text && !found.iter().any(|(known, _)| *known == kind) {
            let words = fact.value.span.of(context.source);
            let item = Item {
                text: fact.value.clone(),
                span: fact.span,
                details: Vec::new(),
                footnotes: inline::footnotes(words),
                links: inline::links(words),
            };
            found.push((kind, item));
        }
    }
    for (kind, item) in found {
        let place = match kind {
            K::Summary => &mut document.summary,
            K::Detection => &mut document.detection,
            K::WentWell => &mut document.went_well,
            K::WentWrong => &mut document.went_wrong,
            K::Lucky => &mut document.lucky,
            K::Lessons => &mut document.lessons,
            _ => continue,
        };
        if place.is_empty() {
            place.push(item);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::document::{Document, FactKey, SectionKind as K};

    #[test]
    fn a_head_that_tells_all_has_its_parts() {
        let list = "# Search down\n\n- **Date:** 2024-03-01\n- **Summary:** Search was down for an hour.\n- **Detection:** A customer called the desk.\n\n## Timeline\n\n- 10:00 a\n";
        let document = Document::parse(list);
        assert_eq!((document.summary.len(), document.detection.len()), (1, 1));
        let lines = "# Search down\n\n**Date:** 2024-03-01\n**Status:** Final\n**Summary:** Search was down for an hour, and nobody saw it.\n\
            **Impact:** 3 % of the requests failed, none was lost.\n**Root Causes:** A leak, and no limit on it.\n\
            **Resolution:** Traffic went to the other site.\n**Detection:** The desk saw it.\n\n## Timeline\n\n- 10:00 a\n";
        let document = Document::parse(lines);
        let kinds: Vec<K> = document.sections.iter().map(|section| section.kind).collect();
        assert_eq!(kinds, [K::Title, K::Summary, K::Impact, K::RootCause, K::Resolution, K::Detection, K::Timeline]);
        assert_eq!(document.summary[0].text.text, "Search was down for an hour, and nobody saw it.");
        assert_eq!((document.impact.len(), document.root_cause.len()), (1, 1));
        assert!(document.fact(FactKey::Impact).is_none() && document.fact(FactKey::Status).is_some());
        assert_eq!(document.write(), lines);
        let japanese = "# 検索停止\n\n日付：2024-03-01\n概要：検索が一時間にわたり停止した。\n影響：三割の利用者が検索できなかった。\n原因：上限の設定漏れによる枯渇であった。\n";
        let document = Document::parse(japanese);
        assert_eq!((document.summary.len(), document.impact.len(), document.root_cause.len()), (1, 1, 1));
    }
}
