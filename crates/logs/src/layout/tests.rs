//! Layouts of many kinds of logs, each with a few lines written for the test.

use super::*;
use proptest::prelude::*;

/// The messages of the lines, as the learned layout splits them.
fn messages(lines: &[&str]) -> Vec<String> {
    let layout = Layout::learn(lines.iter().map(|line| line.as_bytes()));
    lines.iter().map(|line| String::from_utf8_lossy(layout.split(line.as_bytes()).message).into_owned()).collect()
}

#[test]
fn phone_with_process_thread_and_tag() {
    let lines = [
        "03-17 16:13:38.811  1702  2395 D WindowManager: printing wtoken = 7",
        "03-17 16:13:38.819  1702  8671 I PowerManagerService: acquire lock=2 flags=0x1",
        "03-17 16:13:38.820  2227  2227 V Hub: visible: true",
    ];
    assert_eq!(messages(&lines), ["printing wtoken = 7", "acquire lock=2 flags=0x1", "visible: true"]);
}

#[test]
fn cluster_with_node_component_and_epoch() {
    let lines = [
        "134681 node-246 unix.hw state_change.unavailable 1077804742 1 Component is down",
        "350766 node-109 unix.hw state_change.bad 1084680778 1 Link error on tree 00:00",
        "344518 gige7 action start 1077804749 1 boot (command 1911)",
    ];
    assert_eq!(messages(&lines), ["Component is down", "Link error on tree 00:00", "boot (command 1911)"]);
}

#[test]
fn bars_between_fields() {
    let lines = [
        "20171223-22:15:29:606|Step_LSC|30002312|onStandStepChanged 3579",
        "20171223-22:15:29:615|Step_StandReport|30002312|flush sensor data",
        "20171223-22:15:29:633|Step_LSC|30002312|REPORT : 7028 5017|x",
    ];
    assert_eq!(messages(&lines), ["onStandStepChanged 3579", "flush sensor data", "REPORT : 7028 5017|x"]);
}

#[test]
fn host_then_tag_with_blanks_and_an_untagged_line() {
    let mut lines = vec![
        "Jul  1 09:00:55 laptop kernel[0]: packet for route = 0x0",
        "Jul  1 09:01:05 laptop com.example.launchd[1] (com.example.dir[11293]): Endpoint is up",
        "Jul  1 09:01:06 laptop Big Browser[35628]: tab closed",
        "Jul  2 11:01:06 laptop sleepd: woke",
        "Jul  2 11:01:07 laptop sleepd: slept",
    ];
    lines.push("Jul  2 11:02:07 laptop --- last message repeated 2 times ---");
    let expected = ["packet for route = 0x0", "Endpoint is up", "tab closed", "woke", "slept"];
    let found = messages(&lines);
    assert_eq!(found.get(..5), Some(expected.map(str::to_owned).as_slice()));
    assert_eq!(found.last().map(String::as_str), Some("--- last message repeated 2 times ---"));
}

#[test]
fn program_of_several_words_then_a_dash() {
    let lines = [
        "[10.30 16:49:06] browser.exe - proxy.example.org:5070 open through proxy",
        "[10.30 16:49:07] browser.exe *64 - proxy.example.org:5070 close, 0 bytes",
        "[10.30 16:49:08] sync.exe - other.example.org:443 open directly",
    ];
    assert_eq!(messages(&lines)[1], "proxy.example.org:5070 close, 0 bytes");
    assert_eq!(messages(&lines)[2], "other.example.org:443 open directly");
}

#[test]
fn padded_columns() {
    let lines = [
        "2016-09-28 04:30:30, Info                  CBS    Loaded stack v6.1",
        "2016-09-28 04:30:31, Info                  CBS    Ending initialization",
        "2016-09-28 04:30:31, Info                  CSI    00000001@2016 time",
    ];
    assert_eq!(messages(&lines), ["Loaded stack v6.1", "Ending initialization", "00000001@2016 time"]);
}

#[test]
fn a_padded_column_that_its_longest_words_fill() {
    let mut lines = vec!["2016-09-28 04:30:30, Info                  SVCHUB Loaded stack v6.1"; 8];
    lines.push("2016-09-28 04:30:31, Info                  STORE  Ending initialization");
    lines.push("2016-09-28 04:30:31, Info                  SCM    The service is up");
    let found = messages(&lines);
    assert_eq!(
        (found[0].as_str(), found[8].as_str(), found[9].as_str()),
        ("Loaded stack v6.1", "Ending initialization", "The service is up")
    );
}

#[test]
fn a_mark_behind_the_severity_ends_the_header() {
    let lines = [
        "2018-01-30 09:42:48.1 I | wal: synced",
        "2018-01-30 09:42:48.2 W | raft: lost leader",
        "2018-01-30 09:42:48.3 I | wal: synced",
    ];
    assert_eq!(messages(&lines), ["wal: synced", "raft: lost leader", "wal: synced"]);
}

#[test]
fn the_number_of_a_connection_belongs_to_the_tag() {
    let lines = [
        "2023/05/01 00:02:11 [notice] 1021#0: started",
        "2023/05/01 00:02:12 [error] 1022#0: *7 open() failed",
        "2023/05/01 00:02:13 [error] 1022#0: *8 open() failed",
    ];
    assert_eq!(messages(&lines), ["started", "open() failed", "open() failed"]);
}

#[test]
fn level_and_class() {
    let lines = [
        "17/06/09 20:10:40 INFO executor.Backend: Registered signal handlers for [TERM, HUP]",
        "17/06/09 20:10:41 WARN storage.Manager: Block rdd_2 not found",
    ];
    assert_eq!(messages(&lines), ["Registered signal handlers for [TERM, HUP]", "Block rdd_2 not found"]);
}

#[test]
fn alert_flag_epoch_and_two_hosts() {
    let lines = [
        "- 1131566461 2005.11.09 dn228 Nov 9 12:01:01 dn228/dn228 crond(pam_unix)[2915]: session closed",
        "- 1131566461 2005.11.09 en73 Nov 9 12:01:02 en73/en73 kernel: scsi0 reset",
        "R_X 1131566462 2005.11.09 dn3 Nov 9 12:01:02 dn3/dn3 ntpd[9]: synchronized to 1.2.3.4",
    ];
    assert_eq!(messages(&lines)[0], "session closed");
    assert_eq!(messages(&lines)[1], "scsi0 reset");
}

#[test]
fn service_file_names_request_ids_and_bracketed_messages() {
    let lines = [
        "api.log.1 2017-05-16 00:00:00.008 25746 INFO nova.wsgi [req-1 a b - - -] 10.11.10.1 GET",
        "api.log.1 2017-05-16 00:00:01.008 25746 INFO nova.compute [-] [instance: x] VM Paused",
        "api.log.1 2017-05-16 00:00:02.008 25746 WARN nova.image [req-2 a b - - -] Unknown file",
    ];
    assert_eq!(messages(&lines), ["10.11.10.1 GET", "[instance: x] VM Paused", "Unknown file"]);
}

#[test]
fn full_names_of_methods_are_a_column_whatever_they_say() {
    let lines = [
        "06-Mar-2023 06:58:12.301 INFO [main] org.example.web.startup.Listener.log Command line argument: -a",
        "06-Mar-2023 06:58:12.302 INFO [main] org.example.web.startup.Listener.log Command line argument: -b",
        "06-Mar-2023 06:58:12.303 WARNING [exec-1] org.example.web.core.Cache.get Unable to add [/a]",
    ];
    assert_eq!(messages(&lines), ["Command line argument: -a", "Command line argument: -b", "Unable to add [/a]"]);
}

#[test]
fn a_stack_trace_does_not_fit() {
    let lines: [&[u8]; 3] = [b"10:00:01 ERROR a.B: boom", b"java.io.IOException: boom", b"10:00:02 INFO a.C: fine"];
    let layout = Layout::learn(lines);
    let split = layout.split(lines[1]);
    assert_eq!((split.fits, split.header, split.message), (false, &b""[..], lines[1]));
    assert!(layout.split(lines[0]).fits);
}

#[test]
fn messages_without_header_stay_whole() {
    let lines = ["Connection from 10.0.0.1 port 7", "Connection closed by 10.0.0.2", "Invalid user x"];
    assert_eq!(messages(&lines), lines);
}

proptest! {
    #[test]
    fn header_and_message_are_the_line(lines in proptest::collection::vec(proptest::collection::vec(any::<u8>(), 0..60), 0..20)) {
        let layout = Layout::learn(lines.iter().map(Vec::as_slice));
        for line in &lines {
            let split = layout.split(line);
            let joined = [split.header, split.message].concat();
            prop_assert_eq!(joined.as_slice(), line.trim_ascii_end());
        }
    }
}
