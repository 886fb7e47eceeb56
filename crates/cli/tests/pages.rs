//! The page in a real browser, and the PDF it prints, through the binary.
//!
//! The browser is Chromium, driven over WebDriver; PDFs are read by the tools of poppler. What is not installed is
//! skipped by name.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a panic in a test is the report, and what was skipped is told"
)]

#[path = "pages/driver.rs"]
mod driver;

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::json;

const BINARY: &str = env!("CARGO_BIN_EXE_backstory");

/// A case of the bundled incident.
fn case(lang: &str) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let made = Command::new(BINARY).args(["demo", "--lang", lang, "-o"]).arg(folder.path()).output().unwrap();
    assert!(made.status.code().is_some_and(|code| code == 0 || code == 3), "{}", String::from_utf8_lossy(&made.stderr));
    let report = find(folder.path()).expect("the demo writes a report");
    let case = report.parent().unwrap().to_owned();
    (folder, case)
}

fn find(folder: &Path) -> Option<PathBuf> {
    let mut inside: Vec<PathBuf> = std::fs::read_dir(folder).ok()?.map(|entry| entry.unwrap().path()).collect();
    inside.sort();
    let here = inside.iter().find(|path| path.file_name().is_some_and(|name| name == "report.md")).cloned();
    here.or_else(|| inside.iter().filter(|path| path.is_dir()).find_map(|path| find(path)))
}

fn rendered(case: &Path, args: &[&str], name: &str) -> PathBuf {
    let path = case.join(name);
    let output = Command::new(BINARY).arg("report").arg(case).args(args).arg("-o").arg(&path).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    path
}

fn has(program: &str) -> bool {
    let there = Command::new(program).arg("--version").output().is_ok();
    if !there {
        println!("skipped: {program} is not installed");
    }
    there
}

#[test]
fn the_page_works_in_a_browser_and_asks_for_nothing() {
    if !(has("chromedriver") && has("chromium")) {
        return;
    }
    for lang in ["en", "ja"] {
        let (_folder, case) = case(lang);
        let page = rendered(&case, &[], "report.html");
        let browser = driver::Browser::start();
        browser.open(&page);
        let count = |browser: &driver::Browser, script: &str| browser.run(script).as_i64().unwrap();
        let visible = "return document.querySelectorAll('#lanes .mark:not([visibility=hidden])').length";
        let all = count(&browser, visible);
        assert!(all > 3, "{all} marks");
        // Zoom hides what lies outside, and shows all again; times below are round, and as they were in the end.
        let below = "return [...document.querySelectorAll('#lanes .axis text:not([visibility=hidden])')].map(t => t.textContent).filter(t => t !== 'UTC').join()";
        let round = "return [...document.querySelectorAll('#lanes .axis text:not([visibility=hidden]), svg.plot > text:not([visibility=hidden])')].map(t => t.textContent.trim()).filter(t => /:/.test(t) && Number(t.slice(-2)) % 5).length";
        let drawn = browser.run(below);
        browser
            .run("document.querySelector('[data-zoom=in]').click(); document.querySelector('[data-zoom=in]').click()");
        assert!(count(&browser, visible) < all, "zoom in {lang}");
        assert_eq!(count(&browser, round), 0, "times that are not round in {lang}: {:?}", browser.run(below));
        // The charts show the same stretch of time: curves four times as wide, other times below, one mark per share.
        let shown = "return document.querySelector('svg.plot > svg').viewBox.baseVal.width";
        let near_width = browser.run(shown).as_f64().unwrap();
        let times = "return [...document.querySelectorAll('svg.plot > text')].map(t => t.textContent).join()";
        let near = browser.run(times);
        let apart = "return [...document.querySelectorAll('svg.plot [data-share]')].filter(part => {             const same = document.querySelector(`#lanes [data-share='${part.dataset.share}']`);             return same && part.getAttribute('visibility') !== same.getAttribute('visibility'); }).length";
        assert_eq!(count(&browser, apart), 0, "marks of charts and lanes in {lang}");
        browser.run("document.querySelector('[data-zoom=all]').click()");
        assert_eq!(count(&browser, visible), all);
        assert_eq!(browser.run(below), drawn, "times of the whole in {lang}");
        let width = browser.run(shown).as_f64().unwrap();
        assert!((near_width * 4.0 - width).abs() < 0.01, "zoom of charts in {lang}: {near_width} of {width}");
        assert!(browser.run(times) != near, "times of charts in {lang}");
        // The filter hides a lane.
        browser.run("document.querySelector('.filters input').click()");
        assert_eq!(count(&browser, "return document.querySelectorAll('.lane[display=none]').length"), 1);
        browser.run("document.querySelector('.filters input').click()");
        // Arrows move between marks, and what has the focus is told.
        browser.run("document.querySelector('#lanes a').focus()");
        let first = browser.run("return document.activeElement.querySelector('title').textContent");
        browser.press("\u{e014}");
        let second = browser.run("return document.activeElement.querySelector('title').textContent");
        assert!(second.is_string() && first != second, "{first} {second}");
        let told = browser.run("return document.getElementById('detail').textContent");
        assert_eq!(told, second);
        // A click on a mark, or its key, leads to the evidence.
        browser.press("\u{e007}");
        let target = browser.run("return document.querySelector(':target')?.id ?? ''");
        assert!(target.as_str().unwrap().starts_with("fn-"), "{target}");
        // Every control has a name for screen readers.
        let unnamed = "return [...document.querySelectorAll('button, svg[role], nav')].filter(e => !e.getAttribute('aria-label')).length";
        assert_eq!(count(&browser, unnamed), 0);
        for (width, height) in [(1280, 900), (390, 844), (320, 640)] {
            for scheme in ["light", "dark"] {
                browser.look(width, height, scheme);
                let excess = "return document.documentElement.scrollWidth - document.documentElement.clientWidth";
                assert!(count(&browser, excess) <= 0, "the page scrolls sideways at {width} in {lang}");
                browser.keep(&format!("{lang}-{width}-{scheme}"));
            }
        }
        let (requests, violations) = browser.told();
        assert!(requests.iter().all(|url| url.starts_with("file://")), "{requests:?}");
        assert!(violations.is_empty(), "{violations:?}");
        browser.cdp("Emulation.setScriptExecutionDisabled", &json!({ "value": true }));
        browser.open(&page);
        let cold = browser.cdp("DOM.getDocument", &json!({ "depth": 1 }));
        let node = json!({ "nodeId": cold["root"]["nodeId"] });
        let html = browser.cdp("DOM.getOuterHTML", &node)["outerHTML"].as_str().unwrap().to_owned();
        // Without a script there is nothing to press, and everything to read.
        assert!(
            html.contains("class=\"controls\" hidden") && html.contains("<table role") && html.contains("class=\"mark")
        );
    }
}

#[test]
fn the_pdf_has_its_sheet_numbers_links_and_fonts() {
    if !(has("chromium") && has("pdfinfo")) {
        return;
    }
    let run = |program: &str, args: &[&str], path: &Path, to: &[&str]| {
        let output = Command::new(program).args(args).arg(path).args(to).output().unwrap();
        String::from_utf8_lossy(&output.stdout).into_owned()
    };
    for (lang, paper, size, words) in [
        ("en", "a4", "A4", ["Summary", "Timeline", "Evidence"]),
        ("ja", "letter", "letter", ["概要", "タイムライン", "証跡"]),
    ] {
        let (_folder, case) = case(lang);
        let args = ["--format", "pdf", "--paper", paper];
        let pdf = rendered(&case, &args, "report.pdf");
        let again = rendered(&case, &args, "again.pdf");
        let read = |path: &Path| run("pdftotext", &["-layout"], path, &["-"]);
        let bytes_of = |path: &Path| std::fs::read(path).unwrap();
        assert!(bytes_of(&pdf) == bytes_of(&again), "the same bytes of {lang}");
        let info = run("pdfinfo", &[], &pdf, &[]);
        assert!(info.lines().any(|line| line.starts_with("Page size:") && line.contains(size)), "{info}");
        let text = read(&pdf);
        for word in words {
            assert!(text.contains(word), "{word} in {text}");
        }
        assert!(text.contains("1 / "), "page numbers");
        let fonts = run("pdffonts", &[], &pdf, &[]);
        let columns = fonts.lines().skip(2).map(|line| line.split_whitespace().rev().take(5).collect::<Vec<_>>());
        // From the right: object, generation, unicode, subset, embedded.
        assert!(columns.clone().count() > 0 && columns.into_iter().all(|c| c.get(4) == Some(&"yes")), "{fonts}");
        // Links inside the file are destinations; the raw bytes name them.
        let bytes = std::fs::read(&pdf).unwrap();
        let links = bytes.windows(8).filter(|w| w == b"/Subtype").count();
        assert!(links > 10, "{links}");
        assert!(run("pdfinfo", &["-dests"], &pdf, &[]).contains("section-"), "contents lead to sections");
    }
}
