//! Bad input: every case is named in a gap, and the good file beside it is read all the same.

#![expect(clippy::unwrap_used, clippy::format_collect, reason = "in a test a panic is the report")]

use std::fs;
use std::io::Write as _;
use std::path::Path;

use backstory_evidence::{Collected, Options, collect};
use backstory_model::{Gap, GapKind};

/// One good file beside the bad one.
const GOOD: &str = r#"{"status":"success","data":{"resultType":"matrix","result":[{"metric":{"__name__":"up","job":"api"},"values":[[1739095500,"1"],[1739095505,"0"]]}]}}"#;

fn read(folder: &Path) -> Collected {
    fs::write(folder.join("good.json"), GOOD).unwrap();
    let options = Options { max_document_bytes: 4 << 20, max_log_bytes: 4 << 20, ..Options::for_year(2025) };
    let collected = collect(&[folder.to_owned()], &options).unwrap();
    assert!(
        collected.observations.series.iter().any(|s| s.metric == "up" && s.samples.len() == 2),
        "the good file was lost: {:?}",
        collected.observations.gaps
    );
    collected
}

fn read_one(name: &str, bytes: &[u8]) -> Collected {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join(name), bytes).unwrap();
    read(folder.path())
}

/// The gap of a file; its sentence in the catalogues must be the one that tells.
fn gap<'a>(collected: &'a Collected, source: &str, key: &str) -> &'a Gap {
    let gap = collected.observations.gaps.iter().find(|g| g.source == source);
    let gap = gap.unwrap_or_else(|| panic!("no gap names {source}: {:?}", collected.observations.gaps));
    let told = gap.phrase.as_ref().map(|phrase| phrase.key.as_str());
    assert_eq!(told, Some(key), "{gap:?}");
    gap
}

#[test]
fn an_empty_file_is_named() {
    assert_eq!(gap(&read_one("a.log", b""), "a.log", "gap-file-empty").kind, GapKind::Unreadable);
}

#[test]
fn a_binary_file_is_named() {
    let bytes: Vec<u8> = (0..20_000_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 11).to_le_bytes()[0]).collect();
    gap(&read_one("core.bin", &bytes), "core.bin", "gap-file-binary");
}

#[test]
fn a_zip_archive_is_to_be_unpacked() {
    gap(&read_one("export.zip", b"PK\x03\x04\x14\x00\x00\x00\x08\x00abc"), "export.zip", "gap-file-packed");
}

#[test]
fn one_endless_line_is_bounded_and_named() {
    gap(&read_one("line.txt", &vec![b'x'; 6 << 20]), "line.txt", "gap-file-unknown");
}

#[test]
fn invalid_utf8_in_a_log_loses_no_line() {
    let mut log = Vec::new();
    for second in 0..30 {
        log.extend_from_slice(format!("2025-02-09T10:05:{second:02}Z INFO caf").as_bytes());
        log.extend_from_slice(b"\xe9\xff closed\n");
    }
    assert_eq!(read_one("app.log", &log).logs.len(), 1);
}

#[test]
fn the_year_9999_and_beyond_do_no_harm() {
    let json = r#"[{"metric":{"__name__":"late"},"values":[[253402300799,"1"],[1e300,"2"],[-1e300,"3"]]}]"#;
    let collected = read_one("late.json", json.as_bytes());
    let late = collected.observations.series.iter().find(|s| s.metric == "late");
    assert!(late.is_none_or(|s| s.samples.len() == 1));
    let log = "9999-12-31T23:59:59.999999999Z INFO the end\n".repeat(40);
    read_one("late.log", log.as_bytes());
}

#[test]
fn ragged_rows_are_counted_and_their_cells_kept() {
    let csv = "time,api_cpu,api_mem\n1739095500,1,2\n1739095505,3\n1739095510,4,5,6\nnever,7,8\n1739095515,9,10\n";
    let collected = read_one("data.csv", csv.as_bytes());
    gap(&collected, "data.csv", "gap-table-ragged");
    let cpu = collected.observations.series.iter().find(|s| s.metric == "cpu").unwrap();
    assert_eq!(cpu.samples.len(), 4);
}

#[test]
fn json_cut_in_half_keeps_its_complete_elements() {
    let alerts = r#"[{"labels":{"alertname":"A"},"startsAt":"2025-02-09T10:05:00Z","endsAt":"0001-01-01T00:00:00Z"},
        {"labels":{"alertname":"B"},"startsAt":"2025-02-09T10:"#;
    let collected = read_one("alerts.json", alerts.as_bytes());
    assert_eq!(gap(&collected, "alerts.json", "gap-json-cut").kind, GapKind::Truncated);
    let names: Vec<&str> = collected.observations.alerts.iter().map(|a| a.name.as_str()).collect();
    assert_eq!(names, ["A"]);
}

#[test]
fn deeply_nested_json_is_named() {
    let deep = format!("{}{}", "[".repeat(200_000), "]".repeat(200_000));
    gap(&read_one("deep.json", deep.as_bytes()), "deep.json", "gap-json-invalid");
}

#[test]
fn of_duplicate_keys_the_last_counts() {
    let json = r#"{"id":"INC-1","id":"INC-2","title":"x","started_at":"2025-02-09T10:05Z"}"#;
    let facts = read_one("incident.json", json.as_bytes()).observations.facts.unwrap();
    assert_eq!(facts.id.as_deref(), Some("INC-2"));
}

#[test]
fn a_bomb_is_unpacked_to_its_bound_only() {
    let mut gz = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    for _ in 0..64 {
        gz.write_all(&vec![0; 1 << 20]).unwrap();
    }
    let bytes = gz.finish().unwrap();
    assert!(bytes.len() < 100_000);
    gap(&read_one("bomb.gz", &bytes), "bomb.gz", "gap-file-binary");
}

#[test]
fn a_damaged_archive_is_named() {
    gap(&read_one("bad.log.gz", b"\x1f\x8b\x08\x00\x00\x00\x00\x00garbage"), "bad.log.gz", "gap-archive-damaged");
}

#[test]
#[cfg(unix)]
fn a_folder_that_links_to_itself_ends() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("inner")).unwrap();
    std::os::unix::fs::symlink(folder.path(), folder.path().join("inner/loop")).unwrap();
    gap(&read(folder.path()), "inner/loop", "gap-link");
}

#[test]
fn an_error_answer_is_no_data() {
    let json = r#"{"status":"error","errorType":"bad_data","error":"invalid parameter"}"#;
    gap(&read_one("metrics.json", json.as_bytes()), "metrics.json", "gap-metrics-error");
}

#[test]
fn the_three_classic_files_are_read() {
    let folder = tempfile::tempdir().unwrap();
    let log: String = (0..30)
        .map(|s| format!("[pod/api-7d9f8b6c5-x2x4q/app] 2025-02-09T10:05:{s:02}.000000001Z ERROR pool exhausted\n"))
        .collect();
    fs::write(folder.path().join("incident-logs.txt"), log).unwrap();
    fs::write(folder.path().join("metrics.json"), GOOD.replace("\"up\"", "\"errors\"")).unwrap();
    let alerts = r#"[{"labels":{"alertname":"A","severity":"page"},"annotations":{},"startsAt":"2025-02-09T10:05:00Z",
        "endsAt":"2025-02-09T10:09:00Z","status":{"state":"active"},"receivers":[{"name":"slack"}]}]"#;
    fs::write(folder.path().join("alerts.json"), alerts).unwrap();
    let collected = read(folder.path());
    assert_eq!(collected.observations.gaps, []);
    assert_eq!(collected.logs.len(), 1);
    assert_eq!(collected.logs[0].service.as_ref().map(backstory_model::ServiceName::as_str), Some("api"));
    let alert = &collected.observations.alerts[0];
    assert_eq!((alert.name.as_str(), alert.resolved), ("A", None), "endsAt of an active alert is a forecast");
}

#[test]
fn a_table_in_an_archive_that_breaks_off_is_read_to_there_and_named() {
    let table: String = (0..40_000).map(|i| format!("{},{}\n", 1_739_095_500 + i, i * 7919 % 1013)).collect();
    let mut gz = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    gz.write_all(format!("time,api_cpu\n{table}").as_bytes()).unwrap();
    let bytes = gz.finish().unwrap();
    let collected = read_one("cpu.csv.gz", bytes.get(..bytes.len() / 2).unwrap());
    assert_eq!(gap(&collected, "cpu.csv.gz", "gap-archive-damaged").kind, GapKind::Truncated);
    assert!(collected.observations.series.iter().any(|s| s.metric == "cpu" && s.samples.len() > 10_000));
}
