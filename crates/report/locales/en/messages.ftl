## What every command says of its work: errors, warnings, progress

message-error = error: { $what }
message-warning = warning: { $what }
message-help = help
message-foreign = { $text }
message-more-remarks = and { $count } more remarks; `backstory import --json` lists all of { $path }
message-unread = failed to read { $path }
message-unwritten = failed to write { $path }
message-unmade = failed to make the folder { $path }
message-not-understood = failed to understand { $path }
message-flag-unread = failed to read { $flag }
message-output-failed = failed to write the output
progress-amount = { $read } of { $total }

## What the operating system says

system-not-found = No such file or directory (os error { $code })
system-permission-denied = Permission denied (os error { $code })
system-already-exists = File exists (os error { $code })
system-is-a-directory = Is a directory (os error { $code })
system-not-a-directory = Not a directory (os error { $code })
system-directory-not-empty = Directory not empty (os error { $code })
system-read-only = Read-only file system (os error { $code })
system-storage-full = No space left on device (os error { $code })
system-broken-pipe = Broken pipe (os error { $code })
system-connection-refused = Connection refused (os error { $code })
system-connection-reset = Connection reset by peer (os error { $code })
system-timed-out = Connection timed out (os error { $code })

## Documents and settings that are not what they should be

json-syntax = no JSON at line { $line } column { $column }: { $reason }
json-data = not the JSON that was expected, at line { $line } column { $column }: { $reason }
json-end = the JSON ends too early, at line { $line } column { $column }
config-syntax = cannot read the configuration: { $reason }
config-unknown-rule = line { $line }: no rule is called { $rule }; `backstory check --explain all` lists the rules
config-unusable = { $path } cannot be used
workspace-unparsed = failed to understand line { $line } of { $path }: { $reason }
workspace-unparsed-help = `backstory init` writes a commented file to start from

## Times and windows

instant-not-a-time = `{ $text }` is not a time: write `2025-02-09T11:40Z`, `2025-02-09T12:40+01:00`, a local time with `--tz Europe/Oslo`, or a length such as `90m before 2025-02-09T11:40Z`
instant-no-time-of-day = `{ $text }` has no time of day: write for example `{ $text }T00:00Z`
instant-no-zone = `{ $text }` has no zone: write `{ $text }Z` for UTC, `{ $text }+01:00`, or add `--tz Europe/Oslo`
instant-unknown-zone = `{ $name }` is not a time zone: write a name such as `Europe/Oslo`, `UTC`, or an offset such as `+01:00`
instant-skipped = `{ $text }` never happened in { $zone }, where the clocks went forward over it: write `{ $earlier }` or `{ $later }`
instant-repeated = `{ $text }` happened twice in { $zone }, where the clocks went back: write `{ $earlier }` or `{ $later }`
instant-not-a-length = `{ $text }` is not a length of time: write for example `90m`, `1h30m` or `2d`, in weeks, days, hours, minutes or seconds
instant-out-of-range = `{ $text }` is outside the years { $first } to { $last }
window-reversed = the window ends at { $end }, which is not after its start { $start }
window-unread = failed to read the window
window-half = `--from` and `--to` belong together
window-half-help = give both, for example `--from 2025-02-09T10:00Z --to 2025-02-09T11:30Z`
window-missing = no window: neither `--from` and `--to` nor an `incident.json` in the evidence tell when it was
window-missing-help = give the window as people saw it, for example `--from 2025-02-09T10:00Z --to 2025-02-09T11:30Z`
evidence-none = no evidence: there is no file in { $paths }
evidence-none-help = name the folder that holds logs, metrics or alerts, or gather them with `backstory collect`
baseline-not-before = `--baseline-from` does not lie before `--from`
baseline-not-before-help = name the start of a healthy stretch before the incident, for example an hour before `--from`
symptom-no-metric = { $text } names no metric
symptom-no-metric-help = write `--symptom SERVICE:METRIC`, for example `--symptom checkout:latency_p99`

## Evidence

evidence-unread = failed to read the evidence
evidence-unread-help = name a folder or file that exists: `backstory analyze --evidence FOLDER --from T --to T`
evidence-unopened = failed to open the evidence at { $path }

## Drafting and rendering

draft-added = added: { $unit }
draft-updated = updated: { $unit }
draft-removed = removed, the evidence no longer says it and nobody had changed it: { $unit }
draft-unplaced = not added, its section was deleted: { $unit }
draft-unsupported = line { $line }: stands, though the evidence no longer says it: { $unit }
draft-withheld = { $count ->
    [one] { $count } statement that a person deleted stays away; `backstory report --format review` shows it
   *[other] { $count } statements that a person deleted stay away; `backstory report --format review` shows them
}
draft-memory-sidecar = the comment at the end of the report that remembers the last draft is gone; what people deleted is told by `analysis.json`
draft-memory-lost = the comment at the end of the report that remembers the last draft is gone; what people deleted before may be back
draft-other-language = failed to draft into the report: it is written in { $own }
draft-other-language-help = leave out `--lang`, or draft in { $asked } into another folder with `--case`; `backstory report --lang { $asked }` tells what nobody changed in that language
draft-conflict = line { $line }: your words stand; the evidence now says: { $proposed }
draft-left-in-place = { $count ->
    [one] 1 artifact was too large to copy and stays where it is
   *[other] { $count } artifacts were too large to copy and stay where they are
 }
draft-next = next: read and edit it, then `backstory check` it
draft-no-language = { $code } is no language reports are written in
draft-no-language-help = the languages are { $known }
draft-unwritten = failed to write the case to { $path }
report-written = wrote { $path } ({ $bytes } bytes)
report-unmasked = failed to mask the analysis
report-analysis-help = the report is told from its document alone; draft again to have its analysis back
report-no-window = the times of the report are no window
report-no-case-help = name a case folder, as `backstory draft` writes it
report-too-large = { $path } is too large
report-too-large-help = a report has at most { $most } bytes
report-review-internal = the review view shows the evidence and is for the team alone
report-review-internal-help = leave --audience out, or take another format for readers outside the team
report-too-large-docx-help = a report of at most { $most } bytes fits into a Word file; the page and the Markdown hold all of it
report-browser-unstarted = failed to start { $browser }
report-browser-failed = { $browser } did not print the page: { $said }
report-no-browser = no browser to print the PDF with
report-no-browser-help = install Debian's `chromium`, or print the HTML page from any browser

## The demo, settings, and editors

demo-unpacking = unpacking a recorded incident to { $path }
demo-not-unpacked = failed to unpack the example to { $path }
demo-report = Report:   { $path }
demo-case = Case:     { $path }
demo-evidence = Evidence: { $path }
demo-next = next: read the report, then run `backstory check { $path }`
init-file = backstory.toml: what a team sets once for its post-mortems.
init-file-lang = Language of reports: "en" or "ja".
init-file-owners = Owners of action items by service; they come before the repository's CODEOWNERS.
init-is-there = { $path } is here already
init-is-there-help = edit it, or move it away first
lsp-input-ended = the input ended after { $read } of { $length } bytes of a message
lsp-framing = expected the headers of a message with a `Content-Length` of at most { $limit } bytes
lsp-framing-help = an editor starts `backstory lsp` and speaks the Language Server Protocol with it

## The check

check-counts = { $findings ->
    [one] 1 finding
   *[other] { $findings } findings
 } in { $files ->
    [one] 1 file
   *[other] { $files } files
 }
check-unlisted = failed to list { $path }
check-too-large = { $path } is larger than { $most } MiB; split it
check-fixed = fixed { $path }
check-allowed = allowed: { $rule } because { $reason }
check-allowed-in-vain = allowed, but nothing to allow: { $rule } because { $reason }
check-no-rule = no rule is called { $id }
check-no-rule-help = `backstory check --explain all` lists the rules
check-no-sentence = { $path }:{ $line }: expected an object with id, lang, context and text
