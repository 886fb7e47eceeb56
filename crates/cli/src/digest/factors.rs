//! Suspects, factors, hypotheses and gaps in detection, with what each cites.

use std::io;

use backstory_model::{EvidenceId, Factor, Layer, Phrase, Stance, Suspect};

use super::{Digest, clean};

impl Digest<'_, '_> {
    pub(super) fn factors(&mut self) -> io::Result<()> {
        let analysis = self.analysis;
        let nothing = analysis.suspects.is_empty() && analysis.factors.is_empty() && analysis.hypotheses.is_empty();
        if nothing && analysis.gaps_in_detection.is_empty() {
            let words = self.words.text("digest-nothing");
            return writeln!(self.context.out, "{words}");
        }
        if !analysis.suspects.is_empty() {
            self.heading("digest-suspects")?;
            for suspect in &analysis.suspects {
                self.suspect(suspect)?;
                self.cites(&suspect.evidence)?;
            }
        }
        for (layer, key) in [
            (Layer::Immediate, "section-immediate"),
            (Layer::Contributing, "section-contributing"),
            (Layer::Systemic, "section-systemic"),
        ] {
            let of_layer: Vec<&Factor> = analysis.factors.iter().filter(|factor| factor.layer == layer).collect();
            if of_layer.is_empty() {
                continue;
            }
            self.heading(key)?;
            for factor in of_layer {
                self.factor(factor)?;
            }
        }
        if !analysis.hypotheses.is_empty() {
            self.heading("digest-hypotheses")?;
        }
        for hypothesis in &analysis.hypotheses {
            let (key, cited) = match hypothesis.stance {
                Stance::Supported => ("digest-supported", &hypothesis.supporting),
                Stance::Open => ("digest-open", &hypothesis.supporting),
                Stance::RuledOut => ("digest-ruled-out", &hypothesis.against),
            };
            self.line(&Phrase::new(key).text("statement", clean(&hypothesis.statement)))?;
            self.cites(cited)?;
        }
        if !analysis.gaps_in_detection.is_empty() {
            self.heading("digest-detection")?;
        }
        for gap in &analysis.gaps_in_detection {
            writeln!(self.context.out, "  {}", clean(&gap.note))?;
        }
        Ok(())
    }

    /// The factors of all layers in one list.
    pub(super) fn statements(&mut self) -> io::Result<()> {
        for factor in &self.analysis.factors {
            writeln!(self.context.out, "  {} {}", factor.id.0, clean(&factor.statement))?;
        }
        Ok(())
    }

    pub(super) fn suspect(&mut self, suspect: &Suspect) -> io::Result<()> {
        let name = suspect.change.as_ref().map_or_else(
            || suspect.service.as_ref().map_or(String::new(), |service| service.0.clone()),
            |change| format!("{} {}", change.reference.as_deref().unwrap_or(&change.id), change.description),
        );
        writeln!(self.context.out, "  {}: {}", clean(&name), clean(&suspect.why))
    }

    fn factor(&mut self, factor: &Factor) -> io::Result<()> {
        writeln!(self.context.out, "  {} {}", factor.id.0, clean(&factor.statement))?;
        self.cites(&factor.evidence)?;
        if !factor.because.is_empty() {
            let ids: Vec<&str> = factor.because.iter().map(|id| id.0.as_str()).collect();
            self.detail(&Phrase::new("digest-because").text("ids", ids.join(" ")))?;
        }
        if let Some(question) = &factor.question_text {
            self.detail(&Phrase::new("digest-question").text("question", clean(question)))?;
        }
        Ok(())
    }

    fn cites(&mut self, evidence: &[EvidenceId]) -> io::Result<()> {
        if evidence.is_empty() {
            return Ok(());
        }
        let ids: Vec<String> = evidence.iter().map(ToString::to_string).collect();
        self.detail(&Phrase::new("digest-cites").text("ids", ids.join(" ")))
    }

    fn detail(&mut self, phrase: &Phrase) -> io::Result<()> {
        writeln!(self.context.out, "     {}", self.words.plain(phrase))
    }
}
