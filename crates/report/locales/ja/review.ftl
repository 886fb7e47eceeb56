## The agenda of a weekly review

review-title = 週次レビュー {"("}{ $day }{")"}
review-counts = 未完了 { $open }件、期限超過 { $late }件、担当者または期限なし { $bare }件（対象 { $cases }件のインシデント）
review-quiet = 未完了の項目がないインシデント: { $n }件
review-nothing = 未完了の項目はない
review-case = { $id }: { $title }（{ $total }件中 { $done }件完了）
review-overdue = 期限超過
review-due = 次回レビューまでに期限が来るもの
review-unassigned = 担当者または期限がないもの
review-untracked = チケットがないもの
review-action = { $id } { $title }（{ $owner }、{ $deadline }）
review-action-late = { $id } { $title }（{ $owner }、{ $deadline }、{ $late }超過）
review-owner-none = 担当者未定
review-deadline-none = 期限未定
review-sponsor-heading = エグゼクティブスポンサーの支援が必要なもの
review-sponsor-why = 前回のレビューでも遅れていたアクションである。スポンサーは、時間を確保するか、理由を示して取り下げるかを決める
review-sponsor-told = { $action }、スポンサー: { $sponsor }
review-follow-up-heading = 4週間後の振り返り
review-follow-up = { $day }: { $id } { $title }
review-follow-up-due = { $day }（今週）: { $id } { $title }
review-question-actions = 完了したアクションはどれか。その効果は今も続いているか。
review-question-again = 同じ、または似た問題が再び起きていないか。
review-question-today = 今日同じことが起きたら、いつ、何によって気づけるか。
