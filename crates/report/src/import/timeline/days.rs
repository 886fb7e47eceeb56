//! Gives each row of a timeline its day, its zone and its instant, and notes what does not fit.

use backstory_model::{Phrase, PhraseArg};
use jiff::civil::{Date, Time};

use crate::document::{
    DateFrom, Document, FactKey, Moment, Precision, Remark, RemarkKind, Shape, Span, Text, TimelineRow, ZoneFrom,
};
use crate::import::{
    Context,
    notice::capped,
    time::{
        date,
        incident_day::{head_day, only_year, shared_year},
        moment::Raw,
        resolve::{self, Around},
        zero, zone_note,
    },
};

/// A row before its context completes it, or a day that holds for the rows below.
#[derive(Debug, Clone)]
pub(crate) struct Draft {
    pub(crate) raw: Option<Raw>,
    /// Offset that the offsets of `raw` count from.
    pub(crate) base: usize,
    pub(crate) is_day: bool,
    pub(crate) event: Text,
    pub(crate) source: Option<Text>,
    pub(crate) actor: Option<Text>,
    pub(crate) more: Vec<(String, Text)>,
    pub(crate) span: Span,
    pub(crate) details: Vec<Text>,
    pub(crate) attachments: Vec<Span>,
    pub(crate) footnotes: Vec<String>,
    pub(crate) links: Vec<String>,
    pub(crate) shape: Shape,
    pub(crate) zone: Option<(String, ZoneFrom, usize)>,
}

impl Draft {
    pub(crate) fn is_row(&self) -> bool {
        !self.is_day
    }

    /// A row with a time of day at its start.
    pub(crate) fn is_timed_row(&self) -> bool {
        !self.is_day && self.raw.as_ref().is_some_and(|r| r.clock.is_some())
    }
}

/// Hours that the time of day must go back for a midnight to lie between two rows.
const MIDNIGHT_HOURS: i64 = 12;

/// Completes the rows in order.
pub(crate) fn finish(
    context: &Context<'_>,
    drafts: Vec<Draft>,
    document: &Document,
    remarks: &mut Vec<Remark>,
) -> Vec<TimelineRow> {
    let head = head_day(context, document);
    let head_zone = [FactKey::Start, FactKey::Resolved, FactKey::Detected, FactKey::Date, FactKey::Duration]
        .into_iter()
        .find_map(|key| {
            // `date: 2024-03-01T09:00:00+09:00` in front matter is when the page was published, and where.
            let front = document.front_matter.as_ref().map_or(0, |front| front.span.end);
            let fact = document.fact(key).filter(|fact| key != FactKey::Date || fact.span.end > front)?;
            fact.moment.as_ref()?.zone.as_ref()
        })
        .map(|z| (z.label.clone(), ZoneFrom::Head, z.line))
        .or_else(|| zone_note::told(document));
    let dates = drafts.iter().filter_map(|d| d.raw.as_ref()?.date.as_ref());
    let (local, is_guess) = resolve::order(resolve::declared(document), dates, head);
    let year = head.map(Date::year).or_else(|| {
        let written =
            drafts.iter().filter_map(|d| d.raw.as_ref()?.date.as_ref()?.year).find_map(|y| i16::try_from(y).ok());
        written.or_else(|| only_year(document)).or_else(|| shared_year(context, document))
    });
    if let Some(first) = drafts
        .iter()
        .filter(|_| is_guess)
        .find(|d| d.raw.as_ref().is_some_and(|r| r.date.as_ref().is_some_and(|d| d.local.is_some())))
    {
        let message = "day and month of this date cannot be told apart; read month first";
        remarks.push(context.remark(
            RemarkKind::AmbiguousDate,
            first.span,
            message,
            Phrase::new("remark-ambiguous-date"),
        ));
    }
    let zone = head_zone.clone().or_else(|| zero::zone_of_rows(&drafts));
    let zero = zero::read(context, document, &drafts, &zero::Known { day: head, year, local, zone: zone.clone() });
    let mut state = State { day: None, clock: None, told_on: None, is_row_day: false, year, head, local, zero };
    let mut rows = Vec::with_capacity(drafts.len());
    let mut loose = Vec::new();
    for draft in drafts {
        let moment = state.moment(context, &draft, zone.as_ref());
        if let Some(problem) = draft.raw.as_ref().and_then(|r| r.problem.as_ref()) {
            remarks.push(
                context.remark(
                    RemarkKind::ImpossibleTime,
                    moment.span,
                    format!("`{}`: {}", moment.text, problem.message),
                    Phrase::new("remark-impossible-time")
                        .code("text", &moment.text)
                        .with("problem", PhraseArg::Phrase(Box::new(problem.phrase.clone()))),
                ),
            );
        }
        let is_counted = draft.raw.as_ref().is_some_and(|raw| raw.offset_s.is_some());
        if is_counted && !draft.is_day && moment.civil().is_none() {
            loose.push(without_zero(context, &moment));
        }
        if !draft.is_day {
            rows.push(row(context, draft, moment));
        }
    }
    capped(loose, remarks);
    zones(context, &rows, remarks);
    order(context, &rows, remarks);
    rows
}

struct State {
    /// The day that holds, and where it comes from.
    day: Option<(Date, DateFrom)>,
    clock: Option<Time>,
    /// The day that rows of its next day are told on: `翌0:30`, then `翌1:00`, both count from it.
    told_on: Option<Date>,
    /// Whether the day is written in the row above, and not in a heading.
    is_row_day: bool,
    year: Option<i16>,
    head: Option<Date>,
    local: resolve::LocalDates,
    /// What `T0` stands for.
    zero: Option<Moment>,
}

impl State {
    fn moment(
        &mut self,
        context: &Context<'_>,
        draft: &Draft,
        head_zone: Option<&(String, ZoneFrom, usize)>,
    ) -> Moment {
        let zone = draft.zone.clone().or_else(|| head_zone.cloned());
        let mut around = Around {
            day: self.day.or(self.head.map(|d| (d, DateFrom::Head))),
            year: self.year,
            local: self.local,
            zone,
        };
        let nothing = Raw::default();
        let raw = draft.raw.as_ref().unwrap_or(&nothing);
        let mut moment = resolve::complete(context, raw, draft.base, &around);
        // `Wed 10:00` below `Tue 19:40`
        if raw.date.is_none()
            && raw.clock.is_some()
            && let Some((day, from)) = around.day
            && let Some(named) = date::named_day(&moment.text, day).filter(|named| *named != day)
        {
            around.day = Some((named, from));
            self.clock = None;
            moment = resolve::complete(context, raw, draft.base, &around);
        }
        let steps = if raw.date.is_none() && raw.clock.is_some() && !draft.is_day { raw.day_steps } else { 0 };
        if steps > 0
            && let Some(day) = self.told_on
            && let Some(meant) = day.checked_add(jiff::Span::new().days(steps)).ok()
            && self.day.is_some_and(|(last, _)| last <= meant)
            && !(self.day.is_some_and(|(last, _)| last == meant) && moment.time < self.clock)
        {
            around.day = Some((day, DateFrom::RowAbove));
            moment = resolve::complete(context, raw, draft.base, &around);
        }
        let went_back = steps == 0
            && self
                .clock
                .zip(moment.time)
                .is_some_and(|(before, now)| now.duration_until(before).as_hours() >= MIDNIGHT_HOURS);
        let is_past_24 = raw.clock.and_then(|clock| clock.hour).is_some_and(|hour| hour >= 24);
        // `4/14 18:00` in front of what began on the day that the head names.
        let is_back = steps == 0 && self.clock.zip(moment.time).is_some_and(|(before, now)| now < before);
        let is_on_head = self.is_row_day && is_back && !went_back;
        let later = self.head.filter(|head| is_on_head && self.day.is_some_and(|(day, _)| *head > day));
        if let Some(head) = later.filter(|_| !draft.is_day && raw.date.is_none() && raw.clock.is_some()) {
            around.day = Some((head, DateFrom::Head));
            moment = resolve::complete(context, raw, draft.base, &around);
        }
        if !draft.is_day && raw.date.is_none() && went_back && raw.clock.is_some() && !is_past_24 {
            self.told_on = around.day.map(|(day, _)| day);
            around.day = around.day.and_then(|(day, _)| Some((day.tomorrow().ok()?, DateFrom::RowAboveAfterMidnight)));
            moment = resolve::complete(context, raw, draft.base, &around);
        }
        if draft.raw.is_none() {
            moment.date = None;
            moment.date_from = DateFrom::Unknown;
            moment.precision = Precision::Day;
            return moment;
        }
        if let Some((zero, offset_s)) = self.zero.as_ref().zip(raw.offset_s) {
            return zero::counted(moment, zero, offset_s);
        }
        // `前日 23:00` tells of another day and leaves the one of the rows as it is.
        if steps < 0 {
            return moment;
        }
        if steps > 0 {
            self.told_on = moment.date.and_then(|day| day.checked_sub(jiff::Span::new().days(steps)).ok());
        } else if raw.date.is_some() {
            self.told_on = None;
        }
        // `25:10` is told on the day before: the rows below count from that day as well.
        if is_past_24 {
            let day = moment.date.and_then(|day| day.yesterday().ok());
            self.day = day.map(|day| (day, self.day.map_or(DateFrom::RowAbove, |(_, from)| from))).or(self.day);
            self.clock = Some(Time::MAX);
        } else if raw.date.is_some() {
            self.is_row_day = !draft.is_day;
            self.day = moment
                .date
                .map(|d| (d, if draft.is_day { DateFrom::Heading } else { DateFrom::RowAbove }))
                .or(self.day);
            self.year = moment.date.map(Date::year).or(self.year);
            self.clock = if draft.is_day { None } else { moment.time };
        } else if let (Some(date), Some(time)) = (moment.date, moment.time) {
            let from = match moment.date_from {
                DateFrom::Heading => DateFrom::Heading,
                DateFrom::Head => DateFrom::Head,
                _ => DateFrom::RowAbove,
            };
            self.day = Some((date, from));
            self.clock = Some(time);
        } else {
            self.clock = moment.time.or(self.clock);
        }
        moment
    }
}

fn row(context: &Context<'_>, draft: Draft, moment: Moment) -> TimelineRow {
    let mut event = draft.event;
    let mut details = draft.details;
    // A time alone, its words below.
    if event.text.is_empty() && !details.is_empty() {
        event = details.remove(0);
    }
    // `: words` below a term is a definition.
    let words = event.span.of(context.source);
    if let Some(rest) = words.strip_prefix(": ") {
        event = context.text(Span::new(event.span.end - rest.len(), event.span.end));
    }
    TimelineRow {
        line: context.lines.line(draft.span.start),
        moment,
        event,
        source: draft.source,
        actor: draft.actor,
        more: draft.more,
        span: draft.span,
        details,
        attachments: draft.attachments,
        footnotes: draft.footnotes,
        links: draft.links,
        shape: draft.shape,
    }
}

/// Notes labels that contradict their date, each once.
fn zones(context: &Context<'_>, rows: &[TimelineRow], remarks: &mut Vec<Remark>) {
    let mut seen: Vec<(String, usize)> = Vec::new();
    for row in rows {
        let Some(zone) = &row.moment.zone else { continue };
        // A label beside each row is noted once.
        let key = (zone.label.clone(), if zone.from == ZoneFrom::Row { 0 } else { zone.line });
        if seen.contains(&key) {
            continue;
        }
        let (message, phrase) = match (zone.offset_s, zone.local_offset_s) {
            (Some(label), Some(local)) => {
                let (label, local) = (offset(label), offset(local));
                let day = row.moment.date.map(|d| d.to_string()).unwrap_or_default();
                let one = row.moment.instant.map(|t| t.to_string()).unwrap_or_default();
                let other = row.moment.other_instant.map(|t| t.to_string()).unwrap_or_default();
                let message = format!(
                    "`{}` is {label} but clocks of that region showed {local} on {day}; both readings are kept: {one} and {other}",
                    zone.label
                );
                let phrase = Phrase::new("remark-zone-differs")
                    .code("zone", &zone.label)
                    .text("label", label)
                    .text("local", local)
                    .text("day", day)
                    .text("one", one)
                    .text("other", other);
                (message, phrase)
            }
            (Some(label), None) if zone.is_ambiguous => (
                format!("`{}` names several zones of the world; read as {}", zone.label, offset(label)),
                Phrase::new("remark-zone-ambiguous").code("zone", &zone.label).text("read", offset(label)),
            ),
            _ => continue,
        };
        let span = if zone.from == ZoneFrom::Row { row.moment.span } else { context.lines.lines(zone.line, zone.line) };
        remarks.push(context.remark(RemarkKind::Zone, span, message, phrase));
        seen.push(key);
    }
}

fn offset(seconds: i32) -> String {
    let sign = if seconds < 0 { '-' } else { '+' };
    format!("UTC{sign}{:02}:{:02}", seconds.abs() / 3_600, seconds.abs() / 60 % 60)
}

/// Whether the rows run backwards, as status pages list them.
pub(crate) fn is_newest_first(rows: &[TimelineRow]) -> bool {
    let pairs = rows.windows(2).filter_map(|pair| match pair {
        [above, below] => Some((below.moment.is_before(&above.moment), above.moment.is_before(&below.moment))),
        _ => None,
    });
    let (back, forth) = pairs.fold((0, 0), |(back, forth), (b, f)| (back + usize::from(b), forth + usize::from(f)));
    back >= 2 && forth == 0
}

/// A row that counts from a zero that nobody names.
fn without_zero(context: &Context<'_>, moment: &Moment) -> Remark {
    let message = format!(
        "`{}` counts from a moment that the document does not name; write `T0 = …` with its day and time, or give the \
         row a time of its own",
        moment.text
    );
    let phrase = Phrase::new("remark-without-zero").code("text", &moment.text);
    context.remark(RemarkKind::NotUnderstood, moment.span, message, phrase)
}

/// Notes rows that are earlier than the row above.
fn order(context: &Context<'_>, rows: &[TimelineRow], remarks: &mut Vec<Remark>) {
    if is_newest_first(rows) {
        return;
    }
    let mut above: Option<&TimelineRow> = None;
    for row in rows.iter().filter(|r| !r.moment.unknown_digits && !r.moment.approximate) {
        if let Some(before) = above.filter(|a| row.moment.is_before(&a.moment)) {
            let message = format!(
                "`{}` stands below `{}` (line {}) and is earlier",
                row.moment.text, before.moment.text, before.line
            );
            let phrase = Phrase::new("remark-out-of-order")
                .code("row", &row.moment.text)
                .code("above", &before.moment.text)
                .text("line", before.line.to_string());
            remarks.push(context.remark(RemarkKind::OutOfOrder, row.moment.span, message, phrase));
        }
        above = Some(row);
    }
}

#[cfg(test)]
mod tests {
    use crate::document::Document;

    fn instants(rows: &str) -> Vec<String> {
        let source = format!("# T\n\nDate: 2024-03-05\n\n## Timeline (UTC)\n\n{rows}");
        let rows = Document::parse(&source).timeline;
        rows.iter().map(|row| row.moment.instant.map_or("none".to_owned(), |t| t.to_string())).collect()
    }

    #[test]
    fn words_for_another_day_count_once() {
        for (rows, expected) in [
            ("- 22:10 a\n- 翌1:35 b\n", &["2024-03-05T22:10:00Z", "2024-03-06T01:35:00Z"][..]),
            (
                "- 22:10 a\n- next day 01:35 b\n- 02:00 c\n",
                &["2024-03-05T22:10:00Z", "2024-03-06T01:35:00Z", "2024-03-06T02:00:00Z"],
            ),
            (
                "- 23:50 a\n- 翌日0:30 b\n- 翌日1:00 c\n- 翌々日 9:00 d\n",
                &["2024-03-05T23:50:00Z", "2024-03-06T00:30:00Z", "2024-03-06T01:00:00Z", "2024-03-07T09:00:00Z"],
            ),
            (
                "- 23:50 a\n- 00:10 b\n- 翌日 1:00 c\n",
                &["2024-03-05T23:50:00Z", "2024-03-06T00:10:00Z", "2024-03-06T01:00:00Z"],
            ),
            ("- 3/5 23:50 a\n- 翌0:30 b\n", &["2024-03-05T23:50:00Z", "2024-03-06T00:30:00Z"]),
            ("- the next day, 09:00 a\n- the next day, 08:00 b\n", &["2024-03-06T09:00:00Z", "2024-03-07T08:00:00Z"]),
            (
                "- 前日 23:00 a\n- yesterday 23:50 b\n- 10:00 c\n",
                &["2024-03-04T23:00:00Z", "2024-03-04T23:50:00Z", "2024-03-05T10:00:00Z"],
            ),
            (
                "- 23:50 a\n- 00:10 (next day) - b\n- 00:20 (+1 day) c\n- 00:30（翌日） d\n",
                &["2024-03-05T23:50:00Z", "2024-03-06T00:10:00Z", "2024-03-06T00:20:00Z", "2024-03-06T00:30:00Z"],
            ),
        ] {
            assert_eq!(instants(rows), expected, "{rows}");
        }
        let source =
            "# T\n\nDate: 2024-03-05\n\n## Timeline (UTC)\n\n- 23:50 a\n- 00:10 (next day) - b\n- 00:20 (+1 day) c\n";
        let events: Vec<String> = Document::parse(source).timeline.into_iter().map(|row| row.event.text).collect();
        assert_eq!(events, ["a", "b", "c"]);
    }
}
