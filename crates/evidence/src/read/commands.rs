//! Commands that were run by hand or by the scheduler, by the logs of the system itself: `sudo`, `doas`, `pkexec`, `cron`.

use std::fs::File;
use std::io::{BufRead, BufReader, Cursor, Read as _};
use std::path::Path;

use backstory_logs::{LogSummary, ReadOptions, open, read_records};
use backstory_model::LoggedCommand;
use memchr::memmem;

/// Programs that write down what they run.
const WRITERS: &[&str] = &["sudo", "doas", "pkexec", "cron", "crond"];
/// Commands that are kept of one log; more are what a machine does all day.
const MOST: usize = 2_000;
/// Bytes of a line that are looked at.
const LONGEST: u64 = 16 << 10;

/// The commands of a log, in order of its lines; none where no program wrote that keeps such records.
pub(crate) fn read(file: &Path, summary: &LogSummary, year: i64, most_bytes: u64) -> Vec<LoggedCommand> {
    if !summary.services.keys().any(|name| is_writer(name)) {
        return Vec::new();
    }
    // The log was read before: what fails now was told then.
    let Ok(source) = File::open(file) else { return Vec::new() };
    let Ok((plain, _)) = open(BufReader::new(source), most_bytes) else { return Vec::new() };
    let mut plain = BufReader::new(plain);
    let mut found = Vec::new();
    let (mut number, mut offset, mut line) = (0, 0, Vec::new());
    while found.len() < MOST {
        line.clear();
        let Ok(read) = plain.by_ref().take(LONGEST).read_until(b'\n', &mut line) else { break };
        if read == 0 {
            break;
        }
        let mut length = read as u64;
        if !line.ends_with(b"\n") && length == LONGEST {
            let Ok(rest) = plain.skip_until(b'\n') else { break };
            length += rest as u64;
        }
        number += 1;
        if [b"COMMAND=".as_slice(), b"CMD (", b"ran command "].iter().any(|words| memmem::find(&line, words).is_some())
        {
            found.extend(command(&line, year).map(|told| LoggedCommand { line: number, offset, ..told }));
        }
        offset += length;
    }
    found
}

fn is_writer(name: &str) -> bool {
    let name = name.rsplit('/').next().unwrap_or(name);
    WRITERS.iter().any(|writer| name.eq_ignore_ascii_case(writer))
}

/// The command that a line tells of; where it stands is not known here.
fn command(line: &[u8], year: i64) -> Option<LoggedCommand> {
    let mut found = None;
    let options = ReadOptions { year: i32::try_from(year).ok(), ..ReadOptions::default() };
    let read = read_records(Cursor::new(line), &options, |record| {
        let Some(time) = record.time else { return };
        let message = String::from_utf8_lossy(record.message);
        let told = match record.service {
            Some(service) if is_writer(&String::from_utf8_lossy(service)) => Some(&*message),
            _ => behind_name(&message),
        };
        if let Some((actor, command)) = told.and_then(run) {
            let words = String::from_utf8_lossy(record.raw).into_owned();
            found = Some(LoggedCommand { nanos: time.nanos(), line: 0, offset: 0, command, actor, words });
        }
    });
    read.ok()?;
    found
}

/// What follows on the name of a program that keeps such records, where the layout of the line does not tell it apart: some
/// write no number of their process behind it.
fn behind_name(message: &str) -> Option<&str> {
    let (before, rest) = message.split_once(": ")?;
    let name = before.rsplit(' ').next()?.split('[').next()?;
    is_writer(name).then_some(rest)
}

/// Who ran what, by the message. What was refused was not run.
fn run(message: &str) -> Option<(Option<String>, String)> {
    let message = message.trim();
    let told = |actor: &str, command: &str| {
        let (actor, command) = (actor.trim(), command.trim());
        (!command.is_empty()).then(|| ((!actor.is_empty()).then(|| actor.to_owned()), command.to_owned()))
    };
    // (root) CMD (/usr/local/bin/backup.sh)
    if let Some((_, command)) = message.split_once(" CMD (") {
        return told("", command.strip_suffix(')').unwrap_or(command));
    }
    // alice ran command rm -rf /tmp/x as root from /home/alice
    if let Some((actor, rest)) = message.split_once(" ran command ") {
        return told(actor, rest.rsplit_once(" as ").map_or(rest, |(command, _)| command));
    }
    // alice: Executing command [USER=root] [TTY=unknown] [CWD=/home/alice] [COMMAND=/usr/bin/apt]
    if let Some((actor, rest)) = message.split_once(": Executing command ") {
        let (_, command) = rest.split_once("[COMMAND=")?;
        return told(actor, command.strip_suffix(']').unwrap_or(command));
    }
    // alice : TTY=pts/0 ; PWD=/home/alice ; USER=root ; COMMAND=/bin/systemctl restart nginx
    let (actor, rest) = message.split_once(" : ")?;
    let (before, command) = rest.split_once("COMMAND=")?;
    let are_settings = before.split(';').map(str::trim).filter(|part| !part.is_empty()).all(|part| part.contains('='));
    told(actor, command).filter(|_| are_settings)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_are_told_with_who_ran_them_and_refusals_are_none() {
        for (line, expected) in [
            (
                "Mar 10 10:07:12 web1 sudo:    alice : TTY=pts/0 ; PWD=/home/alice ; USER=root ; COMMAND=/bin/rm -rf /srv/x",
                Some((Some("alice"), "/bin/rm -rf /srv/x")),
            ),
            (
                "2026-03-10T10:07:12.123456+00:00 web1 sudo[811]: bob : HOST=web1 ; TTY=pts/1 ; PWD=/ ; USER=root ; COMMAND=/usr/bin/systemctl stop nginx",
                Some((Some("bob"), "/usr/bin/systemctl stop nginx")),
            ),
            (
                "Mar 10 10:07:12 web1 sudo:  eve : user NOT in sudoers ; TTY=pts/0 ; PWD=/ ; USER=root ; COMMAND=/bin/bash",
                None,
            ),
            (
                "Mar 10 10:07:12 web1 CRON[77]: (root) CMD (/usr/local/bin/backup.sh --full)",
                Some((None, "/usr/local/bin/backup.sh --full")),
            ),
            (
                "Mar 10 10:07:12 web1 doas: carol ran command service pf restart as root from /home/carol",
                Some((Some("carol"), "service pf restart")),
            ),
            (
                "Mar 10 10:07:12 web1 pkexec[5]: dan: Executing command [USER=root] [TTY=unknown] [CWD=/] [COMMAND=/usr/bin/apt]",
                Some((Some("dan"), "/usr/bin/apt")),
            ),
            (
                "2026-03-10T10:07:12+00:00 web1 sudo:    alice : TTY=pts/0 ; PWD=/ ; USER=root ; COMMAND=/bin/umount /srv/x",
                Some((Some("alice"), "/bin/umount /srv/x")),
            ),
            ("Mar 10 10:07:12 web1 app[5]: x : COMMAND=1", None),
            ("Mar 10 10:07:12 web1 sudo: pam_unix(sudo:session): session opened for user root", None),
        ] {
            let found = command(line.as_bytes(), 2026);
            let told = found.as_ref().map(|c| (c.actor.as_deref(), c.command.as_str()));
            assert_eq!(told, expected, "{line}");
            assert!(found.is_none_or(|c| c.nanos == 1_773_137_232_000_000_000 || c.nanos == 1_773_137_232_123_456_000));
        }
    }

    #[test]
    fn lines_are_counted() {
        let line = |n: u32, rest: &str| format!("Mar 10 10:07:{n:02} web1 {rest}\n");
        let text = [
            line(1, "sshd[1]: x"),
            line(2, "sudo: a : TTY=t ; PWD=/ ; USER=root ; COMMAND=/bin/ls"),
            line(3, "sshd[1]: x"),
        ];
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("auth.log");
        std::fs::write(&file, text.concat()).unwrap();
        let options = backstory_logs::Options { year: 2026, max_bytes: u64::MAX };
        let summary = backstory_logs::summarise(File::open(&file).unwrap(), &options).unwrap();
        let found = read(&file, &summary, 2026, u64::MAX);
        let places: Vec<(u64, u64)> = found.iter().map(|c| (c.line, c.offset)).collect();
        assert_eq!(places, [(2, text[0].len() as u64)]);
    }
}
