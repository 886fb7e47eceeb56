//! Lists the files of an evidence folder in a fixed order.

use std::fs;
use std::path::{Path, PathBuf};

use backstory_model::Phrase;

/// Deeper folders than this are not followed: nobody keeps evidence there, and a mount may loop.
const DEEPEST: usize = 12;

/// What a walk found.
#[derive(Debug, Default)]
pub(crate) struct Found {
    /// Files: path relative to the folder with `/`, and where it is.
    pub(crate) files: Vec<(String, PathBuf)>,
    /// Git repositories.
    pub(crate) repositories: Vec<(String, PathBuf)>,
    /// What was passed over: relative path and reason.
    pub(crate) skipped: Vec<(String, Phrase)>,
}

/// Walks a folder or takes a single file. Links are not followed.
pub(crate) fn walk(root: &Path) -> std::io::Result<Found> {
    let mut found = Found::default();
    let meta = fs::symlink_metadata(root)?;
    if meta.is_dir() {
        visit(root, "", 0, &mut found);
    } else if meta.is_symlink() {
        found.skipped.push((root.display().to_string(), Phrase::new("gap-link-root")));
    } else {
        let name = root.file_name().map_or_else(|| root.display().to_string(), |n| n.to_string_lossy().into_owned());
        found.files.push((name, root.to_owned()));
    }
    found.files.sort();
    found.repositories.sort();
    Ok(found)
}

fn visit(folder: &Path, prefix: &str, depth: usize, found: &mut Found) {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) => {
            return found
                .skipped
                .push((prefix.to_owned(), Phrase::new("gap-folder-unlisted").text("error", error.to_string())));
        }
    };
    let mut names: Vec<_> = entries.filter_map(Result::ok).map(|e| (e.file_name(), e.path())).collect();
    names.sort();
    let has = |name: &str| names.iter().any(|(n, _)| n == name);
    if has("meta.json") && has("chunks") && has("index") {
        return found.skipped.push((prefix.to_owned(), Phrase::new("gap-prometheus-block")));
    }
    if has("HEAD") && has("objects") && has("refs") {
        return found.repositories.push((prefix.to_owned(), folder.to_owned()));
    }
    for (name, path) in names {
        let name = name.to_string_lossy();
        let relative = if prefix.is_empty() { name.into_owned() } else { format!("{prefix}/{name}") };
        let Ok(meta) = fs::symlink_metadata(&path) else { continue };
        if meta.is_symlink() {
            found.skipped.push((relative, Phrase::new("gap-link")));
        } else if meta.is_dir() {
            if depth >= DEEPEST {
                found.skipped.push((relative, Phrase::new("gap-folder-deep").number("most", DEEPEST as f64)));
            } else if path.extension().is_some_and(|e| e == "git") || path.file_name().is_some_and(|n| n == ".git") {
                let root = prefix.to_owned();
                found.repositories.push((if root.is_empty() { relative } else { root }, path));
            } else {
                visit(&path, &relative, depth + 1, found);
            }
        } else if meta.is_file() {
            found.files.push((relative, path));
        }
    }
}
