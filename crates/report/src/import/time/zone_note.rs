//! The zone that a document says its times are in, where neither the rows nor their heading do.

use crate::document::{Document, SectionKind, ZoneFrom};
use crate::import::{time::zone, vocabulary::normalized};

/// A label, where it stands, and its line.
pub(in crate::import) type Told = (String, ZoneFrom, usize);

/// Passages looked at.
const LOOKED_AT: usize = 400;

/// The zone that a fact is about, else the one zone that times of the head are written in, else what a sentence says of
/// all times.
pub(in crate::import) fn told(document: &Document) -> Option<Told> {
    fact(document)
        .or_else(|| beside_times(document))
        .or_else(|| sentence(document))
        .or_else(|| of_language(document).filter(|_| !is_open(document)))
}

/// Whether the document says that nobody knows whose clock its times are from.
fn is_open(document: &Document) -> bool {
    const SAID: [&str; 6] = [
        "各自の現地時刻",
        "どの地域の時刻",
        "タイムゾーンは不明",
        "タイムゾーン不明",
        "時間帯は不明",
        "時刻の基準は不明",
    ];
    let passages = document.passages.iter().take(LOOKED_AT).map(|p| p.text.text.as_str());
    passages.into_iter().any(|words| SAID.iter().any(|said| words.contains(said)))
}

/// Japanese is written in one zone: a text that names no other means it.
fn of_language(document: &Document) -> Option<Told> {
    const LEAST: usize = 12;
    let is_kana = |c: &char| matches!(c, '\u{3041}'..='\u{3096}' | '\u{30a1}'..='\u{30fa}');
    let is_japanese = document.source().chars().take(4_000).filter(is_kana).take(LEAST).count() == LEAST;
    is_japanese.then(|| ("JST".to_owned(), ZoneFrom::Assumed, 0))
}

/// Whether a label of the head says in which zone the times are.
pub(in crate::import) fn is_label(label: &str) -> bool {
    let label = normalized(&label.replace('_', " "));
    let opens = ["time zone used", "timezone used", "time zone of", "times are", "使用時刻", "時刻の表記"];
    opens.iter().any(|head| label.starts_with(head))
        || matches!(
            label.as_str(),
            "time zone" | "timezone" | "tz" | "zone" | "times" | "all times" | "times in" | "タイムゾーン" | "時刻"
        )
}

fn fact(document: &Document) -> Option<Told> {
    let mut facts = document.facts.iter().filter(|fact| is_label(&fact.label));
    facts.find_map(|fact| {
        let words = fact.value.text.as_str();
        let region = ["Central", "Eastern", "Mountain", "Pacific"].into_iter().find(|word| words.starts_with(word));
        let label =
            zone::label_in(words).map(|(_, label)| label.to_owned()).or_else(|| Some(format!("{} Time", region?)))?;
        Some((label, ZoneFrom::Head, fact.line))
    })
}

fn beside_times(document: &Document) -> Option<Told> {
    use SectionKind as K;
    let mut found: Option<(String, usize)> = None;
    for passage in document.passages.iter().filter(|p| matches!(p.section, K::Title | K::Summary | K::Impact)).take(60)
    {
        for label in labels(&passage.text.text) {
            if found.as_ref().is_some_and(|(known, _)| *known != label) {
                return None;
            }
            found = Some((label, passage.text.line));
        }
    }
    found.map(|(label, line)| (label, ZoneFrom::Head, line))
}

/// `All times are GMT.`, `(all times in UTC)`, `時刻はすべて日本時間`, anywhere in the document.
fn sentence(document: &Document) -> Option<Told> {
    let passages = document.passages.iter().take(LOOKED_AT).map(|p| (p.text.text.as_str(), p.text.line));
    let facts = document.facts.iter().map(|fact| (fact.value.text.as_str(), fact.line));
    let notes = document.footnotes.iter().map(|note| (note.text.text.as_str(), note.text.line));
    facts.chain(passages).chain(notes).find_map(|(words, line)| {
        let lower = words.to_lowercase();
        let marks = [
            "all times",
            "times are",
            "times in",
            "times given",
            "times below",
            "hours are",
            "all dates",
            "dates and times",
            "time zone",
            "timestamps",
            "clock",
            "時刻は",
            "時刻の",
            "時間は",
        ];
        let (at, _) = marks.iter().filter_map(|mark| Some((lower.find(mark)?, mark))).min()?;
        // Only what stands behind the word is said of it.
        let behind = words.get(at..)?;
        let (_, label) = zone::label_in(behind)?;
        Some((label.to_owned(), ZoneFrom::Note, line))
    })
}

/// Zones written beside the times of a text, or in brackets behind them.
fn labels(words: &str) -> Vec<String> {
    let mut out = Vec::new();
    let mut previous: Option<char> = None;
    for (at, c) in words.char_indices().take(2_000) {
        let begins = !previous
            .is_some_and(|p| p.is_ascii_alphanumeric() || matches!(p, ':' | '-' | '.' | '/' | '#' | '_'))
            && c.is_ascii_digit();
        previous = Some(c);
        let Some(raw) = begins.then(|| words.get(at..).and_then(crate::import::time::moment::at_start)).flatten()
        else {
            continue;
        };
        if raw.clock.is_none() {
            continue;
        }
        let behind = words
            .get(at + raw.end..)
            .and_then(|rest| rest.find(['(', '（']).filter(|open| *open < 24).and_then(|open| rest.get(open..)));
        let bracketed = || {
            let inner = behind?.trim_start_matches(['(', '（']);
            let length = zone::label_at(inner).filter(|length| *length > 1)?;
            inner
                .get(length..)?
                .starts_with([')', '）', ',', '、', ' ', ';'])
                .then(|| inner.get(..length).map(str::to_owned))?
        };
        out.extend(raw.zone.clone().or_else(bracketed));
    }
    out
}
