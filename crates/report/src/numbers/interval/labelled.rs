//! A window that a label tells and a sentence that uses the label's words: `Portal unusable: 08:52–09:38` and `The portal was unusable
//! for 56 minutes`; `決済停止　10:05〜10:47` and `決済の停止は 52 分に及んだ`.

use crate::{
    document::{Document, LineIndex, SectionKind},
    import::{first_moment, time::duration},
    numbers::{
        Contradiction, Place, differs,
        event::words,
        interval::{
            apart::apart,
            stated::{Stated, place},
            whole::PART,
        },
        reading::{
            entry::{self, Entry},
            hand_slip, sentence,
        },
    },
};

/// Longest window that is told to the minute.
const LONGEST_S: f64 = 86_400.0;

/// Checks all sentences with one length of time.
pub(in crate::numbers) fn check(document: &Document, out: &mut Vec<Contradiction>) {
    let lines = LineIndex::new(document.source());
    let windows: Vec<(Entry, f64, Vec<String>)> =
        entry::groups(document).into_iter().flatten().filter_map(window).take(20).collect();
    if windows.is_empty() {
        return;
    }
    for told in sentence::told(document).filter(|told| told.passage.section != SectionKind::Timeline) {
        let lower = told.text.to_lowercase();
        let all = duration::all(told.text);
        let Some(found) = all.first().filter(|_| all.len() == 1) else { continue };
        if sentence::is_of_other_case(told.text) || PART.iter().any(|word| lower.contains(word)) {
            continue;
        }
        let stated = Stated::new(told.text, *found);
        let front = told.text.get(..found.start).unwrap_or_default().trim_end();
        let front = ["about", "some", "roughly", "around", "約", "計"]
            .iter()
            .fold(front, |f, w| f.strip_suffix(w).map_or(f, str::trim_end));
        let is_length = ["for", "lasted", "took", "was", "は", "が"].iter().any(|word| front.ends_with(word))
            || ["続", "にわた", "に及", "停止", "間続"].iter().any(|word| stated.behind.trim_start().starts_with(word));
        let subject: Vec<String> = words::all(front).into_iter().map(|word| word.stem).collect();
        let same: Vec<_> =
            windows.iter().filter(|(_, _, label)| label.iter().all(|stem| subject.contains(stem))).collect();
        let ([(entry, seconds, _)], true) = (same.as_slice(), is_length) else { continue };
        let said = place(document, told.passage, stated.said, &lines);
        let is_told = said.line == entry.line || out.iter().any(|o| o.stated.span == said.span);
        // More about what happened than the label: another stretch of it.
        let is_more = subject.len() > windows.iter().map(|(.., label)| label.len()).max().unwrap_or(0) + 3;
        if !is_told && !is_more && !stated.holds(*seconds, 60.0) {
            let derived = Place { line: entry.line, span: entry.span, text: entry.value.clone() };
            if !hand_slip::is_mistakable(stated.seconds, *seconds, hand_slip::NEAR_OF_ROLES) {
                continue;
            }
            out.push(differs(said, derived, stated.seconds, *seconds));
        }
    }
}

/// The seconds of a window and the words of its label, two at least.
fn window(entry: Entry) -> Option<(Entry, f64, Vec<String>)> {
    let moment = first_moment(&entry.value).filter(|m| m.span.start == 0 && !m.approximate)?;
    let (seconds, unit_s) = apart(&moment, moment.end.as_deref()?)?;
    let label: Vec<String> = words::all(&entry.label).into_iter().map(|word| word.stem).collect();
    let is_sound = label.len() >= 2 && unit_s <= 60.0 && seconds > 0.0 && seconds < LONGEST_S;
    is_sound.then_some((entry, seconds, label))
}

#[cfg(test)]
mod tests {
    use crate::{document::Document, numbers::contradictions};

    #[test]
    fn a_window_is_as_long_as_a_sentence_says() {
        let found = |said: &str| {
            let head = "Ticket desk closed: 07:40–08:25\nVisitors turned away: 310\n";
            contradictions(&Document::parse(&format!("# T\n\n{head}\n## Remarks\n\n{said}\n")), None).len()
        };
        assert_eq!(found("The ticket desk was closed for 45 minutes."), 0);
        assert_eq!(found("Last year the ticket desk was closed for 3 hours."), 0);
        assert_eq!(found("The museum was closed for 3 hours."), 0);
        assert_eq!(found("The ticket desk was closed for 55 minutes."), 1);
    }
}
