## The agenda of a weekly review

review-title = Weekly review, { $day }
review-counts = { $open ->
    [one] 1 open action
   *[other] { $open } open actions
  }, { $late } overdue, { $bare } without owner or date, in { $cases ->
    [one] 1 case
   *[other] { $cases } cases
  }
review-quiet = { $n ->
    [one] 1 case has nothing open
   *[other] { $n } cases have nothing open
  }
review-nothing = Nothing is open
review-case = { $id }: { $title } ({ $done } of { $total } done)
review-overdue = Overdue
review-due = Due until the next review
review-unassigned = Without owner or date
review-untracked = In no tracker
review-action = { $id } { $title } ({ $owner }, { $deadline })
review-action-late = { $id } { $title } ({ $owner }, { $deadline }, { $late } late)
review-owner-none = nobody yet
review-deadline-none = no date
review-sponsor-heading = An executive sponsor is asked for
review-sponsor-why = These actions were late at the last review too. A sponsor makes room for them, or decides with a reason that they are dropped
review-sponsor-told = { $action }; sponsor: { $sponsor }
review-follow-up-heading = Look back after four weeks
review-follow-up = { $day }: { $id } { $title }
review-follow-up-due = { $day }, due: { $id } { $title }
review-question-actions = Which actions are done, and does what they changed still hold?
review-question-again = Did the same trouble, or one like it, come again?
review-question-today = If it began today, when would it be noticed, and by what?
