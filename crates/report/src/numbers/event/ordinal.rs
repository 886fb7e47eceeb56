//! Which of several events of a kind is meant: the first, the second, the last.

/// A place in a series.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::numbers) enum Ordinal {
    /// Counted from 1.
    Nth(usize),
    Last,
}

const WORDS: [(&[&str], Ordinal); 6] = [
    (&["first", "initial", "1st", "earliest"], Ordinal::Nth(1)),
    (&["second", "2nd"], Ordinal::Nth(2)),
    (&["third", "3rd"], Ordinal::Nth(3)),
    (&["fourth", "4th"], Ordinal::Nth(4)),
    (&["fifth", "5th"], Ordinal::Nth(5)),
    (&["last", "final", "latest"], Ordinal::Last),
];
const JAPANESE: [(&[&str], Ordinal); 6] = [
    (&["最初", "初回", "第1", "1回目", "1 回目", "1件目", "一報", "第一", "1本目", "1台目"], Ordinal::Nth(1)),
    (&["2回目", "2 回目", "2度目", "2 度目", "第2", "2件目", "第二", "再度", "2本目", "2台目"], Ordinal::Nth(2)),
    (&["3回目", "3 回目", "3度目", "第3", "3件目", "第三"], Ordinal::Nth(3)),
    (&["4回目", "4 回目", "第4", "第四"], Ordinal::Nth(4)),
    (&["5回目", "5 回目", "第5"], Ordinal::Nth(5)),
    (&["最後", "最終", "全て", "すべて", "全台", "全件"], Ordinal::Last),
];

/// The ordinal that a text names first.
pub(in crate::numbers) fn of(text: &str) -> Option<Ordinal> {
    let lower = text.to_lowercase();
    let english = lower
        .split(|c: char| !c.is_ascii_alphanumeric())
        .find_map(|word| WORDS.iter().find(|(forms, _)| forms.contains(&word)).map(|(_, ordinal)| *ordinal));
    english.or_else(|| {
        let found = JAPANESE.iter().filter_map(|(forms, ordinal)| {
            forms.iter().filter_map(|form| lower.find(form)).min().map(|at| (at, *ordinal))
        });
        found.min_by_key(|(at, _)| *at).map(|(_, ordinal)| ordinal)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinals_are_read() {
        assert_eq!(of("the second rollback"), Some(Ordinal::Nth(2)));
        assert_eq!(of("the last of the sites"), Some(Ordinal::Last));
        assert_eq!(of("2回目の再起動"), Some(Ordinal::Nth(2)));
        assert_eq!(of("the rollback"), None);
    }
}
