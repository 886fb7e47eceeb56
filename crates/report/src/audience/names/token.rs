//! Words in Latin letters, as names are made of them.

/// What a word looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// `Doe`, `O'Brien`, `McDonald`, `Hans-Peter`.
    Capital,
    /// `J.`, `J`.
    Initial,
    /// `DOE`.
    Upper,
    /// `van`, in small letters.
    Particle,
    /// `doe`.
    Small,
    /// What is part of an address, a path or an identifier, or has digits in it.
    Other,
}

/// A word and where it stands.
#[derive(Debug, Clone)]
pub(super) struct Token<'t> {
    /// Bytes of the word; the dot of an initial is part of it, the `'s` of whose something is, is not.
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) word: &'t str,
    pub(super) form: Form,
    /// Whether `'s` or an apostrophe follows.
    pub(super) owns: bool,
}

const PARTICLES: [&str; 25] = [
    "van", "von", "de", "der", "den", "da", "del", "di", "la", "bin", "al", "dos", "das", "du", "le", "el", "ten",
    "ter", "te", "zu", "ibn", "della", "bint", "af", "av",
];

fn is_letter(c: char) -> bool {
    c.is_ascii_alphabetic()
        || matches!(c, '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' | '\u{300}'..='\u{36f}')
            && !matches!(c, '×' | '÷')
}

fn is_inside(c: char) -> bool {
    is_letter(c) || c.is_ascii_digit() || c == '_'
}

/// The words of a text; what a pseudonym stands for is none.
pub(super) fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) {
        if c == '‹' {
            let rest = text.get(at..).unwrap_or_default();
            at += rest.find(['›', '\n']).unwrap_or(rest.len()).max(c.len_utf8());
            while !text.is_char_boundary(at) {
                at += 1;
            }
            continue;
        }
        if !is_inside(c) {
            at += c.len_utf8();
            continue;
        }
        let end = end_of_word(text, at);
        found.push(token(text, at, end));
        at = end;
    }
    found
}

/// Where the word goes on to: over apostrophes and hyphens with letters on both sides.
fn end_of_word(text: &str, start: usize) -> usize {
    let mut end = start;
    let mut rest = text.get(start..).unwrap_or_default().chars().peekable();
    while let Some(c) = rest.next() {
        let joins = matches!(c, '\'' | '’' | '-') && rest.peek().is_some_and(|next| is_letter(*next));
        if !(is_inside(c) || joins && end > start) {
            break;
        }
        end += c.len_utf8();
    }
    end
}

fn token(text: &str, start: usize, whole_end: usize) -> Token<'_> {
    let whole = text.get(start..whole_end).unwrap_or_default();
    let word = ["'s", "’s"].iter().find_map(|owned| whole.strip_suffix(owned)).unwrap_or(whole);
    let mut end = start + word.len();
    let before = text.get(..start).unwrap_or_default().chars().next_back();
    let mut behind = text.get(whole_end..).unwrap_or_default().chars();
    let (next, after) = (behind.next(), behind.next());
    let owns =
        word.len() < whole.len() || word.ends_with('s') && matches!(next, Some('\'' | '’')) && after == Some(' ');
    let is_single = word.chars().count() == 1 && word.chars().all(char::is_uppercase);
    let form = if is_joined(text, start, before, next, after, is_single) { Form::Other } else { form(word) };
    if form == Form::Initial && next == Some('.') {
        end = whole_end + 1;
    }
    Token { start, end, word, form, owns }
}

/// Whether a word is part of something longer that is no sentence: a path, an address, a handle, an option.
fn is_joined(
    text: &str,
    start: usize,
    before: Option<char>,
    next: Option<char>,
    after: Option<char>,
    is_single: bool,
) -> bool {
    let two_before = text.get(..start).unwrap_or_default().chars().rev().nth(1);
    let large = |c: Option<char>| c.is_some_and(char::is_uppercase);
    match before {
        Some('@' | '_' | '-' | '\\' | '$' | '=') => return true,
        Some('#') => return !text.get(..start).is_some_and(|head| head.ends_with("##") || head.ends_with("\n#")),
        // `J.Smith`; otherwise the end of a name with dots in it.
        Some('.') => return !large(two_before),
        Some('/') => {
            return !(two_before.is_some_and(is_letter)
                && text.get(start..).is_some_and(|w| w.starts_with(char::is_uppercase)));
        }
        _ => {}
    }
    match next {
        Some('.') => !is_single && after.is_some_and(|c| c.is_ascii_alphanumeric()),
        Some('/') => after.is_some_and(|c| c.is_ascii_alphanumeric() && !c.is_uppercase()),
        Some('@' | '_' | '=' | '\\') => true,
        Some('(') => after == Some(')'),
        Some('-') => after.is_some_and(|c| c.is_ascii_alphanumeric()),
        _ => false,
    }
}

fn form(word: &str) -> Form {
    if word.chars().any(|c| c.is_ascii_digit() || c == '_') {
        return Form::Other;
    }
    let large = word.chars().filter(|c| c.is_uppercase()).count();
    let count = word.chars().count();
    if !word.starts_with(char::is_uppercase) {
        // `iPhone`, `d'Angelo`.
        return match large {
            0 if PARTICLES.contains(&word) => Form::Particle,
            0 => Form::Small,
            _ => Form::Other,
        };
    }
    if count == 1 {
        return Form::Initial;
    }
    if large == count {
        return Form::Upper;
    }
    let parts = word.chars().filter(|c| matches!(c, '\'' | '’' | '-')).count();
    let begins = ["Mc", "Mac", "De", "Di", "Van", "La", "Le", "Fitz", "Du"].iter().any(|start| word.starts_with(start));
    if large <= 1 + parts + usize::from(begins) { Form::Capital } else { Form::Other }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_have_forms() {
        let found = tokens("Sean O'Connor's J.Smith hans-peter API a.b @ann db-1 ‹customer-1› Tomさん McKay");
        let forms: Vec<(&str, Form)> = found.iter().map(|t| (t.word, t.form)).collect();
        assert_eq!(
            forms,
            [
                ("Sean", Form::Capital),
                ("O'Connor", Form::Capital),
                ("J", Form::Initial),
                ("Smith", Form::Capital),
                ("hans-peter", Form::Small),
                ("API", Form::Upper),
                ("a", Form::Other),
                ("b", Form::Other),
                ("ann", Form::Other),
                ("db", Form::Other),
                ("1", Form::Other),
                ("Tom", Form::Capital),
                ("McKay", Form::Capital),
            ]
        );
    }
}
