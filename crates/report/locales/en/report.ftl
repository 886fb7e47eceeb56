## Units

unit-days = { $n } d
unit-hours = { $n } h
unit-minutes = { $n } min
unit-seconds = { $n } s
unit-milliseconds = { $n } ms
unit-latency-seconds = { $n } s
unit-percent = { $n } %
unit-separator = {" "}
list-separator = {", "}
list-last = {" and "}

## Head

head-title = Post-Mortem: { $title } ({ $date })
head-untitled = Incident
head-date = Date
head-duration = Duration
head-severity = Severity
head-services = Services
head-commander = Incident commander
head-authors = Authors
head-reviewed = Reviewed
head-share-by = Share by
head-impact = { $duration } of user impact ({ $from } – { $to } UTC)
head-impact-open = user impact from { $from } UTC on; the evidence ends at { $to } UTC without a recovery
head-no-impact = no user impact found
head-impact-unknown = user impact not measured
head-open = incident open { $from } – { $to } UTC
head-window = { $from } – { $to } UTC analysed
head-join = {"; "}
label-to-fill = to fill
label-confirm = { $statement } _(to confirm in the review)_
label-quote = “{ $quote }”
label-not-known = not known
label-fact = **{ $name }**: { $value }
label-system = System
label-cited = { $statement }{ $cites }.
label-open-question = Open question for the review: { $question }
label-sentence-gap = {" "}
label-stop = .

## Headings

section-summary = Summary
section-impact = Impact
section-timeline = Timeline (all times UTC)
section-factors = Contributing Factors
section-immediate = Immediate Cause
section-contributing = Contributing Factors
section-systemic = Systemic Issues
section-whys = Five Whys
section-root-cause = Root Cause
section-actions = Action Items
section-went-well = What Went Well
section-lessons = Lessons Learned
section-prevention = Prevention
section-gaps = Data Gaps
section-evidence = Evidence

column-what = What
column-value = Value
column-how = How it was counted
column-measure = Measure
column-between = From → to
column-time = Time
column-event = Event
column-source = Source
column-actor = Actor
column-id = ID
column-action = Action
column-owner = Owner
column-deadline = Deadline
column-priority = Priority

## Summary

summary-failed = For { $duration }, { $ratio } of the requests failed ({ $failed } of { $total })
summary-failed-of = For { $duration }, { $ratio } of the requests to { $services } failed ({ $failed } of { $total })
summary-failed-count = For { $duration }, { $failed } requests failed
summary-impact-span = Users were affected for { $duration } ({ $from } – { $to } UTC)
summary-impact-unknown = The evidence does not show how many users were affected
summary-none-written = The report has no summary
summary-failed-edge = For { $duration }, { $ratio } of the requests at the edge failed ({ $failed } of { $total })
summary-impact-open = Users were affected from { $from } UTC on
summary-as-usual = No more requests of users failed than usual, as far as the evidence shows
summary-no-impact = No request of a user failed as far as the evidence shows
summary-customers = { $count ->
    [one] One customer
   *[other] { $count } customers
} had at least one failed request
summary-cause-before = { $lead } before the first effect on users: { $event }
summary-cause-at = At { $time }: { $event }
summary-paged = The page came { $after } after the impact began and was acknowledged { $acknowledged } later
summary-detected = The problem was noticed { $after } after the impact began
summary-detected-before = The problem was noticed { $before } before the impact began
summary-mitigated = The mitigation was complete { $after } after the impact began: { $event }
summary-recovered = The impact ended { $after } after it began
summary-not-recovered = The impact was not seen to end: the evidence ends at { $to } UTC, in its middle
summary-near-miss = This is a near miss: something broke and did not reach users
summary-alarm-alone = People were called, and besides the alarm the evidence shows nothing that broke; no user was affected
summary-nothing = No signal left its baseline between { $from } and { $to } UTC in a way that makes a story. What follows is what the evidence holds

## Impact

impact-row-failed = Failed requests
impact-row-peak = Peak
impact-row-felt = Seen by users
impact-value-felt = yes
impact-row-routes = Routes
impact-row-customers = Customers
impact-row-latency = Latency
impact-row-cost = Cost
impact-value-failed = { $failed } of { $total } ({ $ratio })
impact-value-peak = { $ratio }, { $from } – { $to }
impact-value-route = { $route } { $ratio } ({ $failed })
impact-value-more-routes = { $count ->
    [one] one more
   *[other] { $count } more
}
impact-value-customers = { $count } had at least one failed request
impact-value-latency = median { $p50_before } → { $p50_during }, p99 { $p99_before } → { $p99_during }
impact-how-unknown = nothing in the evidence counts the requests that failed at the edge
impact-how-cost = the workspace gives no rate
impact-value-not-estimated = not estimated
impact-how-not-said = counted by the analysis
impact-none-measured = Which users were affected, and for how long? The evidence carries no request counts.

measure-detect = Time to detect
measure-acknowledge = Time to acknowledge
measure-mitigate = Time to mitigate
measure-recover = Time to recover
measure-between = { $from } ({ $from_time }) → { $to } ({ $to_time })
measure-open = { $from } → { $to }

milestone-cause-introduced = Cause introduced
milestone-impact-start = Impact starts
milestone-detected = Detected
milestone-paged = Paged
milestone-acknowledged = Acknowledged
milestone-diagnosed = Diagnosed
milestone-mitigated = Mitigated
milestone-recovered = Recovered
milestone-resolved = Resolved
milestone-join = {", "}
milestone-label = **{ $names }**: { $event }

## Timeline

timeline-empty = What happened, minute by minute? No row could be drawn from the evidence.
timeline-uncertain = { $event } (± { $seconds })

## Factors

category-change = Change
category-capacity = Capacity
category-dependency = Dependency
category-configuration = Configuration
category-detection = Detection
category-response = Response
category-process = Process
category-environment = Environment
category-label = **{ $category }**: { $statement }
factors-ask-immediate = What broke first, and what shows it?
factors-ask-contributing = What let it hurt, hid it or slowed the response?
factors-ask-systemic = What in the way systems are built and changed would let this happen again elsewhere?
factors-single = The evidence shows one factor only. An incident has more: the review adds what the data cannot show

## Five Whys

why-impact = Why were users affected?
why-near-miss = Why did it break?
why-change = Why did the system come into this state?
why-capacity = Why was there no room left?
why-dependency = Why did it spread?
why-configuration = Why was it set up this way?
why-detection = Why was it not seen earlier?
why-response = Why did it last?
why-process = Why did nothing stop it before?
why-environment = Why did the surroundings matter?
why-further = And what let that be so?
considered = Considered besides:
why-step = { $question } — { $answer }
whys-ask = Which condition in the system made this possible, and what shows it beforehand?

root-cause-ask = Which conditions, taken together, made this possible?
root-cause-propose = Proposed from the evidence; the review settles the words

## Actions

actions-ask = What would have prevented this, shown it sooner or limited it? The evidence suggests no action by itself.
priority-high = High
priority-medium = Medium
priority-low = Low

## What went well, lessons, prevention

went-well-detected = The problem was noticed { $after } after the impact began
went-well-detected-before = The problem was noticed { $before } before it reached users
went-well-acknowledged = The page was acknowledged after { $after }
went-well-fixed = From diagnosis to complete mitigation it took { $after }
went-well-ended = The impact ended { $after } after the cause was named
went-well-mitigation = The mitigation ended the impact: the last failure came { $after } after it was complete
went-well-ended-it = The mitigation ended the impact: no request failed after it was complete
went-well-ask = What went well that the evidence does not show?
lesson-change = A release is the likeliest moment for a new failure; the first minutes after one deserve a signal that can stop it
lesson-capacity = A limit that everything shares turns one slow part into an outage of all parts
lesson-dependency = What a service depends on can take it down; a limit on each dependency keeps the damage local
lesson-configuration = Configuration changes behaviour as a release does and deserves the same path to production
lesson-detection = The signal that moves first deserves the alert; rules on what users already feel come later
lesson-response = What to look at first belongs in the runbook that the alert links to
lesson-of-condition-certificate = A certificate ends on a day that is known from its first; only a clock that somebody watches makes that day harmless
lesson-of-condition-disk = A disk fills slowly and fails at once; its growth is the signal, not its end
lesson-of-condition-connections = Every replica brings its pool; the sum at the highest number of replicas is what the database has to bear
lesson-of-condition-credential = A credential that nobody has logged in with is a guess
lesson-of-condition-lock = A lock is harmless until something waits for it; what may wait needs a limit of time
lesson-of-condition-refused = A configuration is code that only its program can check, and it can be asked before the restart
lesson-of-condition-slow-dependency = A slow dependency does more harm than one that is down: everything waits for it
lesson-of-condition-traffic = Capacity that was not measured is known only when it is used up
lesson-of-condition-queue = A queue that grows tells of trouble before anything fails
lesson-of-memory-kill = Memory that only grows is a date, not a level; the slope can be alerted on
lesson-of-retries = Retries turn a slow callee into a flooded one; they need a limit that the callee sets
lesson-of-shared-resource = A pool that all routes share turns one slow statement into an outage of everything behind it
lesson-of-masked-error = An error that changes its class on the way out sends the first look to the wrong place
lesson-of-silent-alert = A sign that pages nobody is read after the incident
lesson-of-full-rollout = What reaches every replica at once reaches every user at once
lesson-of-blind-probe = A probe that asks for less than users do passes while they fail
lesson-of-missing-test = Tests guard the cases they hold; the one that failed belongs among them
lesson-of-statement-plan = How a statement runs is known from its plan on data of production's size, not from its text
lesson-of-recurrence = An incident whose actions stay open comes back as a new one
lesson-of-unowned = A service without a named owner is mended by whoever happens to know it
lesson-process = What no step between review and production checks will reach production
lesson-environment = Conditions outside the system belong in its tests as well
lessons-ask = What should other teams learn from this?
prevention-prevent = { $count ->
    [one] { $actions } keeps it from happening again
   *[other] { $actions } keep it from happening again
}
prevention-detect = { $count ->
    [one] { $actions } shows it sooner
   *[other] { $actions } show it sooner
}
prevention-mitigate = { $count ->
    [one] { $actions } limits what it can do
   *[other] { $actions } limit what it can do
}
prevention-process = { $count ->
    [one] { $actions } changes how it is handled
   *[other] { $actions } change how it is handled
}
prevention-ask = What will keep this from happening again?
prevention-follow-up = Follow-up review: { $date }

## Data gaps

gaps-entry = { $source }: { $note }
gaps-entry-window = { $source } ({ $from } – { $to }): { $note }
gaps-keep-longer = Keep this kind of data for at least 30 days, or collect it while the incident is open
gaps-clock-skewed = { $source }: the clock was { $amount } { $direction ->
    [ahead] ahead
   *[behind] behind
}; its times were corrected
gaps-clock-gains = It gains { $amount } s per hour (± { $doubt }), which was taken off each reading
gaps-clock-loses = It loses { $amount } s per hour (± { $doubt }), which was added to each reading
gaps-clock-zone = { $source }: times carry no zone and were read as { $zone }
gaps-clock-zone-skewed = { $source }: times carry no zone and were read as { $zone }; the clock was { $amount } { $direction ->
    [ahead] ahead
   *[behind] behind
} and was corrected
gaps-clock-before-cause = { $source }: what it tells came { $amount } before its cause in another source; one of the two clocks is off by at least that, and the times were left as they are
gaps-none = No hole was found in the evidence that was read
gaps-ask = Which source belongs here and is missing?
gaps-missing = no record
gaps-truncated = cut short
gaps-duplicated = the same records more than once
gaps-retention = older than what the source keeps, or not collected
gaps-unreadable = could not be read

## Evidence

evidence-column = column { $name }
evidence-deployment = deployment { $name }
evidence-incident = incident { $name }
evidence-log-entry = log entry { $name }
evidence-release = release { $name }
evidence-line = line { $line }
evidence-lines = lines { $first }–{ $last }
evidence-whole = whole file
evidence-collected = collected { $time } UTC

source-log = log
source-access-log-of = { $name } access log
source-error-log-of = { $name } error log
source-log-of = { $name } log
source-access-log = access log
source-application-log = application log
source-alert-rules = alert rules
source-deploys = deploys
source-topology = topology
source-traces = traces
source-facts = incident facts
source-timeline = timeline
source-separator = {", "}

## Page

html-contents = Contents
html-skip = Skip to the report
html-timeline = Timeline by source
html-timeline-label = Timeline with one lane per source; the table in the report says the same in words
html-timeline-hint = Point at a mark to read it; a click shows its evidence. Keys: arrows move, + and - zoom, 0 shows all.
html-zoom-in = Zoom in
html-zoom-out = Zoom out
html-zoom-left = Earlier
html-zoom-right = Later
html-zoom-all = Show all
chart-unit-connections = connections
chart-unit-threads = threads
chart-unit-workers = workers
html-charts = Metrics
html-mark-change = deploy or change
html-mark-alert = alert or page
html-mark-impact = effect on users
html-mark-onset = onset of the series
html-mark-other = log, metric, cluster or chat
html-fishbone = Fishbone
html-fishbone-label = Fishbone diagram of the factors by category
html-fishbone-more = + { $count } more
html-why-tree = Why-tree
html-why-tree-label = Tree of the factors, each above what it follows from
html-why-chain-label = Chain of whys, each question with its answer above the next

## Roles that stand for names in a text for the public
role-commander = the incident commander
role-owner = a team member
role-author = an author
role-responder = a responder

## Runbook drafts

runbook-intro = Drafted from the last incident in which this alert fired; whoever owns the service settles the words.
runbook-look = Look first
runbook-look-ask = What shows the cause within a minute?
runbook-meant = What it meant last time
runbook-meant-ask = What does this alert mean?
runbook-ended = What ended it
runbook-ended-ask = Which step ends it, and how is it seen beforehand that it will?
runbook-in-vain = What did not help
