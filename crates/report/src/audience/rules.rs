//! What is masked or left out by rule: customers, amounts of money, hosts, addresses and tickets; evidence and code.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use comrak::nodes::NodeValue;
use comrak::{Arena, Options};
use regex::{Captures, Regex};

use super::customers;
use crate::document::{Document, LineIndex};

/// `customer 4711`, `tenant_id=acme-7`: the word stays.
const CUSTOMER_ID: &str = r#"(?i)\b((?:customer|tenant|account|client|subscriber|merchant|org(?:anisation|anization)?|user)(?:[ _-]?(?:id|no|number))?["']?\s*[:=#]?\s*["'`]?)([A-Za-z0-9_-]*\d[A-Za-z0-9_-]*)"#;
/// `顧客ID C-204981`, `契約番号: K-77120`: a number alone may be a count.
const CUSTOMER_NUMBER: &str = r"((?:顧客|契約|会員|お客様|取引先|テナント|利用者|ユーザー?|アカウント)(?:番号|ID|コード)\s*[:：=は]?\s*)([A-Za-z0-9_-]*\d[A-Za-z0-9_-]*)";
/// Telephone numbers as Japan writes them.
const PHONE: &str = r"\b0\d{1,4}[-‐ー]\d{1,4}[-‐ー]\d{3,4}\b";
/// Identifiers that payment services give.
const CUSTOMER_KEY: &str = r"\b(?:cus|acct|sub|ch|pi|in)_[A-Za-z0-9]{8,}|\b(?:customer|tenant|client|merchant|org|account)(?:[=/][A-Za-z0-9_-]*[A-Za-z0-9]|[-_][a-z0-9-]*[0-9][a-z0-9-]*)|\b(?:tenant|merchant)-[a-z]{3,}\b";
/// `customer Acme Corp`: a name in capitals after the word.
const CUSTOMER_NAME: &str = r"\b([Cc]ustomers?|[Tt]enants?|[Cc]lients?|[Mm]erchants?|[Pp]artners?)( |(?: affected| impacted| concerned)?: ?|, | \(|, such as | such as |, including | including | like )((?:\p{Lu}[\p{L}\d&.-]*)(?: \p{Lu}[\p{L}\d&.-]*)*(?:(?:, | and )\p{Lu}[\p{L}\d&.-]*(?: \p{Lu}[\p{L}\d&.-]*)*)*)";
/// `取引先「東都物流」`, `customer "acme"`: a name in quotes after the word.
const CUSTOMER_QUOTED: &str = r#"((?:顧客|取引先|お客様|得意先|加盟店|契約先|契約者|導入先|納品先|クライアント|(?i:\b(?:customer|client|tenant|merchant|partner)))(?:名|企業|企業名|の|である)?\s?[:：]?\s?[「『“"‘'])([^」』”"’'\n]{1,60})"#;
/// A name with the legal form of a company.
const COMPANY: &str = r"(?:\b\p{Lu}[\p{L}\d&-]*,? )+(?:Inc|Incorporated|Ltd|Limited|LLC|LLP|GmbH|Corp|Corporation|AG|PLC|K\.K|B\.V|S\.A|Pty)\b\.?|[\p{Han}\p{Katakana}\p{Hiragana}ーA-Z]{2,12}(?:[㈱㈲]|銀行|証券|信用金庫|商事|物産|製作所|ホールディングス)(?:株式会社|有限会社|合同会社)?|[㈱㈲][\p{Han}\p{Katakana}\p{Hiragana}ー]{2,10}|(?:株式会社|有限会社|合同会社)(?:\p{Hiragana}{2,6}[\p{Han}\p{Katakana}ー]*|[\p{Han}\p{Katakana}ーA-Za-z0-9]+)|[\p{Han}\p{Katakana}ーA-Za-z0-9]+(?:株式会社|有限会社|合同会社)";
/// Sums behind their currency, in the writings of many countries, with a number that stands right before them: what is
/// before `USD 98,700` may be a time.
const AMOUNT_BEHIND: &str = r"(?i)(\d[\d,.:'-]*\s?)?(?:(?:(?:US|CA|AU|NZ|HK|NT|R|S)?[$€£¥￥₹₩₽₺₫฿]\s?\d[\d,._' ]*\d|(?:US|CA|AU|NZ|HK|NT|R|S)?[$€£¥￥₹₩₽₺₫฿]\s?\d)(?:\s?(?:k|m|mm|bn?|mio\.?|mrd\.?|lakh|crore|thousand|million|billion|[千万億兆]+円?)(?-u:\b)?)?|(?-u:\b)(?:USD|EUR|GBP|JPY|CHF|NOK|SEK|DKK|CAD|AUD|INR|CNY|RMB|KRW|BRL|MXN|ZAR|PLN|CZK|HUF|TRY|SGD|HKD|NZD|ILS|AED|THB|kr\.?|zł|Rs\.?|Fr\.?)\s?\d(?:[\d,.' ]*\d)?(?:\s?(?:k|m|bn?|mio\.?|thousand|million|billion)\b)?)";
/// Sums before their currency.
const AMOUNT: &str = r"(?i)\d[\d,.' ]*\s?(?:k|m|bn?|mio\.?|mrd\.?|lakh|crore|thousand|million|billion)?\s?(?:USD|EUR|GBP|JPY|CHF|NOK|SEK|DKK|CAD|AUD|INR|CNY|RMB|KRW|BRL|MXN|ZAR|PLN|CZK|HUF|TRY|SGD|HKD|NZD|ILS|AED|THB|kr|zł|dollars?|euros?|pounds sterling|pounds|yen|yuan|won|rupees?|francs?|kroner|kronor|[€£¥₩₹])(?:\b|\B)|[\d,.〇一二三四五六七八九十百数何]+\s?[十百千万億兆\d,.〇一二三四五六七八九]*\s?(?:円|ドル|ユーロ|ポンド|元|ウォン|人民元)|(?:(?:half|an?|one|two|three|four|five|six|seven|eight|nine|ten|several|hundreds?|thousands?|millions?|billions?|of|[\d,.]+)[ -])+(?:dollars|euros|pounds|yen|bucks|grand|rupees)\b";
/// A sum that only its label tells, at the end of its cell or sentence: a number of rows or requests has a unit.
const AMOUNT_BY_LABEL: &str = r"(?i)((?:\b(?:costs?|revenue|turnover|sales|refund(?:s|ed)?|penalt(?:y|ies)|fines?|compensation|chargebacks?|credits? (?:issued|given|paid)|financial (?:loss|impact)|monetary (?:loss|impact)|GMV|budget)\b|損失額|損害額|売上|費用|返金額?|金額|コスト|賠償額?|補償額?)[^|\d\n:：=]{0,24}[|:：=はが\s]\s*(?:about|approx\.?|roughly|up to|some|around|約|およそ|~|≈)?\s*)(?:\d{1,3}(?:[,. ']\d{3})+|\d{4,}|\d[\d.,]*\s?(?:k|m|mm|bn|million|billion|thousand|[千万億]))(\s*(?:[|。、;)\n]|\.\s|\.?$))";
/// A sum without its currency; a number of requests has a counter.
const ROUND_SUM: &str = r"([\d,.]+\s?[千百]?[万億兆]+)($|[^\d万億千百件人回行台個社名円年秒分時バリク])";
const URL: &str = r#"(?i)\b[a-z][a-z0-9+.-]{1,15}://[^\s<>"'`)\]|]+"#;
/// Names in zones that only a network of its own knows, and hosts of clouds.
const HOST: &str = r"(?i)\b[a-z0-9_](?:[a-z0-9_-]*\.)+(?:internal|intranet|intra|local|lan|corp|private|home\.arpa|localdomain|svc|consul|cluster|prod|staging|stg|dev|test|onprem|com|net|org|io|co|app|cloud|ai|jp|uk|de|fr|eu|us|no|se|nl|dk|fi|ch|at|it|es|pt|pl|cz|in|cn|kr|tw|sg|au|nz|ca|br|mx|info|biz|tech|xyz|site|online|systems|tools|network|zone|me|gov|edu|mil|int)\b(?::\d+)?(?:/[^\s<>`)\]|、。）]*)?";
/// Host and pod names by their form: `ip-10-0-3-7`, `db-prod-03`, `orders-7d9f8b6c5-x2x4z`.
/// Names that a cluster makes end in letters without vowels, so that they form no words.
const MACHINE: &str = r"(^|[^‹A-Za-z0-9_-])(?:[a-z][a-z0-9]*(?:-[a-z0-9]+)*-(?:[0-9]{8,10}|[bcdfghjklmnpqrstvwxz2456789]{8,10})-[bcdfghjklmnpqrstvwxz2456789]{5}|[a-z][a-z0-9]*(?:-[a-z0-9]+)*-(?:[2456789][bcdfghjklmnpqrstvwxz2456789]{4}|[bcdfghjklmnpqrstvwxz][2456789][bcdfghjklmnpqrstvwxz2456789]{3}|[bcdfghjklmnpqrstvwxz]{2}[2456789][bcdfghjklmnpqrstvwxz2456789]{2}|[bcdfghjklmnpqrstvwxz]{3}[2456789][bcdfghjklmnpqrstvwxz2456789]|[bcdfghjklmnpqrstvwxz]{4}[2456789])|ip-\d+-\d+-\d+-\d+|[a-z][a-z0-9]*(?:-[a-z0-9]+)*-[a-f0-9]{6,10}-[a-z0-9]{5}|[a-z][a-z0-9]*(?:-[a-z0-9]+){2,}-\d{1,3}|[a-z][a-z0-9]*(?:-[a-z0-9]+)*-[a-z]*\d{2,}|[a-z]+\d{2,}\.[a-z0-9.-]+|(?:[a-z0-9]+-)*(?:db|zk|mq|ns|dns|ldap|mail|smtp|sw|fw|web|app|api|node|host|worker|broker|master|replica|primary|standby|redis|kafka|srv|server|cache|vm|etcd|es|pg|mysql|postgres|mongo|proxy|lb|gw|gateway|nas|vpn|bastion|jump|edge|shard|queue|k8s)[a-z]*(?:-?\d+)+(?:-[a-z0-9]+)*|[a-z]+(?:-[a-z0-9]+)+-(?:[0-9]+[a-f]+|[a-f]+[0-9]+)[0-9a-f]{1,12}(?:-[a-z0-9]{4,5})?)\b";
const TICKET: &str = r"\b[A-Z][A-Z0-9]{1,9}-\d{1,7}\b|(^|[^A-Za-z0-9_.&/-])[A-Za-z0-9_./-]*#\d{2,}\b";
/// Prefixes of what is written like a ticket and is none.
const NO_TICKETS: [&str; 16] =
    ["AI", "SEV", "UTC", "GMT", "CVE", "RFC", "ISO", "SHA", "UTF", "P", "HTTP", "TLS", "F", "AES", "RSA", "COVID"];

/// Compiled rules, and the customers a report names.
#[derive(Debug)]
pub(super) struct Rules {
    /// Longest first: one name may begin with another.
    known: Vec<String>,
    customer: [Option<Regex>; 7],
    behind: Option<Regex>,
    amounts: [(Option<Regex>, &'static str); 3],
    addresses: [(Option<Regex>, &'static str); 3],
    ticket: Option<Regex>,
}

impl Rules {
    pub(super) fn learn(document: &Document, markdown: &str) -> Self {
        let facts = document.facts.iter().filter(|f| customers::is_label(&f.label)).map(|f| f.value.text.as_str());
        let front =
            document.front_matter.iter().flat_map(|front| &front.entries).filter(|e| customers::is_label(&e.key));
        let values = facts
            .chain(rows_of(markdown, customers::is_label))
            .chain(customers::lines(markdown))
            .chain(front.flat_map(|e| std::iter::once(e.value.as_str()).chain(e.items.iter().map(String::as_str))));
        let mut known: BTreeSet<String> = values.flat_map(customers::named).collect();
        // Japanese has no spaces: a value may follow a letter of another script directly.
        let compile = |pattern: &str| Regex::new(&pattern.replace(r"\b", r"(?-u:\b)")).ok();
        let company = compile(COMPANY);
        // Who is named in full is later named without the form of the company.
        let in_full = company.iter().flat_map(|pattern| pattern.find_iter(markdown)).map(|m| m.as_str().to_owned());
        let in_full: BTreeSet<String> = in_full.chain(known.iter().cloned()).collect();
        known.extend(in_full.iter().filter_map(|name| customers::short(name)));
        Self {
            known: customers::longest_first(known),
            customer: [CUSTOMER_KEY, CUSTOMER_ID, CUSTOMER_NAME, COMPANY, CUSTOMER_NUMBER, PHONE, CUSTOMER_QUOTED]
                .map(compile),
            behind: compile(AMOUNT_BEHIND),
            amounts: [
                (compile(AMOUNT), "‹amount›"),
                (compile(AMOUNT_BY_LABEL), "${1}‹amount›${2}"),
                (compile(ROUND_SUM), "‹amount›${2}"),
            ],
            addresses: [(compile(URL), "‹link›"), (compile(HOST), "‹host›"), (compile(MACHINE), "${1}‹host›")],
            ticket: compile(TICKET),
        }
    }

    /// Customers without their names and numbers.
    pub(super) fn customers(&self, text: &str) -> String {
        const MASK: &str = "‹customer›";
        let mut told = text.to_owned();
        for name in &self.known {
            told = super::people::replace_word(&told, name, MASK);
        }
        let [key, id, name, company, number, phone, quoted] = &self.customer;
        // Before names with their legal form are masked: the rest of a list may have none.
        if let Some(name) = name {
            told = name.replace_all(&told, format!("${{1}}${{2}}{MASK}")).into_owned();
        }
        for whole in [key, company].into_iter().flatten() {
            told = whole.replace_all(&told, MASK).into_owned();
        }
        if let Some(phone) = phone {
            told = phone.replace_all(&told, "‹phone›").into_owned();
        }
        for id in [id, number, quoted].into_iter().flatten() {
            told = id.replace_all(&told, format!("${{1}}{MASK}")).into_owned();
        }
        told
    }

    /// Text without sums of money.
    pub(super) fn amounts(&self, text: &str) -> String {
        let behind = self.behind.as_ref().map_or(text.to_owned(), |pattern| {
            let masked = pattern.replace_all(text, |c: &Captures<'_>| {
                let [whole, before] = [0, 1].map(|n| c.get(n).map_or(0..0, |m| m.range()));
                let before = text.get(before).unwrap_or_default();
                if is_placeholder(text, whole.start + before.len()..whole.end) {
                    text.get(whole).unwrap_or_default().to_owned()
                } else if is_date_or_time(before) {
                    format!("{before}‹amount›")
                } else {
                    "‹amount›".to_owned()
                }
            });
            masked.into_owned()
        });
        let patterns = self.amounts.iter().filter_map(|(pattern, mask)| Some((pattern.as_ref()?, mask)));
        patterns.fold(behind, |told, (pattern, mask)| {
            let masked = pattern.replace_all(&told, |c: &Captures<'_>| {
                let whole = c.get(0).map_or(0..0, |m| m.range());
                let mut masked = String::new();
                c.expand(mask, &mut masked);
                if is_placeholder(&told, whole.clone()) {
                    told.get(whole).unwrap_or_default().to_owned()
                } else {
                    masked
                }
            });
            masked.into_owned()
        })
    }

    /// Text without addresses, hosts and tickets.
    pub(super) fn addresses(&self, text: &str) -> String {
        let mut told = text.to_owned();
        for (pattern, mask) in &self.addresses {
            if let Some(pattern) = pattern {
                told = pattern
                    .replace_all(&told, |c: &Captures<'_>| {
                        let mut masked = String::new();
                        c.expand(mask, &mut masked);
                        let whole = c.get(0).map_or("", |m| m.as_str());
                        if is_region(whole) { whole.to_owned() } else { masked }
                    })
                    .into_owned();
            }
        }
        let Some(ticket) = &self.ticket else { return told };
        let masked = ticket.replace_all(&told, |c: &Captures<'_>| {
            let whole = c.get(0).map_or("", |m| m.as_str());
            match whole.split_once('-') {
                Some((prefix, _)) if !whole.contains('#') && NO_TICKETS.contains(&prefix) => whole.to_owned(),
                _ => format!("{}‹ticket›", c.get(1).map_or("", |m| m.as_str())),
            }
        });
        masked.into_owned()
    }
}

/// The second cells of the rows of tables whose first cell is such a label; the head of a table names no values.
fn rows_of(markdown: &str, is_label: impl Fn(&str) -> bool + Copy) -> impl Iterator<Item = &str> {
    let is_rule = |line: &str| line.contains("--") && line.chars().all(|c| matches!(c, '|' | '-' | ':' | ' '));
    markdown.lines().zip(markdown.lines().skip(1).chain([""])).filter_map(move |(line, next)| {
        let mut cells = line.trim().strip_prefix('|')?.split('|');
        let (label, value) = (cells.next()?, cells.next()?);
        (is_label(label) && !is_rule(next)).then(|| value.trim())
    })
}

/// `10:05 `, `2025 `, `2025-03-04 `: what stands before a sum and is no part of it.
fn is_date_or_time(number: &str) -> bool {
    let number = number.trim_end();
    let is_year = number.len() == 4 && (number.starts_with("19") || number.starts_with("20"));
    is_year || number.contains([':', '-'])
}

/// `WHERE id = $2`, `VALUES ($1, $2)`, `$3::int`: the parameter of a statement, no sum.
fn is_placeholder(text: &str, found: std::ops::Range<usize>) -> bool {
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

/// `us-east-1`: a region of a cloud, which everybody knows.
fn is_region(name: &str) -> bool {
    let mut parts = name.trim_start_matches(|c: char| !c.is_ascii_alphanumeric()).split('-');
    let areas = ["us", "eu", "ap", "sa", "ca", "me", "af", "il", "asia", "europe"];
    let sides = ["north", "south", "east", "west", "central", "northeast", "southeast", "northwest", "southwest"];
    parts.next().is_some_and(|area| areas.contains(&area))
        && parts.next().is_some_and(|side| sides.contains(&side))
        && parts.count() == 1
}

/// Fields of the analysis whose strings programs read: names of kinds, keys, numbers of parts.
pub(super) fn is_structure(field: &str) -> bool {
    matches!(
        field,
        "schema"
            | "outcome"
            | "kind"
            | "layer"
            | "milestone"
            | "priority"
            | "key"
            | "id"
            | "factor"
            | "time"
            | "start"
            | "end"
            | "deadline"
            | "sha256"
            | "type"
            | "status"
            | "role"
            | "confidence"
            | "direction"
            | "basis"
    )
}

/// Text without the comments in it. One that does not end hides the rest of the text from its readers.
pub(super) fn without_comments(text: &str) -> String {
    let told = crate::html::body::without_comments(text);
    told.split_once("<!--").map_or_else(|| told.clone(), |(before, _)| before.to_owned())
}

/// Text in which nothing hides a value from the rules: no invisible characters, no escapes inside a word.
pub(super) fn without_disguise(text: &str) -> String {
    let visible: String = text
        .chars()
        .filter(|c| !matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{ad}'))
        .collect();
    ["_", "-", ".", "@", "$", "#"].iter().fold(visible, |told, c| told.replace(&format!("\\{c}"), c))
}

/// The Markdown without what only the makers may read: foreign front matter, footnotes and their marks, code blocks,
/// HTML and comments, and the targets of links and images.
pub(super) fn without_evidence(markdown: &str) -> String {
    let mut options = Options::default();
    options.extension.table = true;
    options.extension.footnotes = true;
    options.extension.autolink = true;
    options.extension.front_matter_delimiter = Some("---".to_owned());
    let arena = Arena::new();
    let root = comrak::parse_document(&arena, markdown, &options);
    let lines = LineIndex::new(markdown);
    let mut cuts: Vec<(usize, usize, String)> = Vec::new();
    for node in root.descendants() {
        let data = node.data.borrow();
        let replacement = match &data.value {
            // Its place in the tree depends on blank lines after it; its text begins the document.
            NodeValue::FrontMatter(text) => {
                cuts.push((0, text.len(), kept_front_matter(text)));
                continue;
            }
            NodeValue::FootnoteDefinition(_)
            | NodeValue::FootnoteReference(_)
            | NodeValue::CodeBlock(_)
            | NodeValue::HtmlBlock(_)
            | NodeValue::HtmlInline(_) => String::new(),
            NodeValue::Link(_) | NodeValue::Image(_) => {
                let mut words = String::new();
                for inner in node.descendants() {
                    match &inner.data.borrow().value {
                        NodeValue::Text(text) => words.push_str(text),
                        NodeValue::Code(code) => words.push_str(&code.literal),
                        _ => {}
                    }
                }
                words
            }
            _ => continue,
        };
        let at = data.sourcepos;
        let start = lines.start(at.start.line) + at.start.column.saturating_sub(1);
        let end = lines.start(at.end.line) + at.end.column;
        cuts.push((start, end, replacement));
    }
    cuts.sort();
    let mut told = String::with_capacity(markdown.len());
    let mut done = 0;
    for (start, end, replacement) in cuts {
        if start < done || end < start {
            continue;
        }
        told.push_str(markdown.get(done..start).unwrap_or(""));
        told.push_str(&replacement);
        done = end;
    }
    told.push_str(markdown.get(done..).unwrap_or(""));
    // Definitions that nothing cites are paragraphs to the parser, reference links are nothing.
    let lines = told.split_inclusive('\n').filter(|line| {
        let line = line.trim_start();
        !(line.starts_with('[') && line.split_once("]:").is_some_and(|(label, _)| !label.contains("](")))
    });
    lines.collect()
}

/// What somebody wrote in chat or on the page, in the rows that quote it after a colon.
static SAID: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"([:：]\s?)([“「])[^”」\n|]{6,}([”」])").ok());

/// Rows of tables and lists without the words of messages: they were written for colleagues.
pub(super) fn without_messages(markdown: &str) -> String {
    let is_row = |line: &str| {
        let line = line.trim_start();
        line.starts_with(['|', '-', '*', '+']) || line.starts_with(|c: char| c.is_ascii_digit())
    };
    let told = |line: &str| if is_row(line) { without_message(line) } else { line.to_owned() };
    markdown.split_inclusive('\n').map(told).collect()
}

/// A row without the words of the message that it quotes.
pub(super) fn without_message(row: &str) -> String {
    SAID.as_ref().map_or_else(|| row.to_owned(), |said| said.replace_all(row, "${1}${2}…${3}").into_owned())
}

/// The language alone.
fn kept_front_matter(text: &str) -> String {
    let lang = text.lines().find(|line| line.starts_with("lang:")).map(|line| format!("---\n{line}\n---\n"));
    lang.unwrap_or_default()
}
