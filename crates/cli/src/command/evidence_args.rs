//! Arguments that `analyze` and `draft` share.

use std::path::PathBuf;

use backstory_model::{ServiceName, Window};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use miette::{IntoDiagnostic, WrapErr, miette};

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
    pub fn request(&self, workspace: &Workspace, now: Timestamp) -> miette::Result<Request> {
        let reader = InstantReader::new(self.tz.as_deref(), now).into_diagnostic()?;
        let read = |flag: &str, text: &Option<String>| -> miette::Result<Option<Timestamp>> {
            text.as_deref()
                .map(|t| reader.read(t).into_diagnostic().wrap_err_with(|| format!("failed to read `{flag}`")))
                .transpose()
        };
        let (from, to) = (read("--from", &self.from)?, read("--to", &self.to)?);
        let window = match (from, to) {
            (Some(from), Some(to)) => {
                Some(Window::new(from, to).into_diagnostic().wrap_err("failed to read the window")?)
            }
            (None, None) => None,
            _ => {
                return Err(miette!(
                    help = "give both, for example `--from 2025-02-09T10:00Z --to 2025-02-09T11:30Z`",
                    "`--from` and `--to` belong together"
                ));
            }
        };
        let symptom = self
            .symptom
            .as_deref()
            .map(|text| {
                text.split_once(':')
                    .map(|(service, metric)| (ServiceName::from(service), metric.to_owned()))
                    .ok_or_else(|| {
                        miette!(
                            help = "write `--symptom SERVICE:METRIC`, for example `--symptom checkout:latency_p99`",
                            "`{text}` names no metric"
                        )
                    })
            })
            .transpose()?;
        let year = window.map_or(now, |w| w.start).to_zoned(TimeZone::UTC).year();
        Ok(Request {
            evidence: self.evidence.clone(),
            window,
            baseline_from: read("--baseline-from", &self.baseline_from)?,
            symptom,
            owners: workspace.owners.clone(),
            year: i64::from(year),
        })
    }
}
