//! What a value behind a label or in a list names, and by which shorter name a text speaks of it later.

use super::super::names;

/// How a value begins that tells how many or of what kind, not who.
const QUANTITIES: [&str; 64] = [
    "mobile",
    "web",
    "desktop",
    "android",
    "ios",
    "api",
    "app",
    "retail",
    "guest",
    "guests",
    "online",
    "both",
    "all",
    "none",
    "no",
    "some",
    "about",
    "many",
    "most",
    "unknown",
    "nobody",
    "everyone",
    "everybody",
    "up",
    "only",
    "few",
    "tbd",
    "yes",
    "n/a",
    "users",
    "customers",
    "enterprise",
    "premium",
    "free",
    "business",
    "standard",
    "pro",
    "internal",
    "external",
    "eu",
    "us",
    "uk",
    "europe",
    "asia",
    "america",
    "africa",
    "every",
    "any",
    "each",
    "new",
    "existing",
    "paying",
    "we",
    "they",
    "it",
    "there",
    "minimal",
    "high",
    "low",
    "medium",
    "なし",
    "不明",
    "全員",
    "該当",
];
/// Words before the name of a company, which are not its name.
const FORMS: [&str; 11] =
    ["株式会社", "有限会社", "合同会社", "合名会社", "合資会社", "㈱", "㈲", "（株）", "(株)", "（有）", "(有)"];
/// Legal forms behind the name of a company.
const SUFFIXES: [&str; 22] = [
    "inc",
    "incorporated",
    "ltd",
    "limited",
    "llc",
    "llp",
    "gmbh",
    "corp",
    "corporation",
    "ag",
    "plc",
    "kk",
    "bv",
    "sa",
    "pty",
    "co",
    "company",
    "group",
    "holdings",
    "oy",
    "ab",
    "as",
];
/// What a company does, behind its name; it is often spoken of without.
pub(super) const TRADES: [&str; 52] = [
    "logistik",
    "credit",
    "building",
    "pharmacy",
    "pharmacies",
    "union",
    "society",
    "dairy",
    "dairies",
    "dental",
    "clinic",
    "clinics",
    "glassworks",
    "mutual",
    "freight",
    "bakery",
    "bakeries",
    "brewery",
    "breweries",
    "outfitters",
    "apparel",
    "supermarkets",
    "resorts",
    "associates",
    "solicitors",
    "legal",
    "bank",
    "industries",
    "enterprises",
    "insurance",
    "airlines",
    "airways",
    "logistics",
    "foods",
    "traders",
    "motors",
    "telecom",
    "pharma",
    "pharmaceuticals",
    "university",
    "hospital",
    "ventures",
    "bancorp",
    "energy",
    "hotels",
    "retail",
    "technologies",
    "electronics",
    "robotics",
    "dynamics",
    "financial",
    "healthcare",
];
/// Names longer than this in words are sentences.
const LONGEST: usize = 4;

/// Whether a label stands before the names of customers.
pub(in crate::audience) fn is_label(label: &str) -> bool {
    const WORDS: [&str; 17] = [
        "customer",
        "tenant",
        "client",
        "merchant",
        "subscriber",
        "顧客",
        "取引先",
        "お客様",
        "お客さま",
        "得意先",
        "加盟店",
        "契約先",
        "導入先",
        "納品先",
        "利用企業",
        "クライアント",
        "テナント",
    ];
    let label = label.to_lowercase();
    WORDS.iter().any(|word| label.contains(word))
}

/// The values of the lines `label: value` of a text, whatever marks stand around.
pub(super) fn lines(markdown: &str) -> impl Iterator<Item = &str> {
    super::super::people::labelled(markdown).filter(|(label, _)| is_label(label)).map(|(_, value)| value)
}

/// The names in a value: pieces of a list that are written like names.
pub(super) fn named(value: &str) -> Vec<String> {
    const BETWEEN: &[char] = &[',', ';', '、', '，', '；', '／', '・', '\n', '[', ']', '"', '(', ')', '（', '）', '|'];
    let pieces = value.split(BETWEEN).flat_map(|piece| piece.split(" and ")).flat_map(|piece| piece.split(" & "));
    // The sentence behind a list tells of something else.
    let pieces = pieces.flat_map(|piece| piece.split(". "));
    let pieces = pieces.map(|piece| {
        let piece = piece.trim().trim_matches(['*', '_', '`', '.', '。', ' ', '「', '」', '『', '』']);
        let piece = piece.strip_prefix("and ").unwrap_or(piece);
        ["様", "さま", "さん", "殿", "御中", "ほか", "など", "他"]
            .iter()
            .fold(piece, |piece, end| piece.trim_end_matches(end))
    });
    pieces.filter(|piece| is_name(piece)).map(str::to_owned).collect()
}

/// The companies in a list of names with their legal forms, which may have a comma of their own: `Acme Holdings, Inc.`.
pub(super) fn companies(list: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for piece in list.split(", ") {
        let is_form = SUFFIXES.contains(&piece.trim_end_matches('.').to_lowercase().as_str());
        match found.last_mut().filter(|_| is_form) {
            Some(name) => *name = format!("{name}, {piece}"),
            None => found.push(piece.to_owned()),
        }
    }
    found
}

fn is_name(piece: &str) -> bool {
    let first = piece.split_whitespace().next().unwrap_or_default().to_lowercase();
    if piece.chars().any(|c| c.is_ascii_digit()) || QUANTITIES.contains(&first.as_str()) {
        return false;
    }
    if piece.is_ascii() {
        let small = ["of", "the", "and", "de", "van", "von", "for"];
        let words: Vec<&str> = piece.split_whitespace().collect();
        return piece.chars().count() > 2
            && words.len() <= LONGEST
            && piece.starts_with(|c: char| c.is_ascii_uppercase())
            && words.iter().all(|word| small.contains(word) || word.starts_with(|c: char| !c.is_ascii_lowercase()));
    }
    // `一部のお客様`, `決済できない方` tell whom, and not who.
    let is_company = FORMS.iter().any(|form| piece.contains(form));
    let count = piece.chars().count();
    let says = [
        "の",
        "を",
        "が",
        "は",
        "に",
        "で",
        "全",
        "一部",
        "約",
        "複数",
        "多数",
        "特定",
        "影響",
        "顧客",
        "お客",
        "利用者",
    ];
    is_company || (2..=16).contains(&count) && !says.iter().any(|word| piece.contains(word))
}

/// `Globex` of `Globex Corporation`, `アクメ` of `株式会社アクメ`; nothing of a name without a legal form, or one that is a word.
pub(super) fn short(name: &str) -> Option<String> {
    if let Some(core) = FORMS.iter().find_map(|form| name.strip_prefix(form).or_else(|| name.strip_suffix(form))) {
        return (core.chars().count() > 1).then(|| core.to_owned());
    }
    // `グランソレイユ社`, `スーパーまるたか`: what kind of a firm it is goes first.
    let is_kana = |c: char| matches!(c, 'ァ'..='ヺ' | 'ー');
    if let Some(core) = name.strip_suffix('社').filter(|core| core.chars().count() > 2 && core.chars().all(is_kana)) {
        return Some(core.to_owned());
    }
    let kinds = ["スーパー", "ドラッグ", "ホテル", "レストラン", "ホームセンター"];
    let bare =
        kinds.iter().find_map(|kind| name.strip_prefix(kind)).map(|core| core.trim_end_matches(['様', 'さ', 'ま']));
    if let Some(core) = bare.filter(|core| core.chars().count() > 2) {
        return Some(core.to_owned());
    }
    let mut words: Vec<&str> = name.split([' ', ',']).filter(|word| !word.is_empty()).collect();
    let is_form = |word: &&str| {
        let plain: String = word.chars().filter(char::is_ascii_alphabetic).collect::<String>().to_lowercase();
        SUFFIXES.contains(&plain.as_str()) || TRADES.contains(&plain.as_str())
    };
    let count = words.len();
    while words.last().is_some_and(is_form) {
        words.pop();
    }
    let core = words.join(" ");
    let is_word = words.len() == 1 && names::is_ordinary(&core.to_lowercase());
    let is_latin = core.chars().all(|c| c < '\u{250}');
    (words.len() < count && core.chars().count() > 2 && !is_word && is_latin).then_some(core)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_holds_names_and_no_sentences() {
        for (value, expected) in [
            ("Globex Corporation, Initech LLC and Hooli.", &["Globex Corporation", "Initech LLC", "Hooli"][..]),
            ("Globex Corp, Initech LLC, Umbrella", &["Globex Corp", "Initech LLC", "Umbrella"]),
            ("アクメ、ホゲ商事", &["アクメ", "ホゲ商事"]),
            ("株式会社アクメ様、みずほ銀行さま", &["株式会社アクメ", "みずほ銀行"]),
            ("All of them, about 1,200", &[]),
            ("Checkout failed for most of them", &[]),
            ("一部のお客様で注文ができない状態", &[]),
            ("全テナント", &[]),
        ] {
            assert_eq!(named(value), expected, "{value}");
        }
    }

    #[test]
    fn a_list_of_companies_has_one_name_each() {
        assert_eq!(companies("Globex Corp, Acme Holdings, Inc."), ["Globex Corp", "Acme Holdings, Inc."]);
    }

    #[test]
    fn a_company_has_a_shorter_name() {
        for (name, expected) in [
            ("Globex Corporation", Some("Globex")),
            ("Acme Holdings, Inc.", Some("Acme")),
            ("株式会社アクメ", Some("アクメ")),
            ("ホゲ商事株式会社", Some("ホゲ商事")),
            ("Hooli", None),
            ("Kafka Inc", None),
            ("Tyrell Bank", Some("Tyrell")),
            ("Data Bank", None),
        ] {
            assert_eq!(short(name).as_deref(), expected, "{name}");
        }
    }
}
