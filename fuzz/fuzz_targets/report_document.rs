//! The document over any bytes: what it writes back is what it read, an edit moves nothing else, spans lie in the source.

#![no_main]

use backstory_report::{
    document::{Document, Span},
    import::{
        encoding::{decode, encode},
        template::{Template, convert},
    },
};
use libfuzzer_sys::fuzz_target;

const TEMPLATES: [Template; 5] =
    [Template::GoogleSre, Template::PagerDuty, Template::Atlassian, Template::GitLab, Template::Classic];

fuzz_target!(|data: &[u8]| {
    let (text, encoding, _) = decode(data);
    let document = Document::parse(&text);
    assert_eq!(encode(&document.write(), encoding), data, "bytes must come back");
    let rows = document.timeline.iter().flat_map(|row| [row.span, row.event.span, row.moment.span]);
    let actions = document.actions.iter().flat_map(|action| [action.span, action.title.span]);
    let facts = document.facts.iter().flat_map(|fact| [fact.span, fact.value.span]);
    let sections = document.sections.iter().flat_map(|section| [section.heading, section.body, section.span]);
    let remarks = document.remarks.iter().map(|remark| remark.span);
    let spans: Vec<Span> = rows.chain(actions).chain(facts).chain(sections).chain(remarks).collect();
    for span in &spans {
        assert!(span.start <= span.end && text.get(span.start..span.end).is_some(), "{span:?} is no piece of the text");
    }
    let lines = text.lines().count() + 1;
    assert!(document.remarks.iter().all(|remark| remark.line <= lines + text.matches('\r').count()));
    // One edit, chosen by the length, leaves all other bytes alone.
    let titles: Vec<Span> = document.actions.iter().map(|a| a.title.span).chain(document.timeline.iter().map(|r| r.event.span)).collect();
    if let Some(span) = titles.get(data.len() % titles.len().max(1)) {
        let mut edited = Document::parse(&text);
        if edited.replace(*span, "words").is_ok() {
            assert_eq!(edited.write(), format!("{}words{}", &text[..span.start], &text[span.end..]));
        }
    }
    let template = TEMPLATES[data.len() % TEMPLATES.len()];
    let converted = convert(&document, template);
    let has = |line: &str| converted.contains(line.trim());
    for line in text.lines().filter(|l| !l.trim().is_empty() && !l.contains(['#', '=', '-', '\r', '*', '_'])) {
        // A heading may be renamed; all other lines stand.
        let is_heading = document.sections.iter().any(|s| s.heading.of(&text).contains(line.trim()));
        assert!(is_heading || has(line), "{line:?} is lost on the way to {template:?}");
    }
});
