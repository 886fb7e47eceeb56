//! Arguments that `analyze` and `draft` share.

use std::path::PathBuf;

use backstory_model::{Phrase, ServiceName, Window};
use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::complaint::{Complain as _, Complaint};
use crate::instant::InstantReader;
use crate::pipeline::Request;
use crate::workspace::Workspace;

/// Where the evidence lies and when it was.
#[derive(Debug, Clone, clap::Args)]
pub struct EvidenceArgs {
    /// Folder or file with evidence; may be given several times
    #[arg(long, short, required = true, value_name = "PATH")]
    pub evidence: Vec<PathBuf>,

    /// Start as people saw it; taken from `incident.json` in the evidence when absent
    ///
    /// RFC 3339 (`2025-02-09T10:05Z`), local time with `--tz` (`2025-02-09 10:05`), or a distance (`90m before 2025-02-09T11:40Z`)
    #[arg(long, value_name = "TIME")]
    pub from: Option<String>,

    /// End as people saw it, in the same forms
    #[arg(long, value_name = "TIME")]
    pub to: Option<String>,

    /// Start of the healthy stretch to compare with [default: where the evidence begins]
    #[arg(long, value_name = "TIME")]
    pub baseline_from: Option<String>,

    /// Zone of times without one, as an IANA name
    #[arg(long, value_name = "ZONE")]
    pub tz: Option<String>,

    /// Metric that tells what users felt [default: chosen from the evidence]
    #[arg(long, value_name = "SERVICE:METRIC")]
    pub symptom: Option<String>,
}

impl EvidenceArgs {
    /// Reads the arguments into a request.
    ///
    /// Errors are those of the command line.
    pub fn request(&self, workspace: &Workspace, now: Timestamp) -> miette::Result<Request> {
        Ok(self.read(workspace, now).map_err(Complaint::usage)?)
    }

    fn read(&self, workspace: &Workspace, now: Timestamp) -> Result<Request, Complaint> {
        let reader = InstantReader::new(self.tz.as_deref(), now).or_complain(|| unread("--tz"))?;
        let read = |flag: &str, text: &Option<String>| -> Result<Option<Timestamp>, Complaint> {
            text.as_deref().map(|t| reader.read(t).or_complain(|| unread(flag))).transpose()
        };
        let (from, to) = (read("--from", &self.from)?, read("--to", &self.to)?);
        let window = match (from, to) {
            (Some(from), Some(to)) => Some(Window::new(from, to).or_complain(|| Phrase::new("window-unread"))?),
            (None, None) => None,
            _ => {
                let what = Phrase::new("window-half");
                return Err(Complaint::new(what).help(Phrase::new("window-half-help")));
            }
        };
        let symptom = self
            .symptom
            .as_deref()
            .map(|text| {
                text.split_once(':')
                    .map(|(service, metric)| (ServiceName::from(service), metric.to_owned()))
                    .ok_or_else(|| {
                        Complaint::new(Phrase::new("symptom-no-metric").code("text", text))
                            .help(Phrase::new("symptom-no-metric-help"))
                    })
            })
            .transpose()?;
        let baseline_from = read("--baseline-from", &self.baseline_from)?;
        if let (Some(healthy), Some(window)) = (baseline_from, window)
            && healthy >= window.start
        {
            return Err(
                Complaint::new(Phrase::new("baseline-not-before")).help(Phrase::new("baseline-not-before-help"))
            );
        }
        let year = window.map_or(now, |w| w.start).to_zoned(TimeZone::UTC).year();
        Ok(Request {
            evidence: self.evidence.clone(),
            window,
            baseline_from,
            symptom,
            owners: workspace.owners.clone(),
            year: i64::from(year),
        })
    }
}

/// A flag whose value cannot be read.
pub(super) fn unread(flag: &str) -> Phrase {
    Phrase::new("message-flag-unread").code("flag", flag)
}
