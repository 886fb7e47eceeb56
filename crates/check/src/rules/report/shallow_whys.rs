//! `report.shallow-whys`: the why-chain ends before the evidence does.

use super::{ReportRule, Variant};
use crate::{
    reading::SectionKind,
    rule::{RuleInfo, Severity},
    sentence::Language,
};

/// The rule.
pub const RULE: ReportRule = ReportRule {
    info: RuleInfo { id: "report.shallow-whys", severity: Severity::Note },
    fires: &[
        Variant {
            language: Language::English,
            edits: &[(
                "2. Why was none free? The limit had been halved.\n3. Why could it be halved? Nothing compares it with the measured peak.\n4. Why does nothing compare them? The peak is measured after a release only.\n5. Why after a release only? The load test is not part of the pipeline.\n",
                "",
            )],
        },
        Variant {
            language: Language::Japanese,
            edits: &[(
                "2. なぜ空きがなかったか。上限が半減していたため。\n3. なぜ半減できたか。測定した最大使用数と比べる仕組みがないため。\n4. なぜ比べないか。最大使用数はリリース後にだけ測るため。\n5. なぜリリース後だけか。負荷試験がパイプラインにないため。\n",
                "",
            )],
        },
    ],
    passes: &[
        Variant {
            language: Language::English,
            edits: &[(
                "2. Why was none free? The limit had been halved.\n3. Why could it be halved? Nothing compares it with the measured peak.\n4. Why does nothing compare them? The peak is measured after a release only.\n5. Why after a release only? The load test is not part of the pipeline.\n",
                "\nThe evidence ends here.\n",
            )],
        },
        Variant {
            language: Language::Japanese,
            edits: &[(
                "4. なぜ比べないか。最大使用数はリリース後にだけ測るため。\n5. なぜリリース後だけか。負荷試験がパイプラインにないため。\n",
                "",
            )],
        },
    ],
    check: |reading, _, spots| {
        let Some(section) = reading.section(SectionKind::Whys) else { return };
        // A chain may stand in one item, its steps parted by arrows.
        let inside = |why: &crate::reading::Entry| why.text.matches(['→', '⇒']).count().div_ceil(2);
        let steps = reading.whys.len() + reading.whys.iter().map(inside).sum::<usize>();
        let says_why = reading.body(section).to_lowercase();
        let ends = ["evidence ends", "not known", "unknown", "no evidence", "不明", "証拠がな", "データがな"]
            .iter()
            .any(|words| says_why.contains(words));
        if steps > 0 && steps < 5 && (steps < 3 || reading.factors.len() > steps) && !ends {
            spots.line(section.line);
        }
    },
};
