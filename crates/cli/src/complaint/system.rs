//! What the operating system says, told by its number.

use std::error::Error;
use std::io::{self, ErrorKind};

use backstory_model::{Phrase, PhraseArg};

/// The words for a message that ends as `std::io` ends those of the system: `… (os error 2)`.
pub(super) fn phrase(text: &str) -> Option<Phrase> {
    let code = code(text)?;
    let key = match io::Error::from_raw_os_error(code).kind() {
        ErrorKind::NotFound => "system-not-found",
        ErrorKind::PermissionDenied => "system-permission-denied",
        ErrorKind::AlreadyExists => "system-already-exists",
        ErrorKind::IsADirectory => "system-is-a-directory",
        ErrorKind::NotADirectory => "system-not-a-directory",
        ErrorKind::DirectoryNotEmpty => "system-directory-not-empty",
        ErrorKind::ReadOnlyFilesystem => "system-read-only",
        ErrorKind::StorageFull => "system-storage-full",
        ErrorKind::BrokenPipe => "system-broken-pipe",
        ErrorKind::ConnectionRefused => "system-connection-refused",
        ErrorKind::ConnectionReset => "system-connection-reset",
        ErrorKind::TimedOut => "system-timed-out",
        _ => return None,
    };
    Some(Phrase::new(key).text("code", code.to_string()))
}

/// The number at the end of such a message.
fn code(text: &str) -> Option<i32> {
    let (_, rest) = text.rsplit_once("(os error ")?;
    rest.strip_suffix(')')?.parse().ok()
}

/// Whether an error is what the system says when nobody reads the output any more, and nothing else: miette hides the type.
pub(super) fn is_closed_pipe(error: &(dyn Error + 'static)) -> bool {
    let is_pipe = |error: &io::Error| error.kind() == ErrorKind::BrokenPipe;
    error.downcast_ref::<io::Error>().is_some_and(is_pipe) || {
        let text = error.to_string();
        let said = code(&text).map(io::Error::from_raw_os_error);
        said.is_some_and(|said| is_pipe(&said) && said.to_string() == text)
    }
}

/// A reason that a library gives as text, in our words where it is the system's.
pub(super) fn reason(text: &str) -> PhraseArg {
    phrase(text).map_or_else(|| PhraseArg::Text(text.to_owned()), |phrase| PhraseArg::Phrase(Box::new(phrase)))
}

/// A phrase in which the words of the system, as far as it quotes them, are ours.
pub(crate) fn known(mut phrase: Phrase) -> Phrase {
    for arg in phrase.args.values_mut() {
        match arg {
            PhraseArg::Text(text) => *arg = reason(text),
            PhraseArg::Phrase(inner) => **inner = known((**inner).clone()),
            _ => {}
        }
    }
    phrase
}
