## What every command says of its work: errors, warnings, progress

message-error = エラー: { $what }
message-warning = 警告: { $what }
message-help = ヒント
message-foreign = { $text }
message-more-remarks = ほかに{ $count }件の指摘がある。`backstory import --json` で { $path } のすべての指摘を確認できる
message-unread = { $path } を読み込めない
message-unwritten = { $path } に書き込めない
message-unmade = フォルダー { $path } を作成できない
message-not-understood = { $path } の内容を解釈できない
message-flag-unread = { $flag } の値を解釈できない
message-output-failed = 出力を書き込めない
progress-amount = { $read } / { $total }

## What the operating system says

system-not-found = ファイルまたはフォルダーが存在しない (os error { $code })
system-permission-denied = アクセス権限がない (os error { $code })
system-already-exists = 同じ名前のファイルがすでに存在する (os error { $code })
system-is-a-directory = ファイルではなくフォルダーである (os error { $code })
system-not-a-directory = フォルダーではない (os error { $code })
system-directory-not-empty = フォルダーが空ではない (os error { $code })
system-read-only = ファイルシステムが読み取り専用である (os error { $code })
system-storage-full = ディスクの空き容量が足りない (os error { $code })
system-broken-pipe = 出力先のパイプが閉じられた (os error { $code })
system-connection-refused = 接続を拒否された (os error { $code })
system-connection-reset = 接続が相手側から切断された (os error { $code })
system-timed-out = 接続がタイムアウトした (os error { $code })

## Documents and settings that are not what they should be

json-syntax = JSONの構文エラー（{ $line }行{ $column }桁）: { $reason }
json-data = 想定したJSONと異なる（{ $line }行{ $column }桁）: { $reason }
json-end = JSONが途中で終わっている（{ $line }行{ $column }桁）
config-syntax = 設定を解釈できない: { $reason }
config-unknown-rule = { $line }行目: { $rule } というルールはない。ルールの一覧は `backstory check --explain all` で表示できる
config-unusable = { $path } の設定は使えない
workspace-unparsed = { $path } の{ $line }行目を解釈できない: { $reason }
workspace-unparsed-help = `backstory init` でコメント付きのひな形を作成できる

## Times and windows

instant-not-a-time = `{ $text }` は時刻として解釈できない。`2025-02-09T11:40Z`、`2025-02-09T12:40+01:00`、`--tz Asia/Tokyo` を付けた現地時刻、または `90m before 2025-02-09T11:40Z` のように書く
instant-no-time-of-day = `{ $text }` には時刻がない。`{ $text }T00:00Z` のように書く
instant-no-zone = `{ $text }` にはタイムゾーンがない。UTCなら `{ $text }Z`、日本時間なら `{ $text }+09:00` と書くか、`--tz Asia/Tokyo` を付ける
instant-unknown-zone = `{ $name }` というタイムゾーンはない。`Asia/Tokyo` や `UTC` などの名前、または `+09:00` のようなオフセットを指定する
instant-skipped = `{ $text }` は、{ $zone } では夏時間への切り替えで飛ばされた時刻である。`{ $earlier }` または `{ $later }` と書く
instant-repeated = `{ $text }` は、{ $zone } では夏時間の終了により2回あった時刻である。`{ $earlier }` または `{ $later }` と書く
instant-not-a-length = `{ $text }` は時間の長さとして解釈できない。`90m`、`1h30m`、`2d` のように、週・日・時・分・秒で書く
instant-out-of-range = `{ $text }` は扱える範囲（{ $first }年から{ $last }年）の外である
window-reversed = 期間の終わり { $end } が、始まり { $start } より後になっていない
window-unread = 期間を解釈できない
window-half = `--from` と `--to` は両方そろえて指定する必要がある
window-half-help = 例: `--from 2025-02-09T10:00Z --to 2025-02-09T11:30Z`
window-missing = 期間が分からない。`--from` と `--to` の指定がなく、証跡の中に `incident.json` もない
window-missing-help = 利用者から見た期間を指定する。例: `--from 2025-02-09T10:00Z --to 2025-02-09T11:30Z`
evidence-none = 証跡がない。{ $paths } にファイルがない
evidence-none-help = ログ・メトリクス・アラートのあるフォルダーを指定するか、`backstory collect` で収集する
baseline-not-before = `--baseline-from` が `--from` より前でない
baseline-not-before-help = インシデントより前の正常な期間の始まりを指定する。例: `--from` の1時間前
symptom-no-metric = { $text } にメトリクスの指定がない
symptom-no-metric-help = `--symptom SERVICE:METRIC` の形で書く。例: `--symptom checkout:latency_p99`

## Evidence

evidence-unread = 証跡を読み込めない
evidence-unread-help = 存在するフォルダーまたはファイルを指定する: `backstory analyze --evidence FOLDER --from T --to T`
evidence-unopened = 証跡 { $path } を開けない

## Drafting and rendering

draft-added = 追加: { $unit }
draft-updated = 更新: { $unit }
draft-removed = 削除（証跡から導かれなくなり、人による変更もなかった記述）: { $unit }
draft-unplaced = 追加しなかった（見出しの節が削除されている）: { $unit }
draft-unsupported = { $line }行目: 証跡からは導かれなくなったが、そのまま残した: { $unit }
draft-withheld = 人が削除した記述{ $count }件は戻していない（`backstory report --format review` で確認できる）
draft-memory-sidecar = レポート末尾にある前回のドラフトの記録（コメント）がない。人が削除した記述は `analysis.json` から判断した
draft-memory-lost = レポート末尾にある前回のドラフトの記録（コメント）がない。人が以前に削除した記述が戻っている可能性がある
draft-other-language = レポートに追記できない。このレポートの言語は { $own } である
draft-other-language-help = `--lang` を省くか、`--case` で別のフォルダーを指定して { $asked } で作成する。`backstory report --lang { $asked }` では、人が変更していない部分をその言語で出力できる
draft-conflict = { $line }行目: 記述はそのまま残した。現在の証跡からは次のようになる: { $proposed }
draft-left-in-place = 大きすぎてコピーしなかった証跡: { $count }件（元の場所に残っている）
draft-next = 次の手順: 内容を確認、編集してから `backstory check` を実行する
draft-no-language = { $code } はレポートの言語として使えない
draft-no-language-help = 使える言語: { $known }
draft-unwritten = ケースを { $path } に書き込めない
report-written = { $path } に書き込んだ（{ $bytes }バイト）
report-unmasked = 分析結果をマスクできない
report-analysis-help = レポートの文書だけから出力する。分析結果が必要なら、もう一度 `backstory draft` を実行する
report-no-window = レポートの時刻から期間を決められない
report-no-case-help = `backstory draft` が作成したケースのフォルダーを指定する
report-too-large = { $path } は大きすぎる
report-too-large-help = レポートの大きさの上限は { $most }バイト
report-review-internal = レビュー表示は証跡を含むため、チーム内専用である
report-review-internal-help = --audience を外すか、チーム外の読み手には別の形式を指定する
report-too-large-docx-help = Wordファイルにできるレポートは最大 { $most }バイトである。HTMLまたはMarkdownなら全体を出力できる
report-browser-unstarted = { $browser } を起動できない
report-browser-failed = { $browser } でページを印刷できなかった: { $said }
report-no-browser = PDFの作成に使えるブラウザーがない
report-no-browser-help = Debianの `chromium` をインストールするか、HTMLのページを任意のブラウザーから印刷する

## The demo, settings, and editors

demo-unpacking = 収録済みのインシデントを { $path } に展開する
demo-not-unpacked = 収録済みのインシデントを { $path } に展開できない
demo-report = レポート: { $path }
demo-case = ケース: { $path }
demo-evidence = 証跡:   { $path }
demo-next = 次の手順: レポートを読んでから `backstory check { $path }` を実行する
init-file = backstory.toml: ポストモーテムのためにチームが一度だけ設定する内容。
init-file-lang = レポートの言語。"en" または "ja"。
init-file-owners = サービスごとのアクションの担当者。リポジトリのCODEOWNERSより優先される。
init-is-there = { $path } はすでに存在する
init-is-there-help = そのファイルを編集するか、別の場所に移してからやり直す
lsp-input-ended = メッセージ{ $length }バイトのうち{ $read }バイトで入力が途切れた
lsp-framing = メッセージのヘッダー（{ $limit }バイト以下の `Content-Length`）が必要である
lsp-framing-help = `backstory lsp` はエディターから起動され、Language Server Protocolで通信する

## The check

check-counts = { $files }ファイル、指摘 { $findings }件
check-unlisted = { $path } の一覧を取得できない
check-too-large = { $path } は{ $most } MiBより大きい。分割する必要がある
check-fixed = { $path } を修正した
check-allowed = 許可済み: { $rule }（理由: { $reason }）
check-allowed-in-vain = 許可の指定はあるが、該当する指摘がない: { $rule }（理由: { $reason }）
check-no-rule = { $id } というルールはない
check-no-rule-help = ルールの一覧は `backstory check --explain all` で表示できる
check-no-sentence = { $path }:{ $line }: id、lang、context、textを持つオブジェクトが必要である
