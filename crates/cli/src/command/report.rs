//! `backstory report`: renders the report of a case.

use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use backstory_check::Language;
use backstory_model::{Analysis, Phrase};
use backstory_report::audience::{Acquaintance, Audience, Editor};
use backstory_report::csv::{actions_csv, timeline_csv};
use backstory_report::document::Document;
use backstory_report::docx;
use backstory_report::html::{ChartSeries, Paper, page_on};
use backstory_report::locale::{Catalogue, Lang, fill};
use backstory_report::merge::unmarked;
use backstory_report::mermaid::illustrated;
use backstory_report::summary::{email_summary, slack_summary};
use backstory_report::told::Told;
use backstory_report::translation::translated;
use clap::ValueEnum;
use miette::IntoDiagnostic as _;

use super::audience::AudienceName;
use crate::complaint::{Complain as _, Complaint};
use crate::post_mortem::{self, PostMortem, Unread};
use crate::{case_folder::write_atomically, context::Context, exit::ExitStatus, words, workspace::Workspace};

/// A report larger than this is no report.
const MOST_BYTES: u64 = 64 << 20;

/// A Word file is held in memory many times over while it is made.
const MOST_DOCX_BYTES: usize = 8 << 20;

/// Programs that print a page to PDF, by preference.
const BROWSERS: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/// Arguments of `backstory report`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  backstory report incidents/2025-02-09-api -o report.html
  backstory report incidents/2025-02-09-api --format pdf --paper letter -o report.pdf
  backstory report incidents/2025-02-09-api --format csv --table actions
  backstory report incidents/2025-02-09-api --format slack --lang ja")]
pub struct Args {
    /// Case folder, with `report.md` and `analysis.json`
    case: PathBuf,

    /// What to write
    #[arg(long, value_enum, default_value_t = Format::Html, value_name = "FORMAT")]
    format: Format,

    /// Which table a CSV file holds
    #[arg(long, value_enum, default_value_t = Table::Timeline, value_name = "TABLE")]
    table: Table,

    /// Sheet that a page or PDF is laid out for
    #[arg(long, value_enum, default_value_t = PaperName::A4, value_name = "PAPER")]
    paper: PaperName,

    /// Who reads it: decides what is masked or left out
    #[arg(long, value_enum, default_value_t = AudienceName::Internal, value_name = "AUDIENCE")]
    audience: AudienceName,

    /// Language, as a code: `en`, `ja` [default: that of the report]
    #[arg(long, value_name = "LANG")]
    lang: Option<String>,

    /// File to write; `-` is stdout
    #[arg(long, short, default_value = "-", value_name = "FILE")]
    output: PathBuf,
}

/// A rendering.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// One page, readable offline
    Html,
    /// The page on paper; needs chromium
    Pdf,
    /// The analysis as people left it, and the parts of the document
    Json,
    /// A table for a spreadsheet
    Csv,
    /// The document for GitHub or GitLab, with diagrams in Mermaid
    Md,
    /// A file for an office suite
    Docx,
    /// A message for a Slack webhook
    Slack,
    /// A mail in text and HTML, for a program that sends it
    Email,
    /// What to look at before sharing: no evidence, conflicts, open questions
    Review,
}

/// A sheet of paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum PaperName {
    /// 210 × 297 mm
    A4,
    /// 8.5 × 11 in
    Letter,
}

/// A table of the report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Table {
    /// Timeline
    Timeline,
    /// Action items
    Actions,
}

/// Renders and writes.
pub(super) fn run(args: &Args, context: &mut Context<'_>) -> miette::Result<ExitStatus> {
    let (path, post_mortem) = markdown(&args.case)?;
    let source = post_mortem.shown();
    let lang = language(args, &source)?;
    let mut status = ExitStatus::Success;
    let stored = stored(&args.case).unwrap_or_else(|complaint| {
        // The document is there, and tells what it tells.
        context.warn(&complaint.help(Phrase::new("report-analysis-help")));
        status = ExitStatus::Partial;
        None
    });
    let document = Document::parse(&source);
    post_mortem::tell(&path, post_mortem.remarks.iter().chain(&document.remarks), context);
    let told = told(stored.as_ref(), &document)?;
    let alone = stored.is_none().then_some(source.as_str());
    let mut editor = acquainted(args.audience.into(), lang, &source, &args.case, Some(&told.analysis));
    // What people read in another language than the report's; programs get the report as it stands.
    let shown = if args.lang.is_some() { translated(&document, stored.as_ref(), lang) } else { source.clone() };
    let bytes = match args.format {
        Format::Review if Audience::from(args.audience) != Audience::Internal => {
            let help = Phrase::new("report-review-internal-help");
            return Err(Complaint::new(Phrase::new("report-review-internal")).help(help).into());
        }
        Format::Md => {
            illustrated(&editor.markdown(&unmarked(&shown)), &seen(&told, &mut editor, alone)?, lang).into_bytes()
        }
        Format::Review => super::review_view::write(&source, stored.as_ref(), lang, context.now).into_bytes(),
        Format::Docx if source.len() > MOST_DOCX_BYTES => {
            let help = Phrase::new("report-too-large-docx-help").number("most", MOST_DOCX_BYTES as f64);
            let what = Phrase::new("report-too-large").code("path", words::path(&path));
            return Err(Complaint::new(what).help(help).into());
        }
        Format::Docx => {
            let (markdown, charts) = (editor.markdown(&shown), charts(&args.case, &mut editor)?);
            docx::illustrated(&markdown, &seen(&told, &mut editor, alone)?, lang, &charts).into_diagnostic()?
        }
        Format::Csv => {
            let document = Document::parse(&editor.markdown(&shown));
            match args.table {
                Table::Timeline => timeline_csv(&document),
                Table::Actions => actions_csv(&document),
            }
            .into_bytes()
        }
        Format::Html => html(args, &shown, lang, &seen(&told, &mut editor, alone)?, &mut editor)?.into_bytes(),
        Format::Pdf => pdf(&html(args, &shown, lang, &seen(&told, &mut editor, alone)?, &mut editor)?)?,
        Format::Json => {
            let mut analysis = seen(&told, &mut editor, alone)?.analysis;
            fill(&mut analysis, &Catalogue::load(lang));
            json(&Printed { analysis, document: Document::parse(&editor.markdown(&source)) })?
        }
        Format::Slack => json(&slack_summary(&seen(&told, &mut editor, alone)?, lang))?,
        Format::Email => email_summary(&seen(&told, &mut editor, alone)?, lang).message().into_bytes(),
    };
    if args.output.as_os_str() == "-" {
        context.out.write_all(&bytes).into_diagnostic()?;
    } else {
        write_atomically(&args.output, &bytes)
            .or_complain(|| Phrase::new("message-unwritten").code("path", words::path(&args.output)))?;
        let told = Phrase::new("report-written").text("path", words::path(&args.output));
        context.say(&told.number("bytes", bytes.len() as f64));
    }
    Ok(status)
}

/// What `--format json` prints: the analysis as people left it, and the parts of the document that they own.
#[derive(Debug, serde::Serialize)]
struct Printed {
    #[serde(flatten)]
    analysis: Analysis,
    document: Document,
}

/// Masks for an audience, with the names that the report, its analysis and the chat of the case tell.
pub(super) fn editor(audience: Audience, lang: Lang, source: &str, case: &Path) -> Editor {
    let known = told(stored(case).ok().flatten().as_ref(), &Document::parse(source)).ok();
    acquainted(audience, lang, source, case, known.as_ref().map(|told| &told.analysis))
}

/// The same for a case whose analysis is at hand; a lone Markdown file has no people.
fn acquainted(audience: Audience, lang: Lang, source: &str, case: &Path, known: Option<&Analysis>) -> Editor {
    let people: Vec<Acquaintance> = text(&folder(case).join("people.json"))
        .ok()
        .and_then(|text| serde_json::from_str(&text).ok())
        .unwrap_or_default();
    Editor::new(audience, lang, source, known).knowing(&people)
}

/// The folder of a case, which may be named by its report.
fn folder(case: &Path) -> &Path {
    if case.is_file() { case.parent().unwrap_or(Path::new(".")) } else { case }
}

fn html(args: &Args, source: &str, lang: Lang, told: &Told, editor: &mut Editor) -> miette::Result<String> {
    let charts = charts(&args.case, editor)?;
    let paper = match args.paper {
        PaperName::A4 => Paper::A4,
        PaperName::Letter => Paper::Letter,
    };
    Ok(page_on(paper, &editor.markdown(source), told, lang, &charts))
}

/// What a report tells, beside its analysis where it has one.
fn told(analysis: Option<&Analysis>, document: &Document) -> Result<Told, Complaint> {
    let told = analysis.map_or_else(|| Told::alone(document), |analysis| Some(Told::beside(analysis, document)));
    told.ok_or_else(|| Complaint::new(Phrase::new("report-no-window")))
}

/// The same as the audience may read it. Without an analysis all that is told, times as well, is read from what is shown.
fn seen(told: &Told, editor: &mut Editor, alone: Option<&str>) -> Result<Told, Complaint> {
    let shown = alone.and_then(|source| Told::alone(&Document::parse(&editor.markdown(source))));
    shown.as_ref().unwrap_or(told).for_audience(editor).or_complain(|| Phrase::new("report-unmasked"))
}

/// Series to draw, where the analysis left them beside the report, as the audience may read them.
fn charts(case: &Path, editor: &mut Editor) -> miette::Result<Vec<ChartSeries>> {
    let path = folder(case).join("charts.json");
    if !path.exists() {
        return Ok(Vec::new());
    }
    let mut charts: Vec<ChartSeries> = serde_json::from_str(&text(&path)?)
        .or_complain(|| Phrase::new("message-not-understood").code("path", words::path(&path)))?;
    for chart in &mut charts {
        chart.title = editor.text(&chart.title);
        chart.unit = editor.text(&chart.unit);
    }
    Ok(charts)
}

fn markdown(case: &Path) -> Result<(PathBuf, PostMortem), Complaint> {
    let path = if case.is_file() { case.to_owned() } else { case.join("report.md") };
    let post_mortem = PostMortem::read(&path, MOST_BYTES).map_err(|error| match error {
        Unread::TooLarge => too_large(&path),
        error @ Unread::Io(_) => error.complaint(&path).help(Phrase::new("report-no-case-help")),
    })?;
    Ok((path, post_mortem))
}

fn too_large(path: &Path) -> Complaint {
    let help = Phrase::new("report-too-large-help").number("most", MOST_BYTES as f64);
    Complaint::new(Phrase::new("report-too-large").code("path", words::path(path))).help(help)
}

/// The analysis beside the report; a case that was imported has none.
fn stored(case: &Path) -> Result<Option<Analysis>, Complaint> {
    let path = folder(case).join("analysis.json");
    if !path.exists() {
        return Ok(None);
    }
    let not_understood = || Phrase::new("message-not-understood").code("path", words::path(&path));
    serde_json::from_str(&text(&path)?).or_complain(not_understood).map(Some)
}

fn text(path: &Path) -> Result<String, Complaint> {
    let unread = || Phrase::new("message-unread").code("path", words::path(path));
    let file = std::fs::File::open(path)
        .map_err(|error| Complaint::new(unread()).because(error).help(Phrase::new("report-no-case-help")))?;
    let mut bytes = Vec::new();
    file.take(MOST_BYTES + 1).read_to_end(&mut bytes).or_complain(unread)?;
    if bytes.len() as u64 > MOST_BYTES {
        return Err(too_large(path));
    }
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// The language asked for, else that of the report.
fn language(args: &Args, source: &str) -> miette::Result<Lang> {
    match &args.lang {
        Some(code) => super::draft::language(Some(code), &Workspace::default()),
        None => Ok(stated_language(source)),
    }
}

/// The language that the front matter of a report states, else Japanese where its words are, else the workspace's, else
/// English.
pub(super) fn stated_language(markdown: &str) -> Lang {
    let document = Document::parse(markdown);
    let stated = document.front_matter.as_ref().and_then(|front| front.get("lang")).and_then(Lang::from_code);
    let workspace = || Workspace::load(Path::new(".")).ok()?.lang.as_deref().and_then(Lang::from_code);
    let written = || (Language::of(markdown) == Language::Japanese).then_some(Lang::Ja);
    stated.or_else(written).or_else(workspace).unwrap_or(Lang::En)
}

fn json(value: &impl serde::Serialize) -> miette::Result<Vec<u8>> {
    let mut bytes = serde_json::to_vec_pretty(value).into_diagnostic()?;
    bytes.push(b'\n');
    Ok(bytes)
}

/// Prints a page with the browser that is there.
fn pdf(html: &str) -> miette::Result<Vec<u8>> {
    let folder = tempfile::tempdir().into_diagnostic()?;
    let (source, target) = (folder.path().join("report.html"), folder.path().join("report.pdf"));
    std::fs::write(&source, html).into_diagnostic()?;
    for browser in BROWSERS {
        let output = Command::new(browser)
            // The page is ours, runs nothing of others and makes no request; as root the sandbox would not start.
            .args([
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--no-pdf-header-footer",
                "--generate-pdf-document-outline",
            ])
            .arg(format!("--user-data-dir={}", folder.path().join("profile").display()))
            .arg(format!("--print-to-pdf={}", target.display()))
            .arg(&source)
            .output();
        match output {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
            Err(error) => {
                return Err(Complaint::new(Phrase::new("report-browser-unstarted").code("browser", browser))
                    .because(error)
                    .into());
            }
            Ok(output) if output.status.success() && target.exists() => {
                let mut bytes = std::fs::read(&target).into_diagnostic()?;
                forget_time(&mut bytes);
                forget_browser(&mut bytes);
                return Ok(bytes);
            }
            Ok(output) => {
                let said = String::from_utf8_lossy(&output.stderr).lines().last().unwrap_or_default().to_owned();
                let what = Phrase::new("report-browser-failed").code("browser", browser).text("said", said);
                return Err(Complaint::new(what).into());
            }
        }
    }
    Err(Complaint::new(Phrase::new("report-no-browser")).help(Phrase::new("report-no-browser-help")).into())
}

/// Overwrites the times of printing: all else that the browser writes follows from the page.
fn forget_time(pdf: &mut [u8]) {
    for key in [&b"/CreationDate (D:"[..], b"/ModDate (D:"] {
        let mut from = 0;
        while let Some(at) = pdf.get(from..).and_then(|rest| rest.windows(key.len()).position(|w| w == key)) {
            let start = from + at + key.len();
            let digits = pdf.iter_mut().skip(start).take_while(|b| b.is_ascii_digit());
            for (digit, fixed) in digits.zip(b"20000101000000") {
                *digit = *fixed;
            }
            from = start;
        }
    }
}

/// Names what made the document instead of the browser that printed it, in as many bytes: places in the file are counted.
fn forget_browser(pdf: &mut [u8]) {
    const KEY: &[u8] = b"/Creator (";
    const MAKER: &[u8] = b"backstory)";
    let Some(at) = pdf.windows(KEY.len()).position(|w| w == KEY) else { return };
    let Some(value) = pdf.get_mut(at + KEY.len()..) else { return };
    // The end that no backslash makes a part of the words.
    let end = (0..value.len()).find(|n| value.get(*n) == Some(&b')') && (*n == 0 || value.get(n - 1) != Some(&b'\\')));
    let Some(value) = end.and_then(|end| value.get_mut(..=end)).filter(|value| value.len() >= MAKER.len()) else {
        return;
    };
    let blanks = std::iter::repeat(&b' ');
    value.iter_mut().zip(MAKER.iter().chain(blanks)).for_each(|(byte, told)| *byte = *told);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pdf_does_not_tell_who_printed_it() {
        let mut pdf = br"<</Creator (Browser/5.0 \(X11\) Headless)".to_vec();
        let long = pdf.len();
        forget_browser(&mut pdf);
        assert_eq!(String::from_utf8(pdf.clone()).unwrap().trim_end(), "<</Creator (backstory)");
        assert_eq!(pdf.len(), long);
    }

    #[test]
    fn a_report_is_in_the_language_of_its_words() {
        for (source, lang) in [
            ("# 障害報告\n\n## 概要\n\n決済が止まった。\n", Lang::Ja),
            ("---\nlang: en\n---\n# 障害報告\n\n決済が止まった。\n", Lang::En),
            ("# Outage\n\n## Summary\n\nPayments stopped.\n", Lang::En),
        ] {
            assert_eq!(stated_language(source), lang, "{source}");
        }
    }

    #[test]
    fn a_pdf_does_not_tell_when_it_was_printed() {
        let mut pdf = b"<</CreationDate (D:20261123181500+00'00')\n/ModDate (D:20261123181501+00'00')>>".to_vec();
        forget_time(&mut pdf);
        assert_eq!(
            String::from_utf8(pdf).unwrap(),
            "<</CreationDate (D:20000101000000+00'00')\n/ModDate (D:20000101000000+00'00')>>"
        );
    }
}
