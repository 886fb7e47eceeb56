//! The names in a cell or behind a label.

use super::super::names::japanese;
use super::labels::is_machine;

/// Names in a cell: separated by commas and the like, a title in parentheses left out, parts of a full name too.
pub(in crate::audience) fn names(cell: &str) -> Vec<String> {
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
    const PARTICLES: [&str; 19] = [
        "van", "von", "de", "der", "den", "da", "del", "di", "la", "bin", "al", "dos", "das", "du", "le", "ter", "te",
        "zu", "ibn",
    ];
    let is_part = |word: &str| word.chars().next().is_some_and(|c| c.is_uppercase() || !c.is_ascii());
    let mut found = Vec::new();
    let pairs = cell.split(BETWEEN).flat_map(|part| part.split(" and ")).flat_map(|part| part.split(" et "));
    for part in pairs {
        let part = part.trim().trim_start_matches('@').trim_matches(|c: char| !c.is_alphanumeric());
        let part = ["さん", "氏", "様"].iter().find_map(|title| part.strip_suffix(title)).unwrap_or(part);
        let words: Vec<&str> = part.split_whitespace().collect();
        let is_handle = words.len() == 1 && part.chars().any(char::is_alphabetic);
        let is_name = (2..=6).contains(&words.len())
            && words.first().is_some_and(|word| is_part(word))
            && words.iter().all(|word| is_part(word) || PARTICLES.contains(word));
        let is_word = WORDS.iter().any(|word| part.eq_ignore_ascii_case(word)) || is_machine(part);
        if !(is_handle || is_name)
            || is_word
            // `田中（インフラ部）`: the team beside a name stays.
            || (part.len() < cell.trim().len() && japanese::is_group(part))
            || part.contains('@')
            || (part.chars().count() < 2 && !japanese::is_name_of_one(part))
            || part.starts_with(|c: char| c.is_ascii_digit())
        {
            continue;
        }
        found.push(part.to_owned());
        if is_name && !part.is_ascii() {
            let is_long = |word: &&&str| !word.is_ascii() && word.chars().count() > 1 && !PARTICLES.contains(word);
            found.extend(words.iter().filter(is_long).map(|word| (*word).to_owned()));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::names;

    #[test]
    fn a_cell_holds_names_and_titles() {
        assert_eq!(names("@kofi, Maya Chen (SRE)"), ["kofi", "Maya Chen"]);
        assert_eq!(
            names("Wouter van den Broek / 佐藤 健一さん"),
            ["Wouter van den Broek", "佐藤 健一", "佐藤", "健一"]
        );
        assert_eq!(names("team"), Vec::<String>::new());
    }
}
