//! The people who are known, by every form in which a text may name them.

use std::collections::{BTreeMap, BTreeSet};

use super::{folded, is_given, is_given_word, is_ordinary};

/// What is known of a part of a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::audience) struct Part {
    /// What stands for whoever bears it.
    pub(super) role: String,
    /// Whether it is also a word, so that only its place tells.
    pub(super) is_word: bool,
    /// Whether particles stand before it.
    pub(super) has_particles: bool,
}

/// Parts of names and logins with the role of who bears them; the first role learned stays.
#[derive(Debug, Default)]
pub(in crate::audience) struct Roster {
    parts: BTreeMap<String, Part>,
    logins: BTreeMap<String, String>,
    /// Words that the text has in small letters.
    small: BTreeSet<String>,
}

const TITLES: [&str; 10] = ["mr", "mrs", "ms", "dr", "prof", "herr", "frau", "mme", "sir", "m"];

impl Roster {
    /// Learns which words the text has in small letters: with a capital they may only begin a sentence.
    pub(in crate::audience) fn read(&mut self, text: &str) {
        let tokens = super::token::tokens(text);
        let small = tokens.iter().filter(|token| token.form == super::token::Form::Small && token.word.is_ascii());
        self.small.extend(small.map(|token| token.word.to_owned()));
    }

    /// Whether the text has the word in small letters.
    pub(super) fn has_small(&self, lower: &str) -> bool {
        self.small.contains(lower)
    }

    /// Learns a person by a name in Latin letters, whole or in part, or by a login.
    pub(in crate::audience) fn add(&mut self, name: &str, role: &str) {
        let words: Vec<&str> = name.split([' ', '\u{a0}', '\u{3000}']).filter(|word| !word.is_empty()).collect();
        if let [word] = words.as_slice() {
            self.add_word(word, role);
            return;
        }
        let is_part = |word: &&str| !TITLES.contains(&word.trim_end_matches('.').to_lowercase().as_str());
        let words: Vec<&str> = words.into_iter().filter(is_part).collect();
        let is_small = |word: &str| word.starts_with(char::is_lowercase);
        // `van den Berg` belongs together; without a capital at all, the last word is the family's.
        let all_small = words.iter().all(|word| is_small(word));
        let is_name = |word: &str| word.trim_end_matches('.').chars().count() > 1 && (all_small || !is_small(word));
        let names: Vec<usize> = (0..words.len()).filter(|n| words.get(*n).is_some_and(|word| is_name(word))).collect();
        for n in &names {
            let Some(word) = words.get(*n) else { continue };
            let has_particles = *n > 0 && words.get(*n - 1).is_some_and(|before| is_small(before) && !all_small);
            self.add_part(word, role, has_particles);
        }
        let (Some(first), Some(last)) = (words.first(), names.last().and_then(|n| words.get(*n))) else { return };
        let particles: Vec<&str> = words.iter().skip(1).copied().filter(|word| is_small(word) && !all_small).collect();
        for login in logins(first, &particles, last) {
            self.add_login(&login, role);
        }
    }

    /// One word: a part of a name, or a login with its parts.
    fn add_word(&mut self, word: &str, role: &str) {
        let is_login = word.starts_with(|c: char| c.is_ascii_lowercase())
            || word.contains(['.', '_'])
            || word.chars().any(|c| c.is_ascii_digit());
        if !is_login {
            self.add_part(word, role, false);
            return;
        }
        let lower = word.to_lowercase();
        if lower.len() > 1 && !is_ordinary(&lower) && !is_given_word(&lower) {
            self.add_login(&lower, role);
        }
        let pieces: Vec<&str> = lower.split(['.', '_', '-']).filter(|piece| !piece.is_empty()).collect();
        let letters = |piece: &&str| piece.len() > 2 && piece.bytes().all(|b| b.is_ascii_alphabetic());
        let is_pair = pieces.len() == 2
            && lower.contains('.')
            && pieces.iter().all(|piece| letters(piece) && !is_ordinary(piece));
        let is_known = |piece: &&str| is_given(&capital(piece)) || is_given_word(piece);
        if is_pair || (2..4).contains(&pieces.len()) && pieces.iter().any(is_known) {
            pieces.iter().filter(|piece| letters(piece)).for_each(|piece| self.add_part(piece, role, false));
        }
        if is_given(word) || is_given_word(&lower) {
            self.add_part(word, role, false);
        }
    }

    fn add_part(&mut self, word: &str, role: &str, has_particles: bool) {
        let plain = word.trim_matches(|c: char| !c.is_alphanumeric());
        let lower = folded(plain);
        if lower.chars().count() < 2 || lower.chars().any(|c| c.is_ascii_digit()) {
            return;
        }
        let is_word = is_ordinary(&lower) || is_given_word(&lower) || lower.len() < 3;
        let known = Part { role: role.to_owned(), is_word, has_particles };
        for part in lower.split('-').filter(|part| part.chars().count() > 2 && lower.contains('-')) {
            self.parts
                .entry(part.to_owned())
                .or_insert_with(|| Part { is_word: is_word || is_ordinary(part), ..known.clone() });
        }
        self.parts.entry(lower).or_insert(known);
    }

    fn add_login(&mut self, login: &str, role: &str) {
        let login = login.to_lowercase();
        // `@xiulan` is whoever is known by that name.
        let role = self.parts.get(&login).map_or(role, |part| part.role.as_str()).to_owned();
        self.logins.entry(login).or_insert(role);
    }

    /// What is known of a word as a part of a name.
    pub(super) fn part(&self, word: &str) -> Option<&Part> {
        let lower = folded(word);
        self.parts.get(&lower).or_else(|| lower.split_once('-').and_then(|(first, _)| self.parts.get(first)))
    }

    /// The text without logins: `jdoe`, `jane.doe`, `@jane-doe`.
    pub(in crate::audience) fn without_logins(&self, text: &str) -> String {
        let inside = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-');
        let mut told = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(at) = rest.find(inside) {
            let (before, from) = rest.split_at(at);
            told.push_str(before);
            let end = from.find(|c| !inside(c)).unwrap_or(from.len());
            let (run, after) = from.split_at(end);
            let login = run.trim_end_matches(['.', '-', '_']);
            let is_path = told.ends_with(['/', '\\', '=']) || after.starts_with(['/', '=']) && !after.starts_with("/ ");
            // A name with a capital is read with the words around it.
            let is_name =
                login.starts_with(|c: char| c.is_ascii_uppercase()) && self.parts.contains_key(&login.to_lowercase());
            match self.role_of(login).filter(|_| !is_path && !is_name && !is_masked(&told)) {
                Some(role) => {
                    if told.ends_with('@') {
                        told.pop();
                    }
                    told.push_str(role);
                    told.push_str(run.get(login.len()..).unwrap_or_default());
                }
                None => told.push_str(&self.without_owner(run, is_path)),
            }
            rest = after;
        }
        told.push_str(rest);
        told
    }

    /// `jdoe-laptop`: what is named by its owner.
    fn without_owner(&self, run: &str, is_path: bool) -> String {
        let owner = run.split_once('-').filter(|(owner, _)| owner.len() > 4 && !is_path);
        let named = owner.and_then(|(owner, rest)| Some(format!("{}-{rest}", self.role_of(owner)?)));
        named.unwrap_or_else(|| run.to_owned())
    }

    fn role_of(&self, login: &str) -> Option<&String> {
        let lower = login.to_lowercase();
        self.logins.get(&lower).or_else(|| self.logins.get(lower.trim_end_matches(|c: char| c.is_ascii_digit())))
    }
}

/// Whether the end of a text is inside a pseudonym.
fn is_masked(text: &str) -> bool {
    text.rfind('‹').is_some_and(|open| text.rfind('›').is_none_or(|close| close < open))
}

fn capital(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map_or_else(String::new, |c| c.to_uppercase().chain(chars).collect())
}

/// The logins that companies make of a name.
fn logins(given: &str, particles: &[&str], family: &str) -> Vec<String> {
    let plain = |word: &str| folded(word).chars().filter(char::is_ascii_alphabetic).collect::<String>();
    let (given, last) = (plain(given), plain(family));
    let (Some(g), Some(f)) = (given.get(..1), last.get(..1)) else { return Vec::new() };
    let initials: String = particles.iter().filter_map(|word| plain(word).chars().next()).collect();
    let whole: String = particles.iter().map(|word| plain(word)).collect();
    let mut found = Vec::new();
    for family in [last.clone(), format!("{initials}{last}"), format!("{whole}{last}")] {
        if given.len() > 1 {
            found.extend([".", "_", "-", ""].map(|join| format!("{given}{join}{family}")));
            found.extend([".", "_", "-", ""].map(|join| format!("{family}{join}{given}")));
        }
        found.extend([".", "_", "-", ""].map(|join| format!("{g}{join}{family}")));
        found.extend([format!("{family}{g}"), format!("{family}.{g}")]);
    }
    found.extend([format!("{given}{f}"), format!("{given}.{f}"), format!("{g}{initials}{f}")]);
    found.retain(|login| login.len() > 3 && !is_ordinary(login) && !is_given(login) && !is_given_word(login));
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn logins_are_known_by_the_name() {
        let mut roster = Roster::default();
        roster.add("Anneke van der Linden", "X");
        roster.add("Ruth Okonjo", "X");
        roster.add("pip.warren", "X");
        for (text, expected) in [
            ("avdlinden closed it; avdl and anneke.vanderlinden too", "X closed it; X and X too"),
            ("r.okonjo, rokonjo2 and @Ruth.Okonjo.", "X, X and X."),
            ("pip.warren が確認", "X が確認"),
            ("rokonjoが確認", "Xが確認"),
            ("/srv/rokonjo/x on rokonjo-laptop", "/srv/rokonjo/x on X-laptop"),
        ] {
            assert_eq!(roster.without_logins(text), expected);
        }
    }
}
