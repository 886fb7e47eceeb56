## Why something could not be collected

collected-not-accepted = { $error }; the credentials are not accepted
collected-forbidden = { $error }; the account needs `get` and `list` on pods, pods/log, events and the workloads
collected-not-prometheus = { $path } did not answer as Prometheus does: is the address right?
collected-no-metric = there is no sample of any metric in the window
collected-no-sample = no series has a sample here
collected-retention = the server keeps { $kept }; what is older than { $gone } is deleted, or about to be
collected-not-alertmanager = { $path } did not answer with a JSON list: is this the address of an Alertmanager?
collected-no-history = Alertmanager keeps no history: an alert that was resolved before the collection is not in `alerts.json`; the history comes from the `ALERTS` series of Prometheus
collected-events-expired = a cluster keeps events for one hour by default; older ones are gone
collected-no-pod = no pod matches
collected-deleted-pods = pods that were deleted before the collection have no logs in the cluster; a log store may have them
collected-list-cut = the list has more than { $pages } pages of { $page }
collected-previous-gone = the log of the previous run is not kept any more
collected-log-broke = the log broke off: { $error }
collected-restarted = the container was started { $count } times; a node keeps the logs of the last two runs
collected-log-cut = cut after { $bytes } bytes
collected-rotated = the log that the node serves begins at { $at }: what was before was rotated away
collected-unread = { $path } cannot be read: { $error }
collected-no-kubernetes = this build has no Kubernetes: build with `--features kubernetes`
collected-no-kubeconfig = there is no kubeconfig (`$KUBECONFIG` or `~/.kube/config`), and this is not a pod
collected-not-in-kubeconfig = the kubeconfig has no { $kind } { $name }; there are: { $known }
collected-kubeconfig-entry = the kubeconfig { $place } cannot be used: { $error }
collected-not-a-target = { $text } is not `[CONTEXT/]NAMESPACE[/SELECTOR]`: write for example `shop`, `prod/shop` or `prod/shop/app=api`
