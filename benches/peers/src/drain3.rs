//! Mines the templates of a file with the `drain3` crate at its defaults, and prints how many there are.

use std::io::BufRead;

use drain3::{Config, Matcher};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args().nth(1).ok_or("which file? usage: mine-with-drain3 FILE")?;
    let mut source = std::io::BufReader::with_capacity(1 << 20, std::fs::File::open(path)?);
    let mut matcher = Matcher::new(Config::default());
    let mut templates = 0;
    let mut line = Vec::new();
    while source.read_until(b'\n', &mut line)? > 0 {
        // Lines that the crate refuses count as read.
        if let Ok(template) = matcher.add_log_message(String::from_utf8_lossy(&line).trim_end()) {
            templates = templates.max(template.id());
        }
        line.clear();
    }
    println!("{}", templates);
    Ok(())
}
