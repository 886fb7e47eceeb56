# 検査の言葉。規則ごとに、なぜ大切か、代わりにどう書くか。

action-person-fix = 注意や教育の効果は薄れ、次の人も同じ罠に出会います
    .advice = 覚えておく必要がないよう、道具に拒否・確認・表示・取り消しをさせてください
action-punitive = 制裁は問題を隠すことを教え、罠はそのまま残ります
    .advice = 削除し、その場に誰がいても止まる仕組みを考えてください
action-vague = 対象と確かめられる終わりがなければ、いつ完了したのか誰にも分かりません
    .advice = 何が変わり、どう確かめるか(閾値、停止条件、変更前後の数値)を書いてください
analysis-stops-at-person = 分析が始まるべきところで終わっています。誰でもそうしやすかった条件は何でしょうか
    .advice = もう一度「なぜ」を問い、見えていた情報、欠けていた確認、既定の動きを書いてください
blame-character = 能力や注意力、姿勢への評価は何も説明せず、アクションで直すこともできません
    .advice = 当時の負荷、経験の機会、手元の情報と、その背景にある体制を書いてください
blame-human-error = 「ヒューマンエラー」は分類であって原因ではなく、変えられるものを何も示しません
    .advice = その人に何が見え、道具が何を受け付け、どの確認が存在しなかったかを書いてください
blame-passive = 人の務めを受け身で書くと、名を伏せた非難になり、なぜ難しかったのかが抜け落ちます
    .advice = そのための手順や仕組みの有無と、その時に何を示し何を求めていたかを書いてください
blame-person = 誰が誤ったかを書くと「何がそれを起こりやすくしたか」という問いが止まり、次から報告が減ります
    .advice = 仕組みを主語にし、その時に何が見え、何が許され、何が欠けていたかを書いてください
hindsight-counterfactual = 「〜すべきだった」は結果を知った後の話で、当時なぜそれが妥当に見えたかを説明しません
    .advice = 実際に起きたこと、その時点で分かっていたこと、仕組みの設定を書いてください
judgement-adverb = 結果を知った上で行為を評価する言葉で、事実を何も加えません
    .advice = その言葉を削るか、根拠となる事実に置き換えてください
judgement-value = 判断や設計への評点は結果からの逆算で、次の行動につながりません
    .advice = どの情報に基づいて何が決まり、何が起きたかを書いてください
report-action-no-deadline = 期限のないアクションは、期限のある仕事に負け続けます
    .advice = 日付を書いてください
report-action-no-factor = ほかのアクションと違い、どの要因への対応か書かれていません
    .advice = 対応する要因を書くか、要因を追加してください
report-action-no-owner = 担当のないアクションは実行されません
    .advice = 人またはチームを一つ書いてください
report-action-no-priority = 優先度がなく、どれから始めるか分かりません
    .advice = 高・中・低、または P1 などを書いてください
report-action-overdue = 期限を過ぎていますが、完了していません
    .advice = 完了とするか、理由とともに新しい期限を決めてください
report-cause-is-trigger = 根本原因と契機が同じで、契機を障害にした条件が抜けています
    .advice = 出来事は契機に残し、根本原因にはそれが出会った条件を書いてください
report-contradiction = レポートの別の箇所と値が食い違っています
    .advice = どちらかを直すか、それぞれが何の値かを書いてください
report-duration-mismatch = 記載の継続時間が開始から復旧までの時間と合いません
    .advice = 継続時間を直すか、どの区間の時間かを書いてください
report-factor-no-evidence = ほかの要因には証拠があるのに、この要因にはありません
    .advice = それを示すログ、グラフ、発言を引用するか、推測であると書いてください
report-factor-unanswered = この要因に対応するアクションがありません
    .advice = アクションを加えるか、受け入れる理由を書いてください
report-impact-no-numbers = 数値のない影響は、比較も優先順位付けもできません
    .advice = 失敗した要求、影響を受けた人数、時間、金額を数え、数えられないものはそう書いてください
report-internal-secret = 公開版に内部の情報が含まれています
    .advice = アドレスや鍵の代わりに、その役割を書いてください
report-no-actions = アクションがなければ何も変わりません
    .advice = 担当、期限、優先度を持つアクションの表を加えてください
report-no-detection = どう気付いたかの記載がなく、次に早く気付く方法を考えられません
    .advice = 「検知」の節を設け、何が誰にいつ知らせたかを書いてください
report-no-follow-up-date = アクションの完了と効果を確かめる日が決まっていません
    .advice = 約4週間後のフォローアップの日付を書いてください
report-no-lessons = 教訓がなければ、ほかのチームの役に立ちません
    .advice = 「教訓」の節を設け、似た仕組みを持つ人が知るべきことを書いてください
report-no-preventive-action = 検知と文書化だけで、同じことがまた起こり得ます
    .advice = 危険そのものをなくすか、影響を限るアクションを加えてください
report-no-severity = 重大度がなく、比較も優先順位付けもできません
    .advice = 冒頭に「重大度: SEV-n」を書いてください
report-no-sponsor = 優先度の高いアクションに後ろ盾がなく、ほかの計画に押されます
    .advice = 時間を確保する責任者を書いてください
report-placeholder = ひな形の空欄が残っています
    .advice = 埋めるか、分からない理由を書いてください
report-shallow-whys = なぜの連鎖が5段に満たず、挙げられた要因に届いていません
    .advice = 仕組みの要因に届くまで続けるか、証拠がどこで尽きるかを書いてください
report-shared-late = 終了から48時間を過ぎての共有です。記憶と関心は数日で薄れます
    .advice = 48時間以内に初版を共有し、後から補ってください
report-single-factor = 複雑なシステムの障害には複数の条件が要ります。要因が一つなのは、そこで探すのをやめたからです
    .advice = ほかに何が成り立っていたか(検知、上限、試験、対応、以前の決定)を問うてください
report-timeline-no-zone = 時刻のタイムゾーンが書かれておらず、どのログとも突き合わせられません
    .advice = 見出しに「(UTC)」などのタイムゾーンを書いてください
report-timeline-order = 上の行より早い時刻です。順序の乱れた時系列は因果を誤らせます
    .advice = 時刻順に並べ替えるか、時刻を直してください
report-weasel-numbers = 一から全部までのどれとも読める数量です
    .advice = 件数、または範囲とその見積もり方を書いてください
tone-apology = 反省の言葉は話を閉じます。振り返りは話を開くためのものです
    .advice = ここでは省き、誰にどのような影響があり、何が変わるかを書いてください

# 仕上げの確認表
gate-yes = はい
gate-no = いいえ
gate-cannot-tell = 判断できない
gate-timeline-complete = タイムラインは開始から復旧までを含むか
gate-timeline-order = タイムラインは時刻順で、タイムゾーンがあるか
gate-several-factors = 寄与要因は複数あるか
gate-actions-owned = 全アクションに担当・期限・優先度があるか
gate-blameless = 非難のない言葉で書かれているか
gate-shared-in-time = 48時間以内に共有されたか
gate-actions-tracked = アクションは課題管理に登録されているか
gate-review-planned = 約4週間後のレビューが予定されているか
gate-rows = { $count }行
gate-factors = 要因{ $count }件
gate-actions = アクション{ $count }件
gate-findings = 指摘{ $count }件
gate-at-lines = { $what }、行 { $lines }
gate-start-and-end = { $rows }、開始 { $start }、復旧 { $resolved }
gate-no-start-or-end = { $rows }、開始または復旧の記載なし
gate-not-shared = 共有日時の記載なし
gate-shared-after = { $value }、復旧から{ $hours }時間
gate-tracked = アクション{ $all }件中、リンクか課題番号があるもの{ $tracked }件
gate-no-review = レビューの日付なし
gate-review-in-text = 本文に日付がある
gate-review-after = { $value }、復旧から{ $days }日

# 書き換え案
rewrite-duty = 「{ $object }なしでも先へ進める手順・仕組みだった」のように、仕組みを主語にする
rewrite-should = その時点で何が設定され、何が分かっていたか、{ $subject }が何をしたかを書く（「{ $verb }」は起きなかったこと）
rewrite-adverb = 「{ $words }」を削る

# `--explain` の表示
explain-sentence = { $text }。
explain-fires = 指摘するもの:
explain-passes = 問題ないもの:

# エディタでの操作
lsp-allow = { $rule } をここで理由を添えて許す
lsp-fix = 順序・タイムゾーン・IDを直す

# `--summary` の表

summary-counts = { $files }ファイル、指摘 { $findings }件
summary-by-rule = ルール別
summary-by-file = ファイル別
summary-by-month = インシデントの月別（報告書数、指摘数、1報告書あたりの指摘数）
