//! Dates with Japanese units: `2026年3月10日 12時34分56秒`, `2026年03月10日 12:34:56`, `3月10日(火) 午後0時34分56秒`.

use super::{
    reading::{self, Civil, Half, Reading, Written},
    zone,
};
use crate::scan::Scan;

/// A date with 年, 月 and 日, and a time of day behind it, at the start of `bytes`.
pub(super) fn read(bytes: &[u8]) -> Option<(Reading, usize)> {
    let mut scan = Scan::new(bytes);
    let year = match scan.digit_run() {
        4 => {
            let year = i32::try_from(scan.digits(4)?).ok()?;
            unit(&mut scan, "年").then_some(())?;
            Some(year)
        }
        _ => None,
    };
    month_and_day(scan, year)
}

/// A date of an era, `令和8年3月10日`, and a time of day.
pub(super) fn of_era(bytes: &[u8]) -> Option<(Reading, usize)> {
    /// The year before the first one of each.
    const ERAS: [(&str, i32); 3] = [("令和", 2018), ("平成", 1988), ("昭和", 1925)];
    let mut scan = Scan::new(bytes);
    let (_, before) = ERAS.into_iter().find(|(name, _)| unit(&mut scan, name))?;
    let year = if unit(&mut scan, "元") { 1 } else { i32::try_from(scan.digits_up_to_two()?).ok()? };
    unit(&mut scan, "年").then_some(())?;
    month_and_day(scan, Some(before + year))
}

fn month_and_day(mut scan: Scan<'_>, year: Option<i32>) -> Option<(Reading, usize)> {
    let month = scan.digits_up_to_two()?;
    unit(&mut scan, "月").then_some(())?;
    let day = scan.digits_up_to_two()?;
    unit(&mut scan, "日").then_some(())?;
    day_of_week(&mut scan);
    scan.spaces();
    let second_of_day = time_of_day(&mut scan)?;
    let nanos = reading::fraction(&mut scan);
    let zone_s = zone::read(&mut scan);
    let reading = Reading::Civil(Civil { year, month, day, second_of_day, nanos, zone_s, written: Written::Once });
    ((1..=12).contains(&month) && (1..=31).contains(&day)).then_some((reading, scan.at()))
}

fn unit(scan: &mut Scan<'_>, name: &str) -> bool {
    scan.eat_all(name.as_bytes())
}

/// `(火)`, with brackets of either width.
pub(super) fn day_of_week(scan: &mut Scan<'_>) {
    const DAYS: [&str; 7] = ["月", "火", "水", "木", "金", "土", "日"];
    let start = scan.at();
    for (open, close) in [("(", ")"), ("（", "）")] {
        if unit(scan, open) && DAYS.into_iter().any(|day| unit(scan, day)) && unit(scan, close) {
            return;
        }
        scan.go(start);
    }
}

/// `12時34分56秒`, or with colons, `午前` or `午後` before it.
fn time_of_day(scan: &mut Scan<'_>) -> Option<u32> {
    let half = Half::before(scan);
    let start = scan.at();
    let second_of_day = reading::time_of_day(scan, b':').or_else(|| {
        scan.go(start);
        let hour = scan.digits_up_to_two()?;
        unit(scan, "時").then_some(())?;
        let minute = scan.digits_up_to_two()?;
        unit(scan, "分").then_some(())?;
        let second = scan.digits_up_to_two().filter(|_| unit(scan, "秒"))?;
        (hour < 24 && minute < 60 && second <= 60).then_some(hour * 3600 + minute * 60 + second)
    })?;
    Some(Half::settle(half, second_of_day))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_or_colons_with_or_without_a_year() {
        for (text, year, second, rest) in [
            ("2026年3月10日 12時34分56秒 開始", Some(2026), 45_296, " 開始"),
            ("2026年03月10日 12:34:56.5 x", Some(2026), 45_296, " x"),
            ("3月10日(火) 午後0時34分56秒", None, 45_296, ""),
            ("2026年3月10日（火）午前12:34:56", Some(2026), 2_096, ""),
        ] {
            let (reading, length) = read(text.as_bytes()).expect(text);
            let Reading::Civil(civil) = reading else { panic!("{text}") };
            assert_eq!((civil.year, civil.month, civil.day, civil.second_of_day), (year, 3, 10, second), "{text}");
            assert_eq!(text.get(length..), Some(rest), "{text}");
        }
        for text in ["2026年13月1日 1:00:00", "2026年3月10日", "3月10日 25時00分00秒", "10日"] {
            assert!(read(text.as_bytes()).is_none(), "{text}");
        }
    }
}
