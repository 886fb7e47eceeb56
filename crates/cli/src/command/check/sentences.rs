//! `--sentences`: one JSON object a line in, labels out; for measuring the rules against labelled data.

use std::{io::BufRead as _, path::Path};

use backstory_check::{Language, judge};
use backstory_model::Phrase;
use miette::IntoDiagnostic;
use serde::Deserialize;

use crate::complaint::Complain as _;
use crate::{context::Context, exit::ExitStatus, words};

/// A sentence to judge. Other keys are ignored.
#[derive(Debug, Deserialize)]
struct Input {
    id: String,
    #[serde(default)]
    lang: Option<Language>,
    #[serde(default)]
    context: backstory_check::Context,
    text: String,
}

/// Prints `{id, labels}` for every line; findings do not change the exit code.
pub(super) fn run(path: &Path, context: &mut Context<'_>) -> miette::Result<ExitStatus> {
    let text = super::files::read(path)?;
    for (index, line) in text.as_bytes().lines().enumerate() {
        let line = line.into_diagnostic()?;
        if line.trim().is_empty() {
            continue;
        }
        let input: Input = serde_json::from_str(&line).or_complain(|| {
            let line = (index + 1).to_string();
            Phrase::new("check-no-sentence").text("path", words::path(path)).text("line", line)
        })?;
        let language = input.lang.unwrap_or_else(|| Language::of(&input.text));
        let mut labels: Vec<&str> =
            judge(language, input.context, &input.text).into_iter().map(|offence| offence.rule).collect();
        labels.sort_unstable();
        labels.dedup();
        serde_json::to_writer(&mut *context.out, &serde_json::json!({ "id": input.id, "labels": labels }))
            .into_diagnostic()?;
        writeln!(context.out).into_diagnostic()?;
    }
    Ok(ExitStatus::Success)
}
