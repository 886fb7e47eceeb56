//! `report.placeholder`: a blank of the template is still there.

use std::sync::LazyLock;

use regex::Regex;

use super::{ReportRule, Variant};
use crate::{
    rule::{RuleInfo, Severity},
    sentence::Language,
};

/// The rule.
pub const RULE: ReportRule = ReportRule {
    info: RuleInfo { id: "report.placeholder", severity: Severity::Warning },
    fires: &[
        Variant { language: Language::English, edits: &[("The limit is restored in staging", "TBD")] },
        Variant { language: Language::Japanese, edits: &[("変更4711が", "【要確認】が")] },
        Variant { language: Language::English, edits: &[("Change 4711", "[insert change]")] },
    ],
    passes: &[
        Variant {
            language: Language::English,
            edits: &[("## Summary\n", "## Summary\n\nThe marker `TODO` in the template is printed as it is.\n")],
        },
        Variant {
            language: Language::Japanese,
            edits: &[("## 概要\n", "## 概要\n\nひな形の `TODO` はそのまま表示される。\n")],
        },
    ],
    check: |reading, _, spots| {
        static BLANK: LazyLock<Option<Regex>> = LazyLock::new(|| {
            crate::language::pattern::plain(
                r"\b(?:TBD|TBA|TODO|FIXME|XXX|TBC)\b|\[(?:insert|fill in|your|name|date|time|link|describe|add|title|owner|team|placeholder|tbd|todo)[^\]\n:=]{0,60}\]|<(?:insert|fill in|your|name of|date|time|describe|placeholder|title|owner|team)[^>\n/]{0,60}>|\{\{[^}\n]{1,60}\}\}|_{4,}|(?i:lorem ipsum)|YYYY-MM-DD|HH:MM|要記入|(?:ここに)?(?:記入|記載)してください|(?:【|\[)(?:未記入|未定|要確認|記入)[^】\]]{0,20}(?:】|\])|○○|〇〇|××|未記入",
            )
        });
        let cells: Vec<usize> = reading.actions.iter().map(|action| action.entry.line).collect();
        let mut fenced = false;
        let mut offset = 0;
        for (index, line) in reading.source.split_inclusive('\n').enumerate() {
            let (start, number) = (offset, index + 1);
            offset += line.len();
            if line.trim_start().starts_with("```") {
                fenced = !fenced;
            }
            let visible = crate::mask(line);
            // `## TODO` is a house's name for its list of actions.
            if fenced || line.trim_start().starts_with(['>', '#']) {
                continue;
            }
            for found in BLANK.iter().flat_map(|blank| blank.find_iter(line)) {
                let quoted = visible.as_bytes().get(found.start()) == Some(&3);
                let link = line.get(found.end()..).is_some_and(|after| after.starts_with('('));
                // An open owner or deadline of an action is told by the rules of actions.
                let told = cells.contains(&number) && crate::reading::is_blank(found.as_str());
                if !quoted && !link && !told {
                    spots.words(reading.position(start).0, start + found.start()..start + found.end());
                }
            }
        }
    },
};
