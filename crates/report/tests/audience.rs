//! Nothing that is not for the public stands in what the public gets.

#![expect(clippy::unwrap_used, reason = "a test stops where it cannot go on")]

mod of_document;
mod word_file;

use backstory_model::Analysis;
use backstory_report::audience::{Audience, Editor};
use backstory_report::csv::{actions_csv, timeline_csv};
use backstory_report::document::Document;
use backstory_report::docx;
use backstory_report::html::{ChartSeries, page};
use backstory_report::locale::Lang;
use backstory_report::mermaid::illustrated;
use backstory_report::summary::{email_summary, slack_summary};
use backstory_report::told::Told;
use of_document::renderings_of;
use word_file::{parts_of, words_of};

/// Values that must not be told. Tokens are put together here, so that scanners of this repository see none.
fn secrets() -> Vec<String> {
    let body = "0a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R";
    let hex = "0123456789abcdef0123456789abcdef";
    let tokens = [
        format!("ghp{}{body}", "_"),
        format!("glpat{}{}", "-", "aB3dE6gH9jK2mN5pQ8sT"),
        format!("xoxb{}123456789012-abcdefGHIJKL", "-"),
        format!("AKIA{}", "Q3EGRX7ZT5LMN2PV"),
        format!("AIza{}", "SyD4f6Gh8Jk0Lm2Np4Qr6St8Uv0Wx2Yz4A1"),
        format!("sk{}live_4eC39HqLyjWDarjtT1zdp7dc", "_"),
        format!("whsec{}4eC39HqLyjWDarjtT1zd", "_"),
        format!("npm{}{body}", "_"),
        format!("SG{}abcdefghij0123456789.klmnopqrst0123456789", "."),
        format!("hf{}{body}", "_"),
        format!("lin{}api_{body}", "_"),
        format!("dapi{hex}"),
        format!("NRAK{}ABCDEFGHIJKLMNOPQRSTUVWXY", "-"),
        format!("hvs{}{body}", "."),
        format!("SK{hex}"),
        format!("eyJ{}.eyJ{}.c2lnbmF0dXJl", "hbGciOiJIUzI1NiJ9", "zdWIiOiIxMjM0In0"),
    ];
    let others = [
        "hunter2x",
        "s3cr3tDb",
        "Tr0ub4dor",
        "q1w2e3r4t5",
        "maya.chen@shop.example",
        "+47 22 33 44 55",
        "+81-3-1234-5678",
        "203.0.113.77",
        "10.20.30.40",
        "2001:db8::7:1",
        "4111 1111 1111 1111",
        "db-prod-03",
        "ip-10-0-3-77",
        "orders-7d9f8b6c5-x2x4z",
        "cache.fra1.internal",
        "vault.svc.cluster.local",
        "Globex",
        "Initech GmbH",
        "Umbrella Corp",
        "株式会社青空商事",
        "cust-88412",
        "cus_N4xq81Zbb2",
        "acme-7731",
        "$48,200",
        "EUR 12,500",
        "320万円",
        "€1.2 million",
        "Maya Chen",
        "Kofi",
        "Priya Raman",
        "tomasz.w",
        "佐藤さん",
        "Lena Vogt",
        "OPS-4821",
        "payments#1187",
        "jira.corp.example/browse",
        "grafana.example/d/abc",
        "WriteTimeout at line 81",
        "excerpt-of-the-log",
        "comment-not-for-readers",
    ];
    tokens.into_iter().chain(others.map(str::to_owned)).collect()
}

/// A report with every secret in head, prose, table, list, code, footnote, comment and link.
fn report() -> String {
    let s = secrets();
    let tokens: Vec<String> = s.iter().take(16).map(|token| format!("- The log held {token} for a while\n")).collect();
    let tokens = tokens.concat();
    format!(
        "---\nlang: en\nauthors: [Maya Chen, Kofi Mensah]\ncustomers: Globex, Initech GmbH\n---\n# Orders failed for Globex\n\n\
**Incident commander**: Maya Chen\n**Authors**: Kofi Mensah, Priya Raman\n\n## Summary\n\n\
Maya Chen saw it first; Kofi called @tomasz.w, who reached 佐藤さん at +81-3-1234-5678 and +47 22 33 44 55.\n\
It cost $48,200, then EUR 12,500, 320万円 and €1.2 million. Customer Globex, Initech GmbH, Umbrella Corp and 株式会社青空商事 complained, \
so did customer id cust-88412, cus_N4xq81Zbb2 and tenant acme-7731. See OPS-4821 and payments#1187.\n\n{tokens}\
- The password was hunter2x, see postgres://app:s3cr3tDb@cache.fra1.internal/shop\n- DB_PASSWORD=Tr0ub4dor and api_key: q1w2e3r4t5\n\
- Card 4111 1111 1111 1111 of maya.chen@shop.example from 203.0.113.77, 10.20.30.40 and 2001:db8::7:1\n\
- Hosts db-prod-03, ip-10-0-3-77, vault.svc.cluster.local and pod orders-7d9f8b6c5-x2x4z\n\n\
## Timeline\n\n| Time (UTC) | Event | Actor |\n|---|---|---|\n| 10:00 | db-prod-03 full, paged by Lena Vogt | Maya Chen |\n| 10:20 | Rolled back[^e1] | @kofi |\n\n\
```\nWriteTimeout at line 81 excerpt-of-the-log\n```\n\n<!-- comment-not-for-readers -->\n\n\
## Action items\n\n| ID | Action | Owner | Due |\n|---|---|---|---|\n| AI-001 | Alert on the pool of db-prod-03, [OPS-4821](https://jira.corp.example/browse/OPS-4821) | Priya Raman | 2025-03-01 |\n\n\
![graph](https://grafana.example/d/abc)\n\n[^e1]: excerpt-of-the-log, Kofi\n"
    )
}

fn analysis(secrets: &[String]) -> Analysis {
    let text = secrets.join(", ");
    serde_json::from_value(serde_json::json!({
        "schema": "backstory.analysis/1",
        "outcome": "incident",
        "incident": {
            "id": "OPS-4821", "title": format!("Orders failed for customer Globex: {text}"), "severity": "SEV-1",
            "services": ["orders"], "commander": "Maya Chen",
            "window": { "start": "2025-02-09T10:00:00Z", "end": "2025-02-09T11:00:00Z" }, "baseline": null,
        },
        "clocks": [], "gaps": [], "milestones": backstory_model::Milestones::default(), "durations": backstory_model::Durations::default(), "impact": backstory_model::Impact::default(),
        "timeline": [], "suspects": [], "factors": [], "gaps_in_detection": [], "actions": [],
        "evidence": [{ "id": "e1", "source": "log of orders", "artifact": "db-prod-03/app.log", "locator": "line 81",
            "excerpt": text, "sha256": "" }],
    }))
    .unwrap()
}

/// The analysis with rows, factors and actions that hold the secrets as well.
fn full(secrets: &[String]) -> Analysis {
    let mut full: Analysis = serde_json::from_str(include_str!("fixtures/pool-exhaustion.en.json")).unwrap();
    let own = analysis(secrets);
    let text = secrets.join(", ");
    full.incident.title = own.incident.title;
    full.incident.commander = own.incident.commander;
    full.evidence = own.evidence;
    for (row, secret) in full.timeline.iter_mut().zip(secrets.iter().cycle()) {
        row.phrase = None;
        row.text = secret.clone();
    }
    for factor in &mut full.factors {
        factor.phrase = None;
        factor.statement = text.clone();
    }
    for action in &mut full.actions {
        action.title = text.clone();
    }
    full
}

/// Mermaid as it is drawn: entity codes are characters.
fn drawn(markdown: &str) -> String {
    let mut out = markdown.to_owned();
    for code in 33_u8..127 {
        out = out.replace(&format!("#{code};"), &char::from(code).to_string());
    }
    out
}

/// Excerpts of evidence are dropped with their fields; a title cannot quote them.
fn in_prose(secrets: &[String]) -> Vec<String> {
    let dropped = ["WriteTimeout at line 81", "excerpt-of-the-log", "comment-not-for-readers"];
    let bare = ["hunter2x", "s3cr3tDb", "Tr0ub4dor", "q1w2e3r4t5", "tomasz.w", "Lena Vogt", "acme-7731", "cust-88412"];
    let links = ["jira.corp.example/browse", "grafana.example/d/abc"];
    let meant = |s: &&String| !dropped.iter().chain(&bare).chain(&links).any(|d| d == s);
    secrets.iter().filter(meant).cloned().collect()
}

/// Every rendering of one source for an audience, by name.
fn renderings(audience: Audience) -> Vec<(&'static str, String)> {
    let (source, analysis) = (report(), full(&in_prose(&secrets())));
    let mut editor = Editor::new(audience, Lang::En, &source, Some(&analysis));
    let markdown = editor.markdown(&source);
    let told = editor.analysis(&analysis).unwrap();
    let found = Told::from(told.clone());
    let written = Told::beside(&analysis, &Document::parse(&source)).for_audience(&mut editor).unwrap();
    let alone = Told::alone(&Document::parse(&markdown)).unwrap().for_audience(&mut editor).unwrap();
    let document = Document::parse(&markdown);
    let mail = email_summary(&found, Lang::En);
    let title = editor.text("Connections of db-prod-03");
    let charts = [ChartSeries { title, unit: String::new(), points: Vec::new(), onset: None }];
    let mut all = Vec::from(renderings_of(&markdown, &document, &written, &alone));
    all.extend([
        ("html", page(&markdown, &told, Lang::En, &charts)),
        ("json", serde_json::to_string(&told).unwrap()),
        ("timeline", timeline_csv(&document)),
        ("actions", actions_csv(&document)),
        ("slack", slack_summary(&found, Lang::En).to_string()),
        ("mail", format!("{}{}", mail.subject, mail.message())),
        ("docx", words_of(&parts_of(&docx::illustrated(&markdown, &found, Lang::En, &charts).unwrap()))),
        ("mermaid", drawn(&illustrated(&markdown, &found, Lang::En))),
        ("markdown", markdown),
    ]);
    all
}

#[test]
fn the_public_reads_none_of_fifty_secrets() {
    let (secrets, source) = (secrets(), report());
    assert!(secrets.len() >= 50, "{}", secrets.len());
    let (mut told, renderings) = (Vec::new(), renderings(Audience::Public));
    for secret in &secrets {
        assert!(source.contains(secret.as_str()), "`{secret}` is planted");
        for (name, rendering) in &renderings {
            if rendering.contains(secret.as_str()) {
                told.push(format!("{name}: {secret}"));
            }
        }
    }
    assert!(told.is_empty(), "{told:#?}");
}

#[test]
fn what_is_no_secret_is_told() {
    let (_, markdown) = renderings(Audience::Public).pop().unwrap();
    for kept in ["## Timeline", "| 10:20 | Rolled back |", "AI-001", "2025-03-01", "the incident commander"] {
        assert!(markdown.contains(kept), "{kept} in {markdown}");
    }
}

#[test]
fn the_company_knows_its_people_but_no_secret() {
    let (_, markdown) = renderings(Audience::Company).pop().unwrap();
    for kept in ["Maya Chen", "db-prod-03", "$48,200", "excerpt-of-the-log"] {
        assert!(markdown.contains(kept), "{kept} in {markdown}");
    }
    for hidden in secrets().iter().take(18) {
        assert!(!markdown.contains(hidden.as_str()), "{hidden} in {markdown}");
    }
}

#[test]
fn the_team_reads_every_byte() {
    let source = report();
    let mut editor = Editor::new(Audience::Internal, Lang::Ja, &source, None);
    assert_eq!(editor.markdown(&source), source);
}

#[test]
fn parameters_of_a_statement_are_no_money() {
    let source = "# T\n\n## Root Cause\n\n- The query `SELECT * FROM items WHERE order_id = $2 LIMIT $1` scans.\n- UPDATE items SET state = $3::int WHERE id IN ($1, $2) waits.\n- Each retry cost $2, and = $3 in fees.\n";
    let told = Editor::new(Audience::Public, Lang::En, source, None).markdown(source);
    for kept in ["order_id = $2 LIMIT $1", "state = $3::int", "IN ($1, $2)"] {
        assert!(told.contains(kept), "{kept} in {told}");
    }
    assert!(!told.contains("cost $2") && !told.contains("= $3 in"), "{told}");
}
