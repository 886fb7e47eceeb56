//! The section orders that teams use, and moving a document from one to another without loss.

mod convert;

use crate::document::SectionKind;

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
    (K::Summary, "Summary"),
    (K::Impact, "Impact"),
    (K::RootCause, "Root Causes"),
    (K::Trigger, "Trigger"),
    (K::Resolution, "Resolution"),
    (K::Detection, "Detection"),
    (K::Actions, "Action Items"),
    (K::Lessons, "Lessons Learned"),
    (K::WentWell, "What went well"),
    (K::WentWrong, "What went wrong"),
    (K::Lucky, "Where we got lucky"),
    (K::Timeline, "Timeline"),
    (K::Evidence, "Supporting information"),
];
const PAGERDUTY: &[(K, &str)] = &[
    (K::Summary, "Overview"),
    (K::ContributingFactors, "Contributing Factors"),
    (K::Resolution, "Resolution"),
    (K::Impact, "Impact"),
    (K::Participants, "Responders"),
    (K::Timeline, "Timeline"),
    (K::WentWell, "What Went Well?"),
    (K::WentWrong, "What Didn't Go So Well?"),
    (K::Actions, "Action Items"),
];
const ATLASSIAN: &[(K, &str)] = &[
    (K::Summary, "Incident summary"),
    (K::Background, "Leadup"),
    (K::Trigger, "Fault"),
    (K::Impact, "Impact"),
    (K::Detection, "Detection"),
    (K::Response, "Response"),
    (K::Resolution, "Recovery"),
    (K::Timeline, "Timeline"),
    (K::FiveWhys, "Five whys"),
    (K::RootCause, "Root cause"),
    (K::Lessons, "Lessons learned"),
    (K::Actions, "Corrective actions"),
];
const GITLAB: &[(K, &str)] = &[
    (K::Summary, "Summary"),
    (K::Impact, "Impact"),
    (K::Detection, "Detection"),
    (K::RootCause, "Root cause"),
    (K::Response, "Incident response"),
    (K::Timeline, "Timeline"),
    (K::WentWell, "What went well"),
    (K::WentWrong, "What can be improved"),
    (K::Actions, "Corrective actions"),
    (K::Lessons, "Lessons learned"),
];
const CLASSIC: &[(K, &str)] = &[
    (K::Summary, "Summary"),
    (K::Impact, "Impact"),
    (K::Timeline, "Timeline"),
    (K::ContributingFactors, "Contributing Factors"),
    (K::FiveWhys, "Five Whys"),
    (K::RootCause, "Root Cause"),
    (K::Actions, "Action Items"),
    (K::WentWell, "What Went Well"),
    (K::Lessons, "Lessons Learned"),
    (K::Prevention, "Prevention"),
    (K::DataGaps, "Data Gaps"),
    (K::Evidence, "Evidence"),
];

impl Template {
    /// Sections in order: kind and title.
    pub fn sections(self) -> &'static [(SectionKind, &'static str)] {
        match self {
            Self::GoogleSre => GOOGLE_SRE,
            Self::PagerDuty => PAGERDUTY,
            Self::Atlassian => ATLASSIAN,
            Self::GitLab => GITLAB,
            Self::Classic => CLASSIC,
        }
    }
}
