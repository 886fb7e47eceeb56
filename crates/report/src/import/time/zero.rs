//! The moment that relative times count from: `T0: 2025-04-02 19:14 UTC`, `T is 09:10 IST on 25 October`, `Zero is the page,
//! at 10:25 UTC`, `T0 (10:25)` in its own row, else the start in the head.

use jiff::civil::Date;

use crate::document::{DateFrom, Document, FactKey, Moment, SectionKind, Span, ZoneFrom};
use crate::import::{
    Context,
    time::{
        moment::{self, Raw},
        resolve::{self, Around, LocalDates},
    },
    timeline::days::Draft,
    vocabulary::normalized,
};

/// What is known around it.
#[derive(Debug)]
pub(in crate::import) struct Known {
    pub(in crate::import) day: Option<Date>,
    pub(in crate::import) year: Option<i16>,
    pub(in crate::import) local: LocalDates,
    pub(in crate::import) zone: Option<(String, ZoneFrom, usize)>,
}

/// The zone that the first time of the rows names, where no row names another: people write it once.
pub(in crate::import) fn zone_of_rows(drafts: &[Draft]) -> Option<(String, ZoneFrom, usize)> {
    let mut timed = drafts.iter().filter(|draft| draft.is_timed_row());
    let first = timed.next()?.raw.as_ref()?.zone.clone()?;
    let is_one =
        timed.all(|draft| draft.raw.as_ref().and_then(|raw| raw.zone.as_ref()).is_none_or(|zone| *zone == first));
    is_one.then_some((first, ZoneFrom::Note, 0))
}

/// Whether a label of the head names the zero.
pub(in crate::import) fn is_label(label: &str) -> bool {
    matches!(normalized(label).as_str(), "t0" | "t 0" | "t zero" | "t" | "zero" | "time zero" | "起点" | "基準時刻")
}

/// The zero of the rows, where any of them counts from it.
pub(in crate::import) fn read(
    context: &Context<'_>,
    document: &Document,
    drafts: &[Draft],
    known: &Known,
) -> Option<Moment> {
    drafts.iter().find(|draft| draft.raw.as_ref().is_some_and(|raw| raw.offset_s.is_some()))?;
    let fact = document.facts.iter().find(|fact| is_label(&fact.label));
    let is_whole = |moment: &Moment| moment.civil().is_some();
    fact.and_then(|fact| fact.moment.clone())
        .filter(is_whole)
        .or_else(|| sentence(context, document, known).filter(is_whole))
        .or_else(|| own_row(context, drafts, known).filter(is_whole))
        .or_else(|| {
            let of = |key| document.fact(key).and_then(|fact| fact.moment.clone()).filter(is_whole);
            of(FactKey::Start).or_else(|| of(FactKey::Detected))
        })
}

/// A sentence, heading or label that says what zero is.
fn sentence(context: &Context<'_>, document: &Document, known: &Known) -> Option<Moment> {
    let headings = document.sections.iter().filter(|s| s.kind == SectionKind::Timeline).map(|s| s.heading);
    let of = |is_timeline: bool| {
        let passages = document.passages.iter().take(2_000);
        passages.filter(move |p| (p.section == SectionKind::Timeline) == is_timeline).map(|p| p.text.span)
    };
    headings.chain(of(true)).chain(of(false)).find_map(|span| {
        let words = span.of(context.source);
        let from = words.match_indices(['.', '。', '\n']).map(|(at, sign)| at + sign.len());
        std::iter::once(0).chain(from).take(40).find_map(|at| {
            let rest = words.get(at..)?;
            let end = rest.find(['。', '\n']).or_else(|| rest.find(". ")).unwrap_or(rest.len());
            let told = rest.get(..end).filter(|told| names_zero(told))?;
            first(context, Span::new(span.start + at, span.start + at + told.len()), known)
        })
    })
}

pub(in crate::import) fn names_zero(words: &str) -> bool {
    const SAID: [&str; 19] = [
        "relative to",
        "counted from",
        "count from",
        "counting from",
        "measured from",
        "offsets from",
        "offset from",
        "minutes since",
        "minutes after",
        "minutes from",
        "hours since",
        "time zero",
        "zero is",
        "zero on",
        "zero hour",
        "zero =",
        "起点",
        "基準",
        "を0分",
    ];
    let lower = words.to_lowercase();
    // `T is …`, `T0 = …`, `T＝…`, `T は …`
    let trimmed = lower.trim_start_matches(['*', '_', '(', '（', '#', ' ', '-']);
    // `## Timeline (T0 = 09:00)`: the letter is a word of its own, wherever it stands.
    let letters =
        trimmed.match_indices(['t', 'ｔ']).map(|(at, _)| (at, trimmed.get(at..).unwrap_or_default())).take(40);
    let mut letters = letters;
    let is_letter = letters.any(|(at, rest)| {
        let is_word = !trimmed.get(..at).unwrap_or_default().ends_with(|c: char| c.is_alphanumeric());
        // `T     The start of impact, 06:14`: a term and what it means.
        let is_term =
            at == 0 && rest.strip_prefix('t').is_some_and(|rest| rest.starts_with("  ") || rest.starts_with('\t'));
        let rest = rest.trim_start_matches(['t', 'ｔ']).trim_start_matches(['+', '-', '0', '０', '*', '`', ' ']);
        is_term || is_word && ["=", "＝", "is ", "was ", "は", ":", "："].iter().any(|sign| rest.starts_with(sign))
    });
    is_letter || SAID.iter().any(|word| lower.contains(word))
}

/// The first time of day in some words, with the day that stands beside it.
fn first(context: &Context<'_>, span: Span, known: &Known) -> Option<Moment> {
    let words = span.of(context.source);
    let mut clock: Option<(Raw, usize)> = None;
    let mut day: Option<Raw> = None;
    let mut previous: Option<char> = None;
    let mut end = 0;
    for (at, c) in words.char_indices().take(600) {
        let begins = !previous.is_some_and(|p| p.is_ascii_alphanumeric() || matches!(p, '+' | '-' | ':' | '.'))
            && (c.is_ascii_alphanumeric()
                || crate::import::time::duration::digit(c).is_some()
                || matches!(c, '午' | '令' | '平'));
        previous = Some(c);
        let found = (begins && at >= end).then(|| words.get(at..).and_then(moment::at_start)).flatten();
        let Some(raw) = found.filter(|raw| !raw.is_relative) else { continue };
        end = at + raw.end;
        if raw.date.is_some() && day.is_none() {
            day = Some(raw.clone());
        }
        if raw.clock.is_some() && clock.is_none() {
            clock = Some((raw, at));
        }
    }
    let (mut raw, at) = clock?;
    raw.date = raw.date.or_else(|| day.and_then(|day| day.date));
    Some(complete(context, &raw, span.start + at, known))
}

/// `T0 (10:25 UTC)`: the row of zero names its time.
fn own_row(context: &Context<'_>, drafts: &[Draft], known: &Known) -> Option<Moment> {
    let zero = drafts.iter().find(|draft| draft.raw.as_ref().is_some_and(|raw| raw.offset_s == Some(0)))?;
    let words = zero.event.span.of(context.source);
    let lead = words.len() - words.trim_start_matches(['(', '（', '[', '=', ' ']).len();
    let raw = moment::at_start(words.get(lead..)?).filter(|raw| raw.clock.is_some())?;
    Some(complete(context, &raw, zero.event.span.start + lead, known))
}

fn complete(context: &Context<'_>, raw: &Raw, base: usize, known: &Known) -> Moment {
    let day = known.day.map(|day| (day, DateFrom::Head));
    let around = Around { day, year: known.year, local: known.local, zone: known.zone.clone() };
    resolve::complete(context, raw, base, &around)
}

/// A relative time, counted from zero.
pub(in crate::import) fn counted(mut moment: Moment, zero: &Moment, offset_s: i64) -> Moment {
    let offset = jiff::SignedDuration::from_secs(offset_s);
    let civil = zero.civil().and_then(|civil| civil.checked_add(offset).ok());
    moment.date = civil.map(jiff::civil::DateTime::date);
    moment.time = civil.map(jiff::civil::DateTime::time);
    moment.date_from = DateFrom::Head;
    moment.instant = zero.instant.and_then(|instant| instant.checked_add(offset).ok());
    moment.other_instant = zero.other_instant.and_then(|instant| instant.checked_add(offset).ok());
    moment.zone = zero.zone.clone().or_else(|| moment.zone.clone());
    moment
}

#[cfg(test)]
mod tests {
    use crate::document::Document;

    fn instants(source: &str) -> Vec<String> {
        let rows = Document::parse(source).timeline;
        rows.iter().map(|row| row.moment.instant.map_or("none".to_owned(), |t| t.to_string())).collect()
    }

    #[test]
    fn zero_is_found_where_people_tell_it() {
        for note in [
            "T is 09:10 UTC on 25 October 2024, the first pass without a seat.",
            "Zero on this tape is the page, 2024-10-25 at 09:10 UTC.",
            "Minutes are counted from the page at 09:10 UTC on 25 October 2024.",
            "T＝2024年10月25日 9時10分（UTC）、最初の失敗。",
        ] {
            let source = format!("# T\n\n## Timeline\n\n{note}\n\n- T-25: patched\n- T: first\n- T+1h10m: bridge\n");
            let expected = ["2024-10-25T08:45:00Z", "2024-10-25T09:10:00Z", "2024-10-25T10:20:00Z"];
            assert_eq!(instants(&source), expected, "{note}");
        }
        let source =
            "# T\n\n## Timeline\n\nT0 = 2024-10-25 09:10 UTC\n\n* -00:12 shipped\n* +00:00 page\n* +01:20 normal\n";
        assert_eq!(instants(source), ["2024-10-25T08:58:00Z", "2024-10-25T09:10:00Z", "2024-10-25T10:30:00Z"]);
    }

    #[test]
    fn seconds_since_1970_are_times() {
        let source = "# T\n\n## Timeline\n\n```\n[1718782200] release\n[1718784000] start failed\n```\n";
        assert_eq!(instants(source), ["2024-06-19T07:30:00Z", "2024-06-19T08:00:00Z"]);
    }
}
