//! Kinds of sources in a language. Names of products stay as they are.

use super::Catalogue;
use crate::markdown;

/// The label of a source as inline Markdown: `PostgreSQL log` is `PostgreSQLログ` in Japanese. A label may join
/// several by commas, and name the artifact in parentheses.
pub(crate) fn name(words: &Catalogue, label: &str) -> String {
    let names: Vec<String> = label.split(", ").map(|one| single(words, one.trim())).collect();
    names.join(&words.text("source-separator"))
}

fn single(words: &Catalogue, label: &str) -> String {
    if let Some((label, path)) = label.strip_suffix(')').and_then(|l| l.split_once(" (")) {
        return format!("{} ({})", single(words, label), markdown::code(path));
    }
    let key = match label {
        "log" => "source-log",
        "access log" => "source-access-log",
        "application log" => "source-application-log",
        "alert rules" => "source-alert-rules",
        "deploys" => "source-deploys",
        "topology" => "source-topology",
        "traces" => "source-traces",
        "incident facts" => "source-facts",
        // Rows of a document that tell no source.
        "timeline" => "source-timeline",
        other => return compound(words, other),
    };
    words.text(key)
}

fn compound(words: &Catalogue, label: &str) -> String {
    let suffixes =
        [(" access log", "source-access-log-of"), (" error log", "source-error-log-of"), (" log", "source-log-of")];
    for (suffix, key) in suffixes {
        if let Some(name) = label.strip_suffix(suffix) {
            return words.compose(key, &[("name", &markdown::words(name))]);
        }
    }
    markdown::words(label)
}
