//! Errors that are phrases until they are told: what failed and where, what to do, and what caused it.
//!
//! Code that fails does not know the language of its reader. It returns a [`Complaint`], and the edge tells the whole chain in
//! one language with [`render`]. Errors of libraries are told by [`known`]; what nobody knows keeps its own words.

mod known;
mod system;

pub(crate) use system::known as quoted;

use std::error::Error;
use std::fmt;

use backstory_model::{Phrase, PhraseArg};
use miette::{Diagnostic, MietteHandlerOpts, Report, ReportHandler as _};

pub use known::known;

use crate::words::Words;

/// An error that a person reads.
#[derive(Debug)]
pub struct Complaint {
    what: Phrase,
    help: Option<Phrase>,
    cause: Option<Box<dyn Error + Send + Sync>>,
    /// Whether the words of the cause are `what`, so that only what caused it is left to tell.
    is_retold: bool,
    /// Whether it is the command line that cannot be understood.
    is_usage: bool,
}

impl Complaint {
    /// What failed, and where.
    pub fn new(what: Phrase) -> Self {
        Self { what, help: None, cause: None, is_retold: false, is_usage: false }
    }

    /// Says what to do about it.
    #[must_use]
    pub fn help(mut self, help: Phrase) -> Self {
        self.help = Some(help);
        self
    }

    /// Says why.
    #[must_use]
    pub fn because(mut self, cause: impl Error + Send + Sync + 'static) -> Self {
        self.cause = Some(Box::new(cause));
        self
    }

    /// Says that it is the command line that cannot be understood.
    #[must_use]
    pub fn usage(mut self) -> Self {
        self.is_usage = true;
        self
    }

    /// An error that speaks for itself.
    pub fn of(error: impl Error + Send + Sync + 'static) -> Self {
        let (what, help) = known(&error).unwrap_or_else(|| (foreign(&error), None));
        Self { what, help, cause: Some(Box::new(error)), is_retold: true, is_usage: false }
    }
}

impl fmt::Display for Complaint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&Words::english().say(&self.what))
    }
}

impl Error for Complaint {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        let cause = self.cause.as_deref()?;
        if self.is_retold { cause.source() } else { Some(cause) }
    }
}

impl Diagnostic for Complaint {
    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.help.as_ref().map(|help| Box::new(Words::english().say(help)) as Box<dyn fmt::Display>)
    }
}

/// Turns errors into complaints.
pub trait Complain<T> {
    /// Says what failed; the error is why.
    fn or_complain(self, what: impl FnOnce() -> Phrase) -> Result<T, Complaint>;
    /// Lets the error speak for itself.
    fn or_tell(self) -> Result<T, Complaint>;
}

impl<T, E: Error + Send + Sync + 'static> Complain<T> for Result<T, E> {
    fn or_complain(self, what: impl FnOnce() -> Phrase) -> Result<T, Complaint> {
        self.map_err(|error| Complaint::new(what()).because(error))
    }

    fn or_tell(self) -> Result<T, Complaint> {
        self.map_err(Complaint::of)
    }
}

/// The words of an error that no catalogue knows.
fn foreign(error: &(dyn Error + 'static)) -> Phrase {
    let text = error.to_string();
    system::phrase(&text).unwrap_or_else(|| Phrase::new("message-foreign").text("text", text))
}

/// What an error and its causes say, outermost first, and what to do.
fn chain<'e>(errors: impl Iterator<Item = &'e (dyn Error + 'static)>, words: &Words) -> (Vec<String>, Option<String>) {
    let (mut told, mut help) = (Vec::<String>::new(), None);
    for error in errors {
        let (what, advice) = known(error).unwrap_or_else(|| (foreign(error), None));
        let what = words.say(&what);
        if told.last() != Some(&what) {
            told.push(what);
        }
        help = help.or(advice.map(|advice| words.say(&advice)));
    }
    (told, help)
}

/// An error with its causes as one line, and what to do about it.
pub fn line(error: &(dyn Error + 'static), words: &Words) -> (String, Option<String>) {
    let causes = std::iter::successors(Some(error), |error: &&'_ (dyn Error + 'static)| (*error).source());
    let (told, help) = chain(causes, words);
    (told.join(": "), help)
}

/// An error that ended the program as the terminal shows it, with its causes below each other.
pub fn render(report: &Report, words: &Words) -> String {
    let (told, mut help) = chain(report.chain(), words);
    // Help of an error that only miette knows.
    help = help.or_else(|| report.help().map(|help| help.to_string()));
    let retold = told.into_iter().rev().fold(None, |cause, message| Some(Box::new(Retold { message, cause })));
    let mut out = retold.map(|retold| Drawn(*retold).to_string().trim_end().to_owned()).unwrap_or_default();
    if let Some(help) = help {
        // As miette shows it, but for the word, which it has in English alone.
        let label = words.text("message-help");
        let is_coloured = out.contains('\u{1b}');
        let label = if is_coloured { format!("\u{1b}[36m{label}:\u{1b}[0m") } else { format!("{label}:") };
        out.push_str(&format!("\n  {label} {help}"));
    }
    out
}

/// Whether a command ended because the program that reads its output had enough.
pub fn is_closed_pipe(report: &Report) -> bool {
    report.chain().any(system::is_closed_pipe)
}

/// Whether an error says that the command line cannot be understood.
pub fn is_usage(report: &Report) -> bool {
    report.downcast_ref::<Complaint>().is_some_and(|complaint| complaint.is_usage)
        || matches!(
            report.downcast_ref::<crate::pipeline::PipelineError>(),
            Some(crate::pipeline::PipelineError::NoWindow)
        )
}

/// An error of a chain in the words of a language.
#[derive(Debug)]
struct Retold {
    message: String,
    cause: Option<Box<Self>>,
}

impl fmt::Display for Retold {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl Error for Retold {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.cause.as_deref().map(|cause| cause as _)
    }
}

impl Diagnostic for Retold {}

/// A chain as miette draws it. Lines are left to the terminal to wrap: a time or a path that is broken in two cannot be copied.
struct Drawn(Retold);

impl fmt::Display for Drawn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        MietteHandlerOpts::new().wrap_lines(false).build().debug(&self.0, f)
    }
}

/// A warning or an error of a command that goes on: `error: what: why`, and `help: …` on a line of its own.
pub fn labelled(label: &str, what: String, help: Option<&str>, words: &Words) -> String {
    let told = Phrase::new(label).with("what", PhraseArg::Text(what));
    let mut out = words.say(&told);
    if let Some(help) = help {
        out.push_str(&format!("\n  {}: {help}", words.text("message-help")));
    }
    out
}
