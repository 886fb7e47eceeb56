//! The section orders that teams use, and moving a document from one to another without loss.

mod convert;

use crate::document::SectionKind;
use crate::locale::Catalogue;

pub use convert::{Conversion, Refusal, convert};

/// A built-in order of sections.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the words say it")]
pub enum Template {
    GoogleSre,
    PagerDuty,
    Atlassian,
    GitLab,
    Classic,
}

use SectionKind as K;

const GOOGLE_SRE: &[(K, &str)] = &[
    (K::Summary, "template-summary"),
    (K::Impact, "template-impact"),
    (K::RootCause, "template-root-causes"),
    (K::Trigger, "template-trigger"),
    (K::Resolution, "template-resolution"),
    (K::Detection, "template-detection"),
    (K::Actions, "template-action-items"),
    (K::Lessons, "template-lessons-learned"),
    (K::WentWell, "template-what-went-well"),
    (K::WentWrong, "template-what-went-wrong"),
    (K::Lucky, "template-where-we-got-lucky"),
    (K::Timeline, "template-timeline"),
    (K::Evidence, "template-supporting-information"),
];
const PAGERDUTY: &[(K, &str)] = &[
    (K::Summary, "template-overview"),
    (K::ContributingFactors, "template-contributing-factors"),
    (K::Resolution, "template-resolution"),
    (K::Impact, "template-impact"),
    (K::Participants, "template-responders"),
    (K::Timeline, "template-timeline"),
    (K::WentWell, "template-what-went-well-asked"),
    (K::WentWrong, "template-what-went-wrong-asked"),
    (K::Actions, "template-action-items"),
];
const ATLASSIAN: &[(K, &str)] = &[
    (K::Summary, "template-incident-summary"),
    (K::Background, "template-leadup"),
    (K::Trigger, "template-fault"),
    (K::Impact, "template-impact"),
    (K::Detection, "template-detection"),
    (K::Response, "template-response"),
    (K::Resolution, "template-recovery"),
    (K::Timeline, "template-timeline"),
    (K::FiveWhys, "template-five-whys"),
    (K::RootCause, "template-root-cause"),
    (K::Lessons, "template-lessons"),
    (K::Actions, "template-corrective-actions"),
];
const GITLAB: &[(K, &str)] = &[
    (K::Summary, "template-summary"),
    (K::Impact, "template-impact"),
    (K::Detection, "template-detection"),
    (K::RootCause, "template-root-cause"),
    (K::Response, "template-incident-response"),
    (K::Timeline, "template-timeline"),
    (K::WentWell, "template-what-went-well"),
    (K::WentWrong, "template-what-can-be-improved"),
    (K::Actions, "template-corrective-actions"),
    (K::Lessons, "template-lessons"),
];
const CLASSIC: &[(K, &str)] = &[
    (K::Summary, "template-summary"),
    (K::Impact, "template-impact"),
    (K::Timeline, "template-timeline"),
    (K::ContributingFactors, "template-contributing-factors"),
    (K::FiveWhys, "template-five-whys-classic"),
    (K::RootCause, "template-root-cause-classic"),
    (K::Actions, "template-action-items"),
    (K::WentWell, "template-what-went-well-classic"),
    (K::Lessons, "template-lessons-learned"),
    (K::Prevention, "template-prevention"),
    (K::DataGaps, "template-data-gaps"),
    (K::Evidence, "template-evidence"),
];

impl Template {
    /// All of them.
    pub(crate) const ALL: [Self; 5] = [Self::GoogleSre, Self::PagerDuty, Self::Atlassian, Self::GitLab, Self::Classic];

    /// Sections in order: kind and title in a language.
    pub(crate) fn sections(self, words: &Catalogue) -> Vec<(SectionKind, String)> {
        self.keys().iter().map(|(kind, key)| (*kind, words.text(key))).collect()
    }

    /// Sections in order: kind, and the key of the title in the catalogues.
    fn keys(self) -> &'static [(SectionKind, &'static str)] {
        match self {
            Self::GoogleSre => GOOGLE_SRE,
            Self::PagerDuty => PAGERDUTY,
            Self::Atlassian => ATLASSIAN,
            Self::GitLab => GITLAB,
            Self::Classic => CLASSIC,
        }
    }
}
