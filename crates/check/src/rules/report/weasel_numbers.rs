//! `report.weasel-numbers`: "some users" beside other figures.

use std::sync::LazyLock;

use regex::Regex;

use super::{ReportRule, Variant, figure::has_figure};
use crate::{
    reading::SectionKind,
    rule::{RuleInfo, Severity},
    sentence::Language,
};

/// The rule.
pub const RULE: ReportRule = ReportRule {
    info: RuleInfo { id: "report.weasel-numbers", severity: Severity::Note },
    fires: &[
        Variant {
            language: Language::English,
            edits: &[(
                "4,210 payment requests of 1,377 customers failed.",
                "4,210 payment requests failed.\nMany customers paid twice.",
            )],
        },
        Variant {
            language: Language::Japanese,
            edits: &[(
                "1,377名の顧客による決済要求4,210件が失敗した。",
                "決済要求4,210件が失敗した。\n一部の顧客には二重に請求された。",
            )],
        },
    ],
    passes: &[
        Variant {
            language: Language::English,
            edits: &[(
                "4,210 payment requests of 1,377 customers failed.",
                "4,210 payment requests failed.\nMany customers (1,377 of them) saw an error.",
            )],
        },
        Variant {
            language: Language::Japanese,
            edits: &[(
                "1,377名の顧客による決済要求4,210件が失敗した。",
                "決済要求4,210件が失敗した。\n一部の顧客(1,377名)にエラーが表示された。",
            )],
        },
    ],
    check: |reading, _, spots| {
        static WORDS: LazyLock<Option<Regex>> = LazyLock::new(|| {
            crate::language::pattern::plain(
                r"(?i)\b(?:some|many|a few|several|numerous|a (?:large |small |significant |substantial )?number of|lots of|a lot of|quite a lot of|various|countless|plenty of|a handful of|a small (?:portion|fraction|percentage|subset|share) of|a (?:large |significant )?(?:portion|fraction|percentage|share) of) (?:[a-z-]+ )?(?:users?|customers?|requests?|orders?|clients?|tenants?|merchants?|transactions?|payments?|sessions?|people|visitors|subscribers|accounts|calls|messages|e-?mails|mails|jobs|records)\b|(?:一部の|多くの|多数の|かなりの|数多くの|いくつかの|相当数の|大勢の|少数の|若干の)(?:利用者|ユーザー?|顧客|お客様|リクエスト|要求|注文|取引|加盟店|店舗|会員|端末|通話|メール|アカウント)",
            )
        });
        let Some(section) = reading.section(SectionKind::Impact) else { return };
        let body = reading.body(section);
        if !has_figure(body) {
            return;
        }
        for found in WORDS.iter().flat_map(|words| words.find_iter(body)) {
            // The figure may follow in the same line.
            let line_end =
                body.get(found.end()..).and_then(|rest| rest.find('\n')).map_or(body.len(), |i| found.end() + i);
            let line_start = body.get(..found.start()).and_then(|before| before.rfind('\n')).map_or(0, |i| i + 1);
            if !has_figure(body.get(line_start..line_end).unwrap_or("")) {
                let start = section.body.start + found.start();
                spots.words(reading.position(start).0, start..section.body.start + found.end());
            }
        }
    },
};
