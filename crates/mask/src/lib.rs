//! Masks secrets and personal data in text that leaves the machine.
//!
//! Every value gets a pseudonym by kind and order of first appearance (`‹secret-1›`, `‹email-2›`). One [`Masker`] gives
//! the same value the same pseudonym, so masked text still tells that two lines speak of one address. Masking masked
//! text changes nothing. What is found errs on the side of masking; loopback addresses are kept, they name nobody.

mod find;
mod holds;
mod near_word;
mod random;
mod rules;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt::Write as _;

use find::find;
pub use rules::on_one_line;

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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn masked(text: &str) -> String {
        Masker::default().mask(text).into_owned()
    }

    #[test]
    fn every_pattern_compiles() {
        assert_eq!(rules::RULES.len(), 39);
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
            ("cookie session=s%3AkL9xQ2.vB7TzR1wE8uYh3 of".into(), "cookie session=‹secret-1› of"),
            ("_app_sess=Ab12Cd34Ef56;".into(), "_app_sess=‹secret-1›;"),
            ("SECRET_KEY_BASE: 9a8b7c6d5e4f".into(), "SECRET_KEY_BASE: ‹secret-1›"),
            ("the PIN of the safe is 4471.".into(), "the PIN of the safe is ‹secret-1›."),
            ("認証キーは Mejiro28Xy です".into(), "認証キーは ‹secret-1› です"),
            ("we changed the password to Maple-Syrup9 then".into(), "we changed the password to ‹secret-1› then"),
            ("password: Pelican99x and `ops:Pelican99x`".into(), "password: ‹secret-1› and `ops:‹secret-1›`"),
        ] {
            assert_eq!(masked(&text), expected, "{text}");
        }
    }

    #[test]
    fn japanese_hides_no_value_and_keeps_its_words() {
        let key = format!("AKIA{}", "Q3EGRX7ZT5LMN2PV");
        for (text, expected) in [
            ("踏み台は172.20.3.41です".to_owned(), "踏み台は‹ip-1›です"),
            ("宛先はfd00:12::9でした".into(), "宛先は‹ip-1›でした"),
            (format!("鍵{key}が見えた"), "鍵‹secret-1›が見えた"),
            ("カードは4000-0566-5566-5556、".into(), "カードは‹card-1›、"),
            ("連絡はhanako@aozora.exampleへ送る".into(), "連絡は‹email-1›へ送る"),
            ("電話は+81-3-1234-5678まで".into(), "電話は‹phone-1›まで"),
            ("トークンをabcd1234efghに替えた".into(), "トークンを‹secret-1›に替えた"),
            ("パスワードをKoala7!からPanda8!に変えた".into(), "パスワードを‹secret-1›から‹secret-2›に変えた"),
            ("リカバリーコードは4821-9377です".into(), "リカバリーコードは‹secret-1›です"),
            ("token=abcd1234wxyzを使った".into(), "token=‹secret-1›を使った"),
        ] {
            assert_eq!(masked(&text), expected);
        }
    }

    #[test]
    fn plain_passwords_go_by_the_words_around_them() {
        for (text, expected) in [
            ("the password went from Otter3! to Heron4!", "the password went from ‹secret-1› to ‹secret-2›"),
            (
                "The old password was Otter3! and the new one is Heron4!.",
                "The old password was ‹secret-1› and the new one is ‹secret-2›.",
            ),
            ("set pw to \"Autumn#1987\"", "set pw to \"‹secret-1›\""),
            ("user/pass: operator / swordfish", "user/pass: operator / ‹secret-1›"),
            ("login admin/nimda worked", "login admin/‹secret-1› worked"),
            ("`valkey-cli -a barfoo ping`", "`valkey-cli -a ‹secret-1› ping`"),
            ("`podman login -u eve -p t1ger quay.example`", "`podman login -u eve -p ‹secret-1› quay.example`"),
            ("backup codes: 9911-2233, 8822-3344", "backup codes: ‹secret-1›"),
            ("the 2FA code is 114 902.", "the 2FA code is ‹secret-1›."),
            ("Wi-Fi key: strawberry9.", "Wi-Fi key: ‹secret-1›."),
            ("serial QWERT-12345-YUIOP-67890 expired", "serial ‹secret-1› expired"),
            ("basic cm9vdDpwYXNz", "basic ‹secret-1›"),
            (
                "seed phrase: apple brick cloud delta eagle flame grape house ivory jelly koala lemon.",
                "seed phrase: ‹secret-1›.",
            ),
            ("helm --set x --registry-token abc123 up", "helm --set x --registry-token ‹secret-1› up"),
        ] {
            assert_eq!(masked(text), expected);
        }
    }

    #[test]
    fn marks_around_a_value_stay() {
        for (text, expected) in [
            ("`Authorization: Bearer abcDEF123456` and", "`Authorization: Bearer ‹secret-1›` and"),
            ("`mysql -uroot -pPelican88`. Then", "`mysql -uroot -p‹secret-1›`. Then"),
            ("`--token=abcd1234`. Next", "`--token=‹secret-1›`. Next"),
            ("| **token=abcd1234** | x |", "| **token=‹secret-1›** | x |"),
            ("Cookie: sid=abc123def. Next", "Cookie: ‹secret-1›. Next"),
            ("- Password:\n- rotated2 keys", "- Password:\n- rotated2 keys"),
        ] {
            assert_eq!(masked(text), expected);
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
            "version 10.2.3.4 and 1.2.3.4 shipped; chart 4.5.6.7",
            "バージョン 10.2.3.4 を展開した",
            "the password page moved to v2.3! Why in 2024?",
            "password rotated; login failed 3 times",
            "error codes: 500, 502; status code is 503",
            "log in as admin to /console; the pin of version 1.2.3",
            "--token-ttl 30 and --password-file x and --secret-name orders",
            "the pass rate was 98%, 3 of 5 passed (#1187) on ops@v2",
            "basic authentication and bearer authentication",
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
