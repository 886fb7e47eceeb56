//! A Japanese report for the public: values of many shapes are planted in prose, lists, tables and the analysis.

#![expect(clippy::unwrap_used, clippy::format_collect, reason = "a test stops where it cannot go on")]

use backstory_model::Analysis;
use backstory_report::audience::{Audience, Editor};
use backstory_report::csv::{actions_csv, timeline_csv};
use backstory_report::document::Document;
use backstory_report::html::{Paper, page, page_on};
use backstory_report::locale::Lang;
use backstory_report::summary::{email_summary, slack_summary};
use backstory_report::told::Told;
use backstory_report::{docx, mermaid};

/// Sentences, each with the values that must not be told.
const PLANTED: [(&str, &[&str]); 24] = [
    ("田中さんが最初に気づき、鈴木一郎氏に電話した。", &["田中", "鈴木一郎"]),
    ("高橋さんと伊藤さんが対応し、渡辺部長に報告した。", &["高橋", "伊藤", "渡辺"]),
    ("@yamamoto.k が当番で、@nakamura に引き継いだ。", &["yamamoto.k", "nakamura"]),
    ("小林氏（080-1234-5678）と加藤様に連絡した。", &["小林", "080-1234-5678", "加藤"]),
    ("問い合わせ先は yoshida@aozora.example と 03-9876-5432。", &["yoshida@aozora.example", "03-9876-5432"]),
    ("顧客は株式会社みどり商会、有限会社山川製作所、東西物産株式会社。", &["みどり商会", "山川製作所", "東西物産"]),
    ("顧客ID C-204981 と 契約番号: K-77120 に影響した。", &["C-204981", "K-77120"]),
    ("テナント tnt-55821 と customer_id=90412 が失敗した。", &["tnt-55821", "90412"]),
    ("損失は4,520,000円、返金は38万円、見込みは1億2000万円。", &["4,520,000円", "38万円", "1億2000万円"]),
    ("費用は¥98,000、$1,250.75、€3,400、JPY 560000。", &["98,000", "1,250.75", "3,400", "560000"]),
    ("約12.5万ドルと7000ユーロ。", &["12.5万ドル", "7000ユーロ"]),
    ("サーバーは web-prod-17、10.88.3.21、fd00:12:34::9。", &["web-prod-17", "10.88.3.21", "fd00:12:34::9"]),
    ("ポッド cart-6f7d9c8b54-k2v9x は ip-172-31-9-44 で動いていた。", &["cart-6f7d9c8b54-k2v9x", "ip-172-31-9-44"]),
    ("redis.cache.svc.cluster.local:6379 と db1.tokyo.internal を見た。", &["redis.cache", "db1.tokyo"]),
    ("ダッシュボードは https://grafana.corp.example/d/xyz12 を参照。", &["grafana.corp.example", "xyz12"]),
    ("接続先は mysql://batch:Zx81pQ@orders.prod/main だった。", &["Zx81pQ", "orders.prod"]),
    ("パスワードは password=kumquat77 で、API_KEY=abcd1234efgh5678 だった。", &["kumquat77", "abcd1234efgh5678"]),
    ("Authorization: Bearer qwertyuiopasdfghjkl1234567890 を送った。", &["qwertyuiopasdfghjkl1234567890"]),
    ("チケットは INFRA-3391、web#2210、OPS-77。", &["INFRA-3391", "web#2210", "OPS-77"]),
    ("カードは 5555 5555 5555 4444、接続元は 198.51.100.23。", &["5555 5555 5555 4444", "198.51.100.23"]),
    ("利用者 user_id: 778812 のセッションが切れた。", &["778812"]),
    ("`log-line-not-for-readers` ではなく ```raw``` を見る。", &[]),
    ("清水ひかりが原因を特定し、森田が承認した。", &["清水ひかり", "森田"]),
    ("コメント <!-- 内密の覚え書き --> は出さない。", &["内密の覚え書き"]),
];

fn source() -> String {
    let list: String = PLANTED.iter().map(|(sentence, _)| format!("- {sentence}\n")).collect();
    let rows: String = PLANTED.iter().map(|(sentence, _)| format!("| 10:00 | {sentence} | 清水ひかり |\n")).collect();
    let actions: String = PLANTED
        .iter()
        .enumerate()
        .map(|(n, (sentence, _))| format!("| AI-{n:03} | {sentence} | 森田 | 2026-12-01 |\n"))
        .collect();
    format!(
        "---\nlang: ja\n---\n# 注文の障害\n\n**作成者**: 清水ひかり、森田\n\n## 概要\n\n{list}\n## タイムライン\n\n| 時刻 (UTC) | 出来事 | 担当 |\n|---|---|---|\n{rows}\n\
         ## アクションアイテム\n\n| ID | アクション | 担当 | 期限 |\n|---|---|---|---|\n{actions}\n"
    )
}

fn analysis() -> Analysis {
    let mut analysis: Analysis = serde_json::from_str(include_str!("fixtures/pool-exhaustion.ja.json")).unwrap();
    for (row, (sentence, _)) in analysis.timeline.iter_mut().zip(PLANTED.iter().cycle()) {
        row.phrase = None;
        row.text = (*sentence).to_owned();
    }
    for (factor, (sentence, _)) in analysis.factors.iter_mut().zip(PLANTED.iter().cycle()) {
        factor.phrase = None;
        factor.statement = (*sentence).to_owned();
    }
    analysis.incident.title = PLANTED.iter().map(|(sentence, _)| *sentence).collect();
    analysis
}

fn words_of(docx: &[u8]) -> String {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(docx)).unwrap();
    let mut xml = String::new();
    std::io::Read::read_to_string(&mut archive.by_name("word/document.xml").unwrap(), &mut xml).unwrap();
    xml.split('<').map(|piece| piece.split_once('>').map_or(piece, |(_, words)| words)).collect()
}

#[test]
fn the_public_reads_none_of_fifty_values() {
    let (source, analysis) = (source(), analysis());
    let mut editor = Editor::new(Audience::Public, Lang::Ja, &source, Some(&analysis));
    let markdown = editor.markdown(&source);
    let told = editor.analysis(&analysis).unwrap();
    let found = Told::from(told.clone());
    let written = Told::beside(&analysis, &Document::parse(&source)).for_audience(&mut editor).unwrap();
    let alone = Told::alone(&Document::parse(&markdown)).unwrap().for_audience(&mut editor).unwrap();
    let document = Document::parse(&markdown);
    let mail = email_summary(&found, Lang::Ja);
    let diagrams = (33_u8..127).fold(mermaid::illustrated(&markdown, &found, Lang::Ja), |text, code| {
        text.replace(&format!("#{code};"), &char::from(code).to_string())
    });
    let renderings = [
        ("html", page(&markdown, &told, Lang::Ja, &[])),
        ("docx", words_of(&docx::document(&markdown, Lang::Ja).unwrap())),
        ("json", serde_json::to_string(&told).unwrap()),
        ("timeline", timeline_csv(&document)),
        ("actions", actions_csv(&document)),
        ("page of the document", page_on(Paper::A4, &markdown, &written, Lang::Ja, &[])),
        ("json of the document", serde_json::to_string(&(&written.analysis, &document)).unwrap()),
        ("slack of the document", slack_summary(&written, Lang::Ja).to_string()),
        ("slack of the document alone", slack_summary(&alone, Lang::Ja).to_string()),
        ("mail of the document", email_summary(&written, Lang::Ja).message()),
        ("mail of the document alone", email_summary(&alone, Lang::Ja).message()),
        ("mermaid of the document", mermaid::illustrated(&markdown, &written, Lang::Ja)),
        ("slack", slack_summary(&found, Lang::Ja).to_string()),
        ("mail", format!("{}{}", mail.subject, mail.body)),
        ("mermaid", diagrams),
        ("markdown", markdown.clone()),
    ];
    let values: Vec<&str> = PLANTED.iter().flat_map(|(_, values)| values.iter().copied()).collect();
    assert!(values.len() >= 50, "{}", values.len());
    let mut leaks = Vec::new();
    for value in &values {
        let where_told: Vec<&str> =
            renderings.iter().filter(|(_, text)| text.contains(value)).map(|(name, _)| *name).collect();
        if !where_told.is_empty() {
            leaks.push(format!("{value}: {}", where_told.join(", ")));
        }
    }
    assert!(leaks.is_empty(), "{} of {} told:\n{}", leaks.len(), values.len(), leaks.join("\n"));
}

/// Head lines, variants of characters, given names, teams in brackets: what is around a name stays, the name does not.
#[test]
fn names_are_roles_wherever_they_stand() {
    let source = "# 障害報告\n\n作成者：山田 太郎、佐藤花子\n対応責任者：髙橋健一\n\n## 影響\n\n- 影響を受けたお客様：アクメ、ホゲ商事\n\n## タイムライン\n\n\
        | 時刻 | 内容 | 担当 |\n|---|---|---|\n| 14:50 | 花子が確認、やまだが承認、誠がアクメへ電話 | 鈴木誠 |\n| 16:05 | 高橋が復旧 | 田中一郎（インフラ部） |\n\n担当：渡邉美咲\n";
    let told = Editor::new(Audience::Public, Lang::Ja, source, None).markdown(source);
    let names =
        ["高橋", "髙橋", "健一", "花子", "やまだ", "太郎", "誠", "田中", "一郎", "渡邉", "美咲", "アクメ", "ホゲ"];
    for name in names {
        assert!(!told.contains(name), "{name} in {told}");
    }
    for kept in ["対応責任者：対応者\n", "対応者（インフラ部） |", "対応者が確認", "担当：対応者\n"]
    {
        assert!(told.contains(kept) || told.replace("作成者", "対応者").contains(kept), "{kept} in {told}");
    }
    // The place of a name that nobody has filled is no name.
    let open = "# 障害\n\n**レビュー**: _記入_\n\n## 概要\n\n担当は未定。\n";
    let told = Editor::new(Audience::Public, Lang::Ja, open, None).markdown(open);
    assert!(told.contains("_記入_"), "{told}");
}
