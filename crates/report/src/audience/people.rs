//! Names of people become what they did.

use std::collections::BTreeMap;

use backstory_model::Analysis;
use regex::{Captures, Regex};

use super::Acquaintance;
use super::names::{Names, japanese};
use crate::document::{Document, FactKey, SectionKind};
use crate::locale::Catalogue;

/// A handle, in a sentence or cell.
const HANDLE: &str = r"(^|[^\w@/‹])(?:<@[A-Z0-9]{6,}(?:\|[^>]*)?>|\\?<@[A-Z0-9]{6,}\\?>|@[A-Za-z0-9](?:[\w./-]*\w)?)";
/// A name that its verb or title marks as one.
const MARKED: &str = r"\b((?:[Bb]y|[Pp]aged|[Cc]alled|[Pp]inged|[Aa]sked|[Tt]hanks to|[Cc]c|[Mm]r\.?|[Mm]s\.?|[Dd]r\.?) )(\p{Lu}\p{Ll}+ \p{Lu}\p{Ll}+)\b";
/// A Japanese name that its title marks as one.
const TITLED: &str = r"(?:[\p{Han}]{1,6}|[\p{Katakana}ー]{2,10})(?:さん|さま|氏|様|君|部長|課長|係長|主任|室長|社長)";
/// Words that end like a name with its title and are none.
const NO_NAMES: [&str; 14] = [
    "仕様",
    "同様",
    "多様",
    "模様",
    "異様",
    "皆様",
    "客様",
    "皆さん",
    "ユーザーさん",
    "ユーザー様",
    "ユーザさん",
    "サポートさん",
    "ベンダーさん",
    "チームさん",
];

/// The people a report names.
#[derive(Debug)]
pub(super) struct People {
    /// Role by name, as written.
    roles: BTreeMap<String, String>,
    /// Role by a part of a Japanese name, which is a name only where it stands alone.
    parts: BTreeMap<String, String>,
    /// Role by the initials of a full name.
    initials: BTreeMap<String, String>,
    responder: String,
    patterns: [Option<Regex>; 3],
    names: Names,
    twice: Option<Regex>,
}

impl People {
    pub(super) fn learn(document: &Document, markdown: &str, analysis: Option<&Analysis>, words: &Catalogue) -> Self {
        let in_sentences = Names::new();
        let commander = words.text("role-commander");
        let owner = words.text("role-owner");
        let author = words.text("role-author");
        let responder = words.text("role-responder");
        let mut roles = BTreeMap::new();
        let mut learn = |name: &str, role: &str| {
            for name in names(name) {
                roles.entry(name).or_insert_with(|| role.to_owned());
            }
        };
        // Who commanded is often an author too; the first role learned stays.
        document.facts.iter().filter(|f| f.key == FactKey::Commander).for_each(|f| learn(&f.value.text, &commander));
        for fact in &document.facts {
            let role = match fact.key {
                FactKey::Commander => &commander,
                FactKey::Owner => &owner,
                FactKey::Authors => &author,
                FactKey::Participants | FactKey::Reviewed => &responder,
                FactKey::Other if is_of_people(&fact.label) => &responder,
                _ => continue,
            };
            learn(&fact.value.text, role);
        }
        for entry in document.front_matter.iter().flat_map(|front| &front.entries) {
            let role = match entry.key.to_lowercase().as_str() {
                "commander" | "incident_commander" | "ic" => &commander,
                "owner" | "owners" => &owner,
                "author" | "authors" => &author,
                key if is_of_people(key) => &responder,
                _ => continue,
            };
            learn(&entry.value, role);
            entry.items.iter().for_each(|item| learn(item, role));
        }
        if let Some(analysis) = analysis {
            analysis.incident.commander.iter().for_each(|name| learn(name, &commander));
            analysis.actions.iter().filter_map(|a| a.owner.as_deref()).for_each(|name| learn(name, &owner));
            analysis.timeline.iter().filter_map(|r| r.actor.as_deref()).for_each(|name| learn(name, &responder));
        }
        document.actions.iter().filter_map(|a| a.owner.as_ref()).for_each(|t| learn(&t.text, &owner));
        document.timeline.iter().filter_map(|r| r.actor.as_ref()).for_each(|t| learn(&t.text, &responder));
        document.review.iter().for_each(|item| learn(&item.text.text, &responder));
        let in_review = document.passages.iter().filter(|p| p.section == SectionKind::Review);
        in_review.for_each(|p| learn(&p.text.text, &responder));
        for (label, value) in labelled(markdown).filter(|(label, _)| is_of_people(label)) {
            let lower = label.to_lowercase();
            let is_author =
                ["author", "written", "prepared", "作成", "起票", "記入", "著者"].iter().any(|w| lower.contains(w));
            let role = if is_author { &author } else { &responder };
            names(value).iter().filter(|name| is_written_like_a_name(name)).for_each(|name| learn(name, role));
        }
        // Who was named in full is later named by the family name alone.
        in_sentences.family_names(markdown).into_iter().for_each(|name| learn(name, &responder));
        let patterns = [HANDLE, MARKED, TITLED].map(|pattern| Regex::new(pattern).ok());
        let every: Vec<&str> = [&commander, &owner, &author, &responder].map(String::as_str).into();
        let twice = twice(&every);
        let mut known = Self {
            roles,
            parts: BTreeMap::new(),
            initials: BTreeMap::new(),
            responder,
            patterns,
            names: in_sentences,
            twice,
        };
        known.divide();
        known
    }

    /// Parts and initials of the full names that are known.
    fn divide(&mut self) {
        for (name, role) in &self.roles {
            if let Some((family, given)) = japanese::parts(name) {
                for part in [family, given] {
                    self.parts.entry(part.to_owned()).or_insert_with(|| role.clone());
                }
            }
            let words: Vec<&str> = name.split_whitespace().collect();
            let letters: String = words.iter().filter_map(|word| word.chars().next()).collect();
            if words.len() > 1 && letters.chars().all(|c| c.is_ascii_uppercase()) && !is_abbreviation(&letters) {
                self.initials.entry(letters).or_insert_with(|| role.clone());
            }
        }
    }

    /// Handle, name and the parts of the name of people in a list.
    pub(super) fn know(&mut self, people: &[Acquaintance]) {
        for person in people {
            let known = std::iter::once(&person.handle).chain(&person.name);
            for name in known.flat_map(|name| names(name)) {
                self.roles.entry(name).or_insert_with(|| self.responder.clone());
            }
        }
        self.divide();
    }

    /// The text with every name replaced; longer names first.
    pub(super) fn as_roles(&self, text: &str) -> String {
        let mut told = text.to_owned();
        let mut roles: Vec<(&String, &String)> = self.roles.iter().collect();
        roles.sort_by_key(|(name, _)| (std::cmp::Reverse(name.len()), *name));
        for (name, role) in roles {
            told = replace_word(&told, name, role);
        }
        let mut parts: Vec<(&String, &String)> = self.parts.iter().collect();
        parts.sort_by_key(|(name, _)| (std::cmp::Reverse(name.len()), *name));
        for (name, role) in parts {
            told = japanese::replace_alone(&told, name, role);
        }
        for (letters, role) in &self.initials {
            told = replace_word(&told, letters, role);
        }
        let [handle, marked, titled] = &self.patterns;
        if let Some(pattern) = handle {
            told = pattern
                .replace_all(&told, |c: &Captures<'_>| format!("{}{}", group(c, 1), self.responder))
                .into_owned();
        }
        if let Some(pattern) = marked {
            told = pattern
                .replace_all(&told, |c: &Captures<'_>| format!("{}{}", group(c, 1), self.responder))
                .into_owned();
        }
        if let Some(pattern) = titled {
            told = pattern
                .replace_all(&told, |c: &Captures<'_>| {
                    let whole = group(c, 0);
                    let is_name = !NO_NAMES.iter().any(|word| whole.ends_with(word));
                    if is_name { self.responder.clone() } else { whole.to_owned() }
                })
                .into_owned();
        }
        let told = self.names.replaced(&told, &self.responder);
        self.twice.as_ref().map_or_else(|| told.clone(), |twice| twice.replace_all(&told, "${role}").into_owned())
    }
}

/// A role behind a title, and one that stands twice or before an initial, for the parts of one name.
fn twice(roles: &[&str]) -> Option<Regex> {
    let any = roles.iter().map(|role| regex::escape(role)).collect::<Vec<_>>().join("|");
    let title = r"(?:\b(?:[Mm]rs?|[Mm]s|[Dd]r|[Pp]rof)\.? )?";
    Regex::new(&format!(r"{title}(?P<role>{any})(?:[ \u{{3000}}](?:(?:{any})|\p{{Lu}}\.))*")).ok()
}

/// Lines of the form `label: value`, whatever marks stand around: in the head, in bullets, in bold.
pub(super) fn labelled(markdown: &str) -> impl Iterator<Item = (&str, &str)> {
    const LONGEST: usize = 30;
    markdown.lines().filter_map(|line| {
        let (label, value) = line.split_once([':', '：'])?;
        let label = label.trim_matches(|c: char| !c.is_alphanumeric());
        (!label.is_empty() && label.chars().count() <= LONGEST && !label.contains('|')).then(|| (label, value.trim()))
    })
}

/// Whether a value behind a label is a name and no sentence, team or word.
fn is_written_like_a_name(name: &str) -> bool {
    if name.is_ascii() {
        return name.starts_with(|c: char| c.is_ascii_uppercase());
    }
    let is_sentence =
        name.chars().count() > 10 || ['の', 'を', 'が', 'は', 'に', 'で', 'し'].iter().any(|c| name.contains(*c));
    !is_sentence && !japanese::is_group(name)
}

/// Whether letters are not the two of a name, or mean a thing of the trade more often than a person.
fn is_abbreviation(letters: &str) -> bool {
    const KNOWN: [&str; 66] = [
        "AB", "AC", "AD", "AI", "AM", "AP", "AS", "AZ", "BE", "BI", "CA", "CD", "CI", "CM", "CN", "CP", "CR", "CS",
        "DB", "DC", "DM", "DR", "EC", "EM", "ES", "EU", "FE", "GB", "GC", "GO", "HA", "HR", "IC", "ID", "IO", "IP",
        "IT", "JP", "JS", "KB", "LB", "MB", "ML", "MQ", "MR", "MS", "NA", "NS", "OK", "OS", "PC", "PG", "PM", "PO",
        "PR", "QA", "RC", "SE", "SH", "SP", "TB", "TL", "TS", "UI", "US", "VM",
    ];
    letters.len() != 2 || KNOWN.contains(&letters)
}

fn group<'t>(captures: &Captures<'t>, index: usize) -> &'t str {
    captures.get(index).map_or("", |group| group.as_str())
}

fn is_of_people(label: &str) -> bool {
    const ENGLISH: [&str; 22] = [
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
    const JAPANESE: [&str; 20] = [
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
fn is_machine(actor: &str) -> bool {
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
        || !words.is_empty() && words.iter().all(|word| super::names::is_software(word))
}

/// Names in a cell: separated by commas and the like, a title in parentheses left out, parts of a full name too.
fn names(cell: &str) -> Vec<String> {
    /// What stands in a cell where nobody is named.
    const WORDS: [&str; 18] = [
        "on",
        "none",
        "the",
        "team",
        "sre",
        "ops",
        "tbd",
        "utc",
        "unknown",
        "n/a",
        "fill in",
        "to be filled in",
        "記入",
        "未記入",
        "要記入",
        "未定",
        "なし",
        "不明",
    ];
    const BETWEEN: &[char] = &[
        ',', ';', '、', '，', '/', '／', '&', '・', '(', ')', '（', '）', ':', '：', '\n', '[', ']', '【', '】', '「',
        '」', '"', '|', '｜', '<', '>', '＋', '→',
    ];
    let mut found = Vec::new();
    let pairs = cell.split(BETWEEN).flat_map(|part| part.split(" and ")).flat_map(|part| part.split(" et "));
    for part in pairs {
        let part = part.trim().trim_start_matches('@').trim_matches(|c: char| !c.is_alphanumeric());
        let part = ["さん", "氏", "様"].iter().find_map(|title| part.strip_suffix(title)).unwrap_or(part);
        let words: Vec<&str> = part.split_whitespace().collect();
        let is_handle = words.len() == 1 && part.chars().any(char::is_alphabetic);
        let is_name = (2..=4).contains(&words.len())
            && words.iter().all(|word| word.chars().next().is_some_and(|c| c.is_uppercase() || !c.is_ascii()));
        let is_word = WORDS.iter().any(|word| part.eq_ignore_ascii_case(word)) || is_machine(part);
        if !(is_handle || is_name)
            || is_word
            // `田中（インフラ部）`: the team beside a name stays.
            || (part.len() < cell.trim().len() && japanese::is_group(part))
            || part.chars().count() < 2
            || part.starts_with(|c: char| c.is_ascii_digit())
        {
            continue;
        }
        found.push(part.to_owned());
        if is_name {
            let is_long = |word: &&&str| word.chars().count() > if word.is_ascii() { 2 } else { 1 };
            found.extend(words.iter().filter(is_long).map(|word| (*word).to_owned()));
        }
    }
    found
}

/// Replaces a name, an `@` before it included, where no letter or digit goes on before or after.
pub(super) fn replace_word(text: &str, name: &str, role: &str) -> String {
    let mut told = String::with_capacity(text.len());
    let mut rest = text;
    let is_latin = name.is_ascii();
    while let Some((before, after)) = rest.split_once(name) {
        let joins = |c: char| is_latin && (c.is_ascii_alphanumeric() || c == '_');
        let last = before.chars().next_back().or_else(|| told.chars().next_back().filter(|_| before.is_empty()));
        told.push_str(before);
        if last.is_some_and(joins) || after.chars().next().is_some_and(joins) {
            told.push_str(name);
        } else {
            if told.ends_with('@') {
                told.pop();
            }
            told.push_str(role);
        }
        rest = after;
    }
    told.push_str(rest);
    told
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_end_where_words_end() {
        for (text, expected) in [
            ("Ann rolled back", "X rolled back"),
            ("@Ann, please", "X, please"),
            ("Annual report", "Annual report"),
            ("(Ann)", "(X)"),
        ] {
            assert_eq!(replace_word(text, "Ann", "X"), expected, "{text}");
        }
    }

    #[test]
    fn a_cell_holds_names_and_titles() {
        assert_eq!(names("@kofi, Maya Chen (SRE)"), ["kofi", "Maya Chen", "Maya", "Chen"]);
        assert_eq!(names("team"), Vec::<String>::new());
    }
}
