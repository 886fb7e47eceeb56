//! log4j, logback, Spring Boot and java.util.logging in their usual layouts.

use super::{
    Context, Fields, FormatKind, UsualMessage,
    header_memo::Recalled,
    stamped::{self, Ending},
};
use crate::severity::Severity;

/// Reads one line: a time, a level, and a thread in brackets or a logger that is a class.
pub(crate) fn parse<'a>(line: &'a [u8], context: &mut Context) -> Option<Fields<'a>> {
    if let Some(message) = usual(line, line.len(), context) {
        return Some(message.fields());
    }
    // Logback's default has the time of day only, which is no stamp.
    let header = stamped::read(line, context)
        .or_else(|| stamped::time_of_day(line).map(|length| stamped::remembered(line, length, context)))?;
    is_java(header.severity, header.is_class, header.brackets - header.levels, header.ending).then_some(())?;
    Some(header.into_fields(FormatKind::Log4j))
}

/// Reads a line whose time and header are remembered: the first `length` of the bytes. What is found is what [`parse`]
/// finds.
#[inline]
pub(crate) fn usual<'a>(bytes: &'a [u8], length: usize, context: &mut Context) -> Option<UsualMessage<'a>> {
    let (time, recalled) = stamped::recalled(bytes, length, context)?;
    is_java(recalled.severity, recalled.is_class, recalled.brackets - recalled.levels, recalled.ending).then_some(())?;
    let Recalled { severity, service, logger, message, .. } = recalled;
    Some(UsualMessage { kind: FormatKind::Log4j, time, severity, service, logger, message })
}

/// `brackets` are those that hold no level.
fn is_java(severity: Option<Severity>, is_class: bool, brackets: u8, ending: Ending) -> bool {
    let has_thread = brackets > 0 && matches!(ending, Ending::Dash | Ending::Colon | Ending::None);
    severity.is_some() && (is_class || has_thread)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::testing::check_line;

    #[test]
    fn usual_layouts() {
        for (line, expected) in [
            (
                "2026-03-10 12:00:00,123 ERROR [http-nio-8080-exec-3] com.example.Orders - no connection",
                "2026-03-10T12:00:00.123 error logger=com.example.Orders | no connection",
            ),
            (
                "2025-02-09 10:05:23.123 [main] INFO  c.e.shop.Api - started in 3 s",
                "2025-02-09T10:05:23.123 info logger=c.e.shop.Api | started in 3 s",
            ),
            (
                "2025-02-09T10:05:23.123Z  WARN 1 --- [shop] [nio-8080-exec-1] c.e.shop.Api                    : slow: 3 s",
                "2025-02-09T10:05:23.123Z warn service=shop logger=c.e.shop.Api | slow: 3 s",
            ),
            (
                "2015-10-18 18:01:47,978 INFO [main] org.apache.hadoop.mapreduce.v2.app.MRAppMaster: Created for appattempt_1",
                "2015-10-18T18:01:47.978 info logger=org.apache.hadoop.mapreduce.v2.app.MRAppMaster | Created for appattempt_1",
            ),
            (
                "2015-07-29 17:41:44,747 - INFO  [QuorumPeer[myid=1]/0:0:0:0:0:0:0:0:2181:FastLeaderElection@774] - Notification time out: 3200",
                "2015-07-29T17:41:44.747 info | Notification time out: 3200",
            ),
            (
                "2025-02-09 10:05:23.420  WARN [cart,c8baef4627b1dbcf,0c2de7be9bfe5ae4] 1 --- [nio-8080-exec-4] c.a.cart.Api : slow",
                "2025-02-09T10:05:23.42 warn service=cart logger=c.a.cart.Api trace_id=c8baef4627b1dbcf | slow",
            ),
            ("2025-02-09 10:05:23 [ERROR] plain words", "not this format"),
            ("12:00:01.123 [main] ERROR com.example.Foo - boom", "- error logger=com.example.Foo | boom"),
            ("2025-02-09 10:05:23,123 INFO plain words", "not this format"),
        ] {
            check_line(parse, line.as_bytes(), expected);
        }
    }
}
