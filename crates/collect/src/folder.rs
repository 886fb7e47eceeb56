//! The folder that is filled: atomic files, and the manifest that accounts for them.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use backstory_evidence::{Covered, LeftOut, MANIFEST_SCHEMA, Manifest, ManifestEntry, ManifestGap};
use backstory_model::{GapKind, Window};
use jiff::Timestamp;
use sha2::{Digest, Sha256};

use crate::Reason;

/// Why a file of the folder could not be written.
#[derive(Debug, thiserror::Error)]
#[error("`{}` cannot be written", path.display())]
pub struct FolderError {
    /// The file or folder.
    pub path: PathBuf,
    /// What the system said.
    #[source]
    pub source: io::Error,
}

/// Where the bytes of a file came from.
#[derive(Debug, Clone)]
pub struct Provenance {
    /// As [`ManifestEntry::source`].
    pub source: &'static str,
    /// As [`ManifestEntry::server`].
    pub server: String,
    /// As [`ManifestEntry::query`].
    pub query: String,
    /// The part of time that was asked for; that of the folder when the source knows no time.
    pub window: Option<Window>,
    /// As [`ManifestEntry::notes`].
    pub notes: Vec<String>,
}

/// A folder being filled. The manifest is written by [`EvidenceFolder::finish`]; before that every file is whole already.
#[derive(Debug)]
pub struct EvidenceFolder {
    root: PathBuf,
    collected: Timestamp,
    window: Window,
    manifest: Manifest,
}

impl EvidenceFolder {
    /// Opens a folder, new or empty but for what an earlier run left. Files of the same name are replaced.
    pub fn create(root: &Path, collected: Timestamp, window: Window) -> Result<Self, FolderError> {
        fs::create_dir_all(root).map_err(|source| FolderError { path: root.to_owned(), source })?;
        let manifest = Manifest {
            schema: MANIFEST_SCHEMA.to_owned(),
            from: window.start,
            to: window.end,
            artifacts: Vec::new(),
            gaps: Vec::new(),
            left_out: Vec::new(),
        };
        Ok(Self { root: root.to_owned(), collected, window, manifest })
    }

    /// What is known so far.
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// Writes a file: temporary file, fsync, rename. `path` is relative and made of parts that `safe_name` gives.
    pub fn put(&mut self, path: &str, bytes: &[u8], provenance: Provenance) -> Result<(), FolderError> {
        self.put_streamed(path, provenance, |out| out.write_all(bytes).map(|()| None)).map(|_| ())
    }

    /// As [`EvidenceFolder::put`], from a function that writes and tells the first and last time it wrote. An error of the
    /// function leaves no file, and so does writing nothing. Returns the number of bytes.
    pub(crate) fn put_streamed(
        &mut self,
        path: &str,
        provenance: Provenance,
        write: impl FnOnce(&mut dyn Write) -> io::Result<Option<Covered>>,
    ) -> Result<u64, FolderError> {
        let target = self.root.join(path);
        let failed = |source| FolderError { path: target.clone(), source };
        let parent = target.parent().unwrap_or(&self.root);
        fs::create_dir_all(parent).map_err(failed)?;
        let temporary = tempfile::Builder::new().prefix(".backstory-").tempfile_in(parent).map_err(failed)?;
        let mut out = Hashing { file: io::BufWriter::new(temporary.as_file()), hash: Sha256::new(), size_bytes: 0 };
        let covered = write(&mut out).and_then(|covered| out.flush().map(|()| covered)).map_err(failed)?;
        let (hash, size_bytes) = (out.hash.clone(), out.size_bytes);
        drop(out);
        // An empty file says nothing, and readers wonder about it.
        if size_bytes == 0 {
            return Ok(0);
        }
        temporary.as_file().sync_all().map_err(failed)?;
        temporary.persist(&target).map_err(|error| failed(error.error))?;
        sync_folder(parent).map_err(failed)?;
        let window = provenance.window.unwrap_or(self.window);
        let entry = ManifestEntry {
            path: path.to_owned(),
            source: provenance.source.to_owned(),
            server: provenance.server,
            query: provenance.query,
            from: window.start,
            to: window.end,
            collected: self.collected,
            sha256: hexadecimal(&hash.finalize()),
            size_bytes,
            covered,
            notes: provenance.notes,
        };
        self.manifest.artifacts.retain(|known| known.path != entry.path);
        self.manifest.artifacts.push(entry);
        Ok(size_bytes)
    }

    /// Notes what could not be had: `query` is the request, object or file.
    pub fn gap(&mut self, source: &str, query: &str, kind: GapKind, window: Option<Window>, reason: &Reason) {
        self.manifest.gaps.push(ManifestGap {
            source: source.to_owned(),
            query: query.to_owned(),
            reason: reason.to_string(),
            phrase: Some(reason.phrase()),
            kind: Some(kind),
            from: window.map(|window| window.start),
            to: window.map(|window| window.end),
        });
    }

    /// Notes what was left on purpose.
    pub fn leave_out(&mut self, source: &str, what: impl Into<String>, why: impl Into<String>) {
        self.manifest.left_out.push(LeftOut { source: source.to_owned(), what: what.into(), why: why.into() });
    }

    /// Writes `manifest.json` and returns the manifest.
    pub fn finish(mut self) -> Result<Manifest, FolderError> {
        self.manifest.artifacts.sort_by(|a, b| a.path.cmp(&b.path));
        let path = self.root.join("manifest.json");
        let failed = |source| FolderError { path: path.clone(), source };
        let mut temporary = tempfile::Builder::new().prefix(".backstory-").tempfile_in(&self.root).map_err(failed)?;
        let mut text = serde_json::to_vec_pretty(&self.manifest).map_err(|error| failed(error.into()))?;
        text.push(b'\n');
        temporary.write_all(&text).map_err(failed)?;
        temporary.as_file().sync_all().map_err(failed)?;
        temporary.persist(&path).map_err(|error| failed(error.error))?;
        sync_folder(&self.root).map_err(failed)?;
        Ok(self.manifest)
    }
}

/// A name from outside as the name of a file: letters, digits, `-`, `_`, `.`, never hidden, never empty, at most 120 long.
pub(crate) fn safe_name(name: &str) -> String {
    let keep = |c: char| if c.is_ascii_alphanumeric() || "-_.".contains(c) { c } else { '_' };
    let name: String = name.chars().take(120).map(keep).collect();
    let name = name.trim_start_matches('.');
    if name.is_empty() { "_".to_owned() } else { name.to_owned() }
}

fn sync_folder(path: &Path) -> io::Result<()> {
    if cfg!(unix) { File::open(path)?.sync_all() } else { Ok(()) }
}

fn hexadecimal(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut out, byte| {
        write!(out, "{byte:02x}").expect("a string takes any text");
        out
    })
}

struct Hashing<W> {
    file: W,
    hash: Sha256,
    size_bytes: u64,
}

impl<W: Write> Write for Hashing<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.file.write(bytes)?;
        let part = bytes.get(..written).unwrap_or(bytes);
        self.hash.update(part);
        self.size_bytes += part.len() as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn provenance() -> Provenance {
        Provenance { source: "test", server: String::new(), query: String::new(), window: None, notes: Vec::new() }
    }

    fn folder(root: &Path) -> EvidenceFolder {
        let at = |s: &str| s.parse::<Timestamp>().unwrap();
        let window = Window::new(at("2025-02-09T10:00:00Z"), at("2025-02-09T11:00:00Z")).unwrap();
        EvidenceFolder::create(root, at("2025-02-09T12:00:00Z"), window).unwrap()
    }

    #[test]
    fn the_manifest_accounts_for_every_file() {
        let root = tempfile::tempdir().unwrap();
        let mut folder = folder(root.path());
        folder.put("a/b.txt", b"abc", provenance()).unwrap();
        let manifest = folder.finish().unwrap();
        let artifact = &manifest.artifacts[0];
        assert_eq!(artifact.sha256, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assert_eq!(artifact.size_bytes, 3);
        let read: Manifest = serde_json::from_slice(&fs::read(root.path().join("manifest.json")).unwrap()).unwrap();
        assert_eq!(read, manifest);
    }

    #[test]
    fn a_write_that_fails_leaves_nothing() {
        let root = tempfile::tempdir().unwrap();
        let mut folder = folder(root.path());
        let result = folder.put_streamed("a.txt", provenance(), |out| {
            out.write_all(b"half")?;
            Err(io::Error::other("cut"))
        });
        assert!(result.is_err());
        assert_eq!(fs::read_dir(root.path()).unwrap().count(), 0);
        assert!(folder.manifest().artifacts.is_empty());
    }

    #[test]
    fn names_from_outside_stay_in_the_folder() {
        for (name, expected) in
            [("api-1", "api-1"), ("../../etc/passwd", "_.._etc_passwd"), ("..", "_"), ("a/b\u{1b}", "a_b_")]
        {
            assert_eq!(safe_name(name), expected);
        }
    }
}
