//! What a report must contain, and what must not contradict itself.

use jiff::civil::Date;

use crate::{finding::Finding, reading::Reading, rule::RuleInfo, sentence::Language};

pub mod actions;
pub mod chain;
pub mod content;
pub mod times;

/// A rule about a whole report.
#[derive(Debug, Clone, Copy)]
pub struct ReportRule {
    /// Id, severity, reasons.
    pub info: RuleInfo,
    /// Adds what it finds.
    pub check: fn(&Reading<'_>, &Setting, &mut Spots),
}

/// What the rules need to know beside the report.
#[derive(Debug, Clone, Default)]
pub struct Setting {
    /// The day, for deadlines; null means that deadlines are not judged.
    pub today: Option<Date>,
    /// Whether the report is meant for the public, by the caller's word.
    pub public: bool,
    /// Rules that are on only when asked for, by their ids: they then also fire where the report has no place for the thing.
    pub strict: Vec<String>,
}

impl Setting {
    /// Whether the rule is asked for by name.
    pub fn is_strict(&self, rule: &str) -> bool {
        self.strict.iter().any(|id| id == rule)
    }
}

/// Where a report rule fires: a line and words, or the absence of a part.
#[derive(Debug, Clone, Default)]
pub struct Spots(pub Vec<Spot>);

/// One place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spot {
    /// Line, or null for an absence.
    pub line: Option<usize>,
    /// Bytes of the words, where there are words.
    pub bytes: Option<std::ops::Range<usize>>,
    /// A detail for the message, the same in both languages: a name, two numbers.
    pub detail: Option<String>,
}

impl Spots {
    /// The part is absent.
    pub fn absent(&mut self) {
        self.0.push(Spot { line: None, bytes: None, detail: None });
    }

    /// At a line.
    pub fn line(&mut self, line: usize) {
        self.0.push(Spot { line: Some(line), bytes: None, detail: None });
    }

    /// At words.
    pub fn words(&mut self, line: usize, bytes: std::ops::Range<usize>) {
        self.0.push(Spot { line: Some(line), bytes: Some(bytes), detail: None });
    }

    /// At words, with a detail.
    pub fn detailed(&mut self, line: usize, bytes: std::ops::Range<usize>, detail: String) {
        self.0.push(Spot { line: Some(line), bytes: Some(bytes), detail: Some(detail) });
    }
}

/// Every report rule.
pub static REPORT_RULES: &[ReportRule] = &[
    times::NO_ZONE,
    times::ORDER,
    times::SHARED_LATE,
    times::DURATION,
    content::IMPACT_NUMBERS,
    content::WEASEL,
    content::DETECTION,
    content::SEVERITY,
    content::LESSONS,
    content::FOLLOW_UP,
    content::PLACEHOLDER,
    content::SECRET,
    chain::SINGLE_FACTOR,
    chain::SHALLOW,
    chain::NO_EVIDENCE,
    chain::TRIGGER,
    actions::NO_ACTIONS,
    actions::NO_OWNER,
    actions::NO_DEADLINE,
    actions::NO_PRIORITY,
    actions::NO_FACTOR,
    actions::FACTOR_UNANSWERED,
    actions::NO_SPONSOR,
    actions::NONE_PREVENTS,
    actions::OVERDUE,
];

/// Applies every report rule.
pub fn check(reading: &Reading<'_>, setting: &Setting, language: Language) -> Vec<Finding> {
    let mut findings = Vec::new();
    if !reading.is_post_mortem() {
        return findings;
    }
    for rule in REPORT_RULES {
        let mut spots = Spots::default();
        (rule.check)(reading, setting, &mut spots);
        for spot in spots.0 {
            let at = spot.bytes.as_ref().map(|b| reading.position(b.start));
            let why = rule.info.why.get(language);
            findings.push(Finding {
                rule: rule.info.id,
                severity: rule.info.severity,
                line: at.map(|(line, _)| line).or(spot.line),
                column: at.map(|(_, column)| column),
                span: spot.bytes.as_ref().and_then(|b| reading.source.get(b.clone())).map(str::to_owned),
                message: spot.detail.map_or_else(|| why.to_owned(), |detail| format!("{why} ({detail})")),
                fix: Some(rule.info.advice.get(language).to_owned()),
                bytes: spot.bytes,
            });
        }
    }
    findings
}
