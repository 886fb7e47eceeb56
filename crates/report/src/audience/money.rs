//! Sums of money.

use std::ops::Range;

use backstory_mask::on_one_line;
use regex::Regex;

use super::replaced;

const MASK: &str = "‹amount›";
/// Sums behind their currency, in the writings of many countries, with a number that stands right before them: what is
/// before `USD 98,700` may be a time.
const AMOUNT_BEHIND: &str = r"(?i)(\d[\d,.:'-]*\s?)?(?:(?:US|CA|AU|NZ|HK|NT|MX|A|C|R|S)?[$€£¥￥₹₩₽₺₫฿]\s?NUMBER(?:\s?(?:(?:k|m|mm|bn?|mio|mrd|lakh|crore|thousand|million|billion)(?-u:\b)|[千万億兆]+円?))?|(?-u:\b)(?:USD|EUR|GBP|JPY|CHF|NOK|SEK|DKK|CAD|AUD|INR|CNY|RMB|KRW|BRL|MXN|ZAR|PLN|CZK|HUF|TRY|SGD|HKD|NZD|ILS|AED|THB|kr\.?|zł|Rs\.?|Fr\.?)\s?NUMBER(?:\s?(?:k|m|bn?|mio\.?|thousand|million|billion)\b)?)";
/// Sums before their currency.
const AMOUNT: &str = r"(?i)(?:between\s\d[\d,.]*\s?(?:k|m|bn?|thousand|million|billion)?\sand\s)?NUMBER\s?(?:k|m|bn?|mio\.?|mrd\.?|lakh|crore|thousand|million|billion)?\s?(?:dollars?|euros?|pounds sterling|pounds|yen|yuan|won|rupees?|francs?|kroner|kronor|USD|EUR|GBP|JPY|CHF|NOK|SEK|DKK|CAD|AUD|INR|CNY|RMB|KRW|BRL|MXN|ZAR|PLN|CZK|HUF|TRY|SGD|HKD|NZD|ILS|AED|THB|kr|zł|[€£¥₩₹])(?:\b|\B)|[\d〇一二三四五六七八九十百数何][\d,.〇一二三四五六七八九十百数何]*\s?[十百千万億兆\d,.〇一二三四五六七八九]*\s?(?:円|ドル|ユーロ|ポンド|元|ウォン|人民元)|(?:(?:half|an?|one|two|three|four|five|six|seven|eight|nine|ten|several|hundreds?|thousands?|millions?|billions?|of|\d[\d,.]*)[ -])+(?:dollars|euros|pounds|yen|bucks|grand|rupees)\b";
/// A sum that only its label tells, at the end of its cell or sentence: a number of rows or requests has a unit.
const AMOUNT_BY_LABEL: &str = r"(?i)((?:\b(?:costs?|revenue|turnover|sales|refund(?:s|ed)?|penalt(?:y|ies)|fines?|compensation|chargebacks?|credits? (?:issued|given|paid)|financial (?:loss|impact)|monetary (?:loss|impact)|GMV|budget)\b|損失額|損害額|売上|費用|返金額?|金額|コスト|賠償額?|補償額?)[^|\d\n:：=]{0,24}[|:：=はが\s]\s*(?:about|approx\.?|roughly|up to|some|around|約|およそ|~|≈)?\s*)(?:\d{1,3}(?:[,. ']\d{3})+|\d{4,}|\d[\d.,]*\s?(?:k|m|mm|bn|million|billion|thousand|[千万億]))(\s*(?:[|。、;)\n]|\.\s|\.?$))";
/// A sum without its currency; a number of requests has a counter.
const ROUND_SUM: &str = r"([\d,.]+\s?[千百]?[万億兆]+)($|[^\d万億千百件人回行台個社名円年秒分時バリク])";
/// `half a million`, `two hundred thousand`: a sum where no thing that is counted follows.
const IN_WORDS: &str = r"(?i)\b(?:half a|a quarter of a|an?|one|two|three|four|five|six|seven|eight|nine|ten|several|a few)(?: hundred)? (?:thousand|million|billion)\b";
/// A number as countries group its digits; a comma and a blank end it.
const NUMBER: &str = r"\d+(?:[,._'’]\d+| \d{3}\b)*";
/// The other end of a range behind a sum.
const TO: &str = r"^(?:[–—~〜-]|\sto\s|から)\d[\d,.]*\s?(?:k|m|bn?|thousand|million|billion|[千万億])?\b";

/// Compiled rules.
#[derive(Debug)]
pub(super) struct Money {
    behind: Option<Regex>,
    before: Option<Regex>,
    rest: [(Option<Regex>, &'static str); 2],
    in_words: Option<Regex>,
    to: Option<Regex>,
}

impl Money {
    pub(super) fn new() -> Self {
        let compile = |pattern: &str| Regex::new(&on_one_line(&pattern.replace("NUMBER", NUMBER))).ok();
        Self {
            behind: compile(AMOUNT_BEHIND),
            before: compile(AMOUNT),
            rest: [(compile(AMOUNT_BY_LABEL), "${1}‹amount›${2}"), (compile(ROUND_SUM), "‹amount›${2}")],
            in_words: compile(IN_WORDS),
            to: compile(TO),
        }
    }

    /// Text without sums of money.
    pub(super) fn masked(&self, text: &str) -> String {
        let told = replaced(self.behind.as_ref(), text, |c, whole| {
            let before = c.get(1).map_or("", |m| m.as_str());
            if is_placeholder(text, whole.start + before.len()..whole.end) {
                return None;
            }
            Some(if is_no_part(before) { format!("{before}{MASK}") } else { MASK.to_owned() })
        });
        let told = replaced(self.before.as_ref(), &told, |_, whole| {
            // `500 EUR-region`: a word goes on behind the currency.
            let behind = told.get(whole.end..).unwrap_or_default();
            let goes_on = told.get(whole.clone()).is_some_and(|sum| sum.ends_with(|c: char| c.is_ascii_alphabetic()))
                && (behind.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '_')
                    || behind.starts_with('-') && behind.chars().nth(1).is_some_and(|c| c.is_ascii_alphabetic()));
            (!goes_on && !is_placeholder(&told, whole)).then(|| MASK.to_owned())
        });
        let told = replaced(self.in_words.as_ref(), &told, |_, whole| {
            let behind = told.get(whole.end..).unwrap_or_default();
            let is_end =
                behind.trim_start_matches(['"', '”', '*', ')']).starts_with(['.', ',', ';', '|', '\n', '–', '—'])
                    || behind.trim().is_empty();
            let is_lost = [" in ", " lost", " was lost", " of revenue", " a day", " per "]
                .iter()
                .any(|words| behind.starts_with(words));
            (is_end || is_lost).then(|| MASK.to_owned())
        });
        let told = self.rest.iter().fold(told, |told, (pattern, mask)| {
            replaced(pattern.as_ref(), &told, |c, whole| {
                let mut masked = String::new();
                c.expand(mask, &mut masked);
                (!is_placeholder(&told, whole)).then_some(masked)
            })
        });
        self.without_ranges(&told)
    }

    /// Text in which a range from a sum ends with it.
    fn without_ranges(&self, text: &str) -> String {
        let Some(to) = &self.to else { return text.to_owned() };
        let mut told = String::with_capacity(text.len());
        let mut rest = text;
        while let Some((before, after)) = rest.split_once(MASK) {
            told.push_str(before);
            told.push_str(MASK);
            rest = to.find(after).and_then(|range| after.get(range.end()..)).unwrap_or(after);
        }
        told.push_str(rest);
        told
    }
}

/// `10:05 `, `2025 `, `2025-03-04 `: what stands before a sum and is no part of it.
fn is_no_part(number: &str) -> bool {
    let number = number.trim_end();
    let is_year = number.len() == 4 && (number.starts_with("19") || number.starts_with("20"));
    // `3, $5`: the end of what is listed before.
    is_year || number.contains([':', '-']) || number.ends_with(',')
}

/// `WHERE id = $2`, `VALUES ($1, $2)`, `$3::int`: the parameter of a statement, no sum.
fn is_placeholder(text: &str, found: Range<usize>) -> bool {
    let number = text.get(found.clone()).and_then(|words| words.strip_prefix('$')).unwrap_or_default();
    if !(1..=2).contains(&number.len()) || !number.bytes().all(|b| b.is_ascii_digit()) || number.starts_with('0') {
        return false;
    }
    let (before, behind) = (text.get(..found.start).unwrap_or_default(), text.get(found.end..).unwrap_or_default());
    let is_call =
        before.strip_suffix('(').is_some_and(|head| head.ends_with(|c: char| c.is_ascii_alphanumeric() || c == '_'));
    if behind.starts_with("::") || (is_call && behind.starts_with([')', ','])) {
        return true;
    }
    // The words of a statement stand in capitals in front of it, within its paragraph, bullet or cell.
    let block = ["\n\n", "\n- ", "\n* ", "\n|"].iter().filter_map(|cut| before.rfind(cut)).max().unwrap_or(0);
    let near = before.get(block..).unwrap_or_default();
    let is_statement = near.split(|c: char| !c.is_ascii_alphabetic()).any(|word| {
        matches!(
            word,
            "SELECT"
                | "INSERT"
                | "UPDATE"
                | "DELETE"
                | "WHERE"
                | "VALUES"
                | "LIMIT"
                | "OFFSET"
                | "SET"
                | "EXECUTE"
                | "PREPARE"
        )
    });
    let head = before.trim_end();
    let is_operand = head.ends_with(['=', '<', '>', '(', ',', '+', '-', '*', '|'])
        || ["LIMIT", "OFFSET", "IN", "AND", "LIKE", "BETWEEN"].iter().any(|word| head.ends_with(word));
    is_statement && is_operand
}

#[cfg(test)]
mod tests {
    use super::Money;

    #[test]
    fn sums_go_and_what_stands_beside_them_stays() {
        let money = Money::new();
        for (text, expected) in [
            (
                "$2.4M, 2.4 million dollars, £700, 700 pounds, Rs. 60,000, 4 BTC, 60 grand",
                "‹amount›, ‹amount›, ‹amount›, ‹amount›, ‹amount›, 4 BTC, ‹amount›",
            ),
            ("A$7, 7 USD/h, $6–20k, between 6 and 20 thousand dollars", "‹amount›, ‹amount›/h, ‹amount›, ‹amount›"),
            ("We lost half a million. Two hundred thousand in refunds", "We lost ‹amount›. ‹amount› in refunds"),
            ("half a million requests; a million users", "half a million requests; a million users"),
            ("600 EUR-region pods and 5 krill", "600 EUR-region pods and 5 krill"),
            ("- lost $5\n- 10 pods", "- lost ‹amount›\n- 10 pods"),
            ("| 5\nkr | x |", "| 5\nkr | x |"),
            ("約200万円から300万円、1,200ドル", "約‹amount›から‹amount›、‹amount›"),
        ] {
            assert_eq!(money.masked(text), expected);
        }
    }
}
