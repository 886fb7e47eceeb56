//! Help of every command in every language.

use std::path::Path;

use backstory_cli::help::{command, messages};
use backstory_report::locale::Lang;

/// A message in the form of a Fluent catalogue.
fn entry(key: &str, words: &str) -> String {
    let escaped = words.replace('{', "\u{0}").replace('}', "{\"}\"}").replace('\u{0}', "{\"{\"}");
    if !escaped.contains('\n') {
        return format!("{key} = {escaped}\n");
    }
    let lines: String =
        escaped.lines().map(|line| if line.is_empty() { "\n".to_owned() } else { format!("    {line}\n") }).collect();
    format!("{key} =\n{lines}")
}

/// English words stand in the types; the catalogue that translators start from is made of them.
#[test]
fn the_english_catalogue_is_that_of_the_types() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../report/locales/en/help.ftl");
    let mut expected = String::from(
        "# Help of the commands. Generated from the types: `BACKSTORY_UPDATE=1 cargo test -p backstory-cli --test help`.\n\n",
    );
    let words = [
        ("usage", "Usage:"),
        ("commands", "Commands"),
        ("arguments", "Arguments"),
        ("options", "Options"),
        ("values", "possible values"),
        ("default", "default"),
        ("help", "Print help"),
        ("version", "Print version"),
    ];
    expected.push_str(&words.map(|(key, text)| entry(&format!("help-word-{key}"), text)).concat());
    expected.push_str(&messages().iter().map(|(key, text)| entry(key, text)).collect::<String>());
    if std::env::var_os("BACKSTORY_UPDATE").is_some() {
        std::fs::write(&path, &expected).unwrap();
    }
    assert_eq!(std::fs::read_to_string(&path).unwrap_or_default(), expected);
}

#[test]
fn help_of_every_command() {
    for lang in Lang::ALL.iter().copied() {
        let mut root = command(lang).term_width(100);
        let names: Vec<String> = root.get_subcommands().map(|c| c.get_name().to_owned()).collect();
        let mut pages = vec![root.render_long_help().to_string()];
        for name in names {
            let inner = root.find_subcommand_mut(&name).unwrap();
            pages.push(format!("=== {name}\n{}", inner.clone().term_width(100).render_long_help()));
        }
        insta::assert_snapshot!(format!("help.{lang}"), pages.join("\n"));
    }
}
