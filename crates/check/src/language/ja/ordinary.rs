//! Japanese phrases that are never a finding.

use std::sync::LazyLock;

use regex::Regex;

use crate::language::ordinary;

static PHRASES: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    ordinary::phrases(&[
        // 前提や仕様としての「必要があった」は義務の懈怠ではない。
        r"(?:前提|仕様|要件|制約)(?:として|上|により|のため)[^。]{0,60}(必要があった|必要がありました)",
        // 誤りが起きることを前提にした設計。
        r"((?:ヒューマンエラー|人為的ミス|操作ミス|人的ミス|ミス)(?:が|は)[^。]{0,12}(?:起き|起こ|発生)[^。]{0,8}(?:前提|ものとし))",
        // 用意されていた仕組みのおかげで避けられたこと。
        r"(?:ため|おかげで|ことで|により|によって)、?[^。]{0,60}((?:ずに|なくて|ないで)済(?:んだ|みました|んでいる))",
        r"(?:ていたため|ていたおかげで)、[^。]{0,30}?(えば|けば|せば|てば|ねば|べば|めば|れば|げば)",
        // 試験や容量の不足は条件であって、だれかの怠りではない。
        r"((?:テスト|試験|カバレッジ|容量|帯域|メモリ|ディスク|在庫|人員|ドキュメント|監視)の?不足)",
        // 区分や書式の名前。
        r"((?:操作ミス|入力ミス|人為的ミス|ヒューマンエラー)(?:として|に|と)(?:の)?(?:分類|区分|登録))",
        r"(電子始末書|始末書(?:の)?(?:添付|様式|書式|画面|テンプレート|申請機能))",
        r"(?:CRD|カスタムリソース|Kubernetes|kubernetes|k8s)[^。]{0,24}(オペレータ)",
        // 残っていた手段と、そこでしか読めない値。
        r"(選択肢が残)",
        r"でしか((?:見|確認|参照|取得)(?:られ|でき)ない)",
        r"(そのまま)[^。、]{0,12}(?:したことで|したため|したので)、[^。]{0,20}(?:早ま|助か|防げ|抑え|役立)",
        r"(見落とし(?:やすい|にくい|がちな))",
        r"(?:クライアント|利用者|接続|ユーザー|プレイヤー)(?:が|は)(誰もい)",
    ])
});

/// Hides ordinary phrases.
pub(super) fn hide(text: String) -> String {
    ordinary::hide(text, &PHRASES)
}

#[cfg(test)]
mod tests {
    use crate::{Context, Language, judge};

    #[test]
    fn ordinary_phrases_are_no_findings() {
        for (context, text) in [
            (Context::Narrative, "前提として、次の三つの版を取り扱う必要があった。"),
            (Context::Narrative, "ヒューマンエラーが必ず発生するという前提で仕組みを作る。"),
            (Context::Narrative, "エラーの内容が明示されていたため、切り分けに余計な時間をかけずに済んだ。"),
            (Context::Factor, "統合テストの不足: 生成から読み込みまでを通す試験がない。"),
            (Context::Narrative, "外部クライアントが誰もいないのに接続が残っていた。"),
        ] {
            let found = judge(Language::Japanese, context, text);
            assert!(found.is_empty(), "{text}: {found:?}");
        }
        assert!(!judge(Language::Japanese, Context::Narrative, "担当者の確認不足が原因である。").is_empty());
    }
}
