## コマンドラインの誤り

usage-error = エラー: { $what }
usage-unknown-argument = `{ $argument }` という引数はない
usage-unknown-command = `{ $command }` というコマンドはない
usage-value-missing = `{ $argument }` に値がない
usage-value-invalid = `{ $argument }` の値 `{ $value }` は使えない
usage-value-count = `{ $argument }` の値の数が合わない
usage-argument-missing = 必須の引数がない: { $argument }
usage-command-missing = コマンドの指定がない
usage-conflict = `{ $argument }` と `{ $other }` は同時に指定できない
usage-other = 引数を解釈できない: { $argument }
usage-values = 使える値: { $name }
usage-suggestion = もしかして: { $name }
usage-more = 詳細は `--help` を参照
