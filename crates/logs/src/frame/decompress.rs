//! gzip, zstd and bzip2, recognised by their first bytes.

use std::io::{self, BufReader, Read};

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
    Ok((plain, compression))
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::*;

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
