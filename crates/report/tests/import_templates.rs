//! A file that holds two documents, each with a title of the first level, loses nothing when it is given a template.

use backstory_report::document::Document;
use backstory_report::import::template::{Template, convert};

const TWO: &str = "# Incident record

Kept by the duty desk.

## Summary

Streams froze.

## Timeline

- 2025-05-06 18:03 UTC frozen
- 18:44 moving

# Review of 6 May: the frozen goal

Written a week later.

## Root cause

A manifest that was cached for a week.

## Action Items

- [ ] Order of rules is a number (@ludo)

## Summary

The review in short.
";

/// Lines that say something, without the headings that a template may rename.
fn words(text: &str) -> Vec<&str> {
    let is_word = |line: &&str| !line.is_empty() && !line.starts_with("## ") && *line != "<!-- backstory:to-fill -->";
    let mut lines: Vec<&str> = text.lines().map(str::trim).filter(is_word).collect();
    lines.sort_unstable();
    lines
}

#[test]
fn two_titles_lose_nothing() {
    let all = [Template::GoogleSre, Template::PagerDuty, Template::Atlassian, Template::GitLab, Template::Classic];
    for template in all {
        let out = convert(&Document::parse(TWO), template).text;
        assert_eq!(words(&out), words(TWO), "{template:?}\n{out}");
        let again = convert(&Document::parse(&out), template).text;
        assert_eq!(words(&again), words(TWO), "{template:?}\n{again}");
        let document = Document::parse(&out);
        assert_eq!(document.timeline.len(), 2, "{template:?}");
        assert_eq!(document.actions.len(), 1, "{template:?}");
        // What the second document says stays below its title.
        let (second, cause) = (out.find("# Review of 6 May"), out.find("A manifest that was cached"));
        assert!(second.is_some() && second < cause, "{template:?}\n{out}");
    }
}
