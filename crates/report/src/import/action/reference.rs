//! Ids of actions and references to a tracker.

/// `AI-001: …`, `[OPS-12] …`.
pub(super) fn leading_id(words: &str) -> Option<String> {
    let first = words.trim_start_matches(['[', '(']).split([' ', ':', ']', ')', '：']).next()?;
    is_ticket(first).then(|| first.to_owned())
}

/// Letters, a dash, digits: `OPS-123`.
fn is_ticket(word: &str) -> bool {
    let Some((letters, digits)) = word.rsplit_once('-') else { return false };
    let fits = |s: &str, test: fn(&u8) -> bool| !s.is_empty() && s.len() <= 12 && s.bytes().all(|b| test(&b));
    fits(letters, |b| b.is_ascii_uppercase() || b.is_ascii_digit() || *b == b'_')
        && letters.starts_with(|c: char| c.is_ascii_uppercase())
        && fits(digits, u8::is_ascii_digit)
        && !matches!(letters, "SEV" | "UTF" | "SHA" | "ISO" | "P")
}

/// References to a tracker, each once.
pub(super) fn references(words: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for word in words.split(|c: char| !(c.is_alphanumeric() || matches!(c, '-' | '#' | '_'))).take(2_000) {
        let is_number =
            word.strip_prefix('#').is_some_and(|n| (1..=8).contains(&n.len()) && n.bytes().all(|b| b.is_ascii_digit()));
        if (is_number || is_ticket(word)) && !out.iter().any(|known| known == word) {
            out.push(word.to_owned());
        }
    }
    out
}
