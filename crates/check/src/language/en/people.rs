//! Who in a sentence is a person: pronouns, roles, teams, handles and names, as opposed to software that is called like one.
//!
//! The bytes of each such word are replaced by [`PERSON`] (or [`NOBODY`]) in the marked text, where rules look for
//! `<person>`. Only the head noun is marked; what may stand between it and its verb is in [`super::class`].

use std::{collections::BTreeSet, sync::LazyLock};

use super::{
    names::GIVEN_NAMES,
    occupations::{OCCUPATIONS, SHARED},
    offices, software,
};
use crate::language::pattern::{Pattern, compile};

/// Stands for one byte of a word for a person.
pub(crate) const PERSON: u8 = 1;
/// Stands for one byte of `nobody`, `no one`, `none of us`.
pub(crate) const NOBODY: u8 = 2;

/// Nouns for people. Plurals are made by the pattern.
const ROLES: &str = "integrator|inspector|reps?|sister|joiner|auditor|editor|packer|picker|porter|trader|teller|nurse|pilot|captain|chief|boss|foreman|secretary|representative|associate|counterpart|successor|predecessor|teammate|volunteer|freelancer|cabler|modeller|statistician|librarian|bookkeeper|controller on duty|warehouse worker|shift worker|engineer|operator|developer|dev|programmer|coder|admin|administrator|sysadmin|sre|dba|on-caller|oncaller|\
on-call|oncall|responder|first responder|reviewer|approver|author|committer|technician|contractor|subcontractor|consultant|vendor|supplier|\
analyst|intern|trainee|apprentice|graduate|newcomer|new hire|new joiner|new starter|newbie|rookie|junior|senior|colleague|coworker|co-worker|\
employee|staff|staffer|crew|supervisor|manager|director|executive|commander|incident commander|coordinator|facilitator|architect|tester|\
maintainer|owner|lead|leader|team lead|tech lead|team leader|shift lead|shift leader|head of [a-z]+|leadership|management|team|squad|tribe|\
department|helpdesk|help desk|service desk|support desk|support agent|noc|soc|group|people|person|member|individual|somebody|someone|everyone|everybody|\
anyone|anybody|cto|ceo|cio|ciso|vp|product owner|scrum master|project manager|release manager|change manager|shift|night shift|day shift|watch|\
duty officer|duty manager|officer|electrician|installer|cleaner|guard|scientist|researcher|designer|planner|buyer|accountant|clerk|agent|\
dispatcher|assignee|requester|stakeholder|partner|provider's staff|human|guy|guys|folks|infra|ops|devops|secops|netops|qa|human resources|committee|\
backend team|subject matter expert|expert|specialist|assistant|deputy|deployer|implementer|implementor|caller|whoever|he|she|they|we|i|who|you";

/// Words before a role that make it a piece of software.
const SOFTWARE_BEFORE: &str = "vacuum|air|pool|carpet|kubernetes|k8s|postgres|postgresql|mysql|kafka|redis|elastic|etcd|flink|spark|prometheus|database|lock|package|\
session|memory|window|secret|cert|certificate|queue|resource|cluster|node|device|file|task|connection|transaction|process|job|task|config|\
configuration|boot|volume|state|password|cache|buffer|state|thread|partition|raft|consensus|shard|replica|broker|build|monitoring|\
backup|log|logging|metrics|tracing|mail|message|transfer|user|ssh|forwarding|deploy|new|old|elected|logical|boolean|ternary|comparison|\
assignment|arithmetic|unary|in|overloaded|reduce|consumer|security|target|placement|scaling|node|auto scaling|autoscaling|instance|\
process|placement|thread|age|affinity|az|replication|control";

/// Words after a role that make it a piece of software, a list, a place.
const SOFTWARE_AFTER: &str = "pattern|patterns|mode|node|nodes|process|processes|pod|pods|service|services|container|controller|daemon|thread|threads|election|elections|lease|\
broker|replica|replicas|bot|bots|instance|instances|shard|shards|partition|epoch|api|sdk|binary|image|image's|crd|crds|log|logs|metric|metrics|\
error count|channel|page|pages|dashboard|dashboards|rota|rotation|schedule|roster|calendar|phone|pager|queue|queues|inbox|mailbox|portal|console|tool|tooling|table|\
field|column|id|ids|file|manifest|role|roles|account|accounts|token|record|database|db|email|e-mail|address|label|tag|key|keys|list|handbook|guide|\
deployment|release|releases|reconciler|lifecycle|upgrade|version|versions|loop|cache|job|jobs|lag|lock|set|ui|interface|view|handover|hand-over|change|budget|policy|\
size|name|names|failover|switchover|endpoint|module|library|plugin|package|driver|firmware|vm|vms|server|servers|host|hosts|rates|load|volume";

static ROLE: Pattern = LazyLock::new(|| {
    compile(
        &format!(
            r"\b(?:{SHARED}|{ROLES}|{OCCUPATIONS})(?:s|es)?\b|(?:^|[\s(,:])@[a-z0-9][a-z0-9._-]*[a-z0-9]|\b[a-z]\. [a-z]{{3,}}\b|\b(?:product|project|release|line|senior|upper|middle|site|incident|change|account|service delivery) management\b"
        ),
        |_| None,
    )
});
static NO_ONE: Pattern = LazyLock::new(|| {
    compile(
        r"\b(?:nobody|no one|no-one|noone|none of (?:us|them|those (?:on|in|at|present|involved|asked)|the (?:[a-z-]+ ){0,3}(?:engineers|operators|reviewers|approvers|responders|developers|people|teams|team|staff|shifts?|crews?|members|managers|technicians|leads|clerks|nurses|planners|dispatchers|seniors|juniors|parties|participants|attendees|colleagues|admins|administrators|vendors|contractors|desks|departments|groups|officers|controllers on duty|supervisors|testers|authors|signatories|addressees|recipients|analysts|interns))|not one [a-z]+|no (?:engineer|operator|reviewer|responder|person|human|member|team)|neither of (?:us|them|the [a-z]+)|not a single (?:person|engineer|reviewer))\b",
        |_| None,
    )
});
static BEFORE: Pattern = LazyLock::new(|| compile(&format!(r"\b(?:{SOFTWARE_BEFORE})[ -]$"), |_| None));
static AFTER: Pattern = LazyLock::new(|| compile(&format!(r"^[ -](?:{SOFTWARE_AFTER})\b"), |_| None));
static CUSTOMER: Pattern = LazyLock::new(|| {
    compile(
        r"\b(?:users?|customers?|clients?|visitors?|subscribers?|shoppers?|patients?|passengers?|guests?|players?|buyers?|callers?|anyone|anybody|everyone|everybody|those|tenants?|students?|drivers?|readers?|viewers?),? $",
        |_| None,
    )
});
static CAPITALISED: Pattern = LazyLock::new(|| compile(r"\b\p{Lu}[\p{L}]*(?:-\p{L}\p{L}+)?", |_| None));
/// What only people do, after an unknown capitalised word.
static HUMAN_COMPANY: Pattern = LazyLock::new(|| {
    compile(
        r"^(?:,? who\b| from (?:accounts|finance|it|hr|legal|marketing|sales|ops|operations|support|security|dispatch|payroll|procurement|logistics|facilities|engineering|accounting|billing|planning|the [a-z-]+(?: [a-z-]+)? (?:team|desk|office|firm|company|crew|agency|vendor|shift|side|group|department|carrier))\b|(?:'|’)s (?:fault|mistake|error|oversight|negligence|carelessness|failure to|blunder|slip|inattention|inexperience|decision|judge?ment|laziness|haste|attitude)|(?: \p{L}+ly| then| later| also| again| had| has| even| once| simply| just| still)* (?:forgot|forgets|forgotten|mistyped|mixed up|muddled up|misread|mistook|misunderstood|misjudged|misclicked|fat-fingered|neglected|assumed|decided|chose|thought|believed|wanted|felt|admitted|apologi[sz]ed|knew|panicked|guessed|remembered|asked|joins|asks|acks|acked|acknowledges|declares|phones|phoned|calls in|posts|writes|suspects|misreads|takes over|hands over|decides|notices|noticed|confirms|reproduces|wonders|joined|acknowledged|declared|went (?:home|to lunch|on|off|ahead)|unplugged|dozed|overslept|shrugged|waved|e-?mailed|walked|drove|sat|slept|got (?:the|his|her|two|it|confused|lost|mixed)|signed|mislaid|tripped|fumbled|hesitated|refused|promised|muted|commented out|hung up|looked at|thinks|read the|answered yes|left (?:the|his|her|a|for|early)|typed|clicked|pasted|logged in|wrote|told|said|insisted|was (?:asleep|distracted|careless|tired|lazy|negligent|told|warned|at fault|to blame)|should have|could have|ought to|did not (?:check|read|ask|tell|notice|bother|think|realise|realize)|didn['’]t (?:check|read|ask|tell|notice|bother|think))\b)",
        |_| None,
    )
});
/// What is done to people: `Mentor Oksana`, `Take Whitlock off the rota`.
static HANDLED: Pattern =
    LazyLock::new(|| compile(r"(?:^|[.;:] )(?:mentor|coach|tutor|supervise|reprimand|demote|warn|dismiss)$", |_| None));
/// What has its own: `forgot its offsets`.
static THING_OWNER: Pattern = LazyLock::new(|| compile(r"^ \p{L}+ (?:[a-z]+ )?its\b", |_| None));
static OPENS_CLAUSE: Pattern =
    LazyLock::new(|| compile(r"\b(?:because|when|while|that|and|but|before|after|until|since) $", |_| None));
/// What people do at a machine. Software does not, or a name before it does no harm.
static AT_THE_KEYBOARD: Pattern = LazyLock::new(|| {
    compile(
        r"^ (?:then |also |again |later |accidentally |manually )?(?:saved|saves|entered|enters|typed|types|opened|opens|edited|edits|renamed|renames|pushed|pushes|merged|merges|deployed|deploys|approved|approves|signed off|signs off|checked|checks|picked|picks|selected|selects|clicked|clicks|copied|copies|pasted|pastes|moved|moves|unplugged|unplugs|pulled|pulls|plugged|plugs|swapped|swaps|replaced|replaces|rebooted|reboots|restarted|restarts|kills|killed|deleted|deletes|removed|removes|overwrote|overwrites|truncated|truncates|dropped|drops|patched|patches|loaded|loads|reran|reruns|forgot|forgets|applied|applies|uploaded|uploads|phoned|phones|mailed|mails|told|tells|reported|reports|explained|explains|suggested|suggests|proposed|proposes|agreed|agrees|refused|refuses|postponed|postpones|drained|drains|muted|mutes|silenced|silences|acked|reverted|reverts|rolled|rolls|ran the|runs the|saw|sees|sleeps|slept|overslept|looked|looks) ",
        |_| None,
    )
});
/// A department that opens the sentence and acts.
static DEPARTMENT: Pattern = LazyLock::new(|| {
    compile(
        r"^(?:[\w: .+-]{0,24}\d\d:\d\d(?: [A-Z]{2,4})? )?((?:[A-Z][a-z]+ engineering)|Data science|Logistics|Quality assurance|Customer care|Customer success|Marketing|Operations|Legal|Sales|Finance|Support|Security|Engineering|Management|Infrastructure|Networking|Procurement|Purchasing|Product|Facilities|Accounting|Compliance|Leadership|Development|Ops|IT|QA|HR) (?:[a-z]+ly |also |again |then |had |has |did |never )*(?:[a-z]+ed|didn['’]t|hadn['’]t|wasn['’]t|weren['’]t|did|had|sat|told|took|let|made|gave|sent|ran|broke|forgot|left|put|went|knew|kept|set|chose|never|not)\b",
        |_| None,
    )
});
/// The word behind the time of a timeline row.
static ACTOR: Pattern = LazyLock::new(|| {
    compile(
        r"^\W*(?:\d{4}-\d\d-\d\d[t ])?\d{1,2}:\d\d(?::\d\d)?(?: ?(?:z|utc|gmt|[a-z]{2,4}t|[+-]\d\d:?\d\d))?(?: ?[-:|\u{2013}\u{2014}])? ([a-z][a-z-]*)\b",
        |_| None,
    )
});
static NAMES: LazyLock<BTreeSet<&'static str>> = LazyLock::new(|| GIVEN_NAMES.split_whitespace().collect());

/// Replaces the words for people in `masked`, the masked form of `text`, by markers of the same length.
pub(crate) fn mark(text: &str, masked: &str) -> String {
    let mut bytes = masked.as_bytes().to_vec();
    for found in NO_ONE.find_iter(masked) {
        fill(&mut bytes, found.start(), found.end(), NOBODY);
    }
    for found in ROLE.find_iter(masked) {
        let word = found.as_str().trim_start_matches([' ', '(', ',', ':']);
        let start = found.end() - word.len();
        if is_role(text, masked, start, found.end(), word) {
            fill(&mut bytes, start, found.end(), PERSON);
        }
    }
    for found in offices::find(text, masked) {
        fill(&mut bytes, found.start, found.end, PERSON);
    }
    if let Some(found) = DEPARTMENT.captures(text).and_then(|c| c.get(1)) {
        fill(&mut bytes, found.start(), found.end(), PERSON);
    }
    // In a timeline the actor stands right behind the time, often in lower case.
    if let Some(found) = ACTOR.captures(masked).and_then(|c| c.get(1)) {
        let word = found.as_str();
        if NAMES.contains(word)
            || matches!(
                word,
                "on-call"
                    | "oncall"
                    | "dba"
                    | "operator"
                    | "admin"
                    | "ops"
                    | "support"
                    | "engineer"
                    | "sre"
                    | "lead"
                    | "manager"
                    | "vendor"
                    | "shift"
                    | "dev"
                    | "qa"
            ) && !AFTER.is_match(masked.get(found.end()..).unwrap_or(""))
        {
            fill(&mut bytes, found.start(), found.end(), PERSON);
        }
    }
    let mut name_end = None;
    for found in CAPITALISED.find_iter(text) {
        // A surname follows a given name.
        let continues = name_end.is_some_and(|end| text.get(end..found.start()) == Some(" "))
            && !software::is_product(&found.as_str().to_lowercase());
        let team =
            text.get(..found.start()).is_some_and(|before| before.ends_with("Team ") || before.ends_with("team "))
                && found.as_str().chars().skip(1).all(char::is_lowercase);
        if continues || team || is_name(text, masked, found.start(), found.end()) {
            fill(&mut bytes, found.start(), found.end(), PERSON);
            name_end = Some(found.end());
        }
    }
    // Markers are ASCII and cover whole characters, so this is UTF-8 again.
    String::from_utf8(bytes).unwrap_or_else(|_| masked.to_owned())
}

fn fill(bytes: &mut [u8], start: usize, end: usize, marker: u8) {
    for byte in bytes.iter_mut().take(end).skip(start) {
        if *byte != NOBODY {
            *byte = marker;
        }
    }
}

fn is_role(text: &str, masked: &str, start: usize, end: usize, word: &str) -> bool {
    let (before, after) = (masked.get(..start).unwrap_or(""), masked.get(end..).unwrap_or(""));
    if before.ends_with(['-', '_', '/', '.', '#']) || after.starts_with(['_', '/']) {
        return false;
    }
    if after.starts_with(['-', '.']) && after.chars().nth(1).is_some_and(char::is_alphanumeric) {
        return false;
    }
    // `The operator (v0.14)`: people have no version.
    static VERSION: Pattern = LazyLock::new(|| compile(r"^ \(?(?:v|version |release )\d", |_| None));
    if VERSION.is_match(after) {
        return false;
    }
    match word {
        // `I` is written large; `i` is an index.
        "i" => text.get(start..end) == Some("I"),
        "on-call" | "oncall" | "shift" | "watch" | "support" => !AFTER.is_match(after) && determined(before),
        "qa" | "ops" if !AFTER.is_match(after) && OPENS_CLAUSE.is_match(before) => true,
        "lead" | "leads" => !AFTER.is_match(after) && (determined(before) || before.is_empty()),
        "senior" | "junior" | "management" | "group" | "groups" | "owner" | "owners" | "agent" | "agents"
        | "partner" | "human" | "caller" | "callers" | "infra" | "ops" | "watches" | "author" | "vendor"
        | "vendors" | "dev" | "qa" | "member" | "members" | "guard" | "guards" => {
            !AFTER.is_match(after)
                && !BEFORE.is_match(before)
                && (determined(before) || before.is_empty() || before.ends_with(". ") || before.ends_with(": "))
        }
        // The pattern's plural of `i`.
        "is" | "ies" | "hes" | "shes" | "wes" | "whos" | "yous" => false,
        // Visitors are no colleagues: what they do is a use case.
        "who" => !CUSTOMER.is_match(before),
        "they" | "we" | "he" | "she" | "you" => true,
        // Of nodes as often as of people.
        "leader" | "leaders" => {
            before.ends_with("team ")
                || before.ends_with("shift ")
                || before.ends_with("squad ")
                || before.ends_with("project ")
        }
        _ if is_unmistakable(word) => !AFTER.is_match(after),
        _ => !AFTER.is_match(after) && !BEFORE.is_match(before),
    }
}

/// Roles that no piece of software is called by.
fn is_unmistakable(word: &str) -> bool {
    let singular = word.strip_suffix('s').unwrap_or(word);
    [
        "team",
        "engineer",
        "developer",
        "programmer",
        "administrator",
        "admin",
        "technician",
        "contractor",
        "reviewer",
        "approver",
        "responder",
        "intern",
        "employee",
        "colleague",
        "architect",
        "dba",
        "sre",
    ]
    .iter()
    .any(|role| singular.ends_with(role))
}

/// Whether an article, a possessive or an attribute stands before.
fn determined(before: &str) -> bool {
    static ARTICLE: Pattern = LazyLock::new(|| {
        compile(
            r"\b(?:the|a|an|our|their|his|her|my|your|its|this|that|each|every|one|two|another|both|by|from|and|to|of|with|primary|secondary|night|day|weekend|[a-z]+'s) (?:[a-z-]+ ){0,2}$",
            |_| None,
        )
    });
    ARTICLE.is_match(before)
}

/// Whether the capitalised word is the name of a person.
fn is_name(text: &str, masked: &str, start: usize, end: usize) -> bool {
    // Hidden words stay hidden.
    if masked.as_bytes().get(start).is_none_or(|b| !b.is_ascii_alphabetic() && b.is_ascii()) {
        return false;
    }
    let (Some(word), Some(after), Some(before)) = (text.get(start..end), text.get(end..), text.get(..start)) else {
        return false;
    };
    let joined = before.ends_with(['-', '_', '/', '.', '@', '#']) || after.starts_with(['_', '/', '(']) || {
        after.starts_with(['-', '.']) && after.chars().nth(1).is_some_and(char::is_alphanumeric)
    };
    if joined || word.chars().count() < 2 || word.chars().skip(1).all(char::is_uppercase) {
        return false;
    }
    let lower = word.to_lowercase();
    if software::is_product(&lower) || AFTER.is_match(&after.to_ascii_lowercase()) {
        return false;
    }
    // Kafka Connect is a product like Kafka; what forgets `its` offsets is no person.
    let after_product = before
        .trim_end()
        .rsplit(|c: char| !c.is_alphanumeric())
        .next()
        .is_some_and(|word| before.ends_with(' ') && software::is_product(&word.to_lowercase()));
    if NAMES.contains(lower.as_str()) {
        return true;
    }
    if after_product || THING_OWNER.is_match(after) || software::is_common_start(&lower) {
        return false;
    }
    // At the start of a sentence every word has a capital: `Checkout restarted`.
    let before = before.trim_end().to_ascii_lowercase();
    let starts = before.is_empty() || before.ends_with(['.', ':', '?', '!', ';']);
    HUMAN_COMPANY.is_match(after)
        || !starts && AT_THE_KEYBOARD.is_match(after)
        || HANDLED.is_match(&before)
        || before.ends_with("take") && after.starts_with(" off ")
}

#[cfg(test)]
mod tests {
    use super::{NOBODY, PERSON, mark};
    use crate::mask::mask;

    fn marked(text: &str) -> String {
        let mut out = String::new();
        let mut last = 0;
        for c in mark(text, &mask(text)).bytes() {
            match c {
                PERSON if last == PERSON => {}
                NOBODY if last == NOBODY => {}
                PERSON => out.push('P'),
                NOBODY => out.push('N'),
                c => out.push(char::from(c)),
            }
            last = c;
        }
        out
    }

    #[test]
    fn people_are_told_from_software_with_their_names() {
        for (text, expected) in [
            ("The on-call engineer slept.", "the P P slept."),
            ("It is what is shown.", "it is what is shown."),
            ("The Kafka operator restarted.", "the kafka operator restarted."),
            ("The manager node failed.", "the manager node failed."),
            ("The payments team waited.", "the payments P waited."),
            ("@kim.lee paged @ops-lead.", "P paged P."),
            ("Priya and Wolfgang met.", "P and P met."),
            ("Consul failed over.", "consul failed over."),
            ("Zebulon forgot the flag.", "P forgot the flag."),
            ("Terraform forgot the flag.", "terraform forgot the flag."),
            ("No one looked.", "N looked."),
            ("An operator image is old.", "an operator image is old."),
            ("The leader election stalled.", "the leader election stalled."),
            ("Page the on-call phone.", "page the on-call phone."),
            ("We paged the on-call.", "P paged the P."),
            ("for i in 1..3", "for i in 1..3"),
        ] {
            assert_eq!(marked(text), expected, "{text}");
        }
    }
}
