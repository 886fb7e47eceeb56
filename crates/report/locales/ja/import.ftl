## What was read of a document

import-counts = セクション{ $sections }個、タイムライン{ $rows }行、要因{ $factors }件、アクション{ $actions }件、解釈できない行{ $lines }行
import-contradiction = { $what }（{ $line }行目）
import-unwritten-help = `--out` で別のフォルダーを指定するか、既存のケースを移動する

## What a person should look at

remark-open-fence = コードブロックが閉じられていないため、以降をすべてコードとして読み込んだ。同じ記号で閉じる必要がある
remark-open-html = { $start } が閉じられていないため、以降は表示されない。{ $end } で閉じる必要がある
remark-direction = 文字U+{ $code }は前後の文章の向きを変える。残してあるが、不要なら削除する
remark-invisible = 文字U+{ $code }は表示されない。残してあるが、不要なら削除する
remark-and-more = { $remark }（同様の行が他に{ $more }行）
remark-active-html = { $word } は文書の表示時に何かを実行または読み込むおそれがある。文字列として残し、実行はしない
remark-footnote-again = 脚注 { $label } は{ $line }行目ですでに定義されている
remark-footnote-undefined = 脚注 { $label } は参照されているが、定義がない
remark-heading-again = 見出し { $title } は{ $line }行目にもある。どちらも残した
remark-action-id-again = アクションのID { $id } は{ $line }行目で使われている。別の番号を付ける必要がある
remark-too-large = 文書が{ $size } MBあるため、先頭の{ $most } MBだけを読み取った。この行から後ろはそのまま残している。続きも読ませるには分割してほしい
remark-ragged-row = 見出し行の{ $heads }列に対して{ $cells }列ある。余分な列は行に残した
remark-short-row = 見出し行の{ $heads }列に対し、この行は{ $cells }列しかない。足りない列は空として読み取った
remark-no-table = `|` で区切られているが表ではない。1行目の下に同じ列数の `| --- |` がない。1行ずつ読み取った
remark-cut-off = 文書がこの行で終わっており、{ $mark } が閉じられていない。続きが失われていないか確認が必要である
remark-line-without-time = タイムラインのこの行は時刻で始まっていない。そのまま残した
remark-bullet-without-time = タイムラインのこの項目は時刻で始まっていない。そのまま残した
remark-row-without-time = この行の時刻の列に時刻がない。そのまま残した
remark-without-zero = { $text } の起点が文書に書かれていない。`T0 = …` として日時を書くか、この行に時刻を書く
remark-latin1 = UTF-8ではないため、全体をLatin-1として読み込んだ
remark-not-utf8 = UTF-8ではないバイトが{ $count }個ある。そのまま残した。読めるようにするにはUTF-8で保存し直す
remark-front-matter-open = { $fence } で始まるフロントマターが閉じられていないため、本文として読み込んだ
remark-front-matter-foreign = フロントマターに `key: value` の形の項目がない。そのまま残した
remark-front-matter-of-tool = ほかのツールのフロントマター（{ $keys }）である。そのまま残した
remark-front-matter-broken = この行からフロントマターがYAMLとして正しくない。1組ずつ読み取った。`:`、`@`、括弧を含む語は引用符で囲む
remark-front-matter-again = フロントマターに { $key } が2回ある。最初のものを採用した
remark-ambiguous-date = この日付は月と日を区別できないため、月、日の順に読み込んだ
remark-impossible-time = { $text }: { $problem }
remark-year = { $year }年は年として扱えない
remark-no-date = 存在しない日付である
remark-hour-of-half = AM/PMの付いた{ $hour }時はありえないため、24時間表記の{ $hour }時として読み込んだ
remark-no-clock = 存在しない時刻であるため、文字列として残した
remark-past-24 = 24時を過ぎた時刻は翌日として読み込んだ
remark-zone-differs = { $zone } は{ $label }であるが、その地域の時計は{ $day }に{ $local }を示していた。両方の読み方を残した: { $one } と { $other }
remark-zone-ambiguous = { $zone } は世界の複数のタイムゾーンを指すため、{ $read }として読み込んだ
remark-out-of-order = { $row } は { $above }（{ $line }行目）より下にあるが、時刻は早い

## Numbers that contradict each other

contradiction-duration = { $stated } とあるが、{ $derived } から求めた長さと合わない
contradiction-percentage = { $stated } とあるが、{ $derived } から求めた割合と合わない
contradiction-count = { $stated } とあるが、{ $derived } から求めた数と合わない
contradiction-order = { $stated } は { $derived } より下にあるが、時刻は早い
contradiction-cause = { $stated } が原因とされているが、タイムラインのどの行にも現れない
contradiction-time = { $stated } とあるが、その出来事の行では { $derived } となっている
contradiction-date = { $stated } とあるが、{ $derived } と日付や曜日が合わない
contradiction-name = { $stated } とあるが、ほかの箇所では { $derived } となっている
contradiction-other = { $stated } とあるが、{ $derived } と合わない
contradiction-analysis = 分析結果
import-unconverted-unclosed = 並び替えずそのまま出力した：この行で始まるコードブロックまたはコメントが閉じられておらず、後ろに移した内容が飲み込まれるため。閉じてからやり直す
import-unconverted = 並び替えずそのまま出力した：移動すると、時系列の行・アクション・本文の一部がそれとして読めなくなるため。`## タイムライン` のように各部分に見出しを付けてからやり直す
