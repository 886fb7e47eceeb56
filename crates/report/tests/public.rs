//! More than a hundred values of many kinds, each in every place of a report: none is in what the public gets.

#![expect(clippy::unwrap_used, reason = "a test stops where it cannot go on")]

mod of_document;
#[path = "public/planted.rs"]
mod planted;
mod word_file;

use backstory_model::Analysis;
use backstory_report::audience::{Acquaintance, Audience, Editor};
use backstory_report::csv::{actions_csv, timeline_csv};
use backstory_report::document::Document;
use backstory_report::docx;
use backstory_report::html::{ChartSeries, page};
use backstory_report::locale::Lang;
use backstory_report::mermaid::illustrated;
use backstory_report::summary::{email_summary, slack_summary};
use backstory_report::told::Told;
use of_document::renderings_of;
use planted::{Planted, more, planted};
use word_file::{parts_of, words_of};

/// A report that tells the sentence in a place of every kind.
fn report(sentence: &str) -> String {
    let cell = sentence.replace('|', "\\|").replace('\n', " ");
    let quoted = cell.replace('"', "'");
    format!(
        "---\nlang: en\nnote: \"{quoted}\"\n---\n# Orders failed: {cell}\n\n**Date**: 2025-02-09\n\n## Summary {cell}\n\n{sentence}\n\n- a bullet: {cell}\n\n\
         > quoted: {cell}\n\n**bold {cell}** and *soft {cell}*, [words {cell}](https://example.org/a), ![alt {cell}](b.png)\n\n\
         ## Timeline\n\n| Time (UTC) | Event | Actor |\n|---|---|---|\n| 10:00 | {cell}[^e1] | system |\n\n\
         ## Action items\n\n| ID | Action | Owner | Due |\n|---|---|---|---|\n| AI-001 | {cell} | team | 2025-03-01 |\n\n\
         ```mermaid\ngraph TD; A[\"{quoted}\"]\n```\n\n<!-- {cell} -->\n\n<div title=\"x\">{cell}</div>\n\n- [ ] task {cell}\n\n[^e1]: {cell}\n"
    )
}

fn analysis(sentence: &str) -> Analysis {
    let mut full: Analysis = serde_json::from_str(include_str!("fixtures/pool-exhaustion.en.json")).unwrap();
    full.incident.title = sentence.to_owned();
    for row in &mut full.timeline {
        row.phrase = None;
        row.text = sentence.to_owned();
    }
    for factor in &mut full.factors {
        factor.phrase = None;
        factor.statement = sentence.to_owned();
    }
    for action in &mut full.actions {
        action.title = sentence.to_owned();
    }
    for evidence in &mut full.evidence {
        evidence.excerpt = sentence.to_owned();
    }
    full
}

/// Every rendering of a sentence for an audience, by name.
fn renderings(audience: Audience, sentence: &str) -> Vec<(&'static str, String)> {
    let (source, analysis) = (report(sentence), analysis(sentence));
    let mut editor = Editor::new(audience, Lang::En, &source, Some(&analysis));
    let markdown = editor.markdown(&source);
    let told = editor.analysis(&analysis).unwrap();
    let found = Told::from(told.clone());
    let written = Told::beside(&analysis, &Document::parse(&source)).for_audience(&mut editor).unwrap();
    let alone = Told::alone(&Document::parse(&markdown)).unwrap().for_audience(&mut editor).unwrap();
    let document = Document::parse(&markdown);
    let points = (0..9).map(|n| (analysis.incident.window.start + jiff::SignedDuration::from_mins(n), n as f64));
    let charts = [ChartSeries {
        title: editor.text(sentence),
        unit: editor.text(sentence),
        points: points.collect(),
        onset: None,
    }];
    let word = parts_of(&docx::document(&markdown, Lang::En).unwrap());
    let mut all = Vec::from(renderings_of(&markdown, &document, &written, &alone));
    all.extend([
        ("html", page(&markdown, &told, Lang::En, &charts)),
        ("json", serde_json::to_string(&told).unwrap()),
        ("timeline", timeline_csv(&document)),
        ("actions", actions_csv(&document)),
        ("slack", slack_summary(&found, Lang::En).to_string()),
        ("mail", email_summary(&found, Lang::En).message()),
        ("mermaid", illustrated(&markdown, &found, Lang::En)),
        // Alternative texts of pictures are attributes, all other words stand between tags.
        ("docx", words_of(&word) + &word),
        ("markdown", markdown),
    ]);
    all
}

#[test]
fn the_public_reads_none_of_the_planted_values() {
    let all = planted();
    assert!(all.len() > 250, "{}", all.len());
    nothing_is_told(Audience::Public, &all);
}

/// Hosts, people and amounts stay in the company; secrets, personal data and customers do not.
#[test]
fn the_company_reads_no_secret_and_no_customer() {
    let own = |(sentence, secret): &(&str, &str)| Planted { sentence: (*sentence).into(), secret: (*secret).into() };
    nothing_is_told(Audience::Company, &more::COMPANY.iter().map(own).collect::<Vec<_>>());
}

fn nothing_is_told(audience: Audience, all: &[Planted]) {
    // Several sentences at a time: each rendering is made once for them.
    let mut told = Vec::new();
    for some in all.chunks(12) {
        let sentence = some.iter().map(|p| p.sentence.as_str()).collect::<Vec<_>>().join(" ; ");
        for (name, rendering) in renderings(audience, &sentence) {
            for Planted { secret, .. } in some.iter().filter(|p| rendering.contains(&p.secret)) {
                told.push(format!("{name}: {secret}"));
            }
        }
    }
    told.sort();
    assert!(told.is_empty(), "{} told: {told:#?}", told.len());
}

#[test]
fn people_whom_the_chat_lists_are_roles() {
    let people = [Acquaintance { handle: "qzx".into(), name: Some("Xlendi Borgström".into()) }];
    let mut editor = Editor::new(Audience::Public, Lang::En, "", None).knowing(&people);
    assert_eq!(
        editor.text("Borgström asked; Xlendi and qzx answered"),
        "a responder asked; a responder and a responder answered"
    );
}

#[test]
fn what_stands_beside_a_value_stays() {
    let markdown = "# Orders failed\n\n## Summary\n\nAnna Lindqvist restarted the proxy.\n\n| What | Value |\n|---|---|\n\
                    | Affected customers | Cyberdyne, Tyrell |\n\n## Timeline\n\n| Time | Event | Actor |\n|---|---|---|\n\
                    | 10:00 | alert | Alertmanager |\n| 10:01 | deploy | CI |\n| 10:02 | paged | 監視システム |\n";
    let mut editor = Editor::new(Audience::Public, Lang::En, markdown, None);
    for (text, expected) in [
        ("At 10:05 USD 98,700 was lost", "At 10:05 ‹amount› was lost"),
        ("In March 2025 €12,400 were refunded", "In March 2025 ‹amount› were refunded"),
        ("| Cost | 45,000 |", "| Cost | ‹amount› |"),
        ("| Estimated revenue loss | about 1.2M |", "| Estimated revenue loss | about ‹amount› |"),
        ("損失額 45000000。", "損失額 ‹amount›。"),
        ("| Rows | 45,000 |", "| Rows | 45,000 |"),
        ("`lower($2)` reads", "`lower($2)` reads"),
        ("Later Lindqvist was paged", "Later a responder was paged"),
        ("Tyrell and Cyberdyne called", "‹customer› and ‹customer› called"),
        ("Our biggest customer, Hooli, called", "Our biggest customer, ‹customer›, called"),
        ("Customers such as Pied Piper and Soylent complained", "Customers such as ‹customer› complained"),
        ("Customers (Vandelay, Wonka) left", "Customers (‹customer›) left"),
        ("三菱UFJ銀行から連絡", "‹customer›から連絡"),
        ("pod orders-service-8trdmhnbg-ctpm7 restarted", "pod ‹host› restarted"),
        ("node-exporter-x2x4q was killed", "‹host› was killed"),
        ("server `frodo` failed", "server ‹host› failed"),
        ("node-exporter-https and api-grpc are up", "node-exporter-https and api-grpc are up"),
        ("Alertmanager fired, CI deployed, 監視システム", "Alertmanager fired, CI deployed, 監視システム"),
    ] {
        assert_eq!(editor.text(text), expected, "{text}");
    }
    let row = "| 10:03 | Cause named: “it is the order list of the clients” |\n";
    assert_eq!(editor.markdown(row), "| 10:03 | Cause named: “…” |\n");
}

/// What a public report is for stays.
#[test]
fn the_text_survives() {
    let mut editor = Editor::new(Audience::Public, Lang::En, "", None);
    for text in [
        "For 4 min 4 s, 68.2 % of the requests to api-service and orders-service failed (6,375 of 9,349).",
        "The page came 42 s after the impact began and was acknowledged 38 s later.",
        "orders-service v2.3.0 changes a database statement; nothing between review and production shows its plan.",
        "Alert on `db_pool_connections` at 80 % of its limit of 20 for 30 s, by 2026-11-30 (AI-002, high).",
        "Kubernetes restarted two pods; Prometheus fired HighErrorRate at 14:28:17 UTC.",
        "median 5 ms → 1.6 s, p99 79 ms → 7.7 s in us-east-1",
        "| 14:31:46 | **Mitigated**: orders-service rolled back to v2.2.4 |",
        "ロールバックにより、根本原因となった変更を取り除いた。失敗率は0.1%未満に戻った。",
        "接続プール（上限20）が枯渇し、9,349件中6,375件が失敗した。影響は4分4秒続いた。",
    ] {
        assert_eq!(editor.text(text), text);
    }
}

/// Lists of customers and people who are named in full once and shortly later.
#[test]
fn who_was_named_once_is_known_later() {
    let source = "# Outage\n\n**Authors**: Katherine Marsh, Dmitri Volkov\n**Reviewed by**: T. Okafor\n\n## Impact\n\n\
        - Customers: Globex Corporation, Initech LLC and Hooli.\n- Customers affected: Globex Corp, Umbrella\n\n## Timeline\n\n\
        | Time | Event | Actor |\n|---|---|---|\n| 10:05 | DV joined, Hooli called | Dmitri V. |\n\n\
        Thanks to Tunde Okafor. The PR and the DB stay. Talk to Globex and Umbrella.\n";
    let told = Editor::new(Audience::Public, Lang::En, source, None).markdown(source);
    for name in ["Globex", "Initech", "Hooli", "Umbrella", "Okafor", "Tunde", "DV", "Volkov", "Dmitri", "V."] {
        assert!(!told.contains(name), "{name} in {told}");
    }
    for kept in
        ["Thanks to a responder. The PR and the DB stay.", "- Customers: ‹customer›", "| 10:05 | an author joined"]
    {
        assert!(told.contains(kept), "{kept} in {told}");
    }
}
