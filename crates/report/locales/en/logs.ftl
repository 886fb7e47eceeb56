## What a log is

logs-one-file = --json-lines numbers the lines of one file
logs-one-file-help = run it once for each file
logs-summary-damaged = the stored summary is damaged
logs-empty-spans = there is nothing to compare: the spans are empty
logs-empty-spans-help = give --baseline-from before --from, and --from before --to; the log itself must reach back before --from
logs-label-format = format
logs-label-lines = lines
logs-label-time = time
logs-label-requests = requests
logs-label-fault = fault
logs-label-strange = strange
logs-label-changes = changes
logs-format = { $kind } ({ $percent } % of records)
logs-format-kubectl = { $kind }, in kubectl logs --timestamps ({ $percent } % of records)
logs-format-cri = { $kind }, in container runtime (CRI) lines ({ $percent } % of records)
logs-format-docker = { $kind }, in Docker json-file lines ({ $percent } % of records)
logs-format-compose = { $kind }, in docker compose logs ({ $percent } % of records)
logs-format-stern = { $kind }, in stern lines ({ $percent } % of records)
logs-format-other = { $records ->
    [one] 1 record
   *[other] { $records } records
 }: { $kind }
logs-lines = { $lines } ({ $records ->
    [one] 1 record
   *[other] { $records } records
 }, { $strange } not understood)
logs-time-utc = { $from } to { $to } (UTC)
logs-time-no-zone = { $from } to { $to } (no zone)
logs-requests = { $requests }, { $failed } failed
logs-strange = line { $line }: { $text }
logs-changes = { $from } to { $to }, compared with { $before } on
logs-column-count = count
logs-column-severity = severity
logs-column-first = first seen
logs-column-template = template
logs-more-templates = … and { $count ->
    [one] 1 more template
   *[other] { $count } more templates
 }; `--json` prints all
logs-more-changes = … and { $count ->
    [one] 1 more change
   *[other] { $count } more changes
 }; `--json` prints all

## What changed in a log

logs-change = { $what }: { $template }
logs-change-until = { $what } until { $until }: { $template }
logs-change-new = new, { $count ->
    [one] once
   *[other] { $count } times
 }
logs-change-new-at = new, { $count ->
    [one] once
   *[other] { $count } times
 }, line { $line }
logs-change-new-in = new, { $count ->
    [one] once
   *[other] { $count } times
 }, { $file } line { $line }
logs-change-burst = { $times } times as often
logs-change-rare = { $percent } % as often as before
logs-change-silent = silent
logs-change-failing = fail { $times } times as often
logs-change-risen = an error from here on, { $count ->
    [one] once
   *[other] { $count } times
 }
logs-change-service = service { $name }
logs-change-level = { $times } times as many records of this severity

## What is wrong with a log

logs-fault-cut = line { $line } breaks off
logs-fault-hole = nothing from { $from } to { $to } (line { $line }) although it is busy around
logs-fault-stray = { $records ->
    [one] 1 record has a time
   *[other] { $records } records have times
 } far from all the others ({ $from } to { $to }, line { $line }); left out of the span
logs-fault-either-date = dates can be read with the day or the month first (line { $line }); read with the month first
logs-fault-no-date = lines begin with a time of day or of seconds since a start (line { $line }), and nothing tells the date: they are counted without a time
logs-fault-duplicate = { $lines ->
    [one] 1 line
   *[other] { $lines } lines
 } from line { $line } on arrived twice; read once
logs-fault-backwards = times jump back by { $seconds } s at line { $line }
logs-fault-too-long = line { $line }: { $note }
logs-fault-nul-bytes = line { $line }: { $note }
logs-fault-encoding = { $lines ->
    [one] 1 line has
   *[other] { $lines } lines have
 } bytes that are no UTF-8 text, from line { $line } on
logs-fault-escapes = { $lines ->
    [one] 1 line has
   *[other] { $lines } lines have
 } escape sequences (colours), from line { $line } on
logs-fault-broken = after line { $line } (byte { $offset }): { $reason }
logs-fault-varied = { $records } records are so varied that they are counted without a template
logs-fault-more = { $faults ->
    [one] 1 more fault
   *[other] { $faults } more faults
 }

## Formats, by the names they have in JSON

logs-kind-journald = journald JSON export
logs-kind-postgres-json = PostgreSQL jsonlog
logs-kind-json-lines = JSON lines
logs-kind-klog = klog
logs-kind-syslog5424 = syslog (RFC 5424)
logs-kind-haproxy = HAProxy HTTP log
logs-kind-haproxy-tcp = HAProxy TCP log
logs-kind-auditd = Linux audit log
logs-kind-java-util = java.util.logging
logs-kind-cisco = Cisco syslog
logs-kind-syslog3164 = syslog (RFC 3164)
logs-kind-envoy = Envoy access log
logs-kind-access = access log (common, combined or custom)
logs-kind-nginx-error = nginx error log
logs-kind-apache-error = Apache error log
logs-kind-postgres-csv = PostgreSQL csvlog
logs-kind-postgres-text = PostgreSQL log
logs-kind-ruby = Ruby logger
logs-kind-windows = Windows log
logs-kind-windows-event = Windows event log
logs-kind-iis = W3C extended log
logs-kind-mac-os = macOS log
logs-kind-ltsv = labelled values (LTSV)
logs-kind-flow = VPC flow log
logs-kind-dot-net = .NET logger
logs-kind-log4j = log4j or logback
logs-kind-python = Python logging
logs-kind-go = Go log
logs-kind-logfmt = logfmt
logs-kind-logcat = Android logcat
logs-kind-mongo-db = MongoDB text log
logs-kind-redis = Redis log
logs-kind-stamped = text with time stamps
logs-kind-plain = text
logs-kind-unknown = unknown
