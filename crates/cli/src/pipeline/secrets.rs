//! Credentials that lie in the evidence: what is told of it goes to people and into repositories, and tells none.

use backstory_evidence::mask::Masker;
use backstory_model::Analysis;
use serde_json::Value;

/// The analysis with pseudonyms for credentials and payment cards, the same for the same value.
pub(super) fn masked(analysis: Analysis) -> Analysis {
    let Ok(mut value) = serde_json::to_value(&analysis) else { return analysis };
    let mut masker = Masker::of_secrets();
    if !mask(&mut value, &mut masker) {
        return analysis;
    }
    serde_json::from_value(value).unwrap_or(analysis)
}

/// Whether anything was masked.
fn mask(value: &mut Value, masker: &mut Masker) -> bool {
    match value {
        Value::String(text) => {
            let masked = match masker.mask(text) {
                std::borrow::Cow::Owned(masked) => masked,
                std::borrow::Cow::Borrowed(_) => return false,
            };
            *text = masked;
            true
        }
        Value::Array(items) => items.iter_mut().fold(false, |any, item| mask(item, masker) | any),
        Value::Object(fields) => fields.values_mut().fold(false, |any, field| mask(field, masker) | any),
        Value::Null | Value::Bool(_) | Value::Number(_) => false,
    }
}
