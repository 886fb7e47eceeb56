//! Names in a sentence that nothing marks as names: given names, family names of Japan, and people who do what only
//! people do. Lists cannot be complete; a text is read by somebody before it is published.

pub(super) mod japanese;

use std::collections::BTreeSet;
use std::sync::LazyLock;

use regex::{Captures, Regex};

use japanese::is_han;

static GIVEN: LazyLock<BTreeSet<&'static str>> = LazyLock::new(|| words(include_str!("given.txt")));
static SOFTWARE: LazyLock<BTreeSet<&'static str>> = LazyLock::new(|| words(include_str!("software.txt")));
/// A word, and the words in capitals that may follow it as family names.
const WORD: &str = r"(^|[^\p{L}\p{N}_@‹/.-])(\p{L}[\p{L}'’]*(?:-\p{L}+)?)((?:(?: (?:van|von|de|der|da|del|di|la|bin|al|\p{Lu}\.)){0,2} \p{Lu}[\p{L}'’-]+){0,2})";
/// Two words in capitals that do what people do.
const DOES: &str = r"(^|[^\p{L}\p{N}_@‹/.-])(\p{Lu}[\p{L}'’-]+(?: (?:van|von|de|der|den|da|del|di|la|bin|al))* \p{Lu}[\p{L}'’-]+)( (?:(?:also|then|later|first|quickly) )?(?:restarted|rolled|reverted|merged|noticed|saw|said|asked|thought|suggested|proposed|approved|joined|called|paged|acked|acknowledged|confirmed|found|fixed|wrote|posted|escalated|took|declared|reviewed|deployed|pushed|ran|opened|closed|handed|reported|told|agreed|decided|checked|stepped|led|pinged|announced)\b)";
/// A name after a word that people follow; the word alone does not tell whether one does.
const AFTER: &str = r"\b([Aa]sk|[Aa]sked|[Tt]hank|[Tt]hanked|[Rr]eviewed by|[Aa]pproved by|[Ww]ritten by|[Rr]eported by|[Nn]oticed by|[Ff]ound by|[Pp]inged|[Pp]ing|[Tt]hanks to|[Aa]ccording to|[Tt]old|[Cc]c|[Hh]err|[Ff]rau|[Mm]me\.?|[Mm]r\.?|[Mm]rs\.?|[Mm]s\.?|[Dd]r\.?|[Pp]rof\.?|[Hh]anded over to|[Ee]scalated to)( )(\p{Lu}[\p{L}'’-]+(?: \p{Lu}[\p{L}'’-]+)?)";
/// A word in capitals that does what only people do.
const THINKS: &str = r"(^|[^\p{L}\p{N}_@‹/.-])(\p{Lu}\p{Ll}[\p{L}'’-]+)( (?:noticed|said|thought|asked|suggested|agreed|joined the|wondered|remembered|realised|realized|apologised|apologized|volunteered)\b)";
/// `J. Smith`, `Tanaka-san`.
const STYLED: &str =
    r"(^|[^\p{L}\p{N}.])(?:\p{Lu}\. ?){1,2}\p{Lu}\p{Ll}[\p{L}'’-]+|\b\p{Lu}\p{Ll}+-(?:san|sama|kun|sensei)\b";
/// What follows a family name of Japan: a given name, then what follows a person.
const AFTER_SURNAME: &str = r"^(?:[ 　]?[\p{Han}々]{1,3}(?:[\s　、。,，.)）(（\[［|｜/／:：・;；「」『』【】<＜>＞*_`~]|$|が|は|の|に|を|と|も|へ|だ|で|や|・|から|より|さん|氏|様)|[ 　]?[\p{Hiragana}\p{Katakana}ー]{2,5}(?:さん|氏|様|くん))?";

fn words(list: &'static str) -> BTreeSet<&'static str> {
    list.lines().filter(|line| !line.starts_with('#')).flat_map(str::split_whitespace).collect()
}

/// Patterns of names in sentences.
#[derive(Debug)]
pub(super) struct Names {
    word: Option<Regex>,
    does: [Option<Regex>; 2],
    styled: Option<Regex>,
    after: Option<Regex>,
    after_surname: Option<Regex>,
}

impl Names {
    pub(super) fn new() -> Self {
        let compile = |pattern| Regex::new(pattern).ok();
        Self {
            word: compile(WORD),
            does: [DOES, THINKS].map(compile),
            styled: compile(STYLED),
            after: compile(AFTER),
            after_surname: compile(AFTER_SURNAME),
        }
    }

    /// The text with every name that is known or acts like one replaced.
    pub(super) fn replaced(&self, text: &str, role: &str) -> String {
        let mut told = text.to_owned();
        if let Some(pattern) = &self.after {
            told = pattern
                .replace_all(&told, |c: &Captures<'_>| {
                    let [whole, lead, gap, name] = [0, 1, 2, 3].map(|n| c.get(n).map_or("", |g| g.as_str()));
                    if is_name(name) { format!("{lead}{gap}{role}") } else { whole.to_owned() }
                })
                .into_owned();
        }
        if let Some(pattern) = &self.styled {
            told = pattern.replace_all(&told, format!("${{1}}{role}")).into_owned();
        }
        for pattern in self.does.iter().flatten() {
            told = pattern
                .replace_all(&told, |c: &Captures<'_>| {
                    let [whole, lead, name, rest] = [0, 1, 2, 3].map(|n| c.get(n).map_or("", |g| g.as_str()));
                    if is_name(name) { format!("{lead}{role}{rest}") } else { whole.to_owned() }
                })
                .into_owned();
        }
        self.without_surnames(&self.without_given(&told, role), role)
    }

    /// Family names that follow given names, or stand in the names of people who do something.
    pub(super) fn family_names<'t>(&self, text: &'t str) -> BTreeSet<&'t str> {
        let given = self.word.iter().flat_map(|pattern| pattern.captures_iter(text)).filter_map(|c| {
            let [given, family] = [2, 3].map(|n| c.get(n).map_or("", |group| group.as_str()));
            is_given(given).then_some(family)
        });
        let acting = self.does.iter().take(1).flatten().flat_map(|pattern| pattern.captures_iter(text));
        let acting = acting.filter_map(|c| c.get(2).map(|name| name.as_str()).filter(|name| is_name(name)));
        let family = |names: &'t str| names.split_whitespace().rfind(|part| part.starts_with(char::is_uppercase));
        let long = |name: &&str| name.chars().count() > 3 && !is_initial(name) && is_name(name);
        given.chain(acting).filter_map(family).filter(long).collect()
    }

    /// Given names with the family names that follow them.
    fn without_given(&self, text: &str, role: &str) -> String {
        let Some(pattern) = &self.word else { return text.to_owned() };
        let mut told = String::with_capacity(text.len());
        let mut done = 0;
        let mut from = 0;
        while let Some(found) = pattern.captures_at(text, from) {
            let [whole, word] = [0, 2].map(|n| found.get(n).map_or(done..done, |g| g.range()));
            if is_given(text.get(word.clone()).unwrap_or("")) {
                told.push_str(text.get(done..word.start).unwrap_or(""));
                told.push_str(role);
                done = whole.end;
                from = whole.end;
            } else {
                // What follows an ordinary word may itself be a name.
                from = word.end.max(from + 1);
                while !text.is_char_boundary(from) {
                    from += 1;
                }
            }
            if from >= text.len() {
                break;
            }
        }
        told.push_str(text.get(done..).unwrap_or(""));
        told
    }

    fn without_surnames(&self, text: &str, role: &str) -> String {
        if text.is_ascii() {
            return text.to_owned();
        }
        let mut told = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(c) = rest.chars().next() {
            let before = told.chars().next_back();
            // Inside a longer word in kanji the same characters are part of a place or thing.
            let stands = before.is_none_or(|c| !is_han(c));
            let kana = |c: char| matches!(c, 'ぁ'..='ヿ');
            let sounds = before.is_none_or(|c| !is_han(c) && !kana(c) || matches!(c, '・' | 'と' | 'や'));
            if let Some(after) = japanese::behind_sound(rest).filter(|_| sounds) {
                told.push_str(role);
                rest = after;
                continue;
            }
            match japanese::behind_surname(rest).filter(|_| stands) {
                Some(after)
                    if !after.starts_with(['区', '市', '町', '村', '県', '駅', '支', '店', '銀', '製', '電']) =>
                {
                    told.push_str(role);
                    rest = self.after_given(after);
                }
                _ => {
                    told.push(c);
                    rest = rest.get(c.len_utf8()..).unwrap_or("");
                }
            }
        }
        told
    }

    /// The text after the given name at its start, if there is one.
    fn after_given<'t>(&self, text: &'t str) -> &'t str {
        let matched = self.after_surname.as_ref().and_then(|pattern| pattern.find(text)).map_or("", |m| m.as_str());
        let given = matched.trim_end_matches(|c: char| !is_han(c));
        let titled = || ["さん", "氏", "様", "くん"].iter().find_map(|title| matched.strip_suffix(title));
        let name = if given.is_empty() { titled().unwrap_or_default() } else { given };
        text.strip_prefix(name).unwrap_or(text)
    }
}

/// `R.`, `J.P.`
fn is_initial(word: &str) -> bool {
    word.ends_with('.')
}

/// Whether a word in small letters names a program.
pub(super) fn is_software(lower: &str) -> bool {
    SOFTWARE.contains(lower)
}

pub(super) fn is_given(word: &str) -> bool {
    let lower = word.trim_end_matches("'s").trim_end_matches("’s").trim_end_matches(['\'', '’']).to_lowercase();
    // Short names in small letters are too often something else.
    let is_written = word.starts_with(char::is_uppercase) || lower.chars().count() > 3;
    let is_small = word.chars().skip(1).all(|c| !c.is_uppercase());
    is_written && is_small && GIVEN.contains(lower.as_str())
}

fn is_name(words: &str) -> bool {
    const PARTICLES: [&str; 11] = ["van", "von", "de", "der", "den", "da", "del", "di", "la", "bin", "al"];
    words.split(' ').filter(|word| !PARTICLES.contains(word)).all(|word| {
        let lower = word.trim_end_matches("'s").to_lowercase();
        // `SRE`, `OrderService`: more than the first letter is large.
        let is_plain =
            word.chars().skip(1).filter(|c| c.is_uppercase()).count() <= usize::from(word.contains(['\'', '’', '-']));
        is_plain && !SOFTWARE.contains(lower.as_str())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_and_words_are_kept() {
        let names = Names::new();
        for (text, expected) in [
            ("Ingrid Solheim restarted the pool", "X restarted the pool"),
            ("then Wei Zhang merged it", "then X merged it"),
            ("Sean O'Connor noticed it", "X noticed it"),
            ("a call with José Álvarez followed", "a call with X followed"),
            ("Piet van der Berg said so", "X said so"),
            ("Oluwaseun noticed the spike", "X noticed the spike"),
            ("Nobody noticed the spike", "Nobody noticed the spike"),
            ("as Tanaka-san and J. Smith agreed", "as X and X agreed"),
            ("on Lars' laptop", "on X laptop"),
            ("dmitri rolled back", "X rolled back"),
            ("ask Nguyen about it", "ask X about it"),
            ("according to Prometheus", "according to Prometheus"),
            ("Kubernetes restarted the pod", "Kubernetes restarted the pod"),
            ("Read Replica restarted at noon", "Read Replica restarted at noon"),
            ("will mark the release", "will mark the release"),
            ("鈴木一郎が再起動した", "Xが再起動した"),
            ("担当は高橋 美咲だった", "担当はXだった"),
            ("田中が切り戻しを実施", "Xが切り戻しを実施"),
            ("山田さんに確認", "Xさんに確認"),
            ("中野区のデータセンター", "中野区のデータセンター"),
            ("前田の確認後に再起動", "Xの確認後に再起動"),
            ("責任者：髙橋健一\n日付：5月", "責任者：X\n日付：5月"),
            ("担当：渡邉美咲\n", "担当：X\n"),
            ("鈴木一郎（インフラ部）", "X（インフラ部）"),
            ("山﨑が確認し、やまだが承認", "Xが確認し、Xが承認"),
            ("齊藤・スズキさん", "X・Xさん"),
            ("砂糖とさとうきび", "砂糖とさとうきび"),
        ] {
            assert_eq!(names.replaced(text, "X"), expected, "{text}");
        }
    }

    #[test]
    fn lists_have_no_word_twice_over() {
        assert!(
            GIVEN.intersection(&SOFTWARE).next().is_none(),
            "{:?}",
            GIVEN.intersection(&SOFTWARE).collect::<Vec<_>>()
        );
    }
}
