## 調査対象：順位の理由

suspect-flow = 症状（{ $symptomof } の { $symptom }）の超過分の { $share } は、呼び出し先では説明できない { $service } 自身のものである。{ $metric } が { $before } から { $during } に変わった。
suspect-resource = { $service } の { $metric } が { $before } から { $during } に変わった。
suspect-saturated = { $service } の { $metric } は対象時間の { $share } で上限 { $limit } に達するか、その近くにあった。
suspect-share-of-failures = { $metric } のうち失敗の割合
suspect-per-second = 毎秒 { $value }
suspect-self-time = { $service } は { $operation } の処理自体（呼び出し先を除く）に、1 回あたり { $before } ではなく { $during } かかった。
suspect-failing = トレースされたリクエストのうち { $during } が { $service } 自体で失敗した（以前は { $before }）。
suspect-network = { $caller } から { $callee } への呼び出しで、呼び出し元と呼び出し先の所要時間の差が { $before } から { $during } に広がった。
suspect-step = { $service } の { $operation } で、{ $from } の次が { $to } になる割合が { $before } から { $during } に変わった。
suspect-step-ends = { $service } の { $operation } で、{ $from } の後に何も続かない割合が { $before } から { $during } に変わった。
suspect-step-begins = { $service } の { $operation } が { $to } から始まる割合が { $before } から { $during } に変わった。
suspect-step-empty = { $service } の { $operation } で何も記録されない割合が { $before } から { $during } に変わった。
suspect-logs = { $service } で次のログが以前より大幅に増えた：{ $template }
suspect-logs-new = { $service } で次のログが初めて現れた：{ $template }
suspect-change = { $service } の変更が { $time } に始まった：{ $change }
suspect-deed = { $service } が最初の異常の{ $lead }前に初めて次のログを記録した：{ $template }
suspect-hushed = { $service } の{ $record ->
    [metrics] メトリクス
    [both] ログとメトリクス
   *[log] ログ
}が { $from } に途絶え、ほかの{ $others }件は続いている。停止したか、記録されていない。
suspect-paused = { $service } の{ $record ->
    [metrics] メトリクス
    [both] ログとメトリクス
   *[log] ログ
}が { $from } から { $to } まで途絶え、ほかの{ $others }件は続いている。停止していたか、記録されていない。
suspect-killed = { $service } のコンテナがメモリ不足で{ $count }回強制終了された。
suspect-down = { $service } の { $metric } が { $before } から { $during } に変わり、応答しなくなった。
suspect-used-up = { $service } の { $metric } が枯渇した（{ $before } から { $during }）。
suspect-leading = { $first }{ $symptomof } の { $symptom } より { $lead } 早く変化した。
