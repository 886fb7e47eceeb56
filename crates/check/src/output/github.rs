//! Workflow commands of GitHub Actions: `::warning file=…,line=…::message`.

use std::fmt::Write as _;

use super::Checked;
use crate::Severity;

/// One line a finding. Data and properties are escaped as the runner unescapes them.
pub fn github(files: &[Checked]) -> String {
    let mut out = String::new();
    for file in files {
        for finding in &file.findings {
            let level = match finding.severity {
                Severity::Note => "notice",
                Severity::Warning => "warning",
                Severity::Error => "error",
            };
            let place = match (finding.line, finding.column) {
                (Some(line), Some(column)) => format!(",line={line},col={column}"),
                (Some(line), None) => format!(",line={line}"),
                _ => String::new(),
            };
            let fix = finding.fix.as_deref().map_or_else(String::new, |fix| format!("\n{fix}"));
            // Writing to a string cannot fail.
            writeln!(
                out,
                "::{level} file={}{place},title={}::{}",
                property(&file.file),
                property(finding.rule),
                data(&format!("{}{fix}", finding.message))
            )
            .ok();
        }
    }
    out
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::{data, property};

    #[test]
    fn what_could_end_the_command_is_escaped() {
        assert_eq!(data("50 %\nnext"), "50 %25%0Anext");
        assert_eq!(property("a,b:c"), "a%2Cb%3Ac");
    }
}
