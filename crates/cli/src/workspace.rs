//! `backstory.toml`: what a team sets once.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Deserialize;

use crate::words::Words;

/// Name of the file.
pub const FILE: &str = "backstory.toml";

/// The settings that the command line reads; what other tools keep in the file is left alone.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(default)]
pub struct Workspace {
    /// Language of reports: `en` or `ja`.
    pub lang: Option<String>,
    /// Owner by service, before CODEOWNERS.
    pub owners: BTreeMap<String, String>,
}

/// Why the file cannot be used.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
pub enum WorkspaceError {
    /// It cannot be read.
    #[error("failed to read `{FILE}`")]
    Read(#[source] std::io::Error),
    /// It is no valid TOML of the known shape.
    #[error("failed to understand line {line} of `{FILE}`: {reason}")]
    #[diagnostic(help("`backstory init` writes a commented file to start from"))]
    Parse {
        /// Line, counted from 1.
        line: usize,
        /// What was expected there.
        reason: String,
    },
}

impl Workspace {
    /// Reads the file in a folder; without one, everything is default.
    pub fn load(folder: &Path) -> Result<Self, WorkspaceError> {
        match std::fs::read_to_string(folder.join(FILE)) {
            Ok(text) => toml::from_str(&text).map_err(|error| {
                let before = error.span().and_then(|span| text.get(..span.start)).unwrap_or_default();
                WorkspaceError::Parse { line: before.matches('\n').count() + 1, reason: error.message().to_owned() }
            }),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Self::default()),
            Err(error) => Err(WorkspaceError::Read(error)),
        }
    }
}

/// A commented file to start from, its comments in the words of the reader.
pub fn commented(words: &Words) -> String {
    let [what, lang, owners] = ["init-file", "init-file-lang", "init-file-owners"].map(|key| words.text(key));
    format!(
        "# {what}\n\n# {lang}\n# lang = \"{}\"\n\n# {owners}\n[owners]\n# \"checkout\" = \"@shop-team\"\n",
        words.lang()
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_commented_file_is_the_default() {
        for lang in backstory_report::locale::Lang::ALL {
            let text = commented(&Words::of(*lang));
            assert_eq!(toml::from_str::<Workspace>(&text).unwrap(), Workspace::default());
            assert!(
                text.lines().filter(|line| line.starts_with("# ")).all(|line| !line.contains("init-file")),
                "{text}"
            );
        }
    }
}
