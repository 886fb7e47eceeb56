//! `backstory import`.

use std::{
    fs,
    io::Write as _,
    path::{Path, PathBuf},
};

use backstory_report::{
    document::{Document, FactKey, Remark},
    import::{
        encoding,
        template::{self, Template},
    },
    numbers::{Contradiction, contradictions},
};
use clap::ValueEnum;
use miette::{IntoDiagnostic as _, WrapErr as _};
use serde::Serialize;

use crate::{context::Context, exit::ExitStatus};

/// Arguments of `backstory import`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  backstory import postmortems/*.md\n  backstory import --json outage.md | jq '.timeline[].event.text'\n  backstory import --template google-sre outage.md > converted.md"
)]
pub struct Args {
    /// Post-mortems in Markdown, whatever tool or hand wrote them
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,

    /// Print the typed parts with their lines, and what was not understood
    #[arg(long, conflicts_with_all = ["verbatim", "template"])]
    json: bool,

    /// Write the document back through the model, byte for byte
    #[arg(long, conflicts_with = "template")]
    verbatim: bool,

    /// Print the document in the sections of this template; no line is lost
    #[arg(long, value_enum, value_name = "TEMPLATE")]
    template: Option<TemplateName>,

    /// Folder in which each document becomes a case folder
    #[arg(long, default_value = "incidents", value_name = "DIR")]
    out: PathBuf,
}

/// Built-in templates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum TemplateName {
    /// The example post-mortem of the Google SRE book
    GoogleSre,
    /// PagerDuty's post-mortem template
    Pagerduty,
    /// Atlassian's incident post-mortem template
    Atlassian,
    /// GitLab's incident review
    Gitlab,
    /// The sections that backstory drafts
    Classic,
}

impl From<TemplateName> for Template {
    fn from(name: TemplateName) -> Self {
        match name {
            TemplateName::GoogleSre => Self::GoogleSre,
            TemplateName::Pagerduty => Self::PagerDuty,
            TemplateName::Atlassian => Self::Atlassian,
            TemplateName::Gitlab => Self::GitLab,
            TemplateName::Classic => Self::Classic,
        }
    }
}

/// Schema `backstory.document/1`.
#[derive(Serialize)]
struct Printed<'d> {
    schema: &'static str,
    file: String,
    #[serde(flatten)]
    document: &'d Document,
    not_understood: Vec<&'d Remark>,
    /// Numbers of the text that its timeline or its other numbers do not give, with both places.
    contradictions: Vec<Contradiction>,
}

/// Reads each file; one that cannot be read does not stop the others.
pub(super) fn run(args: &Args, context: &mut Context<'_>) -> miette::Result<ExitStatus> {
    let mut status = ExitStatus::Success;
    let mut printed = Vec::new();
    for file in &args.files {
        let bytes = match fs::read(file) {
            Ok(bytes) => bytes,
            Err(error) => {
                context.note(format_args!("error: failed to read `{}`: {error}", file.display()));
                status = ExitStatus::Partial;
                continue;
            }
        };
        let (text, encoding, remarks) = encoding::decode(&bytes);
        let mut document = Document::parse(&text);
        document.remarks.splice(0..0, remarks);
        if args.json && args.files.len() == 1 {
            // One file is one object, written as it is walked: a large document needs no second copy of its parts.
            context.json(&parts(file, &document)).into_diagnostic()?;
        } else if args.json {
            printed.push(serde_json::to_value(parts(file, &document)).into_diagnostic()?);
        } else if args.verbatim {
            context.out.write_all(&encoding::encode(&document.write(), encoding)).into_diagnostic()?;
        } else if let Some(name) = args.template {
            let converted = template::convert(&document, name.into());
            context.out.write_all(&encoding::encode(&converted, encoding)).into_diagnostic()?;
            notes(context, file, &document);
        } else {
            notes(context, file, &document);
            let written = case(&args.out, file, &document, &bytes);
            match written {
                Ok(path) => writeln!(context.out, "{}", path.display()).into_diagnostic()?,
                Err(error) => {
                    context.note(format_args!(
                        "error: {error:#}\n  help: give another folder with `--out`, or move the case that is there"
                    ));
                    status = ExitStatus::Findings;
                }
            }
        }
    }
    // Several files are a list.
    if !printed.is_empty() {
        context.json(&printed).into_diagnostic()?;
    }
    Ok(status)
}

fn parts<'d>(file: &Path, document: &'d Document) -> Printed<'d> {
    let not_understood = document.not_understood().collect();
    let contradictions = contradictions(document, None);
    let file = file.display().to_string();
    Printed { schema: "backstory.document/1", file, document, not_understood, contradictions }
}

/// Prints what was read and what a person should look at.
fn notes(context: &mut Context<'_>, file: &Path, document: &Document) {
    for remark in &document.remarks {
        // A message may quote the document; control characters must not reach the terminal.
        let message: String = remark.message.chars().map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect();
        context.note(format_args!("{}:{}: {message}", file.display(), remark.line));
    }
    for found in contradictions(document, None) {
        let message: String = found.message.chars().map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect();
        let (line, other) = (found.stated.line, found.derived.line);
        context.note(format_args!("{}:{line}: {message} (line {other})", file.display()));
    }
    context.note(format_args!(
        "{}: {} sections, {} timeline rows, {} factors, {} actions, {} lines not understood",
        file.display(),
        document.sections.len(),
        document.timeline.len(),
        document.factors.len(),
        document.actions.len(),
        document.not_understood().count(),
    ));
}

/// Makes a case folder that holds the document as it came.
fn case(out: &Path, file: &Path, document: &Document, bytes: &[u8]) -> miette::Result<PathBuf> {
    let folder = out.join(folder_name(file, document));
    let report = folder.join("report.md");
    fs::create_dir_all(&folder).into_diagnostic().wrap_err_with(|| format!("failed to make `{}`", folder.display()))?;
    let mut temporary = tempfile::NamedTempFile::new_in(&folder).into_diagnostic()?;
    temporary.write_all(bytes).into_diagnostic()?;
    temporary.as_file().sync_all().into_diagnostic()?;
    temporary
        .persist_noclobber(&report)
        .map_err(|error| miette::miette!("failed to write `{}`: {}", report.display(), error.error))?;
    Ok(report)
}

/// Day and title: `2025-02-09-api-service-degradation`.
fn folder_name(file: &Path, document: &Document) -> String {
    let keys = [FactKey::Start, FactKey::Date, FactKey::Detected, FactKey::Resolved];
    let fact = keys.into_iter().find_map(|key| document.fact(key)?.moment.as_ref()?.date);
    let day = fact.or_else(|| document.timeline.iter().find_map(|row| row.moment.date));
    let stem = file.file_stem().map(|s| s.to_string_lossy().into_owned()).unwrap_or_default();
    let title = document.title.as_ref().map_or(stem.as_str(), |t| t.text.as_str());
    let mut slug = String::new();
    for c in title.chars().flat_map(char::to_lowercase) {
        if c.is_alphanumeric() || c == 'ー' {
            slug.push(c);
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    // A file name may have 255 bytes; a character has up to four.
    let slug: String = slug.chars().take(50).collect();
    let slug = slug.trim_matches('-');
    let slug = if slug.is_empty() { "untitled" } else { slug };
    day.map_or_else(|| format!("undated-{slug}"), |day| format!("{day}-{slug}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_folder_is_named_by_day_and_title() {
        for (source, expected) in [
            ("# Post-mortem: API / down!\n\n**Date**: 2025-02-09\n", "2025-02-09-post-mortem-api-down"),
            ("# 障害報告\n", "undated-障害報告"),
            ("# ../../etc\n\n## Timeline\n- 2025-01-02 10:00 x\n", "2025-01-02-etc"),
            ("", "undated-file"),
        ] {
            assert_eq!(folder_name(Path::new("a/file.md"), &Document::parse(source)), expected, "{source}");
        }
    }
}
