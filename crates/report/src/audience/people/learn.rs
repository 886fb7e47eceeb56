//! Where a report names people: in its head, its tables and lists, before what they said, behind `@`, in addresses and
//! signatures.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use backstory_model::Analysis;
use regex::Regex;

use super::super::names::{is_ordinary, run};
use super::cell::names;
use super::labels::{is_of_people, is_written_like_a_name, labelled};
use super::{HANDLE, People};
use crate::document::{Document, FactKey, SectionKind};
use crate::locale::Catalogue;

/// Who speaks in a row of chat: `09:06 Ann: …`, `[09:06] <ann> …`.
const SPEAKER: &str = r#"(?m)^[ \t>|*+-]*(?:\d{4}-\d{2}-\d{2}[ T])?[\[(]?\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d+)?(?: ?(?:[AP]M|UTC|JST|Z))?[\])]?[ \t]*(?:[|–—-][ \t]*)?[*_]{0,2}(?:<([^>\n]{2,40})>|([\p{L}][\p{L}'’._-]*(?: \p{Lu}[\p{L}'’-]*\.?){0,2})(?: \([^)\n]{1,30}\))?[*_]{0,2}[:：][*_]{0,2}[ \t]*(["“「‘'])?)"#;
/// The name in a mail address.
const ADDRESS: &str = r"([A-Za-z][A-Za-z0-9._+-]{2,40})(?:@| ?[\[(]at[\])] ?)[A-Za-z0-9-]+\.[A-Za-z]{2,}";
/// Who signs: `— Ann Doe` on a line of its own, or the line behind a greeting.
const SIGNATURE: &str = r"(?m)^[ \t>]*(?:(?:—|–|--)[ \t]*(?:\r?\n[ \t]*)?|(?i:(?:best|kind|warm)? ?regards|thanks|cheers|sincerely|best),?[ \t]*\r?\n[ \t]*)(\p{Lu}[\p{L}'’.-]*(?: (?:van|von|de|der|den|la|bin|al|\p{Lu}[\p{L}'’.-]*)){0,4})[ \t]*$";

impl People {
    /// Learns the people that a report and its analysis name.
    pub(in crate::audience) fn learn(
        document: &Document,
        markdown: &str,
        analysis: Option<&Analysis>,
        words: &Catalogue,
    ) -> Self {
        let [commander, owner, author, responder] =
            ["role-commander", "role-owner", "role-author", "role-responder"].map(|key| words.text(key));
        let every = [&commander, &owner, &author, &responder].map(String::as_str);
        let mut people = Self::nobody(responder.clone(), &every);
        people.roster.read(markdown);
        let mut learn = |cell: &str, role: &str| names(cell).iter().for_each(|name| people.add(name, role));
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
            names(value).iter().filter(|name| is_written_like_a_name(name)).for_each(|name| people.add(name, role));
        }
        let named = speakers(markdown).chain(in_columns(markdown)).chain(in_lists(markdown)).chain(signed(markdown));
        named.for_each(|name| people.add(&name, &responder));
        in_roles(markdown).for_each(|name| people.add(&name, &responder));
        in_japanese(markdown).for_each(|name| people.add(&name, &owner));
        people.learn_logins(markdown);
        people.learn_from_sentences(markdown);
        people
    }

    /// Handles and the names in addresses, with the names that they are made of.
    fn learn_logins(&mut self, markdown: &str) {
        static PATTERNS: LazyLock<[Option<Regex>; 2]> =
            LazyLock::new(|| [HANDLE, ADDRESS].map(|pattern| Regex::new(pattern).ok()));
        let responder = self.responder.clone();
        let [handle, address] = &*PATTERNS;
        let handles =
            handle.iter().flat_map(|pattern| pattern.find_iter(markdown)).filter_map(|m| m.as_str().split_once('@'));
        let handles = handles.map(|(_, name)| name).filter(|name| !name.contains(['/', '>', '|']));
        let addresses = address
            .iter()
            .flat_map(|pattern| pattern.captures_iter(markdown))
            .filter_map(|c| c.get(1))
            .map(|m| m.as_str());
        for login in handles.chain(addresses) {
            let login = login.split('+').next().unwrap_or(login);
            // `@payments-team`, `no-reply@`: nobody.
            if login.split(['.', '-', '_']).any(|part| !part.is_empty() && !is_ordinary(&part.to_lowercase())) {
                self.roster.add(&login.to_lowercase(), &responder);
            }
        }
    }

    /// Who was named in full is later named by one part of the name.
    fn learn_from_sentences(&mut self, markdown: &str) {
        let found: Vec<String> = run::names(markdown, &self.roster)
            .into_iter()
            .filter(|found| found.is_sure)
            .filter_map(|found| markdown.get(found.at).filter(|name| name.contains(' ')).map(str::to_owned))
            .collect();
        let responder = self.responder.clone();
        for name in &found {
            self.add(name, &responder);
        }
    }
}

/// Who speaks in rows of chat: what stands before quotes, or speaks more than once.
fn speakers(markdown: &str) -> impl Iterator<Item = String> {
    static PATTERN: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(SPEAKER).ok());
    let mut count: BTreeMap<String, usize> = BTreeMap::new();
    for captures in PATTERN.iter().flat_map(|pattern| pattern.captures_iter(markdown)) {
        let bracketed = captures.get(1);
        let Some(name) = bracketed.or_else(|| captures.get(2)).map(|m| m.as_str()) else { continue };
        let is_word = name.split([' ', '-', '.', '_']).all(|word| is_ordinary(&word.to_lowercase()));
        // `orders-api: timeout` is what a service logs.
        let is_service = bracketed.is_none() && name.contains('-') && name.starts_with(char::is_lowercase);
        if is_word || is_service {
            continue;
        }
        let says = if bracketed.is_some() || captures.get(3).is_some() { 2 } else { 1 };
        *count.entry(name.to_owned()).or_insert(0) += says;
    }
    count.into_iter().filter(|(_, said)| *said > 1).map(|(name, _)| name)
}

/// Names in the columns of tables whose head says that people stand there.
fn in_columns(markdown: &str) -> impl Iterator<Item = String> {
    let cells = |line: &str| -> Vec<String> {
        line.trim().trim_matches('|').split('|').map(|cell| cell.trim().to_owned()).collect()
    };
    let is_rule = |line: &str| line.contains("--") && line.chars().all(|c| matches!(c, '|' | '-' | ':' | ' ' | '\r'));
    let mut found = Vec::new();
    let mut columns: Vec<usize> = Vec::new();
    let lines: Vec<&str> = markdown.lines().collect();
    for (line, next) in lines.iter().zip(lines.iter().skip(1).chain([&""])) {
        if !line.contains('|') {
            columns.clear();
        } else if is_rule(next) {
            let head = cells(line);
            let is_people = |label: &str| {
                is_of_people(label)
                    || matches!(label.to_lowercase().as_str(), "who" | "person" | "actor" | "owner" | "speaker")
            };
            let has_roles = head
                .iter()
                .any(|label| matches!(label.to_lowercase().as_str(), "role" | "team" | "役割" | "所属" | "on-call"));
            let is_name = |label: &str| has_roles && matches!(label.to_lowercase().as_str(), "name" | "名前");
            columns = (0..head.len())
                .filter(|n| head.get(*n).is_some_and(|label| is_people(label) || is_name(label)))
                .collect();
        } else if !columns.is_empty() && !is_rule(line) {
            let row = cells(line);
            let values = columns.iter().filter_map(|n| row.get(*n));
            found.extend(values.flat_map(|value| names(value)).filter(|name| is_written_like_a_name(name)));
        }
    }
    found.into_iter()
}

/// Names in lists under headings of people: `## Attendees`.
fn in_lists(markdown: &str) -> impl Iterator<Item = String> {
    let mut found = Vec::new();
    let mut is_list = false;
    for line in markdown.lines() {
        if line.starts_with('#') {
            is_list = is_of_people(line.trim_matches(['#', ' ']));
            continue;
        }
        let Some(item) = line.trim_start().strip_prefix(['-', '*', '+']).filter(|_| is_list) else { continue };
        // The name comes before what its bearer did, or behind the role.
        let pieces = item.split(['(', '（', ':', '：', '–', '—', ',', '、']).flat_map(|piece| piece.split(" - "));
        found.extend(pieces.flat_map(names).filter(|name| is_written_like_a_name(name)));
    }
    found.into_iter()
}

/// Who speaks in chat as it is copied (`**ann.doe** 7:46 AM`), whom brackets give a role (`ann doe (the incident commander)`), and
/// by what name somebody is called (`Ann "Annie" Doe`).
fn in_roles(markdown: &str) -> impl Iterator<Item = String> {
    const FORMS: [&str; 4] = [
        r"(?m)^[ \t>|*+-]*\*\*([\p{L}][\p{L}0-9'’._-]{1,30}(?: \p{Lu}[\p{L}'’.-]*){0,2})\*\*[ \t]+(?:\[|\()?\d{1,2}:\d{2}",
        r"([\p{L}][\p{L}'’-]+(?: [\p{L}][\p{L}'’-]+)?) \((?:the |our )?(?:incident commander|incident lead|IC|commander|scribe|comms lead|tech lead|ops lead|on-call(?: engineer)?|SRE)\)",
        r"\d{1,2}:\d{2}[^\s]* (?:[—–|-] )?([\p{L}][\p{L}'’-]+(?: [\p{L}][\p{L}'’-]+)?) \([a-z][a-z0-9._-]{1,11}\) (?:joins|joined|takes|took|pages|acknowledges|starts)\b",
        r#"\p{Lu}\p{L}+ ["“](\p{Lu}\p{L}{1,10})["”] \p{Lu}\p{L}+"#,
    ];
    static PATTERNS: LazyLock<[Option<Regex>; 4]> = LazyLock::new(|| FORMS.map(|pattern| Regex::new(pattern).ok()));
    let names = first_groups(&*PATTERNS, markdown).map(|name| {
        // `paged ann (IC)`: the verb is no part of the name.
        let words = name.split(' ').filter(|word| word.contains(['.', '_']) || !is_ordinary(&word.to_lowercase()));
        words.collect::<Vec<_>>().join(" ")
    });
    names.filter(|name| !name.is_empty()).collect::<Vec<_>>().into_iter()
}

/// Who Japanese prose says to have a task, and whose words a line tells: `担当は柊、4月15日まで`, `— 真壁`, `- 高嶺 望: …`.
fn in_japanese(markdown: &str) -> impl Iterator<Item = String> {
    const FORMS: [&str; 3] = [
        r"担当(?:者)?は\s?(?:[\p{Han}\p{Katakana}ー]{1,6}の)?(\p{Han}{1,4}(?:[ 　][\p{Han}\p{Hiragana}\p{Katakana}]{1,4})?)(?:[、。,，)）\s]|さん|氏|$)",
        r"(?m)(?:—|–|―) ?(\p{Han}{2,4}(?:[ 　][\p{Han}\p{Hiragana}]{1,4})?)\s*$",
        r"(?m)^\s*(?:[-*+]|\d+\.)\s+(?:\[[ xX]\]\s*)?\**(\p{Han}{1,4}[ 　][\p{Han}\p{Hiragana}\p{Katakana}]{1,4})\**\s?[:：]",
    ];
    static PATTERNS: LazyLock<[Option<Regex>; 3]> = LazyLock::new(|| FORMS.map(|pattern| Regex::new(pattern).ok()));
    let names = first_groups(&*PATTERNS, markdown).flat_map(names);
    names.filter(|name| is_written_like_a_name(name)).collect::<Vec<_>>().into_iter()
}

/// What the first group of each pattern finds, pattern by pattern.
fn first_groups<'t>(patterns: &'static [Option<Regex>], text: &'t str) -> impl Iterator<Item = &'t str> {
    let found = patterns.iter().flatten().flat_map(|pattern| pattern.captures_iter(text));
    found.filter_map(|c| c.get(1)).map(|m| m.as_str())
}

fn signed(markdown: &str) -> impl Iterator<Item = String> {
    static PATTERNS: LazyLock<[Option<Regex>; 1]> = LazyLock::new(|| [Regex::new(SIGNATURE).ok()]);
    let signed = first_groups(&*PATTERNS, markdown);
    let is_nobody = |name: &&str| name.split(' ').all(|word| is_ordinary(&word.to_lowercase()));
    signed.filter(|name| !is_nobody(name)).flat_map(names).collect::<Vec<_>>().into_iter()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locale::Lang;

    #[test]
    fn who_is_named_anywhere_is_a_role_everywhere() {
        let report = "# Outage\n\n**Author**: Wouter van den Broek\n\n## Attendees\n\n- Femke Oduya (SRE)\n\n## Timeline\n\n- 09:05 Ozan: \"hm\"\n\
            - 09:06 @lior.bensimon joined, ozan too\n- 09:07 wvdbroek and odu@shop.example\n\n| Who | Did |\n|---|---|\n| Zsofi Nemeth | paged |\n\n\
            Oduya told Broek; Nemeth and Bensimon left. Yusra wrote, Ozan's shift.\n\n-- \nYusra\n";
        let people = People::learn(&Document::parse(report), report, None, &Catalogue::load(Lang::En));
        let told = people.as_roles(report);
        for name in [
            "Wouter", "Broek", "Femke", "Oduya", "Ozan", "ozan", "lior", "Bensimon", "wvdbroek", "Zsofi", "Nemeth",
            "Yusra",
        ] {
            assert!(!told.contains(name), "{name} in {told}");
        }
        assert!(told.contains("a responder told an author; a responder and a responder left."), "{told}");
        assert!(told.contains("# Outage") && told.contains("## Attendees") && told.contains("| Who | Did |"), "{told}");
    }
}
