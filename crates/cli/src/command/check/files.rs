//! Which files are meant, and reading and replacing them.

use std::{
    fs,
    io::{self, Read as _, Write as _},
    path::{Path, PathBuf},
};

use backstory_model::Phrase;

use crate::complaint::{Complain as _, Complaint};
use crate::context::Context;
use crate::words;

/// The largest file that is read; a post-mortem of this size has a thousand pages.
const LIMIT_BYTES: u64 = 16 << 20;
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

/// The text of a file or of stdin; bytes that are no UTF-8 are replaced.
pub(super) fn read(path: &Path) -> Result<String, Complaint> {
    let unread = || Phrase::new("message-unread").code("path", words::path(path));
    let mut bytes = Vec::new();
    if path.as_os_str() == "-" {
        io::stdin().take(LIMIT_BYTES + 1).read_to_end(&mut bytes).or_complain(unread)?;
    } else {
        let file = fs::File::open(path).or_complain(unread)?;
        file.take(LIMIT_BYTES + 1).read_to_end(&mut bytes).or_complain(unread)?;
    }
    if bytes.len() as u64 > LIMIT_BYTES {
        let what = Phrase::new("check-too-large").code("path", words::path(path));
        return Err(Complaint::new(what.number("most", (LIMIT_BYTES >> 20) as f64)));
    }
    Ok(String::from_utf8_lossy(&bytes).trim_start_matches('\u{feff}').to_owned())
}

/// Writes beside the file and renames, so that a kill leaves the old text or the new.
pub(super) fn replace(path: &Path, text: &str) -> io::Result<()> {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".backstory-new");
    let beside = path.with_file_name(name);
    let mut file = fs::File::create(&beside)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()?;
    file.set_permissions(fs::metadata(path)?.permissions())?;
    fs::rename(&beside, path)
}
