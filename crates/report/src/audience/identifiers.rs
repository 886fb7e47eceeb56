//! What tells a machine, a place in a file system, a telephone or a record apart from all others.

use backstory_mask::on_one_line;
use regex::{Captures, Regex};

/// What is found, and what stands for it; groups before the value stay.
const PATTERNS: [(&str, &str); 21] = [
    (r"\b[CUDGWTB]0[A-Z0-9]{7,}\b", "‹id›"),
    (r"\b00\d{2}[ -]?\d[\d -]{6,11}\d\b|\b1[3-9]\d{9}\b", "‹phone›"),
    (r"\b\d{4}[- ]\d{4}[- ]\d{4}\b", "‹id›"),
    (r"\b[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}\b", "‹id›"),
    (r"\barn:[a-z-]+:[^\s,;)\]]+", "‹host›"),
    (r"\b(?:i|vol|snap|ami|eni|sg|subnet|vpc|eipalloc)-[0-9a-f]{8,17}\b", "‹host›"),
    (r"\\{1,2}(?:[A-Za-z0-9_.$-]|‹[a-z0-9-]+›)+(?:\\+[A-Za-z0-9_.$\p{Han}\p{Katakana}ー-]+)+", "‹path›"),
    (r"\b[A-Za-z]:\\+(?:[Uu]sers|[Dd]ocuments and [Ss]ettings)\\+[^\s\\]+", "‹path›"),
    (r"(/(?:home|Users|export/home|var/home|var/www|srv)/)[^\s/:,;)`]+", "${1}‹person›"),
    (r"(^|[\s(`])~[a-z][a-z0-9_-]+", "${1}~‹person›"),
    (r"(?:\+\d{1,3}[ .-]?)?\(\d{2,4}\)[ .-]?\d{3,4}[ .-]?\d{3,4}\b", "‹phone›"),
    (r"\b\d{2,4}\(\d{1,4}\)\d{3,4}\b", "‹phone›"),
    (r"\b\d{3}[-. ]\d{3}[-. ]\d{4}\b", "‹phone›"),
    (r"\b0\d(?:[ .]\d{2}){4}\b", "‹phone›"),
    (r"\b0\d{2,4}[ -]\d{3,4}[ -]\d{3,4}\b|\b0\d{1,4}[-/ ]\d{5,8}\b|\b[6-9]\d{4} \d{5}\b", "‹phone›"),
    (r"\b\d{3}-\d{2}-\d{4}\b|\b[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\d{2} ?\d{2} ?\d{2} ?[A-D]\b", "‹id›"),
    (
        r"\b([Cc]ontract|[Ii]nvoice|[Oo]rder|[Cc]ase|[Pp]olicy|[Ss]ubscription|[Aa]greement|[Pp]urchase order|PO)((?: (?:number|no\.?|id|#))*[ :#]*)(?:[A-Z0-9]+[-/])*[A-Z]*\d[A-Z0-9/-]{3,}",
        "${1}${2}‹id›",
    ),
    (r"(^|[\s(（、`])!\d{3,7}\b", "${1}‹ticket›"),
    (r"\b(PR|MR|CASE|Case|case|pull request|merge request) ?[#!]?\d{3,}\b", "${1} ‹ticket›"),
    (
        r"((?:契約|注文|請求|伝票|案件|口座|受付|稟議)(?:番号|書|ID)?\s*[:：#は]?\s*)[A-Z]{0,4}-?\d[A-Z0-9-]{3,}",
        "${1}‹id›",
    ),
    (r"\b[A-Z]{2,8}\d{5,}\b", "‹ticket›"),
];

/// A run of letters and digits that may be a token.
const TOKEN: &str = r"[A-Za-z0-9]{16,}";
/// A telephone or code in the wide digits of Japanese input.
const WIDE: &str = r"[０-９Ａ-Ｚａ-ｚ＠．]+(?:[－‐ー−-][０-９Ａ-Ｚａ-ｚ＠．]+)*";

/// The patterns, compiled.
#[derive(Debug)]
pub(super) struct Identifiers {
    patterns: Vec<(Regex, &'static str)>,
    token: Option<Regex>,
    wide: Option<Regex>,
}

impl Identifiers {
    pub(super) fn new() -> Self {
        let compile = |pattern: &str| Regex::new(&on_one_line(pattern)).ok();
        Self {
            patterns: PATTERNS.iter().filter_map(|(pattern, mask)| Some((compile(pattern)?, *mask))).collect(),
            token: compile(TOKEN),
            wide: compile(WIDE),
        }
    }

    /// Wide digits and letters in their usual form, so that a number is found however it was typed.
    pub(super) fn narrow(&self, text: &str) -> String {
        let Some(wide) = &self.wide else { return text.to_owned() };
        let narrowed = wide.replace_all(text, |c: &Captures<'_>| {
            let whole = c.get(0).map_or("", |m| m.as_str());
            let is_number = whole.chars().filter(|c| ('０'..='９').contains(c)).count() > 3 || whole.contains('＠');
            if is_number { whole.chars().map(narrow).collect() } else { whole.to_owned() }
        });
        narrowed.into_owned()
    }

    /// The text without identifiers.
    pub(super) fn masked(&self, text: &str) -> String {
        let mut told = text.to_owned();
        for (pattern, mask) in &self.patterns {
            told = pattern.replace_all(&told, *mask).into_owned();
        }
        let Some(token) = &self.token else { return told };
        let masked = token.replace_all(&told, |c: &Captures<'_>| {
            let whole = c.get(0).map_or("", |m| m.as_str());
            if is_code(whole) { "‹id›".to_owned() } else { whole.to_owned() }
        });
        masked.into_owned()
    }
}

/// Digits in three places: words, versions and times have them in fewer.
fn is_code(run: &str) -> bool {
    let kinds: Vec<bool> = run.bytes().map(|b| b.is_ascii_digit()).collect();
    kinds.chunk_by(|a, b| a == b).filter(|run| run.first() == Some(&true)).count() >= 3
}

fn narrow(c: char) -> char {
    match c {
        '！'..='～' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        '‐' | 'ー' | '−' => '-',
        c => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pattern_compiles() {
        assert_eq!(Identifiers::new().patterns.len(), PATTERNS.len());
    }

    #[test]
    fn identifiers_go_and_figures_stay() {
        let rules = Identifiers::new();
        for (text, expected) in [
            ("i-0abc123def4567890 is gone", "‹host› is gone"),
            ("/home/jdoe/deploy.sh failed", "/home/‹person›/deploy.sh failed"),
            ("call (415) 555-2671", "call ‹phone›"),
            ("01 42 68 53 00", "‹phone›"),
            ("contract C-2024-00817 has an SLA", "contract ‹id› has an SLA"),
            ("契約 7781-22 が対象", "契約 ‹id› が対象"),
            ("trace 4bf92f3577b34da6a3ce929d0e0e4736", "trace ‹id›"),
            (r"\\nas2\経理にある", "‹path›にある"),
            (r"\\‹host›\経理にある", "‹path›にある"),
            (
                "6,375 of 9,349 requests (68.2 %) on 2026-11-23 at 14:27:41",
                "6,375 of 9,349 requests (68.2 %) on 2026-11-23 at 14:27:41",
            ),
            ("case 3 of order 2", "case 3 of order 2"),
            ("## Summary", "## Summary"),
            ("v2.3.0 and 2024-01-31T10:00:00Z", "v2.3.0 and 2024-01-31T10:00:00Z"),
        ] {
            assert_eq!(rules.masked(text), expected, "{text}");
        }
        assert_eq!(rules.narrow("０９０－１２３４－５６７８"), "090-1234-5678");
        assert_eq!(rules.narrow("（第２版）"), "（第２版）");
    }
}
