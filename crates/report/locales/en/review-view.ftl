## The review view: what to look at before the report is shared

review-title = Review of { $title }
review-intro = What to look at before this report is shared. Nothing here is written into the report.
review-no-evidence = Statements without evidence ({ $count })
review-conflicts = Your words against the evidence ({ $count })
review-conflict = your words stand: “{ $yours }”; the evidence now says: “{ $proposed }”
review-numbers = Numbers that contradict each other ({ $count })
review-questions = Open questions ({ $count })
review-new = Added by the last draft, not yet accepted ({ $count })
review-gone = Deleted, or no longer in the draft ({ $count })
review-withheld = deleted by a person, still in the draft: { $words }
review-outdated = no longer said by the evidence: { $words }
review-unplaced = has no place since its section was deleted: { $words }
review-allowed = Rules silenced with a reason ({ $count })
review-not-understood = Lines not understood ({ $count })
review-remarks = Noted while reading ({ $count })
review-nothing = Nothing.
review-entry = line { $line }: { $words }
review-line = line { $line }
review-analysis = the analysis
