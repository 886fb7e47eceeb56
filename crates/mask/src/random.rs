//! Tells tokens drawn by lot from words that people chose.

/// Whether a run of letters and digits looks drawn by lot: its kind of character changes far more often than in names,
/// versions and times. Identifiers in hexadecimal (traces, commits, digests) are no secrets by themselves.
pub(crate) fn is_random(value: &str) -> bool {
    let kinds: Vec<u8> = value
        .bytes()
        .filter_map(|b| match b {
            b'0'..=b'9' => Some(0),
            b'a'..=b'z' => Some(1),
            b'A'..=b'Z' => Some(2),
            _ => None,
        })
        .collect();
    let changes = kinds.windows(2).filter(|pair| matches!(pair, [a, b] if a != b)).count();
    let runs_of_digits = kinds.chunk_by(|a, b| a == b).filter(|run| run.first() == Some(&0)).count();
    let has_all = (0..3).all(|kind| kinds.contains(&kind));
    // Names in capitals change as often between letters, but have few digits.
    let has_digits = runs_of_digits >= 2 && runs_of_digits * 12 >= kinds.len();
    kinds.len() >= 20 && has_all && has_digits && changes * 20 >= kinds.len() * 7
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_not_random() {
        for (value, expected) in [
            ("aZ3kQ9xW2mN7pR4tY8vB1c", true),
            ("gsk_LinxN1Ekia7ZpTjCgeOj3QYrzZq9adP0J5w", true),
            ("ConnectionDoesNotExistError", false),
            ("HighLatencyP99AlertOfTheApiServiceV2", false),
            ("4bf92f3577b34da6a3ce929d0e0e4736", false),
            ("http_request_duration_seconds_bucket_p99", false),
            ("orders-service-8trdmhnbg-9pqsn", false),
            ("2026-11-23T14-27-49Z-orders-v2-3-0", false),
            ("", false),
        ] {
            assert_eq!(is_random(value), expected, "{value}");
        }
    }
}
