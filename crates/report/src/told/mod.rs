//! What a report tells, for renderings that hold less than all of it: drawings, short messages, JSON.
//!
//! People own the words, so the document comes first. The analysis is drafted again in the language of the report and laid
//! beside the document ([`crate::merge`] pairs the parts by what they cite): what still stands as drafted may be told in any
//! language, what somebody rewrote is told in their words, what somebody deleted is not told, and what somebody added is.
//! A document without an analysis, which was imported, tells all by itself.
//!
//! | file | what is there |
//! | --- | --- |
//! | `alone.rs` | a document without an analysis |
//! | `beside.rs` | a document beside the analysis that it was drafted from |
//! | `brief.rs` | head, summary, impact, cause and actions, for short messages |
//! | `factors.rs` | factors as people left them |
//! | `rows.rs` | timeline rows as people left them |
//! | `whys.rs` | the chain of whys as people wrote it |

mod alone;
mod beside;
mod brief;
mod factors;
mod rows;
mod whys;

use std::collections::{BTreeMap, BTreeSet};

use backstory_model::{Analysis, EvidenceId, Factor, FactorId, Layer};

use crate::audience::Editor;
use crate::document::Document;
use crate::draft::category_key;
pub(crate) use brief::{Brief, BriefAction, BriefTitle, ShareBy};
pub(crate) use whys::Why;

/// A report as renderings tell it.
#[derive(Debug, Clone, PartialEq)]
pub struct Told {
    /// The analysis with its head, rows, factors and actions as the document has them.
    pub analysis: Analysis,
    /// The label in the document of what the analysis cites; evidence that is not here has its own id as label.
    pub(crate) labels: BTreeMap<EvidenceId, String>,
    /// Factors that no category was given for.
    pub(crate) loose: BTreeSet<FactorId>,
    /// What short messages say.
    pub(crate) brief: Brief,
    /// The chain of whys that the document holds; drawn where its factors make no tree.
    pub(crate) whys: Vec<Why>,
}

impl From<Analysis> for Told {
    /// An analysis that nobody has written about yet.
    fn from(analysis: Analysis) -> Self {
        let brief = Brief::drafted(&analysis);
        Self { analysis, labels: BTreeMap::new(), loose: BTreeSet::new(), brief, whys: Vec::new() }
    }
}

impl Told {
    /// What a document tells, beside the analysis that it was drafted from.
    pub fn beside(analysis: &Analysis, document: &Document) -> Self {
        beside::told(analysis, document)
    }

    /// What a document without an analysis tells. None where its times can be no window, which no document that was read
    /// brings about.
    pub fn alone(document: &Document) -> Option<Self> {
        alone::told(document)
    }

    /// What a factor is grouped under in drawings: its category, else its layer, as a key of the catalogue.
    pub(crate) fn group(&self, factor: &Factor) -> &'static str {
        match factor.layer {
            _ if !self.loose.contains(&factor.id) => category_key(factor.category),
            Layer::Immediate => "section-immediate",
            Layer::Contributing => "section-contributing",
            Layer::Systemic => "section-systemic",
        }
    }

    /// The same for an audience.
    ///
    /// # Errors
    /// When the masked analysis can no longer be read; nothing of it is returned then.
    pub fn for_audience(&self, editor: &mut Editor) -> Result<Self, serde_json::Error> {
        let mut analysis = editor.analysis(&self.analysis)?;
        let brief = self.brief.retold(&mut |words| editor.markdown(words));
        // A day that the audience does not read in the document is no deadline to it either.
        for action in &mut analysis.actions {
            let is_hidden = |written: &BriefAction| matches!(written, BriefAction::Written { id, deadline, .. } if *id == action.id.0 && deadline.is_empty());
            if brief.actions.iter().any(is_hidden) {
                action.deadline = None;
            }
        }
        let whys =
            self.whys.iter().map(|why| Why { question: editor.text(&why.question), answer: editor.text(&why.answer) });
        let whys = whys.collect();
        Ok(Self { analysis, labels: self.labels.clone(), loose: self.loose.clone(), brief, whys })
    }
}
