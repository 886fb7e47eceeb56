//! The words of the program, in the language of whoever ran it.

use std::sync::{LazyLock, OnceLock};

use backstory_model::Phrase;
use backstory_report::locale::{Catalogue, Lang};

/// Those of programs, and of an error that nobody tells in another language.
static ENGLISH: LazyLock<Words> = LazyLock::new(|| Words::of(Lang::En));

/// The catalogue of a language, read when the first word is needed: most runs say nothing but their result.
#[derive(Debug)]
pub struct Words {
    lang: Lang,
    catalogue: OnceLock<Catalogue>,
}

impl Words {
    /// Words of a language.
    pub fn of(lang: Lang) -> Self {
        Self { lang, catalogue: OnceLock::new() }
    }

    /// English words.
    pub fn english() -> &'static Self {
        &ENGLISH
    }

    /// The language.
    pub fn lang(&self) -> Lang {
        self.lang
    }

    /// The catalogue.
    pub fn catalogue(&self) -> &Catalogue {
        self.catalogue.get_or_init(|| Catalogue::load(self.lang))
    }

    /// A phrase as one line of plain text, code in backticks.
    pub fn say(&self, phrase: &Phrase) -> String {
        self.catalogue().plain(phrase)
    }

    /// A message without arguments.
    pub fn text(&self, key: &str) -> String {
        self.catalogue().text(key)
    }
}

/// The columns of a terminal that a text takes.
pub fn columns(text: &str) -> usize {
    unicode_width::UnicodeWidthStr::width(text)
}

/// A text filled with spaces up to so many columns of a terminal.
pub fn padded(text: &str, width: usize) -> String {
    format!("{text}{}", " ".repeat(width.saturating_sub(columns(text))))
}

/// A path as an argument of a phrase.
pub fn path(path: &std::path::Path) -> String {
    path.display().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_line_up_in_every_script() {
        assert_eq!(padded("lines", 8), "lines   ");
        assert_eq!(padded("形式", 8), "形式    ");
        assert_eq!(padded("longer than that", 8), "longer than that");
    }
}
