//! Values that nobody outside may read, each in a sentence. Tokens are drawn when the test runs: scanners of this
//! repository shall see none.

#[path = "more.rs"]
pub(crate) mod more;

/// A value and the sentence that tells it.
pub(crate) struct Planted {
    pub(crate) sentence: String,
    pub(crate) secret: String,
}

/// Prefixes of tokens, and the form of the rest: `a12` are twelve letters and digits, `h` hexadecimal, `u` capitals and
/// digits, `l` small letters and digits, `d` digits; other characters stand for themselves.
const TOKENS: [(&str, &str); 54] = [
    ("sk-proj-", "a48"),
    ("sk-ant-api03-", "a60"),
    ("ghs_", "a36"),
    ("gldt-", "a20"),
    ("rk_live_", "a24"),
    ("pk_live_", "a24"),
    ("EAAA", "a60"),
    ("shpat_", "h32"),
    ("dop_v1_", "h64"),
    ("dp.st.prd.", "a40"),
    ("HRKU-", "a36"),
    ("key-", "h32"),
    ("SG.", "a22.a43"),
    ("xkeysib-", "h64-a16"),
    ("8123456789:AA", "a33"),
    ("MT", "a22.a6.a38"),
    ("xapp-1-A", "u10-a13-h64"),
    ("xoxp-", "d12-d12-h32"),
    ("SK", "h32"),
    ("NRAK-", "u27"),
    ("u+", "a18"),
    ("glc_", "a60"),
    ("eyJrIjoi", "a60"),
    ("hvs.", "a90"),
    ("hvb.", "a90"),
    ("", "a14.atlasv1.a60"),
    ("dapi", "h32"),
    ("hf_", "a34"),
    ("r8_", "a37"),
    ("gsk_", "a52"),
    ("lin_api_", "a40"),
    ("secret_", "a43"),
    ("ntn_", "a46"),
    ("pat", "a14.h64"),
    ("figd_", "a40"),
    ("ATATT3xFfGF0", "a120"),
    ("ATBB", "a32"),
    ("npm_", "a36"),
    ("pypi-AgEIcHlwaS5vcmc", "a80"),
    ("cio", "a32"),
    ("dckr_pat_", "a27"),
    ("rubygems_", "h48"),
    ("AKCp", "a69"),
    ("v1.0-", "h24-h146"),
    ("", "a32"),
    ("", "h32"),
    ("", "h40"),
    ("ASIA", "u16"),
    ("AIza", "a35"),
    ("ya29.", "a60"),
    ("GOCSPX-", "a28"),
    ("abc8Q~", "a34"),
    ("00", "a40"),
    ("eyJhbGciOiJSUzI1NiIsImtpZCI6Ii", "a30.a120.a80"),
];

/// Sentences with a place for a token, and its form.
const SENTENCES: [(&str, &str); 9] = [
    ("https://{}@o4501.ingest.sentry.io/4504", "h32"),
    ("aws_secret_access_key = {}", "a40"),
    ("AccountKey={}==;EndpointSuffix=core", "a86"),
    ("https://x.blob.core.windows.net/?sv=2022&sig={}&se=1", "a43"),
    ("session cookie session_id={}; path", "h32"),
    ("Cookie: a=1; JSESSIONID={}; x=2", "u32"),
    ("PHPSESSID {} replayed", "l26"),
    ("csrf {}", "h40"),
    ("Datadog api key {}", "h32"),
];

/// Sentences, and what of them must not be told.
const FIXED: [(&str, &str); 139] = [
    ("mysql -uroot -pQw3rtyUi0p on the box", "Qw3rtyUi0p"),
    ("redis://:Zx9Cv8Bn7@10.4.5.6:6379/0", "Zx9Cv8Bn7"),
    ("mongodb+srv://svc:p%40ssWord1@cluster0.ab1cd.mongodb.net", "p%40ssWord1"),
    ("mongodb+srv://svc:x@cluster0.ab1cd.mongodb.net/x", "cluster0.ab1cd"),
    ("Server=tcp:sql1.database.windows.net;User ID=sa", "sql1.database"),
    ("User ID=sa;Password=Abc!23xyz;", "Abc!23xyz"),
    ("jdbc:postgresql://pg1.acme.net:5432/x?user=a&password=Hs8Kd2Lq", "Hs8Kd2Lq"),
    ("https://deploy:tk_9a8b7c6d@git.acme-infra.io/x.git", "tk_9a8b7c6d"),
    ("https://git.acme-infra.io/x.git", "acme-infra"),
    ("curl -u admin:Gh7Jk9Lm https://x.example", "Gh7Jk9Lm"),
    ("パスワードは Kx7mQ2pL でした", "Kx7mQ2pL"),
    ("passphrase: correct-horse-battery", "correct-horse-battery"),
    ("the PIN is 834419 for the door", "834419"),
    ("OTP 551823 を入力", "551823"),
    ("basic auth dXNlcjpwYXNzd29yZDEyMw== sent", "dXNlcjpwYXNzd29yZDEyMw"),
    ("bootstrap token 18f99d.dceb1be0273dbc46 was used", "dceb1be0273dbc46"),
    ("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIHk2 ops@bastion", "AAAAC3NzaC1lZDI1NTE5AAAAIHk2"),
    ("Teams hook https://acme.webhook.office.com/webhookb2/aa-bb@cc/IncomingWebhook/d3f/e4", "aa-bb@cc"),
    ("https://prod-12.westeurope.logic.azure.com:443/workflows/ab12cd/triggers", "ab12cd"),
    ("https://discord.com/api/webhooks/123/abcDEF", "abcDEF"),
    ("traffic from 172.16.33.4 stopped", "172.16.33.4"),
    ("traffic from 192.168.7.211 stopped", "192.168.7.211"),
    ("traffic from 100.64.3.9 stopped", "100.64.3.9"),
    ("traffic from fd12:3456:789a::1 stopped", "fd12:3456:789a::1"),
    ("traffic from 2a00:1450:4001:81b::200e stopped", "2a00:1450:4001:81b::200e"),
    ("traffic from fe80::1ff:fe23:4567:890a stopped", "fe80::1ff:fe23:4567:890a"),
    ("traffic from 10.1.2.9 stopped", "10.1.2.9"),
    ("traffic from 10.20.0.0/16 stopped", "10.20.0.0/16"),
    ("host db01 restarted", "db01"),
    ("host web-3.fra.acme.net restarted", "web-3.fra.acme.net"),
    ("host kafka-broker-2 restarted", "kafka-broker-2"),
    ("host ip-172-31-5-9.eu-west-1.compute.internal restarted", "ip-172-31-5-9.eu-west-1.compute.internal"),
    ("host prod-eu-gke-7f3a restarted", "prod-eu-gke-7f3a"),
    ("host orders-6c8d9f7b5-zx8k2 restarted", "orders-6c8d9f7b5-zx8k2"),
    ("host redis-master-0.redis.prod.svc.cluster.local restarted", "redis-master-0.redis.prod.svc.cluster.local"),
    ("host vpn.corp.acme.com restarted", "vpn.corp.acme.com"),
    ("host nas.local restarted", "nas.local"),
    ("host api.int.acme.io restarted", "api.int.acme.io"),
    ("host k8s-node-17 restarted", "k8s-node-17"),
    ("host gke-prod-pool-1-3f2a9c8b-x1z2 restarted", "gke-prod-pool-1-3f2a9c8b-x1z2"),
    (
        "host orders-db.cluster-c1a2b3.eu-west-1.rds.amazonaws.com restarted",
        "orders-db.cluster-c1a2b3.eu-west-1.rds.amazonaws.com",
    ),
    ("host i-0abc123def4567890 restarted", "i-0abc123def4567890"),
    ("host arn:aws:iam::123456789012:role/admin restarted", "arn:aws:iam::123456789012:role/admin"),
    ("host acme-prod.slack.com restarted", "acme-prod.slack.com"),
    ("host acme.atlassian.net restarted", "acme.atlassian.net"),
    ("mail j.doe+ops@acme.co.uk bounced", "j.doe+ops@acme.co.uk"),
    ("mail 山田@例え.jp bounced", "山田@例え.jp"),
    ("mail o'brien@acme.ie bounced", "o'brien@acme.ie"),
    ("called (415) 555-2671 twice", "(415) 555-2671"),
    ("called 415-555-2671 twice", "415-555-2671"),
    ("called +1 (212) 555-0187 twice", "+1 (212) 555-0187"),
    ("called 020 7946 0958 twice", "020 7946 0958"),
    ("called +44 20 7946 0123 twice", "+44 20 7946 0123"),
    ("called 01 42 68 53 00 twice", "01 42 68 53 00"),
    ("called +49 30 901820 twice", "+49 30 901820"),
    ("called 030-901820 twice", "030-901820"),
    ("called 090-1234-5678 twice", "090-1234-5678"),
    ("called 03(1234)5678 twice", "03(1234)5678"),
    ("called ０９０－１２３４－５６７８ twice", "０９０－１２３４－５６７８"),
    ("called +86 138 0013 8000 twice", "+86 138 0013 8000"),
    ("called 98765 43210 twice", "98765 43210"),
    ("called +61 2 9374 4000 twice", "+61 2 9374 4000"),
    ("called 0120-444-444 twice", "0120-444-444"),
    ("account 5500-0055-5555-5559 was charged", "5500-0055-5555-5559"),
    ("account 378282246310005 was charged", "378282246310005"),
    ("account 3530111333300000 was charged", "3530111333300000"),
    ("account DE89370400440532013000 was charged", "DE89370400440532013000"),
    ("account GB29 NWBK 6016 1331 9268 19 was charged", "GB29 NWBK 6016 1331 9268 19"),
    ("account FR1420041010050500013M02606 was charged", "FR1420041010050500013M02606"),
    ("account NO93 8601 1117 947 was charged", "NO93 8601 1117 947"),
    ("account 078-05-1120 was charged", "078-05-1120"),
    ("account AB123456C was charged", "AB123456C"),
    ("the loss was 3億2,000万円 in total", "3億2,000万円"),
    ("the loss was 1.5億円 in total", "1.5億円"),
    ("the loss was ￥4,500,000 in total", "￥4,500,000"),
    ("the loss was 150 万円 in total", "150 万円"),
    ("the loss was US$12.4k in total", "US$12.4k"),
    ("the loss was € 9.500,00 in total", "€ 9.500,00"),
    ("the loss was CHF 1'200 in total", "CHF 1'200"),
    ("the loss was 2,3 Mio. € in total", "2,3 Mio. €"),
    ("the loss was £3m in total", "£3m"),
    ("the loss was 12 crore rupees in total", "12 crore rupees"),
    ("the loss was ₩5,000,000 in total", "₩5,000,000"),
    ("the loss was R$ 1.200,50 in total", "R$ 1.200,50"),
    ("the loss was 4,000 dollars in total", "4,000 dollars"),
    ("the loss was USD 2.5M in total", "USD 2.5M"),
    ("the loss was NT$30,000 in total", "NT$30,000"),
    ("the loss was 5千ドル in total", "5千ドル"),
    ("the loss was 1,200 kr in total", "1,200 kr"),
    ("the loss was kr 4 500 in total", "kr 4 500"),
    ("the loss was zł 300 in total", "zł 300"),
    ("the loss was 300 PLN in total", "300 PLN"),
    ("the loss was 50k EUR in total", "50k EUR"),
    ("the loss was 百二十万円 in total", "百二十万円"),
    ("the loss was RMB 8,000 in total", "RMB 8,000"),
    ("the loss was 8000元 in total", "8000元"),
    ("Ingrid Solheim restarted the pool", "Ingrid Solheim"),
    ("then Wei Zhang merged the fix", "Wei Zhang"),
    ("Sean O'Connor noticed it", "O'Connor"),
    ("a call with José Álvarez followed", "José Álvarez"),
    ("Herr Müller approved", "Müller"),
    ("田中さんが切り戻した", "田中"),
    ("鈴木一郎が再起動した", "鈴木"),
    ("担当は高橋 美咲だった", "高橋 美咲"),
    ("サトウさんに連絡", "サトウ"),
    ("渡辺課長が承認", "渡辺"),
    ("ask Nguyen about it", "Nguyen"),
    ("dmitri rolled back", "dmitri"),
    ("@raj-k acked", "@raj-k"),
    ("<@U02ABC9DEF> acked", "U02ABC9DEF"),
    ("Bob said the graph was wrong", "Bob"),
    ("according to Fatima", "Fatima"),
    ("Dr. Smith joined", "Smith"),
    ("customer Northwind Traders called", "Northwind Traders"),
    ("Wayne Enterprises Ltd. wrote in", "Wayne Enterprises"),
    ("株式会社ひかりが影響を受けた", "株式会社ひかり"),
    ("あおば商事㈱から連絡", "あおば商事"),
    ("顧客のみどり銀行から連絡", "みどり銀行"),
    ("contract C-2024-00817 has an SLA", "C-2024-00817"),
    ("契約番号 K2024-771", "K2024-771"),
    ("契約 7781-22 が対象", "7781-22"),
    ("user_8831aa failed", "user_8831aa"),
    ("acct_1NvR9kLkdIwHu7ix", "acct_1NvR9kLkdIwHu7ix"),
    ("Salesforce id 0064W00000xYz12QAB", "0064W00000xYz12QAB"),
    ("tenant-globex saw 500s", "globex"),
    ("invoice INV-99812", "INV-99812"),
    ("order #77123", "77123"),
    ("/home/jdoe/deploy.sh failed", "jdoe"),
    (r"C:\Users\asmith\x.log", "asmith"),
    ("/Users/mika/src", "mika"),
    ("see ~bjorn/notes", "bjorn"),
    ("https://wiki.acme.com/x/ABC", "wiki.acme.com"),
    ("grafana.acme.io/d/9ab?x=1", "grafana.acme.io"),
    ("s3://acme-prod-backups/db", "acme-prod-backups"),
    (r"\\fs01\share", "fs01"),
    ("discussed in #inc-412-orders", "inc-412-orders"),
    ("INC0012345", "INC0012345"),
    ("SRE-77", "SRE-77"),
    ("acme/infra#99", "acme/infra#99"),
];

/// Numbers from a seed (Knuth's linear congruential generator, MMIX).
struct Draw(u64);

impl Draw {
    fn one(&mut self, alphabet: &str) -> char {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let at = usize::try_from((self.0 >> 33) % alphabet.len() as u64).unwrap_or_default();
        alphabet.chars().nth(at).unwrap_or('0')
    }

    fn token(&mut self, form: &str) -> String {
        let mut out = String::new();
        let mut rest = form;
        while let Some(c) = rest.chars().next() {
            rest = rest.strip_prefix(c).unwrap_or_default();
            let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
            let alphabet = match c {
                'a' => "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
                'h' => "0123456789abcdef",
                'u' => "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ",
                'l' => "0123456789abcdefghijklmnopqrstuvwxyz",
                'd' => "123456789",
                _ => "",
            };
            let Some(count) = digits.parse::<usize>().ok().filter(|_| !alphabet.is_empty()) else {
                out.push(c);
                continue;
            };
            out.extend((0..count).map(|_| self.one(alphabet)));
            rest = rest.strip_prefix(digits.as_str()).unwrap_or_default();
        }
        out
    }
}

/// All values with their sentences, the same each time.
pub(crate) fn planted() -> Vec<Planted> {
    let mut draw = Draw(7);
    let mut all = Vec::new();
    for (prefix, form) in TOKENS {
        let secret = format!("{prefix}{}", draw.token(form));
        all.push(Planted { sentence: format!("the log held {secret} for a while"), secret });
    }
    for (sentence, form) in SENTENCES {
        let secret = draw.token(form);
        all.push(Planted { sentence: sentence.replace("{}", &secret), secret });
    }
    for (sentence, form) in more::TOKENS {
        let secret = draw.token(form);
        all.push(Planted { sentence: sentence.replace("{}", &secret), secret });
    }
    for (sentence, secret) in FIXED.iter().chain(&more::FIXED) {
        all.push(Planted { sentence: (*sentence).to_owned(), secret: (*secret).to_owned() });
    }
    all
}
