//! Whether one number is another by a slip of the hand: one digit, two neighbours swapped, an hour too many.

/// Whether two numbers as written differ in one digit, or in two neighbours that are swapped.
pub(in crate::numbers) fn of_digits(a: &str, b: &str) -> bool {
    if a.len() != b.len() || a == b {
        return false;
    }
    let differing: Vec<usize> =
        a.bytes().zip(b.bytes()).enumerate().filter(|(_, (x, y))| x != y).map(|(at, _)| at).collect();
    match differing.as_slice() {
        [_] => true,
        [first, second] => {
            let at = |text: &str, i: usize| text.as_bytes().get(i).copied();
            *second == first + 1 && at(a, *first) == at(b, *second) && at(a, *second) == at(b, *first)
        }
        _ => false,
    }
}

/// Whether two lengths of time differ so, written in minutes or in hours and minutes. A minute more or less is rounded.
pub(in crate::numbers) fn of_lengths(stated_s: f64, measured_s: f64) -> bool {
    const LONGEST_S: f64 = 10.0 * 86_400.0;
    if !(60.0..LONGEST_S).contains(&stated_s) || !(60.0..LONGEST_S).contains(&measured_s) {
        return false;
    }
    let minutes = |seconds: f64| jiff::SignedDuration::try_from_secs_f64(seconds + 30.0).map_or(0, |d| d.as_mins());
    let (a, b) = (minutes(stated_s), minutes(measured_s));
    if a.abs_diff(b) <= 1 {
        return false;
    }
    let by_minutes = of_digits(&a.to_string(), &b.to_string());
    let clock = |m: i64| format!("{:03}{:02}", m / 60, m % 60);
    // `1 h 20` for `20 min`, `14 min` for `4 min`: a digit in front of a number that is told without.
    let is_led = a >= 10 && b < 10 && a - b == 10 || b >= 10 && a < 10 && b - a == 10;
    // Digits of hours and of minutes are not swapped with each other.
    let by_clock = clock(a).bytes().zip(clock(b).bytes()).filter(|(x, y)| x != y).count() == 1;
    by_minutes || is_led || (a.max(b) >= 60 && by_clock)
}

/// Largest factor between a length that a person got wrong and the true one, where words tie it to its rows.
pub(in crate::numbers) const NEAR: f64 = 3.0;
/// The same where roles tie it: a page and a rollback are hardly mistaken for other rows.
pub(in crate::numbers) const NEAR_OF_ROLES: f64 = 8.0;

/// Whether one length of time may be a mistaken other one. People who reckon wrong come near, or a digit slips; what lies farther
/// off is rather the length of something else that words have tied to the wrong rows.
pub(in crate::numbers) fn is_mistakable(stated_s: f64, measured_s: f64, factor: f64) -> bool {
    let (short, long) = (stated_s.min(measured_s).max(1.0), stated_s.max(measured_s));
    long <= short * factor || of_lengths(stated_s, measured_s)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_of_the_hand_are_known() {
        assert!(of_digits("164720", "154720") && of_digits("421", "412"));
        assert!(!of_digits("421", "421") && !of_digits("421", "4210") && !of_digits("421", "385"));
        let minutes = |a: f64, b: f64| of_lengths(a * 60.0, b * 60.0);
        assert!(minutes(27.0, 17.0) && minutes(81.0, 71.0) && minutes(128.0, 118.0) && minutes(165.0, 105.0));
        assert!(minutes(14.0, 4.0));
        assert!(
            is_mistakable(35.0 * 60.0, 95.0 * 60.0, NEAR)
                && is_mistakable(120.0, 720.0, NEAR)
                && !is_mistakable(180.0, 7_440.0, NEAR)
        );
        assert!(!minutes(27.0, 28.0) && !minutes(27.0, 27.0) && !minutes(27.0, 49.0) && !minutes(43.0, 67.0));
    }
}
