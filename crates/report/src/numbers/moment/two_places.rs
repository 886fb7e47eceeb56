//! One time in two places of the world, told in prose: `22:50 UTC, which is 8:50 AM in Sydney (UTC+11)`, `日本の 14:00 はシンガポール
//! では 15:00`.
//!
//! A place with summer time may be either hour; only what neither gives is wrong.

use std::sync::LazyLock;

use jiff::civil::Time;
use regex::Regex;

use crate::{
    document::{Document, LineIndex},
    import::time::zone,
    numbers::{
        Contradiction, ContradictionKind,
        interval::stated::place,
        moment::slip::{self, Clock},
        reading::sentence,
    },
};

const DAY: i64 = 24 * 60;

/// Names of places and their minutes east of Greenwich, in winter and in summer where the two differ.
const PLACES: &[(&[&str], &[i64])] = &[
    (&["Tokyo", "Osaka", "Japan", "東京", "大阪", "日本"], &[540]),
    (&["Seoul", "Korea", "ソウル", "韓国"], &[540]),
    (
        &[
            "Singapore",
            "Hong Kong",
            "Shanghai",
            "Beijing",
            "Taipei",
            "Manila",
            "Kuala Lumpur",
            "Perth",
            "シンガポール",
            "香港",
            "上海",
            "北京",
            "台北",
            "台湾",
            "マニラ",
            "中国",
            "マレーシア",
        ],
        &[480],
    ),
    (
        &[
            "Bangkok",
            "Jakarta",
            "Hanoi",
            "Ho Chi Minh",
            "Vietnam",
            "Thailand",
            "バンコク",
            "ジャカルタ",
            "ハノイ",
            "ベトナム",
            "タイ時間",
        ],
        &[420],
    ),
    (
        &[
            "Mumbai",
            "Delhi",
            "Bangalore",
            "Bengaluru",
            "Hyderabad",
            "Chennai",
            "Pune",
            "India",
            "インド",
            "ムンバイ",
            "バンガロール",
        ],
        &[330],
    ),
    (&["Dubai", "Abu Dhabi", "ドバイ"], &[240]),
    (&["Moscow", "Istanbul", "Nairobi", "Riyadh", "モスクワ", "イスタンブール"], &[180]),
    (&["Johannesburg", "Cape Town"], &[120]),
    (&["Lagos"], &[60]),
    (&["Reykjavik", "Accra"], &[0]),
    (&["São Paulo", "Sao Paulo", "Buenos Aires", "サンパウロ"], &[-180]),
    (&["Bogotá", "Bogota", "Lima"], &[-300]),
    (&["Phoenix", "Arizona"], &[-420]),
    (&["Honolulu", "Hawaii", "ハワイ"], &[-600]),
    (&["Brisbane", "Queensland"], &[600]),
    (&["London", "Dublin", "Lisbon", "Edinburgh", "Glasgow", "ロンドン"], &[0, 60]),
    (
        &[
            "Berlin",
            "Paris",
            "Amsterdam",
            "Madrid",
            "Barcelona",
            "Rome",
            "Milan",
            "Vienna",
            "Zurich",
            "Zürich",
            "Brussels",
            "Stockholm",
            "Oslo",
            "Copenhagen",
            "Prague",
            "Warsaw",
            "Budapest",
            "Frankfurt",
            "Munich",
            "Hamburg",
            "ベルリン",
            "パリ",
            "フランクフルト",
            "アムステルダム",
        ],
        &[60, 120],
    ),
    (&["Helsinki", "Kyiv", "Athens", "Bucharest", "Sofia", "Tallinn", "Riga", "Vilnius"], &[120, 180]),
    (
        &["New York", "Boston", "Toronto", "Washington", "Atlanta", "Miami", "East Coast", "ニューヨーク", "東海岸"],
        &[-300, -240],
    ),
    (&["Chicago", "Dallas", "Austin", "Houston", "シカゴ"], &[-360, -300]),
    (&["Denver"], &[-420, -360]),
    (
        &[
            "San Francisco",
            "Los Angeles",
            "Seattle",
            "Portland",
            "Vancouver",
            "West Coast",
            "California",
            "サンフランシスコ",
            "ロサンゼルス",
            "シアトル",
            "西海岸",
        ],
        &[-480, -420],
    ),
    (&["Sydney", "Melbourne", "Canberra", "シドニー", "メルボルン"], &[600, 660]),
    (&["Auckland", "Wellington", "New Zealand", "オークランド"], &[720, 780]),
];

static LINK: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)(?:which|that) (?:is|was|makes|means|corresponds to)|\bi\.e\.|\bor (?:about )?$|[(（=＝/]\s*$|にあた|つまり|すなわち|では|でいう|^[^。]{0,10}は|現地")
        .expect("the pattern is a constant that the tests use")
});

/// Checks all prose and the rows.
pub(in crate::numbers) fn check(document: &Document, out: &mut Vec<Contradiction>) {
    let lines = LineIndex::new(document.source());
    for passage in &document.passages {
        for text in sentence::split(&passage.text.text) {
            let clocks = slip::clocks(text);
            for pair in clocks.windows(2).take(10) {
                let [first, second] = pair else { continue };
                let Some(expected) = shifted(text, &clocks, *first, *second) else { continue };
                let said = text.get(second.start..second.end).unwrap_or_default();
                let from = text.get(first.start..first.end).unwrap_or_default();
                let stated = place(document, passage, said, &lines);
                if out.iter().any(|o| o.stated.span.contains(stated.span)) {
                    continue;
                }
                let message = format!("`{said}` is stated, but `{from}` is {expected} there");
                let derived = place(document, passage, from, &lines);
                out.push(Contradiction { kind: ContradictionKind::Time, stated, derived, message });
            }
        }
    }
}

/// What the second time should be, where the two are told as one and are not.
fn shifted(text: &str, all: &[Clock], first: Clock, second: Clock) -> Option<String> {
    let gap = text.get(first.end..second.start)?;
    // A number of things in between, or another sentence of its own.
    if gap.len() > 120 || !LINK.is_match(gap) || gap.contains("from ") || gap.contains("から") || gap.contains(" to ")
    {
        return None;
    }
    let next = all.iter().find(|clock| clock.start >= second.end).map_or(text.len(), |clock| clock.start);
    let behind = text.get(second.end..next)?;
    let lead = text.get(..first.start)?;
    let near_lead: String = lead.chars().rev().take(14).collect::<Vec<_>>().into_iter().rev().collect();
    let own: Vec<i64> = offset_at(gap).or_else(|| one_place(&near_lead))?;
    let close: String = behind.chars().take(40).collect();
    let other = offset_inside(&close)
        .or_else(|| offset_at(behind))
        .or_else(|| one_place(clause_of(&close)))
        .or_else(|| one_place(gap))?;
    if own == other {
        return None;
    }
    let minutes = |time: Time| i64::from(time.hour()) * 60 + i64::from(time.minute());
    let expected: Vec<i64> =
        own.iter().flat_map(|a| other.iter().map(move |b| (minutes(first.time) + b - a).rem_euclid(DAY))).collect();
    // A clock of twelve hours may leave its half of the day unsaid.
    let is_halved = !text.get(second.start..second.end)?.contains(['m', 'M', '午']) && second.time.hour() <= 12;
    let stated = minutes(second.time);
    let fits = |e: &i64| *e == stated || (is_halved && e.rem_euclid(DAY / 2) == stated.rem_euclid(DAY / 2));
    let nearest = expected.first().filter(|_| !expected.iter().any(fits))?;
    Some(format!("{:02}:{:02}", nearest / 60, nearest % 60))
}

fn clause_of(text: &str) -> &str {
    text.split([',', ';', '、', '。', '.']).next().unwrap_or_default()
}

/// The offset of a label right behind a time.
fn offset_at(text: &str) -> Option<Vec<i64>> {
    let label = text.trim_start();
    let label = label.get(..zone::label_at(label)?)?;
    let read = zone::readings(label, None);
    read.offset_s.filter(|_| !read.is_ambiguous).map(|offset| vec![i64::from(offset) / 60])
}

static OFFSET: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:UTC|GMT) ?(?P<sign>[+−-]) ?(?P<hours>[0-9]{1,2})(?::(?P<minutes>[0-9]{2}))?")
        .expect("the pattern is a constant that the tests use")
});

/// `in Sydney (AEDT, UTC+11)`.
fn offset_inside(text: &str) -> Option<Vec<i64>> {
    let found = OFFSET.captures(text)?;
    let number = |name: &str| found.name(name).and_then(|m| m.as_str().parse::<i64>().ok());
    let total = number("hours")? * 60 + number("minutes").unwrap_or(0);
    Some(vec![if found.name("sign").is_some_and(|m| m.as_str() == "+") { total } else { -total }])
}

/// The one place that a text names.
fn one_place(text: &str) -> Option<Vec<i64>> {
    let mut named = PLACES.iter().filter(|(names, _)| names.iter().any(|name| text.contains(name)));
    named.next().filter(|_| named.next().is_none()).map(|(_, offsets)| offsets.to_vec())
}

#[cfg(test)]
mod tests {
    use crate::{document::Document, numbers::contradictions};

    #[test]
    fn a_time_is_the_same_moment_in_both_places() {
        let found =
            |said: &str| contradictions(&Document::parse(&format!("# T\n\n## Summary\n\n{said}\n")), None).len();
        for sound in [
            "It began at 06:00 UTC, which is 8:00 am in Berlin.",
            "It began at 06:00 UTC, which was 7:00 am in Berlin.",
            "At 03:15 UTC (which is 12:15 in Tokyo) the job ran.",
            "We met at 06:00 UTC and called the office at 9:00 in Tokyo.",
            "日本時間の 09:00 はインドでは 05:30 にあたる。",
            "障害は 09:00 から 10:00 まで、東京で続いた。",
        ] {
            assert_eq!(found(sound), 0, "{sound}");
        }
        for wrong in [
            "It began at 06:00 UTC, which is 10:00 am in Berlin.",
            "At 03:15 UTC, which is 11:15 in Tokyo, the job ran.",
            "The first call came at 21:00 UTC, that is 7:30 am in Melbourne (UTC+11).",
            "日本の 09:00 はインドでは 06:30 にあたる。",
        ] {
            assert_eq!(found(wrong), 1, "{wrong}");
        }
    }
}
