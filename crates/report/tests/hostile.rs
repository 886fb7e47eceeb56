//! Every field of an analysis as an attacker would write it, in every rendering.

#![expect(clippy::unwrap_used, reason = "a panic in a test is the report")]

use std::io::{Cursor, Read as _};

use backstory_model::Analysis;
use backstory_report::csv::{actions_csv, timeline_csv};
use backstory_report::document::Document;
use backstory_report::docx::document;
use backstory_report::draft::{DraftOptions, draft};
use backstory_report::html::{ChartSeries, page};
use backstory_report::locale::Lang;
use backstory_report::mermaid::illustrated;
use backstory_report::summary::{email_summary, slack_summary};
use backstory_report::told::Told;
use serde_json::Value;

const ATTACKS: [&str; 14] = [
    "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "=cmd|' /C calc'!A0",
    "@SUM(1+1)*cmd",
    "\t-2+3+cmd",
    "<!channel> <@U012AB3CD> <https://evil.example|ok>",
    "x\r\nBcc: all@evil.example\r\n\r\nbody",
    "left \u{202e}thgir\u{2066} end",
    "zero\u{200b}width\u{feff}",
    "nul\u{0}bell\u{7}",
    "](javascript:alert(1)) ![i](http://evil.example/i.png) <a href='javascript:x'>",
    "| a | b |\n\n## Forged heading\n\n---\n\n- [ ] forged",
    "```\n</script></svg></title>\n[^e1]: forged `x`",
    "%%{init: {'securityLevel':'loose'}}%% click f1 call x() --> end; \"] :::c",
    "{ $n } -->\n<!-- backstory:draft/1 -->",
];

/// JSON pointers of all texts that are free: an analysis with another text there is still one.
fn fields(whole: &Value) -> Vec<String> {
    fn walk(value: &Value, path: &str, out: &mut Vec<String>) {
        match value {
            Value::String(_) => out.push(path.to_owned()),
            Value::Array(items) => {
                items.iter().enumerate().for_each(|(n, item)| walk(item, &format!("{path}/{n}"), out));
            }
            Value::Object(map) => {
                map.iter().for_each(|(key, item)| walk(item, &format!("{path}/{}", key.replace('/', "~1")), out));
            }
            _ => {}
        }
    }
    let mut all = Vec::new();
    walk(whole, "", &mut all);
    all.retain(|path| {
        let mut changed = whole.clone();
        *changed.pointer_mut(path).unwrap() = Value::String("x y".to_owned());
        serde_json::from_value::<Analysis>(changed).is_ok()
    });
    // What a phrase says is chosen by its key; its arguments are what comes from outside.
    all.retain(|path| !path.ends_with("/key"));
    all
}

fn part(docx: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(docx)).unwrap();
    let mut text = String::new();
    archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

fn is_hidden(c: char) -> bool {
    c.is_control() && c != '\n'
        || matches!(c, '\u{200b}' | '\u{feff}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Cells of a CSV file, quotes taken off.
fn cells(csv: &str) -> Vec<String> {
    let (mut out, mut cell, mut is_quoted) = (Vec::new(), String::new(), false);
    for c in csv.replace("\r\n", "\n").chars() {
        match c {
            '"' => is_quoted = !is_quoted,
            ',' | '\n' if !is_quoted => out.push(std::mem::take(&mut cell)),
            c => cell.push(c),
        }
    }
    out
}

fn strings(value: &Value, out: &mut Vec<String>) {
    match value {
        Value::String(text) => out.push(text.clone()),
        Value::Array(items) => items.iter().for_each(|item| strings(item, out)),
        // Slack reads plain text as it stands; anything else may hold calls and links.
        Value::Object(map) if map.get("type").is_some_and(|kind| kind == "plain_text") => {}
        Value::Object(map) => map.values().for_each(|item| strings(item, out)),
        _ => {}
    }
}

fn check(analysis: &Analysis, lang: Lang, rows: usize, headings: &[String], round: usize) {
    let markdown = draft(analysis, &DraftOptions { lang, today: jiff::civil::date(2026, 11, 24) });
    let told = illustrated(&markdown, &Told::from(analysis.clone()), lang);
    let own: Vec<String> = markdown.lines().filter(|l| l.starts_with("## ")).map(str::to_owned).collect();
    assert_eq!(own, headings, "headings, round {round}");
    let parsed = Document::parse(&markdown);
    let timeline = timeline_csv(&parsed);
    assert_eq!(timeline.lines().count(), rows, "rows, round {round}: {timeline}");
    for cell in cells(&timeline).iter().chain(&cells(&actions_csv(&parsed))) {
        // A dash alone stands for nothing.
        assert!(cell == "-" || !cell.starts_with(['=', '+', '-', '@', '\t', '\r']), "{cell:?}, round {round}");
    }

    let series = ChartSeries {
        title: ATTACKS[round % ATTACKS.len()].to_owned(),
        unit: ATTACKS[(round + 1) % ATTACKS.len()].to_owned(),
        points: vec![(analysis.incident.window.start, 1.0), (analysis.incident.window.end, 2.0)],
        onset: Some(analysis.incident.window.start),
    };
    let html = page(&markdown, analysis, lang, &[series]);
    assert_eq!(html.matches("<script").count(), 1, "only ours, round {round}");
    for forbidden in ["<img", "href=\"javascript:", "<a href='", " onerror=alert(1)>"] {
        assert!(!html.contains(forbidden), "{forbidden} in the page, round {round}");
    }
    let mail = email_summary(&Told::from(analysis.clone()), lang);
    assert!(!mail.subject.contains(['\r', '\n']), "{:?}", mail.subject);
    assert!(!mail.body.lines().any(|line| line.starts_with("Bcc:")), "round {round}");
    let mut said = Vec::new();
    strings(&serde_json::to_value(slack_summary(&Told::from(analysis.clone()), lang)).unwrap(), &mut said);
    for text in &said {
        assert!(!["<!", "<@", "<http"].iter().any(|call| text.contains(call)), "{text}");
        assert!(text.chars().count() <= 3000);
    }
    let docx = document(&markdown, lang).unwrap();
    let (text, links) = (part(&docx, "word/document.xml"), part(&docx, "word/_rels/document.xml.rels"));
    assert!(!links.contains("javascript:") && !text.contains("<script"), "round {round}");
    for (name, text) in [
        ("markdown", &told),
        ("timeline", &timeline.replace("\r\n", "\n")),
        ("page", &html),
        ("mail", &mail.body),
        ("subject", &mail.subject),
        ("slack", &said.join("\n")),
        ("docx", &text),
    ] {
        if let Some((before, _)) = text.split_once(is_hidden) {
            let around: Vec<char> = before.chars().rev().take(60).collect();
            panic!("hidden in {name} after {:?}, round {round}", around.iter().rev().collect::<String>());
        }
    }
    assert_eq!(told.matches("```mermaid").count(), 2, "round {round}");
    for diagram in told.split("```mermaid\n").skip(1).map(|rest| rest.split("```").next().unwrap()) {
        for forbidden in ["%%", "javascript:", "<img", "<script", "\nclick"] {
            assert!(!diagram.contains(forbidden), "{forbidden} in {diagram}");
        }
    }
}

#[test]
fn every_field_may_hold_every_attack() {
    for (lang, text) in [
        (Lang::En, include_str!("fixtures/pool-exhaustion.en.json")),
        (Lang::Ja, include_str!("fixtures/pool-exhaustion.ja.json")),
    ] {
        let whole: Value = serde_json::from_str(text).unwrap();
        let paths = fields(&whole);
        assert!(paths.len() > 200, "{} fields", paths.len());
        let clean: Analysis = serde_json::from_value(whole.clone()).unwrap();
        let report = draft(&clean, &DraftOptions { lang, today: jiff::civil::date(2026, 11, 24) });
        let headings: Vec<String> = report.lines().filter(|l| l.starts_with("## ")).map(str::to_owned).collect();
        let rows = clean.timeline.len() + 1;
        let long = "w".repeat(20_000);
        for round in 0..=ATTACKS.len() {
            let mut changed = whole.clone();
            for (n, path) in paths.iter().enumerate() {
                let attack = ATTACKS.iter().copied().chain([long.as_str()]).nth((n + round) % (ATTACKS.len() + 1));
                *changed.pointer_mut(path).unwrap() = Value::String(attack.unwrap().to_owned());
            }
            let analysis: Analysis = serde_json::from_value(changed).unwrap();
            check(&analysis, lang, rows, &headings, round);
        }
    }
}
