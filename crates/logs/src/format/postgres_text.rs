//! PostgreSQL's plain log with the usual prefixes (`%m [%p] `, `%t [%p]: user=…,db=… `, `%m [%p] %q%u@%d/%a `,
//! `%t-%c-`).

use super::{Context, Fields, FormatKind};
use crate::severity::Severity;

/// What may follow a record under a header of its own.
const FOLLOWERS: [&[u8]; 5] = [b"DETAIL", b"HINT", b"STATEMENT", b"CONTEXT", b"QUERY"];

/// Reads one line: a time, a process id in brackets, and a level with a colon and two blanks.
pub(crate) fn parse<'a>(line: &'a [u8], context: &mut Context) -> Option<Fields<'a>> {
    let (time, length) = context.clock.read(line)?;
    let head = line.get(length..line.len().min(length + 200))?;
    if !is_session(head) {
        // ` [99]`, or Amazon's `:10.0.0.9(5432):user@db:[99]:`.
        let bracket = if head.starts_with(b":") { memchr::memmem::find(head, b":[")? } else { 0 };
        matches!(head.get(bracket..bracket + 2)?, b" [" | b":[").then_some(())?;
        head.get(bracket + 2)?.is_ascii_digit().then_some(())?;
    }
    let mut at = 0;
    loop {
        let colon = at + memchr::memmem::find(head.get(at..)?, b":  ").or_else(|| last_resort(head.get(at..)?))?;
        let before = head.get(..colon)?;
        let word = before.get(
            before
                .iter()
                .rposition(|byte| !byte.is_ascii_uppercase() && !byte.is_ascii_digit())
                .map_or(0, |at| at + 1)..,
        )?;
        let follows = FOLLOWERS.contains(&word);
        let severity = if follows { None } else { Severity::from_word(word) };
        if follows || severity.is_some() {
            let message = line.get(length + colon + 1..)?.trim_ascii_start();
            let message = if follows { line.get(length + colon - word.len()..)? } else { message };
            return Some(Fields {
                kind: FormatKind::PostgresText,
                time: Some(time),
                severity,
                message,
                follows,
                ..Fields::default()
            });
        }
        at = colon + 1;
    }
}

/// Azure's `-55aba7be.c0c-`, the id of a session.
fn is_session(head: &[u8]) -> bool {
    let Some(rest) = head.strip_prefix(b"-") else { return false };
    let end = rest.iter().position(|byte| !(byte.is_ascii_hexdigit() || *byte == b'.')).unwrap_or(0);
    rest.get(end) == Some(&b'-') && rest.get(..end).is_some_and(|id| id.contains(&b'.'))
}

/// A single blank behind the colon, as some shippers leave it.
fn last_resort(head: &[u8]) -> Option<usize> {
    memchr::memmem::find(head, b": ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::testing::check_line;

    #[test]
    fn usual_prefixes() {
        for (line, expected) in [
            (
                "2026-11-23 15:25:25.054 UTC [4350] LOG:  checkpoint starting: time",
                "2026-11-23T15:25:25.054Z info | checkpoint starting: time",
            ),
            (
                "2026-11-23 08:45:20.376 EST [8082] postgres@db/app LOG:  duration: 1005.078 ms  statement: select 1",
                "2026-11-23T13:45:20.376Z info | duration: 1005.078 ms  statement: select 1",
            ),
            (
                "2026-11-23 08:45:20 UTC [12]: user=shop,db=shop,client=10.0.0.9 FATAL:  sorry, too many clients already",
                "2026-11-23T08:45:20Z fatal | sorry, too many clients already",
            ),
            (
                "2026-11-23 08:45:20 UTC [12] STATEMENT:  select 1",
                "2026-11-23T08:45:20Z - follows | STATEMENT:  select 1",
            ),
            (
                "2026-11-23 08:45:20 UTC:10.0.0.9(5432):shop@db:[99]:FATAL:  sorry, too many clients already",
                "2026-11-23T08:45:20Z fatal | sorry, too many clients already",
            ),
            (
                "2026-11-23 08:45:20 UTC-55aba7be.c0c-ERROR:  deadlock detected",
                "2026-11-23T08:45:20Z error | deadlock detected",
            ),
            ("2026-11-23 08:45:20 UTC-55aba7be.c0c-DETAIL:  x", "2026-11-23T08:45:20Z - follows | DETAIL:  x"),
            ("2026-11-23 08:45:20 INFO [main] x: y", "not this format"),
        ] {
            check_line(parse, line.as_bytes(), expected);
        }
    }
}
