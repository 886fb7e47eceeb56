//! Names of people become what they did.

mod cell;
mod labels;
mod learn;

use std::collections::BTreeMap;

use regex::{Captures, Regex};

use super::Acquaintance;
use super::names::roster::Roster;
use super::names::{japanese, run, surnames};
pub(super) use labels::labelled;

/// A handle, in a sentence or cell.
const HANDLE: &str = r"(^|[^A-Za-z0-9_@/‹.])(?:<@[A-Z0-9]{6,}(?:\|[^>]*)?>|\\?<@[A-Z0-9]{6,}\\?>|@[A-Za-z0-9](?:[A-Za-z0-9_./-]*[A-Za-z0-9_])?)";
/// A Japanese name that its title marks as one.
const TITLED: &str =
    r"(?:[\p{Han}]{1,6}|[\p{Katakana}ー]{2,10})(?:さん|さま|氏|様|君|部長|課長|係長|主任|室長|社長|店長|先輩)";
/// A name in hiragana with a title, where a sentence, quote or cell begins with it.
const CALLED: &str = r"(^|[\s、。「『（(*|・:：>])(\p{Hiragana}{2,5})(さん|くん|ちゃん)";
/// Words in hiragana that end like a name with its title and are none.
const NOT_CALLED: [&str; 12] = [
    "みなさん",
    "たくさん",
    "おかあさん",
    "おとうさん",
    "おじさん",
    "おばさん",
    "おきゃくさん",
    "こどもさん",
    "どちらさん",
    "あかちゃん",
    "おばあちゃん",
    "おじいちゃん",
];
/// Words that end like a name with its title and are none.
const NO_NAMES: [&str; 16] = [
    "支店長",
    "各店長",
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
    /// By names in Latin letters and by logins.
    roster: Roster,
    /// Role by a Japanese name, as written.
    roles: BTreeMap<String, String>,
    /// Role by a part of a Japanese name, which is a name only where it stands alone.
    parts: BTreeMap<String, String>,
    /// Role by the initials of a full name.
    initials: BTreeMap<String, String>,
    responder: String,
    handle: Option<Regex>,
    titled: Option<Regex>,
    called: Option<Regex>,
    twice: Option<Regex>,
}

impl People {
    fn nobody(responder: String, roles: &[&str]) -> Self {
        Self {
            roster: Roster::default(),
            roles: BTreeMap::new(),
            parts: BTreeMap::new(),
            initials: BTreeMap::new(),
            responder,
            handle: Regex::new(HANDLE).ok(),
            titled: Regex::new(TITLED).ok(),
            called: Regex::new(CALLED).ok(),
            twice: twice(roles),
        }
    }

    /// Learns a name, its parts and what is made of them; the first role learned stays.
    fn add(&mut self, name: &str, role: &str) {
        let is_latin = name.chars().all(|c| c < '\u{2e80}');
        if is_latin {
            self.roster.add(name, role);
            let words: Vec<&str> = name.split_whitespace().collect();
            let letters: String = words.iter().filter_map(|word| word.chars().next()).collect();
            if words.len() > 1 && letters.chars().all(|c| c.is_ascii_uppercase()) && !is_abbreviation(&letters) {
                self.initials.entry(letters).or_insert_with(|| role.to_owned());
            }
            return;
        }
        if name.chars().count() == 1 {
            self.parts.entry(name.to_owned()).or_insert_with(|| role.to_owned());
            return;
        }
        if let Some((family, given)) = japanese::parts(name) {
            for part in [family, given] {
                self.parts.entry(part.to_owned()).or_insert_with(|| role.to_owned());
            }
        }
        self.roles.entry(name.to_owned()).or_insert_with(|| role.to_owned());
    }

    /// Handle, name and the parts of the name of people in a list.
    pub(super) fn know(&mut self, people: &[Acquaintance]) {
        let responder = self.responder.clone();
        for person in people {
            let known = std::iter::once(&person.handle).chain(&person.name);
            known.flat_map(|name| cell::names(name)).for_each(|name| self.add(&name, &responder));
        }
    }

    /// The text with every name replaced; longer names first.
    pub(super) fn as_roles(&self, text: &str) -> String {
        let mut told = text.to_owned();
        let longest_first = |roles: &BTreeMap<String, String>| {
            let mut roles: Vec<(String, String)> =
                roles.iter().map(|(name, role)| (name.clone(), role.clone())).collect();
            roles.sort_by_key(|(name, _)| (std::cmp::Reverse(name.len()), name.clone()));
            roles
        };
        for (name, role) in longest_first(&self.roles) {
            told = japanese::replace_known(&told, &name, &role);
        }
        for (name, role) in longest_first(&self.parts) {
            told = japanese::replace_alone(&told, &name, &role);
        }
        for (letters, role) in &self.initials {
            told = replace_word(&told, letters, role);
        }
        told = self.roster.without_logins(&told);
        if let Some(pattern) = &self.handle {
            told = pattern
                .replace_all(&told, |c: &Captures<'_>| format!("{}{}", group(c, 1), self.responder))
                .into_owned();
        }
        if let Some(pattern) = &self.titled {
            told = pattern
                .replace_all(&told, |c: &Captures<'_>| {
                    let whole = group(c, 0);
                    let is_name = !NO_NAMES.iter().any(|word| whole.ends_with(word));
                    if is_name { self.responder.clone() } else { whole.to_owned() }
                })
                .into_owned();
        }
        if let Some(pattern) = &self.called {
            told = pattern
                .replace_all(&told, |c: &Captures<'_>| {
                    let name = format!("{}{}", group(c, 2), group(c, 3));
                    let is_word = NOT_CALLED.contains(&name.as_str());
                    if is_word { group(c, 0).to_owned() } else { format!("{}{}", group(c, 1), self.responder) }
                })
                .into_owned();
        }
        let told = surnames::replaced(&run::replaced(&told, &self.roster, &self.responder), &self.responder);
        self.twice.as_ref().map_or_else(|| told.clone(), |twice| twice.replace_all(&told, "${role}").into_owned())
    }
}

/// A role behind a title, and one that stands twice or before an initial, for the parts of one name.
fn twice(roles: &[&str]) -> Option<Regex> {
    let any = roles.iter().map(|role| regex::escape(role)).collect::<Vec<_>>().join("|");
    let title = r"(?:\b(?:[Mm]rs?|[Mm]s|[Dd]r|[Pp]rof)\.? )?";
    Regex::new(&format!(r"{title}(?P<role>{any})(?:[ \u{{3000}}](?:(?:{any})|\p{{Lu}}\.))*")).ok()
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
}
