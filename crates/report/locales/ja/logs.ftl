## What a log is

logs-one-file = --json-linesは1つのファイルの行に番号を付けるため、複数のファイルは指定できない
logs-one-file-help = ファイルごとに実行する
logs-summary-damaged = 保存された要約が壊れている
logs-empty-spans = 比較する区間が空である
logs-empty-spans-help = --baseline-from、--from、--toの順に時刻を指定する。ログには--fromより前の部分も必要である
logs-label-format = 形式
logs-label-lines = 行
logs-label-time = 期間
logs-label-requests = 要求
logs-label-fault = 異常
logs-label-strange = 不明行
logs-label-changes = 変化
logs-format = { $kind }（レコードの{ $percent }%）
logs-format-kubectl = { $kind }、kubectl logs --timestampsの出力（レコードの{ $percent }%）
logs-format-cri = { $kind }、コンテナーランタイム（CRI）の出力（レコードの{ $percent }%）
logs-format-docker = { $kind }、Dockerのjson-file形式（レコードの{ $percent }%）
logs-format-compose = { $kind }、docker compose logsの出力（レコードの{ $percent }%）
logs-format-stern = { $kind }、sternの出力（レコードの{ $percent }%）
logs-format-other = { $records }レコード: { $kind }
logs-lines = { $lines }行（{ $records }レコード、解釈できない行 { $strange }）
logs-time-utc = { $from } から { $to } まで（UTC）
logs-time-no-zone = { $from } から { $to } まで（タイムゾーンなし）
logs-requests = { $requests }件、うち失敗 { $failed }件
logs-strange = { $line }行目: { $text }
logs-changes = { $from } から { $to } までを、{ $before } 以降と比較
logs-column-count = 件数
logs-column-severity = 重大度
logs-column-first = 最初の時刻
logs-column-template = テンプレート
logs-more-templates = … 他に{ $count }テンプレート（`--json` ですべて表示できる）
logs-more-changes = … 他に{ $count }件の変化（`--json` ですべて表示できる）

## What changed in a log

logs-change = { $what }: { $template }
logs-change-until = { $what }、{ $until } まで: { $template }
logs-change-new = 新出、{ $count }回
logs-change-new-at = 新出、{ $count }回、{ $line }行目
logs-change-new-in = 新出、{ $count }回、{ $file } の{ $line }行目
logs-change-burst = 頻度が{ $times }倍
logs-change-rare = 頻度が以前の{ $percent }%
logs-change-silent = 途絶
logs-change-failing = 失敗の頻度が{ $times }倍
logs-change-risen = ここからエラー、{ $count }回
logs-change-service = サービス { $name }
logs-change-level = この重大度のレコードが{ $times }倍

## What is wrong with a log

logs-fault-cut = { $line }行目が途中で切れている
logs-fault-hole = { $from } から { $to } まで記録がない（{ $line }行目）。前後には多くの記録がある
logs-fault-stray = { $records }件のレコードの時刻が他とかけ離れている（{ $from } から { $to }、{ $line }行目）。期間に含めていない
logs-fault-either-date = 日付が日/月とも月/日とも読める（{ $line }行目）。月/日として読み込んだ
logs-fault-no-date = 行頭は時刻または起動からの秒数だけで、日付がわからない（{ $line }行目）。時刻なしとして数えた
logs-fault-duplicate = { $line }行目以降の{ $lines }行が重複している（1回だけ読み込んだ）
logs-fault-backwards = { $line }行目で時刻が{ $seconds }秒戻っている
logs-fault-too-long = { $line }行目: レコードが長すぎるため、先頭だけを読み込んだ
logs-fault-nul-bytes = { $line }行目: NULバイトが続いている
logs-fault-encoding = { $line }行目から{ $lines }行にUTF-8として読めないバイトがある
logs-fault-escapes = { $line }行目から{ $lines }行にエスケープシーケンス（色付け）がある
logs-fault-broken = { $line }行目（{ $offset }バイト目）の後で途切れている: { $reason }
logs-fault-varied = { $records }レコードは内容のばらつきが大きく、テンプレートなしで数えた
logs-fault-more = 他に{ $faults }件の異常

## Formats, by the names they have in JSON

logs-kind-journald = journaldのJSON出力
logs-kind-postgres-json = PostgreSQL jsonlog
logs-kind-json-lines = JSON Lines
logs-kind-klog = klog
logs-kind-syslog5424 = syslog（RFC 5424）
logs-kind-haproxy = HAProxyのHTTPログ
logs-kind-haproxy-tcp = HAProxyのTCPログ
logs-kind-auditd = Linuxの監査ログ
logs-kind-java-util = java.util.logging
logs-kind-cisco = Cisco の syslog
logs-kind-syslog3164 = syslog（RFC 3164）
logs-kind-envoy = Envoyのアクセスログ
logs-kind-access = アクセスログ（common、combined、または独自形式）
logs-kind-nginx-error = nginxのエラーログ
logs-kind-apache-error = Apacheのエラーログ
logs-kind-postgres-csv = PostgreSQL csvlog
logs-kind-postgres-text = PostgreSQLのログ
logs-kind-ruby = RubyのLogger
logs-kind-windows = Windowsのログ
logs-kind-windows-event = Windowsのイベントログ
logs-kind-iis = W3C拡張ログ
logs-kind-mac-os = macOSのログ
logs-kind-ltsv = ラベル付きの値（LTSV）
logs-kind-flow = VPCフローログ
logs-kind-dot-net = .NETのロガー
logs-kind-log4j = log4jまたはlogback
logs-kind-python = Pythonのlogging
logs-kind-go = Goのlog
logs-kind-logfmt = logfmt
logs-kind-logcat = Androidのlogcat
logs-kind-mongo-db = MongoDBのテキストログ
logs-kind-redis = Redisのログ
logs-kind-stamped = 時刻の付いたテキスト
logs-kind-plain = テキスト
logs-kind-unknown = 不明
