//! Parts that a reader looks for first, and words that say nothing.

use std::sync::LazyLock;

use regex::Regex;

use super::ReportRule;
use crate::{
    reading::{FactKey, SectionKind, date},
    rule::{Bilingual, RuleInfo, Severity},
};

fn matches(pattern: &LazyLock<Option<Regex>>, text: &str) -> bool {
    pattern.as_ref().is_some_and(|p| p.is_match(text))
}

/// Text without dates, times, ids and versions: what is left of numbers are figures.
fn figures_only(text: &str) -> String {
    static NOISE: LazyLock<Option<Regex>> = LazyLock::new(|| {
        crate::language::pattern::plain(
            r"\d{4}[-/年]\d{1,2}[-/月]\d{1,2}日?|\d{1,2}:\d{2}(?::\d{2})?|\d{1,2}時\d{1,2}分(?:ごろ|頃)?|\d{1,2}月\d{1,2}日|\[\^[^\]]*\]|(?i:sev|inc|p)-?\d+|v\d+(?:\.\d+)+|[a-zA-Z]+-?\d+[a-z]?\b",
        )
    });
    NOISE.as_ref().map_or_else(|| text.to_owned(), |noise| noise.replace_all(text, " ").into_owned())
}

fn has_figure(text: &str) -> bool {
    static WORDS: LazyLock<Option<Regex>> = LazyLock::new(|| {
        crate::language::pattern::plain(
            r"(?i)\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|hundred|thousand|million|dozen|no (?:customer|user|data|order|request)s? (?:was|were|lost|affected)|none|nobody was affected|zero)\b|[0-9]|[一二三四五六七八九十百千万]+(?:件|人|名|台|社|分|時間|割|回|店|個)",
        )
    });
    matches(&WORDS, &figures_only(text))
}

/// `report.impact-no-numbers`: the impact section has no figure.
pub const IMPACT_NUMBERS: ReportRule = ReportRule {
    info: RuleInfo {
        id: "report.impact-no-numbers",
        severity: Severity::Warning,
        why: Bilingual {
            en: "impact without a figure cannot be compared, prioritised or trusted",
            ja: "数値のない影響は、比較も優先順位付けもできません",
        },
        advice: Bilingual {
            en: "count failed requests, affected customers, minutes, money; say what could not be counted",
            ja: "失敗した要求、影響を受けた人数、時間、金額を数え、数えられないものはそう書いてください",
        },
    },
    check: |reading, _, spots| {
        let Some(section) = reading.section(SectionKind::Impact) else { return };
        let body = reading.body(section);
        if body.trim().len() > 3 && !has_figure(body) {
            spots.line(section.line);
        }
    },
};

/// `report.weasel-numbers`: "some users" beside other figures.
pub const WEASEL: ReportRule = ReportRule {
    info: RuleInfo {
        id: "report.weasel-numbers",
        severity: Severity::Note,
        why: Bilingual {
            en: "a quantity that means anything between one and all",
            ja: "一から全部までのどれとも読める数量です",
        },
        advice: Bilingual {
            en: "give the count, or a range and how it was estimated",
            ja: "件数、または範囲とその見積もり方を書いてください",
        },
    },
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

/// `report.no-detection`: nothing says how it was noticed.
pub const DETECTION: ReportRule = ReportRule {
    info: RuleInfo {
        id: "report.no-detection",
        severity: Severity::Warning,
        why: Bilingual {
            en: "nothing says how it was noticed, so nobody can make that faster",
            ja: "どう気付いたかの記載がなく、次に早く気付く方法を考えられません",
        },
        advice: Bilingual {
            en: "add a Detection section: what told whom, and how long after the first effect",
            ja: "「検知」の節を設け、何が誰にいつ知らせたかを書いてください",
        },
    },
    check: |reading, _, spots| {
        if reading.section(SectionKind::Detection).is_none() && reading.fact(FactKey::Detected).is_none() {
            spots.absent();
        }
    },
};

/// `report.no-severity`: no severity is given.
pub const SEVERITY: ReportRule = ReportRule {
    info: RuleInfo {
        id: "report.no-severity",
        severity: Severity::Warning,
        why: Bilingual {
            en: "without a severity the report cannot be compared or prioritised",
            ja: "重大度がなく、比較も優先順位付けもできません",
        },
        advice: Bilingual {
            en: "add `Severity: SEV-n` to the head", ja: "冒頭に「重大度: SEV-n」を書いてください"
        },
    },
    check: |reading, _, spots| {
        static NAMED: LazyLock<Option<Regex>> = LazyLock::new(|| {
            crate::language::pattern::plain(
                r"(?im)\bsev(?:erity)?[ -]?(?:level )?[0-5]\b|\bseverity\W{1,6}\w|^\W*(?:重大度|深刻度)",
            )
        });
        let blank = reading.fact(FactKey::Severity).map(|fact| crate::reading::is_blank(&fact.value));
        if blank == Some(true) || blank.is_none() && !matches(&NAMED, reading.source) {
            spots.absent();
        }
    },
};

/// `report.no-lessons`: no lessons are drawn.
pub const LESSONS: ReportRule = ReportRule {
    info: RuleInfo {
        id: "report.no-lessons",
        severity: Severity::Warning,
        why: Bilingual {
            en: "without lessons the report helps nobody outside the team",
            ja: "教訓がなければ、ほかのチームの役に立ちません",
        },
        advice: Bilingual {
            en: "add Lessons: what others with a similar system should know",
            ja: "「教訓」の節を設け、似た仕組みを持つ人が知るべきことを書いてください",
        },
    },
    check: |reading, _, spots| {
        let empty = reading.section(SectionKind::Lessons).is_none_or(|section| reading.body(section).trim().is_empty());
        if empty {
            spots.absent();
        }
    },
};

/// `report.no-follow-up-date`: no date for the review of the actions.
pub const FOLLOW_UP: ReportRule = ReportRule {
    info: RuleInfo {
        id: "report.no-follow-up-date",
        severity: Severity::Warning,
        why: Bilingual {
            en: "no date is set on which somebody looks whether the actions were done and helped",
            ja: "アクションの完了と効果を確かめる日が決まっていません",
        },
        advice: Bilingual {
            en: "add a follow-up review about four weeks ahead",
            ja: "約4週間後のフォローアップの日付を書いてください",
        },
    },
    check: |reading, _, spots| {
        let fact = reading.fact(FactKey::FollowUp).is_some_and(|fact| !crate::reading::is_blank(&fact.value));
        let section = reading
            .section(SectionKind::FollowUp)
            .is_some_and(|section| date(reading.body(section)).is_some() || date(&section.title).is_some());
        static SENTENCE: LazyLock<Option<Regex>> = LazyLock::new(|| {
            crate::language::pattern::plain(
                r"(?i)(?:follow[- ]?up (?:review|meeting|session)|review of (?:the )?actions|actions (?:are|will be) reviewed|four[- ]week review|フォローアップ|振り返り会)[^\n]{0,80}(?:\d{4}[-/年]\d{1,2}|\d{1,2} (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]* \d{1,2}|\d{1,2}月\d{1,2}日)",
            )
        });
        if !fact && !section && !matches(&SENTENCE, reading.source) {
            spots.absent();
        }
    },
};

/// `report.placeholder`: a blank of the template is still there.
pub const PLACEHOLDER: ReportRule = ReportRule {
    info: RuleInfo {
        id: "report.placeholder",
        severity: Severity::Warning,
        why: Bilingual { en: "a blank of the template is still there", ja: "ひな形の空欄が残っています" },
        advice: Bilingual {
            en: "fill it, or say that it is not known and why",
            ja: "埋めるか、分からない理由を書いてください",
        },
    },
    check: |reading, _, spots| {
        static BLANK: LazyLock<Option<Regex>> = LazyLock::new(|| {
            crate::language::pattern::plain(
                r"\b(?:TBD|TBA|TODO|FIXME|XXX|TBC)\b|\[(?:insert|fill in|your|name|date|time|link|describe|add|title|owner|team|placeholder|tbd|todo)[^\]\n]{0,60}\]|<(?:insert|fill in|your|name of|date|time|describe|placeholder|title|owner|team)[^>\n/]{0,60}>|\{\{[^}\n]{1,60}\}\}|_{4,}|(?i:lorem ipsum)|YYYY-MM-DD|HH:MM|要記入|(?:ここに)?(?:記入|記載)してください|(?:【|\[)(?:未記入|未定|要確認|記入)[^】\]]{0,20}(?:】|\])|○○|〇〇|××|未記入",
            )
        });
        let mut fenced = false;
        let mut offset = 0;
        for line in reading.source.split_inclusive('\n') {
            let start = offset;
            offset += line.len();
            if line.trim_start().starts_with("```") {
                fenced = !fenced;
            }
            let visible = crate::mask(line);
            if fenced || line.trim_start().starts_with('>') {
                continue;
            }
            for found in BLANK.iter().flat_map(|blank| blank.find_iter(line)) {
                let quoted = visible.as_bytes().get(found.start()) == Some(&3);
                let link = line.get(found.end()..).is_some_and(|after| after.starts_with('('));
                if !quoted && !link {
                    spots.words(reading.position(start).0, start + found.start()..start + found.end());
                }
            }
        }
    },
};

/// `report.internal-secret`: something internal in a report for the public.
pub const SECRET: ReportRule = ReportRule {
    info: RuleInfo {
        id: "report.internal-secret",
        severity: Severity::Error,
        why: Bilingual {
            en: "this version is for the public and names something internal",
            ja: "公開版に内部の情報が含まれています",
        },
        advice: Bilingual {
            en: "describe the role of the thing instead of its address, account or key",
            ja: "アドレスや鍵の代わりに、その役割を書いてください",
        },
    },
    check: |reading, setting, spots| {
        static PUBLIC: LazyLock<Option<Regex>> = LazyLock::new(|| {
            crate::language::pattern::plain(r"(?i)\b(?:public|external|customers?)\b|公開|社外|外部|一般")
        });
        static TITLE: LazyLock<Option<Regex>> = LazyLock::new(|| {
            crate::language::pattern::plain(r"(?im)^#\s.*(?:\(public(?: version)?\)|public version|公開版)")
        });
        static INTERNAL: LazyLock<Option<Regex>> = LazyLock::new(|| {
            crate::language::pattern::plain(
                r"\b[A-Za-z0-9][A-Za-z0-9.-]*\.(?:internal|corp|intra|intranet|local|lan|svc\.cluster\.local)\b|\b(?:10\.\d{1,3}|192\.168|172\.(?:1[6-9]|2\d|3[01]))\.\d{1,3}\.\d{1,3}\b|\b(?:AKIA|ASIA)[A-Z0-9]{16}\b|\bgh[pousr]_[A-Za-z0-9]{20,}|\bglpat-[\w-]{16,}|\bxox[abprs]-[\w-]{10,}|\beyJ[\w-]{10,}\.[\w-]{10,}\.[\w-]{5,}|-----BEGIN [A-Z ]*PRIVATE KEY-----|(?i:password|passwd|secret|token|api[_-]?key)\s*[=:]\s*\S{6,}|https?://hooks\.slack\.com/\S+|[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+|\b[a-z]+://[^\s:@/]+:[^\s@/]+@\S+|#inc-\d+",
            )
        });
        let declared = reading.fact(FactKey::Audience).is_some_and(|fact| {
            matches(&PUBLIC, &fact.value)
                && !fact.value.to_lowercase().contains("internal")
                && !fact.value.contains("社内")
                && !fact.value.contains("非公開")
        });
        if !setting.public && !declared && !matches(&TITLE, reading.source) {
            return;
        }
        for found in INTERNAL.iter().flat_map(|internal| internal.find_iter(reading.source)) {
            spots.words(reading.position(found.start()).0, found.range());
        }
    },
};
