//! In which of the two languages a text is written.

/// Whether a text is Japanese: it has more than a sprinkle of kana or kanji. Else it is taken for English.
pub fn is_japanese(text: &str) -> bool {
    let (mut japanese, mut latin) = (0_usize, 0_usize);
    for c in text.chars() {
        match c {
            '\u{3040}'..='\u{30ff}' | '\u{4e00}'..='\u{9fff}' => japanese += 1,
            c if c.is_ascii_alphabetic() => latin += 1,
            _ => {}
        }
    }
    // One kanji or kana carries about as much as four Latin letters.
    japanese * 4 > latin
}

#[cfg(test)]
mod tests {
    use super::is_japanese;

    #[test]
    fn the_script_tells_the_language() {
        assert!(is_japanese("デプロイで決済が止まった (checkout v2.4.0)"));
        assert!(!is_japanese("The deploy of 決済 stopped every checkout in the region"));
        assert!(!is_japanese(""));
    }
}
