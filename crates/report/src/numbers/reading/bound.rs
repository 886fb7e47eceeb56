//! How exact a stated number is: `about 10 minutes`, `within 90 seconds`, `more than two hours`.

/// What the words in front of a number make of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::numbers) enum Bound {
    Exact,
    About,
    AtMost,
    AtLeast,
}

/// Share of the number that `about` may be off.
const ABOUT: f64 = 0.2;

const WORDS: [(&[&str], Bound); 3] = [
    (
        &["within", "less than", "under", "at most", "up to", "no more than", "fewer than", "below", "最大", "最長"],
        Bound::AtMost,
    ),
    (&["over", "more than", "at least", "longer than", "exceeding", "最低", "少なくとも"], Bound::AtLeast),
    (
        &[
            "about",
            "around",
            "approximately",
            "approx.",
            "approx",
            "roughly",
            "nearly",
            "almost",
            "some",
            "circa",
            "~",
            "≈",
            "約",
            "およそ",
            "ほぼ",
            "another",
            "just",
        ],
        Bound::About,
    ),
];

impl Bound {
    /// The bound of a number, from the words in front of it and behind it.
    pub(in crate::numbers) fn of(before: &str, behind: &str) -> Self {
        let before = before.trim_end().to_lowercase();
        // `adds up to 40` is no limit.
        let is_sum = ["add", "adds", "added", "adding", "sum", "sums"]
            .iter()
            .any(|verb| before.strip_suffix(" up to").is_some_and(|head| ends_with_word(head, verb)));
        if is_sum {
            return Self::Exact;
        }
        let found = WORDS.iter().find(|(words, _)| words.iter().any(|word| ends_with_word(&before, word)));
        if let Some((_, bound)) = found {
            return *bound;
        }
        let behind = behind.trim_start();
        if ["以内", "未満", "以下", "or less", "or fewer"].iter().any(|w| behind.starts_with(w)) {
            Self::AtMost
        } else if ["以上", "超", "or more", "+"].iter().any(|w| behind.starts_with(w)) {
            Self::AtLeast
        } else if ["ほど", "程度", "くらい", "ぐらい", "弱", "強", "or so", "前後", "あまり", "余り"]
            .iter()
            .any(|w| behind.starts_with(w))
        {
            Self::About
        } else {
            Self::Exact
        }
    }

    /// Whether a measured value is what was stated, give or take a tolerance.
    pub(in crate::numbers) fn holds(self, stated: f64, measured: f64, tolerance: f64) -> bool {
        match self {
            Self::Exact => (measured - stated).abs() <= tolerance,
            Self::About => (measured - stated).abs() <= tolerance.max(stated * ABOUT),
            Self::AtMost => measured <= stated + tolerance,
            Self::AtLeast => measured >= stated - tolerance,
        }
    }
}

fn ends_with_word(text: &str, word: &str) -> bool {
    text.strip_suffix(word).is_some_and(|head| !word.is_ascii() || !head.ends_with(|c: char| c.is_ascii_alphanumeric()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_around_a_number_say_how_exact_it_is() {
        for (before, behind, expected) in [
            ("it took ", " to", Bound::Exact),
            ("it took about ", "", Bound::About),
            ("fixed within ", "", Bound::AtMost),
            ("down for more than ", "", Bound::AtLeast),
            ("recover", "", Bound::Exact),
            ("検知まで約", "かかった", Bound::About),
            ("検知まで", "以内", Bound::AtMost),
        ] {
            assert_eq!(Bound::of(before, behind), expected, "{before}|{behind}");
        }
        assert!(Bound::AtMost.holds(90.0, 30.0, 0.0) && !Bound::AtMost.holds(90.0, 120.0, 0.0));
        assert!(Bound::About.holds(600.0, 700.0, 0.0) && !Bound::About.holds(600.0, 840.0, 60.0));
    }
}
