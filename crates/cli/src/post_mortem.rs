//! A post-mortem as a file: any encoding, bounded, with what its readers should know of its form.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use backstory_model::Phrase;
use backstory_report::document::{Remark, RemarkKind};
use backstory_report::import::encoding::{self, Encoding};

use crate::complaint::Complaint;
use crate::context::Context;
use crate::words;

/// Remarks told of one file; `backstory import --json` lists all.
const MOST_TOLD: usize = 20;

/// The text of a file, and how to write it back.
#[derive(Debug, Clone, PartialEq)]
pub struct PostMortem {
    /// The text; bytes that are no text are carried, see [`encoding::decode`].
    pub text: String,
    /// How the bytes were read.
    pub encoding: Encoding,
    /// What was odd about the bytes.
    pub remarks: Vec<Remark>,
}

/// Why a file is not read.
#[derive(Debug)]
pub enum Unread {
    /// The file cannot be opened or read.
    Io(io::Error),
    /// It is longer than the bound.
    TooLarge,
}

impl Unread {
    /// The complaint that the file cannot be read.
    pub fn complaint(self, path: &Path) -> Complaint {
        match self {
            Self::TooLarge => Complaint::new(Phrase::new("report-too-large").code("path", words::path(path))),
            Self::Io(error) => {
                Complaint::new(Phrase::new("message-unread").code("path", words::path(path))).because(error)
            }
        }
    }
}

impl PostMortem {
    /// Reads a file, or stdin for `-`, of at most so many bytes.
    pub fn read(path: &Path, most_bytes: u64) -> Result<Self, Unread> {
        let mut bytes = Vec::new();
        let source: &mut dyn Read =
            if path.as_os_str() == "-" { &mut io::stdin() } else { &mut File::open(path).map_err(Unread::Io)? };
        source.take(most_bytes.saturating_add(1)).read_to_end(&mut bytes).map_err(Unread::Io)?;
        if bytes.len() as u64 > most_bytes {
            return Err(Unread::TooLarge);
        }
        let (text, encoding, remarks) = encoding::decode(&bytes);
        Ok(Self { text, encoding, remarks })
    }

    /// The text for people: what is no text is shown as such.
    pub fn shown(&self) -> String {
        match self.encoding {
            Encoding::Mixed => String::from_utf8_lossy(&encoding::encode(&self.text, Encoding::Mixed)).into_owned(),
            _ => self.text.clone(),
        }
    }
}

/// Whether a remark is on the form of a document: what it says may be read otherwise than it was meant, or not at all.
fn is_on_form(remark: &Remark) -> bool {
    use RemarkKind as K;
    remark.phrase.key == "remark-too-large"
        || matches!(
            remark.kind,
            K::Unclosed
                | K::RaggedRow
                | K::ForeignFrontMatter
                | K::BrokenFrontMatter
                | K::Duplicate
                | K::HiddenCharacter
                | K::ActiveHtml
                | K::Encoding
        )
}

/// Tells what is odd about the form of a document, with its lines.
pub fn tell<'r>(path: &Path, remarks: impl IntoIterator<Item = &'r Remark>, context: &mut Context<'_>) {
    let all: Vec<&Remark> = remarks.into_iter().filter(|remark| is_on_form(remark)).collect();
    for remark in all.iter().take(MOST_TOLD) {
        context.note(format_args!("{}:{}: {}", path.display(), remark.line, context.words.say(&remark.phrase)));
    }
    if let Some(more) = all.len().checked_sub(MOST_TOLD).filter(|more| *more > 0) {
        let told = Phrase::new("message-more-remarks").number("count", more as f64).code("path", words::path(path));
        context.say(&told);
    }
}
