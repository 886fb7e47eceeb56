//! Help in the language of its reader.
//!
//! The English words stand in the types, as documentation of their fields. The catalogue `help.ftl` of English is
//! generated from them and compared in a test; other languages translate it, and their completeness is tested with
//! the other catalogues. A key is the path of the command and the name of the argument: `help-report-format`.

use std::ffi::OsString;

use backstory_model::{Phrase, PhraseArg};
use backstory_report::locale::{Catalogue, Lang};
use clap::builder::PossibleValue;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, ArgAction, Command, CommandFactory as _};

use crate::Cli;

/// The language of the help: that of `--lang` among the arguments, else of the environment, else of the workspace.
pub fn language(arguments: &[String], variable: impl Fn(&str) -> Option<String>, workspace: Option<&str>) -> Lang {
    let mut words = arguments.iter();
    let mut asked = None;
    while let Some(word) = words.next() {
        if word == "--" {
            break;
        }
        if word == "--lang" {
            asked = words.next().cloned();
        } else if let Some(code) = word.strip_prefix("--lang=") {
            asked = Some(code.to_owned());
        }
    }
    let locale = || {
        let set = |name: &&str| variable(name).filter(|value| !value.is_empty());
        // `ja_JP.UTF-8`; `C` and `POSIX` ask for nothing.
        let value = ["LC_ALL", "LC_MESSAGES", "LANG"].iter().find_map(set)?;
        Lang::from_code(value.split(['.', '@']).next().unwrap_or_default())
    };
    let asked = asked.as_deref().and_then(Lang::from_code);
    asked.or_else(locale).or_else(|| workspace.and_then(Lang::from_code)).unwrap_or(Lang::En)
}

/// Arguments that ask for help in the one form that every language has: `help report` is `report --help`, and
/// `--lang` beside it has been heard. Other arguments stay as they are.
pub fn normalised(arguments: Vec<OsString>) -> Vec<OsString> {
    let is_word = arguments.get(1).is_some_and(|word| word == "help");
    if !is_word && !arguments.iter().any(|word| word == "--help" || word == "-h") {
        return arguments;
    }
    let mut out = Vec::with_capacity(arguments.len() + 1);
    let mut rest = arguments.into_iter();
    out.extend(rest.next());
    while let Some(word) = rest.next() {
        if word == "--lang" {
            rest.next();
        } else if !(word.to_string_lossy().starts_with("--lang=") || is_word && word == "help") {
            out.push(word);
        }
    }
    if is_word {
        out.push("--help".into());
    }
    out
}

/// The command line with its help in a language.
pub fn command(lang: Lang) -> Command {
    let command = Cli::command();
    if lang == Lang::En { command } else { told(command, "help", &Catalogue::load(lang)) }
}

/// Whether clap says it in the words of the language already: help and version, and everything in English.
pub fn is_told_by_clap(error: &clap::Error, lang: Lang) -> bool {
    lang == Lang::En || !error.use_stderr() || error.kind() == ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand
}

/// A usage error in a language; English is told by clap itself.
pub fn usage_error(error: &clap::Error, lang: Lang) -> String {
    let words = Catalogue::load(lang);
    let told = |kind: ContextKind| error.get(kind).map(|value| listed(value, &words)).unwrap_or_default();
    let (argument, value) = (told(ContextKind::InvalidArg), told(ContextKind::InvalidValue));
    let key = match error.kind() {
        ErrorKind::UnknownArgument => "usage-unknown-argument",
        ErrorKind::InvalidSubcommand => "usage-unknown-command",
        ErrorKind::InvalidValue if value.is_empty() => "usage-value-missing",
        ErrorKind::InvalidValue | ErrorKind::ValueValidation | ErrorKind::InvalidUtf8 => "usage-value-invalid",
        ErrorKind::MissingRequiredArgument => "usage-argument-missing",
        ErrorKind::MissingSubcommand => "usage-command-missing",
        ErrorKind::ArgumentConflict => "usage-conflict",
        ErrorKind::TooManyValues | ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => "usage-value-count",
        _ => "usage-other",
    };
    let phrase = |key: &str| {
        Phrase::new(key)
            .text("argument", &argument)
            .text("value", &value)
            .text("command", told(ContextKind::InvalidSubcommand))
            .text("other", told(ContextKind::PriorArg))
    };
    let mut out = words.plain(&Phrase::new("usage-error").with("what", PhraseArg::Phrase(Box::new(phrase(key)))));
    let mut hint = |key: &str, name: String| {
        if !name.is_empty() {
            out.push_str(&format!("\n  {}", words.plain(&Phrase::new(key).text("name", name))));
        }
    };
    hint("usage-values", told(ContextKind::ValidValue));
    for kind in [ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand, ContextKind::SuggestedValue] {
        hint("usage-suggestion", told(kind));
    }
    let usage = told(ContextKind::Usage);
    if let Some(usage) = usage.strip_prefix("Usage:") {
        out.push_str(&format!("\n\n{} {}", words.text("help-word-usage"), usage.trim()));
    }
    format!("{out}\n\n{}\n", words.text("usage-more"))
}

fn listed(value: &ContextValue, words: &Catalogue) -> String {
    match value {
        ContextValue::Strings(items) => words.list(items),
        other => other.to_string(),
    }
}

/// Key and English words of every part of the help, in the order of the commands.
pub fn messages() -> Vec<(String, String)> {
    let mut out = Vec::new();
    gather(&Cli::command(), "help", &mut out);
    out
}

fn gather(command: &Command, path: &str, out: &mut Vec<(String, String)>) {
    let mut say = |key: String, words: Option<&clap::builder::StyledStr>| {
        if let Some(words) = words {
            out.push((key, words.to_string()));
        }
    };
    say(path.to_owned(), command.get_about());
    say(format!("{path}--more"), command.get_after_help());
    for arg in command.get_arguments() {
        let key = key_of(path, arg);
        say(key.clone(), arg.get_help());
        say(format!("{key}--long"), arg.get_long_help());
        for value in values(arg) {
            say(format!("{key}--{}", value.get_name()), value.get_help());
        }
    }
    for inner in command.get_subcommands() {
        gather(inner, &format!("{path}-{}", inner.get_name()), out);
    }
}

fn key_of(path: &str, arg: &Arg) -> String {
    format!("{path}-{}", arg.get_id().as_str().replace('_', "-"))
}

fn values(arg: &Arg) -> Vec<PossibleValue> {
    arg.get_possible_values().into_iter().filter(|value| !value.is_hide_set()).collect()
}

/// The command with every word from the catalogue.
fn told(command: Command, path: &str, words: &Catalogue) -> Command {
    let template = format!(
        "{{before-help}}{{about-with-newline}}\n{} {{usage}}\n\n{{all-args}}{{after-help}}",
        words.text("help-word-usage")
    );
    let mut told = command
        .help_template(template)
        .about(words.text(path))
        .subcommand_help_heading(words.text("help-word-commands"))
        .disable_help_flag(true)
        .disable_help_subcommand(true)
        .mut_args(|arg| argument(arg, path, words));
    let more = format!("{path}--more");
    if words.has(&more) {
        told = told.after_help(words.text(&more));
    }
    let help = Arg::new("help").short('h').long("help").action(ArgAction::Help);
    told = told.arg(help.help(words.text("help-word-help")).help_heading(words.text("help-word-options")));
    if path == "help" {
        let version = Arg::new("version").short('V').long("version").action(ArgAction::Version).global(true);
        told = told
            .disable_version_flag(true)
            .arg(version.help(words.text("help-word-version")).help_heading(words.text("help-word-options")));
    } else {
        told = told.disable_version_flag(true);
    }
    let names: Vec<String> = told.get_subcommands().map(|inner| inner.get_name().to_owned()).collect();
    for name in names {
        let inner = format!("{path}-{name}");
        told = told.mut_subcommand(name, |command| self::told(command, &inner, words));
    }
    told
}

/// An argument with its words, and with the notes that clap would write in English.
fn argument(arg: Arg, path: &str, words: &Catalogue) -> Arg {
    let key = key_of(path, &arg);
    let heading = if arg.is_positional() { "help-word-arguments" } else { "help-word-options" };
    let takes_value = arg.get_action().takes_values();
    let defaults: Vec<String> =
        arg.get_default_values().iter().map(|value| value.to_string_lossy().into_owned()).collect();
    let values = if takes_value { values(&arg) } else { Vec::new() };
    let mut short = words.text(&key);
    let long_key = format!("{key}--long");
    let mut long = if words.has(&long_key) { words.text(&long_key) } else { short.clone() };
    if !values.is_empty() {
        let names: Vec<&str> = values.iter().map(PossibleValue::get_name).collect();
        short.push_str(&format!(" [{}: {}]", words.text("help-word-values"), names.join(", ")));
        long.push_str(&format!("\n\n{}:", words.text("help-word-values")));
        for name in names {
            let told = format!("{key}--{name}");
            let meaning = if words.has(&told) { format!(": {}", words.text(&told)) } else { String::new() };
            long.push_str(&format!("\n- {name}{meaning}"));
        }
    }
    if takes_value && !defaults.is_empty() {
        let note = format!("[{}: {}]", words.text("help-word-default"), defaults.join(" "));
        short.push_str(&format!(" {note}"));
        long.push_str(&format!("\n\n{note}"));
    }
    let has_more = long != short;
    let arg = arg.help(short).help_heading(words.text(heading));
    let arg = if takes_value { arg.hide_default_value(true).hide_possible_values(true) } else { arg };
    if has_more { arg.long_help(long) } else { arg }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_reader_is_asked_first() {
        let arguments = |words: &[&str]| words.iter().map(|w| (*w).to_owned()).collect::<Vec<_>>();
        let japanese = |name: &str| (name == "LANG").then(|| "ja_JP.UTF-8".to_owned());
        let none = |_: &str| None;
        assert_eq!(language(&arguments(&["report", "--lang", "ja"]), none, None), Lang::Ja);
        assert_eq!(language(&arguments(&["--lang=en"]), japanese, Some("ja")), Lang::En);
        assert_eq!(language(&arguments(&["logs", "--", "--lang=ja"]), none, None), Lang::En);
        assert_eq!(language(&[], japanese, None), Lang::Ja);
        assert_eq!(language(&[], |_| Some("C.UTF-8".to_owned()), Some("ja")), Lang::Ja);
        assert_eq!(language(&arguments(&["--lang"]), none, None), Lang::En);
    }

    #[test]
    fn asking_for_help_has_one_form() {
        for (words, expected) in [
            (&["b", "help", "report"][..], &["b", "report", "--help"][..]),
            (&["b", "--lang", "ja", "status", "--help"], &["b", "status", "--help"]),
            (&["b", "help", "--lang=ja"], &["b", "--help"]),
            (&["b", "report", "--lang", "ja", "x"], &["b", "report", "--lang", "ja", "x"]),
        ] {
            let told = normalised(words.iter().map(OsString::from).collect());
            assert_eq!(told, expected.iter().map(OsString::from).collect::<Vec<_>>());
        }
    }

    #[test]
    fn every_language_gives_a_consistent_command_line() {
        for lang in Lang::ALL.iter().copied() {
            command(lang).debug_assert();
        }
    }

    #[test]
    fn usage_errors_speak_the_language() {
        let told = |words: &[&str]| {
            let words = std::iter::once("backstory").chain(words.iter().copied());
            usage_error(&command(Lang::Ja).try_get_matches_from(words).unwrap_err(), Lang::Ja)
        };
        for (words, expected) in [
            (&["report", "x", "--formt", "md"][..], "`--formt` という引数はない"),
            (&["reprt"], "`reprt` というコマンドはない"),
            (&["report", "x", "--format", "odt"], "`--format <FORMAT>` の値 `odt` は使えない"),
            (&["report", "x", "--format"], "`--format <FORMAT>` に値がない"),
            (&["report"], "必須の引数がない: <CASE>"),
        ] {
            let message = told(words);
            assert!(message.contains(expected) && message.starts_with("エラー: "), "{message}");
            for english in ["error:", "tip:", "Usage", "For more", "possible"] {
                assert!(!message.contains(english), "{message}");
            }
        }
        assert!(told(&["report", "x", "--formt", "md"]).contains("--format"), "a suggestion");
        assert!(told(&["report", "x", "--format", "odt"]).contains("docx"), "the values");
    }
}
