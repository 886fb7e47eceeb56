## Collecting evidence

collect-no-source = 収集元が指定されていない
collect-no-source-help = `--prometheus URL`、`--alertmanager URL`、`--kubernetes NAMESPACE` のいずれかを付ける
collect-future = 期間の始まり { $from } が未来である
collect-metrics = prometheus: メトリクス{ $count }個、間隔 { $step }秒
collect-query = prometheus: クエリ { $n } / { $of }
collect-pod = kubernetes: Podのログ { $n } / { $of }
collect-done = { $files }ファイル、{ $kib } KiB、{ $from } から { $to } まで: { $path }
collect-gap = 欠落: { $source } { $query }: { $reason }
collect-left-out = 対象外: { $count }件（マニフェストを参照）
