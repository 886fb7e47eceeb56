//! `backstory report --format review`: gathers what the review view is made from.

use backstory_check::suppress::suppressions;
use backstory_model::Analysis;
use backstory_report::document::Document;
use backstory_report::draft::{DraftOptions, draft};
use backstory_report::locale::{Catalogue, Lang, fill};
use backstory_report::merge::merge;
use backstory_report::review_view::{Allowed, Beside, review_view};
use jiff::{Timestamp, tz::TimeZone};

/// The view of a report, its analysis drafted again beside it where there is one.
pub(super) fn write(source: &str, analysis: Option<&Analysis>, lang: Lang, now: Timestamp) -> String {
    let today = now.to_zoned(TimeZone::UTC).date();
    // The draft is compared in the language of the report, whatever language the view has.
    let own = super::report::stated_language(source);
    let merged = analysis.map(|analysis| {
        let mut told = analysis.clone();
        fill(&mut told, &Catalogue::load(own));
        merge(source, None, &draft(&told, &DraftOptions { lang: own, today }))
    });
    let allowed = suppressions(source).into_iter();
    let allowed: Vec<Allowed> = allowed.map(|s| Allowed { line: s.line, rule: s.rule, reason: s.reason }).collect();
    review_view(&Document::parse(source), Beside { analysis, merged: merged.as_ref(), allowed: &allowed }, lang)
}
