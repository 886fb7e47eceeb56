//! What the words of an attribute are: a date, a term that is no date, a person or a team.

use crate::document::Span;
use crate::import::time::moment;

/// Whether the words are a date and nothing else.
pub(in crate::import) fn is_date(words: &str) -> bool {
    let words = words.trim_matches(['*', '_', '`', ' ']);
    let until = ["までに完了", "までに", "まで", "完了予定", "予定", "目処", "目途"]
        .iter()
        .find_map(|end| words.strip_suffix(end));
    let words = until.map_or(words, str::trim_end);
    if month_end(words.trim()).is_some() {
        return true;
    }
    let words =
        ["due ", "by ", "until ", "before "].iter().find_map(|word| words.strip_prefix(word)).unwrap_or(words).trim();
    let quarter = words.strip_prefix(['Q', 'q']).filter(|rest| rest.starts_with(['1', '2', '3', '4']));
    if quarter
        .is_some_and(|rest| rest.chars().skip(1).all(|c| c.is_ascii_digit() || matches!(c, ' ' | '/' | '-' | '\'')))
    {
        return true;
    }
    moment::at_start(words)
        .is_some_and(|raw| raw.date.is_some() && words.get(raw.end..).is_some_and(|rest| rest.trim().is_empty()))
}

/// `7月末`, `令和6年6月末日`: the words up to the month, of which the last day is meant.
pub(in crate::import) fn month_end(words: &str) -> Option<&str> {
    let head = ["月末日", "月末"].iter().find_map(|end| words.strip_suffix(end))?;
    let is_month = |c: char| {
        crate::import::time::duration::digit(c).is_some() || matches!(c, '年' | '令' | '和' | '平' | '成' | '元' | ' ')
    };
    (head.ends_with(|c: char| crate::import::time::duration::digit(c).is_some()) && head.chars().all(is_month))
        .then_some(head)
}

/// `end of February 2025`, `the end of November`: the month, of which the last day is meant.
pub(in crate::import) fn month_end_in_words(words: &str) -> Option<&str> {
    let lower = words.to_lowercase();
    let at = lower.find("end of ")? + "end of ".len();
    let month = words.get(at..)?.trim_start().trim_end_matches(['.', '*', '_', ' ', ')']);
    let raw = moment::at_start(&format!("1 {month}"))?;
    let is_month = raw.clock.is_none() && raw.date.is_some_and(|date| date.local.is_none() && date.day == Some(1));
    (lower.len() == words.len() && is_month && month.split_whitespace().count() <= 2).then_some(month)
}

/// A term that is no date: `in the first quarter of 2026`, `before Christmas`, `end of year`, `patch 7.3`, `2月中`.
pub(in crate::import) fn is_term(words: &str) -> bool {
    const HEADS: [&str; 15] = [
        "in the ", "before ", "by ", "end of ", "until ", "this ", "next ", "early ", "mid ", "late ", "within ",
        "after ", "from ", "with ", "to be ",
    ];
    const TIMES: [&str; 31] = [
        "quarter",
        "half",
        "week",
        "month",
        "year",
        "spring",
        "summer",
        "autumn",
        "fall",
        "winter",
        "christmas",
        "easter",
        "sprint",
        "january",
        "february",
        "march",
        "april",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "release",
        "agreed",
        "dated",
        "decided",
        "confirmed",
        "scheduled",
        "defined",
    ];
    let lower = words.trim_matches(['*', '_', ' ']).to_lowercase();
    if matches!(lower.as_str(), "期限なし" | "期日なし" | "期限未定" | "時期未定" | "no date" | "no deadline")
    {
        return true;
    }
    if !lower.is_ascii() {
        let ends = [
            "月中",
            "月末",
            "年度内",
            "年内",
            "中旬",
            "上旬",
            "下旬",
            "月頃",
            "頃",
            "四半期",
            "今週",
            "来週",
            "今月",
            "来月",
            "以降",
            "月まで",
            "期中",
        ];
        return lower.chars().count() <= 12 && ends.iter().any(|end| lower.ends_with(end));
    }
    lower.split_whitespace().count() <= 7
        && HEADS.iter().any(|head| lower.starts_with(head))
        && lower.split(|c: char| !c.is_ascii_alphanumeric()).any(|word| TIMES.contains(&word.trim_end_matches('s')))
}

/// One or two words in small letters, as `customer` and `mona`.
pub(in crate::import) fn is_plain_word(words: &str) -> bool {
    words.split(' ').count() <= 2
        && words.len() <= 20
        && words.chars().all(|c| c.is_ascii_lowercase() || matches!(c, ' ' | '-' | '.' | '_'))
}

/// `8/20のアップデート`: a date, and what happens then.
pub(in crate::import) fn opens_with_date(words: &str) -> bool {
    words.chars().count() <= 24
        && moment::at_start(words).is_some_and(|raw| {
            raw.start == 0
                && raw.date.is_some()
                && words.get(raw.end..).is_some_and(|rest| rest.starts_with(['の', 'に']))
        })
}

/// Whether the words can name a person or a team: a few, without digits, capital or Japanese or a handle in front.
pub(in crate::import) fn is_name(words: &str) -> bool {
    let words = &crate::import::inline::plain(words);
    let first = words.chars().next();
    let ends_team = ["team", "Team", "チーム", "班", "部"].iter().any(|end| words.ends_with(end));
    let begins = words.ends_with('@')
        || first.is_some_and(|c| c == '@' || c.is_uppercase() || (c.is_alphabetic() && !c.is_ascii()));
    (begins || ends_team)
        && words.split_whitespace().count() <= 4
        && words.chars().count() <= 40
        && !words.bytes().any(|b| b.is_ascii_digit() || matches!(b, b'`' | b'/' | b':' | b'=' | b'<'))
}

/// Whether a sign may stand in a Japanese name: kanji, kana, the long vowel.
pub(in crate::import) fn is_japanese_sign(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}' | '々' | 'ァ'..='ヶ' | 'ー' | 'ぁ'..='ん')
}

/// Whether words grade an action: `P1`, `high`, `優先度高`, `~priority::1`.
pub(in crate::import) fn is_priority(words: &str) -> bool {
    const GRADES: [&str; 22] = [
        "high",
        "medium",
        "med",
        "low",
        "critical",
        "urgent",
        "highest",
        "lowest",
        "normal",
        "blocker",
        "must",
        "should",
        "nice to have",
        "高",
        "中",
        "低",
        "最高",
        "最優先",
        "緊急",
        "至急",
        "必須",
        "急",
    ];
    let lower = words.trim_matches(['*', '_', '`', '~', ' ']).to_lowercase();
    let bare = ["priority", "prio", "severity", "sev", "優先度", "重要度", "緊急度", "優先"]
        .iter()
        .find_map(|word| lower.strip_prefix(word).or_else(|| lower.strip_suffix(word)))
        .map_or(lower.as_str(), |rest| rest.trim_matches([':', '：', ' ', '-', '.']));
    let is_level = |level: &str| level.len() == 1 && matches!(level.as_bytes(), [b'0'..=b'5']);
    GRADES.contains(&lower.as_str())
        || GRADES.contains(&bare)
        || bare.strip_prefix('p').is_some_and(is_level)
        || (bare.len() < lower.len() && is_level(bare))
}

/// Teams that are written in small letters like words.
const TEAMS: [&str; 26] = [
    "infra",
    "infrastructure",
    "sre",
    "ops",
    "devops",
    "secops",
    "platform",
    "backend",
    "frontend",
    "security",
    "dba",
    "dbas",
    "payments",
    "storage",
    "networking",
    "netops",
    "qa",
    "it",
    "support",
    "observability",
    "everyone",
    "all",
    "eng",
    "data",
    "web",
    "mobile",
];

/// Whether a word is a team, which may be a topic as well.
pub(in crate::import) fn is_team(word: &str) -> bool {
    TEAMS.contains(&word.trim().to_lowercase().as_str())
}

/// A handle, an initial, a team by name, or a name that people have and words are not.
pub(in crate::import) fn is_certain_name(words: &str) -> bool {
    if is_team(words) || is_given_name(words) {
        return true;
    }
    // A link to a letter box names a person.
    if (words.starts_with('[') && words.contains("](mailto:")) || words.starts_with("[~") {
        return true;
    }
    let has_initial = words
        .split_whitespace()
        .any(|word| word.len() == 2 && word.ends_with('.') && word.starts_with(|c: char| c.is_ascii_uppercase()));
    words.starts_with('@')
        || (words.ends_with('@') && !words.contains(' '))
        || (has_initial && words.split_whitespace().count() >= 2)
        || ["team", "Team", "チーム", "さん"].iter().any(|end| words.ends_with(end))
}

/// Whether a word in small letters is a given name and hardly anything else: `alice`, `bob`.
pub(in crate::import) fn is_small_name(word: &str) -> bool {
    // Names that are words as well.
    const WORDS: [&str; 42] = [
        "may", "will", "mark", "bill", "grace", "art", "chase", "grant", "max", "hope", "faith", "joy", "rose", "dean",
        "miles", "sue", "pat", "rich", "jack", "frank", "drew", "dawn", "june", "april", "august", "summer", "autumn",
        "iris", "ruby", "jade", "pearl", "page", "data", "log", "rob", "ray", "guy", "lane", "reed", "cliff", "skip",
        "val",
    ];
    let is_small = word.len() >= 3 && word.bytes().all(|b| b.is_ascii_lowercase()) && !WORDS.contains(&word);
    let capital = || word.get(..1).map(str::to_uppercase).zip(word.get(1..)).map(|(first, rest)| first + rest);
    is_small && capital().is_some_and(|word| crate::audience::is_given_name(&word))
}

/// Whether one to three words in capitals begin with a given name, or a few Japanese characters with a family name.
pub(in crate::import) fn is_given_name(words: &str) -> bool {
    let words = words.trim();
    let parts: Vec<&str> = words.split(' ').collect();
    if words.is_ascii() {
        return parts.len() <= 3
            && parts.iter().all(|part| {
                part.starts_with(|c: char| c.is_ascii_uppercase())
                    && part.bytes().all(|b| b.is_ascii_alphabetic() || b == b'.')
            })
            && parts.first().is_some_and(|first| crate::audience::is_given_name(first));
    }
    (2..=6).contains(&words.chars().count()) && crate::audience::is_japanese_name(words)
}

/// `担当 林`, `owner Ida`: the name without the word for what it does here.
pub(in crate::import) fn without_role(words: &str, part: Span) -> Span {
    let text = part.of(words);
    let roles = ["担当者", "担当", "責任者", "主担当", "owner", "Owner"];
    let rest = roles.iter().find_map(|role| text.strip_prefix(role)?.strip_prefix([' ', '\u{3000}', ':', '：']));
    rest.map_or(part, |rest| Span::new(part.end - rest.trim_start().len(), part.end))
}
