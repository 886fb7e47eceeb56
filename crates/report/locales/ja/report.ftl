## Units

unit-days = { $n }日
unit-hours = { $n }時間
unit-minutes = { $n }分
unit-seconds = { $n }秒
unit-milliseconds = { $n }ms
unit-percent = { $n }%
unit-separator = {""}
list-separator = 、
list-last = 、
