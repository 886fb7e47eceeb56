//! `report.cause-is-trigger`: root cause and trigger are the same words.

use super::{ReportRule, Variant};
use crate::{
    reading::{FactKey, SectionKind},
    rule::{RuleInfo, Severity},
    sentence::Language,
};

/// The rule.
pub const RULE: ReportRule = ReportRule {
    info: RuleInfo { id: "report.cause-is-trigger", severity: Severity::Warning },
    fires: &[
        Variant {
            language: Language::English,
            edits: &[(
                "Nothing compares the limit of the pool with its measured peak.",
                "Change 4711 lowered the limit of the pool.",
            )],
        },
        Variant {
            language: Language::Japanese,
            edits: &[("プールの上限を測定した最大使用数と比べる仕組みがない。", "変更4711がプールの上限を下げた。")],
        },
    ],
    passes: &[
        Variant {
            language: Language::English,
            edits: &[(
                "Nothing compares the limit of the pool with its measured peak.",
                "Change 4711 could lower the limit of the pool below its measured peak, since nothing compares the two.",
            )],
        },
        Variant {
            language: Language::Japanese,
            edits: &[(
                "プールの上限を測定した最大使用数と比べる仕組みがない。",
                "変更4711の上限を、測定した最大使用数と比べる仕組みがない。",
            )],
        },
    ],
    check: |reading, _, spots| {
        let of = |kind: SectionKind, key: FactKey| {
            reading
                .section(kind)
                .map(|section| (reading.body(section).to_owned(), section.line))
                .or_else(|| reading.fact(key).map(|fact| (fact.value.clone(), fact.line)))
        };
        let (Some((cause, line)), Some((trigger, _))) =
            (of(SectionKind::RootCause, FactKey::RootCause), of(SectionKind::Trigger, FactKey::Trigger))
        else {
            return;
        };
        let (cause, trigger) = (bare(&cause), bare(&trigger));
        if !cause.is_empty() && (cause == trigger || similar(&cause, &trigger)) {
            spots.line(line);
        }
    },
};

fn bare(text: &str) -> String {
    text.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect()
}

/// Whether nine tenths of the character trigrams are shared.
fn similar(a: &str, b: &str) -> bool {
    let grams = |text: &str| {
        let chars: Vec<char> = text.chars().collect();
        chars.windows(3).map(<[char]>::to_vec).collect::<std::collections::BTreeSet<_>>()
    };
    let (a, b) = (grams(a), grams(b));
    let shared = a.intersection(&b).count();
    let total = a.union(&b).count();
    total > 0 && shared * 10 >= total * 9
}
