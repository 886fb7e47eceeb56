## What was read of a document

import-counts = { $sections ->
    [one] 1 section
   *[other] { $sections } sections
 }, { $rows ->
    [one] 1 timeline row
   *[other] { $rows } timeline rows
 }, { $factors ->
    [one] 1 factor
   *[other] { $factors } factors
 }, { $actions ->
    [one] 1 action
   *[other] { $actions } actions
 }, { $lines ->
    [one] 1 line
   *[other] { $lines } lines
 } not understood
import-contradiction = { $what } (line { $line })
import-unwritten-help = give another folder with `--out`, or move the case that is there

## What a person should look at

remark-open-fence = code fence is never closed: all that follows is read as code; close it with the same fence
remark-open-html = { $start } is never closed: all that follows is hidden; close it with { $end }
remark-direction = character U+{ $code } changes the direction of the text around it; kept, remove it if nobody wants it
remark-invisible = character U+{ $code } is not visible; kept, remove it if nobody wants it
remark-and-more = { $remark } (and { $more } more lines like it)
remark-active-html = { $word } may run or load something where the document is shown; kept as text, never run
remark-footnote-again = footnote { $label } is already defined in line { $line }
remark-footnote-undefined = footnote { $label } is cited and nowhere defined
remark-heading-again = heading { $title } already stands in line { $line }; both are kept
remark-action-id-again = action id { $id } is already used in line { $line }; give this one a number of its own
remark-too-large = a document of { $size } MB: the first { $most } MB are read, from this line on it is kept as it stands; divide it to have the rest read
remark-ragged-row = { $cells } cells where the header has { $heads }; the rest is kept with the row
remark-short-row = { $cells } of the { $heads } cells of its header; the missing ones are read as empty
remark-no-table = lines between `|` that are no table, for no `| --- |` with as many cells stands below the first; read line by line
remark-cut-off = the document ends in this line, and nothing closes { $mark }; see whether the rest was lost
remark-line-without-time = no time at the start of this line of the timeline; kept as it stands
remark-bullet-without-time = no time at the start of this bullet of the timeline; kept as it stands
remark-row-without-time = no time in the time column of this row; kept as it stands
remark-without-zero = { $text } counts from a moment that the document does not name; write `T0 = …` with its day and time, or give the row a time of its own
remark-latin1 = not UTF-8; every byte is read as Latin-1
remark-not-utf8 = { $count } bytes are not UTF-8; kept as they are, save the file as UTF-8 to read them
remark-front-matter-open = front matter opens with { $fence } and is never closed; read as text
remark-front-matter-foreign = front matter without `key: value` pairs; kept as it stands
remark-front-matter-of-tool = front matter of another tool: { $keys }; kept as it stands
remark-front-matter-broken = front matter is no valid YAML from this line on; read pair by pair, put words with `:`, `@` or brackets in quotes
remark-front-matter-again = front matter names { $key } twice; the first counts
remark-ambiguous-date = day and month of this date cannot be told apart; read month first
remark-impossible-time = { $text }: { $problem }
remark-year = year { $year } cannot be
remark-no-date = no calendar has this date
remark-hour-of-half = hour { $hour } with AM/PM cannot be; read as { $hour } o'clock of 24
remark-no-clock = no clock shows this time; kept as words
remark-past-24 = an hour past 24 is read as the next day
remark-zone-differs = { $zone } is { $label } but clocks of that region showed { $local } on { $day }; both readings are kept: { $one } and { $other }
remark-zone-ambiguous = { $zone } names several zones of the world; read as { $read }
remark-out-of-order = { $row } stands below { $above } (line { $line }) and is earlier

## Numbers that contradict each other

contradiction-duration = { $stated } is stated, but { $derived } gives another length
contradiction-percentage = { $stated } is stated, but { $derived } gives another share
contradiction-count = { $stated } is stated, but { $derived } gives another number
contradiction-order = { $stated } stands below { $derived } and is earlier
contradiction-cause = { $stated } is named as cause, but no row of the timeline shows it
contradiction-time = { $stated } is stated, but the row of that event says { $derived }
contradiction-date = { $stated } is stated, but { $derived } says another day
contradiction-name = { $stated } is stated, but elsewhere it is { $derived }
contradiction-other = { $stated } is stated, but { $derived } says otherwise
contradiction-analysis = the analysis
import-unconverted-unclosed = left in the order it has: a code fence or a comment that opens here never closes, and would swallow what is moved behind it; close it
import-unconverted = left in the order it has: away from their place some of its rows, actions or lines would no longer be read as what they are; give its parts headings of their own, such as `## Timeline`
