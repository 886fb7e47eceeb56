## The agenda of a weekly review

agenda-title = 週次レビュー {"("}{ $day }{")"}
agenda-counts = 未完了 { $open }件、期限超過 { $late }件、担当者または期限なし { $bare }件（対象 { $cases }件のインシデント）
agenda-quiet = 未完了の項目がないインシデント: { $n }件
agenda-nothing = 未完了の項目はない
agenda-case = { $id }: { $title }（{ $total }件中 { $done }件完了）
agenda-overdue = 期限超過
agenda-due = 次回レビューまでに期限が来るもの
agenda-unassigned = 担当者または期限がないもの
agenda-untracked = チケットがないもの
agenda-action = { $id } { $title }（{ $owner }、{ $deadline }）
agenda-action-late = { $id } { $title }（{ $owner }、{ $deadline }、{ $late }超過）
agenda-owner-none = 担当者未定
agenda-deadline-none = 期限未定
agenda-sponsor-heading = エグゼクティブスポンサーの支援が必要なもの
agenda-sponsor-why = 前回のレビューでも遅れていたアクションである。スポンサーは、時間を確保するか、理由を示して取り下げるかを決める
agenda-sponsor-told = { $action }、スポンサー: { $sponsor }
agenda-follow-up-heading = 4週間後の振り返り
agenda-follow-up = { $day }: { $id } { $title }
agenda-follow-up-due = { $day }（今週）: { $id } { $title }
agenda-question-actions = 完了したアクションはどれか。その効果は今も続いているか。
agenda-question-again = 同じ、または似た問題が再び起きていないか。
agenda-question-today = 今日同じことが起きたら、いつ、何によって気づけるか。
