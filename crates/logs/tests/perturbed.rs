//! Grouping must not depend on what a reader would not notice: the words of a log, its header, the order and the number of
//! its lines.

use std::collections::{BTreeMap, BTreeSet};

use backstory_logs::layout::Layout;
use backstory_logs::template::Miner;

/// Sentences of an invented server; what stands in braces varies.
const SENTENCES: [&str; 12] = [
    "Accepted a connection from {ip}:{n} on port {n}",
    "Connection {id} closed after {n} ms, reason: {reason}",
    "User {user} logged in from {ip}",
    "User {user} could not be found in realm {realm}",
    "Opened file {path} for writing ({n} bytes)",
    "Checkpoint {n} complete: wrote {n} buffers in {n}.{n} s",
    "Session {id} opened for \"{user}\"",
    "Session {id} expired for \"{user}\"",
    "Received BEGIN from {ip}:{n}",
    "Received COMMIT from {ip}:{n} (seq {n})",
    "Received ABORT from {ip}:{n} (seq {n}, code {n}, '{path}')",
    "request id={n} user={user} state={state} took={n}ms",
];

/// A generator of numbers by Knuth (MMIX); the same in every run.
struct Lot(u64);

impl Lot {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or(0) % bound
    }

    fn one_of<'a>(&mut self, values: &[&'a str]) -> &'a str {
        values[self.below(values.len())]
    }

    fn value(&mut self, name: &str) -> String {
        match name {
            "ip" => format!("10.0.{}.{}", self.below(9), self.below(250)),
            "user" => self.one_of(&["ann", "bob", "carol", "dave", "erin", "frank", "grace", "heidi"]).to_owned(),
            "realm" => self.one_of(&["corp.example.org", "lab.example.org", "home.example.org"]).to_owned(),
            "path" => format!("/var/data/{}/{}.dat", self.one_of(&["red", "blue", "green"]), self.below(99)),
            "id" => format!("{:08x}", self.below(1 << 31)),
            "reason" => self.one_of(&["timeout", "shutdown", "kicked", "overload"]).to_owned(),
            "state" => self.one_of(&["NEW", "OPEN", "DONE", "HELD"]).to_owned(),
            _ => (self.below(900) + 10).to_string(),
        }
    }
}

/// Replaces the letters of each small word by others, the same for the same word: nothing is left to know it by.
fn garbled(sentence: &str) -> String {
    const LETTERS: &[u8] = b"tnsrldmkpbgvfz";
    let mut out = String::new();
    let mut is_value = false;
    let mut shift = 0;
    for c in sentence.chars() {
        is_value = (is_value || c == '{') && c != '}';
        shift = if c.is_ascii_lowercase() { shift + 1 } else { 0 };
        let place = (c as usize * 7 + shift) % LETTERS.len();
        out.push(if c.is_ascii_lowercase() && !is_value { char::from(LETTERS[place]) } else { c });
    }
    out
}

/// Messages with the number of their sentence.
fn messages(sentences: &[String], count: usize) -> Vec<(usize, String)> {
    let mut lot = Lot(7);
    (0..count)
        .map(|_| {
            // The first sentences come often, the last ones seldom.
            let number = lot.below(sentences.len()).min(lot.below(sentences.len()));
            let mut text = sentences[number].clone();
            while let Some((before, (name, behind))) =
                text.split_once('{').and_then(|(before, rest)| Some((before, rest.split_once('}')?)))
            {
                text = format!("{before}{}{behind}", lot.value(name));
            }
            (number, text)
        })
        .collect()
}

/// Share of lines whose group holds just the lines of one sentence.
fn grouped(lines: &[(usize, String)]) -> f64 {
    let layout = Layout::learn(lines.iter().map(|(_, line)| line.as_bytes()));
    let mut miner = Miner::default();
    let ids: Vec<_> = lines.iter().map(|(_, line)| miner.add(layout.split(line.as_bytes()).message)).collect();
    let templates = miner.finish().templates();
    let mut by_template: BTreeMap<_, BTreeSet<usize>> = BTreeMap::new();
    let mut by_sentence: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
    for (line, (id, (number, _))) in ids.iter().zip(lines).enumerate() {
        by_template.entry(templates.template_of(*id).id).or_default().insert(line);
        by_sentence.entry(*number).or_default().insert(line);
    }
    let right = by_template.values().filter(|group| by_sentence.values().any(|lines| lines == *group));
    right.map(BTreeSet::len).sum::<usize>() as f64 / lines.len() as f64
}

fn plain() -> Vec<(usize, String)> {
    messages(&SENTENCES.map(str::to_owned), 1_200)
}

#[test]
fn words_need_not_be_known() {
    assert!(grouped(&plain()) > 0.99, "{}", grouped(&plain()));
    let garbled = messages(&SENTENCES.map(garbled), 1_200);
    assert!(grouped(&garbled) > 0.9, "{}", grouped(&garbled));
}

#[test]
fn headers_make_no_difference() {
    type Header = fn(usize, &str) -> String;
    let headers: [Header; 9] = [
        |n, part| {
            format!("2026-03-04T05:{:02}:{:02}.{:03}Z INFO [main] org.example.{part} - ", n / 60 % 60, n % 60, n % 997)
        },
        |n, part| format!("[{:12.6}] {part}: ", n as f64 * 1.5),
        |n, part| format!("{:02}:{:02}:{:02};{};{part};", n / 3600, n / 60 % 60, n % 60, ["INFO", "WARN"][n % 7 / 6]),
        |n, part| format!("[05:{:02}:{:02}][{}][{part}] ", n / 60 % 60, n % 60, ["info", "warn"][n % 7 / 6]),
        |n, part| format!("Mar  4 05:{:02}:{:02} box {part}[{}]: ", n / 60 % 60, n % 60, n % 7 + 300),
        |n, part| {
            format!(
                "04-Mar-2026 05:{:02}:{:02} PM {} {part} ({}) ",
                n / 60 % 60,
                n % 60,
                ["INFO", "ERRO"][n % 9 / 8],
                n % 5
            )
        },
        |n, _| format!("{:08x}.{:08x} 0x7f{:08x} ", 0x6000_0000 + n, n * 977 % 65_521, n % 3),
        |n, _| format!("ts=2026-03-04T05:{:02}:{:02}Z level={} ", n / 60 % 60, n % 60, ["info", "warn"][n % 7 / 6]),
        |_, _| String::new(),
    ];
    for (number, header) in headers.iter().enumerate() {
        let lines: Vec<(usize, String)> = plain()
            .into_iter()
            .enumerate()
            .map(|(n, (sentence, text))| {
                let part = ["Store", "Cache", "Router"][sentence % 3];
                (sentence, format!("{}{text}", header(n, part)))
            })
            .collect();
        assert!(grouped(&lines) > 0.99, "header {number}: {} {:?}", grouped(&lines), lines[0].1);
    }
}

#[test]
fn order_and_number_make_no_difference() {
    let mut lines = plain();
    let all = grouped(&lines);
    lines.sort_by(|a, b| b.1.cmp(&a.1));
    assert!((grouped(&lines) - all).abs() < f64::EPSILON);
    let mut left = [12; SENTENCES.len()];
    lines.retain(|(sentence, _)| {
        left[*sentence] -= i32::from(left[*sentence] > 0);
        left[*sentence] > 0
    });
    assert!(grouped(&lines) > 0.85, "{}", grouped(&lines));
}
