## Units

unit-days = { $n }日
unit-hours = { $n }時間
unit-minutes = { $n }分
unit-seconds = { $n }秒
unit-milliseconds = { $n }ms
unit-latency-seconds = { $n }s
unit-percent = { $n }%
unit-separator = {""}
list-separator = 、
list-last = 、

## Head

head-title = ポストモーテム: { $title } ({ $date })
head-untitled = インシデント
head-date = 日付
head-duration = 期間
head-severity = 重大度
head-services = サービス
head-commander = インシデントコマンダー
head-authors = 作成者
head-reviewed = レビュー
head-share-by = 共有期限
head-impact = 利用者への影響 { $duration } ({ $from }〜{ $to } UTC)
head-impact-open = { $from } UTCから利用者に影響。証跡は{ $to } UTCで終わり、復旧は確認できない
head-no-impact = 利用者への影響は見つからなかった
head-impact-unknown = 利用者への影響は計測されていない
head-open = インシデント対応 { $from }〜{ $to } UTC
head-window = 分析対象 { $from }〜{ $to } UTC
head-join = 。
label-to-fill = 記入
label-confirm = { $statement }_（レビューで確認）_
label-quote = 「{ $quote }」
label-not-known = 不明
label-fact = **{ $name }**: { $value }
label-system = システム
label-cited = { $statement }{ $cites }。
label-open-question = レビューでの検討事項: { $question }
label-sentence-gap = {""}
label-stop = 。

## Headings

section-summary = 概要
section-impact = 影響
section-timeline = タイムライン（時刻はすべてUTC）
section-factors = 寄与要因
section-immediate = 直接の要因
section-contributing = 寄与要因
section-systemic = 組織・仕組みの課題
section-whys = なぜなぜ分析
section-root-cause = 根本原因
section-actions = アクションアイテム
section-went-well = うまくいったこと
section-lessons = 学んだこと
section-prevention = 再発防止
section-gaps = データの欠落
section-evidence = 証跡

column-what = 項目
column-value = 値
column-how = 算出方法
column-measure = 指標
column-between = 起点 → 終点
column-time = 時刻
column-event = 事象
column-source = 情報源
column-actor = 対応者
column-id = ID
column-action = アクション
column-owner = 担当
column-deadline = 期限
column-priority = 優先度

## Summary

summary-failed = { $duration }にわたり、リクエストの{ $ratio }（{ $total }件中{ $failed }件）が失敗した
summary-failed-of = { $duration }にわたり、{ $services } へのリクエストの{ $ratio }（{ $total }件中{ $failed }件）が失敗した
summary-failed-count = { $duration }にわたり、{ $failed }件のリクエストが失敗した
summary-impact-span = 利用者への影響は{ $duration }続いた（{ $from }〜{ $to } UTC）
summary-impact-unknown = 影響を受けた利用者の数は証跡からは分からない
summary-none-written = レポートに概要の記載がない
summary-failed-edge = { $duration }にわたり、エッジのリクエストの{ $ratio }（{ $total }件中{ $failed }件）が失敗した
summary-impact-open = { $from } UTCから利用者に影響があった
summary-as-usual = 証跡で確認できる限り、利用者のリクエストの失敗は普段より多くない
summary-no-impact = 証跡で確認できる限り、利用者のリクエストは失敗していない
summary-customers = { $count ->
   *[other] リクエストが1件以上失敗した顧客の数は{ $count }である
}
summary-cause-before = 影響開始の{ $lead }前に次の変更があった: { $event }
summary-cause-at = { $time } に次の変更があった: { $event }
summary-paged = 影響開始から{ $after }後にページが届き、その{ $acknowledged }後に確認応答があった
summary-detected = 影響開始から{ $after }後に検知した
summary-detected-before = 影響開始の{ $before }前に検知した
summary-mitigated = 影響開始から{ $after }後に緩和が完了した（{ $event }）
summary-recovered = 影響は開始から{ $after }後に収まった
summary-not-recovered = 影響の終わりは確認できていない。証跡はその最中の{ $to } UTCで終わっている
summary-near-miss = 本件はニアミスである。障害は発生したが、利用者には及ばなかった
summary-alarm-alone = 呼び出しはあったが、アラームのほかに障害を示す証跡はなく、利用者への影響もなかった
summary-nothing = { $from }〜{ $to } UTC の間に、ベースラインから明確に外れた信号はなかった。以下は証跡から読み取れる内容である

## Impact

impact-row-failed = 失敗したリクエスト
impact-row-peak = ピーク
impact-row-felt = 利用者への影響
impact-value-felt = あり
impact-row-routes = ルート
impact-row-customers = 影響を受けた顧客
impact-row-latency = レイテンシ
impact-row-cost = 費用
impact-value-failed = { $total }件中{ $failed }件（{ $ratio }）
impact-value-peak = { $ratio }（{ $from }〜{ $to }）
impact-value-route = { $route } { $ratio }（{ $failed }件）
impact-value-more-routes = { $count ->
   *[other] 他{ $count }件
}
impact-value-customers = { $count }
impact-value-latency = 中央値 { $p50_before } → { $p50_during }、p99 { $p99_before } → { $p99_during }
impact-how-unknown = エッジで失敗したリクエストを数えた証跡がない
impact-how-cost = ワークスペースに単価の設定がない
impact-value-not-estimated = 見積もりなし
impact-how-not-said = 分析による集計
impact-none-measured = どの利用者が、どれだけの間影響を受けたのか。証跡にリクエスト数の記録がない。

measure-detect = 検知までの時間
measure-acknowledge = 確認応答までの時間
measure-mitigate = 緩和までの時間
measure-recover = 回復までの時間
measure-between = { $from }（{ $from_time }） → { $to }（{ $to_time }）
measure-open = { $from } → { $to }

milestone-cause-introduced = 要因の混入
milestone-impact-start = 影響開始
milestone-detected = 検知
milestone-paged = ページ
milestone-acknowledged = 確認応答
milestone-diagnosed = 原因の特定
milestone-mitigated = 緩和
milestone-recovered = 回復
milestone-resolved = 解決
milestone-join = ・
milestone-label = **{ $names }**: { $event }

## Timeline

timeline-empty = 何がどの順に起きたのか。証跡からはタイムラインの行を作成できなかった。
timeline-uncertain = { $event }（±{ $seconds }）

## Factors

category-change = 変更
category-capacity = 容量
category-dependency = 依存関係
category-configuration = 設定
category-detection = 検知
category-response = 対応
category-process = プロセス
category-environment = 環境
category-label = **{ $category }**: { $statement }
factors-ask-immediate = 最初に何が壊れたのか。それを示すものは何か。
factors-ask-contributing = 影響を広げ、発見を妨げ、または対応を遅らせたものは何か。
factors-ask-systemic = システムの構築と変更の進め方のどこに、同じことが他でも起こる条件があるか。
factors-single = 証跡から分かる要因は1つだけである。データに現れない要因はレビューで補う

## Five Whys

why-impact = なぜ利用者に影響が及んだのか。
why-near-miss = なぜ障害が発生したのか。
why-change = なぜシステムがその状態になったのか。
why-capacity = なぜ余裕がなくなったのか。
why-dependency = なぜ波及したのか。
why-configuration = なぜそのように設定されていたのか。
why-detection = なぜ早く気づけなかったのか。
why-response = なぜ長引いたのか。
why-process = なぜ事前に止まらなかったのか。
why-environment = なぜ外部の条件が影響したのか。
why-further = その背景には何があるか。
considered = ほかに検討した説明:
why-step = { $question } — { $answer }
whys-ask = システムのどの条件がこれを可能にしたのか。事前に何があれば分かったか。

root-cause-ask = どの条件が重なってこの事象に至ったのか。
root-cause-propose = 証跡からの案であり、表現はレビューで確定する

## Actions

actions-ask = 何があれば防げたか、早く気づけたか、影響を抑えられたか。証跡だけからはアクションを導けなかった。
priority-high = 高
priority-medium = 中
priority-low = 低

## What went well, lessons, prevention

went-well-detected = 影響開始から{ $after }後に検知した
went-well-detected-before = 利用者に影響が及ぶ{ $before }前に検知した
went-well-acknowledged = ページから{ $after }後に確認応答があった
went-well-fixed = 原因の特定から緩和の完了まで{ $after }だった
went-well-ended = 原因の特定から{ $after }後に影響が収まった
went-well-mitigation = 緩和策で影響が収まった。最後の失敗は緩和の完了から{ $after }後だった
went-well-ended-it = 緩和策で影響が収まり、完了後に失敗したリクエストはなかった
went-well-ask = 証跡に現れない点で、うまくいったことは何か。
lesson-change = リリースは新しい障害が最も起こりやすい時点である。直後の数分間に、リリースを止められる信号が要る
lesson-capacity = 全体で共有する上限があると、1か所の遅れが全体の停止につながる
lesson-dependency = 依存先の不調はサービスの停止につながる。依存先ごとの上限が影響を局所にとどめる
lesson-configuration = 設定変更はリリースと同じく動作を変える。本番への経路も同じであるべきだ
lesson-detection = アラートは最初に動く信号に置く。利用者がすでに感じている症状へのルールはそれより遅い
lesson-response = 最初に見るべきものは、アラートから辿れるランブックに書いておく
lesson-of-condition-certificate = 証明書の期限は発行の日から分かっている。期限を監視していなければ、その日は必ず障害になる
lesson-of-condition-disk = ディスクは徐々に埋まり、突然失敗する。見るべき信号は満杯ではなく増加である
lesson-of-condition-connections = レプリカを1つ増やすごとに接続プールも増える。データベースが受け止めるのは、最大レプリカ数での合計である
lesson-of-condition-credential = 一度もログインに使っていない認証情報は、使えるという保証がない
lesson-of-condition-lock = ロックは待つものが現れるまで無害である。待ち得るものには時間の上限が要る
lesson-of-condition-refused = 設定を正しく検査できるのは、それを読むプログラムだけである。検査は再起動の前に行える
lesson-of-condition-slow-dependency = 遅い依存先は停止した依存先より害が大きい。すべてがその応答を待つ
lesson-of-condition-traffic = 測定していない容量は、使い果たしたときに初めて分かる
lesson-of-condition-queue = 伸びるキューは、何かが失敗する前に異常を知らせる
lesson-of-memory-kill = メモリが増え続けるとき、問題は現在の量ではなく、いつ上限に達するかである。増加の傾きは監視できる
lesson-of-retries = 再試行は遅い呼び出し先をさらに追い込む。呼び出し先が定める上限が要る
lesson-of-shared-resource = 全ルートが1つのプールを共有すると、遅いステートメントが1つあるだけで後続がすべて止まる
lesson-of-masked-error = 途中で種類の変わるエラーは、最初の調査を別の場所へ導く
lesson-of-silent-alert = 誰も呼び出さない兆候は、インシデントの後に読まれる
lesson-of-full-rollout = 全レプリカに一度に届くものは、全利用者に一度に届く
lesson-of-blind-probe = 利用者より軽い要求しか送らないプローブは、利用者が失敗していても成功する
lesson-of-missing-test = テストが守るのは、テストに含まれるケースだけである。失敗したケースもそこに加える
lesson-of-statement-plan = ステートメントの動きは、文面ではなく本番規模のデータでの実行計画から分かる
lesson-of-recurrence = アクションが完了しないインシデントは、新しいインシデントとして再び起こる
lesson-of-unowned = オーナーの定まらないサービスは、たまたま詳しい人が直すことになる
lesson-process = レビューから本番までのどの工程でも確認しないものは、本番に届く
lesson-environment = システムの外の条件もテストに含める
lessons-ask = 他のチームは本件から何を学ぶべきか。
prevention-prevent = { $count ->
   *[other] { $actions } は再発を防ぐ
}
prevention-detect = { $count ->
   *[other] { $actions } は発見を早める
}
prevention-mitigate = { $count ->
   *[other] { $actions } は影響を抑える
}
prevention-process = { $count ->
   *[other] { $actions } は対応の進め方を改める
}
prevention-ask = 何が再発を防ぐか。
prevention-follow-up = フォローアップレビュー: { $date }

## Data gaps

gaps-entry = { $source }: { $note }
gaps-entry-window = { $source }（{ $from }〜{ $to }）: { $note }
gaps-keep-longer = この種のデータは30日以上保持するか、インシデントの対応中に収集する
gaps-clock-before-cause = { $source }: 別のソースにある原因より{ $amount }早く記録されている。どちらかの時計が少なくともその分ずれている。時刻は補正していない
gaps-clock-skewed = { $source }: 時計が{ $amount }{ $direction ->
    [ahead] 進んで
   *[behind] 遅れて
}おり、時刻を補正した
gaps-clock-gains = 1時間に{ $amount }秒（±{ $doubt }）進むため、各時刻から差し引いた
gaps-clock-loses = 1時間に{ $amount }秒（±{ $doubt }）遅れるため、各時刻に加えた
gaps-clock-zone = { $source }: 時刻にタイムゾーンがなく、{ $zone } として読んだ
gaps-clock-zone-skewed = { $source }: 時刻にタイムゾーンがなく、{ $zone } として読んだ。時計が{ $amount }{ $direction ->
    [ahead] 進んで
   *[behind] 遅れて
}おり、補正した
gaps-none = 読み取った証跡に欠落は見つからなかった
gaps-ask = あるべきなのになかった情報源は何か。
gaps-missing = 記録がない
gaps-truncated = 途中で切れている
gaps-duplicated = 同じ記録が重複している
gaps-retention = 保持期間を過ぎているか、収集されていない
gaps-unreadable = 読み取れなかった

## Evidence

evidence-column = 列 { $name }
evidence-deployment = デプロイ { $name }
evidence-incident = インシデント { $name }
evidence-log-entry = ログエントリー { $name }
evidence-release = リリース { $name }
evidence-line = { $line }行目
evidence-lines = { $first }〜{ $last }行目
evidence-whole = ファイル全体
evidence-collected = { $time } UTC 収集

source-log = ログ
source-access-log-of = { $name }アクセスログ
source-error-log-of = { $name }エラーログ
source-log-of = { $name }ログ
source-access-log = アクセスログ
source-application-log = アプリケーションログ
source-alert-rules = アラートルール
source-deploys = デプロイ記録
source-topology = トポロジー
source-traces = トレース
source-facts = インシデントの基本情報
source-timeline = タイムライン
source-separator = 、

## Page

html-contents = 目次
html-skip = 本文へ移動
html-timeline = 情報源別タイムライン
html-timeline-label = 情報源ごとのタイムライン。同じ内容は本文の表にもある
html-timeline-hint = 印を指すと内容を表示し、クリックで証跡へ移動する。キー操作: 矢印で移動、+ と - で拡大縮小、0 で全体表示
html-zoom-in = 拡大
html-zoom-out = 縮小
html-zoom-left = 前へ
html-zoom-right = 後へ
html-zoom-all = 全体表示
chart-unit-connections = 接続
chart-unit-threads = スレッド
chart-unit-workers = ワーカー
html-charts = メトリクス
html-mark-change = デプロイ・変更
html-mark-alert = アラート・呼び出し
html-mark-impact = 利用者への影響
html-mark-onset = 系列の変化開始
html-mark-other = ログ・メトリクス・クラスター・チャット
html-fishbone = 特性要因図
html-fishbone-label = カテゴリ別の特性要因図
html-fishbone-more = ほか{ $count }件
html-why-tree = なぜなぜツリー
html-why-tree-label = 要因の木。各要因の下にその理由がある
html-why-chain-label = なぜの連鎖。問いと答えの下に次の問いがある

## 公開用の文書で氏名の代わりに書く役割
role-commander = インシデントコマンダー
role-owner = チームメンバー
role-author = 作成者
role-responder = 対応者

## Runbook drafts

runbook-intro = このアラートが前回発報したインシデントから起こした草案。文言はサービスのオーナーが定める。
runbook-look = 最初に見るもの
runbook-look-ask = 1分以内に原因を示すものは何か
runbook-meant = 前回このアラートが示していたこと
runbook-meant-ask = このアラートは何を意味するか
runbook-ended = 収束させた対応
runbook-ended-ask = どの対応が収束させるか。事前にどう見分けるか
runbook-in-vain = 効果のなかった対応
