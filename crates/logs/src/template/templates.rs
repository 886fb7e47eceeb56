//! The result: templates by content, and the way from a masked line to its template.

use std::collections::BTreeMap;
use std::fmt;

use super::mask::{MaskedId, content_hash};
use super::parameter::Parameter;

/// Text of the bucket that counts messages beyond the bound on distinct masked lines.
pub const OVERFLOW_TEXT: &str = "<*>";

/// Identity of a template: a hash of its text, so the same text has the same id in every run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TemplateId(pub u64);

impl fmt::Display for TemplateId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

/// One sentence of a program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Template {
    /// Identity by content.
    pub id: TemplateId,
    /// The sentence, `<*>` for each parameter.
    pub text: String,
    /// Messages printed from it.
    pub count: u64,
    /// One for each `<*>`, in order.
    pub parameters: Vec<Parameter>,
}

impl Template {
    pub(super) fn new(text: String, count: u64, parameters: Vec<Parameter>) -> Self {
        Self { id: TemplateId(content_hash(text.as_bytes())), text, count, parameters }
    }
}

/// All templates of a miner.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Templates {
    all: Vec<Template>,
    places: BTreeMap<MaskedId, usize>,
    overflow: Template,
}

impl Templates {
    pub(super) fn new(all: Vec<Template>, places: BTreeMap<MaskedId, usize>, overflow: u64) -> Self {
        Self { all, places, overflow: Template::new(OVERFLOW_TEXT.to_owned(), overflow, Vec::new()) }
    }

    /// Returns the template of a masked line; the overflow bucket for one that was not kept.
    #[must_use]
    pub fn template_of(&self, id: MaskedId) -> &Template {
        self.places.get(&id).and_then(|&place| self.all.get(place)).unwrap_or(&self.overflow)
    }

    /// Messages in the overflow bucket.
    #[must_use]
    pub fn overflow(&self) -> u64 {
        self.overflow.count
    }

    /// Lists the templates, most frequent first, then by text; the overflow bucket, if used, comes last.
    pub fn iter(&self) -> impl Iterator<Item = &Template> {
        self.all.iter().chain((self.overflow.count > 0).then_some(&self.overflow))
    }
}
