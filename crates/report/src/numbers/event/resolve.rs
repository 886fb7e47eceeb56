//! Ties a phrase for an event (`the first reseller called`, `traffic was back to normal`, `2回目の再起動`) to the moments of the
//! document that tell it: rows of the timeline and facts of the head.
//!
//! Each moment is scored by the share of the phrase's words that it has; a word counts the more, the fewer moments have it
//! (the inverse document frequency of K. Spärck Jones, "A statistical interpretation of term specificity", 1972, over moments
//! in place of documents). A word that only names a kind of event counts less than the word itself. An ordinal picks one of
//! those that are alike. What no moment has in common with a phrase is left alone.

use std::collections::BTreeMap;

use jiff::civil::Time;

use super::{
    kind::Kind,
    ordinal::{self, Ordinal},
    words::{self, Word},
};
use crate::{
    document::{Document, FactKey, Moment, Span, TimelineRow},
    numbers::{Place, moment::slip},
};

/// Moments looked at.
const MOST: usize = 400;
/// Share of the words that a moment must have to be meant.
const STRONG: f64 = 0.5;
/// Share of the best score from which others are as good.
const AS_GOOD: f64 = 0.8;
/// Share of the words from which a moment may be meant by somebody.
const WEAK: f64 = 0.25;

/// A moment of the document and what happened in it.
#[derive(Debug)]
pub(in crate::numbers) struct Anchor<'d> {
    pub(in crate::numbers) moment: &'d Moment,
    pub(in crate::numbers) line: usize,
    pub(in crate::numbers) span: Span,
    pub(in crate::numbers) text: &'d str,
    /// The row; none for a fact.
    pub(in crate::numbers) row: Option<&'d TimelineRow>,
    words: Vec<Word>,
    /// Words of the lines below the row.
    more: Vec<Word>,
    ordinal: Option<Ordinal>,
    /// Whether it tells what was decided, and not the deed.
    is_decision: bool,
    /// Times of day that the words of the row tell.
    inner: Vec<Time>,
}

impl Anchor<'_> {
    pub(in crate::numbers) fn place(&self) -> Place {
        Place { line: self.line, span: self.moment.span, text: self.moment.text.clone() }
    }

    /// Whether a phrase names another one of the series: `the second rollback` for the row of the first.
    pub(in crate::numbers) fn ordinal_differs(&self, phrase: &str) -> bool {
        ordinal::of(phrase).is_some_and(|own| self.ordinal.is_some_and(|other| other != own))
    }

    pub(in crate::numbers) fn has_kind(&self, kind: Kind) -> bool {
        self.words.iter().any(|word| word.kinds.contains(&kind))
    }

    pub(in crate::numbers) fn is_exact(&self) -> bool {
        !self.moment.approximate && !self.moment.unknown_digits && self.moment.time.is_some()
    }

    /// All times of day that it tells.
    pub(in crate::numbers) fn times(&self) -> impl Iterator<Item = Time> + '_ {
        let end = self.moment.end.as_ref().and_then(|end| end.time);
        self.moment.time.into_iter().chain(end).chain(self.inner.iter().copied())
    }
}

/// The moments that a phrase may mean, in the order of the document.
#[derive(Debug, Clone, Default)]
pub(in crate::numbers) struct Meant {
    /// Those that fit it best; several where it does not tell them apart.
    pub(in crate::numbers) strong: Vec<usize>,
    /// Those that fit it somehow.
    pub(in crate::numbers) weak: Vec<usize>,
    /// Share of the phrase's words that the best one has, 0 to 1.
    pub(in crate::numbers) score: f64,
    /// Whether the phrase only says that something began or ended: any moment may be meant.
    pub(in crate::numbers) is_general: bool,
    /// Whether those that fit best have one of its own words, or are of a kind that is told in few words (an alert, a rollback).
    /// What was found, failed or ended may be anything.
    pub(in crate::numbers) is_named: bool,
}

/// All moments of a document.
#[derive(Debug)]
pub(in crate::numbers) struct Events<'d> {
    pub(in crate::numbers) anchors: Vec<Anchor<'d>>,
    /// All times of day that stand in the document, each once.
    pub(in crate::numbers) clocks: Vec<Time>,
    stems: BTreeMap<String, f64>,
    kinds: BTreeMap<Kind, f64>,
    unknown: f64,
}

impl<'d> Events<'d> {
    pub(in crate::numbers) fn of(document: &'d Document) -> Self {
        let rows = document.timeline.iter().filter(|row| row.moment.time.is_some()).take(MOST).map(|row| {
            let mut text = row.event.text.clone();
            for (_, cell) in &row.more {
                text.push(' ');
                text.push_str(&cell.text);
            }
            if let Some(actor) = &row.actor {
                text.push(' ');
                text.push_str(&actor.text);
            }
            let more: String = row.details.iter().take(6).map(|detail| format!("{} ", detail.text)).collect();
            Anchor {
                moment: &row.moment,
                line: row.line,
                span: row.span,
                text: &row.event.text,
                row: Some(row),
                words: words::all(&text),
                more: words::all(&more),
                ordinal: ordinal::of(&row.event.text),
                is_decision: decides(&row.event.text),
                inner: slip::clocks(&text).into_iter().map(|clock| clock.time).collect(),
            }
        });
        let facts = document.facts.iter().filter_map(|fact| {
            let moment = fact.moment.as_ref().filter(|moment| moment.time.is_some() && !fact.label.is_empty())?;
            let kinds = kinds_of(fact.key)?;
            let mut words = words::all(&fact.label);
            words.push(Word { stem: String::new(), kinds: kinds.to_vec() });
            Some(Anchor {
                moment,
                line: fact.line,
                span: fact.value.span,
                text: &fact.label,
                row: None,
                words,
                more: Vec::new(),
                ordinal: ordinal::of(&fact.label),
                is_decision: false,
                inner: Vec::new(),
            })
        });
        let anchors: Vec<Anchor<'d>> = rows.chain(facts).collect();
        let count = anchors.len() as f64;
        let rarity = |frequency: usize| (1.0 + count / frequency as f64).ln();
        let (mut stems, mut kinds) = (BTreeMap::<String, usize>::new(), BTreeMap::<Kind, usize>::new());
        for anchor in &anchors {
            let mut own: Vec<Kind> = Vec::new();
            for word in anchor.words.iter().chain(&anchor.more) {
                *stems.entry(word.stem.clone()).or_default() += 1;
                own.extend(&word.kinds);
            }
            own.sort_unstable();
            own.dedup();
            for kind in own {
                *kinds.entry(kind).or_default() += 1;
            }
        }
        let mut clocks: Vec<Time> =
            document.source().lines().take(5_000).flat_map(slip::clocks).map(|clock| clock.time).take(1_000).collect();
        clocks.sort_unstable();
        clocks.dedup();
        Self {
            anchors,
            clocks,
            stems: stems.into_iter().map(|(stem, n)| (stem, rarity(n))).collect(),
            kinds: kinds.into_iter().map(|(kind, n)| (kind, rarity(n) * share_of(kind))).collect(),
            unknown: 0.5 * rarity(1),
        }
    }

    /// What a word is worth, where any moment has it.
    fn weight(&self, word: &Word) -> Option<f64> {
        let stem = self.stems.get(&word.stem).copied();
        let kind = word.kinds.iter().filter_map(|kind| self.kinds.get(kind).copied()).reduce(f64::max);
        stem.or(kind)
    }

    /// How much of a word a moment has.
    fn shared(&self, word: &Word, anchor: &Anchor<'_>) -> f64 {
        let of = |words: &[Word]| {
            let by_stem = words
                .iter()
                .any(|other| other.stem == word.stem)
                .then(|| self.stems.get(&word.stem).copied())
                .flatten();
            by_stem.or_else(|| {
                let common = word.kinds.iter().filter(|kind| words.iter().any(|other| other.kinds.contains(kind)));
                common.filter_map(|kind| self.kinds.get(kind).copied()).reduce(f64::max)
            })
        };
        of(&anchor.words).unwrap_or(0.0).max(of(&anchor.more).unwrap_or(0.0) * 0.7)
    }

    /// How many words of a phrase a moment has itself, and not only by their kind.
    pub(in crate::numbers) fn shared_words(phrase: &str, anchor: &Anchor<'_>) -> usize {
        let has = |word: &&Word| !is_vague(word) && anchor.words.iter().any(|other| other.stem == word.stem);
        words::all(phrase).iter().filter(has).count()
    }

    /// The later and the earlier of two moments where each that the first phrase may mean lies behind each that the second
    /// may. `clear` is the share of its words that a phrase must have in common with what it means.
    pub(in crate::numbers) fn reversed(
        &self,
        first: &Meant,
        second: &Meant,
        clear: f64,
    ) -> Option<(&Anchor<'d>, &Anchor<'d>)> {
        let is_clear = |meant: &Meant| !meant.is_general && meant.is_named && meant.score >= clear;
        if !is_clear(first) || !is_clear(second) {
            return None;
        }
        let of = |all: &[usize]| -> Vec<&Anchor<'d>> { all.iter().filter_map(|at| self.anchors.get(*at)).collect() };
        let (firsts, seconds) = (of(&first.strong), of(&second.strong));
        let is_after = |a: &Anchor<'_>, b: &Anchor<'_>| {
            a.line != b.line && a.is_exact() && b.is_exact() && b.moment.is_before(a.moment)
        };
        let is_reversed = firsts.iter().all(|a| seconds.iter().all(|b| is_after(a, b)));
        firsts.first().copied().zip(seconds.first().copied()).filter(|_| is_reversed)
    }

    /// The moments that a phrase means.
    pub(in crate::numbers) fn meant(&self, phrase: &str) -> Meant {
        // `the reply at 13:27` names its time.
        let named: Vec<Time> =
            slip::clocks(phrase).into_iter().map(|clock| clock.time).chain(time_in_words(phrase)).collect();
        if !named.is_empty() {
            let is_at = |anchor: &Anchor<'_>| anchor.times().any(|time| named.contains(&time));
            let strong: Vec<usize> =
                self.anchors.iter().enumerate().filter(|(_, anchor)| is_at(anchor)).map(|(at, _)| at).collect();
            return Meant { weak: strong.clone(), strong, score: 1.0, is_general: false, is_named: true };
        }
        let own = words::all(phrase);
        self.meant_by(&own, ordinal::of(phrase), decides(phrase))
    }

    fn meant_by(&self, own: &[Word], ordinal: Option<Ordinal>, is_decision: bool) -> Meant {
        let total: f64 = own.iter().map(|word| self.weight(word).unwrap_or(self.unknown)).sum();
        if total <= 0.0 {
            return Meant::default();
        }
        let scores: Vec<f64> = self
            .anchors
            .iter()
            .map(|anchor| {
                let shared: f64 = own.iter().map(|word| self.shared(word, anchor)).sum();
                let has_own = own.iter().any(|word| !is_vague(word) && self.shared(word, anchor) > 0.0);
                let is_other = anchor.is_decision != is_decision || is_opposite(own, anchor);
                let doubt = if is_other || !(has_own || own.iter().all(is_vague)) { OPPOSITE } else { 1.0 };
                shared / total * doubt
            })
            .collect();
        let best = scores.iter().copied().fold(0.0, f64::max);
        let above = |least: f64| -> Vec<usize> {
            scores.iter().enumerate().filter(|(_, score)| **score >= least && **score > 0.0).map(|(at, _)| at).collect()
        };
        let mut strong = if best >= STRONG { above((best * AS_GOOD).max(STRONG * AS_GOOD)) } else { Vec::new() };
        // `the onset`, `復旧`: many moments may be meant by so general a word.
        let general = |kinds: &[Kind]| own.iter().all(|word| word.kinds.iter().any(|kind| kinds.contains(kind)));
        let is_general = general(&BEGINS) || general(&ENDS);
        for kinds in [&BEGINS[..], &ENDS[..]] {
            if general(kinds) && ordinal.is_none() {
                let told = |anchor: &Anchor<'_>| kinds.iter().any(|kind| anchor.has_kind(*kind));
                let more = self.anchors.iter().enumerate().filter(|(_, anchor)| told(anchor)).map(|(at, _)| at);
                strong.extend(more);
                strong.sort_unstable();
                strong.dedup();
            }
        }
        if let Some(ordinal) = ordinal {
            strong = self.picked(&strong, ordinal);
        }
        let weak = if is_general { (0..self.anchors.len()).collect() } else { above(WEAK) };
        let names = |anchor: &Anchor<'_>| {
            own.iter().any(|word| {
                anchor.words.iter().chain(&anchor.more).any(|other| {
                    other.stem == word.stem
                        || word.kinds.iter().any(|kind| other.kinds.contains(kind) && share_of(*kind) > VAGUE)
                })
            })
        };
        let is_named = strong.iter().filter_map(|at| self.anchors.get(*at)).any(names);
        Meant { strong, weak, score: best, is_general, is_named }
    }

    /// What a length may count from whose start the sentence does not name: what was told last, or a beginning.
    pub(in crate::numbers) fn unnamed(&self, last: Option<Meant>) -> Meant {
        let begins = |anchor: &Anchor<'_>| BEGINS.iter().any(|kind| anchor.has_kind(*kind));
        let first = self.anchors.iter().position(|anchor| anchor.row.is_some());
        let mut meant = last.unwrap_or_default();
        meant.is_general = true;
        meant.weak.extend(
            self.anchors.iter().enumerate().filter(|(_, anchor)| begins(anchor)).map(|(at, _)| at).chain(first),
        );
        meant
    }

    /// One of those that are alike.
    fn picked(&self, strong: &[usize], ordinal: Ordinal) -> Vec<usize> {
        let says: Vec<usize> = strong
            .iter()
            .copied()
            .filter(|at| self.anchors.get(*at).is_some_and(|a| a.ordinal == Some(ordinal)))
            .collect();
        if says.len() == 1 {
            return says;
        }
        let rows: Vec<usize> =
            strong.iter().copied().filter(|at| self.anchors.get(*at).is_some_and(|a| a.row.is_some())).collect();
        match ordinal {
            // The earliest row, and what the head calls so.
            Ordinal::Nth(1) => {
                let facts = strong.iter().copied().filter(|at| !rows.contains(at));
                rows.iter().copied().take(1).chain(facts).collect()
            }
            Ordinal::Nth(n) if rows.len() == n => rows.last().copied().into_iter().collect(),
            Ordinal::Last => rows.last().copied().into_iter().collect(),
            Ordinal::Nth(_) => strong.to_vec(),
        }
    }
}

/// `midnight`, `正午`: a phrase that is a time of day in words.
fn time_in_words(phrase: &str) -> Option<Time> {
    match phrase.trim().trim_end_matches(['.', ',']).to_lowercase().as_str() {
        "midnight" | "深夜零時" | "午前零時" => Time::new(0, 0, 0, 0).ok(),
        "noon" | "midday" | "正午" => Time::new(12, 0, 0, 0).ok(),
        _ => None,
    }
}

const BEGINS: [Kind; 2] = [Kind::Start, Kind::Fail];
const ENDS: [Kind; 6] = [Kind::Recover, Kind::Complete, Kind::Close, Kind::Resume, Kind::Fix, Kind::Mitigate];

/// What is left of the score of a moment that tells the opposite: `telemetry stops` for `telemetry was back`.
const OPPOSITE: f64 = 0.4;

/// Whether a text tells that something is decided.
fn decides(text: &str) -> bool {
    let lower = text.to_lowercase();
    ["decid", "decision", "決定", "判断", "方針"].iter().any(|word| lower.contains(word))
}

fn is_vague(word: &Word) -> bool {
    !word.kinds.is_empty() && word.kinds.iter().all(|kind| BEGINS.contains(kind) || ENDS.contains(kind))
}

/// Whether a phrase tells an end and a moment only a beginning, or the other way round.
fn is_opposite(own: &[Word], anchor: &Anchor<'_>) -> bool {
    const DOWN: [Kind; 3] = [Kind::Stop, Kind::Fail, Kind::Start];
    const UP: [Kind; 4] = [Kind::Recover, Kind::Resume, Kind::Complete, Kind::Close];
    let tells = |kinds: &[Kind]| own.iter().any(|word| word.kinds.iter().any(|kind| kinds.contains(kind)));
    let told = |kinds: &[Kind]| kinds.iter().any(|kind| anchor.has_kind(*kind));
    (tells(&UP) && !tells(&DOWN) && told(&DOWN) && !told(&UP))
        || (tells(&DOWN) && !tells(&UP) && told(&UP) && !told(&DOWN))
}

/// What a kind is worth that half of all rows tell.
const VAGUE: f64 = 0.5;

/// What the kind of a word is worth of the word itself: half of all rows begin, fail or end something.
fn share_of(kind: Kind) -> f64 {
    match kind {
        Kind::Start | Kind::Fail | Kind::Complete | Kind::Recover | Kind::Diagnose | Kind::Notice | Kind::Report => {
            VAGUE
        }
        _ => 0.8,
    }
}

/// What the facts of the head tell.
fn kinds_of(key: FactKey) -> Option<&'static [Kind]> {
    Some(match key {
        FactKey::Start => &[Kind::Start, Kind::Fail],
        FactKey::Detected => &[Kind::Alert],
        FactKey::Acknowledged => &[Kind::Acknowledge],
        FactKey::Mitigated => &[Kind::Mitigate, Kind::Recover],
        FactKey::Resolved => &[Kind::Recover, Kind::Close],
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROWS: &str = "# T\n\n## Timeline (UTC, 2025-03-01)\n\n- 10:00 gateway 4.2 deployed to eu\n- 10:05 gateway 4.2 deployed to us\n- 10:09 error rate climbs\n- 10:12 Alert HighErrors fires\n- 10:20 first call from a reseller's help desk\n- 10:41 both regions back to gateway 4.1\n- 10:50 ステータスページを更新\n- 10:55 error rate at baseline\n";

    fn lines(phrase: &str) -> Vec<usize> {
        let document = Document::parse(ROWS);
        let events = Events::of(&document);
        events.meant(phrase).strong.iter().map(|at| events.anchors[*at].line - 4).collect()
    }

    #[test]
    fn phrases_mean_the_rows_that_tell_them() {
        for (phrase, rows) in [
            ("the alarm", &[4][..]),
            ("the first reseller called", &[5]),
            ("the second deploy", &[2]),
            ("the deploy", &[1, 2]),
            ("gateway 4.1 was back", &[6]),
            ("the status page was updated", &[7]),
            ("the chef had lunch", &[]),
        ] {
            assert_eq!(lines(phrase), rows, "{phrase}");
        }
    }
}
