## The summary of a report as a message

publish-open = Actions: { $count } open
publish-nobody = nobody yet
publish-no-date = no date
publish-more = … and { $count } more
publish-nowhere = there is nowhere to publish to
publish-nowhere-help = set BACKSTORY_SLACK_WEBHOOK, add `--slack-webhook URL`, or look first with `--dry-run`
publish-done = the summary is posted
publish-not-an-address = the webhook is not an address: it begins with `https://`
publish-unreachable = the webhook did not answer: { $reason }
publish-refused = the webhook answered { $status }: { $text }
