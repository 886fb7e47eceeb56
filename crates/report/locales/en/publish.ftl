## The summary of a report as a message

publish-open = Actions: { $count } open
publish-nobody = nobody yet
publish-no-date = no date
publish-more = … and { $count } more
