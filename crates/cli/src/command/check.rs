//! `backstory check`: makes post-mortems blameless, complete and worth acting on.

mod files;
mod human;
mod sentences;
pub(super) mod understood;

use std::path::PathBuf;

use backstory_check::{
    Language,
    check::check_reading,
    config::{Config, Deny},
    explain, fix, gate,
    output::{self, Checked},
    reading::{FactKey, Reading},
    rules::report::Setting,
    suppress,
};
use backstory_model::Phrase;
use backstory_report::document::Document;
use backstory_report::import::encoding::encode;
use backstory_report::locale::Lang;
use miette::IntoDiagnostic;

use crate::complaint::{Complain as _, Complaint};
use crate::post_mortem::{self, PostMortem};
use crate::{context::Context, exit::ExitStatus, words};

/// Arguments of `backstory check`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  backstory check report.md\n  backstory check postmortems/ --summary\n  backstory check report.md --format sarif > findings.sarif\n  backstory check --explain blame.person\n\nSuppress a finding in place, with a reason:\n  <!-- backstory: allow blame.person because she asked for her name to stay -->"
)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of its own")]
pub struct Args {
    /// Markdown files, or folders of them; `-` is stdin
    #[arg(value_name = "FILE-OR-FOLDER", required_unless_present_any = ["explain", "sentences"])]
    paths: Vec<PathBuf>,
    /// Print JSON, one object a line for each file
    #[arg(long, conflicts_with_all = ["format", "summary"])]
    json: bool,
    /// How to print the findings
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
    /// Exit with 1 on findings at or above this severity [default: note]
    #[arg(long, value_enum, value_name = "SEVERITY")]
    deny: Option<DenyArg>,
    /// Language of the messages [default: that of the report]
    #[arg(long, value_parser = crate::codes(), value_name = "LANGUAGE")]
    lang: Option<String>,
    /// Judge deadlines as of this day
    #[arg(long, value_name = "DATE")]
    today: Option<jiff::civil::Date>,
    /// Treat the reports as meant for the public
    #[arg(long)]
    public: bool,
    /// Configuration [default: backstory.toml of this folder, if there is one]
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// Apply the safe fixes to the files: order, zone label, ids
    #[arg(long)]
    fix: bool,
    /// Answer the checklist for a finished post-mortem, one by one
    #[arg(long, conflicts_with = "summary")]
    gate: bool,
    /// Print findings per rule, per file and by month
    #[arg(long)]
    summary: bool,
    /// Explain a rule, or list `all` of them
    #[arg(long, value_name = "RULE", exclusive = false)]
    explain: Option<String>,
    /// Judge sentences of a JSON lines file with id, lang, context and text
    #[arg(long, value_name = "FILE", conflicts_with = "paths")]
    sentences: Option<PathBuf>,
}

/// How findings are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// For people
    Human,
    /// One JSON object a line for each file
    Json,
    /// SARIF 2.1.0
    Sarif,
    /// GitHub annotations
    Github,
    /// JUnit XML
    Junit,
}

/// When to exit with 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum DenyArg {
    /// On any finding
    Note,
    /// On warnings and errors
    Warning,
    /// On errors
    Error,
    /// Never
    Never,
}

/// The check's name of a language.
fn language_of(lang: Lang) -> Language {
    match lang {
        Lang::En => Language::English,
        Lang::Ja => Language::Japanese,
    }
}

impl From<DenyArg> for Deny {
    fn from(deny: DenyArg) -> Self {
        match deny {
            DenyArg::Note => Self::Note,
            DenyArg::Warning => Self::Warning,
            DenyArg::Error => Self::Error,
            DenyArg::Never => Self::Never,
        }
    }
}

/// Runs the check.
pub(super) fn run(args: &Args, context: &mut Context<'_>) -> miette::Result<ExitStatus> {
    let language = args.lang.as_deref().and_then(Lang::from_code).map(language_of);
    let readers = language_of(context.words.lang());
    if let Some(id) = &args.explain {
        return explained(id, readers, context);
    }
    if let Some(path) = &args.sentences {
        return sentences::run(path, context);
    }
    let config = configuration(args)?;
    let setting = Setting { today: args.today, public: args.public || config.public, strict: config.strict() };
    let (paths, mut partial) = files::markdown(&args.paths, context);
    let mut checked = Vec::new();
    for path in &paths {
        let name = path.display().to_string();
        let post_mortem = match files::post_mortem(path) {
            Ok(post_mortem) => post_mortem,
            Err(error) => {
                context.warn(&error);
                partial = true;
                continue;
            }
        };
        let source = if args.fix { fixed(path, &post_mortem, context)? } else { post_mortem.shown() };
        let source = source.trim_start_matches(files::BYTE_ORDER_MARK).to_owned();
        let document = Document::parse(&source);
        if args.format == Format::Human && !args.json {
            post_mortem::tell(path, post_mortem.remarks.iter().chain(&document.remarks), context);
        }
        let mut reading = Reading::new(&source);
        reading.complete(understood::of(&document));
        let all = check_reading(&reading, &setting, language);
        if args.gate {
            gated(
                &name,
                &gate::gate(&reading, &all, language.unwrap_or(reading.language)),
                args,
                language.unwrap_or(reading.language),
                context,
            )?;
        }
        let mut allowed = suppress::suppressions(&source);
        let findings = suppress::apply(config.apply(all), &mut allowed);
        if args.format == Format::Human && !args.json && !args.summary && !args.gate {
            human::print(&name, &source, &findings, &allowed, context)?;
        }
        let date = reading
            .fact(FactKey::Start)
            .or_else(|| reading.fact(FactKey::Date))
            .or_else(|| reading.fact(FactKey::Resolved))
            .and_then(|f| f.moment.date);
        checked.push(Checked { file: name, findings, allowed, date });
    }
    if !args.gate {
        print(&checked, args, language, readers, context)?;
    }
    let deny = args.deny.map(Deny::from).or(config.deny).unwrap_or_default();
    let denied = checked.iter().flat_map(|file| &file.findings).any(|finding| deny.denies(finding.severity));
    Ok(match (denied, partial) {
        (true, _) => ExitStatus::Findings,
        (false, true) => ExitStatus::Partial,
        (false, false) => ExitStatus::Success,
    })
}

fn explained(id: &str, language: Language, context: &mut Context<'_>) -> miette::Result<ExitStatus> {
    let text = if id == "all" { Some(explain::list()) } else { explain::explain(id, language) };
    let text = text.ok_or_else(|| {
        Complaint::new(Phrase::new("check-no-rule").code("id", id)).help(Phrase::new("check-no-rule-help"))
    })?;
    context.out.write_all(text.as_bytes()).into_diagnostic()?;
    Ok(ExitStatus::Success)
}

fn configuration(args: &Args) -> miette::Result<Config> {
    let path = args.config.clone().or_else(|| Some(PathBuf::from("backstory.toml")).filter(|path| path.is_file()));
    let Some(path) = path else { return Ok(Config::default()) };
    let text = files::read(&path)?;
    Ok(Config::parse(&text).or_complain(|| Phrase::new("config-unusable").code("path", words::path(&path)))?)
}

/// Applies the safe fixes and writes the file, whole or not at all.
fn fixed(path: &std::path::Path, post_mortem: &PostMortem, context: &mut Context<'_>) -> miette::Result<String> {
    let source = post_mortem.text.trim_start_matches(files::BYTE_ORDER_MARK);
    let Some(better) = fix::fix(source) else { return Ok(post_mortem.shown()) };
    if path.as_os_str() != "-" {
        // The mark in front and bytes that are no text go back as they came.
        let mark = post_mortem.text.strip_suffix(source).unwrap_or_default();
        files::replace(path, &encode(&format!("{mark}{better}"), post_mortem.encoding))
            .or_complain(|| Phrase::new("message-unwritten").code("path", words::path(path)))?;
        context.say(&Phrase::new("check-fixed").code("path", words::path(path)));
    }
    Ok(better)
}

fn gated(
    name: &str,
    items: &[gate::GateItem],
    args: &Args,
    language: Language,
    context: &mut Context<'_>,
) -> miette::Result<()> {
    if args.json || args.format == Format::Json {
        serde_json::to_writer(&mut *context.out, &serde_json::json!({ "file": name, "gate": items }))
            .into_diagnostic()?;
        return writeln!(context.out).into_diagnostic();
    }
    writeln!(context.out, "{name}").into_diagnostic()?;
    for item in items {
        writeln!(
            context.out,
            "  {} {} ({})",
            words::padded(&item.answer.word(language), 12),
            item.question,
            item.evidence
        )
        .into_diagnostic()?;
    }
    Ok(())
}

fn print(
    checked: &[Checked],
    args: &Args,
    language: Option<Language>,
    readers: Language,
    context: &mut Context<'_>,
) -> miette::Result<()> {
    let out = &mut context.out;
    if args.summary {
        return out.write_all(output::summary(checked, readers).as_bytes()).into_diagnostic();
    }
    match args.format {
        _ if args.json => lines(checked, context),
        Format::Json => lines(checked, context),
        Format::Sarif => context
            .json(&output::sarif(checked, env!("CARGO_PKG_VERSION"), language.unwrap_or(Language::English)))
            .into_diagnostic(),
        Format::Github => out.write_all(output::github(checked).as_bytes()).into_diagnostic(),
        Format::Junit => out.write_all(output::junit(checked).as_bytes()).into_diagnostic(),
        Format::Human => {
            let count: usize = checked.iter().map(|file| file.findings.len()).sum();
            let told = Phrase::new("check-counts").number("findings", count as f64);
            context.say(&told.number("files", checked.len() as f64));
            Ok(())
        }
    }
}

fn lines(checked: &[Checked], context: &mut Context<'_>) -> miette::Result<()> {
    for file in checked {
        serde_json::to_writer(&mut *context.out, file).into_diagnostic()?;
        writeln!(context.out).into_diagnostic()?;
    }
    Ok(())
}
