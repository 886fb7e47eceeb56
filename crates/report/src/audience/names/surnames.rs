//! Family names of Japan in a sentence, with the given name behind them.

use std::sync::LazyLock;

use regex::Regex;

use super::japanese::{self, is_han};

/// What follows a family name of Japan: a given name, then what follows a person.
const AFTER_SURNAME: &str = r"^(?:[ 　]?[\p{Han}々]{1,3}(?:[\s　、。，,.)）(（\[［|｜/／:：・;；「」『』【】<＜>＞*_`~]|$|が|は|の|に|を|と|も|へ|だ|で|や|・|から|より|さん|氏|様)|[ 　]?[\p{Hiragana}\p{Katakana}ー]{2,5}(?:さん|氏|様|くん))?";

/// What stands behind a family name and is no given name: titles, labels of the next field, deeds, what is somebody's own.
const NO_GIVEN: [&str; 44] = [
    "部長", "課長", "係長", "主任", "室長", "社長", "店長", "会長", "専務", "常務", "先輩", "夫妻", "監修", "期限",
    "書記", "担当", "承認", "確認", "記録", "作成", "執筆", "報告", "実装", "対応", "作業", "調査", "復旧", "指揮",
    "司会", "参加", "退席", "合流", "到着", "出社", "個人", "本人", "自身", "側", "宅", "家", "組", "班", "案", "発",
];

/// The text with every family name of Japan replaced, where it stands for a person.
pub(in crate::audience) fn replaced(text: &str, role: &str) -> String {
    if text.is_ascii() {
        return text.to_owned();
    }
    let mut told = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let before = told.chars().next_back();
        // Inside a longer word in kanji the same characters are part of a place or thing.
        let stands = before.is_none_or(|c| !is_han(c));
        let kana = |c: char| matches!(c, 'ぁ'..='ヿ');
        let sounds = before.is_none_or(|c| !is_han(c) && !kana(c) || matches!(c, '・' | 'と' | 'や'));
        if let Some(after) = japanese::behind_sound(rest).filter(|_| sounds) {
            told.push_str(role);
            rest = after;
            continue;
        }
        match japanese::behind_surname(rest).filter(|_| stands) {
            Some(after) if !is_of_a_place(after) => {
                told.push_str(role);
                rest = after_given(after);
            }
            _ => {
                told.push(c);
                rest = rest.get(c.len_utf8()..).unwrap_or("");
            }
        }
    }
    told
}

/// Whether what follows makes a place, a shop or a company of a family name: `中野区`, `本田自動車`.
fn is_of_a_place(after: &str) -> bool {
    const THINGS: [&str; 17] = [
        "自動車",
        "工業",
        "産業",
        "建設",
        "運輸",
        "商店",
        "商会",
        "物流",
        "食品",
        "薬品",
        "製菓",
        "証券",
        "不動産",
        "病院",
        "大学",
        "海岸",
        "空港",
    ];
    after.starts_with(['区', '市', '町', '村', '県', '駅', '支', '店', '銀', '製', '電'])
        || THINGS.iter().any(|thing| after.starts_with(thing))
}

/// The text after the given name at its start, if there is one.
pub(super) fn after_given(text: &str) -> &str {
    static PATTERN: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(AFTER_SURNAME).ok());
    let matched = PATTERN.as_ref().and_then(|pattern| pattern.find(text)).map_or("", |m| m.as_str());
    let given = matched.trim_end_matches(|c: char| !is_han(c));
    let titled = || ["さん", "氏", "様", "くん"].iter().find_map(|title| matched.strip_suffix(title));
    let name = if given.is_empty() { titled().unwrap_or_default() } else { given };
    let is_other = NO_GIVEN.contains(&name.trim_start_matches([' ', '　']));
    text.strip_prefix(name).filter(|_| !is_other).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    #[test]
    fn family_names_are_found_and_words_are_kept() {
        for (text, expected) in [
            ("鈴木一郎が再起動した", "Xが再起動した"),
            ("担当は高橋 美咲だった", "担当はXだった"),
            ("田中が切り戻しを実施", "Xが切り戻しを実施"),
            ("山田さんに確認", "Xさんに確認"),
            ("中野区のデータセンター", "中野区のデータセンター"),
            ("前田の確認後に再起動", "Xの確認後に再起動"),
            ("責任者：髙橋健一\n日付：5月", "責任者：X\n日付：5月"),
            ("担当：渡邉美咲\n", "担当：X\n"),
            ("鈴木一郎（インフラ部）", "X（インフラ部）"),
            ("山﨑が確認し、やまだが承認", "Xが確認し、Xが承認"),
            ("齊藤・スズキさん", "X・Xさん"),
            ("本田自動車の注文", "本田自動車の注文"),
            ("砂糖とさとうきび", "砂糖とさとうきび"),
        ] {
            assert_eq!(super::replaced(text, "X"), expected, "{text}");
        }
    }
}
