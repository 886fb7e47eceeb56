//! What a line is to the record before it.

use super::{Framer, Pending};
use crate::format::{Fields, FormatKind, time_in};
use crate::frame::continuation::Trace;
use crate::frame::lines::Line;
use crate::frame::shape::Shape;
use crate::frame::{NoticeKind, continuation, documents};
use crate::severity::Severity;

/// Lines of another kind, one after the other, after which the piece is read as that kind.
const MISFITS: u32 = 64;

/// What a line is to the record before it.
pub(super) enum Class<'b> {
    Start(Fields<'b>),
    /// The line breaks off although it began like the others.
    Cut(Fields<'b>),
    Follow,
    /// A pretty-printed document begins.
    Document,
}

impl Framer {
    /// Whether a line that the format understands begins a record, whatever came before it.
    #[inline]
    pub(super) fn can_begin(&self, text: &[u8]) -> bool {
        match self.kind {
            FormatKind::Plain | FormatKind::Unknown => false,
            // Lines inside something are told from others first; none of them begins with a digit.
            kind if kind.has_continuations() => text.first().is_some_and(u8::is_ascii_digit),
            _ => true,
        }
    }

    /// Decides what a line that is not blank is to the record before it.
    pub(super) fn classify<'b>(
        &mut self,
        block: &'b [u8],
        text: &'b [u8],
        line: &Line<'b>,
        pending: Option<&mut Pending<'b>>,
    ) -> Class<'b> {
        let goes_on = pending.is_some() || self.is_dangling;
        if let Some(pending) = &pending
            && pending.is_document
        {
            return self.classify_in_document(block, text, pending);
        }
        let is_text = matches!(self.kind, FormatKind::Plain | FormatKind::Unknown);
        // Indented lines and fixed phrases never start a record of these kinds.
        let is_after_text = pending.as_ref().is_some_and(|pending| pending.fields.kind.has_continuations());
        let is_loose = self.kind.has_continuations() || is_text || is_after_text;
        if continuation::is_traceback(text) && self.begins_report(pending.as_deref(), is_text) {
            return Class::Start(self.report(text));
        }
        if is_loose && goes_on && continuation::is_inside(text) {
            if let Some(pending) = pending {
                pending.trace.accepts(text);
            }
            return Class::Follow;
        }
        if !is_text && let Some(fields) = self.read(block, text) {
            if fields.follows && goes_on {
                return Class::Follow;
            }
            self.last_good = (line.start, line.end);
            return Class::Start(fields);
        }
        // What the runtime prints as it dies belongs to no record of the logger.
        if continuation::is_crash(text) && !pending.as_ref().is_some_and(|pending| pending.trace == Trace::Message) {
            return Class::Start(self.report(text));
        }
        if documents::begins(&self.recognised, text) && self.recognised.kind != FormatKind::Log4j {
            return Class::Document;
        }
        match self.alternative(block, text) {
            Some(fields) if !fields.follows => return Class::Start(fields),
            Some(fields) if pending.as_ref().is_some_and(|pending| pending.fields.kind == fields.kind) => {
                return Class::Follow;
            }
            _ => {}
        }
        if self.kind.has_continuations() && goes_on {
            return if begins_with_level(text)
                || (text.first().is_some_and(u8::is_ascii_digit) && self.is_stump(block, text))
            {
                Class::Start(self.text(text))
            } else {
                if let Some(pending) = pending {
                    pending.trace.accepts(text);
                }
                Class::Follow
            };
        }
        if let Some(pending) = pending
            && (is_after_text || matches!(pending.fields.kind, FormatKind::Plain | FormatKind::Unknown))
            && pending.trace.accepts(text)
        {
            return Class::Follow;
        }
        self.start_of_text(block, text, line)
    }

    /// A line that no format understands, as a record of its own.
    fn start_of_text<'b>(&mut self, block: &[u8], text: &'b [u8], line: &Line<'b>) -> Class<'b> {
        if continuation::opens_report(text) {
            return Class::Start(self.report(text));
        }
        let mut fields = self.text(text);
        if matches!(self.kind, FormatKind::Plain | FormatKind::Unknown) {
            return Class::Start(fields);
        }
        fields.kind = FormatKind::Unknown;
        if self.is_stump(block, text) || is_cut_json(text) {
            fields.time = time_in(text, &mut self.context);
            let note = format!("the line breaks off after {} bytes", text.len());
            self.notice(NoticeKind::CutLine, line.start, note);
            return Class::Cut(fields);
        }
        Class::Start(fields)
    }

    fn text<'b>(&mut self, text: &'b [u8]) -> Fields<'b> {
        FormatKind::Plain.parser()(text, &mut self.context).unwrap_or(Fields { message: text, ..Fields::default() })
    }

    /// The report of a crash, than which nothing is more serious to the program that writes it, or of an error.
    fn report<'b>(&mut self, text: &'b [u8]) -> Fields<'b> {
        let fields = self.text(text);
        let own = if continuation::is_crash(text) {
            Some(Severity::Fatal)
        } else {
            let is_error = continuation::is_traceback(text) || continuation::names_surely_error(text);
            is_error.then_some(Severity::Error)
        };
        Fields { severity: fields.severity.or(own), ..fields }
    }

    /// Whether a trace is a report of its own and not what the record before it tells more of: that is a trace with its
    /// error, or speaks of no failure.
    fn begins_report(&self, pending: Option<&Pending<'_>>, is_text: bool) -> bool {
        let Some(pending) = pending else { return is_text || !self.is_dangling };
        match pending.trace {
            Trace::Named | Trace::Ended => true,
            Trace::Frames | Trace::Chained | Trace::Message => false,
            Trace::Outside => {
                let is_serious = pending.fields.severity.is_some_and(|severity| severity >= Severity::Warn);
                !is_serious && !pending.is_document && !continuation::tells_of_failure(pending.line.text)
            }
        }
    }

    /// Whether a line begins like the last good one of the stream's kind.
    fn is_stump(&self, block: &[u8], text: &[u8]) -> bool {
        let good = block.get(self.last_good.0..self.last_good.1).unwrap_or_default();
        !good.is_empty() && Shape::of(good).is_begun_by(&Shape::of(text))
    }

    /// Reads a line that misfits the kind of the stream as one of the kinds that can be told by a line alone.
    pub(super) fn alternative<'b>(&mut self, block: &[u8], text: &'b [u8]) -> Option<Fields<'b>> {
        const BY_LINE: [FormatKind; 21] = [
            FormatKind::JsonLines,
            FormatKind::Klog,
            FormatKind::Syslog5424,
            FormatKind::Haproxy,
            FormatKind::HaproxyTcp,
            FormatKind::Auditd,
            FormatKind::WindowsEvent,
            FormatKind::JavaUtil,
            FormatKind::Syslog3164,
            FormatKind::Envoy,
            FormatKind::Access,
            FormatKind::NginxError,
            FormatKind::ApacheError,
            FormatKind::PostgresText,
            FormatKind::Ruby,
            FormatKind::Logcat,
            FormatKind::MongoDb,
            FormatKind::Redis,
            FormatKind::Log4j,
            FormatKind::Python,
            FormatKind::Go,
        ];
        let first = *text.first()?;
        if !(first.is_ascii_digit()
            || first.is_ascii_uppercase()
            || matches!(first, b'{' | b'[' | b'<')
            || text.starts_with(b"type="))
        {
            let is_request = self.kind != FormatKind::Access && text.contains(&b'"');
            return if is_request { FormatKind::Access.parser()(text, &mut self.context) } else { None }
                .or_else(|| self.logfmt(text));
        }
        for kind in BY_LINE {
            if kind != self.kind
                && let Some(fields) = kind.parser()(text, &mut self.context)
            {
                // A line that only goes on with a record says nothing about the lines to come.
                if !fields.follows {
                    self.count_misfit(kind);
                }
                return Some(fields);
            }
        }
        // A time at the very start makes a record of any text.
        if self.kind != FormatKind::Stamped
            && self.context.clock.read(text.strip_prefix(b"[").unwrap_or(text)).is_some()
        {
            let fields = FormatKind::Stamped.parser()(text, &mut self.context)?;
            // Unless it is the stump of a line of the stream's own kind.
            if !self.kind.has_continuations() && self.is_stump(block, text) {
                return None;
            }
            return Some(fields);
        }
        self.logfmt(text)
    }

    fn logfmt<'b>(&mut self, text: &'b [u8]) -> Option<Fields<'b>> {
        if self.kind == FormatKind::Logfmt || !text.contains(&b'=') {
            return None;
        }
        FormatKind::Logfmt.parser()(text, &mut self.context)
    }

    /// Lines that have become another kind are read as that kind from then on.
    fn count_misfit(&mut self, kind: FormatKind) {
        self.misfits += 1;
        if self.misfits >= MISFITS {
            self.kind = kind;
            self.parser = kind.parser();
            self.misfits = 0;
        }
    }

    fn classify_in_document<'b>(&mut self, block: &'b [u8], text: &'b [u8], pending: &Pending<'b>) -> Class<'b> {
        let first = text.first().copied().unwrap_or_default();
        if self.recognised.indent.is_some() && documents::begins(&self.recognised, text) {
            return Class::Document;
        }
        if text.len() <= 2 && first == b'}' {
            return Class::Follow;
        }
        // A header at the margin ends a document that was never closed.
        if !matches!(first, b' ' | b'\t' | b'}' | b']' | b'"') && pending.end > pending.first {
            if text == b"{" {
                return Class::Document;
            }
            if let Some(fields) = self.read(block, text) {
                return Class::Start(fields);
            }
        }
        Class::Follow
    }
}

/// `INFO:     message`, as Python and the tools around it write to the console beside a log.
fn begins_with_level(text: &[u8]) -> bool {
    let Some(colon) = memchr::memchr(b':', text.get(..text.len().min(10)).unwrap_or_default()) else { return false };
    let (word, rest) = text.split_at_checked(colon).unwrap_or_default();
    rest.starts_with(b": ") && word.iter().all(u8::is_ascii_uppercase) && Severity::from_word(word).is_some()
}

fn is_cut_json(text: &[u8]) -> bool {
    text.starts_with(b"{\"") && !text.trim_ascii_end().ends_with(b"}")
}
