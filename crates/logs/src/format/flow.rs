//! Flow logs of a virtual network, in the default layout of version 2: `version account interface source target ports
//! protocol packets bytes start end action status`.

use super::{Context, Fields, FormatKind};
use crate::scan::parse_u64;
use crate::time::Clock;

/// Columns of the layout.
const COLUMNS: usize = 14;
/// The second in which the flow began to be watched.
const START: usize = 10;

/// Reads one line.
pub(crate) fn parse<'a>(line: &'a [u8], _: &mut Context) -> Option<Fields<'a>> {
    line.strip_prefix(b"2 ")?;
    let mut columns = [&[][..]; COLUMNS];
    let mut count = 0;
    for word in line.trim_ascii_end().split(|byte| *byte == b' ') {
        *columns.get_mut(count)? = word;
        count += 1;
    }
    let [_, _, interface, .., action, status] = columns;
    let fits = count == COLUMNS
        && interface.starts_with(b"eni-")
        && matches!(action, b"ACCEPT" | b"REJECT" | b"-")
        && matches!(status, b"OK" | b"NODATA" | b"SKIPDATA");
    fits.then_some(())?;
    let time = Clock::read_count(parse_u64(columns.get(START)?)?)?;
    Some(Fields { kind: FormatKind::Flow, time: Some(time), message: line, ..Fields::default() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::testing::check_line;

    #[test]
    fn flows() {
        let line =
            "2 123456789010 eni-1235b8ca 172.31.16.139 172.31.16.21 20000 22 6 20 4249 1739095523 1739095583 REJECT OK";
        check_line(parse, line.as_bytes(), &format!("2025-02-09T10:05:23Z - | {line}"));
        check_line(parse, b"2 apples and 3 pears", "not this format");
    }
}
