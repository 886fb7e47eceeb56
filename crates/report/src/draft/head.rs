//! Front matter, title and the facts under it.

use backstory_model::{Analysis, MilestoneKind};
use jiff::SignedDuration;

use super::pen::{Pen, lasting};
use super::{closed, day_of};
use crate::locale::{Lang, date_and_minute, time_of_day};
use crate::markdown;

/// Hours until the report is to be shared.
const SHARE_WITHIN: SignedDuration = SignedDuration::from_hours(48);

/// The YAML block that programs read.
pub(super) fn front_matter(analysis: &Analysis, lang: Lang) -> String {
    let incident = &analysis.incident;
    let mut out = String::from("---\nbackstory: 1\n");
    if let Some(id) = &incident.id {
        out.push_str(&format!("id: {}\n", yaml(id)));
    }
    out.push_str(&format!("title: {}\ndate: {}\n", yaml(&incident.title), day_of(analysis)));
    if let Some(severity) = &incident.severity {
        out.push_str(&format!("severity: {}\n", yaml(severity)));
    }
    let services: Vec<String> = incident.services.iter().map(|s| yaml(s.as_str())).collect();
    let (from, to) = span(analysis);
    out.push_str(&format!(
        "status: draft\nservices: [{}]\nwindow: {{ from: {from}, to: {to} }}\nlang: {lang}\n---\n",
        services.join(", ")
    ));
    out
}

/// From the cause, where known, to the end of the incident, in whole seconds.
fn span(analysis: &Analysis) -> (jiff::Timestamp, jiff::Timestamp) {
    let m = &analysis.milestones;
    let start = m.time(MilestoneKind::CauseIntroduced).or(m.time(MilestoneKind::ImpactStart));
    let whole = |t: jiff::Timestamp| jiff::Timestamp::from_second(t.as_second()).unwrap_or(t);
    (whole(start.unwrap_or(analysis.incident.window.start)), whole(closed(analysis)))
}

/// A YAML scalar: plain where that is beyond doubt, else in double quotes as JSON writes them.
fn yaml(words: &str) -> String {
    let words = markdown::one_line(words);
    let is_plain = words.starts_with(|c: char| c.is_alphabetic())
        && words.ends_with(|c: char| c.is_alphanumeric() || c == ')')
        && words.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_' | '.' | '/' | '(' | ')'))
        && !matches!(
            words.to_ascii_lowercase().as_str(),
            "true" | "false" | "null" | "yes" | "no" | "on" | "off" | "y" | "n"
        );
    if is_plain { words } else { serde_json::Value::String(words).to_string() }
}

/// Title and facts.
pub(super) fn write(pen: &Pen<'_>) -> String {
    let incident = &pen.analysis.incident;
    let title = match markdown::words(&incident.title) {
        title if title.is_empty() => pen.text("head-untitled"),
        title => title,
    };
    let date = day_of(pen.analysis).to_string();
    let share_by = closed(pen.analysis)
        .checked_add(SHARE_WITHIN)
        .map_or_else(|_| pen.blank(), |t| format!("{} UTC", date_and_minute(t)));
    let services: Vec<String> = incident.services.iter().map(|s| markdown::words(s.as_str())).collect();
    let or_blank = |words: Option<String>| words.filter(|w| !w.is_empty()).unwrap_or_else(|| pen.blank());
    let facts = [
        ("head-date", date.clone()),
        ("head-duration", duration(pen)),
        ("head-severity", or_blank(incident.severity.as_deref().map(markdown::words))),
        ("head-services", or_blank(Some(services.join(", ")))),
        ("head-commander", or_blank(incident.commander.as_deref().map(markdown::mention))),
        ("head-authors", pen.blank()),
        ("head-reviewed", format!("{} · {}", pen.blank(), fact(pen, "head-share-by", &share_by))),
    ];
    let heading = pen.around("head-title", &[("title", &title), ("date", &date)]);
    // Two spaces at the end of a line keep each fact on its own line when rendered.
    let lines: Vec<String> = facts.iter().map(|(key, value)| fact(pen, key, value)).collect();
    format!("# {heading}\n\n{}\n", lines.join("  \n"))
}

fn fact(pen: &Pen<'_>, key: &str, value: &str) -> String {
    pen.around("label-fact", &[("name", &pen.text(key)), ("value", value)])
}

fn duration(pen: &Pen<'_>) -> String {
    let m = &pen.analysis.milestones;
    let time = |kind| m.time(kind);
    let mut parts = Vec::new();
    let lasted = pen.between(MilestoneKind::ImpactStart, MilestoneKind::Recovered);
    let open = pen.analysis.impact.open_end(m);
    match (time(MilestoneKind::ImpactStart), time(MilestoneKind::Recovered).or(open), lasted) {
        (Some(from), Some(to), Some(seconds)) => {
            let phrase = lasting("head-impact", "duration", seconds)
                .with("from", backstory_model::PhraseArg::Time(from))
                .with("to", backstory_model::PhraseArg::Time(to));
            parts.push(pen.words.render(&phrase));
        }
        (Some(from), Some(to), None) => {
            let phrase = backstory_model::Phrase::new("head-impact-open")
                .with("from", backstory_model::PhraseArg::Time(from))
                .with("to", backstory_model::PhraseArg::Time(to));
            parts.push(pen.words.render(&phrase));
        }
        _ if pen.analysis.impact.user_visible == Some(false) => parts.push(pen.text("head-no-impact")),
        _ => parts.push(pen.text("head-impact-unknown")),
    }
    let opened =
        [MilestoneKind::Detected, MilestoneKind::Paged, MilestoneKind::Acknowledged].into_iter().filter_map(time).min();
    let (key, from, to) = match (opened, time(MilestoneKind::Resolved)) {
        (Some(from), Some(to)) => ("head-open", from, to),
        _ => ("head-window", pen.analysis.incident.window.start, pen.analysis.incident.window.end),
    };
    parts.push(pen.around(key, &[("from", &time_of_day(from)), ("to", &time_of_day(to))]));
    parts.join(&pen.text("head-join"))
}

#[cfg(test)]
mod tests {
    use super::yaml;

    #[test]
    fn scalars_that_could_be_read_otherwise_are_quoted() {
        for (words, expected) in [
            ("SEV-2", "SEV-2"),
            ("Elevated 5xx on the order API", "Elevated 5xx on the order API"),
            ("5xx: everywhere", "\"5xx: everywhere\""),
            ("注文APIの5xxエラー増加", "注文APIの5xxエラー増加"),
            ("a\n---\nb", "a --- b"),
            ("no", "\"no\""),
            ("", "\"\""),
            ("x # y", "\"x # y\""),
        ] {
            assert_eq!(yaml(words), expected, "{words}");
        }
    }
}
