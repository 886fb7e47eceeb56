//! Whether an action is done, by the marks and words that people use for it.

/// Bytes in front of a list item in which its tags are looked for.
const LOOKED_BACK: usize = 4_000;

/// What is struck through from its first cell or word on is done.
pub(in crate::import) fn is_struck(words: &str) -> Option<bool> {
    let words = words.trim_start_matches(['|', ' ', '\t']);
    (words.starts_with("~~") || words.starts_with("<del>") || words.starts_with("<s>")).then_some(true)
}

/// What the words of a state say.
pub(in crate::import) fn is_done(status: &str) -> bool {
    if let Some(state) = of_cell(status) {
        return state;
    }
    let status = status.to_lowercase();
    let is_yes = matches!(status.trim(), "yes" | "y" | "x" | "はい" | "○" | "◯" | "100%");
    let words = [
        "done", "closed", "complete", "fixed", "merged", "resolved", "shipped", "deployed", "完了", "済", "✅", "☑",
        "✔",
    ];
    is_yes
        || (words.iter().any(|word| status.contains(word))
            && !status.contains("not ")
            && !status.contains("incomplete")
            && !status.contains('未')
            && !status.contains("予定"))
}

/// Words of a state that is reached.
const REACHED: &[&str] = &[
    "done",
    "closed",
    "complete",
    "completed",
    "fixed",
    "merged",
    "resolved",
    "shipped",
    "deployed",
    "finished",
    "delivered",
    "live",
    "in place",
    "implemented",
    "landed",
    "released",
    "yes",
    "erledigt",
    "fertig",
    "完了",
    "済",
    "済み",
    "実施済",
    "実施済み",
    "対応済",
    "対応済み",
    "対応完了",
    "実施完了",
    "クローズ",
    "終了",
    "はい",
    "○",
    "◯",
    "✅",
    "☑",
    "✔",
    "✓",
    "100%",
];
/// Words of one that was given up: nothing is left to do.
const GIVEN_UP: &[&str] = &[
    "cancelled",
    "canceled",
    "dropped",
    "won't do",
    "won’t do",
    "wont do",
    "will not do",
    "won't fix",
    "won’t fix",
    "wontfix",
    "not doing",
    "not needed",
    "no longer needed",
    "rejected",
    "declined",
    "abandoned",
    "obsolete",
    "superseded",
    "descoped",
    "中止",
    "取消",
    "取り消し",
    "取りやめ",
    "取り下げ",
    "見送り",
    "対応しない",
    "対応不要",
    "実施しない",
    "却下",
    "廃止",
];
/// Words of one that is not.
const AHEAD: &[&str] = &[
    "open",
    "outstanding",
    "todo",
    "to do",
    "to-do",
    "not started",
    "not yet",
    "in progress",
    "in review",
    "wip",
    "doing",
    "started",
    "ongoing",
    "pending",
    "planned",
    "blocked",
    "waiting",
    "backlog",
    "scheduled",
    "new",
    "proposed",
    "draft",
    "ready",
    "deferred",
    "on hold",
    "no",
    "offen",
    "in arbeit",
    "未着手",
    "未対応",
    "未実施",
    "未",
    "対応中",
    "作業中",
    "実施中",
    "進行中",
    "着手",
    "着手済",
    "検討中",
    "手配中",
    "調整中",
    "準備中",
    "予定",
    "計画中",
    "継続",
    "継続中",
    "保留",
    "レビュー中",
    "新規",
    "△",
    "×",
    "🚧",
    "⏳",
    "⬜",
    "☐",
];

/// What a check box alone in a cell says.
pub(in crate::import) fn of_box(cell: &str) -> Option<bool> {
    match cell.trim().trim_matches('`') {
        "[x]" | "[X]" | r"\[x\]" | r"\[X\]" | "[✓]" | "[✔]" => Some(true),
        "[ ]" | "[]" | r"\[ \]" | "[-]" | "[~]" => Some(false),
        _ => None,
    }
}

/// The state that a short cell names and nothing else; none where it says something else.
pub(in crate::import) fn of_cell(cell: &str) -> Option<bool> {
    let lower = cell.to_lowercase();
    if let Some(state) = of_box(&lower) {
        return Some(state);
    }
    // `shipped 2025-03-01`, `完了（5/1）`: what follows says when. `Green (complete)`: the colour says it less well.
    let bare = lower.split(['(', '（', ',', ';']).next().unwrap_or_default();
    let inside =
        lower.split_once(['(', '（']).and_then(|(_, rest)| rest.split_once([')', '）'])).map(|(inside, _)| inside);
    if let Some(state) = inside.filter(|inside| !inside.is_empty() && !bare.trim().is_empty()).and_then(of_cell) {
        return Some(state);
    }
    let bare =
        bare.trim_matches(|c: char| c.is_whitespace() || matches!(c, '*' | '_' | '.' | '。' | '[' | ']' | ':' | '：'));
    if bare.chars().any(|c| c.is_ascii_digit()) && crate::import::action::attribute_words::is_date(bare) {
        return None;
    }
    let undated = bare.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '-' | '/' | '.' | ' ' | '%'));
    let is = |list: &[&str]| list.iter().any(|word| *word == bare || (!undated.is_empty() && *word == undated));
    if is(REACHED) || is_dated(bare, REACHED) {
        return Some(true);
    }
    if bare.ends_with("予定") && bare.chars().count() <= 24 {
        return Some(false);
    }
    (is(AHEAD) || is(GIVEN_UP)).then_some(false)
}

/// Whether a state says that an action was given up.
pub(in crate::import) fn is_given_up(state: &str) -> bool {
    let lower = state.to_lowercase();
    let bare = lower.split(['(', '（', ',', ';']).next().unwrap_or_default();
    let bare = bare.trim_matches(|c: char| c.is_whitespace() || "*_.。[]【】:：".contains(c));
    GIVEN_UP.contains(&bare)
}

/// `done on Mar 12`, `shipped the same night`, `already done`: a state, and when it was reached.
pub(in crate::import) fn is_dated(words: &str, states: &[&str]) -> bool {
    const WHEN: [&str; 7] = ["on", "at", "in", "the", "same", "since", "during"];
    const MOST_WORDS: usize = 6;
    let opens = ["already ", "this is ", "this was ", "it is "];
    let words = opens.iter().find_map(|head| words.strip_prefix(head)).unwrap_or(words);
    if words.split(' ').count() > MOST_WORDS {
        return false;
    }
    states.iter().filter(|state| state.is_ascii()).any(|state| {
        words.strip_prefix(state).is_some_and(|rest| {
            rest.is_empty()
                || rest.strip_prefix(' ').is_some_and(|rest| {
                    WHEN.contains(&rest.split(' ').next().unwrap_or_default())
                        || crate::import::action::attribute_words::is_date(rest)
                })
        })
    })
}

/// `DONE`, `TODO`, `WIP` in capitals in a cell of another column.
pub(in crate::import) fn in_capitals(cell: &str) -> Option<bool> {
    cell.split(|c: char| !c.is_ascii_alphabetic()).find_map(|word| match word {
        "DONE" | "CLOSED" | "FIXED" | "MERGED" => Some(true),
        "TODO" | "WIP" | "OPEN" | "PENDING" => Some(false),
        _ => None,
    })
}

/// A check box that the tool behind the export escaped or drew: `\[x\]`, `(/)`, `✅`, `🚧`.
pub(in crate::import) fn boxed(item: &str) -> Option<bool> {
    let words = item.trim_start_matches(['-', '*', '+', ' ', '\t']);
    let done = [r"\[x\]", r"\[X\]", "(/)", "☑", "✅", "✔"];
    let open = [r"\[ \]", "(x)", "☐", "🚧", "📝", "⏳", "🔲", "⬜", "🆕", "🔜"];
    // The words of a link may be as short: `[x](https://…)`.
    let is_box = |mark: &str| words.strip_prefix(mark).is_some_and(|rest| rest.starts_with([' ', '\t']));
    if done.iter().any(|mark| words.starts_with(mark)) || ["[x]", "[X]"].into_iter().any(is_box) {
        return Some(true);
    }
    if ["[ ]", "[]", "[-]", "[~]"].into_iter().any(is_box) {
        return Some(false);
    }
    open.iter().any(|mark| words.starts_with(mark)).then_some(false)
}

/// The class of the list item whose words begin at `start`: `<li class="checked">`.
pub(in crate::import) fn of_tag(source: &str, start: usize) -> Option<bool> {
    // A list that opens farther away is not looked for: a hostile page has millions of items.
    let from = (0..=start.saturating_sub(LOOKED_BACK)).rev().find(|at| source.is_char_boundary(*at))?;
    let head = source.get(from..start)?;
    let tag = head.get(head.rfind("<li")?..)?;
    let class = tag.split_once("class=").map(|(_, rest)| rest).filter(|_| tag.len() < 200);
    let is_done = class.is_some_and(|class| {
        ["checked", "done", "complete"].iter().any(|word| class.contains(word)) && !class.contains("unchecked")
    });
    let list = head.get(head.rfind("<ul")?..)?;
    let is_task_list = list.split('>').next().is_some_and(|tag| tag.contains("task") || tag.contains("check"));
    if is_done { Some(true) } else { is_task_list.then_some(false) }
}

/// What the label over a group of actions says of all of them: `Already live`, `Coming`.
pub(in crate::import) fn of_group(label: &str) -> Option<bool> {
    const DONE: [&str; 15] = [
        "done",
        "already done",
        "already live",
        "live",
        "completed",
        "complete",
        "finished",
        "implemented",
        "what we have done",
        "what we ve done",
        "done so far",
        "実施済み",
        "完了",
        "対応済み",
        "実施済",
    ];
    const OPEN: [&str; 9] =
        ["coming", "coming soon", "upcoming", "in progress", "not started", "未実施", "未対応", "対応中", "実施予定"];
    let label = crate::import::vocabulary::normalized(label);
    if DONE.contains(&label.as_str()) {
        return Some(true);
    }
    OPEN.contains(&label.as_str()).then_some(false)
}
