//! Findings for people: the words under a caret, why it matters, what to write instead.

use backstory_check::{Finding, Severity, suppress::Suppression};
use backstory_model::Phrase;
use miette::{
    GraphicalReportHandler, GraphicalTheme, IntoDiagnostic, LabeledSpan, MietteDiagnostic, NamedSource, Report,
};

use crate::context::Context;

/// Prints the findings of one file, and what was allowed in place.
pub(super) fn print(
    name: &str,
    source: &str,
    findings: &[Finding],
    allowed: &[Suppression],
    context: &mut Context<'_>,
) -> miette::Result<()> {
    let theme = if context.color { GraphicalTheme::unicode() } else { GraphicalTheme::unicode_nocolor() };
    let handler = GraphicalReportHandler::new_themed(theme).with_context_lines(1).with_width(100).with_links(false);
    for finding in findings {
        let severity = match finding.severity {
            Severity::Note => miette::Severity::Advice,
            Severity::Warning => miette::Severity::Warning,
            Severity::Error => miette::Severity::Error,
        };
        let mut diagnostic =
            MietteDiagnostic::new(finding.message.clone()).with_code(finding.rule).with_severity(severity);
        let span = finding.bytes.clone().or_else(|| finding.line.and_then(|line| line_span(source, line)));
        let mut rendered = String::new();
        if let Some(span) = span {
            diagnostic = diagnostic.with_label(LabeledSpan::at(span, ""));
            let report = Report::new(diagnostic).with_source_code(NamedSource::new(name, visible(source)));
            handler.render_report(&mut rendered, report.as_ref()).into_diagnostic()?;
        } else {
            diagnostic.message = format!("{name}: {}", diagnostic.message);
            handler.render_report(&mut rendered, Report::new(diagnostic).as_ref()).into_diagnostic()?;
        }
        writeln!(context.out, "{}", rendered.trim_end()).into_diagnostic()?;
        if let Some(fix) = &finding.fix {
            let label = context.words.text("message-help");
            let label = if context.color { format!("\u{1b}[36m{label}:\u{1b}[0m") } else { format!("{label}:") };
            writeln!(context.out, "  {label} {fix}").into_diagnostic()?;
        }
    }
    for allowed in allowed {
        let told = Phrase::new(if allowed.used { "check-allowed" } else { "check-allowed-in-vain" })
            .text("rule", &allowed.rule)
            .text("reason", &allowed.reason);
        writeln!(context.out, "{name}:{}: {}", allowed.line, context.words.say(&told)).into_diagnostic()?;
    }
    Ok(())
}

/// Bytes of a line without its ends.
fn line_span(source: &str, line: usize) -> Option<std::ops::Range<usize>> {
    let start: usize = source.split_inclusive('\n').take(line.checked_sub(1)?).map(str::len).sum();
    let text = source.get(start..)?.lines().next()?;
    Some(start..start + text.len())
}

/// The text with control characters that could move a terminal replaced, length kept.
fn visible(source: &str) -> String {
    source
        .chars()
        .map(|c| if c.is_control() && c.is_ascii() && !matches!(c, '\n' | '\t' | '\r') { '?' } else { c })
        .collect()
}
