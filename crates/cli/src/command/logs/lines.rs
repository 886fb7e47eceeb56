//! The template of every physical line.

use std::borrow::Cow;
use std::io::{BufRead, BufReader, Cursor, Read};

use backstory_logs::layout::Layout;
use backstory_logs::template::{MaskedId, Miner};
use backstory_logs::{Envelope, FormatKind, ReadOptions, detect, open, read_records};
use miette::IntoDiagnostic;

use super::MOST_BYTES;
use crate::complaint::Complain as _;
use crate::context::Context;
use crate::exit::ExitStatus;

/// Lines that the layout of a text log is learned from.
const LEARNED: usize = 5_000;
/// Bytes kept of a line.
const LONGEST: u64 = 1 << 16;
/// Bytes that the layout is learned from at most.
const LEARNED_BYTES: usize = 1 << 23;

/// Mines every physical line: by its field where the format has one for the message, else by a layout learned from the
/// first lines. Indented lines that go on with a record have its template.
pub(super) fn print(source: BufReader<Box<dyn Read + Send>>, context: &mut Context<'_>) -> miette::Result<ExitStatus> {
    let (mut plain, _) = open(source, MOST_BYTES).or_tell()?;
    let head = head_of(&mut plain).or_tell()?;
    let sample: Vec<&[u8]> = head.split(|byte| *byte == b'\n').take(400).collect();
    let recognised = detect(&sample, None);
    let has_field = has_message_field(recognised.kind) || recognised.envelope != Envelope::None;
    let plain = Cursor::new(head).chain(plain);
    let mut miner = Miner::default();
    let mut ids: Vec<Option<MaskedId>> = Vec::new();
    if has_field && recognised.certainty >= 0.8 {
        let report = read_records(plain, &ReadOptions::default(), |record| {
            let first = usize::try_from(record.line).unwrap_or(usize::MAX).saturating_sub(1);
            ids.resize(first.max(ids.len()), None);
            let id = miner.add(record.message);
            let end = ids.len() + record.line_count as usize;
            ids.push(Some(id));
            let is_text = recognised.kind != FormatKind::JsonLines;
            let others = record.raw.split(|byte| *byte == b'\n').skip(1).filter(|_| is_text);
            ids.extend(
                others
                    .map(|line| Some(if goes_on(line) { id } else { miner.add(line) }))
                    .take(end.saturating_sub(ids.len())),
            );
            ids.resize(end, Some(id));
        })
        .or_tell()?;
        ids.resize(usize::try_from(report.lines).unwrap_or(usize::MAX).max(ids.len()), None);
    } else {
        mine_text(&mut BufReader::new(plain), &mut miner, &mut ids).or_tell()?;
    }
    let templates = miner.finish().labelled();
    for (index, id) in ids.into_iter().enumerate() {
        let record = match id.map(|id| templates.template_of(id)) {
            Some(template) => serde_json::json!({
                "line": index + 1, "cluster": template.id.to_string(), "template": template.text,
            }),
            None => serde_json::json!({"line": index + 1, "cluster": "", "template": ""}),
        };
        writeln!(context.out, "{record}").into_diagnostic()?;
    }
    Ok(ExitStatus::Success)
}

/// Does a line behind the first of a record belong to it, as the frames of a stack trace do? A line that begins with a word
/// is a message of its own, in a layout that is not the usual one of the log.
fn goes_on(line: &[u8]) -> bool {
    !line.first().is_some_and(u8::is_ascii_alphanumeric)
}

/// Whether a format says by itself where the message is; other text is split where statistics put the border.
fn has_message_field(kind: FormatKind) -> bool {
    matches!(
        kind,
        FormatKind::JsonLines
            | FormatKind::Logfmt
            | FormatKind::Journald
            | FormatKind::PostgresJson
            | FormatKind::PostgresCsv
            | FormatKind::Klog
            | FormatKind::Syslog5424
            | FormatKind::Redis
            | FormatKind::MongoDb
            | FormatKind::Access
            | FormatKind::Envoy
    )
}

/// The first bytes of a source, as many as detection looks at.
fn head_of(source: &mut impl Read) -> std::io::Result<Vec<u8>> {
    let mut head = Vec::new();
    source.by_ref().take(LONGEST).read_to_end(&mut head)?;
    Ok(head)
}

fn mine_text(plain: &mut impl BufRead, miner: &mut Miner, ids: &mut Vec<Option<MaskedId>>) -> std::io::Result<()> {
    let mut head: Vec<Vec<u8>> = Vec::new();
    let mut bytes = 0;
    while head.len() < LEARNED
        && bytes < LEARNED_BYTES
        && let Some(line) = next_line(plain)?
    {
        bytes += line.len();
        head.push(line);
    }
    let layout = Layout::learn(head.iter().map(Vec::as_slice));
    let mut mine = |line: &[u8]| ids.push(Some(miner.add(layout.split(line).message)));
    for line in &head {
        mine(line);
    }
    drop(head);
    while let Some(line) = next_line(plain)? {
        mine(&line);
    }
    Ok(())
}

/// The next line without its line feed and colours; of a giant one only the start. A source that breaks off ends there.
fn next_line(plain: &mut impl BufRead) -> std::io::Result<Option<Vec<u8>>> {
    let mut line = Vec::new();
    let read = plain.by_ref().take(LONGEST).read_until(b'\n', &mut line)?;
    if read == 0 {
        return Ok(None);
    }
    if line.last() == Some(&b'\n') {
        line.pop();
    } else if read as u64 == LONGEST {
        plain.skip_until(b'\n')?;
    }
    Ok(Some(match backstory_logs::plain(&line) {
        Cow::Owned(plain) => plain,
        Cow::Borrowed(_) => line,
    }))
}
