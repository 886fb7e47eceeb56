//! Languages: the message catalogues under `locales/<code>/*.ftl` (Project Fluent) and how values are printed.
//!
//! A sentence arrives as a `Phrase`: a key and typed arguments. The catalogue chooses the words; the type of an
//! argument decides how it is printed. Adding a language is adding a folder; the build script finds it and the
//! tests say what it lacks.

mod catalogue;
mod fill;
mod source;
mod units;

#[cfg(test)]
mod completeness;

pub use catalogue::Catalogue;
pub use fill::fill;
pub(crate) use source::name as source_name;
pub(crate) use units::{date_and_minute, day, time_of_day};

include!(concat!(env!("OUT_DIR"), "/languages.rs"));

impl Lang {
    /// The language of a code: `ja`, `ja-JP`, `EN_us`. None where there is no catalogue.
    pub fn from_code(code: &str) -> Option<Self> {
        let code = code.trim().replace('_', "-").to_ascii_lowercase();
        let primary = code.split('-').next().unwrap_or_default();
        let find = |wanted: &str| Self::ALL.iter().copied().find(|l| l.code().eq_ignore_ascii_case(wanted));
        find(&code).or_else(|| find(primary))
    }
}

impl Lang {
    /// The language of a document: as its front matter states, else that of its words.
    pub fn of_document(document: &crate::document::Document) -> Self {
        let stated = document.front_matter.as_ref().and_then(|front| front.get("lang")).and_then(Self::from_code);
        stated.unwrap_or_else(|| Self::of_words(document.source()))
    }

    /// Japanese where a text has more than a sprinkle of kana or kanji, else English.
    fn of_words(text: &str) -> Self {
        if backstory_model::is_japanese(text) { Self::Ja } else { Self::En }
    }
}

impl std::fmt::Display for Lang {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.code())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_find_their_language() {
        assert_eq!(Lang::from_code("ja-JP"), Some(Lang::Ja));
        assert_eq!(Lang::from_code("EN_us"), Some(Lang::En));
        assert_eq!(Lang::from_code("tlh"), None);
        assert_eq!(Lang::from_code(""), None);
    }
}
