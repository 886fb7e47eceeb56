//! Lines that say no more than most of their kind: from bytes to the sink, without a record for each.

use super::{Framer, Pending};
use crate::format::access::usual;
use crate::format::{FormatKind, RecordPlace, UsualMessage};
use crate::frame::Sink;
use crate::frame::lines::{Line, Lines, without_cr};

impl Framer {
    /// Hands over the lines from `index` on as long as they are requests as most are; how many were.
    pub(super) fn usual_requests(
        &mut self,
        lines: Lines<'_>,
        index: usize,
        number: u64,
        sink: &mut impl Sink,
    ) -> usize {
        let Lines::Plain { block, ends, .. } = lines else { return 0 };
        let Some(mut start) = lines.start_of(index) else { return 0 };
        let mut many = 0;
        for &end in ends.get(index..).unwrap_or_default() {
            let stop = without_cr(block, start, end);
            let bytes = block.get(start..).unwrap_or_default();
            let Some(request) = usual::read(bytes, stop - start, &self.context.clock) else { break };
            let line = number + many as u64;
            if many == 0 {
                self.settle_notices(request.time, line);
            }
            let place = RecordPlace {
                offset: self.offset + start as u64,
                line,
                line_count: 1,
                envelope: None,
                pod: None,
                service: None,
                raw: bytes.get(..stop - start).unwrap_or_default(),
            };
            sink.request(&request, place);
            self.last_time = Some(request.time);
            self.last_good = (start, stop);
            many += 1;
            start = end + 1;
        }
        if many > 0 {
            self.is_dangling = false;
            self.misfits = 0;
            self.records += many as u64;
            self.counts.add_many(FormatKind::Access, many as u64);
        }
        many
    }

    /// Hands over the lines from `index` on as long as they are messages as most are; how many were. The last one may go
    /// on: it becomes the pending record, whose number comes with it.
    pub(super) fn usual_messages<'b>(
        &mut self,
        lines: Lines<'b>,
        index: usize,
        number: u64,
        (pending, begun): (&mut Option<Pending<'b>>, &mut u64),
        sink: &mut impl Sink,
    ) -> usize {
        let Lines::Plain { block, ends, .. } = lines else { return 0 };
        let Some(mut start) = lines.start_of(index) else { return 0 };
        let mut last: Option<(UsualMessage<'b>, usize, usize)> = None;
        let mut many = 0;
        for &end in ends.get(index..).unwrap_or_default() {
            let stop = without_cr(block, start, end);
            let bytes = block.get(start..).unwrap_or_default();
            let Some(message) = self.kind.usual_message(bytes, stop - start, &mut self.context) else { break };
            if message.message.len() > self.max_record_bytes {
                break;
            }
            // Where it stands: what was just written is slow to be copied at once.
            if let Some((done, start, stop)) = &last {
                let (start, stop) = (*start, *stop);
                let place = RecordPlace {
                    offset: self.offset + start as u64,
                    line: number + many as u64 - 1,
                    line_count: 1,
                    envelope: None,
                    pod: None,
                    service: None,
                    raw: block.get(start..stop).unwrap_or_default(),
                };
                self.settle_notices(done.time, place.line);
                sink.message(done, place);
                self.last_time = Some(done.time);
            } else if let Some(done) = pending.take() {
                self.emit(block, lines, &done, *begun, sink);
            }
            last = Some((message, start, stop));
            many += 1;
            start = end + 1;
        }
        if let Some((message, start, end)) = last {
            self.records += many as u64 - 1;
            self.counts.add_many(message.kind, many as u64 - 1);
            self.is_dangling = false;
            self.misfits = 0;
            self.last_good = (start, end);
            let text = block.get(start..end).unwrap_or_default();
            let line = Line { start, end, text, time: None, service: None, count: 1 };
            *pending = Some(Pending::begin(message.fields(), line, index + many - 1));
            *begun = number + many as u64 - 1;
        }
        many
    }
}
