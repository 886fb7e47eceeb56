//! The `backstory` binary: reads the clock and the environment, once, and hands over.

use std::io::{self, IsTerminal as _, Write as _};
use std::process::ExitCode;

use backstory_cli::{
    Cli,
    complaint::{self, Complaint},
    context::Context,
    exit::ExitStatus,
    help,
    words::Words,
    workspace::Workspace,
};
use backstory_model::Phrase;
use backstory_report::locale::Lang;
use clap::FromArgMatches as _;

fn main() -> ExitCode {
    let (cli, lang) = match parse() {
        Ok(read) => read,
        Err(status) => return status.into(),
    };
    let color = cli.color.resolve(io::stdout().is_terminal(), |name| std::env::var(name).ok());
    let mut out = io::BufWriter::new(io::stdout().lock());
    // Not locked: progress is told from a thread of its own.
    let mut err = io::stderr();
    let is_interactive = io::stderr().is_terminal();
    #[expect(clippy::disallowed_methods, reason = "the edge of the program is where the clock is read")]
    let now = jiff::Timestamp::now();
    let mut context = Context { out: &mut out, err: &mut err, now, color, is_interactive, words: Words::of(lang) };
    let result = cli.command.run(&mut context);
    // A closed pipe downstream is not an error.
    let words = context.words;
    let flushed = out.flush();
    match (result, flushed) {
        (Ok(status), Ok(())) => status.into(),
        (Ok(status), Err(error)) if error.kind() == io::ErrorKind::BrokenPipe => status.into(),
        (Ok(_), Err(error)) => {
            let complaint = Complaint::new(Phrase::new("message-output-failed")).because(error);
            let (what, help) = complaint::line(&complaint, &words);
            drop(writeln!(err, "{}", complaint::labelled("message-error", what, help.as_deref(), &words)));
            ExitStatus::Findings.into()
        }
        (Err(report), _) if complaint::is_closed_pipe(&report) => ExitStatus::Success.into(),
        (Err(report), _) => {
            drop(writeln!(err, "{}", complaint::render(&report, &words)));
            if complaint::is_usage(&report) { ExitStatus::Usage } else { ExitStatus::Findings }.into()
        }
    }
}

/// Reads the arguments and their language; help and usage errors end the program, in the language of their reader.
fn parse() -> Result<(Cli, Lang), ExitStatus> {
    let arguments: Vec<String> = std::env::args_os().map(|word| word.to_string_lossy().into_owned()).collect();
    let workspace = Workspace::load(std::path::Path::new(".")).ok().and_then(|workspace| workspace.lang);
    let after_name = arguments.get(1..).unwrap_or_default();
    let lang = help::language(after_name, |name| std::env::var(name).ok(), workspace.as_deref());
    let mut command = help::command(lang);
    let told = command.clone().try_get_matches_from(help::normalised(std::env::args_os().collect()));
    let matches = match told {
        Ok(matches) => matches,
        Err(error) if help::is_told_by_clap(&error, lang) => error.exit(),
        Err(error) => {
            drop(write!(io::stderr().lock(), "{}", help::usage_error(&error, lang)));
            return Err(ExitStatus::Usage);
        }
    };
    let cli = Cli::from_arg_matches(&matches).unwrap_or_else(|error| error.format(&mut command).exit());
    Ok((cli, lang))
}
