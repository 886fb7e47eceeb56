//! Renderings that tell what people wrote, for tests of what an audience may see.

use backstory_report::document::Document;
use backstory_report::html::{Paper, page_on};
use backstory_report::locale::Lang;
use backstory_report::mermaid::illustrated;
use backstory_report::summary::{email_summary, slack_summary};
use backstory_report::told::Told;

/// Each by its name: of a document beside its analysis, and of one `alone`.
pub(crate) fn renderings_of(
    markdown: &str,
    document: &Document,
    written: &Told,
    alone: &Told,
) -> [(&'static str, String); 7] {
    [
        ("page of the document", page_on(Paper::A4, markdown, written, Lang::En, &[])),
        ("json of the document", serde_json::to_string(&(&written.analysis, document)).unwrap()),
        ("slack of the document", slack_summary(written, Lang::En).to_string()),
        ("slack of the document alone", slack_summary(alone, Lang::En).to_string()),
        ("mail of the document", email_summary(written, Lang::En).message()),
        ("mail of the document alone", email_summary(alone, Lang::En).message()),
        ("mermaid of the document", illustrated(markdown, written, Lang::En)),
    ]
}
