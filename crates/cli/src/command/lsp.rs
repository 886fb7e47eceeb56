//! `backstory lsp`: the check as a language server over stdio.

use std::io::{self, BufRead, Read as _};

use backstory_check::{config::Config, lsp::Session};
use backstory_model::Phrase;
use miette::IntoDiagnostic;
use serde_json::Value;

use crate::{complaint::Complaint, context::Context, exit::ExitStatus};

/// Arguments of `backstory lsp`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  backstory lsp    started by an editor, for files of the language `markdown`")]
pub struct Args {}

/// The largest message that is read.
const LIMIT_BYTES: usize = 32 << 20;
/// The longest header line.
const LIMIT_HEADER_BYTES: u64 = 4096;
/// The most headers of one message; the protocol knows two.
const LIMIT_HEADERS: usize = 32;

/// Serves one client until it leaves.
pub(super) fn run(_: &Args, context: &mut Context<'_>) -> miette::Result<ExitStatus> {
    let config = match std::fs::read_to_string("backstory.toml") {
        Ok(text) => Config::parse(&text).unwrap_or_else(|error| {
            context.warn(&error);
            Config::default()
        }),
        Err(_) => Config::default(),
    };
    let mut session = Session::new(config).with_reader(super::check::understood::read);
    let mut input = io::stdin().lock();
    while session.ended().is_none() {
        let Some(body) = read(&mut input)? else { break };
        let answers = match serde_json::from_slice::<Value>(&body) {
            Ok(message) => session.handle(&message),
            Err(_) => vec![Session::garbled()],
        };
        for answer in answers {
            let body = answer.to_string();
            write!(context.out, "Content-Length: {}\r\n\r\n{body}", body.len()).into_diagnostic()?;
        }
        context.out.flush().into_diagnostic()?;
    }
    Ok(if session.ended() == Some(true) { ExitStatus::Success } else { ExitStatus::Findings })
}

/// Reads one message: headers, an empty line, a body of that many bytes. Null at the end of input.
///
/// Bytes where a message should begin cannot be told from a body that was announced too short, so broken framing ends the
/// session with what was expected.
fn read(input: &mut impl BufRead) -> miette::Result<Option<Vec<u8>>> {
    let mut length = None;
    for _ in 0..LIMIT_HEADERS {
        let mut line = Vec::new();
        if input.by_ref().take(LIMIT_HEADER_BYTES).read_until(b'\n', &mut line).into_diagnostic()? == 0 {
            return Ok(None);
        }
        let line = String::from_utf8_lossy(&line);
        let line = line.trim_end();
        if line.is_empty() {
            return body(input, length).map(Some);
        }
        let Some((name, value)) = line.split_once(':') else { break };
        if name.trim().eq_ignore_ascii_case("content-length") {
            length = value.trim().parse::<usize>().ok();
        }
    }
    Err(framing())
}

fn body(input: &mut impl BufRead, length: Option<usize>) -> miette::Result<Vec<u8>> {
    let length = length.filter(|length| *length <= LIMIT_BYTES).ok_or_else(framing)?;
    // Grows with what arrives: a length is a promise, not a reason to reserve memory.
    let mut body = Vec::new();
    input.by_ref().take(length as u64).read_to_end(&mut body).into_diagnostic()?;
    if body.len() < length {
        let told = Phrase::new("lsp-input-ended");
        return Err(Complaint::new(told.number("read", body.len() as f64).number("length", length as f64)).into());
    }
    Ok(body)
}

fn framing() -> miette::Report {
    let expected = Phrase::new("lsp-framing").number("limit", LIMIT_BYTES as f64);
    Complaint::new(expected).help(Phrase::new("lsp-framing-help")).into()
}
