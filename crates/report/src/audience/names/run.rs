//! Runs of words that are a name: which words belong to it, and whether it is one here.

use std::ops::Range;

use super::context::{Around, asks, is_month, is_title};
use super::roster::{Part, Roster};
use super::token::{Form, Token, tokens};
use super::{folded, is_given, is_given_word, is_ordinary, is_software};

/// Most words of a name.
const LONGEST: usize = 6;

/// A name in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::audience) struct Found<'t> {
    pub(in crate::audience) at: Range<usize>,
    /// The role of whoever is known by it.
    pub(in crate::audience) role: Option<&'t str>,
    /// Whether more than its shape tells that it is one.
    pub(in crate::audience) is_sure: bool,
}

/// The text with every name replaced by the role of who bears it, or by `other`.
pub(in crate::audience) fn replaced(text: &str, roster: &Roster, other: &str) -> String {
    let mut told = String::with_capacity(text.len());
    let mut done = 0;
    for found in names(text, roster) {
        told.push_str(text.get(done..found.at.start).unwrap_or_default());
        told.push_str(found.role.unwrap_or(other));
        done = found.at.end;
    }
    told.push_str(text.get(done..).unwrap_or_default());
    told
}

/// The names in a text, in order.
pub(in crate::audience) fn names<'r>(text: &str, roster: &'r Roster) -> Vec<Found<'r>> {
    let tokens = tokens(text);
    let reader = Reader { text, tokens: &tokens, roster };
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        match reader.name_at(at) {
            Some((end, role, is_sure)) => {
                let range = |n: usize| tokens.get(n).map_or(0..0, |t| t.start..t.end);
                found.push(Found { at: range(at).start..range(end - 1).end, role, is_sure });
                at = end;
            }
            None => at += 1,
        }
    }
    found
}

struct Reader<'t, 'r> {
    text: &'t str,
    tokens: &'t [Token<'t>],
    roster: &'r Roster,
}

/// What a word may be in a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Piece {
    /// A name, and no word.
    Sure,
    /// A name that is a word as well.
    Word,
    /// A word in capitals that is no word of the language.
    Free,
    /// A word in capitals.
    Plain,
    Initial,
    Particle,
    No,
}

impl<'t, 'r> Reader<'t, 'r> {
    fn name_at(&self, start: usize) -> Option<(usize, Option<&'r str>, bool)> {
        let pieces = self.run(start);
        let names: Vec<Piece> =
            pieces.iter().copied().filter(|p| !matches!(p, Piece::Initial | Piece::Particle)).collect();
        if names.is_empty() {
            return None;
        }
        let end = start + pieces.len();
        let tokens = self.tokens.get(start..end)?;
        let around = self.around(start, end);
        let role = tokens.iter().find_map(|t| self.known(t)).map(|part| part.role.as_str());
        let holds = self.is_name(&pieces, &names, tokens, &around);
        let is_sure = names.contains(&Piece::Sure) || around.does() || around.follows();
        holds.then_some((end, role, is_sure))
    }

    fn is_name(&self, pieces: &[Piece], names: &[Piece], tokens: &[Token<'_>], around: &Around<'_>) -> bool {
        let has_initial = pieces.contains(&Piece::Initial);
        let knows = |t: &&Token<'_>| self.known(t).is_some();
        let lower = |n: usize| tokens.get(n).map(|t| folded(t.word)).unwrap_or_default();
        let owns = tokens.last().is_some_and(|t| t.owns);
        if names.contains(&Piece::Sure)
            || lower(tokens.len() - 1).ends_with("-san")
            || lower(tokens.len() - 1).ends_with("-sama")
        {
            return true;
        }
        let known = tokens.iter().filter(knows).count();
        if has_initial {
            // `A. Restart the pool` counts a list.
            return known > 0 || names.contains(&Piece::Free) && pieces.first() == Some(&Piece::Initial);
        }
        match names {
            [Piece::Word] if known > 0 => around.is_person(&lower(0), owns),
            [Piece::Word] => {
                !is_month(&lower(0))
                    && (around.thinks()
                        || around.follows()
                        || around.does() && (!asks(&lower(0)) || around.did())
                        || around.label() && self.is_quoted_behind(tokens))
            }
            [Piece::Free] => {
                !around.is_of_a_thing()
                    && (around.follows()
                        || around.thinks()
                        || self.is_titled(tokens)
                        || around.label() && self.is_quoted_behind(tokens))
            }
            [Piece::Word, ..] => is_pair(&lower(0), names, known, around),
            [Piece::Free, ..] => {
                let all_free = names.iter().all(|piece| matches!(piece, Piece::Free | Piece::Word));
                !around.is_of_a_thing() && (all_free && !around.is_heading || around.follows() || around.does())
            }
            _ => false,
        }
    }

    /// `Sam: "the cache"`: who says what stands in quotes.
    fn is_quoted_behind(&self, tokens: &[Token<'_>]) -> bool {
        let behind = tokens.last().and_then(|t| self.text.get(t.end..)).unwrap_or_default();
        behind.trim_start_matches([':', '：', '*', ' ']).starts_with(['"', '“', '「', '‘', '\''])
    }

    /// `Doeさん`.
    fn is_titled(&self, tokens: &[Token<'_>]) -> bool {
        let behind = tokens.last().and_then(|t| self.text.get(t.end..)).unwrap_or_default();
        let behind = behind.trim_start_matches(' ');
        ["さん", "さま", "氏", "様", "くん"].iter().any(|title| behind.starts_with(title))
    }

    fn known(&self, token: &Token<'_>) -> Option<&'r Part> {
        self.roster.part(token.word)
    }

    /// The words from one on that may be one name.
    fn run(&self, start: usize) -> Vec<Piece> {
        let mut pieces: Vec<Piece> = Vec::new();
        let mut at = start;
        while pieces.len() < LONGEST {
            if !pieces.is_empty() && !self.is_near(at) {
                break;
            }
            let piece = self.piece(at);
            let names = pieces.iter().filter(|p| !matches!(p, Piece::Initial | Piece::Particle)).count();
            let head = pieces.iter().copied().find(|p| !matches!(p, Piece::Initial | Piece::Particle));
            let fits = match piece {
                Piece::No => false,
                Piece::Plain => match head {
                    // A family name may be a word, a first name alone is none then.
                    Some(Piece::Sure | Piece::Word) => names < 2 && !self.ends_with_own(at),
                    Some(_) => names < 3,
                    None => false,
                },
                // In small letters a name stands alone, or before another that is known.
                _ if self.is_small(at) && names > 0 => {
                    matches!(piece, Piece::Sure | Piece::Particle)
                        && (piece == Piece::Particle || self.is_small(at - 1))
                }
                Piece::Initial => names < 3,
                _ => names < 4,
            };
            if !fits {
                break;
            }
            pieces.push(piece);
            at += 1;
        }
        self.trimmed(start, pieces)
    }

    /// Without particles and plain words at the end that nothing makes part of the name.
    fn trimmed(&self, start: usize, mut pieces: Vec<Piece>) -> Vec<Piece> {
        while let Some(last) = pieces.last() {
            let is_bare = *last == Piece::Initial
                && self.tokens.get(start + pieces.len() - 1).is_some_and(|t| t.end - t.start == t.word.len())
                && (pieces.len() == 1
                    || !matches!(pieces.first(), Some(Piece::Sure | Piece::Word))
                    || self.tokens.get(start + pieces.len() - 1).is_some_and(|t| matches!(t.word, "I" | "A")));
            if *last == Piece::Particle || is_bare {
                pieces.pop();
            } else {
                break;
            }
        }
        // Particles begin a name only before a family known with them, or where nothing else is written so.
        if pieces.first() == Some(&Piece::Particle) {
            let name = pieces.iter().position(|p| *p != Piece::Particle).unwrap_or(0);
            let token = self.tokens.get(start + name);
            let is_known = token.and_then(|t| self.known(t)).is_some_and(|part| part.has_particles);
            let word = self.tokens.get(start).map_or("", |t| t.word);
            let is_sure = matches!(word, "van" | "von" | "bin" | "ibn" | "bint") || name > 1;
            let is_free = matches!(pieces.get(name), Some(Piece::Free | Piece::Sure));
            if !(is_known || is_sure && is_free) {
                return Vec::new();
            }
            if is_free && !is_known {
                pieces.iter_mut().filter(|p| **p == Piece::Free).for_each(|p| *p = Piece::Sure);
            }
        }
        pieces
    }

    fn piece(&self, at: usize) -> Piece {
        let Some(token) = self.tokens.get(at) else { return Piece::No };
        let known = self.known(token);
        let lower = folded(token.word);
        match token.form {
            Form::Initial => Piece::Initial,
            Form::Particle if known.is_none() || self.is_before_capital(at) => Piece::Particle,
            Form::Capital => match known {
                Some(part) if part.is_word || self.roster.has_small(&lower) && is_ordinary(&lower) => Piece::Word,
                Some(_) => Piece::Sure,
                None if is_given(token.word) => Piece::Sure,
                // `Tran Van An`: no sentence begins behind a name.
                None if is_software(&lower) && !is_month(&lower) && lower.len() != 2 => Piece::No,
                None if is_given_word(&lower) => Piece::Word,
                // A word with accents is only written in small letters with them.
                None if is_ordinary(&lower)
                    || self.roster.has_small(&lower) && token.word.is_ascii()
                    || token.word.chars().count() < 3 =>
                {
                    Piece::Plain
                }
                None => Piece::Free,
            },
            Form::Upper => match known {
                Some(part) if !part.is_word && token.word.chars().count() > 2 => Piece::Sure,
                Some(_) if token.word.chars().count() > 2 => Piece::Plain,
                _ => Piece::No,
            },
            Form::Small | Form::Particle => match known {
                Some(part) if !part.is_word && lower.chars().count() > 2 => Piece::Sure,
                None if is_given(token.word) => Piece::Sure,
                _ => Piece::No,
            },
            Form::Other => Piece::No,
        }
    }

    fn is_before_capital(&self, at: usize) -> bool {
        self.is_near(at + 1)
            && self.tokens.get(at + 1).is_some_and(|t| matches!(t.form, Form::Capital | Form::Particle))
    }

    fn is_small(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|t| matches!(t.form, Form::Small | Form::Particle))
    }

    /// Whether the word before owns what follows: `Doe's Service`.
    fn ends_with_own(&self, at: usize) -> bool {
        at.checked_sub(1).and_then(|before| self.tokens.get(before)).is_some_and(|t| t.owns)
    }

    /// Whether one blank, or the dot of an initial, is all that stands before a word.
    fn is_near(&self, at: usize) -> bool {
        let (Some(before), Some(token)) = (at.checked_sub(1).and_then(|n| self.tokens.get(n)), self.tokens.get(at))
        else {
            return false;
        };
        let gap = self.text.get(before.end..token.start).unwrap_or_default();
        let follows_initial = before.form == Form::Initial && gap.is_empty();
        !before.owns && (matches!(gap, " " | "\u{a0}" | "\u{3000}") || follows_initial)
    }

    fn around(&self, start: usize, end: usize) -> Around<'t> {
        let from = self.tokens.get(start).map_or(0, |t| t.start);
        let to = self.tokens.get(end - 1).map_or(from, |t| t.end);
        let to = if self.tokens.get(end - 1).is_some_and(|t| t.owns) { to + 2 } else { to };
        let head = self.text.get(..from).unwrap_or_default();
        let tail = self.text.get(to..).unwrap_or_default();
        let head = head.get(head.rfind('\n').map_or(0, |at| at + 1)..).unwrap_or_default();
        let tail = tail.get(..tail.find('\n').unwrap_or(tail.len())).unwrap_or_default();
        let word_before = |n: usize, edge: usize| -> Option<&'t str> {
            let token = start.checked_sub(n).and_then(|at| self.tokens.get(at))?;
            let gap = self.text.get(token.end..edge)?;
            // A time before a row is no word of its sentence.
            let is_number = token.word.bytes().all(|b| b.is_ascii_digit());
            // `Dr. Doe`: the dot ends no sentence.
            let gap = if is_title(token.word) { gap.trim_start_matches('.') } else { gap };
            (!is_number && !gap.is_empty() && gap.chars().all(|c| matches!(c, ' ' | '`' | '*' | '\u{a0}')))
                .then_some(token.word)
        };
        let first = word_before(1, from);
        let second = first.and_then(|_| word_before(2, self.tokens.get(start - 1).map_or(0, |t| t.start)));
        let word_behind = |n: usize, edge: usize| -> Option<(&'t str, usize)> {
            let token = self.tokens.get(n)?;
            let gap = self.text.get(edge..token.start)?;
            (!gap.is_empty() && gap.chars().all(|c| matches!(c, ' ' | '`' | '*' | '\u{a0}')))
                .then_some((token.word, token.end))
        };
        let next = word_behind(end, to);
        let after = next.and_then(|(_, edge)| word_behind(end + 1, edge));
        let sentence = tail.find(['.', '!', '?']).and_then(|at| tail.get(at..)).unwrap_or_default();
        Around {
            before: [first, second],
            behind: [next.map(|(word, _)| word), after.map(|(word, _)| word)],
            mark_before: head.trim_end_matches([' ', '*', '_']).chars().next_back(),
            mark_behind: tail.trim_start_matches([' ', '*', '_']).chars().next(),
            is_heading: head.trim_start().starts_with('#'),
            is_question: sentence.starts_with('?'),
        }
    }
}

/// Two words or more of which the first is both a name and a word.
fn is_pair(first: &str, names: &[Piece], known: usize, around: &Around<'_>) -> bool {
    let is_time = is_month(first)
        && around.before[0].is_some_and(|word| {
            matches!(word.to_lowercase().as_str(), "in" | "since" | "until" | "during" | "of" | "last" | "by")
        });
    let is_asked = asks(first) && around.begins() && around.is_question;
    if is_time || is_asked {
        return false;
    }
    let has_free = names.iter().skip(1).any(|piece| *piece == Piece::Free);
    known > 1
        || known > 0 && !around.is_heading
        || !around.is_of_a_thing() && (has_free && !around.is_heading || around.is_somebody())
}

#[cfg(test)]
mod tests;
