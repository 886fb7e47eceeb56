//! `backstory lsp`: the check as a language server over stdio.

use std::io::{self, BufRead, Read as _};

use backstory_check::{config::Config, lsp::Session};
use miette::{IntoDiagnostic, miette};
use serde_json::Value;

use crate::{context::Context, exit::ExitStatus};

/// Arguments of `backstory lsp`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  backstory lsp    started by an editor, for files of the language `markdown`")]
pub struct Args {}

/// The largest message that is read.
const LIMIT_BYTES: usize = 32 << 20;

/// Serves one client until it leaves.
pub(super) fn run(_: &Args, context: &mut Context<'_>) -> miette::Result<ExitStatus> {
    let config = match std::fs::read_to_string("backstory.toml") {
        Ok(text) => Config::parse(&text).unwrap_or_else(|error| {
            context.note(format!("warning: {error}"));
            Config::default()
        }),
        Err(_) => Config::default(),
    };
    let mut session = Session::new(config);
    let mut input = io::stdin().lock();
    while session.ended().is_none() {
        let Some(message) = read(&mut input)? else { break };
        for answer in session.handle(&message) {
            let body = answer.to_string();
            write!(context.out, "Content-Length: {}\r\n\r\n{body}", body.len()).into_diagnostic()?;
        }
        context.out.flush().into_diagnostic()?;
    }
    Ok(if session.ended() == Some(true) { ExitStatus::Success } else { ExitStatus::Findings })
}

/// Reads one message: headers, an empty line, a body of that many bytes. Null at the end of input.
fn read(input: &mut impl BufRead) -> miette::Result<Option<Value>> {
    let mut length = None;
    loop {
        let mut line = String::new();
        if input.by_ref().take(4096).read_line(&mut line).into_diagnostic()? == 0 {
            return Ok(None);
        }
        let line = line.trim_end();
        if line.is_empty() {
            break;
        }
        if let Some((name, value)) = line.split_once(':')
            && name.eq_ignore_ascii_case("content-length")
        {
            length = value.trim().parse::<usize>().ok();
        }
    }
    let length = length
        .filter(|length| *length <= LIMIT_BYTES)
        .ok_or_else(|| miette!("expected a `Content-Length` of at most {LIMIT_BYTES} bytes"))?;
    let mut body = vec![0; length];
    input.read_exact(&mut body).into_diagnostic()?;
    // A body that is no JSON is passed over; the framing is intact.
    Ok(Some(serde_json::from_slice(&body).unwrap_or(Value::Null)))
}
