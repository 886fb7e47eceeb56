//! Which kind of lines a stream has, told from a sample of them.

use serde::{Deserialize, Serialize};

use super::{Context, Docker, Envelope, FormatKind, envelope, stamped, windows_event};
use crate::frame::plain;
use crate::time::DateOrder;

/// What a stream was recognised as.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub struct Recognised {
    /// What wraps each line.
    pub envelope: Envelope,
    /// What most lines are.
    pub kind: FormatKind,
    /// Share of the sampled records that this kind explains, 0 to 1. Continuation lines do not count.
    pub certainty: f64,
    /// Share of the sampled records in which this kind (or the envelope) reads a time, 0 to 1.
    pub timed: f64,
    /// Its stamps have no year.
    pub is_yearless: bool,
    /// It is an array of pretty-printed documents; the blanks before each.
    #[serde(skip)]
    pub(crate) indent: Option<usize>,
    /// What its dates of three numbers begin with, if it has such.
    #[serde(skip)]
    pub(crate) dates: Option<DateOrder>,
    /// Its lines begin with a time of day or a count of seconds, and no date is anywhere.
    #[serde(skip)]
    pub(crate) has_no_date: bool,
    /// Blanks that stand before every line.
    #[serde(skip)]
    pub(crate) margin: usize,
}

/// Share of lines with a header from which on the others are what follows them.
const FEWEST_HEADERS: f64 = 0.2;
/// How many lines are looked at.
const SAMPLE: usize = 400;

/// Recognises a stream by its first lines, at most some hundred of them; their colours do not matter. `year` completes
/// times without one.
///
/// ```
/// let lines: [&[u8]; 2] = [b"level=info msg=started", b"level=info msg=ready"];
/// assert_eq!(backstory_logs::detect(&lines, None).kind, backstory_logs::FormatKind::Logfmt);
/// ```
pub fn detect(lines: &[&[u8]], year: Option<i32>) -> Recognised {
    let sample: Vec<_> =
        lines.iter().filter(|line| !line.trim_ascii().is_empty()).take(SAMPLE).map(|line| plain(line)).collect();
    let sample: Vec<&[u8]> = sample.iter().map(AsRef::as_ref).collect();
    let envelope = envelope_of(&sample);
    let mut texts: Vec<Vec<u8>> = sample.iter().map(|line| unwrapped(line, envelope)).collect();
    let margin = margin_of(&texts);
    for text in &mut texts {
        text.drain(..margin);
    }
    let mut candidates: Vec<&[u8]> = texts.iter().map(Vec::as_slice).filter(|line| !is_continuation(line)).collect();
    let ends = |line: &[u8]| line.iter().rev().find(|byte| !b", ]\t\r".contains(byte)).copied();
    let is_whole = |line: &[u8]| line.starts_with(b"{\"") && ends(line) == Some(b'}');
    if candidates.iter().any(|line| is_whole(line)) {
        // Objects that break off are cut records of the same kind.
        candidates.retain(|line| is_whole(line) || !line.starts_with(b"{\""));
    }
    let mut best = Recognised { envelope, margin, ..Recognised::default() };
    if candidates.is_empty() && texts.iter().any(|line| crate::frame::opens_report(line)) {
        // Nothing but what runtimes print as they fail.
        return Recognised { kind: FormatKind::Plain, certainty: 1.0, ..best };
    }
    if let Some(indent) = documents_in_array(&texts) {
        let timed = timed_documents(&texts, indent, year);
        return Recognised { kind: FormatKind::JsonLines, certainty: 1.0, timed, indent: Some(indent), ..best };
    }
    // Pretty-printed documents: all but their first lines are inside something.
    if candidates.iter().all(|line| *line == b"{") && !candidates.is_empty() {
        return Recognised { kind: FormatKind::JsonLines, certainty: 1.0, timed: 1.0, ..best };
    }
    // What describes an event stands at the margin, as any text.
    if windows_event::is_text_export(&texts) {
        return Recognised { kind: FormatKind::WindowsEvent, certainty: 1.0, timed: 1.0, ..best };
    }
    if let Some(timed) = headed(&candidates, year) {
        return Recognised { kind: FormatKind::Stamped, certainty: 1.0, timed, ..best };
    }
    let mut best_score = 0.0;
    // The kind that most records have which begin with a time, if the first line is one of them.
    let mut body = (FormatKind::Unknown, 0.0);
    // Who names the columns knows them better than who guesses.
    let has_columns = candidates.iter().any(|line| line.starts_with(b"#Fields: "));
    for kind in FormatKind::CANDIDATES {
        if has_columns && kind == FormatKind::Access {
            continue;
        }
        let parse = kind.parser();
        let mut context = Context::new(year);
        // A row of a CSV log goes on over lines until its quotes close.
        let mut is_open = false;
        let starts = |line: &&&[u8]| {
            let is_start = !is_open;
            is_open ^= kind == FormatKind::PostgresCsv && memchr::memchr_iter(b'"', line).count() % 2 == 1;
            is_start
        };
        let starting: Vec<&[u8]> = candidates.iter().filter(starts).copied().collect();
        let read: Vec<_> = starting.iter().filter_map(|line| parse(line, &mut context)).collect();
        let (understood, timed) = (read.len(), read.iter().filter(|fields| fields.time.is_some()).count());
        // Lines that only go on with a record show nothing by themselves.
        if read.iter().all(|fields| fields.follows) {
            continue;
        }
        let share = understood as f64 / starting.len().max(1) as f64;
        // The candidates come in order of how telling they are: a later one must explain clearly more.
        let handicap = match kind {
            FormatKind::Plain => 0.6,
            FormatKind::Stamped => 0.9,
            _ => 1.0,
        };
        let score = share * handicap;
        if kind.has_continuations()
            && timed > 0
            && share > body.1
            && candidates
                .first()
                .is_some_and(|line| parse(line, &mut context).is_some_and(|fields| fields.time.is_some()))
        {
            body = (kind, share);
        }
        if score > best_score + 0.02 {
            let timed = if envelope.has_time() { 1.0 } else { timed as f64 / starting.len().max(1) as f64 };
            let is_yearless = context.clock.used_year();
            let dates = context.clock.seen_order();
            best = Recognised { envelope, kind, certainty: share, timed, is_yearless, dates, ..best };
            best_score = score;
        }
    }
    if matches!(best.kind, FormatKind::Stamped | FormatKind::Plain)
        && let Some((kind, share)) = of_mixed(&candidates, year)
    {
        best.kind = kind;
        best.certainty = share;
        return best;
    }
    if best.kind == FormatKind::Plain && envelope == Envelope::None && body.1 >= FEWEST_HEADERS {
        // Lines without a header are tables, statements and texts in the records above them.
        return Recognised { kind: body.0, certainty: body.1, timed: body.1, ..best };
    }
    if best.kind == FormatKind::Plain {
        // Nothing but bytes: certain of nothing, unless an envelope or levels carried it.
        let mut context = Context::new(year);
        let levelled = candidates
            .iter()
            .filter(|line| FormatKind::Plain.parser()(line, &mut context).is_some_and(|f| f.severity.is_some()))
            .count();
        let share = levelled as f64 / candidates.len().max(1) as f64;
        let stamped = candidates
            .iter()
            .filter(|line| FormatKind::Stamped.parser()(line, &mut context).is_some_and(|f| f.time.is_some()))
            .count();
        best.timed = if envelope.has_time() { 1.0 } else { stamped as f64 / candidates.len().max(1) as f64 };
        best.certainty = if envelope.has_time() { share.max(0.5) } else { share };
    }
    let dateless = || candidates.iter().filter(|line| stamped::has_time_without_date(line)).count();
    best.has_no_date = best.timed == 0.0 && dateless() * 2 > candidates.len();
    best
}

/// The blanks before each document of an array: `[`, then `{` on a line of its own or right behind it, then a member.
fn documents_in_array(lines: &[Vec<u8>]) -> Option<usize> {
    let (opening, member) = match lines {
        [first, opening, member, ..] if first.trim_ascii() == b"[" && opening.trim_ascii() == b"{" => (opening, member),
        [opening, member, ..] if opening.trim_ascii() == b"[{" => (opening, member),
        _ => return None,
    };
    let is_member = member.trim_ascii().first() == Some(&b'"');
    is_member.then(|| opening.len() - opening.trim_ascii_start().len())
}

/// Share of the documents that have a member which reads as a time.
fn timed_documents(lines: &[Vec<u8>], indent: usize, year: Option<i32>) -> f64 {
    let mut clock = crate::time::Clock::new(year);
    let (mut documents, mut timed, mut is_timed) = (0_u32, 0_u32, false);
    for line in lines {
        let bare = line.trim_ascii();
        if line.len() - line.trim_ascii_start().len() == indent && bare.ends_with(b"{") {
            documents += 1;
            is_timed = false;
        } else if !is_timed && let Some(colon) = memchr::memchr(b':', bare) {
            let value = bare.get(colon + 1..).unwrap_or_default().trim_ascii();
            let value = value.strip_suffix(b",").unwrap_or(value);
            let value = value.strip_prefix(b"\"").and_then(|value| value.strip_suffix(b"\"")).unwrap_or(value);
            is_timed = clock.read_whole(value).is_some();
            timed += u32::from(is_timed);
        }
    }
    f64::from(timed) / f64::from(documents.max(1))
}

/// The most frequent of several kinds, where a file mixes them; the others are then told line by line.
fn of_mixed(candidates: &[&[u8]], year: Option<i32>) -> Option<(FormatKind, f64)> {
    let mut counts = std::collections::BTreeMap::<FormatKind, usize>::new();
    let mut context = Context::new(year);
    for line in candidates {
        let mut telling =
            FormatKind::CANDIDATES.into_iter().filter(|kind| !matches!(kind, FormatKind::Stamped | FormatKind::Plain));
        let reads = |kind: &FormatKind| kind.parser()(line, &mut context).is_some_and(|fields| !fields.follows);
        if let Some(kind) = telling.find(reads) {
            *counts.entry(kind).or_default() += 1;
        }
    }
    let understood: usize = counts.values().sum();
    let (kind, most) = counts.into_iter().max_by_key(|(kind, count)| (*count, std::cmp::Reverse(*kind)))?;
    (understood * 2 > candidates.len()).then_some((kind, most as f64 / candidates.len() as f64))
}

fn envelope_of(sample: &[&[u8]]) -> Envelope {
    let share =
        |fits: &mut dyn FnMut(&[u8]) -> bool| sample.iter().filter(|line| fits(line)).count() * 10 >= sample.len() * 8;
    let mut clock = crate::time::Clock::new(None);
    if sample.is_empty() {
        Envelope::None
    } else if share(&mut |line| Docker::read(line, &mut clock).is_some()) {
        Envelope::Docker
    } else if share(&mut |line| envelope::cri(line, &mut clock).is_some()) {
        Envelope::Cri
    } else if share(&mut |line| envelope::looks_like_kubectl(line, &mut clock)) {
        Envelope::Kubectl
    } else if share(&mut |line| envelope::stern(line, &mut clock).is_some()) {
        Envelope::Stern
    } else if let Some(bar) = sample.iter().find_map(|line| memchr::memchr(b'|', line))
        && share(&mut |line| line.get(bar) == Some(&b'|') && envelope::compose(line).is_some())
    {
        // All names are padded to one width.
        Envelope::Compose
    } else {
        Envelope::None
    }
}

fn unwrapped(line: &[u8], envelope: Envelope) -> Vec<u8> {
    let mut clock = crate::time::Clock::new(None);
    match envelope {
        Envelope::None => line.to_vec(),
        Envelope::Kubectl => envelope::kubectl(line, &mut clock).text.to_vec(),
        Envelope::Cri => envelope::cri(line, &mut clock).map_or(line, |line| line.text).to_vec(),
        Envelope::Compose => envelope::compose(line).map_or(line, |line| line.text).to_vec(),
        Envelope::Stern => envelope::stern(line, &mut clock).map_or(line, |line| line.text).to_vec(),
        Envelope::Docker => {
            let mut text = Vec::new();
            match Docker::read(line, &mut clock) {
                Some(docker) => drop(docker.append_to(&mut text)),
                None => text.extend_from_slice(line),
            }
            text
        }
    }
}

/// Share of lines that are a time and nothing else, where these are the heads of the records and all else stands below them:
/// Oracle's alert log, RabbitMQ's reports, MySQL's log of slow queries.
fn headed(lines: &[&[u8]], year: Option<i32>) -> Option<f64> {
    /// A head for so many lines at least.
    const ONE_IN: usize = 12;
    let mut context = Context::new(year);
    let (mut heads, mut others) = (0, 0);
    for line in lines {
        let Some(fields) = FormatKind::Stamped.parser()(line, &mut context) else { continue };
        let is_alone = fields.logger.is_none() && fields.message.iter().all(|byte| b" =-#*".contains(byte));
        *(if is_alone { &mut heads } else { &mut others }) += 1;
    }
    let first = FormatKind::Stamped.parser()(lines.first()?, &mut context).is_some();
    let is_headed =
        heads > 0 && first && heads * ONE_IN >= lines.len() && heads * 2 <= lines.len() + 1 && others * 10 <= heads;
    is_headed.then_some(1.0)
}

/// The blanks that stand before every line, where most lines begin a record once they are taken off.
fn margin_of(lines: &[Vec<u8>]) -> usize {
    let indent = |line: &Vec<u8>| line.len() - line.trim_ascii_start().len();
    let margin = lines.iter().map(indent).min().unwrap_or(0);
    let begins = |line: &&Vec<u8>| line.get(margin..).is_some_and(|text| !is_continuation(text));
    if margin == 0 || lines.iter().filter(begins).count() * 2 < lines.len() { 0 } else { margin }
}

/// Lines that are plainly inside something, whatever it is, or that no logger writes.
fn is_continuation(line: &[u8]) -> bool {
    line.trim_ascii().is_empty()
        || crate::frame::is_inside(line)
        || crate::frame::is_go_frame(line)
        || crate::frame::is_crash(line)
        || crate::frame::names_error(line)
}

/// Takes the envelope of a stream off one of its lines; Docker's is handled by its own reader.
impl Envelope {
    /// Whether it puts a time before each line.
    pub(crate) fn has_time(self) -> bool {
        matches!(self, Self::Kubectl | Self::Cri | Self::Docker)
    }

    pub(crate) fn unwrap<'a>(self, line: &'a [u8], clock: &mut crate::time::Clock) -> super::Unwrapped<'a> {
        match self {
            Self::Kubectl => envelope::kubectl(line, clock),
            Self::Cri => envelope::cri(line, clock).unwrap_or(bare(line)),
            Self::Compose => envelope::compose(line).unwrap_or(bare(line)),
            Self::Stern => envelope::stern(line, clock).unwrap_or(bare(line)),
            Self::None | Self::Docker => bare(line),
        }
    }
}

fn bare(text: &[u8]) -> super::Unwrapped<'_> {
    super::Unwrapped { time: None, service: None, text, is_partial: false }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn streams_are_recognised_by_their_lines() {
        for (text, envelope, kind) in [
            (
                "{\"ts\":1739095523,\"msg\":\"a\"}\n{\"ts\":1739095524,\"msg\":\"b\"}",
                Envelope::None,
                FormatKind::JsonLines,
            ),
            (
                "2026-11-23T14:42:53.717329697Z {\"level\":\"info\",\"msg\":\"a\"}",
                Envelope::Kubectl,
                FormatKind::JsonLines,
            ),
            ("2026-11-23T14:42:53.717329697Z stdout F level=info msg=x a=b", Envelope::Cri, FormatKind::Logfmt),
            (
                "{\"log\":\"I0209 10:05:23.1 1 a.go:1] x\\n\",\"stream\":\"stderr\",\"time\":\"2025-02-09T10:05:23Z\"}",
                Envelope::Docker,
                FormatKind::Klog,
            ),
            ("2026-03-10T12:00:00.123456789Z ERROR orders: x", Envelope::Kubectl, FormatKind::Plain),
            ("2025/02/09 10:05:23 [error] 7#7: *2 x", Envelope::None, FormatKind::NginxError),
            ("2025/02/09 10:05:23 hello", Envelope::None, FormatKind::Go),
            (
                "10.0.0.1 - - [09/Feb/2025:10:05:23 +0000] \"GET / HTTP/1.1\" 200 5\n{\"ts\":\"2025-02-09T10:05:23Z\",\"msg\":\"a\"}\n2025/02/09 10:05:26 [error] 7#7: *2 x\n10.0.0.1 - - [09/Feb/2025:10:05:27 +0000] \"GET / HTTP/1.1\" 200 5",
                Envelope::None,
                FormatKind::Access,
            ),
            (
                "2025-02-09 10:05:23.376 UTC,\"a\",\"b\",8,\"c\",6,3,\"d\",2025-02-09 10:00:00 UTC,3/12,0,ERROR,57014,\"first\nsecond, third\",,,,,,,,,\"e\",\"f\",,0",
                Envelope::None,
                FormatKind::PostgresCsv,
            ),
            ("INFO: connected to db\nINFO: loaded 17 users\nWARNING: slow", Envelope::None, FormatKind::Plain),
            ("[\n  {\n    \"a\": 1\n  },\n  {\n    \"a\": 2\n  }\n]", Envelope::None, FormatKind::JsonLines),
            ("[{\n  \"a\" : 1\n},{\n  \"a\" : 2\n}]", Envelope::None, FormatKind::JsonLines),
            (
                "cart-1    | level=info msg=started\nshop_db-1 | 2025-02-09 10:05:23.1 UTC [7] LOG:  up\ncart-1    | level=info msg=ready",
                Envelope::Compose,
                FormatKind::Logfmt,
            ),
            ("cart-7d9f8b6c5-x2x4q app level=info msg=started", Envelope::Stern, FormatKind::Logfmt),
            (
                "2025-02-09T10:05:23+09:00\nThread 1 advanced to log sequence 7\n2025-02-09T10:05:33+09:00\nThread 1 advanced to log sequence 8",
                Envelope::None,
                FormatKind::Stamped,
            ),
            (
                "# Time: 2025-02-09T10:05:23.000000Z\n# User@Host: app[app]\n# Query_time: 3.0\nSELECT 1;\n# Time: 2025-02-09T10:05:24.000000Z\n# User@Host: app[app]\nSELECT 2;",
                Envelope::None,
                FormatKind::Stamped,
            ),
            (
                "{\"ts\":1739095523,\"msg\":\"a\"}\n{\"ts\":1739095524,\"msg\":\"b\n{\"ts\":1739095525,\"msg\":\"c",
                Envelope::None,
                FormatKind::JsonLines,
            ),
            (
                "2025-02-09 10:05:23,1 INFO x.Y - stats:\nname  count\n----- -----\na     1\n2025-02-09 10:05:24,1 INFO x.Y - up",
                Envelope::None,
                FormatKind::Log4j,
            ),
            (
                "a-1  | 2025-02-09 10:05:23,1 INFO x.Y - up\nb-1  | ready\nb-1  | steady\nb-1  | go",
                Envelope::Compose,
                FormatKind::Plain,
            ),
            ("cart-7d9f8b6c5-abcde cart up\ncart-7d9f8b6c5-abcde cart down", Envelope::Stern, FormatKind::Plain),
            ("once upon a time", Envelope::None, FormatKind::Plain),
            ("  2025-02-09 10:05:23 INFO up\n  2025-02-09 10:05:24 INFO down", Envelope::None, FormatKind::Stamped),
            (
                "Error: boom 0\n    at x (/a.js:1:2)\nError: boom 1\n    at x (/a.js:1:2)",
                Envelope::None,
                FormatKind::Plain,
            ),
            ("2025-02-09 10:05:23 once upon a time", Envelope::None, FormatKind::Stamped),
        ] {
            let lines: Vec<&[u8]> = text.lines().map(str::as_bytes).collect();
            let found = detect(&lines, None);
            assert_eq!((found.envelope, found.kind), (envelope, kind), "{text}");
        }
    }

    #[test]
    fn documents_without_a_time_are_no_log() {
        for (member, timed) in [("\"a\": 1", false), ("\"time\": \"2025-02-09T10:05:23Z\",", true)] {
            let text = format!("[\n  {{\n    \"b\": 2,\n    {member}\n  }},\n  {{\n    {member}\n  }}\n]");
            let lines: Vec<&[u8]> = text.lines().map(str::as_bytes).collect();
            assert_eq!(detect(&lines, None).timed > 0.5, timed, "{text}");
        }
    }
}
