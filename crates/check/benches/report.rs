//! How long a report of a hundred pages takes. Run with `cargo bench -p backstory-check`.

use std::fmt::Write as _;

use backstory_check::{check, rules::report::Setting};

fn main() {
    divan::main();
}

/// About `pages` pages of 45 lines.
fn report(pages: usize) -> String {
    let mut text = String::from(
        "# Outage\n\n- Severity: SEV-2\n- Start: 2026-01-02 10:00 UTC\n- Resolved: 2026-01-02 11:00 UTC\n\n## Summary\n\n",
    );
    for i in 0..pages * 9 {
        write!(
            text,
            "The connection pool of api-{i} was full for {i} seconds, and the health check did not show it because it uses another pool.\nThe on-call engineer restarted the pod at 10:{:02} and the error rate fell to 0.{i} %.\n\n接続プールが {i} 秒間枯渇し、ヘルスチェックは別のプールを使うため検知できなかった。\n\n",
            i % 60
        )
        .ok();
    }
    text
}

#[divan::bench(args = [1, 100])]
fn whole_report(bencher: divan::Bencher<'_, '_>, pages: usize) {
    let text = report(pages);
    bencher.bench(|| check(&text, &Setting::default(), None));
}
