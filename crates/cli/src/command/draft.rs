//! `backstory draft`.

use std::fs;
use std::path::{Path, PathBuf};

use backstory_model::{Analysis, Phrase, PhraseArg};
use backstory_report::document::Document;
use backstory_report::draft::{DraftOptions, draft, draft_without};
use backstory_report::locale::{Catalogue, Lang};
use backstory_report::merge::{Memory, Merged, absent_actions, merge, seal};
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

    /// Language of a new report: en or ja [default: the workspace's, else en]
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
    /// What was added to a report that was there already, changed in it, removed from it and left alone.
    #[serde(flatten)]
    pub(super) merged: Merged,
    /// Artifacts that were too large to copy.
    pub(super) left_in_place: usize,
    #[serde(skip)]
    pub(super) lang: Lang,
    #[serde(skip)]
    pub(super) analysis: Analysis,
    #[serde(skip)]
    pub(super) is_partial: bool,
}

/// Analyses and writes the case folder.
pub(super) fn run(args: &Args, context: &mut Context<'_>) -> miette::Result<ExitStatus> {
    let workspace = Workspace::load(Path::new("."))?;
    let request = args.evidence.request(&workspace, context.now)?;
    let lang = WantedLang { asked: asked(args.lang.as_deref())?, otherwise: language(None, &workspace)? };
    let written = write_case(&request, args.case.clone(), lang, args.no_copy, context)?;
    if args.json {
        context.json(&written).into_diagnostic()?;
    } else {
        writeln!(context.out, "{}", written.report.display()).into_diagnostic()?;
        tell(&written.merged, context);
        if written.left_in_place > 0 {
            context.say(&Phrase::new("draft-left-in-place").number("count", written.left_in_place as f64));
        }
        context.say(&Phrase::new("draft-next"));
    }
    Ok(if written.is_partial { ExitStatus::Partial } else { ExitStatus::Success })
}

/// Tells what a draft changed in a report that was there, and what it left alone.
fn tell(merged: &Merged, context: &mut Context<'_>) {
    match merged.memory {
        Memory::Comment | Memory::Nothing => {}
        Memory::Sidecar => context.say(&Phrase::new("draft-memory-sidecar")),
        Memory::Lost => context.say(&Phrase::new("draft-memory-lost")),
    }
    for (key, units) in [
        ("draft-added", &merged.added),
        ("draft-updated", &merged.updated),
        ("draft-removed", &merged.removed),
        ("draft-unplaced", &merged.unplaced),
    ] {
        for unit in units {
            context.say(&Phrase::new(key).text("unit", unit.trim()));
        }
    }
    for standing in &merged.unsupported {
        let told = Phrase::new("draft-unsupported").text("line", standing.line.to_string());
        context.say(&told.text("unit", standing.words.trim()));
    }
    for conflict in &merged.conflicts {
        let told = Phrase::new("draft-conflict").text("line", conflict.line.to_string());
        context.say(&told.text("proposed", conflict.proposed.trim()));
    }
    if !merged.withheld.is_empty() {
        context.say(&Phrase::new("draft-withheld").number("count", merged.withheld.len() as f64));
    }
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

/// The language asked for, where one is.
pub(super) fn asked(flag: Option<&str>) -> miette::Result<Option<Lang>> {
    flag.map(|code| language(Some(code), &Workspace::default())).transpose()
}

/// The language a draft is to have. A report that is there has its own.
#[derive(Debug, Clone, Copy)]
pub(super) struct WantedLang {
    /// By the flag.
    pub(super) asked: Option<Lang>,
    /// Where neither flag nor report tells.
    pub(super) otherwise: Lang,
}

impl WantedLang {
    /// The language for a draft into a report that may be there. One report in two languages would tell everything twice.
    fn settled(self, existing: Option<&str>) -> Result<Lang, Complaint> {
        let own = existing.and_then(language_of);
        if let Some((own, asked)) = own.zip(self.asked).filter(|(own, asked)| own != asked) {
            let what = Phrase::new("draft-other-language").code("own", own.to_string());
            let help = Phrase::new("draft-other-language-help").code("asked", asked.to_string());
            return Err(Complaint::new(what).help(help.code("own", own.to_string())));
        }
        Ok(own.or(self.asked).unwrap_or(self.otherwise))
    }
}

/// The language of a report: as its front matter states, else that which most of its headings are in, where a machine
/// wrote them.
fn language_of(report: &str) -> Option<Lang> {
    let document = Document::parse(report);
    let stated = document.front_matter.as_ref().and_then(|front| front.get("lang")).and_then(Lang::from_code);
    stated.or_else(|| {
        let titles = |lang: Lang| {
            let words = Catalogue::load(lang);
            let known: Vec<String> = SECTIONS.iter().map(|key| words.text(key)).collect();
            document.sections.iter().filter(|section| known.contains(&section.title)).count()
        };
        Lang::ALL
            .iter()
            .copied()
            .map(|lang| (titles(lang), lang))
            .filter(|(n, _)| *n > 0)
            .max_by_key(|(n, _)| *n)
            .map(|(_, lang)| lang)
    })
}

/// Headings of a draft.
const SECTIONS: [&str; 6] = [
    "section-summary",
    "section-impact",
    "section-factors",
    "section-root-cause",
    "section-actions",
    "section-lessons",
];

/// What the machine would have drafted from the analysis that it left beside the report.
fn previous_draft(case: &Path, options: DraftOptions) -> Option<String> {
    let file = case.join("analysis.json");
    if fs::metadata(&file).ok()?.len() > MOST_RAW {
        return None;
    }
    let mut analysis: Analysis = serde_json::from_slice(&fs::read(file).ok()?).ok()?;
    backstory_report::locale::fill(&mut analysis, &Catalogue::load(options.lang));
    Some(draft(&analysis, &options))
}

/// Runs the analysis and writes report, analysis and evidence.
pub(super) fn write_case(
    request: &Request,
    case: Option<PathBuf>,
    lang: WantedLang,
    no_copy: bool,
    context: &Context<'_>,
) -> miette::Result<Written> {
    let outcomes = analysed(request, context)?;
    let mut analysis = outcomes.analysis;
    let case = case.unwrap_or_else(|| Path::new("incidents").join(name_of(&analysis)));
    let report = case.join("report.md");
    let existing = match fs::read_to_string(&report) {
        Ok(existing) => Some(existing),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => None,
        Err(error) => {
            return Err(Complaint::new(Phrase::new("message-unread").code("path", path(&report)))
                .because(error)
                .into());
        }
    };
    let lang = lang.settled(existing.as_deref())?;
    // Saved in English, for programs; the report has its own language.
    let saved = analysis.clone();
    backstory_report::locale::fill(&mut analysis, &Catalogue::load(lang));
    let options = DraftOptions { lang, today: context.now.to_zoned(TimeZone::UTC).date() };
    let fresh = draft(&analysis, &options);
    let merged = match existing {
        Some(existing) => {
            let previous = previous_draft(&case, options);
            let merged = merge(&existing, previous.as_deref(), &fresh);
            // What a person deleted is not named as what prevents the next incident.
            match absent_actions(&fresh, &merged) {
                deleted if deleted.is_empty() => merged,
                deleted => merge(&existing, previous.as_deref(), &draft_without(&analysis, &options, &deleted)),
            }
        }
        None => Merged { text: seal(&fresh), ..Merged::default() },
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
        merged,
        lang,
        left_in_place: if no_copy { 0 } else { left },
        analysis: saved,
        is_partial: outcomes.is_partial,
    })
}
