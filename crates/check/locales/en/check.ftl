# What the check says: for each rule why it matters, and what to write instead.

action-person-fix = care and training fade; the next person meets the same trap
    .advice = let the tool refuse, ask, show or undo, so that nobody has to remember
action-punitive = sanctions teach people to hide trouble, and the trap stays where it was
    .advice = take it out, and ask what would have stopped anybody in that place
action-vague = without an object and an end that can be checked, nobody can tell when the action is done
    .advice = name the thing that changes and how to see that it has: a threshold, a gate, a number before and after
analysis-stops-at-person = the chain ends where it should begin: what made this act likely for anybody in that place?
    .advice = ask once more: what did the person see, which check was missing, which default led there?
blame-character = a judgement of skill, attention or attitude explains nothing and cannot be fixed by an action item
    .advice = describe the load, the exposure and the information at hand, with the arrangement behind them
blame-human-error = "human error" is a label, not a cause: it names nothing that could be changed
    .advice = say what the person saw, what the tool accepted, and which check did not exist
blame-passive = a passive about a human duty blames without a name and leaves out why the duty was hard to do
    .advice = say which step, check or signal exists for it, and what it showed or required at that time
blame-person = naming who erred stops the question of what made the error easy, and teaches people to report less
    .advice = make the system the subject: what did it show, allow or lack at that moment?
hindsight-counterfactual = what should have happened is known only afterwards; it does not explain why what was done made sense then
    .advice = say what happened, what was known at that moment, and what the system is set to do
judgement-adverb = the word judges conduct with the outcome known and adds no fact
    .advice = leave the word out, or put the fact behind it in its place
judgement-value = a grade for a decision or design is the outcome read backwards; it gives nothing to act on
    .advice = say what was decided on which information, and what followed
report-action-no-deadline = without a date the action loses against everything that has one
    .advice = give a day
report-action-no-factor = no factor asks for this action, while others name theirs
    .advice = name the factor it answers, or add the factor
report-action-no-owner = an action that nobody owns is not done
    .advice = name one person or team
report-action-no-priority = without a priority nobody knows which action to do first
    .advice = give High, Medium or Low, or the house's P-number
report-action-overdue = the deadline has passed and the action is not marked as done
    .advice = tick it off, or agree on a new date and say why
report-cause-is-trigger = root cause and trigger are the same: what made the trigger harmful is missing
    .advice = keep the event under Trigger, and name under Root cause the condition it met
report-contradiction = another place of the report gives a different value
    .advice = correct one of the two places, or say what each of them measures
report-duration-mismatch = the stated duration differs from the time between start and resolved
    .advice = correct the duration, or say which phase it measures
report-factor-no-evidence = this factor cites no evidence, while others in this report do
    .advice = cite the log, graph or message that shows it, or mark it as a guess
report-factor-unanswered = no action answers this factor, while others are answered
    .advice = add an action, or say why the risk is accepted
report-impact-no-numbers = impact without a figure cannot be compared, prioritised or trusted
    .advice = count failed requests, affected customers, minutes, money; say what could not be counted
report-internal-secret = this version is for the public and names something internal
    .advice = describe the role of the thing instead of its address, account or key
report-no-actions = without action items nothing changes
    .advice = add a table of actions with owner, deadline and priority
report-no-detection = nothing says how it was noticed, so nobody can make that faster
    .advice = add a Detection section: what told whom, and how long after the first effect
report-no-follow-up-date = no date is set on which somebody looks whether the actions were done and helped
    .advice = add a follow-up review about four weeks ahead
report-no-lessons = without lessons the report helps nobody outside the team
    .advice = add Lessons: what others with a similar system should know
report-no-preventive-action = the actions only detect or document; it can happen again just the same
    .advice = add one that removes the hazard or limits what it can do
report-no-severity = without a severity the report cannot be compared or prioritised
    .advice = add `Severity: SEV-n` to the head
report-no-sponsor = a high-priority action without a sponsor competes alone with the roadmap
    .advice = name the executive who sees that it gets time
report-placeholder = a blank of the template is still there
    .advice = fill it, or say that it is not known and why
report-shallow-whys = the why-chain is shorter than five steps, while the report lists more factors than it reaches
    .advice = go on asking until every systemic factor is reached, or say where the evidence ends
report-shared-late = shared more than 48 hours after the end; memories and interest fade within days
    .advice = share a first version within 48 hours and complete it later
report-single-factor = incidents of complex systems need several conditions at once; one factor is where the search stopped
    .advice = ask what else had to be true: detection, limits, tests, response, earlier decisions
report-timeline-no-zone = no time zone is named for the times, so they cannot be compared with any log
    .advice = write the zone into the heading, best `(UTC)`
report-timeline-order = this entry is earlier than one above it; a timeline out of order suggests wrong causes
    .advice = sort the entries by time, or correct the time
report-weasel-numbers = a quantity that means anything between one and all
    .advice = give the count, or a range and how it was estimated
tone-apology = remorse closes the matter; a post-mortem opens it
    .advice = leave it out here, and say who was affected, how, and what will change

# The checklist for a finished post-mortem.
gate-yes = yes
gate-no = no
gate-cannot-tell = cannot tell
gate-timeline-complete = Does the timeline reach from start to resolution?
gate-timeline-order = Is the timeline in order, with its zone?
gate-several-factors = Are there several contributing factors?
gate-actions-owned = Does every action have owner, deadline and priority?
gate-blameless = Is the wording blameless?
gate-shared-in-time = Was it shared within 48 hours?
gate-actions-tracked = Are the actions in a tracker?
gate-review-planned = Is a review planned about four weeks later?
gate-rows = { $count ->
    [one] 1 row
   *[other] { $count } rows
}
gate-factors = { $count ->
    [one] 1 factor
   *[other] { $count } factors
}
gate-actions = { $count ->
    [one] 1 action
   *[other] { $count } actions
}
gate-findings = { $count ->
    [one] 1 finding
   *[other] { $count } findings
}
gate-at-lines = { $what }; lines { $lines }
gate-start-and-end = { $rows }; start { $start }, resolved { $resolved }
gate-no-start-or-end = { $rows }; start or resolution is not given
gate-not-shared = no sharing date in the report
gate-shared-after = { $value }, { $hours } h after resolution
gate-tracked = { $tracked } of { $all } actions with a link or key
gate-no-review = no date for a review
gate-review-in-text = a day for it stands in the text
gate-review-after = { $value }, { $days } days after resolution

# Rewrites.
rewrite-duty = the process went on without { $object } being { $done }; name the step, check or signal that does not exist for it
rewrite-should = say what is set or known for this moment, and what { $subject } did ("{ $verb }" is what did not happen)
rewrite-adverb = leave out "{ $words }"

# What `--explain` prints.
explain-sentence = { $text }.
explain-fires = Findings:
explain-passes = Fine:

# What an editor offers.
lsp-allow = Allow { $rule } here, with a reason
lsp-fix = Fix order, zone label and ids

# The tables of `--summary`.

summary-counts = { $files ->
    [one] { $files } file
   *[other] { $files } files
 }, { $findings ->
    [one] { $findings } finding
   *[other] { $findings } findings
 }
summary-by-rule = By rule
summary-by-file = By file
summary-by-month = By month of the incident (reports, findings, findings per report)
