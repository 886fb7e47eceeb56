//! The summary as a mail: plain text, and the same as HTML.

use backstory_model::Analysis;
use sha2::{Digest as _, Sha256};

use super::facts::Facts;
use crate::html::escape;
use crate::locale::{Catalogue, Lang, day};
use crate::told::Told;

/// What separates the parts of a message. No line of a part begins with it, for lines of text are indented by none
/// of our words and those of HTML begin with a tag.
const BOUNDARY: &str = "=_backstory_summary";
/// Bytes of a line; RFC 5322 allows 998.
const LONGEST: usize = 900;

/// Subject and body of a mail; the subject holds no line break that could add a header.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mail {
    /// One line.
    pub subject: String,
    /// Plain text, lines ending with `\n`.
    pub body: String,
    /// The same as a document of HTML, without style, script or link.
    pub html: String,
    /// Names the incident in all its mails, so that readers see one thread.
    pub thread: String,
}

/// Writes the mail.
pub fn email_summary(told: &Told, lang: Lang) -> Mail {
    let words = Catalogue::load(lang);
    let facts = Facts::of(told, &words);
    let gap = words.text("label-sentence-gap");
    let measures: Vec<String> = facts.measures.iter().map(|(name, value)| format!("{name}: {value}")).collect();
    // Paragraphs of people stay paragraphs; sentences of ours are one.
    let is_written = told.brief.summary.is_some();
    let sections = [
        ("section-summary", if is_written { facts.summary.clone() } else { vec![facts.summary.join(&gap)] }, false),
        (facts.causes_heading, vec![facts.causes.join(&gap)], false),
        ("section-impact", facts.impact.iter().cloned().chain(measures).collect(), true),
        ("section-actions", facts.actions.clone(), true),
    ];
    let mut body = format!("{}\n", facts.title);
    let mut html = format!(
        "<!DOCTYPE html>\n<html lang=\"{lang}\">\n<head><meta charset=\"utf-8\"><title>{0}</title></head>\n<body>\n<h1>{0}</h1>\n",
        escape(&facts.title)
    );
    for (key, lines, is_list) in sections {
        let lines: Vec<&String> = lines.iter().filter(|line| !line.is_empty()).collect();
        if lines.is_empty() {
            continue;
        }
        let (title, mark) = (words.text(key), if is_list { "- " } else { "" });
        let rows: String = lines.iter().map(|line| format!("{mark}{line}\n")).collect();
        body.push_str(&format!("\n{title}\n{rows}"));
        html.push_str(&format!("<h2>{}</h2>\n", escape(&title)));
        let (open, close) = if is_list { ("<li>", "</li>") } else { ("<p>", "</p>") };
        let rows: String = lines.iter().map(|line| format!("{open}{}{close}\n", with_code(line))).collect();
        html.push_str(&if is_list { format!("<ul>\n{rows}</ul>\n") } else { rows });
    }
    if let Some((label, time)) = &facts.share_by {
        body.push_str(&format!("\n{label}: {time}\n"));
        html.push_str(&format!("<p>{}: {}</p>\n", escape(label), escape(time)));
    }
    html.push_str("</body>\n</html>\n");
    Mail { thread: thread(&told.analysis), subject: facts.title, body, html }
}

/// Words as HTML, what stands between back-ticks as code.
fn with_code(line: &str) -> String {
    let parts: Vec<&str> = line.split('`').collect();
    if parts.len().is_multiple_of(2) {
        return escape(line);
    }
    let part =
        |(n, part): (usize, &&str)| if n % 2 == 0 { escape(part) } else { format!("<code>{}</code>", escape(part)) };
    parts.iter().enumerate().map(part).collect()
}

/// The same for all mails on one incident, whatever their language and audience.
fn thread(analysis: &Analysis) -> String {
    let start = analysis.incident.window.start;
    let services: Vec<&str> = analysis.incident.services.iter().map(backstory_model::ServiceName::as_str).collect();
    let digest = Sha256::digest(format!("{start} {services:?}"));
    let short: String = digest.iter().take(6).map(|byte| format!("{byte:02x}")).collect();
    format!("{}.{short}", day(start))
}

impl Mail {
    /// The message as RFC 5322 and MIME have it, ready for a program that sends mail, which adds who, to whom and when.
    pub fn message(&self) -> String {
        format!(
            "Subject: {}\nMessage-ID: <{thread}.summary@backstory.invalid>\nReferences: <{thread}@backstory.invalid>\n\
             MIME-Version: 1.0\nContent-Type: multipart/alternative; boundary=\"{BOUNDARY}\"\n\n\
             --{BOUNDARY}\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n{}\n\
             --{BOUNDARY}\nContent-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n{}\n--{BOUNDARY}--\n",
            header(&self.subject),
            folded(&self.body),
            folded(&self.html),
            thread = self.thread
        )
    }
}

/// A header in ASCII: other letters as the encoded words of RFC 2047.
fn header(text: &str) -> String {
    if text.is_ascii() {
        return text.chars().filter(|c| !c.is_control()).collect();
    }
    let mut words: Vec<String> = vec![String::new()];
    for c in text.chars().filter(|c| !c.is_control()) {
        // An encoded word has at most 75 characters, of which 45 bytes of text are 60.
        if words.last().is_some_and(|word| word.len() + c.len_utf8() > 45) {
            words.push(String::new());
        }
        if let Some(word) = words.last_mut() {
            word.push(c);
        }
    }
    let encoded = words.iter().map(|word| format!("=?UTF-8?B?{}?=", crate::html::base64(word.as_bytes())));
    encoded.collect::<Vec<_>>().join("\n ")
}

/// Lines short enough for every server, none of which ends a part.
fn folded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for line in text.lines() {
        if line.starts_with("--") {
            out.push(' ');
        }
        let mut length = 0;
        for c in line.chars().filter(|c| *c != '\r') {
            if length + c.len_utf8() > LONGEST {
                out.push('\n');
                length = 0;
            }
            out.push(c);
            length += c.len_utf8();
        }
        out.push('\n');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_are_ascii_and_one_line_each() {
        assert_eq!(header("Orders failed\r\nBcc: x"), "Orders failedBcc: x");
        let long = header(&"障害の概要".repeat(12));
        assert!(long.is_ascii() && long.lines().all(|line| line.len() <= 76), "{long}");
        assert!(long.lines().skip(1).all(|line| line.starts_with(' ')));
    }

    #[test]
    fn code_is_marked() {
        assert_eq!(with_code("a `b<c` d"), "a <code>b&lt;c</code> d");
        assert_eq!(with_code("a `b"), "a `b");
    }

    #[test]
    fn no_line_ends_a_part_or_is_too_long() {
        let text = folded(&format!("--{BOUNDARY}--\n{}\n", "あ".repeat(2000)));
        assert!(text.lines().all(|line| line.len() <= LONGEST && !line.starts_with("--")), "{text}");
        assert_eq!(text.matches('あ').count(), 2000);
    }
}
