# Help of the commands. Generated from the types: `BACKSTORY_UPDATE=1 cargo test -p backstory-cli --test help`.

help-word-usage = Usage:
help-word-commands = Commands
help-word-arguments = Arguments
help-word-options = Options
help-word-values = possible values
help-word-default = default
help-word-help = Print help
help-word-version = Print version
help = Turn the raw traces of an incident into a blameless post-mortem, and see to it that what was learned gets done
help-color = When to use colour
help-color--auto = On a terminal, unless NO_COLOR is set
help-color--always = Always
help-color--never = Never
help-lang = Language of messages [default: that of the environment, else the workspace's, else en]
help-demo = Run the main job on a bundled, recorded incident
help-demo--more =
    Examples:
      backstory demo
      backstory demo --lang ja -o /tmp/demo
help-demo-output = Folder to write to
help-demo-lang = Language of the report: en or ja
help-analyze = Analyse evidence and print what was found
help-analyze--more =
    Examples:
      backstory analyze --evidence ./evidence --from 2025-02-09T10:00Z --to 2025-02-09T11:30Z
      backstory analyze -e logs -e metrics.json --from '2025-02-09 19:00' --to '2025-02-09 20:30' --tz Asia/Tokyo
      backstory analyze -e . --from '90m before 2025-02-09T11:40Z' --to 2025-02-09T11:40Z --json > analysis.json

    Exit status: 0 done, 2 usage, 3 something could not be read and the rest was analysed
help-analyze-evidence = Folder or file with evidence; may be given several times
help-analyze-from = Start as people saw it; taken from `incident.json` in the evidence when absent
help-analyze-from--long =
    Start as people saw it; taken from `incident.json` in the evidence when absent

    RFC 3339 (`2025-02-09T10:05Z`), local time with `--tz` (`2025-02-09 10:05`), or a distance (`90m before 2025-02-09T11:40Z`)
help-analyze-to = End as people saw it, in the same forms
help-analyze-baseline-from = Start of the healthy stretch to compare with [default: where the evidence begins]
help-analyze-tz = Zone of times without one, as an IANA name
help-analyze-symptom = Metric that tells what users felt [default: chosen from the evidence]
help-analyze-json = Print the schema `backstory.analysis/1` instead of a summary
help-analyze-lang = Language of the summary: en or ja [default: the workspace's, else that of the environment]
help-timeline = Analyse evidence and print the timeline alone
help-timeline--more =
    Examples:
      backstory timeline -e ./evidence --from 2025-02-09T10:00Z --to 2025-02-09T11:30Z
      backstory timeline -e ./evidence --format markdown --lang ja >> report.md
      backstory timeline -e ./evidence --json | jq '.timeline[] | select(.milestone != null)'

    Exit status: 0 done, 2 usage, 3 something could not be read and the rest was analysed
help-timeline-evidence = Folder or file with evidence; may be given several times
help-timeline-from = Start as people saw it; taken from `incident.json` in the evidence when absent
help-timeline-from--long =
    Start as people saw it; taken from `incident.json` in the evidence when absent

    RFC 3339 (`2025-02-09T10:05Z`), local time with `--tz` (`2025-02-09 10:05`), or a distance (`90m before 2025-02-09T11:40Z`)
help-timeline-to = End as people saw it, in the same forms
help-timeline-baseline-from = Start of the healthy stretch to compare with [default: where the evidence begins]
help-timeline-tz = Zone of times without one, as an IANA name
help-timeline-symptom = Metric that tells what users felt [default: chosen from the evidence]
help-timeline-format = How to print it
help-timeline-format--text = A line a row
help-timeline-format--markdown = The section of the report, with its footnotes
help-timeline-format--csv = A table for a spreadsheet
help-timeline-lang = Language of the sentences: en or ja [default: the workspace's, else en]
help-timeline-json = Print clocks, milestones, durations and rows as JSON
help-factors = Analyse evidence and print suspects, factors and hypotheses alone
help-factors--more =
    Examples:
      backstory factors -e ./evidence --from 2025-02-09T10:00Z --to 2025-02-09T11:30Z
      backstory factors -e ./evidence --format markdown --lang ja
      backstory factors -e ./evidence --json | jq '.suspects[0]'

    Suspects are where to look first; the cause is for people to name.

    Exit status: 0 done, 2 usage, 3 something could not be read and the rest was analysed
help-factors-evidence = Folder or file with evidence; may be given several times
help-factors-from = Start as people saw it; taken from `incident.json` in the evidence when absent
help-factors-from--long =
    Start as people saw it; taken from `incident.json` in the evidence when absent

    RFC 3339 (`2025-02-09T10:05Z`), local time with `--tz` (`2025-02-09 10:05`), or a distance (`90m before 2025-02-09T11:40Z`)
help-factors-to = End as people saw it, in the same forms
help-factors-baseline-from = Start of the healthy stretch to compare with [default: where the evidence begins]
help-factors-tz = Zone of times without one, as an IANA name
help-factors-symptom = Metric that tells what users felt [default: chosen from the evidence]
help-factors-format = How to print it
help-factors-format--text = Suspects, factors and hypotheses, with what each cites
help-factors-format--markdown = The sections of the report: factors, why-chain, root cause
help-factors-lang = Language of the sentences: en or ja [default: the workspace's, else en]
help-factors-json = Print suspects, factors, hypotheses, gaps in detection and actions as JSON
help-draft = Analyse evidence and draft the post-mortem into a case folder
help-draft--more =
    Examples:
      backstory draft --evidence ./evidence --from 2025-02-09T10:00Z --to 2025-02-09T11:30Z
      backstory draft -e ./evidence --lang ja
      backstory draft -e ./evidence --case incidents/2025-02-09-checkout

    Running it again keeps every word, order and deletion of people in report.md and adds only what is new.

    Exit status: 0 done, 2 usage, 3 something could not be read and the rest was drafted
help-draft-evidence = Folder or file with evidence; may be given several times
help-draft-from = Start as people saw it; taken from `incident.json` in the evidence when absent
help-draft-from--long =
    Start as people saw it; taken from `incident.json` in the evidence when absent

    RFC 3339 (`2025-02-09T10:05Z`), local time with `--tz` (`2025-02-09 10:05`), or a distance (`90m before 2025-02-09T11:40Z`)
help-draft-to = End as people saw it, in the same forms
help-draft-baseline-from = Start of the healthy stretch to compare with [default: where the evidence begins]
help-draft-tz = Zone of times without one, as an IANA name
help-draft-symptom = Metric that tells what users felt [default: chosen from the evidence]
help-draft-case = Folder of the case [default: incidents/DAY-TITLE]
help-draft-lang = Language of a new report: en or ja [default: the workspace's, else en]
help-draft-no-copy = Leave the raw evidence where it is instead of keeping a copy in the case
help-draft-json = Print what was written as JSON
help-logs = Show what a log is, and the templates inside
help-logs--more =
    Examples:
      backstory logs app.log
      kubectl logs deploy/api --timestamps | backstory logs -
      backstory logs app.log.gz --baseline-from 2025-02-09T08:00Z --from 2025-02-09T10:05Z --to 2025-02-09T11:40Z
      backstory logs app.log.gz --json-lines > templates.jsonl
      backstory logs part1.log --summary > part1.json   (on one machine)
      backstory logs part1.json part2.json              (on another: merged)
help-logs-files = Logs to read, plain or compressed, or stored summaries; - for standard input. Several are merged into one
help-logs-json = Print the summary as JSON
help-logs-json-lines = Print the template of every physical line as JSON lines: `{"{"}"line":1,"cluster":"…","template":"… <*> …"{"}"}`
help-logs-summary = Print the whole summary in the form that can be read and merged again
help-logs-from = Start of the span to look for changes in; without it, the log after its first quarter
help-logs-to = End of that span; without it, the end of the log
help-logs-baseline-from = Start of the span before it to compare with; without it, the start of the log
help-logs-tz = Zone of times given without one, here and in the log
help-init = Write a commented backstory.toml
help-init--more =
    Examples:
      backstory init
help-collect = Fetch evidence from live systems into a folder with a manifest
help-collect--more =
    Examples:
      backstory collect --prometheus http://prometheus:9090 --alertmanager http://alertmanager:9093 \
          --kubernetes prod/shop --from 2025-02-09T10:05Z --to 2025-02-09T11:40Z -o evidence
      backstory collect --kubernetes shop/app=api --from '90m before now' --to now -o evidence

    Credentials come from the environment and are never written:
      BACKSTORY_PROMETHEUS_TOKEN, or _USER and _PASSWORD; the same with ALERTMANAGER
      BACKSTORY_PROMETHEUS_HEADERS   further headers, one `Name: value` a line
      SSL_CERT_FILE                  authorities to trust, PEM
      KUBECONFIG                     as for kubectl

    Exit codes: 0 everything collected, 2 usage, 3 a source failed and the rest is saved
help-collect-prometheus = Address of Prometheus, or of what speaks its API (Thanos, Mimir with its prefix, VictoriaMetrics)
help-collect-alertmanager = Address of Alertmanager
help-collect-kubernetes = Namespace to read logs, events and workloads from; the context is the current one without a name
help-collect-from = Start as people saw it: RFC 3339, local time with `--tz`, or `90m before 2025-02-09T11:40Z`
help-collect-to = End as people saw it, in the same forms
help-collect-tz = Zone of times without one, as an IANA name
help-collect-before = Minutes before the start to fetch as well: the true start is often earlier, and a baseline is needed
help-collect-after = Minutes after the end to fetch as well
help-collect-output = Folder to fill
help-collect-timeout = Seconds one request may take
help-collect-json = Print the manifest as JSON
help-actions = List action items, or push them to a tracker
help-actions--more =
    Examples:
      backstory actions list incidents/2025-02-09-orders
      backstory actions push --github shop/app --dry-run incidents/2025-02-09-orders
      GITHUB_TOKEN=… backstory actions push --github shop/app incidents/2025-02-09-orders
help-actions-list = List the action items of a case
help-actions-list-case = Folder with `report.md`, or a Markdown file
help-actions-list-json = Print JSON
help-actions-push = Make or renew one issue for each action item
help-actions-push--more =
    The token comes from GITHUB_TOKEN; it needs to write issues.

    Exit codes: 0 all pushed, 1 GitHub did not answer, 2 usage, 3 some actions failed
help-actions-push-github = Repository of the issues
help-actions-push-api-url = Address of the API, for GitHub Enterprise
help-actions-push-dry-run = Say what would be done, and write nothing
help-actions-push-case = Folder with `report.md`, or a Markdown file
help-actions-push-json = Print JSON
help-calendar = Write the dates of a case as an iCalendar file
help-calendar--more =
    Examples:
      backstory calendar incidents/2025-02-09-orders -o actions.ics
      backstory calendar incidents/2025-02-09-orders --sequence 2 > actions.ics
help-calendar-case = Folder with `report.md`, or a Markdown file
help-calendar-output = File to write instead of stdout
help-calendar-sequence = Version of what is sent out; a calendar that has the entries takes a higher one as their change
help-calendar-lang = Language of the entries: en or ja [default: that of the report]
help-publish = Post the summary of a case
help-publish--more =
    Examples:
      backstory publish --dry-run incidents/2025-02-09-orders
      BACKSTORY_SLACK_WEBHOOK=https://hooks.slack.com/… backstory publish incidents/2025-02-09-orders

    The address of a webhook is a secret: prefer the variable, since arguments are visible to other users of a machine.
    Posting twice posts two messages.
help-publish-slack-webhook = Incoming webhook of Slack to post the summary to [default: $BACKSTORY_SLACK_WEBHOOK]
help-publish-audience = Who reads it: decides what is masked or left out
help-publish-audience--internal = The team: nothing is held back
help-publish-audience--company = The company: secrets, personal data and customers have pseudonyms
help-publish-audience--public = Everybody: also people are roles, hosts and amounts masked, evidence left out
help-publish-dry-run = Print the message as JSON, and post nothing
help-publish-lang = Language of the words around the report's own: en or ja [default: that of the report]
help-publish-case = Folder with `report.md`, or a Markdown file
help-review = Write the agenda of the weekly review: late, due, unowned and neglected actions, look backs
help-review--more =
    Examples:
      backstory review                          every case below this folder, as an agenda in Markdown
      backstory review incidents --lang ja > agenda.md
      backstory review --day 2025-03-03 --json | jq '.agenda.cases[].overdue'

    An action that is late at two reviews in a row (high priority: at one) is put before an executive sponsor.

    Exit status: 0 nothing is overdue, 1 something is, 2 usage, 3 a case could not be read
help-review-path = A case, or a folder with cases
help-review-day = Day of the review [default: today, UTC]
help-review-lang = Language of the agenda: en or ja [default: the workspace's, else en]
help-review-json = Print JSON
help-status = Show the 48-hour clock, open actions and follow-up of cases
help-status--more =
    Examples:
      backstory status                               every case below this folder
      backstory status incidents/2025-02-09-orders
      backstory status --json | jq '.cases[] | select(.overdue != [])'

    Exit codes: 0 nothing is late, 1 something is, 3 a case could not be read
help-status-path = A case, or a folder with cases
help-status-json = Print JSON
help-check = Check post-mortems: blameless words, complete parts, actions that get done
help-check--more =
    Examples:
      backstory check report.md
      backstory check postmortems/ --summary
      backstory check report.md --format sarif > findings.sarif
      backstory check --explain blame.person

    Suppress a finding in place, with a reason:
      <!-- backstory: allow blame.person because she asked for her name to stay -->
help-check-paths = Markdown files, or folders of them; `-` is stdin
help-check-json = Print JSON, one object a line for each file
help-check-format = How to print the findings
help-check-format--human = For people
help-check-format--json = One JSON object a line for each file
help-check-format--sarif = SARIF 2.1.0
help-check-format--github = GitHub annotations
help-check-format--junit = JUnit XML
help-check-deny = Exit with 1 on findings at or above this severity [default: note]
help-check-deny--note = On any finding
help-check-deny--warning = On warnings and errors
help-check-deny--error = On errors
help-check-deny--never = Never
help-check-lang = Language of the messages [default: that of the report]
help-check-today = Judge deadlines as of this day
help-check-public = Treat the reports as meant for the public
help-check-config = Configuration [default: backstory.toml of this folder, if there is one]
help-check-fix = Apply the safe fixes to the files: order, zone label, ids
help-check-gate = Answer the checklist for a finished post-mortem, one by one
help-check-summary = Print findings per rule, per file and by month
help-check-explain = Explain a rule, or list `all` of them
help-check-sentences = Judge sentences of a JSON lines file with id, lang, context and text
help-lsp = Serve findings, hovers and fixes to an editor over stdio
help-lsp--more =
    Examples:
      backstory lsp    started by an editor, for files of the language `markdown`
help-completions = Print a completion script for a shell
help-completions--more =
    Examples:
      backstory completions bash > /etc/bash_completion.d/backstory
      backstory completions zsh > ~/.zfunc/_backstory
help-completions-shell = Shell to write for
help-import = Read post-mortems that other tools or people wrote, and make cases of them
help-import--more =
    Examples:
      backstory import postmortems/*.md
      backstory import --json outage.md | jq '.timeline[].event.text'
      backstory import --template google-sre outage.md > converted.md
help-import-files = Post-mortems in Markdown, whatever tool or hand wrote them
help-import-json = Print the typed parts with their lines, and what was not understood
help-import-verbatim = Write the document back through the model, byte for byte
help-import-template = Print the document in the sections of this template; no line is lost
help-import-template--google-sre = The example post-mortem of the Google SRE book
help-import-template--pagerduty = PagerDuty's post-mortem template
help-import-template--atlassian = Atlassian's incident post-mortem template
help-import-template--gitlab = GitLab's incident review
help-import-template--classic = The sections that backstory drafts
help-import-out = Folder in which each document becomes a case folder
help-report = Render a report as a page, PDF, tables or a message
help-report--more =
    Examples:
      backstory report incidents/2025-02-09-api -o report.html
      backstory report incidents/2025-02-09-api --format pdf --paper letter -o report.pdf
      backstory report incidents/2025-02-09-api --format csv --table actions
      backstory report incidents/2025-02-09-api --format slack --lang ja
help-report-case = Case folder, with `report.md` and `analysis.json`
help-report-format = What to write
help-report-format--html = One page, readable offline
help-report-format--pdf = The page on paper; needs chromium
help-report-format--json = The analysis as people left it, and the parts of the document
help-report-format--csv = A table for a spreadsheet
help-report-format--md = The document for GitHub or GitLab, with diagrams in Mermaid
help-report-format--docx = A file for an office suite
help-report-format--slack = A message for a Slack webhook
help-report-format--email = A mail in text and HTML, for a program that sends it
help-report-format--review = What to look at before sharing: no evidence, conflicts, open questions
help-report-table = Which table a CSV file holds
help-report-table--timeline = Timeline
help-report-table--actions = Action items
help-report-paper = Sheet that a page or PDF is laid out for
help-report-paper--a4 = 210 × 297 mm
help-report-paper--letter = 8.5 × 11 in
help-report-audience = Who reads it: decides what is masked or left out
help-report-audience--internal = The team: nothing is held back
help-report-audience--company = The company: secrets, personal data and customers have pseudonyms
help-report-audience--public = Everybody: also people are roles, hosts and amounts masked, evidence left out
help-report-lang = Language, as a code: `en`, `ja` [default: that of the report]
help-report-output = File to write; `-` is stdout
