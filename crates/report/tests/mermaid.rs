//! Markdown with diagrams.

#![expect(clippy::unwrap_used, reason = "a panic in a test is the report")]

use backstory_model::Analysis;
use backstory_report::draft::{DraftOptions, draft};
use backstory_report::locale::Lang;
use backstory_report::mermaid::illustrated;
use backstory_report::told::Told;

fn analysis(lang: Lang) -> Analysis {
    let text = match lang {
        Lang::En => include_str!("fixtures/pool-exhaustion.en.json"),
        Lang::Ja => include_str!("fixtures/pool-exhaustion.ja.json"),
    };
    serde_json::from_str(text).unwrap()
}

fn drawn(analysis: &Analysis, lang: Lang) -> (String, String) {
    let markdown = draft(analysis, &DraftOptions { lang, today: jiff::civil::date(2026, 11, 24) });
    let told = illustrated(&markdown, &Told::from(analysis.clone()), lang);
    (markdown, told)
}

fn diagrams(markdown: &str) -> Vec<&str> {
    markdown.split("```mermaid\n").skip(1).map(|rest| rest.split("```").next().unwrap()).collect()
}

#[test]
fn diagrams_of_a_report() {
    for lang in Lang::ALL.iter().copied() {
        let (_, told) = drawn(&analysis(lang), lang);
        assert_eq!(told, drawn(&analysis(lang), lang).1);
        insta::assert_snapshot!(format!("mermaid.{lang}"), diagrams(&told).join("---\n"));
    }
}

#[test]
fn the_document_keeps_its_words() {
    let (markdown, told) = drawn(&analysis(Lang::En), Lang::En);
    let mut without = told;
    while let Some((before, rest)) = without.split_once("\n```mermaid\n") {
        let (_, after) = rest.split_once("```\n").unwrap();
        without = format!("{before}{after}");
    }
    assert_eq!(without, markdown);
    assert_eq!(illustrated("", &Told::from(analysis(Lang::En)), Lang::En), "");
    let bare = "no sections here\n";
    assert_eq!(illustrated(bare, &Told::from(analysis(Lang::En)), Lang::En), bare);
}

#[test]
fn hostile_words_stay_words() {
    let mut hostile = analysis(Lang::En);
    let attack =
        "```\n%%{init: {'securityLevel':'loose'}}%%\nclick f1 \"javascript:alert(1)\" <img src=x> : , ; # \"] --> end";
    for row in &mut hostile.timeline {
        row.phrase = None;
        row.text = attack.to_owned();
        row.source = attack.to_owned();
    }
    for factor in &mut hostile.factors {
        factor.phrase = None;
        factor.statement = attack.to_owned();
    }
    let (_, told) = drawn(&hostile, Lang::En);
    let diagrams = diagrams(&told);
    assert_eq!(diagrams.len(), 2);
    for diagram in diagrams {
        for forbidden in ["%%", "javascript:", "<img", "securityLevel'", "\nclick"] {
            assert!(!diagram.contains(forbidden), "{forbidden} in {diagram}");
        }
        for line in diagram.lines().skip(1) {
            let known = ["    title ", "    dateFormat ", "    axisFormat ", "    section ", "    f"];
            assert!(
                line.contains(" :milestone, ")
                    || line.contains(" :crit, ")
                    || known.iter().any(|k| line.starts_with(k)),
                "{line}"
            );
        }
    }
}
