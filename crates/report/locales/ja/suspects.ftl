## 調査対象：順位の理由

suspect-flow = 症状の超過分の { $share } は { $service } 自身によるものです。{ $metric } が { $before } から { $during } に変わり、呼び出し先では説明できません。
suspect-resource = { $service } の { $metric } が { $before } から { $during } に変わりました。
suspect-saturated = { $service } の { $metric } は対象時間の { $share } で上限 { $limit } に達していました。
suspect-self-time = { $service } は { $operation } の処理自体（呼び出し先を除く）に、1 回あたり { $before } ではなく { $during } かかりました。
suspect-network = { $caller } から { $callee } への呼び出しで、呼び出し元と呼び出し先の所要時間の差が { $before } から { $during } に広がりました。
suspect-step = { $service } の { $operation } で、{ $from } の次が { $to } になる割合が { $before } から { $during } に変わりました。
suspect-step-ends = { $service } の { $operation } で、{ $from } の後に何も続かない割合が { $before } から { $during } に変わりました。
suspect-step-begins = { $service } の { $operation } が { $to } から始まる割合が { $before } から { $during } に変わりました。
suspect-step-empty = { $service } の { $operation } で何も記録されない割合が { $before } から { $during } に変わりました。
suspect-logs = { $service } で次のログが以前より大幅に増えました：{ $template }
suspect-change = { $service } の変更が { $time } に始まりました：{ $change }
suspect-leading = { $first }{ $symptom } より { $lead } 早く変化しました。
