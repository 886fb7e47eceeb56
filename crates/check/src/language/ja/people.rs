//! 誰が: roles, teams, pronouns, handles and names, as opposed to software that is called like one.

use std::sync::LazyLock;

use super::lexicon::{
    any_of,
    organisation::{FUNCTIONS, INITIALS, SIDES, TRADES, UNITS},
};
use crate::language::pattern::{Pattern, compile};

/// Stands for one byte of a word for a person.
pub(crate) const PERSON: u8 = 1;

const ROLES: &str = "二人|三人|両名|両者|事務局|工場長|店長|支店長|局長|院長|班長|職長|船長|機長|駅長|園長|組長|隊長|施設長|センター長|グループ長|本部長|統括|企画部|営業部|開発部|運用部|情報システム部|情シス|製造部|総務部|経理部|人事部|法務部|広報部|技術部|品質保証部|管理部|保守部|購買部|事業部|マーケティング部|誰か|何者か|だれか|担当エンジニア|担当チーム|担当部署|担当者|担当|作業者|作業員|作業担当|実施者|実行者|操作者|操作員|操作担当|エンジニア|技術者|開発者|開発陣|開発側|開発チーム|運用者|運用側|運用チーム|運用担当|\
オペレーター|オペレータ|オンコール担当|オンコール|当番|当直|夜勤|日勤|夜間担当|宿直|管理者|システム管理者|管理職|レビュアー|レビューア|レビュワー|査読者|承認者|決裁者|確認者|申請者|リーダー|リーダ|マネージャー|マネージャ|\
マネジャー|上長|上司|部長|課長|係長|主任|主査|室長|所長|社長|役員|経営陣|経営層|幹部|責任者|指揮者|指揮官|司令|インシデントコマンダー|コマンダー|調整役|進行役|新人|新入社員|新卒|若手|中堅|ベテラン|先輩|後輩|同僚|部下|\
見習い|インターン|アルバイト|派遣社員|派遣|契約社員|協力会社|委託先|委託業者|請負業者|業者|下請け|ベンダー|ベンダ|外注先|外注|保守員|保守担当|保守会社|社員|職員|従業員|要員|スタッフ|メンバー|メンバ|関係者|当事者|\
対応者|一次対応者|対応チーム|対応班|初動対応者|設計者|実装者|作成者|起票者|投稿者|執筆者|コミッター|コミッタ|メンテナー|メンテナ|テスター|試験担当|品質保証|qa担当|qa|dba|sreチーム|sre|インフラ班|インフラチーム|インフラ担当|\
ネットワーク班|データベース班|基盤班|基盤チーム|チーム|班|部署|部門|部隊|課員|班員|係員|窓口担当|サポート窓口|サポート担当|サポート|ヘルプデスク|窓口|受付|営業|広報|法務|人事|総務|経理|企画|プロジェクトマネージャー|プロダクトオーナー|\
アーキテクト|プログラマー|プログラマ|アナリスト|コンサルタント|コンサル|研究者|講師|専門家|有識者|本人|当人|彼女ら|彼女|彼ら|彼|私たち|私達|わたし|私ども|私|我々|われわれ|弊社|当社|当部|当課|当方|小生|僕|俺|自分たち|自分|自分自身|\
みんな|皆|全員|各自|一同|人間|人員|者";

const SURNAMES: &str = "佐藤|鈴木|高橋|田中|伊藤|渡辺|渡邊|渡邉|山本|中村|小林|加藤|吉田|山田|佐々木|山口|松本|井上|木村|林|斎藤|斉藤|齋藤|清水|山崎|阿部|森|池田|橋本|山下|石川|中島|前田|藤田|後藤|小川|岡田|村上|長谷川|近藤|石井|坂本|遠藤|藤井|青木|\
福田|三浦|西村|藤原|太田|松田|原田|岡本|中野|中川|小野|田村|竹内|金子|中山|和田|石田|工藤|上田|原|森田|酒井|横山|柴田|宮崎|宮本|内田|高木|安藤|谷口|大野|丸山|今井|高田|藤本|武田|村田|上野|杉山|増田|平野|菅原|小島|千葉|久保|\
松井|岩崎|桜井|木下|野口|松尾|野村|菊地|菊池|佐野|大西|杉本|新井|浜田|市川|古川|水野|小松|島田|小山|山内|西田|菅野|西川|五十嵐|北村|安田|中田|川口|平田|川崎|本田|久保田|吉川|飯田|沢田|辻|関|吉村|渡部|岩田|中西|服部|樋口|川上|\
永井|松岡|田口|山中|森本|土屋|矢野|秋山|黒田|広瀬|石原|松下|馬場|大橋|松浦|吉岡|小池|浅野|荒木|大久保|野田|熊谷|田辺|川村|星野|黒木|大塚|堀|尾崎|望月|永田|田島|内藤|松村|西山|菊川|大谷|平井|大島|岩本|片山|本間|早川|横田|岡崎|\
荒井|大石|鎌田|成田|宮田|小田|石橋|篠原|須藤|河野|萩原|高野|榎本|奥村|栗原|西|東|南|北|関口|児玉|柳|三宅|塚本|堀内|神田|白石|福島|滝|八木|岸|星|宮川|相馬|今村|富田|桑原|戸田|根本|安部|福井|大森|津田|澤田|三好|杉浦|秋田|野崎|\
川島|植田|天野|村井|足立|大川|村山|内山|稲垣|若林|松原|井口|小西|徳永|竹田|向井|片桐|堤|飯塚|佐久間|長田|宮下|平山|藤村|河合|川田|大山|藤川|水谷|土井|堀田|小泉|寺田|緒方|谷|谷川|江口|杉田|金井|森下|田代|立花|日高|三上|古賀|吉野|吉本|\
山室|大室|小室|岡|乾|轟|松永|富永|岩永|末永|吉永|北川|皆川|細川|及川|滝川|相川|堀江|堀川|大竹|佐竹|小谷|新谷|大塚|塚原|塚田|戸塚|赤坂|赤木|三木|三輪|三上|三島|三原|小沢|小澤|大沢|大澤|米沢|黒沢|黒澤|深沢|深澤|柳沢|柳澤|藤沢|藤澤|野沢|中沢|中澤|長沢|水沢|宮沢|宮澤|金沢|滝沢|古沢|吉沢|芹沢|相沢|相澤|諏訪|須田|奥田|奥山|奥野|\
畑中|畑山|浅井|浅田|浅見|笠原|笠井|柏木|柏原|梶原|梶田|桐生|桐山|桐谷|桑田|郡司|児島|小倉|小出|小杉|小坂|小椋|小笠原|小柳|越智|坂井|坂田|坂口|坂上|榊原|桜田|真田|佐伯|佐川|沢村|塩田|塩谷|島村|島崎|庄司|城田|白川|白井|新田|菅|関根|瀬戸|曽根|園田|高島|高瀬|高山|高原|高松|高畑|滝本|竹中|竹本|武井|武藤|立石|\
田原|田所|千田|辻本|土田|津村|寺島|寺本|寺尾|富樫|富山|豊田|鳥居|長尾|長岡|長島|長井|仲田|永山|永野|梨本|那須|根岸|野上|野中|野原|羽田|長谷|畠山|花田|浜口|浜崎|浜野|林田|原口|針谷|東野|氷室|平松|平川|平沢|広田|深田|深井|福永|福岡|福本|藤岡|藤野|船橋|古田|古谷|細井|細田|堀口|前川|前原|牧野|牧田|松島|松崎|松山|松川|\
真鍋|丸田|三谷|三田|溝口|南田|峯|宮内|宮崎|宮里|村松|村瀬|村野|室井|目黒|森川|森岡|森口|森崎|諸橋|門田|八代|柳田|柳原|柳川|藪|矢島|矢田|山岸|山根|山村|山岡|山川|山辺|湯浅|横井|横尾|吉原|吉井|吉江|吉見|若松|若山|和泉|鷲尾|渡会|綿貫|飯島|飯野|飯村|池上|池内|石塚|石黒|石坂|石渡|泉|磯部|板倉|市村|稲葉|稲田|井原|入江|岩瀬|岩下|岩間|\
植木|植村|臼井|内野|宇野|梅田|梅原|浦野|江川|榎|遠山|大井|大木|大久保|大崎|大場|大庭|大原|大平|大村|岡部|岡野|荻野|奥平|小野寺|折原|加賀|影山|風間|片岡|勝又|勝田|加納|神谷|亀井|亀田|川井|川瀬|川端|川辺|河井|河内|河田|河原|河村|神崎|神山|北原|北野|北山|木原|木戸|金田|日下|草野|国分|熊谷|倉田|黒川|黒岩|黒須|小田切|和久井|甲斐";

static ROLE: Pattern =
    LazyLock::new(|| compile(&format!("(?:{ROLES})(?:たち|達|ら)?|@[a-z0-9][a-z0-9._-]*[a-z0-9]"), |_| None));
static NAME: Pattern = LazyLock::new(|| {
    compile(
        &format!(
            r"(?:{SURNAMES})(?:さん|氏|君|くん|様)?(?P<after>は|が|も|の|を|に|と|、|へ|から|による|によ|自身|本人|らが|らは|課長|部長|主任|リーダー|ら| |:|だ|で)|[\p{{Han}}\p{{Katakana}}ー]{{1,6}}(?:さん|氏|君|くん|先輩)"
        ),
        |_| None,
    )
});
/// A family name that is on no list: two or three characters, the last one of those that family names end with.
static FAMILY: Pattern = LazyLock::new(|| {
    compile(
        r"(?:^|[\s、。(（:：・「]|で|に|も|は)(?P<name>\p{Han}{1,2}[川田山本村井野原木林崎島口橋谷沢澤藤岡尾浜坂塚瀬倉辺垣津沼森池宮])(?:さん|氏)?(?:が|は|も)",
        |_| None,
    )
});
/// A name behind a function: 担当のグエンが, 朝番の飯島は, 営業の小田切も.
static ATTACHED: Pattern = LazyLock::new(|| {
    compile(
        r"(?:番|リーダー|サポート|マネージャー|エンジニア|担当者|責任者|オペレーター|当直|夜勤|日勤|遅番|早番|当番|担当|オペ|主任|係長|課長|部長|上長|新人|若手|中堅|同僚|先輩|後輩|前任|後任|現場|指令|管制|情シス|インフラ|開発|保守|運用|運行管理|設備管理|運用管理|監視|配信|編成|班|課|係|チーム|営業|委託先|ベンダー?|(?:運用|基盤|開発|保守|情報システム|技術|製造)(?:部|室)?)の(?P<name>[\p{Katakana}ー・]{2,12}|\p{Han}{1,2}[川田山本村井野原木林崎島口橋谷沢澤藤岡尾浜坂塚瀬倉辺垣津沼森池宮切見江部上下中内司士])(?:さん|氏)?(?:が|は|も)",
        |_| None,
    )
});
/// Offices, trades and ranks (開発二課, 配車係, 港湾側, 倉庫長), where a particle shows that the word ends.
static OFFICE: Pattern = LazyLock::new(|| {
    compile(
        &format!(
            r"(?P<name>(?:{functions})[第一二三四五六七八九十0-9]{{0,3}}(?:{units})|(?:{sides})側|(?:{trades})|(?:{initials}))(?:さん|ら|たち|達|側|一同|各位)?(?:が|は|も|の|に|から|へ|と|や|、|を|で|だ|[ (（:：。]|$)",
            functions = any_of(FUNCTIONS),
            units = any_of(UNITS),
            sides = any_of(SIDES),
            trades = any_of(TRADES),
            initials = any_of(INITIALS),
        ),
        |_| None,
    )
});
/// Parts of machines, quantities and words that end like an office.
static NO_OFFICE: Pattern = LazyLock::new(|| {
    compile(
        "(?:制御|計測|計量|印刷|通信|送出|検証|監視|データ|入試|予約|電気|電力|組立)部$|(?:電気|電力|制御|計測|通信|検査|試験|設備|データ|放射線|倉庫|資材)室$|(?:会|満|定|増|減|欠|動|全|人|総|冗|剰)員$|(?:器|五)官$|同士$|(?:荷|現|主|服|兵|懲|苦|配)役$|関係$|日課$|賦課$|所の者$|(?:業務|関係|対応)(?:係|科)$|テストシフト$",
        |_| None,
    )
});
/// Words in katakana and kanji that stand behind a function and are no names.
static NO_NAME: Pattern = LazyLock::new(|| {
    compile(
        "(?:サーバー?|アプリ|メモ|データ|エラー|ミス|キュー|リスト|ルール|マニュアル|シフト|スキル|チェック|レビュー|アクセス|アカウント|ツール|タスク|モニター?|カメラ|ビル|フロア|スクリプト|メンバー|アラート|ダッシュボード|スケジュール|カレンダー|ブランチ|チャンネル|プロセス|ノード|ホスト|ログ|メール|コメント|スレッド|チケット|テスト|ランブック|リポジトリ|コード|システム|サービス|ジョブ|パイプライン|クラスター?|ページャー?|スマホ|パソコン|エリア|コスト|ニーズ|タイミング|ペース|ローテーション|トラブル|ケース|ステップ|リソース|ディスク|プール|ゲート|モデル|バッチ|[本売]部|締切|仕切|大切|親切|適切|以上|以下|作業中|対応中|年内|社内|室内|案内|範囲内|時間内|見込み|上下|窓口|受付|入口|出口|内部|外部|全部|一部|上部|下部)$",
        |_| None,
    )
});
/// Words that look like one.
const NO_FAMILY: &str = "原本 副本 正本 写本 底本 脚本 南口 北口 東口 西口 開口 気口 水口 通用口 河口 火口 傷口 蛇口 戸口 手口 裏口 大口 小口 一口 離島 群島 本島 長崎 高崎 静岡 福岡 盛岡 岡山 富山 松山 郡山 和歌山 神奈川 香川 旭川 金沢 長野 青森 熊本 福井 栃木 広島 徳島 鹿児島 鎌倉 小倉 渋谷 品川 立川 大阪 福島 石川 秋田 宮崎 川崎 豊橋 前橋 潤沢 贅沢 入口 出口 窓口 人口 間口 糸口 基本 日本 見本 台本 標本 手本 資本 謄本 抄本 製本 絵本 大本 末尾 語尾 首尾 船尾 分野 視野 平野 荒野 河川 沿岸 水田 油田 天井 油井 高原 草原 平原 起原 語原 丸木 材木 土木 樹木 草木 山林 森林 密林 列島 半島 孤島 諸島 石橋 鉄橋 渓谷 峡谷 光沢 電池 貯水池 周辺 底辺 一辺 沿辺 登山 火山 鉱山 農村 漁村 市井 非常口 改札口 送信口 接続口 受付口 倉 登坂 急坂 興味津 神宮 迷宮 子宮";
/// What makes a role word the name of software, a document or an arrangement.
static AFTER: Pattern = LazyLock::new(|| {
    compile(
        "^(?:[::]|[((]v?[0-9]|ノード|プロセス|pod|ポッド|コンテナ|コントローラ|デーモン|サービス|選出|選挙|サーバ|レプリカ|ブローカ|スレッド|権限|画面|ロール|アカウント|向け|用の|一覧|名簿|表|ガイド|交代|数|コンソール|ポータル|ページ|インスタンス|ジョブ|ループ|クラスタ|システム|ツール|ボット|bot|api|モード|キー|id|の連絡先|チャンネル|の電話|端末|の端末|の画面|のコンソール|レプリケ|シャード|パーティション|のエラー数|のエラー率|通知|呼び出し|区|名|訓練|割|枠|負荷|経路|時間)",
        |_| None,
    )
});
static BEFORE: Pattern = LazyLock::new(|| {
    compile(
        "(?:kubernetes|k8s|kafka|etcd|postgres|postgresql|redis|raft|prometheus|flink|spark|クラスタ|クラスター|リソース|ロック|ワーカー|パッケージ|セッション|メモリ|証明書|シークレット|キュー|シャード|パーティション|レプリカ|サーバ|旧|新|算術|論理|三項|比較)(?: |の)?$",
        |_| None,
    )
});

/// Replaces the words for people in `masked` by markers of the same length.
pub(crate) fn mark(masked: &str) -> String {
    let mut bytes = masked.as_bytes().to_vec();
    for found in ROLE.find_iter(masked) {
        let (before, after) = (masked.get(..found.start()).unwrap_or(""), masked.get(found.end()..).unwrap_or(""));
        if AFTER.is_match(after) || BEFORE.is_match(before) || !stands_alone(found.as_str(), before, after) {
            continue;
        }
        fill(&mut bytes, found.start(), found.end());
    }
    for found in NAME.captures_iter(masked) {
        let Some(whole) = found.get(0) else { continue };
        let end = found.name("after").map_or(whole.end(), |after| after.start());
        let before = masked.get(..whole.start()).unwrap_or("");
        // A surname in the middle of a longer word is no surname: 小林 in 大小林立.
        let starts_word = before.chars().next_back().is_none_or(|c| !('\u{4e00}'..='\u{9fff}').contains(&c));
        if starts_word && !is_common_noun(masked.get(whole.start()..end).unwrap_or("")) {
            fill(&mut bytes, whole.start(), end);
        }
    }
    for found in ATTACHED.captures_iter(masked).filter_map(|captures| captures.name("name")) {
        if !NO_NAME.is_match(found.as_str()) && !NO_FAMILY.split(' ').any(|word| found.as_str().ends_with(word)) {
            fill(&mut bytes, found.start(), found.end());
        }
    }
    for found in OFFICE.captures_iter(masked).filter_map(|captures| captures.name("name")) {
        let before = masked.get(..found.start()).unwrap_or("").chars().next_back();
        // Initials and words in katakana must not be the tail of a longer word: PM in 3PM, パート in アパート.
        let tail = match found.as_str().chars().next() {
            Some(c) if c.is_ascii_alphanumeric() => {
                before.is_some_and(|b| b.is_ascii_alphanumeric() || "_./-".contains(b))
            }
            Some('\u{30a0}'..='\u{30ff}') => before.is_some_and(|b| ('\u{30a0}'..='\u{30ff}').contains(&b)),
            _ => false,
        };
        if !tail && !NO_OFFICE.is_match(found.as_str()) {
            fill(&mut bytes, found.start(), found.end());
        }
    }
    for found in FAMILY.captures_iter(masked).filter_map(|captures| captures.name("name")) {
        if !NO_FAMILY.split(' ').any(|word| found.as_str().ends_with(word)) {
            fill(&mut bytes, found.start(), found.end());
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| masked.to_owned())
}

/// One-character words for people occur inside many others: 班 and 者, 私 and 皆.
fn stands_alone(word: &str, before: &str, after: &str) -> bool {
    let left = before.chars().next_back();
    let right = after.chars().next();
    let is_han = |c: Option<char>| c.is_some_and(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
    let is_kana = |c: Option<char>| c.is_some_and(|c| ('\u{30a0}'..='\u{30ff}').contains(&c));
    match word {
        "班" => (is_han(left) || is_kana(left)) && !is_han(right),
        "者" => {
            is_han(left)
                && !is_han(right)
                && !before.ends_with(['使', '患', '業', '話'])
                && !before.ends_with("利用")
                && !before.ends_with("消費")
                && !before.ends_with("加入")
        }
        "皆" | "私" | "彼" | "僕" | "俺" => !is_han(left) && !is_han(right),
        "担当" => !after.starts_with(['す', 'し', 'さ', ' ']) && !is_han(right),
        "サポート" | "受付" | "営業" | "広報" | "法務" | "人事" | "総務" | "経理" | "企画" | "窓口" | "夜勤"
        | "日勤" | "外注" | "派遣" => {
            after.starts_with(['が', 'は', 'も', '側'])
                || word == "窓口" && after.starts_with("から")
                || after.starts_with('、') && before.trim_end().ends_with(|c: char| c.is_ascii_digit())
                || (after.starts_with("の") && word != "人事")
        }
        "本人" => !is_han(right) && left != Some('張'),
        "人間" | "人員" | "要員" | "自分" => !is_han(right),
        "オンコール" => !is_han(right) && !is_kana(right),
        _ => !is_kana(right) || !is_kana(word.chars().next_back()),
    }
}

fn is_common_noun(word: &str) -> bool {
    matches!(
        word,
        "西" | "東"
            | "南"
            | "北"
            | "原"
            | "関"
            | "星"
            | "森"
            | "林"
            | "柳"
            | "岸"
            | "滝"
            | "谷"
            | "堤"
            | "堀"
            | "福島"
            | "千葉"
            | "秋田"
            | "宮崎"
            | "大阪"
            | "川崎"
            | "石川"
    )
}

fn fill(bytes: &mut [u8], start: usize, end: usize) {
    for byte in bytes.iter_mut().take(end).skip(start) {
        *byte = PERSON;
    }
}

#[cfg(test)]
mod tests {
    use super::{PERSON, mark};
    use crate::mask::mask;

    #[test]
    fn people_are_told_from_software_with_their_names() {
        for (text, expected) in [
            ("当番が眠った", "Pが眠った"),
            ("マネージャーノードが落ちた", "マネージャーノードが落ちた"),
            ("山田さんは戻した", "Pは戻した"),
            ("担当: 基盤、期限: 5月", "担当: 基盤、期限: 5月"),
            ("利用者は待った", "利用者は待った"),
            ("@kim が再起動", "P が再起動"),
            ("東リージョンの負荷", "東リージョンの負荷"),
            ("リーダー選出が走った", "リーダー選出が走った"),
        ] {
            let marked = mark(&mask(text));
            assert_eq!(marked.len(), text.len());
            let mut out = String::new();
            for c in marked.chars() {
                if c == char::from(PERSON) {
                    if !out.ends_with('P') {
                        out.push('P');
                    }
                } else {
                    out.push(c);
                }
            }
            assert_eq!(out, expected, "{text}");
        }
    }
}
