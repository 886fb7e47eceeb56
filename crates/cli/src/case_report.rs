//! Finds the cases that a path means, and reads what their review needs.

mod followed;

use std::fs;
use std::path::{Path, PathBuf};

use backstory_model::{Analysis, Phrase};
use backstory_report::document::{Document, Remark};
use backstory_review::Case;

use crate::complaint::Complaint;
use crate::context::Context;
use crate::post_mortem::{self, PostMortem, Unread};
use crate::words;

/// Largest report that is read.
const MOST_BYTES: u64 = 64 << 20;

/// The case at a path: a folder with `report.md`, or a Markdown file. What is odd about its form is told.
pub fn read(path: &Path, context: &mut Context<'_>) -> Result<Case, Complaint> {
    read_as(path, str::to_owned, context)
}

/// The case at a path, its report retold first.
pub fn read_as(path: &Path, retell: impl FnOnce(&str) -> String, context: &mut Context<'_>) -> Result<Case, Complaint> {
    let Opened { file, case, remarks } = open(path, retell)?;
    post_mortem::tell(&file, &remarks, context);
    Ok(case)
}

/// A case and the file that it was read from.
struct Opened {
    file: PathBuf,
    case: Case,
    remarks: Vec<Remark>,
}

fn open(path: &Path, retell: impl FnOnce(&str) -> String) -> Result<Opened, Complaint> {
    let file = if path.is_dir() { path.join("report.md") } else { path.to_owned() };
    let post_mortem = PostMortem::read(&file, MOST_BYTES).map_err(|error| match error {
        Unread::TooLarge => {
            let size = fs::metadata(&file).map_or(0, |file| file.len());
            let what = Phrase::new("case-too-large").code("path", words::path(&file)).number("size", size as f64);
            Complaint::new(what.number("most", MOST_BYTES as f64))
        }
        error @ Unread::Io(_) => error.complaint(&file).help(Phrase::new("case-help")),
    })?;
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let name = folder
        .canonicalize()
        .ok()
        .and_then(|folder| folder.file_name().map(|name| name.to_string_lossy().into_owned()));
    let shown = post_mortem.shown();
    let document = Document::parse(&retell(&shown));
    let mut case = followed::case_of(&document, name.as_deref().unwrap_or("case"));
    if case.resolved.is_none() {
        case.resolved = resolved(folder).or(case.window_end);
    }
    let mut remarks = post_mortem.remarks;
    remarks.extend(document.remarks);
    Ok(Opened { file, case, remarks })
}

/// The cases at or directly below a path, by name, and whether all of them could be read; the others are told and left out.
pub fn read_all(path: &Path, context: &mut Context<'_>) -> Result<(Vec<Case>, bool), Complaint> {
    let (mut cases, mut is_complete) = (Vec::new(), true);
    for path in find(path)? {
        match open(&path, str::to_owned) {
            Ok(opened) => cases.push(opened.case),
            Err(error) => {
                is_complete = false;
                context.warn(&error);
            }
        }
    }
    Ok((cases, is_complete))
}

/// The folders with a report at or directly below a path, by name.
pub fn find(path: &Path) -> Result<Vec<PathBuf>, Complaint> {
    if path.is_file() || path.join("report.md").is_file() {
        return Ok(vec![path.to_owned()]);
    }
    let mut found = Vec::new();
    for folder in [path.to_owned(), path.join("incidents")] {
        let Ok(entries) = fs::read_dir(&folder) else { continue };
        found.extend(
            entries.filter_map(Result::ok).map(|entry| entry.path()).filter(|path| path.join("report.md").is_file()),
        );
    }
    found.sort();
    if found.is_empty() {
        let what = Phrase::new("case-none").code("path", words::path(path));
        return Err(Complaint::new(what).help(Phrase::new("case-help")));
    }
    Ok(found)
}

/// When the incident was resolved, as the analysis beside the report says.
fn resolved(folder: &Path) -> Option<jiff::Timestamp> {
    let file = folder.join("analysis.json");
    if fs::metadata(&file).ok()?.len() > 16 * MOST_BYTES {
        return None;
    }
    let analysis: Analysis = serde_json::from_slice(&fs::read(file).ok()?).ok()?;
    let milestones = analysis.milestones;
    milestones.resolved.or(milestones.recovered).map(|milestone| milestone.time)
}
