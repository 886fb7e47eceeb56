//! Customers: their names and numbers, wherever a report names them once. The company reads numbered pseudonyms, the public one
//! word for all.

mod contacts;
mod named;

use std::collections::{BTreeMap, BTreeSet};

use backstory_mask::on_one_line;
use regex::{Captures, Regex};

use super::names;
use crate::document::Document;
pub(super) use named::is_label;

/// `customer 4711`, `tenant_id=acme-7`: the word stays.
const CUSTOMER_ID: &str = r#"(?i)\b((?:customer|tenant|account|client|subscriber|merchant|org(?:anisation|anization)?|user)(?:[ _-]?(?:id|no|number))?["']?\s*[:=#]?\s*["'`]?)([A-Za-z0-9_-]*\d[A-Za-z0-9_-]*)"#;
/// `顧客ID C-204981`, `契約番号: K-77120`: a number alone may be a count.
const CUSTOMER_NUMBER: &str = r"((?:顧客|契約|会員|お客様|取引先|テナント|利用者|ユーザー?|アカウント)(?:番号|ID|コード)\s*[:：=は]?\s*)([A-Za-z0-9_-]*\d[A-Za-z0-9_-]*)";
/// Telephone numbers as Japan writes them.
const PHONE: &str = r"\b0\d{1,4}[-‐ー]\d{1,4}[-‐ー]\d{3,4}\b";
/// Identifiers that payment services give.
const CUSTOMER_KEY: &str = r#"\b(?:cus|acct|sub|ch|pi|in)_[A-Za-z0-9]{8,}|\b(?:customer|tenant|client|merchant|org|account)(?:[_-]?(?:id|name|slug|key|code))?["']?(?:\s?[=/]\s?["']?[A-Za-z0-9_-]*[A-Za-z0-9]|[-_][a-z0-9-]*[0-9][a-z0-9-]*)|\b(?:tenant|merchant)-[a-z]{3,}\b"#;
/// `customer Acme Corp`: a name in capitals after the word.
const CUSTOMER_NAME: &str = r"\b([Cc]ustomers?|[Tt]enants?|[Cc]lients?|[Mm]erchants?|[Pp]artners?)( |(?: affected| impacted| concerned)?: ?|, | \(|, such as | such as |, including | including | like )((?:\p{Lu}[\p{L}\d&.-]*)(?: \p{Lu}[\p{L}\d&.-]*)*(?:(?:, | and )\p{Lu}[\p{L}\d&.-]*(?: \p{Lu}[\p{L}\d&.-]*)*)*)";
/// `on behalf of Acme`, `the account manager of Acme`, `Acme's CTO`: whom only a customer has or is.
const CUSTOMER_ROLE: &str = r"\b((?:[Oo]n behalf of|[Aa]ccount (?:manager|executive|team|owner) (?:of|for|at)|(?:[Cc]omplaints?|[Ee]scalations?|[Tt]ickets?) (?:from|by)|(?:SLA|[Cc]ontract|[Aa]greement) with) )(NAME)|\b(NAME)('s?|’s?) (?:CTO|CEO|CIO|CFO|COO|VP|account manager|procurement|legal team|purchasing)\b";
/// `tenant acme-eu`: the word stays where what follows is none of the language.
const TENANT: &str =
    r#"\b((?i:tenants?|customers?|workspaces?|orgs?|accounts?) ["'`]?)([a-z][a-z0-9]*(?:-[a-z0-9]+)+)\b"#;
/// `取引先「東都物流」`, `customer "acme"`: a name in quotes after the word.
const CUSTOMER_QUOTED: &str = r#"((?:顧客|取引先|お客様|得意先|加盟店|契約先|契約者|導入先|納品先|クライアント|(?i:\b(?:customer|client|tenant|merchant|partner)))(?:名|企業|企業名|の|である)?\s?[:：]?\s?[「『“"‘'])([^」』”"’'\n]{1,60})"#;
/// A name with the legal form of a company.
const COMPANY: &str = r"(?:\b\p{Lu}[\p{L}\d&-]* ){1,3}(?:Industries|Enterprises|Insurance|Airlines|Pharmacy|Pharmacies|Credit Union|Building Society|Dairy|Dairies|Dental|Clinics?|Glassworks|Mutual|Freight|Bakery|Bakeries|Brewery|Breweries|Outfitters|Apparel|Supermarkets|Resorts|Associates|Solicitors|Attorneys|Legal|Airways|Logistics|Pharmaceuticals|Motors|Telecom|University|Hospital|Ventures|Bancorp|Bank|Foods|Traders)\b|(?:\b\p{Lu}[\p{L}\d&-]*,? )+(?:Inc|Incorporated|Ltd|Limited|LLC|LLP|GmbH|Corp|Corporation|AG|AB|ASA|Oy|Oyj|NV|SpA|SARL|PLC|K\.K|B\.V|S\.A|Pty)\b\.?|[\p{Han}\p{Katakana}\p{Hiragana}ーA-Z]{2,12}(?:[㈱㈲]|銀行|証券|信用金庫|商事|物産|製作所|ホールディングス)(?:株式会社|有限会社|合同会社)?|(?:[㈱㈲]|[(（][株有][)）])[\p{Han}\p{Katakana}\p{Hiragana}ー]{2,10}|[\p{Katakana}ー]{3,12}社|[\p{Katakana}ー]{2,10}\p{Hiragana}{2,6}(?:様|さま)|[\p{Han}\p{Katakana}ー]{2,8}(?:薬局|工務店|百貨店|雑貨店|酒造|製粉|水産|食品[(（]株[)）]|フーズ|マート|リビング|ビール|急便)|(?:株式会社|有限会社|合同会社)(?:\p{Hiragana}{2,6}[\p{Han}\p{Katakana}ー]*|[\p{Han}\p{Katakana}ーA-Za-z0-9]+)|[\p{Han}\p{Katakana}ーA-Za-z0-9]+(?:株式会社|有限会社|合同会社)|[\p{Han}\p{Katakana}ー]{2,8}(?:工業|建設|運輸|電機|不動産|商会|商店|重工|製薬|自動車|製菓|薬品)";
/// What may be a name in `CUSTOMER_ROLE`.
const NAME: &str = r"\p{Lu}[\p{L}\d&-]*(?: \p{Lu}[\p{L}\d&-]*){0,3}";
/// A pseudonym with what is left of the name around it.
const REST: &str = r"(?:株式会社|有限会社|合同会社|㈱|㈲|（株）)?(‹customer(?:-\d+)?›)(?:株式会社|有限会社|合同会社|㈱|㈲|（株）| ?,? (?:Inc|Incorporated|Ltd|Limited|LLC|LLP|GmbH|Corp|Corporation|AG|PLC|K\.K|B\.V|S\.A|Pty)\b\.?)?(?:‹customer(?:-\d+)?›)*";

/// The customers a report names, and rules for those it names nowhere else.
#[derive(Debug)]
pub(super) struct Customers {
    /// Longest first: one name may begin with another.
    known: Vec<String>,
    /// Number by what is common to the names of one customer, in the order of the report.
    numbers: BTreeMap<String, usize>,
    is_numbered: bool,
    patterns: BTreeMap<&'static str, Regex>,
}

impl Customers {
    /// Learns the names of a report; they are numbered where their readers are to tell them apart.
    pub(super) fn learn(document: &Document, markdown: &str, is_numbered: bool) -> Self {
        let compile = |pattern: &str| Regex::new(&on_one_line(&pattern.replace("NAME", NAME))).ok();
        let patterns: BTreeMap<&'static str, Regex> = [
            ("key", CUSTOMER_KEY),
            ("id", CUSTOMER_ID),
            ("name", CUSTOMER_NAME),
            ("role", CUSTOMER_ROLE),
            ("tenant", TENANT),
            ("company", COMPANY),
            ("number", CUSTOMER_NUMBER),
            ("phone", PHONE),
            ("quoted", CUSTOMER_QUOTED),
            ("rest", REST),
        ]
        .into_iter()
        .filter_map(|(name, pattern)| Some((name, compile(pattern)?)))
        .collect();
        let mut customers = Self { known: Vec::new(), numbers: BTreeMap::new(), is_numbered, patterns };
        let known = customers.named_in(document, markdown);
        customers.known = longest_first(known);
        let mut places: Vec<(usize, &String)> =
            customers.known.iter().filter_map(|name| Some((markdown.find(name.as_str())?, name))).collect();
        places.sort();
        let keys: Vec<String> = places.into_iter().map(|(_, name)| key(name)).collect();
        for key in &keys {
            customers.number(key);
        }
        customers
    }

    fn named_in(&self, document: &Document, markdown: &str) -> BTreeSet<String> {
        let facts = document.facts.iter().filter(|f| is_label(&f.label)).map(|f| f.value.text.as_str());
        let front = document.front_matter.iter().flat_map(|front| &front.entries).filter(|e| is_label(&e.key));
        let values = facts
            .chain(rows_of(markdown, is_label))
            .chain(named::lines(markdown))
            .chain(front.flat_map(|e| std::iter::once(e.value.as_str()).chain(e.items.iter().map(String::as_str))));
        let mut known: BTreeSet<String> = values.flat_map(named::named).collect();
        let groups = |pattern: &str, groups: &'static [usize]| {
            let found = self.patterns.get(pattern).into_iter().flat_map(|pattern| pattern.captures_iter(markdown));
            found.flat_map(|c| groups.iter().filter_map(|n| c.get(*n)).map(|m| m.as_str()).collect::<Vec<_>>())
        };
        known.extend(
            groups("name", &[3]).chain(groups("role", &[2, 3])).flat_map(named::named).filter(|name| !is_word(name)),
        );
        known.extend(
            groups("quoted", &[2]).flat_map(named::named).filter(|name| name.chars().count() > 2 && !is_word(name)),
        );
        known.extend(
            groups("company", &[0])
                .flat_map(named::companies)
                .map(|name| name_of_company(&name).trim_end_matches('.').to_owned())
                .filter(|name| !is_thing(name)),
        );
        // A key in a sentence is the name in small letters.
        let keys = groups("key", &[0])
            .filter_map(|key| key.split_once(['=', '/']))
            .map(|(_, value)| value.trim_matches([' ', '"', '\'']));
        known.extend(
            keys.filter(|value| value.len() > 3 && value.bytes().all(|b| b.is_ascii_lowercase()) && !is_word(value))
                .map(str::to_owned),
        );
        // Who is named in full is later named without the form of the company.
        let short: Vec<String> = known.iter().filter_map(|name| named::short(name)).collect();
        // `Volkner Handels GmbH`, later `Volkner`: a first word that is none of the language and nobody's name.
        let first = known.iter().filter(|name| named::short(name).is_some()).filter_map(|name| {
            let (first, _) = name.split_once(' ')?;
            let is_word = names::is_ordinary(&first.to_lowercase()) || names::is_given(first);
            (first.chars().count() > 4 && first.chars().all(char::is_alphabetic) && !is_word).then(|| first.to_owned())
        });
        let first: Vec<String> = first.collect();
        known.extend(short.into_iter().chain(first));
        known
    }

    /// The text without names and numbers of customers.
    pub(super) fn masked(&mut self, text: &str) -> String {
        let mut told = text.to_owned();
        let known = std::mem::take(&mut self.known);
        for name in &known {
            let mask = self.mask(&key(name));
            told = replace_name(&told, name, &mask);
        }
        self.known = known;
        let patterns = std::mem::take(&mut self.patterns);
        // Before names with their legal form are masked: the rest of a list may have none.
        for (name, kept, group) in [("name", &[1, 2][..], 3), ("key", &[], 0), ("company", &[], 0)] {
            told = self.replaced(patterns.get(name), &told, kept, group);
        }
        if let Some(phone) = patterns.get("phone") {
            told = phone.replace_all(&told, "‹phone›").into_owned();
        }
        for name in ["id", "number", "quoted", "tenant"] {
            told = self.replaced(patterns.get(name), &told, &[1], 2);
        }
        told = self.of_roles(patterns.get("role"), &told);
        if let Some(rest) = patterns.get("rest") {
            told = rest.replace_all(&told, "${1}").into_owned();
        }
        self.patterns = patterns;
        if self.is_numbered { contacts::without_contacts(&told) } else { told }
    }

    /// The text with a group of what matches masked, and some groups before it kept.
    fn replaced(&mut self, pattern: Option<&Regex>, text: &str, kept: &[usize], group: usize) -> String {
        let Some(pattern) = pattern else { return text.to_owned() };
        let masked = pattern.replace_all(text, |c: &Captures<'_>| {
            let part = |n: usize| c.get(n).map_or("", |m| m.as_str());
            let (whole, value) = (part(0), part(group));
            let at = c.get(0).map_or(0, |m| m.start());
            let is_word_of_language =
                group == 2 && value.contains('-') && value.split('-').all(|part| part.len() < 3 || is_word(part))
                    || group == 0 && is_thing(whole)
                    // `Customers: Mobile, Web` are kinds of them.
                    || group == 3 && named::named(value).is_empty() && value.split([',', ' ']).filter(|word| !word.is_empty()).all(is_word);
            if value.is_empty() || is_masked(text, at) || value.contains('‹') || is_word_of_language {
                return whole.to_owned();
            }
            let before: String = kept.iter().map(|n| part(*n)).collect();
            let name = if group == 0 { name_of_company(value) } else { value };
            let lead = value.strip_suffix(name).unwrap_or_default();
            format!("{before}{lead}{}", self.mask_of_all(name))
        });
        masked.into_owned()
    }

    fn of_roles(&mut self, pattern: Option<&Regex>, text: &str) -> String {
        let Some(pattern) = pattern else { return text.to_owned() };
        let masked = pattern.replace_all(text, |c: &Captures<'_>| {
            let part = |n: usize| c.get(n).map_or("", |m| m.as_str());
            let name = if part(2).is_empty() { part(3) } else { part(2) };
            if is_word(name) || name.is_empty() {
                return part(0).to_owned();
            }
            part(0).replacen(name, &self.mask(&key(name)), 1)
        });
        masked.into_owned()
    }

    /// One pseudonym for a list in one place, as the public reads it; each has its own for the company.
    fn mask_of_all(&mut self, value: &str) -> String {
        let names = named::named(value);
        match names.as_slice() {
            [_, _, ..] if self.is_numbered => {
                names.iter().fold(value.to_owned(), |told, name| replace_name(&told, name, &self.mask(&key(name))))
            }
            _ => self.mask(&key(value)),
        }
    }

    fn mask(&mut self, key: &str) -> String {
        if self.is_numbered { format!("‹customer-{}›", self.number(key)) } else { "‹customer›".to_owned() }
    }

    fn number(&mut self, key: &str) -> usize {
        let next = self.numbers.len() + 1;
        *self.numbers.entry(key.to_owned()).or_insert(next)
    }
}

/// What the names of one customer have in common: the shorter one, in small letters.
fn key(name: &str) -> String {
    named::short(name).unwrap_or_else(|| name.to_owned()).to_lowercase()
}

/// Whether a name is nothing but words of the language: `Premium`, `Mobile Users`.
fn is_word(name: &str) -> bool {
    name.is_ascii() && name.split(' ').all(|word| names::is_ordinary(&word.to_lowercase()))
}

/// `Data Bank`, `Memory Bank`: what is called like a company and is a thing.
fn is_thing(name: &str) -> bool {
    let parts = name.rsplit_once(' ');
    parts.is_some_and(|(before, trade)| named::TRADES.contains(&trade.to_lowercase().as_str()) && is_word(before))
}

/// The name without the words in capitals that begin its sentence: `Tell Acme Bank`.
fn name_of_company(found: &str) -> &str {
    const ASKED: [&str; 24] = [
        "tell",
        "ask",
        "call",
        "contact",
        "notify",
        "inform",
        "email",
        "mail",
        "help",
        "give",
        "send",
        "refund",
        "apologise",
        "apologize",
        "thank",
        "update",
        "brief",
        "phone",
        "invite",
        "onboard",
        "migrate",
        "move",
        "let",
        "visit",
    ];
    let mut name = found;
    while let Some((first, rest)) = name.split_once(' ') {
        let lower = first.to_lowercase();
        if !rest.contains(' ') || !(names::is_software(&lower) || ASKED.contains(&lower.as_str())) {
            break;
        }
        name = rest;
    }
    name
}

/// Whether a place is inside a pseudonym.
fn is_masked(text: &str, at: usize) -> bool {
    let before = text.get(..at).unwrap_or_default();
    before.rfind('‹').is_some_and(|open| before.rfind('›').is_none_or(|close| close < open))
}

/// Replaces a name, also in small letters where no word is written so.
fn replace_name(text: &str, name: &str, mask: &str) -> String {
    let told = super::people::replace_word(text, name, mask);
    let lower = name.to_lowercase();
    if !name.is_ascii() || name.len() < 4 || is_word(name) || lower == name && !told.to_lowercase().contains(&lower) {
        return told;
    }
    let mut capitals = lower.chars();
    let capital: String = capitals.next().map(|c| c.to_ascii_uppercase()).into_iter().chain(capitals).collect();
    [lower, name.to_uppercase(), capital].iter().fold(told, |told, form| super::people::replace_word(&told, form, mask))
}

/// The second cells of the rows of tables whose first cell is such a label; the head of a table names no values.
pub(super) fn rows_of(markdown: &str, is_label: impl Fn(&str) -> bool + Copy) -> impl Iterator<Item = &str> {
    let is_rule = |line: &str| line.contains("--") && line.chars().all(|c| matches!(c, '|' | '-' | ':' | ' '));
    markdown.lines().zip(markdown.lines().skip(1).chain([""])).filter_map(move |(line, next)| {
        let mut cells = line.trim().strip_prefix('|')?.split('|');
        let (label, value) = (cells.next()?, cells.next()?);
        (is_label(label) && !is_rule(next)).then(|| value.trim())
    })
}

/// Longer names come first, for one may begin with another.
fn longest_first(names: BTreeSet<String>) -> Vec<String> {
    let mut names: Vec<String> = names.into_iter().collect();
    names.sort_by_key(|name| std::cmp::Reverse(name.len()));
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(markdown: &str, is_numbered: bool) -> String {
        Customers::learn(&Document::parse(markdown), markdown, is_numbered).masked(markdown)
    }

    #[test]
    fn every_pattern_compiles() {
        assert_eq!(Customers::learn(&Document::parse(""), "", true).patterns.len(), 10);
    }

    #[test]
    fn who_is_named_once_is_masked_everywhere() {
        let report = "# Outage at Tyrell Bank\n\n## Summary\nCustomers such as Tyrell Bank could not pay. Tell Tyrell Bank; tell Soylent (a customer: Soylent).\n\n\
            - Tyrell: 12 failed payments; tenant_id=vandelay; VANDELAY called\n- the account manager of Weyland Corp; on behalf of Cyberdyne Dynamic; Wonka's CTO wrote\n";
        assert_eq!(
            told(report, false),
            "# Outage at ‹customer›\n\n## Summary\nCustomers such as ‹customer› could not pay. Tell ‹customer›; tell ‹customer› (a customer: ‹customer›).\n\n\
            - ‹customer›: 12 failed payments; tenant_id=‹customer›; ‹customer› called\n- the account manager of ‹customer›; on behalf of ‹customer›; ‹customer›'s CTO wrote\n"
        );
    }

    #[test]
    fn the_company_tells_customers_apart() {
        for (text, expected) in [
            (
                "Customers: Globex Corp, Initech LLC. Globex and customer id cust-77 called Initech.",
                "Customers: ‹customer-1›, ‹customer-2›. ‹customer-1› and customer id ‹customer-3› called ‹customer-2›.",
            ),
            (
                "影響顧客: 株式会社みどり商会、青空物産\n\nみどり商会から",
                "影響顧客: ‹customer-1›、‹customer-2›\n\n‹customer-1›から",
            ),
            ("顧客のホシノ自動車株式会社様とホシノ自動車", "顧客の‹customer-1›様と‹customer-1›"),
        ] {
            let once = told(text, true);
            assert_eq!(once, expected);
            assert_eq!(told(&once, true), once);
        }
    }

    #[test]
    fn things_are_no_customers() {
        for text in [
            "a tenant self-service page, customer on-boarding and the Memory Bank; on behalf of Payments",
            "Customers: Mobile, Web\n\nMobile and Web failed",
            "client library, partner API and the Order Group",
        ] {
            assert_eq!(told(text, false), text);
        }
    }
}
