//! People of customers, known by the pseudonym of their firm beside them: the company reads who of its own did what, and not who
//! works for whom it serves.

use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::super::{names, replaced};

const MASK: &str = "‹contact›";

/// `‹customer-1›'s build engineer Tove`, `‹customer-2› (Ms Odalys Ferreira)`: a title or a given name makes a person.
const BEHIND: &str = r"(‹customer-\d+›(?:'s|’s)?,? \(?(?:[a-z-]+ ){0,3})((?:Mr|Mrs|Ms|Dr|Herr|Frau|Mme)\.? )?(\p{Lu}[\p{L}'’-]+(?: \p{Lu}[\p{L}'’-]+){0,2})";
/// `Hartmut Bruening at ‹customer-2›`.
const BEFORE: &str = r"(\p{Lu}[\p{L}'’-]+(?: \p{Lu}[\p{L}'’-]+){1,2})( (?:at|from|of) ‹customer-\d+›)";
/// `‹customer-1› 購買部の蓮見様`, `‹customer-2›の情シス、千田さん`.
const JAPANESE: &str = r"(‹customer-\d+›[^\n。‹]{0,12}?[の、 ])([\p{Han}々]{1,4}|\p{Katakana}[\p{Katakana}ー]{1,7})(様|さま|さん|氏|課長|部長|店長|社長)";
/// Colleagues are `さん`; whom a firm calls `様` is not of it.
const POLITE: &str = r"([\p{Han}々]{1,4}|[\p{Katakana}ー]{2,8})(様|さま)";
const NOBODY: [&str; 10] = ["仕", "同", "多", "模", "異", "皆", "客", "各位", "御中", "王"];

/// The text without people of customers.
pub(super) fn without_contacts(text: &str) -> String {
    static RULES: LazyLock<[Option<Regex>; 4]> =
        LazyLock::new(|| [BEHIND, BEFORE, JAPANESE, POLITE].map(|pattern| Regex::new(pattern).ok()));
    let [behind, before, japanese, polite] = &*RULES;
    let part = |c: &Captures<'_>, n: usize| c.get(n).map_or(String::new(), |m| m.as_str().to_owned());
    let first = |name: &str| name.split(' ').next().unwrap_or_default().to_owned();
    let told = replaced(behind.as_ref(), text, |c, _| {
        let name = part(c, 3);
        let is_person = c.get(2).is_some() || names::is_given(&first(&name));
        is_person.then(|| format!("{}{MASK}", part(c, 1)))
    });
    let told = replaced(before.as_ref(), &told, |c, _| {
        let name = part(c, 1);
        let is_thing = name.split(' ').any(|word| names::is_ordinary(&word.to_lowercase()));
        (names::is_given(&first(&name)) || !is_thing).then(|| format!("{MASK}{}", part(c, 2)))
    });
    let told = replaced(japanese.as_ref(), &told, |c, _| Some(format!("{}{MASK}{}", part(c, 1), part(c, 3))));
    replaced(polite.as_ref(), &told, |c, _| {
        let name = part(c, 1);
        let is_nobody = NOBODY.iter().any(|word| name.ends_with(word)) || name.contains("ユーザ");
        (!is_nobody).then(|| format!("{MASK}{}", part(c, 2)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_of_customers_have_no_name() {
        for (text, expected) in [
            ("‹customer-1›'s build engineer Martin asks", "‹customer-1›'s build engineer ‹contact› asks"),
            ("called ‹customer-2› (Ms Odalys Ferreira), told", "called ‹customer-2› (‹contact›), told"),
            ("by Hartmut Brüning at ‹customer-2›", "by ‹contact› at ‹customer-2›"),
            ("‹customer-1› 購買部の蓮見様より", "‹customer-1› 購買部の‹contact›様より"),
            ("‹customer-1›の情シス、千田さんから", "‹customer-1›の情シス、‹contact›さんから"),
            ("担当の烏丸様が、佐藤さんに", "担当の‹contact›様が、佐藤さんに"),
        ] {
            assert_eq!(without_contacts(text), expected);
        }
        for text in [
            "‹customer-1› reported that Kafka was down",
            "‹customer-1›の決済が失敗した。佐藤さんが対応",
            "お客様、皆様、ユーザー様への仕様と同様の",
            "Maya at the desk",
            "Order Service of ‹customer-1›",
        ] {
            assert_eq!(without_contacts(text), text);
        }
    }
}
