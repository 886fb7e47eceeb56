//! `report.no-preventive-action`: actions that only detect or document.

use std::sync::LazyLock;

use regex::Regex;

use super::{ReportRule, Variant};
use crate::{
    reading::{Action, SectionKind},
    rule::{RuleInfo, Severity},
    sentence::Language,
};

/// The rule.
pub const RULE: ReportRule = ReportRule {
    info: RuleInfo { id: "report.no-preventive-action", severity: Severity::Warning },
    fires: &[
        Variant {
            language: Language::English,
            edits: &[(
                "Reject a limit below the measured peak in the deploy pipeline",
                "Add an alert on pool usage above 70 % for 5 min",
            )],
        },
        Variant {
            language: Language::Japanese,
            edits: &[(
                "測定した最大使用数を下回る上限をデプロイ時に拒否する",
                "プール枯渇の復旧手順書を2月2日までに公開する",
            )],
        },
    ],
    passes: &[
        Variant {
            language: Language::English,
            edits: &[(
                "Page payments when the pool is above 80 % for 2 min",
                "Move the limit of the pool into the reviewed configuration",
            )],
        },
        Variant {
            language: Language::Japanese,
            edits: &[("プール使用率が2分間80%を超えたら決済チームを呼び出す", "プールの上限を構成管理へ移す")],
        },
    ],
    check: |reading, _, spots| {
        static WEAK: LazyLock<Option<Regex>> = LazyLock::new(|| {
            crate::language::pattern::plain(
                r"(?i)^\W*(?:(?:AI|ACT)-\d+\W*)?(?:add|create|set up|define|introduce|write|configure|build|extend|update|improve|emit|publish|record|enable)?\s*(?:an? |the |new |more |better |on |our )*(?:[a-z0-9-]+ ){0,3}(?:alerts?|alerting|alarms?|monitor(?:ing|s)?|dashboards?|metrics?|logging|logs|runbooks?|documentation|docs?|document|wiki|playbooks?|pages?|page the|notif(?:y|ication|ications)|panel|graph|tracing|guide|diagram)\b|アラートを|監視(?:を|項目)|通知(?:する|を)|ページする|ダッシュボード|手順書|ドキュメント|文書|可視化|記録する|起票する|呼び出す|発報|検知(?:する|できる)|発見(?:する|できる)",
            )
        });
        static STRONG: LazyLock<Option<Regex>> = LazyLock::new(|| {
            crate::language::pattern::plain(
                r"(?i)\b(?:reject|block|remove|limit|cap|retry|retries|timeout|automat|move|migrate|replace|drop|delete|lower|raise|increase|reduce|refuse|require|gate|test|rollback|canary|disable|enforce|separate|isolate|shard|scale|jitter|validate|validation|check that|fix|treat|apply|align|set the)\b|拒否|遮断|停止|自動|移す|移行|置き換|削除|制限|上限|禁止|分離|試験|検証|設定する|変更する|引き上げ|引き下げ|切り替え|算出|修正",
            )
        });
        if reading.actions.len() < 2 {
            return;
        }
        let weak = |a: &Action| {
            WEAK.as_ref().is_some_and(|p| p.is_match(&a.entry.text))
                && !STRONG.as_ref().is_some_and(|p| p.is_match(&a.entry.text))
        };
        if reading.actions.iter().all(weak)
            && let Some(section) = reading.section(SectionKind::Actions)
        {
            spots.line(section.line);
        }
    },
};
