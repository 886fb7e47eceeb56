## Cases

case-help = a case is a folder with `report.md`; `backstory draft` makes one
case-too-large = { $path } has { $size } bytes; a report of more than { $most } is not read
case-none = there is no case in { $path }

## The state of a case

status-case = { $id }  { $title }
status-shared = shared { $time }
status-share-left = share by { $time }, { $length } left
status-share-late = share by { $time }, { $length } late
status-share-unknown = share within { $hours } h of the end, which the report does not say
status-length-days = { $days } d { $hours } h
status-length-hours = { $hours } h { $minutes } min
status-actions = actions: { $open ->
    [0] 0 open
   *[other] { $open } open ({ $open_ids })
 }, { $overdue ->
    [0] 0 overdue
   *[other] { $overdue } overdue ({ $overdue_ids })
 }
status-unassigned = without owner or date: { $ids }
status-follow-up = follow-up on { $day }

## Action items and their issues

actions-done = done
actions-open = open
actions-no-date = no date
actions-nobody = nobody yet
actions-none = the report has no action items: a table with the columns `ID` and `Action` under a heading `Action Items`
push-no-deadline = not set
push-post-mortem = Post-mortem
push-label = Follow-up of an incident
push-no-token = GITHUB_TOKEN is not set
push-no-token-help = a token that may write issues is needed; `--dry-run` does without on a public repository
push-not-a-repository = { $text } is not a repository: write `OWNER/REPO`
push-begins = pushing { $count ->
    [one] 1 action
   *[other] { $count } actions
 } to { $repository }
push-line = { $id } { $outcome }
push-line-with-note = { $id } { $outcome } ({ $note })
push-created = #{ $issue } created
push-created-unnumbered = created
push-would-create = would be created
push-updated = #{ $issue } updated
push-would-update = #{ $issue } would be updated
push-unchanged = #{ $issue } is up to date
push-kept-edited = #{ $issue } was edited by a person and is left as it is
push-skipped-done = done, and without an issue
push-failed = failed: { $reason }
push-cannot-be-assigned = { $owner } cannot be assigned in this repository
push-nobody-owns-it = nobody owns this action yet

## Calendar

calendar-dateless = { $count ->
    [one] 1 action has no date and is not in the calendar
   *[other] { $count } actions have no date and are not in the calendar
 }
calendar-no-end = the report does not say when the incident ended, so there is no review and no follow-up in the calendar
calendar-nobody = nobody yet
calendar-owner = Owner: { $owner }
calendar-priority = Priority: { $priority }
calendar-case = Post-mortem: { $title } ({ $id })
calendar-due = Due: { $action }
calendar-review = Review the actions: { $title }
calendar-review-about = Which actions of { $id } are done, which are in the way?
calendar-follow-up = Follow-up: { $title }
calendar-follow-up-about = Four weeks after { $id }: did the actions work? What would happen today?

## Servers

http-unreachable = { $place } did not answer: { $reason }
http-too-large = the answer of { $place } is larger than { $limit } bytes
http-status = { $place } answered { $status }: { $excerpt }
http-certificate = the certificate or key for { $place } cannot be read: { $reason }
http-not-an-address = not an address of a server: write for example `http://prometheus:9090` or `https://host/prefix`
