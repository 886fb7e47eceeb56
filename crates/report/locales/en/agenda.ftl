## The agenda of a weekly review

agenda-title = Weekly review, { $day }
agenda-counts = { $open ->
    [one] 1 open action
   *[other] { $open } open actions
  }, { $late } overdue, { $bare } without owner or date, in { $cases ->
    [one] 1 case
   *[other] { $cases } cases
  }
agenda-quiet = { $n ->
    [one] 1 case has nothing open
   *[other] { $n } cases have nothing open
  }
agenda-nothing = Nothing is open
agenda-case = { $id }: { $title } ({ $done } of { $total } done)
agenda-overdue = Overdue
agenda-due = Due until the next review
agenda-unassigned = Without owner or date
agenda-untracked = In no tracker
agenda-action = { $id } { $title } ({ $owner }, { $deadline })
agenda-action-late = { $id } { $title } ({ $owner }, { $deadline }, { $late } late)
agenda-owner-none = nobody yet
agenda-deadline-none = no date
agenda-sponsor-heading = An executive sponsor is asked for
agenda-sponsor-why = These actions were late at the last review too. A sponsor makes room for them, or decides with a reason that they are dropped
agenda-sponsor-told = { $action }; sponsor: { $sponsor }
agenda-follow-up-heading = Look back after four weeks
agenda-follow-up = { $day }: { $id } { $title }
agenda-follow-up-due = { $day }, due: { $id } { $title }
agenda-question-actions = Which actions are done, and does what they changed still hold?
agenda-question-again = Did the same trouble, or one like it, come again?
agenda-question-today = If it began today, when would it be noticed, and by what?
