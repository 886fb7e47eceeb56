//! The `backstory` binary: reads the clock and the environment, once, and hands over.

use std::io::{self, IsTerminal as _, Write as _};
use std::process::ExitCode;

use backstory_cli::{Cli, context::Context, exit::ExitStatus, help, workspace::Workspace};
use clap::FromArgMatches as _;

fn main() -> ExitCode {
    let cli = match parse() {
        Ok(cli) => cli,
        Err(status) => return status.into(),
    };
    let color = cli.color.resolve(io::stdout().is_terminal(), |name| std::env::var(name).ok());
    let mut out = io::BufWriter::new(io::stdout().lock());
    // Not locked: progress is told from a thread of its own.
    let mut err = io::stderr();
    let is_interactive = io::stderr().is_terminal();
    #[expect(clippy::disallowed_methods, reason = "the edge of the program is where the clock is read")]
    let now = jiff::Timestamp::now();
    let mut context = Context { out: &mut out, err: &mut err, now, color, is_interactive };
    let result = cli.command.run(&mut context);
    // A closed pipe downstream is not an error.
    let flushed = out.flush();
    match (result, flushed) {
        (Ok(status), Ok(())) => status.into(),
        (Ok(status), Err(error)) if error.kind() == io::ErrorKind::BrokenPipe => status.into(),
        (Ok(_), Err(error)) => {
            drop(writeln!(err, "error: failed to write the output: {error}"));
            ExitStatus::Findings.into()
        }
        (Err(report), _) if is_closed_pipe(&report) => ExitStatus::Success.into(),
        (Err(report), _) => {
            drop(writeln!(err, "{report:?}"));
            ExitStatus::Findings.into()
        }
    }
}

/// Reads the arguments; help and usage errors end the program, in the language of their reader.
fn parse() -> Result<Cli, ExitStatus> {
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
    Ok(Cli::from_arg_matches(&matches).unwrap_or_else(|error| error.format(&mut command).exit()))
}

/// Whether a command ended because the program that reads its output had enough.
fn is_closed_pipe(report: &miette::Report) -> bool {
    report
        .chain()
        .any(|cause| cause.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe))
}
