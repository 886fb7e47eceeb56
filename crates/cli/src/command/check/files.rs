//! Which files are meant, and reading and replacing them.

use std::{
    fs,
    io::{self, Write as _},
    path::{Path, PathBuf},
};

use backstory_model::Phrase;

use crate::complaint::Complaint;
use crate::context::Context;
use crate::post_mortem::{PostMortem, Unread};
use crate::words;

/// The largest file that is read; a post-mortem of this size has a thousand pages.
const LIMIT_BYTES: u64 = 16 << 20;
/// What may stand in front of a text and is no part of it.
pub(super) const BYTE_ORDER_MARK: char = '\u{feff}';
/// How deep folders are searched.
const DEPTH: usize = 16;

/// Markdown files under the paths, sorted within each, and whether a path could not be read.
pub(super) fn markdown(paths: &[PathBuf], context: &mut Context<'_>) -> (Vec<PathBuf>, bool) {
    let (mut files, mut partial) = (Vec::new(), false);
    for path in paths {
        if path.is_dir() {
            let mut found = Vec::new();
            if let Err(error) = walk(path, 0, &mut found) {
                let what = Phrase::new("check-unlisted").code("path", words::path(path));
                context.warn(&Complaint::new(what).because(error));
                partial = true;
            }
            found.sort();
            files.append(&mut found);
        } else {
            files.push(path.clone());
        }
    }
    (files, partial)
}

fn walk(folder: &Path, depth: usize, found: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let path = entry.path();
        let kind = entry.file_type()?;
        let hidden = entry.file_name().to_string_lossy().starts_with('.');
        if kind.is_dir() && !hidden && depth < DEPTH {
            walk(&path, depth + 1, found)?;
        } else if kind.is_file()
            && path.extension().is_some_and(|e| e.eq_ignore_ascii_case("md") || e.eq_ignore_ascii_case("markdown"))
        {
            found.push(path);
        }
    }
    Ok(())
}

/// The text of a file or of stdin, in whatever encoding.
pub(super) fn post_mortem(path: &Path) -> Result<PostMortem, Complaint> {
    PostMortem::read(path, LIMIT_BYTES).map_err(|error| match error {
        Unread::TooLarge => {
            let what = Phrase::new("check-too-large").code("path", words::path(path));
            Complaint::new(what.number("most", (LIMIT_BYTES >> 20) as f64))
        }
        error @ Unread::Io(_) => error.complaint(path),
    })
}

/// The text of a file or of stdin for people; bytes that are no text are replaced.
pub(super) fn read(path: &Path) -> Result<String, Complaint> {
    Ok(post_mortem(path)?.shown().trim_start_matches(BYTE_ORDER_MARK).to_owned())
}

/// Writes beside the file and renames, so that a kill leaves the old text or the new.
pub(super) fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".backstory-new");
    let beside = path.with_file_name(name);
    let mut file = fs::File::create(&beside)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    file.set_permissions(fs::metadata(path)?.permissions())?;
    fs::rename(&beside, path)
}
