//! Drafts of whole reports, from analyses made by hand after a recorded incident.

#![expect(clippy::unwrap_used, reason = "a panic in a test is the report")]

use backstory_model::{Analysis, Outcome};
use backstory_report::draft::{DraftOptions, draft};
use backstory_report::locale::{Catalogue, Lang, fill};

fn analysis(lang: Lang) -> Analysis {
    let text = match lang {
        Lang::En => include_str!("fixtures/pool-exhaustion.en.json"),
        Lang::Ja => include_str!("fixtures/pool-exhaustion.ja.json"),
    };
    serde_json::from_str(text).unwrap()
}

fn options(lang: Lang) -> DraftOptions {
    DraftOptions { lang, today: jiff::civil::date(2026, 11, 24) }
}

#[test]
fn the_english_report() {
    insta::assert_snapshot!("pool-exhaustion.en", draft(&analysis(Lang::En), &options(Lang::En)));
}

#[test]
fn the_japanese_report() {
    insta::assert_snapshot!("pool-exhaustion.ja", draft(&analysis(Lang::Ja), &options(Lang::Ja)));
}

/// The same incident, had it been stopped before a user felt it.
fn near_miss(lang: Lang) -> Analysis {
    let mut analysis = analysis(lang);
    analysis.outcome = Outcome::NearMiss;
    analysis.impact =
        backstory_model::Impact { user_visible: Some(false), requests_failed: Some(0), ..Default::default() };
    analysis.milestones.impact_start = None;
    analysis.milestones.recovered = None;
    analysis.timeline.retain(|row| row.kind != backstory_model::TimelineKind::Impact);
    analysis.factors.truncate(1);
    analysis
}

/// Where people were called and nothing besides the alarm is told, nothing is said to have broken.
#[test]
fn an_alarm_alone_is_no_breakage() {
    use backstory_model::{Layer, TimelineKind};

    for (lang, says, not) in [
        (Lang::En, "besides the alarm", ["something broke", "Why did it break"]),
        (Lang::Ja, "アラームのほかに", ["障害は発生したが", "なぜ障害が発生したのか"]),
    ] {
        let mut alone = near_miss(lang);
        alone.timeline.retain(|r| matches!(r.kind, TimelineKind::Alert | TimelineKind::Page));
        alone.factors.iter_mut().for_each(|f| f.layer = Layer::Contributing);
        let text = draft(&alone, &options(lang));
        assert!(text.contains(says) && !not.iter().any(|n| text.contains(n)), "{text}");
        let text = draft(&near_miss(lang), &options(lang));
        assert!(!text.contains(says), "{text}");
    }
}

/// An hour in which nothing happened.
fn quiet(lang: Lang) -> Analysis {
    let mut quiet = near_miss(lang);
    quiet.outcome = Outcome::NothingStandsOut;
    quiet.incident.id = None;
    quiet.incident.severity = None;
    quiet.incident.commander = None;
    quiet.incident.services.clear();
    quiet.incident.title = String::new();
    quiet.impact = backstory_model::Impact::default();
    quiet.milestones = backstory_model::Milestones::default();
    quiet.timeline.clear();
    quiet.factors.clear();
    quiet.actions.clear();
    quiet.gaps.clear();
    quiet.gaps_in_detection.clear();
    quiet
}

#[test]
fn a_near_miss() {
    insta::assert_snapshot!("near-miss.en", draft(&near_miss(Lang::En), &options(Lang::En)));
    insta::assert_snapshot!("near-miss.ja", draft(&near_miss(Lang::Ja), &options(Lang::Ja)));
}

#[test]
fn a_quiet_hour_asks_questions() {
    insta::assert_snapshot!("quiet.en", draft(&quiet(Lang::En), &options(Lang::En)));
    insta::assert_snapshot!("quiet.ja", draft(&quiet(Lang::Ja), &options(Lang::Ja)));
}

#[test]
fn no_key_and_no_argument_is_left_unsaid() {
    for lang in Lang::ALL.iter().copied() {
        for analysis in [analysis(lang), near_miss(lang), quiet(lang)] {
            let report = draft(&analysis, &options(lang));
            assert!(!report.contains("{$"), "an argument is missing in {lang}");
            for section in report.split("\n## ").skip(1) {
                assert!(section.lines().skip(1).any(|l| !l.trim().is_empty()), "empty section in {lang}: {section}");
            }
        }
    }
}

#[test]
fn hostile_words_stay_words() {
    let attack = "<script>alert(1)</script> [x](https://evil.example) ![i](//evil.example/p.png) @everyone |\n| a | `b` \u{202e}";
    let mut analysis = analysis(Lang::En);
    analysis.incident.title = attack.to_owned();
    analysis.incident.severity = Some(attack.to_owned());
    analysis.incident.commander = Some(attack.to_owned());
    analysis.timeline[0].phrase = None;
    analysis.timeline[0].text = attack.to_owned();
    analysis.timeline[0].actor = Some(attack.to_owned());
    analysis.timeline[0].source = attack.to_owned();
    analysis.factors[0].statement = attack.to_owned();
    analysis.actions[0].title = attack.to_owned();
    analysis.actions[0].owner = Some(attack.to_owned());
    analysis.gaps[0].source = attack.to_owned();
    for evidence in &mut analysis.evidence {
        evidence.excerpt = attack.to_owned();
        evidence.locator = attack.to_owned();
        evidence.artifact = attack.to_owned();
        evidence.sha256 = attack.to_owned();
    }
    let report = draft(&analysis, &options(Lang::En));
    let html = comrak::markdown_to_html(report.split("\n---\n").nth(1).unwrap(), &gfm());
    assert!(!html.contains("<script") && !html.contains("<img") && !html.contains("evil.example\""), "{html}");
    let links: Vec<_> = html.split("href=\"").skip(1).filter(|l| !l.starts_with('#')).collect();
    assert!(links.is_empty(), "{links:?}");
    assert!(!report.contains('\u{202e}'));
    let rows: Vec<_> = report.lines().filter(|l| l.starts_with("| 14:")).collect();
    assert_eq!(rows.len(), analysis.timeline.len());
    let cells = |html: &str| html.matches("<td").count();
    assert_eq!(
        cells(&html),
        cells(&comrak::markdown_to_html(&draft(&self::analysis(Lang::En), &options(Lang::En)), &gfm()))
    );
}

fn gfm() -> comrak::Options<'static> {
    let mut options = comrak::Options::default();
    options.extension.table = true;
    options.extension.autolink = true;
    options.extension.footnotes = true;
    options.extension.strikethrough = true;
    options.extension.tasklist = true;
    options.render.r#unsafe = true;
    options
}

#[test]
fn filling_an_analysis_twice_is_filling_it_once() {
    let mut once = analysis(Lang::Ja);
    fill(&mut once, &Catalogue::load(Lang::Ja));
    let mut twice = once.clone();
    fill(&mut twice, &Catalogue::load(Lang::Ja));
    assert_eq!(once, twice);
    assert!(once.timeline.iter().all(|row| !row.text.is_empty()));
    assert!(once.timeline.iter().any(|row| row.text.contains("デプロイ")));
}

/// What the draft writes, the reader of documents must understand: people edit it, and it is drafted again.
#[test]
fn the_reader_understands_the_draft() {
    for lang in Lang::ALL.iter().copied() {
        let analysis = analysis(lang);
        let document = backstory_report::document::Document::parse(&draft(&analysis, &options(lang)));
        let remarks: Vec<_> = document.not_understood().collect();
        assert!(remarks.is_empty(), "{lang}: {remarks:?}");
        assert_eq!(document.timeline.len(), analysis.timeline.len(), "{lang}");
        let seconds = |rows: Vec<Option<jiff::Timestamp>>| -> Vec<_> {
            rows.iter().map(|t| t.map(jiff::Timestamp::as_second)).collect()
        };
        assert_eq!(
            seconds(document.timeline.iter().map(|row| row.moment.instant).collect()),
            seconds(analysis.timeline.iter().map(|row| Some(row.time)).collect()),
            "{lang}"
        );
        assert_eq!(document.actions.len(), analysis.actions.len(), "{lang}");
        assert_eq!(document.factors.len(), analysis.factors.len(), "{lang}");
        assert_eq!(document.five_whys.len(), 5, "{lang}");
        assert!(
            !document.root_cause.is_empty() && !document.went_well.is_empty() && !document.lessons.is_empty(),
            "{lang}"
        );
    }
}

/// In the other language stands all that no person wrote, and what people wrote stays.
#[test]
fn a_draft_is_told_in_the_other_language() {
    use backstory_report::document::Document;
    use backstory_report::translation::translated;
    let mut filled = analysis(Lang::En);
    fill(&mut filled, &Catalogue::load(Lang::En));
    let english = draft(&filled, &options(Lang::En));
    let reworded = english.replacen("## Impact\n", "## Impact\n\nMy own words.\n", 1);
    let told = translated(&Document::parse(&reworded), Some(&analysis(Lang::En)), Lang::Ja);
    for expected in
        ["lang: ja\n", "## 概要\n", "## 影響\n\nMy own words.\n", "| 時刻 | 事象 | 情報源 | 対応者 |", "**重大度**"]
    {
        assert!(told.contains(expected), "{expected} in {told}");
    }
    assert_eq!(translated(&Document::parse(&reworded), Some(&analysis(Lang::En)), Lang::En), reworded);
}

/// What the cause itself says to have gone live when is not told a second time before it.
#[test]
fn the_summary_tells_a_change_once() {
    for (lang, before) in [(Lang::En, "before the first effect on users"), (Lang::Ja, "前に次の変更があった")]
    {
        let mut analysis = analysis(lang);
        assert!(draft(&analysis, &options(lang)).contains(before));
        let phrase = serde_json::json!({"key": "factor-change", "args": {
            "service": {"text": "orders-service"}, "version": {"text": "v2.3.0"}, "description": {"text": "none"}, "lead": {"duration_s": 16.0}
        }});
        analysis.factors.first_mut().unwrap().phrase = Some(serde_json::from_value(phrase).unwrap());
        let text = draft(&analysis, &options(lang));
        assert!(!text.contains(before) && text.contains("v2.3.0"), "{text}");
    }
}
