//! Zone labels that people write, with their offsets and the rules of their regions.

/// A label of the table.
pub(super) struct Label {
    pub(super) word: &'static str,
    /// Offset the label names, in minutes east of UTC; none where it names a region only.
    pub(super) minutes: Option<i32>,
    /// Rule of the region, for the second reading.
    pub(super) region: Option<&'static str>,
    pub(super) is_ambiguous: bool,
}

const CENTRAL_EUROPE: Option<&str> = Some("CET-1CEST,M3.5.0,M10.5.0/3");
const WEST_EUROPE: Option<&str> = Some("WET0WEST,M3.5.0/1,M10.5.0");
const EAST_EUROPE: Option<&str> = Some("EET-2EEST,M3.5.0/3,M10.5.0/4");
const BRITAIN: Option<&str> = Some("GMT0BST,M3.5.0/1,M10.5.0");
const EASTERN: Option<&str> = Some("EST5EDT,M3.2.0,M11.1.0");
const CENTRAL: Option<&str> = Some("CST6CDT,M3.2.0,M11.1.0");
const MOUNTAIN: Option<&str> = Some("MST7MDT,M3.2.0,M11.1.0");
const PACIFIC: Option<&str> = Some("PST8PDT,M3.2.0,M11.1.0");
const ALASKA: Option<&str> = Some("AKST9AKDT,M3.2.0,M11.1.0");
const JAPAN: Option<&str> = Some("JST-9");
const SYDNEY: Option<&str> = Some("AEST-10AEDT,M10.1.0,M4.1.0/3");
const NEW_ZEALAND: Option<&str> = Some("NZST-12NZDT,M9.5.0,M4.1.0/3");

const fn label(word: &'static str, minutes: i32, region: Option<&'static str>) -> Label {
    Label { word, minutes: Some(minutes), region, is_ambiguous: false }
}

const fn ambiguous(word: &'static str, minutes: i32, region: Option<&'static str>) -> Label {
    Label { word, minutes: Some(minutes), region, is_ambiguous: true }
}

const fn region(word: &'static str, region: Option<&'static str>) -> Label {
    Label { word, minutes: None, region, is_ambiguous: false }
}

pub(super) const LABELS: &[Label] = &[
    label("UTC", 0, None),
    label("Z", 0, None),
    // Greenwich time all year; in Britain the word is also used for local time.
    label("GMT", 0, None),
    label("協定世界時", 0, None),
    label("日本標準時", 540, None),
    label("日本時間", 540, None),
    label("JST", 540, None),
    label("KST", 540, None),
    label("CET", 60, CENTRAL_EUROPE),
    label("CEST", 120, CENTRAL_EUROPE),
    label("MEZ", 60, CENTRAL_EUROPE),
    label("MESZ", 120, CENTRAL_EUROPE),
    label("WET", 0, WEST_EUROPE),
    label("WEST", 60, WEST_EUROPE),
    label("EET", 120, EAST_EUROPE),
    label("EEST", 180, EAST_EUROPE),
    ambiguous("BST", 60, BRITAIN),
    ambiguous("IST", 330, None),
    label("EST", -300, EASTERN),
    label("EDT", -240, EASTERN),
    ambiguous("CST", -360, CENTRAL),
    label("CDT", -300, CENTRAL),
    label("MST", -420, MOUNTAIN),
    label("MDT", -360, MOUNTAIN),
    label("PST", -480, PACIFIC),
    label("PDT", -420, PACIFIC),
    region("PT", PACIFIC),
    region("MT", MOUNTAIN),
    region("CT", CENTRAL),
    region("ET", EASTERN),
    label("Coordinated Universal Time", 0, None),
    label("Greenwich Mean Time", 0, None),
    label("Pacific Standard Time", -480, PACIFIC),
    label("Pacific Daylight Time", -420, PACIFIC),
    label("Mountain Standard Time", -420, MOUNTAIN),
    label("Mountain Daylight Time", -360, MOUNTAIN),
    label("Central Standard Time", -360, CENTRAL),
    label("Central Daylight Time", -300, CENTRAL),
    label("Eastern Standard Time", -300, EASTERN),
    label("Eastern Daylight Time", -240, EASTERN),
    label("Western European Time", 0, WEST_EUROPE),
    label("Western European Summer Time", 60, WEST_EUROPE),
    label("Central European Time", 60, CENTRAL_EUROPE),
    label("Central European Summer Time", 120, CENTRAL_EUROPE),
    label("Eastern European Time", 120, EAST_EUROPE),
    label("Eastern European Summer Time", 180, EAST_EUROPE),
    label("India Standard Time", 330, None),
    label("Indian Standard Time", 330, None),
    label("Japan Standard Time", 540, None),
    label("Korea Standard Time", 540, None),
    label("Singapore Standard Time", 480, None),
    label("Singapore Time", 480, None),
    label("Hong Kong Time", 480, None),
    label("Australian Eastern Standard Time", 600, SYDNEY),
    label("Australian Eastern Daylight Time", 660, SYDNEY),
    label("New Zealand Standard Time", 720, NEW_ZEALAND),
    label("New Zealand Daylight Time", 780, NEW_ZEALAND),
    region("US/Pacific", PACIFIC),
    region("US/Mountain", MOUNTAIN),
    region("US/Central", CENTRAL),
    region("US/Eastern", EASTERN),
    region("Pacific Time", PACIFIC),
    region("Mountain Time", MOUNTAIN),
    region("Central Time", CENTRAL),
    region("Eastern Time", EASTERN),
    region("Pacific", PACIFIC),
    region("Eastern", EASTERN),
    region("Central", CENTRAL),
    region("Mountain", MOUNTAIN),
    label("AEST", 600, SYDNEY),
    label("AEDT", 660, SYDNEY),
    label("NZST", 720, NEW_ZEALAND),
    label("NZDT", 780, NEW_ZEALAND),
    label("SGT", 480, None),
    label("HKT", 480, None),
    label("PHT", 480, None),
    label("MSK", 180, None),
    label("BRT", -180, None),
    label("ART", -180, None),
    label("CLT", -240, None),
    label("COT", -300, None),
    label("PET", -300, None),
    label("AKST", -540, ALASKA),
    label("AKDT", -480, ALASKA),
    label("HST", -600, None),
    label("EAT", 180, None),
    label("CAT", 120, None),
    label("WAT", 60, None),
    label("SAST", 120, None),
    label("TRT", 180, None),
    label("PKT", 300, None),
    label("NPT", 345, None),
    label("ICT", 420, None),
    label("WIB", 420, None),
    label("ACST", 570, None),
    label("AWST", 480, None),
    ambiguous("GST", 240, None),
    ambiguous("AST", -240, None),
    label("NZT", 720, NEW_ZEALAND),
    label("台湾時間", 480, None),
    label("中国時間", 480, None),
    label("韓国時間", 540, None),
    label("インド時間", 330, None),
    label("シンガポール時間", 480, None),
    region("太平洋時間", PACIFIC),
    region("東部時間", EASTERN),
    region("ニューヨーク時間", EASTERN),
    region("英国時間", BRITAIN),
    region("ロンドン時間", BRITAIN),
    region("中央ヨーロッパ時間", CENTRAL_EUROPE),
    region("ドイツ時間", CENTRAL_EUROPE),
    region("ベルリン時間", CENTRAL_EUROPE),
    region("Berlin time", CENTRAL_EUROPE),
    region("Paris time", CENTRAL_EUROPE),
    region("Amsterdam time", CENTRAL_EUROPE),
    region("Copenhagen time", CENTRAL_EUROPE),
    region("Sydney time", SYDNEY),
    region("New York time", EASTERN),
    region("Irish summer time", BRITAIN),
    region("Irish time", BRITAIN),
    region("British summer time", BRITAIN),
    region("Japan time", JAPAN),
    region("Tokyo time", JAPAN),
    region("PST/PDT", PACIFIC),
    region("PDT/PST", PACIFIC),
    region("MST/MDT", MOUNTAIN),
    region("CST/CDT", CENTRAL),
    region("CDT/CST", CENTRAL),
    region("EST/EDT", EASTERN),
    region("EDT/EST", EASTERN),
    region("CET/CEST", CENTRAL_EUROPE),
    region("CEST/CET", CENTRAL_EUROPE),
    region("GMT/BST", BRITAIN),
    region("BST/GMT", BRITAIN),
    region("UK time", BRITAIN),
    region("London time", BRITAIN),
    region("local time", None),
    region("現地時間", None),
];
