## 報告書の要約の投稿

publish-open = アクション: 未完了 { $count }件
publish-nobody = 担当未定
publish-no-date = 期限なし
publish-more = … 他{ $count }件
publish-nowhere = 投稿先が指定されていない
publish-nowhere-help = 環境変数BACKSTORY_SLACK_WEBHOOKを設定するか、`--slack-webhook URL` を付ける。投稿せずに内容だけ確認するには `--dry-run` を付ける
publish-done = 要約を投稿した
publish-not-an-address = WebhookのURLとして解釈できない。`https://` で始まる必要がある
publish-unreachable = Webhookから応答がない: { $reason }
publish-refused = Webhookが{ $status }を返した: { $text }
