//! The patterns of values, each with what must hold besides.

use std::sync::LazyLock;

use regex::Regex;

use crate::holds::{
    has_digit, is_basic, is_card, is_iban, is_ipv4, is_ipv6, is_mixed, is_no_scheme, is_phrase, is_spoken, is_strong,
};
use crate::{Sensitive, random};

/// One way to find a value: the first group, or the whole match, where `holds` agrees.
pub(crate) struct Rule {
    pub(crate) kind: Sensitive,
    pub(crate) pattern: Regex,
    pub(crate) holds: fn(&str) -> bool,
}

/// Tokens whose issuer gave them a form of their own.
const VENDOR: &str = r"\b(?:gh[opsru]_[A-Za-z0-9]{20,}|github_pat_[A-Za-z0-9_]{20,}|glpat-[A-Za-z0-9_-]{16,}|xox[a-z]-[A-Za-z0-9-]{10,}|xapp-[A-Za-z0-9-]{10,}|(?:AKIA|ASIA)[0-9A-Z]{16}|AIza[A-Za-z0-9_-]{35}|ya29\.[A-Za-z0-9_-]{20,}|[sr]k_(?:live|test)_[A-Za-z0-9]{10,}|whsec_[A-Za-z0-9]{16,}|sk-[A-Za-z0-9_-]{20,}|npm_[A-Za-z0-9]{30,}|pypi-[A-Za-z0-9_-]{30,}|SG\.[A-Za-z0-9_-]{16,}\.[A-Za-z0-9_-]{16,}|gls[ac]_[A-Za-z0-9_]{20,}|hv[sb]\.[A-Za-z0-9_-]{20,}|dop_v1_[a-f0-9]{32,}|shp(?:at|ss|ca)_[A-Fa-f0-9]{20,}|rk_(?:live|test)_[A-Za-z0-9]{10,}|gl(?:ptt|dt|rt|cbt)-[A-Za-z0-9_-]{16,}|hf_[A-Za-z0-9]{20,}|lin_api_[A-Za-z0-9]{20,}|ntn_[A-Za-z0-9]{20,}|dp\.(?:pt|st|ct)\.[A-Za-z0-9]{20,}|pscale_(?:tkn|pw|oauth)_[A-Za-z0-9_.-]{16,}|dapi[0-9a-f]{32}|PMAK-[A-Za-z0-9-]{20,}|NRAK-[A-Z0-9]{20,}|sq0(?:atp|csp)-[A-Za-z0-9_-]{20,}|sntry[su]_[A-Za-z0-9_+/=.-]{20,}|key-[0-9a-f]{32}|(?:SK|AC)[0-9a-f]{32}|AGE-SECRET-KEY-1[A-Z0-9]{20,}|[0-9]{8,10}:AA[A-Za-z0-9_-]{30,}|EAAA[A-Za-z0-9_-]{50,}|xkeysib-[a-f0-9]{40,}-[A-Za-z0-9]{10,}|rubygems_[a-f0-9]{32,}|v1\.0-[a-f0-9]{20,}-[a-f0-9]{60,}|gl[cp]_[A-Za-z0-9+/=_-]{30,}|eyJrIjoi[A-Za-z0-9+/=_-]{20,}|AT(?:ATT|CTT|BB)[A-Za-z0-9_=+/-]{20,}|AKCp[A-Za-z0-9]{40,}|p(?:at|ub)[A-Za-z0-9]{14}\.[a-f0-9]{40,}|[A-Za-z0-9]{14}\.atlasv1\.[A-Za-z0-9_-]{40,}|[MNO][A-Za-z0-9_-]{23,25}\.[A-Za-z0-9_-]{6}\.[A-Za-z0-9_-]{27,}|[A-Za-z0-9_]{3}[0-9]Q~[A-Za-z0-9_.~-]{30,}|dp\.[a-z]{2,6}(?:\.[a-z0-9_]+)?\.[A-Za-z0-9]{30,}|cio[A-Za-z0-9]{30,}|[sp]k_(?:live|test)_[A-Za-z0-9]{10,}|u\+[A-Za-z0-9_-]{16,}|[0-9a-f]{32}-us[0-9]{1,2}\b|GOCSPX-[A-Za-z0-9_-]{20,}|HRKU-[A-Za-z0-9_-]{20,}|(?:r8|gsk|figd|sbp|nfp)_[A-Za-z0-9_-]{20,}|[a-z]{1,3}key-[a-z]{2,12}-[A-Za-z0-9-]{16,}|bk(?:ua|ct|aj)_[a-f0-9]{32,}|pul-[a-f0-9]{32,}|sg[pdu](?:_[a-f0-9]{16})?_[a-f0-9]{32,}|ph[acrsx]_[A-Za-z0-9]{30,}|lsv2_(?:pt|sk)_[A-Za-z0-9_]{24,}|shippo_(?:live|test)_[a-f0-9]{24,}|access-(?:sandbox|development|production)-[0-9a-f-]{30,}|aio_[A-Za-z0-9]{24,}|oy2[a-z0-9]{40,}|A3-[A-Z0-9]{6}-[A-Z0-9-]{20,}|cmVmdGtu[A-Za-z0-9+/=]{40,}|(?:nvapi|xai|pplx|dckr|secret|vercel|fo1|tfp|cfut)[-_][A-Za-z0-9_-]{22,}|sl\.[A-Za-z0-9_-]{60,}|1//0[A-Za-z0-9_-]{24,}|fm[12]_[A-Za-z0-9+/=_-]{16,}|00[A-Za-z0-9_-]{40}|[a-z][a-z0-9]{1,11}_(?:pat|key|tok|token|secret|api|sk)_[A-Za-z0-9]{16,})";
/// Sixteen bytes or more in hexadecimal digits, or an id of their form, behind the words that make a key of them.
const KEY_IN_WORDS: &str = r#"(?i)(?:\b(?:(?:api|app|access|account|integration|routing|service|license|licence|ingest|write|read|auth|private|signing)[ _-]?key(?:[ _-]?id)?|(?:datadog|cohere|wandb|weights ?& ?biases|honeycomb|new relic|sendgrid|mailgun|twilio|algolia|amplitude|mixpanel|segment|rollbar|bugsnag|fastly|cloudflare|linode|okta|auth0|vendor|our|the|an?|its|of) (?:api )?(?:key|token)|genie ?key|token|secret)|鍵|キー|トークン)["']?(?:\s*[:=]\s*|\s+(?:is|was)\s+|\s*[はが「]\s*|\s+)["'`]?([0-9a-f]{32,}|[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}|[A-Za-z0-9_-]{40,})"#;
/// Chat webhooks: the address is the secret.
const WEBHOOK: &str = r"https://(?:outlook\.office(?:365)?\.com/webhook/|hooks\.slack\.com/(?:services|workflows|triggers)/|[A-Za-z0-9.-]+\.webhook\.office\.com/|discord(?:app)?\.com/api/webhooks/|[A-Za-z0-9.-]+\.logic\.azure\.com(?::\d+)?/workflows/)([A-Za-z0-9/_@.-]+)";
const PRIVATE_KEY: &str = r"(?s)-----BEGIN [A-Z ]*PRIVATE KEY-----.*?(?:-----END [A-Z ]*PRIVATE KEY-----|\z)";
const CERTIFICATE: &str = r"(?s)-----BEGIN [A-Z ]*CERTIFICATE-----.*?(?:-----END [A-Z ]*CERTIFICATE-----|\z)";
/// A public key names its owner's machine.
const SSH_KEY: &str = r"\b(?:ssh-(?:rsa|ed25519|dss)|ecdsa-sha2-\w+)\s+([A-Za-z0-9+/=]{16,})";
/// Passwords among the arguments of programs: `-pSECRET`, `-u name:secret`.
const ARGUMENT: &str = r#"(?:\bmysql\S*\b[^\n]*?\s-p|\bcurl\b[^\n]*?\s(?:-u|--user)[ =]?[^\s:]+:|\bsshpass\s+-p\s*)["']?([^\s"'`|‹›]{4,})"#;
/// The same where the flag means a password to these programs alone.
const FLAG: &str = r#"\b(?:(?:redis|valkey|keydb)-cli\b[^\n|`]*?\s-a\s*|(?:docker|podman|nerdctl|helm|skopeo|crane|buildah|oc|az|npm|cf|argocd)\b[^\n|`]*?\blogin\b[^\n|`]*?\s-p[ =]?\s*|mongo\w*\b[^\n|`]*?\s-p\s*|ldap\w+\b[^\n|`]*?\s-w\s*|smbclient\b[^\n|`]*?%|ipmitool\b[^\n|`]*?\s-P\s*|snmp\w+\b[^\n|`]*?\s-c\s*|(?:un)?zip\b[^\n|`]*?\s-P\s*|sqlcmd\b[^\n|`]*?\s-P\s*|rabbitmqctl\s+(?:add_user|change_password)\s+\S+\s+|htpasswd\s+-\w*b\w*\s+\S+\s+\S+\s+|-pass(?:in|out)?\s+pass:)["']?([^\s"'`|‹›-][^\s"'`|‹›]{2,})"#;
const LONG_FLAG: &str = r#"(?m)(?:^|[\s`])--(?:[a-z]+-)?(?:password|passwd|passphrase|pass|secret|token|api-?key)(?:=|\s+)["']?([^\s"'`|‹›$-][^\s"'`|‹›]{2,})"#;
/// What a cookie holds.
const SESSION: &str = r#"(?i)\b[\w-]*(?:sess(?:ion)?_?id|sessid|_session|csrf(?:[_-]?token)?|xsrf(?:[_-]?token)?|otp|pin(?: code)?|one-time (?:code|password))\b["']?(?:\s*[:=]\s*|\s+(?:is|was)\s+|\s+)["']?([A-Za-z0-9%._~+/=-]{4,})"#;
/// The whole of a signed cookie, and of one that is named for its session alone.
const COOKIE: &str = r"(?i)\b(?:[\w.-]*sess(?:ion)?|connect\.sid|[\w.-]*_sid)=([A-Za-z0-9%._~+/=-]{8,})";
/// Settings whose name says that they are secret: `SECRET_KEY_BASE: …`.
const SETTING: &str =
    r#"\b[A-Z0-9_]*(?:SECRET|PRIVATE_KEY|ENCRYPTION_KEY|SIGNING_KEY)[A-Z0-9_]*["']?\s*[:=]\s*["']?([^\s"'`|‹›]{8,})"#;
/// What an authenticator is set up with (RFC 4648, Base32).
const AUTHENTICATOR: &str =
    r"(?i)\b(?:totp|otp|2fa|mfa|authenticator)\s+(?:seed|secret)\b(?:\s+(?:is|was))?\s*[:=]?\s*([A-Z2-7]{16,})";
const PIN: &str = r"\bPIN\b[^\n.;|0-9]{0,30}?(?:\b(?:is|was)\b|[:=])\s*([0-9]{4,8})\b";
const SAID_IN_JAPANESE: &str = r"(?:(?:パスワード|パスフレーズ|暗証番号|(?:認証|確認|リカバリー|バックアップ|復旧|セキュリティ)コード|ワンタイム(?:コード|パスワード)|秘密鍵|共有鍵|(?:API|アクセス|シークレット|ライセンス|認証|暗号|署名|Wi-?Fiの?)キー|トークン)\s*(?:は|が|を|:|：|=)?|(?-u:\b)(?i:pin|pw|pass)(?:コード|番号)?\s*(?:は|が|を|:|：|=))\s*[「『]?([A-Za-z0-9!#$%&*+/=?@^_~.-]{4,})";
/// Codes that let somebody in: `recovery codes: 1234-5678, 8765-4321`, `the MFA code is 882 193`.
const CODES: &str = r"(?i)\b(?:recovery|backup|scratch|one-time|2fa|mfa|totp|verification|authentication|auth|security|access|login|sms|otp|door|pairing)[ -](?:codes?|keys?)\b(?:\s+(?:is|are|was|were))?\s*[:=]?\s*((?:[A-Za-z0-9]*[0-9][A-Za-z0-9]*(?:[ -][A-Za-z0-9]*[0-9][A-Za-z0-9]*)*)(?:(?:,?\s(?:and\s)?|、)[A-Za-z0-9]*[0-9][A-Za-z0-9]*(?:[ -][A-Za-z0-9]*[0-9][A-Za-z0-9]*)*)*)";
/// What lets into a wireless network.
const WIRELESS: &str = r#"(?i)\b(?:wi-?fi|wlan|wpa[23]?|ssid|pre-?shared)\b[^\n|;.]{0,24}?\b(?:key|pass(?:word|phrase|code)?|psk)\b(?:\s+(?:is|was))?\s*[:=]?\s*["'`“]?([^\s"'`“”,;|‹›]{6,})"#;
/// Groups of capitals and digits, as makers of software sell them.
const PRODUCT_KEY: &str = r"\b[A-Z0-9]{5}(?:-[A-Z0-9]{5}){3,}\b";
/// The twelve to twenty-four words that stand for a key (BIP 39).
const SEED: &str = r#"(?i)\b(?:seed|mnemonic|recovery|backup)\s+(?:phrase|words?)\b(?:\s+(?:is|was|are|were))?\s*[:=]?\s*["“'`]?((?:[a-z]{3,8}[ ,]+){11,23}[a-z]{3,8})\b"#;
/// A name and a password of a kind that the words before tell: `user/pass: admin / letmein`, `login root/toor`.
const PAIR: &str = r#"(?i)(?:\b(?:user(?:name)?|login|id)\s?[/:]\s?(?:pass(?:word|wd)?|pwd?)\b\s*(?:is|was)?\s*[:：=]?\s*["'`]?[\w.@+-]{2,40}|\b(?:log(?:ged|ging)?[ -]?(?:in|on)?|login|credentials?|creds)\s+(?:with\s+|as\s+|are\s+|were\s+|is\s+|was\s+)?["'`]?(?:root|admin|administrator|sa|postgres|oracle|mysql|test|guest|pi|ubuntu|ec2-user|support|operator|sysadmin))["'`]?\s?[/:]\s?["'`]?([^\s"'`/,;()‹›|、。]{3,})"#;
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
const QUOTED: &str = r#"(?i)(?:\b(?:pass(?:word|wd|phrase|code)?|pwd?|secret|pin)\b[ ]*(?:[:=]|is|was|(?:(?:re)?set |changed |back )?(?:to|from))?[ ]*["“]|(?:パスワード|パスフレーズ|暗証番号|合言葉|秘密鍵)[ ]*(?:は|が|:|：|=)?[ ]*[「『“"])([^"”」』\n‹›]{3,80})["”」』]"#;
/// In Latin letters first: Japanese before and behind belongs to its sentence.
const EMAIL: &str = r"[\p{Latin}0-9._%+'’-]+@(?:[\p{Latin}0-9-]+\.)+[A-Za-z]{2,}";
const EMAIL_ANY_SCRIPT: &str = r"[\p{L}\p{Nd}._%+'’-]+@(?:[\p{L}\p{Nd}-]+\.)+(?:[A-Za-z]{2,}|\p{L}{2,})";
const CARD: &str = r"\b[2-6](?:[ -]?[0-9]){11,17}[0-9]\b";
const IPV4: &str = r"\b(?:[0-9]{1,3}\.){3}[0-9]{1,3}\b";
const IPV6: &str = r"[0-9A-Fa-f]{0,4}:[0-9A-Fa-f:]*:[0-9A-Fa-f.:]*[0-9A-Fa-f]";
const PHONE: &str = r"\+[1-9](?:[ ().-]{0,2}[0-9]){7,14}\b";

/// What it finds, the pattern, and a check that the pattern alone cannot make.
type Written = (Sensitive, &'static str, fn(&str) -> bool);

pub(crate) static RULES: LazyLock<Vec<Rule>> = LazyLock::new(|| {
    let always: fn(&str) -> bool = |_| true;
    let rules: [Written; 39] = [
        (Sensitive::Secret, PRIVATE_KEY, always),
        (Sensitive::Secret, CERTIFICATE, always),
        (Sensitive::Secret, SSH_KEY, always),
        (Sensitive::Secret, WEBHOOK, always),
        (Sensitive::Secret, VENDOR, always),
        (Sensitive::Secret, KEY_IN_WORDS, has_digit),
        (Sensitive::Secret, QUOTED, always),
        (Sensitive::Secret, JWT, always),
        (Sensitive::Secret, AUTHORIZATION, is_no_scheme),
        (Sensitive::Secret, SCHEME, is_basic),
        (Sensitive::Secret, URL_PASSWORD, always),
        (Sensitive::Secret, PASSWORD, always),
        (Sensitive::Secret, NAMED, has_digit),
        (Sensitive::Secret, SPOKEN, is_spoken),
        (Sensitive::Secret, PHRASE, is_phrase),
        (Sensitive::Secret, LOGIN, is_strong),
        (Sensitive::Secret, ARGUMENT, always),
        (Sensitive::Secret, FLAG, always),
        (Sensitive::Secret, LONG_FLAG, always),
        (Sensitive::Secret, PAIR, always),
        (Sensitive::Secret, CODES, has_digit),
        (Sensitive::Secret, WIRELESS, has_digit),
        (Sensitive::Secret, PRODUCT_KEY, has_digit),
        (Sensitive::Secret, SEED, always),
        (Sensitive::Secret, SESSION, has_digit),
        (Sensitive::Secret, COOKIE, has_digit),
        (Sensitive::Secret, SETTING, has_digit),
        (Sensitive::Secret, AUTHENTICATOR, always),
        (Sensitive::Secret, PIN, always),
        (Sensitive::Secret, SAID_IN_JAPANESE, has_digit),
        (Sensitive::Secret, BOOTSTRAP, is_mixed),
        (Sensitive::Secret, RANDOM, random::is_random),
        (Sensitive::Email, EMAIL, always),
        (Sensitive::Email, EMAIL_ANY_SCRIPT, always),
        (Sensitive::Card, IBAN, is_iban),
        (Sensitive::Card, CARD, is_card),
        (Sensitive::Phone, PHONE, always),
        (Sensitive::Ip, IPV6, is_ipv6),
        (Sensitive::Ip, IPV4, is_ipv4),
    ];
    rules
        .into_iter()
        .filter_map(|(kind, pattern, holds)| {
            Some(Rule { kind, pattern: Regex::new(&on_one_line(pattern)).ok()?, holds })
        })
        .collect()
});

/// The pattern with borders of words in ASCII, for Japanese touches what it names without a blank, and with blanks that are
/// no line ends: a value behind a word stands on its line.
pub fn on_one_line(pattern: &str) -> String {
    let mut out = String::with_capacity(pattern.len() * 2);
    let mut chars = pattern.chars().peekable();
    // Whether a class is open, and whether it is one of what must not stand there.
    let mut class: Option<bool> = None;
    while let Some(c) = chars.next() {
        match (c, class) {
            ('\\', _) => match (chars.next(), class) {
                (Some('b'), None) => out.push_str(r"(?-u:\b)"),
                (Some('s'), None) => out.push_str(r"[ \t\u{a0}\u{3000}]"),
                (Some('s'), Some(false)) => out.push_str(r" \t\u{a0}\u{3000}"),
                (Some(other), _) => out.extend(['\\', other]),
                (None, _) => out.push('\\'),
            },
            ('[', None) => {
                class = Some(chars.peek() == Some(&'^'));
                out.push('[');
            }
            (']', Some(_)) => {
                class = None;
                out.push(']');
            }
            _ => out.push(c),
        }
    }
    out
}
