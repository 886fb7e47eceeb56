## 報告書の要約の投稿

publish-open = アクション: 未完了 { $count }件
publish-nobody = 担当未定
publish-no-date = 期限なし
publish-more = … 他{ $count }件
