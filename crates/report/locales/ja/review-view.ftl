## レビュー用の一覧: レポートを共有する前に確認すること

review-title = { $title } のレビュー
review-intro = このレポートを共有する前に確認することを示す。ここに示す内容はレポートには書き込まれない。
review-no-evidence = 証跡のない記述（{ $count }件）
review-conflicts = 人の記述と証跡の食い違い（{ $count }件）
review-conflict = 残した記述：「{ $yours }」。現在の証跡による案：「{ $proposed }」
review-numbers = 互いに矛盾する数値（{ $count }件）
review-questions = 未回答の問い（{ $count }件）
review-new = 直近のドラフトで追加され、未承認の記述（{ $count }件）
review-gone = 削除された、または新しいドラフトにない記述（{ $count }件）
review-withheld = 人が削除し、ドラフトには残る記述：{ $words }
review-outdated = 現在の証跡からは導かれない記述：{ $words }
review-unplaced = 見出しの節が削除されたため置き場所のない記述：{ $words }
review-allowed = 理由を付けて抑止した規則（{ $count }件）
review-not-understood = 解釈できなかった行（{ $count }件）
review-remarks = 読み取り時の指摘（{ $count }件）
review-nothing = なし。
review-entry = { $line }行目：{ $words }
review-line = { $line }行目
review-analysis = 分析結果
