//! The plain beginning of a file, packed or not: what it is recognised by.

use std::fs::File;
use std::io::{BufReader, Read as _};
use std::path::Path;

use backstory_logs::Compression;
use backstory_model::Phrase;

use crate::Options;
use crate::recognise::{Kind, recognise};

/// The plain start of a file.
pub(crate) struct Head {
    pub(crate) text: String,
    /// Whether this is all of it.
    pub(crate) is_whole: bool,
    /// Where the archive around it is damaged.
    pub(crate) broken: Option<Phrase>,
}

/// The plain start of a file: all of it when it is no larger than documents may be and no log by its first lines.
pub(crate) fn read_head(file: &Path, options: &Options<'_>) -> Result<Head, Phrase> {
    const HEAD: u64 = 256 << 10;
    let open = |most: u64| -> Result<(Vec<u8>, Option<Phrase>), Phrase> {
        let source = File::open(file).map_err(|e| failed("gap-file-unread", e))?;
        let size = source.metadata().map_or(0, |m| m.len()).min(most);
        let reader = BufReader::new(source);
        let (mut plain, compression) =
            backstory_logs::open(reader, most).map_err(|e| failed("gap-archive-damaged", e))?;
        // One byte more than the file tells `read_to_end` of its end without growing.
        let mut bytes = Vec::with_capacity(usize::try_from(size).map_or(0, |size| size + 1));
        match plain.read_to_end(&mut bytes) {
            Ok(_) => Ok((bytes, None)),
            Err(error) if compression == Compression::None => Err(failed("gap-file-unread", error)),
            // What came before the break is worth recognising.
            Err(error) => Ok((bytes, Some(failed("gap-archive-damaged", error)))),
        }
    };
    let (head, broken) = open(HEAD)?;
    let is_whole = (head.len() as u64) < HEAD;
    if !is_whole {
        let text = String::from_utf8_lossy(&head);
        let (kind, _) = recognise(&text, false);
        if matches!(kind, Kind::Log | Kind::Traces) {
            return Ok(Head { text: text.into_owned(), is_whole: false, broken });
        }
    }
    let (bytes, broken) = if is_whole { (head, broken) } else { open(options.max_document_bytes)? };
    let is_whole = (bytes.len() as u64) < options.max_document_bytes;
    // A copy is only made where something has to be replaced.
    let text = String::from_utf8(bytes).unwrap_or_else(|e| String::from_utf8_lossy(e.as_bytes()).into_owned());
    Ok(Head { text, is_whole, broken })
}

/// A sentence that carries the words of an error.
pub(crate) fn failed(key: &str, error: impl std::fmt::Display) -> Phrase {
    Phrase::new(key).text("error", error.to_string())
}
