//! What a clause of a sentence is about, and which rows of the timeline tell it.
//!
//! A clause means the rows whose words play the same role (`the page`, `検知`); a clause without a known role means the
//! rows it shares its own words with (`the queue was stopped`, `手動開放`).

use crate::document::{Document, TimelineRow};

/// The role of an event in an incident.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::numbers) enum Role {
    Page,
    Acknowledge,
    Detect,
    Report,
    Rollback,
    Deploy,
    Fix,
    Declare,
    Start,
}

/// Words of each role, the more telling roles first; a star stands for any ending.
const WORDS: [(Role, &[&str]); 9] = [
    (
        Role::Page,
        &[
            "page",
            "paged",
            "pages",
            "paging",
            "pager*",
            "opsgenie",
            "ページャ",
            "ページが",
            "ページを",
            "ページから",
            "呼び出し",
            "呼出",
        ],
    ),
    (Role::Acknowledge, &["acknowledg*", "ack", "acked", "確認応答", "受領"]),
    (
        Role::Detect,
        &[
            "alert*",
            "alarm*",
            "detect*",
            "notice*",
            "noticing",
            "spotted",
            "discover*",
            "アラート",
            "アラーム",
            "検知",
            "警報",
            "気づ",
            "気付",
            "発見",
        ],
    ),
    (Role::Report, &["report*", "complain*", "ticket*", "customer*", "問い合わせ", "問合せ", "申告", "通報", "苦情"]),
    (
        Role::Rollback,
        &["rollback*", "rolled back", "rolling back", "roll back", "revert*", "ロールバック", "切り戻", "切戻"],
    ),
    (Role::Deploy, &["deploy*", "release*", "rollout", "rolled out", "shipped", "デプロイ", "リリース", "反映"]),
    (
        Role::Fix,
        &[
            "fix",
            "fixed",
            "fixes",
            "mitigat*",
            "recover*",
            "resolution",
            "resolv*",
            "normal",
            "restor*",
            "回復",
            "復旧",
            "解決",
            "緩和",
            "解消",
            "正常",
            "収束",
            "再開",
            "work again",
            "works again",
            "working again",
            "healthy",
            "all clear",
        ],
    ),
    (Role::Declare, &["declar*", "宣言"]),
    (
        Role::Start,
        &[
            "start*", "onset", "begin*", "began", "failure*", "fail*", "outage", "error*", "impact", "開始", "発生",
            "停止", "障害", "失敗",
        ],
    ),
];

/// Compounds in which the word plays no role.
const COMPOUNDS: [&str; 15] = [
    "status page",
    "landing page",
    "error page",
    "web page",
    "home page",
    "start page",
    "login page",
    "result page",
    "release note",
    "error rate",
    "error budget",
    "incident report",
    "反映遅延",
    "自動で反映",
    "応答待ち",
];

impl Role {
    /// The most telling role of a clause.
    pub(in crate::numbers) fn of(clause: &str) -> Option<Self> {
        let lower = lowered(clause);
        WORDS.iter().find(|(_, words)| words.iter().any(|word| has(&lower, word))).map(|(role, _)| *role)
    }

    /// Whether the words of an event name this very role.
    pub(in crate::numbers) fn is_named_by(self, event: &str) -> bool {
        let lower = lowered(event);
        WORDS.iter().any(|(role, words)| *role == self && words.iter().any(|word| has(&lower, word)))
    }

    /// Whether the words of an event may tell this role.
    pub(in crate::numbers) fn is_told_by(self, event: &str) -> bool {
        self.wider().iter().any(|role| role.is_named_by(event))
    }

    /// Roles that a reader would accept for this one: who detects may report, what is rolled back is fixed.
    fn wider(self) -> &'static [Self] {
        match self {
            Self::Detect => &[Self::Detect, Self::Report, Self::Page],
            Self::Fix | Self::Rollback => &[Self::Fix, Self::Rollback],
            Self::Page => &[Self::Page],
            Self::Acknowledge => &[Self::Acknowledge],
            Self::Report => &[Self::Report],
            Self::Deploy => &[Self::Deploy],
            Self::Declare => &[Self::Declare],
            Self::Start => &[Self::Start],
        }
    }
}

fn lowered(text: &str) -> String {
    let mut lower = text.to_lowercase();
    for compound in COMPOUNDS {
        lower = lower.replace(compound, " ");
    }
    lower
}

/// Whether a lower-case text has a word; Japanese words need no border.
fn has(lower: &str, word: &str) -> bool {
    if !word.is_ascii() || word.contains(' ') {
        return lower.contains(word);
    }
    let mut tokens = lower.split(|c: char| !c.is_ascii_alphanumeric());
    match word.strip_suffix('*') {
        Some(stem) => tokens.any(|token| token.starts_with(stem)),
        None => tokens.any(|token| token == word),
    }
}

/// Rows looked at for one clause.
const MOST_ROWS: usize = 40;

/// Rows with a time that a clause may mean; none where it names nothing that a row tells.
pub(in crate::numbers) fn rows<'d>(document: &'d Document, clause: &str) -> Option<Vec<&'d TimelineRow>> {
    let told = |test: &dyn Fn(&str) -> bool| {
        let rows = document.timeline.iter().filter(|row| row.moment.time.is_some() && test(&row.event.text));
        let rows: Vec<_> = rows.take(MOST_ROWS).collect();
        (!rows.is_empty()).then_some(rows)
    };
    let role = Role::of(clause);
    // A Japanese clause that stands in rows as it is: `打ち切り`, `応答`.
    let bare = clause.trim().trim_start_matches(['、', '「']);
    let is_word = !bare.is_ascii() && (2..=12).contains(&bare.chars().count()) && role != Some(Role::Start);
    if let Some(rows) =
        Some(()).filter(|()| is_word && role.is_none()).and_then(|()| told(&|event| event.contains(bare)))
    {
        return Some(rows);
    }
    role.and_then(|role| told(&|event| role.is_told_by(event))).or_else(|| told(&|event| is_alike(clause, event)))
}

/// Whether a clause and an event share the words that carry their meaning.
pub(in crate::numbers) fn is_alike(clause: &str, event: &str) -> bool {
    let event = event.to_lowercase();
    let runs = runs(clause);
    if !runs.is_empty() {
        let shared = runs.iter().filter(|run| event.contains(run.as_str()));
        let weights: usize = shared.map(|run| run.chars().count()).sum();
        return weights >= 4;
    }
    let own = stems(clause);
    let other = stems(&event);
    let shared = own.iter().filter(|stem| other.iter().any(|o| *stem == o || is_form(stem, o))).count();
    shared >= 2 && shared * 2 > own.len()
}

/// Whether an event has nearly all words of a clause that carry meaning, and one that is not the word of many.
pub(in crate::numbers) fn is_closely_alike(clause: &str, event: &str) -> bool {
    const COMMON: [&str; 14] = [
        "復旧",
        "開始",
        "完了",
        "確認",
        "対応",
        "実施",
        "発生",
        "停止",
        "再開",
        "連絡",
        "報告",
        "手順書",
        "障害",
        "混乱",
    ];
    let event = event.to_lowercase();
    let runs = runs(clause);
    if !runs.is_empty() {
        let own: Vec<&String> = runs.iter().filter(|run| !COMMON.contains(&run.as_str())).collect();
        let all =
            own.iter().all(|run| event.contains(run.as_str()) || (run.chars().count() > 4 && has_half(&event, run)));
        return all && own.iter().map(|run| run.chars().count()).sum::<usize>() >= 3;
    }
    let own: Vec<String> = stems(clause).into_iter().filter(|stem| stem != "only").collect();
    let other = stems(&event);
    let shared = own.iter().filter(|stem| other.contains(stem) || other.iter().any(|o| is_form(stem, o))).count();
    shared >= 2 && shared * 3 >= own.len() * 2
}

/// `fired` and `fires`: one word in two forms.
pub(in crate::numbers) fn is_form(a: &str, b: &str) -> bool {
    let head = |word: &str| word.get(..4).map(str::to_owned);
    head(a).is_some() && head(a) == head(b)
}

/// Whether the first half of a long word occurs: `手動給餌` in `手動給餌を開始`.
fn has_half(event: &str, run: &str) -> bool {
    let half: String = run.chars().take(4).collect();
    event.contains(&half)
}

/// Whether a sentence uses the words of a label: all that carry meaning, two at least.
pub(in crate::numbers) fn is_named(label: &str, sentence: &str) -> bool {
    let runs = runs(label);
    if !runs.is_empty() {
        return runs.iter().map(|run| run.chars().count()).sum::<usize>() >= 4
            && runs.iter().all(|run| sentence.contains(run.as_str()));
    }
    let (own, told) = (stems(label), stems(sentence));
    own.len() >= 2 && own.iter().all(|stem| told.contains(stem))
}

/// Runs of Han and Katakana of two signs or more.
pub(in crate::numbers) fn runs(text: &str) -> Vec<String> {
    let is_part = |c: char| matches!(c, '\u{4e00}'..='\u{9fff}' | '々' | 'ァ'..='ヶ' | 'ー');
    let parts = text.split(|c| !is_part(c)).filter(|run| run.chars().count() >= 2);
    parts.map(str::to_owned).collect()
}

/// The first letters of the words that carry meaning.
pub(in crate::numbers) fn stems(text: &str) -> Vec<String> {
    const EMPTY: [&str; 22] = [
        "that", "this", "with", "from", "were", "have", "been", "then", "when", "which", "into", "after", "before",
        "only", "their", "there", "they", "could", "would", "again", "about", "first",
    ];
    let lower = text.to_lowercase();
    let words = lower.split(|c: char| !c.is_ascii_alphanumeric()).filter(|w| w.len() >= 4 && !EMPTY.contains(w));
    words.map(|word| word.chars().take(5).collect()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clauses_have_the_role_of_their_words() {
        for (clause, role) in [
            ("the first page", Some(Role::Page)),
            ("the status page was updated", None),
            ("users noticed", Some(Role::Detect)),
            ("検知", Some(Role::Detect)),
            ("the deploy was rolled back", Some(Role::Rollback)),
            ("errors began", Some(Role::Start)),
            ("the queue was stopped", None),
        ] {
            assert_eq!(Role::of(clause), role, "{clause}");
        }
    }

    #[test]
    fn clauses_without_a_role_are_known_by_their_own_words() {
        assert!(is_alike("the queue was stopped", "queue stopped on all relays"));
        assert!(is_alike("手動開放へ切り替えた", "全店に手動開放を指示、列が動き出す"));
        assert!(!is_alike("the queue was stopped", "queue grows"));
        assert!(!is_alike("再起動した", "担当者が起床"));
    }
}
