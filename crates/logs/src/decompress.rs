//! Opens a stream whatever it is compressed with, by its first bytes.

use std::io::{self, BufRead, BufReader, Read};

/// How a stream is compressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the words say it")]
pub enum Compression {
    None,
    Gzip,
    Zstd,
}

/// Why a stream could not be opened.
#[derive(Debug, thiserror::Error)]
#[error("failed to open the compressed stream")]
pub struct DecompressError(#[from] io::Error);

impl Compression {
    /// Recognises the magic number at the start of a stream.
    pub fn of(head: &[u8]) -> Self {
        match head {
            [0x1f, 0x8b, ..] => Self::Gzip,
            [0x28, 0xb5, 0x2f, 0xfd, ..] => Self::Zstd,
            _ => Self::None,
        }
    }
}

/// Returns the plain bytes of a stream, at most `most` of them, so that a small file cannot fill the machine.
pub fn open<'a>(
    mut reader: impl BufRead + 'a,
    most: u64,
) -> Result<(Box<dyn BufRead + 'a>, Compression), DecompressError> {
    let compression = Compression::of(reader.fill_buf()?);
    let plain: Box<dyn Read + 'a> = match compression {
        Compression::None => Box::new(reader),
        Compression::Gzip => Box::new(flate2::bufread::MultiGzDecoder::new(reader)),
        Compression::Zstd => Box::new(zstd::stream::read::Decoder::with_buffer(reader)?),
    };
    Ok((Box::new(BufReader::with_capacity(1 << 17, plain.take(most))), compression))
}
