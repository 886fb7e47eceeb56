//! Progress of what takes longer than a second: bytes, rate and share on stderr, gone at the end.
//!
//! On a terminal a line that is drawn over; elsewhere a plain line now and then, so that a log of CI shows life.

use std::io::{self, Read, Write as _};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread::JoinHandle;
use std::time::Duration;

use backstory_model::Phrase;
use backstory_report::locale::Lang;
use indicatif::{HumanBytes, ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::words::Words;

/// Work that is done sooner shows nothing.
const PATIENCE: Duration = Duration::from_secs(1);
/// Between two lines where nothing can be drawn over.
const BETWEEN_LINES: Duration = Duration::from_secs(10);
/// Between two drawings.
const BETWEEN_DRAWINGS: Duration = Duration::from_millis(100);
/// What is drawn where the total is not known.
const OPEN: &str = "{msg}  {bytes}  {bytes_per_sec}  {elapsed}";

/// What is drawn where it is: a template of `indicatif`.
fn known(words: &Words) -> String {
    format!("{{msg}}  {}  {{bytes_per_sec}}  {{percent}} %", amount("{bytes}", "{total_bytes}", words))
}

/// So much of so much.
fn amount(read: &str, total: &str, words: &Words) -> String {
    words.say(&Phrase::new("progress-amount").text("read", read).text("total", total))
}

/// Tells of the bytes that are counted until it is dropped.
#[derive(Debug)]
pub struct Progress {
    read_bytes: Arc<AtomicU64>,
    told: Option<(Sender<()>, JoinHandle<()>)>,
}

impl Progress {
    /// Begins; `total` in bytes where it is known.
    pub fn begin(what: String, total: Option<u64>, is_interactive: bool, lang: Lang) -> Self {
        let read_bytes = Arc::new(AtomicU64::new(0));
        let counter = Arc::clone(&read_bytes);
        let (stop, stopped) = mpsc::channel();
        let tell = move || {
            let goes_on = |pause| stopped.recv_timeout(pause) == Err(RecvTimeoutError::Timeout);
            if !goes_on(PATIENCE) {
                return;
            }
            let words = Words::of(lang);
            if is_interactive {
                let bar = bar(what, total, &words);
                while goes_on(BETWEEN_DRAWINGS) {
                    bar.set_position(counter.load(Ordering::Relaxed));
                }
                bar.finish_and_clear();
                return;
            }
            while goes_on(BETWEEN_LINES) {
                let read = HumanBytes(counter.load(Ordering::Relaxed)).to_string();
                let told = total.map_or_else(|| read.clone(), |t| amount(&read, &HumanBytes(t).to_string(), &words));
                // Nobody listening is no reason to stop.
                drop(writeln!(io::stderr(), "{what}: {told}"));
            }
        };
        // Without a thread there is no progress to see, and the work goes on.
        let told = std::thread::Builder::new().name("progress".to_owned()).spawn(tell).ok();
        Self { read_bytes, told: told.map(|thread| (stop, thread)) }
    }

    /// The counter of bytes.
    pub fn read_bytes(&self) -> &AtomicU64 {
        &self.read_bytes
    }

    /// Counts what is read through it.
    pub fn reading<R: Read>(&self, source: R) -> Counted<R> {
        Counted { source, read_bytes: Arc::clone(&self.read_bytes) }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some((stop, thread)) = self.told.take() {
            drop(stop);
            drop(thread.join());
        }
    }
}

fn bar(what: String, total: Option<u64>, words: &Words) -> ProgressBar {
    let bar = ProgressBar::with_draw_target(total, ProgressDrawTarget::stderr()).with_message(what);
    let template = if total.is_some() { known(words) } else { OPEN.to_owned() };
    if let Ok(style) = ProgressStyle::with_template(&template) {
        bar.set_style(style);
    }
    bar
}

/// A reader whose bytes are counted.
#[derive(Debug)]
pub struct Counted<R> {
    source: R,
    read_bytes: Arc<AtomicU64>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.source.read(buffer)?;
        self.read_bytes.fetch_add(read as u64, Ordering::Relaxed);
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_counted_and_pass_unchanged() {
        let progress = Progress::begin("reading".to_owned(), Some(11), false, Lang::En);
        let mut read = String::new();
        progress.reading("hello world".as_bytes()).read_to_string(&mut read).unwrap();
        assert_eq!((read.as_str(), progress.read_bytes().load(Ordering::Relaxed)), ("hello world", 11));
    }

    #[test]
    fn templates_are_valid_in_every_language() {
        assert!(ProgressStyle::with_template(OPEN).is_ok());
        for lang in Lang::ALL.iter().copied() {
            let template = known(&Words::of(lang));
            assert!(ProgressStyle::with_template(&template).is_ok(), "{template}");
            assert!(template.contains("{bytes}") && template.contains("{total_bytes}"), "{template}");
        }
    }
}
