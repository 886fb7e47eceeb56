//! What a heading announces.

use std::{ops::Range, sync::LazyLock};

use regex::Regex;

/// A heading and what stands below it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// What it is about, where that is known.
    pub kind: Option<SectionKind>,
    /// Words of the heading.
    pub title: String,
    /// Level, 1 to 6.
    pub level: usize,
    /// Line of the heading, counted from 1.
    pub line: usize,
    /// Bytes below the heading up to the next one that is not below it.
    pub body: Range<usize>,
}

/// What a section is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "the words say it")]
pub enum SectionKind {
    Summary,
    Impact,
    Detection,
    Timeline,
    Factors,
    Whys,
    RootCause,
    Trigger,
    WentWell,
    Hard,
    Actions,
    Lessons,
    FollowUp,
    Sponsor,
    Evidence,
}

static TITLES: LazyLock<Vec<(SectionKind, Regex)>> = LazyLock::new(|| {
    use SectionKind::{
        Actions, Detection, Evidence, Factors, FollowUp, Hard, Impact, Lessons, RootCause, Sponsor, Summary, Timeline,
        Trigger, WentWell, Whys,
    };
    [
        (Whys, r"five whys|5 whys|5-whys|why[- ]chain|why-why|なぜなぜ|五つのなぜ|5つのなぜ|なぜを"),
        (Detection, r"(?:発見|検知|発覚|検出|気付き|覚知)の(?:経緯|経過|経路|きっかけ)|how (?:it|this) (?:was (?:found|noticed|discovered|detected|spotted)|surfaced|came to light)|who noticed|first report|見つけ方|見つかった|端緒|どう(?:やって)?(?:分|わ)かった|(?:分|わ)かったきっかけ"),
        (Timeline, r"time ?line|chronology|(?:sequence|course|log|order) of events|what happened when|^(?:event |incident )?log(?:$| \()|(?:blow|minute)[- ]by[- ](?:blow|minute)|タイムライン|時刻順|時間軸|^ログ$|時間の流れ|推移|できごと|出来事|対応(?:の)?(?:履歴|記録)|時系列|経過|経緯|クロノロジ"),
        (FollowUp, r"follow[- ]?up (?:review|meeting|date|date and)|review date|four[- ]week|フォローアップ|振り返り会|事後レビュー|次回レビュー"),
        // What was done is no promise: it belongs to the story.
        (Summary, r"(?:actions?|steps|measures) (?:(?:that )?(?:we|were|was) )?(?:already )?taken|\(completed\)|what we did|実施した(?:対応|措置)|実施済み|応急(?:対応|処置)|暫定(?:対応|処置)|一次対応"),
        (Actions, r"action|follow[- ]?ups?\b|next steps|to-?dos?\b|remediation|corrective|preventi(?:ve|on)|tasks|what we (?:will|are going to|are) (?:do|doing|change)|what (?:will|are|should|do) we (?:do|doing|change|going to do)|what (?:changes|will change|is changing)|commitments|measures|promises|^plan$|(?:action|improvement|remediation) plan|(?:going|moving) forward|^fixes|improvements|アクション|対応項目|再発防止|改善(?:策|項目|事項)|是正|対策|再発を防|今後の(?:対応|取り組み|取組|予定)|これから(?:行|やる|する)|改善計画|次の一手|^取り組み|やること|宿題"),
        (WentWell, r"went well|worked well|what worked|what helped|successes|good things|うまくいった|上手くいった|良かった|よかった|機能したこと|機能した|効いた(?:備え|こと)|うまく働|助けに?なった|奏功|助かった"),
        (Hard, r"went (?:wrong|poorly|badly)|made it hard|did ?n.t go|difficult|could be better|lucky|luck|難しかった|うまくいかなかった|困難|課題|悪かった|問題点|幸運"),
        (Lessons, r"lesson|learn|take-?aways?|insights|what we (?:took|take) (?:from|away)|reflections|教訓|学び|学んだ|知見|得られた|持ち帰り|[分わ]かったこと|(?:次|今後)に[生活い]かす|^気[付づ]き$"),
        // What made it noticed, before what made it happen.
        (Detection, r"気付いた|気づいた|気付き|気づき"),
        // The plural is a list of factors.
        (Factors, r"root[- ]causes\b|root cause\(s\)"),
        (RootCause, r"root[- ]cause|underlying cause|根本原因|真因"),
        (Trigger, r"^(?:the )?trigger|契機|きっかけ|引き金|トリガー"),
        (Factors, r"factor|^causes?\b|what caused|what (?:contributed|made it possible|allowed)|conditions?\b|why (?:it|this) was possible|how (?:it|this) (?:came about|could happen)|^why\b|immediate cause|systemic issue|why (?:did )?(?:it|this) happen|analysis|what lined up|寄与|条件|重な[っり]|なぜ起き|要因|原因|背景要因"),
        (Detection, r"detect|discover|how (?:did )?we (?:find|found|notice|learn)|notic|first signal|surfac|alerting$|monitoring$|検知|覚知|見つけ|認知|検出|発見|気付き|気づき"),
        (Impact, r"impact|affected|effects?$|consequences|fallout|who was hit|who felt|what (?:customers|users|people|players|patients|passengers) (?:saw|noticed|felt)|damage|blast radius|影響|被害|インパクト|不便|どれだけ|困ったこと"),
        (Summary, r"summary|overview|abstract|tl;?dr|what happened|synopsis|in (?:brief|short)|description|概要|あらまし|現象|サマリ|要約|何が起き"),
        (Sponsor, r"sponsor|スポンサー"),
        (Evidence, r"evidence|references|appendix|証拠|参考|付録|根拠"),
    ]
    .into_iter()
    .filter_map(|(kind, words)| crate::language::pattern::plain(words).map(|pattern| (kind, pattern)))
    .collect()
});

/// What a heading announces, by its words.
pub(super) fn kind_of(title: &str) -> Option<SectionKind> {
    // `5. Causes`, `3.1 検知`: the number is no word.
    let bare = title.trim_start_matches(|c: char| {
        c.is_ascii_digit()
            || matches!(
                c,
                '.' | ')' | ' ' | '\u{3001}' | '\u{ff0e}' | '\u{ff09}' | '-' | '\u{7b2c}' | '\u{ff10}'..='\u{ff19}'
            )
    });
    let lower = bare.to_lowercase();
    TITLES.iter().find(|(_, words)| words.is_match(&lower)).map(|(kind, _)| *kind)
}

#[cfg(test)]
mod tests {
    use super::{SectionKind, kind_of};

    #[test]
    fn headings_of_many_houses_are_known() {
        for (title, kind) in [
            ("Timeline (UTC)", Some(SectionKind::Timeline)),
            ("Contributing factors", Some(SectionKind::Factors)),
            ("Action Items", Some(SectionKind::Actions)),
            ("Follow-up review", Some(SectionKind::FollowUp)),
            ("What went well", Some(SectionKind::WentWell)),
            ("寄与要因", Some(SectionKind::Factors)),
            ("アクションアイテム", Some(SectionKind::Actions)),
            ("難しかったこと", Some(SectionKind::Hard)),
            ("Root causes", Some(SectionKind::Factors)),
            ("What will we do?", Some(SectionKind::Actions)),
            ("気付いたきっかけ", Some(SectionKind::Detection)),
            ("Root cause identification: The Five Whys", Some(SectionKind::Whys)),
            ("Acknowledgements", None),
        ] {
            assert_eq!(kind_of(title), kind, "{title}");
        }
    }
}
