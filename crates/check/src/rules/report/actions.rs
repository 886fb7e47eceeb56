//! Actions that somebody will do, by a day, for a reason.

use std::sync::LazyLock;

use regex::Regex;

use super::{ReportRule, Spots};
use crate::{
    reading::{Action, FactKey, Reading, SectionKind},
    rule::{Bilingual, RuleInfo, Severity},
};

fn at(spots: &mut Spots, action: &Action) {
    spots.words(action.entry.line, action.entry.bytes.clone());
}

/// More than so many actions without the same thing are one finding: the list has no place for it.
const ONE_BY_ONE: usize = 5;

/// Reports open actions that lack something.
fn missing(reading: &Reading<'_>, spots: &mut Spots, lacks: impl Fn(&Action) -> bool) {
    let lacking: Vec<&Action> = reading.actions.iter().filter(|a| !a.is_done && lacks(a)).collect();
    match lacking.first() {
        Some(first) if lacking.len() > ONE_BY_ONE => spots.detailed(
            first.entry.line,
            first.entry.bytes.clone(),
            format!("{}/{}", lacking.len(), reading.actions.len()),
        ),
        _ => lacking.into_iter().for_each(|a| at(spots, a)),
    }
}

/// `report.no-actions`: no action items.
pub const NO_ACTIONS: ReportRule = ReportRule {
    info: RuleInfo {
        id: "report.no-actions",
        severity: Severity::Error,
        why: Bilingual {
            en: "without action items nothing changes", ja: "アクションがなければ何も変わりません"
        },
        advice: Bilingual {
            en: "add a table of actions with owner, deadline and priority",
            ja: "担当、期限、優先度を持つアクションの表を加えてください",
        },
    },
    check: |reading, _, spots| {
        let prose = reading
            .section(SectionKind::Actions)
            .is_some_and(|section| reading.body(section).trim().chars().count() > 80);
        if reading.actions.is_empty() && !prose {
            spots.absent();
        }
    },
};

/// `report.action-no-owner`: nobody owns the action.
pub const NO_OWNER: ReportRule = ReportRule {
    info: RuleInfo {
        id: "report.action-no-owner",
        severity: Severity::Error,
        why: Bilingual {
            en: "an action that nobody owns is not done", ja: "担当のないアクションは実行されません"
        },
        advice: Bilingual { en: "name one person or team", ja: "人またはチームを一つ書いてください" },
    },
    check: |reading, _, spots| missing(reading, spots, |a| a.owner.is_none()),
};

/// `report.action-no-deadline`: the action has no date.
pub const NO_DEADLINE: ReportRule = ReportRule {
    info: RuleInfo {
        id: "report.action-no-deadline",
        severity: Severity::Error,
        why: Bilingual {
            en: "without a date the action loses against everything that has one",
            ja: "期限のないアクションは、期限のある仕事に負け続けます",
        },
        advice: Bilingual { en: "give a day", ja: "日付を書いてください" },
    },
    check: |reading, _, spots| missing(reading, spots, |a| a.deadline.is_none()),
};

/// `report.action-no-priority`: the action has no priority.
pub const NO_PRIORITY: ReportRule = ReportRule {
    info: RuleInfo {
        id: "report.action-no-priority",
        severity: Severity::Warning,
        why: Bilingual {
            en: "without a priority nobody knows which action to do first",
            ja: "優先度がなく、どれから始めるか分かりません",
        },
        advice: Bilingual {
            en: "give High, Medium or Low, or the house's P-number",
            ja: "高・中・低、または P1 などを書いてください",
        },
    },
    check: |reading, _, spots| missing(reading, spots, |a| a.priority.is_none()),
};

/// `report.action-no-factor`: an action that no factor asks for.
pub const NO_FACTOR: ReportRule = ReportRule {
    info: RuleInfo {
        id: "report.action-no-factor",
        severity: Severity::Note,
        why: Bilingual {
            en: "no factor asks for this action, while others name theirs",
            ja: "ほかのアクションと違い、どの要因への対応か書かれていません",
        },
        advice: Bilingual {
            en: "name the factor it answers, or add the factor",
            ja: "対応する要因を書くか、要因を追加してください",
        },
    },
    check: |reading, setting, spots| {
        let convention = reading.actions.iter().any(|a| a.factor.as_ref().is_some_and(|f| !f.is_empty()));
        if convention || setting.is_strict("report.action-no-factor") {
            reading
                .actions
                .iter()
                .filter(|a| a.factor.as_ref().is_none_or(String::is_empty))
                .for_each(|a| at(spots, a));
        }
    },
};

/// `report.factor-unanswered`: a factor that no action answers.
pub const FACTOR_UNANSWERED: ReportRule = ReportRule {
    info: RuleInfo {
        id: "report.factor-unanswered",
        severity: Severity::Note,
        why: Bilingual {
            en: "no action answers this factor, while others are answered",
            ja: "この要因に対応するアクションがありません",
        },
        advice: Bilingual {
            en: "add an action, or say why the risk is accepted",
            ja: "アクションを加えるか、受け入れる理由を書いてください",
        },
    },
    check: |reading, _, spots| {
        static NUMBER: LazyLock<Option<Regex>> = LazyLock::new(|| crate::language::pattern::plain(r"\d+"));
        let named: Vec<usize> = reading
            .actions
            .iter()
            .filter_map(|a| a.factor.as_ref())
            .flat_map(|factor| NUMBER.iter().flat_map(move |n| n.find_iter(factor)))
            .filter_map(|m| m.as_str().parse().ok())
            .collect();
        // Only where actions number the factors they answer can an unanswered one be told.
        if named.is_empty() {
            return;
        }
        for (i, factor) in reading.factors.iter().enumerate() {
            if !named.contains(&(i + 1)) && !factor.text.contains("accepted") && !factor.text.contains("受容") {
                spots.words(factor.line, factor.bytes.clone());
            }
        }
    },
};

fn is_high(priority: &str) -> bool {
    let lower = priority.to_lowercase();
    matches!(lower.as_str(), "high" | "p0" | "p1" | "critical" | "urgent" | "高" | "最高" | "緊急")
        || lower.starts_with("high")
        || lower.starts_with("p0")
        || lower.starts_with("p1")
}

/// `report.no-sponsor`: a high priority that nobody in the leadership stands behind.
pub const NO_SPONSOR: ReportRule = ReportRule {
    info: RuleInfo {
        id: "report.no-sponsor",
        severity: Severity::Note,
        why: Bilingual {
            en: "a high-priority action without a sponsor competes alone with the roadmap",
            ja: "優先度の高いアクションに後ろ盾がなく、ほかの計画に押されます",
        },
        advice: Bilingual {
            en: "name the executive who sees that it gets time",
            ja: "時間を確保する責任者を書いてください",
        },
    },
    check: |reading, setting, spots| {
        let fact = reading.fact(FactKey::Sponsor);
        if fact.is_some_and(|f| !crate::reading::is_blank(&f.value)) {
            return;
        }
        // A report that has a place for sponsors must fill it; one that has none is asked only where the house wants it.
        let has_place = fact.is_some() || reading.actions.iter().any(|a| a.sponsor.is_some());
        if has_place || setting.is_strict("report.no-sponsor") {
            reading
                .actions
                .iter()
                .filter(|a| {
                    a.priority.as_deref().is_some_and(is_high) && a.sponsor.as_ref().is_none_or(String::is_empty)
                })
                .for_each(|a| at(spots, a));
        }
    },
};

/// `report.no-preventive-action`: actions that only detect or document.
pub const NONE_PREVENTS: ReportRule = ReportRule {
    info: RuleInfo {
        id: "report.no-preventive-action",
        severity: Severity::Warning,
        why: Bilingual {
            en: "the actions only detect or document; it can happen again just the same",
            ja: "検知と文書化だけで、同じことがまた起こり得ます",
        },
        advice: Bilingual {
            en: "add one that removes the hazard or limits what it can do",
            ja: "危険そのものをなくすか、影響を限るアクションを加えてください",
        },
    },
    check: |reading, _, spots| {
        static WEAK: LazyLock<Option<Regex>> = LazyLock::new(|| {
            crate::language::pattern::plain(
                r"(?i)^\W*(?:(?:AI|ACT)-\d+\W*)?(?:add|create|set up|define|introduce|write|configure|build|extend|update|improve|emit|publish|record|enable)?\s*(?:an? |the |new |more |better |on |our )*(?:[a-z0-9-]+ ){0,3}(?:alerts?|alerting|alarms?|monitor(?:ing|s)?|dashboards?|metrics?|logging|logs|runbooks?|documentation|docs?|document|wiki|playbooks?|pages?|page the|notif(?:y|ication|ications)|panel|graph|tracing|guide|diagram)\b|アラートを|監視(?:を|項目)|通知(?:する|を)|ページする|ダッシュボード|手順書|ドキュメント|文書|可視化|記録する|起票する",
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

/// `report.action-overdue`: past its deadline and not done.
pub const OVERDUE: ReportRule = ReportRule {
    info: RuleInfo {
        id: "report.action-overdue",
        severity: Severity::Warning,
        why: Bilingual {
            en: "the deadline has passed and the action is not marked as done",
            ja: "期限を過ぎていますが、完了していません",
        },
        advice: Bilingual {
            en: "tick it off, or agree on a new date and say why",
            ja: "完了とするか、理由とともに新しい期限を決めてください",
        },
    },
    check: |reading, setting, spots| {
        let Some(today) = setting.today else { return };
        reading
            .actions
            .iter()
            .filter(|a| !a.is_done && a.due.is_some_and(|due| due < today))
            .for_each(|a| at(spots, a));
    },
};
