## Wrong arguments on the command line

usage-error = error: { $what }
usage-unknown-argument = there is no argument `{ $argument }`
usage-unknown-command = there is no command `{ $command }`
usage-value-missing = `{ $argument }` lacks its value
usage-value-invalid = `{ $argument }` cannot be `{ $value }`
usage-value-count = `{ $argument }` has too many or too few values
usage-argument-missing = required arguments are missing: { $argument }
usage-command-missing = the command is missing
usage-conflict = `{ $argument }` cannot stand beside `{ $other }`
usage-other = the arguments cannot be understood: { $argument }
usage-values = possible values: { $name }
usage-suggestion = perhaps meant: { $name }
usage-more = `--help` tells more
