//! Names written in Japanese: forms of one character, the two parts of a full name, family names by their sound.

use std::sync::LazyLock;

/// Family names by how common they are, longest first.
pub(in crate::audience) static SURNAMES: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
    let mut names: Vec<&str> = super::words(include_str!("surnames_ja.txt")).into_iter().collect();
    names.sort_by_key(|name| std::cmp::Reverse(name.len()));
    names
});

/// Family names as they sound, in hiragana, longest first. Those that are also words (`さかい`, `うえの`) are left out.
static SOUNDS: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
    let mut sounds: Vec<&str> = super::words(include_str!("surnames_kana.txt")).into_iter().collect();
    sounds.sort_by_key(|sound| std::cmp::Reverse(sound.len()));
    sounds
});

/// What follows a person who stands alone in a sentence.
const BEHIND: [&str; 28] = [
    "が",
    "は",
    "も",
    "と",
    "の",
    "に",
    "を",
    "へ",
    "や",
    "から",
    "より",
    "さん",
    "氏",
    "様",
    "くん",
    "君",
    "による",
    "ら",
    "先輩",
    "夫妻",
    "部長",
    "課長",
    "主任",
    "リーダー",
    "PM",
    "、",
    "。",
    "，",
];
/// Ends of words that name a team, a role or a company, and nobody.
const GROUPS: [&str; 33] = [
    "部",
    "課",
    "班",
    "係",
    "室",
    "チーム",
    "担当",
    "者",
    "員",
    "社",
    "店",
    "局",
    "組",
    "会",
    "側",
    "先",
    "長",
    "科",
    "群",
    "隊",
    "所",
    "署",
    "院",
    "団",
    "省",
    "庁",
    "行",
    "役",
    "職",
    "業",
    "本部",
    "中",
    "済",
];
/// Beginnings of such words.
const WORK: [&str; 24] = [
    "運用", "開発", "監視", "基盤", "情報", "営業", "品質", "技術", "決済", "注文", "在庫", "顧客", "全員", "全社",
    "当番", "保守", "未定", "不明", "該当", "関係", "検討", "調整", "自動", "各部",
];

pub(in crate::audience) fn is_han(c: char) -> bool {
    matches!(c, '々' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{2fa1f}')
}

/// The usual form of a character that names have in several: `髙` is `高`, `邉` is `辺`.
fn usual(c: char) -> char {
    match c {
        '髙' => '高',
        '﨑' | '嵜' | '碕' => '崎',
        '濱' | '濵' => '浜',
        '德' => '徳',
        '𠮷' => '吉',
        '齋' | '齊' | '斉' => '斎',
        '澤' => '沢',
        '廣' => '広',
        '眞' => '真',
        '國' => '国',
        '嶋' | '嶌' => '島',
        '櫻' => '桜',
        '邊' | '邉' => '辺',
        '條' => '条',
        '瀨' => '瀬',
        '曾' => '曽',
        '渕' | '淵' => '渕',
        '冨' => '富',
        '槇' => '槙',
        '栁' => '柳',
        '黑' => '黒',
        '靑' => '青',
        '淸' => '清',
        '增' => '増',
        '𣘺' => '橋',
        c => c,
    }
}

/// The text behind a name at its start, in whatever form its characters are written.
fn behind<'t>(text: &'t str, name: &str) -> Option<&'t str> {
    let mut rest = text.chars();
    let fits = name.chars().all(|c| rest.next().is_some_and(|found| usual(found) == usual(c)));
    fits.then_some(rest.as_str())
}

/// The text behind the family name at its start.
pub(in crate::audience) fn behind_surname(text: &str) -> Option<&str> {
    SURNAMES.iter().find_map(|name| behind(text, name))
}

/// The text behind a family name written as it sounds, in hiragana or katakana, where it stands like a person.
pub(in crate::audience) fn behind_sound(text: &str) -> Option<&str> {
    let hiragana = |c: char| match c {
        'ァ'..='ン' => char::from_u32(u32::from(c) - 0x60).unwrap_or(c),
        c => c,
    };
    SOUNDS.iter().find_map(|sound| {
        let mut rest = text.chars();
        let fits = sound.chars().all(|c| rest.next().is_some_and(|found| hiragana(found) == c));
        Some(rest.as_str()).filter(|rest| fits && stands_like_a_person(rest))
    })
}

/// Whether what follows a name leaves it alone: a particle, a title, a mark, the end.
pub(in crate::audience) fn stands_like_a_person(rest: &str) -> bool {
    rest.chars().next().is_none_or(|c| !c.is_alphanumeric() && c != 'ー')
        || BEHIND.iter().any(|word| rest.starts_with(word))
}

/// Whether words name a team, a role or a company.
pub(in crate::audience) fn is_group(name: &str) -> bool {
    GROUPS.iter().any(|end| name.ends_with(end)) || WORK.iter().any(|start| name.starts_with(start))
}

/// Whether a cell of one character is a name, and no word for how things are: `済`, `要`.
pub(in crate::audience) fn is_name_of_one(cell: &str) -> bool {
    const STATES: &str = "済未無有要否可不高中低大小多少良他全各同右左上下前後新旧和英日月火水木金土年時分秒人件台回計";
    let mut chars = cell.chars();
    chars.next().is_some_and(|c| is_han(c) && !STATES.contains(c)) && chars.next().is_none()
}

/// A name that is known, with what goes on of it: a line end inside it, the given name behind a family name. One in katakana
/// stands by itself: `レイ` is no part of `レイテンシ`.
pub(in crate::audience) fn replace_known(text: &str, name: &str, role: &str) -> String {
    let is_kana = |c: char| matches!(c, 'ァ'..='ヺ' | 'ー');
    let is_katakana = name.chars().all(|c| is_kana(c) || c == '・');
    let is_family = name.chars().count() <= 3 && name.chars().all(is_han);
    let mut told = String::with_capacity(text.len());
    let mut rest = text;
    let Some(first) = name.chars().next() else { return text.to_owned() };
    while let Some((before, from)) = rest.find(first).map(|at| rest.split_at(at)) {
        told.push_str(before);
        let joins = is_katakana && told.chars().next_back().is_some_and(is_kana);
        let goes_on = |after: &str| joins || is_katakana && after.starts_with(is_kana);
        if let Some(after) = behind_over_lines(from, name).filter(|after| !goes_on(after)) {
            if told.ends_with('@') {
                told.pop();
            }
            told.push_str(role);
            rest = if is_family { super::surnames::after_given(after) } else { after };
        } else {
            told.push(first);
            rest = from.get(first.len_utf8()..).unwrap_or_default();
        }
    }
    told.push_str(rest);
    told
}

/// The text behind a name at its start, which a line end may divide.
fn behind_over_lines<'t>(text: &'t str, name: &str) -> Option<&'t str> {
    let mut rest = text;
    for (n, c) in name.chars().enumerate() {
        let after = if n > 0 && is_han(c) { rest.strip_prefix('\n').unwrap_or(rest) } else { rest };
        rest = after.strip_prefix(c)?;
    }
    Some(rest)
}

/// Family and given name of a full name without a blank.
///
/// A known family name decides; else the first two characters are one, of a word that names no team.
pub(in crate::audience) fn parts(name: &str) -> Option<(&str, &str)> {
    let count = name.chars().count();
    if !(3..=6).contains(&count) || !name.chars().next().is_some_and(is_han) {
        return None;
    }
    let is_group = is_group(name);
    let given = behind_surname(name).filter(|given| !given.is_empty() && !is_group).or_else(|| {
        let is_plain = name.chars().all(is_han) && count <= 5 && !is_group;
        let at = name.char_indices().nth(if count == 5 { 3 } else { 2 }).map(|(at, _)| at)?;
        name.get(at..).filter(|_| is_plain)
    })?;
    let is_given = given.chars().all(|c| is_han(c) || matches!(c, 'ぁ'..='ん' | 'ァ'..='ン' | 'ー'));
    is_given.then(|| (name.get(..name.len() - given.len()).unwrap_or_default(), given))
}

/// Names that stand for somebody only where no word goes on around them: `誠が`, and not `誠実`.
pub(in crate::audience) fn replace_alone(text: &str, name: &str, role: &str) -> String {
    let mut told = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once(name) {
        told.push_str(before);
        let joins = told.chars().next_back().is_some_and(|c| is_han(c) || matches!(c, 'ァ'..='ヿ'));
        told.push_str(if !joins && stands_like_a_person(after) { role } else { name });
        rest = after;
    }
    told.push_str(rest);
    told
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_name_has_two_parts() {
        for (name, expected) in [
            ("髙橋健一", Some(("髙橋", "健一"))),
            ("佐藤花子", Some(("佐藤", "花子"))),
            ("鈴木誠", Some(("鈴木", "誠"))),
            ("山﨑さくら", Some(("山﨑", "さくら"))),
            ("綾小路翔太", Some(("綾小路", "翔太"))),
            ("鷹取健太", Some(("鷹取", "健太"))),
            ("基盤開発部", None),
            ("田中", None),
            ("情報システム室", None),
        ] {
            assert_eq!(parts(name), expected, "{name}");
        }
    }

    #[test]
    fn a_short_name_stands_alone() {
        for (text, expected) in
            [("誠が確認", "Xが確認"), ("誠実に対応", "誠実に対応"), ("至誠の", "至誠の"), ("確認は誠、", "確認はX、")]
        {
            assert_eq!(replace_alone(text, "誠", "X"), expected, "{text}");
        }
        for (text, name, expected) in [
            ("レイテンシとレイの対応", "レイ", "レイテンシとXの対応"),
            ("佐藤健が参加、佐藤が確認", "佐藤", "Xが参加、Xが確認"),
            ("早\n乙女に電話", "早乙女", "Xに電話"),
            ("佐藤部長が承認", "佐藤", "X部長が承認"),
            ("執筆:佐藤 監修:田中", "佐藤", "執筆:X 監修:田中"),
        ] {
            assert_eq!(replace_known(text, name, "X"), expected, "{text}");
        }
        assert_eq!(behind_sound("やまだが承認"), Some("が承認"));
        assert_eq!(behind_sound("タナカさん"), Some("さん"));
        assert_eq!(behind_sound("さとうきび"), None);
    }
}
