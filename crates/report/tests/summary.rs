//! Summaries for chat and mail.

#![expect(clippy::unwrap_used, reason = "a panic in a test is the report")]

use backstory_model::Analysis;
use backstory_report::document::Document;
use backstory_report::draft::{DraftOptions, draft};
use backstory_report::locale::Lang;
use backstory_report::summary::{email_summary, slack_summary};
use backstory_report::told::Told;

fn analysis() -> Analysis {
    serde_json::from_str(include_str!("fixtures/pool-exhaustion.en.json")).unwrap()
}

#[test]
fn the_slack_message() {
    insta::assert_snapshot!(
        "slack.en",
        serde_json::to_string_pretty(&slack_summary(&Told::from(analysis()), Lang::En)).unwrap()
    );
}

#[test]
fn the_mail() {
    let mail = email_summary(&Told::from(analysis()), Lang::En);
    insta::assert_snapshot!("mail.en", format!("Subject: {}\n\n{}", mail.subject, mail.body));
}

/// A pair of the front matter that the draft and the document write differently is for programs all the same.
#[test]
fn front_matter_is_no_sentence() {
    let analysis = analysis();
    let options = DraftOptions { lang: Lang::En, today: jiff::civil::date(2026, 11, 24) };
    let report = draft(&analysis, &options);
    let line = report.lines().find(|line| line.starts_with("window: ")).unwrap();
    let edited = report.replace(line, "window: { from: 2026-11-23T14:00:00Z, to: 2026-11-23T15:00:00Z }");
    let told = Told::beside(&analysis, &Document::parse(&edited));
    let mail = email_summary(&told, Lang::En);
    let slack = serde_json::to_string(&slack_summary(&told, Lang::En)).unwrap();
    assert!(!mail.body.contains("window") && !slack.contains("window"), "{}", mail.body);
}

/// The number of an action is the one that the document gave it.
#[test]
fn actions_are_told_with_the_numbers_of_the_document() {
    let analysis = analysis();
    let options = DraftOptions { lang: Lang::En, today: jiff::civil::date(2026, 11, 24) };
    let report = draft(&analysis, &options);
    let edited = report.replace("| AI-001 |", "| AI-101 |");
    let told = Told::beside(&analysis, &Document::parse(&edited));
    let mail = email_summary(&told, Lang::En);
    assert!(mail.body.contains("AI-101") && !mail.body.contains("AI-001"), "{}", mail.body);
}

#[test]
fn a_title_cannot_add_a_header() {
    let mut analysis = analysis();
    analysis.incident.title = "x\r\nBcc: all@shop.example".to_owned();
    assert!(!email_summary(&Told::from(analysis), Lang::Ja).subject.contains(['\r', '\n']));
}

/// Slack refuses a message over its limits as a whole, so no input may reach them.
#[test]
fn a_slack_message_stays_within_its_limits() {
    let mut analysis = analysis();
    let long = "&<*".repeat(5_000);
    analysis.incident.title = long.clone();
    analysis.incident.severity = Some(long.clone());
    for factor in &mut analysis.factors {
        factor.statement = long.clone();
        factor.layer = backstory_model::Layer::Immediate;
    }
    let action = analysis.actions.first().unwrap().clone();
    analysis.actions = vec![backstory_model::Action { title: long, ..action }; 200];
    let message = slack_summary(&Told::from(analysis), Lang::Ja);
    let blocks = message["blocks"].as_array().unwrap();
    assert!(blocks.len() <= 50);
    assert!(serde_json::to_string(&message).unwrap().chars().count() < 13_000);
    for block in blocks {
        let limit = if block["type"] == "header" { 150 } else { 3_000 };
        let text = block["text"]["text"].as_str().unwrap_or_default();
        assert!(text.chars().count() <= limit, "{} characters in {}", text.chars().count(), block["type"]);
        let fields = block["fields"].as_array().map_or(&[][..], Vec::as_slice);
        assert!(fields.len() <= 10 && fields.iter().all(|f| f["text"].as_str().unwrap().chars().count() <= 2_000));
    }
}
