//! gzip, zstd and bzip2, recognised by their first bytes.

use std::io::{self, BufReader, Read};

use super::apart::{self, Apart, Packing};
use super::wide;

/// How a stream is compressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Compression {
    /// Not at all.
    None,
    /// gzip, one member or several.
    Gzip,
    /// Zstandard.
    Zstd,
    /// bzip2, one stream or several.
    Bzip2,
}

impl Compression {
    /// Recognises the magic number at the start of a stream.
    pub fn of(head: &[u8]) -> Self {
        match head {
            [0x1f, 0x8b, ..] => Self::Gzip,
            [0x28, 0xb5, 0x2f, 0xfd, ..] => Self::Zstd,
            [b'B', b'Z', b'h', b'1'..=b'9', ..] => Self::Bzip2,
            _ => Self::None,
        }
    }
}

/// Why a stream could not be opened.
#[derive(Debug, thiserror::Error)]
#[error("failed to open the compressed stream")]
pub struct DecompressError(#[from] io::Error);

/// Returns the plain bytes of a stream, at most `most` of them, so that a small file cannot fill the machine.
///
/// # Errors
/// When not even the first bytes can be read.
pub fn open<'a>(
    reader: impl Read + Send + 'a,
    most: u64,
) -> Result<(BufReader<Box<dyn Read + Send + 'a>>, Compression), DecompressError> {
    let (plain, compression) = plain(reader)?;
    Ok((BufReader::with_capacity(1 << 17, Box::new(plain.take(most))), compression))
}

/// A reader of the plain bytes, without a buffer and a bound of its own.
pub(crate) fn plain<'a>(mut reader: impl Read + Send + 'a) -> io::Result<(Box<dyn Read + Send + 'a>, Compression)> {
    let mut magic = Vec::with_capacity(4);
    reader.by_ref().take(4).read_to_end(&mut magic)?;
    let compression = Compression::of(&magic);
    let whole = io::Cursor::new(magic).chain(reader);
    let plain: Box<dyn Read + Send + 'a> = match compression {
        Compression::None => Box::new(whole),
        Compression::Gzip => Box::new(flate2::bufread::MultiGzDecoder::new(BufReader::with_capacity(1 << 16, whole))),
        Compression::Zstd => Box::new(zstd::stream::read::Decoder::new(whole)?),
        Compression::Bzip2 => Box::new(bzip2::bufread::MultiBzDecoder::new(BufReader::with_capacity(1 << 16, whole))),
    };
    Ok((in_utf8(plain), compression))
}

/// Refuses an archive of a kind that is not opened, by the first bytes of what was taken for plain.
pub(super) fn refuse_foreign(head: &[u8]) -> io::Result<()> {
    let name = match head {
        [0xFD, b'7', b'z', b'X', ..] => "an xz archive",
        [b'7', b'z', 0xBC, 0xAF, ..] => "a 7z archive",
        [0x04, 0x22, 0x4D, 0x18, ..] => "an lz4 archive",
        _ => return Ok(()),
    };
    let told = format!("the file is {name}, which is not read here: unpack it first");
    Err(io::Error::new(io::ErrorKind::Unsupported, told))
}

/// The same text in UTF-8, where it begins in UTF-16.
fn in_utf8<'a>(mut plain: Box<dyn Read + Send + 'a>) -> Box<dyn Read + Send + 'a> {
    const TOLD_BY: usize = 64;
    let mut head = Vec::with_capacity(TOLD_BY);
    let outcome = plain.by_ref().take(TOLD_BY as u64).read_to_end(&mut head);
    let order = wide::Order::of(&head);
    let whole = io::Cursor::new(head).chain(Broken(outcome.err())).chain(plain);
    match order {
        Some(order) => Box::new(wide::Utf16::new(whole, order)),
        None => Box::new(whole),
    }
}

/// The records of a log one a line, where they are packed in another way. For logs alone: documents are read as they are.
pub(super) fn a_line_each<'a>(mut plain: Box<dyn Read + Send + 'a>) -> Box<dyn Read + Send + 'a> {
    /// Bytes by which most logs are told to be none of these.
    const FIRST: usize = 64;
    let mut head = Vec::new();
    let mut outcome = plain.by_ref().take(FIRST as u64).read_to_end(&mut head);
    if !apart::may_be_packed(&head) {
        return Box::new(io::Cursor::new(head).chain(Broken(outcome.err())).chain(plain));
    }
    if outcome.is_ok() {
        outcome = plain.by_ref().take((apart::TOLD_BY - FIRST) as u64).read_to_end(&mut head);
    }
    let is_whole = outcome.is_ok() && head.len() < apart::TOLD_BY;
    let packing = Packing::of(&head, is_whole);
    let whole = io::Cursor::new(head).chain(Broken(outcome.err())).chain(plain);
    match packing {
        Some(packing) => Box::new(Apart::new(whole, packing)),
        None => Box::new(whole),
    }
}

/// An error that was met ahead of its place.
struct Broken(Option<io::Error>);

impl Read for Broken {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        self.0.take().map_or(Ok(0), Err)
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::*;

    #[test]
    fn documents_are_opened_as_they_are() {
        let document = r#"{"events": [{"a": 1}, {"a": 2}], "more": false}"#;
        let mut text = String::new();
        open(document.as_bytes(), u64::MAX).unwrap().0.read_to_string(&mut text).unwrap();
        assert_eq!(text, document);
        text.clear();
        a_line_each(Box::new(document.as_bytes())).read_to_string(&mut text).unwrap();
        assert_eq!(text.split_whitespace().collect::<String>(), r#"{"a":1}{"a":2}"#);
    }

    #[test]
    fn an_archive_that_is_not_read_is_told() {
        let error = refuse_foreign(b"\xfd7zXZ\0rest").map_err(|error| error.to_string());
        assert_eq!(error, Err("the file is an xz archive, which is not read here: unpack it first".to_owned()));
        assert!(refuse_foreign(b"7z is an archiver").is_ok());
    }

    #[test]
    fn archives_open_by_content() {
        let text = b"2025-02-09T10:05:23Z INFO hello\n".repeat(10);
        let mut gz = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        gz.write_all(&text).unwrap();
        let mut bz = bzip2::write::BzEncoder::new(Vec::new(), bzip2::Compression::fast());
        bz.write_all(&text).unwrap();
        let archives = [
            (text.clone(), Compression::None),
            (gz.finish().unwrap(), Compression::Gzip),
            (bz.finish().unwrap(), Compression::Bzip2),
            (zstd::encode_all(text.as_slice(), 1).unwrap(), Compression::Zstd),
        ];
        for (archive, expected) in archives {
            let mut plain = Vec::new();
            let (mut reader, compression) = open(archive.as_slice(), 1 << 20).unwrap();
            reader.read_to_end(&mut plain).unwrap();
            assert_eq!((plain, compression), (text.clone(), expected));
        }
    }
}
