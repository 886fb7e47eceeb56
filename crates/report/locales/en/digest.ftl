## What a terminal is told of an analysis

digest-head = { $name } ({ $outcome })
digest-outcome-incident = incident
digest-outcome-near-miss = near miss
digest-outcome-nothing = nothing stands out
digest-failed = failed     { $failed } of { $total } requests ({ $ratio })
digest-latency = latency    median { $p50_before } → { $p50_during }, p99 { $p99_before } → { $p99_during }
digest-customers = customers  { $n }
digest-times = time to    { $times }
digest-detect = detect { $time }
digest-acknowledge = acknowledge { $time }
digest-mitigate = mitigate { $time }
digest-recover = recover { $time }
digest-timeline = Timeline (UTC)
digest-first = Look first at
digest-suspects = Worth a look, in this order
digest-factors = Contributing factors
digest-hypotheses = Considered
digest-supported = supported: { $statement }
digest-open = open: { $statement }
digest-ruled-out = ruled out: { $statement }
digest-detection = What no rule told in time
digest-evidence = About the evidence
digest-nothing = Nothing of the kind was found
digest-cites = evidence { $ids }
digest-because = follows from { $ids }
digest-question = to ask: { $question }
