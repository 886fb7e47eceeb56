//! The case folder: report, analysis and evidence of one incident, as plain files.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use backstory_model::{Analysis, Person};
use backstory_report::audience::Acquaintance;
use backstory_report::html::ChartSeries;
use backstory_report::locale::{Catalogue, Lang};

use crate::pipeline::DraftedRules;

/// Writes a file so that a kill at any instant leaves the old content or the new, never half of one.
pub fn write_atomically(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    let mut file = tempfile::NamedTempFile::new_in(folder)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    file.persist(path).map_err(|e| e.error)?;
    Ok(())
}

/// Name of the folder of a case: day and title, in letters that every file system takes.
pub fn name_of(analysis: &Analysis) -> String {
    let day = analysis.milestones.impact_start.as_ref().map_or(analysis.incident.window.start, |m| m.time);
    let day = day.to_zoned(jiff::tz::TimeZone::UTC).date();
    let mut slug = String::new();
    for c in analysis.incident.title.chars().take(80) {
        if c.is_alphanumeric() {
            slug.extend(c.to_lowercase());
        } else if !slug.ends_with('-') && !slug.is_empty() {
            slug.push('-');
        }
    }
    let slug = slug.trim_matches('-');
    if slug.is_empty() { day.to_string() } else { format!("{day}-{slug}") }
}

/// Copies the artifacts, compressed and named by their content, so that a case stays whole when sources expire.
///
/// Files above `most_bytes` in all are left where they are; returns how many were left.
pub fn keep_evidence(case: &Path, analysis: &Analysis, roots: &[PathBuf], most_bytes: u64) -> io::Result<usize> {
    let raw = case.join("evidence").join("raw");
    fs::create_dir_all(&raw)?;
    let mut used = 0;
    let mut left = 0;
    for artifact in &analysis.artifacts {
        let target = raw.join(format!("{}.zst", artifact.sha256));
        if artifact.sha256.is_empty() || target.exists() {
            continue;
        }
        let source =
            roots.iter().map(|root| root.join(&artifact.path)).chain(roots.iter().cloned()).find(|p| p.is_file());
        let Some(source) = source.filter(|_| used + artifact.size_bytes <= most_bytes) else {
            left += 1;
            continue;
        };
        used += artifact.size_bytes;
        let packed = zstd::stream::encode_all(File::open(source)?, 1)?;
        let mut file = tempfile::NamedTempFile::new_in(&raw)?;
        file.write_all(&packed)?;
        file.persist(&target).map_err(|e| e.error)?;
    }
    let manifest = serde_json::to_vec_pretty(&analysis.artifacts)?;
    write_atomically(&case.join("evidence").join("artifacts.json"), &manifest)?;
    Ok(left)
}

/// Writes the analysis.
pub fn write_analysis(case: &Path, analysis: &Analysis) -> io::Result<()> {
    let mut bytes = serde_json::to_vec_pretty(analysis)?;
    bytes.push(b'\n');
    write_atomically(&case.join("analysis.json"), &bytes)
}

/// Writes the drafts of alert rules, with their test, and of runbooks, where the incident showed them missing. A file
/// that is there already is somebody's work and stays.
pub fn write_neighbours(case: &Path, analysis: &Analysis, rules: &DraftedRules, lang: Lang) -> io::Result<()> {
    const RULES: &str = "alert-rules.yml";
    let write_new = |path: PathBuf, text: &str| -> io::Result<()> {
        if path.exists() { Ok(()) } else { write_atomically(&path, text.as_bytes()) }
    };
    let words = Catalogue::load(lang);
    if let Some(text) = rules.file(&words) {
        write_new(case.join(RULES), &text)?;
    }
    if let Some(text) = rules.test(RULES, &words) {
        write_new(case.join("alert-rules.test.yml"), &text)?;
    }
    for (alert, text) in backstory_report::neighbours::runbook::drafts(analysis, lang) {
        let name: String = alert.chars().map(|c| if c.is_alphanumeric() { c } else { '-' }).take(80).collect();
        write_new(case.join("runbooks").join(format!("{name}.md")), &text)?;
    }
    Ok(())
}

/// Writes the names that chat and pager list, so that what is published can leave them out.
pub fn write_people(case: &Path, people: &[Person]) -> io::Result<()> {
    let known: Vec<Acquaintance> =
        people.iter().map(|p| Acquaintance { handle: p.handle.clone(), name: p.name.clone() }).collect();
    let mut bytes = serde_json::to_vec_pretty(&known)?;
    bytes.push(b'\n');
    write_atomically(&case.join("people.json"), &bytes)
}

/// Writes the series that the page draws.
pub fn write_charts(case: &Path, charts: &[ChartSeries]) -> io::Result<()> {
    let mut bytes = serde_json::to_vec(charts)?;
    bytes.push(b'\n');
    write_atomically(&case.join("charts.json"), &bytes)
}
