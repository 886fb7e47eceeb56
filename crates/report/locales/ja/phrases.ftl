## Timeline

timeline-deployed = { $service } { $version } をデプロイ{ $description ->
    [none] {""}
   *[other] （{ $description }）
}
timeline-rolled-back = { $service } を { $version } にロールバック
timeline-restarted = { $service } を再起動
timeline-scaled = { $service } をスケール（{ $description }）
timeline-configured = { $service } の設定を変更（{ $version }）: { $description }
timeline-flag-changed = { $service } のフィーチャーフラグを変更: { $description }
timeline-migrated = { $service } でマイグレーションを実行: { $description }
timeline-changed = { $service } を変更（{ $version }）: { $description }
timeline-mitigated = { $what }が完了
timeline-mitigated-said = 緩和策が完了: 「{ $quote }」
timeline-impact-started = エッジで最初のリクエスト失敗: { $what }
timeline-impact-started-metrics = { $what } のリクエストメトリクスに最初の失敗
timeline-recovered = 最後のリクエスト失敗
timeline-recovered-metrics = { $what } のリクエストメトリクスで失敗が終息
timeline-paged = { $title } がオンコール担当を呼び出し
timeline-acknowledged = ページに確認応答
timeline-escalated = ページ { $title } をエスカレーション
timeline-page-note = ページへのメモ: 「{ $note }」
timeline-page-resolved = ページ { $title } を解決
timeline-alert-fired = アラート { $alert } が発報{ $summary ->
    [none] {""}
   *[other] : { $summary }
}
timeline-alert-fired-for = アラート { $alert } が { $services } で発報{ $summary ->
    [none] {""}
   *[other] : { $summary }
}
timeline-alert-resolved = アラート { $alert } が解消
timeline-cluster-event = Kubernetes が { $service } の { $reason } を{ $count }回報告: { $message }
timeline-command-taken = インシデントコマンダーが指揮を開始
timeline-user-report = 利用者からの報告: 「{ $quote }」
timeline-suspected = 検討: 「{ $quote }」
timeline-ruled-out = 除外、または効果なし: 「{ $quote }」
timeline-diagnosed = 原因の特定: 「{ $quote }」
timeline-mitigation-started = 緩和策を開始: 「{ $quote }」
timeline-mitigation-said-done = 作業完了の報告: 「{ $quote }」
timeline-recovery-said = 回復の報告: 「{ $quote }」
timeline-declared-resolved = 解決を宣言
timeline-log-first-seen = { $service } のログに { $template } が初めて出現（計{ $count }回）
timeline-log-burst = { $service } のログで { $template } が通常を大きく超えて増加（{ $count }回）
timeline-log-silence = { $service } のログから { $template } が途絶
timeline-log-level-change = { $service } のログで { $template } の重大度が上昇
timeline-metric-rose = { $service } の { $metric } がベースラインを逸脱: { $before } → { $during }
timeline-metric-fell = { $service } の { $metric } がベースラインから低下: { $before } → { $during }
timeline-metric-limit = { $service } の { $metric } が上限 { $limit } に到達

## Impact: how the numbers were counted

impact-requests-log = { $source }。最初から最後の失敗リクエストまで。失敗はステータス5xx、429、499（クライアントが切断）
impact-requests-metric = { $source } のリクエストレートをサンプルごとに積算。失敗はステータス5xx、429
impact-peak = 同じリクエストを{ $seconds }秒ごとに集計
impact-customers = 失敗したリクエストの顧客IDの異なり数（{ $sources }）
impact-routes = 同じリクエストをメソッドとパス別に集計（パス内のIDは伏せる）
impact-latency = { $source } のリクエスト時間（影響の前と影響中）
impact-none = { $source } に失敗が1%を超える区間はない

## Clocks and gaps

clock-naive-measured = 時刻にタイムゾーンがない。他のソースと共通する{ $shared }件のIDから { $zone } と判定
clock-naive-coverage = 時刻にタイムゾーンがない。他のソースの期間と一致するのは { $zone } のみ
clock-naive-assumed = 時刻にタイムゾーンがなく、決め手もない。{ $zone } として読んだため要確認
clock-skewed = 時計が他のソースより{ $seconds }秒{ $direction ->
    [ahead] 進んでいる
   *[behind] 遅れている
}（共通ID { $shared }件による）
clock-naive-skewed = 時刻にタイムゾーンがなく（{ $zone }）、時計が他のソースより{ $seconds }秒{ $direction ->
    [ahead] 進んでいる
   *[behind] 遅れている
}（共通ID { $shared }件による）
gap-missing = { $from } から { $to } まで記録がない（前後は記録あり）
gap-truncated = { $line }行目が途中で切れている
gap-truncated-missing = { $line }行目が途中で切れ、{ $to } まで記録がない
gap-duplicated = { $line }行目から{ $count }行が重複している。集計では1回として数えた
gap-backwards = { $line }行目で時刻が逆行している
gap-kind-absent = { $kind } が証跡にない
gap-not-covered = ソースは { $from } から始まっており、それ以前の記録がない
gap-database-statistics = データベースのステートメント別統計が証跡になく、インシデント前の内訳は不明

## Why a change stands where it does

why-change-before-onset = 最初の異常の{ $lead }前に反映された
why-change-taken-back = 元に戻すと異常が収まった
why-change-undone-in-vain = 元に戻しても変化がなかった
why-change-service-complains = { $service } が最初期にエラーを記録した
why-change-named-in-diagnosis = 原因の特定時に名前が挙がった
why-change-came-after-onset = 最初の異常より後に反映された
why-change-not-in-production = 本番ではなく { $environment } に反映された
why-joined = { $first }。{ $rest }

## Detection

detection-no-rule = 最初に変化した { $metric } を監視するアラートルールがない
detection-rule-silent = { $metric } が変化したが、監視しているルール（{ $rules }）は発報しなかった
detection-rule-late = { $metric } の変化から { $rules } の発報まで{ $delay }かかった
