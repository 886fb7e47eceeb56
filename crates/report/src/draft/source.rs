//! Kinds of sources in the report's language. Names of products stay as they are.

use crate::locale::Catalogue;
use crate::markdown;

/// The label of a source as inline Markdown: `PostgreSQL log` is `PostgreSQLログ` in Japanese. A label may join
/// several by commas.
pub(crate) fn source_name(words: &Catalogue, label: &str) -> String {
    let names: Vec<String> = label.split(", ").map(|one| single(words, one.trim())).collect();
    names.join(&words.text("source-separator"))
}

fn single(words: &Catalogue, label: &str) -> String {
    let key = match label {
        "log" => "source-log",
        "access log" => "source-access-log",
        "application log" => "source-application-log",
        "alert rules" => "source-alert-rules",
        "deploys" => "source-deploys",
        "topology" => "source-topology",
        "traces" => "source-traces",
        "incident facts" => "source-facts",
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
