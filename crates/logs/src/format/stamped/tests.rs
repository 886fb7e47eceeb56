//! Sample lines of text behind a time.

use super::*;
use crate::format::testing::check_line;

#[test]
fn headers_in_any_order() {
    for (line, expected) in [
        ("2025-02-09 10:05:23 something happened", "2025-02-09T10:05:23 - | something happened"),
        ("[2025-02-09 10:05:23] local.ERROR: no route", "2025-02-09T10:05:23 error logger=local | no route"),
        ("2025-02-09T10:05:23.123456Z  INFO app::db: ready", "2025-02-09T10:05:23.123456Z info logger=app::db | ready"),
        ("081109 203615 148 INFO dfs.DataNode: x 1", "2008-11-09T20:36:15 info logger=dfs.DataNode | x 1"),
        (
            "2025-02-09 10:05:23 Error connecting to db: refused",
            "2025-02-09T10:05:23 - | Error connecting to db: refused",
        ),
        (
            "2025-02-09 10:05:23.218 [ 43 ] {ab-7} <Error> query: no memory",
            "2025-02-09T10:05:23.218 error logger=query | query: no memory",
        ),
        (
            "2025-02-09 10:05:23,249 fail2ban.actions        [123]: NOTICE  [sshd] Ban 10.0.0.7",
            "2025-02-09T10:05:23.249 info logger=fail2ban.actions | Ban 10.0.0.7",
        ),
        ("[1739095523] unbound[12:0] error: no route", "2025-02-09T10:05:23Z error logger=unbound | no route"),
        (
            "2025-02-09 10:05:23.000 ERROR [main] c.x.Cart - [E3000] cannot save order",
            "2025-02-09T10:05:23 error logger=c.x.Cart | [E3000] cannot save order",
        ),
        ("[10:05] no", "not this format"),
        ("[2025-02-09T10:05:23Z ERROR my_app::db] no pool", "2025-02-09T10:05:23Z error logger=my_app::db | no pool"),
        (
            "[2025-02-09 10:05:23,123: WARNING/ForkPoolWorker-1] retry",
            "2025-02-09T10:05:23.123 warn logger=ForkPoolWorker-1 | retry",
        ),
        (
            "ERROR [Stage:1] 2025-02-09 10:05:23,123 Daemon.java:24 - boom",
            "2025-02-09T10:05:23.123 error logger=Daemon.java | boom",
        ),
        (
            "2025-02-09T10:05:23.123456Z 12 [ERROR] [MY-010584] [Repl] boom",
            "2025-02-09T10:05:23.123456Z error logger=Repl | boom",
        ),
        (
            "- 1117838570 2005.06.03 R02 2005-06-03-15.42.50.675872 R02 RAS KERNEL INFO x",
            "2005-06-03T22:42:50Z - | 2005.06.03 R02 2005-06-03-15.42.50.675872 R02 RAS KERNEL INFO x",
        ),
        ("job=7 at 2025-02-09 10:05:23 done", "2025-02-09T10:05:23 - | done"),
    ] {
        check_line(parse, line.as_bytes(), expected);
    }
}

#[test]
fn levels_behind_names_and_pairs() {
    for (line, expected) in [
        (
            "2025-02-09 10:05:23,123 cart.api INFO Connection pool",
            "2025-02-09T10:05:23.123 info logger=cart.api | Connection pool",
        ),
        ("2025-02-09 10:05:23 cart[71] ERROR boom", "2025-02-09T10:05:23 error logger=cart | boom"),
        ("2025-02-09 10:05:23 cart.api [ERROR] boom", "2025-02-09T10:05:23 error logger=cart.api | boom"),
        ("1739095523000|cart|ERROR|boom", "2025-02-09T10:05:23Z error logger=cart | boom"),
        ("(2025-02-09 10:05:23) boom", "2025-02-09T10:05:23 - | boom"),
        ("2025-02-09 10:05:23 | cart | ERROR | boom", "2025-02-09T10:05:23 error logger=cart | boom"),
        (
            "[2025-02-09T10:05:23.791+0000] {taskinstance.py:1387} ERROR - no route",
            "2025-02-09T10:05:23.791Z error logger=taskinstance.py | no route",
        ),
        (
            "2025-02-09T10:05:23.205Z pid=1 tid=ba03 class=CartWorker jid=65b1b04c WARN: slow",
            "2025-02-09T10:05:23.205Z warn logger=CartWorker | slow",
        ),
        (
            "2025-02-09T10:05:23.205Z 1 TID-ox3 CartWorker JID-65b1b04c INFO: done",
            "2025-02-09T10:05:23.205Z info logger=CartWorker | done",
        ),
        (
            "[ERROR]\t2025-02-09T10:05:23.123Z\t64ff7d82-669a-e416-5802-d7a6e5912fb8\torder 17 failed",
            "2025-02-09T10:05:23.123Z error request_id=64ff7d82-669a-e416-5802-d7a6e5912fb8 | order 17 failed",
        ),
        (
            "2025-02-09T10:05:23.123Z\t64ff7d82-669a-e416-5802-d7a6e5912fb8\tERROR\torder 17 failed",
            "2025-02-09T10:05:23.123Z error request_id=64ff7d82-669a-e416-5802-d7a6e5912fb8 | order 17 failed",
        ),
        ("[WARNING] 2025-02-09 10:05:23 slow", "2025-02-09T10:05:23 warn | slow"),
        ("ERROR: 2025-02-09 10:05:23: boom", "2025-02-09T10:05:23 error | boom"),
        ("2025-02-09 10:05:23 319 [Note] InnoDB ready", "2025-02-09T10:05:23 info | InnoDB ready"),
        (
            "2025-02-09T10:05:23.5Z 0 [System] [MY-010116] [Server] starting",
            "2025-02-09T10:05:23.5Z info logger=Server | starting",
        ),
        (
            "[09-Feb-2025 10:05:23 UTC] PHP Fatal error:  Uncaught Exception: boom in /a.php:9",
            "2025-02-09T10:05:23Z fatal | Uncaught Exception: boom in /a.php:9",
        ),
        ("[09-Feb-2025 10:05:23 UTC] PHP Warning:  no key", "2025-02-09T10:05:23Z warn | no key"),
        (
            "2025-02-09T10:05:23.219Z\tINFO\tcart/api.go:18\tShipment 7 left",
            "2025-02-09T10:05:23.219Z info logger=cart/api.go | Shipment 7 left",
        ),
        ("\"2025-02-09 10:05:23\",\"ERROR\",\"cart\",\"boom 17\"", "2025-02-09T10:05:23 error logger=cart | boom 17"),
        (
            "\"The Cart service stopped.\",\"7036\",\"2/9/2025 10:05:23 AM\",\"Warning\",\"Service Control\"",
            "2025-02-09T10:05:23 warn logger=Service Control | The Cart service stopped.",
        ),
        ("2025-02-09 10:05:23 request failed with ERROR 5", "2025-02-09T10:05:23 - | request failed with ERROR 5"),
        ("2025-02-09 10:05:23 user anna: ERROR 5", "2025-02-09T10:05:23 - | user anna: ERROR 5"),
    ] {
        check_line(parse, line.as_bytes(), expected);
    }
}

#[test]
fn consoles_of_application_servers() {
    for (line, expected) in [
        (
            "####<Feb 9, 2025 10:05:23,293 PM UTC> <Error> <Cart> <web-1> <srv1> <main> <<WLS Kernel>> <> <b5a7> <1739138723293> <BEA-000000> <no route>",
            "2025-02-09T22:05:23.293Z error logger=Cart | no route>",
        ),
        (
            "[2/9/25 10:05:23:031 UTC] 4fb1455c Cart          W   slow query",
            "2025-02-09T10:05:23.031Z warn logger=Cart | slow query",
        ),
        ("=ERROR REPORT==== 9-Feb-2025::10:05:23 ===", "2025-02-09T10:05:23 error | "),
        (
            "2025-02-09 10:05:23,249 fail2ban.actions        [123]: WARNING [sshd] Found 192.0.2.1",
            "2025-02-09T10:05:23.249 warn logger=fail2ban.actions | Found 192.0.2.1",
        ),
        (
            r#"web.1 stdout: {"time":"2025-02-09T10:05:23Z","level":"error","msg":"no stock"}"#,
            "2025-02-09T10:05:23Z error | no stock",
        ),
        (
            r#"2025-02-09 10:05:23.286415000 +0000 kube.cart {"log": "2025-02-09 10:05:23.286 WARN  [main] c.x.Cart - slow", "stream": "stdout"}"#,
            "2025-02-09T10:05:23.286415Z warn logger=c.x.Cart | slow",
        ),
        (r#"2025-02-09 10:05:23 got {"a": 1}"#, r#"2025-02-09T10:05:23 - | got {"a": 1}"#),
        (r#"{"time":"2025-02-09T10:05:23Z","level":"error","msg":"no sto"#, "not this format"),
        ("[1739095523] unbound[12:0] error: no answer", "2025-02-09T10:05:23Z error logger=unbound | no answer"),
        (
            "2025.02.09 10:05:23.218774 [ 438 ] {abc} <Error> executeQuery: Memory limit 0",
            "2025-02-09T10:05:23.218774 error logger=executeQuery | executeQuery: Memory limit 0",
        ),
        (
            "2025.02.09 10:05:23 [ 438 ] {} <Warning> Merger: slow",
            "2025-02-09T10:05:23 warn logger=Merger | Merger: slow",
        ),
        (
            "Feb  9 2025 10:05:23: %ASA-2-106001: Inbound TCP connection denied",
            "2025-02-09T10:05:23 fatal | %ASA-2-106001: Inbound TCP connection denied",
        ),
        (
            "003731: *Feb  9 10:05:23.312: %LINK-3-UPDOWN: Interface Gi0/4, changed state to down",
            "2025-02-09T10:05:23.312 error | %LINK-3-UPDOWN: Interface Gi0/4, changed state to down",
        ),
    ] {
        check_line(parse, line.as_bytes(), expected);
    }
}
