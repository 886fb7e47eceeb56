//! Japanese: the marked sentence that rules match against, its word classes, and where a sentence gives a reason.
//!
//! No morphological dictionary: the words in question are few and closed, the particles が, は and の tell whose predicate
//! it is, and a dictionary would weigh more than all the rest of the program. Characters, particles and endings suffice.

pub(crate) mod conduct;
mod lexicon;
mod ordinary;
mod people;
pub(crate) mod unreal;

use std::{ops::Range, sync::LazyLock};

use regex::Regex;

use crate::{
    language::pattern::{Pattern, compile},
    mask::mask,
    sentence::Context,
};

/// One Japanese sentence, prepared.
#[derive(Debug)]
pub struct Sentence<'a> {
    /// Where it stands.
    pub context: Context,
    /// As written.
    pub text: &'a str,
    /// Quotations blanked; same offsets.
    pub(crate) plain: String,
    /// Quotations blanked, words for people replaced by markers; same offsets.
    pub(crate) marked: String,
}

impl<'a> Sentence<'a> {
    /// Prepares a sentence.
    pub fn new(context: Context, text: &'a str) -> Self {
        let plain = ordinary::hide(mask(text));
        let marked = people::mark(&plain);
        Self { context, text, plain, marked }
    }

    /// First match in the marked text.
    pub(crate) fn find(&self, pattern: &Regex) -> Option<Range<usize>> {
        pattern.find(&self.marked).map(|m| m.range())
    }

    /// First match in the marked text for which `keep` holds; it gets the words before, the match, and the words after.
    pub(crate) fn find_where(&self, pattern: &Regex, keep: impl Fn(&str, &str, &str) -> bool) -> Option<Range<usize>> {
        keep_first(&self.marked, pattern, keep)
    }

    /// First match in the plain text for which `keep` holds.
    pub(crate) fn find_plain_where(
        &self,
        pattern: &Regex,
        keep: impl Fn(&str, &str, &str) -> bool,
    ) -> Option<Range<usize>> {
        keep_first(&self.plain, pattern, keep)
    }

    /// First match in the plain text for which `keep` holds, together with up to `lead` characters of its clause before it.
    ///
    /// A pattern that began with "any characters" would have to be tried at every place of the text.
    pub(crate) fn find_led(
        &self,
        pattern: &Regex,
        lead: usize,
        keep: impl Fn(&str, &str, &str) -> bool,
    ) -> Option<Range<usize>> {
        led(&self.plain, pattern, lead, keep)
    }

    /// The same in the marked text; a person ends the lead, too.
    pub(crate) fn find_marked_led(
        &self,
        pattern: &Regex,
        lead: usize,
        keep: impl Fn(&str, &str, &str) -> bool,
    ) -> Option<Range<usize>> {
        led(&self.marked, pattern, lead, keep)
    }

    /// Whether it asks why something was not done: the question is hindsight, and blames nobody besides.
    pub(crate) fn asks_why(&self) -> bool {
        static WHY: Pattern = LazyLock::new(|| {
            pattern(
                "(?:^|。|、)(?:なぜ|何故|どうして|なんで|何で)[^0-9::→。 ][^。]*(?:のか|のだろう|んだろう|のでしょう|んでしょう|のかが|んだ)",
            )
        });
        self.context != Context::Factor && WHY.is_match(&self.plain)
    }

    /// Whether a person is mentioned.
    pub(crate) fn has_person(&self) -> bool {
        self.marked.bytes().any(|b| b == people::PERSON)
    }

    /// Whether a thing, and no person, is what the words before `position` are about.
    pub(crate) fn subject_is_thing(&self, position: usize) -> bool {
        static TOPIC: Pattern = LazyLock::new(|| pattern("<thing>[^、。]{0,8}(?:が|は|も|には|では)"));
        let before = self.marked.get(..position).unwrap_or("");
        let clause = before.rsplit('。').next().unwrap_or(before);
        !clause.bytes().any(|b| b == people::PERSON) && TOPIC.is_match(clause)
    }

    /// Whether the sentence, outside `span`, names a condition that shaped the act.
    pub(crate) fn explains(&self, span: &Range<usize>) -> bool {
        static REASON: Pattern = LazyLock::new(|| {
            pattern(
                "(?:(?:が|は|も|に|版|個|つ|件|種類|台|本)あり|ため|ので|ことから|ことにより|ことで|おらず|しかなく|なく|ないまま|により|によって|が原因で|状態で|仕様で|設計で|構成で|ことを受け|のに対し|ておらず|からで|のみで)(?:に)?[、,]|ため(?:で(?:ある|す|あった)?|だ|だった)?[。)]?$|から(?:で(?:ある|す)|だ)[。]?$|表示(?:では|上は)|では[^、。]{0,30}(?:見えて|表示され|しか|のみ)",
            )
        });
        static FAULTY: Pattern = LazyLock::new(|| {
            pattern(
                "<humanfault>|漏れ|ミス|不足|怠|不注意|油断|慢心|守られ|焦|慌|急い|疲|忙|面倒|過失|手違い|うっかり|べき|確認せず|しなかった|せずに|無断|勝手",
            )
        });
        static SITUATION: Pattern = LazyLock::new(|| {
            pattern(
                "しか(?:表示|見え|出|な|示|知|与|渡)|表示(?:され|し|が|に)|見え|区別|同じ(?:名|色|形|画面|プロンプト|見た目)|似(?:て|た)|1文字|機会がな|手段がな|仕組みがな|手順(?:書)?(?:に|が|は)(?:な|は|古|記載)|記載(?:が|され)|権限がな|届かな|通知(?:され|が)な|年1回|のみ|だけ(?:で|が)|既定|初期値|仕様|画面(?:に|が|は)|区切|ラベル|警告(?:が|を|も)(?:出|表示)?(?:な|さ)|検証(?:する)?(?:機能|仕組み|手段)|手元の情報",
            )
        });
        // A sentence of its own that says what was to be seen: 画面には時刻しか出ない。
        static SEEN: Pattern = LazyLock::new(|| {
            pattern(
                "。[^、。]{0,6}(?:画面|一覧|表示|ログ|通知|手順書|様式|図面|計器)(?:に|が|は|で)[^。]{0,30}(?:しか[^、。]{0,6}な|のみ|だけ|な(?:い|かった)。?$|ず)",
            )
        });
        if SEEN.find(&self.marked).is_some_and(|seen| seen.start() >= span.end) {
            return true;
        }
        for found in REASON.find_iter(&self.marked) {
            let before = self.marked.get(..found.end()).unwrap_or("");
            // The clause of the reason: back to the last comma or full stop.
            let head = self.marked.get(..found.start()).unwrap_or("");
            let start = head.rfind(['、', '。']).map_or(0, |i| i + 3);
            let clause = self.marked.get(start..found.end()).unwrap_or(before);
            let overlaps = start < span.end && found.end() > span.start;
            let has_person = clause.bytes().any(|b| b == people::PERSON);
            if SITUATION.is_match(clause) && !FAULTY.is_match(clause) {
                return true;
            }
            if !overlaps && !has_person && !FAULTY.is_match(clause) && clause.chars().count() > 6 {
                return true;
            }
        }
        false
    }
}

/// Whether the words after a word of character or grade say that it describes a machine: 臆病な再試行, 適当に選ばれたポート.
pub(crate) fn describes_machine(after: &str) -> bool {
    static HEAD: Pattern = LazyLock::new(|| {
        pattern(
            "^(?:な|の|い|[^、。がはを]{0,4}(?:れた|いた|った))?(?:入力|パスワード|再試行|リトライ|再送|バックオフ|評価器|分類器|推定|近似|探索|乱数|通信路|標本|抽出|サンプリング|アルゴリズム|ヒューリスティック|ハッシュ|キャッシュ|同期処理|振る舞い|挙動|ロック|電波|回線|ポート|パケット|クエリ|接続|要求|応答|クライアント|ボット|スレッド|カーネル|センサー|取引|カート|文字列|桁|値|扉|弁|運転|信号|波形|気象|天候|荷物|部品|材料|色|線)",
        )
    });
    static WORK: Pattern = LazyLock::new(|| {
        pattern(
            "^(?:の)?(?:管理|運用|設計|監視|計画|体制|対応|判断|方針|選定|共有|発行|取り?扱い?|扱い|員|士|者|台帳|設定|手配|発注|再開|見合わせ|停止)",
        )
    });
    HEAD.find(after).is_some_and(|head| !WORK.is_match(after.get(head.end()..).unwrap_or("")))
}

fn keep_first(text: &str, pattern: &Regex, keep: impl Fn(&str, &str, &str) -> bool) -> Option<Range<usize>> {
    pattern
        .find_iter(text)
        .find(|m| keep(text.get(..m.start()).unwrap_or(""), m.as_str(), text.get(m.end()..).unwrap_or("")))
        .map(|m| m.range())
}

fn led(text: &str, pattern: &Regex, lead: usize, keep: impl Fn(&str, &str, &str) -> bool) -> Option<Range<usize>> {
    pattern.find_iter(text).find_map(|m| {
        let before = text.get(..m.start())?;
        let words =
            before.chars().rev().take(lead).take_while(|c| !['、', '。', char::from(people::PERSON)].contains(c));
        let start = m.start() - words.map(char::len_utf8).sum::<usize>();
        let range = start..m.end();
        keep(text.get(..start)?, text.get(range.clone())?, text.get(m.end()..)?).then_some(range)
    })
}

/// Compiles a pattern with the Japanese word classes.
///
/// A plain negative past stands for the polite one, too: しなかった, しませんでした.
pub(crate) fn pattern(template: &str) -> Regex {
    let polite = |words: &str| {
        words
            .replace("なかった", "(?:なかった|ませんでした)")
            .replace("ていな", "てい(?:な|ませ)")
            .replace("されな", "され(?:な|ませ)")
    };
    compile(&polite(template), |name| class(name).map(|words| polite(&words)))
}

fn class(name: &str) -> Option<String> {
    Some(
        match name {
            "person" => r"\x01+(?:(?:の|と|や|および|及び|、|・|かつ)\x01+|さん|氏|君|側|自身|一同|ら|個人|たち|達|の(?:一人|ひとり|一部|誰か|誰も|全員|面々|皆|方々|[0-9一二三]名)|[0-9一二三四五六七八九十両]+(?:名|人)|\([^)]{1,30}\)|（[^）]{1,30}）)*",
            "subject" => "(?:が|は|も|とも|には|では|側が|側は|、|,| )",
            // Faults that only people commit.
            "humanfault" => "入れ違[えい]|[いきぎしちりみびけせえ]違え[たて]|逆に(?:し|つな|繋|接続|設定|挿)|あべこべ|引っか[けか]|つまず|ぶつけ|蹴[っり]|先延ばし|先送り|後回し|取り違|[いきぎしちりみび]過ぎた|言い出さ|言い出せ|割り込|伏せて|隠し|偽[りっ]|取り繕|寝過ごし|寝坊|居眠り|寝落ち|軽ん[じず]|見くび|押し通し|押し切っ|強行し|しそびれ|そびれ[たて]|損ね[たて]|損なっ|し損じ|出遅れ|見誤|読み誤|聞き誤|書き誤|選び損|うろたえ|取り乱|動転|固執|聞き流し|受け流し|読み流し|流し読み|見切り発車|急かし|ねじ込|押し込ん|素通り|遅刻|暴走|すり替え|取り違|思い違|決めてかか|たかを括|高を括|楽観し|楽観視|安心しきっ|任せきり|丸投げ|押し付け|擦り付け|なすりつけ|目をつぶ|目を離|手を抜|端折|はしょ|見送って(?:し|お)|背いた|背い[てた]|無理に|無理を|むやみに|突っ走|逆らっ|逸脱し|破っ[てた]|怒鳴|責め|手をこまね|棒に振|言い争|揉め|もめ[てた]|取りこぼし|落ち度|忘れ|失念|間違え|間違っ|まちがえ|見落と|見逃|見過ご|見誤|見間違|怠っ|怠り|怠け|サボ|さぼ|取り違え|取違え|打ち間違|打ち損|打鍵を誤|読み違|読み間違|読み飛ば|読み誤|聞き違|聞き逃|聞き漏ら|勘違い|思い違い|思い込|誤解|誤認|誤操作|誤入力|誤削除|誤設定|誤送信|誤判断|誤って|誤った|を誤[りる]|うっかり|手を抜|手抜き|横着|軽視|甘く見|高をくく|たかをくく|侮っ|油断|過信|無断で|独断で|独断|勝手に|規則を破|ルールを破|手順を破|約束を破|手順に違反|規則に違反|守らな|守らず|従わな|従わず|しくじ|やらかし|ミスし|ミスを|ミスった|ミスで|ヘマ|不手際|ポカ|混同|履き違え|はき違え|押し間違|選び間違|書き間違|貼り間違|先走|早合点|鵜呑み|後回し|棚上げ|放置|放ったらかし|ほったらかし|黙殺|握りつぶ|ためら|躊躇|手間取|もたつ|パニックに|当て推量|決めつけ|決め付け|すっぽか|書き忘れ|消し忘れ|閉め忘れ|伝え忘れ|言い忘れ|入れ忘れ|付け忘れ|戻し忘れ|漏らし|落ち度|過失|怠慢|無責任",
            // A fault when a person does it, an event when software does.
            "fault" => "失敗し|無視し|無視す|壊し|落としてしま|止めてしま|飛ばし|省い|省略し|スキップし|破壊し|消してしま|てしまっ[たて]|てしまい|でしまっ[たて]|でしまい|ちゃった|引き起こし|招い|もたらし|障害を発生させ|停止させ|混乱させ|拡大させ|悪化させ|長引かせ|ダウンさせ|落とした|止めた(?:せい|ことが原因)|破損させ|クラッシュさせ|遅れ(?:た|て)|遅かった|手遅れ|失った|拒んだ|拒否した|隠し|隠蔽|ごまか|嘘|起こした|起こしてしま|台無しに|破っ",
            "duty" => "確認|検証|検査|点検|テスト|試験|レビュー|査読|報告|連絡|相談|共有|通知|周知|エスカレーション|エスカレート|エスカレ|対応|返信|応答|反応|検討|考慮|調査|記録|更新|監視|チェック|参照|実施|準備|計画|想定|予測|予見|予想|把握|理解|認識|注意|申請|承認|取得|遵守|徹底|引き継ぎ|引継ぎ|照合|精査|見直し|整備|バックアップ|リハーサル|訓練|練習|切り戻し|停止|削除|無効化|有効化|修正|伝達|質問|起票|予約|ロック|依頼|手配|判断|着手|対処|復元|演習|計測|測定|監査|申告|呼び出し|招集|合意|調整|設定|適用|登録|保存|添付|マージ|コミット|デプロイ|配布|再起動|説明|問い合わせ|警告|告知|アナウンス|提示|配慮|追跡|活用|利用|使用",
            "undone" => "しなかった|しませんでした|していなかった|していません|しておらず|していない|せず|せずに|しないまま|しないで|してこなかった|しようとしなかった|しようともしなかった|できていなかった|できなかった|が不十分|が足りな|が遅れ|を怠|を忘れ|を省|を飛ば|をサボ|を失念|もせず|もしなかった|をせず|をしなかった|をしていなかった|をしないまま|を行わ(?:ず|なかった|ないまま)|を行ってい(?:なかった|ない)|を取らな(?:かった|いまま)|を取らず|を入れなかった|を入れず|は?してい(?:な|ませ)|が甘|を誤|に失敗",
            "unmet" => "起きなかった|起きられな|折り返さな|折り返さず|調べなかった|調べず|確かめなかった|確かめず|確かめない|見直さなかった|見直さず|打ち明けな|申し出な|届け出な|諮らな|諮らず|告げな|告げず|詰めな|詰めず|替えなかった|換えなかった|向き合わな|見に行かな|駆けつけな|名乗り出な|動こうとしな|受け止めな|練らず|たどらな|測らな|測らず|数えな|比べな|比べず|照らし合わせ[なず]|問い合わせな|問い合わせず|問いたださ|問い直さ|塞がな|かけ直さ|書き留めな|書き残さ|申し送らな|仰がな|仰がず|求めなかった|求めず|得ずに|得ないまま|待たなかった|待たず|読まなかった|確かめてい(?:な|ませ)|確かめておら|調べてい(?:な|ませ)|調べておら|比べていな|比べておら|試してい(?:な|ませ)|試しておら|尋ねていな|数えていな|改めていな|届け出ていな|告げていな|伝えておら|見ておら|読んでおら|気付いておら|気づいておら|考えておら|止めておら|見抜けな|見抜かな|見破れな|見つけられな|止められな|防げな|読み切れな|押さえていな|把握しきれな|間に合わせな|読まなかった|読まず|読んでいなかった|見なかった|見ず|見ていなかった|見ようとしな|気付かなかった|気づかなかった|気付けなかった|気づけなかった|気付かず|気づかず|気付いていながら|気づいていながら|知っていながら|知りながら|知らなかった|わかっていなかった|分かっていなかった|伝えなかった|伝えず|伝えていなかった|知らせなかった|知らせず|聞かなかった|聞かず|尋ねなかった|尋ねず|呼ばなかった|呼ばず|止めなかった|止めず|止めていなかった|戻さなかった|戻さず|試さなかった|試さず|従わなかった|従わず|従っていなかった|守らなかった|守らず|守っていなかった|閉じなかった|閉じず|消さなかった|消さず|動かなかった|考えなかった|考えず|考えていなかった|疑わなかった|疑わず|耳を貸さ|目を通してい(?:な|ませ)|目を通しておら|目を向けてい(?:な|ませ)|手を付けてい(?:な|ませ)|手を打ってい(?:な|ませ)|気に留めてい(?:な|ませ)|目を通さ|目を向けな|手を打たな|手を打たず|引き継がな|引き継がず|残さなかった|残さず|書かなかった|書かず|出さなかった|取り合わな|聞き入れな|受け取らなかった|取らなかった|立ち会わな|任せきり|言わなかった|言わず|出なかった|入れなかった|使わなかった|使わず|外さなかった|外さず|切らなかった|備えていなかった|備えなかった",
            "thing" => "サーバー?|サービス|プロキシ|ゲートウェイ|スケジューラー?|コントローラー?|オペレーター|ドライバー?|デーモン|プロセス|ジョブ|ワーカー|エージェント|ノード|pod|ポッド|コンテナ|クラスター?|レプリカ|ブローカー?|パーティション|キュー|トピック|キャッシュ|データベース|db|インデックス|索引|テーブル|クエリ|スキーマ|パイプライン|ビルド|リリース|スクリプト|cron|タイマー|エクスポーター|サイドカー|バランサー|ルーター?|スイッチ|ファイアウォール|リゾルバー?|レジストリ|カーネル|ディスク|ボリューム|バケット|スナップショット|バックアップ|ファイル|ログ|パーサー?|コンパイラー?|リンター?|ライブラリ|sdk|api|エンドポイント|webhook|リクエスト|要求|応答|パケット|ヘッダー?|トークン|証明書|鍵|ロック|リース|リーダー|フォロワー|プライマリー?|スタンバイ|オートスケーラー?|ヘルスチェック|監視|アラート|警報|ルール|閾値|しきい値|ダッシュボード|グラフ|パネル|指標|メトリクス|カウンター|トレース|フラグ|設定|既定値|テンプレート|マニフェスト|イメージ|バイナリ|ファームウェア|アプリ|アプリケーション|サイト|画面|フォーム|ボタン|コンソール|ツール|ボット|モデル|分類器|推定器|アルゴリズム|再試行|リトライ|スレッド|プール|接続|セッション|ソケット|負荷|トラフィック|システム|機構|フィルター?|正規表現|関数|ハンドラー?|フック|イベント|ストリーム|バッチ|シャード|センサー|端末|機器|装置|ci|cd|dns|ntp|tls|vpn|cdn|waf|nat|gc|jvm|リージョン|ゾーン|ラック|回線|ケーブル|時計|クロック|クライアント|コネクター?|リンク|コード|型|版|バージョン|仕様|デプロイ",
            _ => return lexicon::class(name),
        }
        .to_owned(),
    )
}

#[cfg(test)]
mod tests {
    use super::Sentence;
    use crate::sentence::Context;

    #[test]
    fn a_reason_is_a_condition_and_not_another_fault() {
        for (text, act, expected) in [
            ("一覧に名前の先頭しか表示されないため、作業者は別の台を選んだ。", "選んだ", true),
            ("作業者が手順を忘れたため、再起動が遅れた。", "手順を忘れ", false),
            ("作業者が別の台を選んだ。", "選んだ", false),
        ] {
            let sentence = Sentence::new(Context::Narrative, text);
            let start = sentence.plain.find(act).unwrap();
            assert_eq!(sentence.explains(&(start..start + act.len())), expected, "{text}");
        }
    }
}
