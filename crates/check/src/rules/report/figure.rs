//! Whether a text has a figure that measures something.

use std::sync::LazyLock;

use regex::Regex;

use super::matches;

/// Text without dates, times, ids and versions: what is left of numbers are figures.
fn figures_only(text: &str) -> String {
    static NOISE: LazyLock<Option<Regex>> = LazyLock::new(|| {
        crate::language::pattern::plain(
            r"\d{4}[-/年]\d{1,2}[-/月]\d{1,2}日?|\d{1,2}:\d{2}(?::\d{2})?|\d{1,2}時\d{1,2}分(?:ごろ|頃)?|\d{1,2}月\d{1,2}日|\[\^[^\]]*\]|(?i:sev|inc|p)-?\d+|v\d+(?:\.\d+)+|[a-zA-Z]+-?\d+[a-z]?\b",
        )
    });
    NOISE.as_ref().map_or_else(|| text.to_owned(), |noise| noise.replace_all(text, " ").into_owned())
}

/// Whether anything is counted or measured, in digits or in words; dates, times and versions are no figures.
pub(super) fn has_figure(text: &str) -> bool {
    static WORDS: LazyLock<Option<Regex>> = LazyLock::new(|| {
        crate::language::pattern::plain(
            r"(?i)\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|hundred|thousand|million|dozen|no (?:customer|user|data|order|request)s? (?:was|were|lost|affected)|none|nobody was affected|zero)\b|[0-9]|[一二三四五六七八九十百千万]+(?:件|人|名|台|社|分|時間|割|回|店|個)",
        )
    });
    matches(&WORDS, &figures_only(text))
}
