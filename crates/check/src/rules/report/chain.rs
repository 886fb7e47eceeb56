//! Factors, why-chains and root causes that hold together.

use super::ReportRule;
use crate::{
    reading::{FactKey, Reading, SectionKind},
    rule::{Bilingual, RuleInfo, Severity},
};

/// `report.single-factor`: fewer than two contributing factors.
pub const SINGLE_FACTOR: ReportRule = ReportRule {
    info: RuleInfo {
        id: "report.single-factor",
        severity: Severity::Warning,
        why: Bilingual {
            en: "incidents of complex systems need several conditions at once; one factor is where the search stopped",
            ja: "複雑なシステムの障害には複数の条件が要ります。要因が一つなのは、そこで探すのをやめたからです",
        },
        advice: Bilingual {
            en: "ask what else had to be true: detection, limits, tests, response, earlier decisions",
            ja: "ほかに何が成り立っていたか(検知、上限、試験、対応、以前の決定)を問うてください",
        },
    },
    check: |reading, _, spots| {
        let Some(section) = reading.section(SectionKind::Factors) else { return };
        let has_whys_inside = !reading.whys.is_empty() && reading.factors.is_empty();
        if reading.factors.len() < 2 && !has_whys_inside && !reading.body(section).trim().is_empty() {
            spots.line(section.line);
        }
    },
};

/// `report.shallow-whys`: the why-chain ends before the evidence does.
pub const SHALLOW: ReportRule = ReportRule {
    info: RuleInfo {
        id: "report.shallow-whys",
        severity: Severity::Note,
        why: Bilingual {
            en: "the why-chain is shorter than five steps, while the report lists more factors than it reaches",
            ja: "なぜの連鎖が5段に満たず、挙げられた要因に届いていません",
        },
        advice: Bilingual {
            en: "go on asking until every systemic factor is reached, or say where the evidence ends",
            ja: "仕組みの要因に届くまで続けるか、証拠がどこで尽きるかを書いてください",
        },
    },
    check: |reading, _, spots| {
        let Some(section) = reading.section(SectionKind::Whys) else { return };
        let steps = reading.whys.len();
        let says_why = reading.body(section).to_lowercase();
        let ends = ["evidence ends", "not known", "unknown", "no evidence", "不明", "証拠がな", "データがな"]
            .iter()
            .any(|words| says_why.contains(words));
        if steps > 0 && steps < 5 && reading.factors.len() > steps && !ends {
            spots.line(section.line);
        }
    },
};

fn cites(text: &str) -> bool {
    text.contains("[^") || text.contains("](") || text.contains("http://") || text.contains("https://")
}

/// `report.factor-no-evidence`: a factor without evidence, where others have it.
pub const NO_EVIDENCE: ReportRule = ReportRule {
    info: RuleInfo {
        id: "report.factor-no-evidence",
        severity: Severity::Warning,
        why: Bilingual {
            en: "this factor cites no evidence, while others in this report do",
            ja: "ほかの要因には証拠があるのに、この要因にはありません",
        },
        advice: Bilingual {
            en: "cite the log, graph or message that shows it, or mark it as a guess",
            ja: "それを示すログ、グラフ、発言を引用するか、推測であると書いてください",
        },
    },
    check: |reading, setting, spots| {
        let cited = |entry: &crate::reading::Entry| reading.source.get(entry.bytes.clone()).is_some_and(cites);
        let convention = reading.factors.iter().any(cited);
        if !convention && !setting.is_strict("report.factor-no-evidence") {
            return;
        }
        for factor in reading.factors.iter().filter(|factor| !cited(factor) && !is_heading(reading, factor)) {
            spots.words(factor.line, factor.bytes.clone());
        }
    },
};

fn is_heading(reading: &Reading<'_>, entry: &crate::reading::Entry) -> bool {
    reading.source.get(entry.bytes.clone()).is_some_and(|text| text.trim_start().starts_with('#'))
}

/// `report.cause-is-trigger`: root cause and trigger are the same words.
pub const TRIGGER: ReportRule = ReportRule {
    info: RuleInfo {
        id: "report.cause-is-trigger",
        severity: Severity::Warning,
        why: Bilingual {
            en: "root cause and trigger are the same: what made the trigger harmful is missing",
            ja: "根本原因と契機が同じで、契機を障害にした条件が抜けています",
        },
        advice: Bilingual {
            en: "keep the event under Trigger, and name under Root cause the condition it met",
            ja: "出来事は契機に残し、根本原因にはそれが出会った条件を書いてください",
        },
    },
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
