## Suspects: why each stands where it stands

suspect-flow = { $share } of the excess of { $symptom } of { $symptomof }, the symptom, is { $service }'s own, explained by no service it calls: { $metric } went from { $before } to { $during }.
suspect-resource = In { $service }, { $metric } went from { $before } to { $during }.
suspect-saturated = In { $service }, { $metric } was at its limit of { $limit }, or near it, for { $share } of the window.
suspect-share-of-failures = the share of failures in { $metric }
suspect-per-second = { $value }/s
suspect-self-time = { $service } spent { $during } instead of { $before } per call in { $operation } itself, without the calls it makes.
suspect-failing = { $service } failed by itself in { $during } of the traced requests, before in { $before }.
suspect-network = Calls from { $caller } to { $callee } took { $during } instead of { $before } longer for the caller than for the callee.
suspect-step = In { $operation } of { $service }, { $from } was followed by { $to } in { $during } of the visits, before in { $before }.
suspect-step-ends = In { $operation } of { $service }, nothing followed { $from } in { $during } of the visits, before in { $before }.
suspect-step-begins = { $operation } of { $service } began with { $to } in { $during } of the visits, before in { $before }.
suspect-step-empty = { $operation } of { $service } did nothing visible in { $during } of the visits, before in { $before }.
suspect-logs = { $service } logged this far more often than before: { $template }
suspect-logs-new = { $service } logged this for the first time: { $template }
suspect-change = A change of { $service } began at { $time }: { $change }
suspect-deed = { $service } wrote this for the first time { $lead } before the first sign of trouble: { $template }
suspect-hushed = { $record ->
    [metrics] The metrics of { $service } stop
    [both] Log and metrics of { $service } stop
   *[log] The log of { $service } falls silent
} at { $from }, while { $others ->
    [one] those of another go
   *[other] those of { $others } others go
} on: it stopped, or was not recorded.
suspect-paused = { $record ->
    [metrics] The metrics of { $service } are absent
    [both] Log and metrics of { $service } are silent
   *[log] The log of { $service } is silent
} from { $from } to { $to }, while { $others ->
    [one] those of another go
   *[other] those of { $others } others go
} on: it stood still, or was not recorded.
suspect-killed = Containers of { $service } were killed for memory, { $count ->
    [one] once
   *[other] { $count } times
}.
suspect-down = { $metric } of { $service } went from { $before } to { $during }: it was no longer there.
suspect-used-up = In { $service }, { $metric } was used up: it went from { $before } to { $during }.
suspect-leading = { $first } It moved { $lead } before { $symptom } of { $symptomof } did.
