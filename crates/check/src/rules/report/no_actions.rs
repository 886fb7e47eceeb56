//! `report.no-actions`: no action items.

use super::{ReportRule, Variant};
use crate::{
    reading::SectionKind,
    rule::{RuleInfo, Severity},
    sentence::Language,
};

/// The rule.
pub const RULE: ReportRule = ReportRule {
    info: RuleInfo { id: "report.no-actions", severity: Severity::Error },
    fires: &[
        Variant {
            language: Language::English,
            edits: &[
                (
                    "| ID | Action | Owner | Deadline | Priority | Sponsor | Factor |\n|---|---|---|---|---|---|---|\n",
                    "",
                ),
                (
                    "| AI-001 | Reject a limit below the measured peak in the deploy pipeline | payments | 2026-02-02 | High | VP Engineering | 1 |\n",
                    "",
                ),
                (
                    "| AI-002 | Page payments when the pool is above 80 % for 2 min | sre | 2026-02-06 | Medium | - | 2 |\n",
                    "",
                ),
            ],
        },
        Variant {
            language: Language::Japanese,
            edits: &[
                ("## アクションアイテム\n\n", ""),
                ("| ID | アクション | 担当 | 期限 | 優先度 | スポンサー | 要因 |\n|---|---|---|---|---|---|---|\n", ""),
                (
                    "| AI-001 | 測定した最大使用数を下回る上限をデプロイ時に拒否する | 決済チーム | 2026-02-02 | 高 | 開発本部長 | 1 |\n",
                    "",
                ),
                (
                    "| AI-002 | プール使用率が2分間80%を超えたら決済チームを呼び出す | SRE | 2026-02-06 | 中 | - | 2 |\n",
                    "",
                ),
            ],
        },
    ],
    passes: &[
        Variant {
            language: Language::English,
            edits: &[
                (
                    "| ID | Action | Owner | Deadline | Priority | Sponsor | Factor |\n|---|---|---|---|---|---|---|\n",
                    "",
                ),
                (
                    "| AI-001 | Reject a limit below the measured peak in the deploy pipeline | payments | 2026-02-02 | High | VP Engineering | 1 |\n",
                    "- AI-001 Reject a limit below the measured peak in the deploy pipeline (owner: payments, due: 2026-02-02, priority: High)\n",
                ),
                (
                    "| AI-002 | Page payments when the pool is above 80 % for 2 min | sre | 2026-02-06 | Medium | - | 2 |\n",
                    "- AI-002 Page payments when the pool is above 80 % for 2 min (owner: sre, due: 2026-02-06, priority: Medium)\n",
                ),
            ],
        },
        Variant { language: Language::Japanese, edits: &[("## アクションアイテム", "## 再発防止策")] },
    ],
    check: |reading, _, spots| {
        let prose = reading
            .section(SectionKind::Actions)
            .is_some_and(|section| reading.body(section).trim().chars().count() > 80);
        if reading.actions.is_empty() && !prose {
            spots.absent();
        }
    },
};
