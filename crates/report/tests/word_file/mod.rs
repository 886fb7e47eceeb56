//! What a Word file holds, for tests of several files.

/// All parts of the archive that are text, with their markup.
pub(crate) fn parts_of(docx: &[u8]) -> String {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(docx)).unwrap();
    let mut out = String::new();
    for at in 0..archive.len() {
        let mut part = archive.by_index(at).unwrap();
        if part.is_file() && std::path::Path::new(part.name()).extension().is_none_or(|kind| kind != "png") {
            std::io::Read::read_to_string(&mut part, &mut out).unwrap();
        }
    }
    out
}

/// The words between the tags: a word may be in several runs.
pub(crate) fn words_of(parts: &str) -> String {
    parts.split('<').map(|piece| piece.split_once('>').map_or(piece, |(_, words)| words)).collect()
}
