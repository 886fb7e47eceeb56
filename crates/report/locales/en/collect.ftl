## Collecting evidence

collect-no-source = no source is named
collect-no-source-help = add `--prometheus URL`, `--alertmanager URL` or `--kubernetes NAMESPACE`
collect-future = the window begins at { $from }, which is in the future
collect-metrics = prometheus: { $count } metrics, step { $step } s
collect-query = prometheus: query { $n } of { $of }
collect-pod = kubernetes: logs of pod { $n } of { $of }
collect-done = { $files ->
    [one] 1 file
   *[other] { $files } files
 }, { $kib } KiB, { $from } to { $to }: { $path }
collect-gap = gap: { $source } { $query }: { $reason }
collect-left-out = left out: { $count } (see the manifest)
