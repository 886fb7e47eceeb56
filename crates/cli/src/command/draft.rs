//! `backstory draft`.

use std::fs;
use std::path::{Path, PathBuf};

use backstory_model::{Analysis, Phrase, PhraseArg};
use backstory_report::draft::{DraftOptions, draft};
use backstory_report::locale::{Catalogue, Lang};
use backstory_report::merge::{Merged, merge, seal};
use jiff::tz::TimeZone;
use miette::IntoDiagnostic;

use super::evidence_args::EvidenceArgs;
use super::step::analysed;
use crate::case_folder::{
    keep_evidence, name_of, write_analysis, write_atomically, write_charts, write_neighbours, write_people,
};
use crate::complaint::{Complain as _, Complaint};
use crate::context::Context;
use crate::exit::ExitStatus;
use crate::pipeline::Request;
use crate::words::path;
use crate::workspace::Workspace;

/// Raw evidence copied into a case at most, bytes.
const MOST_RAW: u64 = 512 << 20;

/// Arguments of `backstory draft`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  backstory draft --evidence ./evidence --from 2025-02-09T10:00Z --to 2025-02-09T11:30Z
  backstory draft -e ./evidence --lang ja
  backstory draft -e ./evidence --case incidents/2025-02-09-checkout

Running it again keeps every word, order and deletion of people in report.md and adds only what is new.

Exit status: 0 done, 2 usage, 3 something could not be read and the rest was drafted")]
pub struct Args {
    #[command(flatten)]
    evidence: EvidenceArgs,

    /// Folder of the case [default: incidents/DAY-TITLE]
    #[arg(long, value_name = "DIR")]
    case: Option<PathBuf>,

    /// Language of the report: en or ja [default: the workspace's, else en]
    #[arg(long, value_name = "LANG")]
    lang: Option<String>,

    /// Leave the raw evidence where it is instead of keeping a copy in the case
    #[arg(long)]
    no_copy: bool,

    /// Print what was written as JSON
    #[arg(long)]
    json: bool,
}

/// What a draft wrote.
#[derive(Debug, serde::Serialize)]
pub(super) struct Written {
    /// The folder of the case.
    pub(super) case: PathBuf,
    /// The report.
    pub(super) report: PathBuf,
    /// Units added to a report that was there already.
    pub(super) added: Vec<String>,
    /// Places where a person's words and the new draft differ; the person's stand.
    pub(super) conflicts: Vec<backstory_report::merge::Conflict>,
    /// Artifacts that were too large to copy.
    pub(super) left_in_place: usize,
    #[serde(skip)]
    pub(super) analysis: Analysis,
    #[serde(skip)]
    pub(super) is_partial: bool,
}

/// Analyses and writes the case folder.
pub(super) fn run(args: &Args, context: &mut Context<'_>) -> miette::Result<ExitStatus> {
    let workspace = Workspace::load(Path::new("."))?;
    let request = args.evidence.request(&workspace, context.now)?;
    let lang = language(args.lang.as_deref(), &workspace)?;
    let written = write_case(&request, args.case.clone(), lang, args.no_copy, context)?;
    if args.json {
        context.json(&written).into_diagnostic()?;
    } else {
        writeln!(context.out, "{}", written.report.display()).into_diagnostic()?;
        for added in &written.added {
            context.say(&Phrase::new("draft-added").text("unit", added.trim()));
        }
        for conflict in &written.conflicts {
            let told = Phrase::new("draft-conflict").text("line", conflict.line.to_string());
            context.say(&told.text("proposed", conflict.proposed.trim()));
        }
        if written.left_in_place > 0 {
            context.say(&Phrase::new("draft-left-in-place").number("count", written.left_in_place as f64));
        }
        context.say(&Phrase::new("draft-next"));
    }
    Ok(if written.is_partial { ExitStatus::Partial } else { ExitStatus::Success })
}

/// The language asked for, else the workspace's, else English.
pub(super) fn language(flag: Option<&str>, workspace: &Workspace) -> miette::Result<Lang> {
    let code = flag.or(workspace.lang.as_deref()).unwrap_or("en");
    let known = || Lang::ALL.iter().map(|lang| format!("`{lang}`")).collect();
    Lang::from_code(code).ok_or_else(|| {
        let help = Phrase::new("draft-no-language-help").with("known", PhraseArg::List(known()));
        Complaint::new(Phrase::new("draft-no-language").code("code", code)).help(help).into()
    })
}

/// Runs the analysis and writes report, analysis and evidence.
pub(super) fn write_case(
    request: &Request,
    case: Option<PathBuf>,
    lang: Lang,
    no_copy: bool,
    context: &Context<'_>,
) -> miette::Result<Written> {
    let outcomes = analysed(request, context)?;
    let mut analysis = outcomes.analysis;
    let case = case.unwrap_or_else(|| Path::new("incidents").join(name_of(&analysis)));
    // Saved in English, for programs; the report has its own language.
    let saved = analysis.clone();
    backstory_report::locale::fill(&mut analysis, &Catalogue::load(lang));
    let today = context.now.to_zoned(TimeZone::UTC).date();
    let fresh = draft(&analysis, &DraftOptions { lang, today });
    let report = case.join("report.md");
    let merged = match fs::read_to_string(&report) {
        Ok(existing) => merge(&existing, None, &fresh),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Merged {
            text: seal(&fresh),
            added: Vec::new(),
            updated: Vec::new(),
            conflicts: Vec::new(),
            withheld: Vec::new(),
            unsupported: Vec::new(),
        },
        Err(error) => {
            return Err(Complaint::new(Phrase::new("message-unread").code("path", path(&report)))
                .because(error)
                .into());
        }
    };
    let failed = || Phrase::new("draft-unwritten").code("path", path(&case));
    write_atomically(&report, merged.text.as_bytes()).or_complain(failed)?;
    write_analysis(&case, &saved).or_complain(failed)?;
    write_charts(&case, &outcomes.charts).or_complain(failed)?;
    write_people(&case, &outcomes.observations.people).or_complain(failed)?;
    let most = if no_copy { 0 } else { MOST_RAW };
    write_neighbours(&case, &saved, &outcomes.rules, lang).or_complain(failed)?;
    let left = keep_evidence(&case, &saved, &request.evidence, most).or_complain(failed)?;
    Ok(Written {
        report,
        case,
        added: merged.added,
        conflicts: merged.conflicts,
        left_in_place: if no_copy { 0 } else { left },
        analysis: saved,
        is_partial: outcomes.is_partial,
    })
}
