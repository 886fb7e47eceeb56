//! What a metric series measures, read off its name, labels and query.
//!
//! The words are those of metric naming conventions (Prometheus, `OpenMetrics`, OpenTelemetry, Micrometer), not of any one
//! system: a name is cut into words at signs and at changes of case, and the words are looked up.

mod answer;
mod limit;
mod liveness;
mod quantity;
mod unit;

pub use answer::{Answer, answer_of, is_answer_label};
pub use limit::{Capacity, capacity_of, full_share, is_left_over, is_use_of};
pub use liveness::is_liveness;
pub use quantity::{Quantity, is_counter_name, is_of_host};
pub use unit::{per_second_query, unit_of};

/// The words of a name in lower case: `http_requests_total`, `db.client.connections`, `FreeStorageSpace`.
pub(crate) fn words(name: &str) -> impl Iterator<Item = String> + '_ {
    name.split(|c: char| !c.is_ascii_alphanumeric()).flat_map(by_case).map(str::to_ascii_lowercase)
}

/// Cuts where a capital follows a small letter, and before the last capital of a row that a small letter follows:
/// `HTTPCode` is two words, `5XX` one.
fn by_case(word: &str) -> impl Iterator<Item = &str> {
    let bytes = word.as_bytes();
    let is_cut = move |at: usize| {
        let kind = |i: usize| bytes.get(i).copied().unwrap_or(b'0');
        let (before, here, after) = (kind(at - 1), kind(at), kind(at + 1));
        here.is_ascii_uppercase()
            && (before.is_ascii_lowercase() || (before.is_ascii_uppercase() && after.is_ascii_lowercase()))
    };
    let mut cuts: Vec<usize> = (1..bytes.len()).filter(|at| is_cut(*at)).collect();
    cuts.push(bytes.len());
    let mut from = 0;
    cuts.into_iter().filter_map(move |to| {
        let part = word.get(from..to);
        from = to;
        part.filter(|p| !p.is_empty())
    })
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn names_are_cut_at_signs_and_at_changes_of_case() {
        for (name, expected) in [
            ("http_requests_total", "http requests total"),
            ("db.client.connections", "db client connections"),
            ("FreeStorageSpace", "free storage space"),
            ("HTTPCode_Target_5XX", "http code target 5xx"),
            ("node_memory_MemAvailable_bytes", "node memory mem available bytes"),
            ("p99", "p99"),
            ("", ""),
        ] {
            assert_eq!(words(name).collect::<Vec<_>>().join(" "), expected, "{name}");
        }
    }
}
