//! What a command may touch: its two streams, the clock, the language and the look.

use std::error::Error;
use std::io::{self, Write};

use backstory_model::Phrase;
use jiff::Timestamp;

use crate::complaint;
use crate::words::Words;

/// The surroundings of one command. Tests hand in buffers and a fixed clock.
pub struct Context<'a> {
    /// Data for the user or the next program.
    pub out: &'a mut dyn Write,
    /// Progress, notes, warnings.
    pub err: &'a mut dyn Write,
    /// The instant the program started; the only clock reading there is.
    pub now: Timestamp,
    /// Whether stdout may carry colour.
    pub color: bool,
    /// Whether stderr is a terminal that can show progress.
    pub is_interactive: bool,
    /// What is said to people, in their language.
    pub words: Words,
}

impl std::fmt::Debug for Context<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Context").field("now", &self.now).field("color", &self.color).finish_non_exhaustive()
    }
}

impl Context<'_> {
    /// Prints a note for people. A closed stderr is no reason to stop.
    pub fn note(&mut self, message: impl std::fmt::Display) {
        drop(writeln!(self.err, "{message}"));
    }

    /// Prints a note for people in their language.
    pub fn say(&mut self, phrase: &Phrase) {
        self.note(self.words.say(phrase));
    }

    /// Prints a line of the result for people in their language.
    pub fn tell(&mut self, phrase: &Phrase) -> io::Result<()> {
        writeln!(self.out, "{}", self.words.say(phrase))
    }

    /// Prints an error that does not stop the command as a warning.
    pub fn warn(&mut self, error: &(dyn Error + 'static)) {
        let (what, help) = complaint::line(error, &self.words);
        self.note(complaint::labelled("message-warning", what, help.as_deref(), &self.words));
    }

    /// Prints an error where the command goes on, or ends with an exit code of its own.
    pub fn refuse(&mut self, error: &(dyn Error + 'static)) {
        let (what, help) = complaint::line(error, &self.words);
        self.note(complaint::labelled("message-error", what, help.as_deref(), &self.words));
    }

    /// Prints a value as JSON on stdout, followed by a line end.
    pub fn json(&mut self, value: &impl serde::Serialize) -> io::Result<()> {
        serde_json::to_writer_pretty(&mut *self.out, value)?;
        writeln!(self.out)
    }
}

/// Runs a command line in memory, at an instant, in English.
#[cfg(test)]
pub(crate) mod testing {
    use backstory_report::locale::Lang;
    use clap::Parser as _;

    use super::{Context, Words};
    use crate::exit::ExitStatus;

    /// How it ended, and what it wrote to either stream.
    pub(crate) fn run(arguments: &[&str], now: &str) -> (ExitStatus, String, String) {
        let cli = crate::Cli::parse_from(arguments);
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let mut context = Context {
            out: &mut out,
            err: &mut err,
            now: now.parse().unwrap(),
            color: false,
            is_interactive: false,
            words: Words::of(Lang::En),
        };
        let status = cli.command.run(&mut context).unwrap();
        (status, String::from_utf8(out).unwrap(), String::from_utf8(err).unwrap())
    }
}
