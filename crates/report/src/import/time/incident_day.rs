//! The day of the incident, where the rows do not say it: a fact, the title, the one day that the prose names.

use jiff::civil::Date;

use crate::document::{Document, Fact, FactKey, SectionKind};
use crate::import::{
    Context,
    time::{moment, resolve},
    vocabulary::normalized,
};

/// Days after an incident within which its story is mostly published.
const SOON: i32 = 60;

/// The day that the head of the document names.
pub(in crate::import) fn head_day(context: &Context<'_>, document: &Document) -> Option<Date> {
    let keys = [FactKey::Start, FactKey::Date, FactKey::Detected, FactKey::Resolved, FactKey::Duration];
    let written = document.front_matter.as_ref().map_or(0, |front| front.span.end);
    // `date` in front matter is mostly when the text was published.
    let is_meeting = is_minutes(document);
    let is_minutes = is_meeting || is_mail(document);
    let is_weak = |fact: &Fact| {
        let is_published = fact.span.end <= written && fact.label.eq_ignore_ascii_case("date");
        let is_held = is_minutes
            && matches!(
                normalized(&fact.label).replace(' ', "").as_str(),
                "date"
                    | "dateandtime"
                    | "dateofmeeting"
                    | "meetingdate"
                    | "開催日時"
                    | "date and time"
                    | "when"
                    | "日時"
                    | "日付"
            );
        fact.key == FactKey::Date && (is_published || is_held)
    };
    let of = |key: FactKey, weak: bool| {
        let mut facts = document.facts.iter().filter(|f| f.key == key && is_weak(f) == weak);
        facts.find_map(|f| f.moment.as_ref()?.date)
    };
    let fact = keys.into_iter().find_map(|key| of(key, false));
    let published = of(FactKey::Date, true);
    let fact = fact.or_else(|| {
        let published = published?;
        // `On 26 June 2025 our site was down` in a post of July 2.
        let told = || {
            let words = head(document).filter(|words| !is_byline(words)).take(20);
            let mut found: Vec<Date> = words
                .flat_map(|words| days(context, words))
                .map(|(day, _)| day)
                .filter(|day| *day <= published)
                .collect();
            found.sort_unstable();
            found.dedup();
            found.first().copied().filter(|_| found.len() == 1)
        };
        let titled = || {
            let dated = dated_title(context, document).filter(|day| *day <= published);
            dated.or_else(|| title_day(context, document, published))
        };
        let spoken = || spoken_day(document, published).filter(|_| !is_meeting);
        timed_day(context, document, published).or_else(titled).or_else(told).or_else(spoken).or_else(|| {
            // `Last Thursday, 6 October, search was slow`: told soon after.
            let day = told_day(context, document, Some(published))?;
            (day <= published && published.since(day).is_ok_and(|span| span.get_days() <= SOON)).then_some(day)
        })
    });
    let fact = fact.or(published);
    fact.or_else(|| dated_title(context, document))
        .or_else(|| only_day(context, document))
        .or_else(|| told_day(context, document, written_day(context, document)))
        .or_else(|| written_day(context, document))
}

/// `Post-Mortem: … (2026-11-23)`, `… - October 3, 2025`
fn dated_title(context: &Context<'_>, document: &Document) -> Option<Date> {
    let title = document.title.as_ref()?;
    let words = title.text.as_str();
    let starts = std::iter::once(0)
        .chain(words.char_indices().filter(|(_, c)| !c.is_alphanumeric()).map(|(at, c)| at + c.len_utf8()));
    starts.filter_map(|at| moment::at_start(words.get(at..)?)).find_map(|raw| resolve::alone(context, &raw, 0).date)
}

/// `Yesterday the mirrors were unreachable`, `昨夜`: counted from the day of the writing.
fn spoken_day(document: &Document, written: Date) -> Option<Date> {
    const FIRST: usize = 6;
    const BEFORE: [&str; 5] = ["yesterday", "last night", "昨日", "昨夜", "昨晩"];
    const SAME: [&str; 6] = ["this morning", "earlier today", "this afternoon", "本日", "今朝", "今日"];
    head(document).take(FIRST).find_map(|words| {
        let lower = words.to_lowercase();
        let says = |list: &[&str]| list.iter().any(|word| lower.contains(word));
        if says(&BEFORE) {
            return written.yesterday().ok();
        }
        says(&SAME).then_some(written)
    })
}

/// The one day with a year that head, summary, impact and headings of the timeline name; where they name several, the one
/// that a time of day follows. When the text was written is no day of the incident.
fn only_day(context: &Context<'_>, document: &Document) -> Option<Date> {
    let titles = document.sections.iter().take(3).map(|section| section.title.as_str());
    let facts = document.facts.iter().filter(|fact| is_dated(fact.key)).map(|fact| fact.value.text.as_str());
    let passages = head(document).filter(|words| !is_byline(words));
    let found: Vec<(Date, bool)> =
        titles.chain(facts).chain(passages).take(60).flat_map(|words| days(context, words)).collect();
    let one = |mut days: Vec<Date>| {
        days.dedup();
        match days.as_slice() {
            [day] => Some(*day),
            _ => None,
        }
    };
    let timed: Vec<Date> = found.iter().filter(|(_, is_timed)| *is_timed).map(|(day, _)| *day).collect();
    one(found.iter().map(|(day, _)| *day).collect()).or_else(|| one(timed))
}

/// The one day that times of day follow in the head of a text that was published on another.
fn timed_day(context: &Context<'_>, document: &Document, published: Date) -> Option<Date> {
    let mut found: Vec<Date> = head(document)
        .filter(|words| !is_byline(words))
        .take(20)
        .flat_map(|words| days(context, words))
        .filter(|(day, is_timed)| *is_timed && *day <= published)
        .map(|(day, _)| day)
        .collect();
    found.dedup();
    match found.as_slice() {
        [day] => Some(*day),
        _ => None,
    }
}

/// Passages of the head: title, facts, summary, impact, background.
fn head(document: &Document) -> impl Iterator<Item = &str> {
    use SectionKind as K;
    let is_head = |kind| matches!(kind, K::Title | K::Facts | K::Summary | K::Impact | K::Background | K::Trigger);
    let is_minutes = is_minutes(document);
    let is_mail = is_mail(document);
    let passages = document.passages.iter().filter(move |passage| is_head(passage.section));
    passages
        .map(|p| p.text.text.as_str())
        .filter(move |words| !is_of_meeting(words, is_minutes))
        // The header of a mail says when it was sent.
        .filter(move |words| !(is_mail && words.contains("From:") && words.contains("Subject:")))
}

/// Whether a document is the minutes of a meeting: somebody was present, or excused.
pub(in crate::import) fn is_minutes(document: &Document) -> bool {
    const MARKS: [&str; 10] = [
        "present:",
        "attendees:",
        "attending:",
        "excused:",
        "apologies:",
        "in attendance",
        "出席者",
        "欠席",
        "参加者",
        "出席：",
    ];
    let words = document.passages.iter().take(12).map(|p| p.text.text.to_lowercase());
    let facts = document.facts.iter().take(12).map(|f| format!("{}:", f.label.to_lowercase()));
    words.chain(facts).any(|words| {
        MARKS.iter().any(|mark| {
            words.starts_with(mark) || words.contains(&format!(" {mark}")) || words.contains(&format!("\n{mark}"))
        })
    })
}

/// Whether the head is that of a mail, whose date is when it was sent.
fn is_mail(document: &Document) -> bool {
    let has = |wanted: &str| document.facts.iter().take(12).any(|f| f.label.eq_ignore_ascii_case(wanted));
    has("subject") && (has("from") || has("to"))
        || document.passages.iter().take(2).any(|p| {
            let words = p.text.text.as_str();
            words.contains("Subject:") && words.contains("From:")
        })
        || document
            .source()
            .get(..2_000.min(document.source().len()))
            .is_some_and(|head| head.contains("\nSubject:") && head.contains("From:") && head.contains("\nDate:"))
}

/// The day that the title names without its year, in the year of the writing.
fn title_day(context: &Context<'_>, document: &Document, written: Date) -> Option<Date> {
    let words = document.title.as_ref()?.text.as_str();
    let day = starts(words).find_map(|words| {
        let raw = moment::at_start(words).filter(|raw| {
            raw.date.as_ref().is_some_and(|date| date.year.is_none() && date.month.is_some() && date.day.is_some())
        })?;
        let (local, _) = resolve::local_dates(raw.date.iter(), None);
        let around = resolve::Around { day: None, year: Some(written.year()), local, zone: None };
        resolve::complete(context, &raw, 0, &around).date
    })?;
    if day > written { day.checked_sub(jiff::Span::new().years(1)).ok() } else { Some(day) }
}

/// Whether words say when people met, and not when something happened: `Meeting: Wed 30 Oct 2024, 14:00`.
pub(in crate::import) fn is_of_meeting(words: &str, is_minutes: bool) -> bool {
    const LABELS: [&str; 14] = [
        "meeting",
        "date of meeting",
        "meeting date",
        "review meeting",
        "postmortem meeting",
        "post-mortem meeting",
        "retrospective",
        "next meeting",
        "next review",
        "held on",
        "会議",
        "開催日時",
        "開催日",
        "次回",
    ];
    let lower = words.trim_start_matches(['*', '_', '-', ' ']).to_lowercase();
    let Some((label, _)) = lower.split_once([':', '：']) else { return false };
    let label = label.trim_end_matches(['*', '_', ' ']);
    // `日 時：`: blanks set a short label apart.
    let label = &if label.is_ascii() { label.to_owned() } else { label.replace([' ', '\u{3000}'], "") };
    let label = label.as_str();
    let is_long = label.split(' ').count() <= 5
        && (label.contains("meeting ") || label.contains("振り返り会") || label.contains("レビュー会"));
    LABELS.contains(&label)
        || is_long
        || (is_minutes && matches!(label, "date" | "when" | "time" | "日時" | "日付" | "時間"))
}

/// `On Thursday, June 12, a good number of you …` in a text that was written on June 16, 2025.
fn told_day(context: &Context<'_>, document: &Document, written: Option<Date>) -> Option<Date> {
    let year = written.map(Date::year).or_else(|| only_year(document))?;
    let words = head(document).filter(|words| !is_byline(words)).take(20);
    words.flat_map(starts).find_map(|words| {
        let raw = moment::at_start(words).filter(|raw| raw.date.as_ref().is_some_and(|date| date.year.is_none()))?;
        let (local, is_guess) = resolve::local_dates(raw.date.iter(), written);
        let around = resolve::Around { day: None, year: Some(year), local, zone: None };
        let day = resolve::complete(context, &raw, 0, &around).date.filter(|_| !is_guess || !words.is_ascii())?;
        // Told in January, it happened in December.
        match written.filter(|written| day > *written) {
            Some(_) => day.checked_sub(jiff::Span::new().years(1)).ok(),
            None => Some(day),
        }
    })
}

/// The day that a line of who wrote it, and when, names.
fn written_day(context: &Context<'_>, document: &Document) -> Option<Date> {
    let lines = head(document).filter(|words| is_byline(words)).take(5);
    lines.flat_map(|words| days(context, words)).map(|(day, _)| day).next()
}

fn is_byline(words: &str) -> bool {
    const MARKS: [&str; 12] = [
        "minute read",
        "min read",
        "published",
        "posted",
        "updated",
        "written by",
        "written on",
        "exported",
        "公開",
        "更新",
        "投稿",
        "作成",
    ];
    let lower = words.to_lowercase();
    // A line that is a day and nothing else says when it was written.
    let bare = words.trim_matches(['*', '_', '(', ')', '.', ' ']);
    let is_day = moment::at_start(bare).is_some_and(|raw| {
        raw.date.is_some() && raw.clock.is_none() && bare.get(raw.end..).is_some_and(|rest| rest.trim().is_empty())
    });
    is_day
        || lower.chars().count() <= 160
            && (lower.trim_start_matches(['*', '_', '(']).starts_with("by ")
                || MARKS.iter().any(|mark| lower.contains(mark)))
}

/// The rest of a text from the start of each of its words.
fn starts(words: &str) -> impl Iterator<Item = &str> {
    let mut previous: Option<char> = None;
    words.char_indices().take(2_000).filter_map(move |(at, c)| {
        let is_inside = previous.is_some_and(|p| p.is_ascii_alphanumeric() || matches!(p, '.' | '/' | ':' | '-'));
        previous = Some(c);
        (!is_inside && c.is_alphanumeric()).then(|| words.get(at..)).flatten()
    })
}

/// The one year that title and head name, without a day.
pub(in crate::import) fn only_year(document: &Document) -> Option<i16> {
    let title = document.title.as_ref().map(|title| title.text.as_str());
    let is_head = |p: &&crate::document::Passage| {
        matches!(p.section, crate::document::SectionKind::Title | crate::document::SectionKind::Summary)
    };
    let passages = document.passages.iter().filter(is_head).take(10).map(|p| p.text.text.as_str());
    let mut found = None;
    // The year of account `2023年度` goes on to the next spring.
    let words = title.into_iter().chain(passages).filter(|words| !words.contains("年度"));
    for word in words.flat_map(|words| words.split(|c: char| !c.is_ascii_alphanumeric())) {
        let year =
            (word.len() == 4).then(|| word.parse::<i16>().ok()).flatten().filter(|year| (1990..=2100).contains(year));
        if year.is_some() && found.is_some() && year != found {
            return None;
        }
        found = year.or(found);
    }
    found
}

/// The one year of all full dates of the document.
pub(in crate::import) fn shared_year(context: &Context<'_>, document: &Document) -> Option<i16> {
    const LOOKED_AT: usize = 400;
    let passages = document.passages.iter().take(LOOKED_AT).map(|p| p.text.text.as_str());
    let mut years = passages.flat_map(|words| days(context, words)).map(|(day, _)| day.year());
    let first = years.next()?;
    years.all(|year| year == first).then_some(first)
}

/// Facts whose day is that of the incident; those of writing and review are not.
fn is_dated(key: FactKey) -> bool {
    !matches!(key, FactKey::Shared | FactKey::ShareBy | FactKey::Reviewed | FactKey::FollowUp | FactKey::Other)
}

/// All days with a year in a text, and whether a time of day follows each.
fn days(context: &Context<'_>, words: &str) -> Vec<(Date, bool)> {
    let mut out = Vec::new();
    let mut end = 0;
    let mut previous: Option<char> = None;
    for (at, c) in words.char_indices().take(2_000) {
        let begins = !previous.is_some_and(|p| p.is_ascii_alphanumeric())
            && (c.is_ascii_alphanumeric() || matches!(c, '令' | '平'));
        previous = Some(c);
        if !begins || at < end {
            continue;
        }
        let Some(raw) = words.get(at..).and_then(moment::at_start) else { continue };
        if raw.date.as_ref().is_some_and(|date| date.year.is_some()) {
            end = at + raw.end;
            let day = resolve::alone(context, &raw, 0).date;
            out.extend(day.map(|day| (day, raw.clock.is_some())));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use crate::document::Document;

    fn instants(source: &str) -> Vec<String> {
        let rows = Document::parse(source).timeline;
        rows.iter().map(|row| row.moment.instant.map_or("none".to_owned(), |t| t.to_string())).collect()
    }

    #[test]
    fn a_meeting_or_a_publication_is_no_incident() {
        let rows = "- 23:40 first error\n- 23:58 alarm\n";
        let minutes = format!(
            "# 議事録：振り返り会\n\n日　時：2024年8月8日（木）15:00～16:00\n場所：会議室\n出席者：堀内\n\n## 概要\n\n2024年8月5日23時40分から停止した。\n\n## 経過（日本時間）\n\n{rows}"
        );
        assert_eq!(instants(&minutes), ["2024-08-05T14:40:00Z", "2024-08-05T14:58:00Z"]);
        let held = format!(
            "# Minutes\n\n**Meeting:** Wed 30 Oct 2024, 14:00\n**Present:** R. Fekete\n**Incident:** #7731, 26–27 October 2024\n\n## Timeline (UTC)\n\n{rows}"
        );
        assert_eq!(instants(&held), ["2024-10-26T23:40:00Z", "2024-10-26T23:58:00Z"]);
        for told in ["Last Thursday, 6 October, search was down.", "On 6 October 2022 search was down."] {
            let blog = format!(
                "+++\ntitle = \"T\"\ndate = 2022-10-11T14:00:00+01:00\n+++\n\n{told}\n\n## Timeline (UTC)\n\n{rows}"
            );
            assert_eq!(instants(&blog), ["2022-10-06T23:40:00Z", "2022-10-06T23:58:00Z"], "{told}");
        }
    }

    #[test]
    fn a_mail_is_written_after_what_it_tells() {
        let mail = "```\nFrom: W. Pruitt\nTo: users\nDate: Thu, 12 Sep 2024 10:04:33 -0400\nSubject: outage\n```\n\n# Mail outage of September 10\n\n## Chronology (EDT)\n\n- 6:20 PM upgrade\n- 11:58 PM up\n";
        assert_eq!(instants(mail), ["2024-09-10T22:20:00Z", "2024-09-11T03:58:00Z"]);
        let notes = "# 停止\n\n## 経過\n\n（ログはUTCのため＋9時間して日本時間に読み替え済み）\n\n2024年4月24日\n\n- 21時30分 追加\n- 31:30 再開\n";
        assert_eq!(instants(notes), ["2024-04-24T12:30:00Z", "2024-04-24T22:30:00Z"]);
    }

    #[test]
    fn a_zone_and_an_order_of_dates_are_told_in_many_places() {
        let two = "| # | Date | Time | What |\n|---|---|---|---|\n| 1 | 05/07/2024 | 15:06 | stops |\n";
        let declared = format!("# T\n\n## Timeline\n\nTimes are in UTC&plus;2. Dates are DD/MM/YYYY.\n\n{two}");
        assert_eq!(instants(&declared), ["2024-07-05T13:06:00Z"]);
        let column = "# T\n\n## Timeline\n\n| When | Zone | What |\n|---|---|---|\n| 2024-10-27 02:50 | CEST | slot found |\n| 2024-10-27 02:15 | CET | slot dropped |\n";
        assert_eq!(instants(column), ["2024-10-27T00:50:00Z", "2024-10-27T01:15:00Z"]);
        let head = "# T\n\nLead: G. Pritchard. Severity: High. Times: BST.\n\n## Diary\n\n### Tuesday 4 June 2024\n\n#### 09:14 – First crash\n\n#### 10:02 – Queues rebuilt\n";
        assert_eq!(instants(head), ["2024-06-04T08:14:00Z", "2024-06-04T09:02:00Z"]);
        let term = "# T\n\n## Terms\n\nT0\n: 2025-05-06T03:10:00Z, the first withdrawal.\n\n## Timeline\n\nT-15\n: generation starts\n\nT+72\n: restored\n";
        assert_eq!(instants(term), ["2025-05-06T02:55:00Z", "2025-05-06T04:22:00Z"]);
        let headings = "# 全員に飛んだ\n\n## 流れ\n\nT = 2025年3月6日 16:30（JST）、最初の誤送信。\n\n### T−20分 公開\n\n### T+1時間10分 文面を決める\n";
        assert_eq!(instants(headings), ["2025-03-06T07:10:00Z", "2025-03-06T08:40:00Z"]);
    }
}
