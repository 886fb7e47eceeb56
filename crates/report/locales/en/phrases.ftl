## Drafts of alert rules

rule-above = { $metric } is above { $threshold }

## Titles of incidents that nobody named

title-failed-requests = Failed requests on { $service }
title-failed-requests-edge = Failed requests at the edge
title-slow-requests = Slow requests on { $service }
title-slow-requests-edge = Slow requests at the edge
title-absent-requests = Requests stay away from { $service }
title-absent-requests-edge = Requests stay away from the edge
title-trouble = Trouble in { $service }
title-quiet = Quiet window from { $from } to { $to } UTC

## Timeline

timeline-deployed = { $service } { $version } deployed{ $description ->
    [none] {""}
   *[other] {" "}({ $description })
}
timeline-rolled-back = { $service } rolled back to { $version }
timeline-restarted = { $service } restarted
timeline-scaled = { $service } scaled: { $description }
timeline-configured = Configuration of { $service } changed ({ $version }): { $description }
timeline-flag-changed = Feature flag of { $service } changed: { $description }
timeline-migrated = Migration on { $service }: { $description }
timeline-changed = { $service } changed ({ $version }): { $description }
timeline-changed-alone = Change: { $description }
timeline-flag-changed-alone = Feature flag changed: { $description }
timeline-mitigated = { $what }, complete
timeline-mitigated-said = Mitigation complete: “{ $quote }”
timeline-impact-started = First failed request at the edge: { $what }
timeline-impact-started-service = First failed request: { $what }
timeline-impact-started-metrics = First failures in the request metrics of { $what }
timeline-recovered = Last failed request
timeline-recovered-metrics = Failures end in the request metrics of { $what }
timeline-impact-started-slow = Requests at the edge begin to take more than { $limit }
timeline-impact-started-lost = Requests in { $source } fall from { $before } to { $during }
timeline-recovered-lost = Requests in { $source } are back
timeline-recovered-symptom = { $metric } of { $service } is back at its baseline
timeline-not-recovered = The evidence ends here; no recovery is seen in it
timeline-recovered-slow = Last request at the edge that takes more than { $limit }
timeline-paged = { $title } pages the on-call engineer
timeline-acknowledged = Page acknowledged
timeline-escalated = Page { $title } escalated
timeline-page-note = Note on the page: “{ $note }”
timeline-page-resolved = Page { $title } resolved
timeline-alert-fired = Alert { $alert } fires{ $summary ->
    [none] {""}
   *[other] : { $summary }
}
timeline-alert-fired-for = Alert { $alert } fires for { $services }{ $summary ->
    [none] {""}
   *[other] : { $summary }
}
timeline-alert-resolved = Alert { $alert } resolves
timeline-cluster-event = Kubernetes reports { $reason } for { $service }, { $count ->
    [one] once
   *[other] { $count } times
}: { $message }
timeline-cluster-event-on = Kubernetes reports { $reason } for { $service }, { $count } times until { $until }: { $message }
timeline-command-taken = Incident command taken
timeline-user-report = Users report trouble: “{ $quote }”
timeline-suspected = Considered: “{ $quote }”
timeline-ruled-out = Ruled out or without effect: “{ $quote }”
timeline-diagnosed = Cause named: “{ $quote }”
timeline-mitigation-started = Mitigation started: “{ $quote }”
timeline-mitigation-said-done = Step reported complete: “{ $quote }”
timeline-recovery-said = Recovery reported: “{ $quote }”
timeline-declared-resolved = Declared resolved
timeline-log-first-seen = { $service } logs { $template } for the first time; { $count ->
    [one] once
   *[other] { $count } times
} in all
timeline-log-burst = { $service } logs { $template } far more often than usual: { $count ->
    [one] once
   *[other] { $count } times
}
timeline-log-lull = { $service } logs { $template } far less often than before
timeline-log-grew = { $service } logs { $template } ever more often: { $count ->
    [one] once
   *[other] { $count } times
} from here on
timeline-log-silence = { $service } stops logging { $template }
timeline-log-hushed = { $record ->
    [metrics] The metrics of { $service } stop
    [both] Log and metrics of { $service } stop
   *[log] The log of { $service } falls silent
}, while { $others ->
    [one] those of another go
   *[other] those of { $others } others go
} on: it stopped, or was not recorded
timeline-log-paused = { $record ->
    [metrics] The metrics of { $service } are absent
    [both] Log and metrics of { $service } are silent
   *[log] The log of { $service } is silent
} until { $to }, while { $others ->
    [one] those of another go
   *[other] those of { $others } others go
} on: it stood still, or was not recorded
timeline-log-level-change = { $service } logs { $template } at a higher severity
timeline-command = Command run by hand: { $command }
timeline-command-scheduled = The scheduler starts { $command }
timeline-metric-rose = { $metric } of { $service } leaves its baseline: { $before } → { $during }
timeline-metric-fell = { $metric } of { $service } falls from its baseline: { $before } → { $during }
timeline-metric-limit = { $metric } of { $service } reaches its limit of { $limit }
timeline-metric-limit-near = { $metric } of { $service } comes near its limit: { $during } of { $limit }
timeline-metric-climbs = { $metric } of { $service } begins to climb from { $before }
timeline-metric-sinks = { $metric } of { $service } begins to sink from { $before }
timeline-metric-used-up = { $metric } of { $service } is used up: { $before } → { $during }
timeline-metric-rose-alone = { $metric } leaves its baseline: { $before } → { $during }
timeline-metric-fell-alone = { $metric } falls from its baseline: { $before } → { $during }
timeline-metric-limit-alone = { $metric } reaches its limit of { $limit }
timeline-metric-limit-near-alone = { $metric } comes near its limit: { $during } of { $limit }
timeline-metric-used-up-alone = { $metric } is used up: { $before } → { $during }

## Impact: how the numbers were counted

impact-requests-log = { $source }, from the first to the last failed request; failed means status 5xx, 429 or 499 (client gave up)
impact-requests-log-bursts = { $source }, from the first failed request of { $bursts } bursts to the last; failed means status 5xx, 429 or 499 (client gave up)
impact-symptom = { $metric } of { $service }, which tells what users feel, went from { $before } to { $during }; the requests themselves were not counted
impact-lost = requests in { $source } from { $from } to { $to }: { $during } instead of { $before }; a source that did not record them would look the same
impact-requests-metric = request rates of { $source }, integrated over the samples; failed means status 5xx or 429
impact-peak = the same requests in bins of { $seconds } s
impact-customers = distinct customer ids on failed requests, over { $sources }
impact-routes = the same requests by method and path, ids in paths masked
impact-latency-slow = request times in { $source } before and during the impact; slow means more than { $limit }, three times what 95 % of requests took before
impact-latency = request times in { $source } before and during the impact
impact-none = no stretch in { $source } in which more than 1 % of requests failed and more than chance explains

## Clocks and gaps

clock-naive-measured = Times carry no zone; { $shared } ids shared with other sources put them at { $zone }
clock-naive-coverage = Times carry no zone; { $zone } is the only zone under which the source covers what the others cover
clock-naive-assumed = Times carry no zone and nothing decides it; read as { $zone }, to be confirmed
clock-skewed = The clock is { $seconds } s { $direction ->
    [ahead] ahead of
   *[behind] behind
} the other sources, by { $shared } shared ids
clock-naive-skewed = Times carry no zone ({ $zone }) and the clock is { $seconds } s { $direction ->
    [ahead] ahead of
   *[behind] behind
} the other sources, by { $shared } shared ids
clock-apart = The clock reads { $seconds } s { $direction ->
    [ahead] more than
   *[behind] less than
} that of the source it shares { $shared } ids with; which of the two is off is not known
clock-naive-apart = Times carry no zone ({ $zone }), and the clock reads { $seconds } s { $direction ->
    [ahead] more than
   *[behind] less than
} that of the source it shares { $shared } ids with; which of the two is off is not known
clock-unlinked = It shares no ids with other sources, so its clock could not be checked
clock-drifts = { $first }; it { $course ->
    [gains] gains
   *[loses] loses
} { $gained } s an hour
clock-skewed-calls = The clock is { $seconds } s { $direction ->
    [ahead] ahead of
   *[behind] behind
} that of { $against }, by { $shared } calls that can neither begin before they are made nor end after their answer
clock-before-cause = What it tells came { $seconds } s before its cause in { $against }: one of the two clocks is off by at least that
gap-or-loss = Hardly any requests are recorded from { $from } to { $to }. This is read as users who could not come; if the source did not record, it is a gap
gap-hushed = Nothing after { $from }, while { $others ->
    [one] those of another go
   *[other] those of { $others } others go
} on until { $to }: { $service } stopped, or was not recorded
gap-metrics-missing = No samples from { $from } to { $to }, although there are some before and after
gap-metrics-missing-many = No samples from { $from } to { $to } in this and { $more ->
    [one] one more file
   *[other] { $more } more files
}, although there are some before and after
gap-missing = No record from { $from } to { $to }, although the source was busy before and after
gap-truncated = Line { $line } is cut short
gap-truncated-missing = Line { $line } is cut short, and nothing follows until { $to }
gap-duplicated = { $count } lines occur twice, from line { $line } on; they were counted once
gap-backwards = Times jump back by { $back } at line { $line }; check that the file is in order
gap-kind-absent = No { $kind } in the evidence
gap-window-empty = No log line and no sample falls into the window: records run from { $first } to { $last }; check the window and its zone
gap-symptom-unknown = No series tells the named symptom { $symptom }; one was chosen from the evidence
evidence-logs = logs
evidence-metrics = metrics
evidence-alerts = alert history
evidence-rules = alert rules
evidence-pages = pager log
evidence-chat = chat
evidence-deploys = deploys
gap-line-long = Line { $line } is longer than what is kept of one record; its beginning was read
gap-line-nul = Line { $line } holds NUL bytes, as after a crash of the machine that wrote it; the rest of the file was read
gap-log-broken = The file breaks off after line { $line } (byte { $offset }): { $error }; what came before was read, fetch it again
gap-log-encoding = { $count } lines have bytes that are no UTF-8 text, from line { $line } on; convert the file to UTF-8
gap-log-stray = { $count } records have times far from all the others, from line { $line } on; they do not stretch the log
gap-log-either-date = dates can be read with the day or the month first, from line { $line } on; they are read with the month first
gap-log-no-date = lines begin with a time of day or of seconds since a start and nothing tells the date, from line { $line } on; log the date as well
gap-log-escapes = { $count } lines have escape sequences, from line { $line } on; switch colours off where the log is written
gap-log-varied = { $count } records have messages so varied that they were counted without a template
gap-log-more = The file has { $count } more faults than are listed
gap-log-unread = The file looks like a log and could not be read: { $error }
gap-file-unread = The file cannot be read ({ $error }); check its permissions
gap-file-empty = The file is empty; collect it again
gap-file-packed = The file is packed ({ $name }); unpack it into the folder
gap-file-binary = The file is binary and of no known kind; export it as text or JSON
gap-file-unknown = The file is of no known kind: no line carries a time, and it is no known table, JSON or YAML
gap-archive-damaged = The archive is damaged ({ $error }); fetch it again
gap-json-cut = The JSON breaks off at line { $line }, column { $column }; the complete elements before it were read, collect it again
gap-json-invalid = The file is no valid JSON: { $error }
gap-json-large = The JSON document is larger than { $most } MiB; split it
gap-json-unknown = The JSON is of no known shape
gap-json-lines-unknown = The file holds JSON lines of no known shape
gap-json-lines-invalid = { $count } lines are no valid JSON (lines { $lines }); the others were read
gap-samples-timeless = { $count } samples carry no time, as a scrape prints them; export a range of time instead
gap-samples-unread = { $count } lines are no sample (lines { $lines })
gap-table-headless = The table has no readable header
gap-table-empty = The table has a time column and no numbers that could be read
gap-table-ragged = { $count } rows have more or fewer cells than the header (lines { $lines }); their cells were read from the left
gap-table-timeless = { $count } of { $rows } rows have no readable time and were left out
gap-table-unread = { $count } of { $rows } rows have no readable time or number and were left out
gap-metrics-error = The file is an error answer of the server ({ $error }), not data; mend the query and collect it again
gap-rules-invalid = The file is no valid rule file: { $error }
gap-spans-cut = Spans are read up to { $error }
gap-spans-unread = The spans cannot be read: { $error }
gap-spans-skipped = { $count ->
    [one] One span without id, beginning or end is
   *[other] { $count } spans without id, beginning or end are
} left out
gap-manifest-invalid = The manifest is not valid: { $error }
gap-not-collected = Not collected: { $reason }
gap-git-start = The git repository was not read: the git program could not be started ({ $error }); install git
gap-git-refused = The git repository was not read; git says: { $error }
gap-git-temporary = The git bundle was not read: no room for a temporary copy ({ $error })
gap-link = This is a link; links are not followed
gap-link-root = This is a link; name the file it points to
gap-folder-unlisted = The folder cannot be listed ({ $error }); check its permissions
gap-folder-deep = The folder lies deeper than { $most } folders and was passed over
gap-prometheus-block = This is a block of Prometheus' own storage; start Prometheus on a copy of it and use backstory collect
gap-not-covered = The source begins only at { $from }; what came before is not there
gap-database-statistics = The evidence holds no statistics by statement of the database; time per statement before the incident is unknown

## Why a change stands where it does

why-change-before-onset = it went live { $lead } before the first sign of trouble
why-change-taken-back = taking it back ended the trouble
why-change-calmed-own = taking it back ended the failures of { $service }, though not of others
why-change-no-burst-after = after it was taken back, in a pause between bursts, no further burst came
why-change-trend = { $metric } of { $service } began to creep when it went live
why-change-replaced = what replaced it ended the trouble
why-change-undone-in-vain = undoing it changed nothing
why-change-service-complains = { $service } was among the first to log errors
why-change-service-alerted = an alert names { $service }
why-change-service-moved = metrics of { $service } were among the first to leave their baseline
why-change-service-hushed = { $service } fell silent while others went on
why-change-service-relays = the errors of { $service } tell of a wrong answer that another party gave
why-change-service-busier = what { $service } shows more of follows from more requests
why-change-named-in-diagnosis = the diagnosis names it
why-change-came-after-onset = it came after the first sign of trouble
why-change-not-in-production = it went to { $environment }, not to production
why-change-outlived = it stayed in place and the trouble ended all the same
why-joined = { $first }; { $rest }

## Detection

detection-no-rule = No alert rule reads { $metric }, which moved first
detection-rules-absent = { $metric } left its baseline before anybody was told; the evidence holds no alert rules, so it is open whether one reads it
detection-no-alert = Users were hit and no alert fired
detection-no-page = Alerts fired ({ $rules }) and paged nobody
detection-rule-silent = { $metric } moved, and the rules that read it ({ $rules }) did not fire
detection-rule-late = { $metric } moved { $delay } before { $rules } fired
detection-rule-late-for = { $metric } moved { $delay } before { $rules } fired; the rule waits { $for }

## Factors

factor-change-with-error = { $service } { $version } ({ $description }) went live { $lead } before the trouble began; since then { $who } logs { $error }
factor-change = { $service } { $version } ({ $description }) went live { $lead } before the trouble began
factor-change-quiet = { $service } { $version } ({ $description }) went live, and signals left their baseline after it; no request failed
factor-dependency-error = { $service } logs { $error } from { $at } on: something it depends on does not answer as it should
factor-breakage-error = { $service } logs { $error } from { $at } on
factor-deed = { $service } logged { $error } { $lead } before the trouble began, for the first time in its log
factor-breakage-metric = { $metric } of { $service } leaves its baseline at { $at }
factor-breakage-metric-alone = { $metric } leaves its baseline at { $at }
factor-self-time = { $service } spent { $during } instead of { $before } per call in { $operation } itself, without the calls it makes
factor-network = Calls from { $caller } to { $callee } took { $during } instead of { $before } longer for the caller than for the callee
factor-limit = { $metric } of { $service } ran into its limit ({ $limit } = { $value }); what came after had to wait or fail
factor-limit-near = { $metric } of { $service } came near its limit ({ $limit } = { $value }): { $during } was seen
factor-used-up = No room was left in { $service }: { $metric } fell to nothing
factor-limit-alone = { $metric } ran into its limit ({ $limit } = { $value }); what came after had to wait or fail
factor-limit-near-alone = { $metric } came near its limit ({ $limit } = { $value }): { $during } was seen
factor-used-up-alone = No room was left: { $metric } fell to nothing
factor-shared-resource = { $routes } routes depend on the same { $metric } of { $service }, so one slow path took the others down with it
factor-retries = { $service } retries what failed ({ $count } log records), which adds work while the trouble lasts
factor-retries-metric = { $service } retries what failed, which adds work while the trouble lasts
factor-memory-kill = Containers of { $service } were killed for memory, { $count ->
    [one] once
   *[other] { $count } times
}
factor-full-rollout = { $service } { $version } reached every replica within { $took }; no stage in between could stop it
factor-blind-probe = The readiness probe of { $service } ({ $path } in { $file }) passed while requests failed, so the rollout went on
factor-no-test = No test file is part of the change to { $files }
factor-test-misses-case = The tests that came with the change ({ $tests }) do not meet the case that failed in { $files }
factor-index-mismatch = { $service } { $version } compares { $expression }, which no index of the repository serves: { $index } is on { $column } itself
factor-unchecked-statement = { $service } { $version } changes a database statement; nothing between review and production shows its plan on data of production size
factor-masked-error = { $service } answers { $inner }, users see { $outer }: the error class is lost on the way out, which points the first look at the wrong layer
factor-silent-alert = { $alert } fired { $lead } before the page and pages nobody
factor-late-page = Users were hit { $delay } before { $alert } paged
factor-late-page-for = Users were hit { $delay } before { $alert } paged; the rule waits { $for } and reads what users already feel
factor-late-page-signs = { $alert } paged { $delay } after the first sign of trouble; the rule waits { $for }
factor-not-paged = Users were hit, and the evidence holds no page
factor-not-paged-told = Nobody was paged, as people say: “{ $quote }”
factor-ineffective-told = A step did not help: “{ $quote }”
factor-no-runbook-told = People had no runbook for it: “{ $quote }”
factor-ineffective-step = A first step ({ $description }) took { $took } and did not help
factor-ineffective-step-at-once = A first step ({ $description }) did not help
factor-distraction = An unrelated change of { $service } ({ $description }) shortly before drew the first suspicion
factor-no-runbook = { $alert } has no runbook
factor-no-gate = Nothing between review and production met the case in which { $service } { $version } fails
factor-symptom-alerts = Alerts fire on what users already feel; the signals that move first are watched by no rule that pages
factor-recurrence = An earlier incident of the same kind is recalled in the channel; the evidence holds no action that came of it
factor-unowned = The repository names no owner for { $service }
factor-condition-certificate = A certificate on the path of { $service } is no longer valid ({ $error }); its last day passed without a newer one in its place
factor-condition-certificate-unwarned = A certificate on the path of { $service } is no longer valid ({ $error }); its last day passed without a newer one in its place, and no alert warned before
factor-condition-disk = The disk that { $service } writes to has no room left ({ $error })
factor-condition-connections = { $service } reached its limit of connections ({ $error }); the pools in front of it may open more than it accepts
factor-condition-credential = A login is refused in { $service } ({ $error })
factor-condition-lock = Statements in { $service } wait for a lock that another statement holds ({ $error })
factor-condition-refused = { $service } refuses its configuration ({ $error })
factor-condition-slow-dependency = { $metric } of { $service } went from { $before } to { $during }, and requests wait for its answer
factor-condition-traffic = The edge served { $during } requests per second during the trouble, { $before } before
factor-condition-node = { $metric } went from { $before } to { $during }: the machine had more to run than before, and what runs beside it waits
factor-condition-queue = { $metric } of { $service } grew from { $before } to { $during }: requests wait in a queue before they are worked on
factor-condition-queue-alone = { $metric } grew from { $before } to { $during }: requests wait in a queue before they are worked on
factor-condition-slow-dependency-alone = { $metric } went from { $before } to { $during }, and requests wait for its answer
factor-condition-node-alone = { $metric } went from { $before } to { $during }: the machine had more to run than before, and what runs beside it waits

## Questions where evidence ends

question-no-change = Which condition made this possible, and since when has it been there?
question-deed = What ran it, and which step stands between such a command and users?
question-test = Which test meets the failing case?
question-plan = Which step shows the plan of a changed statement on data of production size?
question-gate = Which step between review and production meets this case, and what does it show?
question-early-signal = Which signal moves before users feel anything?
question-recurrence = What was learned from the earlier incident, and which of its actions are done?
question-rule = Which alert rule reads { $metric }, and how long does it wait?

## Hypotheses

hypothesis-change-supported = { $service } { $version } ({ $description }): supported, { $reason }
hypothesis-change-open = { $service } { $version } ({ $description }): open, { $reason }
hypothesis-said-supported = “{ $quote }”: supported, errors and metrics of the trouble agree with it
hypothesis-said-ruled-out = “{ $quote }”: ruled out, because “{ $answer }”
hypothesis-said-other-cause = “{ $quote }”: ruled out, because another cause was named and the trouble ended with the step that followed
hypothesis-said-open = “{ $quote }”: open, nothing in the evidence decides it
hypothesis-said-change-ruled-out = “{ $quote }”: ruled out, { $reason }
hypothesis-change-ruled-out = { $service } { $version } ({ $description }): ruled out, { $reason }

## Actions

action-fix-before-redeploy = { $service } { $version } goes out again only with a fix and a test that fails without it
action-isolate-dependency = { $service } calls the failing dependency with a timeout below 1 s and a fallback; a test with the dependency stopped passes
action-alert-limit = Page when { $metric } stays above 80 % of its limit ({ $limit }) for 30 s; a replay of this incident's data fires before the first failed request
action-alert-limit-unfelt = Page when { $metric } stays above 80 % of its limit ({ $limit }) for 30 s; a replay of this incident's data fires before the limit is reached
action-split-resource = Separate limits per route in { $service }, so that one slow route leaves the others their share; shown by a load test with one slow route
action-bound-retries = { $service } retries only idempotent calls, with jitter, and stops while more than 20 % of calls fail; shown by a load test
action-alert-memory = Page when memory of { $service } stays above 85 % of its limit for 2 min; a replay of this incident's data fires before the first kill
action-canary = Releases of { $service } go to one replica for 10 min and stop by themselves when its 5xx ratio exceeds 1 %
action-smoke-test = A smoke test of the main user path gates the rollout of { $service } in addition to { $path }
action-test-failing-case = A test in { $service } reproduces the failing request and runs in CI
action-index-expression = An index on { $expression } exists, or the column holds what is compared, before { $service } ships the statement again
action-explain-in-ci = CI runs EXPLAIN for changed statements of { $service } on a table of production size and fails on a full scan of more than 10,000 rows
action-new-rule-replayed = Page when { $expr } holds for { $for }; on this incident's data it fires at { $at }, { $lead } before the page, and never in the { $quiet } of health before
action-new-rule-replayed-noticed = Page when { $expr } holds for { $for }; on this incident's data it fires at { $at }, { $lead } before anybody noticed, and never in the { $quiet } of health before
action-new-rule = A rule on { $metric } pages; a replay of this incident's data fires before the page of this incident and stays silent in the hour before
action-new-rule-unpaged = A rule on { $metric } pages; a replay of this incident's data fires within 60 s of its leaving the baseline and stays silent in the hour before
action-sharpen-rule = The rules { $rules } on { $metric } fire on a replay of this incident's data before the first failed request
action-sharpen-rule-unfelt = The rules { $rules } on { $metric } fire on a replay of this incident's data within 60 s of its leaving the baseline
action-page-on-users = An alert on the share of failed requests at the edge pages the on-call engineer; a replay of this incident's data fires within 60 s
action-page-sooner = { $rules } fires within 60 s of the first failed request and stays silent on the hour before; shown by a replay of this incident's data
action-page-sooner-unfelt = { $rules } fires within 60 s of the first sign of trouble and stays silent on the hour before; shown by a replay of this incident's data
action-page-alert = { $alert } pages the on-call engineer in working hours and at night
action-write-runbook = A runbook for { $alert } says how to see the cause and when to roll back; the alert links to it
action-write-runbook-told = A runbook says how this trouble shows and what to do first; the alert that pages for it links to it
action-runbook-first-step = The runbook names the check that tells whether a restart or undoing a change can help before it is done
action-pass-error-class = The service in front of { $service } passes the error class ({ $inner }) on in its log and metrics instead of a bare { $outer }
action-remove-breakage = The condition behind the errors of { $service } is removed; done when a test or drill that provokes it passes
action-guard-deed = Commands of this kind on { $service } need a role of their own in production; a test shows that an attempt without it is refused
action-review-earlier = The actions of the earlier incident are listed with their state in this report
action-name-owner = CODEOWNERS names a team for { $service }; shown by the entry
action-condition-certificate = Page when a certificate that { $service } uses or trusts is valid for less than 21 days; shown by a test with a short-lived one
action-condition-disk = Page when a disk of { $service } is over 80 % full or will be full within 24 hours at its present growth; a replay of the days before fires
action-condition-connections = The pools in front of { $service } may open at most 80 % of its connections, counted over all replicas at their highest number; a check in CI adds them up
action-condition-credential = A rotation for { $service } logs in with the new credential before traffic uses it, and keeps the old one valid for an hour; shown by a drill
action-condition-lock = Migrations and long statements of { $service } run with a lock timeout of 2 s and in batches; CI refuses a migration without one
action-condition-refused = CI starts { $service } with the changed configuration and blocks on a refusal
action-condition-slow-dependency = Calls to { $service } have a time limit below 1 s, a breaker and an answer without it; a test with a slow stand-in passes
action-condition-traffic = { $service } sheds load beyond its measured capacity and scales with it; a load test at three times the usual rate keeps the error ratio under 1 %
action-condition-node = Work in the background runs with a CPU limit or on machines of its own; shown by running it beside { $service } under load
action-condition-queue = Page when the queue of { $service } holds more than 10 for 30 s; a replay of this incident's data fires before the page of this incident
action-condition-queue-unpaged = Page when the queue of { $service } holds more than 10 for 30 s; a replay of this incident's data fires within 60 s of its growth
action-gate = A check before production runs the main user paths of { $service } with recorded requests and blocks on a failure

## The whys that factors answer

why-condition-certificate = Why did the calls fail?
why-condition-disk = Why could nothing be written?
why-condition-connections = Why was no connection to be had?
why-condition-credential = Why was the login refused?
why-condition-lock = Why did the statements not return?
why-condition-refused = Why did it not start?
why-condition-slow-dependency = Why did the requests take so long?
why-condition-traffic = Why was there more to do than before?
why-condition-node = Why did the same work take longer?
why-condition-queue = Why did requests wait before they were worked on?
why-memory-kill = Why did the processes end?
why-limit = Why did requests have to wait or fail?
why-shared-resource = Why did it reach other routes?
why-retries = Why did it grow by itself?
why-full-rollout = Why did it reach all users at once?
why-blind-probe = Why did the rollout go on?
why-untested = Why did no test fail before the release?
why-index-mismatch = Why was the statement slow?
why-unchecked-statement = Why was the cost of the statement not known before?
why-no-gate = Why did no step before production stop it?
why-no-rule = Why did nobody know before users did?
why-late-rule = Why was it known so late?
why-not-paged = Why was nobody called?
why-silent-alert = Why did the earlier alert call nobody?
why-symptom-alerts = Why does no alert look ahead?
why-lasted = Why did it last?
why-masked = Why did the first look go to the wrong place?
