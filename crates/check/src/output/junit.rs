//! JUnit XML: a suite a file, a case a finding, one passing case for a file without findings.

use std::fmt::Write as _;

use super::Checked;

/// The document.
pub fn junit(files: &[Checked]) -> String {
    let total: usize = files.iter().map(|file| file.findings.len()).sum();
    let tests: usize = files.iter().map(|file| file.findings.len().max(1)).sum();
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"backstory check\" tests=\"{tests}\" failures=\"{total}\">\n"
    );
    for file in files {
        let name = escape(&file.file);
        // Writing to a string cannot fail.
        writeln!(
            out,
            "  <testsuite name=\"{name}\" tests=\"{}\" failures=\"{}\">",
            file.findings.len().max(1),
            file.findings.len()
        )
        .ok();
        if file.findings.is_empty() {
            writeln!(out, "    <testcase classname=\"{name}\" name=\"check\"/>").ok();
        }
        for finding in &file.findings {
            let line = finding.line.map_or_else(|| "-".to_owned(), |line| line.to_string());
            writeln!(
                out,
                "    <testcase classname=\"{name}\" name=\"{} line {line}\"><failure type=\"{}\" message=\"{}\">{}</failure></testcase>",
                finding.rule,
                finding.severity.as_str(),
                escape(&finding.message),
                escape(finding.fix.as_deref().unwrap_or(""))
            ).ok();
        }
        out.push_str("  </testsuite>\n");
    }
    out.push_str("</testsuites>\n");
    out
}

/// Escapes markup, and drops what XML 1.0 cannot carry.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c if c < ' ' && !matches!(c, '\t' | '\n' | '\r') => {}
            '\u{fffe}' | '\u{ffff}' => {}
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    #[test]
    fn markup_in_a_file_name_stays_text() {
        assert_eq!(super::escape("a<b>&\"\u{1}"), "a&lt;b&gt;&amp;&quot;");
    }
}
