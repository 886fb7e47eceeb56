## Why something could not be collected

collected-not-accepted = { $error }。認証情報が受け付けられない
collected-forbidden = { $error }。アカウントには pods、pods/log、events と各ワークロードに対する `get` と `list` の権限が必要である
collected-not-prometheus = { $path } の応答がPrometheusのものではない。アドレスの確認が必要である
collected-no-metric = 期間内にどのメトリクスのサンプルもない
collected-no-sample = この範囲にはどの系列のサンプルもない
collected-retention = サーバーの保持期間は { $kept } である。{ $gone } より古いデータは削除済みか、まもなく削除される
collected-not-alertmanager = { $path } の応答がJSONの配列ではない。Alertmanagerのアドレスかどうか確認が必要である
collected-no-history = Alertmanagerは履歴を保持しない。収集前に解消したアラートは `alerts.json` に含まれず、履歴はPrometheusの `ALERTS` 系列から得る
collected-events-expired = クラスターはイベントを標準で1時間だけ保持する。それより古いイベントは失われている
collected-no-pod = 該当するPodがない
collected-deleted-pods = 収集前に削除されたPodのログはクラスターに残っていない。ログ基盤に残っている可能性がある
collected-list-cut = 一覧が{ $page }件ずつ{ $pages }ページを超えている
collected-previous-gone = 前回起動時のログはすでに保持されていない
collected-log-broke = ログの読み取りが途中で切れた: { $error }
collected-restarted = コンテナは{ $count }回起動している。ノードが保持するのは直近2回分のログである
collected-log-cut = { $bytes }バイトで打ち切った
collected-rotated = ノードにあるログは { $at } から始まり、それ以前はローテーションで失われている
collected-unread = { $path } を読み取れない: { $error }
collected-no-kubernetes = このビルドはKubernetesに対応していない。`--features kubernetes` を付けてビルドする
collected-no-kubeconfig = kubeconfig（`$KUBECONFIG` または `~/.kube/config`）がなく、Podの中でもない
collected-not-in-kubeconfig = kubeconfigに { $kind } の { $name } がない。あるのは { $known } である
collected-kubeconfig-entry = kubeconfigの項目（{ $place }）を使用できない: { $error }
collected-not-a-target = { $text } は `[CONTEXT/]NAMESPACE[/SELECTOR]` の形ではない。`shop`、`prod/shop`、`prod/shop/app=api` のように書く
