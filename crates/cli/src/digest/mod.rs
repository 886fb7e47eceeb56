//! The few lines that tell a terminal what was found, in the order a reader asks for it.

mod factors;
mod timeline;

use std::io;

use backstory_model::{Analysis, GapKind, Outcome, Phrase, PhraseArg};
use backstory_report::locale::Catalogue;

use crate::context::Context;

/// Prints an analysis whose sentences are filled in by the same catalogue.
pub fn print(analysis: &Analysis, words: &Catalogue, context: &mut Context<'_>) -> io::Result<()> {
    let mut digest = Digest { analysis, words, context };
    digest.head()?;
    digest.heading("digest-timeline")?;
    digest.timeline()?;
    if let Some(first) = analysis.suspects.first() {
        digest.heading("digest-first")?;
        digest.suspect(first)?;
    }
    if !analysis.factors.is_empty() {
        digest.heading("digest-factors")?;
        digest.statements()?;
    }
    digest.about_the_evidence()
}

/// Prints the timeline alone.
pub fn print_timeline(analysis: &Analysis, words: &Catalogue, context: &mut Context<'_>) -> io::Result<()> {
    Digest { analysis, words, context }.timeline()
}

/// Prints suspects, factors, hypotheses and gaps in detection, with what each cites.
pub fn print_factors(analysis: &Analysis, words: &Catalogue, context: &mut Context<'_>) -> io::Result<()> {
    Digest { analysis, words, context }.factors()
}

struct Digest<'a, 'b> {
    analysis: &'a Analysis,
    words: &'a Catalogue,
    context: &'a mut Context<'b>,
}

impl Digest<'_, '_> {
    fn head(&mut self) -> io::Result<()> {
        let head = &self.analysis.incident;
        let outcome = match self.analysis.outcome {
            Outcome::Incident => "digest-outcome-incident",
            Outcome::NearMiss => "digest-outcome-near-miss",
            Outcome::NothingStandsOut => "digest-outcome-nothing",
        };
        let name = head.id.as_deref().map_or_else(|| head.title.clone(), |id| format!("{id} {}", head.title));
        let told = Phrase::new("digest-head").text("name", clean(&name)).text("outcome", self.words.text(outcome));
        let told = self.strong(&self.words.plain(&told));
        writeln!(self.context.out, "{told}")?;
        let impact = &self.analysis.impact;
        if let (Some(failed), Some(total), Some(ratio)) =
            (impact.requests_failed, impact.requests_total, impact.error_ratio)
        {
            self.line(
                &Phrase::new("digest-failed")
                    .number("failed", failed as f64)
                    .number("total", total as f64)
                    .text("ratio", self.words.ratio(ratio)),
            )?;
        }
        if let (Some(latency), Some(0)) = (&impact.latency, impact.requests_failed) {
            self.line(
                &Phrase::new("digest-latency")
                    .with("p50_before", PhraseArg::LatencyS(latency.p50_before_s))
                    .with("p50_during", PhraseArg::LatencyS(latency.p50_during_s))
                    .with("p99_before", PhraseArg::LatencyS(latency.p99_before_s))
                    .with("p99_during", PhraseArg::LatencyS(latency.p99_during_s)),
            )?;
        }
        if let Some(end) = impact.open_end(&self.analysis.milestones) {
            self.line(&Phrase::new("summary-not-recovered").with("to", PhraseArg::Time(end)))?;
        }
        if let Some(customers) = impact.customers_affected {
            self.line(&Phrase::new("digest-customers").number("n", customers as f64))?;
        }
        let d = &self.analysis.durations;
        let measures = [
            ("digest-detect", d.ttd_s),
            ("digest-acknowledge", d.tta_s),
            ("digest-mitigate", d.ttm_s),
            ("digest-recover", d.ttr_s),
        ];
        let times: Vec<String> = measures
            .iter()
            .filter_map(|(key, seconds)| {
                Some(self.words.plain(&Phrase::new(key).text("time", self.words.duration((*seconds)?))))
            })
            .collect();
        if !times.is_empty() {
            let joined = times.join(&self.words.text("milestone-join"));
            self.line(&Phrase::new("digest-times").text("times", joined))?;
        }
        Ok(())
    }

    fn about_the_evidence(&mut self) -> io::Result<()> {
        let analysis = self.analysis;
        if analysis.clocks.is_empty() && analysis.gaps.iter().all(|gap| gap.kind == GapKind::Duplicated) {
            return Ok(());
        }
        self.heading("digest-evidence")?;
        let clocks = analysis.clocks.iter().map(|clock| (&clock.source, &clock.note));
        for (source, note) in clocks.chain(analysis.gaps.iter().map(|gap| (&gap.source, &gap.note))) {
            writeln!(self.context.out, "  {}: {}", clean(source), clean(note))?;
        }
        Ok(())
    }

    fn heading(&mut self, key: &str) -> io::Result<()> {
        let words = self.strong(&self.words.text(key));
        writeln!(self.context.out, "\n{words}")
    }

    fn line(&mut self, phrase: &Phrase) -> io::Result<()> {
        writeln!(self.context.out, "  {}", self.words.plain(phrase))
    }

    /// Words with emphasis where the terminal takes it.
    fn strong(&self, words: &str) -> String {
        if self.context.color { format!("\u{1b}[1m{words}\u{1b}[0m") } else { words.to_owned() }
    }
}

/// Evidence may carry escapes that would steer a terminal; what is printed carries none.
pub fn clean(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect()
}
