## Units

unit-days = { $n } d
unit-hours = { $n } h
unit-minutes = { $n } min
unit-seconds = { $n } s
unit-milliseconds = { $n } ms
unit-percent = { $n } %
unit-separator = {" "}
list-separator = {", "}
list-last = {" and "}
