## What a terminal is told of an analysis

digest-head = { $name }（{ $outcome }）
digest-outcome-incident = インシデント
digest-outcome-near-miss = ニアミス
digest-outcome-nothing = 目立った異常なし
digest-failed = 失敗      { $total }リクエスト中 { $failed }件（{ $ratio }）
digest-latency = レイテンシ  中央値 { $p50_before } → { $p50_during }、p99 { $p99_before } → { $p99_during }
digest-customers = 影響顧客  { $n }
digest-times = 所要時間  { $times }
digest-detect = 検知まで { $time }
digest-acknowledge = 確認応答まで { $time }
digest-mitigate = 緩和まで { $time }
digest-recover = 復旧まで { $time }
digest-timeline = タイムライン（UTC）
digest-first = 最初に見るべきもの
digest-suspects = 見るべきもの（優先順）
digest-factors = 寄与要因
digest-hypotheses = 検討した仮説
digest-supported = 裏付けあり: { $statement }
digest-open = 未決: { $statement }
digest-ruled-out = 除外: { $statement }
digest-detection = どのルールも間に合わなかった兆候
digest-evidence = 証跡について
digest-nothing = 該当するものは見つからなかった
digest-cites = 証跡 { $ids }
digest-because = 背景 { $ids }
digest-question = 確認事項: { $question }
