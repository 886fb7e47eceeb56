//! Requests that logs tell of, and the routes behind their paths.

use std::borrow::Cow;

/// A request as one line tells it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Request<'a> {
    /// Method.
    pub method: Cow<'a, str>,
    /// Path without its query.
    pub path: Cow<'a, str>,
    /// Status of the answer; 0 when none was sent.
    pub status: u16,
    /// How long it took, seconds.
    pub duration_s: Option<f64>,
}

/// Longest route kept; a longer path is cut there.
const LONGEST: usize = 120;

/// Masks what varies in a path: segments with digits, long hexadecimal ones and mail addresses become `{id}`.
///
/// ```
/// assert_eq!(backstory_logs::request::route_of("/api/v1/orders/150316"), "/api/v1/orders/{id}");
/// ```
pub fn route_of(path: &str) -> Cow<'_, str> {
    let path = path.split(['?', '#']).next().unwrap_or("");
    if path.len() <= LONGEST && !path.split('/').any(is_id) {
        return Cow::Borrowed(path);
    }
    let mut route = String::with_capacity(path.len());
    for (index, part) in path.split('/').enumerate() {
        if index > 0 {
            route.push('/');
        }
        if route.len() > LONGEST {
            route.push('…');
            break;
        }
        if is_id(part) {
            route.push_str("{id}");
        } else {
            route.extend(part.chars().take(LONGEST));
        }
    }
    Cow::Owned(route)
}

fn is_id(part: &str) -> bool {
    if part.is_empty() {
        return false;
    }
    // `v1` and `v2beta1` are versions of the interface, not ids; `{order_id}` was masked by the writer already.
    let is_version = part.len() <= 8 && part.starts_with('v') && part.as_bytes().get(1).is_some_and(u8::is_ascii_digit);
    if is_version || part.starts_with('{') || part.starts_with(':') {
        return false;
    }
    let digits = part.bytes().filter(u8::is_ascii_digit).count();
    digits * 2 >= part.len() || (digits > 0 && part.len() >= 8) || part.contains('@') || is_hex(part)
}

/// Whether a word is a long hexadecimal number or a UUID: the look of an id that several sources share.
pub fn is_hex(word: &str) -> bool {
    let hex = word.bytes().filter(u8::is_ascii_hexdigit).count();
    let dashes = word.bytes().filter(|b| *b == b'-').count();
    let digits = word.bytes().filter(u8::is_ascii_digit).count();
    (hex == word.len() && hex >= 12 && digits >= 2) || (word.len() == 36 && dashes == 4 && hex == 32)
}

/// Whether a word is a method of HTTP.
pub fn is_method(word: &str) -> bool {
    matches!(word, "GET" | "POST" | "PUT" | "DELETE" | "PATCH" | "HEAD" | "OPTIONS" | "CONNECT" | "TRACE" | "PURGE")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_in_paths_are_masked() {
        for (path, route) in [
            ("/api/v1/orders", "/api/v1/orders"),
            ("/api/v1/orders/150316?x=1", "/api/v1/orders/{id}"),
            ("/u/3f2504e0-4f89-11d3-9a0c-0305e82c3301/a", "/u/{id}/a"),
            ("/oauth2/token", "/oauth2/token"),
            ("/", "/"),
            ("", ""),
        ] {
            assert_eq!(route_of(path), route);
        }
    }
}
