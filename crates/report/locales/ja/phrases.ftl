## Drafts of alert rules

rule-above = { $metric } が { $threshold } を超えている

## Titles of incidents that nobody named

title-failed-requests = { $service } でのリクエスト失敗
title-failed-requests-edge = エッジでのリクエスト失敗
title-slow-requests = { $service } でのリクエスト遅延
title-slow-requests-edge = エッジでのリクエスト遅延
title-absent-requests = { $service } へのリクエストの途絶
title-absent-requests-edge = エッジへのリクエストの途絶
title-trouble = { $service } の異常
title-quiet = { $from }〜{ $to } UTC の平常な時間帯

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
timeline-changed-alone = 変更: { $description }
timeline-flag-changed-alone = フィーチャーフラグを変更: { $description }
timeline-mitigated = { $what }、完了
timeline-mitigated-said = 緩和策が完了: 「{ $quote }」
timeline-impact-started = エッジで最初のリクエスト失敗: { $what }
timeline-impact-started-service = 最初のリクエスト失敗: { $what }
timeline-impact-started-metrics = { $what } のリクエストメトリクスに最初の失敗
timeline-recovered = 最後のリクエスト失敗
timeline-recovered-metrics = { $what } のリクエストメトリクスで失敗が終息
timeline-impact-started-slow = エッジのリクエストに{ $limit }を超えるものが出始める
timeline-impact-started-lost = { $source } のリクエストが { $before } から { $during } に減少
timeline-recovered-lost = { $source } のリクエストが元の水準に戻る
timeline-recovered-symptom = { $service } の { $metric } がベースラインに戻る
timeline-not-recovered = 証跡はここで終わり、復旧は確認できない
timeline-recovered-slow = エッジで{ $limit }を超えた最後のリクエスト
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
timeline-cluster-event-on = Kubernetes が { $service } の { $reason } を { $until } までに{ $count }回報告: { $message }
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
timeline-log-lull = { $service } のログで { $template } が以前より大幅に減少
timeline-log-grew = { $service } のログで { $template } がさらに増加（以後{ $count }回）
timeline-log-silence = { $service } のログから { $template } が途絶
timeline-log-hushed = { $service } の{ $record ->
    [metrics] メトリクス
    [both] ログとメトリクス
   *[log] ログ
}が途絶、ほかの{ $others }件は継続（停止したか、記録されていない）
timeline-log-paused = { $service } の{ $record ->
    [metrics] メトリクス
    [both] ログとメトリクス
   *[log] ログ
}が { $to } まで途絶、ほかの{ $others }件は継続（停止していたか、記録されていない）
timeline-log-level-change = { $service } のログで { $template } の重大度が上昇
timeline-command = コマンドを手動で実行: { $command }
timeline-command-scheduled = スケジューラーが { $command } を開始
timeline-metric-rose = { $service } の { $metric } がベースラインを逸脱: { $before } → { $during }
timeline-metric-fell = { $service } の { $metric } がベースラインから低下: { $before } → { $during }
timeline-metric-limit = { $service } の { $metric } が上限 { $limit } に到達
timeline-metric-limit-near = { $service } の { $metric } が上限に接近: { $limit } のうち { $during }
timeline-metric-climbs = { $service } の { $metric } が { $before } から上昇し始める
timeline-metric-sinks = { $service } の { $metric } が { $before } から減少し始める
timeline-metric-used-up = { $service } の { $metric } が枯渇: { $before } → { $during }
timeline-metric-rose-alone = { $metric } がベースラインを逸脱: { $before } → { $during }
timeline-metric-fell-alone = { $metric } がベースラインから低下: { $before } → { $during }
timeline-metric-limit-alone = { $metric } が上限 { $limit } に到達
timeline-metric-limit-near-alone = { $metric } が上限に接近: { $limit } のうち { $during }
timeline-metric-used-up-alone = { $metric } が枯渇: { $before } → { $during }

## Impact: how the numbers were counted

impact-requests-log = { $source }。最初の失敗リクエストから最後の失敗リクエストまで。失敗はステータス5xx、429、499（クライアントが切断）
impact-requests-log-bursts = { $source }。{ $bursts }回の集中のうち最初の失敗から最後の失敗まで。失敗はステータス5xx、429、499（クライアントが中断）
impact-symptom = 利用者の体感を示す { $service } の { $metric } が { $before } から { $during } に変化。リクエスト自体は数えられていない
impact-lost = { $source } の { $from } から { $to } までのリクエスト: { $before } のところ { $during }。記録が欠けていても同じように見える
impact-requests-metric = { $source } のリクエストレートをサンプルごとに積算。失敗はステータス5xx、429
impact-peak = 同じリクエストを{ $seconds }秒ごとに集計
impact-customers = 失敗したリクエストの顧客IDの異なり数（{ $sources }）
impact-routes = 同じリクエストをメソッドとパス別に集計（パス内のIDは伏せる）
impact-latency-slow = { $source } のリクエスト時間（影響の前と影響中）。{ $limit }（以前の95%のリクエストに要した時間の3倍）を超えるものを遅延とした
impact-latency = { $source } のリクエスト時間（影響の前と影響中）
impact-none = { $source } に、失敗が1%を超え、かつ偶然では説明できない区間はない

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
clock-apart = 共通ID { $shared }件を持つもう一方のソースより時計が{ $seconds }秒{ $direction ->
    [ahead] 進んでいる
   *[behind] 遅れている
}。どちらがずれているかは分からない
clock-naive-apart = 時刻にタイムゾーンがなく（{ $zone }）、共通ID { $shared }件を持つもう一方のソースより時計が{ $seconds }秒{ $direction ->
    [ahead] 進んでいる
   *[behind] 遅れている
}。どちらがずれているかは分からない
clock-unlinked = 他のソースと共通するIDがなく、時計を確認できない
clock-drifts = { $first }。1時間に{ $gained }秒{ $course ->
    [gains] 進む
   *[loses] 遅れる
}
clock-skewed-calls = 時計が{ $against }より{ $seconds }秒{ $direction ->
    [ahead] 進んでいる
   *[behind] 遅れている
}（送信前に始まることも応答後に終わることもない呼び出し{ $shared }件による）
clock-before-cause = { $against }にある原因より{ $seconds }秒早く記録されている。どちらかの時計が少なくともその分ずれている
gap-or-loss = { $from } から { $to } までリクエストの記録がほとんどない。利用者が到達できなかったものとして扱ったが、記録が止まっていた場合は欠落である
gap-hushed = { $from } から { $to } まで記録がない。ほかの{ $others }件は続いている。{ $service } が停止したか、記録されていない
gap-metrics-missing = { $from } から { $to } までサンプルがない（前後にはある）
gap-metrics-missing-many = { $from } から { $to } まで、このファイルとほか{ $more }件にサンプルがない（前後にはある）
gap-missing = { $from } から { $to } まで記録がない（前後は記録あり）
gap-truncated = { $line }行目が途中で切れている
gap-truncated-missing = { $line }行目が途中で切れ、{ $to } まで記録がない
gap-duplicated = { $line }行目から{ $count }行が重複している。集計では1回として数えた
gap-backwards = { $line }行目で時刻が{ $back }逆行している。ファイルの並び順の確認が必要である
gap-kind-absent = { $kind }が証跡にない
gap-window-empty = 期間内にログもサンプルもない。記録は { $first } から { $last } まで。期間とタイムゾーンを確認すること
gap-symptom-unknown = 指定された症状 { $symptom } の系列がないため、証跡から選んだ
evidence-logs = ログ
evidence-metrics = メトリクス
evidence-alerts = アラート履歴
evidence-rules = アラートルール
evidence-pages = ページャーの記録
evidence-chat = チャット
evidence-deploys = デプロイの記録
gap-line-long = { $line }行目が1レコードとして保持できる長さを超えている。先頭だけを読み取った
gap-line-nul = { $line }行目にNULバイトがある（書き込んだマシンのクラッシュ後によく見られる）。ファイルの残りは読み取った
gap-log-broken = { $line }行目（{ $offset }バイト目）より後が失われている: { $error }。それより前は読み取った。再取得が必要である
gap-log-encoding = { $line }行目から{ $count }行にUTF-8として読めないバイトがある。ファイルをUTF-8に変換する必要がある
gap-log-stray = { $line }行目以降の{ $count }件のレコードの時刻が他とかけ離れている。期間には含めていない
gap-log-either-date = { $line }行目以降の日付は日/月とも月/日とも読める。月/日として読み込んでいる
gap-log-no-date = { $line }行目以降、行頭は時刻または起動からの秒数だけで、日付がわからない。日付も出力する必要がある
gap-log-escapes = { $line }行目から{ $count }行にエスケープシーケンスがある。ログの出力元で色付けを無効にする必要がある
gap-log-varied = { $count }件はメッセージの種類が多すぎるため、テンプレートなしで件数だけを数えた
gap-log-more = このほかに{ $count }件の不備がある
gap-log-unread = ログと思われるが読み取れない: { $error }
gap-file-unread = ファイルを読み取れない（{ $error }）。権限の確認が必要である
gap-file-empty = ファイルが空である。再取得が必要である
gap-file-packed = 圧縮されている（{ $name }）。フォルダーに展開する必要がある
gap-file-binary = 種類の分からないバイナリである。テキストかJSONで出力し直す必要がある
gap-file-unknown = 種類を判別できない。時刻を含む行がなく、既知の表・JSON・YAMLでもない
gap-archive-damaged = アーカイブが壊れている（{ $error }）。再取得が必要である
gap-json-cut = JSONが{ $line }行目{ $column }列目で途切れている。その前までの完結した要素は読み取った。再取得が必要である
gap-json-invalid = JSONとして正しくない: { $error }
gap-json-large = JSONが{ $most } MiBを超えている。分割が必要である
gap-json-unknown = 未知の形のJSONである
gap-json-lines-unknown = 未知の形のJSON Linesである
gap-json-lines-invalid = { $count }行がJSONとして正しくない（{ $lines }行目）。ほかの行は読み取った
gap-samples-timeless = { $count }件のサンプルに時刻がない（スクレイプの出力そのもの）。時間範囲を指定して出力し直す必要がある
gap-samples-unread = { $count }行をサンプルとして読み取れない（{ $lines }行目）
gap-table-headless = 表に読み取れる見出し行がない
gap-table-empty = 時刻の列はあるが、読み取れる数値がない
gap-table-ragged = { $count }行で列数が見出し行と合わない（{ $lines }行目）。左から順に読み取った
gap-table-timeless = { $rows }行のうち{ $count }行は時刻を読み取れず、除外した
gap-table-unread = { $rows }行のうち{ $count }行は時刻か値を読み取れないため除いた
gap-metrics-error = データではなくサーバーのエラー応答である（{ $error }）。クエリーを直して再取得する必要がある
gap-rules-invalid = アラートルールのファイルとして正しくない: { $error }
gap-spans-cut = スパンは途中まで読み取った: { $error }
gap-spans-unread = スパンを読み取れない: { $error }
gap-spans-skipped = ID・開始・終了のいずれかがないスパン{ $count }件は除いた
gap-manifest-invalid = マニフェストが正しくない: { $error }
gap-not-collected = 収集できなかった: { $reason }
gap-git-start = Gitリポジトリを読み取れない。gitを起動できなかった（{ $error }）。gitのインストールが必要である
gap-git-refused = Gitリポジトリを読み取れない。gitのメッセージ: { $error }
gap-git-temporary = Gitバンドルを読み取れない。一時コピーを置く空きがない（{ $error }）
gap-link = リンクである。リンクはたどらない
gap-link-root = リンクである。リンク先のファイルを指定する必要がある
gap-folder-unlisted = フォルダーの一覧を取得できない（{ $error }）。権限の確認が必要である
gap-folder-deep = { $most }階層より深いフォルダーなので読み飛ばした
gap-prometheus-block = Prometheusのストレージのブロックである。コピーに対してPrometheusを起動し、`backstory collect` で収集する必要がある
gap-not-covered = ソースは { $from } から始まっており、それ以前の記録がない
gap-database-statistics = データベースのステートメント別統計が証跡になく、インシデント前の内訳は不明

## Why a change stands where it does

why-change-before-onset = 最初の異常の{ $lead }前に反映された
why-change-taken-back = 元に戻すと異常が収まった
why-change-calmed-own = 元に戻すと { $service } の失敗は収まった（ほかの失敗は続いた）
why-change-no-burst-after = 断続的な異常の合間に元に戻し、その後は再発していない
why-change-trend = 反映された時期から { $service } の { $metric } が一方向に変化し始めた
why-change-replaced = 後続の変更で置き換えると異常が収まった
why-change-undone-in-vain = 元に戻しても変化がなかった
why-change-service-complains = { $service } が最初期にエラーを記録した
why-change-service-alerted = アラートに { $service } の名前がある
why-change-service-moved = { $service } のメトリクスが最初期にベースラインを逸脱した
why-change-service-hushed = { $service } の記録が途絶え、ほかは続いていた
why-change-service-relays = { $service } のエラーは、別の相手が返した異常な応答を伝えている
why-change-service-busier = { $service } で増えたものは、リクエストの増加に伴うものである
why-change-named-in-diagnosis = 原因の特定時に名前が挙がった
why-change-came-after-onset = 最初の異常より後に反映された
why-change-not-in-production = 本番ではなく { $environment } に反映された
why-change-outlived = 反映されたままでも異常は収まった
why-joined = { $first }。{ $rest }

## Detection

detection-no-rule = 最初に変化した { $metric } を監視するアラートルールがない
detection-rules-absent = { $metric } は検知より前にベースラインを逸脱した。証跡にアラートルールがなく、監視の有無は不明である
detection-no-alert = 利用者に影響が出たが、アラートは発報しなかった
detection-no-page = アラート（{ $rules }）は発報したが、呼び出しは行われなかった
detection-rule-silent = { $metric } が変化したが、監視しているルール（{ $rules }）は発報しなかった
detection-rule-late = { $metric } の変化から { $rules } の発報まで{ $delay }かかった
detection-rule-late-for = { $metric } の変化から { $rules } の発報まで{ $delay }かかった。ルールは{ $for }の継続を待つ

## Factors

factor-change-with-error = { $service } { $version }（{ $description }）が異常の始まる{ $lead }前に反映され、以後 { $who } は { $error } を記録している
factor-change = { $service } { $version }（{ $description }）が異常の始まる{ $lead }前に反映された
factor-change-quiet = { $service } { $version }（{ $description }）の反映後に信号がベースラインを逸脱したが、失敗したリクエストはない
factor-dependency-error = { $service } が { $at } から { $error } を記録している。依存先が正常に応答していない
factor-breakage-error = { $service } が { $at } から { $error } を記録している
factor-deed = { $service } が、異常の始まる{ $lead }前に、そのログで初めて { $error } を記録した
factor-breakage-metric = { $service } の { $metric } が { $at } にベースラインを逸脱した
factor-breakage-metric-alone = { $metric } が { $at } にベースラインを逸脱した
factor-self-time = { $service } は { $operation } の処理自体（呼び出し先を除く）に、1回あたり { $before } ではなく { $during } かかった
factor-network = { $caller } から { $callee } への呼び出しで、呼び出し元と呼び出し先の所要時間の差が { $before } から { $during } に広がった
factor-limit = { $service } の { $metric } が上限（{ $limit } = { $value }）に達し、以降の要求は待機または失敗した
factor-limit-near = { $service } の { $metric } が上限（{ $limit } = { $value }）に近づいた: 観測値 { $during }
factor-used-up = { $service } の空きがなくなった（{ $metric } が0まで低下）
factor-limit-alone = { $metric } が上限（{ $limit } = { $value }）に達し、以降の要求は待機または失敗した
factor-limit-near-alone = { $metric } が上限（{ $limit } = { $value }）に近づいた: 観測値 { $during }
factor-used-up-alone = 空きがなくなった（{ $metric } が0まで低下）
factor-shared-resource = { $service } の { $metric } を{ $routes }件のルートが共有しており、1つの遅い処理が他のルートに波及した
factor-retries = { $service } が失敗した処理を再試行しており（ログ{ $count }件）、異常の間の処理量がさらに増えた
factor-retries-metric = { $service } が失敗した処理を再試行しており、異常の間の処理量がさらに増えた
factor-memory-kill = { $service } のコンテナがメモリ不足で{ $count }回強制終了された
factor-full-rollout = { $service } { $version } は{ $took }で全レプリカに反映され、途中で止める段階がなかった
factor-blind-probe = リクエストが失敗していても { $service } の readiness probe（{ $file } の { $path }）は成功し、ロールアウトが進んだ
factor-no-test = { $files } への変更にテストが伴っていない
factor-test-misses-case = 変更に伴うテスト（{ $tests }）が、{ $files } で失敗したケースを含んでいない
factor-index-mismatch = { $service } { $version } は { $expression } で比較しているが、リポジトリのどのインデックスもこれに使えない（{ $index } の対象は { $column } そのもの）
factor-unchecked-statement = { $service } { $version } はSQLを変更しているが、本番規模のデータでの実行計画を確認する工程がレビューから本番までの間に存在しない
factor-masked-error = { $service } は { $inner } を返し、利用者には { $outer } が見える。エラーの種類が失われ、最初の調査が別の層に向かいやすい
factor-silent-alert = { $alert } はページの{ $lead }前に発報したが、誰も呼び出さない設定である
factor-late-page = { $alert } が呼び出すまでの{ $delay }、利用者に影響が出ていた
factor-late-page-for = { $alert } が呼び出すまでの{ $delay }、利用者に影響が出ていた。ルールは{ $for }の継続を待ち、利用者への影響そのものを監視している
factor-late-page-signs = 最初の異常から{ $delay }後に { $alert } が呼び出した。ルールは{ $for }の継続を待つ
factor-not-paged = 利用者に影響が出たが、証跡にページの記録がない
factor-not-paged-told = 発言によれば誰も呼び出されなかった: 「{ $quote }」
factor-ineffective-told = 試した対応に効果がなかった: 「{ $quote }」
factor-no-runbook-told = 対応のためのランブックがなかった: 「{ $quote }」
factor-ineffective-step = 最初の対応（{ $description }）に{ $took }を要したが、効果はなかった
factor-ineffective-step-at-once = 最初の対応（{ $description }）に効果はなかった
factor-distraction = 直前にあった無関係な { $service } の変更（{ $description }）が最初に疑われた
factor-no-runbook = { $alert } にランブックがない
factor-no-gate = { $service } { $version } が失敗するケースを確認する工程が、レビューから本番までの間に存在しない
factor-symptom-alerts = アラートは利用者がすでに受けている影響に対して発報し、先に動く信号を監視して呼び出すルールがない
factor-recurrence = 同種の過去のインシデントがチャンネルで言及されているが、そこから生じたアクションは証跡にない
factor-unowned = リポジトリに { $service } のオーナーが定められていない
factor-condition-certificate = { $service } の通信経路の証明書が有効でなくなった（{ $error }）。新しい証明書への切り替えがないまま期限を迎えた
factor-condition-certificate-unwarned = { $service } の通信経路の証明書が有効でなくなった（{ $error }）。新しい証明書への切り替えがないまま期限を迎え、事前に警告したアラートもない
factor-condition-disk = { $service } の書き込み先のディスクに空きがなくなった（{ $error }）
factor-condition-connections = { $service } の接続数が上限に達した（{ $error }）。手前のプールの合計が受け入れ可能な数を超え得る
factor-condition-credential = { $service } でログインが拒否された（{ $error }）
factor-condition-lock = { $service } のステートメントが、別のステートメントの持つロックを待っている（{ $error }）
factor-condition-refused = { $service } が設定を受け付けない（{ $error }）
factor-condition-slow-dependency = { $service } の { $metric } が { $before } から { $during } になり、リクエストがその応答を待った
factor-condition-traffic = エッジのリクエストは毎秒 { $before } 件から { $during } 件に増えた
factor-condition-node = { $metric } が { $before } から { $during } になった。同じマシン上の処理が増え、並んで動くものが待たされた
factor-condition-queue = { $service } の { $metric } が { $before } から { $during } に増え、リクエストが処理の前に待たされた
factor-condition-queue-alone = { $metric } が { $before } から { $during } に増え、リクエストが処理の前に待たされた
factor-condition-slow-dependency-alone = { $metric } が { $before } から { $during } になり、リクエストがその応答を待った
factor-condition-node-alone = { $metric } が { $before } から { $during } になった。同じマシン上の処理が増え、並んで動くものが待たされた

## Questions where evidence ends

question-no-change = どのような条件がこれを可能にしたのか。その条件はいつから存在したのか
question-deed = これを実行したのは何で、利用者への影響を防げるのは何か
question-test = 失敗したケースを含むテストはどれか
question-plan = 変更されたSQLの本番規模での実行計画を示す工程はどれか
question-gate = このケースを検出できる工程は、レビューから本番までのどこか。その工程で何が分かるか
question-early-signal = 利用者への影響より先に動く信号は何か
question-recurrence = 過去のインシデントから何を学び、どのアクションが完了しているか
question-rule = { $metric } を監視するアラートルールはどれで、どれだけ待つか

## Hypotheses

hypothesis-change-supported = { $service } { $version }（{ $description }）: 支持。{ $reason }
hypothesis-change-open = { $service } { $version }（{ $description }）: 未決。{ $reason }
hypothesis-said-supported = 「{ $quote }」: 支持。エラーとメトリクスが一致する
hypothesis-said-ruled-out = 「{ $quote }」: 除外。理由は「{ $answer }」
hypothesis-said-other-cause = 「{ $quote }」: 除外。別の原因が特定され、続く対応で異常が収まった
hypothesis-said-open = 「{ $quote }」: 未決。証跡からは判断できない
hypothesis-said-change-ruled-out = 「{ $quote }」: 除外。{ $reason }
hypothesis-change-ruled-out = { $service } { $version }（{ $description }）: 除外。{ $reason }

## Actions

action-fix-before-redeploy = { $service } { $version } は、修正と、その修正がなければ失敗するテストを揃えてから再リリースする
action-isolate-dependency = { $service } から当該依存先への呼び出しに1秒未満のタイムアウトと代替処理を設け、依存先を停止したテストが成功する
action-alert-limit = { $metric } が上限（{ $limit }）の80%を30秒間超えたら呼び出す。今回のデータの再生で、最初の失敗より前に発報する
action-alert-limit-unfelt = { $metric } が上限（{ $limit }）の80%を30秒間超えたら呼び出す。今回のデータの再生で、上限に達する前に発報する
action-split-resource = { $service } の上限をルート別に分け、1つの遅いルートが他を妨げないことを負荷試験で示す
action-bound-retries = { $service } の再試行を冪等な呼び出しに限り、ジッターを加え、失敗が20%を超える間は止める。負荷試験で示す
action-alert-memory = { $service } のメモリが上限の85%を2分間超えたら呼び出す。今回のデータの再生で、最初の強制終了より前に発報する
action-canary = { $service } のリリースは1レプリカに10分間出し、5xxの割合が1%を超えたら自動で停止する
action-smoke-test = { $service } のロールアウトは { $path } に加え、主要な利用経路のスモークテストの成功を条件とする
action-test-failing-case = 失敗したリクエストを再現するテストを { $service } に追加し、CIで実行する
action-index-expression = { $service } がこのSQLを再度リリースする前に、{ $expression } のインデックスを作成するか、比較する形の値を列に保存する
action-explain-in-ci = { $service } の変更されたSQLに対し、本番規模のテーブルでEXPLAINをCIで実行し、1万行を超える全件走査があれば失敗させる
action-new-rule-replayed = { $expr } が{ $for }続いたら呼び出す。今回のデータでは { $at } に発報し（ページの{ $lead }前）、直前の正常な{ $quiet }には発報しない
action-new-rule-replayed-noticed = { $expr } が{ $for }続いたら呼び出す。今回のデータでは { $at } に発報し（検知の{ $lead }前）、直前の正常な{ $quiet }には発報しない
action-new-rule = { $metric } のルールを追加して呼び出す。今回のデータの再生で今回のページより前に発報し、直前の1時間は発報しない
action-new-rule-unpaged = { $metric } のルールを追加して呼び出す。今回のデータの再生で、ベースラインの逸脱から60秒以内に発報し、直前の1時間は発報しない
action-sharpen-rule = { $metric } のルール（{ $rules }）が、今回のデータの再生で最初の失敗より前に発報する
action-sharpen-rule-unfelt = { $metric } のルール（{ $rules }）が、今回のデータの再生でベースラインの逸脱から60秒以内に発報する
action-page-on-users = エッジの失敗率のアラートがオンコール担当を呼び出す。今回のデータの再生で60秒以内に発報する
action-page-sooner = { $rules } が最初の失敗から60秒以内に発報し、直前の1時間は発報しない。今回のデータの再生で示す
action-page-sooner-unfelt = { $rules } が最初の異常から60秒以内に発報し、直前の1時間は発報しない。今回のデータの再生で示す
action-page-alert = { $alert } が昼夜を問わずオンコール担当を呼び出す
action-write-runbook = { $alert } のランブックに原因の見分け方とロールバックの基準を記し、アラートからリンクする
action-write-runbook-told = この異常の見分け方と最初の手順をランブックに記し、呼び出すアラートからリンクする
action-runbook-first-step = 再起動や変更の取り消しが有効かを事前に見分ける確認手順をランブックに記す
action-pass-error-class = { $service } の前段は、{ $outer } だけでなくエラーの種類（{ $inner }）をログとメトリクスに渡す
action-remove-breakage = { $service } のエラーの背後にある条件を取り除く。それを再現するテストまたは訓練の成功をもって完了とする
action-guard-deed = { $service } へのこの種の操作は、本番では専用のロールがなければ拒否される。その試行が拒否されることをテストで示す
action-review-earlier = 過去のインシデントのアクションとその状態をこの報告に一覧する
action-name-owner = CODEOWNERS に { $service } の担当チームを記載し、記載をもって完了とする
action-condition-certificate = { $service } が使用または信頼する証明書の残り有効期間が21日を切ったら呼び出す。短期の証明書による試験で示す
action-condition-disk = { $service } のディスク使用率が80%を超えるか、現在の増加で24時間以内に満杯になる場合に呼び出す。直前数日のデータの再生で発報する
action-condition-connections = { $service } の手前のプールの合計を、最大レプリカ数でも接続上限の80%以内に収め、CIで合計を検査する
action-condition-credential = { $service } の認証情報の更新は、切り替え前に新しい情報でログインを確認し、旧情報を1時間有効に保つ。訓練で示す
action-condition-lock = { $service } のマイグレーションと長いステートメントにロックタイムアウト2秒と分割実行を課し、それを欠くものをCIで拒否する
action-condition-refused = 変更した設定で { $service } をCIで起動し、受け付けない場合はリリースを止める
action-condition-slow-dependency = { $service } への呼び出しに1秒未満の制限時間、ブレーカー、代替応答を設け、応答の遅いスタブを使ったテストが成功する
action-condition-traffic = { $service } は測定済みの容量を超える負荷を遮断し、自動で拡張する。通常の3倍の負荷試験で失敗率1%未満を保つ
action-condition-node = バックグラウンド処理にCPU上限を設けるか専用のマシンで動かす。{ $service } と並行した負荷試験で示す
action-condition-queue = { $service } のキューが30秒間10件を超えたら呼び出す。今回のデータの再生で、今回のページより前に発報する
action-condition-queue-unpaged = { $service } のキューが30秒間10件を超えたら呼び出す。今回のデータの再生で、増加から60秒以内に発報する
action-gate = 本番前に、記録済みのリクエストで { $service } の主要経路を実行し、失敗時はリリースを止める

## The whys that factors answer

why-condition-certificate = なぜ呼び出しが失敗したのか。
why-condition-disk = なぜ書き込めなかったのか。
why-condition-connections = なぜ接続を得られなかったのか。
why-condition-credential = なぜログインが拒否されたのか。
why-condition-lock = なぜステートメントが返らなかったのか。
why-condition-refused = なぜ起動しなかったのか。
why-condition-slow-dependency = なぜリクエストに時間がかかったのか。
why-condition-traffic = なぜ処理すべき量が増えたのか。
why-condition-node = なぜ同じ処理に時間がかかったのか。
why-condition-queue = なぜリクエストが処理の前に待たされたのか。
why-memory-kill = なぜプロセスが終了したのか。
why-limit = なぜリクエストが待機または失敗したのか。
why-shared-resource = なぜ他のルートに波及したのか。
why-retries = なぜ負荷がさらに高まったのか。
why-full-rollout = なぜ全利用者に一度に及んだのか。
why-blind-probe = なぜロールアウトが進んだのか。
why-untested = なぜリリース前にテストが失敗しなかったのか。
why-index-mismatch = なぜステートメントが遅かったのか。
why-unchecked-statement = なぜステートメントの負荷が事前に分からなかったのか。
why-no-gate = なぜ本番前の工程で止まらなかったのか。
why-no-rule = なぜ利用者より先に気づけなかったのか。
why-late-rule = なぜ気づくのが遅れたのか。
why-not-paged = なぜ誰も呼び出されなかったのか。
why-silent-alert = なぜ先に発報したアラートは誰も呼び出さなかったのか。
why-symptom-alerts = なぜ影響が出る前に知らせるアラートがないのか。
why-lasted = なぜ長引いたのか。
why-masked = なぜ最初の調査が別の場所に向かったのか。
