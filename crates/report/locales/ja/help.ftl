# コマンドのヘルプ。文末は常体とする。

help-word-usage = 使い方:
help-word-commands = コマンド
help-word-arguments = 引数
help-word-options = オプション
help-word-values = 選択肢
help-word-default = 既定値
help-word-help = ヘルプを表示する
help-word-version = バージョンを表示する
help = インシデントの生の記録から誰も責めないポストモーテムを作り、学んだことが実行されるまで見届ける
help-color = 色を使う条件
help-color--auto = 端末では使う（NO_COLOR が設定されている場合を除く）
help-color--always = 常に使う
help-color--never = 使わない
help-lang = メッセージの言語 [既定値: 環境の言語、なければワークスペースの設定、それもなければ en]
help-demo = 同梱の記録済みインシデントで一連の処理を実行する
help-demo--more =
    例:
      backstory demo
      backstory demo --lang ja -o /tmp/demo
help-demo-output = 出力先のフォルダー
help-demo-lang = レポートの言語: en または ja
help-analyze = 証跡を分析し、見つかったことを表示する
help-analyze--more =
    例:
      backstory analyze --evidence ./evidence --from 2025-02-09T10:00Z --to 2025-02-09T11:30Z
      backstory analyze -e logs -e metrics.json --from '2025-02-09 19:00' --to '2025-02-09 20:30' --tz Asia/Tokyo
      backstory analyze -e . --from '90m before 2025-02-09T11:40Z' --to 2025-02-09T11:40Z --json > analysis.json

    終了コード: 0 完了、2 使い方の誤り、3 一部を読み取れず、残りを分析した
help-analyze-evidence = 証跡のあるフォルダーまたはファイル（複数回指定できる）
help-analyze-from = 人が認識した開始時刻。省略すると証跡の `incident.json` から読み取る
help-analyze-from--long =
    人が認識した開始時刻。省略すると証跡の `incident.json` から読み取る

    RFC 3339（`2025-02-09T10:05Z`）、`--tz` を添えた現地時刻（`2025-02-09 10:05`）、または相対指定（`90m before 2025-02-09T11:40Z`）
help-analyze-to = 人が認識した終了時刻（書式は開始時刻と同じ）
help-analyze-baseline-from = 比較対象とする正常な区間の開始時刻 [既定値: 証跡の先頭]
help-analyze-tz = ゾーンのない時刻に適用するタイムゾーン（IANA 名）
help-analyze-symptom = 利用者への影響を表すメトリクス [既定値: 証跡から選択]
help-analyze-json = 要約の代わりにスキーマ `backstory.analysis/1` を表示する
help-analyze-lang = 要約の言語: en または ja [既定値: ワークスペースの設定、なければ環境の言語]
help-timeline = 証跡を分析し、タイムラインだけを表示する
help-timeline--more =
    例:
      backstory timeline -e ./evidence --from 2025-02-09T10:00Z --to 2025-02-09T11:30Z
      backstory timeline -e ./evidence --format markdown --lang ja >> report.md
      backstory timeline -e ./evidence --json | jq '.timeline[] | select(.milestone != null)'

    終了コード: 0 完了、2 使い方の誤り、3 読めないものがあり、残りを分析した
help-timeline-evidence = 証跡のあるフォルダーまたはファイル（複数回指定できる）
help-timeline-from = 人が認識した開始時刻。省略すると証跡の `incident.json` から読み取る
help-timeline-from--long =
    人が認識した開始時刻。省略すると証跡の `incident.json` から読み取る

    RFC 3339（`2025-02-09T10:05Z`）、`--tz` を添えた現地時刻（`2025-02-09 10:05`）、または相対指定（`90m before 2025-02-09T11:40Z`）
help-timeline-to = 人が認識した終了時刻（書式は開始時刻と同じ）
help-timeline-baseline-from = 比較対象とする正常な区間の開始時刻 [既定値: 証跡の先頭]
help-timeline-tz = ゾーンのない時刻に適用するタイムゾーン（IANA 名）
help-timeline-symptom = 利用者への影響を表すメトリクス [既定値: 証跡から選択]
help-timeline-format = 表示の形式
help-timeline-format--text = 1行に1件
help-timeline-format--markdown = レポートの該当セクション（脚注付き）
help-timeline-format--csv = 表計算ソフト用の表
help-timeline-lang = 文の言語（en または ja）[既定: ワークスペースの設定、なければ en]
help-timeline-json = 時計、マイルストーン、所要時間、各行を JSON で表示する
help-factors = 証跡を分析し、疑わしい箇所、要因、仮説だけを表示する
help-factors--more =
    例:
      backstory factors -e ./evidence --from 2025-02-09T10:00Z --to 2025-02-09T11:30Z
      backstory factors -e ./evidence --format markdown --lang ja
      backstory factors -e ./evidence --json | jq '.suspects[0]'

    疑わしい箇所は最初に見るべき場所である。原因を決めるのは人である。

    終了コード: 0 完了、2 使い方の誤り、3 読めないものがあり、残りを分析した
help-factors-evidence = 証跡のあるフォルダーまたはファイル（複数回指定できる）
help-factors-from = 人が認識した開始時刻。省略すると証跡の `incident.json` から読み取る
help-factors-from--long =
    人が認識した開始時刻。省略すると証跡の `incident.json` から読み取る

    RFC 3339（`2025-02-09T10:05Z`）、`--tz` を添えた現地時刻（`2025-02-09 10:05`）、または相対指定（`90m before 2025-02-09T11:40Z`）
help-factors-to = 人が認識した終了時刻（書式は開始時刻と同じ）
help-factors-baseline-from = 比較対象とする正常な区間の開始時刻 [既定値: 証跡の先頭]
help-factors-tz = ゾーンのない時刻に適用するタイムゾーン（IANA 名）
help-factors-symptom = 利用者への影響を表すメトリクス [既定値: 証跡から選択]
help-factors-format = 表示の形式
help-factors-format--text = 疑わしい箇所、要因、仮説と、それぞれの証跡
help-factors-format--markdown = レポートの該当セクション（要因、なぜなぜ分析、根本原因）
help-factors-lang = 文の言語（en または ja）[既定: ワークスペースの設定、なければ en]
help-factors-json = 疑わしい箇所、要因、仮説、検知の欠落、アクションを JSON で表示する
help-draft = 証跡を分析し、ケースのフォルダーにポストモーテムを起草する
help-draft--more =
    例:
      backstory draft --evidence ./evidence --from 2025-02-09T10:00Z --to 2025-02-09T11:30Z
      backstory draft -e ./evidence --lang ja
      backstory draft -e ./evidence --case incidents/2025-02-09-checkout

    再実行しても、report.md で人が加えた言葉、順序、削除はすべて残り、新しい内容だけが加わる。

    終了コード: 0 完了、2 使い方の誤り、3 一部を読み取れず、残りから起草した
help-draft-evidence = 証跡のあるフォルダーまたはファイル（複数回指定できる）
help-draft-from = 人が認識した開始時刻。省略すると証跡の `incident.json` から読み取る
help-draft-from--long =
    人が認識した開始時刻。省略すると証跡の `incident.json` から読み取る

    RFC 3339（`2025-02-09T10:05Z`）、`--tz` を添えた現地時刻（`2025-02-09 10:05`）、または相対指定（`90m before 2025-02-09T11:40Z`）
help-draft-to = 人が認識した終了時刻（書式は開始時刻と同じ）
help-draft-baseline-from = 比較対象とする正常な区間の開始時刻 [既定値: 証跡の先頭]
help-draft-tz = ゾーンのない時刻に適用するタイムゾーン（IANA 名）
help-draft-symptom = 利用者への影響を表すメトリクス [既定値: 証跡から選択]
help-draft-case = ケースのフォルダー [既定値: incidents/DAY-TITLE]
help-draft-lang = 新しいレポートの言語: en または ja [既定値: ワークスペースの設定、なければ en]
help-draft-no-copy = 証跡の写しをケースに置かず、元の場所に残す
help-draft-json = 書き出した内容を JSON で表示する
help-logs = ログの形式と、含まれるテンプレートを表示する
help-logs--more =
    例:
      backstory logs app.log
      kubectl logs deploy/api --timestamps | backstory logs -
      backstory logs app.log.gz --baseline-from 2025-02-09T08:00Z --from 2025-02-09T10:05Z --to 2025-02-09T11:40Z
      backstory logs app.log.gz --json-lines > templates.jsonl
      backstory logs part1.log --summary > part1.json   （1台目）
      backstory logs part1.json part2.json              （別のマシン: 統合）
help-logs-files = 読み込むログ（圧縮されていてもよい）または保存した要約。- は標準入力。複数あれば1つに統合する
help-logs-json = 要約を JSON で表示する
help-logs-json-lines = 物理行ごとのテンプレートを JSON Lines で表示する: `{"{"}"line":1,"cluster":"…","template":"… <*> …"{"}"}`
help-logs-summary = 再び読み込んで統合できる形で要約全体を表示する
help-logs-from = 変化を探す区間の開始時刻。省略するとログの最初の4分の1より後
help-logs-to = その区間の終了時刻。省略するとログの末尾
help-logs-baseline-from = 比較対象とする直前の区間の開始時刻。省略するとログの先頭
help-logs-tz = ゾーンのない時刻（指定した時刻とログの時刻）のタイムゾーン
help-init = 注釈付きの backstory.toml を書き出す
help-init--more =
    例:
      backstory init
help-collect = 稼働中のシステムから証跡を取得し、マニフェストとともにフォルダーに保存する
help-collect--more =
    例:
      backstory collect --prometheus http://prometheus:9090 --alertmanager http://alertmanager:9093 \
          --kubernetes prod/shop --from 2025-02-09T10:05Z --to 2025-02-09T11:40Z -o evidence
      backstory collect --kubernetes shop/app=api --from '90m before now' --to now -o evidence

    認証情報は環境変数から読み取り、書き出すことはない:
      BACKSTORY_PROMETHEUS_TOKEN、または _USER と _PASSWORD。ALERTMANAGER も同様
      BACKSTORY_PROMETHEUS_HEADERS   追加のヘッダー（1行に1つの `名前: 値`）
      SSL_CERT_FILE                  信頼する認証局（PEM）
      KUBECONFIG                     kubectl と同じ

    終了コード: 0 すべて取得した、2 使い方の誤り、3 一部の取得元が失敗し、残りを保存した
help-collect-prometheus = Prometheus、またはその API を備えたもの（Thanos、プレフィックス付きの Mimir、VictoriaMetrics）のアドレス
help-collect-alertmanager = Alertmanager のアドレス
help-collect-kubernetes = ログ、イベント、ワークロードを読み取る Namespace。コンテキスト名を省略すると現在のものを使う
help-collect-from = 人が認識した開始時刻: RFC 3339、`--tz` を添えた現地時刻、または `90m before 2025-02-09T11:40Z`
help-collect-to = 人が認識した終了時刻（書式は開始時刻と同じ）
help-collect-tz = ゾーンのない時刻に適用するタイムゾーン（IANA 名）
help-collect-before = 開始前も取得する分数。実際の開始はしばしばより早く、ベースラインも必要になる
help-collect-after = 終了後も取得する分数
help-collect-output = 保存先のフォルダー
help-collect-timeout = 1リクエストの制限秒数
help-collect-json = マニフェストを JSON で表示する
help-actions = アクションアイテムを一覧表示する、またはトラッカーに登録する
help-actions--more =
    例:
      backstory actions list incidents/2025-02-09-orders
      backstory actions push --github shop/app --dry-run incidents/2025-02-09-orders
      GITHUB_TOKEN=… backstory actions push --github shop/app incidents/2025-02-09-orders
help-actions-list = ケースのアクションアイテムを一覧表示する
help-actions-list-case = `report.md` のあるフォルダー、または Markdown ファイル
help-actions-list-json = JSON で表示する
help-actions-push = アクションアイテムごとに Issue を1件作成または更新する
help-actions-push--more =
    トークンは GITHUB_TOKEN から読み取る。Issue への書き込み権限が必要である。

    終了コード: 0 すべて登録した、1 GitHub が応答しなかった、2 使い方の誤り、3 一部のアクションが失敗した
help-actions-push-github = Issue を置くリポジトリ
help-actions-push-api-url = API のアドレス（GitHub Enterprise 用）
help-actions-push-dry-run = 行う予定の内容だけを表示し、何も書き込まない
help-actions-push-case = `report.md` のあるフォルダー、または Markdown ファイル
help-actions-push-json = JSON で表示する
help-calendar = ケースの期日を iCalendar ファイルに書き出す
help-calendar--more =
    例:
      backstory calendar incidents/2025-02-09-orders -o actions.ics
      backstory calendar incidents/2025-02-09-orders --sequence 2 > actions.ics
help-calendar-case = `report.md` のあるフォルダー、または Markdown ファイル
help-calendar-output = 標準出力の代わりに書き込むファイル
help-calendar-sequence = 送付する内容の版。登録済みのカレンダーは、番号が大きいものを変更として扱う
help-calendar-lang = 予定の言語: en または ja [既定値: レポートの言語]
help-publish = ケースの要約を投稿する
help-publish--more =
    例:
      backstory publish --dry-run incidents/2025-02-09-orders
      BACKSTORY_SLACK_WEBHOOK=https://hooks.slack.com/… backstory publish incidents/2025-02-09-orders

    Webhook のアドレスは秘密情報である。引数は同じマシンの他の利用者に見えるため、環境変数を使うことを勧める。
    2回実行すると2通投稿される。
help-publish-slack-webhook = 要約の投稿先となる Slack の Incoming Webhook [既定値: $BACKSTORY_SLACK_WEBHOOK]
help-publish-audience = 読み手。伏せる内容と除く内容を決める
help-publish-audience--internal = チーム: 何も伏せない
help-publish-audience--company = 社内: 秘密情報、個人情報、顧客を仮名にする
help-publish-audience--public = 一般公開: さらに人名を役割に置き換え、ホスト名と金額を伏せ、証跡を除く
help-publish-dry-run = メッセージを JSON で表示し、投稿はしない
help-publish-lang = レポートの文章に添える語の言語: en または ja [既定値: レポートの言語]
help-publish-case = `report.md` のあるフォルダー、または Markdown ファイル
help-review = 週次レビューの議題を書き出す（遅延、期限間近、担当者なし、放置されたアクションと振り返り）
help-review--more =
    例:
      backstory review                          このフォルダー以下の全ケースを Markdown の議題にする
      backstory review incidents --lang ja > agenda.md
      backstory review --day 2025-03-03 --json | jq '.agenda.cases[].overdue'

    2回続けて（優先度が高いものは1回）レビューで遅れていたアクションは、エグゼクティブスポンサーに諮る。

    終了コード: 0 遅延なし、1 遅延あり、2 使い方の誤り、3 読めないケースがある
help-review-path = ケース、またはケースのあるフォルダー
help-review-day = レビューの日 [既定: 今日（UTC）]
help-review-lang = 議題の言語（en または ja）[既定: ワークスペースの設定、なければ en]
help-review-json = JSON で表示する
help-status = ケースごとに48時間の共有期限、未完了のアクション、フォローアップを表示する
help-status--more =
    例:
      backstory status                               このフォルダー以下のすべてのケース
      backstory status incidents/2025-02-09-orders
      backstory status --json | jq '.cases[] | select(.overdue != [])'

    終了コード: 0 遅れはない、1 遅れがある、3 読み取れないケースがある
help-status-path = ケース、またはケースを集めたフォルダー
help-status-json = JSON で表示する
help-check = ポストモーテムを検査する: 責めない言葉遣い、項目の過不足、実行できるアクション
help-check--more =
    例:
      backstory check report.md
      backstory check postmortems/ --summary
      backstory check report.md --format sarif > findings.sarif
      backstory check --explain blame.person

    その場で理由を添えて指摘を抑止する:
      <!-- backstory: allow blame.person because she asked for her name to stay -->
help-check-paths = Markdown ファイルまたはそのフォルダー。`-` は標準入力
help-check-json = JSON で表示する（ファイルごとに1行1オブジェクト）
help-check-format = 指摘の表示形式
help-check-format--human = 人が読むための形式
help-check-format--json = ファイルごとに1行1つの JSON オブジェクト
help-check-format--sarif = SARIF 2.1.0
help-check-format--github = GitHub のアノテーション
help-check-format--junit = JUnit XML
help-check-deny = この重大度以上の指摘があれば終了コードを 1 にする [既定値: note]
help-check-deny--note = 指摘が1件でもあれば
help-check-deny--warning = 警告またはエラーがあれば
help-check-deny--error = エラーがあれば
help-check-deny--never = 使わない
help-check-lang = メッセージの言語 [既定値: レポートの言語]
help-check-today = この日を基準に期限を判定する
help-check-public = レポートを一般公開用として扱う
help-check-config = 設定ファイル [既定値: このフォルダーの backstory.toml（あれば）]
help-check-fix = 安全な修正をファイルに適用する: 順序、タイムゾーン表記、ID
help-check-gate = 完成したポストモーテムのチェックリストに一つずつ答える
help-check-summary = ルール別、ファイル別、月別に指摘を集計する
help-check-explain = ルールを説明する。`all` ならすべてを一覧表示する
help-check-sentences = id、lang、context、text を持つ JSON Lines ファイルの文を判定する
help-lsp = 標準入出力を通じて、指摘・ホバー・修正をエディターに提供する
help-lsp--more =
    例:
      backstory lsp    言語が `markdown` のファイルに対してエディターが起動する
help-completions = シェルの補完スクリプトを表示する
help-completions--more =
    例:
      backstory completions bash > /etc/bash_completion.d/backstory
      backstory completions zsh > ~/.zfunc/_backstory
help-completions-shell = 対象のシェル
help-import = 他のツールや人が書いたポストモーテムを読み込み、ケースにする
help-import--more =
    例:
      backstory import postmortems/*.md
      backstory import --json outage.md | jq '.timeline[].event.text'
      backstory import --template google-sre outage.md > converted.md
help-import-files = Markdown のポストモーテム（どのツールや人が書いたものでもよい）
help-import-json = 解釈した各項目を行番号付きで、解釈できなかった内容とともに表示する
help-import-verbatim = 文書をモデルに通し、1バイトも変えずに書き戻す
help-import-template = 文書をこのテンプレートの章立てで表示する（どの行も失われない）
help-import-template--google-sre = Google の SRE 本にあるポストモーテムの例
help-import-template--pagerduty = PagerDuty のポストモーテムのテンプレート
help-import-template--atlassian = Atlassian のインシデントポストモーテムのテンプレート
help-import-template--gitlab = GitLab のインシデントレビュー
help-import-template--classic = backstory が起草する章立て
help-import-out = 各文書のケースのフォルダーを作る場所
help-report = レポートをページ、PDF、表、メッセージとして出力する
help-report--more =
    例:
      backstory report incidents/2025-02-09-api -o report.html
      backstory report incidents/2025-02-09-api --format pdf --paper letter -o report.pdf
      backstory report incidents/2025-02-09-api --format csv --table actions
      backstory report incidents/2025-02-09-api --format slack --lang ja
help-report-case = `report.md` と `analysis.json` のあるケースのフォルダー
help-report-format = 出力形式
help-report-format--html = オフラインで読める1枚のページ
help-report-format--pdf = ページを印刷したもの（chromium が必要）
help-report-format--json = 人の編集を反映した分析結果と、文書の各部分
help-report-format--csv = 表計算ソフト用の表
help-report-format--md = GitHub・GitLab 用の文書（図は Mermaid）
help-report-format--docx = オフィスソフト用のファイル
help-report-format--slack = Slack の Webhook 用のメッセージ
help-report-format--email = メール（テキストとHTML）。送信プログラムに渡す
help-report-format--review = 共有前に確認すること: 証跡のない記述、食い違い、問い
help-report-table = CSV ファイルに含める表
help-report-table--timeline = タイムライン
help-report-table--actions = アクションアイテム
help-report-paper = ページや PDF を割り付ける用紙
help-report-paper--a4 = 210 × 297 mm
help-report-paper--letter = 8.5 × 11 インチ
help-report-audience = 読み手。伏せる内容と除く内容を決める
help-report-audience--internal = チーム: 何も伏せない
help-report-audience--company = 社内: 秘密情報、個人情報、顧客を仮名にする
help-report-audience--public = 一般公開: さらに人名を役割に置き換え、ホスト名と金額を伏せ、証跡を除く
help-report-lang = 言語コード: `en`、`ja` [既定値: レポートの言語]
help-report-output = 書き込むファイル。`-` は標準出力
