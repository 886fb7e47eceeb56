## Timeline

timeline-deployed = { $service } { $version } deployed{ $description ->
    [none] {""}
   *[other] : { $description }
}
timeline-rolled-back = { $service } rolled back to { $version }
timeline-restarted = { $service } restarted
timeline-scaled = { $service } scaled: { $description }
timeline-configured = Configuration of { $service } changed ({ $version }): { $description }
timeline-flag-changed = Feature flag of { $service } changed: { $description }
timeline-migrated = Migration on { $service }: { $description }
timeline-changed = { $service } changed ({ $version }): { $description }
timeline-mitigated = { $what } complete
timeline-mitigated-said = Mitigation complete: “{ $quote }”
timeline-impact-started = First failed request at the edge: { $what }
timeline-impact-started-metrics = First failures in the request metrics of { $what }
timeline-recovered = Last failed request
timeline-recovered-metrics = Failures end in the request metrics of { $what }
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
timeline-log-silence = { $service } stops logging { $template }
timeline-log-level-change = { $service } logs { $template } at a higher severity
timeline-metric-rose = { $metric } of { $service } leaves its baseline: { $before } → { $during }
timeline-metric-fell = { $metric } of { $service } falls from its baseline: { $before } → { $during }
timeline-metric-limit = { $metric } of { $service } reaches its limit of { $limit }

## Impact: how the numbers were counted

impact-requests-log = { $source }, from the first to the last failed request; failed means status 5xx, 429 or 499 (client gave up)
impact-requests-metric = request rates of { $source }, integrated over the samples; failed means status 5xx or 429
impact-peak = the same requests in bins of { $seconds } s
impact-customers = distinct customer ids on failed requests, over { $sources }
impact-routes = the same requests by method and path, ids in paths masked
impact-latency = request times in { $source } before and during the impact
impact-none = no stretch with more than 1 % of failures in { $source }

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
gap-missing = No record from { $from } to { $to }, although the source was busy before and after
gap-truncated = Line { $line } is cut short
gap-truncated-missing = Line { $line } is cut short, and nothing follows until { $to }
gap-duplicated = { $count } lines occur twice, from line { $line } on; they were counted once
gap-backwards = Times jump back at line { $line }
gap-kind-absent = No { $kind } in the evidence
gap-not-covered = The source begins only at { $from }; what came before is not there
gap-database-statistics = The evidence holds no statistics by statement of the database; time per statement before the incident is unknown

## Why a change stands where it does

why-change-before-onset = it went live { $lead } before the first sign of trouble
why-change-taken-back = taking it back ended the trouble
why-change-undone-in-vain = undoing it changed nothing
why-change-service-complains = { $service } was among the first to log errors
why-change-named-in-diagnosis = the diagnosis names it
why-change-came-after-onset = it came after the first sign of trouble
why-change-not-in-production = it went to { $environment }, not to production
why-joined = { $first }; { $rest }

## Detection

detection-no-rule = No alert rule reads { $metric }, which moved first
detection-rule-silent = { $metric } moved, and the rules that read it ({ $rules }) did not fire
detection-rule-late = { $metric } moved { $delay } before { $rules } fired
