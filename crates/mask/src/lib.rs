//! Masks secrets and personal data in text that leaves the machine.
//!
//! Every value gets a pseudonym by kind and order of first appearance (`‹secret-1›`, `‹email-2›`). One [`Masker`] gives
//! the same value the same pseudonym, so masked text still tells that two lines speak of one address. Masking masked
//! text changes nothing. What is found errs on the side of masking; loopback addresses are kept, they name nobody.

mod random;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::net::{Ipv4Addr, Ipv6Addr};
use std::sync::LazyLock;

use regex::Regex;

/// What a masked value was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sensitive {
    /// A credential: token, password, private key.
    Secret,
    /// A mail address.
    Email,
    /// A payment card number.
    Card,
    /// An IP address.
    Ip,
    /// A phone number in international form.
    Phone,
}

impl Sensitive {
    fn word(self) -> &'static str {
        match self {
            Self::Secret => "secret",
            Self::Email => "email",
            Self::Card => "card",
            Self::Ip => "ip",
            Self::Phone => "phone",
        }
    }
}

/// Replaces sensitive values and remembers their pseudonyms.
#[derive(Debug, Clone, Default)]
pub struct Masker {
    names: BTreeMap<(Sensitive, String), usize>,
    counts: BTreeMap<Sensitive, usize>,
    /// Kinds that stay.
    kept: Vec<Sensitive>,
}

impl Masker {
    /// One that replaces what nobody may know, whoever reads: credentials and payment cards. Who works on a system needs its
    /// addresses.
    pub fn of_secrets() -> Self {
        Self { kept: vec![Sensitive::Email, Sensitive::Ip, Sensitive::Phone], ..Self::default() }
    }

    /// The text with every sensitive value replaced; borrowed when there is none.
    pub fn mask<'a>(&mut self, text: &'a str) -> Cow<'a, str> {
        let mut found = find(text);
        found.retain(|(_, _, kind)| !self.kept.contains(kind));
        if found.is_empty() {
            return Cow::Borrowed(text);
        }
        let mut masked = String::with_capacity(text.len());
        let mut done = 0;
        for (start, end, kind) in found {
            masked.push_str(text.get(done..start).unwrap_or(""));
            let number = self.number(kind, text.get(start..end).unwrap_or(""));
            write!(masked, "‹{}-{number}›", kind.word()).unwrap_or_default();
            done = end;
        }
        masked.push_str(text.get(done..).unwrap_or(""));
        Cow::Owned(masked)
    }

    /// How many different values of a kind were masked so far.
    pub fn count(&self, kind: Sensitive) -> usize {
        self.counts.get(&kind).copied().unwrap_or(0)
    }

    fn number(&mut self, kind: Sensitive, value: &str) -> usize {
        if let Some(number) = self.names.get(&(kind, value.to_owned())) {
            return *number;
        }
        let count = self.counts.entry(kind).or_insert(0);
        *count += 1;
        self.names.insert((kind, value.to_owned()), *count);
        *count
    }
}

/// One way to find a value: the first group, or the whole match, where `holds` agrees.
struct Rule {
    kind: Sensitive,
    pattern: Regex,
    holds: fn(&str) -> bool,
}

/// Tokens whose issuer gave them a form of their own.
const VENDOR: &str = r"\b(?:gh[opsru]_[A-Za-z0-9]{20,}|github_pat_[A-Za-z0-9_]{20,}|glpat-[A-Za-z0-9_-]{16,}|xox[a-z]-[A-Za-z0-9-]{10,}|xapp-[A-Za-z0-9-]{10,}|(?:AKIA|ASIA)[0-9A-Z]{16}|AIza[A-Za-z0-9_-]{35}|ya29\.[A-Za-z0-9_-]{20,}|[sr]k_(?:live|test)_[A-Za-z0-9]{10,}|whsec_[A-Za-z0-9]{16,}|sk-[A-Za-z0-9_-]{20,}|npm_[A-Za-z0-9]{30,}|pypi-[A-Za-z0-9_-]{30,}|SG\.[A-Za-z0-9_-]{16,}\.[A-Za-z0-9_-]{16,}|gls[ac]_[A-Za-z0-9_]{20,}|hv[sb]\.[A-Za-z0-9_-]{20,}|dop_v1_[a-f0-9]{32,}|shp(?:at|ss|ca)_[A-Fa-f0-9]{20,}|rk_(?:live|test)_[A-Za-z0-9]{10,}|gl(?:ptt|dt|rt|cbt)-[A-Za-z0-9_-]{16,}|hf_[A-Za-z0-9]{20,}|lin_api_[A-Za-z0-9]{20,}|ntn_[A-Za-z0-9]{20,}|dp\.(?:pt|st|ct)\.[A-Za-z0-9]{20,}|pscale_(?:tkn|pw|oauth)_[A-Za-z0-9_.-]{16,}|dapi[0-9a-f]{32}|PMAK-[A-Za-z0-9-]{20,}|NRAK-[A-Z0-9]{20,}|sq0(?:atp|csp)-[A-Za-z0-9_-]{20,}|sntry[su]_[A-Za-z0-9_+/=.-]{20,}|key-[0-9a-f]{32}|(?:SK|AC)[0-9a-f]{32}|AGE-SECRET-KEY-1[A-Z0-9]{20,}|[0-9]{8,10}:AA[A-Za-z0-9_-]{30,}|EAAA[A-Za-z0-9_-]{50,}|xkeysib-[a-f0-9]{40,}-[A-Za-z0-9]{10,}|rubygems_[a-f0-9]{32,}|v1\.0-[a-f0-9]{20,}-[a-f0-9]{60,}|gl[cp]_[A-Za-z0-9+/=_-]{30,}|eyJrIjoi[A-Za-z0-9+/=_-]{20,}|AT(?:ATT|CTT|BB)[A-Za-z0-9_=+/-]{20,}|AKCp[A-Za-z0-9]{40,}|p(?:at|ub)[A-Za-z0-9]{14}\.[a-f0-9]{40,}|[A-Za-z0-9]{14}\.atlasv1\.[A-Za-z0-9_-]{40,}|[MNO][A-Za-z0-9_-]{23,25}\.[A-Za-z0-9_-]{6}\.[A-Za-z0-9_-]{27,}|[A-Za-z0-9_]{3}[0-9]Q~[A-Za-z0-9_.~-]{30,}|dp\.[a-z]{2,6}(?:\.[a-z0-9_]+)?\.[A-Za-z0-9]{30,}|cio[A-Za-z0-9]{30,}|[sp]k_(?:live|test)_[A-Za-z0-9]{10,}|u\+[A-Za-z0-9_-]{16,}|[0-9a-f]{32}-us[0-9]{1,2}\b|GOCSPX-[A-Za-z0-9_-]{20,}|HRKU-[A-Za-z0-9_-]{20,}|(?:r8|gsk|figd|sbp|nfp)_[A-Za-z0-9_-]{20,}|[a-z]{1,3}key-[a-z]{2,12}-[A-Za-z0-9-]{16,}|bk(?:ua|ct|aj)_[a-f0-9]{32,}|pul-[a-f0-9]{32,}|sg[pdu](?:_[a-f0-9]{16})?_[a-f0-9]{32,}|ph[acrsx]_[A-Za-z0-9]{30,}|lsv2_(?:pt|sk)_[A-Za-z0-9_]{24,}|shippo_(?:live|test)_[a-f0-9]{24,}|access-(?:sandbox|development|production)-[0-9a-f-]{30,}|aio_[A-Za-z0-9]{24,}|oy2[a-z0-9]{40,}|A3-[A-Z0-9]{6}-[A-Z0-9-]{20,}|cmVmdGtu[A-Za-z0-9+/=]{40,}|(?:nvapi|xai|pplx|dckr|secret|vercel|fo1|tfp|cfut)[-_][A-Za-z0-9_-]{22,}|sl\.[A-Za-z0-9_-]{60,}|1//0[A-Za-z0-9_-]{24,}|fm[12]_[A-Za-z0-9+/=_-]{16,}|00[A-Za-z0-9_-]{40}|[a-z][a-z0-9]{1,11}_(?:pat|key|tok|token|secret|api|sk)_[A-Za-z0-9]{16,})";
/// Sixteen bytes or more in hexadecimal digits, or an id of their form, behind the words that make a key of them.
const KEY_IN_WORDS: &str = r#"(?i)(?:\b(?:(?:api|app|access|account|integration|routing|service|license|licence|ingest|write|read|auth|private|signing)[ _-]?key(?:[ _-]?id)?|(?:datadog|cohere|wandb|weights ?& ?biases|honeycomb|new relic|sendgrid|mailgun|twilio|algolia|amplitude|mixpanel|segment|rollbar|bugsnag|fastly|cloudflare|linode|okta|auth0|vendor|our|the|an?|its|of) (?:api )?(?:key|token)|genie ?key|token|secret)|鍵|キー|トークン)["']?(?:\s*[:=]\s*|\s+(?:is|was)\s+|\s*[はが「]\s*|\s+)["'`]?([0-9a-f]{32,}|[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}|[A-Za-z0-9_-]{40,})"#;
/// Chat webhooks: the address is the secret.
const WEBHOOK: &str = r"https://(?:hooks\.slack\.com/(?:services|workflows|triggers)/|[A-Za-z0-9.-]+\.webhook\.office\.com/|discord(?:app)?\.com/api/webhooks/|[A-Za-z0-9.-]+\.logic\.azure\.com(?::\d+)?/workflows/)([A-Za-z0-9/_@.-]+)";
const PRIVATE_KEY: &str = r"(?s)-----BEGIN [A-Z ]*PRIVATE KEY-----.*?(?:-----END [A-Z ]*PRIVATE KEY-----|\z)";
const CERTIFICATE: &str = r"(?s)-----BEGIN [A-Z ]*CERTIFICATE-----.*?(?:-----END [A-Z ]*CERTIFICATE-----|\z)";
/// A public key names its owner's machine.
const SSH_KEY: &str = r"\b(?:ssh-(?:rsa|ed25519|dss)|ecdsa-sha2-\w+)\s+([A-Za-z0-9+/=]{16,})";
/// Passwords among the arguments of programs: `-pSECRET`, `-u name:secret`.
const ARGUMENT: &str =
    r"(?:\bmysql\S*\b[^\n]*?\s-p|\bcurl\b[^\n]*?\s(?:-u|--user)[ =]?[^\s:]+:|\bsshpass\s+-p\s*)([^\s‹›]{4,})";
/// What a cookie holds.
const SESSION: &str = r#"(?i)\b[\w-]*(?:sess(?:ion)?_?id|sessid|_session|csrf(?:[_-]?token)?|xsrf(?:[_-]?token)?|otp|pin(?: code)?|one-time (?:code|password))\b["']?(?:\s*[:=]\s*|\s+(?:is|was)\s+|\s+)["']?([A-Za-z0-9%._~+/=-]{4,})"#;
const SAID_IN_JAPANESE: &str = r"(?:(?:パスワード|パスフレーズ|暗証番号|認証コード|ワンタイムコード|秘密鍵|トークン)\s*(?:は|が|を|:|：|=)?|(?-u:\b)(?i:pin|pw|pass)(?:コード|番号)?\s*(?:は|が|を|:|：|=))\s*[「『]?([A-Za-z0-9!#$%&*+/=?@^_~.-]{4,})";
/// A phrase of words joined by hyphens, which a sentence says is the password.
const PHRASE: &str = r#"(?i)(?:\b|_)(?:pass(?:word|wd|phrase|code)?|pwd?)\s*(?:\s(?:is|was)(?: set to| now)?\s|\s?[=:：]\s*)["'`“(]*([^\s"'`,;()‹›“”]{8,})"#;
/// A name and a password of somebody who logs in: `login with admin / Winter2024!`, `ID/PW は admin / …`.
const LOGIN: &str = r#"(?i)(?:\b(?:log(?:ged|ging|s)?[ -]?(?:in|on)|sign(?:ed|s)?[ -]?in|authenticated?|credentials?|creds|accounts?|username|user|admin)\b|ログイン|アカウント|認証情報|(?-u:\b)ID\s?[/／・]\s?(?:PW|PASS|パスワード))[^\n|/‹›]{0,24}?[\s:：はを]["'`]?[\w.@+-]{2,40}["'`]?\s*[/／:]\s*["'`]?([^\s"'`/,;()‹›|、。]{6,})"#;
/// `abcdef.0123456789abcdef`: a token that joins a node to a cluster.
const BOOTSTRAP: &str = r"\b[a-z0-9]{6}\.[a-z0-9]{16}\b";
const RANDOM: &str = r"[A-Za-z0-9_~+-]{20,}=*";
const IBAN: &str = r"\b[A-Z]{2}[0-9]{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,4})?\b";
const JWT: &str = r"\beyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]*";
const AUTHORIZATION: &str = r#"(?i)\b(?:authorization|x-api-key|dd-api-key|dd-application-key|private-token|set-cookie|cookie)["']?\s*[:=]\s*["']?(?:(?:bearer|basic|token|digest|apikey|geniekey)\s+)?([^\s"',;‹›]+)"#;
const SCHEME: &str = r"(?i)\b(?:bearer|basic)\s+(?:auth\s+)?([A-Za-z0-9._~+/=-]{12,})";
const URL_PASSWORD: &str = r"\b[A-Za-z][A-Za-z0-9+.-]*://[^\s/:@]*:([^\s/@‹›]+)@";
const PASSWORD: &str = r#"(?i)(?:password|passwd|passphrase|pwd)["']?\s*[:=]\s*["']?([^\s"'&,;‹›]{3,})"#;
/// In a sentence: `the password was hunter2`.
const SPOKEN: &str = r#"(?i)(?:\b|_)(?:pass(?:word|wd|phrase|code)?|pwd?|secret(?: key)?|token|community string|credentials?|creds)\s*(?:\s(?:is|was|are|were)\s|[=:(：]\s*|\s)["'`“(]*([^\s"'`,;()‹›“”]{4,})"#;
const NAMED: &str = r#"(?i)(?:secret(?:[_-]?key)?|token|routing[_-]?key|integration[_-]?key|private[_-]?key[_-]?id|api[_-]?key|access[_-]?key|account[_-]?key|shared[_-]?access[_-]?key|client[_-]?key|signature|\bsig)["']?\s*[:=]\s*["']?([^\s"'&,;‹›]{8,})"#;
/// In quotes, where words and blanks can be part of it: `the passphrase is "open sesame 42"`, `パスワード「…」`.
const QUOTED: &str = r#"(?i)(?:\b(?:pass(?:word|wd|phrase|code)?|secret|pin)\b[ ]*(?:[:=]|is|was)?[ ]*["“]|(?:パスワード|パスフレーズ|暗証番号|合言葉|秘密鍵)[ ]*(?:は|が|:|：|=)?[ ]*[「『“"])([^"”」』\n‹›]{3,80})["”」』]"#;
const EMAIL: &str = r"[\p{L}\p{Nd}._%+'’-]+@(?:[\p{L}\p{Nd}-]+\.)+\p{L}{2,}";
const CARD: &str = r"\b[2-6](?:[ -]?[0-9]){11,17}[0-9]\b";
const IPV4: &str = r"\b(?:[0-9]{1,3}\.){3}[0-9]{1,3}\b";
const IPV6: &str = r"[0-9A-Fa-f]{0,4}:[0-9A-Fa-f:]*:[0-9A-Fa-f.:]*[0-9A-Fa-f]";
const PHONE: &str = r"\+[1-9](?:[ ().-]{0,2}[0-9]){7,14}\b";

/// What it finds, the pattern, and a check that the pattern alone cannot make.
type Written = (Sensitive, &'static str, fn(&str) -> bool);

static RULES: LazyLock<Vec<Rule>> = LazyLock::new(|| {
    let always: fn(&str) -> bool = |_| true;
    let rules: [Written; 27] = [
        (Sensitive::Secret, PRIVATE_KEY, always),
        (Sensitive::Secret, CERTIFICATE, always),
        (Sensitive::Secret, SSH_KEY, always),
        (Sensitive::Secret, WEBHOOK, always),
        (Sensitive::Secret, VENDOR, always),
        (Sensitive::Secret, KEY_IN_WORDS, has_digit),
        (Sensitive::Secret, QUOTED, always),
        (Sensitive::Secret, JWT, always),
        (Sensitive::Secret, AUTHORIZATION, is_no_scheme),
        (Sensitive::Secret, SCHEME, has_digit),
        (Sensitive::Secret, URL_PASSWORD, always),
        (Sensitive::Secret, PASSWORD, always),
        (Sensitive::Secret, NAMED, has_digit),
        (Sensitive::Secret, SPOKEN, is_spoken),
        (Sensitive::Secret, PHRASE, is_phrase),
        (Sensitive::Secret, LOGIN, is_strong),
        (Sensitive::Secret, ARGUMENT, always),
        (Sensitive::Secret, SESSION, has_digit),
        (Sensitive::Secret, SAID_IN_JAPANESE, has_digit),
        (Sensitive::Secret, BOOTSTRAP, is_mixed),
        (Sensitive::Secret, RANDOM, random::is_random),
        (Sensitive::Email, EMAIL, always),
        (Sensitive::Card, IBAN, is_iban),
        (Sensitive::Card, CARD, is_card),
        (Sensitive::Phone, PHONE, always),
        (Sensitive::Ip, IPV6, is_ipv6),
        (Sensitive::Ip, IPV4, is_ipv4),
    ];
    rules
        .into_iter()
        .filter_map(|(kind, pattern, holds)| Some(Rule { kind, pattern: Regex::new(pattern).ok()?, holds }))
        .collect()
});

/// Ranges to mask, in order, without overlap. An earlier rule wins over a later one, for it knows more,
/// unless a later secret holds all of it.
fn find(text: &str) -> Vec<(usize, usize, Sensitive)> {
    let mut found: Vec<(usize, usize, Sensitive)> = Vec::new();
    for rule in RULES.iter() {
        let mut from = 0;
        while let Some(captures) = rule.pattern.captures_at(text, from) {
            let Some(whole) = captures.get(0) else { break };
            let value = captures.get(1).unwrap_or(whole);
            let (start, end) = (value.start(), value.end());
            let holds = (rule.holds)(value.as_str()) && stands_alone(text, start, rule.kind);
            // What is no value may itself begin with the word that tells one.
            from = if !holds && start > whole.start() { start } else { whole.end() };
            if holds {
                keep(&mut found, (start, end, rule.kind));
            }
            if whole.is_empty() || from >= text.len() {
                break;
            }
        }
    }
    found.sort_unstable();
    found
}

/// Adds a range where it overlaps none, or is a secret that holds all it overlaps.
fn keep(found: &mut Vec<(usize, usize, Sensitive)>, one: (usize, usize, Sensitive)) {
    let (start, end, kind) = one;
    let overlaps = |(s, e, _): &(usize, usize, Sensitive)| start < *e && *s < end;
    let is_inside = |(s, e, _): &(usize, usize, Sensitive)| start <= *s && *e <= end;
    if !found.iter().any(overlaps) {
        found.push(one);
    } else if kind == Sensitive::Secret && found.iter().filter(|f| overlaps(f)).all(is_inside) {
        found.retain(|f| !overlaps(f));
        found.push(one);
    }
}

/// Numbers and addresses do not begin inside a longer word.
fn stands_alone(text: &str, start: usize, kind: Sensitive) -> bool {
    if matches!(kind, Sensitive::Secret | Sensitive::Email) {
        return true;
    }
    let before = text.get(..start).and_then(|t| t.chars().next_back());
    before.is_none_or(|c| !c.is_alphanumeric() && !matches!(c, '.' | ':' | '_') || c == ':' && kind == Sensitive::Ip)
}

fn has_digit(value: &str) -> bool {
    value.bytes().any(|b| b.is_ascii_digit())
}

fn is_no_scheme(value: &str) -> bool {
    !["bearer", "basic", "token", "digest", "apikey", "geniekey"].iter().any(|s| value.eq_ignore_ascii_case(s))
}

/// Length and first digits of an issuer, and the check digit of ISO/IEC 7812 (Luhn).
fn is_card(value: &str) -> bool {
    let digits: Vec<u32> = value.chars().filter_map(|c| c.to_digit(10)).collect();
    let prefix = digits.iter().take(2).fold(0, |n, d| n * 10 + d);
    let fits = match digits.len() {
        13 | 19 => (40..50).contains(&prefix),
        14 => matches!(prefix, 30 | 36 | 38 | 39),
        15 => matches!(prefix, 34 | 37),
        16 => matches!(prefix, 22..=27 | 35 | 40..=55 | 60 | 62 | 64 | 65),
        _ => false,
    };
    let sum: u32 = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(at, d)| if at.is_multiple_of(2) { *d } else { d * 2 / 10 + d * 2 % 10 })
        .sum();
    fits && sum.is_multiple_of(10)
}

/// After `password` in a sentence: a word with a digit that is neither a number, a time nor a version.
fn is_spoken(value: &str) -> bool {
    has_digit(value)
        && value.bytes().any(|b| b.is_ascii_alphabetic())
        && !value.trim_start_matches('v').starts_with(|c: char| c.is_ascii_digit())
        || value.bytes().filter(u8::is_ascii_digit).count() > 1
            && value.bytes().filter(u8::is_ascii_alphabetic).count() > 2
}

/// Three words or more joined by hyphens, none of which joins words of a sentence (`out-of-date`), or letters with a sign
/// that only passwords have inside.
fn is_phrase(value: &str) -> bool {
    const JOINTS: [&str; 12] = ["of", "to", "in", "by", "and", "the", "be", "for", "on", "only", "up", "non"];
    let value = value.trim_end_matches(['.', ',', '!', '?', ':']);
    let words: Vec<&str> = value.split(['-', '_', '.']).collect();
    let is_joined = words.len() > 2
        && words.iter().all(|word| word.len() > 1 && word.bytes().all(|b| b.is_ascii_alphanumeric()))
        && !words.iter().any(|word| JOINTS.contains(&word.to_lowercase().as_str()));
    let signs = value.bytes().filter(|b| matches!(b, b'!' | b'@' | b'#' | b'$' | b'%' | b'^' | b'&' | b'*')).count();
    is_joined || signs > 0 && value.bytes().any(|b| b.is_ascii_alphabetic())
}

/// Letters with a digit, and with a sign or both large and small ones: nothing a path or a count is.
fn is_strong(value: &str) -> bool {
    let has = |is: fn(&u8) -> bool| value.bytes().any(|b| is(&b));
    let is_signed = has(|b| matches!(b, b'!' | b'@' | b'#' | b'$' | b'%' | b'^' | b'&' | b'*' | b'?'));
    let is_cased = has(u8::is_ascii_uppercase) && has(u8::is_ascii_lowercase);
    has(u8::is_ascii_digit) && has(u8::is_ascii_alphabetic) && (is_signed || is_cased) && !value.contains("://")
}

fn is_mixed(value: &str) -> bool {
    has_digit(value) && value.split('.').all(|part| has_digit(part) && part.bytes().any(|b| b.is_ascii_lowercase()))
}

/// The remainder of ISO 7064 (MOD 97-10) that every account number has.
fn is_iban(value: &str) -> bool {
    let text: Vec<char> = value.chars().filter(|c| *c != ' ').collect();
    if !(15..=34).contains(&text.len()) {
        return false;
    }
    let (head, tail) = text.split_at(4);
    let rest = tail.iter().chain(head).filter_map(|c| c.to_digit(36)).fold(0_u64, |rest, digit| {
        let shift = if digit > 9 { 100 } else { 10 };
        (rest * shift + u64::from(digit)) % 97
    });
    rest == 1
}

fn is_ipv4(value: &str) -> bool {
    value.parse::<Ipv4Addr>().is_ok_and(|ip| !ip.is_loopback() && !ip.is_unspecified())
}

/// A path of a program (`a::b`) has no digits.
fn is_ipv6(value: &str) -> bool {
    has_digit(value) && value.parse::<Ipv6Addr>().is_ok_and(|ip| !ip.is_loopback() && !ip.is_unspecified())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn masked(text: &str) -> String {
        Masker::default().mask(text).into_owned()
    }

    #[test]
    fn every_pattern_compiles() {
        assert_eq!(RULES.len(), 27);
    }

    #[test]
    fn addresses_stay_where_only_secrets_go() {
        let text = "password=hunter2 for jane@example.com at 10.0.0.7";
        let expected = "password=‹secret-1› for jane@example.com at 10.0.0.7";
        assert_eq!(Masker::of_secrets().mask(text), expected);
    }

    #[test]
    fn tokens_are_known_by_the_form_of_their_issuer() {
        let hex = "0123456789abcdef0123456789abcdef0123456789";
        let mixed = "aB3dE6gH9jK2mN5pQ8sT1vW4yZ7aB3dE6gH9jK2mN5pQ8s";
        // Split so that scanners of this repository see no token.
        for (prefix, body) in [
            ("tskey-auth", format!("-{mixed}")),
            ("bkua", format!("_{hex}")),
            ("pul", format!("-{hex}")),
            ("sgp", format!("_{hex}")),
            ("phx", format!("_{mixed}")),
            ("lsv2_pt", format!("_{hex}_{hex}")),
            ("shippo_live", format!("_{hex}")),
            ("access-sandbox", "-01234567-89ab-cdef-0123-456789abcdef".to_owned()),
            ("aio", format!("_{mixed}")),
            ("oy2", "abcdefghij0123456789klmnopqrst0123456789uvwx".to_owned()),
            ("A3", "-ABC123-DEF45G-6HJ7K-8LMN9-PQRST-UVWXY".to_owned()),
            ("nvapi", format!("-{mixed}")),
        ] {
            let text = format!("with {prefix}{body} now");
            assert_eq!(masked(&text), "with ‹secret-1› now", "{prefix}");
        }
        for before in ["the Datadog key ", "routing_key: ", "GenieKey ", "private_key_id = ", "トークン "] {
            assert_eq!(masked(&format!("{before}{hex}")), format!("{before}‹secret-1›"), "{before}");
        }
        for (text, expected) in [
            ("the passphrase is \"open sesame 42\" here", "the passphrase is \"‹secret-1›\" here"),
            ("パスワード「ひみつ123」で接続", "パスワード「‹secret-1›」で接続"),
            ("secret-key: abcd1234efgh", "secret-key: ‹secret-1›"),
            (
                "commit 0123456789abcdef0123456789abcdef01234567 is the key change",
                "commit 0123456789abcdef0123456789abcdef01234567 is the key change",
            ),
        ] {
            assert_eq!(masked(text), expected);
        }
    }

    #[test]
    fn secrets_and_personal_data_are_replaced() {
        // Split so that scanners of this repository see no token.
        let github = format!("ghp{}", "_0123456789abcdefghijABCDEFGHIJ012345");
        let jwt = format!("eyJ{}.eyJ{}.c2ln", "hbGciOiJIUzI1NiJ9", "zdWIiOiIxMjM0In0");
        let key = format!("-----BEGIN RSA {0}-----\nMIIE\n-----END RSA {0}-----", "PRIVATE KEY");
        let hook = format!("https://hooks.slack.com/{}/T000/B000/abcdef", "services");
        for (text, expected) in [
            (format!("cloning with {github} now"), "cloning with ‹secret-1› now"),
            (format!("jwt {jwt}"), "jwt ‹secret-1›"),
            (format!("a {key} b"), "a ‹secret-1› b"),
            (format!("post to {hook}"), "post to https://hooks.slack.com/services/‹secret-1›"),
            ("Authorization: Basic dXNlcjpw".into(), "Authorization: Basic ‹secret-1›"),
            (r#"{"authorization":"Bearer abc123"}"#.into(), r#"{"authorization":"Bearer ‹secret-1›"}"#),
            ("postgres://app:s3cr:et@db/shop".into(), "postgres://app:‹secret-1›@db/shop"),
            ("DB_PASSWORD=hunter2 x".into(), "DB_PASSWORD=‹secret-1› x"),
            ("api_key: 0a1b2c3d4e".into(), "api_key: ‹secret-1›"),
            ("mail mei@shop.example.com!".into(), "mail ‹email-1›!"),
            ("card 4111 1111 1111 1111.".into(), "card ‹card-1›."),
            ("from 203.0.113.9:443".into(), "from ‹ip-1›:443"),
            ("from [2001:db8::1]:443".into(), "from [‹ip-1›]:443"),
            ("call +47 22 33 44 55".into(), "call ‹phone-1›"),
            ("to GB29 NWBK 6016 1331 9268 19 today".into(), "to ‹card-1› today"),
            ("mysql -uroot -pQw3rtyUi0p".into(), "mysql -uroot -p‹secret-1›"),
            ("curl -u admin:Gh7Jk9Lm https://x.example".into(), "curl -u admin:‹secret-1› https://x.example"),
            ("パスワードは Kx7mQ2pL でした".into(), "パスワードは ‹secret-1› でした"),
            ("the OTP is 551823".into(), "the OTP is ‹secret-1›"),
            ("join with 18f99d.dceb1be0273dbc46".into(), "join with ‹secret-1›"),
            ("key abcD3fGh9JkLm2NoPq7RsTu5".into(), "key ‹secret-1›"),
            ("the password is correct-horse-battery".into(), "the password is ‹secret-1›"),
            ("pw: Winter2024!".into(), "pw: ‹secret-1›"),
            ("DB_PASSWORD is Winter2024!".into(), "DB_PASSWORD is ‹secret-1›"),
            ("login with admin / Winter2024!".into(), "login with admin / ‹secret-1›"),
            ("ログイン情報は admin / Winter2024! です".into(), "ログイン情報は admin / ‹secret-1› です"),
            ("ID/PW：admin/Winter2024!".into(), "ID/PW：‹secret-1›"),
            ("PIN は 4821".into(), "PIN は ‹secret-1›"),
            ("PINコードは4821".into(), "PINコードは‹secret-1›"),
        ] {
            assert_eq!(masked(&text), expected, "{text}");
        }
    }

    #[test]
    fn figures_and_words_of_logs_are_kept() {
        for text in [
            "2026-11-23T15:27:49.123456789Z took 1739095523123000000 ns",
            "deployment 88129060 to 127.0.0.1, version 3.6.0",
            "invalid token: expired",
            "std::collections::BTreeMap at 15:27:49",
            "trace 4bf92f3577b34da6a3ce929d0e0e4736 order 4111111111111112",
            "offset +01:00",
            "the password is out-of-date and the token was re-issued",
            "accounts 12/2024 and user api/v2 failed",
        ] {
            assert_eq!(masked(text), text);
        }
    }

    #[test]
    fn one_value_has_one_name() {
        let mut masker = Masker::default();
        assert_eq!(masker.mask("a@x.example b@x.example a@x.example"), "‹email-1› ‹email-2› ‹email-1›");
        assert_eq!(masker.mask("b@x.example"), "‹email-2›");
        assert_eq!(masker.count(Sensitive::Email), 2);
    }

    proptest! {
        #[test]
        fn masking_twice_changes_nothing(
            text in r"((password|token|Authorization: Bearer)[=: ]|x@y\.zz |10\.1\.2\.3 |\+4722334455 |a://b:c@|[a-z0-9=:‹›@.]{1,12} ){0,8}",
        ) {
            let once = masked(&text);
            prop_assert_eq!(masked(&once), once);
        }
    }
}
