//! Recorded incidents, read record by record. Found by `BACKSTORY_SHARED`, else beside the workspace.
#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test: a panic is the report, and what is skipped is said"
)]

use std::fs::File;
use std::path::PathBuf;

use backstory_logs::{
    FormatKind, ReadOptions, ReadReport, Severity, Stamp,
    frame::{Notice, NoticeKind},
    read_records,
};

fn recording(path: &str) -> Option<PathBuf> {
    let root = std::env::var_os("BACKSTORY_SHARED")
        .map_or_else(|| PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared")), PathBuf::from);
    let path = root.join("incidents").join(path);
    if !path.exists() {
        println!("skipped: {} is not here", path.display());
        return None;
    }
    Some(path)
}

#[derive(Default)]
struct Seen {
    lines: u64,
    requests: u64,
    failed: u64,
    customers: u64,
    errors: u64,
    longest: u32,
    times: Vec<Option<Stamp>>,
    inner: u64,
    next_line: u64,
    misnumbered: u64,
}

fn read(path: &str) -> Option<(Seen, ReadReport)> {
    let file = File::open(recording(path)?).unwrap();
    let mut seen = Seen { next_line: 1, ..Seen::default() };
    let report = read_records(file, &ReadOptions::default(), |record| {
        seen.lines += u64::from(record.line_count);
        seen.misnumbered += u64::from(record.line < seen.next_line);
        seen.next_line = record.line + u64::from(record.line_count);
        seen.longest = seen.longest.max(record.line_count);
        seen.inner += u64::from(record.inner_time.is_some());
        seen.customers += u64::from(record.customer_id.is_some());
        seen.errors += u64::from(record.severity == Some(Severity::Error));
        if let Some(status) = record.request.and_then(|request| request.status) {
            seen.requests += 1;
            seen.failed += u64::from(status >= 500);
        }
        seen.times.push(record.time);
    })
    .unwrap();
    Some((seen, report))
}

#[test]
fn every_line_is_in_one_record_and_every_record_has_a_time() {
    for folder in ["bad-deploy", "bad-deploy-spoiled", "pool-exhaustion"] {
        let Some(logs) = recording(&format!("{folder}/logs")) else { continue };
        let mut folders = vec![logs];
        while let Some(next) = folders.pop() {
            for entry in std::fs::read_dir(next).unwrap().map(|entry| entry.unwrap().path()) {
                if entry.is_dir() {
                    folders.push(entry);
                    continue;
                }
                let name = entry.to_string_lossy().split("/incidents/").last().unwrap().to_owned();
                let (seen, report) = read(&name).unwrap();
                let unknown = report.formats.iter().find(|count| count.kind == FormatKind::Unknown);
                println!(
                    "{name}: {:?} {:?} lines {} records {} requests {} failed {} errors {} longest {} unknown {:?} notices {:?}",
                    report.recognised.envelope,
                    report.recognised.kind,
                    report.lines,
                    report.records,
                    seen.requests,
                    seen.failed,
                    seen.errors,
                    seen.longest,
                    unknown,
                    report.notices
                );
                let is_repeated = |notice: &&Notice| notice.kind == NoticeKind::Repeated;
                let repeated: u64 = report.notices.iter().filter(is_repeated).map(|notice| notice.lines).sum();
                assert_eq!(seen.lines + report.blank_lines + repeated, report.lines, "{name}");
                assert_eq!(seen.misnumbered, 0, "{name}");
                assert!(seen.times.iter().all(Option::is_some), "{name}");
            }
        }
    }
}

#[test]
fn a_cut_line_is_reported_at_its_place() {
    let Some((_, report)) = read("bad-deploy-spoiled/logs/edge-nginx/access_timed.log.gz") else { return };
    let cut: Vec<_> = report.notices.iter().filter(|notice| notice.kind == NoticeKind::CutLine).collect();
    // 2026-11-23T15:27:41Z, as the recording's truth tells.
    let [notice] = cut.as_slice() else { panic!("{cut:?}") };
    let before = notice.before.unwrap();
    assert!(before.is_zoned() && (1_795_447_660..=1_795_447_661).contains(&before.second()), "{notice:?}");
}

#[test]
fn requests_of_the_edge_are_counted_exactly() {
    let Some((seen, _)) = read("bad-deploy-spoiled/logs/edge-nginx/access.log.gz") else { return };
    // The recording's own record of requests, less the one whose connection broke in the client.
    assert_eq!(seen.failed, 764);
}
