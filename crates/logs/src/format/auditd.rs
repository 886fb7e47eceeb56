//! Linux' audit log: `type=SYSCALL msg=audit(1700000000.123:456): arch=… comm="cat" …`.

use super::{Context, Fields, FormatKind};
use crate::scan::Scan;

/// Reads one line. Its type is the logger, its command the service; records of one event share the number in the stamp.
pub(crate) fn parse<'a>(line: &'a [u8], context: &mut Context) -> Option<Fields<'a>> {
    let mut scan = Scan::new(line);
    if scan.eat_all(b"node=") {
        scan.word();
        scan.spaces();
    }
    scan.eat_all(b"type=").then_some(())?;
    let kind = scan.word();
    scan.spaces();
    scan.eat_all(b"msg=audit(").then_some(())?;
    let stamp = scan.until(b':')?;
    let time = context.clock.read_whole(stamp)?;
    scan.until(b')')?;
    scan.eat(b':');
    Some(Fields {
        kind: FormatKind::Auditd,
        time: Some(time),
        logger: Some(kind),
        service: value_of(scan.rest(), b" comm=\""),
        message: line,
        ..Fields::default()
    })
}

/// The quoted value behind a key.
fn value_of<'a>(text: &'a [u8], key: &[u8]) -> Option<&'a [u8]> {
    let start = memchr::memmem::find(text, key)? + key.len();
    let value = text.get(start..)?;
    value.get(..memchr::memchr(b'"', value)?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::testing::check_line;

    #[test]
    fn system_calls_and_logins() {
        for (line, head) in [
            (
                r#"type=SYSCALL msg=audit(1739095523.123:24287): arch=c000003e syscall=2 success=no exit=-13 items=1 pid=3538 auid=1000 comm="cat" exe="/bin/cat" key="sshd_config""#,
                "2025-02-09T10:05:23.123Z - service=cat logger=SYSCALL",
            ),
            (
                r#"node=web1 type=USER_LOGIN msg=audit(1739095523.5:7): pid=9 uid=0 msg='op=login acct="root" exe="/usr/sbin/sshd" res=failed'"#,
                "2025-02-09T10:05:23.5Z - logger=USER_LOGIN",
            ),
            (
                r#"type=CWD msg=audit(1739095523.123:24287):  cwd="/home/shadowman""#,
                "2025-02-09T10:05:23.123Z - logger=CWD",
            ),
        ] {
            check_line(parse, line.as_bytes(), &format!("{head} | {line}"));
        }
        check_line(parse, b"type=x msg=hello", "not this format");
    }
}
