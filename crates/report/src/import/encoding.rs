//! Bytes of a file as text and back, without loss whatever the encoding.
//!
//! UTF-8 and UTF-16 with a mark are decoded. Any other byte is carried by one character of a private plane
//! (`U+10FF00` + byte), so that the text can be read and written back byte for byte.

use backstory_model::Phrase;

use crate::document::{LineIndex, Remark, RemarkKind, Span};

/// How the bytes were read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8 throughout.
    Utf8,
    /// UTF-8 but for some bytes, which are carried.
    Mixed,
    /// UTF-16, little end first, with its mark.
    Utf16Le,
    /// UTF-16, big end first, with its mark.
    Utf16Be,
    /// Every byte is a character of the same number.
    Latin1,
}

const CARRIER: u32 = 0x0010_FF00;

/// Text of the bytes, how they were read, and remarks on bytes that are no text.
pub fn decode(bytes: &[u8]) -> (String, Encoding, Vec<Remark>) {
    let unit = |pair: [u8; 2], little: bool| if little { u16::from_le_bytes(pair) } else { u16::from_be_bytes(pair) };
    for (mark, encoding, little) in [([0xFF, 0xFE], Encoding::Utf16Le, true), ([0xFE, 0xFF], Encoding::Utf16Be, false)]
    {
        if bytes.starts_with(&mark) && bytes.len().is_multiple_of(2) {
            let units = bytes.chunks_exact(2).filter_map(|p| p.try_into().ok()).map(|p| unit(p, little));
            if let Ok(text) = char::decode_utf16(units).collect::<Result<String, _>>() {
                return (text, encoding, Vec::new());
            }
        }
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return (text.to_owned(), Encoding::Utf8, Vec::new());
    }
    let mut text = String::with_capacity(bytes.len());
    let mut first = None;
    let mut count = 0usize;
    for chunk in bytes.utf8_chunks() {
        if chunk.valid().chars().any(|c| u32::from(c) >= CARRIER) {
            // The carriers themselves are taken: no byte may be confused with a character.
            let text: String = bytes.iter().map(|b| char::from(*b)).collect();
            let remark =
                remark(&text, 0, "not UTF-8; every byte is read as Latin-1".to_owned(), Phrase::new("remark-latin1"));
            return (text, Encoding::Latin1, vec![remark]);
        }
        text.push_str(chunk.valid());
        if !chunk.invalid().is_empty() {
            first.get_or_insert(text.len());
            count += chunk.invalid().len();
        }
        text.extend(chunk.invalid().iter().filter_map(|b| char::from_u32(CARRIER + u32::from(*b))));
    }
    let message = format!("{count} bytes are not UTF-8; kept as they are, save the file as UTF-8 to read them");
    let phrase = Phrase::new("remark-not-utf8").text("count", count.to_string());
    let remark = remark(&text, first.unwrap_or(0), message, phrase);
    (text, Encoding::Mixed, vec![remark])
}

fn remark(text: &str, at: usize, message: String, phrase: Phrase) -> Remark {
    Remark { kind: RemarkKind::Encoding, span: Span::new(at, at), line: LineIndex::new(text).line(at), message, phrase }
}

/// The bytes of a text that [`decode`] returned, edits included.
pub fn encode(text: &str, encoding: Encoding) -> Vec<u8> {
    match encoding {
        Encoding::Utf8 => text.as_bytes().to_vec(),
        Encoding::Mixed => {
            let mut out = Vec::with_capacity(text.len());
            for c in text.chars() {
                match u32::from(c).checked_sub(CARRIER).and_then(|b| u8::try_from(b).ok()).filter(|b| *b >= 0x80) {
                    Some(byte) => out.push(byte),
                    None => out.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes()),
                }
            }
            out
        }
        Encoding::Utf16Le => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
        Encoding::Utf16Be => text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
        Encoding::Latin1 => text.chars().map(|c| u8::try_from(u32::from(c)).unwrap_or(b'?')).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_comes_back_byte_for_byte() {
        let utf16: Vec<u8> = "\u{feff}# T 日本".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let carrier: Vec<u8> = ["\u{10ff80}".as_bytes(), b"\xff"].concat();
        let plain_carrier = "a \u{10ff80} b".as_bytes().to_vec();
        for bytes in [
            b"# plain".to_vec(),
            b"a\n\xff\xfe b \x93".to_vec(),
            utf16,
            b"\xff\xfe\x00".to_vec(),
            carrier,
            plain_carrier,
        ] {
            let (text, encoding, _) = decode(&bytes);
            assert_eq!(encode(&text, encoding), bytes, "{encoding:?}");
        }
    }

    #[test]
    fn bytes_that_are_no_text_are_named_with_their_line() {
        let (_, _, remarks) = decode(b"a\nb \xff\xff");
        assert_eq!((remarks[0].line, remarks[0].kind), (2, RemarkKind::Encoding));
        assert!(remarks[0].message.starts_with("2 bytes"));
    }
}
