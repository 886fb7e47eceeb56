//! 人が何をしたか, by classes rather than phrases: any verb denied, any act done without another, something irreversible
//! done to something in use.
//!
//! The negative stem of a verb of the five-row class ends in a vowel `a` (書か, 出さ, 待た); that of する is し. A potential
//! verb (読め, 受け取れ) looks like one of the one-row class, so those are listed one by one in the word class `unmet`.

use std::{ops::Range, sync::LazyLock};

use super::{Sentence, pattern};
use crate::language::pattern::Pattern;

/// Finds the words in which a person acts badly.
pub(crate) fn bad_conduct(sentence: &Sentence<'_>) -> Option<Range<usize>> {
    static DENIED: Pattern = LazyLock::new(|| {
        pattern(
            "<person>(?:が|は|も|側が|側は)[^。]{0,60}?(?:[わかさたなばまら]なかった|(?:急|防|注|仰|継|繋|つな|塞|ふさ|騒|凌|担)がなかった|を[^、。がは]{0,12}(?:[いっしき]て|んで)(?:いなかった|おら(?:ず|なかった))|[^、。はが]しなかった|[わかがさたなばまらし]ていなかった|[わかがさたなばまらし]ておらず|[わかさたなばまら]ないまま|しないまま|を[^。]{0,20}て(?:い)?(?:ない|ません)(?:。|$|こと|ため|から)|て(?:い)?ませんでした)|<person>(?:が|は|も)[^。がは]{0,40}[いきぎしちびみり]ませんでした",
        )
    });
    static WITHOUT: Pattern = LazyLock::new(|| {
        pattern(
            "<person>(?:が|は|も)[^。]{0,60}?(?:[わかがさたなばまらせめけべえれて見得]ずに|[わかがさたなばまらせ見得]ず、|[わかがさたなばまらしめけべえて見得]ないまま|[わかがさたなばまらしめけべえて見得]ないで|(?:もなく|もなしに|なしで|抜きで|なしに))[^。]{0,50}(?:た|てしまった|ていた)",
        )
    });
    static DONE_TO_VITAL: Pattern = LazyLock::new(|| {
        pattern(
            "<person>(?:が|は|も)[^。]{0,40}?(?:稼働中|使用中|運用中|提供中|現用|唯一|最後の|健全な|正常な|生きて|別の|無関係な|顧客の|全(?:て|台|件|顧客|社|端末|拠点)|本番の?(?:データ|テーブル|表|db|ディスク|ボリューム))[^。]{0,24}を[^、。]{0,10}(?:引き抜|抜い|消し|消去|削除|初期化|上書き|落と|切断|切っ|遮断|壊|破棄|止めて?しま|空に|公開|流出|漏ら|飛ばし)",
        )
    });
    static LEFT: Pattern = LazyLock::new(|| {
        pattern(
            "<person>(?:が|は|も)[^。]{0,50}(?:した|けた|いた|った|えた|せた|れた|めた|オフ|オン|無効|有効|空|開い)(?:の)?まま[^。]{0,8}(?:に(?:し|な)|忘れ|放置|退勤|帰宅|離席|配信|出荷|公開|リリース|本番|デプロイ|適用|終了|完了|次の|引き|席|休暇|だった|であった|にしていた)",
        )
    });
    static AS_IT_WAS: Pattern = LazyLock::new(|| {
        pattern(
            "<person>(?:が|は|も)[^。]{0,60}?(?:(?:た|ない)まま|を[^、。]{1,10}のまま)(?:に|で)?[^。]{0,14}(?:た|てしまい)(?:。|$|こと|ため|の)",
        )
    });
    // Waiting and keeping watch as things are is no neglect.
    static STEADY: Pattern = LazyLock::new(|| {
        pattern("待機|待っ|監視し|維持|保持|保っ|走|続け|運転し|見守|運用し|残し|残った|その(?:まま)")
    });
    static RESULT: Pattern = LazyLock::new(|| {
        pattern(
            "<person>(?:が|は|も)[^。]{2,60}(?:し、|して、|て、|で、|たため|たことで|たせいで|たことにより|た結果)、?[^。]{0,30}(?:が停止|を停止させ|(?:が|を)(?:破損|消失|喪失|流出|漏えい|漏洩|破壊|混乱|全損|クラッシュ|断絶|不能に|使えなく|巻き込|壊|消え|失わ|落ち|台無し))",
        )
    });
    static WRONG: Pattern = LazyLock::new(|| {
        pattern(
            "<person>(?:が|は|も)[^。]{0,50}?(?:誤った|誤りのある|間違った|違う|別の[^、。]{0,6}(?:サーバ|ホスト|台|環境|テーブル|リージョン|クラスタ|アカウント|ファイル|ノード|テナント|顧客|鍵|証明書|ディスク|系|インスタンス|ブランチ|バケット|端末|ポート|筐体)|無関係の|無関係な|不正な|壊れた|存在しない|未検証の|未承認の|未レビューの|想定外の|桁の違う|無効な|余計な|余分な)[^、。はが]{0,20}(?:を|に|へ|で)[^、。]{0,16}(?:した|った|れた|いた|いで|んだ|えた|けた|せた|めた|て)",
        )
    });
    static KIND: Pattern = LazyLock::new(|| {
        pattern(
            "<person>の(?:雑な|不用意な|軽率な|安易な|拙い|粗い|勝手な|無断の|無謀な|独りよがりな|不注意な|誤った|間違った|強引な|曖昧な|乱暴な|拙速な|場当たり的な|いい加減な|見当違いの|早すぎる|遅すぎる|遅い|鈍い)[^、。がはを]{1,12}|<person>の(?:判断|決定|決断|指示|独断|対応|行動|変更|操作|都合)(?:で|により|によって|が|のせいで|のために)[^。]{0,30}(?:失[っい]|遅れ|長引|停止|悪化|拡大|混乱|止ま|落ち|壊|障害|無駄)|<person>の[^、。がはを]{0,14}(?:が|で|により)[^。]{0,20}(?:招い|引き起こ|もたらし|生ん[だで]|長引か|遅らせ|悪化させ|こじらせ|狂わせ|妨げ|台無し)|<person>の[^、。がはを]{0,10}(?:が|は)[^、。]{0,6}?(?:間違って|誤って|抜けて|漏れて|足りて(?:い)?な|不十分|甘かっ|雑だ)|<person>の(?:都合|気まぐれ|独断|一存|わがまま|横やり|圧力|思いつき|怠慢)で[^。]{2,40}(?:れ(?:た|て)|た)|(?:誤り|間違い|過ち|ミス|過失|失敗)(?:を犯し|をし(?:た|で))[^、。]{0,6}(?:のは)[^、。]{0,12}<person>",
        )
    });
    let outside = |_: &str, found: &str, _: &str| !reaches_from_outside(found);
    sentence
        .find_where(&DENIED, outside)
        .or_else(|| sentence.find_where(&WITHOUT, |_, found, _| !is_skilful(found) && !reaches_from_outside(found)))
        .or_else(|| sentence.find_where(&DONE_TO_VITAL, |_, found, _| !is_repair(found)))
        .or_else(|| sentence.find(&KIND))
        .or_else(|| sentence.find(&LEFT))
        .or_else(|| sentence.find_where(&AS_IT_WAS, |_, found, _| !STEADY.is_match(found)))
        .or_else(|| sentence.find_where(&RESULT, |_, found, _| !is_repair(found)))
        .or_else(|| sentence.find_where(&WRONG, |_, found, _| !is_repair(found)))
}

/// What a person has, gets, sees or is told is not an act.
fn reaches_from_outside(found: &str) -> bool {
    static OUTSIDE: Pattern = LazyLock::new(|| {
        pattern(
            "しかな|しかな|持って|受け取って|聞かされて|抱えて|見えて|(?:でき|あり|わかり|分かり|見え|つながり|届き|足り)ません|(?:届か|つながら|繋がら|かから|わから|分から|足ら|変わら|起こら|見つから|戻ら|もらわ|失わ|あら|受け取ら|鳴ら|知らさ|聞か?さ|与えられ)(?:なかった|ず|ない|ておらず|ていなかった)|され(?:な|ず|て)|られ(?:な|ず|て)|でき(?:な|ず)|(?:権限|手段|余裕|機会|経験|方法|情報|画面|予定|習慣|窓口|記録|変更|影響|損失|欠落|経路|手立て|人手|要員|体制|代わり|連絡先|窓|時間|猶予|記憶|面識|設備|道具|鍵)(?:が|は|も)[^、。]{0,10}(?:な(?:い|か|く)|ず)|(?:権限|手段|余裕|機会|経験|方法|情報|画面|予定|習慣|窓口|記録|変更|影響|損失|欠落)を[^、。]{0,6}(?:持|得|与え)|必ず|まず|わずか|少なから|問わず|関わらず|かかわらず|限らず|やむを得|相変わらず|思わず|変更し|影響し|発生し|存在し",
        )
    });
    // 出さなかった is an act; された / されなかった is not.
    static ACT: Pattern = LazyLock::new(|| {
        pattern("[出渡消戻返押話示探試回直外残起倒殺通流託許貸差刺指差離晒逃見]さ(?:なかった|ず|ない|ておらず)")
    });
    OUTSIDE.is_match(found) && !ACT.is_match(found)
}

/// `without losing`, `without stopping` praises.
fn is_skilful(found: &str) -> bool {
    static SKILL: Pattern = LazyLock::new(|| {
        pattern(
            "(?:復旧|到着|指示|結果|応答|全員|修理|回復)を待た|(?:止め|停止せ|落とさ|失わ|中断せ|損なわ|切ら|切断せ|再起動せ|壊さ|待た(?:せ|され)|影響|慌て|焦ら|休ま|遅れ|失敗せ|増やさ|待機せ|見失わ|手動)(?:ず|な|を|も|操作)|必ず|まず|わずか|問わず|かかわらず|限らず|やむを得|自分でなく",
        )
    });
    SKILL.is_match(found)
}

fn is_repair(found: &str) -> bool {
    static REPAIR: Pattern = LazyLock::new(|| {
        pattern(
            "修正し|訂正し|発見|見つけ|特定し|検出|報告し|交換し|復旧|復元|切り戻|差し戻|隔離|確認し|除去|取り除|更新し|置き換え|気付い|気づい|移し|移行|引き継い|切り替え|受け取|拒否|遮断し、|保護|手順書(?:に|を)従|参照し|見て|表示",
        )
    });
    REPAIR.is_match(found)
}
