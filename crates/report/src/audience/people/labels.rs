//! Behind which labels people stand, and what stands there that is nobody.

use super::super::names::{self, japanese};

/// Lines of the form `label: value`, whatever marks stand around: in the head, in bullets, in bold.
pub(in crate::audience) fn labelled(markdown: &str) -> impl Iterator<Item = (&str, &str)> {
    const LONGEST: usize = 30;
    markdown.lines().filter_map(|line| {
        let (label, value) = line.split_once([':', '：'])?;
        let label = label.trim_matches(|c: char| !c.is_alphanumeric());
        (!label.is_empty() && label.chars().count() <= LONGEST && !label.contains('|')).then(|| (label, value.trim()))
    })
}

/// Whether a value behind a label is a name and no sentence, team or word.
pub(super) fn is_written_like_a_name(name: &str) -> bool {
    if name.is_ascii() {
        return name.starts_with(|c: char| c.is_ascii_uppercase());
    }
    let is_sentence =
        name.chars().count() > 10 || ['の', 'を', 'が', 'は', 'に', 'で', 'し'].iter().any(|c| name.contains(*c));
    !is_sentence && !japanese::is_group(name)
}

/// Whether people stand behind a label.
pub(super) fn is_of_people(label: &str) -> bool {
    const ENGLISH: [&str; 29] = [
        "drafted by",
        "facilitated by",
        "on call",
        "signed",
        "speaker",
        "interviewee",
        "handled by",
        "responder",
        "participant",
        "attendee",
        "reviewer",
        "reviewed by",
        "on-call",
        "oncall",
        "lead",
        "scribe",
        "author",
        "written by",
        "prepared by",
        "approved by",
        "approver",
        "reported by",
        "reporter",
        "commander",
        "facilitator",
        "coordinator",
        "incident manager",
        "assignee",
        "point of contact",
    ];
    const JAPANESE: [&str; 25] = [
        "文責",
        "署名",
        "発言者",
        "執筆",
        "氏名",
        "担当",
        "参加",
        "対応者",
        "作成者",
        "レビュー",
        "承認",
        "責任者",
        "指揮",
        "報告者",
        "起票者",
        "記入者",
        "記録者",
        "発見者",
        "出席",
        "司会",
        "進行役",
        "当番",
        "統括",
        "著者",
        "コマンダー",
    ];
    let label = label.to_lowercase();
    // `Lead time`, `the review` and what follows are no people.
    ENGLISH.iter().chain(&JAPANESE).any(|word| label.contains(word))
        && !label.contains("time")
        && !label.contains("日時")
}

/// `Alertmanager`, `CI`, `deploy bot`, `監視システム`: what acts by itself, and is nobody.
pub(super) fn is_machine(actor: &str) -> bool {
    const WORDS: [&str; 24] = [
        "system",
        "bot",
        "ci",
        "cd",
        "cron",
        "scheduler",
        "autoscaler",
        "autoscaling",
        "automation",
        "automated",
        "automatic",
        "pipeline",
        "monitor",
        "monitoring",
        "alert",
        "alerts",
        "alerting",
        "watchdog",
        "probe",
        "healthcheck",
        "controller",
        "operator",
        "actions",
        "hpa",
    ];
    const JAPANESE: [&str; 6] = ["システム", "自動", "監視", "ボット", "アラート", "スケジューラ"];
    let words: Vec<String> =
        actor.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase).collect();
    JAPANESE.iter().any(|word| actor.contains(word))
        || words.iter().any(|word| WORDS.contains(&word.as_str()))
        // `April Jones` is a person though a month is no name.
        || !words.is_empty() && words.iter().all(|word| names::is_software(word))
}
