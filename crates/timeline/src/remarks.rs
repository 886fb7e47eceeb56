//! What people said about how the trouble was met: steps in vain, no runbook, nobody called.

use backstory_model::{Remark, RemarkKind};
use jiff::Timestamp;

use crate::candidate::chat::Spoken;
use crate::chat::{Act, NO_RUNBOOK, NOT_PAGED, mentions_any, neutral_quote, says_in_vain, tried_in_vain};

/// The remarks, oldest first. Of a step that was tried once only the first word counts; after recovery nothing was in vain.
pub(crate) fn read(spoken: &[Spoken<'_>], recovered: Option<Timestamp>) -> Vec<Remark> {
    let mut steps: Vec<&str> = Vec::new();
    // The step that was begun last, for words that name none.
    let mut begun: Option<&Spoken<'_>> = None;
    let mut found: Vec<Remark> = Vec::new();
    for said in spoken {
        let text = said.message.text.to_lowercase();
        // A question asks whether it is so.
        if text.contains(['?', '？']) {
            continue;
        }
        let mut kinds = Vec::new();
        let in_time = recovered.is_none_or(|r| said.message.time <= r);
        if let Some(step) = tried_in_vain(&text).filter(|step| in_time && !steps.contains(step)) {
            steps.push(step);
            kinds.push(RemarkKind::InVain);
        } else if in_time
            && says_in_vain(&text)
            && tried_in_vain(&text).is_none()
            && let Some(step) = begun.take()
            && let Some(quote) = neutral_quote(&step.message.text)
        {
            let (time, citation) = (said.message.time, step.message.citation.clone());
            found.push(Remark { kind: RemarkKind::InVain, time, quote, citation });
        }
        if said.weight(Act::MitigationStart) > 0.0 || said.weight(Act::MitigationDone) > 0.0 {
            begun = Some(said);
        }
        for (kind, cues) in [(RemarkKind::NoRunbook, NO_RUNBOOK), (RemarkKind::NotPaged, NOT_PAGED)] {
            let is_told = found.iter().any(|r| r.kind == kind);
            if !is_told && mentions_any(&text, cues) && said.weight(Act::Hypothesis) == 0.0 {
                kinds.push(kind);
            }
        }
        for kind in kinds {
            let Some(quote) = neutral_quote(&said.message.text) else { continue };
            found.push(Remark { kind, time: said.message.time, quote, citation: said.message.citation.clone() });
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use backstory_model::ChatMessage;

    use super::*;
    use crate::chat::{acts_of, example};

    #[test]
    fn what_did_not_help_is_the_step_before_and_not_the_next() {
        let words = [
            (100, "プールを20から40に増やしてみます"),
            (200, "効果なし。v2.2.9 にロールバックします"),
            (300, "復旧を確認"),
        ];
        let messages: Vec<ChatMessage> = words.iter().map(|(at, text)| example(*at, text)).collect();
        let spoken: Vec<Spoken<'_>> = messages.iter().map(|m| Spoken { message: m, acts: acts_of(m) }).collect();
        let found = read(&spoken, Some(Timestamp::from_second(250).unwrap()));
        let told: Vec<(RemarkKind, &str)> = found.iter().map(|r| (r.kind, r.quote.as_str())).collect();
        assert_eq!(told, [(RemarkKind::InVain, words[0].1)]);
        assert!(spoken[2].weight(Act::Recovered) > 0.0);
    }

    #[test]
    fn remarks_are_read_once_each() {
        let words = [
            (100, "restarted pricing, that did not help"),
            (120, "still broken, no change after the restart"),
            (140, "キャッシュをクリアしましたが効果がありません"),
            (160, "did nobody get paged? no alert fired?"),
            (180, "we have no runbook for a redis failover, and nobody was paged"),
            (300, "the restart of yesterday did not help either"),
        ];
        let messages: Vec<ChatMessage> = words.iter().map(|(at, text)| example(*at, text)).collect();
        let spoken: Vec<Spoken<'_>> = messages.iter().map(|m| Spoken { message: m, acts: acts_of(m) }).collect();
        let found: Vec<(RemarkKind, i64)> = read(&spoken, Some(Timestamp::from_second(200).unwrap()))
            .into_iter()
            .map(|r| (r.kind, r.time.as_second()))
            .collect();
        let expected = [
            (RemarkKind::InVain, 100),
            (RemarkKind::InVain, 140),
            (RemarkKind::NoRunbook, 180),
            (RemarkKind::NotPaged, 180),
        ];
        assert_eq!(found, expected);
    }
}
