//! Personal data that is known by its form: numbers of persons, days of birth, addresses; and, for the public, logins,
//! network cards and files of machines.

use backstory_mask::on_one_line;
use regex::Regex;

/// Numbers that states give persons: in the United States and in Japan by their groups, others by the word before them.
const NUMBER: &str = r"\b\d{3}-\d{2}-\d{4}\b|\b\d{4}[ -]\d{4}[ -]\d{4}\b";
const NUMBER_BY_NAME: &str = r"(?i)((?:passport|旅券|パスポート|driver'?s? licen[cs]e|運転免許|免許証|IMEI|IMSI|ICCID|VIN|SSN|TIN|NINO|national insurance|tax id|マイナンバー|個人番号|保険証|年金手帳)(?:番号| no\.?| number| id)?[^\p{L}\d\n]{0,4}(?:は|が|is |was )?\s?)([A-Z]{0,3}\d[A-Z0-9 -]{4,20}[A-Z0-9])";
/// Numbers of those who work somewhere.
const STAFF: &str = r"(?i)((?:社員|従業員|職員|学籍|会員|スタッフ)(?:番号|ID|コード)\s?[:：はが]?\s?|\b(?:employee|staff|badge|personnel|payroll)(?: (?:number|no\.?|id|#))+\s?[:=]?\s?(?:is |was )?)([A-Z]{0,3}-?\d[A-Z0-9-]{2,12})";
const BIRTH: &str = r"(?i)((?:born(?: on)?|birth ?da(?:te|y)|date of birth|day of birth|d\.?o\.?b\.?|生年月日|誕生日)[^\p{L}\d\n]{0,4}(?:は|が|is |was |on )?\s?)(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}|\d{1,2}\.? \p{L}{3,9}\.? \d{4}|\p{L}{3,9} \d{1,2},? \d{4}|(?:\d{4}|(?:昭和|平成|令和|大正)(?:\d{1,2}|元))年\d{1,2}月\d{1,2}日)";
/// Postal codes of Japan, which nothing else is written like.
const POSTAL: &str = r"〒\s?\d{3}[-－‐]?\d{4}";
/// From the prefecture, city or ward to the number of the house, with the building and floor behind it.
const ADDRESS_JA: &str = r"(?:(?:北海道|東京都|京都府|大阪府|\p{Han}{2,3}県)[\p{Han}\p{Katakana}\p{Hiragana}ヶー]{1,24}?|\p{Han}{1,6}[市区郡][\p{Han}\p{Katakana}ヶー]{1,16}?)(?:[0-9０-９一二三四五六七八九十]+(?:丁目|番地|番|号|条|[-－−‐]))+(?:[0-9０-９]+(?:番地|番|号)?)?(?:\s?[\p{Han}\p{Katakana}ーA-Za-z]{1,16}(?:ビル|ビルディング|マンション|タワー|荘|ハイツ)\s?[0-9０-９]*(?:F|階|号室)?)?";
/// A house number and a street, with town and code behind them.
const ADDRESS: &str = r"\b\d{1,5}[A-Z]?,? (?:\p{Lu}[\p{L}'.-]* ){1,4}(?:Street|St|Avenue|Ave|Road|Rd|Boulevard|Blvd|Lane|Ln|Drive|Dr|Court|Ct|Square|Sq|Place|Pl|Parkway|Pkwy|Way|Highway|Hwy|Terrace|Crescent|Close|Alley|Row|Quay)\b\.?(?:, (?:\p{Lu}[\p{L}.'-]* ?){1,3})?(?:,? ?(?:[A-Z]{2} \d{5}(?:-\d{4})?|[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}))?|\b\p{Lu}\p{L}+(?:straße|strasse|str\.|weg|gasse|platz|allee) \d{1,4}[a-z]?(?:, \d{4,5} \p{Lu}\p{L}+)?|\b\d{1,4},? (?:rue|avenue|boulevard|via|calle|rua|plaza) (?:d[eu]s? |de la |della? )?\p{Lu}[\p{L}'-]+(?: \p{Lu}[\p{L}'-]+)*(?:, \d{4,5} \p{Lu}\p{L}+)?";
/// Telephone numbers with spaces, as Japan writes them.
const PHONE: &str = r"\b0\d{1,3} \d{3,4} \d{4}\b";

/// Short numbers behind a word for telephones: within a town or a house.
const CALLED: &str = r"(?i)(\b(?:call(?:ed)?|phoned?|telephone|tel|mobile|cell|dial(?:led|ed)?|reach(?:ed)?|text(?:ed)?|rang|ring|fax|contact|hotline|pager)\b[^\n|;\d]{0,24})(?:\(?\d{2,4}\)?[-. ])?\d{3,4}[-.‐ー]\d{4}\b";
const EXTENSION: &str = r"(?i)((?:\bext(?:ension|n)?\b\.?|内線|電話(?:番号)?|携帯(?:番号)?|TEL|ＴＥＬ)(?:番号)?\s?[:：#はが]?\s?)\d[\d-]{2,12}\d\b";

/// `ops@10.1.2.3`: who logs in where.
const LOGIN: &str = r"\b[A-Za-z_][A-Za-z0-9._-]*@(?:(?:\d{1,3}\.){3}\d{1,3}|\[[0-9A-Fa-f:.]+\]|(?:laptop|desktop|workstation|macbook|localhost|[a-z0-9]+-(?:laptop|pc|mac|mbp))\b)";
const NETWORK_CARD: &str = r"\b(?:[0-9A-Fa-f]{2}[:-]){5}[0-9A-Fa-f]{2}\b";
/// Files of a machine; paths of an API and of a repository begin otherwise.
const FILE: &str = r#"(^|[\s"'`(（「=:])(?:~/[A-Za-z0-9_.][^\s"'`)）」,;|]*|(?:kv|secrets?|ssm|vault)/[a-z0-9_-]+(?:/[A-Za-z0-9_.-]+)*|/(?:etc|var|opt|srv|home|root|usr|mnt|media|data|tmp|run|private|Users|Volumes)/[^\s"'`)）」,;|]+)"#;
/// `bastion-a1`, `orders-db-primary`: by what a machine is for.
const MACHINE: &str = r"\b(?:bastion|jump(?:box|host)?)-[a-z0-9][a-z0-9-]*|\b[a-z][a-z0-9]*(?:-[a-z0-9]+)+-(?:primary|replica|standby|master|slave|follower|leader|secondary)(?:-[a-z0-9]+)?\b";
/// A name in code behind the word for what it names.
const NAMED_MACHINE: &str = r"\b((?:[Ss]ervers?|[Hh]osts?|[Mm]achines?|VMs?|[Hh]ypervisors?|[Bb]astions?|[Cc]lusters?|[Cc]ontexts?|サーバー?|ホスト|クラスター?|コンテキスト)(?: named| called)? ?)`[a-z][a-z0-9-]{2,}`";

/// Where a repository is cloned from, and channels of chat.
const REPOSITORY: &str = r"\bgit@[A-Za-z0-9.-]+:[A-Za-z0-9_./~-]*[A-Za-z0-9_/~-]";
const CHANNEL: &str = r"(^|[\s(（|・、「])#[a-z][a-z0-9_]*-[a-z0-9_-]+";

/// What a command is told of the place it works on: clusters, hosts, accounts.
const OPTION: &str = r"((?:^|[\s`'(=])--?(?:kube-?context|context|cluster(?:-name|-id)?|host(?:name)?|server|node(?:-name)?|instance(?:-id|-name)?|target|profile|project(?:-id)?|account(?:-id)?|subscription|resource-group|vault(?:-name)?|bucket|user(?:name)?|login|db(?:name)?|database|dbname)(?:[ =]|\s))[^\s‹›|`;,)）」、。-][^\s‹›|`;,)）」、。]*|\b((?:use-context|current-context:?|set-context|(?:ssh|scp|rsync|mosh) (?:-[A-Za-z] ?\S* )*) ?)[a-z0-9]+(?:[-.][a-z0-9]+)+";

/// Compiled rules, each with what it leaves.
#[derive(Debug)]
pub(super) struct Personal {
    personal: Vec<(Regex, &'static str)>,
    machines: Vec<(Regex, &'static str)>,
}

impl Personal {
    pub(super) fn new() -> Self {
        // Japanese has no spaces: a value may follow a letter of another script directly.
        let compile = |(pattern, mask): (&str, &'static str)| {
            Regex::new(&on_one_line(pattern)).ok().map(|pattern| (pattern, mask))
        };
        let personal = [
            (NUMBER_BY_NAME, "${1}‹number›"),
            (NUMBER, "‹number›"),
            (STAFF, "${1}‹number›"),
            (BIRTH, "${1}‹date›"),
            (POSTAL, "‹address›"),
            (ADDRESS_JA, "‹address›"),
            (ADDRESS, "‹address›"),
            (PHONE, "‹phone›"),
            (CALLED, "${1}‹phone›"),
            (EXTENSION, "${1}‹phone›"),
        ];
        let machines = [
            (REPOSITORY, "‹link›"),
            (CHANNEL, "${1}‹channel›"),
            (LOGIN, "‹login›"),
            (OPTION, "${1}${2}‹host›"),
            (NETWORK_CARD, "‹host›"),
            (FILE, "${1}‹file›"),
            (MACHINE, "‹host›"),
            (NAMED_MACHINE, "${1}‹host›"),
        ];
        Self {
            personal: personal.into_iter().filter_map(compile).collect(),
            machines: machines.into_iter().filter_map(compile).collect(),
        }
    }

    /// Text without numbers, days of birth and addresses of persons.
    pub(super) fn persons(&self, text: &str) -> String {
        masked(&self.personal, text)
    }

    /// Text without what tells of machines from inside.
    pub(super) fn machines(&self, text: &str) -> String {
        masked(&self.machines, text)
    }
}

fn masked(rules: &[(Regex, &'static str)], text: &str) -> String {
    rules.iter().fold(text.to_owned(), |told, (pattern, mask)| pattern.replace_all(&told, *mask).into_owned())
}

#[cfg(test)]
mod tests {
    use super::Personal;

    #[test]
    fn every_rule_compiles() {
        let rules = Personal::new();
        assert_eq!((rules.personal.len(), rules.machines.len()), (10, 8));
    }

    #[test]
    fn numbers_and_places_of_commands_go() {
        let rules = Personal::new();
        for (text, expected) in [
            ("call me at 555-0142", "call me at ‹phone›"),
            ("Phone: 020 7946-0958", "Phone: ‹phone›"),
            ("ext. 4711 answered", "ext. ‹phone› answered"),
            ("内線 4567 に連絡", "内線 ‹phone› に連絡"),
            ("kubectl --context prod-eu exec x", "kubectl --context ‹host› exec x"),
            ("psql --host=db-eu --dbname orders", "psql --host=‹host› --dbname ‹host›"),
            ("kubectx use-context prod-eu", "kubectx use-context ‹host›"),
            ("ssh prod-eu", "ssh ‹host›"),
            ("- restarted the mail-server\n- 09:05 up", "- restarted the mail-server\n- 09:05 up"),
            ("in #inc-412-orders", "in ‹channel›"),
            ("git@git.example.org:acme/pay.git was cloned", "‹link› was cloned"),
            ("社員番号 E04711 と employee number 90210", "社員番号 ‹number› と employee number ‹number›"),
        ] {
            assert_eq!(rules.machines(&rules.persons(text)), expected);
        }
    }

    #[test]
    fn what_is_written_alike_stays() {
        let rules = Personal::new();
        for text in [
            "3 of 4 pods; 10 000 of 12 345 requests; window 2026-11-23",
            "the multi-master set and its read-replica lag; a hot-standby",
            "`POST /api/v1/orders` and `deploy/k8s/orders-service.yaml`",
            "東京リージョンの2番目のゾーン、3番目の区間",
            "横浜市の拠点と名古屋市の拠点の間の遅延",
            "In 5 Way replication the St stage came first",
            "orders-service 2.3.0 by 2026-11-30",
            "called 3 times between 2024-2025; reach 1000 requests",
            "run with --timeout 30 --force and ssh to the box",
        ] {
            assert_eq!(rules.machines(&rules.persons(text)), text);
        }
    }
}
