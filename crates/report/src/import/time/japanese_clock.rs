//! Times of day as Japanese writes them: `午後3時5分`, `夜8時`, `昼ごろ`, `9時半`.

use crate::import::time::{
    moment::{Clock, Found, check},
    scan::Scan,
};

/// `午前10時`, `15時5分20秒`, `9時半`.
pub(in crate::import) fn japanese(scan: &mut Scan<'_>) -> Option<Found> {
    if scan.eat("正午") {
        return check(Clock { hour: Some(12), minute: Some(0), ..Clock::default() }, false, None);
    }
    let mark = scan.mark();
    // `昼ごろ`
    if scan.eat("昼")
        && (scan.starts_with("ごろ") || scan.starts_with("頃") || scan.starts_with("過ぎ") || scan.starts_with("すぎ"))
    {
        return check(Clock { hour: Some(12), ..Clock::default() }, false, None);
    }
    scan.reset(mark);
    let part = ["早朝", "未明", "深夜", "朝", "昼", "夕方", "夜中", "夜"].into_iter().find(|part| scan.eat(part));
    let half = if scan.eat("午後") { Some(12) } else { scan.eat("午前").then_some(0) };
    let hour = scan.number(1, 2)?;
    let mut clock = Clock { hour: i8::try_from(hour).ok(), ..Clock::default() };
    if scan.eat("時") {
        if scan.eat("半") {
            clock.minute = Some(30);
        } else {
            let mark = scan.mark();
            match scan.number(1, 2) {
                Some(minute) if scan.eat("分") => clock.minute = i8::try_from(minute).ok(),
                _ => scan.reset(mark),
            }
            let mark = scan.mark();
            match scan.number(1, 2) {
                Some(second) if scan.eat("秒") => clock.second = i8::try_from(second).ok(),
                _ => scan.reset(mark),
            }
        }
    } else if half.is_some() && scan.eat(":") {
        clock.minute = scan.number(2, 2).and_then(|m| i8::try_from(m).ok());
        clock.minute?;
    } else {
        return None;
    }
    // A duration (`3時間`) is no time of day.
    if scan.eat("間") {
        return None;
    }
    if let (Some(half), Some(hour)) = (half, clock.hour) {
        clock.hour = Some(if hour < 12 { hour + half } else { hour });
    }
    // `夜8時` is in the evening, `夜1時` is not.
    let after_noon = match part {
        Some("昼" | "夕方") => 1..12,
        Some("夜") => 5..12,
        _ => 0..0,
    };
    clock.hour = clock.hour.map(|hour| if after_noon.contains(&hour) { hour + 12 } else { hour });
    check(clock, false, None)
}
