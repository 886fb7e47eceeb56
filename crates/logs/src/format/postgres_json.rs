//! PostgreSQL's `jsonlog` (15 and later).

use super::{Context, Fields, FormatKind, json};

/// Reads one object that has PostgreSQL's own severity field.
pub(crate) fn parse<'a>(line: &'a [u8], context: &mut Context) -> Option<Fields<'a>> {
    memchr::memmem::find(line, b"\"error_severity\"")?;
    let mut fields = json::parse(line, context)?;
    fields.kind = FormatKind::PostgresJson;
    Some(fields)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::testing::check_line;

    #[test]
    fn a_refused_connection() {
        check_line(
            parse,
            br#"{"timestamp":"2025-02-09 10:05:23.376 UTC","pid":8082,"remote_port":51234,"session_id":"a.b","error_severity":"FATAL","state_code":"53300","message":"sorry, too many clients already","backend_type":"client backend"}"#,
            "2025-02-09T10:05:23.376Z fatal | sorry, too many clients already",
        );
    }
}
