## Cases

case-help = ケースは `report.md` を含むフォルダーである。`backstory draft` で作成できる
case-too-large = { $path } は{ $size }バイトあり、読み込める上限（{ $most }バイト）を超えている
case-none = { $path } にケースがない

## The state of a case

status-case = { $id }  { $title }
status-shared = 共有済み（{ $time }）
status-share-left = 共有期限 { $time }（残り { $length }）
status-share-late = 共有期限 { $time }（{ $length }超過）
status-share-unknown = 共有期限は終了から{ $hours }時間以内（レポートに終了時刻の記載なし）
status-length-days = { $days }日{ $hours }時間
status-length-hours = { $hours }時間{ $minutes }分
status-actions = アクション: { $open ->
    [0] 未完了 0件
   *[other] 未完了 { $open }件（{ $open_ids }）
 }、{ $overdue ->
    [0] 期限超過 0件
   *[other] 期限超過 { $overdue }件（{ $overdue_ids }）
 }
status-unassigned = 担当者または期限なし: { $ids }
status-follow-up = 振り返り: { $day }

## Action items and their issues

actions-done = 完了
actions-open = 未完了
actions-no-date = 期限未定
actions-nobody = 担当者未定
actions-none = レポートにアクションアイテムがない。見出し `アクションアイテム` の下に、列 `ID` と `アクション` を持つ表が必要である
push-no-deadline = 未設定
push-post-mortem = ポストモーテム
push-label = インシデントのフォローアップ
push-no-token = 環境変数GITHUB_TOKENが設定されていない
push-no-token-help = issueへの書き込み権限を持つトークンが必要である。公開リポジトリなら `--dry-run` はトークンなしで実行できる
push-not-a-repository = { $text } はリポジトリの指定として解釈できない。`OWNER/REPO` の形で書く
push-begins = アクション{ $count }件を { $repository } に登録する
push-line = { $id } { $outcome }
push-line-with-note = { $id } { $outcome }（{ $note }）
push-created = #{ $issue } を作成した
push-created-unnumbered = 作成した
push-would-create = 作成する予定
push-updated = #{ $issue } を更新した
push-would-update = #{ $issue } を更新する予定
push-unchanged = #{ $issue } は最新である
push-kept-edited = #{ $issue } は人の手で編集されているため、そのまま残した
push-skipped-done = 完了済みで、issueはない
push-failed = 失敗: { $reason }
push-cannot-be-assigned = { $owner } はこのリポジトリで担当者に指定できない
push-nobody-owns-it = 担当者が決まっていない

## Calendar

calendar-dateless = 期限がないためカレンダーに入っていないアクション: { $count }件
calendar-no-end = レポートにインシデントの終了時刻がないため、レビューと振り返りはカレンダーに入っていない
calendar-nobody = 担当者未定
calendar-owner = 担当者: { $owner }
calendar-priority = 優先度: { $priority }
calendar-case = ポストモーテム: { $title }（{ $id }）
calendar-due = 期限: { $action }
calendar-review = アクションのレビュー: { $title }
calendar-review-about = { $id } のアクションのうち、完了したものはどれか。進んでいないものの妨げは何か。
calendar-follow-up = 振り返り: { $title }
calendar-follow-up-about = { $id } から4週間。アクションは効果を上げたか。今日同じことが起きたらどうなるか。

## Servers

http-unreachable = { $place } から応答がない: { $reason }
http-too-large = { $place } の応答が{ $limit }バイトを超えている
http-status = { $place } が{ $status }を返した: { $excerpt }
http-certificate = { $place } 用の証明書または鍵を読み込めない: { $reason }
http-not-an-address = サーバーのアドレスではない。`http://prometheus:9090` や `https://host/prefix` のように書く
