//! The page as a whole.

#![expect(clippy::unwrap_used, reason = "a panic in a test is the report")]

use backstory_model::Analysis;
use backstory_report::draft::{DraftOptions, draft};
use backstory_report::html::{ChartSeries, page};
use backstory_report::locale::Lang;
use jiff::{SignedDuration, Timestamp};

fn analysis(lang: Lang) -> Analysis {
    let text = match lang {
        Lang::En => include_str!("fixtures/pool-exhaustion.en.json"),
        Lang::Ja => include_str!("fixtures/pool-exhaustion.ja.json"),
    };
    serde_json::from_str(text).unwrap()
}

/// Failures as they were: none, then four minutes of them.
fn charts(analysis: &Analysis) -> Vec<ChartSeries> {
    let start: Timestamp = analysis.incident.window.start;
    let points = |high: f64| {
        (0..150_i64)
            .map(|n| {
                let at = start.checked_add(SignedDuration::from_secs(n * 10)).unwrap();
                let is_bad = (58..83).contains(&n);
                (at, if is_bad { high * (0.7 + 0.3 * ((n % 4) as f64 / 3.0)) } else { 0.0 })
            })
            .collect::<Vec<_>>()
    };
    vec![
        ChartSeries { title: "5xx at the edge".into(), unit: "req/s".into(), points: points(32.0), onset: Some(start) },
        ChartSeries {
            title: "db_pool_connections{state=\"waiting\"}".into(),
            unit: String::new(),
            points: points(42.0),
            onset: None,
        },
    ]
}

fn rendered(lang: Lang) -> String {
    let analysis = analysis(lang);
    let markdown = draft(&analysis, &DraftOptions { lang, today: jiff::civil::date(2026, 11, 24) });
    page(&markdown, &analysis, lang, &charts(&analysis))
}

#[test]
fn the_page_is_the_same_every_time() {
    for lang in Lang::ALL.iter().copied() {
        let first = rendered(lang);
        assert_eq!(first, rendered(lang));
        if let Some(folder) = std::env::var_os("BACKSTORY_KEEP_PAGES") {
            std::fs::write(std::path::Path::new(&folder).join(format!("report.{lang}.html")), first).unwrap();
        }
    }
}

#[test]
fn the_contents_name_the_drawings_where_they_stand() {
    let html = rendered(Lang::En);
    let contents = html.split_once("<ol>").unwrap().1.split_once("</ol>").unwrap().0;
    let listed: Vec<&str> = contents.split("href=\"#").skip(1).filter_map(|link| link.split('"').next()).collect();
    let headings: Vec<usize> = listed.iter().filter_map(|anchor| html.find(&format!("id=\"{anchor}\""))).collect();
    assert_eq!(headings.len(), listed.len(), "{listed:?}");
    assert!(headings.is_sorted(), "{listed:?}");
    assert_eq!(html.matches("<section class=\"drawing\"").count(), 4);
}

#[test]
fn the_page_asks_nothing_of_the_network() {
    let html = rendered(Lang::En);
    for mark in ["src=", "url(", "@import", "<link", "http://", "https://", " style=", " onclick="] {
        assert!(!html.contains(mark), "{mark}");
    }
    assert!(html.contains("default-src 'none'"));
}

#[test]
fn every_mark_leads_to_evidence_on_the_page() {
    let html = rendered(Lang::En);
    let targets: Vec<&str> = html.split("href=\"#").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
    assert!(targets.iter().filter(|t| t.starts_with("fn-")).count() > 40);
    for target in targets {
        assert!(html.contains(&format!("id=\"{target}\"")), "#{target} leads nowhere");
    }
}

#[test]
fn drawings_hold_hostile_words() {
    let mut hostile = analysis(Lang::En);
    let attack = "</title></svg><script>alert(1)</script>\" onload=\"x\u{0}";
    hostile.incident.title = attack.to_owned();
    for row in &mut hostile.timeline {
        row.phrase = None;
        row.text = attack.to_owned();
        row.source = attack.to_owned();
    }
    for factor in &mut hostile.factors {
        factor.statement = attack.to_owned();
    }
    for evidence in &mut hostile.evidence {
        evidence.id.0 = attack.to_owned();
    }
    let series = ChartSeries { title: attack.into(), unit: attack.into(), ..charts(&hostile).remove(0) };
    let html = page(attack, &hostile, Lang::En, &[series]);
    assert_eq!(html.matches("<script").count(), 1, "only ours");
    assert!(!html.contains("onload=\"x"));
}

#[test]
fn an_empty_analysis_gives_a_page() {
    let mut empty = analysis(Lang::En);
    empty.timeline.clear();
    empty.factors.clear();
    empty.milestones = backstory_model::Milestones::default();
    let nan = ChartSeries { points: vec![(Timestamp::UNIX_EPOCH, f64::NAN)], ..charts(&empty).remove(0) };
    let html = page("", &empty, Lang::Ja, &[nan]);
    assert!(html.contains("<main") && !html.contains("<svg"));
}
