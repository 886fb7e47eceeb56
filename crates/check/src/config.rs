//! The `[check]` table of `backstory.toml`.
//!
//! ```toml
//! [check]
//! deny = "warning"                 # exit 1 at or above: note, warning, error, never
//!
//! [check.rules]
//! "judgement.adverb" = "off"
//! "report.no-sponsor" = "error"    # naming a rule also asks for it where it is quiet by default
//! ```

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::{Finding, Severity, rules};

/// What a rule is set to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
#[expect(missing_docs, reason = "the words say it")]
pub enum Level {
    Off,
    Note,
    Warning,
    Error,
}

/// When to exit with 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Default)]
#[serde(rename_all = "lowercase")]
pub enum Deny {
    /// On any finding.
    #[default]
    Note,
    /// On warnings and errors.
    Warning,
    /// On errors.
    Error,
    /// Never.
    Never,
}

impl Deny {
    /// Whether a finding of this severity is denied.
    pub fn denies(self, severity: Severity) -> bool {
        match self {
            Self::Note => true,
            Self::Warning => severity >= Severity::Warning,
            Self::Error => severity >= Severity::Error,
            Self::Never => false,
        }
    }
}

/// The table.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Config {
    /// When to exit with 1.
    pub deny: Option<Deny>,
    /// Whether reports are for the public.
    pub public: bool,
    /// Level of each rule that differs from its default.
    pub rules: BTreeMap<String, Level>,
}

/// The file, of which other commands read other tables.
#[derive(Debug, Default, Deserialize)]
struct File {
    #[serde(default)]
    check: Config,
}

/// Why a configuration cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// It is not TOML, or has a key that is not known.
    #[error("cannot read the configuration: {0}")]
    Syntax(#[from] toml::de::Error),
    /// A rule that does not exist.
    #[error("line {line}: no rule is called `{rule}`; `backstory check --explain all` lists the rules")]
    UnknownRule {
        /// The name.
        rule: String,
        /// Line, counted from 1.
        line: usize,
    },
}

impl Config {
    /// Reads the `[check]` table of a `backstory.toml`.
    pub fn parse(text: &str) -> Result<Self, ConfigError> {
        let config = toml::from_str::<File>(text)?.check;
        match config.rules.keys().find(|id| rules::info(id).is_none()) {
            Some(unknown) => {
                let names_it = |line: &str| line.split('=').next().is_some_and(|key| key.contains(unknown.as_str()));
                let line = text.lines().position(names_it).map_or(1, |index| index + 1);
                Err(ConfigError::UnknownRule { rule: unknown.clone(), line })
            }
            None => Ok(config),
        }
    }

    /// Rules that are named with a level and so are asked for.
    pub fn strict(&self) -> Vec<String> {
        self.rules.iter().filter(|(_, level)| **level != Level::Off).map(|(id, _)| id.clone()).collect()
    }

    /// Sets severities, and takes out what is off.
    pub fn apply(&self, findings: Vec<Finding>) -> Vec<Finding> {
        findings
            .into_iter()
            .filter_map(|mut finding| {
                match self.rules.get(finding.rule) {
                    Some(Level::Off) => return None,
                    Some(Level::Note) => finding.severity = Severity::Note,
                    Some(Level::Warning) => finding.severity = Severity::Warning,
                    Some(Level::Error) => finding.severity = Severity::Error,
                    None => {}
                }
                Some(finding)
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::{Config, ConfigError, Deny, Level};

    #[test]
    fn the_table_is_read_and_other_tables_are_left_alone() {
        let config =
            Config::parse("[other]\nx = 1\n[check]\ndeny = \"error\"\n[check.rules]\n\"blame.passive\" = \"off\"\n")
                .unwrap();
        assert_eq!(config.deny, Some(Deny::Error));
        assert_eq!(config.rules.get("blame.passive"), Some(&Level::Off));
        assert!(matches!(
            Config::parse("[check.rules]\n\"blame.nobody\" = \"off\"\n"),
            Err(ConfigError::UnknownRule { line: 2, .. })
        ));
        let error = Config::parse("[check.rules]\n\n\"blame.person\" = \"loud\"\n").unwrap_err().to_string();
        assert!(error.contains("line 3") && error.contains("`loud`") && error.contains("`warning`"), "{error}");
    }
}
