//! The command line of backstory: words, exit codes, and the pipeline that carries values from step to step.

#![expect(clippy::format_push_string, reason = "writing to a String returns an error that cannot happen")]

pub mod case_folder;
pub mod case_report;
pub mod command;
pub mod complaint;
pub mod context;
pub mod digest;
pub mod exit;
pub mod help;
pub mod instant;
pub mod pipeline;
pub mod post_mortem;
pub mod progress;
pub mod words;
pub mod workspace;

use backstory_report::locale::Lang;
use clap::builder::PossibleValuesParser;
use clap::{Parser, ValueEnum};

/// Turn the raw traces of an incident into a blameless post-mortem, and see to it that what was learned gets done
#[derive(Debug, Parser)]
#[command(name = "backstory", version, propagate_version = true, arg_required_else_help = true)]
pub struct Cli {
    /// When to use colour
    #[arg(long, global = true, value_enum, default_value_t = ColorChoice::Auto, value_name = "WHEN")]
    pub color: ColorChoice,

    /// Language of messages [default: that of the environment, else the workspace's, else en]
    #[arg(long, global = true, value_parser = codes(), value_name = "LANG")]
    pub lang: Option<String>,

    /// What to do
    #[command(subcommand)]
    pub command: command::Command,
}

/// The codes of the languages there are.
pub(crate) fn codes() -> PossibleValuesParser {
    PossibleValuesParser::new(Lang::ALL.iter().map(|lang| lang.code()))
}

/// When to use colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ColorChoice {
    /// On a terminal, unless NO_COLOR is set
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

impl ColorChoice {
    /// Decides, given the environment and whether the stream is a terminal.
    pub fn resolve(self, is_terminal: bool, variable: impl Fn(&str) -> Option<String>) -> bool {
        let is_set = |name: &str| variable(name).is_some_and(|value| !value.is_empty());
        match self {
            Self::Always => true,
            Self::Never => false,
            Self::Auto if is_set("NO_COLOR") => false,
            Self::Auto if variable("CLICOLOR_FORCE").is_some_and(|v| !v.is_empty() && v != "0") => true,
            Self::Auto => is_terminal && variable("TERM").as_deref() != Some("dumb"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colour_follows_the_conventions() {
        let none = |_: &str| None;
        assert!(ColorChoice::Auto.resolve(true, none));
        assert!(!ColorChoice::Auto.resolve(false, none));
        assert!(!ColorChoice::Auto.resolve(true, |name| (name == "NO_COLOR").then(|| "1".to_owned())));
        assert!(ColorChoice::Auto.resolve(false, |name| (name == "CLICOLOR_FORCE").then(|| "1".to_owned())));
        assert!(!ColorChoice::Auto.resolve(true, |name| (name == "TERM").then(|| "dumb".to_owned())));
    }

    #[test]
    fn the_command_line_is_consistent() {
        use clap::CommandFactory as _;
        Cli::command().debug_assert();
    }
}
