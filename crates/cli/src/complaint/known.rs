//! Words for the errors of the libraries below.

use std::error::Error;

use backstory_check::config::ConfigError;
use backstory_evidence::ReadError;
use backstory_http::{AddressError, HttpError};
use backstory_model::{Phrase, WindowError};
use backstory_review::github::RepositoryError;
use backstory_review::slack::SlackError;
use serde_json::error::Category;

use super::Complaint;
use super::system::{self, reason};
use crate::instant::InstantError;
use crate::pipeline::PipelineError;
use crate::workspace::WorkspaceError;

/// What an error says, and what to do about it; none for an error that only has its own words.
pub fn known(error: &(dyn Error + 'static)) -> Option<(Phrase, Option<Phrase>)> {
    if let Some(complaint) = error.downcast_ref::<Complaint>() {
        return Some((complaint.what.clone(), complaint.help.clone()));
    }
    if let Some(error) = error.downcast_ref::<PipelineError>() {
        return Some(pipeline(error));
    }
    if let Some(error) = error.downcast_ref::<WorkspaceError>() {
        return Some(workspace(error));
    }
    let phrase = if let Some(error) = error.downcast_ref::<InstantError>() {
        error.phrase()
    } else if let Some(WindowError { start, end }) = error.downcast_ref::<WindowError>() {
        Phrase::new("window-reversed").text("start", start.to_string()).text("end", end.to_string())
    } else if let Some(ReadError::Open { path, .. }) = error.downcast_ref::<ReadError>() {
        Phrase::new("evidence-unopened").code("path", path.display().to_string())
    } else if let Some(error) = error.downcast_ref::<HttpError>() {
        system::known(backstory_collect::reason::http(error))
    } else if error.is::<AddressError>() {
        Phrase::new("http-not-an-address")
    } else if let Some(error) = error.downcast_ref::<SlackError>() {
        slack(error)
    } else if let Some(error) = error.downcast_ref::<RepositoryError>() {
        Phrase::new("push-not-a-repository").code("text", error.text())
    } else if let Some(error) = error.downcast_ref::<ConfigError>() {
        config(error)
    } else if let Some(error) = error.downcast_ref::<serde_json::Error>() {
        return json(error).map(|phrase| (phrase, None));
    } else {
        return None;
    };
    Some((phrase, None))
}

fn pipeline(error: &PipelineError) -> (Phrase, Option<Phrase>) {
    match error {
        PipelineError::Evidence(_) => (Phrase::new("evidence-unread"), Some(Phrase::new("evidence-unread-help"))),
        PipelineError::NoWindow => (Phrase::new("window-missing"), Some(Phrase::new("window-missing-help"))),
        PipelineError::Nothing { paths } => {
            (Phrase::new("evidence-none").text("paths", paths), Some(Phrase::new("evidence-none-help")))
        }
    }
}

fn workspace(error: &WorkspaceError) -> (Phrase, Option<Phrase>) {
    let file = crate::workspace::FILE;
    match error {
        WorkspaceError::Read(_) => (Phrase::new("message-unread").code("path", file), None),
        WorkspaceError::Parse { line, reason } => (
            Phrase::new("workspace-unparsed").code("path", file).text("line", line.to_string()).text("reason", reason),
            Some(Phrase::new("workspace-unparsed-help")),
        ),
    }
}

fn slack(error: &SlackError) -> Phrase {
    match error {
        SlackError::Address => Phrase::new("publish-not-an-address"),
        SlackError::Unreachable { reason: why } => Phrase::new("publish-unreachable").with("reason", reason(why)),
        SlackError::Refused { status, text } => {
            Phrase::new("publish-refused").text("status", status.to_string()).text("text", text)
        }
    }
}

fn config(error: &ConfigError) -> Phrase {
    match error {
        ConfigError::Syntax(error) => Phrase::new("config-syntax").text("reason", error.to_string()),
        ConfigError::UnknownRule { rule, line } => {
            Phrase::new("config-unknown-rule").code("rule", rule).text("line", line.to_string())
        }
    }
}

/// Where a JSON document is wrong; what the system said of its file keeps the system's words.
fn json(error: &serde_json::Error) -> Option<Phrase> {
    let key = match error.classify() {
        Category::Io => return None,
        Category::Syntax => "json-syntax",
        Category::Data => "json-data",
        Category::Eof => "json-end",
    };
    let place = format!(" at line {} column {}", error.line(), error.column());
    let text = error.to_string();
    let reason = text.strip_suffix(&place).unwrap_or(&text);
    let phrase = Phrase::new(key).text("line", error.line().to_string()).text("column", error.column().to_string());
    Some(phrase.text("reason", reason))
}

#[cfg(test)]
mod tests {
    use std::io;

    use super::*;
    use crate::words::Words;
    use backstory_model::Window;
    use backstory_review::github::Repository;

    /// Libraries tell programs in English; the catalogue tells people the same.
    #[test]
    fn english_is_what_the_errors_say_themselves() {
        let gone = || io::Error::from_raw_os_error(2);
        let place = || "http://p:9090/api".to_owned();
        let reason = || "timed out".to_owned();
        let (start, end) = ("2025-02-09T10:00:00Z".parse().unwrap(), "2025-02-09T09:00:00Z".parse().unwrap());
        let errors: Vec<Box<dyn Error>> = vec![
            Box::new(HttpError::Unreachable { place: place(), reason: reason() }),
            Box::new(HttpError::Unreachable { place: place(), reason: gone().to_string() }),
            Box::new(HttpError::TooLarge { place: place(), limit_bytes: 1024 }),
            Box::new(HttpError::Status { place: place(), status: 503, excerpt: "busy".to_owned() }),
            Box::new(HttpError::Certificate { place: place(), reason: reason() }),
            Box::new(AddressError),
            Box::new(SlackError::Address),
            Box::new(SlackError::Unreachable { reason: reason() }),
            Box::new(SlackError::Refused { status: 404, text: "no_team".to_owned() }),
            Box::new("shop".parse::<Repository>().unwrap_err()),
            Box::new(backstory_check::config::Config::parse("[check.rules]\n\"no.rule\" = \"off\"").unwrap_err()),
            Box::new(Window::new(start, end).unwrap_err()),
            Box::new(ReadError::Open { path: "a/b".into(), source: gone() }),
            Box::new(PipelineError::NoWindow),
            Box::new(PipelineError::Nothing { paths: "a/b".to_owned() }),
            Box::new(PipelineError::Evidence(ReadError::Open { path: "a/b".into(), source: gone() })),
            Box::new(WorkspaceError::Read(gone())),
            Box::new(WorkspaceError::Parse { line: 3, reason: "expected `=`".to_owned() }),
        ];
        for error in errors {
            let (phrase, _) = known(error.as_ref()).unwrap_or_else(|| panic!("{error}"));
            assert_eq!(Words::english().say(&phrase), error.to_string());
            let japanese = Words::of(backstory_report::locale::Lang::Ja).say(&phrase);
            assert!(!japanese.is_ascii(), "{japanese}");
        }
    }

    #[test]
    fn json_tells_where_it_is_wrong() {
        for (text, expected) in [
            ("{\"a\":", "the JSON ends too early, at line 1 column 5"),
            ("{\n  a", "no JSON at line 2 column 3: key must be a string"),
            ("3", "not the JSON that was expected, at line 1 column 1: invalid type: integer `3`, expected a string"),
        ] {
            let error = serde_json::from_str::<String>(text);
            let error = if text == "3" {
                error.unwrap_err()
            } else {
                serde_json::from_str::<serde_json::Value>(text).unwrap_err()
            };
            assert_eq!(Words::english().say(&known(&error).unwrap().0), expected);
        }
    }
}
