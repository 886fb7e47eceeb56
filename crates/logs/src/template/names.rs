//! Second level: what can be told to be a name from its letters alone.

use super::words::Word;
use crate::format::cisco;

/// Ends of domain names that stand in logs; `java.net` and `org.a.io` start like packages and are none.
const DOMAINS: [&str; 28] = [
    "com",
    "org",
    "net",
    "edu",
    "gov",
    "mil",
    "io",
    "dev",
    "app",
    "cloud",
    "info",
    "co",
    "uk",
    "de",
    "fr",
    "nl",
    "ch",
    "eu",
    "jp",
    "cn",
    "in",
    "us",
    "local",
    "internal",
    "lan",
    "localdomain",
    "test",
    "example",
];
/// First labels of packages and bundles, which are domain names turned round.
const PACKAGES: [&str; 8] = ["com", "org", "net", "io", "edu", "java", "javax", "dev"];

/// Is it the name of a host on the network: labels of letters, digits and dashes with dots between, known at its end?
pub(super) fn is_domain(text: &str) -> bool {
    let mut labels = text.split('.');
    let (Some(first), Some(last)) = (labels.next(), text.rsplit('.').next()) else { return false };
    let is_label = |label: &str| {
        !label.is_empty()
            && label.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
    };
    text.contains('.')
        && is_label(first)
        && labels.all(is_label)
        && DOMAINS.contains(&last)
        && !PACKAGES.contains(&first)
}

/// Is it the name of a program or library?
pub(super) fn is_program(text: &str) -> bool {
    const PROGRAMS: [&str; 5] = ["exe", "dll", "sys", "jar", "so"];
    text.rsplit_once('.').is_some_and(|(name, extension)| {
        name.starts_with(|c: char| c.is_alphanumeric()) && !name.contains('.') && PROGRAMS.contains(&extension)
    })
}

/// Bytes from which on letters and digits without order are taken for encoded data.
const SHORTEST_DATA: usize = 20;

/// Length of data in base 64 at the start of a text, 0 if there is none: capitals, small letters and digits, and a sign
/// that no word holds (`+`, or `=` at the end).
pub(super) fn encoded_length(text: &str) -> usize {
    let body = text.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '+' | '/'))).unwrap_or(text.len());
    let padding = text.bytes().skip(body).take(2).take_while(|byte| *byte == b'=').count();
    let data = text.get(..body).unwrap_or_default();
    let has = |test: fn(&u8) -> bool| data.bytes().any(|byte| test(&byte));
    let is_data = body + padding >= SHORTEST_DATA
        && has(u8::is_ascii_digit)
        && has(u8::is_ascii_uppercase)
        && has(u8::is_ascii_lowercase)
        && (padding > 0 || data.contains('+'))
        && text.get(body + padding..).is_none_or(|rest| !rest.starts_with(|c: char| c.is_alphanumeric()));
    if is_data { body + padding } else { 0 }
}

/// Joins words with capitals in the midst of a sentence (`the Print Spooler service`): they are one name, so that names
/// of one, two and three words leave sentences of one shape.
pub(super) fn fold_titles(words: &[Word]) -> Vec<Word> {
    let mut out: Vec<Word> = Vec::with_capacity(words.len());
    // Behind the code of a message (`%LINK-3-UPDOWN: Interface …`) the sentence begins.
    let is_coded = words.first().is_some_and(|word| cisco::is_code(&word.text));
    for (place, word) in words.iter().enumerate() {
        let word = word.clone();
        // `External AS 65107`: what the number is.
        let is_label = word.text.bytes().all(|byte| byte.is_ascii_uppercase())
            && words.get(place + 1).is_some_and(|space| space.text == " ")
            && words.get(place + 2).is_some_and(|number| number.is_parameter);
        if is_capital(&word)
            && !is_label
            && let [.., before, space] = out.as_mut_slice()
            && space.text == " "
            && before.text.split(' ').all(|part| is_capital(&Word::literal(part)))
            && !before.is_parameter
            && (word.text.contains(char::is_lowercase) || before.text.contains(char::is_lowercase))
            && out.len() > if is_coded { 5 } else { 2 }
        {
            out.pop();
            if let Some(name) = out.last_mut() {
                name.text = format!("{} {}", name.text, word.text);
            }
        } else {
            out.push(word);
        }
    }
    out
}

fn is_capital(word: &Word) -> bool {
    !word.is_parameter
        && word.text.starts_with(|c: char| c.is_ascii_uppercase())
        && word.text.bytes().all(|byte| byte.is_ascii_alphabetic() || byte == b'-')
        && word.text.len() > 1
        // `VM Resumed`: a verb is no part of the name.
        && !word.text.ends_with("ed")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn domains_and_no_packages() {
        for domain in ["www.example.org", "a-1.b.internal", "example.com"] {
            assert!(is_domain(domain), "{domain}");
        }
        for other in ["java.net", "com.example.app", "a.B.com", "example", "..com", "kernel.log"] {
            assert!(!is_domain(other), "{other}");
        }
    }

    #[test]
    fn encoded_data() {
        assert_eq!(encoded_length("mQ8f/k3+Zr0Lw2Vb7Yx1Tn5cA9s= next"), 28);
        assert_eq!(encoded_length("aLongNameOfAClass2Handler=3"), 0);
        assert_eq!(encoded_length("short+1A="), 0);
    }
}
