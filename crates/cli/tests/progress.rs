//! Progress of long reads, told beside the work.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::time::Duration;

/// Longer than the pause between two lines of progress; a program that waits for itself never ends.
const DEADLINE: Duration = Duration::from_mins(1);

#[test]
fn a_read_that_takes_long_tells_of_it_and_ends() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_backstory"))
        .args(["logs", "-", "--json"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut input = child.stdin.take().unwrap();
    input.write_all(b"2026-03-10T12:00:00Z INFO ready\n").unwrap();
    let (told, heard) = mpsc::channel();
    let mut errors = BufReader::new(child.stderr.take().unwrap());
    let mut output = child.stdout.take().unwrap();
    let listener = std::thread::spawn(move || {
        let mut line = String::new();
        errors.read_line(&mut line).unwrap();
        told.send(line).unwrap();
        let mut answer = String::new();
        output.read_to_string(&mut answer).unwrap();
        told.send(answer).unwrap();
    });
    // The log goes on until the first progress is seen.
    let progress = heard.recv_timeout(DEADLINE);
    drop(input);
    let answer = heard.recv_timeout(DEADLINE);
    child.kill().unwrap();
    child.wait().unwrap();
    listener.join().unwrap();
    assert_eq!(progress.as_deref(), Ok("-: 32 B\n"));
    assert!(answer.unwrap().contains("\"records\":1"));
}
