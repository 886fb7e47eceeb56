//! Speed of reading: stamps, lines of the common formats, and whole summaries of them.

use std::fmt::Write as _;

use backstory_logs::time::Clock;
use backstory_logs::{Options, ReadOptions, read_records, summarise};
use divan::Bencher;
use divan::counter::{BytesCount, ItemsCount};

const LINES: usize = 10_000;

fn main() {
    divan::main();
}

/// Lines of one format, ten a second, with a few services, levels and routes.
#[derive(Debug, Clone, Copy)]
enum Sample {
    Nginx,
    Json,
    Java,
}

fn text(sample: Sample) -> String {
    let mut text = String::new();
    for i in 0..LINES {
        let (minute, second, milli) = (i / 600 % 60, i / 10 % 60, i % 10 * 100);
        match sample {
            Sample::Nginx => writeln!(
                text,
                "10.0.{}.{} - - [23/Nov/2026:15:{minute:02}:{second:02} +0000] \"GET /cart/items/{i} HTTP/1.1\" {} {} \"-\" \"Mozilla/5.0 (X11; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0\"",
                i % 200, i % 250, if i % 50 == 0 { 502 } else { 200 }, i % 5_000
            ),
            Sample::Json => writeln!(
                text,
                "{{\"ts\":\"2026-11-23T15:{minute:02}:{second:02}.{milli:03}Z\",\"level\":\"info\",\"service\":\"cart\",\"trace_id\":\"{:032x}\",\"msg\":\"Loaded cart {i} for user{} with {} items\"}}",
                i * 7_919, i * 31, i % 9
            ),
            Sample::Java => writeln!(
                text,
                "2026-11-23 15:{minute:02}:{second:02},{milli:03} INFO  [http-nio-8080-exec-{}] com.example.cart.CartStore - Loaded cart {i} for user{} with {} items",
                i % 20, i * 31, i % 9
            ),
        }
        .unwrap_or_default();
    }
    text
}

#[divan::bench(args = ["2026-11-23T15:20:30.123Z x", "23/Nov/2026:15:20:30 +0000] x", "Nov 23 15:20:30 host x"])]
fn read_a_stamp(bencher: Bencher, stamp: &str) {
    let mut clock = Clock::new(Some(2026));
    bencher.bench_local(|| clock.read(divan::black_box(stamp.as_bytes())));
}

#[divan::bench(args = [Sample::Nginx, Sample::Json, Sample::Java])]
fn records(bencher: Bencher, sample: Sample) {
    let text = text(sample);
    bencher.counter(ItemsCount::new(LINES)).counter(BytesCount::of_str(&text)).bench(|| {
        let mut bytes = 0;
        read_records(text.as_bytes(), &ReadOptions::default(), |record| bytes += record.message.len()).map(|_| bytes)
    });
}

#[divan::bench(args = [Sample::Nginx, Sample::Json, Sample::Java])]
fn summary(bencher: Bencher, sample: Sample) {
    let text = text(sample);
    let options = Options { year: 2026, max_bytes: u64::MAX };
    bencher
        .counter(ItemsCount::new(LINES))
        .counter(BytesCount::of_str(&text))
        .bench(|| summarise(text.as_bytes(), &options).map(|summary| summary.records));
}
