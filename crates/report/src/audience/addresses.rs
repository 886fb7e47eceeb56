//! Addresses, hosts and tickets.

use backstory_mask::on_one_line;
use regex::{Captures, Regex};

use super::names;

/// Japanese behind an address belongs to its sentence.
const URL: &str = r#"(?i)\b[a-z][a-z0-9+.-]{1,15}://[[\x21-\x7e‹›\p{Latin}]--[<>"'`)\]|]]+"#;
/// Names in zones that only a network of its own knows, and hosts of clouds.
const HOST: &str = r#"(?i)\b[a-z0-9_](?:[a-z0-9_-]*\.)+(?:internal|intranet|intra|local|lan|corp|private|home\.arpa|localdomain|svc|consul|cluster|prod|staging|stg|dev|test|onprem|com|net|org|io|co|app|cloud|ai|jp|uk|de|fr|eu|us|no|se|nl|dk|fi|ch|at|it|es|pt|pl|cz|in|cn|kr|tw|sg|au|nz|ca|br|mx|info|biz|tech|xyz|site|online|systems|tools|network|zone|me|gov|edu|mil|int)\b(?::\d+)?(?:/[[\x21-\x7e‹›\p{Latin}]--[<>"`)\]|]]*)?"#;
/// Host and pod names by their form: `ip-10-0-3-7`, `db-prod-03`, `orders-7d9f8b6c5-x2x4z`.
/// Names that a cluster makes end in letters without vowels, so that they form no words.
const MACHINE: &str = r"(^|[^‹A-Za-z0-9_-])(?:[a-z][a-z0-9]*(?:-[a-z0-9]+)*-(?:[0-9]{8,10}|[bcdfghjklmnpqrstvwxz2456789]{8,10})-[bcdfghjklmnpqrstvwxz2456789]{5}|[a-z][a-z0-9]*(?:-[a-z0-9]+)*-(?:[2456789][bcdfghjklmnpqrstvwxz2456789]{4}|[bcdfghjklmnpqrstvwxz][2456789][bcdfghjklmnpqrstvwxz2456789]{3}|[bcdfghjklmnpqrstvwxz]{2}[2456789][bcdfghjklmnpqrstvwxz2456789]{2}|[bcdfghjklmnpqrstvwxz]{3}[2456789][bcdfghjklmnpqrstvwxz2456789]|[bcdfghjklmnpqrstvwxz]{4}[2456789])|ip-\d+-\d+-\d+-\d+|[a-z][a-z0-9]*(?:-[a-z0-9]+)*-[a-f0-9]{6,10}-[a-z0-9]{5}|[a-z][a-z0-9]*(?:-[a-z0-9]+){2,}-\d{1,3}(?:-[a-z0-9]*\d[a-z0-9]*)*|[a-z][a-z0-9]*(?:-[a-z0-9]+)*-[a-z]*\d{2,}|[a-z]+\d{2,}\.[a-z0-9.-]+|(?:[a-z0-9]+-)*(?:db|zk|mq|ns|dns|ldap|mail|smtp|sw|fw|web|app|api|node|host|worker|broker|master|replica|primary|standby|redis|kafka|srv|server|cache|vm|etcd|es|pg|mysql|postgres|mongo|proxy|lb|gw|gateway|nas|vpn|bastion|jump|edge|shard|queue|k8s)[a-z]*(?:-?\d+)+(?:-[a-z0-9]+)*|[a-z]+(?:-[a-z0-9]+)+-(?:[0-9]+[a-f]+|[a-f]+[0-9]+)[0-9a-f]{1,12}(?:-[a-z0-9]{4,5})?)\b";
/// `prod-db`, `mysql-primary`, `web-prod-1`, `app-server`, `build07`: by what a machine is for and where it stands.
const BY_ROLE: &str = r"(^|[^‹A-Za-z0-9_-])(?:(?:prod|production|stg|staging|stage|dev|test|uat|qa|live|dr)-(?:ROLE|[a-z]+-ROLE)(?:-[a-z0-9]+)*|ROLE-(?:prod|production|stg|staging|uat|qa|live|dr|primary|replica|standby|master|slave|secondary|follower|leader|blue|green)(?:-?\d+)?(?:-[a-z0-9]+)*|ROLE-(?:server|host|node|box|vm|machine|instance)s?(?:-?\d+)*|(?:build|ci|runner|agent|jenkins|ctrl|control|compute|storage|gpu|hv|esx|esxi|kvm|rack|ntp|mon|monitor|backup|ftp|sftp|squid|haproxy|nginx|apache|tomcat|rabbit|elastic|search|consul|vault|nomad|ceph|nfs|file|print|auth|batch|login|git)\d{2,4})\b";
const ROLE: &str = "(?:db|database|mysql|mariadb|pg|postgres|postgresql|oracle|mssql|sql|mongo|mongodb|redis|memcached|cache|kafka|zk|zookeeper|rabbit|rabbitmq|mq|es|elastic|elasticsearch|etcd|web|www|app|nginx|haproxy|proxy|lb|gw|vpn|ldap|dns|ntp|mail|smtp|ftp|sftp|nas|nfs|file|fs|backup|log|syslog|git|jenkins|build|batch|auth|print|bastion|jump|vault|consul|worker)";
/// `cache-krk-3`, `edge-osk-[01-08]`, `sso-broker-a`: parts, of which one is no word of the language, with a number or letter.
const COUNTED: &str =
    r"(^|[^‹A-Za-z0-9_./-])([a-z][a-z0-9]*(?:-[a-z][a-z0-9]*)+)-(?:\d{1,3}[a-z]?|[a-h]|\[\d+[-–]\d+\])(?:\.\.\d+)?";
/// `reg01`, `app02a`: counted with a zero in front.
const PADDED: &str = r"(^|[^‹A-Za-z0-9_./-])[a-z]{2,8}0\d{1,2}[a-z]?\b";
/// `PC-TANAKA01`: a computer of somebody.
const PERSONAL: &str = r"(^|[^‹A-Za-z0-9_-])(?:PC|LAP|WS|NB|MBP|DESKTOP|LAPTOP|WIN)-[A-Z0-9][A-Z0-9-]{2,}\b";
/// `NYC-DC-02`: machines and places in capitals.
const TICKET: &str =
    r"\b[A-Z][A-Z0-9]{1,9}(?:-[A-Z0-9]+){0,4}-\d{1,7}\b|(^|[^A-Za-z0-9_.&/-])[A-Za-z0-9_./-]*#\d{2,}\b";
/// Prefixes of what is written like a ticket and is none.
const NO_TICKETS: [&str; 16] =
    ["AI", "SEV", "UTC", "GMT", "CVE", "RFC", "ISO", "SHA", "UTF", "P", "HTTP", "TLS", "F", "AES", "RSA", "COVID"];

/// Compiled rules.
#[derive(Debug)]
pub(super) struct Addresses {
    rules: Vec<(Regex, &'static str)>,
    counted: Option<Regex>,
    ticket: Option<Regex>,
}

impl Addresses {
    pub(super) fn new() -> Self {
        let compile = |pattern: &str| Regex::new(&on_one_line(pattern)).ok();
        let by_role = BY_ROLE.replace("ROLE", ROLE);
        let rules = [
            (URL, "‹link›"),
            (HOST, "‹host›"),
            (MACHINE, "${1}‹host›"),
            (by_role.as_str(), "${1}‹host›"),
            (PADDED, "${1}‹host›"),
            (PERSONAL, "${1}‹host›"),
        ];
        Self {
            rules: rules.into_iter().filter_map(|(pattern, mask)| Some((compile(pattern)?, mask))).collect(),
            counted: compile(COUNTED),
            ticket: compile(TICKET),
        }
    }

    /// Text without addresses, hosts and tickets.
    pub(super) fn masked(&self, text: &str) -> String {
        // Before the rules that know its form: they would leave what is behind its number.
        let mut told = self.without_counted(text);
        for (pattern, mask) in &self.rules {
            told = pattern
                .replace_all(&told, |c: &Captures<'_>| {
                    let mut masked = String::new();
                    c.expand(mask, &mut masked);
                    let whole = c.get(0).map_or("", |m| m.as_str());
                    let end = whole.trim_end_matches(['.', ',', ';', ':', '!', '?', '*', '_', '}']).len();
                    let behind = whole.get(end..).unwrap_or_default();
                    // `logs-2024.09`: a date goes on.
                    let after = c.get(0).and_then(|m| told.get(m.end()..)).unwrap_or_default();
                    if is_region(whole) || is_decimal(whole, after) {
                        whole.to_owned()
                    } else {
                        format!("{masked}{behind}")
                    }
                })
                .into_owned();
        }
        let Some(ticket) = &self.ticket else { return told };
        let masked = ticket.replace_all(&told, |c: &Captures<'_>| {
            let whole = c.get(0).map_or("", |m| m.as_str());
            match whole.split_once('-') {
                Some((prefix, _))
                    if !whole.contains('#') && NO_TICKETS.contains(&prefix) || is_region(&whole.to_lowercase()) =>
                {
                    whole.to_owned()
                }
                _ => format!("{}‹ticket›", c.get(1).map_or("", |m| m.as_str())),
            }
        });
        masked.into_owned()
    }

    /// Text without machines that are counted behind a word of no language.
    fn without_counted(&self, text: &str) -> String {
        let Some(counted) = &self.counted else { return text.to_owned() };
        let mut told = String::with_capacity(text.len());
        let mut done = 0;
        for found in counted.captures_iter(text) {
            let (Some(whole), Some(parts)) = (found.get(0), found.get(2)) else { continue };
            let from = found.get(1).map_or(whole.start(), |m| m.end());
            let to = whole.end();
            let name = text.get(from..to).unwrap_or_default();
            let after = text.get(to..).unwrap_or_default();
            let goes_on = after.starts_with(|c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'));
            let is_words = parts.as_str().split('-').all(names::is_ordinary);
            if is_words || goes_on || is_region(name) || is_decimal(name, after) {
                continue;
            }
            told.push_str(text.get(done..from).unwrap_or_default());
            told.push_str("‹host›");
            done = to;
        }
        told.push_str(text.get(done..).unwrap_or_default());
        told
    }
}

/// Whether a number at the end goes on behind a point: a version, a day.
fn is_decimal(name: &str, after: &str) -> bool {
    let mut rest = after.chars();
    name.ends_with(|c: char| c.is_ascii_digit())
        && rest.next() == Some('.')
        && rest.next().is_some_and(|c| c.is_ascii_digit())
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn machines_and_links_go_and_their_sentences_stay() {
        let rules = Addresses::new();
        assert_eq!(rules.rules.len(), 6);
        for (text, expected) in [
            (
                "- 09:00 restarted mail-server\n- 09:05 web-staging-2 is up",
                "- 09:00 restarted ‹host›\n- 09:05 ‹host› is up",
            ),
            ("`redis-standby`, prod-mysql; runner12.", "`‹host›`, ‹host›; ‹host›."),
            ("stg-orders-db and NYC-DC-02 and INC-2025-001", "‹host› and ‹ticket› and ‹ticket›"),
            ("node gke-live-pool-2-abc123 left", "node ‹host› left"),
            ("See https://wiki.example.com/a, then `https://wiki.example.com/b`.", "See ‹link›, then `‹link›`."),
            ("接続先はhttps://kanri.example.jp/loginです。", "接続先は‹link›です。"),
            ("ホストはdb1.example.jpで、", "ホストは‹host›で、"),
            (
                "read-replica, multi-master, hot-standby, node-exporter-https, api-grpc, dev-loop, test-plan",
                "read-replica, multi-master, hot-standby, node-exporter-https, api-grpc, dev-loop, test-plan",
            ),
            ("US-EAST-1, UTF-8 and SEV-1", "US-EAST-1, UTF-8 and SEV-1"),
            ("drain `cache-krk-3` and whs-rad-2; `sso-broker-a`", "drain `‹host›` and ‹host›; `‹host›`"),
            ("edge-osk-[01-08] と mq-prd-1 は", "‹host› と ‹host› は"),
            ("reg01, app02a; resolv-ams-1..4 up", "‹host›, ‹host›; ‹host› up"),
            ("PC-TANAKA01 から", "‹host› から"),
            (
                "order-service-2.3, eu-west-2, step-one-2, index logs-2024.09",
                "order-service-2.3, eu-west-2, step-one-2, index logs-2024.09",
            ),
        ] {
            assert_eq!(rules.masked(text), expected);
        }
    }
}
