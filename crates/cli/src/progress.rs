//! Progress of what takes longer than a second: bytes, rate and share on stderr, gone at the end.
//!
//! On a terminal a line that is drawn over; elsewhere a plain line now and then, so that a log of CI shows life.

use std::io::{self, Read, Write as _};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread::JoinHandle;
use std::time::Duration;

use indicatif::{HumanBytes, ProgressBar, ProgressDrawTarget, ProgressStyle};

/// Work that is done sooner shows nothing.
const PATIENCE: Duration = Duration::from_secs(1);
/// Between two lines where nothing can be drawn over.
const BETWEEN_LINES: Duration = Duration::from_secs(10);
/// Between two drawings.
const BETWEEN_DRAWINGS: Duration = Duration::from_millis(100);
/// What is drawn; the share needs a known total.
const KNOWN: &str = "{msg}  {bytes} of {total_bytes}  {bytes_per_sec}  {percent} %";
const OPEN: &str = "{msg}  {bytes}  {bytes_per_sec}  {elapsed}";

/// Tells of the bytes that are counted until it is dropped.
#[derive(Debug)]
pub struct Progress {
    read_bytes: Arc<AtomicU64>,
    told: Option<(Sender<()>, JoinHandle<()>)>,
}

impl Progress {
    /// Begins; `total` in bytes where it is known.
    pub fn begin(what: String, total: Option<u64>, is_interactive: bool) -> Self {
        let read_bytes = Arc::new(AtomicU64::new(0));
        let counter = Arc::clone(&read_bytes);
        let (stop, stopped) = mpsc::channel();
        let tell = move || {
            let goes_on = |pause| stopped.recv_timeout(pause) == Err(RecvTimeoutError::Timeout);
            if !goes_on(PATIENCE) {
                return;
            }
            if is_interactive {
                let bar = bar(what, total);
                while goes_on(BETWEEN_DRAWINGS) {
                    bar.set_position(counter.load(Ordering::Relaxed));
                }
                bar.finish_and_clear();
                return;
            }
            while goes_on(BETWEEN_LINES) {
                let of = total.map(|total| format!(" of {}", HumanBytes(total))).unwrap_or_default();
                // Nobody listening is no reason to stop.
                drop(writeln!(io::stderr(), "{what}: {}{of}", HumanBytes(counter.load(Ordering::Relaxed))));
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

fn bar(what: String, total: Option<u64>) -> ProgressBar {
    let bar = ProgressBar::with_draw_target(total, ProgressDrawTarget::stderr()).with_message(what);
    if let Ok(style) = ProgressStyle::with_template(if total.is_some() { KNOWN } else { OPEN }) {
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
        let progress = Progress::begin("reading".to_owned(), Some(11), false);
        let mut read = String::new();
        progress.reading("hello world".as_bytes()).read_to_string(&mut read).unwrap();
        assert_eq!((read.as_str(), progress.read_bytes().load(Ordering::Relaxed)), ("hello world", 11));
    }

    #[test]
    fn both_templates_are_valid() {
        for template in [KNOWN, OPEN] {
            assert!(ProgressStyle::with_template(template).is_ok(), "{template}");
        }
    }
}
