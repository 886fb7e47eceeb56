//! Prints the template of every line of a raw log as JSON lines, for the scorer of template miners.
//!
//! `cargo run -p backstory-logs --example templates -- FILE [--plain] [--layout]`

use std::io::{self, BufWriter, Write};

use backstory_logs::layout::Layout;
use backstory_logs::template::Miner;

fn main() -> io::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let has = |flag: &str| arguments.iter().any(|argument| argument == flag);
    let Some(path) = arguments.iter().find(|argument| !argument.starts_with("--")) else {
        return Err(io::Error::other("expected a file: templates FILE [--plain] [--layout]"));
    };
    let bytes = std::fs::read(path)?;
    let mut lines: Vec<&[u8]> = bytes.split(|&byte| byte == b'\n').collect();
    if lines.last().is_some_and(|line| line.is_empty()) {
        lines.pop();
    }
    let layout = Layout::learn(lines.iter().copied());
    let mut miner = Miner::default();
    let messages: Vec<&[u8]> =
        lines.iter().map(|&line| if has("--plain") { line } else { layout.split(line).message }).collect();
    let ids: Vec<_> = messages.iter().map(|message| miner.add(message)).collect();
    let templates = miner.finish();
    let mut out = BufWriter::new(io::stdout().lock());
    if has("--layout") {
        writeln!(out, "{layout:?}")?;
    }
    for (place, id) in ids.into_iter().enumerate() {
        let template = templates.template_of(id);
        let record = serde_json::json!({
            "line": place + 1, "cluster": template.id.to_string(), "template": template.text,
        });
        writeln!(out, "{record}")?;
    }
    out.flush()
}
