//! `backstory import`.

use std::{
    fs,
    io::{self, Write as _},
    path::{Path, PathBuf},
};

use backstory_model::{Phrase, PhraseArg};
use backstory_report::{
    document::{Document, FactKey, Remark},
    import::{
        encoding,
        template::{self, Refusal, Template},
    },
    locale::Lang,
    numbers::{Contradiction, contradictions},
};
use clap::ValueEnum;
use miette::IntoDiagnostic as _;
use serde::Serialize;

use crate::complaint::{Complain as _, Complaint};
use crate::words::{Words, path};
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
    #[value(alias = "google")]
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
                context.refuse(&Complaint::new(Phrase::new("message-unread").code("path", path(file))).because(error));
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
            context.out.write_all(&encoding::encode(&converted.text, encoding)).into_diagnostic()?;
            notes(context, file, &document);
            if let Some(refusal) = converted.refused {
                let (key, line) = match refusal {
                    Refusal::Unclosed { line } => ("import-unconverted-unclosed", line),
                    Refusal::WouldLose => ("import-unconverted", 1),
                };
                let why = context.words.say(&Phrase::new(key));
                context.note(format_args!("{}:{line}: {why}", file.display()));
                status = ExitStatus::Findings;
            }
        } else {
            notes(context, file, &document);
            let written = case(&args.out, file, &document, &bytes);
            match written {
                Ok(report) => writeln!(context.out, "{}", report.display()).into_diagnostic()?,
                Err(complaint) => {
                    context.refuse(&complaint.help(Phrase::new("import-unwritten-help")));
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
        // Saying it leaves out control characters: a message may quote the document.
        context.note(format_args!("{}:{}: {}", file.display(), remark.line, context.words.say(&remark.phrase)));
    }
    for found in contradictions(document, None) {
        let told = Phrase::new("import-contradiction")
            .with("what", contradicted(&found, &context.words))
            .text("line", found.derived.line.to_string());
        context.note(format_args!("{}:{}: {}", file.display(), found.stated.line, context.words.say(&told)));
    }
    let counts = Phrase::new("import-counts")
        .number("sections", document.sections.len() as f64)
        .number("rows", document.timeline.len() as f64)
        .number("factors", document.factors.len() as f64)
        .number("actions", document.actions.len() as f64)
        .number("lines", document.not_understood().count() as f64);
    context.note(format_args!("{}: {}", file.display(), context.words.say(&counts)));
}

/// The model tells programs in English, with the values it found; other languages name the two places.
fn contradicted(found: &Contradiction, words: &Words) -> PhraseArg {
    if words.lang() == Lang::En {
        return PhraseArg::Text(found.message.clone());
    }
    let kind = serde_json::to_value(found.kind).ok();
    let key = kind.as_ref().and_then(|kind| Some(format!("contradiction-{}", kind.as_str()?)));
    let key = key.filter(|key| words.catalogue().has(key)).unwrap_or_else(|| "contradiction-other".to_owned());
    let phrase = Phrase::new(&key).code("stated", &found.stated.text);
    let phrase = match found.derived.line {
        0 => phrase.with("derived", PhraseArg::Phrase(Box::new(Phrase::new("contradiction-analysis")))),
        _ => phrase.code("derived", &found.derived.text),
    };
    PhraseArg::Phrase(Box::new(phrase))
}

/// Makes a case folder that holds the document as it came.
fn case(out: &Path, file: &Path, document: &Document, bytes: &[u8]) -> Result<PathBuf, Complaint> {
    let folder = out.join(folder_name(file, document));
    let report = folder.join("report.md");
    fs::create_dir_all(&folder).or_complain(|| Phrase::new("message-unmade").code("path", path(&folder)))?;
    let unwritten =
        |error: io::Error| Complaint::new(Phrase::new("message-unwritten").code("path", path(&report))).because(error);
    let mut temporary = tempfile::NamedTempFile::new_in(&folder).map_err(unwritten)?;
    temporary.write_all(bytes).map_err(unwritten)?;
    temporary.as_file().sync_all().map_err(unwritten)?;
    temporary.persist_noclobber(&report).map_err(|error| unwritten(error.error))?;
    Ok(report)
}

/// Day and title: `2025-02-09-api-service-degradation`.
fn folder_name(file: &Path, document: &Document) -> String {
    let keys = [FactKey::Start, FactKey::Date, FactKey::Detected, FactKey::Resolved];
    // `date` in front matter is when the page was published; the rows say when it happened.
    let front = document.front_matter.as_ref().map_or(0, |front| front.span.end);
    let told = keys.into_iter().find_map(|key| {
        let fact = document.fact(key).filter(|fact| key != FactKey::Date || fact.span.end > front)?;
        fact.moment.as_ref()?.date
    });
    let rows = || document.timeline.iter().find_map(|row| row.moment.date);
    let day = told.or_else(rows).or_else(|| document.incident_day());
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
    // `# 2025-01-15 TLS expiry`: the day stands in front already.
    let named = day.map(|day| day.to_string());
    let slug = named.as_deref().and_then(|day| slug.strip_prefix(day)).unwrap_or(slug).trim_start_matches('-');
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
            ("# 2025-01-15 TLS expiry\n\nThe certificate was old.\n", "2025-01-15-tls-expiry"),
            ("# ../../etc\n\n## Timeline\n- 2025-01-02 10:00 x\n", "2025-01-02-etc"),
            ("", "undated-file"),
            (
                "---\ntitle: Outage\ndate: 2017-02-10\n---\n\n## Timeline (UTC)\n\n- 2017-01-31 17:20 a\n- 2017-01-31 17:30 b\n",
                "2017-01-31-outage",
            ),
            ("---\ntitle: Outage\ndate: 2017-02-10\n---\n\nWords.\n", "2017-02-10-outage"),
        ] {
            assert_eq!(folder_name(Path::new("a/file.md"), &Document::parse(source)), expected, "{source}");
        }
    }
}
